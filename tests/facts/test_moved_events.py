"""Tests of events that were moved to another day, or do not take place."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each

MOVED = ["event 2027-02-10 old", "event 2027-05-12"]
PUBLISHED = "2026-11-20"


@each(
    ("language", "text"),
    [
        ("en", "The summit has been moved from 10 February 2027 to 12 May 2027."),
        ("en", "The summit on 10 February 2027 has been postponed to 12 May 2027."),
        ("en", "The summit planned for 10 February 2027 is postponed. New date: 12 May 2027."),
        ("fr", "Le congrès prévu le 10 février 2027 est reporté au 12 mai 2027."),
        ("fr", "Le congrès est reporté du 10 février au 12 mai 2027."),
        ("de", "Die Konferenz wird vom 10. Februar 2027 auf den 12. Mai 2027 verschoben."),
        ("de", "Der für den 10. Februar 2027 geplante Kongress wird auf den 12. Mai 2027 verschoben."),
        ("it", "Il convegno del 10 febbraio 2027 è rinviato al 12 maggio 2027."),
        ("it", "Il convegno è stato spostato dal 10 febbraio 2027 al 12 maggio 2027."),
        ("es", "La jornada del 10 de febrero de 2027 se aplaza al 12 de mayo de 2027."),
        ("pl", "Konferencja z 10 lutego 2027 r. została przeniesiona na 12 maja 2027 r."),
        ("nl", "De conferentie van 10 februari 2027 is verplaatst naar 12 mei 2027."),
        ("cs", "Konference se přesouvá z 10. února 2027 na 12. května 2027."),
        ("sk", "Konferencia plánovaná na 10. februára 2027 sa presúva na 12. mája 2027."),
        ("sl", "Konferenca, načrtovana za 10. februar 2027, je prestavljena na 12. maj 2027."),
        ("hr", "Konferencija planirana za 10. veljače 2027. odgođena je za 12. svibnja 2027."),
        ("bg", "Планираната за 10 февруари 2027 г. конференция се отлага за 12 май 2027 г."),
        ("el", "Το συνέδριο της 10ης Φεβρουαρίου 2027 μετατίθεται για τις 12 Μαΐου 2027."),
        ("ro", "Conferința din 10 februarie 2027 a fost amânată pentru 12 mai 2027."),
        ("pt", "A conferência de 10 de fevereiro de 2027 foi adiada para 12 de maio de 2027."),
        ("sv", "Konferensen den 10 februari 2027 flyttas till den 12 maj 2027."),
        ("da", "Konferencen den 10. februar 2027 er udskudt til den 12. maj 2027."),
        ("nb", "Konferansen 10. februar 2027 er flyttet til 12. mai 2027."),
        ("fi", "Seminaari 10.2.2027 on siirretty pidettäväksi 12.5.2027."),
        ("lt", "Konferencija, numatyta 2027 m. vasario 10 d., perkeliama į 2027 m. gegužės 12 d."),
        ("hu", "A konferenciát 2027. február 10-ről 2027. május 12-re halasztottuk."),
        ("ga", "Cuireadh an chomhdháil siar ó 10 Feabhra 2027 go dtí 12 Bealtaine 2027."),
        ("mt", "Il-konferenza tal-10 ta' Frar 2027 ġiet posposta għat-12 ta' Mejju 2027."),
    ],
)
def test_the_former_day_of_an_event_is_replaced(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == MOVED


@each(
    ("title", "text", "expected"),
    [
        (
            "Summit postponed to 12 May 2027",
            "The summit on 10 February 2027 has been postponed.",
            MOVED[::-1],
        ),
        ("Summit postponed", "New date: 12 May 2027", MOVED[1:]),
        # Ranges of the new days
        ("", "The fair was moved to 10–12 May 2027.", ["event 2027-05-10/2027-05-12"]),
        (
            "",
            "The fair has been postponed and will now run from 10 to 12 May 2027.",
            ["event 2027-05-10/2027-05-12"],
        ),
        (
            "",
            "The fair was moved from 10–11 February 2027 to 10–12 May 2027.",
            ["event 2027-02-10/2027-02-11 old", "event 2027-05-10/2027-05-12"],
        ),
        # Each day has an event of its own.
        (
            "",
            "The forum is on 10 February 2027 and the summit has been postponed to 12 May 2027.",
            ["event 2027-02-10", "event 2027-05-12"],
        ),
    ],
)
def test_where_the_new_day_stands(title: str, text: str, expected: list[str]) -> None:
    assert days(text, "en", PUBLISHED, title) == expected


@each(
    ("language", "text"),
    [
        ("en", "The summit on 10 February 2027 will not take place."),
        ("en", "The summit on 10 February 2027 has been called off."),
        ("de", "Die Konferenz am 10. Februar 2027 findet nicht statt."),
        ("de", "Die Konferenz am 10. Februar 2027 fällt aus."),
        ("fr", "La conférence du 10 février 2027 n'aura pas lieu."),
        ("it", "Il convegno del 10 febbraio 2027 non si terrà."),
        ("es", "La jornada del 10 de febrero de 2027 no se celebrará."),
        ("pl", "Konferencja 10 lutego 2027 r. nie odbędzie się."),
        ("cs", "Konference 10. února 2027 se nekoná."),
        ("sk", "Konferencia 10. februára 2027 sa neuskutoční."),
        ("sl", "Konferenca 10. februarja 2027 odpade."),
        ("hr", "Konferencija 10. veljače 2027. neće se održati."),
        ("bg", "Конференцията на 10 февруари 2027 г. няма да се състои."),
        ("el", "Το συνέδριο στις 10 Φεβρουαρίου 2027 δεν θα πραγματοποιηθεί."),
        ("da", "Konferencen den 10. februar 2027 finder ikke sted."),
        ("nb", "Konferansen 10. februar 2027 blir ikke avholdt."),
        ("sv", "Konferensen den 10 februari 2027 ställs in."),
        ("fi", "Seminaaria 10.2.2027 ei järjestetä."),
        ("et", "Konverents 10. veebruaril 2027 jääb ära."),
        ("lv", "Konference 2027. gada 10. februārī nenotiks."),
        ("lt", "Konferencija 2027 m. vasario 10 d. neįvyks."),
        ("hu", "A 2027. február 10-i konferenciát nem tartják meg."),
        ("ro", "Conferința din 10 februarie 2027 nu va mai avea loc."),
        ("pt", "A conferência de 10 de fevereiro de 2027 não se vai realizar."),
        ("ga", "Tá an chomhdháil ar 10 Feabhra 2027 curtha ar ceal."),
        ("mt", "Il-konferenza tal-10 ta' Frar 2027 mhux se ssir."),
        ("nl", "De conferentie op 10 februari 2027 gaat niet door."),
    ],
)
def test_an_event_that_does_not_take_place_is_no_event(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == []


@each(
    ("text", "expected"),
    [
        ("The summit will not take place on 10 February 2027 but on 12 May 2027.", ["event 2027-05-12"]),
        ("The summit will not take place in Vienna but in Graz on 10 February 2027.", ["event 2027-02-10"]),
        ("The summit on 10 February 2027 will not take place in Vienna but online.", ["event 2027-02-10"]),
    ],
)
def test_an_event_may_be_denied_only_for_a_day_or_a_place(text: str, expected: list[str]) -> None:
    assert days(text, "en", PUBLISHED) == expected
