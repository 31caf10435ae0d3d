"""The extractor and the aggregator on real Kafka: a stranger's article becomes an event, an incident and a tally."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally
from schemas.topics import ARTICLES, DEAD_LETTERS, EVENTS, INCIDENTS, TALLIES
from services.board.forms import incident_form, tally_form
from services.chassis.dead_letters import read_letter
from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.evaluation.tallies import RunForm, check_run, load_checks
from services.ingest.formats.text import parse_text
from tests.conftest import free_port
from tests.integration.flow import SWAP
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

CORRECTED = {
    **SWAP,
    "revision": 1,
    "kind": "correction",
    "body": "KYIV, May 23 - Russia and Ukraine each released 380 prisoners on Friday, the two sides said.",
}


SEEDLIKE = Path(__file__).parents[1] / "stories" / "seedlike"


def as_json(name: str) -> dict[str, Any]:
    """A labelled story as a foreign producer sends it."""
    return parse_text((SEEDLIKE / name).read_bytes(), name=name).model_dump(mode="json")


class Pipeline:
    """Both services and the topics between them."""

    def __init__(self, access: TopicAccess, extractor: ServiceProcess, aggregator: ServiceProcess) -> None:
        self.access = access
        self.extractor = extractor
        self.aggregator = aggregator

    def released(self) -> dict[str, int | None]:
        """Side -> best of the tally of prisoners exchanged, over all groups, as the newest rows say."""
        tallies = [Tally.read(record.value or b"") for record in self.access.read(TALLIES)]
        rows = {tally.key: tally for tally in tallies}
        return {
            str(row.side): row.best
            for row in rows.values()
            if row.tally == "prisoners_exchanged" and row.group == "all" and not row.retracted
        }

    def gauges_of_ukraine(self) -> list[str]:
        """The best of the tally for Ukraine, as the aggregator shows it to Prometheus."""
        wanted = ('tally="prisoners_exchanged"', 'side="UKR"', 'bound="best"')
        page = self.aggregator.get("/metrics")[1]
        return [line for line in page.splitlines() if all(label in line for label in wanted)]

    def outcome(self) -> RunForm:
        """The newest incidents and tallies that stand on the topics."""
        incidents = {found.incident: found for found in (Incident.read(record.value or b"") for record in self.access.read(INCIDENTS))}
        tallies = {row.key: row for row in (Tally.read(record.value or b"") for record in self.access.read(TALLIES))}
        return RunForm.model_validate(
            {
                "incidents": [incident_form(found) for found in incidents.values() if not found.retracted],
                "tallies": [tally_form(row) for row in tallies.values() if not row.retracted],
            }
        )


@pytest.fixture
def pipeline(kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str]) -> Iterator[Pipeline]:
    access = TopicAccess(kafka, topics)
    access.apply()
    with (
        ServiceProcess("services.extractor.app", service_environment) as extractor,
        ServiceProcess("services.aggregator.app", {**service_environment, "WIRETALLY_HTTP__PORT": str(free_port())}) as aggregator,
    ):
        yield Pipeline(access, extractor, aggregator)


def test_an_article_without_key_and_headers_becomes_an_event_and_a_tally(pipeline: Pipeline) -> None:
    # On every partition: whichever is the story's own, the others hold it where it does not belong.
    pipeline.access.put_json(ARTICLES, SWAP, partition=0)
    pipeline.access.put_json(ARTICLES, SWAP, partition=1)
    eventually(lambda: pipeline.released() == {"RUS": 390, "UKR": 390}, "390 each are tallied")
    event = next(event for record in pipeline.access.read(EVENTS) if (event := Event.read(record.value or b"")).figures)
    assert event.story.story_id == SWAP["story_id"]
    (row,) = eventually(pipeline.gauges_of_ukraine, "the row is among the metrics")
    assert row.endswith(" 390.0")
    assert pipeline.access.read(DEAD_LETTERS) == []


def test_a_correction_replaces_and_a_kill_withdraws_also_after_each_service_was_killed(pipeline: Pipeline) -> None:
    pipeline.access.put_json(ARTICLES, SWAP)
    eventually(lambda: pipeline.released() == {"RUS": 390, "UKR": 390}, "390 each are tallied")
    pipeline.extractor.kill()
    pipeline.aggregator.kill()
    pipeline.access.put_json(ARTICLES, CORRECTED)
    pipeline.extractor.start()
    pipeline.aggregator.start()
    eventually(lambda: pipeline.released() == {"RUS": 380, "UKR": 380}, "the corrected number stands alone")
    pipeline.access.put_json(ARTICLES, SWAP)
    pipeline.access.put_json(ARTICLES, {**SWAP, "revision": 2, "kind": "kill", "body": ""})
    eventually(lambda: pipeline.released() == {}, "nothing stands after the kill")


@pytest.mark.parametrize("arrivals", [(1, 2), (2, 1, 2, 1)], ids=["in order", "in disorder and twice"])
def test_two_agencies_stories_come_to_the_numbers_that_both_tell(pipeline: Pipeline, arrivals: tuple[int, ...]) -> None:
    checks = load_checks(SEEDLIKE / "checks.json")
    pipeline.access.put_json(ARTICLES, *(as_json(f"seedlike-0{number}.txt") for number in arrivals))
    eventually(lambda: check_run(checks, pipeline.outcome()).passed, f"all {len(checks)} checks hold on the topics")
    assert len(checks) == 21
    assert pipeline.access.read(DEAD_LETTERS) == []


def test_a_story_beyond_its_time_budget_is_a_dead_letter_and_the_next_one_is_tallied(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    access = TopicAccess(kafka, topics)
    access.apply()
    # No story can be extracted in a microsecond: each is beyond its budget.
    hurried = {**service_environment, "WIRETALLY_EXTRACTOR__STORY_BUDGET_S": "0.000001"}
    with ServiceProcess("services.extractor.app", hurried) as extractor:
        access.put_json(ARTICLES, SWAP)
        letter = eventually(lambda: access.read(DEAD_LETTERS), "a dead letter")[0]
        assert extractor.terminate() == 0
    assert read_letter(letter.headers).reason == "time_budget"
    with ServiceProcess("services.extractor.app", service_environment):
        access.put_json(ARTICLES, {**SWAP, "story_id": "northlight/other"})
        events = eventually(lambda: access.read(EVENTS), "the next story's event")
    assert {Event.read(record.value or b"").story.story_id for record in events} == {"northlight/other"}
