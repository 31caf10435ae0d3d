"""Whose the released and the returned dead are, and who let them go, when the sentence alone does not say."""

from __future__ import annotations

import re
from dataclasses import replace

from services.extractor.keyed import keyed
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import SWAPS, Roles, both_sides, each_side
from services.extractor.record import record
from services.extractor.story.context import Context, is_exchange
from services.extractor.story.forces import rulers_named, tells_of_rulers
from services.extractor.story.holders import holder_of, is_of_own_state, jailer_of, nation_of, prison_of
from services.extractor.story.owners import whose_toll
from services.extractor.story.receivers import goal_of, people_in_front, reached
from services.extractor.story.sides import NOBODY, Pair, Told, actor_before, said_by
from services.extractor.story.ways import (
    are_own_fallen,
    home_of,
    homecomers_of,
    is_by_exchange,
    is_of_both,
    is_way_home,
    opens_in_return,
    pair_of_kind,
    people_named_before,
    receiver_from,
)

_IN_ALL = re.compile(r"\s(?:[a-z]+ ){0,2}(?:in all|altogether|all told|together)\b", re.I)
_GIVEN = re.compile(r"\b(?:was|were|been) given\b|\breceived\b|\bgot\b", re.I)
_BRINGING = re.compile(r"\b(?:bringing|taking|raising|lifting|pushing) [^.;:]{0,60}\Z", re.I)
_OF_THE_GROUP = re.compile(
    r" (?:other )?(?:members|fighters|men|adherents) of the (?:group|movement|militia|organi[sz]ation|rebel group)\b", re.I
)
_ALSO = re.compile(r"[^,.;:]{1,60}(?:,| and|, and) ")
_NEXT_WORD = 12
"""Characters between a subject and its verb."""
_GAPPED = re.compile(
    r"(?:(?! and | while )[^.;:()]){0,60},? (?:and|while) (?:the )?"
    r"(?P<who>(?:[\w'’-]{1,24} ){0,4}?)"
    r"(?:(?P<state>government|army|military|state|coalition|rebels?|insurgents|guerrillas|movement|(?:other )?side|junta|regime|militia) )?"
)
"""*The rebels got back 104 of their fighters and the government 37 soldiers*: the verb is said once, of each for itself."""
_CAPTORS = keyed(r"\b(?:captors|kidnappers|abductors|hostage[- ]takers)\b", re.I)
_OWN_PEOPLE = re.compile(r"\b(?:political prisoners|dissidents|opposition|its own)\b", re.I)
"""Whom a state lets go of its own people, whoever else is a side of the story's exchange."""
_KEPT = re.compile(
    r"(?: (?!for|in|were|was|had|have|to|by|from|on|at|with|who|that)[\w'’,-]+){0,4}? "
    r"(?:(?P<hostages>hostages?|abductees?)"
    r"|prisoners?(?! of war)|detainees?|inmates?|convicts?|rebels?|fighters?|militants?|insurgents?)\b",
    re.IGNORECASE,
)
_OF_STATE = re.compile(
    r" (?:captured |detained |jailed |freed )?(?:pro-)?(?:central )?(?:government|army|state|coalition|regime) (?!of\b)[a-z]+", re.I
)
"""*69 government fighters*: the state's, whom the movement held."""
_POINTING = frozenset({"anaphor", "definite", "elliptic", "of them"})


@record(frozen=True, slots=True)
class Transfer:
    """One number of a release or return, in its sentence, with what the story has told before.

    ``before`` is the pair of the figure just before it in the passage (a counterpart goes the other way); ``each_before`` says that the
    story has just been counting each side's.
    """

    passage: Passage
    reading: Reading
    context: Context
    speaker: str | None
    before: Pair
    each_before: bool
    told: Told

    def pairs(self) -> list[Pair]:
        """Side and giver; one pair per side where the number holds for each, none at all for a sum over both."""
        if (kinds := pair_of_kind(self.passage, self.reading, self.context)) is not None:
            return [kinds]
        if is_of_both(self.text, self.start, self.end):
            return []
        if (nation := self._party(nation_of(self.passage, self.reading))) is not None:
            by = self.told.whole[1] if self.told.whole is not None else self.before[1]
            return [self._completed(nation, self._party(self.reading.by) or by)]
        if (saved := self._saved()) is not None:
            return [saved]
        if self._is_gapped():
            return [self.context.turned(self.before)]
        side, by = self._said()
        if (jailer := jailer_of(self.passage, self.reading, self.context, (side, by))) is not None:
            return [(jailer, jailer)]
        if side is None and by is None and (turned := self._in_return()) is not None:
            return [turned]
        if side is None and by is None and self.told.whole is not None:
            return [self.told.whole]
        if side is None and by is None and self.told.same is not None and not self._names_a_side():
            return [self.told.same]
        if side is None and by is None and self._is_sum():
            return []
        if side is None and by is None and (held := self._by_noun()) is not None:
            return [held]
        each = self.reading.each_side or self._is_even_swap() or (side is None and self._each_here())
        if side is None and by is None and not each and not self.told.each and is_by_exchange(self.passage, self.reading, self.context):
            return []
        if side is None and by is None and not each and (found := self._pointed()) is not None:
            return found
        if each and (side is None or self.reading.each_side):
            return self._each()
        if side is None and by is None:
            if both_sides(self.text) and not _IN_ALL.match(self.text, self.end):
                return []
            if self._is_swapped():
                return self._each() if self.told.each else []
            if self.each_before and self.reading.number.qualifier != "vague":
                return self._each()
            side = home_of(self.passage, self.reading, self.context) or homecomers_of(
                self.passage, self.reading, self.context, self.speaker
            )
        hit = self.passage.hit(self.reading)
        if side is None and by is None and hit is not None and hit.trigger.base in SWAPS:
            return [NOBODY]  # what a number is elsewhere, or its partner, says more than the swap before
        if side is None and by is None and (known := self.told.one_way or self.told.group) is not None:
            return [known]
        if side is None and by is None and not self.each_before and self.before != NOBODY:
            return [self.before]
        return [self._completed(side, by)]

    @property
    def text(self) -> str:
        return self.passage.sentence.text

    @property
    def start(self) -> int:
        return self.passage.local(self.reading.number.span).start

    @property
    def end(self) -> int:
        return self.passage.local(self.reading.number.span).end

    def _said(self) -> Pair:
        """What the sentence says, and who *we*, *its* and *the other side* are. Go-betweens take and give nothing."""
        reading, speaker = self.reading, self.speaker
        said = self._roles()
        side, by = self._party(reading.side) or said.side or whose_toll(self.passage, reading), self._party(reading.by) or said.by
        if said.we and speaker is not None:
            hit = self.passage.hit(reading)
            if hit is not None and hit.trigger.agent == "by":
                by = by or speaker
            else:
                side = side or speaker
        if "counterpart" in reading.notes and self.before != NOBODY:
            turned = self._is_joined_counterpart()  # "for eight Peruvians and two minors": both go the same way
            by = self.before[1] if turned else self.before[0]
            side = side or (self.before[0] if turned else self.context.receiver(by) or self.before[1])
            held_by = self._party(holder_of(self.passage, reading, self.context))
            if held_by not in (None, *self.before):
                side, by = self._party(reading.side) or said.side, held_by  # "in exchange for 2,130 held by Damascus": a third party's
        if said.speaker and side is None:
            side = speaker
        elif said.own and side is None:
            side = self._party(actor_before(self.passage, reading)) or speaker
        if (by is None or (said.pronoun and by.isupper())) and _CAPTORS.search(self.text):
            by = self.told.captor or self.context.movement
        if side is not None and self._are_hostages_of(side):
            side, by = self.context.other(side) or self.told.home or self.context.countries.get(side), by or side
        if by is None and (side is None or not self.context.parties):
            by = self._party(holder_of(self.passage, self.reading, self.context))
        if self._gives_back(side, by) or (side is None and by is not None and home_of(self.passage, self.reading, self.context) == by):
            side, by = by, side
        if is_way_home(self.passage, reading, self.context, side):
            side = None
        if side is None and _POINTING & set(reading.notes):
            side = people_named_before(self.passage, reading, self.context)
        if "by place" in reading.notes and (goal := self._party(goal_of(self.passage, reading))) is not None:
            return goal, None  # "13 were flown to Germany and three to Peru"
        if side is None and by is None:
            side = self._party(people_in_front(self.passage, reading))
        if side is None and by is None:
            side = self._party(reached(self.passage, self.context)) or self._also_received()
            by = prison_of(self.passage, self.context) if side is None else None
        return side, by

    def _saved(self) -> Pair | None:
        """*44 rescued*: freed by force, and not by their captors."""
        hit = self.passage.hit(self.reading)
        if hit is None or hit.trigger.measure != "rescued":
            return None
        said = self._roles()
        return self._said()[0] or self.told.home, self._party(self.reading.by) or said.by

    def _names_a_side(self) -> bool:
        return any(actor.form != "pronoun" and self.context.in_exchange(actor.id) for actor in self.passage.actors)

    def _also_received(self) -> str | None:
        """*They saw the kingdom let go 183 rebels and take home 19 troops*: who has given gets back, too."""
        hit, trigger = self.passage.hit(self.reading), self.reading.trigger
        if hit is None or trigger is None or hit.trigger.agent != "side" or None in self.before:
            return None
        return self.before[1] if self.passage.between(trigger.start - 5, trigger.start) == " and " else None

    def _is_joined_counterpart(self) -> bool:
        start = self.reading.number.span.start
        given = [r for r in self.passage.readings if {"counterpart", "in return"} & set(r.notes) and r.number.span.end <= start]
        return bool(given) and _ALSO.fullmatch(self.passage.between(given[-1].number.span.end, start)) is not None

    def _are_hostages_of(self, party: str) -> bool:
        """*40 hostages of the rebels*, *14 Hamas hostages*: an armed group's hostages are those whom it took."""
        kind = _KEPT.match(self.text, self.end)
        return party in self.context.countries and kind is not None and kind["hostages"] is not None

    def _gives_back(self, side: str | None, by: str | None) -> bool:
        """*Armenia returned one captive in exchange for five Armenians*: who gets its own in return has given, not got back."""
        hit = self.passage.hit(self.reading)
        if side is None or by is not None or hit is None or hit.trigger.base != "return":
            return False
        return (
            any("counterpart" in other.notes and said_by(self.passage, other, None).side == side for other in self.passage.readings)
            and said_by(self.passage, self.reading, None).side == side
        )

    def _roles(self) -> Roles:
        passage = self.passage
        hit = passage.hit(self.reading)
        gives = hit is None or hit.trigger.agent != "side"
        if gives and (rulers := rulers_named(passage, self._ruler())):
            passage = passage.with_(actors=tuple(sorted((*passage.actors, *rulers), key=lambda actor: actor.span)))
        said = said_by(passage, self.reading, self.told.subject)
        return replace(said, side=self._party(said.side), by=self._party(said.by))

    def _ruler(self) -> str | None:
        """Whose *the government* is: of the one state among the sides, where two states are none's, else of where the story is."""
        states = [party for party in self.context.parties if party.isupper()]
        return states[0] if len(states) == 1 else None if states else self.told.home

    def _party(self, party: str | None) -> str | None:
        return party if party not in self.context.between else None

    def _pointed(self) -> list[Pair] | None:
        """The pair that *them*, *the 40* and numbers without a noun take over from what was counted before them."""
        notes = self.reading.notes
        if _POINTING & set(notes) and not self.each_before:
            if "definite" in notes and self.told.kind is not None and self.told.kind != self.before:
                return [self.told.kind]
            if self.before != NOBODY:
                return [self.before]
            if "definite" in notes and self.told.one_way is not None:
                return [self.told.one_way]
        if "left out" not in notes:
            return None
        if _GIVEN.search(self.text) and (receiver := actor_before(self.passage, self.reading)) is not None:
            goes_on = self.before[0] in {actor.id for actor in self.passage.actors if actor.form == "name"}
            return [self.before] if goes_on and _BRINGING.search(self.text[: self.start]) else [self._completed(receiver, None)]
        if self.before != NOBODY and not self.each_before:
            return [self.before]
        if self.speaker in self.context.parties and '"' in self.text:
            return [self._completed(self.speaker, None)]
        return None

    def _each_here(self) -> bool:
        return each_side(self.text, self.start, self.end)

    def _each(self) -> list[Pair]:
        if (givers := self._givers()) is not None:
            return [(self.before[0], giver) for giver in givers]
        if len(self.context.parties) != 2:
            return [NOBODY]
        one, other = self.context.parties
        return [(one, other), (other, one)]

    def _givers(self) -> list[str] | None:
        """*Italy and Colombia handed over one each*, after what another had given the same side."""
        hit, trigger = self.passage.hit(self.reading), self.reading.trigger
        if hit is None or trigger is None or hit.trigger.agent != "by" or self.before[0] is None:
            return None
        named = [a for a in self.passage.actors if a.form == "name" and a.span.end <= trigger.start]
        if len(named) < 2 or self.passage.between(named[-2].span.end, named[-1].span.start) != " and ":
            return None
        givers = [actor.id for actor in named[-2:]]
        near = trigger.start - named[-1].span.end <= _NEXT_WORD
        return givers if near and set(givers) != set(self.context.parties) and self.before[0] not in givers else None

    def _is_even_swap(self) -> bool:
        """*1,000 prisoners would be exchanged for 1,000*."""
        number = self.reading.number
        if number.pair is not None:
            return number.pair.low == number.low
        swapped = [r for r in self.passage.readings if r.measure == self.reading.measure and r.number.low == number.low]
        return len(swapped) > 1 and any("counterpart" in other.notes for other in swapped)

    def _is_sum(self) -> bool:
        """Over both sides; *78 in all* after a figure of one side is that side's."""
        if self.told.doubled and not (self._each_here() or self.reading.each_side):
            return True
        if not (self.context.exchange or self.context.parties):
            return False  # "In total, 123 political prisoners were freed" by the one who held them
        if not (self.reading.both_sides or _IN_ALL.match(self.text, self.end)):
            return False
        one_sided = self.before != NOBODY and not self.each_before and not self._each_here()
        return not one_sided

    def _is_gapped(self) -> bool:
        """Whether the other party does to its prisoners what the sentence has just said of the first, without a verb of its own."""
        start = self.reading.number.span.start
        earlier = [r for r in self.passage.readings if r.measure == self.reading.measure and r.number.span.end <= start]
        if not earlier or self.before == NOBODY:
            return False
        after = earlier[-1].number.span.end
        match = _GAPPED.fullmatch(self.passage.between(after, start))
        if match is None:
            return False
        if not match["who"]:
            return match["state"] is not None
        named = [a for a in self.passage.actors if after < a.span.start < start and a.form != "pronoun"]
        words = self.passage.between(named[-1].span.start, named[-1].span.end) if named else ""
        return match["who"].strip() in (words, f"{words}'s", f"{words}’s") and self._party(named[-1].id) in self.before

    def _in_return(self) -> Pair | None:
        """*In return, 20 held by the state were handed over*: the other way than what has been told of."""
        told = self.before if self.before != NOBODY else self.told.one_way or NOBODY
        if told == NOBODY or self.each_before or not opens_in_return(self.text, self.start) or self._each_here():
            return None
        given = self.context.kin.get(told[0] or "", told[0])
        return self._completed(None, given) if given in self.context.parties else (told[1], told[0])

    def _by_noun(self) -> Pair | None:
        """Between a state and a movement, a state holds prisoners and a movement hostages."""
        if (partner := self._partner()) is not None:
            return partner
        if _OF_THE_GROUP.match(self.text, self.end) and self.context.movement is not None:
            return self.context.movement, self.context.other(self.context.movement)
        movements = [party for party in self.context.parties if not party.isupper()]
        if len(movements) != 1 or len(self.context.parties) != 2 or self._each_here() or self._is_swapped():
            return None
        state = self.context.other(movements[0])
        if _OF_STATE.match(self.text, self.end):
            return state, movements[0]
        if self.context.abductions and self.reading.group in ("child", "woman"):
            return self.context.other(movements[0]), movements[0]  # "the 82 freed schoolgirls", whom the movement had carried off
        kind = _KEPT.match(self.text[self.end :])
        if kind is None or not (kind["hostages"] or self.context.abductions):
            return None
        if kind["hostages"]:
            return self.context.other(movements[0]), movements[0]
        return self.context.receiver(state), state

    def _partner(self) -> Pair | None:
        """*151 government prisoners were traded with 201 Houthis*: those given in return are named, and go to the other side."""
        for other in self.passage.readings:
            if "counterpart" in other.notes and "counterpart" not in self.reading.notes and other.measure == self.reading.measure:
                given = self._party(said_by(self.passage, other, None).side)
                if given in self.context.parties:
                    return self.context.other(given), given
        return None

    def _is_swapped(self) -> bool:
        """*They exchanged 300 prisoners*, *a swap of 24 people*: all who changed hands, unless the story gives the number to each side."""
        hit = self.passage.hit(self.reading)
        if hit is None or hit.trigger.base not in SWAPS or self.reading.number.pair is not None:
            return False
        own = self.reading  # "exchanged 400, after a plane that was to bring 65 crashed"
        others = [r for r in self.passage.readings if (r.measure, r.status) == (own.measure, own.status) and r.number != own.number]
        return not others and len(self.context.parties) == 2

    def _completed(self, side: str | None, by: str | None) -> Pair:
        """The pair with what the story's two sides, or its one country, make of it. No movement lets go its own."""
        found = self._with_other(side, by)
        if found[0] is not None and found[0] == found[1] and self.reading.measure == "bodies_returned":
            return found[0], self.context.other(found[0])  # nobody gives its own dead back to itself
        if found[0] is None or found[0] != found[1] or found[0].isupper():
            return found
        hit = self.passage.hit(self.reading)
        end = self.reading.noun.end if self.reading.noun is not None else 0
        named = any(a.id == found[0] and self.reading.number.span.end <= a.span.start < end for a in self.passage.actors)
        received = hit is None or hit.trigger.agent == "side" or named
        return (found[0], None) if received else (self.context.countries.get(found[0]), found[1])

    def _with_other(self, side: str | None, by: str | None) -> Pair:
        context = self.context
        if side is None and by is not None and by.isupper() and are_own_fallen(self.reading, self._noun(), self.context):
            return by, context.opponent(by)  # "Ukraine returned the bodies of 254 defenders": its own, by whoever it fights
        alone = not context.parties or (by is not None and by.isupper() and not context.in_exchange(by))
        if side is None and alone and not (self._each_here() or self.reading.each_side):
            side, by = self._let_go(by)
        if side is None and by is not None and self._frees_hostages(by):
            return by, by
        if side is None and by is not None and _OWN_PEOPLE.search(self._noun()):
            side = by
        elif side is not None and by is None:
            by = context.other(side) or self._giver(side)
        elif by is not None and side is None and self.reading.group != "foreign":
            side = context.receiver(by)
        if by is not None and by != side and by in context.people.values():
            by = context.kin.get(by, by)  # "freed from Gaza": the movement lets them go, not the nation
        if side is not None and side == by and self.told.captor is not None and self._roles().pronoun:
            return side, self.told.captor  # "on Friday they freed 31 more"
        if side is not None and side == by and context.parties and not _OWN_PEOPLE.search(self._noun()):
            said = self._roles()
            if self.reading.by is None and said.by == by and said.side is None:
                return context.receiver(by), by
            return side, context.other(side)
        if by is None and side is not None and is_of_own_state(side, self.context, self.told.home):
            return side, side
        states = [party for party in context.parties if party.isupper()]
        if side is None and by is None and context.abductions and not context.exchange and len(states) == 1:
            side = states[0]  # "13 held by armed men were freed"
        return side, by

    def _frees_hostages(self, by: str) -> bool:
        """*Israeli forces freed one hostage*: a state that fights a movement frees its own by force."""
        kind = _KEPT.match(self.text, self.end)
        movement = self.context.movement
        return (
            kind is not None
            and kind["hostages"] is not None
            and by.isupper()
            and not self.context.is_at_home(movement, by)
            and bool(movement)
        )

    def _let_go(self, by: str | None) -> Pair:
        """Where nothing is exchanged, a state lets go its own people, and captors those of the country they are in."""
        if by is None and tells_of_rulers(self.passage, self.context) and not is_exchange(self.text):
            by = self.told.home
        if by is None and self.reading.number.pair is not None:
            return NOBODY
        if by is not None and by.isupper():
            if self.reading.measure == "bodies_returned":
                return receiver_from(by, self.before, self.told.one_way), by
            abroad = self.context.exchange and self.context.captives and not self.context.parties
            return None if abroad or self.reading.group == "foreign" else by, by
        here = self.told.home if self.told.home == self.context.scene else None
        if by in self.context.rovers:
            return None, by  # pirates hold whomever they meet, whatever the port
        return here or self.context.countries.get(by or "") or self.told.home, by

    def _giver(self, side: str) -> str | None:
        """Who lets go foreigners: the movement among the two sides, else whoever let go all others of the story."""
        movements = [party for party in self.context.parties if not party.isupper()]
        if len(movements) == 1 and len(self.context.parties) == 2:
            return movements[0]
        by = (self.told.one_way or NOBODY)[1]
        return by if by != side else None

    def _noun(self) -> str:
        noun = self.reading.noun
        return self.passage.between(self.reading.number.span.end, noun.end) if noun is not None else ""
