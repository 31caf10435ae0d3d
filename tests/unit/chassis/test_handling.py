"""The order of the loop's steps, its retries, and what becomes of a message that will never do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiokafka.errors import UnknownTopicOrPartitionError
from prometheus_client import CollectorRegistry

from schemas.article import Article
from schemas.base import StoryId
from schemas.topics import EVENTS, INCIDENTS
from services.chassis.dead_letters import Breaker, DeadLetters, read_letter
from services.chassis.errors import BreakerOpen, PermanentError, TooLarge, TransientError
from services.chassis.faust_app import new_app
from services.chassis.handling import Ahead, Conclude, Effects, Stage
from services.chassis.kafka import MAX_MESSAGE_BYTES, Outgoing, Publisher, Raw, Record
from services.chassis.metrics import StreamMetrics
from services.chassis.preparation import Corrections, Preparation
from services.chassis.settings import BreakerSettings, KafkaSettings, ServiceSettings, TopicSettings
from services.chassis.state import StateTable

NOW = datetime(2025, 5, 24, tzinfo=UTC)
ARTICLE = Article(story_id=StoryId("s"), body="Text.", published_at=NOW)
Decide = Callable[[Article, Record], Awaitable[Effects]]


class Journal(Publisher):
    """A publisher that writes down what it is given, and fails as often as told."""

    def __init__(self, failures: Sequence[Exception] = ()) -> None:
        super().__init__(KafkaSettings(bootstrap_servers="nowhere:1"), TopicSettings(), "test")
        self.steps: list[str] = []
        self.letters: list[Record] = []
        self.traceparents: list[str | None] = []
        self.refused: set[str] = set()
        self._failures = list(failures)

    async def publish(self, messages: Sequence[Outgoing], traceparent: str | None = None) -> None:
        assert traceparent is None, "each message goes on under its own"
        self.steps.append(f"publish {' '.join(one.id for one in messages)}")
        self.traceparents += [one.traceparent for one in messages]
        if any(one.id in self.refused for one in messages):
            raise TooLarge("11 MiB")
        if self._failures:
            raise self._failures.pop(0)

    async def publish_raw(self, messages: Sequence[Raw]) -> None:
        for one in messages:
            self.steps.append(f"{one.topic.rpartition('.')[0].rpartition('.')[2] or 'state'} {(one.key or b'').decode()}")
        if self._failures:
            raise self._failures.pop(0)
        self.letters += [Record(one.topic, 0, 0, one.key, one.value, one.headers) for one in messages if "dead-letters" in one.topic]


def stage(
    decide: Decide,
    journal: Journal,
    breaker: BreakerSettings | None = None,
    at_once: int = 1,
    ahead: Ahead[Article] | None = None,
    conclude: Conclude | None = None,
) -> Stage[Article]:
    return Stage(
        "test.stage",
        Article,
        decide,
        publisher=journal,
        dead_letters=DeadLetters(journal, TopicSettings(), lambda: NOW),
        breaker=Breaker(breaker or BreakerSettings()),
        metrics=StreamMetrics(CollectorRegistry()),
        at_once=at_once,
        ahead=ahead,
        conclude=conclude,
        pauses_s=(0, 0),
    )


def record(value: bytes | None = None, headers: Sequence[tuple[str, bytes]] = ()) -> Record:
    return Record("articles", 3, 7, b"key", ARTICLE.to_json() if value is None else value, headers)


def publishing(journal: Journal) -> Decide:
    async def decide(article: Article, _record: Record) -> Effects:
        async def write_state() -> None:
            journal.steps.append("state")

        return Effects(publish=[Outgoing(EVENTS, "k", article, "id", NOW)], after=write_state)

    return decide


async def test_outputs_are_acknowledged_before_the_state_is_written_and_both_before_the_message_is_done() -> None:
    journal = Journal()
    await stage(publishing(journal), journal).handle(record())
    assert journal.steps == ["publish id", "state"]


async def test_the_state_is_not_written_while_the_outputs_are_not_on_the_broker() -> None:
    journal = Journal([TransientError("busy")])
    await stage(publishing(journal), journal).handle(record())
    assert journal.steps == ["publish id", "publish id", "state"]


async def test_a_fault_that_does_not_pass_is_raised_after_the_last_retry_and_nothing_is_written() -> None:
    journal = Journal([TransientError("busy")] * 9)
    one = stage(publishing(journal), journal)
    with pytest.raises(TransientError, match="busy"):
        await one.handle(record())
    assert journal.steps == ["publish id"] * 3
    assert one.trouble == "busy"


async def test_the_trace_context_of_the_input_goes_on_with_the_outputs() -> None:
    journal = Journal()
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    await stage(publishing(journal), journal).handle(record(headers=[("traceparent", parent.encode())]))
    assert journal.traceparents == [parent]


async def test_an_output_too_large_for_the_broker_makes_its_input_a_dead_letter() -> None:
    journal = Journal([TooLarge("11 MiB")])
    await stage(publishing(journal), journal).handle(record())
    assert read_letter(journal.letters[0].headers).reason == "too_large"


async def test_a_message_too_large_even_for_the_dead_letters_leaves_a_letter_that_says_where_it_is() -> None:
    journal = Journal([TooLarge("the broker takes 1 MiB")])
    await stage(publishing(journal), journal).handle(record(b"{", headers=[("theirs", b"1")]))
    (letter,) = journal.letters
    assert (letter.key, letter.value) == (b"", None)
    read = read_letter(letter.headers)
    assert read.reason == "invalid_message"
    assert read.error.endswith("its bytes are at articles/3/7 only: the broker takes 1 MiB")


async def test_a_message_over_the_limit_is_refused_before_anything_is_sent() -> None:
    publisher = Publisher(KafkaSettings(bootstrap_servers="nowhere:1"), TopicSettings(prefix="p-"), "test")
    publisher._producer = object()
    long = bytes(MAX_MESSAGE_BYTES - 1000)
    with pytest.raises(TooLarge, match=r"a message for p-wiretally\.events\.v1 has 10,4"):
        await publisher.publish_bytes("p-wiretally.events.v1", key=None, value=long, headers=[("h", bytes(1000))])
    with pytest.raises(AttributeError, match="send"):
        await publisher.publish_bytes("p-wiretally.dead-letters.v1", key=None, value=long, headers=[("h", bytes(1000))])


async def test_a_send_that_the_client_would_try_for_ever_fails_at_the_deadline() -> None:
    """An idempotent aiokafka producer never gives up on a topic with too few replicas."""

    class Endless:
        async def send(self, *_: object, **__: object) -> asyncio.Future[None]:
            return asyncio.get_running_loop().create_future()

    publisher = Publisher(KafkaSettings(bootstrap_servers="nowhere:1", send_deadline_s=0.01), TopicSettings(), "test")
    publisher._producer = Endless()
    with pytest.raises(TransientError, match=r"did not take a message for t within 0\.01 s"):
        await publisher.publish_bytes("t", key=None, value=b"")


@pytest.mark.parametrize("value", [b"", b"{", b"\xff", b"null", b"[]", b'{"story_id": "s"}', b"[" * 10_000 + b"]" * 10_000])
async def test_bytes_that_are_no_article_become_a_dead_letter_unchanged(value: bytes) -> None:
    journal = Journal()
    await stage(publishing(journal), journal).handle(record(value, headers=[("theirs", b"1")]))
    (letter,) = journal.letters
    assert (letter.key, letter.value) == (b"key", value)
    assert ("theirs", b"1") in letter.headers
    read = read_letter(letter.headers)
    assert (read.reason, read.stage, read.origin, read.failed_at) == ("invalid_message", "test.stage", "articles/3/7", NOW)


async def test_a_message_that_shows_a_fault_of_ours_becomes_a_dead_letter_with_the_traceback() -> None:
    async def decide(_article: Article, _record: Record) -> Effects:
        raise ZeroDivisionError("in a rule")

    journal = Journal()
    await stage(decide, journal).handle(record())
    letter = read_letter(journal.letters[0].headers)
    assert letter.reason == "internal_error"
    assert letter.error.rstrip().endswith("ZeroDivisionError: in a rule")


async def test_a_dead_letter_that_the_broker_does_not_take_is_not_dropped() -> None:
    async def decide(_article: Article, _record: Record) -> Effects:
        raise PermanentError("refused", "for a test")

    journal = Journal([TransientError("busy")] * 9)
    with pytest.raises(TransientError):
        await stage(decide, journal).handle(record())
    assert journal.letters == []


async def test_the_breaker_opens_on_a_run_of_dead_letters_and_a_good_message_ends_the_run() -> None:
    journal = Journal()
    one = stage(publishing(journal), journal, BreakerSettings(consecutive=3))
    for value in (b"{", b"{", ARTICLE.to_json(), b"{", b"{"):
        await one.handle(record(value))
    with pytest.raises(BreakerOpen, match="3 messages in a row"):
        await one.handle(record(b"{"))


async def test_the_breaker_opens_on_a_large_share_of_dead_letters() -> None:
    journal = Journal()
    one = stage(publishing(journal), journal, BreakerSettings(consecutive=100, window=10, share=0.5))
    values = [ARTICLE.to_json(), b"{"] * 5
    for value in values[:-1]:
        await one.handle(record(value))
    with pytest.raises(BreakerOpen, match="50% of the last 10"):
        await one.handle(record(values[-1]))


def table(journal: Journal, folder: Path) -> StateTable:
    settings = ServiceSettings(kafka=KafkaSettings(bootstrap_servers="nowhere:1"))
    return StateTable(new_app(settings, "test", folder), "seen", 4, journal, lambda value, held: value >= held)


def story(name: str) -> Record:
    return Record("articles", 0, 0, name.encode(), ARTICLE.model_copy(update={"story_id": StoryId(name)}).to_json())


def counting(seen: StateTable) -> Decide:
    """Publishes how often a story came, by the state that the stories before it planned."""

    async def decide(article: Article, record: Record) -> Effects:
        key = article.story_id.encode()
        count = int(seen.get(record.partition, key) or b"0") + 1
        if article.story_id == "bad":
            raise PermanentError("refused", "for a test")
        return Effects(
            publish=[Outgoing(EVENTS, "k", article, f"{article.story_id}{count}", NOW)],
            state=[seen.planned(record.partition, key, str(count).encode())],
        )

    return decide


async def test_messages_that_wait_are_decided_on_one_by_one_and_the_broker_is_asked_once_for_all(tmp_path: Path) -> None:
    journal = Journal()
    seen = table(journal, tmp_path)
    await stage(counting(seen), journal).handle(story("a"), story("b"), story("a"))
    assert journal.steps == ["publish a1 b1 a2", "state a", "state b", "state a"]
    assert (seen.get(0, b"a"), sorted(seen.values())) == (b"2", [b"1", b"2"])


async def test_of_messages_taken_together_one_that_will_never_do_leaves_the_others_alone(tmp_path: Path) -> None:
    journal = Journal()
    await stage(counting(table(journal, tmp_path)), journal).handle(story("a"), story("bad"), record(b"{"), story("b"))
    assert [read_letter(letter.headers).reason for letter in journal.letters] == ["refused", "invalid_message"]
    assert journal.steps[-3:] == ["publish a1 b1", "state a", "state b"]


async def test_of_messages_taken_together_one_with_too_large_an_output_is_buried_alone_and_its_state_is_not_kept(tmp_path: Path) -> None:
    journal = Journal()
    journal.refused = {"b1"}
    seen = table(journal, tmp_path)
    await stage(counting(seen), journal).handle(story("a"), story("b"), story("c"))
    assert journal.steps[0] == "publish a1 b1 c1"
    assert [read_letter(letter.headers).reason for letter in journal.letters] == ["too_large"]
    assert [seen.get(0, key) for key in (b"a", b"b", b"c")] == [b"1", None, b"1"]


async def test_of_messages_taken_together_the_last_for_a_key_of_a_compacted_topic_is_published_and_every_one_of_a_log() -> None:
    journal = Journal()

    async def decide(article: Article, _record: Record) -> Effects:
        told = article.story_id
        return Effects(
            publish=[
                Outgoing(INCIDENTS, "same", article, f"same/{told}", NOW),
                Outgoing(INCIDENTS, f"of/{told}", article, f"own/{told}", NOW),
                Outgoing(EVENTS, "same", article, f"log/{told}", NOW),
            ]
        )

    await stage(decide, journal).handle(story("a"), story("b"))
    assert journal.steps == ["publish own/a log/a same/b own/b log/b"]


class Sums:
    """Takes numbers in, and publishes after each group what they come to; ``kept`` is what outlives a rebuilding. 13 is a fault of ours."""

    def __init__(self, kept: StateTable) -> None:
        self.kept = kept
        self.taken = list[int]()

    async def rebuild(self) -> None:
        self.taken = [int(value) for value in self.kept.values()]

    async def take(self, article: Article, record: Record) -> Effects:
        self.taken.append(int(article.story_id))
        return Effects(state=[self.kept.planned(record.partition, article.story_id.encode(), article.story_id.encode())])

    def concluded(self) -> list[Outgoing]:
        if 13 in self.taken:
            raise ValueError("13")
        return [Outgoing(INCIDENTS, "sum", ARTICLE, f"sum/{sum(self.taken)}", NOW)]

    def stage(self, journal: Journal) -> Stage[Article]:
        made = stage(self.take, journal, conclude=self.concluded)
        made.preparation = Preparation(self.rebuild)
        return made


async def test_what_comes_of_messages_taken_together_is_found_out_once_and_before_their_state_is_written(tmp_path: Path) -> None:
    journal = Journal([TransientError("busy")])
    await Sums(table(journal, tmp_path)).stage(journal).handle(story("1"), story("2"), story("3"))
    assert journal.steps == ["publish sum/6", "publish sum/6", "state 1", "state 2", "state 3"]


async def test_a_fault_of_ours_that_one_of_several_shows_costs_the_others_nothing_and_is_forgotten(tmp_path: Path) -> None:
    journal = Journal()
    sums = Sums(table(journal, tmp_path))
    tested = sums.stage(journal)
    await tested.handle(story("1"), story("13"), story("2"))
    await tested.handle(story("4"))
    assert [step for step in journal.steps if not step.startswith("dead")] == [
        *("publish sum/1", "state 1", "publish sum/3", "state 2", "publish sum/7", "state 4"),
    ]
    assert [(read_letter(letter.headers).reason, letter.value) for letter in journal.letters] == [("internal_error", story("13").value)]
    assert sorted(sums.kept.values()) == [b"1", b"2", b"4"]


async def test_of_what_comes_of_several_too_large_a_message_buries_the_one_that_makes_it_so(tmp_path: Path) -> None:
    journal = Journal()
    journal.refused = {"sum/6", "sum/3"}
    sums = Sums(table(journal, tmp_path))
    await sums.stage(journal).handle(story("1"), story("2"), story("3"))
    assert [(read_letter(letter.headers).reason, letter.value) for letter in journal.letters] == [("too_large", story("2").value)]
    assert [step for step in journal.steps if step.startswith("publish")] == [f"publish sum/{n}" for n in (6, 1, 3, 4)]
    assert sorted(sums.kept.values()) == [b"1", b"3"]


async def test_slow_work_is_begun_for_all_that_wait_and_each_is_finished_before_the_next_is_decided_on(tmp_path: Path) -> None:
    journal = Journal()

    async def ahead(article: Article, _record: Record) -> None:
        journal.steps.append(f"begin {article.story_id}")

    tested = stage(counting(table(journal, tmp_path)), journal, ahead=ahead)
    await tested.handle(story("a"), record(b"{"), story("bad"), story("b"))
    assert [step for step in journal.steps if not step.startswith("dead")] == [
        *("begin a", "begin bad", "begin b"),
        *("publish a1", "state a", "publish b1", "state b"),
    ]
    assert [read_letter(letter.headers).reason for letter in journal.letters] == ["invalid_message", "refused"]


async def test_a_fault_that_passes_publishes_all_that_were_taken_together_again_in_their_order(tmp_path: Path) -> None:
    journal = Journal([TransientError("busy")])
    await stage(counting(table(journal, tmp_path)), journal).handle(story("a"), story("a"))
    assert journal.steps == ["publish a1 a2", "publish a1 a2", "state a", "state a"]


async def test_what_was_decided_on_before_a_rebuild_is_on_the_broker_when_it_begins(tmp_path: Path) -> None:
    """A rebuild reads the broker: what an old state decided would overtake it."""
    journal = Journal()
    one = stage(counting(table(journal, tmp_path)), journal)

    async def rebuild() -> None:
        journal.steps.append("rebuild")

    one.preparation = preparation = Preparation(rebuild)
    decide = one._handler

    async def upset(article: Article, record: Record) -> Effects:
        effects = await decide(article, record)
        if article.story_id == "a":
            await preparation.upset()
        return effects

    one._handler = upset
    await one.handle(story("a"), story("b"))
    assert journal.steps == ["rebuild", "publish a1", "state a", "rebuild", "publish b1", "state b"]


async def test_nothing_is_decided_on_while_the_state_is_being_rebuilt(tmp_path: Path) -> None:
    """A row that was decided on while the tallies were half made was published after a newer one."""
    journal, rebuilding, rebuilt = Journal(), asyncio.Event(), asyncio.Event()

    async def rebuild() -> None:
        rebuilding.set()
        await rebuilt.wait()
        journal.steps.append("rebuild")

    one = stage(counting(table(journal, tmp_path)), journal)
    one.preparation = preparation = Preparation(rebuild)

    async def prepare() -> None:
        async with preparation.turn:
            await preparation.done()

    preparing = asyncio.create_task(prepare())
    await rebuilding.wait()
    handling = asyncio.create_task(one.handle(story("a")))
    await asyncio.wait({handling}, timeout=0.05)
    assert preparation.due, "until it is done"
    assert journal.steps == []
    rebuilt.set()
    await asyncio.gather(preparing, handling)
    assert journal.steps == ["rebuild", "publish a1", "state a"]


async def test_nothing_is_rebuilt_while_a_decision_is_on_its_way_to_the_broker(tmp_path: Path) -> None:
    journal, sending, sent = Journal(), asyncio.Event(), asyncio.Event()
    publish = journal.publish

    async def slowly(messages: Sequence[Outgoing], traceparent: str | None = None) -> None:
        sending.set()
        await sent.wait()
        await publish(messages, traceparent)

    async def rebuild() -> None:
        journal.steps.append("rebuild")

    one = stage(counting(table(journal, tmp_path)), journal)
    one.preparation = preparation = Preparation(rebuild)
    journal.publish = slowly  # type: ignore[method-assign]
    handling = asyncio.create_task(one.handle(story("a")))
    await sending.wait()
    await preparation.upset()
    assert preparation.turn.locked()
    sent.set()
    async with preparation.turn:
        await preparation.done()
    await handling
    assert journal.steps == ["rebuild", "publish a1", "state a", "rebuild"]


async def test_what_a_rebuilt_state_puts_right_is_on_the_broker_before_the_message_that_asked_for_it_is_done(tmp_path: Path) -> None:
    """A row that was missing since a crash was not yet there when the group had committed everything."""
    journal = Journal()
    one = stage(counting(table(journal, tmp_path)), journal)

    async def rebuild() -> None:
        journal.steps.append("rebuild")

    async def find() -> Sequence[Outgoing]:
        return [Outgoing(INCIDENTS, "right", ARTICLE, "right", NOW)]

    one.preparation = Preparation(rebuild, Corrections(find, lambda: True, journal.publish))
    await one.handle(story("a"), story("b"))
    assert journal.steps == ["rebuild", "publish right", "publish a1 b1", "state a", "state b"]


async def test_a_rebalance_while_the_state_is_rebuilt_means_to_rebuild_it_again() -> None:
    runs: list[int] = []

    async def rebuild() -> None:
        runs.append(len(runs))
        if len(runs) == 1:
            await preparation.upset()

    preparation = Preparation(rebuild)
    await preparation.done()
    assert runs == [0, 1]
    assert not preparation.due


@pytest.mark.parametrize("fault", [UnknownTopicOrPartitionError(), OSError("no file descriptor left")])
async def test_a_fault_of_the_broker_or_the_machine_while_deciding_makes_no_dead_letter(fault: Exception) -> None:
    """A story went to the dead letters because the broker, just started again, did not know its topic yet."""
    journal, faults = Journal(), [fault]
    decide = publishing(journal)

    async def decide_later(article: Article, record: Record) -> Effects:
        if faults:
            raise faults.pop()
        return await decide(article, record)

    await stage(decide_later, journal).handle(record())
    assert journal.letters == []
    assert journal.steps[-1] == "state"


async def test_a_worker_that_was_taken_for_dead_leaves_no_older_state_in_the_changelog(tmp_path: Path) -> None:
    """It stood still with a message in hand, its successor went on, and then it wrote: its value stands after the newer one."""
    states = table(Journal(), tmp_path)
    values = [b"1", b"2", b"1", b"3", b"2"]
    messages = [SimpleNamespace(message=SimpleNamespace(partition=0, key=b"story", value=value)) for value in values]
    for message, stands in zip(messages, [b"1", b"2", b"2", b"3", b"3"], strict=True):
        states._store.apply_changelog_batch([message], lambda one: b"", lambda one: b"")
        assert states.get(0, b"story") == stands


class Waiting:
    """What the loop needs of a Faust stream: some messages wait on its queue, and ``acked`` are those it was told are done."""

    def __init__(self, *names: str) -> None:
        self.acked: list[str] = []
        self.channel = self
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        for name in names:
            self.queue.put_nowait(name)

    def noack(self) -> Waiting:
        return self

    async def events(self) -> AsyncIterator[SimpleNamespace]:
        while (name := await self.queue.get()) != "end":
            held = story(name)
            message = SimpleNamespace(topic=held.topic, partition=0, offset=0, key=held.key, value=held.value, headers=[])
            yield SimpleNamespace(message=message, ack=lambda name=name: self.acked.append(name))


async def test_the_loop_takes_what_waits_up_to_its_limit_and_acks_in_order_once_the_broker_has_it(tmp_path: Path) -> None:
    journal, stream = Journal(), Waiting("a", "b", "c", "end")
    one = stage(counting(table(journal, tmp_path)), journal, at_once=2)
    await one.run(stream)
    assert [step for step in journal.steps if "publish" in step] == ["publish a1 b1", "publish c1"]
    assert stream.acked == ["a", "b", "c"]


async def test_the_loop_acks_none_of_the_messages_taken_together_where_one_cannot_be_handled_now(tmp_path: Path) -> None:
    journal, stream = Journal([TransientError("busy")] * 9), Waiting("a", "b", "end")
    with pytest.raises(TransientError):
        await stage(counting(table(journal, tmp_path)), journal, at_once=2).run(stream)
    assert stream.acked == []


async def test_what_opened_the_breaker_is_acked_so_that_the_next_start_goes_on_behind_it() -> None:
    """Unacked, a flood of more than are taken together put the same letters aside at every start, for ever."""

    async def refuse(article: Article, record: Record) -> Effects:
        raise PermanentError("refused", "as told")

    journal, stream = Journal(), Waiting("a", "b", "c", "end")
    with pytest.raises(BreakerOpen):
        await stage(refuse, journal, BreakerSettings(consecutive=2), at_once=3).run(stream)
    assert len(journal.letters) == 3
    assert stream.acked == ["a", "b", "c"]


async def test_a_message_that_comes_alone_waits_for_no_other(tmp_path: Path) -> None:
    journal, stream = Journal(), Waiting("a")
    running = asyncio.create_task(stage(counting(table(journal, tmp_path)), journal, at_once=50).run(stream))
    async with asyncio.timeout(5):
        while stream.acked != ["a"]:  # noqa: ASYNC110 - the stub has no event to wait for
            await asyncio.sleep(0)
    running.cancel()
