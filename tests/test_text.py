"""Tests of tidy, fold, words and fingerprint."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from clusterwatch import text
from tests.tables import each

ANY = st.text(st.characters(), max_size=80) | st.text("aß\u00adﬁ \u0301\ufeffΣς\n\tİıł\ud800", max_size=20)


@each(
    ("written", "read"),
    [
        ("  Appel\u00a0à  projets \n 2026\t", "Appel à projets 2026"),
        ("Pho\u00adto\u00adnik", "Photonik"),  # soft hyphens
        ("\ufeffCluster\u200b News\u2060", "Cluster News"),
        ("ef\ufb01cient o\ufb03ce \ufb02uide", "efficient office fluide"),
        ("e\u0301nergie", "énergie"),  # NFC
        ("\u202eabc\u202c", "abc"),
        ("a\x00b\x07c\x7f", "abc"),
        ("lone \ud83d surrogate", "lone surrogate"),
        ("H₂ m² ½ № 5™", "H₂ m² ½ № 5™"),  # compatibility characters are kept
        ("ŁÓDŹ Straße Αθήνας İstanbul", "ŁÓDŹ Straße Αθήνας İstanbul"),
        ("\u2003\u3000\u2028", ""),
        ("", ""),
    ],
)
def test_tidy(written: str, read: str) -> None:
    assert text.tidy(written) == read


@given(ANY | st.text(" a\t\n\u00a0\u3000\u2028é\u200b", max_size=20))
def test_one_line_divides_words_by_single_spaces(written: str) -> None:
    assert text.one_line(written) == " ".join(written.split())


@each(
    ("shown", "written"),
    [
        (
            "Notre adh&#233;rente pr&#xe9;sente &laquo;&nbsp;l&#39;essai&nbsp;&raquo;",
            "Notre adhérente présente « l'essai »",
        ),
        ("Gr&uuml;ne M&ouml;bel &amp; Holz", "Grüne Möbel & Holz"),
        ("une &amp;eacute;tude du p&amp;ocirc;le", "une étude du pôle"),
        ("&#214;ffentlich\nzweite &Uuml;bung", "Öffentlich\nzweite Übung"),
        ("&#925;&#941;&#945; &#960;&#961;", "Νέα πρ"),
        ("Write &eacute; for é, and a&lt;b for less.", "Write &eacute; for é, and a&lt;b for less."),
        ("Kranz & Söhne; R&D; Q&As; A&nosuch;b", "Kranz & Söhne; R&D; Q&As; A&nosuch;b"),
        ("Müller &amp; Söhne", "Müller &amp; Söhne"),
        ("x?a=1&copy=2;b", "x?a=1&copy=2;b"),
    ],
)
def test_references_within_words_are_read_again(shown: str, written: str) -> None:
    assert text.unescape_words(shown) == written


def test_tidy_lines_returns_one_line_per_paragraph() -> None:
    assert text.tidy_lines(" Un \r\n\r\n \u200b\ndeux\u00a0 mots\n") == "Un\ndeux mots"
    assert text.tidy_lines("\n \n") == ""


@each(
    ("one", "other"),
    [
        ("ÉNERGIE", "energie"),
        ("Œuvre", "oeuvre"),
        ("Łódź", "lodz"),
        ("ŻÓŁĆ", "zolc"),
        ("Straße", "STRASSE"),
        ("GROẞE", "grosse"),
        ("Übergröße", "ubergrosse"),
        ("Αθήνα", "ΑΘΗΝΑ"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("ΟΔΟΣ", "οδος"),
        ("İstanbul", "istanbul"),
        ("IĞDIR", "iğdir"),
        ("ısı", "isi"),
        ("København", "KOBENHAVN"),
        ("Þórður", "thordur"),
        ("Ħal Għaxaq", "hal ghaxaq"),
        ("šiška Đurđevac", "SISKA DURDEVAC"),
        ("Æblegrød", "aeblegrod"),
        ("𝐂𝐥𝐮𝐬𝐭𝐞𝐫", "cluster"),  # mathematical letters, which social media use
        ("CO₂", "co2"),
    ],
)
def test_fold_makes_variants_equal(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


@each(("one", "other"), [("pole", "polo"), ("αβγ", "abg"), ("2026", "2025"), ("ру", "py")])
def test_fold_keeps_different_words_different(one: str, other: str) -> None:
    assert text.fold(one) != text.fold(other)


@each(
    ("line", "found"),
    [
        ("L’énergie, demain : 2 M€ !", ["l", "energie", "demain", "2", "m"]),
        ("Forschung & Entwicklung (F&E)", ["forschung", "entwicklung", "f", "e"]),
        ("łódzki klaster", ["lodzki", "klaster"]),
        ("Η Αθήνα καλεί", ["η", "αθηνα", "καλει"]),
        ("…—!", []),
    ],
)
def test_words(line: str, found: list[str]) -> None:
    assert text.words(line) == found


def test_fingerprint_depends_only_on_the_words() -> None:
    mark = text.fingerprint("Le pôle annonce 12 lauréats.")
    assert mark == text.fingerprint("LE POLE — annonce:\n12 laureats")
    assert mark != text.fingerprint("Le pôle annonce 13 lauréats.")
    assert mark != text.fingerprint("Le pôle 12 annonce lauréats.")  # the order matters
    assert text.fingerprint("a bc") != text.fingerprint("ab c")
    assert len(mark) == 24


@given(ANY)
def test_tidy_returns_one_storable_line_and_is_idempotent(written: str) -> None:
    once = text.tidy(written)
    assert text.tidy(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert once == unicodedata.normalize("NFC", once)
    assert len(once.splitlines()) <= 1
    assert "  " not in once


@given(ANY)
def test_tidy_lines_is_idempotent(written: str) -> None:
    once = text.tidy_lines(written)
    assert text.tidy_lines(once) == once
    assert all(line == text.tidy(line) != "" for line in once.splitlines())


@given(ANY)
def test_fold_is_idempotent(written: str) -> None:
    once = text.fold(written)
    assert text.fold(once) == once
    assert not any(unicodedata.combining(c) for c in once)


@given(ANY)
def test_fold_ignores_case_and_composition(written: str) -> None:
    assert text.fold(unicodedata.normalize("NFD", written)) == text.fold(
        unicodedata.normalize("NFC", written)
    )


@each(
    ("escaped", "read"),
    [
        ("&amp;&#233;&#xe9;&eacute;", "&ééé"),
        ("a&#" + "0" * 20 + "65;b", "aAb"),
        ("a&#" + "9" * 5_000 + ";b", "a\ufffdb"),
        ("a&#" + "9" * 5_000, "a\ufffd"),
        ("a&#x" + "9" * 5_000 + ";b", "a\ufffdb"),
    ],
)
def test_references_to_characters_are_replaced(escaped: str, read: str) -> None:
    assert text.unescape(escaped) == read


def test_a_capital_is_one_of_latin_greek_or_cyrillic() -> None:
    assert all(re.fullmatch(text.CAPITAL, letter) for letter in "AZÀÞŁŠŽĊĢȘΆΩΫЖЯЇẀἈ")
    assert not any(re.fullmatch(text.CAPITAL, letter) for letter in "azßþłšžċģșάωϋжяїẁἀ1_ª中")
