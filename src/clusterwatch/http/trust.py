"""Choose the certificate authorities that are trusted."""

from __future__ import annotations

import functools
import ssl
from collections.abc import Mapping

import httpx

from clusterwatch.errors import UsageError


def choose_trust(ca: str | None, environ: Mapping[str, str]) -> ssl.SSLContext | None:
    """Return the context of verified connections, or None for the authorities of Mozilla.

    SSL_CERT_FILE and SSL_CERT_DIR replace these, as they do for OpenSSL. `ca` is the path of a file with further ones,
    in PEM. Raises UsageError if a file cannot be used.
    """
    file, folder = environ.get("SSL_CERT_FILE"), environ.get("SSL_CERT_DIR")
    name, path = "SSL_CERT_FILE or SSL_CERT_DIR", file or folder
    context = None
    try:
        if path:
            context = ssl.create_default_context(cafile=file, capath=folder)
        if ca:
            name, path = "network.ca", ca
            context = context or httpx.create_ssl_context(trust_env=False)
            context.load_verify_locations(cafile=ca)
    except OSError as error:
        why = "it has no certificate in PEM" if isinstance(error, ssl.SSLError) else error.strerror
        raise UsageError(f"{name}: {path} cannot be used: {why}") from error
    return context


@functools.cache
def usual_trust() -> ssl.SSLContext:
    """Load the certificate authorities of Mozilla once, because that takes longer than many pages."""
    return httpx.create_ssl_context(trust_env=False)
