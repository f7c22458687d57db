"""Tests of pages that are shown instead of a post: logins, password forms and access checks."""

from __future__ import annotations

import pytest

from clusterwatch.extraction import extract_post
from clusterwatch.models import Problem, ProblemCode, Reason
from tests.extraction.pages import PROSE, page, post

URL = "https://example.org/news/microscopes"
PASSWORD = '<form class="post-password-form"><p>This content is protected.</p><input type="password"></form>'
LOGIN = '<h1>Members</h1><form><label>Name</label><input name="n"><input type="password" name="p"></form>'


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page(post(PASSWORD)), Reason.PASSWORD),
        (page(LOGIN), Reason.LOGIN),
        (page("<p>Please wait.</p>", "<title>Just a moment...</title>"), Reason.CHALLENGE),
        (
            page(
                "<h1>Performing security verification</h1><div class='cf-turnstile'></div>",
                "<title>example.org</title>",
            ),
            Reason.CHALLENGE,
        ),
        (page("<h1>Access denied</h1>", "<title>Access denied</title>"), Reason.CHALLENGE),
        (page("<p>Bitte warten.</p>", "<title>Einen Moment …</title>"), Reason.CHALLENGE),
        (page("<p>Loading</p>", "<title>Making sure you’re not a bot!</title>"), Reason.CHALLENGE),
    ],
)
def test_an_interstitial_has_no_body(html: str, reason: Reason) -> None:
    draft = extract_post(html, URL)
    assert draft.body is None
    assert draft.evidence["body"].reason == reason
    assert Problem(ProblemCode.FIELD_MISSING, "body", detail={"reason": reason}) in draft.problems


def test_a_login_box_next_to_a_post_is_not_an_interstitial() -> None:
    assert extract_post(page(post(after=LOGIN)), URL).body is not None


def test_a_post_about_access_checks_is_not_an_interstitial() -> None:
    html = page(
        post(PROSE, title="Just a moment: checks for robots"),
        "<title>Just a moment: checks for robots</title>",
    )
    assert extract_post(html, URL).body is not None or len(PROSE) < 800
