"""What a number counts: the token that stands for it in the tree, its noun, unit and group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.figure import Group, Unit
from services.extractor.bank import Bank
from services.extractor.bank.model import Noun
from services.extractor.model import Number, Span
from services.extractor.readers.tree import Tree
from services.extractor.record import record

_MODIFIER_ARCS = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "det", "predet"})
_ANAPHORS = frozenset({"them", "whom", "which", "those", "these", "us"})
_DEFINITE = frozenset({"the", "those", "these", "its", "their", "our", "his", "her", "all"})
_GROUP_WORDS: dict[str, Group] = {
    "civilian": "civilian", "military": "military", "child": "child", "underage": "child", "foreign": "foreign", "uniformed": "military",
    "female": "woman", "male": "man",
}  # fmt: skip
_DEAD = frozenset({"dead", "fallen"})
"""*got back 51 of its dead*: bodies."""
_WEAPONS: frozenset[Unit] = frozenset({"drones", "missiles", "bombs", "rockets", "shells", "weapons"})
_HELD = frozenset("captured captive jailed imprisoned detained incarcerated interned kidnapped abducted arrested freed released".split())
_CONTAINERS = frozenset(
    "group groups batch batches convoy convoys consignment consignments busload busloads round rounds stage stages phase phases wave waves "
    "list lists series set sets exchange exchanges swap swaps handover handovers".split()
)
"""*one more group of prisoners*: what is numbered is the groups."""
_REACH = 6
"""Words between a number and the noun it counts: *12 badly burned Ukrainian prisoners*."""


@record(frozen=True, slots=True)
class Counted:
    """``at`` is the token whose arc says what happens to the counted. ``whole`` is the noun token after *of*, if any.

    ``anaphor``: the number counts *them*, *those*, *the 40*: something said before. ``definite``: some of a known whole.
    ``elliptic``: no noun at all.
    """

    at: int
    noun: int | None
    entry: Noun | None
    unit: Unit
    group: Group
    whole: int | None = None
    anaphor: bool = False
    definite: bool = False
    elliptic: bool = False
    people: bool = False
    """The noun is a people (*390 Ukrainians*) or a kind of person the bank does not list (*12 traders*)."""
    guessed: bool = False
    """Only the form of the noun says that it means persons."""
    captive: bool = False
    """A word before the noun says that they are held: *12 captured soldiers*."""

    def span(self, tree: Tree) -> Span | None:
        return None if self.noun is None else Span(tree.start[self.noun], tree.end[self.noun])


def lookup(tree: Tree, i: int, bank: Bank) -> Noun | None:
    """The bank's noun that ends at token ``i``, or begins there and goes on (*prisoners of war*)."""
    if tree.lower[i + 1 : i + 2] == ["of"]:
        for after in (4, 3, 2):
            words = tree.lower[i : i + 1 + after]
            if len(words) == after + 1 and (found := bank.nouns.get(" ".join(words))):
                return found
    for before in range(4, -1, -1):
        if i - before >= 0 and (found := bank.nouns.get(" ".join(tree.lower[i - before : i + 1]).replace(" - ", "-"))):
            return found
    return None


def counted(tree: Tree, number: Number, bank: Bank) -> Counted | None:
    """What ``number`` counts; None where it lies beyond the parsed part.

    In *the lives of 12 soldiers*, *the remains of three hostages* it counts lives and remains, of the group that the soldiers are.
    """
    thing = _counted(tree, number, bank)
    if thing is not None and thing.noun is not None and any(tree.lower[c] in _HELD for c in tree.children(thing.noun, "amod")):
        thing = replace(thing, captive=True)
    if (
        thing is not None
        and thing.whole is not None
        and tree.lower[thing.whole] in _DEAD
        and not {"its", "their", "our"}.isdisjoint(tree.lower[max(0, thing.whole - 2) : thing.whole])
    ):
        return replace(thing, noun=thing.whole, entry=bank.nouns.get("body"), unit="bodies", group="all", whole=None, definite=False)
    if thing is None or thing.whole is not None or (thing.noun is None and not thing.elliptic):
        return thing
    inner = thing.noun if thing.noun is not None else thing.at
    for _ in range(3):  # "the remains of 14 soldiers and nine civilians"
        if tree.dep[inner] != "conj":
            break
        inner = tree.head[inner]
    of = tree.head[inner]
    if tree.dep[inner] != "pobj" or tree.lower[of] != "of":
        return thing
    holder = tree.head[of]
    believed = tree.head[holder] if tree.lower[holder] == "be" and tree.dep[holder] == "xcomp" else holder
    if believed != holder and tree.dep[believed] == "acl":
        holder = tree.head[believed]  # "remains thought to be of nine soldiers"
    entry = bank.nouns.get(tree.lower[holder])
    if entry is None or not (entry.unit == "bodies" or entry.base == "life"):
        return thing
    return replace(thing, at=holder, noun=holder, entry=entry, unit=entry.unit, elliptic=False)


def _counted(tree: Tree, number: Number, bank: Bank) -> Counted | None:
    inside = tree.tokens(number.span)
    top = tree.top(number.span)
    if top is None or not inside:
        return None
    if number.noun_included:
        return _with_whole(tree, top, inside, bank) or Counted(top, None, None, "persons", "all")
    if (partitive := _with_whole(tree, top, inside, bank)) is not None:
        return partitive
    noun = tree.head[top]
    if noun > inside[-1] and tree.dep[noun] == "compound" and tree.head[noun] == noun + 1 and lookup(tree, noun, bank) is None:
        noun += 1  # "37 government soldiers"
    if tree.dep[top] in _MODIFIER_ARCS and noun > inside[-1] and _is_phrase(tree, inside[-1] + 1, noun):
        return _as_noun(tree, noun, noun, bank, inside)
    if (near := _next_noun(tree, inside[-1] + 1, bank)) is not None:
        return _as_noun(tree, near, near if tree.head[top] == near else top, bank, inside)
    return _listed(tree, top, bank) or Counted(top, None, None, "unknown", "all", elliptic=True)


def _listed(tree: Tree, top: int, bank: Bank) -> Counted | None:
    """*the bodies of the dead: 212 for one side and 45 for the other*: the bodies before the colon are what the numbers count."""
    at = top
    while tree.dep[at] == "conj" and tree.tag[tree.head[at]] == "CD":
        at = tree.head[at]
    noun = tree.head[at]
    entry = lookup(tree, noun, bank) if tree.dep[at] == "appos" and noun < at else None
    return Counted(top, None, entry, entry.unit, "all", elliptic=True) if entry is not None and entry.unit == "bodies" else None


def _is_phrase(tree: Tree, first: int, noun: int) -> bool:
    """Whether number and noun can be one phrase: a headline's *Twelve dead as Russia launches ... raid* is not *twelve raid*."""
    return noun - first <= 2 * _REACH and not any(
        tree.tag[i] in ("IN", "TO", "RP", "MD", ":", ".", "VBZ", "VBP", "VB") or (tree.tag[i] == "VBD" and i + 1 < noun)
        for i in range(first, noun)
    )


def _as_noun(tree: Tree, noun: int, at: int, bank: Bank, inside: range) -> Counted:
    entry = lookup(tree, noun, bank)
    if entry is None:
        near = _next_noun(tree, inside[-1] + 1, bank)
        if near is not None and near <= noun:
            noun, entry = near, lookup(tree, near, bank)
    of = next((c for c in tree.children(noun, "prep") if tree.lower[c] == "of"), None)
    inner = next(tree.children(of, "pobj"), None) if of is not None else None
    if entry is None and tree.lower[noun] in _CONTAINERS:
        return Counted(at, noun, None, "unknown", "all")
    if entry is None and inner is not None and (entry := lookup(tree, inner, bank)) is not None:
        noun = inner
    if entry is None:
        nation = is_nation(tree, noun, bank) or _is_of_nation(tree, noun, bank)
        people = nation or is_people(tree, noun, bank)
        guessed = people and not nation
        return Counted(at, noun, None, "persons" if people else "unknown", _modifier_group(tree, noun), people=people, guessed=guessed)
    group = entry.group if entry.group != "all" else _modifier_group(tree, noun)
    if entry.unit == "bodies" and inner is not None:
        group = _group(tree, inner, lookup(tree, inner, bank), bank)
    unit = entry.unit
    for other in _joined_nouns(tree, noun, bank):
        # "550 drones and missiles", "200 soldiers and civilians": one number for both.
        unit = unit if other.unit == unit else "weapons" if {unit, other.unit} <= _WEAPONS else unit
        group = group if other.group == group else "all"
    return Counted(at, noun, entry, unit, group, people=False)


def _joined_nouns(tree: Tree, noun: int, bank: Bank) -> Iterator[Noun]:
    """Listed nouns joined to this one that no number, article or owner of their own sets apart."""
    for other in tree.children(noun, "conj"):
        if any(True for _ in tree.children(other, "nummod", "det", "poss", "quantmod")) or other > noun + 3:
            continue
        entry = lookup(tree, other, bank)
        if entry is not None and entry.plural:
            yield entry


def _with_whole(tree: Tree, top: int, inside: range, bank: Bank) -> Counted | None:
    """*six of the missiles*, *dozens of people*, *14 of them children*."""
    after = inside[-1] + 1
    if after < len(tree) and tree.lower[after] in ("more", "others", "other"):
        after += 1
    if after >= len(tree) or tree.lower[after] != "of":
        return None
    i = after + 1
    if tree.lower[i : i + 1] in (["theirs"], ["ours"]) or (tree.lower[i + 1 : i + 2] == ["own"] and not _noun_soon(tree, i + 2)):
        return Counted(top, None, None, "persons", "all", whole=i)  # "got 706 of theirs back", "received two of its own"
    definite = False
    while i < len(tree) and i <= after + _REACH:
        word = tree.lower[i]
        if word in _ANAPHORS and not tree.tag[i].startswith("NN"):
            following = i + 1 < len(tree) and (
                tree.tag[i + 1][:2] in ("NN", "JJ", "CD") or is_people(tree, i + 1, bank) or tree.tag[i + 1] in ("NNP", "NNPS")
            )
            if word in ("them", "whom", "which", "us") or not following:
                return _anaphor(tree, top, i, bank)
            definite = True
        elif word in _DEFINITE:
            definite = True
        elif tree.tag[i][:2] == "NN" and not (i + 1 < len(tree) and tree.tag[i + 1][:2] == "NN"):
            entry = lookup(tree, i, bank)
            people = entry is None and is_people(tree, i, bank)
            if entry is None and not people and tree.lower[i + 1 : i + 2] == ["and"] and _next_noun(tree, i + 2, bank) is not None:
                i += 2  # "57 of the 97 attack and decoy drones"
                continue
            group = _group(tree, i, entry, bank)
            unit: Unit = entry.unit if entry else ("persons" if people else "unknown")
            guessed = people and not is_nation(tree, i, bank)
            return Counted(top, i, entry, unit, group, whole=i, definite=definite, people=people, guessed=guessed)
        elif tree.tag[i] in ("VBN", "JJ", "CD") and definite and not _noun_soon(tree, i + 1):
            return Counted(top, None, None, "unknown", "all", whole=i, definite=True, anaphor=tree.tag[i] == "CD")
        i += 1
    return None


def _noun_soon(tree: Tree, start: int) -> bool:
    """Whether a noun follows that the words before it describe: *two of its five operating tables*."""
    for i in range(start, min(len(tree), start + 4)):
        if tree.tag[i][:2] == "NN":
            return True
        if tree.tag[i] not in ("JJ", "VBG", "VBN", "CD", "HYPH") and tree.text[i] != "-":
            return False
    return False


def _anaphor(tree: Tree, top: int, pronoun: int, bank: Bank) -> Counted:
    """*two of them children*: group and unit come from the noun that follows, if one does."""
    noun = None
    for i in range(pronoun + 1, min(len(tree), pronoun + 1 + 4)):
        if tree.is_verb(i) or tree.text[i] in ",;.:" or tree.lower[i] in ("and", "in", "on", "at", "from", "who"):
            break
        if tree.tag[i][:2] == "NN" and (lookup(tree, i, bank) or is_people(tree, i, bank)):
            noun = i
    entry = lookup(tree, noun, bank) if noun is not None else None
    group: Group = "all" if entry is None else entry.group
    if tree.lower[pronoun + 1 : pronoun + 3] in (["in", "uniform"], ["in", "the"]) or tree.lower[pronoun + 1 : pronoun + 2] == ["military"]:
        group = (
            "military"
            if tree.lower[pronoun + 2 : pronoun + 3] != ["the"] or tree.lower[pronoun + 3 : pronoun + 4] == ["military"]
            else group
        )
    elif group == "all" and noun is not None:
        group = "other" if entry is not None else _modifier_group(tree, noun)
    whole = pronoun
    if tree.lower[pronoun] == "those" and pronoun + 1 < len(tree) and tree.tag[pronoun + 1] in ("VBN", "WP", "JJ"):
        whole = pronoun
    return Counted(top, noun, entry, entry.unit if entry else "unknown", group, whole=whole, anaphor=True, definite=True)


def _next_noun(tree: Tree, start: int, bank: Bank) -> int | None:
    """The first listed noun right of a number, past adjectives and nationalities."""
    for i in range(start, min(len(tree), start + _REACH)):
        tag = tree.tag[i]
        if tag[:2] == "NN" or tag == "CD":
            following = i + 1 < len(tree) and tree.tag[i + 1][:2] == "NN"
            entry = lookup(tree, i, bank)
            if entry is not None and not (following and (lookup(tree, i + 1, bank) or not entry.plural)):
                return i  # not "120 missile launchers"
            if is_people(tree, i, bank):
                return i
            if not following:
                return None
        elif tag not in ("JJ", "JJR", "JJS", "VBN", "VBG", "RB", "HYPH", "POS", "PRP$", "NNP") and tree.lower[i] not in (
            "more",
            "other",
            "-",
        ):
            return None
    return None


_PERSON_SUFFIX = ("ers", "ors", "ists", "ians", "men", "women", "ees", "ants", "folk", "people", "ents", "mates", "ees")
_NOT_PERSONS = frozenset(
    """
    numbers members figures letters orders centers centres quarters computers helicopters borders papers powers towers rivers meters metres
    kilometers kilometres containers trailers tankers bombers fighters-jets others sectors factors doors floors errors tractors motors
    reactors
    apartments incidents events percent cents documents agreements statements settlements elements shipments investments payments treatments
    departments accidents tenants-in continents restaurants plants giants grants variants hours years trucks crackers posters chapters
    corners
    vehicles animals goats camels cows sheep cattle horses launchers boosters interceptors detectors generators
    trawlers freighters steamers liners destroyers barriers scooters speakers servers printers chargers corridors mirrors sensors
    """.split()
)


def is_nation(tree: Tree, i: int, bank: Bank) -> bool:
    """Whether the token is the name of a people or of an armed group's members: *Ukrainians*, *27 Maoists*, *South Koreans*."""
    return bank.is_people(tree.text[i]) or (i > 0 and bank.is_people(f"{tree.text[i - 1]} {tree.text[i]}"))


def _is_of_nation(tree: Tree, i: int, bank: Bank) -> bool:
    """*one Filipino*."""
    return any(alias.form == "people" for alias in bank.aliases_by_text.get(f"{tree.text[i]}s", ()))


def is_people(tree: Tree, i: int, bank: Bank) -> bool:
    """Whether the token names persons though it is no listed noun: a people, or a plural formed like a trade."""
    if is_nation(tree, i, bank):
        return True
    word = tree.lower[i]
    named = tree.tag[i] == "NNPS" and word.endswith("ists")  # "13 Islamists"
    return named or (tree.tag[i] == "NNS" and word.endswith(_PERSON_SUFFIX) and word not in _NOT_PERSONS)


def _group(tree: Tree, noun: int, entry: Noun | None, bank: Bank) -> Group:
    """The group of the noun and its adjectives; *troops and civilians* counted together are all."""
    group = entry.group if entry is not None and entry.group != "all" else _modifier_group(tree, noun)
    if any(other.unit == "persons" and other.group != group for other in _joined_nouns(tree, noun, bank)):
        return "all"
    return group


def _modifier_group(tree: Tree, noun: int) -> Group:
    for child in tree.children(noun, "amod", "compound", "nmod"):
        if group := _GROUP_WORDS.get(tree.lower[child]):
            return group
    return "all"
