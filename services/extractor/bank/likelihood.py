"""`Likelihood`: what each trait of a case weighs for its being a sum, learned from labelled stories."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Likelihood:
    """A logistic regression over yes and no: ``weights`` of the traits, ``bias`` where none holds. What is at least ``sure`` counts."""

    bias: float
    sure: float
    weights: Mapping[str, float]

    def of(self, traits: Iterable[str]) -> float:
        """The chance, from 0 to 1, of a case that has ``traits`` and no other. Raises KeyError for one that has no weight."""
        return 1 / (1 + math.exp(-self.bias - sum(self.weights[trait] for trait in traits)))
