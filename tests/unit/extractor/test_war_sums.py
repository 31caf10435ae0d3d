"""What a war has cost by now, told beside the attack of the day; and the hurt and the shipwrecked whom others take in."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

SHELLED = "Ethiopian shelling of the Sudanese border town of Gallabat killed six people on Saturday, Sudan's army said.\n\n"


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("Ethiopian officials said 91 of its soldiers were killed in the hostilities.", "cumulative"),
        ("Sudanese officials said Ethiopia's strikes killed 3,100 people in the country.", "cumulative"),
        ("Splinters that fell on villages earlier in the war killed 91 people.", "cumulative"),
        ("A shell that struck a bus earlier in the war killed 91 people.", "increment"),
        ("Some 91 Sudanese have been killed since Ethiopia stepped up its raids in early May to seize the pass.", "cumulative"),
        ("The gunmen have now burned two ferries, seized a third and killed 91 traders.", "cumulative"),
        ('"Five soldiers were killed in the conflict," a colonel said.', "part"),
    ],
)
def test_what_the_war_has_cost_is_no_toll_of_the_day(told: Told, body: str, mode: str) -> None:
    assert told(SHELLED + body)[-1]["mode"] == mode


def test_a_quake_that_has_now_killed_so_many_did_so_at_once(told: Told) -> None:
    body = "The earthquake that struck Herat on Wednesday has now killed 46 people and injured 112, officials said."
    assert figures(told(body), "low", "mode") == [(46, "increment"), (112, "increment")]


def test_strikes_drive_people_out_one_after_the_other(told: Told) -> None:
    body = SHELLED + "Officials said the strikes had driven 41,000 villagers from their homes."
    assert figures(told(body), "mode", measure="displaced") == [("cumulative",)]


def test_a_sum_goes_on_after_a_remark(told: Told) -> None:
    body = (
        "An air raid on Mekelle killed 10 people on Monday.\n\nSince fighting broke out on April 28, Ethiopia says, 75 of its villagers "
        "have been killed and 300 wounded. It gives no figures for its army. The rebels say 51 of their villagers have also died."
    )
    assert figures(told(body), "mode", low=51) == [("cumulative",)]


def test_the_first_fire_in_a_month_is_of_its_own_day(told: Told) -> None:
    body = (
        "The army said on Thursday that militants in Gaza had fired three rockets at Ashkelon, the first time that the town had "
        "come under rocket fire from the coastal strip in a month."
    )
    assert figures(told(body), "mode", measure="launched") == [("increment",)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Doctor Abel Tesfaye said the Wukro hospital was coping with 151 wounded.", 151),
        ("The Wukro hospital was dealing with more than 150 injuries, he said.", 151),
        ("The Wukro medical centre said it had taken in 26 injured people, four of whom were admitted to intensive care.", 26),
    ],
)
def test_whom_a_hospital_has_are_some_of_the_hurt(told: Told, body: str, low: int) -> None:
    body = "The assault on Adigrat killed 60 people and injured 220 on Friday, the mayor said.\n\n" + body
    assert figures(told(body), "measure", "mode", low=low) == [("injured", "part")]


def test_the_wounded_whom_a_swap_brings_home_are_no_patients(told: Told) -> None:
    body = "Ukraine said its hospitals had received 26 wounded soldiers in a swap of captives with Russia on Friday."
    assert figures(told(body), "measure", low=26) == [("released",)]


def test_sailors_recovered_from_the_sea_are_saved(told: Told) -> None:
    body = "Four sailors were killed when rebels sank a freighter on Friday. Eleven castaways have been recovered from the sea."
    assert figures(told(body), "measure", low=11) == [("rescued",)]
    body = "Ukraine recovered 45 soldiers from Russian captivity in an exchange on Friday."
    assert figures(told(body), "measure", low=45) == [("released",)]
