"""Fights with losses on both sides: whose they are, what is some of what, who claims what of whom, and on which day."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

NEWS = "2024-05-14"  # a Tuesday


def test_what_each_of_two_sides_lost_is_no_share_of_the_sum_over_both(told: Told) -> None:
    rows = told(
        "At least 26 people were killed on Tuesday when CODECO militiamen attacked an army base in Ituri, DR Congo, officials said.\n\n"
        "Eleven soldiers and 15 militiamen were killed in the fighting, Colonel Jean Ngoma said.",
        published=NEWS,
    )
    assert figures(rows, "low", "side", "mode") == [
        (11, "COD", "increment"), (15, "codeco", "increment"), (26, None, "increment")
    ]  # fmt: skip


def test_kinds_of_one_side_are_shares_of_its_dead(told: Told) -> None:
    rows = told(
        "Nine people were killed in an ELN attack in Arauca, Colombia, on Tuesday, the army said.\n\n"
        "Four soldiers and five civilians died, it said.",
        published=NEWS,
    )
    assert figures(rows, "low", "side", "mode") == [(4, "COL", "part"), (5, "COL", "part"), (9, "COL", "increment")]


def test_a_week_of_clashes_is_a_sum_and_the_losses_of_its_worst_day_are_not_its_shares(told: Told) -> None:
    rows = told(
        "Fighting between troops and Abu Sayyaf gunmen has killed 31 people in Basilan in the southern Philippines this week, the military "
        "said on Friday.\n\n"
        "The toll included 12 soldiers and 16 gunmen killed on Wednesday, when the gunmen ambushed a convoy, said Colonel Juan Reyes.",
        published="2024-05-17",
    )
    assert figures(rows, "low", "mode", "start") == [
        (12, "increment", "2024-05-15"), (16, "increment", "2024-05-15"), (31, "cumulative", "2024-05-13")
    ]  # fmt: skip


def test_what_the_foe_claims_holds_nothing_of_what_the_army_admits(told: Told) -> None:
    rows = told(
        "Colombian troops killed 21 FARC rebels on Thursday, the military said.\n\n"
        "The FARC said it had killed 25 soldiers in the southern region of Cauca.\n\n"
        "The military said two soldiers were killed in the clashes with the FARC in the town of Toribio in Cauca.",
        published="2024-05-16",
    )
    assert figures(rows, "side", "mode", low=2) == [("COL", "increment")]


def test_whoever_says_so_is_they_and_not_the_army_that_the_sentence_tells_of(told: Told) -> None:
    rows = told(
        "Colombian troops killed 21 FARC rebels on Thursday, the military said.\n\n"
        "The FARC, who want land reform, said in a statement they had repelled an army advance and killed 25 soldiers.",
        published="2024-05-16",
    )
    assert figures(rows, "side", "by", low=25) == [("COL", "farc")]


def test_the_bodies_of_fighters_are_the_foes(told: Told) -> None:
    rows = told(
        "Colombian troops killed 21 FARC rebels on Thursday, the military said.\n\n"
        "General Juan Gomez said his troops had found the bodies of eight fighters in a wood.",
        published="2024-05-16",
    )
    assert figures(rows, "side", "by", low=8) == [("farc", "COL")]


@pytest.mark.parametrize(
    "sentence",
    [
        "On Wednesday a police truck hit a mine near Djugu, killing four officers.",
        "A police car struck a roadside bomb near Djugu on Wednesday, killing four officers.",
    ],
)
def test_nobody_in_a_truck_that_hits_a_mine_has_done_it(told: Told, sentence: str) -> None:
    lead = "CODECO gunmen killed 20 villagers in Ituri, DR Congo, on Tuesday, officials said."
    assert figures(told(f"{lead}\n\n{sentence}", published="2024-05-16"), "side", low=4) == [("COD",)]


def test_those_who_ambush_kill_whatever_their_victims_were_about(told: Told) -> None:
    rows = told(
        "Abu Sayyaf gunmen killed six people in Basilan in the southern Philippines on Tuesday.\n\n"
        "Early on Wednesday, the insurgents ambushed troops of the army's 12th Infantry Battalion who were going to buy rice "
        "in Maluso township, killing ten soldiers and wounding another, Reyes said.",
        published="2024-05-16",
    )
    assert figures(rows, "side", "by", low=10) == [("PHL", "abu-sayyaf")]


def test_two_others_are_none_of_those_who_laid_the_ambush(told: Told) -> None:
    rows = told(
        "Al-Qaeda gunmen killed nine soldiers near Loder, Yemen, on Thursday.\n\n"
        '"They were caught in an Al-Qaeda ambush which led to the deaths of six soldiers and two others being hurt," an officer said.',
        published="2024-05-16",
    )
    assert figures(rows, "side", low=2) == [("YEM",)]


def test_a_day_counted_in_one_breath_is_no_sum_of_many_days(told: Told) -> None:
    rows = told(
        "Fighting in Ituri, DR Congo, during the last 24 hours has killed one soldier and seven policemen as well as three CODECO gunmen, "
        "officials said on Thursday.",
        published="2024-05-16",
    )
    assert {mode for (mode,) in figures(rows, "mode")} == {"increment"}


@pytest.mark.parametrize(
    ("story", "party"),
    [
        (
            "Six soldiers died in a clash with the West Papua National Liberation Army in Papua, Indonesia, on Monday.\n\n"
            "Colonel Aidi said seven fighters of the liberation army had died.",
            "west-papua-national-liberation-army",
        ),
        (
            "Six soldiers died in a clash with the Tamil Tigers near Jaffna, Sri Lanka, on Monday.\n\n"
            "Colonel Silva said seven men of the Tigers had been killed.",
            "ltte",
        ),
    ],
)
def test_a_party_is_called_by_the_last_words_of_its_name(told: Told, story: str, party: str) -> None:
    assert figures(told(story, published=NEWS), "side", low=7) == [(party,)]


def test_the_number_before_fighters_in_a_headline_is_no_part_of_a_name(told: Told) -> None:
    rows = told(
        "The People Defense Force (PDF) says five of its troops were killed outside Kani, Myanmar, on Tuesday.",
        headline="Five Sagaing Resistance Fighters Killed",
        published="2024-05-16",
    )
    assert figures(rows, "side") == [("people-s-defence-force",), ("people-s-defence-force",)]


@pytest.mark.parametrize(
    ("sentence", "low", "start"),
    [
        ("Six people were killed in marches held in three Chadian towns to mark the second anniversary of a massacre.", 6, "2024-05-14"),
        ("Protests on the first anniversary of the coup in Niger left seven people dead.", 7, "2024-05-14"),
        (
            "Relatives of 43 miners killed in a collapse in Zambia gathered on Tuesday to mark the third anniversary of the disaster.",
            43,
            "2021-05-14",
        ),
        ("Hundreds marched in Bamako on the first anniversary of the attack in which gunmen killed 22 people.", 22, "2023-05-14"),
    ],
)
def test_who_dies_as_an_anniversary_is_marked_dies_on_it(told: Told, sentence: str, low: int, start: str) -> None:
    assert figures(told(sentence, published=NEWS), "start", low=low) == [(start,)]


@pytest.mark.parametrize(
    ("body", "low", "start"),
    [
        (
            "Workers said on Wednesday the death toll had climbed to 22 following an ambush that targeted villagers going to church on "
            "Sunday in Torit, South Sudan.",
            22,
            "2024-05-12",
        ),
        (
            "Two soldiers have been killed in an ambush in the north of Mali, the army said.\n\n"
            "Troops beat off the attack near Ansongo on Monday, the general staff said in a statement released overnight.\n\n"
            "It said over 40 rebels died in other operations in April.\n\n"
            "In one, it said a strike had killed 31 fighters on April 27.",
            2,
            "2024-05-13",
        ),
    ],
)
def test_the_day_of_the_fight(told: Told, body: str, low: int, start: str) -> None:
    assert figures(told(body, published=NEWS), "start", low=low) == [(start,)]


def test_some_with_one_of_another_kind_are_a_part_of_all_the_hurt(told: Told) -> None:
    rows = told(
        "A blast killed three policemen and wounded five other officers and a civilian in Yala, Thailand, on Tuesday, police said.",
        headline="Blast wounds six",
        published=NEWS,
    )
    assert figures(rows, "low", "mode", measure="injured") == [(5, "part"), (6, "increment")]


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("No one was killed but two people were critically injured.", "part"),
        ("Four people were seriously injured in another shooting in Dallas.", "increment"),
        ("Nearly 90 injured have been discharged from hospital, he said.", "part"),
    ],
)
def test_how_badly_some_were_hurt(told: Told, sentence: str, mode: str) -> None:
    rows = told(f"A shooting in a club in Austin, Texas, on Sunday left 95 people wounded, police said.\n\n{sentence}", published=NEWS)
    assert [row["mode"] for row in rows if row["measure"] == "injured"] == ["increment", mode]


def test_two_towns_told_one_by_one_share_the_few_of_the_lead(told: Told) -> None:
    rows = told(
        "At least seven protesters were killed on Tuesday in clashes with police in Basra and the town of Amara in Iraq.\n\n"
        "Four people were killed when gas canisters hit them, medics said.\n\n"
        "A second doctor said three protesters were gunned down by guards in the southern town of Amara.",
        published=NEWS,
    )
    assert figures(rows, "low", "mode") == [(3, "part"), (4, "part"), (7, "increment")]


def test_the_day_of_a_report_is_not_that_of_the_ambush_it_tells_of(told: Told) -> None:
    rows = told(
        "An ambush by gunmen has left 15 soldiers dead in Borno, Nigeria, according to a report yesterday.\n\n"
        "The attack took place on Saturday near Damboa.",
        published=NEWS,
    )
    assert figures(rows, "start", low=15) == [("2024-05-11",)]


def test_a_toll_after_an_ambush_has_the_day_of_the_ambush(told: Told) -> None:
    rows = told(
        "Two soldiers were killed on Saturday in Pader in Uganda, the army said.\n\n"
        "Workers said on Tuesday the death toll had climbed to 22 following an ambush by rebels that targeted villagers on Sunday in "
        "neighbouring Kitgum district.",
        published=NEWS,
    )
    assert figures(rows, "low", "start") == [(2, "2024-05-11"), (22, "2024-05-12")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("A doctor said that the bodies of four more soldiers slain in the ambush were taken to the hospital of Marib.", [("killed", 4)]),
        ("Six security forces were killed in Marib.", [("killed", 6)]),
        ("The group said its men killed 30 soldiers and seized 11 lorries, five of which were armoured.", [("killed", 30)]),
        ("They drove the two car bombs up to the gate and set off three truck bombs.", []),
    ],
)
def test_what_is_counted_in_a_fight(told: Told, sentence: str, found: list[tuple[str, int]]) -> None:
    assert figures(told(sentence, published=NEWS), "measure", "low") == found


def test_fighters_of_one_people_are_one_party_whatever_they_are_called(told: Told) -> None:
    rows = told(
        "Fighting in Ingushetia over the last 24 hours has killed one Russian serviceman and seven policemen as well as five separatist "
        "rebels, officials said on Tuesday.\n\n"
        "A gun battle with Chechen separatists in Magas led to the deaths of two policemen. Five Chechen rebels were killed there.",
        headline="Eight Security Forces, Five Rebels Dead In Ingushetia",
        published=NEWS,
    )
    assert {side for (side,) in figures(rows, "side", low=5)} == {"chechen-rebels"}
    assert figures(rows, "mode", low=8) == [("increment",)]
    assert figures(rows, "low", "mode", claimant="officials", side="RUS") == [(1, "part"), (7, "part")]


def test_resistance_fighters_are_of_the_one_group_that_is_named_beside_the_rulers(told: Told) -> None:
    rows = told(
        "Five resistance members were killed in raids by Myanmar junta troops in Kani on Tuesday.\n\n"
        "The People's Defence Force (PDF) said six of its troops were wounded.",
        published=NEWS,
    )
    assert {side for (side,) in figures(rows, "side")} == {"people-s-defence-force"}


def test_others_in_a_sentence_that_names_nobody_are_such_as_those_before(told: Told) -> None:
    rows = told(
        "Colombian troops killed 21 FARC rebels in Cauca on Tuesday, the military said. Four others were wounded.",
        published=NEWS,
    )
    assert figures(rows, "side", low=4) == [("farc",)]


def test_the_side_that_they_were_killed_on(told: Told) -> None:
    rows = told(
        "Colombian troops killed 27 FARC rebels in Cauca on Tuesday, the military said.\n\n"
        '"There were 27 killed on the FARC side and 25 wounded," the colonel said.',
        published=NEWS,
    )
    assert figures(rows, "low", "side") == [(25, "farc"), (27, "farc"), (27, "farc")]


def test_who_were_hurt_and_arrested_are_counted_for_both(told: Told) -> None:
    rows = told("Protesters and police clashed in Lima, Peru, on Tuesday, leaving dozens injured and arrested.", published=NEWS)
    assert figures(rows, "measure", "low") == [("detained", 24), ("injured", 24)]
    rows = told("Clashes in Lima, Peru, on Tuesday left 12 people injured and arrested 20 others, police said.", published=NEWS)
    assert figures(rows, "low", measure="injured") == [(12,)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Three people were killed in one of them and 10 in the other.", [("killed", 3), ("killed", 10)]),
        ("Police in Lagos, Nigeria, said 22 officers had been killed and 205 police stations burned.", [("killed", 22)]),
    ],
)
def test_one_of_them_and_police_stations_are_no_people(told: Told, sentence: str, found: list[tuple[str, int]]) -> None:
    assert figures(told(sentence, published=NEWS), "measure", "low") == found


@pytest.mark.parametrize(
    ("story", "low", "side"),
    [
        (
            "Gunmen fired on a bus carrying Ghana's football team outside a stadium in Lahore, Pakistan, on Sunday, killing six policemen.",
            6,
            "PAK",
        ),
        (
            "Gunmen attacked a bus carrying Ghana's football team outside a stadium in Lahore, Pakistan, on Sunday, killing six policemen.",
            6,
            "PAK",
        ),
        ("An Afghan man killed a woman with a machete and injured two others in Peshawar, Pakistan, on Sunday.", 2, "PAK"),
        ("Gunmen killed a U.S. soldier and wounded three others in Peshawar, Pakistan, on Sunday.", 3, "USA"),
    ],
)
def test_whose_they_are_beside_the_name_of_a_nation(told: Told, story: str, low: int, side: str) -> None:
    assert figures(told(story, published=NEWS), "side", low=low) == [(side,)]


def test_months_after_a_massacre_it_lies_months_back(told: Told) -> None:
    rows = told(
        "Gunmen killed six people in Lahore, Pakistan, on Sunday. The attack came three months after a bomb killed 66 people in Quetta.",
        published=NEWS,
    )
    assert figures(rows, "start", low=66) == [("2024-02-01",)]


def test_an_owner_of_a_mine_is_no_attacker(told: Told) -> None:
    rows = told("Suicide bombers killed 21 people in an attack on a French-run mine in Niger on Sunday, officials said.", published=NEWS)
    assert figures(rows, "side", "by") == [("NER", None)]
