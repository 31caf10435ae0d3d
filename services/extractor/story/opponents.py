"""The two sides of a story: of its exchange, of its war."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from services.extractor.bank import Bank, alternation
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention
from services.extractor.passage import Passage
from services.extractor.readers.roles import BAND
from services.extractor.story.fighters import NONDESCRIPT
from services.extractor.story.sides import said_by

HEADLINE_WEIGHT = 3
"""How many times as much as in the body a name in the headline tells."""
_ORGANS = (
    r"(?:army|military|government|security forces|air force|armed forces|junta|authorities|regime|troops|forces|soldiers|police|president|"
    r"cabinet|(?:interior|defen[cs]e) minist(?:ry|er))"
)
_STATE = re.compile(
    r"\b[Tt]he (?:country's |country’s )?(?:army|military|government|security forces|air force|armed forces|junta|authorities)\b"
    r"|\b(?:[Gg]overnment|[Aa]rmy|[Ss]tate|[Rr]egime) (?:forces|troops|soldiers|negotiators?|prisoners|spokes(?:man|woman|person)|side)\b"
    r"|\A(?:Government|Army|Military|Junta|Regime)(?:,| and| frees?| releases?| swaps?| exchanges?| lets?| hands?) "
)
_ACTS = re.compile(rf"(?:'s?|’s?)?(?: (?:federal|national|central|transitional|interim))? {_ORGANS}\b")
"""*The Afghan government*, *Nigerian troops*: a state at work, and not only the country that a movement is of."""
_ENDS = re.compile(r"[,.;)]|\Z")
_HELD_IN = re.compile(r"\b(?:jails?|prisons?|camps?|cells|custody|captivity|held|jailed|imprisoned|detained) in (?:the )?\Z")
"""*Camps and jails in Serbia*: who holds people is a side."""
_WHERE = re.compile(
    r"\b(?:(?:in|over|near|via|through|around|inside|across)|(?:war|control|region|conflict) (?:of|for)|"
    r"borders? with|bordering|neighbou?r(?:ing|s)|(?:north|south|east|west)[a-z]* of|"
    r"(?:fled|fleeing|escaped|withdrew|retreated)(?: back)? (?:to|into|towards?)|"
    r"c[ao]me (?:over )?from|(?:spread|spilled|spilt) (?:over )?from) (?:the )?\Z"
)
_WHERE_AFTER = re.compile(r" (?:region|conflict|war|dispute|enclave|border|frontier|fighting)\b")
_FRONTIER = re.compile(
    r" (?:border|frontier|side of the border|soil|territory|waters|airspace|capital|city|town|port|airport|coast|island|resort|village)\b"
)
"""*Near the Thai border*, *at an airport outside the Austrian capital*."""
_JAILS = re.compile(r" (?:jails?|prisons?|cells|camps?)\b")
_AND = re.compile(r" and \Z")
_MIN_SHARE = 0.2
"""A second side must be named at least so often as this share of the first: Belarus, where a swap took place, is none."""


_FORCES = r"(?:troops|forces|soldiers|police|army|armies|warplanes|commandos|navy|rescuers)"
_JOINT = keyed(rf"(?: and|,) [^\n]{{1,60}}? {_FORCES}\b")
"""The forces of two that may be named together."""

_MANY, _LEAST_OF_MANY = 4, 2
"""So many states, the last of them named half as often as the second: a swap of many parties has no two sides."""


def two_sides(
    passages: Sequence[Passage], bank: Bank, between: frozenset[str], *, land: str | None = None, with_places: bool = False
) -> tuple[str, ...]:
    """The two parties named most in ``passages``; () where no second one stands out. Those ``between`` are never a side.

    Whoever acts is named; those freed are only described (*two Chinese engineers*), which counts half.
    ``land``: whose *the army* and *the government* are, in the story of an armed party.
    ``with_places``: a country whose towns are struck is named too. Where an exchange took place says nothing of its sides.
    """
    named: Counter[str] = Counter()
    acting: Counter[str] = Counter()
    for passage in passages:
        weight = HEADLINE_WEIGHT if passage.sentence.kind == "headline" else 1
        actors = [
            actor for actor in passage.actors if actor.form != "pronoun" and actor.id not in NONDESCRIPT and not _is_where(passage, actor)
        ]
        for party in dict.fromkeys(actor.id for actor in actors):
            if party not in between:
                named[party] += weight * (2 if any(a.id == party and a.form not in ("adjective", "people") for a in actors) else 1)
        acting.update(dict.fromkeys({actor.id for actor in actors if _acts(passage, actor)}, 2 * weight))
        if land is not None and _STATE.search(passage.sentence.text):
            named[land] += weight
            acting[land] += weight
        if with_places:
            named.update({p.country for p in passage.places if p.country and p.country not in between and p.kind != "country"})
    for party in [party for party in named if party != land and _only_speaks(party, passages)]:
        del named[party]
    _fold_countries(named, acting, bank)
    for giver, weight in _givers(passages).items():
        if giver in named and giver not in between:
            named[giver] += weight
    ranked = named.most_common(4)
    if (
        len(ranked) < 2
        or (len(ranked) == _MANY and _LEAST_OF_MANY * ranked[-1][1] >= ranked[1][1] and all(party.isupper() for party, _ in ranked))
        or ranked[1][1] < _MIN_SHARE * ranked[0][1]
        or (len(ranked) >= 3 and ranked[1][1] == ranked[2][1] and ranked[1][1] == 1)
    ):
        return ()
    pair = (ranked[0][0], ranked[1][0])
    return () if _are_allies(pair, passages, bank) else tuple(sorted(pair))


def _givers(passages: Sequence[Passage]) -> Counter[str]:
    """Whoever lets go is a side, however little it is named: *Belarus freed 52 after the United States lifted sanctions*."""
    given: Counter[str] = Counter()
    for passage in passages:
        freed = (r for r in passage.readings if r.measure == "released" and r.trigger is not None)
        givers = {giver for reading in freed if (giver := said_by(passage, reading, None).by) is not None and giver not in NONDESCRIPT}
        given.update(dict.fromkeys(givers, HEADLINE_WEIGHT if passage.sentence.kind == "headline" else 1))
    return given


def are_told_together(pair: Sequence[str], passages: Sequence[Passage]) -> bool:
    """Whether some paragraph tells of both states: two items of a digest, or the scenes of two disasters, have no war with each other."""
    told: defaultdict[int, set[str | None]] = defaultdict(set)
    for passage in passages:
        named = (*(actor.id for actor in passage.actors), *(place.country for place in passage.places))
        told[passage.sentence.paragraph].update(named)
    return any(told_of.issuperset(pair) for told_of in told.values())


def _is_where(passage: Passage, actor: ActorMention) -> bool:
    """*in the Emirates*, *the Nagorno-Karabakh conflict*: where it happened, not who did it."""
    after = passage.between(actor.span.end, actor.span.end + 14)
    if passage.between(actor.span.start - 3, actor.span.start) == "ex-":
        return True  # "thousands including ex-UK envoy"
    if _JAILS.match(after) and _AND.search(passage.between(actor.span.start - 5, actor.span.start)):
        return True  # "held in Chadian and U.S. jails"
    if actor.form != "name":
        return actor.form == "adjective" and (_FRONTIER.match(after) is not None or BAND.match(after) is not None)
    town = (place for place in passage.places if place.country == actor.id and place.span.end == actor.span.start - len(", "))
    if _ENDS.match(after) and any(True for _ in town):
        return True  # "at an airport in Vienna, Austria"
    before = passage.between(actor.span.start - 28, actor.span.start)
    where = _WHERE.search(before) is not None and _HELD_IN.search(before) is None
    return where or _WHERE_AFTER.match(after) is not None


def _only_speaks(party: str, passages: Sequence[Passage]) -> bool:
    """Whether the story takes the party's word and tells no more of it: *by U.S. estimates*."""
    told = any(a.id == party and not any(a.span in c.span for c in p.claimants) for p in passages for a in p.actors)
    return not told and not any(place.country == party for passage in passages for place in passage.places)


def _acts(passage: Passage, actor: ActorMention) -> bool:
    """Whether a state itself does something: *Kabul frees 900*, *Nigerian troops*; not *Yemen's Houthi movement*, *Palestinians*."""
    if actor.form in ("capital", "body"):
        return True
    if actor.form == "people" or any(0 <= other.span.start - actor.span.end <= _OWNED for other in passage.actors):
        return False
    return actor.form == "name" or _ACTS.match(passage.between(actor.span.end, actor.span.end + 50)) is not None


_OWNED = 3
"""Characters between a country and its movement: *'s*."""


def _fold_countries(named: Counter[str], acting: Counter[str], bank: Bank) -> None:
    """*Yemen's Houthi movement* against a third party is one side, not two: the group's, with its country's mentions. A country that acts
    as often as any third party is named is the movement's foe.
    """
    for party in list(named):
        known = bank.parties.get(party)
        country = known.country if known is not None and not known.is_state else None
        if country is None or country not in named or len(named) <= 2 or named[party] < named[country]:
            continue
        third = max(times for other, times in named.items() if other not in (party, country))
        if acting[country] < third:
            named[party] += named.pop(country)
        else:
            named[country] = max(named[country], third + 1)


def _are_allies(pair: tuple[str, str], passages: Sequence[Passage], bank: Bank) -> bool:
    """*Mozambican and Rwandan troops* fight side by side."""
    words = [[alias.text for alias in bank.aliases_of.get(party, ()) if alias.form in ("adjective", "name")] for party in pair]
    if not all(words):
        return False
    beside = [text for passage in passages if _JOINT.search(text := passage.sentence.text)]
    beside = [text for text in beside if all(any(word in text for word in texts) for texts in words)]
    if not beside:
        return False  # as in nearly all stories: the expression for the two is not made
    one, other = (alternation(texts) for texts in words)
    joint = re.compile(
        rf"\b(?:(?:{one})(?: and|,) (?:{other})|(?:{other})(?: and|,) (?:{one})) {_FORCES}\b(?!(?: [a-z]+){{0,3}} "
        rf"(?:fought|fight|fighting|clash|clashed|clashing|exchang|traded|trading|battl|skirmish))"
    )
    return any(joint.search(text) for text in beside)
