"""Numbers that no reader could read because the sentence leaves out what they count: *Day one, Friday: 390 each way*.

They count what the story is counting, and only where the words around them say so: *each way*, *of them*, *that makes*, *in all*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from schemas.figure import Group, Measure, Mode, Status
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted, counted, lookup
from services.extractor.readers.fit import WEAPONS
from services.extractor.readers.roles import both_sides, each_side
from services.extractor.readers.tree import Tree
from services.extractor.story.claimed import COUNTED_AGAIN, is_acknowledged, is_given_by
from services.extractor.story.context import is_exchange
from services.extractor.story.families import AIR, TRANSFERS
from services.extractor.story.flights import flown_reading
from services.extractor.story.gapped import air_gapped, gets_back, goes_on, is_gapped, is_harm_gapped, told_beside
from services.extractor.story.gates import gate_reading
from services.extractor.story.nations_told import is_of_nation, of_nation
from services.extractor.story.rosters import is_counted, people_named, reading_of_ways, roster_reading, share_of_freed
from services.extractor.story.stocks import stock_reading
from services.extractor.story.uncounted import is_no_share, is_of_things, is_of_uncounted
from services.extractor.story.unsaid import unsaid

_NEAR_SENTENCES = 2
_STRIKES = re.compile(r"(?: [\w-]{1,20}){1,3} (?:attack|strike|raid|assault|barrage|hit|launch)(?:e?s)?\b")
_SUM_BEFORE = re.compile(
    r"\b(?:that|this|it|which|thereby|thus|so|and|bringing|making|leaving|taking)(?: (?:makes?|made|brings?|brought|gives?|gave|leaves?|"
    r"left|takes?|took))?\b[^.;]{0,60}\Z"
    r"|\b(?:tally|total|sum|count|number)\b[^.;]{0,60}(?:to|at|of|is|was|:) ?\Z|\bin all,? [^.;]{0,20}\Z|\baltogether,? [^.;]{0,20}\Z",
    re.I,
)
_SUM_VERB = re.compile(
    r"\b(?:makes?|made|brings?|brought|bringing|making|gives?|gave|leaves?|left|leaving|takes?|took|taking|tally|total|sum|number|count|"
    r"in all|altogether)\b",
    re.I,
)
_LEAVES = re.compile(r"\b(?:leaves?|leaving)\b[^.;]{0,40}\Z", re.I)
_OF_OWN = re.compile(r" of (?:its|their|our|his) (?:own )?(?!(?:\w+ )?(?:dead|wounded|victims|number)\b)", re.I)
_SAME = re.compile(r"\bthe same\b[^.;]{0,14}: ?(?:[^.;]{0,40} and )?\Z", re.I)
_DAY_BEFORE = re.compile(
    r"\b(?:yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:'s)?(?: (?:batch|group|count|figure|transfer|convoy|"
    r"release))?(?: was| were)?|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)|day (?:one|two|three|\d))\b[^.;]{0,24}\Z",
    re.I,
)
_DAY_AFTER = re.compile(
    r"\s?(?:people |prisoners |men |captives |bodies )?(?:(?:(?:had |have )?followed|came|came back|returned|crossed) )?"
    r"(?:on|for) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|the (?:first|second|third|last)|"
    r"each of|\d|[A-Z][a-z]+ \d)",
    re.I,
)
_GROUP = re.compile(r"\b(?:group|batch|convoy|consignment|busload)s?,? (?:of )?[^.;]{0,12}\Z", re.I)
_BEGAN_WITH = re.compile(
    r"\b(?:began|begun|started|opened|kicked off|resumed|went on|continued|ended|concluded)\b[^.;]{0,40}\bwith "
    r"(?:the )?(?:(?:bodies|remains|release|return|handover|transfer|exchange) of )?\Z"
)
"""*The transfers began on Tuesday with the bodies of 60 soldiers*."""
_FOLLOW = re.compile(
    r"(?: (?:more|others?|people|prisoners|captives|hostages|detainees|of them))? "
    r"(?:(?:is|are|was|were) (?:expected |due |set )?to|will|would|should|"
    r"could|may|might) (?:soon |then |also )?(?:follow|come next|be next|go next)\b"
)
"""*Eleven have been let go; 29 more are to follow*."""
_STRONG = re.compile(r"[ -]strong\b", re.I)
_TOLL_SUBJECT = re.compile(
    r"\b(?:it|they|the (?:toll|figure|number|count|tally)|officials?|authorities) (?:now |had |has |have |then |later |previously |"
    r"earlier )?"
    r"(?:stood|stand|stands|put|puts|rose|risen|climbed|remained|was|gave|given|reported)\b[^.;]{0,40}\Z"
    r"|\b(?:spoke|spoken|speaks|speaking|told|talked) (?:\w+ ){0,4}(?:of|about) (?:\w+ ){0,2}\Z"
    r"|\bput(?:s|ting)? (?:that|the (?:number|figure|total|toll|count)(?: (?:repatriated|freed|released|returned|exchanged|"
    r"recovered|handed over|"
    r"brought (?:home|back)|so far)(?: [\w ]{1,24}?)?)?) "
    r"at (?:\w+ ){0,2}\Z"
    r"|\b(?:counted|had reported|gave a figure of|a figure of|put (?:it|them) at|up from|down from|and not|not) (?:\w+ ){0,3}\Z"
    r"|\b(?:revis|correct|chang|amend|updat|adjust|lower|cut|rais)\w{0,3} (?:that|it|this|the (?:toll|figure|number|count|tally)|"
    r"(?:his|her|its|their) (?:toll|figure|number|count|tally))\b[^.;\d]{0,40}\bto \Z",
    re.I,
)
_NO_COUNT = re.compile(r"\s?(?:%|per cent|percent|hours?|days?|years?|km|kilomet|miles?|names?\b)", re.I)
_FRONTED = re.compile(r"(?:Of|Among) (?:the|those|all)\b[^,;]{2,90}, ")
_OF_THESE = re.compile(r"(?:Of (?:them|these|those|this number|this total)\b,? |Among (?:them|these|those) (?:were|are|was|is) )")
"""*Of these, 300 are children*, *Among them were eight women*: some of those counted last."""
_INCLUDES = re.compile(r"\b(?P<the>[Tt]he )[^.;:,]{1,60}\b(?:includ(?:ed?|es)|compris(?:ed?|es)|consist(?:s|ed)? of)\b[^.;:]{0,60}\Z")
"""*The 13 captives included six women*: some of the 13."""
_THE_OTHER = re.compile(r"\b(?:the (?:other|remaining|rest,?)|while|and|of which(?: number)?|of whom) (?:the )?(?:other )?\Z", re.I)
_OTHERS_ARE = re.compile(r" others? (?:are|were|is|was) ")
_THE = re.compile(r"(?:\A|[\"(;,] ?)(?:The|the|All) \Z")
_WHOLES: tuple[tuple[re.Pattern[str], Measure], ...] = (
    (re.compile(r"\b(?:victims|dead|fatalities|killed)\b", re.I), "killed"),
    (re.compile(r"\b(?:wounded|injured|hurt|casualties|patients|hospitali[sz]ed)\b", re.I), "injured"),
    (re.compile(r"\b(?:freed|released|returnees|returned|exchanged)\b", re.I), "released"),
    (re.compile(r"\b(?:evacuees|evacuated)\b", re.I), "evacuated"),
    (re.compile(r"\b(?:survivors|rescued)\b", re.I), "rescued"),
    (re.compile(r"\b(?:abducted|captives|hostages|kidnapped)\b", re.I), "abducted"),
)
_OF_THEM_ARE = re.compile(r" of them (?:was|were|is|are) ")
_KIND_REACH = 7
"""Tokens after a number within which it is said what they were: *one of them was a baby boy*."""
_PASSIVE_VERBS = frozenset(
    """
    be is are was were been being has have had make makes made bring brings brought bringing raising lifting
    making taking leaving give gives gave given leave leaves left total totals
    totalled number
    numbers numbered reach reaches reached change changed cross crossed arrive arrived move moved follow follows followed
    began begun started opened resumed continued
    concluded ended remain remains remained
    go goes went come
    comes came return returned receive received get gets got contain contained include includes included cover covered involve involves
    involved mean means
    meant expect expected put puts set count counts counted record records recorded took take takes add added say says said agree agreed
    deliver delivered hand handed release released free freed
    """.split()
)


def elliptic_reading(
    passage: Passage, number: Number, facts: Sequence[Fact], bank: Bank, *, exchange: bool, freeing: bool
) -> Reading | None:
    """The reading of a number that no reader could read, by what was counted in ``facts``, the last of them just before it.

    ``exchange``: the story is of one, and its travellers are those let go; ``freeing``: its headline tells of a release.
    """
    one = number.text.lower() in ("one", "another")
    if passage.tree is None or (one and not (_is_one_who(passage, number, bank) or is_of_nation(passage, number))):
        return None
    thing = counted(passage.tree, number, bank)
    if thing is None or thing.unit not in ("persons", "unknown", "bodies", *WEAPONS):
        return None
    attempts: tuple[Callable[[], Reading | None], ...] = (
        lambda: _of_list(passage, number, thing, facts),
        lambda: of_nation(passage, number, thing, facts),
        lambda: reading_of_ways(passage, number, thing),
        lambda: _of_known_whole(passage, number, thing, facts, bank),
        lambda: _of_antecedent(passage, number, thing, facts, bank),
        lambda: stock_reading(passage, number, thing, facts, freeing=freeing),
        lambda: _of_exchange(passage, number, thing, facts),
        lambda: roster_reading(passage, number, thing, facts, bank),
        lambda: flown_reading(passage, number, thing) if exchange and not is_counted(passage, number, facts) else None,
        lambda: gate_reading(passage, number, thing, facts, exchange=exchange, freeing=freeing),
        lambda: _of_place(passage, number, thing, facts),
        lambda: _of_claim(passage, number, thing, facts),
        lambda: _of_toll(passage, number, thing, facts),
        lambda: _of_saved(passage, number, thing, facts),
        lambda: _weapons_alone(passage, number, thing, facts),
    )
    return next((reading for attempt in attempts if (reading := attempt()) is not None), None)


def _is_one_who(passage: Passage, number: Number, bank: Bank) -> bool:
    """*One of them was a baby boy*: a kind of person is said of the one."""
    known = _OF_THEM_ARE.match(passage.sentence.text, passage.local(number.span).end) is not None
    return known and passage.tree is not None and _group_after(passage.tree, number, bank) is not None


def _last(passage: Passage, facts: Sequence[Fact]) -> Fact | None:
    """The figure said last, if it was said just before and in the same entry."""
    sentence = passage.sentence
    if not facts:
        return None
    fact = facts[-1]
    near = sentence.index - fact.sentence.index <= _NEAR_SENTENCES or sentence.paragraph == fact.sentence.paragraph
    return fact if near and sentence.entry == fact.sentence.entry else None


def _reading(
    passage: Passage,
    number: Number,
    thing: Counted,
    like: Fact,
    *,
    part: bool,
    notes: tuple[str, ...],
    group: Group | None = None,
    status: Status = "happened",
) -> Reading:
    measure, unit = like.reading.measure, like.reading.unit
    mode: Mode = "part" if part else "increment"
    kind: Group = (group or thing.group) if unit == "persons" else "all"
    return unsaid(passage, number, thing, measure, unit, notes=notes, group=kind, status=status, mode=mode)


def _around(passage: Passage, number: Number) -> tuple[str, str]:
    text, local = passage.sentence.text, passage.local(number.span)
    return text[max(0, local.start - 90) : local.start], text[local.end : local.end + 60]


def _group_after(tree: Tree, number: Number, bank: Bank) -> Group | None:
    """What *387 were men* makes of them; None where no kind of person follows."""
    own = tree.tokens(number.span)
    if not own:
        return None
    last = own[-1]
    for i in range(last + 1, min(len(tree), last + _KIND_REACH)):
        if tree.tag[i][:2] == "NN" and (entry := lookup(tree, i, bank)) is not None and entry.unit == "persons":
            return "other" if entry.group in ("all", "man", "woman") else entry.group
        if tree.text[i] in ",;.":
            return None
    return None


def _of_list(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """A bullet of *Drones were shot down as follows: - 34 over the north, - 19 over the sea*."""
    last = _last(passage, facts)
    if passage.sentence.kind != "bullet" or last is None or last.reading.measure not in AIR or number.low > last.reading.number.low:
        return None
    listed = last.sentence.kind == "bullet" or last.sentence.text.rstrip().endswith(":")
    if not listed or thing.unit not in ("unknown", last.reading.unit) or _NO_COUNT.match(_around(passage, number)[1]):
        return None
    return _reading(passage, number, thing, last, part=True, notes=("listed",))


def _of_known_whole(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """*Of those who came back, 387 were men and three were women*; *at least 13 of the victims*; *the three in A were children*."""
    text, local = passage.sentence.text, passage.local(number.span)
    before, after = _around(passage, number)
    group = (
        _group_after(passage.tree, number, bank)
        if passage.tree is not None and re.match(r" (?:are|were|is|was|of them|in )", after)
        else None
    )
    told = _INCLUDES.search(text[: local.start])
    if told is not None and thing.unit == "persons":
        wholes = {n.low for n in passage.numbers if passage.local(n.span).start == told.end("the")}
        like = next((f for f in reversed(facts) if f.reading.number.low in wholes and f.reading.unit == "persons"), None)
        if like is not None and number.low < like.reading.number.low:
            return _reading(passage, number, thing, like, part=True, notes=("definite",), group=group)
    fronted = _FRONTED.match(text)
    if fronted and fronted.end() <= local.start:
        words = fronted[0]
    elif thing.whole is not None and passage.tree is not None:
        words = passage.tree.text[thing.whole]
    else:
        words = ""
    last = _last(passage, facts) if _OF_THESE.match(text) else None
    kinds = group is not None or (thing.unit == "persons" and text.startswith("Among"))
    if last is not None and last.reading.unit == "persons" and kinds:
        whole = next((f for f in reversed(facts) if f.reading.measure == last.reading.measure and f.mode != "part"), last)
        if number.low <= whole.reading.number.low:
            return _reading(passage, number, thing, whole, part=True, notes=("anaphor",), group=group)
    if (of_freed := share_of_freed(passage, number, facts)) is not None:
        share = _reading(passage, number, thing, of_freed, part=True, notes=("definite", "of freed"), group=group)
        return share.with_(side=people_named(passage, thing, bank) or of_freed.side, by=of_freed.by)
    if words:
        measure = next((measure for pattern, measure in _WHOLES if pattern.search(words)), None)
        if measure is None and fronted and passage.hits:
            inside = [
                hit for hit in passage.hits if passage.tree and passage.tree.end[hit.at] <= passage.sentence.span.start + fronted.end()
            ]
            measure = next((hit.trigger.measure for hit in inside if "persons" in hit.trigger.units), None)
        like = (
            next((f for f in reversed(facts) if f.reading.measure == measure and f.reading.number.low >= number.low), None)
            if measure
            else None
        )
        if like is not None:
            return _reading(passage, number, thing, like, part=True, notes=("definite",), group=group)
    if group is not None and _THE.search(before):
        like = next((f for f in reversed(facts) if f.reading.number.low == number.low and f.reading.unit == "persons"), None)
        if like is not None:
            return _reading(passage, number, thing, like, part=True, notes=("definite",), group=group)
    nation = _OTHERS_ARE.match(after) is not None and any(
        a.form in ("people", "adjective") for a in passage.actors if a.span.start > number.span.end
    )
    if _THE_OTHER.search(before) and (nation or group is not None or thing.group != "all"):
        here = [f for f in facts if f.sentence.index == passage.sentence.index and f.reading.unit == "persons"]
        if here:
            return _reading(passage, number, thing, here[-1], part=True, notes=("definite",), group=group)
    return None


def _of_antecedent(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """*Thirteen of them were moving toward the capital*: a part of what was counted last; *three of the 85*: of what was 85."""
    if number.of_whole is not None:
        named = next((f for f in reversed(facts) if number.of_whole.low in (f.reading.number.low, f.reading.number.best)), None)
        if named is not None:
            return _reading(passage, number, thing, named, part=True, notes=("definite",)).with_(side=named.side, by=named.by)
    last = _last(passage, facts)
    if _OF_OWN.match(passage.sentence.text, passage.local(number.span).end) is not None:
        return None  # "37 of our heroes": an army is no figure that they could be part of
    if number.high == 0 or last is None or not (thing.anaphor or (thing.definite and thing.unit == last.reading.unit)):
        return None
    if thing.whole is not None and passage.tree is not None and passage.tree.lower[thing.whole] in ("us", "these"):
        return None
    if is_no_share(passage, number) or (thing.anaphor and last.sentence is not passage.sentence and is_of_uncounted(passage, number, bank)):
        return None
    if _are_of_doers(passage, number, last, bank) or (last.reading.unit == "persons" and is_of_things(passage, number)):
        return None
    whole = next((f for f in reversed(facts) if f.reading.measure == last.reading.measure and f.reading.number.low >= number.low), None)
    if thing.people and thing.whole is not None and whole is not None and whole.side is not None:
        nations = {
            a.id
            for a in passage.actors
            if a.form == "people" and passage.tree is not None and a.span.start == passage.tree.start[thing.whole]
        }
        if nations and whole.side not in nations:
            return None  # "the siege cost 2,300 lives. Seventeen of the Serbs asked to stay"
    if whole is None or whole.sentence.index < passage.sentence.index - 3:
        return None
    said = _OF_THEM_ARE.match(passage.sentence.text, passage.local(number.span).end)
    group = _group_after(passage.tree, number, bank) if passage.tree is not None and said else None
    return _reading(passage, number, thing, whole, part=True, notes=("anaphor",), group=group)


def _are_of_doers(passage: Passage, number: Number, last: Fact, bank: Bank) -> bool:
    """*A bomb killed 30. The attackers, two of them girls, ...*: two of those who did it, and not of the 30."""
    text, at = passage.sentence.text, passage.local(number.span).start
    head = _HEAD_OF_THEM.search(text[max(0, at - 60) : at])
    if head is None or bank.armed.combatants.isdisjoint(head[1].lower().split()[-1:]):
        return False
    noun, base = last.reading.noun, last.sentence.span.start
    counted = last.sentence.text[max(0, noun.start - base) : max(0, noun.end - base)].lower().split() if noun is not None else []
    return bank.armed.combatants.isdisjoint(counted[-1:])


_HEAD_OF_THEM = re.compile(r"\b([Tt]he (?:[\w-]+ ){0,2}[a-z-]+)(?:,| [-\u2013\u2014]{1,2}| \() \Z")
"""*The masked gunmen, three of them ...*."""


def _of_place(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*He killed 69 at a camp and eight with a bomb*: the verb is said once."""
    last = _last(passage, facts)
    if thing.elliptic and (sent := air_gapped(passage, number, facts)) is not None:
        return _reading(passage, number, thing, sent, part=False, notes=("elliptic",))
    if last is None or not thing.elliptic or not is_harm_gapped(passage, number, last):
        return None
    return _reading(passage, number, thing, last, part=last.mode == "part", notes=("elliptic",))


def _of_exchange(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """Exchanged people and bodies where only *each way*, a day or *that makes* says so."""
    if thing.unit == "unknown" and not (thing.elliptic or thing.noun is None):
        return None
    text, local = passage.sentence.text, passage.local(number.span)
    before, after = _around(passage, number)
    if _NO_COUNT.match(after) or _governed_elsewhere(passage, thing):
        return None
    last = _last(passage, facts)
    topic = last is not None and last.reading.measure in TRANSFERS
    like = last if topic else next((f for f in reversed(facts) if f.reading.measure in TRANSFERS), None)
    each = each_side(text, local.start, local.end)
    if like is not None and like.reading.number.low < number.low:
        like = told_beside(like, number, facts)
    if like is None or not (topic or each or is_exchange(text) or passage.sentence.kind == "bullet"):
        return None
    if thing.unit not in ("unknown", like.reading.unit):
        like = next((f for f in reversed(facts) if f.reading.measure in TRANSFERS and f.reading.unit == thing.unit), None)
        if like is None:
            return None
    sums = _SUM_BEFORE.search(before) is not None and _SUM_VERB.search(before) is not None
    turned: bool | None = None
    said = (
        each
        or sums
        or _DAY_BEFORE.search(before)
        or _DAY_AFTER.match(after)
        or (topic and (both_sides(text) or _GROUP.search(before) or _SAME.search(before)))
        or _STRONG.match(after)
        or (topic and _FOLLOW.match(after))
        or (topic and _BEGAN_WITH.search(before))
        or ((is_exchange(text) or topic) and gets_back(before, after))
        or is_gapped(passage, number)
        or (turned := goes_on(passage, number, like)) is not None
    )
    if not said:
        return None
    status: Status = "planned" if _LEAVES.search(before) or _FOLLOW.match(after) else "happened"
    notes = ("left out", "counterpart") if turned else ("left out", "summed") if sums else ("left out",)
    return _reading(passage, number, thing, like, part=False, notes=notes, status=status)


def _governed_elsewhere(passage: Passage, thing: Counted) -> bool:
    """Whether a verb of its own governs the number: *able to call on some 4,300 prisoners* is no exchange."""
    tree = passage.tree
    if tree is None or tree.dep[thing.at] not in ("dobj", "nsubj", "nsubjpass", "pobj"):
        return False
    head = tree.head[thing.at]
    if tree.dep[thing.at] == "pobj":
        head = tree.head[head]
    if tree.dep[thing.at] == "pobj" and tree.tag[head].startswith("NN") and tree.lower[tree.head[thing.at]] == "of":
        if tree.dep[head] not in ("nsubj", "nsubjpass", "dobj") or _GROUP.search(f"{tree.text[head]} "):
            return False
        head = tree.head[head]  # "a guard of 12 bore the boxes"
    return tree.is_verb(head) and tree.lower[head] not in _PASSIVE_VERBS


def _of_claim(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*The army confirms only 61*, *fewer than the 116 announced by the government*: another's count of what was counted last."""
    known = _last(passage, facts)
    if known is not None and is_acknowledged(passage, number, thing, known):
        again = _reading(passage, number, thing, known, part=False, notes=("toll", "left out"), group=known.reading.group)
        again = again.with_(side=known.side, by=known.by) if known.reading.measure in TRANSFERS else again
        return again.with_(mode=known.mode)
    if not facts or not is_given_by(passage, number, thing, facts[-1]):
        return None
    return _reading(passage, number, thing, facts[-1], part=False, notes=("left out",), group=facts[-1].reading.group)


def _of_toll(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*They now put it at 15*, *it had stood at 34 on Sunday*: the toll spoken of last."""
    if not thing.elliptic:
        return None
    last = _last(passage, facts)
    if last is None or last.reading.measure not in COUNTED_AGAIN:
        return None
    before, _ = _around(passage, number)
    if _TOLL_SUBJECT.search(before) is None:
        return None
    return _reading(passage, number, thing, last, part=False, notes=("toll", "left out"), group=last.reading.group)


_TAKES_UP = re.compile(
    r"\b(?:picked|picking|pulled|brought|fished|plucked|hauled|lifted|took|taken|saved)(?: (?:up|out|aboard|ashore|in))? "
    r"(?:(?:another|a further|about|some) )?\Z"
)


def _of_saved(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*Navy ships rescued 412 fishermen. Thai vessels picked up another 83*: a verb of many senses goes on from those saved."""
    last = _last(passage, facts)
    if last is None or last.reading.measure != "rescued" or not thing.elliptic:
        return None
    before, after = _around(passage, number)
    if (
        not (number.additional or before.endswith(("another ", "further ")) or after.startswith((" more", " others")))
        or _TAKES_UP.search(before) is None
    ):
        return None
    return _reading(passage, number, thing, last, part=False, notes=("left out",))


def _weapons_alone(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*"In the past three nights more than 900 drones," the president says*: named without a verb, they came."""
    if thing.unit not in WEAPONS or thing.entry is None or passage.tree is None or passage.readings:
        return None
    if not any(fact.reading.unit in WEAPONS for fact in facts):
        return None
    tree = passage.tree
    governed = tree.dep[thing.at] in ("dobj", "nsubj", "nsubjpass") and tree.lower[tree.head[thing.at]] not in _PASSIVE_VERBS
    strikes = _STRIKES.match(passage.sentence.text, passage.local(number.span).end) is not None  # "carried out three drone strikes"
    if governed or strikes or any(thing.unit in hit.trigger.units for hit in passage.hits):
        return None
    return unsaid(passage, number, thing, "launched", thing.unit, notes=("left out",)).with_(confidence=0.5)
