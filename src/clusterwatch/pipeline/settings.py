"""Settings of a source that contradict its posts: languages, country, time zone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from clusterwatch import dates, extraction, urls
from clusterwatch.config import Source, Sources
from clusterwatch.models import FIELDS, Draft, Method, Problem, ProblemCode, SettingReason, Value
from clusterwatch.pipeline.health import MANY

ENOUGH = 5  # posts that must have been read
SAMPLE = 50  # posts that are compared, the first of a run: those of a backfill are thousands
_MOST = 2 / 3  # share of the posts that must say the same
_MOVED = 1 / 3  # share of the posts with a time in UTC that a wrong zone moves: those near midnight
_LONG = 200  # characters: the language of a shorter text is often guessed
_SELECT = {field.name: field.select for field in FIELDS if field.select}

Says = Mapping[str, Sequence[str | None]]


def written(source: Source) -> dict[str, str]:
    """Return the settings that posts may contradict, as a person wrote them."""
    found = {"languages": ", ".join(source.languages), "country": source.country, "timezone": source.timezone}
    return {key: value for key, value in found.items() if value}


def selectors(source: Source) -> dict[str, str]:
    """Return the selectors for posts, as problems name them, by the name of their field."""
    select = source.select
    picks = ((field.name, getattr(select, field.select, None)) for field in FIELDS if field.select)
    return {name: ", ".join(pick.css) for name, pick in picks if pick}


def contradictions(source: Source, drafts: Sequence[Draft], today: date) -> list[Problem]:
    """Return a problem for each setting that two thirds of the posts contradict in the same way.

    A time zone to write is one that has their offset in the year of `today`.
    """
    settings, said = written(source), _said(source, drafts)
    problems = (_problem(source, key, settings[key], says, today) for key, says in said.items())
    return [problem for problem in problems if problem is not None]


def compared(source: Source, drafts: Sequence[Draft]) -> frozenset[str]:
    """Return the settings of which enough posts say something, so that they may agree or contradict."""
    return frozenset(key for key, says in _said(source, drafts).items() if len(says) >= ENOUGH)


def is_settled(key: str, value: str, settings: Mapping[str, str], compared: frozenset[str]) -> bool:
    """Return whether a setting was changed, or enough posts were compared with it, which may contradict it."""
    return settings.get(key) != value or key in compared


def with_line(problem: Problem, sources: Sources, source: Source) -> Problem:
    """Return a problem of what stands in sources.yaml with the name of that file and the line; others unchanged."""
    keys = _keys(problem, source)
    line = sources.line_of(source.id, *keys) if keys else None
    if line is None:
        return problem
    detail = {**problem.detail, "file": sources.path.name, "line": line, "source": source.id}
    return replace(problem, detail=detail)


def _keys(problem: Problem, source: Source) -> tuple[str | int, ...]:
    """Return the keys of a source that lead to what a problem is about."""
    key = str(problem.detail.get("key") or "")
    if problem.code is ProblemCode.MOVED:
        return ("url",)
    if problem.code is ProblemCode.SETTING_DIFFERS:
        return (key,)
    if problem.code is ProblemCode.SAME_TEXT_ON_MANY and problem.field in selectors(source):
        return ("select", _SELECT[problem.field])
    if problem.selector is None or problem.detail.get("method") == Method.LEARNED:
        return ()
    if problem.field in _SELECT and not key:
        return ("select", _SELECT[problem.field])
    name = key.rpartition(".")[2] or "link"
    steps = [n for n, one in enumerate(source.discovery) if getattr(one, name) == problem.selector]
    return ("discover", steps[0], name) if steps else ()


def _said(source: Source, drafts: Sequence[Draft]) -> Says:
    """Return what each post says in place of a setting, or None if it agrees. Posts that say nothing are left out."""
    settings, drafts = written(source), drafts[:SAMPLE]
    languages = _languages(source, drafts) if settings.keys() & {"languages", "country"} else []
    offsets = [*_other_offsets(source, drafts)]
    said: dict[str, Sequence[str | None]] = {
        "languages": [_other_language(source, language) for language in languages],
        "country": [_other_country(source, language) for language in languages],
        "timezone": offsets if len(offsets) >= ENOUGH else [*_other_days(source, drafts)],
    }
    return {key: says for key, says in said.items() if key in settings}


def _problem(source: Source, key: str, value: str, says: Sequence[str | None], today: date) -> Problem | None:
    other = Counter(one for one in says if one is not None)
    if len(says) < ENOUGH or not other:
        return None
    [(most, count)] = other.most_common(1)
    moved = most == SettingReason.OTHER_DAY
    if not (_MOVED * len(says) <= count >= MANY if moved else _MOST * len(says) <= count):
        return None
    detail: dict[str, Value] = {
        "key": key,
        "written": value,
        "reason" if moved else "says": most,
        "of": len(says),
    }
    if write := None if moved else _correct(source, key, most, today, agrees=None in says):
        detail["write"] = write
    return Problem(ProblemCode.SETTING_DIFFERS, key, url=source.url, count=count, detail=detail)


def _correct(source: Source, key: str, says: str, today: date, *, agrees: bool) -> str | None:
    """Return the value to write in place of a setting. None: no time zone is known to have this offset."""
    if key == "languages":
        return f"[{', '.join([says, *(source.languages if agrees else ())])}]"
    if key == "country":
        return says
    zone = dates.usual_zone(source.country, source.languages, urls.site(source.url))
    return zone if zone and zone != source.timezone and _has_offset(zone, says, today.year) else None


def _languages(source: Source, drafts: Sequence[Draft]) -> list[str]:
    """Return the languages of posts with long texts, or else one for all posts, by their titles and texts together.

    A text that is probably none of the post, as of a selector that finds a footer, says nothing.
    """
    times = Counter(draft.body for draft in drafts)
    sure = [(d.body, d.language) for d in drafts if times[d.body] < MANY and not _is_doubtful(d, "body")]
    own = [(body, language) for body, language in sure if body and language]
    languages = [language for body, language in own if len(body) >= _LONG]
    if len(languages) >= ENOUGH:
        return languages
    titles = Counter(title for d in drafts for title in {d.title, *d.titles} if title)
    lines = [title for title, count in titles.items() if count == 1]
    lines += dict.fromkeys(body for body, _ in own)
    together = ". ".join(lines)
    if len(lines) < ENOUGH or len(together) < _LONG:
        return []
    language = extraction.language_of(None, together, source.languages).value
    return [language] * len(drafts) if language else []


def _is_doubtful(draft: Draft, field: str) -> bool:
    return any(p.code is ProblemCode.SELECTOR_DOUBTFUL and p.field == field for p in draft.problems)


def _other_language(source: Source, language: str) -> str | None:
    """Return the language of a post, if the source does not have it."""
    return None if any(extraction.may_be_read_as(tag, language) for tag in source.languages) else language


def _other_country(source: Source, language: str) -> str | None:
    """Return the country of a post, if both its language and the host of its site are of another one than written.

    If the host is of no country, the language decides, which must not be one of the country that is written.
    """
    by_host = dates.country_of_host(urls.site(source.url))
    by_language = dates.country_of_language(language)
    if by_host == source.country or source.country == "EU":
        return None
    if by_host is not None:
        return by_host if by_language == by_host else None
    spoken = dates.countries_of_language(language)
    return by_language if spoken and source.country not in spoken else None


def _other_offsets(source: Source, drafts: Sequence[Draft]) -> Iterator[str | None]:
    """Yield the offset of each date that has one, or None if the zone of the source has it at that time.

    Many sites give their dates in UTC, whatever their zone, so that these say nothing.
    """
    if source.timezone is None:
        return
    zone = ZoneInfo(source.timezone)
    for draft in drafts:
        at = next((at for at in map(_instant, _dates_of(draft)) if at is not None and at.utcoffset()), None)
        if at is not None:
            yield None if at.replace(tzinfo=zone).utcoffset() == at.utcoffset() else at.isoformat()[-6:]


def _other_days(source: Source, drafts: Sequence[Draft]) -> Iterator[str | None]:
    """Yield OTHER_DAY for each time in UTC that the zone of the source moves away from the day that its page prints.

    Midnight in UTC is often a day without a time. A day that the page does not print either says nothing.
    """
    if source.timezone is None:
        return
    zone = ZoneInfo(source.timezone)
    for draft in drafts:
        raws = _dates_of(draft)
        instants = (at for at in map(_instant, raws) if at is not None and at.utcoffset() is not None)
        at = next((at for at in instants if at.time() != time()), None)
        if at is not None:
            days = {read.value for raw in raws if (read := dates.parse_date(raw)) is not None}
            moved = at.astimezone(zone).date().isoformat() not in days and at.date().isoformat() in days
            yield SettingReason.OTHER_DAY if moved else None


def _dates_of(draft: Draft) -> list[str]:
    """Return the dates of a post as they are written, first the one that was chosen."""
    evidence = draft.evidence.get("published")
    return [evidence.raw, *(one.raw for one in evidence.rejected)] if evidence is not None else []


def _instant(raw: str) -> datetime | None:
    """Return the time in a text that gives one."""
    read = dates.parse_date(raw)
    return datetime.fromisoformat(read.value) if read is not None and "T" in read.value else None


def _has_offset(zone: str, offset: str, year: int) -> bool:
    """Return whether a time zone has an offset such as `+01:00` in the winter or the summer of a year."""
    days = (datetime(year, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    return any(day.isoformat().endswith(offset) for day in days)
