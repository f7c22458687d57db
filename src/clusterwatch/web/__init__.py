"""The only network code: pages in, politely. Pacing, robots.txt, retries, limits, the guard of addresses."""

from __future__ import annotations

from .client import Client
from .settings import HostMemory, Settings

__all__ = ["Client", "HostMemory", "Settings"]
