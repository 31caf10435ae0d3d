"""Parties in a text: who they are and how they are named."""

from __future__ import annotations

import pytest

from services.extractor.actors import find_actors, parties_of, slug
from services.extractor.bank import load_bank

BANK = load_bank()


def seen(text: str, story: str = "") -> list[tuple[str, str, str]]:
    mentions = find_actors(text, BANK, local=parties_of(story, BANK) if story else ())
    return [(text[mention.span.start : mention.span.end], mention.id, mention.form) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine returned 12.", [("Ukraine", "UKR", "name")]),
        ("Russian troops and Ukrainians", [("Russian", "RUS", "adjective"), ("Ukrainians", "UKR", "people")]),
        ("Kyiv said Moscow lied.", [("Kyiv", "UKR", "capital"), ("Moscow", "RUS", "capital")]),
        ("in Kyiv and near Moscow", []),
        ("the Kremlin and the White House", [("the Kremlin", "RUS", "body"), ("the White House", "USA", "body")]),
        ("South Sudanese rebels", [("South Sudanese", "SSD", "adjective"), ("rebels", "rebels", "people")]),
        ("Huthi rebels and al Shabab", [("Huthi rebels", "houthis", "name"), ("al Shabab", "al-shabaab", "name")]),
        ("Islamist insurgents", [("Islamist insurgents", "islamist-insurgents", "people")]),
        ("a Russia-Ukraine deal, US-led", [("Russia", "RUS", "name"), ("Ukraine", "UKR", "name"), ("US", "USA", "name")]),
        ("Chad Smith met Jordan Baker", []),
        ("Chad and Jordan agreed", [("Chad", "TCD", "name"), ("Jordan", "JOR", "name")]),
        ("the Indian Ocean and the Gulf of Mexico", []),
        ("tell us about turkey", []),
        ("Ukraine’s army", [("Ukraine", "UKR", "name")]),
        ("the Tigray Peoples Liberation Front", [("Tigray Peoples Liberation Front", "tplf", "name")]),
        ("all peoples of the region", []),
        ("Jaish al-Fatah and Fatah", [("Jaish al-Fatah", "jaish-al-fatah", "name"), ("Fatah", "fatah", "name")]),
        (
            "the Saudi-led coalition and Saudi troops",
            [("Saudi-led coalition", "saudi-led-coalition", "name"), ("Saudi", "SAU", "adjective")],
        ),
    ],
)
def test_parties_by_name_adjective_people_capital_and_body(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert seen(text) == expected


def test_a_story_introduces_a_party_and_its_short_names() -> None:
    story = "Fighters of the Upper River Salvation Front (URSF) attacked. The URSF said so. The army replied."
    assert seen("The URSF said the Front would go on.", story) == [
        ("URSF", "upper-river-salvation-front", "name"),
        ("the Front", "upper-river-salvation-front", "name"),
    ]
    assert seen("The Front said so.") == []


def test_rebels_are_the_storys_only_armed_party() -> None:
    story = "The M23 took the town."
    assert seen("The rebels said so.", story) == [("rebels", "m23", "people")]
    assert seen("The rebels said so.", story + " Hamas agreed.") == [("rebels", "rebels", "people")]


def test_a_states_own_forces_are_no_party_of_their_own() -> None:
    story = "The Ukrainian Ground Forces, the Armed Forces, the National Army and the 36th Marine Brigade fought."
    assert [party.id for party in parties_of(story, BANK)] == []


def test_a_slug_is_ascii_with_hyphens() -> None:
    assert slug(["The", "Mouvement", "Libération"]) == "mouvement-liberation"


def test_dissidents_of_a_party_are_not_the_party() -> None:
    assert {id for _, id, _ in seen("Police blame dissidents of the former Revolutionary Armed Forces of Colombia (FARC).")} == {
        "farc-dissidents"
    }
    assert {id for _, id, _ in seen("The FARC signed the accord.")} == {"farc"}


def test_weapons_of_a_countrys_make_are_not_the_countrys_but_its_people_may_make_things() -> None:
    assert seen("four drones of apparent Iranian make") == []
    assert seen("a boat of Swedish design") == []
    assert seen("Kenyans make up a third of the dead") == [("Kenyans", "KEN", "people")]
    assert seen("most of them Kenyans build roads") == [("Kenyans", "KEN", "people")]


def test_what_is_called_after_a_country_is_not_the_country() -> None:
    assert seen("The Niger state government met.") == []
    assert seen("Oil from the Niger Delta rose.") == []
    assert [id for _, id, _ in seen("Iran state television said so.")] == ["IRN"]
