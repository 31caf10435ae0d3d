"""How a counted token stands to a trigger in the tree: object, subject, after *of*, the trigger itself, or not at all."""

from __future__ import annotations

from typing import Literal

from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit
from services.extractor.record import record

Role = Literal["object", "subject", "of", "self", "predicate", "agent"]

DIRECT = 0.9
"""Score of an arc the parser seldom gets wrong; each detour takes some off."""
_JOINED = 0.96
_NESTED = 0.93
_RAISED = 0.95
_MAX_STEPS = 8
_GROUPING = frozenset({"of"})
_GROUPS = frozenset(
    """
    group groups batch batches convoy convoys crowd crowds number numbers total team teams crew crews band bands party family families bus
    buses busload busloads boatload wave waves barrage barrages swarm swarms salvo salvos volley volleys list lists majority rest share
    portion lives life bodies remains dozens scores hundreds thousands couple pair trio contingent unit patrol gang mix combination
    exchange attack series sum tranche consignment flight column squad cluster formation fleet force
    """.split()
)
"""Nouns that stand for those they hold: *freed a group of 12*; never *burned the arms of 12*."""
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
"""*the release on Wednesday of two Americans*: the day stands between, and holds nobody."""
_OF_HARM = frozenset({"of", "to", "involving", "among"})
"""*The deaths of 12*, *injuries to 20*; never *deaths in 20 countries*."""
_STAYS = frozenset("is are was were be been remain remains remained stay stays stayed languish languishes sit sits".split())
_OF_PREPS = frozenset({"of", "for", "to", "in", "involving", "from"})


@record(frozen=True, slots=True)
class Relation:
    role: Role
    score: float


def relate(tree: Tree, start: int, hit: Hit) -> Relation | None:
    """The relation of the token ``start`` to the trigger, through coordination, apposition, groups and raising."""
    current, score = start, DIRECT
    for _ in range(_MAX_STEPS):
        if current in hit.tokens:
            apart = hit.trigger.kind == "adjective" and current != start and _has_own_number(tree, start, current)
            return None if apart else Relation("self", score)
        if (below := _from_below(tree, current, hit)) is not None and not (current != start and _is_of_one(tree, current, start, hit)):
            return Relation(below.role, score * below.score)
        arc, head = tree.dep[current], tree.head[current]
        if head == current:
            return None
        if arc == "dobj" and tree.lower[head] == "involving" and tree.head[head] in hit.tokens and hit.trigger.counts == "of":
            return Relation("of", score)
        if arc in ("dobj", "obj", "oprd", "attr", "dative") and (tree.is_verb(head) or head == hit.at):
            found = _of_verb(tree, head, "object", hit)
            if found is not None:
                return Relation(found.role, score * found.score)
            if arc == "attr" and (above := _free_relative(tree, head)) is not None:
                found = _of_verb(tree, above, "object", hit)
                return None if found is None else Relation(found.role, score * _NESTED)
            if arc == "attr":
                subject = next(tree.children(head, "nsubj"), None)
                if subject is not None and subject != current and (subject in hit.tokens or _leads_to(tree, subject, hit)):
                    return Relation("self", score * _NESTED)
            return None
        if arc in ("nsubj", "nsubjpass", "csubj"):
            found = _of_verb(tree, head, "object" if arc == "nsubjpass" else "subject", hit)
            return None if found is None else Relation(found.role, score * found.score)
        if arc == "pobj":
            step = _through_preposition(tree, head, hit, score)
            if isinstance(step, Relation):
                return step
            if step is None:
                return None
            current, score = step, score * _NESTED
            continue
        if arc in ("conj", "appos"):
            if tree.is_verb(head):
                return None
            current, score = head, score * _JOINED
        elif arc in ("nummod", "compound", "quantmod", "nmod", "amod", "poss", "det"):
            current = head
        elif arc in ("dep", "npadvmod") and not tree.is_verb(head):
            current, score = head, score * _NESTED
        else:
            return None
    return None


def _free_relative(tree: Tree, be: int) -> int | None:
    """The verb whose object *what are thought to be the bones of seven* is."""
    held = tree.head[be] if tree.dep[be] == "xcomp" else be
    what = any(tree.lower[child] == "what" for child in tree.children(held, "nsubj", "nsubjpass"))
    return tree.head[held] if what and tree.dep[held] in ("ccomp", "dobj") and tree.head[held] < held else None


def _is_of_one(tree: Tree, listed: int, start: int, hit: Hit) -> bool:
    """*21 injured officers and 19 people*: what describes one counted noun of a list is not said of the next, which has its own number."""
    return _has_own_number(tree, start, listed) and tree.dep[hit.at] == "amod" and tree.head[hit.at] == listed


def _has_own_number(tree: Tree, start: int, listed: int) -> bool:
    """Whether both members of a list are counted, each by its own number: *one dead and 19 people*."""
    numbered = all(tree.tag[i] == "CD" or any(True for _ in tree.children(i, "nummod")) for i in (listed, start))
    return numbered and tree.dep[start] == "conj" and tree.tag[start] != "CD"


def _leads_to(tree: Tree, i: int, hit: Hit) -> bool:
    return any(j in hit.tokens for j in tree.ancestors(i)) or hit.at in tree.subtree(i)


def _from_below(tree: Tree, current: int, hit: Hit) -> Relation | None:
    """The trigger hangs on the counted: *12 people killed*, *63 of which were shot down*, *the 40 who died*, *12 dead*."""
    at = hit.at
    state = tree.dep[at] == "prep" and hit.trigger.kind == "adjective" and tree.lower[tree.head[at]] in _STAYS
    down = tree.dep[at] in ("xcomp", "conj", "acomp", "oprd", "attr") or state  # "23 teachers who are still in prison"
    if tree.head[at] != current and not (down and _hangs(tree, at, current)):
        return None
    top = at
    for _ in range(4):
        if tree.head[top] == current:
            break
        top = tree.head[top]
    arc = tree.dep[top]
    if arc in ("acl", "relcl", "amod", "advcl", "ccomp"):
        if not tree.is_verb(at):
            return Relation("predicate", DIRECT if tree.head[at] == current else 0.85)
        own = next(tree.children(at, "nsubj", "nsubjpass"), None)
        relative = own is None or tree.tag[own] in ("WP", "WDT")
        if arc == "acl" and any(tree.tag[i] == "CD" for child in tree.children(at, "dobj") for i in tree.subtree(child)):
            return None  # "killed 21 people wounded 42": whoever wrote it left out an "and"
        if tree.is_passive(at) or (tree.tag[at] == "VBN" and arc in ("acl", "amod")):
            return Relation("object", 1.0) if relative else None
        if arc == "relcl" and not relative:
            return Relation("object", 0.95)
        return Relation("subject", 1.0) if arc != "advcl" else None
    if arc in ("acomp", "oprd", "prep", "advmod", "dep", "appos"):
        return Relation("predicate", 0.9)
    return None


def _hangs(tree: Tree, at: int, current: int) -> bool:
    for steps, above in enumerate(tree.ancestors(at)):
        if above == current:
            return True
        if steps >= 3 or not (tree.is_verb(above) or tree.tag[above] == "JJ"):
            return False
    return False


def _of_verb(tree: Tree, verb: int, role: Role, hit: Hit) -> Relation | None:
    """The counted is object or subject of ``verb``; is the trigger that verb, or does the verb pass it on?"""
    at = hit.at
    if verb != at and verb in hit.tokens:
        return Relation("object", 0.97)
    if at == verb:
        if role == "subject" and tree.is_verb(verb) and tree.is_passive(verb):
            return Relation("object", 0.97)
        return Relation(role, 1.0)
    for i, current in enumerate((at, *tree.ancestors(at))):
        if i > 4:
            return None
        if current == verb:
            break
        arc = tree.dep[current]
        if arc == "conj":
            own = next(tree.children(current, "nsubj", "nsubjpass"), None)
            if own is not None or (role == "object" and not tree.is_passive(verb)):
                return None
        elif arc not in ("xcomp", "acomp", "oprd", "attr", "ccomp", "prep", "pobj", "advmod", "prt") or (
            arc == "ccomp" and any(True for _ in tree.children(current, "nsubj", "nsubjpass"))
        ):
            return None
    else:
        return None
    if not tree.is_verb(at):
        return Relation("predicate", _RAISED)
    if tree.is_passive(at):
        return Relation("object", _RAISED)
    return Relation("subject", _RAISED)


def _through_preposition(tree: Tree, preposition: int, hit: Hit, score: float) -> Relation | int | None:
    """Past a preposition: to the trigger noun it belongs to, or to the group noun (*a convoy of 12*) that stands in for the counted."""
    above = tree.head[preposition]
    word = tree.lower[preposition]
    if tree.lower[above] in _WEEKDAYS:
        above = next((i for i in (above - 1, above - 2) if i in hit.tokens), above)
    if preposition in hit.tokens:
        return Relation("object", score)
    if above in hit.tokens:
        if hit.trigger.kind == "noun" and word in (_OF_HARM if hit.trigger.measure in ("killed", "injured") else _OF_PREPS):
            return Relation("of", score)
        if word == "by" and hit.trigger.kind == "verb":
            return Relation("agent", score)
        return None
    freed = hit.trigger.measure in ("released", "bodies_returned")
    if word in _GROUPING and (tree.tag[above] == "CD" or tree.lower[above] in _GROUPS or (freed and tree.lower[above] == "first")):
        return above
    return None
