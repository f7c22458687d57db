"""Write XML elements one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


class XmlWriter:
    """A writer of a document in UTF-8. Characters that XML does not allow are removed."""

    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Write an element that contains what the block writes."""
        self._start(name, attributes)
        self._xml.ignorableWhitespace("\n")
        yield
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def text(self, name: str, content: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write an element that contains text."""
        self._start(name, attributes)
        if content:
            self._xml.characters(_valid(content))
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def _start(self, name: str, attributes: Mapping[str, str] | None) -> None:
        valid = {key: _valid(value) for key, value in (attributes or {}).items()}
        self._xml.startElement(name, AttributesImpl(valid))


def _valid(text: str) -> str:
    return _NOT_XML.sub("", text)
