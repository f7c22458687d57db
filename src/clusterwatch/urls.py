"""Addresses: the canonical form that is stored and fetched, the key that tells twins, and what is one site."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

import idna

# Parameters that say how a reader came, never which page it is.
_TRACKING = re.compile(
    r"^(utm_\w+|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|hsa_\w+|ns_\w+|at_(medium|campaign|custom\d)|mc_(cid|eid)|_hsenc"
    r"|_hsmi|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|wt_mc|xtor|cmpid|phpsessid|jsessionid|sessionid|noamp"
    r"|replytocom|share)$",
    re.I,
)
_PRESENTATION = {("tmpl", "component"), ("print", "1"), ("amp", "1"), ("amp", ""), ("output", "amp")}
LONGEST = 8000  # characters: what servers take at the most (RFC 9110 section 4.1)
_DEFAULT_PORT = {"http": 80, "https": 443}
_KEEP = "!$&'()*+,;=:@/~-._"  # RFC 3986 section 3.3: what may stand in a path unescaped
_BREAKS = re.compile(r"[\t\r\n]")
_SLASHES = re.compile("/{2,}")
_BLANKS = "".join(map(chr, range(0x21)))  # C0 controls and the space
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.I)
_TAIL = re.compile(r"[?#]")
_NO_HOST = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")  # URL Standard, section 3.1: forbidden in a domain
_WHOLE = re.compile(
    r"https?://[^/?#\x00-\x20\s;\\][^\x00-\x20\s;\\]*\Z"
)  # an address with a host, which joining would leave as it is
_ENDING = re.compile(r"/(index\.(html?|php|aspx?))?/*$", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)


def absolute(base: str, href: str) -> str | None:
    """`href` of a page at `base` as a canonical absolute http(s) address, or None when it is none."""
    href = href.strip()
    if not href or len(href) > LONGEST or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    href = as_browsers_read(href, base)
    try:
        return canonical(href if _WHOLE.match(href) else urljoin(base, href))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def canonical(url: str) -> str:
    """The stored form of an address: RFC 3986 section 6.2.2 normalisation, no fragment, no tracking parameters.

    Raises ValueError when `url` is not an absolute http(s) address with a host.
    """
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


@lru_cache(maxsize=4096)
def key(url: str) -> str:
    """What two addresses of one page share: without scheme, `www.`, trailing slash, `index.html`, order.

    Two addresses with the same key are one page. The page itself names its twins with other keys (`?p=ID`, `/amp`).
    """
    parts = urlsplit(canonical(url))
    host = parts.netloc.removeprefix("www.")
    path = _ENDING.sub("", parts.path)
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def as_browsers_read(href: str, base: str = "") -> str:
    """`href` of a page at `base` with the slips mended that the URL Standard mends in http(s) addresses.

    Blanks around it, tabs and line ends go; a backslash before `?` and `#` is a slash; the host follows after any
    number of slashes (https://url.spec.whatwg.org/#url-parsing).
    """
    if _WHOLE.match(href):
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
def site(url: str) -> str:
    """The host of an address without `www.`, with a port that is not the usual one; empty when there is none."""
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
    """True when both addresses lie on one site: the same host, or one a subdomain of the other."""
    a, b = site(one), site(other)
    return bool(a and b) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def _host(hostname: str) -> str:
    """The host in ASCII: UTS 46, non-transitional, so that ß and ς stay the letters that their owners registered."""
    if ":" in hostname:
        return f"[{hostname.lower()}]"
    try:
        name = unquote(hostname, errors="strict").lower()
        if not name.isascii():
            labels = idna.uts46_remap(name, std3_rules=False, transitional=False).rstrip(".").split(".")
            name = ".".join(label if label.isascii() else idna.alabel(label).decode() for label in labels)
    except UnicodeError as error:  # idna's own errors among them
        raise ValueError(f"not a host name: {hostname!r}") from error
    name = name.rstrip(".")
    if not name:
        raise ValueError("an address without a host")
    if _NO_HOST.search(name) or not all(name.split(".")):
        raise ValueError(f"not a host name: {hostname!r}")
    return name


def _unquote(path: str) -> str:
    """Decode the escapes of unreserved characters and of UTF-8 text; keep those that carry meaning (%2F, %3F)."""
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
    """Percent-encode what is neither in `safe` nor an escape already."""
    quoted = quote(text, safe=safe + "%")
    return re.sub(r"%(?![0-9A-F]{2})", "%25", quoted) if "%" in quoted else quoted


def _is_utf8(run: str) -> bool:
    try:
        unquote(run, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _dots(path: str) -> str:
    """RFC 3986 section 5.2.4: `.` and `..` segments are resolved."""
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
    kept = []
    for part in query.split("&"):
        name, value = next(iter(parse_qsl(part, keep_blank_values=True)), ("", ""))
        if part and not _TRACKING.match(name) and (name.lower(), value) not in _PRESENTATION:
            kept.append(_escape(_unquote(part.replace("+", "%20")), _KEEP + "?[]"))
    return "&".join(kept)
