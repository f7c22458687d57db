"""Tests that the examples, signatures and attributes in docs/python.md agree with the code."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import re
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import clusterwatch
from clusterwatch import Archive, errors, extract_post, load_sources, parse_date, read_facts
from clusterwatch.archive import Hit
from clusterwatch.models import Draft, Evidence, Facts, ParsedDate, StatedDay
from tests.cli.workspace import Workspace
from tests.tables import each

DOCUMENT = (Path(__file__).parents[1] / "docs/python.md").read_text("utf-8")
CODE = set(re.findall(r"`(\w+)`", DOCUMENT))


def test_the_examples_print_the_documented_results(tmp_path: Path) -> None:
    """The examples run in one session, in a folder with a demo."""
    Workspace(tmp_path).call("demo")
    blocks = re.findall(r"^```python\n(.*?)^```", DOCUMENT, re.M | re.S)
    session = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "python.md", None, 0)
    assert len(session.examples) > 30
    printed: list[str] = []
    with chdir(tmp_path):
        result = doctest.DocTestRunner(verbose=False).run(session, out=printed.append)
    assert not result.failed, "".join(printed)


@each("name", sorted(set(clusterwatch.__all__) - {"__version__"}))
def test_every_public_name_has_a_section(name: str) -> None:
    assert f"\n## {name}\n" in DOCUMENT


@each("function", [parse_date, extract_post, read_facts, load_sources, Archive, Archive.search])
def test_the_signatures_are_documented(function: Callable[..., Any]) -> None:
    shown = re.search(rf"^(?:    |\| `){function.__name__}\((.*?)\)(?: ->|`|$)", DOCUMENT, re.M)
    assert shown
    documented = [part for part in shown[1].split(", ") if part != "*"]
    actual = [
        p.name if p.default is p.empty else f"{p.name}={p.default!r}"
        for p in inspect.signature(function).parameters.values()
        if p.name != "self"
    ]
    assert documented == actual[: len(documented)]
    # The other arguments of extract_post are for the pipeline only.
    assert function is extract_post or len(documented) == len(actual)


@each("kind", [ParsedDate, Evidence, Hit, StatedDay, Facts])
def test_every_attribute_of_a_result_is_documented(kind: Any) -> None:
    missing = {field.name for field in dataclasses.fields(kind)} - CODE
    assert not missing, f"docs/python.md does not mention {', '.join(sorted(missing))} of {kind.__name__}"


def test_the_documented_attributes_of_a_draft_exist() -> None:
    section = (
        DOCUMENT.split("\n## extract_post\n")[1].split("The result has these attributes.")[1].split("```")[0]
    )
    rows = re.findall(r"^\| (`.*?) \|", section, re.M)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert {"title", "published", "precision", "language", "body", "evidence"} <= named
    assert named <= {field.name for field in dataclasses.fields(Draft)}


def test_the_errors_have_the_documented_bases() -> None:
    for error in (errors.ConfigError, errors.ArchiveError):
        assert error.__name__ in CODE | set(re.findall(r"`clusterwatch\.errors\.(\w+)`", DOCUMENT))
        assert issubclass(error, errors.UsageError)
        assert issubclass(error, errors.ClusterwatchError)
