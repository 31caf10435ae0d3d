"""Protests and crackdowns: who is arrested by and by, what is withdrawn, which day a blast is of."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "number"),
    [
        # Arrests go on, whatever one happening the story is of.
        ("Gunmen attacked a market in Jos in Nigeria on Monday, killing nine. Police said 40 suspects had been detained so far.", 40),
        # Of the days that the story leads with.
        ("At least 106 protesters have been killed in Iran since Monday, Amnesty said. About 60 people have been arrested.", 54),
    ],
)
def test_arrests_of_unrest_are_a_sum(told: Told, body: str, number: int) -> None:
    assert figures(told(body), "low", "mode", measure="detained") == [(number, "cumulative")]


@pytest.mark.parametrize(
    "body",
    [
        "The ruling party at first said three supporters had been killed in Harare, but later withdrew the claim.",
        "A village chief claimed that 20 herders had died near Jos in Nigeria and then retracted his statement.",
    ],
)
def test_whoever_withdraws_a_claim_denies_it(told: Told, body: str) -> None:
    assert figures(told(body), "status", measure="killed") == [("denied",)]


def test_a_day_that_has_lost_its_apostrophe_owns_the_happening_too(told: Told) -> None:
    body = "At least 24 people are now known to have died in Mondays airstrikes on a school in Idlib in Syria, monitors said."
    assert figures(told(body), "start", measure="killed") == [("2025-05-19",)]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("At least 146 civilians were killed in Ukraine in April, the UN mission said in its monthly update.", "cumulative"),
        ("The figures mark a drop from March, when 174 civilians were killed.", "cumulative"),
        ("Up to nine people were killed in April in the town of Nyala, Sudan.", "increment"),
        ("In April another bus fell off the cliff and 37 people died.", "increment"),
        ("Seventeen people were killed in April when soldiers opened fire on a sit-in in Khartoum.", "increment"),
    ],
)
def test_a_month_as_a_whole_is_a_sum_and_a_happening_of_the_month_is_not(told: Told, body: str, mode: str) -> None:
    assert figures(told(body), "mode", measure="killed") == [(mode,)]


def test_the_same_period_is_that_of_the_number_before(told: Told) -> None:
    body = "Attacks in Cabo Delgado displaced 18,400 people between 1 and 12 May. At least 27 civilians died over the same period."
    assert figures(told(body), "mode", "start", "end", measure="killed") == [("cumulative", "2025-05-01", "2025-05-12")]


@pytest.mark.parametrize(
    ("body", "measure"),
    [
        ("More than 500 people were killed in the crackdown that followed last year's protests in Iran.", "killed"),
        ("More than 50,000 people have fled Rutshuru in Congo since rebels retook the town last week.", "displaced"),
    ],
)
def test_what_goes_on_for_weeks_is_a_sum_in_whatever_tense(told: Told, body: str, measure: str) -> None:
    assert figures(told(body), "mode", measure=measure) == [("cumulative",)]


def test_a_line_of_a_chronology_has_the_year_that_it_begins_with(told: Told) -> None:
    body = "Bombings in Colombia:\n\n1989 - A bomb on a jetliner in November kills 107 people near Bogota."
    assert figures(told(body), "start", "end", measure="killed") == [("1989-11-01", "1989-11-30")]


def test_what_those_freed_are_made_up_of_is_some_of_them(told: Told) -> None:
    body = "More than 130 pupils kidnapped in Kaduna in Nigeria were freed on Friday. He said the 137 comprised 76 girls and 61 boys."
    assert figures(told(body), "low", "mode", measure="released") == [(61, "part"), (76, "part"), (131, "increment"), (137, "increment")]


@pytest.mark.parametrize(
    ("body", "measure", "expected"),
    [
        # Of the men named first in the sentence, whom nobody counts.
        ("A bomb in Bern killed 90 people. Nineteen men were found guilty, six of them in their absence.", "killed", [(90, 90)]),
        ("Police in Bern detained four men. Three of them pleaded guilty.", "detained", [(4, 4)]),
        ("Two aid workers, both 29, were abducted in Kabul on Friday.", "abducted", [(2, 2)]),
        ("The war in Bosnia claimed about 100,000 lives.", "killed", [(90000, 110000)]),
        ("Hundreds, if not thousands, of people were killed when tanks rolled into Beijing.", "killed", [(200, 999)]),
        ("A gunman killed nine people in Bern. Rescuers are looking for 13 others.", "missing", [(13, 13)]),
    ],
)
def test_numbers_of_court_reports_and_recaps(told: Told, body: str, measure: str, expected: list[tuple[int, int]]) -> None:
    assert figures(told(body), "low", "high", measure=measure) == expected


def test_thousands_who_have_been_arrested_were_not_arrested_at_once(told: Told) -> None:
    body = "More than 290 people died in Friday's coup attempt in Turkey. The minister said 6,000 people had been detained."
    assert figures(told(body), "low", "mode", measure="detained") == [(6000, "cumulative")]


def test_who_is_still_missing_years_later_is_a_stock(told: Told) -> None:
    body = "Bosnia marked the 27th anniversary of the Srebrenica massacre of July 11, 1995. About 1,000 people are still missing."
    assert figures(told(body), "low", "mode", measure="missing") == [(900, "cumulative")]


def test_countries_before_a_colon_begin_the_items_of_a_digest(told: Told) -> None:
    body = (
        "Indonesia: Six officers were killed in a jail riot near Jakarta on Thursday.\n\n"
        "Kenya: The toll from a dam collapse at Solai has risen to 45.\n\n"
        "Armenia: Police released 104 demonstrators on Friday, a spokesman said."
    )
    assert figures(told(body), "low", "side") == [(6, "IDN"), (45, "KEN"), (104, "ARM")]


@pytest.mark.parametrize(
    "body",
    [
        "Five men were abducted and later killed near Gao in Mali.",
        "Five men were rounded up in Gao in Mali and hacked to death in a forest.",
        "Five soldiers were captured by rebels near Gao in Mali and executed.",
    ],
)
def test_who_is_taken_and_killed_is_counted_for_both(told: Told, body: str) -> None:
    assert (5, "killed") in figures(told(body), "low", "measure")
    assert len(figures(told(body), "low")) == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Attackers shot or slit the throats of at least 26 people in Mubi in Nigeria.", [(26, "increment")]),
        ("In Abuja 25 people were killed and over 80 wounded, 11 of the dead being students.", [(11, "part"), (25, "increment")]),
    ],
)
def test_the_dead_are_the_dead(told: Told, body: str, expected: list[tuple[int, str]]) -> None:
    assert figures(told(body), "low", "mode", measure="killed") == expected


def test_a_year_before_deeds_counts_none_of_them(told: Told) -> None:
    assert figures(told("A witness told of seven deaths.", headline="Gambia trial hears of 2005 killings"), "low") == [(7,)]


def test_where_people_are_charged_is_not_where_others_died(told: Told) -> None:
    body = "Bombs went off in Paris on Friday. Seven men were charged in Belgium over the bombings, in which 130 people died."
    assert "BEL" not in {side for (side,) in figures(told(body), "side", measure="killed")}


def test_a_group_based_abroad_is_no_side_of_the_arrested(told: Told) -> None:
    body = "Protests went on in Iran, the Norway-based group Hengaw said, adding that 400 people had been arrested."
    assert figures(told(body), "side", measure="detained") == [("IRN",)]


def test_a_war_drives_out_by_and_by(told: Told) -> None:
    body = "Gunmen killed 132 people in Bankass in Mali on Friday. The conflict has forced more than 50,000 people from their homes."
    assert figures(told(body), "low", "mode", measure="displaced") == [(50001, "cumulative")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Some 3,200 people were killed under the dictatorship in Chile.", "cumulative"),
        ("Seven people were killed under the rubble of a block in Chile.", "increment"),
    ],
)
def test_the_dead_of_a_ruler_are_a_sum(told: Told, body: str, expected: str) -> None:
    assert figures(told(body), "mode", measure="killed") == [(expected,)]


def test_some_of_those_whom_a_sweep_has_brought_in(told: Told) -> None:
    body = "Spanish police arrested three people on Thursday in a crackdown that netted 40 suspects."
    assert figures(told(body), "low", "mode", measure="detained") == [(3, "part"), (40, "cumulative")]


@pytest.mark.parametrize(
    ("body", "shares"),
    [
        ("A gunman killed 77 people in Norway on Friday. He killed 69 at a youth camp and eight with a bomb.", [8, 69]),
        # One who died elsewhere is told of in words.
        ("Gunmen killed 130 people in Paris on Friday. At the concert hall 90 people died and at the cafes 39.", [39, 90]),
    ],
)
def test_places_told_with_one_verb_share_the_toll(told: Told, body: str, shares: list[int]) -> None:
    assert figures(told(body), "low", measure="killed", mode="part") == [(n,) for n in shares]
