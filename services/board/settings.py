"""Settings of the board: ``WIRETALLY_BOARD__…``, besides what every service has."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr

from services.chassis.settings import Section, ServiceSettings


class BoardSection(Section):
    """How much a board holds and shows."""

    recent_events: int = Field(default=5_000, ge=1, description="Events kept for /v1/events; older ones are on the topic.")
    history: int = Field(default=200, ge=1, description="Changes kept of each tally.")
    tail: int = Field(default=20_000, ge=1, description="Messages of each partition of events and history read at the start.")
    readers: int = Field(default=500, ge=1, description="Open live streams; each costs a socket and a bounded queue.")
    ring: int = Field(default=2_000, ge=1, description="Changes kept for live readers who come back.")
    waiting: int = Field(default=500, ge=1, description="Changes that may wait for one slow reader before it gets a snapshot instead.")
    heartbeat_s: float = Field(default=15, gt=0, description="Below the idle limit of common proxies (nginx: 60 s).")
    definitions: Path | None = Field(default=None, description="The aggregator's tallies.yaml, for /v1/definitions; null: the shipped one.")
    tokens: tuple[SecretStr, ...] = Field(default=(), description="Bearer tokens that readers must show; none: anyone may read.")
    cors_origins: tuple[str, ...] = Field(default=(), description="Sites whose pages may read the API, as https://desk.example; * for all.")
    series: int = Field(default=10_000, ge=0, description="Tally rows exported to /metrics, each with up to four bounds.")
    series_days: int | None = Field(default=None, ge=1, description="Export dated rows only of so many days up to the newest; null: all.")


class BoardSettings(ServiceSettings):
    """One board; any number of them may read the same topics."""

    board: BoardSection = BoardSection()
