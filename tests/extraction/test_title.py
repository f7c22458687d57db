"""Tests of titles: candidates vote, the name of the site is removed, and link texts are rejected."""

from __future__ import annotations

import pytest

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.title import TitleVote, choose_title
from clusterwatch.models import Entry, Method, Reason
from tests.extraction.pages import P1, P2, PROSE, page, post
from tests.tables import each

URL = "https://lumen.example/2024/03/light"


def vote(raw: str, method: Method = Method.HEADING, where: str = "h1", weight: float = 0.9) -> TitleVote:
    return TitleVote(method, raw, where, weight)


@each(
    ("text", "names", "title"),
    [
        ("Light for all | Lumen Cluster", ["Lumen Cluster"], "Light for all"),
        ("Lumen Cluster - Light for all", ["Lumen Cluster"], "Light for all"),
        ("Light for all – News – Lumen", ["Lumen Cluster"], "Light for all – News"),
        ("Light for all » News » Lumen", ["Lumen Cluster"], "Light for all"),
        ("Light for all :: Lumen", [], "Light for all"),
        ("Grants for Bio – Health", ["BioHealthCluster"], "Grants for Bio – Health"),
        ("Annual call - 2026", ["Call 2026 Cluster"], "Annual call - 2026"),
        ("Light for all – BioHealth", ["BioHealthCluster"], "Light for all"),
        ("Light for all – Lume", ["Lume and Sons of the Valley"], "Light for all"),
        ("Light for all – Lum", ["Lum and Sons of the Valley"], "Light for all – Lum"),
        ("Lumen Cluster – Light – for all", ["Lumen Cluster"], "Light – for all"),
        ("Light – for all – Lumen Cluster", ["Lumen Cluster"], "Light – for all"),
        ("Light – for all the towns | Lumen", [], "Light – for all the towns"),
        ("Light for all of the coast | Net of Lumen Valley", [], "Light for all of the coast"),
        (
            "Light for all of the long coast | The Net of Lumen Valley",
            [],
            "Light for all of the long coast | The Net of Lumen Valley",
        ),
        ("Light for all » Lumen", [], "Light for all"),
        ("Light for all ⋆ Lumen", [], "Light for all"),
        ("Light for all ★ Lumen", [], "Light for all"),
        ("Light for all » lumen", [], "Light for all » lumen"),
        ("Light for all » 2026", [], "Light for all » 2026"),
        ("One » Lumen", [], "One"),
        ("On » Lumen", [], "On » Lumen"),  # half of it
        ("Light for all – ABC", ["ABC"], "Light for all"),
        ("Light for all – BioHealth", ["Bio Health Net"], "Light for all"),
        ("Light for all » eLumen", [], "Light for all » eLumen"),
        ("Light for all – Lume", ["Lumenhau"], "Light for all"),
        ("Light for all – Lume", ["Lumenhaus"], "Light for all – Lume"),
        ("Photonics - a survey of the coast", [], "Photonics - a survey of the coast"),
        ("Cluster-to-cluster work grows", [], "Cluster-to-cluster work grows"),
        ("R&amp;D in the Alps | Lumen", ["Lumen"], "R&D in the Alps"),
        ("Light for <em>all</em>", [], "Light for all"),
    ],
)
def test_the_name_of_the_site_is_removed(text: str, names: list[str], title: str) -> None:
    assert choose_title([vote(text, Method.TITLE, "title", 0.5)], names).value == title


@each(
    ("heading", "title"),
    [
        ("Home / News / Light for all", "Light for all"),
        ("Actualités » Light for all", "Light for all"),
        ("Nets / Light for all", "Nets / Light for all"),
    ],
)
def test_the_path_to_the_page_is_no_part_of_its_heading(heading: str, title: str) -> None:
    votes = [vote(heading), vote("Light for all", Method.TITLE, "title", 0.5)]
    assert choose_title(votes, ["Lumen"]).value == title


def test_a_section_with_a_colon_is_no_part_of_a_title_that_stands_without_it() -> None:
    votes = [vote("Press release"), vote("Press release: Light for all", Method.TITLE, "title", 0.5)]
    assert choose_title(votes, ["Lumen"]).value == "Press release: Light for all"
    assert (
        choose_title([*votes, vote("Light for all", where="h2", weight=0.3)], ["Lumen"]).value
        == "Light for all"
    )


def test_a_title_with_a_dash_is_kept_if_another_candidate_confirms_it() -> None:
    votes = [vote("Lumen – a view", Method.TITLE, "title", 0.5), vote("Lumen – a view")]
    assert choose_title(votes, ["Lumen"]).value == "Lumen – a view"


@each(
    "text", ["Read more", "tovább", "Læs mere ›", "Lire la suite…", "Mehr erfahren", "[Weiterlesen]", "→", ""]
)
def test_the_text_of_a_link_is_not_a_title(text: str) -> None:
    evidence = choose_title([vote(text, Method.FEED, "https://example.org/feed", 5.0), vote("Light for all")])
    assert evidence.value == "Light for all"
    assert [r.raw for r in evidence.rejected] == [text]


def test_the_name_of_the_site_is_not_a_title() -> None:
    evidence = choose_title([vote("LUMEN"), vote("Light for all", Method.META, "og:title", 1.0)], ["Lumen"])
    assert evidence.value == "Light for all"
    assert evidence.rejected[0].reason is Reason.SITE_NAME
    assert evidence.rejected[0].value == "LUMEN"


def test_the_names_on_the_page_are_read_only_if_no_known_name_is_the_end_of_a_title() -> None:
    asked: list[str] = []

    def names_on_page() -> list[str]:
        asked.append("")
        return ["Tal"]

    title = vote("Light for all – Lumen", Method.TITLE, "title", 0.5)
    assert choose_title([title], ["Lumen"], names_on_page).value == "Light for all"
    assert asked == []
    title = vote("Light for all – Tal", Method.TITLE, "title", 0.5)
    assert choose_title([title], ["Lumen"], names_on_page).value == "Light for all"
    assert asked == [""]


def test_a_reserve_counts_if_no_other_heading_does() -> None:
    reserve = TitleVote(Method.HEADING, "Light for all", "h2", 5.0, reserve=True)
    assert choose_title([vote("Six towns"), reserve]).value == "Six towns"
    assert choose_title([vote("Lumen"), reserve], ["Lumen"]).value == "Light for all"


def test_the_first_reserve_counts_alone() -> None:
    reserves = [
        TitleVote(Method.HEADING, text, "h2", weight, reserve=True)
        for text, weight in (("Light", 0.3), ("Nine towns", 5.0))
    ]
    assert choose_title([vote("Six towns", Method.TITLE, "title", 0.5), *reserves]).value == "Six towns"


@each(("places", "title"), [(40, "Light for all"), (41, "Light for all | Lumen")])
def test_the_name_of_the_site_is_looked_for_in_40_places(places: int, title: str) -> None:
    votes = [vote(f"Notice {number}", weight=0.1) for number in range(places - 1)]
    votes.append(vote("Light for all | Lumen", Method.FEED, "f", 5.0))
    assert choose_title(votes, ["Lumen"]).value == title


@each(
    ("title", "expected"),
    [
        ("Lens makers", None),
        ("Lens makers – Lens and light", None),
        ("Aktuelles", None),
        ("Six towns – a report", "Six towns – a report"),
    ],
)
def test_the_section_that_a_heading_names_is_no_title(title: str, expected: str | None) -> None:
    section = TitleVote(Method.HEADING, "Lens makers", "h1", 0.9, Reason.SECTION)
    assert choose_title([section, vote(title, Method.TITLE, "title", 0.5)]).value == expected


def test_a_truncated_title_votes_for_the_full_title() -> None:
    votes = [
        vote("Six towns share their micro…", Method.FEED, "f", 1.0),
        vote("Six towns share their micro…", Method.META, "title", 1.0),
        vote("Six towns share their microscopes"),
    ]
    assert choose_title(votes).value == "Six towns share their microscopes"


@each(
    ("stem", "whole_wins"), [("Six towns sha", False), ("Six towns shar", False), ("Six towns share", True)]
)
def test_how_much_of_a_truncated_title_is_needed(stem: str, whole_wins: bool) -> None:
    """At least thirteen letters and digits."""
    votes = [vote(f"{stem}…", Method.FEED, "f", 1.0), vote("Six towns share their microscopes")]
    assert (choose_title(votes).value == "Six towns share their microscopes") is whole_wins


@each(("letters", "kept"), [(400, True), (401, False)])
def test_a_title_has_at_most_400_letters(letters: int, kept: bool) -> None:
    assert (choose_title([vote("a" * letters)]).value is not None) is kept


def test_og_title_that_is_the_same_everywhere_loses() -> None:
    html = page(
        post(),
        '<title>Six towns share their microscopes</title><meta property="og:title" content="Welcome to our valley">',
    )
    assert extract_post(html, "https://example.org/a").title == "Six towns share their microscopes"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (("json-ld", "heading", "title"), "Six towns share one microscope"),
        (("json-ld", "heading", "title", "microdata"), "Six towns share their microscopes"),
    ],
    ids=["three places", "four places"],
)
def test_og_title_wins_unless_four_candidates_agree_on_another_title(
    others: tuple[str, ...], expected: str
) -> None:
    weights = {"json-ld": 1.0, "heading": 0.9, "title": 0.5, "microdata": 0.8}
    votes = [
        vote("Six towns share their microscopes", Method(method), method, weights[method])
        for method in others
    ]
    votes.append(vote("Six towns share one microscope", Method.META, "og:title", 1.0))
    assert choose_title(votes).value == expected


@each(
    ("copy", "expected"),
    [(True, "Six towns share one microscope"), (False, "Six towns share their microscopes")],
)
def test_a_copy_of_og_title_counts_for_a_little(copy: bool, expected: str) -> None:
    """Beside four places that together outweigh `og:title` alone by a quarter of a vote."""
    votes = [vote("Six towns share their microscopes")]
    votes += [
        vote("Six towns share their microscopes", method, where, weight)
        for method, where, weight in (
            (Method.JSON_LD, "headline", 1.0),
            (Method.JSON_LD, "name", 0.6),
            (Method.TITLE, "title", 0.5),
        )
    ]
    votes.append(vote("Six towns share one microscope", Method.META, "og:title", 1.0))
    if copy:
        votes.append(vote("Six towns share one microscope", Method.META, "twitter:title", 0.8))
    assert choose_title(votes).value == expected


OG, H1 = vote("Light for all", Method.META, "og:title", 1.0), vote("Six towns")
TITLE = vote("Six towns", Method.TITLE, "title", 0.5)
TWITTER = vote("Light for all", Method.META, "twitter:title", 0.8)


@each(
    ("votes", "expected"),
    [
        ([OG, TITLE], "Light for all"),
        ([OG, H1], "Six towns"),
        ([OG, TWITTER, H1], "Six towns"),  # a copy of og:title is no second witness
        ([OG, TWITTER, TITLE], "Light for all"),
        ([TWITTER, TITLE], "Six towns"),
        ([TWITTER, TITLE, vote("Light for all", where="h2", weight=0.6)], "Light for all"),
    ],
)
def test_an_og_title_that_no_place_confirms(votes: list[TitleVote], expected: str) -> None:
    assert choose_title(votes).value == expected


@each(
    ("heading", "other", "expected"),
    [
        ("Light for all 4 May 2026", "Light for all", "Light for all"),
        ("4 May 2026: light for all", "Light for all", "Light for all"),
        ("Light for all in May", "Light for all", "Light for all in May"),
        ("4 May 2026 Light", "Six towns", "4 May 2026 Light"),
    ],
)
def test_a_date_is_cut_from_a_heading_if_another_place_has_the_title(
    heading: str, other: str, expected: str
) -> None:
    assert choose_title([vote(heading), vote(other, Method.TITLE, "title", 0.5)]).value == expected


@each(
    ("h1", "title", "whole_wins"),
    [
        ('Call for "Light" in Ulm', 'Call for "Light" in Ulm', True),
        ('Call for "Light" in Ulm', "Six towns", False),
        ("Call for all of Ulm", "Call for all of Ulm", False),
        ('The call for "Light" in Ulm', 'The call for "Light" in Ulm', False),
    ],
)
def test_an_og_title_that_a_quote_ends_gives_way(h1: str, title: str, whole_wins: bool) -> None:
    votes = [vote("Call for", Method.META, "og:title", 5.0), vote(h1)]
    votes += [vote(title, Method.TITLE, "title", 0.5), vote("Call for", Method.JSON_LD, "headline", 1.2)]
    assert (choose_title(votes).value == h1) is whole_wins


def test_the_beginning_of_another_title_lends_no_vote() -> None:
    votes = [vote("Five towns share their light…", Method.FEED, "f", 1.0), vote("Six towns share it all")]
    assert choose_title(votes).value == "Five towns share their light…"


def test_a_page_without_candidates_has_a_reason() -> None:
    evidence = extract_post("<p>x</p>", "https://example.org/a").evidence["title"]
    assert evidence.value is None
    assert evidence.reason is Reason.NO_TITLE


@each(
    ("listed", "heading", "title"),
    [
        ("Six towns share it", "Six towns share it", "Six towns share it"),
        ("Six towns", "Six towns share it", "All microscopes of six towns"),
        ("Six towns share it", "News of six towns", "All microscopes of six towns"),
        ("All microscopes of six towns", "Six towns share it", "All microscopes of six towns"),
    ],
)
def test_a_heading_that_the_index_has_too_outweighs_the_metadata(
    listed: str, heading: str, title: str
) -> None:
    other = "All microscopes of six towns"
    votes = [
        vote(other, Method.META, "og:title", 1.0),
        vote(other, Method.META, "twitter:title", 0.8),
        vote(other, Method.JSON_LD, "WebPage.name", 0.6),
        vote(other, Method.TITLE, "title", 0.5),
        vote(heading, Method.HEADING, "h1", 0.9),
        vote(listed, Method.FEED, "https://example.org/feed", 0.9),
    ]
    assert choose_title(votes).value == title


def test_the_entry_votes_and_other_titles_are_kept_as_evidence() -> None:
    entry = Entry(
        "https://example.org/a", Method.FEED, "https://example.org/feed", title="Microscopes for six towns"
    )
    draft = extract_post(page(post()), "https://example.org/a", entry=entry)
    assert draft.title in ("Six towns share their microscopes", "Microscopes for six towns")
    assert len(draft.evidence["title"].rejected) == 1


_CITY = "Six towns share their microscopes"


@each(
    ("declared", "head", "expected"),
    [
        # The end of `<title>` that the heading leaves out, also behind another title.
        ("Towns buy microscopes | Tal Politik", f"{_CITY} | Tal Politik", "Towns buy microscopes"),
        ("Towns buy microscopes - Tal", f"{_CITY} - Tal", "Towns buy microscopes"),
        ("Towns buy microscopes | Tal Politik", "Why towns buy | Tal Politik", "Towns buy microscopes"),
        (
            "Towns buy microscopes – in Brest | Tal Politik",
            "Why towns buy – and when | Tal Politik",
            "Towns buy microscopes – in Brest",
        ),
        (
            "Towns buy microscopes - 12 news - Talburg",
            f"{_CITY} - 12 news - Talburg",
            "Towns buy microscopes",
        ),
        # It is no name: in lower case, with digits, or another end.
        (
            "Towns buy microscopes - what it means",
            f"{_CITY} - what it means",
            "Towns buy microscopes - what it means",
        ),
        ("Towns buy microscopes - 2026", f"{_CITY} - 2026", "Towns buy microscopes - 2026"),
        ("Towns buy microscopes - Brest", f"{_CITY} - Tal", "Towns buy microscopes - Brest"),
        (
            "Towns buy microscopes - Brest",
            "Why towns buy microscopes - Brest",
            "Towns buy microscopes - Brest",
        ),
        # One word before the title that the page prints without it.
        (f"Analysis: {_CITY}", _CITY, _CITY),
        (f"What to know: {_CITY}", _CITY, f"What to know: {_CITY}"),
    ],
)
def test_ends_and_labels_that_the_page_does_not_print(declared: str, head: str, expected: str) -> None:
    votes = [vote(declared, Method.META, "og:title", 1.0), vote(_CITY)]
    votes += [vote(head, Method.TITLE, "title", 0.5)]
    assert choose_title(votes).value == expected


def test_what_the_heading_leaves_out_stands_behind_the_whole_heading() -> None:
    votes = [vote("Six towns – a report"), vote("Six towns – a report | Tal", Method.TITLE, "title", 0.5)]
    votes.append(vote("Towns buy microscopes | Tal", Method.FEED, "f", 5.0))
    assert choose_title(votes).value == "Towns buy microscopes"


def test_a_title_that_is_also_the_name_of_the_site_stays() -> None:
    assert choose_title([vote("Netz"), vote("Netz - Netz", Method.TITLE, "title", 0.5)]).value == "Netz"


def test_the_name_of_the_site_in_microdata_is_removed() -> None:
    named = f"{_CITY} | Press of the valley"
    votes = [vote(named, Method.META, "og:title", 1.0), vote(named, Method.MICRODATA, "headline", 0.8)]
    assert choose_title([*votes, vote(_CITY)], ["Press of the valley"]).value == _CITY
    assert choose_title([*votes, vote(_CITY)]).value == named


@each("mark", ["¶", "&para;", "#", "§", "🔗"])
def test_the_link_of_a_heading_to_itself_is_not_in_the_title(mark: str) -> None:
    link = f'<a class="anchor" href="#light" title="Link to this heading">{mark}</a>'
    draft = extract_post(
        page(f'<h1 id="light">Light for all{link}</h1><p>{P1}<h2>Next steps{link}</h2><p>{P2}'), URL
    )
    assert draft.title == "Light for all"
    assert draft.body == f"{P1}\nNext steps\n{P2}"


@each(
    ("heading", "declared", "title"),
    [("<span>News</span><span>Light for all</span>", "Light for all", "Light for all"),
     ("<span>News</span><span>Light</span>", "Light", "NewsLight"),  # one word may be the end of another
     ("<span>NEWS</span><span>Light for all</span>", "Light for all", "NEWSLight for all"),
     ("News on Light for all", "Light for all", "News on Light for all"),
     ("Sunlight for all", "light for all", "Sunlight for all")],
)  # fmt: skip
def test_a_label_that_touches_the_title_in_a_heading_is_cut(heading: str, declared: str, title: str) -> None:
    votes = [vote(heading, weight=1.0), vote(declared, Method.TITLE, "title", 0.5)]
    assert choose_title(votes, []).value == title


def test_a_heading_below_the_name_of_the_site_is_the_title() -> None:
    links = "<ul><li><a href=/1>Page 1</a><li><a href=/2>Page 2</a><li><a href=/3>Page 3</a></ul>"
    html = f"<main><p>Net of the coast</p><h1>Light for all</h1>{links}<p>{P1[:50]}</p></main>"
    head = "<title>Net of the coast | Light for all</title>"
    assert extract_post(page(html, head), "https://example.org/a").title == "Light for all"


@each("home", ["/", "../../", "https://lumen.example/"])
def test_a_heading_that_leads_to_the_home_page_is_the_name_of_the_site(home: str) -> None:
    banner = f'<header><h1><a href="{home}">Lumen Cluster of the coast</a></h1></header>'
    title = "<title>Lumen Cluster - Training</title>"
    draft = extract_post(
        page(f"{banner}<main><article><h2>Training</h2>{PROSE}</article></main>", title), URL
    )
    assert draft.title == "Training"


def test_a_part_of_the_name_of_the_site_may_begin_a_title_in_a_feed() -> None:
    of_feed = vote("Lumenburg : Light for all", Method.FEED, "f", 1.0)
    assert choose_title([of_feed], ["Lumenburg Cluster"]).value == "Lumenburg : Light for all"
    assert choose_title([of_feed], ["Lumenburg"]).value == "Light for all"


def test_the_title_of_a_list_beside_a_heading_with_the_name_of_the_site() -> None:
    votes = [
        vote("Training", Method.LISTING, "https://lumen.example/", 0.9),
        vote("Lumen Cluster of the coast"),
        vote("Training — Lumen Cluster of the coast", Method.TITLE, "title", 0.5),
    ]
    assert choose_title(votes).value == "Training"


@each(
    ("heading", "og_title", "read"),
    [
        ("Six towns share one microscope", "Six towns share one microscope", False),
        ("Six towns share one", "Six towns share one microscope!", False),
        ("Six towns share one microscope!", "Six towns share one", False),
        ("Six towns buy their large microscopes", "Six towns sold their large microscopes", False),
        ("Six towns buy large microscopes", "Six towns sold large microscopes", True),
    ],
)
def test_the_links_of_a_page_are_read_only_if_titles_share_few_words(
    heading: str, og_title: str, read: bool
) -> None:
    pages_read = []

    def names_on_page() -> list[str]:
        pages_read.append(heading)
        return []

    choose_title([vote(heading), vote(og_title, Method.META, "og:title", 1.0)], (), names_on_page)
    assert bool(pages_read) is read
