"""Tell to which industrial ecosystems of the European Union the sectors of a source belong.

The table is ecosystems.toml. Sectors remain free words: a sector that belongs to no ecosystem is only itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from clusterwatch.vocab import folded, matches


def ecosystems_of(sectors: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the ecosystems to which sectors belong, without repetition, in the order of the sectors.

    >>> ecosystems_of(["photonics", "water", "seafood"])
    ('electronics', 'agri-food')
    """
    words = [folded(sector) for sector in sectors]
    return tuple(
        dict.fromkeys(
            name
            for word in words
            for name, listed in _table().items()
            if word == name or any(matches(one, word) for one in listed)
        )
    )


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each ecosystem, as `folded` text."""
    text = files(__package__).joinpath("ecosystems.toml").read_text(encoding="utf-8")
    return {name: tuple(map(folded, listed)) for name, listed in tomllib.loads(text).items()}
