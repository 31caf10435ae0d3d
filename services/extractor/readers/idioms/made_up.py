"""Kinds that stand behind a count and add up to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.extractor.readers.idioms.draft import LIKELY, Draft
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lists import PLACE_GAP, inherit
from services.extractor.readers.idioms.phrase import Phrase


def made_up(row: Sequence[Item], phrases: Mapping[int, Phrase], drafts: dict[int, Draft]) -> None:
    """*Put the dead at ten, two officers and eight conscripts*: what stands behind a count and adds up to it."""
    order = sorted(phrases)
    for place, at in enumerate(order):
        lead = drafts.get(at)
        if lead is None or lead.unit not in ("persons", "unknown") or lead.phrase.number.best is None:
            continue
        members: list[Phrase] = []
        end = lead.phrase.right
        for following in (phrases[step] for step in order[place + 1 : place + 1 + _MEMBERS]):
            gap = [item.word for item in row[end : following.left]]
            listed = 0 < len(gap) <= 2 and all(word in _BETWEEN for word in gap)
            listed = listed or (
                not members and 2 < len(gap) <= PLACE_GAP and gap[-1] in ",:"
            )  # "killed ten people in Kent, two guards and"
            if not listed or following.noun is None or following.unit != "persons" or following.at in drafts:
                break
            members.append(following)
            end = following.right
        if len(members) > 1 and sum(member.number.low for member in members) == lead.phrase.number.best:
            for member in members:
                drafts[member.at] = inherit(lead, member, part=True, confidence=LIKELY, note="made up of")


_MEMBERS = 4
"""Kinds that a count is told to be made up of."""
_BETWEEN = frozenset({",", ":", "-", "–", "—", "and"})
