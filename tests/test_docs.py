"""Tests that the documents agree with the program: commands, options, fields, tables and examples."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from clusterwatch.archive import Archive, Call, Event, Told
from clusterwatch.archive.schema import MIGRATIONS
from clusterwatch.browse import hooks
from clusterwatch.browse.queries import canned
from clusterwatch.cli import main
from clusterwatch.cli.export import FORMATS
from clusterwatch.config import load_sources
from clusterwatch.config.models import (
    DateRules,
    Defaults,
    File,
    Limits,
    Network,
    NotifyTarget,
    Pick,
    Select,
    Source,
    StrategyKind,
    StrategySettings,
    Tls,
    Watch,
)
from tests.cli.commands import COMMANDS
from tests.cli.workspace import POSTS, Workspace, listing, serving
from tests.tables import each

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md"))),
)


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    """Return the fenced code blocks of a document in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text(name), re.M | re.S)


def code(name: str) -> str:
    """Return all inline code and code blocks of a document."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text(name), re.M | re.S)
    indented = re.findall(r"^    .*$", text(name), re.M)
    return "\n".join(
        (*fenced, *indented, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text(name), flags=re.S)))
    )


def calls() -> Iterator[tuple[str, str, str]]:
    """Yield (document, command, rest of the line) for each call of the program in the documents."""
    for name in DOCUMENTS:
        for line in code(name).splitlines():
            for command, rest in re.findall(r"(?:^|(?<!from)[ /])clusterwatch ([a-z]+)\b([^|>#;]*)", line):
                yield name, command, rest
            if found := re.match(r"(run|search|why|status|extract|demo|schema) (--[^|>#]*)", line):
                yield name, found[1], found[2]


def options(command: str | None = None) -> set[str]:
    """Return the options of a command, or of the program itself if no command is given."""
    params = COMMANDS[command].params if command else main.params
    return {opt for param in params for opt in (*param.opts, *param.secondary_opts)}


def test_the_documents_show_calls() -> None:
    shown = set(calls())
    assert {("README.md", "run", " --backfill"), ("docs/decisions.md", "run", "--dry-run")} <= {
        (name, command, rest.rstrip()) for name, command, rest in shown
    }
    assert len(shown) > 10


@each(("name", "command", "rest"), sorted(set(calls())))
def test_every_documented_call_is_valid(name: str, command: str, rest: str) -> None:
    assert command in COMMANDS, f"{name}: clusterwatch {command}: no such command"
    unknown = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", re.sub(r"'[^']*'", "", rest))) - options(command)
    assert not unknown, f"{name}: clusterwatch {command}: no such option: {', '.join(sorted(unknown))}"


@each("name", DOCUMENTS)
def test_every_documented_option_exists(name: str) -> None:
    known = {"--help"}.union(options(), *(options(c) for c in COMMANDS))
    ours = re.sub(
        r"^.*(ruff|pip|git|datasette|sqlite-utils|mypy|venv|apt-get|"
        r"tests[.](?:mutants|suites|soak[.a-z]*)|benchmarks/[a-z]+[.]py) .*$",
        "",
        code(name),
        flags=re.M,
    )  # options of other programs
    unknown = set(re.findall(r"(?<![\S-])--[a-z][a-z-]+", ours)) - known
    assert not unknown, f"{name}: no such option: {', '.join(sorted(unknown))}"


@each("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"clusterwatch {command}\b", code("README.md")), (
        f"README.md: clusterwatch {command} is not shown"
    )


@pytest.mark.parametrize(
    "model",
    [File, Network, NotifyTarget, Defaults, Limits, Source, Select, Pick, StrategySettings, DateRules, Tls],
    ids=lambda m: m.__name__,
)
def test_every_field_of_the_sources_is_documented(model: type[BaseModel]) -> None:
    named = set(re.findall(r"\w+", code("docs/configuration.md")))
    fields = {f.alias or name for name, f in model.model_fields.items() if not f.exclude}
    assert not fields - named, f"docs/configuration.md does not mention {', '.join(sorted(fields - named))}"


@each("listed", [Told, Call, Event])
def test_every_key_of_the_lists_is_documented(listed: type[Told | Call | Event]) -> None:
    named = set(re.findall(r"\w+", code("docs/calls.md")))
    assert {field.name for field in dataclasses.fields(listed)} - {"told"} - named == set()


def test_every_documented_field_exists() -> None:
    """Check each key in the tables of docs/configuration.md against its model."""
    rows = [
        re.findall(r"`([^`]+)`", row.split("|")[1])
        for row in re.findall(r"^\| `.*$", text("docs/configuration.md"), re.M)
    ]
    keys = {key for row in rows for key in row}
    models: dict[str, type[BaseModel]] = {
        "network": Network,
        "defaults": Defaults,
        "limits": Limits,
        "date": DateRules,
        "tls": Tls,
        "notify": NotifyTarget,
        "watch": Watch,
    }
    assert {"url", "network.contact", "date.order"} <= keys
    for key in keys:
        head, dot, field = key.partition(".")
        model, field = (models[head], field) if dot else (File if key in File.model_fields else Source, key)
        assert field in {f.alias or name for name, f in model.model_fields.items()}, (
            f"docs/configuration.md: no field {key}"
        )


def test_the_documented_defaults_are_right() -> None:
    for group, model in (("network", Network), ("defaults", Defaults)):
        for name, field in model.model_fields.items():
            (row,) = re.findall(
                rf"^\| `{group}\.{name}` \|.*\| (.+?) \|$", text("docs/configuration.md"), re.M
            )
            default = "none" if field.default is None else f"`{str(field.default).lower()}`"
            assert row == default, f"docs/configuration.md: {group}.{name}: {row}, but it is {default}"


@pytest.mark.parametrize("name", ["docs/configuration.md", "docs/running.md"])
def test_examples_of_notices_and_heartbeats_load(tmp_path: Path, name: str) -> None:
    path = tmp_path / "sources.yaml"
    sites = "".join(f"  {one}: {{url: https://{one}.example/}}\n" for one in ("alpha-rlh", "systematic"))
    indented = re.findall(r"^    (heartbeat:.*)$", text(name), re.M)
    examples = [*blocks(name, "yaml"), *indented]
    assert examples
    for example in examples:
        path.write_text(f"{example}\nsources:\n{sites}", "utf-8")
        sources = load_sources(path)
        assert sources.notify or sources.heartbeat


def test_examples_of_the_sources_load(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    (example,) = blocks("README.md", "yaml")
    path.write_text(example, "utf-8")
    sources = load_sources(path)
    assert list(sources) == ["alpha-rlh"]
    assert sources.network.contact
    fragments = re.findall(r"(?:^    .*\n)+", text("docs/configuration.md") + "\n", re.M)
    strategies = [
        line for fragment in fragments for line in fragment.splitlines() if line.startswith("    discover:")
    ]
    selects = [fragment for fragment in fragments if fragment.startswith("    select:")]
    assert len(selects) == 1
    for number, fragment in enumerate((*strategies, *selects)):
        path.write_text(f"sources:\n  s{number}:\n    url: https://example.org/\n{fragment}\n", "utf-8")
        assert list(load_sources(path)) == [f"s{number}"]
    kinds = {strategy.split("kind: ")[1].split(",")[0] for strategy in strategies}
    assert kinds == set(get_args(StrategyKind))
    assert len(strategies) == len(kinds)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return an archive of two sites with a shared announcement."""
    workspace = Workspace(tmp_path_factory.mktemp("docs"))
    with serving() as web, serving() as other:
        web.publish()
        other.publish(POSTS[:1])
        workspace.sources(listing(web), listing(other, "relay"))
        workspace.call("run", "-q")
    return workspace


def test_examples_of_sql_return_rows(archive: Workspace) -> None:
    (example,) = blocks("README.md", "sql")
    statements = [s.strip() for s in example.split(";") if s.strip()]
    assert len(statements) == 3
    months, found, stories = (archive.rows(s) for s in statements)
    assert ("2026-11", 3) in months
    assert sum(count for _, count in months) == 7
    assert [title for title, _ in found] == ["Appel « hydrogène vert »"]
    assert {source for _, source, _, _ in stories} == {"vessel", "relay"}


def test_the_queries_of_the_archive_return_rows(tmp_path: Path) -> None:
    """Run each query of docs/archive.md on an archive with a relay, an edit, a post without a day and an old source."""
    workspace = Workspace(tmp_path)
    with serving() as web, serving() as other:
        web.publish()
        relayed = (*POSTS[4][:2], "2026-05-25", POSTS[4][3])
        other.publish((relayed,))
        web.pages["/news/lodz"] = web.pages["/news/lodz"].replace("2026-10-30", "soon")
        web.pages["/news"] = web.pages["/news"].replace("2026-10-30", "soon")
        calls = (
            "Deadline for applications: 12 December 2098.</p><p>Apply until the budget is exhausted. "
            "The Romanian Cluster Association and FIBRETEST help."
        )
        web.pages["/news/harbour"] = web.pages["/news/harbour"].replace("Two boats", f"{calls} Two boats")
        workspace.sources(listing(web), listing(other, "relay"))
        workspace.call("run", "-q")
        page = web.pages["/news/results"]
        web.pages["/news/results"] = page.replace(
            "twice as long", "<a href=/a.pdf>three times</a> as FIBRETEST"
        )
        page = web.pages["/news/harbour"]
        web.pages["/news/harbour"] = page.replace("12 December 2098", "19 December 2098")
        workspace.call("run", "-q", "--recheck")
    queries = blocks("docs/archive.md", "sql")
    assert len(queries) == 12
    answers = [workspace.rows(query) for query in queries]
    assert all(answers), [q for q, rows in zip(queries, answers, strict=True) if not rows]
    (
        added,
        projects,
        links,
        open_calls,
        bodies,
        moved,
        most,
        themes,
        stories,
        silent,
        methods,
        edits,
    ) = answers
    assert {row[0] for row in links} == {"text"}
    assert [row[:2] for row in projects] == [("fibretest", 2)]
    assert [row[1] for row in added] == ["three times"]
    assert [row[0] for row in open_calls] == ["2098-12-19", None]
    assert [row[1:] for row in bodies] == [("Romanian Cluster Association", 1, 1)]
    assert [row[3:] for row in moved] == [("2098-12-12", "2098-12-19", 0)]
    assert [row[1] for row in most] == [6, 1]
    assert sum(row[1] for row in themes) == 1
    assert [row[3:5] for row in stories]
    assert [row[0] for row in silent] == ["relay"]
    assert {row[2] for row in methods} >= {"selector"}
    assert {row[0].rpartition("/")[2] for row in edits} == {"results", "harbour"}


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, set[str]]:
    """Return the columns of each table of a new archive, without the internal tables of full-text search."""
    with Archive(tmp_path / "new.db") as new:
        names = [n for n in new.db.table_names() if not re.match("posts_fts_|sqlite_", n)]
        return {n: {column.name for column in new.db[n].columns} for n in names}


def test_every_table_of_the_archive_is_documented(tables: dict[str, set[str]]) -> None:
    rows = re.findall(r"^\| (`.*?) \| (.*?) \| (.*?) ?\|$", text("docs/archive.md"), re.M)
    documented = {name: columns for names, _, columns in rows for name in re.findall(r"`(\w+)`", names)}
    assert set(documented) == set(tables)
    for names, _, columns in rows:
        known = set().union(*(tables[n] for n in re.findall(r"`(\w+)`", names)))
        unknown = set(re.findall(r"`(\w+)`", columns)) - known
        assert not unknown, f"docs/archive.md: {names} has no column {', '.join(sorted(unknown))}"


def test_every_view_of_the_archive_is_documented(tmp_path: Path) -> None:
    with Archive(tmp_path / "new.db") as new:
        named = set(re.findall(r"\w+", code("docs/archive.md")))
        assert set(new.db.view_names()) - named == {"posts_folded"}  # the texts of the index for search


def first_cells(name: str, heading: str) -> list[str]:
    """Return the code or word in the first cell of each row of the first table below a heading."""
    table = text(name).split(heading, 1)[1].split("|---", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| `?([\w-]+)", table, re.M)


def test_every_format_is_documented() -> None:
    assert sorted(first_cells("docs/export.md", "# Export and digest")) == sorted(FORMATS)
    assert set(first_cells("docs/export.md", "## Existing files")) == {*FORMATS, "markdown", "html"}


def test_every_question_is_documented_as_the_page_says_it() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", text("docs/browse.md"), re.M))
    assert rows == {name: query["title"] for name, query in canned().items()}


def test_every_page_is_documented() -> None:
    patterns = [pattern for page in hooks._PAGES for pattern, _ in page.ROUTES]
    routes = [re.split(r"\(|\$", pattern)[0].strip("^").replace("\\", "") for pattern in patterns]
    shown = code("docs/browse.md")
    assert len(routes) > 10
    assert [route for route in routes if route not in shown] == []


def test_tables_named_in_the_readme_exist(tables: dict[str, set[str]]) -> None:
    section = text("README.md").split("## Query the archive")[1].split("```")[0]
    named = set(re.findall(r"`([a-z_]+)`", section)) - {"published", "day"}
    assert named <= set(tables)
    assert {"posts", "evidence", "stories"} <= named


def test_the_readme_has_one_test_command_for_the_check() -> None:
    lines = [line for line in text("README.md").splitlines() if "-m pytest" in line]
    assert len(lines) == 1
    assert lines[0].startswith("python3 -m venv .venv && ")
    assert "grep -m1 -- '-m pytest' README.md" in text(".ci/run")


def test_the_changelog_names_the_current_schema() -> None:
    named = [int(n) for n in re.findall(r"\bschema (\d+)", text("CHANGELOG.md"), re.I)]
    assert named
    assert max(named) == len(MIGRATIONS)


@each("name", DOCUMENTS)
def test_links_and_files_in_documents_exist(name: str) -> None:
    folder = (ROOT / name).parent
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(name))
    named = re.findall(r"`((?:src|docs|tests|archive|config|dates)/[\w./-]+\.\w+)`", text(name))
    for link in links:
        assert (folder / link).exists(), f"{name}: {link} does not exist"
    for path in named:
        assert (ROOT / path).exists() or (ROOT / "src/clusterwatch" / path).exists(), (
            f"{name}: {path} is not there"
        )
