"""Sentences for what discovery reports as data."""

from __future__ import annotations

from clusterwatch.discovery import Chosen, ChosenStrategy, Role
from clusterwatch.models import Problem, ProblemCode

_HERE = {"html": "an HTML page", "json": "JSON", "unreadable": "a file that cannot be read"}
_EXPECTED = {
    "feed": "a feed",
    "sitemap": "a sitemap",
    "wordpress": "a WordPress REST interface",
    "json": "JSON",
}


def describe(problem: Problem) -> str:
    """A problem of an index as one sentence, without a full stop."""
    text = problem.detail.get("text")
    if text is not None:
        return str(text)
    if problem.code is ProblemCode.INDEX_EMPTY:
        return _empty(problem)
    if problem.code is ProblemCode.INDEX_BROKEN:
        expected = _name(str(problem.detail["expected"]))
        found = problem.detail.get("found")
        if found == "objects-without-address":
            return f"{problem.url} lists objects without an address"
        return f"{problem.url} is {_HERE.get(str(found), 'something else')}, not {expected}"
    if problem.code is ProblemCode.HTTP_STATUS:
        return f"{problem.url} answers HTTP {problem.detail['status']}"
    if problem.code is ProblemCode.PAST_NOT_REACHED:
        return f"the list continues at {problem.url}, which answers HTTP {problem.detail['status']}"
    if problem.detail.get("key") == "discover.date":
        return (
            f'the selector "{problem.selector}" finds no date in any of the {problem.count} entries'
            f" of {problem.url}"
        )
    likely = problem.detail.get("likely")
    return f'the selector "{problem.selector}" finds no next page on {problem.url}; {likely} looks like one'


def _name(kind: str) -> str:
    return _EXPECTED.get(kind, f"an index of kind {kind}")


def _empty(problem: Problem) -> str:
    detail, url = problem.detail, problem.url
    if detail["kind"] == "auto":
        return (
            f"no posts found from {url}: no feed, no REST interface, no sitemap of posts, and none of the"
            f" {detail['links']} links of {detail['page']} stands in a list that looks like posts"
            f" (looked at {detail['requests']} addresses)"
        )
    if detail["kind"] == "script":
        return (
            f"{url}: the page shows nothing without JavaScript, which is not run here; look in its source for a"
            f" feed or an API of the site and add that address"
        )
    if detail["kind"] == "sitemap":
        wanted = f"matching {detail['match']!r}" if detail["match"] else "that look like posts"
        return f"{url} has no addresses {wanted} among {detail['addresses']}"
    if detail["kind"] == "wordpress":
        return f"{url} is a collection without posts ({detail['objects']} objects)"
    if problem.selector:
        return (
            f'the selector "{problem.selector}" matches {detail["matched"]} elements of {url},'
            f" {detail['addresses']} of them with an address"
        )
    if detail["kind"] == "listing":
        return f"none of the {detail['links']} links of {url} stands in a list that looks like posts"
    return f"{url} is {_name(str(detail['kind']))} without posts"


def describe_choice(chosen: Chosen) -> str:
    """An automatic choice in a few words."""
    return ", older posts by ".join(map(_strategy, chosen.choices))


def _strategy(choice: ChosenStrategy) -> str:
    kind, url = choice.settings.kind, choice.settings.url
    posts = "" if choice.posts is None else f" ({choice.posts} posts)"
    if choice.role is Role.GIVEN:
        return f"the address is {_name(kind)}{posts}"
    if choice.role is Role.AGAIN:
        return f"{kind} {url} again, which shows the newest posts"
    if kind == "listing":
        return f"the list on {url}{' and the pages after it' if choice.more_pages else ''}{posts}"
    return f"{'REST' if kind == 'wordpress' else kind} {url}{posts}"
