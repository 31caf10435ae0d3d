"""Words that end a noun phrase, loosen a number or stand for a noun."""

from __future__ import annotations

from schemas.figure import Group

STOPS = frozenset(
    """
    of in on at by for to from with without over near into after before during since under against across around between among through
    toward towards was were is are be been being has have had will would could may might shall should can did does do said says and or
    but as when while who which that where whose whom because if than then so also it he she they we not no off up down out about per
    via including includes include the a an this these its their his her our only just each apiece either both there overnight today
    yesterday tomorrow tonight early late later earlier alone already still now reportedly again elsewhere altogether monday tuesday
    wednesday thursday friday saturday sunday so home back considered confirmed feared believed presumed thought listed reported known
    to could may might
    """.split()
)
QUALIFIERS = frozenset(
    """
    at least about around some roughly approximately nearly almost close to more than over above up as many much high fewer less under
    no not another a an the further additional extra all only just estimated total of exactly perhaps well another's yet possibly even
    other remaining last first these those its their his her our
    """.split()
)
BODIES = frozenset({"bodies", "body", "remains", "coffins", "corpses"})
ANAPHORS = frozenset({"them", "whom", "which", "those", "these"})
DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "those", "these", "some", "all", "such"})
SUFFIXES = ("ers", "ors", "men", "women", "ists", "ians", "ees", "folk")
THINGS = frozenset(
    """
    numbers members figures letters orders centers centres quarters computers helicopters papers powers towers rivers meters metres
    kilometers containers trailers tankers bombers others factors doors floors errors tractors motors reactors trees trucks carriers
    lorries committees employers-associations launchers boosters interceptors detectors generators vehicles frigates offers cruisers
    years winters borders trawlers freighters steamers liners destroyers barriers scooters speakers servers printers
    charters chargers corridors mirrors sensors
    """.split()
)
GROUPS: dict[str, Group] = {"civilian": "civilian", "military": "military", "foreign": "foreign", "civilians": "civilian"}
