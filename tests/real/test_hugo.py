"""Sites built by Hugo, with and without feeds: a run finds every post and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real.hugo_site import build
from tests.real.watching import watched
from tests.sites.serving import served

pytestmark = pytest.mark.real


@pytest.mark.parametrize("first", ["bare", "add"])
@pytest.mark.parametrize("feeds", [True, False], ids=["feed", "no-feed"])
@pytest.mark.parametrize("language", ["fr", "de", "pl"])
def test_the_home_page_leads_to_every_post(
    language: str, feeds: bool, first: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    public = tmp_path / "public"
    public.mkdir()
    with served(public) as site:
        truth = build(tmp_path, site.base, language, feeds=feeds)
        difference, output = watched(tmp_path, f"{site.base}/", truth, add=first == "add")
    record_property("difference", difference.counts())
    assert difference.none(), (difference, output)
