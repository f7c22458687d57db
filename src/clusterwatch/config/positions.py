"""Parse YAML into plain data, with the line of each key. Duplicate keys are errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import ScalarToken

from clusterwatch.config.located import MAX_DEPTH, Located, Path

_QUOTES = ("'", '"')
_BRACKETS = {"[": "]", "{": "}"}
_VALUE = re.compile(r":\s")  # ends a key
MAX_NODES = 100_000  # nested aliases can expand to more values than fit in memory


def compose(text: str) -> Node | None:
    """Return the root node of a YAML text, with the positions of all nodes. Return None if the text has no data.

    Raises YAMLError of ruamel.yaml if the text is invalid.
    """
    root: Node | None = _yaml().compose(text)
    return root


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    # YAML 1.2 section 3.2.2.2: a later anchor replaces an earlier one.
    yaml.composer.warn_double_anchors = False
    return yaml


def locate(text: str) -> Located:
    """Parse YAML 1.2, in which `country: NO` is a string. A syntax error becomes one fault with its line."""
    found = Located()
    yaml = _yaml()
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        line, cause = _not_closed(text, error) or _stopped(text, error)
        found.faults.append((line, (), f"not valid YAML: {cause}"))
        return found
    except (YAMLError, ValueError, RecursionError) as error:
        found.faults.append((1, (), f"not valid YAML: {error}"))
        return found
    if root is not None:
        found.data = _Reader(yaml, found).value(root, ())
    return found


def _not_closed(text: str, error: MarkedYAMLError) -> tuple[int, str] | None:
    """Return the line of a bracket or quotation mark that is closed too late or never, and what is wrong with it.

    The parser stops further below: at the end of the file, at the first `:` or at the next quotation mark.
    """
    opened, stopped = error.context_mark, error.problem_mark
    if opened is None or stopped is None:
        return None
    first, last = opened.line + 1, stopped.line + 1
    sign = text[opened.index : opened.index + 1]
    if sign in _QUOTES and not text[stopped.index :].strip():
        return first, f"the quotation mark {sign} is not closed"
    if sign in _BRACKETS and first < last and _BRACKETS[sign] not in _rest_of_line(text, stopped.index):
        return first, f"`{sign}` is not closed by `{_BRACKETS[sign]}` before line {last}"
    for token in _scalars(text):
        begin, end = token.start_mark.line + 1, token.end_mark.line + 1
        if token.style in _QUOTES and begin < end == last:
            return begin, f"the quotation mark {token.style} is closed in line {end} only"
    return None


def _rest_of_line(text: str, at: int) -> str:
    return text[at:].partition("\n")[0]


def _scalars(text: str) -> Iterator[ScalarToken]:
    """Yield the scalars of a YAML text up to its first fault."""
    with suppress(MarkedYAMLError):
        for token in _yaml().scan(text):
            if isinstance(token, ScalarToken):
                yield token


def _stopped(text: str, error: MarkedYAMLError) -> tuple[int, str]:
    """Return the line in which the parser stopped, and why."""
    mark = error.problem_mark or error.context_mark
    cause = (_cause(text, mark.index) if mark else None) or error.problem or error.context
    return (mark.line + 1 if mark else 1), str(cause)


def _cause(text: str, at: int) -> str | None:
    """Return what is wrong at the character at which the parser stopped, or None if the parser knows better."""
    if text.startswith("\t", at):
        return "a tab; indent with spaces"
    before = text[text.rfind("\n", 0, at) + 1 : at]
    if text.startswith(":", at) and _VALUE.search(before):
        return "a second `:` in one line; write a value that has `: ` in quotation marks"
    return None


class _Reader:
    def __init__(self, yaml: YAML, found: Located) -> None:
        self.yaml = yaml
        self.found = found
        self.open: set[int] = set()
        self.visited = 0

    def value(self, node: Node, path: Path) -> Any:
        self.found.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, ScalarNode):
            return self._scalar(node, path)
        self.visited += 1
        if id(node) in self.open or len(path) > MAX_DEPTH or self.visited > MAX_NODES:
            fault = "nested too deeply, or an alias that contains itself"
            self.found.faults.append((self.found.line(path), path, fault))
            return None
        self.open.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
            return self._mapping(node, path) if isinstance(node, MappingNode) else None
        finally:
            self.open.discard(id(node))

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        # Merge keys come first, so that the keys of the mapping itself replace their lines.
        for key_node, value_node in sorted(node.value, key=lambda kv: kv[0].tag != "tag:yaml.org,2002:merge"):
            if key_node.tag == "tag:yaml.org,2002:merge":
                inherited = self.value(value_node, path)
                for part in inherited if isinstance(inherited, list) else [inherited]:
                    if not isinstance(part, dict):
                        self._fault(value_node, path, "<<: expected a mapping")
                        continue
                    merged = {**part, **merged}
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in data:
                first = self.found.lines[here]
                self._fault(key_node, here, f"duplicate key; it is already in line {first}")
                continue
            self.found.lines[here] = key_node.start_mark.line + 1
            data[key] = self.value(value_node, here)
        return {**merged, **data}

    def _scalar(self, node: ScalarNode, path: Path) -> Any:
        if str(node.tag).endswith(":timestamp"):
            return node.value  # dates stay strings
        try:
            return self.yaml.constructor.construct_object(node)
        except (YAMLError, ValueError, LookupError) as error:
            self._fault(node, path, f"invalid value: {error}")
            return None

    def _fault(self, node: Node, path: Path, sentence: str) -> None:
        self.found.faults.append((node.start_mark.line + 1, path, sentence))
