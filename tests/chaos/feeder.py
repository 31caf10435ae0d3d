"""The sender of a wire, as stubborn as a sender must be."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.chaos.wires import Sent

TAKEN_WITHIN_S = 300
"""A request to an ingest, or a broker behind it, that was killed: it is sent again until it is answered."""
_CONTENT_TYPES = {"wire": "text/plain; charset=utf-8", "articles": "application/json"}


class Feeder:
    """Sends requests in their order, each again until ingest has answered it. ``ingest`` names the ingest of the moment."""

    def __init__(self, ingest: Callable[[], str]) -> None:
        self._ingest = ingest
        self.answers = Counter[str]()
        self.sent_again = 0

    def send(self, requests: Sequence[Sent]) -> None:
        """Raises AssertionError where one is refused, or not taken in time."""
        for request in requests:
            self.answers[self._answer(request)] += 1

    def _answer(self, sent: Sent) -> str:
        deadline = time.monotonic() + TAKEN_WITHIN_S
        body = sent.body(datetime.now(UTC))
        while time.monotonic() < deadline:
            name = f"?name={sent.name}" if sent.route == "wire" else ""
            headers = {"Content-Type": _CONTENT_TYPES[sent.route]}
            try:
                with urlopen(Request(f"{self._ingest()}/v1/{sent.route}{name}", body, headers, method="POST"), timeout=60) as answer:
                    outcome: str = json.load(answer)["outcome"]
                    return outcome
            except HTTPError as error:
                if error.code != 503:
                    raise AssertionError(f"{sent.name} was refused: {error.read().decode(errors='replace')}") from error
            except (OSError, HTTPException):
                pass
            self.sent_again += 1
            time.sleep(0.1)
        raise AssertionError(f"{sent.name} was not taken within {TAKEN_WITHIN_S} s")
