"""*Six of them*, where those named first are not counted, or what some of them did is no count."""

from __future__ import annotations

import re

from services.extractor.bank import Bank
from services.extractor.model import Number
from services.extractor.passage import Passage
from services.extractor.readers.counted import counted

_NO_SHARE = re.compile(
    r" of (?:them|those|these) (?:have |had |has |also )?(?:pleaded|refused|declined|denied|confessed|"
    r"admitted|appealed|faces?|faced|could face)\b"
)
"""*Four were detained. Three of them pleaded guilty*: what some of them did is no count of them."""


def is_of_uncounted(passage: Passage, number: Number, bank: Bank) -> bool:
    """*Nineteen defendants were found guilty, six of them in their absence*: some of those named first, who are not counted."""
    if _are_of_things_counted(passage, number):
        return True
    counts = {reading.number.span for reading in passage.readings}
    earlier = [n for n in passage.numbers if n.span.end <= number.span.start and n.distractor is None and n.low > number.low]
    if passage.tree is None or not earlier or earlier[-1].span in counts:
        return False
    thing = counted(passage.tree, earlier[-1], bank)
    return thing is not None and thing.unit == "persons" and not thing.elliptic


def is_of_things(passage: Passage, number: Number) -> bool:
    """*Seized 11 trucks, five of which were armoured*: no people, if the number before them counts none."""
    if not passage.sentence.text.startswith(" of which", passage.local(number.span).end):
        return False
    counts = {reading.number.span for reading in passage.readings}
    earlier = [n for n in passage.numbers if n.span.end <= number.span.start and n.low >= number.low]
    return bool(earlier) and earlier[-1].span not in counts


def is_no_share(passage: Passage, number: Number) -> bool:
    """Whether the sentence tells what some of them did, and not what was done to them."""
    return _NO_SHARE.match(passage.sentence.text, passage.local(number.span).end) is not None


_THINGS = re.compile(
    r" (?:[a-z-]+ ){0,3}(?:homes|houses|buildings|boats|ships|vessels|ferries|vehicles|cars|trucks|buses|trains|planes|aircraft|flights|"
    r"helicopters|schools|hospitals|clinics|shops|stores|roads|bridges|villages|towns|cities|camps|sites|mosques|churches|dinghies|rafts|"
    r"properties|structures|flats|apartments|dwellings|huts|tents)\b"
)
_OF_THEM = re.compile(r" of (?:them|which|these)\b")


def _are_of_things_counted(passage: Passage, number: Number) -> bool:
    """*Some 310 homes were damaged, 84 of them beyond repair*: the sentence has counted things since it counted people."""
    text, at = passage.sentence.text, passage.local(number.span)
    if _OF_THEM.match(text, at.end) is None:
        return False
    earlier = [n for n in passage.numbers if n.span.end <= number.span.start and n.low >= number.low]
    people = [r.number.span.end for r in passage.readings if r.unit == "persons" and r.number.span.end <= number.span.start]
    things = [n for n in earlier if _THINGS.match(text, passage.local(n.span).end) is not None]
    return bool(things) and things[-1].span.end > max(people, default=0)
