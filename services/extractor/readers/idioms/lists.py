"""Numbers that take their measure from a neighbour: lists, breakdowns by place, *two of them children*, *N hostages for M detainees*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.figure import Group, Unit
from services.extractor.bank import Bank
from services.extractor.model import TAKEN
from services.extractor.numbers.words import TENS, UNITS
from services.extractor.readers.idioms.direct import direct
from services.extractor.readers.idioms.draft import INHERITED, LIKELY, Draft, drafted
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lookup import starting_at
from services.extractor.readers.idioms.phrase import WEAPONS, Phrase

_JOIN = frozenset({"and", ",", "or", "plus", "&", "as", "well", "along", "together", "with", "also", "while", ";"})
_PLACED = frozenset({"over", "in", "near", "from", "at", "across", "on", "above", "elsewhere", "around", "outside"})
_MOST = frozenset({"most", "many", "some", "several", "all", "both", "half"})
_PARTITION = frozenset({"including", "among", "include", "comprising", "namely", "of", "whom", "which", "them", ":", "(", "-", "–", "—"})
_OPENS = frozenset({":", "(", "namely", "-", "–", "—"})
_FRONT = 16
"""Items of a phrase like *Of the 40 prisoners who came home on Friday,*."""
_FRONT_REACH = 30
"""Items after it that it governs."""
_BADLY = frozenset({"seriously", "critically", "gravely", "severely", "badly", "slightly", "lightly", "moderately"})
_ACCUSED = frozenset({"accused", "suspected", "charged"})
_IS = frozenset({"were", "are", "was", "is"})
_KINDS_GAP = (3, 5)
"""Words between the number of one kind and that of the next: *were civilians,*, *were women and children and*."""
_TAKES_BACK = frozenset({"for", "against"})
_ONES = 9
"""Words between *including* and the number in which one person is named: *a pregnant woman, her husband and*."""
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their"})
_FAMILY = frozenset({"couple", "pair", "family"})
_FURTHER = frozenset({"second", "third", "fourth", "other", "next"})
_SKIPPED = frozenset({"each", "-", "–", "—"})
PLACE_GAP = 14
"""Items between two numbers of a list by place: *29 drones over the Bryansk Region, 15 over ...*."""


def fronted(row: Sequence[Item], phrases: Mapping[int, Phrase], drafts: dict[int, Draft], bank: Bank) -> None:
    """*Of the prisoners who came back, 387 were men*: what is counted after the comma is part of what stands before it."""
    for start in range(len(row) - 2):
        if (
            row[start].word != "of"
            or (start and row[start - 1].word not in (";", ".", ":", ","))
            or row[start + 1].word not in ("the", "those", "these")
        ):
            continue
        comma = next(
            (at for at in range(start + 2, min(len(row), start + _FRONT)) if row[at].word == "," or row[at].number is not None), None
        )
        if comma is None or row[comma].word != ",":
            continue
        hits = [hit for at in range(start + 2, comma) if (hit := starting_at(row, at, bank)) is not None]
        measures = {t.measure for hit in hits for t in hit.triggers}
        for at in range(comma, min(len(row), comma + _FRONT_REACH)):
            if row[at].word in (";", "."):
                break
            if at not in phrases:
                continue
            own = drafts.get(at)
            if own is not None:
                drafts[at] = own.with_(part=own.part or own.trigger.measure in measures)
            elif hits and _is_a_kind(row, phrases[at], bank) is not None:
                trigger = min((t for t in hits[-1].triggers), key=lambda t: (t.units == frozenset({"bodies"}), t.weak))
                drafts[at] = drafted(
                    phrases[at], trigger, row[hits[-1].start].start, row[hits[-1].end - 1].end, note="of them", confidence=LIKELY
                ).with_(
                    part=True,
                    group=_is_a_kind(row, phrases[at], bank) or "all",
                    unit=next(iter(trigger.units)) if len(trigger.units) == 1 else "unknown",
                )


def _is_a_kind(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Group | None:
    """The group of *62 were civilians*: a number alone, a form of *be*, a listed noun."""
    if not phrase.bare or phrase.right + 1 >= len(row) or row[phrase.right].word not in ("were", "are", "was", "is"):
        return None
    for at in range(phrase.right + 1, min(len(row), phrase.right + 4)):
        if (noun := bank.nouns.get(row[at].word)) is not None:
            return noun.group
    return None


def _also_a_kind(row: Sequence[Item], lead: Draft, phrase: Phrase, bank: Bank) -> Draft | None:
    """*350 of the freed were soldiers and 62 were civilians*."""
    gap = [item.word for item in row[max(lead.phrase.right, phrase.left - 2) : phrase.left]]
    group = _is_a_kind(row, phrase, bank)
    if not lead.part or group is None or gap[-1:] not in (["and"], [","], ["while"]):
        return None
    return inherit(lead, phrase, part=True, confidence=LIKELY, note="of them").with_(group=group)


def _kinds_go_on(row: Sequence[Item], lead: Draft, phrase: Phrase) -> Draft | None:
    """*97 dead, of whom 33 were civilians, 31 rebels and 33 soldiers*: after the first kind the verb is left out."""
    gap = [item.word for item in row[lead.phrase.right : phrase.left]]
    named = phrase.noun is not None and phrase.unit == "persons" and not phrase.anaphor
    goes_on = _KINDS_GAP[0] <= len(gap) <= _KINDS_GAP[1] and gap[0] in _IS and gap[-1] in (",", "and") and not {"who", ";"} & set(gap)
    if not (lead.part and named and goes_on):
        return None
    return inherit(lead, phrase, part=True, confidence=INHERITED, note="of them")


def _taken_where(row: Sequence[Item], lead: Draft, phrase: Phrase, bank: Bank) -> Draft | None:
    """*Fifty came home, 19 of them sailors and 12 seized in May*: where some of those let go had been taken."""
    gap = [item.word for item in row[lead.phrase.right : phrase.left]]
    if not (lead.part and lead.trigger.measure == "released" and phrase.bare and gap[-1:] in (["and"], [","])) or len(gap) > PLACE_GAP:
        return None
    hit = starting_at(row, phrase.right, bank)
    taken = hit is not None and any(t.measure in TAKEN for t in hit.triggers)
    return inherit(lead, phrase, part=True, confidence=INHERITED, note="of them") if taken else None


def spread(row: Sequence[Item], phrases: Mapping[int, Phrase], drafts: dict[int, Draft], bank: Bank, text: str) -> None:
    """Give readings to the phrases that have none and lean on one that has. ``drafts`` is added to, by item of the number."""
    order = sorted(phrases)
    for before, at in pairwise(order):
        phrase, lead = phrases[at], drafts.get(before)
        if at in drafts and "state" not in drafts[at].notes:
            if lead is not None and _counted_by_one_noun(row, lead, drafts[at]):
                drafts[at] = inherit(lead, phrase, part=lead.part, confidence=INHERITED, note="joined")
            _as_part(row, phrases[before], lead, phrase, drafts)
            continue
        if lead is None:
            continue
        if at not in drafts and (own := _verb_of_its_own(row, lead, phrase, bank, text)) is not None:
            drafts[at] = own
            _as_part(row, phrases[before], lead, phrase, drafts)
            continue
        found = (
            _of_them(row, lead, phrase, bank, text)
            or _also_a_kind(row, lead, phrase, bank)
            or _kinds_go_on(row, lead, phrase)
            or _taken_where(row, lead, phrase, bank)
            or _so_badly(row, lead, phrase)
            or _up_from(row, lead, phrase)
            or _including(row, lead, phrase, bank)
            or _joined(row, lead, phrase, bank)
            or _placed(row, lead, phrase)
            or _placed_before(row, lead, phrase, text)
        )
        if found is not None:
            drafts[at] = found
    for at, following in zip(reversed(order[:-1]), reversed(order[1:]), strict=True):
        if at not in drafts and following in drafts and (found := _joined_ahead(row, phrases[at], drafts[following], bank)) is not None:
            drafts[at] = found
    for before, at in pairwise(order):
        if (at not in drafts or "state" in drafts[at].notes) and before in drafts:
            found = _in_return(row, drafts[before], phrases[at]) or (
                _joined(row, drafts[before], phrases[at], bank) if "in return" in drafts[before].notes else None
            )
            if found is not None:
                drafts[at] = found


def _verb_of_its_own(row: Sequence[Item], lead: Draft, phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    """*of which 139 were shot down and 127 lost to jamming*: the noun is the neighbour's, the verb stands here."""
    if not (phrase.bare or phrase.anaphor) or lead.unit == "unknown" or phrase.left - lead.phrase.right > PLACE_GAP:
        return None
    unit: Unit = "bodies" if "body" in lead.trigger.only else lead.unit
    return next(iter(direct(row, replace(phrase, unit=unit), bank, text)), None)


def _as_part(row: Sequence[Item], whole: Phrase, lead: Draft | None, phrase: Phrase, drafts: dict[int, Draft]) -> None:
    """*266 drones neutralised, of which 139 were shot down*: a reading of its own, of the same measure, is part of the one before."""
    own = drafts[phrase.at]
    if lead is None or own.part or not _points_back(row, phrase):
        return
    if own.trigger.measure == "injured" and lead.trigger.measure in ("released", "bodies_returned"):
        drafts[phrase.at] = inherit(lead, phrase, part=True, confidence=INHERITED, note="of them")
        return  # "218 came home, 46 of them wounded": before, not now
    unit = lead.unit if own.phrase.unit == "unknown" and own.unit in ("unknown", "weapons") else own.unit
    same = own.trigger.measure == lead.trigger.measure and not _above(phrase, whole)
    drafts[phrase.at] = own.with_(part=same, unit=unit)


def _above(one: Phrase, other: Phrase) -> bool:
    return other.number.high is not None and one.number.low > other.number.high


def _points_back(row: Sequence[Item], phrase: Phrase) -> bool:
    """*of which 63*, *of whom 12*, *120 of them*; *had been stopped: 74 were shot down*."""
    before = [item.word for item in row[max(0, phrase.left - 2) : phrase.left]]
    return phrase.anaphor or before in (["of", "which"], ["of", "whom"], ["of", "them"], ["of", "those"]) or before[-1:] in ([":"], ["("])


def _of_them(row: Sequence[Item], lead: Draft, phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    """*three of them children*, *of whom 12 were women*, *some twenty of them gravely*."""
    if not _points_back(row, phrase) or _above(phrase, lead.phrase):
        return None
    if not _same_kind(lead, phrase) or not _noun_ends(row, phrase, bank, text):
        return None
    if lead.unit == "persons" and "which" in (item.word for item in row[max(0, phrase.left - 1) : phrase.right + 2]):
        between = (item.word for item in row[lead.phrase.right : max(0, phrase.left - 2)])
        if any(word[:1].isdigit() or word in UNITS or word in TENS for word in between):
            return None  # "killed 30 soldiers and took 11 trucks, five of which were armoured"
    if phrase.number.best == 1 and phrase.noun is None:
        return None  # "one of whom, a baby, ..."
    return inherit(lead, phrase, part=True, confidence=LIKELY if phrase.noun is not None else INHERITED, note="of them")


def _noun_ends(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> bool:
    """Whether nothing but a mark, *and*, a place or the verb *be* follows: else the clause says something else of them."""
    if phrase.right >= len(row) or row[phrase.right].is_mark or phrase.noun is not None:
        return True
    if text[row[phrase.right].start].isupper():  # "two of them Mozambican"
        return True
    if row[phrase.right].word in ("were", "are", "was", "is"):  # "15 of whom were women", not "were flown out"
        return (
            any(bank.nouns.get(item.word) for item in row[phrase.right + 1 : phrase.right + 3])
            or row[phrase.right + 1 : phrase.right + 2] == []
        )
    return row[phrase.right].word in _PLACED | _BADLY | {"and", "on"}


def _including(row: Sequence[Item], lead: Draft, phrase: Phrase, bank: Bank) -> Draft | None:
    """*including nine children*, *among them a boy and two girls*; after it the list goes on as parts."""
    words = [item.word for item in row[lead.phrase.right : phrase.left]]
    if len(words) > PLACE_GAP + 10 or not _same_kind(lead, phrase):
        return None
    tail, above = words[-3:], _above(phrase, lead.phrase)
    if tail[-1:] == ["plus"] or tail[-2:] == ["along", "with"] or tail in (["as", "well", "as"], ["in", "addition", "to"]):
        part = lead.part and not above  # "freed 40 men, including five medics, in addition to 12 women"
        return inherit(lead, phrase, part=part, confidence=INHERITED, note="joined") if phrase.noun is not None else None
    if above:
        return None
    if len(words) <= 5 and words and words[-1] in _OPENS and phrase.noun is not None:
        # By kind of weapon each is a count of its own (499 weapons: 479 drones); by group it is a part (390 people: 270 soldiers).
        return inherit(lead, phrase, part=lead.unit == phrase.unit, confidence=LIKELY, note="broken down")
    if "including" in tail[-2:] or tail[-2:] in (["among", "them"], ["among", "these"]) or _among_whom(tail):
        if phrase.bare and not (phrase.right < len(row) and row[phrase.right].word in _PLACED | {"that", "who"}):
            return None
        return inherit(lead, phrase, part=True, confidence=LIKELY, note="including")
    if phrase.noun is not None and phrase.unit == "persons" and _after_one(words, bank):
        return inherit(lead, phrase, part=True, confidence=LIKELY, note="including")
    return None


def _among_whom(tail: Sequence[str]) -> bool:
    """*among whom are ten children*, *among which were two babies*."""
    words = tail[:-1] if tail and tail[-1] in ("are", "were", "is", "was") else tail
    return list(words[-2:]) in (["among", "whom"], ["among", "which"], ["amongst", "whom"])


def _after_one(words: Sequence[str], bank: Bank) -> bool:
    """Whether the words end with *including a pregnant woman and*, *among them a couple and*: one person named before others."""
    opens = (i + 1 for i in range(len(words) - 1, -1, -1) if words[i] == "including" or tuple(words[i - 1 : i + 1]) == ("among", "them"))
    at = next(opens, 0)
    inside = words[at:]
    if not at or not 3 <= len(inside) <= _ONES or inside[0] not in _ARTICLES or inside[-1] not in ("and", ","):
        return False
    return any(word in bank.nouns or word in _FAMILY for word in inside) and not any(word in bank.lengths_by_word for word in inside)


def _joined(row: Sequence[Item], lead: Draft, phrase: Phrase, bank: Bank) -> Draft | None:
    """*175 drones and one ballistic missile*, *131 pupils, 18 staff and 15 patients* after one verb."""
    gap = row[lead.phrase.right : phrase.left]
    if not gap or (lead.first > row[lead.phrase.at].start and not lead.part):
        return None
    if not (len(gap) <= 4 and all(item.word in _JOIN for item in gap)) and not _goes_on(row, lead, phrase, bank):
        return None
    if "toll" in lead.notes or "head" in lead.notes:
        return None
    if phrase.noun is None or phrase.anaphor or not _same_kind(lead, phrase):
        return None
    aside = "of them" in lead.notes and [item.word for item in gap] == [",", "and"]  # "18 tourists, 14 of them Danes, and three guides"
    return inherit(lead, phrase, part=lead.part and not aside, confidence=lead.confidence - 0.04, note="joined")


def _goes_on(row: Sequence[Item], lead: Draft, phrase: Phrase, bank: Bank) -> bool:
    """*attacked with 3 missiles from the sea and 140 drones from the north*: one verb serves all weapons of a list."""
    gap = row[lead.phrase.right : phrase.left]
    if not {lead.unit, phrase.unit} <= WEAPONS or len(gap) > PLACE_GAP or gap[-1].word not in ("and", ","):
        return False
    plain = all(item.is_word or item.word in ",-" for item in gap) and gap[0].word not in ("who", "which", "that")
    between = range(lead.phrase.right, phrase.left)
    # "98 drones, including attack drones, and two missiles": a kind of drone, and no verb
    return plain and not any(starting_at(row, at, bank) for at in between if not _is_kind_of_weapon(row, at, bank))


def _is_kind_of_weapon(row: Sequence[Item], at: int, bank: Bank) -> bool:
    """Whether the word only says what weapon it is: *attack drones*."""
    return row[at].word in _ATTACK and row[at + 1].word in bank.weapon_words


_ATTACK = frozenset({"attack", "strike", "assault", "hit"})


def _counted_by_one_noun(row: Sequence[Item], lead: Draft, own: Draft) -> bool:
    """*Hits of 2 missiles and 3 drones were recorded*: the noun before both counts both, whatever the verb of the noun."""
    gap = [item.word for item in row[lead.phrase.right : own.phrase.left]]
    joined = bool(gap) and len(gap) <= 2 and all(word in ("and", ",") for word in gap)
    return joined and "of" in lead.notes and lead.phrase.unit in WEAPONS and own.trigger.weak and own.phrase.unit in WEAPONS


def _joined_ahead(row: Sequence[Item], phrase: Phrase, following: Draft, bank: Bank) -> Draft | None:
    """*270 soldiers and 120 civilians were freed*: the verb after the last serves all. Of *20 hostages and the remains of four were handed
    over* the 20 are let go.
    """
    gap = row[phrase.right : following.phrase.left]
    if (
        not gap
        or len(gap) > 4
        or not all(item.word in _JOIN - {";", "while"} for item in gap)
        or following.last < row[following.phrase.at].end
    ):
        return None
    if following.phrase.anaphor or "described" in following.notes:
        return None  # "a coach with 40 pilgrims, 12 of whom died"
    if phrase.noun is None or phrase.anaphor or not _same_kind(following, phrase):
        return None
    found = inherit(following, phrase, part=following.part, confidence=following.confidence - 0.04, note="joined")
    if following.trigger.measure == "bodies_returned" and phrase.unit == "persons":
        living = (t for t in bank.triggers_by_form.get(following.trigger.form, ()) if t.measure == "released" and t.kind == "verb")
        trigger = next(living, None)
        return found.with_(trigger=trigger, unit="persons", group=phrase.group) if trigger is not None else None
    return found


def _so_badly(row: Sequence[Item], lead: Draft, phrase: Phrase) -> Draft | None:
    """*ten soldiers were wounded, three seriously*, *four were arrested, two accused of theft*: how it was with some of them."""
    after = phrase.at + 1
    if phrase.noun is not None or phrase.anaphor or after >= len(row) or _above(phrase, lead.phrase):
        return None
    told = row[after].word in (_BADLY if lead.trigger.measure == "injured" else _ACCUSED)
    if not told or row[phrase.left - 1].word not in _JOIN:
        return None
    alone = replace(phrase, right=after, foreign=False, head=None)
    return inherit(lead, alone, part=True, confidence=LIKELY, note="of them")


def _up_from(row: Sequence[Item], lead: Draft, phrase: Phrase) -> Draft | None:
    """*wounded 14, up from the nine reported at first*: the level before."""
    gap = [item.word for item in row[lead.phrase.right : phrase.left]]
    if not (phrase.bare and 2 <= len(gap) <= 4 and gap[-2] in ("up", "down") and gap[-1] == "from"):
        return None
    return inherit(lead, phrase, part=lead.part, confidence=LIKELY, note="outdated")


def _placed(row: Sequence[Item], lead: Draft, phrase: Phrase) -> Draft | None:
    """*29 drones over one region, 15 over a second and 11 elsewhere*: the noun and the verb are said once. So are those of
    *40 were taken to one hospital, 21 to another*.
    """
    gap = _without_aside(row[lead.phrase.right : phrase.left])
    bare = phrase.noun is None and not phrase.anaphor and not phrase.foreign and phrase.head is None
    if not bare or not gap or len(gap) > PLACE_GAP or phrase.right >= len(row):
        return None
    links = _PLACED | ({"to"} if any(item.word == "to" for item in gap) else set())
    after = phrase.right + (row[phrase.right].word in _SKIPPED)  # "two each in Kent and Essex", "eight - over Essex"
    if gap[-1].word not in _JOIN | _PARTITION or after >= len(row) or row[after].word not in links:
        return None
    return inherit(lead, phrase, part=lead.part or gap[-1].word in _PARTITION, confidence=INHERITED, note="by place")


def _without_aside(gap: Sequence[Item]) -> Sequence[Item]:
    """*28 died in Boga, most of them in a camp for the displaced, and 22 in Tchabi*: who most of them are stands between."""
    words = [item.word for item in gap]
    for at in range(len(words) - 3):
        if words[at] == "," and words[at + 1] in _MOST and words[at + 2] == "of" and words[at + 3] in ("them", "whom"):
            end = next((i for i in range(at + 4, len(words)) if words[i] == ","), None)
            return [*gap[:at], *gap[end:]] if end is not None else gap
    return gap


def _placed_before(row: Sequence[Item], lead: Draft, phrase: Phrase, text: str) -> Draft | None:
    """*In one province, 12 died; in Essex, 20; and in Kent, four*; *Essex, with 14 deaths, followed by Kent with nine*: the place stands
    before the number.
    """
    bare = phrase.noun is None and not phrase.anaphor and not phrase.foreign and phrase.head is None
    gap = row[lead.phrase.right : phrase.left]
    if not bare or not 3 <= len(gap) <= PLACE_GAP or not _ends_entry(row, phrase):
        return None
    if gap[-3].word in (",", "and", ";") and gap[-2].word == "the" and gap[-1].word in _FURTHER:
        return inherit(lead, phrase, part=lead.part, confidence=INHERITED, note="by place")  # "the first blast killed 12, the second nine"
    if gap[-1].is_word and text[gap[-1].start].isupper() and gap[-2].word in _PLACED and gap[-3].word in ("and", ",", ";", "while"):
        return inherit(lead, phrase, part=lead.part, confidence=INHERITED, note="by place")  # "12 people died and in Mosul nine"
    if not text[gap[-2].start].isupper():
        return None
    names = next((at for at in range(len(gap) - 2, -1, -1) if not (gap[at].is_word and text[gap[at].start].isupper())), -1)
    opens = gap[names].word if names >= 0 else ""
    placed = gap[-1].word == "," and opens in _PLACED and gap[names - 1].word in (";", ",", "and", "while")
    followed = gap[-1].word == "with" and opens in ("and", ",", "by")
    if not placed and not (followed and lead.trigger.measure in ("killed", "injured", "missing")):
        return None
    return inherit(lead, phrase, part=lead.part, confidence=INHERITED, note="by place")


def _ends_entry(row: Sequence[Item], phrase: Phrase) -> bool:
    return phrase.right >= len(row) or row[phrase.right].is_mark or row[phrase.right].word in ("and", "while", "but")


def _in_return(row: Sequence[Item], lead: Draft, phrase: Phrase) -> Draft | None:
    """*freed four hostages for 120 detainees*, *in exchange for 90 rebels*: the other side's part of a swap."""
    if lead.trigger.measure not in ("released", "bodies_returned") or phrase.foreign or not _same_kind(lead, phrase):
        return None
    if lead.phrase.number.pair == phrase.number:
        return None  # "307 for 307" is one figure of each side
    gap = [item.word for item in row[lead.phrase.right : phrase.left]]
    if not gap or len(gap) > 12 or gap[-1] not in _TAKES_BACK or ";" in gap:
        return None
    if gap[-1] == "for" and len(gap) > 3 and gap[-2] not in ("exchange", "return", "swapped", "exchanged", "traded", "home"):
        return None
    return inherit(lead, phrase, part=False, confidence=LIKELY, note="in return")


def _same_kind(lead: Draft, phrase: Phrase) -> bool:
    if phrase.foreign or phrase.head is not None:
        return False
    if phrase.unit == "unknown" or lead.unit == "unknown":
        return True
    if phrase.unit == "persons" and lead.unit == "bodies":
        return True  # "received the bodies of seven people, including three children"
    return phrase.unit == lead.unit or (phrase.unit in WEAPONS and lead.unit in WEAPONS)


def inherit(lead: Draft, phrase: Phrase, *, part: bool, confidence: float, note: str) -> Draft:
    """What ``lead`` says, said of ``phrase``."""
    unit = phrase.unit if phrase.unit != "unknown" and lead.unit != "bodies" else lead.unit
    group = phrase.group if phrase.noun is not None else ("all" if note == "of them" else lead.group)
    alike = note == "by place" and part and lead.trigger.part
    notes = (note, "partial") if alike else (note,)  # "in Homs nine were taken to hospital and in Hama eight"
    return lead.with_(phrase=phrase, unit=unit, group=group, part=part, confidence=confidence, notes=notes)
