"""Who was held and let go where no word of the story calls them prisoners, and who is sent home and was never held."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Laos sent home nine Thai soldiers on Saturday, the foreign ministry said.", 9),
        ("Eritrea on Friday handed back 12 Ethiopian fishermen, officials said.", 12),
        ("Iran has released 14 Pakistani sailors whose ship was boarded in July, the foreign ministry said on Friday.", 14),
        ("The junta let 21 journalists go on Friday after months in detention.", 21),
        ("Kenya on Friday turned over 11 Ugandan soldiers who had strayed across the lake.", 11),
        ("A total of 45 new releases took place on Friday in Cuba, the prison service said.", 45),
        ("Monitors in Minsk could confirm only 30 releases from prison on Friday.", 30),
    ],
)
def test_soldiers_and_foreigners_let_go_by_a_party_were_its_captives(told: Told, sentence: str, number: int) -> None:
    assert figures(told(sentence), "measure", "low", "status") == [("released", number, "happened")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The club released four players on Friday and let go two coaches.",
        "The airline laid off 300 workers and let go 40 pilots on Friday.",
        "France brought home 200 of its soldiers from the base on Friday.",
        "Kenya sent back 300 Ugandan refugees on Friday.",
        "The studio returned 40 extras to the casting agency on Friday.",
    ],
)
def test_players_staff_own_troops_and_refugees_are_no_captives(told: Told, sentence: str) -> None:
    assert not figures(told(sentence), "low", measure="released")


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine of the hurt are in critical condition; 22 have been sent home.",
        "Fifteen were released from hospital on Saturday.",
        "Eleven passengers were let go after treatment, medics said.",
    ],
)
def test_who_leaves_a_hospital_is_not_let_go(told: Told, sentence: str) -> None:
    rows = told(f"A bus overturned near Puebla on Friday, injuring 40 people. {sentence} Police arrested the driver.")
    assert not figures(rows, "low", measure="released")


def test_prisoners_who_are_taken_to_a_hospital_are_let_go(told: Told) -> None:
    rows = told("Chad freed 31 prisoners on Friday; seven prisoners were returned home from hospital in Niger.")
    assert (31,) in figures(rows, "low", measure="released")


def test_a_list_of_nations_among_the_freed_is_of_each_its_own(told: Told) -> None:
    rows = told("Belarus released 31 prisoners on Friday. Eleven foreigners were among them: four Poles, three Latvians and two Estonians.")
    assert figures(rows, "side", "low", measure="released", mode="part") == [("BLR", 11), ("EST", 2), ("LVA", 3), ("POL", 4)]


def test_peoples_who_travel_just_after_a_release_are_some_of_the_freed(told: Told) -> None:
    rows = told("Venezuela freed nine jailed foreigners on Friday.\n\nFour Swedes and three Danes boarded a military plane to Malmo.")
    assert figures(rows, "side", "low", measure="released", mode="part") == [("DNK", 3), ("SWE", 4)]


def test_peoples_who_travel_where_nobody_was_freed_are_nothing(told: Told) -> None:
    rows = told("Gales shut the airport in Caracas on Friday.\n\nFour Swedes and three Danes boarded a plane to Malmo.")
    assert rows == []


def test_another_s_number_beside_one_s_own_is_of_the_same(told: Told) -> None:
    rows = told("Lawyers in Managua counted 34 prisoners freed on Friday, fewer than the 80 announced by the interior ministry.")
    assert figures(rows, "low", measure="released") == [(34,), (80,)]


def test_people_moved_out_of_a_town_are_no_captives_though_inmates_are_among_them(told: Told) -> None:
    rows = told(
        "Dresden moved 9,000 people out of its old town on Friday to defuse a bomb. The inmates of two old people's homes left too."
    )
    assert figures(rows, "measure", "low") == [("evacuated", 9000)]


@pytest.mark.parametrize("sentence", ["The ferry may hold 352, an officer said.", "The hall can hold 900 people."])
def test_what_a_room_may_hold_is_no_stock(told: Told, sentence: str) -> None:
    assert not figures(told(f"A ferry sank off Samar on Friday, drowning four people. {sentence}"), "low", measure="detained")


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Gunmen seized eight Fulanis near Jos in Nigeria on Friday and carried off their cattle.", 8),
        ("Bandits raided Kaya village in Nigeria on Friday and made off with 17 women.", 17),
        ("Gunmen bundled six students into a van in Cali, Colombia, on Friday.", 6),
        ("Some of the 30 schoolgirls herded into the forest by kidnappers in Nigeria on Friday are nine years old.", 30),
    ],
)
def test_verbs_of_carrying_off_abduct_people(told: Told, sentence: str, number: int) -> None:
    assert (number,) in figures(told(sentence), "low", measure="abducted")


@pytest.mark.parametrize(
    "sentence",
    ["Thieves made off with 17 paintings from a museum in Lyon on Friday.", "Stewards herded 300 fans into the stand in Lyon on Friday."],
)
def test_verbs_of_carrying_off_things_abduct_nobody(told: Told, sentence: str) -> None:
    assert not figures(told(sentence), "low", measure="abducted")
