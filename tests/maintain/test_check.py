"""Tests of `clusterwatch check` with a served site."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clusterwatch import demo
from clusterwatch.config import Source, load_sources
from clusterwatch.maintain.check import Checked, check_page, decision, odd_dates
from clusterwatch.models import FIELDS, DecisionCode, Draft, ProblemCode, Reason, State
from tests.cli.workspace import Web, Workspace, listing
from tests.tables import each

NOW = datetime(2026, 11, 26, tzinfo=UTC)
QUICK = ("--posts", "1", "--workers", "0")


def checked(workspace: Workspace, *args: str, code: int = 0) -> dict[str, Any]:
    (result,) = json.loads(workspace.call("check", *args, "--json", code=code)[0])
    assert isinstance(result, dict)
    return result


def test_a_source_without_problems(workspace: Workspace, web: Web) -> None:
    result = checked(workspace)
    assert result["reachable"]
    assert (result["robots"], result["moved"], result["found"], result["read"]) == ("allowed", None, 6, 5)
    assert [(s["kind"], s["url"]) for s in result["strategies"]] == [("listing", f"{web.base}/news")]
    assert result["newest"] == "2026-11-19"
    rates = {f["field"]: (f["filled"], f["of"], f["methods"]) for f in result["fields"]}
    assert rates["title"] == rates["published"] == rates["body"] == (5, 5, {"selector": 5})
    assert {(s["field"], s["css"], s["pages"]) for s in result["selectors"]} == {
        ("title", "h1", 5),
        ("date", "time", 5),
        ("body", "article div", 5),
    }
    assert result["problems"] == []
    assert not workspace.archive.exists()
    assert len(web.requested()) == 6


def test_the_archive_is_not_changed(workspace: Workspace) -> None:
    workspace.call("run", "-q")
    before = workspace.dump()
    assert checked(workspace)["read"] == 5
    assert workspace.dump() == before


def test_a_selector_that_finds_nothing(workspace: Workspace, web: Web) -> None:
    for path, html in web.pages.items():
        web.pages[path] = html.replace("<article><h1>", '<article><h1 class="x">').replace(
            "<div>", "<section>"
        )
    result = checked(workspace, code=1)
    assert result["state"] == "degraded"
    assert [(p["code"], p["field"], p["selector"], p["count"]) for p in result["problems"]] == [
        ("selector-lost", "body", "article div", 5)
    ]
    assert result["problems"][0]["sentence"].startswith(
        'The selector "article div" for the body finds nothing'
    )
    assert [s["pages"] for s in result["selectors"] if s["field"] == "body"] == [0]


@pytest.mark.parametrize(
    ("pages", "state", "code"),
    [
        ({"/news": None}, "failed", "http-status"),
        ({"/news": "<html><body><p>Soon here</p></body></html>"}, "failed", "index-empty"),
        ({"/robots.txt": "User-agent: *\nDisallow: /news"}, "failed", "robots-closed"),
    ],
)
def test_an_index_that_cannot_be_read(
    workspace: Workspace, web: Web, pages: dict[str, str | None], state: str, code: str
) -> None:
    for path, html in pages.items():
        if html is None:
            del web.pages[path]
        else:
            web.pages[path] = html
    result = checked(workspace, code=1)
    assert result["state"] == state
    assert [problem["code"] for problem in result["problems"]] == [code]
    assert result["robots"] == ("forbidden" if "/robots.txt" in pages else result["robots"])


def test_a_second_strategy_is_checked_by_itself(workspace: Workspace, web: Web) -> None:
    workspace.sources(
        f"  vessel:\n    url: {web.base}/news\n    discover:\n      - {{kind: listing, link: article h2 a}}\n"
        f"      - {{kind: feed, url: {web.base}/feed}}\n"
    )
    result = checked(workspace, code=1)
    assert result["found"] == 6
    assert [problem["url"] for problem in result["problems"]] == [f"{web.base}/feed"]


def test_the_table_of_the_demo_fits_80_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    with demo.serve() as sites:
        workspace.write("sources.yaml", sites.sources_yaml())
        out, _ = workspace.call("check")
    lines = out.splitlines()
    assert lines[0].split() == ["source", "state", "found", "title", "date", "body", "newest", "post"]
    rows = {line.split()[0]: line.split()[1:6] for line in lines[1:5]}
    assert set(rows) == set(sites.bases)
    assert all(row[2:] == ["5/5"] * 3 for row in rows.values()), out
    assert max(map(len, lines[:5])) <= 80


def test_a_saved_page_is_checked_without_a_request(workspace: Workspace, web: Web) -> None:
    workspace.write("page.html", web.pages["/news/harbour"])
    result = checked(workspace, "vessel", "--file", "page.html")
    filled = {f["field"]: f["filled"] for f in result["fields"]}
    assert list(filled) == [field.name for field in FIELDS]
    assert [filled[name] for name in ("title", "published", "body", "language")] == [1, 1, 1, 1]
    assert web.log == []
    workspace.write("page.html", "<html><body><h1>Harbour tests begin</h1></body></html>")
    assert checked(workspace, "vessel", "--file", "page.html", code=1)["state"] == "degraded"
    assert "give its ID" in workspace.call("check", "--file", "page.html", code=2)[1]


def test_offline_checks_the_file_as_a_catalogue(workspace: Workspace, web: Web) -> None:
    out, _ = workspace.call("check", "--offline", code=1)
    assert "sources.yaml:4: vessel: name: is missing" in out
    assert "faults by the rules of the shipped catalogue.\nA file of your own needs only `url`" in out
    result = json.loads(workspace.call("check", "vessel", "--offline", "--json", code=1)[0])
    assert result["sources"] == 1
    assert len(result["faults"]) == 4
    assert web.log == []


@each(
    ("days", "codes"),
    [
        (["2026-11-01", "2026-10-01", None], []),
        (["2020-05-05"] * 3, [ProblemCode.SAME_DAY_ON_ALL]),
        (
            ["2026-11-03", "2026-11-02", "2016-11-01", "2026-10-30", "2026-10-28"],
            [ProblemCode.DATE_FAR_FROM_NEIGHBOURS],
        ),
    ],
)
def test_dates_that_look_wrong(days: list[str | None], codes: list[ProblemCode]) -> None:
    found = odd_dates([Draft(f"https://a.example/{i}", published=d) for i, d in enumerate(days)])
    assert [problem.code for problem in found] == codes


@pytest.mark.parametrize(
    ("day", "reasons"),
    [("2027-01-01", [Reason.FUTURE]), ("1983-05-01", [Reason.BEFORE_1990]), ("2026-11-01", [])],
)
def test_an_impossible_date_is_reported_once(day: str, reasons: list[Reason], tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("sources: {a: {url: https://a.example/}}", "utf-8")
    html = (
        f"<html><body><h1>Harbour</h1><time datetime={day}>{day}</time><p>{'A text. ' * 40}</p></body></html>"
    )
    result = check_page(load_sources(path)["a"], html.encode(), "https://a.example/1", NOW)
    assert [(p.code, p.url, p.detail["reason"]) for p in result.doubts] == [
        (ProblemCode.DATE_DOUBTFUL, "https://a.example/1", reason) for reason in reasons
    ]


def test_selectors_do_not_find_removed_elements(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(
        "sources: {a: {url: https://a.example/, select: {title: [h2, h1], remove: [.aside]}}}", "utf-8"
    )
    html = "<html><body><div class=aside><h2>Other</h2></div><h1>Harbour</h1><p>Text.</p></body></html>"
    result = check_page(load_sources(path)["a"], html.encode(), "https://a.example/1", NOW)
    assert [(s.css, s.pages) for s in result.selectors] == [(".aside", 1), ("h2", 0), ("h1", 1)]


def test_the_date_is_written_to_checked_fields(workspace: Workspace, web: Web) -> None:
    web.pages["/all"] = web.pages["/news"]
    second = listing(web, "second").replace("/news", "/all")
    workspace.sources(listing(web, "vessel", "    checked: never  # the harbour's own\n"), second)
    before = (workspace.folder / "sources.yaml").read_text("utf-8")
    day = datetime.now(UTC).date().isoformat()
    out, _ = workspace.call("check")
    assert f"Wrote checked: {day} to sources.yaml for 1 of 2 sources" in out
    assert (workspace.folder / "sources.yaml").read_text("utf-8") == before.replace(
        "checked: never", f"checked: {day}"
    )


def test_no_date_is_written_for_a_broken_source(workspace: Workspace, web: Web) -> None:
    workspace.sources(listing(web, "vessel", "    checked: never\n"))
    del web.pages["/news"]
    before = (workspace.folder / "sources.yaml").read_text("utf-8")
    checked(workspace, code=1)
    assert (workspace.folder / "sources.yaml").read_text("utf-8") == before


def at(web: Web, path: str, name: str, more: str) -> str:
    """Return the YAML of a source that reads another path of `web`."""
    return listing(web, name, more).replace(f"{web.base}/news\n", f"{web.base}{path}\n")


def catalogue(web: Web) -> str:
    """Return eight good sources, and one of each kind that a person must decide about."""
    for path in (*map("/{}".format, range(8)), "/taken"):
        web.pages[path] = web.pages["/news"]
    never, off = "    checked: never  # not tried\n", "    enabled: false\n    reason: not confirmed\n"
    return "".join(
        [
            *(at(web, f"/{n}", f"good-{n}", never if n % 2 else "") for n in range(8)),
            at(web, "/taken", "taken", f"    name: Alpha Cluster\n{never}"),
            at(web, "/gone", "gone", never),
            at(web, "/news", "off", f"    name: Cluster Vessel\n{never}{off}"),
            at(web, "/gone", "off-and-gone", f"{never}{off}"),
            "  unknown: {enabled: false, reason: no site}  # a comment\n",
        ]
    )


def test_the_whole_catalogue_is_dated_and_decisions_are_listed(workspace: Workspace, web: Web) -> None:
    workspace.sources(catalogue(web))
    path = workspace.folder / "sources.yaml"
    before = path.read_text("utf-8")
    day = datetime.now(UTC).date().isoformat()
    out, _ = workspace.call("check", "--all", "--write", *QUICK, code=1)
    dated = [name for name, source in load_sources(path).items() if source.checked == day]
    assert dated == [*(f"good-{n}" for n in range(8)), "taken", "off"]
    after = path.read_text("utf-8")
    assert after.replace(f"{day}  # not", "never  # not").replace(f"    checked: {day}\n", "") == before
    decided = out.partition("To decide (5):\n")[2].splitlines()[:5]
    assert [line.split(": ")[0] for line in decided] == ["taken", "gone", "off", "off-and-gone", "unknown"]
    assert f"Wrote checked: {day} to sources.yaml for 10 of 12 sources." in out
    objects = json.loads(workspace.call("check", "--all", "--json", *QUICK, code=1)[0])
    assert [f"{one['source']}: {one['sentence']}" for one in objects["decisions"]] == decided
    assert [one["code"] for one in objects["decisions"]] == [
        "confirm-owner",
        "correct-or-disable",
        "enable",
        "leave-disabled",
        "find-address",
    ]
    assert len(objects["sources"]) == 12
    assert path.read_text("utf-8") == after


@each(
    ("state", "enabled", "moved", "code"),
    [
        ("ok", True, None, None),
        ("quiet", True, None, DecisionCode.ENDED),
        ("degraded", True, None, DecisionCode.REPAIR),
        ("moved", True, "https://b.example/", DecisionCode.FOLLOW_MOVE),
        ("failed", False, "https://b.example/", DecisionCode.FOLLOW_MOVE),
        ("quiet", False, None, DecisionCode.ENABLE),
    ],
)
def test_what_a_person_must_decide(
    state: State, enabled: bool, moved: str | None, code: DecisionCode | None
) -> None:
    source = Source(
        url="https://a.example/", name="Alpha", enabled=enabled, reason=None if enabled else "closed"
    )
    found = decision(source, Checked("a", state, True, "allowed", moved, newest="2026-01-02", days=30))
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--url", "https://a.example/1"), "use --file to name the page"),
        (("--offline", "--file", "page.html"), "cannot be used together"),
        (("--all", "vessel"), "leave out the ids"),
        (("--all", "--offline"), "leave out --offline and --file"),
        (("--write", "--file", "page.html", "vessel"), "leave out --offline and --file"),
    ],
)
def test_options_that_cannot_be_combined(workspace: Workspace, args: tuple[str, ...], sentence: str) -> None:
    assert sentence in workspace.call("check", *args, code=2)[1]
