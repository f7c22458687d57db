"""The sentences about problems, notes and reasons: every code has one, and nothing but a reader reads them."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import clusterwatch
from clusterwatch import sentences
from clusterwatch.models import (
    CutReason,
    DamageReason,
    Decision,
    DecisionCode,
    FetchReason,
    FrozenReason,
    Incident,
    LeftOutReason,
    Location,
    LostReason,
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
    Value,
)
from clusterwatch.pipeline.incidents import opens
from tests.cli.workspace import Workspace, listing, serving
from tests.tables import each

P, R, S, L = ProblemCode, FetchReason, SelectorReason, LeftOutReason
URL = "https://a.example/news"
WRITE_THE_LIST = (
    "Look for the older posts in a browser, write the address of their list in `discover`, as in "
    f'`{{kind: listing, url: {URL}, next: "CSS of the link to the next page"}}`, and run `--backfill` again.'
)
DAY = "2026-11-24"
SRC = Path(clusterwatch.__file__).parent


def lost(reason: SelectorReason, count: int | None = None, **detail: Any) -> Problem:
    given = {"method": Method.SELECTOR, "reason": reason, **detail}
    return Problem(P.SELECTOR_LOST, "body", ".text", count=count, since=DAY if count else None, detail=given)


ELSEWHERE = (
    "Open it in a browser. If the posts are elsewhere now, correct the address or the selectors "
    "in sources.yaml."
)

SMALLER = "If posts are missing, write the address of a smaller index in sources.yaml."

PLACE: dict[str, Value] = {"file": "watch.yaml", "line": 9, "source": "eca"}

PROBLEMS: list[tuple[Problem, str]] = [
    (
        Problem(P.UNREACHABLE, url=URL, since=DAY, detail={"reason": R.CONNECTION_REFUSED}),
        f"{URL} cannot be reached: the connection was refused since {DAY}. The next run tries again.",
    ),
    (
        Problem(P.UNREACHABLE, url=URL, detail={"reason": R.PROXY_REFUSES, "proxy_status": 407}),
        f"{URL} cannot be reached: the proxy of this machine does not connect to the server (407 Proxy Authentication "
        "Required). Check `network.proxy` in sources.yaml, and the variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY.",
    ),
    (
        Problem(P.RESOURCES, url=URL, detail={"reason": R.TOO_MANY_FILES}),
        f"{URL} was not read: this machine has too many open files. "
        "Raise the limit (`ulimit -n`), or end other programs.",
    ),
    (
        Problem(P.RESOURCES, since=DAY, detail={"reason": R.NO_MEMORY}),
        f"The source was not read: this machine has no memory left since {DAY}. "
        "Give it more memory, or use fewer `--workers`.",
    ),
    (
        Problem(P.TLS, url=URL, since=DAY, detail={"reason": R.CERTIFICATE_EXPIRED}),
        f"{URL} is not read, because the connection would not be secure: the certificate of the server has expired "
        f"since {DAY}. Check the clock of this machine. Ask the keepers of the site to renew it, or set "
        "`tls: {verify: false}` for the source.",
    ),
    (
        Problem(P.TLS, url=URL, detail={"reason": R.UNKNOWN_AUTHORITY}),
        f"{URL} is not read, because the connection would not be secure: the certificate of the server is signed by an "
        "unknown authority. If you know the authority, name its file in `network: {ca: …}`. Otherwise set "
        "`tls: {verify: false}` for the source.",
    ),
    (
        Problem(P.TLS, url=URL, detail={"reason": R.ENCRYPTION}),
        f"{URL} is not read, because the connection would not be secure: the server and this machine agree on no "
        "encryption (TLS). The next run tries again.",
    ),
    (
        Problem(
            P.UNREACHABLE, url=URL, detail={"reason": R.CERTIFICATE, "openssl": "self-signed certificate"}
        ),
        f"{URL} cannot be reached: the certificate of the server does not verify (self-signed certificate). "
        "Open it in a browser and correct the address.",
    ),
    (
        Problem(P.UNREACHABLE, url=URL, detail={"reason": R.TOO_SLOW, "seconds": 120.0}),
        f"{URL} cannot be reached: the transfer took too long (more than 120 s). "
        "Open it in a browser and correct the address.",
    ),
    (
        Problem(P.HTTP_STATUS, url=URL, detail={"status": 404, "via": "https://b.example/"}),
        f"{URL} answers 404 Not Found (https://b.example/). The page is gone.",
    ),
    (
        Problem(P.HTTP_STATUS, url=URL, detail={"status": 503}),
        f"{URL} answers 503 Service Unavailable. The next run tries again.",
    ),
    (
        Problem(P.HTTP_STATUS, url=URL, detail={"status": 418}),
        f"{URL} answers 418 I'm a Teapot. Open it in a browser and correct the address.",
    ),
    (
        Problem(P.HTTP_STATUS, url=URL, detail={"status": 999}),
        f"{URL} answers 999. The next run tries again.",
    ),
    (
        Problem(P.NOT_A_PAGE, url=URL, detail={"content_type": "application/pdf"}),
        f"{URL} is not a web page but application/pdf. Correct the address, or leave it out. If the posts of this site "
        "are files, write `files: true` in `discover`.",
    ),
    (
        Problem(P.NOT_A_PAGE, url=URL, detail={"content_type": "image/png"}),
        f"{URL} is not a web page but image/png. Correct the address, or leave it out.",
    ),
    (
        Problem(P.LEADS_HOME, url=URL, detail={"status": 302, "target": "https://a.example/"}),
        f"{URL} leads to https://a.example/: the page is gone, or the site is closed.",
    ),
    (
        Problem(P.LEADS_TO_OTHER_POST, url=URL, detail={"status": 302, "target": "https://a.example/b"}),
        f"{URL} leads to https://a.example/b, which is the page of another post.",
    ),
    (
        Problem(P.DEFERRED, url=URL, detail={"not_before": "2026-11-24T03:15Z", "status": 429}),
        f"The host of {URL} asks to be left alone until 2026-11-24 03:15 UTC (429 Too Many Requests). "
        "The next run after that tries again.",
    ),
    (
        Problem(
            P.DEFERRED,
            url=URL,
            detail={"not_before": "2026-11-24T03:15Z", "robots": P.UNREACHABLE, "reason": R.BROKEN_OFF},
        ),
        f"The host of {URL} asks to be left alone until 2026-11-24 03:15 UTC: its robots.txt cannot be read "
        "(the connection broke off). The next run after that tries again.",
    ),
    (
        Problem(P.BLOCKED, url=URL, detail={"reason": R.WALL, "wall": "Cloudflare"}),
        f"{URL} answers with an access check instead of the page (Cloudflare). "
        "Ask the keepers of the site for access or for a feed.",
    ),
    (
        Problem(P.BLOCKED, url=URL, detail={"reason": R.LOGIN}),
        f"{URL} asks for a login. Ask the keepers of the site for access or for a feed.",
    ),
    (
        Problem(P.ROBOTS_CLOSED, url=URL, since=DAY),
        f"robots.txt does not allow programs to read {URL} since {DAY}. "
        "Ask the keepers of the site, or remove the source.",
    ),
    (
        Problem(P.REFUSED, url=URL, detail={"reason": R.PRIVATE_ADDRESS}),
        f"{URL} is not fetched: its host is not on the public internet. Correct the address, or write "
        "`allow_private: true` below `network:` in sources.yaml, which may be a new file.",
    ),
    (
        Problem(P.REFUSED, url=URL, detail={"reason": R.PORT}),
        f"{URL} is not fetched: its port is not valid. Correct the address.",
    ),
    (
        Problem(P.CRAWL_DELAY, url=f"{URL}/robots.txt", detail={"seconds": 1000.0, "waited": 60.0}),
        f"{URL}/robots.txt asks for 1,000 s between two requests, and 60 s are waited. "
        "To accept this, set `delay: 60` for the source; a larger number waits longer.",
    ),
    (
        Problem(P.TOO_LARGE, url=URL, detail={"reason": R.BYTES, "most": 10_000_000}),
        f"{URL} is not read: it is too large (more than 10,000,000). Correct the address, or leave it out.",
    ),
    (
        Problem(P.MOVED, url=URL, detail={"target": "https://new.example/"}),
        "The site has moved to https://new.example/. Write in sources.yaml: `url: https://new.example/`",
    ),
    (
        Problem(
            P.MOVED,
            url=URL,
            since=DAY,
            detail={"target": "https://new.example/", "index": f"{URL}/feed", "line": 7, "discover": 1},
        ),
        f"The site has moved to https://new.example/ since {DAY}: {URL}/feed leads there. "
        "Write in line 7 of sources.yaml: `url: https://new.example/`, and correct the addresses in `discover`",
    ),
    (
        Problem(
            P.INDEX_FROZEN,
            url=f"{URL}/feed",
            detail={
                "reason": FrozenReason.NEWER_ELSEWHERE,
                "other": URL,
                "kind": "listing",
                "newest": DAY,
                "used": 1,
            },
        ),
        f"{URL}/feed lists nothing new since {DAY}, while the list at {URL} has newer posts. It is used from now on.",
    ),
    (
        Problem(
            P.INDEX_FROZEN,
            url=f"{URL}/feed",
            detail={"reason": FrozenReason.NEWER_ELSEWHERE, "other": URL, "kind": "listing", "used": 0},
        ),
        f"{URL}/feed lists nothing new, while the list at {URL} has newer posts. Its new posts are read once a week. "
        f"To read it every night, write `discover: {{kind: listing, url: {URL}}}` in sources.yaml.",
    ),
    (
        Problem(P.INDEX_FROZEN, url=URL, detail={"reason": FrozenReason.NOT_MODIFIED}),
        f"{URL} has changed, but its server answers that it has not (304 Not Modified). "
        "It is read in full from now on.",
    ),
    (
        Problem(P.DOMAIN_LOST, url=URL, since=DAY, detail={"mark": "this domain is for sale"}),
        f'{URL} does not show the site of this source any more: its domain is parked or for sale ("this domain is for '
        f'sale") since {DAY}. Nothing of it is stored. Look for the new address of the site and write it as `url`, or '
        "set `enabled: false`.",
    ),
    (
        Problem(P.DOMAIN_LOST, url=URL, detail={"language": "en", "text": "Casino"}),
        f"{URL} does not show the site of this source any more: none of its posts is known, and they are in another "
        'language (en): "Casino". If this is right, add the language to `languages`. Nothing of it is stored. Look for '
        "the new address of the site and write it as `url`, or set `enabled: false`.",
    ),
    (
        Problem(
            P.BLOCKED,
            url=URL,
            since=DAY,
            detail={"reason": Reason.LOGIN, "title": "Acceder", "via": f"{URL}/wp-login.php"},
        ),
        f'{URL} shows no posts but "Acceder" since {DAY}: the page asks for a login ({URL}/wp-login.php). Nothing of '
        "it is stored. Open it in a browser. If it shows the same there, ask the keepers of the site for access or "
        "for a feed.",
    ),
    (
        Problem(
            P.INDEX_EMPTY, url=URL, detail={"reason": Reason.MAINTENANCE, "title": "Wartung", "known": 3}
        ),
        f'{URL} shows no posts but "Wartung": the page says that the site is closed for a time. Nothing of it is '
        "stored. The next run tries again; usually this is over in some days.",
    ),
    (
        Problem(P.INDEX_EMPTY, url=URL, detail={"reason": Reason.EMPTY, "title": None}),
        f"{URL} shows no posts: it is empty. Nothing of it is stored. The next run tries again. If it lasts, "
        "tell the keepers of the site.",
    ),
    (
        Problem(P.INDEX_EMPTY, url=URL, detail={"kind": "listing", "links": 0}),
        f"No posts were found on {URL}: the page has no links. {ELSEWHERE}",
    ),
    (
        Problem(
            P.INDEX_EMPTY,
            url=URL,
            selector="h2 a",
            since=DAY,
            detail={"kind": "listing", "matched": 3, "addresses": 1, "known": 40},
        ),
        f'No posts were found on {URL}: the selector "h2 a" finds 3 elements, 1 of them with an address since {DAY}. '
        f"40 posts are in the archive from before. {ELSEWHERE}",
    ),
    (
        Problem(
            P.INDEX_EMPTY, url=URL, detail={"kind": "auto", "page": f"{URL}/all", "links": 7, "requests": 9}
        ),
        f"No posts were found on {URL}: there is no feed, no REST interface and no sitemap of posts, "
        f"none of the 7 links of {URL}/all is in a list of posts, 9 addresses were tried. {ELSEWHERE}",
    ),
    (
        Problem(P.INDEX_EMPTY, url=URL, detail={"kind": "sitemap", "match": "/news/", "addresses": 8}),
        f"No posts were found on {URL}: none of its 8 addresses matches '/news/'. {ELSEWHERE}",
    ),
    (
        Problem(P.INDEX_EMPTY, url=URL, detail={"kind": "feed"}),
        f"No posts were found on {URL}: the feed is empty. {ELSEWHERE}",
    ),
    (Problem(P.INDEX_EMPTY, url=URL), f"No posts were found on {URL}. {ELSEWHERE}"),
    (
        Problem(P.INDEX_EMPTY, url=URL, detail={"kind": "listing", "links": 4, "files": 6}),
        f"No posts were found on {URL}: the 6 posts of the list on {URL} are files. "
        f"To archive them, write `discover: {{kind: listing, url: {URL}, files: true}}` in sources.yaml.",
    ),
    (
        Problem(
            P.INDEX_EMPTY,
            url=URL,
            detail={"kind": "listing", "links": 0, "elsewhere": 6, "host": "y.example"},
        ),
        f"No posts were found on {URL}: the 6 posts of the list on {URL} are on another site, y.example. If it is "
        "a site of the same body, write its address as `url`.",
    ),
    (
        Problem(P.INDEX_BROKEN, url=URL, detail={"expected": "feed", "found": "html"}),
        f"{URL} is not a feed but an HTML page. Correct `discover` in sources.yaml.",
    ),
    (
        Problem(P.INDEX_BROKEN, url=URL, detail={"expected": "wordpress", "found": "json"}),
        f"{URL} is not a WordPress REST collection but JSON. Correct `discover` in sources.yaml.",
    ),
    (
        Problem(P.INDEX_EMPTY, url=URL, detail={"kind": "feed", "items": 10}),
        f"No posts were found on {URL}: none of its 10 items leads to a post. {ELSEWHERE}",
    ),
    (
        Problem(P.INDEX_BROKEN, url=URL, detail={"expected": "feed", "found": "json", "chosen": 1}),
        f"{URL} is not a feed but JSON. The next run tries again. If it lasts, another index of the site is "
        "looked for.",
    ),
    (
        Problem(
            P.INDEX_BROKEN, url=URL, detail={"expected": "feed", "found": "json", "chosen": 1, "instead": 1}
        ),
        f"{URL} is not a feed but JSON. The other indexes of the site are used. The next run tries again.",
    ),
    (
        Problem(P.INDEX_BROKEN, url=URL, detail={"expected": "json"}),
        f"{URL} is not JSON. Correct `discover` in sources.yaml.",
    ),
    (
        Problem(P.INDEX_BROKEN, url=URL, detail={"expected": "of a newer version"}),
        f"{URL} is not an index. Correct `discover` in sources.yaml.",
    ),
    (
        Problem(P.INDEX_CUT, url=URL, detail={"reason": CutReason.LINKS, "most": 5_000}),
        f"{URL} is read in part: it has too many links (more than 5,000). {SMALLER}",
    ),
    (
        Problem(P.INDEX_CUT, url=URL, detail={"reason": CutReason.DEPTH, "most": 500}, since="2026-11-02"),
        f"{URL} is read in part: its elements are nested too deeply (more than 500) since "
        f"2026-11-02. {SMALLER}",
    ),
    (
        Problem(
            P.ITEMS_LEFT_OUT,
            url=URL,
            count=1,
            detail={"reason": L.NO_ADDRESS, "text": "A call", "target": None},
        ),
        f'Not archived from {URL}: 1 item without an address, such as "A call".',
    ),
    (
        Problem(
            P.ITEMS_LEFT_OUT,
            url=URL,
            count=3,
            since=DAY,
            detail={"reason": L.OTHER_SITE, "text": "A call", "target": "https://b.example/call"},
        ),
        f'Not archived from {URL}: 3 items on another site, such as "A call" (https://b.example/call) since {DAY}.',
    ),
    (
        Problem(P.ITEMS_LEFT_OUT, url=URL, count=2, detail={"reason": L.FILE, "target": f"{URL}/a.mp3"}),
        f"Not archived from {URL}: 2 items in a file, such as ({URL}/a.mp3).",
    ),
    (
        Problem(
            P.ITEMS_LEFT_OUT,
            url=URL,
            count=1,
            detail={"reason": L.FILE, "text": "A call", "target": f"{URL}/a.pdf", "kind": "listing"},
        ),
        f'Not archived from {URL}: 1 item in a file, such as "A call" ({URL}/a.pdf). To archive files as well, write '
        f"`{{kind: listing, url: {URL}, files: true}}` in `discover`.",
    ),
    (
        Problem(P.PAST_NOT_REACHED, url=URL, detail={"status": 404}),
        f"Older posts are missing: the list continues at {URL}, which cannot be read (404 Not Found). "
        "The next run tries again.",
    ),
    (
        Problem(P.PAST_NOT_REACHED, url=URL, detail={"reason": PastReason.PAGES, "said": "1 / 5", "read": 1}),
        f'Older posts may be missing: {URL} speaks of more pages ("1 / 5"), and 1 page was read. {WRITE_THE_LIST}',
    ),
    (
        Problem(
            P.PAST_NOT_REACHED,
            url=URL,
            detail={"reason": PastReason.PAGES, "said": "7", "read": 2},
            since=DAY,
        ),
        f'Older posts may be missing: {URL} speaks of more pages ("7"), and 2 pages were read since {DAY}. '
        f"{WRITE_THE_LIST}",
    ),
    (
        Problem(
            P.PAST_NOT_REACHED, url=URL, detail={"reason": PastReason.POSTS, "said": "1-9 of 47", "posts": 9}
        ),
        f'Older posts may be missing: {URL} speaks of more posts ("1-9 of 47"), and 9 were read. {WRITE_THE_LIST}',
    ),
    (
        Problem(P.PAST_NOT_REACHED, url=URL, detail={"reason": PastReason.BUTTON}),
        f"Older posts may be missing: {URL} has a button for more posts, whose address is not on the page. "
        f"{WRITE_THE_LIST}",
    ),
    (
        Problem(P.PAST_NOT_REACHED, url=URL, detail={"reason": PastReason.ARCHIVE, "archive": f"{URL}/2024"}),
        f"Older posts may be missing: the archive {URL}/2024 cannot be read. {WRITE_THE_LIST}",
    ),
    (
        Problem(
            P.PAST_NOT_REACHED,
            url=URL,
            detail={
                "reason": PastReason.GAP,
                "newest": "2026-11-24",
                "oldest": "2026-11-29",
                "source": "netz",
            },
        ),
        "Older posts may be missing, published between 2026-11-24 and 2026-11-29: no index reached back to the posts "
        "that were known. Run `clusterwatch run netz --backfill`. If the indexes do not "
        "reach back so far, write a larger one in `discover` first.",
    ),
    (
        Problem(
            P.PAST_NOT_REACHED,
            url=URL,
            detail={"reason": PastReason.GAP, "newest": "2026-11-24", "oldest": None, "source": "netz"},
            since=DAY,
        ),
        "Older posts may be missing, published after 2026-11-24: no index reached back to the posts that were known "
        f"since {DAY}. Run `clusterwatch run netz --backfill`. If the indexes do not "
        "reach back so far, write a larger one in `discover` first.",
    ),
    (
        Problem(
            P.PAST_NOT_REACHED,
            url=f"{URL}/feed",
            detail={"reason": PastReason.FEED, "posts": 10, "list": URL},
        ),
        f"Older posts may be missing: the feed {URL}/feed has exactly 10 posts, and nothing else lists the posts before"
        f" them. {WRITE_THE_LIST}",
    ),
    (
        Problem(
            P.PAST_NOT_REACHED,
            url=URL,
            detail={"reason": PastReason.LIMIT, "read": 20, "next": f"{URL}?p=21", "source": "netz"},
        ),
        f"Older posts are not read: {URL} goes on at {URL}?p=21 after the 20 pages that a run reads. "
        "Run `clusterwatch run netz --backfill`, or raise `max_pages`.",
    ),
    (
        Problem(P.PAST_NOT_REACHED, url=URL, detail={"reason": PastReason.ROUND, "posts": 10}),
        f"Older posts may be missing: {URL} shows 10 posts and an empty pager. {WRITE_THE_LIST}",
    ),
    (
        Problem(P.NEEDS_SCRIPT, url=URL),
        f"{URL} shows nothing without JavaScript, which is not run here. "
        "Look in the source of the page for a feed or an API, and add that address.",
    ),
    (
        Problem(P.STRATEGIES_DIFFER, url=URL),
        "The strategies found do not list the same posts when they are used alone. "
        "They are left out of the definition, and `run` chooses them itself.",
    ),
    (
        Problem(P.SITE_REBUILT, "body", count=4, detail={"of": 5, "now": "main", "before": "article"}),
        "The body was found in main on 4 of 5 pages, and in article until now. Check whether the site was rebuilt."
        " If nothing is wrong, `clusterwatch ack` makes this the new state.",
    ),
    (
        Problem(P.SILENT, url=URL, detail={"newest": "2026-03-03", "usual": 6, "source": "alpha"}),
        "No new post since 2026-03-03; this site usually publishes every 6 days. Look whether the news page has moved, "
        "and whether the selectors still find posts: `clusterwatch check alpha`. If the site has ended, set "
        "`enabled: false`.",
    ),
    (
        Problem(P.SILENT, url=URL, detail={"newest": "2026-03-03", "usual": 1, "source": "alpha"}),
        "No new post since 2026-03-03; this site usually publishes every day. Look whether the news page has moved, "
        "and whether the selectors still find posts: `clusterwatch check alpha`. If the site has ended, set "
        "`enabled: false`.",
    ),
    (Problem(P.POSTS_GONE_AT_ONCE, count=8), "8 posts are gone at once. Check whether the site was rebuilt."),
    (
        Problem(P.POSTS_GONE_AT_ONCE, count=8, detail={"waiting": 8}),
        "8 posts are gone at once. They are withdrawn if the next night finds them gone, too. "
        "Check whether the site was rebuilt.",
    ),
    (
        Problem(
            P.POSTS_GONE_AT_ONCE,
            url="https://a.eu/1",
            count=8,
            detail={"cause": "http-status", "status": 404, "listed": 5, "waiting": 8},
        ),
        "8 posts are gone at once, although an index still lists some of them. "
        "For example: https://a.eu/1 answers 404 Not Found. "
        "None of them is withdrawn as long as it does. Look at the site.",
    ),
    (
        Problem(P.FIELD_LOST, "published", count=3, since=DAY, detail={"of": 4, "reason": Reason.UNREADABLE}),
        f"No date was found on 3 of 4 pages: it could not be read as a date since {DAY}. "
        "Run `clusterwatch check` to see what each selector finds."
        " If nothing is wrong, `clusterwatch ack` makes this the new state.",
    ),
    (lost(S.NOTHING), 'The selector ".text" for the body finds nothing.'),
    (
        lost(S.NO_TEXT, found=2, attr="title"),
        'The selector ".text" for the body finds 2, none with attribute "title".',
    ),
    (
        lost(S.NOTHING, 3, of=3, instead=Method.GENERIC),
        f'The selector ".text" for the body finds nothing on 3 of 3 pages since {DAY}; it is read by generic instead.',
    ),
    (
        lost(S.ONLY_BOILERPLATE, 1, of=1, method=Method.LEARNED, instead=None),
        f'The learned selector ".text" for the body finds only the title or boilerplate on 1 of 1 pages since {DAY}; '
        "it is missing.",
    ),
    (
        Problem(
            P.SELECTOR_LOST, "published", ".day", url=URL, detail={"key": "discover.date", "matched": 12}
        ),
        'The selector ".day" for the key `discover.date` finds 12 elements, none of them with a text beside the link '
        f"to a post, on {URL}.",
    ),
    (
        Problem(
            P.SELECTOR_LOST,
            selector="a.next",
            url=URL,
            detail={"key": "discover.next", "likely": f"{URL}?p=2"},
        ),
        f'The selector "a.next" for the key `discover.next` finds nothing on {URL}. '
        f"{URL}?p=2 looks like the next page.",
    ),
    (
        Problem(
            P.PAGES_FAILED,
            url="https://old.a.eu/1",
            count=3,
            detail={"of": 5, "cause": "unreachable", "reason": "no-host"},
        ),
        "3 of 5 pages of new and changed posts could not be read. "
        "For example: https://old.a.eu/1 cannot be reached: there is no such host. "
        "Open the address in a browser. The next run tries again.",
    ),
    (
        Problem(P.SAME_TEXT_ON_MANY, "title", count=3, detail={"of": 3, "text": "News"}),
        'The title is the same on 3 of 3 pages: "News". Check the selector for the title, and run '
        "`clusterwatch reextract` when it is correct.",
    ),
    (
        Problem(P.BODIES_SHORT, "body", count=2, detail={"of": 3}),
        "The body is much shorter than usual on 2 of 3 pages. Check the selector for the body."
        " If nothing is wrong, `clusterwatch ack` makes this the new state.",
    ),
    (
        Problem(P.FILES_UNREAD, "body", url=URL, count=1, detail={"of": 3, "reason": Reason.DAMAGED}),
        f"The text of 1 of 3 files could not be read, as of {URL}: the file is damaged, or its fonts do not say which "
        "letters they show. Open it in a browser. If nothing is wrong, `clusterwatch ack` makes this the new state.",
    ),
    (
        Problem(P.SAME_DAY_ON_ALL, "published", count=3, detail={"day": DAY}),
        f"All 3 posts have the date {DAY}. Check whether it is the day of an import.",
    ),
    (
        Problem(
            P.SELECTOR_DOUBTFUL,
            "body",
            "footer",
            count=4,
            detail={"method": "selector", "reason": SelectorReason.IN_BOILERPLATE, "of": 5},
        ),
        'The selector "footer" for the body finds a menu, a footer or another part of the site on 4 of 5 pages. '
        "Run `clusterwatch check` to see what it finds. Correct it in sources.yaml or take it out. Then run "
        "`clusterwatch reextract`.",
    ),
    (
        Problem(
            P.SELECTOR_LOST,
            "title",
            "h4",
            count=4,
            detail={"method": "selector", "reason": SelectorReason.NOTHING, "of": 5, "example": URL, **PLACE},
        ),
        f'The selector "h4" for the title finds nothing on 4 of 5 pages (such as {URL}); it is missing. Correct it in '
        "line 9 of watch.yaml or take it out; `clusterwatch repair eca` proposes another.",
    ),
    (
        Problem(
            P.SELECTOR_DOUBTFUL,
            selector="nav a",
            url=URL,
            detail={"key": "discover.link", "reason": SelectorReason.IN_BOILERPLATE, **PLACE},
        ),
        'The selector "nav a" for the key `discover.link` finds a menu, a footer or another part of the site on '
        f"{URL}. Run `clusterwatch check` to see what it finds. Correct it in line 9 of watch.yaml or take it out; "
        "`clusterwatch repair eca` proposes another.",
    ),
    (
        Problem(P.SAME_TEXT_ON_MANY, "body", count=4, detail={"of": 5, "text": "Quay 3", **PLACE}),
        'The body is the same on 4 of 5 pages: "Quay 3". Check the selector for the body in line 9 of watch.yaml, and '
        "run `clusterwatch reextract` when it is correct.",
    ),
    (
        Problem(P.INDEX_EMPTY, selector=".nix a", url=URL, detail={"matched": 0, "addresses": 0, **PLACE}),
        f'No posts were found on {URL}: the selector ".nix a" finds 0 elements, 0 of them with an address. Open it in '
        "a browser, and correct `discover` in line 9 of watch.yaml.",
    ),
    (
        Problem(
            P.SETTING_DIFFERS,
            "timezone",
            url=URL,
            count=3,
            detail={
                "key": "timezone",
                "written": "Asia/Tokyo",
                "reason": SettingReason.OTHER_DAY,
                "of": 9,
                "write": "Z",
                **PLACE,
            },
        ),
        f"`timezone` is Asia/Tokyo in line 9 of watch.yaml, but 3 of 9 posts of {URL} have another day than their "
        "pages print. Write `timezone: Z`, or accept it with `clusterwatch ack`.",
    ),
    (
        Problem(
            P.SETTING_DIFFERS,
            "languages",
            count=9,
            detail={"key": "languages", "written": "fr", "says": "pl", "of": 10},
        ),
        "`languages` is fr in sources.yaml, but 9 of 10 posts have pl. Correct `languages`, or accept it with "
        "`clusterwatch ack`.",
    ),
    (
        Problem(P.TOO_FEW_POSTS, url=URL, count=1, detail={"needed": 2}),
        f"Only 1 posts of {URL} were read, and 2 are needed.",
    ),
    (
        Problem(P.TOO_FEW_EXAMPLES, "title", count=5, detail={"needed": 6}),
        "The title cannot be repaired: 5 archived posts with it still have a page, and 6 are needed.",
    ),
    (
        Problem(P.NO_INDEX_FITS, url=URL, count=1, detail={"needed": 3}),
        f"`discover` cannot be repaired: the indexes that were found from {URL} list 1 archived posts, and 3 are "
        "needed. Look for the news page, and correct `url` or `discover`.",
    ),
    (
        Problem(P.NO_SELECTOR_FITS, "title", count=4, detail={"of": 9}),
        "The title cannot be repaired: it is read correctly on 4 of 9 pages, and no selector reads it correctly on "
        "all of them.",
    ),
    (
        Problem(P.PAGE_EMPTY, url=URL, detail={"reason": Reason.PASSWORD}),
        f"{URL} is not a post: the post is protected by a password.",
    ),
    (Problem(P.PAGE_EMPTY, url=URL, detail={"reason": None}), f"{URL} is not a post."),
    (
        Problem(P.HELD_BACK, url=URL, detail={"reason": Reason.COOKIES, "many": 1}),
        f"{URL} is held back: the page asks for consent to cookies. Nothing of it is written, and the next run tries "
        "again.",
    ),
    (
        Problem(P.HELD_BACK, url=URL, detail={"reason": Reason.NOT_FOUND}),
        f"{URL} is held back: the page says that there is no such page. If the next night finds the same, the post is "
        "marked as withdrawn.",
    ),
    (
        Problem(P.BLOCKED, url=URL, count=26, since=DAY, detail={"reason": Reason.LOGIN, "held": 26}),
        f"26 pages are held back since {DAY}: the page asks for a login, as on {URL}. Their posts stay as they were, "
        "and new ones wait. The next run tries again; if it lasts, open the page in a browser.",
    ),
    (
        Problem(P.SAME_TEXT_ON_MANY, "body", url=URL, count=1, detail={"text": "Hello", "held": 1}),
        f'1 page is held back, because several show the same text, as on {URL}: "Hello". Their posts stay as they '
        "were, and new ones wait. The next run tries again; if it lasts, open the page in a browser. If it is right, "
        "`clusterwatch ack` without --until lets it be written.",
    ),
    (
        Problem(P.PAGE_CUT, url=URL, count=3, detail={"held": 3}),
        f"3 pages are held back, because they end in the middle, as {URL}. Their posts stay as they were, and new ones "
        "wait. The next run tries again; if it lasts, open the page in a browser.",
    ),
    (
        Problem(
            P.SAME_DAY_ON_ALL,
            "published",
            url=URL,
            since=DAY,
            detail={"day": "2026-11-24", "reason": Reason.DAY_OF_VISIT, "held": 9},
        ),
        f"9 pages are held back since {DAY}, because the site shows 2026-11-24 as the date of posts that have other "
        f"dates in the archive, as on {URL}: it is the day of the visit. They keep their dates. The next run tries "
        "again; if it lasts, look whether the date of the posts stands elsewhere on the page, and write a selector "
        "for it.",
    ),
    (
        Problem(
            P.SAME_DAY_ON_ALL,
            "published",
            url=URL,
            count=5,
            detail={"day": "2026-11-24", "reason": Reason.DAY_OF_VISIT},
        ),
        f"All 5 new posts have the date 2026-11-24. It is the day of the visit, which {URL} shows for all its posts, "
        "so that it is marked as doubtful. Look whether the date of the posts stands elsewhere on the page, and write "
        "a selector for it.",
    ),
    (
        Problem(P.FIELD_REWRITTEN, "body", url=URL, detail={"reason": Reason.SHORTENED, "held": 5}),
        "5 pages are held back, because the body of several posts has changed in the same manner, as on "
        f"{URL}: only the beginning of the text is left. Their posts stay as they were. Open the page in a browser. If "
        "it is right, `clusterwatch ack` without --until lets the next run write it.",
    ),
    (
        Problem(
            P.SAME_TEXT_ON_MANY,
            "title",
            url=URL,
            detail={"text": "Netz", "reason": Reason.SAME_TITLE, "held": 5},
        ),
        f'5 pages are held back, because several show the same title, as on {URL}: "Netz". Their posts keep their '
        "titles. The next run tries again; if the new title is right, `clusterwatch ack` without --until lets it "
        "be written.",
    ),
    (
        Problem(P.HELD_BACK, url=URL, detail={"reason": Reason.DAY_OF_VISIT}),
        f"{URL} is held back: it is the day of the visit. If the next night finds the same day, it is an edit.",
    ),
    (
        Problem(P.PAGE_CUT, url=URL),
        f"The page of {URL} ends in the middle, although it was fetched twice.",
    ),
    (
        Problem(P.FIELD_MISSING, "title", detail={"reason": Reason.NO_TITLE}),
        "No title was found: JSON-LD, meta elements, headings and <title> give no title.",
    ),
    (
        Problem(P.DATE_DOUBTFUL, "published", detail={"value": "2031-01-01", "reason": Reason.FUTURE}),
        "The date 2031-01-01 is doubtful: it lies in the future.",
    ),
    (
        Problem(
            P.DATE_DOUBTFUL,
            "published",
            url=URL,
            detail={"value": "1983-05-01", "reason": Reason.BEFORE_1990},
        ),
        f"The date 1983-05-01 of {URL} is doubtful: it lies before 1990.",
    ),
    (
        Problem(P.DATE_FAR_FROM_NEIGHBOURS, "published", detail={"value": DAY, "index": URL}),
        f"The date {DAY} is far from those of its neighbours on {URL}.",
    ),
    (
        Problem(P.RECORD_DAMAGED, url="/crawl/a.warc.gz", detail={"offset": 215, "reason": DamageReason.CUT}),
        "/crawl/a.warc.gz, byte 215: this record is cut short and was left out.",
    ),
    (
        Problem(P.WORKER_LOST, url=URL, detail={"reason": LostReason.CPU}),
        f"{URL} was not read: it takes more CPU time than a page may. "
        "The other pages were read. Leave it out, or raise `limits.cpu` in sources.yaml.",
    ),
    (
        Problem(P.NOTICE_FAILED, detail={"target": "me", "reason": NoticeReason.NOT_ACCEPTED, "status": 404}),
        "A notice could not be sent: it was not accepted (404 Not Found). Check `notify.me.url` in sources.yaml. "
        "The next run tries again, with what was missed; `clusterwatch notify --test me` tries at once.",
    ),
    (
        Problem(P.NOTICE_FAILED, detail={"target": "me", "reason": NoticeReason.LOGIN, "smtp": 535}),
        "A notice could not be sent: the login was refused (SMTP 535). Check `notify.me.url` in sources.yaml. "
        "The next run tries again, with what was missed; `clusterwatch notify --test me` tries at once.",
    ),
    (
        Problem(P.NOTICE_FAILED, detail={"target": "me", "reason": NoticeReason.NOT_INSTALLED}),
        "A notice could not be sent: Apprise is not installed. "
        "Install it with `pip install 'clusterwatch[notify]'`.",
    ),
    (
        Problem(P.HEARTBEAT_FAILED, detail={"reason": R.CONNECTION_REFUSED}),
        "The end of a run could not be reported: the connection was refused. Check `heartbeat` in sources.yaml. "
        "The next run tries again.",
    ),
    (
        Problem(P.HEARTBEAT_FAILED, detail={"status": 404}),
        "The end of a run could not be reported: the answer was 404 Not Found. Check `heartbeat` in sources.yaml. "
        "The next run tries again.",
    ),
    (
        Problem(
            P.HEARTBEAT_FAILED,
            detail={"reason": NoticeReason.VARIABLE, "variable": "BEAT", "place": "sources.yaml:3"},
        ),
        "The end of a run could not be reported: an environment variable is not set (BEAT). "
        "Set it where the program runs: sources.yaml:3 names it.",
    ),
    (
        Problem(P.INTERNAL, url=URL, detail={"error": "ValueError", "message": "odd", "place": "a.py:1"}),
        f"A fault in clusterwatch itself, please report it: ValueError: odd (a.py:1) at {URL}.",
    ),
    (Problem(P.LEGACY, detail={"text": "HTTP 500: try another night"}), "HTTP 500: try another night"),
]
NOTES: list[tuple[Note, str]] = [
    (
        Note(NoteCode.PDF_NOT_READ),
        "The texts of PDF files are not read: install `pip install 'clusterwatch[pdf]'`, and run "
        "`clusterwatch reextract` for those that are in the archive.",
    ),
    (
        Note(NoteCode.NOT_VERIFIED),
        "The certificates of the site are not checked: `tls: {verify: false}` in sources.yaml.",
    ),
    (
        Note(
            NoteCode.STRATEGY_CHOSEN,
            url=URL,
            detail={"kind": "feed", "role": "newest", "posts": 10, "more_pages": 0},
        ),
        f"Posts are found by the feed at {URL} (10 posts).",
    ),
    (
        Note(
            NoteCode.STRATEGY_CHOSEN,
            url=URL,
            detail={"kind": "listing", "role": "older", "posts": None, "more_pages": 1},
        ),
        f"Older posts are found by the list at {URL} and the pages after it.",
    ),
    (
        Note(NoteCode.STRATEGY_CHOSEN, url=URL, detail={"kind": "of a newer version", "role": "newest"}),
        f"Posts are found by the index at {URL}.",
    ),
    (
        Note(NoteCode.SELECTOR_LEARNED, "title", "div.q2", count=8),
        'The selector "div.q2" for the title was learned from 8 pages of the feed.',
    ),
    (
        Note(NoteCode.BOILERPLATE_LEFT_OUT, "body", count=1),
        "1 line stands on most pages and is left out of the bodies.",
    ),
    (
        Note(NoteCode.BOILERPLATE_LEFT_OUT, "body", count=5),
        "5 lines stand on most pages and are left out of the bodies.",
    ),
]


ENABLE = {"url": URL, "reason": "not confirmed", "newest": DAY}
FAILED = Problem(P.INDEX_EMPTY, url=URL)
DECISIONS = [
    (
        Decision("a", DecisionCode.FIND_ADDRESS, {"reason": "no site"}),
        "It has no address (no site). Find its site and write `url`, or leave it.",
    ),
    (
        Decision("a", DecisionCode.ENABLE, {**ENABLE, "called": "Alpha {1}", "title": "A press"}),
        f'It is not enabled (not confirmed). {URL}, which calls itself "Alpha {{1}}", has posts, the newest {DAY}, '
        '"A press". If these are its news, delete `enabled` and `reason`; if not, leave it.',
    ),
    (
        Decision("a", DecisionCode.ENABLE, ENABLE),
        f"It is not enabled (not confirmed). {URL} has posts, the newest {DAY}. "
        "If these are its news, delete `enabled` and `reason`; if not, leave it.",
    ),
    (
        Decision("a", DecisionCode.LEAVE_DISABLED, ENABLE, FAILED),
        f"It is not enabled (not confirmed), and no posts can be read: "
        f"{sentences.of_problem(FAILED)} Correct `url`, or leave it.",
    ),
    (
        Decision("a", DecisionCode.FOLLOW_MOVE, {"target": "https://b.example/"}),
        "Its address leads to https://b.example/. If that is the same body, write that address as `url`.",
    ),
    (
        Decision("a", DecisionCode.CORRECT_OR_DISABLE, ENABLE, FAILED),
        f"Its news cannot be read: {sentences.of_problem(FAILED)} "
        "Correct `url`, or write `enabled: false` and a `reason`.",
    ),
    (
        Decision("a", DecisionCode.REPAIR, ENABLE, FAILED),
        f"Its posts are not read whole: {sentences.of_problem(FAILED)} "
        "Try `clusterwatch repair`, or write a selector.",
    ),
    (
        Decision("a", DecisionCode.ENDED, {"newest": DAY, "days": "200"}),
        f"Its newest post is of {DAY}, 200 days ago. If the news goes on elsewhere, correct `url`; if the body has "
        "ended, write `enabled: false` and a `reason`.",
    ),
    (
        Decision("a", DecisionCode.CONFIRM_OWNER, {"url": URL, "name": "Alpha"}),
        f"The page at {URL} does not have the name Alpha. If it is somebody else's by now, write "
        "`enabled: false` and a `reason`.",
    ),
]


@pytest.mark.parametrize(("decision", "sentence"), DECISIONS, ids=[d.code for d, _ in DECISIONS])
def test_the_sentence_of_a_decision(decision: Decision, sentence: str) -> None:
    assert sentences.of_decision(decision) == sentence
    assert {one.code for one, _ in DECISIONS} == set(DecisionCode)


@pytest.mark.parametrize(("problem", "sentence"), PROBLEMS, ids=[p.code for p, _ in PROBLEMS])
def test_the_sentence_of_a_problem(problem: Problem, sentence: str) -> None:
    assert sentences.of_problem(problem) == sentence


@pytest.mark.parametrize(("note", "sentence"), NOTES, ids=[n.code for n, _ in NOTES])
def test_the_sentence_of_a_note(note: Note, sentence: str) -> None:
    assert sentences.of_note(note) == sentence


def test_the_sentence_of_an_index_that_is_not_used() -> None:
    url = "https://a.example/s.xml"
    assert sentences.of_passed_over("sitemap", url, "feed", same_posts=True) == (
        f"The sitemap at {url} has a higher score and is not used: its posts are found by the feed already, with fewer "
        "requests per night."
    )
    assert sentences.of_passed_over("sitemap", url, "feed", same_posts=False) == (
        f"The sitemap at {url} has a higher score and is not used: it lists other posts than the news page."
    )


@each(
    ("outcome", "sentence"),
    [
        (
            Outcome("alpha", "ok", same=1, requests=1, seconds=0.25),
            "1 request in 0.2 s; 1 known post is unchanged.",
        ),
        (
            Outcome("alpha", "ok", same=20, requests=1300, seconds=61),
            "1,300 requests in 61.0 s; 20 known posts are unchanged.",
        ),
        (
            Outcome("alpha", "ok", unchanged_indexes=1, requests=1),
            "1 request in 0.0 s; 1 index is unchanged.",
        ),
        (
            Outcome("alpha", "ok", same=1, unchanged_indexes=1),
            "0 requests in 0.0 s; 1 index and 1 known post are unchanged.",
        ),
        (Outcome("alpha", "ok", requests=2), "2 requests in 0.0 s; nothing is unchanged."),
    ],
)
def test_the_sentence_of_what_was_asked(outcome: Outcome, sentence: str) -> None:
    assert sentences.of_requests(outcome) == sentence


def test_every_code_has_a_sentence_and_stands_in_the_table() -> None:
    assert set(sentences.PROBLEMS) == set(ProblemCode) == {problem.code for problem, _ in PROBLEMS}
    assert set(sentences.NOTES) == set(NoteCode) == {note.code for note, _ in NOTES}
    assert set(sentences.REASONS) == {
        *CutReason,
        *DamageReason,
        *FetchReason,
        *LeftOutReason,
        *LostReason,
        *NoticeReason,
        *SelectorReason,
        *SettingReason,
        *Reason,
    }


@each("template", [*sentences.PROBLEMS.values(), *sentences.NOTES.values()])
def test_every_field_of_a_template_is_supplied(template: str) -> None:
    """Each field is filled in at least one sentence of the table."""
    supplied: set[str] = set()
    table: list[Problem | Note] = [*(problem for problem, _ in PROBLEMS), *(note for note, _ in NOTES)]
    for what in table:
        supplied |= {name for name, value in sentences.values_of(what).items() if value not in ("", None)}
    fields = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    assert fields <= supplied


@each(
    ("stored", "sentence"),
    [
        ("site-name", "it is the name of the site"),
        (Reason.FUTURE, "it lies in the future"),
        ("it stands in a teaser", "it stands in a teaser"),  # stored by an old version
        (None, ""),
    ],
)
def test_a_stored_reason_is_shown_as_a_sentence(stored: str | None, sentence: str) -> None:
    assert sentences.of_reason(stored) == sentence


def test_every_location_has_a_text_and_others_stay_as_they_are() -> None:
    assert set(sentences.LOCATIONS) == set(Location)
    assert sentences.of_location("after-title") == "after the title"
    assert sentences.of_location("meta[name=date]") == "meta[name=date]"
    assert sentences.of_location("time at the end") == "time at the end"  # stored by an old version
    assert sentences.of_location(None) == ""


def test_a_problem_of_a_newer_detail_is_still_a_sentence() -> None:
    for code in ProblemCode:
        assert "{" not in sentences.of_problem(Problem(code))


def sentence_reads(code: str) -> list[int]:
    """Return the lines that search, split or compare what `sentences` returns, directly or through a variable."""
    tree = ast.parse(code)
    names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _is_sentence(node.value, frozenset())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [read.lineno for node in ast.walk(tree) for read in _read_by(node) if _is_sentence(read, names)]


def _read_by(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Attribute() | ast.Subscript():
            return [node.value]
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.Call() if ast.unparse(node.func).startswith("re."):
            return node.args
    return []


def _is_sentence(node: ast.expr, names: Container[str]) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).startswith("sentences.of_")
    return isinstance(node, ast.Name) and node.id in names


@each("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_no_module_takes_a_sentence_apart(path: Path) -> None:
    """What `sentences` returns is printed or joined."""
    assert sentence_reads(path.read_text("utf-8")) == []


@each(
    ("code", "is_read"),
    [
        ("sentences.of_problem(p).split()", True),
        ("sentences.of_problem(p)[:4]", True),
        ("'gone' in sentences.of_problem(p)", True),
        ("re.search('gone', sentences.of_reason(r))", True),
        ("text = sentences.of_note(n)\nif text.startswith('a'): pass", True),
        ("text = sentences.of_note(n)\nif text == 'a': pass", True),
        ("print(sentences.of_problem(p))", False),
        ("text = sentences.of_note(n)\nprint(f'{text} {n.url}')", False),
        ("'; '.join(map(sentences.of_problem, problems))", False),
    ],
)
def test_reading_a_sentence_is_noticed(code: str, is_read: bool) -> None:
    assert bool(sentence_reads(code)) is is_read


def test_renaming_every_sentence_changes_no_behaviour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same nights with other sentences: the same states, exit codes and problems."""
    told = [nights(tmp_path / "one")]
    for table in ("PROBLEMS", "NOTES", "REASONS"):
        known: Mapping[Any, str] = getattr(sentences, table)
        monkeypatch.setattr(sentences, table, dict.fromkeys(known, "X"))
    told.append(nights(tmp_path / "two"))
    assert told[0] == told[1]


def nights(folder: Path) -> list[Any]:
    """What a program can read of some nights, with the addresses of the moment taken out."""
    folder.mkdir()
    workspace, seen = Workspace(folder), list[Any]()
    with serving() as web:
        web.publish()
        lost = listing(web).replace("body: article div", "body: .lost")
        workspace.sources(lost, listing(web, "gone").replace("/news", "/nowhere"))
        for path, opened in ((None, 1), ("/news/harbour", 0), ("/news", 1)):
            if path is not None:
                web.pages[path] = "<html><body><p>Soon here.</p></body></html>"
            for command, code in (("run", opened), ("check", 1), ("status", 0)):
                out, _ = workspace.call(command, "--json", code=code)
                seen.append(
                    _without_sentences(json.loads(out.replace(web.base.removeprefix("http://"), "HOST")))
                )
        _, said = workspace.call("add", f"{web.base}/nowhere", "--id", "other", "--yes", code=1)
        seen.append(bool(said))
        seen.append(
            [
                tuple(row)
                for row in workspace.rows("SELECT run, source, code, field, count, since FROM problems")
            ]
        )
        seen.append([tuple(row) for row in workspace.rows("SELECT source, state, new, failed FROM outcomes")])
    return seen


_OF_THE_MOMENT = frozenset(
    {"sentence", "seconds", "last_success", "first_seen", "requests", "opened", "closed", "last_seen"}
)


def _without_sentences(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_sentences(v) for k, v in value.items() if k not in _OF_THE_MOMENT}
    return [_without_sentences(one) for one in value] if isinstance(value, list) else value


@each(("today", "age"), [("2026-03-01", ""), ("2026-03-02", ", 1 day"), ("2026-03-11", ", 10 days")])
def test_the_age_of_an_incident(today: str, age: str) -> None:
    moved = Problem(P.MOVED, url="https://a.example/", detail={"target": "https://b.example/"})
    opened = "2026-03-01T03:00:00.000Z"
    one = Incident(7, "a", P.MOVED, None, None, 1, opened, opened, None, None, None, None, None, moved, 1)
    text = sentences.of_open_incident(one, date.fromisoformat(today))
    assert text == f"a: {sentences.of_problem(moved)} [incident 7, open since 2026-03-01{age}]"
    over = "sources.yaml has another address, or the site does not lead to https://b.example/ any more."
    assert sentences.of_closed_incident(one) == f"a: over since this run: {over}"


def closed(problem: Problem) -> str:
    """Return what is said of an incident of the source `a` that is over."""
    opened = "2026-03-01T03:00:00.000Z"
    of_one = (problem.code, problem.field, problem.selector)
    one = Incident(7, "a", *of_one, 1, opened, opened, 2, opened, None, None, None, problem, 1)
    return sentences.of_closed_incident(one).removeprefix("a: over since this run: ")


def test_every_incident_has_a_short_sentence_for_its_end() -> None:
    told = [P.NOTICE_FAILED, P.HEARTBEAT_FAILED]
    of_sources = [problem for problem, _ in PROBLEMS if opens(problem) and problem.code is not P.PAGE_CUT]
    for problem in (*of_sources, *(problem for problem, _ in PROBLEMS if problem.code in told)):
        over = closed(problem)
        assert over != sentences.of_problem(problem)
        assert len(over.replace(str(problem.url), "")) < 100
        assert not re.search(r"Correct|Check|Look|Open|Ask|next run|since|None|{", over.partition(";")[0])


@each("code", [P.BLOCKED, P.PAGE_CUT, P.SAME_TEXT_ON_MANY])
def test_pages_that_are_not_held_back_any_more(code: ProblemCode) -> None:
    assert closed(Problem(code, "body", url=URL, detail={"held": 8})) == "pages are no longer held back."


def test_what_only_another_version_knows_is_told_as_it_was() -> None:
    assert closed(Problem(P.LEGACY, detail={"text": "Something else."})) == "Something else."


@each(
    ("counts", "sentence"),
    [
        ({"ok": 1, "silent": 9}, "1 ok, 9 silent for over 180 days"),
        ({"ok": 1200, "failed": 1}, "1,200 ok, 1 failed"),
        ({}, "no sources yet"),
    ],
)
def test_states_of_sources(counts: dict[str, int], sentence: str) -> None:
    assert sentences.of_states(counts, 180) == sentence


def test_time_of_an_archive() -> None:
    told = "Posts from 2012-12-17 to 2026-11-09, as of the run of 2026-11-10 02:00 UTC."
    assert sentences.of_archive("2012-12-17", "2026-11-09", "2026-11-10T02:00:01.000Z") == told
    assert sentences.of_archive(None, None, None) == "No post has a date."


def test_posts_that_a_chart_does_not_show() -> None:
    counts = {"posts": 458, "shown": 17, "older": 430, "later": 0, "coarse": 1, "undated": 10}
    told = "17 of 458 posts; not shown: 430 older, 1 of which only the year is known, 10 without a date."
    assert sentences.of_dating(counts) == told
    assert sentences.of_dating(dict.fromkeys(counts, 0) | {"posts": 1, "shown": 1}) == "1 of 1 post."


def test_a_command_that_no_run_repeats_says_to_try_again() -> None:
    problem = Problem(P.UNREACHABLE, url=URL, detail={"reason": FetchReason.CONNECTION_REFUSED})
    expected = f"{URL} cannot be reached: the connection was refused. Try again later."
    assert sentences.of_problem_by_hand(problem) == expected


@each(
    ("kind", "code", "name", "sentence"),
    [
        ("place", "PL71", "Łódź", "place Łódź (województwo łódzkie, Poland)"),
        ("place", "FR10", "Île-de-France", "place Île-de-France (France)"),
        ("place", "FR", "France", "place France"),
        ("place", "002", "Africa", "place Africa"),
        ("place", None, "Atlantis", "place Atlantis"),
        ("body", "clustero", "CLUSTERO", "body CLUSTERO (clustero)"),
    ],
)
def test_places_are_told_by_the_names_of_their_regions(
    kind: str, code: str | None, name: str, sentence: str
) -> None:
    row = {"kind": kind, "id": code, "name": name, "value": None, "currency": None}
    assert sentences.of_mention(row) == sentence
    assert sentences.of_named({**row, "posts": 1, "sources": 1}) == f"{sentence}: 1 post of 1 source"


@each(
    ("fact", "sentence"),
    [
        ("place PT", "place Portugal"),
        ("place FRK Lyon", "place Lyon"),
        ("place Ile de France", "place Ile de France"),
        ("number 12500", "number 12,500"),
        ("programme life", "programme life"),
    ],
)
def test_facts_of_stories_have_names_of_places(fact: str, sentence: str) -> None:
    assert sentences.of_fact(fact) == sentence


def test_what_posts_share_has_names_of_places() -> None:
    link = {
        "post": 3,
        "how": "facts",
        "shared": ["place FRK Lyon"],
        "probability": 0.9,
        "meaning": None,
        "against": [],
    }
    assert sentences.of_story_link(link).endswith("both have: place Lyon")


@each(
    ("paragraph", "method", "sentence"),
    [
        (0, "text", "in the title"),
        (2, "name", "in line 2 of the body"),
        (2, "amount", "in line 2 of the body"),
        (2, "acronym", "in line 2 of the body (acronym)"),
        (2, "text+json-ld", "in line 2 of the body (text+json-ld)"),
        (None, "json-ld", "in the data of the page (json-ld)"),
    ],
)
def test_where_a_fact_stands(paragraph: int | None, method: str, sentence: str) -> None:
    assert sentences.of_span({"paragraph": paragraph, "position": 51, "method": method}) == sentence


@each(
    ("time", "end_time", "sentence"),
    [
        ("13:00", "17:00", "2026-05-12 13:00–17:00 CET"),
        ("13:00", None, "2026-05-12 13:00 CET"),
        (None, "17:00", "2026-05-12 CET"),
    ],
)
def test_the_hours_of_an_event(time: str | None, end_time: str | None, sentence: str) -> None:
    row = {
        "start": "2026-05-12",
        "until": "2026-05-12",
        "time": time,
        "end_time": end_time,
        "zone": "CET",
        "assumed": None,
    }
    assert sentences.of_event(row) == sentence
    day = {**row, "kind": "event", "end": None, "place": None, "superseded": 0}
    assert sentences.of_day(day) == f"event {sentence}"
