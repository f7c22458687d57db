"""Load sources.yaml, and report all its errors together."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from clusterwatch import urls
from clusterwatch.config import usual_yaml
from clusterwatch.config.environment import filled, names
from clusterwatch.config.located import Located
from clusterwatch.config.located import Path as Keys
from clusterwatch.config.models import (
    KIND_WORDS,
    Defaults,
    File,
    Limits,
    Network,
    NotifyTarget,
    Pick,
    Select,
    Source,
    StrategySettings,
    Tls,
    Watch,
    kind_of_index,
)
from clusterwatch.errors import ConfigError, ConfigFault
from clusterwatch.text import fold

_SENTENCES = {
    "missing": "is missing",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "string_type": "expected a string",
    "model_type": "expected a mapping",
    "model_attributes_type": "expected a mapping",
    "dict_type": "expected a mapping",
    "tuple_type": "expected a list",
    "float_parsing": "expected a number",
    "float_type": "expected a number",
    "int_parsing": "expected a whole number",
    "int_type": "expected a whole number",
}


# What was probably meant where a source or a saved search is only a text.
_MAIN_KEYS = {"sources": "{{url: {}}}", "watch": '{{search: "{}"}}'}
# Keys of other programs, or those that one would expect, and the right ones.
_MEANT = {
    **dict.fromkeys(("lang", "langs", "locale"), "languages"),
    **dict.fromkeys(("tz", "zone", "time_zone"), "timezone"),
    **dict.fromkeys(("selectors", "selector", "css", "title", "body"), "select"),
    **dict.fromkeys(("feed", "rss", "sitemap", "strategy"), "discover"),
    **dict.fromkeys(("link", "href", "website", "homepage", "address"), "url"),
}
# What is expected at a key, instead of the name of a type.
_EXPECTED = {
    "url": "expected an address such as https://cluster.example.org/news",
    "country": "expected one code, such as FR",
    "timezone": "expected an IANA name such as Europe/Paris",
    "sources": "expected ids with their sources, such as `eca: {url: https://…}`",
}
_TYPES = ("string_type", "dict_type")
_OF_MAPPINGS: Mapping[Any, type[BaseModel]] = {"notify": NotifyTarget, "watch": Watch}


class Sources(Mapping[str, Source]):
    """The sources of a file by id, in the order of the file, and the settings for all of them."""

    def __init__(self, file: File, path: Path, lines: Mapping[Keys, int]) -> None:
        self._file = file
        self._network = file.network
        if file.network.ca is not None:
            ca = str(path.parent / file.network.ca)
            self._network = file.network.model_copy(update={"ca": ca})
        self.path = path
        self._lines = lines

    def where(self, source_id: str) -> str:
        """Return the position of a source for error messages: `sources.yaml:12: eca`."""
        return f"{self.path}:{self._lines['sources', source_id]}: {source_id}"

    def filled(self, value: str, keys: Keys, environ: Mapping[str, str]) -> str:
        """Return the value at `keys`, with `${NAME}` replaced by the environment variable NAME.

        Raises VariableNotSet with the position in the file.
        """
        return filled(value, environ, ".".join(map(str, keys)), f"{self.path}:{self._lines[keys]}")

    def variables_of(self, target: str) -> list[str]:
        """Return the names of the environment variables that the address of a target of notices refers to."""
        return names(self.notify[target].url)

    @property
    def variables(self) -> list[str]:
        """The names of the environment variables that the file refers to, in the order of the alphabet."""
        values = [self.heartbeat, self.network.proxy, *(target.url for target in self.notify.values())]
        return sorted({name for value in values if value for name in names(value)})

    def line_of(self, source_id: str, *keys: str | int) -> int | None:
        """Return the line of a key of a source or of its nearest parent, or None for a source that is not in a file.

        One strategy may stand in place of a list of one.
        """
        path: Keys = ("sources", source_id, *keys)
        if path not in self._lines:
            path = tuple(key for key in path if key != 0)
        while len(path) > 1 and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)

    def delay_of(self, source: Source) -> float:
        """Return the seconds between two requests to the site of a source."""
        return source.delay if source.delay is not None else self.defaults.delay

    @property
    def network(self) -> Network:
        """The settings for all requests. The path `ca` is relative to the working directory."""
        return self._network

    @property
    def defaults(self) -> Defaults:
        return self._file.defaults

    @property
    def limits(self) -> Limits:
        return self._file.limits

    @property
    def notify(self) -> Mapping[str, NotifyTarget]:
        """The targets of notices by id."""
        return self._file.notify

    @property
    def watch(self) -> Mapping[str, Watch]:
        """The saved searches by id."""
        return self._file.watch

    @property
    def heartbeat(self) -> str | None:
        return self._file.heartbeat

    def __getitem__(self, source_id: str) -> Source:
        return self._file.sources[source_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._file.sources)

    def __len__(self) -> int:
        return len(self._file.sources)


def load_sources(path: str | Path) -> Sources:
    """Load and validate the file at `path`.

    Raises ConfigError with all errors of the file.
    """
    return _loaded(Path(path))


def load_or_begin(path: Path) -> Sources:
    """Return the sources of the file at `path` for a command that adds some.

    There may be no file yet, and a file may have settings without `sources:`. Raises ConfigError with all errors.
    """
    return _loaded(path, may_begin=True) if path.exists() else Sources(File(sources={}), path, {})


def _loaded(path: Path, *, may_begin: bool = False) -> Sources:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        hint = "name one with --sources, or begin one with `clusterwatch add URL`, or look at `clusterwatch demo`"
        raise ConfigError([ConfigFault(f"no such file; {hint}", path)]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([ConfigFault(f"cannot be read: {error}", path)]) from error
    located = _parsed(text)
    if may_begin and not located.faults and (located.data is None or isinstance(located.data, dict)):
        located = replace(located, data={"sources": None, **(located.data or {})})
    faults = list(located.faults)
    file = None
    if located.data is None and not faults:
        faults.append((1, (), "the file is empty; add a site with: clusterwatch add URL"))
    elif located.data is not None:
        faults += _ids(located)
        try:
            file = File.model_validate(located.data)
        except ValidationError as error:
            faults += [_fault(e, located) for e in error.errors(include_url=False)]
    if file is not None:
        faults += _twins(file, located)
        faults += _unknown_names(file, located)
    if faults or file is None:
        raise ConfigError([_located(path, *fault) for fault in sorted(faults, key=lambda f: f[0])])
    return Sources(file, path, located.lines)


def make_source(fields: Mapping[str, Any]) -> Source:
    """Return a source with these fields, as they would stand in the file. Raises ConfigError if one is wrong."""
    try:
        return Source.model_validate(fields)
    except ValidationError as error:
        nowhere = Located(fields, {}, [])
        faults = (_fault(one, nowhere) for one in error.errors(include_url=False))
        raise ConfigError(
            [ConfigFault(sentence, field=".".join(map(str, keys))) for _, keys, sentence in faults]
        ) from error


def _parsed(text: str) -> Located:
    """Return the data of a text, with its lines and faults."""
    usual = usual_yaml.locate(text)
    if usual is not None:
        return usual
    # ruamel.yaml is imported for a file that needs it.
    from clusterwatch.config import positions

    return positions.locate(text)


def _ids(located: Located) -> list[tuple[int, Keys, str]]:
    paths = [p for p in located.lines if len(p) == 3 and p[0] == "sources" and p[2] == "id"]
    return [(located.line(p), p, "unknown key; the key of the source is its id") for p in paths]


def _twins(file: File, located: Located) -> Iterator[tuple[int, Keys, str]]:
    """Yield a fault for each enabled source that fetches what an earlier one does: its posts would be counted twice."""
    first: dict[tuple[str, tuple[StrategySettings, ...]], str] = {}
    for source in file.sources.values():
        if not source.enabled or not source.url:
            continue
        one = first.setdefault((urls.key(source.url), source.discovery), source.id)
        if one != source.id:
            at: Keys = ("sources", source.id, "url")
            yield (
                located.line(at),
                at,
                f"{one} has the same url; give one of them another, or `enabled: false`",
            )


def _unknown_names(file: File, located: Located) -> Iterator[tuple[int, Keys, str]]:
    """Yield a fault for each id under `notify:` and `watch:` that is not the id of a source or a saved search."""
    named: list[tuple[Keys, str, Sequence[str], Mapping[str, Any]]] = []
    for name, target in file.notify.items():
        named.append((("notify", name, "sources"), "source", target.sources or (), file.sources))
        named.append((("notify", name, "watch"), "saved search", target.watch or (), file.watch))
    for name, watch in file.watch.items():
        named.append((("watch", name, "source"), "source", watch.source, file.sources))
    for at, what, ids, known in named:
        for number, one in enumerate(ids):
            if one not in known:
                near = difflib.get_close_matches(one, known, 1)
                hint = f'; did you mean "{near[0]}"?' if near else ""
                yield located.line((*at, number)), at, f"there is no {what} {one}{hint}"


def _fault(error: ErrorDetails, located: Located) -> tuple[int, Keys, str]:
    loc = _known_path(error["loc"], located)
    kind = error["type"]
    if kind == "missing" and loc[-1:] != error["loc"][-1:]:
        loc = (*loc, error["loc"][-1])
    if kind == "extra_forbidden":
        return located.line(loc), loc, "unknown key" + _did_you_mean(loc)
    if kind == "missing" and (loc == ("sources",) or loc[-1:] == ("kind",)):
        begin = "add a site with: clusterwatch add URL"
        hint = begin if loc == ("sources",) else f"did you mean `kind: {_kind_of(error['input'])}`?"
        return located.line(loc), loc, f"is missing; {hint}"
    if kind in _TYPES and loc and loc[-1] in _EXPECTED:
        return located.line(loc), loc, _EXPECTED[str(loc[-1])]
    if kind == "value_error":
        return located.line(loc), loc, str(error["ctx"]["error"])
    if kind == "literal_error":
        hint = _nearest(str(error["input"]), error["ctx"]["expected"])
        return located.line(loc), loc, f"{error['input']!r} is not one of {error['ctx']['expected']}{hint}"
    if kind in ("greater_than_equal", "less_than_equal"):
        least, most = error["ctx"].get("ge"), error["ctx"].get("le")
        return (
            located.line(loc),
            loc,
            f"must be at least {least:g}" if most is None else f"must be at most {most:g}",
        )
    if kind in ("too_short", "string_too_short"):
        return located.line(loc), loc, "is empty"
    if kind == "string_pattern_mismatch" and loc[0] in ("sources", "notify", "watch") and len(loc) == 2:
        return located.line(loc), loc, "an id consists of lowercase letters, digits and hyphens"
    if kind == "model_type" and isinstance(error["input"], str) and len(loc) == 2 and loc[0] in _MAIN_KEYS:
        return (
            located.line(loc),
            loc,
            f"expected a mapping such as {_MAIN_KEYS[loc[0]].format(error['input'])}",
        )
    if kind == "string_pattern_mismatch":
        return located.line(loc), loc, f"{error['input']!r} does not match {error['ctx']['pattern']}"
    return located.line(loc), loc, _SENTENCES.get(kind, error["msg"])


def _kind_of(strategy: Mapping[str, Any]) -> str:
    """Return the kind of a strategy that was written without it."""
    if {"link", "next", "date"} & strategy.keys():
        return "listing"
    return kind_of_index(str(strategy.get("url", "")))


def _nearest(value: str, expected: str) -> str:
    """Return which of the allowed values was probably meant, as a part of a sentence."""
    allowed = re.findall("'([^']+)'", expected)
    near = [KIND_WORDS[value.lower()]] if KIND_WORDS.get(value.lower()) in allowed else []
    forms = {fold(one): one for one in allowed}
    near = near or [forms[form] for form in difflib.get_close_matches(fold(value), forms, 1)]
    return f'; did you mean "{near[0]}"?' if near else ""


def _known_path(loc: tuple[Any, ...], located: Located) -> Keys:
    """Return the path in the file. pydantic adds `[key]`, and an index if one value replaces a list."""
    path: Keys = ()
    for step in loc:
        here = (*path, step)
        if step in ("[key]", "css") or (isinstance(step, int) and here not in located.lines):
            if here in located.lines:
                path = here
            continue
        path = here
    return path


def _did_you_mean(path: Keys) -> str:
    known: set[str] = set()
    models: tuple[type[BaseModel], ...] = (File, Network, Defaults)
    if path[0] in _OF_MAPPINGS and len(path) > 2:
        models = (_OF_MAPPINGS[path[0]],)
    elif path[0] == "sources":
        models = (Source,) if len(path) == 3 else (Select, Pick, StrategySettings, Tls)
    for model in models:
        known |= {f.alias or name for name, f in model.model_fields.items()}
    meant = _MEANT.get(str(path[-1]))
    near = [meant] if meant in known else difflib.get_close_matches(str(path[-1]), sorted(known - {"id"}), 1)
    return f'; did you mean "{near[0]}"?' if near else ""


def _located(path: Path, line: int, keys: Keys, sentence: str) -> ConfigFault:
    """Return a fault with its place in the file: the keys that lead to it, of which the second may be a source."""
    source = None
    if keys[:1] == ("sources",) and len(keys) > 1:
        source, keys = str(keys[1]), keys[2:]
    return ConfigFault(sentence, path, line, source, ".".join(map(str, keys)) or None)
