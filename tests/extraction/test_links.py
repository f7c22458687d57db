"""What an address leads to: a file, a form, a social network or a page."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.links import Links, address, host_of, kind_of
from clusterwatch.html_tree import parse
from tests.extraction.pages import PROSE, page
from tests.tables import each

BASE = "https://alpha.example/news/call"


@each(
    ("url", "kind"),
    [
        ("https://a.example/docs/Call.PDF", "attachment"),
        ("https://a.example/download.php?file=call.docx&v=2", "attachment"),
        ("https://a.example/export.xlsx#sheet", "attachment"),
        ("https://a.example/all.zip", "attachment"),
        ("https://a.example/pdf/", "page"),
        ("https://a.example/download/1234", "attachment"),
        ("https://a.example/media/12/download?inline", "attachment"),
        ("https://a.example/index.php?eID=dumpFile&t=f&f=991&token=ab", "attachment"),
        ("https://a.example/getfile.aspx?id=12", "attachment"),
        ("https://a.example/document/download/0f3a9c-12", "attachment"),
        ("https://a.example/download/attachments/881/rules", "attachment"),
        ("https://a.example/attachments/991", "attachment"),
        ("https://a.example/export.php?call=rules.docx", "attachment"),
        ("https://a.example/download/12/call", "attachment"),
        ("https://a.example/12/download", "attachment"),
        ("https://a.example/12/news/download", "page"),
        ("https://a.example/news/how-to-download?id=12", "page"),
        ("https://a.example/download/rules/12", "page"),
        ("https://a.example/download", "page"),
        ("https://a.example/news/download?lang=en", "page"),
        ("https://a.example/download/guides-of-2026", "page"),
        ("https://a.example/news/12/how-to-download", "page"),
        ("https://drive.google.com/file/d/1x/view", "attachment"),
        ("https://drive.google.com/drive/my-drive", "page"),
        ("https://a.sharepoint.com/:b:/s/x/EaB?e=1", "attachment"),
        ("https://a.sharepoint.com/sites/x", "page"),
        ("https://wa.me/4812345678", "social"),
        ("https://wa.me/?text=x", None),
        ("https://www.facebook.com/", "social"),
        ("https://a.example/news/2026/05/a-post.html", "page"),
        ("https://a.example/register", "portal"),
        ("https://a.example/fr/inscription-salon/", "portal"),
        ("https://a.example/Anmeldung.aspx?id=3", "portal"),
        ("https://a.example/%D0%B7/registrace/2", "portal"),
        ("https://a.example/news/registration-for-the-annual-meeting-is-open", "page"),
        ("https://a.example/register-for-it", "portal"),
        ("https://a.example/register-for-all-it", "page"),
        ("https://register.a.example/x", "portal"),
        ("https://register.example/x", "page"),
        ("https://eventbrite.a.b.example/x", "page"),
        ("https://a.example/x?v=1.5", "page"),
        ("https://docs.google.com/forms/d/e/x", "portal"),
        ("https://docs.google.com/document/d/x", "page"),
        ("https://www.eventbrite.co.uk/e/x-123", "portal"),
        ("https://my.eventbrite.ie/x", "portal"),
        ("https://ec.europa.eu/info/funding-tenders/opportunities/portal/x", "portal"),
        ("https://ec.europa.eu/commission/presscorner/x", "page"),
        ("https://www.linkedin.com/company/a", "social"),
        ("https://fr.linkedin.com/in/b", "social"),
        ("https://youtu.be/x", "social"),
        ("https://www.linkedin.com/shareArticle?url=x", None),
        ("https://x.com/intent/tweet?text=y", None),
        ("https://notx.com/a", "page"),
        ("mailto:info@a.example", "mail"),
    ],
)
def test_kind_of_an_address(url: str, kind: str | None) -> None:
    assert kind_of(url) == kind


@each(
    ("attributes", "kind"),
    [
        ("download", "attachment"),
        ("type=application/pdf", "attachment"),
        ("type=text/html", "page"),
        ("type=image/png", "page"),
        ("type=pdf", "page"),
        ("", "page"),
    ],
)
def test_a_link_that_is_offered_as_a_file(attributes: str, kind: str) -> None:
    links = Links(BASE)
    node = parse(f"<a href=/get/12 {attributes}>a</a>").css_first("a")
    anchor = links.anchor(node) if node is not None else None
    assert anchor is not None
    anchor.words, anchor.kept = ["a"], True
    assert [link.kind for link in links.found()] == [kind]


def test_so_many_links_of_a_post_are_kept() -> None:
    links = Links(BASE)
    for node in parse("".join(f"<a href=/{number}.pdf>a</a>" for number in range(501))).css("a"):
        links.note_further([("a", links.anchor(node), 0)])
    assert len(links.found()) == 500


@each(
    ("text", "kind"),
    [
        ("the guide (PDF, 2 MB)", "attachment"),
        ("the guide [ppt]", "attachment"),
        ("the guide (2 pages, docx)", "attachment"),
        ("the guide PDF 1,5 Mo", "attachment"),
        ("the guide, pdf - 300 kB", "attachment"),
        ("the guide (see the pdfs)", "page"),
        ("how a PDF is made", "page"),
        ("the guide (2 pages)", "page"),
    ],
)
def test_the_words_of_a_link_may_say_that_it_leads_to_a_file(text: str, kind: str) -> None:
    body = f'<p>{PROSE}</p><p>Read here <a href="/get/12">{text}</a> before you begin to write to us.</p>'
    draft = extract_post(page(f"<main><h1>The call opens</h1>{body}</main>"), BASE)
    assert [(link.text, link.kind) for link in draft.links] == [(text, kind)]


def test_the_page_may_say_that_an_address_is_a_file() -> None:
    assert kind_of("https://a.example/get/12", is_file=True) == "attachment"


@each(
    ("href", "url"),
    [
        ("form", "https://alpha.example/news/form"),
        ("https://www.google.com/url?sa=D&q=https://b.example/y%3Futm_source%3Da&z=1", "https://b.example/y"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fb.example%2Fz&data=05", "https://b.example/z"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2F", "https://b.example/"),
        ("https://www.google.com/url?q=https://google.com/url?q=https://b.example/", "https://google.com/url?q=https://b.example/"),
        ("https://www.google.com/url?q=nothing", "https://www.google.com/url?q=nothing"),
        ("https://b.example/url?q=https://c.example/", "https://b.example/url?q=https://c.example/"),
        ("/x?utm_medium=mail&id=1#/step 2", "https://alpha.example/x?id=1#/step%202"),
        (" mailto:Info@Alpha.example?subject=x ", "mailto:Info@Alpha.example"),
        ("mailto:?body=x", None),
        ("mailto:a@b.example\"><script>", "mailto:a@b.example"),
        ("javascript:a()", None),
        ("data:text/html,a", None),
        ("tel:+3312345", None),
        ("#top", None),
        ("http://[", None),
    ],
)  # fmt: skip
def test_addresses_are_absolute(href: str, url: str | None) -> None:
    assert address(BASE, href) == url


@each(
    ("url", "host"),
    [("https://www.Beta.example:8080/x", "beta.example:8080"), ("mailto:a@Beta.example", "beta.example")],
)
def test_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host
