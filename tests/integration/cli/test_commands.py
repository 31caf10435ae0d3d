"""The commands against a real Kafka."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from typer.testing import CliRunner, Result

from schemas.base import Message
from schemas.topics import ARTICLES, CATALOGUE, DEAD_LETTERS, EVENTS, INCIDENTS, TALLIES, Topic
from services.chassis.dead_letters import DeadLetters
from services.chassis.errors import PermanentError
from services.chassis.kafka import Outgoing, Publisher, Record
from services.chassis.read_topic import read_all
from services.chassis.settings import KafkaSettings, TopicSettings
from services.chassis.topics import apply_topics
from services.cli.main import app
from tests.unit.board.messages import NOON, event, incident, tally

pytestmark = pytest.mark.kafka

Command = Callable[..., Result]


@pytest.fixture
def wiretally(kafka: KafkaSettings, topics: TopicSettings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on this test's broker and topics."""
    monkeypatch.setenv("WIRETALLY_KAFKA__BOOTSTRAP_SERVERS", str(kafka.bootstrap_servers))
    monkeypatch.setenv("WIRETALLY_TOPICS__PREFIX", topics.prefix)
    monkeypatch.setenv("WIRETALLY_TOPICS__PARTITIONS", str(topics.partitions))

    def run(*arguments: str, status: int = 0) -> Result:
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == status, (result.exit_code, result.output, result.exception)
        return result

    return run


def put(kafka: KafkaSettings, topics: TopicSettings, *messages: tuple[Topic, str, Message]) -> None:
    async def publish() -> None:
        await apply_topics(kafka, topics)
        publisher = Publisher(kafka, topics, "test")
        await publisher.start()
        await publisher.publish([Outgoing(topic, key, message, id=key, time=NOON) for topic, key, message in messages])
        await publisher.stop()

    asyncio.run(publish())


def on(kafka: KafkaSettings, topic: str) -> list[Record]:
    async def read() -> list[Record]:
        return [record async for record in read_all(kafka, topic)]

    return asyncio.run(read())


def test_topics_are_created_once_and_listed(wiretally: Command, topics: TopicSettings) -> None:
    assert wiretally("topics", "list").stdout.count("missing") == len(CATALOGUE)
    first = wiretally("topics", "apply").stdout
    assert first.count("created") == len(CATALOGUE)
    again = wiretally("topics", "apply").stdout
    assert (again.count("created"), again.count("already there")) == (0, len(CATALOGUE))
    listed = wiretally("topics", "list").stdout
    assert all(topics.name(topic) in listed for topic in CATALOGUE)
    assert "missing" not in listed


def test_before_the_topics_are_there_a_command_says_how_to_make_them(wiretally: Command) -> None:
    assert "run `wiretally topics apply`" in wiretally("tallies", status=1).stderr


def test_tallies_are_printed_in_the_form_that_other_programs_rely_on(
    wiretally: Command, kafka: KafkaSettings, topics: TopicSettings
) -> None:
    rows = (tally("a", best=1), tally("a", best=2), tally("b", side="BBB", incidents=()), tally("c"), tally("c", retracted=True))
    put(kafka, topics, *((TALLIES, row.key, row) for row in rows), (INCIDENTS, "incident-1", incident()))
    form = json.loads(wiretally("tallies", "--format", "json").stdout)
    assert [(row["key"], row["best"]) for row in form["tallies"]] == [("a", 2), ("b", 40)]
    assert [one["incident"] for one in form["incidents"]] == ["incident-1"]
    only = json.loads(wiretally("tallies", "--format", "json", "--side", "BBB").stdout)
    assert ([row["key"] for row in only["tallies"]], only["incidents"]) == (["b"], [])


def test_a_tally_on_the_broker_opens_to_its_sentences(wiretally: Command, kafka: KafkaSettings, topics: TopicSettings) -> None:
    put(kafka, topics, (TALLIES, "a", tally("a")), (INCIDENTS, "incident-1", incident()))
    assert "Each side let [40 prisoners] go on Tuesday." in wiretally("explain", "prisoners_exchanged").stdout


def test_events_are_printed_in_the_order_of_the_topic(wiretally: Command, kafka: KafkaSettings, topics: TopicSettings) -> None:
    told = (event("e1"), event("e2", type="talks"), event("e1", op="retract"))
    put(kafka, topics, *((EVENTS, "exchange/AAA/BBB", one) for one in told))
    lines = [json.loads(line) for line in wiretally("events", "--format", "jsonl").stdout.splitlines()]
    assert [(line["event_id"], line["op"]) for line in lines] == [("e1", "upsert"), ("e2", "upsert"), ("e1", "retract")]
    assert len(wiretally("events", "--last", "1").stdout.splitlines()) == 1
    assert wiretally("events", "--type", "talks").stdout.startswith("talks: ")


def bury(kafka: KafkaSettings, topics: TopicSettings, origins: Sequence[str]) -> None:
    async def put_letters() -> None:
        await apply_topics(kafka, topics)
        publisher = Publisher(kafka, topics, "test")
        await publisher.start()
        letters = DeadLetters(publisher, topics, lambda: NOON)
        for origin in origins:
            error = PermanentError("invalid_message", "body: Field required")
            headers = [("traceparent", b"00-1-2-01")]
            await letters.put(error, stage="extractor.articles", origin=origin, value=b'{"no": "body"}', key=b"story-1", headers=headers)
        await publisher.stop()

    asyncio.run(put_letters())


def test_a_dead_letter_is_listed_shown_and_sent_back_to_where_it_came_from(
    wiretally: Command, kafka: KafkaSettings, topics: TopicSettings
) -> None:
    bury(kafka, topics, [f"{topics.name(ARTICLES)}/0/7"])
    listed = wiretally("dead-letters", "list").stdout
    assert "extractor.articles" in listed
    assert "invalid_message" in listed
    shown = wiretally("dead-letters", "show", "0").stdout
    assert f"origin: {topics.name(ARTICLES)}/0/7" in shown
    assert wiretally("dead-letters", "show", "0", "--raw").stdout == '{"no": "body"}'
    wiretally("dead-letters", "replay", "0")
    (sent,) = on(kafka, topics.name(ARTICLES))
    assert (sent.key, sent.value, list(sent.headers)) == (b"story-1", b'{"no": "body"}', [("traceparent", b"00-1-2-01")])
    assert wiretally("dead-letters", "list").stdout == "no open dead letter\n"
    assert "(replayed)" in wiretally("dead-letters", "list", "--all").stdout


def test_a_dropped_letter_leaves_the_list_and_stays_on_the_topic(wiretally: Command, kafka: KafkaSettings, topics: TopicSettings) -> None:
    bury(kafka, topics, [f"{topics.name(ARTICLES)}/0/1", f"{topics.name(ARTICLES)}/0/2"])
    wiretally("dead-letters", "drop", "0")
    listed = wiretally("dead-letters", "list").stdout
    assert "/0/2" in listed
    assert "/0/1" not in listed
    assert any(record.value == b'{"no": "body"}' and record.offset == 0 for record in on(kafka, topics.name(DEAD_LETTERS)))


def test_a_letter_that_came_from_no_topic_or_that_is_not_there_is_refused(
    wiretally: Command, kafka: KafkaSettings, topics: TopicSettings
) -> None:
    bury(kafka, topics, ["POST /v1/articles from 127.0.0.1"])
    assert "mend it and `wiretally feed` it" in wiretally("dead-letters", "replay", "0", status=1).stderr
    assert "no dead letter has the number 9" in wiretally("dead-letters", "drop", "9", status=1).stderr
    assert "/127" not in wiretally("dead-letters", "list").stderr


def test_replay_sets_the_extractor_back_to_the_first_article_of_that_time(
    wiretally: Command, kafka: KafkaSettings, topics: TopicSettings
) -> None:
    group, name = f"{topics.prefix}wiretally-extractor", topics.name(ARTICLES)
    day_ms = 86_400_000

    async def produce() -> None:
        await apply_topics(kafka, topics)
        producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers)
        await producer.start()
        for day in range(4):
            await producer.send_and_wait(name, b"{}", partition=0, timestamp_ms=1_740_000_000_000 + day * day_ms)
        await producer.stop()

    async def committed() -> dict[int, int | None]:
        consumer = AIOKafkaConsumer(bootstrap_servers=kafka.bootstrap_servers, group_id=group, enable_auto_commit=False)
        await consumer.start()
        found = {number: await consumer.committed(TopicPartition(name, number)) for number in range(2)}
        await consumer.stop()
        return found

    asyncio.run(produce())
    assert "will read 2 articles again" in wiretally("replay", "--from", "2025-02-21").stdout
    assert asyncio.run(committed()) == {0: 2, 1: 0}
    assert "will read 0 articles again" in wiretally("replay", "--from", "2025-03-01").stdout
    assert asyncio.run(committed()) == {0: 4, 1: 0}


def test_replay_is_refused_while_an_extractor_runs(wiretally: Command, kafka: KafkaSettings, topics: TopicSettings) -> None:
    async def while_running() -> Result:
        await apply_topics(kafka, topics)
        group = f"{topics.prefix}wiretally-extractor"
        member = AIOKafkaConsumer(topics.name(ARTICLES), bootstrap_servers=kafka.bootstrap_servers, group_id=group)
        await member.start()
        try:
            return await asyncio.to_thread(wiretally, "replay", "--from", "2025-02-21", status=1)
        finally:
            await member.stop()

    assert "stop every extractor, then try again" in asyncio.run(while_running()).stderr
