"""Normalise addresses, find those that lead to the same page, those that belong to one site, and those of files.

`canonical` returns the form that is stored and fetched, `key` a string that is equal for addresses of one page.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

import idna

from clusterwatch.tracking import FORMER, TRACKING, selects_no_page

LONGEST = 4096  # characters of an address; sitemaps.org allows 2,048
_DEFAULT_PORT = {"http": 80, "https": 443}
_KEEP = "!$&'()*+,;=:@/~-._"  # RFC 3986 section 3.3: allowed in a path without escapes
_BREAKS = re.compile(r"[\t\r\n]")
_SLASHES = re.compile("/{2,}")
_BLANKS = "".join(map(chr, range(0x21)))  # C0 controls and the space
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.I)
_TAIL = re.compile(r"[?#]")
# URL Standard, section 3.1: forbidden domain code points.
_NO_HOST = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
# An absolute address with a host. urljoin would return it unchanged.
_COMPLETE = re.compile(r"https?://[^/?#\x00-\x20\s;\\][^\x00-\x20\s;\\]*\Z")
# Section 3.5: a host whose last label is a number is an IPv4 address, or none. The number may be octal or hexadecimal.
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\Z")
_NUMBER = re.compile(r"0x([0-9a-f]*)|0([0-7]+)|(0|[1-9][0-9]{0,9})")
# An address that is canonical as it is written; most are. No port, no query, no escapes, no empty or hidden segment,
# and no number at the end of the host.
_PLAIN = re.compile(
    r"https?://(?:[a-z0-9]+[.-])*[a-z][a-z0-9]*(?:/|(?:/[A-Za-z0-9\-_~!$&'()*+,=:@][A-Za-z0-9\-_~!$&'()*+,=:@.]*)+/?)\Z"
)
_OF_PAGE = r"\.(?:html?|php|aspx?)"
_FIRST_OF_FOLDER = re.compile(rf"/(?:index{_OF_PAGE})?/*$", re.I)
_ENDING = re.compile(rf"{_OF_PAGE}$", re.I)
FRONT_PAGES = r"(?:index|default|home|accueil|start)(?:\.\w+)?"
_FRONT_PAGE = re.compile(FRONT_PAGES, re.I)
# The endings of files that may be the text of a post, of those whose kind pages write beside a link, of those that are
# offered for download, and of all that are no page.
DOCUMENTS = r"pdf|docx?|od[tp]|rtf|pptx?"
FILE_KINDS = rf"{DOCUMENTS}|xlsx?|ods|csv|zip"
_ATTACHMENTS = rf"{FILE_KINDS}|docm|dotx?|xlsm|xlsb|ppsx?|7z|rar|t?gz|tar|epub|ics|vcf"
_FILES = (
    rf"{_ATTACHMENTS}|jpe?g|png|gif|webp|svg|avif|ico|mp[34]|m4[av]|mov|avi|webm|wav|ogg|xml|rss|atom|json|js|css|txt"
    "|exe|apk"
)
_DOCUMENT, _ATTACHMENT, _FILE = (
    re.compile(rf"\.(?:{endings})$", re.I) for endings in (DOCUMENTS, _ATTACHMENTS, _FILES)
)
_ALONE = frozenset({"amp", "share"})  # parameters without a value that need a closer look
# The name of a section of a page. Not `#xtor=RSS-1`, which is for statistics, nor `#:~:text=`.
_SECTION = re.compile(r"#([^\s#=&]{1,200})\Z")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)


def absolute(base: str, href: str) -> str | None:
    """Resolve `href` of a page at `base`. Return a canonical http(s) address, or None for other links."""
    if len(href) > LONGEST:
        return None
    href = href.strip()
    plain = f"{_origin(base)}{href}" if href.startswith("/") else href
    if _PLAIN.match(plain):
        return plain
    href = as_browsers_read(href, base)
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        return canonical(href if _COMPLETE.match(href) else urljoin(base, href))
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _origin(base: str) -> str:
    """Return the scheme and host of the address of a page; empty if it has none."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def canonical(url: str) -> str:
    """Normalise an address (RFC 3986 section 6.2.2) and remove its fragment and tracking parameters.

    Raises ValueError if `url` is not an absolute http(s) address with a host, or has more than LONGEST characters.
    """
    if len(url) > LONGEST:
        raise ValueError(f"an address of {len(url):,} characters: {url[:60]!r}…")
    return url if _PLAIN.match(url) else _canonical(url)


@lru_cache(maxsize=4096)
def _canonical(url: str) -> str:
    parts = urlsplit(as_browsers_read(url))
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT or not parts.hostname:
        raise ValueError(f"not an http(s) address: {url!r}")
    host = _host(parts.hostname)
    if parts.port and parts.port != _DEFAULT_PORT[scheme]:
        host = f"{host}:{parts.port}"
    path = _SESSION.sub("", _unquote(parts.path))
    path = _escape(_dots(_SLASHES.sub("/", path)), _KEEP) or "/"
    return urlunsplit((scheme, host, path, _query(parts.query), ""))


# An index of 50,000 addresses is compared with the archive several times.
@lru_cache(maxsize=65_536)
def key(url: str) -> str:
    """Return a string that is equal for addresses of one page.

    It ignores the scheme, `www.`, a trailing slash, `index.html` and the order of the parameters. A page can have more
    addresses, with other keys (`?p=ID`, `/amp`); its canonical link names them. The address of a section of a page,
    from `with_fragment`, has a key of its own.
    """
    section = _SECTION.search(url)
    own = key_of_canonical(canonical(url))
    return f"{own}{section[0]}" if section else own


def former(url: str) -> str | None:
    """Return the form in which an archive has a canonical address from before schema 22, or None if it is the same."""
    address, _, query = url.partition("?")
    kept = [part for part in query.split("&") if not FORMER.match(part)]
    if len(kept) == len(query.split("&")):
        return None
    return f"{address}?{'&'.join(kept)}" if kept else address


def with_fragment(url: str, href: str | None) -> str | None:
    """Return the address of a section of the page at `url`, with the fragment of `href`; None if that names no section.

    `canonical` and `absolute` remove fragments. The address of a post has one only if the page shows several posts.
    """
    section = _SECTION.search(href.strip()) if href else None
    return f"{url}#{_escape(_unquote(section[1]), _KEEP + '?!')}" if section else None


def without_fragment(url: str) -> str:
    """Return the address of the page of which `url` may name a section."""
    return url.partition("#")[0]


def key_of_canonical(url: str) -> str:
    """Return the key of an address that `canonical` or `absolute` has returned."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    path = _FIRST_OF_FOLDER.sub("", parts.path)
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def as_browsers_read(href: str, base: str = "") -> str:
    """Correct the errors in `href` that browsers correct in http(s) addresses.

    Surrounding spaces, tabs and line ends are removed. A backslash before `?` and `#` counts as a slash. Any number of
    slashes may come before the host. `base` is the address of the page. See https://url.spec.whatwg.org/#url-parsing.
    """
    if _COMPLETE.match(href):
        return href
    href = _BREAKS.sub("", href.strip().strip(_BLANKS))
    if not ("\\" in href or ":" in href or "//" in href):
        return href
    found = _SCHEME.match(href)
    scheme = found[1].lower() if found else ""
    if scheme not in ("", "http", "https"):
        return href
    start = len(scheme) + 1 if scheme else 0
    tail = _TAIL.search(href, start)
    end = tail.start() if tail else len(href)
    rest = href[start:end].replace("\\", "/")
    if rest.startswith("//") or (scheme and not base.lower().startswith(f"{scheme}:")):
        rest = f"//{rest.lstrip('/')}"
    return f"{href[:start]}{rest}{href[end:]}"


@lru_cache(maxsize=4096)
def is_document(url: str) -> bool:
    """Return whether an address is that of a file that may be the text of a post: PDF, Word, OpenDocument or RTF."""
    return _DOCUMENT.search(urlsplit(url).path) is not None


def is_attachment(path: str) -> bool:
    """Return whether a path or name is that of a file that pages offer: a text, a table, an archive, a calendar."""
    return _ATTACHMENT.search(path) is not None


def is_file(url: str) -> bool:
    """Return whether an address ends like that of a file that is no page."""
    return _FILE.search(urlsplit(url).path) is not None


def without_ending(segment: str, *, document: bool = False) -> str:
    """Return the last segment of a path without the ending of a page, such as `.html`, or of a `document`."""
    return (_DOCUMENT if document else _ENDING).sub("", segment)


def is_front_page(segment: str) -> bool:
    """Return whether a segment is a usual name of the front page of a site: `index.html`, `home`."""
    return _FRONT_PAGE.fullmatch(segment) is not None


# Steps ask for the site of the same page, and of its links, again and again.
@lru_cache(maxsize=4096)
def site(url: str) -> str:
    """Return the host of an address without `www.`, and the port if it is not the default. Empty without a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.hostname or ""
    try:
        host = host if host.isascii() else _host(host)
    except ValueError:
        pass
    host = host.removeprefix("www.").rstrip(".")
    try:
        port = parts.port
    except ValueError:
        return host
    return f"{host}:{port}" if port and port != _DEFAULT_PORT.get(parts.scheme) else host


def same_site(one: str, other: str) -> bool:
    """Return whether both addresses belong to one site: their hosts are equal, or one is a subdomain of the other."""
    a, b = site(one), site(other)
    return bool(a and b) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def _host(hostname: str) -> str:
    """Return the host in ASCII (UTS 46, non-transitional). ß and ς are kept, because they are registered as such.

    IP addresses are written as URL Standard, section 3.5, writes them.
    """
    if ":" in hostname:
        if "%" in hostname:
            raise ValueError(f"not a host name: {hostname!r}")
        return f"[{ipaddress.IPv6Address(hostname).compressed}]"
    try:
        name = unquote(hostname, errors="strict").lower()
        if not name.isascii() or "xn--" in name:
            labels = _mapped(name).rstrip(".").split(".")
            name = ".".join(_label(label) for label in labels)
    except UnicodeError as error:  # includes the errors of idna
        raise ValueError(f"not a host name: {hostname!r}") from error
    name = name.rstrip(".")
    if not name:
        raise ValueError("the address has no host")
    if _NO_HOST.search(name) or not all(name.split(".")):
        raise ValueError(f"not a host name: {hostname!r}")
    return _ipv4(name) if _ENDS_IN_NUMBER.search(name) else name


def host_for_readers(host: str) -> str:
    """Return a host as its readers write it: `клъстер.bg` for `xn--e1ajdvdg8c.bg`. Others stay as they are."""
    try:
        return idna.decode(host) if "xn--" in host else host
    except UnicodeError:  # includes the errors of idna
        return host


def _mapped(name: str) -> str:
    return idna.uts46_remap(name, std3_rules=False, transitional=False)


def _label(label: str) -> str:
    """Return a label of a host in ASCII. Symbols are in use, although IDNA 2008 does not allow them."""
    if label.isascii():
        if label.startswith("xn--"):
            decoded = label[4:].encode().decode("punycode")
            if not decoded or _mapped(decoded) != decoded:
                raise UnicodeError(f"{label!r} stands for no label")
        return label
    try:
        return idna.alabel(label).decode()
    except idna.InvalidCodepoint:
        return f"xn--{label.encode('punycode').decode()}"


def _ipv4(name: str) -> str:
    """Return an IPv4 address of one to four numbers as usual. The last number fills the bytes that are left."""
    parts = name.split(".")
    read = [_NUMBER.fullmatch(part) for part in parts]
    numbers = [
        int(m[1] or "0", 16) if m[1] is not None else int(m[2] or m[3], 8 if m[2] else 10) for m in read if m
    ]
    if len(numbers) < len(parts) or len(parts) > 4 or max((0, *numbers[:-1])) > 255:
        raise ValueError(f"not a host name: {name!r}")
    if numbers[-1] >= 256 ** (5 - len(parts)):
        raise ValueError(f"not a host name: {name!r}")
    return str(ipaddress.IPv4Address(sum((n << 24 - 8 * i for i, n in enumerate(numbers[:-1])), numbers[-1])))


def _unquote(path: str) -> str:
    """Decode the escapes of unreserved characters and of UTF-8 text. Keep those with a meaning (%2F, %3F)."""
    if "%" not in path:
        return path
    path = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", path)
    return re.sub(r"(?:%[0-9a-fA-F]{2})+", lambda m: _decode_run(m[0]), path)


def _decode_run(run: str) -> str:
    text = unquote(run, errors="strict") if _is_utf8(run) else None
    if text is None:
        return run.upper()
    return "".join(c if c.isalnum() or c in "-._~" else quote(c, safe="") for c in text)


def _escape(text: str, safe: str) -> str:
    """Percent-encode all characters except those in `safe`. Existing escapes stay."""
    quoted = quote(text, safe=safe + "%")
    return re.sub(r"%(?![0-9A-F]{2})", "%25", quoted) if "%" in quoted else quoted


def _is_utf8(run: str) -> bool:
    try:
        unquote(run, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _dots(path: str) -> str:
    """Remove the segments `.` and `..` (RFC 3986 section 5.2.4)."""
    if "/." not in path:
        return path
    out: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(out) > 1:
                out.pop()
        elif segment != ".":
            out.append(segment)
    if path.endswith(("/.", "/..")):
        out.append("")
    return "/".join(out)


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = []
    for part in query.split("&"):
        if part.isalnum() and part.isascii() and part.lower() not in TRACKING and part.lower() not in _ALONE:
            pairs.append(part)
            continue
        name, value = next(iter(parse_qsl(part, keep_blank_values=True)), ("", ""))
        if part and not selects_no_page(name, value):
            pairs.append(_escape(_unquote(part.replace("+", "%20")), _KEEP + "?[]"))
    return "&".join(pairs)
