"""Follow the redirects of one request, with its cookies and validators."""

from __future__ import annotations

import httpx

from clusterwatch import __version__
from clusterwatch.http.content_coding import ACCEPTED
from clusterwatch.http.guard import destination
from clusterwatch.http.transport import Answer
from clusterwatch.models import Request
from clusterwatch.urls import same_site

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})


class RedirectChain:
    """The redirects of one request. `url` is the current address.

    Raises Refused if the address or the target of a redirect must not be fetched.
    """

    __slots__ = ("_cookies", "_permanent", "_request", "_start", "url")

    def __init__(self, request: Request) -> None:
        self.url = self._start = destination(request.url)
        self._request = request
        self._permanent = True
        self._cookies: httpx.Cookies | None = None

    @property
    def moved(self) -> str | None:
        """The target, if all redirects so far were permanent; else None."""
        return str(self.url) if self._permanent and self.url != self._start else None

    def follow(self, answer: Answer) -> bool:
        """Follow the redirect of an answer. Return False if the answer is not a redirect."""
        location = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not location:
            return False
        if answer.cookies:  # some sites redirect forever if their cookies are not sent back
            self._cookies = self._cookies or httpx.Cookies()
            headers = [("set-cookie", value) for value in answer.cookies]
            asked = httpx.Request("GET", self.url)
            self._cookies.extract_cookies(httpx.Response(answer.status, headers=headers, request=asked))
        self.url = destination(location, self.url)
        self._permanent = self._permanent and answer.status in _PERMANENT
        return True

    def fields(self, agent: str) -> dict[str, str]:
        """Return the header fields of the next GET. Validators are sent only to the site that they came from."""
        request = self._request
        fields = {"user-agent": agent, "accept": request.accept, "accept-encoding": ACCEPTED}
        if (request.etag or request.last_modified) and same_site(request.url, str(self.url)):
            # A validator with other characters cannot be sent back unchanged, so the page is fetched in full.
            if request.etag and _plain(request.etag):
                fields["if-none-match"] = request.etag
            if request.last_modified and _plain(request.last_modified):
                fields["if-modified-since"] = request.last_modified
        if self._cookies is not None:
            bare = httpx.Request("GET", self.url)
            self._cookies.set_cookie_header(bare)
            if "cookie" in bare.headers:
                fields["cookie"] = bare.headers["cookie"]
        return fields


def user_agent(contact: str | None) -> str:
    """Return the User-Agent, such as `clusterwatch/0.2.0 (+watch@example.org)`."""
    plain = "".join(c for c in contact or "" if c.isascii() and c.isprintable())
    return f"clusterwatch/{__version__} (+{plain.strip() or 'clusterwatch, announcements of clusters'})"


def _plain(value: str) -> bool:
    return value.isascii() and value.isprintable()
