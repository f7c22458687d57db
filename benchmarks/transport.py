"""Compare the requests per second of httpx's own transport and of httpx-aiohttp, over loopback and on one core.

python benchmarks/transport.py [REQUESTS]
"""

from __future__ import annotations

import asyncio
import sys
import time
from multiprocessing import Event, Process, Queue

import aiohttp
import httpx
from aiohttp import web
from httpx_aiohttp import AiohttpTransport

PAGE = b"<p>A page of the size of a small news page.</p>" * 400
AT_ONCE = 20


def serve(ports: Queue[int], done: Event) -> None:
    """Answer every request with the same page until `done` is set."""
    asyncio.run(_serve(ports, done))


async def _serve(ports: Queue[int], done: Event) -> None:
    async def page(_: web.Request) -> web.Response:
        return web.Response(body=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ports.put(runner.addresses[0][1])
    await asyncio.to_thread(done.wait)
    await runner.cleanup()


async def rate(transport: httpx.AsyncBaseTransport, url: str, requests: int) -> float:
    """Return the requests per second of CPU time of this process."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def get() -> None:
        async with slots:
            response = await transport.handle_async_request(httpx.Request("GET", url))
            body = await response.aread()
            await response.aclose()
            assert body == PAGE

    async with transport:
        await get()
        begun = time.process_time()
        await asyncio.gather(*(get() for _ in range(requests)))
        return requests / (time.process_time() - begun)


async def main(url: str, requests: int) -> None:
    """Print a table."""
    own = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=AT_ONCE))
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE))
    print("| transport | requests per second of CPU |\n|---|---|")
    print(f"| httpx | {await rate(own, url, requests):,.0f} |")
    print(f"| httpx-aiohttp | {await rate(AiohttpTransport(client=session), url, requests):,.0f} |")


if __name__ == "__main__":
    port: Queue[int] = Queue()
    finished = Event()
    server = Process(target=serve, args=(port, finished), daemon=True)
    server.start()
    asyncio.run(main(f"http://127.0.0.1:{port.get()}/", int(sys.argv[1]) if len(sys.argv) > 1 else 3000))
    finished.set()
    server.join()
