"""Tests of find_organisations."""

from __future__ import annotations

from clusterwatch.facts.mentions.found import Found
from clusterwatch.facts.mentions.organisations import find_organisations
from tests.tables import each


@each(
    ("text", "expected"),
    [
        # Ministries.
        ("the Polish Ministry of Entrepreneurship and Technology", ["Ministry of Entrepreneurship and Technology"]),
        ("Ministry of Economy and Vinnova agree", ["Ministry of Economy"]),
        ("Ministerstvo průmyslu a obchodu vyhlásilo výzvu", ["Ministerstvo průmyslu a obchodu"]),
        ("Ministerstvo hospodárstva SR", ["Ministerstvo hospodárstva SR"]),
        ("Ministerstvo vyhlásilo výzvu", []),
        ("a Gazdaságfejlesztési Minisztérium felhívása", ["Gazdaságfejlesztési Minisztérium"]),
        ("Bundesministerium für Wirtschaft und Klima fördert", ["Bundesministerium für Wirtschaft und Klima"]),
        ("le ministère de l’Économie et des Finances lance", ["ministère de l’Économie et des Finances"]),
        ("Министерство на икономиката и индустрията", ["Министерство на икономиката"]),
        ("minister Jan Wzór", []),
        # Universities.
        ("with the University of Harbour City and others", ["University of Harbour City"]),
        ("an der Technischen Universität Oberau", ["Technischen Universität Oberau"]),
        ("l'Université de Modèleville", ["Université de Modèleville"]),
        ("a Minta Egyetem kutatói", ["Minta Egyetem"]),
        ("universities and companies", []),
        ("The University is closed", []),
        # Companies.
        ("Die Musterfräs GmbH und die Hochtal Sensorik AG", ["Musterfräs GmbH", "Hochtal Sensorik AG"]),
        ("se incorpora Moldes del Miño S.L.", ["Moldes del Miño S.L."]),
        ("компанията „Борика Дърво“ ООД", ["„Борика Дърво“ ООД"]),
        ("prisijungė UAB „Medžio linija“", ["UAB „Medžio linija“"]),
        ("vyhrála firma Plastmax Sp. z o.o. z Brna", ["Plastmax Sp. z o.o."]),
        ("the AG of the members", []),
        ("NEW MEMBER: ROBOTICS GMBH AG", []),
    ],
)  # fmt: skip
def test_find_organisations(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_organisations(text)] == expected


def test_what_is_taken_is_left_out() -> None:
    assert find_organisations("Musterfräs GmbH", [Found(0, 9, "Musterfräs")]) == ()
