"""Settings of a source that contradict its posts: languages, country, time zone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from clusterwatch import dates, urls
from clusterwatch.config import Source
from clusterwatch.models import FIELDS, Draft, Problem, ProblemCode, Value

ENOUGH = 5  # posts that must have been read
_MOST = 0.8  # share of these posts that say something else
_LONG = 200  # characters: the language of a shorter text is often guessed


def written(source: Source) -> dict[str, str]:
    """Return the settings that posts may contradict, as a person wrote them."""
    found = {"languages": ", ".join(source.languages), "country": source.country, "timezone": source.timezone}
    return {key: value for key, value in found.items() if value}


def selectors(source: Source) -> dict[str, str]:
    """Return the selectors for posts, as problems name them, by the name of their field."""
    select = source.select
    picks = ((field.name, getattr(select, field.select, None)) for field in FIELDS if field.select)
    return {name: ", ".join(pick.css) for name, pick in picks if pick}


def contradictions(source: Source, drafts: Sequence[Draft]) -> list[Problem]:
    """Return a problem for each setting that most of the posts contradict. A few posts contradict nothing."""
    settings = written(source)
    languages = [d.language for d in drafts if d.language and len(d.body or "") >= _LONG]
    found: Iterable[tuple[str, list[str | None]]] = (
        ("languages", [_other_language(source, language) for language in languages]),
        ("country", [_other_country(source, language) for language in languages]),
        ("timezone", [*_other_offsets(source, drafts)]),
    )
    return [
        problem for key, says in found if key in settings and (problem := _problem(key, settings[key], says))
    ]


def _problem(key: str, value: str, says: Sequence[str | None]) -> Problem | None:
    other = Counter(one for one in says if one is not None)
    if len(says) < ENOUGH or not other:
        return None
    [(most, count)] = other.most_common(1)
    if count < _MOST * len(says):
        return None
    detail: dict[str, Value] = {"key": key, "written": value, "says": most, "of": len(says)}
    return Problem(ProblemCode.SETTING_DIFFERS, key, count=count, detail=detail)


def _other_language(source: Source, language: str) -> str | None:
    """Return the language of a post, if the source does not have it."""
    return language if language not in {_base(one) for one in source.languages} else None


def _other_country(source: Source, language: str) -> str | None:
    """Return the country of a post, if both its language and the host of its site are of another one than written."""
    by_host = dates.country_of_host(urls.site(source.url))
    if by_host is None or by_host == source.country or source.country == "EU":
        return None
    return by_host if dates.country_of_language(language) == by_host else None


def _other_offsets(source: Source, drafts: Iterable[Draft]) -> Iterator[str | None]:
    """Yield the offset of each date that has one, or None if the zone of the source has it at that time.

    Many sites give their dates in UTC, whatever their zone, so that these say nothing.
    """
    if source.timezone is None:
        return
    zone = ZoneInfo(source.timezone)
    for draft in drafts:
        evidence = draft.evidence.get("published")
        read = dates.parse_date(evidence.raw) if evidence is not None else None
        at = datetime.fromisoformat(read.value) if read is not None and "T" in read.value else None
        if at is None or not (given := at.utcoffset()):
            continue
        there = at.replace(tzinfo=zone).utcoffset()
        yield None if there == given else at.isoformat()[-len("+05:00") :]


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()


def is_settled(key: str, value: str, settings: Mapping[str, str], drafts: Sequence[Draft]) -> bool:
    """Return whether a setting was changed, or enough posts were read that may contradict it."""
    return settings.get(key) != value or len(drafts) >= ENOUGH
