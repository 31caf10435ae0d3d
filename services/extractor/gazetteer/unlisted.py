"""Places that no table has, but that the text itself calls places: *Thayetkon, a village in ...*, *the Rasht Valley*, *Lake Tanganyika*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from services.extractor.gazetteer.spelling import in_small_letters
from services.extractor.gazetteer.table import fold
from services.extractor.gazetteer.words import NAMED_NEXT, PlaceKind, PlaceWords
from services.extractor.keyed import keyed
from services.extractor.model import Span
from services.extractor.record import record

_NAME = (
    r"(?:Al |El |Um |San |Los |Las |La |Sa |(?:[ae][lrstdnz]|ash|esh|beit|tal|tell)-)?"
    r"[A-Z][\w\u2019'-]{2,30}(?:[ -](?:(?:al|el|de|del|la|du|ul)[ -])?[A-Z][\w\u2019'-]{1,30}){0,2}"
)
_OWNER = r"(?:[A-Z][\w-]{2,30}(?: [A-Z][\w-]{2,30}){0,2}(?:'s|\u2019s|s'|s\u2019) )?"
_BESIDE = r"\b(?:in|at|near|outside|on|to|from|hit|struck|bombed|shelled|targeted|stormed|attacked|raided|entered|reached|left|fled)"
_SORT = (
    r"(?: (?:tin|gold|coal|copper|iron|coltan|cobalt|silver|diamond|jade|lithium|emerald|border|refugee|detention|military|livestock|"
    r"mountain|sea|local government|regional|rural|"
    r"[Ii]nternational))?"
)
_PLACED = (
    r"\b(?:in|at|near|outside|on|from|over|of|to|into|inside|off|down|up|through|along|around|across|left|reached|entered|"
    r"stormed|hit|struck|"
    r"nearby|neighbou?ring) "
    r"(?:the )?(?:(?:busy|crowded|nearby|remote|central|northern|southern|eastern|western) ){0,2}"
)
_AFTER = (
    r"(?=[,.;:)]|$| (?:and|or|on|after|before|when|where|while|last|over|by|to|from|who|said|says|at|in|that|with|were|was|is|are|as|early|"
    r"late|alone|this|earlier|\d+|one|two|three|four|five|six|seven|eight|nine|ten|since|has|have|had|killed|during|for|but|dug|"
    r"pulled|found|rescued|recovered|searched|fled|died|began|also|saw|will|would|off|near)\b)"
)
_HOUSE = keyed(rf"\b(?:[Ss]chool|[Cc]ollege|[Pp]rison|Polytechnic|Academy) ({_NAME})(?=,? (?:in|of)\b)")
_ASSAULTED = keyed(
    rf"\b(?:(?:assault|attack|raid|strike|offensive|siege|shelling|bombing|bombardment|march) (?:on|of|against)|"
    rf"descended (?:up)?on|overran|swept (?:into|through)|retook|"
    rf"raided|stormed|shelled|bombed|pounded|besieged|invaded) ({_NAME}){_AFTER}"
)
_REGION_NEXT = re.compile(r"(?:region|province|department|state|governorate|district) of [A-Z]")
_DESCRIBES = re.compile(r"(?:ean|ian|nian|lian|esque|ese|ic)\Z")


@record(frozen=True, slots=True)
class Unlisted:
    """Keys of the names found, and each mention: span, printed name, kind."""

    names: frozenset[str]
    mentions: tuple[tuple[Span, str, PlaceKind], ...]


def find_unlisted(text: str, words: PlaceWords, known: Callable[[str], bool], foreign: Callable[[str], bool]) -> Unlisted:
    """Names whose kind the text says or that stand as a place, and every other use of the same names.

    ``known`` tells whether some table has a key, ``foreign`` whether a word is a name or adjective of something else (a nationality,
    a title, a body).
    """
    found: dict[Span, tuple[str, PlaceKind]] = {}
    names: dict[str, PlaceKind] = {}
    for span, name, kind, shown in _called_places(text, words):
        if known(fold(name)) or name in words.stop or name in words.beside or any(map(foreign, name.split(" "))):
            continue
        if name in words.expanses:
            continue  # "the Mediterranean port of Latakia"
        found.setdefault(span, (shown, kind))
        names.setdefault(name, kind)
    for name, kind in names.items():
        for span in _uses(text, name):
            found.setdefault(span, (name, kind))
    for match in re.finditer(rf"\b(?:in|over|across|on|off|of) (?:the )?(?:[a-z]+ )?({words.any_expanse}){_AFTER}", text):
        found.setdefault(Span(*match.span(1)), (match.group(1), "country"))
    kept: list[tuple[Span, str, PlaceKind]] = []
    for span, (name, kind) in sorted(found.items(), key=lambda item: (item[0].start, -item[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, name, kind))
    return Unlisted(frozenset(map(fold, names)), tuple(kept))


def _uses(text: str, name: str) -> Iterator[Span]:
    """Where the name stands as words of its own. An expression would have to be compiled for each name of each story."""
    at = text.find(name)
    while at != -1:
        end = at + len(name)
        whole = not (_is_joined(text[at - 1 : at]) or _is_joined(text[end : end + 1]))
        if whole:
            yield Span(at, end)
        at = text.find(name, end if whole else at + 1)


def _is_joined(letter: str) -> bool:
    """Whether what stands right beside a name makes it part of a longer word."""
    return letter.isalnum() or letter in ("-", "_")


def _called_places(text: str, words: PlaceWords) -> Iterator[tuple[Span, str, PlaceKind, str]]:
    """Each way to call a place by name: span, bare name, kind, name to show."""
    kinds = words.any_kind
    for match in re.finditer(rf"\b({words.any_owner}) of ({_NAME})", text):
        kind, printed = words.kinds[match.group(1).lower()]
        name = _bare(match.group(2))
        yield Span(match.start(2), match.start(2) + len(name)), name, kind, f"{name} {printed}".strip()
    for match in re.finditer(rf"{_PLACED}{_OWNER}({_NAME}){_SORT} ({words.any_kind_in_title})\b", text):
        if NAMED_NEXT.match(text, match.start(2)) or (_REGION_NEXT.match(text, match.start(2)) and _DESCRIBES.search(match.group(1))):
            continue  # "the Druze village of X", "the Andean region of X"
        kind, printed = words.kinds[match.group(2).lower()]
        end = match.end(1) if kind == "city" else match.end(2)
        yield Span(match.start(1), end), match.group(1), kind, f"{match.group(1)} {printed}".strip()
    for match in re.finditer(rf"{_BESIDE} ({_NAME}), (?:an?|the) (?:[\w-]+ ){{0,4}}(?:{kinds})\b", text):
        yield Span(*match.span(1)), match.group(1), "city", match.group(1)
    for match in re.finditer(r"(?:\A|\n)([A-Z][A-Z'\u2019-]{3,30}(?: [A-Z'\u2019-]{2,30}){0,2})(?=, [A-Z][a-z]| \([A-Z])", text):
        yield Span(*match.span(1)), match.group(1), "city", in_small_letters(match.group(1))
    for match in re.finditer(rf"(?:\A|[.!?]\s)({_NAME})(?:, which)? is the [a-z-]+(?: hit| affected)?(?: [a-z-]+)? (?:{kinds})\b", text):
        yield Span(*match.span(1)), match.group(1), "city", match.group(1)
    for match in _HOUSE.finditer(text):
        yield Span(*match.span(1)), match.group(1), "city", match.group(1)
    for match in re.finditer(rf"\b(?:[Ii]n|into|[Aa]t|[Nn]ear|[Oo]utside|off) (?:nearby |neighbou?ring )?({_NAME}){_AFTER}", text):
        name = _bare(match.group(1))
        yield Span(match.start(1), match.start(1) + len(name)), name, "city", name
    for match in _ASSAULTED.finditer(text):
        name = _bare(match.group(1))
        yield Span(match.start(1), match.start(1) + len(name)), name, "city", name
    for match in re.finditer(rf"\b(?:{words.any_natural}) ({_NAME})", text):
        yield Span(*match.span()), match.group(), "site", match.group()


def _bare(name: str) -> str:
    return name.removesuffix("'s").removesuffix("\u2019s")
