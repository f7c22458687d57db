"""Comparison of two texts: which shares of common words and which swaps make them the same announcement."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from string import ascii_lowercase

from clusterwatch.features import sketch
from clusterwatch.stories.similarity import StoryText, similarity
from tests.tables import each

# Different words of three letters. None of them is a name or a number.
WORDS = ["".join(letters) for letters in product(ascii_lowercase, repeat=3)]
SAME, OTHER = WORDS[:11_000], WORDS[12_000:]


def alike(
    one: Sequence[str], other: Sequence[str], day: str | None = None, later: str | None = None
) -> float:
    return similarity(StoryText(" ".join(one), day), StoryText(" ".join(other), later))


def changed(*places: tuple[int, str], words: Sequence[str] = SAME[:100]) -> list[str]:
    """Return `words` with each word at the given positions replaced by a text of zero or more words."""
    out = list(words)
    for place, text in places:
        out[place] = text
    return " ".join(out).split()


@each(("words", "share"), [(39, 0.0), (40, 1.0), (41, 1.0)])
def test_texts_of_forty_words_are_compared(words: int, share: float) -> None:
    text = SAME[:words]
    assert alike(text, text) == share
    assert alike(text, [*text, *OTHER[:60]]) == share
    assert bool(sketch(" ".join(text))) is (share > 0)


@each(
    ("length", "common", "share"),
    [
        (100, 47, 0.459),  # 45 of 98 runs of three words
        (100, 46, 0.0),
        (102, 47, 0.45),
        (102, 46, 0.0),
        (102, 72, 0.7),
        (98, 68, 0.688),
    ],
)
def test_a_copy_shares_nearly_half_of_its_runs_of_three_words(length: int, common: int, share: float) -> None:
    one, other = SAME[:length], SAME[:common] + OTHER[: length - common]
    assert alike(one, other) == share
    assert alike(other, one) == share
    assert alike(one, [*OTHER[500:540], *other]) == share  # the share is that of the shorter text


@each(
    ("day", "later", "common", "share"),
    [
        ("2026-01-01", "2026-05-01", 72, 0.7),  # 120 days
        ("2026-01-01", "2026-05-02", 72, 0.0),
        ("2026-05-02", "2026-01-01", 72, 0.0),
        ("2026-01-01T10:00", "2026-05-02T08:30:00+02:00", 72, 0.0),
        ("2026-01-01", "2026-05-02", 92, 0.9),
        ("2026-01-01", "2026-05-02", 91, 0.0),
        ("2026-01-01", "2027-01-01", 102, 1.0),
        ("2026-01-01", None, 72, 0.7),
        (None, "2026-05-02", 72, 0.7),
        ("2025", "2026-05-02", 72, 0.7),
        ("2026-01", "2026-09", 72, 0.7),
    ],
)
def test_months_later_only_nearly_equal_words_are_a_copy(
    day: str | None, later: str | None, common: int, share: float
) -> None:
    assert alike(SAME[:102], SAME[:common] + OTHER[: 102 - common], day, later) == share


@each(
    ("one", "other", "same"),
    [
        (changed((50, "2025")), changed((50, "2026")), False),
        (changed((50, "2025")), changed((50, "2025")), True),
        (changed((10, "ﷺ"), (50, "2025")), changed((10, "ﷺ"), (50, "2026")), False),  # a letter of four words
        (changed((0, "2025")), changed((0, "2026")), False),
        (changed((99, "2025")), changed((99, "2026")), False),
        (changed((50, "2025")), changed((50, "")), True),  # a missing number is not a changed one
        (changed((50, "2025")), changed((50, "soon")), True),
        (changed((50, "10 2025")), changed((50, "2025 10")), True),
        (changed((50, "2" * 17 + "1")), changed((50, "2" * 17 + "3")), False),
        (changed((50, "2" * 18 + "1")), changed((50, "2" * 18 + "3")), True),
        (changed((50, "2" * 9000)), changed((50, "2" * 9001)), True),
        # A swap has at most eight words on each side; nine are another paragraph.
        (changed((50, "2025 a b c d e f g")), changed((50, "2026 l m n o p q r")), False),
        (changed((50, "2025 a b c d e f g h")), changed((50, "2026 l m n o p q r")), True),
        (changed((50, "2025 a b c d e f g")), changed((50, "2026 l m n o p q r s")), True),
        (changed((50, "2025 a b c d e f g h")), changed((50, "2026 l m n o p q r s")), True),
        # A swap needs two equal words on each side.
        (changed((1, "2025")), changed((1, "2026")), True),
        (changed((2, "2025")), changed((2, "2026")), False),
        (changed((98, "2025")), changed((98, "2026")), True),
        (changed((97, "2025")), changed((97, "2026")), False),
        (changed((50, "2025"), (52, "a b c d e f g h i")), changed((50, "2026"), (52, "l m n o p q r s t")), True),
        (changed((50, "2025"), (53, "a b c d e f g h i")), changed((50, "2026"), (53, "l m n o p q r s t")), False),
        (changed((52, "2025"), (50, "a b c d e f g h i")), changed((52, "2026"), (50, "l m n o p q r s t")), True),
        (changed((53, "2025"), (50, "a b c d e f g h i")), changed((53, "2026"), (50, "l m n o p q r s t")), False),
    ],
)  # fmt: skip
def test_another_number_is_another_announcement(one: list[str], other: list[str], same: bool) -> None:
    assert (alike(one, other) > 0) is same
    assert (alike(other, one) > 0) is same


LYON, GRAZ = [(20, "Lyon"), (40, "Rhône")], [(20, "Graz"), (40, "Mur")]


@each(
    ("one", "other", "same"),
    [
        (LYON, GRAZ, False),
        (LYON[:1], GRAZ[:1], True),  # one may be a correction
        (LYON, [(20, "there"), (40, "then")], True),  # a name replaced by other words is not a changed name
        ([(20, "EU"), (40, "UNO")], [(20, "EEC"), (40, "ILO")], True),  # abbreviations are not names
        ([*LYON, (60, "a")], [*GRAZ, (60, "l")], False),
        ([*LYON, (60, "a"), (80, "b")], [*GRAZ, (60, "l"), (80, "m")], True),  # half are not most
        ([*LYON, (60, "a x"), (80, "b x")], [*GRAZ, (60, "x"), (80, "x")], False),  # omitted words are not swaps
        ([*LYON, (46, "a")], [*GRAZ, (46, "l")], False),  # equal words between two swaps are not swaps
        ([(35, "Lyon"), (40, "Rhône"), (45, "a")], [(35, "Graz"), (40, "Mur"), (45, "l")], False),
    ],
)  # fmt: skip
def test_other_names_in_most_swaps_are_another_announcement(
    one: list[tuple[int, str]], other: list[tuple[int, str]], same: bool
) -> None:
    assert (alike(changed(*one), changed(*other)) > 0) is same
    assert (alike(changed(*other), changed(*one)) > 0) is same


@each(("place", "same"), [(9_997, False), (9_999, False), (10_000, True), (10_001, True)])
def test_swaps_are_searched_in_the_first_ten_thousand_words(place: int, same: bool) -> None:
    one, other = changed((place, "2025"), words=SAME), changed((place, "2026"), words=SAME)
    assert (alike(one, other) > 0) is same


def test_sketches_equal_those_in_existing_archives() -> None:
    """Check the sketch of a fixed text. A change needs a migration, since old sketches would match no new ones."""
    made = sketch(" ".join(SAME[:100]))
    assert len(made) == 12
    assert made == tuple(sorted(made))
    assert made[:3] == (1860495375709, 6540502614826, 10683057846388)
    assert 1 << 40 < max(sketch(" ".join(SAME[:40]))) < 1 << 48  # six bytes


def test_notices_that_many_sources_have_do_not_make_texts_similar() -> None:
    notice = (
        "Funded by the European Union. Views and opinions expressed are however those of the authors only and do not "
        "necessarily reflect those of the European Union or the agency, and neither can be held responsible for them."
    )
    one, other = (
        " ".join(f"{name}{n}" for n in range(45)) for name in ("harbour", "furnace")
    )  # no word in common
    assert similarity(StoryText(f"{one}\n{notice}"), StoryText(f"{other}\n{notice}")) == 0
    assert similarity(StoryText(f"{one}\n{notice}"), StoryText(f"{one}\n{notice} It is so.")) == 1
