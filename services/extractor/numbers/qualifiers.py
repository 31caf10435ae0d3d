"""The words before and after a number that loosen it: *at least*, *some*, *up to*, *or more*, and that add it to another: *a further*."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.figure import Qualifier
from services.extractor.lowered import lowered
from services.extractor.numbers.words import NUMBER_WORD

REACH = 60
"""How many characters before and after a number are read. Longer qualifiers do not occur; a bound keeps hostile text linear."""

_BEFORE = re.compile(
    r"""(?<![\w-])(?:
      (?P<at_least>at\ least|at\ a\ minimum|at\ the\ very\ least|(?:a\ )?minimum(?:\ of)?|no(?:t)?\ (?:fewer|less)\ than)
    | (?P<up_to>no(?:t)?\ more\ than|(?<!added\ )up\ to|as\ many\ as|as\ much\ as|as\ high\ as|at\ most|(?:a\ )?maximum(?:\ of)?)
    | (?P<nearly>nearly|almost|close\ to|just\ under|just\ short\ of|approach(?:ing|es)|near(?:s|ing)
        |not\ quite|just\ below|fewer\ than|less\ than|under|below)
    | (?P<more_than>more\ than|(?:just\ |well\ |slightly\ |far\ )?(?:over|above)|in\ excess\ of|upwards?\ of|greater\ than
        |exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?)
    | (?P<risen_toward>towards?)
    | (?P<risen_past>(?:top|pass|cross)(?:e?s|p?ed|p?ing)?|past|beyond)
    | (?P<about>about|around|roughly|approximately|approx\.?|some|circa|(?:an\ )?estimated|in\ the\ region\ of
        |(?:in|of|on)\ the\ order\ of|perhaps|nearer)
    )
    [\s,]\s?
    (?:(?:another|yet\ another|a\ further|further|an\ additional|additional|an?\ extra|some|a\ total\ of|a\ combined|an\ estimated
        |around|about)\s){0,2}
    ["“‘'«(]?$""",
    re.X,
)
_NOT_OVER = re.compile(
    r"\b(?:(?:hand|turn|sign|pass|cross|win|mak)(?:s|ed|ing|e|es)?|g[ai]ve[ns]?|giving|won|made|taken|flown|flew)\s+$", re.I
)
# "jailed over 30 deaths": because of them; "jailed over 30 people" is more of them.
_BECAUSE_OF = re.compile(
    r"\b(?:convict(?:ion|ions|ed)|charg(?:e|es|ed)|indict(?:ed|ment)|jail(?:ed|s)?(?: (?:terms?|sentences?))?|sentenced?|trial|tried|"
    r"prosecut\w+|verdicts?|inquiry|inquest|probe|investigat\w+|questioned|sued|lawsuits?|fined|blamed|criticis\w+|criticiz\w+|"
    r"anger|outrage|fury|outcry|captain|driver|"
    r"resign(?:s|ed)?|apologi\w+|sacked|guilty|compensation|action|appeal)(?:\s[\w’'-]{1,12}){0,3}\s$",
    re.I,
)
_THE_HARM = re.compile(
    r"\s(?:[\w’'-]{1,16}\s){0,2}?(?:deaths?|dead|killings?|murders?|drownings?|fatalities|casualties|injuries|losses|cases)\b"
)
# "reports about 30 dead" names a subject; "reported about 30 people were dead" is a guess: a finite verb tells them apart.
_NOT_ABOUT = re.compile(
    r"\b(?:talk|ask|know|hear|told|tell|spoke|speak|worr(?:y|i)|complain|think|warn|wrote|written|inform|question|stor(?:y|ie)|"
    r"data|news|details?|"
    r"statement|report|claim|rumou?r|allegation|assertion)"
    r"(?:s|es|ed|ing|ation)?(?:\s+(?!that\b|of\b|said\b)[\w’'-]{1,20}){0,4}\s+$",
    re.I,
)
_CLAUSE_AFTER = re.compile(r"(?:\s+(?!that\b|who\b|which\b)[\w’'-]{1,20}){1,4}\s+(?:were|was|are|is|had|have|has|died|will|would)\b", re.I)
_LIVES = re.compile(r"\s(?:[\w’'-]{1,16}\s)?lives\b")
"""*The war claimed about 3,000 lives*."""
# "The toll is up to 16": it has risen to 16, which bounds nothing.
_RISEN_UP_TO = re.compile(r"\b(?:tolls?|numbers?|counts?|tally|figures?|goes|went|gone|rose|risen|climbs|climbed)\s+$", re.I)
_TOLL = re.compile(r"\b(?:toll|number|total|tally|count|figure|deaths?|injuries|dead|cases|casualties|losses|evacuees|refugees)\b", re.I)
_PERFECT = re.compile(r"\b(?:ha(?:s|ve|d)|having)\s+(?:now\s+|already\s+)?$")
_ENDS = re.compile(r"\s*(?:$|[,.;]|with\b|on\b|in\b|as\b|and\b)")
"""*The number of those killed by the storm ... has passed 140, with ...*: a level that is passed, and nothing that is counted behind it."""

_AFTER = re.compile(
    rf"""(?:\s+(?!and\b|or\b|{NUMBER_WORD})[A-Za-z'’-]{{1,20}}){{0,3}}?,?\s*(?:
      (?P<at_least>if\ not\ more|(?:or|and)\ (?:even\ |possibly\ |perhaps\ )?(?:more|counting)(?!\ (?:than|of))
        |at\ the\ very\ least|at\ a\ minimum|at\ least(?!\s(?:\d|some|another|{NUMBER_WORD})))
    | (?P<up_to>at\ (?:the\ )?most|or\ (?:fewer|less)(?!\ than))
    )\b""",
    re.X,
)
_RIGHT_AFTER = re.compile(r"(?:(?P<at_least>\+|-?\s?plus\b)|(?P<about>\s+or\s+so\b|\s+or\s+thereabouts\b|-odd\b))")

_ADDED_BEFORE = re.compile(r"\b(?:another|further|additional|extra)\s+[\"“]?$")
_ADDED_AFTER = re.compile(r"\s+(?:more|others?|additional|further|extra)\b(?!\s+than\b)")
_THE_OTHER = re.compile(r"\b(?:the|all|its|their)\s+$", re.I)


class Qualified(NamedTuple):
    qualifier: Qualifier
    additional: bool


def read_qualifier(text: str, start: int, end: int) -> Qualified:
    """What the words around ``text[start:end]`` make of the number there."""
    before, after = lowered(text[max(0, start - REACH) : start]), lowered(text[end : end + REACH])
    return Qualified(_before(before, after) or _after(after) or "exact", _is_additional(before, after))


def _before(before: str, after: str) -> Qualifier | None:
    match = _BEFORE.search(before)
    if match is None:
        return None
    word = match.group()
    lead = before[: match.start()]
    if match["at_least"]:
        return "at_least"
    if match["up_to"]:
        return None if word.startswith("up to") and _RISEN_UP_TO.search(lead) else "up_to"
    if match["nearly"]:
        return None if after.startswith("-for-") else "nearly"  # "under the formula", not "less than"
    if match["more_than"]:
        over = "over" in word.split()[:2]
        because = over and _BECAUSE_OF.search(lead) is not None and _THE_HARM.match(after) is not None
        if over and _NOT_OVER.search(lead):
            return _before(before[match.start() + len("over ") :], after)  # "handed over about 300"
        return None if because else "more_than"
    if match["risen_toward"]:
        return "nearly" if _TOLL.search(lead) else None
    if match["risen_past"]:
        return "more_than" if _TOLL.search(lead) or (_PERFECT.search(lead) and _ENDS.match(after)) else None
    subject = word.startswith("about") and _NOT_ABOUT.search(lead) and not _CLAUSE_AFTER.match(after)
    return None if subject and not _LIVES.match(after) else "about"


def _after(after: str) -> Qualifier | None:
    if match := _RIGHT_AFTER.match(after):
        return "at_least" if match["at_least"] else "about"
    if match := _AFTER.match(after):
        return "at_least" if match["at_least"] else "up_to"
    return None


def _is_additional(before: str, after: str) -> bool:
    if _ADDED_BEFORE.search(before):
        return True
    if _ADDED_AFTER.match(after) is None:
        return False
    return not (after.lstrip().lower().startswith("other ") and _THE_OTHER.search(before))
