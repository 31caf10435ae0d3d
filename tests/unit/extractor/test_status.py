"""Plans, denials, guesses and deeds. The dangerous error is a plan that counts as done."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

SWAP = "Norland and Sudria hold each other's prisoners of war. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad and Niger will exchange 120 prisoners on Monday.",
        "Chad agreed to free 120 prisoners.",
        "Chad and Niger are to swap 120 prisoners each next week.",
        "Under the deal, 120 prisoners of war are to go home on each side.",
        "The release of the remaining 120 prisoners is planned for Sunday.",
        "Chad could free 120 prisoners next week, an official said.",
        "A second prisoner exchange is due on Friday: 120 hostages in return for 200 prisoners.",
        "Work on the lists for the exchange of 120 prisoners goes on.",
    ],
)
def test_what_is_still_to_come_is_planned(told: Told, sentence: str) -> None:
    statuses = {row["status"] for row in told(sentence) if row["low"] == 120}
    assert statuses == {"planned"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad freed 120 prisoners on Friday.",
        "In the exchange, 120 prisoners of war came home to Chad on Friday.",
        "Chad said 120 of its prisoners of war had been released.",
        "The talks follow a deal on an exchange that freed 120 prisoners of war in Chad.",
    ],
)
def test_what_the_verb_says_is_done_has_happened(told: Told, sentence: str) -> None:
    assert {row["status"] for row in told(sentence) if row["low"] == 120} == {"happened"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A court sentenced four men for the kidnapping of 120 villagers in Chad.",
        "Rebels were blamed for the abduction of 120 villagers in Chad.",
        "Three men were jailed for the massacre of 120 villagers in Chad.",
        "A general answers for the deaths of 120 villagers in Chad.",
    ],
)
def test_what_somebody_answers_for_has_happened(told: Told, sentence: str) -> None:
    assert {row["status"] for row in told(sentence) if row["low"] == 120} == {"happened"}


def test_may_the_month_is_no_may_of_doubt(told: Told) -> None:
    rows = told("The previous prisoner exchange took place on 6 May, when Chad freed 205 prisoners.")
    assert figures(rows, "low", "status", "start") == [(205, "happened", "2025-05-06")]


def test_a_headline_infinitive_is_a_plan(told: Told) -> None:
    rows = told("The list is ready.", headline="Chad, Niger to swap 300 prisoners of war each")
    assert {row["status"] for row in rows} == {"planned"}


@pytest.mark.parametrize(
    "sentence",
    ["The command rejected reports of 30 dead in the raid.", '"There are not 100 dead in the raid," the army said.'],
)
def test_what_is_rejected_is_denied(told: Told, sentence: str) -> None:
    assert {row["status"] for row in told(sentence)} == {"denied"}


def test_a_semicolon_parts_what_is_done_from_what_is_planned(told: Told) -> None:
    rows = told("Chad freed 97 prisoners of war on Friday; the release of the remaining 30 prisoners is planned for Sunday.")
    assert figures(rows, "low", "status") == [(30, "planned"), (97, "happened")]


@pytest.mark.parametrize("words", ["is arranging the transfer of", "is organising the release of", "was negotiating the handover of"])
def test_what_is_being_arranged_has_not_happened(told: Told, words: str) -> None:
    rows = told(f"The Red Cross {words} 60 prisoners from Chad to Niger, officials said. It is part of an exchange.")
    assert figures(rows, "status", low=60) == [("planned",)]


@pytest.mark.parametrize(
    ("sentence", "low", "status"),
    [
        ("Colombia and the ELN have announced that 40 hostages will be freed next week.", 40, "planned"),
        ("Yemen's government and the Houthis agreed that 40 detainees would be released on each side.", 40, "planned"),
        ("The two governments agreed that the bodies of 40 Eritrean soldiers had been handed over.", 40, "happened"),
        ("An exchange of more than 40 prisoners of war between Chad and Niger began on Friday.", 41, "planned"),
        ("The Tigrayan command said it is releasing 40 Ethiopian soldiers.", 40, "planned"),
        ("If the truce holds, Hamas will free 40 hostages.", 40, "planned"),
        ("It will be the largest prisoner exchange since Chad and Niger released 40 detainees in 2020.", 40, "happened"),
        ("Pakistan fired 12 missiles, with Indian air defences managing to shoot down 40 drones.", 40, "happened"),
        ("Rescuers rushed to the mine after 40 workers were killed in the blast.", 40, "happened"),
        ("The Armenian ministry denied that 40 soldiers had been killed.", 40, "denied"),
        ("The swap, in which 40 prisoners were to have come home, was called off.", 40, "planned"),
        ("In last year's exchange Armenia got back 40 soldiers.", 40, "happened"),
    ],
)
def test_plans_deeds_denials_and_background_of_many_conflicts(told: Told, sentence: str, low: int, status: str) -> None:
    rows = told(f"The two sides hold prisoners of war and bodies of soldiers. {sentence}")
    assert {row["status"] for row in rows if row["low"] == low} == {status}


FIRE = "KAMPALA (Lakeside) -- Three people died in a fire at a hostel in Kampala on Monday, police said.\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        'The rescue headquarters clarified that online posts claiming that "40 guests were killed" are untrue.',
        "A false report that spoke of 40 dead had circulated in the morning.",
        "A doctored video saying that 40 pupils had died was a hoax, the minister said.",
        "The reports of 40 missing people are entirely unfounded, the mayor said.",
        "In an earlier version of this story, the number of injured was given as 40.",
        "An earlier version of this report wrongly said 40 people had been killed.",
    ],
)
def test_what_the_story_calls_false_or_takes_back_is_denied(told: Told, sentence: str) -> None:
    assert figures(told(FIRE + sentence), "status", low=40) == [("denied",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "This story has been corrected to show that 40 people, not 90, were injured.",
        "An earlier version of this story misspelled the hostel's name; 40 people were injured.",
        "Fake news spread after the fire, in which 40 people were injured.",
    ],
)
def test_what_stands_beside_a_falsehood_has_happened(told: Told, sentence: str) -> None:
    assert figures(told(FIRE + sentence), "status", low=40) == [("happened",)]


def test_a_release_that_has_been_delayed_is_still_to_come(told: Told) -> None:
    rows = told("The release of 602 Palestinians from Israeli jail, scheduled for today, has been delayed by the government.")
    assert figures(rows, "low", "status") == [(602, "planned")]


@pytest.mark.parametrize(
    "sentence",
    [
        "According to a statement, 13 soldiers were hurt in the raid on Friday, thus the toll could go up.",
        "On Friday 13 soldiers were wounded near Gao, so the number of casualties may rise.",
    ],
)
def test_a_toll_that_may_rise_leaves_those_hurt_as_hurt(told: Told, sentence: str) -> None:
    assert figures(told(f"Gunmen raided a post in Mali. {sentence}"), "status", measure="injured") == [("happened",)]


def test_nobody_missing_after_a_disaster_denies_no_deaths(told: Told) -> None:
    rows = told("There are no more people officially missing after floods in Ghana killed at least 54, the president said.")
    assert figures(rows, "status", measure="killed") == [("happened",)]


BORDER = "Eritrea and Ethiopia exchanged prisoners of war on Friday. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Eritrea let go 40 Ethiopian soldiers in return for Ethiopia's release of nine Eritrean pilots.",
        '"We hope that the release of these nine captives will open the way to talks," the envoy said.',
        "The airstrip was reopened on Friday to receive nine captives freed by Eritrea.",
    ],
)
def test_what_is_hoped_of_a_release_or_given_for_it_leaves_it_done(told: Told, sentence: str) -> None:
    assert figures(told(BORDER + sentence), "status", low=9) == [("happened",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Eritrea will let go 40 Ethiopian soldiers in exchange for the release of nine Eritrean pilots.",
        "The release of these nine captives will take place on Sunday.",
        "Eritrea wants nine captives freed by Ethiopia.",
        "The bus was carrying nine prisoners intended for a swap.",
    ],
)
def test_what_is_promised_in_return_or_still_to_take_place_is_planned(told: Told, sentence: str) -> None:
    assert figures(told(BORDER + sentence), "status", low=9) == [("planned",)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("Under the accord, 90 Yemeni prisoners are being exchanged for 20 soldiers next week.", "planned"),
        ("Forty rebels are being freed by Chad in batches, a minister said.", "planned"),
        ("Forty rebels were being freed by Chad when the bridge came down on Friday.", "happened"),
    ],
)
def test_who_is_being_freed_is_not_yet_free(told: Told, body: str, status: str) -> None:
    assert {row["status"] for row in told(body) if row["measure"] == "released"} == {status}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The navy has been dispatched to rescue another 40 people stranded on an islet.", "planned"),
        ("Helicopters were sent to the valley to help rescue 40 villagers.", "planned"),
        ("Efforts to rescue 40 miners went on in Bolivia on Saturday.", "planned"),
        ("Fishermen managed to rescue 40 people off the coast of Kenya.", "happened"),
        ("Soldiers used boats to rescue 40 villagers in Kenya.", "happened"),
    ],
)
def test_who_is_sent_to_rescue_people_has_not_rescued_them_yet(told: Told, sentence: str, status: str) -> None:
    assert {row["status"] for row in told(sentence) if row["measure"] == "rescued"} == {status}


@pytest.mark.parametrize(
    ("sentence", "low", "status"),
    [
        ("Eight men were flown back to Russia in exchange for the release of 16 people held there.", 16, "happened"),
        ("Iran handed five sailors over in return for the release of 7 prisoners.", 7, "happened"),
        ("The two sides drew up lists for the release of 40 prisoners.", 40, "planned"),
    ],
)
def test_what_is_given_in_return_is_done_as_the_rest_is(told: Told, sentence: str, low: int, status: str) -> None:
    assert figures(told(f"{sentence} The prisoner swap was the first."), "status", low=low) == [(status,)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The exchange of 40 for 40 prisoners did not take place.",
        "Last year Chad and Niger signed a deal to release 40 prisoners, but it was not carried out.",
        "Buses carrying 40 prisoners were on their way to the border on Saturday ahead of the exchange.",
    ],
)
def test_what_did_not_come_about_or_is_on_its_way_is_no_deed(told: Told, sentence: str) -> None:
    assert {row["status"] for row in told(f"Chad and Niger exchange prisoners. {sentence}") if row["low"] == 40} == {"planned"}


def test_who_is_told_to_leave_has_not_left_yet(told: Told) -> None:
    rows = told("Some 300 residents of a village in Bolivia were told to leave their homes, and 40 were evacuated.")
    assert {row["low"]: row["status"] for row in rows} == {270: "planned", 40: "happened"}


def test_who_exchanged_so_many_for_so_many_has_done_so(told: Told) -> None:
    rows = told("Chad and its rebels exchanged 22 for 15 prisoners on Friday under the Doha deal, the security service said.")
    assert {row["status"] for row in rows} == {"happened"}


def test_who_is_urged_to_evacuate_has_not_yet(told: Told) -> None:
    rows = told("Officials urged 900 residents of a town in Bolivia to leave their homes on Saturday, and soldiers evacuated 40.")
    assert {row["status"] for row in rows if row["low"] == 40} == {"happened"}
    assert "happened" not in {row["status"] for row in rows if row["low"] == 900}
