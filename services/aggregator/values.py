"""The value of one slot: which of its claims stand, what they come to, and which rule chose the number (design section 5.5 and 5.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from schemas.figure import Figure, Measure
from schemas.incident import Grade, Outcome

NEUTRAL_ROLES = frozenset(("third_party", "un"))
"""Who speaks for no side. A bystander is nobody's party, but no institution that counts either: weighed like an outlet."""
PARTISAN_ROLES = frozenset(("party", "opponent", "local_official", "unknown"))
_AIR: frozenset[Measure] = frozenset(("launched", "intercepted", "hit", "lost"))
RISING: frozenset[Measure] = frozenset(("killed", "injured", "rescued", "evacuated", "displaced"))
"""Counts that go up while people are found; a count that falls is told as a correction, mostly days later."""
_SHARED: frozenset[Measure] = RISING | {"released", "bodies_returned"}
SHARE = 3
"""A number that one story gives after another this many times as large is no other count of the same people, but of some of them."""


@dataclass(eq=False, slots=True)
class Entry:
    """One claim as it is weighed. ``camp``, ``outcome`` and ``reason`` are written by :func:`weigh`.

    ``denied`` entries say that the number is not so; they never stand and withdraw the same number of their own camp.
    """

    figure: Figure
    as_of: datetime
    story: str
    key: str
    dated_only: bool
    """Whether ``as_of`` is a mere day, that of publication: what else came that day may be older or newer."""
    programme_size: int | None
    """How many the programme that the claim speaks of is to bring home in all; None if it speaks of none."""
    origin: str = field(init=False, default="")
    denied: bool = field(init=False, default=False)
    outcome: Outcome = field(init=False, default="standing")
    reason: str = field(init=False, default="")
    camp: str = field(init=False, default="")
    low: int = field(init=False)
    """This and the next four are the figure's: a message is slow to ask, and these are asked for time and again."""
    best: int | None = field(init=False)
    high: int | None = field(init=False)
    superseded: bool = field(init=False)
    start: int = field(init=False)
    bounds: tuple[int, int | None] = field(init=False)
    number: int | None = field(init=False)
    """The number, if the claim is exact."""
    who: str = field(init=False, default="")
    """Whose word it is: the claimant's, else that of whoever gathered the story."""

    def __post_init__(self) -> None:
        figure = self.figure
        self.low, self.best, self.high = figure.low, figure.best, figure.high
        self.superseded, self.start = figure.superseded, figure.start
        self.bounds, self.number = (self.low, self.high), self.low if self.high == self.low else None

    def drop(self, outcome: Outcome, reason: str) -> None:
        self.outcome, self.reason = outcome, reason


@dataclass(frozen=True)
class Value:
    """``origins`` counts the independent origins that state ``best`` (or, of a vague value, that stand)."""

    low: int
    best: int | None
    high: int | None
    grade: Grade
    rule: str
    origins: frozenset[str] = field(default_factory=frozenset)


def camp(figure: Figure, parties: frozenset[str]) -> str:
    """For whom the claimant speaks: one of the parties, ``neutral``, or ``""`` (an outlet, or nobody named)."""
    claimant = figure.claimant
    if claimant is None:
        return ""
    if claimant.side in parties and claimant.role in PARTISAN_ROLES and claimant.side is not None:
        return claimant.side
    return "neutral" if claimant.role in NEUTRAL_ROLES else ""


def weigh(entries: Sequence[Entry], *, parties: frozenset[str], side: str | None, measure: Measure, stock: bool = False) -> Value | None:
    """What the claims on one slot come to; None if none stands. Writes each entry's outcome and reason.

    ``parties`` are the sides of the happening: claims of two of them never supersede one another. ``side`` is whose the counted are.
    The same entries give the same value in any order.
    """
    ordered = sorted(entries, key=_canonical)
    for entry in ordered:
        entry.camp = camp(entry.figure, parties)
    asserted = [e for e in ordered if not e.denied]
    denials = [e for e in ordered if e.denied]
    for denial in denials:
        denial.drop("rejected", "says that it is not so")
    _withdraw(asserted, denials, parties)
    _whole_programme(asserted)
    if not stock:
        _summands(asserted)
    _first_word(asserted)
    if measure in _SHARED:
        _shares(asserted, side)
    live = [e for e in asserted if e.outcome == "standing"]
    if not live:
        return None
    camps: dict[str, list[Entry]] = {}
    for entry in live:
        camps.setdefault(entry.camp, []).append(entry)
    opposed = sum(name in parties for name in camps) > 1
    chains = list(camps.values()) if opposed and not stock else [live]
    for chain in chains:
        _recaps(chain)
        if measure in RISING:
            _rises_within_day(chain, side)
    standing = [entry for chain in chains for entry in _latest(chain, stock)]
    standing = _without_contained(standing)
    highs = [] if stock else _higher(live, standing)
    best, rule = _best(standing, live, parties, side, measure)
    low = min(e.low for e in standing)
    tops = [e.high for e in (*standing, *highs)]
    high = None if None in tops else max(top for top in tops if top is not None)
    stated = frozenset(e.origin for e in live if best is not None and e.number == best) or frozenset(
        e.origin for e in standing if best is None or best == e.best
    )
    _mark_copies(live)
    grade = _grade(standing, live, denials, parties, best, stated)
    return Value(low, _within(best, low, high), high, grade, rule, stated)


def _within(best: int | None, low: int, high: int | None) -> int | None:
    """The number said, kept inside the bounds: *more than 60* is 61 at least, *nearly 800* is 799 at most."""
    if best is None:
        return None
    return max(low, best if high is None else min(best, high))


def _canonical(entry: Entry) -> tuple[object, ...]:
    return entry.as_of, entry.story, entry.start, entry.key


def _withdraw(asserted: Iterable[Entry], denials: Sequence[Entry], parties: frozenset[str]) -> None:
    """Set aside what its own story calls outdated, and what those who said it, or its own side, take back."""
    for entry in asserted:
        if entry.superseded:
            entry.drop("superseded", "its own story gives a newer number")
            continue
        for denial in denials:
            opponent = _opposed(entry.camp, denial.camp, parties)
            if denial.number is not None and denial.number == entry.number and denial.as_of >= entry.as_of and not opponent:
                entry.drop("withdrawn", f"taken back in {denial.story}")
                break


def _whole_programme(entries: Sequence[Entry]) -> None:
    """Set aside the size of a programme where others give the number of this handover: it was said of all handovers together."""
    exact = [e for e in entries if e.outcome == "standing" and e.number is not None]
    sizes = {e.programme_size for e in exact if e.programme_size is not None}
    if not sizes:
        return
    for entry in exact:
        size = entry.number
        if size in sizes and any(e.number is not None and 0 < e.number < (size or 0) for e in exact):
            entry.drop("rejected", "the number of the whole programme, not of this handover")


def _opposed(one: str, other: str, parties: frozenset[str]) -> bool:
    return one != other and one in parties and other in parties


def _first_word(entries: Sequence[Entry]) -> None:
    """Of several exact numbers in one story, the first said stands: stories put the newest first.

    That holds for one claimant and time, and for a number that names neither: it is what was known before. What two claimants say
    stands for each. Who says the story's first number too means no other one by what he counts before it.
    """
    by_story: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.outcome == "standing" and entry.number is not None:
            by_story.setdefault(entry.story, []).append(entry)
    for said in by_story.values():
        if len(said) == 1:
            continue
        said.sort(key=lambda e: (e.start, e.key))
        leads = {(e.as_of, e.who): said[0] for e in said if e.number == said[0].number}
        for entry in said:
            bare = entry.figure.claimant is None and entry.figure.as_of is None
            lead = leads.setdefault((entry.as_of, entry.who), said[0] if bare else entry)
            if lead.number != entry.number:
                entry.drop("superseded", "the same story gives another number first")


def _summands(entries: Sequence[Entry]) -> None:
    """Set aside the numbers of one sentence that come to the first number of its story: 125 on one plane and 58 on two more are the 183."""
    stories: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.outcome == "standing" and entry.number:
            stories.setdefault(entry.story, []).append(entry)
    for said in stories.values():
        if len(said) < 3:
            continue
        first = min(said, key=lambda e: (e.start, e.key))
        sentences: dict[str, dict[int, list[Entry]]] = {}
        for entry in said:
            if entry.number != first.number and entry.figure.sentence:
                sentences.setdefault(entry.figure.sentence, {}).setdefault(entry.start, []).append(entry)
        for lots in sentences.values():
            if len(lots) > 1 and sum(lot[0].number or 0 for lot in lots.values()) == first.number:
                for entry in (entry for lot in lots.values() for entry in lot):
                    entry.drop("contained", "one of the numbers that the same story's first one is the sum of")


def _shares(entries: Sequence[Entry], side: str | None) -> None:
    """Set aside what a story counts beside a number at least SHARE times as large that it gave first: one hospital's dead, one family's.

    That holds for what the counted's own side and outlets say. An opponent, or a neutral party, may well speak of so different a number.
    """
    leads: dict[str, Entry] = {}
    for entry in sorted((e for e in entries if e.outcome == "standing"), key=lambda e: (e.start, e.key)):
        lead = leads.setdefault(entry.story, entry)
        own = all(e.camp in ("", side) for e in (lead, entry))
        top = entry.high
        if top and own and lead.best is not None and lead.low >= SHARE * top and lead.as_of == entry.as_of:
            entry.drop("contained", "the same story gives a far larger number first: this counts some of them")


def _recaps(chain: Sequence[Entry]) -> None:
    """Set aside what a story only tells again: a number that another story gave earlier, beside an exact one that is new.

    "On Thursday the mayor had spoken of 22" stands in a story that brings 31, long after the mayor's own word.
    """
    given: dict[tuple[int, int | None], list[Entry]] = {}
    for entry in chain:
        given.setdefault(entry.bounds, []).append(entry)
    if len(given) < 2:
        return
    by_story: dict[str, list[Entry]] = {}
    for entry in chain:
        by_story.setdefault(entry.story, []).append(entry)
    for said in by_story.values():
        if len(said) == 1:
            continue  # nothing new is said beside it
        old = [e for e in said if any(o.story != e.story and o.as_of < e.as_of for o in given[e.bounds])]
        news = {e.as_of for e in said if e not in old and e.number is not None and e.outcome == "standing"}
        for entry in old:
            if entry.outcome == "standing" and entry.as_of in news:
                entry.drop("superseded", "told before; the same story has a newer number")


def _rises_within_day(chain: Sequence[Entry], side: str | None) -> None:
    """Set aside, of two stories' tolls of one day whose order nothing tells, the lower: it is the older one.

    A toll that rises from 49 to 51 on one day is told by two stories that give their date alone. Opponents of the counted's ``side``, and
    who is neutral, stand beside its own and the outlets' tolls as ever, and so does what one story says twice.
    """
    days: dict[tuple[date, str], list[Entry]] = {}
    for entry in chain:
        if entry.outcome == "standing" and entry.high != 0:
            days.setdefault((entry.as_of.date(), "" if entry.camp == side else entry.camp), []).append(entry)
    for said in days.values():
        if not any(e.dated_only for e in said):
            continue
        tops = [_highest(said), _highest([e for e in said if e.dated_only])]
        for entry in said:
            reach = entry.low if entry.high is None else entry.high
            rival = next((e for e in tops[not entry.dated_only] if e.story != entry.story), None)
            if entry.best is not None and rival is not None and rival.low > reach:
                entry.drop("superseded", f"{rival.story} has a higher number of the same day")


def _highest(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of the two stories with the highest number, highest first."""
    tops: dict[str, Entry] = {}
    for entry in entries:
        if entry.story not in tops or entry.low > tops[entry.story].low:
            tops[entry.story] = entry
    return sorted(tops.values(), key=lambda e: (-e.low, e.story))[:2]


def _latest(chain: Sequence[Entry], stock: bool) -> list[Entry]:
    """The claims of one chain (in canonical order) that no later one replaces. A vaguer claim that holds the standing number says
    nothing new."""
    standing: list[Entry] = []
    tiers: dict[datetime, list[Entry]] = {}
    for entry in chain:
        if entry.outcome == "standing":
            tiers.setdefault(entry.as_of, []).append(entry)
    for tier in tiers.values():
        fresh = tier if stock else _without_contained(tier, standing)
        if not fresh:
            continue
        said = {e.bounds for e in fresh}
        kept = []
        for old in standing:
            if old.bounds in said:
                kept.append(old)
            else:
                old.drop("superseded", f"{fresh[0].story} has a later number")
        standing = kept + fresh
    return standing


def holds_number(entry: Entry, number: int) -> bool:
    low, high = entry.bounds
    return low <= number and (high is None or number <= high)


def _without_contained(entries: list[Entry], beside: Sequence[Entry] = ()) -> list[Entry]:
    """Those but the vague ones that hold an exact number of the rest, or of those ``beside`` them."""
    vague = {e for e in entries if e.number is None}
    if not vague:
        return entries
    numbers = {e.number for e in (*beside, *entries) if e.number is not None}
    held = {e for e in vague if any(holds_number(e, n) for n in numbers)}
    for entry in held:
        entry.drop("contained", "its bounds hold a standing exact number")
    return [e for e in entries if e not in held]


def _higher(live: Iterable[Entry], standing: Sequence[Entry]) -> list[Entry]:
    """Earlier, higher tolls (of ``live``, in canonical order) whose claimant has not said another number since: they stand as the high
    bound only."""
    top = max([e.high or e.low for e in standing])
    spoke_last = {e.who: e.as_of for e in live}
    found = []
    for entry in live:
        if entry.outcome != "superseded" or entry.low <= top or (entry.best or entry.low) <= top:
            continue
        if spoke_last[entry.who] > entry.as_of:
            continue
        entry.drop("high_only", "an earlier, higher number that its claimant has not withdrawn")
        found.append(entry)
    return found


def _best(
    standing: Sequence[Entry], live: Sequence[Entry], parties: frozenset[str], side: str | None, measure: Measure
) -> tuple[int | None, str]:
    """The number to show, and the rule that chose it, in the order of design section 5.5."""
    said = [e for e in standing if e.best is not None]
    if not said:
        return None, "bounds_only"
    numbers = {e.best for e in said}
    backers: dict[int, set[str]] = {}
    for entry in said:
        if entry.camp in parties and entry.best is not None:
            backers.setdefault(entry.best, set()).add(entry.camp)
    if agreed := [number for number in sorted(backers) if len(backers[number]) > 1]:
        return agreed[0], "parties_agree"
    if len(numbers) == 1:
        return numbers.pop(), "only_number"
    if len(parties) > 1 and (neutral := [e for e in said if e.camp == "neutral"]):
        return _settle(neutral, live, "neutral")
    mine = _own(parties, side, measure)
    if own := [e for e in said if e.camp in mine]:
        return _settle(own, live, "own_side")
    return _settle(said, live, "latest")


def _own(parties: frozenset[str], side: str | None, measure: Measure) -> frozenset[str]:
    """Whose number is preferred: the side that gets them back or suffers; of what flies, the side it flies at."""
    return parties - {side} if measure in _AIR else parties & {side or ""}


def _settle(pool: Sequence[Entry], live: Sequence[Entry], rule: str) -> tuple[int, str]:
    """One number out of a pool: the latest, else the one with most origins, else the first said in a single story, else the lower."""
    last = max(e.as_of for e in pool)
    late = [e for e in pool if e.as_of == last]
    numbers = sorted({e.best for e in late if e.best is not None})
    if len(numbers) == 1:
        return numbers[0], rule
    backing = {n: len({e.origin for e in live if e.best == n}) for n in numbers}
    most = max(backing.values())
    top = [e for e in late if e.best is not None and backing[e.best] == most]
    if len({e.best for e in top}) > 1 and len({e.story for e in top}) == 1:
        first = min(top, key=lambda e: (e.start, e.key))
        return first.best or 0, f"{rule}_first_said"
    chosen = min(e.best or 0 for e in top)
    return chosen, f"{rule}_{'most_origins' if len({e.best for e in top}) == 1 else 'lower'}"


def _mark_copies(live: Iterable[Entry]) -> None:
    """A claim that one of its own origin has already made, word for word or by credit, is a copy: shown, and no second source."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in live:
        first = seen.setdefault((entry.origin, entry.bounds, entry.who), entry)
        if first.story != entry.story and entry.outcome == "standing" and first.outcome == "standing":
            entry.drop("copy", f"same origin as {first.story}")


def _grade(
    standing: Sequence[Entry],
    live: Sequence[Entry],
    denials: Sequence[Entry],
    parties: frozenset[str],
    best: int | None,
    stated: frozenset[str],
) -> Grade:
    groups: dict[str, list[Entry]] = {}
    for entry in standing:
        if entry.camp:
            groups.setdefault(entry.camp, []).append(entry)
    spans = [_span(group) for group in groups.values()]
    if live and all(e.figure.denied_by for e in live):
        return "denied"
    if any(_apart(one, other) for i, one in enumerate(spans) for other in spans[:i]):
        return "contested"
    if any(e.figure.denied_by for e in live) or any(d.number is not None and d.number == best for d in denials):
        return "contested"
    agreeing = {e.camp for e in live if best is not None and e.number == best}
    if len(agreeing & parties) > 1:
        return "agreed"
    return "corroborated" if len(stated) > 1 else "single"


def _span(group: Sequence[Entry]) -> tuple[int, int | None]:
    highs = [e.high for e in group]
    return min(e.low for e in group), None if None in highs else max(h for h in highs if h is not None)


def _apart(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    return (one[1] is not None and other[0] > one[1]) or (other[1] is not None and one[0] > other[1])
