"""The tallies as they change, in a terminal: programmes as bars, then the rows, the newest change on top; in a pipe a line a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from schemas.tally import Tally
from services.cli.tables import bounds, number, tally_table

_AROUND_ROWS = 6
"""Lines of the screen that are not rows: heading, the table's head and lines, footer."""
_BAR_WIDTH = 32


@dataclass
class Watched:
    """What is on the screen. ``note`` takes changes in as they come; the last one is shown first."""

    was: dict[str, Tally | None] = field(default_factory=dict)
    """Changed rows by key, the newest last, with what each was before."""

    def note(self, before: Tally | None, after: Tally) -> bool:
        """Whether the numbers or the grade of a row changed; what only gained a source stays where it is."""
        if before is not None and _shown(before) == _shown(after):
            return False
        self.was.pop(after.key, None)
        self.was[after.key] = before
        return True

    def drawn(self, rows: Sequence[Tally], height: int, now: datetime) -> RenderableType:
        """``rows`` for a screen of that many lines."""
        if not rows:
            return Text("no tally stands yet; waiting")
        bars = [bar(row) for row in rows if row.tally == "programme_progress" and row.group in (None, "all")]
        order = {key: place for place, key in enumerate(reversed(self.was))}
        first = sorted(rows, key=lambda row: order.get(row.key, len(order)))
        room = max(1, height - len(bars) - _AROUND_ROWS)
        # Sorted anew, so that a tally's rows stand together; which are there is what the room decides.
        fitting = set(_that_fit(first, room))
        shown = [row for row in rows if row.key in fitting]
        newest = next(reversed(self.was), None)
        told = next((_told(self.was[row.key], row) for row in rows if row.key == newest), "")
        left = f"; {len(rows) - len(shown)} more: narrow them with --tally, --side, ..." if len(shown) < len(rows) else ""
        head = Text.assemble(("live ", "bold green"), (f"{now:%H:%M:%S} UTC  ", "dim"), told)
        return Group(head, *bars, tally_table(shown), Text(f"{len(shown)} of {len(rows)} rows{left}; Ctrl-C ends", "dim"))


def _that_fit(rows: Iterable[Tally], room: int) -> Iterator[str]:
    """Keys of the first rows that ``room`` lines hold; each tally after the first costs a line more, which parts it from the last."""
    tallies: set[str] = set()
    for count, row in enumerate(rows, 1):
        tallies.add(row.tally)
        if count + len(tallies) - 1 > room:
            return
        yield row.key


def bar(row: Tally) -> RenderableType:
    """A programme's progress towards what was agreed."""
    done = row.best if row.best is not None else row.low
    table = Table.grid(padding=(0, 1))
    table.add_column(min_width=30)
    of = f" of {number(row.agreed)}" if row.agreed is not None else ""
    table.add_row(
        f"{row.programme or row.theatre} {row.side or ''}",
        ProgressBar(total=max(row.agreed or done, 1), completed=done, width=_BAR_WIDTH),
        Text(f"{bounds(row) if row.best is None else number(row.best)}{of}", "bold"),
    )
    return table


def line(before: Tally | None, after: Tally) -> str:
    """One change for a pipe: ``killed 2025-05-24 Odesa UKR: 3 -> 5 (corroborated, 2 sources)``."""
    sources = f"{after.origins} source{'' if after.origins == 1 else 's'}"
    return f"{_told(before, after)} ({after.grade}, {sources})"


def _told(before: Tally | None, after: Tally) -> str:
    group = after.group if after.group != "all" else None
    keys = (after.tally, after.programme, after.phase and f"phase {after.phase}", after.date, after.place, after.side, group)
    value = _value(after)
    step = "gone" if after.retracted else value if before is None else f"{_value(before)} -> {value}"
    return f"{' '.join(str(key) for key in keys if key)}: {step}"


def _value(row: Tally) -> str:
    return bounds(row) if row.best is None else number(row.best)


def _shown(row: Tally) -> tuple[object, ...]:
    return row.low, row.best, row.high, row.agreed, row.grade, row.retracted


class Screen:
    """Where the watch is shown: drawn anew on a terminal, a line a change elsewhere. A context manager."""

    def __init__(self, console: Console, now: Callable[[], datetime]) -> None:
        self._console = console
        self._now = now
        self._watched = Watched()
        # The alternate screen: a table taller than the window would otherwise be left in the scrolled part again and again.
        self._live = Live(Text("reading the topics"), console=console, auto_refresh=False, screen=True) if console.is_terminal else None

    def __enter__(self) -> Screen:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def tell(self, text: str) -> None:
        """Say what is waited for."""
        if self._live is not None:
            self._live.update(Text(text), refresh=True)

    def show(self, rows: Sequence[Tally], changes: Sequence[tuple[Tally | None, Tally]]) -> None:
        """Show ``rows`` after ``changes`` (before, after) among them."""
        for before, after in changes:
            if self._watched.note(before, after) and self._live is None:
                self._console.print(line(before, after), markup=False, soft_wrap=True)
        if self._live is not None:
            self._live.update(self._watched.drawn(rows, self._console.height, self._now()), refresh=True)
