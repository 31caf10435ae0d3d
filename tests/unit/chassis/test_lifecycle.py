"""How a process of ours ends."""

from __future__ import annotations

import subprocess
import sys

ENDS_WITH_A_BROKEN_CONNECTION = """
import asyncio
from services.chassis.errors import BrokerUnavailable
from services.chassis.lifecycle import ending_clearly
from services.chassis.logging import configure
from services.chassis.settings import LoggingSettings

async def work():
    kept.append(asyncio.get_running_loop().create_future())
    kept[0].set_exception(ConnectionResetError("nobody asked for it"))
    raise BrokerUnavailable("no broker answers")

kept = []
configure(LoggingSettings(), "test")
with ending_clearly():
    asyncio.run(work())
"""


def test_the_last_line_of_a_service_that_ends_says_why_whatever_its_libraries_left_behind() -> None:
    done = subprocess.run([sys.executable, "-c", ENDS_WITH_A_BROKEN_CONNECTION], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no broker answers" in done.stderr.strip().splitlines()[-1]


HANGS_AFTER_A_FAULT = """
import time
from services.chassis.lifecycle import Deadline
from services.chassis.logging import configure
from services.chassis.settings import LoggingSettings

configure(LoggingSettings(), "test")
deadline = Deadline(0.1, lambda: ["articles/0/7"])
deadline.arm("BrokerUnavailable: no broker answers")
deadline.arm()
time.sleep(60)
"""


def test_a_service_that_hangs_at_its_end_says_why_it_ended_and_what_is_left_undone() -> None:
    done = subprocess.run([sys.executable, "-c", HANGS_AFTER_A_FAULT], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "no broker answers" in last
    assert "articles/0/7" in last
