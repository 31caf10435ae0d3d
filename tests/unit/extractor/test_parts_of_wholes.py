"""Some of a figure that the story gives elsewhere: kinds, lists, the identified, the worst-hit place, what goes on from a share."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def _modes(told: Told, body: str) -> list[tuple[str, int, str]]:
    return [(measure, low, mode) for measure, low, mode in figures(told(body), "measure", "low", "mode")]


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "A car bomb went off outside a court in Peshawar on Monday, killing 16 people and wounding 40, police said.\n\n"
            "Four policemen died in the blast and seven were hurt.",
            [("injured", 7, "part"), ("injured", 40, "increment"), ("killed", 4, "part"), ("killed", 16, "increment")],
        ),
        (
            "An explosion at a fireworks plant in Zacatecas killed 14 people on Friday.\n\n"
            "The blast killed nine workers who were packing crates, the owner said.",
            [("killed", 9, "part"), ("killed", 14, "increment")],
        ),
        (
            "Gunmen stormed a mall in Nairobi on Saturday, killing 39 people. Two Canadians died in the assault, Ottawa said.",
            [("killed", 2, "part"), ("killed", 39, "increment")],
        ),
        (
            "Clashes in the Kidal region of Mali on Monday killed 25 rebels, the army said.\n\nThree soldiers died in the fighting.",
            [("killed", 3, "increment"), ("killed", 25, "increment")],
        ),
        (
            "A suicide bomber struck a market in Maiduguri on Sunday, killing 12 people.\n\n"
            "Five soldiers were killed in a separate ambush near Bama.",
            [("killed", 5, "increment"), ("killed", 12, "increment")],
        ),
        (
            "Nine people were killed when attackers seized a hotel in Kismayo on Sunday. Three gunmen died in the attack.",
            [("killed", 3, "increment"), ("killed", 9, "increment")],
        ),
    ],
)
def test_a_narrower_noun_in_the_same_happening_counts_some_of_its_dead(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Floods in Kerala killed 62 people on Tuesday. The fatalities included five residents of a care home.",
            [("killed", 5, "part"), ("killed", 62, "increment")],
        ),
        (
            "A mortar shell hit a football pitch in Taiz on Friday, injuring 17 people. Among the wounded were eight local players, "
            "four Ethiopian migrants and a Somali coach.",
            [("injured", 4, "part"), ("injured", 8, "part"), ("injured", 17, "increment")],
        ),
        (
            "A missile struck a warehouse in Kryvyi Rih on Friday, wounding 23 people. These included a man in critical condition, "
            "and 18 others with light injuries.",
            [("injured", 18, "part"), ("injured", 23, "increment")],
        ),
        (
            "Six Syrian nationals are among nine people arrested in raids in Bremen on Thursday, prosecutors said.",
            [("detained", 6, "part"), ("detained", 9, "increment")],
        ),
        (
            "Rebels freed 13 nuns and three drivers in Niger on Saturday. The nuns released on Saturday by the rebels included seven "
            "Italians.",
            [("released", 3, "increment"), ("released", 7, "part"), ("released", 13, "increment")],
        ),
        (
            "Hospitals took in 97 bodies on Friday, two of them recovered from under rubble.",
            [("killed", 2, "part"), ("killed", 97, "increment")],
        ),
        (
            "The 84 pupils kidnapped from Tarako in April 2014 are among thousands of people abducted by bandits over the years.",
            [("abducted", 84, "increment"), ("abducted", 2000, "cumulative")],
        ),
        (
            "Four people, including a boy, died and 12 were hurt when a wall fell in Lahore on Friday.",
            [("injured", 12, "increment"), ("killed", 4, "increment")],
        ),
        (
            "Police arrested 18 men in Leicester on Sunday. The first four men were arrested at a railway station.",
            [("detained", 4, "part"), ("detained", 18, "increment")],
        ),
    ],
)
def test_who_is_among_others_is_some_of_them(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "The gang still keeps at least 13 foreign captives in Jolo -- five fishermen from Vietnam and six divers from Malaysia, "
            "a German and a Korean.",
            [("detained", 5, "part"), ("detained", 6, "part"), ("detained", 13, "cumulative")],
        ),
        (
            "Shelling in Donetsk on Friday killed five people: three in Toretsk and two in Siversk.",
            [("killed", 2, "part"), ("killed", 3, "part"), ("killed", 5, "increment")],
        ),
        (
            "Friday saw two attacks: in Gao gunmen killed six soldiers, and in Menaka they killed nine villagers.",
            [("killed", 6, "increment"), ("killed", 9, "increment")],
        ),
    ],
)
def test_what_follows_a_colon_or_a_dash_breaks_the_whole_down(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Russia's Defence Ministry said its forces shot down 24 Ukrainian drones on Friday night. Nineteen were destroyed over the "
            "Bryansk region. Another five drones were downed over Kursk, the ministry said.",
            [("intercepted", 5, "part"), ("intercepted", 19, "part"), ("intercepted", 24, "increment")],
        ),
        (
            "A building collapsed in Accra on Tuesday and 14 people died. Nine died at the scene. Another five died in hospital.",
            [("killed", 5, "part"), ("killed", 9, "part"), ("killed", 14, "increment")],
        ),
        (
            "Ukraine's air force said it had shot down 30 drones overnight. In the evening another four drones were destroyed over Odesa.",
            [("intercepted", 4, "increment"), ("intercepted", 30, "increment")],
        ),
        (
            "Gunmen killed nine people in Kaduna on Friday. Another four people were killed in neighbouring Katsina.",
            [("killed", 4, "increment"), ("killed", 9, "increment")],
        ),
        (
            "Syria's army said it shot down six drones over Idlib on Sunday. One of them was of a new kind. Two other drones were "
            "downed near the same village.",
            [("intercepted", 2, "part"), ("intercepted", 6, "increment")],
        ),
        (
            "Some 200 prisoners were freed by Israel on Monday. About 90 prisoners were released into the West Bank.",
            [("released", 81, "part"), ("released", 180, "increment")],
        ),
        (
            "A siege at a hotel in Bamako left 22 people dead on Friday. Rescuers found eight bodies there earlier on Friday, plus nine "
            "dead in the lobby. Five more people died in hospital.",
            [("killed", 5, "part"), ("killed", 8, "part"), ("killed", 9, "part"), ("killed", 22, "increment")],
        ),
    ],
)
def test_a_number_alone_and_what_goes_on_from_it_are_of_the_whole_before(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "The typhoon that hit Mindanao on Monday has flattened whole towns.\n\nThe death toll in the hardest-hit province of Surigao "
            "rose to 88. Nationwide, officials said that 207 people had died.",
            [("killed", 88, "part"), ("killed", 207, "increment")],
        ),
        (
            "Landslides killed 118 people in the Philippines on Saturday. The toll in the central province of Southern Leyte is 102.",
            [("killed", 102, "part"), ("killed", 118, "increment")],
        ),
        (
            "A bridge collapsed in Morbi on Sunday and 135 people died. Relatives have identified 97 of the bodies.",
            [("killed", 97, "part"), ("killed", 135, "increment")],
        ),
        (
            "Strikes on Kharkiv on Friday wounded 12 people, the mayor said. In the Sumy region two people were taken to hospital "
            "with burns.",
            [("injured", 2, "increment"), ("injured", 12, "increment")],
        ),
    ],
)
def test_the_worst_hit_place_and_the_identified_are_some_of_all(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Gunmen who seized 15 nuns in Anambra last week freed four of them on Tuesday, police said.",
            [("abducted", 15, "increment"), ("released", 4, "increment")],
        ),
        (
            "Prison guards were held hostage in Ecuador for three days. Fifty-seven of the hostages were freed on Sunday.",
            [("released", 57, "increment")],
        ),
        (
            "The junta let 3,000 prisoners go on Friday. Sixty of those freed were politicians.",
            [("released", 60, "part"), ("released", 3000, "increment")],
        ),
    ],
)
def test_a_part_needs_a_whole_of_its_measure(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Russian strikes across Ukraine have killed six people over the past day, officials said.\n\n"
            "A drone attack on Nikopol killed two people, the governor said.\n\nThree people were killed in Kostiantynivka.",
            [("killed", 2, "part"), ("killed", 3, "part"), ("killed", 6, "increment")],
        ),
        (
            "Separate bomb attacks killed at least 25 people in Kabul on Thursday, police said.\n\nAt least 16 people were killed when a "
            "car bomb blew up near a ministry.\n\nLater a motorcycle bomb went off in a bazaar, killing nine people.",
            [("killed", 9, "increment"), ("killed", 16, "increment"), ("killed", 25, "cumulative")],
        ),
    ],
)
def test_a_wave_of_strikes_is_one_whole_and_separate_attacks_are_a_sum(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("Police are investigating the crash near Lublin, and three citizens of Moldova have been detained, a minister said.", "increment"),
        (
            "A gunman shot dead a reporter in Tabasco on Monday, bringing to nine the number of journalists killed in Mexico this year.",
            "cumulative",
        ),
        ("Nine soldiers fell in an ambush in Borno on Friday, taking the army's losses in July to 41.", "cumulative"),
        ("The uprising in the Sahel, which began in 2019, has driven 1.1 million people from their homes.", "cumulative"),
        ("An earthquake in Sichuan on Friday has driven 600,000 people from their homes.", "increment"),
        ("Armed groups have seized swathes of the north, killed thousands and burnt villages.", "cumulative"),
        ("A bomb hurt 20 people in Kano in May.", "increment"),
        ("A bus crash in Peru hurt 20 people. Three have since died in hospital, doctors said.", "increment"),
        ("During the 20-year war 2,461 American soldiers were killed in Afghanistan.", "cumulative"),
        ("After raids in recent years gunmen abducted 250 pupils from a school in Niger last Friday.", "increment"),
        ("Ukraine has received the bodies of 6,057 soldiers under the accord reached in Istanbul.", "cumulative"),
    ],
)
def test_sums_of_a_time_and_what_is_none(told: Told, body: str, mode: str) -> None:
    assert (mode,) in figures(told(body), "mode")


def test_shot_down_or_jammed_is_all_that_was_stopped(told: Told) -> None:
    rows = told(
        "Russia launched two missiles and 183 drones overnight, of which 156 drones were shot down or suppressed, Kyiv's air force said."
    )
    assert figures(rows, "low", "mode", measure="intercepted") == [(156, "increment")]


def test_a_headline_that_rounds_a_running_toll_is_one(told: Told) -> None:
    rows = told(
        "A total of 23,084 Palestinians have been killed in Israeli strikes on Gaza since Oct. 7, the ministry said on Friday.",
        headline="Gaza death toll crosses 23,000 as 249 are killed in a day",
    )
    assert ("cumulative",) in figures(rows, "mode", low=23001)


def test_those_of_a_whole_of_their_own_sentence_are_none_of_another_days(told: Told) -> None:
    rows = told(
        "Overnight into Saturday 175 drones were launched at the country, the air force said. Of those, 150 were shot down.\n\n"
        "On Wednesday it had reported 76 drones launched overnight, 63 of which were shot down."
    )
    assert figures(rows, "low", "mode", measure="intercepted") == [(63, "increment"), (150, "increment")]


def test_what_a_second_bomb_did_elsewhere_in_town_is_no_part_of_what_the_first_did(told: Told) -> None:
    rows = told(
        "A car bomb exploded in Baghdad's Karrada district on Sunday, killing at least 80 people, police said.\n\n"
        "A second bomb in the Shaab district of the capital killed five people, police said.\n\n"
        "Another blast in the Bab al-Sharqi neighbourhood wounded six.\n\nIn the Abu Ghraib district gunmen killed three soldiers.",
        headline="Car bomb kills 80 in Baghdad",
        published="2016-07-03",
    )
    assert figures(rows, "low", "mode") == [(n, "increment") for n in (3, 5, 6, 80, 80)]


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("Of the people killed five were children.", "part"),
        ("Of the soldiers killed, five were officers.", "part"),
        ("A shell in the east of the town killed five.", "increment"),
        ("Fire in the suburbs of the capital injured at least five.", "increment"),
    ],
)
def test_a_verb_behind_a_place_counts_nobody_among_others(told: Told, sentence: str, mode: str) -> None:
    rows = told(f"Rebels shelled Tripoli on Sunday, killing 20 people and injuring 30.\n\nMeanwhile, a boat sank.\n\n{sentence}")
    assert figures(rows, "mode", low=5) == [(mode,)]


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "A ferry fire off Greece on Monday killed 40 people. Two Hungarians died, Budapest's foreign ministry said.",
            [("killed", 2, "part"), ("killed", 40, "increment")],
        ),
        (
            "A gunman killed 12 people at a market in Kenya on Monday.\n\nThe Polish embassy said three Poles were injured.",
            [("injured", 3, "part"), ("killed", 12, "increment")],
        ),
        (
            "Iranian missiles killed 12 people in Israel on Monday. Israeli raids on Tehran killed 6 Iranians, Tehran said.",
            [("killed", 6, "increment"), ("killed", 12, "increment")],
        ),
        (
            "A blast at a fuel depot in Togo on Monday killed 31 people. Nine firemen were killed as they tried to cool a second tank.",
            [("killed", 9, "increment"), ("killed", 31, "increment")],
        ),
        (
            "A blast at a fuel depot in Togo on Monday killed 31 people. Nine firemen were killed as they tried to cool the tanks.",
            [("killed", 9, "part"), ("killed", 31, "increment")],
        ),
        (
            "A bus fire in Togo on Monday killed 31 people. Three policemen were killed on Monday in an ambush.",
            [("killed", 3, "increment"), ("killed", 31, "increment")],
        ),
    ],
)
def test_foreigners_and_narrower_nouns_are_some_of_a_happenings_dead(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "A strong earthquake killed at least 140 people in Ecuador on Sunday. Eight guests died when the roof of a hotel fell in.",
            [("killed", 8, "part"), ("killed", 140, "increment")],
        ),
        (
            "A cyclone killed 61 people in Mozambique on Sunday. Three died and 17 were injured in Beira when a clinic lost its roof.",
            [("injured", 17, "part"), ("killed", 3, "part"), ("killed", 61, "increment")],
        ),
        (
            "A cyclone killed 61 people in Mozambique on Sunday. Three of them died in Beira; 170 were injured across the country.",
            [("injured", 170, "increment"), ("killed", 3, "part"), ("killed", 61, "increment")],
        ),
        (
            "Saudi strikes killed 26 people across Yemen on Sunday. Another strike hit a tent in the Al-Rawda area, killing at least five.",
            [("killed", 5, "part"), ("killed", 26, "increment")],
        ),
        (
            "Bombs killed 178 people in Baghdad on Wednesday. In one attack, a truck bomb killed 36 at a checkpoint.",
            [("killed", 36, "part"), ("killed", 178, "increment")],
        ),
        (
            "Bombs killed 178 people in Baghdad on Wednesday. A suicide bomber killed 35 at a checkpoint.",
            [("killed", 35, "part"), ("killed", 178, "increment")],
        ),
        (
            "Air strikes killed 58 people across Yemen on Tuesday. A roadside bomb killed six civilians.",
            [("killed", 6, "increment"), ("killed", 58, "increment")],
        ),
        (
            "A tsunami killed 844 people on Indonesia's Sulawesi island on Friday. Rescuers found 34 pupils dead in the village of Jonoge.",
            [("killed", 34, "part"), ("killed", 844, "increment")],
        ),
        (
            "A missile barrage killed 17 people in Kharkiv on Sunday. The Saltivka district was hit hardest, where nine people died.",
            [("killed", 9, "part"), ("killed", 17, "increment")],
        ),
    ],
)
def test_who_came_to_harm_in_one_scene_is_some_of_all_who_did(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


def test_some_of_those_who_died_are_a_part_of_them(told: Told) -> None:
    rows = told(
        "KYOTO - At least 33 people died in a fire at a studio on Thursday.\n\n"
        "A fireman said 20 of the 33 people who perished there were women.",
        published="2019-07-19",
    )
    assert figures(rows, "mode", low=20) == [("part",)]


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (  # what one bomb or one clash did in its own town is a happening's count
            "Attacks across Iraq killed 41 people on Sunday, officials said.\n\n"
            "In Hilla, three shopkeepers were killed by gunmen. A roadside bomb in Tikrit left nine dead.",
            [("killed", 3, "increment"), ("killed", 9, "increment"), ("killed", 41, "increment")],
        ),
        (  # those of a place where most of them died are some of all
            "Bombings across Pakistan killed 41 people on Sunday. Most of the deaths were in Quetta, where a second bomb killed 30.",
            [("killed", 30, "part"), ("killed", 41, "cumulative")],
        ),
        (  # a wave of strikes is one whole
            "Israeli air strikes across Lebanon killed 41 people on Sunday. In Tyre, nine were killed.",
            [("killed", 9, "part"), ("killed", 41, "increment")],
        ),
        (  # dozens, and then more closely a hundred
            "A gas tanker blew up in Freetown on Sunday, injuring dozens of people. More than 120 people were injured across the country, "
            "a minister said.",
            [("injured", 24, "increment"), ("injured", 121, "increment")],
        ),
        (
            "The toll of the clashes in Sulu on Sunday rose to 31, officials said. Reports showed that 29 Abu Sayyaf rebels have been "
            "killed. Two Philippine soldiers had died.",
            [("killed", 2, "increment"), ("killed", 29, "increment"), ("killed", 31, "increment")],
        ),
        (
            "A trawler sank off Gabon on Sunday and 90 are feared dead. At least 17 were confirmed dead.",
            [("killed", 17, "increment"), ("killed", 90, "increment")],
        ),
        (
            "A block of flats collapsed in Accra on Sunday, killing 21 people. Firemen had pulled out a total of 19 bodies by dusk.",
            [("killed", 19, "increment"), ("killed", 21, "increment")],
        ),
    ],
)
def test_a_happening_of_its_own_and_a_toll_told_again_are_no_parts(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


def test_what_the_past_day_added_to_a_toll_is_a_count_of_its_own(told: Told) -> None:
    rows = told(
        "The ministry said on Wednesday that 21,300 people had been killed in Gaza since the war began.\n\n"
        "The toll includes at least 52 deaths in the past 24 hours.",
        published="2024-01-03",
    )
    assert figures(rows, "low", "mode") == [(52, "increment"), (21300, "cumulative")]


def test_one_who_was_among_those_killed_counts_nobody_else(told: Told) -> None:
    rows = told("Rebels ambushed a patrol near Lima on Sunday, killing six soldiers, including a captain who was among those killed first.")
    assert figures(rows, "low", "mode") == [(6, "increment")]
