"""When a figure happened: from its clause, from the report around it, or from what the story was telling of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from schemas.figure import When
from services.extractor.bank import Bank
from services.extractor.lowered import key_of
from services.extractor.model import DateMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE, CLAUSE, ELSEWHERE, SPEECH, closest
from services.extractor.record import record
from services.extractor.story.beside import (
    NIGHT,
    VAGUE,
    day_at,
    day_in_name,
    day_told_behind,
    days_of_each,
    forward_day,
    inside_first,
    is_of_first_report,
    is_of_saying,
    is_to_be_told,
    only_frames,
    owned_first,
    since_before_owner,
)
from services.extractor.story.beyond import (
    FOUGHT,
    closes_relative,
    comes_after_another,
    is_anothers,
    is_aside,
    is_of_description,
    is_of_report,
    is_spoken,
    is_term,
)
from services.extractor.story.families import TRANSFERS, family_of
from services.extractor.story.senses import sense_of
from services.extractor.story.sinces import (
    day_of_shock,
    day_since_deed,
    is_beginning,
    is_in_what_began,
    is_of_daily_count,
    is_of_record,
    is_of_some,
    is_of_what_goes_on,
    is_since_of_another,
    is_since_shock,
    shared_since,
    since_of_toll,
)

_ENDS = {
    "overnight": time(8), "dawn": time(8), "daybreak": time(8), "early": time(8), "morning": time(12), "midday": time(13), "noon": time(13),
    "afternoon": time(18),
}  # fmt: skip
"""When parts of the day are over."""
_PART_OF_DAY = re.compile(rf"\b(?:{'|'.join(_ENDS)})\b", re.I)
_LAST_SECOND = time(23, 59, 59)
_WAR_OF = re.compile(r"['\u2019]s (?:[\w-]+ ){0,2}(?:war|conflict|fighting|invasion|offensive|incursion|battles?|clashes)\b")
_JUDGED = re.compile(
    r"\b(?:found (?:not )?guilty|convicted|acquitted|sentenced|jailed|pleaded|on trial|stood trial|charged|indicted|prosecuted|sued|"
    r"compensat\w+|remembered|commemorated|mourned|honou?red|paid tribute)\b"
)
_AGREED_ON = re.compile(
    r"\b(?:agreed|reached|signed|struck|brokered|negotiated|hammered out|sealed|clinched|approved|announced|promised)"
    r"(?: (?:up)?on)?(?: (?:at|in|during|by|between) [^.,;:]{1,40})?,?(?: (?:on|in|last|early|late))?(?: the)? \Z",
    re.I,
)
_DEAL_OF = re.compile(
    r"\b(?:agreements?|accords?|deal|pact|treaty|protocol|memorandum|resolution|decree|armistice)(?: (?:signed|concluded|reached))? "
    r"(?:of|dated|from) (?:the )?\Z",
    re.I,
)
"""*Under the Algiers Agreement of 12 December it released 359*."""
_SPOKE_OF = re.compile(r"\b(?:spoken|spoke|speaking|talked|told) of\b", re.I)
_THAT = re.compile(r",? (?:that|which|who)\b")
_THOSE_LEFT = re.compile(
    r"\A(?:[\w'’-]+ ){0,3}(?:survivors|relatives|families|mourners|victims|residents|rescuers|workers|crews|"
    r"investigators|protesters|crowds)\b"
    r"[^.;]{0,60}\b(?:that|which) (?:had |has )?\Z",
    re.I,
)
"""*Survivors of a quake that killed 58*: what they do comes after."""
_OF_WOUNDS = re.compile(
    r"\b(?:died|dies|dead|succumb(?:ed|s|ing)|death)\b[^.;:]{0,30}\b(?:of|from|to|with) "
    r"(?:(?:his|her|their|the|serious|severe|critical) ){0,2}"
    r"(?:wounds?|injur(?:y|ies)|burns?)\b|"
    r"\b(?:of (?:the|those) (?:\w+ )?(?:injured|wounded|hurt)|injured \w+) (?:people |victims )?(?:had |have |has |later |since )?died\b|"
    r"\b(?:died|dies|deaths?) (?:later )?(?:in|at) (?:an? |the )?(?:local |military |\w+ )?hospitals?\b"
)
"""*Three of the injured died overnight*: their death is of the happening, and the day only that on which they were counted."""
_STILL = re.compile(
    r"\b(?:still|remain(?:s|ed)?|continue to be|in (?:a )?(?:critical|serious|stable|grave) condition|in (?:hospital|intensive care))\b",
    re.I,
)
_AFTER_A = re.compile(
    r" (?:following|after|from|in) (?:an?|the|that) (?:[\w-]+ ){0,3}(?:attack|ambush|raid|blast|explosion|bombing|shooting|strike|"
    r"airstrike|massacre|clash|fire|crash|landslide|flood|quake|earthquake|collapse)\b(?!.*(?:\bsaid\b|\bwith\b|\bup from\b|;))"
)
_SOON = 50
"""Characters behind a number in which it is said to be that of those *still in hospital*."""
_SINCE = re.compile(r"\bsince\b", re.I)
_LONG_BEFORE = timedelta(days=180)


@record(frozen=True, slots=True)
class Stated:
    """What a sentence says of a figure's time. ``when`` None: nothing."""

    when: When | None = None
    since: date | None = None
    as_of: datetime | None = None
    cumulative: bool = False
    close: int = ELSEWHERE

    @property
    def vague(self) -> bool:
        return self.when is not None and self.when.precision in VAGUE


def as_when(mention: DateMention) -> When:
    return When(
        start=mention.start, end=mention.end or mention.start, precision=mention.precision, basis=mention.basis, phrase=mention.phrase
    )


def stated(passage: Passage, reading: Reading, bank: Bank, is_speech: Callable[[str], bool], *, latest: date | None) -> Stated:
    """The time that the sentence gives the figure. A date of saying is used only to place a night (*on Wednesday reported ... overnight*).

    ``latest``: what has happened cannot be dated later (None for plans). Of a toll the sentence's date says when it stood so
    (*climbed to 26 overnight*), unless it dates the happening itself (*the number of people killed in Saturday's derailment*).
    """
    if not (reading.dates or passage.dates):
        return Stated()
    mentions = reading.dates or tuple(m for m in passage.dates if not is_of_record(passage, m))
    if not reading.dates and (behind := day_told_behind(passage, reading, mentions)) is not None:
        return Stated(as_when(behind), close=0)
    if (deed := day_since_deed(passage, reading)) is not None:
        return Stated(deed, close=0)
    if (since := shared_since(passage, reading) or since_of_toll(passage, reading)) is not None:
        if is_since_shock(passage, reading, since):
            return Stated(day_of_shock(since, latest), close=CLAUSE)
        return Stated(as_when(since), since.start, None, True, CLAUSE)
    came_before = () if reading.dates else tuple(m for m in mentions if _is_of_what_came_before(passage, reading, m, bank))
    if not reading.dates:
        mentions = tuple(m for m in mentions if m not in came_before and not any(idle(passage, reading, m) for idle in _IDLE))
    if latest is not None:
        mentions = tuple(m for m in mentions if m.start is None or m.start <= latest or m.cumulative)
    if not reading.dates and (ahead := forward_day(passage, reading, mentions, bank)) is not None:
        return Stated(as_when(ahead), close=0)
    mentions = tuple(m for m in mentions if not m.forward and (reading.dates or not comes_after_another(passage, reading, m)))
    mentions = tuple(m for m in mentions if reading.dates or not is_since_of_another(passage, reading, m))
    if latest is not None and (began := next((m for m in mentions if is_beginning(passage, reading, m)), None)) is not None:
        mentions = tuple(m for m in mentions if m is not began)
        if not mentions and (is_in_what_began(passage, reading, began) or not _is_told_as_news(passage, reading)):
            return Stated(as_when(began).model_copy(update={"end": latest, "precision": "span"}), began.start, None, True, CLAUSE)
    if not mentions:
        return Stated(_after(came_before[0], latest)) if came_before and latest and _is_told_as_news(passage, reading) else Stated()
    at = passage.at(reading)
    if not reading.dates and (named := day_in_name(passage, reading, mentions, bank) or day_at(passage, reading, mentions)) is not None:
        return Stated(as_when(named), close=0)
    listed = days_of_each(passage, [m for m in mentions if not is_of_saying(passage, m, is_speech, bank)]).get(reading.number.span)
    if listed is not None and not reading.dates and "toll" in reading.notes:
        return Stated(as_of=moment_of(listed))
    if listed is not None and not reading.dates:
        return Stated(as_when(listed), listed.start if listed.cumulative else None, None, listed.cumulative, 0)
    if passage.tree is None or at is None:
        near = sorted(mentions, key=lambda m: abs(m.span.start - reading.number.span.start))
        ranked = [(ELSEWHERE, mention) for mention in near]
    elif reading.dates:
        ranked = [(0, mention) for mention in reading.dates]
    else:
        ranked = [
            (BESIDE if close == SPEECH and is_term(passage, mention) else close, mention)
            for close, mention in closest(passage.tree, at, reading.number.span, mentions, is_speech, limit=SPEECH)
            if (close < BESIDE or not is_anothers(passage, reading, mention, at)) and not closes_relative(passage, reading, mention)
        ]
    if at is not None and not reading.dates:
        ranked = inside_first(passage, reading, at, ranked, bank)
    ranked = since_before_owner(passage, ranked)
    counts = [
        mention
        for close, mention in ranked
        if close < SPEECH and not (mention.as_of or mention.cumulative or reading.dates) and _dates_count(passage, reading, mention, bank)
    ]
    as_of = next((moment_of(mention) for mention in (*(m for _, m in ranked if m.as_of), *counts)), None)
    told = [mention for close, mention in ranked if close >= SPEECH and not mention.as_of and mention.start]
    if reading.number.additional and any("toll" in other.notes for other in passage.readings):
        # "five more died overnight, bringing the toll of Tuesday's bombing to 31": those who make a toll rise are of its day
        ranked = [(0, m) for m in mentions if sense_of(passage, m, bank.happenings) == "owned"] or ranked
    for close, mention in owned_first(passage, reading, ranked, bank):
        if mention.as_of or close >= SPEECH or mention in counts:
            continue
        if (
            family_of(reading) == "harm"
            and not (reading.dates or mention.cumulative)
            and (_is_no_day_of(passage, reading, mention, close, bank) or _is_of_those_around(passage, reading, mention, at, bank))
        ):
            continue
        if mention.cumulative and mention.start is None and any(m.cumulative and m.start for c, m in ranked if c < SPEECH):
            continue  # "so far 138 have been freed since March"
        if (mention.start is None and mention.end is None) or _is_of_the_war(passage, reading, mention, close, latest):
            continue
        when = as_when(mention)
        if is_since_shock(passage, reading, mention):
            return Stated(day_of_shock(mention, latest), None, as_of, close=close)
        night = mention.basis == "relative" and NIGHT.search(mention.phrase) and not _is_evening_before(mention, told)
        if only_frames(passage, reading, mention, bank):
            return Stated(when.model_copy(update={"basis": "publication", "phrase": ""}), as_of=as_of, close=close)
        if told and night and told[0].basis in ("weekday", "stated"):
            when = when.model_copy(update={"start": told[0].start, "end": told[0].end or told[0].start})
        return Stated(when, mention.start if mention.cumulative else None, as_of, mention.cumulative, close)
    return Stated(as_of=as_of)


def _is_evening_before(mention: DateMention, told: Sequence[DateMention]) -> bool:
    """*Died in a crush last night, officials said on Sunday*: on Saturday."""
    day = told[0].start if told else None
    return mention.phrase.lower() == "last night" and day is not None and mention.start is not None and mention.start < day


def _is_of_the_deal(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*Completing a transfer agreed in Doha on June 2*: the day of the agreement."""
    return family_of(reading) == "exchange" and is_of_deal(passage, mention)


def is_of_deal(passage: Passage, mention: DateMention) -> bool:
    """Whether something was agreed on the day: *under a deal reached in Istanbul on June 2*."""
    if mention.cumulative:
        return False
    before = passage.between(mention.span.start - 60, mention.span.start)
    return (_AGREED_ON.search(before) is not None or _DEAL_OF.search(before) is not None) and _SINCE.search(before) is None


def _is_no_day_of(passage: Passage, reading: Reading, mention: DateMention, close: int, bank: Bank) -> bool:
    """Whether the day is one of saying, or in another clause one of the help that came after: *searched on Wednesday for victims of a
    crush that killed 121*.
    """
    sense = sense_of(passage, mention, bank.happenings)
    if _SPOKE_OF.search(passage.between(mention.span.end, reading.number.span.start)):
        return True  # "on Friday it had spoken of 30 dead"
    hit = passage.hit(reading)
    if sense == "aftermath" and hit is not None and hit.trigger.kind != "verb" and _JUDGED.search(passage.sentence.text):
        return True  # "convicted on Tuesday over the deaths of 14"
    if sense == "aftermath" and FOUGHT.search(passage.between(mention.span.end, reading.number.span.start)):
        return False
    return sense == "said" or (sense == "aftermath" and close > CLAUSE and reading.measure in ("killed", "injured"))


def _is_of_those_around(passage: Passage, reading: Reading, mention: DateMention, at: int | None, bank: Bank) -> bool:
    """*Survivors of a quake that killed 58 clamoured for water on Thursday*: the day of what is done by those of whom the clause with the
    number only tells who they are; not *a quake that killed 58 struck on Saturday*.
    """
    tree = passage.tree
    token = tree.top(mention.span) if tree is not None else None
    if FOUGHT.search(passage.between(mention.span.end, reading.number.span.start)):
        return False
    if tree is None or at is None or token is None or _THAT.match(passage.sentence.text, passage.local(mention.span).end):
        return False  # "a war in March that killed 58"
    own, verb = tree.clause(at), tree.clause(token)
    if _THOSE_LEFT.search(passage.between(passage.sentence.span.start, tree.start[at])):
        return True  # however the parser joins what they do to what has killed
    if tree.dep[own] != "relcl" or verb == own or verb not in tree.ancestors(own) or not tree.is_verb(verb):
        return False
    if token in tree.subtree(tree.head[own]):
        return False  # "clashes in March that killed 58"
    return not any(
        start == 0 and cue == "happened" for start, _, cue in bank.happenings.found(passage.sentence.text[_offset(passage, verb) :])
    )


def _offset(passage: Passage, token: int) -> int:
    return 0 if passage.tree is None else int(passage.tree.start[token]) - passage.sentence.span.start


def _is_of_the_war(passage: Passage, reading: Reading, mention: DateMention, close: int, latest: date | None) -> bool:
    """*82 of the freed men defended the port in 2022*, *repatriated soldiers killed in a war that began three years ago*: a vague time long
    before, in another clause than the transfer, is that of the war.
    """
    end = mention.end or mention.start
    if family_of(reading) != "exchange" or reading.dates or latest is None or end is None:
        return False
    if _WAR_OF.match(passage.sentence.text, passage.local(mention.span).end):
        return True  # "soldiers captured in last autumn's war"
    if latest - end < _LONG_BEFORE:
        return False
    hit = passage.hit(reading)
    described = hit is not None and passage.tree is not None and passage.tree.dep[hit.at] == "amod"
    return mention.precision in VAGUE and not mention.cumulative and (described or close > CLAUSE)


def _is_of_what_came_before(passage: Passage, reading: Reading, mention: DateMention, bank: Bank) -> bool:
    """*One wounded four soldiers, a day after missiles struck the city*: the day of the missiles."""
    before = reading.number.span.end <= mention.span.start and mention.phrase.lower().endswith(" after")
    local = passage.local(mention.span).end
    return before and bank.happenings.counted_from.match(passage.sentence.text, local) is None


def _after(mention: DateMention, day: date) -> When:
    """The day from which *a day after* counts back: that of what stands before it."""
    return When(start=day, end=day, precision="day", basis="relative", phrase=mention.phrase)


def _is_told_as_news(passage: Passage, reading: Reading) -> bool:
    """Whether the verb tells what happened (*wounding four*), and not how things stand by now (*have died*, *are missing*)."""
    hit, tree = passage.hit(reading), passage.tree
    if hit is None or tree is None or hit.trigger.kind != "verb" or {"toll"} & set(reading.notes):
        return False
    verb = hit.at
    while tree.dep[verb] == "conj" and tree.tag[verb] == "VBN" and not any(True for _ in tree.children(verb, "aux", "auxpass")):
        verb = tree.head[verb]  # "have been killed and 15,000 driven out"
    return not any(tree.lower[child] in ("have", "has", "had", "is", "are") for child in tree.children(verb, "aux", "auxpass"))


def _dates_count(passage: Passage, reading: Reading, mention: DateMention, bank: Bank) -> bool:
    """Whether the date says when the dead and injured were so many, or were found, and not when they came to harm.

    A toll's date does, unless it is the happening's own and stands before the number: *the number of people killed in Saturday's
    derailment rose to 12*. So does the date of finding: bodies are brought up days after people drowned.
    """
    if family_of(reading) != "harm":
        return False
    sense = sense_of(passage, mention, bank.happenings)
    if reading.measure == "killed" and sense != "owned" and _OF_WOUNDS.search(passage.sentence.text):
        return True
    if "toll" in reading.notes:
        if (
            _AFTER_A.search(passage.between(reading.number.span.end, mention.span.start))
            and sense in ("happened", "bare")
            and not (any(sense_of(passage, other, bank.happenings) == "owned" for other in passage.dates))
        ):
            return False  # "the toll has risen to 22 following an ambush of villagers on Sunday"
        return sense != "owned" and not (sense == "happened" and mention.span.end <= reading.number.span.start)
    hit = passage.hit(reading)
    if reading.measure == "killed" and hit is not None and hit.trigger.only & {"body", "bodies"}:
        return sense != "owned"
    own = hit is not None and hit.trigger.kind == "verb" and _is_clause_of(passage, hit.at, mention)
    if sense == "aftermath" and not own and (reading.measure in ("injured", "missing") or (hit and hit.trigger.kind == "adjective")):
        return True  # "the search for 15 missing people ended on Sunday", "40 were still being treated on Thursday"
    end = reading.number.span.end
    behind = passage.between(end, mention.span.start if mention.span.start > end else end + _SOON)
    if sense != "owned" and reading.measure == "injured" and _STILL.search(behind):
        return True  # "97 were still in hospital on Sunday"
    return sense == "counted" and any("toll" in other.notes for other in passage.readings)


def _is_clause_of(passage: Passage, verb: int, mention: DateMention) -> bool:
    """Whether the day stands right with the verb that counts: *eleven were buried early on Wednesday when a slope gave way*."""
    tree = passage.tree
    token = tree.top(mention.span) if tree is not None else None
    return tree is not None and token is not None and tree.clause(token) == verb and tree.tag[verb] == "VBN"


def moment_of(mention: DateMention) -> datetime | None:
    """The last moment that the mention allows: its clock time, the end of its part of the day, else its day's last second."""
    day = mention.end or mention.start
    if day is None:
        return None
    if mention.time is None:
        part = _PART_OF_DAY.search(mention.phrase)
        return datetime.combine(day, _ENDS[key_of(part[0])] if part else _LAST_SECOND, UTC)
    hour, minute = (int(part) for part in mention.time.split(":")[:2])
    return datetime.combine(day, time(hour % 24, minute % 60), UTC)


_NOT_FREED = (
    r"(?!(?:was|were|have|has|had|are|is|be|been|being|and|but|let|set|freed|released|returned|came|"
    r"after|before|when|who|that)\b)"
)
_TAKEN_ON = re.compile(
    r"\b(?:kidnapped|abducted|seized|captured|snatched|detained|arrested|jailed|imprisoned|carried off|rounded up|"
    r"taken (?:hostage|captive|prisoner|from))\b"
    rf"(?: {_NOT_FREED}[\w’'-]{{1,20}}){{0,7}} \Z"
)
_ON_A_DAY = 120
"""Characters that the words from a deed to its day have."""


def _is_of_taking(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*They freed three men they kidnapped a month ago*, *14 sailors seized off Aden in May*: the day on which those let go were taken."""
    if reading.measure not in TRANSFERS or mention.span.start < reading.number.span.end:
        return False
    start, end = passage.local(reading.number.span).end, passage.local(mention.span).start
    return _TAKEN_ON.search(passage.sentence.text, max(start, end - _ON_A_DAY), end) is not None


_IDLE = (
    is_aside,
    _is_of_taking,
    is_of_report,
    is_of_description,
    _is_of_the_deal,
    is_spoken,
    is_to_be_told,
    is_of_first_report,
    is_of_daily_count,
    is_of_some,
    is_of_what_goes_on,
)
"""What may show that a date of the sentence is no time of the figure."""
