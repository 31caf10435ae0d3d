"""What several integration tests need beside the shared broker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.local_kafka import LocalBroker, local_kafka
from tests.integration.topic_access import TopicAccess


@pytest.fixture
def access(kafka: KafkaSettings, topics: TopicSettings) -> TopicAccess:
    """This test's own topics, made."""
    found = TopicAccess(kafka, topics)
    found.apply()
    return found


@pytest.fixture
def own_broker() -> Iterator[LocalBroker]:
    """A broker that the test may stop, kill and fill."""
    with local_kafka() as running:
        yield running
