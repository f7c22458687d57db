"""The days that a text states, in a short form for tables of cases."""

from __future__ import annotations

from clusterwatch.facts import read_facts
from clusterwatch.models import StatedDay


def summary(day: StatedDay) -> str:
    end = f"/{day.end}" if day.end else ""
    return f"{day.kind} {(day.start or '-')[:10]}{end}{' old' if day.superseded else ''}"


def days(text: str, language: str = "en", published: str | None = "2026-03-02", title: str = "") -> list[str]:
    return [summary(day) for day in read_facts(title, text, language, published).days]
