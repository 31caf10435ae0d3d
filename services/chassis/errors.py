"""The vocabulary of failure: what is wrong for ever, what may pass, what the operator must mend."""

from __future__ import annotations


class WiretallyError(Exception):
    """Anything that goes wrong here by name. ``str(error)`` tells the reader what happened and what to do."""


class PermanentError(WiretallyError):
    """This message or this input will never do, however often it is tried: dead letter, then on to the next.

    ``reason`` is a fixed word for counting (``invalid_message``); ``message`` is for a reader and may quote the input.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class InvalidMessage(PermanentError):
    """Bytes that do not fit the model of their topic."""

    def __init__(self, message: str) -> None:
        super().__init__("invalid_message", message)


class TooLarge(PermanentError):
    """More bytes than any story or message may have."""

    def __init__(self, message: str) -> None:
        super().__init__("too_large", message)


class TimeBudgetExceeded(PermanentError):
    """Work on one message that would stall every message behind it."""

    def __init__(self, message: str) -> None:
        super().__init__("time_budget", message)


class TransientError(WiretallyError):
    """May well do later: tried again with back-off a bounded number of times, then the process ends and nothing is acked."""


class BrokerUnavailable(TransientError):
    """The broker cannot be reached, or answers that it cannot serve now."""


class BreakerOpen(WiretallyError):
    """Too large a share of the messages went to the dead letters: a fault of ours or of a producer, not of single messages."""


class ConfigurationError(WiretallyError):
    """Settings that cannot work; the message names the setting and what it should be."""
