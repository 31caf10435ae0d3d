"""`Happenings`: the words that tell the day of a happening from that of a rescue, a count or a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from services.extractor.bank.alternation import alternation
from services.extractor.keyed import Keyed, keyed
from services.extractor.lowered import lowered

Cue = Literal["happened", "aftermath", "counted", "said"]
"""What a clause tells: that something took place, what was done about it, how high a count stands, or that somebody speaks."""

_PREPOSITION = (
    r"(?:in|on|at|near|of|against|by|from|outside|inside|over|along|across|through|into|off|to|targeting|late|early|during|last|this)"
)
"""What follows the noun: *the strike on X*, and not *the crash site*."""


_LED = r"(?:led|carried out|launched|staged|waged|mounted|unleashed|conducted|committed|suffered)"
"""*The rampage it led through the south on Oct. 7*."""


_LANDS = re.compile(
    r"\b(?:us|u\.s\.|united|\w+ern|\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|other|both|across|in|of|the) \Z"
)
_LAND = 14
"""Characters before *states* in which a word makes it lands."""
_LIVES = re.compile(r" (?:the )?(?:[\w,-]+ ){0,4}lives\b")
_DETERMINER = re.compile(r"\b(?:the|an?|its|their|this|that|these|those) \Z")
_ON_A_DAY = frozenset({"clash", "protest", "demonstration", "riot", "coup", "army takeover", "operation"})
"""Campaigns of which one, in the singular, may be over on its day."""
_THOSE = frozenset({"injured", "wounded", "killed", "abducted", "kidnapped", "drowned"})
"""Verbs that after an article are nouns for people."""


@dataclass(frozen=True)
class Happenings:
    """Every form of the bank's cue verbs, the nouns that a date may own, and those for what goes on for weeks; all lower case."""

    cues: Mapping[str, Cue]
    nouns: tuple[str, ...]
    campaigns: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    """The plurals among ``nouns``."""
    kind_of: Mapping[str, str] = field(default_factory=dict)
    """What the ``nouns`` name, where that is never another of these kinds: a clash is no air strike."""

    @cached_property
    def _verbs(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{alternation(self.cues)})(?![\w-])")

    @cached_property
    def owned(self) -> re.Pattern[str]:
        """The happening right behind a date: *Saturday's derailment*, *the July 18 raid on the village*."""
        words = r"(?:(?!(?:that|the|an?|when|after|and|as|in|on|at|before|while|was|were|by|of|from)\b)[\w.-]+ )"
        return re.compile(rf"(?:(?:['’]?s|['’]) (?:[\w.-]+ ){{0,3}}| {words}{{0,2}})(?:{alternation(self.nouns)})\b", re.IGNORECASE)

    @cached_property
    def counted_from(self) -> re.Pattern[str]:
        """The happening that a time is counted from: *four days after a mine fire*."""
        return re.compile(rf" (?:the |an? )?(?:[\w'’-]+ ){{0,2}}(?:{alternation(self.nouns)})\b", re.IGNORECASE)

    @cached_property
    def kinds(self) -> Keyed:
        """Any kind of happening named as a noun."""
        return keyed(rf"\b(?:{alternation(self.nouns)})\b", re.IGNORECASE)

    @cached_property
    def named(self) -> re.Pattern[str]:
        """The happening that a date ends the name of: *the strike on 24 June*, *the shelling of the port city of X late on Friday*."""
        return re.compile(
            rf"\b(?:{alternation(self.nouns)})(?: (?:that |which )?[\w-]{{2,24}} (?:had )?{_LED})?"
            rf"(?P<between>(?:,? {_PREPOSITION}(?: [\w.,'’-]{{1,24}}){{0,11}}?)?),? ?\Z",
            re.IGNORECASE,
        )

    @cached_property
    def under_way(self) -> re.Pattern[str]:
        """A campaign that people die in by and by: *in the crackdown*; ``recent`` where it is so called (*nationwide protests*)."""
        late = r"(?:(?:the|this|these|its|their) )?(?:(?P<recent>recent|nationwide|ongoing|continuing) )?(?:[\w-]+ ){0,2}"
        return re.compile(rf"\b(?:in|during|throughout|amid|by) {late}(?:{alternation(self.campaigns)})\b", re.IGNORECASE)

    @cached_property
    def weeks_of(self) -> Keyed:
        """*A month of clashes*, *years of drone strikes*."""
        kinds = alternation(self.campaigns | self.many)
        return keyed(rf"\b(?:weeks|months|years|decades?|a (?:week|month|year|decade)) of (?:[\w-]+ ){{0,2}}(?:{kinds})\b", re.IGNORECASE)

    @cached_property
    def several(self) -> re.Pattern[str]:
        """*In two different incidents*, *by the three recent cyclones*, *for a pair of blasts*; ``recent`` where they are so called."""
        how_many = (
            r"(?:(?:two|three|four|five|six|\d{1,2}|several|various|multiple|numerous|separate|different|(?P<recent>recent|latest)) ){1,3}"
        )
        kinds = alternation(self.many)
        return re.compile(
            rf"\b(?:(?:in|by|during|from|for) (?:the |these )?{how_many}|a (?:pair|series|string|spate|wave) of )"
            rf"(?:(?!(?:days|nights|hours)\b)[\w-]+ ){{0,2}}(?:{kinds})\b",
            re.IGNORECASE,
        )

    @cached_property
    def counted(self) -> Keyed:
        """What so many of them did: *two bombings in the north that killed*, up to the number."""
        how_many = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|various|multiple|numerous|separate)"
        about = r"(?: (?:the lives of|at least|about|around|some|nearly|almost|more than|over|up to)){0,3}"
        done = rf"(?:killed|claimed|left|wounded|injured|took|cost){about}"
        return keyed(
            rf"\b{how_many} (?:[\w-]+ ){{0,2}}(?:{alternation(self.many)})\b[^.;:]{{0,70}} (?:that|which) (?:had |have )?{done} \Z",
            re.IGNORECASE,
        )

    def kinds_named(self, text: str) -> frozenset[str]:
        """The kinds that the nouns of ``text`` name, of those that are never one another."""
        kinds = (self.kind_of.get(match[0].lower()) for match in self.kinds.finditer(text))
        return frozenset(kind for kind in kinds if kind is not None)

    @cached_property
    def plural(self) -> re.Pattern[str]:
        """More happenings than one: *attacks*, *raids*."""
        return re.compile(rf"\b(?:{alternation(self.many)})\b", re.IGNORECASE)

    @cached_property
    def by_and_by(self) -> Keyed:
        """What kills by and by: *fighting*, *clashes*, *air strikes*."""
        return keyed(rf"\b(?:{alternation(self.many | (self.campaigns - _ON_A_DAY))})\b", re.IGNORECASE)

    @cached_property
    def single(self) -> re.Pattern[str]:
        """One happening: *a boat sinking*, *the March attack*."""
        kinds = alternation(set(self.nouns) - self.many - self.campaigns)
        return re.compile(rf"\b(?:{kinds})\b", re.IGNORECASE)

    @cached_property
    def _lasting(self) -> str:
        return alternation(self.campaigns - _ON_A_DAY)

    @cached_property
    def lasting(self) -> Keyed:
        """What goes on for weeks by its own word: *unrest*, *the protests*; a *clash* may be over in an hour."""
        return keyed(rf"\b(?:{self._lasting})\b", re.IGNORECASE)

    @cached_property
    def toll_of_lasting(self) -> Keyed:
        """*In clashes*, *from the army's offensive*, *during nationwide protests*."""
        known = r"(?: the| this| these| its| their| recent)?"
        words = r"(?:(?!(?:in|on|of|by|from|after|when|that|which|who|and|a|an)\b)[\w’'-]+ ){0,3}?"
        return keyed(rf"\b(?:in|of|from|during|amid|throughout|over){known} {words}(?:{self._lasting})\b(?![’'-])", re.IGNORECASE)

    @cached_property
    def lasting_toll(self) -> Keyed:
        """*The protests death toll*, *unrest toll*."""
        kinds = r"(?:(?:death|casualty|human) )?(?:toll|count|deaths|dead|fatalities|casualties)\b"
        return keyed(rf"\b(?:{self._lasting})(?:[’']s?)?:? {kinds}", re.IGNORECASE)

    def found(self, text: str) -> Iterator[tuple[int, int, Cue]]:
        """The cue verbs of ``text`` in order, each with its offsets."""
        low = lowered(text)
        for match in self._verbs.finditer(low):
            if match[0] in _THOSE and low.endswith("the ", 0, match.start()):
                continue  # "is to visit the injured on Saturday"
            if match[0] == "states" and _LANDS.search(low, max(0, match.start() - _LAND), match.start()):
                continue  # "tore through six US states on Friday"
            if match[0].endswith("ed") and _DETERMINER.search(low, max(0, match.start() - _LAND), match.start()):
                continue  # "sent troops to the flooded region on Saturday"
            cue = self.cues[match[0]]
            if cue == "said" and match[0].startswith("claim") and _LIVES.match(low, match.end()):
                cue = "happened"  # "in July a similar accident claimed 12 lives"
            yield match.start(), match.end(), cue
