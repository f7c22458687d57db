"""Parse the YAML that files of sources usually have, with libyaml, which takes a tenth of the time.

A file with anything else is left to `positions`, which parses all YAML 1.2 and reports errors: anchors, tags, merge
keys, duplicate keys, unusual numbers, and everything that libyaml, a parser of YAML 1.1, could read in another way.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from clusterwatch.config.located import MAX_DEPTH, Located, Path

_OTHER_LINES = re.compile("[\x85\u2028\u2029\ufeff]")  # line ends of YAML 1.1 only, and a BOM
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The letters and signs of numbers in other notations, such as 0x1F, 1_000, 1e3, .inf and 1:30.
_NUMBER = re.compile(r"[-+.0-9][-+.:_0-9a-fA-FiInNoOxX]*|=|<<")


class _Unusual(Exception):
    """The text has something that only `positions` reads."""


def locate(text: str) -> Located | None:
    """Return what `positions.locate` returns, or None for a text that only that function can read."""
    if not yaml.__with_libyaml__ or _OTHER_LINES.search(text):
        return None
    try:
        return _Reader(text).document()
    except (_Unusual, yaml.YAMLError, ValueError):
        return None


class _Reader:
    """Builds the data from the events of the parser."""

    def __init__(self, text: str) -> None:
        self._next = yaml.CLoader(text).get_event
        self._found = Located()

    def document(self) -> Located:
        """Return the data of a text with at most one document."""
        self._next()  # the start of the stream
        start = self._next()
        if isinstance(start, yaml.DocumentStartEvent):
            if start.version or start.tags:
                raise _Unusual
            self._found.data = self._value(self._next(), ())
            self._next()  # the end of the document
            start = self._next()
        if not isinstance(start, yaml.StreamEndEvent):
            raise _Unusual
        return self._found

    def _value(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or len(path) > MAX_DEPTH:
            raise _Unusual
        self._found.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                items.append(self._value(event, (*path, len(items))))
            return items
        return self._mapping(path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
                raise _Unusual
            name = str(key.value)
            if name in data or name in ("<<", "="):
                raise _Unusual
            here = (*path, name)
            self._found.lines[here] = key.start_mark.line + 1
            data[name] = self._value(self._next(), here)
        return data


def _scalar(event: Any) -> Any:
    """Return the value of a scalar by the core schema of YAML 1.2, in which `NO` is a string. Days stay strings."""
    value: str = event.value
    if event.style:  # in quotes, or a block
        return value
    if value in _WORDS:
        return _WORDS[value]
    if not _NUMBER.fullmatch(value) or _DAY.fullmatch(value):
        return value
    if _INTEGER.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    raise _Unusual
