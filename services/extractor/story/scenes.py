"""Where the happening is that a story tells of, and which of its figures that place is good for.

Wire copy goes from the vague to the exact: *in eastern India* in the lead, *in Balasore district* three sentences on. A figure whose own
sentence names a place keeps it, however vague; one placed vaguely by what stands around it takes the exact place, never the other way;
where a story has several places with figures of their own, nothing is moved.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import PlaceMention
from services.extractor.passage import Passage
from services.extractor.story.families import family_of
from services.extractor.story.grounds import holds, may_hold
from services.extractor.story.incidents import is_apart
from services.extractor.story.listed import places_of_some
from services.extractor.story.state import Scenes, is_background

_ASIDE = 0.25
"""What a mention weighs in a sentence that tells of nothing happening."""
_HEADLINE, _COUNTING, _TELLING, _LEADING, _DATELINE = 2.0, 2.0, 1.0, 1.0, 1.0
"""What a mention weighs more where a headline names it, its sentence counts the harmed, its sentence tells of the happening, it stands
in the first sentences; and what a dateline weighs, which may be no more than the reporter's desk."""
_AROUND = 0.5
"""What part of its weight a place has that only says where the one before it lies: *Mushu village of the Tandi zone*."""
_IN = re.compile(r",? (?:of|in|on) (?:the )?(?:[A-Z][a-z]+ )?(?:[a-z]+ (?:of )?){0,2}|, ")
_LEAD = 4
"""Sentences that count as first."""
_LEAST = 3.0
"""Weight from which a place is the story's."""
_AHEAD = 1.5
"""How many times as much it must weigh as the next place that is no part of it."""
_LOCATES = keyed(
    r"\b(?:happened|occurred|took place|broke out|crashed|exploded|collapsed|capsized|sank|struck|hit|fell|landed|"
    r"derailed|overturned|went off|opened fire|stormed|attacked|centred|centered|epicent(?:er|re))\b",
    re.I,
)
_SEVERAL = keyed(
    r"\b(?:several|various|separate|multiple|numerous|many|a (?:series|string|wave|spate) of) (?:[a-z-]+ ){0,2}"
    r"(?:attacks|raids|strikes|bombings|blasts|explosions|clashes|incidents|accidents|assaults|ambushes|shootings|massacres)\b",
    re.I,
)
"""What is of no one place unless the sentence names it."""
_ANOTHER = keyed(
    r"\b(?:another|a (?:separate|different|similar|further|second|third)|(?:in|for) (?:retaliation|reprisal|revenge))\b"
    r"(?:,| (?:[a-z-]+,? ){0,3}(?:attack|raid|strike|bombing|blast|explosion|clash|incident|accident|assault|ambush|shooting|massacre|"
    r"crash|fire|landslide|quake)\b)",
    re.I,
)
"""*Another, smaller attack took place in ...*, *In retaliation, troops shelled ...*: what follows is of another happening."""
_CAME_AFTER = keyed(
    r"\b(?:(?:attack|raid|strike|bombing|blast|explosion|shooting|clash|crash|accident|fire|collapse|landslide|quake|earthquake|massacre|ambush|it|"
    r"this) (?:c[ao]mes?|came|happened|occurred|took place|followed|follows)|c[ao]ming|occurring)\b[^.;:]{0,50}?"
    r"\b(?:after|before|since)\b|\b(?:days?|weeks?|months?|hours) after (?:a|another|an)\b",
    re.I,
)
"""*The bombing came two days after gunmen killed 11 near X*, *two days after another bus fell off a road in X*: the scene of another."""
_OLDER = timedelta(days=7)

Told = Callable[[str], bool]
"""Whether a sentence tells of something that kills or hurts."""


def find_scenes(passages: Sequence[Passage], *, day: date, told: Told, dateline: PlaceMention | None) -> Scenes:
    """The place that each part of the story gives most weight."""
    parts: dict[int | None, list[Passage]] = defaultdict(list)
    for passage in passages:
        parts[passage.sentence.entry].append(passage)
    desk = dateline if dateline is not None and dateline.kind != "country" else None
    found = {entry: _scene(_unlabelled(part), day, told, desk if entry is None else None) for entry, part in parts.items()}
    return {entry: place for entry, place in found.items() if place is not None}


def _unlabelled(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages above the first that is nothing but a place's name (*Odesa*): what stands below is of that place alone."""
    at = next((i for i, p in enumerate(passages) if p.sentence.kind == "label" and _is_a_name(p)), len(passages))
    above = passages[:at]
    return above if any(place.kind != "country" for passage in above for place in passage.scenes) else passages


def _is_a_name(passage: Passage) -> bool:
    return any(place.kind != "country" and place.span == passage.sentence.span for place in passage.places)


def _scene(passages: Sequence[Passage], day: date, told: Told, dateline: PlaceMention | None) -> PlaceMention | None:
    weights: dict[object, float] = defaultdict(float)
    mentions: dict[object, PlaceMention] = {}
    for place, weight in _weighed(passages, day, told):
        key = _identity(place)
        weights[key] += weight
        known = mentions.setdefault(key, place)
        if known.admin1 is None and place.admin1 is not None:
            mentions[key] = place
    if dateline is not None and (weights or passages):
        key = _identity(dateline)
        weights[key] += _DATELINE
        mentions.setdefault(key, dateline)
    ranked = sorted(weights, key=lambda key: (-weights[key], mentions[key].span))
    for key in ranked:
        place = mentions[key]
        parts = [other for other in ranked if other != key and may_hold(place, mentions[other])]
        least = 2.0 if dateline is None or parts[:1] != [_identity(dateline)] else _DATELINE + _ASIDE
        if parts and weights[parts[0]] >= least and (len(parts) == 1 or weights[parts[0]] >= _AHEAD * weights[parts[1]]):
            continue  # a region of which one town alone is told: the town is the place
        whole = weights[key] + sum(weights[other] for other in ranked if may_hold(mentions[other], place))
        rivals = [
            weights[other]
            for other in ranked
            if other != key and not may_hold(place, mentions[other]) and not may_hold(mentions[other], place)
        ]
        return place if (whole >= _LEAST or (not rivals and whole >= 1)) and whole >= _AHEAD * max(rivals, default=0) else None
    return None


def _identity(place: PlaceMention) -> object:
    """What mentions of one place share: *Ormoc* and *Ormoc City*."""
    return place.geonames_id or (" ".join(place.name.split()[:-1]) if place.kind == "district" else place.name, place.country)


def _told_elsewhere(passages: Sequence[Passage]) -> frozenset[object]:
    """The places that are named only once the story has turned to another happening, of those of a story that has named others before:
    *Another attack was reported the same day. Armed men struck the village of Banifara.*
    """
    before: set[object] = set()
    after: set[object] = set()
    turned = False
    for passage in passages:
        turned = turned or (bool(before) and passage.sentence.kind != "headline" and _ANOTHER.search(passage.sentence.text) is not None)
        (after if turned else before).update(_identity(place) for place in passage.scenes if place.kind != "country")
    return frozenset(after - before)


def _weighed(passages: Sequence[Passage], day: date, told: Told) -> Iterator[tuple[PlaceMention, float]]:
    elsewhere = _told_elsewhere(passages)
    first = [p.sentence.index for p in passages if p.sentence.kind in ("body", "bullet")][:_LEAD]
    for passage in passages:
        if is_background(passage, day) or is_apart(passage):
            continue
        counts = any(family_of(r) in ("harm", "movement") and r.measure != "detained" for r in passage.readings)
        tells = told(passage.sentence.text) or _LOCATES.search(passage.sentence.text) is not None
        weight = (1 if counts or tells else _ASIDE) + _COUNTING * counts + _TELLING * tells
        weight += _LEADING * (passage.sentence.index in first) + _HEADLINE * (passage.sentence.kind == "headline")
        before: PlaceMention | None = None
        other = _CAME_AFTER.search(passage.sentence.text)
        ends = passage.sentence.span.start + other.end() if other is not None else None
        of_some = {place.span for reading in passage.readings for place in places_of_some(passage, reading.number.span)}
        for place in passage.scenes:
            if (
                place.kind != "country"
                and (ends is None or place.span.start < ends)
                and not _is_only_meant(passage, place)
                and _identity(place) not in elsewhere
                and place.span not in of_some
            ):
                within = before is not None and _IN.fullmatch(passage.between(before.span.end, place.span.start)) is not None
                yield place, weight * _AROUND if within else weight
                before = place


def _is_only_meant(passage: Passage, place: PlaceMention) -> bool:
    """*In the same region*: a wider place that is not named again is not told of the more for it."""
    return place.kind in ("admin1", "district") and passage.between(place.span.start, place.span.start + 5).startswith(
        ("the ", "this ", "that ")
    )


def settle_scenes(facts: Sequence[Fact], passages: Sequence[Passage], scenes: Scenes) -> list[Fact]:
    """The facts, those placed vaguely moved to the scene of their part of the story if no other place has figures of its own; sums over
    several happenings moved to the country, unless their sentence says where.
    """
    by_index = {passage.sentence.index: passage for passage in passages}
    countries = {place.country: place for passage in reversed(passages) for place in passage.places if place.kind == "country"}
    widened = [_widened(fact, countries) for fact in facts]
    return [_moved(fact, by_index[fact.sentence.index], widened, scenes) for fact in widened]


def _widened(fact: Fact, countries: Mapping[str | None, PlaceMention]) -> Fact:
    """*The insurgency has killed thousands* below the news of one village: not of the village."""
    where = fact.where
    several = fact.mode == "cumulative" or _SEVERAL.search(fact.sentence.text) is not None
    if where is None or not several or family_of(fact.reading) not in ("harm", "movement"):
        return fact
    return fact if where.span in fact.sentence.span else fact.with_(where=countries.get(where.country, where))


def _moved(fact: Fact, passage: Passage, facts: Sequence[Fact], scenes: Scenes) -> Fact:
    scene, where = scenes.get(passage.sentence.entry), fact.where
    if scene is None or where is None or fact.mode == "cumulative" or family_of(fact.reading) not in ("harm", "movement"):
        return fact
    if where.span in fact.sentence.span or not may_hold(where, scene) or is_apart(passage):
        return fact
    same = [other for other in facts if family_of(other.reading) == family_of(fact.reading) and other.sentence.entry == fact.sentence.entry]
    at_scene = [other for other in same if other.where is not None and other.where.name == scene.name]
    if passage.sentence.kind != "headline" and at_scene and all(other.when.start != fact.when.start for other in at_scene):
        return fact
    spread = any(
        other.where is not None and other.where.name not in (scene.name, where.name) and holds(where, other.where)
        and not holds(other.where, scene) and other.reading.measure == fact.reading.measure and other.mode != "cumulative"
        and not _is_long_before(other, fact)
        for other in same
    )  # fmt: skip
    return fact if spread else fact.with_(where=scene)


def _is_long_before(other: Fact, fact: Fact) -> bool:
    """*In 2013 a stampede in Datia killed 115*: another happening, and no other place of this one."""
    end, start = other.when.end, fact.when.start
    return end is not None and start is not None and start - end > _OLDER
