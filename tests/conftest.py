"""What all tests share: a night that never ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """The moment at which every test takes place."""
    return datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
