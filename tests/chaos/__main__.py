"""Kill each service and the broker in turn while made-up wires come in; the tallies must equal those of the pure function.

    python -m tests.chaos [--seeds 5] [--first 1] [--kills 8]

A wire, who is killed and after which request follow from the seed; the moments within a second or two do not. Exit status 1, the rows that
differ and the command that repeats the seed where they do.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from services.chassis.settings import KafkaSettings, ServiceSettings, TopicSettings
from services.cli.local_kafka import LocalBroker, local_kafka
from services.extractor.extract import Extractor, load_extractor
from tests.chaos.under_fire import Report, run_seed

KILLS = 8


def main(arguments: Sequence[str]) -> int:
    """Run the seeds one after the other and sum them up in the last lines."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="how many (default: %(default)s)")
    parser.add_argument("--first", type=int, default=1, help="the first of them (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=KILLS, help="in each (default: %(default)s)")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="wiretally-chaos-"))
    extractor, began = load_extractor(), time.monotonic()
    reports = []
    with local_kafka(folder / "kafka") as broker:
        print(f"broker: {broker.about}", flush=True)
        for seed in range(options.first, options.first + options.seeds):
            report = one_seed(seed, options.kills, folder / f"seed-{seed}", extractor, broker)
            reports.append(report)
            print(*line_of(report), sep="\n", flush=True)
    print(*summary(reports, time.monotonic() - began), sep="\n")
    failed = [report.seed for report in reports if report.faults]
    for seed in failed:
        print(f"chaos: seed {seed} failed; repeat it: make chaos SEEDS=1 FIRST={seed} KILLS={options.kills}; logs: {folder}/seed-{seed}")
    if not failed:
        shutil.rmtree(folder, ignore_errors=True)
    return bool(failed)


def one_seed(seed: int, kills: int, folder: Path, extractor: Extractor, broker: LocalBroker) -> Report:
    """The report of one seed; one that could not be run to its end is a fault and does not stop the others."""
    folder.mkdir()
    settings = ServiceSettings(kafka=KafkaSettings(bootstrap_servers=broker.bootstrap_servers), topics=TopicSettings(prefix=f"s{seed}-"))
    try:
        return run_seed(seed, kills, settings, folder, extractor, broker)
    except Exception:
        return Report(seed, 0, faults=traceback.format_exc().splitlines())


def line_of(report: Report) -> list[str]:
    """What is told of one seed: one line, and the faults and unasked restarts where there are any."""
    verdict = "DIFFERENT" if report.faults else "equal"
    told = (
        f"chaos: seed {report.seed}: {verdict}, {report.requests} requests for {report.stories} stories, "
        f"{report.rows} tallies and incidents, {report.kills.total()} kills, {report.sent_again} sent again, "
        f"{report.deliveries.again} delivered again, {report.deliveries.skipped} of them skipped, {report.seconds:.0f} s"
    )
    return [told, *report.faults, *(f"started again: {each}" for each in report.ended)]


def summary(reports: Sequence[Report], seconds: float) -> list[str]:
    """The last lines."""
    kills = sum((report.kills for report in reports), Counter[str]())
    equal = sum(not report.faults for report in reports)
    verdict = "all equal, nothing lost, nothing doubled" if equal == len(reports) else f"only {equal} equal"
    again = sum(report.deliveries.again for report in reports)
    skipped = sum(report.deliveries.skipped for report in reports)
    duplicates = sum(report.answers["duplicate"] for report in reports)
    return [
        f"chaos: {len(reports)} seeds: {verdict}; {sum(report.rows for report in reports)} tallies and incidents compared",
        f"chaos: {kills.total()} kills ({', '.join(f'{name} {count}' for name, count in sorted(kills.items()))})",
        f"chaos: {again} messages delivered again after a kill, {skipped} of them recognised and skipped, the others published again",
        f"chaos: {sum(report.sent_again for report in reports)} requests sent again, {duplicates} answered as known already",
        f"chaos: {sum(len(report.ended) for report in reports)} services started again that no kill had ended; {seconds:.0f} s in all",
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
