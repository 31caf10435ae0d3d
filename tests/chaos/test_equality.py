"""The equality over Kafka of a few seeds; ``make chaos SEEDS=n`` runs more, and kills the broker too."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.chassis.settings import KafkaSettings, ServiceSettings, TopicSettings
from services.extractor.extract import load_extractor
from tests.chaos.__main__ import line_of
from tests.chaos.under_fire import run_seed
from tests.chaos.wires import wire

KILLS = 7


@pytest.mark.kafka
@pytest.mark.parametrize("seed", [101, 102])
def test_what_stands_after_kills_is_what_the_pure_function_makes_of_the_wire(
    seed: int, kafka: KafkaSettings, topics: TopicSettings, tmp_path: Path
) -> None:
    report = run_seed(seed, KILLS, ServiceSettings(kafka=kafka, topics=topics), tmp_path, load_extractor(), broker=None)
    print(*line_of(report), sep="\n")
    assert report.faults == []
    assert report.kills.total() == KILLS
    assert report.rows > 50


def test_a_seed_is_a_wire_with_everything_in_it_and_always_the_same() -> None:
    requests = wire(101)
    assert requests == wire(101)
    assert requests != wire(102)
    assert {sent.article().kind for sent in requests} == {"original", "update", "correction", "kill"}
    assert len(set(requests)) < len(requests), "some come again"
    assert any(sent.embargo_s for sent in requests)
    first: dict[str, int] = {}
    for place, sent in enumerate(requests):
        first.setdefault(sent.name, place)
    notices = {name: place for name, place in first.items() if name.endswith("-kill.txt")}
    ahead = {place < first[name.replace("-kill", "")] for name, place in notices.items()}
    assert ahead == {True, False}, "kills come before and after their story"
