"""What every release left on its topics is read by the present code, and comes to the same tallies."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from schemas.article import Article
from schemas.compat import RELEASED, last_release
from schemas.event import Event
from schemas.tally import Tally
from schemas.topics import ARTICLES, CATALOGUE, DEAD_LETTERS, EVENTS, TALLIES, Topic
from services.aggregator.definitions import load_definitions
from services.aggregator.reconcile import evaluate, reconcile
from services.chassis.dead_letters import read_letter
from services.cli.pipeline import run_pipeline
from services.extractor.extract import load_extractor
from services.extractor.revise import StoryState
from tests.releases.fixtures import messages, numbers, releases, standing, tallies

ROOT = Path(__file__).parents[2]
RELEASES = releases()


def present_version() -> str:
    version: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return version


def test_the_change_log_begins_with_the_present_version_and_that_version_is_recorded() -> None:
    heading = re.search(r"^## (?:Unreleased \((\S+)\)|(\S+), \d{4}-\d{2}-\d{2})$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heading is not None
    assert (heading[1] or heading[2]) == present_version()
    assert present_version() in RELEASES
    newest = last_release()
    assert newest is not None
    assert newest.name == present_version()
    assert sorted(folder.name for folder in RELEASED.iterdir()) == RELEASES


@pytest.mark.parametrize("topic", [topic for topic in CATALOGUE if topic != DEAD_LETTERS], ids=lambda topic: topic.name)
@pytest.mark.parametrize("version", RELEASES)
def test_each_message_of_a_release_is_read(version: str, topic: Topic) -> None:
    lying = messages(version, topic.name)
    read = [topic.model.read(message.value) for message in lying if message.value and message.headers]
    assert read
    # What is on the articles topic without our headers came from a stranger; the one that is no article is a dead letter.
    strange = [message for message in lying if not message.headers]
    assert len(strange) == (1 if topic == ARTICLES else 0)


@pytest.mark.parametrize("version", RELEASES)
def test_a_dead_letter_of_a_release_is_read(version: str) -> None:
    for message in messages(version, DEAD_LETTERS.name):
        letter = read_letter([(name, value.encode()) for name, value in message.headers])
        assert letter.reason == "invalid_message"
        assert letter.stage


@pytest.mark.parametrize("version", RELEASES)
def test_the_state_that_a_release_kept_is_read_and_is_what_its_topics_say(version: str) -> None:
    stories = [StoryState.read(one.value or "") for one in messages(version, "wiretally-extractor-stories-changelog")]
    assert {story.revision for story in stories} == {0, 1}
    kept = [Event.read(one.value or "") for one in messages(version, "wiretally-aggregator-events-changelog")]
    sent = [Event.read(one.value or "") for one in messages(version, EVENTS.name)]
    assert reconcile(kept) == reconcile(sent)


@pytest.mark.parametrize("version", RELEASES)
def test_the_events_of_a_release_come_to_its_tallies(version: str) -> None:
    events = [Event.read(message.value or "") for message in messages(version, EVENTS.name)]
    rows = evaluate(reconcile(events), load_definitions(None))
    assert numbers(standing(rows)) == numbers(tallies(version))


@pytest.mark.parametrize("version", RELEASES)
def test_the_articles_of_a_release_come_to_its_tallies(version: str) -> None:
    articles = [Article.read(message.value or "") for message in messages(version, ARTICLES.name) if message.headers]
    outcome = run_pipeline(articles, load_extractor(), load_definitions(None), refuse=pytest.fail)
    assert numbers(standing(outcome.tallies)) == numbers(tallies(version))


@pytest.mark.parametrize("version", RELEASES)
def test_a_release_has_numbers_that_could_go_wrong(version: str) -> None:
    rows = [Tally.read(message.value or "") for message in messages(version, TALLIES.name)]
    assert any(row.retracted for row in rows), "a kill took a row back"
    recorded = numbers(tallies(version)).values()
    assert {grade for *_, grade, _ in recorded} >= {"agreed", "single"}
    assert {best for _, best, *_ in recorded} >= {210, 15, 300, 41, 52}
