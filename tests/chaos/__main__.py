"""Troubles befall the services while made-up wires come in; the tallies must equal those of the pure function (README.md beside this).

    python -m tests.chaos [--seeds 5] [--first 1] [--troubles 6] [--jobs 1]

A wire, its troubles, whom they strike and after which request follow from the seed; the moments within a second or two do not. Exit
status 1, the rows that differ and the command that repeats the seed where they do. After Ctrl-C or SIGTERM no further seed is begun.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock

from services.chassis.logging import configure
from services.chassis.settings import LoggingSettings
from services.extractor.extract import load_extractor
from tests.chaos.report import Report, summary
from tests.chaos.under_fire import Lane, lane, run_seed

TROUBLES = 6
SLOW_S = 240
"""A minute is usual, two on a machine with other work: its logs are kept."""


def main(arguments: Sequence[str]) -> int:
    """Run the seeds, some at once, and sum them up in the last lines."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="how many (default: %(default)s)")
    parser.add_argument("--first", type=int, default=1, help="the first of them (default: %(default)s)")
    parser.add_argument("--troubles", type=int, default=TROUBLES, help="in each (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=1, help="seeds at once, each on a broker of its own (default: %(default)s)")
    options = parser.parse_args(arguments)
    # Standard output is for the reports; what clients here say of a broker that was killed is expected.
    configure(LoggingSettings(level="ERROR"), "chaos")
    folder, began = Path(tempfile.mkdtemp(prefix="wiretally-chaos-")), time.monotonic()
    seeds = Seeds(options.first, options.seeds)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, seeds.stop)
    extractor, lock, reports = load_extractor(), Lock(), list[Report]()

    def run_lane(number: int) -> None:
        with lane(folder / f"kafka-{number}", extractor, lock) as where:
            print(f"broker: {where.broker.about}", flush=True)
            for seed in seeds:
                report = one_seed(seed, options.troubles, where, folder / f"seed-{seed}")
                reports.append(report)
                print(*report.lines(), sep="\n", flush=True)

    with ThreadPoolExecutor(options.jobs) as lanes:
        for done in [lanes.submit(run_lane, number) for number in range(options.jobs)]:
            done.result()
    print(*summary(reports, time.monotonic() - began), sep="\n")
    failed = [report.seed for report in reports if report.faults]
    for seed in failed:
        print(
            f"chaos: seed {seed} failed; repeat it: make chaos SEEDS=1 FIRST={seed} TROUBLES={options.troubles}; logs: {folder}/seed-{seed}"
        )
    slow = [report for report in reports if report.seconds > SLOW_S]
    for report in slow:
        print(f"chaos: seed {report.seed} took {report.seconds:.0f} s: something stood still; logs: {folder}/seed-{report.seed}")
    if not failed and not slow:
        shutil.rmtree(folder, ignore_errors=True)
    return bool(failed)


def one_seed(seed: int, troubles: int, where: Lane, folder: Path) -> Report:
    """The report of one seed; one that could not be run to its end is a fault and does not stop the others."""
    folder.mkdir()
    try:
        if not where.broker.is_running:  # the seed before had killed it, and it did not come back in time
            where.broker.kill()
            where.broker.start()
        return run_seed(seed, troubles, where, f"s{seed}-", folder)
    except Exception:
        return Report(seed, 0, faults=traceback.format_exc().splitlines())


class Seeds:
    """Each seed to one lane; after :meth:`stop` those that run are the last."""

    def __init__(self, first: int, count: int) -> None:
        self._left = list(range(first, first + count))[::-1]

    def __iter__(self) -> Iterator[int]:
        with suppress(IndexError):
            while True:
                yield self._left.pop()

    def stop(self, number: int, _frame: object) -> None:
        """A signal's handler; a second signal ends all at once."""
        print(f"chaos: the seeds that run are the last; {len(self._left)} are left out", flush=True)
        self._left.clear()
        signal.signal(number, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
