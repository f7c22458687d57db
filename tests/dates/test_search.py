"""Tests of the dates that are found in running text."""

from __future__ import annotations

from clusterwatch.dates import FoundDate, find_dates
from tests.tables import each


def shown(found: FoundDate) -> str:
    first = found.first
    day = "-".join(f"{part:02d}" if part else "?" for part in (first.year, first.month, first.day))
    end = (
        f"/{found.last.text() if found.last.year else f'{found.last.month}-{found.last.day}'}"
        if found.last
        else ""
    )
    return day + end + (f" {found.time}" if found.time else "") + (f" {found.zone}" if found.zone else "")


@each(
    ("language", "text", "expected"),
    [
        ("en", "Apply by 5 May, or by 6 June 2026 at 5 pm CET.", ["?-05-05", "2026-06-06 17:00 CET"]),
        ("fi", "Haku 21.10. klo 14:00 ja 1.12.2026 asti", ["?-10-21 14:00", "2026-12-01"]),
        ("hu", "2026.09.28. 12:00-tól 2026. május 12-ig", ["2026-09-28 12:00", "2026-05-12"]),
        ("hu", "2026. február 2-án 9 órától", ["2026-02-02 09:00"]),
        ("fr", "le mardi 2 mars à 14h, les 11 et 12 juin 2026", ["?-03-02 14:00", "2026-06-11/2026-06-12"]),
        ("pl", "7 maja 2026, czwartek - 8 maja 2026, piątek", ["2026-05-07/2026-05-08"]),
        ("lt", "iki birželio mėnesio 21 dienos", ["?-06-21"]),
        ("lt", "iki birželio mėn. 21 d.", ["?-06-21"]),
        ("et", "hiljemalt 15. maiks", ["?-05-15"]),
        ("lv", "no 10. līdz 11. septembrim", ["?-09-10/9-11"]),
        ("lv", "no 17. marta līdz 17. aprīlim, no 5. maija", ["?-03-17/4-17", "?-05-05"]),
        ("lv", "Nr. 5. maija", []),
        ("pt", "entre o dia 15 de julho e o dia 30 de setembro de 2026", ["2026-07-15/2026-09-30"]),
        ("it", "tra il giorno 5 maggio e il giorno 9 giugno 2026", ["2026-05-05/2026-06-09"]),
        ("bg", "от 15 май на 30 май 2026 г.", ["?-05-15", "2026-05-30"]),
        ("da", "4. marts, 11. marts og 18. marts 2026", ["?-03-04", "2026-03-11/2026-03-18"]),
        ("pl", "do piątku 10 kwietnia", ["?-04-10"]),
        ("fi", "jatkettu elokuun 28. päivään asti", ["?-08-28"]),
        ("fi", "elokuun 12 osallistujaa", []),
        ("et", "18. septembrilt 2. oktoobrile", ["?-09-18", "?-10-02"]),
        ("lv", "uz 2027. gada 12. maiju", ["2027-05-12"]),
        ("lv", "pārcelts uz 12. jūliju", ["?-07-12"]),
        # The later day first is no range.
        ("en", "from 30 September to 15 September 2026", ["2026-09-30", "2026-09-15"]),
        ("it", "dal 30 settembre al 15 settembre 2026", ["2026-09-30", "2026-09-15"]),
        # An hour is no year.
        ("en", "5 May, 12 noon", ["?-05-05 12:00"]),
        ("en", "5 May, 12 pm", ["?-05-05 12:00"]),
        ("de", "5. Mai, 12 Uhr mittags", ["?-05-05 12:00"]),
        ("es", "5 de mayo, 12 del mediodía", ["?-05-05 12:00"]),
        ("fr", "Forum'24 jusqu'au 25 février", ["?-02-25"]),
        ("it", "dal 5 all'8 giugno 2026, dall’11 al 13 luglio", ["2026-06-05/2026-06-08", "?-07-11/7-13"]),
        ("it", "dell'8 maggio 2026, Fiera'26 entro il 5 giugno", ["2026-05-08", "?-06-05"]),
        ("mt", "mill-4 sat-8 ta' Mejju 2026", ["2026-05-04/2026-05-08"]),
        ("sk", "v stredu (29. - 30. 3.) v Košiciach", ["?-03-29/3-30"]),
        ("fi", "haku on auki 1.3.–30.4.", ["?-03-01/4-30"]),
        ("de", "Reise 6.-10.10.26", ["2026-10-06/2026-10-10"]),
        ("cs", "sál 30. – 12. 5.", ["?-05-12"]),
        ("de", "siehe Nr. 12.3. der Liste", []),
        ("en", "version 3.10.12, room 5, in 2026", []),
    ],
)
def test_find_dates(language: str, text: str, expected: list[str]) -> None:
    assert [shown(found) for found in find_dates(text, [language])] == expected


def test_a_date_has_its_position_and_its_text() -> None:
    text = "Beadás: 2026. május 12-ig, legkésőbb"
    (found,) = find_dates(text, ["hu"])
    assert text[found.start : found.end] == found.raw == "2026. május 12-ig"
    (found,) = find_dates("vom 5. Mai 2026 an", ["de"])
    assert (found.start, found.core, found.weekday) == (0, 4, -1)


@each(
    ("language", "text", "raw", "weekday"),
    [
        ("de", "am 15. Mai. Die Frist", "am 15. Mai.", -1),
        ("de", "am 15.5. mit Gästen", "am 15.5.", -1),
        ("da", "5. maj. Man kan", "5. maj.", -1),
        ("en", "15 May (Fri) in Cork", "15 May (Fri", 4),
        ("en", "15 May Fri at 10:00", "15 May Fri at 10:00", 4),
        ("en", "15 May, Friday in Cork", "15 May, Friday", 4),
    ],
)
def test_a_short_weekday_after_a_day_has_no_other_word_behind_it(
    language: str, text: str, raw: str, weekday: int
) -> None:
    (found,) = find_dates(text, [language])
    assert (found.raw, found.weekday) == (raw, weekday)


def test_a_text_with_invisible_characters_is_not_searched() -> None:
    assert find_dates("5\u200b May 2026", ["en"]) == ()
