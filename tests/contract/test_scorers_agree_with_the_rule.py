"""`wiretally eval` scores exactly as the scripts do that the labelled sets come with, to the last digit."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from services.cli.evaluation.agreement import FigureRow
from services.cli.evaluation.figures import FigureReport, score
from services.cli.evaluation.gold import MODE_OF_SCOPE, GoldFact, load_gold
from services.cli.evaluation.tallies import RunForm, check_run, load_checks

SHARED = Path(__file__).parents[2].parent / "shared"
SETS = [SHARED / "stories" / name for name in ("exchange", "incidents")]

pytestmark = pytest.mark.skipif(not (SHARED / "tools").is_dir(), reason=f"the labelled sets and their scripts are not at {SHARED}")


def reference(script: str, *files: Path) -> list[str]:
    """What the script prints. Its exit status is a verdict on the answer, not on the script."""
    command = [sys.executable, str(SHARED / "tools" / script), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


def noisy_answer(story: str, facts: tuple[GoldFact, ...], noise: random.Random) -> list[dict[str, Any]]:
    """Rows as a middling extractor would give them: most right, some missed, bent, told twice or made up."""
    rows = []
    for fact in facts:
        if noise.random() < 0.15:
            continue
        row: dict[str, Any] = {
            "story": story,
            "measure": fact.measure,
            "unit": fact.item,
            "low": fact.low,
            "high": fact.high,
            "side": fact.who,
            "by": fact.by,
            "group": fact.category,
            "start": fact.date,
            "end": fact.date_end,
            "place": fact.place,
            "status": fact.status,
            "mode": MODE_OF_SCOPE[fact.scope],
            "phase": fact.phase,
            "claimant": fact.claimant,
        }
        bend = noise.choice(["", "", "", "low", "high", "side", "status", "mode", "date", "claimant", "place", "twice", "unit"])
        if bend == "low" and fact.low is not None:
            row["low"] = max(0, fact.low - 1)
        elif bend == "high":
            row["high"] = None
        elif bend == "unit":
            row["unit"] = noise.choice(["persons", "drones", "missiles"])
        elif bend == "status":
            row["status"] = noise.choice(["happened", "planned"])
        elif bend == "mode":
            row["mode"] = noise.choice(["increment", "cumulative"])
        elif bend == "date":
            row["start"] = row["end"] = "2025-05-24"
        elif bend == "claimant":
            row["claimant"] = f"the spokesman of {fact.claimant}"
        elif bend in row:
            row[bend] = None
        rows += [row, row] if bend == "twice" else [row]
    noise.shuffle(rows)
    return rows


def printed(report: FigureReport) -> list[str]:
    """The report in the form that the script prints."""
    attributes = {
        name: f"{report.attributes_right[name]}/{scored}={report.attributes_right[name] / scored:.2f}"
        for name, scored in sorted(report.attributes_scored.items())
    }
    return [
        *(f"  {name}: tp {count['tp']} fp {count['fp']} fn {count['fn']}" for name, count in sorted(report.by_measure.items())),
        f"  attributes on matched: {attributes}",
        f"  plans or denials taken for deeds: {report.taken_for_deeds}",
        report.summary(),
    ]


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("seed", range(5))
def test_figures_score_the_same(folder: Path, seed: int, tmp_path: Path) -> None:
    gold = load_gold(folder / "gold.json")
    noise = random.Random(seed)
    rows = [row for story in gold for row in noisy_answer(story.story, story.facts, noise)]
    answer = tmp_path / "answer.jsonl"
    answer.write_text("".join(json.dumps(row) + "\n" for row in rows))

    report = score(gold, map(FigureRow.model_validate, rows))

    assert report.extras, "a noisy answer without errors would prove nothing"
    assert printed(report) == reference("score_figures.py", folder / "gold.json", answer)


def noisy_run(checks: list[dict[str, Any]], noise: random.Random) -> dict[str, Any]:
    """Incidents and tallies made from the checks themselves, some wrong, split, planned or misplaced."""
    incidents: list[dict[str, Any]] = []
    tallies: list[dict[str, Any]] = []
    for check in checks:
        numbers = {key: check[key] for key in ("low", "best", "high", "origins", "agreed") if key in check}
        if noise.random() < 0.25:
            numbers["best"] = noise.choice([None, 0, 5, 5000])
        if check["kind"] == "tally":
            keys = ("tally", "theatre", "programme", "phase", "date", "side", "group")
            tallies.append({key: check[key] for key in keys if key in check} | numbers)
            continue
        slot = {key: check.get(key) for key in ("measure", "side", "by", "group")} | {"unit": check.get("unit", "persons")} | numbers
        slot["part"] = noise.random() < 0.1
        slot["mode"] = noise.choice(["increment", "increment", "increment", "cumulative"])
        incident = {
            "incident": f"i{len(incidents)}",
            "status": noise.choice(["happened", "happened", "ongoing", "planned", None]),
            "start": noise.choice([check["start"], check["start"], None]),
            "end": noise.choice([check.get("end"), check["start"], "2025-06-30", None]),
            "place": (check.get("place") or "").split("|")[0] or None,
            "slots": [slot],
        }
        incidents += [incident] * noise.choice([1, 1, 1, 2])
    for number, incident in enumerate(incidents):
        incidents[number] = {**incident, "incident": f"i{number}"}
    return {"incidents": incidents, "tallies": tallies}


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("seed", range(5))
def test_tallies_check_the_same(folder: Path, seed: int, tmp_path: Path) -> None:
    run = noisy_run(json.loads((folder / "checks.json").read_text()), random.Random(seed))
    answer = tmp_path / "run.json"
    answer.write_text(json.dumps(run))

    report = check_run(load_checks(folder / "checks.json"), RunForm.model_validate(run))

    assert 0 < report.right < len(report.verdicts), "an answer all right or all wrong would prove nothing"
    wrong = [f"WRONG {check.name} {reason}" for check, reason in report.verdicts if reason]
    assert [*wrong, report.summary()] == reference("check_tallies.py", folder / "checks.json", answer)
