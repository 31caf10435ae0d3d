"""What has to be compared with what: days of one ledger, and the accounts that look for a day.

The result for a day depends on the accounts of that day and of a few days around it, never on the whole ledger: so one event costs
what its neighbourhood costs, however many claims stand elsewhere. Nothing chains: an account without a day of its own looks for a
place among clusters of accounts that have one, and what it joins does not become wider by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TypeVar

from services.aggregator.claims import Account, Size
from services.aggregator.cluster import Cluster
from services.aggregator.day import Day, point_of
from services.aggregator.evidence import REPEATED, TELLING, Evidence, adds_up, evidence, kindred, rises, same_large, same_swap
from services.aggregator.incidents import cluster_day, has_fallen, home, one_boat, other_mishap, told_apart
from services.aggregator.places import COUNTRY, REGION, Place, may_hold, on_water, related, same_place
from services.aggregator.shelves import ONE_DAY, SLOW_TOLL, Key, bucket, follow_up, shelf_of, shifted, span, window
from services.aggregator.tellings import Telling, tellings

K = TypeVar("K")


Candidate = tuple[date, int, Cluster]
"""A cluster of accounts that name its day, with its number there."""
Choice = tuple[date, int, str] | None
"""Where an account without a day of its own belongs: day, number of the cluster there, and why; None if nowhere."""


@dataclass(slots=True)
class Outlook:
    """What loose accounts of one place see of one day: the clusters there that they could be placed in."""

    watchers: set[Account] = field(default_factory=set)
    seen: list[Candidate] | None = None
    """None until a watcher chooses."""


@dataclass
class Neighbourhood:
    """The accounts of one ledger and strand, by the day they name or the sort of time they leave open.

    ``dirty`` days and buckets are those whose clusters may have changed since they were last taken by :meth:`settle`.
    Days may be put away and brought back; a day's clusters are right as long as all days are here that its accounts look at.
    """

    days: dict[date, Day] = field(default_factory=dict)
    loose: dict[date, set[Account]] = field(default_factory=dict)
    """By the day they end on."""
    away: set[date] = field(default_factory=set)
    """Days that were put away. Who looks at one of them is not settled anew: what it chose stands."""
    shares: dict[date, list[Account]] = field(default_factory=dict)
    denials: dict[date, list[Account]] = field(default_factory=dict)
    buckets: dict[Key, list[Account]] = field(default_factory=dict)
    _moved: set[date] = field(default_factory=set)
    """Days whose own accounts changed."""
    _touched: set[date] = field(default_factory=set)
    _dirty_buckets: set[Key] = field(default_factory=set)
    _open_touched: bool = False
    _choices: dict[Account, Choice] = field(default_factory=dict)
    _chosen: dict[date, set[Account]] = field(default_factory=dict)
    """Loose accounts by the day they lie on: that of the cluster they chose, else their own."""
    _outlooks: dict[date, dict[Place | None, Outlook]] = field(default_factory=dict)
    """By the days that choices look at, and by where from: who sees what was seen before chooses as before."""
    _tellings: dict[tuple[str, str], set[Account]] = field(default_factory=dict)
    """Loose accounts by story and happening."""
    _unsettled: set[Account] = field(default_factory=set)
    _swaps: bool = False
    """Whether handovers without a day of their own have been told here."""

    def add(self, account: Account) -> None:
        day, shelf = account.end, shelf_of(account)
        if shelf == "bucket" or day is None:
            key = bucket(account)
            self.buckets.setdefault(key, []).append(account)
            self._dirty_buckets.add(key)
        elif shelf == "denial":
            self.denials.setdefault(day, []).append(account)
            self._touched.add(day)
        elif shelf == "share":
            self.shares.setdefault(day, []).append(account)
            self._touched.add(day)
        elif shelf == "sure":
            self.days.setdefault(day, Day(day)).add(account)
            self._moved.add(day)
        else:
            self.loose.setdefault(day, set()).add(account)
            self._swaps |= account.strand in ("released", "bodies")
            spot = point_of(account)
            for watched in window(account):
                self._outlooks.setdefault(watched, {}).setdefault(spot, Outlook()).watchers.add(account)
            self._tell(account)
            self._tellings.setdefault((account.story, account.happening), set()).add(account)
            self._unsettled.add(account)

    def _tell(self, account: Account) -> None:
        """Who shares a telling with an account that comes or goes chooses anew."""
        self._unsettled |= self._tellings.get((account.story, account.happening), set())

    def remove(self, account: Account) -> None:
        day, shelf = account.end, shelf_of(account)
        if shelf == "bucket" or day is None:
            key = bucket(account)
            _drop(self.buckets, key, account)
            self._dirty_buckets.add(key)
        elif shelf == "denial":
            _drop(self.denials, day, account)
            self._touched.add(day)
        elif shelf == "share":
            _drop(self.shares, day, account)
            self._touched.add(day)
        elif shelf == "sure":
            self.days[day].remove(account)
            if not self.days[day]:
                del self.days[day]
            self._moved.add(day)
        else:
            self._lift(account)
            self._forget(account, day)

    def put_away(self, day: date) -> None:
        """Let go of what is settled of a day, as if it had never been looked at: nothing that stands elsewhere changes.

        Accounts with an open start stay, since one week of them hangs together with the next.
        """
        for shelf in (self.shares, self.denials, self.days):
            shelf.pop(day, None)
        for account in [a for a in self.loose.get(day, ()) if a.start is not None]:
            if account in self._choices:
                _drop(self._chosen, self._lies_on(account), account)
                del self._choices[account]
            self._forget(account, day)
        for outlook in self._outlooks.get(day, {}).values():
            outlook.seen = []
        self.away.add(day)

    def _forget(self, account: Account, day: date) -> None:
        _drop(self.loose, day, account)
        _drop(self._tellings, (account.story, account.happening), account)
        self._tell(account)
        self._unsettled.discard(account)
        spot = point_of(account)
        for watched in window(account):
            outlooks = self._outlooks[watched]
            outlooks[spot].watchers.remove(account)
            if not outlooks[spot].watchers:
                del outlooks[spot]
                if not outlooks:
                    del self._outlooks[watched]

    def settle(self) -> tuple[list[date], list[Key], bool]:
        """Choose anew where something moved; the days and buckets whose clusters may differ, and whether what is open may."""
        for day in self._moved:
            for spot, outlook in self._outlooks.get(day, {}).items():
                if outlook.seen is not None and outlook.seen != (seen := self._near(spot, day)):
                    outlook.seen = seen
                    self._unsettled |= outlook.watchers
        self._touched |= self._moved
        waiting = {a for a in self._unsettled if not self.away.isdisjoint(window(a))} if self.away else set()
        for account in self._unsettled - waiting:
            choice = self._choice(account)
            if account not in self._choices or self._choices[account] != choice:
                self._lift(account)
                self._choices[account] = choice
                on = self._lies_on(account)
                self._chosen.setdefault(on, set()).add(account)
                self._touched.add(on)
                self._open_touched |= account.start is None
            elif choice is None and not account.one_day:
                self._touched.add(self._lies_on(account))  # whether it runs over what others name may have changed
        if self._swaps:
            self._touched |= {shifted(day, n * ONE_DAY) for day in self._touched for n in (-1, 1, 2)}  # as far as _swapped_before looks
        days, buckets, opened = sorted(self._touched), sorted(self._dirty_buckets, key=str), self._open_touched
        self._moved, self._touched, self._dirty_buckets, self._unsettled, self._open_touched = set(), set(), set(), waiting, False
        return days, buckets, opened

    def _lift(self, account: Account) -> None:
        if account in self._choices:
            on = self._lies_on(account)
            self._touched.add(on)
            self._open_touched |= account.start is None
            _drop(self._chosen, on, account)
            del self._choices[account]

    def _lies_on(self, account: Account) -> date:
        choice = self._choices[account]
        assert account.end is not None
        return account.end if choice is None else choice[0]

    def base(self, day: date) -> list[Cluster]:
        """The clusters of accounts that name the day themselves."""
        return self.days[day].clusters() if day in self.days else []

    def clusters(self, day: date) -> list[Cluster]:
        """All clusters of a day: of accounts that name it, of those that found their place there, and of those that found none."""
        found = list(self.base(day))
        own: set[Cluster] = set()
        strays: list[Account] = []
        spans: list[Account] = []
        retold = {a for a in self._strays(shifted(day, ONE_DAY)) if self._swapped_before(a)} if self._swaps else set()
        for account in sorted({*self._chosen.get(day, ()), *retold}, key=attrgetter("order")):
            choice = self._choices[account]
            if choice is not None:
                _own(found, choice[1], own).join(account, choice[2])
            elif self._swaps and account not in retold and self._swapped_before(account):
                continue
            elif account.start is not None:
                (spans if self._runs_over(account) else strays).append(account)
        for cluster in [*cluster_day(strays, day), *map(_period, cluster_day(spans, day))]:
            found.append(cluster)
            own.add(cluster)
        for account in sorted(self.shares.get(day, ()), key=attrgetter("order")):
            _give_share(account, found, own, day)
        for account in sorted(self.denials.get(day, ()), key=attrgetter("order")):
            _deny(account, found, own, day)
        return found

    def _strays(self, day: date) -> list[Account]:
        """Accounts of the day, by publication only, that found no happening."""
        return [a for a in self._chosen.get(day, ()) if self._choices[a] is None and a.one_day]

    def _swapped_before(self, account: Account) -> bool:
        """Whether the swap that a story tells of on the day it appears was told of the day before: with the same two numbers, and there
        for the first time, so that a swap repeated day after day does not become one."""
        if account not in self._strays(day := account.end or date.max):
            return False
        told = [a for a in self._strays(shifted(day, -ONE_DAY)) if same_swap(account.sizes, a.sizes)]
        return any(not any(same_swap(a.sizes, b.sizes) for b in self._strays(shifted(day, -2 * ONE_DAY))) for a in told)

    def open_clusters(self) -> list[Cluster]:
        """Clusters of accounts with an open start (a flood's toll as of a day): one as long as the next comes within a week."""
        alone = sorted((a for a, choice in self._choices.items() if a.start is None and choice is None), key=lambda a: (a.end, a.order))
        runs: list[list[Account]] = []
        for account in alone:
            last = runs[-1][-1].end if runs else None
            if last is not None and account.end is not None and account.end - last <= SLOW_TOLL:
                runs[-1].append(account)
            else:
                runs.append([account])
        return [cluster for run in runs for cluster in cluster_day(run, None)]

    def _runs_over(self, account: Account) -> bool:
        """Whether a figure for two or three days runs over happenings of single days, and so adds nothing to them."""
        if account.one_day or account.start is None or account.end is None:
            return False
        spot = point_of(account)
        clusters = (c for day in span(account.start, account.end) for _, _, c in self._seen(spot, day))
        return any(_may_meet(account.place, c, placed=False) and (not c.bars(account) or _is_of_days(account, c)) for c in clusters)

    def _choice(self, account: Account) -> Choice:
        day = account.end
        assert day is not None
        if account.one_day:
            if hit := self._pick(account, [day]):
                return self._began_before(account, day, hit) or self._known_before(account, day, hit) or hit
            told = self._telling(account)
            if any(_may_meet(account.place, c, False) and not other_mishap(told, c) for _, _, c in self._candidates(account, [day])):
                return self._followed_up(account, day)
            around = [shifted(day, -ONE_DAY), shifted(day, ONE_DAY)]
            return self._pick(account, around, need=Evidence.EQUAL) or self._slow(account, day) or self._followed_up(account, day)
        if account.start is not None:
            days = list(span(account.start, day))
            return self._run_on(account, days) if account.in_week else self._pick(account, days, need=Evidence.SILENT)
        return self._slow(account, day)

    def _began_before(self, account: Account, day: date, hit: tuple[date, int, str]) -> Choice:
        """The disaster or accident of the days before that a story brings up to date, where nobody but itself tells of one today."""
        today = self.base(day)[hit[1]]
        if not account.slow or any(a.story != account.story for a in today.accounts):
            return None
        if today.accident and evidence(account.sizes, today.sizes) is Evidence.EQUAL:
            return None  # what its story says of today once more
        return self._run_on(account, list(span(shifted(day, -SLOW_TOLL), shifted(day, -ONE_DAY))), need=Evidence.NEAR)

    def _slow(self, account: Account, day: date) -> tuple[date, int, str] | None:
        if not account.slow:
            return None
        return self._run_on(account, list(span(shifted(day, -SLOW_TOLL), day)))

    def _telling(self, account: Account) -> Telling:
        """What its story says of the same time and place, as far as that looks for its day too."""
        return tellings(a for a in self._tellings[account.story, account.happening] if (a.kin == "arrest") == (account.kin == "arrest"))[0]

    def _run_on(self, account: Account, days: list[date], need: Evidence = Evidence.APART) -> tuple[date, int, str] | None:
        """The disaster or accident of those days that the account brings up to date: the only one, else the one that all of its telling
        fits best, for the missing go where the dead go; else the one that is told by more than one story, perhaps in passing."""
        told = self._telling(account)
        rows = [row for row in self._candidates(account, days) if _may_meet(account.place, row[2], True) or one_boat(told, row[2])]
        rows = [row for row in rows if not (other_mishap(told, row[2]) or told_apart(told, row[2]) or has_fallen(told, row[2]))]
        graded = [(grade, row) for row in rows if (grade := evidence(told.sizes, row[2].sizes)) >= need]
        for least, stories in ((need, 1), (Evidence.NEAR, 1), (Evidence.EQUAL, 1), (Evidence.NEAR, 2)):
            fitting = [row for grade, row in graded if grade >= least and (least is need or row[2].slow) and row[2].stories >= stories]
            if len(fitting) == 1:
                return fitting[0][0], fitting[0][1], f"the one happening that fits near {account.end}"
        return None

    def _followed_up(self, account: Account, day: date) -> Choice:
        """The attack of the days before that a story without a day of its own follows up: of its own place, its toll large and nearly the
        same, an equal large number, or what the story's new dead leave of its toll; and no other such."""
        mine, risen = account.sizes, account.risen
        return self._before(account, day, lambda sizes: kindred(mine, sizes) or same_large(mine, sizes) or (risen and rises(mine, sizes)))

    def _known_before(self, account: Account, day: date, hit: tuple[date, int, str]) -> Choice:
        """The attack of the days before whose very number the story gives, where that of its own day has others; a large
        one, if the story tells of that of its own day too."""
        today = self.base(day)[hit[1]]
        if evidence(account.sizes, today.sizes) is Evidence.EQUAL:
            return None
        least = TELLING if today.told_by(account.story) else REPEATED
        return self._before(account, day, lambda sizes: same_large(account.sizes, sizes, least))

    def _before(self, account: Account, day: date, alike: Callable[[Collection[Size]], bool]) -> Choice:
        place = account.place
        if account.strand != "harm" or place is None or place.width == COUNTRY:
            return None
        rows = [
            row
            for row in self._candidates(account, span(shifted(day, -follow_up(account)), shifted(day, -ONE_DAY)))
            if (any(same_place(place, p) for p in row[2].places) or self._in_region(account, row[2]))
            and not told_apart(self._telling(account), row[2])
            and (alike(row[2].sizes) or adds_up(account.sizes, account.parts, row[2].sizes))
        ]
        return (rows[0][0], rows[0][1], f"its numbers are those of one happening before {day}") if len(rows) == 1 else None

    @staticmethod
    def _in_region(account: Account, cluster: Cluster) -> bool:
        """Whether a large number of the account is also that of the region around its place."""
        place = account.place
        around = place is not None and any(p.width == REGION and may_hold(p, place) for p in cluster.places)
        return around and same_large(account.sizes, cluster.sizes)

    def _candidates(self, account: Account, days: Iterable[date]) -> list[Candidate]:
        """The clusters of those days that nothing said keeps the account out of, another place included."""
        spot = point_of(account)
        return [seen for day in days for seen in self._seen(spot, day) if not seen[2].bars(account)]

    def _seen(self, spot: Place | None, day: date) -> list[Candidate]:
        outlook = self._outlooks[day][spot]
        if outlook.seen is None:
            outlook.seen = self._near(spot, day)
        return outlook.seen

    def _near(self, spot: Place | None, day: date) -> list[Candidate]:
        """The clusters of the day that an account of that place, or of none of its own, could be placed in."""
        return [(day, n, cluster) for n, cluster in enumerate(self.base(day)) if spot is None or _sees(spot, cluster)]

    def _pick(
        self, account: Account, days: list[date], need: Evidence = Evidence.APART, placed: bool = False
    ) -> tuple[date, int, str] | None:
        told = self._telling(account)
        rows = [row for row in self._candidates(account, days) if not other_mishap(told, row[2])]
        if len(days) > 1:
            rows = [row for row in rows if evidence(account.sizes, row[2].sizes) >= need and _may_meet(account.place, row[2], placed)]
            return (rows[0][0], rows[0][1], f"the one happening that fits near {account.end}") if len(rows) == 1 else None
        target, why = home(account, [c for _, _, c in rows])
        if len(target) != 1:
            return None
        day, n = next((day, n) for day, n, c in rows if c is target[0])
        return day, n, f"{why}; its day is that of publication" if not account.sure else why


def _sees(spot: Place, cluster: Cluster) -> bool:
    return _may_meet(spot, cluster, placed=False) or (cluster.accident and any(on_water(spot, known) for known in cluster.places))


def _may_meet(place: Place | None, cluster: Cluster, placed: bool) -> bool:
    places = cluster.places
    if place is None or not places:
        return not placed
    for known in places:  # noqa: SIM110 - a generator costs more than what it asks, and each account asks each cluster of its day
        if related(place, known):
            return True
    return False


def _is_of_days(account: Account, cluster: Cluster) -> bool:
    """Whether the account's story tells of one of its days there, with that day's own number: *26 in two days, ten of them on Sunday*."""
    return bool(cluster.told_by(account.story)) and (cluster.kin == account.kin or None in (cluster.kin, account.kin))


def _period(cluster: Cluster) -> Cluster:
    cluster.period = True
    return cluster


def _drop(shelf: dict[K, set[Account]] | dict[K, list[Account]], key: K, account: Account) -> None:
    shelf[key].remove(account)
    if not shelf[key]:
        del shelf[key]


def _own(clusters: list[Cluster], n: int, own: set[Cluster]) -> Cluster:
    """The cluster at ``n``, in place of the day's own one a copy that may be changed."""
    if clusters[n] not in own:
        clusters[n] = clusters[n].copy()
        own.add(clusters[n])
    return clusters[n]


def _give_share(account: Account, clusters: list[Cluster], own: set[Cluster], day: date) -> None:
    """Parts go to the whole their own story states, else to the one of the day that they fit; else they stand alone as parts."""
    told = [n for n, c in enumerate(clusters) if c.told_by(account.story)]
    for pool, why in ((told, "parts of what the same story states whole"), (range(len(clusters)), "parts of the one whole that fits")):
        fitting = [n for n in pool if _takes(clusters[n], account)]
        if len(fitting) > 1 and account.place is not None:
            place = account.place
            fitting = [n for n in fitting if any(same_place(place, p) for p in clusters[n].places)] or fitting
        if len(fitting) == 1:
            _own(clusters, fitting[0], own).take_share(account, why)
            return
    lone = Cluster(day)
    lone.take_share(account, "parts without a whole")
    clusters.append(lone)
    own.add(lone)


def _takes(cluster: Cluster, share: Account) -> bool:
    if not cluster.accounts or cluster.bars(share):
        return False
    place = share.place
    local = place is not None and share.strand in ("harm", "moved")
    if local and not any(other.place is None or (place and related(place, other.place)) for other in cluster.accounts):
        return False
    return any(
        (w.measure == f.measure or (w.measure == "launched" and share.strand == "air" and w.side == f.side))
        and w.unit == f.unit
        and (w.high is None or f.low <= w.high)
        for w in cluster.sizes
        for f in share.figures
    )


def _deny(account: Account, clusters: list[Cluster], own: set[Cluster], day: date) -> None:
    said = {(f.measure, f.unit) for f in account.figures}
    for n, cluster in enumerate(clusters):
        spoken = any((size.measure, size.unit) in said for size in cluster.sizes)
        if spoken and not cluster.bars(account) and _may_meet(account.place, cluster, placed=False):
            _own(clusters, n, own).deny(account, "says that a number of it is not so")
            return
    lone = Cluster(day)
    lone.deny(account, "denies what nobody here asserts")
    clusters.append(lone)
    own.add(lone)
