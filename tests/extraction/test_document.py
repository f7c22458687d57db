"""Posts that are files: their title, date and text, and why a text is missing."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.extraction.document import document_draft
from clusterwatch.models import Draft, Entry, Method, Page, Problem, ProblemCode, Reason
from tests.extraction.pages import P1
from tests.pdfs import pdf
from tests.tables import each

NOW = datetime(2026, 11, 26, tzinfo=UTC)
SITE = "https://tal.example/"
FEED = f"{SITE}feed"


def drafted(
    path: str,
    body: bytes = b"PK",
    *,
    kind: str = "",
    warning: Problem | None = None,
    title: str | None = None,
    published: str | None = None,
) -> Draft:
    """The draft of a file that an index lists with this title and date."""
    source = Source.model_validate(
        {"url": SITE, "name": "Tal", "aliases": ["Linsental"], "languages": ["en"]}
    )
    page = Page(SITE + path, SITE + path, 200, {"content-type": kind}, body, NOW, warning=warning)
    entry = Entry(SITE + path, Method.FEED, FEED, title=title, published=published)
    return document_draft(page, source, entry)


@each(
    ("path", "title", "expected"),
    [
        ("files/2026/Call_for_the-towns.pdf", None, "Call for the towns"),
        ("files/Call+of%20the%20towns.docx", None, "Call of the towns"),
        ("files/Call - 2026.pdf", None, "Call - 2026"),
        ("files/call.pdf", "Six towns", "Six towns"),
        ("files/call.pdf", "Six towns | Tal", "Six towns"),
        ("files/call.pdf", "Six towns | Linsental", "Six towns"),
        ("files/call.pdf", "Tal", "call"),
    ],
)
def test_the_title_is_that_of_the_index_or_the_name_of_the_file(
    path: str, title: str | None, expected: str
) -> None:
    assert drafted(path, title=title).title == expected


@each(
    ("path", "published", "expected"),
    [
        ("2024/05/07/call.pdf", None, "2024-05-07"),
        ("call.pdf", "2024-05-06", "2024-05-06"),
        ("2024/05/07/call.pdf", "2024-05-06", "2024-05-06"),
        ("2024/05/07/call.pdf", "2024-05-06T23:30:00Z", "2024-05-07"),  # the address tells the zone
        ("call.pdf", None, None),
    ],
)
def test_the_date_is_that_of_the_index_or_of_the_address(
    path: str, published: str | None, expected: str | None
) -> None:
    assert drafted(path, published=published).published == expected


LARGE = Problem(ProblemCode.TOO_LARGE, detail={"most": 25})


@each(
    ("path", "body", "kind", "warning", "reason", "detail"),
    [
        ("call.pdf", pdf([P1]), "", None, None, None),
        ("call", pdf([P1]), "", None, None, None),
        ("call.pdf", pdf([P1]), "", Problem(ProblemCode.TLS), None, None),
        ("call.pdf", pdf([P1]), "", LARGE, Reason.FILE_TOO_LARGE, {"most": 25}),
        ("call.pdf", b"PK", "", None, Reason.DAMAGED, {}),
        ("call.PDF", b"PK", "", None, Reason.DAMAGED, {}),
        ("call", b"PK", "Application/PDF", None, Reason.DAMAGED, {}),
        ("call.docx", b"PK", "application/zip", None, Reason.OTHER_FILE, None),
    ],
)
def test_why_a_file_has_no_text(
    path: str,
    body: bytes,
    kind: str,
    warning: Problem | None,
    reason: Reason | None,
    detail: dict[str, int] | None,
) -> None:
    draft = drafted(path, body, kind=kind, warning=warning, title="Six towns")
    assert (draft.body is None, draft.evidence["body"].reason) == (reason is not None, reason)
    missing = Problem(ProblemCode.FIELD_MISSING, "body", detail={"reason": reason, **(detail or {})})
    assert draft.problems == (() if detail is None else (missing,))


def test_a_title_that_is_missing_and_a_date_that_is_doubtful_are_problems() -> None:
    draft = drafted("...pdf", pdf([P1]), warning=LARGE, published="2027-05-06")
    assert [(problem.code, problem.field, problem.detail) for problem in draft.problems] == [
        (ProblemCode.FIELD_MISSING, "title", {"reason": Reason.NO_USABLE_TITLE}),
        (ProblemCode.FIELD_MISSING, "body", {"reason": Reason.FILE_TOO_LARGE, "most": 25}),
        (ProblemCode.DATE_DOUBTFUL, "published", {"value": "2027-05-06", "reason": Reason.FUTURE}),
    ]
