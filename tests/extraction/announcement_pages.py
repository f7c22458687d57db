"""Announcements of invented clusters in 24 languages on pages of many kinds, with the lines that must be in the body.

A markup is a function that writes one announcement as the inside of `<body>`, and says which of its lines are the
post's and which are the site's. `announcements.toml` has the words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

TEXTS = Path(__file__).with_name("announcements.toml")
FIRMS = ("Alpha Optics", "Beta Fuels", "Gamma Tanks", "Delta Valves", "Epsilon Cells")
ABOUT = (
    "Example Cluster is the network of the industry of the valley: more than two hundred firms, schools and"
    " laboratories have been working together in it for twenty years, and an office of nine people is"
    " at their service every day."
)
STREET = "Example Cluster, 12 Main Street, 1000 Exampletown"
OTHER = "Another announcement of the cluster about a visit to its members"


@dataclass(frozen=True)
class Words:
    """What one announcement says in one language."""

    language: str
    title: str
    intro: str
    more: str
    deadline: str
    timetable: str
    place: str
    price: str
    contact: str
    winners: str
    heads: tuple[str, str, str]
    apply: str
    linked: str
    panel: tuple[str, str]
    dated: str
    byline: str
    author: str
    views: str
    share: str
    also: str
    tags: str
    licence: str
    letter: str
    crumb: str
    skip: str

    @property
    def due(self) -> tuple[str, str]:
        """The label and the value of the line with the deadline."""
        label, _, value = self.deadline.partition(":")
        return label.strip(), value.strip()


class Case(NamedTuple):
    """The inside of `<body>`, the lines of its post in order, and lines of the site."""

    html: str
    kept: tuple[str, ...]
    gone: tuple[str, ...] = ()


Markup = Callable[[Words], Case]


def read_words() -> dict[str, Words]:
    """The announcement in each language, by its code."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    return {code: _words(code, said) for code, said in texts.items()}


def _words(language: str, said: dict[str, Any]) -> Words:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in said.items()}
    return Words(language=language, **values)


def page_of(words: Words, case: Case) -> str:
    """The whole page."""
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        f"<title>{words.title} - Example Cluster</title></head><body>{case.html}</body></html>"
    )


def _top(words: Words) -> str:
    return (
        f'<a class="visually-hidden" href="#content">{words.skip}</a><header class="site-header"><div class="slogan">'
        f'{ABOUT}</div><nav><ul><li><a href="/">{words.crumb}</a></li></ul></nav></header>'
    )


def _foot(words: Words) -> str:
    return f'<footer><div class="about"><p>{ABOUT}</p><p>{STREET}</p></div><p>{words.licence}</p></footer>'


def _page(words: Words, inner: str) -> str:
    return f"{_top(words)}{inner}{_foot(words)}"


def _article(words: Words, inner: str, after: str = "") -> str:
    return _page(words, f"<main><article><h1>{words.title}</h1>{inner}</article>{after}</main>")


def _site(words: Words) -> tuple[str, ...]:
    return (words.skip, ABOUT, STREET, words.licence)


def _between(markup: Callable[[str], str], line: str) -> Markup:
    """A line of the announcement, written by `markup`, between its two paragraphs."""

    def case(w: Words) -> Case:
        text: str = getattr(w, line)
        return Case(
            _article(w, f"<p>{w.intro}</p>{markup(text)}<p>{w.more}</p>"), (w.intro, text, w.more), _site(w)
        )

    return case


def _after(markup: Callable[[str], str], line: str) -> Markup:
    """A line of the announcement, written by `markup`, after its two paragraphs."""

    def case(w: Words) -> Case:
        text: str = getattr(w, line)
        inner = f"<p>{w.intro}</p><p>{w.more}</p>{markup(text)}"
        return Case(_article(w, inner), (w.intro, w.more, text), _site(w))

    return case


def _furniture(markup: Callable[[Words], str], *gone: str, where: str = "after") -> Markup:
    """Something of the site beside or between the paragraphs of the announcement."""

    def case(w: Words) -> Case:
        thing = markup(w)
        inner = {
            "before": f"{thing}<p>{w.intro}</p><p>{w.more}</p>",
            "between": f"<p>{w.intro}</p>{thing}<p>{w.more}</p>",
            "after": f"<p>{w.intro}</p><p>{w.more}</p>{thing}",
        }[where]
        lines = tuple(str(getattr(w, one, one)) for one in gone)
        return Case(_article(w, f'<div class="entry-content">{inner}</div>'), (w.intro, w.more), lines)

    return case


def _items() -> str:
    return "".join(f"<li>{firm}</li>" for firm in FIRMS)


def line_breaks(w: Words) -> Case:
    """One box whose lines only breaks divide."""
    lines = (w.intro, w.deadline, w.place, w.price, w.more, w.contact)
    return Case(
        _page(w, f'<div id="page"><h1>{w.title}</h1><div>{"<br>".join(lines)}</div></div>'), lines, _site(w)
    )


def boxes_as_lines(w: Words) -> Case:
    """Each line is a `<div>`, as editors of some systems write them."""
    lines = (w.intro, w.deadline, w.place, w.more, w.price, w.contact)
    inner = "".join(f"<div>{line}</div>" for line in lines)
    return Case(
        _page(w, f'<div id="page"><h1>{w.title}</h1><div class="t">{inner}</div></div>'), lines, _site(w)
    )


def wordpress(w: Words) -> Case:
    """Blocks of WordPress with a button, a table in a figure, share buttons, related posts and an author's box."""
    label, value = w.due
    inner = (
        f'<p class="has-medium-font-size">{w.intro}</p><div class="wp-block-group has-background">'
        f'<div class="wp-block-group__inner-container"><p><strong>{w.place}</strong></p></div></div>'
        f'<figure class="wp-block-table"><table><tbody><tr><td>{label}</td><td>{value}</td></tr>'
        f"<tr><td>{w.heads[0]}</td><td>2 M€</td></tr></tbody></table></figure><p>{w.more}</p>"
        f'<div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="/f">'
        f"{w.apply}</a></div></div><p>{w.contact}</p>"
        f'<div class="sharedaddy"><h3>{w.share}</h3><ul><li><a href="#">X</a></li></ul></div>'
        f'<div id="jp-relatedposts"><h3>{w.also}</h3><p><a href="/o">{OTHER}</a></p></div>'
    )
    html = _page(
        w,
        f'<main id="primary"><article class="post-12 post type-post hentry"><header class="entry-header"><h1 class='
        f'"entry-title">{w.title}</h1><div class="entry-meta"><span class="posted-on">{w.dated}</span> <span class='
        f'"byline">{w.byline}</span></div></header><div class="entry-content">{inner}</div>'
        f'<footer class="entry-footer"><span class="tags-links">{w.tags} <a href="/t">H2</a></span></footer>'
        f'<div class="author-box"><p>{ABOUT}</p></div></article></main>',
    )
    kept = (w.intro, w.place, f"{label} | {value}", f"{w.heads[0]} | 2 M€", w.more, w.contact)
    return Case(html, kept, (*_site(w), w.dated, w.byline, w.share, w.also, OTHER, w.tags))


def _drupal_field(name: str, label: str, item: str) -> str:
    head = f'<div class="field__label">{label}</div>' if label else ""
    return f'<div class="field field--name-{name} field--type-text">{head}<div class="field__item">{item}</div></div>'


def _drupal(w: Words, inner: str) -> str:
    return _page(
        w,
        f'<main role="main"><div class="region region-content"><nav class="breadcrumb"><ol><li><a href="/">'
        f"{w.crumb}</a></li></ol></nav>"
        f'<div class="block block-system"><article class="node node--type-call"><h1>{w.title}</h1>'
        f'<div class="node__content">{inner}</div></article></div></div></main>',
    )


def drupal_fields_first(w: Words) -> Case:
    """Fields of Drupal, the deadline and the place above the body."""
    label, value = w.due
    fields = _drupal_field("field-deadline", label, value) + _drupal_field("field-place", "", w.place)
    body = _drupal_field("body", "", f"<p>{w.intro}</p><p>{w.more}</p>")
    return Case(_drupal(w, fields + body), (value, w.place, w.intro, w.more), _site(w))


def drupal_fields_last(w: Words) -> Case:
    """Fields of Drupal, the deadline and the contact below the body."""
    label, value = w.due
    fields = _drupal_field("field-deadline", label, value) + _drupal_field("field-contact", "", w.contact)
    body = _drupal_field("body", "", f"<p>{w.intro}</p><p>{w.more}</p>")
    return Case(_drupal(w, body + fields), (w.intro, w.more, value, w.contact), _site(w))


def typo3(w: Words) -> Case:
    """Content elements of TYPO3, each in a frame of its own."""
    parts = (w.intro, w.deadline, w.more, w.contact)
    frames = "".join(
        f'<div id="c{n}" class="frame frame-default frame-type-text"><div class="ce-bodytext"><p>{part}</p></div></div>'
        for n, part in enumerate(parts)
    )
    return Case(_page(w, f'<div class="main"><h1>{w.title}</h1>{frames}</div>'), parts, _site(w))


def elementor(w: Words) -> Case:
    """Widgets of a page builder, each line deep in boxes of its own."""
    parts = (w.intro, w.deadline, w.place, w.more, w.contact)
    widgets = "".join(
        f'<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class='
        f'"elementor-widget-container"><p>{part}</p></div></div>'
        for part in parts
    )
    html = f'<div class="elementor"><section class="elementor-section"><h1>{w.title}</h1>{widgets}</section></div>'
    return Case(_page(w, html), parts, _site(w))


def joomla(w: Words) -> Case:
    """An article of Joomla with its details in a list above."""
    items = f'<dt>Details</dt><dd>{w.byline}</dd><dd>{w.dated}</dd><dd class="hits">{w.views}</dd>'
    details = f'<dl class="article-info">{items}</dl>'
    lines = (w.intro, w.deadline, w.more, w.price)
    text = "".join(f"<p>{line}</p>" for line in lines)
    inner = (
        f'<div class="item-page"><h1>{w.title}</h1>{details}<div itemprop="articleBody">{text}</div></div>'
    )
    return Case(_page(w, inner), lines, (*_site(w), w.byline, w.dated, w.views))


def definition_list(w: Words) -> Case:
    """The key facts in a list of definitions above the text."""
    label, value = w.due
    facts = f"<dl><dt>{label}</dt><dd>{value}</dd><dt>{w.heads[0]}</dt><dd>2 M€</dd></dl>"
    inner = f'<div class="facts">{facts}</div><div class="text"><p>{w.intro}</p><p>{w.more}</p></div>'
    return Case(_article(w, inner), (label, value, w.heads[0], "2 M€", w.intro, w.more), _site(w))


def table_of_facts(w: Words) -> Case:
    """The key facts in a table below the text, in a box of their own."""
    label, value = w.due
    rows = f"<tr><th>{label}</th><td>{value}</td></tr><tr><th>{w.heads[0]}</th><td>2 M€</td></tr>"
    table = f'<div class="table-wrap"><table>{rows}</table></div>'
    inner = f'<div class="text"><p>{w.intro}</p><p>{w.more}</p></div>{table}'
    return Case(_article(w, inner), (w.intro, w.more, f"{label} | {value}", f"{w.heads[0]} | 2 M€"), _site(w))


def aside_in_article(w: Words) -> Case:
    """The key facts in an `<aside>` of the article."""
    facts = f'<aside class="key-facts"><h3>{w.heads[1]}</h3><ul><li>{w.deadline}</li><li>{w.place}</li></ul></aside>'
    return Case(
        _article(w, f'{facts}<div class="text"><p>{w.intro}</p><p>{w.more}</p></div>'),
        (w.deadline, w.place, w.intro, w.more),
        _site(w),
    )


def side_column(w: Words) -> Case:
    """The key facts in a column beside the text, and the latest posts under them."""
    others = f'<li><a href="/o">{OTHER}</a></li><li><a href="/p">{OTHER} 2</a></li>'
    latest = f'<div class="widget"><h3>{w.also}</h3><ul>{others}</ul></div>'
    side = f'<div class="box"><p>{w.deadline}</p><p>{w.place}</p><p>{w.contact}</p></div>{latest}'
    html = (
        f'<main><h1>{w.title}</h1><div class="row"><div class="col-8"><p>{w.intro}</p><p>{w.more}</p></div>'
        f'<div class="col-4 sidebar">{side}</div></div></main>'
    )
    return Case(_page(w, html), (w.intro, w.more, w.deadline, w.place, w.contact), (*_site(w), OTHER))


def short_sections(w: Words) -> Case:
    """After the text three sections of a few words."""
    values = ("2 M€", w.due[1], "Mary Example")
    sections = "".join(f"<h2>{head}</h2><p>{value}</p>" for head, value in zip(w.heads, values, strict=True))
    kept = (w.intro, *(part for pair in zip(w.heads, values, strict=True) for part in pair))
    return Case(_article(w, f"<p>{w.intro}</p>{sections}"), kept, _site(w))


def short_sections_in_boxes(w: Words) -> Case:
    """The same, each section in a box."""
    values = ("2 M€", w.due[1], "Mary Example")
    boxes = "".join(
        f'<div class="section"><h3>{h}</h3><div>{v}</div></div>' for h, v in zip(w.heads, values, strict=True)
    )
    kept = (w.intro, w.more, *(part for pair in zip(w.heads, values, strict=True) for part in pair))
    inner = f'<div class="text"><p>{w.intro}</p><p>{w.more}</p>{boxes}</div>'
    return Case(_article(w, inner), kept, _site(w))


def _linked(tag: str) -> str:
    return "".join(
        f'<{tag}><a href="https://{n}.example.com/">{firm}</a></{tag}>' for n, firm in enumerate(FIRMS)
    )


def _linked_names() -> str:
    return ", ".join(f'<a href="/{n}">{firm}</a>' for n, firm in enumerate(FIRMS))


def winners_list(w: Words) -> Case:
    """A sentence announces a list of links, with which the post ends."""
    inner = f"<p>{w.intro}</p><p>{w.more}</p><p>{w.winners}</p><ul>{_linked('li')}</ul>"
    return Case(_article(w, inner), (w.intro, w.more, w.winners, *FIRMS), _site(w))


def winners_paragraphs(w: Words) -> Case:
    """A sentence announces paragraphs of one link each, between the text."""
    inner = f'<div class="text"><p>{w.intro}</p><p>{w.winners}</p>{_linked("p")}<p>{w.more}</p></div>'
    return Case(_article(w, inner), (w.intro, w.winners, *FIRMS, w.more), _site(w))


def winners_table(w: Words) -> Case:
    """A sentence announces a table of links."""
    rows = "".join(
        f'<tr><td>{n}</td><td><a href="/{n}">{firm}</a></td></tr>' for n, firm in enumerate(FIRMS, 1)
    )
    inner = f"<p>{w.intro}</p><p>{w.winners}</p><table>{rows}</table><p>{w.more}</p>"
    kept = (w.intro, w.winners, *(f"{n} | {firm}" for n, firm in enumerate(FIRMS, 1)), w.more)
    return Case(_article(w, inner), kept, _site(w))


def details_closed(w: Words) -> Case:
    """A part of the text is in a closed `<details>`."""
    head, text = w.panel
    inner = f"<p>{w.intro}</p><details><summary>{head}</summary><p>{text}</p></details><p>{w.more}</p>"
    return Case(_article(w, inner), (w.intro, head, text, w.more), _site(w))


def panel_of_button(w: Words) -> Case:
    """A button opens a hidden part of the text, the last of the post."""
    head, text = w.panel
    inner = (
        f'<p>{w.intro}</p><p>{w.more}</p><div class="accordion"><h3><button aria-expanded="false" aria-controls="p1">'
        f'{head}</button></h3><div id="p1" hidden><p>{text}</p><p>{w.deadline}</p></div></div>'
    )
    return Case(_article(w, inner), (w.intro, w.more, head, text, w.deadline), _site(w))


def tabs(w: Words) -> Case:
    """Three tabs, of which two are hidden."""
    tab = '<li role="presentation"><button role="tab" aria-controls="{0}">{1}</button></li>'
    names = "".join(tab.format(f"t{n}", head) for n, head in enumerate(w.heads))
    inner = (
        f'<ul role="tablist">{names}</ul><div class="tab-content"><div role="tabpanel" id="t0"><p>{w.intro}</p></div>'
        f'<div role="tabpanel" id="t1" style="display: none"><p>{w.more}</p><p>{w.deadline}</p></div>'
        f'<div role="tabpanel" id="t2" hidden><p>{w.contact}</p></div></div>'
    )
    return Case(_article(w, inner), (w.intro, w.more, w.deadline, w.contact), _site(w))


def linked_headings(w: Words) -> Case:
    """Headings that link to themselves."""
    sections = "".join(
        f'<h2 id="s{n}"><a href="#s{n}">{head}</a></h2><p>{text}</p>'
        for n, (head, text) in enumerate(zip(w.heads, (w.intro, w.deadline, w.more), strict=True))
    )
    kept = (w.heads[0], w.intro, w.heads[1], w.deadline, w.heads[2], w.more)
    return Case(_article(w, f'<div class="text">{sections}</div>'), kept, _site(w))


def deadline_as_heading(w: Words) -> Case:
    """The deadline is a heading with which the post ends."""
    return Case(
        _article(w, f"<p>{w.intro}</p><p>{w.more}</p><h3>{w.deadline}</h3>"),
        (w.intro, w.more, w.deadline),
        _site(w),
    )


def facts_under_title(w: Words) -> Case:
    """Day, place and price stand between the title and the text, in the head of the article."""
    head = f'<header><h1>{w.title}</h1><p class="deadline">{w.deadline}</p><p>{w.place}</p><p>{w.price}</p></header>'
    html = f'<main><article>{head}<div class="text"><p>{w.intro}</p><p>{w.more}</p></div></article></main>'
    return Case(_page(w, html), (w.deadline, w.place, w.price, w.intro, w.more), _site(w))


def contact_in_address(w: Words) -> Case:
    """The last line of the post is an `<address>`."""
    inner = f"<p>{w.intro}</p><p>{w.more}</p><address>{w.contact}</address>"
    return Case(_article(w, inner), (w.intro, w.more, w.contact), _site(w))


def contact_linked(w: Words) -> Case:
    """The last line of the post is a link to write to."""
    label, _, address = w.contact.rpartition(" ")
    inner = f'<p>{w.intro}</p><p>{w.more}</p><div>{label} <a href="mailto:{address}">{address}</a></div>'
    return Case(_article(w, inner), (w.intro, w.more, w.contact), _site(w))


def short_post(w: Words) -> Case:
    """A post of two lines on a page whose foot, a plain box, has long sentences."""
    lines = f"{w.winners} {FIRMS[0]}.", w.deadline
    post = f'<div id="middle"><h1>{w.title}</h1><p>{lines[0]}</p><p>{lines[1]}</p></div>'
    foot = f'<div class="site-footer"><p>{ABOUT}</p><p>{STREET}</p></div>'
    return Case(f'<div id="top"><a href="/">{w.crumb}</a></div>{post}{foot}', lines, (ABOUT, STREET))


def one_sentence(w: Words) -> Case:
    """A post of one sentence in a box that is marked as its text."""
    html = f'<main><article><h1>{w.title}</h1><div itemprop="articleBody"><p>{w.deadline}</p></div></article></main>'
    return Case(_page(w, html), (w.deadline,), _site(w))


def head_lines(w: Words) -> Case:
    """Day, author and number of readers stand in plain lines under the title."""
    inner = f"<div>{w.dated}</div><div>{w.byline}</div><div>{w.views}</div><p>{w.intro}</p><p>{w.more}</p>"
    return Case(_article(w, inner), (w.intro, w.more), (*_site(w), w.dated, w.byline, w.views))


def event_lines(w: Words) -> Case:
    """Lines of an event between the paragraphs, one of them with a class that is named for a date."""
    lines = f'<p class="event-date">{w.timetable}</p><p>{w.place}</p><p>{w.price}</p>'
    kept = (w.intro, w.timetable, w.place, w.price, w.more, w.contact)
    return Case(_article(w, f"<p>{w.intro}</p>{lines}<p>{w.more}</p><p>{w.contact}</p>"), kept, _site(w))


def card(w: Words) -> Case:
    """The key facts in a card after the text, with a button."""
    box = (
        f'<div class="card"><div class="card-body"><h5 class="card-title">{w.heads[1]}</h5><p class="card-text">'
        f'{w.deadline}</p><a class="btn btn-primary" href="/f">{w.apply}</a></div></div>'
    )
    inner = f'<div class="content"><p>{w.intro}</p><p>{w.more}</p>{box}</div>'
    return Case(_article(w, inner), (w.intro, w.more, w.heads[1], w.deadline), _site(w))


MARKUPS: dict[str, Markup] = {
    "strong paragraph": _between("<p><strong>{}</strong></p>".format, "deadline"),
    "plain paragraph": _between("<p>{}</p>".format, "deadline"),
    "timetable": _between("<p>{}</p>".format, "timetable"),
    "alert": _between('<div class="alert alert-info" role="alert">{}</div>'.format, "deadline"),
    "info box": _between('<div class="info-box"><p>{}</p></div>'.format, "deadline"),
    "span": _between('<div><span class="label">{}</span></div>'.format, "deadline"),
    "aside": _between("<aside>{}</aside>".format, "deadline"),
    "price": _between("<div>{}</div>".format, "price"),
    "link": _between('<p><a href="https://portal.example.eu/x">{}</a></p>'.format, "linked"),
    "panel": _between('<h3>?</h3><div class="panel" style="display:none"><p>{}</p></div>'.format, "deadline"),
    "document": _after('<p><a href="/files/call.pdf">{}</a></p>'.format, "linked"),
    "document above the text": lambda w: Case(
        _article(w, f'<p><a href="/files/call.pdf">{w.linked}</a></p><p>{w.intro}</p><p>{w.more}</p>'),
        (w.linked, w.intro, w.more),
        _site(w),
    ),
    "cell without a colon": _after("<div><strong>{}</strong></div>".format, "deadline"),
    "names linked in a line": lambda w: Case(
        _article(w, f"<p>{w.intro}</p><p>{w.winners} {_linked_names()}</p><p>{w.more}</p>"),
        (w.intro, f"{w.winners} {', '.join(FIRMS)}", w.more),
    ),
    "names linked below a heading": lambda w: Case(
        _article(
            w, f"<p>{w.intro}</p><p>{w.more}</p><h2>{w.winners.rstrip(' :')}</h2><ul>{_linked('li')}</ul>"
        ),
        (w.intro, w.more, w.winners.rstrip(" :"), *FIRMS),
    ),
    "last line": lambda w: Case(
        _article(w, f"<p>{w.intro}</p><p>{w.more}</p><p>Mary Example, {w.heads[2]}</p>"),
        (w.intro, w.more, f"Mary Example, {w.heads[2]}"),
        _site(w),
    ),
    "panel of a link": lambda w: Case(
        _page(
            w,
            f'<div><h1>{w.title}</h1><p>{w.intro}</p><p>{w.more}</p><p><a href="#who">{w.panel[0]}</a></p>'
            f'<div id="who" style="display:none"><p>{w.panel[1]}</p></div></div>',
        ),
        (w.intro, w.more, w.panel[1]),
        _site(w),
    ),
    "short post beside a widget": lambda w: Case(
        _page(
            w,
            f'<div><article><h1>{w.title}</h1><p class="entry-meta">{w.dated}</p><div class="entry-content">'
            f'<p>{w.panel[1]}</p></div></article></div><div class="widget-area"><p>{ABOUT}</p></div>',
        ),
        (w.panel[1],),
        (*_site(w), w.dated),
    ),
    "nothing but a list": lambda w: Case(
        _page(w, f"<main><h1>{w.title}</h1><div><p>{w.winners}</p><ul>{_items()}</ul></div></main>"),
        (w.winners, *FIRMS),
        _site(w),
    ),
    "a paragraph above a list": lambda w: Case(
        _page(w, f"<main><h1>{w.title}</h1><div><p>{w.intro}</p><ul>{_items()}</ul></div></main>"),
        (w.intro, *FIRMS),
        _site(w),
    ),
    "a paragraph above short lines": lambda w: Case(
        _page(
            w,
            f"<main><h1>{w.title}</h1><div><p>{w.intro}</p><p>Datum: 30. 5. 2026</p><p>Čas: 9.00 – 11.30</p>"
            f"<p>{w.place}</p><div class=alert>{w.deadline}</div></div></main>",
        ),
        (w.intro, "Datum: 30. 5. 2026", "Čas: 9.00 – 11.30", w.place, w.deadline),
        _site(w),
    ),
    "contact in a paragraph": lambda w: Case(
        _article(w, f"<p>{w.intro}</p><p>{w.more}</p><p>{w.contact}</p>"),
        (w.intro, w.more, w.contact),
        _site(w),
    ),
    "contact in a box": lambda w: Case(
        _article(w, f'<div class="text"><p>{w.intro}</p><p>{w.more}</p><div>{w.contact}</div></div>'),
        (w.intro, w.more, w.contact),
        _site(w),
    ),
    **{
        markup.__name__.replace("_", " "): markup
        for markup in (
            line_breaks,
            boxes_as_lines,
            wordpress,
            drupal_fields_first,
            drupal_fields_last,
            typo3,
            elementor,
            joomla,
            definition_list,
            table_of_facts,
            aside_in_article,
            side_column,
            short_sections,
            short_sections_in_boxes,
            winners_list,
            winners_paragraphs,
            winners_table,
            details_closed,
            panel_of_button,
            tabs,
            linked_headings,
            deadline_as_heading,
            facts_under_title,
            contact_in_address,
            contact_linked,
            short_post,
            one_sentence,
            head_lines,
            event_lines,
            card,
        )
    },
    "licence": _furniture(
        lambda w: f'<p><a rel="license" href="https://l.example/by/4.0/">CC BY 4.0</a> {w.licence}</p>',
        "licence",
    ),
    "licence without a link": _furniture(lambda w: f"<div>{w.licence}</div>", "licence"),
    "breadcrumb": _furniture(
        lambda w: f'<div class="crumbs"><a href="/">{w.crumb}</a> &gt; {w.title}</div>',
        "crumb",
        where="before",
    ),
    "words for screen readers": _furniture(
        lambda w: f'<span class="screen-reader-text">{w.skip}</span>', "skip", where="between"
    ),
    "share bar": _furniture(
        lambda w: f'<div class="x"><span>{w.share}</span> <a href="#">X</a> <a href="#">LinkedIn</a></div>',
        "LinkedIn",
    ),
    "author": _furniture(lambda w: f'<div class="about-author"><p>{ABOUT}</p></div>', ABOUT),
    "author below a heading": _furniture(
        lambda w: f"<div><h3>{w.author}</h3><p>{ABOUT}</p></div>", "author", ABOUT
    ),
    "newsletter line": _furniture(lambda w: f"<p>{w.letter}</p>", "letter"),
    "newsletter": _furniture(
        lambda w: f'<form action="/n"><p>{w.letter}</p><input name="email"><button>OK</button></form>',
        "letter",
    ),
    "newsletter box": _furniture(
        lambda w: f'<div class="newsletter-signup"><h3>{w.letter}</h3><p>{ABOUT}</p></div>', "letter", ABOUT
    ),
    "also list": _furniture(
        lambda w: (
            f'<h3>{w.also}</h3><ul><li><a href="/o">{OTHER}</a></li><li><a href="/p">{OTHER} 2</a></li></ul>'
        ),
        OTHER,
    ),
    "also paragraph": _furniture(
        lambda w: f'<p>{w.also}: <a href="/o">{OTHER}</a></p>', OTHER, where="between"
    ),
    "tags": _furniture(
        lambda w: f'<p>{w.tags} <a href="/t/a">Themen-Alpha</a>, <a href="/t/b">H2</a></p>', "Themen-Alpha"
    ),
    "hidden words": _furniture(
        lambda w: f'<div style="display: none"><p>{ABOUT}</p></div>', ABOUT, where="between"
    ),
}
