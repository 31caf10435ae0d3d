"""Those still held, those told again as they travel, and what goes the other way for those who have no number."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

GIRLS = "Boko Haram has released 21 of the more than 200 girls it kidnapped from a school in April 2014, the presidency said on Thursday. "
MANILA = "MANILA - The gunmen freed six Indonesian sailors on Sunday. "


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("With more than 150 children taken from a seminary last week still missing, parents protested.", "missing"),
        ("With 150 pupils seized from a seminary last week still held, parents protested.", "detained"),
    ],
)
def test_those_seized_who_are_still_gone(told: Told, sentence: str, measure: str) -> None:
    rows = told("KADUNA (Reuters) - Gunmen freed 40 kidnapped students on Saturday, the governor said. " + sentence)
    assert [(row["measure"], row["mode"]) for row in rows if row["best"] in (150, 151)] == [(measure, "cumulative")]


def test_those_seized_and_since_let_go_were_seized(told: Told) -> None:
    rows = told("KADUNA (Reuters) - Gunmen seized 150 pupils from a seminary last week. Nobody is still held.")
    assert figures(rows, "mode", measure="abducted") == [("increment",)]


def test_who_is_held_as_others_are(told: Told) -> None:
    rows = told(MANILA + "The other three are still in the gang's hands, as are four Vietnamese seized off Sulu last month.")
    assert figures(rows, "low", "mode", measure="detained") == [(3, "cumulative"), (4, "cumulative")]
    assert not figures(rows, "low", measure="abducted")


def test_who_is_named_as_one_of_several_is_not_counted(told: Told) -> None:
    rows = told(MANILA + "In April they beheaded Alan Moore, one of five people abducted from a resort in March.")
    assert figures(rows, "measure", "low") == [("abducted", 5), ("released", 6)]


def test_another_kidnapping_is_no_other_captive(told: Told) -> None:
    rows = told("KADUNA - Schools were shut after the raid and another smaller hostage-taking in Zamfara when 12 farmers were abducted.")
    assert figures(rows, "low") == [(12,)]


def test_the_dead_that_a_count_of_arrests_goes_on_to_are_a_sum_too(told: Told) -> None:
    rows = told(
        "MINSK - A monitoring group says more than 9,000 people have been arrested for their politics since the vote in August 2020. "
        "It puts the number of protesters killed by police at about 90."
    )
    assert figures(rows, "mode", measure="killed") == [("cumulative",)]


def test_those_on_a_flight_of_an_exchange_are_let_go(told: Told) -> None:
    rows = told(
        "ADEN (AFP) - Yemen's government and the Houthis exchanged more than 1,000 prisoners on Friday. "
        "A hundred and ten former detainees were on the plane from Sanaa and 90 on the one from Sayoun."
    )
    assert figures(rows, "low", measure="released") == [(90,), (110,), (1001,)]
    assert not figures(rows, "low", measure="detained")


def test_inmates_in_a_story_of_dissent_are_the_states_own(told: Told) -> None:
    rows = told(
        "CARACAS - Venezuela has begun to free political prisoners, days after the United States struck a naval base there. Hundreds of "
        "political prisoners are in its jails. Some 30 to 40 men are thought to sit in the Tocuyito prison."
    )
    assert {(row["side"], row["by"]) for row in rows if row["measure"] == "detained"} == {("VEN", "VEN")}


def test_what_a_release_has_brought_a_number_to(told: Told) -> None:
    rows = told(
        "JERUSALEM (AFP) - Hamas on Saturday released 17 hostages. It brought to 58 the number of captives set free since the pause began."
    )
    assert figures(rows, "status", "mode", low=58) == [("happened", "cumulative")]


def test_the_other_way_for_those_who_have_no_number(told: Told) -> None:
    rows = told(GIRLS + "The girls were freed in exchange for four jailed commanders, a security source said.")
    assert figures(rows, "side", "by", low=4) == [("boko-haram", "NGA")]


def test_of_those_seized_long_ago(told: Told) -> None:
    rows = told(GIRLS + "Of the 276 girls seized, 57 escaped within hours.")
    assert figures(rows, "start", low=276) == [("2014-04-01",)]


def test_among_a_people_let_go(told: Told) -> None:
    rows = told(
        "KIEV (AP) - Russia and Ukraine exchanged 70 prisoners on Saturday, 35 from each side. "
        "Among the Ukrainians were 24 sailors captured off Crimea in November."
    )
    assert figures(rows, "measure", "side", "mode", low=24) == [("released", "UKR", "part")]


def test_foreigners_are_of_no_side(told: Told) -> None:
    rows = told(
        "KYIV - Ukraine got back 215 people in a swap with Russia on Friday. It handed over 55 Russians. "
        "Ten foreigners had been freed as well, the Saudi government said."
    )
    assert figures(rows, "side", low=10) == [(None,)]


def test_the_same_people_flown_on_are_let_go_once(told: Told) -> None:
    rows = told(
        "ABUJA (AP) - Boko Haram freed 82 schoolgirls on Friday in exchange for five commanders. The 82 were flown to Abuja on Saturday."
    )
    assert figures(rows, "low", "start") == [(5, "2025-05-23"), (82, "2025-05-23")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ELN freed three oil workers kidnapped a month ago.",
        "The ELN has freed three oil workers it kidnapped a month ago and will hand over two policemen on Monday.",
        "The ELN let go three oil workers it had captured near Arauca on May 3.",
        "Rebels released three oil workers they seized on May 3.",
    ],
)
def test_the_day_of_the_taking_is_not_that_of_the_release(told: Told, sentence: str) -> None:
    assert figures(told("BOGOTA (Reuters) - " + sentence), "start", "status", low=3) == [("2025-05-24", "happened")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three oil workers seized on May 3 were freed on Friday.",
        "Three oil workers kidnapped on May 3 near Arauca were freed by the ELN on Friday.",
        "Three oil workers abducted early in May near Arauca have been let go on Friday.",
    ],
)
def test_who_was_seized_before_was_freed_on_the_day_told_after(told: Told, sentence: str) -> None:
    rows = told("BOGOTA (Reuters) - " + sentence)
    assert figures(rows, "start", low=3, measure="released") == [("2025-05-23",)]


def test_a_year_of_kidnappings_is_a_sum_and_one_raid_is_none(told: Told) -> None:
    rows = told(
        "BOGOTA (Reuters) - Rebels freed four aid workers. Some 280 people were kidnapped in Colombia last year. "
        "In 2012 gunmen abducted 90 pupils in a raid on a school."
    )
    assert figures(rows, "best", "mode", measure="abducted") == [(90, "increment"), (280, "cumulative")]


def test_some_of_those_freed_had_been_held(told: Told) -> None:
    rows = told("BOGOTA (Reuters) - Rebels freed 14 soldiers on Friday. Six had been held for a decade.")
    assert figures(rows, "measure", "mode", low=6) == [("released", "part")]


def test_who_is_held_likewise_was_seized_on_the_day_that_is_told(told: Told) -> None:
    rows = told("A nun is still in the hands of her captors, as are two pupils seized on Sunday in Chad, a bishop said.")
    assert figures(rows, "measure", low=2) == [("abducted",)]
