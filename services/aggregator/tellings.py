"""What one story says of one time and place, whatever kinds of event it makes of it: accounts that go one way together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from services.aggregator.claims import Account, Kin, Size, Strand
from services.aggregator.places import Place


class Speaker(Protocol):
    """What a cluster is asked about: an account, or a telling."""

    @property
    def story(self) -> str: ...
    @property
    def happening(self) -> str: ...
    @property
    def strand(self) -> Strand: ...
    @property
    def kin(self) -> Kin | None: ...
    @property
    def mishap(self) -> bool: ...
    @property
    def slow(self) -> bool: ...
    @property
    def phase(self) -> int | None: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def sizes(self) -> tuple[Size, ...]: ...
    @property
    def sorts(self) -> frozenset[str]: ...


@dataclass(eq=False, slots=True)
class Telling:
    """Accounts of one strand that share story and happening: the dead, the missing and the rescued of one shipwreck.

    They come as events of several types. Taken one by one the dead might find their incident and the missing not.
    """

    accounts: Sequence[Account]
    story: str
    happening: str
    strand: Strand
    kin: Kin | None
    mishap: bool
    slow: bool
    phase: int | None
    place: Place | None
    sizes: tuple[Size, ...]
    order: tuple[object, ...]

    @property
    def sorts(self) -> frozenset[str]:
        return frozenset().union(*(a.sorts for a in self.accounts))

    @classmethod
    def of(cls, accounts: Sequence[Account]) -> Telling:
        first = accounts[0]
        if len(accounts) == 1:
            kin, mishap, slow, phase, sizes = first.kin, first.mishap, first.slow, first.phase, first.sizes
        else:
            kin = next((a.kin for a in accounts if a.kin), None)
            mishap = any(a.mishap for a in accounts)
            slow = any(a.slow for a in accounts)
            phase = next((a.phase for a in accounts if a.phase is not None), None)
            sizes = tuple(dict.fromkeys(size for a in accounts for size in a.sizes))
        return cls(accounts, first.story, first.happening, first.strand, kin, mishap, slow, phase, first.place, sizes, first.order)


def tellings(accounts: Iterable[Account]) -> list[Telling]:
    """The accounts by story and happening, in canonical order. Arrests are apart: who is arrested for it is no victim of it."""
    grouped: dict[tuple[str, str, bool], list[Account]] = {}
    for account in sorted(accounts, key=attrgetter("order")):
        grouped.setdefault((account.story, account.happening, account.kin == "arrest"), []).append(account)
    return [Telling.of(members) for members in grouped.values()]
