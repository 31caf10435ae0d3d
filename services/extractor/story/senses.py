"""What a date of a sentence dates: the happening itself, the help after it, a count, or a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from services.extractor.bank.happenings import Happenings
from services.extractor.model import DateMention
from services.extractor.passage import Passage

Sense = Literal["owned", "happened", "aftermath", "counted", "said", "bare"]
"""*Owned*: the happening is called by it (*Saturday's derailment*); *bare*: no verb near it tells."""

_REACH = 110
"""Characters of its clause that are read on each side of a date."""
_BREAK = re.compile(
    r"[.;:!?—–]\s|\s--?\s|,? (?:whom?|which|whose|while|whereas|although|though|because|but|where)\b|\b(?:after|before|when|as|that)\b",
    re.I,
)
_BREAK_OR_COMMA = re.compile(_BREAK.pattern + r"|,|\band\b", re.I)
"""*It left on Saturday night, the agency said*: what follows the comma is another clause, unless the date opens the sentence."""
_NEAR = 60
"""Characters before a verb in which its subject is sought."""
_RISES = frozenset({"rose", "rises", "rising", "reached", "topped", "jumped", "climbed", "exceeded"})
_FORCES = frozenset(
    {
        "buried",
        "buries",
        "burying",
        "brought",
        "sent",
        "sending",
        "put",
        "lifted",
        "cut",
        "set",
        "left",
        "pulled",
        "cleared",
        "showed",
        "raced",
        "races",
        "racing",
    }
)
_WATERS = re.compile(r"\b(?:\w*waters?|rivers?|lakes?|levels?|waves?|tides?|winds?|gusts?)(?: [\w-]+){0,3}? \Z", re.I)
_ARTICLE = re.compile(r"\b(?:an?|the|any|another|without|no|little) \Z", re.I)
"""*In a related development, gunmen on Thursday killed 12*: nobody relates anything."""
_AT_ONCE = re.compile(r"(?: (?:(?:that|which|also|then|suddenly|had|has)|in [\w-]+|of [\w-]+))* ")
_OF_OTHERS = re.compile(
    r" (?:that )?(?!(?:in|on|at|by|to|as|of|for|during|after|before|late|early|earlier|last|this)\b)(?:[\w'’-]+ ){1,5}?"
    r"(?:came|went|took|left|ran|began|broke|burst|drove|rode|was|were|had|[a-z]{3,}ed)\b"
)
"""*Said the gunmen came*: told of others, and not how or where it was said."""
_HAS_ITS_DAY = re.compile(r"(?:day|weekend|night|week|month|year|\d)['’]s (?:[\w.-]+ ){0,2}\Z")
"""*Saturday's quake in the north on Monday*: the happening has its day already."""
_OPENED = re.compile(r"\bopen(?:ed|s|ing)? \Z", re.I)
"""*Opened fire in the district on Monday*: done then, and no fire that is called by its day."""
_SUPPOSED = re.compile(r" to (?:be|have)\b")
"""*On Monday riders thought to be rebels burned a mill*: nobody speaks."""
_IN_YEARS = re.compile(r"\b(?:years|decades?|century|memory|history|living)\b")
"""*Ended the search for victims of its worst landslides in two years on Saturday*: the day of the search."""
_ELEMENTS = re.compile(r"\b(?:flames?|lava|mud|debris|ash|smoke|gas|\w*waters?|rivers?|waves?|winds?)(?: [\w-]+){0,3}? \Z", re.I)
_FINITE = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|\w{2,}ed|rose|fell|said|says|left|put|told|saw|and)\b", re.I)


def sense_of(passage: Passage, mention: DateMention, words: Happenings) -> Sense:
    """The verb that governs the date says: the nearest before it in its clause, else the nearest after it."""
    text = passage.sentence.text
    local = passage.local(mention.span)
    start, end = max(0, local.start), local.end
    if _owns(text, start, end, words):
        return "owned"
    before = text[max(0, start - _REACH) : start]
    if breaks := list(_BREAK.finditer(before)):
        before = before[breaks[-1].end() :] or before
    cues = [(at, stop, cue) for at, stop, cue in words.found(before) if not (cue == "said" and _ARTICLE.search(before, 0, at))]
    if cues:
        first, last, cue = cues[-1]
        if cue == "said":
            return _told_of(passage, mention, len(text[:start]) - len(before) + last, words) or cue
        return "happened" if cue in ("aftermath", "counted") and _is_of_nature(before, first, last, words) else cue
    after = text[end : end + _REACH]
    if stop := (_BREAK if not before.strip(' ,-–—“"') else _BREAK_OR_COMMA).search(after):
        after = after[: stop.start()]
    following = next((cue for cue in words.found(after) if not (cue[2] == "said" and _SUPPOSED.match(after, cue[1]))), None)
    if following is None:
        return "bare"
    verb = after[following[0] : following[1]].lower()
    if following[2] in ("aftermath", "counted") and verb in _FORCES and words.kinds.search(before) and not after[: following[0]].strip():
        return "happened"  # "a cloudburst over the town on Friday sent mud through the streets"
    return following[2]


def _told_of(passage: Passage, mention: DateMention, said: int, words: Happenings) -> Sense | None:
    """*Survivors said the gunmen came on 30 December*: what is said to have been done then, by a verb between *said* and the day; None
    where it was said then.
    """
    tree = passage.tree
    if tree is None:
        return "bare" if _OF_OTHERS.match(passage.sentence.text, said, passage.local(mention.span).start) else None
    token = tree.top(mention.span)
    verb = tree.clause(token) if token is not None else None
    if verb is None or not tree.is_verb(verb) or tree.tag[verb] not in ("VBD", "VBN", "VBP", "VBZ"):
        return None
    at = int(tree.start[verb]) - passage.sentence.span.start
    told = tree.dep[verb] in ("ccomp", "conj", "advcl", "relcl") and said <= at < passage.local(mention.span).start
    return words.cues.get(tree.lower[verb], "bare") if told else None


def day_of_happening(passage: Passage, mentions: Sequence[DateMention], words: Happenings) -> DateMention | None:
    """Of a sentence's times that of the happening: *revised on Tuesday the toll of the attacks on 17 April*."""
    if len(mentions) < 2:
        return mentions[0] if mentions else None
    senses = [(sense_of(passage, mention, words), mention) for mention in mentions]
    owned = [mention for sense, mention in senses if sense == "owned"]
    return (owned or [mention for sense, mention in senses if sense == "happened"] or mentions)[0]


def _is_of_nature(text: str, start: int, stop: int, words: Happenings) -> bool:
    """*A landslide buried the village*, *an explosion brought down two floors*, *floodwaters rose*: done by no helper."""
    subject = text[max(0, start - _NEAR) : start]
    if text[start:stop].lower() in _RISES:
        return _WATERS.search(subject) is not None
    if text[start:stop].lower() not in _FORCES:
        return False
    named = list(words.kinds.finditer(subject))
    return _ELEMENTS.search(subject) is not None or (bool(named) and _AT_ONCE.fullmatch(subject, named[-1].end()) is not None)


def _owns(text: str, start: int, end: int, words: Happenings) -> bool:
    if words.owned.match(text, end) or (text[start:end].endswith("after") and words.counted_from.match(text, end)):
        return True
    return is_named_until(text, start, words)


def is_named_until(text: str, start: int, words: Happenings) -> bool:
    """Whether a date at ``start`` ends the name of a happening: *the strike on 24 June*."""
    before = text[max(0, start - _REACH) : start]
    named = words.named.search(before)
    if (
        named is None
        or _FINITE.search(named["between"])
        or _IN_YEARS.search(named["between"])
        or _HAS_ITS_DAY.search(before[: named.start()])
        or _OPENED.search(before, 0, named.start())
    ):
        return False
    return next(iter(words.found(named["between"])), None) is None
