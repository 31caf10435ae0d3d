"""Ports for what is started here."""

from __future__ import annotations

import socket

import pytest

from services.cli.failures import CommandFailed
from services.cli.ports import HOST, free_ports, is_free


def test_so_many_different_ports_are_found_and_nothing_listens_on_them() -> None:
    found = free_ports(20)
    assert len(set(found)) == 20
    assert all(map(is_free, found))


def test_none_are_found_where_none_are_asked_for() -> None:
    assert free_ports(0) == []


def test_no_port_is_of_the_range_that_outgoing_connections_are_given() -> None:
    with socket.create_server((HOST, 0)) as server, socket.create_connection(server.getsockname()) as outgoing:
        assert max(free_ports(50)) < outgoing.getsockname()[1]


def test_a_port_that_something_listens_on_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    (taken,) = free_ports(1)
    with socket.create_server((HOST, taken)):
        assert not is_free(taken)
        monkeypatch.setattr("random.sample", lambda among, count: [taken, taken])
        with pytest.raises(CommandFailed, match="fewer than 1 ports"):
            free_ports(1)
