"""What has to be compared with what: days of one ledger, and the accounts that look for a day.

The result for a day depends on the accounts of that day and of a few days around it, never on the whole ledger: so one event costs
what its neighbourhood costs, however many claims stand elsewhere. Nothing chains: an account without a day of its own looks for a
place among clusters of accounts that have one, and what it joins does not become wider by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.aggregator.claims import Account, digest
from services.aggregator.incidents import Cluster, Evidence, barred, cluster_day, evidence, home
from services.aggregator.places import related, same_place

ONE_DAY = timedelta(days=1)
SLOW_TOLL = timedelta(days=7)
"""Tolls of disasters and accidents run for days: an account without a day of its own may be this much younger than its incident."""
REACH = 8
"""Days beyond which two accounts cannot touch: the slow toll's, and one for a report dated a day off."""

Key = tuple[object, ...]


@dataclass
class Neighbourhood:
    """The accounts of one ledger and strand, by the day they name or the sort of time they leave open."""

    ledger: str
    days: dict[date, list[Account]] = field(default_factory=lambda: defaultdict(list))
    loose: dict[date, list[Account]] = field(default_factory=lambda: defaultdict(list))
    shares: dict[date, list[Account]] = field(default_factory=lambda: defaultdict(list))
    denials: dict[date, list[Account]] = field(default_factory=lambda: defaultdict(list))
    open: list[Account] = field(default_factory=list)
    buckets: dict[Key, list[Account]] = field(default_factory=lambda: defaultdict(list))
    dirty_days: set[date] = field(default_factory=set)
    dirty_buckets: set[Key] = field(default_factory=set)
    _base: dict[date, list[Cluster]] = field(default_factory=dict)

    def add(self, account: Account) -> None:
        shelf, key = self._shelf(account)
        shelf[key].append(account)
        if shelf is self.loose and account.start is None:
            self.open.append(account)

    def remove(self, account: Account) -> None:
        shelf, key = self._shelf(account)
        shelf[key].remove(account)
        if not shelf[key]:
            del shelf[key]
        if account in self.open:
            self.open.remove(account)

    def _shelf(self, account: Account) -> tuple[dict, object]:  # type: ignore[type-arg]
        day = account.end
        if account.standing in ("planned", "hypothetical") or account.period or day is None:
            key = bucket(account)
            self.dirty_buckets.add(key)
            return self.buckets, key
        self._touch(day)
        if account.standing == "denied":
            return self.denials, day
        if account.share_only:
            return self.shares, day
        if account.one_day and account.sure:
            return self.days, day
        return self.loose, day

    def _touch(self, day: date) -> None:
        self.dirty_days.add(day)
        self._base.pop(day, None)

    def base(self, day: date) -> list[Cluster]:
        """The clusters of accounts that name the day themselves."""
        if day not in self.days:
            return []
        if day not in self._base:
            self._base[day] = cluster_day(self.days[day], day)
        return self._base[day]

    def affected(self, day: date) -> Iterator[date]:
        """Days whose clusters may change when accounts of ``day`` do: itself, and where accounts without a day look around."""
        near = [day + n * ONE_DAY for n in range(-REACH, REACH + 1)]
        if any(other in self.loose or other in self.shares or other in self.denials for other in near):
            yield from near
        else:
            yield day

    def clusters(self, day: date) -> list[Cluster]:
        """All clusters of a day: of accounts that name it, of those that found their place there, and of those that found none."""
        found = [c.copy() for c in self.base(day)]
        strays: list[Account] = []
        spans: list[Account] = []
        for account in self._around(self.loose, day):
            choice = self._choice(account)
            if choice is not None:
                if choice[0] == day:
                    found[choice[1]].join(account, choice[2])
            elif account.end == day and account.start is not None:
                (spans if self._runs_over(account) else strays).append(account)
        found += cluster_day(strays, day)
        found += [_period(cluster) for cluster in cluster_day(spans, day)]
        for account in sorted(self.shares.get(day, ()), key=lambda a: a.order):
            _give_share(account, found, day)
        for account in sorted(self.denials.get(day, ()), key=lambda a: a.order):
            _deny(account, found, day)
        return found

    def open_clusters(self) -> list[Cluster]:
        """Clusters of accounts with an open start (a flood's toll as of a day): one as long as the next comes within a week."""
        alone = sorted((a for a in self.open if self._choice(a) is None), key=lambda a: (a.end, a.order))
        runs: list[list[Account]] = []
        for account in alone:
            last = runs[-1][-1].end if runs else None
            if last is not None and account.end is not None and account.end - last <= SLOW_TOLL:
                runs[-1].append(account)
            else:
                runs.append([account])
        return [cluster for run in runs for cluster in cluster_day(run, None)]

    def _around(self, shelf: dict[date, list[Account]], day: date) -> Iterator[Account]:
        for n in range(-1, REACH + 1):
            yield from sorted(shelf.get(day + n * ONE_DAY, ()), key=lambda a: a.order)

    def _runs_over(self, account: Account) -> bool:
        """Whether a figure for two or three days runs over happenings of single days, and so adds nothing to them."""
        if account.one_day or account.start is None or account.end is None:
            return False
        return any(_may_meet(account, c, placed=False) for _, _, c in self._candidates(account, _span(account.start, account.end)))

    def _choice(self, account: Account) -> tuple[date, int, str] | None:
        """Where an account without a day of its own belongs: day, number of the cluster there, and why; None if nowhere."""
        day = account.end
        assert day is not None
        if account.one_day:
            if hit := self._pick(account, [day]):
                return hit
            if self._candidates(account, [day]):
                return None
            around = [day - ONE_DAY, day + ONE_DAY]
            return self._pick(account, around, need=Evidence.EQUAL) or self._slow(account, day)
        if account.start is not None:
            return self._pick(account, list(_span(account.start, day)), need=Evidence.SILENT)
        return self._slow(account, day)

    def _slow(self, account: Account, day: date) -> tuple[date, int, str] | None:
        if account.kin != "mishap":
            return None
        days = [day - n * ONE_DAY for n in range(SLOW_TOLL.days + 1)]
        return self._pick(account, days, placed=True)

    def _candidates(self, account: Account, days: Iterable[date]) -> list[tuple[date, int, Cluster]]:
        return [(day, n, c) for day in days for n, c in enumerate(self.base(day)) if not barred(account, c)]

    def _pick(
        self, account: Account, days: list[date], need: Evidence = Evidence.APART, placed: bool = False
    ) -> tuple[date, int, str] | None:
        rows = self._candidates(account, days)
        if len(days) > 1:
            rows = [row for row in rows if evidence(account, row[2]) >= need and _may_meet(account, row[2], placed)]
            return (rows[0][0], rows[0][1], f"the one happening that fits near {account.end}") if len(rows) == 1 else None
        target, why = home(account, [c for _, _, c in rows])
        if len(target) != 1:
            return None
        day, n = next((day, n) for day, n, c in rows if c is target[0])
        return day, n, f"{why}; its day is that of publication" if not account.sure else why


def _may_meet(account: Account, cluster: Cluster, placed: bool) -> bool:
    places = cluster.places
    if account.place is None or not places:
        return not placed
    return any(related(account.place, place) for place in places)


def _period(cluster: Cluster) -> Cluster:
    cluster.period = True
    return cluster


def _span(start: date, end: date) -> Iterator[date]:
    day = start
    while day <= end:
        yield day
        day += ONE_DAY


def _give_share(account: Account, clusters: list[Cluster], day: date) -> None:
    """Parts go to the whole their own story states, else to the one of the day that they fit; else they stand alone as parts."""
    own = [c for c in clusters if any(other.story == account.story for other in c.accounts)]
    for pool, why in ((own, "parts of what the same story states whole"), (clusters, "parts of the one whole that fits")):
        fitting = [c for c in pool if _takes(c, account)]
        if len(fitting) > 1 and account.place is not None:
            place = account.place
            fitting = [c for c in fitting if any(same_place(place, p) for p in c.places)] or fitting
        if len(fitting) == 1:
            fitting[0].take_share(account, why)
            return
    lone = Cluster(day)
    lone.take_share(account, "parts without a whole")
    clusters.append(lone)


def _takes(cluster: Cluster, share: Account) -> bool:
    if not cluster.accounts or barred(share, cluster):
        return False
    place = share.place
    local = place is not None and share.strand in ("harm", "moved")
    if local and not any(other.place is None or (place and related(place, other.place)) for other in cluster.accounts):
        return False
    wholes = [size for other in cluster.accounts for size in other.sizes]
    return any(w.measure == f.measure and w.unit == f.unit and (w.high is None or f.low <= w.high) for w in wholes for f in share.figures)


def _deny(account: Account, clusters: list[Cluster], day: date) -> None:
    for cluster in clusters:
        if cluster.accounts and not barred(account, cluster) and _may_meet(account, cluster, placed=False):
            said = {(s.measure, s.unit) for other in cluster.accounts for s in other.sizes}
            if any((f.measure, f.unit) in said for f in account.figures):
                cluster.denials.append(account)
                cluster.reasons[account.key] = "says that a number of it is not so"
                return
    lone = Cluster(day)
    lone.denials.append(account)
    lone.reasons[account.key] = "denies what nobody here asserts"
    clusters.append(lone)


def bucket(account: Account) -> Key:
    """Accounts without a day are one only if they say the same period, plan or scene."""
    place = account.place.key if account.place else None
    if account.period:
        return ("period", account.start or account.since, account.end, place)
    if account.standing in ("planned", "hypothetical"):
        if account.programme:
            return (account.standing, account.programme)
        if account.end is not None:
            return (account.standing, account.start, account.end, account.phase, place)
    sizes = tuple(sorted((s.measure, s.unit, s.side or "", s.low) for s in account.sizes))
    return ("undated", account.standing, place, account.kin, sizes)


def bucket_cluster(key: Key, accounts: Iterable[Account]) -> Cluster:
    cluster = Cluster(None, period=key[0] == "period")
    for account in sorted(accounts, key=lambda a: a.order):
        if account.standing == "denied":
            cluster.denials.append(account)
            cluster.reasons[account.key] = "a denial without a day"
        else:
            cluster.join(account, f"same {key[0] if key[0] != 'undated' else 'scene and numbers'}")
    return cluster


def identities(clusters: Iterable[Cluster], *scope: object) -> list[tuple[str, Cluster]]:
    """Each cluster with its id: a hash of ``scope`` (ledger, strand, day or bucket) and of its seed's place.

    The seed is the earliest published account, so later stories leave the id alone. Where two clusters of a scope would share one,
    the second and further, by their seeds, add their number.
    """
    used: dict[str, int] = defaultdict(int)
    named = []
    for cluster in sorted(clusters, key=lambda c: c.seed.order):
        seed = cluster.seed
        at = seed.place.key if seed.place and seed.strand in ("harm", "moved") else None
        stem = digest(*scope, seed.standing, at)
        used[stem] += 1
        named.append((stem if used[stem] == 1 else digest(stem, used[stem]), cluster))
    return named
