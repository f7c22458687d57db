"""The text of PDF files as paragraphs."""

from __future__ import annotations

import io
import logging
import zlib

import pypdf
import pytest

from clusterwatch.extraction.document_kind import is_pdf
from clusterwatch.extraction.pdf import paragraphs, pdf_text
from clusterwatch.models import Reason
from tests.pdfs import pdf
from tests.tables import each

LONG = "Zwölf Mitglieder teilen sich die Maschinen und die Kosten der Wartung, die"
OTHER = "Der Stadtrat hat dem Plan zugestimmt, den das Land mit einer Million fördert."
PARAGRAPHS = [
    ("lines of one paragraph", [[LONG, "bisher jedes für sich trug."]], [f"{LONG} bisher jedes für sich trug."]),
    ("an empty line", [[LONG, "", LONG]], [LONG, LONG]),
    ("a divided word", [[f"{LONG} Werkhal-", "le steht im Hafen."]], [f"{LONG} Werkhalle steht im Hafen."]),
    ("a name with a hyphen", [[f"{LONG} Rhein-", "Main und andere."]], [f"{LONG} Rhein-Main und andere."]),
    ("a heading", [["Neue Halle", LONG, "und andere."]], ["Neue Halle", f"{LONG} und andere."]),
    ("a short last line", [[LONG, "und andere.", LONG]], [f"{LONG} und andere.", LONG]),
    ("items of a list", [[LONG, "• " + LONG, "• eins", "2) zwei"]], [LONG, "• " + LONG, "• eins", "2) zwei"]),
    ("page numbers", [[LONG, "1 / 2"], ["Seite 2", OTHER]], [LONG, OTHER]),
    ("headers", [["Bund, Nr. 7", LONG, "x."], ["Bund, Nr. 8", OTHER, "y."]], [f"{LONG} x.", f"{OTHER} y."]),
    ("a sentence over two pages", [[LONG, "2"], ["bisher jedes trug.", "3"]], [f"{LONG} bisher jedes trug."]),
    ("a sentence that ends with its page", [[f"{LONG} Teile."], [f"und {OTHER}"]], [f"{LONG} Teile.", f"und {OTHER}"]),
    ("a line of three quarters", [["a" * 40, "b" * 30, "C" * 40]], [f"{'a' * 40} {'b' * 30} {'C' * 40}"]),
    ("a shorter line", [["a" * 40, "b" * 29, "C" * 40]], [f"{'a' * 40} {'b' * 29}", "C" * 40]),
    (
        "three lines of a header",
        [["Bund", "Nr. 7", "Teil", LONG, "x."], ["Bund", "Nr. 8", "Teil", OTHER, "y."]],
        ["Teil", f"{LONG} x.", "Teil", f"{OTHER} y."],
    ),
    ("a line on half of the pages", [["Bund", "A" * 60], ["B" * 60], ["C" * 60], ["Bund", "D" * 60]],
     ["Bund", "A" * 60, "B" * 60, "C" * 60, "Bund", "D" * 60]),
    ("a line on most pages", [["Bund", "A" * 60], ["Bund", "B" * 60], ["Halle", "C" * 60]],
     ["A" * 60, "B" * 60, "Halle", "C" * 60]),
    ("more page numbers", [["Seite 2 von 10", LONG, "- 3 -"], [OTHER, "p. 4 of 9"]], [LONG, OTHER]),
    ("a number of five digits", [["12345", LONG], [OTHER]], ["12345", LONG, OTHER]),
    ("empty lines", [["a" * 40, "b" * 29, "C" * 40, *[""] * 12, "D" * 40]],
     [f"{'a' * 40} {'b' * 29}", "C" * 40, "D" * 40]),
    ("one long line", [["A" * 40, *(letter * 20 for letter in "BCDE")]],
     [f"{'A' * 40} {'B' * 20}", "C" * 20, "D" * 20, "E" * 20]),
    ("an empty line above a page", [[LONG, "2"], ["", "bisher jedes trug."]], [f"{LONG} bisher jedes trug."]),
    ("an empty line below a page", [[LONG, "", ""], ["bisher jedes trug."]], [f"{LONG} bisher jedes trug."]),
    ("an empty line in a header", [["Bund", "", "Nr. 7", LONG, "x."], ["Bund", "", "Nr. 8", OTHER, "y."]],
     [f"{LONG} x.", f"{OTHER} y."]),
    ("a page that begins in a sentence", [[LONG], ["iPads sind dabei", "Neu"]], [f"{LONG} iPads sind dabei", "Neu"]),
    ("a short line in a sentence", [["a" * 40, "b" * 20, "iPads"]], [f"{'a' * 40} {'b' * 20} iPads"]),
    ("nothing", [[], [""]], []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "pages", "expected"), PARAGRAPHS, ids=[name for name, *_ in PARAGRAPHS])
def test_paragraphs(name: str, pages: list[list[str]], expected: list[str]) -> None:
    assert paragraphs(["\n".join(lines) for lines in pages]).splitlines() == expected


def test_the_text_of_a_file() -> None:
    assert pdf_text(pdf(["Neue Halle (eröffnet)", LONG])).text == f"Neue Halle (eröffnet)\n{LONG}"
    assert pdf_text(b"\n\n" + pdf([LONG])).text == LONG


def test_files_that_anyone_may_read() -> None:
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([LONG]))), io.BytesIO()
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(out)
    assert pdf_text(out.getvalue()).text == LONG


def test_a_file_with_a_password_is_encrypted() -> None:
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([LONG]))), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    assert pdf_text(out.getvalue()).reason is Reason.ENCRYPTED


@each(
    ("body", "reason"),
    [
        (b"", Reason.DAMAGED),
        (b"%PDF-1.7\n" + b"0" * 100, Reason.DAMAGED),
        (pdf([LONG])[:200], Reason.DAMAGED),
        (pdf([]), Reason.SCANNED),
        (pdf(["Nr. 7"]), Reason.SCANNED),
        (pdf(["/.~#-_ " * 40 + LONG]), Reason.DAMAGED),
        (pdf(["x" * 29]), Reason.SCANNED),
        (pdf(["x" * 30 + "#" * 30]), None),
        (pdf(["x" * 30 + "#" * 31]), Reason.DAMAGED),
        (pdf(*[[LONG]] * 61), Reason.MANY_PAGES),
        (pdf([LONG], *[["Eine Seite"]] * 59), None),
    ],
)
def test_files_without_a_text(body: bytes, reason: Reason | None) -> None:
    found = pdf_text(body)
    assert (found.reason, found.text is None) == (reason, reason is not None)


def test_a_text_that_is_too_long_is_not_cut_but_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clusterwatch.extraction.pdf.MOST_LETTERS", 2 * len(OTHER))
    assert pdf_text(pdf([LONG], [OTHER])).reason is None
    letters = len(LONG) + len(OTHER) + 2  # with the line ends
    monkeypatch.setattr("clusterwatch.extraction.pdf.MOST_LETTERS", letters)
    assert pdf_text(pdf([LONG], [OTHER])).reason is None
    monkeypatch.setattr("clusterwatch.extraction.pdf.MOST_LETTERS", letters - 1)
    assert pdf_text(pdf([LONG], [OTHER])).reason is Reason.MANY_LETTERS
    monkeypatch.setattr("clusterwatch.extraction.pdf.MOST_LETTERS", 2 * len(OTHER))
    found = pdf_text(pdf([LONG], [OTHER], [LONG]))
    assert (found.text, found.reason, found.most) == (None, Reason.MANY_LETTERS, 2 * len(OTHER))


def test_a_stream_that_grows_when_it_is_decompressed_is_not_read_to_its_end() -> None:
    bomb = zlib.compress(b" " * 80_000_000, 1)
    start = pdf(["x"]).partition(b"<< /Length ")[0]
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (len(bomb), bomb)
    body = start + stream + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF"
    assert pdf_text(body).reason is Reason.DAMAGED  # and not a file that has no text


@each(("blanks", "is_one"), [(1019, True), (1020, False)])
def test_the_header_of_a_file_stands_in_its_first_kilobyte(blanks: int, is_one: bool) -> None:
    assert is_pdf(b" " * blanks + b"%PDF-1.7") is is_one


def test_the_loggers_of_the_program_that_imports_this_are_left_alone() -> None:
    logger = logging.getLogger("pypdf")
    pdf_text(pdf([LONG])[:-200])
    assert logger.level == logging.NOTSET
    assert any(isinstance(handler, logging.NullHandler) for handler in logger.handlers)
