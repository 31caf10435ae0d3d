"""Bearer tokens (RFC 6750), and the same token as the password that a browser asks for (RFC 7617)."""

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

CHALLENGES = ("Bearer", 'Basic realm="wiretally", charset="UTF-8"')
"""A header each: Chromium does not ask for a password where Bearer stands first in one header of both."""


class Tokens:
    """The tokens that open a service; false of itself where there are none. Only their digests are kept."""

    def __init__(self, tokens: Sequence[SecretStr]) -> None:
        self._digests = [_digest(token.get_secret_value()) for token in tokens]

    def __bool__(self) -> bool:
        return bool(self._digests)

    def find(self, token: str) -> int | None:
        """Which of them ``token`` is; None for any other, and for an empty one even where that is set by mistake."""
        given = _digest(token)
        # Every token is compared, in constant time: neither which one nor how much of it fits shows in the answer's time.
        matches = [hmac.compare_digest(given, known) for known in self._digests]
        return matches.index(True) if token and any(matches) else None


class TokenWall:
    """An ASGI application behind ``tokens``; ``open_paths`` need none.

    A browser's page carries the password by itself in all its requests, its live stream too, which cannot set a header.
    """

    def __init__(self, app: ASGIApp, tokens: Sequence[SecretStr], open_paths: frozenset[str]) -> None:
        self._app = app
        self._tokens = Tokens(tokens)
        self._open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._open_paths or self._opens(Headers(scope=scope).get("authorization", "")):
            await self._app(scope, receive, send)
            return
        refusal = problem_response(401, "send a token: Authorization: Bearer TOKEN, or as a password")
        for challenge in CHALLENGES:
            refusal.headers.append("WWW-Authenticate", challenge)
        await refusal(scope, receive, send)

    def _opens(self, authorization: str) -> bool:
        return self._tokens.find(bearer_token(authorization) or basic_password(authorization)) is not None


def bearer_token(authorization: str) -> str:
    """The token of an Authorization header of that scheme; empty for any other."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def basic_password(authorization: str) -> str:
    """The password of an Authorization header of that scheme; empty for any other."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
