"""What all tests share: a night that never ends, and properties without a stop-watch."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import settings

settings.register_profile(
    "patient", deadline=None
)  # no test asserts a duration, whatever else the machine does
settings.load_profile("patient")


@pytest.fixture
def now() -> datetime:
    """The moment at which every test takes place."""
    return datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
