"""Whether a capital's name means the town or the government that sits in it: *Kyiv said* against *in Kyiv*."""

from __future__ import annotations

import re

from services.extractor.lowered import lowered

_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|around|surrounding|over|into|across|towards?|inside|through|throughout|within|off|above|downtown|central|northern|"
    r"southern|eastern|western|on|hits?|hitting|struck|strikes?|pound(?:s|ed)|rock(?:s|ed)|shook|shakes?|attack(?:s|ed|ing)?|"
    r"shell(?:s|ed|ing)|"
    r"bomb(?:s|ed|ing)|reach(?:es|ed)?|left|leaves|"
    r"(?:city|capital|outskirts|edge|suburbs?|streets|slums|mayor|centre|center|heart|middle|north|south|east|west|region|districts?|parts|"
    r"residents|people) of|"
    r"(?:drones|missiles|rockets|bombs|shells|jets|warplanes|aircraft|barrages?|salvos?|air ?strikes?|raids?) against|"
    r"(?:approach(?:es)?|way|fled|flew|flown|fly|flies|travel(?:l?ed|s)?|drove|driven|walked|marched|went|go|going|headed|heading|"
    r"arriv(?:e|ed|es|ing)|came|"
    r"return(?:ed|s)?|visit(?:s|ed)?|moved|rushed|taken|train|trains|flight|flights|bus|buses|road|highway|kilometers|kilometres|km|miles)"
    r" (?:to|from|for)|(?:kilometers|kilometres|km|miles) (?:north|south|east|west|northeast|northwest|southeast|southwest) of)"
    r"[ \n](?:the (?:city of |capital(?:,)? |capital of )?)?\Z"
)
_PLACE_AFTER = re.compile(
    r"(?: (?:region|oblast|province|district|city|airport|suburb|metro|time|mayor|mayors|residents|hospital|agreements?|accords?|talks|"
    r"process|protocol|summit|conference|convention)\b"
    r"|['\u2019]s? (?:\w+ )?(?:mayor|streets|suburbs?|outskirts|toll|metro|centre|center|residents)\b"
    r"| (?:[a-z]+ ){0,2}(?:suburbs?|slums?|hotel|nightclub|schools?|college|university|market|mosque|church|restaurant|cafe|street|"
    r"neighbou?rhoods?|square|park|stadium|prison|jail|courthouse|barracks|mall|supermarket|bazaar)\b"
    r"|['\u2019]s? (?:\w+ ){0,3}(?:airports?|districts?|hospitals?|port|university|markets?|mosques?|neighbou?rhoods?|prisons?|stadium)\b"
    r"| (?:came|comes|was|has been|is|were) (?:under |being )?(?:attack|fire|hit|struck|attacked|shelled|bombed|rocked|pounded)\b"
    r"|, [A-Z][\w ]+ \(|,? (?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b| \([A-Z]|(?:, \w+)? ?(?:--|\u2014))",
    re.IGNORECASE,
)


def means_place(text: str, start: int, end: int) -> bool:
    """Whether the capital named at ``text[start:end]`` is meant as a town. Where nothing tells, it is the government.

    >>> means_place("Kyiv said so", 0, 4), means_place("a blast in Kyiv", 11, 15), means_place("handed to Kyiv", 10, 14)
    (False, True, False)
    """
    if text[start:end].endswith(" City"):
        return True
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    return bool(_PLACE_BEFORE.search(lowered(before)) or _PLACE_AFTER.match(after))
