"""Tests of what the dates of a sentence mean: openings, events and the terms of projects."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "title", "text", "expected"),
    [
        ("et", "Toetus", "Fond avas vooru 2. juunil 2026.", ["opens 2026-06-02"]),
        ("hr", "Natječaj", "Natječaj je krenuo 2. lipnja 2026.", ["opens 2026-06-02"]),
        ("sk", "Výzva", "Príjem žiadostí začala agentúra 2. júna 2026.", ["opens 2026-06-02"]),
        ("pt", "", "Arranca esta terça-feira, 5 de maio, o período de candidaturas.", ["opens 2026-05-05"]),
        ("pt", "", "A convenção é na terça-feira, 5 de maio.", []),
        (
            "fr",
            "",
            "L'appel à projets de la quatrième phase de la politique de soutien a été lancé le 16 février 2026.",
            ["opens 2026-02-16"],
        ),
        (
            "el",
            "",
            "Η ημερομηνία έναρξης ηλεκτρονικής υποβολής αιτήσεων χρηματοδότησης στο Πληροφοριακό Σύστημα Ενισχύσεων "
            "ορίζεται η 19 Μαΐου 2026 με καταληκτική ημερομηνία την 20 Ιουνίου 2026.",
            ["opens 2026-05-19", "deadline 2026-06-20"],
        ),
        ("ro", "", "Apel deschis de propuneri. Lansat la data de: 10 mai 2026", ["opens 2026-05-10"]),
        ("da", "Fonden åbner igen", "Fra den 6. maj kan firmaer sende ansøgninger.", ["opens 2026-05-06"]),
        ("en", "", "The submission system will be open by 28 May.", ["opens 2026-05-28"]),
        (
            "de",
            "",
            "Ab 9. April ist das Portal freigeschaltet, Einsendeschluss ist der 7. Mai.",
            ["opens 2026-04-09", "deadline 2026-05-07"],
        ),
    ],
)
def test_openings_and_their_verbs(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("sv", "Call", "Ansökningsperioden börjar 28 augusti.", ["opens 2026-08-28"]),
        ("en", "Call", "The application period starts on 28 August.", ["opens 2026-08-28"]),
        ("de", "Call", "Einreichstart: 28. August", ["opens 2026-08-28"]),
    ],
)
def test_names_of_openings(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "es",
            "",
            "Según la convocatoria del 5 de mayo de 2026, las solicitudes se presentan hasta el 6 de junio de 2026.",
            ["deadline 2026-06-06"],
        ),
        ("da", "", "Programmet for 3. juni sendes efter tilmelding.", []),
    ],
)
def test_a_genitive_before_a_day_begins_nothing(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


def test_nothing_opens_since_a_law_is_in_force() -> None:
    text = "Alates 18.05.2026 jõustusid määruses muudatused toetuse taotlemisel."
    assert days(text, "et", title="Toetus") == []


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "The workshop is held on 12 and 13 May 2026.", ["event 2026-05-12/2026-05-13"]),
        ("en", "", "The workshop is held on 12 and 15 May 2026.", ["event 2026-05-12", "event 2026-05-15"]),
        ("en", "", "The workshop is held between 12 and 15 May 2026.", ["event 2026-05-12/2026-05-15"]),
        (
            "en",
            "",
            "Deadlines: 12 May, 12 June and 12 July 2026",
            [f"deadline 2026-0{month}-12" for month in (5, 6, 7)],
        ),
        (
            "en",
            "",
            "The workshop is held on 5, 12 and 19 May 2026.",
            [f"event 2026-05-{day}" for day in ("05", "12", "19")],
        ),
        ("en", "", "The workshop is held on 5, 6 and 7 May 2026.", ["event 2026-05-05/2026-05-07"]),
        ("en", "", "Deadlines are 12 and 13 May 2026.", ["deadline 2026-05-12", "deadline 2026-05-13"]),
        (
            "es",
            "",
            "La misión tendrá lugar entre los días 4 y 8 de mayo de 2026.",
            ["event 2026-05-04/2026-05-08"],
        ),
        ("es", "", "La feria tendrá lugar los días 4 y 5 de mayo de 2026.", ["event 2026-05-04/2026-05-05"]),
        ("it", "", "La fiera si svolge dal 5 all'8 giugno 2026.", ["event 2026-06-05/2026-06-08"]),
        (
            "el",
            "",
            "Η γενική συνέλευση θα πραγματοποιηθεί την Τρίτη 5 και την Τετάρτη 6 Μαΐου.",
            ["event 2026-05-05/2026-05-06"],
        ),
        ("pl", "", "Konferencja i targi odbędą się 15–16 czerwca.", ["event 2026-06-15/2026-06-16"]),
        (
            "fi",
            "",
            "Konferenssi järjestetään 10.-11. marraskuuta. Seminaari järjestetään 11.-12. marraskuuta.",
            ["event 2026-11-10/2026-11-11", "event 2026-11-11/2026-11-12"],
        ),
    ],
)
def test_days_that_follow_each_other_are_one_event(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("sv", "", "Priset delas ut under Innovation Week 4-11 november.", ["event 2026-11-04/2026-11-11"]),
        (
            "en",
            "",
            "Staff of our team took part in the workshop in Linz, which was organised with help from several "
            "of our friends and their neighbours on Friday, 15 May 2026.",
            ["event 2026-05-15"],
        ),
        (
            "ro",
            "",
            "Ministerul organizează dezbaterea publică a proiectului de lege privind procedura de închiriere a "
            "plajelor turistice pentru sezoanele următoare, în data de 07.05.2026.",
            ["event 2026-05-07"],
        ),
        (
            "es",
            "",
            "Hay siete propuestas y el lunes, 4 de mayo, tendrá lugar el anuncio de ganadores y la entrega de premios.",
            ["event 2026-05-04"],
        ),
        ("cs", "2026", "Semináře se budou konat 21. 8. 2026.", ["event 2026-08-21"]),
        (
            "bg",
            "2026",
            "Информационните дни продължават на 21 и 22 август 2026 г.",
            ["event 2026-08-21/2026-08-22"],
        ),
        ("et", "2026", "Kohtumised leidsid aset 21. augustil 2026.", ["event 2026-08-21"]),
        ("hr", "2026", "Susreti se održavaju 21. 8. 2026.", ["event 2026-08-21"]),
        ("de", "Zertifikatskurs", "Der Kurs beginnt am 7. Mai und endet am 9. Juni.", ["event 2026-05-07"]),
        ("en", "", "The consortium met on 28 August in Cork.", ["event 2026-08-28"]),
        ("da", "", "Priserne uddeles den 28. august i Aarhus.", ["event 2026-08-28"]),
        ("de", "", "Das Netzwerk tagte am 28. August in Bremen.", ["event 2026-08-28"]),
    ],
)
def test_events_and_their_verbs(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


def test_a_part_of_an_event_is_none() -> None:
    text = "The fair is held on 8–9 June 2026, with a gala on 9 June 2026."
    assert days(text) == ["event 2026-06-08/2026-06-09"]


def test_the_last_hour_of_an_event_is_no_event() -> None:
    assert days("Le salon se tient du 5 mai 2026 à 9h au 6 mai 2026 à 17h.", "fr") == ["event 2026-05-05"]
    assert days("The seminar on complaints takes place on 5 May 2026.", "en") == ["event 2026-05-05"]


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "Our first conference was held on 12 May 2011.", []),
        ("en", "", "The call was published on 12 February 2026.", []),
        ("en", "", "Registered under Regulation (EU) 2021/695 of 28 April 2021.", []),
        ("en", "", "Last year's conference took place on 12 May 2025.", []),
        ("es", "", "En su reunión del 5 de mayo el consejo aprobó la convocatoria de ayudas.", []),
        ("lv", "", "Likums pieņemts 2026. gada 23. aprīlī.", []),
        ("en", "", "The consortia met from 25 to 26 October.", []),
    ],
)
def test_history_laws_and_meetings_are_no_events(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


def test_events_that_a_call_supports_do_not_open_it() -> None:
    text = "Výzva ponúka účasť na podujatiach, ktoré sa budú konať od 21. 8. 2026."
    assert days(text, "sk", title="2026") == []


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "es",
            "",
            "El periodo de ejecución será desde la fecha de la solicitud hasta el 31 de mayo de 2027.",
            ["project-end 2027-05-31"],
        ),
        (
            "el",
            "",
            "Η προθεσμία ολοκλήρωσης των επενδύσεων δεν μπορεί να υπερβαίνει την 31/12/2026.",
            ["project-end 2026-12-31"],
        ),
        (
            "lv",
            "",
            "Drīkst pagarināt projekta īstenošanu līdz 31. maijam, kā arī pieteikties finansējumam.",
            ["project-end 2026-05-31"],
        ),
        (
            "lv",
            "Atbalsts",
            "Īstenošanas termiņš pagarināts līdz 31.05.2026 un piesaistīts finansējums.",
            ["project-end 2026-05-31"],
        ),
        ("en", "", "The project runs at the latest until 5 May 2026.", ["project-end 2026-05-05"]),
        (
            "en",
            "Bids for the fund",
            "Funding must be drawn down by 31 March 2027.",
            ["project-end 2027-03-31"],
        ),
        (
            "cs",
            "2026",
            "Nejzazší datum ukončení realizace projektu je 30. 6. 2026.",
            ["project-end 2026-06-30"],
        ),
        (
            "en",
            "2026",
            "The deadline for completion of the project is 30 June 2026.",
            ["project-end 2026-06-30"],
        ),
        ("fr", "", "Les projets débuteront au plus tard le 5 mai 2026.", ["project-start 2026-05-05"]),
        ("sl", "", "Projekti se začnejo najkasneje 5. maja 2026.", ["project-start 2026-05-05"]),
        ("hu", "", "A projektek legkésőbb 2026. május 5-ig indulhatnak.", ["project-start 2026-05-05"]),
        ("lv", "", "Projekti jāsāk ne vēlāk kā 2026. gada 5. maijā.", ["project-start 2026-05-05"]),
        ("da", "", "Projekterne kan begynde 5. maj 2026.", ["project-start 2026-05-05"]),
        (
            "es",
            "",
            "Los proyectos arrancarán el 1 de septiembre y finalizarán el 31 de mayo de 2027.",
            ["project-start 2026-09-01", "project-end 2027-05-31"],
        ),
        (
            "ro",
            "Concurs",
            "Depunerea proiectelor: 5 mai - 30 iunie 2026",
            ["opens 2026-05-05", "deadline 2026-06-30"],
        ),
        ("nl", "Oproep voor projecten", "Sluiting: 5 juni 2026", ["deadline 2026-06-05"]),
        ("et", "2026", "Projekti lõpetamise viimane tähtaeg on 30.6.2026.", ["project-end 2026-06-30"]),
        (
            "et",
            "2026",
            "Algus võib olla taotluse esitamise päev ja tegevused tuleb ellu viia hiljemalt 31. oktoobriks 2026.",
            ["project-end 2026-10-31"],
        ),
    ],
)
def test_terms_of_projects(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "text", "expected"),
    [
        ("en", "The forum on 5 May 2026 is cancelled.", []),
        ("de", "Das Forum am 5. Mai 2026 wurde abgesagt.", []),
        ("en", "The forum on 5 May 2026 is no longer in Cork.", ["event 2026-05-05"]),
        (
            "en",
            "The forum on 5 May 2026 was cancelled and takes place on 9 June 2026.",
            ["event 2026-05-05", "event 2026-06-09"],
        ),
        ("lv", "Sākotnēji forums bija plānots 5. maijā, taču tas ir pārcelts.", []),
        ("fr", "Le forum prévu initialement le 5 mai 2026 se tiendra le 12 mai 2026.", ["event 2026-05-12"]),
        # what was cancelled or planned earlier, or is not cancelled
        ("en", "The forum on 5 May 2026 will not be cancelled.", ["event 2026-05-05"]),
        ("de", "Das Forum am 5. Mai 2026 wird nicht abgesagt.", ["event 2026-05-05"]),
        ("fr", "Annulée en mars, la conférence aura lieu le 5 mai 2026.", ["event 2026-05-05"]),
        (
            "en",
            "Originally planned as a webinar, the workshop takes place on 5 May 2026.",
            ["event 2026-05-05"],
        ),
        # words of evaluation in the names of events
        ("en", "Peer review workshop, 5 May 2026, Berlin", ["event 2026-05-05"]),
        ("en", "Voting day: general assembly on 5 May 2026", ["event 2026-05-05"]),
        ("fr", "Examen de la norme : atelier le 5 mai 2026", ["event 2026-05-05"]),
        ("de", "Prüfung von Werkstoffen: Seminar am 5. Mai 2026", ["event 2026-05-05"]),
        ("pl", "Ocena ryzyka – szkolenie 5 maja 2026", ["event 2026-05-05"]),
        # a fee for those who cancel
        ("en", "From 1 April to 30 April 2026: cancellation fee of 50 %", []),
        # the term of a project beside a deadline
        (
            "et",
            "Taotluste esitamise tähtaeg on 1. august ning abikõlbulik periood on 1. oktoobrist kuni 31. detsembrini.",
            ["deadline 2026-08-01"],
        ),
        ("fi", "Haku aukeaa 1.5. ja sulkeutuu toukokuun lopussa.", ["opens 2026-05-01"]),
    ],
)
def test_what_is_no_event_and_no_call(language: str, text: str, expected: list[str]) -> None:
    found = [day for day in days(text, language) if not day.startswith("project")]
    assert found == expected


def test_those_who_applied_by_the_day_of_the_text_have_a_later_deadline() -> None:
    later = "You can apply until 17 May 2026."
    assert days(f"Those who applied by 5 May 2026 can change it. {later}", published="2026-05-05") == [
        "deadline 2026-05-17"
    ]
    assert days("Apply by 5 May 2026, today.", published="2026-05-05") == ["deadline 2026-05-05"]
    assert days(f"Reduced fee until 5 May 2026. {later}", published="2026-05-05") == [
        "deadline 2026-05-05",
        "deadline 2026-05-17",
    ]


@each(
    ("language", "text", "expected"),
    [
        ("en", "The committee will decide on the acceptance of the proposals by 15 May 2026.", []),
        (
            "en",
            "The results of the call will be sent to all authors of papers and posters no later than 15 May 2026.",
            [],
        ),
        ("en", "Results will be told at the gala, apply by 15 May 2026.", ["deadline 2026-05-15"]),
        ("en", "Proposals that arrive in time will be considered before 1 May 2026.", []),
        ("hr", "Krajnji rok za obavještenje o prijavama: 3. travnja 2026.", []),
        ("en", "The deadline for the notification of the authors of the proposals is 3 April 2026.", []),
        (
            "en",
            "The solicitation will open on 1 July 2026 and close on 26 July.",
            ["opens 2026-07-01", "deadline 2026-07-26"],
        ),
    ],
)
def test_days_of_decisions_are_no_deadlines(language: str, text: str, expected: list[str]) -> None:
    found = [
        day for day in days(text, language, title="Call for proposals") if not day.startswith("decision")
    ]
    assert found == expected
