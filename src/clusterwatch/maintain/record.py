"""Record a source as a test case: the pages of its site, and the expected result, which a person must check.

record: definition ─► dry run with the site ─► ID.zip (all pages) and ID.json (definition, time, result)
replay: ID.zip ─► dry run with the same clock, without the site ─► result, to compare with ID.json
"""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clusterwatch.config import Source, load_sources
from clusterwatch.errors import BadStatus, NothingFound, UsageError
from clusterwatch.files import replaced
from clusterwatch.maintain.dry_run import Trial, trial
from clusterwatch.models import FIELDS, Page, Problem, ProblemCode, Request

POSTS = 2
MOST_BYTES = 200_000  # of the compressed pages
_HEADERS = ("content-type", "content-language", "link")
_RECORDED = re.compile(rb'\{\s*"recorded": "')
_VALUES = ("url", *(field.name for field in FIELDS if field.name != "body"), "precision")


def write(source: Source, tried: Trial, started: datetime, folder: Path) -> dict[str, Any]:
    """Write ID.zip and ID.json to `folder` and return the case. Raise NothingFound for fewer than two posts."""
    if len(tried.drafts) < POSTS:
        read = Problem(
            ProblemCode.TOO_FEW_POSTS, url=source.url, count=len(tried.drafts), detail={"needed": POSTS}
        )
        raise NothingFound(tried.failure or read)
    definition = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    case = {"recorded": started.isoformat(), "source": {source.id: definition}, "result": _result(tried)}
    answers = _zipped(tried.pages)
    if len(answers) > MOST_BYTES:
        raise UsageError(
            f"{source.id}: the pages have {len(answers):,} bytes, more than {MOST_BYTES:,}; use another index"
        )
    text = json.dumps(case, ensure_ascii=False, indent=2) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, content in ((".zip", answers), (".json", text.encode())):
            with replaced(folder / f"{source.id}{suffix}") as file:
                file.write(content)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error
    return case


def is_case(path: Path) -> bool:
    """Return True for the ID.json or ID.zip of a recorded case."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            return "index.json" in file.namelist()
    with path.open("rb") as file:
        return bool(_RECORDED.match(file.read(100)))


def replay(expected: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the recorded result of a case and the current result. `expected` is its ID.json."""
    case = json.loads(expected.read_text("utf-8"))
    at = datetime.fromisoformat(case["recorded"])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sources.yaml"
        path.write_text(json.dumps({"sources": case["source"]}), "utf-8")  # JSON is YAML
        sources = load_sources(path)
    (source,) = sources.values()
    web = Recorded(expected.with_suffix(".zip"), at)
    tried = asyncio.run(trial(source, sources, web, lambda: at, POSTS))
    return case["result"], _as_recorded(_result(tried), case["result"])


def _as_recorded(result: dict[str, Any], recorded: dict[str, Any]) -> dict[str, Any]:
    """Return the result without fields that did not exist when the case was recorded."""
    known = {name for post in recorded["posts"] for name in (*post, *post["methods"])}
    for post in result["posts"]:
        post["methods"] = {name: method for name, method in post["methods"].items() if name in known}
    posts = [{k: v for k, v in post.items() if k in known} for post in result["posts"]]
    return {**result, "posts": posts}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A Web that returns the pages of a zip file. Other addresses are 404."""

    path: Path
    at: datetime

    async def get(self, request: Request, **_: object) -> Page:
        """Return the recorded page, without delay."""
        with zipfile.ZipFile(self.path) as file:
            index = json.loads(file.read("index.json"))
            recorded = index.get(request.url)
            if recorded is None:
                raise BadStatus(request.url, 404)
            body = file.read(recorded["file"])
        return Page(recorded["url"], request.url, 200, recorded["headers"], body, self.at, recorded["moved"])


def _zipped(pages: dict[str, Page]) -> bytes:
    index = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        for number, (url, page) in enumerate(pages.items()):
            name = f"{number:02}"
            headers = {k: v for k, v in page.headers.items() if k in _HEADERS}
            index[url] = {"file": name, "url": page.url, "moved": page.moved, "headers": headers}
            file.writestr(name, page.body)
        file.writestr("index.json", json.dumps(index, indent=1))
    return out.getvalue()


def _result(tried: Trial) -> dict[str, Any]:
    """Return the listed addresses, and each post with the lines of its text."""
    posts = [
        {
            **{name: getattr(draft, name) for name in _VALUES},
            "body": (draft.body or "").splitlines(),
            "methods": {name: evidence.method for name, evidence in draft.evidence.items()},
        }
        for draft in tried.drafts
    ]
    return {"listed": list(tried.listed), "posts": posts}
