"""Dead letters: where a message goes that will never do, whole and with the reason; and the breaker against too many of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

from schemas.dead_letter import DeadLetter
from schemas.envelope import Headers
from schemas.topics import DEAD_LETTERS
from services.chassis.errors import BreakerOpen, PermanentError, TooLarge
from services.chassis.kafka import Publisher
from services.chassis.settings import BreakerSettings, TopicSettings

HEADER_PREFIX = "wt_"
_ERROR_CHARS = 4000
"""A traceback's end tells; a header of megabytes would make the letter itself undeliverable."""


class DeadLetters:
    """Writes dead letters. ``now`` gives the time of failure, in UTC."""

    def __init__(self, publisher: Publisher, topics: TopicSettings, now: Callable[[], datetime]) -> None:
        self._publisher = publisher
        self._topic = topics.name(DEAD_LETTERS)
        self._now = now

    async def put(
        self,
        error: PermanentError,
        *,
        stage: str,
        origin: str,
        value: bytes | None,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        """Return once the broker has the letter: only then may the message be acked. Raises TransientError.

        ``value``, ``key`` and foreign ``headers`` are kept as they were; ``origin`` is topic/partition/offset, a file or an address. Only
        where the broker takes no message of that size (one with smaller limits than ours) the letter says where the bytes are, without
        them: a message that could not be buried would stop its stage for ever.
        """
        letter = DeadLetter(stage=stage, reason=error.reason, error=error.message[-_ERROR_CHARS:], origin=origin, failed_at=self._now())
        kept = [(name, content or b"") for name, content in headers if not name.startswith(HEADER_PREFIX)]
        if key is None and value is None:
            # Other clients can send that; aiokafka cannot.
            key = b""
        try:
            await self._publisher.publish_bytes(self._topic, key=key, value=value, headers=kept + letter_headers(letter))
        except TooLarge as fault:
            told = f"{letter.error[-_ERROR_CHARS // 2 :]} -- its bytes are at {origin} only: {fault.message}"
            without = letter.model_copy(update={"error": told})
            await self._publisher.publish_bytes(self._topic, key=b"", value=None, headers=letter_headers(without))


def letter_headers(letter: DeadLetter) -> Headers:
    """The letter's fields as headers ``wt_<field>``."""
    return [(HEADER_PREFIX + name, str(value).encode()) for name, value in letter.model_dump(mode="json").items()]


def read_letter(headers: Sequence[tuple[str, bytes]]) -> DeadLetter:
    """The letter in the headers of a message of the dead-letter topic. Raises pydantic.ValidationError where it is none."""
    fields = {
        name.removeprefix(HEADER_PREFIX): (content or b"").decode(errors="replace")
        for name, content in headers
        if name.startswith(HEADER_PREFIX)
    }
    return DeadLetter.read_object(fields)


class Breaker:
    """Opens when too much goes to the dead letters: then a rule, a deployment or a producer is wrong, not single messages.

    After arroyo's limit on its dead-letter queue. Going on would empty the topic into the dead letters.
    """

    def __init__(self, settings: BreakerSettings) -> None:
        self._settings = settings
        self._recent: deque[bool] = deque(maxlen=settings.window)
        self._in_a_row = 0

    def note(self, *, dead: bool) -> None:
        """Count one message that has been handled. Raises BreakerOpen, naming what was too much."""
        self._recent.append(dead)
        self._in_a_row = self._in_a_row + 1 if dead else 0
        if self._in_a_row >= self._settings.consecutive:
            raise BreakerOpen(f"{self._in_a_row} messages in a row went to the dead letters; see `wiretally dead-letters list`")
        share = sum(self._recent) / len(self._recent)
        if len(self._recent) == self._settings.window and share >= self._settings.share:
            raise BreakerOpen(
                f"{share:.0%} of the last {len(self._recent)} messages went to the dead letters; see `wiretally dead-letters list`"
            )
