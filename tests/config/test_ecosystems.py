"""Tests of the industrial ecosystems to which sectors belong."""

from __future__ import annotations

from clusterwatch.config import Source
from clusterwatch.config.ecosystems import ecosystems_of
from tests.tables import each


@each(
    ("sectors", "expected"),
    [
        (["photonics", "microwaves"], ("electronics",)),
        (["food", "textile recycling"], ("agri-food", "textiles")),
        (["Aéronautics", "drones"], ("aerospace and defence",)),
        (["green chemistry", "rail"], ("energy-intensive industries", "mobility, transport and automotive")),
        (["digital", "renewable energy"], ("digital", "renewable energy")),
        # Words that say nothing of an ecosystem.
        (["energy", "water", "materials", "cluster policy", "cart"], ()),
    ],
)
def test_ecosystems_of(sectors: list[str], expected: tuple[str, ...]) -> None:
    assert ecosystems_of(sectors) == expected


def test_a_source_keeps_its_own_words() -> None:
    source = Source(url="https://a.example/", sectors=["health", "Seafood"])
    assert source.sectors_and_ecosystems == ("health", "Seafood", "agri-food")
