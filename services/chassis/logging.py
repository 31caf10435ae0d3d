"""Logging: structlog for us, and the libraries' records (Faust, aiokafka, uvicorn) through the same chain to standard error."""

from __future__ import annotations

import logging
import sys

import orjson
import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from services.chassis.settings import LoggingSettings

_REPEAT_AFTER_S = 10.0
"""Often enough to show that a library's trouble lasts."""
_CHATTY = ("aiokafka", "faust", "mode", "asyncio", "opentelemetry", "uvicorn.access", "uvicorn.error", "services.chassis.faithful_consumer")
"""Libraries that tell at INFO what concerns their authors: heard from WARNING on, unless the level is DEBUG."""
_TELLING_CONTENT = ("aiokafka.conn", "aiokafka.producer.producer")
"""At DEBUG these write whole requests and messages: with them the password of a log-in by PLAIN. Never heard below INFO."""


def configure(settings: LoggingSettings, service: str) -> None:
    """Set up logging for this process; every line carries ``service``. Call once, before anything logs."""

    def name_service(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["service"] = service
        return event

    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_service,
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared, _name_foreign_event],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(settings)],
        )
    )
    if settings.level != "DEBUG":
        handler.addFilter(_Repeats(_REPEAT_AFTER_S))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level)
    chatty_level = logging.DEBUG if settings.level == "DEBUG" else logging.WARNING
    for name in _CHATTY:
        logger = logging.getLogger(name)
        logger.setLevel(max(chatty_level, root.level))
        # uvicorn and Faust install handlers of their own, which would say everything twice.
        logger.handlers.clear()
        logger.propagate = True
    for name in _TELLING_CONTENT:
        logging.getLogger(name).setLevel(max(logging.INFO, chatty_level))


class _Repeats(logging.Filter):
    """Lets each line of a library through once per ``seconds``: without a broker aiokafka repeats three lines ten times a second."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(_CHATTY):
            return True
        line = (record.name, str(record.msg))
        if record.created - self._last.get(line, float("-inf")) < self._seconds:
            return False
        self._last[line] = record.created
        return True


def _name_foreign_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A library's sentence is no event name: one constant name for all, the sentence beside it."""
    event["message"] = event["event"]
    event["event"] = "library_message"
    return event


def _rendering(settings: LoggingSettings) -> list[Processor]:
    if settings.format == "console":
        # Plain: the pretty traceback prints the values of all variables, whole stories and what else they hold.
        return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_dumps)]


def _dumps(value: object, **_options: object) -> str:
    return orjson.dumps(value, default=repr, option=orjson.OPT_NON_STR_KEYS).decode()
