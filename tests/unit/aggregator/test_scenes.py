"""One happening under several names of places: which of them a number is of, and which names the incident."""

from __future__ import annotations

from datetime import timedelta

from schemas.event import Event
from schemas.figure import Where
from schemas.incident import Incident
from services.aggregator.reconcile import Ledgers, reconcile
from tests.unit.aggregator.telling import DAY, event, figure, place, slot, speaker, story

ARN, BEX = place("Arnvik", region="Vest"), place("Bexfjord", region="Vest")
SQUARE = place("Kornmarkt, Arnvik", region="Vest")
VEST, NORLAND = place("Vest region", precision="admin1"), place("Norland", precision="country")
SVEA = place("Svea", precision="country", country="SWE")
NEXT = DAY + timedelta(days=1)


def counts(incidents: tuple[Incident, ...], measure: str) -> list[int | None]:
    """The numbers of their own, in order."""
    return sorted((s.best for i in incidents for s in i.slots if s.measure == measure and not s.part), key=lambda n: n or 0)


def mishap(name: str, where: Where, clock: str = "12:00", kind: str = "accident", **numbers: int) -> Event:
    figures = (figure(measure, number, side="NOR") for measure, number in numbers.items())
    return event(story(name, clock=clock), *figures, kind=kind, where=where, name="-".join(numbers), happening=name)  # type: ignore[arg-type]


def test_an_accident_told_from_two_towns_has_one_series_of_numbers() -> None:
    first = mishap("a", ARN, killed=9, injured=120)
    later = mishap("b", BEX, "18:00", killed=16, injured=143)
    (incident,) = reconcile([first, later, mishap("c", VEST, "20:00", killed=19)])
    assert counts((incident,), "killed") == [19]
    assert counts((incident,), "injured") == [143]
    assert incident.place in ("Arnvik", "Bexfjord")


def test_one_number_beside_the_scenes_of_a_quake_is_of_the_whole_quake() -> None:
    scenes = [mishap("a", ARN, kind="disaster", killed=1260), mishap("a", BEX, kind="disaster", killed=240)]
    hurt = mishap("a", BEX, kind="disaster", injured=5300)
    later = [mishap("b", ARN, "20:00", kind="disaster", injured=6904), mishap("b", NORLAND, "20:00", kind="disaster", killed=1600)]
    (incident,) = reconcile([*scenes, hurt, *later])
    assert counts((incident,), "injured") == [6904]
    assert counts((incident,), "killed") == [1600]


def test_local_stories_of_a_flood_each_speak_of_their_own_town() -> None:
    towns = [mishap("a", ARN, kind="disaster", killed=12, injured=3), mishap("b", BEX, kind="disaster", killed=7, injured=5)]
    assert counts(reconcile([*towns, mishap("c", NORLAND, "20:00", kind="disaster", missing=4)]), "injured") == [3, 5]


def test_a_square_of_the_city_does_not_name_the_incident_whose_toll_is_the_citys() -> None:
    whole = event(story("a"), figure("killed", 15, side="NOR"), where=ARN, kind="bombing")
    police = event(story("a"), figure("killed", 2, side="NOR", group="police", mode="part"), where=SQUARE, kind="bombing")
    (incident,) = reconcile([whole, police])
    assert incident.place == "Arnvik"


def test_the_country_of_the_launcher_is_where_a_raid_came_from_not_where_it_went() -> None:
    def raid(name: str, where: Where) -> Event:
        return event(story(name), figure("launched", 31, side="SWE", by="SWE"), ledger="air/SWE", kind="air_attack", where=where)

    (incident,) = reconcile([raid("a", NORLAND), raid("b", SVEA)])
    assert slot(incident, "launched").best == 31


def test_a_town_told_after_its_country_with_the_same_number_is_the_same_attack() -> None:
    whole = event(story("a"), figure("killed", 8, side="NOR"), where=NORLAND, kind="air_attack")
    there = event(story("a"), figure("killed", 8, side="NOR"), where=ARN, kind="air_attack", basis="publication")
    assert counts(reconcile([whole, there]), "killed") == [8]


def test_the_own_sides_count_of_soldiers_is_another_word_on_the_dead() -> None:
    army = figure("killed", 9, side="NOR", by="SWE", group="military", claimant=speaker("Norland", side="NOR"))
    rebels = figure("killed", 15, side="NOR", by="SWE", claimant=speaker("Svea", side="SWE"))
    (incident,) = reconcile([event(story("a"), army, where=ARN), event(story("b"), rebels, where=ARN)])
    toll = slot(incident, "killed")
    assert (toll.low, toll.best, toll.high) == (9, 9, 15)


def test_an_attackers_count_of_soldiers_says_nothing_of_all_the_dead_unless_it_is_higher() -> None:
    dead = figure("killed", 36, side="NOR", by="SWE", claimant=speaker("Norland", side="NOR"))

    def toll(claimed: int) -> tuple[int, int | None, int | None]:
        soldiers = figure("killed", claimed, side="NOR", by="SWE", group="military", claimant=speaker("Svea", side="SWE"))
        (incident,) = reconcile([event(story("a"), dead, where=ARN), event(story("b"), soldiers, where=ARN)])
        whole = slot(incident, "killed")
        return whole.low, whole.best, whole.high

    assert toll(26) == (36, 36, 36)
    assert toll(40) == (36, 36, 40)


def test_soldiers_among_the_dead_are_no_other_word_on_them() -> None:
    dead = figure("killed", 20, side="NOR", by="SWE", claimant=speaker("Norland", side="NOR"))
    soldiers = figure("killed", 9, side="NOR", by="SWE", group="military", claimant=speaker("Norland army", side="NOR"))
    (incident,) = reconcile([event(story("a"), dead, where=ARN), event(story("b", clock="18:00"), soldiers, where=ARN)])
    assert (slot(incident, "killed").low, slot(incident, "killed").best) == (20, 20)


def handover(name: str, day: int, back: int, given: int) -> Event:
    """A swap dated by nothing but publication, so many days after DAY."""
    told = DAY + timedelta(days=day)
    figures = (figure("released", back, side="NOR", by="SWE"), figure("released", given, side="SWE", by="NOR"))
    return event(story(name, day=told), *figures, ledger="exchange/NOR/SWE", kind="prisoner_exchange", day=told, basis="publication")


def test_a_swap_told_again_the_next_day_with_the_same_two_numbers_is_one() -> None:
    (incident,) = reconcile([handover("a", 0, 5, 1), handover("b", 1, 5, 1)])
    assert incident.end == DAY
    assert len(reconcile([handover("a", 0, 5, 1), handover("b", 1, 5, 2)])) == 2


def test_swaps_of_the_same_two_numbers_day_after_day_do_not_become_one() -> None:
    assert [i.end for i in reconcile([handover(name, n, 5, 1) for n, name in enumerate("abcd")])].count(DAY) == 1
    assert len(reconcile([handover(name, n, 5, 1) for n, name in enumerate("abcd")])) > 2


def test_a_swap_told_again_finds_its_day_whichever_story_comes_first() -> None:
    events = [handover("a", 0, 5, 1), handover("b", 1, 5, 1), handover("c", 2, 7, 7)]
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        ledgers = Ledgers()
        for n in order:
            ledgers.apply(events[n])
        assert ledgers.incidents() == reconcile(events)


def told_later(name: str, days: int, where: Where, kind: str = "disaster", **numbers: int) -> Event:
    """A story that names no day, so many days after the first."""
    day = DAY + timedelta(days=days)
    figures = [figure(measure, number, side="NOR") for measure, number in numbers.items()]
    more = {"kind": kind, "where": where, "day": day, "basis": "publication", "happening": name, "name": "-".join(numbers)}
    return event(story(name, day=day), *figures, **more)  # type: ignore[arg-type]


def test_a_bus_off_the_road_is_no_part_of_the_flood_of_its_country() -> None:
    flood = mishap("a", VEST, kind="disaster", killed=27, missing=20)
    bus = event(story("b", day=NEXT), figure("killed", 14, side="NOR"), kind="accident", where=BEX, day=NEXT)
    later = told_later("c", 1, NORLAND, killed=43)
    incidents = reconcile([flood, bus, later])
    assert counts(incidents, "killed") == [14, 43]
    assert reconcile([later, bus, flood]) == incidents


def test_the_missing_of_a_flood_go_where_its_dead_go() -> None:
    flood, bus = mishap("a", VEST, kind="disaster", killed=27), mishap("b", BEX, killed=14)
    dead, missing = told_later("c", 1, NORLAND, killed=43), told_later("c", 1, NORLAND, kind="missing_persons", missing=24)
    incidents = reconcile([flood, bus, dead, missing])
    assert counts(incidents, "killed") == [14, 43]
    assert slot(next(i for i in incidents if i.place == "Vest region"), "missing").best == 24
    assert reconcile([missing, bus, dead, flood]) == incidents


def test_the_dead_of_one_scene_do_not_lower_the_toll_of_a_flood_that_had_their_number_at_first() -> None:
    first = [mishap("a", ARN, kind="disaster", killed=11), mishap("a", VEST, kind="disaster", killed=11)]
    whole = told_later("b", 2, NORLAND, killed=52)
    scene = event(story("c", day=NEXT + timedelta(days=2)), figure("killed", 28, side="NOR"), kind="disaster", where=ARN)
    (incident,) = reconcile([*first, whole, scene])
    assert slot(incident, "killed").best == 52


def test_more_dead_of_an_attack_days_ago_are_told_by_what_they_leave_of_its_toll() -> None:
    first = event(story("a"), figure("killed", 9, side="NOR"), kind="air_attack", where=ARN)
    day = DAY + timedelta(days=2)
    numbers = figure("killed", 12, side="NOR"), figure("killed", 3, side="NOR", mode="part")
    later = event(story("b", day=day), *numbers, kind="air_attack", where=ARN, day=day, basis="publication")
    other = event(story("c", day=day), figure("killed", 14, side="NOR"), kind="air_attack", where=ARN, day=day, basis="publication")
    (incident,) = reconcile([first, later])
    assert slot(incident, "killed").best == 12
    assert counts(reconcile([first, other]), "killed") == [9, 14]


def test_a_story_without_a_day_that_gives_yesterdays_number_is_not_of_todays_attack() -> None:
    first = event(story("a", day=NEXT), figure("killed", 11, side="NOR"), kind="shelling", where=ARN)
    second = event(story("b", day=NEXT), figure("killed", 6, side="NOR"), kind="shelling", where=ARN, day=NEXT)
    bare = event(story("c", day=NEXT), figure("killed", 11, side="NOR"), kind="shelling", where=ARN, day=NEXT, basis="publication")
    incidents = reconcile([first, second, bare])
    assert counts(incidents, "killed") == [6, 11]
    assert reconcile([bare, second, first]) == incidents


def test_those_taken_from_a_town_days_ago_are_those_whom_its_region_counts() -> None:
    taken = event(story("a"), figure("abducted", 58, side="NOR"), kind="abduction", where=VEST)
    day = DAY + timedelta(days=3)
    raid = event(story("b", day=day), figure("killed", 5, side="NOR"), kind="ground_attack", where=ARN, day=day)
    again = event(story("b", day=day), figure("abducted", 58, side="NOR"), kind="abduction", where=ARN, day=day, basis="publication")
    assert counts(reconcile([taken, raid, again]), "abducted") == [58]


def test_an_island_and_the_province_called_after_it_are_one_scene() -> None:
    first = mishap("a", place("Brim island"), killed=7, rescued=41)
    (incident,) = reconcile([first, mishap("b", place("Brim", precision="admin1"), "20:00", killed=8)])
    assert counts((incident,), "killed") == [8]


def test_a_town_and_its_province_under_a_headline_of_the_country_are_one_place() -> None:
    province, town = place("Arnvik province", precision="admin1"), place("Arnvik", region="Arnvik province")
    told = [event(story("a"), figure("killed", 3, side="NOR"), where=province, kind="air_attack")]
    told.append(event(story("b", clock="18:00"), figure("killed", 3, side="NOR"), where=town, kind="air_attack"))
    told.append(event(story("c", clock="20:00"), figure("injured", 5, side="NOR"), where=NORLAND, kind="air_attack"))
    (incident,) = reconcile(told)
    assert counts((incident,), "killed") == [3]


def test_a_number_of_two_days_adds_nothing_to_those_its_story_gives_each_of_them() -> None:
    def shelling(name: str, day: int, number: int) -> Event:
        told = DAY + timedelta(days=day)
        return event(story(name, day=NEXT), figure("killed", number, side="NOR"), kind="shelling", where=ARN, day=told, happening=f"d{day}")

    both = event(story("b", day=NEXT), figure("killed", 26, side="NOR"), kind="shelling", where=ARN, day=DAY, last=NEXT, happening="two")
    incidents = reconcile([shelling("a", 0, 16), shelling("b", 0, 16), shelling("b", 1, 10), both])
    assert sorted(s.best or 0 for i in incidents for s in i.slots if s.mode == "increment") == [10, 16]


def test_the_toll_of_last_weeks_flood_finds_the_flood_of_that_week() -> None:
    first = mishap("a", VEST, kind="disaster", killed=17, missing=27)
    later = event(story("b", day=DAY + timedelta(days=9)), figure("killed", 58, side="NOR"), kind="disaster", where=NORLAND,
                  day=DAY - timedelta(days=2), last=DAY + timedelta(days=4))  # fmt: skip
    later = later.model_copy(update={"when": later.when.model_copy(update={"precision": "week"})})
    (incident,) = reconcile([first, later])
    assert slot(incident, "killed").best == 58
    assert reconcile([later, first]) == (incident,)
