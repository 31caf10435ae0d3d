"""Whom the story blames for the attack it tells of, for those dead and hurt whose own sentence names no doer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention, Span
from services.extractor.passage import Passage
from services.extractor.story.fighters import is_nameless

_NOUN = (
    r"(?:air ?strikes?|air raids?|strikes?|attacks?|raids?|bomb(?:ing|ardment)s?|shelling|ambush(?:es)?|assaults?|"
    r"drone strikes?|aggressions?|incursions?|gunfire|blows?|barrages?|salvos?)"
)
_DEEDS = (
    r"(?:(?:bombed|bombarded|shelled|attacked|assaulted|raided|stormed|ambushed|opened fire|fired|blew up|carried out|carried off|"
    r"claimed|launched|unleashed|hurled|lobbed|pounded|sank|killed|massacred|slaughtered|shot(?! down)|"
    r"(?:hit|struck)(?! (?:an? |the )?(?:[a-z]+ )?(?:mine|landmine|bomb|device|explosive|IED)\b)|beheaded|"
    r"executed|targeted|detonated|rammed|set off|planted|overran|abducted|kidnapped)\b"
    r"|(?:used|employed|sent) (?=(?:[\w-]+ ){0,4}"
    r"(?:drones?|UAVs?|missiles?|rockets?|warplanes|jets|troops|tanks|bombs?|mortars?|shells|gas)\b))"
)
_DOES = re.compile(
    r"(?:'s|')?(?: (?:forces?|troops|soldiers|police|jets?|warplanes?|planes?|aircraft|helicopters?|gunships|drones?|tanks|artillery|"
    rf"snipers|fighters|militants|insurgents|rebels|gunmen|army|military|navy|has|have|had|also)){{0,3}} {_DEEDS}",
    re.I,
)
_MOVEMENT_DOES = re.compile(
    rf"(?:'s|')?(?: (?!(?:said|says|was|were|been|being|is|are|that|which|whom|by|when|after|and)\b)[a-z-]+){{0,4}} {_DEEDS}"
)
"""*Suicide bombers of the group struck*, *the rebels later opened fire*: a state does not do all that is done by its people."""
_WHERE = re.compile(
    r"\b(?:in|near|across|over|through|off|around|within|outside|of|between|and|(?:south|north|east|west|central)[a-z-]*)(?: the)? \Z", re.I
)
"""*A landslide in Nepal killed eight*."""
_STRIKES = re.compile(
    r"(?: (?:militants|rebels|fighters|gunmen|insurgents|troops|forces))? "
    r"(?:kills?|strikes|bombs|shells|hits|pounds|raids|ambush(?:es)?|abducts?|kidnaps?)\b"
)
"""In headlines."""
_CLAIM = (
    r"\b(claim(?:s|ed|ing)? (?:responsibility|the|credit)|(?:took|takes|taking|admitted) responsibility|"
    r"(?:it|they) (?:had )?(?:carried out|staged|was behind|were behind))\b"
)
_CLAIMED_AT_ALL = keyed(_CLAIM, re.I)
_CLAIMS = re.compile(rf"[^.;]{{0,60}}?{_CLAIM}", re.I)
_ASIDE = re.compile(r",[^,.;]{1,60},")
_MEANS = (
    r"(?:air|aerial|drone|missile|rocket|army|artillery|mortar|tank|naval|ground|helicopter|police|military|"
    r"cross-border|retaliatory|reprisal|revenge|overnight|night|dawn|deadly|latest|new|"
    r"fresh|massive|major|alleged|suspected|apparent|reported|further|more|joint)"
)
_OWNS = re.compile(rf"(?:'s|')?(?: [a-z-]+)? {_NOUN}\b", re.I)
_STATE_OWNS = re.compile(rf"(?:'s|')?(?: {_MEANS})? {_NOUN}\b", re.I)
"""*A Kenyan mall attack*, *the Iraqi market bombing*, *Chad suicide attack* were in the country; *an Israeli drone strike* was by it."""
_BEFORE = keyed(
    rf"(?:\b{_NOUN}\b[^.,;]{{0,40}} (?:by|claimed by|blamed on)|\bblam(?:ed|es|ing|e)(?: on)?|\b(?:carried out|launched|fired|sent|laid|"
    r"staged|claimed) by|\bbelong(?:ed|ing|s)? to|\bbelieved to be(?: members of| fighters of)?|\bsuspected(?: to be)?|"
    r"\battributed to|"
    r"\b(?:killed|wounded|injured|shot|shot dead|hit|attacked|bombed|shelled|ambushed|beheaded|executed|massacred) by|"
    r"\bat the hands of|\bseized by|\bheld by|\bkidnapped by|\babducted by)(?: the)?"
    r"(?: dissidents? (?:of|from)(?: the)?)?(?: [A-Z][\w'-]{1,20}(?:'s|-(?:linked|affiliated|allied|backed|inspired|based|aligned)))?"
    r"(?: [a-z'-]+){0,2} \Z",
    re.I,
)
_LINKED = re.compile(r"'s [a-z-]*[A-Z]")
"""*Yemen's Houthis*: others did it."""
_ACCUSED = re.compile(r"\baccus(?:ed|es|ing)(?: the)?(?: [a-z'-]+)? \Z", re.I)
_OF_IT = re.compile(
    r"[^.;]{0,20} of (?:the (?:act|attack|crime|killing|abduction|kidnapping)|being behind|carrying out|staging|killing|kidnapping|"
    r"abducting|bombing|shelling|attacking|launching|firing|striking|targeting)",
    re.I,
)
ABDUCTIONS = keyed(r"\b(?:abduct|kidnap|hostage|carried off|captors|seized by|gunmen (?:took|seized)|snatched (?:by|from))", re.I)
_LEADING = 3
"""Sentences with which a story says what it tells of."""
_CLAIMED = 3
"""What it weighs that an armed group owns up to the attack."""
_LEAST = 2
"""How many times as often as the next one the blamed must be blamed."""


class Blame(NamedTuple):
    """``blamed``: the one party that the story says attacked; ``claimed``: the one armed group that owns up to an attack."""

    blamed: str | None
    claimed: str | None


def find_blame(passages: Sequence[Passage], bank: Bank) -> Blame:
    """Whom the story blames, nobody where it names several. A group that claims the attack weighs most.

    *Myanmar airstrike* is a strike in Myanmar, *Russian airstrike* one by Russia. In a story of abductions it is no state: troops
    storm to rescue.
    """
    abductions = leads_with_abductions(passages)
    named: Counter[str] = Counter()
    claiming: set[str] = set()
    for passage in passages:
        for party, weight in _blamed(passage, bank):
            if weight == _CLAIMED:
                claiming.add(party)
            if not (abductions and party.isupper()):
                named[party] += weight
    claimed = next(iter(claiming)) if len(claiming) == 1 else None
    ranked = named.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _LEAST * ranked[1][1]):
        return Blame(None, claimed)
    return Blame(ranked[0][0], claimed)


def leads_with_abductions(passages: Sequence[Passage]) -> bool:
    """Whether the story's headline or its first sentences tell of people carried off; hostages of a war's first day are background."""
    body = [passage for passage in passages if passage.sentence.kind != "headline"]
    headlines = (passage for passage in passages if passage.sentence.kind == "headline")
    return any(ABDUCTIONS.search(passage.sentence.text) for passage in (*headlines, *body[:_LEADING]))


def blamed_in(passage: Passage, bank: Bank, *, states: bool = True, nameless: bool = False, number: Span | None = None) -> str | None:
    """The one party that the sentence itself blames; no state unless ``states``; with ``nameless`` a word for fighters too (*gunmen*).

    Who opened the war in which the people of ``number`` came to harm has not harmed them: *900 have died since the war began when the
    rebels attacked the capital*.
    """
    opened = _WAR_OPENED.search(passage.sentence.text, passage.local(number).end) if number is not None else None
    if opened is not None:
        passage = passage.with_(actors=tuple(a for a in passage.actors if passage.local(a.span).start < opened.end()))
    parties = {party for party, _ in _blamed(passage, bank, nameless=nameless) if states or not party.isupper()}
    return next(iter(parties)) if len(parties) == 1 else None


_WAR_OPENED = keyed(
    r"\b(?:war|conflict|fighting|hostilities) (?:that )?(?:first )?"
    r"(?:began|started|erupted|broke out|was (?:triggered|sparked|set off|ignited))(?: (?:in|on) [^.,;]{1,24}?)?,? "
    r"(?:when|after|by|with)\b",
    re.I,
)


def _blamed(passage: Passage, bank: Bank, *, nameless: bool = False) -> Iterator[tuple[str, int]]:
    """Each party that the sentence blames, and what that weighs."""
    text = passage.sentence.text
    for actor in passage.actors:
        known = bank.parties.get(actor.id)
        if (
            actor.form == "pronoun"
            or _LINKED.match(text, passage.local(actor.span).end) is not None
            or (known is not None and known.country is None and not known.armed)
            or (is_nameless(actor.id, bank) and not nameless)
        ):
            continue
        local, movement = passage.local(actor.span), not actor.id.isupper()
        if actor.form != "body" and _claims(passage, actor):
            yield actor.id, _CLAIMED if movement else 1
            continue
        done = (_MOVEMENT_DOES if movement or actor.form == "body" else _DOES).match(text, local.end) is not None
        done = done and (movement or actor.form != "name" or _WHERE.search(text[max(0, local.start - 24) : local.start]) is None)
        done = done or (actor.form != "body" and passage.sentence.kind == "headline" and _STRIKES.match(text, local.end) is not None)
        own = movement or actor.form == "adjective" or text.startswith("'", local.end)
        accused = _ACCUSED.search(text[max(0, local.start - 40) : local.start]) is not None and _OF_IT.match(text, local.end) is not None
        if (
            done
            or accused
            or (actor.form != "body" and own and (_OWNS if movement else _STATE_OWNS).match(text, local.end))
            or _BEFORE.search(text, max(0, local.start - 80), local.start)
        ):
            yield actor.id, 1


def _claims(passage: Passage, actor: ActorMention) -> bool:
    """Whether the party claims the attack: no other one stands nearer to the verb, unless as an aside between commas."""
    text, local = passage.sentence.text, passage.local(actor.span)
    claim = _CLAIMS.match(text, local.end) if _CLAIMED_AT_ALL.search(text) is not None else None
    if claim is None:
        return False
    start = local.end + (text[max(0, local.start - 2) : local.start] == ", " and text[local.end : local.end + 2] == ", ")
    asides = [(m.start(), m.end()) for m in _ASIDE.finditer(text, start, claim.start(1))]
    left = sum(text.count(",", *aside) for aside in asides) == text.count(",", start, claim.start(1))
    between = (passage.local(a.span).start for a in passage.actors if a.form != "pronoun" and a.span.start >= actor.span.end)
    return left and not any(at < claim.start(1) and not any(start <= at < end for start, end in asides) for at in between)


_ACCUSED_OF = re.compile(
    r"\b(?:(?:links?|ties?|connections?|contacts?|membership|loyalty|allegiance|affiliations?|sympath(?:y|ies)|support)"
    r"|belonging|linked|tied|connected|affiliated|loyal|(?:members?|supporters?|sympathi[sz]ers?|followers?)) "
    r"(?:to|with|of|for|in|from)(?: the)?(?: (?:militant |jihadist |extremist |banned )?(?:group|movement|network))? \Z"
)
"""*Detained over suspected ties to the movement*: whom it is said of, and not who did it."""


def is_accusation(passage: Passage, party: str) -> bool:
    """Whether the sentence names the party only as what those detained are suspected of: it has not taken them."""
    named = [actor for actor in passage.actors if actor.id == party and actor.form != "pronoun"]
    base = passage.sentence.span.start
    return bool(named) and all(_ACCUSED_OF.search(passage.sentence.text, 0, actor.span.start - base) for actor in named)
