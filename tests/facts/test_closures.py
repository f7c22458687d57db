"""Tests of offices that are closed and systems that are out of service for some days, in 24 languages."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "text"),
    [
        ("bg", "Офисът ни е затворен до 15 май 2026 г."),
        ("cs", "Kancelář je do 15. května 2026 zavřená."),
        ("da", "Kontoret holder lukket til og med den 15. maj 2026."),
        ("de", "Unsere Geschäftsstelle bleibt bis 15. Mai 2026 geschlossen."),
        ("de", "Das Büro ist vom 4. bis 15. Mai 2026 nicht besetzt."),
        ("el", "Τα γραφεία μας θα μείνουν κλειστά έως τις 15 Μαΐου 2026."),
        ("en", "Our office is closed until 15 May 2026."),
        ("en", "Because of maintenance, our portal will be down until 15 May 2026."),
        ("es", "Nuestras oficinas permanecerán cerradas hasta el 15 de mayo de 2026."),
        ("et", "Meie kontor on suletud kuni 15. maini 2026."),
        ("fi", "Toimistomme on suljettu 15.5.2026 saakka."),
        ("fr", "Nos bureaux sont fermés jusqu'au 15 mai 2026."),
        ("ga", "Beidh an oifig dúnta go dtí an 15 Bealtaine 2026."),
        ("hr", "Ured ne radi do 15. svibnja 2026."),
        ("hu", "Irodánk 2026. május 15-ig zárva tart."),
        ("it", "I nostri uffici resteranno chiusi fino al 15 maggio 2026."),
        ("lt", "Biuras nedirbs iki 2026 m. gegužės 15 d."),
        ("lv", "Birojs būs slēgts līdz 2026. gada 15. maijam."),
        ("mt", "L-uffiċċju jkun magħluq sal-15 ta' Mejju 2026."),
        ("nb", "Kontoret holder stengt til og med 15. mai 2026."),
        ("nl", "Ons kantoor is gesloten tot en met 15 mei 2026."),
        ("pl", "Biuro będzie nieczynne do 15 maja 2026 r."),
        ("pt", "O nosso escritório está encerrado até 15 de maio de 2026."),
        ("ro", "Biroul nostru este închis până la 15 mai 2026."),
        ("sk", "Kancelária je do 15. mája 2026 zatvorená."),
        ("sl", "Pisarna je zaprta do 15. maja 2026."),
        ("sv", "Kontoret är stängt till och med den 15 maj 2026."),
    ],
)
def test_nothing_closes_for_those_who_apply_while_an_office_is_closed(language: str, text: str) -> None:
    assert days(text, language, title="Open call") == []


@each(
    ("text", "expected"),
    [
        ("Hand in your application at our office until 5 May 2026.", ["deadline 2026-05-05"]),
        ("The office is closed until 5 May 2026; proposals are accepted until 9 June 2026.", ["deadline 2026-06-09"]),
        ("Applications to the office for vouchers are closed from 5 May 2026.", []),
        ("Because of maintenance, the deadline has been extended until 5 May 2026.", ["deadline 2026-05-05"]),
        ("The portal for applications is unavailable from 4 to 5 May 2026.", []),
    ],
)  # fmt: skip
def test_what_is_closed_is_an_office_in_the_clause_of_the_day(text: str, expected: list[str]) -> None:
    assert days(text, title="Open call") == expected


@each(
    ("language", "text"),
    [
        ("en", "The portal is unavailable because of maintenance until 5 July 2026."),
        ("en", "The application portal will be offline for updates until 5 July 2026."),
        ("de", "Das Antragsportal ist bis zum 5. Juli 2026 wegen Wartung nicht verfügbar."),
        ("fr", "Le portail de candidature sera indisponible jusqu'au 5 juillet 2026."),
        ("pl", "Portal do składania wniosków jest niedostępny do 5 lipca 2026 r."),
        ("en", "The project office is closed until 5 July 2026."),
        ("en", "Until 5 July 2026 the office of the cluster will be closed."),
        ("es", "Permanecerán cerradas las oficinas del clúster hasta el 5 de julio de 2026."),
    ],
)
def test_a_system_may_be_named_by_what_it_is_for(language: str, text: str) -> None:
    assert days(text, language, title="Open call") == []


@each(
    ("language", "text"),
    [
        ("en", "Companies can apply for the maintenance voucher until 5 July 2026."),
        ("en", "Companies can apply on the portal for the maintenance voucher until 5 July 2026."),
        ("en", "Vouchers for the maintenance of a website can be requested until 5 July 2026."),
        ("en", "The machine is unavailable until 5 July 2026."),
        ("de", "Unternehmen können den Gutschein Wartung bis 5. Juli 2026 beantragen."),
        ("it", "Le imprese possono richiedere il voucher manutenzione fino al 5 luglio 2026."),
        ("nl", "Bedrijven kunnen de voucher onderhoud aanvragen tot 5 juli 2026."),
        ("fr", "Les entreprises peuvent demander le chèque maintenance jusqu'au 5 juillet 2026."),
        ("ro", "Firmele pot solicita voucherul de mentenanță până la 5 iulie 2026."),
        ("pl", "Firmy mogą składać wnioski o bon na prace serwisowe do 5 lipca 2026 r."),
        ("sl", "Podjetja lahko zaprosijo za vavčer za vzdrževanje do 5. julija 2026."),
        ("es", "El plazo cierra el 5 de julio de 2026 en las oficinas del clúster."),
        ("en", "The second cut-off of the Patent Office grant closes on 5 July 2026."),
        ("en", "The grant window of the Office for Innovation closes on 5 July 2026."),
        ("en", "The Patent Office grant closes on 5 July 2026."),
        ("en", "The deadline for the helpdesk closes on 5 July 2026."),
        ("pt", "As candidaturas a serviços digitais encerram a 5 de julho de 2026."),
        ("lt", "Paraiškos priimamos, kol uždaryta nebus: iki 2026 m. liepos 5 d."),
        ("hr", "Natječaj za medicinske uređaje zatvoren je 5. srpnja 2026."),
        ("hu", "Az irodalmi pályázat 2026. július 5-én zárul."),
    ],
)
def test_a_call_of_an_office_or_for_maintenance_has_a_last_day(language: str, text: str) -> None:
    assert days(text, language, title="Open call") == ["deadline 2026-07-05"]


@each(
    ("language", "text", "expected"),
    [
        ("fr", "Le Salon Maintenance se tient du 5 au 7 juillet 2026.", "event 2026-07-05/2026-07-07"),
        ("en", "The Maintenance Days take place on 5 July 2026.", "event 2026-07-05"),
        ("en", "The workshop on server maintenance takes place on 5 July 2026.", "event 2026-07-05"),
    ],
)
def test_an_event_may_be_about_maintenance(language: str, text: str, expected: str) -> None:
    assert days(text, language) == [expected]
