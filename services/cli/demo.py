"""`wiretally demo`: the whole of it on this machine, fed with the sample wire."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from services.chassis.settings import ServiceSettings, load
from services.chassis.topics import apply_topics
from services.cli import children
from services.cli.children import Child
from services.cli.connection import BrokerOption, RunningDemo, demo_folder, named
from services.cli.failures import INTERRUPTED, CommandFailed
from services.cli.ports import free_ports, is_free
from services.cli.sample import feed_sample
from services.cli.settling import wait_settled
from services.cli.snapshot import read_view
from services.cli.tables import console, tally_table

SERVICES = ("ingest", "extractor", "aggregator", "board")
COLOURS = {"ingest": "cyan", "extractor": "magenta", "aggregator": "yellow", "board": "green", "broker": "blue"}
BOARD_PORT = 8080
"""Where the page is if the port is free: an address to remember, the same at each start."""
SETTLED_WITHIN_S = 180
"""Measured: 10 s for the sample wire. A slow machine may take ten times that; more means stuck."""
_WATCH_EVERY_S = 0.5


def demo(
    once: Annotated[bool, typer.Option("--once", help="Print the tallies as soon as the sample wire is tallied, and stop.")] = False,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help=f"Of the page; left out: {BOARD_PORT} or a free one.")
    ] = None,
    deadline: Annotated[float, typer.Option("--deadline", min=1, metavar="SECONDS", help="For tallying the sample.")] = SETTLED_WITHIN_S,
    broker: BrokerOption = None,
) -> None:
    """Start Kafka and all services here, feed the sample wire, show the tallies.

    Topics are kept between runs. Stays until Ctrl-C unless --once is given.

    Example: wiretally demo --once
    """
    settings = load(ServiceSettings)
    if broker is not None:
        settings = settings.model_copy(update={"kafka": named(settings.kafka, broker)})
    screen = console()
    with ExitStack() as stack:
        # SIGTERM ends the demo as Ctrl-C does: everything it started is stopped in order.
        signal.signal(signal.SIGTERM, _interrupt)
        stack.enter_context(_only_demo())
        try:
            _run(stack, settings, screen, once, port, deadline)
        except KeyboardInterrupt:
            screen.print("\nstopping")
            if once:
                raise typer.Exit(INTERRUPTED) from None


def _run(stack: ExitStack, settings: ServiceSettings, screen: Console, once: bool, port: int | None, deadline: float) -> None:
    from services.cli.local_kafka import broker as running_broker
    from services.cli.local_kafka import default_data_dir

    board_port = _board_port(port)
    if settings.kafka.bootstrap_servers is None:
        _say(screen, "broker", "starting Apache Kafka (the first time its jars are fetched)")
    kafka = stack.enter_context(running_broker(settings.kafka, default_data_dir()))
    _say(screen, "broker", kafka.about)
    settings = settings.model_copy(update={"kafka": named(settings.kafka, kafka.bootstrap_servers)})
    asyncio.run(apply_topics(settings.kafka, settings.topics))
    started = _start_services(stack, kafka.bootstrap_servers, board_port)
    children.wait_ready(list(started.values()), lambda child: _say(screen, child.name, f"ready at {child.url} (log: {child.log})"))
    stack.enter_context(_written_down(RunningDemo(os.getpid(), kafka.bootstrap_servers, started["ingest"].url, started["board"].url)))

    def check() -> None:
        for child in started.values():
            child.check_alive()

    began = time.monotonic()
    _say(screen, "ingest", feed_sample(started["ingest"].url))
    with screen.status("tallying") as status:
        told = wait_settled(settings, started["board"].url, deadline, check=check, tell=status.update)
        asyncio.run(told)
    view = asyncio.run(read_view(settings))
    _say(screen, "board", f"tallied in {time.monotonic() - began:.1f} s\n")
    rows = view.tallies()
    whole = [row for row in rows if row.group in (None, "all")]
    screen.print(tally_table(whole))
    screen.print(f"{len(rows) - len(whole)} more rows count groups (military, civilian, child, ...)", style="dim")
    if once:
        return
    _say_what_next(screen, started["board"].url)
    while True:
        check()
        time.sleep(_WATCH_EVERY_S)


def _start_services(stack: ExitStack, bootstrap_servers: str, board_port: int) -> dict[str, Child]:
    logs = demo_folder() / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    environment = {"WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": bootstrap_servers, "WIRETALLY_LOGGING__FORMAT": "json"}
    ports = dict(zip(SERVICES, [*free_ports(len(SERVICES) - 1), board_port], strict=True))
    started: dict[str, Child] = {}
    stack.callback(lambda: children.stop(list(started.values())))
    for name in SERVICES:
        started[name] = children.start(name, ports[name], logs / f"{name}.log", environment)
    return started


def _board_port(asked: int | None) -> int:
    if asked is not None:
        if not is_free(asked):
            raise CommandFailed(f"port {asked} is taken: give another to --port, or leave it out")
        return asked
    return BOARD_PORT if is_free(BOARD_PORT) else free_ports(1)[0]


def _say(screen: Console, who: str, what: str) -> None:
    screen.print(f"[{COLOURS[who]}]{who:<10}[/] ", end="")
    screen.print(what, markup=False, soft_wrap=True)


def _say_what_next(screen: Console, board: str) -> None:
    lines = {
        "page": f"{board}/",
        "metrics": f"{board}/metrics",
        "live tallies": "wiretally tallies --watch",
        "the sentences": "wiretally explain programme_progress --side UKR",
        "your stories": "wiretally feed FILE",
    }
    for name, what in lines.items():
        screen.print(f"[bold]{name:<14}[/]", end="")
        screen.print(what, markup=False)
    screen.print("Ctrl-C stops everything; the topics are kept for the next time.")


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


@contextmanager
def _only_demo() -> Iterator[None]:
    """Hold the demo's lock. Raises CommandFailed where another demo of this user runs."""
    demo_folder().mkdir(parents=True, exist_ok=True)
    with (demo_folder() / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CommandFailed(
                f"a demo runs here already (process {lock.read().strip() or 'unknown'}): use it, or stop it first"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def _written_down(demo: RunningDemo) -> Iterator[None]:
    """Leave word of where the demo is, for the other commands, as long as it runs."""
    path: Path = demo_folder() / "demo.json"
    path.write_text(json.dumps(asdict(demo)))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
