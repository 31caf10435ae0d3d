"""One day of one ledger and strand: the accounts that name it, and the clusters they make, remade only where something changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from services.aggregator.claims import Account
from services.aggregator.cluster import Cluster
from services.aggregator.incidents import Joined, cluster_day, join_twins
from services.aggregator.places import POINT, Place, same_place


@dataclass
class Day:
    """Accounts of points lie by scene: places that are the same, or the same as one that is. Scenes cluster each for itself; what is
    wide or unplaced is then settled among all. So one more account of a busy day costs its scene, not the day."""

    day: date
    _narrow: dict[Place, list[Account]] = field(default_factory=dict)
    _links: dict[Place, set[Place]] = field(default_factory=dict)
    _other: list[Account] = field(default_factory=list)
    _scenes: dict[Place, list[Cluster]] = field(default_factory=dict)
    """Clusters of each scene, under the first of its places."""
    _clusters: list[Cluster] | None = None
    _joined: Joined = field(default_factory=dict)
    """What pairs of them came to when they were last made; a cluster that was made is never changed, so the same two come to the same."""

    def add(self, account: Account) -> None:
        self._clusters = None
        place = point_of(account)
        if place is None:
            self._other.append(account)
            return
        if place not in self._narrow:
            self._links[place] = {other for other in self._narrow if same_place(place, other)}
            for other in self._links[place]:
                self._forget(other)
                self._links[other].add(place)
            self._narrow[place] = []
        self._forget(place)
        self._narrow[place].append(account)

    def remove(self, account: Account) -> None:
        self._clusters = None
        place = point_of(account)
        if place is None:
            self._other.remove(account)
            return
        self._forget(place)
        self._narrow[place].remove(account)
        if not self._narrow[place]:
            del self._narrow[place]
            for other in self._links.pop(place):
                self._links[other].discard(place)

    def __bool__(self) -> bool:
        return bool(self._narrow or self._other)

    def clusters(self) -> list[Cluster]:
        """The clusters of the day; not to be changed by the caller."""
        if self._clusters is None:
            seen: set[Place] = set()
            found: list[Cluster] = []
            for place in sorted(self._narrow, key=attrgetter("order")):
                if place not in seen:
                    scene = self._scene(place)
                    seen |= scene
                    if place not in self._scenes:
                        self._scenes[place] = cluster_day([a for p in scene for a in self._narrow[p]], self.day)
                    found += self._scenes[place]
            known, self._joined = self._joined, {}
            found = join_twins(found, known, self._joined)
            if self._other:
                found = join_twins(cluster_day(self._other, self.day, onto=found), known, self._joined)
            self._clusters = found
        return self._clusters

    def _scene(self, place: Place) -> set[Place]:
        """All places that hang together with this one."""
        scene, todo = {place}, [place]
        while todo:
            new = self._links[todo.pop()] - scene
            scene |= new
            todo += new
        return scene

    def _forget(self, place: Place) -> None:
        for other in self._scene(place):
            self._scenes.pop(other, None)


def point_of(account: Account) -> Place | None:
    """The account's place if it is a scene of its own: where place says something, and is narrow."""
    place = account.place
    return place if place is not None and place.width == POINT and account.strand in ("harm", "moved") else None
