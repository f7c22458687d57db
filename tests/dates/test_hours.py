"""Tests of the hours of dates in running text: without minutes, before the date, and as ranges."""

from __future__ import annotations

from clusterwatch.dates import find_dates
from tests.dates.test_search import shown
from tests.tables import each

# language, text, its dates, the text of the first one (empty: all of it)
HOURS = (
    # ranges after the date
    ("en", "12 May 2026, 9-11 am", ["2026-05-12 09:00"], ""),
    ("en", "12 May 2026, 2-4 pm", ["2026-05-12 14:00"], ""),
    ("en", "12 May 2026, 11–2 pm", ["2026-05-12 11:00"], ""),
    ("en", "12 May 2026, 12-2 pm", ["2026-05-12 12:00"], ""),
    ("en", "12 May 2026, 10 am to 12 pm", ["2026-05-12 10:00"], ""),
    ("en", "12 May 2026, 16:00–9:00", ["2026-05-12 16:00"], "12 May 2026, 16:00"),
    ("en", "12 May 2026, 14–9 h", ["2026-05-12"], "12 May 2026"),
    ("en", "12 May 2026, 10:00-12:00 CEST", ["2026-05-12 10:00 CEST"], "12 May 2026, 10:00-12:00"),
    ("en", "12 May 2026, 10:15-10:45", ["2026-05-12 10:15"], ""),
    ("de", "am 5. Mai 2026 zwischen 10 und 12 Uhr", ["2026-05-05 10:00"], ""),
    ("de", "5. Mai 2026 (Dienstag), 9.30 – 16 Uhr", ["2026-05-05 09:30"], ""),
    ("fr", "le 12 mai 2026 de 9h à 12h30 et", ["2026-05-12 09:00"], "le 12 mai 2026 de 9h à 12h30"),
    ("it", "il 5 maggio 2026, dalle 9 alle 13", ["2026-05-05 09:00"], ""),
    ("pl", "12.05.2026 w godz. 10.00-12.00", ["2026-05-12 10:00"], ""),
    ("sl", "12. maja 2026 med 10. in 12. uro", ["2026-05-12 10:00"], ""),
    ("hu", "2026. május 12-én 9-16 óra között", ["2026-05-12 09:00"], "2026. május 12-én 9-16 óra"),
    ("pt", "12 de maio, das 10h às 12h", ["?-05-12 10:00"], ""),
    ("fr", "9–12h30 le 12 mai 2026", ["2026-05-12 09:00"], ""),
    ("en", "We meet from 9 to 11 am on 12 May 2026", ["2026-05-12 09:00"], "9 to 11 am on 12 May 2026"),
    ("en", "12 May 2026, 1:50–2 pm", ["2026-05-12 13:50"], ""),
    ("en", "12 May 2026, 11:05–11 pm", ["2026-05-12 11:05"], ""),
    ("en", "12 May 2026, 10–10 pm", ["2026-05-12 10:00"], ""),
    # a number of other things does not end a range
    ("en", "5 May 2026, 10:00 to 12 regional offices", ["2026-05-05 10:00"], "5 May 2026, 10:00"),
    ("en", "5 May 2026, 10:00 – 12 offices", ["2026-05-05 10:00"], "5 May 2026, 10:00"),
    ("en", "5 May 2026 at 9:30 and 12 firms follow", ["2026-05-05 09:30"], "5 May 2026 at 9:30"),
    ("en", "5 May 2026, 10:00 at 24 Main Street", ["2026-05-05 10:00"], "5 May 2026, 10:00"),
    ("en", "5 May 2026 at 10:00 at 24, Main Street", ["2026-05-05 10:00"], "5 May 2026 at 10:00"),
    ("fr", "le 5 mai 2026 à 10h et 12 entreprises", ["2026-05-05 10:00"], "le 5 mai 2026 à 10h"),
    ("de", "am 5. Mai 2026 um 10:00 und 15 Gäste", ["2026-05-05 10:00"], "am 5. Mai 2026 um 10:00"),
    ("en", "5 May 2026, 10:00 to 12, then", ["2026-05-05 10:00"], "5 May 2026, 10:00 to 12"),
    ("en", "5 May 2026, 10:00 to 12", ["2026-05-05 10:00"], ""),
    ("en", "5 May 2026, 10:00 to 12:00 downtown", ["2026-05-05 10:00"], "5 May 2026, 10:00 to 12:00"),
    ("en", "5 May 2026, 10 am to 12 pm downtown", ["2026-05-05 10:00"], "5 May 2026, 10 am to 12 pm"),
    ("en", "9:00 to 12 on 5 May 2026", ["2026-05-05 09:00"], ""),
    # `until` and a round time with a dot
    ("sl", "17. 4. 2026 do 14.00", ["2026-04-17 14:00"], ""),
    ("cs", "30. 4. 2026 do 14.30 na adresu", ["2026-04-30 14:30"], "30. 4. 2026 do 14.30"),
    ("nl", "30 april 2026 tot 17.00", ["2026-04-30 17:00"], ""),
    ("sl", "17. 4. 2026 do 14.50 evra", ["2026-04-17"], "17. 4. 2026"),
    ("da", "5. maj 2026 kl. 10-12 lokale 5", ["2026-05-05 10:00"], "5. maj 2026 kl. 10-12"),
    ("pl", "5 maja 2026 o godz. 10.00-12.00 wykład", ["2026-05-05 10:00"], "5 maja 2026 o godz. 10.00-12.00"),
    (
        "it",
        "il 5 maggio 2026, dalle 9 alle 13 presso",
        ["2026-05-05 09:00"],
        "il 5 maggio 2026, dalle 9 alle 13",
    ),
    ("pl", "5 maja 2026 o 10.00 do 12.00 sala", ["2026-05-05 10:00"], "5 maja 2026 o 10.00 do 12.00"),
    # a range ends behind its beginning, at midnight at the latest
    ("de", "5. Mai 2026, 18–24 Uhr", ["2026-05-05 18:00"], ""),
    ("de", "von 23.45 bis 24 Uhr am 5. Mai 2026", ["2026-05-05 23:45"], "23.45 bis 24 Uhr am 5. Mai 2026"),
    ("de", "5. Mai 2026, 18:00–24:01", ["2026-05-05 18:00"], "5. Mai 2026, 18:00"),
    ("de", "5. Mai 2026, 18–25 Uhr", ["2026-05-05"], "5. Mai 2026"),
    ("de", "5. Mai 2026, 9–9 Uhr", ["2026-05-05"], "5. Mai 2026"),
    ("en", "12 May 2026, 10:00–10:00", ["2026-05-12 10:00"], "12 May 2026, 10:00"),
    # a single hour
    ("fr", "le 12 mai 2026 avant 17h", ["2026-05-12 17:00"], ""),
    ("hr", "15. svibnja 2026. do 17 sati", ["2026-05-15 17:00"], ""),
    ("pl", "5 maja 2026 o godz. 10, sala 5", ["2026-05-05 10:00"], "5 maja 2026 o godz. 10"),
    ("da", "12. maj 2026 kl. 9, lokale 5", ["2026-05-12 09:00"], "12. maj 2026 kl. 9"),
    ("hu", "2026. május 2-án 10 órától 2026", ["2026-05-02 10:00"], "2026. május 2-án 10 órától"),
    ("en", "12 May 2026 at 12 am", ["2026-05-12 00:00"], ""),
    ("de", "5. Mai 2026, 23 Uhr", ["2026-05-05 23:00"], ""),
    # before the date
    ("en", "5 pm on 12 May 2026", ["2026-05-12 17:00"], ""),
    ("en", "from 9:30 to 16:00 on 12 May 2026", ["2026-05-12 09:30"], "9:30 to 16:00 on 12 May 2026"),
    ("it", "entro le ore 12 del 15 maggio 2026", ["2026-05-15 12:00"], "12 del 15 maggio 2026"),
    ("it", "alle ore 10 del 5 maggio 2026", ["2026-05-05 10:00"], "10 del 5 maggio 2026"),
    ("pt", "até às 17 horas do dia 15 de maio", ["?-05-15 17:00"], "17 horas do dia 15 de maio"),
    ("ga", "roimh 5 i.n. ar an 15 Bealtaine", ["?-05-15 17:00"], "5 i.n. ar an 15 Bealtaine"),
    ("fi", "klo 9–16 12.5.2026", ["2026-05-12 09:00"], "9–16 12.5.2026"),
    # with seconds, offsets and zones
    ("en", "12 May 2026 10:15:30", ["2026-05-12 10:15:30"], ""),
    ("en", "12 May 2026 10:15:30 CEST", ["2026-05-12 10:15:30 CEST"], ""),
    ("en", "12 May 2026 10:15:30+02:00", ["2026-05-12 10:15:30"], ""),
    ("en", "12 May 2026 10:15+02:00", ["2026-05-12 10:15"], ""),
    ("en", "10:15:30 on 12 May 2026", ["2026-05-12 10:15:30"], ""),
    ("en", "12 May 2026, 10:15 (Europe/Vienna)", ["2026-05-12 10:15 Europe/Vienna"], "12 May 2026, 10:15"),
    # the hour of another date
    (
        "it",
        "dalle ore 10 del 5 maggio 2026 alle ore 12 del 6 giugno 2026",
        ["2026-05-05 10:00", "2026-06-06 12:00"],
        "10 del 5 maggio 2026",
    ),
    ("en", "15 May 2026. From 9:30 on 20 May", ["2026-05-15", "?-05-20 09:30"], "15 May 2026"),
    (
        "en",
        "on 5 May 2026, 9:00 until 12:00 on 6 June",
        ["2026-05-05 09:00", "?-06-06 12:00"],
        "on 5 May 2026, 9:00",
    ),
    (
        "de",
        "vom 5. Mai 2026, 9–10 Uhr, 6. Juni 2026",
        ["2026-05-05 09:00", "2026-06-06"],
        "vom 5. Mai 2026, 9–10 Uhr",
    ),
    (
        "es",
        "del 5 de mayo a las 00:00 horas al día 24 de junio a las 14 h",
        ["?-05-05 00:00", "?-06-24 14:00"],
        "del 5 de mayo a las 00:00 horas",
    ),
    (
        "de",
        "5. Mai, 9–10 Uhr, 6. Juni 2026",
        ["?-05-05 09:00", "2026-06-06"],
        "5. Mai, 9–10 Uhr",
    ),
    ("en", "15 May 2026. Between 9 and 11 am we meet", ["2026-05-15"], "15 May 2026"),
    # no hours
    ("de", "am 5. Mai 2026 von 12 Firmen", ["2026-05-05"], "am 5. Mai 2026"),
    ("de", "bis 5. Mai 2026, 24 Uhr", ["2026-05-05"], "5. Mai 2026"),
    ("de", "bis 5. Mai 2026, 25 Uhr", ["2026-05-05"], "5. Mai 2026"),
    ("en", "12 May 2026, 25–2 pm", ["2026-05-12"], "12 May 2026"),
    ("en", "5 May 2026, 9–12.50 euros each", ["2026-05-05"], "5 May 2026"),
    ("en", "from 5 May 2026 for 3 hours", ["2026-05-05"], "5 May 2026"),
    ("en", "12 May 2026 by 9 to 12 firms", ["2026-05-12"], "12 May 2026"),
    ("fr", "le 12 mai 2026 à 5 km de Lyon", ["2026-05-12"], "le 12 mai 2026"),
    ("it", "corso di 12 ore del 5 maggio 2026", ["2026-05-05"], "del 5 maggio 2026"),
    ("da", "12. maj 2026 kl. 9 maj", ["2026-05-12", "?-05-09"], "12. maj 2026"),
)


@each(("language", "text", "expected", "raw"), HOURS)
def test_hours(language: str, text: str, expected: list[str], raw: str) -> None:
    found = find_dates(text, [language])
    assert [shown(one) for one in found] == expected
    assert text[found[0].start : found[0].end] == (raw or text)


# language, text of a time and its zone behind it, the zone
ZONES = (
    ("en", "17:00 (Brussels time)", "Europe/Brussels"),
    ("en", "17:00, Brussels time", "Europe/Brussels"),
    ("en", "17:00 Brussels local time", "Europe/Brussels"),
    ("en", "17:00 Brussels (local) time", "Europe/Brussels"),
    ("en", "5 pm London time", "Europe/London"),
    ("en", "17:00 local time in Paris", "Europe/Paris"),
    ("en", "17:00 h. Oslo time", "Europe/Oslo"),
    ("en", "17:00:00 [all times are in Lisbon time]", "Europe/Lisbon"),
    ("en", "17:00 CET (Brussels time)", "CET"),
    ("bg", "17:00 ч. (брюкселско време)", "Europe/Brussels"),
    ("cs", "17:00 bruselského času", "Europe/Brussels"),
    ("da", "17:00 (Bruxelles-tid)", "Europe/Brussels"),
    ("de", "17 Uhr Brüsseler Zeit", "Europe/Brussels"),
    ("de", "17:00 Uhr (Ortszeit Wien)", "Europe/Vienna"),
    ("el", "17:00 (ώρα Βρυξελλών)", "Europe/Brussels"),
    ("es", "17:00 horas, hora de Bruselas", "Europe/Brussels"),
    ("es", "17:00 h (hora de Canarias)", "Atlantic/Canary"),
    ("et", "17:00 (Brüsseli aja järgi)", "Europe/Brussels"),
    ("fi", "17:00 Brysselin aikaa", "Europe/Brussels"),
    ("fr", "12h00 (heure de Bruxelles)", "Europe/Brussels"),
    ("fr", "12 h, à l'heure d’Athènes", "Europe/Athens"),
    ("ga", "17:00 (am na Bruiséile)", "Europe/Brussels"),
    ("hr", "17:00 sati (po briselskom vremenu)", "Europe/Brussels"),
    ("hu", "17:00 (brüsszeli idő szerint)", "Europe/Brussels"),
    ("it", "17:00 (ora di Roma)", "Europe/Rome"),
    ("lt", "17:00 val. (Briuselio laiku)", "Europe/Brussels"),
    ("lv", "17:00 (pēc Briseles laika)", "Europe/Brussels"),
    ("mt", "17:00 (ħin ta' Brussell)", "Europe/Brussels"),
    ("nb", "17:00 (Brussel-tid)", "Europe/Brussels"),
    ("nl", "17.00 uur (Brusselse tijd)", "Europe/Brussels"),
    ("pl", "17:00 czasu brukselskiego", "Europe/Brussels"),
    ("pt", "17h00 (hora de Bruxelas)", "Europe/Brussels"),
    ("ro", "17:00 (ora Bruxelles-ului)", "Europe/Brussels"),
    ("sk", "17:00 hod. bruselského času", "Europe/Brussels"),
    ("sl", "17:00 (po bruseljskem času)", "Europe/Brussels"),
    ("sv", "17:00 (Brysseltid)", "Europe/Brussels"),
    # no zone of a city
    ("en", "17:00 (local time)", ""),
    ("en", "17:00 (for the first time)", ""),
    ("en", "17:00. Time in Paris is short", ""),
    ("en", "17:00 in the hall of the Brussels time museum", ""),
    ("hu", "17:00 (román idő szerint)", ""),
    ("de", "17 Uhr (Zeit und Ort folgen)", ""),
)


@each(("language", "text", "zone"), ZONES)
def test_the_zone_behind_a_time(language: str, text: str, zone: str) -> None:
    (found,) = find_dates(f"2027-05-05, {text}", [language])
    assert found.time in ("12:00", "17:00", "17:00:00")
    assert found.zone == zone


# language, a time and its zone before a date, what is found
BEFORE_DATES = (
    ("en", "17:00 Brussels time on 5 May 2027", "2027-05-05 17:00 Europe/Brussels"),
    ("en", "5 pm (Brussels local time) on 5 May 2027", "2027-05-05 17:00 Europe/Brussels"),
    ("en", "17:00 CET (Brussels time) on 5 May 2027", "2027-05-05 17:00 CET"),
    ("en", "17:00 local time on 5 May 2027", "2027-05-05 17:00"),
    ("en", "12 noon CET on 5 May 2027", "2027-05-05 12:00 CET"),
    ("de", "12 Uhr mittags am 5. Mai 2027", "2027-05-05 12:00"),
    ("es", "17:00 (hora peninsular) del 5 de mayo de 2027", "2027-05-05 17:00 Europe/Madrid"),
    ("it", "17.00 (ora di Bruxelles) del 5 maggio 2027", "2027-05-05 17:00 Europe/Brussels"),
)


@each(("language", "text", "expected"), BEFORE_DATES)
def test_the_zone_between_a_time_and_a_date(language: str, text: str, expected: str) -> None:
    (found,) = find_dates(text, [language])
    assert shown(found) == expected
    assert found.raw == text


def test_zones_in_all_languages() -> None:
    found = find_dates("5 May 2027 at 17:00 Brussels time")
    assert [shown(one) for one in found] == ["2027-05-05 17:00 Europe/Brussels"]


def test_each_time_has_its_own_zone() -> None:
    found = find_dates(
        "5 May 2027, 17:00 Paris time; 6 May 2027, 18:00; 7 May 2027, 9 am London time", ["en"]
    )
    assert [one.zone for one in found] == ["Europe/Paris", "", "Europe/London"]


# language, text, the time and the zone of its only date
NOONS = (
    ("fr", "avant le 5 mai 2027 à midi", "12:00"),
    ("fr", "avant midi (heure de Paris) le 5 mai 2027", "12:00 Europe/Paris"),
    ("en", "by noon on 5 May 2027", "12:00"),
    ("en", "5 May 2027 at noon CET", "12:00 CET"),
    ("en", "by noon (Brussels time) on 5 May 2027", "12:00 Europe/Brussels"),
    ("it", "entro mezzogiorno del 5 maggio 2027", "12:00"),
    ("es", "hasta el mediodía del 5 de mayo de 2027", "12:00"),
    ("pt", "até ao meio-dia de 5 de maio de 2027", "12:00"),
    ("pl", "do 5 maja 2027 r. do południa", "12:00"),
    ("cs", "do 5. května 2027 do poledne", "12:00"),
    ("de", "bis mittags am 5. Mai 2027", "12:00"),
    ("hr", "do 5. svibnja u podne", "12:00"),
    ("sk", "do 5. mája 2027 do poludnia", "12:00"),
    ("sl", "do 5. maja 2027 do poldneva", "12:00"),
    ("ro", "până la 5 mai 2027, la prânz", "12:00"),
    ("bg", "до 5 май 2027 г. до обяд", "12:00"),
    ("mt", "sal-5 ta' Mejju 2027 f'nofsinhar", "12:00"),
    ("lv", "līdz 2027. gada 5. maijam līdz pusdienlaikam", "12:00"),
    # no noon, or the end of a range
    ("fr", "le 5 mai 2027 après-midi", ""),
    ("it", "entro il Mezzogiorno del 5 maggio 2027", ""),
    ("pl", "5 maja 2027 po południu", ""),
    ("en", "9:30 until noon on 5 May 2027", ""),
    ("en", "9 am until noon on 5 May 2027", ""),
    ("de", "9 Uhr bis mittags am 5. Mai 2027", ""),
)


@each(("language", "text", "expected"), NOONS)
def test_noon_in_words(language: str, text: str, expected: str) -> None:
    (found,) = find_dates(text, [language])
    assert f"{found.time} {found.zone}".strip() == expected


def test_noon_belongs_to_the_next_date() -> None:
    found = find_dates("1 May 2027 until noon on 5 May 2027", ["en"])
    assert [shown(one) for one in found] == ["2027-05-01", "2027-05-05 12:00"]
