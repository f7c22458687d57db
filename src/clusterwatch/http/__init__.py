"""The only network code: it fetches pages politely.

It obeys robots.txt, throttles requests per host, retries, limits sizes and times, and guards against private addresses.
"""

from __future__ import annotations

from clusterwatch.http.client import Client
from clusterwatch.http.host_memory import ForgetfulMemory, HostMemory
from clusterwatch.http.ping import ping
from clusterwatch.http.proxies import choose_proxies
from clusterwatch.http.settings import Settings
from clusterwatch.http.trust import choose_trust

__all__ = ["Client", "ForgetfulMemory", "HostMemory", "Settings", "choose_proxies", "choose_trust", "ping"]
