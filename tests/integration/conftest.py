"""What several integration tests need beside the shared broker."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.local_kafka import LocalBroker, local_kafka
from tests.integration.secured_broker import PREFIX, SecuredBroker, secured_broker
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


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredBroker]:
    """A broker that only those with its password or a certificate may use."""
    with secured_broker(tmp_path_factory.mktemp("certificates")) as running:
        yield running


@pytest.fixture
def topics_environment(topics: TopicSettings) -> dict[str, str]:
    """This test's own topics, which the secured broker's user may have; no broker is named yet."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("WIRETALLY_")},
        "WIRETALLY_TOPICS__PREFIX": f"{PREFIX}{topics.prefix}",
        "WIRETALLY_TOPICS__PARTITIONS": str(topics.partitions),
    }
