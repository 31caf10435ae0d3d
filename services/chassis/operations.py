"""``/healthz``, ``/readyz`` and ``/metrics``: what operators and Prometheus ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.responses import JSONResponse, Response

Failing = Callable[[], dict[str, str]]
"""Failing check -> what is wrong; empty where all is well."""


def build_operations(
    live: Failing, ready: Failing, registry: CollectorRegistry, before_metrics: Callable[[], Awaitable[None]]
) -> APIRouter:
    """200 or 503 with the failing checks, as the other services answer; ``before_metrics`` brings gauges up to date."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> Response:
        return _answer(live())

    @router.get("/readyz")
    async def readyz() -> Response:
        return _answer(ready())

    @router.get("/metrics")
    async def metrics() -> Response:
        await before_metrics()
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router


def _answer(failures: dict[str, str]) -> Response:
    return JSONResponse({"ok": not failures, "failing": failures}, 503 if failures else 200)
