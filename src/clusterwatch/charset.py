"""Decode the bytes of a page: by BOM, HTTP header, meta tag, then by detection.

The order follows the Encoding Standard (https://encoding.spec.whatwg.org/), with three exceptions for real servers:

- Bytes that are valid multi-byte UTF-8 are read as UTF-8, whatever the declaration is.
- If the header declares UTF-8 and the bytes are not UTF-8, the declaration in the page is used.
- If the header declares Latin-1 and both the page and its letters show another encoding, that encoding is used.
"""

from __future__ import annotations

import codecs
import re

import webencodings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:\-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_.:\-]+)", re.I)
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:\-]+)", re.I)
_WESTERN = frozenset(("cp1252", "iso8859-15", "mac-roman", "cp850", "cp858", "cp437"))
_NAMED = re.compile(rb"(?:charset|encoding)\s*=", re.I)
_MARKUP = b'<html lang="en"><p class="a">/>'
_HEAD = 4096  # bytes; browsers look at 1024, but some pages have scripts before the meta tag
_SAMPLE = 100_000


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a page. Single invalid bytes in UTF-8 are read as windows-1252.

    `content_type` is the HTTP header. No input raises an error; bytes without a meaning become U+FFFD.
    """
    text = decode_utf8(body)
    if text is not None:
        return text
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    declared = _declared(body, content_type)
    first = declared[0] if declared else "utf-8"
    if first.startswith("utf-16"):
        return _utf16(body, first)
    wide = _unmarked_utf16(body)
    if wide:
        return body.decode(wide, "replace")
    if b"\x00" in body[:_HEAD]:
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if first == "utf-8" and _mostly_utf8(body):
        return body.decode("utf-8", "clusterwatch-cp1252")
    return body.decode(_single_byte(body, [name for name in declared if name != "utf-8"]), "replace")


def decode_utf8(body: bytes) -> str | None:
    """Return the text of valid UTF-8. Return None for other bytes, and for those with a BOM."""
    if body.startswith(codecs.BOM_UTF8) or b"\x00" in body[:_HEAD]:  # zeros can be half of a UTF-16 character
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Return the known encodings that the HTTP header, the XML declaration and the meta tag name, in this order."""
    head = body[:_HEAD]
    header = (content_type or "").encode("ascii", "ignore")
    out = []
    for pattern, where in ((_CHARSET, header), (_XML, head), (_META, head)):
        found = pattern.search(where)
        name = _codec(found[1].decode("ascii")) if found else None
        # A meta tag that is readable as ASCII is not in UTF-16 (HTML Living Standard, section 13.2.3.2).
        if name and not (name.startswith("utf-16") and pattern is not _CHARSET):
            out.append(name)
    return out


def _single_byte(body: bytes, declared: list[str]) -> str:
    """Choose the encoding of bytes that are not UTF-8: the first that is declared, with one exception.

    Some servers add Latin-1 to every header (AddDefaultCharset of Apache). If the page declares another encoding and
    its letters are not Western European, the declaration of the page is used.
    """
    if not declared:
        return _detected(body)
    others = [name for name in declared if name != "cp1252"]
    # Detection cannot separate similar encodings (cp1257, ISO-8859-13), so the declaration selects one.
    if declared[0] == "cp1252" and others and _detected(body) not in _WESTERN:
        return others[0]
    return declared[0]


def _codec(label: str) -> str | None:
    """Return the Python codec for a label of the Encoding Standard (section 4.2), or None for other labels."""
    found = webencodings.lookup(label)
    if found is None or found.name in ("replacement", "x-user-defined"):  # not encodings of text
        return None
    # Section 10.1.1: GBK is decoded as gb18030.
    return "gb18030" if found.name == "gbk" else found.codec_info.name


def _utf16(body: bytes, name: str) -> str:
    if b"\x00" not in body[:_HEAD]:  # UTF-16 was declared, but markup in UTF-16 has zero bytes
        return decode(body)
    return body.decode(name, "replace")


def _unmarked_utf16(body: bytes) -> str | None:
    """Recognise UTF-16 without a BOM: every other byte of its markup is zero. A single zero does not count."""
    head = body[:200]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > len(head) // 8 and not head[1 - first :: 2].count(0):
            return name
    return None


def _mostly_utf8(body: bytes) -> bool:
    """Return whether invalid bytes are few in comparison with valid multi-byte characters."""
    text = body.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    wide = len(text) - len(text.encode("ascii", "ignore")) - stray
    return wide > 4 * stray


def _detected(body: bytes) -> str:
    # The declarations are removed, because the detector trusts them and they are already taken into account.
    sample = _NAMED.sub(b"", body[:_SAMPLE].replace(b"\x00", b""))
    import chardet  # most pages say how they are encoded

    guess = chardet.detect(sample).get("encoding")
    # The detector also returns codecs without a label in the standard (mac-roman, cp437).
    codec = (_codec(guess) or codecs.lookup(guess).name) if guess else None
    # An encoding that is not compatible with ASCII (EBCDIC) is a wrong guess: it would change the markup.
    return codec if codec and _MARKUP.decode(codec, "replace") == _MARKUP.decode("ascii") else "cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("clusterwatch-cp1252", _as_cp1252)
