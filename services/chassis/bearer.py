"""Bearer tokens (RFC 6750) before an ASGI application, or the same token as the password that a browser asks for (RFC 7617)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from services.chassis.problems import problem_response

CHALLENGE = 'Bearer, Basic realm="wiretally", charset="UTF-8"'


class BearerTokens:
    """Lets through who shows one of ``tokens``; ``open_paths`` need none. A page's own requests carry the password by themselves, its
    live stream too, which cannot set a header."""

    def __init__(self, app: ASGIApp, tokens: Sequence[SecretStr], open_paths: frozenset[str]) -> None:
        self._app = app
        self._digests = [_digest(token.get_secret_value()) for token in tokens]
        self._open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._open_paths or self._is_known(Headers(scope=scope).get("authorization", "")):
            await self._app(scope, receive, send)
            return
        refusal = problem_response(401, "send a token: Authorization: Bearer TOKEN, or as a password", {"WWW-Authenticate": CHALLENGE})
        await refusal(scope, receive, send)

    def _is_known(self, authorization: str) -> bool:
        given = _digest(token_in(authorization))
        # Every token is compared, in constant time: neither which one nor how much of it fits shows in the answer's time.
        matches = [hmac.compare_digest(given, known) for known in self._digests]
        return any(matches)


def token_in(authorization: str) -> str:
    """The token of an Authorization header; empty where there is none."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
