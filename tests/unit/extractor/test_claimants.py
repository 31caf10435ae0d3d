"""Who says what in one sentence, in what role, for which side, and how far the claim reaches."""

from __future__ import annotations

import pytest

from services.extractor.bank import load_bank
from services.extractor.claimants import find_claimants
from services.extractor.introductions import in_full
from services.extractor.model import ClaimantMention

BANK = load_bank()


def only(text: str) -> ClaimantMention:
    mentions = find_claimants(text, BANK)
    assert len(mentions) == 1, mentions
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "name", "role", "side"),
    [
        ("Police said five died.", "Police", "local_official", None),
        ("Five died, police said on Monday.", "police", "local_official", None),
        ("Five died, said Ana Ruiz, mayor of the town.", "Ana Ruiz", "local_official", None),
        ("Five died, according to regional Gov. Ana Ruiz.", "Ana Ruiz", "local_official", None),
        ("According to the United Nations, 40 died.", "United Nations", "un", None),
        ("Ruritania's ally, Spain's defence ministry, said 12 drones fell.", "Spain's defence ministry", "party", "ESP"),
        ("The Russian Defense Ministry reported 12 drones downed.", "Russian Defense Ministry", "party", "RUS"),
        ("U.S. Central Command said it struck 12 sites.", "U.S. Central Command", "party", "USA"),
        ("Kenya said nine soldiers were killed.", "Kenya", "party", "KEN"),
        ("The Houthis' military spokesman, Ali Saleh, claimed 10 drones were launched.", "Ali Saleh", "party", "houthis"),
        ("Deputy Prime Minister Farid Karim told reporters that 12 died.", "Farid Karim", "party", None),
        ("One negotiator, who asked not to be named, said 12 were freed.", "negotiator", "party", None),
        ("Twelve died, a member of the town council said.", "member of the town council", "local_official", None),
        ("In a separate report the ministry said 12 died.", "ministry", "party", None),
        ("The Red Cross put the number of dead at 12.", "Red Cross", "third_party", None),
        ("The ministry, citing hospital records, said 12 died.", "ministry", "party", None),
        ("Residents told Meridian that gunmen killed 12.", "Residents", "eyewitness", None),
        ("Moscow: 96 drones destroyed overnight", "Moscow", "party", "RUS"),
        ("Death toll exceeds 300 -- Emergencies Committee", "Emergencies Committee", "local_official", None),
        ("Quote from Petrenko: “The first 12 are home.”", "Petrenko", "unknown", None),
        ("The war cost 1,100 soldiers, by Addis Ababa's own count.", "Addis Ababa", "party", "ETH"),
        ("A count, issued by the town's military administration at dawn, fell.", "town's military administration", "local_official", None),
        ("Before this month 8,000 had come back, according to official data.", "official data", "unknown", None),
        ("“We lost twelve,” said Maria Gomez, head of the civil protection agency.", "Maria Gomez", "local_official", None),
        ("The Lake Command (LACOM) said in a post that 12 drones fell.", "Lake Command", "party", None),
        ("Oman, which acted as a go-between, said 12 were freed.", "Oman", "party", "OMN"),
        ("The envoy to the talks that closed on Monday said 12 were freed.", "envoy to the talks", "party", None),
        ("Twelve died, RTV reported.", "RTV", "unknown", None),
        ("Twelve died, the Lima channel KTB said.", "Lima channel KTB", "unknown", "PER"),
        ("According to data from the district administrations, 12 died.", "district administrations", "local_official", None),
        ("A report issued by the fire service at dawn put the dead at 12.", "fire service", "local_official", None),
        ("Twelve died, the fire service's report said.", "fire service", "local_official", None),
        ("A miners' group put the number of missing at 12.", "miners' group", "unknown", None),
        ("According to the Alto Verde Civil Defense bulletin, 12 died.", "Alto Verde Civil Defense", "unknown", None),
        ("The observatory said 12 died.", "observatory", "third_party", None),
        ("Twelve die in mudslide: local officials", "local officials", "local_official", None),
        ("Peru Says 12 Soldiers Freed From Captivity", "Peru", "party", "PER"),
        ("The mission has counted 12 dead, it said.", "mission", "unknown", None),
        ("On Sunday the Chadian army ended a raid in which it said it held 12.", "Chadian army", "party", "TCD"),
        ("Twelve died, the Red Cross, officials and residents said.", "Red Cross, officials and residents", "third_party", None),
        ("The Santa Clara Hospital received 12 bodies on Monday.", "Santa Clara Hospital", "local_official", None),
    ],
)  # fmt: skip
def test_one_claimant(text: str, name: str, role: str, side: str | None) -> None:
    mention = only(text)
    assert (mention.name, mention.role, mention.side) == (name, role, side)
    assert text[mention.span.start : mention.span.end] == name
    assert (mention.scope.start, mention.scope.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed on Monday.",
        "He said 12 people died.",
        "It put the number at 12, it added.",
        "The blast claimed twelve lives.",
        "The count of injured was left at 143.",
        "The statement said 350 were freed.",
        "The hospital admitted 79 people.",
        "Spain gave up two prisoners.",
        "Deaths were reported by nobody.",
        "The confirmed death toll rose to 12.",
        "All told, sixty drones crossed.",
        "The last two miners thought still to be below were found.",
        "Gunmen took 12 pupils from Zamfara state's north.",
        "The list names 12 people reported missing.",
        "The governor had received reports of 12 dead.",
    ],
)
def test_nobody_is_named_as_claimant(text: str) -> None:
    assert find_claimants(text, BANK) == ()


def test_two_claimants_each_cover_their_part() -> None:
    text = "The committee said 164 were taken, while police spoke of about 120."
    first, second = find_claimants(text, BANK)
    assert text.index("164") in range(first.scope.start, first.scope.end)
    assert text.index("120") in range(second.scope.start, second.scope.end)
    assert first.scope.end <= second.scope.start
    assert (first.name, second.name) == ("committee", "police")


def test_a_claimant_after_the_claim_covers_what_stands_before() -> None:
    text = "Nine died in the east, the governor said, and 12 in the west, according to police."
    first, second = find_claimants(text, BANK)
    assert text.index("Nine") in range(first.scope.start, first.scope.end)
    assert text.index("12") in range(second.scope.start, second.scope.end)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The army denied that 12 soldiers died.", "denies"),
        ("Police did not confirm that 12 died.", "unconfirmed"),
        ("The ministry pledged to free 12 captives.", "plans"),
        ("Police confirmed that 12 died.", "asserts"),
    ],
)
def test_what_the_verb_does_to_the_claim(text: str, said: str) -> None:
    assert only(text).said == said


def test_who_quotes_whom_runs_from_the_speaker_to_the_last_who_quotes() -> None:
    assert only("Twelve died, the ministry said, as quoted by TASS.").chain == ("ministry", "TASS")
    assert only("Ivan Petrov, citing the army, said 12 died.").chain == ("army", "Ivan Petrov")


def test_spans_count_from_the_offset() -> None:
    text = "Police said five died."
    (mention,) = find_claimants(text, BANK, offset=50)
    assert (mention.span.start, mention.span.end, mention.scope.end) == (50, 56, 50 + len(text))


def test_a_short_name_means_the_claimant_introduced_before() -> None:
    text = (
        "The Saudi Defense Ministry said five died. Mayor Ana Ruiz said six died. "
        "The ministry said seven died. The mayor said eight died. Ruiz said nine died. The company said ten died."
    )
    mentions = in_full(find_sentences(text), text, BANK)
    assert [mention.name for mention in mentions] == [
        "Saudi Defense Ministry",
        "Ana Ruiz",
        "Saudi Defense Ministry",
        "Ana Ruiz",
        "Ana Ruiz",
        "company",
    ]
    assert mentions[2].side == "SAU"
    assert text[mentions[2].span.start : mentions[2].span.end] == "ministry"


def test_a_body_may_be_called_by_its_acronym_and_without_its_place() -> None:
    text = (
        "The Lake Command (LACOM) said five died. The ministry in Lima said six died. LACOM said seven died. The ministry said eight died."
    )
    mentions = in_full(find_sentences(text), text, BANK)
    assert [mention.name for mention in mentions] == ["Lake Command", "ministry in Lima", "Lake Command", "ministry in Lima"]


def find_sentences(text: str) -> list[ClaimantMention]:
    found: list[ClaimantMention] = []
    at = 0
    for sentence in text.split(". "):
        found.extend(find_claimants(sentence, BANK, offset=at))
        at += len(sentence) + 2
    return found


@pytest.mark.parametrize("count", ["around 100", "nearly 30", "more than 40"])
def test_a_wreck_that_claims_lives_says_nothing(count: str) -> None:
    assert find_claimants(f"In 2019 a wreck on Lake Kivu claimed {count} lives.", BANK) == ()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ivan Petrov, police chief in the region that covers Nis, said in an interview that 27 had died.", "Ivan Petrov"),
        ("That corrects remarks by the health minister, who said Friday that 17 people had been hurt.", "health minister"),
        ("Ten people were treated in the hospital, a doctor there said.", "doctor"),
        ("Police first said that six had died.", "Police"),
        ("Nine died, the Coastal Press was told by a hospital spokeswoman.", "hospital spokeswoman"),
        ("Nine died, said a father of two, who gave his name only as Ahmed Ali.", "Ahmed Ali"),
        ("The council had at first reported that dozens were taken.", "council"),
        ("Ana Ruiz, a spokeswoman for Sea Aid, a charity with two ships, said that 30 drowned.", "Ana Ruiz"),
        ("Omar Said, who speaks for the Mercy Hospital, the largest of the town, said that 30 bodies came in.", "Omar Said"),
        ("Ten were hurt, over half of them children, according to the Health Ministry, which does not say who shot.", "Health Ministry"),
        ("Ten people died, Ambulance 911 had said in a statement.", "Ambulance 911"),
        ("Citing port officials, the Coastal Press reported that nine were saved.", "Coastal Press"),
        ("Police cut the death toll of the blast to 84", "Police"),
        ("The Tunisian coast guard recovered 12 bodies on Friday.", "Tunisian coast guard"),
        ("Nine died, local people told the radio.", "local people"),
        ("The island's largest charity, Sinar Foundation, said their two morgues had received more than 40 corpses.", "charity"),
    ],
)
def test_words_around_the_verb_of_saying_are_no_part_of_the_speaker(sentence: str, name: str) -> None:
    assert [claimant.name.endswith(name) for claimant in find_claimants(sentence, BANK)] == [True]


def test_the_day_after_said_does_not_speak() -> None:
    assert only("Six people died in the town of Bol, the governor of Lake province, Ali Haroun, said Friday.").name == "Ali Haroun"


def test_two_who_speak_together_are_named_together_and_speak_for_no_one_side() -> None:
    both = only("Each side freed 90, the Armenian foreign ministry and Azerbaijani President Ilham Aliyev said.")
    assert both.name == "Armenian foreign ministry and Azerbaijani President Ilham Aliyev"
    assert both.side is None
    assert only("Nine died, Foreign Minister and Deputy Premier Ali Dar said.").name == "Ali Dar"


def test_a_day_with_its_month_does_not_speak() -> None:
    assert find_claimants("The army fell back on Friday, June 10, said to be its worst day.", BANK) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Northern Front had claimed the blast and said more than 30 soldiers were killed.", ["Northern Front"]),
        ("The military stood by its own count of seven dead.", ["military"]),
        ("The interior ministry sticks to its figure of 12 wounded.", ["interior ministry"]),
        ("Amara Diallo has accused the rebels of killing three villagers.", ["Amara Diallo"]),
        ("The interior ministry blamed the rebels for the deaths of nine farmers.", ["interior ministry"]),
        ("The army was accused of killing nine farmers.", []),
        ("The interior ministry spoke late on Monday of more than 30 killed.", ["interior ministry"]),
        ("Nine people died and 20 were hurt, informed the governor of the province, Luis Ortega.", ["Luis Ortega"]),
        ("A rebel jet bombed a crowded school in the north, rescue workers and residents said.", ["rescue workers and residents"]),
        ("The toll of nine dead was given by the health ministry.", ["health ministry"]),
        ("A rebel official confirmed two arrests, and said police have issued two warrants.", ["rebel official"]),
        ("The security ministry mentioned the abduction of four nurses.", ["security ministry"]),
    ],
)
def test_a_claim_is_made_in_other_ways_than_by_said(text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(mention.name for mention in find_claimants(text, BANK))) == expected


def test_what_others_said_of_a_thing_named_in_passing_is_not_the_word_of_the_first_party() -> None:
    text = "Government forces entered the town, where 89 people were killed, and rebels shelled a column that they said was on its way."
    assert "Government forces" not in [mention.name for mention in find_claimants(text, BANK)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As of Friday 35 people had died of Ebola, the WHO added.", ["WHO"]),
        ("Those who said 12 people were killed could not be reached.", []),
        ("Nine killed in gas explosion in Kazan - EMERCOM", ["EMERCOM"]),
        ("Marchers, told to leave the square, threw stones and injured six officers, Leipzig police said.", ["Leipzig police"]),
        ("Colonel Idris Bello was quoted by state media as saying that 23 militants had been killed.", ["Idris Bello"]),
        ("The Anadolu agency quoted the governor of Mardin as saying that 15 people were hurt.", ["governor of Mardin"]),
        ("It differs from the 52 pupils that the minister had previously said were kidnapped.", ["minister"]),
        ("It is lower than the 30 pilgrims whom the police chief had earlier said were injured.", ["police chief"]),
        ("A doctor at the clinic where the wounded were treated said that 17 children were hurt.", ["doctor at the clinic"]),
        ("An engineer in the town where the dam burst said he had counted 26 bodies.", ["engineer in the town"]),
        ("Petro Lysak, formerly the deputy head of the railways and now serving as the mayor, confirmed 14 deaths.", ["Petro Lysak"]),
        ("The activist reminded everyone that 40 people were behind bars.", ["activist"]),
        ("Rescuers have recovered six bodies, he added.", []),
    ],
)
def test_whoever_is_quoted_or_described_at_length_speaks_and_a_command_is_no_claim(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in find_claimants(text, BANK)] == expected


@pytest.mark.parametrize(
    ("first", "then", "meant"),
    [
        ("Amnesty International said 45 people had been killed.", "The organisation said 12 were missing.", "Amnesty International"),
        ("Doctors Without Borders said it treated 30.", "Nine died, the group added.", "Doctors Without Borders"),
        ("The WHO said 35 had died.", "Twelve are in hospital, the agency said.", "WHO"),
        ("Ana Ruiz, an activist, said 12 had died.", "Nine are missing, the group added.", "group"),
    ],
)
def test_a_body_may_be_called_an_agency_or_a_group_after_it_has_spoken(first: str, then: str, meant: str) -> None:
    text = f"{first} {then}"
    mentions = [*find_claimants(first, BANK), *find_claimants(then, BANK, offset=len(first) + 1)]
    assert in_full(mentions, text, BANK)[-1].name == meant
