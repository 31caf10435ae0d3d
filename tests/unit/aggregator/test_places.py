"""When two names can mean one place."""

from __future__ import annotations

import pytest

from schemas.figure import Where
from services.aggregator.places import POINT, Place, distance_km, holds, may_hold, place_of, same_place
from tests.unit.aggregator.telling import place


def at(name: str, **more: object) -> Place:
    found = place_of(place(name, **more))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_nothing_named_is_no_place() -> None:
    assert place_of(None) is None
    assert place_of(Where(name=" , ")) is None


@pytest.mark.parametrize(
    ("one", "other"), [
        ("Bardaï", "Bardai"), ("Odesa", "Odesa city"), ("Sol district, Arnvik", "Arnvik"), ("Arnvik, Bexfjord", "Bexfjord"),
        ("Arnvik mine", "Arnvik"), ("the Arnvik refugee camp", "Arnvik refugee"), ("Market", "market"),
    ],
)  # fmt: skip
def test_spellings_districts_sites_and_lists_of_one_place_are_the_same(one: str, other: str) -> None:
    assert same_place(at(one), at(other))
    assert same_place(at(other), at(one))


def test_two_districts_of_one_city_are_two_places_and_each_is_the_city_for_all_that_is_said() -> None:
    one, other, city = (at(name) for name in ("Karrada district, Baghdad", "Shaab neighbourhood, Baghdad", "Baghdad"))
    assert not same_place(one, other)
    assert same_place(one, city)
    assert same_place(other, city)
    assert same_place(one, at("Karrada neighbourhood, Baghdad"))


def test_namesakes_in_two_regions_or_countries_are_not() -> None:
    assert not same_place(at("Holm", region="Vest"), at("Holm", region="Ost"))
    assert not same_place(at("Holm", country="NOR"), at("Holm", country="SWE"))


def test_a_city_is_not_the_region_of_its_name_but_lies_in_it() -> None:
    region = at("Vest region", precision="admin1")
    assert not same_place(at("Vest"), region)
    assert holds(region, at("Vest"))
    assert holds(region, at("Arnvik", region="Vest Oblast"))
    assert not holds(region, at("Vest", region="Vest City and Sea"))
    assert not holds(at("Arnvik"), region)


def test_a_land_holds_its_regions_of_the_compass_and_they_hold_none_of_one_another() -> None:
    land, north, south = (at(f"{name} region", precision="admin1") for name in ("Vest", "North Vest", "South Vest"))
    town = at("Arnvik", region="North Vest")
    assert holds(land, town)
    assert holds(north, town)
    assert not holds(south, town)


def test_a_village_of_no_known_region_may_lie_in_any_of_its_country() -> None:
    region = at("Vest region", precision="admin1")
    assert may_hold(region, at("Smaby"))
    assert not may_hold(region, at("Smaby", region="Ost"))
    assert not may_hold(region, at("Smaby", country="SWE"))


def test_points_beside_one_another_are_one_scene() -> None:
    village = place_of(Where(name="Smaby", country="NOR", lat=60.0, lon=10.0, precision="point"))
    abbey = place_of(Where(name="the abbey", country="NOR", lat=60.02, lon=10.03, precision="point"))
    town = place_of(Where(name="Arnvik", country="NOR", lat=60.2, lon=10.0, precision="city"))
    assert village is not None
    assert abbey is not None
    assert town is not None
    assert same_place(village, abbey)
    assert not same_place(village, town)


def test_distance_is_right_across_the_date_line() -> None:
    assert distance_km((0.0, 179.99), (0.0, -179.99)) == pytest.approx(2.22, abs=0.05)
    assert distance_km((50.45, 30.52), (46.48, 30.72)) == pytest.approx(441, rel=0.01)


def test_a_township_that_no_gazetteer_has_is_wider_than_its_villages() -> None:
    """An air raid is told of the township first, and of the village when somebody has been there."""
    township = place_of(Where(name="Harvik township", country="NOR", precision="city"))
    village = place_of(Where(name="Smallby", country="NOR", precision="city"))
    assert township is not None
    assert village is not None
    assert may_hold(township, village)
    assert not same_place(township, village)


def test_a_county_town_that_the_gazetteer_has_is_a_spot() -> None:
    town = place_of(Where(name="Orange County", country="USA", lat=33.7, lon=-117.8, precision="city"))
    assert town is not None
    assert town.width == POINT
