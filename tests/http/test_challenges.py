"""Tests that walls are recognised, and that pages about walls are not."""

from __future__ import annotations

import pytest

from clusterwatch.http.challenges import blocked

HTML = {"content-type": "text/html; charset=utf-8"}


def page(body: str, title: str = "", head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()
    )


STYLE = "<style>" + ".lds-ring{display:inline-block}" * 80 + "</style>"
SCRIPT = "<script>" + "window.x=function(a){return a};" * 150 + "</script>"
DENIED = page(
    "<h1>Access Denied</h1>You don't have permission. Reference #18.5 https://errors.edgesuite.net/18.5"
)

WALLS: list[tuple[str, int, dict[str, str], bytes, str]] = [
    ("header alone", 403, {**HTML, "cf-mitigated": "challenge"}, b"", "Cloudflare"),
    ("header with 200", 200, {**HTML, "cf-mitigated": "challenge"}, page("x"), "Cloudflare"),
    ("title, 403", 403, HTML, page(STYLE + SCRIPT, "Just a moment..."), "Cloudflare"),
    ("title, 503", 503, HTML, page(SCRIPT, "Just a moment..."), "Cloudflare"),
    ("title, 200", 200, HTML, page("<p>a.example</p>", "Just a moment…", STYLE), "Cloudflare"),
    ("heading", 200, HTML, page("<h1>a.example</h1><h2>Performing security verification</h2>"), "Cloudflare"),
    ("label", 200, HTML, page("<p>Verify you are human by completing the action below.</p>"), "human check"),
    ("code", 403, HTML, page("<script>window._cf_chl_opt={cvId:'3'}</script>Wait"), "Cloudflare"),
    (
        "banned",
        403,
        HTML,
        page("<h1>Sorry</h1>" + "Why? " * 200, "Attention Required! | Cloudflare"),
        "Cloudflare",
    ),
    ("anubis", 200, HTML, page('<script id="anubis_challenge">{}</script>' + "Why? " * 200), "Anubis"),
    ("anubis title", 200, HTML, page("Loading", "Making sure you&#39;re not a bot!"), "Anubis"),
    ("ddos-guard title", 403, HTML, page("Checking", "DDoS-Guard"), "DDoS-Guard"),
    ("ddos-guard header", 403, {**HTML, "server": "ddos-guard"}, b"", "DDoS-Guard"),
    ("sucuri", 403, {**HTML, "x-sucuri-block": "1"}, b"", "Sucuri"),
    ("sucuri script", 200, HTML, page("<script>sucuri_cloudproxy_js='';</script>"), "Sucuri"),
    ("akamai", 403, {**HTML, "server": "AkamaiGHost"}, DENIED, "Akamai"),
    ("akamai body", 403, HTML, DENIED, "Akamai"),
    ("datadome", 403, {**HTML, "x-datadome": "protected"}, b"", "DataDome"),
    (
        "datadome body",
        403,
        HTML,
        page("<script src='https://geo.captcha-delivery.com/c.js'></script>"),
        "DataDome",
    ),
    (
        "incapsula",
        200,
        HTML,
        page("<iframe>Request unsuccessful. Incapsula incident ID: 1-2</iframe>"),
        "Imperva",
    ),
    ("aws", 202, {**HTML, "x-amzn-waf-action": "challenge"}, b"", "AWS WAF"),
    ("aws captcha", 405, {**HTML, "x-amzn-waf-action": "captcha"}, b"", "AWS WAF"),
    ("siteground", 202, {**HTML, "sg-captcha": "challenge"}, b"", "SiteGround"),
    ("cookie wall", 200, HTML, page("<script>document.cookie=slowAES.decrypt(c)</script>"), "cookie wall"),
    ("no content type", 403, {}, page("", "Just a moment..."), "Cloudflare"),
    ("a typographic apostrophe", 200, HTML, page("<h1>Making sure you’re not a bot!</h1>"), "Anubis"),
    ("without please", 200, HTML, page("<p>Verify that you are a human</p>"), "human check"),
    ("with a comma", 200, HTML, page("", "One moment, please..."), "Imunify360"),
    ("capitals", 200, HTML, page("<p>VERIFY YOU ARE HUMAN</p>"), "human check"),
]

STORY = "<p>The members of the cluster met in spring and talked about the safety of their sites. </p>" * 12

PAGES: list[tuple[str, int, dict[str, str], bytes]] = [
    ("an article about walls", 200, HTML, page(f"<h1>Verify you are human</h1>{STORY}", "Just a moment...")),
    (
        "a short text that mentions one",
        200,
        HTML,
        page("<p>Sites ask guests to verify you are human. Why?</p>"),
    ),
    ("a longer title", 200, HTML, page("<p>Come.</p>", "Just a moment of quiet: the spring meeting")),
    ("the words in a script", 200, HTML, page("<script>x='Just a moment...'</script><p>News</p>", "News")),
    ("the words in a comment", 200, HTML, page("<!-- <p>Just a moment...</p> --><p>News</p>", "News")),
    (
        "a protected, ordinary page",
        200,
        HTML,
        page(f'<script src="/_Incapsula_Resource?S=1"></script>{STORY}'),
    ),
    (
        "detection script of an ordinary page",
        200,
        HTML,
        page('<script src="/cdn-cgi/challenge-platform/jsd.js"></script>Short'),
    ),
    ("a host behind DDoS-Guard", 200, {**HTML, "server": "ddos-guard"}, page("Short")),
    ("a host behind DataDome", 200, {**HTML, "x-datadome": "protected"}, page("Short")),
    ("a host behind Akamai", 404, {**HTML, "server": "AkamaiGHost"}, page("Not found")),
    ("Cloudflare lets through", 200, {**HTML, "server": "cloudflare", "cf-ray": "1"}, page("Short")),
    ("a plain 403", 403, HTML, page("<h1>Forbidden</h1>You don't have permission to access this.")),
    ("a plain 503", 503, HTML, page("<h1>Service Unavailable</h1>Just a moment, we are back soon.")),
    ("a rate limit", 429, {**HTML, "server": "AkamaiGHost"}, page("Slow down")),
    (
        "a feed with such an item",
        200,
        {"content-type": "application/rss+xml"},
        b"<title>Just a moment...</title>",
    ),
    ("a long page", 200, HTML, page("<p>Just a moment...</p>" + "<i></i>" * 9000)),
    ("words that several walls use", 200, HTML, page("<h1>Security check</h1><p>Short</p>")),
    ("an empty page", 200, HTML, b""),
]


@pytest.mark.parametrize(
    ("status", "headers", "body", "wall"), [w[1:] for w in WALLS], ids=[w[0] for w in WALLS]
)
def test_walls(status: int, headers: dict[str, str], body: bytes, wall: str) -> None:
    assert blocked(status, headers, body) == wall


@pytest.mark.parametrize(("status", "headers", "body"), [p[1:] for p in PAGES], ids=[p[0] for p in PAGES])
def test_pages(status: int, headers: dict[str, str], body: bytes) -> None:
    assert blocked(status, headers, body) is None


def test_a_hostile_page_is_searched_once() -> None:
    body = page("<h1>Just a moment...</h1>" + "<" * 99_000)  # searching the rest for each takes many seconds
    assert blocked(403, HTML, body) is None
