"""The words around place names, from ``words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from services.extractor.bank.alternation import alternation
from services.extractor.bank.source import BankError, one_of, read_yaml, texts
from services.extractor.gazetteer.table import HOME

PlaceKind = Literal["city", "country", "admin1", "district", "site", "unknown"]
NAMED_NEXT = re.compile(
    r"(?:city|town|village|hamlet|settlement|port|suburb|neighbou?rhood|quarter|borough|resort) of "
    r"(?!(?:the )?(?:[A-Z][\w-]+ ){1,3}(?:local government )?(?:area|zone|district|region|province|state|county|division|governorate)\b)"
    r"(?:the )?(?:[a-z]{2}-)?[A-Z]"
)
"""A settlement whose name follows its kind, so that what stands before is where it lies: *the Tel Aviv suburb of Bat Yam*; not *Mushu
village of the Tandi zone*.
"""


@dataclass(frozen=True)
class PlaceWords:
    """Kinds of place by their word, prepositions, words that may stand beside a name, and names that are rarely places."""

    kinds: Mapping[str, tuple[PlaceKind, str]]
    parts: frozenset[str]
    plurals: Mapping[str, str]
    natural: tuple[str, ...]
    expanses: tuple[str, ...]
    territories: frozenset[str]
    """Towns whose bare name is that of the region around them."""
    locative: frozenset[str]
    weak: frozenset[str]
    beside: frozenset[str]
    between: frozenset[str]
    stop: frozenset[str]
    facilities: frozenset[str]
    """Last words of names of buildings and sites: such a name is no place, the town beside it is."""
    own_names: frozenset[str]
    """Countries whose towns wires also spell after another state's language."""

    @cached_property
    def any_kind(self) -> str:
        """A regular expression for any kind, the longest first."""
        return alternation(self.kinds)

    @cached_property
    def any_kind_in_title(self) -> str:
        """The same, in capitals too: *Rasht Valley*."""
        return alternation({*self.kinds, *map(str.title, self.kinds)})

    @cached_property
    def any_owner(self) -> str:
        """The same for those that a place is called by: *the town of X*, and not *the market of X*."""
        return alternation(self.kinds.keys() - self.parts)

    @cached_property
    def any_natural(self) -> str:
        """The same for the words before names of lakes, mounts and the like."""
        return alternation(self.natural)

    @cached_property
    def any_expanse(self) -> str:
        """The same for seas and parts of the world."""
        return alternation(self.expanses)

    def plural_kind(self, word: str) -> tuple[PlaceKind, str] | None:
        """What *regions* says of the names before it."""
        one = self.plurals.get(word.lower())
        return self.kinds.get(one) if one else None


def read_words(folder: Path = HOME) -> PlaceWords:
    """The lists of ``words.yaml``. Raises BankError with the line of what does not fit."""
    content = read_yaml(folder / "words.yaml")
    lists = {str(key): frozenset(texts(value, key)) for key, value in content.items() if isinstance(value, list)}
    kinds: dict[str, tuple[PlaceKind, str]] = {}
    plurals: dict[str, str] = {}
    for key, value in content.items():
        if key == "kinds":
            for word, pair in value.items():
                if not isinstance(pair, list) or len(pair) != 2:
                    raise BankError(f"{word.where}: a kind is [what, printed]")
                what: PlaceKind = one_of(pair[0], get_args(PlaceKind), "kind of place")  # type: ignore[assignment]
                kinds[str(word)] = (what, str(pair[1]))
        elif key == "plurals":
            plurals = {str(many): str(one) for many, one in value.items()}
    return PlaceWords(
        kinds=kinds,
        parts=frozenset(map(str, lists["parts"])),
        plurals=plurals,
        natural=tuple(sorted(map(str, lists["natural"]))),
        expanses=tuple(map(str, lists["expanses"])),
        territories=frozenset(map(str, lists["territories"])),
        locative=frozenset(map(str, lists["locative"])),
        weak=frozenset(map(str, lists["weak"])),
        beside=frozenset(map(str, lists["beside"])),
        between=frozenset(map(str, lists["between"])),
        stop=frozenset(map(str, lists["stop"])),
        facilities=frozenset(word.lower() for word in map(str, lists["facilities"])),
        own_names=frozenset(map(str, lists["own_names"])),
    )
