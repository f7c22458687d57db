"""Codes of countries and languages in sources.yaml, and what to write where someone wrote a name."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from clusterwatch.text import fold
from clusterwatch.vocab.countries import COUNTRIES, iso_3166

# ISO 639-1. A code of three letters (ISO 639-3) is not checked: there are 8,000.
_LANGUAGE_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el"
    " en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja"
    " jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd"
    " ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr"
    " ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(-[A-Za-z0-9]{2,8})*")
_CLOSE = 0.8  # likeness of two names, one of which is spelt wrongly


def country(value: str) -> str:
    """Return a code of ISO 3166-1, `EU` or `XK`. Raise ValueError that says what to write in place of anything else."""
    if value in COUNTRIES or value in iso_3166():
        return value
    if value.upper() != value and len(value) == 2 and value.upper() in {**COUNTRIES, **iso_3166()}:
        raise ValueError(f'write "{value.upper()}" in capital letters')
    if named := _named(value, country_names()):
        raise ValueError(f'write "{named}" in place of "{value}"')
    raise ValueError(f'"{value}" is no code of a country (ISO 3166), such as FR; European bodies have EU')


@cache
def country_names() -> Mapping[str, tuple[str, ...]]:
    """Return the names of each country by its code: in English, and those of Europe in their own languages."""
    own = _names()["countries"]
    english = {**iso_3166(), **COUNTRIES}
    return {code: (name, *own.get(code, ())) for code, name in english.items()}


def language(value: str) -> str:
    """Return a language tag of BCP 47. Raise ValueError that says what to write in place of anything else."""
    if is_language(value):
        return value
    if value.lower() in _languages():
        raise ValueError(f'write "{value.lower()}" in small letters')
    if named := _named(value, _names()["languages"]):
        raise ValueError(f'write "{named}" in place of "{value}"')
    raise ValueError(f'"{value}" is no code of a language (ISO 639-1), such as fr')


def is_language(value: str) -> bool:
    """Return whether a text is a language tag of BCP 47 whose code exists."""
    match = _LANGUAGE.fullmatch(value)
    return match is not None and (len(match[1]) == 3 or match[1] in _languages())


@cache
def _languages() -> frozenset[str]:
    return frozenset(_LANGUAGE_CODES.split())


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    text = files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _named(value: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """Return the code of a name, also if the name is spelt a little differently."""
    codes = {fold(name): code for code, listed in names.items() for name in listed}
    near = difflib.get_close_matches(fold(value), codes, 1, _CLOSE)
    return codes[near[0]] if near else None
