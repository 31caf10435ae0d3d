"""The happening a story is about: its day and place, from whichever sentence tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from schemas.figure import When
from services.extractor.bank.happenings import Happenings
from services.extractor.dates.almanac import plus
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.model import TAKEN, DateMention, PlaceMention, Sentence
from services.extractor.passage import Passage
from services.extractor.record import record
from services.extractor.story import lengths
from services.extractor.story.anniversaries import day_of_anniversary
from services.extractor.story.beside import SPEAKING
from services.extractor.story.families import family_of
from services.extractor.story.openings import is_breaking_out, is_opening
from services.extractor.story.others import (
    CAME,
    countries_of_lead,
    counts_more,
    days_followed,
    is_abroad,
    is_another,
    is_answered,
    is_before_the_news,
    is_counted_apart,
    is_day_of_harm,
    is_elsewhere,
    is_headed_by_day,
    is_of_taking,
    is_of_what_it_followed,
    is_unlike,
    kinds_of_lead,
    lead_of,
    looks_back_a_day,
    names_again,
)
from services.extractor.story.phases import CARDINALS, ORDINALS
from services.extractor.story.senses import Sense, sense_of
from services.extractor.story.sinces import day_of_shock_named
from services.extractor.story.whens import as_when

_LEAD = 20
"""Sentences of the body within which a story tells when its happening was."""
_FIRST = 3
"""Sentences, the headline's among them, that lead a story."""
_WEEK = timedelta(days=7)
_RECENT = timedelta(days=31)
_AFTER = keyed(
    rf"\b(?P<count>a|{'|'.join(CARDINALS)}) days? after (?:the |an? )?(?:[a-z-]+ ){{0,2}}(?:attack|strike|raid|blast|explosion|shooting|"
    rf"crash|derailment|disaster|quake|earthquake|"
    r"flood|fire|collapse|bombing|accident|sinking|(?:land|mud)?slide|storm|massacre)",
    re.I,
)
_NTH_DAY = re.compile(
    rf"\b(?:in(?:to)?|on|entered|entering|for) (?:its|their|the|a) (?P<nth>{'|'.join(ORDINALS)}) "
    r"(?:straight |consecutive |successive )?(?:day|night)\b",
    re.I,
)
_BEGAN = re.compile(r"\b(?:began|begun|beginning|started|starting|launched|erupted|broke out|breaking out)\b", re.I)
_WENT_ON = re.compile(r"\b(?:lasted|continued|went on|raged|dragged on|ended|stretched|carried on|ran|spilled)\b[^.;]{0,30}\Z")
_BARE = 2
_LOOKS_BACK = re.compile(
    r"\b(?:court|courtroom|trials?|tried(?! to\b)|jury|judges?|tribunal|verdict|convicted|conviction|acquitted|acquittal|sentenced|"
    r"guilty|pleaded|charged (?:with|over)|ha(?:s|ve) charged|(?:faces?|faced) charges|indict(?:ed|ment)|manslaughter|"
    r"lawsuit|sued|compensation|inquest|inquiry|"
    r"coroner|extradit(?:ed|ion)|executed|"
    r"anniversary|commemorat\w+|remembrance|remember(?:ed|s|ing)?|memorial|(?:months|years?|decades?) (?:on|after|since|ago))\b",
    re.I,
)
_TOOK_PLACE = re.compile(
    r"\A(?:The|All(?: of)?(?: the| these)?|Both) (?:[\w-]+ ){0,3}[\w-]+,? (?:[^.;:]{0,80}, )?(?:happened|occurred|took place|unfolded)\b|"
    r"\b(?:the|it|this) (?:[\w-]+ ){0,2}(?:happened|occurred|took place)\b"
)
"""*The casualties occurred on Thursday*, *the incident took place at dawn*: said of what the story has told already."""
_COUNTS_ON = re.compile(r"(?:A|One|Two|The) (?:days?|night) (?:later|after|before|earlier)\b")
_WEEKS_BACK = re.compile(r"\bweeks?\b.{0,9}\b(?:earlier|before|ago)\b", re.I)
_SEASON = keyed(r"\b(?:outbreak|epidemic|pandemic|cholera|ebola|measles|dengue|monsoon|rainy season|heat ?wave|drought|famine)\b", re.I)
_HOURS = re.compile(r"\b(?:past|last|previous|preceding) (?:\w+[ -])?(?:hours?|day)\b", re.I)
_NIGHT_AND_MORNING = re.compile(r"\b(?:night|evening|late \w+) and (?:early )?\w+(?: morning)?\Z", re.I)
"""*Tore through six states on Friday night and Saturday morning*: one storm."""
_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|due|set|expected|scheduled|planned|likely|preparing)|plans? to)\b(?! have)"
    r"(?:(?!\b(?:after|when|which|who|that)\b)[^.;:]){0,90}\Z"
)
_ELSE = keyed(
    r"\b(?:talks|negotiat|agree|accord\b|deal\b|swap|summit|met\b|meeting|"
    r"exchang(?!\w{1,2} (?:of )?(?:[\w-]+ ){0,5}(?:fire|gunfire|shots|shells|shelling)\b)|"
    r"(?<!statement )(?<!report )(?<!video )(?<!footage )(?<!figures )"
    r"released(?! (?:an? |the )?(?:statement|report|video|footage|figures)\b)|"
    r"freed|election|vote)",
    re.I,
)
_LEVELS: Mapping[Sense, int] = {"owned": 0, "happened": 1, "bare": 2, "counted": 3}
"""The lower the surer; other senses date no happening."""
_NO_NEWS = ("said", "aftermath", "counted")
"""*Crews saved 115 on Tuesday*, in a mine that was flooded a week before: what is told of it is old, and is the story's all the same."""
_COUNTED_TODAY = 4
"""*The toll climbed to 82 on Monday*, in Monday's story: only where nothing else has a day."""
_FOUND_DEAD = keyed(
    r"\bfound (?:half-[a-z]+|dead|shot|hanged|stabbed|buried|adrift|drifting|floating|stranded|abandoned|inside|in|on|off|near|at|by)\b"
    r"(?: (?!(?:and|but|as|after)\b)[\w’'-]+){0,7} \Z"
)
"""*Missing from a boat found adrift off Crete on Saturday*, *found dead in a lorry a day earlier*: the find is what happened."""
_BEHIND = 60
"""Characters behind *a day after* in which its verb is sought."""
_OF_A_WORD = re.compile(
    r"\b(?:call|appeal|speech|address|announcement|statement|offer|decision|vote|election|summit|talks|meeting|decree|ruling|pledge|promise)"
    r"(?: (?:for|to|by|in|of) (?:[\w-]+ ){1,4}?)? ?(?:on|late|early)? ?\Z"
)
"""*Following the leader's peace call on Sunday*: the day of what was said or decided."""
_DIED_LATER = re.compile(
    r"\b(?:died|dying|succumbed|passed away)(?: later)? (?:in|at|of|to|from) (?:(?:a|the|his|her|their|its|local|nearby|military) )?"
    r"(?:\w+ )?(?:hospital|clinic|(?:injur|wound|burn)\w{0,3})\b[^.;]{0,40}\Z"
)
_SAID_SO = -1
"""Surer than all: a sentence that only says when it was."""


_SORTS = r"(?:attack|incident|strike|raid|accident|shooting|clash|crash|blast|explosion|case|ambush)\b"
_APART = re.compile(
    rf"(?:Separately|Elsewhere)\b|In one(?: of (?:them|these|those))?, |"
    rf"In (?:a|another|an) (?:(?:separate|other|unrelated|earlier|similar) )?{_SORTS}|"
    rf"An? (?:separate|different|unrelated|similar) (?:[a-z-]+ )?{_SORTS}"
)


@record(frozen=True, slots=True)
class Incident:
    """``when`` is a day, or a night of two; ``place`` None where the dating sentence names none."""

    when: When
    place: PlaceMention | None
    sentence: int
    counted: bool = False
    """The dating sentence itself counts dead or injured: the day is theirs, and of others only at the same place."""
    sure: bool = True
    """The day is the happening's by its own words; else only one that no other verb claims."""
    taking: bool = False
    """On that day those were taken of whose release the story tells: a day of nobody's death."""


def is_apart(passage: Passage) -> bool:
    """Whether the sentence turns to another happening: *Separately, ...*, *In another attack, ...*."""
    return _APART.match(passage.sentence.text) is not None


Item = tuple[int | None, str | None]


def item_of(sentence: Sentence) -> Item:
    """The item of a digest that the sentence stands in: its entry, unless entries are those of a live page, and its label."""
    return (sentence.entry if sentence.entry_time is None else None, sentence.label)


def find_incidents(passages: Sequence[Passage], *, day: date, words: Happenings, exchange: bool) -> dict[Item, Incident]:
    """The happening of each item of a digest; of a story that is none, the one under (None, None)."""
    items: dict[Item, list[Passage]] = {}
    for passage in passages:
        items.setdefault(item_of(passage.sentence), []).append(passage)
    found = {item: find_incident(members, day=day, words=words, exchange=exchange) for item, members in items.items()}
    return {item: incident for item, incident in found.items() if incident is not None}


def find_incident(passages: Sequence[Passage], *, day: date, words: Happenings, exchange: bool) -> Incident | None:
    """The happening of the story's lead.

    A day that owns it (*Saturday's derailment*, *the July 18 raid*) before a day on which it *happened*, before the first day that
    the body names for anything but speech; none more than a month back. ``exchange``: the story is of one, so a bare day is not enough.
    """
    best: tuple[int, int, Incident] | None = None
    season = any(_SEASON.search(passage.sentence.text) for passage in lead_of(passages, 1))
    first = [p for p in passages if p.sentence.kind in ("body", "bullet")][:_LEAD]
    for at, passage in enumerate(first if not is_headed_by_day(passages, day) else ()):
        after = _days_after(passage, day, words) or _after_toll(passage, words)
        if after is not None and not any(_counts_later(before, after) for before in first[:at]):
            best = (1, -1, Incident(after, None, passage.sentence.index))
            break
    taken = any(reading.measure in TAKEN for p in passages for reading in p.readings)  # who are freed were taken weeks before
    lead = [] if taken else [p for p in passages if p.sentence.index <= _FIRST]
    news = [
        p.sentence.index
        for p in lead
        if any(
            m.start and not (m.as_of or m.forward) and plus(day, -7) <= m.start <= day and sense_of(p, m, words) not in _NO_NEWS
            for m in p.dates
        )
    ]
    towns = {place.name for p in passages if p.sentence.index <= _FIRST for place in p.places if place.kind == "city"}
    frees = any(reading.measure == "released" for p in passages if p.sentence.index <= _FIRST for reading in p.readings)
    kinds, home = kinds_of_lead(passages, words), countries_of_lead(passages)
    body = [p for p in passages if p.sentence.kind in ("body", "bullet")]
    told = " ".join(p.sentence.text.lower() for p in passages if p.sentence.index <= _FIRST)
    fresh = _is_hot([p for p in passages if p.sentence.index <= 1])
    other, preceded, led = -1, days_followed(body), None
    for at, passage in enumerate(body):
        if at and is_apart(passage):
            continue
        for mention in passage.dates:
            level = _level(passage, mention, day, words)
            if not at and level == _BARE and is_day_of_harm(passage, mention):
                led = mention.start
            if at and level and led is not None and mention.start is not None and mention.start < led and is_elsewhere(passage, first[0]):
                continue  # "Late on Thursday gunmen shot up a car in another province"
            followed = is_of_what_it_followed(passage, mention) or is_answered(passage, mention)
            followed = followed or (season and _HOURS.search(mention.phrase) is not None)
            if level is None or (exchange and level > 1) or followed:
                continue
            if at and (looks_back_a_day(passage, mention) or is_opening(passage, mention) or mention.start in preceded):
                continue
            if at and fresh and mention.end is not None and day - mention.end > _WEEK:
                continue
            if at >= _LEAD and not (level == 0 and names_again(passage, mention, words, told)):
                continue
            places = [place for place in passage.places if place.kind != "country"]
            if level == _BARE and at >= _FIRST and _tells_of_captures(passage):
                continue
            if is_another(passage, mention, places, towns) or is_before_the_news(passage, mention, news, day):
                continue
            again = _TOOK_PLACE.match(passage.sentence.text) is not None
            if at and (
                (counts_more(passage, body, mention) and not again) or (other == at - 1 and _COUNTS_ON.match(passage.sentence.text))
            ):
                other = at
                continue
            if is_abroad(passage, home) or (level == 0 and is_unlike(passage, mention, kinds, words)):
                continue
            candidate = (
                level,
                passage.sentence.index,
                Incident(
                    _day_of(mention, level),
                    places[0] if places else None,
                    passage.sentence.index,
                    bool(passage.readings) and not again,
                    level <= 1 or _counts_in_lead(passage),
                    taking=frees and is_of_taking(passage, mention),
                ),
            )
            if best is None or candidate[:2] < best[:2]:
                best = candidate
    lead_owns = best is not None and best[0] <= 0 and best[1] <= _FIRST
    if not lead_owns and (marked := _of_anniversary(body, day)) is not None:
        return _looked_back_on(body, day=day, words=words) or marked
    if (best is None or best[0] > 1) and (ended := lengths.days_until_end(passages)) is not None:
        when, sentence = ended
        return Incident(when, None, sentence, counted=False)
    if best is None or best[0] > 1:
        back = _looked_back_on(body, day=day, words=words)
        if best is None or back is not None:
            return back or _since_the_happening(body, day) or _found_on(body, day=day, words=words)
    return _lasting(_narrowed(best[2], passages, words), passages, day)


def _tells_of_captures(passage: Passage) -> bool:
    """*One of them was captured on Friday night*, below the lead: the day of an arrest, and not of what they are sought for."""
    return bool(passage.readings) and all(reading.measure in (*TAKEN, "rescued", "released") for reading in passage.readings)


def _is_hot(lead: Sequence[Passage]) -> bool:
    """Whether the lead tells its harm as news without a day (*have shot dead eight*): no old day further down is that of it."""
    for passage in lead:
        tree = passage.tree
        if passage.sentence.kind == "headline" or tree is None or passage.dates:
            continue
        for reading in passage.readings:
            hit = passage.hit(reading)
            if hit is None or hit.trigger.kind != "verb" or family_of(reading) != "harm" or "toll" in reading.notes:
                continue
            clause = tree.dep[hit.at] in ("ROOT", "ccomp")
            if clause and any(tree.lower[child] in ("have", "has") for child in tree.children(hit.at, "aux", "auxpass")):
                return True
    return False


def _lasting(incident: Incident, passages: Sequence[Passage], day: date) -> Incident:
    """The incident with the days it has gone on for: *began on Friday and was in its third day*."""
    start = incident.when.start
    passage = next((p for p in passages if p.sentence.index == incident.sentence), None)
    if start is not None and start == incident.when.end and (over := lengths.last_day(start, passages, day)) is not None:
        return replace(incident, when=incident.when.model_copy(update={"end": over, "precision": "span"}))
    if start is None or start != incident.when.end or passage is None:
        return incident
    if (until := _until(passage, start)) is not None:
        return replace(incident, when=incident.when.model_copy(update={"end": until, "precision": "span"}))
    if (found := _NTH_DAY.search(passage.sentence.text)) is None:
        return incident
    if _BEGAN.search(passage.sentence.text[: found.start()]) is None:
        return incident
    end = plus(start, ORDINALS[key_of(found["nth"])] - 1)
    return replace(incident, when=incident.when.model_copy(update={"end": end, "precision": "span"})) if end <= day else incident


def _until(passage: Passage, start: date) -> date | None:
    """The day on which it was over: *began on Saturday and lasted until Sunday morning*."""
    text, begun = passage.sentence.text, _BEGAN.search(passage.sentence.text)
    first = next((m for m in passage.dates if m.start == start and begun is not None and begun.end() <= passage.local(m.span).start), None)
    if first is None:
        return None
    for mention in passage.dates:
        if mention.span.start <= first.span.end or mention.end is None or not timedelta(0) < mention.end - start <= _WEEK:
            continue
        between = text[passage.local(first.span).end : passage.local(mention.span).start]
        if _WENT_ON.search(between) is not None:
            return mention.end
    return None


def _looked_back_on(body: Sequence[Passage], *, day: date, words: Happenings) -> Incident | None:
    """The happening of a story of a court, an inquiry or a day of mourning: long past, and dated in so many words."""
    if not any(_LOOKS_BACK.search(passage.sentence.text) for passage in body[:1]):
        return None
    best: tuple[int, Incident] | None = None
    for passage in body[:_LEAD]:
        for mention in passage.dates:
            if mention.basis != "stated" or mention.precision != "day" or mention.start is None or mention.cumulative or mention.as_of:
                continue
            level = _LEVELS.get(sense_of(passage, mention, words))
            if level is None or level > _BARE or day - mention.start <= _RECENT:
                continue
            if best is None or level < best[0]:
                best = level, Incident(as_when(mention), None, passage.sentence.index)
    return best[1] if best is not None else None


def _since_the_happening(body: Sequence[Passage], day: date) -> Incident | None:
    for passage in body[:_LEAD]:
        for mention in passage.dates:
            if (when := day_of_shock_named(mention)) is not None and timedelta(0) < day - (when.start or day) <= _RECENT:
                return Incident(when, None, passage.sentence.index)
    return None


def _of_anniversary(body: Sequence[Passage], day: date) -> Incident | None:
    then = day_of_anniversary(body, day)
    return Incident(then, None, body[0].sentence.index) if then is not None else None


def _day_of(mention: DateMention, level: int) -> When:
    """The day; one on which somebody only counted is no surer than that of publication, for the happening may lie days before it."""
    when = as_when(mention)
    return when.model_copy(update={"basis": "publication"}) if level >= _LEVELS["counted"] else when


def _found_on(body: Sequence[Passage], *, day: date, words: Happenings) -> Incident | None:
    """*A boat found adrift off the coast a day earlier*, where no sentence says when people came to harm: no later than that day."""
    for passage in body[:1]:
        if not any(family_of(reading) == "harm" for reading in passage.readings):
            continue
        days = [m for m in passage.dates if m.precision == "day" and m.start is not None and not (m.as_of or m.cumulative or m.forward)]
        earlier = [m for m in days if m.start is not None and timedelta(0) < day - m.start <= _WEEK]
        helped = [m for m in earlier if sense_of(passage, m, words) == "aftermath"]
        if helped:
            return Incident(as_when(min(helped, key=lambda m: m.start or day)), None, passage.sentence.index, sure=False)
    return None


def _narrowed(incident: Incident, passages: Sequence[Passage], words: Happenings) -> Incident:
    """An incident *at the weekend* on the day of it that another sentence names."""
    start, end = incident.when.start, incident.when.end
    if start is None or end is None or start == end or "weekend" not in incident.when.phrase:
        return incident
    for passage in passages:
        for mention in passage.dates:
            if mention.start is None or not start <= mention.start <= end or mention.start != (mention.end or mention.start):
                continue
            if sense_of(passage, mention, words) != "said":
                return replace(incident, when=as_when(mention))
    return incident


def _days_after(passage: Passage, day: date, words: Happenings) -> When | None:
    """*on Saturday, two days after the attack*: counted back from the day of the story; not *the strikes came a day after the attack*."""
    text = passage.sentence.text
    if (match := _AFTER.search(text)) is None or is_counted_apart(passage, match):
        return None
    if (came := CAME.match(text)) is not None and words.kinds.search(came[0]) is not None:
        return None
    happened = plus(day, -CARDINALS[key_of(match["count"])])
    return When(start=happened, end=happened, precision="day", basis="relative", phrase=match[0])


def _counts_later(passage: Passage, after: When) -> bool:
    """*The army said it had shot down nine drones overnight*: the news, where a sentence below tells of strikes the day before."""
    told = any(reading.measure in ("killed", "injured") or family_of(reading) == "air" for reading in passage.readings)
    own = (m.end for m in passage.dates if not (m.cumulative or m.forward or m.as_of))
    return told and any(end is not None and after.end is not None and end > after.end for end in own)


def _after_toll(passage: Passage, words: Happenings) -> When | None:
    """*The toll rose to 58 on Thursday, two days after a month's rain fell in hours*: what a toll comes days after is the happening; not
    *a day after five others were brought up alive*.
    """
    tolls = [reading.number.span.start for reading in passage.readings if "toll" in reading.notes and family_of(reading) == "harm"]
    after = (m for m in passage.dates if m.forward and m.precision == "day" and m.phrase.lower().endswith(" after"))
    after = (m for m in after if SPEAKING.match(passage.sentence.text, passage.local(m.span).end) is None)
    mention = next((m for m in after if tolls and tolls[0] < m.span.start), None)
    if mention is None or passage.sentence.index > _FIRST or _is_of_help(passage, mention, words):
        return None
    return as_when(mention)


def _is_of_help(passage: Passage, mention: DateMention, words: Happenings) -> bool:
    """Whether what is told behind *a day after* is what was done about the happening."""
    if any(reading.measure in ("rescued", "evacuated") and reading.number.span.start > mention.span.end for reading in passage.readings):
        return True
    behind = passage.sentence.text[passage.local(mention.span).end :][:_BEHIND]
    return next((cue for *_, cue in words.found(behind)), None) == "aftermath"


def _counts_in_lead(passage: Passage) -> bool:
    """*Russia rained missiles on the city on Monday, killing 41*: the lead's only day is that of what it counts."""
    return passage.sentence.index <= _FIRST and any(family_of(reading) == "harm" for reading in passage.readings)


def _level(passage: Passage, mention: DateMention, day: date, words: Happenings) -> int | None:
    said_so = not passage.readings and _TOOK_PLACE.search(passage.sentence.text) is not None
    summed = mention.cumulative and _NIGHT_AND_MORNING.search(mention.phrase) is None and not said_so
    if mention.start is None or mention.as_of or summed or mention.forward or mention.precision not in ("day", "time", "span"):
        return None
    end = mention.end or mention.start
    if mention.start > day or day - end > _RECENT or end - mention.start > timedelta(days=1):
        return None
    if passage.between(mention.span.end, mention.span.end + 6) == " alone":
        return None  # "29 of them on Thursday alone": one day of several
    if _WEEKS_BACK.search(mention.phrase):
        return None  # "a week earlier another storm killed 20"
    if _TO_COME.search(passage.between(passage.sentence.span.start, mention.span.start)):
        return None  # "the president is to visit them on Saturday", "the search will end on Friday"
    if is_breaking_out(passage, mention, day, words):
        return None  # "the protests began on June 18": what goes on since
    if _DIED_LATER.search(passage.between(passage.sentence.span.start, mention.span.start)):
        return None  # "the crash killed 12, one of whom died in hospital overnight"
    sense = sense_of(passage, mention, words)
    if sense == "bare" and _OF_A_WORD.search(passage.between(mention.span.start - _BEHIND, mention.span.start)):
        return None
    level = _LEVELS.get(sense)
    if sense == "counted" and mention.start == day and any("toll" in reading.notes for reading in passage.readings):
        level = _COUNTED_TODAY
    if sense == "aftermath" and _FOUND_DEAD.search(passage.between(passage.sentence.span.start, mention.span.start)):
        level = _LEVELS["bare"]
    if sense == "happened" and said_so:
        level = _SAID_SO
    return None if level is None or (level and _ELSE.search(passage.sentence.text)) else level
