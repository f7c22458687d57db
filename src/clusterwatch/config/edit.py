"""sources.yaml, text → text: a source more, or a source changed. Only the lines concerned differ.

The text is cut and pasted at the places the parser names. A round trip through ruamel.yaml would write other lines
anew as well: indents, the quotes of flow mappings, blank lines before comments.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node

from clusterwatch.config import insert, positions, spans
from clusterwatch.errors import ConfigError


def insert_source(text: str, source_id: str, fields: Mapping[str, Any]) -> str:
    """The text of sources.yaml with one source more, in its place among its neighbours; `fields` as in the file.

    `sources:` is made where there is none. Raises ConfigError where the text cannot be read, has a source of that
    id, or is written in a way that cannot be added to by itself.
    """
    before, root = _read(text)
    if source_id in (before.get("sources") or {}):
        line = positions.locate(text).line(("sources", source_id))
        raise ConfigError([f"line {line}: {source_id}: a source of that id is there already"])
    fields = _plain(fields)
    wanted = {**before, "sources": {**(before.get("sources") or {}), source_id: fields}}
    return _checked(insert.inserted(text, root, source_id, fields), wanted, f"{source_id}: cannot be added")


def change_source(text: str, source_id: str, changes: Mapping[str, Any]) -> str:
    """The text of sources.yaml with some fields of a source changed, added or (None) removed.

    A mapping is merged into the one that stands there: `{"select": {"body": ".text"}}` leaves the other selectors.
    Raises ConfigError where there is no such source, or where the change cannot be made by itself (an alias, say).
    """
    before, _ = _read(text)
    if source_id not in (before.get("sources") or {}):
        raise ConfigError([f"{source_id}: no source of that id"])
    leaves = _leaves(_plain(changes), ("sources", source_id), before)
    for path, value in sorted(
        leaves, key=lambda leaf: leaf[1] is None
    ):  # what comes first: no source is ever empty
        wanted = _with(before, path, value)
        if wanted == before:
            continue
        text = _checked(_changed(text, path, value), wanted, f"{source_id}: {path[-1]}: cannot be changed")
        before = wanted
    return text


def _read(text: str) -> tuple[dict[str, Any], Node | None]:
    """The data of a text and its root node; ConfigError where it is no mapping, or not YAML."""
    located = positions.locate(text)
    faults = [f"line {line}: {sentence}" for line, _, sentence in located.faults]
    data = {} if located.data is None else located.data
    if not faults and not (isinstance(data, dict) and isinstance(data.get("sources") or {}, dict)):
        faults = ["line 1: a mapping with `sources:` is meant"]
    if faults:
        raise ConfigError(faults)
    return data, positions.compose(text)


def _checked(text: str, wanted: Mapping[str, Any], what: str) -> str:
    """The new text, if it says what it should and nothing else; aliases and odd styles are left to a person."""
    located = positions.locate(text)
    if located.faults or located.data != wanted:
        raise ConfigError([f"{what} by a program in a file written like this; edit it by hand"])
    return text


def _plain(value: Any) -> Any:
    """Values as YAML reads them back: lists for tuples, text for days."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


_Path = tuple[str, ...]


def _leaves(changes: Mapping[str, Any], path: _Path, data: Mapping[str, Any]) -> list[tuple[_Path, Any]]:
    """The single changes of nested ones: a mapping is taken apart where a mapping stands already."""
    found: list[tuple[_Path, Any]] = []
    for key, value in changes.items():
        here = (*path, key)
        old = _at(data, here)
        if isinstance(value, dict) and isinstance(old, dict):
            found += _leaves(value, here, data)
        else:
            found.append((here, _without_none(value) if isinstance(value, dict) else value))
    return found


def _without_none(value: dict[str, Any]) -> dict[str, Any] | None:
    """A mapping that is to be written: what would be removed is not there yet."""
    kept = {k: _without_none(v) if isinstance(v, dict) else v for k, v in value.items()}
    return {k: v for k, v in kept.items() if v is not None} or None


def _at(data: Any, path: _Path) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _with(data: Mapping[str, Any], path: _Path, value: Any) -> dict[str, Any]:
    """A copy of `data` with the value at `path`; a mapping that would be left empty goes as well."""
    key, *rest = path
    inner = _with(data.get(key) or {}, tuple(rest), value) or None if rest else value
    kept = {k: v for k, v in data.items() if k != key or inner is not None}
    return kept if inner is None else {**kept, key: inner}


def _changed(text: str, path: _Path, value: Any) -> str:
    """The text with one value set, or removed with the mappings that it leaves empty."""
    root = positions.compose(text)
    way: list[tuple[MappingNode, tuple[Node, Node] | None]] = []
    node = root
    for key in path:
        if not isinstance(node, MappingNode):
            break
        pair = next((p for p in node.value if str(p[0].value) == key), None)
        way.append((node, pair))
        node = pair[1] if pair else None
    mapping, pair = way[-1]
    if value is None:
        while len(way) > 3 and pair and len(mapping.value) == 1:
            way.pop()
            mapping, pair = way[-1]
        return _removed(text, mapping, pair) if pair else text
    if pair is None:
        return insert.appended(text, mapping, path[-1], value)
    return _replaced(text, mapping, pair, value)


def _replaced(text: str, mapping: MappingNode, pair: tuple[Node, Node], value: Any) -> str:
    key, old = pair
    start, stop = int(old.start_mark.index), spans.end(text, key, old)
    if start < key.end_mark.index:
        return text  # an alias: what it names belongs to others too
    colon = text.index(":", key.end_mark.index) + 1
    if spans.is_flow(mapping):
        new = f" {spans.flow(value)}"
    else:
        column = int(key.start_mark.column)
        written = spans.newline(text).join(spans.lines("k", value, column))
        new = written.lstrip().removeprefix("k:")
    if isinstance(value, str) and getattr(old, "style", None) == '"':
        new = f" {spans.quoted(value)}"
    same_line = spans.line_start(text, start) <= colon and stop > start
    if same_line and new.startswith(" "):
        return text[:start] + new[1:] + text[stop:]
    return text[:colon] + new + text[stop:]


def _removed(text: str, mapping: MappingNode, pair: tuple[Node, Node]) -> str:
    key, old = pair
    start, stop = int(key.start_mark.index), spans.end(text, key, old)
    if not spans.is_flow(mapping):
        return text[: spans.line_start(text, start)] + text[spans.after_line(text, stop) :]
    comma = spans.next_comma(text, stop)
    if comma is not None:
        return text[:start] + text[comma + 1 :].lstrip(" ")
    place = mapping.value.index(pair)
    if place:
        start = spans.end(text, *mapping.value[place - 1])
    return text[:start] + text[stop:]
