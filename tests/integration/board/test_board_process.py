"""A board as its own process, on a real Kafka."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from httpx import AsyncClient, HTTPError

from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY, Topic
from services.chassis.kafka import Outgoing, Publisher
from services.chassis.settings import KafkaSettings, TopicSettings
from services.chassis.topics import apply_topics
from tests.integration.process import PATIENCE_S, ServiceProcess
from tests.unit.board.messages import NOON, change, event, incident, tally

pytestmark = pytest.mark.kafka

Environment = dict[str, str]


def board_process(environment: Environment) -> ServiceProcess:
    return ServiceProcess("services.cli", environment, ("serve", "board"))


@asynccontextmanager
async def running(environment: Environment) -> AsyncIterator[tuple[ServiceProcess, AsyncClient]]:
    """A board process and a client for it."""
    with board_process(environment) as board:
        async with AsyncClient(base_url=board.url, timeout=PATIENCE_S) as client:
            yield board, client


async def until(client: AsyncClient, path: str, wanted: Callable[[int, str], bool]) -> str:
    """The answer at ``path`` once it is as wanted."""
    last = "no answer"
    try:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    answer = await client.get(path)
                except HTTPError as error:
                    last = str(error)
                else:
                    last = f"{answer.status_code} {answer.text}"
                    if wanted(answer.status_code, answer.text):
                        return answer.text
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"{path} never was as wanted; last: {last}") from None


async def until_ready(client: AsyncClient) -> None:
    await until(client, "/readyz", lambda status, _: status == 200)


@pytest.fixture
async def publisher(kafka: KafkaSettings, topics: TopicSettings) -> AsyncIterator[Publisher]:
    await apply_topics(kafka, topics)
    started = Publisher(kafka, topics, "test")
    await started.start()
    yield started
    await started.stop()


async def publish(publisher: Publisher, topic: Topic, key: str, message: object) -> None:
    await publisher.publish([Outgoing(topic, key, message, id=key, time=NOON)])  # type: ignore[arg-type]


async def test_a_board_that_starts_late_shows_all_that_was_published_and_is_ready_only_then(
    publisher: Publisher, service_environment: Environment
) -> None:
    for number in range(50):
        await publish(publisher, TALLIES, f"t{number % 10}", tally(f"t{number % 10}", best=number))
    await publish(publisher, INCIDENTS, "incident-1", incident())
    await publish(publisher, EVENTS, "x", event())
    await publish(publisher, TALLY_HISTORY, "t0", change("t0", None, 40))
    async with running(service_environment) as (_, client):
        await until_ready(client)
        rows = (await client.get("/v1/tallies")).json()["tallies"]
        assert {row["key"]: row["best"] for row in rows} == {f"t{number}": number + 40 for number in range(10)}
        assert (await client.get("/v1/tallies/t0")).json()["incidents"][0]["incident"] == "incident-1"
        assert len((await client.get("/v1/events")).json()["events"]) == 1
        assert len((await client.get("/v1/tallies/t0/history")).json()["changes"]) == 1
        metrics = (await client.get("/metrics")).text
        assert "wiretally_board_lag_messages 0.0" in metrics
        assert metrics.count('bound="best"') == 10


async def test_a_board_without_topics_says_which_is_missing_and_reads_it_once_it_is_there(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: Environment
) -> None:
    async with running(service_environment) as (_, client):
        said = await until(client, "/readyz", lambda status, text: status == 503 and "topics apply" in text)
        assert topics.name(EVENTS) in said
        assert (await client.get("/v1/tallies")).status_code == 503
        await apply_topics(kafka, topics)
        await until_ready(client)
        assert (await client.get("/v1/tallies")).json()["total"] == 0


async def test_a_message_that_does_not_fit_is_passed_over_and_counted(
    kafka: KafkaSettings, topics: TopicSettings, publisher: Publisher, service_environment: Environment
) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers)
    await producer.start()
    await producer.send_and_wait(topics.name(TALLIES), b"no json", key=b"bad")
    await producer.send_and_wait(topics.name(TALLIES), tally("good").to_json().replace(b"{", b'{"added_later":1,', 1), key=b"good")
    await producer.send_and_wait(topics.name(INCIDENTS), None, key=b"tombstone of what never was")
    await producer.stop()
    async with running(service_environment) as (_, client):
        await until_ready(client)
        assert [row["key"] for row in (await client.get("/v1/tallies")).json()["tallies"]] == ["good"]
        assert "wiretally_board_unfit_messages 1.0" in (await client.get("/metrics")).text


async def test_a_live_reader_gets_a_snapshot_then_each_change_and_none_of_it_twice_after_coming_back(
    publisher: Publisher, service_environment: Environment
) -> None:
    await publish(publisher, TALLIES, "a", tally("a", best=1))
    async with running(service_environment) as (_, client):
        await until_ready(client)
        async with client.stream("GET", "/v1/stream") as stream:
            frames = read_frames(stream.aiter_lines())
            name, data, _ = await anext(frames)
            assert (name, [row["best"] for row in data["tallies"]]) == ("snapshot", [1])
            await publish(publisher, TALLIES, "a", tally("a", best=2))
            name, data, last_id = await anext(frames)
            assert (name, data["best"]) == ("tally", 2)
        await publish(publisher, TALLIES, "a", tally("a", retracted=True))
        async with client.stream("GET", "/v1/stream", headers={"Last-Event-ID": last_id}) as stream:
            assert (await anext(read_frames(stream.aiter_lines())))[:2] == ("tally_gone", {"key": "a"})


async def test_a_board_with_open_live_readers_ends_at_once_and_in_order_when_told(
    publisher: Publisher, service_environment: Environment
) -> None:
    async with running(service_environment) as (board, client):
        await until_ready(client)
        async with client.stream("GET", "/v1/stream") as stream:
            frames = read_frames(stream.aiter_lines())
            await anext(frames)
            board.process.send_signal(signal.SIGTERM)
            with pytest.raises(StopAsyncIteration):
                await anext(frames)
        assert await asyncio.to_thread(board.ended) == 0


def test_a_board_without_a_broker_ends_with_a_line_that_says_what_to_do(service_environment: Environment) -> None:
    environment = {**service_environment, "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": "127.0.0.1:1", "WIRETALLY_KAFKA__STARTUP_DEADLINE_S": "0.5"}
    with board_process(environment) as board:
        assert board.ended() == 1
        assert "no broker answers at 127.0.0.1:1" in board.log()
        assert "Traceback" not in board.log()


async def test_a_board_on_a_taken_port_ends_with_a_line_that_names_the_setting(
    publisher: Publisher, service_environment: Environment
) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", int(service_environment["WIRETALLY_HTTP__PORT"]))
    async with server:
        with board_process(service_environment) as board:
            assert await asyncio.to_thread(board.ended) == 2
            assert "set WIRETALLY_HTTP__PORT" in board.log()
            assert "Traceback" not in board.log()


async def read_frames(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, dict[str, Any], str]]:
    """Name, data and id of each event of a stream."""
    fields: dict[str, str] = {}
    async for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield fields["event"], orjson.loads(fields["data"]), fields["id"]
            fields = {}
