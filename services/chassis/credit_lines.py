"""The credit line: which agency a story says it was gathered by.

Origins are counted by it (design section 5.2): ten papers that print one agency are one source. Rules are forms of the line, read from
the head of the story downwards and then from its foot upwards; the first that names an agency wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from services.chassis.agencies import clean_agency, is_known_agency, looks_like_agency, names_nobody, normalise_agency, same_agency
from services.chassis.datelines import dateline, find_dateline, paragraphs

__all__ = ["credit_line", "dateline", "find_dateline", "normalise_agency", "same_agency"]

_HEAD = 4
"""By-lines stand in the first paragraphs."""
_FOOT = 4
"""Credits at the end stand in the last paragraphs, below them only contacts and notes."""
_FOOT_CHARS = 600
"""A list of contributors in several cities runs to about 300."""
_SHORT = 160
"""Characters of a by-line or credit: a longer paragraph is prose."""

_NAME = r"(?P<name>(?:the\s+)?[A-ZÀ-Þ/][^\n.;:|()]{1,60}?)"
_PEOPLE = re.compile(
    r"\s+(?:writers?|journalists?|reporters?|correspondents?|staff|bureaus?|producers?|editors?)\b.*\Z|(?:[’']s?)\s.*\Z",
    re.DOTALL,
)

_BYLINE = re.compile(r"(?:by|from)\s*:?\s+(?P<names>.{2,140})\Z", re.IGNORECASE | re.DOTALL)
_AGENCY_LINE = re.compile(r"(?P<name>[^\n,|/–—]{2,60}?)(?:\s+in\s+[A-ZÀ-Þ].*|\s*[,|/–—].*|\s+-\s.*)?\Z", re.DOTALL)
"""``Agency in CITY``, ``Agency | CITY``, ``Agency``: a by-line without *By*, so only for an agency of the list."""
_BARE_LINE_CHARS = 60
_PARTNER = re.compile(
    r"(?:.{2,100}?[,\s]|\A|\()(?:with|via)\s+(?:(?:additional\s+)?(?:reporting|inputs?|material|files)\s+(?:by|from)\s+)?"
    r"(?P<name>[A-ZÀ-Þ][^\n,;:()]{1,50}?)\)?\Z"
)
_LIVE_PAGE = re.compile(r"(?P<name>[A-ZÀ-Þ][\w'’&.-]*(?:\s+[A-ZÀ-Þ][\w'’&.-]*){0,4})\s+(?:Live|LIVE)(?=\s*[.:|–—-]|\s*\Z)")
_TITLE_OUTLET = re.compile(r"\s(?P<mark>[|]|[-–—]{1,2})\s(?P<name>[^|]{2,40})\Z")

_COPYRIGHT = re.compile(
    rf"(?:copyright|©|\(c\))(?:\s*(?:copyright|©|\(c\)))?\s*(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?)?\s*(?:by\s+)?{_NAME}(?:\s+\d{{4}})?\s*(?=[.;:|,\n(]|\Z|all\s+rights)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:[-–—]{1,2}|/)\s?(?P<name>[A-ZÀ-Þ][^\n.;:]{1,40}?)/?\.?\Z")
_SUPPLIED = re.compile(
    r"(?i:supplied|provided|distributed|syndicated|produced|issued|(?:first|originally)\s+published|published|carried|written|compiled|reported)"
    r"\s+(?:to\s+\S+\s+)?(?:by|from)\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ][\w/&'’.-]*(?:\s+(?!and\b|has\b|is\b|was\b|from\b|under\b|in\b|on\b)[\w/&'’.-]+){0,5}?)"
    r"(?=\s+(?:and|has|is|was|from|under|in|on)\b|[.,;:)]|\s*\Z)"
)
_SUBJECT = re.compile(
    r"(?:this|the)\s+(?:article|story|report|item|text|dispatch|content|piece)\b|compiled\b|distributed\b|syndicated\b", re.IGNORECASE
)
_FIGURES_FROM = re.compile(
    r"(?P<what>(?i:facts|figures|data|information|material)(?:\s+and\s+\w+)?)"
    r"\s+(?i:from|by|courtesy\s+of)\s*(?:the\s+)?(?P<name>[A-ZÀ-Þ][^\n.;,:()]{1,50})"
)
_CONTRIBUTED = re.compile(r"(?P<name>[A-ZÀ-Þ][^\n]{1,400}?)\s+contributed\s+(?:to|reporting)", re.DOTALL)
_REPORTING_BY = re.compile(r"\(?\s*(?:additional\s+)?reporting\s+by\s+(?P<names>[^;()\n]{2,120})", re.IGNORECASE)
_SOURCE = re.compile(r"(?:source|agency|credit)s?\s*[:–-]\s*(?P<name>[^\n]{2,60})\Z", re.IGNORECASE)
_COVERAGE = re.compile(
    r"(?:follow|read|see|find|find more of)\s+(?:all\s+(?:of\s+)?)?(?:the\s+)?(?P<name>[A-ZÀ-Þ][^\n’']{1,40})"
    r"[’']s?\s+(?:\w+\s+)?coverage\b",
    re.IGNORECASE,
)
_STANDARDS = re.compile(
    r"our\s+standards\s*:\s*(?:the\s+)?(?P<name>[A-ZÀ-Þ][^\n]{1,40}?)\s+(?:trust\s+)?(?:principles|standards)", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[]\s*(?i:with\s+)?(?i:(?:agency\s+)?inputs?\s+from\s+)?(?P<name>[A-Za-z][^()\[\]\n]{1,40})[)\]]\Z")


def credit_line(headline: str, body: str) -> str | None:
    """The agency or outlet that the story itself credits, as printed; None if it credits none.

    Read: the dateline's agency, by-lines (``By Agency, CITY``; a person's name is no credit), ``with Agency``, a live page's title,
    then the foot: copyright, a signature, *supplied by*, *facts and figures from*, *contributed to this report*.
    ``(Reporting by ...; Editing by ...)`` names people unless what it names is an agency of the list.
    """
    found = find_dateline(body)
    if found and found.agency:
        return found.agency
    parts = [text for _, text in paragraphs(body[:20_000])]
    for paragraph in parts[:_HEAD]:
        if name := _head_credit(paragraph):
            return name
    if parts and (name := _live_page(parts[0])):
        return name
    if name := _title_outlet(headline):
        return name
    for paragraph in reversed([text for _, text in paragraphs(body[-6_000:])][-_FOOT:]):
        if name := _foot_credit(paragraph):
            return name
    return None


def _head_credit(paragraph: str) -> str | None:
    for line in paragraph.split("\n")[:3]:
        text = line.strip(" *_")
        if not text or len(text) > _SHORT or (text.endswith((".", "?", "!")) and len(text.split()) > 8):
            continue
        if match := _BYLINE.match(text):
            if name := _byline(match["names"]):
                return name
            continue
        partner = _PARTNER.match(text)
        if partner and _is_agency_name(partner["name"]):
            return clean_agency(partner["name"])
        alone = _AGENCY_LINE.match(text) if len(text) <= _BARE_LINE_CHARS else None
        if alone and is_known_agency(alone["name"]):
            return clean_agency(alone["name"])
    return None


def _byline(names: str) -> str | None:
    """The agency of ``Agency, CITY``, ``Jane Roe, Agency``, ``Jane Roe | Agency``, ``Agency, via Outlet``, ``Jane Roe with Agency``."""
    parts = [
        clean_agency(part) for part in re.split(r"\s*[,|/\n]\s*|\s+(?:and|with|via|for|in|at)\s+|\s+[-–—]\s+|[()]", names) if part.strip()
    ]
    for index, part in enumerate(parts):
        strong = _is_strong(part)
        if strong or (index == 0 and looks_like_agency(part)):
            return part
    return None


def _is_strong(name: str) -> bool:
    """An agency's name even after a person's: known, or with a word such as *News* (a lone word there may be a place or a job)."""
    return is_known_agency(name) or (looks_like_agency(name) and " " in name)


def _is_agency_name(name: str) -> bool:
    return looks_like_agency(name) and not names_nobody(name)


def _live_page(first: str) -> str | None:
    match = _LIVE_PAGE.match(first[:120])
    return clean_agency(match["name"]) if match and not names_nobody(match["name"]) else None


def _title_outlet(headline: str) -> str | None:
    """``Title | Outlet``; after a dash only an agency of the list, since a dash there names the speaker as often."""
    match = _TITLE_OUTLET.search(headline[-80:])
    if match is None:
        return None
    name = clean_agency(match["name"])
    if is_known_agency(name) or (match["mark"] == "|" and _is_strong(name)):
        return name
    return None


def _foot_credit(paragraph: str) -> str | None:
    for line in reversed(paragraph.split("\n")[-4:]):
        text = line.strip(" *_")
        if not text or len(text) > _FOOT_CHARS:
            continue
        for rule in _FOOT_RULES:
            name = rule(text)
            if name:
                return name
    return None


def _copyright(text: str) -> str | None:
    match = _COPYRIGHT.match(text) or _COPYRIGHT.search(text[:200]) if re.search(r"copyright|©|\(c\)", text[:200], re.IGNORECASE) else None
    name = clean_agency(match["name"]) if match else ""
    return name if name and not re.match(r"(?:all|any|and|of|is|this|law|material)\b", name, re.IGNORECASE) else None


def _signed(text: str) -> str | None:
    match = _SIGNED.match(text)
    if match is None or len(text) > 60:
        return None
    name = clean_agency(match["name"])
    words = name.split()
    return name if looks_like_agency(name) and len(words) <= 4 else None


def _supplied(text: str) -> str | None:
    match = _SUPPLIED.search(text) if _SUBJECT.match(text) else None
    if match is None:
        return None
    name = re.sub(r"\s+(?:news\s+)?agency\Z", "", clean_agency(match["name"]))
    return name if looks_like_agency(name) else None


def _figures_from(text: str) -> str | None:
    match = _FIGURES_FROM.match(text)
    if match is None or len(text) > _SHORT or names_nobody(match["name"]):
        return None
    # "Information from Kyiv" names a place; "facts and figures from Tern" can only name who gathered them.
    fits = looks_like_agency if re.search(r"fact|figure", match["what"], re.IGNORECASE) else _is_strong
    return clean_agency(match["name"]) if fits(match["name"]) else None


def _contributed(text: str) -> str | None:
    match = _CONTRIBUTED.match(text)
    if match is None:
        return None
    first = re.split(r",|\s+and\s+(?=[A-Z])", _PEOPLE.sub("", match["name"]))[0]
    name = clean_agency(first)
    by_people = _PEOPLE.search(match["name"]) is not None
    return name if is_known_agency(name) or (by_people and looks_like_agency(name)) else None


def _reporting_by(text: str) -> str | None:
    match = _REPORTING_BY.match(text)
    for part in re.split(r",|\s+and\s+", match["names"]) if match else ():
        if is_known_agency(part):
            return clean_agency(part)
    return None


def _source(text: str) -> str | None:
    match = _SOURCE.match(text) or _BRACKETED.search(text[-60:])
    name = re.split(r"\s*[|;,]|\s+editor\b", match["name"], flags=re.IGNORECASE)[0] if match else ""
    return clean_agency(name) if is_known_agency(name) else None


def _own_coverage(text: str) -> str | None:
    """``Follow Agency's coverage of ...``, ``Our Standards: The Agency Trust Principles``: how agencies end their own stories."""
    match = _COVERAGE.match(text) or _STANDARDS.match(text)
    return clean_agency(match["name"]) if match and looks_like_agency(match["name"]) else None


def _bare_name(text: str) -> str | None:
    return clean_agency(text) if len(text) <= 40 and is_known_agency(text) else None


_FOOT_RULES: tuple[Callable[[str], str | None], ...] = (
    _copyright,
    _signed,
    _supplied,
    _figures_from,
    _contributed,
    _reporting_by,
    _own_coverage,
    _source,
    _bare_name,
)
