"""Whose the dead and hurt are by the words before their number: *the Palestinian death toll*, *and New Delhi at least 12*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import PlaceMention, Reading
from services.extractor.passage import Passage

_TOLL_OF = re.compile(
    r"\b(?:number|count|tally|toll|total)s? (?:of|among|for) (?:the )?(?:(?:dead|killed|slain|wounded|injured|missing|captured) )?\Z", re.I
)
_TOLL = re.compile(
    r"(?:'s|')? (?:(?:overall|official|civilian|military|combined|death|casualty) ){0,2}"
    r"(?:toll|casualties|losses|dead|deaths|fatalities|wounded)\b",
    re.I,
)
_BEHIND = 40
"""Characters after a number: *bring to 229 the number of British troops killed*."""
_ONE = re.compile(r"\b(?:an?|one) \Z", re.I)
_DEED = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:ambush|attack|raid|air ?strike|strike|bomb(?:ing)?|assault|shell(?:ing)?|missile|rocket|drone|mine|"
    r"landmine|base|camp|position|operation|offensive|stronghold)\b"
)
"""*In an ELN ambush that killed five and wounded two others*: who did it is none of them."""
_DOES = re.compile(
    r" (?:(?!and )[a-z-]+ ){0,3}?(?:had |has )?(?:killed|stabbed|shot|attacked|hacked|wounded|injured|murdered|rammed|drove|opened fire) "
    r"(?:dead )?(?:an?|the|two|three|four|five|six|several|\d+|at|into|on)\b"
)
"""*A Syrian man killed a woman and hurt two others*: he is none of them."""
_A_SOLDIER = re.compile(
    r"\b(?:an?|one)(?: of (?:its|their|our))? (?:(?!the\b)[\w-]+ ){0,2}"
    r"(?:soldiers?|servicem[ae]n|troopers?|troops|marines?|pilots?|reservists?|conscripts?|(?:army|military) officers?) [^.;]{0,60}\Z",
    re.I,
)
_THAT_BRINGS = re.compile(r"(?:That|This|It|The (?:death|deaths|loss|losses|latest \w+)) (?:brings|brought|takes|took|raises|raised)\b")
_REPORTS = re.compile(r"(?: (?:at least|some|about|around|only|up to|another|nearly|almost|more than|over|just))? \Z", re.I)


_FROM = re.compile(
    r" (?:(?:who )?(?:all )?(?:come|came|hail(?:ing)?|originat(?:e|ing)) )?from (?:the )?(?:(?:city|town|state|province|region) of )?"
)
_WERE = re.compile(r" of (?:the|those|them)\b[^,.;:]{0,30}? (?:were|was|are|is) (?:all |an? )?")
_BROUGHT_FROM = frozenset({"rescued", "evacuated", "displaced", "escaped", "missing"})


def by_words_beside(passage: Passage, reading: Reading, speaker: str | None, before: str | None) -> str | None:
    """Whose the counted are by a toll that is somebody's, the one before the *others*, a land they are from, or a side they are on."""
    return (
        whose_toll(passage, reading)
        or _who_lost(passage, reading)
        or _whose_are_hurt(passage, reading)
        or _of_those_before(passage, reading, speaker, before)
        or _nation_they_are_from(passage, reading)
        or _on_side_named(passage, reading)
    )


def whose_toll(passage: Passage, reading: Reading) -> str | None:
    """*The number of Cambodian soldiers killed at 61*, *the Palestinian death toll to 45*: whose toll it is."""
    if "toll" not in reading.notes:
        return None
    start, named = reading.number.span.start, None
    for actor in passage.actors:
        if actor.form not in ("adjective", "people", "name") or actor.span.start > start + _BEHIND:
            continue
        before = passage.between(actor.span.start - 40, actor.span.start)
        after = passage.between(actor.span.end, actor.span.end + 40)
        if (actor.form != "name" and _TOLL_OF.search(before)) or (actor.span.end < start and _TOLL.match(after)):
            named = actor.id
    return named


def _who_lost(passage: Passage, reading: Reading) -> str | None:
    """*The group suffered five dead and one captured*, *Front casualties rose to eight dead*: their own."""
    start = reading.number.span.start
    for actor in passage.actors:
        if actor.form in ("name", "people") and actor.span.end < start:
            between = passage.between(actor.span.end, start)
            if _SUFFERED.fullmatch(between) or (not actor.id.isupper() and _CASUALTIES.fullmatch(between)):
                return actor.id
    return None


_SUFFERED = re.compile(
    r"(?: (?:group|movement|rebels|guerrillas|militants|fighters|side))? (?:has |have |had )?(?:also )?(?:suffered|sustained|incurred) "
    r"(?:(?:at least|about|some|only) )?(?:[\w-]+ (?:dead|killed|deaths|fatalities|wounded|injured|casualties)(?:,|,? and) )?"
)
_CASUALTIES = re.compile(
    r"(?:'s|\u2019s?)? (?:casualties|losses|fatalities|deaths|dead) [^.,;:]{0,40}?(?:to|at|of|reached|were) (?:(?:at least|about|some) )?"
)


def _whose_are_hurt(passage: Passage, reading: Reading) -> str | None:
    """*Killed 27 and wounded ten Front fighters*: the first number is of those whom the second names."""
    shared = _AND_HURT.match(passage.sentence.text, passage.local(reading.number.span).end)
    if shared is None:
        return None
    named = (a for a in passage.actors if a.form in ("adjective", "people", "name"))
    return next((actor.id for actor in named if passage.local(actor.span).start == shared.end()), None)


_AND_HURT = re.compile(
    r" and (?:kill|wound|injur|hurt|captur|arrest|detain)(?:ed|ing|s)? (?:(?:at least|about|some|another) )?"
    r"[\w,-]{1,12} (?:of the )?"
)


def are_others(passage: Passage, reading: Reading) -> bool:
    """*five others*, *two more*: such as those named before."""
    noun, end = reading.noun, reading.number.span.end
    if noun is None or noun == reading.number.span:
        return _MORE.match(passage.between(end, end + 12)) is not None
    return passage.between(noun.start, noun.end).lower() in ("others", "other", "more")


_MORE = re.compile(r" (?:others|other|more)\b(?! than\b)")
_MORE_SOLDIERS = re.compile(
    r" (?:more|other) (?:of (?:its|their|our|the|his) )?(?:soldiers|troops|servicemen|marines|sailors|policemen|officers|fighters)\b"
)
_COUNTED_BEFORE = re.compile(r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|several)) \Z", re.I)
"""*Nine Tajik soldiers*: a number of a nation's."""


def _of_those_before(passage: Passage, reading: Reading, speaker: str | None, before: str | None) -> str | None:
    """*Killed a U.S. soldier and wounded three others*, *the Israeli army said a soldier was killed and two others hurt*: the others are
    such as the one who is not counted. *That brings to 368 the number of troops killed*: of those told of just ``before``.
    """
    start = reading.number.span.start
    if reading.group == "military" and "toll" in reading.notes and _THAT_BRINGS.match(passage.sentence.text):
        return before
    if _MORE_SOLDIERS.match(passage.after_number(reading)):
        many = [a for a in passage.actors if a.form == "adjective" and a.span.end < start]
        return many[-1].id if many and _COUNTED_BEFORE.search(passage.between(many[-1].span.start - 8, many[-1].span.start)) else None
    if not are_others(passage, reading):
        return None
    one = [a for a in passage.actors if a.form in ("adjective", "name") and a.span.end < start]
    if (
        one
        and _ONE.search(passage.between(one[-1].span.start - 8, one[-1].span.start))
        and _DEED.match(passage.sentence.text, passage.local(one[-1].span).end) is None
        and _DOES.match(passage.sentence.text, passage.local(one[-1].span).end) is None
    ):
        return one[-1].id
    return speaker if _A_SOLDIER.search(passage.between(passage.sentence.span.start, start)) else None


def among_whom(passage: Passage, reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """Those told of last in *They were among 66 people killed on Thursday*: all of the 66 are of their side, as far as is known."""
    if not _THEY_AMONG.fullmatch(passage.before_number(reading)):
        return None
    alike = [f for f in facts[-_LATELY:] if f.reading.measure == reading.measure and f.status == "happened"]
    return next((f for f in reversed(alike) if f.mode != "part"), None)


_LATELY = 8
"""Figures before a number among which *they* are looked for."""
_THEY_AMONG = re.compile(
    r"(?:[Tt]hey|He|She|[Tt]h(?:e|ose) (?:[\w’'-]+ ){1,5}?) ?(?:were|was|are) (?:reportedly )?(?:among|some of) "
    r"(?:the |at least |about |some |more than )?"
)


def _nation_they_are_from(passage: Passage, reading: Reading) -> str | None:
    """*18 fishermen from Rameswaram*, *four sailors from Indonesia*: of that country, if they are not said to be brought from there."""
    noun, end = reading.noun, reading.number.span.end
    for actor in passage.actors:
        if actor.id.isupper() and actor.form in ("people", "adjective") and _WERE.fullmatch(passage.between(end, actor.span.start)):
            return actor.id  # "six of the dead were Russians"
    if noun is None or reading.measure in _BROUGHT_FROM or noun.end < end:
        return None
    for place in passage.places:
        if place.country is not None and _FROM.fullmatch(passage.between(noun.end, place.span.start)):
            return place.country
    return None


def _on_side_named(passage: Passage, reading: Reading) -> str | None:
    """*27 were killed on the FARC side*: of those whose side it is."""
    text, end = passage.sentence.text, passage.local(reading.number.span).end
    if " side" not in text:
        return None
    found = _ON_SIDE.search(text, end, min(len(text), end + _SIDE_REACH))
    if "elliptic" in reading.notes and (before := _SIDE_AND.search(text, 0, passage.local(reading.number.span).start)) is not None:
        found = before  # "27 were killed on the FARC side and 25 wounded"
    if found is None:
        return None
    named = {a.id for a in passage.actors if a.form != "pronoun" and found.start() <= passage.local(a.span).start < found.end()}
    return next(iter(named)) if len(named) == 1 else None


_ON_SIDE = re.compile(r"\bon (?:the |its )?[A-Z][^.,;:]{1,60}? side\b")
_SIDE_AND = re.compile(r"\bon (?:the |its )?[A-Z][^.,;:]{1,60}? side,? and (?:another |about |some |at least )?\Z")
_SIDE_REACH = 110
"""Characters behind a number in which it is said on whose side it is."""


def named_beside(passage: Passage, reading: Reading) -> bool:
    """*... and Azerbaijan 2,783*, *... and New Delhi at least 12*."""
    start = reading.number.span.start
    return any(
        actor.form in ("name", "capital")
        and actor.span.end < start
        and _REPORTS.fullmatch(passage.between(actor.span.end, start)) is not None
        for actor in passage.actors
    )


def is_abroad_of(party: str | None, place: PlaceMention, bank: Bank) -> bool:
    """*Nine of the Front were killed in Faya, three in Fada*: of the Front, as long as the places are in its country; a state's people
    have no such bond.
    """
    return party is None or party.isupper() or place.country != bank.country(party)


def goes_on_bare(passage: Passage, reading: Reading, before: str | None) -> bool:
    """*Some 7,700 Americans are missing. About 36,500 were killed*: a sentence that names nobody counts the people just counted; so does
    one in which only their own side speaks (*Three died at once and two others were hurt, a rebel said*).
    """
    if not ("elliptic" in reading.notes or are_others(passage, reading)) or passage.places:
        return False
    if not passage.claimants:
        return not passage.actors
    speaking = {actor.id for actor in passage.actors if any(actor.span.overlaps(claimant.span) for claimant in passage.claimants)}
    named = {actor.id for actor in passage.actors if actor.form != "pronoun"}
    return before is not None and named == speaking == {before}
