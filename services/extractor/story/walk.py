"""The walk through a story: each reading settled by its sentence, then by what stands before it, then by the story as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from schemas.event import EventType
from schemas.figure import Mode, Status, Unit, When
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import Number, PlaceMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE, CLAUSE, ELSEWHERE, closest
from services.extractor.readers.scope import is_forthcoming, is_past, status_in, status_of
from services.extractor.readers.roles import both_sides
from services.extractor.story.context import Causes, Context, is_exchange
from services.extractor.story.elliptic import elliptic_reading
from services.extractor.story.incidents import Incident, of_saying
from services.extractor.story.phases import find_phases
from services.extractor.story.pointers import is_pointer, pointed_at
from services.extractor.story.sides import AIR, TRANSFERS, Pair, Told, air_pair, harm_pair, transfer_pairs
from services.extractor.story.speakers import Speaker, as_claimant, next_speaker, remember, side_of, speaker_of
from services.extractor.story.whens import Stated, as_when, stated

_WEAPONS: frozenset[Unit] = frozenset({"drones", "missiles", "bombs", "rockets", "shells"})
_SUM_SPAN = timedelta(days=1)
"""A figure that spans more days than a night is a sum over them, unless the text speaks of one happening."""


_BACK = re.compile(r"\b(?:at that time|on the (?:same|night|day) (?:day|night|itself)|(?:in|over|during) the same (?:period|night|hours|time)|that (?:same )?(?:day|night)|the same (?:day|night))\b", re.I)
"""*At that time 205 came home*: the day is the one named last."""
_PROMISED = re.compile(r"\b(?:covered|promised|agreed|pledged|planned|due|foreseen|expected)\b", re.I)
_SUMS_UP = re.compile(r"\b(?:so|thus|that makes|which makes|that brings|in all|altogether)\b", re.I)
_PRISONERS = re.compile(r"\b(?:prisoner|captive|POW|hostage|captivity)", re.I)
_BODIES = re.compile(r"\b(?:bod(?:y|ies)|remains|coffins?)\b", re.I)
_FELL_THROUGH = re.compile(r"\b(?:cancel|called off|postpone|put off|scrapped|was to|were to|to have|supposed|scheduled|delayed|will|would)", re.I)
_RUNNING = re.compile(
    r"\b(?:in total|in all|a total of|altogether|all told|so far|to date|grand total|running total|overall|total|over (?:the )?(?:two|three|four|five|six|seven) (?:rounds|stages|days)|"
    r"in (?:two|three|four|five|six|seven) days|since|now been)\b",
    re.I,
)
_RECORDS = re.compile(r"\b(?:most|largest|biggest|highest|worst|deadliest|heaviest|record)\b[^.;]{0,50}\b(?:since|so far|to date)\b", re.I)
_PENDING = re.compile(
    r"\b(?:is|are|was|were) (?:due|set|scheduled|planned|expected|slated|pencilled in)\b"
    r"|\b(?:lists?|preparations?|preparing|negotiat\w+|plans?|proposals?|readies|matching|talks)\b[^.;:]{0,40}\b(?:for|on|about) (?:the |an? )?(?:[a-z-]+ ){0,2}"
    r"(?:exchange|swap|release|return|transfer|handover)\b",
    re.I,
)
_MODAL = re.compile(r"\b(?:will|would|could|(?-i:may)|might|shall|is to|are to|to be)\b", re.I)
_EACH_DAY = re.compile(r"\bon each of\b|\beach (?:day|night)\b|\bon each day\b", re.I)
_MANY = 1000
"""No single happening kills so many but the greatest disasters, and those are dated."""
_WAR = re.compile(r"\b(?:war|clashes|fighting|insurgency|conflict|invasion|crackdown|violence|army takeover|coup)\b", re.I)
_STILL = re.compile(r"\b(?:still|remain|remains)\b", re.I)
_HELD = re.compile(r"\b(?:soldiers|servicemen|troops|hostages|captives|prisoners|register)\b", re.I)
_GRAND = re.compile(r"\b(?:grand total|so far|to date|(?:over|after|in) (?:the |both |all )?(?:two|three|four|five|six) (?:rounds|stages|phases|days)|both rounds|whole operation|running total)\b", re.I)
_ALREADY = re.compile(r"\b(?:already|so far|to date)\b", re.I)
_AGREED = re.compile(r"\bagreed\b|\bagreement\b|\bdeal\b|\baccord\b", re.I)
_WILLED = frozenset({"detained", "captured", "abducted", "rescued", "escaped"})
_HAPPENING = re.compile(r"\b(?:happened|occurred|took place|struck|attacked|hit|came down|blown up|went down|broke out|collapsed|crashed|exploded|erupted|derailed|sank|fell)\b", re.I)


@dataclass
class Focus:
    """What the story is telling of at this point, per family of figures."""

    when: When | None = None
    place: PlaceMention | None = None
    pair: Pair = (None, None)
    each: bool = False
    paragraph: int = -1
    sentence: int = -1
    entry: int | None = None


@dataclass
class Walk:
    """Facts so far and where the story stands. One walk settles one story."""

    bank: Bank
    context: Context
    causes: Causes
    day_of: Callable[[Passage], date]
    facts: list[Fact] = field(default_factory=list)
    focus: dict[str, Focus] = field(default_factory=dict)
    main: dict[str, Focus] = field(default_factory=dict)
    speaker: Speaker = field(default_factory=Speaker)
    sides_of_speakers: dict[str, str] = field(default_factory=dict)
    attacker_at: dict[str, str] = field(default_factory=dict)
    attacker: str | None = None
    places_seen: dict[str, When] = field(default_factory=dict)
    incident: Incident | None = None
    subject: str | None = None
    headline_place: PlaceMention | None = None
    last_date: When | None = None
    cause_in_paragraph: tuple[int, EventType | None] = (-1, None)

    # -- the walk

    def over(self, passages: Sequence[Passage]) -> None:
        for passage in passages:
            self._enter(passage)
            self._count(passage)
            self._leave(passage)

    def _count(self, passage: Passage) -> None:
        """Settles the sentence's numbers left to right, so that what one leaves out can be what the one before counts."""
        wholes = {number.of_whole.span for number in passage.numbers if number.of_whole is not None}
        seconds = {number.pair.span for number in passage.numbers if number.pair is not None}
        read = {reading.number.span for reading in passage.readings}
        for number in passage.numbers:
            if number.span in read:
                for reading in passage.readings:
                    if reading.number.span != number.span:
                        continue
                    if number.span not in wholes:
                        self._settle(passage, reading)
                    elif self._promised(passage, number):
                        self._settle(passage, reading.with_(status="planned", mode="cumulative"))
            elif number.distractor is None and number.span not in wholes and number.span not in seconds:
                left_out = elliptic_reading(passage, number, self.facts, self.bank)
                if left_out is not None:
                    self._settle(passage, left_out)

    @staticmethod
    def _promised(passage: Passage, number: Number) -> bool:
        """Whether the M of *N of the M* is itself worth telling: a promise (*10 of the 40 covered by the accord*)."""
        return _PROMISED.search(passage.between(number.span.end, number.span.end + 70)) is not None

    def date_by_incident(self) -> None:
        """Dead and injured that nothing dated happened with the happening that the story dates elsewhere: *the bridge came down on Saturday*."""
        incident = self.incident
        if incident is not None:
            self.facts = [fact.with_(when=incident.when) if self._undated(fact, incident) else fact for fact in self.facts]

    def _undated(self, fact: Fact, incident: Incident) -> bool:
        """Whether the fact is of the incident and its own time says no more: none, the day of publication, or the week around."""
        if _family(fact.reading) not in ("harm", "movement") or fact.status not in ("happened", "denied") or fact.sentence.entry is not None:
            return False
        main = self.main.get("harm")
        same = fact.where is None or incident.place is None or fact.where.name == incident.place.name
        if incident.counted and not same:
            return False
        if not incident.counted and not same and self.context.cause in ("air_attack", "shelling") and not (main is not None and fact.where == main.place):
            return False
        when, day = fact.when, incident.when.start
        around = when.precision == "week" and when.start is not None and when.end is not None and day is not None and when.start <= day <= when.end
        return (when.basis == "publication" and not when.phrase) or around

    def _enter(self, passage: Passage) -> None:
        for claimant in passage.claimants:
            remember(claimant, self.sides_of_speakers)

    def _leave(self, passage: Passage) -> None:
        self.speaker = next_speaker(passage, self.speaker)
        self.subject = _subject_of(passage) or self.subject
        speech = frozenset(self.bank.claims.speech)
        past = [m for m in passage.dates if not of_saying(passage, m, speech) and m.start and not m.as_of and not m.cumulative and m.start <= self.context.day and m.precision in ("day", "time", "span")]
        if past:
            self.last_date = as_when(past[-1])
        if any(_family(reading) in ("harm", "movement") for reading in passage.readings):
            return
        # A sentence without a figure may still say where and when the next ones are: "On the night of 23-24 May X was attacked."
        sentence = passage.sentence
        places = [place for place in passage.places if place.kind != "country" and not self._speaks_from(passage, place)]
        dates = [
            mention for mention in passage.dates if not of_saying(passage, mention, speech) and mention.start and not mention.as_of and not mention.cumulative and mention.start <= self.context.day
        ]
        happening = _HAPPENING.search(sentence.text) is not None or self.causes.near(sentence.text, 0) is not None
        if sentence.kind == "label" or not (happening and (places or dates)):
            return
        focus = Focus(paragraph=sentence.paragraph, entry=sentence.entry, sentence=sentence.index)
        before = self.focus.get("harm")
        same = before is not None and before.paragraph == sentence.paragraph
        focus.place = places[-1] if places else (before.place if before is not None and same else None)
        focus.when = as_when(dates[0]) if dates else (before.when if before is not None and same else None)
        self.focus["harm"] = focus

    # -- one reading

    def _settle(self, passage: Passage, reading: Reading) -> None:
        family = _family(reading)
        if is_pointer(reading.number):
            reading = self._in_topic(passage, reading) or reading
            meant = pointed_at(self.facts, reading.measure, reading.unit)
            if meant is None:
                return
            number = replace(meant.reading.number, span=reading.number.span, text=reading.number.text)
            reading = reading.with_(number=number, unit=meant.reading.unit)
        if family == "air" and (reading.unit == "unknown" or (reading.unit == "weapons" and {"elliptic", "anaphor"} & set(reading.notes))):
            reading = reading.with_(unit=self._weapon(passage, reading))
        reading = self._in_topic(passage, reading)
        if reading is None:
            return
        family = _family(reading)
        status = self._status(passage, reading)
        time = stated(passage, reading, self._is_speech, latest=self.context.day if status in ("happened", "ongoing") else None)
        claimant = speaker_of(passage, reading, self.speaker)
        speaking = side_of(claimant, self.context, self.sides_of_speakers)
        place = self._place(passage, reading, family)
        cause = self._cause(passage, reading, family)
        focus = self.focus.get(family)
        told = Told(self._it(passage, reading, speaking), self._one_way(reading))
        pairs = self._pairs(passage, reading, family, place, cause, speaking, focus, told)
        if status == "planned" and reading.measure in TRANSFERS and time.when is None:
            told_of = stated(passage, reading, self._is_speech, latest=self.context.day)
            if told_of.when is not None and told_of.close <= BESIDE and self._is_over(passage, told_of.when):
                time = told_of
        if status == "planned" and reading.measure in TRANSFERS and time.when is not None and self._is_over(passage, time.when):
            status = "happened"
        if status == "planned" and reading.measure in TRANSFERS and time.when is not None and time.when.end is not None and time.when.end <= self.context.day:
            # A plan's past day is that of the agreement: "agreed on Monday to return 6,000".
            time = Stated(as_of=time.as_of) if not _FELL_THROUGH.search(passage.sentence.text) else time
        days = _each_of(passage, reading)
        when = self._when(passage, reading, family, time, place, focus, status)
        mode = self._mode(passage, reading, time, when, status)
        phase, label = self._phase(passage, reading, family, when, mode)
        span = _words(passage, reading)
        for (side, by), when in [(pair, day) for pair in pairs for day in (days or [when])]:
            self.facts.append(
                Fact(
                    reading=reading,
                    sentence=passage.sentence,
                    span=span,
                    type=self._type(reading, family, cause),
                    side=side,
                    by=by,
                    parties=self.context.parties if family == "exchange" and {side, by} <= {None, *self.context.parties} else (),
                    status=status,
                    mode=mode,
                    when=when,
                    where=place,
                    phase=phase,
                    phase_label=label,
                    claimant=as_claimant(claimant, speaking, self.bank),
                    as_of=time.as_of,
                    since=time.since if mode == "cumulative" else None,
                    confidence=reading.confidence,
                )
            )
        self._remember(passage, family, when if mode != "cumulative" else None, place, pairs, time, status)

    def _in_topic(self, passage: Passage, reading: Reading) -> Reading | None:
        """The reading as the story's topic would have it; None where a word of many senses has no topic to stand on.

        *On Wednesday it returned 27* returns bodies where bodies are told of; *taken off the train* is no abduction where nobody is abducted.
        """
        named = reading.noun is not None and reading.noun != reading.number.span and self._names_a_kind(passage, reading)
        if reading.measure in TRANSFERS and not named:
            last = next((f.reading for f in reversed(self.facts) if f.reading.measure in (*TRANSFERS, "evacuated")), None)
            near = bool(self.facts) and passage.sentence.index - self.facts[-1].sentence.index <= 2
            if last is not None and near and last.measure != reading.measure and not self._says_other(passage, last):
                return reading.with_(measure=last.measure, unit=last.unit)
            if last is None and reading.measure == "bodies_returned":
                return reading.with_(measure="released", unit="persons")
        if "weak" in reading.notes and reading.reader == "dependency":
            if reading.measure == "released" and not self.context.captives:
                return None
            if reading.measure == "abducted" and not self.context.abductions:
                return None
        return reading

    def _names_a_kind(self, passage: Passage, reading: Reading) -> bool:
        words = passage.between(reading.noun.start, reading.noun.end) if reading.noun else ""
        return self.bank.noun(words) is not None or any(alias.form == "people" for alias in self.bank.aliases_by_text.get(words.split()[-1] if words else "", ()))

    @staticmethod
    def _says_other(passage: Passage, last: Reading) -> bool:
        """Whether the sentence speaks of prisoners though bodies were told of last, or the other way round."""
        return bool(_PRISONERS.search(passage.sentence.text)) if last.unit == "bodies" else bool(_BODIES.search(passage.sentence.text))

    def _weapon(self, passage: Passage, reading: Reading) -> Unit:
        """What *128* were in *of the drones, 128 were shot down*: the weapons named last."""
        start = reading.number.span.start
        named = [other for other in passage.readings if other.unit in _WEAPONS and other.number.span.start < start]
        words = passage.between(passage.sentence.span.start, start).lower().replace(",", " ").split()
        for word in reversed(words):
            noun = self.bank.nouns.get(word)
            if noun is not None and noun.unit in _WEAPONS:
                return noun.unit
        if named:
            return named[-1].unit
        return next((fact.reading.unit for fact in reversed(self.facts) if fact.reading.unit in _WEAPONS), "weapons")

    def _remember(
        self, passage: Passage, family: str, when: When | None, place: PlaceMention | None, pairs: list[Pair], time: Stated, status: Status
    ) -> None:
        sentence = passage.sentence
        known = self.focus.get(family)
        if when is not None and family == "exchange" and when.start != when.end:
            when = None
        now = Focus(when or (known.when if known else None), place, pairs[-1], len(pairs) > 1, sentence.paragraph, sentence.index, sentence.entry)
        if status in ("happened", "ongoing") or family not in self.focus:
            self.focus[family] = now
        if family not in self.main and sentence.kind != "headline" and not time.cumulative and status == "happened":
            self.main[family] = now
        side, by = pairs[0]
        if family == "harm" and place is not None:
            if when is not None:
                self.places_seen.setdefault(place.name, when)
            if by:
                self.attacker_at[place.name] = by
        if family == "air" and side and not self.attacker:
            self.attacker = side

    def _pairs(
        self, passage: Passage, reading: Reading, family: str, place: PlaceMention | None, cause: EventType | None, speaking: str | None, focus: Focus | None, told: Told,
    ) -> list[Pair]:
        near = focus is not None and (focus.paragraph == passage.sentence.paragraph or focus.sentence == passage.sentence.index - 1)
        before: Pair = focus.pair if focus is not None and near else (None, None)
        if family == "exchange":
            each_before = focus is not None and focus.each and focus.paragraph == passage.sentence.paragraph
            return transfer_pairs(passage, reading, self.context, speaker=speaking, before=before, each_before=each_before, told=told)
        if family == "air":
            known = place or self._near_place(passage)
            struck = known.country if known is not None else None
            return [air_pair(passage, reading, self.context, speaker=speaking, before=before if near else (None, None), told=told, struck=struck)]
        attacker = self.attacker_at.get(place.name) if place is not None else None
        return [harm_pair(passage, reading, self.context, speaker=speaking, place=place, attacker=attacker, cause=cause, told=told)]

    def _transfer_status(self, passage: Passage, reading: Reading, at: int) -> Status:
        """Plans that the clause alone does not show: *a fourth round is due Friday: 10 for 200*, *lists for the exchange of 1,000*, a rumour."""
        text, local = passage.sentence.text, passage.local(reading.number.span)
        tree = passage.tree
        finite = tree is not None and tree.is_verb(at) and is_past(tree, at)
        if not finite and _PENDING.search(text, 0, local.start):
            return "planned"
        same = [r for r in passage.readings if r.trigger is not None and r.trigger == reading.trigger and r.number != reading.number]
        if any(r.status == "planned" for r in same):
            return "planned"
        if not finite and any(cue in text.lower() for cue in self.bank.status.get("unconfirmed", ())):
            return "hypothetical"
        return "happened"

    def _is_over(self, passage: Passage, when: When) -> bool:
        """Whether what sounds planned has a day of its own that is past, and nothing says that it fell through."""
        past = when.end is not None and when.end < self.context.day and when.basis in ("stated", "weekday")
        return past and _MODAL.search(passage.sentence.text) is None and _FELL_THROUGH.search(passage.sentence.text) is None and _AGREED.search(passage.sentence.text) is None

    def _it(self, passage: Passage, reading: Reading, speaking: str | None) -> str | None:
        """Who *it* is: whoever says so in the same sentence (*the ministry said it had received*), else whom the story spoke of last."""
        said_here = any(claimant.span.end <= reading.number.span.start for claimant in passage.claimants)
        return speaking if said_here and speaking is not None else self.subject

    def _one_way(self, reading: Reading) -> Pair | None:
        """The pair of all the story's transfers of this kind, where every one so far went the same way."""
        pairs = {(f.side, f.by) for f in self.facts if f.reading.measure == reading.measure and f.side is not None}
        return next(iter(pairs)) if len(pairs) == 1 else None

    def _status(self, passage: Passage, reading: Reading) -> Status:
        text, local = passage.sentence.text, passage.local(reading.number.span)
        at = passage.at(reading)
        if reading.status != "happened":
            if reading.measure == "missing" and reading.status in ("planned", "hypothetical"):
                return "happened"
            hit = passage.hit(reading)
            done = passage.tree is not None and hit is not None and hit.trigger.kind == "verb" and is_past(passage.tree, hit.at)
            if not (done and reading.measure in TRANSFERS and reading.status == "planned" and status_of(passage.tree, hit.at) == "happened"):  # type: ignore[arg-type, union-attr]
                return reading.status
            return "happened"
        zero = reading.number.high == 0
        if passage.tree is None or at is None:
            return status_in(text, local.start)
        if passage.sentence.kind == "headline" and at > 0 and passage.tree.lower[at - 1] == "to":
            return "planned"
        if "left out" in reading.notes and self.facts and (both_sides(text) or _SUMS_UP.search(text)):
            return self.facts[-1].status
        status = status_of(passage.tree, at, zero=zero)
        if reading.measure in TRANSFERS and status == "happened":
            status = self._transfer_status(passage, reading, at)
        if status == "hypothetical" and reading.measure in TRANSFERS and _AGREED.search(text):
            return "planned"
        if status in ("planned", "hypothetical") and _family(reading) == "harm" and reading.measure not in _WILLED:
            # Nobody plans deaths: what may have happened is a guess, and who may still be buried is missing.
            status = "happened" if reading.measure == "missing" else "hypothetical"
        if status == "happened" and reading.measure in TRANSFERS and is_forthcoming(text, local.start, local.end):
            return "planned"
        return status

    # -- when and where

    def _when(
        self, passage: Passage, reading: Reading, family: str, time: Stated, place: PlaceMention | None, focus: Focus | None, status: Status
    ) -> When:
        sentence = passage.sentence
        back = _BACK.search(sentence.text)
        if back is not None and self.last_date is not None and (time.when is None or time.when.phrase.lower() in back[0].lower()):
            return self.last_date
        if time.when is not None and time.close <= BESIDE:
            return time.when
        if time.when is not None and not (focus and focus.sentence == sentence.index):
            return time.when
        return self._carried(passage, reading, family, place, focus, status).model_copy(update={"phrase": ""})

    def _carried(
        self, passage: Passage, reading: Reading, family: str, place: PlaceMention | None, focus: Focus | None, status: Status
    ) -> When:
        """The time of what the story is telling of; its phrase is left out, since the sentence does not say it."""
        sentence = passage.sentence
        if place is not None and (seen := self.places_seen.get(place.name)) is not None and family == "harm":
            return seen
        same_entry = focus is not None and focus.entry == sentence.entry
        if focus is not None and focus.when is not None and same_entry and (focus.paragraph == sentence.paragraph or {"anaphor", "definite"} & set(reading.notes)):
            return focus.when
        main = self.main.get(family)
        if status == "happened" and main is not None and main.when is not None and sentence.entry is None and (place is None or main.place is None):
            return main.when
        day = self.day_of(passage)
        return When(start=day, end=day, precision="day", basis="publication")

    def _place(self, passage: Passage, reading: Reading, family: str) -> PlaceMention | None:
        places = reading.places or tuple(place for place in passage.places if not self._speaks_from(passage, place))
        at = passage.at(reading)
        if reading.places:
            return reading.places[0]
        if passage.tree is not None and at is not None:
            limit = CLAUSE if family in ("exchange", "air") else ELSEWHERE
            near = closest(passage.tree, at, reading.number.span, places, self._is_speech, limit=limit)
            local = [place for close, place in near if place.kind != "country" or (family == "harm" and close <= BESIDE)]
            towns = [place for place in local if place.kind != "country"]
            if towns:
                return towns[0]
            known = self._known_place(passage) if family == "harm" else None
            if local and family == "harm" and (known is None or (known.country not in (None, local[0].country) and near[0][0] <= BESIDE)):
                return local[0]
            if family == "harm" and not self._near_place(passage):
                beyond = [place for place in passage.places if place.kind != "country"]
                if beyond:
                    return beyond[0]
        if family in ("exchange", "air"):
            return None
        return self._known_place(passage)

    def _near_place(self, passage: Passage) -> PlaceMention | None:
        focus, sentence = self.focus.get("harm"), passage.sentence
        if focus is not None and focus.place is not None and focus.entry == sentence.entry and sentence.paragraph - focus.paragraph <= 1:
            return focus.place
        return None

    def _known_place(self, passage: Passage) -> PlaceMention | None:
        """The place the story is telling of, for a sentence that names none."""
        if (near := self._near_place(passage)) is not None:
            return near
        main = self.main.get("harm")
        return (main.place if main is not None else None) or self.headline_place

    @staticmethod
    def _speaks_from(passage: Passage, place: PlaceMention) -> bool:
        return any(place.span in claimant.span for claimant in passage.claimants)

    # -- kind, mode, phase

    def _cause(self, passage: Passage, reading: Reading, family: str) -> EventType | None:
        if family not in ("harm", "movement"):
            return None
        sentence = passage.sentence
        found = self.causes.near(sentence.text, reading.number.span.start - sentence.span.start)
        paragraph, before = self.cause_in_paragraph
        cause = found or (before if paragraph == sentence.paragraph else None) or self.context.cause
        self.cause_in_paragraph = (sentence.paragraph, cause)
        return cause

    def _type(self, reading: Reading, family: str, cause: EventType | None) -> EventType:
        if reading.measure == "released":
            return "prisoner_exchange" if self.context.exchange and len(self.context.parties) == 2 else "prisoner_release"
        entry = self.bank.measures.get(reading.measure)
        default: EventType = entry.event if entry else "unknown"
        return cause if default == "casualty_report" and cause is not None else default

    def _mode(self, passage: Passage, reading: Reading, time: Stated, when: When, status: Status) -> Mode:
        if reading.mode == "part":
            return "part"
        if time.cumulative and when.start and when.end and when.end - when.start <= _SUM_SPAN:
            return "cumulative" if " and " in when.phrase else "increment"
        if reading.mode == "cumulative" and (time.cumulative or self._runs(passage, reading)):
            return "cumulative"
        if time.cumulative or (reading.measure in ("evacuated", "displaced") and _ALREADY.search(passage.sentence.text)):
            return "cumulative"
        if self._runs_strongly(passage, reading):
            return "cumulative"
        if _family(reading) == "harm" and reading.measure in ("killed", "injured") and _is_war_toll(passage, when):
            return "cumulative"
        if reading.measure == "missing" and _HELD.search(passage.sentence.text) and _STILL.search(passage.sentence.text):
            return "cumulative"
        if not time.when and _family(reading) == "harm" and reading.number.low >= _MANY and _is_perfect(passage, reading):
            return "cumulative"
        if reading.measure == "detained" and _is_stock(passage, reading):
            return "cumulative"
        if when.start and when.end and when.basis != "publication":
            days = when.end - when.start
            running = when.start <= self.context.day <= when.end
            if (days > _SUM_SPAN and when.precision != "week" and (when.precision not in ("month", "year") or running)) or "weekend" in when.phrase:
                return "cumulative"
        return "increment"

    def _runs_strongly(self, passage: Passage, reading: Reading) -> bool:
        start, end = reading.number.span.start, reading.number.span.end
        around = passage.between(start - 70, start) + " | " + passage.between(end, end + 24)
        return reading.measure in TRANSFERS and _GRAND.search(around) is not None

    def _runs(self, passage: Passage, reading: Reading) -> bool:
        """Whether words near the number say that it has been running up, and not that it is a record."""
        start, end = reading.number.span.start, reading.number.span.end
        around = passage.between(start - 90, start) + " | " + passage.between(end, end + 60)
        return _family(reading) != "air" and _RUNNING.search(around) is not None and _RECORDS.search(around) is None

    def _phase(self, passage: Passage, reading: Reading, family: str, when: When, mode: Mode) -> tuple[int | None, str]:
        if reading.phase is not None:
            return reading.phase, ""
        if family != "exchange" or mode == "cumulative" or not (self.context.exchange or is_exchange(passage.sentence.text)):
            return None, ""
        phases = find_phases(passage.sentence.text)
        if not phases:
            return None, ""
        text, local = passage.sentence.text, passage.local(reading.number.span).start
        phases = [phase for phase in phases if ";" not in text[min(phase[0], local) : max(phase[0], local)]]
        if not phases:
            return None, ""
        _, number, label = min(phases, key=lambda phase: abs(phase[0] - local))
        return number, label

    def _is_speech(self, word: str) -> bool:
        return word in self.bank.claims.speech


def _subject_of(passage: Passage) -> str | None:
    """The party that the sentence is about: the first it names before its verb, else the first at all."""
    named = [actor for actor in passage.actors if actor.form != "pronoun" and not any(actor.span in c.span for c in passage.claimants)]
    return named[0].id if named else None


def _each_of(passage: Passage, reading: Reading) -> list[When]:
    """The days of *1,200 on each of the 13th, 14th and 15th*, of *on 13 and 14 June there were 1,200 each day*."""
    start, end = reading.number.span.start, reading.number.span.end
    if not _EACH_DAY.search(passage.between(start - 12, end + 40)):
        return []
    days = [mention for mention in passage.dates if mention.start is not None and mention.precision == "day"]
    ahead = [m for m in days if m.span.start >= end] or [m for m in reversed(days) if m.span.end <= start]
    chosen = ahead[:1]
    for mention in ahead[1:]:
        gap = abs(mention.span.start - chosen[-1].span.end) if mention.span.start > chosen[-1].span.start else abs(chosen[-1].span.start - mention.span.end)
        if gap > 9:
            break
        chosen.append(mention)
    return [as_when(mention) for mention in chosen] if len(chosen) > 1 else []


def _is_war_toll(passage: Passage, when: When) -> bool:
    """*Clashes earlier this year left several dozen dead*; *a three-week war that cost 1,100 lives*: not one happening but many."""
    if _WAR.search(passage.sentence.text) is None:
        return False
    long = when.start is None or when.end is None or when.end - when.start > timedelta(days=20)
    return long and when.precision != "day"


def _is_perfect(passage: Passage, reading: Reading) -> bool:
    """*tens of thousands of soldiers have been killed*: up to now."""
    at = passage.at(reading)
    return passage.tree is not None and at is not None and any(passage.tree.lower[c] in ("have", "has") for c in passage.tree.children(at, "aux"))


def _is_stock(passage: Passage, reading: Reading) -> bool:
    """*27 are still held*: how many are held, not how many were taken."""
    at = passage.at(reading)
    if passage.tree is None or at is None:
        return False
    words = {passage.tree.lower[child] for i in (at, passage.tree.head[at]) for child in passage.tree.children(i, "aux", "auxpass", "advmod")}
    words |= {passage.tree.lower[passage.tree.head[at]]}
    return bool(words & {"is", "are", "still", "remain", "remains", "being"}) or passage.tree.tag[at] in ("VBZ", "VBP")


def _family(reading: Reading) -> str:
    if reading.measure in TRANSFERS:
        return "exchange"
    if reading.measure in AIR:
        return "air"
    return "movement" if reading.measure in ("evacuated", "displaced") else "harm"


def _words(passage: Passage, reading: Reading) -> Span:
    """The words that state the number: from the number to its noun."""
    spans = [reading.number.span]
    if reading.noun is not None and reading.noun.start >= reading.number.span.start and reading.noun.end - reading.number.span.start <= 80:
        spans.append(reading.noun)
    return Span(min(span.start for span in spans), max(span.end for span in spans))
