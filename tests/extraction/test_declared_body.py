"""Tests of the body that a page declares: what it confirms of the body found, and when it replaces it."""

from __future__ import annotations

from clusterwatch.extraction.declared.declared_body import confirmed, replaces
from tests.extraction.pages import P1, P2, P3, layout_of
from tests.tables import each

LONG = "y" * 900
EXTRA = "Another forty letters that no other place says."


def kept(declared: str, *lines: str, tag: str = "p") -> list[str]:
    """The lines of a body that stay beside a declared body; `tag` is that of the last one."""
    markup = "".join(f"<p>{line}</p>" for line in lines[:-1]) + f"<{tag}>{lines[-1]}</{tag}>"
    layout = layout_of(f"<div>{markup}</div>")
    return [layout.blocks[i].text for i in confirmed(layout, range(len(layout.blocks)), declared)]


@each(
    ("extra", "tag", "is_kept"),
    [
        (EXTRA, "p", False),
        (EXTRA, "h2", True),
        ("x" * 40, "p", False),
        ("x" * 39, "p", True),
        (f"{P1[:60]} {'x' * 60}", "p", True),  # its head is there
        (f"{'x' * 60} {P1[-59:]}", "p", True),
        (f"{'x' * 60}{P1[10:80]}{'x' * 30}", "p", True),
        (f"{'x' * 30}{P1[10:80]}{'x' * 60}", "p", False),
    ],
)
def test_prose_that_a_declared_body_lacks_is_left_out(extra: str, tag: str, is_kept: bool) -> None:
    assert kept(f"{P1} {LONG}", P1, LONG, extra, tag=tag) == [P1, LONG, *[extra] * is_kept]


def test_a_lead_before_the_declared_body_stays() -> None:
    assert kept(f"{P1} {P2} {P3}", EXTRA, P1, P2, P3) == [EXTRA, P1, P2, P3]


@each(("size", "is_kept"), [(150, False), (151, True)])
def test_a_declared_body_with_less_than_85_percent_is_another_text(size: int, is_kept: bool) -> None:
    text, rest = "a" * 850, "x" * size
    assert kept(text, text, rest) == [text, *[rest] * is_kept]


def test_a_declared_body_of_another_text_changes_nothing() -> None:
    assert kept(P3, P1, P2) == [P1, P2]
    assert kept("", P1, P2) == [P1, P2]


@each(
    ("declared", "found", "replaced"),
    [(900, 0, False), (901, 0, True), (900, 300, False), (903, 301, False), (904, 301, True)],
)
def test_a_declared_body_three_times_as_long_replaces_the_one_found(
    declared: int, found: int, replaced: bool
) -> None:
    assert replaces("x" * declared, "y" * found) is replaced
