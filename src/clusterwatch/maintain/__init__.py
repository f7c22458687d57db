"""Add, check, repair and record the definitions in sources.yaml, and extract archived pages again."""

from __future__ import annotations
