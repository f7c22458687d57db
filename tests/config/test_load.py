"""Tests of load_sources: the values of a valid file, and each error of an invalid one with its line."""

from __future__ import annotations

import pickle
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusterwatch.config import Pick, Source, Sources, StrategySettings, load_or_begin, load_sources
from clusterwatch.errors import ConfigError, ConfigFault
from tests.tables import each

FULL = """\
# a complete file
network: {allow_private: true, contact: watch@example.org}
defaults: {delay: 0.5, max_pages: 7}
sources:
  alpha:
    name: Alpha
    url: https://alpha.example.org/news
    country: NO          # a string, not false
    region: NO02
    kind: pole
    sectors: [photonics, energy]
    languages: [nb, en, sr-Latn]
    timezone: Europe/Oslo
    aliases: ["2024", yes]
    enabled: false
    reason: gone
    delay: 2
    max_pages: 3
    discover:
      - {kind: listing, url: "https://alpha.example.org/all", link: "h2 a", next: a.next, date: .date}
      - {kind: feed}
      - {kind: sitemap, match: "/news/\\\\d+"}
    select:
      title: h1
      date: [time, .date]
      body: {css: .text, attr: data-text, join: " ", remove: nav}
      remove: [.share, nav]
    date: {order: DMY}
  beta: {url: "http://beta.example.org"}
"""


def read(tmp_path: Path, text: str) -> Sources:
    path = tmp_path / "sources.yaml"
    path.write_text(text, "utf-8")
    return load_sources(path)


def faults(tmp_path: Path, text: str) -> list[str]:
    """Return the faults of a file, without its directory."""
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert str(caught.value) == "\n".join(map(str, caught.value.faults))
    return [str(fault).removeprefix(f"{tmp_path}/") for fault in caught.value.faults]


def test_a_full_file(tmp_path: Path) -> None:
    sources = read(tmp_path, FULL)
    assert list(sources) == ["alpha", "beta"]
    assert (sources.network.allow_private, sources.network.contact) == (True, "watch@example.org")
    assert (sources.defaults.delay, sources.defaults.max_pages) == (0.5, 7)
    alpha = sources["alpha"]
    assert (alpha.id, alpha.name, alpha.label, alpha.country, alpha.region) == (
        "alpha",
        "Alpha",
        "Alpha",
        "NO",
        "NO02",
    )
    assert (alpha.kind, alpha.sectors, alpha.languages) == (
        "pole",
        ("photonics", "energy"),
        ("nb", "en", "sr-Latn"),
    )
    assert (alpha.timezone, alpha.aliases) == ("Europe/Oslo", ("2024", "yes"))
    assert (alpha.enabled, alpha.reason, alpha.delay, alpha.max_pages) == (False, "gone", 2.0, 3)
    assert alpha.discover == (
        StrategySettings(
            kind="listing", url="https://alpha.example.org/all", link="h2 a", next="a.next", date=".date"
        ),
        StrategySettings(kind="feed", url="https://alpha.example.org/news"),
        StrategySettings(kind="sitemap", url="https://alpha.example.org/news", match=r"/news/\d+"),
    )
    assert alpha.select is not None
    assert alpha.select.title == Pick(css=("h1",))
    assert alpha.select.date == Pick(css=("time", ".date"))
    assert alpha.select.body == Pick(css=(".text",), attr="data-text", join=" ", remove=("nav",))
    assert alpha.select.remove == (".share", "nav")
    assert alpha.date.order == "DMY"


def test_only_the_address_is_required(tmp_path: Path) -> None:
    sources = read(tmp_path, FULL)
    beta = sources["beta"]
    assert (beta.label, beta.enabled, beta.discover, beta.select, beta.country) == (
        "beta.example.org",
        True,
        (),
        None,
        None,
    )
    assert (beta.delay, beta.max_pages, beta.languages, beta.date.order) == (None, None, (), None)
    bare = read(tmp_path, "sources: {beta: {url: http://beta.example.org}}")
    assert (
        bare.network.allow_private,
        bare.network.contact,
        bare.defaults.delay,
        bare.defaults.max_pages,
    ) == (
        False,
        None,
        1.0,
        20,
    )
    with pytest.raises(KeyError):
        bare["alpha"]


def test_files_alone_stand_for_a_list_of_files(tmp_path: Path) -> None:
    for discover in ("{files: true}", "[{files: true}]", "{kind: listing, url: http://a.test, files: true}"):
        found = read(tmp_path, f"sources: {{a: {{url: http://a.test, discover: {discover}}}}}")["a"]
        assert found.discover == (StrategySettings(kind="listing", url="http://a.test", files=True),)
        assert found.reads_files
    assert not read(tmp_path, "sources: {a: {url: http://a.test, discover: {kind: feed}}}")["a"].reads_files


@pytest.mark.parametrize("discover", ["auto", "[]"])
def test_discovery_is_automatic_by_default(tmp_path: Path, discover: str) -> None:
    text = f"sources: {{a: {{url: http://a.test, discover: {discover}}}}}"
    assert read(tmp_path, text)["a"].discover == ()


def test_one_strategy_without_a_list(tmp_path: Path) -> None:
    sources = read(
        tmp_path, "sources: {a: {url: http://a.test, discover: {kind: feed, url: http://a.test/rss}}}"
    )
    assert sources["a"].discover == (StrategySettings(kind="feed", url="http://a.test/rss"),)


def test_one_value_without_a_list(tmp_path: Path) -> None:
    sources = read(
        tmp_path, "sources: {a: {url: http://a.test, languages: fr, sectors: energy, aliases: Alpha}}"
    )
    assert (sources["a"].languages, sources["a"].sectors, sources["a"].aliases) == (
        ("fr",),
        ("energy",),
        ("Alpha",),
    )


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    assert list(read(tmp_path, "\ufeffsources: {a: {url: http://a.test}}")) == ["a"]


def test_an_organisation_without_a_known_site(tmp_path: Path) -> None:
    (body,) = read(tmp_path, "sources: {a-b: {enabled: false, reason: not known}}").values()
    assert (body.url, body.label, body.discover, body.checked) == ("", "a-b", (), None)


@pytest.mark.parametrize("checked", ["never", "2026-01-31"])
def test_the_day_of_the_last_check(tmp_path: Path, checked: str) -> None:
    assert (
        read(tmp_path, f"sources: {{a: {{url: http://a.test, checked: {checked}}}}}")["a"].checked == checked
    )


def test_saved_searches(tmp_path: Path) -> None:
    sources = read(
        tmp_path,
        "watch:\n  one: {search: '\"call for\" -photonics', country: FR, kind: [call, pole]}\n"
        "  two: {source: a, lang: fr}\nsources: {a: {url: http://a.test}}\n",
    )
    assert list(sources.watch) == ["one", "two"]
    assert (sources.watch["one"].country, sources.watch["one"].kind) == (("FR",), ("call", "pole"))
    assert (sources.watch["two"].search, sources.watch["two"].lang) == (None, ("fr",))


def test_the_position_of_a_source(tmp_path: Path) -> None:
    sources = read(tmp_path, FULL)
    assert [sources.where(i).removeprefix(f"{tmp_path}/") for i in sources] == [
        "sources.yaml:5: alpha",
        "sources.yaml:29: beta",
    ]


def test_anchors_and_merges(tmp_path: Path) -> None:
    sources = read(
        tmp_path,
        """\
sources:
  a: &base
    url: http://a.test
    languages: &fr [fr]
    select: {title: h1}
  b:
    url: http://b.test
    <<: *base
    aliases: *fr
  c:
    <<: [{name: First, country: FR}, {name: Second, region: FRI}]
    url: &fr http://c.test
  d: {url: *fr, discover: {kind: feed}}
""",
    )
    assert (sources["b"].url, sources["b"].languages, sources["b"].aliases) == (
        "http://b.test",
        ("fr",),
        ("fr",),
    )
    assert sources["b"].select == sources["a"].select
    assert (sources["b"].id, sources["c"].id) == ("b", "c")
    assert (sources["c"].name, sources["c"].country, sources["c"].region) == ("First", "FR", "FRI")
    assert sources["d"].url == "http://c.test"  # the later of two anchors with this name


IN_A = "sources:\n  a:\n    url: http://a.test\n    "

FAULTY = [
    ("", ["1: the file is empty; add a site with: clusterwatch add URL"]),
    ("# nothing but words\n", ["1: the file is empty; add a site with: clusterwatch add URL"]),
    ("network: {}\n", ["1: sources: is missing; add a site with: clusterwatch add URL"]),
    ("sources: none\n", ["1: sources: expected ids with their sources"]),
    ("sources: [a]\n", ["1: sources: expected ids with their sources, such as `eca: {url: https://…}`"]),
    ("just words\n", ["1: expected a mapping"]),
    ("sources:\n  a:\n", ["2: a: expected a mapping"]),
    ("sources:\n  a: http://a.test\n", ["2: a: expected a mapping such as {url: http://a.test}"]),
    (
        "watch:\n  sea: wind turbines\nsources: {a: {url: http://a.test}}\n",
        ['2: watch.sea: expected a mapping such as {search: "wind turbines"}'],
    ),
    ("sources:\n  a: {}\n", ["2: a: url: is missing"]),
    ("sources:\n  a:\n    name: A\n", ["2: a: url: is missing"]),
    ("sources:\n  a: {url: ''}\n", ["2: a: url: is missing"]),
    (
        "sources:\n  a:\n    country: fr\n    enabled: true\n",
        ["2: a: url: is missing", "3: a: country: "],
    ),
    ("sources:\n  a: {reason: gone}\n", ["2: a: url: is missing"]),
    (
        "sources:\n  a: {enabled: false}\n",
        ["2: a: url: is missing; a source without an address needs a `reason`"],
    ),
    (
        "sources:\n  a: {enabled: false, reason: ''}\n",
        ["2: a: url: is missing; a source without an address needs a `reason`"],
    ),
    ("sources:\n  a: {enabled: false, reason: 5}\n", ["2: a: reason: expected a string"]),
    ("sources:\n  a: {enabled: perhaps}\n", ["2: a: enabled: expected true or false"]),
    (
        "sources:\n  a:\n    url: 5\n",
        ["3: a: url: expected an address such as https://cluster.example.org/news"],
    ),
    *(
        (
            f"sources:\n  a:\n    url: {url}\n",
            [f"3: a: url: not an http(s) address: '{url}'; did you mean \"https://a.test/news\"?"],
        )
        for url in (
            "a.test/news",
            "//a.test/news",
            "htps://a.test/news",
            "ftp://a.test/news",
        )
    ),
    ("sources:\n  a:\n    url: news\n", ["3: a: url: not an http(s) address: 'news'"]),
    (
        "sources:\n  a:\n    url: a.test:8080/x\n",
        ["3: a: url: not an http(s) address: 'a.test:8080/x'; did you mean \"https://a."],
    ),
    ("sources:\n\ta:\n", ["2: not valid YAML: a tab; indent with spaces"]),
    (
        IN_A + "name: A: the valley\n",
        ["4: not valid YAML: a second `:` in one line; write a value that has `: ` in q"],
    ),
    (
        "sources:\n  a: {url: http://a.test, name: A: the valley}\n",
        ["2: not valid YAML: a second `:` in one line; write a value that has `: ` in q"],
    ),
    # The first line lacks the colon, not the second one.
    ("sources:\n  a\n    url: http://a.test\n", ["3: not valid YAML: mapping values are not allowed here"]),
    ("sources: [a, b\nc: d\n", ["1: not valid YAML: `[` is not closed by `]` before line 2"]),
    (IN_A + "aliases: [b, c\n", ["4: not valid YAML: `[` is not closed by `]` before line 5"]),
    (
        "sources:\n  a: {url: http://a.test, name: A\n  b:\n    url: http://b.test\n",
        ["2: not valid YAML: `{` is not closed by `}` before line 3"],
    ),
    (IN_A + "aliases: [b, c: [}\n", ["4: not valid YAML: expected the node content, but found '}'"]),
    (IN_A + 'name: "A\n', ['4: not valid YAML: the quotation mark " is not closed']),
    (IN_A + "name: 'A\n\n  \n", ["4: not valid YAML: the quotation mark ' is not closed"]),
    (
        IN_A + "name: 'A\n  b:\n    name: 'B'\n    url: http://b.test\n",
        ["4: not valid YAML: the quotation mark ' is closed in line 6 only"],
    ),
    (
        IN_A + 'name: "A\n  b:\n    url: "http://b.test"\n',
        ['4: not valid YAML: the quotation mark " is closed in line 6 only'],
    ),
    # These brackets are closed; something else is wrong.
    (
        IN_A + "select: {title: h1,\n      body: .x: y}\n",
        ["5: not valid YAML: a second `:` in one line; write a value that has `: ` in q"],
    ),
    (
        IN_A + "select: {title: h1\n      body: .x}\n",
        ["5: not valid YAML: expected ',' or '}', but got ':'"],
    ),
    (
        IN_A + 'languages: ["fr"\n      "en"]\n',
        ["5: not valid YAML: expected ',' or ']', but got '<scalar>'"],
    ),
    # A value in quotation marks may have several lines.
    (
        IN_A + 'name: "A\n      cluster"\n   kind: pole\n',
        ["6: not valid YAML: expected <block end>, but found '<block mapping start>'"],
    ),
    (
        "sources:\n  Ä b:\n    url: http://a.test\n",
        ["2: Ä b: an id consists of lowercase letters, digits and hyphens"],
    ),
    # temporary copies of a site
    (
        "sources:\n  a: {url: https://new-1.portal.hosted-temp.com/news}\n",
        [
            "2: a: url: new-1.portal.hosted-temp.com is a temporary copy of a site (*.hosted-temp.com); "
            "name the site itself"
        ],
    ),
    (
        "sources:\n  a: {url: http://a.test, discover: {kind: feed, url: 'http://WWW.A.flywheelstaging.com:80/feed'}}\n",
        [
            "2: a: discover.url: a.flywheelstaging.com is a temporary copy of a site (*.flywheelstaging.com); "
            "name the site itself"
        ],
    ),
    # keys
    (IN_A + "selct: {}\n", ['4: a: selct: unknown key; did you mean "select"?']),
    (IN_A + "discovery: {kind: feed}\n", ['4: a: discovery: unknown key; did you mean "discover"?']),
    (IN_A + "zzz: 1\n", ["4: a: zzz: unknown key"]),
    (IN_A + "tz: 1\n", ['4: a: tz: unknown key; did you mean "timezone"?']),
    (IN_A + "selectors: {}\n", ['4: a: selectors: unknown key; did you mean "select"?']),
    (IN_A + "feed: x\n", ['4: a: feed: unknown key; did you mean "discover"?']),
    (IN_A + "select: {link: h1}\n", ["4: a: select.link: unknown key"]),
    (IN_A + "country: [FR]\n", ["4: a: country: expected one code, such as FR"]),
    (
        IN_A + "select: {title: 'h1::text'}\n",
        ['4: a: select.title: not a valid CSS selector "h1::text"; write "h1"'],
    ),
    (
        IN_A + "select: {date: 'time::attr(datetime)'}\n",
        [
            '4: a: select.date: not a valid CSS selector "time::attr(datetime)"; write `{css: "time", attr: datetime}`'
        ],
    ),
    (
        IN_A + "select: {title: //h1}\n",
        ['4: a: select.title: not a valid CSS selector "//h1"; it looks like XPath'],
    ),
    (
        IN_A + "timezone: europe/pari\n",
        ['4: a: timezone: unknown time zone "europe/pari"; use an IANA name such as Europe/Paris'],
    ),
    *(
        (IN_A + f"discover: {text}\n", [f"4: a: discover: expected a mapping such as {{{meant}}}, or auto"])
        for text, meant in (
            ("sitemap.xml", "kind: sitemap, url: https://…/sitemap.xml"),
            ("/rss", "kind: feed, url: https://…/rss"),
            ("/news", "kind: listing, url: https://…/news"),
            ("https://a.test/sitemap.xml", "kind: sitemap, url: https://a.test/sitemap.xml"),
            (
                "https://a.test/wp-json/wp/v2/posts",
                "kind: wordpress, url: https://a.test/wp-json/wp/v2/posts",
            ),
            ("article h2 a", 'kind: listing, link: "article h2 a"'),
            (".post", 'kind: listing, link: ".post"'),
        )
    ),
    (
        IN_A + "discover: {url: http://a.test/feed}\n",
        ["4: a: discover.kind: is missing; did you mean `kind: feed`?"],
    ),
    (IN_A + "discover: {link: h2 a}\n", ["4: a: discover.kind: is missing; did you mean `kind: listing`?"]),
    (IN_A + "id: b\n", ["4: a: id: unknown key; the key of the source is its id"]),
    (IN_A + "select: {boddy: p}\n", ['4: a: select.boddy: unknown key; did you mean "body"?']),
    (
        IN_A + "select:\n      body: {csss: p}\n",
        ["5: a: select.body.css: is missing", '5: a: select.body.csss: unknown key; did you mean "css"?'],
    ),
    ("sorces: {}\n", ["1: sources: is missing", '1: sorces: unknown key; did you mean "sources"?']),
    ("network:\n  contakt: x\nsources: {}\n", ['2: network.contakt: unknown key; did you mean "contact"?']),
    (IN_A + "name: A\n    name: B\n", ["5: a: name: duplicate key; it is already in line 4"]),
    (
        "sources:\n  a: {url: http://a.test}\n  b: {url: http://b.test}\n  a: {url: http://c.test}\n",
        ["4: a: duplicate key; it is already in line 2"],
    ),
    # values
    (IN_A + "country: no\n", ['4: a: country: write "NO" in capital letters']),
    (IN_A + "country: FRA\n", ['4: a: country: "FRA" is no code of a country (ISO 3166), such as FR']),
    (IN_A + "country: XX\n", ['4: a: country: "XX" is no code of a country']),
    (IN_A + "country: UK\n", ['4: a: country: write "GB" in place of "UK"']),
    (IN_A + "country: France\n", ['4: a: country: write "FR" in place of "France"']),
    (IN_A + "country: Espana\n", ['4: a: country: write "ES" in place of "Espana"']),
    (IN_A + "country: United States\n", ['4: a: country: write "US" in place of "United States"']),
    (IN_A + "region: fri\n", ['4: a: region: "fri" is no code of a region (NUTS), such as FRI1']),
    (
        IN_A + "languages: [zz]\n",
        ['4: a: languages.0: "zz" is no code of a language (ISO 639-1), such as fr'],
    ),
    (IN_A + "languages: [FR]\n", ['4: a: languages.0: write "fr" in small letters']),
    (
        IN_A + "languages: [gr, dk]\n",
        ['4: a: languages.0: write "el" in', '4: a: languages.1: write "da" in'],
    ),
    (IN_A + "languages: ελληνικά\n", ['4: a: languages: write "el" in place of "ελληνικά"']),
    (
        IN_A + "timezone: Warsaw\n",
        ['4: a: timezone: unknown time zone "Warsaw"; use an IANA name such as Europe/W'],
    ),
    (IN_A + "kind: pôle\n", ["4: a: kind: 'pôle' is not one of 'pole', 'cluster', 'national-association'"]),
    (
        IN_A + "discover: rss\n",
        ["4: a: discover: expected a mapping such as {kind: feed, url: https://…}, or auto"],
    ),
    (
        IN_A + "discover: html\n",
        ["4: a: discover: expected a mapping such as {kind: listing, url: https://…}"],
    ),
    (
        IN_A + "discover: https://a.test/feed\n",
        ["4: a: discover: expected a mapping such as {kind: feed, url: https://a.test/feed}"],
    ),
    (
        IN_A + "discover: {kind: rss}\n",
        ["4: a: discover.kind: 'rss' is not one of 'feed', 'wordpress', 'sitemap' or 'listing'; did you"],
    ),
    (
        "network: {contact: me}\nsources: {}\n",
        ["1: network.contact: expected an email or web address such as"],
    ),
    ("defaults: {delay: 1s}\nsources: {}\n", ["1: defaults.delay: expected a number"]),
    (
        IN_A + "kind: club\n",
        [
            "4: a: kind: 'club' is not one of 'pole', 'cluster', 'national-association', 'network', "
            "'programme' or 'authority'"
        ],
    ),
    (
        IN_A + "timezone: Europe/Atlantis\n",
        ['4: a: timezone: unknown time zone "Europe/Atlantis"; use an IANA name such as Europe/Paris'],
    ),
    (
        IN_A + "languages:\n      - fr\n      - French\n",
        ['6: a: languages.1: write "fr" in place of "French"'],
    ),
    (
        IN_A + "languages: French\n",
        ['4: a: languages: write "fr" in place of "French"'],
    ),
    (IN_A + "checked: soon\n", ['4: a: checked: expected "never" or a date such as 2026-01-31, not "soon"']),
    (
        IN_A + "checked: 2026-02-30\n",
        ['4: a: checked: expected "never" or a date such as 2026-01-31, not "2026-02-30"'],
    ),
    (IN_A + "checked: 20260131\n", ["4: a: checked: expected a string"]),
    (IN_A + "enabled: maybe\n", ["4: a: enabled: expected true or false"]),
    (IN_A + "delay: -1\n", ["4: a: delay: must be at least 0"]),
    (IN_A + "delay: .nan\n", ["4: a: delay: "]),
    (IN_A + "max_pages: 0\n", ["4: a: max_pages: must be at least 1"]),
    *(
        (
            f"defaults: {{keep_pages: {written}}}\nsources: {{a: {{url: https://a.example.org/}}}}\n",
            [f"1: defaults.keep_pages: expected a number of days (at least 1) or all, not {read}"],
        )
        for written, read in (("0", "0"), ("some", "'some'"), ("true", "True"), ("1.5", "1.5"))
    ),
    (IN_A + "aliases: {a: b}\n", ["4: a: aliases: expected a string"]),
    (IN_A + "name: 2024-01-01\n    aliases: [2024-01-01, 7]\n", ["5: a: aliases.1: expected a string"]),
    (IN_A + "date: {order: DYM}\n", ["4: a: date.order: 'DYM' is not one of 'DMY', 'MDY' or 'YMD'"]),
    (IN_A + "select:\n      body: div[\n", ['5: a: select.body: not a valid CSS selector "div["']),
    (IN_A + "select:\n      body: {css: div[}\n", ["5: not valid YAML: "]),
    (
        IN_A + "select:\n      body: {css: 'div['}\n",
        ['5: a: select.body.css: not a valid CSS selector "div["'],
    ),
    (
        IN_A + "select:\n      title:\n        - h1\n        - h1::text\n",
        ['7: a: select.title.1: not a valid CSS selector "h1::text"'],
    ),
    (
        IN_A + "select:\n      remove: [nav, '']\n",
        ['5: a: select.remove.1: not a valid CSS selector ""'],
    ),
    (
        IN_A + "discover: {kind: rss}\n",
        ["4: a: discover.kind: 'rss' is not one of 'feed', "],
    ),
    (IN_A + "discover: {url: http://a.test}\n", ["4: a: discover.kind: is missing"]),
    (IN_A + "discover: {files: false}\n", ["4: a: discover.kind: is missing"]),
    (
        IN_A + "discover: {kind: wordpress, files: true}\n",
        ["4: a: discover: files: not allowed for kind wordpress"],
    ),
    (
        IN_A + "discover:\n      - {kind: feed}\n      - {kind: feed, link: a}\n",
        ["6: a: discover.1: link: not allowed for kind feed"],
    ),
    (
        IN_A + "discover:\n      - {kind: sitemap, match: '('}\n",
        ['5: a: discover.0.match: not a valid regular expression "(": '],
    ),
    (
        "network: {allow_private: perhaps}\nsources: {}\n",
        ["1: network.allow_private: expected true or false"],
    ),
    ("defaults:\n  delay: fast\nsources: {}\n", ["2: defaults.delay: "]),
    # YAML itself
    ("sources:\n  a: {url: [}\n", ["2: not valid YAML: "]),
    ("sources:\n\ta: 1\n", ["2: not valid YAML: "]),
    ("sources:\n  a: 'open\n", ["2: not valid YAML: "]),
    ("sources: {}\n---\nsources: {}\n", ["2: not valid YAML: "]),
    ("sources: *none\n", ["1: not valid YAML: "]),
    ("sources: \x07\n", ["1: not valid YAML: "]),
    ("[" * 3000, ["1: not valid YAML: "]),
    ("sources:\n  a: &a\n    url: http://a.test\n    select: *a\n", ["4: a: select: "]),
    (
        "sources: &s\n  a: *s\n",
        ["2: a: nested too deeply, or an alias that contains itself", "2: a: expected a mapping"],
    ),
    ("&l [*l]", ["1: 0: nested too deeply, or an alias that contains itself", "1: expected a mapping"]),
    (IN_A + "delay: !!float x\n", ["4: a: delay: invalid value: "]),
    (
        IN_A + "enabled: !!bool x\n",
        ["4: a: enabled: invalid value: ", "4: a: enabled: expected true or false"],
    ),
    (IN_A + "max_pages: !!int ''\n", ["4: a: max_pages: invalid value: "]),
    (IN_A + "name: !python/name:os.system x\n", ["4: a: name: invalid value: "]),
    (IN_A + "max_pages: " + "9" * 5000 + "\n", ["4: a: max_pages: invalid value: "]),
    # the line of a fault is that of the key, also in merged mappings
    (
        "x: 1\nsources:\n  a:\n    <<: &m\n      country: fr\n    url: http://a.test\n",
        ["1: x: unknown key", "5: a: country: "],
    ),
    (
        "sources:\n  a:\n    url: nope\n    <<: {url: http://b.test}\n",
        ["3: a: url: not an http(s) address: 'nope'"],
    ),
]

WATCHED = "sources:\n  alpha: {url: http://a.test}\nwatch:\n  one: "
FAULTY += [
    (WATCHED + text, [f"{4 + text.count(chr(10))}: {fault}"])
    for text, fault in (
        ("{}", "watch.one: is empty; expected `search`, `source`, `country`, `lang` or `kind`"),
        ("{search: '-a -\"b c\"'}", """watch.one.search: "-a -"b c"" has no word to search for"""),
        ("{search: --}", 'watch.one.search: "--" has no word to search for'),
        ("{country: fr}", 'watch.one.country: write "FR" in capital letters'),
        ("{lang: french}", 'watch.one.lang: write "fr" in place of "french"'),
        ("{kind: cal}", "watch.one.kind: 'cal' is not one of 'call', "),
        ("{serch: a}", 'watch.one.serch: unknown key; did you mean "search"?'),
        ("{source: [alpa]}", 'watch.one.source: there is no source alpa; did you mean "alpha"?'),
        (
            "{search: a}\n  One!: {search: a}",
            "watch.One!: an id consists of lowercase letters, digits and hyphens",
        ),
        (
            "{search: a}\nnotify: {me: {url: 'json://a', watch: [two]}}",
            "notify.me.watch: there is no saved search two",
        ),
    )
]


@each(("text", "expected"), FAULTY, ids=lambda case: repr(case[0][-40:]))
def test_faults(tmp_path: Path, text: str, expected: list[str]) -> None:
    """An expected fault is the line and the beginning of the sentence."""
    found = faults(tmp_path, text)
    assert len(found) == len(expected), found
    for fault, beginning in zip(found, expected, strict=True):
        assert fault.startswith(f"sources.yaml:{beginning}")


def test_all_faults_are_reported_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = dedent("""\
        network:
          agent: x
        defaults: {delay: -1}
        sources:
          alpha-rlh:
            url: https://alpha.example.org/news
            country: FRANCE
            select:
              title: h1
              date: .date
              body: div[
              remove: [nav, "a::attr(x)"]
          beta:
            name: Beta
            name: Beta again
          gamma:
            url: ftp://gamma.example.org
            discover:
              - {kind: feed}
              - {kind: listing, match: x}
        """)
    found = faults(tmp_path, text)
    assert [f.split(": ")[0] for f in found] == [
        f"sources.yaml:{n}" for n in (2, 3, 7, 11, 12, 13, 15, 17, 20)
    ]
    assert found[3].startswith('sources.yaml:11: alpha-rlh: select.body: not a valid CSS selector "div["')
    assert found[5] == "sources.yaml:13: beta: url: is missing"
    assert found[8] == "sources.yaml:20: gamma: discover.1: match: not allowed for kind listing"


def test_a_fault_is_data(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, "sources:\n  a:\n    url: http://a.test\n    select:\n      body: ''\nextra: 1\n")
    assert [(f.path, f.line, f.source, f.field) for f in caught.value.faults] == [
        (path, 5, "a", "select.body"),
        (path, 6, None, "extra"),
    ]
    assert caught.value.faults[1].sentence == "unknown key"


@each(
    ("fault", "line"),
    [
        (
            ConfigFault("is empty", Path("s.yaml"), 12, "eca", "select.body"),
            "s.yaml:12: eca: select.body: is empty",
        ),
        (ConfigFault("no such file", Path("s.yaml")), "s.yaml: no such file"),
        (ConfigFault("not valid YAML", line=3), "line 3: not valid YAML"),
        (ConfigFault("unknown", source="eca"), "eca: unknown"),
    ],
)
def test_a_fault_is_printed_as_one_line(fault: ConfigFault, line: str) -> None:
    assert str(fault) == line


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file; name one with --sources") as caught:
        load_sources(tmp_path / "none.yaml")
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n", "defaults: {delay: 2}\n", "sources:\n"])
def test_a_command_that_adds_sources_may_begin_the_file(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "sources.yaml"
    if text is not None:
        path.write_text(text)
    sources = load_or_begin(path)
    assert (list(sources), sources.defaults.delay) == ([], 2.0 if text and "delay" in text else 1.0)


def test_a_command_that_adds_sources_reports_the_faults_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("default: {delay: 2}\n")
    with pytest.raises(ConfigError, match='unknown key; did you mean "defaults"'):
        load_or_begin(path)


def test_a_directory_or_a_file_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_sources(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("sources: {a: {url: http://a.test, name: Pôle}}".encode("latin-1"))
    with pytest.raises(ConfigError, match="cannot be read"):
        load_sources(str(latin))


PIECES = """sources network url select discover a [ ] { } ' # ~ no 0x
1_0 .nan 1e9 2020-01-01 http://a.test \\ é @ ` ="""
TAGS = "int bool float null set omap binary timestamp merge str"
LAYOUT = [
    ": ",
    ":\n  ",
    "\n",
    "\n  ",
    "\n    ",
    "- ",
    ", ",
    "&x ",
    "*x",
    "<<: ",
    "? ",
    "| ",
    "> ",
    "!x ",
    '"',
    "---\n",
]
TOKENS = st.sampled_from(
    [
        *PIECES.split(),
        *(f"!!{t} " for t in TAGS.split()),
        *LAYOUT,
        "...\n",
        "%YAML 1.1\n",
        "\t",
        "\x00",
        "\u2028",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TOKENS, max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_gives_sources_or_faults(tmp_path: Path, text: str) -> None:
    found = sources_or_faults(tmp_path, text)
    assert isinstance(found, Sources) or (
        found and all(f.startswith(f"{tmp_path}/sources.yaml") for f in found)
    )


def sources_or_faults(tmp_path: Path, text: str) -> Sources | list[str]:
    try:
        return read(tmp_path, text)
    except ConfigError as error:
        return [str(fault) for fault in error.faults]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
KEYS = """name url country region kind sectors languages timezone aliases enabled reason delay max_pages discover select
date id"""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS.split()), VALUES, max_size=6))
def test_any_values_give_a_source_or_faults(tmp_path: Path, values: dict[str, object]) -> None:
    lines = [f"    {key}: {flow(value)}" for key, value in values.items()]
    found = sources_or_faults(tmp_path, "\n".join(["sources:", "  a:", *lines]) + "\n")
    if isinstance(found, list):
        assert all(f.startswith(f"{tmp_path}/sources.yaml:") and ": a: " in f for f in found)


def flow(value: object) -> str:
    """Write a value in the flow style of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\U{ord(c):08x}" for c in value) + '"'
    return {None: "null", True: "true", False: "false"}.get(value, str(value))  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        (
            "{url: 'http://WWW.a.example.org/news/?utm_source=x'}",
            "sources.yaml:3: b: url: a has the same url",
        ),
        ("{url: 'https://a.example.org/news', enabled: false, reason: x}", None),
        (
            "{url: 'https://a.example.org/news', discover: {kind: feed, url: 'https://a.example.org/b.xml'}}",
            None,
        ),
        ("{url: 'https://a.example.org/blog'}", None),
    ],
)
def test_two_sources_with_one_url_are_refused(tmp_path: Path, second: str, fault: str | None) -> None:
    text = f"sources:\n  a: {{url: 'https://a.example.org/news'}}\n  b: {second}\n"
    if fault is None:
        assert set(read(tmp_path, text)) == {"a", "b"}
    else:
        (found,) = faults(tmp_path, text)
        assert found.startswith(fault)


def test_a_source_is_pickled_once_and_its_copies_have_their_own_values() -> None:
    source = Source(id="a", url="https://a.example/", languages=("fr",))
    other = source.model_copy(update={"languages": ("de",)})
    loaded = pickle.loads(pickle.dumps(source))
    assert (loaded, loaded.id) == (source, "a")
    assert pickle.loads(pickle.dumps(source)) is loaded
    assert pickle.loads(pickle.dumps(other)).languages == ("de",)
