"""Tests of the most likely time zone of a site."""

from __future__ import annotations

from clusterwatch.dates import usual_zone
from tests.tables import each


@each(
    ("country", "languages", "host", "zone"),
    [
        ("FR", [], "pole.test", "Europe/Paris"),
        ("PT", ["en"], "cluster.test", "Europe/Lisbon"),
        ("ES", ["en"], "cluster.test", "Europe/Madrid"),
        (None, ["en"], "cluster.co.uk", "Europe/London"),
        (None, ["en"], "klaster.lt:8080", "Europe/Vilnius"),
        (None, ["en", "cs"], "cluster.io", "Europe/Prague"),  # not the Chagos Archipelago
        (None, ["en", "cs"], "cluster.test", "Europe/Prague"),
        (None, ["uk"], "cluster.test", "Europe/Kyiv"),
        (None, ["fr-BE"], "cluster.test", "Europe/Brussels"),
        ("EU", ["de"], "cluster.eu", "Europe/Berlin"),
        ("EU", ["en"], "cluster.eu", None),
        (None, ["pt-BR"], "cluster.test", None),  # Brazil has several zones
        (None, ["en-US"], "cluster.test", None),
        (None, [], "", None),
    ],
)
def test_usual_zone(country: str | None, languages: list[str], host: str, zone: str | None) -> None:
    assert usual_zone(country, languages, host) == zone
