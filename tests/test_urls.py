"""Tests of canonical addresses, keys and sites."""

from __future__ import annotations

from urllib.parse import urlsplit

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch import urls
from tests.tables import each

HOST = "https://cluster.example.org"


@each(
    ("written", "stored"),
    [
        # RFC 3986 section 6.2.2: case, escapes, dot segments
        ("HTTP://Cluster.Example.ORG/News", "http://cluster.example.org/News"),
        (f"{HOST}/%7Eanna/%61%62", f"{HOST}/~anna/ab"),
        (f"{HOST}/a/./b/../b/%63/%7bfoo%7d", f"{HOST}/a/b/c/%7Bfoo%7D"),
        (f"{HOST}/a/%2e%2E/b", f"{HOST}/b"),
        (f"{HOST}/../../a/..", f"{HOST}/"),
        (f"{HOST}/a/b/.", f"{HOST}/a/b/"),
        # section 6.2.3: empty path, default port
        (HOST, f"{HOST}/"),
        (f"{HOST}:443/a", f"{HOST}/a"),
        (f"{HOST}:/a", f"{HOST}/a"),
        ("http://cluster.example.org:80", "http://cluster.example.org/"),
        (f"{HOST}:80/", f"{HOST}:80/"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        # escapes with a meaning are kept
        (f"{HOST}/a%2fb%3fc%25d%23", f"{HOST}/a%2Fb%3Fc%25d%23"),
        (f"{HOST}/100%/a", f"{HOST}/100%25/a"),
        (f"{HOST}/%%32%45%%32%45/a", f"{HOST}/%252E%252E/a"),
        (f"{HOST}/%e9nergie", f"{HOST}/%E9nergie"),  # windows-1252, which is not decoded
        (f"{HOST}/énergie été", f"{HOST}/%C3%A9nergie%20%C3%A9t%C3%A9"),
        (f"{HOST}/%c3%a9nergie", f"{HOST}/%C3%A9nergie"),
        (f"{HOST}/νέα/łódź", f"{HOST}/%CE%BD%CE%AD%CE%B1/%C5%82%C3%B3d%C5%BA"),
        # addresses as people and systems write them
        (f"  {HOST}/a#top ", f"{HOST}/a"),
        ("https:////cluster.example.org/a", f"{HOST}/a"),
        (f"{HOST}//news///a", f"{HOST}/news/a"),
        ("https://cluster.example.org./a", f"{HOST}/a"),
        ("https://cluster.example.org。/a", f"{HOST}/a"),
        ("https://anna:secret@cluster.example.org/a", f"{HOST}/a"),
        ("https://Müller-Cluster.example.org/", "https://xn--mller-cluster-wob.example.org/"),
        ("https://klaster-łódź.example.org/", "https://xn--klaster-d-d7a28fjt.example.org/"),
        ("https://Αθήνα.example.org/", "https://xn--jxafb0a0a.example.org/"),
        # URL Standard section 3.5: IP addresses in other notations, and symbols
        ("http://0x7f.1/news", "http://127.0.0.1/news"),
        ("http://192.0.2.010./", "http://192.0.2.8/"),
        ("http://3221226219/", "http://192.0.2.235/"),
        ("http://[2001:db8:0:0::192.0.2.1]/", "http://[2001:db8::c000:201]/"),
        ("https://☀.example.org/", "https://xn--k3h.example.org/"),
        ("https://XN--K3H.example.org/", "https://xn--k3h.example.org/"),
        # UTS 46, non-transitional: ß and ss are different domains
        ("https://straße.example.org/", "https://xn--strae-oqa.example.org/"),
        ("https://STRAẞE.example.org/", "https://xn--strae-oqa.example.org/"),
        ("https://ζωής.example.org/", "https://xn--jxap1b0a.example.org/"),
        ("https://cafe\u0301.example.org/", "https://xn--caf-dma.example.org/"),
        ("https://Ⓐ.example.org/", "https://a.example.org/"),
        ("https://a_b.łódź.example.org/", "https://a_b.xn--d-uga0v4h.example.org/"),
        ("https://www.m%C3%BCller.example.org/", "https://www.xn--mller-kva.example.org/"),
        # URL Standard section 4.4: errors that browsers correct
        ("https:\\\\cluster.example.org\\news\\a", f"{HOST}/news/a"),
        ("https:/\\cluster.example.org/a?q=b\\c", f"{HOST}/a?q=b%5Cc"),
        ("https://cluster.example.org\\@other.example.net/", f"{HOST}/@other.example.net/"),
        ("https:cluster.example.org/a", f"{HOST}/a"),
        ("https:/cluster.example.org/a", f"{HOST}/a"),
        ("\x00\x1f https://cluster.exa\nmple.org/a\tb\r\x0c", f"{HOST}/ab"),
        ("https://clu\r\n\tster.example.org/", f"{HOST}/"),
        (f"{HOST}/a;jsessionid=1F2E?x=1", f"{HOST}/a?x=1"),
        (f"{HOST}/a;%6asessionid=1F2E/b", f"{HOST}/a/b"),
        # queries: order and repetition are kept
        (f"{HOST}/?b=2&a=1&a=1", f"{HOST}/?b=2&a=1&a=1"),
        (f"{HOST}/?", f"{HOST}/"),
        (f"{HOST}/?&&a=1&", f"{HOST}/?a=1"),
        (f"{HOST}/?q=a+b&r=a%20b&s=1%2B1%26", f"{HOST}/?q=a%20b&r=a%20b&s=1%2B1%26"),
        (f"{HOST}/?p=12", f"{HOST}/?p=12"),
        (f"{HOST}/?filter[kind]=news", f"{HOST}/?filter[kind]=news"),
        (f"{HOST}/index.php?option=com_content&id=4:news", f"{HOST}/index.php?option=com_content&id=4:news"),
    ],
)
def test_canonical(written: str, stored: str) -> None:
    assert urls.canonical(written) == stored
    assert urls.canonical(stored) == stored


TRACKING = """utm_source=x utm_medium=mail UTM_Campaign=y utm%5Fterm=z pk_campaign=a piwik_kwd=a mtm_source=a
matomo_campaign=a hsa_acc=1 at_medium=a at_custom2=b mc_cid=1 mc_eid=2 _hsenc=a _hsmi=2 fbclid=Iw gclid=Cj gclsrc=a
dclid=a msclkid=b
yclid=1 igshid=a wt_mc=a xtor=AL-1 cmpid=a PHPSESSID=ab jsessionid=1 sessionid=2 noamp=mobile replytocom=17 share=x
share=jetpack-whatsapp pk_kwd=a ns_campaign=a at_custom1=b _ga=1.2 _gl=1 gbraid=a srsltid=b mkt_tok=c __hstc=1 vero_id=2
twclid=3 ttclid=4 li_fat_id=5 itm_source=a wt_zmc=b hsCtaTracking=c elqTrackId=d __twitter_impression=true
tmpl=component print=1 amp=1 amp= amp output=amp"""


@each("parameter", TRACKING.split())
def test_tracking_parameters_are_removed(parameter: str) -> None:
    assert urls.canonical(f"{HOST}/a?{parameter}") == f"{HOST}/a"
    assert urls.canonical(f"{HOST}/a?id=7&{parameter}&page=2") == f"{HOST}/a?id=7&page=2"


@each(
    "parameter",
    [
        "id=1",
        "utm=1",
        "source=mail",
        "print=2",
        "output=pdf",
        "tmpl=news",
        "amp=2",
        "shared=1",
        "gclid2=1",
        "at_home=1",
        "share=12",
        "share=annual-report",
        "share",
        "ns_id=4",
        "pk_id=4",
        "utm_zone=32",
        "mtm_id=4",
        "piwik_page=2",
        "matomo_x=1",
        "hsa_region=3",
        "at_custom9=1",
        "ref=4",
        "mc=2",
        "utm",
    ],
)
def test_parameters_that_select_a_page_are_kept(parameter: str) -> None:
    assert urls.canonical(f"{HOST}/a?{parameter}") == f"{HOST}/a?{parameter}"


@each(
    "written",
    [
        "",
        "/a/b",
        "cluster.example.org/a",
        "//cluster.example.org/a",
        "ftp://cluster.example.org/a",
        "mailto:info@example.org",
        "javascript:void(0)",
        "file:///etc/passwd",
        "http://",
        "http:///",
        "http:\\\\",
        "https://a b.example.org/",
        "https://a|b.example.org/",
        "https://a%2Fb.example.org/",
        "https://a%00.example.org/",
        "https://a％2Fb.example.org/",
        "https://a..example.org/",
        "https://.example.org/",
        "https://%E4.example.org/",
        "https://-ä.example.org/",
        "https://a\u200db.example.org/",
        "https://./",
        "https://。/",
        "http://[::1/",
        "http://a.test:port/",
        "http://a.test:99999/",
        "https://" + "ä" * 70 + ".example.org/",
        "https://ä..example.org/",
        # URL Standard section 3.5: a number at the end, and no IPv4 address
        "http://192.0.2.256/",
        "http://192.0.2.08/",
        "http://cluster.192.0.2.1/",
        "http://1.2.3.4.5/",
        "http://cluster.example.0x/",
        "http://4294967296/",
        "http://[2001:db8::%31]/",
        "https://xn--/",
        "https://xn--pokxncvks.example.org/",
    ],
)
def test_other_addresses_raise_value_error(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        urls.canonical(written)


# the examples of RFC 3986 section 5.4; None for links that are never fetched
RESOLVED = {
    "g": "http://a/b/c/g",
    "./g": "http://a/b/c/g",
    "g/": "http://a/b/c/g/",
    "/g": "http://a/g",
    "//g": "http://g/",
    "?y": "http://a/b/c/d;p?y",
    "g?y": "http://a/b/c/g?y",
    "g#s": "http://a/b/c/g",
    "g?y#s": "http://a/b/c/g?y",
    ";x": "http://a/b/c/;x",
    "g;x=1/./y": "http://a/b/c/g;x=1/y",
    "g;x=1/../y": "http://a/b/c/y",
    "g?y/../x": "http://a/b/c/g?y/../x",
    ".": "http://a/b/c/",
    "..": "http://a/b/",
    "../g": "http://a/b/g",
    "../..": "http://a/",
    "../../g": "http://a/g",
    "../../../../g": "http://a/g",
    "/./g": "http://a/g",
    "/../g": "http://a/g",
    "g.": "http://a/b/c/g.",
    "..g": "http://a/b/c/..g",
    "": None,
    "#s": None,
    "g:h": None,
    "  \n": None,
    "mailto:info@example.org": None,
    "JavaScript:void(0)": None,
    "tel:+33100000000": None,
    "data:text/html,x": None,
    "ftp://g/": None,
    "http://[": None,
    "https:////g/h": "https://g/h",
    "http:///g/h": "http://g/h",
    "///g/h": "http://g/h",
    "http:g": "http://a/b/c/g",
    "http:/g": "http://a/g",
    "https:/g/h": "https://g/h",
    "\\g": "http://a/g",
    "..\\g\\h": "http://a/b/g/h",
    "\\\\g\\h": "http://g/h",
    "/\\g/h": "http://g/h",
    "g\\h?y=\\z#\\s": "http://a/b/c/g/h?y=%5Cz",
    "?y=\\z": "http://a/b/c/d;p?y=%5Cz",
    "\x00\x1f g\x0b\x01": "http://a/b/c/g",
    "java\nscript:void(0)": None,
    "ma\tilto:info@example.org": None,
    "\\\\straße.test\\h": "http://xn--strae-oqa.test/h",
    " g\n/\th ": "http://a/b/c/g/h",
    "g?utm_source=x": "http://a/b/c/g",
    "g h": "http://a/b/c/g%20h",
}


@each(("href", "address"), RESOLVED.items())
def test_absolute(href: str, address: str | None) -> None:
    assert urls.absolute("http://a/b/c/d;p?q", href) == address


@each(
    "twin",
    [
        "http://cluster.example.org/news/a",
        f"{HOST}/news/a/",
        "https://www.cluster.example.org/news/a",
        "https://WWW.Cluster.example.org:443//news/./a",
        f"{HOST}/news/a/index.html",
        f"{HOST}/news/a/index.php?utm_source=x",
        f"{HOST}/news/a?amp=1",
        f"{HOST}/news/%61",
    ],
)
def test_addresses_of_one_page_have_one_key(twin: str) -> None:
    assert urls.key(twin) == urls.key(f"{HOST}/news/a") == "cluster.example.org/news/a"


@each(
    "other",
    [
        f"{HOST}/news/b",
        f"{HOST}/news/A",
        f"{HOST}/news/a?id=1",
        f"{HOST}/news/a/2",
        f"{HOST}/news/example",
        f"{HOST}/news/a/index",
        f"{HOST}/news/a/amp",
        f"{HOST}/news/a/amp/",
        f"{HOST}:8443/news/a",
        "https://en.cluster.example.org/news/a",
        "https://wwwcluster.example.org/news/a",
    ],
)
def test_other_pages_have_other_keys(other: str) -> None:
    assert urls.key(other) != urls.key(f"{HOST}/news/a")


@each(
    ("url", "before"),
    [
        (f"{HOST}/a?ns_id=4", f"{HOST}/a"),
        (f"{HOST}/a?x=1&share=12&y=2", f"{HOST}/a?x=1&y=2"),
        (f"{HOST}/a?x=1", None),
        (f"{HOST}/a", None),
    ],
)
def test_the_address_in_an_older_archive(url: str, before: str | None) -> None:
    assert urls.canonical(url) == url
    assert urls.former(url) == before


@each(
    ("href", "section"),
    [
        ("#post-2", "#post-2"),
        ("/news/a#post-2 ", "#post-2"),
        (f"{HOST}/elsewhere#Überblick", "#%C3%9Cberblick"),
        ("#!/news/2", "#!/news/2"),
        ("#", None),
        ("/news/a", None),
        (None, None),
        ("#xtor=RSS-1", None),  # for statistics
        ("#:~:text=the%20words", None),
        ("#two words", None),
    ],
)
def test_the_address_of_a_section_of_a_page(href: str | None, section: str | None) -> None:
    found = urls.with_fragment(f"{HOST}/news/a", href)
    assert found == (section and f"{HOST}/news/a{section}")
    if found and section:
        assert urls.key(found) == f"cluster.example.org/news/a{section}"
        assert urls.canonical(found) == urls.without_fragment(found) == f"{HOST}/news/a"


def test_a_key_does_not_depend_on_the_order_of_parameters() -> None:
    assert urls.key(f"{HOST}/?b=2&a=1") == urls.key(f"{HOST}?a=1&b=2")
    assert urls.key(f"{HOST}/?a=12") != urls.key(f"{HOST}/?a=1&2")
    assert urls.key(HOST) == urls.key(f"{HOST}/index.html") == "cluster.example.org"


@each(
    ("one", "other", "same"),
    [
        (HOST, "http://www.cluster.example.org/a", True),
        (HOST, "https://news.cluster.example.org/", True),
        ("https://news.cluster.example.org/", HOST, True),
        (HOST, "http://cluster.example.org.:80/", True),
        (HOST, "https://cluster.example.org:8443/", False),
        (HOST, "https://other.example.org/", False),
        (HOST, "https://mycluster.example.org/", False),
        (HOST, "https://cluster.example.org.example.net/", False),
        (HOST, "/a", False),
        ("https://straße.example.org/", "https://www.xn--strae-oqa.example.org/", True),
        ("https://straße.example.org/", "https://strasse.example.org/", False),
        ("", "", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    assert urls.same_site(one, other) is same
    assert urls.same_site(other, one) is same


def test_site_is_the_host_without_www() -> None:
    assert urls.site("https://WWW.Cluster.example.org:443/a") == "cluster.example.org"
    assert urls.site("http://127.0.0.1:8001/a") == "127.0.0.1:8001"
    assert urls.site("http://a.test:port/") == "a.test"
    assert urls.site("news") == ""


WORDS = """/ // . .. /../ % %2 %2e %2F %25 %C3 %a9 é ł a B ? & = + # ; ;jsessionid= %6a sessionid utm_ source amp
index.html : :80 :443 @ [ ] 。 .test www. ⓐ ß \u0301 \u200d \\"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\t", "\n", "\ud800", "\x00"])
ADDRESSES = st.builds(
    lambda scheme, host, rest: f"{scheme}{host}{''.join(rest)}",
    st.sampled_from(["http://", "https://", "HTTPS:////", "http:/", "//", ""]),
    st.sampled_from(
        ["a.test", "A.Test.", "www.a.test:8080", "ä.test", "[::1]", "u:p@a.test", "a.test。", ""]
    ),
    st.lists(PIECES | st.text(max_size=3), max_size=10),
)


@given(ADDRESSES | st.text(st.characters(), max_size=40))
def test_any_text_is_an_address_or_raises_value_error(written: str) -> None:
    try:
        stored = urls.canonical(written)
    except ValueError:
        return
    assert urls.canonical(stored) == stored
    assert urls.key(stored) == urls.without_fragment(urls.key(written))
    assert urlsplit(stored).scheme in ("http", "https")
    assert "#" not in stored


@given(ADDRESSES | st.text(st.characters(), max_size=40))
def test_any_link_is_an_address_or_none(href: str) -> None:
    found = urls.absolute(f"{HOST}/news/", href)
    assert found is None or urls.canonical(found) == found


LETTERS = st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x5FF), min_size=1, max_size=12)


@given(LETTERS)
def test_a_host_keeps_its_registered_letters(label: str) -> None:
    try:
        stored = urls.canonical(f"https://{label}.test/")
    except ValueError:
        return
    host = urls.site(stored)
    assert host.isascii()
    assert urls.site(f"https://{label}.test/a") == host
    registered = host.removesuffix(".test")
    if registered.startswith("xn--"):
        assert idna.decode(registered) == idna.uts46_remap(label, std3_rules=False, transitional=False)


@given(ADDRESSES, st.data())
def test_spaces_and_line_ends_are_ignored(written: str, data: st.DataObject) -> None:
    ends = st.text(st.sampled_from(" \t\r\n\x00\x0c\x1f"), max_size=3)
    at = data.draw(st.integers(0, len(written)))
    inside = data.draw(st.sampled_from(["", "\t", "\n", "\r"]))
    spoilt = f"{data.draw(ends)}{written[:at]}{inside}{written[at:]}{data.draw(ends)}"
    assert urls.absolute(f"{HOST}/news/", spoilt) == urls.absolute(f"{HOST}/news/", written)


@given(st.lists(st.sampled_from(["/", "a", "b.test", "..", ".", "@", ":", "https:", "é"]), max_size=8))
def test_a_backslash_is_a_slash(pieces: list[str]) -> None:
    written = "".join(pieces)
    for base in (f"{HOST}/news/", "http://other.test/a/b"):
        assert urls.absolute(base, written.replace("/", "\\")) == urls.absolute(base, written)


@each("href", ["", " ", "\x00", "\x1f \n", "\t", "\x00#top", "java\nscript:alert(1)"])
def test_a_link_that_is_empty_or_no_address_for_a_browser_leads_nowhere(href: str) -> None:
    assert urls.absolute("https://cluster.example.org/news/", href) is None


@each(
    ("path", "kinds"),
    [
        ("/a/call.PDF", "document attachment file"),
        ("/a/call.odt", "document attachment file"),
        ("/a/costs.xlsx", "attachment file"),
        ("/a/all.tgz", "attachment file"),
        ("/a/hall.jpeg", "file"),
        ("/a/hall.html", ""),
        ("/a/pdf", ""),
        ("/a.pdf/b", ""),
        ("/", ""),
    ],
)
def test_kinds_of_files(path: str, kinds: str) -> None:
    url = f"https://files.example.zip{path}?x=.pdf"
    found = {
        "document": urls.is_document(url),
        "attachment": urls.is_attachment(path),
        "file": urls.is_file(url),
    }
    assert " ".join(kind for kind, is_kind in found.items() if is_kind) == kinds


def test_segments_without_endings_and_front_pages() -> None:
    bare = [urls.without_ending(name) for name in ("news.html", "news.aspx", "news.HTM", "news.pdf", "news")]
    assert bare == ["news", "news", "news", "news.pdf", "news"]
    assert urls.without_ending("call.v2.docx", document=True) == "call.v2"
    assert all(map(urls.is_front_page, ("index.html", "Home", "default.aspx", "start")))
    assert not any(map(urls.is_front_page, ("index2.html", "at-home", "")))
