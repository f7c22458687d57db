"""Ask one address that the keeper chose, and look only at the status of the answer."""

from __future__ import annotations

from dataclasses import replace

import httpx

from clusterwatch.errors import FetchError
from clusterwatch.http.redirects import user_agent
from clusterwatch.http.settings import Settings
from clusterwatch.http.transport import Fault, Transport
from clusterwatch.models import FetchReason, Value

TIMEOUT = 10.0  # seconds for one try
TRIES = 3
_READ = 10_000  # bytes of the answer


async def ping(address: str, settings: Settings) -> dict[str, Value]:
    """Send a GET until the answer has a status of success, at most TRIES times. Return why the last one had none.

    The result has the details of a problem, a `reason` or a `status`; it is empty after a success. The address may be
    secret, so that it is not repeated. It may be private. Redirects are not followed.
    """
    failed: dict[str, Value] = {"reason": FetchReason.NOT_AN_ADDRESS}
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return failed
    headers = {"User-Agent": user_agent(settings.contact), "Accept": "*/*"}
    async with Transport(replace(settings, allow_private=True, total_timeout=TIMEOUT), None) as transport:
        for _ in range(TRIES):
            try:
                answer = await transport.get(url, headers, _READ, cut=True)
            except Fault as fault:
                failed = {"reason": fault.reason, **fault.detail}
                continue
            except FetchError as error:
                return {"reason": error.reason}
            if 200 <= answer.status < 300:
                return {}
            failed = {"status": answer.status}
            if answer.status < 500:
                break
    return failed
