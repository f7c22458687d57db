"""The models of sources.yaml. Unknown keys are errors, and selectors and patterns are validated on load."""

from __future__ import annotations

import difflib
import pickle
import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar, get_args
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict

from clusterwatch import html_tree, urls
from clusterwatch.config import codes, temporary
from clusterwatch.config.ecosystems import ecosystems_of
from clusterwatch.config.environment import VARIABLE
from clusterwatch.models import INDEX_KINDS, AnnouncementKind

_Values = TypeVar("_Values", tuple[str, ...], tuple[str, ...] | None)
_REMEMBERED = 2048  # sources that are kept pickled, and unpickled


class Model(BaseModel):
    """The base of all models: frozen, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _listed(value: Any) -> Any:
    """Accept one value in place of a list."""
    return value if value is None or isinstance(value, (list, tuple)) else [value]


def _css(value: str) -> str:
    if not html_tree.is_selector(value):
        raise ValueError(f'not a valid CSS selector "{value}"{_instead_of_css(value)}')
    return value


def _instead_of_css(value: str) -> str:
    """Return what to write in place of XPath, or of what Scrapy adds to CSS, as a part of a sentence."""
    css, _, of_scrapy = value.partition("::")
    if attr := re.fullmatch(r"attr\(([\w-]+)\)", of_scrapy):
        return f'; write `{{css: "{css}", attr: {attr[1]}}}`'
    if of_scrapy == "text":
        return f'; write "{css}"'
    return "; it looks like XPath, and CSS is needed, such as h1" if value.startswith(("/", "./")) else ""


def _url(value: str) -> str:
    try:
        urls.canonical(value)
    except ValueError as error:
        scheme, colon, rest = value.partition(":")
        rest = rest.lstrip("/") if colon and "." not in scheme else value.lstrip("/")
        meant = f"https://{rest}"
        hint = (
            f'; did you mean "{meant}"?' if re.fullmatch(r"[^\s/@:]+\.[^\s/@:]+(:\d+)?(/\S*)?", rest) else ""
        )
        raise ValueError(f"{error}{hint}") from error
    temporary.refuse(value)
    return urls.as_browsers_read(value)


def _proxy(value: str) -> str:
    # The value may have a password, so the error does not repeat it.
    if not re.fullmatch(r"(https?://)?[^/\s]+/?", VARIABLE.sub("x", value)) and not VARIABLE.fullmatch(value):
        raise ValueError("expected the address of an http proxy, such as http://proxy.example.org:3128")
    return value


def _heartbeat(value: str) -> str:
    # The value is a secret, so the errors do not repeat it.
    text = VARIABLE.sub("x", value)
    if not re.fullmatch(r"https?://[^/\s?#]+[^\s#]*", text) and not VARIABLE.match(value):
        raise ValueError("expected an address such as https://hc-ping.com/${HEARTBEAT_ID}")
    if set(re.findall(r"{(.*?)}", text)) - {"exit", "state"}:
        raise ValueError("expected {exit} or {state} in curly brackets")
    return value


def _apprise(value: str) -> str:
    # The value is a secret, so the error does not repeat it.
    if not VARIABLE.match(value) and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://\S", VARIABLE.sub("x", value)):
        raise ValueError(
            "expected an address of Apprise such as mailto://…, or a variable such as ${WATCH_MAIL}"
        )
    return value


def _not_empty(value: _Values) -> _Values:
    if value == ():
        raise ValueError("is empty")
    return value


def _ids_or_all(value: Any) -> Any:
    return None if value == "all" else _listed(value)


def _searched(value: str) -> str:
    terms = re.sub(r'-"[^"]*"?', " ", value).split()
    if not any(map(str.isalnum, "".join(term for term in terms if not term.startswith("-")))):
        raise ValueError(f'"{value}" has no word to search for')
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f'not a valid regular expression "{value}": {error}') from error
    return value


def _region(value: str) -> str:
    if not re.fullmatch(_NUTS, value):
        raise ValueError(f'"{value}" is no code of a region (NUTS), such as FRI1 or DE')
    return value


def _contact(value: str) -> str:
    if not re.fullmatch(r"(?:https?://\S+\.\S+|(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@.]+)", value):
        raise ValueError(f'expected an email or web address such as watch@example.org, not "{value}"')
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # slow: reads a directory tree


def _zone(value: str) -> str:
    if value not in _zones():
        cities = {zone.lower().rpartition("/")[2]: zone for zone in sorted(_zones()) if _CITY.match(zone)}
        city = value.lower().rpartition("/")[2].replace(" ", "_")
        near = difflib.get_close_matches(city, cities, 1, _CLOSE)
        raise ValueError(
            f'unknown time zone "{value}"; use an IANA name such as {cities[near[0]] if near else "Europe/Paris"}'
        )
    return value


def _day_or_never(value: str) -> str:
    try:
        if value == "never" or date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise ValueError(f'expected "never" or a date such as 2026-01-31, not "{value}"')


def _days_or_all(value: Any) -> Any:
    integer = isinstance(value, int) and not isinstance(value, bool)
    if value == "all" or (integer and 1 <= value <= 100_000):
        return value
    raise ValueError(f"expected a number of days (at least 1) or all, not {value!r}")


Css = Annotated[str, AfterValidator(_css)]
Url = Annotated[str, AfterValidator(_url), Field(json_schema_extra={"format": "uri"})]
Regex = Annotated[str, AfterValidator(_regex), Field(json_schema_extra={"format": "regex"})]
Selectors = Annotated[tuple[Css, ...], BeforeValidator(_listed), Field(min_length=1)]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
_NUTS = "[A-Z]{2}[A-Z0-9]{0,3}"
_FEED = re.compile(r"feed|rss|atom|\.xml", re.I)
# What people write in place of a kind of index.
KIND_WORDS = {
    **dict.fromkeys(("rss", "atom", "json", "jsonfeed", "feeds"), "feed"),
    **dict.fromkeys(("wp", "rest", "api", "wp-json"), "wordpress"),
    **dict.fromkeys(("html", "list", "page", "index", "news", "css"), "listing"),
    **dict.fromkeys(("xml", "sitemaps"), "sitemap"),
}
# Zones by city; other names, such as those of Canada, are kept for old programs.
_CITY = re.compile("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")
_CLOSE = 0.8  # likeness of two names, one of which is spelt wrongly
_SOURCE_ID = "[a-z0-9-]+"
Country = Annotated[str, AfterValidator(codes.country), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})]
Language = Annotated[
    str,
    AfterValidator(codes.language),
    Field(json_schema_extra={"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}),
]
Region = Annotated[str, AfterValidator(_region), Field(json_schema_extra={"pattern": f"^{_NUTS}$"})]
Checked = Annotated[
    str,
    AfterValidator(_day_or_never),
    Field(json_schema_extra={"pattern": r"^(never|\d{4}-\d{2}-\d{2})$"}),
]
KeepPages = Annotated[
    int | Literal["all"],
    PlainValidator(
        _days_or_all, json_schema_input_type=Annotated[int, Field(ge=1, le=100_000)] | Literal["all"]
    ),
]
if TYPE_CHECKING:
    StrategyKind = str
else:
    StrategyKind = Literal[tuple(INDEX_KINDS)]
SourceKind = Literal["pole", "cluster", "national-association", "network", "programme", "authority"]
if TYPE_CHECKING:
    WatchedKind = str
else:
    WatchedKind = Literal[(*map(str, AnnouncementKind), *get_args(SourceKind))]


class Pick(Model):
    """How one field is selected.

    The first selector of `css` that finds something is used. `attr` reads an attribute instead of the text, `join` is
    the separator of several elements, and `remove` cuts elements from the result.
    """

    css: Selectors
    attr: str | None = Field(None, min_length=1)
    join: str | None = None
    remove: Annotated[tuple[Css, ...], BeforeValidator(_listed)] = ()


def _pick(value: Any) -> Any:
    return {"css": value} if isinstance(value, (str, list, tuple)) else value


Picked = Annotated[Pick, BeforeValidator(_pick, json_schema_input_type=str | list[str] | Pick)]


class Select(Model):
    """Selectors for the pages of one site. `remove` is cut from the page before extraction."""

    title: Picked | None = None
    date: Picked | None = None
    body: Picked | None = None
    remove: Annotated[tuple[Css, ...], BeforeValidator(_listed)] = ()


class DateRules(Model):
    """How dates are read. `order` is the order of day, month and year in the numeric dates of the site."""

    order: Literal["DMY", "MDY", "YMD"] | None = None


class Tls(Model):
    """How the server of a source is checked."""

    verify: bool = Field(default=True, description="check the certificate of the server")


class StrategySettings(Model):
    """One strategy to find the posts of a source, configured by a person or chosen by the program.

    `url` is the address of the index. The default is the address of the source.
    """

    kind: StrategyKind
    url: Url = ""
    link: Css | None = None
    next: Css | None = None
    date: Css | None = None
    match: Regex | None = None
    files: bool = Field(default=False, description="archive posts that are files, such as PDF")

    @model_validator(mode="after")
    def _keys_of_the_kind(self) -> Self:
        own = INDEX_KINDS[self.kind].keys
        foreign = [k for k in self.model_fields_set - {"kind", "url"} if getattr(self, k) and k not in own]
        if foreign:
            raise ValueError(f"{', '.join(sorted(foreign))}: not allowed for kind {self.kind}")
        return self


def _strategies(value: Any) -> Any:
    if value in ("auto", {"kind": "auto"}):
        return []
    steps = _listed(value)
    for step in steps or ():
        if isinstance(step, str):
            raise ValueError(f"expected a mapping such as {{{_example(step)}}}, or auto")
    return steps and [_with_kind(step) for step in steps]


def _example(step: str) -> str:
    """Return a strategy that someone may have meant by its name, by an address or by a selector alone."""
    if re.match(r"https?://", step):
        return f"kind: {kind_of_index(step)}, url: {step}"
    kind = KIND_WORDS.get(step.lower(), step.lower())
    if kind in INDEX_KINDS:
        return f"kind: {kind}, url: https://…"
    if step.startswith("/") or re.fullmatch(r"[\w/-]+\.(xml|rss|atom|json|php|html?)", step, re.I):
        return f"kind: {kind_of_index(step)}, url: https://…/{step.lstrip('/')}"
    if re.search(r"[ .#>\[]", step):
        return f'kind: listing, link: "{step}"'
    return "kind: feed, url: https://…"


def kind_of_index(url: str) -> str:
    """Return the kind of index that probably is at an address."""
    if "wp-json" in url or "rest_route" in url:
        return "wordpress"
    if "sitemap" in url.lower():
        return "sitemap"
    return "feed" if _FEED.search(url) else "listing"


def _with_kind(value: Any) -> Any:
    """Add the kind to a strategy with `files` alone: lists of files are pages that people read."""
    if isinstance(value, dict) and value.get("files") is True and "kind" not in value:
        return {"kind": "listing", **value}
    return value


_URL_OR_REASON: JsonDict = {
    "anyOf": [
        {"required": ["url"]},
        {
            "required": ["enabled", "reason"],
            "properties": {"enabled": {"const": False}, "reason": {"type": "string"}},
        },
    ]
}


class Source(Model):
    """A site to watch. Only `url` is required; discovery and extraction are automatic by default.

    An organisation whose site is not known has `enabled: false`, a `reason` and no `url`.
    """

    model_config = ConfigDict(json_schema_extra=_URL_OR_REASON)

    id: str = Field("", exclude=True, json_schema_extra={"readOnly": True})
    name: str | None = Field(None, min_length=1)
    country: Country | None = Field(None, description="ISO 3166 code; EU for European bodies")
    region: Region | None = Field(None, description="NUTS code")
    kind: SourceKind | None = None
    sectors: Words = ()
    languages: Annotated[tuple[Language, ...], BeforeValidator(_listed)] = Field(
        (), description="languages of the dates, most likely first"
    )
    timezone: Annotated[str, AfterValidator(_zone)] | None = None
    aliases: Words = ()
    enabled: bool = True
    reason: str | None = Field(None, description="why the source is not enabled")
    url: Url = Field("", validate_default=True)  # after `enabled` and `reason`, which its validation needs
    checked: Checked | None = Field(
        None, description="day on which posts were last read from the address, or never"
    )
    delay: float | None = Field(None, ge=0, le=3600, description="seconds between two requests")
    max_pages: int | None = Field(
        None, ge=1, le=10_000, description="maximum number of index pages that a nightly run reads"
    )
    discovery: Annotated[tuple[StrategySettings, ...], BeforeValidator(_strategies)] = Field(
        (), alias="discover"
    )
    select: Select | None = None
    date: DateRules = Field(default_factory=DateRules)
    tls: Tls = Field(default_factory=Tls)

    @field_validator("url", mode="wrap")
    @classmethod
    def _url_or_reason(
        cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo[dict[str, Any]]
    ) -> str:
        if value != "":
            return str(handler(value))
        invalid = not {"enabled", "reason"} <= info.data.keys()  # they have errors of their own
        if info.data.get("enabled"):
            raise ValueError("is missing")
        if not invalid and not info.data["reason"]:
            raise ValueError("is missing; a source without an address needs a `reason`")
        return ""

    @property
    def discover(self) -> tuple[StrategySettings, ...]:
        """The configured strategies in order. Empty if the program chooses a strategy."""
        return tuple(d if d.url else d.model_copy(update={"url": self.url}) for d in self.discovery)

    @property
    def reads_files(self) -> bool:
        """Whether posts that are files are archived."""
        return any(one.files for one in self.discovery)

    @property
    def sectors_and_ecosystems(self) -> tuple[str, ...]:
        """The sectors as written, and the industrial ecosystems of the Union to which they belong."""
        return tuple(dict.fromkeys((*self.sectors, *ecosystems_of(self.sectors))))

    @property
    def label(self) -> str:
        """The name of the source, or else the host of its site, or else the id."""
        return self.name or urls.site(self.url) or self.id

    def __reduce__(self) -> tuple[Callable[[bytes], Source], tuple[bytes]]:
        """Pickle a source once, and unpickle it once in each process: it travels with every page."""
        return _unpickled, (_pickled(_Instance(self)),)


class _Instance:
    """A source as a key that is compared by identity. It holds the source, so that no other one gets its id."""

    __slots__ = ("source",)

    def __init__(self, source: Source) -> None:
        self.source = source

    def __hash__(self) -> int:
        return id(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Instance) and self.source is other.source


@lru_cache(_REMEMBERED)
def _pickled(one: _Instance) -> bytes:
    return pickle.dumps(one.source.__getstate__(), pickle.HIGHEST_PROTOCOL)


@lru_cache(_REMEMBERED)
def _unpickled(state: bytes) -> Source:
    source = Source.__new__(Source)
    source.__setstate__(pickle.loads(state))  # noqa: S301 - from another process of this program
    return source


class Network(Model):
    """Settings for all requests."""

    allow_private: bool = Field(default=False, description="allow private and loopback addresses")
    contact: Annotated[str, AfterValidator(_contact)] | None = Field(
        default=None, description="email or web address for the User-Agent"
    )
    proxy: Annotated[str, AfterValidator(_proxy)] | None = Field(
        default=None, description="http proxy for all requests; ${NAME} is an environment variable"
    )
    ca: str | None = Field(
        default=None,
        min_length=1,
        description="file with certificate authorities (PEM) that are trusted, too; relative to this file",
    )


class Defaults(Model):
    """Settings for sources that do not have their own."""

    delay: float = Field(default=1.0, ge=0, le=3600)
    max_pages: int = Field(default=20, ge=1, le=10_000)
    keep_pages: KeepPages = Field(
        default="all", description="number of days for which raw pages are kept, or all"
    )
    keep_files: int = Field(
        default=1_000_000, ge=0, description="bytes up to which a file is kept as a raw page; 0 keeps none"
    )


def is_source_id(text: str) -> bool:
    """Return whether a text can be the id of a source."""
    return re.fullmatch(_SOURCE_ID, text) is not None


class Limits(Model):
    """Limits of the work on one page."""

    cpu: float = Field(default=5.0, gt=0, le=3600, description="seconds of CPU for reading one page")


class Watch(Model):
    """A saved search: the posts that have all words of `search` and one value of each list."""

    search: Annotated[str, AfterValidator(_searched)] | None = Field(
        None, description="words as in clusterwatch search"
    )
    source: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field((), description="ids of sources")
    country: Annotated[tuple[Country, ...], BeforeValidator(_listed)] = Field(
        (), description="countries of the sources"
    )
    lang: Annotated[tuple[Language, ...], BeforeValidator(_listed)] = Field(
        (), description="languages of the posts"
    )
    kind: Annotated[tuple[WatchedKind, ...], BeforeValidator(_listed)] = Field(
        (), description="kinds of announcements, or of sources"
    )

    @model_validator(mode="after")
    def _selects_something(self) -> Self:
        if not any(getattr(self, name) for name in type(self).model_fields):
            raise ValueError("is empty; expected `search`, `source`, `country`, `lang` or `kind`")
        return self


class NotifyTarget(Model):
    """Who is told by notices, of what, and how often."""

    url: Annotated[str, AfterValidator(_apprise)] = Field(
        description="address of Apprise; ${NAME} is an environment variable"
    )
    send: Annotated[
        tuple[Literal["incidents", "digest", "calls", "watch"], ...],
        BeforeValidator(_listed),
        AfterValidator(_not_empty),
    ] = Field(
        ("incidents",),
        description="problems that opened or ended; new announcements; calls that are new, close soon or moved; "
        "announcements of saved searches",
    )
    sources: Annotated[tuple[str, ...] | None, BeforeValidator(_ids_or_all), AfterValidator(_not_empty)] = (
        Field(None, description="ids of sources, or all")
    )
    watch: Annotated[tuple[str, ...] | None, BeforeValidator(_ids_or_all), AfterValidator(_not_empty)] = (
        Field(None, description="ids of saved searches, or all")
    )
    every: Literal["each-run", "daily", "weekly"] = Field(
        "each-run", description="how often it is told at most; weekly is on Mondays"
    )


class File(Model):
    """The content of sources.yaml."""

    network: Network = Field(default_factory=Network)
    defaults: Defaults = Field(default_factory=Defaults)
    limits: Limits = Field(default_factory=Limits)
    heartbeat: Annotated[str, AfterValidator(_heartbeat)] | None = Field(
        default=None,
        description="address that is asked at the end of each run; {exit} is the exit code, {state} up or down, "
        "${NAME} an environment variable",
    )
    notify: dict[Annotated[str, Field(pattern=f"^{_SOURCE_ID}$")], NotifyTarget] = Field(
        default_factory=dict, description="targets of notices"
    )
    watch: dict[Annotated[str, Field(pattern=f"^{_SOURCE_ID}$")], Watch] = Field(
        default_factory=dict, description="saved searches"
    )
    sources: dict[Annotated[str, Field(pattern=f"^{_SOURCE_ID}$")], Source]

    @model_validator(mode="before")
    @classmethod
    def _name_the_sources(cls, data: Any) -> Any:
        sources = data.get("sources") if isinstance(data, dict) else None
        if isinstance(data, dict) and "sources" in data and sources is None:
            return {**data, "sources": {}}  # a new file may have an empty `sources:`
        if not isinstance(sources, dict):
            return data
        named = {k: {**v, "id": k} if isinstance(v, dict) else v for k, v in sources.items()}
        return {**data, "sources": named}
