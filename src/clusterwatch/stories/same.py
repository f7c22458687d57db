"""Tell whether two posts report the same announcement, in the same or in different languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from clusterwatch.stories.score import compare
from clusterwatch.stories.signature import Signature, signature_of


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
    A report on a later step of the same project, or on last year's call, is another announcement.
    """
    return compare(_signature(one), _signature(other)).probability


def _signature(post: Post | Mapping[str, Any]) -> Signature:
    if isinstance(post, Mapping):
        return signature_of(post.get("title"), post.get("body"), post.get("language"), post.get("published"))
    return signature_of(post.title, post.body, post.language, post.published)
