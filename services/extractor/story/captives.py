"""Whose the held and the captured are, and who holds them."""

from __future__ import annotations

import re

from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import TAKEN, PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.story.context import Context
from services.extractor.story.fighters import is_nameless
from services.extractor.story.opposition import are_opponents
from services.extractor.story.sides import Pair, Told

_PROTEST = re.compile(r"\b(?:protest|demonstrat|unrest|riot|dissent|dissident|opposition|opponent|rall(?:y|ies)\b|crackdown)", re.I)
_ARREST = re.compile(
    r"\b(?:arrest|detain|took into custody|taken into custody|apprehend|rounded up|nabbed|remanded|"
    r"held by (?:the )?(?:\w+ )?police)",
    re.I,
)
_POLICED = re.compile(
    r"\b[Pp](?:olice|rosecutors?)\b[^.;:]{0,60}\b(?:detained?|arrest(?:ed|s)?|rounded up|remanded|caught|nabbed)\b(?! warrant)"
)
"""*Police in Izmir detained 31 soldiers*, whomever the country swaps prisoners with."""
_HOSTAGES = re.compile(r"\bhostages?\b", re.I)
_JAILED = re.compile(r"\b(?:behind bars|locked up|police station|precinct|jail|prison|detain|detention|arrest|custody|inmate)", re.I)


_OF_THE_FORCE = re.compile(
    r" (?:[\w-]+ )?(?:members|fighters|men|soldiers|troops) of the (?:force|group|movement|militia|paramilitar(?:y|ies)|rebels)\b"
)
_INMATES = re.compile(
    r" (?:other )?(?:prisoners|inmates|detainees|people|men|women)\b[^.;]{0,60}\b(?:prison|jail|cells|behind bars|custody)"
)
"""*Some 60 prisoners are held at the old jail*, in a story of a state's political prisoners."""
_OTHERS = re.compile(r" others\b")
_CITIZENS = re.compile(r"\b(?:citizens?|nationals?|subjects?|natives?) of (?:the )?\Z")
_NATION = 20
"""Characters that hold *citizens of the*."""


def held_pair(
    passage: Passage,
    reading: Reading,
    context: Context,
    bank: Bank,
    *,
    place: PlaceMention | None,
    told: Told,
    said: Pair,
    speaker: str | None,
) -> Pair:
    """Captives belong to whom the text says; they are held by the country they are held in, or by the other side."""
    named, by = said
    state = told.holder or (place.country if place is not None else context.scene)
    opponents = are_opponents(passage, reading) or (context.dissent and _INMATES.match(passage.after_number(reading)) is not None)
    if opponents and named in (None, state) and by in (None, state) and state is not None:
        return state, state  # "there are 434 political prisoners in the country's jails"
    if place is not None and _CITIZENS.search(passage.between(place.span.start - _NATION, place.span.start)):
        place = None  # "two citizens of Belarus": whose they are, not where
        by = speaker if by is None and speaker is not None and speaker.isupper() and speaker != named else by
    country = place.country if place is not None else None
    after = passage.after_number(reading)
    if named in (None, by, context.scene) and context.movement is not None and _OF_THE_FORCE.match(after) is not None:
        return context.movement, context.opponent(context.movement) or by  # "it holds 1,000 fighters of the force"
    holder = by or country
    if named in (None, holder) and holder in context.parties and _OTHERS.match(after) is not None:
        return context.receiver(holder), holder  # "three Americans are free. More than 200 others are in Chinese prisons"
    side = None if is_nameless(named, bank) else named
    if (
        side is None
        and (movement := _of_hostages(passage, reading, context)) is not None
        and by in (None, movement, country, context.countries.get(movement))
    ):
        return context.opponent(movement) or context.opponent(context.countries.get(movement)), movement
    own = _POLICED.search(_clause(passage, reading)) is not None and reading.measure == "detained" and by in (None, country)
    if side is None and by is None and country is not None and country in context.foes and not own:
        foe = context.opponent(country)
        if foe is not None and not foe.isupper() and (reading.measure == "captured" or _JAILED.search(_clause(passage, reading)) is None):
            return country, foe
        return foe, country
    if (jailer := _jailer(passage, reading)) is not None and by in (None, country, side) and jailer != side:
        return (side or context.receiver(jailer)), jailer
    here = place is not None and place.span in passage.sentence.span
    if side is None and by is None and (country is None or not here) and told.one_way is not None and context.in_exchange(*told.one_way):
        return told.one_way  # "43 are still held", in a story of those let go
    if by is None and side is not None:
        by = country if country is not None and country != side else context.enemy(side)
    text, home = passage.sentence.text, country or context.scene
    if side is None and by is None and told.holder is not None and _JAILED.search(text):
        return told.holder, told.holder  # those still held are the own people of the state that has let others go
    clause = _clause(passage, reading)
    jailed = _ARREST.search(clause) is not None or (context.jails and _JAILED.search(clause) is not None)
    if by in (None, country, side) and home is not None and side in (None, home) and (jailed or _PROTEST.search(text)):
        return home, bank.forces_of(home) if by is None else by  # a state's police arrest its people
    if side is None and by is None and reading.measure == "captured" and context.is_at_home(context.movement, home):
        return home, context.movement  # "It paraded 6,000 captured soldiers": those of the state that it fights
    own = jailed and country in (None, by) and not context.in_exchange(by) and _AT_SEA.search(text) is None
    if side is None and by is not None and by.isupper() and own:
        side = by  # "Bangladesh's police have rounded up 13,000", whoever else the story is of
    if side is None and (by is None or (by not in (country, context.scene) and not by.isupper())):
        side = country or told.home
    if side is None and by is not None and by.isupper() and country not in (None, by):
        side = country  # "Israeli soldiers arrested 12 people in the West Bank"
    if side is None and reading.measure == "captured" and by in (*context.foes, *context.parties):
        side = context.receiver(by)  # "31 of the men had been taken prisoner by Azerbaijani forces"
    return side, by if by != side or jailed or reading.by is not None else None


def is_of_those_freed(passage: Passage, reading: Reading, last: Fact) -> bool:
    """*18 soldiers came home. Thailand had initially detained 20 of them*: of the side that gets them back."""
    near = passage.sentence.index - last.sentence.index <= _SOON and last.side is not None and last.by is not None
    return reading.measure in TAKEN and near and last.reading.measure == "released" and "anaphor" in reading.notes


_SOON = 3
"""Sentences after those let go in which *of them* is said of their people."""


def is_share_of_held(passage: Passage, reading: Reading, whole: Fact) -> bool:
    """*Pakistan is holding 282 Indians, 215 of them fishermen*: some of those just counted, of no other people."""
    nations = (actor for actor in passage.actors if actor.form in ("people", "adjective") and actor.span.start >= reading.number.span.end)
    named = any(reading.noun is not None and actor.span.start < reading.noun.end for actor in nations)
    return reading.measure in TAKEN and whole.reading.measure == reading.measure and "part of antecedent" in reading.notes and not named


def _jailer(passage: Passage, reading: Reading) -> str | None:
    """*94 fishermen sat in Indian jails*, *in the custody of Iran*: whose jails the words after the number name."""
    for actor in passage.actors:
        between = passage.between(reading.number.span.end, actor.span.start)
        if actor.form == "pronoun" or actor.span.start < reading.number.span.end or len(between) > _NEAR or ";" in between:
            continue
        if any(
            other.number.span.start < actor.span.start for other in passage.readings if other.number.span.start > reading.number.span.start
        ):
            return None
        jails = _JAILS.match(passage.between(actor.span.end, actor.span.end + _NATION)) is not None
        if (jails and _IN.search(between)) or _JAILS_OF.search(between):
            return actor.id
    return None


_AT_SEA = keyed(r"\b(?:navy|coast ?guards?|fisher(?:men|folk|s)|trawlers?|boats?|vessels?|ships?)\b", re.I)
"""Who is taken off a boat is mostly a foreigner."""
_NEAR = 80
"""Characters between a number and the jails that hold those counted."""
_IN = re.compile(r"\b(?:in|inside)(?: the)? \Z")
_JAILS = re.compile(r"(?:'s?|’s?)? (?:jails?|prisons?|custody|captivity|cells|detention|camps?|hands)\b")
_JAILS_OF = re.compile(r"\bin (?:the )?(?:jails|prisons|custody|captivity|cells|hands) of (?:the )?\Z")


def _clause(passage: Passage, reading: Reading) -> str:
    """The words around the number between semicolons."""
    text, at = passage.sentence.text, passage.local(reading.number.span).start
    end = text.find(";", at)
    return text[text.rfind(";", 0, at) + 1 : end if end >= 0 else len(text)]


def _of_hostages(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*90 hostages remain in the enclave*: between a state and a movement it is the movement that holds hostages."""
    noun = reading.noun
    words = passage.between(reading.number.span.end, noun.end).lower() if noun is not None else ""
    if not ("hostage" in words or ("captive" in words and context.abductions)) and not (
        "elliptic" in reading.notes and _HOSTAGES.search(passage.sentence.text)
    ):
        return None
    movements = [party for party in context.parties if not party.isupper()]
    if len(movements) == 1 and len(context.parties) == 2:
        return movements[0]
    movement = context.movement
    foe = context.opponent(movement) or context.opponent(context.countries.get(movement or ""))
    return movement if foe is not None else None
