"""What may change in a message between releases, and what may not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from schemas.compat import breaks, breaks_between, last_release
from schemas.export import GENERATED


class Place(BaseModel):
    name: str
    admin1: str | None = None


class Released(BaseModel):
    key: str = Field(max_length=10)
    count: int = Field(default=0, ge=0)
    kind: Literal["swap", "unknown"] = "unknown"
    bound: Literal["low", "high"] = "low"
    place: Place | None = None
    places: tuple[Place, ...] = ()


def faults(new: type[BaseModel]) -> list[str]:
    return list(breaks(Released.model_json_schema(), new.model_json_schema()))


def test_a_message_fits_itself() -> None:
    assert faults(Released) == []


def test_a_field_with_a_default_and_a_member_of_an_enumeration_with_unknown_may_be_added() -> None:
    class Grown(Released):
        kind: Literal["swap", "raid", "unknown"] = "unknown"  # type: ignore[assignment]
        note: str = ""

    assert faults(Grown) == []


class NewlyRequired(Released):
    note: str


class Retyped(Released):
    count: str = ""  # type: ignore[assignment]


class Nullable(Released):
    count: int | None = None  # type: ignore[assignment]


class Tighter(Released):
    key: str = Field(max_length=5)
    count: int = Field(default=1, ge=1)


class LostMember(Released):
    kind: Literal["unknown"] = "unknown"


class UnexpectedMember(Released):
    bound: Literal["low", "best", "high"] = "low"  # type: ignore[assignment]


class Patterned(Released):
    key: str = Field(max_length=10, pattern="^[a-z]+$")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (NewlyRequired, ["note: newly required"]),
        (Retyped, ["count: was integer, is string"]),
        (Nullable, ["count: was integer, is integer or null"]),
        (Tighter, ["key: maxLength fell to 5", "count: minimum rose to 1"]),
        (LostMember, ["kind: no longer allows swap"]),
        (UnexpectedMember, ["bound: readers were not told to expect best"]),
        (Patterned, ["key: pattern changed from None to ^[a-z]+$"]),
    ],
)
def test_a_break_is_named_with_its_field(new: type[BaseModel], expected: list[str]) -> None:
    assert faults(new) == expected


def test_a_removed_field_is_found_at_any_depth() -> None:
    schema = Released.model_json_schema()
    shrunk: dict[str, Any] = json.loads(json.dumps(schema))
    del shrunk["$defs"]["Place"]["properties"]["admin1"]
    assert list(breaks(schema, shrunk)) == ["place.admin1: removed", "places[].admin1: removed"]


def test_a_message_that_is_gone_is_a_break(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "raid.schema.json").write_text("{}")
    assert list(breaks_between(tmp_path / "old", tmp_path / "new")) == ["raid.schema.json: the message is gone"]


def test_the_newest_release_counts_by_number_and_not_by_spelling(tmp_path: Path) -> None:
    for version in ("0.9.0", "0.10.0", "0.2.1"):
        (tmp_path / version).mkdir()
    assert last_release(tmp_path) == tmp_path / "0.10.0"
    assert last_release(tmp_path, but="0.10.0") == tmp_path / "0.9.0"
    assert last_release(tmp_path / "nowhere") is None


def test_the_generated_schemas_fit_the_last_release() -> None:
    release = last_release()
    assert release is not None
    assert list(breaks_between(release, GENERATED)) == []
