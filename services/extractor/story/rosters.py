"""Those let go told without a word of letting go: kinds of a whole, one people each way, *the 13*, *of the prisoners, 36 had ...*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.figure import Mode, Status, Unit
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted, counted
from services.extractor.story.families import TRANSFERS
from services.extractor.story.unsaid import unsaid

_NEAR = 3
"""Sentences after a whole in which its kinds are told."""
_REACH = 12
"""Sentences after a figure in which *of the prisoners* still means those."""
_LEAST = 5
"""Numbers that add up to fewer do so by chance."""
_ONE_WAY = keyed(r"\bone way\b[^.;]{0,60}\b(?:the other|in the (?:other|opposite))\b", re.I)
_BODIES = re.compile(r"\b(?:bod(?:y|ies)|remains|coffins|the dead)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:will|would|(?:is|are|was|were) to|due|set|scheduled|planned|expected|next|registered|on the lists?|slated|pencilled in)\b", re.I
)
_THE = re.compile(r"(?:\A|[\"“.;,] ?)(?:All (?:of )?)?[Tt]he \Z")
_FREED_MEN = (
    r"(?:them|(?:the |all )?(?:those|men|people|soldiers|prisoners|captives|hostages|detainees) (?:who (?:were |had been |"
    r"have been |had |have )?)?"
    r"(?:just |now )?(?:freed|released|let go|liberated|handed over|sent (?:home|back)|(?:came|come|coming|brought|flown|going|"
    r"went) (?:home|back)|"
    r"exchanged|swapped|returned|returning|repatriated|crossed over|walked free|flown out)|the (?:freed|released|liberated|"
    r"returnees|returned|(?:freed |released )?[A-Z][a-z]+(?:ians|ans|ese|is|ns|sh|ch)))"
    r"(?: (?:on \w+day|(?:home )?to [A-Z]\w+|today|yesterday|(?:from|by|in|into|at) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?|overnight))?"
)
_AMONG_THEM = keyed(rf"(?:\A(?:Also )?|: |\bthat )[Aa]mong {_FREED_MEN},? (?:are|were|is|was) (?:also |at least |about |some )?")
"""*Among those coming home to Croatia were 39 women*, *the ministry says: among those freed are 40 cooks*."""
_AMONG_WHOM = keyed(r",? (?:among (?:them|whom)|including|of (?:them|whom))(?: were| are)? (?:at least |about |some )?(?!.*\bamong\b)")
"""*The rebels got 706 back and the government 181, among them 16 Saudis*: of the number told last."""
_HOME = (
    r"(?:freed|released|let go|set free|returned|returning|(?:came|come|coming|brought|sent) (?:home|back)|handed over|"
    r"exchanged|swapped|returnees|landed|arrived|crossed|walked (?:free|out)|flown (?:home|back|out)|left (?:prison|jail|captivity))"
)
_ARE_AMONG = re.compile(rf"[^.;,]{{0,60}}\b(?:are|were) (?:also )?(?:among|part of|some of) (?:the|those)\b[^.;]{{0,60}}\b{_HOME}\b")
"""*Seven border guards are among the Kenyans who came home*."""
_OPENS_AMONG = re.compile(
    r"[^.;:]{1,80}?(?P<verb> (?:are|were|is|was) (?:also )?"
    r"(?:among (?:them|those (?:freed|released|let go)|the (?:freed|released))|in (?:the|that) group))"
    r"(?P<kinds>: )?"
)
"""*Eleven foreigners were among them: six Poles, three Swedes and two Danes*, just after those freed."""
_INCLUDE = keyed(
    r"(?:\A|[.;] |\b[Tt]hat |\bsaid )(?:[Tt]he (?:\d{1,4}|group|freed|released|returnees|list|batch|party|others?|rest|"
    r"(?:freed )?(?:[A-Z]\w+(?:ans|ns|ese|is|sh|ch)))|They|Those (?:freed|released|let go))(?: also)? "
    r"(?:includes?|included|are said to include|comprised?|(?:are|were|is|was) made up of|consist(?:s|ed)? of) (?:at least |about |"
    r"some )?(?:[^.;]{1,60}(?:,| and|, and) (?:at least |about |some )?)?\Z"
)
"""*The group also includes six civilians*."""
_MAKEUP = re.compile(r" (?:comprise[sd]?|consist(?:s|ed) of|includ(?:es?|ed)|(?:are|were|is|was) made up of) \w")
"""*The 137 comprised 76 girls and 61 boys*, just after those freed."""
_LISTED = re.compile(r"[^.;]{1,160}(?:,| and|, and) (?:the |about |some )?")
_THE_REST = re.compile(r"\b[Tt]he (?:other|remaining|rest,?) \Z")
_OF_FREED = re.compile(r"(?:Of|Among) (?:the|those|these|all)\b(?P<words>[^,;:]{2,60}),")
_ARE_NATIONALS = re.compile(
    r"(?: of (?:them|those freed|the freed))? (?:are|were|is|was) (?:(?:also|all|dual|foreign|[A-Z][\w-]+) ){0,3}"
    r"(?:nationals?|citizens?|foreigners?|subjects?|passport[- ]holders?|[A-Z][a-z]+(?:ians?|ans|ese|ish|is|ers|es|s))\b"
    r"(?! (?:killed|hurt|injured))"
)
"""*Five were Belarusian nationals*, *eight were Italians*, just after those freed."""
_NATION = re.compile(r" [A-Z][a-z]+(?:ans?|ese|ish|is|ers|es|s)\b")
_FREED = re.compile(
    r"\b(?:prisoners?|detainees?|captives?|hostages?|inmates?|abductees?|freed|released|returnees?|exchanged|swapped|let go)\b", re.I
)


def roster_reading(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """The reading of a number of people that the story has told, or is about to tell, of a transfer; None where nothing shows it."""
    if number.high is None and number.qualifier == "vague":
        return None
    if (rest := _of_rest(passage, number, facts)) is not None:
        return _like(passage, number, thing, rest, mode="part", notes=("anaphor", "of freed"))
    if (whole := _of_forces(passage, number, thing, facts)) is not None:
        return _like(passage, number, thing, whole, mode="part", notes=("anaphor", "of freed"))
    return (
        _of_nations(passage, number, thing, facts, bank)
        or _of_company(passage, number, thing, facts, bank)
        or _of_goals(passage, number, thing, facts)
        or _of_kinds(passage, number, thing, facts, bank)
        or _of_sum(passage, number, thing, facts)
        or _of_peoples(passage, number, thing, facts, bank)
    )


def share_of_freed(passage: Passage, number: Number, facts: Sequence[Fact]) -> Fact | None:
    """The figure that *36* is some of in *Of the prisoners, 36 had been serving life terms*: of those last let go, or of that people."""
    text, local = passage.sentence.text, passage.local(number.span)
    if (among := _AMONG_THEM.search(text, 0, local.start)) is not None:
        listed = local.start == among.end() or _LISTED.fullmatch(text, among.end(), local.start)
        near = _told_last(passage, facts, within=1 if "them" in among[0] else _NEAR)
        nations = {a.id for a in passage.actors if a.form in ("people", "adjective") and passage.local(a.span).end <= among.end()}
        own = [fact for fact in facts if fact.side in nations]
        return (_last_larger(number, own) or _last_larger(number, facts)) if listed and near else None
    if (among := _AMONG_WHOM.search(text, 0, local.start)) is not None and facts and _left_out(facts[-1], passage):
        adjacent = among.end() == local.start or _LISTED.fullmatch(text, among.end(), local.start)
        whole = _last_larger(number, facts)
        return whole if adjacent and whole is not None and whole.sentence is passage.sentence else None
    if (opened := _OPENS_AMONG.match(text)) is not None:
        kinds = opened["kinds"] is not None and local.start >= opened.end()
        if kinds or local.end <= opened.start("verb"):
            return _last_larger(number, facts) if _told_last(passage, facts, within=1) else None
    included = _INCLUDE.search(text, 0, local.start) is not None
    if included or _ARE_AMONG.match(text, local.end):
        nations = {actor.id for actor in passage.actors if actor.form == "people"}
        reach = _NEAR if included and not any(fact.side in nations for fact in facts if _is_whole(fact)) else _REACH
        if not any(fact.reading.measure == "released" and passage.sentence.index - fact.sentence.index <= reach for fact in facts):
            return None
        return _last_larger(number, [fact for fact in facts if fact.side in nations]) or _last_larger(number, facts)
    if (_ARE_NATIONALS.match(text, local.end) or _are_next_nationals(passage, number)) and _told_last(passage, facts, within=_NEAR):
        return _last_larger(number, facts)
    match = _OF_FREED.match(text)
    if match is None or local.start < match.end():
        return None
    told = facts
    named = {actor.id for actor in passage.actors if actor.form == "people" and passage.local(actor.span).end <= match.end()}
    counted_before = [
        n.low for n in passage.numbers if match.start() < passage.local(n.span).start and passage.local(n.span).end <= match.end()
    ]
    whole = next((fact for fact in reversed(facts) if _is_whole(fact) and fact.reading.number.low in counted_before), None)
    if whole is not None and passage.sentence.index - whole.sentence.index <= _REACH:
        return whole if number.low < whole.reading.number.low else None  # "Of the 240, most were held in A and 35 in B"
    if named:
        told = [fact for fact in told if fact.side in named]
    elif not _FREED.search(match["words"]):
        return None
    last = _last_larger(number, told)
    return last if last is not None and passage.sentence.index - last.sentence.index <= _REACH else None


def _are_next_nationals(passage: Passage, number: Number) -> bool:
    """*Nine are Poles and four Lithuanians*: the verb is said once."""
    text, local = passage.sentence.text, passage.local(number.span)
    first = next((n for n in passage.numbers if _ARE_NATIONALS.match(text, passage.local(n.span).end)), None)
    if first is None or first.span.end >= number.span.start or _NATION.match(text, local.end) is None:
        return False
    return _LISTED.fullmatch(text, passage.local(first.span).end, local.start) is not None


def _left_out(fact: Fact, passage: Passage) -> bool:
    """Whether the number told last is one of this sentence that no verb of its own says."""
    return fact.sentence is passage.sentence and bool({"left out", "of freed"} & set(fact.reading.notes))


def _is_whole(fact: Fact) -> bool:
    return fact.reading.measure == "released" and fact.status == "happened" and fact.mode != "part"


def _last_larger(number: Number, facts: Sequence[Fact]) -> Fact | None:
    """The whole told last that is more than the number."""
    return next((fact for fact in reversed(facts) if _is_whole(fact) and fact.reading.number.low > number.low), None)


def _told_last(passage: Passage, facts: Sequence[Fact], *, within: int) -> bool:
    """Whether the figure told last is of those let go, at most so many sentences before."""
    last = facts[-1] if facts else None
    return last is not None and last.reading.measure == "released" and passage.sentence.index - last.sentence.index <= within


def _of_rest(passage: Passage, number: Number, facts: Sequence[Fact]) -> Fact | None:
    """*1,718 had been arrested in the war. The other 250 had been serving life terms*: the rest of a whole, after a share of it."""
    if not _THE_REST.search(passage.between(passage.sentence.span.start, number.span.start)) or not facts:
        return None
    shares = [f for f in facts if f.mode == "part" and 0 <= passage.sentence.index - f.sentence.index < _NEAR]
    for share in reversed(shares):
        total = share.reading.number.low + number.low
        alike = (f for f in reversed(facts) if f.mode != "part" and f.reading.measure == share.reading.measure)
        if (whole := next((f for f in alike if f.reading.number.low == f.reading.number.high == total), None)) is not None:
            return whole
    return None


_CAME_FROM = re.compile(
    r"(?: of (?:them|those freed|the freed))?,? "
    r"(?:(?:came|come|are|were|had been|have) (?:members |soldiers |serving )?(?:from|of|in|with)|"
    r"(?:had )?served? (?:in|with)|belong(?:ed)? to|from|of|to|in|with) (?:the |its )?(?:[\w’'-]{2,20} ){0,3}?"
    r"(?:army|navy|air force|armed forces|ground forces|national guard|border guard|guard|police|marines|"
    r"gendarmerie|militia|defen[cs]e forces?|"
    r"territorial defen[cs]e|security service|special forces|regiment|brigade|reserves?|coast guard)\b",
    re.I,
)
_SERVICES = 2
"""Forces that a list of those let go names at least."""


def _of_forces(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Fact | None:
    """*130 came from the army, 55 from the National Guard and one from the police*: the kinds of those let go just before."""
    text = passage.sentence.text
    listed = [n for n in _live(passage) if _CAME_FROM.match(text, passage.local(n.span).end)]
    if passage.readings or number not in listed or len(listed) < _SERVICES or not (thing.elliptic or thing.unit == "persons"):
        return None
    total = sum(n.low for n in listed)
    recent = [f for f in facts if _is_whole(f) and 0 < passage.sentence.index - f.sentence.index <= 2 * _NEAR]
    named = {actor.id for actor in passage.actors if actor.form in ("name", "adjective", "people")}
    own = [f for f in recent if f.side in named] or recent
    return next((fact for fact in reversed(own) if fact.reading.number.low >= total), None)


def _live(passage: Passage) -> list[Number]:
    return [n for n in passage.numbers if n.distractor is None and n.text.lower() not in ("one", "another") and n.low > 0]


_CARRIED = re.compile(
    r"\b(?:on board|aboard|carry(?:ing)?|carrie[ds]|on the (?:plane|aircraft|flight|ship|boat|ferry|train|bus)|manifest)\b", re.I
)


_AND_ONE = re.compile(r"(?: [\w-]+){1,3},? and (?:an?|one) [A-Z]\w+")
"""*Six Italians, four Austrians and a Dane*."""


def _of_kinds(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """*"Four soldiers, two policemen and seven villagers are well"*, after thirteen were freed: the kinds of the thirteen."""
    if thing.unit not in ("persons", "unknown") or passage.readings or passage.tree is None or len(live := _live(passage)) < 2:
        return None
    things = [(n, counted(passage.tree, n, bank)) for n in live]
    kinds = [n for n, of in things if of is not None and (of.unit == "persons" or of.elliptic)]
    total = sum(kind.low for kind in kinds) + (
        1 if kinds and _AND_ONE.match(passage.sentence.text, passage.local(kinds[-1].span).end) else 0
    )
    if number not in kinds or len(kinds) < 2 or total < _LEAST or any(kind.low != kind.high for kind in kinds):
        return None
    whole = next(
        (
            fact
            for fact in reversed(facts)
            if passage.sentence.index - fact.sentence.index <= _NEAR
            and fact.reading.number.low == fact.reading.number.high == total
            and fact.reading.unit == "persons"
            and fact.status == "happened"
            and fact.sentence.entry == passage.sentence.entry
        ),
        None,
    )
    if whole is None or (whole.reading.measure not in TRANSFERS and _CARRIED.search(passage.sentence.text)):
        return None  # "39 passengers and five crew were on board": counted as they travelled, be they all dead now
    kind = _like(passage, number, thing, whole, mode="part", notes=("anaphor", "kind"))
    return kind.with_(side=people_named(passage, thing, bank) or whole.side)  # "ten Chinese, five Filipinos and two Indonesians"


_TRAVELS = frozenset(
    """
    board boarded fly flew flown land landed arrive arrived leave left cross crossed head headed reach reached return returned
    walk walked travel travelled traveled go went going depart departed drive driven bus bused bussed take taken hand handed
    receive received welcome welcomed collect collected
    """.split()
)


def _of_nations(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """*Three Swedes and two Danes boarded a jet to Malmo*, just after eight foreigners were freed: some of them, each of its nation."""
    tree, nation = passage.tree, people_named(passage, thing, bank)
    if tree is None or nation is None or passage.readings or not _told_last(passage, facts, within=_NEAR):
        return None
    if tree.lower[tree.clause(thing.at)] not in _TRAVELS or _TO_COME.search(passage.sentence.text):
        return None
    whole = _last_larger(number, facts)
    own = next((m.start for m in passage.dates if m.start is not None and m.precision == "day" and not m.cumulative), None)
    if own is not None and facts[-1].when.start not in (None, own):
        return _fresh(passage, number, thing, "persons", notes=("people",)).with_(side=nation)  # "Two days ago 128 Yemenis were flown home"
    if whole is None or nation == whole.by:
        return None
    return _like(passage, number, thing, whole, mode="part", notes=("anaphor", "of freed")).with_(side=nation)


_GOAL = re.compile(
    r"(?: (?:more|others?))?(?: (?:men|women|people|prisoners|of them))?(?: (?:\w+ed|went|were \w+))? (?:to|into|towards?) (?:the )?[A-Z]"
)


_OUT_WITH = re.compile(
    r"\b(?:came|come|got|walked|went|flew|flown|crossed|freed|released|let go|left|returned)(?: (?:out|home|"
    r"back|over|free))? (?:along |together )?with \Z"
)


def _of_company(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """*Four Thais have been freed. They came out with 13 Israelis*: let go with those told of last, and none of them."""
    nation, last = people_named(passage, thing, bank), facts[-1] if facts else None
    if nation is None or last is None or passage.readings or not _told_last(passage, facts, within=1) or last.status != "happened":
        return None
    before = passage.between(passage.sentence.span.start, number.span.start)
    if _OUT_WITH.search(before) is None or _TO_COME.search(passage.sentence.text) or nation == last.by:
        return None
    return _like(passage, number, thing, last, mode="increment", notes=("people",)).with_(side=nation)


def _of_goals(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*Three buses with 111 prisoners have arrived. Another 42 went to the West Bank and three to East Jerusalem*: some of those let go."""
    last, tree = (facts[-1] if facts else None), passage.tree
    if last is None or tree is None or last.sentence.paragraph != passage.sentence.paragraph or not _told_last(passage, facts, within=1):
        return None
    if is_counted(passage, number, facts):
        return None
    if not thing.elliptic or _GOAL.match(passage.sentence.text, passage.local(number.span).end) is None:
        return None
    verb = tree.clause(thing.at)
    moves = tree.lower[verb] in _TRAVELS or (last.sentence is passage.sentence and "goal" in last.reading.notes)
    if not moves or _TO_COME.search(passage.sentence.text, 0, passage.local(number.span).end):
        return None
    mode: Mode = "part" if last.mode == "part" else "increment"
    return _like(passage, number, thing, last, mode=mode, notes=("anaphor", "goal"))


def is_counted(passage: Passage, number: Number, facts: Sequence[Fact]) -> bool:
    """*Gunmen let 90 pupils go ... The 90 were flown to Abuja*: they have been counted as let go, and only travel."""
    the = number.low >= _LEAST and _THE.search(passage.between(passage.sentence.span.start, number.span.start)) is not None
    return the and any(_is_whole(fact) and fact.reading.number.low == number.low for fact in facts)


def reading_of_ways(passage: Passage, number: Number, thing: Counted) -> Reading | None:
    """*Buses carried 37 soldiers one way and 104 rebels the other*."""
    text = passage.sentence.text
    match = _ONE_WAY.search(text)
    start = passage.local(number.span).end
    if match is None or thing.unit != "persons" or thing.noun is None or match.end() < start:
        return None
    beside = 0 <= match.start() - start <= _PHRASE or (match.start() < start and match.end() - start <= _PHRASE)
    return _fresh(passage, number, thing, "persons", notes=("one way",)) if beside and not passage.readings else None


_PHRASE = 40
"""Characters from a number past its noun to *one way*, *the other*."""


def _of_sum(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*They freed 11 officers and two clerks. The 13 were flown home*: those just let go, counted together."""
    before = passage.between(passage.sentence.span.start, number.span.start)
    made_up = _MAKEUP.match(passage.sentence.text, passage.local(number.span).end) is not None and before.lower().endswith("the ")
    if made_up and _told_last(passage, facts, within=1) and number.low >= _LEAST:
        return _like(passage, number, thing, facts[-1], mode="increment", notes=("definite", "sum"))
    if not (thing.elliptic or thing.anaphor) or not _THE.search(before) or number.low != number.high or number.low < _LEAST:
        return None
    recent = [
        fact
        for fact in facts
        if 0 < passage.sentence.index - fact.sentence.index < _NEAR
        and fact.reading.measure == "released"
        and (fact.status, fact.mode) == ("happened", "increment")
    ]
    for index in {fact.sentence.index for fact in recent}:
        members = [fact for fact in recent if fact.sentence.index == index]
        alike = len(members) > 1 and len({(fact.by, fact.when.start) for fact in members}) == 1
        if alike and sum(fact.reading.number.low for fact in members) == number.low:
            return _like(passage, number, thing, members[0], mode="increment", notes=("definite", "sum"))
    return None


def _of_peoples(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """*45 Ethiopians and 150 Eritreans are registered for it*: a number for each people of the story's exchange, and no other verb."""
    if passage.readings or passage.tree is None:
        return None
    sides = {fact.side for fact in facts if fact.reading.measure in TRANSFERS and fact.side is not None}
    if len(sides) < 2 or len(live := _live(passage)) < 2:
        return None
    things = {n: counted(passage.tree, n, bank) for n in live}
    peoples = {n: people for n, of in things.items() if of is not None and (people := people_named(passage, of, bank)) in sides}
    if len(peoples) != 2 or len(set(peoples.values())) != 2:
        return None
    unit: Unit = "bodies" if _BODIES.search(passage.sentence.text) else "persons"
    status: Status = "planned" if _TO_COME.search(passage.sentence.text) else "happened"
    if number in peoples:
        return _fresh(passage, number, thing, unit, status=status, notes=("people",))
    both = number.low == sum(n.low for n in peoples) and thing.unit in ("persons", "bodies")
    return _fresh(passage, number, thing, unit, status=status, notes=("people",), both=True) if both else None


_CITIZENS = frozenset("national nationals citizen citizens subjects".split())


def people_named(passage: Passage, thing: Counted, bank: Bank) -> str | None:
    """The nation that the counted noun names: *six Poles*."""
    if thing.noun is None or passage.tree is None:
        return None
    if passage.tree.lower[thing.noun] in _CITIZENS:  # "five Spanish nationals"
        named = [a for a in passage.actors if a.form in ("adjective", "people", "name") and a.id.isupper()]
        return next((a.id for a in named if a.span.end + 1 == passage.tree.start[thing.noun]), None)
    names = bank.aliases_by_text.get(passage.tree.text[thing.noun], ())
    return next((alias.id for alias in names if alias.form in ("people", "adjective")), None)


def _like(passage: Passage, number: Number, thing: Counted, like: Fact, *, mode: Mode, notes: tuple[str, ...]) -> Reading:
    reading = unsaid(passage, number, thing, like.reading.measure, like.reading.unit, notes=notes, group=thing.group, mode=mode)
    return reading.with_(side=like.side, by=like.by)


def _fresh(
    passage: Passage,
    number: Number,
    thing: Counted,
    unit: Unit,
    *,
    status: Status = "happened",
    notes: tuple[str, ...],
    both: bool = False,
) -> Reading:
    if unit == "bodies":
        return unsaid(passage, number, thing, "bodies_returned", unit, notes=notes, status=status).with_(both_sides=both)
    return unsaid(passage, number, thing, "released", unit, notes=notes, group=thing.group, status=status).with_(both_sides=both)
