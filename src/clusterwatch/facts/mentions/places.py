"""Find countries, NUTS regions and towns, also in the cases of their languages ("w Zielonej Górze", "Košiciach").

Names of places are also names of people, words of sentences, and parts of the names of bodies and events. A place
counts if no capitalised word stands beside it. One that speakers of the language do not know well must stand behind a
preposition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

from clusterwatch.facts.line_labels import may_have_value, value_at
from clusterwatch.facts.mentions.found import (
    Found,
    Taken,
    Word,
    beginnings,
    flat,
    key_of,
    listed,
    table,
    words_for_halls,
    words_of,
    words_of_set,
    words_where,
)
from clusterwatch.facts.mentions.names import Hit, Name, Names
from clusterwatch.facts.mentions.regions import COUNTRY, ISO, gazette, usual_names
from clusterwatch.facts.mentions.units import Units
from clusterwatch.text import CAPITAL
from clusterwatch.vocab import by_language, phrases
from clusterwatch.vocab.word_forms import MUTATING, without_mutation

_ACRONYM = 4  # letters of an acronym that is no name of a town in capitals
_LEVEL_3 = 5  # characters of the code of a region of level 3
_NO_PLACES = frozenset({"EU", "EZ", "UN"})  # unions that CLDR lists among the territories
_SHORTEST_STEM = 4  # letters of what stays of a name in other cases
_SHORTEST_NAME = 3
_SHORTEST_ALONE = 4  # letters of a name that needs no preposition
_GREEK = frozenset("αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ")
_VOWELS = "aeiouyąęěíůāēīūėųăâîöüäåαειουωηοάέήίόύώаеиоуяью"
_LONGEST_CASE = 2  # letters of a name that a case may replace
_CHANGING = 5  # letters of the shortest name whose stem changes
# What may become of a consonant before the last vowel of a name.
_SOFTENED: Mapping[str, tuple[str, ...]] = {
    "k": ("c", "u", "g"),
    "g": ("z", "dz"),
    "h": ("z", "s"),
    "t": ("d",),
}
# What becomes of the last consonant of a name before the Polish ending "e".
_HARDENED: Mapping[str, str] = {"t": "c", "d": "dz", "r": "rz"}
# What becomes of two consonants before the last vowel of a Polish name.
_SOFTENED_PAIRS: Mapping[str, str] = {"sno": "śn", "zno": "źn", "sna": "śn", "zna": "źn"}
# Languages whose speakers live in a country, so that they inflect the names of its towns.
_NEIGHBOURS: Mapping[str, str] = {
    "bg": "BG RS MK", "cs": "CZ SK PL DE AT", "da": "DK SE NO", "de": "DE AT CH", "el": "GR CY", "en": "IE MT GB",
    "es": "ES", "et": "EE FI LV", "fi": "FI SE EE", "fr": "FR BE LU CH", "ga": "IE", "hr": "HR SI BA RS HU",
    "hu": "HU SK RO AT", "it": "IT CH", "lt": "LT LV PL", "lv": "LV LT EE", "mt": "MT", "nb": "NO SE", "nl": "NL BE",
    "pl": "PL CZ SK DE", "pt": "PT", "ro": "RO MD", "sk": "SK CZ HU PL", "sl": "SI HR AT IT", "sv": "SE FI DK",
}  # fmt: skip
# Countries whose small towns the speakers of a language know.
_HOMES: Mapping[str, str] = {
    "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE AT", "el": "EL CY", "en": "IE MT", "es": "ES", "et": "EE", "fi": "FI",
    "fr": "FR BE LU", "ga": "IE", "hr": "HR", "hu": "HU", "it": "IT", "lt": "LT", "lv": "LV", "mt": "MT", "nl": "NL BE",
    "pl": "PL", "pt": "PT", "ro": "RO", "sk": "SK", "sl": "SI", "sv": "SE",
}  # fmt: skip
# In these the name of a town that begins a sentence says nothing, since it has no case and may be a word or a surname.
_WITHOUT_CASES = frozenset({"nl", "fr", "it", "es", "pt", "en", "de", "da", "sv", "nb"})
_WITH_GENITIVES = frozenset({"da", "sv", "nb"})
# In these the owner stands behind what it owns: "Agentura Pardubického kraje".
_OWNER_LAST = frozenset({"bg", "cs", "el", "es", "fr", "ga", "hr", "it", "mt", "pl", "pt", "ro", "sk", "sl"})
_LONG_STEM = 4  # letters of the word for a body that may be the last part of another one
# Endings of adjectives behind "sk". The first is also that of a name that ends with a vowel.
_OF_ADJECTIVES = ("i", "ie", "iej", "ich")
# Directly before or behind a word that is a part of another name.
_NAME_JOINS = ("-", "_", "@", "–", "—", "’", "'", ".")
_JOINS = (*_NAME_JOINS, "/")
_UNKNOWN = rf"{CAPITAL}[\w'’-]+"
_ROMAN = frozenset({"I", "II", "III"})  # "NUTS II Praha"
# Words that lose their vowel before a name: "f'Birkirkara", "d'Angers", "l'Aquila".
_ELIDED = frozenset({"d", "l", "f", "b", "dell", "all", "nell", "dall", "sull"})
# Maltese articles, alone and with a preposition: "fil-Belt Valletta".
_ARTICLES = frozenset({"il", "l", "fil", "mill", "tal", "ghall", "lill", "bil", "sal", "in", "fin"})
# Forms of companies, whose names end with the name of a place: "Limträ i Ljungby AB".
_LEGAL_FORMS = frozenset({
    "AB", "AD", "AG", "ApS", "AS", "BV", "EOOD", "GmbH", "Inc", "KG", "Kft", "Lda", "Ltd", "NV", "Nyrt", "OOD", "OÜ",
    "Oy", "Oyj", "SA", "SARL", "SAS", "SIA", "SL", "SpA", "SRL", "UAB", "Zrt", "АД", "ЕООД", "ООД",
})  # fmt: skip
# Words beside a place that is a time zone.
_OF_ZONES = frozenset({"time", "local", "zeit", "tid", "tijd", "casu", "czasu"})
_HOUR_OF = frozenset({"heure", "hora", "ora"})
# Words before a noun that is no town: "eine Stelle".
_DETERMINERS = frozenset({
    "ein", "eine", "einen", "einem", "einer", "eines", "keine", "keiner", "diese", "dieser", "unsere", "ihre", "seine",
    "die", "das", "den", "dem",
    "a", "the", "een", "onze", "en", "ett", "et",
})  # fmt: skip
# Words before the day of a date: "Zaragoza, a 6 de mayo", "Chemnitz, den 3. November".
_BEFORE_DAYS = frozenset({"a", "am", "den", "em", "il", "le", "li", "on", "the"})
# `12345`, `LV-1010`, `602 00`, `00-950`, `1000-001`, `1234 AB`; four digits alone may be a year.
_CODE = r"\d{5}|[A-Z]{1,2}-\d{4,6}|(?!19|20)\d{4}|\d{3} \d\d|\d\d-\d{3}|\d{4}-\d{3}|\d{4} [A-Z]{2}"
# It is a postcode where a line or a part of one begins, and behind the number of a house.
_POSTCODE = re.compile(rf"(?:(?:^|[\n,:(|])\s*|{CAPITAL}[\w.-]* \d{{1,3}}[a-z]? )(?:{_CODE}) \Z")
_POSTCODE_REACH = 40  # characters
_WORD_BEHIND = re.compile(r"[ \t]+(?!cedex\b)\w", re.IGNORECASE)
_ENDS_OF_PARTS = frozenset(",;.()|")  # behind a part of what a label names
_HALL_NUMBER = re.compile(r"\d{1,2}[A-Za-z]?|[A-Z]\d{0,2}")
_LABELS = ("place_labels", "address_labels")
_OF_LABEL = 3  # words of a label on goods before its place
_LONGEST_HOUSE_NUMBER = 3
_OF_STREET = 7  # characters between the word for a street and its name
_LONGEST_TOWN = 4  # words of the name of a small town
_LONGEST_NAME = 5  # words between the kind of a body and its place: "Clúster Marítimo de Cádiz"
_AFTER = 3  # words before or behind a place among which a word such as `institute` makes it part of a name
_QUOTED = re.compile(r"[„“«\"‚][^„“”«»\"]{3,160}?[“”»\"]")  # names of procedures and events


class _Place(NamedTuple):
    """What a name means. `is_known` says that speakers of the language of the post know the place.

    `is_large` is true of towns that are known abroad.
    """

    id: str
    usual: str
    is_known: bool
    is_town: bool = False
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The names of places for posts in one language."""

    exact: Mapping[str, _Place]
    # The stem and the name in lower case, and the place.
    stems: Mapping[str, Sequence[tuple[str, str, _Place]]]
    endings: frozenset[str]
    long: Names  # of several words, as written
    usual: Mapping[tuple[str, ...], str]  # the usual names of those
    prepositions: frozenset[str]
    abbreviations: frozenset[str]  # those of words for a town or region: "jud. Cluj"
    articles: frozenset[str]  # prepositions that are one word with an article
    has_cases: bool
    has_genitives: bool  # with an ending that names of bodies begin with
    locative: tuple[str, ...]  # endings that say where something is
    streets: frozenset[str]
    streets_before: frozenset[str]
    doubtful_streets: frozenset[str]  # those of words that mean something else, too
    plain: frozenset[str]  # names without endings, in lower case
    acronyms: Mapping[str, _Place]  # as they are written
    of_nouns: frozenset[str]  # words between a noun and a name: "Palacio de Santoña"
    reach: int  # words behind a place among which one such as `institute` makes it part of a name
    units: Units
    listed: Sequence[_Place]  # those of the names in `units`


def find_places(text: str, language: str | None = None, taken: Sequence[Found] = ()) -> tuple[Found, ...]:
    """Return the places that `text` names, in order. `taken` are bodies and programmes: their words name no place."""
    words = words_of(text)
    if language in MUTATING:
        words = _without_mutations(words)
    gazetteer = _gazetteer(language or "")
    found: list[Found] = []
    free = 0
    others = Taken(len(text), (*_quoted(text), *((one.start, one.end) for one in taken)))
    by_start = _long_names(words, gazetteer)
    listed = gazetteer.units.find(text, words)
    value = max(value_at(text, name, language) for name in _LABELS) if may_have_value(text) else -1
    candidates = (
        at for at, word in enumerate(words) if word.is_capitalised or at in by_start or at in listed
    )
    for position in candidates:
        word, hit, unit = words[position], by_start.get(position), listed.get(position)
        if position < free:
            continue
        place: _Place | None
        if hit:
            place, first, after = (
                _Place(hit.name.id, gazetteer.usual[hit.name.words], True),
                position,
                hit.after,
            )
        elif unit:
            place, first, after = gazetteer.listed[unit.unit.number], position, unit.after
        elif place := _place(gazetteer, word):
            first, after = _with_republic(text, words, position, place)
        else:
            is_value = 0 <= value <= word.start
            place, first = _small_town(text, words, position, gazetteer, language, is_value), position
            after = position + (len(words_of(place.usual)) if place else 1)
        if place is None:
            continue
        last = word if _is_country(place) and not (hit or unit) else words[after - 1]  # without "Republic"
        one = Found(word.start, last.end, place.usual, place.id)
        if others.touches(one.start, one.end):
            continue
        is_in_case = not hit and word.flat not in gazetteer.exact
        is_joined = bool(found) and _together().fullmatch(text, found[-1].end, one.start) is not None
        is_named = (
            unit is not None
            or (
                (
                    is_joined
                    or (value >= 0 and place.is_town and _is_part_of_value(text, words, first, after, value))
                    or _is_before_its_country(text, words, after, place, gazetteer)
                )
                and _is_free(text, words, after)
                and not _is_of_street(text, words, after, gazetteer)
            )
        ) and not _is_of_body(text, words, first, after, gazetteer, False, is_in_case)
        if is_named or _is_named_as_place(text, words, first, after, gazetteer, place, is_in_case):
            found.append(one)
            free = after
        elif hit:
            free = after  # "León" in the name of a body of Castilla y León
    return tuple(found)


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of names in quotation marks.

    What somebody says begins with a small letter or is not a name: « faire de la France un pays leader ».
    """
    for one in _QUOTED.finditer(text):
        if not one.group()[1:].lstrip()[:1].islower():
            yield one.start() + 1, one.end()


def _long_names(words: Sequence[Word], gazetteer: _Gazetteer) -> Mapping[int, Hit]:
    """Return the names of several words by the position of their first one."""
    return {
        hit.first: hit
        for hit in gazetteer.long.find(words)
        if _has_its_capitals(hit.name.usual, words[hit.first : hit.after])
        and (gazetteer.has_cases or all(map(_is_written, hit.name.words, words[hit.first : hit.after])))
    }


@cache
def _together() -> re.Pattern[str]:
    """Return a pattern of what stands between places that are named together.

    "Turku and Tampere", "Brno, Ostrava", "Korea (Seoul)", "Slovakia: Košice/Prešov", "Mikulov, Unknown and Brno".
    """
    words_for_and = "|".join(map(re.escape, dict.fromkeys(words_of_set("and"))))
    joint = f"(?:, |,? (?:{words_for_and}) )"
    return re.compile(rf"{joint}(?:{_UNKNOWN}{joint}){{0,2}}| \(|: |/")


def _small_town(
    text: str,
    words: Sequence[Word],
    position: int,
    gazetteer: _Gazetteer,
    language: str | None,
    is_value: bool,
) -> _Place | None:
    """Return the small town at a word that stands where the place of something is named: "v Litomyšli".

    `is_value` says that it is a part of what a label such as `Place:` names.
    """
    word = words[position]
    previous = words[position - 1] if position else None
    if language not in _HOMES or word.is_acronym or len(word.flat) < _SHORTEST_ALONE:
        return None
    is_behind = (
        previous is not None
        and previous.flat in words_where(language)
        and not text[previous.end : word.start].strip(" '’")
    )
    if not (is_behind or is_value) and not (
        gazetteer.locative and _is_locative(word, gazetteer) and not _begins_sentence(text, words, position)
    ):
        return None
    small = _small_towns(language)
    for length in range(_LONGEST_TOWN, 1, -1):
        name = tuple(one.flat for one in words[position : position + length])
        if place := small.several.get(name):
            return place
    place = _place(small.single, word)
    return place if place and _is_free(text, words, position + 1) else None


def _is_part_of_value(text: str, words: Sequence[Word], first: int, after: int, value: int) -> bool:
    """Return whether words are a part of what a label names, between its commas: "Place: Old Mill, Tartu"."""
    if words[first].start < value:
        return False
    before = text[max(value, words[first - 1].end if first else 0) : words[first].start].strip()
    is_begun = before == "," or (not before and (not first or words[first - 1].end <= value))
    behind = text[words[after - 1].end : words[after].start] if after < len(words) else "."
    return is_begun and behind.lstrip()[:1] in _ENDS_OF_PARTS


def _is_before_its_country(
    text: str, words: Sequence[Word], after: int, place: _Place, gazetteer: _Gazetteer
) -> bool:
    """Return whether a comma and the country of a town, or another town there, follow it: "Milan, Italy"."""
    if not place.is_town or after >= len(words) or text[words[after - 1].end : words[after].start] != ", ":
        return False
    country = _place(gazetteer, words[after])
    if country is None or country.id[:COUNTRY] != place.id[:COUNTRY] or not _is_free(text, words, after + 1):
        return False
    return _is_country(country) or (
        country.is_town and words[after - 1].flat not in listed("ambiguous_places")
    )


def _is_country(place: _Place) -> bool:
    """Return whether a place is a whole country, and no town of which only the country is known."""
    return len(place.id) == COUNTRY and not place.is_town


def _with_republic(text: str, words: Sequence[Word], position: int, place: _Place) -> tuple[int, int]:
    """Return the span of the word of a place in words, with "Republic" directly before or behind a country.

    That is "Republika Hrvatska", "Lietuvos Respublikoje".
    """
    first, after = position, position + 1
    if _is_country(place):
        if first and _is_republic(words[first - 1]) and not _between(text, words, first):
            first -= 1
        elif after < len(words) and _is_republic(words[after]) and not _between(text, words, after):
            after += 1
    return first, after


def _is_written(name: str, word: Word) -> bool:
    """Return whether a word of a name is written as in the name: "l'Escaut" is not l'Escala."""
    return word.flat == name


def _is_republic(word: Word) -> bool:
    return word.is_capitalised and word.flat.startswith(beginnings("republics"))


def _between(text: str, words: Sequence[Word], position: int) -> str:
    """Return what stands between a word and the one before it, but for blanks."""
    return text[words[position - 1].end : words[position].start].strip()


def _is_free(text: str, words: Sequence[Word], after: int) -> bool:
    """Return whether no capitalised word follows directly, with which a place would be another name."""
    if after >= len(words):
        return True
    behind = text[words[after - 1].end : words[after].start]
    return (bool(behind.strip()) and behind not in _NAME_JOINS) or not words[after].is_capitalised


def _without_mutations(words: Sequence[Word]) -> tuple[Word, ...]:
    plain = [*map(_without_mutation, words)]
    following = (*plain[1:], None)
    return tuple(
        word._replace(key=key_of(word.flat, behind.flat if behind else ""))
        for word, behind in zip(plain, following, strict=True)
    )


def _without_mutation(word: Word) -> Word:
    """Return an Irish word without the change of its first letters: Gaillimh for "nGaillimh" and "Ghaillimh"."""
    if len(word.as_written) < _SHORTEST_ALONE:
        return word
    plain = without_mutation(word.flat)
    cut = len(word.flat) - len(plain)
    is_before = cut and word.as_written[cut].isupper()  # the letters stand before the first one: "nG"
    written = word.as_written[cut:] if is_before else word.as_written[0] + word.as_written[1 + cut :]
    return word._replace(as_written=written, flat=plain)


def _has_its_capitals(name: str, matched: Sequence[Word]) -> bool:
    """Return whether the words that matched have the capitals of the name: "la réunion" is not La Réunion."""
    return all(
        word.is_capitalised >= one.is_capitalised
        or (number and word.flat.startswith(beginnings("towns_in_names")))
        for number, (one, word) in enumerate(zip(words_of(name), matched, strict=True))
    )


def _is_short_acronym(words: Sequence[Word], position: int) -> bool:
    """Return whether a word is a few capitals among words in small letters: the system EURA is not the town Eura."""
    word = words[position]
    beside = (*words[max(0, position - 1) : position], *words[position + 1 : position + 2])
    return word.is_acronym and len(word.as_written) <= _ACRONYM and not any(one.is_acronym for one in beside)


def _place(gazetteer: _Gazetteer, word: Word) -> _Place | None:
    """Return the place that a word names, in any case that the language of the post has."""
    place = gazetteer.acronyms.get(word.as_written) or gazetteer.exact.get(word.flat)
    if place is not None or word.is_acronym or word.flat in phrases("common_words"):
        return place
    lowered = word.as_written.lower()
    for cut in range(len(lowered), _SHORTEST_NAME - 1, -1):
        ending = lowered[cut:]
        if ending not in gazetteer.endings:
            continue
        for stem, name, place in gazetteer.stems.get(word.flat[:cut], ()):
            # Adjectives and surnames are made of names of towns: "Tomasz Gdański".
            is_adjective = stem.endswith("k") and ending in (
                _OF_ADJECTIVES if stem == name else _OF_ADJECTIVES[1:]
            )
            if not is_adjective and _is_spelt_alike(stem, lowered[:cut]):
                return place
    return None


def _is_spelt_alike(stem: str, written: str) -> bool:
    """Return whether a word has the accents of the stem, or none where the stem has one: Poznań, "w Poznaniu".

    The stem of "Przemysłu" (of industry) is not that of Przemyśl. The accent of Greek moves: Εύβοια, "της Ευβοίας".
    """
    return stem[0] in _GREEK or all(
        one in (other, flat(other)) for one, other in zip(written, stem, strict=True)
    )


class _Beside(NamedTuple):
    """The words beside those that may name a place, and what stands between them."""

    previous: Word | None
    before: str
    following: Word | None
    behind: str


def _beside(text: str, words: Sequence[Word], first: int, after: int) -> _Beside:
    previous = words[first - 1] if first else None
    following = words[after] if after < len(words) else None
    before = text[previous.end : words[first].start] if previous else text[: words[first].start]
    behind = text[words[after - 1].end : following.start] if following else text[words[after - 1].end :]
    return _Beside(previous, before, following, behind)


def _is_named_as_place(
    text: str,
    words: Sequence[Word],
    first: int,
    after: int,
    gazetteer: _Gazetteer,
    place: _Place,
    is_in_case: bool,
) -> bool:
    """Return whether the words around allow that these words name a place."""
    beside = _beside(text, words, first, after)
    previous, before, _, _ = beside
    if (
        _is_joined_to_name(beside, gazetteer)
        or _is_of_street(text, words, after, gazetteer)
        or _is_behind_street(text, words, first, after, gazetteer)
    ):
        return False
    if (
        (place.is_town and _is_of_name(text, words, after, gazetteer))
        or (is_in_case and gazetteer.has_genitives and _is_owner(text, words, after))
        or _is_behind_article(previous, before, place, gazetteer)
        or _is_made_there(words, first)
        or _is_of_fair(beside.following, beside.behind)
        or (place.is_town and _is_hall(words[first], beside))
    ):
        return False
    is_behind_preposition = previous is not None and (
        (not before.strip(" '’") and previous.flat in gazetteer.prepositions)
        or (before == ". " and previous.flat in gazetteer.abbreviations)
        or _is_behind_postcode(text, words[first].start, words[after - 1].end)
    )
    # "Agrā reģistrācija" is early registration.
    is_word = not place.is_known and _begins_sentence(text, words, first)
    if is_behind_preposition or (_is_locative(words[after - 1], gazetteer) and not is_word):
        is_zone = _ends_time(words, first)  # "heure de Paris"
        is_short = len(words[first].flat) < _SHORTEST_ALONE and not gazetteer.has_cases
        is_of_person = is_short and not _is_free(text, words, after)  # "de Pau Gasol"
        return not (
            is_zone or is_of_person or _is_of_body(text, words, first, after, gazetteer, True, is_in_case)
        )
    return _is_named_alone(
        text, words, first, after, beside, gazetteer, place, is_in_case
    ) and not _is_of_body(text, words, first, after, gazetteer, False, is_in_case)


def _is_behind_postcode(text: str, start: int, end: int) -> bool:
    """Return whether a name ends the line of an address: "Hauptstraße 5, 80331 München", "602 00 Brno"."""
    if _WORD_BEHIND.match(text, end):
        return False
    return _POSTCODE.search(text, max(0, start - _POSTCODE_REACH), start) is not None


def _is_joined_to_name(beside: _Beside, gazetteer: _Gazetteer) -> bool:
    """Return whether signs or a legal form make the words a part of another name: "Lille & Partners"."""
    previous, before, following, behind = beside
    is_elided = previous is not None and (
        previous.flat in (_ELIDED if before in ("'", "’") else _ARTICLES if before == "-" else ())
    )
    return (
        "&" in before + behind
        or (before.endswith(_JOINS) and not is_elided)
        or (
            following is not None
            and behind in _JOINS
            and not (behind == "/" and _place(gazetteer, following))
        )
        or (following is not None and following.as_written in _LEGAL_FORMS and not behind.strip(" ,"))
    )


def _is_named_alone(
    text: str,
    words: Sequence[Word],
    first: int,
    after: int,
    beside: _Beside,
    gazetteer: _Gazetteer,
    place: _Place,
    is_in_case: bool,
) -> bool:
    """Return whether words behind no preposition may name a place: those of a known one beside no other name."""
    previous, before, following, behind = beside
    is_other = previous is not None and previous.flat in _DETERMINERS and not before.strip()
    if place.is_town and (is_other or _is_short_acronym(words, first)):
        return False
    is_after_name = previous is not None and not before.strip() and previous.is_capitalised
    if is_after_name and _begins_sentence(text, words, first - 1):
        # "Info in Győr" has a case: "Tájékoztató Győrben".
        is_after_name = not is_in_case
    is_before_name = following is not None and not behind.strip() and following.is_capitalised
    if (is_after_name and previous and previous.as_written not in _ROMAN) or is_before_name:
        return False
    ambiguous = listed("ambiguous_places")
    is_ambiguous = words[first].flat in ambiguous or flat(place.usual) in ambiguous
    # "na terenie Polski": an adjective has a small letter there.
    is_genitive = _is_country(place) and gazetteer.has_cases and _is_behind_noun(previous, before)
    if (is_ambiguous and not is_genitive) or not place.is_known:
        return False
    if _is_of_time(following, behind) or _ends_time(words, first):
        return False
    # "Ort: Rosenheim", "Rosenheim, 5. Mai".
    is_dateline = not first and words[first].as_written.isupper() and behind == " "  # "SEVILLA 1 Feb."
    is_value = before.strip() == ":" or (
        not before.strip() and (behind == ", " or is_dateline) and _is_day(words, after)
    )
    # A large town is no word and no surname.
    begins = not is_value and place.is_town and not place.is_large and _begins_sentence(text, words, first)
    return gazetteer.has_cases or not begins


def _is_behind_noun(previous: Word | None, before: str) -> bool:
    """Return whether a word in small letters stands directly before another one."""
    return previous is not None and not before.strip() and previous.as_written.islower()


def _is_of_name(text: str, words: Sequence[Word], after: int, gazetteer: _Gazetteer) -> bool:
    """Return whether `of` and a name follow a word, which is a noun of that name then: "Palacio de Santoña"."""
    of = words[after] if after < len(words) - 1 else None
    if of is None or of.flat not in gazetteer.of_nouns or not words[after + 1].is_capitalised:
        return False
    return (
        not text[words[after - 1].end : of.start].strip()
        and not text[of.end : words[after + 1].start].strip()
    )


def _is_owner(text: str, words: Sequence[Word], after: int) -> bool:
    """Return whether a name or a kind of body follows a genitive: "Danmarks Radio", "Norges forskningsråd"."""
    if after >= len(words) or text[words[after - 1].end : words[after].start].strip():
        return False
    return words[after].is_capitalised or _is_compound_of_body(text, words, after)


def _is_compound_of_body(text: str, words: Sequence[Word], position: int) -> bool:
    """Return whether the word at `position` ends with one for a body, directly behind the word before it."""
    if position >= len(words) or _between(text, words, position):
        return False
    stems = (stem for stem in beginnings("body_words") if len(stem) >= _LONG_STEM)
    return any(stem in words[position].flat for stem in stems)


def _is_behind_article(previous: Word | None, before: str, place: _Place, gazetteer: _Gazetteer) -> bool:
    """Return whether a preposition with an article stands before a small town abroad: "del Made"."""
    if not place.is_town or place.is_known or place.is_large or previous is None or before.strip():
        return False
    return previous.flat in gazetteer.articles


def _is_of_fair(following: Word | None, behind: str) -> bool:
    """Return whether a word behind a place makes it the name of a fair or a hall: "Hannover Messe"."""
    return following is not None and behind == " " and following.flat in listed("event_heads")


def _is_hall(word: Word, beside: _Beside) -> bool:
    """Return whether a number behind a word makes it that of a hall of a fair: "Halle 12", "Hall B"."""
    following = beside.following
    if following is None or beside.behind.strip() or word.flat not in words_for_halls():
        return False
    return _HALL_NUMBER.fullmatch(following.as_written) is not None


def _is_made_there(words: Sequence[Word], first: int) -> bool:
    """Return whether a place is that of a label on goods: "made in Italy", "made in the UK"."""
    before = [word.flat for word in words[max(0, first - _OF_LABEL) : first]]
    return any(" ".join(before[start:]) in listed("labels_of_goods") for start in range(len(before)))


def _is_of_street(text: str, words: Sequence[Word], after: int, gazetteer: _Gazetteer) -> bool:
    """Return whether a word behind a place makes it the name of a street: "Jelgavas ielā 1"."""
    if after >= len(words):
        return False
    return (
        words[after].flat in gazetteer.streets and not text[words[after - 1].end : words[after].start].strip()
    )


def _is_behind_street(
    text: str, words: Sequence[Word], first: int, after: int, gazetteer: _Gazetteer
) -> bool:
    """Return whether a word for a street stands before a place, also with `of` between them: "14 rue de Rennes".

    One that means something else, too, needs the number of a house: "14 cours de Rennes", "via Roma 12".
    """
    if not first or not gazetteer.streets_before:
        return False
    at = first - 1 - (first > 1 and words[first - 1].flat in listed("words_of_nouns"))
    between = text[words[at].end : words[first].start]
    if len(between) > _OF_STREET or set(between) & set(",;:"):
        return False
    return words[at].flat in gazetteer.streets_before or (
        words[at].flat in gazetteer.doubtful_streets
        and any(_is_house_number(words[one]) for one in (at - 1, after) if 0 <= one < len(words))
    )


def _is_house_number(word: Word) -> bool:
    return word.flat.isdigit() and len(word.flat) <= _LONGEST_HOUSE_NUMBER


def _is_locative(word: Word, gazetteer: _Gazetteer) -> bool:
    """Return whether the ending of a name says what a preposition says in other languages: "Tampereella", "Rīgā"."""
    written = word.as_written.lower()
    return written.endswith(gazetteer.locative) and not (
        written in gazetteer.plain or word.flat in listed("ambiguous_places")
    )


def _is_day(words: Sequence[Word], position: int) -> bool:
    """Return whether a number stands at `position`, or a word that begins a date: "den 5", "a 5", "le 5"."""
    first = position + (position < len(words) and words[position].flat in _BEFORE_DAYS)
    return first < len(words) and words[first].flat[0].isdigit()


def _is_of_time(following: Word | None, behind: str) -> bool:
    """Return whether a word behind a place makes it a time zone: "Brussels time", "Brussels local time"."""
    return following is not None and not behind.strip() and following.flat in _OF_ZONES


def _ends_time(words: Sequence[Word], first: int) -> bool:
    """Return whether the words before a place make it a time zone: "heure de Paris", "ora României"."""
    if first and words[first - 1].flat in _HOUR_OF:
        return True
    return (
        first > 1 and words[first - 2].flat in _HOUR_OF and words[first - 1].flat in listed("words_of_bodies")
    )


def _begins_sentence(text: str, words: Sequence[Word], position: int) -> bool:
    """Return whether a word begins a sentence, so that its capital says nothing."""
    return not position or text[words[position - 1].end : words[position].start].strip()[:1] in set(".!?:•–-")


def _is_of_body(
    text: str,
    words: Sequence[Word],
    first: int,
    after: int,
    gazetteer: _Gazetteer,
    is_behind_preposition: bool,
    is_in_case: bool,
) -> bool:
    """Return whether the words around make the place a part of the name of a body."""
    previous = words[first - 1] if first else None
    if previous and previous.flat in listed("words_of_bodies") and _ends_body(text, words, first - 1):
        return True
    if is_behind_preposition:
        # "iš Lietuvos mokslų akademijos", but not "Vilniuje akademija".
        is_owner = gazetteer.locative and not _is_locative(words[after - 1], gazetteer)
        return bool(is_owner) and _is_before_body(text, words, after, gazetteer)
    before = text[previous.end : words[first].start] if previous else ""
    # "Клъстер Здравен туризъм – България" is one name.
    reach = _AFTER if before.strip() in ("–", "-") else 1
    near = words[max(0, first - reach) : first] if before.strip(" –-") == "" else ()
    # "Gospodarska zbornica Slovenije", but "klastry Moravy" are no body.
    of_bodies = beginnings("chamber_words") if is_in_case else _of_bodies()
    if any(word.flat.startswith(of_bodies) for word in near):
        return True
    # "Klaster robotike Istra", "Udruga inovatora Hrvatske"
    kind = words[first - 2] if near and first > 1 and not words[first - 1].is_capitalised else None
    if kind and (kind.is_capitalised or is_in_case) and kind.flat.startswith(of_bodies):
        return True
    return _is_before_body(text, words, after, gazetteer)


def _is_before_body(text: str, words: Sequence[Word], after: int, gazetteer: _Gazetteer) -> bool:
    """Return whether a word for a body follows: "Lietuvos energetikos institutas", "Suomen rakennusklusteri"."""
    end = words[after - 1].end
    for word in words[after : after + gazetteer.reach]:
        if text[end : word.start].strip() or word.flat[0].isdigit():
            break
        if word.flat.startswith(beginnings("body_words")):
            return True
        end = word.end
    return bool(gazetteer.locative) and _is_compound_of_body(text, words, after)


@cache
def _of_bodies() -> tuple[str, ...]:
    """Return the beginnings of words of bodies that may stand before the name of their place."""
    return (*beginnings("body_words"), *beginnings("leading_words"))


def _ends_body(text: str, words: Sequence[Word], after: int) -> bool:
    """Return whether the words before `after` are the name of a body: "Clúster Marítimo" de Cádiz."""
    is_first = True
    for position in range(after - 1, max(-1, after - 1 - _LONGEST_NAME), -1):
        word = words[position]
        if text[word.end : words[position + 1].start].strip(" '’"):
            return False
        if word.flat.startswith(_of_bodies()):
            # In German all nouns have capitals, in other languages a name has them.
            return is_first or word.is_capitalised
        is_small = word.flat in listed("words_of_bodies") or word.flat in listed("small_words")
        if not (word.is_capitalised or is_small):
            return False
        is_first = False
    return False


@cache
def _gazetteer(language: str) -> _Gazetteer:
    has_cases = language not in _WITHOUT_CASES
    own = by_language("place_prepositions").get(language, ())
    prepositions = frozenset(
        flat(word).rstrip(".'") for word in (*own, *by_language("place_prepositions").get("en", ()))
    )
    single = _Single(language)
    long: list[Name] = []
    usual: dict[tuple[str, ...], str] = {}
    for name, place, is_inflected in _names(language):
        words = _words_of_name(name)
        if len(words) > 1:
            long.append(Name(words, place.id, name))
            usual.setdefault(words, place.usual)
        elif _may_be_alone(words[0], place, is_inflected):
            single.add(name, words[0], place, is_inflected)
    units, listed_places = _units(language)
    return _Gazetteer(
        exact=single.exact,
        stems=single.stems,
        endings=single.endings,
        long=Names(long),
        usual=usual,
        prepositions=prepositions,
        abbreviations=frozenset(flat(word[:-1]) for word in own if word.endswith(".")),
        articles=frozenset() if has_cases else prepositions & listed("with_articles"),
        has_cases=has_cases,
        has_genitives=language in _WITH_GENITIVES,
        locative=tuple(table("words")["locative"].get(language, ())),
        streets=frozenset(map(flat, table("words")["streets"].get(language, ()))),
        streets_before=frozenset(map(flat, table("words")["streets_before"].get(language, ()))),
        doubtful_streets=frozenset(map(flat, table("words")["doubtful_streets_before"].get(language, ()))),
        plain=frozenset(single.plain),
        acronyms=_acronyms(language),
        of_nouns=listed("words_of_nouns") - (prepositions if has_cases else frozenset()),
        reach=1 if language in _OWNER_LAST else _AFTER,
        units=units,
        listed=listed_places,
    )


class _SmallTowns(NamedTuple):
    """The small towns of the countries of a language. `several` has those of several words."""

    single: _Gazetteer
    several: Mapping[tuple[str, ...], _Place]


@cache
def _small_towns(language: str) -> _SmallTowns:
    single = _Single(language)
    several: dict[tuple[str, ...], _Place] = {}
    for code, names in _all_small_towns().items():
        if code[:COUNTRY] not in _HOMES[language].split():
            continue
        for name in names:
            place = _Place(code, name, is_known=False, is_town=True)
            words = _words_of_name(name)
            if len(words) == 1 and _may_be_alone(words[0], place, is_near=True):
                single.add(name, words[0], place, True)
            elif len(words) > 1:
                several[words] = place
    gazetteer = _gazetteer(language)
    return _SmallTowns(
        replace(gazetteer, exact=single.exact, stems=single.stems, endings=single.endings, acronyms={}),
        several,
    )


@cache
def _all_small_towns() -> Mapping[str, Sequence[str]]:
    towns: Mapping[str, Sequence[str]] = json.loads(
        files(__package__).joinpath("small_towns.json").read_text(encoding="utf-8")
    )
    return towns


class _Single:
    """The names of one word, for posts in one language. The attributes are those of `_Gazetteer`."""

    def __init__(self, language: str) -> None:
        self.exact: dict[str, _Place] = {}
        self.stems: dict[str, list[tuple[str, str, _Place]]] = {}
        self.plain: set[str] = set()
        self.endings = frozenset(table("endings").get(language, []))
        self._language = language
        self._common = phrases("common_words")
        self._nouns = frozenset(table("words")["nouns"].get(language, ()))

    def add(self, name: str, word: str, place: _Place, is_inflected: bool) -> None:
        """Add a name, whose flat word is `word`, and its stems if it is inflected."""
        if len(word) < _SHORTEST_ALONE:
            place = place._replace(is_known=False)
        if word in self._nouns:
            return
        if word in self._common:
            # "Eestis" and "kogu Eesti" (whole), but "Eesti ettevõtted" are Estonian.
            if is_inflected and len(place.id) == COUNTRY:
                _add_stems(self.stems, name, word, place, self._language)
                self.exact.setdefault(word, place._replace(is_known=False))
            return
        self.exact.setdefault(word, place)
        self.plain.add(name.lower())
        if self._language == "el" and name.endswith("ς"):  # "στον Πειραιά"
            self.exact.setdefault(word[:-1], place)
        if is_inflected and self.endings:
            _add_stems(self.stems, name, word, place, self._language)


def _acronyms(language: str) -> Mapping[str, _Place]:
    """Return the places that acronyms name in a language, as they are written."""
    return {
        name: _Place(code, usual_names().get(code, name), is_known)
        for kind, is_known in (("country_acronyms", True), ("own_acronyms", False))
        for name, code in table("words")[kind].get(language, {}).items()
    }


def _may_be_alone(name: str, place: _Place, is_near: bool) -> bool:
    """Return whether a name is that of a place outside of lists, too."""
    if len(name) < _SHORTEST_NAME or name in listed("listed_places"):
        return False
    if place.is_town and name in listed("noun_towns"):
        return False
    return len(name) >= _SHORTEST_ALONE or (is_near and name not in listed("ambiguous_places"))


def _units(language: str) -> tuple[Units, Sequence[_Place]]:
    """Return the names of regions in the countries of a language that may stand in lists, and their places."""
    known = _NEIGHBOURS.get(language, "").split()
    names: list[tuple[tuple[str, ...], int]] = []
    places: list[_Place] = []
    rows = [*table("regions").items(), *gazette()["regions"].items()]
    for country in known:  # of several regions with one name that of the first country counts
        for nuts, of_region in rows:
            if len(nuts) > COUNTRY and of_region and ISO.get(nuts[:2], nuts[:2]) == country:
                names += [(_words_of_name(name), len(places)) for name in of_region]
                places.append(_Place(nuts, of_region[0], True))
    return Units(language, names, language not in _WITHOUT_CASES), places


def _add_stems(
    stems: dict[str, list[tuple[str, str, _Place]]],
    name: str,
    flat_name: str,
    place: _Place,
    language: str,
) -> None:
    """Add the stems of a name to `stems`, by their `flat` text."""
    lowered = name.lower()
    for stem in _stems(name, language):
        if len(stem) < _SHORTEST_STEM and stem != lowered:
            continue
        key = flat_name[: len(stem)] if lowered.startswith(stem) else flat(stem)
        alike = stems.get(key)
        if alike is None:
            stems[key] = [(stem, lowered, place)]
        elif stem not in [other for other, _, _ in alike]:
            alike.append((stem, lowered, place))


@cache
def _words_of_name(name: str) -> tuple[str, ...]:
    return tuple(word.flat for word in words_of(name))


def _stems(name: str, language: str) -> Iterator[str]:
    """Yield the name and what stays of it in other cases, in lower case."""
    name = name.lower()
    yield name
    stem = name.rstrip(_VOWELS)
    for cut in range(len(name) - 1, max(len(stem), len(name) - _LONGEST_CASE) - 1, -1):
        yield name[:cut]
    if name[-1] in "sς":  # Kaunas, Vilnius, Πειραιάς
        yield name[:-1].rstrip(_VOWELS)
        yield name[:-1]
    if len(name) < _CHANGING:
        return
    if language == "pl" and name[-3:] in _SOFTENED_PAIRS:  # Krosno, "w Krośnie"
        yield name[:-3] + _SOFTENED_PAIRS[name[-3:]]
    if language == "pl" and name[-1] in _HARDENED:  # Bukareszt, "w Bukareszcie"
        yield name[:-1] + _HARDENED[name[-1]]
    before, last = name[:-2], name[-2:]
    # Koper, "v Kopru"; Zadar, "u Zadru".
    if last[0] in "ea" and last[1] not in _VOWELS and before[-1] not in _VOWELS:
        yield before + last[1]
    if language == "pl" and last[1] in _VOWELS and last[0] in _HARDENED:  # Hurta, "w Hurcie"
        yield before + _HARDENED[last[0]]
    if language == "fi" and last[1] in _VOWELS:  # Seinäjoki, "Seinäjoella"; Lappeenranta, "Lappeenrannassa"
        yield before + {"k": "", "t": before[-1] if before[-1] in "lnr" else "t"}.get(last[0], last)
    if last[1] in _VOWELS and last[0] in _SOFTENED:  # Rijeka, "u Rijeci"; Turku, "Turusta"
        yield from (before + soft for soft in _SOFTENED[last[0]])


def _names(language: str) -> Iterator[tuple[str, _Place, bool]]:
    """Yield the names of all places, each with its place and whether the language inflects it."""
    places = gazette()
    inflected = table("words")["irregular"].get(language, {})
    for code in (language, "en"):
        is_own = code == language
        for kind in ("countries", "capitals"):
            for name, nuts in places[kind].get(code, {}).items():
                if nuts in _NO_PLACES:
                    continue
                place = _Place(nuts, name, is_own)
                is_inflected = is_own or kind == "capitals"
                yield from ((one, place, is_inflected) for one in _with_bare(name, code))
                for form in inflected.get(name, ()) if is_own else ():
                    yield form, place, True
    for nuts, names in table("regions").items():
        forms = chain(names, *(inflected.get(name, ()) for name in names))
        yield from ((name, _Place(nuts, names[0], True), True) for name in forms)
    known = _NEIGHBOURS.get(language, "").split()
    for nuts, names in places["regions"].items():
        is_at_home = ISO.get(nuts[:2], nuts[:2]) in known
        is_large = len(nuts) < _LEVEL_3
        for name in names:
            yield name, _Place(nuts, names[0], is_at_home or is_large, is_town=not is_large), is_at_home
    for nuts, country, is_large, names in _towns_by_nearness(known):
        is_near = country in known
        place = _Place(nuts, names[0], is_near, is_town=True, is_large=bool(is_large))
        for name in names:
            yield name, place, is_near or bool(is_large)
            for form in inflected.get(name, ()) if is_near else ():
                yield form, place, True


def _with_bare(name: str, language: str) -> tuple[str, ...]:
    """Return a name, and that without its Irish article, which may be a part of the word before it: "ón Ísiltír"."""
    return (name, name.removeprefix("an ")) if language == "ga" and name.startswith("an ") else (name,)


def _towns_by_nearness(countries: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Return the rows of all towns: those of the countries in their order, then all others, the large ones first.

    Of several towns with one name, that of the first country counts, or else a large one.
    """
    near: dict[str, list[Sequence[Any]]] = {country: [] for country in countries}
    others: list[Sequence[Any]] = []
    for town in _towns():
        near.get(town[1], others).append(town)
    return chain(*near.values(), others)


@cache
def _towns() -> Sequence[Sequence[Any]]:
    """Return the rows of all towns, the large ones first."""
    return sorted(gazette()["towns"], key=lambda town: not town[2])
