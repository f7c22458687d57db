"""Find the positions of values in a YAML text, and write values as YAML. Positions are in characters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clusterwatch.config import positions

MAX_WIDTH = 100  # columns of a flow mapping or list; a longer one is written with one entry per line
_NEWLINE = re.compile(r"\r\n|\n|\r")
_ALIAS = re.compile(r"\s*:\s*\*[^\s,\[\]{}]+")
_NOT_PRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_SPACE_OR_COMMENT = re.compile(r"(?:\s+|(?<=\s)#[^\r\n]*)*")


def newline(text: str) -> str:
    """Return the line end of a text, which is that of its first line."""
    found = _NEWLINE.search(text)
    return found[0] if found else "\n"


def line_start(text: str, at: int) -> int:
    """Return the start of the line of the character `at`."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Return the end of the line of the character `at`, before its line end."""
    found = _NEWLINE.search(text, at)
    return found.start() if found else len(text)


def after_line(text: str, at: int) -> int:
    """Return the start of the next line after the character `at`, or the end of the text."""
    found = _NEWLINE.search(text, at)
    return found.end() if found else len(text)


def is_flow(node: Node) -> bool:
    """Return whether a node is written as `{…}` or `[…]`."""
    return bool(getattr(node, "flow_style", False))


def end(text: str, key: Node, value: Node) -> int:
    """Return the end of `value`, the value of `key`, without the comments and blank lines after it."""
    if (
        value.start_mark.index < key.end_mark.index
    ):  # an alias; the position of its node is that of the anchor
        found = _ALIAS.match(text, key.end_mark.index)
        return int(found.end() if found else key.end_mark.index)
    if isinstance(value, ScalarNode) and value.style not in ("|", ">"):
        return int(value.end_mark.index)
    if is_flow(value):
        return int(value.end_mark.index)
    if isinstance(value, MappingNode) and value.value:
        return end(text, *value.value[-1])
    if isinstance(value, SequenceNode) and value.value and not _ends_in_alias(value):
        return end(text, key, value.value[-1])
    return _without_trailer(text, value, key.start_mark.column)


def _ends_in_alias(node: SequenceNode) -> bool:
    """Return whether the last item is an alias: its position is before the list or before other items."""
    *others, last = node.value
    return bool(last.start_mark.index <= max((n.start_mark.index for n in others), default=-1)) or bool(
        last.start_mark.index < node.start_mark.index
    )


def _without_trailer(text: str, node: Node, column: int) -> int:
    """Return the end of a list or block scalar. The end mark of ruamel.yaml is after blank lines and comments."""
    at = int(node.end_mark.index)
    while at > node.start_mark.index:
        start = line_start(text, at)
        line = text[start:at].strip()
        in_scalar = (
            isinstance(node, ScalarNode) and len(text[start:at]) - len(text[start:at].lstrip()) > column
        )
        if line and (not line.startswith("#") or in_scalar):
            return start + len(text[start:at].rstrip())
        at = start - (2 if text[max(start - 2, 0) : start] == "\r\n" else 1)
    return int(node.start_mark.index)


def next_comma(text: str, at: int) -> int | None:
    """Return the position of the comma after a flow entry that ends at `at`, or None if there is no comma."""
    found = _SPACE_OR_COMMENT.match(text, at)
    stop = found.end() if found else at
    return stop if text[stop : stop + 1] == "," else None


def flow(value: Any) -> str:
    """Write a value on one line. Strings are quoted if YAML would not read them back unchanged."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and ":" in value:
        return quoted(value)  # some parsers misread an address before a comma or bracket
    return _scalar(value, "{k: %s}")


def lines(key: str, value: Any, indent: int, step: int = 2) -> list[str]:
    """Write an entry of a block mapping: on one line if it fits, otherwise with one line per value."""
    pad = " " * indent
    key = _scalar(key, "%s: v")
    if not isinstance(value, (Mapping, list, tuple)):
        return [f"{pad}{key}: {_scalar(value, 'k: %s')}"]
    one = f"{pad}{key}: {flow(value)}"
    if len(one) <= MAX_WIDTH or not value:
        return [one]
    if isinstance(value, Mapping):
        return [
            f"{pad}{key}:",
            *(line for k, v in value.items() for line in lines(k, v, indent + step, step)),
        ]
    return [f"{pad}{key}:", *(f"{pad}{' ' * step}- {flow(item)}" for item in value)]


def lines_of(key: str, fields: Mapping[str, Any], indent: int, step: int = 2) -> list[str]:
    """Write a source: its id, then one line per field."""
    return [
        f"{' ' * indent}{_scalar(key, '%s: v')}:",
        *(line for k, v in fields.items() for line in lines(k, v, indent + step, step)),
    ]


def _scalar(value: Any, context: str) -> str:
    """Write a scalar for use in `context`, a YAML text with %s in place of the value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if value and value.isprintable() and value[0] not in "#'\"":
        read = positions.locate(context.replace("%s", value, 1))
        if not read.faults and read.data in ({"k": value}, {value: "v"}):
            return value
    return quoted(value)


def quoted(value: str) -> str:
    """Write a string in double quotes (YAML 1.2 section 7.3.1). The escapes of JSON are valid in YAML."""
    return _NOT_PRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False))
