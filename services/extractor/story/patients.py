"""The hurt, the shipwrecked and the driven out who are moved, nursed or sent home: patients of a hospital, castaways, and no captives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import Reading
from services.extractor.numbers.words import NUMBER_WORD
from services.extractor.passage import Passage
from services.extractor.readers.triggers import Hit
from services.extractor.story.families import MOVES, TRANSFERS

_SENT_ON = frozenset({"move", "transfer", "send", "fly", "carry", "bring", "drive", "transport", "ferry", "fly out", "deliver", "bus"})
_NURSED = re.compile(
    r"[^.;:]{0,40}?\b(?:(?:are|were|was|is|being|been|remain(?:s|ed)?) (?:[a-z]+ ){0,2}"
    r"(?:treated|hospitali[sz]ed|nursed|cared for|operated on)|"
    r"(?:in|to) (?:the |an? |nearby |local |two |three |several ){0,3}(?:[A-Z][\w-]+ )?(?:hospitals?|clinics?|intensive care))\b"
)
_HOMEWARD = frozenset(
    {"return", "go back", "come back", "return home", "go home", "come home", "be back", "be home", "be back home", "move"}
)
_TO_HOMES = re.compile(
    r"(?: (?:back|since|already|safely)){0,3} (?:to|into) (?:the |their )?(?:own )?(?:homes?|houses|villages?|flats|apartments)\b| home\b"
)
_TO_HOSPITAL = re.compile(r"(?: (?:by|in) (?:an? )?\w+)? to (?:the |an? )?(?:[\w.-]+ ){0,3}(?:[Hh]ospitals?|clinics?|burns? units?)\b")
_FREED = re.compile(r"\b(?:freed|released|let go|exchange[ds]?|swap(?:ped|s)?|captivity|custody|prisons?|jails?)\b", re.I)
_COPING = re.compile(
    r"\b(?:deal(?:ing|s|t)? with|cop(?:ing|es|ed)? with|handl(?:ing|es|ed)|car(?:ing|es|ed) for|overwhelmed (?:by|with)) [^,.;:]{0,20}\Z"
)
"""*The hospital was dealing with 200 injuries*: those of the hurt whom it has."""
_FROM_WATER = re.compile(
    r"(?: [\w’'-]{1,20}){0,4}? from (?:the |rough |high |open ){0,2}(?:seas?|water|waters|waves|ocean|lake|river|gulf|"
    r"[A-Z]\w+ (?:Sea|Ocean))\b"
)
_CASUALTIES = re.compile(r" (?:\w+ ){0,2}(?:casualties|patients|wounded|injured)\b")


def _is_taken_in(passage: Passage, reading: Reading, bank: Bank) -> bool:
    """*The hospital said it had received 160 casualties, 45 of them with gunshot wounds*: brought to it, and let go by nobody."""
    if reading.measure != "released" or _FREED.search(passage.sentence.text) is not None:
        return False
    hospital = bank.claims.takes_in.search(passage.sentence.text, 0, passage.local(reading.number.span).start) is not None
    return hospital and _CASUALTIES.search(passage.sentence.text) is not None


def as_patient(passage: Passage, reading: Reading, hit: Hit | None, bank: Bank) -> Reading | None:
    """The reading as one of some of the hurt: *42 were taken to hospital in Sukkur and another 13 were moved to Rohri*, *17 survivors are
    being treated*; None where it tells of nobody's care.
    """
    if hit is None or reading.status != "happened":
        return None
    number = reading.number.span
    nursed = [r for r in passage.readings if r.measure == "injured" and "partial" in r.notes and r.number.span.end <= number.start]
    if reading.measure == "injured" and reading.mode == "increment" and _COPING.search(passage.before_number(reading)):
        clinic = bank.claims.takes_in.search(passage.sentence.text, 0, passage.local(number).start) is not None
        return reading.with_(mode="part", notes=(*reading.notes, "partial")) if clinic else None
    if _is_taken_in(passage, reading, bank):
        return reading.with_(measure="injured", mode="increment" if reading.mode != "part" else "part")
    if reading.measure == "evacuated" and _HURT.search(passage.between(reading.number.span.end, (reading.noun or reading.number.span).end)):
        return reading.with_(measure="injured")  # "six injured sailors were airlifted"
    if reading.measure == "evacuated" and reading.trigger is not None:
        after = passage.between(reading.trigger.end, passage.sentence.span.end)
        return reading.with_(measure="injured", mode="part", notes=(*reading.notes, "partial")) if _TO_HOSPITAL.match(after) else None
    moved = reading.measure in TRANSFERS and hit.trigger.base in _SENT_ON and "elliptic" in reading.notes and bool(nursed)
    saved = reading.measure == "rescued" and hit.trigger.form == "survivors"
    if saved and reading.trigger is not None:
        saved = _NURSED.match(passage.sentence.text, passage.local(reading.trigger).end) is not None
    if not (moved or saved):
        return None
    return reading.with_(measure="injured", mode="part", notes=(*reading.notes, "partial"))


_HURT = re.compile(r"\b(?:injured|wounded)\b")


def is_out_of_water(passage: Passage, reading: Reading, hit: Hit | None) -> bool:
    """*Six sailors have been recovered from the sea*: saved, and given back by nobody."""
    if hit is None or reading.trigger is None or hit.trigger.base not in _FISHED_OUT:
        return False
    return _FROM_WATER.match(passage.sentence.text, passage.local(reading.trigger).end) is not None


_FISHED_OUT = frozenset({"recover", "retrieve", "collect", "take", "bring", "pick up"})
_SICK = re.compile(
    r"\b(?:treatment|isolation|quarantine|cholera|ebola) (?:centre|center|unit|ward|tent|facility|camp)s?\b|"
    r"\b(?:virus|disease|outbreak|infect|epidemic|cases|vaccin)",
    re.I,
)


def is_sick(passage: Passage, reading: Reading) -> bool:
    """*128 patients were being treated at the cholera centre*: the sick, and nobody who came to harm on a day."""
    if reading.measure != "injured" or "partial" not in reading.notes or reading.noun is None:
        return False
    words = passage.between(reading.number.span.end, reading.noun.end)
    return "patient" in words and _SICK.search(passage.sentence.text) is not None


def is_back_home(passage: Passage, reading: Reading, hit: Hit | None, facts: Sequence[Fact]) -> bool:
    """*1,197 residents were evacuated. By noon 340 of them had returned to their homes*: they are evacuated no more, and nobody let them
    go.
    """
    if hit is None or reading.measure not in TRANSFERS or hit.trigger.base not in _HOMEWARD:
        return False
    if next((fact.reading.measure for fact in reversed(facts) if fact.reading.measure in (*TRANSFERS, *MOVES)), None) not in MOVES:
        return False
    said = reading.trigger or reading.number.span
    home = hit.trigger.base.endswith("home")
    return home or _TO_HOMES.match(passage.sentence.text, passage.local(said).end) is not None


_BUT_DIED = re.compile(
    r"(?: (?:alive|[\w-]+ly))?,? (?:but|only) (?:(?:had|have|who|they|later|then|all|since|subsequently) ){0,3}(?:died|perished|to die)\b"
)
"""*Were pulled out alive but later died*."""


_OF_THE_DEAD = re.compile(r" of the (?:[\w-]+ )?(?:dead|slain|fatalities|killed)\b")
"""*25 were killed and 80 wounded, 11 of the dead being students*."""


_SUCCUMBED = re.compile(
    rf"(?: (?!(?:and|but|while|whom|who|{NUMBER_WORD})\b)[\w’'-]+){{0,10}}? (?:succumb(?:ed|ing)|died|dying) (?:to|of|from) "
    r"(?:their|the) (?:[a-z]+ )?(?:injuries|wounds|burns)\b"
)
"""*With nine people injured in the blast succumbing to their wounds overnight*: some of the dead by now."""


def is_dead_after_all(passage: Passage, reading: Reading) -> bool:
    """Whether those saved died later, or those hurt are told of as some of the dead."""
    said = reading.trigger
    told_after = reading.measure == "injured" and said is not None and said.start >= reading.number.span.end
    if told_after and said is not None and _SUCCUMBED.match(passage.sentence.text, passage.local(said).end):
        return True
    if reading.measure == "injured":
        return _OF_THE_DEAD.match(passage.sentence.text, passage.local(reading.number.span).end) is not None
    if reading.measure != "rescued":
        return False
    return _BUT_DIED.match(passage.sentence.text, passage.local(reading.trigger or reading.number.span).end) is not None


def counts_no_harm(passage: Passage, reading: Reading, hit: Hit | None, facts: Sequence[Fact]) -> bool:
    """Whether those counted are back home, only sick, or victims of something that nobody is told to have died of: *identified 30 victims
    of a fraud*.
    """
    said, noun = reading.trigger, reading.noun
    named = said is not None and passage.between(said.start, said.end).lower().startswith("identif")
    if named and noun is not None and passage.between(noun.start, noun.end).lower().startswith("victim"):
        return not any(fact.reading.measure == "killed" and fact.reading.number.low >= reading.number.low for fact in facts)
    return is_back_home(passage, reading, hit, facts) or is_sick(passage, reading)
