"""Which accounts are of one happening: clusters of compatible accounts, in canonical order, with the reason of each merge.

An account is placed by what it says: day, place, phase, kind, blamed side. What it leaves unsaid fits anything, and is settled only
where one candidate remains. Numbers never split a toll that rises, and never join what the text keeps apart; what headlines look
like is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from services.aggregator.claims import STOCKS, Account, Kin, Size
from services.aggregator.places import Place, holds, may_hold, same_place

RISE = 3
"""An unplaced toll may be this many times another and still be its earlier or later state; beyond that it is another attack."""


class Evidence(IntEnum):
    """What the numbers of an account and a cluster say of their being the same."""

    APART = 0
    SILENT = 1
    NEAR = 2
    EQUAL = 3


@dataclass(eq=False)
class Cluster:
    """Accounts of one happening. ``shares`` state parts of it only, ``denials`` that it was not so.

    ``day`` is None for what has no single day. What its accounts say is kept once each, so that comparing costs what is said, not by
    how many.
    """

    day: date | None
    accounts: list[Account] = field(default_factory=list)
    shares: list[Account] = field(default_factory=list)
    denials: list[Account] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    period: bool = False
    _places: dict[Place, None] = field(default_factory=dict)
    _sizes: dict[Size, None] = field(default_factory=dict)
    _blamed: dict[str | None, set[str]] = field(default_factory=dict)
    _kin: Kin | None = None
    _phase: int | None = None
    _country: str | None = None
    _tellers: dict[str, list[Account]] = field(default_factory=dict)

    def join(self, account: Account, why: str) -> None:
        self.accounts.append(account)
        self.reasons[account.key] = why
        self._tellers.setdefault(account.story, []).append(account)
        self._sizes.update(dict.fromkeys(account.sizes))
        self._kin = self._kin or account.kin
        self._phase = self._phase or account.phase
        if account.place is not None:
            self._places[account.place] = None
            self._country = self._country or account.place.country
        for size in account.sizes:
            if size.by:
                self._blamed.setdefault(size.side, set()).add(size.by)

    def take_share(self, account: Account, why: str) -> None:
        self.shares.append(account)
        self.reasons[account.key] = why

    def deny(self, account: Account, why: str) -> None:
        self.denials.append(account)
        self.reasons[account.key] = why

    def absorb(self, other: Cluster) -> None:
        for account in other.accounts:
            self.join(account, other.reasons[account.key])
        for account in other.shares:
            self.take_share(account, other.reasons[account.key])

    def copy(self) -> Cluster:
        twin = Cluster(self.day, shares=[*self.shares], denials=[*self.denials], period=self.period)
        for account in self.accounts:
            twin.join(account, self.reasons[account.key])
        twin.reasons.update(self.reasons)
        return twin

    @property
    def members(self) -> list[Account]:
        return self.accounts + self.shares + self.denials

    @property
    def seed(self) -> Account:
        """Its first account in canonical order: what its id is made of."""
        return min(self.accounts or self.shares or self.denials, key=lambda account: account.order)

    @property
    def places(self) -> Iterable[Place]:
        return self._places

    @property
    def sizes(self) -> Iterable[Size]:
        return self._sizes

    @property
    def placed(self) -> bool:
        return bool(self._places)

    def told_by(self, story: str) -> list[Account]:
        return self._tellers.get(story, [])

    def bars(self, account: Account) -> bool:
        """Whether something said keeps the account out, whatever else fits."""
        if self.accounts and self.accounts[0].strand != account.strand:
            return True
        if (self._kin and account.kin and self._kin != account.kin) or (self._phase and account.phase and self._phase != account.phase):
            return True
        if account.strand == "air":
            if self._country and account.place and account.place.country and account.place.country != self._country:
                return True  # a raid has one target country
        elif account.strand == "harm":
            for size in account.sizes:
                if size.by and (blamed := self._blamed.get(size.side)) and size.by not in blamed:
                    return True
        apart = (other for other in self.told_by(account.story) if other.event.happening != account.event.happening)
        return any(_kept_apart(account, other) for other in apart)


def cluster_day(accounts: Iterable[Account], day: date | None, onto: Sequence[Cluster] = ()) -> list[Cluster]:
    """The clusters of accounts that all name ``day``, added to those of narrower accounts in ``onto`` (which are left as they are).

    The same accounts give the same clusters in any order. Narrow places come first, then regions and countries that may hold them,
    then what names no place; among equals, what says most.
    """
    clusters = list(onto)
    own: set[Cluster] = set()
    for account in sorted(accounts, key=_specific_first):
        target, why = home(account, [c for c in clusters if not c.bars(account)])
        first = target[0] if target else Cluster(day)
        if not target:
            clusters.append(first)
        elif first not in own:
            clusters[clusters.index(first)] = first = first.copy()
        own.add(first)
        for absorbed in target[1:]:
            first.absorb(absorbed)
            clusters.remove(absorbed)
        first.join(account, why)
    return clusters


def _specific_first(account: Account) -> tuple[object, ...]:
    place = account.place
    width = 3 if place is None else place.width
    said = sum(x is not None for x in (account.kin, account.phase)) + any(size.by for size in account.sizes)
    return (0 if _placeless(account) else width, -said, account.order)


def _placeless(account: Account) -> bool:
    """Whether place says nothing of identity: a handover has two ends, a raid many targets."""
    return account.strand in ("released", "bodies", "air")


def home(account: Account, candidates: Sequence[Cluster]) -> tuple[list[Cluster], str]:
    """The clusters that the account joins (several become one), with the reason; none if it opens its own."""
    if _placeless(account):
        return _one_of(account, candidates, "same day and sides")
    place = account.place
    if place is None:
        return _unplaced(account, candidates)
    same = [c for c in candidates if any(same_place(place, p) for p in c.places)]
    if same:
        return _one_of(account, same, f"same day and place ({place.name})")
    inside = [c for c in candidates if any(holds(place, p) for p in c.places)]
    one = inside[0] if len(inside) == 1 else None
    if one and (_same_story(account, one) or evidence(account, one) is not Evidence.APART or _at_least(account, inside)):
        return inside, f"same day; {place.name} holds {_names(inside[0])}, the only place named there"
    if inside:
        equal, why = _one_of(account, inside, f"same day, within {place.name}", need=Evidence.EQUAL)
        if equal:
            return equal, why
        if _at_least(account, inside):
            return inside, f"the figure for {place.name} takes in {len(inside)} places of that day"
        return _one_of(account, inside, f"same day, within {place.name}", need=Evidence.NEAR)
    perhaps = [c for c in candidates if any(may_hold(place, p) for p in c.places) and _speaks_alike(account, c)]
    if len(perhaps) == 1:
        return perhaps, f"same day and numbers; {place.name} may hold {_names(perhaps[0])}"
    return [], f"first account of {place.name} on that day"


def _names(cluster: Cluster) -> str:
    return " and ".join(sorted(place.name for place in cluster.places))


def _unplaced(account: Account, candidates: Sequence[Cluster]) -> tuple[list[Cluster], str]:
    if equal := _one_of(account, candidates, "same day; no place said", need=Evidence.EQUAL)[0]:
        return equal, "same day and number; no place said"
    fitting = [c for c in candidates if evidence(account, c) is not Evidence.APART]
    if len(candidates) == 1 and fitting:
        return fitting, "same day; no place said, and only one candidate"
    nameless = [c for c in fitting if not c.placed and (evidence(account, c) >= Evidence.NEAR or _same_story(account, c))]
    if len(nameless) == 1:
        return nameless, "same day; neither names a place"
    return [], "no place said, and no single candidate"


def _one_of(account: Account, candidates: Sequence[Cluster], why: str, need: Evidence = Evidence.APART) -> tuple[list[Cluster], str]:
    """The one candidate that fits: the only one, else the only one of the best evidence (at least ``need``)."""
    graded = [(evidence(account, c), c) for c in candidates]
    graded = [(grade, c) for grade, c in graded if grade >= need]
    if not graded:
        return [], "first account of it"
    if len(graded) == 1:
        return [graded[0][1]], why
    for level in (Evidence.EQUAL, Evidence.NEAR):
        best = [c for grade, c in graded if grade == level]
        if len(best) == 1:
            return best, f"{why}; its numbers fit this one only"
        if best:
            break
    return [], f"{why}, but more than one candidate"


def _speaks_alike(account: Account, cluster: Cluster) -> bool:
    """Whether one story names both, with numbers that can all be true together: then it tells of one happening in two names."""
    if not _same_story(account, cluster):
        return False
    shared = [(a, b) for a in account.sizes for b in cluster.sizes if comparable(a, b) and a.group == b.group]
    return bool(shared) and all(a.meets(b) for a, b in shared)


def _same_story(account: Account, cluster: Cluster) -> bool:
    return bool(cluster.told_by(account.story))


def _kept_apart(one: Account, other: Account) -> bool:
    """Whether two happenings of one story give different numbers for one thing, neither as an earlier state."""
    if (one.place is None) != (other.place is None):
        return False
    if one.place and other.place and not same_place(one.place, other.place):
        return False
    return any(
        a.settled and b.settled and not a.meets(b)
        for a in one.sizes
        for b in other.sizes
        if (a.measure, a.unit, a.side, a.by, a.group) == (b.measure, b.unit, b.side, b.by, b.group)
    )


def comparable(a: Size, b: Size) -> bool:
    """Whether two numbers count the same sort of thing for the same side."""
    return a.measure == b.measure and a.unit == b.unit and (a.side is None or b.side is None or a.side == b.side)


def evidence(account: Account, cluster: Cluster) -> Evidence:
    """What the numbers say. Nobody (0) and somebody are apart: that no one was hurt holds for the place named only.

    A number of all and one of a group can be the same, but are not apart for being different.
    """
    found = Evidence.SILENT
    for mine in account.sizes:
        shared = [b for b in cluster.sizes if comparable(mine, b)]
        alike = [b for b in shared if b.group == mine.group]
        grade = max((_alike(mine, b) for b in alike or shared), default=Evidence.SILENT)
        if grade is Evidence.EQUAL:
            return grade
        if not alike or mine.measure in STOCKS:
            grade = max(grade, Evidence.SILENT)  # a stock falls as fast as it likes
        found = Evidence.APART if Evidence.APART in (grade, found) else max(found, grade)
    return found


def _alike(a: Size, b: Size) -> Evidence:
    if a.best is not None and a.best == b.best and a.best > 1:
        return Evidence.EQUAL
    if a.meets(b):
        return Evidence.NEAR
    small, large = sorted((a.low if a.best is None else a.best, b.low if b.best is None else b.best))
    return Evidence.NEAR if small > 0 and large <= RISE * small else Evidence.APART


def _at_least(account: Account, inside: Sequence[Cluster]) -> bool:
    """Whether the account's numbers could take in those of all the clusters together."""
    shared = False
    for mine in account.sizes:
        total = 0
        for cluster in inside:
            theirs = [b.best or b.low for b in cluster.sizes if comparable(mine, b)]
            total += max(theirs, default=0)
        shared |= total > 0
        if total > (mine.best if mine.best is not None else mine.low):
            return False
    return shared
