"""The sum that a number goes on with: *42,603 have been killed since the war began, with a further 99,795 injured*."""

from __future__ import annotations

import re

from schemas.figure import Measure
from services.extractor.fact import Fact
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.families import TRANSFERS
from services.extractor.story.state import State
from services.extractor.story.sums import AND_VERB
from services.extractor.story.whens import Stated

_SAME_TIME = re.compile(
    r"\b(?:[Oo]ver|[Dd]uring|[Ii]n|[Ww]ithin) (?:the|that) same (?:period|time ?(?:span|frame)?|month|year|weeks|months)\b"
)
"""*18,400 were displaced from 1 to 12 March. At least 27 were killed over the same period*."""
_HAVE_BEEN = re.compile(r"\bha(?:ve|s) (?:also )?(?:been (?:killed|wounded|injured|slain)|died|lost)\b")
_AND = re.compile(r"(?: [\w’'-]{1,20}){1,4} and ")
_AND_MORE = re.compile(r"(?:Another|A further|An additional|Additionally|In addition|Besides|Moreover)\b")
_BESIDE = 60
"""Characters between two numbers of one count: *killed 498 in the war and wounded 1,597*."""
_SUMS_ON = 2
"""Sentences of its paragraph in which a sum is gone on with."""
_BACK = 20
"""Figures before a number among which the last toll is looked for."""
_PUTS = re.compile(r"(?:It|They) (?:also )?puts? the (?:number|total|toll)\b")
"""*It says 9,000 have been arrested since the coup. It puts the number of the dead at 900*: of the same time."""
_SOON = 3
"""Sentences after a sum in which *have been killed* is of the same time."""
_TOLLS: frozenset[Measure] = frozenset({"killed", "injured", "missing"})
"""*The toll has reached 216 since June 26. The number of the injured rose to 580*: of the same time."""


def sum_before(state: State, passage: Passage, reading: Reading, time: Stated) -> Fact | None:
    """The running total that the number stands beside: *42,603 have been killed since the war began, with a further 99,795 injured*."""
    if time.when is not None or not state.facts:
        return None
    last = state.facts[-1]
    if passage.sentence.index - last.sentence.index <= 1 and _SAME_TIME.search(passage.sentence.text):
        return last if last.mode == "cumulative" and last.when.start is not None else None
    after_sum = last.mode == "cumulative" and last.sentence.index == passage.sentence.index - 1 and "toll" in reading.notes
    same = last.reading.measure == reading.measure and last.reading.number.low <= 2 * reading.number.low
    if after_sum and (
        same
        or _PUTS.match(passage.sentence.text)
        or (last.reading.measure != reading.measure and {last.reading.measure, reading.measure} <= _TOLLS)
    ):
        return last  # "... arresting 71 people since Friday. Lawyers put the number of those arrested at 112"
    if reading.measure in TRANSFERS:  # "In total they have handed over 660 bodies and received 78"
        between = passage.between(last.span.end, reading.number.span.start)
        if last.mode == "part":  # "has sent back 69, including eight civilians, and got 15"
            last = next((f for f in reversed(state.facts) if f.mode != "part"), last)
        goes_on = (last.sentence.index, last.reading.measure, last.mode) == (passage.sentence.index, reading.measure, "cumulative")
        return last if goes_on and last.status == "happened" and len(between) <= _BESIDE and AND_VERB.search(between) else None
    if reading.measure not in ("killed", "injured"):
        return None
    if _AND_MORE.match(passage.sentence.text) and (added := _added_to(state, passage, reading)) is not None:
        return added
    if (same_time := _is_of_same_time(state, passage, reading)) is not None:
        return same_time
    if (sum_ := _sums_on(state, passage, reading)) is not None:
        return sum_
    beside = last.sentence.index == passage.sentence.index and last.reading.measure in ("killed", "injured")
    between = passage.between(last.span.end, reading.number.span.start)
    joined = beside and last.mode == "cumulative" and last.reading.measure != reading.measure and ";" not in between
    return last if joined and len(between) <= _BESIDE else None


def _added_to(state: State, passage: Passage, reading: Reading) -> Fact | None:
    """*214 were killed in June. Another 630 were wounded*: of the same month."""
    before = [f for f in state.facts[-_BACK:] if f.sentence.index == passage.sentence.index - 1 and f.reading.measure in _TOLLS]
    whole = next((f for f in before if f.mode == "cumulative"), None)
    single = state.bank.happenings.single.search(passage.sentence.text) is not None
    return whole if whole is not None and whole.reading.measure != reading.measure and not single else None


def _is_of_same_time(state: State, passage: Passage, reading: Reading) -> Fact | None:
    """The sum of whose time the number is: *they have acknowledged 2,700 dead. Peru says that 94 civilians were killed*, told of no
    happening of its own, is of the same war.
    """
    tolls = [f for f in state.facts[-_BACK:] if f.reading.measure in _TOLLS and f.mode != "part"]
    last = tolls[-1] if tolls else None
    last = next((f for f in reversed(tolls) if f.sentence is tolls[-1].sentence and f.reading.measure == reading.measure), last)
    if last is None or (last.mode, last.status) != ("cumulative", "happened") or reading.mode == "part":
        return None
    gap = passage.sentence.index - last.sentence.index
    if last.reading.measure != reading.measure or state.incident_of(passage.sentence) is not None:
        return None
    if any(place.kind != "country" for place in passage.places):
        return None  # a district's share of it
    if state.bank.happenings.single.search(passage.sentence.text) is not None:
        return None  # "have been killed in the latest strike"
    near = gap in (0, 1) and last.sentence.paragraph == passage.sentence.paragraph
    return last if near or (gap <= _SOON and _HAVE_BEEN.search(passage.sentence.text) is not None) else None


def _sums_on(state: State, passage: Passage, reading: Reading) -> Fact | None:
    """*Since October 2,309 people have been killed there. In Israel 54 have been killed*: the other side's dead of the same time."""
    if _HAVE_BEEN.search(passage.sentence.text) is None or state.bank.happenings.single.search(passage.sentence.text) is not None:
        return None
    last = state.facts[-1]
    alike = (f for f in reversed(state.facts[-_BACK:]) if f.sentence is last.sentence and f.reading.measure == reading.measure)
    same = next((f for f in alike if f.mode != "part"), None)
    if last.sentence is passage.sentence:  # "26 guards and nine farmers have been killed"
        after = (
            reading.mode != "part" and _AND.fullmatch(passage.between(last.reading.number.span.end, reading.number.span.start)) is not None
        )
    else:
        after = last.sentence.paragraph == passage.sentence.paragraph and 0 < passage.sentence.index - last.sentence.index <= _SUMS_ON
    return same if same is not None and after and (same.mode, same.status) == ("cumulative", "happened") else None
