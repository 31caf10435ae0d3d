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
from services.extractor.speakers import Speaker, is_acronym, speaker
from services.extractor.subjects import WEEKDAY, WHEN, masked, opening_speaker, subject_before

_STOP = re.compile(
    r"[,.;:!?\"\u201c\u201d()]|\s(?:--|\u2014|\u2013|-)\s|\s(?:and|but|while)\s(?=(?:the\s)?(?:[A-Z]|that|said))|"
    rf"\s(?:that|whose|who|which|after|when|as|adding|saying|in a|during|shortly|on {WEEKDAY}|{WEEKDAY}|late|early|yesterday|today|"
    r"at (?:dawn|noon|midnight|\d))\b"
)
"""Where a subject after its verb ends."""
_STOP_AT_AND = re.compile(rf"{_STOP.pattern}|\sand\s")
_OPENS_INVERSION = re.compile(r"[,\"\u201d\u2019'\u2014\u2013-]\s*(?:as |so )?\Z")
_NO_SUBJECT = re.compile(
    r"(?:that|it|he|she|they|there|in|on|at|to|a total|no|not|\d|some|about|more|nearly|at least|dozens|all|so|reporters|journalists)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|cannot|unable to|declined to|refused to|\w+n['\u2019]t)\s+(?:\w+ )?\Z|\bwithout \Z")
"""Words that may be verbs of saying; some with the capital that headlines give to every word."""
_REPORTED_AS = re.compile(r" (?:still )?(?:missing|dead|killed|injured|wounded|hurt|trapped|stranded|safe|sick|ill|lost)\b")
"""*people reported missing*: nobody speaks."""
_SAID_TO_BE = re.compile(r" (?:still |now |already |then |initially |originally )?to (?:be|have)\b")
_HELD_OF = frozenset(["thought", "believed", "feared", "said", "reported", "estimated", "alleged", "known", "suspected"])
"""*workers thought still to be in the mine*: of whom something is held, who does not speak."""
_ALSO_NOUNS = frozenset(["state", "note", "fear", "count", "report", "list", "tally"])
"""Verbs of saying that are nouns as well: after a word that is no plural they are the noun (*in Borno state*)."""
_PLURALS = frozenset(["reports", "claims", "estimates", "counts"])
_WHOSE = re.compile(r" (?:of|by|about|from)\b")
"""*Dismissed reports from the rebels of 15 hurt*: what follows says it is the noun."""
_PLURAL_BEFORE = re.compile(
    r"(?:s|[Pp]eople|[Pp]olice|they|I|we|you|not|did|does|could|cannot|would|will|had|has|have|"
    r"and (?:(?!(?:the|an?|of|its|his|their)\b)\w+ ){0,2}\w+|media)['\u2019]?\s+\Z"
)
_SAID_ON = re.compile(rf"{WHEN}(?:[,.;]|\Z|\s(?:in|at|on|that|after)\b)")
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
_TELLS = frozenset("tell tells told inform informs informed warn warns warned remind reminds reminded assure assures assured".split())
_TELLS_WHOM = _TELLS - _INFORMS
"""Whom stands behind these verbs, and not who said it."""
_WAS = re.compile(r"\b(?:was|were|been) \Z")
_AS_SAYING = re.compile(
    r"(?: by (?:the )?(?P<by>[^,.;:]{3,60}?))?(?P<whom> [^,.;:]{3,80}?)?(?: on \w+day)? as (?:having said|saying|telling)\b"
)
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
    rf"(?: {WHEN})?,? (?:as )?(?:was )?"
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
_GAVE_NAME = re.compile(r",? who (?:gave|identified) [^,.;]{3,30} as ([A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+){0,2})")
"""*said a resident, who gave his name only as Ahmed*."""


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
    text = masked(text, bank)
    yield from _by_verb(text, bank)
    yield from _by_phrase(text, bank)
    yield from _by_owner(text, bank)
    yield from _by_assertion(text, bank)
    yield from _by_label(text, bank)
    yield from _by_ward(text, bank)
    yield from _by_teller(text, bank)
    yield from _by_finder(text, bank)
    yield from _by_stance(text, bank)


def _by_verb(text: str, bank: Bank) -> Iterator[Attribution]:
    speech = bank.claims.speech
    for match in bank.claims.saying.finditer(text):
        verb = match[0].lower()
        said = speech[verb]
        start, end = match.span()
        if verb.endswith("ing") or not _says(text, start, end, verb):
            continue
        if (quoted := _quoted(text, start, end, bank) if verb in ("quoted", "cited", "quotes", "cites") else None) is not None:
            yield quoted
            continue
        loose = verb in bank.claims.reports and not text.startswith(" that ", end)
        inverted = None if loose or verb in _TELLS_WHOM else _after_verb(text, start, end, bank)
        if inverted is not None:
            yield Attribution(inverted, start, max(end, inverted.span.end), "before", said, _chain(text, inverted, inverted.span.end))
            continue
        if loose and not _is_report(text, start, end, verb, bank):
            continue
        subject = subject_before(text, start, bank, loose=loose)
        if (subject is None or not subject.name) and not loose and _ALSO.search(text, max(0, start - 12), start) is not None:
            subject = opening_speaker(text[:start], bank) or subject  # "The front claimed the blast and said 30 were dead"
        if subject is None:
            continue
        covers: Literal["after", "before"] = "before" if not loose and _ends_claim(text, subject.span.start, end) else "after"
        unsaid = _NEGATED.search(text[max(0, start - 30) : start]) is not None
        yield Attribution(subject, subject.span.start, end, covers, "unconfirmed" if unsaid else said, _chain(text, subject, end), loose)


def _quoted(text: str, start: int, end: int, bank: Bank) -> Attribution | None:
    """*The colonel was quoted by state media as saying*, *the agency quoted a nurse as saying*: whoever is quoted says it."""
    match = _AS_SAYING.match(text, end)
    if match is None:
        return None
    if _WAS.search(text, max(0, start - 8), start):
        found, outlet = subject_before(text, start, bank, loose=False), match["by"]
    else:
        found = speaker(text, Span(*match.span("whom")), bank, known=False) if match["whom"] else None
        quotes = subject_before(text, start, bank, loose=False)
        outlet = quotes.name if quotes is not None else None
    if found is None or not found.name:
        return None
    return Attribution(found, min(found.span.start, start), match.end(), "after", chain=(outlet, found.name) if outlet else ())


def _says(text: str, start: int, end: int, verb: str) -> bool:
    """Whether a form of a verb of saying is one here: not *claimed eleven lives*, *thought to be inside*, *in Borno state's north*."""
    if text[end : end + 2] in ("'s", "\u2019s") or (verb in _HELD_OF and _SAID_TO_BE.match(text, end)):
        return False
    if verb in _TELLS and (_WAS.search(text, max(0, start - 8), start) or text.startswith(" to ", end)):
        return False  # "the agency was told by a spokesman", "protesters, told to leave, threw stones"
    if verb in _PLURALS and _WHOSE.match(text, end):
        return False
    if verb in _ALSO_NOUNS and _PLURAL_BEFORE.search(text[max(0, start - 24) : start]) is None:
        return False
    return _COUNTED.match(text[end : end + 80]) is None


def _ends_claim(text: str, subject: int, end: int) -> bool:
    """Whether the claim stands before *..., X said on Friday.*: nothing but circumstances follows, and a comma or quote precedes."""
    circumstance = rf"(?: (?:{WHEN}|(?:the )?\w+|in [^,.;]{{1,40}}|by \w+|to \w+)){{0,4}}\s*(?:[.;\"\u201d]|\Z|,(?! that))"
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


def _after_verb(text: str, start: int, end: int, bank: Bank) -> Speaker | None:
    """The subject of an inverted verb: *..., said the mayor*; *said Oleh Marchuk, who heads the city's administration*."""
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


_CONTENT = re.compile(r"\s(?:that|of|about|on|alleging|saying|claiming)\b|[,.;:]")
_OWNER_BEFORE = re.compile(r"(?:[A-Z][\w.\u2019'-]* ){0,3}[A-Z][\w.\u2019'-]*\Z")


def _by_assertion(text: str, bank: Bank) -> Iterator[Attribution]:
    """*Rejected claims by Sudanese officials that ...*, *asked about Sudanese reports of ...*: what another answers, they have said."""
    for match in bank.claims.asserted_by.finditer(text):
        stop = _CONTENT.search(text, match.end())
        told = stop is not None and stop[0][0].isspace()
        found = speaker(text, Span(match.end(), stop.start()), bank, known=True) if stop is not None and told else None
        if stop is not None and found is not None and found.name and found.role != "unknown":
            yield Attribution(found, match.start(), stop.end(), "after")
    for match in bank.claims.assertion_of.finditer(text):
        owner = _OWNER_BEFORE.search(text, max(0, match.start() - 50), match.start())
        found = speaker(text, Span(*owner.span()), bank, known=True) if owner is not None else None
        if found is not None and found.name and found.role != "unknown":
            yield Attribution(found, found.span.start, match.end(), "after")


_LABEL_BEFORE = re.compile(
    r"\s*(?:\d{1,2}[:.]\d\d(?: GMT)?\s*(?:--|\u2014|\u2013|-)?\s*)?"
    r"(?:([A-Z][a-z ]{2,20}) (?:from|by) |Source: )?([A-Z][^:.;\n]{1,60}):\s"
)
_LABEL_BEHIND = re.compile(r"(?:\s(?:--|\u2014|\u2013|-)|:)\s([A-Za-z][^.;:\n]{2,60})\s*\Z")


def _by_label(text: str, bank: Bank) -> Iterator[Attribution]:
    """*Moscow: 96 drones destroyed*; *Death toll exceeds 300 -- Emergencies Committee*; *Confirmation from Ivan Ivanov: ...*."""
    start = _LABEL_BEFORE.match(text)
    if (
        start is not None
        and (found := speaker(text, Span(*start.span(2)), bank, known=True)) is not None
        and _may_label(found, start.group(1))
    ):
        yield Attribution(found, found.span.start, start.end(), "after", weak=True)
    end = _LABEL_BEHIND.search(text)
    found = speaker(text, Span(*end.span(1)), bank, known=True) if end is not None else None
    if end is not None and found is not None and (found.role != "unknown" or is_acronym(found.name)):
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
        found = subject_before(text, match.start(), bank, loose=False)
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
