"""Bytes → text: BOM, header, meta, then a detector; the one place that knows chardet and webencodings.

The order is that of the Encoding Standard (https://encoding.spec.whatwg.org/), with changes that real
servers make necessary: bytes that are valid multi-byte UTF-8 are UTF-8, whatever was declared; a header's UTF-8 that
the bytes refute leaves the word to the page; a header's Latin-1 yields to a page that shows another encoding.
"""

from __future__ import annotations

import codecs
import re

import chardet
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
_HEAD = 4096  # browsers look at 1024 bytes; real pages put scripts before the meta
_SAMPLE = 100_000


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page; never raises. Stray bytes in UTF-8 text are read as windows-1252."""
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
    """The text of bytes that are UTF-8 whatever is declared; None for others, and for those with a BOM."""
    if body.startswith(codecs.BOM_UTF8) or b"\x00" in body[:_HEAD]:  # zeros may be halves of UTF-16
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """What header, XML declaration and meta say, in this order, as far as they name an encoding."""
    head = body[:_HEAD]
    header = (content_type or "").encode("ascii", "ignore")
    out = []
    for pattern, where in ((_CHARSET, header), (_XML, head), (_META, head)):
        found = pattern.search(where)
        name = _codec(found[1].decode("ascii")) if found else None
        # A meta tag that was read as ASCII cannot speak of UTF-16 (HTML Living Standard, 13.2.3.2).
        if name and not (name.startswith("utf-16") and pattern is not _CHARSET):
            out.append(name)
    return out


def _single_byte(body: bytes, declared: list[str]) -> str:
    """The encoding of bytes that are no UTF-8; the first that is declared, with one exception.

    Latin-1 in the header is what servers add by themselves (Apache's AddDefaultCharset): where the page names
    another encoding and its letters speak for it too, the page is right.
    """
    if not declared:
        return _detected(body)
    others = [name for name in declared if name != "cp1252"]
    # Which of two sisters (cp1257, ISO-8859-13) the letters show is not asked: the page says that.
    if declared[0] == "cp1252" and others and _detected(body) not in _WESTERN:
        return others[0]
    return declared[0]


def _codec(label: str) -> str | None:
    """The codec for a label of the Encoding Standard (section 4.2); None for any other label."""
    found = webencodings.lookup(label)
    if found is None or found.name in ("replacement", "x-user-defined"):  # neither says what the letters are
        return None
    # Section 10.1.1: GBK is decoded as gb18030.
    return "gb18030" if found.name == "gbk" else found.codec_info.name


def _utf16(body: bytes, name: str) -> str:
    if b"\x00" not in body[:_HEAD]:  # declared, but plainly not 16 bits wide
        return decode(body)
    return body.decode(name, "replace")


def _unmarked_utf16(body: bytes) -> str | None:
    """UTF-16 shows by the zero in every other byte of its markup; a stray zero is none of that."""
    head = body[:200]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > len(head) // 8 and not head[1 - first :: 2].count(0):
            return name
    return None


def _mostly_utf8(body: bytes) -> bool:
    """True when stray bytes are few beside the well-formed multi-byte characters."""
    text = body.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    wide = len(text) - len(text.encode("ascii", "ignore")) - stray
    return wide > 4 * stray


def _detected(body: bytes) -> str:
    # Without the declarations: the detector believes them, and they were weighed already.
    sample = _NAMED.sub(b"", body[:_SAMPLE].replace(b"\x00", b""))
    guess = chardet.detect(sample).get("encoding")
    # The detector also names codecs that are no labels of the web (mac-roman, cp437).
    codec = (_codec(guess) or codecs.lookup(guess).name) if guess else None
    # Nothing on the web is EBCDIC: a guess that makes other letters of the markup is wrong.
    return codec if codec and _MARKUP.decode(codec, "replace") == _MARKUP.decode("ascii") else "cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("clusterwatch-cp1252", _as_cp1252)
