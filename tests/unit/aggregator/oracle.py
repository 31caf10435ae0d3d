"""Perfect input: the events that an extractor without faults would make of a labelled set of stories.

The sets lie beside the repository (``../shared/stories``). Facts come from ``gold.json``; what the labels leave to the reader of the
text is filled in here the way the extractor finds it in the text: when a toll stood so (from the series of ``truth.json``) and for
whom a speaker speaks. Stories pass through ingest's own parser and story index, so kills and revisions are the real ones.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from schemas.article import Article, Source
from schemas.base import EventId, Ledger
from schemas.event import Event, EventType, Phase, Programme, StoryReference
from schemas.figure import Claimant, ClaimantRole, Figure, Mode, When, Where
from services.aggregator.claims import digest
from services.chassis.sketch import sketch
from services.extractor.revise import StoryState, reference, revise
from services.ingest.formats.text import parse_text
from services.ingest.revisions import StoryIndex, accept

STORIES = Path(__file__).resolve().parents[4] / "shared" / "stories"
SETS = ("exchange", "incidents")

Fact = dict[str, Any]

_MODE: dict[str, Mode] = {"event": "increment", "part": "part", "total": "cumulative"}
_COUNTRIES = {"myanmar": "MMR", "bolivia": "BOL", "egypt": "EGY", "ecuador": "ECU", "kyrgyzstan": "KGZ", "tajikistan": "TJK"}
_SPEAKS_FOR = {
    "RUS": "russia moscow bogomaz khinshtein klychkov artamonov milyaev peskov sobyanin moskalkova medinsky bryansk",
    "UKR": "ukrain kyiv kiev coordination yusov yermak zelensky kiper lysak umerov ground klymenko tkachenko",
    "SAU": "saudi", "houthis": "houthi", "ERI": "eritrea", "ETH": "ethiopia", "al-shabaab": "al-shabaab",
    "tibesti-salvation-front": "tibesti", "TCD": "presidency mahamat", "myanmar-military": "myanmar military",
}  # fmt: skip
_NEUTRAL = re.compile(
    r"\b(?:united nations|red cross|icrc|qatar\w*|mediat\w*|hassan|claudine|diplomats|monitor\w*|rights)\b", re.IGNORECASE
)
_BYSTANDER = re.compile(r"\b(?:hospital|nurse|doctor|residents?|rescue\w*|media|committee|witness|channels?|source)\b", re.IGNORECASE)
_HOURS = {"dawn": 5, "morning": 8, "afternoon": 15, "evening": 20, "night": 2}


@dataclass(frozen=True)
class Story:
    """One file of a set with its labels."""

    article: Article
    facts: tuple[Fact, ...]
    published: date
    """The day it was published, also where its first line gives only the month."""


@dataclass
class Oracle:
    """A set of stories as perfect input. ``without_credit`` leaves the credit lines to the text itself."""

    name: str
    stories: tuple[Story, ...] = ()
    as_of: dict[tuple[str, str, int], dict[str, datetime]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    """Where the named places lie, as a gazetteer would say."""

    @classmethod
    def load(cls, name: str) -> Oracle:
        folder = STORIES / name
        truth = json.loads((folder / "truth.json").read_text())
        stories = [_story(folder, row) for row in json.loads((folder / "gold.json").read_text())]
        return cls(name, tuple(stories), _series(truth), _countries(stories))

    def messages(self, order: Callable[[list[Story]], list[Story]] = list) -> Iterator[Event]:
        """The events of all stories arriving in ``order``, retractions of killed and revised ones included."""
        index = StoryIndex()
        states: dict[str, StoryState] = {}
        by_hash = {story.article.content_hash: story for story in self.stories}
        for story in order(list(self.stories)):
            accepted = accept(index, story.article)
            index.apply(accepted.changes, accepted.forgotten)
            for article in accepted.articles:
                said = () if article.kind == "kill" else tuple(self.events(article, by_hash[article.content_hash].facts))
                states[article.story_id], out = revise(states.get(article.story_id), article, said)
                yield from out

    def events(self, article: Article, facts: Iterable[Fact]) -> Iterator[Event]:
        story = reference(article, sketch=sketch(article.body))
        grouped: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
        parties = sorted({f["by"] for f in facts if f["by"] and f["measure"] in ("released", "bodies_returned")})
        deal = _deal(facts)
        for fact in facts:
            agreed = fact["status"] == "planned" and fact["low"] == fact["high"] and f"{fact['low']:,}-for-{fact['low']:,}" == deal
            label = deal if agreed else None
            ledger = _ledger(fact, parties, self.countries)
            key = (
                ledger, fact["status"], fact["date"], fact.get("date_end"), fact["place"], fact.get("phase"),
                None if _timeless(fact) else fact.get("date_note"), label, _event_type(fact),
            )  # fmt: skip
            grouped[key].append(fact)
        for key, members in grouped.items():
            yield self._event(story, key, members)

    def _event(self, story: StoryReference, key: tuple[Any, ...], facts: list[Fact]) -> Event:
        ledger, status, start, end, place, phase, note, label, kind = key
        first = date.fromisoformat(start) if start else None
        last = date.fromisoformat(end) if end else first
        return Event(
            event_id=EventId(digest(story.story_id, *key)),
            happening=digest(story.story_id, start, end, place, phase, note),
            ledger=Ledger(ledger),
            type=kind,
            status="hypothetical" if status not in ("happened", "planned", "denied") else status,
            when=When(start=first, end=last, precision="day" if first == last else "span", basis="stated"),
            where=_where(place, ledger),
            phase=Phase(number=phase) if phase else None,
            programme=Programme(label=label) if label else None,
            figures=tuple(dict.fromkeys(self._figure(fact, n, story, last) for n, fact in enumerate(facts))),
            story=story,
        )

    def _figure(self, fact: Fact, n: int, story: StoryReference, day: date | None) -> Figure:
        low, high = fact["low"], fact["high"]
        exact = low == high
        return Figure(
            measure=fact["measure"],
            unit=fact["item"],
            low=low,
            best=low if exact or high is None else high if low == -(-high * 9 // 10) else None,
            high=high,
            qualifier="exact" if exact else "at_least" if high is None else "range",
            side=fact["who"],
            by=fact["by"],
            group=fact["category"],
            mode=_MODE[fact["scope"]],
            as_of=self._stood(fact, story, day),
            superseded=bool(fact.get("superseded")),
            claimant=_claimant(fact),
            denied_by=fact.get("denied_by") if fact["status"] == "happened" else None,
            sentence=fact.get("anchor", ""),
            text=f"{low}",
            start=n,
            end=n + 1,
        )

    def _stood(self, fact: Fact, story: StoryReference, day: date | None) -> datetime | None:
        if fact.get("as_of"):
            return datetime.combine(date.fromisoformat(fact["as_of"]), time(23, 59, 59), UTC)
        if day is None:
            return None
        stated = self.as_of.get((day.isoformat(), fact["measure"], fact["low"]), {})
        prefix = story.story_id.split("-")[0]
        own = next((when for name, when in stated.items() if name.split("-")[0] == prefix), None)
        return own or min(stated.values(), default=None)


def _story(folder: Path, row: Fact) -> Story:
    file = row.get("file", f"{row['story']}.txt")
    article = parse_text((folder / file).read_bytes(), name=file)
    outlet = row.get("origin") or row["source"]
    article = article.model_copy(
        update={"source": Source(id=outlet, name=outlet), "credit": article.credit if "origin" not in row else outlet}
    )
    return Story(article, tuple(row["facts"]), date.fromisoformat(row["published"][:10]))


def _countries(stories: Iterable[Story]) -> dict[str, str]:
    states = ((f["place"], f["who"]) for story in stories for f in story.facts if f["measure"] in ("killed", "injured") and f["place"])
    return {place.lower(): who for place, who in states if re.fullmatch(r"[A-Z]{3}", who or "")} | _COUNTRIES


def _series(truth: Fact) -> dict[tuple[str, str, int], dict[str, datetime]]:
    """When each toll of the truth's series stood so: day, measure and number -> story -> time. Undated states are left out."""
    found: dict[tuple[str, str, int], dict[str, datetime]] = defaultdict(dict)
    for incident in truth.get("incidents", ()):
        for state in incident["series"]:
            for measure in ("killed", "injured"):
                number = state.get(measure)
                number = int(re.sub(r"\D", "", number) or 0) if isinstance(number, str) else number
                when = _moment(state["as_of"], incident["dates"][0])
                if number and when:
                    for day in incident["dates"]:
                        found[day, measure, number][state["story"]] = when
    return found


def _moment(text: str, day: str) -> datetime | None:
    stated = re.search(r"\d{4}-\d{2}-\d{2}", text)
    clock = re.search(r"(\d{2}):(\d{2})", text)
    part = next((hour for word, hour in _HOURS.items() if word in text), None)
    if clock is None and part is None:
        return None
    at = time(int(clock[1]), int(clock[2])) if clock else time(part or 0)
    return datetime.combine(date.fromisoformat(stated[0] if stated else day), at, UTC)


def _deal(facts: Iterable[Fact]) -> str | None:
    """The programme a story speaks of: the same number promised to both sides, not on one day."""
    planned: dict[int, set[str]] = defaultdict(set)
    for f in facts:
        one_day = f["date"] is not None and f.get("date_end") is None and "date_note" not in f
        if f["measure"] == "released" and f["status"] == "planned" and f["low"] == f["high"] and f["who"] and not one_day:
            planned[f["low"]].add(f["who"])
    sizes = [n for n, sides in planned.items() if len(sides) == 2]
    return f"{max(sizes):,}-for-{max(sizes):,}" if sizes else None


def _timeless(fact: Fact) -> bool:
    """Whether the note on the date says nothing that keeps the fact apart from others of its day."""
    return ":" not in fact.get("date_note", "")


def _event_type(fact: Fact) -> EventType:
    measure = fact["measure"]
    if measure == "released":
        return "prisoner_exchange"
    if measure == "bodies_returned":
        return "body_repatriation"
    if measure in ("launched", "hit", "intercepted", "lost"):
        return "air_attack"
    return "evacuation" if measure in ("evacuated", "displaced") else "casualty_report"


def _ledger(fact: Fact, parties: list[str], countries: dict[str, str]) -> str:
    measure = fact["measure"]
    if measure in ("released", "bodies_returned"):
        named = [s for s in (fact["who"], fact["by"]) if s]
        sides = parties if len(parties) > 1 and set(parties) & {*named, *parties} else sorted(set(named))
        return "/".join(("exchange", *(sides or ["XX"])))
    if measure in ("launched", "hit", "intercepted", "lost"):
        return f"air/{fact['who'] or 'XX'}"
    country = fact["who"] if re.fullmatch(r"[A-Z]{3}", fact["who"] or "") else countries.get((fact["place"] or "").lower(), "XX")
    return f"{'movement' if measure in ('evacuated', 'displaced') else 'harm'}/{country}"


def _where(place: str | None, ledger: str) -> Where | None:
    if place is None:
        return None
    folded = re.sub(r"^(?:northern|western) ", "", place.lower())
    country = ledger.split("/")[1] if ledger.startswith(("harm/", "movement/")) else None
    if folded in _COUNTRIES:
        return Where(name=place, country=_COUNTRIES[folded], precision="country")
    wide = "region" in folded or folded in ("sagaing", "rasht valley", "tibesti", "cabo delgado")
    return Where(name=place, country=None if country in (None, "XX") else country, precision="admin1" if wide else "city")


def _claimant(fact: Fact) -> Claimant | None:
    name = fact.get("claimant")
    if not name:
        return None
    role: ClaimantRole = "party"
    side: str | None = None
    folded = name.casefold()
    if _NEUTRAL.search(name):
        role = "third_party"
    else:
        side = next((s for s, words in _SPEAKS_FOR.items() if any(w in folded for w in words.split())), None)
        if side is None and _BYSTANDER.search(name):
            role = "eyewitness"
        elif side is None:
            role = "local_official"
            measure = fact["measure"]
            side = fact["by"] if measure in ("intercepted", "released", "bodies_returned") else fact["who"]
            if measure in ("launched", "hit", "lost"):
                side = {"RUS": "UKR", "UKR": "RUS", "houthis": "SAU", "ERI": "ETH", "ETH": "ERI"}.get(fact["who"] or "")
    return Claimant(name=name, role=role, side=side)
