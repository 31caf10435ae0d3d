"""Days that are not of what they stand beside: that on which a flood's dead are counted, and that on which some of the taken come free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.figure import When
from services.extractor.bank.happenings import Happenings
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import TAKEN
from services.extractor.passage import Passage
from services.extractor.story.senses import sense_of

_SLOW = frozenset(("disaster", "accident", "missing_persons", "rescue"))
"""What is counted for days after it happened."""
_LEAD = 3
"""Sentences, the headline's among them, in which a story says that it brings a count up to date."""
_ONE_DAY = timedelta(days=1)
_COUNT = r"(?:(?:death )?toll|(?:number|count) of (?:[\w'-]+ ){0,4}?(?:dead|deaths|killed|victims))"
_ATTACKS = frozenset(("bombing", "shooting", "air_attack", "shelling", "ground_attack"))
_DIED_SINCE = keyed(
    r"\b(?:more|others?|another)\b[^.;:]{0,110}?\b(?:have |has |had )?(?:died|succumbed)\b[^.;:]{0,80}\b(?:toll|dead|deaths|killed)\b|"
    r"\b(?:died|succumbed)\b[^.;:]{0,40}\b(?:of|to|from) (?:his|her|their) (?:wounds|injuries)\b[^.;:]{0,80}"
    r"\b(?:toll|dead|deaths|killed)\b",
    re.I,
)
"""*Three more people wounded in the blast have died in hospital, raising the toll to 22*."""
_UPDATE = keyed(
    rf"\b{_COUNT} (?:[\w'’-]+ ){{0,12}}?(?:rose|risen|climb(?:s|ed)?|jump(?:s|ed)?|grew|grown|now|stood|stands|fell|lowered|revised|"
    rf"cut|reach(?:es|ed)|pass(?:es|ed)|tops|topped|exceed(?:s|ed)|hits?)\b|"
    r"\b(?:raising|bringing|taking|pushing|lifting|lowering|cutting) (?:[\w'’-]+ ){0,14}?to \d|"
    rf"\b(?:cuts?|lower(?:s|ed)|revis(?:es|ed)|rais(?:es|ed)) (?:[\w'’-]+ ){{1,4}}?{_COUNT}\b|"
    r"\bmore (?:bodies|victims)\b|\bbodies (?:were |have been |had been )(?:recovered|found|pulled|dug|retrieved)\b|"
    r"\b(?:ended|called off|suspended|resumed|abandoned) (?:the|its|their|a) search\b|"
    r"\bsearch (?:is |was )?(?:called off|ends|ended|over)\b",
    re.I,
)


_OF_THE = re.compile(
    r"\bof (?:the|those|some|about|around|nearly|at least|more than|an estimated)(?: (?:some|about|nearly|more than))? \Z", re.I
)
_LET_GO = frozenset(("released", "rescued", "escaped"))


def settle_taken_before(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those taken that others are counted out of dated no surer than by publication: *freed 14 of the 58 pupils abducted from
    a school, the army said on Thursday* says when the 14 came free.
    """
    told: dict[str | None, When] = {}
    for fact in facts:
        if fact.reading.measure == "abducted" and fact.says_when:
            told.setdefault(fact.side, fact.when)
    facts = [
        fact.with_(when=when)
        if fact.reading.measure == "abducted"
        and not fact.when.phrase
        and (when := told.get(fact.side)) is not None
        and fact.when.start != when.start
        and _OF_THE_TAKEN.match(fact.sentence.text, 0, fact.span.start - fact.sentence.span.start)
        else fact
        for fact in facts
    ]
    freed = {(f.sentence.index, f.when.start) for f in facts if f.reading.measure in _LET_GO and f.status == "happened"}
    return [
        fact.with_(when=fact.when.model_copy(update={"basis": "publication"}))
        if fact.reading.measure in TAKEN and (fact.sentence.index, fact.when.start) in freed and _is_counted_out_of(fact)
        else fact
        for fact in facts
    ]


_OF_THE_TAKEN = re.compile(r"\A(?:Some |Most |Many )?[Oo]f the (?:more than |about |some |nearly )?\Z")
"""*It freed 21 of the girls it took in April 2014 ... Of the 276 seized, 57 escaped*: seized when the story has told it."""


def _is_counted_out_of(fact: Fact) -> bool:
    return _OF_THE.search(fact.sentence.text, 0, fact.span.start - fact.sentence.span.start) is not None


def settle_updates(facts: Sequence[Fact], passages: Sequence[Passage], day: date, words: Happenings) -> list[Fact]:
    """The facts, those of a disaster dated no surer than by publication that have but the day of a count: *rescuers pulled more bodies
    from the mud on Tuesday, taking the number of dead to 43*; and those of an attack of whose hurt more have died. ``day`` is the story's.

    Where any sentence says on which of these days it happened, nothing is changed.
    """
    lead = [passage for passage in passages if passage.sentence.kind == "headline"][:1]
    lead += [passage for passage in passages if passage.sentence.kind == "body"][: _LEAD - len(lead)]
    since = any(_DIED_SINCE.search(passage.sentence.text) for passage in lead)
    if not since and not any(_UPDATE.search(passage.sentence.text) for passage in lead):
        return list(facts)
    if any(_tells_day(p, day, words) for p in passages if not since or words.single.search(p.sentence.text)):
        return list(facts)
    slow = _SLOW | _ATTACKS if since else _SLOW
    return [_of_no_day(fact, day) if fact.type in slow and not _is_saved_then(fact) else fact for fact in facts]


def _of_no_day(fact: Fact, day: date) -> Fact:
    when = fact.when
    if fact.status != "happened" or when.start is None or when.start != when.end or not _is_news(when.start, day):
        return fact
    of_attack = {} if fact.type in _SLOW else {"start": day, "end": day}
    return fact.with_(when=when.model_copy(update={"basis": "publication", **of_attack}))


def _is_saved_then(fact: Fact) -> bool:
    """*Nine miners were brought up alive on Friday*: that is the day of it."""
    return fact.reading.measure == "rescued" and fact.says_when


def _is_news(start: date, day: date) -> bool:
    return timedelta(0) <= day - start <= _ONE_DAY


def _tells_day(passage: Passage, day: date, words: Happenings) -> bool:
    """Whether a sentence says that it happened on the story's day or the one before: in a count's own sentence by its name alone."""
    counts = _UPDATE.search(passage.sentence.text) is not None
    for mention in passage.dates:
        if mention.start is None or mention.cumulative or mention.forward or not _is_news(mention.start, day):
            continue
        sense = sense_of(passage, mention, words)
        if sense == "owned" or (sense == "happened" and not counts):
            return True
    return False
