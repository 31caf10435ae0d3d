"""The proxy is what the runs rest on: a link that does not do what it says would let every seed pass."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from random import Random
from threading import Thread

import pytest

from tests.chaos.network import HOST, Link, Weather, network


@pytest.fixture
def link() -> Iterator[Link]:
    """A link to a server that sends back what it gets."""
    server = socket.create_server((HOST, 0))

    def echo(connection: socket.socket) -> None:
        with connection:
            try:
                while piece := connection.recv(65536):
                    connection.sendall(piece)
            except OSError:
                pass

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            Thread(target=echo, args=(connection,), daemon=True).start()

    Thread(target=accept, daemon=True).start()
    with network([server.getsockname()[1]], Random(1)) as (found,):
        yield found
    server.shutdown(socket.SHUT_RDWR)
    server.close()


def client(link: Link) -> socket.socket:
    found = socket.create_connection((HOST, link.port))
    found.settimeout(10)
    return found


def echoed(connection: socket.socket, sent: bytes = b"hello") -> bytes:
    connection.sendall(sent)
    got = b""
    while len(got) < len(sent):
        piece = connection.recv(65536)
        assert piece, "an end, and no reset"
        got += piece
    return got


def test_fair_weather_carries_both_ways(link: Link) -> None:
    with client(link) as connection:
        assert echoed(connection, b"x" * 300_000) == b"x" * 300_000


def test_a_cut_link_resets_what_is_open_refuses_what_is_new_and_can_be_mended(link: Link) -> None:
    with client(link) as connection:
        assert echoed(connection) == b"hello"
        link.cut()
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    with pytest.raises(ConnectionRefusedError):
        client(link)
    link.mend()
    with client(link) as connection:
        assert echoed(connection) == b"hello"


def test_a_stalled_link_carries_nothing_and_then_all(link: Link) -> None:
    with client(link) as connection:
        assert echoed(connection) == b"hello"
        link.weather = Weather(stalled=True)
        connection.sendall(b"later")
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(5)
        link.mend()
        connection.settimeout(10)
        assert connection.recv(5) == b"later"


def test_a_slow_link_takes_its_time_each_way(link: Link) -> None:
    link.weather = Weather(delay_s=0.1, bytes_per_s=100_000)
    with client(link) as connection:
        began = time.monotonic()
        assert len(echoed(connection, b"x" * 20_000)) == 20_000
        assert time.monotonic() - began > 0.5


def test_a_lossy_link_resets_a_connection_with_its_answer_under_way(link: Link) -> None:
    link.weather = Weather(reset_share=1)
    with client(link) as connection, pytest.raises(ConnectionResetError):
        echoed(connection)
