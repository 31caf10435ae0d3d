"""Whether what is fast also loses nothing: some seeds of `make chaos`.

python -m bench.chaos [--seeds 2] [--quick]
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.report import Section, Target, arguments_of, tell

ROOT = Path(__file__).parents[1]
SAID = "chaos: "


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args(arguments)
    seeds = 1 if options.quick else options.seeds
    command = [sys.executable, "-m", "tests.chaos", "--seeds", str(seeds), "--jobs", str(seeds)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False, text=True)
    said = [line.removeprefix(SAID) for line in done.stdout.splitlines() if line.startswith(SAID)]
    section = Section(
        "Chaos",
        "Services killed and frozen, the broker too, the network cut, poison on the topics, while stories come in; the tallies are then "
        "compared with those of the pure function. `make chaos SEEDS=100` runs many.",
        [],
        [
            Target(
                "SIGKILL of any service or the broker, under load",
                "tallies equal, nothing lost",
                f"{seeds} seeds: {'all equal' if done.returncode == 0 else 'NOT all equal'}",
                done.returncode == 0,
            )
        ],
        said,
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
