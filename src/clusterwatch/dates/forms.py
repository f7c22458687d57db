"""Find dates by their form. A form is a pattern over the letters of tokens.py.

A form consists of slots and parts. The slots are:

- `{d}` `{m}` `{y}`: the day, month and year of a date, or of the start of a range; `{d2}` `{m2}` `{y2}`: of its end
- `{n}` and `{r}`: a month in digits and in Roman numerals
- `{q}`: a year of two digits; `{p}`: a day or a year of two digits
- `{a}` `{b}`: two numbers whose order is not known
- `{t}`: a time within the date; `{k}`: eight digits; `{w}`: a weekday

`_parts` defines the parts, which are in upper case. The first form that matches at the leftmost position is used.
Therefore ranges come before single dates, and complete dates before incomplete ones. An adjacent range has no word
between its ends; it is used only for languages with endings for `from` and `to`. Every repetition has a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from clusterwatch.dates.lexicon import Role
from clusterwatch.dates.tokens import Alphabet, having

FORMS: tuple[tuple[str, str], ...] = (
    # ranges with the name of a month
    ("range", "{y} MARK GLUE {d} ORD OF {m} TO (?:{y2} MARK)? GLUE {d2} ORD OF {m2} (?! COMMA Y )"),
    ("adjacent range", "{d} ORD OF {m} {d2} ORD OF {m2} YEAR2"),  # 12. maist 14. maini 2022
    ("adjacent range", "{m} {d} -? ORDINAL {m2} {d2} -? ORDINAL"),
    ("adjacent range", "{y} MARK SEP {m} {d} -? ORDINAL {m2} {d2} -? ORDINAL"),  # május 28-tól június 2-ig
    ("range", "{d} ORD OF {m} (?:YEAR)? TO {d2} ORD OF {m2} (?:YEAR2)?"),  # 28 May – 2 June 2020
    ("range", "{d} ORD (?:[,/] NUMBER ORD){,3} TO {d2} ORD OF {m2} (?:YEAR2)?"),  # 14., 15. a 16. května 2019
    ("range", "{m} GLUE {d} ORD (?:COMMA {y})? TO {m2} GLUE {d2} ORD COMMA {y2}"),  # May 28 to June 2, 2020
    ("range", "{m} GLUE {d} ORD (?:, NUMBER ORD){,2} TO {d2} ORD COMMA {y2}"),  # September 12-14, 2022
    (
        "range",
        "{y} MARK SEP {m} SEP GLUE {d} ORD TO (?:{y2} MARK SEP)? {m2} GLUE {d2} ORD",
    ),  # 2020. május 28. – június 2.
    ("range", "{y} MARK SEP {m} SEP GLUE {d} ORD TO {d2} ORD (?! OF MONTH )"),  # 2020 m. gegužės 14–16 d.
    ("range", "{y} MARK SEP {m} SEP {d} -? ORDINAL {d2} -? ORDINAL"),  # 2020. május 28-tól 30-ig
    ("range", "{m} {d} -? ORDINAL {d2} -? ORDINAL"),  # május 28-tól 30-ig
    ("range", "{y} MARK GLUE {d} ORD TO {d2} ORD OF {m2}"),  # 2019. gada 14.–16. maijā
    # ranges in digits
    ("range", "{y} SIGN {n} SAME {d} TO {y2} SAME {n2} SAME {d2}"),  # 2020-05-28 – 2020-06-02
    ("numeric range", "{a} SIGN {b} SAME {y} TO {a2} SAME {b2} SAME {y2}"),  # 02/06/2018 - 30/09/2021
    ("range", r"{d} SIGN {n} SAME? TO {d2} SAME {n2} SAME {y2}"),  # 29.3. – 1.4.2023
    (
        "short range",
        "{a} SIGN {b} SAME {q} TO {a2} SAME {b2} SAME {q2} (?! SAME? DIGITS )",
    ),  # 2.5.22 – 4.5.22
    ("short range", r"{d} \. {n} \.? TO {d2} \. {n2} \. {q2} (?! [-./]? DIGITS )"),  # 12.05.–14.05.22
    ("range", r"{d} \.? TO {d2} SIGN {n2} SAME {y2}"),  # 27.-28.4.2022
    ("short range", r"{d} \.? TO {d2} \. {n2} \. {q2} (?! [-./]? DIGITS )"),  # 27.-28.4.22
    ("range", r"{y} \. {n} \. {d} \.? TO {n2} \. {d2} \. (?! DIGITS )"),  # 2020.05.28–06.02.
    ("range", r"{y} SIGN {n} SAME {d} \.? TO {d2} \.? (?! [-./:] | DIGITS )"),  # 2020. 05. 28–29.
    # dates with the name of a month
    ("date", "{d} ORD OF {m} YEAR"),  # 5 de noviembre de 2025
    ("date", "{d} ORD OF {m} {t} {y}"),  # 13 Juin 02:22:18 CEST 2010
    ("date", "{m} GLUE {d} ORD COMMA (?:{y}|'{q})"),  # May 7th, 2020
    ("date", "NUMBER {m} GLUE {d} ORD COMMA {y}"),  # 4 September 4 2021
    ("date", "{m} {d} {t} {y}"),  # Jun 13 02:22:18 2010
    ("date", "{y} MARK SEP {m} SEP GLUE {d} ORD (?! OF MONTH | COMMA Y )"),  # 2016 m. spalio 3 d.
    ("date", "{y} MARK GLUE {d} ORD OF {m} (?! COMMA Y )"),  # 2021. gada 8. jūnijā
    ("date", r"{d} [-./]? {r} [-./]? ,? {y}"),  # 13. VIII. 2020
    ("date", r"{y} [-./]? \(? {r} [-./]? {d} (?: \.? \) )?"),  # 2020. VIII. 13.; 9/2020. (VIII. 13.)
    ("date", "{d} SIGN {r} SAME {q} (?! SAME? DIGITS )"),  # 13.VIII.20
    # dates in digits
    ("date", "{y} SIGN {n} SAME {d}"),  # 2020. 06. 04.
    ("numeric", "{a} SIGN {b} SAME {y}"),  # 18 . 05 . 2022
    ("numeric", "{a} [./] {b} -? {y}"),  # 25/4-2023
    ("numeric", r"(?<! DIGITS \| ) (?= TWO \| TWO \| ) {a} \| {b} \| {y} (?! \|? DIGITS )"),  # 26 | 01 | 2022
    ("glued", r"(?<! DIGITS \| ) {a} \| {b} \| {y} (?! \|? DIGITS )"),  # 18·5·2022
    ("short", "{p} SIGN {b} SAME {q} (?! SAME DIGITS | MORE | : DIGITS | HOURMARK )"),  # 30.11.22
    ("slashed", "{a} / {b} - {q} (?! [-./:] DIGITS | MORE | HOURMARK )"),  # 12/4-21
    ("year first", "{q} SIGN {n} SAME {d} (?! SAME DIGITS | MORE | : DIGITS | HOURMARK )"),  # 00/1/5
    ("numeric", "(?<! DIGITS ) (?= TWO TWO ) {a} {b} {y} (?! DIGITS )"),  # 12 06 2023
    ("date", "{y} (?<! DIGITS Y ) (?= TWO TWO ) {n} {d} (?! DIGITS TIMELESS )"),  # 2023 06 12
    ("compact", "{k}"),  # 20210304
    # months
    ("months", "{m} LINK {y} TO {m2} LINK {y2}"),  # prosinec 2019 – leden 2020
    ("months", "{m} TO {m2} (?:OF {y2}|COMMA {y2})"),  # March to May 2020
    ("months", "{y} MARK SEP {m} TO (?:{y2} MARK SEP)? {m2}"),  # 2020. november – 2021. január
    ("month", "{m} (?:LINK {y} MARK|'{q})"),  # novembre 2012
    ("month", "{y} MARK SEP {m} (?! ,? (?: NUMBER ORD)? COMMA Y )"),  # 2020. gada oktobrī
    ("month in digits", r"{n} [./] {y} (?! [-./]? \(? ROMAN | [-./] DIGITS )"),  # 09/2019
    ("season", "{y} [-/] (?= b ) {n} (?! [-./:] DIGITS | HOURMARK )"),  # 2019-09
    # dates without a year
    ("yearless", "{d} ORD OF {m} (?! ,? NUMBER ORD COMMA Y | ,?N )"),  # 9 avril
    ("range", "{m} GLUE {d} ORD TO {d2} ORD (?! OF MONTH | [:.] DIGITS | HOURMARK | ,?N )"),  # May 12–14
    (
        "yearless first",
        "{m} GLUE {d} ORD (?! OF MONTH | [:./] DIGITS | / Y | HOURMARK | ,?N )",
    ),  # Április 25-én
    ("yearless numeric", r"(?(w) {a} [./] {b} \.? (?! [-:./]? DIGITS TIMELESS ) | (?!) )"),  # pe 15.3.
    ("yearless range", r"{d} \. (?:{n} \.)? TO {d2} \. {n2} \. (?! [-/:]? DIGITS TIMELESS )"),  # 14.–15. 3.
    ("yearless alone", r"{d} \. {n} \. (?! [-/:]? DIGITS TIMELESS )"),  # 15.3.
    # years
    ("years", "{y} MARK TO {y2} MARK (?! [-./:]? DIGITS )"),  # 2014. – 2018. gadam
    ("year", "{y} MARK"),
)
_SLOT = re.compile(r"\{([a-z]2?)\}")
_SLOTS = {
    "d": "[abce]", "n": "[ab]", "y": "Y", "q": "[zbcefg]", "a": "[abce]", "b": "[abce]", "p": "[abcefgz]", "k": "K",
    "m": "MONTH", "r": "ROMAN", "t": "TIME",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A date in the tokens: its form, the token of each slot, and the tokens that it spans (`end` is exclusive)."""

    form: str
    slots: dict[str, int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled forms for one alphabet. `slots[i]` has the slots of form i and their groups in the pattern."""

    pattern: re.Pattern[str]
    slots: tuple[tuple[tuple[str, str], ...], ...]


def find_form(classes: str, alphabet: Alphabet, at: int = 0) -> Found | None:
    """Return the first date in `classes` from position `at`."""
    grammar = _grammar(alphabet)
    match = grammar.pattern.search(classes, at)
    if match is None:
        return None
    number = int((match.lastgroup or "")[1:])
    slots = {slot: at for slot, group in grammar.slots[number] if (at := match.start(group)) >= 0}
    return Found(FORMS[number][0], slots, match.start(), match.end())


def letters(alphabet: Alphabet, role: Role, without: Role = Role.NONE) -> str:
    """Return a character class for the words that can have `role`, and not `without`.

    It matches nothing if there are no such words.
    """
    found = "".join(sorted(having(alphabet, role) - having(alphabet, without)))
    return f"[{found}]" if found else "(?!)"


@lru_cache(maxsize=64)
def _grammar(alphabet: Alphabet) -> Grammar:
    """Compile all forms for the letters of `alphabet`, with one group per slot."""
    parts = _parts(alphabet)
    # Forms are grouped by their first letter, so that a form that begins with a year is not tried at a day.
    alternatives: dict[str, list[str]] = {first: [] for first in ("PAIR", "MONTH", "Y", "K")}
    slots: list[tuple[tuple[str, str], ...]] = []
    for i, (name, form) in enumerate(FORMS):
        for part in ("YEAR2", "YEAR"):
            form = form.replace(part, parts[part])
        names: dict[str, str] = {}
        if name == "adjacent range" and not (alphabet.lexicon.known and alphabet.lexicon.inflects):
            slots.append(())
            continue

        def slot(match: re.Match[str], i: int = i, names: dict[str, str] = names) -> str:
            key = match[1]
            group = f"{key}_{i}_{sum(g.startswith(f'{key}_') for g in names)}"
            names[group] = key
            dot = r"\.?" if key[0] == "m" else ""
            return f"(?P<{group}>{_SLOTS[key[0]]}){dot}"

        body = _SLOT.sub(slot, form).replace("SIGN", f"(?P<s{i}>[-./])").replace("SAME", f"(?P=s{i})")
        alternatives[_first(form)].append(f"(?P<f{i}>{_expand(body, parts)})")
        slots.append((*((key, group) for group, key in names.items()), ("w", "w")))
    begun = "|".join(
        f"(?={_expand(first, parts)})(?:{'|'.join(found)})" for first, found in alternatives.items()
    )
    pattern = f"{_expand('LEAD', parts)}(?:{begun})"
    return Grammar(re.compile(pattern), tuple(slots))


def _first(form: str) -> str:
    """Return the part that a form begins with."""
    return {"m": "MONTH", "y": "Y", "k": "K"}.get(form[1] if form[0] == "{" else "", "PAIR")


def _expand(form: str, parts: dict[str, str]) -> str:
    for name in sorted(parts, key=len, reverse=True):
        form = form.replace(name, parts[name])
    return form.replace(" ", "")


def _parts(alphabet: Alphabet) -> dict[str, str]:
    """Return the pattern of each part of the forms."""
    glue, ordinal, mark, hour = (
        letters(alphabet, r) for r in (Role.GLUE, Role.ORDINAL, Role.MARK, Role.HOUR)
    )
    weekday, half, zone = (letters(alphabet, r) for r in (Role.WEEKDAY, Role.HALF, Role.ZONE))
    glues = f"(?:{glue}['.]?){{,2}}"
    # A year of two digits is not the hour of a time, nor the count of a following word. A time may follow it.
    # Nor is it the day of another date: from 15 May to 30 May, where the word for `to` may stand before a year.
    month = letters(alphabet, Role.MONTH)
    noon = letters(alphabet, Role.HALF | Role.NOON)
    short = rf"'?{{q}}(?!:|\.[zbcef]|{hour}|{noon}|,?Y|w|\.?{month}|[-/.]?(?![zabcN]:[zbcef])DIGITS)"
    before = rf"(?:{ordinal}\.)?[-/.,]{{,2}}{glues}"
    return {
        "LEAD": rf"(?:(?P<w>{weekday})\.?,?-?)?{glues}",  # Monday, the
        "NUMBER": "[abce]",
        "PAIR": "[abcefgz]",
        "TWO": "[bce]",
        "DIGITS": "[abcefgzYN]",
        "ORDINAL": ordinal,
        # more numbers, as in 12-05-22 33 44; not a time, nor one number before a word
        "MORE": rf"(?![zabc](?:[:.][zbcef]|{hour}))[abcefgzYN](?:[-/.]|[abcefgzYN]|\Z)",
        "MONTH": letters(alphabet, Role.MONTH),
        "ROMAN": letters(alphabet, Role.ROMAN),
        "HOURMARK": hour,
        "TIMELESS": f"(?!:[zbcef]|{hour})",  # a number that is not the hour of a time
        "GLUE": f"(?:{glue}['.]?)?",
        "ORD": rf"(?:\.?[-:']?{ordinal}\.?|\.)?",  # 1er, 31st, 23-án, 12 d., 5.
        "OF": f"[-/.,]?{glues}'?",  # between day and month
        "COMMA": rf"[.,]{{,2}}(?:{glue}'?)?",
        "SEP": "[-/.,]?",
        "MARK": rf"(?:[.,]?-?{mark})?\.?",  # 2021. gada
        "TO": rf"(?:[-/&]|{letters(alphabet, Role.RANGE)}['.]?){{1,2}}(?:{weekday}\.?,?)?{glues}",
        "LINK": before,
        "YEAR": rf"{before}(?:{{y}}(?:[.,]?-?{mark}\.?)?|{short})",
        "YEAR2": rf"{before}(?:{{y2}}(?:[.,]?-?{mark}\.?)?|{short.replace('{q}', '{q2}')})",
        "TIME": rf",?[zabc]:[zbcef](?::[zbcef])?{half}?(?:{zone}|[-+]N)?,?",
    }
