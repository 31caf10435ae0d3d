"""All parts of the benchmark, one after the other in processes of their own, and the page of what they found.

    python -m bench [--quick] [--out bench/RESULTS.md] [PART ...]

The page is written whole, by this command alone. Exit status 1 where a part could not be run to its end; a target that is missed is told on
the page and is no failure of the run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import machine
from bench.capacity import capacity
from bench.report import Section, Table

PARTS = ("accuracy", "extract", "latency", "load", "comparison", "recovery", "board", "ingest", "aggregate", "memory", "chaos")
PAGE = Path(__file__).parent / "RESULTS.md"


def run(part: str, quick: bool, folder: Path) -> Section | None:
    """The findings of one part; None where it ended without any."""
    findings = folder / f"{part}.json"
    subprocess.run([sys.executable, "-m", f"bench.{part}", "--save", str(findings), *(["--quick"] if quick else [])], check=False)
    return Section.read(findings) if findings.exists() else None


def page(sections: Sequence[Section], about: Sequence[str]) -> str:
    """The whole page: about the run, the targets, the parts."""
    targets = [target for section in sections for target in section.targets]
    summary = Table(["target", "to hold", "measured", ""], [[each.what, each.wanted, each.measured, each.verdict] for each in targets])
    parts = ["# Benchmark", "Written by `make bench`, which repeats it; `make bench-PART` repeats one part."]
    parts += ["\n".join(f"- {line}" for line in about), "## Targets", summary.text(), *(section.text() for section in sections)]
    return "\n\n".join(parts) + "\n"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=f"left out: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that all run")
    parser.add_argument("--out", type=Path, default=PAGE, help="the page (default: %(default)s)")
    options = parser.parse_args(arguments)
    about, before, began = machine.facts(), machine.load(), time.monotonic()
    about += ["small sizes (`--quick`): a try-out, no measurement"] * options.quick
    sections, failed = list[Section](), list[str]()
    parts = list(options.parts or PARTS)
    with tempfile.TemporaryDirectory(prefix="wiretally-bench-") as folder:
        for place, part in enumerate(parts, 1):
            print(f"== {part}", flush=True)
            section = run(part, options.quick, Path(folder))
            if section is None:
                failed.append(part)
            else:
                sections.append(section)
            # Whole after every part: a run that is cut short leaves what it found.
            took = (
                f"{(time.monotonic() - began) / 60:.0f} minutes; load average (1, 5, 15 minutes) {before} before and {machine.load()} after"
            )
            lines = [*about, f"{took}, the benchmark's own included: what else ran on the machine makes figures worse"]
            lines += [f"failed, see the run's output: {each}" for each in failed]
            lines += [f"not run: {', '.join(left)}"] if (left := parts[place:]) else []
            reckoned = capacity({name: fact for section in sections for name, fact in section.facts.items()})
            options.out.write_text(page([*sections, *([reckoned] if reckoned else [])], lines))
    print(f"== {options.out}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
