"""Settings of the extractor: ``WIRETALLY_EXTRACTOR__<NAME>`` beside what every service has."""

from __future__ import annotations

from pydantic import Field

from services.chassis.settings import HttpSettings, Section, ServiceSettings


class ExtractorSettings(Section):
    """What is the extractor's own."""

    story_budget_s: float = Field(
        default=10, gt=0, description="A story takes 50 ms; one that takes 200 times that is an attack or a fault."
    )


class Settings(ServiceSettings):
    """The extractor's settings."""

    http: HttpSettings = HttpSettings(port=8082)
    extractor: ExtractorSettings = ExtractorSettings()
