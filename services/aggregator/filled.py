"""The slots of one incident as they are published: each with its value, who states it, and the wholes that follow from groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from schemas.figure import Group
from schemas.incident import Claim, Grade, Slot
from services.aggregator.claims import Said
from services.aggregator.sums import sum_of
from services.aggregator.values import Value
from services.aggregator.violations import DISJOINT, SlotKey, Values

Keyed = Mapping[SlotKey, list[Said]]
"""Which claims speak of which number."""


def filled(keyed: Keyed, values: Values) -> list[Slot]:
    """Every slot that anybody states, or that follows from groups; what is only denied is shown as denied."""
    slots: list[Slot] = []
    derived = _wholes_from_groups(keyed, values) | _wholes_from_ways(keyed, values)
    for key in sorted({*keyed, *derived}, key=attrgetter("order")) if derived else keyed:
        entries: Sequence[Said] = keyed.get(key, [])
        value = values.get(key)
        if key in derived:
            value, entries = derived[key]
        if value is None:
            if any(not e.denied for e in entries):
                continue
            value = Value(min(e.low for e in entries), None, None, "denied", "denied")
        slots.append(_slot(key, value, entries, _origins(key, value, keyed, values)))
    return slots


def _slot(key: SlotKey, value: Value, entries: Sequence[Said], stated: frozenset[str]) -> Slot:
    grade = "corroborated" if value.grade == "single" and len(stated) > 1 else value.grade
    shown = sorted(_distinct(entries), key=lambda e: (e.outcome != "standing", e.reference.published_at, e.key))
    claims = tuple([_claim(e) for e in shown])
    return Slot(
        measure=key.measure, unit=key.unit, side=key.side, by=key.by, group=key.group, place=key.place, part=key.part, mode=key.mode,
        low=value.low, best=value.best, high=value.high, grade=grade, origins=len(stated), rule=value.rule, claims=claims,
    )  # fmt: skip


def _distinct(entries: Iterable[Said]) -> list[Said]:
    """Equal claims of one event once."""
    return list({entry.key: entry for entry in entries}.values())


def _origins(key: SlotKey, value: Value, keyed: Keyed, values: Values) -> frozenset[str]:
    """Who states the value: directly, as the whole figure of one group, or as parts that come to it (270 and 120 state 390)."""
    stated = set(value.origins)
    if key.group != "all" or key.part or value.best is None:
        return frozenset(stated)
    parts: dict[str, dict[Group, int]] = defaultdict(dict)
    for other, entries in keyed.items():
        if (other.measure, other.unit, other.side, other.by, other.mode) != (key.measure, key.unit, key.side, key.by, key.mode):
            continue
        if other.part or other.group == "all" or other.place != key.place:
            continue
        for entry in entries:
            if entry.denied or entry.number is None or entry.outcome in ("withdrawn", "rejected") or entry.superseded:
                continue
            if entry.figure.mode != "part" and entry.number == value.best:
                stated.add(entry.origin)
            if other.group in DISJOINT and (value_of := values.get(other)) and value_of.best == entry.number:
                parts[entry.origin][other.group] = entry.number
    stated |= _adds_up(key, value.best, keyed)
    stated |= {origin for origin, groups in parts.items() if len(groups) == len(DISJOINT) and sum(groups.values()) == value.best}
    return frozenset(stated)


def _adds_up(key: SlotKey, number: int, keyed: Keyed) -> set[str]:
    """The origins of stories whose parts, told apart by nothing but their numbers (shot down, jammed), come to the number."""
    lots: dict[str, list[int]] = defaultdict(list)
    gathered: dict[str, str] = {}
    for other, entries in keyed.items():
        same = (other.measure, other.unit, other.side, other.by, other.group) == (key.measure, key.unit, key.side, key.by, key.group)
        if not (same and other.part and other.place is None):
            continue
        for entry in _distinct(entries):
            if entry.number is not None and not entry.denied and not entry.superseded:
                lots[entry.story].append(entry.number)
                gathered[entry.story] = entry.origin
    return {gathered[story] for story, numbers in lots.items() if len(numbers) > 1 and sum(numbers) == number}


def _wholes_from_ways(keyed: Keyed, values: Values) -> dict[SlotKey, tuple[Value, list[Said]]]:
    """A whole for weapons brought down of which only the ways are counted: *64 were shot down and 21 lost to jamming* makes 85.

    The ways stand in one sentence, which gives at least two, and its story counts none by place. The latest story's sum holds.
    """
    lots: dict[SlotKey, dict[str, dict[SlotKey, Said]]] = defaultdict(lambda: defaultdict(dict))
    placed: set[tuple[SlotKey, str]] = set()
    for key, entries in keyed.items():
        if key.measure != "intercepted" or not key.part or key.mode != "increment" or values.get(key) is None:
            continue
        whole = SlotKey(key.measure, key.unit, key.side, key.by, key.group)
        for entry in entries:
            if entry.place is not None:
                placed.add((whole, entry.story))
            elif entry.number and not entry.denied and not entry.superseded:
                lots[whole][entry.story][key] = entry
    derived: dict[SlotKey, tuple[Value, list[Said]]] = {}
    for whole, stories in lots.items():
        if whole in keyed:
            continue
        sums: dict[int, list[Said]] = {}
        for story, ways in stories.items():
            told = list(ways.values())
            if len(told) > 1 and (whole, story) not in placed and len({e.figure.sentence for e in told}) == 1:
                sums.setdefault(sum(e.number or 0 for e in told), []).extend(told)
        launched = next((v for k, v in values.items() if v and k[:3] == ("launched", *whole[1:3]) and not k.part and k.place is None), None)
        top = launched.high if launched is not None else None
        sums = {total: told for total, told in sums.items() if top is None or total <= top}
        if sums:
            best = max(sums, key=lambda total: max((e.as_of, e.story) for e in sums[total]))
            origins = frozenset(e.origin for e in sums[best])
            grade: Grade = "corroborated" if len(origins) > 1 else "single"
            derived[whole] = Value(best, best, best, grade, "sum_of_parts", origins), sums[best]
    return derived


def _wholes_from_groups(keyed: Keyed, values: Values) -> dict[SlotKey, tuple[Value, list[Said]]]:
    """A whole for each slot of groups that has none: soldiers and civilians together, else the one group that is stated whole."""
    derived: dict[SlotKey, tuple[Value, list[Said]]] = {}
    families: dict[SlotKey, dict[Group, SlotKey]] = defaultdict(dict)
    for key, value in values.items():
        if value is not None and not key.part and key.mode == "increment" and key.group != "all":
            families[SlotKey(key.measure, key.unit, key.side, key.by, "all", key.place)][key.group] = key
    for whole, groups in families.items():
        if values.get(whole) is not None:
            continue
        disjoint = [groups[g] for g in DISJOINT if g in groups]
        if len(disjoint) == len(DISJOINT):
            chosen, rule = disjoint, "sum_of_groups"
        else:
            stated = [k for k in groups.values() if any(e.figure.mode == "increment" for e in keyed[k])]
            if not stated:
                continue
            chosen, rule = [max(stated, key=lambda k: (_counted(values[k]), _size(values[k]), k.order))], "only_group"
        picked = [v for k in chosen if (v := values[k]) is not None]
        shared = frozenset.intersection(*(v.origins for v in picked))
        value = Value(
            sum_of(v.low for v in picked),
            sum_of(v.best for v in picked),
            sum_of(v.high for v in picked),
            picked[0].grade if len(picked) == 1 else ("corroborated" if len(shared) > 1 else "single"),
            rule,
            shared or picked[0].origins,
        )
        derived[whole] = value, [entry for k in chosen for entry in keyed[k]]
    return derived


def _counted(value: Value | None) -> bool:
    """Whether a number is given: "scores of men" are no better word on all the dead than 23 soldiers."""
    return value is not None and value.best is not None


def _size(value: Value | None) -> int:
    return 0 if value is None else value.best if value.best is not None else value.low


def _claim(said: Said) -> Claim:
    """The claim with what became of it; an unchanged one is the same object as before."""
    known = said.shown
    if known is None or known.outcome != said.outcome or known.reason != said.reason or known.origin != said.origin:
        event = said.event
        known = said.shown = Claim(
            claim=said.key, event_id=event.event_id, story=said.reference, figure=said.figure, type=event.type, status=event.status,
            when=event.when, where=event.where, phase=event.phase.number if event.phase else None,
            programme=event.programme.label if event.programme else None, origin=said.origin, outcome=said.outcome, reason=said.reason,
        )  # fmt: skip
    return known
