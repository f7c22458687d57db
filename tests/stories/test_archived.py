"""The steps of stories as an archive runs them."""

from __future__ import annotations

import json

from clusterwatch.stories.archived import identifiers


def test_names_of_projects_are_long_acronyms_and_calls_but_no_known_bodies() -> None:
    facts = [
        *("acronym gridvault", "acronym rlh", "id SMP-COSME-2025-01", "name maribor", "number 64"),
        *(
            "acronym intereg",
            "programme interreg-alpine-space",
            "acronym euroklusters",
            "programme eurocluster",
        ),
        *("acronym aktantis", "body aktantis"),
    ]
    assert identifiers(json.dumps(facts)) == ["SMP-COSME-2025-01", "gridvault"]
    assert identifiers("[]") == []
