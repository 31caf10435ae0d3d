"""The walk through a story: each reading settled by its sentence, then by what stands before it, then by the story as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date

from schemas.event import EventType
from schemas.figure import Measure, Mode, Status, When
from services.extractor.confidence import confidence_of
from services.extractor.fact import Fact
from services.extractor.model import ClaimantMention, Number, PlaceMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.story.airwar import air_pair
from services.extractor.story.campaigns import led_with
from services.extractor.story.captives import is_of_those_freed, is_share_of_held
from services.extractor.story.case import Case
from services.extractor.story.context import is_exchange
from services.extractor.story.divided import divided_reading
from services.extractor.story.elliptic import elliptic_reading
from services.extractor.story.families import TRANSFERS, Family, family_of
from services.extractor.story.grounds import related
from services.extractor.story.harm import Harm
from services.extractor.story.holders import holder_of
from services.extractor.story.homefolk import homefolk
from services.extractor.story.incidents import is_apart
from services.extractor.story.items import context_of_item, place_in_item
from services.extractor.story.killed_too import killed_too
from services.extractor.story.leaving import leave
from services.extractor.story.listed import each_of_places
from services.extractor.story.modes import OF_THE_LEAD, as_whole, is_transferred_by_now, weigh
from services.extractor.story.moments import settle_as_of
from services.extractor.story.ongoing import is_since_a_deed
from services.extractor.story.owners import among_whom
from services.extractor.story.phases import find_phases
from services.extractor.story.pointers import is_pointer, repeated
from services.extractor.story.reporters import counting, is_of_another
from services.extractor.story.sides import NOBODY, Pair, Told
from services.extractor.story.sinces import is_past_day
from services.extractor.story.speakers import as_claimant, called_by, owned_by, remember, side_of, speaker_of, still_speaking
from services.extractor.story.spots import settle_place
from services.extractor.story.staff import staff_of
from services.extractor.story.state import Focus, State
from services.extractor.story.statuses import settle_plan, settle_status, status_of_whole
from services.extractor.story.stocks import as_still_held
from services.extractor.story.stopped import all_stopped, where_all_stopped
from services.extractor.story.summed_before import sum_before
from services.extractor.story.times import each_of_days, is_in_passing, is_one_night, opening_counted_from, settle_when
from services.extractor.story.topics import in_topic
from services.extractor.story.transfers import Transfer
from services.extractor.story.whens import stated
from services.extractor.story.wholes import OF_LAST, describes, is_untold_toll, launched_whole, share_of_last, taken_whole

_PROMISED = re.compile(r"\b(?:covered|promised|agreed|pledged|planned|due|foreseen|expected)\b", re.I)
_FRONTED = re.compile(
    r"(?:(?:\A|(?<!st)(?<!lot)(?<!batch)(?<!group)[;,] )(?:out )?of (?:the |some |all )?|"
    r"\b(?:most|many|some|part|(?:a|the) majority|the bulk) of (?:the |its |their )?"
    r"(?:(?:more|over) (?:than )?|nearly |almost |about |around |roughly )?)\Z",
    re.I,
)
"""*Of 60 drones, 40 were shot down*, *most of the 60*: the 60 are not said to be."""
_FRONT = 60
"""Characters that the longest of them has, and more."""
_LATER: frozenset[Measure] = frozenset({"rescued", "detained"})
"""What is counted days after the happening: its day is not that of the dead and injured."""


def walk(state: State, passages: Sequence[Passage]) -> None:
    """Adds the facts of ``passages`` to ``state``, in their order."""
    for passage in passages:
        for claimant in passage.claimants:
            remember(claimant, state.sides_of_speakers)
        _count(state, passage)
        leave(state, passage)


def _count(state: State, passage: Passage) -> None:
    """Settles the sentence's numbers left to right, so that what one leaves out can be what the one before counts."""
    wholes, skipped = _wholes(passage), _repeats(passage) | _bare_formula(state, passage)
    stopped = where_all_stopped(passage)
    listed = [n for n in passage.numbers if stopped is not None and n.span.start > stopped.end]
    for number in passage.numbers[: len(passage.numbers) - len(listed)]:
        if number.span not in skipped:
            for reading in _readings(state, passage, number, wholes):
                _settle(state, passage, reading)
    for reading in all_stopped(passage, stopped, state.facts) if stopped is not None else ():
        _settle(state, passage, reading)
    for number in listed:
        if number.span not in skipped:
            for reading in _readings(state, passage, number, wholes):
                # "59 drones, all of them shot down: 45 over Bryansk": what is listed after it has been shot down too
                _settle(state, passage, reading.with_(measure="intercepted") if reading.measure == "launched" else reading)


def _wholes(passage: Passage) -> set[Span]:
    """Numbers that others are some of: the M of *N of the M*."""
    text, base = passage.sentence.text, passage.sentence.span.start
    fronted = {
        number.span
        for number in passage.numbers
        if number.pair is None
        and "of " in text[max(0, (end := number.span.start - base) - _FRONT) : end].lower()  # which all of them have
        and _FRONTED.search(text, max(0, end - _FRONT), end)
    }
    return fronted | {number.of_whole.span for number in passage.numbers if number.of_whole is not None}


def _repeats(passage: Passage) -> set[Span]:
    """Of *1,000 for 1,000* the second, as the first is counted for each side; both of *exchanged one for one*, which counts nobody."""
    pairs = [(number, number.pair) for number in passage.numbers if number.pair is not None]
    even = {pair.span for number, pair in pairs if pair.low == number.low}
    return even | {number.span for number, pair in pairs if number.low == pair.low == 1}


def _readings(state: State, passage: Passage, number: Number, wholes: Set[Span]) -> Sequence[Reading]:
    """What the number counts: as it is read, else what it leaves out."""
    readings = [reading for reading in passage.readings if reading.number.span == number.span]
    if number.span in wholes:
        # The M of "N of the M" is told elsewhere, unless it is a promise: "10 of the 40 covered by the accord".
        if _PROMISED.search(passage.between(number.span.end, number.span.end + 70)):
            return [reading.with_(status="planned", mode="cumulative") for reading in readings]
        return [r for r in readings if describes(r, passage, state.facts) or is_untold_toll(r, passage, state.facts)] or (
            launched_whole(passage, number, state.facts, state.bank) or taken_whole(passage, number, state.facts, state.bank)
        )
    seconds = {other.pair.span for other in passage.numbers if other.pair is not None}
    if readings or number.distractor is not None or number.span in seconds:
        return [*readings, *(dead for reading in readings for dead in killed_too(passage, reading))]
    told = {"exchange": state.context.exchange, "freeing": state.headline_frees}
    left_out = elliptic_reading(passage, number, state.facts, state.bank, **told)
    left_out = left_out or divided_reading(passage, number, state.facts, state.bank)
    return [left_out] if left_out is not None else []


def _bare_formula(state: State, passage: Passage) -> set[Span]:
    """The numbers of *"Eight for four is a good day's work"*, where the story has told who freed the eight and the four."""
    if passage.dates or len(passage.numbers) != 2 or any(hit.trigger.measure == "released" for hit in passage.hits):
        return set()
    swaps = [(n, n.pair) for n in passage.numbers if n.pair is not None and n.low != n.pair.low]
    if not swaps:
        return set()
    told = {fact.reading.number.low for fact in state.facts if fact.reading.measure == "released"}
    return {number.span for swap in swaps for number in swap if {n.low for n in swap} <= told}


def _settle(state: State, passage: Passage, found: Reading) -> None:
    reading = in_topic(state, passage, as_still_held(passage, repeated(passage, found, state) or as_whole(passage, found)))
    if reading is None or (is_pointer(reading.number) and reading.number.high is None):
        return
    reading = share_of_last(passage, reading, state.facts)
    family = family_of(reading)
    status = settle_status(state, passage, reading)
    if status == "hypothetical" and "toll" in reading.notes:
        return  # a forecast ("the toll could top 4,000") claims nothing
    time = stated(passage, reading, state.bank, state.is_speech, latest=state.context.day if status in ("happened", "ongoing") else None)
    claimant = speaker_of(passage, reading, state.speaker, state.voices, state.bank)
    speaking = called_by(passage, claimant) or owned_by(passage, claimant, state.before)
    speaking = speaking or side_of(claimant, state.context, state.sides_of_speakers, state.bank)
    claimant = claimant or (None if is_apart(passage) or time.since else still_speaking(passage, state.speaker, state.bank))
    place = state.in_item(passage, settle_place(state, passage, reading, family))
    if place is not None and is_of_another(place, counting(passage, reading, state.context, speaking, claimant, state.bank), passage):
        place = None
    cause = state.cause(passage, reading, family)
    pairs = _pairs(state, passage, reading, family, place, cause, claimant, speaking)
    if (body := staff_of(passage, reading, state.facts[-1].side if state.facts else None, state.bank)) is not None:
        pairs = [(body, _taker(state, passage, reading, pairs))]
    if not pairs:
        reading, pairs = reading.with_(both_sides=True), [(None, None)]
    status = status_of_whole(passage, reading, state.facts) or status
    status, time = settle_plan(state, passage, reading, status, time, state.is_speech)
    when = settle_when(state, passage, reading, family, time, place, status)
    case = Case(state, passage, reading, time, when, status)
    if is_transferred_by_now(case):
        reading = reading.with_(notes=(*reading.notes, "up to now"))
    evidence = weigh(case)
    mode = evidence.mode
    if (gone_on := sum_before(state, passage, reading, time)) is not None:
        mode, when = "cumulative", gone_on.when
    told = gone_on is not None and when.start is not None
    if mode == "cumulative" and family == "harm" and not told and (not when.phrase or (time.when is None and is_past_day(when.phrase))):
        start = opening_counted_from(state, passage) or (_since_of_lead(state) if evidence.because == OF_THE_LEAD else None)
        start = start or _since_beside(state, passage)
        when = When(start=start, end=state.context.day, precision="span" if start else "unknown")  # a sum up to now
    elif mode == "cumulative" and when.start is not None and when.start == when.end and is_since_a_deed(case):
        when = when.model_copy(update={"end": state.context.day, "precision": "span"})
    phase, label = _phase(state, passage, reading, mode)
    fact = Fact(
        reading=reading,
        sentence=passage.sentence,
        span=_words(reading),
        type=_type(state, reading, cause),
        status=status,
        mode=mode,
        where=place,
        phase=phase,
        phase_label=label,
        claimant=as_claimant(claimant, speaking, state.bank),
        as_of=settle_as_of(state, passage, reading, time),
        since=time.since if mode == "cumulative" else None,
        confidence=confidence_of(reading),
    )
    for side, by in pairs:
        parties = state.context.parties if family == "exchange" and _is_of_exchange(state, reading, side, by) else ()
        for day in each_of_days(passage, reading) or [when]:
            at = fact.with_(side=side, by=by, parties=parties, when=day)
            each = each_of_places(passage, reading.number.span)
            state.facts.extend([at.with_(where=where) for where in each] or [at])
    summed = mode == "cumulative" or (mode == "part" and time.cumulative and family == "harm")  # no day that the next sentence could mean
    told_on = None if summed or reading.measure in _LATER else when
    if _is_told_as_reason(state, passage, reading, family, when):
        return
    _remember(state, passage, family, told_on, place, pairs, status, time.cumulative)


def _since_of_lead(state: State) -> date | None:
    """*900 shells have been fired since Monday. Seven people are dead*: since Monday too."""
    lead = led_with(state)
    return lead.when.start if lead is not None and lead.when.phrase else None


def _since_beside(state: State, passage: Passage) -> date | None:
    """*Seven have died and some 80 been hurt*: of one time."""
    last = state.facts[-1] if state.facts else None
    beside = last is not None and last.sentence is passage.sentence and last.mode == "cumulative" and family_of(last.reading) == "harm"
    return last.when.start if last is not None and beside and last.when.end == state.context.day else None


def _taker(state: State, passage: Passage, reading: Reading, pairs: list[Pair]) -> str | None:
    """Who holds, harms or lets go the people of a body that is no side: whom the sentence names, else whoever fights the story's state."""
    by = pairs[0][1] if pairs else None
    return holder_of(passage, reading, state.context) or state.context.movement or by if reading.measure in TRANSFERS else by


def _is_of_exchange(state: State, reading: Reading, side: str | None, by: str | None) -> bool:
    """Whether a transfer is the exchange's own: between its sides, or some of those whom one of them let go."""
    return state.context.in_exchange(side, by) or (
        not {"definite", "anaphor"}.isdisjoint(reading.notes) and by is not None and state.context.in_exchange(by)
    )


def _is_told_as_reason(state: State, passage: Passage, reading: Reading, family: Family, when: When) -> bool:
    """*It has stepped up raids since rebels attacked X on Monday, killing three*: what follows is of the story's own happening again."""
    tree, at, main = passage.tree, passage.at(reading), state.main.get(family)
    if family != "harm" or tree is None or at is None or main is None or main.when is None or main.when.start == when.start:
        return False
    above = [i for i in (at, *tree.ancestors(at)) if tree.dep[i] == "advcl"]
    return any(tree.lower[child] in _REASONS for i in above for child in tree.children(i, "mark"))


_REASONS = frozenset({"since", "after", "because"})


def _pairs(
    state: State,
    passage: Passage,
    reading: Reading,
    family: Family,
    place: PlaceMention | None,
    cause: EventType | None,
    claimant: ClaimantMention | None,
    speaking: str | None,
) -> list[Pair]:
    sentence, focus = passage.sentence, state.focus.get(family)
    item = state.item_country(passage)
    context, place = context_of_item(state.context, item), place_in_item(passage, place, item)
    near = focus is not None and (focus.paragraph == sentence.paragraph or focus.sentence == sentence.index - 1)
    before: Pair = focus.pair if focus is not None and near else NOBODY
    last = state.facts[-1] if state.facts else None
    joined = last if last is not None and last.sentence is sentence and family_of(last.reading) == family else None
    told = Told(
        _it(state, passage, reading, speaking),
        home=state.home(passage, place),
        fighters=state.are_fighters(passage, reading),
        doers=state.doers,
    )
    if family == "exchange":
        told = replace(
            told,
            one_way=state.one_way(passage, reading),
            kind=state.of_kind(passage, reading),
            group=state.of_group(reading),
            whole=state.of_whole(reading),
            same=state.of_same_number(reading),
            each=state.is_of_each(reading),
            doubled=state.is_of_both(reading),
            captor=state.captor(),
        )
        leans = {"anaphor", "definite"} & set(reading.notes) or (focus is not None and focus.paragraph == sentence.paragraph)
        before = before if leans and (not context.parties or context.in_exchange(*before)) else NOBODY
        if joined is not None and ("counterpart" in reading.notes or before == NOBODY):
            before = joined.side, joined.by  # also of a plan: "to let 12 go in exchange for 48", "A will free 32 and B two"
        each = focus is not None and focus.each and focus.paragraph == sentence.paragraph
        pairs = Transfer(passage, reading, context, speaking, before, each, told).pairs()
        return homefolk(pairs, passage, reading, context, state.bank)
    if family == "air":
        known = place or state.near_place(passage)
        struck = known.country if known is not None else None
        told = replace(told, launcher=state.launcher(sentence.paragraph))
        return [air_pair(passage, reading, context, state.bank, speaker=speaking, before=before, told=told, struck=struck)]
    if joined is not None and {"toll", "left out"} <= set(reading.notes) and joined.reading.measure == reading.measure:
        return [(joined.side, joined.by)]  # "Twelve have died, more than it had said when it spoke of five"
    if OF_LAST in reading.notes and reading.side is None:
        return [(None, reading.by)]  # "28 gang members were killed. Ten of them ...": nobody's, as all of them are
    if joined is None and (those := among_whom(passage, reading, state.facts)) is not None:
        return [(those.side, those.by)]  # "They were among 66 people killed on Thursday"
    if joined is not None and is_share_of_held(passage, reading, joined):
        return [(joined.side, joined.by)]  # "holding 282 Indians, 215 of them fishermen"
    if last is not None and is_of_those_freed(passage, reading, last):
        return [(last.side, last.by)]  # "18 soldiers returned home. Thailand had detained 20 of them"
    goes_on = last is not None and last.sentence.index == sentence.index - 1 and last.reading.measure == reading.measure == "detained"
    if last is not None and goes_on and "elliptic" in reading.notes and reading.side is None:
        return [(last.side, last.by)]  # "The navy has held 146 Indian fishermen this year. In 2023 it detained 240."
    if reading.measure == "detained" and (left := state.of_whole(reading.with_(measure="released"))) is not None:
        return [left]  # "only seven of the 400 remained behind bars"
    name = claimant.name if claimant is not None else ""
    told = replace(told, holder=state.holder(), one_way=state.freed(passage)) if reading.measure == "detained" else told
    counts = counting(passage, reading, context, speaking, claimant, state.bank)
    harm = Harm(passage, reading, context, state.bank, speaking, name, counts, place, state.attackers, cause, before, joined, told)
    return [harm.pair()]


def _it(state: State, passage: Passage, reading: Reading, speaking: str | None) -> str | None:
    """Who *it* is: whoever says so in the same sentence (*the ministry said it had received*) or acts in it before, else whom the story
    spoke of last.
    """
    said_here = any(claimant.span.end <= reading.number.span.start for claimant in passage.claimants)
    if said_here and speaking is not None:
        return speaking
    before = (actor for actor in passage.actors if actor.form in ("name", "capital") and actor.span.end <= reading.number.span.start)
    acting = next((actor.id for actor in before if not any(actor.span in claimant.span for claimant in passage.claimants)), None)
    return acting or state.subject


def _phase(state: State, passage: Passage, reading: Reading, mode: Mode) -> tuple[int | None, str]:
    """The phase that the sentence names nearest to the number, on its side of a semicolon."""
    if reading.phase is not None:
        return reading.phase, ""
    text = passage.sentence.text
    if family_of(reading) != "exchange" or mode == "cumulative" or not (state.context.exchange or is_exchange(text)):
        return None, ""
    local = passage.local(reading.number.span).start
    phases = [phase for phase in find_phases(text) if ";" not in text[min(phase[0], local) : max(phase[0], local)]]
    phases = phases or list(find_phases(passage.sentence.label or ""))  # "Day three, Sunday: 303 each way"
    if not phases:
        return None, ""
    _, number, label = min(phases, key=lambda phase: abs(phase[0] - local))
    return number, label


def _type(state: State, reading: Reading, cause: EventType | None) -> EventType:
    if reading.measure == "released":
        return "prisoner_exchange" if state.context.exchange and len(state.context.parties) == 2 else "prisoner_release"
    entry = state.bank.measures.get(reading.measure)
    default: EventType = entry.event if entry else "unknown"
    return cause if default == "casualty_report" and cause is not None else default


def _words(reading: Reading) -> Span:
    """The words that state the number: from the number to its noun."""
    number, noun = reading.number.span, reading.noun
    return Span(number.start, noun.end) if noun is not None and number.end <= noun.end <= number.start + 80 else number


def _remember(
    state: State,
    passage: Passage,
    family: Family,
    when: When | None,
    place: PlaceMention | None,
    pairs: list[Pair],
    status: Status,
    cumulative: bool,
) -> None:
    """What later sentences may lean on. A sum over days is no day that the next sentence could mean."""
    sentence, known = passage.sentence, state.focus.get(family)
    if when is not None and family == "exchange" and when.start != when.end and (cumulative or not is_one_night(when)):
        when = None
    lasts = known is not None and (family != "harm" or known.paragraph == sentence.paragraph)
    since = when or (known.when if known is not None and lasts else None)
    listed = known is not None and known.sentence == sentence.index and None not in (known.place, place) and known.place != place
    scene = state.scenes.get(sentence.entry)
    apart = is_apart(passage) or (place is not None and scene is not None and place.span in sentence.span and not related(place, scene))
    now = Focus(
        since, None if listed else place, pairs[-1], len(pairs) > 1, apart, True, sentence.paragraph, sentence.index, sentence.entry
    )
    if status in ("happened", "ongoing") or family not in state.focus:
        state.focus[family] = now
    if (
        family not in state.main
        and sentence.kind != "headline"
        and not cumulative
        and status == "happened"
        and not is_in_passing(state, when)
    ):
        state.main[family] = now
    side, by = pairs[0]
    if family == "harm" and by is not None:
        state.doers[side].add(by)
    if family == "harm" and place is not None:
        if when is not None:
            state.dated.setdefault(place.name, when)
        if by is not None:
            state.attackers[place.name, side] = by
