"""Health: is the process alive, may it get work; and the small HTTP server of the services that have none of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from services.chassis.listening import listen
from services.chassis.settings import HttpSettings

Check = Callable[[], str | None]
"""Says what is wrong, in words; None where all is well."""


class Health:
    """Named checks. *Live* fails: restart the process. *Ready* fails: it works on it, send it no traffic yet."""

    def __init__(self) -> None:
        self._live: dict[str, Check] = {}
        self._ready: dict[str, Check] = {}

    def live_when(self, name: str, check: Check) -> None:
        self._live[name] = check

    def ready_when(self, name: str, check: Check) -> None:
        self._ready[name] = check

    def liveness(self) -> dict[str, str]:
        """Failing check -> what is wrong; empty means alive."""
        return _failures(self._live)

    def readiness(self) -> dict[str, str]:
        """Failing check -> what is wrong; empty means ready."""
        return _failures(self._ready)


def _failures(checks: Mapping[str, Check]) -> dict[str, str]:
    return {name: problem for name, check in checks.items() if (problem := check()) is not None}


class HealthServer:
    """``/healthz``, ``/readyz`` and ``/metrics`` on the service's port: 200 or 503 with the failing checks as JSON."""

    def __init__(self, health: Health, registry: CollectorRegistry, settings: HttpSettings, before_metrics: Callable[[], None]) -> None:
        self._health = health
        self._registry = registry
        self._settings = settings
        self._before_metrics = before_metrics
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen. Raises ConfigurationError where the address cannot be had."""
        listening = listen(self._settings)
        app = web.Application()
        app.add_routes([web.get("/healthz", self._healthz), web.get("/readyz", self._readyz), web.get("/metrics", self._metrics)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()

    async def stop(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return _answer(self._health.liveness())

    async def _readyz(self, _request: web.Request) -> web.Response:
        return _answer(self._health.readiness())

    async def _metrics(self, _request: web.Request) -> web.Response:
        self._before_metrics()
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _answer(failures: dict[str, str]) -> web.Response:
    return web.json_response({"ok": not failures, "failing": failures}, status=503 if failures else 200)
