"""Tests of the bodies to whose sites a post links."""

from __future__ import annotations

from clusterwatch import read_facts
from clusterwatch.facts.mentions.linked import with_linked
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.facts.versions import links_abroad
from clusterwatch.models import Link, LinkKind, Mention, MentionKind
from tests.tables import each

HOSTS = {"glass.example": ("glass", "Glass Cluster"), "boats.example": ("boats", "Boat Cluster")}
PARAGRAPHS = paragraphs_of("Our partners", "We work with the glass makers.\nBoat Cluster joins us, see here.")
GLASS = Link("https://glass.example/", "glass makers", LinkKind.PAGE, "glass.example")
BOATS = Link("https://boats.example/a", "Boat Cluster", LinkKind.SOURCE, "boats.example")
NAMED = Mention(MentionKind.BODY, "boats", "Boat Cluster", "Boat Cluster", 2, (0, 12))


@each(
    ("link", "mentions", "expected"),
    [
        (GLASS, (), [("glass", "glass makers", 1, (17, 29), "link")]),
        (BOATS, (), [("boats", "Boat Cluster", 2, (0, 12), "link")]),
        # A body that is named already, and text that names another body.
        (BOATS, (NAMED,), [("boats", "Boat Cluster", 2, (0, 12), "name")]),
        (Link("https://glass.example/", "Boat Cluster", LinkKind.PAGE, "glass.example"), (NAMED,), [
            ("boats", "Boat Cluster", 2, (0, 12), "name")
        ]),
        # A host of nobody, a text that is not in the body, a link to share the post.
        (Link("https://tin.example/", "glass makers", LinkKind.PAGE, "tin.example"), (), []),
        (Link("https://glass.example/", "Our partners", LinkKind.PAGE, "glass.example"), (), []),
        (Link("https://glass.example/", "", LinkKind.PAGE, "glass.example"), (), []),
        (Link("https://glass.example/f.pdf", "glass makers", LinkKind.ATTACHMENT, "glass.example"), (), []),
    ],
)  # fmt: skip
def test_with_linked(
    link: Link, mentions: tuple[Mention, ...], expected: list[tuple[str, str, int, tuple[int, int], str]]
) -> None:
    found = with_linked(mentions, PARAGRAPHS, [link], HOSTS)
    assert [(one.id, one.raw, one.paragraph, one.span, one.method) for one in found] == expected


def test_links_to_the_own_site_are_left_out() -> None:
    assert links_abroad([GLASS, BOATS], "https://www.glass.example/news/1") == (BOATS,)


def test_the_hosts_are_those_of_the_shipped_catalogue() -> None:
    link = Link("https://www.minalogic.com/", "pôle voisin", LinkKind.PAGE, "minalogic.com")
    (mention,) = read_facts("", "Nous suivons le pôle voisin.", "fr", links=[link]).mentions
    assert (mention.id, mention.raw, mention.method) == ("minalogic", "pôle voisin", "link")
