"""Whether a figure counts one happening, some of another figure, or runs over several happenings: the evidence, weighed in one place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from schemas.figure import Mode
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story import campaigns, likely, ongoing, periods, running, wars
from services.extractor.story.case import Case
from services.extractor.story.families import TRANSFERS

_OR_SHOT_DOWN = re.compile(
    r"\b(?:shot down|downed|brought down|destroyed|intercepted|neutrali[sz]ed|shooting down|downing)(?: and/or | or | ?/ ?)\Z", re.I
)
_OR_JAMMED = re.compile(
    r"(?: and/or | or | ?/ ?)(?:otherwise |electronically )?(?:suppressed|jammed|neutrali[sz]ed|disabled|diverted)\b", re.I
)

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|been)\b", re.I)
_NEXT_VERB = re.compile(r" (?:is|are|was|were|has|have|had)\b", re.I)


_WHO = re.compile(r"(?: [\w-]+){0,3} (?:who|that) (?:(?:were|was|had|have|has|been|are) ){0,2}")


class Evidence(NamedTuple):
    """``holds`` tells whether a case shows ``mode``; its docstring has the sentences that do."""

    mode: Mode
    because: str
    holds: Callable[[Case], bool]


def _is_some_of_its_whole(case: Case) -> bool:
    """*55 of the 75 confirmed dead had been identified*: all 75 are dead. *71 of the 90 drones were shot down* says it of the 71."""
    whole, trigger = case.reading.number.of_whole, case.reading.trigger
    if whole is None or trigger is None or trigger.start < whole.span.end:
        return False
    if _WHO.fullmatch(case.passage.between(whole.span.end, trigger.start)) is not None:
        return True  # "12 of the 29 guests who died in the fire were women"
    after = case.passage.sentence.text[case.passage.local(trigger).end :]
    return _NEXT_VERB.match(after) is not None and _VERB.search(case.passage.between(whole.span.end, trigger.start)) is None


OF_THE_LEAD = "the time of the sum that the story leads with"
EVIDENCE: tuple[Evidence, ...] = (
    Evidence("cumulative", "how far a promised exchange has come", running.is_so_far_of_promised),
    Evidence("increment", "what the past day has brought of a war's sum", periods.is_last_day_of_war),
    Evidence("part", "its words make it some of another figure", lambda case: case.reading.mode == "part"),
    Evidence("part", "some of those of whom it is said", _is_some_of_its_whole),
    Evidence("part", "those of one place alone", periods.is_at_one_place_alone),
    Evidence("part", "some of those whom a sweep has brought in", campaigns.is_some_of_sweep),
    Evidence("cumulative", "the toll of a month or a year", running.is_toll_of_period),
    Evidence("cumulative", "a promise kept by and by", running.is_kept_by_and_by),
    Evidence("increment", "one of several happenings", campaigns.is_of_one_of_several),
    Evidence("cumulative", "the months between two dates", periods.is_between_dates),
    Evidence("cumulative", "a month or a year, and its dead", periods.is_of_deadliest),
    Evidence("cumulative", "the attacks of a week or more", periods.is_of_attacks_in_period),
    Evidence("cumulative", "a year as a whole", periods.is_of_year),
    Evidence("cumulative", "the period told of before", periods.is_of_same_period),
    Evidence("cumulative", "a month as a whole", periods.is_of_month),
    Evidence("cumulative", "what an offensive has done by now", campaigns.has_killed),
    Evidence("cumulative", "by now, since something was done", ongoing.is_since_a_deed),
    Evidence("cumulative", "the toll of strife that goes on", ongoing.is_of_what_goes_on),
    Evidence("cumulative", "the dead of a force, and no happening", ongoing.is_of_a_force),
    Evidence("cumulative", "how it stood on a day", ongoing.is_as_of_a_day),
    Evidence("cumulative", "strife, and no day of it", ongoing.is_in_strife_of_no_day),
    Evidence("cumulative", "what a surge of violence has cost", ongoing.is_by_surge),
    Evidence("increment", "one happening that took days", running.is_long_happening),
    Evidence("increment", "one happening that is not over", periods.is_going_on),
    Evidence("increment", "since the night before", periods.is_since_last_night),
    Evidence("increment", "since an hour of the day", running.is_since_hour),
    Evidence("cumulative", "a time that runs up to now", running.is_since),
    Evidence("cumulative", "since a beginning that has no day", running.is_since_beginning),
    Evidence("cumulative", "since the start of a time", running.is_since_start),
    Evidence("cumulative", "several times over weeks", running.is_of_times),
    Evidence("cumulative", "one by one in captivity", running.is_dying_in_captivity),
    Evidence("cumulative", "taken or let go by now, on no one day", running.is_taken_or_freed_by_now),
    Evidence("cumulative", "words of a sum", running.is_summed_up),
    Evidence("cumulative", "how many there are, not how many were taken", running.is_stock),
    Evidence("cumulative", "more than one day drives out", running.is_of_crowds),
    Evidence("cumulative", "driven out by and by since something happened", running.is_moving_since),
    Evidence("cumulative", "brought in by a crackdown", campaigns.is_netted_by_crackdown),
    Evidence("cumulative", "driven out by a war", campaigns.is_driven_out_by_war),
    Evidence("cumulative", "said of a war as a whole", wars.is_in_war),
    Evidence("cumulative", "beside a sum, with the verb said once", running.is_gapped_after_sum),
    Evidence("cumulative", "earlier in a war", wars.is_earlier_in_war),
    Evidence("cumulative", "driven out by a war's attacks", wars.is_driven_out_by_attacks),
    Evidence("cumulative", "by now, beside other deeds", campaigns.is_one_of_its_deeds),
    Evidence("cumulative", "said of a war of years", wars.is_in_long_war),
    Evidence("cumulative", "said of the years of a ruler", wars.is_under_ruler),
    Evidence("cumulative", "weeks of attacks or fighting", campaigns.is_of_weeks),
    Evidence("cumulative", "far more than the past day has brought", campaigns.is_beyond_the_past_day),
    Evidence("cumulative", "several happenings, no one day", campaigns.is_of_several),
    Evidence("cumulative", "a campaign that people die in by and by", campaigns.is_in_campaign),
    Evidence("cumulative", "what a campaign has done", campaigns.is_done_by_campaign),
    Evidence("cumulative", OF_THE_LEAD, campaigns.is_of_the_time_led_with),
    Evidence("cumulative", "more than one attack kills", wars.is_as_many_as_in_war),
    Evidence("cumulative", "fighting over weeks", wars.is_war_over_weeks),
    Evidence("cumulative", "a month alone", periods.is_in_a_month_alone),
    Evidence("cumulative", "many nights of drones", running.is_of_nights),
    Evidence("cumulative", "more days than one happening takes", running.is_over_days),
    Evidence("cumulative", likely.SUM, likely.is_likely_sum),
)
"""The weightiest first: the first that holds decides."""
NOTHING_SAID = Evidence("increment", "nothing says otherwise", lambda _: True)


def weigh(case: Case) -> Evidence:
    """What decides the mode by the words and the time of the sentence; sums and shares that only other figures show come later."""
    return next((evidence for evidence in EVIDENCE if evidence.holds(case)), NOTHING_SAID)


def as_whole(passage: Passage, reading: Reading) -> Reading:
    """*Shot down or suppressed 137 drones*, *137 were shot down or jammed*: all that was stopped, though the word beside the number alone
    says only some of it.
    """
    if "partial" not in reading.notes or reading.measure != "intercepted" or reading.trigger is None:
        return reading
    start = reading.trigger.start
    after = passage.between(reading.trigger.end, reading.trigger.end + 40)
    if _OR_SHOT_DOWN.search(passage.between(start - 40, start)) is None and _OR_JAMMED.match(after) is None:
        return reading
    return reading.with_(mode="increment", notes=tuple(note for note in reading.notes if note != "partial"))


def is_transferred_by_now(case: Case) -> bool:
    """*Israel has let go 566 prisoners*: freed by now, on no day of its own."""
    return case.reading.measure in TRANSFERS and case.time.when is None and case.is_up_to_now
