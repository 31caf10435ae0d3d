"""The loss-free loop on real Kafka: a service that fails in every way loses no message (design section 6)."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from schemas.topics import ARTICLES, DEAD_LETTERS, EVENTS
from services.chassis.dead_letters import read_letter
from services.chassis.settings import TopicSettings
from tests.conftest import free_port
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

TOY = "tests.integration.chassis.toy"


def story(name: str, headline: str = "copy") -> dict[str, str]:
    return {"story_id": name, "headline": headline, "body": "Text.", "published_at": "2025-05-23"}


def copied(access: TopicAccess) -> set[str]:
    return {dict(record.headers)["ce_id"].decode() for record in access.read(EVENTS)}


def test_poison_goes_to_the_dead_letters_whole_and_the_next_story_is_handled(
    access: TopicAccess, service_environment: dict[str, str]
) -> None:
    deep = b"[" * 10_000 + b"]" * 10_000
    poison = [b"{", b"\xff\xfe\x00", b"", None, deep, b'{"story_id": "x"}']
    access.put(ARTICLES, *poison, key=b"some key", headers=[("theirs", b"kept"), ("wt_reason", b"forged")])
    access.put_json(ARTICLES, story("raises", "raise"), story("refused", "refuse"), story("good"))
    with ServiceProcess(TOY, service_environment) as toy:
        eventually(lambda: copied(access) == {"good"}, "the good story comes through")
        letters = eventually(lambda: found if len(found := access.read(DEAD_LETTERS)) == 8 else None, "eight dead letters")
        assert toy.process.poll() is None
    by_value = {letter.value: (letter, read_letter(letter.headers)) for letter in letters}
    assert set(poison) <= set(by_value)
    for value in poison:
        record, letter = by_value[value]
        assert (letter.reason, letter.stage) == ("invalid_message", "toy.copy")
        assert record.key == b"some key"
        assert ("theirs", b"kept") in record.headers
        assert [content for name, content in record.headers if name == "wt_reason"] == [b"invalid_message"]
        assert "/wiretally.articles.v1" in f"/{letter.origin.partition('-')[2]}"
    reasons = {letter.reason: letter.error for _, letter in by_value.values()}
    assert "ZeroDivisionError: as told" in reasons["internal_error"]
    assert reasons["refused"] == "as told"


def test_a_message_in_hand_at_sigkill_is_handled_after_the_restart(access: TopicAccess, service_environment: dict[str, str]) -> None:
    access.put_json(ARTICLES, story("before"), story("stuck", "hang"), story("after"), partition=0)
    with ServiceProcess(TOY, service_environment) as toy:
        eventually(lambda: [took for took in toy.said() if took["story"] == "stuck"], "the story is in hand")
        toy.kill()
        toy.start()
        eventually(lambda: [took["offset"] for took in toy.said()].count(1) == 2, "the story is in hand again")
        assert copied(access) == {"before"}


def test_state_outlives_sigkill(access: TopicAccess, service_environment: dict[str, str]) -> None:
    access.put_json(ARTICLES, story("one", "first words"), partition=0)
    with ServiceProcess(TOY, service_environment) as toy:
        eventually(lambda: copied(access) == {"one"}, "the first revision is handled")
        eventually(lambda: 'outcome="done",stage="toy.copy"} 1.0' in toy.get("/metrics")[1], "and written down")
        toy.kill()
        access.put_json(ARTICLES, story("one", "second words"), partition=0)
        toy.start().wait_ready()
        # The first may come again, since it was not committed: the second is at offset 1.
        second = eventually(lambda: [took for took in toy.said() if took["offset"] == 1], "the second revision is in hand")
        assert second[0]["before"] == "first words", "it finds what the first left"


def test_a_transient_fault_is_retried_and_then_ends_the_process_with_nothing_acked(
    access: TopicAccess, service_environment: dict[str, str]
) -> None:
    access.put_json(ARTICLES, story("fine"), story("waits", "transient"), story("behind"), partition=0)
    with ServiceProcess(TOY, service_environment) as toy:
        eventually(lambda: toy.get("/readyz")[0] == 503 and "as told" in toy.get("/readyz")[1], "it says why it is not ready")
        assert toy.ended() == 1
        assert "service_stopped" in toy.log().strip().splitlines()[-1]
        tries = [took for took in toy.said() if took["story"] == "waits"]
        assert len(tries) == 6
        toy.start()
        eventually(lambda: len([took for took in toy.said() if took["story"] == "waits"]) > 6, "the story is tried again")
    assert copied(access) == {"fine"}
    assert access.read(DEAD_LETTERS) == []


def test_too_many_dead_letters_in_a_row_stop_the_service(access: TopicAccess, service_environment: dict[str, str]) -> None:
    access.put(ARTICLES, *[b"{"] * 10, partition=0)
    with ServiceProcess(TOY, {**service_environment, "WIRETALLY_BREAKER__CONSECUTIVE": "3"}) as toy:
        assert toy.ended() == 1
        assert "3 messages in a row went to the dead letters" in toy.log().strip().splitlines()[-1]
    assert len(access.read(DEAD_LETTERS)) == 3


def test_sigterm_ends_an_idle_service_with_status_0(access: TopicAccess, service_environment: dict[str, str]) -> None:
    with ServiceProcess(TOY, service_environment) as toy:
        toy.wait_ready()
        assert toy.terminate() == 0
        assert "asked to stop" in toy.log().strip().splitlines()[-1]


def test_a_story_in_hand_at_sigterm_is_finished_and_committed(
    access: TopicAccess, service_environment: dict[str, str], tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    access.put_json(ARTICLES, story("in hand", "gate"), story("behind it"), partition=0)
    with ServiceProcess(TOY, {**service_environment, "TOY_GATE": str(gate)}) as toy:
        eventually(lambda: toy.out.exists() and toy.said(), "the story is in hand")
        toy.process.terminate()
        gate.touch()
        assert toy.ended() == 0
        assert "asked to stop" in toy.log().strip().splitlines()[-1]
        assert "in hand" in copied(access)
        toy.start()
        access.put_json(ARTICLES, story("later"), partition=0)
        eventually(lambda: copied(access) == {"in hand", "behind it", "later"}, "nothing is lost")
        assert [took["story"] for took in toy.said()] == ["in hand", "behind it", "later"], "and nothing is done twice"


def test_a_service_that_hangs_at_sigterm_ends_at_its_deadline_and_says_what_is_unacked(
    access: TopicAccess, service_environment: dict[str, str], topics: TopicSettings
) -> None:
    access.put_json(ARTICLES, story("stuck", "hang"), partition=0)
    with ServiceProcess(TOY, {**service_environment, "WIRETALLY_SHUTDOWN_DEADLINE_S": "2"}) as toy:
        eventually(lambda: toy.out.exists() and toy.said(), "the story is in hand")
        assert toy.terminate() == 1
        last = toy.log().strip().splitlines()[-1]
        assert "shutdown_deadline_passed" in last
        assert f"{topics.name(ARTICLES)}/0/0" in last


def test_without_a_broker_a_service_says_so_in_one_line_and_ends(service_environment: dict[str, str]) -> None:
    address = f"127.0.0.1:{free_port()}"
    nowhere = {"WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": address, "WIRETALLY_KAFKA__STARTUP_DEADLINE_S": "1"}
    with ServiceProcess(TOY, {**service_environment, **nowhere}) as toy:
        assert toy.ended() == 1
        last = toy.log().strip().splitlines()[-1]
        assert address in last
        assert "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS" in last
        assert last.count("ConnectionRefusedError") == 1
        assert "Traceback" not in toy.log()


def test_a_setting_that_does_not_fit_is_named_and_ends_the_start_with_status_2(service_environment: dict[str, str]) -> None:
    with ServiceProcess(TOY, {**service_environment, "WIRETALLY_HTTP__PORT": "many"}) as toy:
        assert toy.ended() == 2
        assert "WIRETALLY_HTTP__PORT" in toy.log()
        assert "Traceback" not in toy.log()


def test_a_backlog_of_one_topic_does_not_hold_up_another(access: TopicAccess, service_environment: dict[str, str]) -> None:
    backlog = 1200
    access.put_json(ARTICLES, *(story(f"story {number}") for number in range(backlog)), partition=0)
    with ServiceProcess(TOY, {**service_environment, "TOY_ECHO": "1"}) as toy:
        eventually(lambda: len(copied(access)) == backlog, "every story is handled")
        before = itertools.takewhile(lambda took: "story" in took, toy.said())
        assert sum(1 for _ in before) < backlog // 2, "the first copy is taken up while most stories still wait"
