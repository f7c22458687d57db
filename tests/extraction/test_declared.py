"""Tests of JSON-LD, meta elements and microdata, as found on real sites."""

from __future__ import annotations

from clusterwatch.extraction.declared.claims import Structured
from clusterwatch.extraction.declared.json_ld import read_scripts
from clusterwatch.extraction.page import PageView
from clusterwatch.html_tree import parse
from tests.extraction.pages import page
from tests.tables import each


def _claims(body: str, head: str = "") -> Structured:
    return PageView(page(body, head), "https://example.org/a").claims


ARTICLE = '"@type": "NewsArticle", "headline": "Light for all", "datePublished": "2024-05-06T07:08:09+02:00"'


SCRIPTS = 'script[type*="ld+json" i]'


@each(
    "script",
    [
        f"{{{ARTICLE}}}",
        f"[{{{ARTICLE}}}]",
        f'{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "Lumen"}}, {{{ARTICLE}}}]}}',
        f'{{"@type": "WebPage", "name": "x", "mainEntity": {{{ARTICLE}}}}}',
        f"{{{ARTICLE},}}",
        f'{{{ARTICLE}, "keywords": ["a", "b", ]}}',
        f'{{{ARTICLE}, "description": "two\nlines and a \ttab"}}',
        f"<!-- {{{ARTICLE}}} -->",
        f"/* <![CDATA[ */ {{{ARTICLE}}} /* ]]> */",
        f"{{{ARTICLE}}};",
        "{{{}}}".format(ARTICLE.replace('"', "&quot;")),
        f'{{"@type": "Organization", "name": "Lumen"}}{{{ARTICLE}}}',
        f'{{{ARTICLE}, "image": "C:\\lights"}}',
        '{"@type": "Article" "headline" oops, "headline": "Light for all", "datePublished":"2024-05-06T07:08:09+02:00"',
        "{{{}}}".format(ARTICLE.replace("NewsArticle", "https://schema.org/BlogPosting")),
    ],
)
def test_json_ld_is_read_even_when_it_is_broken(script: str) -> None:
    document = parse(page("", f'<script type="application/ld+json">{script}</script>'))
    items = read_scripts(document.css(SCRIPTS))
    assert items
    assert items[0]["headline"] == "Light for all"
    assert items[0]["datePublished"] == "2024-05-06T07:08:09+02:00"


@each(
    "script",
    [
        "",
        "null",
        "[[[[",
        '"text"',
        "{}",
        f'{{"@type": "ItemList", "itemListElement": [{{{ARTICLE}}}]}}',
        "{" * 5000,
        "[" * 200_000,
    ],
)
def test_json_ld_of_other_types_is_ignored(script: str) -> None:
    document = parse(page("", f'<script type="application/ld+json">{script}</script>'))
    assert read_scripts(document.css(SCRIPTS)) == []


def objects(script: str) -> list[object]:
    """The headlines, or else the types, of the objects of a script."""
    document = parse(page("", f'<script type="application/ld+json">{script}</script>'))
    return [item.get("headline", item["@type"]) for item in read_scripts(document.css(SCRIPTS))]


@each(
    ("script", "count"),
    [
        ('{"@graph":' * 6 + f"{{{ARTICLE}}}" + "}" * 6, 1),
        ('{"@graph":' * 7 + f"{{{ARTICLE}}}" + "}" * 7, 0),  # too deep
        ('{"@graph":[' * 3 + f"{{{ARTICLE}}}" + "]}" * 3, 1),
        ('{"@graph":[' * 4 + f"{{{ARTICLE}}}" + "]}" * 4, 0),
        (f"[{', '.join([f'{{{ARTICLE}}}'] * 101)}]", 100),
        (f"[{'0, ' * 200}{{{ARTICLE}}}]", 1),
        (f"{{{ARTICLE}}} " * 51, 51),  # one after the other
    ],
)
def test_how_many_objects_are_read(script: str, count: int) -> None:
    assert objects(script) == ["Light for all"] * count


def test_quotes_that_are_escaped_in_a_text_stay_so() -> None:
    assert objects('{"@type": "Article", "headline": "&quot;Light&quot; for all",}') == [
        "&quot;Light&quot; for all"
    ]


@each(("size", "kind"), [(2_000_000, "NewsArticle"), (2_000_001, "Article")])
def test_a_longer_script_is_read_in_part(size: int, kind: str) -> None:
    start = f'{{{ARTICLE}, "x": "'
    script = f'{start}{"x" * (size - len(start) - 2)}"}}'
    document = parse(page("", f'<script type="application/ld+json">{script}</script>'))
    assert [item["@type"] for item in read_scripts(document.css(SCRIPTS))] == [kind]


def test_articles_stand_before_pages_and_pages_before_events() -> None:
    script = f'[{{"@type": "Event"}}, {{"@type": "WebPage", "name": "two\nlines"}}, {{{ARTICLE}}}]'
    assert objects(script) == ["Light for all", "WebPage", "Event"]


@each(
    ("name", "field"),
    [
        ('property="article:published_time"', "published"),
        ('name="DC.date.issued"', "published"),
        ('name="dcterms.created"', "published"),
        ('name="citation_publication_date"', "published"),
        ('name="parsely-pub-date"', "published"),
        ('itemprop="datePublished"', "published"),
        ('property="og:updated_time"', "modified"),
        ('name="last-modified"', "modified"),
        ('name="DCTERMS.modified"', "modified"),
    ],
)
def test_names_of_meta_elements_with_dates(name: str, field: str) -> None:
    claims = _claims("", f'<meta {name} content="2024-05-06">')
    dates = [(c.field, c.raw) for c in claims.claims if c.field in ("published", "modified")]
    assert dates == [(field, "2024-05-06")]


@each(
    "name",
    ["event:start_time", "expires", "article:expiration_time", "copyright-date", "viewport", "revisit-after"],
)
def test_meta_elements_with_other_dates_are_ignored(name: str) -> None:
    claims = _claims("", f'<meta name="{name}" content="2024-05-06">')
    assert [c for c in claims.claims if c.field in ("published", "modified")] == []


def test_contradictory_microdata_has_a_low_weight() -> None:
    one = _claims('<p itemprop="datePublished" content="2024-05-06">x</p>')
    two = _claims('<p itemprop="datePublished">2024-05-06</p><p itemprop="datePublished">2023-01-02</p>')
    (alone,) = one.of("published")
    assert all(claim.weight < alone.weight / 2 for claim in two.of("published"))
