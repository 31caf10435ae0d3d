"""What is reached though something remained, what is only listed or moved, and who is blamed for what in a round-up or a second strike."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

_SWAP = "Russia and Ukraine exchanged 60 prisoners each on Saturday.\n\n"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("Nigerian authorities say they have secured the release of the remaining 130 pupils kidnapped in Niger state.", "happened"),
        ("Nigeria said it was working to secure the release of the remaining 130 pupils kidnapped in Niger state.", "planned"),
        (
            "It will not rest until it has secured the release of the remaining 130 pupils kidnapped in Niger state, Nigeria said.",
            "planned",
        ),
    ],
)
def test_a_secured_release_is_no_plan(told: Told, body: str, status: str) -> None:
    assert figures(told(body), "low", "status", measure="released") == [(130, status)]


def test_whom_a_list_is_down_to_has_not_gone(told: Told) -> None:
    rows = told(_SWAP + "The next list is down to 20 on either side, the ombudsman said.")
    assert figures(rows, "low", "status", low=20) == [(20, "planned"), (20, "planned")]


def test_fighting_that_killed_thousands_is_no_one_day(told: Told) -> None:
    rows = told(_SWAP + "Fighting between separatists and the army killed thousands of people.")
    assert figures(rows, "low", "mode", measure="killed") == [(2000, "cumulative")]
    rows = told("An earthquake in Haiti killed thousands of people on Tuesday.")
    assert figures(rows, "low", "mode", measure="killed") == [(2000, "increment")]


def test_whom_the_detained_are_linked_to_has_not_taken_them(told: Told) -> None:
    body = "Russia's consulate in Antalya, Turkey, said three Russians had been detained over suspected ties to Islamic State."
    assert figures(told(body), "low", "side", "by") == [(3, "RUS", "TUR")]
    body = "Nine people were arrested in Spain on Tuesday on suspicion of belonging to al-Qaeda."
    assert figures(told(body), "low", "side", "by") == [(9, "ESP", "ESP")]
    body = "Islamic State detained 60 villagers in Hawija, Iraq, over suspected links to the army."
    assert figures(told(body), "low", "side", "by") == [(60, "IRQ", "islamic-state")]


def test_the_total_of_the_freed_runs_up(told: Told) -> None:
    body = "Nigeria said on Sunday that 130 kidnapped pupils had been released. The total of freed students was now 230, a spokesman said."
    assert figures(told(body), "low", "mode") == [(130, "increment"), (230, "cumulative")]
    body = "A total of 130 kidnapped pupils were released in Niger state, Nigeria, on Sunday."
    assert figures(told(body), "low", "mode") == [(130, "increment")]


def test_detainees_moved_to_a_secure_site_are_still_held(told: Told) -> None:
    body = "The US military moved 150 Islamic State detainees from a prison in Syria to a secure location in Iraq on Wednesday."
    assert figures(told(body), "low", measure="released") == []


def test_a_second_strike_is_by_and_on_the_same(told: Told) -> None:
    body = "On March 21 the air force of Colombia bombed a camp of the FARC in Arauca, killing 33 guerrillas. "
    assert figures(told(body + "A second strike, in Meta, killed 36."), "low", "side", "by") == [(33, "farc", "COL"), (36, "farc", "COL")]
    body = "Nigerian troops killed 20 Boko Haram militants on Monday. A second attack by the insurgents killed 14 villagers."
    assert figures(told(body), "low", "side", "by") == [(14, "NGA", "boko-haram"), (20, "boko-haram", "NGA")]
