"""What a story says about its own life: an update, a correction, a kill, and which story a kill withdraws.

Only heads and notices in their fixed forms count, never a word of the news itself: *drones kill 12* kills no story.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from schemas.article import RevisionKind
from services.chassis.agencies import clean_agency
from services.chassis.credit_lines import credit_line
from services.chassis.datelines import paragraphs

_KILL_HEAD = re.compile(
    r"(?P<agency>(?:[A-Z][\w.&/-]*\s+){0,3}?)(?:(?:MANDATORY|BULLETIN|STORY|URGENT|NEWS)\s+)*"
    r"(?:KILL(?:\s+(?:NOTICE|ADVISORY))?|STORY\s+(?:WITHDRAWN|RETRACTED)|WITHDRAWN|RETRACTED|WITHDRAWAL)\s*(?:[:–—|]|-{1,2}|\Z)"
)
_KILL_NOTICE = re.compile(
    r"(?:(?:attention|note(?:\s+to)?)\s+editors?[\s:.,–—-]*)?(?:mandatory\s+)?(?:kill|withdrawal)\s+(?:notice|advisory)\b[\s:.–—-]*\Z"
    r"|(?:editors?\s*[,:–—-]\s*)?(?:please\s+)?(?:kill|withdraw|retract|disregard|do\s+not\s+use|delete)\s+(?:and\s+do\s+not\s+use\s+)?"
    r"(?:the|our|this)\s+(?:\w+\s+){0,3}?(?:story|article|item|report|dispatch|piece)\b",
    re.IGNORECASE,
)
_KILLED_HEADLINE = re.compile(
    r"\b(?:kill|withdraw|retract|disregard|delete|remove|not\s+use)\b[^\n\"“«]{0,160}?"
    r"\b(?:headlined|entitled|titled|slugged|headline(?:\s+(?:was|is|of))?)[:,]?\s*"
    r"(?:“(?P<curly>[^\n]{3,400}?)”(?=[\s,.;:)]|\Z)(?![^“\n]{0,200}”)|\"(?P<straight>[^\n]{3,400}?)\"(?=[\s,.;)]|\Z)|«(?P<angled>[^\n]{3,400}?)»|‘(?P<single>[^\n]{3,400}?)’(?=[\s,.;]|\Z))",
    re.IGNORECASE,
)
_CORRECTION_HEAD = re.compile(r"\(?(?:CORRECTION|CORRECTED|CORRECTS|REFILE|Correction|Corrected)\)?\s*(?:\d+\s*)?(?:[:–—|)]|-)")
_CORRECTION_NOTE = re.compile(
    r"\(?(?:correction\s*(?:[:–—]|\()|corrects\b|(?:this|an\s+earlier|a\s+previous)\s+(?:story|article|version|report)\b.{0,80}"
    r"(?:has\s+been\s+corrected|was\s+corrected|corrects|misstated|incorrectly|wrongly|in\s+error)|a\s+corrected\s+version\b)",
    re.IGNORECASE | re.DOTALL,
)
_UPDATE_HEAD = re.compile(
    r"\(?(?:UPDATED?|WRAPUP|LEAD|RECASTS?|WRITETHRU|Updated?)\)?\s*(?:\d+\s*)?(?:[:–—|)]|-)|(?:\d+(?:st|nd|rd|th)\s+)(?:LD\b|lead\b|update\b)",
)
_UPDATE_TAIL = re.compile(r"[\s(–—-](?:UPDATED?|updated)\)?\Z|\bLD-Writethru\b")

_RELEASE_HEAD = re.compile(
    r"(?:[A-Z][\w.&/-]*\s+){0,3}?(?:KILL\s+(?:LIFTED|RESCINDED)|(?:STORY\s+)?REINSTATE(?:D|MENT)|STORY\s+RELEASED)\s*(?:[:–—|]|-{1,2}|\Z)"
)


@dataclass(frozen=True)
class KillTarget:
    """The story a kill names: its headline, normalised, and the agency that sent it as printed, empty if unsaid."""

    headline: str
    agency: str


def kind_of(headline: str, body: str) -> RevisionKind:
    """What the heads and notices of a story make it; ``original`` if none says anything.

    >>> [kind_of(h, "") for h in ("UPDATE 1-Two dead", "CORRECTED-Two dead", "TERN KILL: Flood story", "Drones kill 12")]
    ['update', 'correction', 'kill', 'original']
    """
    parts = [text for _, text in paragraphs(body[:4_000])][:4]
    if _KILL_HEAD.match(headline.strip()) or any(_is_kill_notice(part) for part in parts):
        return "kill"
    if _CORRECTION_HEAD.match(headline.strip()) or _has_correction_note(parts, body):
        return "correction"
    if _UPDATE_HEAD.match(headline.strip()) or _UPDATE_TAIL.search(headline.strip()):
        return "update"
    return "original"


def is_release(headline: str, body: str) -> bool:
    """Whether a story says of itself that it is let out again after a kill.

    >>> is_release("STORY REINSTATED: Floods kill 12", ""), is_release("Prisoners released", "")
    (True, False)
    """
    heads = (headline, *(text.split("\n")[0] for _, text in paragraphs(body[:1_000])[:1]))
    return any(_RELEASE_HEAD.match(head.strip()) for head in heads)


def kill_target(headline: str, body: str) -> KillTarget | None:
    """The story that a kill names by its headline; None if it quotes none (it then kills the story of its own id)."""
    match = _KILLED_HEADLINE.search(body[:8_000]) or _KILLED_HEADLINE.search(headline)
    if match is None:
        return None
    killed = normalise_headline(next(group for group in match.groups() if group))
    return KillTarget(killed, _agency(headline, body)) if killed else None


def normalise_headline(headline: str) -> str:
    """One spelling for one headline, for keys: folded, no life-cycle head (``UPDATE 1-``), no punctuation, at most 200 characters.

    >>> normalise_headline("UPDATE 1-Russia, Ukraine swap “307 for 307”")
    'russia ukraine swap 307 for 307'
    """
    text = headline.strip()
    for pattern in (_CORRECTION_HEAD, _UPDATE_HEAD):
        if match := pattern.match(text):
            text = text[match.end() :]
    folded = re.sub(r"(?<=\d),(?=\d{3})|['’]", "", unicodedata.normalize("NFKD", text).casefold())
    return re.sub(r"[\W_]+", " ", folded).strip()[:200]


def _agency(headline: str, body: str) -> str:
    credited = credit_line(headline, body)
    if credited is None and (match := _KILL_HEAD.match(headline.strip())):
        credited = match["agency"]
    return clean_agency(credited or "")


def _is_kill_notice(paragraph: str) -> bool:
    """A paragraph, below its dateline, that opens with the words of a notice; or a line of a notice alone."""
    text = paragraph.split("\n")[0].strip(" *_")
    after_dateline = re.split(r"\)\s*[–—-]{1,2}\s*|/\.\s+|\s[–—]{1,2}\s|\s--\s|\s-\s", text[:200], maxsplit=1)[-1] + text[200:400]
    return any(_KILL_NOTICE.match(part) or _KILL_HEAD.match(part) for part in (text, after_dateline))


def _has_correction_note(head: list[str], body: str) -> bool:
    tail = [text for _, text in paragraphs(body[-2_000:])][-2:]
    return any(_CORRECTION_NOTE.match(part) for part in head[:2]) or any(_CORRECTION_NOTE.match(part) for part in tail)
