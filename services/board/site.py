"""The board as one ASGI application: the API under ``/v1``, health and metrics, and the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, FastAPI
from pydantic import SecretStr
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis.bearer import TokenWall
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


OPEN_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
"""What orchestrators and Prometheus ask, who have no token."""
ANSWER_HEADERS = ("ETag", "Link", "X-Total-Count")


def build_site(
    api: APIRouter,
    operations: Iterable[APIRouter] = (),
    *,
    tokens: Sequence[SecretStr] = (),
    cors_origins: Sequence[str] = (),
) -> FastAPI:
    """``api`` and ``operations`` (health, metrics) before the page, which answers every other path.

    With ``tokens`` all but :data:`OPEN_PATHS` needs one; pages of ``cors_origins`` may read the answers.
    """
    site = FastAPI(
        title="wiretally board",
        version=version("wiretally"),
        summary="Running tallies of what the news wires report, down to the sentences that say so.",
        docs_url=None,  # Swagger's page loads its script from another host
        redoc_url=None,
    )
    install_problems(site)
    site.include_router(api)
    for router in operations:
        site.include_router(router)
    site.mount("/", StaticFiles(directory=PAGE, html=True), name="page")
    if tokens:
        site.add_middleware(TokenWall, tokens=tokens, open_paths=OPEN_PATHS)
    if cors_origins:
        # Outside the tokens: a browser asks leave (OPTIONS) without one.
        site.add_middleware(
            CORSMiddleware,
            allow_origins=cors_origins,
            allow_methods=["GET"],
            allow_headers=["Authorization", "If-None-Match", "Last-Event-ID"],
            expose_headers=ANSWER_HEADERS,
        )
    site.add_middleware(SecurityHeaders)
    site.add_middleware(HeadAsGet)
    return site


class HeadAsGet:
    """Answers HEAD as GET; the server sends no body then (RFC 9110, 9.3.2). FastAPI's routes do not know it: `curl -I` was told 404."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


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
