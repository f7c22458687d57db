"""All page frames by name."""

from __future__ import annotations

from tests.generated.frames.boilerplate import BOILERPLATE
from tests.generated.frames.days import DAYS
from tests.generated.frames.metadata import METADATA
from tests.generated.frames.parts import NOW, Frame, Page
from tests.generated.frames.systems import SYSTEMS

FRAMES: dict[str, Frame] = {frame.__name__: frame for frame in (*SYSTEMS, *METADATA, *DAYS, *BOILERPLATE)}
__all__ = ["FRAMES", "NOW", "Frame", "Page"]
