"""What a number counts, read from the words right of it: *175 Shahed and decoy drones*, *six of the missiles*, *two of them children*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.figure import Group, Unit
from services.extractor.bank import Bank, Noun
from services.extractor.model import Number
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lookup import Hit, starting_at
from services.extractor.readers.idioms.words import ANAPHORS, BODIES, DETERMINERS, GROUPS, QUALIFIERS, STOPS, SUFFIXES, THINGS
from services.extractor.record import record

REACH = 7
"""Words between a number and its noun: *12 heavily armed foreign volunteer fighters*. Beyond it the noun is another's."""

_OF_REACH = 6
"""Words after *bodies of* in which it is said whose: *of its fallen servicemen*."""
_NOUN_WORDS = 4
WEAPONS: frozenset[Unit] = frozenset({"drones", "missiles", "bombs", "rockets", "shells", "weapons"})
NAMES_OF_PERSONS = frozenset({"name", "life"})
"""Nouns that stand for persons only with a word that is sure by itself: *claimed 12 lives*, never *took one name off the list*."""


@record(frozen=True, slots=True)
class Phrase:
    """A number and its noun. ``left`` and ``right`` are the items it runs from and to (excluded), qualifiers and determiners included.

    ``noun`` is None where nothing is named (*11 were injured*); ``unit`` is then unknown unless the words before say *bodies of*.
    ``anaphor``: *of them*, *of which*. ``foreign``: what is counted is no noun of the bank. ``modifier``: a trigger that describes
    the noun (*15 injured residents*). ``head``: a trigger noun that is itself what is counted (*47 deaths*, *three of the dead*).
    """

    at: int
    number: Number
    left: int
    right: int
    noun: Noun | None = None
    noun_item: tuple[int, int] | None = None
    unit: Unit = "unknown"
    group: Group = "all"
    anaphor: bool = False
    foreign: bool = False
    definite: bool = False
    modifier: Hit | None = None
    head: Hit | None = None

    @property
    def bare(self) -> bool:
        return self.noun is None and not self.foreign and self.head is None and not self.anaphor and self.unit == "unknown"


def phrase_at(row: Sequence[Item], at: int, bank: Bank, text: str) -> Phrase | None:
    """The phrase of the number ``row[at]``; None if that is no number or counts nothing."""
    number = row[at].number
    if number is None or number.distractor is not None:
        return None
    left, unit = _left(row, at, number)
    right, anaphor, definite = _past_of(row, at + 1, number)
    words = tuple(item.word for item in row[at + 1 : at + 4])
    own = next((form for form in _OF_OWN if words[: len(form)] == form), ())
    if own and _noun_ends(row, at + 1 + len(own)):
        return Phrase(at, number, left, at + 1 + len(own), unit="persons")
    if anaphor:
        return _anaphoric(row, Phrase(at, number, left, right, unit=unit, anaphor=True, definite=True), bank, text)
    phrase = _noun(row, Phrase(at, number, left, right, unit=unit, definite=definite), bank, text)
    if unit == "bodies":
        return replace(phrase, unit="bodies")
    if number.noun_included and phrase.noun is None and not phrase.foreign and not definite:
        return Phrase(at, number, left, at + 1, unit="persons" if number.text.lower() not in ("none", "neither") else "unknown")
    return phrase


_OF_OWN = (("of", "their", "own"), ("of", "its", "own"), ("of", "his", "own"), ("of", "our", "own"), ("of", "theirs"), ("of", "ours"))


def _noun_ends(row: Sequence[Item], at: int) -> bool:
    """*lost six of its own,*, *got 706 of theirs back*: nothing is named that they are."""
    return at >= len(row) or row[at].is_mark or row[at].word in STOPS or row[at].word in ("back", "home")


def _left(row: Sequence[Item], at: int, number: Number) -> tuple[int, Unit]:
    """Where the phrase begins, and *bodies* if it says *the bodies of* them."""
    left = at
    while left > 0 and at - left < 8 and (row[left - 1].word in QUALIFIERS or row[left - 1].word in '"“‘(') and row[left - 1].word != "of":
        left -= 1
    # A qualifier's "to", "over", "of", "all" is only one beside another qualifier: "rose to 12", "handed over 11".
    for keep in range(left, at):
        if row[keep].word in _PAIRS and not _qualifies(row, keep):
            left = keep + 1
        elif row[keep].word in ("up", "to") and number.qualifier not in ("up_to", "nearly"):
            left = keep + 1  # "has gone up to 15,600"
    if left >= 2 and row[left - 1].word == "of" and row[left - 2].word in BODIES:
        left -= 2
        while left > 0 and row[left - 1].word in ("the", "their", "its", "his"):
            left -= 1
        return left, "bodies"
    return left, "unknown"


_PAIRS = {
    "to": {"close", "up"},
    "over": {"well", "just", "slightly"},
    "at": set(),
    "up": set(),
    "no": set(),
    "not": set(),
    "other": {"the", "another"},
    "more": set(),
}
_PAIRS_AFTER = {
    "at": {"least", "most"},
    "up": {"to"},
    "no": {"fewer", "less", "more"},
    "not": {"less", "fewer", "more"},
    "more": {"than"},
    "over": {"#"},
}


def _qualifies(row: Sequence[Item], at: int) -> bool:
    word = row[at].word
    before = row[at - 1].word if at else ""
    after = row[at + 1].word if at + 1 < len(row) else ""
    if word == "over" and before in ("handed", "hand", "hands", "handing", "turned", "turn", "turning", "given", "gave", "give"):
        return False
    return before in _PAIRS.get(word, set()) or after in _PAIRS_AFTER.get(word, set())


def _past_of(row: Sequence[Item], at: int, number: Number) -> tuple[int, bool, bool]:
    """Past *more*, *of the 12*, *of them*: where the noun is looked for, whether it was named before, whether it is definite."""
    while at < len(row) and row[at].word in ("more", "additional", "further", "or", "so", "-"):
        if row[at].word == "or" and not (at + 1 < len(row) and row[at + 1].word in ("so", "more")):
            break
        at += 1
    if at < len(row) and row[at].word == "out" and at + 1 < len(row) and row[at + 1].word == "of":
        at += 1
    if not (at < len(row) and row[at].word == "of"):
        return at, False, False
    at += 1
    if (
        at < len(row)
        and row[at].word in ANAPHORS
        and not (row[at].word in ("those", "these") and at + 1 < len(row) and row[at + 1].is_word)
    ):
        return at + 1, True, True
    definite = False
    while at < len(row) and (row[at].word in DETERMINERS or (row[at].number is not None and row[at].number == number.of_whole)):
        definite = True
        at += 1
    return at, False, definite


def _anaphoric(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Phrase:
    """*two of them children*: the group is named after the pronoun. A verb after it is the clause's own."""
    if phrase.right < len(row) and row[phrase.right].word in ("a", "an") and phrase.number.best == 1:
        for step in range(phrase.right + 1, min(len(row), phrase.right + 4)):  # "one of them a boy"
            if (found := _listed(row, step, bank, one=True)) is not None:
                return replace(phrase, right=found[1], noun=found[0], noun_item=(step, found[1]), unit=found[0].unit, group=found[0].group)
    named = _noun(row, phrase, bank, text)
    if named.noun is not None and named.modifier is None and named.right - phrase.right <= 4:
        return Phrase(
            phrase.at,
            phrase.number,
            phrase.left,
            named.right,
            named.noun,
            named.noun_item,
            named.unit,
            named.group,
            anaphor=True,
            definite=True,
        )
    return phrase


def _noun(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Phrase:
    """The first listed noun from ``phrase.right`` on, past what describes it."""
    modifier: Hit | None = None
    group: Group = phrase.group
    unknown = 0
    at = phrase.right
    one = phrase.number.best == 1
    reach = phrase.right + REACH
    while at < len(row) and at < reach:
        item = row[at]
        if item.word == "(" and at + 2 < len(row) and row[at + 2].word == ")" and text[row[at + 1].start].isupper():
            at, reach = at + 3, reach + 3  # "five Red River Front (RRF) rebels"
            continue
        if not item.is_word:
            if item.word in ("-", "'", "’", '"', "“", "”"):
                at += 1
                continue
            break
        if (found := _listed(row, at, bank, one=one)) is not None:
            noun, end = found
            if noun.base in NAMES_OF_PERSONS:
                return replace(phrase, right=end, noun=noun, noun_item=(at, end), unit="unknown", foreign=noun.base == "name")
            return _named(row, bank, phrase, noun, (at, end), group, modifier)
        if (people := _people(row, at, bank, text)) is not None:
            end = at + len(people.base.split())
            following = _listed(row, end, bank, one=one) if end < len(row) else None
            if following is None:
                return _named(row, bank, phrase, people, (at, end), group, modifier)
        hit = starting_at(row, at, bank)
        if item.word == "dead" and _is_thing(row, at + 1, bank, text):
            return replace(phrase, right=at + 2, foreign=True)
        if (
            hit
            and at == phrase.right
            and any(t.kind == "noun" and t.counts in ("self", "of") for t in hit.triggers)
            and not _noun_follows(row, hit.end, bank)
        ):
            if _is_compound(row, hit):
                break
            return _with_head(phrase, hit)
        if hit and hit.end < len(row) and row[hit.end].word in _OF_NAMES:
            unknown, at = unknown + 1, hit.end + 1  # "five Red River Liberation Front rebels"
            continue
        if hit and any(t.kind != "noun" for t in hit.triggers):
            if not _noun_follows(row, hit.end, bank):
                break
            modifier = modifier or hit
            at = hit.end
            continue
        if hit and any(t.kind == "noun" and t.counts in ("self", "of") for t in hit.triggers):
            return _with_head(phrase, hit)
        if item.word in STOPS and not (item.word == "and" and (unknown or modifier) and _noun_follows(row, at + 1, bank)):
            break
        group = GROUPS.get(item.word, group)
        unknown += 1
        at += 1
    if unknown == 0 and modifier is None and not (at < len(row) and (hit := starting_at(row, at, bank)) and _is_compound(row, hit)):
        return phrase
    return Phrase(phrase.at, phrase.number, phrase.left, at, unit=phrase.unit, group=group, foreign=unknown > 0, definite=phrase.definite)


_OF_NAMES = frozenset({"front", "army", "movement"})


def _with_head(phrase: Phrase, hit: Hit) -> Phrase:
    return Phrase(phrase.at, phrase.number, phrase.left, hit.end, unit=phrase.unit, definite=phrase.definite, head=hit)


def _named(
    row: Sequence[Item], bank: Bank, phrase: Phrase, noun: Noun, item: tuple[int, int], group: Group, modifier: Hit | None
) -> Phrase:
    right, unit = item[1], noun.unit if phrase.unit == "unknown" else phrase.unit
    group = noun.group if noun.group != "all" else group
    if noun.unit == "bodies" and group == "all":
        group = _whose_bodies(row, right, bank)
    if right + 1 < len(row) and row[right].word in ("and", "or") and (second := _listed(row, right + 1, bank, one=False)) is not None:
        # "472 drones and missiles", "12 soldiers and civilians": one number for both.
        other, end = second
        if other.unit == unit:
            right, group = end, group if group == other.group else "all"
        elif {other.unit, unit} <= WEAPONS:
            right, unit = end, "weapons"
    return Phrase(phrase.at, phrase.number, phrase.left, right, noun, item, unit, group, definite=phrase.definite, modifier=modifier)


def _whose_bodies(row: Sequence[Item], at: int, bank: Bank) -> Group:
    """*27 bodies of its fallen soldiers* are soldiers'."""
    if at < len(row) and row[at].word == "of":
        for step in range(at + 1, min(len(row), at + _OF_REACH)):
            if not row[step].is_word:
                break
            if (found := _listed(row, step, bank, one=False)) is not None and found[0].unit == "persons":
                return found[0].group
    return "all"


def _listed(row: Sequence[Item], at: int, bank: Bank, *, one: bool) -> tuple[Noun, int] | None:
    """The bank's noun at ``row[at]``, the longest, unless it only describes a further noun (*drone operators*)."""
    longest = min(_NOUN_WORDS, len(row) - at)
    for length in bank.noun_lengths.get(row[at].word, ()) if longest > 0 else ():
        if length > longest:
            continue
        noun = bank.nouns.get(" ".join([item.word for item in row[at : at + length]]))
        if noun is None or (not noun.plural and not one):
            continue
        if at + length < len(row) and (further := _listed(row, at + length, bank, one=one)) is not None:
            return further
        return noun, at + length
    return None


def _is_compound(row: Sequence[Item], hit: Hit) -> bool:
    """*209 evacuation centres* are no evacuations."""
    one = row[hit.end - 1].word
    return (
        hit.end < len(row)
        and row[hit.end].is_word
        and not one.endswith("s")
        and row[hit.end].word.endswith("s")
        and _is_plain(row[hit.end])
    )


def _is_thing(row: Sequence[Item], at: int, bank: Bank, text: str) -> bool:
    """*12 dead birds*: a plural that the bank does not list and that is formed like no trade."""
    if at >= len(row) or not row[at].is_word or not row[at].word.endswith("s") or not _is_plain(row[at]):
        return False
    lower = text[row[at].start].islower() and row[at].word not in bank.lengths_by_word
    return lower and _people(row, at, bank, text) is None


def _is_plain(item: Item) -> bool:
    return item.word not in STOPS and len(item.word) > 3


def _noun_follows(row: Sequence[Item], at: int, bank: Bank) -> bool:
    """Whether a listed plural noun stands at ``at`` or one or two plain words later: *attack and decoy drones*."""
    for step in range(3):
        if at + step >= len(row) or not row[at + step].is_word or (row[at + step].word in STOPS and (step or row[at].word != "and")):
            return False
        if _listed(row, at + step, bank, one=False) is not None:
            return True
    return False


def _people(row: Sequence[Item], at: int, bank: Bank, text: str) -> Noun | None:
    """A people (*390 Ukrainians*, *two South Koreans*), or a plural formed like a trade (*12 beekeepers*)."""
    word = row[at].word
    printed = text[row[at].start : row[at].end]
    if printed[0].isupper() and at + 1 < len(row) and row[at + 1].is_word:
        both = text[row[at].start : row[at + 1].end]
        if bank.is_people(both):
            return Noun(both.lower(), both.lower(), "persons", plural=True)
    if bank.is_people(printed):
        return Noun(word, word, "persons", plural=True)
    if (printed[0].islower() or word.endswith("ists")) and word.endswith(SUFFIXES) and word not in THINGS and len(word) > 5:
        return Noun(word, word, "persons", plural=True)
    return None
