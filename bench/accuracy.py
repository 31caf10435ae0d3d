"""Whether what is fast is also right: figures and tallies of every labelled set that is here.

    python -m bench.accuracy [--quick]

The sets of `tests/stories/`, and those beside this repository where they are there. `make eval` tells more of each.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.report import Section, Table, Target, arguments_of, tell

ROOT = Path(__file__).parents[1]
OWN, REAL = ROOT / "tests" / "stories", ROOT.parent / "shared" / "stories"
UNSEEN = "held_back"
"""No rule was written with these stories in view."""
FIGURES, READY = 0.95, 0.90
FIGURES_UNSEEN, READY_UNSEEN = 0.85, 0.75


def scores(folder: Path) -> dict[str, Any]:
    """What `wiretally eval` says of a set."""
    command = [sys.executable, "-m", "services.cli", "eval", str(folder), "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str]) -> int:
    options = arguments_of(__doc__).parse_args(arguments)
    folders = sorted(path.parent for room in (OWN, REAL) for path in room.glob("*/gold.json"))
    rows, targets = [], []
    for folder in folders[:1] if options.quick else folders:
        found = scores(folder)
        core, ready = found["figures"]["core"]["f1"], found["figures"]["tally_ready"]["f1"]
        checks = found.get("tallies", {})
        tallies = f"{checks['right']} of {len(checks['checks'])}" if checks else ""
        rows.append([folder.name, str(found["figures"]["stories"]), f"{core:.3f}", f"{ready:.3f}", tallies])
        unseen = folder.name == UNSEEN
        if unseen or folder.parent == REAL:
            told = "never seen" if unseen else folder.name
            figures, whole = (FIGURES_UNSEEN, READY_UNSEEN) if unseen else (FIGURES, READY)
            targets.append(Target(f"stories {told}: figure F1", f">= {figures}", f"{core:.3f}", core >= figures))
            targets.append(Target(f"stories {told}: tally-ready F1", f">= {whole:.2f}", f"{ready:.3f}", ready >= whole))
        if checks and folder.parent == REAL:
            targets.append(Target(f"stories {folder.name}: tallies", "all right", tallies, checks["right"] == len(checks["checks"])))
    section = Section(
        "Accuracy", "Labelled sets; F1 of figures.", [Table(["set", "stories", "figures", "tally-ready", "tallies right"], rows)], targets
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
