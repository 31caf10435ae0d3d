"""Ids of incidents, which stay when later stories join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from services.aggregator.claims import Account, digest, joined
from services.aggregator.cluster import Cluster


def identities(clusters: Iterable[Cluster], *scope: object) -> list[tuple[str, Cluster]]:
    """Each cluster with its id: a hash of ``scope`` (ledger, strand, day or bucket) and of its seed's place.

    The seed is the earliest published account, so later stories leave the id alone. Where two clusters of a scope would share one,
    the second and further, by their seeds, add their number.
    """
    used: dict[str, int] = defaultdict(int)
    named = []
    within = joined(*scope)
    for seed, cluster in sorted(((c.seed, c) for c in clusters), key=lambda found: found[0].order):
        stem = identity(seed, within)
        used[stem] += 1
        named.append((stem if used[stem] == 1 else digest(stem, used[stem]), cluster))
    return named


def identity(seed: Account, *scope: object) -> str:
    """The id that a cluster of this seed has, if it is the first of its scope."""
    at = seed.place.key if seed.place and seed.strand in ("harm", "moved") else None
    return digest(*scope, seed.standing, at)
