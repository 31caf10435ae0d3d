"""Which accounts are one happening: clusters of compatible accounts, in canonical order, with the reason of each merge.

An account is placed by what it says: day, place, phase, kind, blamed side. What it leaves unsaid fits anything, and is settled only
where one candidate remains. Numbers never split a toll that rises, and never join what the text keeps apart; what headlines look
like is not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, product

from schemas.figure import Figure
from services.aggregator.claims import Account
from services.aggregator.cluster import Cluster
from services.aggregator.evidence import KINDRED, REPEATED, TELLING, Evidence, coincide, comparable, evidence, kindred, same_large, takes_in
from services.aggregator.places import POINT, REGION, Place, extends, holds, may_hold, on_water
from services.aggregator.tellings import Speaker, Telling, tellings
from services.aggregator.values import RISING


def cluster_day(accounts: Iterable[Account], day: date | None, onto: Sequence[Cluster] = ()) -> list[Cluster]:
    """The clusters of accounts that all name ``day``, added to those of narrower accounts in ``onto`` (which are left as they are).

    The same accounts give the same clusters in any order. Narrow places come first, then regions and countries that may hold them,
    then what names no place; among equals, what says most.
    """
    clusters = list(onto)
    own: set[Cluster] = set()
    for telling in sorted(tellings(accounts), key=_specific_first):
        target, why = home(telling, [c for c in clusters if not c.bars(telling)])
        first = target[0] if target else Cluster(day)
        if not target:
            clusters.append(first)
        elif first not in own:
            clusters[clusters.index(first)] = first = first.copy()
        own.add(first)
        for absorbed in target[1:]:
            first.absorb(absorbed)
            clusters.remove(absorbed)
        for account in telling.accounts:
            first.join(account, why)
    return clusters


Joined = dict[tuple[Cluster, Cluster], Cluster | None]
"""Of two clusters that share a number: the one happening they are, None where they are two."""


def join_twins(clusters: Sequence[Cluster], known: Joined, found: Joined) -> list[Cluster]:
    """The clusters of one day (left as they are), those that equal numbers show to be one happening under two names made one.

    A ferry sinks *in the lake*, says one story, and *off Kigoma*, says the next; both give 21 dead and 64 saved. What ``known`` pairs
    came to is taken from there, and what those of this day come to is written into ``found``: where one scene moved, most are known.
    """
    said: dict[object, list[int]] = defaultdict(list)
    for n, cluster in enumerate(clusters):
        for number in cluster.telling_numbers:
            said[number].append(n)
    met = {pair for holders in said.values() if len(holders) > 1 for pair in combinations(holders, 2)}
    result = list(clusters)
    gone: set[int] = set()
    for one, other in sorted(met):
        if one in gone or other in gone:
            continue
        pair = result[one], clusters[other]
        joined = found[pair] = known[pair] if pair in known else _joined(*pair, _names(clusters[one]))
        if joined is not None:
            result[one] = joined
            gone.add(other)
    return [cluster for n, cluster in enumerate(result) if n not in gone]


def _joined(one: Cluster, twin: Cluster, name: str) -> Cluster | None:
    alike = coincide(one.telling_numbers & twin.telling_numbers)
    if not (alike or _told_twice(one, twin)) or any(one.bars(account) for account in twin.accounts):
        return None
    joined = one.copy()
    joined.absorb(twin, f"numbers that no chance makes equal to those of {name}" if alike else f"a story gives its number also of {name}")
    joined.one_scene = True
    return joined


def _told_twice(one: Cluster, other: Cluster) -> bool:
    """Whether one story says one number of two places in two sentences: large, or of names of which one is the other's beginning.

    Forty-nine were killed *in Kupiansk district*; the cafe was *in Hroza*, where 49 died. A list, which gives each place its number, does
    so in one sentence.
    """
    for story in one.stories_shared(other):
        for mine, theirs in product(one.told_by(story), other.told_by(story)):
            if mine.strand != "harm" or (mine.sorts and theirs.sorts and mine.sorts.isdisjoint(theirs.sorts)):
                continue
            longer = bool(mine.place and theirs.place and extends(mine.place, theirs.place))
            least = REPEATED if one.accident and other.accident else TELLING
            said = {_number(f): f.sentence for f in mine.figures if f.mode == "increment" and f.best}
            for f in theirs.figures:
                sentence = said.get(_number(f)) if f.mode == "increment" and (longer or (f.best or 0) >= least) else None
                if sentence is not None and sentence != f.sentence:
                    return True
    return False


def _number(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.unit, figure.side, figure.group, figure.best


def _specific_first(telling: Telling) -> tuple[object, ...]:
    place = telling.place
    width = 3 if place is None else place.width
    said = sum(x is not None for x in (telling.kin, telling.phase)) + any(size.by for size in telling.sizes)
    return (0 if _placeless(telling) else width, -said, telling.order)


def _placeless(speaker: Speaker) -> bool:
    """Whether place says nothing of identity: a handover has two ends, a raid many targets."""
    return speaker.strand in ("released", "bodies", "air")


def home(speaker: Speaker, candidates: Sequence[Cluster]) -> tuple[list[Cluster], str]:
    """The clusters that the speaker joins (several become one), with the reason; none if it opens its own."""
    if _placeless(speaker):
        return _one_of(speaker, candidates, "same day and sides")
    place = speaker.place
    if place is None:
        return _unplaced(speaker, candidates)
    same = [c for c in candidates if c.is_at(place) and not (place.width > POINT and other_mishap(speaker, c))]
    if same:
        return _one_of(speaker, same, f"same day and place ({place.name})")
    candidates = [c for c in candidates if not other_mishap(speaker, c)]
    inside = [c for c in candidates if any(holds(place, p) for p in c.places)]
    if inside:
        found, why = _takes_in(speaker, place.name, inside)
        if found or len(inside) > 1:
            return found, why
    around = _closest([c for c in candidates if any(holds(p, place) for p in c.places) and _one_whole(speaker, c)], place)
    if len(around) == 1:
        return around, f"same day; {_names(around[0])} holds {place.name}, and nothing else of the kind is told there"
    perhaps = [c for c in candidates if any(may_hold(place, p) for p in c.places)]
    alike = [c for c in perhaps if _speaks_alike(speaker, c) or same_large(speaker.sizes, c.sizes)]
    if len(alike) == 1:
        return alike, f"same day and numbers; {place.name} may hold {_names(alike[0])}"
    if one := _only_mishap(speaker, place, candidates):
        return [one], f"same day; no other {_sort(speaker)} is told where {place.name} and {_names(one)} may be one"
    return [], f"first account of {place.name} on that day"


def _closest(around: Sequence[Cluster], place: Place) -> list[Cluster]:
    """Those whose wider place is the narrower: a town's accident is its state's before it is any of the country."""
    widths = [min(p.width for p in c.places if holds(p, place)) for c in around]
    return [c for c, width in zip(around, widths, strict=True) if width == min(widths)]


def other_mishap(speaker: Speaker, cluster: Cluster) -> bool:
    """Whether one is told as a disaster and the other as an accident, or as other sorts of them, and no number of theirs is equal: a
    flood and a bus off the road, a bus and a ferry.
    """
    apart = cluster.accident if speaker.kin == "disaster" else speaker.mishap and speaker.kin is None and cluster.kin == "disaster"
    if not apart and speaker.mishap and cluster.mishap:
        mine, theirs = speaker.sorts, cluster.sorts
        apart = bool(mine and theirs) and mine.isdisjoint(theirs)
    return apart and evidence(speaker.sizes, cluster.sizes) is not Evidence.EQUAL


def told_apart(telling: Telling, cluster: Cluster) -> bool:
    """Whether the story itself tells of the cluster's happening beside that of the telling, with other dead or hurt: *13 died when a bus
    overturned. It happened two days after 37 were killed near Uyuni*. Of what runs on for days the lower may be what was known earlier.
    """
    return any(
        a.settled and b.settled and a.best is not None and b.best is not None and a.best != b.best and (a.best < b.best or not telling.slow)
        for other in cluster.told_by(telling.story)
        if other.happening != telling.happening
        for a in telling.sizes
        for b in other.sizes
        if a.measure in RISING and a.group == b.group and comparable(a, b)
    )


def has_fallen(telling: Telling, cluster: Cluster) -> bool:
    """Whether the dead of an accident would be far fewer than others had counted before: it is another accident, for such tolls rise."""
    if not cluster.accident:
        return False
    before = [b for a in cluster.accounts if a.order < telling.order for b in a.sizes if b.measure == "killed" and not b.outdated]
    mine = [a for a in telling.sizes if a.measure == "killed" and a.best and a.settled]
    return any(b.best is not None and a.best is not None and a.best * KINDRED < b.best and a.group == b.group for a in mine for b in before)


def one_boat(telling: Telling, cluster: Cluster) -> bool:
    """Whether both tell of a boat, one by its water and the other by the shore, and their numbers are near."""
    place, boats = telling.place, "water" in telling.sorts and "water" in cluster.sorts
    near = boats and place is not None and any(on_water(place, known) for known in cluster.places)
    return near and evidence(telling.sizes, cluster.sizes) >= Evidence.NEAR


def _only_mishap(speaker: Speaker, place: Place, candidates: Sequence[Cluster]) -> Cluster | None:
    """The disaster or accident of a place that may hold the speaker's, or lie in it, if none else is told there: a district of no known
    region and the region. Its numbers are near; those of accidents, which are small and many, equal."""
    near = [c for c in candidates if any(may_hold(place, p) or may_hold(p, place) for p in c.places)]
    if not speaker.mishap or len(near) != 1 or not near[0].mishap:
        return None
    one_tells = speaker.kin == "disaster" and _same_story(speaker, near[0])  # "53 died in Tibet; in Dingri county 62 were hurt"
    need = Evidence.SILENT if one_tells else Evidence.NEAR if speaker.kin == "disaster" else Evidence.EQUAL
    return near[0] if evidence(speaker.sizes, near[0].sizes) >= need else None


def _takes_in(speaker: Speaker, name: str, inside: Sequence[Cluster]) -> tuple[list[Cluster], str]:
    """Which clusters of places inside its own the speaker joins."""
    one = inside[0] if len(inside) == 1 else None
    whole = takes_in(speaker.sizes, [c.sizes for c in inside])
    if one and (_same_story(speaker, one) or whole or _may_be_one(speaker, one)):
        return [one], f"same day; {name} holds {_names(one)}, the only place named there"
    if scenes := _one_mishap(speaker, inside):
        return scenes, f"one {_sort(speaker)} of {name}, told from {len(scenes)} places"
    equal, why = _one_of(speaker, inside, f"same day, within {name}", need=Evidence.EQUAL)
    if equal:
        return equal, why
    if whole:
        return list(inside), f"the figure for {name} takes in {len(inside)} places of that day"
    return _one_of(speaker, inside, f"same day, within {name}", need=Evidence.NEAR)


def _may_be_one(speaker: Speaker, cluster: Cluster) -> bool:
    """Whether numbers and people allow it: where one side's dead are told of, it is no scene of another side's."""
    mine, theirs = ({size.side for size in sizes if size.side} for sizes in (speaker.sizes, cluster.sizes))
    others = bool(mine and theirs) and mine.isdisjoint(theirs)
    return not others and evidence(speaker.sizes, cluster.sizes) is not Evidence.APART


def _one_mishap(speaker: Speaker, inside: Sequence[Cluster]) -> list[Cluster]:
    """Those of the places that are scenes of the disaster or accident that the speaker tells of; none where others are told there too.

    A flood has many scenes. A region has seldom two accidents on one day; a country may, but its story of one names the places of that
    one, and of other stories one at most can be meant.
    """
    if not speaker.mishap or not all(c.slow for c in inside):
        return []
    if speaker.kin == "disaster":
        return list(inside)
    scenes = list(inside)
    if speaker.place is None or speaker.place.width > REGION:
        own = [c for c in inside if _same_story(speaker, c)]
        others = [c for c in inside if c not in own and any(evidence((size,), c.sizes) >= Evidence.NEAR for size in speaker.sizes)]
        scenes = own + others if own and len(others) < 2 else []
    equal = [c for c in scenes if evidence(speaker.sizes, c.sizes) is Evidence.EQUAL]
    return equal if len(equal) == 1 and _are_two(scenes) else scenes


def _are_two(scenes: Sequence[Cluster]) -> bool:
    """Whether one story gives two of the scenes of accidents each its own dead: a bus in one state, and another bus in the next."""
    return any(
        a.settled and b.settled and not a.meets(b)
        for one, other in combinations(scenes, 2)
        for story in one.stories_shared(other)
        for mine, theirs in product(one.told_by(story), other.told_by(story))
        for a in mine.sizes
        for b in theirs.sizes
        if a.measure == b.measure == "killed" and a.group == b.group and comparable(a, b)
    )


def _one_whole(speaker: Speaker, wide: Cluster) -> bool:
    """Whether a place told after the wider one that holds it is a scene of what is told there: so are large numbers that differ little."""
    if (speaker.slow and wide.mishap) or kindred(speaker.sizes, wide.sizes):
        return True
    return _same_story(speaker, wide) and evidence(speaker.sizes, wide.sizes) is Evidence.EQUAL


def _sort(speaker: Speaker) -> str:
    return "disaster" if speaker.kin == "disaster" else "accident"


def _names(cluster: Cluster) -> str:
    return " and ".join(sorted(place.name for place in cluster.places))


def _unplaced(speaker: Speaker, candidates: Sequence[Cluster]) -> tuple[list[Cluster], str]:
    if equal := _one_of(speaker, candidates, "same day; no place said", need=Evidence.EQUAL)[0]:
        return equal, "same day and number; no place said"
    fitting = [c for c in candidates if evidence(speaker.sizes, c.sizes) is not Evidence.APART]
    if len(candidates) == 1 and fitting:
        return fitting, "same day; no place said, and only one candidate"
    nameless = [c for c in fitting if not c.placed and (evidence(speaker.sizes, c.sizes) >= Evidence.NEAR or _same_story(speaker, c))]
    if len(nameless) == 1:
        return nameless, "same day; neither names a place"
    return [], "no place said, and no single candidate"


def _one_of(speaker: Speaker, candidates: Sequence[Cluster], why: str, need: Evidence = Evidence.APART) -> tuple[list[Cluster], str]:
    """The one candidate that fits: the only one, else the only one of the best evidence (at least ``need``)."""
    if len(candidates) == 1 and need is Evidence.APART:
        return list(candidates), why
    graded = [(evidence(speaker.sizes, c.sizes), c) for c in candidates]
    graded = [(grade, c) for grade, c in graded if grade >= need]
    if not graded:
        return [], "first account of it"
    if len(graded) == 1:
        return [graded[0][1]], why
    for level in (Evidence.EQUAL, Evidence.NEAR):
        best = [c for grade, c in graded if grade == level]
        if len(best) == 1:
            return best, f"{why}; its numbers fit this one only"
        if best:
            break
    return [], f"{why}, but more than one candidate"


def _speaks_alike(speaker: Speaker, cluster: Cluster) -> bool:
    """Whether one story names both, with numbers that can all be true together: then it tells of one happening in two names."""
    if not _same_story(speaker, cluster):
        return False
    mine, theirs = [s for s in speaker.sizes if not s.outdated], [s for s in cluster.sizes if not s.outdated]
    shared = [(a, b) for a in mine for b in theirs if comparable(a, b) and a.group == b.group]
    return bool(shared) and all(a.meets(b) for a, b in shared)


def _same_story(speaker: Speaker, cluster: Cluster) -> bool:
    return bool(cluster.told_by(speaker.story))
