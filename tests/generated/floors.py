"""What each frame must reach: `floors.toml`, written by `python -m tests.generated floors`."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.generated.scoring import MEASURES, Score

FLOORS = Path(__file__).parent / "floors.toml"
_STEPS = 10_000  # floors have four decimals


def as_toml(scores: Mapping[str, Score]) -> str:
    """The scores as floors, rounded so that they hold."""
    lines = ["# The least each frame must reach; false_days is the most. See `python -m tests.generated`."]
    for name, score in scores.items():
        parts = ", ".join(f"{measure} = {_rounded(measure, score)}" for measure in MEASURES)
        lines.append(f"{name} = {{ {parts} }}")
    return "\n".join(lines) + "\n"


def read_floors() -> dict[str, Score]:
    data = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {name: Score(**values) for name, values in data.items()}


def below(floor: Score, reached: Score) -> list[str]:
    """The measures of `reached` that are worse than the floor, each with both figures."""
    out = []
    for measure in MEASURES:
        least, got = getattr(floor, measure), getattr(reached, measure)
        if got > least + 1e-9 if measure == "false_days" else got < least - 1e-9:
            out.append(f"{measure} {got:.4f} instead of {least:.4f}")
    return out


def _rounded(measure: str, score: Score) -> float:
    value: float = getattr(score, measure) * _STEPS
    return (math.ceil(value - 1e-6) if measure == "false_days" else math.floor(value + 1e-6)) / _STEPS
