"""Whose the dead, the hurt, the captured and the missing are, and who did it: by their sentence, their place, and whom the story blames."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.event import EventType
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention, PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import Roles
from services.extractor.record import record
from services.extractor.story.abroad import is_owner_of_attacked
from services.extractor.story.at_work import fighters_of_whom, is_at_work, own_forces_so_far
from services.extractor.story.blame import blamed_in, is_accusation
from services.extractor.story.captives import held_pair
from services.extractor.story.context import WARLIKE, Context
from services.extractor.story.fighters import is_nameless
from services.extractor.story.flight import country_left
from services.extractor.story.forces import antecedent, forces_named, owner_of_forces, rulers_named
from services.extractor.story.owners import are_others, by_words_beside, goes_on_bare, is_abroad_of, named_beside
from services.extractor.story.reporters import counting_country, of_speaking_army, reporter
from services.extractor.story.sides import Pair, Told, actor_before, said_by

_NO_DOER = frozenset({"missing", "evacuated", "displaced", "escaped", "rescued"})
"""Measures that name no doer (labelling guide): people go missing, leave, are saved."""
_CLAIMABLE: frozenset[EventType | None] = frozenset({"bombing", "shooting"})
"""What a group owns up to, whoever else fights there."""
_HELD = frozenset({"detained", "captured"})
_POINTS = frozenset({"anaphor", "definite", "of them"})
_ATTACK = re.compile(
    r"\b(?:attack|ambush|raid|(?:air)?strike|shell|drone|UAV|missile|rocket|bomb|mortar|artillery|air defen[cs]e|militar|troops|war\b|"
    r"debris|wreckage)",
    re.I,
)
_OTHER_SIDE = keyed(r"\b(?:on|from) the (?:other|opposite|opposing) side\b|\b(?:for|on) (?:its|their) part\b", re.I)
_ENEMY_SIDE = keyed(r"\bon the (?:enemy|adversary|opposing|rebel|insurgent)(?:'s)? side\b|\benemy (?:losses|dead|casualties)\b", re.I)
_WERE = re.compile(
    r"(?: of (?:the|them|those)\b[^,.;]{0,50}?)? (?:was|were|are) (?:the |all )?((?:[a-z-]+ )?[a-z-]+)\b(?!-)(?=,|\.| shot| who| from|$)"
)
"""*Five of the 16 killed were attackers*."""
_POLICE = keyed(r"\bpolice\b(?! officers?\b)", re.I)
_SOLDIERS = keyed(r"\b(?:army|armed|military|soldiers|troops|forces)\b", re.I)
_IN_ITS_RANKS = keyed(r"\b(?:in|among|from|of) (?:its|their) (?:own )?(?:ranks|men|members|fighters|side)\b", re.I)
_OF_ITS_OWN = re.compile(r" of (?:its|their) own\b")
_ADMITS = re.compile(
    r"\b(?:acknowledge[sd]?|admit(?:s|ted)?|concede[sd]?)(?: to)?(?: (?:having )?los(?:t|ing)| (?:the )?(?:loss|deaths?) of)?"
    r"(?: (?:only|some|about|at least|just))? \Z",
    re.I,
)
_MISHAP = keyed(
    r"\b(?:(?:helicopter|plane|aircraft|road|car|bus|truck|train|traffic)(?:'s)? (?:crash|accident|collision)(?:es|s)?|crash(?:ed|es)?|"
    r"collided|collisions?|accidents?|accidentally|overturned|capsized|derailed|friendly fire|mishap|stampede|crush)\b",
    re.I,
)
"""What kills without anybody's doing, in the story of a war too."""
_WEAPON = keyed(r"\b(?:drones?|UAVs?|missiles?|rockets?|shells?|bombs?|debris|wreckage|shot down|shooting down)\b", re.I)
_ATTACK_ON = re.compile(
    r"\b(?:(?:attacks?|assaults?|rampages?|raids?|incursions?|onslaughts?|massacres?|invasions?) (?:[a-z]+ ){0,4}?"
    r"(?:on|against|in|into|inside|through|across|upon)|attacked|stormed|invaded|raided) (?:the )?(?:[a-z]+ ){0,3}\Z",
    re.I,
)
_IN_WHICH = re.compile(r"\b(?:in which|during which|that|which|when|where|killing|leaving)\b")
_ATTACK_BEFORE = 70
"""Characters before a country in which it is said to be attacked."""
_IN_IT = 90
"""Characters between an attacked country and those killed in it."""
_LED = 8
"""Characters between a party and its attack: *-led*, *'s*."""
_CAPTORS = keyed(r"\b(?:by|at the hands of) (?:the|their|his|her) (?:captors|kidnappers|abductors|hostage[- ]takers)\b", re.I)
_ASTRAY = keyed(
    r"\b(?:friendly fire|misguided|misdirected|errant|(?:went|gone|go) astray|by (?:their|its) own (?:side|troops|forces|men|fire)|"
    r"(?:by mistake|mistakenly|accidentally) (?:bombed|shelled|shot|killed|hit|fired))",
    re.I,
)
_WHERE = re.compile(
    r"\b(?:in|into|inside|near|across|on|over|within|at|of|throughout|southern|northern|eastern|western|central) (?:the )?\Z"
)
_TENDS = re.compile(
    r"\b(?:health|authorities|hospitals?|doctors?|medics?|medical|civil (?:defen[cs]e|protection)|rescue|rescuers|ambulance|"
    r"emergency|mayor|governor|interior|disaster|local|regional|residents?|village|officials in)\b",
    re.I,
)
"""Those who count the dead and hurt of their own country."""
_ANOTHER = re.compile(
    r"(?:A (?:second|third|further|separate|later)|Another) (?:air ?)?(?:strike|raid|bombing|ambush)\b(?! (?:by|against|on (?!\w+day)))"
)


@record(frozen=True, slots=True)
class Harm:
    """One number of people harmed, in its sentence.

    ``speaker`` is the side of whoever claims it, ``claimant`` their name, ``counting`` the side if it counts its own
    (`reporters.counting`). ``before`` is the pair of the harm counted just before, ``joined`` that figure if it stands in this sentence.
    ``attackers``: who harmed whom at each place so far.
    """

    passage: Passage
    reading: Reading
    context: Context
    bank: Bank
    speaker: str | None
    claimant: str
    counting: str | None
    place: PlaceMention | None
    attackers: Mapping[tuple[str, str | None], str]
    cause: EventType | None
    before: Pair
    joined: Fact | None
    told: Told

    def pair(self) -> Pair:
        """Side and doer. Those harmed belong to the country of the place unless the text says otherwise; the doer is whom it blames."""
        owner = self._police() or owner_of_forces(self.context, self.speaker, self.bank)
        if self.speaker is None and self.bank.armed.state_forces.search(self.claimant):
            return replace(self, speaker=owner)._pair(owner) if owner is not None else self._pair(None)
        return self._pair(owner)

    def _police(self) -> str | None:
        """*The raids in Belgium came after police there killed two*: police are of the country that their sentence places them in."""
        place, text = self.place, self.passage.sentence.text
        if place is None or place.country is None or place.span not in self.passage.sentence.span or not _POLICE.search(text):
            return None
        return None if _SOLDIERS.search(text) else self.bank.forces_of(place.country)

    def _pair(self, owner: str | None) -> Pair:
        passage, reading, context = self.passage, self.reading, self.context
        forces = forces_named(passage, owner, self.bank)
        if reading.measure in _HELD:
            rulers = rulers_named(passage, owner if owner is not None and owner.isupper() else context.scene)
            forces += tuple(ruler for ruler in rulers if not any(ruler.span.overlaps(force.span) for force in forces))
        actors = tuple(sorted((*passage.actors, *forces), key=lambda actor: actor.span))
        subject = antecedent(passage, reading, forces) or self.told.subject
        said = said_by(passage.with_(actors=actors), reading, subject)
        kind = said.side if "kind" in reading.notes else None  # "246 were arrested: 128 Mozambicans, 80 ..."
        named = kind or reading.side or said.side or fighters_of_whom(passage, reading) or self._own(said, subject)
        named = None if context.between and named in context.between and self.bank.country(named) is None else named
        blamed = blamed_in(passage.with_(actors=actors), self.bank, states=not context.leads_with_abductions, number=reading.number.span)
        by = reading.by or (said.by if self._has_doer() else None) or (blamed if blamed != named else None)
        by = None if by is not None and reading.measure in _HELD and is_accusation(passage, by) else by
        if (again := self._another_strike()) is not None:
            return again
        if named is None and (left := country_left(passage, reading, self.place, context, self.joined)) is not None:
            return left, None
        by = self._movement_of(self._captors() if by is None else by, actors)
        if by is None and reading.measure not in _HELD and _ASTRAY.search(passage.sentence.text):
            return self._astray(named, actors)
        if (attacked := self._in_attack(actors)) is not None and reading.measure not in _HELD:
            return named or attacked[0], by if reading.by is not None else None if reading.measure in _NO_DOER else attacked[1] or by
        if self.joined is not None and self._is_share(named, self.joined):
            return self.joined.side, self.joined.by
        if named is None and self.joined is not None and self._carries_on(self.joined):
            saved = self.joined.reading.measure in _NO_DOER  # "30 were saved, 75 were hurt"
            by = by or self.joined.by or (self._blamed(self.joined.side) if saved else None)
            return self.joined.side, None if reading.measure in _NO_DOER else by
        if reading.measure in _HELD:
            if by is None and (held := self._held_before()) is not None:
                if None not in held and named is None:
                    return held
                by = held[1]
            return held_pair(passage, reading, context, self.bank, place=self.place, told=self.told, said=(named, by), speaker=self.speaker)
        side, enemies = named, self._are_enemies(named)
        if enemies:
            side = self._enemy_of(by or owner)
        elif named is None or is_nameless(named, self.bank):
            side = (self.before[0] if self.joined is None and goes_on_bare(passage, reading, self.before[0]) else None) or self._at_home(by)
        if reading.measure in _NO_DOER:
            return side, None
        if by == side and not is_at_work(passage, actors, by):
            by = None
        if by is None and self.joined is None and self.before[0] == side and reading.mode == "part" and _POINTS & set(reading.notes):
            return side, self.before[1]  # "Of those killed, 32 were children"
        if by is None and not enemies and self._in_crackdown(side, actors):
            return side, self.bank.forces_of(side)
        by = (
            by
            or (self._nameless(actors) if not enemies else None)
            or self._goes_on(side)
            or self._blamed(side)
            or (owner if enemies and side in (None, context.movement) else None)
        )
        return side, self.bank.forces_of(by) if by != side or is_at_work(passage, actors, by) else None

    def _another_strike(self) -> Pair | None:
        """*The air force bombed a camp, killing 33 guerrillas. A second strike killed 36*: of the same, by the same."""
        alone = self.reading.measure in ("killed", "injured") and "elliptic" in self.reading.notes and self.joined is None
        return self.before if alone and None not in self.before and _ANOTHER.match(self.passage.sentence.text) else None

    def _held_before(self) -> Pair | None:
        """*The group holds 11 foreigners: four sailors from Indonesia ...*, *Four of the men are from Stoke*: of whoever holds all."""
        if self.joined is not None and self.joined.reading.measure == self.reading.measure:
            return None, self.joined.by
        return self.before if _POINTS & set(self.reading.notes) else None

    def _in_attack(self, actors: Sequence[ActorMention]) -> Pair | None:
        """*The Hamas-led attack on southern Israel, in which 1,200 were killed*: of the country attacked, by whoever attacked it."""
        passage, start = self.passage, self.reading.number.span.start
        for place in reversed(passage.places):
            if place.country is None or not 0 < start - place.span.end < _IN_IT or is_owner_of_attacked(passage, place):
                continue
            attack = _ATTACK_ON.search(passage.between(place.span.start - _ATTACK_BEFORE, place.span.start))
            if attack is None or not _IN_WHICH.search(passage.between(place.span.end, start)):
                continue
            at = place.span.start - min(_ATTACK_BEFORE, place.span.start - passage.sentence.span.start) + attack.start()
            doers = [a.id for a in actors if a.form != "pronoun" and 0 <= at - a.span.end <= _LED]
            by = doers[-1] if doers and doers[-1] != place.country else None
            foe = self.context.opponent(place.country)
            movement = self.context.movement if self.context.is_at_home(self.context.movement, foe) else None
            return place.country, by or movement or foe
        return None

    def _captors(self) -> str | None:
        """*Three were killed by their captors*: by the movement that holds people."""
        captors = _CAPTORS.search(self.passage.sentence.text) is not None and self.reading.measure in ("killed", "injured")
        return (self.told.captor or self.context.movement) if captors else None

    def _movement_of(self, by: str | None, actors: Sequence[ActorMention]) -> str | None:
        """*Three Palestinian bombers of the group Hamas*: the armed party of their country that the sentence names, not the country."""
        if by is None or not by.isupper() or is_at_work(self.passage, actors, by):
            return by
        groups = {actor.id for actor in actors if actor.form == "name" and self.context.is_at_home(actor.id, by)}
        return next(iter(groups)) if len(groups) == 1 else by

    def _astray(self, named: str | None, actors: Sequence[ActorMention]) -> Pair:
        """*Killed by a misguided US bomb*, *by friendly fire*: by their own side, or by nobody; never by the foe."""
        side = named or self._at_home(None)
        own = is_at_work(self.passage, actors, side) or self.reading.group == "military"
        return side, self.bank.forces_of(side) if own else None

    def _enemy_of(self, by: str | None) -> str | None:
        """The party of fighters whom nobody names: the story's movement, else in a war of two countries the other one."""
        context = self.context
        if context.movement is not None:
            return context.movement if context.movement != by else None
        foe, country = context.other(by), self.place.country if self.place is not None else None
        if by is not None and by == country:
            return country if self._are_described() else None  # fighters whom their own state fights
        return foe if foe is not None and foe.isupper() and not is_nameless(foe, self.bank) else None

    def _are_described(self) -> bool:
        """*46 Druze fighters*: a people of the country, and no party."""
        noun = self.reading.noun
        words = self.passage.between(self.reading.number.span.end, noun.end).split() if noun is not None else []
        return any(word[:1].isupper() for word in words)

    def _has_doer(self) -> bool:
        """Whether the subject of the verb did it: who *recovered 20 bodies* did not."""
        hit = self.passage.hit(self.reading)
        return hit is None or hit.trigger.kind != "verb" or hit.trigger.agent == "by"

    def _own(self, said: Roles, subject: str | None) -> str | None:
        """*Our people*, *its troops*, *in its ranks*: of whoever speaks, or whom the sentence is about; *on the other side*: of the foe."""
        text = self.passage.sentence.text
        if said.speaker:
            return self.speaker
        if said.own or _IN_ITS_RANKS.search(text) or _OF_ITS_OWN.match(text, self.passage.local(self.reading.number.span).end):
            return self.speaker or actor_before(self.passage, self.reading) or subject
        before = self.passage.before_number(self.reading)
        gapped = "elliptic" in self.reading.notes or (self.joined is not None and "head" in self.reading.notes)
        if (admits := _ADMITS.search(before)) and rulers_named(self.passage, self.context.ruler):
            return self.context.ruler  # "The government admits to 200 deaths"
        if admits or (gapped and not said.pronoun and named_beside(self.passage, self.reading)):
            return actor_before(self.passage, self.reading)
        return (
            by_words_beside(self.passage, self.reading, self.speaker, self.before[0])
            or of_speaking_army(self.passage, self.reading, self.speaker, self.claimant, self.context, self.bank)
            or self._of_reporter()
            or (self.before[1] if self.joined is None and _OTHER_SIDE.search(text) else None)
        )

    def _of_reporter(self) -> str | None:
        """*Cambodia reports 31 civilians killed*, in a war of two states."""
        if self._are_enemies(None):
            return None
        return (
            reporter(self.passage, self.reading, self.context)
            or self.counting
            or counting_country(self.passage, self.reading, self.context)
        )

    def _carries_on(self, joined: Fact) -> bool:
        """*58 soldiers were dead and about 30 wounded*, *another 29*: the number goes on with those counted before it."""
        end, others = self.reading.number.span.start, are_others(self.passage, self.reading)
        if not (others or self.reading.noun is None or "elliptic" in self.reading.notes) or joined.span.end > end:
            return False
        named = [m.span for m in self.passage.actors] + (
            [] if others else [m.span for m in self.passage.places if is_abroad_of(joined.side, m, self.bank)]
        )
        return not any(joined.span.end <= span.start < end for span in named)

    def _goes_on(self, side: str | None) -> str | None:
        """*More than 200 were wounded*, right after the dead of the same deed: by whoever did that."""
        bare = self.joined is None and "elliptic" in self.reading.notes and not self.passage.actors
        return self.before[1] if bare and side == self.before[0] and not any(p.kind != "country" for p in self.passage.places) else None

    def _is_share(self, named: str | None, joined: Fact) -> bool:
        """*55 captives, six civilians and eight separatist leaders among them*: kinds of those just counted, of no other people."""
        of_them = {"part of antecedent", "of them"} & set(self.reading.notes) and not self._are_enemies(named)
        listed = of_them or {"including", "joined"} & set(self.reading.notes)
        alike = self.reading.mode == "part" and joined.reading.measure == self.reading.measure
        foes = self.reading.measure not in _HELD and named is not None and named in (joined.by, self.context.movement)
        return bool(listed) and alike and joined.side is not None and not foes and not (named is not None and named.isupper())

    def _at_home(self, by: str | None) -> str | None:
        """The country that people of no named side belong to: where they were harmed, or of the officials who count their own."""
        context, place = self.context, self.place
        stated = place is not None and place.span in self.passage.sentence.span and (place.kind != "country" or not context.foes)
        country, local = self._country(), self._place_of_speaker()
        own = local or self.bank.country(self.speaker)
        if local in context.foes and country in context.foes:
            return local
        if own is not None and _TENDS.search(self.claimant) and (not stated or (by is not None and by == country)):
            return own
        at_war = self.cause in WARLIKE and country in context.foes
        uniformed = self.reading.group in ("military", "police")
        if (
            uniformed
            and by is not None
            and by == country
            and len(context.foes) == 2
            and not is_at_work(self.passage, self.passage.actors, by)
        ):
            return context.other(by) or country  # "Palestinians threw grenades, injuring a policeman"
        if country is not None and country == by and place is not None and place.kind == "country" and self._is_doer(place):
            return context.opponent(by) or country  # "Israel has killed 115 medics": Israel is no place here
        if uniformed and context.army is not None and not at_war and context.army in (context.scene, context.home, *context.foes):
            return context.army
        if country is not None:
            return context.other(by) or country if context.is_at_home(by, country) else country
        if place is None and by is None and own in context.foes and not self.passage.claimants:
            return own
        sides = {*context.foes, *(context.countries.get(foe) for foe in context.foes)}
        if self.reading.unit == "persons" and (context.land in sides or not context.foes):
            home = self.told.home if not context.foes else context.land
            foe = context.other(by)
            return home if home != by else self.bank.country(foe) or foe or home
        return self.bank.country(by) if by is not None and not by.isupper() else None

    def _is_doer(self, place: PlaceMention) -> bool:
        """Whether the place is only the name of a party that acts: nothing stands before it that says where."""
        before = self.passage.between(place.span.start - 12, place.span.start)
        return place.span in self.passage.sentence.span and _WHERE.search(before) is None

    def _country(self) -> str | None:
        """The country of the place; a village that no gazetteer lists is where the story is, not where it was written."""
        context, place = self.context, self.place
        if place is None:
            return None
        if place.kind == "country" and ";" in self.passage.between(self.reading.number.span.end, place.span.start):
            return context.scene  # "clashes leave 40 dead; Israel strikes tanks"
        unlisted = place.lat is None and place.kind == "city"
        there = any(other.country == place.country and other != place for other in self.passage.places)
        if unlisted and not there and place.country in context.foes and context.scene is not None:
            return context.scene  # where the attackers are from is no reason to look for the village there
        astray = unlisted and place.country == context.home and context.home not in context.foes
        return context.scene if astray and context.scene != context.blamed else place.country  # no village of the attacker's land

    def _place_of_speaker(self) -> str | None:
        """*Officials in Muzaffarabad said*, *a doctor in Chaman*: they count their own."""
        return next((p.country for p in self.passage.places if p.country and any(p.span in c.span for c in self.passage.claimants)), None)

    def _are_enemies(self, named: str | None) -> bool:
        """Whether the counted are fighters of no named side: *12 "bandits"*, *20 fighters*."""
        if named is not None:
            return is_nameless(named, self.bank)
        noun, number = self.reading.noun, self.reading.number.span
        counted = self.passage.between(number.end, noun.end).lower().split() if noun is not None else []
        if noun is not None and noun.end <= number.start:
            counted = self.passage.between(number.end, number.end + 24).lower().split()[:1]  # "the bodies of eight fighters"
        told = _WERE.match(self.passage.between(number.end, number.end + 90))
        fighters = self.told.fighters or self._fight(counted) or (told is not None and self._fight(told[1].split()))
        text, at = self.passage.sentence.text, self.passage.local(number).start
        return fighters or _ENEMY_SIDE.search(text, text.rfind(";", 0, at) + 1, at) is not None

    def _nameless(self, actors: Sequence[ActorMention]) -> str | None:
        """*Twelve were killed when suspected jihadists attacked a village*: fighters without a name, unless the story blames a party."""
        if self.context.blamed is not None or self.context.movement is not None:
            return None
        return blamed_in(self.passage.with_(actors=actors), self.bank, states=False, nameless=True)

    def _fight(self, words: Sequence[str]) -> bool:
        """Whether the last of the words name fighters of an armed group."""
        last = [word.strip("\"'\u201c\u201d") for word in words[-2:]]
        return bool(last) and not self.bank.armed.combatants.isdisjoint({last[-1], " ".join(last)})

    def _blamed(self, side: str | None) -> str | None:
        """Who did it, where the sentence blames nobody: whoever attacked them at the place, whom the story blames, the foe.

        Only a state has warplanes, so an airstrike in a country without a foreign foe is its own.
        """
        context, measure = self.context, self.reading.measure
        text = self.passage.sentence.text
        if self.cause in (None, "accident") and _MISHAP.search(text) and not _WEAPON.search(text):
            return None
        attacker = self.attackers.get((self.place.name, side)) if self.place is not None else None
        if context.roundup and self._is_abroad(attacker):
            attacker = None
        if attacker is not None and attacker != side:
            return attacker
        if context.claimed not in (None, side) and not self._is_abroad(context.claimed) and (self.cause or context.cause) in _CLAIMABLE:
            return context.claimed
        foe = context.opponent(side)
        foreign = foe is not None and not context.is_at_home(foe, side)
        if foreign and context.movement != side and context.is_at_home(context.movement, foe):
            foe = context.movement  # Israelis are killed by Hamas where the story names it, not by the Palestinians
        foe = None if self._is_abroad(foe) else foe
        blamed = context.blamed if context.blamed != side and not (foreign and context.is_at_home(context.blamed, side)) else None
        blamed = None if self._is_abroad(blamed) else blamed
        if measure == "abducted":
            return blamed or (context.movement if context.movement != side else None)
        if not (self._is_attack(side, blamed) or _ATTACK.search(self.passage.sentence.text)):
            return None
        if blamed is None and context.warplanes and side == context.scene and (foe is None or context.is_at_home(foe, side)):
            return self.bank.forces_of(side)
        return blamed or foe or context.enemy(side)

    def _in_crackdown(self, side: str | None, actors: Sequence[ActorMention]) -> bool:
        """*Troops killed 14 people. Five died in raids on the capital*: whoever fights no war abroad and has harmed all so far did it."""
        if self.reading.group in ("military", "police") or not own_forces_so_far(self.told.doers, side) or self._nameless(actors):
            return False
        foe = self.context.opponent(side)
        at_home = foe is None or self.bank.country(foe) in (None, side)
        return at_home and (self.cause in WARLIKE or _ATTACK.search(self.passage.sentence.text) is not None)

    def _is_abroad(self, party: str | None) -> bool:
        """Whether a party of a round-up has its home elsewhere than where the counted were harmed, so that it is of another item."""
        home, place = self.bank.country(party), self.place
        return self.context.roundup and place is not None and home is not None and place.country not in (None, home)

    def _is_attack(self, side: str | None, blamed: str | None) -> bool:
        """Whether what killed or hurt is a deed of war; in the story of an attack, a fire or collapse too."""
        context, hit = self.context, self.passage.hit(self.reading)
        if self.cause is None:
            lost = hit is not None and hit.trigger.base == "lose" and self.reading.group == "military"
            foe = context.opponent(side)
            fought = self.reading.group == "military" and foe is not None and not foe.isupper()
            return lost or fought or context.cause in WARLIKE or bool(context.parties) or blamed is not None or foe is not None
        if self.reading.group == "military" and side in context.foes and all(foe.isupper() for foe in context.foes):
            return self.cause != "disaster"
        if self.cause in WARLIKE or self.cause == "shooting" or (side is not None and side == context.movement):
            return True
        return self.cause == "accident" and context.cause in WARLIKE
