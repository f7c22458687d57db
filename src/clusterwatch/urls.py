"""Addresses: the canonical form that is stored and fetched, the key that tells twins, and what is one site."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

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
_AUTHORITY = re.compile(r"^(https?:)/{2,}", re.I)
_WHOLE = re.compile(
    r"https?://[^/?#\s;][^\s;]*\Z"
)  # an address with a host, which joining would leave as it is
_ENDING = re.compile(r"/(amp|index\.(html?|php|aspx?))?/*$", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)


def absolute(base: str, href: str) -> str | None:
    """`href` of a page at `base` as a canonical absolute http(s) address, or None when it is none."""
    href = href.strip()
    if not href or len(href) > LONGEST or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    href = _mended(_BREAKS.sub("", href))
    try:
        return canonical(href if _WHOLE.match(href) else urljoin(base, href))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def canonical(url: str) -> str:
    """The stored form of an address: RFC 3986 section 6.2.2 normalisation, no fragment, no tracking parameters.

    Raises ValueError when `url` is not an absolute http(s) address with a host.
    """
    parts = urlsplit(_mended(url.strip()))
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
    """What two addresses of one page share: without scheme, `www.`, trailing slash, `/amp`, `index.html`, order.

    Two addresses with the same key are the same page; twins with other keys (`?p=ID`) are told by the page itself.
    """
    parts = urlsplit(canonical(url))
    host = parts.netloc.removeprefix("www.")
    path = _ENDING.sub("", parts.path)
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _mended(url: str) -> str:
    """Some systems write https:////host/path: the empty authority is a slip of the keyboard."""
    return _AUTHORITY.sub(r"\1//", url) if ":///" in url else url


@lru_cache(maxsize=4096)
def site(url: str) -> str:
    """The host of an address without `www.`, with a port that is not the usual one; empty when there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
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
    hostname = hostname.rstrip(".").lower()
    if not hostname:
        raise ValueError("an address without a host")
    if ":" in hostname:
        return f"[{hostname}]"
    try:
        return hostname.encode("idna").decode("ascii").rstrip(".") if not hostname.isascii() else hostname
    except UnicodeError as error:
        raise ValueError(f"not a host name: {hostname!r}") from error


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
