"""Tests of the last day of a call, and of ranges that are its period."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("text", "language", "expected"),
    [
        ("Αιτήσεις: αγορές πριν από τις 5 Μαΐου 2026 δεν γίνονται δεκτές.", "el", []),
        ("Υποβολή αιτήσεων πριν από τις 5 Μαΐου 2026.", "el", ["deadline 2026-05-05"]),
        ("Send inn søknaden innen 15. mai 2026.", "nb", ["deadline 2026-05-15"]),
    ],
)
def test_before_a_day_is_until_it_unless_something_is_refused(
    text: str, language: str, expected: list[str]
) -> None:
    assert days(text, language) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("it", "Bando", "Gli acquisti effettuati prima del 5 maggio non sono ammessi.", []),
        ("fr", "Appel", "Les travaux ne peuvent débuter avant le 5 mai.", []),
    ],
)
def test_what_is_too_early_before_a_day_is_not_too_late(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "Applications after 5 May 2026 are not considered.", ["deadline 2026-05-05"]),
        ("en", "", "After 5 May 2026 applications are read.", []),
        ("en", "", "Let us know at the latest by 5 May 2026.", ["deadline 2026-05-05"]),
        ("en", "", "End of registration: 5 May 2026", ["deadline 2026-05-05"]),
        ("en", "", "End of the journey: 5 May 2026", []),
        ("en", "", "Call open to 5 May 2026. Apply by 5 May 2026.", ["deadline 2026-05-05"]),
        (
            "hr",
            "",
            "Prijave za izložbu pristigle poslije 15. svibnja 2026. neće se unositi u katalog.",
            ["deadline 2026-05-15"],
        ),
        ("et", "", "Taotlusi esitada kuni vahendite lõpuni, 31. maini 2026.", ["deadline 2026-05-31"]),
        ("fr", "", "Votre fiche projet, avant le 6 octobre, dernier délai.", ["deadline 2026-10-06"]),
        ("fr", "", "Les projets doivent être présentés le 5 mai 2026 au plus tard.", ["deadline 2026-05-05"]),
        ("nb", "", "Søk før 5. juni.", ["deadline 2026-06-05"]),
        (
            "fr",
            "Appel",
            "Racontez avant le 27 avril. Les films seront diffusés du 16 au 27 mai.",
            ["deadline 2026-04-27"],
        ),
    ],
)
def test_the_last_possible_day_is_a_deadline(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("fi", "Avustus", "Huom. Avustuksen haku on päättynyt ma 8.6.2026.", ["deadline 2026-06-08"]),
        ("et", "Toetus", "Voor on lõppenud 8. juunil 2026.", ["deadline 2026-06-08"]),
        ("hu", "Pályázat", "A felhívás 2026. június 8-án lezárult.", ["deadline 2026-06-08"]),
        ("lv", "Konkurss", "Pieteikšanās beigusies 2026. gada 8. jūnijā.", ["deadline 2026-06-08"]),
        ("lt", "Kvietimas", "Registracija baigėsi 2026 m. birželio 8 d.", ["deadline 2026-06-08"]),
        ("bg", "Покана", "Приемът приключи на 8 юни 2026 г.", ["deadline 2026-06-08"]),
        ("hr", "", "S danom 2. 3. 2026. godine zatvoren je natječaj.", ["deadline 2026-03-02"]),
        ("pt", "", "O aviso fecha a 9 de junho, depois de ter aberto.", ["deadline 2026-06-09"]),
        ("pt", "", "O concurso encerrou a 15 de janeiro de 2026.", ["deadline 2026-01-15"]),
    ],
)
def test_verbs_of_an_end_in_all_their_tenses(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("fr", "", "L'appel à candidatures est clos depuis le 2 février 2026.", ["deadline 2026-02-02"]),
        ("de", "", "Die Ausschreibung ist seit dem 2. Februar 2026 geschlossen.", ["deadline 2026-02-02"]),
        ("it", "", "Iscrizioni chiuse dal 28 maggio.", []),
    ],
)
def test_what_is_closed_since_a_day_had_its_deadline_then(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("de", "", "Angebotsfrist: 28. August", ["deadline 2026-08-28"]),
        ("nl", "", "Aanmelddeadline: 28 augustus", ["deadline 2026-08-28"]),
        ("da", "", "Høringsfrist: 28. august", ["deadline 2026-08-28"]),
        ("nb", "", "Forslagsfrist: 28. august", ["deadline 2026-08-28"]),
        ("en", "", "Entries due: 28 August", ["deadline 2026-08-28"]),
        ("fr", "", "Clôture de l'appel : 5 mai 2026", ["deadline 2026-05-05"]),
        ("it", "", "Chiusura dell'avviso: 5 maggio 2026", ["deadline 2026-05-05"]),
    ],
)
def test_names_of_deadlines(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "pt",
            "",
            "O período de candidaturas inicia-se a 5 de maio e termina a 6 de junho de 2026.",
            ["opens 2026-05-05", "deadline 2026-06-06"],
        ),
        (
            "lv",
            "",
            "Projekta iesniegumi tiek pieņemti no 2026. gada 25. marta līdz 2026. gada 23. aprīlim.",
            ["opens 2026-03-25", "deadline 2026-04-23"],
        ),
        ("fi", "", "Hankehakemukset jätetään 1.3.–30.4.2026.", ["opens 2026-03-01", "deadline 2026-04-30"]),
        (
            "hu",
            "",
            "A projektjavaslatokat 2026. március 3. és április 30. között lehet benyújtani.",
            ["opens 2026-03-03", "deadline 2026-04-30"],
        ),
        (
            "en",
            "",
            "Window 4 opens for bids at 9am on 5 May and shuts at 5pm on 9 June.",
            ["opens 2026-05-05", "deadline 2026-06-09"],
        ),
        ("hr", "", "Zahtjevi se podnose od dana objave do 7. svibnja 2026.", ["deadline 2026-05-07"]),
        (
            "es",
            "",
            "Las solicitudes se presentan desde el 27 de mayo hasta el 29 de julio.",
            ["opens 2026-05-27", "deadline 2026-07-29"],
        ),
        (
            "ro",
            "",
            "Perioada de depunere a planurilor, a anexelor și a documentelor 29 martie 15 aprilie 2026, ora 15.",
            ["opens 2026-03-29", "deadline 2026-04-15"],
        ),
        (
            "it",
            "",
            "La fase, che partirà il 19 luglio e terminerà il 20 settembre, consente di candidare i progetti.",
            ["opens 2026-07-19", "deadline 2026-09-20"],
        ),
        (
            "it",
            "",
            "Devono presentare domanda, secondo le modalità previste dal decreto direttoriale del 18 settembre 2025, "
            "a partire dalle ore 10:00 del giorno 16 aprile 2026 e fino alle ore 16:00 del giorno 31 maggio 2026.",
            ["opens 2026-04-16", "deadline 2026-05-31"],
        ),
        (
            "ro",
            "",
            "Proiectele se depun în apelurile:\n• 131.B – 25 septembrie 2026, ora 10:00 – 25 martie 2027, ora 10:00",
            ["opens 2026-09-25", "deadline 2027-03-25"],
        ),
        (
            "fr",
            "",
            "Inscriptions du 5 mai 2026, 9 h, jusqu'au 6 juin 2026, 17 h.",
            ["opens 2026-05-05", "deadline 2026-06-06"],
        ),
        (
            "de",
            "",
            "Bewerbungen sind ab heute, 20. März, bis 3. April 2026 möglich.",
            ["opens 2026-03-20", "deadline 2026-04-03"],
        ),
        ("en", "", "Calls for entry started in February and run to 28 June.", ["deadline 2026-06-28"]),
        (
            "sl",
            "2026",
            "Prijave se zbirajo od 1. do 31. oktobra.",
            ["opens 2026-10-01", "deadline 2026-10-31"],
        ),
        (
            "lt",
            "2026",
            "Kvietimas teikti vietos projektus galioja nuo 2026 m. sausio 29 d. 7.30 val. iki 2026 m. kovo 2 d.",
            ["opens 2026-01-29", "deadline 2026-03-02"],
        ),
        (
            "fi",
            "Palkinto",
            "Ehdottaminen alkaa 5.5. ja kestää 6.6. saakka.",
            ["opens 2026-05-05", "deadline 2026-06-06"],
        ),
    ],
)
def test_periods_of_calls(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


def test_phases_below_a_heading_of_deadlines_are_those_of_a_call() -> None:
    text = (
        "Bewerbungsfristen\nPhase 1: 24. April 2026 – 31. Mai 2026\nPhase 2: 1. Juli – 29. Juli 2026\n"
        "Die Frist endet immer um 18 Uhr.\nDie Bewerbungsfrist des Vorjahres war der 3. März 2026."
    )
    assert days(text, "de", title="Ideenwettbewerb") == [
        "opens 2026-04-24",
        "deadline 2026-05-31",
        "opens 2026-07-01",
        "deadline 2026-07-29",
        "deadline 2026-03-03",
    ]


@each(
    ("language", "text"),
    [
        ("fr", "Dépôt des candidatures du mardi 5 mai 2026 (9h) au samedi 6 juin 2026 à 17h."),
        ("es", "Solicitudes: del 5 de mayo de 2026 a las 9:00 horas al 6 de junio de 2026 a las 14:00."),
        ("pt", "Candidaturas de 5 de maio de 2026, às 9h, a 6 de junho de 2026, às 18h."),
        ("it", "Le domande si presentano dalle ore 9 del 5 maggio alle ore 12 del 6 giugno 2026."),
        ("ro", "Cererile se depun de la 5 mai 2026, ora 10, la 6 iunie 2026, ora 16."),
    ],
)
def test_hours_between_the_days_of_a_call(language: str, text: str) -> None:
    assert sorted(days(text, language)) == ["deadline 2026-06-06", "opens 2026-05-05"]


def test_days_with_hours_and_a_dash_between_them_are_a_period() -> None:
    text = "Cererile se pot depune în perioada 15.03.2026, ora 12:00 – 15.06.2026, ora 12:00."
    assert days(text, "ro") == ["opens 2026-03-15", "deadline 2026-06-15"]


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "hr",
            "2026",
            "Javno savjetovanje traje od 16. kolovoza do 16. rujna 2026. godine.",
            ["opens 2026-08-16", "deadline 2026-09-16"],
        ),
        (
            "bg",
            "2026",
            "В периода 2 ноември – 2 декември 2026 г. се проведе обществено обсъждане.",
            ["opens 2026-11-02", "deadline 2026-12-02"],
        ),
        ("en", "", "You may have your say until 28 August.", ["deadline 2026-08-28"]),
    ],
)
def test_consultations_are_calls(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("nl", "", "Projecten kunnen tot 28 augustus worden aangemeld.", ["deadline 2026-08-28"]),
        ("nl", "", "Het is tot 28 augustus mogelijk ideeën in te schrijven.", ["deadline 2026-08-28"]),
        ("de", "", "Ideen können bis 28. August vorgeschlagen werden.", ["deadline 2026-08-28"]),
        (
            "pt",
            "",
            "Os interessados podem submeter os seus projetos até 21 de junho de 2026.",
            ["deadline 2026-06-21"],
        ),
    ],
)
def test_verbs_of_applying(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "de",
            "",
            "In der Woche vom 25. bis 29. Mai besuchen Interessierte die Labore.",
            ["event 2026-05-25/2026-05-29"],
        ),
        ("de", "Nachhilfe", "Wir kommen vom 18. bis 29. Mai nach Bremen. Die Teilnahme ist frei.", []),
    ],
)
def test_who_takes_part_is_no_applicant(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "text"),
    [
        ("es", "El plazo de recurso termina el 5 de diciembre de 2026."),
        ("es", "Se abre un plazo de alegaciones hasta el 20 de diciembre de 2026."),
        ("es", "Plazo para recurrir: hasta el 20 de diciembre de 2026."),
        ("pt", "O prazo de recurso termina a 5 de dezembro de 2026."),
        ("pt", "O prazo para apresentação de recursos termina em 5 de dezembro de 2026."),
        ("fr", "Les candidats peuvent faire appel de la décision jusqu'au 5 décembre 2026."),
        ("it", "Le osservazioni alla graduatoria provvisoria vanno inviate entro il 5 dicembre 2026."),
        ("it", "Il termine per le controdeduzioni scade il 5 dicembre 2026."),
        ("sk", "Námietky možno podať do 5. decembra 2026."),
        ("sk", "Lehota na odvolanie končí 5. decembra 2026."),
        ("cs", "Námitky lze podat do 5. prosince 2026."),
        ("cs", "Lhůta pro odvolání končí 5. prosince 2026."),
        ("cs", "Žádost o přezkum lze podat do 5. prosince 2026."),
        ("pl", "Termin składania odwołań upływa 5 grudnia 2026 r."),
        ("pl", "Wnioskodawcy mogą złożyć protest do 5 grudnia 2026 r."),
        ("pl", "Zażalenia przyjmujemy do 5 grudnia 2026 r."),
        ("hu", "A kifogásolási határidő 2026. december 5."),
        ("lt", "Apskundimo terminas baigiasi 2026 m. gruodžio 5 d."),
        ("lt", "Prieštaravimus galima pateikti iki 2026 m. gruodžio 5 d."),
        ("lv", "Iebildumus var iesniegt līdz 2026. gada 5. decembrim."),
        ("lv", "Apelācijas var iesniegt līdz 2026. gada 5. decembrim."),
        ("et", "Vaideid saab esitada kuni 5. detsembrini 2026."),
        ("et", "Kaebusi saab esitada kuni 5. detsembrini 2026."),
        ("et", "Otsust saab vaidlustada kuni 5. detsembrini 2026."),
        ("et", "Vastuväiteid saab esitada kuni 5. detsembrini 2026."),
        ("fi", "Päätöksestä voi valittaa 5. joulukuuta 2026 asti."),
        ("fi", "Oikaisua voi hakea 5. joulukuuta 2026 asti."),
        ("fi", "Valitusten määräaika on 5. joulukuuta 2026."),
        ("sv", "Begäran om omprövning ska lämnas in senast den 5 december 2026."),
        ("sv", "Invändningar ska lämnas in senast den 5 december 2026."),
        ("da", "Klager skal indsendes senest den 5. december 2026."),
        ("da", "Fristen for at klage er den 5. december 2026."),
        ("da", "Indsigelser skal sendes senest den 5. december 2026."),
        ("nb", "Klagen må sendes innen 5. desember 2026."),
        ("nb", "Innsigelser må sendes innen 5. desember 2026."),
        ("de", "Einwendungen können bis 5. Dezember 2026 eingereicht werden."),
        ("en", "Applicants may appeal until 5 December 2026."),
        ("en", "Objections may be submitted until 5 December 2026."),
        ("en", "Applicants may contest the decision until 5 December 2026."),
        ("en", "Requests for reconsideration may be submitted until 5 December 2026."),
        ("el", "Η προθεσμία για την υποβολή ένστασης λήγει στις 5 Δεκεμβρίου 2026."),
        ("el", "Η προθεσμία προσφυγής λήγει στις 5 Δεκεμβρίου 2026."),
        ("el", "Αντιρρήσεις υποβάλλονται έως 5 Δεκεμβρίου 2026."),
        ("bg", "Възраженията се подават до 5 декември 2026 г."),
        ("bg", "Жалбите се подават до 5 декември 2026 г."),
        ("mt", "L-oġġezzjonijiet jistgħu jintbagħtu sal-5 ta' Diċembru 2026."),
        ("ga", "Is féidir achomhairc a chur isteach go dtí an 5 Nollaig 2026."),
    ],
)
def test_the_last_day_to_object_to_a_decision_is_no_deadline(language: str, text: str) -> None:
    assert days(text, language) == []


@each(
    ("language", "text", "expected"),
    [
        (
            "lv",
            "Priekšlikumus un iebildumus var iesniegt līdz 2026. gada 5. maijam.",
            ["deadline 2026-05-05"],
        ),
        ("en", "Objections and proposals may be sent until 5 May 2026.", ["deadline 2026-05-05"]),
        ("de", "Einwendungen und Stellungnahmen bis 5. Mai 2026.", ["deadline 2026-05-05"]),
        ("es", "Reclamaciones y alegaciones hasta el 5 de mayo de 2026.", []),
        ("pl", "Nabór trwa do odwołania, nie dłużej niż do 5 maja 2026 r.", ["deadline 2026-05-05"]),
    ],
)
def test_objections_beside_proposals_have_a_deadline(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected
