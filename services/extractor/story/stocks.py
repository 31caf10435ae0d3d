"""Captives who are still held, told without a verb that says so: *36 were still in cells*, *seven remain with the Front*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.figure import Measure
from services.extractor.fact import Fact
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted
from services.extractor.story.unsaid import unsaid

_CRAFT = re.compile(
    r" (?:[\w-]+ )?(?:vessels?|ships?|boats?|trawlers?|tankers?|dhows?|planes?|countries|nations|nationalities|villages|towns)\b"
)
"""*200 sailors from 11 vessels are in the pirates' hands*: the vessels are no people."""
_HELD = re.compile(
    r"(?: (?:more|other|further))?"
    r"(?: (?:of (?:ours|theirs|them|us)|(?:(?!of\b|in\b)[\w’'-]{2,20} )?[\w’'-]{2,20}(?:s|men|women|people)(?: of war)?(?: who)?))?"
    r"(?: (?:from|aboard|off|on) (?:at least |about |some |more than |over |nearly )?(?:[\w-]{1,20} ){0,3}?[\w-]{2,20}s)?"
    r"(?:, [^.;]{1,80},(?= (?:are|were|is|was|remain)))?"
    r"(?:,? (?:are|were|is|remain|remained|was|stay|be)"
    r"(?: (?:being|still|believed to be|thought to be|said to be|now|yet|the (?:last|only) (?:\w+ )?(?:hostages|captives|prisoners))){0,3}"
    r"(?: (?:held|kept|left))?)? ?(?:still |somewhere |alive ){0,2}"
    r"in (?!return\b|exchange\b)(?:(?:the|their|its|his|our|pirate) )?(?:[\w’'-]{1,24} ){0,4}?"
    r"(?:hands|captivity|custody|prisons?|jails?|detention|cells)\b"
)
"""*Thirty hostages are still in the Front's hands*, *400 of ours in their jails*."""
_LEFT_WITH = re.compile(
    r"(?: [\w’'-]{2,20}){0,3}? (?:(?:still )?remain(?:ed|s)?|stay(?:ed)?|(?:are|were) (?:still|left)) with (?:the |their )?"
    r"(?:[A-Z]|kidnappers|captors|abductors|bandits|gunmen|rebels|militants|insurgents|group|gang)"
)
"""*Nine soldiers remain with the Front*, in a story of captives let go."""
_OF_THE_GROUP = re.compile(
    r"\b(?:hands|captivity|custody) of (?:the|this|that) "
    r"(?:group|movement|rebels|militants|gunmen|kidnappers|captors|gang|militia|insurgents|guerrillas)\b"
)
_STILL_THERE = re.compile(
    r"(?: of (?:the|its|those|their) (?:[\w,-]{1,12} )?| )(?:hostages?|captives?|abductees?|prisoners of war|POWs?|prisoners?|others?)"
    r"(?: (?:who|that))? (?:are|were|is|remain|remained|was) "
    r"(?:still|yet|being held|left|somewhere|believed|thought|remaining)\b"
)
_WHO = r"(?: (?:more|others?|people|men|women|prisoners|captives|hostages|detainees|inmates|of them)){0,2}"
_THERE = re.compile(
    rf"{_WHO} (?:are|were|remain|remained|stay|stayed) (?:still )?(?:there|behind(?! bars)|captives?|inside|behind bars|"
    r"locked up|in their cells|(?:our|their|his) guests)\b(?! (?:to|as|the|an?|of|at|in)\b)"
)
"""*They got 40 back. Some 900 are still there*, *about 30 are still inside*."""
_ON_LISTS = re.compile(r"(?: (?:captives|prisoners|detainees|hostages))?(?P<still> still)? on (?:its|their) (?:lists?|books)\b")
_STILL_HAS = re.compile(r"\bstill (?:has|have|had|keeps?|kept) \Z")
"""*It had registered 882 captives and has 657 still on its lists*."""
_LISTS = re.compile(
    r"\b(?:registered|counts?|counted|lists|listed|recorded|documented|knows? of|names|verified|tracks?) "
    r"(?:(?:about|some|around|at least|more than|over|nearly|still|a total of) ){0,2}\Z",
    re.I,
)
_CAPTIVES = re.compile(
    r"(?: (?:more|other|such|remaining))?(?: [A-Z][a-z]+)? (?:political prisoners|prisoners(?: of war)?|captives|hostages|detainees|POWs|"
    r"prisoners of conscience)\b"
)
"""*The Red Cross has registered 882 captives*, *Viasna counts 1,300 political prisoners*."""
_REGARDED = re.compile(
    r"(?: other)? [A-Z][a-z]+s,? (?:whom?|that) [^.;,]{1,60}? (?:as|to be) "
    r"(?:being |wrongfully |unjustly |unlawfully |illegally |still ){0,2}(?:held|jailed|imprisoned|detained|hostages|captives|"
    r"political prisoners)\b"
)
"""*A dozen other Americans whom Washington regards as held in Russia*."""
_PUTS = re.compile(
    r"\bput(?:s|ting)? (?:the number of |the |those |its |their )+(?:(?:remaining|other|civilian) )?"
    r"(?:captives|hostages|prisoners|detainees|civilians|abductees|political prisoners)\b(?: [^.;,]{1,40})? at "
    r"(?:(?:about|some|around|at least|more than|over|nearly) ){0,2}\Z"
)
_HELD_NOW = re.compile(r"\b(?:still|being|remain\w*|now|currently) (?:[a-z]+ )?held\b|\bheld (?:hostage|captive|prisoner|by)\b", re.I)
_POLICE_HELD = re.compile(
    r"\b(?:police|officers|detectives|agents|gendarmes|squads?|security (?:forces|services))(?: (?:also|then|later|have|had))* held\b"
)
_HELD_IN = re.compile(
    r"\bheld (?:on suspicion|in connection with|for questioning)\b|\bheld (?:in|during|after|over|following) (?:[\w-]+ ){0,3}"
    r"(?:raids?|ops?|operations?|sweeps?|swoops?|crackdowns?|protests?|demonstrations?|riots?|clashes|unrest|attacks?|bombings?|blasts?|"
    r"killings?|murders?|plots?)\b"
)


def tells_of_arrests(text: str) -> bool:
    """*Police held nine suspects*, *60 were held in raids*: whom they took then; not *60 are still held after the raids*."""
    return _HELD_NOW.search(text) is None and (_POLICE_HELD.search(text) is not None or _HELD_IN.search(text) is not None)


_LIKEWISE = re.compile(
    r"\b(?:held|hands|captivity|custody|detained|captive|hostage|prison|jail|cells)\b[^.;]{0,40}, as (?:are|is|were|was) "
    r"(?:(?:another|about|some|at least) )?\Z"
)
"""*Three are still held, as are four Vietnamese seized last month*: those too."""
_STILL_GONE = re.compile(
    r"[^.;,]{0,70}? (?:who (?:are|were) )?(?<!are )(?<!were )(?<!is )still (?P<how>missing|unaccounted for|held|in captivity|captive)\b"
)
"""*With 150 children seized from a school last week still missing*: how many are, whatever was done to them."""
_TAKEN_AWAY: frozenset[Measure] = frozenset({"abducted", "captured"})


def as_still_held(passage: Passage, reading: Reading) -> Reading:
    """Those said to have been carried off, where the sentence tells that they are held or missing now."""
    if reading.measure not in _TAKEN_AWAY or reading.trigger is None or reading.trigger.start < reading.number.span.end:
        return reading
    text, local = passage.sentence.text, passage.local(reading.number.span)
    on_a_day = any(m.precision in ("day", "time") and m.span.start >= reading.trigger.end for m in passage.dates)
    if not on_a_day and _LIKEWISE.search(text, 0, local.start):  # "as are two pupils seized on Sunday": news of its own
        return reading.with_(measure="detained", notes=(*reading.notes, "stock"))
    gone = _STILL_GONE.match(text, passage.local(reading.trigger).end) if text[: local.start].rstrip().lower().endswith(_WITH) else None
    if gone is None:
        return reading
    if gone["how"] in ("missing", "unaccounted for"):
        return reading.with_(measure="missing", mode="cumulative", notes=(*reading.notes, "stock"))
    return reading.with_(measure="detained", notes=(*reading.notes, "stock"))


_WITH = ("with", "with some", "with about", "with more than", "with at least", "with over", "with nearly")
_STILL_HOLDS = re.compile(r"\bstill (?:has|have|had|keeps?|kept|holds?|held) (?:about |some |at least |more than |over )?\Z")
_OF_OURS = re.compile(r" of (?:ours|theirs|us|them|our|their|its)\b")
"""*"They still have 80 of ours"*."""


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a keeper of lists counts captives, or a sentence those who are left."""
    kept = _ON_LISTS.match(text, end)
    return bool(
        _THERE.match(text, end)
        or (kept is not None and (kept["still"] or _STILL_HAS.search(text, 0, start)))
        or (_CAPTIVES.match(text, end) and _LISTS.search(text, 0, start))
        or (_STILL_HOLDS.search(text, 0, start) and _OF_OURS.match(text, end))
        or _REGARDED.match(text, end)
        or _PUTS.search(text, 0, start)
    )


def stock_reading(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], *, freeing: bool) -> Reading | None:
    """*Eleven girls remain in the rebels' hands*, *26 captives are still somewhere in the hills*: how many are held now;
    ``freeing``: the headline tells of a release.
    """
    told = freeing or any(fact.reading.measure in ("released", "abducted", "bodies_returned") for fact in facts)
    if thing.unit not in ("persons", "unknown") or not told or number.low == 0:
        return None
    text, local = passage.sentence.text, passage.local(number.span)
    if _CRAFT.match(text, local.end):
        return None
    held = _HELD.match(text, local.end) or _STILL_THERE.match(text, local.end) or _LEFT_WITH.match(text, local.end)
    if not held and not _is_listed(text, local.start, local.end):
        return None
    stock = unsaid(passage, number, thing, "detained", "persons", notes=("stock",), group=thing.group)
    return stock.with_(**_held(passage, facts))


def _held(passage: Passage, facts: Sequence[Fact]) -> dict[str, str | None]:
    """Whose and who holds them: who let others go, or took them, where the sentence names neither."""
    if (by := _holder(passage, facts)) is not None:
        return {"by": by}
    named = [a for a in passage.actors if not any(a.span in claimant.span for claimant in passage.claimants) and a.form != "pronoun"]
    last = next((f for f in reversed(facts) if f.reading.measure == "released" and f.status == "happened" and f.by is not None), None)
    return {"side": last.side, "by": last.by} if last is not None and not named else {}


def _holder(passage: Passage, facts: Sequence[Fact]) -> str | None:
    """Who holds those *in the hands of the group*: who let others go, or took them."""
    if not _OF_THE_GROUP.search(passage.sentence.text):
        return None
    return next((fact.by for fact in reversed(facts) if fact.by is not None and fact.reading.measure in ("released", "abducted")), None)
