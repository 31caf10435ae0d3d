"""Days of a sentence that are not the number's: of a description, an aside, a term of years, another's clause."""

from __future__ import annotations

import re

from services.extractor.model import TAKEN, DateMention, Reading
from services.extractor.passage import Passage
from services.extractor.story.beside import opens_for_all
from services.extractor.story.families import family_of

FOUGHT = re.compile(
    r"\b(?:after|in|during|following) (?:an?|the) (?:[\w-]+ ){0,2}(?:battle|clash|shootout|shoot-out|firefight|gunfight|"
    r"exchange of (?:gun)?fire|raid|operation|encounter|skirmish)\b"
)
"""*On Friday rescued four captives after a gun battle in which five gunmen died*: all of one day."""

_OF_TODAY = re.compile(r"(?:(?:early|late|earlier) )?(?:today|tonight|this (?:morning|afternoon|evening|day))\b", re.I)
_FOLLOWING = re.compile(r"\b(?:following|after|compared (?:with|to)|in addition to|on top of|up from|down from)\b", re.I)
_IN_ONE_BREATH = re.compile(r"[^.,;:]{0,60}\band (?:[a-z]+ ){0,3}")
"""*Killed 290 people and wounded about 500 on Sunday*."""
_AS = re.compile(rf"{_FOLLOWING.pattern}|\bas\b(?! of\b)", re.I)
_COMPARED = re.compile(
    r"\b(?:than|compared (?:with|to)|against|versus|as many as|(?:up|down) from(?: (?:about |some )?\d[\d.,]*)?) "
    r"(?:(?:in|on|the|that of) )?"
    r"(?:(?:in |during |over )?the (?:same|corresponding|equivalent|comparable|whole|first) (?:[\w-]+ ){1,3}(?:of |in |a )?(?:the )?)?\Z",
    re.I,
)
_COMPARING = 64
"""Characters before a time in which it is compared with: *five times as many as in the same period of 2022*."""
_SO_FAR = re.compile(r"(?:so far|to date|(?:up to|until|till|as of) now)", re.I)
_OPENING = re.compile(r"(?:On|In|Late on|Early on) [^,]{3,24},\Z")
_MAIN_VERB = re.compile(r",? (?:have|has|had|were|was)\b")


def is_of_description(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """Whether the date only describes those let go, or a place: *40 men captured in 2021 came home*, *landed in Zinder, whose airport was
    closed in May*.
    """
    tree = passage.tree
    token = tree.top(mention.span) if tree is not None else None
    if tree is None or token is None or family_of(reading) != "exchange" or reading.measure in TAKEN:
        return False
    if _OPENING.match(passage.between(passage.sentence.span.start, mention.span.end + 1)) is not None:
        return False
    verb = next((i for i in (token, *tree.ancestors(token)) if tree.is_verb(i)), None)
    if verb is None or verb == passage.at(reading):
        return False
    if tree.dep[verb] == "relcl" and any(tree.lower[i] == "whose" for i in tree.subtree(verb)):
        return True  # "freed five, counting a businessman whose extradition was dropped last week"
    if any(hit.at == verb and hit.trigger.measure in TAKEN for hit in passage.hits):
        return tree.tag[verb] == "VBN" and not any(True for _ in tree.children(verb, "aux", "auxpass"))
    described = tree.head[verb]
    if tree.dep[verb] != "relcl":
        return False
    if tree.tag[described] == "NNP" and tree.dep[described] == "pobj" and tree.lower[tree.head[described]] in ("at", "in", "near", "to"):
        return True
    named = tree.subtree(described) - tree.subtree(verb)
    return any(tree.top(place.span) in named for place in passage.places)


def is_of_report(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*Has left 15 dead, according to a report on Friday*: the day of the report, and of nothing else."""
    del reading
    return _REPORT.search(passage.between(mention.span.start - _REPORTING, mention.span.start)) is not None


_REPORT = re.compile(
    r"\b(?:according to|said in|quoted in|cited in) (?:an?|the|its|their) (?:[\w-]+ ){0,3}(?:report|statement|bulletin|dispatch|"
    r"communiqu[eé]|press release|post|tweet|account)s? (?:(?:released|issued|published|posted) )?(?:(?:on|late|early) )?\Z"
)
_REPORTING = 70
"""Characters before a date in which it is said to be that of a report."""


def is_spoken(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*"Tonight it cost the lives of twelve,"* said in the night of a happening that the story tells of days later: the day of speaking."""
    if family_of(reading) != "harm" or _OF_TODAY.match(mention.phrase) is None:
        return False
    before = passage.between(passage.sentence.span.start, mention.span.start)
    return before.rfind("\u201c") > before.rfind("\u201d") or before.count('"') % 2 == 1


def is_aside(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """Whether the date is compared with (*less than in July*), stands in brackets that the number is not in, or says only *so far*."""
    text, local = passage.sentence.text, passage.local(mention.span)
    if _COMPARED.search(text[max(0, local.start - _COMPARING) : local.start]):
        return True
    if family_of(reading) == "harm" and mention.start is None and _SO_FAR.fullmatch(mention.phrase):
        return True
    number = passage.local(reading.number.span)
    opened = text.rfind("(", 0, local.start)
    closed = text.find(")", max(0, local.start))
    enclosed = opened >= 0 and text.find(")", opened) == closed >= local.end
    return enclosed and not opened < number.start < closed and _OF_PERIOD.search(text, max(0, opened - _OF_PERIOD_LENGTH), opened) is None


_OF_PERIOD = re.compile(r"\b(?:period|week|month|quarter|day|night) \Z")
_OF_PERIOD_LENGTH = 10
"""*In the reporting period (May 12-18)*: brackets that say which."""
_TERM = re.compile(r"(?:^|\W)(?:for|(?:of|for|covering) the (?:period|time|months|weeks)) \Z")
_TERM_LENGTH = 24
"""Characters of *covering the period* and more."""


def is_term(passage: Passage, mention: DateMention) -> bool:
    """*announced for June 25*, *said of the period from May 1 to June 25*: not the day of saying."""
    return _TERM.search(passage.between(mention.span.start - _TERM_LENGTH, mention.span.start)) is not None


def is_anothers(passage: Passage, reading: Reading, mention: DateMention, at: int) -> bool:
    """*Eleven lived, two of whom a trawler found on Monday*: the day is in the clause of another number."""
    tree = passage.tree
    token = tree.top(mention.span) if tree is not None else None
    if tree is None or token is None or tree.clause(token) == tree.clause(at):
        return False
    if FOUGHT.search(passage.between(mention.span.end, reading.number.span.start)) or opens_for_all(passage, reading, mention):
        return False
    place = tree.clause(token)
    if _OPENING.match(passage.between(passage.sentence.span.start, mention.span.end + 1)) is not None:
        return False  # "On July 3, 32 drivers abducted on June 9 had been handed over"
    if tree.dep[place] == "conj" and tree.head[place] == tree.clause(at):
        return False  # "11 died and 174 were injured on Tuesday"
    taken = any(hit.at == place and hit.trigger.measure in TAKEN for hit in passage.hits)
    if taken and reading.measure not in TAKEN and tree.dep[place] in ("relcl", "acl"):
        return True  # "42 people who were abducted last week have been freed"
    others = [r.number for r in passage.readings if r.number.span != reading.number.span]  # not "two gunmen came on Monday, killing six"
    end = reading.number.span.end
    others = [n for n in others if n.span.start < end or not _IN_ONE_BREATH.fullmatch(passage.between(end, n.span.start))]
    tops = [top for n in others if (top := tree.top(n.span)) is not None]
    return any(tree.clause(top) == place for top in tops)


def closes_relative(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*42 people who were abducted last week have been freed*: the day before the main verb is that of the clause it ends, whatever the
    parser makes of it.
    """
    hit = passage.hit(reading)
    if hit is None or passage.tree is None or reading.measure in TAKEN:
        return False
    number, main = reading.number.span, hit.span(passage.tree).start
    if not number.end <= mention.span.start < mention.span.end <= main or not _MAIN_VERB.match(passage.between(mention.span.end, main)):
        return False
    return any(
        other.trigger.measure in TAKEN and number.end <= other.span(passage.tree).start < mention.span.start for other in passage.hits
    )


def comes_after_another(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*307 came home, following a swap of 390 on Friday*, *the toll passes 23,000 as 249 die in a day*: the time of the other number."""
    end = reading.number.span.end
    between = passage.between(end, mention.span.start)
    following = (_AS if "toll" in reading.notes else _FOLLOWING).search(between)
    return following is not None and any(
        number.distractor is None and end + following.end() <= number.span.start < mention.span.start for number in passage.numbers
    )
