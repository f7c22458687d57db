"""Write how to cite a snapshot, in the Citation File Format 1.2.0 (https://citation-file-format.github.io/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from clusterwatch import sentences


def write(snapshot: Mapping[str, Any], authors: Sequence[str], out: BinaryIO) -> None:
    """Write a file for the manifest of a snapshot. Its texts are quoted as in JSON, which YAML reads as well."""
    out.write("\n".join([*_lines(snapshot, authors), ""]).encode())


def title_of(snapshot: Mapping[str, Any]) -> str:
    """Return the title of a snapshot, with the number of its sources and its days."""
    return sentences.of_snapshot(len(snapshot["sources"]), snapshot["first_day"], snapshot["last_day"])


def _lines(snapshot: Mapping[str, Any], authors: Sequence[str]) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield f"message: {_quoted('If you use these data, please cite them as below.')}"
    yield "type: dataset"
    yield f"title: {_quoted(title_of(snapshot))}"
    yield "authors:"
    yield from (f"  - name: {_quoted(name)}" for name in authors)
    if snapshot["run"]:
        yield f"version: {_quoted('run {id}'.format(**snapshot['run']))}"
        yield f"date-released: {_quoted(snapshot['run']['started'][:10])}"
    yield "identifiers:"
    yield "  - type: other"
    yield f"    value: {_quoted('sha256:' + snapshot['sha256'])}"
    yield f"    description: {_quoted('SHA-256 of the file')}"
    yield "references:"
    yield "  - type: software"
    yield f"    title: {_quoted('clusterwatch')}"
    yield f"    version: {_quoted(snapshot['version'])}"
    yield "    authors:"
    yield f"      - name: {_quoted('The authors of clusterwatch')}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
