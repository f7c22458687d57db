"""The names of places by their codes."""

from __future__ import annotations

from clusterwatch.facts.mentions.regions import region_name
from tests.tables import each


@each(
    ("code", "name"),
    [
        ("FR", "France"),
        ("EL", "Greece"),
        ("UK", "United Kingdom"),
        ("LV", "Latvia"),
        ("FRI", "Nouvelle-Aquitaine, France"),
        ("FR10", "Ile-de-France, France"),
        ("EL4", "Νησιά Αιγαίου, Greece"),
        ("PL71", "województwo łódzkie, Poland"),
        ("PL91", "województwo mazowieckie, Poland"),  # by the region around it
        ("CY00", "Cyprus"),
        ("FR999", "France"),
        ("002", None),  # Africa
        ("ZZ", None),
        ("", None),
    ],
)
def test_names_of_regions(code: str, name: str | None) -> None:
    assert region_name(code) == name
