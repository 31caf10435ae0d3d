"""English inflection by rule, for the words of the bank: irregular ones are listed in ``irregular.yaml`` and in the noun lines.

>>> verb_forms("kill", {})
('kill', 'kills', 'killed', 'killing')
>>> verb_forms("shoot down", {"shoot": ("shot", "shot")})
('shoot down', 'shoots down', 'shot down', 'shooting down')
>>> plural("fishery"), plural("marine"), plural("prisoner of war/prisoners of war")
('fisheries', 'marines', 'prisoners of war')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

_VOWELS = "aeiou"


def verb_forms(base: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All forms of ``base``, whose first word is the verb, without repeats: base, third person, past, participle, -ing.

    ``irregular`` gives past and participle of verbs that do not follow the rule; a doubled consonant there doubles in -ing too.
    """
    verb, _, rest = base.partition(" ")
    past = irregular.get(verb, (_past(verb),))
    doubled = any(form == verb + verb[-1] + "ed" for form in past)
    forms = (verb, _third_person(verb), *past, _present_participle(verb, doubled))
    return tuple(dict.fromkeys(f"{form} {rest}".strip() for form in forms))


def alternatives(phrase: str) -> Iterator[str]:
    """The phrases that ``phrase`` stands for: words joined by a bar may each stand in that place, and so may what brackets hold, be it
    several words or none.

    >>> list(alternatives("suffer|sustain minor injuries|burns"))
    ['suffer minor injuries', 'suffer minor burns', 'sustain minor injuries', 'sustain minor burns']
    >>> list(alternatives("take to (the |)shelters"))
    ['take to the shelters', 'take to shelters']
    """
    parts = re.split(r"[()]", phrase)
    for chosen in product(*(part.split("|") if at % 2 else [part] for at, part in enumerate(parts))):
        yield from (" ".join(words) for words in product(*(word.split("|") for word in "".join(chosen).split())))


def singular(noun: str) -> str:
    """``noun`` as listed: the part before the slash."""
    return noun.partition("/")[0]


def plural(noun: str) -> str:
    """The plural of ``noun``: what follows a slash, else by rule on its last word."""
    one, slash, many = noun.partition("/")
    if slash:
        return many
    if one.endswith("y") and one[-2] not in _VOWELS:
        return one[:-1] + "ies"
    if one.endswith(("s", "x", "ch", "sh")):
        return one + "es"
    return one + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _third_person(verb: str) -> str:
    if verb in ("be", "have"):
        return {"be": "is", "have": "has"}[verb]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "go", "do")) else "s")


def _present_participle(verb: str, doubled: bool) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe")) and verb != "be":
        return verb[:-1] + "ing"
    if doubled or verb in _DOUBLED:
        return verb + verb[-1] + "ing"
    return verb + "ing"


_DOUBLED = frozenset({"get", "let", "set", "hit", "cut", "put", "run", "win", "dig", "shut", "swim", "split"})
"""Irregular verbs whose past does not show that they double their last consonant."""
