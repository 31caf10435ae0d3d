"""Where a disaster struck a whole country or region, what it did at one site is some of what it did: *four died when a wall fell*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.story.found import TOLD_THEN
from services.extractor.story.within import are_rivals, exceeds, of_one_moment, own_place, same_days

_SITES = (
    r"(?:homes?|houses?|buildings?|schools?|church(?:es)?|chapels?|mosques?|temples?|monastery|markets?|malls?|factory|plants?|hospitals?|"
    r"clinics?|hotels?|hostels?|dormitory|shops?|stores?|bakery|gyms?|stadiums?|halls?|vehicles?|cars?|bus|buses|vans?|trucks?|lorry|"
    r"taxis?|boats?|canoes?|rafts?|huts?|shacks?|shelters?|tents?|tunnels?|subways?|streams?|creeks?|ditch|canals?|drains?|basements?|"
    r"cellars?|underpass|apartments?|flats?|garages?|warehouses?|restaurants?|cafes?|bars?|ports?|bridges?|walls?|roofs?|ceilings?|"
    r"balcony|chimneys?|towers?|trees?|branch|poles?|billboards?|scaffolding|cranes?|camps?|campsites?|farms?|kindergartens?|"
    r"nursery|nursing homes?|care homes?|prisons?|mines?|quarry|pits?|power lines?|cables?)"
)
_AT_SITE = keyed(
    rf"\b(?:(?:an?|one|another|their|his|her|its) (?:[\w-]+ ){{0,3}}?{_SITES}\b|drown(?:ed|ing)\b|electrocuted\b|crushed\b|"
    r"swept (?:away|off|into|out)\b|washed away\b|carried away by\b|(?:hit|struck|killed) by (?:lightning|debris|falling|flying)\b|"
    r"suffocated\b|(?:heart attacks?|cardiac arrest)\b)",
    re.I,
)
"""A site, or what one dies of there; whole towns and valleys are told by their names."""


def by_site(facts: Sequence[Fact]) -> set[int]:
    """*Five people died when a port building collapsed*, *a falling tree killed two and hurt five*, of the 85 whom the quake has killed.

    Those hurt at a site are some of the hurt, whether or not the story counts them all, unless on a day of their own.
    """
    wholes = [whole for whole in facts if _is_wide(whole)]
    if not wholes:
        return set()
    return {i for i, fact in enumerate(facts) if _is_of_site(fact) and any(_holds(whole, fact) for whole in wholes)}


def _is_wide(whole: Fact) -> bool:
    """Whether it is the toll of a disaster over a country or region."""
    wide = whole.where is None or whole.where.kind in ("country", "admin1")
    return whole.type == "disaster" and whole.mode != "part" and whole.reading.measure in ("killed", "injured", "missing") and wide


def _is_of_site(fact: Fact) -> bool:
    if fact.mode != "increment" or fact.reading.measure not in ("killed", "injured") or fact.superseded or not fact.reading.number.low:
        return False
    if {"toll", "outdated"} & set(fact.reading.notes) or TOLD_THEN.search(fact.sentence.text):
        return False
    return fact.sentence.kind != "headline" and _AT_SITE.search(fact.sentence.text) is not None


def _holds(whole: Fact, fact: Fact) -> bool:
    if whole.span.start >= fact.span.start or whole.side != fact.side or whole.status != fact.status or are_rivals(whole, fact):
        return False
    if not same_days(whole, fact) or not of_one_moment(whole, fact):
        return False
    own = own_place(fact)
    if own is not None and whole.where is not None and (own.country != whole.where.country or own == whole.where):
        return False
    if whole.reading.measure == fact.reading.measure:
        return exceeds(whole, fact)
    return fact.reading.measure == "injured" and whole.reading.measure == "killed" and not fact.says_when
