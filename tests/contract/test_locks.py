"""Every package is pinned by hash, from no address, and the audit of them never passes over one in silence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from deploy.audit import CLEAN, NOT_AUDITED, REQUIREMENTS, VULNERABLE, audit, pins

LOCKS = sorted(REQUIREMENTS.glob("*.lock"))
ENTRY = re.compile(r"[a-z0-9.-]+==[0-9][0-9a-z.+!]*( ; [A-Za-z0-9_ .'<>=!()]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+")
SERVICES = ("ingest", "extractor", "aggregator", "board")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_versions_with_their_hashes_and_nothing_else(lock: Path) -> None:
    text = "".join(line for line in lock.read_text().splitlines(keepends=True) if not line.startswith("#"))
    assert text
    assert ENTRY.sub("", text) == ""


def test_there_is_a_lock_for_each_service_for_all_and_for_the_developers_tools() -> None:
    assert {*SERVICES, "all", "dev", "tools", "audit", "bench", "fuzz"} == {lock.stem for lock in LOCKS}


@pytest.mark.parametrize("service", [*SERVICES, "all"])
def test_an_image_holds_the_versions_that_were_tested(service: str) -> None:
    assert pins(REQUIREMENTS / f"{service}.lock") <= pins(REQUIREMENTS / "dev.lock")


def test_every_package_that_the_project_asks_for_is_pinned() -> None:
    project: dict[str, Any] = tomllib.loads((REQUIREMENTS.parent / "pyproject.toml").read_text())["project"]
    asked = {*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)}
    names = {re.split(r"[\[<>=~ ;]", one, maxsplit=1)[0].lower().replace("_", "-") for one in asked} - {"wiretally"}
    assert names <= {pin.partition("==")[0] for pin in pins(REQUIREMENTS / "dev.lock")}


def report(*vulnerable: str, unknown: tuple[str, ...] = ()) -> dict[str, Any]:
    """What pip-audit says of a lock with two packages."""
    rows: list[dict[str, Any]] = []
    for name in ("aa", "bb"):
        if name in unknown:
            rows.append({"name": name, "skip_reason": "not found"})
        else:
            vulns = [{"id": "X-1", "fix_versions": ["2"]}] if name in vulnerable else []
            rows.append({"name": name, "version": "1", "vulns": vulns})
    return {"dependencies": rows, "fixes": []}


@pytest.mark.parametrize(
    ("pypi", "osv", "status"),
    [
        (report(), None, CLEAN),
        (report("bb"), None, VULNERABLE),
        (None, None, NOT_AUDITED),
        (report(unknown=("aa",)), None, NOT_AUDITED),
        (report(unknown=("aa", "bb")), report(), CLEAN),
        (None, report("aa"), VULNERABLE),
    ],
)
def test_a_package_that_no_database_knew_is_no_clean_one(
    tmp_path: Path, pypi: dict[str, Any] | None, osv: dict[str, Any] | None, status: int
) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(
        "aa==1 \\\n    --hash=sha256:0\nbb==1 \\\n    --hash=sha256:0\ncc==1 ; sys_platform == 'win32' \\\n    --hash=sha256:0\n"
    )
    assert audit([lock], lambda database, _: {"pypi": pypi, "osv": osv}[database]).status == status
