"""Whose the counted are and who did it, as far as the sentence says: demonyms, doers, *from* and *to*, *its*, *each side*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.keyed import keyed
from services.extractor.model import ActorMention, Reading
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit
from services.extractor.record import record

_OWN = frozenset({"its", "their", "our", "his", "her"})
_OWN_SPEAKER = frozenset({"our", "ours", "we", "us", "my"})
_FROM = frozenset({"from"})
_TO = frozenset({"to", "into"})
_OWNERS = ("poss", "amod", "compound", "nmod", "nummod")
_HIRED = frozenset({"employees", "workers", "staff", "contractors", "engineers", "crew", "passengers"})
"""*five employees of a Canadian company*: whose people they are is not said."""
_CRAFT = frozenset("ship ships vessel vessels tanker tankers tug tugs boat boats trawler trawlers freighter ferry yacht dhow plane".split())
"""*Let go nine men from a Maltese ship*: whose flag it flies lets nobody go."""
_TRANSFERS = frozenset({"released", "bodies_returned"})
SWAPS = frozenset({"exchange", "swap", "trade"})
"""Verbs of what two do together."""
EACH_TELLS = (
    r"each (?:side|party|country|government|of them),? (?:(?:giving|gave|gives)(?! (?:up|back|over|away|the other|its|their|freedom)\b)|"
    r"naming|named|claim|accus|blam|saying|said|says|report|publish|using|count|telling|told|put)"
)
"""*They swapped 60 men, each side naming another number*: what each does is to tell, and not to let go as many."""
EACH = keyed(
    rf"\b(?!{EACH_TELLS})"
    r"(?:each (?:side|country|government|party|state|of them|of the (?:two )?(?:sides|countries|parties|governments)|way|direction|"
    r"other)|in each direction|"
    r"(?:on|from|by|for|to) each(?: side)?\b(?! of the \d| of (?:those|these|the) (?:\w+ )?(?:days|nights))(?= side|[ ,.;:]|\Z)|"
    r"(?:on |from |by )?either (?:side|party|country|government|direction)|apiece|each\b(?! (?:of|"
    r"day|night|one|time|with|week|month))|a side\b|both (?:sides|countries|parties) "
    r"(?:released|freed|returned|handed over|exchanged|swapped))",
    re.I,
)
NEXT_CLAUSE = re.compile(r", (?:and|while|but) (?=(?:the )?[A-Z][a-z]+ (?:\w+ ){0,2}\w+(?:ed|ve|nt|t|ok)\b)")
"""*They freed 146 each, and Russia also gave back eight*: what is said of the first number is not said of the second."""
_ANOTHERS = re.compile(
    r", (?:with |some |about )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|a dozen|dozens)(?: [a-z]+){0,2} "
    r"(?=(?:from|on|by|for) each)"
)
"""*They swapped 42 captives, 20 from each side*: each side's is the second number."""
BOTH = keyed(
    r"\b(?:in all|altogether|both sides together|on the two sides together|counts? both sides|combined|in total on both sides|"
    r"of both sides|on both sides|from both sides|"
    r"the two (?:sides|countries) together)\b",
    re.I,
)


@record(frozen=True, slots=True)
class Roles:
    """``own``: the counted belong to whoever speaks or acts (*its servicemen*, *our people*). ``speaker``: to the speaker, whoever acts."""

    side: str | None = None
    by: str | None = None
    own: bool = False
    speaker: bool = False
    we: bool = False
    """The doer is *we*: the speaker."""
    pronoun: bool = False
    """The doer is *it* or *they*: whoever the story spoke of last."""


def roles(tree: Tree, reading: Reading, hit: Hit | None, actors: Sequence[ActorMention]) -> Roles:
    """Side and doer of a reading from its own sentence; None where it does not say."""
    by_token = _by_token(tree, actors)
    at = tree.top(reading.noun or reading.number.span)
    if at is None:
        return Roles()
    side = _beside(reading, actors) or _owner(tree, at, by_token)
    own, speaker = _possessive(tree, at)
    doer = _doer(tree, hit, by_token) if hit is not None and by_token else None
    if reading.measure == "intercepted" and doer is not None and doer == _attacker(tree, hit, by_token):
        side, doer = side or doer, None  # "downed in a Huthi attack": the attack's own
    pronoun = hit is not None and doer is None and _pronoun_does(tree, hit)
    source, goal = _ways(tree, hit.at if hit is not None else at, at, by_token) if by_token else (None, None)
    if pronoun:
        return Roles(side, source, own, speaker, pronoun=True)
    if doer is None and _we_do(tree, hit):
        return Roles(side, source, own, speaker, we=True)
    if reading.measure in _TRANSFERS:
        return _transfer(hit, side, doer, source, goal, own, speaker)
    if reading.measure in ("launched", "hit", "lost"):
        launcher = side or doer if hit is None or hit.trigger.agent != "side" else side
        return Roles(launcher, None, own and launcher is None, speaker)
    if hit is not None and hit.trigger.agent == "side":
        return Roles(side or doer, None, own, speaker)
    return Roles(side, doer if doer != side else None, own, speaker)


def _beside(reading: Reading, actors: Sequence[ActorMention]) -> str | None:
    """*14 Peruvian and nine Ecuadorian soldiers*: whose name stands right behind the number, though the noun is said once for both."""
    end = reading.number.span.end
    return next((actor.id for actor in actors if actor.form == "adjective" and actor.span.start == end + 1), None)


def launcher_of(tree: Tree, hit: Hit, actors: Sequence[ActorMention]) -> str | None:
    """Who does what the trigger says."""
    return _doer(tree, hit, _by_token(tree, actors))


def _transfer(hit: Hit | None, side: str | None, doer: str | None, source: str | None, goal: str | None, own: bool, speaker: bool) -> Roles:
    agent = hit.trigger.agent if hit is not None else None
    base = hit.trigger.base if hit is not None else ""
    if base in ("return", "repatriate") and doer and (side or goal) and doer not in (side, goal):
        return Roles(side or goal, doer)  # "El Salvador is repatriating 250 Venezuelans"
    if base == "return" and doer and source and source != doer and side is None and goal is None:
        return Roles(doer, source)  # "Ukraine has returned the bodies of 150 defenders from Russia"
    if agent == "by":
        return Roles(side or (goal if goal != doer else None), doer or source, own and side is None and doer is None, speaker)
    if agent == "side":
        receiver = side or doer or goal
        return Roles(receiver, source if source != receiver else None, own, speaker)
    return Roles(side or goal, source if source != side else None, own, speaker)


def _by_token(tree: Tree, actors: Sequence[ActorMention]) -> dict[int, str]:
    found: dict[int, str] = {}
    for actor in actors:
        if actor.form == "pronoun":
            continue
        for i in tree.tokens(actor.span):
            found.setdefault(i, actor.id)
    return found


def _owner(tree: Tree, at: int, by_token: dict[int, str]) -> str | None:
    """The party named in the counted's own phrase: *Russian soldiers*, *390 Ukrainians*, *citizens of Kenya*, *six of the Chadian
    captives*.
    """
    todo = [at] if by_token else []
    for _ in range(8):
        if not todo:
            return None
        i = todo.pop(0)
        if i in by_token:
            return by_token[i]
        for child in tree.children(i, *_OWNERS):
            if child in by_token:
                return by_token[child]
            todo.extend(c for c in (child,) if tree.dep[child] in ("amod", "compound", "nmod") and any(True for _ in tree.children(child)))
        for prep in tree.children(i, "prep"):
            if tree.lower[prep] == "of" and tree.lower[i] not in _HIRED:
                todo.extend(tree.children(prep, "pobj"))
    return next((found for other in tree.children(at, "conj") if (found := _of_owner(tree, other, by_token))), None)


def _of_owner(tree: Tree, noun: int, by_token: dict[int, str]) -> str | None:
    """*221 drones and two missiles of the Ukrainian army*: both are."""
    for prep in tree.children(noun, "prep"):
        if tree.lower[prep] == "of":
            return next((found for child in tree.children(prep, "pobj") if (found := _in_phrase(tree, child, by_token))), None)
    return None


def _possessive(tree: Tree, at: int) -> tuple[bool, bool]:
    words = set()
    todo = [at]
    for _ in range(6):
        if not todo:
            break
        i = todo.pop(0)
        words |= {tree.lower[c] for c in tree.children(i, "poss")}
        words.add(tree.lower[i] if tree.lower[i] in ("ours",) else "")
        for prep in tree.children(i, "prep"):
            if tree.lower[prep] == "of":
                todo.extend(tree.children(prep, "pobj"))
    return bool(words & _OWN), bool(words & _OWN_SPEAKER)


_STATES = frozenset({"death", "deaths", "fatality", "fatalities", "injury", "injuries", "dead", "drownings"})
"""Nouns of what became of people: nobody does them."""


def _doer(tree: Tree, hit: Hit, by_token: dict[int, str]) -> str | None:
    verb = hit.at
    if hit.trigger.kind == "noun" and hit.trigger.base in _STATES:
        return None  # "Philippine typhoon deaths": whose they are
    if hit.trigger.kind != "verb":
        return None if _COUNTED.search(hit.trigger.base) else _near_owner(tree, verb, by_token)
    if (accused := _accused(tree, verb)) is not None:
        return _in_phrase(tree, accused, by_token)
    if tree.is_passive(verb):
        agent = tree.agent(verb)
        if agent is None:  # "56 were killed and 158 injured by shelling": the agent is said once for both
            agent = next((found for other in tree.children(verb, "conj") if (found := tree.agent(other)) is not None), None)
        if agent is not None:
            return _in_phrase(tree, agent, by_token)
        verbs = (verb, *tree.children(verb, "conj"))
        return next((party for other in verbs if (party := _by_attack(tree, other, by_token)) is not None), None)
    if (beside := _right_before(tree, verb, by_token)) is not None:
        return beside
    subject = _who_attacked(tree, verb) or tree.subject(verb)
    if subject is not None and _ran_into(tree, verb):
        return None
    return _in_phrase(tree, _done_there(tree, subject, verb), by_token) if subject is not None else None


_ATTACKED = frozenset("ambushed attacked raided stormed bombed shelled targeted struck hit assaulted".split())
_TRAPS = frozenset("mine landmine bomb device explosive explosives ied".split())


def _who_attacked(tree: Tree, verb: int) -> int | None:
    """*Rebels ambushed soldiers who were on their way to market, killing ten*: those who attacked, and not the soldiers."""
    within = tree.head[verb]
    if tree.tag[verb] != "VBG" or tree.dep[verb] not in ("advcl", "acl"):
        return None
    for _ in range(_NESTED):
        if tree.dep[within] == "relcl":
            attacked = tree.head[within]
            while tree.dep[attacked] in ("pobj", "prep"):
                attacked = tree.head[attacked]
            of = tree.head[attacked]
            return tree.subject(of) if tree.dep[attacked] == "dobj" and tree.lower[of] in _ATTACKED else None
        if tree.head[within] == within:
            return None
        within = tree.head[within]
    return None


_NESTED = 6


def _ran_into(tree: Tree, verb: int) -> bool:
    """*A police truck hit a mine, killing four officers*: nobody in the truck did it."""
    main = tree.head[verb]
    return (
        tree.dep[verb] == "advcl"
        and tree.lower[main] in ("hit", "struck", "hits", "strikes")
        and any(tree.lower[child] in _TRAPS for child in tree.children(main, "dobj"))
    )


def _accused(tree: Tree, verb: int) -> int | None:
    """*They accused the army of killing 20*, *troops blamed for killing 20*, *accused the army of raiding a farm, killing 20*: the doer is
    whom the accusation names.
    """
    while tree.tag[verb] == "VBG" and tree.dep[verb] in ("advcl", "conj") and tree.tag[tree.head[verb]] == "VBG":
        verb = tree.head[verb]
    of = tree.head[verb]
    if tree.dep[verb] == "pcomp" and tree.lower[of] in ("of", "for"):
        charge = tree.head[of]
    elif tree.tag[verb] == "VBG" and tree.dep[verb] == "advcl" and _charges(tree, of):
        charge = of
    else:
        return None
    if not tree.lower[charge].startswith(("accus", "blam", "suspect", "convict", "charg")):
        return None
    named = next(tree.children(charge, "dobj"), None)
    return named if named is not None else tree.subject(charge)


def _charges(tree: Tree, verb: int) -> bool:
    """Whether a verb goes on with *of* or *for* and a deed, itself or behind its object: *accused the army of raiding*."""
    preps = [prep for at in (verb, *tree.children(verb, "dobj")) for prep in tree.children(at, "prep")]
    return any(tree.lower[prep] in ("of", "for") and any(True for _ in tree.children(prep, "pcomp")) for prep in preps)


def _done_there(tree: Tree, subject: int, verb: int) -> int:
    """*an attack in the Afghan capital that killed 24*: what killed is the attack, not the capital that the clause hangs on."""
    place = tree.head[subject]
    while tree.dep[verb] == "conj" and tree.is_verb(tree.head[verb]):
        verb = tree.head[verb]
    if tree.dep[verb] == "relcl" and tree.head[verb] == subject and tree.dep[subject] == "pobj" and tree.lower[place] in _WHERE:
        return tree.head[place]
    return subject


def _right_before(tree: Tree, verb: int, by_token: dict[int, str]) -> str | None:
    """*Hamas freed three hostages and Israel freed 183 prisoners*: a second clause whose subject the parser gives to the first."""
    i = verb - 1
    if i >= 0 and tree.tag[verb] == "JJ" and i in by_token:
        return by_token[i]  # "Houthis free 113 detainees"
    while i > 0 and (tree.tag[i] == "RB" or tree.lower[i] in ("has", "have", "had", "will")):
        i -= 1
    before = i - 1 - (i > 1 and tree.lower[i - 1] == "the")
    opens = before > 0 and tree.lower[before] in ("and", "while", "but", ";") and _is_apart(tree, before - 1, by_token)
    names, acts = tree.tag[i] in ("NNP", "NNPS", "NN", "NNS"), tree.tag[verb] in ("VBD", "VBN", "VB", "VBZ")
    return by_token.get(i) if opens and names and acts else None


def _is_apart(tree: Tree, i: int, by_token: dict[int, str]) -> bool:
    """Not *X and Y swapped*, but *went home to Ukraine and Russia received 185*."""
    return i not in by_token or (i > 0 and tree.lower[i - 1] in ("to", "from", "by"))


def _attacker(tree: Tree, hit: Hit | None, by_token: dict[int, str]) -> str | None:
    """The owner of the attack in which the passive trigger happens, where no agent is named."""
    if hit is None or hit.trigger.kind != "verb" or tree.agent(hit.at) is not None or tree.subject(hit.at) is None:
        return None
    if not (tree.is_passive(hit.at) or tree.tag[hit.at] == "VBN"):
        return None
    return _by_attack(tree, hit.at, by_token)


def _pronoun_does(tree: Tree, hit: Hit) -> bool:
    if hit.trigger.kind != "verb" or hit.trigger.agent is None or tree.is_passive(hit.at):
        return False
    subject = tree.subject(hit.at)
    if subject is not None and tree.lower[subject] == "they" and hit.trigger.base in SWAPS:
        return False  # "they exchanged 90 bodies": both did
    return subject is not None and tree.lower[subject] in ("it", "they")


def _we_do(tree: Tree, hit: Hit | None) -> bool:
    if hit is None or hit.trigger.kind != "verb":
        return False
    subject = tree.subject(hit.at)
    return subject is not None and tree.lower[subject] == "we"


def _near_owner(tree: Tree, noun: int, by_token: dict[int, str]) -> str | None:
    """*the release by Russia of 40*, *Russia's release of 40*."""
    for child in tree.children(noun, "poss", "amod", "compound"):
        if child in by_token:
            return by_token[child]
    for prep in tree.children(noun, "prep"):
        if tree.lower[prep] == "by":
            return next((found for child in tree.children(prep, "pobj") if (found := _in_phrase(tree, child, by_token))), None)
    return None


_ATTACKS = frozenset(
    "attack strike shelling raid bombardment assault barrage airstrike fire drone drones missile missiles shell "
    "shells bombing artillery campaign offensive operation invasion".split()
)


def _by_attack(tree: Tree, verb: int, by_token: dict[int, str]) -> str | None:
    """*were killed in a Russian attack*, *by Russian shelling*."""
    for prep in tree.children(verb, "prep", "agent"):
        for noun in tree.children(prep, "pobj"):
            if tree.lower[noun] in _ATTACKS:
                return _in_phrase(tree, noun, by_token)
    return None


_COUNTED = re.compile(r"toll|casualt|losses|\bdead\b|deaths?\b|fatalit|number|victims|wounded|injured")
"""*The Gaza toll*, *Pakistan's dead*: not counted by whom they name."""
_WHERE = frozenset({"in", "at", "near", "on", "over", "across", "during", "around"})


_BANDS = frozenset("pirates gang gangs kidnappers abductors captors smugglers traffickers robbers cartel cartels hijackers thieves".split())
BAND = re.compile(rf" (?:[a-z]+ )?(?:{'|'.join(sorted(_BANDS))})\b")
"""*Somali pirates*, *a Haitian gang*: no state's deed."""


def _in_phrase(tree: Tree, at: int, by_token: dict[int, str]) -> str | None:
    """The party a phrase names, its head first; relative clauses and where it is (*a storm in northern India*) are left out."""
    if at in by_token:
        return by_token[at]
    todo = [at]
    for _ in range(10):
        if not todo:
            return None
        i = todo.pop(0)
        joined = [c for c in tree.children(i, "poss", "appos", "conj", "prep", "pobj") if tree.lower[c] not in _WHERE]
        near = [] if tree.lower[i] in _BANDS else list(tree.children(i, "amod", "compound", "nmod"))
        near += joined
        for child in near:
            if child in by_token:
                return by_token[child]
            todo.append(child)
    return None


def _ways(tree: Tree, verb: int, noun: int, by_token: dict[int, str]) -> tuple[str | None, str | None]:
    """Where the counted come *from* and go *to*: *back from Russian captivity*, *handed over to Kiev*, *returned to Ukraine*."""
    source = None
    objects = list(tree.children(verb, "dative", "dobj"))
    given = (child for child in objects[:-1] if child in by_token)  # "gave China back the bodies of 40"
    goal = next((by_token[child] for child in given), None)
    for holder in (verb, noun):
        for prep in tree.children(holder, "prep", "dative", "advmod", "prt"):
            if tree.lower[prep] == "according":
                continue
            for inner in (prep, *tree.children(prep, "prep")):
                for target in tree.children(inner, "pobj"):
                    party = _in_phrase(tree, target, by_token) if tree.lower[target] not in _CRAFT else None
                    if party and tree.lower[inner] in _FROM:
                        source = source or party
                    elif party and (tree.lower[inner] in _TO or (tree.lower[inner] == "for" and tree.tag[holder] == "CD")):
                        goal = goal or party
    return source, goal


def each_side(text: str, start: int, end: int) -> bool:
    """Whether the number at ``start`` of the sentence holds for each side, by the words of its own clause."""
    left = max(text.rfind(";", 0, start), text.rfind(": ", 0, start), start - 90, -1) + 1
    left = max((clause.end() for clause in NEXT_CLAUSE.finditer(text, left, start)), default=left)
    right = min((i for i in (text.find(";", end), text.find(". ", end), end + 70) if i != -1), default=len(text))
    right = min(right, len(text))
    if (told := _ANOTHERS.search(text, end, right) or NEXT_CLAUSE.search(text, end)) is not None:
        right = min(right, told.start())
    return bool(EACH.search(text, left, right))


def both_sides(text: str) -> bool:
    return bool(BOTH.search(text))
