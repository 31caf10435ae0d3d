"""How a story is laid out: headline, dateline, paragraphs, bullets, labels, time-stamped entries of a live page, items of a digest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from services.extractor.model import Sentence, Span
from services.extractor.numbers.words import NUMBER_WORD
from services.extractor.record import record
from services.extractor.text import briefs
from services.extractor.text.clean import plain
from services.extractor.text.sentences import split_sentences
from services.extractor.text.towns import labels_of_towns

MAX_SENTENCES = 4_000
"""A story longer than this is cut: time per story must stay bounded."""
CROSSHEAD_CHARS = 90
WRAPPED_CHARS = 90
"""Width of copy that is broken into lines: a longer line is a paragraph, and what stands above it a heading."""
_COUNTS = re.compile(rf"\d|\b(?!one\b){NUMBER_WORD}|\b(?:dozens|scores|hundreds|thousands)\b", re.I)
"""A crosshead with a number tells news, others only name what follows."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_NAME = r"[A-Z][\w.'\-/]{0,30}(?: (?:[A-Z][\w.'\-/]{0,30}|es|de|la|del|el|al|of)){0,4}"
_DATELINE = re.compile(
    rf"(?P<place>{_NAME}(?:, {_NAME})??)(?: \((?P<country>[A-Z][A-Za-z .]{{2,30}})\))?(?:,? (?P<day>{_DAY})\.?)?"
    r"(?P<agency>(?:,? ?\((?:[A-Z][^()\n]{1,40}|[a-z]{2,5}(?:/[A-Za-z]{2,12})?)\)|"
    r" /[^/\n]{2,40}/\.?| [A-Z]{2,8}(?= ?[\u2014\u2013-])|, [A-Z]{2,8}(?=\. ))?)"
    r"(?P<dash> ?(?:--|[\u2014\u2013]| - ) ?|(?<=/)\.? |(?<=/\.) | ?: |(?<=[A-Z]{2})\. |(?<=\)) (?=[A-Z\u201c\"])|"
    r"(?<=\d\.) (?=[A-Z\u201c\"]))"
)
_ALONE = re.compile(rf"(?P<place>[A-Z][A-Z .'\-]{{2,30}}, [A-Z][a-z]{{2,20}}(?: [A-Z][a-z]{{2,20}})?)(?:,? (?P<day>{_DAY}))?\Z")
_CAPITALS = r"(?P<place>[A-Z][A-Z.'\-/]{1,30}(?: [A-Z.'\-/]{2,20}){0,2}"
_UNDASHED = tuple(
    re.compile(rf"{_CAPITALS}{land})(?P<day>(?!))? (?=[A-Z][a-z])")
    for land in (r", [A-Z][a-z]{2,20} [A-Z][a-z]{2,20}", r", [A-Z][a-z]{2,20}", "")
)
"""*SANTA CRUZ, Bolivia Rescuers dug on*: the agency and the dash left out by whoever copied it."""
_ACRONYM = 5
"""Letters of names in capitals that are as often a body as a town."""
_BYLINE = re.compile(rf"By [A-Z][\w .'\-]{{1,40}}, (?P<place>[A-Z]{{3,20}}(?: [A-Z]{{2,20}}){{0,2}})(?:, (?P<day>{_DAY}))?\Z")
_STAMP = re.compile(
    r"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?P<half> ?[ap]\.?m\b\.?)?"
    r"(?P<zone> ?(?:GMT|UTC|BST|[A-Z]{2,4}T|local time))?(?P<mark> ?(?:--|[\u2014\u2013|]| - |:|"
    r" update:)| update:)? "
)
_SLUG = re.compile(r"(?:LIVE|UPDATE \d{0,2}|WRAPUP \d{0,2}|CORRECTED|BREAKING)\b *[|:-] *|\((?:\d(?:st|nd|rd|th) )?(?:LD|LEAD|URGENT)\) *")
"""What desks put before a headline: *LIVE: ...*, *(2nd LD) ...*."""
_BULLET = re.compile(r"(?:[\u2022\u00b7\u25cf\u25aa\u2023\u25e6*]|-|[\u2013\u2014]) {1,4}(?=\S)")
_LABEL = re.compile(
    r"(?P<label>Details|Sources?|Background|Previously|Reference|For reference|Updated?|What happened|Literally|"
    r"(?:Direct )?[Qq]uote(?: (?:from|by|of) [^:\n]{2,80})?|[A-Z][^:\n]{2,40}, quote) ?: "
)
_DIGEST = re.compile(r"(?P<label>[A-Z][A-Z'\-]{2,20}(?: [A-Z'\-]{2,20}){0,3}): (?=\S)")
_DASHED = re.compile(
    r"(?P<label>[A-Z][A-Z'\-]{2,20}(?: [A-Z'\-]{2,20}){0,3})(?:, [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?)?"
    r" ?(?:--|[\u2014\u2013]| - ) ?(?=\S)"
)
_NAMED = re.compile(r"(?P<label>[A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14}){0,2}): (?=[A-Z][a-z]+ [\w'’-]+ )")
"""*Kenya: Gunmen killed six ...*."""
_ITEMS = 3
"""Paragraphs that begin with a name in capitals and a dash, or lines that are a place: fewer are a dateline and its like, more head the
items of a digest.
"""
_BLANK = re.compile(r"\n[ \n]*\n")


IsPlace = Callable[[str], bool]


@record(frozen=True, slots=True)
class Dateline:
    """Place and day before the text they govern. ``day`` is as printed; ``sentence`` is the first sentence under it."""

    span: Span
    place: str
    day: str | None
    sentence: int


@record(frozen=True, slots=True)
class StoryText:
    """``text`` is ``Article.text`` cleaned up at the same length; sentences and datelines count its characters."""

    text: str
    sentences: tuple[Sentence, ...]
    datelines: tuple[Dateline, ...]
    digest: bool = False
    """The headline says that its items have no more to do with each other than their day."""


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Blocks between blank lines; within one, lines that are not merely wrapped."""
    block_start = start
    for gap in (*_BLANK.finditer(text, start), None):
        end = gap.start() if gap else len(text)
        yield from _lines(text, block_start, end)
        block_start = gap.end() if gap else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    while begin < end:
        line_end = text.find("\n", begin, end)
        while line_end != -1 and _wrapped(text, begin, line_end, end):
            line_end = text.find("\n", line_end + 1, end)
        stop = end if line_end == -1 else line_end
        while begin < stop and text[begin].isspace():
            begin += 1
        tail = stop
        while tail > begin and text[tail - 1].isspace():
            tail -= 1
        if begin < tail:
            yield begin, tail
        begin = stop + 1


def _wrapped(text: str, begin: int, line_end: int, end: int) -> bool:
    """Whether the line goes on below: it ends in mid-sentence and what follows is neither bullet, stamp nor capital."""
    last = text[begin:line_end].rstrip()[-1:]
    following = text[line_end + 1 : min(end, line_end + 40)].lstrip()
    if not following or last in '.!?:"' or _BULLET.match(following) or _STAMP.match(following):
        return False
    if following[0].islower() or last in ",;-":
        return True
    below = text.find("\n", line_end + 1, end)
    width = (end if below == -1 else below) - (line_end + 1)
    return width <= WRAPPED_CHARS and 50 <= line_end - (text.rfind("\n", 0, line_end) + 1) <= WRAPPED_CHARS


def _unwrapped(text: str, blocks: Sequence[tuple[int, int]]) -> str:
    """The text with a space where a line of a block goes on below: *as many* and *as 20* on two lines are one phrase to every reader."""
    pieces, at = [], 0
    for begin, end in blocks:
        pieces += [text[at:begin], text[begin:end].replace("\n", " ")]
        at = end
    return "".join((*pieces, text[at:]))


def _dateline(line: str, first: bool, *, is_place: IsPlace, opens: bool) -> re.Match[str] | None:
    match = _ALONE.match(line) or _BYLINE.match(line)
    if match:
        return match
    match = _DATELINE.match(line)
    if match is None or match.end() > 110:
        return _undashed(line, is_place) if opens else None
    place = match["place"]
    if match["dash"] == " " and line[match.end() - 2] != "/":
        told = match["agency"] or (line[match.end() - 2] == "." and _is_capitals(place))  # "BAKU, Azerbaijan, Nov. 17. Two people"
        return match if told and match["day"] else None  # "TEL AVIV, June 14 (AB) Two people", the dash left out
    if match["dash"] == ". ":
        return match if match["agency"] and match["day"] else None  # "CUSCO, May 5, 2021, EFE. At least 24 died"
    if match["dash"].strip() == ":" and not match["day"]:
        # Else a speaker, or the label of a digest's item.
        return match if opens and line[match.end() :][:1].isupper() and is_place(place.strip()) else None
    capitals = _is_capitals(place)
    if match["agency"] or match["country"] or (match["day"] and capitals) or capitals or (first and len(place.split()) <= 4):
        return match
    return None


def _clock(stamp: re.Match[str]) -> str:
    """*8:35 p.m.* is 20:35."""
    hour, half = int(stamp["h"]), (stamp["half"] or "").strip().lower()
    return f"{hour % 12 + 12 * half.startswith('p') if half else hour:02d}:{stamp['m']}"


def _is_capitals(place: str) -> bool:
    return place.split(",")[0].isupper() and len(place) > 2


def _undashed(line: str, is_place: IsPlace) -> re.Match[str] | None:
    matches = (pattern.match(line) for pattern in _UNDASHED)
    found = (match for match in matches if match is not None and len(match["place"]) > _ACRONYM)
    return next((match for match in found if is_place(match["place"].rpartition(", ")[2])), None)


class _Reader:
    """Walks the paragraphs once, top to bottom."""

    def __init__(self, text: str, is_place: IsPlace) -> None:
        self.text = text
        self.is_place = is_place
        self.sentences: list[Sentence] = []
        self.datelines: list[Dateline] = []
        self.paragraph = 0
        self.entry: int | None = None
        self.entry_time: str | None = None
        self.entry_label: str | None = None
        self.label: str | None = None
        self.town: Span | None = None
        self.brief = False

    def headline(self, end: int) -> None:
        self.brief = briefs.says_it_is_brief(self.text[:end])
        match = _SLUG.match(self.text[:end])
        self._add(match.end() if match else 0, end, kind="headline")

    def body(self, start: int) -> None:
        blocks = list(_paragraphs(self.text, start))
        self.text = _unwrapped(self.text, blocks)
        stamped = [m for m in (_STAMP.match(self.text, a, b) for a, b in blocks) if m]
        live = len(stamped) >= 2
        digest = sum(_DIGEST.match(self.text, a, b) is not None for a, b in blocks) >= 2
        items = () if live or digest else self._items(blocks) or self._dashed(blocks) or self._briefs(blocks)
        towns = labels_of_towns(self.text, blocks, self.is_place)
        for number, (begin, end) in enumerate(blocks):
            self.town = towns.get(number)
            if len(self.sentences) >= MAX_SENTENCES:
                return
            if number in items:
                self.entry = 0 if self.entry is None else self.entry + 1
                self.entry_label = self._heading(begin, end)
                begin = self._after_label(begin, end)
            self._block(begin, end, number == 0, live, digest)

    def _heading(self, begin: int, end: int) -> str | None:
        """What names the item that begins here: the name before a dash, or the line that is a place."""
        labels = (_DASHED, briefs.LABEL) if self.brief else (_DASHED, _NAMED)
        if label := next(filter(None, (pattern.match(self.text, begin, end) for pattern in labels)), None):
            return label["label"]
        line = self.text[begin:end]
        return line if end - begin <= CROSSHEAD_CHARS and self.is_place(line) else None

    def _dashed(self, blocks: Sequence[tuple[int, int]]) -> frozenset[int]:
        """Blocks that begin an item of a digest: *CHILE - The death toll ...*, *KENYA - A truck ...*; two do if both are places."""
        found = {at: match["label"] for at, (begin, end) in enumerate(blocks) if (match := _DASHED.match(self.text, begin, end))}
        named = {at: match["label"] for at, (begin, end) in enumerate(blocks) if (match := _NAMED.match(self.text, begin, end))}
        if len(named) >= _ITEMS and len(set(named.values())) == len(named) and all(map(self.is_place, named.values())):
            return frozenset(named)
        places = {label for label in found.values() if self.is_place(label.title())}
        return frozenset(found) if len(found) >= _ITEMS or len(places) == len(found) > 1 else frozenset()

    def _briefs(self, blocks: Sequence[tuple[int, int]]) -> frozenset[int]:
        return briefs.begin_briefs(self.text, blocks, self._heads(blocks)) if self.brief else frozenset()

    def _after_label(self, begin: int, end: int) -> int:
        """Where the text of a brief begins; the label before it becomes a line of its own."""
        label = briefs.LABEL.match(self.text, begin, end) if self.brief else None
        if label is None:
            return begin
        self._add(begin, label.end("label"), kind="label")
        return label.end()

    def _heads(self, blocks: Sequence[tuple[int, int]]) -> list[int]:
        """Blocks that are short and end in no stop."""
        return [at for at, (begin, end) in enumerate(blocks) if end - begin <= CROSSHEAD_CHARS and self.text[end - 1] not in ".!?:;,"]

    def _items(self, blocks: Sequence[tuple[int, int]]) -> frozenset[int]:
        """Blocks that begin another story of a digest: a heading and the dateline under it (*Rain kills 16* over *ROME -- ...*), or a
        heading that is no more than a place (*Kenya*).
        """
        lines = [self.text[begin : min(end, begin + 160)] for begin, end in blocks]
        heads = self._heads(blocks)
        desks = [at for at, line in enumerate(lines) if (match := _DATELINE.match(line)) and match["place"].split(",")[0].isupper()
                 and "-" in match["dash"].replace("\u2014", "-").replace("\u2013", "-") and not match["day"]]  # fmt: skip
        places = [at for at in heads if len(lines[at].split()) <= 4 and self.is_place(lines[at])]
        if len(places) >= _ITEMS:
            return frozenset(places)
        return frozenset(at - 1 for at in desks[1:] if at - 1 in heads)

    def _block(self, begin: int, end: int, first: bool, live: bool, digest: bool) -> None:
        text = self.text
        stamp = _STAMP.match(text, begin, end)
        if stamp and (live or stamp["zone"] or stamp["mark"]):
            self.entry = 0 if self.entry is None else self.entry + 1
            self.entry_time = _clock(stamp)
            self.label = None
            begin = stamp.end()
        elif digest and (item := _DIGEST.match(text, begin, end)):
            self.entry = 0 if self.entry is None else self.entry + 1
            self.entry_label = item["label"]
            begin = item.end()
        if self.town is None and (
            dateline := _dateline(
                text[begin : min(end, begin + 160)], first or not self.datelines, is_place=self.is_place, opens=first and not digest
            )
        ):
            span = Span(begin, begin + dateline.end())
            self.datelines.append(Dateline(span, dateline["place"].strip(), dateline["day"], len(self.sentences)))
            begin = span.end
        bullet = _BULLET.match(text, begin, end)
        if bullet:
            begin = bullet.end()
        if label := _LABEL.match(text, begin, end):
            self.label = label["label"]
            begin = label.end()
        elif text[begin:end].rstrip(": ") in ("Background", "Details", "Previously"):
            self.label = text[begin:end].rstrip(": ")
            return
        elif not bullet and self.label not in ("Details",):
            self.label = None
        if begin >= end or text[begin:end].strip("_-* ") == "":
            return
        self._add(begin, end, kind=self._kind(begin, end, bullet is not None))

    def _kind(self, begin: int, end: int, bullet: bool) -> str:
        if bullet or self.town is not None:
            return "bullet"
        if self.label and self.label.startswith("Source"):
            return "label"
        line = self.text[begin:end]
        if end - begin <= CROSSHEAD_CHARS and line.rstrip("\"')")[-1:] not in ".!,;:\u2026":
            return "headline" if _COUNTS.search(line) and not line.endswith("?") else "label"
        return "body"

    def _add(self, begin: int, end: int, *, kind: str) -> None:
        inside = False
        for start, stop in split_sentences(self.text[begin:end]):
            words = self.text[begin + start : begin + stop]
            quotes = words.count('"')
            self.sentences.append(
                Sentence(
                    text=words,
                    span=Span(begin + start, begin + stop),
                    index=len(self.sentences),
                    paragraph=self.paragraph,
                    kind=kind,  # type: ignore[arg-type]
                    entry=self.entry,
                    entry_time=self.entry_time,
                    quoted=(inside and (quotes == 0 or (quotes == 1 and words.endswith('"')))) or (words.startswith('"') and quotes == 1),
                    label=self.label or self.entry_label,
                    town=self.town,
                )
            )
            if quotes % 2:
                inside = not inside
        self.paragraph += 1


def read_story(headline: str, body: str, is_place: IsPlace = lambda _: False) -> StoryText:
    """The layout of a story; offsets count ``headline + newline + body``.

    ``is_place`` tells a dateline that is a name and a colon (*Manila: The toll ...*) from a speaker.

    >>> [s.text for s in read_story("Two die", "ODESA (Wire) -- Two died. It rained.").sentences]
    ['Two die', 'Two died.', 'It rained.']
    """
    text = plain(f"{headline}\n{body}")
    reader = _Reader(text, is_place)
    reader.headline(len(headline))
    reader.body(len(headline) + 1)
    return StoryText(reader.text, tuple(reader.sentences), tuple(reader.datelines), digest=reader.brief)
