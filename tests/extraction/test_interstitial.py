"""Tests of pages that are shown instead of a post: logins, password forms and access checks."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.interstitial import interstitial_on
from clusterwatch.html_tree import parse
from clusterwatch.models import Problem, ProblemCode, Reason
from tests.extraction.pages import PROSE, page, post
from tests.tables import each

URL = "https://example.org/news/microscopes"
PASSWORD = '<form class="post-password-form"><p>This content is protected.</p><input type="password"></form>'
LOGIN = '<h1>Members</h1><form><label>Name</label><input name="n"><input type="password" name="p"></form>'


@each(
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


@each(("size", "reason"), [(800, Reason.CHALLENGE), (801, None)])
def test_a_page_with_800_characters_of_prose_is_a_post(size: int, reason: Reason | None) -> None:
    assert interstitial_on(parse("<p>x"), "Just a moment...", "x" * size, protected=False) is reason


@each(("size", "reason"), [(149, Reason.LOGIN), (150, None)])
def test_a_login_has_less_than_150_characters(size: int, reason: Reason | None) -> None:
    assert interstitial_on(parse(LOGIN), "Members", "x" * size, protected=False) is reason


@each(
    ("text", "is_login"),
    [
        ("Please log in to read the call.", True),
        ("The call is open again.\nDeadline: 30 May 2026", False),
        ("Applications until 30 May 2026 only.", False),
        ("呼" * 60, False),
    ],
)
def test_a_short_post_of_a_site_with_a_login_of_its_members_is_no_login(text: str, is_login: bool) -> None:
    reason = Reason.LOGIN if is_login else None
    assert interstitial_on(parse(LOGIN), "Members", text, protected=False) is reason


@each(("place", "reason"), [(4968, Reason.CHALLENGE), (4969, None)])
def test_the_words_of_a_challenge_stand_in_the_first_5000_characters(
    place: int, reason: Reason | None
) -> None:
    text = f"{'x ' * (place // 2)}{'.' * (place % 2)}Performing security verification"
    document = parse(f"<body>{text}<div class=cf-turnstile></div>")
    assert interstitial_on(document, "example.org", "", protected=False) is reason


def test_the_words_of_a_challenge_without_its_code_are_those_of_a_page() -> None:
    document = parse("<body>Performing security verification")
    assert interstitial_on(document, "example.org", "", protected=False) is None


def test_a_login_box_next_to_a_post_is_not_an_interstitial() -> None:
    assert extract_post(page(post(after=LOGIN)), URL).body is not None


def test_a_post_about_access_checks_is_not_an_interstitial() -> None:
    html = page(
        post(PROSE, title="Just a moment: checks for robots"),
        "<title>Just a moment: checks for robots</title>",
    )
    assert extract_post(html, URL).body is not None or len(PROSE) < 800
