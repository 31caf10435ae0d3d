"""Those let go, taken and still held, in the many words that wires have for it; and what is only asked for, ordered or begun."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

TALE = "Chad and the rebels hold each other's prisoners. "


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("Gabon expelled 222 political prisoners on Thursday and took away their passports.", 222),
        ("Peru let ten Chileans and 20 opposition figures out of jail on Wednesday.", 20),
        ("The movement got 13 of its men out of Chadian prisons on Friday.", 13),
        ("A ransom won freedom for 11 worshippers taken from a church in Kogi.", 11),
        ("Negotiators secured the release of 45 sailors held off Somalia on Thursday.", 45),
        ("Five Poles jailed in Iran landed in Doha on Monday in a swap for two Iranians.", 5),
        ("Kenya freed 35 prisoners on Friday. The 24 sailors captured in May were among those who landed in Mombasa.", 24),
        ("In the exchange, 20 hostages and the remains of four others were handed over by the rebels on Monday.", 20),
        ("Negotiators secured the release of more than 40 in May, and their kidnappers held others.", 41),
        ("Nigeria's bandits had seized six teachers; police said 34 had been released by Friday.", 34),
        ("The names of 62 servicemen held in Baku were read out. Azerbaijan sent back five of them on Monday.", 5),
        ("The singer flew home after Kenya exchanged her for two jailed smugglers.", 2),
        ("The rebels freed an American and a Briton for three of their own commanders.", 3),
        ("Gabon freed a bishop and put 12 jailed priests on a plane to Rome on Monday.", 12),
        ("Fifty captives came home on Thursday, 19 of them sailors and 12 seized in May.", 12),
        (
            "The release involved 250 prisoners who had been convicted - and 1,700 detainees from Gaza who had been held without charge.",
            1700,
        ),
        ("Hundreds of Chadian soldiers laid down their weapons in Gabon, which sent 330 of them home by ship on Thursday.", 330),
    ],
)
def test_words_of_letting_go(told: Told, sentence: str, low: int) -> None:
    assert (low, "released", "happened") in figures(told(sentence), "low", "measure", "status")


@pytest.mark.parametrize(
    "sentence",
    [
        "Gabon expelled 222 diplomats on Thursday and freed a prisoner.",
        "An offensive which saw 222 villagers killed was halted, and both sides freed prisoners.",
        "Police freed a hostage. In May at least 222 captives were seen alive in the camp.",
        "The council won praise for 222 flats, and the rebels freed hostages.",
        "Chad freed captives. Among the 222 trawlers seized off the coast was a tanker.",
    ],
)
def test_words_that_let_nobody_go(told: Told, sentence: str) -> None:
    assert not [row for row in told(sentence) if row["best"] == 222 and row["measure"] == "released"]


@pytest.mark.parametrize(
    ("sentence", "measure", "low"),
    [
        ("Guards killed 15 rebels and four others surrendered after a fight.", "captured", 4),
        ("Troops killed 15 rebels and captured four others after a fight.", "captured", 4),
        ("It freed six journalists in May, two of whom were rearrested at once.", "detained", 2),
        ("The navy arrested 18 fishermen, taking the number detained since May to 31.", "detained", 31),
        ("Baku freed nine captives. A lawyer knows of 23 Armenians who are still in prison there.", "detained", 23),
        ("The army freed nine captives. Seven soldiers remain with the Front.", "detained", 7),
        ("Chad freed prisoners. The group counts 1,930 who remain behind bars.", "detained", 1930),
        ("At least 80 prisoners were seen alive in captivity and have since disappeared.", "missing", 80),
        ("Police said 82 of the 100 people arrested over the poisonings had been let out.", "detained", 100),
        ("The group freed 34 drivers, and 36 were still in cells in Semera.", "detained", 36),
        ("At least 14 people were detained on Sunday; a lawyer put the number at 25.", "detained", 25),
        ("The opposition said 15 of its members were picked up by plain-clothes police.", "detained", 15),
        ("Pirates freed nine sailors. Of the crew, 31 are still with the captors.", "detained", 31),
        ("The order frees 40 and demands freedom for the 1,100 still in jail.", "detained", 1100),
        ("Guards found that 43 inmates had fled in the night.", "escaped", 43),
        ("Two drivers were arrested; three accomplices got away.", "escaped", 3),
        ("The battle cost 97 dead, of whom 33 were civilians, 31 rebels and 33 soldiers.", "killed", 31),
        ("An offensive which saw 600 villagers killed was halted, and both sides freed prisoners.", "killed", 600),
    ],
)
def test_taken_held_and_lost(told: Told, sentence: str, measure: str, low: int) -> None:
    assert (low, measure) in figures(told(sentence), "low", "measure")


@pytest.mark.parametrize(
    "sentence",
    [
        "Police held three men. One of the detained men apologised on television.",
        "Police detained three men - aged 39, 44 and 55 - at the port.",
        "Four of the men arrested in the raids - two aged 29, one aged 40 and another aged 46 - are from Lviv.",
        "The navy seized two trawlers off the island and arrested nine fishermen.",
    ],
)
def test_nobody_is_counted_twice_or_for_an_age(told: Told, sentence: str) -> None:
    rows = told(sentence)
    assert rows
    assert {row["low"] for row in rows} <= {3, 4, 9}


def test_who_leaves_the_country_has_not_escaped(told: Told) -> None:
    rows = told("The militia jailed nine men. Thousands of skilled workers have fled the country since.")
    assert not figures(rows, "low", measure="escaped")


@pytest.mark.parametrize(
    "sentence",
    [
        "Mediators are working on the release of 30 hostages held in Chad.",
        "Talks over the handover of 30 captured soldiers stalled on Monday.",
        "Both sides are haggling over the release of 30 prisoners.",
        "A judge ordered 30 detained protesters freed on Tuesday.",
        "The court directed that 30 detained protesters be released.",
        "The cabinet approved the release of 30 prisoners on Monday.",
        "The tribunal cleared the way for the release of 30 jailed rebels.",
        "The militia postponed the handover of 30 hostages.",
        "The rebels suspended the release of 30 hostages that had been set for Saturday.",
        "The release of 30 sailors held off Somalia fell through on Monday.",
        "The first of 30 prisoners covered by the amnesty left Makala jail on Friday.",
        "The first of 30 coffins of its soldiers arrived in Kigali on Friday.",
        "The pact sees 30 hostages handed over for 900 prisoners in its first stage.",
        "The pardon, which covers 30 prisoners, takes effect on Sunday.",
        "The rebels announced on Friday an amnesty for 30 prisoners of war.",
        "Eritrea is considering pardoning 30 prisoners, state media said.",
        "Eleven hostages were let go; 30 more are to follow this week.",
        "The junta begins releasing 30 prisoners this week.",
        "The terms of the bargain were given by the mediator: 30 for 90 prisoners.",
        "Prosecutors have issued warrants for the arrest of 30 journalists.",
        "Police foiled a plot to kidnap 30 tourists and held a man.",
    ],
)
def test_what_is_pursued_ordered_put_off_or_begun_is_no_deed(told: Told, sentence: str) -> None:
    rows = [row for row in told(TALE + sentence) if row["low"] == 30]
    assert rows
    assert {row["status"] for row in rows} <= {"planned", "hypothetical"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway exchanged two convicted spies for the release of 30 of its citizens on Friday.",
        "Chad traded nine captured rebels for the return of 30 soldiers on Friday.",
        "Negotiations led to the release of 30 hostages on Thursday.",
        "After the amnesty was agreed, 30 prisoners walked out of Makala jail on Thursday.",
        "A swap of 30 prisoners each was agreed on Monday and carried out on Tuesday.",
        "A deal under which the rebels handed over 40 officers and got 30 of their men out of prison was welcomed.",
        "The raid that ruined the peace plan, in which 90 people were killed and 30 taken hostage, was in May.",
        "The president pardoned 30 prisoners on Thursday.",
        "For the feast 480 convicts walked free on 9 May, 30 of them Gabonese who were to be flown out.",
    ],
)
def test_what_was_pursued_and_reached_is_a_deed(told: Told, sentence: str) -> None:
    rows = [row for row in told(TALE + sentence) if row["low"] == 30]
    assert rows
    assert {row["status"] for row in rows} == {"happened"}


def test_some_of_those_agreed_are_agreed(told: Told) -> None:
    rows = told("The rebels announced on Friday an amnesty for 420 prisoners of war, among them 40 women.")
    assert figures(rows, "low", "status", "mode") == [(40, "planned", "part"), (420, "planned", "increment")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Venezuela released 10 Americans on Friday.", [(10, "USA", "VEN")]),
        ("Iran on Friday freed 12 Pakistani sailors.", [(12, "PAK", "IRN")]),
        # After talks with a state its own people are let go, not that state's.
        ("Belarus freed 52 prisoners, 14 of them foreigners, after talks with a US envoy.", [(52, "BLR", "BLR")]),
        ("Belarus freed 30 prisoners on Friday following a visit by a US envoy.", [(30, "BLR", "BLR")]),
        ("The Berlin studio released ten American films on Friday.", []),
    ],
)
def test_whoever_a_state_frees_is_of_the_nation_named_or_its_own(told: Told, body: str, expected: list[tuple[int, str, str]]) -> None:
    rows = [row for row in told(body) if row["mode"] != "part"]
    assert figures(rows, "low", "side", "by", measure="released") == expected


@pytest.mark.parametrize(
    "body",
    [
        "Twelve migrants drowned and 34 were rescued when their boat capsized.",
        "A dozen migrants drowned and 34 have been rescued.",
    ],
)
def test_a_number_with_a_verb_of_its_own_is_not_joined_to_the_one_before(told: Told, body: str) -> None:
    assert figures(told(body), "measure", "low") == [("killed", 12), ("rescued", 34)]
