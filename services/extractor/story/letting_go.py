"""Whether those let go were anybody's captives: soldiers, foreigners and the seized; not the hurt who leave a hospital."""

from __future__ import annotations

import re

from schemas.figure import When
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.triggers import Hit

PRISONERS = keyed(r"\b(?:prisoner|captive|POWs?\b|hostage|captivity|free[ds]?\b|freeing\b|liberat)", re.I)
MOVING = frozenset({"move", "transfer"})
_HOLDABLE = frozenset({"military", "journalist", "police", "aid_worker"})
_SEIZED = re.compile(
    r"(?: [\w’'-]{1,20}){0,3} (?:fisher(?:men|man|s)|sailors?|seam[ae]n|seafarers?|mariners?|crew(?: members?|men)?|activists?|dissidents?|"
    r"bloggers?|protest[eo]rs?|demonstrators?|opponents?|politicians?|lawmakers?|bishops?|priests?|clerics?|civilians?|villagers?)\b"
)
"""Whom states and armed bands take and let go, and no employer, clinic or club."""
_NO_CAPTIVES = re.compile(
    r"\b(?:refugees?|migrants?|asylum[ -]seekers?|patients?|players?|footballers?|coach(?:es)?|staff|employees)\b", re.I
)
_WERE_HELD = re.compile(
    r",? (?:(?:who|whom|that) (?:\w+ ){1,3}?)?(?:held|seized|captured|abducted|kidnapped|imprisoned|jailed)(?: (?:captive|hostage))? "
    r"(?:by|in|off|at|near|since|for|on|from|last|during|after)\b|"
    r" (?:it|they|he|she) (?:had |have |has )?(?:held|seized|captured|abducted|kidnapped|snatched|took|taken) "
    r"(?:in|off|at|near|since|for|on|from|last|during|after|earlier|a|an|one|two|three|four|five|six|\d+|captive|hostage|prisoner)\b"
)
"""*The release of 45 sailors held off Somalia*: what was done to them before."""
_FOR_MONTHS = re.compile(r"\b(?:held|seized|captured|intercepted|impounded|detention|custody)\b")


_SETTING_FREE = frozenset({"free", "release", "let go", "set free"})
_LETTING_GO = _SETTING_FREE | frozenset({"let out", "pardon", "freeing", "releases", "liberate", "send back"})


def is_letting_go(hit: Hit | None) -> bool:
    return hit is not None and hit.trigger.base in _LETTING_GO


def are_held(passage: Passage, reading: Reading, hit: Hit | None) -> bool:
    """Whether the sentence alone shows that those it counts were somebody's captives: *Laos sent home nine Thai soldiers*, *Iran released
    14 Pakistani sailors*: soldiers or foreigners let go by a party, though no word of the story calls them prisoners.
    """
    if hit is None or reading.noun is None or hit.trigger.base in MOVING:
        return False
    if _WERE_HELD.match(passage.between(reading.noun.end, passage.sentence.span.end)):
        return _NO_CAPTIVES.search(passage.between(reading.number.span.end, reading.noun.end)) is None
    if hit.trigger.view != "given":
        return False
    number = reading.number.span
    words = passage.between(number.end, reading.noun.end)
    if _NO_CAPTIVES.search(words):
        return False
    nations = {
        actor.id for actor in passage.actors if actor.form in ("adjective", "people") and number.end <= actor.span.start < reading.noun.end
    }
    gives = number.start if reading.trigger is None else reading.trigger.start
    givers = {
        actor.id
        for actor in passage.actors
        if actor.id not in nations and (actor.form in ("name", "capital") or (actor.form == "adjective" and actor.span.end < gives))
    }
    kind = reading.group in _HOLDABLE or _SEIZED.fullmatch(words) is not None
    if nations and givers and hit.trigger.base in _SETTING_FREE:
        return True  # "Venezuela released ten Americans"
    return (
        bool(givers)
        and (bool(nations) if hit.trigger.weak else bool(nations) or kind)
        and (kind or _FOR_MONTHS.search(passage.sentence.text) is not None)
    )


_FROM_CARE = re.compile(
    r"[^.;]{0,60}?\b(?:(?:from|left|leave|by) (?:the |an? |\w+ )?(?:hospitals?|clinics?|intensive care|doctors|medics)|"
    r"after (?:\w+ )?(?:treatment|being treated|medical (?:care|attention|checks?)))\b",
    re.I,
)
_IN_CARE = re.compile(
    r"\b(?:hospital\w*|clinics?|treat(?:ed|ment)|discharg\w+|patients?|(?:critical|serious|stable|grave) condition|intensive care)\b", re.I
)
_HOMEWARD = frozenset({"send home", "go home", "return home", "come home", "be home", "be back home", "arrive home"})


def is_discharged(passage: Passage, reading: Reading, hit: Hit | None) -> bool:
    """*19 are in critical condition; 22 have been sent home*, *15 were released from hospital*: the hurt, and no captives."""
    text = passage.sentence.text
    if hit is None or PRISONERS.search(text) is not None:
        return False
    if hit.trigger.base in _HOMEWARD and _IN_CARE.search(text) is not None:
        return True
    return _FROM_CARE.match(text, passage.local(reading.number.span).end) is not None


_HAD_BEEN_HELD = re.compile(r"(?: (?:from|of|in) [^,.;]{1,40})? who had been (?:held|detained|jailed|imprisoned|locked up)\b")


def is_held_no_more(passage: Passage, reading: Reading) -> bool:
    """*The release involved 250 prisoners who ... - and 1,700 detainees who had been held without charge*: all of them are let go."""
    after = passage.between((reading.noun or reading.number.span).end, passage.sentence.span.end)
    freed = [r for r in passage.readings if r.measure == "released" and r.number.span.end < reading.number.span.start]
    return bool(freed) and (_HAD_BEEN_HELD.match(after) is not None or _is_one_more_object(passage, freed[-1], reading))


def _is_one_more_object(passage: Passage, freed: Reading, reading: Reading) -> bool:
    """*It freed 40 students in city jails and 118 detainees from the north*: the noun names who they are, the verb what is done."""
    tree, noun, said = passage.tree, reading.noun, reading.trigger
    if tree is None or noun is None or said is None or not said.overlaps(noun) or freed.trigger is None:
        return False
    between = Span(freed.number.span.end, reading.number.span.start)
    verbs = any(tree.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in tree.tokens(between))
    before = freed.trigger.end <= freed.number.span.start
    return before and not verbs and _JOINS.search(passage.between(between.start, between.end)) is not None


_JOINS = re.compile(r"(?:,| and|, and|, as well as|, along with) (?:the |another |some |about )?\Z")


_THE = re.compile(r"\b[Tt]he \Z")


def is_out_of_cells(passage: Passage, subject: str) -> bool:
    """*Waited outside the prison, where buses brought out 300*, *three earlier exchanges brought out 1,248 persons*."""
    return _CELLS.search(passage.sentence.text) is not None or _BY_SWAP.search(subject.lower()) is not None


_CELLS = re.compile(r"\b(?:prisons?|jails?|cells?|penitentiar(?:y|ies)|penal colony|detention (?:cent(?:re|er)s?|camps?))\b", re.I)
_BY_SWAP = re.compile(r"\b(?:exchanges?|swaps?|amnest(?:y|ies)|releases?)\b")


def is_crossing_free(passage: Passage, reading: Reading, hit: Hit | None) -> bool:
    """*The five crossed into Georgia before being flown home*, in the story of an exchange: they have been let go, and fled from nobody."""
    if reading.measure != "displaced" or hit is None or hit.trigger.base != "cross into":
        return False
    known = bool({"anaphor", "definite", "elliptic"} & set(reading.notes)) or PRISONERS.search(passage.sentence.text) is not None
    return (known or _THE.search(passage.before_number(reading)) is not None) and _REFUGE.search(passage.sentence.text) is None


_REFUGE = re.compile(r"\b(?:refugees?|migrants?|displaced|fled|flee|fleeing|asylum|shelter)\b", re.I)


_GIVEN_FOR = keyed(
    r"\b(?:exchang|swap|trad)\w* [^.;:,\d]{2,50} for (?:(?:the|some|about|at least|more than|nearly) )?\Z|"
    r"\bin (?:exchange|return) for (?:(?:the|some|about|at least|more than|nearly) )?\Z",
    re.I,
)
"""*Swaps jihadists for 14 soldiers seized by the group*: they come home."""


def is_given_for(passage: Passage, reading: Reading) -> bool:
    """Whether the taken whom the sentence counts are those whom an exchange brings home."""
    return _GIVEN_FOR.search(passage.sentence.text, 0, passage.local(reading.number.span).start) is not None


def unsure_of_freed(passage: Passage, reading: Reading, when: When) -> When:
    """*The 82 freed pupils landed on Sunday*: no surer than the day of publication, as the verb tells of what came after."""
    hit, tree = passage.hit(reading), passage.tree
    described = reading.measure == "released" and hit is not None and tree is not None and tree.dep[hit.at] == "amod"
    return when.model_copy(update={"basis": "publication", "phrase": ""}) if described else when


_TAKEN_IN = re.compile(r"(?:took|takes?|taken|taking) (?:in|back|delivery of) ")


FALLEN = re.compile(r"\b(?:fallen|dead|deceased|slain|bod(?:y|ies))\b", re.I)
"""*received 1,212 fallen soldiers*: their bodies."""
_THEIR_REMAINS = re.compile(r"s['’] (?:remains|bodies|corpses|coffins)\b")
"""*returned 14 pilots' remains*."""


def are_bodies(passage: Passage, reading: Reading) -> bool:
    """*Handed back nine slain soldiers*, *returned 14 pilots' remains*: the counted are dead."""
    end = (reading.noun or reading.number.span).end
    of_them = _THEIR_REMAINS.match(passage.sentence.text, end - passage.sentence.span.start - 1)
    return of_them is not None or FALLEN.search(passage.between(reading.number.span.end, end)) is not None


def bodies_taken_in(passage: Passage, reading: Reading) -> Reading | None:
    """*It also took in 1,000 bodies*, in the story of an exchange: given back to whoever took them."""
    if reading.measure != "killed" or reading.trigger is None or reading.noun is None:
        return None
    if not passage.between(reading.noun.start, reading.noun.end).endswith(("bodies", "remains")):
        return None
    if _TAKEN_IN.match(passage.between(reading.trigger.start, reading.number.span.end)) is None:
        return None
    takers = [a.id for a in passage.actors if a.form != "pronoun" and a.span.end <= reading.trigger.start]
    return reading.with_(measure="bodies_returned", unit="bodies", side=takers[-1] if takers else None)


_WOUNDED_ONES = re.compile(r" of (?:them|whom|these)(?: [a-z]+){0,2} (?:wounded|injured|sick|ill)\b")


_WOUNDED_FREED = re.compile(
    r"[^.;:,]{0,40}? (?:were|was|have been|had been|are being|were being) "
    r"(?:(?:repatriated|released|freed|exchanged|swapped|traded|handed over|set free|let go)\b(?! from (?:an? |the )?(?:\w+ )?hospital)|"
    r"(?:flown|sent|brought|taken|driven|bused) (?:home|back)\b)"
)
_FREES_WOUNDED = re.compile(
    r"\b(?:repatriated|repatriating|freed|freeing|released|releasing|exchanged|swapped|handed over|handing over|let go|"
    r"(?:flew|flown|flying|sent|sending|brought|bringing) (?:home|back)|(?P<moved>flew|flown|flying|sent|sending|brought|bringing))"
    r"(?: (?:another|some|about|a further))? \Z"
)
_GO_HOME = re.compile(r"[^.;:,]{0,40}? (?:home|back)\b")


def wounded_of_freed(passage: Passage, reading: Reading, last: Fact | None, *, captives: bool) -> Reading | None:
    """*It took the men, 44 of them wounded, to the border*, right after those let go: some of them, and no harm of the day; *flew 139
    wounded soldiers home*, in the story of ``captives``: all who were.
    """
    if reading.measure != "injured":
        return None
    if captives and _are_wounded_freed(passage, reading):
        return reading.with_(measure="released", mode="increment", trigger=None, notes=("left out",))
    if last is None or (last.reading.measure, last.status) != ("released", "happened"):
        return None
    near = 0 <= passage.sentence.index - last.sentence.index <= 1
    ones = near and _WOUNDED_ONES.match(passage.sentence.text, passage.local(reading.number.span).end) is not None
    return reading.with_(measure="released", mode="part") if ones else None


def _are_wounded_freed(passage: Passage, reading: Reading) -> bool:
    """Whether *wounded* describes the noun (*139 sick or wounded soldiers*) of those whom the verb lets go."""
    said, noun, number = reading.trigger, reading.noun, reading.number.span
    if said is None or noun is None or not number.end <= said.start < said.end <= noun.end:
        return False
    text, end = passage.sentence.text, passage.local(noun).end
    if _WOUNDED_FREED.match(text, end) is not None:
        return True
    before = _FREES_WOUNDED.search(passage.between(passage.sentence.span.start, number.start))
    return before is not None and (before["moved"] is None or _GO_HOME.match(text, end) is not None)
