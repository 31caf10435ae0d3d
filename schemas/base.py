"""What every message has in common: frozen, strict on the way out, tolerant on the way in."""

from __future__ import annotations

from typing import Annotated, Any, NewType, Self

from pydantic import BaseModel, ConfigDict, Field

StoryId = NewType("StoryId", str)
EventId = NewType("EventId", str)
IncidentId = NewType("IncidentId", str)
Ledger = NewType("Ledger", str)

MOST_COUNTED = 10**12
Count = Annotated[int, Field(ge=0, le=MOST_COUNTED)]
"""A number of persons or things. The ceiling is far above any real toll; it keeps arithmetic in 64 bits."""


class Message(BaseModel):
    """A part of the contract. Producers forbid unknown fields; consumers use :meth:`read`, which ignores them.

    Why two ways: a new field must never break an old consumer, and a misspelt field must never leave a producer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    @classmethod
    def read(cls, value: bytes | str) -> Self:
        """The message in ``value`` (JSON), unknown fields ignored at every depth.

        Raises pydantic.ValidationError if it does not fit, also if it is no JSON at all.
        """
        return cls.model_validate_json(value, extra="ignore")

    @classmethod
    def read_object(cls, value: Any) -> Self:
        """Like :meth:`read`, from an object already decoded."""
        return cls.model_validate(value, extra="ignore")

    def to_json(self) -> bytes:
        """Canonical JSON bytes: fields in declared order, UTF-8, no spaces."""
        return self.model_dump_json().encode()
