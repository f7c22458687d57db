"""Tests with a real browser: links, console, accessibility, phones, dark mode, and no scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browse.test_pages import ADDRESSES

PAGES = (
    "/",
    "/search?q=harbour",
    "/post/2",
    "/post/4",
    "/sources",
    "/calls?show=all",
    "/events?month=2026-03",
    "/relays",
    "/story/2",
    "/terms",
    "/bodies",
    "/body/clustero",
    "/source/alpha",
    "/archive",
    "/archive/announcements?country=FR",
    "/archive/moved_deadlines",
)
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def base(served: Path) -> Iterator[str]:
    """The address of `clusterwatch serve` on the archive."""
    call = [sys.executable, "-m", "clusterwatch", "serve", "--db", str(served), "--port", "0"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split(" is served at ")[1].split()[0].rstrip("/")
        process.terminate()


def keep(page: Page, name: str) -> None:
    """Write a screenshot of the whole page to the folder that CLUSTERWATCH_SCREENSHOTS names, if it is set."""
    if folder := os.environ.get("CLUSTERWATCH_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def errors_of(page: Page) -> list[str]:
    """Collect the messages of the console and the errors of the page."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def test_pages_work_without_scripts(browser: Browser, base: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    errors = errors_of(page)
    page.goto(f"{base}/")
    keep(page, "home")
    page.get_by_role("searchbox", name="Words").fill("twelve")
    page.locator("#search").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Twelve chosen").first.click()
    assert "/post/" in page.url
    page.locator("#relays a.title").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Twelve chosen"
    page.goto(f"{base}/")
    page.locator(".queries").get_by_role("link", name="Edited lines about deadlines").click()
    assert page.get_by_text("The deadline is 9 April.").is_visible()
    page.goto(f"{base}/archive/announcements")
    page.locator("#facet-country summary").click()
    page.locator("#facet-country").get_by_role("link", name="Poland").click()
    assert "country=PL" in page.url
    assert errors == []


def test_keys_move_between_titles_open_them_and_search(browser: Browser, base: str) -> None:
    page = browser.new_context().new_page()
    errors = errors_of(page)
    page.goto(f"{base}/calls?show=all")

    def focused(what: str) -> object:
        return page.evaluate(f"document.activeElement.{what}")

    page.keyboard.press("j")
    first = focused("href")
    page.keyboard.press("j")
    second = focused("href")
    page.keyboard.press("k")
    assert first != second
    assert focused("href") == first
    page.keyboard.press("/")
    page.keyboard.type("jo/")
    assert (focused("name"), focused("value")) == ("q", "jo/")
    page.goto(f"{base}/calls?show=all")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(str(first))
    page.get_by_role("button", name="Turn keys off").click()
    page.goto(f"{base}/calls?show=all")
    page.keyboard.press("j")
    assert focused("tagName") == "BODY"
    assert errors == []


def test_no_other_script_runs(browser: Browser, base: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{base}/calls")
    added = """values => new Promise(done => {
        document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), {once: true});
        document.head.append(Object.assign(document.createElement("script"), {onload: () => done("ran"), ...values}));
    })"""
    for values in ({"src": "/-/static/table.js"}, {"textContent": "document.title = 'ran'"}):
        assert page.evaluate(added, values) == "script-src-elem"
    assert page.title() == "Calls"


def faults(browser: Browser, base: str, pages: Iterable[str], scheme: Any, width: int) -> list[str]:
    """Return the violations that axe finds on the pages with all details open, and the pages that are too wide."""
    context = browser.new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    found: list[str] = []
    for number, address in enumerate(pages):
        page.goto(base + address)
        keep(page, f"{scheme}-{width}-{number}")
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        report = Axe().run(page)
        if report.violations_count:
            found.append(f"{address}: {report.generate_report()}")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{address} is {wide} pixels wide")
    context.close()
    return found


# Each page once, in turn: the test of every page below takes minutes.
@pytest.mark.parametrize(
    ("scheme", "width", "pages"),
    [("light", 1440, PAGES[::2]), ("dark", 390, PAGES[1::2])],
    ids=["light", "dark"],
)
def test_pages_are_accessible(
    browser: Browser, base: str, scheme: str, width: int, pages: tuple[str, ...]
) -> None:
    assert faults(browser, base, pages, scheme, width) == []


@pytest.mark.real
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_every_page_is_accessible(browser: Browser, base: str, scheme: str, width: int) -> None:
    assert faults(browser, base, ADDRESSES, scheme, width) == []


def test_paper_has_the_text_in_black_on_white_and_no_controls(browser: Browser, base: str) -> None:
    page = browser.new_context(color_scheme="dark", viewport={"width": 673, "height": 950}).new_page()
    page.emulate_media(media="print", color_scheme="dark")
    for address, shown in (
        ("/post/2", "article h1"),
        ("/calls?show=all", "main .entry"),
        ("/sources", "td.spark svg"),
    ):
        page.goto(base + address)
        keep(page, f"print{address.partition('?')[0].replace('/', '-')}")
        assert page.locator(shown).first.is_visible()
        controls = page.locator(
            "nav:visible, form:visible, button:visible, summary:visible, #evidence:visible"
        )
        assert controls.count() == 0
        paper = "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]"
        assert page.evaluate(paper) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 673, address


def test_a_phone_scrolls_in_one_direction_only(browser: Browser, base: str) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    errors = errors_of(page)
    for number, address in enumerate(PAGES):
        page.goto(base + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        keep(page, f"phone-{number}")
    assert errors == []


def test_all_links_of_the_home_page_work(browser: Browser, base: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{base}/")
    links = {a for a in page.eval_on_selector_all("a", "all => all.map(a => a.href)") if a.startswith(base)}
    assert len(links) > 20
    assert [a for a in links if page.request.get(a).status != 200] == []
