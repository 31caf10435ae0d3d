"""Extracted figures held against gold facts: precision, recall and F1 of the numbers, and of what may be tallied.

A fact and a row are matched one to one where measure, unit and number agree, the pair with most attributes right first. A match is
*tally-ready* if side, status, mode and date are right too, as far as the fact labels them. Repeats in gold and equal rows are scored
once; optional facts are neither required nor errors, unless a plan or denial among them is told as a deed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.cli.evaluation.agreement import READY, Attribute, FigureRow, attributes, same_kind, same_number
from services.cli.evaluation.gold import GoldFact, GoldStory


@dataclass(frozen=True)
class Rates:
    """Precision, recall and their harmonic mean; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, *, hits: int, extras: int, misses: int) -> Rates:
        precision = hits / (hits + extras) if hits + extras else 0.0
        recall = hits / (hits + misses) if hits + misses else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: a fact no row states, a row no fact supports, or a plan or denial told as a deed."""

    kind: str
    story: str
    fact: GoldFact | None = None
    row: FigureRow | None = None

    def __str__(self) -> str:
        said = self.fact or self.row
        values = said.model_dump(exclude_defaults=True, exclude={"story"}) if said else {}
        return f"{self.kind} {self.story} " + " ".join(f"{name}={value}" for name, value in values.items())


@dataclass
class FigureReport:
    """The counts of one set, and what follows from them."""

    stories: int = 0
    hits: int = 0
    extras: int = 0
    misses: int = 0
    ready: int = 0
    taken_for_deeds: int = 0
    by_measure: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    attributes_right: Counter[Attribute] = field(default_factory=Counter)
    attributes_scored: Counter[Attribute] = field(default_factory=Counter)
    reliability: defaultdict[float, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """How often figures of a confidence are right (`right` of `said`). Repeats and optional facts bear a figure out too."""
    faults: list[Fault] = field(default_factory=list)

    @property
    def calibration_error(self) -> float:
        """How far confidence is from the share that is right, over all figures; 0 where none states one."""
        said = sum(counts["said"] for counts in self.reliability.values())
        off = sum(abs(confidence * counts["said"] - counts["right"]) for confidence, counts in self.reliability.items())
        return off / said if said else 0.0

    @property
    def core(self) -> Rates:
        """Of measure, unit and number."""
        return Rates.of(hits=self.hits, extras=self.extras, misses=self.misses)

    @property
    def tally_ready(self) -> Rates:
        """Of measure, unit, number, side, status, mode and date."""
        unready = self.hits - self.ready
        return Rates.of(hits=self.ready, extras=self.extras + unready, misses=self.misses + unready)

    @property
    def gold(self) -> int:
        """Facts that had to be found."""
        return self.hits + self.misses

    @property
    def passed(self) -> bool:
        """A score is no verdict; only a set without facts fails, since it measures nothing."""
        return self.gold > 0

    def summary(self) -> str:
        return f"core {self.core} | tally-ready {self.tally_ready} | stories {self.stories} gold {self.gold}"

    def lines(self, *, misses: bool = False) -> Iterable[str]:
        """The report for a reader; its last line is :meth:`summary`."""
        if misses:
            yield from map(str, self.faults)
        for measure, counts in sorted(self.by_measure.items()):
            yield f"  {measure}: tp {counts['tp']} fp {counts['fp']} fn {counts['fn']}"
        shares = (
            f"{name} {self.attributes_right[name]}/{scored}={self.attributes_right[name] / scored:.2f}"
            for name, scored in sorted(self.attributes_scored.items())
        )
        yield "  attributes on matched: " + ", ".join(shares)
        yield f"  plans or denials taken for deeds: {self.taken_for_deeds}"
        if self.reliability:
            shares = (
                f"{confidence:.2f} {counts['right']}/{counts['said']}={counts['right'] / counts['said']:.2f}"
                for confidence, counts in sorted(self.reliability.items())
            )
            yield f"  right by confidence: {', '.join(shares)} (off by {self.calibration_error:.3f})"
        yield self.summary()

    def to_json(self) -> dict[str, object]:
        return {
            "core": vars(self.core),
            "tally_ready": vars(self.tally_ready),
            "stories": self.stories,
            "gold": self.gold,
            "taken_for_deeds": self.taken_for_deeds,
            "by_measure": {measure: dict(counts) for measure, counts in sorted(self.by_measure.items())},
            "attributes": {
                name: {"right": self.attributes_right[name], "scored": scored} for name, scored in sorted(self.attributes_scored.items())
            },
            "calibration": {
                "error": self.calibration_error,
                "buckets": [
                    {"confidence": confidence, "right": counts["right"], "said": counts["said"]}
                    for confidence, counts in sorted(self.reliability.items())
                ],
            },
            "faults": [
                {
                    "kind": fault.kind,
                    "story": fault.story,
                    "fact": fault.fact.model_dump() if fault.fact else None,
                    "row": fault.row.model_dump() if fault.row else None,
                }
                for fault in self.faults
            ],
        }


def score(gold: Sequence[GoldStory], rows: Iterable[FigureRow]) -> FigureReport:
    """Rows of stories that are not in ``gold`` are not looked at."""
    rows_of: defaultdict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        rows_of[row.story].append(row)
    report = FigureReport(stories=len(gold))
    for story in gold:
        _score_story(report, story, rows_of[story.story])
    return report


def _score_story(report: FigureReport, story: GoldStory, said: Iterable[FigureRow]) -> None:
    facts = [fact for fact in story.facts if not fact.repeat]
    unlike: dict[tuple[object, ...], FigureRow] = {}
    for row in said:
        unlike.setdefault(row.identity, row)
    rows = list(unlike.values())
    _count_reliability(report, story, rows)
    matches = match_figures(facts, rows)
    for i, j in matches.items():
        _count_match(report, story, facts[i], rows[j])
    for i, fact in enumerate(facts):
        if i not in matches and not fact.optional:
            report.misses += 1
            report.by_measure[fact.measure]["fn"] += 1
            report.faults.append(Fault("miss", story.story, fact=fact))
    matched_rows = set(matches.values())
    for j, row in enumerate(rows):
        if j not in matched_rows:
            report.extras += 1
            report.by_measure[str(row.measure)]["fp"] += 1
            report.faults.append(Fault("extra", story.story, row=row))


def _count_reliability(report: FigureReport, story: GoldStory, rows: Sequence[FigureRow]) -> None:
    for row in rows:
        if row.confidence is not None:
            counts = report.reliability[round(row.confidence, 2)]
            counts["said"] += 1
            counts["right"] += any(same_kind(fact, row) and same_number(fact, row) for fact in story.facts)


def match_figures(facts: Sequence[GoldFact], rows: Sequence[FigureRow]) -> dict[int, int]:
    """Fact to row, greedily by attributes right; among equals the later in the story, so that the result is one and the same."""
    candidates = sorted(
        (
            (sum(attributes(fact, row).values()), i, j)
            for i, fact in enumerate(facts)
            for j, row in enumerate(rows)
            if same_kind(fact, row) and same_number(fact, row)
        ),
        reverse=True,
    )
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in matches and j not in taken:
            matches[i] = j
            taken.add(j)
    return matches


def _count_match(report: FigureReport, story: GoldStory, fact: GoldFact, row: FigureRow) -> None:
    agreed = attributes(fact, row)
    report.attributes_scored.update(agreed.keys())
    report.attributes_right.update(name for name, right in agreed.items() if right)
    if fact.status != "happened" and row.status == "happened":
        report.taken_for_deeds += 1
        report.extras += fact.optional
        report.faults.append(Fault("taken for a deed", story.story, fact=fact, row=row))
    if not fact.optional:
        report.hits += 1
        report.by_measure[fact.measure]["tp"] += 1
        report.ready += all(agreed.get(name, True) for name in READY)
        if wrong := [name for name in READY if not agreed.get(name, True)]:
            report.faults.append(Fault(f"wrong {','.join(wrong)}", story.story, fact=fact, row=row))
