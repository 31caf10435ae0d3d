"""Which claims on one number stand, and which number is shown."""

from __future__ import annotations

from datetime import timedelta

from schemas.event import Event
from schemas.figure import Claimant, Figure
from schemas.incident import Incident
from services.aggregator.reconcile import reconcile
from tests.unit.aggregator.telling import DAY, at, event, figure, outcomes, place, slot, speaker, story, swap

TOWN = place("Arnvik")
NEXT = DAY + timedelta(days=1)


def only(*events: Event) -> Incident:
    (incident,) = reconcile(events)
    return incident


def toll(name: str, number: int, clock: str = "12:00", **more: object) -> Event:
    fields = {k: more.pop(k) for k in ("claimant", "as_of", "superseded", "high", "denied_by") if k in more}
    return event(story(name, clock=clock, **more), figure("killed", number, side="NOR", **fields), where=TOWN)  # type: ignore[arg-type]


def test_a_rising_toll_replaces_and_never_adds() -> None:
    killed = slot(only(toll("a", 3, "09:00"), toll("b", 5, "11:00"), toll("c", 9, "15:00")), "killed")
    assert (killed.low, killed.best, killed.high, killed.rule) == (9, 9, 9, "only_number")
    assert outcomes(killed) == {"a": "superseded", "b": "superseded", "c": "standing"}


def test_a_falling_toll_replaces_too_and_the_higher_one_stays_as_high_until_withdrawn() -> None:
    killed = slot(only(toll("a", 9, "09:00"), toll("b", 7, "15:00")), "killed")
    assert (killed.low, killed.best, killed.high) == (7, 7, 9)
    assert outcomes(killed)["a"] == "high_only"


def test_a_claimant_who_lowers_the_number_takes_back_the_higher_one() -> None:
    mayor = speaker("Mayor Dahl", "local_official", "NOR")
    killed = slot(only(toll("a", 9, "09:00", claimant=mayor), toll("b", 7, "15:00", claimant=mayor)), "killed")
    assert (killed.low, killed.best, killed.high) == (7, 7, 7)


def test_a_number_its_own_story_calls_outdated_never_stands_even_as_high() -> None:
    mixed = event(
        story("a"), figure("killed", 7, side="NOR"), figure("killed", 9, side="NOR", superseded=True, start=40, end=41), where=TOWN
    )
    killed = slot(only(mixed), "killed")
    assert (killed.low, killed.best, killed.high) == (7, 7, 7)


def test_a_denied_number_is_withdrawn_where_its_own_side_denies_it() -> None:
    mayor = speaker("Mayor Dahl", "local_official", "NOR")
    denial = event(story("b", clock="15:00"), figure("killed", 9, side="NOR", claimant=mayor), where=TOWN, status="denied")
    killed = slot(only(toll("a", 9, "09:00"), toll("c", 7, "16:00"), denial), "killed")
    assert (killed.low, killed.best, killed.high) == (7, 7, 7)
    assert outcomes(killed) == {"a": "withdrawn", "b": "rejected", "c": "standing"}


def test_a_number_stated_as_of_an_earlier_hour_does_not_win_for_being_printed_later() -> None:
    stale = toll("newer story, old paragraph", 3, "20:00", as_of=at("08:00"))
    killed = slot(only(toll("a", 9, "15:00"), stale), "killed")
    assert (killed.best, killed.low) == (9, 9)


def test_a_day_without_an_hour_counts_as_the_end_of_that_day() -> None:
    killed = slot(only(toll("a", 3, "15:00"), toll("b", 5, "00:00", precision="day")), "killed")
    assert killed.best == 5


def test_a_story_that_gives_only_its_month_does_not_outdate_those_after_its_day() -> None:
    killed = slot(
        only(toll("monthly", 2, day=DAY.replace(day=1), clock="00:00", precision="month"), toll("next day", 3, day=NEXT)), "killed"
    )
    assert killed.best == 3


def test_a_vague_number_that_holds_the_exact_one_says_nothing_new() -> None:
    killed = slot(only(toll("a", 12, "09:00"), toll("b", 10, "15:00", high=None)), "killed")
    assert (killed.low, killed.best, killed.high) == (12, 12, 12)
    assert outcomes(killed)["b"] == "contained"


def test_opposed_parties_both_stand_and_the_own_side_is_shown() -> None:
    army, rebels = speaker("the army", side="NOR"), speaker("the front", side="front")
    ambush = event(
        story("a"),
        figure("killed", 9, side="NOR", by="front", claimant=army),
        figure("killed", 15, high=None, side="NOR", by="front", claimant=rebels, start=50, end=51),
        where=TOWN,
    )
    killed = slot(only(ambush), "killed")
    assert (killed.low, killed.best, killed.high, killed.rule, killed.grade) == (9, 9, None, "own_side", "contested")


def test_each_opposed_party_keeps_its_own_latest() -> None:
    def handed(name: str, number: int, clock: str, side: str) -> Event:
        claim = figure("bodies_returned", number, side="NOR", by="SWE", claimant=speaker(f"{side} ministry", side=side))
        return event(story(name, clock=clock), claim, ledger="exchange/NOR/SWE", kind="body_repatriation")

    returned = slot(
        only(handed("a", 1240, "09:00", "NOR"), handed("b", 1248, "10:00", "SWE"), handed("c", 1245, "11:00", "NOR")), "bodies_returned"
    )
    assert (returned.low, returned.best, returned.high, returned.rule) == (1245, 1245, 1248, "own_side")


def test_what_both_parties_say_is_agreed() -> None:
    def said(name: str, side: str) -> Event:
        return event(
            story(name),
            figure("released", 30, side="NOR", by="SWE", claimant=speaker(f"{side} ministry", side=side)),
            ledger="exchange/NOR/SWE",
            kind="prisoner_exchange",
        )

    freed = slot(only(said("a", "NOR"), said("b", "SWE")), "released")
    assert (freed.best, freed.grade, freed.rule) == (30, "agreed", "parties_agree")


def test_a_neutral_party_outweighs_both() -> None:
    claims = [("NOR ministry", "party", "NOR", 20), ("SWE ministry", "party", "SWE", 40), ("Red Cross", "third_party", None, 31)]
    said = [
        figure("released", n, side="NOR", by="SWE", claimant=speaker(name, role, side), start=n, end=n + 2)
        for name, role, side, n in claims
    ]
    told = event(story("a"), *said, ledger="exchange/NOR/SWE", kind="prisoner_exchange")
    freed = slot(only(told), "released")
    assert (freed.low, freed.best, freed.high, freed.rule) == (20, 31, 40, "neutral")


def test_of_what_flies_the_side_it_flies_at_is_believed() -> None:
    def barrage(name: str, number: int, side: str) -> Event:
        return event(story(name), figure("launched", number, side="rebels", by="rebels", claimant=speaker(f"{side} command", side=side)),
                     figure("intercepted", 5, side="rebels", by="NOR"), ledger="air/rebels", kind="air_attack")  # fmt: skip

    launched = slot(only(barrage("a", 14, "NOR"), barrage("b", 25, "rebels")), "launched")
    assert (launched.low, launched.best, launched.high, launched.rule) == (14, 14, 25, "own_side")


def test_of_equals_the_number_with_most_origins_wins_then_the_lower() -> None:
    three = slot(only(toll("a", 4), toll("b", 6), toll("c", 6)), "killed")
    assert (three.low, three.best, three.high, three.rule) == (4, 6, 6, "latest_most_origins")
    two = slot(only(toll("a", 4), toll("b", 6)), "killed")
    assert (two.best, two.rule) == (4, "latest_lower")


def test_within_one_story_the_first_number_of_a_speaker_stands() -> None:
    two = event(
        story("a"), figure("killed", 9, side="NOR", start=10, end=11), figure("killed", 4, side="NOR", start=300, end=301), where=TOWN
    )
    assert slot(only(two), "killed").best == 9


def test_what_two_witnesses_of_one_story_say_stands_for_each() -> None:
    two = event(
        story("a"),
        figure("killed", 23, side="NOR", claimant=speaker("health bureau", "local_official", "NOR"), start=10, end=11),
        figure("killed", 27, side="NOR", claimant=speaker("hospital", "eyewitness"), start=90, end=91),
        where=TOWN,
    )
    killed = slot(only(two), "killed")
    assert (killed.low, killed.best, killed.high) == (23, 23, 27)


def test_of_a_stock_only_the_latest_stands() -> None:
    def missing(name: str, number: int, clock: str) -> Event:
        return event(story(name, clock=clock), figure("missing", number, side="NOR"), where=TOWN, kind="accident")

    lost = slot(only(missing("a", 90, "09:00"), missing("b", 46, "18:00")), "missing")
    assert (lost.low, lost.best, lost.high) == (46, 46, 46)


def test_vague_numbers_alone_show_bounds_and_no_number() -> None:
    killed = slot(only(toll("a", 24, high=99)), "killed")
    assert (killed.low, killed.best, killed.high, killed.rule) == (24, None, 99, "bounds_only")


def test_a_claim_that_its_opponent_denies_and_nobody_else_makes_is_denied() -> None:
    assert slot(only(toll("a", 12, denied_by="the other side")), "killed").grade == "denied"
    assert slot(only(toll("a", 12, denied_by="the other side"), toll("b", 12)), "killed").grade == "contested"


def test_the_size_of_the_programme_is_not_the_number_of_one_handover() -> None:
    recalled = swap(story("b", clock="20:00"), 1000, programme="1,000-for-1,000")
    freed = slot(only(swap(story("a"), 390), recalled), "released", side="NOR")
    assert (freed.low, freed.best, freed.high) == (390, 390, 390)
    assert outcomes(freed)["b"] == "rejected"


def test_the_size_of_a_programme_is_known_from_whichever_story_names_it() -> None:
    bare = swap(story("b", clock="20:00"), 1000)
    named = swap(story("a"), 1000, programme="1,000-for-1,000", name="total")
    freed = slot(only(swap(story("c"), 390), bare, named), "released", side="NOR")
    assert (freed.low, freed.best, freed.high) == (390, 390, 390)


def test_a_number_told_again_beside_a_new_one_is_no_second_word() -> None:
    teller = story("b", clock="20:00")
    mayor = speaker("the mayor", "local_official")
    doctor = speaker("a doctor", "local_official")
    again = event(
        teller,
        figure("killed", 31, side="NOR", claimant=doctor, start=10, end=12),
        figure("killed", 22, side="NOR", claimant=mayor, start=90, end=92),
        where=TOWN,
    )
    killed = slot(only(toll("a", 22), again), "killed")
    assert (killed.low, killed.best, killed.high) == (31, 31, 31)
    assert slot(only(again), "killed").low == 22, "with nothing told before, both are news"


def test_of_two_tolls_that_give_only_their_common_day_the_higher_is_the_later() -> None:
    killed = slot(only(toll("a", 51, precision="day", clock="00:00"), toll("b", 49, precision="day", clock="00:00")), "killed")
    assert (killed.low, killed.best, killed.high) == (51, 51, 51)
    killed = slot(only(toll("a", 82, "10:54"), toll("b", 77, precision="day", clock="00:00")), "killed")
    assert (killed.low, killed.best, killed.high) == (82, 82, 82)


def test_of_one_days_tolls_it_does_not_matter_which_of_them_names_an_official() -> None:
    mayor = speaker("Mayor Dahl", "local_official", "NOR")
    killed = slot(only(toll("a", 1, precision="day", clock="00:00"), toll("b", 2, "17:35", claimant=mayor)), "killed")
    assert (killed.low, killed.best) == (2, 2)


def test_a_toll_of_the_next_day_replaces_a_higher_one_however_little_is_known_of_the_hours() -> None:
    first, later = toll("a", 51, precision="day", clock="00:00"), toll("b", 49, precision="day", clock="00:00", day=NEXT)
    assert slot(only(first, later), "killed").best == 49


def test_parties_that_are_opposed_keep_their_own_tolls_of_one_day() -> None:
    ours, theirs = (speaker(f"the {side} army", "party", side) for side in ("NOR", "SWE"))
    told = [event(story(n, precision="day", clock="00:00"), figure("killed", k, side="NOR", by="SWE", claimant=who), where=TOWN)
            for n, k, who in (("a", 9, ours), ("b", 15, theirs))]  # fmt: skip
    killed = slot(only(*told), "killed")
    assert (killed.low, killed.best, killed.high) == (9, 9, 15)


def test_what_one_hospital_counts_beside_the_toll_is_part_of_it() -> None:
    def both(number: int, doctor: Claimant) -> tuple[int, int | None]:
        whole = figure("killed", 93, side="NOR", by="SWE", claimant=speaker("the governor", "local_official", "NOR"), start=10, end=12)
        some = figure("killed", number, side="NOR", by="SWE", claimant=doctor, start=400, end=402)
        killed = slot(only(event(story("a"), whole, some, where=TOWN)), "killed")
        return killed.low, killed.best

    assert both(8, speaker("a doctor", "unknown")) == (93, 93)
    assert both(60, speaker("a doctor", "unknown")) == (60, 93)
    assert both(8, speaker("the army of Svea", "party", "SWE"))[0] == 8


def test_who_gives_the_storys_first_number_too_means_no_other_by_a_smaller_one_before_it() -> None:
    officials = speaker("state officials", "local_official", "NOR")
    told = event(
        story("a"),
        figure("killed", 23, side="NOR", start=10, end=12),
        figure("killed", 15, side="NOR", start=200, end=202, claimant=officials),
        figure("killed", 23, side="NOR", start=300, end=302, claimant=officials),
        where=TOWN,
    )
    killed = slot(only(told), "killed")
    assert (killed.low, killed.best, killed.high) == (23, 23, 23)


def test_where_no_two_parties_are_opposed_the_latest_official_toll_outweighs_a_neutral_one() -> None:
    told = event(
        story("a"),
        figure("killed", 362, side="NOR", start=10, end=12),
        figure("killed", 371, side="NOR", start=200, end=202, claimant=speaker("the Red Cross", "third_party")),
        where=TOWN,
    )
    assert slot(only(told), "killed").best == 362


def test_planes_that_come_to_the_number_of_the_freed_are_no_other_number_of_them() -> None:
    def freed(number: int, start: int, sentence: str) -> Figure:
        return figure("released", number, side="NOR", by="SWE", start=start, end=start + 2, sentence=sentence)

    planes = "One plane brought 125 of them and two others brought 58."
    told = event(
        story("a"), freed(183, 5, "Svea frees 183."), freed(125, 50, planes), freed(58, 80, planes), ledger="exchange/NOR/SWE",
        kind="prisoner_exchange",
    )  # fmt: skip
    released = slot(only(told), "released")
    assert (released.low, released.best, released.high) == (183, 183, 183)
    few = event(story("a"), freed(341, 5, "Svea frees 341."), freed(12, 50, "Buses brought 12 to Arnvik."), ledger="exchange/NOR/SWE",
                kind="prisoner_exchange")  # fmt: skip
    assert slot(only(few), "released").low == 341


def test_a_group_that_is_counted_outweighs_one_that_is_not_and_fills_a_whole_given_in_words() -> None:
    scores = figure("killed", 40, high=99, best=None, side="NOR", group="man")
    soldiers = figure("killed", 23, side="NOR", group="military")
    assert slot(only(event(story("a"), scores, soldiers, where=TOWN)), "killed").best == 23
    dozens = figure("killed", 24, high=99, best=None, side="NOR")
    civilians = figure("killed", 43, side="NOR", group="civilian")
    assert slot(only(event(story("a"), dozens, civilians, where=TOWN)), "killed").best == 43
    assert slot(only(event(story("a"), dozens, soldiers, where=TOWN)), "killed").best is None
