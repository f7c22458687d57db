"""Tell whether two posts report the same announcement, in the same or in different languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

from clusterwatch.stories import meaning
from clusterwatch.stories.cluster import JOINED
from clusterwatch.stories.score import compare, with_meaning
from clusterwatch.stories.signature import signature_of
from clusterwatch.stories.similarity import StoryText, similarity
from clusterwatch.vocab.languages import base_language


class Post(Protocol):
    """The fields of a post that are compared. `published` is ISO 8601 text, `language` a BCP 47 tag."""

    @property
    def title(self) -> str | None: ...
    @property
    def body(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...


def same_story(one: Post | Mapping[str, Any], other: Post | Mapping[str, Any]) -> float:
    """Return the probability that two posts report the same announcement: 0.5 or more means that they do.

    A post is an object with the attributes `title`, `body`, `language` and `published`, or a mapping with these keys.
    A report on a later step of the same project, or on last year's call, is another announcement. Texts in one language
    are compared word by word, too: a copy is the same announcement, whatever it says. Where the facts leave it open,
    the meaning of the posts is compared if the extra `multilingual` is installed.
    """
    first, second = _fields(one), _fields(other)
    if base_language(first[2] or "") == base_language(second[2] or ""):
        copied = similarity(StoryText(first[1] or "", first[3]), StoryText(second[1] or "", second[3]))
        if copied:
            return max(copied, JOINED)
    found = compare(signature_of(*first), signature_of(*second))
    if found.is_open and meaning.current():
        found = with_meaning(found, meaning.likeness(_vector(*first[:3]), _vector(*second[:3])))
    return found.probability


@lru_cache(maxsize=4096)  # a post is compared with many, and a vector costs as much as a hundred comparisons
def _vector(title: str | None, body: str | None, language: str | None) -> bytes:
    return meaning.vectors([(meaning.opening(title, body), language)])[0]


def _fields(post: Post | Mapping[str, Any]) -> tuple[str | None, str | None, str | None, str | None]:
    if isinstance(post, Mapping):
        return post.get("title"), post.get("body"), post.get("language"), post.get("published")
    return post.title, post.body, post.language, post.published
