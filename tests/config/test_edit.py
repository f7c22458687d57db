"""Tests of edits of sources.yaml: only the lines of the change differ."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterwatch.config import load_sources, positions
from clusterwatch.config.edit import change_source, insert_source, remove_source, rename_source, set_field
from clusterwatch.errors import ConfigError
from tests.tables import each

ROOT = Path(__file__).parents[2]
MIXED = """\
# yaml-language-server: $schema=sources.schema.json

network: {contact: "watch@example.org"}   # who we are

sources:

  # ------------------------------------------- France

  # Was two bodies until 2019.
  alpha:
    url: https://alpha.example/news   # the news page
    country: FR
    select:          # seen in March
      title: h1
      body: '.text'
      remove: [ ".share",   nav ]
    # its dates are American
    date: {order: MDY}

  delta: {url: "https://delta.example/", country: FR, languages: [fr, en]}   # short

  # ------------------------------------------- Germany

  gamma:
    url: >-
      https://gamma.example/
    country: DE
    aliases:
      - "Gamma & Co"
      - 'G#1'      # so they write it

# the end
"""


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the removed and the added lines."""
    diff = list(difflib.ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True)))
    return [d[2:] for d in diff if d[0] == "-"], [d[2:] for d in diff if d[0] == "+"]


@pytest.mark.parametrize(
    ("source", "changes", "out", "put"),
    [
        ("alpha", {"url": "https://alpha.example/actus"}, "    url: https://alpha.example/news   # the news page\n",
         "    url: https://alpha.example/actus   # the news page\n"),
        ("alpha", {"checked": "2026-01-01"}, "", "    checked: 2026-01-01\n"),
        ("alpha", {"select": {"body": ".b > p"}}, "      body: '.text'\n", "      body: .b > p\n"),
        ("alpha", {"select": {"date": {"css": "time", "attr": "datetime"}}}, "",
         "      date: {css: time, attr: datetime}\n"),
        ("alpha", {"select": {"remove": ["#x", "a, b"]}}, '      remove: [ ".share",   nav ]\n',
         '      remove: ["#x", "a, b"]\n'),
        ("alpha", {"date": {"order": "DMY"}}, "    date: {order: MDY}\n", "    date: {order: DMY}\n"),
        ("alpha", {"date": None}, "    date: {order: MDY}\n", ""),
        ("alpha", {"date": {"order": None}}, "    date: {order: MDY}\n", ""),
        ("alpha", {"select": {"title": None}}, "      title: h1\n", ""),
        ("alpha", {"select": None},
         "    select:          # seen in March\n      title: h1\n      body: '.text'\n"
         '      remove: [ ".share",   nav ]\n', ""),
        ("delta", {"checked": "never"},
         '  delta: {url: "https://delta.example/", country: FR, languages: [fr, en]}   # short\n',
         '  delta: {url: "https://delta.example/", country: FR, languages: [fr, en], checked: never}   # short\n'),
        ("delta", {"country": None, "url": "https://d.example/"},
         '  delta: {url: "https://delta.example/", country: FR, languages: [fr, en]}   # short\n',
         '  delta: {url: "https://d.example/", languages: [fr, en]}   # short\n'),
        ("delta", {"languages": None},
         '  delta: {url: "https://delta.example/", country: FR, languages: [fr, en]}   # short\n',
         '  delta: {url: "https://delta.example/", country: FR}   # short\n'),
        ("gamma", {"url": "https://g.example/"}, "    url: >-\n      https://gamma.example/\n",
         "    url: https://g.example/\n"),
        ("gamma", {"aliases": ["Gamma"]},
         "    aliases:\n      - \"Gamma & Co\"\n      - 'G#1'      # so they write it\n",
         "    aliases: [Gamma]      # so they write it\n"),
        ("gamma", {"enabled": False, "reason": "merged: see alpha"}, "",
         '    enabled: false\n    reason: "merged: see alpha"\n'),
        ("gamma", {"country": "DE"}, "", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_change_affects_only_its_lines(
    source: str, changes: dict[str, Any], out: str, put: str, newline: str
) -> None:
    old = MIXED.replace("\n", newline)
    new = change_source(old, source, changes)
    gone, come = changed_lines(old, new)
    assert ("".join(gone), "".join(come)) == (out.replace("\n", newline), put.replace("\n", newline))


FRENCH = {"url": "https://beta.example/", "country": "FR"}


@each(
    ("source", "fields", "above", "below"),
    [
        ("beta", FRENCH, "    date: {order: MDY}\n\n", "\n  delta: {url"),
        ("zeta", FRENCH, "# short\n\n", "\n  # ------------------------------------------- Germany"),
        ("aaa", FRENCH, "----- France\n\n", "\n  # Was two bodies until 2019.\n  alpha:"),
        ("beta", {**FRENCH, "country": "DE"}, "----- Germany\n\n", "\n  gamma:"),
        ("last", {**FRENCH, "country": "SE"}, "# so they write it\n\n", "\n# the end\n"),
        ("last", {"url": "https://x.example/"}, "# so they write it\n\n", "\n# the end\n"),
    ],
)
def test_a_source_is_inserted_among_those_of_its_country(
    source: str, fields: dict[str, Any], above: str, below: str
) -> None:
    new = insert_source(MIXED, source, fields)
    written = f"  {source}:\n" + "".join(f"    {k}: {v}\n" for k, v in fields.items())
    assert above + written + below in new
    assert changed_lines(MIXED, new)[0] == []


@each(
    ("old", "new"),
    [
        ("", "sources:\n  a:\n    url: https://a.example/\n"),
        ("# mine\n", "# mine\nsources:\n  a:\n    url: https://a.example/\n"),
        ("# mine", "# mine\nsources:\n  a:\n    url: https://a.example/"),
        ("sources:\n", "sources:\n  a:\n    url: https://a.example/\n"),
        ("sources:", "sources:\n  a:\n    url: https://a.example/"),
        ("sources: {}   # none yet\r\n", "sources:   # none yet\r\n  a:\r\n    url: https://a.example/\r\n"),
        ("sources: ~\n", "sources:\n  a:\n    url: https://a.example/\n"),
        ("defaults: {delay: 2}\n", "defaults: {delay: 2}\n\nsources:\n  a:\n    url: https://a.example/\n"),
        ("{defaults: {delay: 2}}\n", "{defaults: {delay: 2}, sources: {a: {url: 'https://a.example/'}}}\n"),
        ("sources:\n  b: {url: 'https://b.example/'}",
         "sources:\n  b: {url: 'https://b.example/'}\n  a: {url: 'https://a.example/'}"),
        ("sources: {b: {url: 'https://b.example/'}}\n",
         "sources: {b: {url: 'https://b.example/'}, a: {url: 'https://a.example/'}}\n"),
        ("sources:\n    b:\n        url: https://b.example/",
         "sources:\n    b:\n        url: https://b.example/\n\n    a:\n        url: https://a.example/"),
    ],
)  # fmt: skip
def test_a_first_source_and_other_styles(old: str, new: str) -> None:
    assert insert_source(old, "a", {"url": "https://a.example/"}).replace('"', "'") == new


@each(
    ("text", "sentence"),
    [
        (MIXED, "line 10: alpha: a source with this id exists already"),
        ("a: [", "not valid YAML"),
        ("- a\n", "line 1: expected a mapping with `sources:`"),
        ("sources: [a]\n", "line 1: expected a mapping with `sources:`"),
        ("---\n# nothing\n...\n", "alpha: cannot be added automatically"),
    ],
)
def test_a_source_that_cannot_be_added(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        insert_source(text, "alpha", FRENCH)


@each("source", ["b", "c"])
def test_shared_mappings_are_not_changed(source: str) -> None:
    shared = "sources:\n  a: &a {url: https://a.example/}\n  b: *a\n  c: {<<: *a}\n"
    if source == "c":  # its own field replaces a shared one
        assert "c: {<<: *a, url: " in change_source(shared, "c", {"url": "https://c.example/"})
        return
    with pytest.raises(ConfigError, match="b: url: cannot be changed automatically"):
        change_source(shared, source, {"url": "https://c.example/"})


def test_a_field_of_all_sources_is_set_with_one_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    trees: list[str] = []
    compose = positions.compose

    def counted(text: str) -> Any:
        trees.append(text)
        return compose(text)

    monkeypatch.setattr(positions, "compose", counted)
    old = MIXED.replace("    country: DE\n", "    country: DE\n    checked: never  # not tried\n")
    new = set_field(old, {"alpha", "delta", "gamma", "nobody"}, "checked", "2026-01-01")
    assert new == (
        old.replace("{order: MDY}\n", "{order: MDY}\n    checked: 2026-01-01\n")
        .replace("[fr, en]}", "[fr, en], checked: 2026-01-01}")
        .replace("never", "2026-01-01")
    )
    assert len(trees) == 1


def test_the_source_that_cannot_be_changed_is_named() -> None:
    shared = "sources:\n  a: &a {url: https://a.example/, checked: never}\n  b: *a\n"
    with pytest.raises(ConfigError, match="b: checked: cannot be changed automatically"):
        set_field(shared, ["a", "b"], "checked", "2026-01-01")
    assert set_field(shared, [], "checked", "2026-01-01") == shared


def test_an_unknown_source() -> None:
    with pytest.raises(ConfigError, match="nobody: there is no source with this id"):
        change_source(MIXED, "nobody", {"url": "https://c.example/"})


@pytest.mark.parametrize("country", ["FR", "DE", "SE", "EU", "MT"])
def test_the_shipped_catalogue_stays_valid(country: str, tmp_path: Path) -> None:
    old = (ROOT / "sources.yaml").read_text("utf-8")
    select = {"title": "h1", "body": "#main .text"}
    fields = {"name": "A: new one", "url": "https://new.example/", "country": country, "select": select}
    new = insert_source(old, "new-one", {**fields, "kind": "cluster"})
    path = tmp_path / "sources.yaml"
    path.write_text(new, "utf-8")
    assert load_sources(path)["new-one"].country == country
    gone, come = changed_lines(old, new)
    assert (gone, len(come)) == ([], 7)
    again = change_source(new, "new-one", {"checked": "2026-01-01"})
    assert changed_lines(new, again) == ([], ["    checked: 2026-01-01\n"])


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
VALUES = st.one_of(TEXTS, st.booleans(), st.integers(-99, 99), st.lists(TEXTS, min_size=1, max_size=3))
NESTED = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4)
IDS = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True), min_size=1, max_size=5, unique=True)
ABOVE = st.sampled_from(
    [[], [""], ["", "  # a heading", ""], ["  # about it"], ["    # deeper", ""]],
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a file of sources in mixed styles, with comments and blank lines. Return it and its ids."""
    ids = draw(IDS)
    lines = ["# head", "sources:  # all"]
    for source_id in ids:
        lines += draw(ABOVE)
        url, country = f"https://{source_id}.example/", draw(st.sampled_from(["FR", "DE", ""]))
        if draw(st.booleans()):
            lines.append(f"  {source_id}: {{url: '{url}'{country and f', country: {country}'}}}  # c")
        else:
            lines += [
                f"  {source_id}:",
                f'    url: "{url}"',
                "",
                "    # more",
                "    aliases:",
                "      - 'x: y'",
            ]
            lines += [f"    country: {country}  # where"] if country else []
            lines += draw(st.sampled_from([[], ["    reason: |-", "      #text", "", "      more"]]))
    lines += draw(st.sampled_from([[], ["", "# foot"], ["network: {allow_private: true}"]]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + draw(st.sampled_from(["", newline])), ids


@settings(max_examples=60, deadline=None)
@given(files(), NESTED)
def test_inserting_a_source_changes_no_other_line(
    file: tuple[str, list[str]], fields: dict[str, Any]
) -> None:
    old, _ = file
    new = insert_source(old, "new-one", fields)
    data = positions.locate(new).data
    assert data["sources"].pop("new-one") == fields
    assert data == positions.locate(old).data
    come = new.splitlines()
    rest = iter(come)
    assert all(line in rest for line in old.splitlines())  # all lines in the same order
    if old.endswith("\n"):
        rest = iter(new.splitlines(keepends=True))
        assert all(line in rest for line in old.splitlines(keepends=True))


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_changing_a_source_changes_no_other_source(file: tuple[str, list[str]], data: st.DataObject) -> None:
    old, ids = file
    source_id = data.draw(st.sampled_from(ids))
    name = data.draw(st.sampled_from(["url", "aliases", "country", "reason", "select"]))
    value = data.draw(st.one_of(VALUES, st.none(), NESTED))
    new = change_source(old, source_id, {name: value, "checked": "2026-01-01"})
    before, after = positions.locate(old), positions.locate(new)
    wanted = before.data["sources"][source_id] | {name: value, "checked": "2026-01-01"}
    wanted = {k: v for k, v in wanted.items() if v is not None}
    assert after.data == before.data | {"sources": before.data["sources"] | {source_id: wanted}}
    first = before.line(("sources", source_id)) - 1
    assert new.splitlines()[:first] == old.splitlines()[:first]
    later = [line for i in ids if (line := before.line(("sources", i)) - 1) > first]
    if later:
        tail = old.splitlines()[min(later) :]
        assert new.splitlines()[-len(tail) :] == tail
    del wanted["checked"]
    if not wanted:
        return  # a source must have a field
    back = positions.locate(change_source(new, source_id, {"checked": None})).data
    assert back == before.data | {"sources": before.data["sources"] | {source_id: wanted}}


def test_the_only_field_of_a_source_is_replaced_by_another() -> None:
    old = "sources:\n  a: {url: 'https://a.example/'}  # c\n"
    assert change_source(old, "a", {"url": None, "reason": "gone"}) == "sources:\n  a: {reason: gone}  # c\n"


@each("old", ["alpha", "delta", "gamma"])
def test_a_source_is_renamed_in_its_line_only(old: str) -> None:
    gone, new = changed_lines(MIXED, rename_source(MIXED, old, "new-name"))
    assert [line.replace("new-name", old) for line in new] == gone
    assert len(gone) == 1


@each(
    ("text", "wanted"),
    [
        ("sources: {a: {url: x}, 'b': {url: y}}\n", "sources: {a: {url: x}, c: {url: y}}\n"),
        ('sources:\n  "b":   # quoted\n    url: y\n', "sources:\n  c:   # quoted\n    url: y\n"),
    ],
)
def test_a_quoted_id_is_renamed(text: str, wanted: str) -> None:
    assert rename_source(text, "b", "c") == wanted


def test_an_id_that_yaml_would_read_as_a_number_is_quoted() -> None:
    assert positions.locate(rename_source("sources: {a: {url: x}}\n", "a", "12")).data == {
        "sources": {"12": {"url": "x"}}
    }


def test_a_source_is_not_renamed_to_another_or_from_none() -> None:
    with pytest.raises(ConfigError, match=r"line 17.*exists already|exists already"):
        rename_source(MIXED, "alpha", "gamma")
    with pytest.raises(ConfigError, match="no source with this id"):
        rename_source(MIXED, "beta", "other")


@each(
    ("source", "first", "count"),
    [("alpha", "  alpha:\n", 9), ("delta", "  delta: {", 1), ("gamma", "  gamma:\n", 7)],
)
def test_a_source_is_removed_with_its_lines(source: str, first: str, count: int) -> None:
    text = remove_source(MIXED, source)
    gone, new = changed_lines(MIXED, text)
    assert (new, len(gone)) == ([], count)
    assert gone[0].startswith(first)
    left = positions.locate(text).data
    assert left is not None
    assert set(left["sources"]) == {"alpha", "delta", "gamma"} - {source}


@each(
    ("text", "wanted"),
    [
        ("sources:\n  a: {url: x}\n", "sources:\n"),
        ("sources: {a: {url: x}}\n", "sources: {}\n"),
        ("sources: {a: {url: x}, b: {url: y}}\n", "sources: {b: {url: y}}\n"),
    ],
)
def test_removal_of_the_first_and_of_the_last_source(text: str, wanted: str) -> None:
    assert remove_source(text, "a") == wanted
