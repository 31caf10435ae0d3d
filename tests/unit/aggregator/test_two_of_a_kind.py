"""Two happenings that are alike and near in time: what keeps them apart, and what tells that a later story is of the earlier one."""

from __future__ import annotations

from datetime import timedelta

from schemas.event import Event
from schemas.figure import Figure, Where
from schemas.incident import Incident
from services.aggregator.reconcile import reconcile
from tests.unit.aggregator.telling import DAY, event, figure, place, slot, story

ARN, BEX, CAM = place("Arnvik", region="Vest"), place("Bexfjord", region="Vest"), place("Camvik", region="Ost")
VEST, NORLAND = place("Vest region", precision="admin1"), place("Norland", precision="country")


def told(
    name: str, day: int, where: Where, number: int, text: str = "", kind: str = "accident", on: int | None = None, **more: str
) -> Event:
    """A story of day ``day`` after DAY that counts ``number`` dead, of a happening on day ``on``, else of none but its own day."""
    when = DAY + timedelta(days=day if on is None else on)
    dead = figure("killed", number, side="NOR", by=more.get("by")).model_copy(update={"sentence": text})
    basis = "publication" if on is None else "weekday"
    teller = story(name, day=DAY + timedelta(days=day))
    return event(teller, dead, kind=kind, where=where, day=when, basis=basis, happening=f"{name}/{on}/{where.name}", name=str(number))  # type: ignore[arg-type]


def tolls(*events: Event) -> list[int | None]:
    """The dead of each incident; the same whichever story comes first."""
    found = reconcile(events)
    assert reconcile(events[::-1]) == found
    return sorted((s.best for i in found for s in i.slots if s.measure == "killed" and not s.part), key=lambda n: n or 0)


def test_an_accident_is_not_the_one_that_its_own_story_recalls() -> None:
    first = told("a", 0, ARN, 37, on=0)
    assert tolls(first, told("b", 2, VEST, 13), told("b", 2, ARN, 37, on=0)) == [13, 37]


def test_the_toll_of_an_accident_does_not_fall_by_half() -> None:
    assert tolls(told("a", 0, ARN, 37, on=0), told("b", 2, VEST, 13)) == [13, 37]
    assert tolls(told("a", 0, ARN, 28, on=0), told("b", 2, VEST, 31)) == [31]


def test_an_attack_is_not_the_one_that_its_own_story_recalls_though_their_tolls_are_near() -> None:
    first = told("a", 0, ARN, 26, on=0, kind="bombing")
    assert tolls(first, told("b", 2, ARN, 30, kind="bombing"), told("b", 2, ARN, 26, on=0, kind="bombing")) == [26, 30]


def test_a_bus_is_no_ferry_and_a_quake_no_flood() -> None:
    bus, ferry = "Twelve died when a bus left the road.", "Fourteen drowned when a ferry sank, with rescue boats near."
    assert tolls(told("a", 0, ARN, 12, bus, on=0), told("b", 1, VEST, 14, ferry)) == [12, 14]
    quake, flood = "A quake killed 40.", "Floods killed 45."
    both = told("a", 0, ARN, 40, quake, kind="disaster", on=0), told("b", 0, NORLAND, 45, flood, kind="disaster", on=0)
    assert tolls(*both) == [40, 45]


def test_two_buses_of_one_day_in_two_states_stay_two_under_a_headline_of_the_country() -> None:
    headline = told("a", 0, NORLAND, 18, on=0)
    assert tolls(headline, told("a", 0, ARN, 18, on=0), told("a", 0, CAM, 14, on=0)) == [14, 18]


def test_a_boat_sinks_in_a_lake_and_off_a_town() -> None:
    lake = place("Lake Brim")
    first, later = "At least 78 died when a boat capsized.", "The toll of the boat accident rose to 87."
    assert tolls(told("a", 0, ARN, 78, first, on=0), told("b", 4, lake, 87, later)) == [87]
    assert tolls(told("a", 0, ARN, 78, "A bus crash killed 78.", on=0), told("b", 4, lake, 87, later)) == [78, 87]


def test_a_toll_that_is_said_to_rise_is_that_of_an_earlier_attack_of_the_place() -> None:
    first = told("a", 0, ARN, 2, kind="shooting", on=0, by="red-front")
    risen = "A soldier died, bringing to three the number of troops killed in an ambush."
    assert tolls(first, told("b", 2, ARN, 3, risen, kind="shooting", by="rebels")) == [3]
    assert tolls(first, told("b", 2, ARN, 3, "An ambush killed three.", kind="shooting", by="rebels")) == [2, 3]
    assert tolls(first, told("b", 2, BEX, 3, risen, kind="shooting", by="rebels")) == [2, 3]
    moved = "Three soldiers were killed, a medic said, taking the wounded to a clinic."
    assert tolls(first, told("b", 2, ARN, 3, moved, kind="shooting", by="rebels")) == [2, 3]


def test_a_county_no_table_has_is_of_the_quake_that_its_story_tells_of_the_region() -> None:
    hurt: tuple[Figure, ...] = (figure("injured", 62, side="NOR"),)
    county = event(story("a"), *hurt, kind="disaster", where=place("Dingli county"), name="county")
    region = event(story("a"), figure("killed", 53, side="NOR"), kind="disaster", where=place("Vest", region="Vest", precision="admin1"))
    (incident,) = reconcile([county, region])
    assert isinstance(incident, Incident)
    assert slot(incident, "injured").best == 62


def test_a_bus_and_a_boat_of_one_digest_with_one_number_are_two() -> None:
    bus, boat = "Nine died when a bus left the road.", "Nine drowned when a ferry sank."
    assert tolls(told("a", 0, ARN, 9, bus, on=0), told("a", 0, CAM, 9, boat, on=0)) == [9, 9]


def test_what_a_story_says_of_today_is_of_today_though_yesterday_had_that_number() -> None:
    yesterday, today = told("a", 0, ARN, 9, kind="shelling", on=0), told("b", 1, ARN, 12, kind="shelling", on=1)
    assert tolls(yesterday, today, told("b", 1, ARN, 9, kind="shelling")) == [9, 12]


def test_a_country_named_for_a_ferry_is_not_the_country_named_for_a_bus() -> None:
    ferry = [told("a", 0, NORLAND, 18, "Ferry sinks in Norland, 18 drowned", on=0), told("a", 0, ARN, 18, "A ferry sank and 18 died", on=0)]
    bus = [told("b", 0, NORLAND, 11, "Bus plunges into a ditch in Norland, 11 die", on=0), told("b", 0, CAM, 11, "A bus fell", on=0)]
    assert tolls(*ferry, *bus) == [11, 18]
    assert tolls(*bus, *ferry) == [11, 18]


def test_a_day_counted_in_weeks_is_that_of_the_attack_beside_it() -> None:
    bomb = told("a", 1, ARN, 9, on=1, kind="bombing")
    recalled = told("b", 7, ARN, 9, on=0, kind="bombing")
    about = recalled.model_copy(update={"when": recalled.when.model_copy(update={"basis": "relative", "phrase": "a week after"})})
    assert tolls(bomb, recalled) == [9, 9]
    (incident,) = reconcile([bomb, about])
    assert (incident.start, incident.end) == (DAY + timedelta(days=1), DAY + timedelta(days=1))
    assert tolls(bomb, about) == [9]
