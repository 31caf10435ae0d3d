"""Whose the counted are and who did it, when the sentence alone does not say."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import field, replace

from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import Roles, roles
from services.extractor.record import record

Pair = tuple[str | None, str | None]
"""Side and by."""
NOBODY: Pair = (None, None)


@record(frozen=True, slots=True)
class Told:
    """``subject``: the party that the sentence before was about. ``one_way``: the pair of all transfers of the kind, if all went one
    way.
    """

    subject: str | None = None
    one_way: Pair | None = None
    each: bool = False
    """The story gives the number to each side elsewhere."""
    doubled: bool = False
    """The number is the sum of what the story has counted for each side."""
    launcher: str | None = None
    captor: str | None = None
    """Who carried people off, for *their captors*."""
    home: str | None = None
    holder: str | None = None
    """The one state that has let its own people go so far."""
    whole: Pair | None = None
    """The pair of the known whole of which the number counts some: *three of the 85*."""
    same: Pair | None = None
    """The pair that the story has given the same number of people let go, if always the same."""
    fighters: bool = False
    """*All four were shot*, after *four rebels attacked the base*."""
    group: Pair | None = None
    """The pair of the children, women or civilians let go before, for others of them."""
    kind: Pair | None = None
    """The pair of the transfer that counted the same kind of people last: *four of the soldiers* after *37 soldiers*."""
    doers: Mapping[str | None, Set[str]] = field(default_factory=dict)
    """Who has harmed the people of each side so far."""


def said_by(passage: Passage, reading: Reading, subject: str | None) -> Roles:
    """What the sentence says; *it* and *they* are whom the story spoke of last."""
    if passage.tree is None:
        return Roles()
    hit = passage.hit(reading)
    said = roles(passage.tree, reading, hit, passage.actors)
    if said.pronoun and subject is not None and hit is not None:
        if hit.trigger.agent == "side" or reading.measure in ("launched", "hit", "lost"):
            return replace(said, side=said.side or subject)
        return replace(said, by=said.by or subject)
    return said


def actor_before(passage: Passage, reading: Reading) -> str | None:
    """The party that the sentence's subject names, for *its* and *their*."""
    before = [actor.id for actor in passage.actors if actor.form != "pronoun" and actor.span.end <= reading.number.span.start]
    return before[-1] if before else None
