"""Tests of find_identifiers."""

from __future__ import annotations

from clusterwatch.facts.mentions.identifiers import find_identifiers
from tests.tables import each


@each(
    ("text", "expected"),
    [
        (
            "HORIZON-CL4-2024-RESILIENCE-01-23 and LIFE-2023-SAP-ENV",
            ["HORIZON-CL4-2024-RESILIENCE-01-23", "LIFE-2023-SAP-ENV"],
        ),
        ("the calls SMP-COSME-2024-CLUSTER, I3-2023-INV1", ["SMP-COSME-2024-CLUSTER", "I3-2023-INV1"]),
        ("grant agreement No 101012345", ["101012345"]),
        ("nabór FENG.02.10-IP.01-001/23", ["FENG.02.10-IP.01-001/23"]),
        ("a GINOP Plusz-1.1.6-26 kódszámú felhívás", ["GINOP Plusz-1.1.6-26"]),
        ("Măsura M7/3B", ["M7/3B"]),
        ("Chamada Pública CNPq/MS nº 12/2026", ["Chamada Pública CNPq/MS nº 12/2026"]),
    ],
)
def test_identifiers(text: str, expected: list[str]) -> None:
    assert [one.name for one in find_identifiers(text)] == expected


@each(
    "text",
    [
        "COVID-19, ISO-9001 and the years 2021-2027",
        "the call of 2024-05-12",
        "LIFE-2027 is the programme",
        "Call for Papers: RSE-HPC-2021 workshop",
        "Numer projektu: RPXX.01.03.00-00-017/10-04",
        "phone 101012345",
        "the schéma DM-6/2022",
        "write to info@ABC-12-34-56.example",
    ],
)
def test_no_identifiers(text: str) -> None:
    assert find_identifiers(text) == ()
