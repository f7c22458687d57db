"""The definitions in sources.yaml, tended: checked against their sites, repaired, recorded as tests."""

from __future__ import annotations
