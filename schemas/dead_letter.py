"""`DeadLetter`: why a message could not be used, as it stands in the headers beside the original bytes."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from schemas.base import Message


class DeadLetter(Message):
    """The Kafka value of a dead letter is the original bytes, unchanged; these fields travel as headers ``wt_<name>``."""

    stage: str = Field(examples=["extractor.validate"])
    reason: str = Field(examples=["invalid_message"], description="A fixed word, for counting.")
    error: str = Field(description="What went wrong and what to do, for a reader.")
    origin: str = Field(description="topic/partition/offset, or the address or file it came from.", examples=["wiretally.articles.v1/0/42"])
    failed_at: datetime
