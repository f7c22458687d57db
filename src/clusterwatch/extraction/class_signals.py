"""What the attributes of an element say about it: boilerplate, the text of a post, its lead, its date line.

Content systems and themes name their boxes in English nearly everywhere, sometimes in the language of their makers.
Names are read word by word: `entry-meta`, `entryMeta`, `entry_meta` are all the words `entry meta`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from clusterwatch.extraction.compare import word_set
from clusterwatch.vocab import class_names

# What a name can say, as bits: one name may say several things.
BOILERPLATE = 1
NEVER = 2  # comments and questions about cookies: no post however long
CONTENT = 4
LEAD = 8
DATE = 16
OTHER_POSTS = 32  # another post's box
MENU = 64  # navigation
PICTURE = 128
ASIDE = 256  # the role of a part beside the post, or of a control
HEAD = 512  # the role of the head of a page or of its navigation
HIDDEN = 1024
DECLARED_BODY = 2048  # the body of the post, by its `itemprop`
SIDE = 4096  # a box beside the post that may hold its key facts
FACT = 8192  # a line that tells a deadline, a place, a price or a contact
FOOT = 65536  # the foot of the page
PANEL = 16384  # a part of a post that a reader opens
_MAYBE = 32768  # NEVER, unless a word of setting stands beside it: of tables only


_STATE, _KEPT = class_names("state"), frozenset(tuple(n.split("-")) for n in class_names("state_exceptions"))
_BOILERPLATE, _QUOTED, _SETTING = class_names("boilerplate"), class_names("quoted"), class_names("setting")
_OTHER, _POSTS = class_names("other"), class_names("posts")
_DATE_LINE_ENDS = tuple(class_names("date_line_ends"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ROLES = {
    **dict.fromkeys(
        word_set("contentinfo complementary search menu menubar dialog alertdialog toolbar tablist"), ASIDE
    ),
    "navigation": ASIDE | HEAD,
    "tabpanel": PANEL,
    "banner": HEAD,  # the post's title may stand in it
}
_DIGITS = "0123456789"


@lru_cache(maxsize=1 << 14)
def read_names(names: str) -> int:
    """The signals of the class and id words in `names`, which are separated by blanks: a sum of the bits above."""
    found = 0
    for name in names.split():
        found |= _read_name(name)
    return found


def read_attributes(attributes: Mapping[str, str | None]) -> int:
    """The signals of `role`, `itemprop`, `style` and `hidden`: a sum of the bits above."""
    found = _ROLES.get(attributes.get("role") or "", 0)
    if "articleBody" in (attributes.get("itemprop") or ""):
        found |= DECLARED_BODY
    style = attributes.get("style")
    if "hidden" in attributes or (
        style is not None and "none" in style and "display:none" in style.replace(" ", "")
    ):
        found |= HIDDEN
    return found


@lru_cache(maxsize=1 << 16)
def _read_name(name: str) -> int:
    spread = name if name.islower() else _CAMEL.sub("-", name).lower()
    pieces = spread.replace("_", "-").replace(":", "-").split("-")
    parts = tuple([part.rstrip(_DIGITS) for part in pieces if part])
    if not parts or (parts[0] in _STATE and parts[:2] not in _KEPT):
        return 0
    return _read_words(parts, "".join(parts))


_TABLES = (
    (class_names("menu"), MENU),
    (_BOILERPLATE, BOILERPLATE),
    (class_names("content"), CONTENT),
    (class_names("lead"), LEAD),
    (class_names("date"), DATE),
    (class_names("picture"), PICTURE),
    (class_names("teaser"), OTHER_POSTS),
    (class_names("side"), SIDE),
    (class_names("fact"), FACT),
    (class_names("panel"), PANEL),
    (class_names("foot"), FOOT),
    (class_names("never"), _MAYBE),
)
_BITS = {
    word: sum(bits for table, bits in _TABLES if word in table)
    for word in frozenset().union(*(t for t, _ in _TABLES))
}
_BEGINNINGS = (
    (tuple(class_names("never_starts")), NEVER | BOILERPLATE | OTHER_POSTS),
    (tuple(class_names("boilerplate_starts")), BOILERPLATE),
    (tuple(class_names("content_starts")), CONTENT),
)
# The first letters of all beginnings: most names have none of them.
_FIRST = min(len(start) for starts, _ in _BEGINNINGS for start in starts)
_HEADS = frozenset(start[:_FIRST] for starts, _ in _BEGINNINGS for start in starts)


def _read_words(parts: tuple[str, ...], joined: str) -> int:
    if joined in _QUOTED:
        return 0
    found = _BITS.get(joined, 0)
    for part in parts:
        found |= _BITS.get(part, 0)
    if joined[:_FIRST] in _HEADS:
        for starts, bits in _BEGINNINGS:
            if joined.startswith(starts):
                found |= bits
    if found & _MAYBE:
        found ^= _MAYBE
        if _SETTING.isdisjoint(parts):
            found |= NEVER | BOILERPLATE | OTHER_POSTS
    if joined.endswith(_DATE_LINE_ENDS):
        found |= BOILERPLATE | DATE
    for one, other in pairwise(parts):
        if one in _OTHER and other in _POSTS:
            found |= BOILERPLATE | OTHER_POSTS
        elif one + other in _BOILERPLATE:
            # The line with the date is the post's own: `post-meta`, `documentByLine`.
            found |= _BITS[one + other] & DATE
            found |= BOILERPLATE if found & DATE else BOILERPLATE | OTHER_POSTS
    return found
