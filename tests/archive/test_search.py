"""Full-text search: folding, phrases, arbitrary text, and an index that always agrees with the posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusterwatch import text
from clusterwatch.archive import Archive, Selection, delete_source, search
from clusterwatch.features import fold
from tests.archive.made import SITE, WORDS, draft, observed, record, record_texts, rows
from tests.tables import each

TITLES = {
    "pl": ("Klaster w Łodzi", "Nowa siedziba w mieście Łódź przy ulicy Źródłowej."),
    "de": ("Neue Straße", "Die Straße zum Werk wird für größere Lastwagen ausgebaut."),
    "el": (
        "Νέα από την Αθήνα",
        "Ο όμιλος προϊόντων άνοιξε γραφείο στην οδό Σταδίου, δίπλα στους φίλους μας.",
    ),
    "da": ("Møde i København", "Vi mødes på Østerbro til æblekage."),
    "fr": ("L’œuvre commune", "Un pôle d’hydrogène à Besançon, déjà ouvert."),
    "hr": ("Đurđevac domaćin", "Susret članova u gradu Đurđevcu."),
    "tr": ("IŞIK projesi", "Isparta ve İzmir için ışık."),
    "mt": ("Ħal Għaxaq", "Laqgħa dwar l-enerġija."),
    "cs": ("Průmyslový klastr", "Žďár hostí výstavu."),
}


@pytest.fixture
def filled(archive: Archive, now: datetime) -> Archive:
    assert {verdict.kind for verdict in record_texts(archive, TITLES, now)} == {"new"}
    return archive


def found(archive: Archive, words: str, **values: object) -> list[str]:
    return [hit.url.rpartition("/")[2] for hit in archive.search(words, **values)]  # type: ignore[arg-type]


@each(
    ("words", "languages"),
    [
        ("łódź", ["pl"]),
        ("lodz", ["pl"]),
        ("ŁÓDŹ", ["pl"]),
        ("zrodlowej", ["pl"]),
        ("Straße", ["de"]),
        ("strasse", ["de"]),
        ("STRASSE", ["de"]),
        ("grossere", ["de"]),
        ("Αθήνα", ["el"]),
        ("αθηνα", ["el"]),
        ("ΑΘΗΝΑ", ["el"]),
        ("προιοντων", ["el"]),
        ("φιλουσ", ["el"]),
        ("ΦΊΛΟΥΣ", ["el"]),
        ("kobenhavn", ["da"]),
        ("Østerbro", ["da"]),
        ("aeblekage", ["da"]),
        ("oeuvre", ["fr"]),
        ("ŒUVRE", ["fr"]),
        ("hydrogene", ["fr"]),
        ("durdevac", ["hr"]),
        ("Đurđevac", ["hr"]),
        ("isik", ["tr"]),
        ("IŞIK", ["tr"]),
        ("izmir", ["tr"]),
        ("hal ghaxaq", ["mt"]),
        ("prumyslovy", ["cs"]),
        ("zdar", ["cs"]),
        ("hydro", []),
        ("hydro*", ["fr"]),
        ("Hydro* Besanç*", ["fr"]),
        ("klast*", ["cs", "pl"]),  # newest first
        ("pôle besançon", ["fr"]),
        ("besançon pôle", ["fr"]),
        ('"besançon pôle"', []),
        ('"pole d’hydrogene"', ["fr"]),
        ('"besancon deja"', ["fr"]),  # punctuation between words is ignored
        ('"besançon déjà', ["fr"]),  # an unclosed quotation mark
        ("d'hydrogène", ["fr"]),
        ("klast* -łodzi", ["cs"]),
        ('klast* -"klaster w"', ["cs"]),
        ("-klaster", []),
        ("pôle AND besançon", []),  # AND is an ordinary word
        ("title:klaster", []),
        ("", []),
        ("…!", []),
    ],
)
def test_search(filled: Archive, words: str, languages: list[str]) -> None:
    assert found(filled, words) == languages


def test_limit_and_source_of_a_search(filled: Archive) -> None:
    assert found(filled, "klast*", limit=1) == ["cs"]
    assert found(filled, "klast*", source="alpha") == ["cs", "pl"]
    assert found(filled, "klast*", source="beta") == []


def test_a_snippet_shows_the_line_with_the_word(archive: Archive, now: datetime) -> None:
    lines = ["First line.", "word " * 60 + "Besançon " + "word " * 60, "Last line."]
    record(archive, observed(read=draft(body="\n".join(lines))), now)
    (hit,) = archive.search("besancon")
    assert (hit.id, hit.source, hit.url, hit.title) == (1, "alpha", f"{SITE}/a", "Twelve chosen")
    assert (hit.published, hit.precision, hit.language) == ("2026-02-20", "day", "en")
    assert "Besançon" in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) <= 162
    (hit,) = archive.search("chosen")  # in the title only
    assert hit.snippet.startswith("First line. word")


def test_a_post_without_a_body_is_found_by_its_title(archive: Archive, now: datetime) -> None:
    record(archive, observed(read=draft(body=None)), now)
    (hit,) = archive.search("twelve")
    assert hit.snippet == ""


def test_the_words_of_an_edit_are_found_and_the_old_ones_are_not(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    record(archive, observed(read=draft(title="Thirteen for Łódź")), now)
    assert found(archive, '"twelve chosen"') == []
    assert found(archive, "lodz") == ["a"]


ODD = st.text(st.characters(), max_size=20) | st.text("a \"-*()^:+{}[]\\_'\x00\ud800é\u0301", max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ODD)
def test_any_text_is_a_valid_query(filled: Archive, words: str) -> None:
    assert all(hit.url.startswith(SITE) for hit in filled.search(words))


LETTERS = "aAßẞłŁøØđĐħıİiIŋæÆœŒþςσΣάΆΐΰϊώéÉñčŽ "
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "update", "delete", "title", "clear"]),
        st.integers(1, 4),
        st.text(LETTERS, max_size=12) | st.text(max_size=6),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(EDITS)
def test_the_index_agrees_with_the_posts_after_any_edits(
    archive: Archive, edits: list[tuple[str, int, str]]
) -> None:
    columns = "source, url, title, body, first_seen, last_seen, last_changed, fingerprint"
    db = archive.db
    with archive.dry_run():
        for what, n, words in edits:
            if what == "insert":
                url = f"{SITE}/{n}"
                db.execute(
                    f"INSERT OR IGNORE INTO posts (id, {columns}) VALUES (?, 'alpha', ?, ?, ?, '', '', '', '')",
                    [n, url, words, words[::-1]],
                )
            elif what == "delete":
                db.execute("DELETE FROM posts WHERE id = ?", [n])
            else:
                column, value = {
                    "update": ("body", words),
                    "title": ("title", words),
                    "clear": ("body", None),
                }[what]
                db.execute(f"UPDATE posts SET {column} = ? WHERE id = ?", [value, n])
        db.execute(
            "INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)"
        )  # raises if the index differs from the posts
        indexed, stored = (
            db.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("posts_fts_docsize", "posts")
        )
        assert indexed == stored


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text("aAßẞłŁøØđĐħıİiIŋæÆœŒþςσΣάΆΐΰϊώέÉñčŽğŞžőűāēķļņțșĊġ", min_size=1, max_size=8))
def test_a_word_is_found_in_any_case(archive: Archive, now: datetime, word: str) -> None:
    with archive.dry_run():
        archive.posts.record(observed(read=draft(body=f"{WORDS} {word}")), now)
        for typed in (word, word.upper(), word.lower(), text.fold(word)):
            assert found(archive, typed) == ["a"]


def test_the_index_passes_the_integrity_check_after_edits(filled: Archive, now: datetime) -> None:
    for language, (title, _) in TITLES.items():
        url = f"{SITE}/{language}"
        record(filled, observed(url, read=replace(draft(url), title=title.upper(), body=WORDS)), now)
    filled.db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
    assert rows(filled, "SELECT count(*) AS n FROM posts_fts WHERE posts_fts MATCH 'harbours'") == [
        {"n": len(TITLES)}
    ]


SPELLINGS = "район май Їжак ёлка CO₂ H₂ m² Foo™ 10⁶ ½ nº Ἀθῆναι ŀl ǿ łódź Straße Αθήνα n_x İstanbul šiška"


@each("word", [*SPELLINGS.split(), "co2", "lodz", "strasse", "αθηνα"])
def test_words_with_special_letters_are_found(archive: Archive, now: datetime, word: str) -> None:
    record(archive, observed(read=draft(body=f"{WORDS} {SPELLINGS}")), now)
    assert [hit.id for hit in archive.search(word)] == [1]
    sql = "SELECT rowid FROM posts_fts WHERE posts_fts MATCH ?"
    assert archive.db.execute(sql, [f'"{fold(word)}"']).fetchall() == [(1,)]


@each("words", ["", "-i", "…"])
def test_a_query_without_a_word_finds_and_counts_nothing(filled: Archive, words: str) -> None:
    assert found(filled, words) == []
    assert search.facets(filled.db, words, Selection()) == search.Facets({}, False)
    assert search.count(filled.db, words, Selection()) == 0


def test_language_since_and_source_filter_the_hits(filled: Archive) -> None:
    assert found(filled, "i", language="hr") == []
    assert found(filled, "u", language="hr") == ["hr"]
    assert found(filled, "w", since="2026-02-02") == []
    assert found(filled, "w", since="2026-02-01") == ["pl"]
    assert found(filled, "u", source="beta") == []


@pytest.mark.parametrize(
    ("published", "since", "hits"),
    [
        ("2026-02", "2026-02-15", 1),
        ("2026", "2026-02-15", 1),
        ("2026-02-15T00:00", "2026-02-15", 1),
        ("2026-01", "2026-02-15", 0),
        ("2025", "2026-02-15", 0),
    ],
)
def test_since_selects_a_month_or_year_that_is_not_before_the_day(
    archive: Archive, now: datetime, published: str, since: str, hits: int
) -> None:
    record(archive, observed(read=draft(published=published)), now)
    assert len(archive.search(draft().title or "", since=since)) == hits


def test_best_sorts_by_relevance(archive: Archive, now: datetime) -> None:
    often = "Hydrogen, hydrogen and again hydrogen."
    once = f"{WORDS} Hydrogen is not among its subjects this time."
    for name, day, body in (("often", "2026-01-01", often), ("once", "2026-02-01", once)):
        record(
            archive,
            observed(f"{SITE}/{name}", read=draft(f"{SITE}/{name}", title=name, body=body, published=day)),
            now,
        )
    assert found(archive, "hydrogen") == ["once", "often"]
    assert found(archive, "hydrogen", best=True) == ["often", "once"]


def test_marks_are_the_positions_of_the_words(filled: Archive) -> None:
    (hit,) = filled.search('strass* "größere lastwagen"')
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Straße", "größere", "Lastwagen"]


@pytest.mark.parametrize("far", [4, 1000])
def test_words_that_very_many_posts_contain(
    archive: Archive, now: datetime, monkeypatch: pytest.MonkeyPatch, far: int
) -> None:
    """Check that visiting posts from the newest on finds the same hits as sorting all matches."""
    for n in range(12):
        word = "kiln" if n % 3 == 0 else "mill"
        url = f"{SITE}/{n}"
        read = draft(
            url,
            title=f"Title {n}",
            body=f"{WORDS} The {word} number {n} is new.",
            published=f"2026-01-{n + 1:02}",
        )
        record(archive, observed(url, read=read), now)
    expected = found(archive, "kiln", limit=3)
    monkeypatch.setattr(search, "_MANY", 2)
    monkeypatch.setattr(search, "_FAR", far)
    assert found(archive, "kiln", limit=3) == expected == ["9", "6", "3"]
    assert found(archive, "kiln") == ["9", "6", "3", "0"]
    assert found(archive, "kiln -number") == []
    assert found(archive, "kiln", since="2026-01-05") == ["9", "6"]


FORMS = {
    "bg": ("Клъстерът расте", "Проектите на района за водород."),
    "cs": ("Výzva pro podniky", "Nová data a klastry."),
    "nl": ("Oproep", "Het bedrijf weet dat."),
    "de": ("Neue Netzwerke", "Mit Clustern und Unternehmen."),
    "en": ("Clusters call", "Batteries for policy makers. Universities."),
    "fr": ("Déposées hier", "Les pôles régionaux."),
    "ga": ("An ghrúpa", "Tá an tionscadal ann."),
    None: ("Klastry", "Bez języka."),
}  # fmt: skip


@pytest.fixture
def inflected(archive: Archive, now: datetime) -> Archive:
    record_texts(archive, FORMS, now)
    return archive


FOUND = """
    клъстер: bg | проект: bg | раион: bg | райони: bg | поканите:
    podnik: cs | klastr: cs None | data: cs | dat: nl cs | výzvám: cs | vyzva: cs
    cluster: en de | CLUSTERN: de | unternehmens: de | calls: en | battery: en | police: | university: en | universe:
    policies: en | "cluster": | "clusters call": en | cluster*: en de
    clusters -universities: de | clusters -university: en de
    deposer: fr | regional: fr | regionale: fr | pôle: fr | (pôle): fr | grúpa: ga | grúpaí: ga | mbraisle:
"""


@each("case", [case.strip() for line in FOUND.strip().splitlines() for case in line.split("|")])
def test_forms_of_words_are_found_in_their_language(inflected: Archive, case: str) -> None:
    words, _, languages = case.rpartition(":")
    assert set(found(inflected, words)) == set(languages.split())


@each(("words", "languages"), [("data", ["cs"]), ("clusters", ["en"]), ("klastry", ["None", "cs"])])
def test_an_exact_search_finds_the_words_as_they_are_typed(
    inflected: Archive, words: str, languages: list[str]
) -> None:
    assert found(inflected, words, exact=True) == languages


def test_forms_are_marked(inflected: Archive) -> None:
    (hit,) = inflected.search("policy university")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["policy", "Universities"]


@pytest.mark.parametrize("many", [1, 4_000])
def test_a_form_that_is_another_word_elsewhere_counts_in_its_language_only(
    inflected: Archive, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(search, "_MANY", many)
    monkeypatch.setattr(search, "_FAR", many)
    assert found(inflected, "data") == ["cs"]
    assert found(inflected, "data", best=True) == ["cs"]
    assert found(inflected, "data", language="nl") == []


@pytest.mark.parametrize(
    ("narrowed", "languages"),
    [
        ({"since": "2026-02-04"}, ["en", "de"]),
        ({"until": "2026-02-04"}, ["de"]),
        ({"country": "FR"}, ["en", "de"]),
        ({"country": "DE"}, []),
        ({"kind": "call"}, []),
        ({"language": "de"}, ["de"]),
    ],
)
def test_filters(inflected: Archive, narrowed: dict[str, str], languages: list[str]) -> None:
    inflected.db.execute("UPDATE sources SET country = 'FR' WHERE id = 'alpha'")
    assert found(inflected, "cluster", **narrowed) == languages


def test_words_of_an_edit_and_of_a_deleted_source(inflected: Archive, now: datetime) -> None:
    known = "SELECT count(*) FROM words WHERE word = ?"
    record(inflected, observed(f"{SITE}/en", read=draft(f"{SITE}/en", title="Clustering", body=WORDS)), now)
    assert found(inflected, "clusters", language="en") == ["en"]
    assert inflected.db.execute(known, ["clusters"]).fetchone() == (1,)
    with inflected.transaction():
        delete_source(inflected.db, "alpha")
    assert rows(inflected, "SELECT * FROM words") == []


def test_words_of_a_transaction_that_fails_are_not_taken_for_known(archive: Archive, now: datetime) -> None:
    seen = observed(read=draft(body=f"{WORDS} Kilns."))

    def fail() -> None:
        with archive.transaction():
            archive.posts.record(seen, now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with archive.dry_run():
        archive.posts.record(seen, now)
    record(archive, seen, now)
    assert [hit.id for hit in archive.search("kiln")] == [1]
