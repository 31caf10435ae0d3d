"""Places that no table has, but that the text itself calls places: *Thayetkon, a village in ...*, *the Rasht Valley*, *Lake Tanganyika*."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from services.extractor.gazetteer.table import fold
from services.extractor.gazetteer.words import PlaceWords
from services.extractor.model import Span

PlaceKind = Literal["city", "admin1", "district", "site", "unknown"]

_NAME = r"[A-Z][\w\u2019'-]{2,30}(?:[ -](?:(?:al|el|de|del|la|du|ul)[ -])?[A-Z][\w\u2019'-]{1,30}){0,2}"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Keys of the names found, and each mention: span, printed name, kind."""

    names: frozenset[str]
    mentions: tuple[tuple[Span, str, PlaceKind], ...]


def find_unlisted(text: str, words: PlaceWords, known: Callable[[str], bool]) -> Unlisted:
    """Names whose kind the text says, at each place where the text uses them after a word of place. ``known``: some table has the key."""
    kinds = "|".join(sorted(words.kinds, key=len, reverse=True))
    names: dict[str, PlaceKind] = {}
    mentions: dict[Span, tuple[str, PlaceKind]] = {}

    def add(start: int, end: int, what: str, name: str, keep: str | None = None) -> None:
        kind: PlaceKind = what  # type: ignore[assignment]
        plain = name.removesuffix("'s").removesuffix("\u2019s")
        if plain.split()[0] in words.beside or plain in words.stop:
            return
        mentions.setdefault(Span(start, end - (len(name) - len(plain))), (keep or plain, kind))
        names.setdefault(plain, kind)

    for match in re.finditer(rf"\b({kinds}) of ({_NAME})", text):
        what, printed = words.kinds[match.group(1).lower()]
        if not known(fold(match.group(2))):
            add(match.start(2), match.end(2), what, match.group(2), f"{match.group(2)} {printed}".strip())
    for match in re.finditer(rf"\b(?:in|at|near|outside|on|from|over|of|to|the|s|nearby|neighbou?ring)\s(?:the )?({_NAME})\s({kinds})\b(?! of)", text):
        what, printed = words.kinds[match.group(2).lower()]
        if not known(fold(match.group(1))) and what != "site":
            add(match.start(1), match.end(2) if what != "city" else match.end(1), what, match.group(1) if what == "city" else "", f"{match.group(1)} {printed}".strip()) if what == "city" else mentions.setdefault(
                Span(match.start(1), match.end(2)), (f"{match.group(1)} {printed}", what)  # type: ignore[arg-type]
            )
            names.setdefault(match.group(1), what)  # type: ignore[arg-type]
    for match in re.finditer(rf"\b(?:in|at|near|outside|on|hit|struck) ({_NAME}), (?:a|the|an) (?:[\w-]+ ){{0,4}}(?:{kinds})\b", text):
        if not known(fold(match.group(1))):
            add(match.start(1), match.end(1), "city", match.group(1))
    for match in re.finditer(rf"\b(?:in|at|near|outside|of) ({_NAME}), (?:(?:in|of) )?(?:the )?(?:[a-z-]+ ){{0,3}}({_NAME})", text):
        if not known(fold(match.group(1))) and known(fold(match.group(2).removesuffix("'s"))):
            add(match.start(1), match.end(1), "city", match.group(1))
    for match in re.finditer(rf"(?:\A|\n)([A-Z][A-Z'\u2019-]{{3,30}}(?: [A-Z'\u2019-]{{2,30}}){{0,2}})(?=, [A-Z]| \()", text):
        if not known(fold(match.group(1))):
            add(match.start(1), match.end(1), "city", match.group(1).title())
    natural = "|".join(map(re.escape, words.natural))
    for match in re.finditer(rf"\b(?:{natural}) ({_NAME})", text):
        mentions.setdefault(Span(match.start(), match.end()), (match.group(), "site"))
    for name, kind in names.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            mentions.setdefault(Span(*match.span()), (name, kind))
    ordered = sorted(mentions.items(), key=lambda item: (item[0].start, -item[0].end))
    kept: list[tuple[Span, str, PlaceKind]] = []
    for span, (name, kind) in ordered:
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, name, kind))
    return Unlisted(frozenset(map(fold, names)), tuple(kept))
