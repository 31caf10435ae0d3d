"""Numbers beside a word that says another thing there: fighters who fall back, limbs that are missing, whoever one shared a ward with."""

from __future__ import annotations

import re

from services.extractor.model import TAKEN, Reading
from services.extractor.numbers.words import NUMBER_WORD
from services.extractor.passage import Passage
from services.extractor.readers.tree import Tree
from services.extractor.story.families import MOVES, family_of

_BLASTS = re.compile(r"[ -](?:attack|blast|explosion|scare|threat|hoax|disposal|squad|maker|expert|technician)")
_CARRIERS = re.compile(
    r"[ -](?:frigate|destroyer|cruiser|corvette|boat|ship|launcher|batter(?:y|ies)|system|operator|unit|crew|brigade|regiment|team)"
)
"""*One of its missile frigates*, *two drone crews*: what the weapon belongs to."""
_SURVIVED = frozenset(
    "be are is were was been emerge emerged reach reached come came remain remained arrive arrived walked climbed make made".split()
)
"""What survivors do when they are saved, or are said to be; who *crowded the airport* is not counted with those pulled out."""
_WHEN = frozenset({"today", "yesterday", "tonight"})
_DEAD_CAPTIVES = re.compile(
    r" (?:of (?:the |its |their )?(?:[\w,-]{1,14} )?|other |more |remaining )?(?:dead|deceased|slain|killed|fallen) "
    r"(?:[A-Z]\w+ )?(?:hostages|captives|abductees|prisoners)\b(?! (?:were|was) (?:killed|shot|slain))"
)
"""*Nine of the 11 dead hostages still in Gaza are Israelis*: whose bodies are kept, and no toll."""
_ONE_TAKEN = re.compile(r" of the (?:two |three |four |five |six )?(?:detained|arrested|captured|abducted|kidnapped|imprisoned|jailed) ")
"""*One of the detained men apologised*: he is told of, and not counted."""


_OF_NEED = re.compile(
    r" (?:the |their |grinding |extreme |dire )?(?:poverty|hunger|famine|misery|hardship|war|violence|fighting|conflict|persecution|"
    r"repression|drought|unhurt|unharmed|uninjured|unscathed)\b"
)
"""*Seeking to escape hunger and war*: nobody's captives."""
_TENDING = re.compile(
    r"\b(?:help|helps|helping|aid|aiding|assist|assisting|feed|feeding|shelter|sheltering|house|housing|accommodate|host|hosting|resettle|"
    r"resettling) (?:the |some |about |up to |more than )?\Z"
)
"""*To help thousands of refugees*: driven out at other times, and counted for their needs."""
_CASES = re.compile(r" (?:[a-z-]+ ){0,2}?(?:(?:cases|infections)\b|(?:deaths|fatalities|killed) (?:per|for every|in every|a day)\b)")
"""*A 14th death and 61 cases*: the sick; *67 deaths per million people*: a rate."""
_ONE_SURVIVOR = re.compile(r" of (?:the|those|its) (?:[\w-]+ ){0,2}(?:survivors|rescued|saved|survived)\b")
"""*Said Omar, one of the survivors*: told of, and not counted."""
_WHO_IS = re.compile(r"\b[A-Z][\w’'-]{1,30} [A-Z][\w’'-]{1,30}, \Z")
_ONE_OF_SO_MANY = re.compile(rf" of (?:the |those |some |about |at least |more than )?(?:\d[\d,]*|{NUMBER_WORD})\b")
"""*Beheaded Alan Moore, one of five people seized in March*: who is named is told of, and not counted."""
_MINE = re.compile(r"\b[Mm]y (?:own )?\Z")
"""*My two daughters survived*: relatives of whoever speaks."""
_ONE_OF_DEAD = re.compile(r" of (?:the|those) (?:[\w-]+ ){0,3}who (?:had |have )?(?:died|perished|drowned|been killed|were killed)\b")

_GOT_AWAY = re.compile(r"(?:get|gets|getting|got|ran|run|running|slip|slipped|break|broke)\b")
_THE = re.compile(r"\b(?:the|all|both|its|these|those)(?: only)? \Z", re.I)
_LEFT_OUT = re.compile(
    r"[^.;,]{0,60}\b(?:(?:is|are|was|were|been|being) (?:left out|excluded|omitted|missing|absent)|"
    r"(?:is|are|was|were) not (?:included|covered|involved|listed|part)|not among|left off) "
    r"(?:(?:of|from|in|by|on|among) )?(?:the|this|that|any|those) (?:[\w-]+ ){0,2}"
    r"(?:exchange|swap|deal|release|releases|lists?|trade|amnesty|pardons?|freed|released|agreement)\b"
)
"""*Several others were left out of the swap*: nobody has let them go."""
_THEIR_KILLERS = re.compile(r"\b(?:killers|murderers|attackers|assassins|kidnappers|abductors|captors) of (?:the |these |those |all )?\Z")
"""*Vowed that the killers of the nine would be caught*: it is not the nine who are."""
_BOTH_HARMS = re.compile(
    rf" (?:[a-z-]+ ){{0,2}}casualties\b(?= ?(?:\(|:|,|[–—-]))"
    rf"(?=[^.;]{{0,60}}?\b(?:\d[\d,]*|{NUMBER_WORD}) (?:people )?(?:killed|dead|deaths|fatalities)\b)"
    rf"[^.;]{{0,80}}?\b(?:\d[\d,]*|{NUMBER_WORD}) (?:people )?(?:injured|wounded|hurt|injuries)\b"
)
"""*45 casualties (12 killed, 33 wounded)*: the sum of two figures that are told beside it."""
_MARKED = re.compile(r"\b(?:short-?listed|earmarked|singled out|marked|slated|wanted|sought|listed|selected) (?:to be|for) \Z")
"""*190 rebels were shortlisted to be eliminated*: whom somebody means to kill."""
_GIVES = re.compile(r"\b(?:gave|gives|giving|cited|provided|offered|mentioned|specified) \Z")
"""*The agency gave no casualties*: it does not say how many."""
_GOT_OFF = re.compile(
    r"\b(?:escaped|survived|emerged|got out|walked away|came out|made it out|were rescued|were pulled out)\b[^.;,]{0,30} \Z"
)
"""*Thirty escaped without injuries*: of these it is said, and others may be hurt."""
_IN_YEARS = re.compile(
    rf"[^.;]{{0,80}}\b(?:in|for) (?:(?:over|more than|about|almost|nearly|some) )?(?:\d+|{NUMBER_WORD}|several|many) (?:years|decades)\b"
)
"""*No officer had been killed there in two decades*: of old, and not in what the story tells."""
_AT_A_TIME = re.compile(r"[^.;]{0,40}\bat (?:a|any one|any given|one) time\b")
"""*Held 300 hostages at a time*: as many as ever, and nobody now."""
_KEPT_SO = re.compile(
    r" (?:(?:[a-z]+ly|so|very|more) ){0,2}(?:poor|hungry|alive|safe|warm|busy|awake|healthy|fed|informed|afloat|indoors|apart|away|"
    r"in (?:poverty|work|school|the dark|touch|check|line))\b"
)
"""*Storms that keep millions of people poor*: nobody's captives."""
_FOR_TRIAL = re.compile(r"[^.;]{0,20}\b(?:for|to face|to stand) (?:trial|prosecution|questioning)\b")
"""*Refused to hand over for trial three suspects*: given up to a court, and not let go."""
_ARTICLES = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:firearms|guns|rifles|weapons|pistols|grenades|vessels|ships|boats|trucks|vehicles|planes|aircraft)\b(?! crew)"
)
"""Things of which a number without a noun counts more: *seized 30 ships, and has taken four this year*."""


def _is_more_of_things(passage: Passage, reading: Reading) -> bool:
    """*Soldiers found 40 rifles, with nine surrendered*: the number before counts no people, and this one has no noun of its own."""
    if "elliptic" not in reading.notes:
        return False
    before = [number for number in passage.numbers if number.span.end <= reading.number.span.start]
    counted = {other.number.span for other in passage.readings if "elliptic" not in other.notes}
    bare = [number for number in before if number.distractor is None and number.span in counted]
    text = passage.sentence.text
    things = [number for number in before if number.distractor is None and _ARTICLES.match(text, passage.local(number.span).end)]
    return bool(things) and (not bare or bare[-1].span.end < things[-1].span.start)


def _is_another_matter(passage: Passage, reading: Reading) -> bool:
    """Whether the words around the number show that it is no count of what the word beside it says."""
    before, after = passage.before_number(reading), passage.after_number(reading)
    taken, freed = reading.measure in TAKEN, reading.measure == "released"
    if (taken or reading.measure == "killed") and _THEIR_KILLERS.search(before):
        return taken
    if (taken or freed) and _is_more_of_things(passage, reading):
        return True
    if taken and (_AT_A_TIME.match(after) or (_trigger_words(passage, reading).startswith("keep") and _is_kept_so(passage, reading))):
        return True
    if freed and reading.trigger is not None:
        return _FOR_TRIAL.match(passage.between(reading.trigger.end, passage.sentence.span.end)) is not None
    if reading.measure not in ("killed", "injured"):
        return False
    if reading.number.high == 0:
        return any((_GIVES.search(before), _GOT_OFF.search(before), _IN_YEARS.match(after)))
    marked = reading.trigger is not None and reading.trigger.start > reading.number.span.end
    if marked and _MARKED.search(passage.between(passage.sentence.span.start, (reading.trigger or reading.number.span).start)):
        return True
    return _BOTH_HARMS.match(after) is not None


def _is_kept_so(passage: Passage, reading: Reading) -> bool:
    return _KEPT_SO.match(passage.between((reading.noun or reading.number.span).end, passage.sentence.span.end)) is not None


_KILL = r"(?:kill(?:s|ed|ing)?|dead|deaths?|died)"
_HURT = r"(?:wound(?:s|ed|ing)?|injur(?:e|es|ed|ing|ies)|hurt(?:s|ing)?)"
_BOTH = re.compile(rf"\b(?:{_KILL} (?:and|or) {_HURT}|{_HURT} (?:and|or) {_KILL})\b", re.I)
_BOTH_INCLUDED = re.compile(
    rf" (?:[a-z-]+ ){{0,3}}?casualties, (?:including|both) (?:the )?(?:{_KILL} (?:and|or) {_HURT}|{_HURT} (?:and|or) {_KILL})\b", re.I
)


def _are_dead_and_hurt(passage: Passage, reading: Reading) -> bool:
    """*The shelling killed or wounded 40 people*, *30 casualties, including dead and wounded*: one number for both, and a count of neither.
    *Killed and wounded 12 and 30 respectively* has two.
    """
    if reading.measure not in ("killed", "injured") or reading.number.high == 0:
        return False
    text = passage.sentence.text
    if _BOTH_INCLUDED.match(text, passage.local(reading.number.span).end):
        return True
    if reading.trigger is None or "respectively" in text:
        return False
    trigger = passage.local(reading.trigger)
    both = next((m for m in _BOTH.finditer(text) if m.start() <= trigger.start < m.end()), None)
    if both is None:
        return False
    at = passage.sentence.span.start
    return not any(
        other.number.span != reading.number.span and other.trigger is not None and both.start() <= other.trigger.start - at < both.end()
        for other in passage.readings
    )


def _is_only_one_of(passage: Passage, reading: Reading) -> bool:
    """*She had shared a ward with one of the two people who had died*: told of, and not counted."""
    before = passage.before_number(reading)
    opens = before.strip('"“ ').lower() in ("", "only", "at least")
    return not opens and _ONE_OF_DEAD.match(passage.after_number(reading)) is not None


def _trigger_words(passage: Passage, reading: Reading) -> str:
    return passage.between(reading.trigger.start, reading.trigger.end).lower() if reading.trigger is not None else ""


def _do_something_else(passage: Passage, reading: Reading) -> bool:
    """*Hundreds of survivors crowded the airport*, *tents for 200 survivors*: who lived through it, and not who was saved."""
    tree, trigger = passage.tree, reading.trigger
    if tree is None or trigger is None or not _trigger_words(passage, reading).startswith("survivor"):
        return False
    if _THE.search(passage.before_number(reading)):
        return False  # "The two survivors told investigators": all who were saved
    at = tree.top(trigger)
    if at is not None and tree.dep[at] == "pobj" and tree.lower[tree.head[at]] == "of":
        at = tree.head[tree.head[at]]  # "hundreds of survivors"
    if at is None:
        return False
    head = tree.head[at]
    if tree.dep[at] == "pobj":
        return tree.lower[head] == "for"
    return tree.dep[at] == "nsubj" and tree.is_verb(head) and tree.lower[head] not in _SURVIVED


def counts_nobody(passage: Passage, reading: Reading, *, captives: bool) -> bool:
    """Whether the word says another thing there: fighters who fall back are not displaced, *no survivors* saves none, children may be
    *missing limbs*, *three bomb attacks* are attacks, and who *got away* from a storm is nobody's captive.
    """
    end = passage.local(reading.number.span).end
    if _is_another_matter(passage, reading) or _are_dead_and_hurt(passage, reading):
        return True
    if reading.measure == "displaced" and reading.group == "military":
        return True
    if reading.measure == "released" and _LEFT_OUT.match(passage.sentence.text, end):
        return True
    if reading.measure == "killed" and _DEAD_CAPTIVES.match(passage.after_number(reading)):
        return True
    if reading.measure == "escaped" and not captives and _GOT_AWAY.match(_trigger_words(passage, reading)):
        return True
    if reading.measure == "escaped" and _OF_NEED.match(passage.sentence.text, passage.local(reading.trigger or reading.number.span).end):
        return True
    if reading.measure == "displaced" and _TENDING.search(passage.before_number(reading)):
        return True
    if reading.measure == "killed" and _CASES.match(passage.sentence.text, end) is not None:
        return True
    if family_of(reading) == "harm" and _MINE.search(passage.before_number(reading)):
        return True
    if reading.measure == "killed" and reading.number.best == 1 and _is_only_one_of(passage, reading):
        return True
    if reading.measure == "rescued" and reading.number.best == 1 and _ONE_SURVIVOR.match(passage.sentence.text, end) is not None:
        return True
    if reading.number.best == 1 and _WHO_IS.search(passage.before_number(reading)) and _ONE_OF_SO_MANY.match(passage.after_number(reading)):
        return True
    if reading.measure in TAKEN and reading.number.best == 1:
        return _ONE_TAKEN.match(passage.after_number(reading)) is not None
    if reading.number.high == 0 and (reading.measure in (*MOVES, "rescued") or {"head", "definite"} <= set(reading.notes)):
        return True  # "none of the injuries were serious"
    if reading.measure == "missing" and (tree := passage.tree) is not None and (hit := passage.hit(reading)) is not None:
        last = hit.tokens[-1]
        following = last + 1 < len(tree) and tree.tag[last + 1] in ("NNS", "NN") and tree.lower[last + 1] not in _WHEN
        after = tree.start[last] >= reading.number.span.end and not _is_modifier(reading, tree, last)
        return hit.trigger.form == "missing" and after and following
    rest = passage.between((reading.noun or reading.number.span).end, passage.sentence.span.end)
    if reading.measure == "rescued":
        return _do_something_else(passage, reading)
    if reading.measure != "launched":
        return False
    return _CARRIERS.match(rest) is not None or (reading.unit == "bombs" and _BLASTS.match(rest) is not None)


def _is_modifier(reading: Reading, tree: Tree, at: int) -> bool:
    """*12 missing sailors*: the word stands before the counted noun."""
    return reading.noun is not None and tree.start[at] < reading.noun.start
