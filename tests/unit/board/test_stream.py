"""What readers of the live stream get."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.types import Message

from services.board.stream import HEARTBEAT, EventStream, Hub, TooManyReaders


async def frames(stream: AsyncIterator[bytes], count: int) -> list[bytes]:
    """The next frames after the first, which only sets the time to come back."""
    got: list[bytes] = []
    async with asyncio.timeout(5):
        while len(got) < count:
            piece = await anext(stream)
            got += [frame + b"\n\n" for frame in piece.split(b"\n\n")[:-1] if not frame.startswith(b"retry:")]
    return got


def hub(**settings: float) -> Hub:
    return Hub("run", lambda: b'{"tallies":[]}', **settings)  # type: ignore[arg-type]


async def test_a_snapshot_comes_first_and_then_each_change_with_rising_ids() -> None:
    source = hub()
    source.publish("tally", "a", b"1")
    stream = source.open()
    assert await frames(stream, 1) == [b'id: run-1\nevent: snapshot\ndata: {"tallies":[]}\n\n']
    source.publish("tally", "a", b"2")
    source.publish("event", "e", b"3")
    assert await frames(stream, 2) == [b"id: run-2\nevent: tally\ndata: 2\n\n", b"id: run-3\nevent: event\ndata: 3\n\n"]


async def test_a_slow_reader_gets_only_the_newest_value_of_a_key_in_order_of_ids() -> None:
    source = hub()
    stream = source.open()
    await frames(stream, 1)
    for key, data in (("a", b"1"), ("b", b"2"), ("a", b"3")):
        source.publish("tally", key, data)
    assert await frames(stream, 2) == [b"id: run-2\nevent: tally\ndata: 2\n\n", b"id: run-3\nevent: tally\ndata: 3\n\n"]


async def test_a_reader_with_too_many_waiting_changes_gets_a_new_snapshot_instead() -> None:
    source = hub(max_waiting=2)
    stream = source.open()
    await frames(stream, 1)
    for number in range(5):
        source.publish("tally", f"key-{number}", b"0")
    assert await frames(stream, 1) == [b'id: run-5\nevent: snapshot\ndata: {"tallies":[]}\n\n']


async def test_a_reader_who_comes_back_gets_what_it_missed() -> None:
    source = hub()
    for number in (b"1", b"2", b"3"):
        source.publish("tally", number.decode(), number)
    assert await frames(source.open("run-2"), 1) == [b"id: run-3\nevent: tally\ndata: 3\n\n"]


@pytest.mark.parametrize("last", ["run-1", "other-3", "run-99", "run-x", "nonsense", "run-"])
async def test_an_id_of_another_run_or_older_than_the_ring_gets_a_snapshot(last: str) -> None:
    source = hub(ring=1)
    for _ in range(3):
        source.publish("tally", "a", b"0")
    assert (await frames(source.open(last), 1))[0].startswith(b"id: run-3\nevent: snapshot")


async def test_a_quiet_stream_beats() -> None:
    stream = hub(heartbeat=0.01).open()
    assert (await frames(stream, 2))[1] == HEARTBEAT


async def test_readers_beyond_the_limit_are_refused_and_a_place_comes_free_again() -> None:
    source = hub(max_readers=1)
    stream = source.open()
    await frames(stream, 1)
    with pytest.raises(TooManyReaders):
        source.open()
    await stream.aclose()
    assert source.readers == 0
    await frames(source.open(), 1)


async def test_a_stream_that_is_never_read_takes_no_place() -> None:
    source = hub(max_readers=1)
    source.open()
    await frames(source.open(), 1)


async def test_closing_ends_open_streams_and_refuses_new_ones() -> None:
    source = hub()
    stream = source.open()
    await frames(stream, 1)
    source.close()
    async with asyncio.timeout(5):
        assert [frame async for frame in stream] == []
    with pytest.raises(TooManyReaders):
        source.open()


async def test_changes_of_one_moment_go_out_together_and_a_storm_comes_at_the_pace() -> None:
    source = hub(pieces=20)
    stream = source.open()
    await frames(stream, 1)
    pieces = []
    async with asyncio.timeout(5):
        for number in range(3):
            for key in ("a", "b"):
                source.publish("tally", key, str(number).encode())
            pieces.append(await anext(stream))
    assert [piece.count(b"event: tally") for piece in pieces] == [2, 2, 2]


async def test_a_lone_reader_does_not_wait_for_a_crowd_that_is_not_there() -> None:
    source = hub()
    stream = source.open()
    await frames(stream, 1)
    began = asyncio.get_running_loop().time()
    for number in range(10):
        source.publish("tally", "a", str(number).encode())
        await anext(stream)
    assert asyncio.get_running_loop().time() - began < 0.5


async def test_closing_does_not_wait_for_the_pace() -> None:
    source = hub(pieces=1 / 60)
    stream = source.open()
    await frames(stream, 1)
    source.publish("tally", "a", b"1")
    await frames(stream, 1)
    waiting = asyncio.ensure_future(frames(stream, 1))
    await asyncio.sleep(0)
    source.close()
    async with asyncio.timeout(5):
        with pytest.raises(StopAsyncIteration):
            await waiting


async def test_a_reader_who_takes_nothing_is_dropped_and_its_place_comes_free() -> None:
    source = hub(max_readers=1)

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def stuck(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async with asyncio.timeout(5):
        await EventStream(source.open(), 0.01)({"type": "http", "asgi": {"spec_version": "2.4"}}, receive, stuck)
    assert source.readers == 0
    source.open()
