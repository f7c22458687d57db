"""Certificates for servers on loopback, as real sites have them: right ones, and each kind of wrong one."""

from __future__ import annotations

import functools
import ssl
from datetime import UTC, datetime
from pathlib import Path

import trustme

HOST = "secure.test"
KINDS = ("right", "expired", "not yet valid", "of another host", "self-signed")


@functools.cache
def authority() -> trustme.CA:
    """Return an authority that nobody trusts unless its certificate is given."""
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


def server(kind: str = "right") -> ssl.SSLContext:
    """Return the context of a server whose certificate is of this kind."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if kind == "self-signed":
        context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
        return context
    name = "other.test" if kind == "of another host" else HOST
    year = {"expired": 2001, "not yet valid": 2100}.get(kind)
    begins = datetime(year, 1, 1, tzinfo=UTC) if year else None
    ends = datetime(year, 2, 1, tzinfo=UTC) if year else None
    leaf = authority().issue_cert(
        name, "127.0.0.1", not_before=begins, not_after=ends, key_type=trustme.KeyType.ECDSA
    )
    leaf.configure_cert(context)
    return context


def bundle(folder: Path) -> Path:
    """Write the certificate of the authority to a file, and return its path."""
    path = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    return path
