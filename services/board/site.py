"""The board as one ASGI application: the API under ``/v1``, health and metrics, and the page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis.problems import install_problems

PAGE = Path(__file__).parent / "page"

# Nothing but our own files runs, loads or is called; no inline script or style; no frame may hold the page. Text of stories reaches
# the page as text only, and should that ever fail, this is the second wall.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


def build_site(api: APIRouter, operations: Iterable[APIRouter] = (), *, version: str = "0.1.0") -> FastAPI:
    """``api`` and ``operations`` (health, metrics) before the page, which answers every other path."""
    site = FastAPI(
        title="wiretally board",
        version=version,
        summary="Running tallies of what the news wires report, down to the sentences that say so.",
        docs_url=None,  # Swagger's page loads its script from another host
        redoc_url=None,
    )
    install_problems(site)
    site.include_router(api)
    for router in operations:
        site.include_router(router)
    site.mount("/", StaticFiles(directory=PAGE, html=True), name="page")
    site.add_middleware(SecurityHeaders)
    return site


class SecurityHeaders:
    """Adds :data:`SECURITY_HEADERS` to each answer. Plain ASGI: Starlette's own middleware base would buffer the live stream."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *SECURITY_HEADERS]}
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
