"""Whether a figure counts one happening, some of another figure, or runs over several happenings."""

from __future__ import annotations

import re
from datetime import timedelta

from schemas.figure import Mode, Status, When
from services.extractor.model import Reading, Span
from services.extractor.passage import Passage
from services.extractor.story.families import MOVES, TRANSFERS, family_of
from services.extractor.story.state import State
from services.extractor.story.whens import Stated

_NIGHT = timedelta(days=1)
"""A figure that spans more days than a night is a sum over them."""
_LONGEST_HAPPENING = timedelta(days=3)
_RUNS_ON = re.compile(r"\b(?:since|past|last|so far|weekend|previous)\b", re.I)
_LONG = timedelta(days=20)
_MANY = 1000
"""No single happening kills so many but the greatest disasters, and those are dated."""
_CROWDS = 100_000
"""No single day drives so many from their homes."""
_A_WAR = 5000
"""No single attack kills so many; a catastrophe may."""
_DAYS = r"(?:two|three|four|five|six|seven)"
_RUNNING = re.compile(
    rf"\b(?:in total|in all|a total of|altogether|all told|so far|to date|grand total|running total|overall|total|"
    rf"over (?:the )?{_DAYS} (?:rounds|stages|days)|in {_DAYS} days|since|now been)\b",
    re.I,
)
_GRAND = re.compile(
    rf"\b(?:grand total|so far|to date|(?:over|after|in) (?:the |both |all )?{_DAYS} (?:rounds|stages|phases|days)|both rounds|"
    r"whole operation|running total|(?:total|overall) number|"
    r"with (?:today|\w+day|this|the (?:latest|last))(?:[’']s)? (?:release|exchange|swap|handover|batch|group))\b",
    re.I,
)
_BATCHES = re.compile(
    r"\b(?:over (?:the )?(?:course of )?(?:(?:next|coming) )?(?:a |an |\w+ )?(?:days|weeks|months|month|week)|"
    r"in (?:stages|batches|phases|groups))\b",
    re.I,
)
"""A promise that is kept by and by: *33 are to come home over six weeks*."""
_FRONT = 45
"""Characters in which a sentence begins: *With Saturday's release, 19 came home and 110 went the other way* runs up both."""
_PERIOD = re.compile(r"\b(?:since|this year|this month|war|conflict)\b", re.I)
_WEEK = re.compile(r"\b(?:week|month|year) in which\b|\b(?:in|over|during|within) (?:a|one) (?:single )?(?:week|month|year)\b", re.I)
_RECORDS = re.compile(
    r"\b(?:most|largest|biggest|highest|worst|deadliest|heaviest|record|first|second|third|fourth|fifth|sixth|seventh|"
    r"\d+(?:st|nd|rd|th))\b[^.;]{0,50}\b(?:since|so far|to date)\b",
    re.I,
)
_TWO_DAYS = re.compile(r"\band\b|\bdays\b", re.I)
_ALONE = re.compile(r" alone\b", re.I)
_ONE_NIGHT = re.compile(r"\b(?:in|on|during) (?:a|one) (?:single )?(?:night|day|attack|barrage|wave)\b", re.I)
_ALREADY = re.compile(r"\b(?:already|so far|to date)\b", re.I)
_WAR = re.compile(r"\b(?:war|clashes|fighting|insurgency|conflict|invasion|crackdown|violence|army takeover|coup)\b", re.I)
_IN_WAR = re.compile(
    r"\b(?:in|during|throughout|since) (?:the|this|its|their|\w+[’']s) (?:[\w-]+ ){0,2}(?:war|conflict|invasion|insurgency|offensive)\b",
    re.I,
)
_OR_SHOT_DOWN = re.compile(
    r"\b(?:shot down|downed|brought down|destroyed|intercepted|neutrali[sz]ed|shooting down|downing)(?: and/or | or | ?/ ?)\Z", re.I
)
_STILL = re.compile(r"\b(?:still|remain|remains)\b", re.I)
_HELD = re.compile(r"\b(?:soldiers|servicemen|troops|hostages|captives|prisoners|register)\b", re.I)


def settle_mode(state: State, passage: Passage, reading: Reading, time: Stated, when: When, status: Status) -> Mode:
    """The mode by the words and the time of the sentence; sums and shares that only other figures show come later."""
    if reading.mode == "part":
        return "part"
    if status == "planned" and reading.measure in TRANSFERS and time.when is None and _BATCHES.search(passage.sentence.text):
        return "cumulative"
    if _is_long_happening(reading, time, when):
        return "increment"
    if time.cumulative and when.start and when.end and when.end - when.start <= _NIGHT:
        # "since late Thursday" is one night; "on Friday and Saturday" is two happenings.
        return "cumulative" if _TWO_DAYS.search(when.phrase) else "increment"
    if (
        time.cumulative
        or _runs(state, passage, reading, time)
        or _is_stock(passage, reading)
        or _is_war_toll(state, passage, reading, time, when)
    ):
        return "cumulative"
    if time.vague and when.precision != "unknown" and _ALONE.match(passage.sentence.text, _end_of(passage, when)):
        return "cumulative"  # "last month alone 208 died"
    if family_of(reading) == "air" and time.vague and when.precision != "unknown" and not _ONE_NIGHT.search(passage.sentence.text):
        return "cumulative"  # "in June 5,438 drones were launched": every night brings some
    return "cumulative" if _spans_days(state, when) else "increment"


def as_whole(passage: Passage, reading: Reading) -> Reading:
    """*Shot down or suppressed 137 drones*: all that was stopped, though the word beside the number alone says only some of it."""
    if "partial" not in reading.notes or reading.measure != "intercepted" or reading.trigger is None:
        return reading
    start = reading.trigger.start
    if _OR_SHOT_DOWN.search(passage.between(start - 40, start)) is None:
        return reading
    return reading.with_(mode="increment", notes=tuple(note for note in reading.notes if note != "partial"))


def _end_of(passage: Passage, when: When) -> int:
    """Where the words that say the time end in the sentence."""
    at = passage.sentence.text.find(when.phrase) if when.phrase else -1
    return at + len(when.phrase) if at >= 0 else 0


def _is_long_happening(reading: Reading, time: Stated, when: When) -> bool:
    """*Tornadoes killed 14 late on Saturday and early on Sunday*, *two days of fighting*: one happening, though it took days."""
    if family_of(reading) != "harm" or when.start is None or when.end is None or time.when is None or when.end == when.start:
        return False
    return when.end - when.start <= _LONGEST_HAPPENING and not _RUNS_ON.search(when.phrase)


def _runs(state: State, passage: Passage, reading: Reading, time: Stated) -> bool:
    """Whether words near the number say that it has been running up, and not that it is a record.

    Of one happening *so far* and *altogether* say only that the toll may rise.
    """
    text = passage.sentence.text
    if family_of(reading) == "harm" and state.incident_of(passage.sentence) is not None and not _PERIOD.search(text):
        return False
    if family_of(reading) == "harm" and time.when is not None and time.when.precision in ("day", "time") and not time.cumulative:
        return False  # "killed 10 overnight, bringing the total to 13 since Friday"
    if family_of(reading) == "air" and _WEEK.search(text):
        return True
    start, end = reading.number.span.start, reading.number.span.end
    wide = passage.between(start - 90, start) + " | " + passage.between(end, end + 60)
    near = passage.between(start - (110 if "toll" in reading.notes else 70), start) + " | " + passage.between(end, end + 24)
    if reading.measure in TRANSFERS and (_GRAND.search(near) or _is_fronted(text, time)):
        return True
    if reading.measure in MOVES and _ALREADY.search(text):
        return True
    return (
        reading.mode == "cumulative" and family_of(reading) != "air" and _RUNNING.search(wide) is not None and _RECORDS.search(wide) is None
    )


def _is_fronted(text: str, time: Stated) -> bool:
    """Whether the sentence begins as a sum, and gives the number no other time."""
    front = _GRAND.search(text, 0, _FRONT)
    return front is not None and (time.when is None or time.when.phrase in front[0])


def _is_stock(passage: Passage, reading: Reading) -> bool:
    """*27 are still held*, *31 of its soldiers are still unaccounted for*: how many there are, not how many were taken."""
    text, tree, at = passage.sentence.text, passage.tree, passage.at(reading)
    if reading.measure == "missing":
        return _HELD.search(text) is not None and _STILL.search(text) is not None
    if reading.measure != "detained" or tree is None or at is None:
        return False
    words = {tree.lower[child] for i in (at, tree.head[at]) for child in tree.children(i, "aux", "auxpass", "advmod")}
    words.add(tree.lower[tree.head[at]])
    return bool(words & {"is", "are", "still", "remain", "remains", "being"}) or tree.tag[at] in ("VBZ", "VBP")


def _is_war_toll(state: State, passage: Passage, reading: Reading, time: Stated, when: When) -> bool:
    """*Clashes this year left several dozen dead*, *tens of thousands have been killed*: not one happening but many."""
    if reading.measure in MOVES:
        incident = state.incident_of(passage.sentence)
        return time.when is None and reading.number.low >= _CROWDS and _is_perfect(passage, reading) and not (incident and incident.sure)
    if family_of(reading) != "harm":
        return False
    perfect = _is_perfect(passage, reading)
    local = passage.local(reading.number.span)
    if time.when is None and perfect and reading.measure in ("killed", "injured") and _IN_WAR.search(passage.sentence.text, local.end):
        return True
    incident = state.incident_of(passage.sentence)
    war = len(state.context.foes) == 2 and state.context.cause not in ("disaster", "accident")
    if time.when is None and war and (reading.number.low >= _A_WAR or (reading.number.low >= _MANY and _is_counted_up(passage, reading))):
        return True
    if time.when is None and reading.number.low >= _MANY and perfect and not (incident is not None and incident.sure):
        return True
    if reading.measure not in ("killed", "injured") or when.precision == "day" or _WAR.search(passage.sentence.text) is None:
        return False
    return when.start is None or when.end is None or when.end - when.start > _LONG


def _is_counted_up(passage: Passage, reading: Reading) -> bool:
    """*Armenia has acknowledged 2,718 dead*."""
    tree, at = passage.tree, passage.at(reading)
    if tree is None or at is None or tree.is_verb(at):
        return False
    return any(tree.lower[child] in ("have", "has") for child in tree.children(tree.clause(at), "aux"))


def is_up_to_now(passage: Passage, reading: Reading, time: Stated) -> bool:
    """*Israel has let go 566 prisoners*: freed by now, on no day of its own."""
    return reading.measure in TRANSFERS and time.when is None and _is_perfect(passage, reading)


def _is_perfect(passage: Passage, reading: Reading) -> bool:
    """*have been killed*, *the toll has surpassed 14,500*: up to now."""
    tree, at = passage.tree, passage.at(reading)
    if tree is None or at is None:
        return False
    verbs = [at]
    if "toll" in reading.notes:
        verbs += [tree.head[at], *(i for i in tree.tokens(_stretch(reading)) if tree.is_verb(i))]
    return any(tree.lower[child] in ("have", "has") for verb in verbs for child in tree.children(verb, "aux"))


def _stretch(reading: Reading) -> Span:
    """From the words of a count to its number."""
    trigger, number = reading.trigger, reading.number.span
    return number if trigger is None else Span(min(trigger.start, number.start), number.end)


def _spans_days(state: State, when: When) -> bool:
    if when.start is None or when.end is None or when.basis == "publication":
        return False
    if "weekend" in when.phrase:
        return True
    running = when.start <= state.context.day <= when.end
    return when.end - when.start > _NIGHT and when.precision != "week" and (when.precision not in ("month", "year") or running)
