"""What a number told before is made up of: *Of these, 397 come from the north, 64 from the coast and 24 from the hills*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.figure import Measure
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import Number, Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.counted import counted
from services.extractor.story.unsaid import unsaid

_OPENS = re.compile(
    r"(?:[^.;:,]{1,60} (?:said|says|added) (?:that,? )?)?(?:of|among) (?:these|those|them|whom|that (?:number|total|figure)|"
    r"(?:the|those|all) (?P<kind>[^.;:,\d]{2,60}|\d[\d,]*))(?:, | )",
    re.I,
)
"""*Of those*, *Officials said that, of the injured*: what is divided opens the sentence."""
_KINDS: tuple[tuple[re.Pattern[str], Measure], ...] = (
    (re.compile(r"\b(?:dead|killed|victims|fatalities|deaths|died)\b", re.I), "killed"),
    (re.compile(r"\b(?:wounded|injured|hurt|injuries|hospitali[sz]ed)\b", re.I), "injured"),
    (re.compile(r"\b(?:freed|released|returnees)\b", re.I), "released"),
    (re.compile(r"\b(?:arrested|detained|detainees|held)\b", re.I), "detained"),
    (re.compile(r"\bmissing\b", re.I), "missing"),
    (re.compile(r"\b(?:rescued|survivors)\b", re.I), "rescued"),
    (re.compile(r"\b(?:abducted|kidnapped|hostages|captives)\b", re.I), "abducted"),
)
_JOINED = re.compile(
    r"[^.;:\d]{1,80}?(?:,|;| and|, and) "
    r"(?:(?:about|some|another|at least|more than|nearly|there (?:were|are)|the (?:other|remaining)) ){0,2}"
)
"""What stands between the members of the list: each says for itself where they are from."""
_SAYS_WHAT = re.compile(
    r"(?: (?:people|more|others?|of them|of these))?,?(?: [-\u2013\u2014] [^.;:\u2013\u2014]{1,50} [-\u2013\u2014])? "
    r"(?:(?:were|are|was|is|had been|have been|come|comes|came|hail(?:ed)?|belong(?:ed)?|live[ds]?|fell|serve[ds]?) |"
    r"(?:from|in|at|on|of) (?:the )?[A-Z])"
)
"""*397 come from*, *64 from Z*, *1,870 - or over a third - are*: of whom something is said, and whom nothing is done to."""
_NEAR = 2
"""Sentences within which *of these* is of those counted last."""
_LATELY = 12
"""Figures before the sentence among which the whole is sought."""


def divided_reading(passage: Passage, number: Number, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """The reading of a number that is some of those counted before, in a sentence that opens with them; None where it has no such whole, or
    the numbers of the sentence so far would be more than that.
    """
    text, tree = passage.sentence.text, passage.tree
    opened = _OPENS.match(text)
    if opened is None or tree is None or number.distractor is not None or number.low < 1:
        return None
    local = passage.local(number.span)
    members = [n for n in passage.numbers if passage.local(n.span).start >= opened.end() and n.distractor is None and n.low > 0]
    said = _SAYS_WHAT.match(text, local.end) if local.start >= opened.end() else None
    if said is None or _is_done_to(passage, said.end()) or not _are_listed(passage, members, number, opened.end()):
        return None
    thing = counted(tree, number, bank)
    whole = _whole(opened["kind"], passage, facts)
    if thing is None or thing.unit not in ("persons", "unknown", "bodies") or whole is None:
        return None
    most = whole.reading.number.high or whole.reading.number.best or whole.reading.number.low
    so_far = sum(member.low for member in members if member.span.start <= number.span.start)
    if so_far > most or number.low >= most:
        return None
    group = thing.group if whole.reading.unit == "persons" and thing.group != "all" else whole.reading.group
    part = unsaid(passage, number, thing, whole.reading.measure, whole.reading.unit, notes=("definite",), group=group, mode="part")
    return part.with_(side=_nation(passage, number) or whole.side, by=whole.by)


def _is_done_to(passage: Passage, at: int) -> bool:
    """*Of these, eight were flown home*: what is done to them is another count, and not who they are."""
    tree, start = passage.tree, passage.sentence.span.start + at
    return tree is not None and any(tree.tag[i] == "VBN" for i in tree.tokens(Span(start, start + 1)))


def _are_listed(passage: Passage, members: Sequence[Number], number: Number, start: int) -> bool:
    """Whether the members up to the number follow one another from the opening on."""
    text, at = passage.sentence.text, start
    for place, member in enumerate(members):
        local = passage.local(member.span)
        if place == 0 and (local.start - at > _FIRST or (text[at - 2] != "," and _HEDGED.fullmatch(text, at, local.start) is None)):
            return False
        if place and _JOINED.fullmatch(text, at, local.start) is None:
            return False
        if member.span == number.span:
            return True
        at = local.end
    return False


_HEDGED = re.compile(r"(?:(?:about|around|some|only|just|nearly|almost|at least|more than|there (?:were|are)) ){0,2}")
"""*Of those about 30 are*; not *of those attacks 12 were*."""
_FIRST = 30
"""Characters of *the ministry said,* before the first member."""


def _whole(kind: str | None, passage: Passage, facts: Sequence[Fact]) -> Fact | None:
    """What is divided: the last whole before the sentence, of the kind that the sentence calls it by."""
    measure = next((measure for pattern, measure in _KINDS if kind is not None and pattern.search(kind)), None)
    if kind is not None and measure is None:
        return None
    before = [fact for fact in facts[-_LATELY:] if fact.sentence.index < passage.sentence.index and fact.status == "happened"]
    wholes = (f for f in reversed(before) if f.mode != "part" and f.reading.unit in ("persons", "bodies") and f.reading.number.low > 0)
    last = next((f for f in wholes if measure is None or f.reading.measure == measure), None)
    near = last is not None and (measure is not None or passage.sentence.index - last.sentence.index <= _NEAR)
    return last if near else None


def _nation(passage: Passage, number: Number) -> str | None:
    """The nation of *14 were French*."""
    end = number.span.end
    people = (a for a in passage.actors if a.form in ("people", "adjective") and a.id.isupper() and a.span.start > end)
    return next((a.id for a in people if _ARE.fullmatch(passage.between(end, a.span.start))), None)


_ARE = re.compile(r" (?:of them )?(?:were|was|are|is) (?:an? )?")
