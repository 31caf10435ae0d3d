"""Whether any pinned package has a known vulnerability: `make audit`.

Exit status 0: every package of every lock was looked up and none has. 1: some have, each listed with the version that mends it. 3: not all
could be looked up, because no advisory database answers here (they are PyPI's own and osv.dev); that is no clean bill.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).parent.parent / "requirements"
PIP_AUDIT = REQUIREMENTS.parent / ".tools" / "audit" / "bin" / "pip-audit"
LOCKS = ("dev", "bench", "tools", "audit", "fuzz")
"""All there is: the locks of the images are parts of the developer's."""
DATABASES = ("pypi", "osv")
CLEAN, VULNERABLE, NOT_AUDITED = 0, 1, 3
_WITHIN_S = 600
"""Some hundred look-ups, of which a slow mirror answers one a second."""

Ask = Callable[[str, Path], dict[str, Any] | None]
"""pip-audit's report on a lock from a database; None where that gave none."""


@dataclass
class Findings:
    """What the databases say, by package and version."""

    looked_up: set[str] = field(default_factory=set)
    vulnerable: dict[str, str] = field(default_factory=dict)
    pinned: set[str] = field(default_factory=set)

    @property
    def missing(self) -> set[str]:
        return self.pinned - self.looked_up

    @property
    def status(self) -> int:
        if self.vulnerable:
            return VULNERABLE
        return NOT_AUDITED if self.missing else CLEAN


def pins(lock: Path, *, everywhere: bool = False) -> set[str]:
    """``name==version`` of every package in a lock; with ``everywhere`` without those for some systems or versions of Python only."""
    lines = [line for line in lock.read_text().splitlines() if "==" in line and not line.startswith((" ", "#"))]
    return {line.split()[0] for line in lines if not (everywhere and ";" in line)}


def audit(locks: Iterable[Path], ask: Ask) -> Findings:
    """Look up each package in the first database that knows it."""
    found = Findings()
    for lock in locks:
        # pip-audit passes over what is not for this system: that is audited where it is installed.
        wanted = pins(lock, everywhere=True)
        found.pinned |= wanted
        for database in DATABASES:
            if wanted <= found.looked_up:
                break
            report = ask(database, lock)
            for package in report["dependencies"] if report is not None else ():
                _note(found, package)
    return found


def _note(found: Findings, package: dict[str, Any]) -> None:
    if "skip_reason" in package:
        return
    pin = f"{package['name']}=={package['version']}"
    found.looked_up.add(pin)
    told = [f"{one['id']} (mended in {', '.join(one['fix_versions']) or 'no version yet'})" for one in package.get("vulns", ())]
    if told:
        found.vulnerable[pin] = "; ".join(told)


def ask_pip_audit(database: str, lock: Path) -> dict[str, Any] | None:
    """The report on one lock; what went wrong is printed. Nothing is installed for it: the lock names versions and hashes."""
    command = [str(PIP_AUDIT), "--vulnerability-service", database, "--disable-pip", "--require-hashes", "--requirement", str(lock)]
    options = ["--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_WITHIN_S, check=False
        )
        report: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        print(f"{lock.name}: {database} gave no answer within {_WITHIN_S} s", file=sys.stderr)
    except ValueError:
        why = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"{lock.name}: {database} gave no report: {why[:300]}", file=sys.stderr)
    else:
        return report
    return None


def tell(found: Findings) -> None:
    """The outcome, for a reader."""
    for pin, what in sorted(found.vulnerable.items()):
        print(f"VULNERABLE {pin}: {what}")
    print(
        f"{len(found.looked_up & found.pinned)} of {len(found.pinned)} pinned packages looked up, {len(found.vulnerable)} with known faults"
    )
    if found.missing:
        some = ", ".join(sorted(found.missing)[:5])
        print(
            f"NOT AUDITED: no advisory database (PyPI, osv.dev) answered for {len(found.missing)} packages ({some}, …). "
            "Run `make audit` where one of them can be reached",
            file=sys.stderr,
        )


def main(arguments: Sequence[str]) -> int:
    locks = [Path(argument) for argument in arguments] or [REQUIREMENTS / f"{name}.lock" for name in LOCKS]
    found = audit(locks, ask_pip_audit)
    tell(found)
    return found.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
