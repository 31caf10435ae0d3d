"""Rebels by whatever name a story calls them, states that turn on their own people, and fighters among the dead."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

CLASH = """Soldier, four Baloch militants killed in clash

QUETTA, Pakistan - A soldier and four Baloch militants died in a gunfight in Kalat on Saturday, security sources said.

The battle between paramilitary troops and the banned Baloch Liberation Army (BLA) took place in the hills. Two soldiers were hurt.

The upsurge in violence has killed 60 members of the security forces this year, officials say. Local media have put the BLA's death toll at
more than 120.
"""


def test_fighters_told_by_their_people_are_the_party_that_bears_its_name(told: Told) -> None:
    rows = told(CLASH, published="2008-01-12")
    assert figures(rows, "low", "side", "by") == [
        (2, "PAK", "baloch-liberation-army"),
        (4, "baloch-liberation-army", "PAK"),
        (4, "baloch-liberation-army", "PAK"),
        (60, "PAK", "baloch-liberation-army"),
        (121, "baloch-liberation-army", "PAK"),
    ]


def test_fighters_of_another_people_are_not_the_party_that_the_story_names(told: Told) -> None:
    rows = told(
        "NYALA, Sudan - Arab militiamen killed nine villagers near Nyala on Saturday, residents said.\n\n"
        "The Justice and Equality Movement, which fights the government in the region, condemned the killings.",
        published="2008-01-12",
    )
    assert figures(rows, "low", "side", "by") == [(9, "SDN", "arab-militiamen")]


def test_a_party_with_which_another_has_ties_does_nothing_by_that(told: Told) -> None:
    rows = told(
        "BAMAKO - Islamist militants linked to al Qaeda attacked a hotel in Sevare on Friday, killing 12 people, the army said. The group "
        "Ansar Dine, which has ties to al Qaeda, said it was behind the raid.\n\n"
        'Three militants were shot dead by guards, a police officer said. "In all 15 people died, including the three militants," he said.',
        published="2013-06-15",
    )
    assert figures(rows, "low", "side") == [(3, "ansar-dine"), (3, "ansar-dine"), (12, "MLI"), (15, "MLI")]


def test_what_a_named_party_itself_did_stays_its_deed(told: Told) -> None:
    rows = told("Gunmen of al Qaeda killed 12 people at a hotel in Sevare, Mali, on Friday, the army said.", published="2013-06-15")
    assert figures(rows, "low", "by") == [(12, "al-qaeda")]


def test_whoever_has_harmed_its_own_people_so_far_did_so_in_the_next_raid_too(told: Told) -> None:
    rows = told(
        "Latest attacks by Yemeni troops kill 14, activists say\n\n"
        "Activists say Yemeni security forces have killed 14 people as the government pushes to retake a city.\n\n"
        "The Sanaa-based monitor says five people died in Thursday's attacks in the province of Taiz. The government recently recaptured a "
        "town that was under rebel control.",
        published="2012-01-12",
    )
    assert figures(rows, "low", "side", "by") == [(5, "YEM", "YEM"), (14, "YEM", "YEM"), (14, "YEM", "YEM")]


def test_soldiers_who_die_in_a_crackdown_do_not_die_by_their_own_army(told: Told) -> None:
    rows = told(
        "SANAA - Yemeni security forces killed 14 protesters in Sanaa on Thursday, activists said.\n\n"
        "Six soldiers died in a rebel attack on a checkpoint in Aden on the same day, the army said.",
        published="2012-01-12",
    )
    assert figures(rows, "low", "side", "by") == [(6, "YEM", "houthis"), (14, "YEM", "YEM")]


@pytest.mark.parametrize(
    ("sentence", "side", "by"),
    [
        ("Five gunmen stormed the barracks in Arish, Egypt, on Friday, one of whom was shot dead, the army said.", None, "EGY"),
        ("Gunmen attacked a bus with 20 miners in Arish, Egypt, on Friday, four of whom were shot dead, the army said.", "EGY", "gunmen"),
    ],
)
def test_some_of_the_attackers_are_theirs_and_some_of_the_attacked_are_not(told: Told, sentence: str, side: str | None, by: str) -> None:
    rows = [row for row in told(sentence, published="2017-06-03") if row["mode"] == "increment" or row["low"] < 20]
    assert figures(rows, "side", "by") == [(side, by)]


def test_some_of_the_dead_of_the_sentence_before_died_by_the_same_hands(told: Told) -> None:
    rows = told(
        "Belarusian security forces have killed 24 protesters since the vote, a rights group said on Friday.\n\n"
        "Of those killed, seven were children, the group Viasna Watch said.",
        published="2022-10-21",
    )
    assert figures(rows, "low", "side", "by") == [(7, "BLR", "BLR"), (24, "BLR", "BLR")]


def test_who_fled_abroad_is_of_the_country_left(told: Told) -> None:
    rows = told(
        "JUBA, South Sudan - More than 300,000 people are displaced inside South Sudan while some 55,000 have fled to "
        "neighbouring Uganda, Kenya and Ethiopia, the UN said on Tuesday.",
        published="2023-03-28",
    )
    assert figures(rows, "low", "side") == [(49500, "SSD"), (300001, "SSD")]


def test_who_fled_within_a_country_is_of_it(told: Told) -> None:
    rows = told("Some 9,000 people have fled fighting in eastern Chad, the UN said on Tuesday.", published="2023-03-28")
    assert figures(rows, "side") == [("TCD",)]


def test_more_troops_are_of_the_nation_of_those_counted_before(told: Told) -> None:
    rows = told(
        "MOSCOW - Contact is lost with nine Tajik soldiers after clashes on the border with Kyrgyzstan, and four more troops were "
        "captured, the Tajik Defence Ministry said on Wednesday.",
        published="2021-11-17",
    )
    assert (4, "TJK") in figures(rows, "low", "side")


def test_a_quarter_of_the_compass_is_no_province_of_a_country_that_the_story_names_nowhere(told: Told) -> None:
    story = (
        "ABUJA - Troops killed 17 bandits across the country last week. In the North West, troops killed nine terrorists, the army said."
    )
    assert {row["by"] for row in told(story, published="2025-01-10")} == {"NGA"}
    rows = told("Troops killed nine separatists in the North West region of Cameroon on Friday, the army said.", published="2025-01-10")
    assert figures(rows, "place") == [("North West region",)]


def test_a_family_name_before_a_given_name_is_no_town(told: Told) -> None:
    rows = told(
        "Police in Taipei said more than 500 people have been arrested since the rallies in Taiwan began.\n\n"
        "Superintendent Kong Wai-ming spoke to reporters. Kong also said that 42 people were arrested over the weekend.",
        published="2014-10-12",
    )
    assert {row["side"] for row in rows} == {"TWN"}
