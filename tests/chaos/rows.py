"""What stands at the end, as rows to compare: the pure function's, and the broker's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from schemas.article import Article
from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import load_definitions
from services.board.forms import incident_form, tally_form
from services.cli.pipeline import run_pipeline
from services.extractor.extract import Extractor

Rows = dict[str, dict[str, Any]]


def standing(tallies: Iterable[Tally], incidents: Iterable[Incident]) -> Rows:
    """All that stands, by key and id. When it came in is no part of what it says, so that is left out at every depth."""
    rows = {f"tally {row.key}": tally_form(row) for row in tallies if not row.retracted}
    rows |= {f"incident {one.incident}": incident_form(one) for one in incidents if not one.retracted}
    return {key: _timeless(row) for key, row in rows.items()}


def expected(articles: Iterable[Article], extractor: Extractor) -> Rows:
    """What the pure function makes of the articles."""
    outcome = run_pipeline(articles, extractor, load_definitions(None))
    return standing(outcome.tallies, outcome.incidents)


def differences(got: Rows, wanted: Rows) -> Sequence[str]:
    """A line for each row that is missing, too many, or says something else."""
    lines = [f"missing {key}: {wanted[key]}" for key in sorted(wanted.keys() - got.keys())]
    lines += [f"too many {key}: {got[key]}" for key in sorted(got.keys() - wanted.keys())]
    for key in sorted(got.keys() & wanted.keys()):
        unequal = {name: (got[key][name], value) for name, value in wanted[key].items() if got[key][name] != value}
        lines += [f"differs {key}, {name}: got {value!r:.300}, wanted {right!r:.300}" for name, (value, right) in unequal.items()]
    return lines


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(part) for name, part in value.items() if name not in ("updated_at", "received_at")}
    return [_timeless(part) for part in value] if isinstance(value, list | tuple) else value
