"""Loopback ports for what is started here."""

from __future__ import annotations

import random
import socket
from contextlib import ExitStack
from pathlib import Path

from services.cli.failures import CommandFailed

HOST = "127.0.0.1"
_FIRST = 10_000
"""Below it are the ports that well-known servers choose by default."""
_OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")
_OUTGOING_BY_DEFAULT = 32_768


def free_ports(count: int) -> list[int]:
    """So many loopback ports that nothing listens on, all different. Raises CommandFailed where there are not so many.

    None is of the range that the system gives to outgoing connections: one of those, if only a client that tries a broker which is being
    restarted (it may be connected with itself), would take the port while its server is away. Another server may still take one before
    it is used: who comes second then says so.
    """
    beyond = max(_first_outgoing(), 2 * _FIRST)
    with ExitStack() as held:
        found = list[int]()
        for port in random.sample(range(_FIRST, beyond), beyond - _FIRST):
            if len(found) == count:
                break
            try:
                held.enter_context(socket.create_server((HOST, port)))
            except OSError:
                continue
            found.append(port)
    if len(found) < count:
        raise CommandFailed(f"fewer than {count} ports from {_FIRST} to {beyond} of {HOST} are free")
    return found


def is_free(port: int) -> bool:
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        return False
    return True


def _first_outgoing() -> int:
    """The first port of the range for outgoing connections; Linux's default where the system does not say."""
    try:
        return int(_OUTGOING.read_text().split()[0])
    except OSError:
        return _OUTGOING_BY_DEFAULT
