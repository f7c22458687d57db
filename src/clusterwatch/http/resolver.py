"""Resolve host names in daemon threads, because getaddrinfo cannot be cancelled and must not delay the end of a run.

asyncio and aiohttp use the threads of an executor by default, and these are joined when the loop ends. A name server
that does not answer would keep a stopped program alive for half a minute.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV

_Infos = list[tuple[Any, ...]]  # the result of socket.getaddrinfo


class Resolver(AbstractResolver):
    """Resolve at most `most` names at once. A lookup that is no longer awaited counts until it ends."""

    def __init__(self, most: int) -> None:
        self._slots = asyncio.Semaphore(most)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name, public or not. Raises OSError or UnicodeError as getaddrinfo does."""
        found = []
        for kind, _, protocol, _, address in await self._look_up(host, port, family):
            where, number, *v6 = address
            if not isinstance(where, str):  # a Python without IPv6 returns such an address as bytes
                continue
            if v6 and v6[1]:  # a link-local address needs its scope
                where = f"{where}%{v6[1]}"
            found.append(
                ResolveResult(
                    hostname=host, host=where, port=number, family=kind, proto=protocol, flags=_NUMERIC
                )
            )
        return found

    async def close(self) -> None:
        """Do nothing: pending lookups end with the program at the latest."""

    async def _look_up(self, host: str, port: int, family: socket.AddressFamily) -> _Infos:
        await self._slots.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Infos] = loop.create_future()

        def settle(infos: _Infos, error: Exception | None) -> None:
            self._slots.release()
            if answer.cancelled():
                return
            if error is None:
                answer.set_result(infos)
            else:
                answer.set_exception(error)

        def look_up() -> None:
            infos: _Infos = []
            error: Exception | None = None
            try:
                infos = [
                    *socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
                ]
            except Exception as caught:  # any error is passed on to the caller that waits
                error = caught
            with contextlib.suppress(RuntimeError):  # the loop is closed and nothing waits any more
                loop.call_soon_threadsafe(settle, infos, error)

        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        return await answer
