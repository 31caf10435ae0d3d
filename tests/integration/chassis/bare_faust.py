"""A Faust application as its own guide has it, without our chassis.

``python -m tests.integration.chassis.bare_faust SETUP GROUP TOPIC PARTITIONS`` runs one. Messages are small JSON objects: ``n`` numbers
them, ``do`` says what the agent does with one (``raise``, ``hang``, or nothing). One handled to its end is a line on standard output.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Any

import faust
from mode.supervisors import CrashingSupervisor, OneForOneSupervisor

CRASHING = ("crashing", "noack-crashing")
NEVER_S = 3600.0
"""For the commits of the counter: what a crash repeats is then all of it, not a matter of luck."""


def main(setup: str, group: str, topic_name: str, partitions: str) -> None:
    """Run one of the set-ups of design section 6."""
    app = faust.App(
        group,
        broker=f"kafka://{os.environ['WIRETALLY_KAFKA__BOOTSTRAP_SERVERS']}",
        store="memory://",
        datadir=os.environ["BARE_FAUST_DATA"],
        agent_supervisor=CrashingSupervisor if setup in CRASHING else OneForOneSupervisor,
        consumer_auto_offset_reset="earliest",
        broker_commit_interval=NEVER_S if setup == "counter" else 0.2,
        broker_session_timeout=6.0,
        topic_allow_declare=setup == "counter",
        topic_disable_leader=True,
        web_enabled=False,
        autodiscover=False,
    )
    topic = app.topic(topic_name, value_type=bytes, value_serializer="raw", partitions=int(partitions))
    counts: Any = app.Table("counts", default=int, partitions=int(partitions)) if setup == "counter" else {}

    async def act(value: bytes) -> None:
        message = json.loads(value)
        if message.get("do") == "raise":
            raise RuntimeError("as told")
        if message.get("do") == "hang":
            await asyncio.sleep(NEVER_S)
        if setup == "counter":
            counts["all"] += 1
        _say(n=message["n"], count=counts.get("all"))

    async def plain(stream: Any) -> None:
        async for value in stream:
            await act(value)

    async def explicit(stream: Any) -> None:
        async for event in stream.noack().events():
            await act(event.value)
            event.ack()

    app.agent(topic, name="agent", concurrency=2 if setup == "two-at-once" else 1)(explicit if setup.startswith("noack") else plain)
    worker = faust.Worker(app, loglevel="WARNING", redirect_stdouts=False, quiet=True)
    # It would hide and show the cursor on standard output.
    worker.spinner = None
    worker.execute_from_commandline()


def _say(**fields: object) -> None:
    os.write(1, json.dumps(fields).encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
