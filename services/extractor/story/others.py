"""Days that a sentence gives another happening than the story's: an older one, one elsewhere, what the news answered or followed."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date, timedelta

from services.extractor.bank.happenings import Happenings
from services.extractor.model import DateMention, PlaceMention
from services.extractor.passage import Passage
from services.extractor.story.families import family_of

_FIRST = 3
"""Sentences, the headline's among them, that lead a story."""
_WEEK = timedelta(days=7)
_ONCE = frozenset(
    "quake earthquake tsunami cyclone typhoon hurricane tornado landslide mudslide avalanche eruption crash derailment collision sinking "
    "shipwreck collapse stampede crush".split()
)
"""Of such a happening a story tells one: an attack named far down may be another."""
CAME = re.compile(r"(?:The|This|That|These) (?:[\w-]+ ){0,3}[\w-]+ (?:came|come|comes|follows|followed|happened|took place|occurred)\b")
_CAME_AFTER = re.compile(r"\b(?:after|following|in the wake of|amid|as|since)\b")
_ANSWERS = re.compile(
    r"\b(?:in (?:response|reaction|retaliation|reply|revenge|reprisal)|respon(?:se|ding|ded)|retaliat\w+|reprisals?|revenge|aveng\w+|"
    r"triggered|prompted|sparked|provoked)(?: (?:to|for|by|over|after|against))? (?:an? |the )?(?:[\w-]+ )?\Z",
    re.I,
)
_TURNS = re.compile(r"\b(?:also|separate(?:ly)?|another|elsewhere|meanwhile|in addition)\b", re.I)
_HAD_BEEN_TAKEN = re.compile(
    r"\b(?:was|were|had been) (?:\w+ )?(?:kidnapped|abducted|captured|seized|snatched|taken (?:hostage|captive|prisoner))\b[^.;]{0,60}\Z"
)
_BESIDES = re.compile(r"(?:In addition to|Besides|Apart from|Aside from|As well as|On top of) [^,;:.]{1,100}")
_EARLIER = re.compile(r"\b(?:earlier|before|previous|preceding)\b", re.I)
_SOMEWHERE = re.compile(r"\b(?:in|at|on|into|near|against|inside|across|outside|over|to)(?: (?:the|neighbou?ring|nearby))?\s\Z", re.I)
_NEAR = 24
"""Characters before a place's name in which a preposition says that something happened there."""
_AT_ONCE = 10
"""Characters of *just*, *barely* between *The attack came* and *two days after*."""
_BESIDE = 60
"""Characters on each side of a date in which the happening is named that owns it."""


def counts_more(passage: Passage, body: Sequence[Passage], mention: DateMention) -> bool:
    """Whether more came to harm than in the lead that is told on a later day: *A strike wounded 14 people, the governor said Thursday.
    Monday's hurt 32.*
    """
    first = next((p for p in body if any(family_of(reading) == "harm" for reading in p.readings)), passage)
    later = [m for m in first.dates if m.start is not None and mention.end is not None and m.start > mention.end and not m.forward]
    if first is passage or not later:
        return False
    counted = {r.measure: r.number for r in first.readings if r.number.qualifier == "exact" and "toll" not in r.notes}
    here = [(r.measure, r.number) for r in passage.readings if r.number.qualifier == "exact" and "toll" not in r.notes]
    return any(measure in counted and number.low > counted[measure].low for measure, number in here)


def is_of_what_it_followed(passage: Passage, mention: DateMention, *, forward: bool = False) -> bool:
    """*The strikes came a day after the bombings at the weekend*: the day of what came before; ``forward``: that of *a day after*."""
    found = CAME.match(passage.sentence.text)
    if found is None:
        return False
    if forward:
        return 0 <= passage.local(mention.span).start - found.end() <= _AT_ONCE
    between = passage.sentence.text[found.end() : passage.local(mention.span).start]
    return _CAME_AFTER.search(between) is not None


def days_followed(body: Sequence[Passage]) -> frozenset[date]:
    """The days of what the story's happening came after: *The killings came two days after a bar was shot up. Nine were hurt in the Sunday
    attack*.
    """
    after = (m for p in body for m in p.dates if m.forward and m.precision == "day" and is_of_what_it_followed(p, m, forward=True))
    return frozenset(mention.start for mention in after if mention.start is not None)


def is_answered(passage: Passage, mention: DateMention) -> bool:
    """*The raid was launched in response to Sunday's attack*: the day of what it answered."""
    return _ANSWERS.search(passage.between(passage.sentence.span.start, mention.span.start)) is not None


def looks_back_a_day(passage: Passage, mention: DateMention) -> bool:
    """*A day earlier three were killed in X*, after the news."""
    return mention.basis == "relative" and passage.local(mention.span).start <= 1 and _EARLIER.search(mention.phrase) is not None


def is_day_of_harm(passage: Passage, mention: DateMention) -> bool:
    """*A man walked into a market on Wednesday and killed four*, which leads the story: the day of the deed that the harm is told with, be
    its verb what it will; not *On Friday they buried the boy, after a bomb killed four*.
    """
    tree, token = passage.tree, passage.tree.top(mention.span) if passage.tree is not None else None
    if tree is None or token is None:
        return False
    verb = tree.clause(token)
    for reading in passage.readings:
        hit = passage.hit(reading)
        if hit is None or reading.measure not in ("killed", "injured") or "toll" in reading.notes or hit.trigger.kind != "verb":
            continue
        harm = tree.clause(hit.at)
        joined = (
            tree.dep[harm] in ("conj", "advcl") and tree.head[harm] == verb and not any(True for _ in tree.children(harm, "mark", "advmod"))
        )
        if tree.is_verb(verb) and (harm == verb or joined):
            return True
    return False


def is_of_taking(passage: Passage, mention: DateMention) -> bool:
    """*The nurses had been seized in a raid on March 3*, in the story of their release."""
    return not passage.readings and _HAD_BEEN_TAKEN.search(passage.between(passage.sentence.span.start, mention.span.start)) is not None


def is_elsewhere(passage: Passage, lead: Passage) -> bool:
    """Whether the sentence names towns or regions, and none of the lead's."""
    named, of_lead = ({place.name for place in p.places if place.kind != "country"} for p in (passage, lead))
    return bool(named and of_lead) and named.isdisjoint(of_lead)


def is_another(passage: Passage, mention: DateMention, places: Sequence[PlaceMention], towns: Set[str]) -> bool:
    """Whether the sentence turns to a happening in another town than the lead's: *It also said Wednesday's raid on X killed 28*; or sets
    the day beside the news: *In addition to the six killed on Friday, four were hurt*.
    """
    if (beside := _BESIDES.match(passage.sentence.text)) is not None and passage.local(mention.span).start < beside.end():
        return True
    named = {place.name for place in places if place.kind == "city"}
    return bool(named and towns) and not named & towns and _TURNS.search(passage.sentence.text) is not None


def is_unlike(passage: Passage, mention: DateMention, kinds: Set[str], words: Happenings) -> bool:
    """Whether the day is called by a happening of a kind that the lead is not of: *the clash on Friday* in the story of an air strike."""
    text, local = passage.sentence.text, passage.local(mention.span)
    named = words.kinds_named(text[max(0, local.start - _BESIDE) : local.end + _BESIDE])
    return bool(kinds and named) and kinds.isdisjoint(named)


def is_abroad(passage: Passage, home: Set[str]) -> bool:
    """Whether all that is said to happen somewhere happened in other countries than those of the lead: *launched missiles on Monday at
    cities in* the neighbour's land.
    """
    scenes = [p for p in passage.places if _SOMEWHERE.search(passage.between(p.span.start - _NEAR, p.span.start))]
    return bool(home and scenes) and all(place.country is not None and place.country not in home for place in scenes)


def is_before_the_news(passage: Passage, mention: DateMention, news: Sequence[int], day: date) -> bool:
    """Whether the day is that of an older happening told below the ``news``, sentences that lead with a day of their own: *The disaster in
    X on August 2 killed 150*.
    """
    last = mention.end or mention.start
    return bool(news) and passage.sentence.index > news[0] and last is not None and day - last > _WEEK


def names_again(passage: Passage, mention: DateMention, words: Happenings, told: str) -> bool:
    """Whether a sentence far down calls the happening of the lead by its day: *Saturday's 7.8 magnitude quake*, where the lead tells of a
    quake's survivors.
    """
    text, end = passage.sentence.text, passage.local(mention.span).end
    owned = words.owned.match(text, end)
    return owned is not None and (noun := owned[0].split()[-1].lower()) in _ONCE and noun in told


def kinds_of_lead(passages: Sequence[Passage], words: Happenings) -> frozenset[str]:
    """The kinds of happening (those that are ``unlike`` in ``bank/happenings.yaml``) that the headline and the first two sentences name."""
    return frozenset[str]().union(*(words.kinds_named(p.sentence.text) for p in lead_of(passages, 2)))


def countries_of_lead(passages: Sequence[Passage]) -> frozenset[str]:
    """The countries that the headline and the first sentence name, else those of the sentences that lead the story."""
    for sentences in (1, _FIRST):
        named = {place.country for p in lead_of(passages, sentences) for place in p.places if place.country is not None}
        if named:
            return frozenset(named)
    return frozenset()


def lead_of(passages: Sequence[Passage], sentences: int) -> list[Passage]:
    """The headline and so many sentences of the body."""
    body = [passage for passage in passages if passage.sentence.kind == "body"]
    return [*(passage for passage in passages if passage.sentence.kind == "headline"), *body[:sentences]]


def is_counted_apart(passage: Passage, after: re.Match[str]) -> bool:
    """*Rebels fired 20 shells, a day after an attack killed four of them*: whether what stands before *a day after* is counted, and so is
    what the attack did, which is then another happening.
    """
    numbers = {family: [passage.local(r.number.span) for r in passage.readings if family_of(r) == family] for family in ("harm", "air")}
    did = any(0 <= span.start - after.end() <= _RIGHT_BEHIND for span in numbers["harm"])
    return did and any(span.end <= after.start() for span in (*numbers["harm"], *numbers["air"]))


_RIGHT_BEHIND = 60
"""Characters behind *a day after the attack* in which its dead are counted."""


def is_headed_by_day(passages: Sequence[Passage], day: date) -> bool:
    """*Monday: nine killed, 20 hurt*, over Monday's round-up: what the headline counts was on the story's own day, and not on that of an
    attack the day before, with which the text begins.
    """
    heads = [passage for passage in passages if passage.sentence.kind == "headline" and passage.readings]
    return any(
        passage.local(m.span).start == 0 and m.start == m.end == day and passage.sentence.text[passage.local(m.span).end :].startswith(":")
        for passage in heads
        for m in passage.dates
    )
