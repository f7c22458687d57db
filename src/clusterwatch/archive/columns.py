"""The columns of `posts` for the fields of a post, made from FIELDS."""

from __future__ import annotations

from dataclasses import fields

from clusterwatch.models import FIELDS, KnownPost

VALUES = (*(field.name for field in FIELDS), "precision")
_KNOWN = tuple(field.name for field in fields(KnownPost))
KNOWN = f"SELECT {', '.join(f'p.{name}' for name in _KNOWN)} FROM posts p"  # the attributes of KnownPost
