"""*The Serbs* of a story of Bosnian Serbs: the party at home that is called after the people of another country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.passage import Passage


def with_peoples_at_home(passages: Sequence[Passage], bank: Bank) -> Sequence[Passage]:
    """The passages in which *the Serbs*, *a Serb soldier* are the *Bosnian Serbs* whom the story names, and not Serbia's.

    Only the short name goes over to the party: *Serbia*, *Serbian* stay the country's. Two parties of one people (*Bosnian Serbs* and
    *Croatian Serbs*) leave it as it is.
    """
    short = _short_names(passages, bank)
    return [_renamed(passage, short) for passage in passages] if short else passages


def _short_names(passages: Sequence[Passage], bank: Bank) -> Mapping[str, str]:
    """What the named parties' people are called for short, each with its party."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for party in {actor.id for passage in passages for actor in passage.actors if not actor.id.isupper()}:
        for alias in bank.aliases_of.get(party, ()):
            _, _, last = alias.text.rpartition(" ")
            if last != alias.text and any(own.form in ("people", "adjective") for own in bank.aliases_by_text.get(last, ())):
                named[last].add(party)
    return {word: next(iter(parties)) for word, parties in named.items() if len(parties) == 1}


def _renamed(passage: Passage, short: Mapping[str, str]) -> Passage:
    actors = tuple(
        replace(actor, id=short.get(passage.between(actor.span.start, actor.span.end), actor.id))
        if actor.form in ("people", "adjective")
        else actor
        for actor in passage.actors
    )
    return passage if actors == passage.actors else passage.with_(actors=actors)
