"""Whether claims of one happening met in one incident, and only those: pairwise precision and recall over a labelled set.

Two labelled figures of the same sort are of **one** happening where day and parties (of handovers and raids) or day and place (of harm)
agree; they are of **two** where the days differ, all named parties do, or one story gives two places different numbers on one day. What the
labels do not decide is not counted, nor is a figure that the run does not hold: that is extraction's miss.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from services.chassis.country_names import is_country_or_state
from services.cli.evaluation.figures import Rates
from services.cli.evaluation.gold import GoldFact, GoldStory
from services.cli.evaluation.tallies import HAPPENED, ClaimForm, IncidentForm, plain

_FAMILY = {
    "released": "exchange", "bodies_returned": "bodies", "evacuated": "movement", "displaced": "movement",
    "launched": "air", "intercepted": "air", "hit": "air", "lost": "air",
}  # fmt: skip
_REGION = re.compile(r"\b(?:region|oblast|province|state|governorate|district|county)\b", re.IGNORECASE)
_ANCHOR_WORDS = 4
"""Words of a fact's anchor that its sentence must begin near: the rest may be cut differently."""


@dataclass(frozen=True)
class Pair:
    """Two labelled figures that met, or failed to."""

    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.first} + {self.second}"


@dataclass
class MergeReport:
    """The pairs of one set."""

    met: int = 0
    missed: list[Pair] = field(default_factory=list)
    false: list[Pair] = field(default_factory=list)

    @property
    def rates(self) -> Rates:
        return Rates.of(hits=self.met, extras=len(self.false), misses=len(self.missed))

    def summary(self) -> str:
        return f"merges {self.rates} over {self.met + len(self.missed)} pairs"

    def lines(self, *, misses: bool = True) -> Iterable[str]:
        """The missed and the false merges, then :meth:`summary`."""
        if misses:
            yield from (f"MISSED MERGE {pair}" for pair in self.missed)
            yield from (f"FALSE MERGE {pair}" for pair in self.false)
        yield self.summary()

    def to_json(self) -> dict[str, object]:
        rates = self.rates
        return {
            "precision": rates.precision, "recall": rates.recall, "f1": rates.f1, "met": self.met,
            "missed": [str(pair) for pair in self.missed], "false": [str(pair) for pair in self.false],
        }  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """A labelled figure of one happening, and the incident that the run put it in."""

    story: str
    fact: GoldFact
    incident: str

    def __str__(self) -> str:
        f = self.fact
        return f"{self.story} {f.measure} {f.low} {f.who or ''} {f.date} {f.place or ''}".rstrip()


def score_merges(gold: Iterable[GoldStory], incidents: Sequence[IncidentForm]) -> MergeReport:
    """How the run's incidents join the figures of ``gold``."""
    report = MergeReport()
    families: dict[str, list[_Told]] = defaultdict(list)
    for told in _held(gold, _claims(incidents)):
        families[_FAMILY.get(told.fact.measure, "harm")].append(told)
    for family, members in families.items():
        for one, other in combinations(members, 2):
            same = _one_happening(family, one, other)
            if same is None:
                continue
            if same and one.incident == other.incident:
                report.met += 1
            elif same:
                report.missed.append(Pair(str(one), str(other)))
            elif one.incident == other.incident:
                report.false.append(Pair(str(one), str(other)))
    return report


def _claims(incidents: Iterable[IncidentForm]) -> Mapping[str, list[tuple[str, ClaimForm]]]:
    """What each story claims of happenings, with the incident it lies in."""
    found: dict[str, list[tuple[str, ClaimForm]]] = defaultdict(list)
    for incident in incidents:
        if incident.status in HAPPENED:
            for slot in incident.slots:
                if slot.mode != "cumulative":
                    for claim in slot.claims:
                        found[claim.story.story_id].append((incident.incident, claim))
    return found


def _held(gold: Iterable[GoldStory], claims: Mapping[str, list[tuple[str, ClaimForm]]]) -> Iterator[_Told]:
    """The labelled figures of happenings that the run holds in one incident."""
    for story in gold:
        name, _, _ = story.story.partition(".r")
        for fact in story.facts:
            if fact.status != "happened" or fact.scope != "event" or fact.date is None or fact.date_end not in (None, fact.date):
                continue
            incidents = {incident for incident, claim in claims.get(name, ()) if _states(claim, fact)}
            if len(incidents) == 1:
                yield _Told(name, fact, incidents.pop())


def _states(claim: ClaimForm, fact: GoldFact) -> bool:
    figure = claim.figure
    if (figure.measure, figure.unit, figure.low, figure.high) != (fact.measure, fact.item, fact.low, fact.high):
        return False
    anchor = " ".join(plain(fact.anchor).split()[:_ANCHOR_WORDS])
    return anchor in plain(figure.sentence) and (fact.who is None or figure.side is None or plain(fact.who) == plain(figure.side))


def _one_happening(family: str, one: _Told, other: _Told) -> bool | None:
    """Whether the labels say that the two are of one happening; None where they leave it open."""
    if one.fact.date != other.fact.date:
        return False
    if family in ("exchange", "bodies"):
        sides = [frozenset(filter(None, (t.fact.who, t.fact.by))) for t in (one, other)]
        if not all(sides):
            return None  # "230 were freed": of which swap, the label does not say
        if sides[0] == sides[1]:
            return True if len(sides[0]) > 1 else None
        return None if sides[0] & sides[1] else False  # foreigners freed along with others share the releaser only
    if family == "air":
        return None if one.fact.who is None or other.fact.who is None else one.fact.who == other.fact.who
    here, there = plain(one.fact.place), plain(other.fact.place)
    if not here or not there:
        return None
    if here == there:
        return True
    if any(is_country_or_state(told.fact.place or "") or _REGION.search(told.fact.place or "") for told in (one, other)):
        return None  # the one may hold the other
    facts = one.fact, other.fact
    distinct = one.story == other.story and facts[0].measure == facts[1].measure and facts[0].low != facts[1].low
    return False if distinct and here not in there and there not in here else None
