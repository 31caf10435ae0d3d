"""Numbers said of a count: *the toll rose to 74 from 58*, *put the dead at 22*, *the dead include 19 children*, *Killed: 14*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from services.extractor.bank import Bank, Noun, Trigger
from services.extractor.readers.idioms.draft import LIKELY, SURE, Draft, drafted
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lookup import Hit, counting_the_dead, may_be_participle, starting_at
from services.extractor.readers.idioms.phrase import Phrase

_REACH = 34
"""Items between *the number of people killed* and its number: the clause of an attack may stand between."""
_AMONG_REACH = 12
_COUNTS = frozenset({"number", "count", "tally", "total"})
_OPENS = _COUNTS | {"among"}
"""Words that tell of a count without being triggers."""
_TO = frozenset(
    {
        "to",
        "at",
        "is",
        "was",
        "were",
        "are",
        ":",
        "reached",
        "reaches",
        "reach",
        "exceeds",
        "exceeded",
        "passes",
        "passed",
        "tops",
        "topped",
        "hits",
        "hit",
    }
)
_TO_MORE = frozenset(
    {
        "of",
        "as",
        "stands",
        "stood",
        "totals",
        "totalled",
        "totaled",
        "surpasses",
        "surpassed",
        "near",
        "nears",
        "neared",
        "number",
        "numbers",
        "remained",
        "remains",
        "toward",
        "towards",
        "now",
    }
)
_RAISES = frozenset("bringing brings brought bring raising raises raised raise taking takes took take pushing pushes pushed".split())
"""Verbs that a new level is said with before its count."""
_HALT = frozenset({";", ".", "?", "!"})
_PEOPLE_WORDS = frozenset({"self", "of"})
_FROM_REACH = 6
_HARMED = frozenset({"deaths", "fatalities", "injuries"})
_COUNTED_SO = frozenset({"total", "confirmed", "reported", "recorded", "known", "registered"})
_LEVELS = frozenset(
    "rose rise rises risen climbed climb climbs stand stands stood number numbered reached reach jumped total totalled totaled passed "
    "topped grew grown surpassed exceeded soared top tops hit hits pass passes near nears exceed exceeds surpass surpasses".split()
)
_VICTIMS = "victims"
_BEFORE_AS = 2
"""Items from a number past its *as*."""
_AS_REACH = 8
_NAMED = frozenset({"were", "are", "was", "is"})
_LEVEL_REACH = 4
"""Words between *deaths* and its verb: *deaths from the disease have risen to 510*."""


def tolls(row: Sequence[Item], phrases: Mapping[int, Phrase], taken: Mapping[int, Draft], bank: Bank) -> Iterator[Draft]:
    """Readings of numbers that no verb beside them has taken."""
    for at, item in enumerate(row):
        if item.word not in bank.lengths_by_word and item.word not in _OPENS and item.word != _VICTIMS:
            continue
        hit = starting_at(row, at, bank) or _victims(row, at, bank)
        counted = _counted(row, at, hit, bank)
        if counted is not None:
            given = _level_given(row, at, counted, phrases, taken, bank)
            yield from given or _level_before(row, at, counted, phrases, taken) or _level(row, at, counted, phrases, taken)
        elif item.word in _COUNTS:
            yield from _total(row, at, phrases, taken)
        if hit is not None:
            yield from _stated(row, hit, phrases, taken, bank)
        if item.word == "among":
            yield from _among(row, at, phrases, taken, bank)


def _total(row: Sequence[Item], at: int, phrases: Mapping[int, Phrase], taken: Mapping[int, Draft]) -> Iterator[Draft]:
    """*Six drowned on Sunday, bringing the total to 76*: of whom, the clause before says."""
    to = next((step for step in range(at + 1, min(len(row), at + _TO_REACH)) if row[step].word == "to"), None)
    told = [taken[step] for step in sorted(taken) if step < at]
    if at < _BEFORE_AS or row[at - 1].word != "the" or row[at - 2].word not in _RAISES or to is None or not told:
        return
    phrase = next((p for p in phrases.values() if p.left == to + 1), None)
    if phrase is None or not phrase.bare or phrase.at in taken or told[-1].trigger.measure not in _HARMS:
        return
    yield drafted(phrase, told[-1].trigger, row[at].start, row[at].end, note="toll", confidence=LIKELY)


_TO_REACH = 6
"""Items from *total* to the *to* of its level: *the total so far this month to*."""
_HARMS = frozenset({"killed", "injured", "missing"})


def _victims(row: Sequence[Item], at: int, bank: Bank) -> Hit | None:
    """*Eleven children were among the victims*, *the victims include three nurses*: the dead, where no more is said of them."""
    if at >= len(row) or row[at].word != _VICTIMS or (at + 1 < len(row) and row[at + 1].word in ("of", "who")):
        return None
    dead = counting_the_dead(bank)
    return Hit(at, at + 1, dead) if dead else None


def _counted(row: Sequence[Item], at: int, hit: Hit | None, bank: Bank) -> tuple[Trigger, int, Noun | None] | None:
    """What a count at ``at`` is of, and where its words end: *death toll*, *the number of injured*, *the number of drones downed*."""
    if hit is not None and (toll := next((t for t in hit.triggers if t.counts == "toll"), None)) is not None:
        return toll, hit.end, None
    if row[at].word in _HARMED and hit is not None and _is_level(row, at):
        return next((t for t in hit.triggers if t.kind == "noun"), hit.triggers[0]), hit.end, None
    if row[at].word not in _COUNTS or at + 1 >= len(row) or row[at + 1].word != "of":
        return None
    for step in range(at + 2, min(len(row), at + 9)):
        if not row[step].is_word:
            return None
        found = starting_at(row, step, bank)
        if found is None:
            continue
        fits = [t for t in found.triggers if t.kind != "noun" or t.counts in _PEOPLE_WORDS]
        fits = [t for t in fits if t.counts != "toll" and not t.only and (not t.weak or t.kind == "verb")]
        if fits:
            nouns = [noun for word in row[at + 2 : step] if (noun := bank.nouns.get(word.word))]
            units = {noun.unit for noun in nouns}
            fits = [t for t in fits if units & t.units or (not units and t.units != frozenset({"bodies"}))]
        if fits:
            return min(fits, key=lambda t: t.weak), found.end, next(reversed(nouns), None)
    return None


def _level_before(
    row: Sequence[Item], start: int, counted: tuple[Trigger, int, Noun | None], phrases: Mapping[int, Phrase], taken: Mapping[int, Draft]
) -> list[Draft]:
    """*bringing to 71 the number of people killed*, *which takes to nine the death toll*: the level stands before its count."""
    trigger, end, noun = counted
    last = start - 2 if start and row[start - 1].word in ("the", "its", "their") else start - 1
    phrase = next((phrases[at] for at in (last, last - 1) if at in phrases and phrases[at].right == last + 1), None)
    if phrase is None or phrase.at in taken or phrase.left < 2 or row[phrase.left - 1].word != "to":
        return []
    if phrase.foreign or row[phrase.left - 2].word not in _RAISES or (phrase.noun is not None and phrase.unit not in trigger.units):
        return []
    draft = drafted(phrase, trigger, row[start].start, row[end - 1].end, note="toll", confidence=LIKELY)
    return [draft.with_(group=noun.group, unit=noun.unit if draft.unit == "unknown" else draft.unit) if noun is not None else draft]


def _level_given(
    row: Sequence[Item],
    start: int,
    counted: tuple[Trigger, int, Noun | None],
    phrases: Mapping[int, Phrase],
    taken: Mapping[int, Draft],
    bank: Bank,
) -> list[Draft]:
    """*Gave 41 as the number of injured and nine as that of the missing*: each level stands before what it counts."""
    trigger, end, _ = counted
    last = start - 1 if start and row[start - 1].word in ("the", "its") else start
    phrase = _before_as(row, last, phrases, taken)
    if phrase is None:
        return []
    found = [drafted(phrase, trigger, row[start].start, row[end - 1].end, note="toll", confidence=LIKELY)]
    for at in range(end, min(len(row), end + _AS_REACH)):
        if [item.word for item in row[at : at + 3]] != ["as", "that", "of"]:
            continue
        of = at + 4 if at + 3 < len(row) and row[at + 3].word in ("the", "those") else at + 3
        hit, other = starting_at(row, of, bank), _before_as(row, at + 1, phrases, taken)
        triggers = [t for t in hit.triggers if t.kind != "verb"] if hit is not None else []
        if hit is not None and other is not None and triggers:
            found.append(drafted(other, triggers[0], row[hit.start].start, row[hit.end - 1].end, note="toll", confidence=LIKELY))
        break
    return found


def _before_as(row: Sequence[Item], at: int, phrases: Mapping[int, Phrase], taken: Mapping[int, Draft]) -> Phrase | None:
    """The bare number before the *as* that ends at ``at``."""
    if at < _BEFORE_AS or row[at - 1].word != "as":
        return None
    phrase = phrases.get(at - _BEFORE_AS)
    return phrase if phrase is not None and phrase.bare and phrase.at not in taken else None


def _is_level(row: Sequence[Item], at: int) -> bool:
    """*Confirmed deaths rose to 133*, *fatalities now number 61*: deaths that no number counts, and a verb of levels after them."""
    if any(item.number is not None for item in row[max(0, at - 3) : at]):
        return False
    for item in row[at + 1 : at + 2 + _LEVEL_REACH]:
        if item.word in _LEVELS:
            return True
        if not item.is_word:
            return False
    return False


def _level(
    row: Sequence[Item], start: int, counted: tuple[Trigger, int, Noun | None], phrases: Mapping[int, Phrase], taken: Mapping[int, Draft]
) -> Iterator[Draft]:
    trigger, at, noun = counted
    first, last = row[start].start, row[at - 1].end
    for step in range(at, min(len(row), at + _REACH)):
        if row[step].word in _HALT or (row[step].word in ("that", "those") and row[step - 1].word in ("and", ",", "while")):
            return  # "the number of deaths rose to 302, and that of cases to 4,990"
        phrase = phrases.get(step)
        if phrase is None or phrase.left < at - 1:
            continue
        if step not in taken and (lowered := _from_to(row, phrase, phrases, taken)) is not None and not phrase.foreign:
            yield drafted(phrase, trigger, first, last, note="outdated", confidence=LIKELY)
            yield drafted(lowered, trigger, first, last, note="toll", confidence=LIKELY)
            return
        before = row[phrase.left - 1].word if phrase.left else ""
        linked = before in _TO or before in _TO_MORE or phrase.left == at
        if step in taken and not (linked and taken[step].confidence < SURE):
            if linked:
                return
            continue
        if not linked:
            return
        if phrase.foreign or (phrase.noun is not None and phrase.unit not in trigger.units):
            return
        note = "" if _on_top(row, phrase) else "toll"
        draft = drafted(phrase, trigger, first, last, note=note, confidence=SURE if trigger.counts == "toll" else LIKELY)
        if noun is not None and phrase.noun is None:
            draft = draft.with_(group=noun.group, unit=noun.unit if draft.unit == "unknown" else draft.unit)
        yield draft
        yield from _from(row, phrase, trigger, (first, last), phrases, taken)
        return


def _on_top(row: Sequence[Item], phrase: Phrase) -> bool:
    """*The deaths come on top of eight on Sunday*: those of another happening, and no level that the count has reached."""
    return [item.word for item in row[max(0, phrase.left - 3) : phrase.left]] == ["on", "top", "of"]


def _from_to(row: Sequence[Item], phrase: Phrase, phrases: Mapping[int, Phrase], taken: Mapping[int, Draft]) -> Phrase | None:
    """The new level of *lowered the toll from 36 to 31*."""
    to = phrase.right
    if not phrase.left or row[phrase.left - 1].word != "from" or to + 1 >= len(row) or row[to].word != "to":
        return None
    level = phrases.get(to + 1)
    return level if level is not None and level.bare and phrase.bare and to + 1 not in taken else None


def _from(
    row: Sequence[Item], level: Phrase, trigger: Trigger, where: tuple[int, int], phrases: Mapping[int, Phrase], taken: Mapping[int, Draft]
) -> Iterator[Draft]:
    """*rose to 74 from 58*, *up from 11*: the level before."""
    for step in range(level.right, min(len(row), level.right + _FROM_REACH)):
        if row[step].word in _HALT:
            return
        if row[step].word == "from" and (old := phrases.get(step + 1)) is not None and old.bare and step + 1 not in taken:
            yield drafted(old, trigger, *where, note="outdated", confidence=LIKELY)
            return


def _stated(row: Sequence[Item], hit: Hit, phrases: Mapping[int, Phrase], taken: Mapping[int, Draft], bank: Bank) -> Iterator[Draft]:
    """*put the dead at 22*, *the injured now number 17*, *the dead include 19 children*, *the deaths include six nurses*, *Killed: 14*."""
    nouns = [t for t in hit.triggers if t.counts == "self" or t.kind == "adjective" or row[hit.start].word in _HARMED]
    at = hit.end
    if not nouns and (includes := _included(row, hit)) is not None:
        nouns, at = [t for t in hit.triggers if t.counts == "toll" or may_be_participle(t)], includes
    if not nouns or at >= len(row):
        return
    trigger = min(nouns, key=lambda t: (t.kind != "noun", t.weak, t.units == frozenset({"bodies"})))
    front = hit.start - 2 if hit.start > 1 and row[hit.start - 1].word in _COUNTED_SO else hit.start - 1  # "the total deaths included"
    definite = front >= 0 and (row[front].word in ("the", "those", "'s", "of") or row[front].word.endswith("'s"))
    # "the people killed include": the noun stands between.
    noun = hit.start > 1 and row[hit.start - 1].word in bank.nouns and row[hit.start - 2].word in ("the", "those")
    definite = definite or (noun and trigger.measure in ("killed", "injured", "missing"))
    if row[at].word in ("now", "are", "also"):
        at += 1
    step = at + 1
    if at >= len(row) or step >= len(row):
        return
    link, part = row[at].word, False
    if link == ":" and (hit.start == 0 or row[hit.start - 1].word in (";", ",", ".", "•", "-", "–", "and", "(")):
        trigger = min((t for t in hit.triggers if t.counts in ("self", "object", "predicate")), key=lambda t: t.weak, default=trigger)
    elif link in ("at", "number", "numbered") and definite:
        pass
    elif link in ("include", "includes", "included", "comprises", "comprised") and definite:
        part = True
    elif link in _NAMED and definite and hit.triggers[0].measure in ("killed", "injured"):
        at_once = phrases.get(step)  # "the victims were three Britons"
        if at_once is None or at_once.noun is None or at_once.unit != "persons" or at_once.definite:
            return
    else:
        return
    while step < len(row) and row[step].number is None and step - at < 6 and not row[step].is_mark:
        step += 1
    phrase = phrases.get(step)
    if phrase is None or phrase.left > at + 1 or phrase.foreign or step in taken:
        return
    if phrase.noun is not None and phrase.unit not in trigger.units:
        return
    note = "named" if link in _NAMED else "including" if part else "toll"
    draft = drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, note=note, confidence=LIKELY if part else SURE)
    yield draft.with_(part=part or draft.part)


_TOLL_WORDS = 7
"""Words between *toll* and what it includes: *the toll from the attack on the school included*."""


def _included(row: Sequence[Item], hit: Hit) -> int | None:
    """Where *the toll of the raid includes*, *those returned to Chad include* has its verb."""
    if not (any(t.counts == "toll" for t in hit.triggers) or (hit.start and row[hit.start - 1].word == "those")):
        return None
    for at in range(hit.end, min(len(row), hit.end + _TOLL_WORDS)):
        if row[at].word in ("include", "includes", "included", "comprises", "comprised"):
            return at
        if not row[at].is_word or row[at].number is not None:
            return None
    return None


_WHO = 5
"""Items from *among* in which *those who have been* stands."""
_WHO_WERE = frozenset({"who", "were", "had", "have", "been"})


def _past_aside(row: Sequence[Item], at: int, around: Sequence[Phrase]) -> list[Phrase]:
    """*Six sailors, two of them Greeks, were among the dead*, *ten villagers - mostly children - among the dead*: what is told of them
    stands between two marks.
    """
    mark = at - 1 if row[at - 1].word not in _NAMED else at - 2
    if mark < 0 or row[mark].word not in _ASIDE:
        return []
    opened = [p for p in around if p.right < mark and row[p.right].word == row[mark].word and p.noun is not None and not p.anaphor]
    return opened[:1]


_ASIDE = frozenset({",", "-", "–", "—"})


def _among(row: Sequence[Item], at: int, phrases: Mapping[int, Phrase], taken: Mapping[int, Draft], bank: Bank) -> Iterator[Draft]:
    """*Twelve children were among the wounded*, *among the dead are eight children*."""
    start = at + 1
    while start < len(row) and row[start].word in ("the", "those", "its", "their"):
        start += 1
    while start < len(row) and at + 1 < start < at + _WHO and row[start].word in _WHO_WERE:
        start += 1  # "among those who were hurt"
    hit = starting_at(row, start, bank) or _victims(row, start, bank)
    if hit is None or start == at + 1:
        return
    triggers = [t for t in hit.triggers if t.measure != "missing" or t.counts in ("self", "predicate")]
    trigger = min(triggers, key=lambda t: (t.counts != "self", t.weak), default=None)
    if trigger is None:
        return
    if row[at - 1].word == "listed":
        return
    around = [phrases[step] for step in range(max(0, at - 2 * _AMONG_REACH), hit.end + _AMONG_REACH) if step in phrases]
    nearby = _past_aside(row, at, around) or [p for p in around if at - 3 <= p.right <= at]
    if not nearby and hit.end < len(row) and row[hit.end].word in ("are", "were", "is", "was", ","):
        nearby = [p for p in around if p.left == hit.end + 1]
    for phrase in nearby:
        if phrase.at in taken or phrase.foreign or (phrase.noun is not None and phrase.unit not in trigger.units):
            continue
        yield drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, note="among", confidence=LIKELY).with_(part=True)
