"""What shows that a figure runs over several happenings: its time, the words of a sum, a stock, a whole war."""

from __future__ import annotations

import re
from datetime import timedelta

from services.extractor.keyed import keyed
from services.extractor.model import TAKEN
from services.extractor.readers.attach import CLAUSE
from services.extractor.story.campaigns import is_of_many_days
from services.extractor.story.case import OTHER_CLAUSE, Case
from services.extractor.story.families import MOVES, TRANSFERS
from services.extractor.story.gapped import air_gapped
from services.extractor.story.sinces import is_of_record
from services.extractor.story.stocks import tells_of_arrests

_LEAST_IN_CAPTIVITY = 2
_BESIDE = 150
"""Characters after a number in which the deals that it was let go under are named."""
_AS_OF = re.compile(
    r"(?:As of|By) (?:\w+ ){0,2}(?:\w+day|yesterday|today|now|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}|"
    r"the (?:end|start|middle))\b"
)
_PERFECT = re.compile(r"\b(?:had|has|have)\b")
_NIGHT = timedelta(days=1)
"""A figure that spans more days than a night is a sum over them."""
_LONGEST_HAPPENING = timedelta(days=3)
_CROWDS = 100_000
"""No single day drives so many from their homes."""
_MASS = 1_000
_YEAR = timedelta(days=366)
_MULTITUDE = 500_000
_RUNS_ON = re.compile(r"\b(?:since|past|last|so far|weekend|previous)\b", re.I)
_ONE_NIGHT = re.compile(r"\b(?:in|on|during) (?:a|one) (?:single )?(?:night|day|attack|barrage|wave)\b", re.I)
_SINCE_HOUR = re.compile(
    r"\bsince (?:(?:the )?(?:early|small) hours|(?:early |late )?(?:this |\w+day )?(?:midnight|dawn|daybreak|sunrise|sunset|"
    r"nightfall|morning|noon|midday|afternoon|evening)|last night|early (?:today|(?:on )?\w+day))\b",
    re.I,
)
_SINCE_BEGINNING = keyed(
    r"\bsince (?:the|this|its|their|\w+[’']s) (?:[\w’'-]+ ){1,4}"
    r"(?:began|begun|started|broke out|opened|erupted|took effect|came into (?:force|effect))\b",
    re.I,
)
_TALLY_OF_MANY = re.compile(
    r"(?i)\b(?:road|highway|traffic|holiday|Christmas|Easter|summer|winter|monsoon|season(?:al|['’]s)?|annual|drowning)(?: \w+){0,2} toll\b"
)
"""*The holiday road toll has risen to 37*: of many accidents."""
_TIMES_IN = keyed(
    r"\b(?:twice|(?:two|three|four|five|several|many|\d{1,2}) times|on (?:two|three|four|five|several) (?:occasions|nights|days)) "
    r"(?:in|within|over|during) (?:less than |under |just |barely |about |the (?:past|last) )?(?:a|one|two|three|four|\d{1,2})? ?"
    r"(?:weeks?|months?|days|years?)\b",
    re.I,
)
"""*Missiles struck the city twice in less than a week, killing more than 50*."""
_IN_CAPTIVITY = re.compile(
    r"[^.;]{0,90}\bin (?:(?:the |their |its |\w+[’']s |[A-Z]\w+ )?(?:captivity|custody|detention)|"
    r"(?:\w+ )?(?:prisons|jails|detention cent\w+))\b"
)
"""*Four hostages are believed to have died in captivity*: one by one."""
_NOW = re.compile(r"\b(?:have|has|had) now (?:been )?\Z", re.I)
_SEVERAL_DEALS = re.compile(
    r"\b(?:(?:through|in|under|during|via|by|as part of|over) (?:[\w-]+ ){0,2}(?:negotiations|deals|exchanges|swaps|rounds|"
    r"releases|agreements|stages|phases|batches|amnesties|pardons)|"
    r"(?:before|during|under|throughout) (?:the|this|that|an?) (?:[\w-]+ ){0,2}"
    r"(?:truce|cease-?fire|pause|lull|war|deal|agreement|armistice|accords?|pact|arrangement)|"
    r"previously|to date|so far)\b",
    re.I,
)
_SO_FAR = re.compile(r"\b(?:so far|to date|until now|up to now|as of now)\b", re.I)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_THIS_PERIOD = re.compile(
    r"\b(?:killed|dead|deaths|losses|victims|fatalities|casualties|injured|wounded|drowned|bodies|number of [\w-]+(?: [\w-]+){0,2}|toll|"
    r"homicides|murders|killings)\b"
    rf"(?:[^.;,|]{{0,30}}\bthis (?:week|month|year|(?:[a-z]+ ){{0,2}}season|monsoon|summer|winter)\b(?!['’]s)|"
    rf"(?: \w+)? in (?:the past|the last|{_MONTH}|(?:19|20)\d\d)\b(?!['’]))|(?:19|20)\d\d (?:(?:death|casualty) )?toll\b",
    re.I,
)
"""*The number of journalists killed this year*, *the army's losses in July*, *pushed the 2009 toll to 295*."""
_IN_YEAR = re.compile(
    r"(?:[^,]{1,20}, )?[Ii]n (?:the year )?(?:19|20)\d\d, [^.;]{0,40}\b(?:toll|number) of (?:[\w-]+ )?(?:deaths|killings|victims)\b"
)
"""*In 2014, the number of deaths was 185*."""
_SINCE_START = re.compile(r"\bsince (?:the )?(?:start|beginning|onset|outbreak) of (?:the |this |its |last )?(?:[\w-]+ ){0,2}\w+", re.I)
_DAYS = r"(?:two|three|four|five|six|seven)"
_RUNNING = re.compile(
    rf"\b(?:in total|in all|a total of|altogether|all told|so far|to date|grand total|running total|overall|total|"
    rf"over (?:the )?{_DAYS} (?:rounds|stages|days)|in {_DAYS} days|since|now been)\b",
    re.I,
)
_IN_ALL = keyed(r"\b(?:in total|in all|a total of|altogether|all told|overall|total)\b", re.I)
_GRAND = keyed(
    rf"\b(?:grand total|so far|to date|(?:over|after|in) (?:the |both |all )?{_DAYS} (?:rounds|stages|phases|days)|both rounds|"
    r"whole operation|running total|(?:total|overall) number|"
    r"(?:br(?:ing|ings|inging|ought)|tak(?:e|es|ing)|took|rais(?:e|es|ed|ing)) (?:to \S{1,9} )?(?:the|its) (?:number|tally|count)|"
    r"with (?:today|\w+day|this|the (?:latest|last))(?:[’']s)? (?:release|exchange|swap|handover|batch|group))\b",
    re.I,
)
_ALL_TOLD = r"(?:All told|In all|Altogether|In total|Overall)"
_OPENS_A_SUM = re.compile(rf"(?:\A|[;:] (?:and )?)(?i:{_ALL_TOLD}),? ")
_OF_ONE_DAY = re.compile(rf"{_ALL_TOLD}, (?:on )?(?:yester|to|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
"""*All told, Sunday's flights brought hundreds home*: the sum of a day."""
_ON_THE_DAY = re.compile(r"\b(?:on|in|within) (?:the|that|one|a single) day\b", re.I)
"""*Bringing to 13 the number set free on the day*."""
_BRINGS = keyed(
    r",? (?:which |that |and )?(?:bring(?:s|ing)?|brought|tak(?:es|ing)|took|rais(?:es|ing|ed)|lift(?:s|ing|ed)|mak(?:es|ing)) "
    r"(?:to \S{1,12} )?(?:the |its |their |it |a )?(?:(?:overall|grand|running|combined|new) )?(?:total|tally|number|count)\b",
    re.I,
)
_TOTAL_NOW = keyed(
    r"\b(?:total|number|count|tally) (?:number )?of (?:the )?(?:[\w-]{1,16} ){0,2}?(?:freed|released|returned|returnees|liberated|"
    r"exchanged|swapped|traded|repatriated)\b"
    r"[^.;,]{0,60}? (?:(?:is|was|stands?|stood) now|now (?:stands?|stood|totals?|comes to)|"
    r"(?:has|had) (?:now )?(?:reached|risen|climbed|grown)|rose|climbed|rising|climbing|growing)"
    r"(?: (?:at|to))? \Z",
    re.I,
)
"""*The total of freed students was now 230*."""
_FRONT = 45
"""Characters in which a sentence begins: *With Saturday's release, 19 came home and 110 went the other way* runs up both."""
_WILL_HAVE = re.compile(r"\bwill have (?:been|come|gone|returned|walked|regained|crossed)\b", re.I)
"""*105 of theirs and 300 of ours will have been exchanged*: by then, over all stages."""
_PERIOD = keyed(r"\b(?:since|this year|this month|war|conflict)\b", re.I)
_WEEK = keyed(r"\b(?:week|month|year) in which\b|\b(?:in|over|during|within) (?:a|one) (?:single )?(?:week|month|year)\b", re.I)
_RECORDS = re.compile(
    r"\b(?:most|largest|biggest|highest|worst|deadliest|heaviest|record|rare|rarest|first|second|third|fourth|fifth|sixth|seventh|"
    r"\d+(?:st|nd|rd|th))\b[^.;]{0,90}\b(?:since|so far|to date|in (?:two|three|four|five|six|seven|\d{1,2}) (?:days|weeks|months))\b",
    re.I,
)
_BATCHES = re.compile(
    r"\b(?:over (?:the )?(?:course of )?(?:(?:next|coming) )?(?:a |an |\w+ )?(?:days|weeks|months|month|week)|"
    r"(?:(?:within|during) (?:the (?:first|next|coming) )?|in the (?:first|next|coming) )"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|several) (?:weeks|months)|"
    r"(?:over|in|during|throughout|within) (?:the|this|a|an) (?:[\w-]+ )?\w+-(?:day|week|month) (?:[\w-]+ )?"
    r"(?:truce|cease-?fire|pause|lull|period|phase|stage)|"
    r"(?:in|during|throughout) (?:the|its|a) (?:first|second|third|initial|opening) (?:phase|stage)|"
    r"in (?:stages|batches|phases|groups))\b",
    re.I,
)
_ALREADY = re.compile(r"\b(?:already|so far|to date)\b", re.I)
_SEVERAL = re.compile(
    r"\b(?:attacks|strikes|raids|bombings|shootings|clashes|fighting|violence|incidents|accidents|storms|fires|protests)\b", re.I
)
"""A weekend is no longer than one happening may take, unless several are told of."""
_BY_POLICE = re.compile(r"\b(?:was|were) (?:later |then |also )?held (?:for questioning )?by (?:the )?(?:\w+ )?police\b")
"""*Four suspects were held by police*: arrested."""
_STILL = re.compile(r"\b(?:still|remain|remains)\b", re.I)
_HELD = re.compile(r"\b(?:soldiers|servicemen|troops|hostages|captives|prisoners|register)\b", re.I)
_TAKEN = re.compile(
    r"\b(?:hostages|captives|prisoners|register|abducted|kidnapped|abductees|captors|"
    r"(?:escaped|freed|released|rescued)\b[^.;]{0,40}\b(?:remain|remains|still) (?:missing|unaccounted))\b",
    re.I,
)
"""*Most were released in spring, yet 90 remain missing*: in their captors' hands."""


def is_kept_by_and_by(case: Case) -> bool:
    """*33 are to come home over six weeks*."""
    return case.status == "planned" and case.reading.measure in TRANSFERS and case.time.when is None and bool(_BATCHES.search(case.text))


def is_so_far_of_promised(case: Case) -> bool:
    """*So far 17 of the 33 who are to be freed have returned*: how far an exchange has come, and no part of what has been."""
    whole = case.reading.number.of_whole
    return whole is not None and case.reading.measure in TRANSFERS and _SO_FAR.search(case.text) is not None


def is_toll_of_period(case: Case) -> bool:
    """*Raising the number of dead this month to 84*, *the toll so far this year*: the happening's own day dates only what raised it."""
    if "toll" not in case.reading.notes or case.reading.measure not in ("killed", "injured"):
        return False
    period = _THIS_PERIOD.search(case.around(70, 90)) is not None or _IN_YEAR.match(case.text) is not None
    return period or _TALLY_OF_MANY.search(case.around(70, 0)) is not None


def is_long_happening(case: Case) -> bool:
    """*Tornadoes killed 14 late on Saturday and early on Sunday*, *two days of fighting*: it took days and is still one."""
    if case.family != "harm" or case.time.when is None or not case.length or is_of_many_days(case):
        return False
    if case.when.phrase.startswith("between ") and case.state.bank.happenings.single.search(case.text) is None:
        return False  # "53 civilians were killed in the city between May 5 and 8"
    return case.length <= _LONGEST_HAPPENING and not _RUNS_ON.search(case.when.phrase)


def is_since_hour(case: Case) -> bool:
    """*At least 29 have been killed since dawn*: what one day has brought so far."""
    within = case.length is None or case.length <= _NIGHT
    return case.family in ("harm", "air") and within and _SINCE_HOUR.search(case.around(70, 60)) is not None


def is_since_beginning(case: Case) -> bool:
    """*The 26 deaths since the holidays began*, *70 killed since the protests broke out*: a time whose first day nobody says."""
    if case.family != "harm" or case.time.when is not None or not case.is_since:
        return False
    end = case.passage.local(case.reading.number.span).end
    found = _SINCE_BEGINNING.search(case.text, end, end + _BESIDE)
    return found is not None and OTHER_CLAUSE.search(case.text, end, found.start()) is None


def is_since_start(case: Case) -> bool:
    """*Since the start of the year 41 soldiers have died, the army said on Friday*: the day is that of the saying."""
    return (
        case.family in ("harm", "exchange")
        and case.is_up_to_now
        and (_SINCE_START.match(case.text) is not None or (case.is_since and _SINCE_START.search(case.text) is not None))
    )


def is_of_times(case: Case) -> bool:
    """*Was struck twice in a week, killing more than 50*."""
    day = case.time.when is not None and case.time.when.precision in ("day", "time")
    return case.family in ("harm", "air") and not day and _TIMES_IN.search(case.text) is not None


def is_dying_in_captivity(case: Case) -> bool:
    """*Four hostages have died in captivity*: one by one, unless on a day."""
    if case.reading.measure != "killed" or case.time.when is not None or case.reading.number.low < _LEAST_IN_CAPTIVITY:
        return False
    return case.incident is None and _IN_CAPTIVITY.match(case.text, case.passage.local(case.reading.number.span).end) is not None


def is_taken_or_freed_by_now(case: Case) -> bool:
    """*They have now captured 15*, *as of Tuesday they had freed 85*, *four others were let go before the truce*: on no one day."""
    if case.reading.measure not in (*TRANSFERS, *TAKEN) or case.status not in ("happened", "ongoing"):
        return False
    if case.reading.measure in TRANSFERS and _by_exchanges(case):
        return True
    if case.time.when is not None:
        return False
    start, end = case.passage.local(case.reading.number.span).start, case.passage.local(case.reading.number.span).end
    if _NOW.search(_to_verb(case)) is not None:
        return True
    if case.reading.measure not in TRANSFERS:
        return False
    before_it = _BEFORE_IT.match(case.text) is not None and _PLUPERFECT.search(case.text) is not None
    if before_it:
        return True
    as_of = _AS_OF.match(case.text) is not None and _PERFECT.search(case.text, 0, start) is not None
    deals = _SEVERAL_DEALS.search(case.text, end, end + _BESIDE)
    if deals is None or _RECORDS.search(case.text, end, deals.end()) is not None:
        return as_of  # "exchanged 20, the third swap so far this year"
    return as_of or OTHER_CLAUSE.search(case.text, end, deals.start()) is None


_BEFORE_IT = re.compile(
    r"(?:Before|Prior to|Until|Up to) (?:it|that|this|then|today|now|(?:\w+day|today|yesterday)(?:[’']s \w+)?|(?:the|"
    r"this) (?:latest|new|present) \w+),? "
)
_PLUPERFECT = re.compile(r"\bhad\b")


def _by_exchanges(case: Case) -> bool:
    """*Three earlier exchanges brought out 1,248 persons*: one after the other."""
    tree, doer, noun = case.passage.tree, case.doer, case.reading.noun
    if tree is None or doer is None or (noun is not None and noun.start <= tree.start[doer] < noun.end):
        return False  # "116 releases took place"
    return tree.lower[doer] in ("exchanges", "swaps", "releases", "amnesties", "handovers")


def _to_verb(case: Case) -> str:
    """The words before the verb that says what has been done."""
    trigger = case.reading.trigger
    return case.text[: case.passage.local(trigger).start] if trigger is not None else ""


def is_gapped_after_sum(case: Case) -> bool:
    """*Has so far fired 25 missiles at Haifa, one of them on Monday, and 27 at Tyre*."""
    number = case.reading.number
    if case.reading.measure != "launched" or any(mention.span.start > number.span.end for mention in case.passage.dates):
        return False
    sent = air_gapped(case.passage, number, case.state.facts)
    return sent is not None and sent.mode == "cumulative"


def is_since(case: Case) -> bool:
    """*Since Monday*, *so far this year*."""
    return case.time.cumulative


def is_summed_up(case: Case) -> bool:
    """*In all*, *so far*, *with Saturday's release*: words near the number say that it has been running up, and not that it is a record.

    Of one happening *so far* and *altogether* say only that the toll may rise.
    """
    harm, time = case.family == "harm", case.time
    if case.reading.measure == "detained" and _SO_FAR.search(case.around(70, 90)) and not case.is_of_a_day:
        return True  # "2,298 have been detained so far"
    if harm and case.incident is not None and not _PERIOD.search(case.text):
        return False
    if harm and case.is_of_a_day:
        return False  # "killed 10 overnight, bringing the total to 13 since Friday"
    if case.family == "air" and _WEEK.search(case.text):
        return not any(is_of_record(case.passage, mention) for mention in case.passage.dates)  # "the first fire in a month"
    transfer = case.reading.measure in TRANSFERS
    if transfer and (brought := _BRINGS.search(case.text)) is not None:
        at = case.passage.local(case.reading.number.span).start
        if at < brought.start():
            return False  # "they got back 45, bringing the total to 657": the 45 are one day's
        if at - brought.end() <= _FRONT:
            return _ON_THE_DAY.search(case.text, at) is None
    near = case.around(110 if "toll" in case.reading.notes else 70, 24)
    if transfer and ((_GRAND.search(near) and not _RECORDS.search(near)) or _is_fronted(case) or _WILL_HAVE.search(case.around(0, 70))):
        return True
    if case.reading.measure in MOVES and _ALREADY.search(case.text):
        return True
    if transfer and time.when is None and case.is_up_to_now and _OPENS_A_SUM.search(case.before_it):
        return True
    if transfer and _OF_ONE_DAY.match(case.text):
        return False
    if transfer and _TOTAL_NOW.search(case.text, 0, case.passage.local(case.reading.number.span).start):
        return True
    wide = case.around(90, 60)
    if transfer and time.when is not None and time.when.precision == "day" and not time.cumulative:
        wide = _IN_ALL.sub(" ", wide)  # "all told, Sunday's flights brought 300 home"
    if case.reading.mode != "cumulative" or case.family == "air" or _RECORDS.search(wide):
        return False
    return any(match[0].lower() != "since" or case.is_since for match in _RUNNING.finditer(wide))


def _is_fronted(case: Case) -> bool:
    """Whether the sentence begins as a sum, and gives the number no other time."""
    front = _GRAND.search(case.text, 0, _FRONT)
    return front is not None and (case.time.when is None or case.time.when.phrase in front[0])


_ADRIFT = keyed(
    r"\b(?:migrants?|refugees?|asylum[ -]seekers?|boat people)\b[^.;]{0,80}"
    r"\b(?:at sea|adrift|drifting|stranded|on boats)\b(?! (?:on|since|when|after)\b)",
    re.I,
)


def is_stock(case: Case) -> bool:
    """*27 are still held*, *31 of its soldiers are still unaccounted for*: how many there are, not how many were taken.

    Who is *still missing* after an attack or a disaster is missing since then, unless carried off; *migrants adrift* are of many boats.
    """
    tree, at = case.passage.tree, case.passage.at(case.reading)
    if case.reading.measure == "missing":
        if "stock" in case.reading.notes:
            return True
        if case.incident is None and case.time.when is None and _ADRIFT.search(case.text) is not None:
            return True
        kept = _HELD if case.incident is None else _TAKEN
        if _STILL.search(case.text) is not None and _is_of_years_ago(case):
            return True  # "the 27th anniversary ... About 1,000 are still missing"
        harmed = _is_beside_harm(case)
        if case.state.context.exchange and case.incident is None and case.time.when is None and not harmed:
            return True  # "Zagreb claims that 1,700 are unaccounted for", in the story of an exchange
        return kept.search(case.text) is not None and _STILL.search(case.text) is not None
    if case.reading.measure != "detained":
        return False
    if "stock" in case.reading.notes or _is_of_mass_arrests(case):
        return True
    if tells_of_arrests(case.text):
        return False
    if (hit := case.passage.hit(case.reading)) is not None and hit.trigger.stock:
        return _BY_POLICE.search(case.text) is None or _STILL.search(case.text) is not None
    if tree is None or at is None:
        return False
    own = any(True for _ in tree.children(at, "aux", "auxpass"))  # "police are searching the house, and two have been detained"
    described = tree.dep[at] in ("acl", "pcomp") or (not own and tree.agent(at) is not None)  # "130 of 500 troops held by rebels are free"
    if described and tree.lower[at] == "held" and (case.time.when is None or case.time.close > CLAUSE):
        return True  # "1,200 were killed, with more than 200 people held hostage"
    words = {tree.lower[child] for i in ((at,) if own else (at, tree.head[at])) for child in tree.children(i, "aux", "auxpass", "advmod")}
    words.add(tree.lower[tree.head[at]])
    goes_on = tree.tag[at] == "VBG" and bool(words & {"was", "were", "been"})  # "Rebels were holding 300 hostage on Sunday"
    return goes_on or bool(words & {"is", "are", "still", "remain", "remains", "being"})


def _is_of_years_ago(case: Case) -> bool:
    day = case.incident.when.start if case.incident is not None else None
    return day is not None and case.state.context.day - day > _YEAR


def _is_of_mass_arrests(case: Case) -> bool:
    """*The minister said 6,000 people had been arrested*: more than one day brings in, and no day is said."""
    tree, at = case.passage.tree, case.passage.at(case.reading)
    if tree is None or at is None or case.time.when is not None or case.reading.number.low < _MASS:
        return False
    return any(tree.lower[child] in ("have", "has", "had") for child in tree.children(at, "aux"))


def _is_beside_harm(case: Case) -> bool:
    """Whether the sentence, or the figure before it, is of people killed or hurt: whoever is missing then is missing from that."""
    last = case.state.facts[-1].reading.measure if case.state.facts else None
    return last in ("killed", "injured") or case.state.causes.near(case.text, 0) is not None


def is_of_crowds(case: Case) -> bool:
    """*300,000 have fled*: more than one day drives out, and no day is said. Only a disaster drives out half a million at once."""
    if case.reading.measure not in MOVES or case.time.when is not None or case.reading.number.low < _CROWDS:
        return False
    if case.reading.number.low >= _MULTITUDE and case.state.context.cause not in ("disaster", "accident"):
        return True
    return case.is_up_to_now and not (case.incident is not None and case.incident.sure)


def is_moving_since(case: Case) -> bool:
    """*More than 50,000 have fled the enclave since the army retook it last week*: day by day, whatever day is said of the beginning."""
    end = case.passage.local(case.reading.number.span).end
    since = _SINCE.search(case.text, end, end + _BESIDE) if case.reading.measure in MOVES and case.is_up_to_now else None
    return since is not None and case.is_since


_SINCE = re.compile(r"\bsince (?!then\b|late\b|early\b)")


def is_of_nights(case: Case) -> bool:
    """*In June 5,438 drones were launched*: every night brings some."""
    return case.family == "air" and case.time.vague and case.when.precision != "unknown" and _ONE_NIGHT.search(case.text) is None


def is_over_days(case: Case) -> bool:
    """*From Monday to Thursday*, *this month*: more days than a night, told as one number."""
    when = case.when
    if case.length is None or when.start is None or when.end is None or when.basis == "publication":
        return False
    if is_of_many_days(case):
        return True
    if case.family == "harm" and not when.phrase and not _is_after_sum(case):
        return False  # "70 were killed in three days of fighting. The rebels lost 40": of the same days, and of one happening
    if "weekend" in when.phrase and case.family in ("harm", "exchange"):  # "freed at the weekend": on a day of it
        return "over" in when.phrase and (case.family == "exchange" or _SEVERAL.search(case.text) is not None)
    running = when.start <= case.state.context.day <= when.end and not is_by_one_happening(case)
    return case.length > _NIGHT and when.precision != "week" and (when.precision not in ("month", "year") or running)


def _is_after_sum(case: Case) -> bool:
    """Whether the days that the figure has from what was told before are those of a sum."""
    when = case.when
    alike = (f for f in reversed(case.state.facts) if (f.when.start, f.when.end) == (when.start, when.end) and f.when.phrase)
    last = next(alike, None)
    return last is None or last.mode == "cumulative"


def is_by_one_happening(case: Case) -> bool:
    """*A bomb hurt 20 people in May*, told in May: the month holds the day of one happening."""
    tree, doer = case.passage.tree, case.doer
    if case.family != "harm" or tree is None or doer is None:
        return False
    return any(tree.lower[child] in ("a", "an") for child in tree.children(doer, "det")) and tree.lower[doer] not in _CAMPAIGNS


_CAMPAIGNS = frozenset(
    {"war", "conflict", "campaign", "wave", "series", "spate", "string", "insurgency", "outbreak", "epidemic", "crackdown"}
)
