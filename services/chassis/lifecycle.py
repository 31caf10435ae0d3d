"""Start and end of a service: a clear last line, and an end that comes even where a library hangs."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

import structlog

from services.chassis import logging as service_logging
from services.chassis.errors import ConfigurationError, WiretallyError
from services.chassis.settings import LoggingSettings, ServiceSettings, load

S = TypeVar("S", bound=ServiceSettings)

log = structlog.get_logger(__name__)


def begin(settings: type[S], service: str) -> S:
    """Read the settings and set up logging. Ends the process with one line and status 2 where the settings do not fit."""
    try:
        loaded = load(settings)
    except ConfigurationError as error:
        service_logging.configure(LoggingSettings(), service)
        log.error("service_stopped", reason=str(error))
        sys.exit(2)
    service_logging.configure(loaded.logging, service)
    return loaded


@contextmanager
def ending_clearly() -> Iterator[None]:
    """Turn an error of ours into one last line and status 1, without a wall of traceback."""
    try:
        yield
    except ConfigurationError as error:
        _stop(error, 2)
    except WiretallyError as error:
        _stop(error, 1)


def _stop(error: WiretallyError, status: int) -> NoReturn:
    """End with a line that is the last one: connections that a broken network left behind are told of by asyncio while the process is
    taken apart, with tracebacks, where an operator looks for the reason."""
    log.error("service_stopped", reason=str(error))
    logging.getLogger("asyncio").disabled = True
    sys.exit(status)


class Deadline:
    """Ends the process ``seconds`` after :meth:`arm`, whatever still runs: Faust's wait for open messages has no end of its own.

    ``unfinished`` says what is left undone, for the last line. Nothing unacked is lost: it is repeated at the next start.
    """

    def __init__(self, seconds: float, unfinished: Callable[[], object]) -> None:
        self._seconds = seconds
        self._unfinished = unfinished
        self._timer: threading.Timer | None = None
        self._reason = ""

    def arm(self, reason: str = "asked to stop") -> None:
        """Start the clock; again does nothing. ``reason`` is why the process ends, for the last line."""
        if self._timer is None:
            self._reason = reason
            self._timer = threading.Timer(self._seconds, self._end)
            self._timer.daemon = True
            self._timer.start()

    def _end(self) -> None:
        log.error("shutdown_deadline_passed", reason=self._reason, deadline_s=self._seconds, unfinished=self._unfinished())
        sys.stderr.flush()
        # sys.exit would wait for the very threads that hang.
        os._exit(1)
