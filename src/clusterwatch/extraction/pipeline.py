"""Extract the post of a page as a Draft. The steps in order:

    decode ─► parse ─► cut `remove` ─► claims (JSON-LD, meta, microdata) ─► title ─► body ─► interstitial?
           ─► date ─► language ─► address

A value found by a selector of sources.yaml is always used. Other values of the page are kept as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from clusterwatch.dates import dates_in_url, is_open, learn_order, usual_zone
from clusterwatch.extraction.body.kept import KeptBody
from clusterwatch.extraction.body.markup import body_html
from clusterwatch.extraction.body.plain_text import kept_of_html, kept_of_nodes
from clusterwatch.extraction.compare import akin
from clusterwatch.extraction.declared.canonical_url import canonical_address
from clusterwatch.extraction.declared.events import days_of
from clusterwatch.extraction.declared.script_state import script_claim
from clusterwatch.extraction.interstitial import interstitial_on
from clusterwatch.extraction.language import language_code, language_of
from clusterwatch.extraction.links import Links
from clusterwatch.extraction.page import PageView
from clusterwatch.extraction.published.line import Form, form_of
from clusterwatch.extraction.published.visible import day_left_out, visible_dates
from clusterwatch.extraction.published.vote import (
    DateClaim,
    Dated,
    DateHabits,
    choose_date,
    is_settled,
    read_claim,
    read_text,
)
from clusterwatch.extraction.selectors.apply import (
    doubtful,
    is_beside_post,
    leaves_out,
    lost,
    pick,
    pick_nodes,
)
from clusterwatch.extraction.title import TitleVote, choose_title, is_section, name_form
from clusterwatch.extraction.wall import wall_on
from clusterwatch.models import (
    FIELDS,
    Draft,
    Entry,
    Evidence,
    LearnedSelector,
    Location,
    Method,
    ParsedDate,
    Problem,
    ProblemCode,
    Reason,
    Rejected,
    SelectorReason,
)
from clusterwatch.text import tidy, tidy_lines, unescape_words, words
from clusterwatch.urls import site

if TYPE_CHECKING:
    from clusterwatch.config import Pick, Source
    from clusterwatch.html_tree import Node

_DAY = len("2019-09-10")
_MOST_TITLES = 8  # of a page, that its post can be recognised by
_LONGEST_TITLE = 300  # characters
# Weight of a date in a list: less than what the page of the post declares or labels, more than a line of it.
_LISTED = 0.91
# The address of a page in a web archive begins with the time of the archiving.
_ARCHIVED = re.compile(r"^https?://[^/]+/web/\d{4,14}\w*/(?=https?:)")


def extract_post(
    html: bytes | str,
    url: str,
    source: Source | None = None,
    now: datetime | None = None,
    *,
    entry: Entry | None = None,
    content_type: str | None = None,
    order: str | None = None,
    learned: Mapping[str, LearnedSelector] | None = None,
) -> Draft:
    """Return the post on the page at `url`. A field that is not found is None, and its evidence has the reason.

    `now` is the time of fetching. Without it, relative dates and dates without a year are not read. `entry` is the
    index entry of the page. `order` is the order of numeric dates (DMY, MDY or YMD). `learned` are learned selectors by
    key (title, date, body); selectors of `source` take precedence. No page raises an error.
    """
    view = PageView(html, url, content_type)
    events = view.events()  # of the whole page, before anything is cut
    select = source.select if source else None
    for css in select.remove if select else ():
        view.remove(css)
    learned = learned or {}
    title, titles, title_lost = _title(view, source, entry, learned.get("title"))
    view.title = title.value
    body, kept, body_lost = _body(view, source, learned.get("body"))
    interstitial = interstitial_on(view.document, view.head_title, body.value or "", view.claims.protected)
    if interstitial:
        body = Evidence(Method.NONE, "", None, None, interstitial)
    habits = habits_of(view, source, entry, now, order)
    days = frozenset(event.start.day for event in events)
    published, parsed, published_lost = _published(view, source, entry, habits, learned.get("date"), days)
    evidence = {"title": title, "published": published, "body": body}
    problems_of_selectors = {"title": title_lost, "published": published_lost, "body": body_lost}
    problems = [replace(lost, field=field) for field, lost in problems_of_selectors.items() if lost]
    draft = _draft(view, url, evidence, parsed, _prior(view, source, entry), problems, titles)
    if interstitial:
        return replace(draft, interstitial=interstitial)
    if events:
        declared = days_of(events, url, draft.title, habits.timezone or habits.usual_zone)
        draft = replace(draft, declared_days=declared)
    return _with_markup(draft, kept, view.links)


def entry_draft(
    entry: Entry, source: Source | None, now: datetime | None = None, *, order: str | None = None
) -> Draft:
    """Return a draft from a feed or REST entry that has the complete post."""
    names = [source.name or "", *source.aliases] if source else []
    title = choose_title(_title_votes(entry), names)
    kept = kept_of_html(entry.body or "", title.value)
    text = kept.text
    body = Evidence(entry.method, "", text, entry.index) if text else _nothing(Reason.NO_TEXT_IN_ENTRY)
    habits = habits_of(None, source, entry, now, order)
    published, parsed = choose_date(entry_claims(entry, habits), habits)
    evidence = {"title": title, "published": published, "body": body}
    titles = (title.value,) if title.value else ()
    draft = _draft(None, entry.url, evidence, parsed, _prior(None, source, entry), [], titles)
    return _with_markup(draft, kept, Links(entry.url))


def _with_markup(draft: Draft, kept: KeptBody, links: Links) -> Draft:
    """Return a draft with the HTML of its body, which was read from the blocks of `kept`, and its links."""
    if draft.body is None:
        return draft
    return replace(draft, body_html=body_html(kept, draft.body, links), links=links.found())


def _draft(
    view: PageView | None,
    url: str,
    evidence: dict[str, Evidence],
    parsed: ParsedDate | None,
    prior: list[str],
    problems: list[Problem],
    titles: tuple[str, ...],
) -> Draft:
    evidence = {**evidence, **{name: _unescaped(evidence[name]) for name in ("title", "body")}}
    titles = tuple(map(unescape_words, titles))
    language = language_of(evidence["title"].value, evidence["body"].value, prior)
    evidence = {**evidence, "language": language}
    values: dict[str, Any] = {name: found.value for name, found in evidence.items()}
    return Draft(
        url=url,
        precision=parsed.precision if parsed else None,
        canonical=canonical_address(view.claimed_addresses, url) if view else None,
        evidence=evidence,
        problems=(*problems, *_of_values(evidence)),
        titles=titles,
        wall=wall_on(titles, evidence["body"].value),
        **values,
    )


def _unescaped(found: Evidence) -> Evidence:
    """Return the evidence of a text that may have been escaped twice."""
    text = unescape_words(found.value) if found.value else found.value
    return found if text == found.value else replace(found, value=text)


def _of_values(evidence: dict[str, Evidence]) -> list[Problem]:
    """Return problems for missing required fields and for a doubtful date."""
    out = [
        Problem(ProblemCode.FIELD_MISSING, field.name, detail={"reason": evidence[field.name].reason})
        for field in FIELDS
        if field.required and evidence[field.name].value is None
    ]
    published = evidence["published"]
    if published.value and published.reason:
        detail = {"value": published.value, "reason": published.reason}
        out.append(Problem(ProblemCode.DATE_DOUBTFUL, "published", detail=detail))
    return out


def _nothing(reason: Reason) -> Evidence:
    return Evidence(Method.NONE, "", None, None, reason)


def _title(
    view: PageView, source: Source | None, entry: Entry | None, learned: LearnedSelector | None
) -> tuple[Evidence, tuple[str, ...], Problem | None]:
    """Return the title, all titles that the page itself gives, and the problem of its selector if that fails."""
    written = source.select.title if source and source.select else None
    choice = written or learned
    picked = pick(view.document, choice) if choice else None
    names = view.names_of_site([source.name or "", *source.aliases] if source else [])
    votes = view.title_votes(names, chosen=picked is not None and picked.text is not None)
    selected = [picked.text] if picked is not None and picked.text is not None else []
    titles = tuple(dict.fromkeys([*selected, *(vote.raw[:_LONGEST_TITLE] for vote in votes)]))[:_MOST_TITLES]
    voted = choose_title([*votes, *_title_votes(entry)], names, view.names_shown)
    if picked is None or picked.text is None:
        return voted, titles, _of_method(picked.problem if picked else None, _method(written))
    if written is None and entry and entry.title and words(entry.title) != words(picked.text):
        differs = lost(picked.css, SelectorReason.DIFFERS, index=entry.method)
        return voted, titles, _of_method(differs, Method.LEARNED)
    method, title = _method(written), tidy(picked.text)
    rejected = voted.rejected
    if voted.value and voted.value != title:
        rejected = (Rejected(voted.method, voted.raw, voted.value, Reason.SELECTOR_DECIDES), *rejected)
    doubt = _doubt_of_title(title, names, entry) if written else None
    problem = _of_method(doubtful(picked.css, doubt), method) if doubt else None
    return Evidence(method, picked.text, title, picked.css, None, rejected), titles, problem


def _title_votes(entry: Entry | None) -> list[TitleVote]:
    return [TitleVote(entry.method, entry.title, entry.index, 0.9)] if entry and entry.title else []


def _doubt_of_title(title: str, names: Iterable[str], entry: Entry | None) -> SelectorReason | None:
    """Return why what a selector finds is probably not the title: it names the site, or the index has another one."""
    if name_form(title) in set(map(name_form, names)) or is_section(title):
        return SelectorReason.NO_TITLE
    differs = entry is not None and entry.title and not akin(entry.title, title)
    return SelectorReason.DIFFERS if differs else None


def _method(written: object) -> Method:
    """Return the method of a selector: SELECTOR if it is written in sources.yaml, LEARNED otherwise."""
    return Method.SELECTOR if written else Method.LEARNED


def _of_method(problem: Problem | None, method: Method) -> Problem | None:
    """Return the problem with the method of its selector added."""
    return problem and replace(problem, detail={"method": method, **problem.detail})


def _body(
    view: PageView, source: Source | None, learned: LearnedSelector | None
) -> tuple[Evidence, KeptBody, Problem | None]:
    """Return the body, the blocks that it was read from, and the problem of its selector if that fails."""
    written = source.select.body if source and source.select else None
    choice = written or learned
    problem = None
    if choice:
        if choice.attr:
            picked, kept = pick(view.document, choice), KeptBody()
            text = tidy_lines(picked.text or "")
        else:
            picked = pick_nodes(view.document, choice)
            kept = kept_of_nodes(picked.nodes, view.title, choice.join)
            text = kept.text
        if text:
            doubt = _doubt_of_body(picked.nodes) if written else None
            problem = _of_method(doubtful(picked.css, doubt), Method.SELECTOR) if doubt else None
            return Evidence(_method(written), "", text, picked.css), kept, problem
        nothing = lost(picked.css, SelectorReason.ONLY_BOILERPLATE)
        problem = _of_method(picked.problem or nothing, _method(written))
    body = view.body()
    failed = Reason.SELECTOR_FAILED if problem else None
    if body.text:
        return Evidence(body.method, "", body.text, body.where, failed), body.kept, problem
    return _nothing(failed or Reason.NO_PROSE), body.kept, problem


def _doubt_of_body(nodes: Sequence[Node]) -> SelectorReason | None:
    """Return why what a selector finds is probably not the body: another part of the page, or a part of the body."""
    if nodes and all(map(is_beside_post, nodes)):
        return SelectorReason.IN_BOILERPLATE
    return SelectorReason.PART if leaves_out(nodes) else None


def _published(
    view: PageView,
    source: Source | None,
    entry: Entry | None,
    habits: DateHabits,
    learned: LearnedSelector | None,
    events: frozenset[str],
) -> tuple[Evidence, ParsedDate | None, Problem | None]:
    """Return the date, and the problem of its selector. `events` are the days of events that the page declares.

    If day and month may be swapped, the other dates of the page give their order.
    """
    found = _date(view, source, entry, habits, learned, events)
    unknown = habits.order is None and is_open(found[0].raw)
    if unknown and (order := learn_order(view.lines())):
        return _date(view, source, entry, replace(habits, order=order), learned, events)
    return found


def _date(
    view: PageView,
    source: Source | None,
    entry: Entry | None,
    habits: DateHabits,
    learned: LearnedSelector | None,
    events: frozenset[str],
) -> tuple[Evidence, ParsedDate | None, Problem | None]:
    """Return the date as the `habits` read it, and the problem of its selector."""
    written = source.select.date if source and source.select else None
    choice = written or learned
    selected, problem = (
        _selected(view, choice, entry, habits, written=bool(written)) if choice else (None, None)
    )
    # Other posts of the site have their day in a place that this page does not have.
    elsewhere = choice is not None and selected is None
    claims = [selected] if selected else []
    claims += entry_claims(entry, habits) if entry else []
    claims += view.date_claims()
    in_url = dates_in_url(_ARCHIVED.sub("", view.url))
    if in_url and in_url.end is None:  # the days of an event are none of publication
        claims.append(DateClaim(Method.URL, in_url.raw, Location.URL, 0.6, read=in_url))
    if not is_settled(claims, habits):
        changes = [claim.raw for claim in claims if claim.modified]
        claims += visible_dates(
            view.layout, view.located, habits, elsewhere=elsewhere, changes=changes, events=events
        )
    evidence, parsed = choose_date(claims, habits)
    if _is_weak(evidence) and day_left_out(view.layout, habits):
        view.read_with_boilerplate()
        claims += visible_dates(view.layout, view.located, habits, elsewhere=elsewhere, events=events)
        evidence, parsed = choose_date(claims, habits)
    if parsed is None and (stated := script_claim(view.markup)):
        evidence, parsed = choose_date([*claims, stated], habits)
    return evidence, parsed, problem


def _selected(
    view: PageView, choice: Pick | LearnedSelector, entry: Entry | None, habits: DateHabits, *, written: bool
) -> tuple[DateClaim | None, Problem | None]:
    """Return what a selector for the date finds, or None, and its problem if that is no date or a doubtful one."""
    picked, method = pick(view.document, choice), _method(written)
    if not picked.text:
        return None, _of_method(picked.problem, method)
    # The date of the feed is more reliable than a selector that was learned from older posts.
    sure = written or not (entry and entry.published)
    found = DateClaim(method, picked.text, picked.css, 1.5, sure=sure)
    read = read_claim(found, habits)
    if read is None:
        return found, _of_method(lost(picked.css, SelectorReason.NO_DATE), method)
    if written and _differs_from_index(read, entry, habits):
        return found, _of_method(doubtful(picked.css, SelectorReason.DIFFERS), method)
    return found, _of_method(picked.problem, method)


def _differs_from_index(read: Dated, entry: Entry | None, habits: DateHabits) -> bool:
    """Return whether an index gives another day, apart from what time zones do."""
    for claim in entry_claims(entry, habits) if entry else ():
        other = None if claim.modified or claim.excluded else read_claim(claim, habits)
        if other is not None and min(len(read.value), len(other.value)) >= _DAY:
            one, two = (date.fromisoformat(value[:_DAY]) for value in (read.value, other.value))
            return abs((one - two).days) > 1
    return False


def _is_weak(published: Evidence) -> bool:
    """Return True if a date elsewhere on the page would be better: the date is missing, has no day or is a change."""
    value = published.value or ""
    return len(value) < _DAY or published.reason is Reason.ONLY_CHANGED


def entry_claims(entry: Entry, habits: DateHabits) -> list[DateClaim]:
    """Return the dates that an index entry gives. A list may show the deadline of a call, or the day of an event."""
    out = []
    if entry.published:
        changed, excluded, weight = entry.method.states_change, None, 1.0
        if entry.method is Method.LISTING:
            weight, read = _LISTED, read_text(entry.published, habits)
            form = form_of(entry.published, read, habits) if read is not None else Form.BARE
            changed = changed or form is Form.CHANGED
            excluded = Reason.EVENT if form is Form.EVENT else None
        claim = DateClaim(entry.method, entry.published, entry.index, weight, changed, excluded=excluded)
        out.append(claim)
    if entry.updated:
        out.append(DateClaim(entry.method, entry.updated, entry.index, 0.5, modified=True))
    return out


def habits_of(
    view: PageView | None, source: Source | None, entry: Entry | None, now: datetime | None, order: str | None
) -> DateHabits:
    """Return how dates of the page are read: languages, time zone and order of day and month."""
    named = source.date.order if source and source.date else None
    zone = source.timezone if source else None
    languages = tuple(_prior(view, source, entry))
    url = view.url if view else entry.url if entry else ""
    usual = usual_zone(source.country if source else None, languages, site(url))
    return DateHabits(languages, zone, usual, order or named, now)


def expected_languages(source: Source | None, entry: Entry | None) -> list[str]:
    """Return the languages that are expected of a post without a page, most likely first."""
    return _prior(None, source, entry)


def _prior(view: PageView | None, source: Source | None, entry: Entry | None) -> list[str]:
    """Return the expected languages, most likely first."""
    tags = [*(source.languages if source else ())]
    if entry and entry.language:
        tags.append(entry.language)
    tags += view.languages if view else []
    codes = [language_code(tag) for tag in tags]
    return list(dict.fromkeys(code for code in codes if code))
