"""For whom a claimant speaks where the story tells it: values weigh opposed parties against each other by that."""

from __future__ import annotations

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import events_of


def side_of(extractor: Extractor, body: str, low: int) -> set[str | None]:
    said = [figure for event in events_of(extractor, body) for figure in event.figures if figure.low == low]
    assert said, "the number is not read"
    return {figure.claimant.side if figure.claimant else None for figure in said}


@pytest.mark.parametrize(
    "attribution",
    [
        "Chadian rebels said",
        "The rebels said",
        "An adviser to its leader, Hassan Mahamat, said",
        "Its military spokesman, Hassan Mahamat, said",
        "A rebel spokesman, Hassan Mahamat, said",
        "A senior rebel commander, Hassan Mahamat, said",
    ],
)
def test_fighters_and_their_officers_speak_for_the_movement(extractor: Extractor, attribution: str) -> None:
    body = (
        "FAYA, Chad (NW) - The Tibesti Salvation Front (TSF) ambushed a convoy of the Chadian army near Faya on Friday, the army said. "
        f"The TSF claimed the ambush. {attribution.replace('Its', 'The TSF left nobody behind; its')} 47 soldiers were killed."
    )
    assert side_of(extractor, body, 47) == {"tibesti-salvation-front"}


def test_its_leader_is_the_leader_of_whom_the_sentence_is_about(extractor: Extractor) -> None:
    body = (
        "KHARTOUM, Sudan (NW) - Drones struck an army base in Khartoum on Friday. The army said 12 people were killed. "
        "The RSF denied that it had lost the base; an aide to its commander, Omar Hassan, said that 61 soldiers were killed there."
    )
    assert side_of(extractor, body, 61) == {"rsf"}


@pytest.mark.parametrize("body_of_state", ["presidency", "army", "defence ministry", "government"])
def test_a_body_of_state_speaks_for_the_one_state_that_fights_a_movement(extractor: Extractor, body_of_state: str) -> None:
    body = (
        "The Tibesti Salvation Front (TSF) ambushed a convoy of the Chadian army near Faya on Friday. "
        f"The {body_of_state} said nine soldiers had been killed in the attack."
    )
    assert side_of(extractor, body, 9) == {"TCD"}


def test_a_neutral_or_a_governor_does_not_speak_for_the_rebels(extractor: Extractor) -> None:
    body = (
        "FAYA, Chad (NW) - The Tibesti Salvation Front (TSF) ambushed a convoy of the Chadian army near Faya on Friday. "
        "A United Nations official, Anna Berg, said 14 soldiers were killed. The Red Cross said eight people were killed by the rebels."
    )
    assert "tibesti-salvation-front" not in side_of(extractor, body, 14) | side_of(extractor, body, 8)


def test_of_two_warring_states_a_bare_ministry_is_nobodys(extractor: Extractor) -> None:
    body = (
        "Drones of Azerbaijan and Armenia hit army posts on Friday in a border clash. "
        "The defence ministry said nine soldiers had been killed."
    )
    assert side_of(extractor, body, 9) <= {None, "ARM", "AZE"}
