"""Load the words of dates by language: cldr.json (generated, see generate.py) and words.toml (written by hand)."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from clusterwatch.vocab import by_language, pattern_of

# Other codes of the languages in the tables.
_NAMES = {"no": "nb", "nn": "nb", "sh": "sr", "cnr": "sr", "me": "sr", "by": "be", "gr": "el", "cz": "cs"}


@cache
def cldr() -> dict[str, dict[str, Any]]:
    """Return the data of CLDR and dateparser by language. The keys are those that generate.table returns."""
    found: dict[str, dict[str, Any]] = json.loads(_text("cldr.json"))
    return found


@cache
def supplement() -> dict[str, dict[str, Any]]:
    """Return the additional words by language, or `any` for all.

    The keys are explained at the top of words.toml. The labels of publication and modification are added from `vocab`.
    """
    found: dict[str, dict[str, Any]] = tomllib.loads(_text("words.toml"))
    for name in ("published", "updated"):
        for language, labels in by_language(name).items():
            found.setdefault(language, {})[name] = ", ".join(labels)
    return found


@cache
def connectives(*keys: str) -> str:
    """Return a regular expression that matches each word of these keys of words.toml in any language, longest first."""
    lists = (table.get(key, "") for table in supplement().values() for key in keys)
    words = {word.strip() for listed in lists for word in listed.split(",")} - {""}
    return pattern_of(words)


def language_code(tag: str) -> str | None:
    """Return the code in the tables for a language tag, or None: `sr` for `sr-Latn`, `nb` for `nn`.

    The tag is a BCP 47 tag; `_` is allowed as its separator.
    """
    base = tag.replace("_", "-").lower().partition("-")[0]
    code = _NAMES.get(base, base)
    return code if code in cldr() else None


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
