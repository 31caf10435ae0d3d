"""What a sentence leaves for the next: the speaker, whom it is about, its last day, and where and when what it tells of happened."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import DateMention
from services.extractor.passage import Passage
from services.extractor.story.arms import owners_named, weapons_named
from services.extractor.story.beside import day_of_label, days_of_places
from services.extractor.story.context import is_exchange
from services.extractor.story.families import FAMILIES, family_of
from services.extractor.story.forces import subject_of
from services.extractor.story.grounds import is_fired_at, is_target
from services.extractor.story.senses import day_of_happening, sense_of
from services.extractor.story.sinces import is_of_beginning
from services.extractor.story.speakers import next_speaker
from services.extractor.story.spots import innermost
from services.extractor.story.state import Focus, State
from services.extractor.story.times import day_of_release, is_pair_of_days
from services.extractor.story.whens import as_when, is_of_deal

_TOOK_PLACE = keyed(
    r"\b(?:exchange|swap|handover|trade)\b[^.;]{0,120}"
    r"\b(?:took place|was (?:held|carried out|conducted|completed|made)|happened|went ahead)\b|"
    r"\b(?:carried out|conducted|held|completed|went ahead with|staged|made) (?:an?|the|their|another) [^.;,]{0,30}"
    r"\b(?:exchange|swap|handover|trade)\b",
    re.I,
)
"""*An exchange took place on Monday. One side handed over 12.*"""
_REFUGEES = keyed(r"\b(?:refugees?|displaced (?:people|persons|families|residents)|evacuees)\b", re.I)
_HANDOVER = re.compile(r"\b(?:release|handover|transfer|return|round|stage|batch|phase)\b", re.I)
_SINCE = re.compile(r"\bsince\b[^.,;:]{0,50}\Z", re.I)
"""*The deadliest attack since the troops came in 2014*: what it is compared with."""
_SO_LONG = 60
_FIGHTERS = 4
"""Words after a number within which it is said to be of fighters: *four heavily armed Islamist militants*."""


def leave(state: State, passage: Passage) -> None:
    """What the sentence leaves for the next: the speaker, whom it is about, its last day; and, of a sentence that counts no harm but tells
    of a happening (*Late on 3 May rockets fell on the port.*), where and when the harm of the next ones was.
    """
    sentence = passage.sentence
    state.told_last = sentence.text.lower()
    state.lead = state.lead or state.told_last
    if (weapons := weapons_named(sentence.text, state.bank)) is not None:
        state.weapons = sentence.index, weapons
        state.owners |= owners_named(passage, state.bank)
    state.before = passage
    state.speaker = next_speaker(passage, state.speaker, state.bank)
    state.subject = subject_of(passage, state.context, state.bank) or state.subject
    past = [
        mention
        for mention in passage.dates
        if mention.start
        and mention.start <= state.context.day
        and not mention.as_of
        and not ((mention.cumulative and not is_pair_of_days(mention)) or mention.forward)
        and sense_of(passage, mention, state.bank.happenings) != "said"
    ]
    if _REFUGEES.search(sentence.text):
        state.returning = sentence.paragraph
    days = [mention for mention in past if mention.precision in ("day", "time", "span")]
    days = [mention for mention in days if not is_of_deal(passage, mention)] or days
    earlier = [m for m in passage.dates if m.forward and m.start is not None]
    if days or earlier:
        state.last_date = as_when((earlier or days)[-1])  # "It came a day after a bomb tore through a tent. That strike killed 34."
    since = [m for m in passage.dates if m.cumulative and m.start is not None and m.start < state.context.day]
    state.last_since = as_when(since[-1]) if since else state.last_since
    state.fighters.update(fighters_counted(passage, state.bank))
    if not (days or earlier) and (
        months := [m for m in passage.dates if m.precision == "month" and m.end is not None and m.end < state.context.day]
    ):
        state.last_date = as_when(months[-1])  # "In June they attacked the port. That attack killed ten."
    ahead = [m for m in passage.dates if m.start is not None and m.start > state.context.day and m.precision in ("day", "time")]
    if ahead and (is_exchange(sentence.text) or _HANDOVER.search(sentence.text)):
        state.next_date = sentence.index, as_when(ahead[0])
    if named := [place for place in passage.places if place.kind != "country"]:
        state.last_place = sentence.paragraph, named[-1]
    if _TOOK_PLACE.search(sentence.text) and days and not any(family_of(r) == "exchange" for r in passage.readings):
        known = Focus(as_when(days[-1]), paragraph=sentence.paragraph, sentence=sentence.index, entry=sentence.entry)
        state.focus["exchange"] = known
        state.main.setdefault("exchange", known)
    elif _TOOK_PLACE.search(sentence.text) and (told_on := _only_told_on(state, passage)) is not None:
        by_then = as_when(told_on).model_copy(update={"basis": "publication", "phrase": ""})
        known = Focus(by_then, paragraph=sentence.paragraph, sentence=sentence.index, entry=sentence.entry)
        state.main.setdefault("exchange", known)
    if (let_go := day_of_release(state, passage, days)) is not None:
        known = Focus(as_when(let_go), paragraph=sentence.paragraph, sentence=sentence.index, entry=sentence.entry)
        state.focus["exchange"] = known
        state.main.setdefault("exchange", known)
    if (labelled := day_of_label(passage)) is not None:
        counted = {family_of(reading) for reading in passage.readings}
        of_day = Focus(as_when(labelled), paragraph=sentence.paragraph, sentence=sentence.index, entry=sentence.entry)
        state.focus.update({family: of_day for family in FAMILIES if family not in counted})
    elif (fronted := _fronted_day(passage)) is not None and not any(family_of(reading) == "air" for reading in passage.readings):
        air = state.focus.get("air", Focus())
        state.focus["air"] = replace(
            air, when=as_when(fronted), paragraph=sentence.paragraph, sentence=sentence.index, entry=sentence.entry
        )
    if sentence.kind == "label" or any(family_of(reading) == "harm" for reading in passage.readings):
        return
    places = [place for place in passage.places if place.kind != "country" and (place in passage.scenes or is_target(passage, place))]
    happening = (
        any(cue == "happened" for *_, cue in state.bank.happenings.found(sentence.text))
        or state.causes.near(sentence.text, 0) is not None
        or (weapons is not None and any(is_fired_at(passage, place) for place in places))
    )
    told = state.main.get("harm")
    home = told.place.country if told is not None and told.place is not None else None
    abroad = any(place.country != home is not None for place in places) and state.bank.happenings.kinds.search(sentence.text) is not None
    if not ((happening or abroad) and (places or past or earlier)):
        return
    before = state.focus.get("harm")
    before = before if before is not None and before.paragraph == sentence.paragraph else Focus()
    scene = state.scenes.get(sentence.entry)
    if places:
        places = [*places[:-1], innermost(passage, places[-1], places)]  # "X, a village in the Y district"
    if places and before.place is not None and before.place.kind == "city" and places[-1].kind == "district":
        places = [before.place]  # "The city was hit 20 times, mostly in the X district": what follows is of the city
    own = [m for m in past if not _SINCE.search(passage.between(m.span.start - _SO_LONG, m.span.start))]
    own = [m for m in own if m.precision not in ("month", "year") or not is_of_beginning(passage, m)]
    of_happening = day_of_happening(passage, own, state.bank.happenings)
    told_of = sorted((*past, *earlier), key=lambda mention: mention.span)
    for name, day in days_of_places(passage, told_of, state.bank.happenings):
        state.dated.setdefault(name, as_when(day))
    state.focus["harm"] = Focus(
        when=as_when(of_happening) if of_happening is not None else as_when(earlier[-1]) if earlier else before.when,
        place=places[-1] if places else before.place,
        apart=abroad or (bool(places) and scene is not None and places[-1].country != scene.country),
        paragraph=sentence.paragraph,
        sentence=sentence.index,
        entry=sentence.entry,
    )


def _fronted_day(passage: Passage) -> DateMention | None:
    """*During the past day aircraft struck nine depots. The troops also shot down three drones*: the day that opens the sentence."""
    for mention in passage.dates:
        opens = mention.span.start == passage.sentence.span.start
        if opens and mention.start is not None and mention.precision in ("day", "span") and not (mention.cumulative or mention.forward):
            return mention
    return None


def _only_told_on(state: State, passage: Passage) -> DateMention | None:
    """*The two armies have carried out a swap, an aide said on Tuesday*, in a story of Wednesday: the day by which it had been made."""
    days = [m for m in passage.dates if m.start is not None and m.start == m.end and m.precision == "day"]
    if len(days) != 1 or days[0].start is None or any(family_of(reading) == "exchange" for reading in passage.readings):
        return None
    recent = timedelta(0) < state.context.day - days[0].start <= _DAYS
    return days[0] if recent and sense_of(passage, days[0], state.bank.happenings) == "said" else None


_DAYS = timedelta(days=3)
"""*Said on Tuesday* of a swap that is the news is no older."""


def fighters_counted(passage: Passage, bank: Bank) -> dict[int, int]:
    """The numbers of fighters that the sentence names, with its index: *four gunmen stormed the hotel*."""
    found = {}
    for number in passage.numbers:
        if number.distractor is not None:
            continue
        words = [w.strip(",.;:").lower() for w in passage.between(number.span.end, number.span.end + 60).split()[:_FIGHTERS]]
        pairs = (" ".join(pair) for pair in pairwise(words))
        if not bank.armed.combatants.isdisjoint((*words, *pairs)):
            found[number.low] = passage.sentence.index
    return found
