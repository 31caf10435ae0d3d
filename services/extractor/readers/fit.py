"""Whether a trigger takes a counted noun: where it must stand, its unit, and how sure a word of many senses must be."""

from __future__ import annotations

from schemas.figure import Unit
from services.extractor.bank import Bank, Trigger
from services.extractor.model import TAKEN
from services.extractor.readers.counted import Counted
from services.extractor.readers.relation import Relation
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit

WEAPONS: frozenset[Unit] = frozenset({"drones", "missiles", "bombs", "rockets", "shells", "weapons"})
_NO_PERSONS_ALONE = frozenset({"name", "life"})
"""Nouns that stand for persons only with a word that is sure by itself: *lost 12 lives*, not *took one name off the list*."""
MANY_SENSES = frozenset({"pick up", "bring out", "take out", "wipe out", "bring home", "take home", "get back"})
"""Verbs of several words that yet need a noun: a bowler *picks up two*, a team *takes home three*."""
_STAYING = frozenset("is are was were be been being remain remains remained stay stayed have had has number numbered wait waited".split())
DOUBT = frozenset({"presumed", "feared", "believed", "assumed"})
"""*missing and presumed dead* are missing."""


def speaks(tree: Tree, thing: Counted, bank: Bank) -> bool:
    """*Several survivors insisted*: witnesses, not a count of the saved."""
    head = tree.head[thing.at]
    return tree.dep[thing.at] == "nsubj" and tree.lower[head] in bank.claims.speech and not any(True for _ in tree.children(head, "dobj"))


def acts(tree: Tree, thing: Counted, hit: Hit) -> bool:
    """*Four inmates fell in a clash*: a noun that only may say what became of them is the subject of a verb that says another thing."""
    if not hit.trigger.weak or hit.trigger.kind != "noun" or tree.dep[thing.at] not in ("nsubj", "nsubjpass"):
        return False
    return tree.is_verb(tree.head[thing.at]) and tree.lower[tree.head[thing.at]] not in _STAYING


def discount(tree: Tree, thing: Counted, hit: Hit) -> float:
    """What a trigger loses against others: being a word of many senses, being far, being a name of the counted (*12 detainees*)."""
    lost = (0.04 if hit.trigger.weak else 0.0) + 0.002 * abs(hit.at - thing.at)
    described = tree.dep[hit.at] in ("relcl", "acl")
    named = hit.trigger.weak and (hit.trigger.counts == "self" or described)
    before = hit.trigger.measure in TAKEN and (described or tree.dep[hit.at] == "amod")
    if named or before:
        lost += 0.15
    return lost


def whole_wins(whole: Trigger, own: Trigger) -> bool:
    """*Nine of the injured were taken to hospital* are injured; *44 of those carried off were rescued* are rescued."""
    if own.part:
        return True
    return own.weak and whole.measure in ("killed", "injured") and own.measure not in ("rescued", "evacuated", "released", "missing")


def takes(tree: Tree, hit: Hit, relation: Relation) -> bool:
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


def default_unit(trigger: Trigger) -> Unit:
    """What the trigger counts where no noun is named: its one unit, or weapons of any kind."""
    return next(iter(trigger.units)) if len(trigger.units) == 1 else "weapons"


def unit_of(thing: Counted, trigger: Trigger) -> Unit | None:
    """The unit counted, or None where the trigger does not take the noun."""
    if trigger.only:
        word = thing.entry.form if thing.entry else ""
        of_captives = thing.captive and thing.unit == "persons" and "prisoners" in trigger.only
        return "persons" if word in trigger.only or of_captives else None
    if thing.unit == "unknown":
        if (
            thing.noun is not None
            and thing.entry is None
            and not thing.elliptic
            and (thing.whole is None or not (thing.definite or thing.people))
            and trigger.counts not in ("self", "toll", "of")
        ):
            return None
        return default_unit(trigger)
    if thing.unit in trigger.units:
        return thing.unit
    return None


def enough(tree: Tree, thing: Counted, trigger: Trigger) -> bool:
    """A word of many senses counts only with a noun of its own, or with what stands for one said before."""
    if trigger.only:
        return True
    if thing.guessed:
        return False
    if thing.entry is not None or thing.people:
        return thing.entry is None or thing.entry.base not in _NO_PERSONS_ALONE
    if trigger.units == frozenset({"bodies"}) or (trigger.measure == "injured" and trigger.agent == "by"):
        return False
    if trigger.base in MANY_SENSES and not thing.anaphor:
        return False
    return thing.anaphor or thing.elliptic or (thing.whole is not None and thing.unit != "unknown")
