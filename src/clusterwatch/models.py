"""The values that travel between the steps: one frozen type for each stage, without behaviour.

    Request → Page → Entry → UrlRecord → Draft → Observation → Verdict → Outcome

Times are aware datetimes in UTC. Dates of posts are ISO 8601 text, no more precise than the page gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, datetime
from enum import Enum, Flag, StrEnum, auto
from typing import Any, Literal

from clusterwatch.pickling import quickly_pickled

Precision = Literal["year", "month", "day", "minute", "second"]


class MethodKind(Enum):
    """The kinds of methods, from the most to the least reliable."""

    SELECTOR = "selector"  # a selector in sources.yaml, or one learned from the feed of the site
    INDEX = "index"  # an entry of a feed, REST collection, sitemap or listing
    DECLARED = "declared"  # metadata of the page, such as JSON-LD
    VISIBLE = "visible"  # something that a reader sees on the page
    GUESS = "guess"  # general rules
    NONE = "none"  # nothing was found


class Trait(Flag):
    """Properties of the values of a method, on any site."""

    FULL_TEXT = auto()  # an entry of such an index may contain the whole post
    STATES_PUBLICATION = auto()  # the site itself marks the date as that of publication
    STATES_CHANGE = auto()  # the date is that of the last change
    BARE_TITLE = auto()  # the title never contains the name of the site


_NO_TRAITS = Trait(0)


class Method(StrEnum):
    """How a value was found. The value is what the archive stores in `evidence.method`."""

    kind: MethodKind
    full_text: bool
    states_publication: bool
    states_change: bool
    bare_title: bool

    def __new__(cls, text: str, kind: MethodKind = MethodKind.NONE, traits: Trait = _NO_TRAITS) -> Method:
        member = str.__new__(cls, text)
        member._value_ = text
        member.kind = kind
        member.full_text = Trait.FULL_TEXT in traits
        member.states_publication = Trait.STATES_PUBLICATION in traits
        member.states_change = Trait.STATES_CHANGE in traits
        member.bare_title = Trait.BARE_TITLE in traits
        return member

    SELECTOR = "selector", MethodKind.SELECTOR
    LEARNED = "learned", MethodKind.SELECTOR
    FEED = "feed", MethodKind.INDEX, Trait.FULL_TEXT | Trait.STATES_PUBLICATION
    REST = "rest", MethodKind.INDEX, Trait.FULL_TEXT | Trait.STATES_PUBLICATION
    SITEMAP = "sitemap", MethodKind.INDEX, Trait.STATES_CHANGE
    LISTING = "listing", MethodKind.INDEX, Trait.BARE_TITLE
    JSON_LD = "json-ld", MethodKind.DECLARED, Trait.STATES_PUBLICATION
    META = "meta", MethodKind.DECLARED, Trait.STATES_PUBLICATION
    MICRODATA = "microdata", MethodKind.DECLARED, Trait.BARE_TITLE
    MICROFORMAT = "microformat", MethodKind.DECLARED
    ICALENDAR = "icalendar", MethodKind.DECLARED
    SCRIPT = "script", MethodKind.DECLARED
    HEADING = "heading", MethodKind.VISIBLE, Trait.BARE_TITLE
    TITLE = "title", MethodKind.VISIBLE
    TIME = "time", MethodKind.VISIBLE
    TEXT = "text", MethodKind.VISIBLE
    PDF = "pdf", MethodKind.VISIBLE
    URL = "url", MethodKind.VISIBLE
    GENERIC = "generic", MethodKind.GUESS
    PRIOR = "prior", MethodKind.GUESS
    NONE = "none", MethodKind.NONE


@dataclass(frozen=True, slots=True)
class IndexKind:
    """A kind of index, which a discovery strategy reads.

    `label` is the name that people read. `keys` are the keys of `discover:` in sources.yaml that are allowed for this
    kind in addition to `kind` and `url`.
    """

    label: str
    keys: frozenset[str] = frozenset()


# The kinds of indexes. The values of `kind` in sources.yaml, their keys and the sentences about them come from this
# table.
INDEX_KINDS: Mapping[str, IndexKind] = {
    "feed": IndexKind("feed", frozenset({"files"})),
    "wordpress": IndexKind("WordPress REST collection"),
    "sitemap": IndexKind("sitemap", frozenset({"match", "files"})),
    "listing": IndexKind("list", frozenset({"link", "next", "date", "files"})),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a post: its attribute of Draft and column of `posts`, and how each step treats it.

    `label` is its name in output. `select` is its key under `select:` in sources.yaml. `required` says whether a page
    without it is a problem, and `revised` whether a different value creates a revision.
    """

    name: str
    label: str
    select: str | None
    required: bool
    revised: bool


# The fields of a post. Extraction, evidence, revisions, checks, repair, export and pages use this table.
FIELDS: tuple[Field, ...] = (
    Field("title", "title", select="title", required=True, revised=True),
    Field("published", "date", select="date", required=False, revised=True),
    Field("body", "body", select="body", required=True, revised=True),
    Field("language", "language", select=None, required=False, revised=False),
)


class ProblemCode(StrEnum):
    """What can be wrong with a source, an index, a page or a value. The archive stores the text of the code."""

    # of an address
    UNREACHABLE = "unreachable"  # reason: FetchReason; via, seconds, coding, proxy_status
    TLS = "tls"  # reason: FetchReason; openssl, via
    HTTP_STATUS = "http-status"  # status; via
    NOT_A_PAGE = "not-a-page"  # content_type
    LEADS_HOME = "leads-home"  # status, target
    LEADS_TO_OTHER_POST = "leads-to-other-post"  # status, target
    DEFERRED = "deferred"  # not_before; status, robots, via
    BLOCKED = "blocked"  # reason: FetchReason; wall, via; or reason: Reason; held, or title of an index
    ROBOTS_CLOSED = "robots-closed"  # via
    REFUSED = "refused"  # reason: FetchReason; via
    CRAWL_DELAY = "crawl-delay"  # seconds; waited
    TOO_LARGE = "too-large"  # reason: FetchReason; most, via
    # of a source and its indexes
    MOVED = "moved"  # target; index, temporary, line, discover
    # mark: a parking service or words of the page; via; or language, text: of a title
    DOMAIN_LOST = "domain-lost"
    # what was looked for, or reason: Reason; title: of the page; known: archived posts
    INDEX_EMPTY = "index-empty"
    # expected, found; chosen: 1 if the program chose it; instead: 1 if others are used
    INDEX_BROKEN = "index-broken"
    # reason: FrozenReason; other, kind, newest: day, used: 1 if it is used from now on
    INDEX_FROZEN = "index-frozen"
    INDEX_CUT = "index-cut"  # reason: CutReason; most
    # reason: LeftOutReason; text: the first title, target; kind: of an index
    ITEMS_LEFT_OUT = "items-left-out"
    PAST_NOT_REACHED = "past-not-reached"
    NEEDS_SCRIPT = "needs-script"
    STRATEGIES_DIFFER = "strategies-differ"
    SITE_REBUILT = "site-rebuilt"  # of, now, before: locations of bodies
    POSTS_GONE_AT_ONCE = "posts-gone-at-once"
    SILENT = "silent"  # newest, usual: days between posts; source
    # of the posts that one run read: `count` of `of` pages
    PAGES_FAILED = "pages-failed"  # of
    FIELD_LOST = "field-lost"  # of; reason
    # Those of what stands in sources.yaml have file, line and source, too.
    SELECTOR_DOUBTFUL = "selector-doubtful"  # method or key, reason; index, of, example
    # method, reason; found, attr, index, matched; of, example, instead; removed
    SELECTOR_LOST = "selector-lost"
    SAME_TEXT_ON_MANY = "same-text-on-many"  # of, text; held
    BODIES_SHORT = "bodies-short"  # of
    FILES_UNREAD = "files-unread"  # of, reason; most: of one of the files
    SAME_DAY_ON_ALL = "same-day-on-all"  # day; reason, held
    FIELD_REWRITTEN = "field-rewritten"  # reason, held
    SETTING_DIFFERS = "setting-differs"  # key, written, says or reason, of; write
    TOO_FEW_POSTS = "too-few-posts"  # needed
    TOO_FEW_EXAMPLES = "too-few-examples"  # needed
    NO_SELECTOR_FITS = "no-selector-fits"  # of
    NO_INDEX_FITS = "no-index-fits"  # needed
    # of one post
    PAGE_EMPTY = "page-empty"  # reason
    HELD_BACK = "held-back"  # reason; many: whether the site shows this page in place of several posts
    PAGE_CUT = "page-cut"  # held: of a source, the number of such pages
    FIELD_MISSING = "field-missing"  # reason
    DATE_DOUBTFUL = "date-doubtful"  # value, reason
    DATE_FAR_FROM_NEIGHBOURS = "date-far-from-neighbours"  # value, index
    # of a WARC file
    RECORD_DAMAGED = "record-damaged"  # offset, reason: DamageReason
    # of the program
    WORKER_LOST = "worker-lost"  # reason
    RESOURCES = "resources-exhausted"  # reason: FetchReason; via
    # target; reason: FetchReason or NoticeReason; status, variable, place; variables: those of the address; test
    NOTICE_FAILED = "notice-failed"
    # reason: FetchReason; status, proxy_status, seconds, variable, place
    HEARTBEAT_FAILED = "heartbeat-failed"
    INTERNAL = "internal"  # error, message, place
    LEGACY = "legacy"  # text: a sentence that an older version wrote


class FetchReason(StrEnum):
    """Why an address could not be fetched, if the code of the problem does not say it."""

    CERTIFICATE = "certificate"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NOT_YET_VALID = "certificate-not-yet-valid"
    CERTIFICATE_OF_OTHER_HOST = "certificate-of-other-host"
    SELF_SIGNED = "self-signed"
    UNKNOWN_AUTHORITY = "unknown-authority"
    ENCRYPTION = "encryption"
    PROXY_UNREACHABLE = "proxy-unreachable"
    PROXY_REFUSES = "proxy-refuses"
    NO_MEMORY = "no-memory"
    DISK_FULL = "disk-full"
    TOO_MANY_FILES = "too-many-files"
    NO_HOST = "no-host"
    NO_NAME_SERVER = "no-name-server"
    CONNECTION_REFUSED = "connection-refused"
    NO_ROUTE = "no-route"
    NOT_IN_TIME = "not-in-time"
    SILENT = "silent"
    NOT_HTTP = "not-http"
    BROKEN_OFF = "broken-off"
    TOO_SLOW = "too-slow"
    CODING_NOT_ACCEPTED = "coding-not-accepted"
    CODING_DAMAGED = "coding-damaged"
    NOT_AN_ADDRESS = "not-an-address"
    SCHEME = "scheme"
    HOST = "host"
    PORT = "port"
    USER_NAME = "user-name"
    PRIVATE_ADDRESS = "private-address"
    BYTES = "bytes"
    REDIRECTS = "redirects"
    REDIRECT_CIRCLE = "redirect-circle"
    WALL = "wall"
    LOGIN = "asks-for-login"


TLS_REASONS = frozenset(
    {
        FetchReason.CERTIFICATE,
        FetchReason.CERTIFICATE_EXPIRED,
        FetchReason.CERTIFICATE_NOT_YET_VALID,
        FetchReason.CERTIFICATE_OF_OTHER_HOST,
        FetchReason.SELF_SIGNED,
        FetchReason.UNKNOWN_AUTHORITY,
        FetchReason.ENCRYPTION,
    }
)
# Faults of this machine and its network, which say nothing about the server.
OWN_REASONS = frozenset(
    {FetchReason.NO_NAME_SERVER, FetchReason.PROXY_UNREACHABLE, FetchReason.PROXY_REFUSES}
)


class NoticeReason(StrEnum):
    """Why a notice or a heartbeat was not accepted, if FetchReason does not say it."""

    VARIABLE = "variable-not-set"  # variable, place
    NOT_INSTALLED = "apprise-not-installed"
    NO_SERVICE = "no-service"
    NO_STARTTLS = "no-starttls"
    SECOND_AT = "second-at"
    LOGIN = "login-refused"  # status, smtp
    NO_ANSWER = "no-answer-in-time"
    NOT_ACCEPTED = "not-accepted"  # status, smtp


class LostReason(StrEnum):
    """Why a worker did not finish a step."""

    CPU = "cpu-budget"
    CRASH = "crash"


class UndoReason(StrEnum):
    """Why a change of a run cannot be taken back."""

    LATER_RUN = "later-run"  # another run has changed the post since
    CHANGED_SINCE = "changed-since"  # so has another command
    ADDRESS_TAKEN = "address-taken"
    NOT_RECORDED = "not-recorded"  # a version before 0.2.0 kept no evidence


class DamageReason(StrEnum):
    """Why a part of a WARC file was not read."""

    UNREADABLE = "not-readable"
    UNREACHABLE = "file-unreachable"  # the file cannot be opened or fetched any more
    GAP = "gap"  # the record was read, but what comes after it was not
    LENGTH = "length-wrong"
    CUT = "cut-short"
    EMPTY = "no-records"
    NOT_HTTP = "no-http-response"
    NO_DATE = "no-capture-date"
    CODING = "body-coding"
    TOO_LARGE = "record-too-large"


class LeftOutReason(StrEnum):
    """Why an item of an index is not a post."""

    NO_ADDRESS = "no-address"
    FILE = "file"
    OTHER_SITE = "other-site"
    INDEX = "index"
    SHARED = "shared-address"


class CutReason(StrEnum):
    """Why an index is read in part."""

    LINKS = "many-links"
    ELEMENTS = "many-elements"
    DEPTH = "deeply-nested"
    POSTS = "many-posts"
    ADDRESSES = "many-addresses"
    END = "no-end"


class FrozenReason(StrEnum):
    """Why an index shows nothing new although the site has new posts."""

    NEWER_ELSEWHERE = "newer-elsewhere"
    NOT_MODIFIED = "not-modified"  # the server always answers 304


class PastReason(StrEnum):
    """What speaks of older posts where a backfill, or a night, has ended."""

    PAGES = "more-pages"
    POSTS = "more-posts"
    BUTTON = "button-for-more"
    ARCHIVE = "archive-not-read"
    ROUND = "full-page"
    FEED = "full-feed"  # posts, list: the address of the source
    LIMIT = "page-limit"  # read: pages, next: the first page that was not read, source
    GAP = "known-not-reached"  # of a night: no index shows a known post; newest, oldest: days; source


class SelectorReason(StrEnum):
    """Why a selector did not give the value of a field."""

    NOTHING = "finds-nothing"
    NO_TEXT = "finds-no-text"
    ONLY_BOILERPLATE = "finds-only-boilerplate"
    NO_DATE = "finds-no-date"
    DIFFERS = "differs-from-index"
    IN_BOILERPLATE = "finds-boilerplate"
    NO_TITLE = "finds-no-title"
    PART = "finds-a-part"
    NEVER_USED = "never-used"
    NO_POSTS = "finds-no-posts"
    ONE_OF_MANY = "finds-one-of-many"


class SettingReason(StrEnum):
    """What posts have in place of a setting, if it is not another value."""

    OTHER_DAY = "other-day"  # in the time zone of the source


Value = str | int | float | None


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, as data. Only `clusterwatch.sentences` turns it into a sentence.

    `field` is the name of a field of a post, `selector` is the CSS that failed, `url` is the page or index, `count`
    is the number of pages, and `since` is the ISO date of the first run that had the problem. `detail` has the other
    values of the sentence, under the names that ProblemCode lists for each code.
    """

    code: ProblemCode
    field: str | None = None
    selector: str | None = None
    url: str | None = None
    count: int | None = None
    since: str | None = None
    detail: Mapping[str, Value] = dataclass_field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Incident:
    """A problem of a source, from the run that opened it to the run that proved its end.

    `target` is what the program reports to, if that has the problem and not a source. Times are ISO 8601 in UTC.
    `count` is the number of runs that saw it, `returns` how often it came back soon after it was closed, `evidence`
    the problem as it was seen last. `acknowledged` is when a person said that it is known, until the day
    `acknowledged_until` or, if that is None, for good. An open incident has no `closed`.
    """

    id: int
    source: str | None
    code: ProblemCode
    field: str | None
    selector: str | None
    opened_run: int
    opened: str
    last_seen: str
    closed_run: int | None
    closed: str | None
    acknowledged: str | None
    acknowledged_until: str | None
    acknowledged_why: str | None
    evidence: Problem
    count: int
    target: str | None = None
    returns: int = 0

    def is_acknowledged(self, today: date) -> bool:
        """Return whether a person has said that it is known, and the day has not come that they named."""
        return self.acknowledged is not None and (
            self.acknowledged_until is None or today.isoformat() < self.acknowledged_until
        )


class NoteCode(StrEnum):
    """What a run decided by itself, or was told to do without. The archive stores the text of the code."""

    STRATEGY_CHOSEN = "strategy-chosen"  # kind, role; posts, more_pages
    SELECTOR_LEARNED = "selector-learned"  # pages
    BOILERPLATE_LEFT_OUT = "boilerplate-left-out"
    NOT_VERIFIED = "not-verified"
    PDF_NOT_READ = "pdf-not-read"


class DecisionCode(StrEnum):
    """What a person must decide about a source of the catalogue after a check."""

    FIND_ADDRESS = "find-address"  # reason
    ENABLE = "enable"  # reason, url, called, newest, title
    LEAVE_DISABLED = "leave-disabled"  # reason; with a problem
    FOLLOW_MOVE = "follow-move"  # target
    CORRECT_OR_DISABLE = "correct-or-disable"  # with a problem
    REPAIR = "repair"  # with a problem
    ENDED = "ended"  # newest, days
    CONFIRM_OWNER = "confirm-owner"  # url, called, name


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that a person must decide about a source, with the evidence for it."""

    source: str
    code: DecisionCode
    detail: Mapping[str, str] = dataclass_field(default_factory=dict, hash=False)
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a run decided by itself, as data. It is not a problem. The fields are those of Problem."""

    code: NoteCode
    field: str | None = None
    selector: str | None = None
    url: str | None = None
    count: int | None = None
    detail: Mapping[str, Value] = dataclass_field(default_factory=dict, hash=False)


@quickly_pickled
@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date as it was written.

    `value` is ISO 8601 text, no more precise than what was written (`2019-09`, `2019-09-10`, `2019-09-10T10:21`),
    with an offset only if one was written. `end` is the same for the end of a range. `raw` is the part of the text
    that was read. `assumed` names what was not written: `year`, or `now` for relative dates.
    """

    value: str
    precision: Precision
    raw: str
    end: str | None = None
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request. `accept` is its Accept header.

    With `fresh`, no validators are sent, so that the body is returned even if it has not changed. `verify` says whether
    the certificate of the server is checked.
    """

    url: str
    accept: str = "text/html,application/xhtml+xml,*/*;q=0.8"
    etag: str | None = None
    last_modified: str | None = None
    fresh: bool = False
    verify: bool = True


@quickly_pickled
@dataclass(frozen=True, slots=True)
class CompressedBody:
    """The bytes of a page as the archive stores them: a zstd frame, and the hash of the bytes before compression.

    The frame is empty if the bytes are not kept.
    """

    content_hash: str
    frame: bytes


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Page:
    """The answer of a server.

    `url` is the address after redirects, `headers` have lower-case names, `body` is decompressed.

    `status` is 200, or 304 with an empty body if the page has not changed. `moved` is the target of the redirects if
    all of them were permanent (301, 308). `warning` is what the keeper of the source should know, although the page was
    fetched. `compressed` is the body as the archive stores it, once a worker has compressed it.
    """

    url: str
    requested: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched: datetime
    moved: str | None = None
    warning: Problem | None = None
    compressed: CompressedBody | None = dataclass_field(default=None, compare=False, repr=False)


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Entry:
    """A post in an index: a feed item, a REST object, a sitemap entry or an item of a listing.

    `published` and `updated` are strings as written (REST dates are in the local time of the site). `body` is the HTML
    of the post, if the index contains it, and `complete` says whether that is the whole post. `method` is feed, rest,
    sitemap or listing. `index` is the address of the index. `twins` are other addresses of the same post (permalinks
    in `guid`, `?p=ID`). `guid` is a name of the post that is no address, if no other item of the index has it.
    """

    url: str
    method: Method
    index: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    body: str | None = None
    complete: bool = False
    language: str | None = None
    twins: tuple[str, ...] = ()
    guid: str | None = None


@quickly_pickled
@dataclass(frozen=True, slots=True)
class LearnedSelector:
    """A selector that was learned from pages of the site whose values were already known.

    It gave the known value on `agreed` of `of` pages. It is applied like a selector in sources.yaml: `css` has the
    alternatives, `attr` names an attribute to read instead of the text.
    """

    css: tuple[str, ...]
    attr: str | None
    agreed: int
    of: int
    join: str | None = None
    remove: tuple[str, ...] = ()


class Reason(StrEnum):
    """Why a field has no value, why its value is doubtful, or why a candidate was rejected.

    The value is what the archive stores in `evidence.reason` and `evidence.rejected`; `sentences` has the texts.
    """

    # The field has no value.
    NO_TITLE = "no-title"
    NO_USABLE_TITLE = "no-usable-title"
    NO_DATE = "no-date"
    PLACEHOLDER = "placeholder-date"  # also of a rejected candidate
    NO_PROSE = "no-prose"
    NO_TEXT_IN_ENTRY = "no-text-in-entry"
    TOO_LITTLE_TEXT = "too-little-text"
    # The post is a file, and its text is not read.
    NOT_INSTALLED = "pypdf-not-installed"
    OTHER_FILE = "no-pdf"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged-file"
    SCANNED = "scanned"
    FILE_TOO_LARGE = "file-too-large"
    MANY_PAGES = "many-pages"  # most
    MANY_LETTERS = "many-letters"  # most
    FILE_TOO_SLOW = "file-too-slow"
    # The page is not the post but something in front of it.
    PASSWORD = "password"  # noqa: S105 - a code
    LOGIN = "login"
    CHALLENGE = "challenge"
    NOT_FOUND = "not-found"
    MAINTENANCE = "maintenance"
    COOKIES = "cookies"
    SCRIPT = "needs-script"
    FOR_SALE = "for-sale"
    DATABASE = "database-error"
    SUSPENDED = "suspended"
    DEFAULT_PAGE = "default-page"
    # The page is held back: it is probably not the post, although nothing in it says so.
    SAME_TEXT = "same-text"
    REPLACED = "replaced"
    CUT = "text-cut"
    DAY_OF_VISIT = "day-of-visit"
    SAME_DAY = "same-day"
    SAME_ENDING = "same-ending"
    SAME_TITLE = "same-title"
    SHORTENED = "shortened"
    SWAPPED = "day-and-month-swapped"
    # The field has a value, but a doubtful one.
    SELECTOR_FAILED = "selector-failed"
    OTHER_LANGUAGE = "other-language"
    ONLY_CHANGED = "only-changed"
    UNMARKED = "unmarked"  # also of a rejected candidate
    # A candidate was rejected. A date in the future or before 1990 may also be chosen, with this reason as a doubt.
    FUTURE = "future"
    BEFORE_1990 = "before-1990"
    UNREADABLE = "unreadable"
    EVENT = "event"
    LIST_OF_EVENTS = "list-of-events"
    OTHER_POST = "other-post"
    TODAYS_DATE = "todays-date"
    LAST_CHANGE = "last-change"
    SAME_MOMENT = "same-moment"
    SELECTOR_DECIDES = "selector-decides"
    WEAKER = "weaker"
    EMPTY = "empty"
    LINK_TEXT = "link-text"
    SITE_NAME = "site-name"
    SECTION = "section-name"
    OTHER_HEADING = "other-heading"
    TOO_LONG = "too-long"


# Why a file has no body without a fault of the file, and all reasons why it has none.
NO_FAULTS_OF_FILES = frozenset({Reason.NOT_INSTALLED, Reason.OTHER_FILE})
FILE_REASONS = NO_FAULTS_OF_FILES | {
    Reason.ENCRYPTED,
    Reason.DAMAGED,
    Reason.SCANNED,
    Reason.FILE_TOO_LARGE,
    Reason.MANY_PAGES,
    Reason.MANY_LETTERS,
    Reason.FILE_TOO_SLOW,
}


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate for a field that was rejected, with the reason."""

    method: Method
    raw: str
    value: str | None
    reason: Reason


class Location(StrEnum):
    """Where a value was found, if no selector or path describes it."""

    AFTER_TITLE = "after-title"
    BEFORE_TITLE = "before-title"
    BEFORE_BODY = "before-body"
    START = "start"
    END = "end"
    DATELINE = "dateline"
    ELSEWHERE = "elsewhere"
    URL = "url"
    COMMON_WORDS = "common-words"
    MARKED = "marked"
    LINE = "line"


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the value of a field was found. `raw` is the text on the page.

    `where` is the selector, path or Location. `value` is the chosen value. `reason` says why there is none, or why the
    value is doubtful.
    """

    method: Method
    raw: str
    value: str | None = None
    where: str | None = None
    reason: Reason | None = None
    rejected: tuple[Rejected, ...] = ()


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Features:
    """What the archive compares and searches of a post. They are computed once, by the worker that read the page.

    `title`, `day` and `body` are the values that they belong to; `features.features_of` computes others again.
    `fingerprint` is the same for copies. `long_enough` says whether it depends on the body alone. `sketch` has the
    hashes that similar texts share. `searchable_title` and `searchable_body` are what the search index contains.
    """

    title: str | None
    day: str
    body: str | None
    fingerprint: str
    long_enough: bool
    sketch: tuple[int, ...]
    searchable_title: str | None
    searchable_body: str | None


class LinkKind(StrEnum):
    """What a post links to. The archive stores the text."""

    ATTACHMENT = "attachment"  # a file to download: a document, a table, an archive of files
    PORTAL = "portal"  # a form or portal where one registers, applies or submits
    SOURCE = "source"  # the site of another source of the archive
    SOCIAL = "social"  # a page or post of a social network
    MAIL = "mail"  # a mail address
    PAGE = "page"  # any other page


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Link:
    """What a post links to. `url` is an absolute http(s) or mailto address, `host` its host without `www.`.

    `text` is what the link says, on one line. Only the archive knows the kind SOURCE.
    """

    url: str
    text: str
    kind: LinkKind
    host: str


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Draft:
    """A post extracted from one page. A field that was not found is None, and `evidence` has the reason.

    `body` is plain text with one paragraph per line. `body_html` is the same text as HTML that is safe to show, line by
    line, and `links` are the links of the post. `canonical` is the canonical address that the page declares.
    `interstitial` says what the page has instead of a post: a password form, a login, a challenge. `problems` are those
    of this page: a selector that finds nothing, a missing field, a doubtful date. `declared_days` are the
    days of the event that data of the page state. `titles` are all that the page itself
    gives, and `wall` says what its words are if it reads like a page that stands in place of posts. `features` and
    `facts` are filled in by the step that reads a page for the archive.
    """

    url: str
    title: str | None = None
    published: str | None = None
    precision: Precision | None = None
    language: str | None = None
    body: str | None = None
    canonical: str | None = None
    interstitial: Reason | None = None
    evidence: Mapping[str, Evidence] = dataclass_field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    body_html: str | None = dataclass_field(default=None, compare=False, repr=False)
    links: tuple[Link, ...] = dataclass_field(default=(), compare=False, repr=False)
    titles: tuple[str, ...] = dataclass_field(default=(), compare=False, repr=False)
    wall: Reason | None = dataclass_field(default=None, compare=False, repr=False)
    declared_days: tuple[StatedDay, ...] = dataclass_field(default=(), compare=False, repr=False)
    features: Features | None = dataclass_field(default=None, compare=False, repr=False)
    facts: FactsOfText | None = dataclass_field(default=None, compare=False, repr=False)


class DayKind(StrEnum):
    """What a day in an announcement is. The value is what the archive stores in `days.kind`."""

    DEADLINE = "deadline"  # the last day to apply, to register, to submit
    OPENS = "opens"  # the first day on which that is possible
    EVENT = "event"
    DECISION = "decision"  # the day on which results are told
    PROJECT_START = "project-start"
    PROJECT_END = "project-end"


@quickly_pickled
@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day that an announcement states, with what it means.

    `start` and `end` are ISO 8601 text, no more precise than written; `end` is the last day of a range. `start` is None
    if the text names no day: calls that are open until the funds are used up. `raw` is the text that was read, which
    stands at `span` (characters) of paragraph `paragraph`. The title is paragraph 0, and the lines of the body that are
    not empty follow. `zone` is the time zone as written. `of` are the words that say what the day means. `place` is the
    place of an event as written. `assumed` is `year` if the year was not written. `superseded` says that a later day
    replaces this one. `method` says where the day was found: in the `text`, in data of the page (json-ld, microdata,
    microformat, icalendar), which have no paragraph and no span, or in both (`text+json-ld`). `end_time` is the time
    (hh:mm) at which an event ends on its last day, in the same zone, if that is written.
    """

    kind: DayKind
    start: str | None
    raw: str
    paragraph: int | None
    span: tuple[int, int] | None
    end: str | None = None
    zone: str | None = None
    of: str | None = None
    place: str | None = None
    assumed: str | None = None
    superseded: bool = False
    method: str = "text"
    end_time: str | None = None


class CallState(StrEnum):
    """Whether one can apply to a call on a day."""

    OPEN = "open"
    UPCOMING = "upcoming"  # it opens later
    UNDATED = "undated"  # no last day is stated, and it was published more than a year ago
    CLOSED = "closed"


class AnnouncementKind(StrEnum):
    """What kind of announcement a post is. The value is what the archive stores in `posts.kind`."""

    CALL = "call"
    EVENT = "event"
    PARTNERSHIP = "partnership"
    PROJECT = "project"
    FUNDING = "funding-awarded"  # somebody has received money
    AWARD = "award"
    APPOINTMENT = "appointment"
    MEMBER = "new-member"
    PUBLICATION = "publication"
    TRAINING = "training"
    JOB = "job"
    POLICY = "policy"
    OTHER = "other"  # none of them: wishes, obituaries, hours of the office, a new website


class SuggestionCode(StrEnum):
    """What is changed in a search that finds nothing, so that it finds something."""

    SPELLING = "spelling"  # a word that no post has is another one
    FORMS = "forms"  # other forms of the words count, too
    FEWER = "fewer-words"
    DAYS = "all-days"
    FILTERS = "no-filters"


class MentionKind(StrEnum):
    """What an announcement names. The value is what the archive stores in `mentions.kind`."""

    BODY = "body"  # a cluster, association or authority
    PROGRAMME = "programme"  # also a fund
    CALL_ID = "call-id"  # the identifier of a call or grant
    AMOUNT = "amount"
    PLACE = "place"


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Mention:
    """Something that an announcement names. `raw` is the text as written, at `span` of `paragraph` (see StatedDay).

    `id` is that of the catalogue for a body, the NUTS code of a place and the key of a programme, or None if there is
    none. `name` is the usual name. `method` says by what it was found. Amounts have a `value` and a `currency` (ISO
    4217).
    """

    kind: MentionKind
    id: str | None
    name: str
    raw: str
    paragraph: int
    span: tuple[int, int]
    method: str = "name"
    value: float | None = None
    currency: str | None = None


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Facts:
    """What an announcement says. `kind` is what kind of announcement it is, or None if that is not certain.

    `confidence` is the probability that `kind` is right.
    """

    days: tuple[StatedDay, ...] = ()
    mentions: tuple[Mention, ...] = ()
    kind: AnnouncementKind | None = None
    confidence: float = 0.0


@quickly_pickled
@dataclass(frozen=True, slots=True)
class FactsOfText:
    """Facts with the values that they were read from: title, body, language, and the day that years are counted from.

    That is the day of publication, or if it is not known also the day on which the post was first seen.
    """

    facts: Facts
    title: str | None
    body: str | None
    language: str | None
    since: str


@quickly_pickled
@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day of an announcement that was moved: the days before and after, as in StatedDay.start.

    `seen` is when the version with the new day was first seen (a stamp). `stated` says whether the text itself says
    that the day was moved; otherwise the post was edited.
    """

    kind: DayKind
    before: str
    after: str
    seen: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Compute:
    """A pure function of picklable values that may take long, such as parsing a page; a worker runs it."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


Status = Literal["post", "copy", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class UrlRecord:
    """What the archive knows about an address: its `post` (`own` is the address of the post) and the next fetch.

    `mark` is a fingerprint of its last index entry, and `listed_on` is that index. `tries` is the number of failures in
    a row. `kind` says whether the post was last read from its page or from its index entry. `is_held` says whether its
    page was held back at the last visit, and `alone` is the reason if no other page of the site was like it.
    `was_missing` says whether its page was not there at the last visit.
    """

    url: str
    status: Status
    post: int | None = None
    own: str | None = None
    mark: str | None = None
    listed_on: str | None = None
    next_check: datetime | None = None
    tries: int = 0
    kind: Literal["page", "entry"] = "page"
    is_held: bool = False
    alone: Reason | None = None
    was_missing: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """One visit of an address: its index entry, the page, and the post that was extracted.

    `page` is None if the entry contained the whole post. `before` is the post that the current rules extract from the
    page archived before. A difference to it was made by the site and not by the rules. `beside` says that the
    index lists the canonical URL of the page as another post.
    """

    source: str
    url: str
    draft: Draft
    entry: Entry | None = None
    page: Page | None = None
    before: Draft | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post in the archive, for comparison with what was read now. `first_seen` is a time in UTC (ISO 8601)."""

    id: int
    url: str
    title: str | None
    published: str | None
    precision: Precision | None
    language: str | None
    body: str | None
    revision: int
    withdrawn: str | None
    first_seen: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an observation means. `changed` are the fields of a new revision; `problem` says why it failed."""

    kind: Literal["new", "changed", "same", "copy", "failed"]
    post: int | None = None
    changed: tuple[str, ...] = ()
    problem: Problem | None = None


State = Literal["ok", "quiet", "degraded", "blocked", "moved", "dead", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did with one source. Counts are numbers of posts. `seconds` is wall-clock time.

    `requests` is the number of GET requests, `copies` the number of other addresses of archived posts, and `gone` the
    number of posts marked as withdrawn. `unchanged_indexes` is the number of indexes that listed what they listed
    before: their posts are not among `found`.
    """

    source: str
    state: State
    found: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    copies: int = 0
    gone: int = 0
    failed: int = 0
    unchanged_indexes: int = 0
    requests: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
