"""The only network code: pages in, politely. Pacing, robots.txt, retries, limits, the guard of addresses."""

from __future__ import annotations

from .client import Client
from .memory import ForgetfulMemory, HostMemory
from .settings import Settings

__all__ = ["Client", "ForgetfulMemory", "HostMemory", "Settings"]
