"""A file in place of a page → the draft of its post.

Title and date are those of the index, or of the address: those in a file are what its author's program wrote. The
text is read from PDF files only, with the extra `pdf`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from clusterwatch import urls
from clusterwatch.body_html import from_text
from clusterwatch.dates import dates_in_url
from clusterwatch.extraction.document_kind import is_pdf
from clusterwatch.extraction.language import language_of
from clusterwatch.extraction.pdf import PdfText, pdf_text
from clusterwatch.extraction.pipeline import entry_claims, expected_languages, habits_of
from clusterwatch.extraction.published.vote import DateClaim, choose_date
from clusterwatch.extraction.title import TitleVote, choose_title
from clusterwatch.models import (
    NO_FAULTS_OF_FILES,
    Draft,
    Entry,
    Evidence,
    Location,
    Method,
    Page,
    Problem,
    ProblemCode,
    Reason,
)

if TYPE_CHECKING:
    from clusterwatch.config import Source

_BLANKS = re.compile(r"[\s_+]+|(?<=\w)-(?=\w)")


def document_draft(
    page: Page,
    source: Source | None,
    entry: Entry | None = None,
    order: str | None = None,
    *,
    without: Reason | None = None,
) -> Draft:
    """Return the post that a file is. `without` is the reason why its text is not read."""
    found = PdfText(None, without) if without else _text(page)
    title = _title(page, source, entry)
    habits = habits_of(None, source, entry, page.fetched, order)
    claims = entry_claims(entry, habits) if entry else []
    if in_url := dates_in_url(page.url):
        claims.append(DateClaim(Method.URL, in_url.raw, Location.URL, 0.6, read=in_url))
    published, parsed = choose_date(claims, habits)
    body = (
        Evidence(Method.PDF, "", found.text)
        if found.text
        else Evidence(Method.NONE, "", None, None, found.reason)
    )
    language = language_of(title.value, body.value, expected_languages(source, entry))
    evidence = {"title": title, "published": published, "body": body, "language": language}
    values: dict[str, Any] = {name: one.value for name, one in evidence.items()}
    return Draft(
        url=page.url,
        precision=parsed.precision if parsed else None,
        evidence=evidence,
        problems=tuple(_problems(evidence, found)),
        body_html=from_text(body.value) if body.value else None,
        titles=(title.value,) if title.value else (),
        **values,
    )


def _text(page: Page) -> PdfText:
    if page.warning is not None and page.warning.code is ProblemCode.TOO_LARGE:
        most = page.warning.detail.get("most")
        return PdfText(None, Reason.FILE_TOO_LARGE, most if isinstance(most, int) else None)
    if is_pdf(page.body):
        return pdf_text(page.body)
    kind = page.headers.get("content-type", "").lower()
    named = "pdf" in kind or urlsplit(page.url).path.lower().endswith(".pdf")
    return PdfText(None, Reason.DAMAGED if named else Reason.OTHER_FILE)


def _title(page: Page, source: Source | None, entry: Entry | None) -> Evidence:
    """Return the title that the index gives, or else the name of the file."""
    names = [source.name or "", *source.aliases] if source else []
    if entry and entry.title:
        title = choose_title([TitleVote(entry.method, entry.title, entry.index, 1.0)], names)
        if title.value:
            return title
    name = unquote(urlsplit(page.url).path.rpartition("/")[2])
    words = _BLANKS.sub(" ", urls.without_ending(name, document=True)).strip()
    return choose_title([TitleVote(Method.URL, words, Location.URL, 0.5)], names)


def _problems(evidence: dict[str, Evidence], text: PdfText) -> list[Problem]:
    out = []
    for name in ("title", "body"):
        found = evidence[name]
        if found.value is None and found.reason not in NO_FAULTS_OF_FILES:
            most = {"most": text.most} if name == "body" and text.most else {}
            out.append(Problem(ProblemCode.FIELD_MISSING, name, detail={"reason": found.reason, **most}))
    published = evidence["published"]
    if published.value and published.reason:
        detail = {"value": published.value, "reason": published.reason}
        out.append(Problem(ProblemCode.DATE_DOUBTFUL, "published", detail=detail))
    return out
