"""Limits of what is fetched: settings ``WIRETALLY_FETCH__…``. Times are seconds."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from pydantic import Field, field_validator

from services.chassis.settings import Section

_MIB = 1024 * 1024


class FetchSettings(Section):
    """What is fetched, and every limit that stands between a stranger's server and this process."""

    sources: Path | None = Field(default=None, description="sources.yaml: feeds, pages and folders to take stories from; none by default.")
    max_wire_bytes: int = Field(default=10 * _MIB, ge=1024, description="Of one answer as it comes over the wire.")
    max_body_bytes: int = Field(default=20 * _MIB, ge=1024, description="Of one answer once decompressed.")
    max_ratio: int = Field(default=200, ge=2, description="Decompressed to compressed: text reaches about 20, a bomb 1,000.")
    max_redirects: int = Field(default=5, ge=0)
    max_header_bytes: int = Field(default=16 * 1024, ge=1024, description="Of one header line.")
    connect_s: float = Field(default=10, gt=0)
    total_s: float = Field(
        default=60, gt=0, description="From the first byte sent to the last received, redirects included: a server that drips."
    )
    max_items: int = Field(default=1000, ge=1, description="Stories in one answer.")
    user_agent: str = Field(default="wiretally/0.1 (+https://github.com/wiretally; news event tallies)", min_length=5)
    allowed_networks: tuple[str, ...] = Field(
        default=(),
        description="Private networks that may be fetched from (10.1.0.0/16); none by default, so that no feed can point inside.",
    )

    @field_validator("allowed_networks")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            ip_network(each)
        return value

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        return tuple(ip_network(each) for each in self.allowed_networks)
