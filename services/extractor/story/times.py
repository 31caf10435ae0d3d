"""When a figure happened, if its sentence does not say: as what the story is telling of, or on the day of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.figure import Status, When
from services.extractor.keyed import keyed
from services.extractor.model import DateMention, PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE
from services.extractor.story.before import is_of_happening_before, is_told_just_before, split_before
from services.extractor.story.families import AIR, TRANSFERS, Family, family_of
from services.extractor.story.finds import day_of_disaster
from services.extractor.story.letting_go import unsure_of_freed
from services.extractor.story.openings import opening_of, opening_told
from services.extractor.story.senses import sense_of
from services.extractor.story.state import Focus, State
from services.extractor.story.whens import Stated, as_when

_BACK = keyed(
    r"\b(?:at that time|(?<=let go )at the same time|(?<=freed )at the same time|(?<=released )at the same time|"
    r"on the (?:same|night|day) (?:day|night|itself)|(?:in|over|during) the same (?:period|night|hours|time)|"
    r"that (?:same )?(?:day|night)|the same (?:day|night)|"
    r"(?:(?:in|during|under|as part of|in connection with|with|by|from|after) )?(?:that|the latter|the second) "
    r"(?:(?:[a-z-]+ )?(?:exchange|swap|trade|release|handover|transfer|attack|strike|raid|blast|explosion|shooting|bombing|assault|ambush|"
    r"crash|accident|disaster|quake|earthquake|storm|flood|fire|incident|sinking|abduction|operation|incursion|siege|stand-?off|hijacking|"
    r"kidnapping|massacre|shipwreck|derailment|collapse|landslide|eruption|stampede|bombardment|battle|clash|riot|shelling)|"
    r"one(?! (?:of|was|were|is|had|has|in)\b)|case|"
    r"occasion|instance))\b",
    re.I,
)
"""*At that time 205 came home*, *in that exchange*: the day is the one named last."""
_THAT_TIME = keyed(r"\b(?:in|over|during|within) that (?:time|period|span)\b", re.I)
"""*24 have been killed since Friday. In that time it has fired 370 missiles*."""
_TOLLS = ("killed", "injured")
_COUNTS_ON = 2
"""Sentences within which another count of the same happening follows."""
_THE_ATTACK = re.compile(
    r"\b(?:the|this) (?:attack|strike|airstrike|air strike|raid|blast|explosion|shooting|bombing|assault|ambush|"
    r"crash|fire|incident|clash|battle)\b",
    re.I,
)
_FIGHT = re.compile(
    r"\b(?:firefights?|gunfights?|shoot-?outs?|gun ?battles?|clash(?:es|ed)?|battles?|skirmish(?:es)?|fighting|fought|exchange of fire)\b"
)
_IN_THE_FIGHT = re.compile(
    r"\bin (?:the|that|this) (?:fighting|firefight|gunfight|shoot-?out|gun ?battle|clash|battle|skirmish|exchange of fire)\b", re.I
)
_THE_SAME = re.compile(
    r"(?:The (?:group|monitor|agency|organi[sz]ation|watchdog|ministry|army|military|police|statement)|It|He|She|They)\b"
)
"""Who has just spoken speaks on."""
_EACH_DAY = keyed(r"\bon each of\b|\beach (?:day|night)\b|\bon each day\b", re.I)
_LEAD = 3
"""Sentences, the headline's among them, in which a story leads with its happening."""
_LONG_AGO = timedelta(days=31)
_THIS_WEEK = timedelta(days=6)
_LET_GO = keyed(
    r"(?<!\bbe )(?<!\bnot )\b(?:released|freed|handed over|swapped|exchanged|let go|sent home|returned|repatriated)\b(?= [^.;:]{0,60}\b"
    r"(?:hostages?|prisoners?|captives?|detainees?|inmates|soldiers|servicemen|fighters|troops|bodies)\b)"
)
_ITS_DAY = 120
"""Characters from *released* to the day of it."""
_A_WEEK = timedelta(days=7)
_JUST_NOW = timedelta(days=2)
"""*Since then* is of a whole campaign, whose beginning nobody says, where the day named last is the news."""
_NO_CHANCE = 5
"""Smaller numbers come again by chance."""
_ARE = re.compile(
    r" of (?:them|the \d+|those (?:freed|released|let go)) (?:are|is|were|was) (?!(?:freed|released|let|handed|flown|sent|taken|brought)\b)"
)
_OPENS = 9
"""Characters of *On*, *Late on* before the day that opens a sentence."""
_LIST_GAP = 9
"""Characters between the days of a list: *13th, 14th and 15th*."""


_OF_DOWNED = re.compile(
    r"\b(?:debris|fragments?|wreckage|shrapnel|parts?|remains|one|two|three|some|several) (?:from|of) (?:(?:one|two|some|several) of )?the "
    r"(?:[a-z-]+ ){0,2}(?:drones?|missiles?|rockets?|UAVs?|projectiles?)\b"
)
"""*Debris from one of the downed drones fell on a house, killing two*: when the drones were shot down."""


def settle_when(
    state: State, passage: Passage, reading: Reading, family: Family, time: Stated, place: PlaceMention | None, status: Status
) -> When:
    """The time of a reading; its phrase is empty where the sentence does not say it."""
    if "of freed" in reading.notes and (whole := _whole_before(state, reading)) is not None:
        return whole  # "of the freed, 1,718 had been arrested since October": when they were let go
    if (
        reading.measure in TRANSFERS
        and reading.mode == "part"
        and _ARE.match(passage.sentence.text, passage.local(reading.number.span).end)
    ):
        alike = (f for f in reversed(state.facts) if f.reading.measure == reading.measure and f.mode != "part" and f.status == "happened")
        if (of_whole := next((f.when for f in alike if f.reading.number.low >= reading.number.low), None)) is not None:
            return of_whole  # "42 of them are survivors of the attack on 1 September"
    if time.when is None and _THAT_TIME.search(passage.sentence.text) and (since := _since_before(state)) is not None:
        return since
    back = _BACK.search(passage.sentence.text)
    if (
        back is not None
        and state.last_date is not None
        and not _is_of_this_sentence(passage, back)
        and (time.when is None or time.when.phrase.lower() in back[0].lower())
    ):
        return state.last_date
    then = _then(state, passage)
    if (
        time.when is not None
        and time.when.phrase.lower() in ("since then", "since")
        and then is not None
        and state.context.day - then > _JUST_NOW
    ):
        return time.when.model_copy(update={"start": then, "precision": "span"})
    if (since := _since_opening(state, passage, time)) is not None:
        return since
    if time.when is None and family == "harm" and (opened := _on_opening(state, passage, reading)) is not None:
        return opened
    if time.when is None and status == "planned" and reading.measure in TRANSFERS and state.next_date is not None:
        told, day = state.next_date
        if passage.sentence.index - told == 1:
            return day  # "The next exchange is set for Tuesday. Ten hostages will be freed."
    focus = state.focus.get(family)
    elsewhere = focus is None or focus.sentence != passage.sentence.index
    if (struck := day_of_disaster(state, passage, reading, time)) is not None:
        return struck
    if time.when is not None and (time.close <= BESIDE or elsewhere):
        return unsure_of_freed(passage, reading, time.when)
    if time.when is None and status in ("happened", "planned") and (before := _told_before(state, reading, status)) is not None:
        return before
    return _carried(state, passage, reading, family, place, focus, status).model_copy(update={"phrase": ""})


def _since_before(state: State) -> When | None:
    """The time up to now told of before: *since Friday*; *a truce, which took effect on Aug. 3*."""
    dates = state.before.dates if state.before is not None else ()
    opened = [m for m in dates if m.start is not None and m.start in state.openings.values()]
    if not opened:
        return state.last_since
    return as_when(opened[-1]).model_copy(update={"end": state.context.day, "precision": "span"})


def _then(state: State, passage: Passage) -> date | None:
    """The day that *since then* and *have since died* count from: the one named last, in the same sentence or before."""
    here = [m.start for m in passage.dates if m.start is not None and m.precision == "day" and not (m.as_of or m.cumulative)]
    return here[0] if here else state.last_date.start if state.last_date is not None else None


def _whole_before(state: State, reading: Reading) -> When | None:
    alike = (fact for fact in reversed(state.facts) if fact.reading.measure == reading.measure and fact.mode != "part")
    alike = (fact for fact in alike if fact.status == "happened")
    return next((fact.when for fact in alike if fact.side == reading.side and fact.reading.number.low >= reading.number.low), None)


def _told_before(state: State, reading: Reading, status: Status) -> When | None:
    """The day that the story has given the same number of people let go or to be let go, if always the same: *117 got out, 44 of them
    rescued*; and that of weapons known by their number.
    """
    number = reading.number
    known = reading.measure in AIR and "definite" in reading.notes  # "the two drones were intercepted over the desert"
    chance = number.low < _NO_CHANCE and not known
    if not (reading.measure in TRANSFERS or known) or number.qualifier != "exact" or chance:
        return None
    days = {
        (fact.when.start, fact.when.end)
        for fact in state.facts
        if (fact.reading.measure == reading.measure or (known and fact.reading.measure in AIR and fact.reading.unit == reading.unit))
        and (fact.reading.number.low, fact.reading.number.high) == (number.low, number.high)
        and (fact.status, fact.mode) == (status, "increment")
    }
    if len(days) != 1:
        return None
    start, end = next(iter(days))
    if status == "planned" and start is None:
        return None
    return When(start=start, end=end, precision="day" if start == end else "span", basis="relative")


def _is_of_this_sentence(passage: Passage, back: re.Match[str]) -> bool:
    """*12 were found on Friday and four on the same day*: the sentence itself has named the day."""
    start = passage.sentence.span.start + back.start()
    return any(m.start is not None and m.precision == "day" and m.span.end <= start for m in passage.dates)


def _carried(
    state: State, passage: Passage, reading: Reading, family: Family, place: PlaceMention | None, focus: Focus | None, status: Status
) -> When:
    sentence = passage.sentence
    if (before := split_before(state, passage, reading)) is not None:
        return before
    if status == "planned" and focus is not None and focus.when is not None and (focus.when.end or state.context.day) < state.context.day:
        focus = None  # what is still to come was not on the day that the story has just told of
    still = focus is not None and (_goes_on(state, passage, reading, focus) or is_of_happening_before(state, passage, reading, focus))
    if focus is not None and focus.when is not None and still:
        return focus.when
    seen = state.dated.get(place.name) if family == "harm" and place is not None else None
    if seen is None and family == "harm" and place is not None and place.span not in sentence.span:
        near = state.known_place(passage)  # "In its X district a tower fell. Crews found 23 bodies there."
        seen = state.dated.get(near.name) if near is not None else None
    same_paragraph = focus is not None and focus.paragraph == sentence.paragraph
    there = same_paragraph and focus is not None and place is not None and (focus.place == place or place.span not in sentence.span)
    if seen is not None and not there and not _is_background(state, family, seen):
        return seen
    left = is_told_just_before(passage, focus)
    if focus is not None and focus.when and focus.entry == sentence.entry and (left or not _is_background(state, family, focus.when)):
        follows = focus.paragraph == sentence.paragraph or {"anaphor", "definite"} & set(reading.notes)
        if follows:
            return focus.when
    last = state.facts[-1] if state.facts else None
    if (
        reading.number.high == 0
        and last is not None
        and last.sentence.index == sentence.index - 1
        and last.sentence.paragraph == sentence.paragraph
        and last.status == "happened"
        and last.when.phrase
        and last.when.precision in ("day", "time")
    ):
        return last.when  # "On Tuesday eight drones flew at the airport. No casualties were reported."
    air = state.focus.get("air")
    if family == "harm" and air is not None and air.when is not None and air.entry == sentence.entry and _OF_DOWNED.search(sentence.text):
        return air.when
    told = state.focus.get("harm")
    if family == "air" and focus is None and told is not None and told.when is not None and told.paragraph == sentence.paragraph:
        return told.when  # "Saturday's bombardments cut the power. Of 38 missiles 25 were shot down."
    if family == "air" and (attack := _in_attack_before(state, passage)) is not None:
        return attack
    main = state.main.get(family)
    placeless = place is None or main is None or main.place is None
    told_on = _day_of_report(state, passage)
    if told_on is not None and main is not None and main.when is not None and told_on < (main.when.start or told_on):
        return When(start=told_on, end=told_on, precision="day", basis="publication")  # what was said before the news is none of it
    more = _only_day(state, passage) if family == "exchange" and status == "happened" and reading.number.additional else None
    if more is not None and _is_later(more.start, main):
        return as_when(more).model_copy(update={"basis": "publication"})  # "On Saturday he said that another 307 were back"
    if status == "happened" and main is not None and main.when is not None and sentence.entry is None and placeless:
        return main.when
    if family == "harm" and status == "happened" and state.day_counted is not None and sentence.entry_time is None:
        return state.day_counted
    news = state.news_day if status != "planned" else state.context.day
    day = told_on or passage.day or news
    return When(start=day, end=day, precision="day", basis="publication")


def _is_later(day: date | None, main: Focus | None) -> bool:
    """Whether a day is after that of the news."""
    end = main.when.end if main is not None and main.when is not None else None
    return day is not None and end is not None and day > end


def _in_attack_before(state: State, passage: Passage) -> When | None:
    """*An attack on Thursday killed 31. More than 300 drones were launched in the assault*: that of the sentence before."""
    last = state.facts[-1] if state.facts else None
    if last is None or last.sentence.index != passage.sentence.index - 1 or family_of(last.reading) != "harm":
        return None
    told = last.mode == "increment" and last.status == "happened" and last.when.phrase and last.when.precision in ("day", "time", "span")
    return last.when if told and _IN_THE_ATTACK.search(passage.sentence.text) else None


_IN_THE_ATTACK = re.compile(r"\b(?:in|during|for) (?:the|this|an?) (?:attack|assault|strike|barrage|raid|bombardment|onslaught)\b")


def _since_opening(state: State, passage: Passage, time: Stated) -> When | None:
    """The time of *240 since the truce, the ministry said on Sunday*: from the day that the story gives the truce to that of the count."""
    when = time.when
    if when is None or not time.cumulative or not when.phrase.lower().startswith(("since", "ever since")):
        return None
    start = when.start or opening_of(when.phrase, state.openings)
    if start is None:
        return None
    told_on = _day_of_report(state, passage)
    end = told_on if told_on is not None and told_on > start and when.end == state.context.day else when.end
    return when.model_copy(update={"start": start, "end": end, "precision": "span"})


def opening_counted_from(state: State, passage: Passage) -> date | None:
    """The day from which a sum *in the fighting* runs: that of the sum before it, else that on which the story has it begin."""
    named = _IN_THE_WAR.search(passage.sentence.text)
    if named is None:
        return None
    before = [m.start for m in (state.before.dates if state.before is not None else ()) if m.cumulative and m.start is not None]
    started = before[-1] if before else opening_of(named[0], state.openings) or state.going_on_since
    return started if started is not None and started < state.context.day else None


_IN_THE_WAR = re.compile(
    r"\b(?:(?:in|during|by|The|the|this) (?:the |this |that )?(?:[\w-]+ ){0,3}?|"
    r"(?:in|during|over|after) (?:[\w-]+ ){1,4}?(?:years|months|weeks|days) of (?:[\w-]+ ){0,2}?)"
    r"(?:war|conflict|fighting|clashes|hostilities|violence|uprising|revolt|protests|unrest|offensive|campaign|siege|battle)\b"
)


def _on_opening(state: State, passage: Passage, reading: Reading) -> When | None:
    """The time of *The war started when gunmen crossed the border, killing 1,200*: the day that the story gives the war."""
    at = reading.number.span.start - passage.sentence.span.start
    day = opening_told(passage.sentence.text, at, state.openings) if state.openings else None
    return When(start=day, end=day, precision="day", basis="relative", phrase="when it began") if day is not None else None


def _day_of_report(state: State, passage: Passage) -> date | None:
    """The day before the story's on which the sentence says it was told: what *the navy said on Wednesday* was not on Thursday."""
    told = _only_day(state, passage)
    if told is None:
        return None
    opens = passage.local(told.span).start <= _OPENS  # "On Tuesday police said that rebels had raided a post"
    sense = sense_of(passage, told, state.bank.happenings)
    return told.start if sense == "said" or (sense == "bare" and opens) else None


def _only_day(state: State, passage: Passage) -> DateMention | None:
    """The one day that the sentence names, if it is one of the last week's and not the story's."""
    told = [m for m in passage.dates if m.start is not None and m.start == m.end and m.precision == "day"]
    if len(told) != 1 or (day := told[0].start) is None or not timedelta(0) < state.context.day - day <= _THIS_WEEK:
        return None
    return told[0]


def _goes_on(state: State, passage: Passage, reading: Reading, focus: Focus) -> bool:
    """Whether the sentence counts on in the happening of the one before, which is not the story's own: *On Tuesday 15 were killed in X. The
    group said 20 died in the attack. A hospital counted 35.*
    """
    last, sentence, main = (state.facts[-1] if state.facts else None), passage.sentence, state.main.get("harm")
    if _is_in_the_fight(state, passage, reading, focus):
        return True
    if last is None or reading.measure not in _TOLLS or last.reading.measure not in _TOLLS or last.mode != "increment":
        return False
    if not 0 < sentence.index - last.sentence.index <= _COUNTS_ON or focus.sentence != last.sentence.index or focus.entry != sentence.entry:
        return False
    if main is None or focus.when is None or main.when is None or focus.when.start == main.when.start:
        return False
    own = [p for p in passage.places if p.kind != "country" and not any(p.span in c.span for c in passage.claimants)]
    told = {fact.reading.number.low for fact in state.facts if fact.when.start == main.when.start}
    if own or reading.number.low in told:
        return False
    if _THE_ATTACK.search(sentence.text) is not None and _THE_SAME.match(sentence.text) is not None:
        return True
    of_it = {fact.sentence.index for fact in state.facts if fact.when.start == focus.when.start}
    return bool(passage.claimants) and len(of_it) > 1  # told of more than in passing


def _is_in_the_fight(state: State, passage: Passage, reading: Reading, focus: Focus) -> bool:
    """*On Saturday soldiers killed three in a firefight. One soldier died and three were hurt in the fighting*: on Saturday."""
    before = next((f for f in reversed(state.facts) if f.sentence.index < passage.sentence.index), None)
    if before is None or focus.when is None or before.sentence.index != passage.sentence.index - 1 or before.mode != "increment":
        return False
    if reading.measure not in _TOLLS or before.reading.measure not in _TOLLS or not before.when.phrase:
        return False
    same = (focus.when.start, focus.when.end) == (before.when.start, before.when.end)
    fought = _FIGHT.search(state.told_last) is not None and _IN_THE_FIGHT.search(passage.sentence.text) is not None
    return same and fought and focus.entry == passage.sentence.entry


def _is_background(state: State, family: Family, when: When) -> bool:
    """*In February 2019 a blaze killed 70*: the sentences after it are of the story's own happening again."""
    main = state.main.get(family)
    if when.precision in ("week", "month", "year"):
        return True  # "the attacks in Paris last week killed 17"
    news = main.when.start if main is not None and main.when is not None else None
    if news is None or when.end is None:
        return False
    return news - when.end > _LONG_AGO


def is_in_passing(state: State, when: When | None) -> bool:
    """*In March it had sent home 500*: told of in passing, for all that no other figure stands before it."""
    end = when.end or when.start if when is not None else None
    return when is not None and end is not None and when.precision in ("month", "year") and state.context.day - end > _THIS_WEEK


def is_one_night(when: When) -> bool:
    """*In the night of Saturday to Sunday*: two days on paper, and one happening."""
    return when.start is not None and when.end is not None and when.end - when.start == timedelta(days=1) and "night" in when.phrase.lower()


def is_pair_of_days(mention: DateMention) -> bool:
    """*On Tuesday and Wednesday pagers went off*: days of one happening, and no sum."""
    start, end = mention.start, mention.end
    return start is not None and end is not None and end - start == timedelta(days=1) and " and " in mention.phrase


def day_of_release(state: State, passage: Passage, days: Sequence[DateMention]) -> DateMention | None:
    """The day of *It freed a second group of captives on Saturday night*, where the lead says it without a number."""
    if passage.sentence.index > _LEAD or any(family_of(reading) == "exchange" for reading in passage.readings):
        return None
    found = _LET_GO.search(passage.sentence.text) if state.context.captives else None
    if found is None:
        return None
    recent = [m for m in days if m.start is not None and state.context.day - m.start <= _A_WEEK]
    return next((m for m in recent if 0 < passage.local(m.span).start - found.end() <= _ITS_DAY), None)


def each_of_days(passage: Passage, reading: Reading) -> list[When]:
    """The days of *1,200 on each of the 13th, 14th and 15th*, of *on 13 and 14 June there were 1,200 each day*; else none."""
    start, end = reading.number.span.start, reading.number.span.end
    if not passage.says(_EACH_DAY, start - 12, end + 40):
        return []
    days = [mention for mention in passage.dates if mention.start is not None and mention.precision == "day"]
    ahead = [m for m in days if m.span.start >= end] or [m for m in reversed(days) if m.span.end <= start]
    chosen = ahead[:1]
    for mention in ahead[1:]:
        last = chosen[-1].span
        gap = mention.span.start - last.end if mention.span.start > last.start else last.start - mention.span.end
        if gap > _LIST_GAP:
            break
        chosen.append(mention)
    return [as_when(mention) for mention in chosen] if len(chosen) > 1 else []
