"""Settings of ingest: the chassis's, and its own section ``WIRETALLY_INTAKE__…``."""

from __future__ import annotations

from pydantic import Field, SecretStr

from services.chassis.settings import HttpSettings, Section, ServiceSettings
from services.ingest.fetch.settings import FetchSettings

_MIB = 1024 * 1024


class IntakeSettings(Section):
    """Limits of what is taken in. Times are seconds."""

    max_request_bytes: int = Field(default=10 * _MIB, ge=1024, description="One request: a batch, or the longest story.")
    max_batch: int = Field(default=1000, ge=1, description="Articles in one request.")
    read_deadline_s: float = Field(default=30, gt=0, description="For a client to send its request: a slow one must not hold a place.")
    answer_deadline_s: float = Field(default=30, gt=0, description="For the broker to acknowledge; then 503, and the client may repeat.")
    max_waiting: int = Field(default=10_000, ge=1, description="Stories that wait for the broker; above it 503.")
    tokens: tuple[SecretStr, ...] = Field(
        default=(), description="Bearer tokens that may push; none lets anyone. A JSON list, best by …TOKENS_FILE."
    )
    requests_per_s: float = Field(default=0, ge=0, description="Of one token, or one address without tokens; 0 sets no pace.")
    requests_burst: int = Field(default=100, ge=1, description="Requests that may come at once before the pace is kept to.")
    embargo_check_s: float = Field(
        default=1, gt=0, description="How often it is looked whether an embargo has ended, or a kill from another ingest is due."
    )


class IngestSettings(ServiceSettings):
    """All settings of the ingest service."""

    http: HttpSettings = HttpSettings(port=8081)
    intake: IntakeSettings = IntakeSettings()
    fetch: FetchSettings = FetchSettings()
