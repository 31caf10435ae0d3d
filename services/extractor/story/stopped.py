"""*All of them were shot down*: the weapons just counted as sent are counted as stopped, though no number says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import Reading, Span
from services.extractor.numbers.words import NUMBER_WORD
from services.extractor.passage import Passage
from services.extractor.story.unsaid import CONFIDENCE

_NOUN = r"drones|missiles|rockets|UAVs|projectiles|weapons|aircraft"
_ALL = keyed(
    rf"(?:\A|[,;:\u2013\u2014-] ?|\. |\band )(?P<all>(?:[Aa]ll|[Ee]very one|[Bb]oth)(?: of (?:them|which|these|those)|"
    rf" (?:of )?(?:the |these )?(?:[a-z-]+ ){{0,2}}?(?P<noun>{_NOUN}))?) (?:(?:were|was|had been|have been|being) )?(?:[a-z]+ly )?"
    r"(?:shot down|shot out of the sky|intercepted|downed|brought down|destroyed|neutrali[sz]ed|knocked down)\b"
)
_STOPS = (
    r"(?:shot|shooting|brought|bringing|knocked|knocking) down|intercept(?:ed|ing)|down(?:ed|ing)|destroy(?:ed|ing)|neutrali[sz](?:ed|ing)"
)
_ALL_AS_OBJECT = keyed(
    rf"\b(?:{_STOPS}) (?:[^.;:]{{1,60}}? and )?(?P<all>(?:all|both|every one)(?: of (?:them|which|these|those)|"
    rf" (?:of )?(?:the |these )?(?:(?!and\b|{NUMBER_WORD}\b)[a-z-]+ ){{0,2}}?(?P<noun>{_NOUN})|(?<=both))(?! and (?:{_NOUN})\b))"
    r"(?=[,.;]|\Z| (?:over|in|near|before|above|outside|at|on|and)\b)",
    re.I,
)
"""*Air defences destroyed 28 drones and both missiles*, *shot down all of them*; not *both drones and missiles*."""


def where_all_stopped(passage: Passage) -> Span | None:
    """The words *all of them* of such a sentence. *Most of which were intercepted* and *would all be shot down* say no number."""
    found = _ALL.search(passage.sentence.text) or _ALL_AS_OBJECT.search(passage.sentence.text)
    base = passage.sentence.span.start
    return Span(base + found.start("all"), base + found.end("all")) if found is not None else None


_TWO = 2
"""As many as *both* are."""


def all_stopped(passage: Passage, words: Span, facts: Sequence[Fact]) -> list[Reading]:
    """A reading for each number sent that ``words`` mean: those of the sentence, else of the one before."""
    sent = [
        f for f in facts if (f.reading.measure, f.status) == ("launched", "happened") and f.mode != "part" and f.span.end <= words.start
    ]
    here = [f for f in sent if f.sentence.index == passage.sentence.index]
    meant = here or [f for f in sent if f.sentence.index == passage.sentence.index - 1]
    text = passage.sentence.text[passage.local(words).start : passage.local(words).end].lower()
    named = [f for f in meant if text.endswith(f.reading.unit)]
    if text.startswith("both"):
        named = meant = [f for f in named or meant if f.reading.number.low == f.reading.number.high == _TWO]
    return [
        fact.reading.with_(
            reader="dependency",
            sentence=passage.sentence.index,
            measure="intercepted",
            number=replace(fact.reading.number, span=words, of_whole=None, pair=None),
            noun=words,
            trigger=None,
            side=None,
            by=None,
            places=(),
            dates=(),
            notes=("all of them",),
            confidence=CONFIDENCE,
        )
        for fact in (named or meant)
    ]
