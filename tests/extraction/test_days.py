"""Announcements in 24 languages, on pages that tell the day of publication and on pages that do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from clusterwatch.extraction import extract_post
from tests.extraction.pages import P1, P2, PROSE, page
from tests.tables import each

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TITLE = "Six towns share their microscopes"


def _post(*, title: str = TITLE, meta: str = "", prose: str = PROSE, foot: str = "", beside: str = "") -> str:
    return (
        "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
        f"<main><article><h1>{title}</h1>{meta}<div class=content>{prose}</div>{foot}</article></main>{beside}"
    )


def _each(line: str) -> list[str]:
    return line.split("|")


def _teasers(line: str, other: str = "Another story of the valley in spring") -> str:
    return f"<ul><li><a href=/n/1>{other}</a> <span>{line}</span></li></ul>"


FRAMES: dict[str, Callable[[str], str]] = {
    "lead": lambda line: _post(prose=f"<p>{line}</p>{PROSE}"),
    "tail": lambda line: _post(prose=f"{PROSE}<p>{line}</p>"),
    "paragraph": lambda line: _post(prose=f"<p>{line}{P2}</p>{PROSE}"),
    "meta": lambda line: _post(meta=f"<p class=postmeta>{line}</p>"),
    "above": lambda line: f"<main><article><p>{line}</p><h1>{TITLE}</h1>{PROSE}</article></main>",
    "list": lambda line: _post(meta=f"<ul>{''.join(f'<li>{one}</li>' for one in _each(line))}</ul>"),
    "head": lambda line: _post(meta=f"<p><time datetime={line}>spring</time></p>"),
    "foot": lambda line: _post(foot=f"<div>{line}</div>"),
    "footer": lambda line: _post(beside=f"<footer><p>{line}</p></footer>"),
    "aside": lambda line: _post(beside=f"<aside class=sidebar><h3>Latest</h3>{_teasers(line, 'A post 1')}</aside>"),
    "related": lambda line: _post(foot=f"<h2>À lire aussi</h2><p>{line}</p><p><a href=/b>Rain and ice</a></p>"),
    "comments": lambda line: _post(foot=f"<h3>2 comments</h3><div><b>Jo</b><p>{line}</p><p>{P1[:60]}</p></div>"),
    "times": lambda line: _post(
        foot=f"<section id=comments><h3>Comments</h3><p>Jo <time datetime={line}>then</time></p></section>"
    ),
    "caption": lambda line: _post(prose=f"<figure><img src=/i.png><figcaption>{line}</figcaption></figure>{PROSE}"),
    "facts": lambda line: _post(prose="<dl><dt>{}</dt><dd>{}</dd></dl>".format(*_each(line)) + PROSE),
    "value below heading": lambda line: _post(meta="<div><h4>{}</h4></div><div><p>{}</p></div>".format(*_each(line))),
    "value below line": lambda line: _post(meta="<p>{}</p><p>{}</p>".format(*_each(line))),
    "label and value": lambda line: _post(meta="<p class=info><b>{}</b> <b>{}</b></p>".format(*_each(line))),
    "label at value": lambda line: _post(meta="<p class=info><b>{}</b><b>{}</b></p>".format(*_each(line))),
    "agenda": lambda line: _post(prose="".join(f"<p>{one}</p>" for one in _each(line)) + PROSE),
    "hugo": lambda line: _post(meta=f"<div class=post-meta>{line}</div>"),
    "lines": lambda line: _post(prose=f"<p>{line.replace('|', '<br>')}</p>{PROSE}"),
    "widgets": lambda line: _post(
        prose="".join(f"<div class=w><div class=c>{one}</div></div>" for one in (*_each(line), P1, P2))
    ),
    "boxes": lambda line: _post(meta="".join(f"<div>{one}</div>" for one in _each(line))),
    "list of comments": lambda line: _post(foot=f"<ol><li><b>Jo</b> {line}<p>{P1[:60]}</p></li></ol>"),
    "title": lambda line: _post(title=line),
    "spans": lambda line: _post(meta=f"<div>{''.join(f'<span>{one}</span>' for one in _each(line))}</div>"),
    "stamped": lambda line: _post(
        meta=f"<div>Jo|<span class='updated hidden'>2026-06-20T12:01:44+01:00</span><span>{line}</span>|News</div>"
    ),
    "teaser": lambda line: _post(
        foot=f"<article><h2><a href=/n/1>Rain and ice</a></h2><p><span class=published>{line}</span></p></article>"
    ),
    "only": lambda line: _post(prose=f"<p>{line}</p>"),
    "heading": lambda line: _post(title=f"{TITLE} <small>({line})</small>"),
    "short": lambda line: _post(prose=f"<p>{P1[:70]}</p><div>{line}</div>"),
    "beyond": lambda line: _post(beside=f"<section><p>{line}</p></section>"),
    "slider": lambda line: "<div>{}</div>{}".format(
        "".join(f"<div><time datetime={one}>{one}</time><h4>Rain, ice</h4></div>" for one in _each(line)), _post()
    ),
    "rows": lambda line: _post(
        prose=f"<p>{P1[:70]}</p><table>{''.join(f'<tr><td>{one}<td>Part' for one in _each(line))}</table>"
    ),
    "below": lambda line: f"<h1>{TITLE}</h1>{PROSE}<div><p>{line}</p><a href=/n/1>Rain and ice</a></div>",
    "above a link back": lambda line: f"<h1>{TITLE}</h1>{PROSE}<div><p>{line}</p><a href=/news>To all news</a></div>",
    "above a link up": lambda line: f"<h1>{TITLE}</h1>{PROSE}<div><p>{line}</p><a href=#top>To the top</a></div>",
    "countdown": lambda line: _post(meta=f"<div class=countdown>{line}</div>"),
    "column": lambda line: (
        f"<table><tr><td><h2>{TITLE}</h2><p>{P1[:70]}</p></td><td>"
        + "".join(f"{one}<br><a href=/n>Rain and ice</a><br>" for one in _each(line))
        + "</td></tr></table>"
    ),
    "ticker": lambda line: "<ul>" + "".join(map(_teasers, _each(line))) + f"</ul><h1>{TITLE}</h1>{PROSE}",
    "news": lambda line: "<main><div>{} <a href=/x>{}</a></div><h1>{}</h1>{}</main>".format(*_each(line), TITLE, PROSE),
    "filled": lambda line: _post(meta=f"<div><time datetime={line}></time></div>"),
    "filled behind": lambda line: _post(foot=f"<div><time datetime={line}></time></div>"),
    "filled above": lambda line: (
        f"<main><div><time datetime={line}></time></div><h1>{TITLE} with three schools</h1>{PROSE}</main>"
    ),
    "byline": lambda line: _post(meta=f"<div class=documentByLine><a href=/a>Jo</a> — <span>{line}</span></div>"),
}  # fmt: skip


ROWS = (Path(__file__).parent / "days.tsv").read_text(encoding="utf-8").splitlines()
CASES = [row.split("\t") for row in ROWS if not row.startswith("#")]


@each(("language", "day", "frame", "line"), CASES)
def test_the_day_of_publication_or_none(language: str, day: str, frame: str, line: str) -> None:
    draft = extract_post(page(FRAMES[frame](line), lang=language), "https://example.org/news/call", None, NOW)
    assert (draft.published or "-")[:10] == day


def test_the_table_has_all_languages_both_ways() -> None:
    for undated in (True, False):
        assert len({language for language, day, *_ in CASES if (day == "-") == undated}) == 24
