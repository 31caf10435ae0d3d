"""Whether a figure has happened, beyond what its own clause shows: pending steps, rumours, plans dated in the past."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import date

from schemas.figure import Measure, Status, When
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE, CLAUSE
from services.extractor.readers.roles import both_sides
from services.extractor.readers.scope import is_forthcoming, is_past, status_in, status_of
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit
from services.extractor.story.falsehoods import is_taken_back
from services.extractor.story.families import MOVES, TRANSFERS, family_of
from services.extractor.story.state import State
from services.extractor.story.whens import Stated, stated

_SUMS_UP = re.compile(r"\b(?:so|thus|that makes|which makes|that brings|in all|altogether)\b", re.I)
_FELL_THROUGH = re.compile(
    r"\b(?:cancel|called off|postpone|put off|scrapped|was to|were to|to have|supposed|scheduled|delayed|will|would|suspend|stall|collaps|"
    r"(?:fell|fallen) through|refus|reject|talks\b|negotiat|haggl|bargain|(?<!-)order(?:ed|s)\b|instruct|direct(?:s|ed) that|"
    r"approv|authori[sz]|demand|urg(?:ed|es|ing)\b|call(?:s|ed|ing) (?:for|on)\b|appeal|propos|offer|threat|"
    r"block|halt|press(?:ed|es|ing) (?:for|on)\b|"
    r"consider|work(?:s|ed|ing) (?:for|on)\b|covers?\b|takes? effect)",
    re.I,
)
"""What was not done on the day that the sentence names, or was only asked for."""
_PENDING = keyed(
    r"\b(?:provides?|calls?|provided|called) for\b|\bforesees\b|\benvisages\b|\b(?:had been|was|is) announced for\b"
    r"|\b(?:is|are|was|were) (?:due|set|scheduled|planned|expected|slated|pencilled in)\b"
    r"|\b(?:lists?|preparations?|preparing|negotiat\w+|plans?|proposals?|readies|matching|talks)\b[^.;:]{0,40}"
    r"\b(?:for|on|about) (?:the |an? )?(?:[a-z-]+ ){0,2}(?:exchange|swap|release|return|transfer|handover)\b",
    re.I,
)
_OFF = keyed(
    r"\bis off\b|\bcalled off\b|\bcancell?ed\b|\bpostponed\b|\bput off\b|\bhad been (?:announced|due|set|scheduled) for\b|"
    r"(?<!confirmed )(?<!believed )(?<!reported )(?<!thought )(?<!known )(?<!said )(?<!understood )(?<!reportedly )\bto have been\b",
    re.I,
)
_NOT_HELD = re.compile(
    r"[^.;]{0,120}\b(?:did|was|were|has|have|had|is|are)(?: not|n[’']t| never) (?:yet )?(?:been )?(?:carried out|"
    r"tak(?:e|en) place|happen(?:ed)?|"
    r"go(?:ne)? ahead|materiali[sz]ed?|occur(?:red)?|implemented|come off|go(?:ne)? through|honou?red|kept|fulfilled)\b",
    re.I,
)
"""*A deal to release 200 that was not carried out*, *the exchange of 40 did not take place*."""
_ON_THE_WAY = re.compile(
    r"\b(?:ahead of|in preparation for|pending|awaiting|before|waiting for) (?:the|an?|their|its|this|that|\w*day[’']s) "
    r"(?:[\w-]+ ){0,2}"
    r"(?:exchange|swap|release|handover|transfer)\b",
    re.I,
)
"""*Buses with 80 prisoners drove to the border ahead of the exchange*."""
_UNCONFIRMED = keyed(r"\bdeclin\w+ to comment|\bnot confirm|\bunconfirmed|\brumou?r|\bno confirmation|\btreat with caution", re.I)
_MODAL = re.compile(r"\b(?:will|would|could|(?-i:may)|might|shall|is to|are to|to be)\b", re.I)
_AGREED = re.compile(r"\b(?:agreed|voted)\b|\bagreement\b|\bdeal\b|\baccord\b", re.I)
_WILLED: frozenset[Measure] = frozenset({"detained", "captured", "abducted", "rescued", "escaped"})
"""What is done to people on purpose can be planned; nobody plans deaths."""


def settle_status(state: State, passage: Passage, reading: Reading) -> Status:
    """The status of a reading by its clause, its sentence and its kind."""
    text, local = passage.sentence.text, passage.local(reading.number.span)
    if is_taken_back(text, local):
        return "denied"
    if reading.measure in TRANSFERS and _is_known(passage, reading, state.context.day):
        return "happened"
    if reading.measure in TRANSFERS and _ACHIEVED.search(text, 0, local.start) and not _NOT_YET.search(text, 0, local.start):
        return "happened"
    if reading.measure == "injured" and _NOT_TO_LIVE.search(text, local.end):
        return "happened"
    if "toll" in reading.notes and reading.trigger is not None and _MAY_RISE.search(_between(passage, reading)):
        return "hypothetical"
    at, tree, hit = passage.at(reading), passage.tree, passage.hit(reading)
    if reading.measure in TRANSFERS and tree is not None and hit is not None and _is_already_done(tree, hit.at):
        return "happened"
    if reading.measure in TRANSFERS and hit is None and _ON_A_LIST.search(text, 0, local.start):
        return "planned"
    if hit is not None and hit.trigger.stock and hit.trigger.kind == "adjective" and reading.status == "planned":
        return "happened"  # "demanded freedom for the 1,100 still in jail": they are in jail
    if reading.measure in TRANSFERS and _TALKED_OF.search(text, 0, local.start):
        return "planned"
    if reading.measure in TRANSFERS and _NOT_BEFORE.search(text, 0, local.start) and _UNTIL.match(text, local.end):
        return "planned"
    if reading.measure in TRANSFERS and (_NOT_HELD.match(text, local.end) or _FIRST_OF.search(text[: local.start])):
        return "planned"
    if reading.measure in TRANSFERS and hit is not None and _is_decreed(tree, hit):
        return "planned"
    willed = reading.measure in (*TRANSFERS, *_WILLED, *MOVES)
    if willed and tree is not None and at is not None and _is_only_attempted(tree, at, state.bank.attempts):
        return "planned"
    if not willed and reading.status in ("happened", "planned") and _AFTER_THE.search(_before_trigger(passage, reading)):
        return "happened"
    if reading.measure in TRANSFERS and "toll" in reading.notes and _BROUGHT_TO.search(text, 0, local.start):
        return "happened"
    if reading.status != "happened":
        return _of_surface(passage, reading)
    transfer = reading.measure in TRANSFERS
    if tree is None or at is None:
        return status_in(text, local.start)
    if passage.sentence.kind == "headline" and at > 0 and tree.lower[at - 1] == "to":
        return "planned"
    if transfer and hit is None and (_PENDING.search(text, 0, local.start) or _OFF.search(text)):
        return "planned"
    if "left out" in reading.notes and state.facts and (both_sides(text) or _SUMS_UP.search(text)):
        return state.facts[-1].status
    negated = hit is not None and not {"not", "nowhere"}.isdisjoint(hit.trigger.words)  # "nine have not been found": missing
    status = status_of(tree, at, zero=reading.number.high == 0 or hit is None or negated)
    if not transfer:
        return _of_harm(reading, status, tree, at)
    if status == "happened":
        status = _of_transfer(state, passage, reading, at)
    if status == "hypothetical" and (_AGREED.search(text) or _is_promised(tree, at)):
        return "planned"
    return "planned" if status == "happened" and is_forthcoming(text, local.start, local.end) else status


_NOT_TO_LIVE = re.compile(r"\b(?:not|never|un)(?: ?likely| expected| thought)? to (?:survive|live|pull through|recover|make it)\b")
"""*Nine with bad burns were not expected to live*: burned they are."""


def _is_already_done(tree: Tree, at: int) -> bool:
    """*Would free 40 more, the envoy said, as it had already freed 900*: whatever is planned besides, these are free."""
    helpers = {tree.lower[child] for child in tree.children(at, "aux")}
    already = any(tree.lower[child] == "already" for child in tree.children(at, "advmod"))
    return already and tree.tag[at] == "VBN" and bool(helpers & {"had", "has", "have"}) and helpers <= {"had", "has", "have"}


_AFTER_THE = re.compile(r"\b(?:after|following|since|over|into) (?:the|its|their) (?:reported )?\Z")
"""*It was to assess security after the deaths of three*: what is to come is the assessing."""


def _before_trigger(passage: Passage, reading: Reading) -> str:
    at = passage.local(reading.trigger or reading.number.span).start
    return passage.sentence.text[max(0, at - _CAUSE_REACH) : at]


_CAUSE_REACH = 30
_TALKED_OF = re.compile(
    r"\b(?:talks|negotiations|discussions|plans?|proposals?|agreement|accord|understanding|offers?)\b[^.;,]{0,30} (?:on|about|over|for) "
    r"(?:the )?(?:exchanging|swapping|releasing|freeing|handing over|returning|letting go)"
    r"(?: (?:of|about|around|some|up to|at least)){0,3} \Z",
    re.I,
)
"""*Talks on exchanging 2,200 detainees*: what they are about."""
_NOT_BEFORE = re.compile(r"(?:\b(?:not|never)\b|n[’']t\b|\b(?:refus|declin)\w+ to\b)[^.;,]{0,60}\Z")
_UNTIL = re.compile(r"[^.;,]{0,40} until\b")
"""*Would not free the remaining 180 until Sunday*: then it will."""
_MAY_RISE = re.compile(r"\b(?:could|might|may|would|will|(?:is|are|was|were) (?:\w+ )?(?:likely|expected|feared|set|bound|sure) to)\b")
"""*Warned the number of dead could top 1,000*: a forecast, however the parser ties it."""


def _between(passage: Passage, reading: Reading) -> str:
    """The words from a count to its number."""
    trigger, number = reading.trigger or reading.number.span, reading.number.span
    return passage.between(trigger.end, number.start) if trigger.end <= number.start else ""


_BROUGHT_TO = re.compile(
    r"(?<!\bto )(?<!will )(?<!would )\b(?:brought|brings|bringing|took|takes|taking|raised|raises|raising) to [^.;,]{0,24}\Z"
)
"""*It brought to 58 the number of those set free*: how many are, and not what is to be done."""
_THESE = re.compile(r"\b(?:these|those) \Z", re.I)
_FOR_RELEASE = (("for", "release"), ("for", "exchange"))
_DECREED = frozenset({"amnesty", "pardon", "clemency"})
"""*An amnesty for 40 prisoners*: the noun names what is decreed; who *pardons* 40 has let them off."""


def _is_decreed(tree: Tree | None, hit: Hit) -> bool:
    """*An amnesty for 40*, *the decree covers 40*, *40 were readied for release*; of *the 40 covered by the decree* the rest of the
    sentence tells more.
    """
    if hit.trigger.words[-2:] in _FOR_RELEASE:
        return True
    covers = hit.trigger.base == "cover" and tree is not None and tree.tag[hit.at] in ("VBZ", "VBP", "VBD", "VB")
    return covers or (hit.trigger.kind == "noun" and hit.trigger.base in _DECREED)


_HOLDS = frozenset({"cover", "involve"})
"""*The 40 covered by the accord* have not been let go by it yet."""
_COMES = frozenset("take happen occur begin start be proceed go follow continue come include involve".split())
_ACHIEVED = keyed(
    r"(?<!not )(?<!never )(?<!yet )\b(?:secured|won|obtained|achieved|confirmed|completed|celebrated|hailed) [\"“]?(?:the )?"
    r"(?:release|return|rescue|freedom|liberation|freeing|handover) of (?:all )?(?:(?:the|its|their) )?(?:remaining|last|other|final) \Z"
)
"""*They have secured the release of the remaining 130*: nothing is left to come."""
_NOT_YET = re.compile(r"\b(?:until|unless|if|once|before|will|would|could|may|might|hopes?|hoped|whether|when)\b", re.I)
_ON_A_LIST = re.compile(
    r"\blists?\b[^.;:]{0,40}?\b(?:is|are|was|were|stands?|stood|(?:has|have) been) (?:now )?(?:down|up|cut|whittled|reduced|at|shortened)\b"
    r"[^.;:]{0,20}\Z",
    re.I,
)
"""*The list is down to 20 on either side*: those still to go."""
_WANTS = re.compile(r"\b(?:want|expect|seek|sought|need|demand|like|see|get|have)(?:s|ed)?(?: [a-z]+)? \Z", re.I)
_DAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow|then|noon|midnight|end|next|[A-Z][a-z]+ \d", re.I)


def _is_known(passage: Passage, reading: Reading, today: date) -> bool:
    """Whether the sentence takes the transfer for known, whatever it hopes or plans besides: *we hope that the release of these 128 will
    help*, *the airport opened to receive 100 captives released by the militia*.
    """
    tree, text, local = passage.tree, passage.sentence.text, passage.local(reading.number.span)
    if tree is None:
        return False
    hit = passage.hit(reading)
    if hit is not None and hit.trigger.kind == "noun" and tree.dep[hit.at] in ("nsubj", "nsubjpass"):
        pointed = _THESE.search(text[: local.start]) or any(
            tree.lower[child] in ("this", "these") for child in tree.children(hit.at, "det")
        )
        if pointed and tree.lower[tree.head[hit.at]] not in _COMES:
            return True
    told = (hit for hit in passage.hits if hit.trigger.measure == reading.measure and hit.trigger.base not in _HOLDS)
    return any(_is_told_of(passage, reading, hit.at, today) for hit in told)


def _is_told_of(passage: Passage, reading: Reading, at: int, today: date) -> bool:
    """*290 captives set free by the movement*: a participle after the counted says who did it, and no plan stands before."""
    tree, text, local = passage.tree, passage.sentence.text, passage.local(reading.number.span)
    if tree is None or tree.tag[at] != "VBN" or tree.dep[at] != "acl" or any(True for _ in tree.children(at, "aux", "auxpass")):
        return False
    agent, start = tree.agent(at), passage.local(Span(tree.start[at], tree.end[at])).start
    if agent is None and _KNOWN.search(text, 0, local.start) and _is_past_day(passage, tree.end[at], today):
        return 0 < start - local.end <= _NEAR_NOUN and not re.search(r"[,;:]", text[local.end : start])
    if agent is None or not 0 < start - local.end <= _NEAR_NOUN or _DAYS.match(text[tree.start[agent] - passage.sentence.span.start :]):
        return False
    before = text[: local.start]
    planned = _WANTS.search(before) is not None or status_in(before, local.start) != "happened"
    return not planned and not re.search(r"[,;:]", text[local.end : start])


def _is_past_day(passage: Passage, end: int, today: date) -> bool:
    """*The eight sailors freed from Iran on Sunday*: the day that dates the participle is known to the story, and over."""
    for mention in passage.dates:
        if mention.basis in ("weekday", "stated") and not mention.forward and _ITS_WHEN.fullmatch(passage.between(end, mention.span.start)):
            return mention.end is not None and mention.end <= today
    return False


_KNOWN = re.compile(r"\b(?:the|those|these|of) \Z")
_ITS_WHEN = re.compile(r"(?: (?:from|by|in|at) (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?(?: on)? ")
_NEAR_NOUN = 40
"""Characters from a number past its noun to the participle that describes it."""


def _of_surface(passage: Passage, reading: Reading) -> Status:
    """What the surface reader says, unless the verb itself shows that a transfer is done. Who may lie under rubble is missing now."""
    if reading.measure == "missing" and reading.status in ("planned", "hypothetical"):
        return "happened"
    tree, hit = passage.tree, passage.hit(reading)
    if tree is not None and hit is None and "swap" in " ".join(reading.notes) and _is_swapped(tree, passage.at(reading)):
        return "happened"
    if tree is None or hit is None or reading.status not in ("planned", "hypothetical"):
        return reading.status
    if reading.status == "hypothetical" and reading.measure not in TRANSFERS and _is_of_what_was(tree, hit.at):
        return "happened"
    if reading.status == "hypothetical" and not _COUNTING.match(passage.sentence.text):
        return "planned" if reading.measure in TRANSFERS and _is_promised(tree, hit.at) else "hypothetical"
    if reading.measure not in TRANSFERS:
        return _of_harm(reading, status_of(tree, hit.at, zero=reading.number.high == 0), tree, hit.at)
    done = hit.trigger.kind == "verb" and is_past(tree, hit.at) and status_of(tree, hit.at) == "happened"
    return "happened" if done else "planned"


def _is_of_what_was(tree: Tree, at: int) -> bool:
    """*Whether there will be a return to the war that killed 9,000*: the war was, whatever may come."""
    return at > 0 and tree.lower[at - 1] in ("that", "which") and tree.is_verb(at) and is_past(tree, at)


_COUNTING = re.compile(
    r"(?:If|When) (?:one|you|we|both sides|all|the two sides) (?:counts?|adds?|includes?|takes?|are (?:counted|added|included|taken))\b"
)
"""*If one counts both sides, 1,400 have changed hands*: no condition."""
_SWAPPED = frozenset({"exchanged", "swapped", "traded"})


def _is_swapped(tree: Tree, at: int | None) -> bool:
    """*They exchanged 22 for 15 prisoners on Friday under a deal*: the numbers of a finite past, whatever the deal is called."""
    verb = tree.clause(at) if at is not None else None
    return verb is not None and tree.lower[verb] in _SWAPPED and tree.tag[verb] == "VBD" and status_of(tree, verb) == "happened"


_BEGUN = frozenset("began begins begun beginning started starts start begin opened opens".split())
_BEGINS = frozenset("begins begin starts start".split())


def _only_begun(tree: Tree, at: int) -> bool:
    """*An exchange of over 800 captives began on Friday*, *the junta begins to free 800*: how many it is to be, not how many have
    gone.
    """
    if not tree.tag[at].startswith("NN"):
        return tree.dep[at] == "xcomp" and tree.lower[tree.head[at]] in _BEGINS
    return tree.dep[at] in ("nsubj", "dobj") and tree.lower[tree.head[at]] in _BEGUN


def _is_only_attempted(tree: Tree, at: int, attempts: Set[str]) -> bool:
    """*Troops were sent to help rescue 250 villagers*, *efforts to free 14 miners go on*: what for, not what came of it."""
    verb, purpose = at, False
    for _ in range(_MAX_CHAIN):
        purpose = purpose or "to" in {tree.lower[child] for child in tree.children(verb, "aux")}
        head = tree.head[verb]
        if head == verb or tree.dep[verb] not in ("xcomp", "advcl", "acl", "ccomp", "pcomp", "conj"):
            return False
        plot = purpose and any(tree.lower[child] in attempts for child in tree.children(head, "dobj"))  # "foiled a plot to kidnap 12"
        if purpose and any(tree.lower[child] in _EFFORTS for child in tree.children(head, "nsubj")):
            return True  # "attempts continue to free nine"
        if plot or (purpose and tree.lower[head] in attempts):
            return not any(tree.lower[child] in _MANAGED for child in tree.children(head, "advmod", "conj"))
        if tree.dep[verb] != "conj" and tree.lower[head] not in _HELPS:
            return False
        verb = head
    return False


_HELPS = frozenset("help helps helping assist try trying".split())
_EFFORTS = frozenset("effort efforts attempts bids search searches operation operations".split())
_MANAGED = frozenset("successfully managed".split())
_MAX_CHAIN = 4
"""Verbs between a purpose and what governs it: *sent to try to help rescue*."""
_PUT_OFF = frozenset("delayed postponed cancelled canceled suspended scrapped aborted blocked halted".split())


_FIRST_OF = re.compile(r"\b[Tt]he first (?:few )?of (?:the |its |their |an? |about |some |up to |more than |at least |nearly |almost )*\Z")
"""*The first of 600 prisoners walked out*: of the 600 only some have."""
_FAILED = frozenset("fell fall falls fallen failed fails collapsed stalled".split())


def _is_put_off(tree: Tree, at: int) -> bool:
    """*The release of 602 prisoners, scheduled for today, has been delayed*, *the handover of 40 fell through*."""
    if not tree.tag[at].startswith("NN"):
        return False
    verb = tree.lower[tree.head[at]]
    return (tree.dep[at] == "nsubjpass" and verb in _PUT_OFF) or (tree.dep[at] == "nsubj" and verb in _FAILED)


def _is_going_on(tree: Tree, at: int) -> bool:
    """*It is releasing 40 soldiers*, *90 are being exchanged next week*: not yet let go."""
    helpers = {tree.lower[child] for child in tree.children(at, "aux", "auxpass")}
    if tree.tag[at] == "VBN" and "being" in helpers:
        return bool(helpers & {"is", "are", "'s", "'re"})
    return tree.tag[at] == "VBG" and any(tree.lower[child] in ("is", "are", "'s", "'re") for child in tree.children(at, "aux"))


def _is_under_way(state: State, passage: Passage) -> bool:
    """*An exchange took place on Monday. It is bringing home 40 of its soldiers*: what the sentence before says was done that day."""
    told = state.focus.get("exchange")
    if told is None or told.when is None or told.sentence != passage.sentence.index - 1 or told.paragraph != passage.sentence.paragraph:
        return False
    ahead = any(mention.start is not None and mention.start > state.context.day for mention in passage.dates)
    return told.when.end == state.context.day and not ahead


def _is_promised(tree: Tree, at: int) -> bool:
    """*If the truce holds, they will free 40*: a promise with a condition is a plan."""
    return any(tree.lower[child] in ("will", "shall") for child in tree.children(at, "aux"))


def _of_harm(reading: Reading, status: Status, tree: Tree, at: int) -> Status:
    """Nobody plans deaths: what the clause makes a plan is feared. *13 were hurt, so the toll could rise* fears nothing for the 13."""
    if status == "planned" and tree.is_verb(at) and is_past(tree, at) and reading.measure not in _WILLED:
        return "happened"
    if status in ("planned", "hypothetical") and family_of(reading) == "harm" and reading.measure not in _WILLED:
        return "happened" if reading.measure == "missing" else "hypothetical"
    return status


def _of_transfer(state: State, passage: Passage, reading: Reading, at: int) -> Status:
    """Plans that the clause alone does not show: *a fourth round is due Friday: 10 for 200*, *lists for the swap of 1,000*; a rumour."""
    text, local = passage.sentence.text, passage.local(reading.number.span)
    if passage.tree is not None and (_only_begun(passage.tree, at) or _is_put_off(passage.tree, at)):
        return "planned"
    if passage.tree is not None and _is_going_on(passage.tree, at) and not _is_under_way(state, passage):
        return "planned"
    finite = passage.tree is not None and passage.tree.is_verb(at) and is_past(passage.tree, at)
    if not finite and (_PENDING.search(text, 0, local.start) or _ON_THE_WAY.search(text, local.end)):
        return "planned"
    others = (r for r in passage.readings if r.number != reading.number and r.mode != "part")
    same = [r for r in others if r.trigger is not None and r.trigger == reading.trigger]
    if any(r.status == "planned" for r in same):
        return "planned"
    cues = state.bank.status.get("unconfirmed", ())
    if not finite and (_UNCONFIRMED.search(text) or any(cue in text.lower() for cue in cues)):
        return "hypothetical"
    return "happened"


def settle_plan(
    state: State, passage: Passage, reading: Reading, status: Status, time: Stated, is_speech: Callable[[str], bool]
) -> tuple[Status, Stated]:
    """A planned transfer whose own day is past: it happened, unless the day is that of the agreement or the plan fell through."""
    if status != "planned" or reading.measure not in TRANSFERS:
        return status, time
    if _FIRST_OF.search(passage.before_number(reading)):
        return status, time
    if time.when is not None and time.when.start is None and _UNTIL.match(passage.sentence.text, passage.local(reading.number.span).end):
        return status, replace(time, when=time.when.model_copy(update={"start": time.when.end}))
    if time.when is None:
        told = stated(passage, reading, state.bank, is_speech, latest=state.context.day)
        if told.when is not None and told.close <= BESIDE and _is_over(state, passage, told.when):
            time = told
    if time.when is None:
        return status, time
    if _is_over(state, passage, time.when):
        return "happened", time
    if time.when.end is None or time.when.end > state.context.day or _FELL_THROUGH.search(passage.sentence.text):
        return status, time
    return status, time if _is_due_today(state, passage, reading, time) else Stated(as_of=time.as_of)


def _is_due_today(state: State, passage: Passage, reading: Reading, time: Stated) -> bool:
    """*Was preparing to release 12 hostages today*: behind the number the story's day is that of what is to come, and not of the plan."""
    when = time.when
    if when is None or when.start != state.context.day or when.start != when.end or time.close > CLAUSE:
        return False
    start = passage.sentence.text.find(when.phrase) if when.phrase else -1
    end = passage.local(reading.number.span).end
    return 0 <= start - end <= _ITS_DAY and _NEW_CLAUSE.search(passage.sentence.text, end, start) is None


def _is_over(state: State, passage: Passage, when: When) -> bool:
    text = passage.sentence.text
    past = when.end is not None and when.end < state.context.day and when.basis in ("stated", "weekday")
    return past and not (_MODAL.search(text) or _FELL_THROUGH.search(text) or _AGREED.search(text))


_ITS_DAY = 60
"""Characters from a number to the day of its release."""
_NEW_CLAUSE = re.compile(r"[,;:]|\b(?:and|but|after|who|that|which|when|as)\b")
_OF_WHOLE = frozenset({"part of antecedent", "of them", "including"})


def status_of_whole(passage: Passage, reading: Reading, facts: Sequence[Fact]) -> Status | None:
    """The status of what the number is some of, in its own sentence: *they got 13 men out, five of them clerics*."""
    nameless = reading.trigger is None and not {"definite", "anaphor"}.isdisjoint(reading.notes)  # "four Turks among them"
    if reading.mode != "part" or (_OF_WHOLE.isdisjoint(reading.notes) and not nameless):
        return None
    here = (f for f in reversed(facts) if f.sentence.index == passage.sentence.index and f.mode != "part")
    whole = next((f for f in here if f.reading.measure == reading.measure and f.reading.number.low >= reading.number.low), None)
    return whole.status if whole is not None else None
