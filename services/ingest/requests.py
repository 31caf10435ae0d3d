"""Reading a request whole, within limits of size, time and kind."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from services.chassis.problems import Problem
from services.ingest.settings import IntakeSettings

JSON_TYPES = {"application/json", "application/vnd.wiretally.article+json"}
NDJSON_TYPES = {"application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/ndjson"}
FORM_TYPES = {"multipart/form-data", "application/x-www-form-urlencoded"}
"""What no wire sends and a client sends by mistake: curl's ``-d`` and ``-F`` say so unless told otherwise."""


def media_type(request: Request, allowed: set[str]) -> str:
    """The request's media type. Raises Problem 415 for another type, another charset than UTF-8, or an encoded body."""
    kind, charset = _stated(request)
    if kind not in allowed:
        raise Problem(415, f"content type {kind or '(none)'} is not taken here; send one of: {', '.join(sorted(allowed))}")
    if charset and charset not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(415, f"charset {charset} is not taken; send UTF-8")
    return kind


def wire_type(request: Request) -> str:
    """The request's content type as sent, a hint for reading it. Raises Problem 415 for a form or an encoded body."""
    kind, _ = _stated(request)
    if kind in FORM_TYPES:
        raise Problem(
            415, f"content type {kind} is not taken here; send the story itself as the body, as text/plain, application/xml or the like"
        )
    return request.headers.get("content-type", "")


def _stated(request: Request) -> tuple[str, str]:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "an encoded body is not taken; send it without Content-Encoding")
    return kind.strip().lower(), parameters.lower().partition("charset=")[2].strip().strip("\"'")


async def read_body(request: Request, limits: IntakeSettings) -> bytes:
    """The body. Raises Problem 413 once it is too large, 408 where it does not come in time, 400 where it breaks off."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.max_request_bytes:
        raise _too_large(limits)
    body = bytearray()
    try:
        async with asyncio.timeout(limits.read_deadline_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limits.max_request_bytes:
                    raise _too_large(limits)
    except TimeoutError:
        raise Problem(408, f"the request did not come within {limits.read_deadline_s:g} s; send it in one go") from None
    except ClientDisconnect:
        raise Problem(400, "the request broke off") from None
    return bytes(body)


def _too_large(limits: IntakeSettings) -> Problem:
    return Problem(413, f"more than {limits.max_request_bytes:,} bytes; send smaller batches (WIRETALLY_INTAKE__MAX_REQUEST_BYTES)")
