"""The dependency reader: numbers that hang on a trigger in the parse tree."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from schemas.figure import Unit
from services.extractor.bank import Bank, Trigger
from services.extractor.model import Number, Reading, Sentence, Span
from services.extractor.readers.counted import Counted, counted, lookup
from services.extractor.readers.relation import Relation, relate
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit, find_triggers

NEAR_TOKENS = 9
"""How far a trigger may stand from its noun where the tree shows no way: beyond it precision falls fast."""
NEAR_SCORE = 0.55
INHERITED = 0.9
_WEAPONS: frozenset[Unit] = frozenset({"drones", "missiles", "bombs", "rockets", "shells", "weapons"})
_INSTRUMENTS = frozenset({"with", "using", "from", "by", "involving", "of"})
_STRIKES = frozenset(
    "attack attacks attacked attacking raid raids assault assaults strike strikes struck barrage barrages wave waves swarm swarms".split()
)
_STATES = frozenset({"detained", "captured", "abducted"})
"""What the counted were before: *freed 90 detained rebels*, *the two engineers abducted last year were let go*."""
_NO_PERSONS_ALONE = frozenset({"name", "life"})
"""Nouns that stand for persons only with a word that is sure by itself: *lost 12 lives*, not *took one name off the list*."""
_TOLL_VERBS = frozenset(
    """
    rise rises rose risen rising climb climbs climbed climbing reach reaches reached reaching stand stands stood standing put puts exceed exceeds
    exceeded pass passes passed top tops topped grow grows grew grown growing jump jumped leapt leap soar soared hit hits fall fell fallen drop
    dropped lower lowered lowers lowering revise revised revises raise raised raises raising bring brings brought bringing taking take took double
    doubled go goes gone went is was are were be been remain remained remains set sets stay stayed number numbered come comes came amount amounted
    total totalled totaled cross crossed near nears neared surpass surpassed increase increased decreased correct corrected estimate estimated make
    """.split()
)


def read_dependencies(sentence: Sentence, doc: Doc, numbers: Sequence[Number], bank: Bank) -> tuple[Reading, ...]:
    """Readings of the numbers that the tree ties to a trigger; one per number at most. Sides, times and places come later.

    Distractors are skipped. The score of a reading falls with every detour between number and trigger.
    """
    tree = Tree(doc, sentence.span.start)
    hits = find_triggers(tree, bank)
    if not hits:
        return ()
    live = [number for number in numbers if number.distractor is None]
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
    _parts_of_antecedents(tree, live, things, found)
    _counterparts(tree, live, things, found)
    for number in live:
        if number not in found and number in things:
            reading = _inherited(sentence, tree, number, things, found) or _near(sentence, tree, number, things[number], hits)
            if reading is not None:
                found[number] = reading
    return tuple(found[number] for number in live if number in found)


def _parts_of_antecedents(tree: Tree, live: Sequence[Number], things: dict[Number, Counted], found: dict[Number, Reading]) -> None:
    """*76 drones, of which 63 ...*; *nine were hurt, two of them children*; *110 drones, including 13 that ...*.

    What counts some of a number said before in the sentence is its part if it says the same of them, or says nothing of its own.
    """
    for i, number in enumerate(live):
        thing = things.get(number)
        if thing is None:
            continue
        first = tree.tokens(number.span)[0]
        listed = tree.lower[first - 1] in ("including", "include") or tree.lower[max(0, first - 2) : first] == ["among", "them"]
        if not (listed or thing.anaphor or tree.lower[max(0, first - 2) : first] in (["of", "which"], ["of", "whom"])):
            continue
        whole = next(
            (found[n] for n in reversed(live[:i]) if n in found and n.low >= number.low and _same_kind(found[n].unit, thing.unit)), None
        )
        if whole is None:
            continue
        own = found.get(number)
        if (
            own is not None
            and own.trigger != whole.trigger
            and own.confidence > NEAR_SCORE
            and not (listed and "weak" in own.notes and own.measure != whole.measure)
        ):
            if own.measure == whole.measure:
                found[number] = own.with_(mode="part", unit=whole.unit if own.unit == "weapons" else own.unit)
            elif own.unit == "weapons":
                found[number] = own.with_(unit=whole.unit)
            continue
        found[number] = whole.with_(
            number=number,
            group=thing.group,
            noun=thing.span(tree) or number.span,
            mode="part",
            confidence=whole.confidence * INHERITED,
            notes=("part of antecedent",),
        )


def _counterparts(tree: Tree, live: Sequence[Number], things: dict[Number, Counted], found: dict[Number, Reading]) -> None:
    """*freed four hostages for 120 detainees*, *in exchange for 12 soldiers*: what is given in return goes the other way."""
    for i, number in enumerate(live):
        thing = things.get(number)
        if thing is None or (
            number in found and not ("weak" in found[number].notes and found[number].measure in ("detained", "captured", "released"))
        ):
            continue
        given = next(
            (found[n] for n in reversed(live[:i]) if n in found and found[n].measure in ("released", "bodies_returned") and n != number),
            None,
        )
        if (
            given is None
            or (thing.unit not in (given.unit, "unknown"))
            or ("counterpart" in given.notes and not _joined_to(tree, thing, things, found))
        ):
            continue
        first = tree.tokens(number.span)[0]
        before = tree.lower[max(0, first - 3) : first]
        joined = _joined_to(tree, thing, things, found)
        if (before[-1:] in (["for"], ["against"]) or before[-2:] in (["exchange", "for"], ["return", "for"])) or joined:
            found[number] = given.with_(
                number=number,
                group=thing.group,
                noun=thing.span(tree) or number.span,
                notes=("counterpart",),
                confidence=given.confidence * INHERITED,
            )


def _joined_to(tree: Tree, thing: Counted, things: dict[Number, Counted], found: dict[Number, Reading]) -> bool:
    """Whether the counted is coordinated with a counterpart: *for 270 soldiers and 120 civilians*."""
    at, head = thing.at, tree.head[thing.at]
    if tree.dep[at] != "conj" and tree.dep[at] in ("nummod",):
        at, head = head, tree.head[head]
    return tree.dep[at] == "conj" and any(
        "counterpart" in reading.notes and head in (things[number].at, things[number].noun) for number, reading in found.items()
    )


def _same_kind(one: Unit, other: Unit) -> bool:
    return other == "unknown" or (one in _WEAPONS) == (other in _WEAPONS)


def _direct(sentence: Sentence, tree: Tree, number: Number, thing: Counted, hits: Sequence[Hit], bank: Bank) -> Reading | None:
    whole = _of_known_whole(tree, thing, hits)
    best: tuple[float, Hit] | None = None
    for hit in hits:
        if hit.tokens[0] > 0 and tree.lower[hit.tokens[0] - 1] in _DOUBT:
            continue
        relation = _relation(tree, number, thing, hit)
        if relation is not None and relation.role == "self" and _speaks(tree, thing, bank):
            continue
        if relation is None or not _takes(tree, hit, relation):
            continue
        unit = _unit(thing, hit.trigger)
        if unit is None or (hit.trigger.weak and not _enough(tree, thing, hit.trigger)):
            continue
        score = relation.score - _discount(tree, thing, hit)
        if best is None or score > best[0]:
            best = (score, hit)
    if whole is not None and (best is None or _whole_wins(whole.trigger, best[1].trigger)):
        return _reading(sentence, tree, number, thing, whole, 0.9, part=True)
    if best is None:
        return _launched(sentence, tree, number, thing)
    return _reading(sentence, tree, number, thing, best[1], best[0])


_DOUBT = frozenset({"presumed", "feared", "believed", "assumed"})
"""*missing and presumed dead* are missing."""


def _speaks(tree: Tree, thing: Counted, bank: Bank) -> bool:
    """*Several survivors insisted*: witnesses, not a count of the saved."""
    head = tree.head[thing.at]
    return tree.dep[thing.at] == "nsubj" and tree.lower[head] in bank.claims.speech and not any(True for _ in tree.children(head, "dobj"))


def _discount(tree: Tree, thing: Counted, hit: Hit) -> float:
    """What a trigger loses against others: being a word of many senses, being far, being a name of the counted (*12 detainees*)."""
    lost = (0.04 if hit.trigger.weak else 0.0) + 0.002 * abs(hit.at - thing.at)
    if (hit.trigger.weak and (hit.trigger.counts == "self" or tree.dep[hit.at] in ("relcl", "acl"))) or (hit.trigger.measure in _STATES and tree.dep[hit.at] in ("relcl", "acl", "amod")):
        lost += 0.15
    return lost


def _whole_wins(whole: Trigger, own: Trigger) -> bool:
    """*Nine of the injured were taken to hospital* are injured; *44 of those carried off were rescued* are rescued."""
    if own.part:
        return True
    return own.weak and whole.measure in ("killed", "injured") and own.measure not in ("rescued", "evacuated", "released", "missing")


def _relation(tree: Tree, number: Number, thing: Counted, hit: Hit) -> Relation | None:
    if hit.trigger.counts == "toll":
        return _toll(tree, number, thing, hit)
    if hit.trigger.counts == "self" and thing.noun is None and (put := _put_at(tree, number, hit)) is not None:
        return put
    starts = (thing.at,) if thing.noun is None or thing.noun == thing.at else (thing.at, thing.noun)
    best = _adjacent(tree, number, thing, hit) if hit.trigger.counts in ("predicate", "object") and hit.trigger.kind != "noun" else None
    for start in starts:
        relation = relate(tree, start, hit)
        if relation is not None and (best is None or relation.score > best.score):
            best = relation
    if best is None and hit.trigger.counts == "self" and thing.noun is not None and thing.noun in hit.tokens:
        return Relation("self", 0.9)
    return best


def _takes(tree: Tree, hit: Hit, relation: Relation) -> bool:
    counts, role = hit.trigger.counts, relation.role
    if counts == "object" and role == "subject":
        # Headline style drops the auxiliary: *Forty soldiers killed in raid*; the parser calls it an active past.
        return tree.tag[hit.at] in ("VBD", "VBN") and not any(True for _ in tree.children(hit.at, "dobj", "ccomp", "xcomp", "aux", "prt"))
    if counts == "either":
        return role in ("object", "subject")
    if counts == "of":
        return role in ("of", "self")
    if counts == "self":
        return role == "self"
    if counts == "predicate":
        return role in ("predicate", "self", "object")
    return counts in (role, "toll")


def _adjacent(tree: Tree, number: Number, thing: Counted, hit: Hit) -> Relation | None:
    """*12 dead*, *three people wounded*: the trigger right behind, however the parser tied it."""
    last = max(thing.noun if thing.noun is not None else thing.at, tree.tokens(number.span)[-1])
    gap = hit.tokens[0] - last
    if gap == 1 and (hit.trigger.kind == "adjective" or tree.tag[hit.at] in ("VBN", "VBD", "JJ")):
        if any(True for _ in tree.children(hit.at, "dobj")):
            return None
        score = 0.93 if thing.elliptic and hit.trigger.kind == "adjective" else 0.82
        return Relation("predicate" if hit.trigger.kind == "adjective" else "object", score)
    if (
        hit.trigger.kind == "adjective"
        and 1 < gap <= 4
        and all(tree.tag[i] in ("VBD", "VBP", "VBZ", "VBN", "RB", "VB", "MD") for i in range(last + 1, hit.tokens[0]))
    ):
        return Relation("predicate", 0.8)
    return None


def _put_at(tree: Tree, number: Number, hit: Hit) -> Relation | None:
    """*put the army's dead at 15*, *the injured now number 17*."""
    first = tree.tokens(number.span)[0]
    last = hit.tokens[-1]
    between = tree.lower[last + 1 : first]
    if last >= first or len(between) > 7:
        return None
    joined = bool(between) and (between[-1] in ("at", "to") or "number" in between or "numbered" in between or "at" in between)
    verbs = set(tree.lower[max(0, hit.tokens[0] - 8) : first])
    return Relation("self", 0.85) if joined and (verbs & _TOLL_VERBS) else None


def _toll(tree: Tree, number: Number, thing: Counted, hit: Hit) -> Relation | None:
    """A number said of a count: *the death toll rose to 12*, *put the number of dead at 12*, *a toll of 79*."""
    inside = tree.tokens(number.span)
    if not inside or (thing.unit in _WEAPONS):
        return None
    first = inside[0]
    if hit.tokens[-1] >= first:
        return None
    between = range(hit.tokens[-1] + 1, first)
    if any(tree.text[i] in (";", ":") for i in between) and not all(tree.text[i] == ":" for i in between):
        return None
    before = tree.lower[first - 1]
    if before in ("of", "at", "to", "by", ":") and len(between) <= 2:
        return Relation("self", 0.9)
    if any(tree.lower[i] in _TOLL_VERBS for i in between) and thing.noun is None and len(between) <= 30:
        return Relation("self", 0.86 if len(between) <= 14 else 0.75)
    return None


def _unit(thing: Counted, trigger: Trigger) -> Unit | None:
    """The unit counted, or None where the trigger does not take the noun."""
    if trigger.only:
        word = thing.entry.form if thing.entry else ""
        return "persons" if word in trigger.only else None
    if thing.unit == "unknown":
        if (
            thing.noun is not None
            and thing.entry is None
            and not thing.elliptic
            and thing.whole is None
            and trigger.counts not in ("self", "toll", "of")
        ):
            return None
        only = next(iter(trigger.units)) if len(trigger.units) == 1 else "weapons"
        return only
    if thing.unit in trigger.units:
        return thing.unit
    return None


def _enough(tree: Tree, thing: Counted, trigger: Trigger) -> bool:
    """A word of many senses counts only with a noun of its own, or with what stands for one said before."""
    if trigger.only:
        return True
    if thing.guessed:
        return False
    if thing.entry is not None or thing.people:
        return thing.entry is None or thing.entry.base not in _NO_PERSONS_ALONE
    if trigger.units == frozenset({"bodies"}) or (trigger.measure == "injured" and trigger.agent == "by"):
        return False
    return thing.anaphor or thing.elliptic or (thing.whole is not None and thing.unit != "unknown")


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
    if thing.unit not in _WEAPONS or thing.noun is None:
        return None
    at = thing.at
    for _ in range(4):
        arc, head = tree.dep[at], tree.head[at]
        if arc == "pobj" and tree.lower[head] in _INSTRUMENTS:
            near = {tree.lower[i] for i in tree.ancestors(head)} | {tree.lower[tree.clause(head)]}
            near |= {tree.lower[i] for i in range(max(0, head - 6), head)}
            if near & _STRIKES:
                return Reading("dependency", sentence.index, "launched", thing.unit, number, noun=thing.span(tree), confidence=0.75)
            return None
        if arc not in ("conj", "nummod", "compound", "appos"):
            return None
        at = head
    return None


def _inherited(
    sentence: Sentence, tree: Tree, number: Number, things: dict[Number, Counted], found: dict[Number, Reading]
) -> Reading | None:
    """*390 people: 270 soldiers and 120 civilians*, *four in A, three in B*: joined to a number that has been read."""
    thing = things[number]
    at = thing.at
    for _ in range(4):
        arc, head = tree.dep[at], tree.head[at]
        if head == at or arc not in ("conj", "appos", "nummod", "compound", "dep", "nmod"):
            return None
        at = head
        for other, reading in found.items():
            if things[other].at == at or things[other].noun == at:
                unit = thing.unit if thing.unit != "unknown" else (reading.unit if thing.noun is None else "unknown")
                same_kind = (unit in _WEAPONS) == (reading.unit in _WEAPONS)
                if unit == "unknown" or not same_kind or (unit == "bodies") != (reading.unit == "bodies"):
                    return None
                part = arc == "appos" and other.low > number.low
                return reading.with_(
                    number=number,
                    unit=unit,
                    group=thing.group if thing.group != "all" or unit in _WEAPONS else "all",
                    noun=thing.span(tree),
                    mode="part" if part else reading.mode,
                    confidence=reading.confidence * INHERITED,
                    notes=("joined",),
                )
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
        if hit.trigger.counts in ("toll", "self", "of") or thing.unit not in hit.trigger.units or hit.trigger.only:
            continue
        if hit.trigger.counts == "object" and tree.is_verb(hit.at) and not tree.is_passive(hit.at) and hit.at > at:
            continue
        passive_after = hit.at > at and tree.is_verb(hit.at) and tree.tag[hit.at] == "VBN" and _only_auxiliaries(tree, at, hit.at)
        if passive_after or (tree.clause(hit.at) == tree.clause(at) and not hit.trigger.weak):
            return _reading(sentence, tree, number, thing, hit, NEAR_SCORE)
    return None


def _only_auxiliaries(tree: Tree, noun: int, verb: int) -> bool:
    """Whether nothing but adverbs, prepositional phrases and helping verbs stands between: *soldiers from each side expected to be swapped*."""
    helpers = {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "had",
        "have",
        "has",
        "expected",
        "due",
        "set",
        "scheduled",
        "planned",
        "will",
        "to",
    }
    return all(
        tree.lower[i] in helpers or not (tree.is_verb(i) or tree.tag[i] == "MD" or tree.text[i] in ",;:") for i in range(noun + 1, verb)
    )


def _reading(sentence: Sentence, tree: Tree, number: Number, thing: Counted, hit: Hit, score: float, *, part: bool = False) -> Reading:
    trigger = hit.trigger
    unit = _unit(thing, trigger) or (thing.unit if thing.unit != "unknown" else next(iter(trigger.units)))
    notes = tuple(
        note
        for note, holds in (
            ("anaphor", thing.anaphor),
            ("definite", thing.definite),
            ("elliptic", thing.noun is None and not number.noun_included),
            ("weak", trigger.weak),
            ("partial", trigger.part),
            ("toll", trigger.counts == "toll"),
        )
        if holds
    )
    return Reading(
        "dependency",
        sentence.index,
        trigger.measure,
        unit,
        number,
        group=thing.group,
        mode="part" if part or trigger.part else "increment",
        perspective=trigger.view,
        trigger=hit.span(tree),
        noun=thing.span(tree) or Span(number.span.start, number.span.end),
        confidence=max(0.3, min(0.95, score)),
        notes=notes,
    )


__all__ = ["lookup", "read_dependencies"]
