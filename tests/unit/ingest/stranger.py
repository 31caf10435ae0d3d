"""A stranger's web server on the loopback, whose every answer a test decides."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = ("127.0.0.0/8",)
"""The network that tests may fetch from; without it every one of their fetches is refused."""


@dataclass
class Stranger:
    """``url`` is its address; ``asked`` are the requests it got, in order."""

    url: str = ""
    asked: list[web.Request] = field(default_factory=list)


@asynccontextmanager
async def stranger(answer: Answer) -> AsyncIterator[Stranger]:
    """Serves ``answer`` for every path."""
    told = Stranger()

    async def handle(request: web.Request) -> web.StreamResponse:
        told.asked.append(request)
        return await answer(request)

    site = web.Application()
    site.router.add_get("/{path:.*}", handle)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    port = runner.addresses[0][1]
    told.url = f"http://127.0.0.1:{port}"
    try:
        yield told
    finally:
        await runner.cleanup()
