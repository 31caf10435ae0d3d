"""Those let go who are counted only as they come out: *dozens streamed out of the prison*, *45 left the jail*, *150 came from the camp*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.figure import Mode, Status
from services.extractor.fact import Fact
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted
from services.extractor.story.unsaid import unsaid

_PRISON = (
    r"(?:prisons?|jails?|camps?|barracks|cells?|dungeons?|captivity|custody|detention|penitentiar(?:y|ies)|stockades?|prison gates?)\b"
)
_NAMED = r"(?:(?:the|a|an|its|their|his|other|some) )?(?:[\w’'-]{1,20} ){0,3}?"
_OUT = re.compile(
    rf" (?:(?:on foot|one by one|in single file|together|slowly|yesterday|today) )?"
    rf"(?:(?:out )?(?:of|from)|(?:out )?through(?: the (?:\w+ )?(?:gates?|doors?) of)?|past the (?:\w+ )?gates? of) {_NAMED}{_PRISON}"
)
"""Behind the verb: *out of the central prison*, *through the gates of Bimbo jail*."""
_FROM_LIST = re.compile(rf" from [A-Z][^.;:]{{1,40}}? and (?:the (?:rest|remainder|others?) )?from [^.;:]{{1,50}}?{_PRISON}")
"""*About 150 came from Bouar and the rest from Bria and other jails*."""
_LEFT = re.compile(rf" {_NAMED}{_PRISON}(?! (?:service|staff|system|job|board|administration|gang)\b)")
_AWAY = re.compile(r" (?:the other way|in the (?:other|opposite) direction|(?:across|over|into|onto|to) (?:the )?[\w’'-]{2,20})\b")
"""*six people walked into Norway and two spies were driven the other way*, in the story of an exchange."""
_COMING = frozenset(
    "stream streamed streaming walk walked walking file filed filing come came coming pour poured pouring march marched emerge "
    "emerged emerging step stepped stepping stroll strolled troop trooped drive drove driven".split()
)
_LEAVING = frozenset("leave left leaving depart departed departing exit exited quit".split())
_LED_AWAY = frozenset("walk walked cross crossed driven drove led marched escorted taken bused bussed flown ferried".split())
_BATCH = re.compile(r"\b(?:first|second|third|fourth|last|next|new|another) (?:group|batch|lot|contingent) of (?:\w+ )?\Z", re.I)
_FREE_TO_GO = re.compile(
    r"\b(?:visitors?|guards?|warders?|wardens?|officers?|officials?|relatives?|famil(?:y|ies)|lawyers?|journalists?|reporters?|delegates?|doctors?|"
    r"medics?|nurses?|monitors?|inspectors?|employees|staff|experts?|residents|refugees|migrants|tourists?|spectators?|trucks?|buses|"
    r"players?|workers|volunteers|students|teachers)\b",
    re.I,
)
"""Who comes and goes as he likes."""
_PERSONS = re.compile(r"\b(?:group|batch|lot|party|people|men|women|prisoners?|captives?|inmates?|detainees?)\b")
_THE_REST = re.compile(r"\b(?:rest|remainder|others)\b")
_SOON = 80
"""Characters behind the verb within which *the rest* is said to have come from elsewhere."""
_FLIGHT = re.compile(r"\b(?:escap\w+|broke|breakout|fled|flee\w*|riot\w*|stormed|tunnel\w*|evacuat\w+)\b", re.I)
_AHEAD = frozenset({"will", "would", "should", "may", "might", "could", "can"})
_TO_BE = frozenset({"is", "are", "was", "were", "due", "expected", "set", "scheduled"})


def gate_reading(
    passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], *, exchange: bool, freeing: bool
) -> Reading | None:
    """The reading of those who come out of a prison, where the story has told of a release or is of an ``exchange``."""
    tree = passage.tree
    freed = [fact for fact in facts if fact.reading.measure == "released"]
    freeing = freeing or bool(freed)
    said = passage.between(passage.sentence.span.start, number.span.start)
    freeing = freeing or _BATCH.search(said) is not None
    if tree is None or not (freeing or exchange) or number.high == 0 or thing.unit not in ("persons", "unknown"):
        return None
    if thing.unit == "unknown" and not (thing.elliptic or thing.anaphor or thing.noun is not None):
        return None
    text = passage.sentence.text
    subject = thing.at
    if tree.dep[subject] == "pobj" and tree.lower[tree.head[subject]] == "of" and tree.dep[tree.head[tree.head[subject]]] in _SUBJECTS:
        subject = tree.head[tree.head[subject]]  # "a first group of 145"
    if tree.dep[subject] not in _SUBJECTS:
        return None
    verb = tree.head[subject]
    to_come = tree.lower[verb] in _TO_BE and (next((c for c in tree.children(verb, "xcomp")), None))
    verb = to_come or verb  # "another 50 are to leave the prison"
    after = text[tree.end[verb] - passage.sentence.span.start :]
    words = passage.between(number.span.start, tree.start[verb])
    if tree.start[verb] < number.span.end or _FREE_TO_GO.search(words) or _FLIGHT.search(text) or not _is_of_persons(thing, words):
        return None
    word = tree.lower[verb]
    out = word in _COMING and (_OUT.match(after) or (freeing and word == "came" and _FROM_LIST.match(after)))
    left = word in _LEAVING and _LEFT.match(after)
    led = exchange and thing.unit == "persons" and word in _LED_AWAY and _AWAY.match(after)
    if not (out or left or led):
        return None
    auxiliaries = {tree.lower[c] for c in tree.children(verb, "aux", "auxpass")}
    status: Status = "planned" if to_come or auxiliaries & _AHEAD or "to" in auxiliaries else "happened"
    whole = next((fact for fact in reversed(freed) if fact.mode != "part" and fact.status == status), None)
    fewer = whole is not None and status == "happened" and whole.reading.number.low > number.low and not number.additional and not led
    some = _THE_REST.search(after[:_SOON]) is not None or (fewer and not passage.dates and not _BATCH.search(said))
    notes = ("anaphor", "of freed") if some else ("left out",)
    mode: Mode = "part" if some else "increment"
    reading = unsaid(passage, number, thing, "released", "persons", notes=notes, group=thing.group, status=status, mode=mode)
    return reading.with_(side=whole.side, by=whole.by) if whole is not None and not led and not _names_side(passage) else reading


def _names_side(passage: Passage) -> bool:
    """Whether the sentence names who they are."""
    spoken = [claimant.span for claimant in passage.claimants]
    return any(a.form in ("people", "name") and not any(a.span in span for span in spoken) for a in passage.actors)


_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _is_of_persons(thing: Counted, words: str) -> bool:
    return thing.unit == "persons" or thing.elliptic or thing.anaphor or _PERSONS.search(words) is not None
