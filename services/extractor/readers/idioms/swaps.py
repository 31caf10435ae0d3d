"""Exchanges told by their numbers alone: *390 for 390*, *the 1,000-for-1,000 formula*, *307 each*, *303 still to come on either side*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from services.extractor.bank import Bank, Trigger
from services.extractor.readers.idioms.cues import clause_around, each_side, tells_of_exchange
from services.extractor.readers.idioms.draft import LIKELY, Draft, drafted
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.phrase import Phrase

FROM_EACH = 0.6
"""*390 each way* with no word of what was done: the story must say that it tells of an exchange."""
_PAIR_REACH = 9
"""Items from the first number of a pair to its second."""
_OF_BODIES = re.compile(
    r"[^.;,]{0,30}?(?:\b(?:exchange|swap|trade|transfer|return|repatriation|handover|formula) of (?:the |their )?(?:\w+ )?)?"
    r"\b(?:bodies|remains|dead|fallen)\b"
)
"""*A 60-for-60 exchange of the bodies of fallen soldiers*, *swapped 60 for 70 bodies*."""
_NOT_PERSONS = re.compile(r"\b(?:shares?|euros?|dollars?|points?|seats?|tonnes?)\b", re.I)


def swaps(row: Sequence[Item], phrases: Mapping[int, Phrase], taken: Mapping[int, Draft], bank: Bank, text: str) -> Iterator[Draft]:
    """Readings of the numbers of a swap that no verb has taken; both numbers of an unequal pair."""
    release = bank.release
    if release is None:
        return
    bodies = bank.exchange_of_bodies or release
    exchange = tells_of_exchange(text)
    for at, phrase in phrases.items():
        number, pair = phrase.number, phrase.number.pair
        if pair is not None and phrase.unit in ("persons", "unknown"):
            after = text[row[min(at + 2, len(row) - 1)].end :][:24]
            if _NOT_PERSONS.search(after):
                continue
            other = next(
                (phrases[step] for step in range(at + 1, at + _PAIR_REACH) if step in phrases and phrases[step].number == pair), None
            )
            given = bodies if _OF_BODIES.match(text, row[(other or phrase).right - 1].end) else release
            yield _swap(row, phrase, given, "swap")
            if (number.low, number.high) != (pair.low, pair.high) and other is not None:
                yield _swap(row, other, given, "swap, other side")
        elif exchange and at not in taken and (other := _against(row, phrase, phrases, taken)) is not None:
            yield _swap(row, phrase, release, "swap")
            yield _swap(row, other, release, "swap, other side")
        elif (
            exchange
            and at not in taken
            and phrase.unit in ("persons", "unknown")
            and not phrase.foreign
            and not phrase.anaphor
            and row[max(0, at - 1)].word != "the"
            and row[min(at + 1, len(row) - 1)].word not in ("exchanges", "swaps", "rounds", "stages", "phases")
            and number.high != 0
        ):
            start, end = row[at].start, row[phrase.right - 1].end
            before, after = clause_around(text, start, end)
            if each_side(before, after):
                yield _swap(row, phrase, release, "each side").with_(confidence=FROM_EACH)


def _against(row: Sequence[Item], phrase: Phrase, phrases: Mapping[int, Phrase], taken: Mapping[int, Draft]) -> Phrase | None:
    """The other number of *traded captives, 44 fighters against 19 soldiers*."""
    if phrase.unit != "persons" or phrase.foreign or phrase.number.high == 0 or phrase.right >= len(row):
        return None
    words = [item.word for item in row[phrase.right : phrase.right + 3]]
    reach = 1 if words[:1] in (["against"], ["for"]) else 3 if words in (["in", "exchange", "for"], ["in", "return", "for"]) else 0
    other = phrases.get(phrase.right + reach) if reach else None
    return other if other is not None and other.unit in ("persons", "unknown") and other.at not in taken else None


def _swap(row: Sequence[Item], phrase: Phrase, given: Trigger, note: str) -> Draft:
    item = row[phrase.at]
    return drafted(phrase, given, item.start, item.end, note=note, confidence=LIKELY).with_(
        unit="bodies" if given.units == {"bodies"} else "persons"
    )
