"""Whose the dead, the hurt, the captured and the missing are, and who did it, when the sentence alone does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.event import EventType
from services.extractor.model import PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import Roles
from services.extractor.story.context import WARLIKE, Context
from services.extractor.story.fighters import NONDESCRIPT
from services.extractor.story.sides import NOBODY, Pair, Told, said_by

_NO_DOER = frozenset({"missing", "evacuated", "displaced", "escaped", "rescued"})
"""Measures that name no doer (labelling guide): people go missing, leave, are saved."""
_HELD = frozenset({"detained", "captured"})
_ATTACK = re.compile(r"\b(?:attack|ambush|raid|strike)", re.I)
_FOES = re.compile(
    r"\b(?:fighters|militants|terrorists|rebels|insurgents|gunmen|bandits|jihadists|extremists|militiamen|guerrillas|separatists)\b", re.I
)
"""Whom a state's forces say that they killed or caught."""
_SOLDIERS = re.compile(r"\b(?:soldiers|servicemen|troops|servicemembers|policemen|officers|pilots|sailors|marines|guards)\b", re.I)
_TENDS = re.compile(
    r"\b(?:health|hospitals?|medics?|medical|emergency|rescue|civil (?:defen[cs]e|protection)|interior|disaster|ambulance)\b", re.I
)
"""Bodies that count their own country's dead and hurt."""
_OWNS_UP = re.compile(r"\b(?:acknowledg|admi(?:t|ss)|conced|lost\b|losing\b|losses\b|(?:its|their|our) own\b)", re.I)
_STATE_FORCES = frozenset("army military police soldiers troops forces navy authorities government gendarmes commandos airforce".split())


@dataclass(frozen=True, slots=True)
class Harm:
    """One number of people harmed, in its sentence. ``before`` is the pair of the number just before it in the same sentence, for *another
    29 were hurt*; ``attacker`` whom the story blames for what happened at ``place``.
    """

    passage: Passage
    reading: Reading
    context: Context
    speaker: str | None
    claimant: str
    place: PlaceMention | None
    before: Pair
    attacker: str | None
    cause: EventType | None
    told: Told

    def pair(self) -> Pair:
        """Side and doer. Those harmed belong to the country of the place unless the text says otherwise."""
        said = said_by(self.passage, self.reading, self.told.subject)
        side, by = self.reading.side or said.side, self.reading.by or said.by or self._state_forces()
        if side is None and by is None and self._goes_on() and self.before != NOBODY:
            side, by = self.before
        if side is None or side in NONDESCRIPT or side == by:
            side, by = self._of_whom(said, by)
        if self.reading.measure in _NO_DOER:
            return side, None
        if by is None:
            by = self._blamed(side)
        if side is None or side != by:
            return side, by
        if said.by is None and self._state_forces() is None and self.reading.by is None:
            return side, None
        # "soldiers shot dead two men" in a land they hold; "army shells killed eight villagers" of its own.
        return self.context.people.get(self.context.other(by) or "", side), by if self.context.is_civil_war or self.context.people else None

    @property
    def _noun(self) -> str:
        noun = self.reading.noun
        return self.passage.between(self.reading.number.span.end, noun.end) if noun is not None else ""

    def _goes_on(self) -> bool:
        """Whether the number has no noun of its own: it counts more of those counted before it in the sentence."""
        noun = self.reading.noun
        return noun is None or noun == self.reading.number.span or "anaphor" in self.reading.notes

    def _state_forces(self) -> str | None:
        """*Soldiers killed 12*, *police detained 40*: the forces of the land, where no country is named with them."""
        tree, hit = self.passage.tree, self.passage.hit(self.reading)
        if tree is None or hit is None or hit.trigger.kind != "verb" or hit.trigger.agent != "by":
            return None
        doer = tree.agent(hit.at) if tree.is_passive(hit.at) else tree.subject(hit.at)
        return self.context.land if doer is not None and tree.lower[doer] in _STATE_FORCES else None

    def _of_whom(self, said: Roles, by: str | None) -> Pair:
        """The side where the sentence names none."""
        context, speaker = self.context, self.speaker
        if said.speaker:
            return speaker, by
        if self.reading.measure in (*_HELD, "killed", "injured") and _FOES.search(self._noun):
            if speaker is not None and not speaker.isupper() and by is None:
                return speaker, None  # a movement counts its own
            state = by if by is not None and by.isupper() else context.land
            return context.other(state) or context.movement, by or (state if speaker in (state, None) else None)
        local = self._place_of_speaker()
        if local is not None and self._is_foe(local) and (self.place is None or self._is_foe(self.place.country)):
            return local, by
        if speaker is not None and by is None and self._is_of_speaker():
            return speaker, None
        if self.place is not None and self.reading.measure == "detained" and self.place.country in context.foes:
            return context.other(self.place.country), self.place.country
        if self.place is not None:
            camp = context.kin.get(self.place.country or "")
            at_home = camp is None or camp != by
            return self.place.country if at_home else context.other(by), by
        if self.reading.unit == "persons" and (context.land in context.foes or not context.foes):
            home = self.told.home if not context.foes else context.land
            return (home if home != by else context.other(by)), by
        return None, by

    def _is_foe(self, country: str | None) -> bool:
        return country in self.context.foes or self.context.kin.get(country or "") in self.context.foes

    def _place_of_speaker(self) -> str | None:
        """*officials in Muzaffarabad said*, *a doctor in Chaman*: they count their own."""
        passage = self.passage
        return next((p.country for p in passage.places if p.country and any(p.span in c.span for c in passage.claimants)), None)

    def _is_of_speaker(self) -> bool:
        """A health ministry counts the patients of its country, an army its soldiers, and whoever owns up to losses its own."""
        text = self.passage.sentence.text
        if _TENDS.search(self.claimant) and self.place is None:
            return True
        if self.reading.measure in ("killed", "injured") and _OWNS_UP.search(text) and self.place is None:
            return True
        return self.reading.group == "military" and _SOLDIERS.search(self._noun) is not None and self.speaker == self.context.speaking_home

    def _blamed(self, side: str | None) -> str | None:
        if self.attacker is not None and self.attacker != side:
            return self.attacker
        movement = self.context.movement
        if self.reading.measure == "abducted":
            return self.told.captor or (movement if side is None or side.isupper() else None)
        if side is None:
            return None
        hit = self.passage.hit(self.reading)
        lost = hit is not None and hit.trigger.base == "lose" and self.reading.group == "military"
        hostile = lost or self.cause in WARLIKE or _ATTACK.search(self.passage.sentence.text) is not None
        if not hostile and self.reading.measure in ("killed", "injured", "captured"):
            hostile = self.cause is None and (self.reading.group == "military" or self.context.at_war)
        if self.cause in ("shooting", "ground_attack") and not self.context.foes and side == self.context.land:
            return movement
        return self.context.other(side) if hostile else None
