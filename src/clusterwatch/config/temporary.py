"""The domains below which agencies and hosts put copies of a site while it is built, tested or moved.

Such a copy shows the posts of the real site at other addresses, and disappears without notice.
"""

from __future__ import annotations

from clusterwatch import urls

# A domain that also serves sites for good, as those of free hosts, is not listed.
_DOMAINS = (
    "flywheelstaging.com",
    "hosted-temp.com",
    "mystagingwebsite.com",
    "preview-domain.com",
    "staging.wpengine.com",
)


def refuse(url: str) -> None:
    """Raise ValueError if an address belongs to a temporary copy of a site."""
    host = urls.site(url).partition(":")[0]
    domain = next((d for d in _DOMAINS if host == d or host.endswith(f".{d}")), None)
    if domain:
        raise ValueError(f"{host} is a temporary copy of a site (*.{domain}); name the site itself")
