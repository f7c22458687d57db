"""Tests of the hours of events and deadlines, in 24 languages: two ways to write each."""

from __future__ import annotations

from clusterwatch.facts import read_facts
from tests.tables import each

# language, text, what it states
HOURS = (
    ("bg", "Семинарът ще се проведе на 12 май 2026 г. от 9:30 до 16:00 ч. в Пловдив.", "event 05-12T09:30"),
    ("bg", "Кандидатствайте до 17:00 ч. на 15 май 2026 г.", "deadline 05-15T17:00"),
    ("bg", "Семинар: 12 май 2026 г., 9.30–16.00 ч.", "event 05-12T09:30"),
    ("bg", "Краен срок за кандидатстване: 15 май 2026 г., 17:00 часа", "deadline 05-15T17:00"),
    ("cs", "Seminář se koná 12. května 2026 od 9:30 do 16:00 v Brně.", "event 05-12T09:30"),
    ("cs", "Přihlášky přijímáme do 15. května 2026 do 17 hodin.", "deadline 05-15T17:00"),
    ("cs", "Seminář: 12. 5. 2026, 9.30–16.00 hod.", "event 05-12T09:30"),
    ("cs", "Uzávěrka přihlášek: 15. 5. 2026 v 17:00 hod.", "deadline 05-15T17:00"),
    ("da", "Seminaret afholdes den 12. maj 2026 kl. 9.30-16 i Odense.", "event 05-12T09:30"),
    ("da", "Ansøgningsfristen er den 15. maj 2026 kl. 17.", "deadline 05-15T17:00"),
    ("da", "Seminar: 12. maj 2026, kl. 9.30 til 16.00", "event 05-12T09:30"),
    ("da", "Ansøg senest den 15. maj 2026 kl. 17.00.", "deadline 05-15T17:00"),
    ("de", "Das Seminar findet am 12. Mai 2026 von 9:30 bis 16:00 Uhr in Linz statt.", "event 05-12T09:30"),
    ("de", "Anträge können bis 15. Mai 2026, 17 Uhr, eingereicht werden.", "deadline 05-15T17:00"),
    ("de", "Seminar: Dienstag, 12. Mai 2026, 9.30 – 16 Uhr", "event 05-12T09:30"),
    ("de", "Bewerben Sie sich bis zum 15. Mai 2026 um 17:00 Uhr.", "deadline 05-15T17:00"),
    (
        "el",
        "Το σεμινάριο θα διεξαχθεί στις 12 Μαΐου 2026 από τις 9:30 έως τις 16:00 στην Πάτρα.",
        "event 05-12T09:30",
    ),
    ("el", "Υποβολή αιτήσεων έως τις 15 Μαΐου 2026 και ώρα 17:00.", "deadline 05-15T17:00"),
    ("el", "Σεμινάριο: 12 Μαΐου 2026, 9:30 - 16:00", "event 05-12T09:30"),
    ("el", "Προθεσμία υποβολής αιτήσεων: 15/05/2026, ώρα 17:00", "deadline 05-15T17:00"),
    ("en", "The seminar takes place on 12 May 2026 from 9:30 to 16:00 in Cork.", "event 05-12T09:30"),
    ("en", "Apply by 15 May 2026 at 5 pm.", "deadline 05-15T17:00"),
    ("en", "Seminar: 12 May 2026, 9.30 am – 4 pm", "event 05-12T09:30"),
    ("en", "Deadline for applications: 17:00, 15 May 2026", "deadline 05-15T17:00"),
    (
        "es",
        "El seminario se celebrará el 12 de mayo de 2026 de 9:30 a 16:00 h en Gijón.",
        "event 05-12T09:30",
    ),
    (
        "es",
        "Las solicitudes se presentan hasta las 17:00 horas del 15 de mayo de 2026.",
        "deadline 05-15T17:00",
    ),
    ("es", "Seminario: 12 de mayo de 2026, de 9.30 a 16 horas", "event 05-12T09:30"),
    ("es", "Plazo de solicitud: hasta el 15 de mayo de 2026 a las 17 h.", "deadline 05-15T17:00"),
    ("et", "Seminar toimub 12. mail 2026 kell 9.30–16.00 Tartus.", "event 05-12T09:30"),
    ("et", "Taotlusi saab esitada kuni 15. maini 2026 kell 17.00.", "deadline 05-15T17:00"),
    ("et", "Seminar: 12. mai 2026 kell 9.30 kuni 16", "event 05-12T09:30"),
    ("et", "Taotluste esitamise tähtaeg on 15. mai 2026 kell 17.", "deadline 05-15T17:00"),
    ("fi", "Seminaari järjestetään 12.5.2026 klo 9.30–16 Oulussa.", "event 05-12T09:30"),
    ("fi", "Hakuaika päättyy 15.5.2026 klo 16.15.", "deadline 05-15T16:15"),
    ("fi", "Seminaari: 12. toukokuuta 2026 kello 9.30–16.00", "event 05-12T09:30"),
    ("fi", "Hakemukset on jätettävä 15.5.2026 klo 17 mennessä.", "deadline 05-15T17:00"),
    ("fr", "Le séminaire aura lieu le 12 mai 2026 de 9h30 à 16h00 à Brest.", "event 05-12T09:30"),
    ("fr", "Les candidatures sont à déposer avant le 15 mai 2026 à 12h.", "deadline 05-15T12:00"),
    ("fr", "Séminaire : 12 mai 2026, 9 h 30 - 16 h", "event 05-12T09:30"),
    ("fr", "Date limite de candidature : 15 mai 2026 avant 17h", "deadline 05-15T17:00"),
    (
        "ga",
        "Beidh an seimineár ar siúl ar an 12 Bealtaine 2026 ó 9:30 go dtí 16:00 i gCorcaigh.",
        "event 05-12T09:30",
    ),
    ("ga", "Spriocdháta le haghaidh iarratas: 15 Bealtaine 2026 ag 17:00", "deadline 05-15T17:00"),
    ("ga", "Seimineár: 12 Bealtaine 2026, 9.30 r.n. – 4.00 i.n.", "event 05-12T09:30"),
    ("ga", "Déan iarratas roimh 5 i.n. ar an 15 Bealtaine 2026.", "deadline 05-15T17:00"),
    ("hr", "Seminar se održava 12. svibnja 2026. od 9:30 do 16:00 sati u Puli.", "event 05-12T09:30"),
    ("hr", "Prijave se podnose do 15. svibnja 2026. do 17 sati.", "deadline 05-15T17:00"),
    ("hr", "Seminar: 12. svibnja 2026., 9.30 – 16.00 h", "event 05-12T09:30"),
    ("hr", "Rok za prijavu: 15. svibnja 2026. u 17:00 sati", "deadline 05-15T17:00"),
    ("hu", "A szeminárium 2026. május 12-én 9:30 és 16:00 óra között lesz Pécsen.", "event 05-12T09:30"),
    ("hu", "A pályázatokat 2026. május 15-én 17 óráig lehet benyújtani.", "deadline 05-15T17:00"),
    ("hu", "Szeminárium: 2026. május 12., 9:30-16:00 óra", "event 05-12T09:30"),
    ("hu", "Pályázati határidő: 2026. május 15. 17:00 óra", "deadline 05-15T17:00"),
    ("it", "Il seminario si terrà il 12 maggio 2026 dalle ore 9.30 alle ore 16 a Bari.", "event 05-12T09:30"),
    ("it", "Le domande vanno presentate entro le ore 12 del 15 maggio 2026.", "deadline 05-15T12:00"),
    ("it", "Seminario: 12 maggio 2026, ore 9.30–16", "event 05-12T09:30"),
    ("it", "Scadenza per le domande: 15 maggio 2026, ore 12", "deadline 05-15T12:00"),
    ("lt", "Seminaras vyks 2026 m. gegužės 12 d. nuo 9.30 iki 16 val. Kaune.", "event 05-12T09:30"),
    ("lt", "Paraiškos priimamos iki 2026 m. gegužės 15 d. 17 val.", "deadline 05-15T17:00"),
    ("lt", "Seminaras: 2026 m. gegužės 12 d. 9.30–16.00 val.", "event 05-12T09:30"),
    ("lt", "Paraiškų teikimo terminas: 2026 m. gegužės 15 d., 17:00 val.", "deadline 05-15T17:00"),
    ("lv", "Seminārs notiks 2026. gada 12. maijā no plkst. 9.30 līdz 16.00 Cēsīs.", "event 05-12T09:30"),
    ("lv", "Pieteikumus pieņem līdz 2026. gada 15. maijam plkst. 17.00.", "deadline 05-15T17:00"),
    ("lv", "Seminārs: 2026. gada 12. maijs, plkst. 9:30–16:00", "event 05-12T09:30"),
    ("lv", "Pieteikumu iesniegšanas termiņš: 15.05.2026. plkst. 17", "deadline 05-15T17:00"),
    ("mt", "Is-seminar se jsir fit-12 ta' Mejju 2026 mid-9:30 sal-16:00 f'Għawdex.", "event 05-12T09:30"),
    ("mt", "Applika sal-15 ta' Mejju 2026 fis-17:00.", "deadline 05-15T17:00"),
    ("mt", "Seminar: 12 ta' Mejju 2026, 9:30 - 16:00", "event 05-12T09:30"),
    ("mt", "L-iskadenza għall-applikazzjonijiet: 15 ta' Mejju 2026, 17:00", "deadline 05-15T17:00"),
    ("nb", "Seminaret holdes 12. mai 2026 kl. 9.30–16 i Bergen.", "event 05-12T09:30"),
    ("nb", "Søknadsfristen er 15. mai 2026 kl. 12.", "deadline 05-15T12:00"),
    ("nb", "Seminar: 12. mai 2026 fra kl. 09.30 til 16.00", "event 05-12T09:30"),
    ("nb", "Søk innen 15. mai 2026 klokken 17.00.", "deadline 05-15T17:00"),
    ("nl", "Het seminar vindt plaats op 12 mei 2026 van 9.30 tot 16.00 uur in Gent.", "event 05-12T09:30"),
    ("nl", "Aanvragen kan tot 15 mei 2026, 17 uur.", "deadline 05-15T17:00"),
    ("nl", "Seminar: 12 mei 2026, 9.30 – 16 uur", "event 05-12T09:30"),
    ("nl", "Dien uw aanvraag in vóór 15 mei 2026 om 17.00 uur.", "deadline 05-15T17:00"),
    ("pl", "Seminarium odbędzie się 12 maja 2026 r. od 9:30 do 16:00 w Toruniu.", "event 05-12T09:30"),
    ("pl", "Wnioski można składać do 15 maja 2026 r. do godz. 15:00.", "deadline 05-15T15:00"),
    ("pl", "Seminarium: 12 maja 2026 r., godz. 9.30–16.00", "event 05-12T09:30"),
    ("pl", "Termin składania wniosków: 15 maja 2026 r., godz. 15", "deadline 05-15T15:00"),
    ("pt", "O seminário realiza-se a 12 de maio de 2026 das 9h30 às 16h00 em Braga.", "event 05-12T09:30"),
    (
        "pt",
        "As candidaturas são apresentadas até às 17 horas do dia 15 de maio de 2026.",
        "deadline 05-15T17:00",
    ),
    ("pt", "Seminário: 12 de maio de 2026, 9:30 - 16:00", "event 05-12T09:30"),
    ("pt", "Prazo de candidatura: 15 de maio de 2026, até às 17h00", "deadline 05-15T17:00"),
    ("ro", "Seminarul va avea loc pe 12 mai 2026 între orele 9:30 și 16:00 la Iași.", "event 05-12T09:30"),
    ("ro", "Cererile se depun până la 15 mai 2026, ora 16:00.", "deadline 05-15T16:00"),
    ("ro", "Seminar: 12 mai 2026, orele 9.30 - 16.00", "event 05-12T09:30"),
    ("ro", "Termen-limită de depunere: 15.05.2026, ora 17", "deadline 05-15T17:00"),
    ("sk", "Seminár sa uskutoční 12. mája 2026 od 9:30 do 16:00 v Nitre.", "event 05-12T09:30"),
    ("sk", "Prihlášky prijímame do 15. mája 2026 do 17:00 hod.", "deadline 05-15T17:00"),
    ("sk", "Seminár: 12. 5. 2026 o 9.30 – 16.00 h", "event 05-12T09:30"),
    ("sk", "Termín na podanie prihlášok: 15. 5. 2026 o 12.00 hod.", "deadline 05-15T12:00"),
    ("sl", "Seminar bo potekal 12. maja 2026 od 9.30 do 16. ure v Kopru.", "event 05-12T09:30"),
    ("sl", "Prijave zbiramo do 15. maja 2026 do 12. ure.", "deadline 05-15T12:00"),
    ("sl", "Seminar: 12. maj 2026, 9.30–16.00", "event 05-12T09:30"),
    ("sl", "Rok za prijavo je 15. maj 2026 ob 17. uri.", "deadline 05-15T17:00"),
    ("sv", "Seminariet hålls den 12 maj 2026 kl. 9.30–16 i Umeå.", "event 05-12T09:30"),
    ("sv", "Sista ansökningsdag är den 15 maj 2026 kl. 17.", "deadline 05-15T17:00"),
    ("sv", "Seminarium: 12 maj 2026, klockan 09.30 till 16.00", "event 05-12T09:30"),
    ("sv", "Ansök senast 15 maj 2026 kl. 17.00.", "deadline 05-15T17:00"),
)


@each(("language", "text", "expected"), HOURS)
def test_the_hour_of_a_day(language: str, text: str, expected: str) -> None:
    (day,) = read_facts("", text, language, "2026-03-02").days
    assert (f"{day.kind} {(day.start or '')[5:]}", day.end) == (expected, None)


@each(("language", "text", "expected"), HOURS)
def test_the_end_of_an_event(language: str, text: str, expected: str) -> None:
    (day,) = read_facts("", text, language, "2026-03-02").days
    assert day.end_time == ("16:00" if expected.startswith("event") else None)


@each(
    ("text", "start", "end"),
    [
        ("The seminar takes place on 12 May 2026 from 1:30 to 3 pm.", "2026-05-12T13:30", "15:00"),
        ("The seminar takes place on 12 May 2026 at 13:30.", "2026-05-12T13:30", None),
        ("The seminar takes place on 12 and 13 May 2026, 9:30–16:00.", "2026-05-12T09:30", "16:00"),
        ("The seminar takes place on 12 May 2026.", "2026-05-12", None),
    ],
)
def test_only_a_range_of_hours_has_an_end(text: str, start: str, end: str | None) -> None:
    (day,) = read_facts("", text, "en", "2026-03-02").days
    assert (day.start, day.end_time) == (start, end)


# language, text, its deadline and zone
BEFORE_DATES = (
    ("en", "Apply by 17:00 Brussels time on 15 May 2026.", "05-15T17:00 Europe/Brussels"),
    ("en", "Apply by 15 May 2026 at 17:00 (Brussels time).", "05-15T17:00 Europe/Brussels"),
    ("es", "Solicitudes hasta las 12:00 del mediodía del 15 de mayo de 2026.", "05-15T12:00"),
    ("es", "Solicitudes hasta las 12:00 horas del mediodía del 15 de mayo de 2026.", "05-15T12:00"),
    ("es", "Solicitudes hasta las 12 del mediodía del 15 de mayo de 2026.", "05-15T12:00"),
    (
        "es",
        "Solicitudes hasta las 14:00 h (hora de Canarias) del 15 de mayo de 2026.",
        "05-15T14:00 Atlantic/Canary",
    ),
    (
        "es",
        "Solicitudes hasta las 14:00 (hora peninsular) del 15 de mayo de 2026.",
        "05-15T14:00 Europe/Madrid",
    ),
    ("en", "Apply by noon on 15 May 2026.", "05-15T12:00"),
    ("es", "Solicitudes hasta el mediodía del 15 de mayo de 2026.", "05-15T12:00"),
    ("fr", "Candidatures avant le 15 mai 2026 à midi.", "05-15T12:00"),
    ("pt", "Candidaturas até às 12h00 do meio-dia do dia 15 de maio de 2026.", "05-15T12:00"),
)


@each(("language", "text", "expected"), BEFORE_DATES)
def test_a_zone_or_noon_between_the_hour_and_the_day(language: str, text: str, expected: str) -> None:
    (day,) = read_facts("", text, language, "2026-03-02").days
    assert (day.kind, f"{(day.start or '')[5:]} {day.zone or ''}".strip()) == ("deadline", expected)
