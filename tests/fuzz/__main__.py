"""`make fuzz`: run each target for some minutes under Atheris, which changes inputs towards code that none has reached yet.

Each fault is told once with where it was raised, and its input is kept in ``.fuzz/TARGET/faults``; with one, the exit status is 1. A
mended fault's input belongs into ``tests/fuzz/corpus/TARGET``, which the test suite replays.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORK = ROOT / ".fuzz"
SLOW_S = 5.0
"""CPU time of one input: beyond it a stranger could hold up everyone behind."""
MAX_INPUT = 16_384
NO_ATHERIS = 3
NOTHING = {"inputs": 0, "refused": 0, "faults": 0, "slowest_ms": 0}


def fuzz(name: str, seconds: int) -> None:
    """One target, in a process of its own; ends the process when the time is up."""
    import atheris

    with atheris.instrument_imports(include=["services", "schemas"]):
        from tests.fuzz.targets import CORPUS, REFUSALS, TARGETS

    target = TARGETS[name]
    found, faults, seeds = (WORK / name / part for part in ("found", "faults", "seeds"))
    for folder in (found, faults, seeds):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (seeds / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    seen: set[str] = set()
    counts = dict(NOTHING)

    def keep(data: bytes, where: str, told: str) -> None:
        if where not in seen:
            seen.add(where)
            counts["faults"] += 1
            at = faults / hashlib.sha256(where.encode()).hexdigest()[:16]
            at.write_bytes(data)
            at.with_suffix(".told").write_text(told)

    def one(data: bytes) -> None:
        counts["inputs"] += 1
        began = time.process_time()
        try:
            target.run(data)
        except REFUSALS:
            counts["refused"] += 1
        except Exception as error:
            *_, last = traceback.extract_tb(error.__traceback__)
            keep(data, f"{type(error).__name__} {last.filename}:{last.lineno}", traceback.format_exc())
        spent = time.process_time() - began
        counts["slowest_ms"] = max(counts["slowest_ms"], int(spent * 1000))
        if spent > SLOW_S:
            keep(data, "slow", f"{spent:.1f} s of CPU")
        if counts["inputs"] % 100 == 0:
            (WORK / name / "counts.json").write_text(json.dumps(counts))

    options = [f"-max_total_time={seconds}", f"-max_len={MAX_INPUT}", "-rss_limit_mb=3000", "-timeout=120", "-verbosity=0"]
    corpus = [str(folder) for folder in (found, seeds, CORPUS / name) if folder.is_dir()]
    atheris.Setup([name, *options, *corpus], one)
    atheris.Fuzz()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description="Run the fuzz targets.")
    parser.add_argument("targets", nargs="*", help="which (all where left out)")
    parser.add_argument("--minutes", type=float, default=1, help="for each target (default: %(default)s)")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        import atheris  # noqa: F401 - it has no wheel for some systems, and this says so before anything runs
    except ImportError:
        print("Atheris is not installed: its wheels are for Linux on x86-64. The suite replays tests/fuzz/corpus anywhere", file=sys.stderr)
        return NO_ATHERIS
    seconds = int(options.minutes * 60)
    if options.alone:
        fuzz(options.targets[0], seconds)
    from tests.fuzz.targets import TARGETS

    status = 0
    for name in options.targets or TARGETS:
        command = [sys.executable, "-m", "tests.fuzz", name, "--alone", "--minutes", str(options.minutes)]
        work = WORK / name
        work.mkdir(parents=True, exist_ok=True)
        with (work / "log").open("w") as log:
            ended = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
        counts = json.loads(found.read_text()) if (found := work / "counts.json").exists() else NOTHING
        print("{0}: {inputs:,} inputs, {refused:,} refused, {faults} faults, slowest {slowest_ms} ms of CPU".format(name, **counts))
        for told in sorted((work / "faults").glob("*.told")):
            print(f"  FAULT {told.with_suffix('')}: {told.read_text().strip().splitlines()[-1][:200]}")
            status = 1
        if ended:
            print(f"  ended with status {ended}; see {work / 'log'}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
