"""Tests of the shipped catalogue: its entries are complete and sorted, and docs/sources.md is up to date."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from clusterwatch import dates
from clusterwatch.config import catalogue, load_sources
from clusterwatch.config.models import SourceKind
from clusterwatch.dates.generate import LANGUAGES
from clusterwatch.vocab.countries import COUNTRIES

TOP = Path(__file__).parents[2]
FILE = TOP / "sources.yaml"
# The European Clusters Alliance and its founding members.
FOUNDERS = """eca abc-bg afpc clustero clusters-es france-clusters ikosz klastry-polskie
latvian-clusters-network lithuanian-clusters-network nca-cz uks-sk"""
GOOD = """\
sources:
  union:
    name: Union
    url: https://union.example.org/
    country: EU
    kind: network
    languages: [en]
    timezone: Europe/Brussels
    checked: never
  alpha:
    name: Alpha
    url: https://alpha.example.org/news
    country: GR
    region: EL30
    kind: pole
    languages: [el, sr-Latn]
    timezone: Europe/Athens
    checked: 2026-01-31
  beta:
    name: Beta | two
    country: GR
    kind: cluster
    sectors: [wood, paper]
    languages: [el]
    timezone: Europe/Athens
    aliases: [Old Beta]
    enabled: false
    reason: merged into Alpha
    checked: never
"""


def faults(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "sources.yaml"
    path.write_text(text, "utf-8")
    found = catalogue.faults(load_sources(path), LANGUAGES)
    return [fault.removeprefix(f"{tmp_path}/sources.yaml:") for fault in found]


def test_the_catalogue_has_no_faults() -> None:
    assert catalogue.faults(load_sources(FILE), LANGUAGES) == []


def test_a_source_has_an_address_or_a_reason() -> None:
    bodies = load_sources(FILE).values()
    assert all(re.match("https?://", body.url) for body in bodies if body.enabled)
    assert all(body.reason for body in bodies if not body.enabled)
    assert len(bodies) >= 121


def test_the_founding_members_are_included() -> None:
    assert set(FOUNDERS.split()) <= set(load_sources(FILE))


def test_the_time_zone_belongs_to_the_country() -> None:
    for body in load_sources(FILE).values():
        usual = dates.usual_zone(body.country, (), "")
        overseas = body.region == "FRY4"
        assert body.country == "EU" or overseas or body.timezone == usual, body.id


def test_a_source_named_in_a_reason_exists() -> None:
    sources = load_sources(FILE)
    named = {
        name
        for body in sources.values()
        for group in re.findall(r"\(([a-z0-9, -]+)\)", body.reason or "")
        for name in group.split(", ")
    }
    assert {"aktantis", "polymeris"} <= named <= set(sources)


def test_each_country_has_its_heading() -> None:
    headings = re.findall(r"^  # -+ (.+)$", FILE.read_text("utf-8"), re.M)
    countries = list(dict.fromkeys(body.country or "" for body in load_sources(FILE).values()))
    assert headings == [COUNTRIES[country] for country in countries]


def test_the_table_is_up_to_date() -> None:
    table = catalogue.table(load_sources(FILE))
    assert (TOP / "docs/sources.md").read_text("utf-8") == table, (
        "run: python -m clusterwatch.config.catalogue > docs/sources.md"
    )


def test_the_tables_of_kinds_and_countries() -> None:
    assert sorted(catalogue.KINDS) == sorted(get_args(SourceKind))
    names = list(COUNTRIES.values())
    assert names[0] == "European bodies"
    assert names[1:] == sorted(names[1:], key=lambda name: name.replace("ü", "u"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    name: Union\n", "", ["2: union: name: is missing"]),
        ("    checked: never\n  alpha", "  alpha", ["2: union: checked: is missing"]),
        ("languages: [en]", "languages: [ja]", ["2: union: languages: dates in 'ja' are not supported"]),
        ("region: EL30", "region: GR30", ["10: alpha: region: GR30 is not in GR"]),
        (
            "country: EU",
            "country: US",
            [
                "2: union: country: 'US' has no name in config/codes.py",
                "10: alpha: must come before union; sources are sorted by country, kind and id",
            ],
        ),
        (
            "https://alpha.example.org/news",
            "http://www.union.example.org\n    discover: {kind: feed, url: 'https://union.example.org/feed'}",
            ["10: alpha: url: is also the address of union"],
        ),
        (
            "    kind: cluster",
            "    kind: network",
            ["19: beta: must come before alpha; sources are sorted by country, kind and id"],
        ),
        (
            "    kind: cluster",
            "    url: https://beta.example.org/\n    kind: cluster",
            [],
        ),
        (
            "    enabled: false\n",
            "    url: https://b.test/\n",
            ["19: beta: reason: must be empty for an enabled source"],
        ),
        (
            "    reason: merged into Alpha\n",
            "    url: https://b.test/\n",
            ["19: beta: reason: is missing for a source that is not enabled"],
        ),
    ],
)
def test_faults_of_a_catalogue(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert faults(tmp_path, GOOD) == []
    assert GOOD.count(old) == 1
    assert faults(tmp_path, GOOD.replace(old, new)) == expected


def test_the_table(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(GOOD + "  gamma: {url: https://gamma.example.org/}\n", "utf-8")
    table = catalogue.table(load_sources(path))
    lines = table.splitlines()
    assert "has 4 organisations in 1 countries and at European level" in table
    assert "watches 3. *checked*" in table
    assert [line for line in lines if line.startswith(("## ", "| `"))] == [
        "## European bodies",
        "| `union` | [Union](https://union.example.org/) | network |  | en | never |  |",
        "## Greece",
        "| `alpha` | [Alpha](https://alpha.example.org/news) | pole |  | el, sr-Latn | 2026-01-31 |  |",
        "| `beta` | Beta \\| two (Old Beta) | cluster | wood, paper | el | never | merged into Alpha |",
        "## No country",
        "| `gamma` | [gamma.example.org](https://gamma.example.org/) |  |  |  |  |  |",
    ]
