"""The dependency reader: numbers that hang on a trigger in the parse tree."""

from __future__ import annotations

from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.model import FREED, TAKEN, Number, Reading, Sentence
from services.extractor.readers.counted import Counted, counted
from services.extractor.readers.fit import DOUBT, WEAPONS, acts, default_unit, discount, enough, speaks, takes, unit_of, whole_wins
from services.extractor.readers.joined import counterparts, inherited, parts_of_antecedents
from services.extractor.readers.relation import Relation, relate
from services.extractor.readers.tolls import adjacent, put_at, toll
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit

NEAR_TOKENS = 9
"""How far a trigger may stand from its noun where the tree shows no way: beyond it precision falls fast."""
NEAR_SCORE = 0.55
_SEEING = frozenset({"see", "get"})
_INSTRUMENTS = frozenset({"with", "using", "from", "by", "involving", "of"})
_STRIKES = frozenset(
    "attack attacks attacked attacking raid raids assault assaults strike strikes struck barrage barrages wave waves swarm swarms".split()
)
_HITS = frozenset("hit struck hits impacts damaged".split())
"""*was struck by two missiles*, *hits by 27 drones*: so many got through, and how many came is not said."""
_HELPERS = frozenset("is are was were be been being had have has expected due set scheduled planned will to".split())


def read_dependencies(sentence: Sentence, tree: Tree, hits: Sequence[Hit], numbers: Sequence[Number], bank: Bank) -> tuple[Reading, ...]:
    """Readings of the numbers that the tree ties to one of ``hits``; one per number at most. Sides, times and places come later.

    Distractors are skipped. The score of a reading falls with every detour between number and trigger.
    """
    if not hits:
        return ()
    live = [number for number in numbers if number.distractor is None and not number.is_faint]
    found: dict[Number, Reading] = {}
    things: dict[Number, Counted] = {}
    for number in live:
        thing = counted(tree, number, bank)
        if thing is None:
            continue
        if thing.elliptic and number.text.lower() == "another":
            continue
        things[number] = thing
        reading = _direct(sentence, tree, number, thing, hits, bank)
        if reading is not None:
            found[number] = reading
    parts_of_antecedents(tree, live, things, found)
    counterparts(tree, live, things, found)
    _stopped_of_launched(tree, hits, things, found)
    for number in live:
        if number not in found and number in things:
            reading = inherited(tree, number, things, found) or _near(sentence, tree, number, things[number], hits)
            if reading is not None:
                found[number] = reading
    return tuple(found[number] for number in live if number in found)


def _stopped_of_launched(tree: Tree, hits: Sequence[Hit], things: dict[Number, Counted], found: dict[Number, Reading]) -> None:
    """*Shot down 10 of 14 drones and one of three missiles that Russia launched*: the one was shot down too. *All six missiles fired at it*
    count both ways.
    """
    stopping = {hit.at: hit for hit in hits if hit.trigger.measure == "intercepted"}
    for number, reading in list(found.items()) if stopping else ():
        before = tree.tokens(number.span)[0] - 1
        if before >= 0 and tree.lower[before] == "all" and reading.measure == "intercepted":
            found[number] = reading.with_(notes=(*reading.notes, "all of them"))
        first = tree.head[things[number].at] if tree.dep[things[number].at] == "conj" else None
        hit = stopping.get(tree.head[first]) if first is not None else None
        if number.of_whole is not None and reading.measure == "launched" and hit is not None:
            found[number] = reading.with_(measure="intercepted", trigger=hit.span(tree))


def _direct(sentence: Sentence, tree: Tree, number: Number, thing: Counted, hits: Sequence[Hit], bank: Bank) -> Reading | None:
    whole = _of_known_whole(tree, thing, hits)
    best: tuple[float, Hit] | None = None
    freed: tuple[float, Hit] | None = None
    died: tuple[float, Hit] | None = None
    for hit in hits:
        if hit.tokens[0] > 0 and tree.lower[hit.tokens[0] - 1] in DOUBT:
            continue
        if hit.trigger.measure in TAKEN and hit.trigger.counts == "predicate" and hit.at < thing.at:
            continue  # "31 inmates died in Machala prison, 27 of them by asphyxia"
        if _is_done_by(tree, thing, hit):
            continue
        if hit.trigger.base in _SEEING and tree.is_verb(hit.at) and tree.is_passive(hit.at):
            continue  # "80 were last seen alive in captivity"
        if hit.trigger.measure == "displaced" and thing.group == "military":
            continue  # "300 soldiers crossed into Zambia and laid down their arms"
        if hit.trigger.base == "survive" and tree.dep[hit.at] == "relcl" and tree.dep[thing.at] in ("nsubj", "nsubjpass"):
            continue  # "two guides who survived were acquitted"
        relation = _relation(tree, number, thing, hit)
        if relation is not None and relation.role == "self" and (speaks(tree, thing, bank) or acts(tree, thing, hit)):
            continue
        if relation is None or not takes(tree, hit, relation):
            continue
        unit = unit_of(thing, hit.trigger)
        if unit is None or (hit.trigger.weak and not enough(tree, thing, hit.trigger)):
            continue
        score = relation.score - discount(tree, thing, hit)
        if best is None or score > best[0]:
            best = (score, hit)
        if hit.trigger.measure in FREED and relation.role != "self" and (freed is None or score > freed[0]):
            freed = (score, hit)
        if hit.trigger.measure == "killed" and relation.role != "self" and tree.is_verb(hit.at) and (died is None or score > died[0]):
            died = (score, hit)
    if best is not None and died is not None and best[1].trigger.measure == "injured" and tree.dep[best[1].at] in ("amod", "acl"):
        return _reading(sentence, tree, number, thing, died[1], died[0], note="became")  # "three people wounded in the blast have died"
    if best is not None and freed is not None and best[1].trigger.measure == "injured" and _only_describes(tree, best[1], freed[1]):
        best = freed
    if best is not None and best[1].trigger.measure in TAKEN and best[1].trigger.kind == "adjective":
        gone = next((h for h in hits if h.trigger.measure == "missing" and h.at > best[1].at and _is_said_of(tree, thing, h)), None)
        best = (best[0], gone) if gone is not None else best  # "80 were seen alive in captivity and have since disappeared"
    if best is not None and (best[1].trigger.measure in TAKEN or best[1].trigger.measure == "missing"):
        only_told = any(tree.dep[i] in ("acl", "amod", "relcl") for i in best[1].tokens)
        others = ((best[0], hit) for hit in hits if _goes_on(tree, best[1], hit) or _moves_on(tree, thing, best[1], hit))
        best = freed if freed is not None and only_told else next(others, best)
    open_ended = best is None or best[1].trigger.measure in TAKEN or best[1].trigger.weak
    if open_ended and (became := _what_became(tree, thing, hits)) is not None and (best is None or became.trigger.measure == "killed"):
        return _reading(sentence, tree, number, thing, became, _BECAME, note="became")
    if whole is not None and (best is None or whole_wins(whole.trigger, best[1].trigger)):
        return _reading(sentence, tree, number, thing, whole, 0.9, part=True)
    described = best is not None and best[1].trigger.measure in TAKEN and tree.dep[best[1].at] == "amod"
    if (best is None or described) and (swap := _given_for(tree, thing, hits)) is not None:
        return _reading(sentence, tree, number, thing, swap, 0.8)
    if best is None:
        return _launched(sentence, tree, number, thing)
    return _reading(sentence, tree, number, thing, best[1], best[0])


def _is_done_by(tree: Tree, thing: Counted, hit: Hit) -> bool:
    """*Two gunmen shot and killed a policeman*: whom the number counts did it."""
    if len(hit.tokens) < 2 or hit.trigger.counts != "predicate" or thing.at > hit.tokens[0]:
        return False
    after = hit.tokens[-1] + 1
    named = after < len(tree) and tree.tag[after] in ("NN", "NNS", "DT", "CD", "PRP$") and tree.lower[after] != "this"
    return named or any(child >= after for i in hit.tokens for child in tree.children(i, "dobj"))


_BECAME = 0.8


def _what_became(tree: Tree, thing: Counted, hits: Sequence[Hit]) -> Hit | None:
    """*Gunmen pulled 25 policemen from a bus and shot them dead*, *lined up 17 villagers and opened fire, killing them all*: the outcome,
    whatever was done to them first.
    """
    counted_at = tree.head[thing.at] if tree.dep[thing.at] == "nummod" else thing.at
    if tree.dep[counted_at] != "dobj" or thing.unit not in ("persons", "unknown"):
        return None
    for hit in hits:
        first = _first_of_joined(tree, hit.at)
        if (
            hit.trigger.measure not in ("killed", "injured")
            or hit.trigger.weak
            or hit.at < counted_at
            or tree.tag[hit.at] not in ("VBD", "VBG")
            or first == hit.at
        ):
            continue
        them = next((i for i in tree.children(hit.at, "dobj") if tree.lower[i] in ("them", "all")), None)
        if them is None or counted_at not in tree.subtree(first):
            continue
        if not any(tree.tag[i] == "CD" and tree.dep[tree.head[i]] == "dobj" for i in range(counted_at + 1, them)):
            return hit
    return None


def _first_of_joined(tree: Tree, verb: int) -> int:
    """The first of verbs that are joined: *stopped a bus, led 12 men away and killed them*."""
    for _ in range(_MAX_JOINED):
        if tree.dep[verb] not in ("conj", "advcl") or not tree.is_verb(tree.head[verb]):
            break
        verb = tree.head[verb]
    return verb


_MAX_JOINED = 4
_SWAPPING = frozenset({"exchange", "swap", "trade", "free", "release", "hand over", "return", "let go", "give up"})


def _given_for(tree: Tree, thing: Counted, hits: Sequence[Hit]) -> Hit | None:
    """*Russia exchanged her for two of its servicemen*, *freed an American for three of its men*: what is given for one who is named."""
    if thing.unit not in ("persons", "unknown") or tree.dep[thing.at] != "pobj" or tree.lower[tree.head[thing.at]] not in ("for", "with"):
        return None
    given, above = tree.head[thing.at], tree.head[tree.head[thing.at]]
    verbs = {above, tree.clause(given)}
    swaps = (h for h in hits if h.trigger.measure == "released" and h.trigger.base in _SWAPPING and h.at in verbs and tree.is_verb(h.at))
    hit = next(swaps, None)
    if hit is None or (tree.lower[given] == "with" and hit.trigger.agent != "both"):
        return None
    named = next(tree.children(hit.at, "dobj", "nsubjpass"), None)
    people = thing.entry is not None or thing.people
    return hit if people and named is not None and tree.tag[named] in ("NNP", "PRP", "NN") else None


_CAPTIVES = frozenset(
    "prisoner prisoners pow pows captive captives captivity hostage hostages detainee detainees exchange exchanged swap swapped".split()
)


def _only_describes(tree: Tree, injured: Hit, freed: Hit) -> bool:
    """*46 wounded prisoners were handed over*, *40 wounded were returned in the exchange*: wounded before, and let go now."""
    described = injured.trigger.kind == "noun" or tree.dep[injured.at] in ("amod", "acl")
    return described and freed.trigger.measure == "released" and not _CAPTIVES.isdisjoint(tree.lower)


def _goes_on(tree: Tree, taken: Hit, hit: Hit) -> bool:
    """*445 were captured in May and will be released*: of the taken it is told what becomes of them."""
    if hit.trigger.measure not in FREED or tree.head[hit.at] != taken.at or tree.dep[hit.at] != "conj":
        return False
    told = tree.tag[taken.at] == "VBN" or tree.agent(taken.at) is not None  # "18 soldiers held captive by Thailand returned home"
    if told and not any(True for _ in tree.children(taken.at, "aux", "auxpass")):
        return hit.trigger.counts in ("subject", "either")  # "40 men captured in May and one taken in June have crossed the border"
    return tree.is_passive(hit.at) and not any(True for _ in tree.children(hit.at, "nsubj", "nsubjpass"))


def _is_said_of(tree: Tree, thing: Counted, hit: Hit) -> bool:
    relation = relate(tree, thing.at, hit)
    return relation is not None and takes(tree, hit, relation)


def _moves_on(tree: Tree, thing: Counted, taken: Hit, hit: Hit) -> bool:
    """*Forty soldiers captured in the spring arrived at the airport*: the taken are captives, and move as those who are let go do."""
    if hit.trigger.measure not in FREED or not hit.trigger.only or tree.dep[taken.at] not in ("acl", "relcl"):
        return False
    relation = relate(tree, thing.at, hit)
    return relation is not None and takes(tree, hit, relation)


def _relation(tree: Tree, number: Number, thing: Counted, hit: Hit) -> Relation | None:
    if hit.trigger.counts == "toll":
        return toll(tree, number, thing, hit)
    if hit.trigger.counts == "self" and thing.noun is None and (put := put_at(tree, number, hit)) is not None:
        return put
    starts = (thing.at,) if thing.noun is None or thing.noun == thing.at else (thing.at, thing.noun)
    best = adjacent(tree, number, thing, hit) if hit.trigger.counts in ("predicate", "object") and hit.trigger.kind != "noun" else None
    for start in starts:
        relation = relate(tree, start, hit)
        if relation is not None and (best is None or relation.score > best.score):
            best = relation
    if best is None and hit.trigger.counts == "self" and thing.noun is not None and thing.noun in hit.tokens:
        return Relation("self", 0.9)
    return best


def _of_known_whole(tree: Tree, thing: Counted, hits: Sequence[Hit]) -> Hit | None:
    """*seven of the wounded*, *two of those killed*: the whole says what is counted, whatever the verb says."""
    if thing.whole is None or not thing.definite:
        return None
    reach = {thing.whole, thing.whole + 1}
    for hit in hits:
        if (
            hit.tokens[0] in reach
            and hit.trigger.counts in ("self", "predicate", "object")
            and tree.tag[hit.at] in ("VBN", "JJ", "NN", "NNS")
        ):
            if (
                hit.trigger.part
                or (hit.trigger.weak and hit.trigger.counts != "object")
                or "persons" not in hit.trigger.units | {thing.unit}
            ):
                continue
            if "bodies" in hit.trigger.units and thing.unit != "bodies":
                continue
            return hit
    return None


def _launched(sentence: Sentence, tree: Tree, number: Number, thing: Counted) -> Reading | None:
    """*came under attack from 250 drones*, *a raid with 12 missiles*: weapons as the means of an attack are launched."""
    if thing.unit not in WEAPONS or thing.noun is None:
        return None
    at = thing.at
    for _ in range(4):
        arc, head = tree.dep[at], tree.head[at]
        if arc == "pobj" and tree.lower[head] in _INSTRUMENTS:
            near = {tree.lower[i] for i in tree.ancestors(head)} | {tree.lower[tree.clause(head)]}
            near |= {tree.lower[i] for i in range(max(0, head - 6), head)}
            if tree.lower[head] in ("by", "from") and tree.lower[tree.head[head]] in _HITS:
                return Reading("dependency", sentence.index, "hit", thing.unit, number, noun=thing.span(tree), confidence=0.75)
            if near & _STRIKES:
                return Reading("dependency", sentence.index, "launched", thing.unit, number, noun=thing.span(tree), confidence=0.75)
            return None
        if arc not in ("conj", "nummod", "compound", "appos"):
            return None
        at = head
    return None


def _near(sentence: Sentence, tree: Tree, number: Number, thing: Counted, hits: Sequence[Hit]) -> Reading | None:
    """The nearest trigger of the same clause that takes the noun: a guess, and scored as one."""
    if thing.entry is None and not thing.people:
        return None
    if tree.dep[thing.at] == "pobj" and tree.lower[tree.head[thing.at]] in ("by", "with", "from", "against"):
        return None
    at = thing.noun if thing.noun is not None else thing.at
    ranked = sorted((abs(hit.at - at), i) for i, hit in enumerate(hits))
    for gap, i in ranked:
        hit = hits[i]
        if gap > NEAR_TOKENS:
            return None
        if hit.trigger.base in _SEEING and tree.is_passive(hit.at):
            continue
        if _is_done_by(tree, thing, hit):
            continue
        if hit.trigger.counts in ("toll", "self", "of") or thing.unit not in hit.trigger.units or hit.trigger.only:
            continue
        if hit.trigger.counts == "object" and tree.is_verb(hit.at) and not tree.is_passive(hit.at) and hit.at > at:
            continue
        if any(child not in (thing.at, thing.noun) for child in tree.children(hit.at, "dobj")):
            continue  # "two gunmen killed six people"
        if tree.is_passive(hit.at) and any(child not in (thing.at, thing.noun) for child in tree.children(hit.at, "nsubjpass")):
            continue  # "140 miners, 23 of whom were injured"
        if hit.trigger.counts == "object" and thing.at in tree.children(hit.at, "nsubj"):
            continue  # "two drones came, one wounding four soldiers"
        passive_after = hit.at > at and tree.is_verb(hit.at) and tree.tag[hit.at] == "VBN" and _only_auxiliaries(tree, at, hit.at)
        if passive_after or (tree.clause(hit.at) == tree.clause(at) and not hit.trigger.weak):
            return _reading(sentence, tree, number, thing, hit, NEAR_SCORE)
    return None


def _only_auxiliaries(tree: Tree, noun: int, verb: int) -> bool:
    """Whether nothing but adverbs, prepositional phrases and helping verbs stands between: *soldiers from either army expected to be
    traded*.
    """
    return all(
        tree.lower[i] in _HELPERS or not (tree.is_verb(i) or tree.tag[i] == "MD" or tree.text[i] in ",;:") for i in range(noun + 1, verb)
    )


def _reading(
    sentence: Sentence, tree: Tree, number: Number, thing: Counted, hit: Hit, score: float, *, part: bool = False, note: str = ""
) -> Reading:
    trigger = hit.trigger
    taken = unit_of(thing, trigger)
    fallback = default_unit(trigger) if thing.unit == "unknown" else thing.unit
    notes = tuple(
        note
        for note, holds in (
            ("anaphor", thing.anaphor),
            ("definite", thing.definite),
            ("elliptic", thing.noun is None and not number.noun_included),
            ("weak", trigger.weak),
            ("partial", trigger.part),
            ("toll", trigger.counts == "toll"),
            (note, note),
        )
        if holds
    )
    return Reading(
        "dependency",
        sentence.index,
        trigger.measure,
        fallback if taken is None else taken,
        number,
        group=thing.group,
        mode="part" if part or trigger.part else "increment",
        perspective=trigger.view,
        trigger=hit.span(tree),
        noun=thing.span(tree) or number.span,
        confidence=max(0.3, min(0.95, score)),
        notes=notes,
    )
