"""A text as the place rules see it: its words in capitals and what stands around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from services.extractor.gazetteer.table import fold
from services.extractor.gazetteer.words import NAMED_NEXT, PlaceKind, PlaceWords
from services.extractor.model import Span
from services.extractor.record import record

LONGEST = 5
"""Words of the longest name looked up."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc-][^\W\d_]+)*\.?")
_ARTICLES = ("al-", "el-", "Al-", "El-")
_KIND_AFTER = re.compile(r" (?:(?:autonomous|border|regional|refugee|local government|[Ii]nternational) )?([A-Za-z]+)\b")
_KIND_BEFORE = re.compile(r"\b([A-Za-z]+) of \Z|\bthe (town|village|city) \Z")
_KIND_APPOSED = re.compile(r", (?:an?|the) (?:[\w-]+ ){0,4}?([a-z]+)\b")
_WORD_BEFORE = re.compile(r"([A-Za-z-]+)(?: the)? ?\Z")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{2,30})? \([A-Z][\w -]{1,40}\)|[^\n]{0,40}(?: --| \u2014| - |\. /)|, [A-Z][a-z]+$")


@record(frozen=True, slots=True)
class Word:
    """A word with its offsets; a full stop right after it is part of it, so that *St.* and *Gov.* stay known."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or (self.text.startswith(_ARTICLES) and self.text[3:4].isupper())

    @property
    def bare(self) -> str:
        return without_owner(self.text).rstrip(".")


@record(frozen=True, slots=True)
class Candidate:
    """Words ``first`` to ``last`` (included) of a text, as a name that some table may have under ``key``."""

    first: int
    last: int
    span: Span
    key: str
    spelled: str


@record(frozen=True, slots=True)
class Kind:
    """What kind of place a word beside the name says it is, how that is printed, and where the mention then ends."""

    what: PlaceKind
    printed: str
    end: int


class Reading:
    """One text and what can be asked of it. Everything is found in the text alone; no table is consulted."""

    def __init__(self, text: str, words: PlaceWords) -> None:
        self.text = text
        self.words = [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        self.capitals = [at for at, word in enumerate(self.words) if word.capital]
        self._lists = words

    def runs(self) -> Iterator[tuple[Candidate, ...]]:
        """For each word in capitals, the names that begin with it, the longest first."""
        for first in self.capitals:
            last = first
            while last + 1 < len(self.words) and last - first < LONGEST - 1 and self.joined(last):
                last += 1
            yield tuple(self._candidate(first, end) for end in range(last, first - 1, -1) if end == first or self.words[end].capital)

    def _candidate(self, first: int, last: int) -> Candidate:
        start = self.words[first].start
        spelled = without_owner(self.text[start : self.words[last].end].rstrip("."))
        return Candidate(first, last, Span(start, start + len(spelled)), fold(spelled), spelled)

    def joined(self, at: int) -> bool:
        """Whether word ``at`` and the next can be one name: nothing but a space or hyphen between, no full stop save in *St.*"""
        left, right = self.words[at], self.words[at + 1]
        if left.text.endswith("."):
            return left.text in ("St.", "Ste.", "Mt.", "Ft.") and self.text[left.end : right.start] == " "
        return self.text[left.end : right.start] in (" ", "\u00a0", "-")

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of two-word names (*Serhii Lysak*), and first ones before a given name with a hyphen (*Lau Wai-ming*), save those
        that stand as places elsewhere in the text.
        """
        pairs = re.findall(
            r"(?<![.!?:] )(?<!\n)\b[A-Z][a-z\u00c0-\u024f]+ (?:(?:al|bin|ibn|van|de|von|abu)[ -])?"
            r"([A-Z][\w\u2019'-]+)(?=,| said| told|\.|['\u2019]s)",
            self.text,
        )
        family_first = re.findall(r"\b([A-Z][a-z]{1,11}) [A-Z][a-z]{1,11}-[a-z]{2,12}\b", self.text)
        return frozenset((*pairs, *family_first)) - self.placed

    @cached_property
    def placed(self) -> frozenset[str]:
        """Names that stand somewhere after *in*, *near* and the like."""
        found = re.findall(r"\b(?:in|near|at|outside|around)(?: the)?(?: [a-z]+){0,2}(?: of)? ([A-Z][\w\u2019'-]+)", self.text)
        return frozenset(map(without_owner, found))

    def kind(self, candidate: Candidate) -> Kind | None:
        """*the Kursk region*, *the region of Kursk*."""
        after = _KIND_AFTER.match(self.text[candidate.span.end : candidate.span.end + 40])
        entry = self._lists.kinds.get(after.group(1).lower()) if after else None
        if after is not None and NAMED_NEXT.match(self.text, candidate.span.end + after.start(1)):
            entry = None  # "the Tel Aviv suburb of Bat Yam"
        if after is None or entry is None:
            return self._kind_before(candidate) or self._kind_apposed(candidate)
        what, printed = entry
        return Kind(what, printed, candidate.span.end + (after.end() if what != "city" else 0))

    def _kind_before(self, candidate: Candidate) -> Kind | None:
        before = _KIND_BEFORE.search(self.text[max(0, candidate.span.start - 24) : candidate.span.start])
        word = (before.group(1) or before.group(2)).lower() if before else ""
        entry = self._lists.kinds.get(word) if word not in self._lists.parts else None
        return Kind(*entry, candidate.span.end) if entry else None

    def _kind_apposed(self, candidate: Candidate) -> Kind | None:
        """*Samar, a town in the east*."""
        match = _KIND_APPOSED.match(self.text[candidate.span.end : candidate.span.end + 60])
        entry = self._lists.kinds.get(match.group(1)) if match else None
        return Kind(entry[0], "", candidate.span.end) if entry is not None and entry[0] == "city" else None

    def cued(self, candidate: Candidate) -> bool:
        """Whether a word before the name, or its form, lets a place be meant."""
        return self._word_before(candidate) in self._lists.weak or self.located(candidate)

    def located(self, candidate: Candidate) -> bool:
        """Whether nothing but a place can be meant: *in*, *the city of*, a dateline."""
        if self._word_before(candidate) in self._lists.locative:
            return True
        return self._kind_before(candidate) is not None or self._opens_dateline(candidate) or self._has_a_toll(candidate)

    def _has_a_toll(self, candidate: Candidate) -> bool:
        """*Poltava death toll at 58*, where a line begins."""
        at, end = candidate.span.start, candidate.span.end
        return (at == 0 or self.text[at - 1] == "\n") and self.text.startswith((" death toll", "'s death toll", "\u2019s death toll"), end)

    def _word_before(self, candidate: Candidate) -> str:
        before = self.text[max(0, candidate.span.start - 24) : candidate.span.start].rstrip("\u201c\"'")
        match = _WORD_BEFORE.search(before)
        return match.group(1).lower() if match else ""

    def _opens_dateline(self, candidate: Candidate) -> bool:
        at, end = candidate.span.start, candidate.span.end
        return (at == 0 or self.text[at - 1] == "\n") and _DATELINE.match(self.text[end : end + 70]) is not None

    def in_capitals(self, candidate: Candidate) -> bool:
        """Written in capitals at the start of a line, as in a dateline."""
        return candidate.spelled.isupper() and len(candidate.key) > 3 and self._opens_dateline(candidate)

    def starts_sentence(self, word: int) -> bool:
        """Whether word number ``word`` is a sentence's first, so that its capital says nothing."""
        before = self.text[max(0, self.words[word].start - 6) : self.words[word].start]
        return re.search(r"(?:\A|[.!?:\n]['\"\u201d\u2019)]?\s*|--\s*|\u2022\s*)[\"\u201c\u2018'(]?\Z", before) is not None

    def follows(self, candidate: Candidate, other: Span) -> str:
        """The text between ``other`` and the candidate."""
        return self.text[other.end : candidate.span.start]


def without_owner(name: str) -> str:
    """*Ukraine's* -> Ukraine."""
    return name.removesuffix("'s").removesuffix("\u2019s")
