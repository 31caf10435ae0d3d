"""Waiting for a broker until a service can work with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

import structlog
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError

from services.chassis.contact import contact
from services.chassis.errors import BrokerUnavailable
from services.chassis.kafka import client_options, unreachable
from services.chassis.settings import KafkaSettings

_PROBE_TIMEOUT_MS = 3_000
_PROBE_PAUSE_S = 0.1
_PROBE_LOG_EVERY_S = 5.0

log = structlog.get_logger(__name__)


async def wait_for_broker(kafka: KafkaSettings, within_s: float, *, still_worth_it: Callable[[], bool] = lambda: True) -> None:
    """Return once metadata and a group coordinator answer: only then can a consumer group start.

    Raises BrokerUnavailable after ``within_s`` seconds, or as soon as ``still_worth_it`` says no; ConfigurationError at once where a
    broker is there and the settings do not fit it.
    """
    deadline = monotonic() + within_s
    next_log = monotonic() + _PROBE_LOG_EVERY_S
    while True:
        try:
            await _probe(kafka)
            return
        except (KafkaError, OSError, TimeoutError, BrokerUnavailable) as error:
            cause = error
        if monotonic() > deadline or not still_worth_it():
            raise cause if isinstance(cause, BrokerUnavailable) else BrokerUnavailable(unreachable(kafka, cause)) from cause
        if monotonic() > next_log:
            log.warning("broker_not_ready", address=kafka.bootstrap_servers, cause=str(cause), waiting_s=round(deadline - monotonic()))
            next_log = monotonic() + _PROBE_LOG_EVERY_S
        await asyncio.sleep(_PROBE_PAUSE_S)


async def _probe(kafka: KafkaSettings) -> None:
    options = client_options(kafka)
    admin = AIOKafkaAdminClient(**options, client_id="wiretally-probe", request_timeout_ms=_PROBE_TIMEOUT_MS)
    try:
        with _quiet_library():
            await contact(options, _PROBE_TIMEOUT_MS)
            await admin.start()
            await admin.list_topics()
            # A coordinator that says our user may not have this group answers: its access list holds the groups that we really use.
            with suppress(GroupAuthorizationFailedError):
                await admin.find_coordinator("wiretally-probe")
    finally:
        await admin.close()


@contextmanager
def _quiet_library() -> Iterator[None]:
    """While probing: aiokafka logs an error per attempt, ten a second, where our own line every few seconds says it all."""
    library = logging.getLogger("aiokafka")
    level = library.level
    library.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        library.setLevel(level)
