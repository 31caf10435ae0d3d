"""What the whole story says before any of its sentences is settled: who the sides are, what is agreed, what kind of happening it tells
of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from schemas.event import EventType, Programme
from services.extractor.bank import Bank, alternation
from services.extractor.passage import Passage
from services.extractor.story.phases import find_programme, programme_label

_TRANSFERS = ("released", "bodies_returned")
_CAUSES: tuple[EventType, ...] = ("air_attack", "shelling", "bombing", "shooting", "ground_attack", "disaster", "accident")
WARLIKE: frozenset[str] = frozenset({"air_attack", "shelling", "bombing", "ground_attack", "air_defence", "casualty_report"})
_EXCHANGE = re.compile(r"\b(?:exchang|swap|trad(?:e|es|ed|ing)\b|in return for|for-\d|POW)", re.I)
_CAPTIVES = re.compile(
    r"\b(?:prisoner|captive|captivity|hostage|detainee|inmate|jail|prison|POWs?\b|swap|exchang|freed\b|abduct|kidnap|amnesty|bodies|remains|detain|arrest|custody|deport)",
    re.I,
)
_ABDUCTIONS = re.compile(r"\b(?:abduct|kidnap|hostage|carried off|captors|seized by|gunmen (?:took|seized))", re.I)
_HEADLINE_WEIGHT = 3
_MIN_SHARE = 0.2
"""A second side must be named at least so often as this share of the first: Belarus, where a swap took place, is none."""


@dataclass(frozen=True, slots=True)
class Context:
    """``day`` is the day the story is of. ``parties`` are the two sides of its exchange, ``foes`` of its war, alphabetical, empty if
    unclear.
    """

    day: date
    published: datetime | None = None
    """The moment of publication, where it is known to the minute."""
    parties: tuple[str, ...] = ()
    foes: tuple[str, ...] = ()
    home: str | None = None
    """Country of the dateline, or the one most written about."""
    datelined: bool = False
    """``home`` is the dateline's: ministries and armies without a country are its own."""
    cause: EventType | None = None
    exchange: bool = False
    captives: bool = False
    """The story speaks of people held, so that *came home* may mean that they were freed."""
    abductions: bool = False
    programme: Programme | None = None
    live: bool = False

    def other(self, party: str | None) -> str | None:
        """The opposite side of ``party``; None where the story's sides are unclear or it is neither."""
        for pair in (self.parties, self.foes):
            if len(pair) == 2 and party in pair:
                return pair[1] if pair[0] == party else pair[0]
        return None


class Causes:
    """Tells what killed and hurt from the words near a number."""

    def __init__(self, bank: Bank) -> None:
        kinds = [(kind, bank.events[kind].triggers) for kind in _CAUSES if kind in bank.events]
        self._kind_of = {word: kind for kind, words in reversed(kinds) for word in words}
        self._pattern = re.compile(rf"\b(?:{alternation(self._kind_of)})s?\b", re.IGNORECASE)

    def near(self, text: str, at: int) -> EventType | None:
        """The kind of happening named closest to offset ``at`` of ``text``."""
        best: tuple[int, EventType] | None = None
        for match in self._pattern.finditer(text):
            word = match[0].lower()
            kind = self._kind_of.get(word) or self._kind_of.get(word.removesuffix("s"))
            gap = abs(match.start() - at) - 4 * len(word.split())
            if kind is not None and (best is None or gap < best[0]):
                best = (gap, kind)
        return best[1] if best else None

    def at(self, text: str, start: int) -> bool:
        """Whether a kind of happening is named within 120 characters from offset ``start``."""
        return self._pattern.search(text, start, start + 120) is not None

    def main(self, passages: Iterable[Passage]) -> EventType | None:
        """What headline and first sentences are about: the kind they name most."""
        counted: Counter[EventType] = Counter()
        for passage in passages:
            for match in self._pattern.finditer(passage.sentence.text):
                word = match[0].lower()
                if kind := self._kind_of.get(word) or self._kind_of.get(word.removesuffix("s")):
                    counted[kind] += 3 if passage.sentence.kind == "headline" else 1
        return counted.most_common(1)[0][0] if counted else None


def is_exchange(text: str) -> bool:
    return _EXCHANGE.search(text) is not None


def two_sides(passages: Sequence[Passage], bank: Bank, *, with_places: bool = False) -> tuple[str, ...]:
    """The two parties named most in ``passages``; () where no second one stands out. Bodies of no country are never a side.

    Whoever acts is named; those freed are only described (*two Chinese engineers*), which counts half.
    ``with_places``: a country whose towns are struck is named too. Where an exchange took place says nothing of its sides.
    """
    named: Counter[str] = Counter()
    for passage in passages:
        weight = _HEADLINE_WEIGHT if passage.sentence.kind == "headline" else 1
        for party in dict.fromkeys(actor.id for actor in passage.actors if actor.form != "pronoun"):
            known = bank.parties.get(party)
            if known is None or known.country is not None:
                named[party] += weight * (2 if any(a.id == party and a.form not in ("adjective", "people") for a in passage.actors) else 1)
        if with_places:
            named.update({place.country for place in passage.places if place.country and place.kind != "country"})
    _fold_countries(named, bank)
    ranked = named.most_common(3)
    if (
        len(ranked) < 2
        or ranked[1][1] < _MIN_SHARE * ranked[0][1]
        or (len(ranked) == 3 and ranked[1][1] == ranked[2][1] and ranked[1][1] == 1)
    ):
        return ()
    pair = (ranked[0][0], ranked[1][0])
    return () if _are_allies(pair, passages, bank) else tuple(sorted(pair))


def _fold_countries(named: Counter[str], bank: Bank) -> None:
    """*Yemen's Houthi movement* against a third party is one side, not two: the group's, with its country's mentions."""
    for party in list(named):
        known = bank.parties.get(party)
        country = known.country if known is not None and not known.is_state else None
        if country is not None and country in named and len(named) > 2:
            named[party] += named.pop(country)


def _are_allies(pair: tuple[str, str], passages: Sequence[Passage], bank: Bank) -> bool:
    """*Mozambican and Rwandan troops* fight side by side."""
    words = [[alias.text for alias in bank.aliases if alias.id == party and alias.form in ("adjective", "name")] for party in pair]
    if not all(words):
        return False
    one, other = (alternation(texts) for texts in words)
    joint = re.compile(
        rf"\b(?:(?:{one})(?: and|,) (?:{other})|(?:{other})(?: and|,) (?:{one})) (?:troops|forces|soldiers|police|army|armies|warplanes|"
        rf"commandos|navy|rescuers)"
    )
    return any(joint.search(passage.sentence.text) for passage in passages)


def build_context(
    passages: Sequence[Passage],
    *,
    day: date,
    published: datetime | None,
    bank: Bank,
    causes: Causes,
    home: str | None,
    datelined: bool,
) -> Context:
    """The context of a story whose passages have been read."""
    transfers = [p for p in passages if any(r.measure in _TRANSFERS for r in p.readings) or is_exchange(p.sentence.text)]
    fights = [p for p in passages if any(r.measure not in _TRANSFERS for r in p.readings)]
    body = [p for p in passages if p.sentence.kind != "label"]
    exchange = any(is_exchange(p.sentence.text) for p in body)
    parties = two_sides(transfers, bank) or (two_sides(fights, bank) if exchange else ())
    foes = two_sides(fights, bank, with_places=True)
    if len(parties) == 2 and (len(foes) < 2 or set(foes) & set(parties)):
        foes = parties
    return Context(
        day=day,
        published=published,
        parties=parties,
        foes=foes,
        home=home,
        datelined=datelined,
        cause=causes.main(body[:4]),
        exchange=exchange,
        captives=any(_CAPTIVES.search(p.sentence.text) for p in body),
        abductions=any(_ABDUCTIONS.search(p.sentence.text) for p in body),
        programme=_programme(body, parties),
        live=any(p.sentence.entry_time for p in passages),
    )


def _programme(passages: Sequence[Passage], parties: tuple[str, ...]) -> Programme | None:
    """The agreed exchange named by its formula; the largest, where a story names several."""
    sizes = [size for passage in passages if (size := find_programme(passage.sentence.text)) is not None]
    if not sizes:
        return None
    first, second = max(sizes)
    even = first == second and len(parties) == 2
    return Programme(label=programme_label(first, second), size=dict.fromkeys(parties, first) if even else {})
