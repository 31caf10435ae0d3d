"""The subject of a verb of saying that stands before it, whatever clauses stand between, and whom a sentence is about.

*Oleh Kiper, the regional head, said*; *a doctor at the clinic where the hurt were treated said*.
"""

from __future__ import annotations

import re
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.model import Span
from services.extractor.speakers import MASK, PRONOUNS, Speaker, speaker

REACH = 400
"""Characters before a verb in which its subject is looked for: longer subjects are no names, and hostile text must not cost its square."""
_INITIALS = re.compile(r"\.(?:(?<=\b[A-Z]\.)|(?<=[ap]\.m\.)|(?<=\b[ap]\.)(?=m))")
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
WHEN = rf"(?:(?:on|late|early|earlier|later|last|this|at) )?(?:the )?(?:{WEEKDAY}|yesterday|today|tonight|overnight|same day|morning)"
_BETWEEN = re.compile(
    rf",? (?:{WHEN}|also|then|now|here|there|first|at first|so far|in turn|meanwhile|since|"
    r"later|earlier|again|already|still|even|immediately|repeatedly|has|have|had|did|does|do|is|was|were|not|"
    r"never|could|can|cannot|would|will|only|initially|originally|previously|subsequently|separately|"
    r"in a statement|in its [^,]{1,30}|in a separate \w+|"
    r"for (?:his|her|its|their) part|in an? (?:\w+ ){0,2}(?:statement|report|post|address|bulletin|message|video|interview)),?\Z"
)
"""What may stand between subject and verb."""
_BOUNDARY = re.compile(
    r"[.;:!?\"\u201c\u201d()\u2022]\s+|\s(?:--|\u2014|\u2013|-)\s|"
    r",[\"\u201d\u2019']?\s+(?:(?:and|but|while|whereas|though|although|as|with|after|before|since|because|when|where|that|which|if)\s+)?|"
    r"\s(?:but|while|whereas|although|because|when|where|that|which|whom|what|after|before|if|as|than)\s|\A\s*|[\"\u201c\u201d]"
)
"""Where a subject may begin."""
_ACRONYM = re.compile(r"\s\([A-Z][\w.&\u2024-]{1,14}\)\Z")
_WHO = re.compile(r",\s+(?:who|which)\s[^,]{1,120}\Z")
_THAT = re.compile(r"\s(?:that|who|which|where|when)\s\Z")
_OPENING = re.compile(
    r"\W{0,3}((?:[\w\u2019'\u2024.-]+ ){0,5}?[\w\u2019'\u2024.-]+)(?: \([A-Z][\w&-]{1,14}\))?(?:, [^,]{3,60},)? "
    r"(?:has|have|had|was|were|is|are|will|would|took|held|led|sent|began|made|gave|went|left|stuck|put|fired|shot|[a-z]{2,}(?:ed|s))\b"
)
"""A sentence's first words up to its verb."""
_GOVERNED = re.compile(r"\b(?:from|by|of|with|to|for|[a-z]+ed) (?:the |an? )?(?=[\w\u2019' -]{3,60}\Z)")
"""*comments from the minister, who said*."""
_DESCRIBES = re.compile(r"(?:an?|the|who|its|his|her) ")
_PERSON = re.compile(r"[A-Z][\w\u2019'.-]+(?: [A-Z][\w\u2019'.-]+){1,4}, ")
_PERSON_DESCRIBED = re.compile(rf"{_PERSON.pattern}(?=[a-z])(?!(?:the|an?|in|on|at|from) )[^,.;:\"\u201c\u201d]{{3,160}}\Z")
_RELATIVE = re.compile(r"(?:who|which|whose|speaking|asking|citing|quoting|reached|himself|herself|carried|through|via)\b")


def subject_before(text: str, verb: int, bank: Bank, *, loose: bool) -> Speaker | None:
    """The subject that ends where the verb begins, over adverbs and times."""
    end = verb
    for _ in range(4):
        tail = text[max(0, end - 60) : end].rstrip()
        match = _BETWEEN.search(tail)
        if match is None:
            break
        end = max(0, end - 60) + match.start()
    end = len(text[:end].rstrip())
    if (acronym := _ACRONYM.search(text[max(0, end - 20) : end])) is not None:
        end -= acronym.end() - acronym.start()
    if end == 0:
        return None
    if (relative := re.search(r",? (?:who|which)\Z", text[:end])) is not None:
        end = relative.start()
    apposed = text[end - 1 : end] in (",", "\u2014")
    if apposed and (relative := _WHO.search(text[max(0, end - REACH) : end - 1])) is not None:
        end, apposed = max(0, end - REACH) + relative.start(), False  # "Qatar, which acted as a mediator, said"
    stop = end - 1 if apposed else end
    starts = [match.end() for match in _BOUNDARY.finditer(text, max(0, stop - REACH), stop) if match.end() < stop]
    if not starts:
        return None
    if not apposed:
        found = speaker(text, _after_and(text, Span(starts[-1], stop), bank), bank, known=loose)
        pronoun = found is not None and text[found.span.start : found.span.end].lower() in PRONOUNS
        if (found is None or not found.name) and relative is not None:
            return _governed(text, stop, bank) or found
        if (found is None or not found.name) and not pronoun and len(starts) > 1:
            return _restricted(text, starts, bank) or found
        return _with_others(text, starts, found, bank)
    return _apposed(text, starts, stop, bank, known=loose)


def _restricted(text: str, starts: list[int], bank: Bank) -> Speaker | None:
    """*The envoy to the talks that ended on Monday said*: who stands before *that*, unless somebody has spoken there already."""
    restrictive = _THAT.search(text[: starts[-1]])
    if restrictive is None or any(word in bank.claims.speech for word in text[starts[-2] : restrictive.start()].split()):
        return None
    return speaker(text, Span(starts[-2], restrictive.start()), bank, known=False)


def _governed(text: str, stop: int, bank: Bank) -> Speaker | None:
    """*That corrects remarks by the governor, who said ...*: whom the clause before names last."""
    for match in reversed(list(_GOVERNED.finditer(text, max(0, stop - 80), stop))):
        found = speaker(text, Span(match.end(), stop), bank, known=True)
        if found is not None and found.name:
            return found
    return None


def _with_others(text: str, starts: list[int], found: Speaker | None, bank: Bank) -> Speaker | None:
    """*The Red Cross, local officials and residents said*: the last of a list are named with the first."""
    if found is None or " and " not in found.name or len(starts) < 2:
        return found
    first = speaker(text, Span(starts[-2], len(text[: starts[-1]].rstrip(" ,"))), bank, known=True)
    if first is None or not first.name or text[first.span.end : starts[-1]].strip() != ",":
        return found
    span = Span(first.span.start, found.span.end)
    return replace(first, name=text[span.start : span.end], span=span)


def opening_speaker(text: str, bank: Bank) -> Speaker | None:
    """Whom a sentence is about, if it opens with one who makes claims: *On Saturday the army ended its operation, in which it said ...*."""
    plain = masked(text, bank)
    opening = _OPENING.match(plain)
    found = speaker(plain, Span(*opening.span(1)), bank, known=True) if opening is not None else None
    return found if found is not None and found.name else None


def _apposed(text: str, starts: list[int], stop: int, bank: Bank, *, known: bool) -> Speaker | None:
    """*Oleh Kiper, the regional head, said*; *its head, Claudine Maret, told*; *one negotiator, who asked not to be named, said*."""
    while len(starts) > 2 and text[: starts[-1]].endswith(" that "):  # "X, police chief of the region that covers Y, said"
        starts = starts[:-1]
    inner_start = starts[-1]
    outer_starts = [start for start in reversed(starts[:-1]) if text[start:inner_start].strip(' ,"\u201c\u201d')]
    outer_start = next(iter(outer_starts), None)
    if len(outer_starts) > 1 and _DESCRIBES.match(text, outer_start or 0) and _PERSON.match(text, outer_starts[1]):
        outer_start = outer_starts[1]  # "Ana Ruiz, who speaks for the hospital, the largest of the city, said"
    if _RELATIVE.match(text, inner_start) or text[:inner_start].endswith((" which ", " who ", " whose ")):
        outer_stop = len(re.sub(r",? (?:which|who|whose) \Z", "", text[:inner_start]).rstrip(" ,"))
        return speaker(text, Span(outer_start, outer_stop), bank, known=known) if outer_start is not None else None
    inner = speaker(text, Span(inner_start, stop), bank, known=known)
    if outer_start is None:
        return inner
    if (named := _PERSON_DESCRIBED.search(text, starts[0], stop)) is not None and named.start() < outer_start:
        outer_start = named.start()  # "X, formerly of the army and now serving as the head of the office, said"
    outer = speaker(text, _after_and(text, Span(outer_start, stop), bank), bank, known=known)
    if outer is not None and outer.name and (outer.span.start < inner_start or inner is None or outer.span == inner.span):
        return outer
    return inner


def _after_and(text: str, span: Span, bank: Bank) -> Span:
    """What follows *and* where a clause of its own precedes it: *Six died and the mayor said ...*."""
    for match in reversed(list(re.finditer(r"\sand\s", text[span.start : span.end]))):
        left = text[span.start : span.start + match.start()].lower().split()
        done = any(word in bank.claims.speech for word in left) or any(
            trigger.kind == "verb" and word != trigger.base.split()[0] for word in left for trigger in bank.triggers_by_word.get(word, ())
        )
        if done or re.search(r"\d|\b(?:was|were|is|are|had|has|have|been)\b", " ".join(left)):
            return Span(span.start + match.end(), span.end)
    return span


def masked(text: str, bank: Bank) -> str:
    """``text`` with each full stop that ends no sentence masked."""
    return _INITIALS.sub(MASK, bank.claims.abbreviations.sub(rf"\1{MASK}", text))
