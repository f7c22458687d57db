"""Add, change, rename or remove a source in the text of sources.yaml. All other lines stay as they are.

The text is edited at the positions that the parser reports. ruamel.yaml could write the file, but it would change other
lines too: indentation, quotes in flow mappings, blank lines before comments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from clusterwatch.config import insert, positions, spans, usual_yaml
from clusterwatch.config.located import Located
from clusterwatch.errors import ConfigError, ConfigFault

_ALL = "all"  # stands for all sources, not for one of this name
_NAMING = {"notify": "sources", "watch": "source"}  # keys whose values name sources
_BY_HAND = "automatically in a file written like this; edit the file by hand"


def insert_source(text: str, source_id: str, fields: Mapping[str, Any]) -> str:
    """Return the text of sources.yaml with a new source, at its place in the order of the file.

    `fields` are the fields of the source as in the file. `sources:` is added if it is missing. Raises ConfigError if
    the text cannot be read, has a source with this id, or is written in a way that cannot be edited automatically.
    """
    before, root = _read(text)
    if source_id in (before.get("sources") or {}):
        line = positions.locate(text).line(("sources", source_id))
        raise ConfigError([ConfigFault("a source with this id exists already", line=line, source=source_id)])
    fields = _plain(fields)
    wanted = {**before, "sources": {**(before.get("sources") or {}), source_id: fields}}
    failure = ConfigFault(f"cannot be added {_BY_HAND}", source=source_id)
    return _checked(insert.inserted(text, root, source_id, fields), wanted, failure)


def change_source(text: str, source_id: str, changes: Mapping[str, Any]) -> str:
    """Return the text of sources.yaml with some fields of a source changed, added or, with None, removed.

    Mappings are merged: `{"select": {"body": ".text"}}` keeps the other selectors. Raises ConfigError if there is no
    such source, or if the text is written in a way that cannot be edited automatically (with an alias, for example).
    """
    before, _ = _read(text)
    if source_id not in (before.get("sources") or {}):
        raise ConfigError([ConfigFault("there is no source with this id", source=source_id)])
    leaves = _leaves(_plain(changes), ("sources", source_id), before)
    # Removals come last, so that a source is never empty in between.
    for path, value in sorted(leaves, key=lambda leaf: leaf[1] is None):
        wanted = _with(before, path, value)
        if wanted == before:
            continue
        failure = ConfigFault(f"cannot be changed {_BY_HAND}", source=source_id, field=str(path[-1]))
        text = _checked(_changed(text, positions.compose(text), path, value), wanted, failure)
        before = wanted
    return text


def set_field(text: str, source_ids: Collection[str], name: str, value: str) -> str:
    """Return the text of sources.yaml with one field set to `value` in many sources. The text is parsed once.

    Ids that are not in the text are left out. Raises ConfigError as `change_source` does.
    """
    before, root = _read(text)
    sources: dict[str, Any] = before.get("sources") or {}
    changed = [one for one, fields in sources.items() if one in source_ids and isinstance(fields, dict)]
    # The last comes first, so that the positions of the others stay right.
    places = sorted(changed, key=lambda one: int(_pair(root, one)[1][0].start_mark.index), reverse=True)
    new = text
    for source_id in places:
        new = _changed(new, root, ("sources", source_id, name), value)
    with_value = {one: {**sources[one], name: value} for one in changed}
    wanted = {**before, "sources": {**sources, **with_value}} if changed else before
    located = _parsed(new)
    if located.faults or located.data != wanted:
        for source_id in places:  # names the source that cannot be changed
            text = change_source(text, source_id, {name: value})
        return text
    return new


def rename_source(text: str, old: str, new: str) -> str:
    """Return the text of sources.yaml with another id for a source. Its place and its fields stay the same.

    Raises ConfigError if there is no source `old`, if there is a source `new`, or if the text is written in a way that
    cannot be edited automatically.
    """
    before, root = _read(text)
    sources = _known(before, old)
    if new in sources:
        line = positions.locate(text).line(("sources", new))
        raise ConfigError([ConfigFault("a source with this id exists already", line=line, source=new)])
    wanted = {**before, "sources": {(new if k == old else k): v for k, v in sources.items()}}
    _, (key, _) = _pair(root, old)
    named = list(_naming(root, old))
    for where, naming in _NAMING.items():
        if named and where in before:
            wanted[where] = {k: _renamed(one, naming, old, new) for k, one in before[where].items()}
    failure = ConfigFault(f"cannot be renamed {_BY_HAND}", source=old)
    for node in sorted([key, *named], key=lambda node: int(node.start_mark.index), reverse=True):
        start, stop = int(node.start_mark.index), int(node.end_mark.index)
        text = text[:start] + spans.flow(new) + text[stop:]
    return _checked(text, wanted, failure)


def remove_source(text: str, source_id: str) -> str:
    """Return the text of sources.yaml without a source. Comments between the sources stay.

    Raises ConfigError if there is no such source, if a target of notices or a saved search names it, or if the text
    cannot be edited automatically.
    """
    before, root = _read(text)
    if named := list(_naming(root, source_id)):
        sentence = "a target of notices or a saved search names it; take it out there first"
        line = int(named[0].start_mark.line) + 1
        raise ConfigError([ConfigFault(sentence, line=line, source=source_id)])
    others = {k: v for k, v in _known(before, source_id).items() if k != source_id}
    mapping, pair = _pair(root, source_id)
    # Without its last entry, a mapping in block style is null.
    wanted = {**before, "sources": others if others or spans.is_flow(mapping) else None}
    failure = ConfigFault(f"cannot be removed {_BY_HAND}", source=source_id)
    return _checked(_removed(text, mapping, pair), wanted, failure)


def _pair(root: Node | None, source_id: str) -> tuple[MappingNode, tuple[Node, Node]]:
    """Return the node of `sources:`, and the key and the value of one of its sources."""
    pairs = root.value if isinstance(root, MappingNode) else []
    mapping = next(value for key, value in pairs if key.value == "sources")
    return mapping, next(pair for pair in mapping.value if str(pair[0].value) == source_id)


def _naming(root: Node | None, source_id: str) -> Iterator[Node]:
    """Yield the nodes of targets of notices and of saved searches that name a source."""
    for where, key in _NAMING.items():
        for named in _values(root, where):
            for _, settings in named.value if isinstance(named, MappingNode) else []:
                for value in _values(settings, key):
                    yield from _equal(value, source_id)


def _equal(value: Node, source_id: str) -> Iterator[Node]:
    """Yield the node of a value, or those of a list, that are the id of a source."""
    if isinstance(value, SequenceNode):
        yield from (node for node in value.value if node.value == source_id)
    elif value.value == source_id and source_id != _ALL:
        yield value


def _values(node: Node | None, key: str) -> list[Node]:
    """Return the value of a key, in a list that is empty if there is none."""
    pairs = node.value if isinstance(node, MappingNode) else []
    return [value for name, value in pairs if name.value == key]


def _renamed(settings: dict[str, Any], key: str, old: str, new: str) -> dict[str, Any]:
    sources = settings.get(key)
    if isinstance(sources, list):
        return {**settings, key: [new if one == old else one for one in sources]}
    return {**settings, key: new} if sources == old != _ALL else settings


def _known(data: Mapping[str, Any], source_id: str) -> dict[str, Any]:
    """Return the sources of the file. Raises ConfigError if this one is not among them."""
    sources: dict[str, Any] = data.get("sources") or {}
    if source_id not in sources:
        raise ConfigError([ConfigFault("there is no source with this id", source=source_id)])
    return sources


def _parsed(text: str) -> Located:
    return usual_yaml.locate(text) or positions.locate(text)


def _read(text: str) -> tuple[dict[str, Any], Node | None]:
    """Return the data of a text and its root node. Raises ConfigError if the text is not a YAML mapping."""
    located = _parsed(text)
    faults = [ConfigFault(sentence, line=line) for line, _, sentence in located.faults]
    data = {} if located.data is None else located.data
    if not faults and not (isinstance(data, dict) and isinstance(data.get("sources") or {}, dict)):
        faults = [ConfigFault("expected a mapping with `sources:`", line=1)]
    if faults:
        raise ConfigError(faults)
    return data, positions.compose(text)


def _checked(text: str, wanted: Mapping[str, Any], failure: ConfigFault) -> str:
    """Return `text` if its data equals `wanted`. Raises ConfigError if not, as aliases and unusual styles can cause."""
    located = _parsed(text)
    if located.faults or located.data != wanted:
        raise ConfigError([failure])
    return text


def _plain(value: Any) -> Any:
    """Convert a value to what YAML reads back: tuples to lists, dates to strings."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


_Path = tuple[str, ...]


def _leaves(changes: Mapping[str, Any], path: _Path, data: Mapping[str, Any]) -> list[tuple[_Path, Any]]:
    """Split nested changes into single ones. A mapping is split only where the file has a mapping."""
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
    """Remove the keys with the value None from a new mapping, in which there is nothing to remove."""
    inner = {k: _without_none(v) if isinstance(v, dict) else v for k, v in value.items()}
    return {k: v for k, v in inner.items() if v is not None} or None


def _at(data: Any, path: _Path) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _with(data: Mapping[str, Any], path: _Path, value: Any) -> dict[str, Any]:
    """Return a copy of `data` with `value` at `path`. Mappings that become empty are removed."""
    key, *rest = path
    inner = _with(data.get(key) or {}, tuple(rest), value) or None if rest else value
    rest_of_data = {k: v for k, v in data.items() if k != key or inner is not None}
    return rest_of_data if inner is None else {**rest_of_data, key: inner}


def _changed(text: str, root: Node | None, path: _Path, value: Any) -> str:
    """Return the text with one value set, or removed together with the mappings that become empty."""
    parents: list[tuple[MappingNode, tuple[Node, Node] | None]] = []
    node = root
    for key in path:
        if not isinstance(node, MappingNode):
            break
        pair = next((p for p in node.value if str(p[0].value) == key), None)
        parents.append((node, pair))
        node = pair[1] if pair else None
    mapping, pair = parents[-1]
    if value is None:
        while len(parents) > 3 and pair and len(mapping.value) == 1:
            parents.pop()
            mapping, pair = parents[-1]
        return _removed(text, mapping, pair) if pair else text
    if pair is None:
        return insert.appended(text, mapping, path[-1], value)
    return _replaced(text, mapping, pair, value)


def _replaced(text: str, mapping: MappingNode, pair: tuple[Node, Node], value: Any) -> str:
    key, old = pair
    start, stop = int(old.start_mark.index), spans.end(text, key, old)
    if start < key.end_mark.index:
        return text  # an alias, whose node belongs to other sources too
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
    index = mapping.value.index(pair)
    if index:
        start = spans.end(text, *mapping.value[index - 1])
    return text[:start] + text[stop:]
