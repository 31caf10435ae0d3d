"""Which broker a command talks to: the option, else the settings, else the demo that runs on this machine."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from services.chassis.errors import ConfigurationError
from services.chassis.settings import KafkaSettings, ServiceSettings, load
from services.cli.cache import cache_dir
from services.cli.failures import CommandFailed

BrokerOption = Annotated[
    str | None,
    typer.Option(
        "--broker",
        metavar="HOST:PORT",
        help="Kafka to talk to. Left out: WIRETALLY_KAFKA__BOOTSTRAP_SERVERS, else the `wiretally demo` that runs here.",
    ),
]


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """Where a demo listens, as it wrote down at its start."""

    pid: int
    bootstrap_servers: str
    ingest: str
    board: str


def demo_folder() -> Path:
    """Where the demo keeps its topics, its logs and its address."""
    return cache_dir() / "demo"


def running_demo() -> RunningDemo | None:
    """The demo that runs on this machine, if one does."""
    try:
        demo = RunningDemo(**json.loads((demo_folder() / "demo.json").read_text()))
        os.kill(demo.pid, 0)
    except (OSError, ValueError, TypeError):
        return None
    return demo


def connect(broker: str | None) -> ServiceSettings:
    """The settings with the broker to use. Raises CommandFailed where there is none, ConfigurationError where they do not fit."""
    settings = load(ServiceSettings)
    if broker is None and settings.kafka.bootstrap_servers is not None:
        return settings
    if broker is None:
        if (demo := running_demo()) is None:
            raise CommandFailed(
                "no broker is named and no demo runs here: give --broker HOST:PORT, set WIRETALLY_KAFKA__BOOTSTRAP_SERVERS, "
                "or start `wiretally demo` in another terminal"
            )
        broker = demo.bootstrap_servers
    return settings.model_copy(update={"kafka": named(settings.kafka, broker)})


def named(kafka: KafkaSettings, bootstrap_servers: str) -> KafkaSettings:
    """``kafka`` with another address, all else kept."""
    try:
        return KafkaSettings.model_validate({**kafka.model_dump(), "bootstrap_servers": bootstrap_servers})
    except ValidationError as error:
        raise ConfigurationError(f"--broker {bootstrap_servers!r} is no address: {error.errors()[0]['msg']}") from None
