"""Where a number stands in the text and what it says by itself, before the words around it are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from services.extractor.lowered import key_of, lowered
from services.extractor.numbers.bounds import Bounds, bounds
from services.extractor.numbers.words import NUMBER_WORD, SCALE, SCALES, read_words
from services.extractor.record import record

Kind = Literal["digits", "words", "vague", "few", "zero", "another", "share", "percent", "junk"]

MAX_DIGITS = 13
"""Longer runs of digits are codes, never counts; the contract's ceiling for a count is 10^12."""


@record(frozen=True, slots=True)
class Cardinal:
    """A number by itself. ``share`` is numerator and denominator of *a third*; ``scale`` the worth of its last scale word (10^6)."""

    start: int
    end: int
    text: str
    kind: Kind
    value: Bounds
    scale: int = 1
    noun_included: bool = False
    share: tuple[int, int] | None = None
    reason: str | None = None
    """Why it is no count, where its own form already says so (a clock time, a decimal)."""

    @property
    def said(self) -> int:
        return self.value.best if self.value.best is not None else self.value.low

    def with_value(self, value: Bounds) -> Cardinal:
        return replace(self, value=value)


_THIN = "\u00a0\u2007\u2009\u202f"

# Bait first: what a later branch would cut a false number out of. Every repeat is bounded.
_JUNK = rf"""
    (?P<clock>\d{{1,2}}:\d{{2}}(?::\d{{2}})?)
  | (?P<phone>\+\d[\d ()-]{{6,18}}\d|\d{{3}}-\d{{3}}-\d{{4}}|0\d{{2,4}}[ -]\d{{3}}[ -]?\d{{2,4}})
  | (?P<date>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})
  | (?P<slashed>\d{{1,4}}/\d{{1,4}}(?:/\d{{1,4}})?)
  | (?P<version>\d{{1,4}}(?:\.\d{{1,4}}){{2,6}}(?![\d{_THIN}]))
"""
_GROUPED = rf"""
    \d{{1,3}}(?:,\d{{3}}){{1,4}}(?![\d]|,\d)            # 1,465
  | \d{{1,2}}(?:,\d{{2}}){{1,4}},\d{{3}}(?!\d)           # 3,00,000
  | \d{{1,3}}(?:[{_THIN}]\d{{3}}){{1,4}}(?!\d)           # 1 465 with thin or no-break spaces
  | [1-9]\d{{0,2}}(?:[ ]\d{{3}}){{1,4}}(?![\d,.:-]\d|\d)     # 1 465
  | [1-9]\d{{0,2}}(?:\.\d{{3}}){{1,4}}(?![\d]|[.,]\d)    # 1.465
"""
_DIGITS = rf"(?P<grouped>{_GROUPED})|(?P<plain>\d{{1,20}}(?:[.,]\d{{1,6}})?)"
_SCALED = rf"(?:[\s-]?(?P<scale>{SCALE}|mln|mn|bn|k)(?![\w]))?"

_VAGUE_SCALE = {
    "dozens": Bounds(24, None, 99),
    "scores": Bounds(40, None, 99),
    "hundreds": Bounds(200, None, 999),
    "thousands": Bounds(2_000, None, 9_999),
    "millions": Bounds(2_000_000, None, 9_999_999),
    "lakhs": Bounds(200_000, None, 999_999),
    "crores": Bounds(20_000_000, None, 99_999_999),
}
_VAGUE = r"""
    (?:tens|dozens|scores|hundreds)\s+of\s+(?:thousands|millions)
  | (?:several|a\s+few|some|many|a\s+couple\s+of|a\s+couple)\s+(?:dozen|score|hundred|thousand|million)s?(?!\s*(?:and\s+)?\d)
  | dozens|hundreds|thousands|millions|lakhs|crores
  | scores(?=\s+(?:of|more|others|dead|injured|killed|wounded|hurt|missing|were|are|have|had|feared)\b)
"""
# "wounding scores as lunch breaks began": after a verb of harm or a conjunction; "test scores" and "he scores" are not numbers.
_SCORES_AFTER = re.compile(
    r"\b(?:kill|wound|injur|hurt|leav|free|displac|evacuat|detain|arrest|trapp?|maim|captur|seiz)(?:e|s|es|ed|ing)?\s$|\b(?:and|"
    r"with|left)\s$",
    re.I,
)
_SHARE = r"""
    half\s+a\s+(?:dozen|million|thousand|hundred)|a?\s?half[\s-](?:dozen|million)|a\s+quarter\s+of\s+a\s+million
  | (?:one|two|three|four|a)[\s-](?:third|quarter|fifth|tenth)s?(?=\s+of\b)
  | (?:two|three|four)[\s-](?:thirds|quarters|fifths|tenths)
  | half(?=\s+(?:of|the|its|their|those|that)\b)
"""
_ZERO = r"""
    (?:not\s+(?:a\s+single|one|any)(?=\s+(?!as\b|but\b|and\b|or\b|by\b)[a-z]))
  | (?:no[\s-]one|nobody|none|neither)\b
  | no(?=\s+[a-z])(?!\s+(?:longer|more|fewer|less|doubt|matter|way|later|sooner|earlier|such|signs?|idea|word|comment|plans?|need)\b)
  | without(?=\s+(?:any\s+|further\s+)?(?:casualt|injur|death|fatalit|loss(?:es)?\b))
"""
_PERSONLESS = re.compile(r"(?:no[\s-]one|nobody|none|neither)\b", re.I)
_PAIR = r"(?:a\s+)?pair(?=\s+of\b)|a\s+couple(?=\s+of\b)|a\s+trio(?=\s+of\b)|a\s+(?:lone|single|solitary)(?=\s)"
# "did not hand over a single body"
_NEGATED = re.compile(r"(?:\b(?:not|never|nor|without|neither)|n[’']t)\b[^.;:,]{0,40}$", re.I)
_FEW = r"several(?=\s)|a\s+(?:small\s+)?(?:few|handful)(?=\s)"

_OPENINGS = r"a[\s\-hn]|bi|cr|do|e[il]|f[io]|h[au]|la|m[ai]|n[eio]|on|pa|s[ecio]|t[ehrw]|wi|ze"
"""The first letters of all number words and of those below that begin one: seven words in ten are done with at them."""

_SCAN = re.compile(
    rf"""(?<!\w)(?:  # first of all: it fails at nine letters in ten
    (?=[\d+])(?<!\d[.,:/])(?:{_JUNK}|(?:{_DIGITS}){_SCALED})
    |(?={_OPENINGS})(?<!\w['’])(?:
      (?P<zero>{_ZERO})|(?P<share>{_SHARE})|(?P<vague>{_VAGUE})\b|(?P<pair>{_PAIR})|(?P<few>{_FEW})
      |(?P<another>another)\b|(?P<scores>scores)\b
      |(?P<words>a\s+(?:{SCALE})\b|{NUMBER_WORD})))""",
    re.X,
)
"""Of a text in lower case."""
_DIGIT_SCALES = {**SCALES, "mln": 10**6, "mn": 10**6, "bn": 10**9, "k": 1000}
_DENOMINATORS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_FIXED_SHARES = {"dozen": 12, "million": 10**6, "thousand": 1000, "hundred": 100}
_NUMERATORS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_NOTHING = Bounds(0, None, None)
_MONTH_BEFORE = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s$", re.I)


def find_cardinals(text: str) -> Iterator[Cardinal]:
    """Every number of ``text`` from left to right, none overlapping. Linear in the length of the text."""
    at, small = 0, lowered(text)
    while match := _SCAN.search(small, at):
        cardinal = _read(text, match)
        at = max(cardinal.end if cardinal else match.end(), match.start() + 1)
        if cardinal:
            yield cardinal


def _read(text: str, match: re.Match[str]) -> Cardinal | None:
    kind, start, end = match.lastgroup, match.start(), match.end()
    words = text[start:end]
    if match["words"]:
        return _from_words(text, start)
    if match["grouped"] or match["plain"]:
        return _from_digits(text, match)
    if match["zero"]:
        return Cardinal(start, end, words, "zero", Bounds(0, 0, 0), noun_included=_PERSONLESS.match(words) is not None)
    if match["share"]:
        return _from_share(text, match)
    if match["vague"]:
        return Cardinal(start, end, words, "vague", _vague(words.lower()))
    if match["scores"]:
        held = _SCORES_AFTER.search(text[max(0, start - 16) : start])
        return Cardinal(start, end, words, "vague", _VAGUE_SCALE["scores"]) if held else None
    if match["pair"]:
        if "single" in words and _NEGATED.search(text[max(0, start - 48) : start]):
            return Cardinal(start, end, words, "zero", Bounds(0, 0, 0))
        number = 3 if "trio" in words.lower() else 2 if re.search("pair|couple", words, re.I) else 1
        return Cardinal(start, end, words, "words", Bounds(number, number, number))
    if match["few"]:
        return Cardinal(start, end, words, "few", Bounds(3, None, 9))
    if match["another"]:
        return Cardinal(start, end, words, "another", Bounds(1, 1, 1))
    reason = {"clock": "time", "slashed": "ratio", "version": "code"}.get(kind or "", kind)
    return Cardinal(start, end, words, "junk", _NOTHING, reason=reason)


def _from_words(text: str, start: int) -> Cardinal | None:
    read = read_words(text, start)
    if read is None:
        return None
    return Cardinal(start, read.end, text[start : read.end], "vague" if read.value.best is None else "words", read.value, read.scale)


def _from_digits(text: str, match: re.Match[str]) -> Cardinal:
    start, end, digits = match.start(), match.end(), match["grouped"] or match["plain"]
    scale = _DIGIT_SCALES[key_of(match["scale"])] if match["scale"] else 1
    if match["grouped"]:
        if " " in digits and _MONTH_BEFORE.search(text[max(0, start - 12) : start]):
            # "On May 23 390 people": a day and a count, not 23,390.
            end = start + digits.index(" ")
            digits, scale = text[start:end], 1
        whole, fraction = re.sub(r"\D", "", digits), ""
        if scale > 1 and "." in digits:
            whole, _, fraction = digits.partition(".")
    else:
        whole, _, fraction = digits.replace(",", ".").partition(".")
    if len(whole) > MAX_DIGITS or (len(whole) > 1 and whole[0] == "0") or text[end : end + 1].isdigit():
        return Cardinal(start, end, text[start:end], "junk", _NOTHING, reason="code")
    number, rest = divmod(int(whole + fraction) * scale, 10 ** len(fraction))
    said = Bounds(number, number, number)
    return Cardinal(start, end, text[start:end], "digits", said, scale, reason="decimal" if rest or (fraction and scale == 1) else None)


def _from_share(text: str, match: re.Match[str]) -> Cardinal:
    words = re.sub(r"[\s-]+", " ", match.group()).strip()
    start, end = match.span()
    *_, last = words.split()
    if last in _FIXED_SHARES and words != "a quarter of a million":
        number = _FIXED_SHARES[last] // 2
        return Cardinal(start, end, text[start:end], "words", Bounds(number, number, number))
    if last == "million":
        return Cardinal(start, end, text[start:end], "words", Bounds(250_000, 250_000, 250_000))
    fraction = (_NUMERATORS.get(words.split()[0], 1), _DENOMINATORS[last.removesuffix("s") if last != "half" else last])
    return Cardinal(start, end, text[start:end], "share", _NOTHING, share=fraction, reason="share")


def _vague(words: str) -> Bounds:
    """*tens of thousands* is 20,000 to 99,999; *a couple of hundred* about 200; *several dozen* as loose as *dozens*."""
    parts = words.split()  # a line may end between any two
    words, first, last = " ".join(parts), parts[0], parts[-1]
    scale = _VAGUE_SCALE[last if last.endswith("s") else f"{last}s"]
    if "couple" in words:
        unit = SCALES.get(last.removesuffix("s"), 20)
        return bounds(2 * unit, "about")
    if " of " in words:
        times = Bounds(20, None, 99) if first == "tens" else _VAGUE_SCALE[first]
        unit = scale.low // 2
        return Bounds(times.low * unit, None, ((times.high or 0) + 1) * unit - 1)
    return scale
