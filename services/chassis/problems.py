"""Errors of an HTTP API as RFC 9457 problem details (``application/problem+json``): what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(HTTPException):
    """An answer other than the one asked for. ``detail`` is for a reader."""


def problem_response(status: int, detail: str, headers: Mapping[str, str] | None = None, **more: object) -> Response:
    """The answer; ``more`` are members of the problem's own (RFC 9457, section 3.2)."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return Response(orjson.dumps(body), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def install_problems(api: FastAPI) -> None:
    """Every refusal of ``api`` becomes a problem: ours, an unknown path, a parameter that does not fit."""

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem_response(error.status_code, str(error.detail), error.headers)

    async def unfit(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors())
        return problem_response(422, faults)

    api.add_exception_handler(HTTPException, refused)
    api.add_exception_handler(RequestValidationError, unfit)
