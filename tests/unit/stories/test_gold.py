"""The labelled stories are fit to score with: each label can be found in its story and says what a label may say."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas.figure import Measure, Unit
from services.extractor.bank import load_bank
from services.extractor.numbers import find_numbers
from services.ingest.formats.text import parse_text

HOME = Path(__file__).parents[2] / "stories"
SETS = sorted(path.parent for path in HOME.glob("*/gold.json"))
CHECKS = [(path.parent, check) for path in sorted(HOME.glob("*/checks.json")) for check in json.loads(path.read_text(encoding="utf-8"))]
STORIES = [(folder, story) for folder in SETS for story in json.loads((folder / "gold.json").read_text(encoding="utf-8"))]
FACTS = [(folder, story, fact) for folder, story in STORIES for fact in story["facts"]]
PARTIES = load_bank().parties
UNITS_OF: dict[str, set[str]] = {
    "bodies_returned": {"bodies"},
    **dict.fromkeys(("launched", "intercepted", "hit", "lost"), set(get_args(Unit)) - {"persons", "bodies"}),
}
"""What a measure may count; one that is not named counts persons."""
KEYS_OF_A_CHECK = set(
    "kind name tally theatre programme phase date measure unit start end side by group place low best high agreed origins".split()
)
POINTERS = ("as many", "the same number", "hundreds", "thousands", "nobody", "a single", "both")


def label(case: tuple[Path, dict[str, Any], dict[str, Any]]) -> str:
    return f"{case[1]['story']}-{case[2]['measure']}-{case[2]['low']}"


def sentence_of(text: str, anchor: str) -> str:
    start = text.index(anchor)
    end = re.compile(r"[.?!][\"”’]?(?= [A-Z“\"]|\n|\Z)|\n").search(text, start + len(anchor) - 1)
    return text[start : end.end() if end else len(text)]


def test_there_are_stories_of_many_conflicts_and_a_set_held_back() -> None:
    assert {folder.name for folder in SETS} == {"seedlike", "world", "opened", "held_back"}
    assert len(STORIES) >= 60
    assert 4 * sum(folder.name == "held_back" for folder, _ in STORIES) >= len(STORIES)
    assert len({fact[role] for _, _, fact in FACTS for role in ("who", "by")} & set(PARTIES)) >= 40


def test_no_story_file_lies_unlabelled() -> None:
    labelled = {folder / story["file"] for folder, story in STORIES}
    assert labelled == {path for folder in SETS for path in folder.glob("*.txt")}


@pytest.mark.parametrize(("folder", "story"), STORIES, ids=[story["story"] for _, story in STORIES])
def test_a_story_is_there_and_reads_as_a_wire_story(folder: Path, story: dict[str, Any]) -> None:
    path = folder / f"{story['story']}.txt"
    article = parse_text(path.read_bytes(), name=path.name)
    assert article.body.strip()
    assert date.fromisoformat(story["published"]).strftime("%Y-%m") == article.published_at.strftime("%Y-%m")
    assert article.kind == ("original" if story["kind"] == "syndicated" else story["kind"])


@pytest.mark.parametrize(("folder", "story"), STORIES, ids=[story["story"] for _, story in STORIES])
def test_a_revision_a_reprint_and_a_kill_name_a_story_of_their_folder(folder: Path, story: dict[str, Any]) -> None:
    named = [story[key] for key in ("revision_of", "syndicated_from", "killed_by") if story.get(key)]
    assert story["kind"] == "original" or named
    assert all((folder / f"{name}.txt").is_file() for name in named)


@pytest.mark.parametrize(("folder", "story"), STORIES, ids=[story["story"] for _, story in STORIES])
def test_no_fact_is_labelled_twice(folder: Path, story: dict[str, Any]) -> None:
    fields = (
        "measure",
        "item",
        "low",
        "high",
        "who",
        "by",
        "category",
        "date",
        "date_end",
        "place",
        "status",
        "scope",
        "claimant",
        "anchor",
    )
    facts = [tuple(fact[field] for field in fields) for fact in story["facts"]]
    assert len(facts) == len(set(facts))


@pytest.mark.parametrize(("folder", "story", "fact"), FACTS, ids=map(label, FACTS))
def test_a_label_points_at_one_sentence_and_says_what_a_label_may_say(folder: Path, story: dict[str, Any], fact: dict[str, Any]) -> None:
    text = (folder / f"{story['story']}.txt").read_text(encoding="utf-8")
    article = parse_text(text, name=f"{story['story']}.txt")
    assert text.count(fact["anchor"]) == 1
    assert fact["anchor"] in (article.headline if fact["where"] == "headline" else article.body)
    assert fact["measure"] in get_args(Measure)
    assert fact["item"] in UNITS_OF.get(fact["measure"], {"persons"})
    assert fact["high"] is None or fact["low"] <= fact["high"]
    assert fact["status"] in ("happened", "planned", "denied", "hypothetical")
    assert fact["scope"] in ("event", "part", "total")
    assert fact["category"] in ("all", "military", "civilian", "child", "other")
    for side in (fact["who"], fact["by"]):
        assert side is None or side in PARTIES or side.islower()
    for day in (fact["date"], fact["date_end"]):
        assert day is None or date.fromisoformat(day) > date(1900, 1, 1)
    assert not (fact["date"] and fact["date_end"]) or fact["date"] < fact["date_end"]
    assert fact["date"] or fact["date_end"] or fact.get("date_note") or fact["scope"] in ("total", "part") or fact["measure"] != "released"


@pytest.mark.parametrize(("folder", "story", "fact"), FACTS, ids=map(label, FACTS))
def test_the_labelled_number_stands_in_its_sentence(folder: Path, story: dict[str, Any], fact: dict[str, Any]) -> None:
    text = (folder / f"{story['story']}.txt").read_text(encoding="utf-8")
    sentence = sentence_of(text, fact["anchor"])
    numbers = [part for number in find_numbers(sentence) for part in (number, number.pair, number.of_whole) if part is not None]
    said = {fact["low"], fact["high"], round(fact["low"] / 0.9), fact["low"] - 1, (fact["high"] or 0) + 1}
    pointer = any(word in sentence.lower() for word in POINTERS)
    assert pointer or any(number.low in said or number.best in said for number in numbers), sentence


@pytest.mark.parametrize(("folder", "check"), CHECKS, ids=[f"{folder.name}-{check['name']}" for folder, check in CHECKS])
def test_a_check_is_well_formed_and_no_other_has_its_name(folder: Path, check: dict[str, Any]) -> None:
    assert set(check) <= KEYS_OF_A_CHECK
    assert check["kind"] in ("slot", "sum", "none", "tally")
    assert [other["name"] for home, other in CHECKS if home == folder].count(check["name"]) == 1
    if check["kind"] == "tally":
        return
    assert check["measure"] in get_args(Measure)
    assert check.get("unit", "persons") in UNITS_OF.get(check["measure"], {"persons"})
    assert date.fromisoformat(check["start"]) <= date.fromisoformat(check.get("end") or check["start"])
    assert check["kind"] == "none" or check.get("low", 0) <= check["best"] <= (check.get("high") or check["best"])


@pytest.mark.parametrize(
    ("folder", "check"),
    [case for case in CHECKS if case[1]["kind"] == "slot"],
    ids=lambda value: value.get("name") if isinstance(value, dict) else value.name,
)
def test_some_story_says_the_number_a_check_expects(folder: Path, check: dict[str, Any]) -> None:
    facts = [fact for home, _, fact in FACTS if home == folder and fact["status"] == "happened" and fact["measure"] == check["measure"]]
    facts = [fact for fact in facts if fact["item"] == check.get("unit", "persons") and check.get("side") in (None, fact["who"])]
    assert any(fact["low"] <= check["best"] <= (fact["high"] or fact["low"]) for fact in facts)
