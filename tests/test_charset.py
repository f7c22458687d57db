"""Tests of decoding: with every kind of declaration, without one, and with wrong ones."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch import charset
from tests.tables import each

# One paragraph per language, in which an association describes itself. It is long enough for detection.
TEXTS = {
    "fr": "Le pôle de compétitivité annonce les lauréats de son appel à projets : vingt-deux entreprises de la "
    "région, des laboratoires et des écoles d’ingénieurs, réunis autour de l’énergie, de la forêt et de "
    "la santé. « Où que vous soyez, rejoignez-nous », déclare l’équipe ; une première journée aura lieu à"
    " Besançon, déjà très attendue.",
    "de": "Der Verein fördert die Zusammenarbeit von Unternehmen, Hochschulen und Behörden. Für das nächste "
    "Jahr plant er größere Maßnahmen: Schulungen über Wärmerückgewinnung, Führungen durch Werke und ein "
    "Gespräch über Änderungen der Förderung. Die Mitglieder wählen außerdem einen neuen Vorstand; Gäste "
    "sind herzlich willkommen in München.",
    "pl": "Klaster ogłasza nabór wniosków dla małych i średnich przedsiębiorstw. Zgłoszenia można składać do "
    "końca września; ocena potrwa około dwóch tygodni. Wybrane zespoły będą współpracować z uczelniami "
    "nad żywnością, źródłami energii i śledzeniem łańcuchów dostaw. Szczegóły są dostępne w siedzibie "
    "stowarzyszenia w Łodzi, także dla gości.",
    "cs": "Průmyslový klastr zve členy na výroční schůzi. Ředitelé podniků představí nové výrobní linky, žáci "
    "škol své závěrečné práce a vědci výsledky měření. Účast je bezplatná, přihlášky přijímáme do pátku. "
    "Věříme, že společně dosáhneme úspěchů při šetření energií a že naše město zůstane příjemným místem "
    "pro život.",
    "lt": "Klasteris kviečia įmones dalyvauti mokymuose apie žaliąją energetiką. Užsiėmimai vyks rugsėjo "
    "mėnesį, jų metu bus aptariamos naujausios technologijos, šilumos taupymas ir čia sukurti sprendimai."
    " Dalyvių skaičius ribotas, todėl registruokitės iš anksto; išsamesnė informacija pateikiama mūsų "
    "biure Kaune.",
    "el": "Το σύμπλεγμα επιχειρήσεων ανακοινώνει τη διοργάνωση ημερίδας για την ενέργεια και τη ναυτιλία. Στην "
    "εκδήλωση θα μιλήσουν ερευνητές από πανεπιστήμια και στελέχη εταιρειών, ενώ θα παρουσιαστούν τα "
    "αποτελέσματα του έργου. Η είσοδος είναι ελεύθερη, όμως απαιτείται εγγραφή έως την Παρασκευή.",
}
LEGACY = [
    ("fr", "cp1252", "windows-1252"),
    ("fr", "iso8859-15", "ISO-8859-15"),
    ("de", "cp1252", "iso-8859-1"),
    ("de", "iso8859-15", "iso-8859-15"),
    ("pl", "cp1250", "windows-1250"),
    ("pl", "iso8859-2", "iso-8859-2"),
    ("cs", "cp1250", "Windows-1250"),
    ("cs", "iso8859-2", "ISO-8859-2"),
    ("lt", "cp1257", "windows-1257"),
    ("lt", "iso8859-13", "iso-8859-13"),
    ("el", "cp1253", "windows-1253"),
    ("el", "iso8859-7", "iso-8859-7"),
]


# Codecs of Python without a label in the Encoding Standard, and labels that the standard does not decode.
NAMELESS = """base64 rot13 idna punycode unicode_escape raw_unicode_escape utf-7 utf-32 utf_8_sig hex zlib bz2 uu
quopri undefined mbcs oem cp037 cp500 hz-gb-2312 iso-2022-kr replacement x-user-defined"""


def page(language: str, codec: str, head: str = "") -> tuple[str, bytes]:
    """Return a page in `language` and its bytes. Punctuation that `codec` does not have is replaced."""
    words = TEXTS[language]
    if codec.startswith("iso8859"):
        words = words.translate(str.maketrans("’„“", '\'""'))
    html = f"<html><head>{head}<title>{words[:40]}</title></head><body><p>{words}</p></body></html>"
    return html, html.encode(codec)


@each(("language", "codec", "label"), LEGACY)
def test_the_header_declares_the_encoding(language: str, codec: str, label: str) -> None:
    html, body = page(language, codec)
    assert charset.decode(body, f"text/html; charset={label}") == html
    assert charset.decode(body, f'text/html;charset="{label}"; x=y') == html


@each(("language", "codec", "label"), LEGACY)
@each(
    "form",
    [
        '<meta charset="{}">',
        "<META charset={}>",
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        "<script>" + "/* long */ " * 150 + '</script><meta charset="{}"/>',
    ],
)
def test_a_meta_tag_declares_the_encoding(language: str, codec: str, label: str, form: str) -> None:
    html, body = page(language, codec, form.format(label))
    assert charset.decode(body) == html
    assert charset.decode(body, "text/html") == html


@each(("language", "codec"), [row[:2] for row in LEGACY])
def test_nothing_declares_the_encoding(language: str, codec: str) -> None:
    html, body = page(language, codec)
    assert charset.decode(body) == html


@each("label", ["iso-8859-2", "windows-1250"])
def test_an_xml_declaration_declares_the_encoding(label: str) -> None:
    feed = f'<?xml version="1.0" encoding="{label}"?><rss><title>Żółć w Łodzi</title></rss>'
    assert charset.decode(feed.encode(label), "application/rss+xml") == feed


@each("language", TEXTS)
@each("content_type", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_valid_utf_8_wins_over_the_declared_charset(language: str, content_type: str | None) -> None:
    html, body = page(language, "utf-8", "<meta charset=windows-1252>")
    assert charset.decode(body, content_type) == html
    assert charset.decode(codecs.BOM_UTF8 + body, content_type) == html


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16(language: str, codec: str) -> None:
    html, body = page(language, codec)
    bom = codecs.BOM_UTF16_LE if codec.endswith("le") else codecs.BOM_UTF16_BE
    assert charset.decode(bom + body) == html
    assert (
        charset.decode(bom + body, "text/html; charset=utf-8") == html
    )  # the BOM takes precedence over the header
    assert charset.decode(body, f"text/html; charset={codec}") == html


def test_utf_16_is_declared_wrongly() -> None:
    html, body = page("de", "utf-8", "<meta charset=utf-16>")
    assert charset.decode(body) == html
    assert charset.decode(body, "text/html; charset=utf-16") == html


@each(("language", "codec", "label"), LEGACY)
@each("wrong", ["utf-8", "no-such-charset", *NAMELESS.split(), "", "\x00"])
def test_a_wrong_header_is_ignored(language: str, codec: str, label: str, wrong: str) -> None:
    html, body = page(language, codec, f'<meta charset="{label}">' if wrong != "utf-8" else "")
    assert charset.decode(body, f"text/html; charset={wrong}") == html


@each(("language", "codec", "label"), LEGACY)
def test_the_page_overrides_the_default_of_a_server(language: str, codec: str, label: str) -> None:
    html, body = page(language, codec, f'<meta charset="{label}">')
    if codec != "iso8859-15":  # it differs from Latin-1 in eight letters, too few for detection
        assert charset.decode(body, "text/html; charset=iso-8859-1") == html


def test_the_header_overrides_a_meta_tag_that_the_letters_contradict() -> None:
    html, body = page("fr", "cp1252", '<meta charset="windows-1253">')
    assert charset.decode(body, "text/html; charset=iso-8859-1") == html


def test_the_page_is_used_when_the_header_is_wrong() -> None:
    html = '<meta charset="windows-1257"><title>Kviečiame</title>'  # too short for detection
    assert charset.decode(html.encode("cp1257"), "text/html; charset=utf-8") == html


@each(
    ("label", "written", "read"),
    [
        ("iso-8859-1", b"\x93caf\xe9\x94 \x80", "“café” €"),
        ("us-ascii", b"caf\xe9 \x9c", "café œ"),
        ("latin1", b"\x9cuvre", "œuvre"),
        ("iso-8859-9", b"\xddstanbul \x80", "İstanbul €"),
        ("iso-8859-15", b"\xa4 \xbd", "€ œ"),
        ("GB2312", b"\x83\x36\x84\x33 \xd6\xd0", "한 中"),
        ("ks_c_5601-1987", b"\x8c\x63", "똠"),
        ("shift-jis", b"\x87\x40", "①"),
        ("tis-620", b"\xa1\x80", "ก€"),
        ("x-mac-cyrillic", b"\x80", "А"),
        ("l2", b"\xb3\xf3d\xbc", "łódź"),
        ("windows-1252:2000", b"\x80", "€"),
    ],
)
def test_labels_are_read_as_browsers_read_them(label: str, written: bytes, read: str) -> None:
    assert charset.decode(written, f"text/html; charset={label}") == read


def test_invalid_bytes_in_utf_8_are_windows_1252() -> None:
    html, body = page("fr", "utf-8")
    mixed = body.replace(b"</p>", " tradition « m\xe9lang\xe9e »</p>".encode("latin-1"))
    assert charset.decode(mixed) == html.replace("</p>", " tradition « mélangée »</p>")
    assert charset.decode(mixed, "text/html; charset=utf-8").count("\ufffd") == 0


def test_a_page_is_cut_within_a_character() -> None:
    body = TEXTS["el"].encode() + "ώ".encode()[:1]
    assert charset.decode(body)[: len(TEXTS["el"])] == TEXTS["el"]


@each("body", [b"", b" ", b"\xff", b"\xfe\xff", b"\xff\xfe\x00", codecs.BOM_UTF8, b"plain"])
def test_very_short_pages(body: bytes) -> None:
    assert isinstance(charset.decode(body), str)
    assert charset.decode(b"plain") == "plain"


NAMES = """utf-8 utf-16 utf-16-be utf-7 utf-32 windows-1250 gbk euc-kr tis-620 shift_jis hz iso-2022-jp idna punycode
undefined hex zlib utf_8_sig cp437 big5 koi8-r"""
LABELS = st.none() | st.sampled_from(NAMES.split())


@given(st.binary(max_size=300), LABELS, st.booleans())
def test_any_bytes_are_decoded(body: bytes, label: str | None, meta: bool) -> None:
    if label and meta:
        body = b"<meta charset=" + label.encode() + b">" + body
    assert isinstance(
        charset.decode(body, f"text/html; charset={label}" if label and not meta else None), str
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), min_size=1))
def test_utf_8_round_trip(written: str) -> None:
    assert charset.decode(written.encode()) == written


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_declaration(language: str, codec: str) -> None:
    html, body = page(language, codec)
    assert charset.decode(body) == html


@each("body", [b"<p>caf\xe9</p>\x00 ", b"<p>caf\xe9</p>\x00"])
def test_a_single_zero_byte_is_not_utf_16(body: bytes) -> None:
    assert charset.decode(body).startswith("<p>café</p>")


def test_an_invalid_byte_is_not_ebcdic() -> None:
    assert charset.decode(b'<?xml version="1.0"?><urlset><url><loc>@\x9d').startswith(
        '<?xml version="1.0"?><urlset>'
    )
