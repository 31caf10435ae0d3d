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
STORIES = [(folder, story) for folder in SETS for story in json.loads((folder / "gold.json").read_text(encoding="utf-8"))]
FACTS = [(folder, story, fact) for folder, story in STORIES for fact in story["facts"]]
PARTIES = load_bank().parties
POINTERS = ("as many", "the same number", "hundreds", "thousands", "nobody", "a single", "both")


def label(case: tuple[Path, dict[str, Any], dict[str, Any]]) -> str:
    return f"{case[1]['story']}-{case[2]['measure']}-{case[2]['low']}"


def sentence_of(text: str, anchor: str) -> str:
    start = text.index(anchor)
    end = re.compile(r"[.?!][\"”’]?(?= [A-Z“\"]|\n|\Z)|\n").search(text, start + len(anchor) - 1)
    return text[start : end.end() if end else len(text)]


def test_there_are_stories_of_many_conflicts_and_a_set_held_back() -> None:
    assert {folder.name for folder in SETS} == {"seedlike", "world", "held_back"}
    assert len(STORIES) >= 16


@pytest.mark.parametrize(("folder", "story"), STORIES, ids=[story["story"] for _, story in STORIES])
def test_a_story_is_there_and_reads_as_a_wire_story(folder: Path, story: dict[str, Any]) -> None:
    path = folder / f"{story['story']}.txt"
    article = parse_text(path.read_bytes(), name=path.name)
    assert article.body.strip()
    assert date.fromisoformat(story["published"]).strftime("%Y-%m") == article.published_at.strftime("%Y-%m")


@pytest.mark.parametrize(("folder", "story", "fact"), FACTS, ids=map(label, FACTS))
def test_a_label_points_at_one_sentence_and_says_what_a_label_may_say(folder: Path, story: dict[str, Any], fact: dict[str, Any]) -> None:
    text = (folder / f"{story['story']}.txt").read_text(encoding="utf-8")
    assert text.count(fact["anchor"]) == 1
    assert fact["measure"] in get_args(Measure)
    assert fact["item"] in get_args(Unit)
    assert fact["high"] is None or fact["low"] <= fact["high"]
    assert fact["status"] in ("happened", "planned", "denied", "hypothetical")
    assert fact["scope"] in ("event", "part", "total")
    assert fact["category"] in ("all", "military", "civilian", "child", "other")
    for side in (fact["who"], fact["by"]):
        assert side is None or side in PARTIES or side.islower()
    for day in (fact["date"], fact["date_end"]):
        assert day is None or date.fromisoformat(day) > date(1900, 1, 1)
    assert fact["date"] or fact["date_end"] or fact.get("date_note") or fact["scope"] in ("total", "part") or fact["measure"] != "released"


@pytest.mark.parametrize(("folder", "story", "fact"), FACTS, ids=map(label, FACTS))
def test_the_labelled_number_stands_in_its_sentence(folder: Path, story: dict[str, Any], fact: dict[str, Any]) -> None:
    text = (folder / f"{story['story']}.txt").read_text(encoding="utf-8")
    sentence = sentence_of(text, fact["anchor"])
    numbers = [part for number in find_numbers(sentence) for part in (number, number.pair, number.of_whole) if part is not None]
    said = {fact["low"], fact["high"], round(fact["low"] / 0.9), fact["low"] - 1, (fact["high"] or 0) + 1}
    pointer = any(word in sentence.lower() for word in POINTERS)
    assert pointer or any(number.low in said or number.best in said for number in numbers), sentence
