"""Numbers said of a count, and triggers that touch their number: *the toll rose to 12*, *put the dead at 15*, *12 dead*."""

from __future__ import annotations

from services.extractor.model import Number
from services.extractor.readers.counted import Counted
from services.extractor.readers.fit import WEAPONS
from services.extractor.readers.relation import Relation
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit

_TOLL_VERBS = frozenset(
    """
    rise rises rose risen rising climb climbs climbed climbing reach reaches reached reaching stand stands stood standing put puts exceed
    exceeds
    exceeded pass passes passed top tops topped grow grows grew grown growing jump jumped leapt leap soar soared hit hits fall fell
    fallen drop
    dropped lower lowered lowers lowering revise revised revises raise raised raises raising bring brings brought bringing taking take
    took double
    doubled go goes gone went is was are were be been remain remained remains set sets stay stayed number numbered come comes came amount
    amounted
    total totalled totaled cross crossed near nears neared surpass surpassed increase increased decreased correct corrected estimate
    estimated make
    """.split()
)


_FURTHER = frozenset({"more", "other", "others", "further"})
"""*12 dead and 20 more missing*: a word that only adds."""


def adjacent(tree: Tree, number: Number, thing: Counted, hit: Hit) -> Relation | None:
    """*12 dead*, *three people wounded*: the trigger right behind, however the parser tied it."""
    last = max(thing.noun if thing.noun is not None else thing.at, tree.tokens(number.span)[-1])
    while last + 1 < hit.tokens[0] and tree.lower[last + 1] in _FURTHER:
        last += 1
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


def put_at(tree: Tree, number: Number, hit: Hit) -> Relation | None:
    """*put the army's dead at 15*, *the injured now number 17*."""
    first = tree.tokens(number.span)[0]
    last = hit.tokens[-1]
    between = tree.lower[last + 1 : first]
    if last >= first or len(between) > 7:
        return None
    joined = bool(between) and (between[-1] in ("at", "to") or "number" in between or "numbered" in between or "at" in between)
    verbs = set(tree.lower[max(0, hit.tokens[0] - 8) : first])
    return Relation("self", 0.85) if joined and (verbs & _TOLL_VERBS) else None


def _has_its_own_fate(tree: Tree, last: int, between: range) -> bool:
    """*Toll rises to 71, more than 350,000 affected*: the toll has its number, and the next one says what it counts."""
    said = any(tree.tag[i] == "CD" for i in between) and any(tree.text[i] == "," for i in between)
    return said and last + 1 < len(tree) and tree.tag[last + 1] in ("VBN", "VBD", "JJ")


def toll(tree: Tree, number: Number, thing: Counted, hit: Hit) -> Relation | None:
    """A number said of a count: *the death toll rose to 12*, *put the number of dead at 12*, *a toll of 79*."""
    inside = tree.tokens(number.span)
    if not inside or (thing.unit in WEAPONS):
        return None
    first = inside[0]
    if hit.tokens[-1] >= first or (hit.tokens[0] and tree.tag[hit.tokens[0] - 1] == "CD"):
        return None  # after it, or counted itself: "59 confirmed dead, more than 200 aboard"
    between = range(hit.tokens[-1] + 1, first)
    if any(tree.text[i] in (";", ":") for i in between) and not all(tree.text[i] == ":" for i in between):
        return None
    if any(tree.lower[i] in ("that", "those") and tree.lower[i + 1] == "of" for i in between):
        return None  # "the number of deaths rose to 302, and that of cases to 4,990"
    if thing.elliptic and _has_its_own_fate(tree, inside[-1], between):
        return None
    before = tree.lower[first - 1]
    if before in ("of", "at", "to", "by", ":") and len(between) <= 2:
        return Relation("self", 0.9)
    if any(tree.lower[i] in _TOLL_VERBS for i in between) and thing.noun is None and len(between) <= 30:
        return Relation("self", 0.86 if len(between) <= 14 else 0.75)
    return None
