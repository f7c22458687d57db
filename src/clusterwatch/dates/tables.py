"""The words of dates by language: cldr.json (generated, see generate.py) and words.toml (by hand), read once."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from clusterwatch.vocab import by_language

# Other names under which a language of the tables goes; Bosnian and Montenegrin pages write Croatian and Serbian too.
_NAMES = {"no": "nb", "nn": "nb", "sh": "sr", "cnr": "sr", "me": "sr", "by": "be", "gr": "el", "cz": "cs"}


@cache
def cldr() -> dict[str, dict[str, Any]]:
    """What CLDR and dateparser know: language → months, days, halves, past, units, since, before, after, year_first."""
    found: dict[str, dict[str, Any]] = json.loads(_text("cldr.json"))
    return found


@cache
def supplement() -> dict[str, dict[str, Any]]:
    """What they do not know: language (or `any`) → the keys explained at the head of words.toml, and the labels."""
    found: dict[str, dict[str, Any]] = tomllib.loads(_text("words.toml"))
    for name in ("published", "updated"):
        for language, labels in by_language(name).items():
            found.setdefault(language, {})[name] = ", ".join(labels)
    return found


def language_code(tag: str) -> str | None:
    """The name in the tables of a language tag (BCP 47, `_` allowed): `sr-Latn` → sr, `nn` → nb; None when unknown."""
    base = tag.replace("_", "-").lower().partition("-")[0]
    code = _NAMES.get(base, base)
    return code if code in cldr() else None


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
