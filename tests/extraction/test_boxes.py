"""Which boxes of a page are boilerplate, and which lists are teasers of other posts, each limit at its edge."""

from __future__ import annotations

from clusterwatch.extraction.blocks import read_blocks
from clusterwatch.extraction.boilerplate.boxes import find_boilerplate
from clusterwatch.extraction.layout import size_of
from clusterwatch.html_tree import parse
from tests.extraction.pages import P1, SITE, layout_of
from tests.tables import each

HEAD = "<h1>Call of the towns</h1>"


def gone(inner: str, *, titled: bool = True) -> list[str]:
    """The lines of a page that are boilerplate; the first heading is the title if it is `titled`."""
    layout = layout_of(inner)
    titles = [i for i, block in enumerate(layout.blocks) if block.tag == "h1"]
    found = find_boilerplate(layout, frozenset(titles if titled else ()))
    return [block.text for block, is_gone in zip(layout.blocks, found.gone, strict=True) if is_gone]


def foreign(inner: str) -> list[str]:
    layout = layout_of(inner)
    found = find_boilerplate(layout, frozenset())
    return [block.text for block, is_foreign in zip(layout.blocks, found.foreign, strict=True) if is_foreign]


@each(
    ("size", "inside", "titled", "is_gone"),
    [
        (90, "", False, True),  # of 200 letters
        (91, "", False, False),
        (30, HEAD, True, True),
        (31, HEAD, True, True),  # too short to be prose
        (60, HEAD, True, False),
    ],
)
def test_a_box_with_much_of_the_prose_is_no_boilerplate(
    size: int, inside: str, titled: bool, is_gone: bool
) -> None:
    side = f"<div class=sidebar>{inside}<p>{'x' * size}</p></div>"
    rest = f"<p>{'y' * (200 - size)}</p>"
    assert ("x" * size in gone(f"{side}{rest}", titled=titled)) is is_gone


@each(("size", "is_gone"), [(340, True), (339, False)])
def test_a_box_with_the_title_needs_less_of_the_prose(size: int, is_gone: bool) -> None:
    side = f"<div class=sidebar>{HEAD}<p>{'x' * 60}</p></div>"
    assert (("x" * 60) in gone(f"{side}<p>{'y' * size}</p>")) is is_gone


@each(
    ("line", "is_prose"),
    [
        (f"<p>{'x' * 60}</p>", True),
        (f"<p>{'x' * 59}</p>", False),
        (f"<p>{'x' * 30}<a href=/x>{'x' * 30}</a></p>", True),
        (f"<p>{'x' * 30}<a href=/x>{'x' * 31}</a></p>", False),
        (f"<h2>{'x' * 60}</h2>", False),
    ],
)
def test_letters_that_are_prose(line: str, is_prose: bool) -> None:
    assert (gone(f"<div class=sidebar>{line}</div><p>y</p>") == []) is is_prose


@each(
    ("inner", "lines"),
    [
        (f"<header><p>{'x' * 90}</p></header>{HEAD}<p>{'y' * 200}</p>", ["x" * 90]),
        (f"{HEAD}<header><p>{'x' * 90}</p></header>", []),
        (f"<header>{HEAD}<p>{'x' * 90}</p></header>", []),
        (f"{HEAD}<footer><p>{'x' * 90}</p></footer>", ["x" * 90]),
        (f"{HEAD}<div class=colophon><p>{'x' * 90}</p></div>", ["x" * 90]),
        (f"<footer><p>{'x' * 90}</p></footer>{HEAD}", []),
        (f"<footer>{HEAD}<p>{'x' * 90}</p></footer>", []),
        ("<figure><table><tr><td>One</td><td>Two</td></tr></table></figure>", []),
        ("<figure>One</figure>", ["One"]),
        ("<figure><table><tr><td>One</td></tr></table><figcaption>Two</figcaption></figure>", []),
        ("<figure><p>One</p><figcaption>Two</figcaption></figure>", ["One", "Two"]),
        ("<table><caption>One</caption><tr><td>Two</td></tr></table>", []),
        ("<figure><p>One</p></figure><table><tr><td>Two</td></tr></table>", ["One"]),
        ("<main class=sidebar>One</main><p>y</p>", []),
        (f"<div>{HEAD}<p>Soon</p></div><div><h3>Who we are</h3><p>One</p></div>", []),
        (f"<div>{HEAD}<h2>{P1}</h2></div><div><h3>Who we are</h3><p>One</p></div>", []),
        ("<div role=banner>One</div><p>y</p>", ["One"]),
        ("<div role=search>One</div><p>y</p>", ["One"]),
        ("<div hidden>One</div><p>y</p>", ["One"]),
        ("<div class=comments><p>One</p></div><p>y</p>", ["One"]),
        (f"<div>{HEAD}<p>{P1}</p></div><div><h3>Who we are</h3><p>One</p></div>", ["Who we are", "One"]),
        (f"<div>{HEAD}<p>{P1}</p></div><div><div><h3>O nas:</h3></div><p>One</p></div>", ["O nas:", "One"]),
        (f"<div>{HEAD}<p>{P1}</p></div><div><h3>Contact</h3><p>One</p></div>", []),
        (f"<div>{HEAD}<p>{P1}</p><div><h3>Who we are</h3><p>One</p></div></div>", []),
        (f"<div>{HEAD}</div><div><p>{P1}</p></div><div><h3>Who we are</h3><p>One</p></div>", []),
        (f"<div><h3>Who we are</h3><p>One</p></div><div>{HEAD}<p>{P1}</p></div>", []),
        (f"<div itemprop=articleBody class=sidebar>One</div><p>{'y' * 90}</p>", []),
    ],
)
def test_boxes_of_the_page(inner: str, lines: list[str]) -> None:
    assert gone(inner) == lines


@each("inner", ["<nav>One</nav>", "<div class=related-posts>One</div>"])
def test_navigation_and_other_posts_are_foreign(inner: str) -> None:
    assert foreign(f"{inner}<div class=sidebar>Two</div><p>y</p>") == ["One"]


@each(("text", "size"), [("abc", 3), ("äbc", 3), ("会議abc", 8), ("회의", 5), ("会", 2.5)])
def test_the_size_of_a_text(text: str, size: float) -> None:
    assert size_of(text) == size


def _teaser(letters: int, linked: int) -> str:
    rest = f"<p>{'y' * (letters - linked)}</p>" if letters > linked else ""
    return f"<div class=item><h3><a href=/a>{'x' * linked}</a></h3>{rest}</div>"


@each(
    ("boxes", "are_teasers"),
    [
        ([_teaser(100, 40)] * 2, True),
        ([_teaser(100, 40)], False),
        ([_teaser(500, 40)] * 2, True),
        ([_teaser(501, 40)] * 2, False),
        ([_teaser(100, 40)] * 7 + ["<div class=item>Another</div>"] * 3, True),
        ([_teaser(100, 40)] * 6 + ["<div class=item>Another</div>"] * 4, False),
        ([_teaser(100, 40)] * 5 + ["<div class=item>Another</div>"] * 2, True),
        ([_teaser(100, 40)] * 4 + ["<div class=item>Another</div>"] * 2, False),
        ([f"<ul class=item><li><h3><a href=/a>{'x' * 40}</a></h3></li><li>y</li></ul>"] * 2, True),
        ([f"<div class=item><a href=/a>{'x' * 26}</a></div>"] * 2, True),
        ([f"<div class=item><a href=/a>{'x' * 25}</a></div>"] * 2, False),  # a name
        ([f"<div class=item>{'y' * 12}<a href=/a>{'x' * 29}</a></div>"] * 2, True),
        ([f"<div class=item>{'y' * 12}<a href=/a>{'x' * 28}</a></div>"] * 2, False),
        ([f"<div class=item><h3>yyy<a href=/a>{'x' * 8}</a></h3><p>y</p></div>"] * 2, True),
        ([f"<div class=item><h3>yyy<a href=/a>{'x' * 7}</a></h3><p>y</p></div>"] * 2, False),
        ([f"<p class=item><a href=/a>{'x' * 40}</a></p>"] * 2, False),
        ([f"<li class=item><a href=/a>{'x' * 40}</a></li>"] * 2, True),
        ([f"<article class=item><a href=/a>{'x' * 40}</a></article>"] * 2, True),
        ([f"<section class=item><a href=/a>{'x' * 40}</a></section>"] * 2, True),
        (
            [
                f"<div class=item><a href=/a>{'x' * 40}</a></div>",
                f"<div class=b><a href=/a>{'x' * 40}</a></div>",
            ],
            False,
        ),
    ],
)
def test_teasers(boxes: list[str], are_teasers: bool) -> None:
    assert bool(foreign(f"<div>{''.join(boxes)}</div>")) is are_teasers


ABOUT = "Example Cluster is the network of the industry of the valley and of two hundred firms."
OWNED = "© 2026 Example Cluster"
TEXT = f"<div class=text><p>{P1}</p></div>"
FOOT = f"<p>{ABOUT}</p><p>12 Main Street</p><p>{OWNED}</p>"
LINES = [ABOUT, "12 Main Street", OWNED]


@each(
    ("inner", "lines"),
    [
        (f"<div>{HEAD}{TEXT}</div><div>{FOOT}</div>", LINES),
        (f"<div>{HEAD}{TEXT}</div><div><div>{FOOT}</div></div>", LINES),
        (f"<div>{HEAD}{TEXT}</div><div>{FOOT}</div><nav><a href=/>Home</a></nav>", [*LINES, "Home"]),
        (f"<div>{HEAD}{TEXT}<div>{FOOT}</div></div>", LINES),
        (f"<div>{HEAD}{TEXT}<hr>{FOOT}</div>", LINES),
        (
            f"<div>{HEAD}{TEXT}<hr><p>Deadline: 30 May 2026</p><p>12 Main Street</p><p>{OWNED}</p></div>",
            [OWNED],
        ),
        (f"<div>{HEAD}{TEXT}</div><div><p>Termin składania: 30 maja 2026</p><p>{OWNED}</p></div>", [OWNED]),
        (f"<div>{HEAD}<hr>{TEXT}{FOOT}</div>", [OWNED]),  # the text itself stands below the rule
        (f"<hr><div>{HEAD}{TEXT}<div>{FOOT}</div></div>", LINES),
        (f"<div>{HEAD}{TEXT}<hr><p>{ABOUT}</p></div><div><p>{OWNED}</p></div>", [ABOUT, OWNED]),
        (f"<div>{HEAD}{TEXT}</div><div><p>{ABOUT}</p></div>", []),
        (f"<div>{HEAD}{TEXT}</div><div class=content>{FOOT}</div>", [OWNED]),
        (f"<div>{HEAD}</div><div>{TEXT}<p>{OWNED}</p></div>", [OWNED]),  # no text above
        (f"<div>{HEAD}</div><div>{FOOT}</div>", [OWNED]),
        (f"<div>{HEAD}{TEXT}</div><div>{f'<p>{ABOUT}</p>' * 3}<p>{OWNED}</p></div>", [*[ABOUT] * 3, OWNED]),
        (f"<div>{HEAD}{TEXT}</div><div>{f'<p>{ABOUT}</p>' * 4}<p>{OWNED}</p></div>", [OWNED]),
        (f"<div>{HEAD}{TEXT}<p>{OWNED}</p><p>{ABOUT}</p></div><div><p>{ABOUT}</p></div>", []),
    ],
)
def test_the_foot_of_a_page_that_no_name_marks(inner: str, lines: list[str]) -> None:
    assert gone(inner) == lines
    assert OWNED not in gone(inner, titled=False)


@each(("tag", "is_gone"), [("footer", False), ("aside", True)])
def test_a_page_whose_foot_was_left_out_has_no_other(tag: str, is_gone: bool) -> None:
    body = parse(f"<body><div>{HEAD}{TEXT}</div><div>{FOOT}</div><{tag}>Partners</{tag}></body>").body
    assert body is not None
    found = find_boilerplate(read_blocks(body, SITE, with_boilerplate=False), frozenset({0}))
    assert found.gone[-3:] == [is_gone] * 3


@each(
    ("line", "is_notice"),
    [
        ("(c) 2026 Example Cluster", True),
        ("(c)2026 Example Cluster", True),
        ("Copyright Example Cluster", True),
        ("(c) Example Cluster", False),
        ("Copyrighted by nobody", False),
    ],
)
def test_a_notice_of_copyright(line: str, is_notice: bool) -> None:
    inner = f"<div>{HEAD}{TEXT}</div><div><p>{ABOUT}</p><p>{line}</p></div>"
    assert gone(inner) == ([ABOUT, line] if is_notice else [])
