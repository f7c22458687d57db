"""Find the identifiers of calls and grants: "HORIZON-CL4-2024-RESILIENCE-01", "GINOP Plusz-1.1.6-25", "GA 101012345".

An identifier consists of blocks of capitals and digits, joined by - . / or _. Short ones count only beside a word that
says what they are, since names of products and conferences look alike. The numbers of projects and laws are no
identifiers of calls.
"""

from __future__ import annotations

import re
from functools import cache

from clusterwatch.facts.mentions.found import Found, Taken, any_of, flat, words_of_set

# Programmes of the Union whose calls begin with the name of the programme, and then have a year or a code.
_UNION = re.compile(
    r"(?<![\w-])(?:HORIZON|H2020|LIFE|SMP|COSME|COS|DIGITAL|I3|CEF|ERASMUS|EDF|EU4H|INNOVFUND|INNOVATION-?FUND|JTF|EIC|"
    r"EIT|CERV|CREA|AMIF|ISF|RFCS|EURATOM|EUSPA|EUBA|ESF|UCPM|JUST|PPPA|EMFAF|EISMEA|MSCA|ERC|EIE|INTERREG)"
    r"(?:-[A-Z0-9][A-Za-z0-9&]*)*-(?:19|20)\d\d(?:-[A-Z0-9]+(?:[&/.][A-Z0-9]+)*)*(?![\w-])"
)
_BLOCKS = re.compile(
    r"(?<![\w./@-])(?:[A-Z]{3,}(?: Plusz)?[ -](?=\d\.)|[A-Z][A-Z0-9]*[-./_])"
    r"[A-Z0-9]+(?:[-./_][A-Z0-9]+)*(?![\w@]|[./-]\w)"
)
# A call with a number and those who opened it: "Chamada Pública CNPq/MS nº 33/2025".
_NUMBERED = re.compile(
    r"(?:Chamada Pública|Edital|Poziv|Výzva|Bando|Convocatoria|Apelul|Javni (?:poziv|razpis)|Call)"
    r"(?: [A-ZÀ-Ž][\w/-]*){1,3},? (?:n\.?[ºo°]\.?|č\.|br\.|št\.|nr\.?|N\.º) ?\d{1,4}/\d{2,4}"
)
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[-./_ ]")
_GRANT = re.compile(r"(?<!\d)(?:10[01]\d{6}|[5-9]\d{5})(?!\d)")
_COMMON = frozenset({
    "COVID", "ISO", "IEC", "EN", "DIN", "CO2", "ISSN", "ISBN", "TRL", "SARS", "IP", "UTC", "GMT", "A4",
})  # fmt: skip
_BEFORE = 45  # characters before an identifier in which the word stands that says what it is
_BESIDE = r"\W{1,4}(?:(?:n|nr|no|id|br|st|c)\W{1,3})?$"  # between such a word and a short identifier


def find_identifiers(text: str) -> tuple[Found, ...]:
    """Return the identifiers of calls and grants in `text`, in order."""
    if not _DIGIT.search(text):
        return ()
    flattened = flat(text)
    found = [_found(one, "pattern") for one in _UNION.finditer(text) if one[0].count("-") >= 2]
    taken = Taken(len(text), ((one.start, one.end) for one in found))
    for one in (*_BLOCKS.finditer(text), *_NUMBERED.finditer(text)):
        method = _method(one, flattened)
        if method and not taken.touches(*one.span()):
            taken.add(*one.span())
            found.append(_found(one, method))
    found.extend(
        _found(one, "label")
        for one in _GRANT.finditer(text)
        if _says("grant_agreements").search(flattened, max(0, one.start() - _BEFORE), one.start())
    )
    return tuple(sorted(found, key=lambda one: one.start))


def _found(one: re.Match[str], method: str) -> Found:
    return Found(one.start(), one.end(), one[0], one[0], method)


def _method(one: re.Match[str], flattened: str) -> str | None:
    """Return how a candidate was recognised, or None if it is not the identifier of a call."""
    start = one.start()
    if _says("project_numbers").search(flattened, max(0, start - _BEFORE), start):
        return None
    if one.re is not _BLOCKS:
        return "label"
    parts = _PARTS.split(one[0])
    letters = [part for part in parts if any(char.isalpha() for char in part)]
    digits = sum(char.isdigit() for char in one[0])
    if not digits or _is_common(parts):
        return None
    if _says("call_codes", _BESIDE).search(flattened, max(0, start - _BEFORE), start):
        return "label" if digits >= 2 else None
    is_long = len(parts) >= 4 and digits >= 4 and any(len(part) >= 2 for part in letters)
    return "pattern" if is_long else None


def _is_common(parts: list[str]) -> bool:
    """Return whether this is a name with a number, such as COVID-19, ISO-9001 or CO2-2030."""
    return parts[0] in _COMMON


@cache
def _says(name: str, beside: str = "") -> re.Pattern[str]:
    """Return a pattern of the words of a set, in all languages, as `flat` text. `beside` is what must follow."""
    return re.compile(rf"(?<!\w){any_of(words_of_set(name))}(?!\w){beside}")
