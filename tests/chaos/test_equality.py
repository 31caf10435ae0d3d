"""The equality over Kafka of two seeds; ``make chaos SEEDS=n`` runs more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import pytest

from services.extractor.extract import load_extractor
from tests.chaos.under_fire import Lane, lane, run_seed
from tests.chaos.wires import wire

TROUBLES = 5


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lane]:
    """A broker behind proxies."""
    with lane(tmp_path_factory.mktemp("chaos") / "kafka", load_extractor(), Lock()) as found:
        yield found


@pytest.mark.kafka
@pytest.mark.parametrize(
    ("seed", "among"), [(110, {"kill", "slow", "freeze", "cut", "rewind"}), (161, {"kill", "poison", "slow", "storm", "rewind"})]
)
def test_what_stands_after_troubles_is_what_the_pure_function_makes_of_the_wire(
    seed: int, among: set[str], where: Lane, tmp_path: Path
) -> None:
    report = run_seed(seed, TROUBLES, where, f"s{seed}-", tmp_path)
    print(*report.lines(), sep="\n")
    assert report.faults == []
    assert set(report.troubles) == among
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
