"""Who may push stories, and how fast."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from pydantic import SecretStr
from starlette.requests import Request

from services.chassis.bearer import Tokens, bearer_token
from services.chassis.problems import Problem

MAX_CLIENTS = 10_000
"""Clients whose pace is remembered; beyond it the one not seen for longest is forgotten, and begins anew."""


class Access:
    """Checks each push. Without ``tokens`` anyone may push; ``per_second`` 0 sets no pace. ``clock`` counts seconds."""

    def __init__(self, tokens: Sequence[SecretStr], per_second: float, burst: int, clock: Callable[[], float]) -> None:
        self._tokens = Tokens(tokens)
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, request: Request) -> None:
        """Raises Problem 401 without a valid bearer token where one is needed, 429 for a client that sends too fast."""
        who = f"address {request.client.host if request.client else ''}"
        if self._tokens:
            number = self._tokens.find(bearer_token(request.headers.get("authorization", "")))
            if number is None:
                raise Problem(401, "send a token: Authorization: Bearer TOKEN (WIRETALLY_INTAKE__TOKENS)", {"WWW-Authenticate": "Bearer"})
            who = f"token {number}"
        self._pace(who)

    def _pace(self, who: str) -> None:
        if self._per_second <= 0:
            return
        now = self._clock()
        left, since = self._buckets.pop(who, (float(self._burst), now))
        left = min(float(self._burst), left + (now - since) * self._per_second)
        self._buckets[who] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > MAX_CLIENTS:
            self._buckets.popitem(last=False)
        if left < 1:
            wait = (1 - left) / self._per_second
            raise Problem(
                429,
                f"more than {self._per_second:g} requests a second (WIRETALLY_INTAKE__REQUESTS_PER_S); wait",
                {"Retry-After": f"{wait:.0f}" if wait >= 1 else "1"},
            )
