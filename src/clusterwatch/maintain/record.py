"""A source recorded as a test case: what its site answered, and what was read from it, for a person to look over.

record: definition ─► trial over the web ─► ID.zip (every answer) and ID.json (definition, time, result)
replay: ID.zip ─► trial at the same time, without the web ─► the result, to be held against ID.json
"""

from __future__ import annotations

import asyncio
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clusterwatch.config import Source, load_sources
from clusterwatch.errors import BadStatus, UsageError
from clusterwatch.maintain.dry_run import Trial, trial
from clusterwatch.models import Page, Request

POSTS = 2
MOST_BYTES = 200_000  # of a site's answers, compressed
_HEADERS = ("content-type", "content-language", "link")
_FIELDS = ("url", "title", "published", "precision", "language")


def keep(source: Source, tried: Trial, started: datetime, folder: Path) -> dict[str, Any]:
    """Write ID.zip and ID.json to `folder`; the result. Raises UsageError where nothing is worth recording."""
    if len(tried.drafts) < POSTS:
        why = "; ".join(tried.outcome.messages) or f"{len(tried.drafts)} posts were read"
        raise UsageError(f"{source.id}: cannot be recorded: {why}")
    given = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    told = {"recorded": started.isoformat(), "source": {source.id: given}, "result": _result(tried)}
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{source.id}.zip"
    _write(archive, tried.pages)
    size = archive.stat().st_size
    if size > MOST_BYTES:
        archive.unlink()
        raise UsageError(
            f"{source.id}: {size:,} bytes of answers are more than {MOST_BYTES:,}: choose another index"
        )
    text = json.dumps(told, ensure_ascii=False, indent=2)
    (folder / f"{source.id}.json").write_text(text + "\n", "utf-8")
    return told


def replay(expected: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what was recorded, what is read today) of a case, `expected` being its ID.json."""
    told = json.loads(expected.read_text("utf-8"))
    at = datetime.fromisoformat(told["recorded"])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sources.yaml"
        path.write_text(json.dumps({"sources": told["source"]}), "utf-8")  # JSON is YAML
        sources = load_sources(path)
    (source,) = sources.values()
    web = Recorded(expected.with_suffix(".zip"), at)
    tried = asyncio.run(trial(source, sources, web, lambda: at, POSTS))
    return told["result"], _result(tried)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A Web that answers from the zip file of a case, and 404 where the site was not asked."""

    path: Path
    at: datetime

    async def get(self, request: Request, **_: object) -> Page:
        """As a Web; there is nobody to wait for."""
        with zipfile.ZipFile(self.path) as file:
            index = json.loads(file.read("index.json"))
            kept = index.get(request.url)
            if kept is None:
                raise BadStatus(request.url, 404, f"{request.url} was not recorded")
            body = file.read(kept["file"])
        return Page(kept["url"], request.url, 200, kept["headers"], body, self.at, kept["moved"])


def _write(path: Path, pages: dict[str, Page]) -> None:
    index = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as file:
        for number, (url, page) in enumerate(pages.items()):
            name = f"{number:02}"
            headers = {k: v for k, v in page.headers.items() if k in _HEADERS}
            index[url] = {"file": name, "url": page.url, "moved": page.moved, "headers": headers}
            file.writestr(name, page.body)
        file.writestr("index.json", json.dumps(index, indent=1))


def _result(tried: Trial) -> dict[str, Any]:
    """What a person looks over: the addresses listed, and each post with its text line by line."""
    posts = [
        {
            **{name: getattr(draft, name) for name in _FIELDS},
            "body": (draft.body or "").splitlines(),
            "methods": {name: evidence.method for name, evidence in draft.evidence.items()},
        }
        for draft in tried.drafts
    ]
    return {"listed": list(tried.listed), "posts": posts}
