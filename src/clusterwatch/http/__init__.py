"""The only network code: pages in, politely. Pacing, robots.txt, retries, limits, the guard of addresses."""

from __future__ import annotations

from clusterwatch.http.client import Client
from clusterwatch.http.host_memory import ForgetfulMemory, HostMemory
from clusterwatch.http.settings import Settings

__all__ = ["Client", "ForgetfulMemory", "HostMemory", "Settings"]
