"""From the accounts of one incident to its slots: which claims speak of the same number, and which of a part or a sum of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from schemas.figure import Figure, Group, Measure, Mode, Unit
from schemas.incident import Slot
from services.aggregator.claims import STOCKS, Account, Said, Whose
from services.aggregator.cluster import Cluster
from services.aggregator.evidence import KINDRED, TELLING, comparable
from services.aggregator.filled import Keyed, filled
from services.aggregator.origins import Teller
from services.aggregator.places import Place, holds, may_hold, same_place
from services.aggregator.values import PARTISAN_ROLES, RISING, camp, holds_number, weigh
from services.aggregator.violations import SlotKey, violations

MISCOUNT = 0.02
"""Two parties' counts of one large transfer (6,060 and 6,057) differ by less than this share."""
_BAGS: frozenset[Group] = frozenset(("all", "other"))
"""Groups that name no one sort of people: parts of them are told apart by their numbers only."""


_ANYBODY: frozenset[Group] = _BAGS | {"child", "woman", "man"}
"""Groups that say nothing of what somebody is: soldier or not."""


class Slots(NamedTuple):
    """The slots of one incident and what does not hold among them."""

    slots: list[Slot]
    violations: list[str]


def fill_slots(cluster: Cluster, names: Mapping[Teller, str]) -> Slots:
    """The slots of ``cluster``; ``names`` gives the origin of each story.

    The same accounts give the same slots in any order.
    """
    found: dict[SlotKey, list[Said]] = {}
    for group in _by_subject(_said(cluster, names)).values():
        found |= _assign(group, cluster.period)
    parties = _parties(cluster)
    for account in cluster.denials:
        for denial in _begin(account, names, denied=True):
            if (target := _denied_key(denial.figure, found)) is not None:
                found.setdefault(target, []).append(denial)
    for key, entries in _counted_otherwise(found, parties).items():
        found[key] = found[key] + entries
    keyed = {key: found[key] for key in sorted(found, key=attrgetter("order"))}
    values = {
        key: weigh(entries, parties=parties, side=key.side, measure=key.measure, stock=key.measure in STOCKS)
        for key, entries in keyed.items()
    }
    return Slots(filled(keyed, values), violations(values, _swaps_alike(cluster, parties)))


def _counted_otherwise(keyed: Keyed, parties: frozenset[str]) -> dict[SlotKey, list[Said]]:
    """Numbers of one group that are another word on the whole, by the slot of the whole.

    "The presidency spoke of nine dead soldiers; the rebels put the army's dead at 15." Where only one group is named, its number is the
    whole's if their own side says it and only opponents give the whole, if it is greater than the whole, or if the whole is given in words
    only ("dozens") that its number fits.
    """
    found: dict[SlotKey, list[Said]] = {}
    groups: dict[SlotKey, set[SlotKey]] = defaultdict(set)
    for key in keyed:
        if key.mode == "increment" and key.group not in _ANYBODY:
            groups[key._replace(group="all", part=False, place=None, lot=None)].add(key)
    for whole, named in groups.items():
        asserted = [e for e in keyed.get(whole, ()) if not e.denied and not e.superseded]
        if not asserted or len(named) != 1 or next(iter(named)).part:
            continue
        camps = {camp(e.figure, parties) for e in asserted}
        highs = [e.high for e in asserted]
        top = None if None in highs else max(high for high in highs if high is not None)
        vague = all(e.best is None for e in asserted)
        for entry in keyed[next(iter(named))]:
            if entry.denied or entry.figure.mode != "increment" or entry.superseded:
                continue
            own = camp(entry.figure, parties) == whole.side and whole.side not in camps and bool(camps & parties)
            fills = vague and entry.number is not None and any(holds_number(e, entry.number) for e in asserted)
            if own or fills or (top is not None and entry.low > top):
                found.setdefault(whole, []).append(copy(entry))
    return found


def _swaps_alike(cluster: Cluster, parties: frozenset[str]) -> bool:
    """Whether the programme that it carries out gives both sides the same number."""
    named = [account for account in cluster.accounts if account.programme]
    sizes = {account.programme_size(side) for account in named for side in parties}
    return len(sizes) == 1 and None not in sizes


def _said(cluster: Cluster, names: Mapping[Teller, str]) -> list[Said]:
    inner = _inner_places(cluster)
    found: list[Said] = []
    for account in sorted(cluster.accounts, key=attrgetter("order")):
        found += _begin(account, names, inner.get(account.key))
    if inner and cluster.mishap:
        _tell_the_whole(found, cluster)
    if cluster.shares:
        own = {a.place.key for a in cluster.accounts if a.place and a.key not in inner}
        for account in sorted(cluster.shares, key=attrgetter("order")):
            place = account.place if account.place and account.place.key not in own else None
            found += _begin(account, names, place, share=True)
    return found


def _begin(
    account: Account, names: Mapping[Teller, str], inner: Place | None = None, share: bool = False, denied: bool = False
) -> tuple[Said, ...]:
    """The figures of an account, made ready."""
    origin = names[account.teller]
    for said in account.said:
        said.begin(origin, inner, share=share, denied=denied)
    return account.said


def _tell_the_whole(said: Sequence[Said], cluster: Cluster) -> None:
    """Take from the numbers of a disaster or accident the place that they only happen to stand beside.

    A story that names several scenes tells of the whole: "1,260 died in Rasht and 240 in Lakhsh. About 5,300 were hurt." What it gives
    one number of, and no more, is the number of the whole. An accident has one scene, so there any story speaks of it.
    """
    scenes: dict[str, set[str]] = defaultdict(set)
    told: dict[tuple[str, Measure, Unit, Group], set[str]] = defaultdict(set)
    for s in said:
        scenes[s.story].add(_place_key(s))
        if not s.superseded:
            told[_told(s)].add(_place_key(s))
    for s in said:
        whole = cluster.accident or len(scenes[s.story]) > 1
        if whole and not s.part and told[_told(s)] <= {_place_key(s)}:
            s.inner = None


def _place_key(s: Said) -> str:
    return s.place.key if s.place else ""


def _told(s: Said) -> tuple[str, Measure, Unit, Group]:
    return s.story, s.figure.measure, s.figure.unit, s.figure.group


def _inner_places(cluster: Cluster) -> dict[str, Place]:
    """Which accounts speak of a place inside the incident's own, by account key.

    The incident's place is the widest named one, and what names no place speaks of it too; of what flies, it is the whole raid where
    anybody speaks of the whole. Where several places stand side by side and nothing holds them, each is inside.
    """
    places = cluster.places
    if not places or cluster.accounts[0].strand in ("released", "bodies"):
        return {}
    air = cluster.accounts[0].strand == "air"
    widest = max(place.width for place in places)
    roots = [place for place in places if place.width == widest]
    one_root = cluster.one_scene or (air and widest > 0) or all(same_place(one, other) for one, other in combinations(roots, 2))
    if not one_root or (air and any(a.place is None for a in cluster.accounts)):
        return {a.key: a.place for a in cluster.accounts if a.place}
    if len(roots) == len(places):
        return {}
    narrow = {a.key: a.place for a in cluster.accounts if a.place and a.place.width < widest}
    wide = [a for a in cluster.accounts if a.key not in narrow]
    if _one_series(wide, [a for a in cluster.accounts if a.key in narrow]):
        return {a.key: narrow[a.key] for a in cluster.accounts if a.key in narrow and cluster.kin == "disaster" and _falls_short(a, wide)}
    return narrow


def _one_series(wide: Sequence[Account], narrow: Sequence[Account]) -> bool:
    """Whether accounts of a wide place and of one within it give one series of numbers: then the wide name is only the vaguer one."""
    places = sorted({a.place for a in narrow if a.place}, key=lambda p: p.order)
    one = all(same_place(p, q) or may_hold(p, q) or may_hold(q, p) for i, p in enumerate(places) for q in places[:i])
    said = {(s.measure, s.unit, s.side, s.best) for a in wide for s in a.sizes if s.best}
    return one and any((s.measure, s.unit, s.side, s.best) in said for a in narrow for s in a.sizes)


def _falls_short(account: Account, wide: Sequence[Account]) -> bool:
    """Whether an account of one scene of a disaster counts far fewer than was known of the whole by then: once the two had one number."""
    known = [b for a in wide if a.order <= account.order for b in a.sizes if b.best and not b.outdated]
    for size in account.sizes:
        whole = max((b.best or 0 for b in known if comparable(size, b) and b.group == size.group), default=0)
        if size.measure in RISING and size.best and whole > KINDRED * size.best and size.best not in [b.best for b in known]:
            return True
    return False


def _by_subject(said: Iterable[Said]) -> dict[tuple[Measure, Unit], list[Said]]:
    found: dict[tuple[Measure, Unit], list[Said]] = defaultdict(list)
    for s in said:
        found[s.figure.measure, s.figure.unit].append(s)
    return found


def _assign(said: Sequence[Said], period: bool) -> dict[SlotKey, list[Said]]:
    """The slot of each figure of one measure and unit; writes whose each is."""
    wholes = [s for s in said if not s.part]
    if any(s.figure.side is None or s.figure.by is None for s in said):
        pairs = {(w.figure.side, w.figure.by) for w in wholes}
        for s in said:
            s.whose = _whose(s, wholes, pairs)
    else:
        for s in said:
            s.whose = s.figure.side, s.figure.by, False
    if said[0].strand == "harm":
        _blame_once(said)
    stated = _stated(said) if any(s.part for s in said) else {}
    plain: dict[tuple[Whose, Group], SlotKey] = {}
    keyed: dict[SlotKey, list[Said]] = {}
    for s in said:
        f = s.figure
        if (key := plain.get((s.whose, f.group))) is None:
            side, by, joint = s.whose
            mode: Mode = "cumulative" if period or joint else "increment"
            key = plain[s.whose, f.group] = SlotKey(f.measure, f.unit, side, by, f.group, None, False, mode)
        if s.part and not s.whose[2] and _is_subset(s, stated.get((*s.whose[:2], f.group), ()), wholes):
            key = key._replace(place=s.inner.name if s.inner else None, part=True, lot=(f.low, f.high))
        elif s.inner is not None and not s.part and not s.whose[2]:
            key = _placed_key(s, s.inner, key, wholes)
        keyed.setdefault(key, []).append(s)
    return keyed


def _whose(s: Said, wholes: Sequence[Said], pairs: Collection[tuple[str | None, str | None]]) -> Whose:
    """Side and opposite side of a figure, what is unsaid taken from the one candidate that fits; and whether it is a joint sum.

    A number without a side beside numbers with sides is one of theirs if it fits one only; else it counts several together, or
    nobody knows whom, and never adds to them. ``pairs`` are the sides and opposite sides that ``wholes`` name.
    """
    f = s.figure
    side, by = f.side, f.by
    if side is None:
        named = sorted({one for one, other in pairs if one and one != by and (by is None or other in (None, by))})
        if named:
            fits = [n for n in named if _fits(s, [w for w in wholes if w.figure.side == n])]
            equal = [n for n in named if _equals(s, [w for w in wholes if w.figure.side == n])]
            close = equal or [n for n in named if _nearly(s, [w for w in wholes if w.figure.side == n])]
            choice = close if len(close) == 1 else [] if _of_both(s) else fits
            if len(choice) != 1 or (len(named) > 1 and not close):
                return None, by, not s.part
            side = choice[0]
    if by is None:
        blamed = {other for one, other in pairs if other and one == side}
        if len(blamed) == 1:
            by = blamed.pop()
    return side, by, False


def _of_both(s: Said) -> bool:
    """Whether a swap's number names neither whom nor by whom: "the two traded 372 captives" counts both sides' together."""
    return s.event.type == "prisoner_exchange" and s.figure.by is None and s.strand == "released"


def _blame_once(said: Sequence[Said]) -> None:
    """One party blamed for each side's victims of harm: whom each story blames does not make the dead other dead."""
    if len({s.whose for s in said}) == 1:
        return
    votes: dict[str | None, Counter[str]] = {}
    for (side, by, _), number in Counter(s.whose for s in said).items():
        if by is not None:
            votes.setdefault(side, Counter())[by] += number
    blamed = {side: min(found, key=lambda by: (-found[by], by)) for side, found in votes.items()}
    for s in said:
        side, by, joint = s.whose
        if (one := blamed.get(side, by)) != by:
            s.whose = side, one, joint


def _fits(s: Said, wholes: Sequence[Said]) -> bool:
    """Whether the number can be a state of theirs: not if its own story gives theirs as another number."""
    own = [w for w in wholes if w.story == s.story and w.figure.group == s.figure.group and not w.superseded]
    if own and s.figure.as_of is None and not s.superseded:
        return any(_meets(s.figure, w.figure) for w in own)
    return True


def _equals(s: Said, wholes: Sequence[Said]) -> bool:
    return s.best is not None and any(w.best == s.best for w in wholes)


def _above(one: Figure, other: Figure) -> bool:
    return other.high is not None and one.low > other.high and other.as_of is None and not other.superseded


def _nearly(s: Said, wholes: Sequence[Said]) -> bool:
    """Whether the number differs from one of theirs by no more than the giver's count of a transfer does from the receiver's."""
    best = s.best
    return best is not None and any(w.best is not None and abs(w.best - best) <= MISCOUNT * best for w in wholes)


def _meets(one: Figure, other: Figure) -> bool:
    return (one.high is None or other.low <= one.high) and (other.high is None or one.low <= other.high)


def _stated(said: Sequence[Said]) -> dict[tuple[str | None, str | None, Group], list[Said]]:
    """All figures that name a group, by whose and which."""
    found: dict[tuple[str | None, str | None, Group], list[Said]] = defaultdict(list)
    for s in said:
        side, by, joint = s.whose
        if not joint:
            found[side, by, s.figure.group].append(s)
    return found


def _is_subset(s: Said, same_group: Sequence[Said], wholes: Sequence[Said]) -> bool:
    """Whether a part breaks its own group down further, or says how large the group is.

    It breaks down where the group names nobody in particular, a place is named for it, its group is stated whole beside it, it is
    nobody, or its story gives two parts of the group.
    """
    f = s.figure
    if f.group in _BAGS or s.inner is not None or f.high == 0 or _is_of_anothers(s, wholes):
        return True
    if any(not other.part and not other.figure.superseded for other in same_group):
        return True
    peers = {(o.figure.low, o.figure.high) for o in same_group if o.story == s.story and o.figure.high != 0
             and not o.figure.superseded and o.figure.as_of == f.as_of and o.inner is None}  # fmt: skip
    return len({low for low, high in peers if low == high}) > 1


def _is_of_anothers(s: Said, wholes: Sequence[Said]) -> bool:
    """*Two of the four freed are Libyans*: some of those let go to another side by the same party, and none counted for their own."""
    side, by, _ = s.whose
    if by is None or s.strand not in ("released", "bodies"):
        return False
    given = [w for w in wholes if w.whose[1] == by and w.story == s.story and w.low >= s.low]
    return bool(given) and all(w.whose[0] != side for w in given)


def _placed_key(s: Said, inner: Place, plain: SlotKey, wholes: Sequence[Said]) -> SlotKey:
    """The slot of an increment of a place inside the incident's: ``plain``, the incident's own, or that of the place."""
    f = s.figure
    mine = [w for w in wholes if w.whose == s.whose]
    roots = [w for w in mine if w.inner is None]
    inners = [w for w in mine if w.inner is not None]
    places = {w.inner.key for w in inners if w.inner}
    if not roots:
        told = {w.best for w in inners}
        spots = [w.inner for w in inners if w.inner]
        one = any(all(p == q or same_place(p, q) or holds(p, q) for q in spots) for p in spots) or (
            len(told) == 1 and (f.best or 0) >= TELLING
        )  # one number from several places is one happening's
        return plain if one else plain._replace(place=inner.name)
    here = [w for w in inners if w.inner and w.inner.key == inner.key]
    numbers = {w.best for w in roots if w.best is not None}
    if _is_less(s, roots):
        return plain._replace(place=inner.name, part=True)
    if any(w.best in numbers for w in here):
        return plain  # the place's number was also given for the whole: one series
    if s.strand != "air" and any(r.low != r.high and _meets(s.figure, r.figure) for r in roots):
        return plain  # the whole is known vaguely only, and this is what it comes to
    if s.strand != "air" and any(w.story == s.story and _above(s.figure, w.figure) for w in roots):
        return plain  # one story gives both: what is more than its whole is another's number for the whole
    top = max((w.best or w.low) for w in roots)
    if s.strand != "air" and len(places) == 1 and max((w.best or w.low) for w in here) > top:
        return plain  # a part cannot be more than its whole: the whole's figure is the older state
    if s.strand == "air" and any(_meets(w.figure, r.figure) for w in here for r in roots):
        return plain
    if s.strand == "air" and f.low > top and not any(_one_camp(s, r) for r in roots):
        return plain  # more than the whole, and not of those who count the whole: their own number for it
    return plain._replace(place=inner.name, part=True)


def _is_less(s: Said, roots: Sequence[Said]) -> bool:
    """Whether a scene of a disaster has far fewer than was known of the whole by then, though once the two had one number."""
    known = [r.best for r in roots if r.best is not None and r.as_of <= s.as_of and r.figure.group == s.figure.group]
    return s.event.type == "disaster" and s.best is not None and s.best not in known and max(known, default=0) > KINDRED * s.best


def _one_camp(one: Said, other: Said) -> bool:
    """Whether nothing says that two figures come from different sides."""
    sides = {s.figure.claimant.side for s in (one, other) if s.figure.claimant is not None and s.figure.claimant.side is not None}
    return len(sides) < 2


def _parties(cluster: Cluster) -> frozenset[str]:
    """The sides of the happening: those its figures name; of what flies, also those who speak for the side it flies at."""
    figures = [f for account in cluster.members for f in account.figures]
    named = {f.side for f in figures if f.side} | {f.by for f in figures if f.by}
    if cluster.members[0].strand == "air":
        named |= {f.claimant.side for f in figures if f.claimant and f.claimant.side and f.claimant.role in PARTISAN_ROLES}
    return frozenset(named)


def _denied_key(figure: Figure, keyed: Keyed) -> SlotKey | None:
    """The slot that a denial speaks to."""
    fits = [
        key for key in sorted(keyed, key=lambda k: k.order)
        if key.measure == figure.measure and key.unit == figure.unit and not key.part
        and (figure.side is None or key.side is None or key.side == figure.side)
    ]  # fmt: skip
    same = [key for key in fits if key.group == figure.group]
    if same or fits:
        return (same or fits)[0]
    return SlotKey(figure.measure, figure.unit, figure.side, figure.by, figure.group) if not keyed else None
