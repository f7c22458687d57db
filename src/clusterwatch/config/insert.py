"""Find the position of a new source in sources.yaml and insert it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from clusterwatch.config import spans
from clusterwatch.config.catalogue import KINDS
from clusterwatch.vocab.countries import COUNTRIES

_BLANK = re.compile(r"[ \t]*")
_Pair = tuple[Node, Node]


def inserted(text: str, root: Node | None, source_id: str, fields: Mapping[str, Any]) -> str:
    """Return the text with the new source. `root` is the root node of the text, or None if the text has no data."""
    if root is None or not isinstance(root, MappingNode):
        return _appended_lines(text, len(text), ["sources:", *spans.lines_of(source_id, fields, 2)])
    pair = next((p for p in root.value if p[0].value == "sources"), None)
    if pair is None and spans.is_flow(root):
        return appended(text, root, "sources", {source_id: fields})
    if pair is None:
        new_lines = ["", "sources:", *spans.lines_of(source_id, fields, 2)]
        return _appended_lines(text, _end(text, root), new_lines)
    key, sources = pair
    if not isinstance(sources, MappingNode) or not sources.value:
        return _first(text, key, sources, source_id, fields)
    if spans.is_flow(sources):
        return appended(text, sources, source_id, fields)
    return _between(text, sources, source_id, fields)


def appended(text: str, mapping: MappingNode, key: str, value: Any) -> str:
    """Return the text with a new entry at the end of a mapping, in the style of the other entries."""
    if not spans.is_flow(mapping):
        first = mapping.value[0][0]
        return _appended_lines(text, _end(text, mapping), spans.lines(key, value, first.start_mark.column))
    entry = spans.flow({key: value})[1:-1]
    if not mapping.value:
        at = int(mapping.start_mark.index) + 1
        return text[:at] + entry + text[at:]
    at = spans.end(text, *mapping.value[-1])
    return f"{text[:at]}, {entry}{text[at:]}"


def _end(text: str, mapping: MappingNode) -> int:
    return spans.end(text, *mapping.value[-1]) if mapping.value else int(mapping.end_mark.index)


def _appended_lines(text: str, at: int, lines: Sequence[str]) -> str:
    """Insert lines after the line of the character `at`."""
    stop = spans.line_end(text, at) if at else 0
    new = spans.newline(text)
    if stop == len(text) and (not text or text[-1] in "\r\n"):
        return text + "".join(line + new for line in lines)  # the text has no data
    return text[:stop] + "".join(new + line for line in lines) + text[stop:]


def _first(text: str, key: Node, value: Node, source_id: str, fields: Mapping[str, Any]) -> str:
    """Insert the first source after an empty `sources:`."""
    start, stop = int(value.start_mark.index), int(value.end_mark.index)
    cut = text[:start].rstrip(" \t") + text[stop:] if stop > start else text
    return _appended_lines(cut, int(key.end_mark.index), spans.lines_of(source_id, fields, 2))


def _between(text: str, sources: MappingNode, source_id: str, fields: Mapping[str, Any]) -> str:
    """Insert the source between others, in their style: one field per line, or all fields on one line."""
    pairs: list[_Pair] = sources.value
    column = int(pairs[0][0].start_mark.column)
    step = next((int(v.value[0][0].start_mark.column) - column for _, v in pairs if _is_block(v)), 2)
    if all(spans.is_flow(value) for _, value in pairs):
        new_lines = [f"{' ' * column}{source_id}: {spans.flow(fields)}"]
    else:
        new_lines = spans.lines_of(source_id, fields, column, step)
    gap = (len(pairs) < 2 and not all(spans.is_flow(v) for _, v in pairs)) or _separated(text, pairs)
    position = _position(pairs, source_id, fields)
    if position and not _leads_group(pairs, position, fields):
        return _appended_lines(
            text, _end_with_comments(text, *pairs[position - 1]), ([""] if gap else []) + new_lines
        )
    start = _start_with_comments(text, pairs, position)
    new = spans.newline(text)
    return text[:start] + "".join(line + new for line in new_lines + ([""] if gap else [])) + text[start:]


def _is_block(value: Node) -> bool:
    return isinstance(value, MappingNode) and bool(value.value) and not spans.is_flow(value)


def _separated(text: str, pairs: Sequence[_Pair]) -> bool:
    """Return whether most of the sources are separated by blank lines."""
    gaps = [text[spans.end(text, *a) : b[0].start_mark.index].splitlines()[1:-1] for a, b in pairwise(pairs)]
    return sum(any(not line.strip() for line in gap) for gap in gaps) * 2 > len(gaps)


def _field(pair: _Pair, name: str) -> str:
    """Return the text of a field of a source, or an empty string."""
    value = pair[1]
    if not isinstance(value, MappingNode):
        return ""
    return next((str(v.value) for k, v in value.value if k.value == name and isinstance(v, ScalarNode)), "")


def _order(source_id: str, country: str, kind: str) -> tuple[int, int, str]:
    """Return the same sort key as catalogue.order, from values that may be invalid."""
    countries, kinds = list(COUNTRIES), [str(k) for k in KINDS]
    return (
        countries.index(country) if country in COUNTRIES else len(countries),
        kinds.index(kind) if kind in kinds else len(kinds),
        source_id,
    )


def _position(pairs: Sequence[_Pair], source_id: str, fields: Mapping[str, Any]) -> int:
    """Return the number of sources before the new one.

    The order of the file is kept, if it is that of the catalogue or by id. In other files the new source comes after
    the last source of its country, or at the end.
    """
    ids = [str(k.value) for k, _ in pairs]
    country = str(fields.get("country") or "")
    orders = [_order(i, _field(p, "country"), _field(p, "kind")) for i, p in zip(ids, pairs, strict=True)]
    if any(_field(p, "country") for p in pairs) and orders == sorted(orders):
        key = _order(source_id, country, str(fields.get("kind") or ""))
        return sum(order < key for order in orders)
    if len(ids) > 2 and ids == sorted(ids):
        return sum(other < source_id for other in ids)
    same = [n for n, p in enumerate(pairs) if country and _field(p, "country") == country]
    if not same:
        return len(pairs)
    same_ids = [ids[n] for n in same]
    if len(same_ids) > 2 and same_ids == sorted(same_ids):
        return next((n for n in same if ids[n] > source_id), same[-1] + 1)
    return same[-1] + 1


def _leads_group(pairs: Sequence[_Pair], position: int, fields: Mapping[str, Any]) -> bool:
    """Return whether the new source becomes the first of its country. It is then inserted below the heading."""
    country = fields.get("country")
    return (
        bool(country)
        and position < len(pairs)
        and _field(pairs[position], "country") == country
        and _field(pairs[position - 1], "country") != country
    )


def _end_with_comments(text: str, key: Node, value: Node) -> int:
    """Return the end of a source and of its comments: those directly below it with the indentation of its fields."""
    at = spans.end(text, key, value)
    while True:
        start = spans.after_line(text, at)
        blank = _BLANK.match(text, start)
        column = blank.end() - start if blank else 0
        if start >= len(text) or text[start + column : start + column + 1] != "#":
            return at
        if column <= key.start_mark.column:
            return at
        at = spans.line_end(text, start)


def _start_with_comments(text: str, pairs: Sequence[_Pair], position: int) -> int:
    """Return the start of a source and of the comments directly above it.

    Comments before a blank line are a heading.
    """
    start = spans.line_start(text, int(pairs[position][0].start_mark.index))
    top = spans.after_line(text, spans.end(text, *pairs[position - 1])) if position else 0
    at = start
    while at > top:
        above = spans.line_start(text, at - (2 if text[at - 2 : at] == "\r\n" else 1))
        line = text[above:at].strip()
        if not line:
            return at
        if not line.startswith("#"):
            return start if position == 0 else at
        at = above
    return start if position == 0 else at
