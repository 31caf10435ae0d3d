"""Readings as the story's topic would have them: what an elliptic number counts, what a word of many senses means here."""

from __future__ import annotations

import re

from services.extractor.keyed import keyed
from services.extractor.model import TAKEN, Reading
from services.extractor.passage import Passage
from services.extractor.readers.triggers import Hit
from services.extractor.story.arms import weapon_meant
from services.extractor.story.families import AIR, MOVES, TRANSFERS
from services.extractor.story.flights import is_aboard
from services.extractor.story.found import MORGUES, is_found_dead
from services.extractor.story.held_or_not import LAWFUL, in_next_group, is_carried_down, is_lawful, is_taken_from_prison
from services.extractor.story.letting_go import (
    FALLEN,
    MOVING,
    PRISONERS,
    are_bodies,
    are_held,
    bodies_taken_in,
    is_crossing_free,
    is_discharged,
    is_given_for,
    is_held_no_more,
    is_letting_go,
    is_out_of_cells,
    wounded_of_freed,
)
from services.extractor.story.nobody import counts_nobody
from services.extractor.story.patients import as_patient, counts_no_harm, is_dead_after_all, is_out_of_water
from services.extractor.story.state import State
from services.extractor.story.taken_before import share_taken_before

_BODIES = keyed(r"\b(?:bod(?:y|ies)|remains|coffins?)\b", re.I)
_FOUND_AND_GIVEN = re.compile(
    r"[^.;]{0,80}\band (?:hand(?:ed|ing)? over|handed to (?:the (?:two|other) side|both)|repatriated|returned|turned over|"
    r"delivered|sent (?:back|home))\b"
    r"(?! to (?:(?:the|their|his|her|its) )?(?:[\w-]+ ){0,2}(?:famil\w+|relatives|kin|police|coroners?|morgues?|hospitals?|mortuar\w+))"
)
"""*The remains of 11 were found and handed over*: given back, save to those who bury or examine them."""
_AMONG_FREED = re.compile(r"(?:Also )?[Aa]mong (?:those|the (?:\w+ )?(?:captives|prisoners|detainees)) (?:released|freed|let go)\b")
"""*Among those freed were 12 survivors of a bombing*: they are let go, and were rescued long before."""
_TO_PRISON = re.compile(
    r"[^.;]{0,60}\bto (?:the |an? )?(?!(?:[\w-]+ ){0,3}(?:exchange|handover|swap|meeting|release))[\"“]?(?:[\w-]+ ){0,3}"
    r"(?:prisons?|jails?|custody|detention|cells?|penitentiar(?:y|ies)|(?:secure|high-security|other|another|different) "
    r"(?:locations?|sites?|cent(?:er|re)s?|blocks?|facilit(?:y|ies)))\b",
    re.I,
)
"""*Moved 150 detainees to a secure location abroad*: still held."""
_ELEMENTS = re.compile(
    r"\b(?:mud|rubble|debris|wreckage|water|waters|sea|river|lake|flood\w*|boats?|ships?|ferry|vessel|building|mine|shaft|fire|"
    r"snow|avalanche|"
    r"landslide)\b",
    re.I,
)
"""What people are rescued from who were no captives."""
_FORMULA = frozenset({"swap", "swap, other side", "people"})
"""*June 11: 60 for 150* swaps people, whatever was told of last; and a people's bodies are called so."""
_DEMANDS = re.compile(
    r"\b(?:demand(?:s|ed|ing)?|call(?:s|ed|ing)? for|urg(?:es|ed|ing)|appeal(?:s|ed|ing)? for|seek(?:s|ing)?|sought|"
    r"press(?:es|ed|ing)? for|want(?:s|ed)?|insist(?:s|ed|ing)? on|condition(?:s|ed)? on) (?:[$€£]?[\w.,’'-]+ ){0,8}"
    r"(?:release|return|freeing|freedom|liberation|handover) of (?:[a-z]+ ){0,3}\Z",
    re.I,
)
"""*He demanded the release of all 76 captives*: nobody has promised it."""
_PRISON = re.compile(r" (?:from )?(?:[\w’'-]{1,20} ){0,4}(?:prisons?|jails?|custody|captivity|detention|cells?|captors|penitentiary)\b")
"""*Twenty inmates fled a crowded northern prison*: they have escaped, and are not displaced."""
_FROM_HOME = re.compile(
    r" (?:(?:from )?(?:the|their|his|her) )?(?:country|homeland|homes?|houses|villages?|towns?|city|region|area|fighting|war|"
    r"violence|shelling)\b"
)
"""What people flee who were nobody's captives."""
_DOERS = frozenset("suspects suspect robbers robber burglars thieves kidnappers abductors perpetrators killers drivers hijackers".split())
_GETAWAY = re.compile(
    r" (?:(?:away|off|back|together|quickly) )?(?:(?:in|on|aboard|by|inside) (?:[\w-]+ ){0,4}?"
    r"(?:taxis?|cars?|vans?|motor\w+|bikes?|bicycles?|vehicles?|trucks?|pick-?ups?|scooters?|jeeps?|rickshaws?|foot)\b|"
    r"(?:from )?(?:the )?(?:crime )?(?:scene|site|justice|police|arrest|capture|prosecution)\b)"
)
_A_GANG = 12
"""More than so many who flee in cars are driven out."""
_BOMBED = re.compile(
    r"\b(?:air ?strikes?|air raids?|air operations?|warplanes?|fighter jets?|jets|artillery|bomb\w*|shell\w*|aviation)\b", re.I
)
_IN_THE_SKY = re.compile(
    r"\b(?:air(?:borne)?|aerial|flying|enemy's) (?:targets?|objects?)|\b(?:drones?|UAVs?|missiles?|air defen[cs]es?)\b", re.I
)
_INMATES = re.compile(r"\b(?:inmates?|prisoners?|convicts?|detainees?|captives?|hostages?)\b")
_SEIZING = frozenset({"seize", "grab", "take", "snatch"})
_PER_HEAD = re.compile(r"(?: [\w’'-]{1,20}){0,3} (?:in (?:exchange|return) )?for (?:every|each) [a-z]", re.I)
"""*Three for every hostage*, *15 bodies for each soldier*: a price, and no count."""
_CARRYING = frozenset({"take", "bring", "shift", "carry", "move", "rush", "ferry", "transport", "wheel"})
_SEEKING = frozenset({"search for", "look for", "hunt for", "search", "hunt", "comb for"})
_STILL_MISSED = re.compile(r"(?: [\w’'-]{1,20}){0,4} (?:missing|unaccounted|trapped|buried|lost)\b")
"""*looking for seven people still missing*: whoever they are, they are missed."""
_THE = re.compile(r"\b[Tt]he \Z")
_NEAR_SENTENCES = 2


def _counts_itself(passage: Passage, reading: Reading) -> bool:
    """*The ministry acknowledged eight launches*: of whatever the story has told of."""
    hit = passage.hit(reading)
    return hit is not None and hit.trigger.counts == "self"


def in_topic(state: State, passage: Passage, reading: Reading) -> Reading | None:
    """The reading as the story's topic would have it; None where a word of many senses has no topic to stand on.

    *On Wednesday it returned 27* returns bodies where bodies are told of; nobody who is *taken off the train* is abducted unless the
    story tells of abductions.
    """
    if (some := share_taken_before(passage, reading, state.facts)) is not None:
        return some
    if is_dead_after_all(passage, reading):
        return reading.with_(measure="killed", mode="part")
    if reading.measure in AIR and (
        reading.unit == "unknown"
        or (reading.unit == "weapons" and ({"elliptic", "anaphor"} & set(reading.notes) or _counts_itself(passage, reading)))
    ):
        weapon = weapon_meant(state, passage, reading)
        if weapon is None:
            return None
        reading = reading.with_(unit=weapon)
    if reading.measure in ("intercepted", "launched") and reading.unit == "weapons" and _is_on_the_ground(state, passage, reading):
        return None
    if reading.measure == "displaced" and _gets_away(state, passage, reading):
        return None
    if reading.measure == "released" and are_bodies(passage, reading):
        reading = reading.with_(measure="bodies_returned", unit="bodies")
    if _is_found_to_give(state, passage, reading):
        end = reading.number.span.end
        taking = [a.id for a in passage.actors if a.span.start > end and passage.between(a.span.start - 7, a.span.start) == "to the "]
        return reading.with_(measure="bodies_returned", unit="bodies", side=taking[0] if taking else None)
    before = state.facts[-1] if state.facts else None
    if (freed := wounded_of_freed(passage, reading, before, captives=state.context.captives)) is not None:
        return freed
    if state.context.exchange and (taken_in := bodies_taken_in(passage, reading)) is not None:
        return taken_in
    if state.context.exchange and is_crossing_free(passage, reading, passage.hit(reading)):
        reading = reading.with_(measure="released")
    if counts_no_harm(passage, reading, passage.hit(reading), state.facts):
        return None
    if (patient := as_patient(passage, reading, passage.hit(reading), state.bank)) is not None:
        return patient
    if reading.measure in TAKEN and is_given_for(passage, reading):
        return reading.with_(measure="released")
    if reading.measure == "rescued" and _AMONG_FREED.match(passage.sentence.text):
        return reading.with_(measure="released", mode="part")
    if reading.measure == "detained" and (_SOME_HELD.search(_before_trigger(passage, reading)) or _is_aboard(state, passage, reading)):
        told = state.context.exchange or any(hit.trigger.measure == "released" and not hit.trigger.weak for hit in passage.hits)
        return reading.with_(measure="released", mode="increment") if told else None
    if not state.context.exchange and is_found_dead(passage, reading, state.context.cause):
        return reading.with_(measure="killed", unit="persons")
    if reading.measure in TRANSFERS and not (_FORMULA & set(reading.notes)) and not _names_a_kind(state, passage, reading):
        last = next((f.reading for f in reversed(state.facts) if f.reading.measure in (*TRANSFERS, "evacuated")), None)
        near = bool(state.facts) and passage.sentence.index - state.facts[-1].sentence.index <= _NEAR_SENTENCES
        other = last is not None and near and last.measure != reading.measure and not _is_told_beside(state, reading)
        if last is not None and other and not _says_other(passage, last):
            return reading.with_(measure=last.measure, unit=last.unit)
        if last is None and reading.measure == "bodies_returned":
            return reading.with_(measure="released", unit="persons")
    if reading.measure == "detained" and state.context.exchange and _SPENT.search(_before_trigger(passage, reading)):
        return None  # "the Americans, two of them dual nationals, had spent six years in prison": until now
    per_head = reading.measure in TRANSFERS and _PER_HEAD.match(passage.sentence.text, passage.local(reading.number.span).end)
    captives = (state.context.captives or state.context.holding) and state.context.cause not in ("disaster", "accident")
    if counts_nobody(passage, reading, captives=captives) or per_head:
        return None
    if reading.measure == "released" and _DEMANDS.search(passage.before_number(reading)):
        return None
    if reading.measure == "released" and state.returning == passage.sentence.paragraph and not PRISONERS.search(passage.sentence.text):
        return None  # "412 refugees returned. In all, 39,842 have returned."
    if reading.measure == "detained" and is_held_no_more(passage, reading):
        reading = reading.with_(measure="released")
    hit = passage.hit(reading)
    if is_taken_from_prison(passage, reading) or (reading.measure == "abducted" and is_carried_down(passage, reading)):
        return None
    if reading.measure == "abducted" and hit is None and is_lawful(passage, reading):
        return reading.with_(measure="detained")
    if reading.measure == "injured" and state.context.exchange and (next_group := in_next_group(passage, reading)) is not None:
        return next_group
    if hit is not None and _is_only_moved_or_wanted(state, passage, reading, hit):
        return None
    if reading.measure == "released" and hit is not None and hit.trigger.base in MOVING:
        if _tells_of_flight(state) or _is_cleared(passage, reading, hit):
            return reading.with_(measure="evacuated")
        if _TO_PRISON.match(passage.after_number(reading)):
            return None
    if reading.measure == "released" and (_is_saved(state, passage, hit) or is_out_of_water(passage, reading, hit)):
        return reading.with_(measure="rescued")
    if reading.measure == "rescued" and hit is not None and _is_no_rescue(state, passage, hit):
        return None  # "20 hostages are confirmed to be alive", "the army pulled out 300 men"
    if (
        reading.measure == "released"
        and "of freed" not in reading.notes
        and not (
            (state.context.captives or are_held(passage, reading, hit) or (state.context.holding and is_letting_go(hit)))
            and _is_let_go(state, passage, reading, hit)
            and not is_discharged(passage, reading, hit)
        )
    ):
        return None
    held = state.context.abductions or (state.context.exchange and PRISONERS.search(passage.sentence.text) is not None)
    held = held or (
        hit is not None and hit.trigger.base == "bring out" and state.context.captives and is_out_of_cells(passage, _subject(passage, hit))
    )
    if reading.measure == "rescued" and held and not ("of nation" in reading.notes or _ELEMENTS.search(passage.sentence.text)):
        return reading.with_(measure="released")
    if hit is not None:
        reading = _other_sense(state, passage, reading, hit)
        end = (reading.trigger or reading.number.span).end
        if reading.measure == "abducted" and hit.trigger.base == "take" and _TO_CARE.match(passage.between(end, passage.sentence.span.end)):
            return None  # "seven of them were taken to hospitals"
        if reading.measure == "abducted" and (
            (hit.trigger.base == "take" and _names_again(passage, reading))
            or (hit.trigger.base == "herd into" and not state.context.abductions)
        ):
            return None  # "took the two officers to the city", "herded 300 fans into the stand": only moved
    return reading if _stands(state, reading) else None


def _is_no_rescue(state: State, passage: Passage, hit: Hit) -> bool:
    return hit.trigger.base.startswith(_OF_MISHAPS) and not (_is_mishap(state) or _ELEMENTS.search(passage.sentence.text))


def _is_mishap(state: State) -> bool:
    return state.context.cause in ("disaster", "accident") and not (state.context.exchange or state.context.abductions)


def _is_saved(state: State, passage: Passage, hit: Hit | None) -> bool:
    """*Rescuers freed one man*, *four were freed from the wreckage*: of rubble and water, where the story is of a mishap or says so."""
    if hit is None or hit.trigger.base not in _SETTING_LOOSE or PRISONERS.search(_FREED_WORD.sub("", passage.sentence.text)) is not None:
        return False
    if state.context.exchange or state.context.abductions or _SEIZED.search(passage.sentence.text) is not None:
        return False
    return _is_mishap(state) or _RESCUERS.search(_subject(passage, hit)) is not None


_OF_MISHAPS = ("confirm", "pull out", "dig out", "get out")
_SETTING_LOOSE = frozenset({"free", "set free"})
_SEIZED = re.compile(r"\b(?:captured|jailed|imprisoned|detained|arrested|abducted|kidnapped|held|seized)\b", re.I)
_FREED_WORD = re.compile(r"\bfree[ds]?\b|\bfreeing\b", re.I)
_RESCUERS = re.compile(r"\b(?:rescuers?|rescue|firefighters?|firemen|fire brigade|lifeguards?|divers|paramedics)\b", re.I)
_SPENT = re.compile(r"\b(?:spent|spend|spending|served|serving|languished|endured)\b")
_TO_CARE = re.compile(
    r"[^.;:]{0,40}?\bto (?:the |an? |their |its )?(?:[\w’'-]{1,20} ){0,4}?(?:hospitals?|clinics?|medical (?:cent(?:re|er)s?|"
    r"facilit(?:y|ies)|tents?)|"
    r"field hospital|hotels?|border|crossing|airport|reception|checks?|check-ups?|church|school|gymnasium|stadium|community (?:hall|"
    r"cent(?:re|er))|town hall|shelters?|safety|shore|(?:dry )?land|morgues?)\b",
    re.I,
)
_SOME_HELD = re.compile(r", (?:some|many|most|several|half|a few|all|both|one|two|three) of (?:them|whom)\b[^,;.]{0,40}\Z")
"""*Ten policemen, some of them held for 14 years, walked off a plane*: what is said of some of them is not what is told of the ten."""


def _before_trigger(passage: Passage, reading: Reading) -> str:
    number, trigger = reading.number.span, reading.trigger
    return passage.between(number.end, trigger.start) if trigger is not None and trigger.start > number.end else ""


def _is_aboard(state: State, passage: Passage, reading: Reading) -> bool:
    """*The first plane had 110 prisoners on board*, in the story of an exchange."""
    hit = passage.hit(reading)
    return state.context.exchange and hit is not None and is_aboard(passage, reading.number)


def _subject(passage: Passage, hit: Hit) -> str:
    """The words of whoever does what the verb tells."""
    tree = passage.tree
    subject = tree.subject(hit.at) if tree is not None else None
    return " ".join(tree.text[i] for i in sorted(tree.subtree(subject))) if tree is not None and subject is not None else ""


def _is_found_to_give(state: State, passage: Passage, reading: Reading) -> bool:
    hit = passage.hit(reading)
    if reading.measure != "killed" or hit is None or "body" not in hit.trigger.only or not state.context.exchange:
        return False
    return _FOUND_AND_GIVEN.match(passage.after_number(reading)) is not None


def _is_only_moved_or_wanted(state: State, passage: Passage, reading: Reading, hit: Hit) -> bool:
    """Bodies on the move are the day's dead only on their way to a hospital; whom the police look for after a crime is not missing."""
    if reading.measure == "killed" and hit.trigger.base in _CARRYING and "body" in hit.trigger.only:
        return state.context.exchange or MORGUES.search(passage.sentence.text) is None
    if reading.measure == "missing" and hit.trigger.base in _SEEKING:
        if _STILL_MISSED.match(passage.after_number(reading)):
            return False
        return state.context.cause not in ("disaster", "accident") and _RESCUERS.search(_subject(passage, hit)) is None
    if hit.trigger.base == "hold" and (tree := passage.tree) is not None:  # "the ferry may hold 352"
        return any(tree.lower[child] in _ROOM for child in tree.children(hit.at, "aux")) and PRISONERS.search(passage.sentence.text) is None
    return False


_ROOM = frozenset({"can", "may", "could", "might"})


def _names_again(passage: Passage, reading: Reading) -> bool:
    """Whether the counted are known already: *the two officers*."""
    return _THE.search(passage.before_number(reading)) is not None


def _tells_of_flight(state: State) -> bool:
    """Whether those who are *moved* are brought out of danger: the story tells of no captives, or of people evacuated last."""
    last = next((f.reading.measure for f in reversed(state.facts) if f.reading.measure in (*TRANSFERS, *MOVES)), None)
    return last in MOVES or (last is None and (not state.context.captives or state.context.cause in ("disaster", "accident")))


_OUT = re.compile(r"\bout of\b|\bto safety\b|\bto (?:higher|safer|dry)\b", re.I)


def _is_cleared(passage: Passage, reading: Reading, hit: Hit) -> bool:
    """*The city moves 9,000 people out of its centre*: no captives, whatever the story tells of inmates besides."""
    noun = passage.between(reading.number.span.end, (reading.noun or reading.number.span).end)
    return (
        hit.trigger.base == "move"
        and PRISONERS.search(noun) is None
        and _OUT.search(passage.between(reading.number.span.start, passage.sentence.span.end)) is not None
    )


def _is_longer(passage: Passage, reading: Reading, hit: Hit) -> bool:
    """*let go* is no *go*, whatever the parser makes of it."""
    tree, words = passage.tree, reading.trigger
    return tree is not None and words is not None and words != hit.span(tree) and hit.span(tree) in words


def _is_let_go(state: State, passage: Passage, reading: Reading, hit: Hit | None) -> bool:
    """Captives who are flown, bused or land somewhere are let go only where the story tells of a release; whoever expels them has let
    them go.
    """
    if hit is None or not hit.trigger.only or hit.trigger.base in _EXPELLING or _is_longer(passage, reading, hit):
        return True
    if _AFTER_RELEASE.search(passage.sentence.text) is not None:
        return True  # "flew five prisoners home after their release by Sudan"
    covered = hit.trigger.base in ("cover", "involve") and _ACTS_OF_MERCY.search(passage.sentence.text) is not None
    here = any(other.trigger.measure == "released" and not other.trigger.weak for other in passage.hits)  # "freed a bishop and flew out 12"
    return covered or here or state.context.exchange or any(fact.reading.measure == "released" for fact in state.facts)


_AFTER_RELEASE = re.compile(
    r"\b(?:after|following|upon|since) (?:their|the) (?:\w+ )?(?:release|liberation)\b|\bafter being (?:freed|released)\b"
)
_ACTS_OF_MERCY = re.compile(r"\b(?:amnest|pardon|clemency|releas|decree)", re.I)
"""*The amnesty covers 600 prisoners*."""
_EXPELLING = frozenset({"expel", "banish", "exile", "send into exile", "drive into exile", "force into exile"})


def _stands(state: State, reading: Reading) -> bool:
    """Whether the story gives a weak word ground: *lost four* needs a war, *took 12* abductions."""
    if "weak" not in reading.notes or reading.reader != "dependency":
        return True
    if reading.measure == "killed" and "elliptic" in reading.notes:
        return state.context.cause is not None
    return reading.measure != "abducted" or state.context.abductions


_BY_POLICE = re.compile(
    r"\b(?:by (?:[\w-]+ ){0,3}(?:police|officers|agents|security|soldiers|troops|gendarmes)|"
    r"(?:police|officers|agents|security forces|soldiers|troops) "
    r"(?:had |have |has )?pick(?:ed|ing|s)? up)\b"
)


def _last_is_detained(state: State) -> bool:
    return bool(state.facts) and state.facts[-1].reading.measure == "detained"


def _other_sense(state: State, passage: Passage, reading: Reading, hit: Hit) -> Reading:
    """Verbs that mean another thing by who does it, or by what the story is about."""
    base, tree = hit.trigger.base, passage.tree
    if tree is not None and reading.measure == "missing" and base == "bury" and not tree.is_passive(hit.at):
        # Landslides bury the missing; towns and families bury their dead.
        subject = tree.subject(hit.at)
        if subject is not None and state.causes.near(tree.text[subject], 0) is None:
            return reading.with_(measure="killed")
    if reading.measure == "missing" and base == "bury" and state.context.cause in ("shooting", "ground_attack"):
        return reading.with_(measure="killed")  # "38 have been buried", after a massacre
    if reading.measure == "abducted" and base in _SEIZING and tree is not None and LAWFUL.search(_subject(passage, hit)) is not None:
        return reading.with_(measure="detained")
    if reading.measure == "rescued" and base == "pick up" and _BY_POLICE.search(passage.sentence.text) is not None:
        return reading.with_(measure="detained")  # "15 of its members were picked up by police"
    if reading.measure == "abducted" and base in _SEIZING and {"elliptic", "anaphor"} & set(reading.notes) and _last_is_detained(state):
        return reading.with_(measure="detained")  # "They detained 90 people in May. On Friday 36 were seized."
    last = state.facts[-1].reading if state.facts else None
    said = reading.trigger or reading.number.span
    inmates = reading.noun is not None and _INMATES.search(passage.between(reading.number.span.end, reading.noun.end)) is not None
    of_prison = inmates or (base == "flee" and _PRISON.match(passage.between(said.end, passage.sentence.span.end)) is not None)
    away = _FROM_HOME.match(passage.between(said.end, passage.sentence.span.end)) is not None
    if reading.measure == "displaced" and base == "flee" and (of_prison or (last is not None and last.measure in TAKEN and not away)):
        return reading.with_(measure="escaped")
    if reading.measure == "missing" and "elliptic" in reading.notes and last is not None and last.measure in AIR:
        return reading.with_(measure="intercepted", unit=last.unit, mode="part")  # "two more disappeared": drones, from the radar
    if reading.measure == "killed" and base == "lose" and "elliptic" in reading.notes and last is not None and last.measure in AIR:
        return reading.with_(measure="intercepted", unit=last.unit)
    return reading


def _is_on_the_ground(state: State, passage: Passage, reading: Reading) -> bool:
    """*13 rebel targets were destroyed in air strikes*, *60 targets were struck with bombs*: bombed, and not shot out of the sky. So are
    *five targets, two bunkers among them*, where the story has told of no weapons in the air.
    """
    noun = reading.noun or reading.number.span
    targets = passage.between(noun.start, noun.end).lower().endswith(("targets", "objects", "positions"))
    hit = passage.hit(reading)
    struck = hit is not None and hit.trigger.base.endswith(" with")
    bombed = struck if reading.measure == "launched" else _BOMBED.search(passage.sentence.text) is not None
    if not targets or _IN_THE_SKY.search(passage.sentence.text) is not None:
        return False
    return bombed or not any(fact.reading.measure in AIR for fact in state.facts)


def _gets_away(state: State, passage: Passage, reading: Reading) -> bool:
    """*Two gunmen fled*, *two men seized as they fled in a taxi*: from the scene, and not from home."""
    hit, noun, number = passage.hit(reading), reading.noun or reading.number.span, reading.number
    if hit is None or hit.trigger.base != "flee":
        return False
    words = passage.between(number.span.end, noun.end).lower().split()
    doers = {*state.bank.armed.combatants, *_DOERS}
    said = reading.trigger or number.span
    away = _GETAWAY.match(passage.between(said.end, passage.sentence.span.end)) is not None
    return not doers.isdisjoint((*words, " ".join(words[-2:]))) or (away and number.low <= _A_GANG)


def _is_told_beside(state: State, reading: Reading) -> bool:
    """*179 men went home, and the remains of two*: the sentence told last counts both, and 116 can only be of the 179."""
    index = state.facts[-1].sentence.index
    told = [f.reading for f in state.facts if f.sentence.index == index and f.reading.number.low >= reading.number.low]
    return any(f.measure == reading.measure for f in told) and state.facts[-1].reading.number.low < reading.number.low


def _names_a_kind(state: State, passage: Passage, reading: Reading) -> bool:
    """Whether the sentence itself says what is counted: prisoners, bodies, a people."""
    if reading.noun is None or reading.noun == reading.number.span:
        return False
    words = passage.between(reading.noun.start, reading.noun.end)
    if reading.unit == "bodies" and FALLEN.fullmatch(words):
        return True  # "got 31 of its dead back"
    people = state.bank.aliases_by_text.get(words.split()[-1], ()) if words.split() else ()
    return state.bank.noun(words) is not None or any(alias.form == "people" for alias in people)


def _says_other(passage: Passage, last: Reading) -> bool:
    """Whether the sentence speaks of prisoners though bodies were told of last, or the other way round."""
    return (PRISONERS if last.unit == "bodies" else _BODIES).search(passage.sentence.text) is not None
