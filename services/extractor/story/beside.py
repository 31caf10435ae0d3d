"""The days that stand beside a number: in the clause it stands in, in the name of its happening, one for each of several numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.bank.happenings import Happenings
from services.extractor.model import DateMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.attach import FRAME, SPEECH
from services.extractor.readers.tree import Tree
from services.extractor.story.families import family_of
from services.extractor.story.grounds import is_fired_at, is_origin, is_speakers
from services.extractor.story.senses import is_named_until, sense_of

VAGUE = ("month", "year", "unknown", "week")
"""Precisions of a time that is no day."""
NIGHT = re.compile(r"\b(?:overnight|night|early hours)\b", re.I)
_BY_ITS_SIDE = 60
"""Characters between a number and the day that stands beside it."""
_TURNS = re.compile(r"\b(?:but|whom?|which|whose|while|although)\b")
_ON = re.compile(
    r" (?:of (?:them|these|those|whom|which),? (?:(?:in|at|near) (?:the )?[\w' -]{2,40}?,? (?:on |late |early )|(?:on |late |early |in )?)"
    r"|(?:on |late |early ))(?:the )?"
)
SPEAKING = re.compile(
    r" (?:(?:it|he|she|they|officials|authorities|police|the [a-z]+) )?(?:had )?(?:first |initially )?"
    r"(?:speaking|putting|giving|spoken|spoke|put|gave|given)\b"
)
"""*A day after speaking of 27 dead*: the day of what was said then."""
_CLAUSE_ENDS = re.compile(r"[,;]|\b(?:and|but|while|whereas)\b")
_LISTED = re.compile(r",? (?:and )?(?:the )?(?:[a-z-]{2,20} ){0,2}(?:of )?|, ")
"""*Shelled Mekele and the town of Adigrat on Saturday*: the day is of both."""
_SINCE = re.compile(r"(?:ever )?since\b", re.I)
_MAKES = re.compile(r"\b(?:with|after|including|counting|following)(?: [\w'’-]+){0,2} \Z", re.I)
_AND_THAT = re.compile(r",? and that\b")
_LABEL_ENDS = re.compile(r",? ?(?::|[-\u2013\u2014]{1,2} )")
_OPENING = 12
"""Characters before the date of a label: a bullet, a weekday."""
_REACH_BACK = 120
"""Characters before a date in which it is said that something began then."""
_WHEN = re.compile(
    r",? when (?:the |a |another |some |about |almost |nearly |more than |at least |as many as ){0,4}(?:first |other )?\Z", re.I
)
_AND_THEN = re.compile(r",? when [^.;:]{0,120}", re.S)
_WHEN_THEY = re.compile(r",? when [^.,;:]{1,120}")
"""*Since October 7, when gunmen killed 1,200*; not *since October 7, when the war began, 33,000 have died*."""
_AFTER_THAT = re.compile(r",? (?:when|after|as) [^.;:]{0,160}", re.S)
_BEGUN_ON = re.compile(
    r"\b(?:began|begun|started|erupted|broke out|flared up|triggered|sparked|ignited)(?: (?:in|on|early|late|last|back))* \Z"
)
_AFTER = re.compile(r"\bafter\b")
_WHICH = re.compile(
    r"(?: (?:in|on|at|near|by|of|against|outside|inside) [^,;:.]{1,50})?,? (?:that|which|in which|where|when) "
    r"(?:[\w'’-]{1,20} ){0,6}"
)
"""What stands between a happening and a number in the clause that describes it."""


def day_told_behind(passage: Passage, reading: Reading, mentions: Sequence[DateMention]) -> DateMention | None:
    """*6,000 have come home since Wednesday, when the first 1,200 arrived*: the day itself, for what is told of it; so is the day of *a war
    that erupted on Oct. 7 after gunmen killed 1,200*.
    """
    number = reading.number.span
    before = [m for m in mentions if m.span.end <= number.start]
    if not before or before[-1].start is None or before[-1].precision in VAGUE or before[-1].as_of:
        return None
    if family_of(reading) == "harm" and day_at(passage, reading, mentions) is not None:
        return None
    day = before[-1]
    between = passage.between(day.span.end, number.start)
    began = _BEGUN_ON.search(passage.between(day.span.start - _REACH_BACK, day.span.start)) is not None
    if (
        _WHEN.match(between) is None
        and not (day.cumulative and _WHEN_THEY.fullmatch(between))
        and (family_of(reading) != "harm" or day.cumulative or (_AFTER_THAT if began else _AND_THEN).fullmatch(between) is None)
    ):
        return None
    return replace(day, end=day.start, precision="day", cumulative=False) if day.cumulative else day


def day_in_name(passage: Passage, reading: Reading, mentions: Sequence[DateMention], bank: Bank) -> DateMention | None:
    """*Saturday's blast, which killed 30*, *the attack on Monday in which 12 died*: the day in the name of the happening that the clause
    with the number describes, whatever the sentence tells around it.
    """
    number = reading.number.span
    if family_of(reading) != "harm" or "toll" in reading.notes:
        return None
    before = [m for m in mentions if m.span.end <= number.start and m.start is not None]
    if not before or before[-1].cumulative or before[-1].as_of or before[-1].forward:
        return None
    day = before[-1]
    text, local = passage.sentence.text, passage.local(day.span)
    owned = bank.happenings.owned.match(text, local.end)
    if owned is None and not is_named_until(text, local.start, bank.happenings):
        return None
    return day if _WHICH.fullmatch(text, owned.end() if owned is not None else local.end, passage.local(number).start) else None


def day_at(passage: Passage, reading: Reading, mentions: Sequence[DateMention]) -> DateMention | None:
    """*77 since Wednesday, 29 of them on Thursday alone*, *the war began on Friday after a raid that killed 26 people on April 2*: the day
    right behind the number or its noun.
    """
    if any("toll" in other.notes for other in passage.readings):
        return None
    number, noun = reading.number.span, reading.noun
    end = noun.end if noun is not None and family_of(reading) == "harm" and noun.start >= number.start else number.end
    behind = [m for m in mentions if m.span.start >= end and m.start is not None and not (m.as_of or m.cumulative or m.forward)]
    day = behind[0] if len(mentions) > 1 and behind and behind[0].precision in ("day", "span") else None
    return day if day is not None and _ON.fullmatch(passage.between(end, day.span.start)) else None


def since_before_owner(passage: Passage, ranked: list[tuple[int, DateMention]]) -> list[tuple[int, DateMention]]:
    """*With Monday's delivery 270 have come back since the truce began on October 10*: the number is of all the time since."""
    if len(ranked) < 2 or not passage.between(ranked[0][1].span.end, ranked[0][1].span.end + 2).startswith(("'s", "’s")):
        return ranked
    since = next((item for item in ranked[1:] if item[1].cumulative and item[1].start is not None and item[0] < SPEECH), None)
    if (
        since is None
        or not _SINCE.match(since[1].phrase)
        or not _MAKES.search(passage.between(passage.sentence.span.start, ranked[0][1].span.start))
    ):
        return ranked
    return [since, *(item for item in ranked if item is not since)]


def is_of_first_report(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*Said that it killed 15 in an ambush two days earlier, and that it had let two captives go*: the day is in the other report."""
    return (
        mention.span.end <= reading.number.span.start
        and _AND_THAT.search(passage.between(mention.span.end, reading.number.span.start)) is not None
    )


def is_to_be_told(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*It would give details on the search for 38 who remain missing on Thursday*: the day of what is still to be done."""
    tree, at = passage.tree, passage.at(reading)
    token = tree.top(mention.span) if tree is not None else None
    if tree is None or token is None or at is None or family_of(reading) != "harm":
        return False
    verb = tree.clause(token)
    return verb != tree.clause(at) and any(tree.lower[child] in ("will", "would") for child in tree.children(verb, "aux"))


def day_of_label(passage: Passage) -> DateMention | None:
    """*Sept. 18: Two bombs go off.*: the day of all that the paragraph of a chronology tells."""
    first = passage.dates[0] if passage.dates else None
    if first is None or first.start is None or first.precision != "day" or first.span.start - passage.sentence.span.start > _OPENING:
        return None
    return first if _LABEL_ENDS.match(passage.sentence.text, passage.local(first.span).end) else None


def days_of_places(passage: Passage, mentions: Sequence[DateMention], words: Happenings) -> Iterator[tuple[str, DateMention]]:
    """The places of a sentence, each with its own day: *shelled A and B on Saturday, and the next night C replied against D*."""
    if not mentions:
        return
    end, following = passage.sentence.span.end, passage.sentence.span.end
    for place in sorted(passage.places, key=lambda place: -place.span.start):
        if _LISTED.fullmatch(passage.between(place.span.end, following)) is None:
            clause = passage.between(place.span.end, passage.sentence.span.end)
            stop = _CLAUSE_ENDS.search(clause)
            end = place.span.end + (stop.start() if stop is not None else len(clause))
        following = place.span.start
        if place.kind == "country" or is_speakers(passage, place) or is_origin(passage, place):
            continue
        behind = [m for m in mentions if place.span.end <= m.span.start < end]
        ahead = [m for m in mentions if m.span.end <= place.span.start]
        day = behind[0] if behind else ahead[-1] if ahead else None
        if day is None or day.precision not in ("day", "time", "span"):
            continue
        sense = sense_of(passage, day, words)
        if sense in ("happened", "owned") or (sense != "said" and is_fired_at(passage, place)):
            yield place.name, day


def forward_day(passage: Passage, reading: Reading, mentions: Sequence[DateMention], bank: Bank) -> DateMention | None:
    """The time of all that the sentence tells after it: *307 more, a day after each side freed 390*."""
    before = [m for m in mentions if m.forward and m.span.end <= reading.number.span.start]
    before = [m for m in before if SPEAKING.match(passage.sentence.text, passage.local(m.span).end) is None]
    if not before or ";" in passage.between(before[-1].span.end, reading.number.span.start):
        return None
    named = (m for m in mentions if m.start is not None and m.precision in ("day", "span") and not (m.cumulative or m.as_of or m.forward))
    after = [m for m in named if m.span.start > reading.number.span.end]
    if any(sense_of(passage, m, bank.happenings) != "said" for m in after):
        return None  # "two days after nine were killed in a strike on Saturday", "in attacks at the weekend"
    return before[-1]


def days_of_each(passage: Passage, mentions: Sequence[DateMention]) -> dict[Span, DateMention]:
    """*Yesterday 390, today 307*; *390 on Friday, 307 on Saturday*: where numbers and days alternate, each number has the day beside it.

    A night beside a weekday (*on Wednesday it reported 76 launched overnight*) is no second day.
    """
    days = [m for m in mentions if m.start is not None and not m.as_of and not m.cumulative]
    numbers = [n for n in passage.numbers if n.distractor is None]
    if len(days) > 1 and all(_opens_clause(passage, day) for day in days):
        before = {number.span: [day for day in days if day.span.end <= number.span.start] for number in numbers}
        return {span: opened[-1] for span, opened in before.items() if opened}
    if len(days) > len(numbers) > 1:
        days = [day for day in days if day.span.start > numbers[0].span.start]  # "Tuesday's followed one of 11 on Monday and 13 on Sunday"
    nights = len({NIGHT.search(day.phrase) is None for day in days}) > 1 and any(day.basis in ("weekday", "stated") for day in days)
    if len(days) < 2 or len(days) != len(numbers) or nights:
        return {}
    order = sorted([(m.span.start, "day") for m in days] + [(n.span.start, "number") for n in numbers])
    kinds = [kind for _, kind in order]
    far = any(_is_far(passage, number.span, day.span) for number, day in zip(numbers, days, strict=True))
    if not far and (kinds[::2] == ["day"] * len(days) or kinds[::2] == ["number"] * len(days)):
        return {number.span: day for number, day in zip(numbers, days, strict=True)}
    return {}


def _opens_clause(passage: Passage, day: DateMention) -> bool:
    """*In May jets bombed a market, killing 60, and in June a raid left 11 dead*: each time is that of the clause it opens."""
    return _COORDINATED.search(passage.between(passage.sentence.span.start, day.span.start)) is not None


_COORDINATED = re.compile(r"(?:\A|[,;:]? (?:and|but|while|whereas) |; )(?:(?:then|also|again|late|early) )?(?:(?:in|on|during) )?\Z", re.I)


def _is_far(passage: Passage, number: Span, day: Span) -> bool:
    """*On Monday rescued 44 of those seized three weeks ago, but seven died*: days of different things."""
    between = passage.between(min(number.end, day.end), max(number.start, day.start))
    return len(between) > _BY_ITS_SIDE or _TURNS.search(between) is not None


def is_of_saying(passage: Passage, mention: DateMention, is_speech: Callable[[str], bool], bank: Bank) -> bool:
    """*Said on Wednesday that seven, not nine, died a day earlier*: a day of saying is no number's."""
    return _closes_saying(passage, mention, is_speech) or (len(passage.dates) > 1 and sense_of(passage, mention, bank.happenings) == "said")


def _closes_saying(passage: Passage, mention: DateMention, is_speech: Callable[[str], bool]) -> bool:
    """*Five gunmen came on Tuesday, killing six, the army said on Wednesday*: the day of saying, last in the sentence, is no number's."""
    last = not passage.between(mention.span.end, passage.sentence.span.end).strip(' ."”')
    before = passage.between(passage.sentence.span.start, mention.span.start).split()[-2:]
    return last and any(is_speech(word.lower()) for word in before)


def owned_first(
    passage: Passage, reading: Reading, ranked: Sequence[tuple[int, DateMention]], bank: Bank
) -> Sequence[tuple[int, DateMention]]:
    """The day that the happening is called by comes first: of a toll (*died overnight, bringing the toll of Tuesday's blast to 31*), and
    before a day of another clause than the number's (*help reached survivors of Saturday's quake on Monday, as the dead passed 3,900*).
    """
    toll = "toll" in reading.notes
    if len(ranked) < 2 or not (toll or (ranked[0][0] >= FRAME and not ranked[0][1].cumulative)):
        return ranked
    return sorted(ranked, key=lambda item: sense_of(passage, item[1], bank.happenings) != "owned")


def inside_first(
    passage: Passage, reading: Reading, at: int, ranked: list[tuple[int, DateMention]], bank: Bank
) -> list[tuple[int, DateMention]]:
    """*The city was under curfew on Monday after blasts killed 290 and hurt 500 on Sunday*: the day told after *after* comes before the
    day of what followed.
    """
    tree = passage.tree
    if tree is None or len(ranked) < 2:
        return ranked
    after = next((i for i in (at, *tree.ancestors(at)) if _is_after(tree, i)), None)
    if after is not None:
        within = tree.subtree(after)
        return sorted(ranked, key=lambda item: tree.top(item[1].span) not in within)
    first, number = ranked[0][1], reading.number.span
    if first.span.end > number.start or _AFTER.search(passage.between(first.span.end, number.start)) is None:
        return ranked
    days = [m.span for _, m in ranked if m.span.start > number.end and sense_of(passage, m, bank.happenings) in ("owned", "happened")]
    return sorted(ranked, key=lambda item: item[1].span not in days)


def only_frames(passage: Passage, reading: Reading, mention: DateMention, bank: Bank) -> bool:
    """Whether the day is that of what was done after the harm (*saved survivors on Sunday after a storm left 83 dead*), or of what the
    freed did (*the 82 freed girls arrived on Sunday*): no surer than that of publication.
    """
    tree, at, hit = passage.tree, passage.at(reading), passage.hit(reading)
    token = tree.top(mention.span) if tree is not None else None
    if tree is None or at is None or token is None or mention.cumulative or mention.precision not in ("day", "time"):
        return False
    if family_of(reading) == "exchange":
        described = hit is not None and tree.dep[hit.at] == "amod"
        verb = tree.clause(token)
        return described and tree.is_verb(verb) and not any(other.at == verb and other.trigger.base not in _COMES for other in passage.hits)
    after = next((i for i in (at, *tree.ancestors(at)) if _is_after(tree, i)), None)
    if family_of(reading) != "harm" or after is None or token in tree.subtree(after):
        return False
    return sense_of(passage, mention, bank.happenings) not in ("happened", "owned")


_COMES = frozenset({"arrive", "land", "reach"})


def _is_after(tree: Tree, verb: int) -> bool:
    if tree.dep[verb] == "pcomp":
        return tree.lower[tree.head[verb]] in ("after", "following")
    return tree.dep[verb] == "advcl" and any(tree.lower[child] == "after" for child in tree.children(verb, "mark"))


_OTHERS = re.compile(r"; (?:another )?[\w,]{1,9} (?:others|more)\Z")
_OTHERS_REACH = 7
"""Characters of *others* behind a number."""


def opens_for_all(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*On Sunday a court bailed 14 of them; 42 others were remanded*: the day that opens the sentence is of both."""
    opens = passage.between(passage.sentence.span.start, mention.span.start) in ("", "On ", "Late on ", "Early on ", "Late ", "Early ")
    return opens and _OTHERS.search(passage.between(mention.span.end, reading.number.span.end + _OTHERS_REACH)) is not None
