"""Whether the generated schemas still fit the last release's: `python -m schemas.compat` lists each break and exits with status 1.

Both ways must hold: today's services read what the last release wrote (replays start years back), and a subscriber built on the last
release reads what today's write. So a field may be added if it has a default, and an enumeration may grow if its readers were told to
expect more (it has a member `unknown`). A field is never removed, retyped, newly required or bounded more tightly; that is a new
major version, on a new topic.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas.export import GENERATED

RELEASED = Path(__file__).parent / "released"
"""A folder for each release, `MAJOR.MINOR.PATCH`, as `schemas/generated/` was on that day. `make release-fixtures` writes it."""

Schema = dict[str, Any]

_LOWER_LIMITS = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_UPPER_LIMITS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def last_release(folder: Path = RELEASED, *, but: str = "") -> Path | None:
    """The newest release's folder, that of version ``but`` passed over; None before the first."""
    releases = [entry for entry in folder.iterdir() if entry.is_dir() and entry.name != but] if folder.is_dir() else []
    return max(releases, key=lambda entry: tuple(int(part) for part in entry.name.split(".")), default=None)


def breaks_between(old: Path, new: Path) -> Iterator[str]:
    """Each break between two folders of schemas, with the file and the field."""
    for file in sorted(old.glob("*.schema.json")):
        if not (new / file.name).exists():
            yield f"{file.name}: the message is gone"
            continue
        was, now = (json.loads((folder / file.name).read_bytes()) for folder in (old, new))
        yield from (f"{file.name}: {fault}" for fault in breaks(was, now))


def breaks(old: Schema, new: Schema) -> Iterator[str]:
    """Each break between two self-contained schemas of one message."""
    yield from _breaks(old, new, "", old, new)


def _breaks(was: Schema, now: Schema, at: str, old: Schema, new: Schema) -> Iterator[str]:
    was, now = _resolved(was, old), _resolved(now, new)
    where = at or "the message"
    if (kinds := _kinds(was, old)) != (kinds_now := _kinds(now, new)):
        yield f"{where}: was {' or '.join(sorted(kinds))}, is {' or '.join(sorted(kinds_now))}"
        return
    yield from (f"{where}: {fault}" for fault in _value_breaks(was, now))
    for name, part in was.get("properties", {}).items():
        inner = f"{at}.{name}".lstrip(".")
        if name not in now.get("properties", {}):
            yield f"{inner}: removed"
        else:
            yield from _breaks(part, now["properties"][name], inner, old, new)
    for name in sorted(set(now.get("required", ())) - set(was.get("required", ()))):
        yield f"{at}.{name}".lstrip(".") + ": newly required"
    if isinstance(was.get("items"), dict) and isinstance(now.get("items"), dict):
        yield from _breaks(was["items"], now["items"], f"{at}[]", old, new)
    # Union members of one kind are compared; of a kind there is at most one in our models (a value or null).
    members_now = {_kind(member, new): member for member in now.get("anyOf", ())}
    for member in was.get("anyOf", ()):
        yield from _breaks(member, members_now[_kind(member, old)], at, old, new)


def _value_breaks(was: Schema, now: Schema) -> Iterator[str]:
    values, values_now = _values(was), _values(now)
    if lost := values - values_now:
        yield f"no longer allows {', '.join(sorted(map(str, lost)))}"
    if (values_now - values) and "unknown" not in values:
        yield f"readers were not told to expect {', '.join(sorted(map(str, values_now - values)))}"
    for limit in _LOWER_LIMITS:
        if now.get(limit, float("-inf")) > was.get(limit, float("-inf")):
            yield f"{limit} rose to {now[limit]}"
    for limit in _UPPER_LIMITS:
        if now.get(limit, float("inf")) < was.get(limit, float("inf")):
            yield f"{limit} fell to {now[limit]}"
    for rule in ("pattern", "format"):
        if was.get(rule) != now.get(rule):
            yield f"{rule} changed from {was.get(rule)} to {now.get(rule)}"


def _values(schema: Schema) -> set[Any]:
    return {schema["const"]} if "const" in schema else set(schema.get("enum", ()))


def _resolved(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def _kind(schema: Schema, root: Schema) -> str:
    return str(_resolved(schema, root).get("type", "anything"))


def _kinds(schema: Schema, root: Schema) -> set[str]:
    return {_kind(member, root) for member in schema.get("anyOf", (schema,))}


def main() -> int:
    release = last_release()
    if release is None:
        print("schemas: nothing released yet, so nothing to be compatible with")
        return 0
    faults = list(breaks_between(release, GENERATED))
    print(*(f"schemas: {fault}" for fault in faults), f"schemas: {len(faults)} breaks since {release.name}", sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
