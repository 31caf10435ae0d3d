"""How wires say who was killed, hurt, missed, moved and saved: each wording with its figures, and what must give none."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told

LANDSLIDE = "A landslide hit the hills on Tuesday. "
FOUND = [
    # the clause opens with its participle
    ("Injured were 25 people, the governor said.", ["injured 25"]),
    ("Also wounded were six passers-by.", ["injured 6"]),
    ("Taken to hospital were 14 people.", ["injured 14"]),
    ("Rescued from the roofs were 60 residents.", ["rescued 60"]),
    ("Missing and feared dead are 40 workers of the plant.", ["missing 40"]),
    # places with a figure each
    (
        "Nine people have died in Sindh, six in Punjab, and two each in Balochistan and Kashmir.",
        ["killed 9", "killed 6", "killed 2", "killed 2"],
    ),
    ("In Sindh, 12 people died; in Punjab, 20; and in Balochistan, four.", ["killed 12", "killed 20", "killed 4"]),
    ("Worst hit was Dang, with 14 deaths, followed by Rolpa with nine and Salyan with five.", ["killed 14", "killed 9", "killed 5"]),
    ("The coach was carrying 40 pilgrims, 12 of whom died.", ["killed 12"]),
    ("In Kirkuk 12 people died and in Mosul nine.", ["killed 12", "killed 9"]),
    ("The first blast killed 12, the second nine.", ["killed 12", "killed 9"]),
    # parts of the victims
    ("The victims were three Britons and two Germans.", ["killed 3", "killed 2"]),
    ("Eleven children were among the victims.", ["killed 11"]),
    ("The victims include three nurses.", ["killed 3"]),
    ("Six of the victims were women.", ["killed 6"]),
    ("Seven of the 19 dead were foreigners.", ["killed 7", "killed 19"]),
    ("Kerala has recorded 10 of the 26 deaths since the monsoon began.", ["killed 10", "killed 26"]),
    # what a thing is blamed for has happened
    ("The storm, blamed for 27 deaths, weakened on Sunday.", ["killed 27"]),
    ("The operator was held responsible for the deaths of 16 people.", ["killed 16"]),
    ("The raid resulted in the deaths of six people and injuries to 20 others.", ["killed 6", "injured 20"]),
    ("He is held responsible for the deaths of 300 people in 20 countries.", ["killed 300"]),
    # lives
    ("The fire cost 12 people their lives.", ["killed 12"]),
    ("The blaze snuffed out the lives of 14 workers.", ["killed 14"]),
    ("The crash proved fatal for four passengers.", ["killed 4"]),
    ("The ship went down with the loss of 14 lives.", ["killed 14"]),
    ("The ship sank with the loss of all 14 crew.", ["killed 14"]),
    # levels
    ("Officials lowered the death toll from 36 to 31.", ["killed 36", "killed 31"]),
    ("The number of people who have fled to Uganda has reached 40,000.", ["displaced 40000"]),
    ("Confirmed deaths rose to 133.", ["killed 133"]),
    ("Fatalities now number 61.", ["killed 61"]),
    ("Injuries have climbed to 310, doctors said.", ["injured 310"]),
    # where nobody is
    ("Eight rockets fell in open areas, the army said.", ["lost 8"]),
    ("Five rockets landed in open terrain.", ["lost 5"]),
    ("Four drones came down over uninhabited land.", ["lost 4"]),
    # injuries and their kinds
    ("Another 11 soldiers suffered shrapnel wounds.", ["injured 11"]),
    ("Nine people sustained minor injuries.", ["injured 9"]),
    ("Two passengers escaped with light injuries.", ["injured 2"]),
    ("Two farmers were hit by stray bullets.", ["injured 2"]),
    # the missing
    ("Twelve people had yet to be accounted for.", ["missing 12"]),
    ("Nine others could not be found.", ["missing 9"]),
    ("Nine fishermen have not been seen since Monday.", ["missing 9"]),
    ("The whereabouts of 12 crew members are unknown.", ["missing 12"]),
    ("Divers are searching for 12 missing sailors.", ["missing 12"]),
    ("The search for 12 people continued on Monday.", ["missing 12"]),
    ("The search continues for two workers.", ["missing 2"]),
    ("Six miners trapped by a cave-in at a copper mine since July were found dead.", ["killed 6"]),
    # the moved
    ("More than 3,000 residents were moved out of the danger zone.", ["evacuated 3001"]),
    ("The town moved 3,000 people out of its centre.", ["evacuated 3000"]),
    ("Some 3,000 people were taken to shelters.", ["evacuated 2700"]),
    ("A total of 640 foreigners were flown out of the country.", ["evacuated 640"]),
    ("About 900 residents had to leave the area.", ["evacuated 810"]),
    ("Pupils fled, and 200 staff were brought out of the building.", ["evacuated 200"]),
    ("More than 12,000 residents had to leave their homes.", ["displaced 12001"]),
    ("Forty thousand people are without shelter.", ["displaced 40000"]),
    ("Some 3,000 people are living in relief camps.", ["displaced 2700"]),
    # the saved
    ("The coast guard rescued 21; four are missing.", ["rescued 21", "missing 4"]),
    ("A navy ship took 44 people off the burning ferry.", ["rescued 44"]),
    ("Fourteen people trapped under the rubble were rescued.", ["rescued 14"]),
    ("Firefighters saved seven people trapped in lifts.", ["rescued 7"]),
    ("The wildfire has forced 2,300 people to evacuate.", ["evacuated 2300"]),
    # what got through
    ("The base was hit by three missiles.", ["hit 3"]),
    ("At least 20 mortar shells landed in the town.", ["hit 20"]),
    ("Planes dropped 12 barrel bombs on the town.", ["launched 12"]),
]  # fmt: skip
NOTHING = [
    "Brett picked up two.",
    "More than 1,000 children are missing limbs.",
    "Hundreds of rebels fled into the mountains.",
    "Two guides who survived the crash were acquitted.",
    "There were no survivors.",
    "The firm warned of the loss of 400 jobs.",
    "The shore was littered with 12 dead birds.",
    "There has been another suicide bomb attack in the city.",
    "Deaths among birds worry farmers in 12 districts.",
]


def read(rows: list[dict[str, object]]) -> list[str]:
    return [f"{row['measure']} {row['low']}" for row in rows]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_each_wording_gives_its_figures(told: Told, text: str, expected: list[str]) -> None:
    rows = told(LANDSLIDE + text)
    assert sorted(read(rows)) == sorted(expected)
    assert {row["status"] for row in rows} == {"happened"}


@pytest.mark.parametrize("text", NOTHING)
def test_other_senses_count_nobody(told: Told, text: str) -> None:
    assert read(told(LANDSLIDE + text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two boys aged three and 13 died.", ["killed 2"]),
        ("Two boys aged just three and 13 drowned.", ["killed 2"]),
        ("A girl aged three and 13 soldiers were killed.", ["killed 13"]),
        ("Three sisters, aged 9, 12 and 15, drowned.", ["killed 3"]),
        ("Three men, one of them Ravi Katz, 51 - were killed.", ["killed 3"]),
    ],
)
def test_every_number_of_a_list_of_ages_is_an_age(told: Told, text: str, expected: list[str]) -> None:
    assert [figure for figure in read(told(text)) if figure != "killed 1"] == expected
