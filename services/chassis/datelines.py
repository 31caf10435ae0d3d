"""The dateline: place, date and agency before a story's first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.chassis.agencies import clean_agency, is_known_agency
from services.chassis.country_names import is_country_or_state

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_a-zß-öø-ÿ]|[.'’ʼ-](?=[^\s]))*\.?"
"""One word in capitals: KYIV, N'DJAMENA, ST., PORT-AU-PRINCE."""
_CAPITAL_PLACE = rf"{_CAPITALS}(?:(?:\s+|\s*/\s*|\s+and\s+|,\s+){_CAPITALS}){{0,5}}"
_NAME = r"[^\W\d_][\w.'’ʼ-]{0,30}"
_MIXED_PLACE = rf"[A-ZÀ-ÞĀ-Ž][\w.'’ʼ-]{{0,30}}(?:(?:\s+|/){_NAME}){{0,4}}"
_COUNTRY = rf"(?:,\s*{_NAME}(?:\s+{_NAME}){{0,4}}|\s*\({_NAME}(?:\s+{_NAME}){{0,3}}\))"
_AGENCY = r"\((?P<agency>[^()\n]{2,60})\)"
_DASH = r"\.?\s*(?:-{1,3}|[–—―])\s*"

_SENTENCE = r"""(?=[^\Wa-z]|["'“‘«(])"""
"""After a dash a sentence begins; small letters there go on with one: *Port Sable - a fishing town - was hit*."""

_SLASHED = re.compile(
    rf"(?P<place>{_CAPITAL_PLACE}|{_MIXED_PLACE})(?:{_COUNTRY})?[.,]\s+(?:{_DATE}[.,]?\s*)?"
    rf"/(?P<agency>[^/\n]{{2,40}})/[.,]?\s*(?:[-–—]\s*)?"
)
"""``MOSCOW, May 21. /Agency/. Text``"""
_BRACKETED = re.compile(
    rf"(?P<place>{_CAPITAL_PLACE}|{_MIXED_PLACE})(?:{_COUNTRY}){{0,2}}(?:[.,]\s*(?P<date>{_DATE}))?,?\s*{_AGENCY}(?P<dash>{_DASH}|\s*:\s+|\s+)"
)
"""``KYIV, May 24 (Agency) - Text``, ``KYIV, Ukraine (Agency) -- Text``, ``New Delhi, May 23 (Agency) Text``"""
_NO_PLACE = re.compile(rf"(?:{_DATE}\s*)?{_AGENCY}{_DASH}")
"""``May 23 (Agency) -- Text``, ``(Agency) - Text``"""
_COMMAED = re.compile(
    rf"(?P<place>{_CAPITAL_PLACE}|{_MIXED_PLACE})(?:,\s*{_DATE})?(?:,\s*|\s+-\s+)(?P<agency>[A-Z][\w/ -]{{1,30}}?)(?:{_DASH}|\.\s+)"
)
"""``Riyadh, May 23, 2025, SPA -- Text``, ``MOSCOW, May 23 - RIA Novosti. Text``: only with an agency of the list."""
_PLAIN = re.compile(rf"(?P<place>{_CAPITAL_PLACE})(?:{_COUNTRY})?(?:[.,]?\s*{_DATE})?{_DASH}{_SENTENCE}")
"""``LONDON -- Text``, ``KYIV, Ukraine — Text``"""
_PLAIN_MIXED = re.compile(rf"(?P<place>{_MIXED_PLACE})(?:{_COUNTRY})?(?P<date>,\s*{_DATE})?\s+(?:-{{1,3}}|[–—―])\s+{_SENTENCE}")
"""``Guayaquil — Text``"""
_COLON = re.compile(rf"(?P<place>{_CAPITAL_PLACE}|{_MIXED_PLACE})(?:{_COUNTRY})?,?\s*(?P<date>{_DATE})\s?:\s+{_SENTENCE}")
"""``Islamabad, Oct. 1: Text``, as South Asian papers print it. Without a date a colon marks a speaker, a label, the head of a notice."""
_ALONE = re.compile(
    rf"(?P<place>{_CAPITAL_PLACE}|{_MIXED_PLACE})(?P<country>{_COUNTRY})?(?:[.,]?\s*(?P<date>{_DATE}))?(?:\s*{_AGENCY})?[.:]?\s*\Z"
)
"""``TAMPERE, Finland`` as a line of its own."""

_LABEL = re.compile(
    r"(?:breaking|update[ds]?|live|refile|wrapup|timeline|factbox|interview|report|statement|warning|exclusive|analysis|explainer|opinion|correct(?:ion|ed|s)|kill|watch|video|photos?|editor|note|source|details|"
    r"background|attention|urgent|bulletin|advisory|summary|key points|latest|news|alert|flash)\b",
    re.IGNORECASE,
)
_FUNCTION_WORD = re.compile(r"(?:why|what|who|how|when|where|the|a|an|in|on|at|by|from|after|before|as|for|with|but|and)\b", re.IGNORECASE)
"""Opens a sentence, not a place, unless date or agency say otherwise: *The Hague (Agency) -*."""
_SMALL_IN_NAMES = frozenset("al d' da de del della den der des di do dos du el es la las le les los of on sur the upon van".split())
_FRONT_MATTER = re.compile(
    r"\(.*\)\Z|(?:by|from|with)\b.{0,150}\Z|correct(?:ion|ed|s)\b|editor'?s?[’']?s? note|attention\b|embargoed\b|updated?\b|"
    r"(?:published|posted)\b|source\b|eds?:|\[.*\]\Z|photo\b|image\b|file (?:photo|picture)\b|kill notice\b|a corrected version\b",
    re.IGNORECASE | re.DOTALL,
)
_PARAGRAPH = re.compile(r"\S[^\n]{0,100000}(?:\n(?![^\S\n]*\n)[^\n]{0,100000}){0,100000}")
HEAD_PARAGRAPHS = 8
"""A dateline opens a story; after this many paragraphs of by-lines, decks and notes it is another story's, quoted."""


@dataclass(frozen=True)
class Dateline:
    """A dateline and where it stands: ``start`` to ``end`` (excluded) of the body, dash and blanks included, so that the first
    sentence begins at ``end``. ``agency`` as printed, None if it names none."""

    text: str
    place: str
    agency: str | None
    start: int
    end: int


def paragraphs(text: str) -> list[tuple[int, str]]:
    """The paragraphs with their offsets: what blank lines part, stripped, none empty."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        found.append((match.start(), match.group().rstrip()))
    return found


def find_dateline(body: str) -> Dateline | None:
    """The dateline of a body, also below by-lines, decks and notes to editors; None if it has none.

    Once a full sentence has been read the story has begun: a dateline further down belongs to a report it quotes.
    """
    for start, paragraph in paragraphs(body[:20_000])[:HEAD_PARAGRAPHS]:
        for offset, line in _lines(paragraph):
            if found := _at(line, start + offset):
                return found
        if not _FRONT_MATTER.match(paragraph) and _is_prose(paragraph):
            return None
    return None


def dateline(body: str) -> str:
    """The text of the dateline without its dash; empty if there is none.

    >>> dateline("KYIV, May 24 (Tern) - It rained.")
    'KYIV, May 24 (Tern)'
    """
    found = find_dateline(body)
    return found.text if found else ""


def starts_with_dateline(line: str) -> bool:
    """Whether a line or paragraph opens with a dateline."""
    return _at(line, 0) is not None


def _lines(paragraph: str) -> list[tuple[int, str]]:
    """The paragraph, and where its first line is a by-line of its own, what follows that line."""
    first, newline, rest = paragraph.partition("\n")
    whole = [(0, paragraph)]
    return [*whole, (len(first) + 1, rest)] if newline and _FRONT_MATTER.match(first) and rest.strip() else whole


def _is_prose(paragraph: str) -> bool:
    words = paragraph.split()
    return len(words) >= 8 and paragraph.rstrip("\"'”’)»").endswith((".", "!", "?", "…", ":"))


def _at(line: str, base: int) -> Dateline | None:
    head = line[:300]
    if not head or not (head[0].isupper() or head[0] == "(" or head[0].isdigit()):
        return None
    for pattern in (_SLASHED, _BRACKETED, _NO_PLACE, _COMMAED, _PLAIN, _PLAIN_MIXED, _COLON, _ALONE):
        match = pattern.match(head)
        if match and (found := _checked(pattern, match, head, base)):
            return found
    return None


def _checked(pattern: re.Pattern[str], match: re.Match[str], head: str, base: int) -> Dateline | None:
    groups = match.groupdict()
    place, agency = (groups.get("place") or "").strip(" ,."), groups.get("agency")
    if _LABEL.match(place):
        return None
    if agency is None and pattern is _PLAIN and is_known_agency(place):
        agency = place
    if agency is not None:
        agency = clean_agency(agency)
        if pattern is not _ALONE and is_country_or_state(agency):
            agency = None
        elif not _could_be_agency(agency):
            return None
    if pattern is _BRACKETED and not (match["dash"].strip() or match["date"]):
        return None
    if pattern is _COMMAED and not (agency and is_known_agency(agency)):
        return None
    if pattern in (_PLAIN_MIXED, _ALONE) and _FUNCTION_WORD.match(place) and not (agency or groups.get("date")):
        return None
    if pattern is _PLAIN_MIXED and (len(place.split()) > 3 or (not re.search(r"[—–]|--", match.group()) and not groups.get("date"))):
        return None
    if pattern is _ALONE and not _stands_alone(match, place, head):
        return None
    text = re.sub(r"[\s\-–—―:]+\Z", "", match.group())
    return Dateline(text, place, agency, base + match.start(), base + match.end())


def _could_be_agency(name: str) -> bool:
    """Bracketed words that are an agency's name: short, begins with a letter, no sentence, no number."""
    return bool(name) and len(name.split()) <= 5 and not re.search(r"\d", name) and (name[0].isupper() or is_known_agency(name))


def _stands_alone(match: re.Match[str], place: str, head: str) -> bool:
    """A line that is nothing but a dateline: a capital place with a country or date, or any place with a date or an agency."""
    if len(head) > 80 or "\n" in head.strip():
        return False
    country = (match["country"] or "").strip(" ,()")
    if match["agency"]:
        return True
    if match["date"]:
        return all(word[:1].isupper() or word in _SMALL_IN_NAMES for word in place.split())  # not "Rebels free ten in Ede, May 3"
    return place.isupper() and bool(country) and not country.isupper() and is_country_or_state(country)
