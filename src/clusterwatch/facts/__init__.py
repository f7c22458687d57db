"""What an announcement says: days with a meaning, who and what is named, and what kind of announcement it is.

All steps are pure functions of the text of a post; they need no page, no network and no files beside their tables. A
`language` is an ISO 639-1 code, or None if it is not known: then the words of all languages count. Only `read_facts`
takes other tags.

read        combines the steps
paragraphs  numbers the paragraphs of a post
days/       deadlines, openings, events, decisions, starts and ends of projects
mentions/   bodies, programmes and funds, calls and grants, amounts, places
kind        decides what kind of announcement a post is
versions    reads all versions of a post, for the archive
moved       finds the days that an edit or the text moved
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusterwatch.lazy import attributes

if TYPE_CHECKING:
    from clusterwatch.facts.read import read_facts

__all__ = ["read_facts"]

__getattr__ = attributes(__name__, {"read_facts": "read"})
