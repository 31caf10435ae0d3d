"""Who denies what another says.

What somebody asserts and another denies has happened as far as the story tells, with ``denied_by``; what is only rejected is denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.figure import Claimant
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import ClaimantMention
from services.extractor.passage import Passage

_DENIES = r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es?|ed)|disput(?:es?|ed)|contest(?:s|ed))"
_CLAIM = r"(?:reports?|claims?|accusations?|allegations?|statements?|assertions?|accounts?|figures?|charges?)"
_NAME = r"[A-Z][\w.’'-]{0,24}(?: [A-Z][\w.’'-]{0,24}){0,3}"
_OWNED = re.compile(
    rf"\b{_DENIES} (?:as \w+ )?(?:(?:a|an|the|both|all) )?(?:(?P<owner>{_NAME}?)(?:['’]s?)? {_CLAIM}|"
    rf"{_CLAIM} (?:by|from|of) (?:the )?(?P<by>{_NAME}))\b[^.;]{{0,80}}\Z"
)
"""*denied a U.N. report that the rebels had executed ...*: the report asserts it. Rumours and *reports* of nobody assert nothing."""
_ANSWERS = keyed(
    rf"\b{_DENIES} (?:(?:this|it|that)\b(?! a )|(?:the|this|that|these|those|any|all) (?:\w+ )?(?:{_CLAIM}|toll|number|count)\b|"
    r"responsibility|involvement|having|that (?:any|a single|it|its|one)\b|any )"
    rf"|\bcall(?:s|ed) (?:the|this|that) (?:{_CLAIM}|toll|number|count)[^.;]{{0,30}}\b(?:false|fantasy|fabricat\w+|"
    r"baseless|untrue|lie|lies|invented|nonsense|exaggerated|propaganda|groundless)\b",
    re.IGNORECASE,
)
_RESPONSIBILITY = re.compile(r"\b(?:responsibility|involvement)\b", re.IGNORECASE)
_ASIDE = keyed(
    rf",? (?:a|an) (?:{_CLAIM}|number|toll|count) (?:that )?(?P<who>[A-Z][\w’'-]{{1,24}}(?: [\w’'-]{{1,24}}){{0,3}}?) "
    rf"(?:has |have |had )?{_DENIES}\b",
)
"""*..., a claim Islamabad denied*."""
_NEAR_SENTENCES = 2
_MAX_NAME = 60


def settle_denials(facts: Sequence[Fact], passages: Sequence[Passage]) -> list[Fact]:
    """The facts with whom their denials name: the asserter as claimant and the denier, where both are in the story."""
    by_index = {passage.sentence.index: passage for passage in passages}
    settled = [_asserted(fact, by_index[fact.sentence.index]) for fact in facts]
    for passage in passages:
        for i in _targets(passage, settled):
            denier = _denier(passage, settled[i])
            if denier is not None and settled[i].denied_by is None:
                settled[i] = settled[i].with_(denied_by=denier)
    for denied in [fact for fact in settled if fact.status == "denied"]:
        denier = denied.claimant.name if denied.claimant is not None else None
        settled = [fact.with_(denied_by=denier) if denier and _denies(denied, fact, denier) else fact for fact in settled]
    return settled


def _asserted(fact: Fact, passage: Passage) -> Fact:
    """A denied figure that its sentence lets another assert."""
    if fact.status != "denied" or fact.claimant is None:
        return fact
    match = _OWNED.search(fact.sentence.text[: fact.span.start - fact.sentence.span.start])
    owner = (match["owner"] or match["by"]) if match else None
    if match is None or not owner:
        return fact
    if fact.claimant.name in match[0]:
        return fact.with_(status="happened", denied_by=_first_named(passage, match.start() + fact.sentence.span.start))
    noun = match[0].split(owner, 1)[1].strip().split()[:1] if match["owner"] else []
    name = " ".join([owner.removesuffix("'s").removesuffix("’s"), *noun]) if noun and noun[0] != "'s" else owner
    return fact.with_(status="happened", claimant=Claimant(name=name[:_MAX_NAME], role="third_party"), denied_by=fact.claimant.name)


def _first_named(passage: Passage, before: int) -> str | None:
    """Who denies, by what stands before the denial: a speaker, else a party."""
    named = [claimant.name for claimant in passage.claimants if claimant.span.end <= before]
    acting = [passage.between(actor.span.start, actor.span.end) for actor in passage.actors if actor.span.end <= before]
    return next(iter((*named, *acting)), None)


def _targets(passage: Passage, facts: Sequence[Fact]) -> list[int]:
    """What the sentence answers: figures it tells itself before the denial, else those of another's last claim before it."""
    text = passage.sentence.text
    aside = _ASIDE.search(text)
    if aside is not None:
        return [i for i, fact in enumerate(facts) if _is_in(fact, passage) and fact.span.end <= aside.start() + passage.sentence.span.start]
    answer = _ANSWERS.search(text)
    if answer is None or _RESPONSIBILITY.search(answer[0]):
        return []
    at = answer.start() + passage.sentence.span.start
    before = [
        i
        for i, fact in enumerate(facts)
        if fact.claimant is not None
        and fact.status == "happened"
        and fact.sentence.kind != "headline"
        and fact.span.end <= at
        and 0 <= passage.sentence.index - fact.sentence.index <= _NEAR_SENTENCES
        and fact.sentence.entry == passage.sentence.entry
    ]
    last = facts[before[-1]].sentence.index if before else None
    return [i for i in before if facts[i].sentence.index == last]


def _is_in(fact: Fact, passage: Passage) -> bool:
    return fact.sentence.index == passage.sentence.index and fact.status == "happened"


def _denier(passage: Passage, fact: Fact) -> str | None:
    """Whoever the denying sentence names as speaking, if it is not the one who claims the figure."""
    aside = _ASIDE.search(passage.sentence.text)
    if aside is not None:
        return aside["who"]
    claimant = fact.claimant.name if fact.claimant is not None else None
    ranked: list[ClaimantMention] = sorted(passage.claimants, key=lambda c: c.said != "denies")
    named = [c.name for c in ranked if c.name != claimant]
    if named:
        return named[0]
    acting = [actor for actor in passage.actors if actor.form not in ("pronoun", "adjective", "people")]
    return passage.between(acting[0].span.start, acting[0].span.end) if acting else None


def _denies(denied: Fact, fact: Fact, denier: str) -> bool:
    """The same number, which another says has happened."""
    one, other = denied.reading, fact.reading
    return (
        fact.status == "happened"
        and fact.denied_by is None
        and (one.measure, one.unit) == (other.measure, other.unit)
        and one.number.low > 0
        and (one.number.low, one.number.high) == (other.number.low, other.number.high)
        and fact.claimant is not None
        and fact.claimant.name != denier
    )
