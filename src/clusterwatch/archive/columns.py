"""The columns of `posts` for the fields of a post, made from FIELDS."""

from __future__ import annotations

from clusterwatch.models import FIELDS

VALUES = (*(field.name for field in FIELDS), "precision")
_KNOWN = ("id", "url", *VALUES, "revision", "withdrawn")
KNOWN = f"SELECT {', '.join(f'p.{name}' for name in _KNOWN)} FROM posts p"  # the attributes of KnownPost
