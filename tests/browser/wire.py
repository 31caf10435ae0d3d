"""What the page is shown in tests: a programme of three phases between two made-up countries, a disputed toll, and a hostile story."""

from __future__ import annotations

from datetime import date, timedelta

from schemas.base import IncidentId
from schemas.figure import Where
from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY
from services.board.view import View
from tests.unit.board.messages import NOON, change, claim, event, incident, story, tally

PROGRAMME = "1,000-for-1,000"
THEATRE = "RUS-UKR"
PHASES = ((1, 390, date(2025, 5, 23)), (2, 307, date(2025, 5, 24)), (3, 303, date(2025, 5, 25)))
SCRIPT = "<script>document.title = 'taken over'</script><img src=x onerror=\"document.title = 'taken over'\"> 5 were hurt"


TOLLS = (("Odesa", 8, 12, 12, "contested"), ("Kyiv", 14, 15, None, "single"), (SCRIPT, 24, None, 99, "single"))
"""Injured by place: low, best, high, grade."""


PLACES = {
    "port-1": Where(name="Odesa", country="UKR", lat=46.486, lon=30.744, precision="city"),
    "port-2": Where(name="Odesa", country="UKR", lat=46.486, lon=30.744, precision="city"),
    "region": Where(name="Kursk region", country="RUS", lat=51.63, lon=35.69, precision="admin1"),
    "hostile-place": Where(name=SCRIPT, country="UKR", lat=50.455, lon=30.524, precision="city"),
}
"""Where the incidents on the map were."""


def wire_view() -> View:
    view = View()
    for side, other in (("UKR", "RUS"), ("RUS", "UKR")):
        _add_programme(view, side, other)
    injured = incident("hostile", number=5, claims=(claim(5, of=story("hostile", headline=SCRIPT), sentence=SCRIPT),))
    view.apply(INCIDENTS.name, "hostile", injured)
    for place, low, best, high, grade in TOLLS:
        key = f"injured|2025-05-24|{place}|UKR|all"
        values: dict[str, object] = {
            "low": low,
            "high": high,
            "grade": grade,
            "place": place,
            "theatre": THEATRE,
            "incidents": ("hostile",),
        }
        view.apply(TALLIES.name, key, tally(key, tally="injured", best=best, date=date(2025, 5, 24), side="UKR", **values))
    for id, where in PLACES.items():
        view.apply(INCIDENTS.name, id, incident(id, number=5, type="shelling", place=where.name, where=where))
    for number in range(4):
        headline = SCRIPT if number == 3 else "Forty go home"
        told = story(f"harbour-{number}", at=NOON + timedelta(hours=number), headline=headline)
        view.apply(EVENTS.name, "x", event(f"e{number}", of=told))
    return view


def _add_programme(view: View, side: str, other: str) -> None:
    common: dict[str, object] = {"theatre": THEATRE, "programme": PROGRAMME, "side": side, "grade": "agreed", "origins": 2}
    for phase, number, day in PHASES:
        id = IncidentId(f"swap-{side}-{phase}")
        sentence = f"On day {phase} each side let {number} prisoners go, officials on both sides said."
        later = story("meridian-7", at=NOON + timedelta(hours=2))
        claims = (
            claim(number, of=story("harbour-1", headline="Hundreds walk free"), sentence=sentence, side=side),
            claim(number, of=later, sentence=f"Another {number} prisoners came home.", side=side),
        )
        reasons = ("same day, sides and phase",)
        swap = incident(id, number=number, claims=claims, start=day, end=day, theatre=THEATRE, phase=phase, reasons=reasons)
        slots = tuple(slot.model_copy(update={"side": side, "by": other, "grade": "agreed", "origins": 2}) for slot in swap.slots)
        view.apply(INCIDENTS.name, id, swap.model_copy(update={"slots": slots}))
        key = f"prisoners_exchanged|{THEATRE}|{PROGRAMME}|{phase}|{day}||{side}|all"
        view.apply(TALLIES.name, key, tally(key, best=number, phase=phase, date=day, incidents=(id,), **common))
    key = f"programme_progress|{THEATRE}|{PROGRAMME}||||{side}|all"
    swaps = tuple(f"swap-{side}-{phase}" for phase, *_ in PHASES)
    view.apply(TALLIES.name, key, tally(key, tally="programme_progress", best=1000, agreed=1000, date=None, incidents=swaps, **common))
    view.apply(TALLY_HISTORY.name, key, change(key, 390, 697))
    view.apply(TALLY_HISTORY.name, key, change(key, 697, 1000, at=NOON + timedelta(days=1)))
