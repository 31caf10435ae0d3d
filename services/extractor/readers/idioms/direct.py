"""The trigger that touches the number: *killing 12 people*, *12 were killed*, *47 deaths*, *the release of 390*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.model import TAKEN
from services.extractor.readers.idioms.draft import LIKELY, Draft, drafted, fitting
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lookup import Hit, counting_the_dead, ending_at, may_be_participle, starting_at
from services.extractor.readers.idioms.phrase import WEAPONS, Phrase
from services.extractor.readers.idioms.verbs import BE, OBJECT, is_explicit, verbs_after

_SEEING = frozenset({"see", "have", "get"})
"""Verbs whose object has a participle of its own that says what was done."""
_WITH = frozenset({"with", "from", "by", "using", "involving"})
_WITH_THEM = (("along", "with"), ("together", "with"), ("as", "well", "as"), ("as", "were"), ("as", "was"))
_STEP_OVER = 8
"""Items stepped over between a noun and its verb."""
_CAPTIVES = frozenset({"prisoner", "prisoner of war", "pow", "captive", "hostage", "detainee", "inmate"})
_PARTICLE_WORDS = 4
"""Words of a trigger that may stand behind the object: *drove 300 people from their homes*, *took 40 off the burning ferry*."""
_NAME_WORDS = 3
"""Words of a name between a verb and its object."""
_OF = frozenset({"of", "involving", "for", "to"})
_OF_BY_NOUN = {
    "for": frozenset({"release", "search", "hunt", "amnesty", "pardon", "clemency"}),
    "to": frozenset({"injury", "injuries", "release"}),
}
"""Prepositions before the counted that only some nouns take: *the search for 12*, *injuries to 20*."""
_FRONT_WORDS = 9
"""Items before the verb of *Taken to hospital after the blast were 14 people*."""
_TIMES = frozenset(
    """
    at on in this last early late dawn today yesterday overnight morning afternoon evening night noon midnight
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""*Forces detained at dawn today 14 people*, *killed on Monday evening six*: translated wires put the time before the object."""
_TIME_REACH = 5
_ADVERBS = frozenset({"also", "another", "in", "only", "already", "together", "altogether", "back", "total", "all", "home"})


def direct(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    """Readings of ``phrase`` by a trigger that touches it; the surest order first. More than one only for *none killed or hurt*."""
    after = verbs_after(row, phrase, bank, text)
    before = (
        _before(row, phrase, bank, text)
        or _sent_to(row, phrase, bank, text)
        or _bodies_before(row, phrase, bank, text)
        or _along_with(row, phrase, bank)
        or _inverted(row, phrase, bank, text)
    )
    if before is not None and before.trigger.measure == "hit" and before.trigger.kind == "noun":
        yield before  # "hits by 27 drones were recorded": what is recorded are the hits
        return
    if after and before is not None and before.trigger.base in _SEEING:
        yield from after  # "an offensive that saw 600 people killed", "had 12 of its members arrested"
        return
    told = after and (before is None or is_explicit(after[0])) and not (before is not None and after[0].trigger.measure in TAKEN)
    if told:
        yield from after
    elif before is not None and not (before.trigger.weak and before.trigger.measure in TAKEN and _described(row, phrase)):
        yield before  # "had taken in four dead civilians" counts the dead
    elif (head := _head(row, phrase, bank)) is not None:
        yield head
    elif (described := _described(row, phrase)) is not None:
        yield described


def _bodies_before(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    """*got back 51 of its dead*: after a verb of transfer the dead are bodies."""
    if phrase.head is None or not phrase.definite or row[phrase.head.start].word not in ("dead", "fallen"):
        return None
    return _before(row, replace(phrase, head=None, unit="bodies"), bank, text)


def _before(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    at = phrase.left - 1
    for _ in range(_TIME_REACH):
        if at < 0:
            return None
        if row[at].word in ("a", "the") or row[at].word in '"“‘':
            at -= 1
            continue
        if (draft := _with_weapons(row, phrase, at, bank) or _parted(row, phrase, at, bank)) is not None:
            return draft
        hit = ending_at(row, at, bank)
        if hit is not None and (draft := _of_active(row, phrase, hit, text) or _of_noun(row, phrase, hit)) is not None:
            return draft
        if row[at].word == "by" and hit is not None and phrase.unit in WEAPONS:
            trigger = fitting((t for t in hit.triggers if t.kind == "noun"), phrase, frozenset({"of"}), elliptic_ok=False)
            return drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, note="of") if trigger is not None else None
        if row[at].word in _OF and (noun := ending_at(row, at - 1, bank)) is not None:
            trigger = fitting((t for t in noun.triggers if t.kind == "noun"), phrase, frozenset({"of"}), elliptic_ok=False)
            if trigger is not None and trigger.base in _OF_BY_NOUN.get(row[at].word, (trigger.base,)):
                return drafted(phrase, trigger, row[noun.start].start, row[noun.end - 1].end, note="of")
            return None
        if row[at].word not in _ADVERBS and row[at].word not in _TIMES:
            return None
        if row[at].word == "on" and at == phrase.left - 1:
            return None  # "put out releases on eight strikes"
        at -= 1
    return None


def _sent_to(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    """*sent back to Kampala eight prisoners*: the verb stands before where they went."""
    for at in range(phrase.left - 2, max(0, phrase.left - 2 - _NAME_WORDS), -1):
        if not text[row[at + 1].start].isupper():
            return None
        if row[at].word == "to":
            hit = ending_at(row, at - 1, bank)
            return _of_active(row, phrase, hit, text) if hit is not None else None
    return None


def _along_with(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Draft | None:
    """*The driver was killed, along with two passengers*: the same happened to them."""
    before = tuple(item.word for item in row[max(0, phrase.left - 3) : phrase.left])
    at = phrase.left - next((len(words) for words in _WITH_THEM if before[-len(words) :] == words), 0)
    if (
        at == phrase.left
        and row[at - 1].word == "with"
        and any(item.word in ("other", "others", "more") for item in row[phrase.left : phrase.right + 1])
    ):
        at -= 1  # "were seized with three other people"
    if at == phrase.left or phrase.noun is None or at < 2:
        return None
    hit = _passive_before(row, at - 2 if row[at - 1].word == "," else at - 1, bank)
    if hit is None:
        return None
    trigger = fitting(
        (t for t in hit.triggers if t.kind == "verb" and (not t.weak or t.measure == "abducted")), phrase, OBJECT, elliptic_ok=False
    )
    return drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, confidence=LIKELY) if trigger is not None else None


def _passive_before(row: Sequence[Item], last: int, bank: Bank) -> Hit | None:
    """The passive that ends at ``last`` or a place before it: *was unexpectedly freed from jail in the capital*."""
    for at in range(last, max(0, last - _PLACE_WORDS), -1):
        if not row[at].is_word or row[at].word in _OPENS_CLAUSE:
            return None
        hit = ending_at(row, at, bank)
        if hit is None or hit.start < 2:
            continue
        helper = hit.start - 2 if row[hit.start - 1].word.endswith("ly") else hit.start - 1
        if row[helper].word in BE:
            return hit
    return None


_PLACE_WORDS = 10
_OPENS_CLAUSE = frozenset("while when who whom which that as after before because he she they and but".split())


def _parted(row: Sequence[Item], phrase: Phrase, at: int, bank: Bank) -> Draft | None:
    """*let 27 girls go*, *took 12 people into custody*: what belongs to the verb stands behind its object."""
    if not row[at].is_word:
        return None
    for words in range(min(_PARTICLE_WORDS, len(row) - phrase.right), 0, -1):
        after = row[phrase.right : phrase.right + words]
        if not all(item.is_word for item in after):
            continue
        triggers = bank.triggers_by_form.get(" ".join(item.word for item in (row[at], *after)), ())
        trigger = fitting((t for t in triggers if t.kind == "verb"), phrase, OBJECT, elliptic_ok=False)
        if trigger is not None:
            return drafted(phrase, trigger, row[at].start, row[at].end)
    return None


def _of_active(row: Sequence[Item], phrase: Phrase, hit: Hit, text: str) -> Draft | None:
    """The verb before its object. After a form of *be* it is a passive whose object is not this number."""
    words = hit.triggers[0].words
    if hit.start and row[hit.start - 1].word in BE and not words[0].endswith("ing") and words[-1] not in _WITH:
        return None
    verbs = tuple(t for t in hit.triggers if t.kind == "verb")
    trigger = fitting(verbs, phrase, OBJECT, elliptic_ok=False)
    if trigger is None:
        return None
    confidence = LIKELY if phrase.bare else None
    return drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, confidence=confidence)


def _of_noun(row: Sequence[Item], phrase: Phrase, hit: Hit) -> Draft | None:
    """*The search continues for 12 people*: the preposition is part of what is said."""
    trigger = fitting((t for t in hit.triggers if t.kind == "noun" and t.words[-1] == "for"), phrase, frozenset({"of"}), elliptic_ok=False)
    return drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, note="of") if trigger is not None else None


def _inverted(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    """*Taken to hospital were 14 people*, *Rescued from the roofs were 60*: a clause that opens with its participle counts after *be*."""
    be = phrase.left - 1
    if not 0 < be <= _FRONT_WORDS or row[be].word not in ("were", "was", "are", "is") or phrase.foreign or phrase.head is not None:
        return None
    start = 1 if row[0].word in ("also", "still") else 0
    hit = starting_at(row, start, bank)
    if hit is None or hit.end > be or any(item.number is not None or (item.is_mark and item.word != ",") for item in row[:be]):
        return None
    if any(row[at].word in BE or row[at].word in ("who", "which", "that") for at in range(hit.end, be)):
        return None
    participles = (t for t in hit.triggers if t.kind == "adjective" or (t.kind == "verb" and may_be_participle(t)))
    trigger = fitting(participles, phrase, frozenset({"object", "either", "predicate"}), elliptic_ok=False)
    if trigger is None or trigger.measure in TAKEN:
        return None
    return drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, confidence=LIKELY)


def _with_weapons(row: Sequence[Item], phrase: Phrase, at: int, bank: Bank) -> Draft | None:
    """*attacked the city with 17 drones*: the verb stands before what was attacked."""
    if row[at].word not in _WITH or phrase.unit not in WEAPONS:
        return None
    for verb in range(at - 1, max(-1, at - _STEP_OVER), -1):
        if row[verb].is_mark or row[verb].number is not None:
            return None
        triggers = bank.triggers_by_form.get(f"{row[verb].word} {row[at].word}", ())
        if triggers and (trigger := fitting(triggers, phrase, OBJECT, elliptic_ok=False)) is not None:
            return drafted(phrase, trigger, row[verb].start, row[verb].end)
    return None


def _counted_by_name(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Hit | None:
    """*15,600 evacuees*, *312 fatalities*, *164 abductees*: the noun itself says what became of them."""
    if phrase.noun_item is None or phrase.modifier is not None:
        return None
    start, end = phrase.noun_item
    found = bank.triggers_by_form.get(" ".join(item.word for item in row[start:end]), ())
    sure = tuple(t for t in found if t.kind == "noun" and t.counts in ("self", "of") and not t.weak)
    return Hit(start, end, sure) if sure else None


def _head(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Draft | None:
    """*47 deaths*, *three of the dead*: the trigger is the noun. With *of the* the count is part of it."""
    head = phrase.head or _counted_by_name(row, phrase, bank)
    if head is None:
        return _of_victims(row, phrase, bank)
    triggers = [t for t in head.triggers if t.kind == "noun" and t.counts in ("self", "of") and t.units != frozenset({"bodies"})]
    triggers = [t for t in triggers if not t.weak or phrase.definite] if any(t.weak for t in triggers) else triggers
    if not triggers:
        return None
    trigger = min(triggers, key=lambda t: t.weak)
    if trigger.counts == "of" and trigger.weak:
        return None
    draft = drafted(phrase, trigger, row[head.start].start, row[head.end - 1].end, note="head")
    return draft.with_(part=phrase.definite or draft.part)


def _of_victims(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Draft | None:
    """*Six of the victims were women*: a part of the dead, told by what they were."""
    noun = phrase.noun_item
    if not phrase.definite or noun is None or row[noun[0]].word != "victims" or noun[1] + 1 >= len(row):
        return None
    following = row[noun[1] + 1].word
    kind = bank.nouns.get(following) or (bank.nouns.get(row[noun[1] + 2].word) if noun[1] + 2 < len(row) else None)
    if row[noun[1]].word not in ("were", "are", "was", "is") or kind is None or kind.unit != "persons":
        return None
    dead = next(iter(counting_the_dead(bank)), None)
    if dead is None:
        return None
    return drafted(phrase, dead, row[noun[0]].start, row[noun[0]].end, note="head", confidence=LIKELY).with_(part=True)


def _described(row: Sequence[Item], phrase: Phrase) -> Draft | None:
    """*15 injured residents*: the trigger describes the noun. *350 of the freed captives* counts a part of them."""
    if phrase.modifier is None or (phrase.noun is not None and phrase.noun.base in _CAPTIVES):
        return None  # "46 wounded prisoners were transferred" hurts nobody now
    candidates = tuple(t for t in phrase.modifier.triggers if not t.weak and (phrase.definite or t.measure in ("killed", "injured")))
    trigger = fitting(candidates, phrase, frozenset({"object", "predicate"}), elliptic_ok=False)
    if trigger is None:
        return None
    draft = drafted(
        phrase, trigger, row[phrase.modifier.start].start, row[phrase.modifier.end - 1].end, note="described", confidence=LIKELY
    )
    return draft.with_(part=phrase.definite or draft.part)
