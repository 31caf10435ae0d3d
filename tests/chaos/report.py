"""How seeds went, in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.chaos.observed import Deliveries

BREAKER = "went to the dead letters; see"
"""In the last line of a service whose breaker opened."""


@dataclass
class Report:
    """How one seed went. ``faults`` is empty where all is equal."""

    seed: int
    requests: int
    stories: int = 0
    rows: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    deliveries: Deliveries = field(default_factory=Deliveries)
    poison: int = 0
    letters: int = 0
    put_again: int = 0
    ended: Sequence[str] = ()
    seconds: float = 0
    faults: Sequence[str] = ()

    def lines(self) -> list[str]:
        """One line, then the faults and the unasked restarts where there are any."""
        verdict = "DIFFERENT" if self.faults else "equal"
        told = (
            f"chaos: seed {self.seed}: {verdict}, {self.requests} requests for {self.stories} stories, "
            f"{self.rows} tallies and incidents, {self.troubles.total()} troubles ({_counted(self.troubles)}), "
            f"{self.sent_again} sent again, {self.put_again} put again, {self.deliveries.again} delivered again, "
            f"{self.deliveries.skipped} of them skipped, {self.poison} poison, {self.seconds:.0f} s"
        )
        return [told, *self.faults, *(f"started again: {each[:300]}" for each in self.ended)]


def summary(reports: Sequence[Report], seconds: float) -> list[str]:
    """The last lines."""
    troubles = sum((report.troubles for report in reports), Counter[str]())
    kills = sum((report.kills for report in reports), Counter[str]())
    equal = sum(not report.faults for report in reports)
    verdict = "all equal, nothing lost, nothing doubled" if equal == len(reports) else f"only {equal} equal"
    ended = [each for report in reports for each in report.ended]
    breakers = sum(BREAKER in each for each in ended)
    return [
        f"chaos: {len(reports)} seeds: {verdict}; {sum(report.rows for report in reports)} tallies and incidents compared",
        f"chaos: {troubles.total()} troubles ({_counted(troubles)}); {kills.total()} SIGKILLs of services ({_counted(kills)})",
        f"chaos: {sum(report.deliveries.again for report in reports)} messages delivered again, "
        f"{sum(report.deliveries.skipped for report in reports)} of them recognised and skipped, the others published again; "
        f"{sum(report.put_again for report in reports)} more were put on their topic a second time",
        f"chaos: {sum(report.sent_again for report in reports)} requests sent again, "
        f"{sum(report.answers['duplicate'] for report in reports)} answered as known already",
        f"chaos: {sum(report.poison for report in reports)} messages of poison in "
        f"{sum(report.letters for report in reports)} dead letters, {breakers} times a breaker stopped its service",
        f"chaos: {len(ended) - breakers} services started again that neither a kill nor a breaker had ended; {seconds:.0f} s in all",
    ]


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
