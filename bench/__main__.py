"""All parts of the benchmark, one after the other in processes of their own, and the page of what they found.

    python -m bench [--quick] [PART ...]
    python -m bench --with='--claims 1000000' aggregate

The page is written whole, by this command alone, from what each part found last: a part that other work on the machine disturbed may be
repeated by its name. Exit status 1 where a part could not be run to its end; a target that is missed is told on
the page and is no failure of the run.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench import machine
from bench.capacity import capacity
from bench.report import Section, Table

PARTS = ("accuracy", "extract", "latency", "load", "comparison", "recovery", "board", "ingest", "aggregate", "memory", "chaos")
PAGE = Path(__file__).parent / "RESULTS.md"
QUICK = "--quick"
KEPT = Path(__file__).parents[1] / ".bench" / "findings"


def run(part: str, arguments: Sequence[str], folder: Path) -> bool:
    """Whether the part ran to its end; its findings are then in ``folder``, with what the machine was doing."""
    findings, before = folder / f"{part}.json", machine.load()
    findings.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", f"bench.{part}", "--save", str(findings), *arguments], check=False)
    if not findings.exists():
        return False
    size = f", with `{shlex.join(arguments)}`" if arguments else ""
    size += ": small sizes, a try-out and no measurement" if QUICK in arguments else ""
    measured = f"{machine.commit()}, {machine.now()}, load average (1, 5, 15 minutes) {before} before and {machine.load()} after{size}"
    replace(Section.read(findings), measured=measured).save(findings)
    return True


def page(sections: Sequence[Section], about: Sequence[str]) -> str:
    """The whole page: about the run, the targets, the parts."""
    targets = [target for section in sections for target in section.targets]
    summary = Table(["target", "to hold", "measured", ""], [[each.what, each.wanted, each.measured, each.verdict] for each in targets])
    parts = ["# Benchmark", "Written by `make bench`, which repeats it; `make bench ARGS=PART` repeats a part."]
    parts += ["\n".join(f"- {line}" for line in about), "## Targets", summary.text(), *(section.text() for section in sections)]
    return "\n\n".join(parts) + "\n"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=f"left out: {', '.join(PARTS)}")
    parser.add_argument(QUICK, action="store_true", help="small sizes, to see that all run")
    parser.add_argument("--with", dest="more", type=shlex.split, default=[], metavar="ARGUMENTS", help="more for the part: its sizes")
    parser.add_argument("--out", type=Path, default=PAGE, help="the page (default: %(default)s)")
    parser.add_argument("--keep", type=Path, default=KEPT, help="what each part found last (default: %(default)s)")
    options = parser.parse_args(arguments)
    options.keep.mkdir(parents=True, exist_ok=True)
    failed = list[str]()
    for part in options.parts or PARTS:
        print(f"== {part}", flush=True)
        if not run(part, [*([QUICK] if options.quick else []), *options.more], options.keep):
            failed.append(part)
        # Whole after every part: a run that is cut short leaves what it found.
        found = {part: Section.read(path) for part in PARTS if (path := options.keep / f"{part}.json").exists()}
        reckoned = capacity({name: fact for section in found.values() for name, fact in section.facts.items()})
        about = [*machine.facts(), "each part says of which commit it is, when it ran and beside what load: other work makes figures worse"]
        about += [f"missing: {', '.join(missing)}"] if (missing := [part for part in PARTS if part not in found]) else []
        options.out.write_text(page([*found.values(), *([reckoned] if reckoned else [])], about))
    print(f"== {options.out}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
