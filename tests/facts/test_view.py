"""Tests of what a sentence says of its dates: that something is kept, told, stopped or evaluated on them."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "Congress on 9 June", "Rooms are held for our guests until 9 May.", ["event 2026-06-09"]),
        (
            "de",
            "Kongress am 9. Juni",
            "Im Hotel sind bis 4. Mai Zimmer für uns reserviert.",
            ["event 2026-06-09"],
        ),
        (
            "es",
            "",
            "Inscríbase antes del 2 de mayo; las facturas se presentan hasta el 9 de mayo.",
            ["deadline 2026-05-02"],
        ),
        ("pl", "", "Sprawozdania składamy do 9 maja, wnioski do 2 maja.", ["deadline 2026-05-02"]),
        (
            "es",
            "",
            "Hay fondos hasta el 30 de junio, y los socios se inscriben antes del 15 de mayo.",
            ["deadline 2026-05-15"],
        ),
        ("en", "", "The vouchers can be used until 31 May.", []),
        (
            "en",
            "",
            "The transition, which began in 2023, ends on 5 May; we published an application guide.",
            [],
        ),
        ("de", "Messe", "Plätze vergeben wir bis 27. April. Der Aufbau endet am 9. Mai.", []),
        (
            "cs",
            "",
            "Prodloužilo se období, za které bude dotace ve výzvě poskytována, až do 9. května 2026.",
            [],
        ),
        ("en", "", "The limits that end on 5 May are a reason, and applications could not be paid.", []),
    ],
)
def test_what_is_kept_paid_or_used_until_a_day_has_no_deadline(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "The early-bird price applies until 5 May.", ["deadline 2026-05-05"]),
        ("pl", "", "Niższa cena stoiska obowiązuje do 5 maja.", ["deadline 2026-05-05"]),
    ],
)
def test_the_last_day_of_a_lower_price_is_a_deadline(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "Register by 1 May 2026. Cancellation is free until 5 May 2026.", ["deadline 2026-05-01"]),
        ("de", "", "Bis 5. Mai 2026 kann kostenlos storniert werden.", []),
        ("sk", "", "Posledná možnosť storna registrácie: 5. máj 2026", []),
        ("sl", "", "Prijave in odjave sprejemamo do 5. maja 2026.", ["deadline 2026-05-05"]),
        (
            "hu",
            "",
            "Jelentkezés: 2026. május 5-ig. Lemondás 2026. május 8-ig lehetséges.",
            ["deadline 2026-05-05"],
        ),
        ("en", "", "No cancellations will be accepted as of 20 May.", []),
        ("lv", "Izstāde", "Ja kāds nevar piedalīties, līdz 31. maijam tiek atmaksāti 50 %.", []),
    ],
)
def test_the_last_day_to_withdraw_is_no_deadline(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("ro", "", "Pentru contestaţiile transmise prin poştă, data limită este 7 mai 2026.", []),
        (
            "ro",
            "",
            "Proiectele se depun până la 5 mai 2026, iar contestațiile până la 20 mai 2026.",
            ["deadline 2026-05-05"],
        ),
        ("ro", "", "23 – 25 aprilie 2026 Termenul pentru depunerea contestaţiilor", []),
        ("fr", "", "Les recours gracieux sont à déposer avant le 5 juin 2026.", []),
        ("it", "", "I ricorsi contro la graduatoria si presentano entro il 5 giugno 2026.", []),
        ("hu", "", "Kifogást 2026. június 5-ig lehet benyújtani.", []),
    ],
)
def test_appeals_have_no_deadline_of_a_call(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "By 30 June applicants will be notified.", ["decision 2026-06-30"]),
        ("en", "", "All applicants will receive an answer by 30 June.", ["decision 2026-06-30"]),
        ("en", "", "Decisions on proposals submitted by 30 June follow.", ["deadline 2026-06-30"]),
        ("de", "", "Bescheide ergehen bis 30. Juni.", ["decision 2026-06-30"]),
        ("fr", "", "Réponse aux candidats le 30 juin.", ["decision 2026-06-30"]),
        ("es", "", "Se notificará a los solicitantes antes del 30 de junio.", ["decision 2026-06-30"]),
        (
            "de",
            "",
            "Anträge bis 15. Mai. Die Bewerber werden bis 30. Juni benachrichtigt.",
            ["deadline 2026-05-15", "decision 2026-06-30"],
        ),
        ("en", "", "By 10 July candidates who applied last year will find out about their grants.", []),
        ("en", "", "By 10 July applicants must submit proposals; results follow.", ["deadline 2026-07-10"]),
        (
            "nl",
            "",
            "Zij voert een toets uit. Uiterlijk op 10 juli krijgen aanvragers uitsluitsel.",
            ["decision 2026-07-10"],
        ),
        (
            "sk",
            "Výzva",
            "Výzva bude prebiehať do 26. mája 2026 a výsledky žiadostí budú známe v júni 2026.",
            ["deadline 2026-05-26"],
        ),
        ("ro", "", "În cursul zilelor de 4 şi 8 mai 2026, solicitanţii vor primi scrisoarea.", []),
        (
            "lv",
            "2026",
            "Līdz 13. martam vērtēšanas komisija izvērtēs iesniegtos projektus.",
            ["decision 2026-03-13"],
        ),
    ],
)
def test_the_day_by_which_applicants_are_told_is_that_of_a_decision(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "pl",
            "Nabór wstrzymany",
            "W terminie do 31 maja 2026 roku zostanie podana informacja o naborze.",
            [],
        ),
        ("hu", "Konferencia", "A rendezvény programját 2026. május 5-ig küldjük.", []),
    ],
)
def test_what_is_announced_or_sent_by_a_day_has_no_deadline(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert [day for day in days(text, language, title=title) if not day.startswith("decision")] == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "The call, which was open until 30 June, has been suspended on 8 April.", []),
        ("en", "", "The call that was to open on 4 May is cancelled.", []),
        ("en", "", "The call, suspended last year, opens on 4 May.", ["opens 2026-05-04"]),
        ("de", "", "Seit dem 8. April können keine Anträge mehr gestellt werden.", []),
        ("fr", "", "L'appel à projets est suspendu à compter du 8 avril.", []),
        ("pl", "Nabór wniosków", "Do 31 maja odwołane są wszystkie zaplanowane kontrole.", []),
    ],
)
def test_a_call_that_is_stopped_opens_on_no_day(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        ("pl", "", "Ocena trwa, ale do 3 kwietnia nie będzie paneli dla wnioskodawców.", []),
        ("de", "", "Wer sich bis 8. Mai nicht angemeldet hat, kommt nicht.", ["deadline 2026-05-08"]),
        ("hr", "Poziv", "Poziv je otvoren, ali ne dulje od 5. svibnja 2026.", ["deadline 2026-05-05"]),
    ],
)
def test_what_is_not_done_until_a_day(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "text"),
    [
        ("bg", "Заявленията ще бъдат оценени до 30 септември 2026 г."),
        ("cs", "Žádosti budou hodnoceny do 30. září 2026."),
        ("da", "Ansøgningerne vil blive vurderet inden 30. september 2026."),
        ("de", "Die Anträge werden bis 30. September 2026 bewertet."),
        ("el", "Οι αιτήσεις θα αξιολογηθούν έως τις 30 Σεπτεμβρίου 2026."),
        ("en", "Applications will be evaluated by 30 September 2026."),
        ("es", "Las solicitudes se evaluarán antes del 30 de septiembre de 2026."),
        ("et", "Taotlusi hinnatakse 30. septembriks 2026."),
        ("fi", "Hakemukset arvioidaan 30. syyskuuta 2026 mennessä."),
        ("fr", "Les dossiers seront examinés avant le 30 septembre 2026."),
        ("hr", "Prijave će se ocijeniti do 30. rujna 2026."),
        ("hu", "A pályázatokat 2026. szeptember 30-ig értékelik."),
        ("it", "Le domande saranno valutate entro il 30 settembre 2026."),
        ("lt", "Paraiškos bus įvertintos iki 2026 m. rugsėjo 30 d."),
        ("lv", "Pieteikumi tiks izvērtēti līdz 2026. gada 30. septembrim."),
        ("nl", "De aanvragen worden voor 30 september 2026 beoordeeld."),
        ("pl", "Wnioski zostaną ocenione do 30 września 2026 r."),
        ("pt", "As candidaturas serão avaliadas até 30 de setembro de 2026."),
        ("ro", "Cererile vor fi evaluate până la 30 septembrie 2026."),
        ("sk", "Žiadosti budú hodnotené do 30. septembra 2026."),
        ("sl", "Vloge bodo ocenjene do 30. septembra 2026."),
        ("sv", "Ansökningarna bedöms senast den 30 september 2026."),
        ("nb", "Søknadene blir vurdert innen 30. september 2026."),
    ],
)
def test_a_day_until_which_applications_are_evaluated_is_no_deadline(language: str, text: str) -> None:
    assert not [day for day in days(text, language) if day.startswith("deadline")]


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "en",
            "",
            "Applications submitted by 30 June 2026 will be evaluated in July.",
            ["deadline 2026-06-30"],
        ),
        (
            "de",
            "",
            "Bis zum 30. Juni 2026 eingereichte Anträge werden im Juli bewertet.",
            ["deadline 2026-06-30"],
        ),
    ],
)
def test_what_is_submitted_before_it_is_evaluated_has_a_deadline(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "it",
            "Premio",
            "Le tesi discusse entro il 31 gennaio possono concorrere; domande entro il 5 maggio.",
            ["deadline 2026-05-05"],
        ),
        ("pl", "", "Udział mogą wziąć firmy zarejestrowane przed 1 stycznia 2026 r.", []),
        ("lv", "", "Atbalstu saņem uzņēmumi, kas reģistrēti līdz 2026. gada 1. janvārim.", []),
        ("de", "", "Anträge stellen Unternehmen, die bis zum 30. November 2025 gegründet wurden.", []),
        (
            "et",
            "2026",
            "Konkursile saab esitada tegusid, mis on tehtud ajavahemikul 01.09.2025 – 12.05.2026.",
            [],
        ),
        (
            "en",
            "Award",
            "Entry requirements\nAward qualifying period: 1 September 2025 to 31 August 2026",
            [],
        ),
    ],
)
def test_a_condition_on_who_may_apply_is_no_deadline(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "en",
            "Survey: growth",
            "The survey ran from 4 to 20 January. The report is free until 31 March.",
            [],
        ),
        ("de", "Unser Büro", "Wir sind vom 4. bis 22. August geschlossen. Bestellungen können eingehen.", []),
        ("it", "", "Il questionario era aperto dal 1 luglio al 15 settembre.", []),
        ("it", "", "Il tirocinio si svolge dal 4 maggio al 30 ottobre.", []),
        ("es", "", "El sondeo se realizó entre el 2 y el 20 de mayo.", []),
        ("en", "", "Until 5 May 2026 the office is closed.", []),
    ],
)
def test_a_period_of_something_else_is_no_call(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected
