"""The files of others that the page carries are the ones their notes say."""

from __future__ import annotations

import hashlib

from services.board.site import PAGE

VENDOR = PAGE / "vendor"


def test_every_vendored_file_is_unchanged() -> None:
    lines = (VENDOR / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    held = {file.name for file in VENDOR.iterdir() if file.suffix in (".js", ".css", ".json")}
    assert held == sums.keys()
    assert {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in held} == sums


def test_every_vendored_file_has_its_licence_beside_it() -> None:
    noted = (VENDOR / "README.md").read_text()
    for file in VENDOR.glob("*.LICENSE"):
        assert f"`{file.name}`" in noted
        assert file.read_text().strip()
