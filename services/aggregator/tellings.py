"""What one story says of one time and place, whatever kinds of event it makes of it: accounts that go one way together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
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
    def phase(self) -> int | None: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def sizes(self) -> tuple[Size, ...]: ...


@dataclass(frozen=True, eq=False)
class Telling:
    """Accounts of one strand that share story and happening: the dead, the missing and the rescued of one shipwreck.

    They come as events of several types. Taken one by one the dead might find their incident and the missing not.
    """

    accounts: tuple[Account, ...]

    @property
    def story(self) -> str:
        return self.accounts[0].story

    @property
    def happening(self) -> str:
        return self.accounts[0].happening

    @property
    def strand(self) -> Strand:
        return self.accounts[0].strand

    @property
    def place(self) -> Place | None:
        return self.accounts[0].place

    @cached_property
    def kin(self) -> Kin | None:
        return next((a.kin for a in self.accounts if a.kin), None)

    @cached_property
    def mishap(self) -> bool:
        return any(a.mishap for a in self.accounts)

    @cached_property
    def phase(self) -> int | None:
        return next((a.phase for a in self.accounts if a.phase is not None), None)

    @cached_property
    def sizes(self) -> tuple[Size, ...]:
        return tuple(dict.fromkeys(size for a in self.accounts for size in a.sizes))

    @property
    def order(self) -> tuple[object, ...]:
        return self.accounts[0].order


def tellings(accounts: Iterable[Account]) -> list[Telling]:
    """The accounts by story and happening, in canonical order. Arrests are apart: who is arrested for it is no victim of it."""
    grouped: dict[tuple[str, str, bool], list[Account]] = {}
    for account in sorted(accounts, key=lambda a: a.order):
        grouped.setdefault((account.story, account.happening, account.kin == "arrest"), []).append(account)
    return [Telling(tuple(members)) for members in grouped.values()]
