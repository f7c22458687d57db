"""The page of a story: its posts side by side, by day and language, with the facts that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from datasette.utils.asgi import NotFound
from markupsafe import Markup

from clusterwatch import sentences
from clusterwatch.archive import browsing
from clusterwatch.browse import parameters, respond
from clusterwatch.stories.shared import Mark, StoryPost, shared_marks

POSTS = 24  # on a page
_LETTERS = 1500  # of a body
_DAYS = 12  # in the table of days and languages; more make it too wide


async def story(datasette: Any, request: Any) -> Any:
    """Show the posts of a story beside each other."""
    number = int(request.url_vars["number"])
    offset = parameters.number(request.args.get("first"), 0, 999_999) or 0
    found = await datasette.ask(browsing.story, number, POSTS, offset, _LETTERS)
    if found is None:
        raise NotFound(f"There is no story {number} in the archive.")
    posts = [_compared(post) for post in found.posts]
    marks = shared_marks(posts)
    written = {
        mark.fact: post.text[mark.start : mark.end]
        for post, of_post in zip(reversed(posts), reversed(marks), strict=True)
        for mark in of_post
    }
    context = {
        "story": found.row,
        "cards": [
            (row, _lines(post, of_post)) for row, post, of_post in zip(found.posts, posts, marks, strict=True)
        ],
        "facts": [(sentences.of_fact(fact), written[fact], n) for fact, n in _common(marks)],
        "title": next((post["title"] for post in found.posts if post["title"]), None),
        "days": _days(found.told),
        "table": _table(found.told),
        "languages": {language for _, language, _ in found.told},
        "following": offset + POSTS if found.row["posts"] > offset + POSTS else None,
    }
    return await respond.page(datasette, request, "story.html", context)


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = ((r"^/story/(?P<number>\d{1,18})$", story),)


def _common(marks: Sequence[Sequence[Mark]]) -> list[tuple[str, int]]:
    """Return the facts that are marked in several posts, with their number, the most common first.

    Equally common ones stand in the order of their marks. Where two facts share letters, such as a town and its
    country, one of them has the mark.
    """
    counts = Counter(fact for of_post in marks for fact in dict.fromkeys(mark.fact for mark in of_post))
    return [(fact, n) for fact, n in counts.most_common() if n > 1]


def _compared(post: dict[str, Any]) -> StoryPost:
    text = "\n".join([post["title"] or "", *filter(None, (post["body"] or "").split("\n"))])
    return StoryPost(text, post["language"], post["published"], post["mentions"])


def _lines(post: StoryPost, marks: Sequence[Mark]) -> list[Markup]:
    """Return the lines of a post as HTML with its marks; the first one is the title."""
    lines, start = [], 0
    for line in post.text.split("\n"):
        inside = [mark for mark in marks if start <= mark.start and mark.end <= start + len(line)]
        lines.append(Markup("").join(_parts(line, start, inside)))
        start += len(line) + 1
    return lines


def _parts(line: str, start: int, marks: Sequence[Mark]) -> Iterator[Markup]:
    at = 0
    for mark in marks:
        yield Markup("{}").format(line[at : mark.start - start])
        shown = line[mark.start - start : mark.end - start]
        yield Markup('<mark title="{}">{}</mark>').format(sentences.of_fact(mark.fact), shown)
        at = mark.end - start
    yield Markup("{}").format(line[at:])


def _days(told: Sequence[tuple[str, str | None, str]]) -> list[str]:
    return list(dict.fromkeys(day for day, _, _ in told))


def _table(told: Sequence[tuple[str, str | None, str]]) -> list[tuple[str | None, list[list[str]]]] | None:
    """Return for each language the sources of each day, or None if there are too many days."""
    days = _days(told)
    if len(days) > _DAYS:
        return None
    languages = dict.fromkeys(language for _, language, _ in told)
    return [
        (language, [[source for d, code, source in told if (d, code) == (day, language)] for day in days])
        for language in languages
    ]
