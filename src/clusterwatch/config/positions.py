"""YAML text → plain data, the line of every key, and the faults YAML itself would hide (duplicate keys)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

DEEPEST = 20
MOST_NODES = 100_000  # aliases of aliases can name more values than a machine can hold
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Located:
    """Data with `lines`: path → line number (from 1), and `faults`: (line, path, sentence)."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[tuple[int, Path, str]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def compose(text: str) -> Node | None:
    """The root node of a YAML text, whose marks say where everything stands; None where it holds no data.

    Raises YAMLError, as ruamel.yaml does, where `locate` tells a fault.
    """
    root: Node | None = _yaml().compose(text)
    return root


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False  # YAML 1.2 section 3.2.2.2: a later anchor overrides
    return yaml


def locate(text: str) -> Located:
    """Read YAML 1.2 (so that `country: NO` is a string); a syntax fault is one fault with its line."""
    found = Located()
    yaml = _yaml()
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        found.faults.append((line, (), f"not valid YAML: {error.problem or error.context}"))
        return found
    except (YAMLError, ValueError, RecursionError) as error:
        found.faults.append((1, (), f"not valid YAML: {error}"))
        return found
    if root is not None:
        found.data = _Reader(yaml, found).value(root, ())
    return found


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
        if id(node) in self.open or len(path) > DEEPEST or self.visited > MOST_NODES:
            fault = "nested too deeply, or an alias to itself"
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
        # What is merged comes first, so that a key of one's own has its own line.
        for key_node, value_node in sorted(node.value, key=lambda kv: kv[0].tag != "tag:yaml.org,2002:merge"):
            if key_node.tag == "tag:yaml.org,2002:merge":
                inherited = self.value(value_node, path)
                for part in inherited if isinstance(inherited, list) else [inherited]:
                    if not isinstance(part, dict):
                        self._fault(value_node, path, "<<: a mapping is meant")
                        continue
                    merged = {**part, **merged}
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in data:
                first = self.found.lines[here]
                self._fault(key_node, here, f"duplicate key; it stands in line {first} already")
                continue
            self.found.lines[here] = key_node.start_mark.line + 1
            data[key] = self.value(value_node, here)
        return {**merged, **data}

    def _scalar(self, node: ScalarNode, path: Path) -> Any:
        if str(node.tag).endswith(":timestamp"):
            return node.value  # a date in YAML is text here
        try:
            return self.yaml.constructor.construct_object(node)
        except (YAMLError, ValueError, LookupError) as error:
            self._fault(node, path, f"not a value: {error}")
            return None

    def _fault(self, node: Node, path: Path, sentence: str) -> None:
        self.found.faults.append((node.start_mark.line + 1, path, sentence))
