"""What the surface reader makes of one sentence: one line a rule, each figure as ``measure number``."""

from __future__ import annotations

import time

import pytest

from services.extractor.bank import Bank, load_bank
from services.extractor.model import Reading, Sentence, Span
from services.extractor.numbers import find_numbers
from services.extractor.readers.idioms import read_idioms


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def read(text: str, bank: Bank, offset: int = 0) -> tuple[Reading, ...]:
    sentence = Sentence(text=text, span=Span(offset, offset + len(text)), index=3, paragraph=1)
    return read_idioms(sentence, find_numbers(text, offset), bank)


def said(readings: tuple[Reading, ...]) -> list[str]:
    return [f"{r.measure} {r.number.best if r.number.best is not None else r.number.low}" for r in readings]


FIGURES = [
    # gapped passives and headlines
    ("Two workers were killed and eight others injured in the raid, the mayor said.", ["killed 2", "injured 8"]),
    ("A shell hit the port, killing two workers and wounding eight others.", ["killed 2", "injured 8"]),
    ("Market blast leaves 14 dead, 55 hurt", ["killed 14", "injured 55"]),
    ("Missile kills 12, injures scores", ["killed 12", "injured 40"]),
    ("Killed: 14; injured: 55", ["killed 14", "injured 55"]),
    ("Three employees of the plant were injured.", ["injured 3"]),
    ("Four people, one of them a guard, were shot dead.", ["killed 4", "killed 1"]),
    ("Rescuers pulled 312 fatalities and 30 injuries have been confirmed.", ["killed 312", "injured 30"]),
    ("The bodies of six more miners were recovered overnight.", ["killed 6"]),
    ("The driver was killed, along with two passengers.", ["killed 2"]),
    ("Two gunmen killed six people and injured twelve.", ["killed 6", "injured 12"]),
    ("Ten sailors were wounded, three seriously.", ["injured 10", "injured 3"]),
    ("Police arrested four clerks, two accused of theft.", ["detained 4", "detained 2"]),
    ("Police took 12 people into custody.", ["detained 12"]),
    ("The flood drove 300 people from their homes.", ["displaced 300"]),
    ("Some 42 people that the governor said were kidnapped are missed.", ["abducted 42"]),
    ("Eighteen people are confirmed dead.", ["killed 18"]),
    ("There were reports of 16 persons injured and four people missing.", ["injured 16", "missing 4"]),
    ("They spent the night in 209 evacuation centres.", []),
    ("Reports told of four deaths in the hills, three in Region 2, and one in Region 1.", ["killed 4", "killed 3", "killed 1"]),
    # tolls
    ("The toll rose towards 300 on Friday.", ["killed 300"]),
    ("The death toll rose to 74 from 58 over the weekend.", ["killed 74", "killed 58"]),
    ("The number of people killed when a shell hit the square climbed to 17, with 279 wounded.", ["killed 17", "injured 279"]),
    ("The number of injured was corrected to 12.", ["injured 12"]),
    ("The number of drones downed over the border has reached 788.", ["intercepted 788"]),
    ("The mayor put the dead at 22.", ["killed 22"]),
    ("The injured now number 17.", ["injured 17"]),
    ("A second shell killed two people and wounded 14, up from the nine reported at first.", ["killed 2", "injured 14", "injured 9"]),
    # lists with one verb
    (
        "Air defences downed 29 drones over Northland, 15 over Eastmark and 11 over the coast.",
        ["intercepted 29", "intercepted 15", "intercepted 11"],
    ),
    ("They launched 175 drones and one ballistic missile overnight.", ["launched 175", "launched 1"]),
    ("They sent 472 drones, the most in one night so far, plus seven missiles.", ["launched 472", "launched 7"]),
    ("They attacked the city with 17 strike drones.", ["launched 17"]),
    ("They attacked with 3 missiles from the sea and 140 strike UAVs from the north.", ["launched 3", "launched 140"]),
    ("Hits of 2 missiles and 3 UAVs were recorded.", ["hit 2", "hit 3"]),
    ("In the swap 218 soldiers returned, 46 of them wounded.", ["released 218", "released 46"]),
    ("Gunmen abducted 131 pupils, 18 teachers and 15 patients.", ["abducted 131", "abducted 18", "abducted 15"]),
    ("There, 270 soldiers and 120 civilians were freed.", ["released 270", "released 120"]),
    ("They sent home 45 Ethiopian and 150 Eritrean soldiers captured in the spring.", ["released 45", "released 150"]),
    ("They shot down 19 of 24 drones.", ["intercepted 19"]),
    ("Some 25 missiles of 38 fired were shot down.", ["intercepted 25", "launched 38"]),
    ("Twelve drones did not reach their targets.", ["intercepted 12"]),
    ("They fired a barrage of 550 drones and missiles.", ["launched 550"]),
    ("Thirty of the 98 hostages are believed to be dead.", ["killed 30"]),
    # swaps
    ("Rebels freed four hostages for 120 detainees.", ["released 4", "released 120"]),
    ("They swapped 307 for 307.", ["released 307"]),
    ("The first exchange was 60 for 150.", ["released 60", "released 150"]),
    ("The kidnappers let 27 girls go.", ["released 27"]),
    ("It got back 51 of its dead.", ["bodies_returned 51"]),
    # nothing
    ("Nobody was hurt.", ["injured 0"]),
    ("There were no casualties.", ["injured 0", "killed 0"]),
    ("No one was killed or injured.", ["injured 0", "killed 0"]),
    # what counts nothing here
    ("Twelve goats were killed and 40 houses destroyed.", []),
    ("The visitors lost four and took two.", []),
    ("Several people were hurt.", []),
    ("A 49-year-old man, 12 km away, held a sign for 20 minutes.", []),
    ("Forty were killed or wounded.", []),
    ("They took one name off the list.", []),
    ("The two women held on to 12 ropes and three people.", []),
]


@pytest.mark.parametrize(("text", "figures"), FIGURES, ids=[row[0] for row in FIGURES])
def test_a_sentence_gives_its_figures(text: str, figures: list[str], bank: Bank) -> None:
    assert said(read(text, bank)) == figures


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("They freed 40 prisoners.", "happened"),
        ("They will free 40 prisoners.", "planned"),
        ("The rebels are to free 40 hostages.", "planned"),
        ("Around 40 soldiers of each side expected to be swapped by Sunday.", "planned"),
        ("40 more people are to be released.", "planned"),
        ("Rivals to trade 40 captives", "planned"),
        ("The sides agreed to swap 40 prisoners.", "planned"),
        ("They handed over the lists for the exchange of 40 prisoners.", "planned"),
        ("Forty hostages were to have been freed yesterday.", "planned"),
        ("It is waiting until 40 people have been freed.", "planned"),
        ("The 40-for-40 deal was signed.", "planned"),
        ("They completed a 40-for-40 swap.", "happened"),
        ("The ministry denied that 40 people were killed.", "denied"),
        ("Forty people were not killed.", "denied"),
        ("If 40 hostages are freed, the truce holds.", "hypothetical"),
        ("A crash may have killed 40 people.", "hypothetical"),
        ("At the talks in May 40 prisoners were freed.", "happened"),
        ("Nobody was killed.", "happened"),
        ("Thirty hostages are believed to be dead.", "happened"),
        ("A court ordered the release of 50 detainees.", "planned"),
    ],
)
def test_a_plan_a_denial_and_a_doubt_are_not_what_happened(text: str, status: str, bank: Bank) -> None:
    readings = read(text, bank)
    assert readings
    assert {reading.status for reading in readings} == {status}


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("Nine people were hurt, three of them children.", ["increment", "part"]),
        ("Fourteen people were killed, among them three children.", ["increment", "part"]),
        ("They downed 94 drones, including 64 in the north and six elsewhere.", ["increment", "part", "part"]),
        ("They neutralised 266 drones, of which 139 were shot down and 127 lost to jamming.", ["increment", "part", "part"]),
        ("Of the prisoners who came back, 387 were men and three were women.", ["part", "part"]),
        ("Each side freed 390 people: 270 soldiers and 120 civilians.", ["increment", "part", "part"]),
        ("The dead include 19 children.", ["part"]),
        ("Twelve children were among the wounded.", ["part"]),
        ("So far 4,757 prisoners have been freed.", ["cumulative"]),
        ("That brings the number of those freed to 1,412.", ["cumulative"]),
        ("That took the number of dead to 58.", ["increment"]),
        ("It brought the death toll since October 2023 to more than 48,000.", ["cumulative"]),
        ("Rebels freed 34 soldiers they had held since Sunday.", ["increment"]),
    ],
)
def test_parts_and_running_totals_are_told_from_counts(text: str, modes: list[str], bank: Bank) -> None:
    assert [reading.mode for reading in read(text, bank)] == modes


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("The rivals swapped 307 captives each.", True),
        ("Another swap returned 205 soldiers apiece.", True),
        ("Each side released 390 captives.", True),
        ("The swap freed 303 people on either side.", True),
        ("The trade sent 246 soldiers home in each direction.", True),
        ("Prisoners swapped: 390 for 390", True),
        ("They freed 303 prisoners each day.", False),
        ("They freed four hostages for 120 detainees.", False),
    ],
)
def test_each_side_is_told_from_one(text: str, each: bool, bank: Bank) -> None:
    assert any(reading.each_side for reading in read(text, bank)) is each


def test_a_sum_over_both_sides_is_no_side_s_figure(bank: Bank) -> None:
    (reading,) = read("In all, 780 prisoners were freed by both sides.", bank)
    assert (reading.both_sides, reading.each_side) == (True, False)


def test_groups_and_units_come_from_the_noun(bank: Bank) -> None:
    (toll,) = read("They put the number of civilians killed by the shelling at 31.", bank)
    assert toll.group == "civilian"
    killed, hurt = read("Three civilians were killed and two police officers wounded.", bank)
    assert (killed.group, hurt.group) == ("civilian", "police")
    drones, both = read("They fired 24 drones overnight and launched 12 drones and missiles at noon.", bank)
    assert (drones.unit, both.unit) == ("drones", "weapons")


def test_the_level_before_is_noted_as_outdated(bank: Bank) -> None:
    new, old = read("The death toll rose to 74 from 58.", bank)
    assert "outdated" in old.notes
    assert "outdated" not in new.notes


def test_spans_are_counted_in_the_story(bank: Bank) -> None:
    text = "They freed 40 prisoners."
    (reading,) = read(text, bank, offset=100)
    assert reading.trigger == Span(105, 110)
    assert reading.noun == Span(114, 123)
    assert (reading.reader, reading.sentence) == ("idiom", 3)


@pytest.mark.parametrize(
    "bait",
    [
        "killed 5 and ",
        "of the dead, 5 ",
        "1 for 2 ",
        "among the wounded 3 ",
        "death toll ",
        "12 people, ",
        "each side 5 ",
        "will kill 3 ",
        "swap 3 for ",
    ],
)
def test_hostile_text_takes_linear_time(bait: str, bank: Bank) -> None:
    def seconds(text: str) -> float:
        sentence = Sentence(text=text, span=Span(0, len(text)), index=0, paragraph=0)
        numbers = find_numbers(text)
        began = time.process_time()
        read_idioms(sentence, numbers, bank)
        return time.process_time() - began

    text = bait * (60_000 // len(bait))
    quarter, whole = seconds(text[: len(text) // 4]), seconds(text)
    assert whole < 8 * quarter + 0.5  # four times the text; quadratic time would need sixteen
