"""What the words around a reading say of its status, its mode and whose it is: plan, denial, part, running total, each side."""

from __future__ import annotations

import re

from schemas.figure import Mode, Status
from services.extractor.keyed import keyed
from services.extractor.lowered import lowered
from services.extractor.readers.roles import EACH_TELLS, NEXT_CLAUSE
from services.extractor.readers.scope import OF_A_PART


def _any_of(*cues: str) -> re.Pattern[str]:
    """Any of the cues as whole words, of a text in lower case."""
    return re.compile(rf"\b(?:{'|'.join(cues)})\b")


_CLAUSE = re.compile(
    r"[;:.!?—,\s\"”“](?:(?<=[;:.!?—])\s|(?<=\s)--?\s|(?:(?<=,)\s|(?<=\s))(?:but|while|whereas|although|though)\s|(?<=[\"”“])\s?,?\s)"
)
"""The mark or space comes first and is looked back at: of an expression that begins with one set `re` skips all other letters."""
_WINDOW = 110
"""Characters of a clause read for cues; the clause of a wire sentence is seldom longer."""

_DONE_LATER = re.compile(r"\b(?:was|were) to have\b|\bhad been (?:due|expected|scheduled|planned|set)\b", re.I)
# "May" with a capital is the month; every other cue is read in any case.
_POSSIBLE = re.compile(
    r"\b(?:could|(?-i:may)|might|can)\b(?! have)(?! (?:only )?(?:confirm|verify|document|establish|account for|identify|count)\b)", re.I
)
_PLANNED_BEFORE = _any_of(
    r"will|would|'ll|shall|should|going to|until|to be|upcoming|forthcoming|remaining|next",
    r"(?:is|are|was|were|being|'re|'s) (?:still )?to|due to|set to|about to|ready to|willing to|obliged to",
    r"expect(?:s|ed|ing)?(?: to)?(?: be)?|plan(?:s|ned|ning)? (?:to|on|for)|(?:schedul|slat)ed (?:to|for)|pencilled in",
    r"agree(?:s|d|ing)? (?:\w+ ){0,4}?(?:to|on)|agreement (?:\w+ ){0,3}?(?:to|on)|(?:deal|accord) (?!that |which )(?:\w+ ){0,2}?to",
    r"(?:pledg|promis|vow)(?:e|es|ed|ing)(?: to)?|undert(?:ake|akes|ook|aken) to|commit(?:s|ted) to|provid(?:es|e|ing) for",
    r"(?:is|are|was|were) (?:now |still )?(?:arranging|organi[sz]ing|negotiating|discussing)",
    r"prepar(?:e|ed|es|ing) (?:to|for)|intend(?:s|ed)? to|hope(?:s|d)? (?:to|for)|aim(?:s|ed)? to|want(?:s|ed)? to|seek(?:s|ing)?(?: to)?",
    r"(?<!-)order(?:s|ed|ing)?(?: the)?|urg(?:e|es|ed|ing)|wait(?:s|ed|ing)? to|await(?:s|ed|ing)?",
    r"offer(?:s|ed)? (?:to|of)?|propos(?:e|es|ed|ing)|envisag(?:e|es|ed)|foresees?|demand(?:s|ed)?|call(?:s|ed) for",
)
_PLANNED_AFTER = re.compile(
    r"^[^,;:.]{0,60}?\b(?:(?:is|are|was|were) "
    r"(?:expected|due|set(?! (?:free|loose|ablaze|alight|on fire|up|off)\b)|planned|scheduled|slated|to be)|"
    r"expected (?:to|on|over|in|next)|due (?:to|on|next|for|home)|(?:still )?to (?:be|come|go|follow|return)|"
    r"(?:will|would|could|(?-i:may)|might) (?:be|come|go|return|cross)|yet to|are to)\b",
    re.I,
)
_DOUBT = _any_of(r"if|unless|whether|might have|may have|could have|rumou?rs?|rumou?red|unconfirmed|allegedly(?!.{1,110}, and )")
_MAY_HAVE = re.compile(r"\b(?:may|might|could) (?:\w+ )?have\b", re.I)
_BELIEVED = re.compile(
    r"\b(?:believed|feared|thought|presumed|known|confirmed|reported|said|considered|understood|found)\s(?:\w+ )?to (?:be|have been)\b",
    re.I,
)
_TO = re.compile(r"\bto (?:\w+ly )?$", re.I)
_DONE_TO = re.compile(
    r"\b(?:able|managed|manages|managing|helping|proceeded|went on|succeeded in|"
    r"forced|began|begun|started|continued|helped|rushed|used|claimed|claims|said|believed|thought|known|reported|"
    r"appeared|appears)\s(?:to have\s)?to (?:\w+ly )?$",
    re.I,
)
_AND = re.compile(r"\b(?:and|or) (?:\w+ly |then |also |to )?$|, $", re.I)
_DENIED_BEFORE = _any_of(
    rf"(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing))\b(?!{OF_A_PART})|"
    r"contrary to",
    r"(?:do|does|did|can|could) ?(?:not|n't|n’t) (?:confirm|verify)|cannot confirm|debunk(?:s|ed)|untrue|invented|fabricated",
    r"no truth|there are no[t]?(?![^;:.]{0,100}\b(?:after|since|when|following|because)\b)",
)
_SAID_INSTEAD = re.compile(
    r"\b(?:and|but|,) (?:it |he |she |they )?(?:said|says|saying|put|claimed|insisted|spoke of|admitted|acknowledged)\b"
)
"""*Denied that it had lost 13 men and said four were dead*."""
_DENIED_AFTER = _any_of(
    r"(?:is|was|are|were) (?:not true|untrue|false|wrong|invented|fabricated|made up|a lie)|did not correspond|no longer stands?"
)
_WHO = re.compile(r",? ?(?:who|that|which)(?: (?:had|have|has|were|was|been|later|also))*\Z")
_NEGATED = re.compile(r"(?:\b(?:not|never)|n['’]t)\s(?:\w+\s){0,2}$", re.I)

_RUNNING = _any_of(
    r"so far|to date|since|grand total|altogether|all told|running total|in total since|up to now|will have been|overall",
    r"(?:over|in|during) (?:the )?(?:two|three|four|five|six|seven|\d{1,2}) (?:rounds|stages|days|weeks|months|phases)",
    r"(?:bring|brings|brought|bringing|take|takes|took|taking|rais\w{1,3})\s(?:the|its|to)?\s?(?:overall |total |combined )?"
    r"(?:number|total|tally|count|figure)",
)
_NEW_LEVEL = re.compile(r",? (?:thereby |thus )?(?:bring|tak|rais|push)ing\b", re.I)
_RELATIVE = re.compile(r"\b(?:who|whom|which|that|they|he|she|when|while|after)\b", re.I)
_EACH = rf"(?!{EACH_TELLS})(?:each|either|every)"
_SIDES = (
    r"(?:sides?|part(?:y|ies)|countr(?:y|ies)|nations?|governments?|states?|directions?|ways?|arm(?:y|ies)|belligerents?|"
    r"neighbou?rs?|capitals?)"
)
_EACH_AFTER = re.compile(
    rf"^[^;.!?\d]{{0,48}}?\b(?:apiece|(?!{EACH_TELLS})each(?!\s(?:day|night|year|week|month|of|with|time|hour|was|were|had|carrying))|"
    rf"(?:on|from|by|to|for|in|of)\s{_EACH}\s(?:of\sthe\s(?:two\s)?)?{_SIDES}|{_EACH}\s(?:way|side|direction)|a\sside|per\sside|"
    r"on\sboth\ssides)\b",
    re.I,
)
_EACH_BEFORE = re.compile(
    rf"\b(?:{_EACH}\s(?:of\s(?:them|the\s(?:two\s)?{_SIDES})|{_SIDES})|both\s{_SIDES}\s(?:\w+\s){{0,3}})[^;.!?]{{0,60}}$|"
    r"\beach\s(?:\w+ing|released|freed|returned|received|got)\b[^;.!?]{0,24}$",
    re.I,
)
_BOTH = _any_of(
    r"in all|all told|altogether|in total|both sides|two sides together|the two (?:sides|countries) together|changed hands|counts both",
    r"between them|combined",
)
_EXCHANGE = keyed(
    r"\b(?:swap|exchang|trad(?:e|ed|ing|es)\b|prisoner|captive|hostage|POWs?\b|free[ds]?\b|releas|handover|hand(?:ed|ing|s)? over)", re.I
)
_OF_LISTS = keyed(
    r"\blists? (?:[\w-]+ )?(?:exchanged|swapped|shared|traded)\b|"
    r"\b(?:exchang|swap)\w* (?:of )?(?:(?:the|their|updated|annual|a|of|prisoner|consular) ){0,3}lists?\b",
    re.I,
)
"""*According to lists exchanged by both sides*: nobody is let go by them."""
_FORMULA = re.compile(
    r"^[\"'’”]?\s?(?:formula|format|deal|agreement|accord|exchange|swap|trade|principle|scheme|basis|pact|arrangement|plan|prisoner)", re.I
)
_COMPLETED = _any_of(r"complet\w{1,4}|carried out|concluded|wrapped up|finished|fulfilled|implemented|held")
_DONE_AFTER = re.compile(
    r"^[\"'’”]?\s?\w{4,12}(?:\s\w{4,12})?\s(?:(?:has|have) been |was |is |were )?"
    r"(?:completed|over|concluded|finished|complete|carried out)\b",
    re.I,
)
_TERMS = re.compile(
    r"\b(?:bargain|deal|terms|formula|price|offer|agreement|accord|negotiations|talks|proposal|arrangement)\b"
    r"[^.;]{0,80}: ?(?:[\d,]{1,9} for )?$",
    re.I,
)
"""*The terms of the bargain: 48 for 2,130*: what was agreed."""
_STAGE = re.compile(r"\b(?:stage|phase|round|part|step|half|day) of (?:the |a )?['‘\"“]?$", re.I)


def tells_of_exchange(text: str) -> bool:
    """Whether the sentence has a word of swaps and releases at all, and not of lists alone."""
    return _EXCHANGE.search(text) is not None and _OF_LISTS.search(text) is None


def clause_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the clause before ``start`` and after ``end``."""
    before = text[max(0, start - _WINDOW) : start]
    stops = list(_CLAUSE.finditer(before))
    if stops:
        before = before[stops[-1].end() :]
    after = text[end : end + _WINDOW]
    if stop := _CLAUSE.search(after):
        after = after[: stop.start()]
    return before, after


def status_of(before: str, link: str, after: str, *, zero: bool, infinitive: bool = False) -> Status:
    """The status of what is counted. ``link`` is what stands between number and trigger, auxiliaries included; ``infinitive``: the trigger
    has its base form, so that a plan said of the verb before it (*is to free 40 and give back 12*) holds for it too.

    The dangerous error is a plan that counts as done: a cue of planning beside the trigger wins over a past tense elsewhere.
    """
    near, link = before[-64:], _BELIEVED.sub(" ", link)
    small, small_link = lowered(before), lowered(link)
    if not zero and _NEGATED.search(f"{link} "):
        return "denied"
    if _WHO.match(small_link) and not (_PLANNED_BEFORE.search(small_link) or _POSSIBLE.search(link) or _MAY_HAVE.search(link)):
        return "happened"  # "vowed never to forget the 184 who died"
    if not zero and _NEGATED.search(before):
        return "denied"
    if ((no := _DENIED_BEFORE.search(small)) and not _SAID_INSTEAD.search(small, no.end())) or _DENIED_AFTER.search(lowered(after)):
        return "denied"
    if _MAY_HAVE.search(link) or _DOUBT.search(small):
        return "hypothetical"
    if _PLANNED_BEFORE.search(small_link) or _POSSIBLE.search(link) or _PLANNED_AFTER.search(after):
        return "planned"
    if infinitive and ((_TO.search(before) and not _DONE_TO.search(before)) or (_AND.search(before) and _PLANNED_BEFORE.search(small))):
        return "planned"
    if _DONE_LATER.search(before) or _ends_in_plan(near):
        return "planned"
    return "happened"


def _ends_in_plan(before: str) -> bool:
    """Whether the clause before the trigger ends in words of a plan, with at most a few words in between and no verb in the past."""
    cues = (*_PLANNED_BEFORE.finditer(lowered(before)), *_POSSIBLE.finditer(before))
    at = max((match.end() for match in cues), default=-1)
    return at >= 0 and len(before[at:].split()) <= 4


def mode_of(before: str, after: str) -> Mode:
    """Whether a number runs over several happenings: *so far*, *bringing the number of the freed to*."""
    if clause := _RELATIVE.search(after):
        after = after[: clause.start()]  # "freed 34 soldiers they had held since Sunday"
    if level := _NEW_LEVEL.search(after):
        after = after[: level.start()]  # "arrested 18 people, taking the number held since May to 31": not the 18
    return "cumulative" if _RUNNING.search(lowered(before[-80:])) or _RUNNING.search(lowered(after[:80])) else "increment"


def each_side(before: str, after: str) -> bool:
    if (clause := NEXT_CLAUSE.search(after)) is not None:  # "gave up two, while Italy handed over one each"
        after = after[: clause.start()]
    return bool(_EACH_AFTER.match(after) or _EACH_BEFORE.search(before))


def both_sides(before: str, after: str) -> bool:
    return bool(_BOTH.search(lowered(before[-60:])) or _BOTH.search(lowered(after[:60])))


def formula_status(before: str, after: str) -> Status:
    """*the 1,000-for-1,000 deal* names what was agreed; *completed a 1,000-for-1,000 swap* what was done."""
    if _STAGE.search(before) or _TERMS.search(before):
        return "planned"
    if _COMPLETED.search(lowered(before[-30:])) or _DONE_AFTER.match(after):
        return "happened"
    return "planned" if _FORMULA.match(after) else status_of(before, "", after, zero=False)
