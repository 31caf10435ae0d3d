"""How wire copy attributes: each speaker of a sentence, the characters that attribute, and which side of them the claim stands on.

A verb of saying after its subject (*police said that ...*, *..., police said*) or before it (*..., said the mayor*), *according to X*,
a claim that is somebody's (*Kyiv's estimate*), and a label (*Moscow: 96 drones ...*, *... -- Defence Ministry*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from services.extractor.bank import Bank
from services.extractor.bank.model import Said
from services.extractor.keyed import keyed
from services.extractor.lowered import lowered
from services.extractor.model import Span
from services.extractor.papers import is_plain_paper, whose_paper
from services.extractor.record import record
from services.extractor.speakers import MASK, PRONOUNS, Speaker, speaker

REACH = 400
"""Characters before a verb in which its subject is looked for: longer subjects are no names, and hostile text must not cost its square."""

_INITIALS = re.compile(r"\.(?:(?<=\b[A-Z]\.)|(?<=[ap]\.m\.)|(?<=\b[ap]\.)(?=m))")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
_WHEN = rf"(?:(?:on|late|early|earlier|later|last|this|at) )?(?:the )?(?:{_WEEKDAY}|yesterday|today|tonight|overnight|same day|morning)"
_BETWEEN = re.compile(
    rf",? (?:{_WHEN}|also|then|now|here|there|first|at first|so far|in turn|meanwhile|since|"
    r"later|earlier|again|already|still|even|immediately|repeatedly|has|have|had|did|does|do|is|was|were|not|"
    r"never|could|can|cannot|would|will|only|initially|subsequently|separately|in a statement|in its [^,]{1,30}|in a separate \w+|"
    r"for (?:his|her|its|their) part|in an? (?:\w+ ){0,2}(?:statement|report|post|address|bulletin|message|video|interview)),?\Z"
)
"""What may stand between subject and verb."""
_BOUNDARY = re.compile(
    r"[.;:!?\"\u201c\u201d()\u2022]\s+|\s(?:--|\u2014|\u2013|-)\s|"
    r",[\"\u201d\u2019']?\s+(?:(?:and|but|while|whereas|though|although|as|with|after|before|since|because|when|where|that|which|if)\s+)?|"
    r"\s(?:but|while|whereas|although|because|when|where|that|which|what|after|before|if|as|than)\s|\A\s*|[\"\u201c\u201d]"
)
"""Where a subject may begin."""
_STOP = re.compile(
    r"[,.;:!?\"\u201c\u201d()]|\s(?:--|\u2014|\u2013|-)\s|\s(?:and|but|while)\s(?=(?:the\s)?(?:[A-Z]|that|said))|"
    rf"\s(?:that|whose|who|which|after|when|as|adding|saying|in a|during|shortly|on {_WEEKDAY}|{_WEEKDAY}|late|early|yesterday|today|"
    r"at (?:dawn|noon|midnight|\d))\b"
)
"""Where a subject after its verb ends."""
_STOP_AT_AND = re.compile(rf"{_STOP.pattern}|\sand\s")
_OPENS_INVERSION = re.compile(r"[,\"\u201d\u2019'\u2014\u2013-]\s*(?:as |so )?\Z")
_NO_SUBJECT = re.compile(
    r"(?:that|it|he|she|they|there|in|on|at|to|a total|no|not|\d|some|about|more|nearly|at least|dozens|all|so|reporters|journalists)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|cannot|unable to|declined to|refused to|\w+n['\u2019]t)\s+(?:\w+ )?\Z|\bwithout \Z")
_VERB = re.compile(r"\b(?:[a-z]+|Says?|Said|Claims?|Confirms?)\b")
"""Words that may be verbs of saying; some with the capital that headlines give to every word."""
_REPORTED_AS = re.compile(r" (?:still )?(?:missing|dead|killed|injured|wounded|hurt|trapped|stranded|safe|sick|ill|lost)\b")
"""*people reported missing*: nobody speaks."""
_SAID_TO_BE = re.compile(r" (?:still |now |already |then |initially |originally )?to (?:be|have)\b")
_HELD_OF = frozenset(["thought", "believed", "feared", "said", "reported", "estimated", "alleged", "known", "suspected"])
"""*workers thought still to be in the mine*: of whom something is held, who does not speak."""
_ALSO_NOUNS = frozenset(["state", "note", "fear", "count", "report", "list", "tally"])
"""Verbs of saying that are nouns as well: after a word that is no plural they are the noun (*in Borno state*)."""
_PLURAL_BEFORE = re.compile(
    r"(?:s|[Pp]eople|[Pp]olice|they|I|we|you|not|did|does|could|cannot|would|will|had|has|have|"
    r"and (?:(?!(?:the|an?|of|its|his|their)\b)\w+ ){0,2}\w+|media)['\u2019]?\s+\Z"
)
_SAID_ON = re.compile(rf"{_WHEN}(?:[,.;]|\Z|\s(?:in|at|on|that|after)\b)")
_ACRONYM = re.compile(r"\s\([A-Z][\w.&\u2024-]{1,14}\)\Z")
_WHO = re.compile(r",\s+(?:who|which)\s[^,]{1,120}\Z")
_THAT = re.compile(r"\s(?:that|who|which)\s\Z")
_OPENING = re.compile(
    r"\W{0,3}((?:[\w\u2019'\u2024.-]+ ){0,5}?[\w\u2019'\u2024.-]+)(?: \([A-Z][\w&-]{1,14}\))?(?:, [^,]{3,60},)? "
    r"(?:has|have|had|was|were|is|are|will|would|took|held|led|sent|began|made|gave|went|left|stuck|put|fired|shot|[a-z]{2,}(?:ed|s))\b"
)
"""A sentence's first words up to its verb."""
_WARD = keyed(
    r"\b((?:[A-Z][\w\u2019'-]+ |[a-z]{3,12} ){1,4}(?:[Hh]ospitals?|[Mm]orgue|[Cc]linic)(?: (?:in|of) [A-Z][\w-]+(?: [A-Z][\w-]+)?)?) "
    r"(?:has |have |had )?(?:received|took in|taken in|admitted|treated)\b"
)
_FINDS = keyed(r"\b((?:[A-Z][\w\u2019'-]+ |[a-z]{3,12} ){1,4}?)(?:has |have |had )?(?:recovered|retrieved|rescued|picked up)\b")
_COUNTED = re.compile(
    r"\s(?:(?:more|more than|at least|about|around|roughly|nearly|almost|over|some|as many as|up to|another|an estimated) )*"
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|scores)[\w, -]{0,30}\b(?:lives|life)\b|"
    r"\s(?:responsibility|credit|victory)\b"
)
"""*claimed eleven lives* says nothing."""
_ALSO = re.compile(r"\b(?:and|but) (?:also |later |then )?\Z")
_INFORMS = frozenset(["informs", "informed"])
"""*..., informed the governor*: as translations have it."""
_TELLS = frozenset(["tell", "tells", "told", "inform", "informs", "informed", "warn", "warns", "warned"])
_TELLS_WHOM = _TELLS - _INFORMS
"""Whom stands behind these verbs, and not who said it."""
_WAS = re.compile(r"\b(?:was|were|been) \Z")
_TOLD_BY = keyed(r"\b(?:was|were|been) told(?: [A-Z]\w+)? by (?=\w)")
_NO_REPORT = re.compile(
    r"\b(?:is|are|was|were|be|been|being|an?|the|to|of|as|its|their|his|her|this|that|official|earlier|all)\s+(?:\w+ly )?\Z", re.IGNORECASE
)
_NEEDS_TOLL = re.compile(
    r"(?:put|gave|give|given|set|spoke|spoken|speak|call|called|cite|raise|lower|cut|reduce|increase|revise|update)(?:s|d)?\Z"
)
_DATA = re.compile(r"(?: [\w-]+){0,2} (?:data|figures|statistics|numbers|information|details|lists?)\b")
_TOLL = re.compile(
    r"(?! (?:up|back|away|in|out|off|aside)\b)"
    r"(?:(?: \w+){0,3} of\b|[^.;]{0,60}\b(?:at|to|toll|figures?|numbers?|counts?|totals?|dead|higher|lower)\b)"
)
_QUOTED_BY = re.compile(
    rf"(?: {_WHEN})?,? (?:as )?(?:was )?"
    r"(?:quoted|cited|reported|carried) by (?:the )?"
    r"([A-Z][\w.\u2019'-]*(?: [A-Z][\w.\u2019'-]*){0,4}|state (?:media|television|TV)|local media)"
)
_CITING = re.compile(r",? (?:citing|quoting) (?:the |an? )?([^,.;]{3,60})")
_CLAUSE_OF_ITS_OWN = re.compile(r"\b(?:had|has|have|was|were|is|are|will|would)\b")
"""*The charity, X, said their morgues had received 40 bodies*: what follows the verb is the claim."""
_STANCE = keyed(
    r"\b(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?:(?:stood|stands?|sticks?|stuck|kept|keeps?) (?:by|to) (?:its|their|his|her|the) (?:\w+ ){0,2}"
    r"(?:count|figure|account|claim|toll|tally|number|version|estimate|statement)s?\b|"
    r"accuse(?:s|d)? [^.;:\"]{2,80}? of (?:having )?(?:killing|wounding|injuring|abducting|kidnapping|holding|detaining|seizing|executing|"
    r"shooting|massacring|[^.;:\"]{2,60}\bkilling)\b|"
    r"blame(?:s|d)? [^.;:\"]{2,60}? for (?:the )?(?:deaths?|killing|wounding|abduction|kidnapping|disappearance)\b)"
)
_GOVERNED = re.compile(r"\b(?:from|by|of|with|to|for|[a-z]+ed) (?:the |an? )?(?=[\w\u2019' -]{3,60}\Z)")
"""*comments from the minister, who said*."""
_DESCRIBES = re.compile(r"(?:an?|the|who|its|his|her) ")
_PERSON = re.compile(r"[A-Z][\w\u2019'.-]+(?: [A-Z][\w\u2019'.-]+){1,4}, ")
_GAVE_NAME = re.compile(r",? who (?:gave|identified) [^,.;]{3,30} as ([A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+){0,2})")
"""*said a resident, who gave his name only as Ahmed*."""
_RELATIVE = re.compile(r"(?:who|which|whose|speaking|asking|citing|quoting|reached|himself|herself|carried|through|via)\b")


@record(frozen=True, slots=True)
class Attribution:
    """A speaker, the characters that attribute, and which side of them the claim is on."""

    speaker: Speaker
    start: int
    end: int
    covers: Literal["after", "before"]
    said: Said = "asserts"
    chain: tuple[str, ...] = ()
    weak: bool = False
    """Whether a fuller attribution of the same clause goes before: *Moscow: 96 drones destroyed, according to the ministry*."""


def attributions(text: str, bank: Bank) -> Iterator[Attribution]:
    """All that each way finds in a sentence, in no order; some may overlap. Offsets count in ``text``."""
    text = _masked(text, bank)
    yield from _by_verb(text, bank)
    yield from _by_phrase(text, bank)
    yield from _by_owner(text, bank)
    yield from _by_label(text, bank)
    yield from _by_ward(text, bank)
    yield from _by_teller(text, bank)
    yield from _by_finder(text, bank)
    yield from _by_stance(text, bank)


def _by_verb(text: str, bank: Bank) -> Iterator[Attribution]:
    speech = bank.claims.speech
    for match in _VERB.finditer(text):
        verb = match[0].lower()
        if (said := speech.get(verb)) is None:
            continue
        start, end = match.span()
        if verb.endswith("ing") or not _says(text, start, end, verb):
            continue
        loose = verb in bank.claims.reports and not text.startswith(" that ", end)
        inverted = None if loose or verb in _TELLS_WHOM else _after_verb(text, start, end, bank)
        if inverted is not None:
            yield Attribution(inverted, start, max(end, inverted.span.end), "before", said, _chain(text, inverted, inverted.span.end))
            continue
        if loose and not _is_report(text, start, end, verb, bank):
            continue
        subject = _before_verb(text, start, bank, loose=loose)
        if (subject is None or not subject.name) and not loose and _ALSO.search(text, max(0, start - 12), start) is not None:
            subject = opening_speaker(text[:start], bank) or subject  # "The front claimed the blast and said 30 were dead"
        if subject is None:
            continue
        covers: Literal["after", "before"] = "before" if not loose and _ends_claim(text, subject.span.start, end) else "after"
        unsaid = _NEGATED.search(text[max(0, start - 30) : start]) is not None
        yield Attribution(subject, subject.span.start, end, covers, "unconfirmed" if unsaid else said, _chain(text, subject, end), loose)


def _says(text: str, start: int, end: int, verb: str) -> bool:
    """Whether a form of a verb of saying is one here: not *claimed eleven lives*, *thought to be inside*, *in Borno state's north*."""
    if text[end : end + 2] in ("'s", "\u2019s") or (verb in _HELD_OF and _SAID_TO_BE.match(text, end)):
        return False
    if verb in _TELLS and _WAS.search(text, max(0, start - 8), start):
        return False  # "the agency was told by a spokesman"
    if verb in _ALSO_NOUNS and _PLURAL_BEFORE.search(text[max(0, start - 24) : start]) is None:
        return False
    return _COUNTED.match(text[end : end + 80]) is None


def _ends_claim(text: str, subject: int, end: int) -> bool:
    """Whether the claim stands before *..., X said on Friday.*: nothing but circumstances follows, and a comma or quote precedes."""
    circumstance = rf"(?: (?:{_WHEN}|(?:the )?\w+|in [^,.;]{{1,40}}|by \w+|to \w+)){{0,4}}\s*(?:[.;\"\u201d]|\Z|,(?! that))"
    preceded = re.search(
        r"(?:[,\u2014;]|--)[\"\u201d\u2019']?\s*(?:\w[\w\u2019'-]* ){0,6}\Z|[\"\u201d]\s*(?:\w[\w\u2019'-]* ){0,6}\Z",
        text[max(0, subject - 80) : subject],
    )
    return preceded is not None and re.match(circumstance, text[end : end + 90]) is not None


def _is_report(text: str, start: int, end: int, verb: str, bank: Bank) -> bool:
    """Whether *reported*, *count*, *put* and their like say something here: not *were reported*, *the count*, *put out a fire*."""
    before = text[max(0, start - 24) : start]
    if _NO_REPORT.search(before):
        return False
    if verb == "reported" and _REPORTED_AS.match(text, end):
        return False
    if verb.startswith("admit") and not re.match(r" (?:that|to|having|it|losing|the loss)\b", text[end : end + 12]):
        return False
    if re.match(r" by\b", text[end : end + 4]) or (verb.startswith(("provid", "shar")) and _DATA.match(text, end) is None):
        return False
    plain = not verb.endswith(("ed", "s")) and verb not in ("gave", "spoke", "set", "put", "found")
    if plain and _PLURAL_BEFORE.search(before) is None:
        return False
    return _NEEDS_TOLL.match(verb) is None or _TOLL.match(text[end : end + 80]) is not None


def _before_verb(text: str, verb: int, bank: Bank, *, loose: bool) -> Speaker | None:
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
    return speaker(text, Span(starts[-2], restrictive.start()), bank, known=True)


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
    masked = _masked(text, bank)
    opening = _OPENING.match(masked)
    found = speaker(masked, Span(*opening.span(1)), bank, known=True) if opening is not None else None
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
    outer = speaker(text, _after_and(text, Span(outer_start, stop), bank), bank, known=known)
    if outer is not None and outer.name and (outer.span.start < inner_start or inner is None or outer.span == inner.span):
        return outer
    return inner


def _after_and(text: str, span: Span, bank: Bank) -> Span:
    """What follows *and* where a clause of its own precedes it: *Six died and the mayor said ...*."""
    for match in reversed(list(re.finditer(r"\sand\s", text[span.start : span.end]))):
        left = text[span.start : span.start + match.start()].lower().split()
        done = any(word in bank.claims.speech for word in left) or any(
            trigger.kind == "verb" and word != trigger.base for word in left for trigger in bank.triggers_by_word.get(word, ())
        )
        if done or re.search(r"\d|\b(?:was|were|is|are|had|has|have|been)\b", " ".join(left)):
            return Span(span.start + match.end(), span.end)
    return span


def _after_verb(text: str, start: int, end: int, bank: Bank) -> Speaker | None:
    """The subject of an inverted verb: *..., said the mayor*; *said Serhii Horbunov, head of the city's administration*."""
    if text[end : end + 1] != " " or not _OPENS_INVERSION.search(text[max(0, start - 6) : start]) or _NO_SUBJECT.match(text, end + 1):
        return None
    if _SAID_ON.match(text, end + 1):
        return None  # "the governor, Ali Haroun, said Wednesday"
    stop = _STOP.search(text, end + 1)
    if stop is not None and _CLAUSE_OF_ITS_OWN.search(text, end + 1, stop.start()):
        return None
    found = _described(text, Span(end + 1, stop.start() if stop else len(text)), bank, known=False)
    named = _GAVE_NAME.match(text, found.span.end) if found is not None else None
    return replace(found, name=named[1], span=Span(*named.span(1))) if found is not None and named is not None else found


def _described(text: str, span: Span, bank: Bank, *, known: bool) -> Speaker | None:
    """The speaker in ``span``, with what an apposition after it tells of name or role."""
    found = speaker(text, span, bank, known=known)
    after = re.match(r",\s*([^,.;:\"\u201d]{3,80})", text[span.end : span.end + 90])
    if after is None:
        return found
    longer = speaker(text, Span(span.start, span.end + after.end()), bank, known=known)
    if longer is None or not longer.name:
        return found
    if found is None or not found.name or longer.span == found.span:
        return longer
    person = longer.span.start >= span.end and re.fullmatch(r"(?:[A-Z][\w\u2019'.-]+ ?){2,4}", after.group(1).strip())
    return replace(longer, role=found.role, side=found.side or longer.side) if person else found


def _by_phrase(text: str, bank: Bank) -> Iterator[Attribution]:
    """*according to X*, *as reported by X*."""
    for match in bank.claims.phrases.finditer(lowered(text)):
        phrase = match.group(1).lower()
        if phrase in ("citing", "quoting", "as quoted by", "quoted by", "cited by"):
            continue
        strict = phrase.startswith(("per", "data", "figures")) or phrase.endswith(" by")
        stop = (_STOP_AT_AND if strict else _STOP).search(text, match.end())
        span = Span(match.end(), stop.start() if stop else len(text))
        found = _described(text, span, bank, known=strict)
        if not strict and span.end > span.start + 2 and (found is None or is_plain_paper(text, span, found)):
            found = Speaker(whose_paper(text[span.start : span.end].strip()), span)
        if found is not None:
            opens = text[: match.start()].rstrip().endswith((";", ":", ",")) is False and not text[: match.start()].strip(
                " \"'\u201c\u201d\u2022"
            )
            yield Attribution(
                found, match.start(), found.span.end, "after" if opens else "before", chain=_chain(text, found, found.span.end)
            )


def _by_owner(text: str, bank: Bank) -> Iterator[Attribution]:
    """*Kyiv's overall estimate stands at 20*; *1,100 soldiers, by Addis Ababa's own count*."""
    for match in bank.claims.owned.finditer(text):
        before = text[max(0, match.start() - 50) : match.start()]
        joints = [joint.end() for joint in re.finditer(r"\b(?:by|to|with|from|in|that|and) |[,;:] |\A", before)]
        span = Span(match.start() - len(before) + joints[-1], match.start())
        if (found := speaker(text, span, bank, known=True)) is not None and found.role != "unknown":
            by = re.search(r"\bby (?:the )?\Z", text[max(0, found.span.start - 8) : found.span.start]) is not None
            yield Attribution(found, found.span.start, match.end(), "before" if by else "after")


def _by_label(text: str, bank: Bank) -> Iterator[Attribution]:
    """*Moscow: 96 drones destroyed*; *Death toll exceeds 300 -- Emergencies Committee*; *Confirmation from Ivan Ivanov: ...*."""
    stamp = r"\s*(?:\d{1,2}[:.]\d\d(?: GMT)?\s*(?:--|\u2014|\u2013|-)?\s*)?"
    start = re.match(rf"{stamp}(?:([A-Z][a-z ]{{2,20}}) (?:from|by) |Source: )?([A-Z][^:.;\n]{{1,60}}):\s", text)
    if (
        start is not None
        and (found := speaker(text, Span(*start.span(2)), bank, known=True)) is not None
        and _may_label(found, start.group(1))
    ):
        yield Attribution(found, found.span.start, start.end(), "after", weak=True)
    end = re.search(r"(?:\s(?:--|\u2014|\u2013|-)|:)\s([A-Za-z][^.;:\n]{2,60})\s*\Z", text)
    if end is not None and (found := speaker(text, Span(*end.span(1)), bank, known=True)) is not None and found.role != "unknown":
        yield Attribution(found, end.start(), end.end(), "before")


def _by_teller(text: str, bank: Bank) -> Iterator[Attribution]:
    """*The agency was told by a spokesman of the charity*: the spokesman speaks."""
    for match in _TOLD_BY.finditer(text):
        stop = _STOP_AT_AND.search(text, match.end())
        found = speaker(text, Span(match.end(), stop.start() if stop else len(text)), bank, known=False)
        if found is not None and found.name:
            yield Attribution(found, match.start(), found.span.end, "before")


def _by_ward(text: str, bank: Bank) -> Iterator[Attribution]:
    """*The Santa Clara hospital received 11 bodies*: those who take in the dead and hurt count them."""
    for match in _WARD.finditer(text):
        found = speaker(text, Span(*match.span(1)), bank, known=True)
        if found is not None and found.name != found.name.lower():
            yield Attribution(found, found.span.start, match.end(), "after", weak=True)


def _by_finder(text: str, bank: Bank) -> Iterator[Attribution]:
    for match in _FINDS.finditer(text):
        found = speaker(text, Span(match.start(1), match.end(1)), bank, known=True)
        if found is not None and found.role in ("party", "local_official", "third_party"):
            yield Attribution(found, found.span.start, match.end(), "after", weak=True)


def _by_stance(text: str, bank: Bank) -> Iterator[Attribution]:
    """*The ministry stood by its count of seven dead*, *the premier accused the rebels of killing 20*: a claim without a verb of saying."""
    for match in _STANCE.finditer(text):
        found = _before_verb(text, match.start(), bank, loose=False)
        if found is not None and (found.role != "unknown" or found.name.istitle()):
            yield Attribution(found, found.span.start, match.end(), "after", weak=True)


def _may_label(found: Speaker, introduced: str | None) -> bool:
    """One word before a colon may be anything (*Background:*), unless *Quote from* or the like stands before it."""
    return bool(found.name) and (found.role != "unknown" or " " in found.name or introduced is not None)


def _chain(text: str, found: Speaker, end: int) -> tuple[str, ...]:
    """From the first speaker to the last who quotes: *the ministry said, as quoted by TASS*; *X, citing Y, said*."""
    after = _QUOTED_BY.match(text[end : end + 100])
    if after is not None:
        return found.name, after.group(1).rstrip(".")
    citing = _CITING.match(text[found.span.end : found.span.end + 80])
    return (citing.group(1).strip(), found.name) if citing is not None else ()


def _masked(text: str, bank: Bank) -> str:
    """``text`` with each full stop that ends no sentence masked."""
    return _INITIALS.sub(MASK, bank.claims.abbreviations.sub(rf"\1{MASK}", text))
