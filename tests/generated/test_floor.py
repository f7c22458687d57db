"""No frame falls below its floor. After a change for the better: `python -m tests.generated floors > floors.toml`."""

from __future__ import annotations

from tests.generated.floors import as_toml, below, read_floors
from tests.generated.frames import FRAMES
from tests.generated.scoring import Score, scores
from tests.tables import each

FLOOR = read_floors()


def test_every_frame_has_a_floor() -> None:
    assert list(FLOOR) == ["all", *FRAMES]


@each("name", ["all", *FRAMES])
def test_the_score_holds(name: str) -> None:
    assert below(FLOOR[name], scores()[name]) == []


def test_a_worse_score_is_named_with_its_measure() -> None:
    floor = Score(title=1.0, day=0.5, false_days=0.1, body=0.9, language=1.0, canonical=1.0)
    worse = Score(title=1.0, day=0.4, false_days=0.2, body=0.9, language=1.0, canonical=1.0)
    assert below(floor, worse) == ["day 0.4000 instead of 0.5000", "false_days 0.2000 instead of 0.1000"]
    assert below(floor, floor) == []


def test_floors_are_rounded_so_that_the_score_they_come_from_holds() -> None:
    third = Score(title=2 / 3, day=1 / 3, false_days=1 / 3, body=0.98765432, language=1.0, canonical=0.0)
    line = "title = 0.6666, day = 0.3333, false_days = 0.3334, body = 0.9876, language = 1.0, canonical = 0.0"
    assert as_toml({"one": third}).splitlines()[1] == f"one = {{ {line} }}"
