"""The cluster: accounts of one happening, and what keeps an account out of it."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from services.aggregator.claims import Account, Kin, Number, Size, number_of
from services.aggregator.evidence import Evidence, evidence, kindred, same_large, same_swap
from services.aggregator.places import COUNTRY, POINT, Place, same_place
from services.aggregator.tellings import Speaker

NAMELESS = frozenset("rebels insurgents separatists guerrillas militants jihadists paramilitaries gunmen bandits attackers".split())
"""Whoever is called so may be any movement, and is no state."""


@dataclass(eq=False, slots=True)
class Cluster:
    """Accounts of one happening. ``shares`` state parts of it only, ``denials`` that it was not so.

    ``day`` is None for what has no single day. ``one_scene`` tells that its places, however they are called, were found to be one. What
    its accounts say is kept once each, so that comparing costs what is said, not by how many.
    """

    day: date | None
    accounts: list[Account] = field(default_factory=list)
    shares: list[Account] = field(default_factory=list)
    denials: list[Account] = field(default_factory=list)
    reasons: dict[Account, str] = field(default_factory=dict)
    """Why each of them is here."""
    period: bool = False
    one_scene: bool = False
    _places: dict[Place, None] = field(default_factory=dict)
    _sizes: dict[Size, None] = field(default_factory=dict)
    _blamed: dict[str | None, set[str]] = field(default_factory=dict)
    _kin: Kin | None = None
    _phase: int | None = None
    _country: str | None = None
    _mishap: bool = False
    _slow: bool = False
    _sorts: set[str] = field(default_factory=set)
    _tellers: dict[str, list[Account]] = field(default_factory=dict)
    _telling: frozenset[Number] | None = None
    """``telling_numbers``, until another account joins."""

    def join(self, account: Account, why: str) -> None:
        self.accounts.append(account)
        self.reasons[account] = why
        self._tellers.setdefault(account.story, []).append(account)
        self._telling = None
        self._kin = self._kin or account.kin
        self._phase = self._phase or account.phase
        self._mishap |= account.mishap
        self._slow |= account.slow
        self._sorts |= account.sorts
        if (place := account.place) is not None:
            self._places[place] = None
            self._country = self._country or place.country
        for size in account.sizes:
            self._sizes[size] = None
            if size.by:
                self._blamed.setdefault(size.side, set()).add(size.by)

    def take_share(self, account: Account, why: str) -> None:
        self.shares.append(account)
        self.reasons[account] = why

    def deny(self, account: Account, why: str) -> None:
        self.denials.append(account)
        self.reasons[account] = why

    def absorb(self, other: Cluster, why: str = "") -> None:
        """Take in all accounts of the other, each with ``why`` behind its own reason."""
        self.one_scene |= other.one_scene
        for account in other.accounts:
            reason = other.reasons[account]
            self.join(account, f"{reason}; {why}" if why else reason)
        for account in other.shares:
            self.take_share(account, other.reasons[account])

    def copy(self) -> Cluster:
        return Cluster(
            self.day,
            [*self.accounts],
            [*self.shares],
            [*self.denials],
            {**self.reasons},
            self.period,
            self.one_scene,
            {**self._places},
            {**self._sizes},
            {side: {*blamed} for side, blamed in self._blamed.items()},
            self._kin,
            self._phase,
            self._country,
            self._mishap,
            self._slow,
            {*self._sorts},
            {story: [*told] for story, told in self._tellers.items()},
        )

    @property
    def members(self) -> list[Account]:
        return self.accounts + self.shares + self.denials

    @property
    def tellers(self) -> list[Account]:
        """Who tells what happened: else who tells a part of it, else who says that it was not so."""
        return self.accounts or self.shares or self.denials

    @property
    def seed(self) -> Account:
        """Its first account in canonical order: what its id is made of."""
        return min(self.tellers, key=attrgetter("order"))

    @property
    def places(self) -> Collection[Place]:
        return self._places.keys()

    @property
    def sizes(self) -> Collection[Size]:
        return self._sizes.keys()

    @property
    def telling_numbers(self) -> frozenset[Number]:
        """What was counted and what it came to, but for ones and noughts, which say nothing of whether two scenes are one."""
        if self._telling is None:
            self._telling = frozenset([number_of(size) for size in self._sizes if size.best is not None and size.best > 1])
        return self._telling

    @property
    def kin(self) -> Kin | None:
        return self._kin

    @property
    def mishap(self) -> bool:
        """Whether somebody tells it as a disaster or an accident, and nobody as an attack."""
        return self._mishap and self._kin != "attack"

    @property
    def accident(self) -> bool:
        """Whether it is told as an accident and as nothing else: such a thing has one spot, whatever names it is given."""
        return self._mishap and self._kin is None

    @property
    def sorts(self) -> Set[str]:
        """What sorts of accident or disaster its accounts name."""
        return self._sorts

    @property
    def slow(self) -> bool:
        """Whether it can be a scene of a disaster or an accident: its dead, its missing or its rescued."""
        return self._slow and self._kin != "attack"

    @property
    def placed(self) -> bool:
        return bool(self._places)

    def stories_shared(self, other: Cluster) -> Collection[str]:
        return self._tellers.keys() & other._tellers.keys()

    @property
    def stories(self) -> int:
        """How many stories tell of it."""
        return len(self._tellers)

    def told_by(self, story: str) -> list[Account]:
        return self._tellers.get(story, [])

    def is_at(self, place: Place) -> bool:
        """Whether one of its places is that one."""
        for known in self._places:  # noqa: SIM110 - a generator costs more than what it asks, and each account asks each cluster of its day
            if same_place(place, known):
                return True
        return False

    def bars(self, speaker: Speaker) -> bool:
        """Whether something said keeps the speaker out, whatever else fits."""
        if self.accounts and self.accounts[0].strand != speaker.strand:
            return True
        if self._phase and speaker.phase and self._phase != speaker.phase and not same_swap(speaker.sizes, self.sizes):
            return True
        if self._kin and speaker.kin and self._kin != speaker.kin and not self._retold(speaker):
            return True
        if speaker.strand == "air":
            if self._country and speaker.place and speaker.place.country and speaker.place.country != self._country:
                return True  # a raid has one target country
        elif speaker.strand == "harm" and self._blames_another(speaker):
            return True
        told = self._tellers.get(speaker.story)
        if told is None or not any(other.happening != speaker.happening and _kept_apart(speaker, other) for other in told):
            return False
        return not self._retold(speaker)

    def _retold(self, speaker: Speaker) -> bool:
        """Whether the speaker's story has given the same large number here: a headline may seem to tell of another kind of event."""
        return "arrest" not in (self._kin, speaker.kin) and any(same_large(speaker.sizes, a.sizes) for a in self.told_by(speaker.story))

    def _blames_another(self, speaker: Speaker) -> bool:
        """Whether the attack is another's. One attack may be blamed on several: then the spot is the same, and so are the numbers; or
        large ones nearly, though no more than the region is named."""
        for size in speaker.sizes:
            blamed = self._blamed.get(size.side, ()) if size.by else ()
            if size.by and blamed and not any(_may_be(size.by, party) for party in blamed):
                width = COUNTRY if speaker.place is None else speaker.place.width
                same = width == POINT and evidence(speaker.sizes, self.sizes) is Evidence.EQUAL
                local = min(width, *(place.width for place in self._places), COUNTRY) < COUNTRY
                return not (same or (local and kindred(speaker.sizes, self.sizes)))
        return False


def _may_be(one: str, other: str) -> bool:
    return one == other or (not one.isupper() and not other.isupper() and not NAMELESS.isdisjoint((one, other)))


def _kept_apart(one: Speaker, other: Speaker) -> bool:
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
