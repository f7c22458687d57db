"""How sums of money are written, by currency. The table is currencies.toml, which says what the fields mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Currency:
    """How sums in one currency are written."""

    signs: Sequence[str] = ()
    in_lines: Sequence[str] = ()
    names: Sequence[str] = ()
    national: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of_lines(self) -> tuple[str, ...]:
        """Return what shows that a line states a sum, as written."""
        return (*self.signs, *self.in_lines)

    def of_amounts(self, language: str) -> tuple[str, ...]:
        """Return what names the currency of an amount in a text of a language (ISO 639-1). Case does not matter."""
        return (*self.signs, *self.names, *self.national.get(language, ()))

    @property
    def has_amounts(self) -> bool:
        """Whether amounts in this currency are read."""
        return bool(self.signs or self.names)


@cache
def currencies() -> Mapping[str, Currency]:
    """Return the currencies by their ISO 4217 code."""
    text = files(__package__).joinpath("currencies.toml").read_text(encoding="utf-8")
    return {code: Currency(**lists) for code, lists in tomllib.loads(text).items()}
