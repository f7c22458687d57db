"""What a server has sent: a page, or a file that may be the text of a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clusterwatch import urls

if TYPE_CHECKING:
    from clusterwatch.models import Page

_PDF = b"%PDF-"
_HEAD = 1024  # bytes: readers of PDF files accept something before the header
_TYPES = re.compile(
    r"application/(x-)?pdf|(application|text)/rtf|application/msword|application/vnd\.ms-powerpoint"
    r"|application/vnd\.openxmlformats-officedocument\.(wordprocessingml|presentationml)"
    r"|application/vnd\.oasis\.opendocument\.(text|presentation)"
)
# What servers say of files of which they know nothing, and of files to be saved.
_UNNAMED = re.compile(r"|(application|binary)/octet-stream|application/(x-|force-)?download|application/save")


def is_document(page: Page) -> bool:
    """Return whether a page is a file that may be the text of a post: PDF, Word, OpenDocument or RTF."""
    kind = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    if _TYPES.match(kind) or is_pdf(page.body):
        return True
    return bool(_UNNAMED.fullmatch(kind)) and urls.is_document(page.url)


def is_pdf(body: bytes) -> bool:
    """Return whether bytes begin like a PDF file."""
    return body[:_HEAD].lstrip().startswith(_PDF)
