"""Characterisation: what the pinned Faust does without our chassis, on real Kafka (design section 6's table, row by row).

Nothing here is wanted, and a busy machine shows one thing more: now and then Faust hangs at its start, its end or a rebalance
(``services/chassis/faithful_consumer.py`` says how). That says nothing of what a test states, which is then tried on a group of its own.

Each test states a loss or a double count of a set-up that Faust's guide recommends or allows; its counterpart, our loop that does not
lose, is named beside it. When an upgrade of Faust turns one of these red, a reason for the chassis is gone: read, then decide.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable
from functools import wraps
from itertools import count
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from schemas.topics import ARTICLES
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.integration.process import ServiceProcess, Waited, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

BARE = "tests.integration.chassis.bare_faust"
HANGS_FOR_S = 8
"""Faust's orderly stop takes one second; a stop that lasts so long has no end of its own."""


class Bare:
    """One set-up: its topic, its process, what it committed."""

    def __init__(self, setup: str, kafka: KafkaSettings, topics: TopicSettings, environment: dict[str, str], data: Path) -> None:
        self._kafka = kafka
        self._topics = topics
        self._access = TopicAccess(kafka, topics)
        self._group = f"{topics.prefix}bare"
        arguments = (setup, self._group, topics.name(ARTICLES), str(topics.partitions))
        self.process = ServiceProcess(BARE, {**environment, "BARE_FAUST_DATA": str(data)}, arguments)

    def put(self, count: int, **misbehaving: str) -> None:
        """Messages 0 to ``count`` - 1; ``m3="raise"`` tells message 3 to."""
        told = ({"n": number, "do": misbehaving.get(f"m{number}")} for number in range(count))
        self._access.put(ARTICLES, *(json.dumps(one).encode() for one in told), partition=0)

    def handled(self) -> list[int]:
        return [one["n"] for one in self.process.said()]

    def committed(self) -> int:
        """The group's next offset: all before it is never delivered again."""

        async def ask() -> int:
            admin = AIOKafkaAdminClient(bootstrap_servers=self._kafka.bootstrap_servers)
            await admin.start()
            try:
                offsets = await admin.list_consumer_group_offsets(self._group)
            finally:
                await admin.close()
            found = offsets.get(TopicPartition(self._topics.name(ARTICLES), 0))
            return found.offset if found is not None else 0

        return asyncio.run(ask())

    def changelog_end(self) -> int:
        """How many counts the broker has."""
        return len(self._access.read_named(f"{self._group}-counts-changelog"))


Setup = Callable[[str], Bare]
LIVES = 3


def where_faust_does_not_hang(stated: Callable[[Setup], None]) -> Callable[[Setup], None]:
    """Run ``stated`` again on a new group where Faust hung, twice at most."""

    @wraps(stated)
    def run(setup: Setup) -> None:
        for life in range(1, LIVES + 1):
            try:
                return stated(setup)
            except (Waited, subprocess.TimeoutExpired):
                if life == LIVES:
                    raise
        return None

    return run


@pytest.fixture
def setup(kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str], tmp_path: Path) -> Setup:
    groups = count(1)

    def make(name: str) -> Bare:
        own = topics.model_copy(update={"prefix": f"{topics.prefix}{next(groups)}-"})
        TopicAccess(kafka, own).apply()
        return Bare(name, kafka, own, service_environment, tmp_path / own.prefix)

    return make


@where_faust_does_not_hang
def test_default_supervisor_acks_and_skips_the_message_its_agent_raised_on(setup: Setup) -> None:
    """Ours: ``test_poison_goes_to_the_dead_letters_whole_and_the_next_story_is_handled``."""
    bare = setup("default")
    bare.put(6, m3="raise")
    with bare.process:
        eventually(lambda: bare.committed() == 6, "all six are committed")
        assert bare.handled() == [0, 1, 2, 4, 5]


@where_faust_does_not_hang
def test_crashing_supervisor_on_a_plain_stream_commits_the_message_it_crashed_on(setup: Setup) -> None:
    """Ours: ``test_a_transient_fault_is_retried_and_then_ends_the_process_with_nothing_acked``."""
    bare = setup("crashing")
    bare.put(4, m3="raise")
    with bare.process:
        assert bare.process.ended() != 0
        assert bare.handled() == [0, 1, 2]
        assert bare.committed() == 4


@where_faust_does_not_hang
def test_two_messages_at_once_commit_past_the_one_in_hand(setup: Setup) -> None:
    """Ours: ``test_a_message_in_hand_at_sigkill_is_handled_after_the_restart``."""
    bare = setup("two-at-once")
    bare.put(6, m0="hang")
    with bare.process:
        eventually(lambda: bare.committed() == 6, "the message in hand is committed with the five behind it")
        bare.process.kill()
        assert bare.handled() == [1, 2, 3, 4, 5]


@where_faust_does_not_hang
def test_explicit_acks_under_the_default_supervisor_lose_the_message_and_sigterm_hangs(setup: Setup) -> None:
    """Ours: ``test_a_service_that_hangs_at_sigterm_ends_at_its_deadline_and_says_what_is_unacked``."""
    bare = setup("noack-default")
    bare.put(6, m3="raise")
    with bare.process:
        eventually(lambda: bare.committed() == 6, "the message never acked is committed")
        assert bare.handled() == [0, 1, 2, 4, 5]
        bare.process.process.terminate()
        with pytest.raises(subprocess.TimeoutExpired):
            bare.process.process.wait(HANGS_FOR_S)


@where_faust_does_not_hang
def test_explicit_acks_and_a_crashing_supervisor_deliver_the_message_again_and_so_are_what_we_build_on(setup: Setup) -> None:
    bare = setup("noack-crashing")
    bare.put(6, m3="raise")
    with bare.process:
        assert bare.process.ended() != 0
        assert bare.handled() == [0, 1, 2]
        assert bare.committed() <= 3


@where_faust_does_not_hang
def test_a_counter_in_a_table_counts_again_what_a_sigkill_repeats(setup: Setup) -> None:
    """Ours: ``tests/chaos``: a tally is a function of what stands, never a counter.

    Not all fifty need come again: the group may be balanced twice at the restart (the killed member is still in it), and Faust then drops
    the message that was on its way to the agent, where nothing was committed yet (``services/chassis/faithful_consumer.py``).
    """
    bare = setup("counter")
    bare.put(50)
    with bare.process:
        eventually(lambda: bare.process.said() and bare.process.said()[-1]["count"] == 50, "all fifty are counted")
        eventually(lambda: bare.changelog_end() >= 50, "and the counts are on the broker")
        bare.process.kill()
        bare.process.start()
        eventually(lambda: bare.handled().count(49) > 1, "they come again to the last, none was committed")
        said = bare.process.said()
        assert said[-1]["count"] == len(said) > 90
