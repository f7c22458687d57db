"""Tests of selectors for a node: what they name, and that those that are likely to last cost the least."""

from __future__ import annotations

from clusterwatch.extraction.selectors.naming import selectors_for
from clusterwatch.html_tree import parse

NESTED = "".join(f'<div class="{name}">' for name in "fedcba") + "<p>T</p>"


def costs(markup: str, css: str, place: int = 0) -> dict[str, float]:
    """The selectors of a node, with their costs."""
    node = parse(f"<body><main>{markup}</main></body>").css(css)[place]
    return {selector: round(cost, 2) for cost, selector in selectors_for(node)}


def test_a_node_is_named_by_id_property_and_classes() -> None:
    found = costs('<p class="x y z u v" id="n1" property="p">T</p>', "p")
    assert dict(list(found.items())[:10]) == {
        "#n1": 1.0,
        'p[property="p"]': 1.0,
        **dict.fromkeys(("p.x", "p.y", "p.z", "p.u"), 1.5),
        **dict.fromkeys(("p.x.y", "p.y.z", "p.z.u"), 2.0),
        "p": 3.0,
    }
    assert not any("#" in css for css in costs('<p id="post-12">T</p>', "p"))


def test_ancestors_up_to_the_sixth_are_named() -> None:
    found = costs(NESTED, "p")
    assert found == {
        "p": 3.0,
        "div.a > p": 5.25,
        "div.a > p:nth-of-type(1)": 5.25,
        **{f"div.{name} p": round(5.1 + n / 10, 2) for n, name in enumerate("bcdef")},
        **{f"div.{name} div > p:nth-of-type(1)": round(7.6 + n / 10, 2) for n, name in enumerate("bcdef")},
    }


def test_a_position_after_the_sixth_is_not_named() -> None:
    items = '<ul class="l">' + "<li>x</li>" * 7 + "</ul>"
    assert costs(items, "li", 5)["ul.l > li:nth-of-type(6)"] == 5.25
    assert not any("nth" in css for css in costs(items, "li", 6))


def test_a_row_names_its_cell() -> None:
    found = costs('<table class="t"><tr><td>a</td></tr><tr><td>b</td></tr></table>', "td", 1)
    assert found["table.t tr:nth-of-type(2) > td"] == 7.7
    assert found["table.t tr > td:nth-of-type(1)"] == 7.7


def test_a_tag_with_a_meaning_costs_as_little_as_a_class() -> None:
    assert costs("<time>x</time>", "time") == {
        "time": 1.5,
        "main > time": 3.75,
        "main > time:nth-of-type(1)": 5.25,
    }


def test_names_that_no_selector_can_have_are_left_out() -> None:
    found = costs('<p class="1a b:c d" itemprop="a b">T</p>', "p")
    assert [css for css in found if " " not in css] == ["p.d", "p"]
    assert costs("<p>T</p>", "body") == {}
