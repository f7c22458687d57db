"""A site and ten redesigns of it: the same posts in other markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

COUNT = 12
_FIRST = (
    "The harbour",
    "Nine bakeries",
    "A loom",
    "The orchard",
    "Two quarries",
    "The waterworks",
    "A turbine",
)
_THEN = (
    "opens a third hall to the builders of small ferries in spring",
    "share one oven that runs on the surplus of wind parks at night",
    "was shown to the weavers of four valleys without a drop of oil",
    "tests sensors that count blossoms and warn growers of late frost",
    "turn their dust into tiles for the tram stops of the whole region",
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the site."""

    number: int
    title: str
    day: str
    paragraphs: tuple[str, ...]

    @property
    def written(self) -> str:
        return f"{int(self.day[8:])} {_MONTHS[int(self.day[5:7]) - 1]} {self.day[:4]}"

    @property
    def slashed(self) -> str:
        return f"{self.day[8:]}/{self.day[5:7]}/{self.day[:4]}"

    @property
    def text(self) -> str:
        return "".join(f"<p>{p}</p>" for p in self.paragraphs)


def post(n: int) -> Post:
    """Return the n-th post."""
    paragraphs = tuple(
        f"{_FIRST[(n + i) % 7]} {_THEN[(n + 2 * i) % 5]}, as report {n} of part {i} says." for i in range(4)
    )
    return Post(n, f"{_FIRST[n % 7]} and project {n}", f"2026-{n % 9 + 1:02d}-{n + 13}", paragraphs)


POSTS = tuple(post(n) for n in range(COUNT))


def _page(main: str, n: int) -> str:
    others = "".join(
        f'<li class="hint"><b>{post(n + k).title}</b> <i>{post(n + k).written}</i></li>' for k in (1, 2)
    )
    menu = '<nav><a href="/">Home</a> <a href="/news">News</a></nav>'
    head = f"<title>Guild</title></head><body>{menu}<p class=claim>Together since 2 May 2004</p>"
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}{main}<ul>{others}</ul></body></html>"
    )


def old(p: Post) -> str:
    """Return a page of the site before the redesign."""
    inner = f'<h1 class="title">{p.title}</h1><p class="date">{p.written}</p><div class="text">{p.text}</div>'
    return _page(f'<div class="post">{inner}</div>', p.number)


def _classes(p: Post) -> str:
    inner = f'<h1 class="hd">{p.title}</h1><p class="dt">{p.written}</p><div class="bd">{p.text}</div>'
    return _page(f'<div class="entry">{inner}</div>', p.number)


def _nesting(p: Post) -> str:
    inner = f"<div class=top><div><h2>{p.title}</h2></div><div><span>{p.written}</span></div></div>"
    return _page(
        f"<main><section>{inner}<section class=story><div>{p.text}</div></section></section></main>", p.number
    )


def _bem(p: Post) -> str:
    inner = (
        f'<h1 class="news__title news__title--big">{p.title}</h1><span class="news__meta">{p.written}</span>'
        f'<div class="news__body">{p.text}</div>'
    )
    return _page(f'<article class="news news--full">{inner}</article>', p.number)


def _utility(p: Post) -> str:
    inner = (
        f'<div class="text-xl mt-4">{p.title}</div><div class="text-sm mt-2">{p.written}</div>'
        f'<div class="flex mt-4">{p.text}</div>'
    )
    return _page(f'<main class="mx-auto"><div class="p-4">{inner}</div></main>', p.number)


def _ids(p: Post) -> str:
    inner = (
        f"<div id=headline>{p.title}</div><div id=released>{p.written}</div><div id=content>{p.text}</div>"
    )
    return _page(f"<div id=page-{p.number}00>{inner}</div>", p.number)


def _table(p: Post) -> str:
    rows = f"<tr><td>{p.title}</td></tr><tr><td>{p.written}</td></tr><tr><td>{p.text}</td></tr>"
    return _page(f"<table class=layout>{rows}</table>", p.number)


def _definitions(p: Post) -> str:
    rows = (
        f"<dt>Subject</dt><dd>{p.title}</dd><dt>Date</dt><dd>{p.written}</dd><dt>Text</dt><dd>{p.text}</dd>"
    )
    return _page(f"<dl class=sheet>{rows}</dl>", p.number)


def _date_elsewhere(p: Post) -> str:
    inner = f"<h1 class=name>{p.title}</h1><div class=text>{p.text}</div>"
    return _page(f"<div class=post>{inner}<p class=foot>Posted {p.slashed} by the office</p></div>", p.number)


def _split(p: Post) -> str:
    one, two = (f"<p>{a}</p><p>{b}</p>" for a, b in (p.paragraphs[:2], p.paragraphs[2:]))
    inner = (
        f"<h1>{p.title}</h1><time>{p.written}</time><div class=lead>{one}</div><div class=rest>{two}</div>"
    )
    return _page(
        f"<article><header>{inner.split('<div class=lead>')[0]}</header><div class=parts><div class=lead>"
        f"{inner.split('<div class=lead>')[1]}</div></article>",
        p.number,
    )


def _header_and_teasers(p: Post) -> str:
    teaser = post(p.number + 3)
    card = f'<div class="card"><h3 class="h">{teaser.title}</h3><em class="d">{teaser.written}</em></div>'
    head = f'<header class="hero"><h3 class="h">{p.title}</h3><em class="d">{p.written}</em></header>'
    return _page(f'<aside>{card}</aside>{head}<div class="prose">{p.text}</div>', p.number)


REDESIGNS: dict[str, Callable[[Post], str]] = {
    "classes": _classes,
    "nesting": _nesting,
    "bem": _bem,
    "utility": _utility,
    "ids": _ids,
    "table": _table,
    "definitions": _definitions,
    "date elsewhere": _date_elsewhere,
    "split body": _split,
    "header and teasers": _header_and_teasers,
}
