"""What `Gazetteer.find` takes for a place, which of several namesakes, and what it leaves alone."""

from __future__ import annotations

import pytest

from services.extractor.bank import load_bank
from services.extractor.capitals import means_place
from services.extractor.events import where as where_of
from services.extractor.model import PlaceMention
from services.extractor.places import load_gazetteer, most_named

BANK = load_bank()
GAZETTEER = load_gazetteer(BANK)


def found(text: str, **context: float) -> dict[str, PlaceMention]:
    return {mention.name: mention for mention in GAZETTEER.find(text, context=context)}


def names(text: str, **context: float) -> list[str]:
    return [mention.name for mention in GAZETTEER.find(text, context=context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people died in Kharkiv, Ukraine.", ["Kharkiv", "Ukraine"]),
        ("Shelling of the Ukrainian port of Odessa went on.", ["Odesa"]),
        ("A blast shook Kiev at dawn.", ["Kyiv"]),
        ("Floods in the Indian state of Kerala", ["Kerala state"]),
        ("Drones fell over the Oryol Region and Kursk Oblast of the Russian Federation.", ["Oryol region", "Kursk region", "Russia"]),
        ("Damage was reported in the Sumy, Kyiv and Odesa regions of Ukraine.", ["Sumy region", "Kyiv region", "Odesa region", "Ukraine"]),
        ("In Khan Younis, in the Gaza Strip, nine died.", ["Khan Younis", "Gaza Strip"]),
        ("Rebels hold El Fasher in North Darfur, Sudan.", ["El Fasher", "North Darfur", "Sudan"]),
        ("The quake struck Haiti near Port-au-Prince.", ["Haiti", "Port-au-Prince"]),
        ("Fighting around Goma, in the Democratic Republic of the Congo", ["Goma", "Democratic Republic of Congo"]),
        ("N'DJAMENA, Chad (PWS) - Rebels said so.", ["N'Djamena", "Chad"]),
        ("Gunmen raided Kagara, a town in Niger state in Nigeria.", ["Kagara", "Niger", "Nigeria"]),
        ("The rockfall hit Khyber Pakhtunkhwa's Mohmand district.", ["Khyber Pakhtunkhwa", "Mohmand district"]),
        ("Bombs went off at Lido beach in Mogadishu, Somalia.", ["Lido beach", "Mogadishu", "Somalia"]),
        ("More than 900 people have died in the Mediterranean this year.", ["Mediterranean"]),
        ("Buses burned in the Mediterranean port of Mersin, Turkey.", ["Mersin", "Turkey"]),
        ("Floods displaced thousands across Central America in May.", ["Central America"]),
        ("A boat sank off the Tunisian coast.", ["Tunisia"]),
        ("Tunisian coastguards found a boat.", []),
        ("The ferry sank on Lake Victoria off Uganda.", ["Lake Victoria", "Uganda"]),
        ("He fled to New Zealand.", ["New Zealand"]),
        ("Kostyantynivka, a town in Ukraine, was shelled.", ["Kostiantynivka", "Ukraine"]),
    ],
)
def test_places_under_their_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In March nobody came. No, But, Reading and Nice are words.",
        "Vladimir Putin spoke to Serhii Sumy. Vladimir said no.",
        "Kyiv said Moscow had agreed, and Washington approved.",
        "Talks between Islamabad and New Delhi failed.",
        "The Kherson Regional Court ruled on it.",
        "Paris Hilton and Jack London met.",
        "She told Meridian that ABC had it wrong.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert [mention for mention in GAZETTEER.find(text) if mention.kind != "country"] == []


def test_a_capital_is_a_place_only_where_the_town_is_meant() -> None:
    for text, place in [
        ("Kyiv said so", False),
        ("a blast in Kyiv", True),
        ("handed to Kyiv", False),
        ("the train to Kyiv", True),
        ("people fled to Kyiv", True),
        ("the Kyiv region", True),
        ("hours after Kyiv came under attack", True),
        ("KYIV, May 24", True),
    ]:
        start = text.lower().index("kyiv")
        assert means_place(text, start, start + 4) is place, text


def test_the_country_beside_the_name_decides_among_namesakes() -> None:
    assert found("A storm in Tripoli, Lebanon")["Tripoli"].country == "LBN"
    assert found("A raid near Tripoli, Libya, failed")["Tripoli"].country == "LBY"
    assert found("a fire in Russia's Vladimir region")["Vladimir region"].country == "RUS"


def test_the_countries_of_the_story_decide_among_namesakes() -> None:
    text = "Two died in Hyderabad on Sunday."
    assert found(text)["Hyderabad"].country == "IND"
    assert found(text, PAK=5.0)["Hyderabad"].country == "PAK"
    assert found("Pakistani police said two died in Hyderabad, Sindh, Pakistan.")["Hyderabad"].country == "PAK"


def test_towns_tell_the_country_that_no_word_names() -> None:
    story = "Shelling hit Nikopol and the Sumy region. Smila was struck too. In Samar, two died."
    assert {mention.country for mention in GAZETTEER.find(story)} == {"UKR"}


def test_a_village_that_no_table_has_is_known_from_where_its_kind_is_told() -> None:
    story = "The bombs fell on Thaye, a village in Myanmar. Nobody in Thaye slept. Rescuers reached the Upper Thone Valley."
    assert [(mention.name, mention.country, mention.kind) for mention in GAZETTEER.find(story)] == [
        ("Thaye", "MMR", "city"),
        ("Myanmar", "MMR", "country"),
        ("Thaye", "MMR", "city"),
        ("Upper Thone valley", "MMR", "district"),
    ]


def test_spans_count_from_the_offset_and_cover_the_kind() -> None:
    text = "near the Kursk Region today"
    (mention,) = GAZETTEER.find(text, offset=100)
    assert text[mention.span.start - 100 : mention.span.end - 100] == "Kursk Region"


def test_every_country_of_the_world_is_found_by_its_name_with_coordinates() -> None:
    lost = [
        party.name
        for party in BANK.parties.values()
        if party.is_state
        and not any(mention.country == party.id and mention.lat is not None for mention in GAZETTEER.find(f"He died in {party.name}."))
    ]
    assert lost == []


def test_where_carries_coordinates_and_how_precise_they_are() -> None:
    mention = found("a blast in Odesa, Ukraine")["Odesa"]
    where = where_of(mention)
    assert where is not None
    assert (where.country, where.admin1, where.precision) == ("UKR", "Odesa", "city")
    assert where.lat == pytest.approx(46.49, abs=0.05)
    assert where.lon == pytest.approx(30.74, abs=0.05)


def test_most_named_counts_countries() -> None:
    assert most_named(GAZETTEER.find("in Lviv, Ukraine, and in Rome, Italy; near Kharkiv")).most_common(1) == [("UKR", 3)]


def test_a_place_under_attack_is_a_place_though_no_table_has_it() -> None:
    assert names("The assault on Zumzam began on Friday, Sudan's army said.") == ["Zumzam", "Sudan"]
    assert names("The attack on Shiites in Iraq was condemned.") == ["Iraq"]


def test_a_dateline_in_capitals_is_shown_in_small_letters() -> None:
    assert names("DAR ES SALAAM, Feb 12 (PWS) - Divers went on.")[0] == "Dar es Salaam"


def test_a_region_that_shares_its_name_with_a_country_is_told_by_its_towns() -> None:
    assert found("A shooting in Georgia killed four. Police in Atlanta, Savannah and Macon said so.")["Georgia"].country == "USA"
    assert found("Six died in Georgia, the Georgian interior ministry said in Tbilisi.")["Georgia"].country == "GEO"


def test_a_namesake_abroad_is_not_taken_where_the_country_is_said() -> None:
    assert found("Japan's Noto peninsula was shaken.")["Noto peninsula"].country == "JPN"
    assert found("Strikes hit a camp near Palmyra in central Syria.")["Palmyra"].country == "SYR"


def test_a_place_that_no_table_has_lies_where_the_region_named_with_it_lies() -> None:
    place = found("Gunmen raided the village of Kuchitori in Borno state, Nigeria.")["Kuchitori"]
    assert (place.country, place.admin1) == ("NGA", "Borno")
    assert place.lat is not None


def test_peoples_buildings_and_persons_are_no_places() -> None:
    assert names("It was the fourth attack on Shias this year.") == []
    assert names("The ten-year-old Gilbert de la Cruz wept.") == []
    assert "Charles University" not in names("A student shot 14 people at Charles University in Prague.")


def test_a_capital_is_a_town_beside_its_own_country_and_a_government_beside_another() -> None:
    assert "Baghdad" in names("Twin bombings kill 15 in Iraq's Baghdad.")
    assert "Kyiv" not in names("The bodies were handed to Kyiv, Russia said.")


def test_a_place_that_no_table_has_may_open_a_sentence() -> None:
    text = "Palukhet is the worst hit district of Nepal. In Dhunkot, four people died."
    assert names(text) == ["Palukhet", "Nepal", "Dhunkot"]
    assert names("Gunmen stormed the Girls Secondary School Tunfafiya, in Niger State, Nigeria.")[0] == "Tunfafiya"


def test_a_part_of_a_place_is_no_kind_of_place() -> None:
    assert names("A slide hit a mountainous area of Kerala state in India.") == ["Kerala state", "India"]


def test_a_namesake_in_a_region_that_the_story_names_goes_before_a_larger_one() -> None:
    assert found("Fires in California raced through the town Paradise, a town of hikers.")["Paradise"].admin1 == "California"


def test_a_town_told_by_its_bearing_from_a_big_one_is_in_that_ones_country() -> None:
    assert found("Rebels attacked the town of Adra, northeast of Damascus.")["Adra"].country == "SYR"


def test_an_airport_is_called_by_its_town() -> None:
    assert names("A plane crashed at Entebbe International Airport in Uganda.") == ["Entebbe airport", "Uganda"]


def test_a_state_of_a_federation_is_not_the_country_of_its_name() -> None:
    assert found("Kidnappers in Niger state let go 40 pupils, Nigerian police said.")["Niger"].country == "NGA"
    assert found("Soldiers took power in Niger on Friday.")["Niger"].country == "NER"


def test_a_town_of_a_country_that_the_story_speaks_of_is_in_it() -> None:
    text = "Saudi Arabia said Yemen's rebels fired at Saudi towns. Saudi jets struck the city of Saada, Saudi officials said."
    assert found(text)["Saada"].country == "YEM"


def test_a_site_without_a_country_is_where_its_sentence_has_just_been() -> None:
    text = "Raids took place in Belgium, Belgian police said. Belgian officials met. In London a man was held at Stansted airport."
    assert found(text)["Stansted airport"].country == "GBR"


def test_a_village_without_a_country_is_in_that_of_its_sentence() -> None:
    text = "Israel and Lebanon traded fire. In south Lebanon two medics, one of them in Borj Rahal, the other in Kfartebnit, died."
    assert {place.country for name, place in found(text).items() if name in ("Borj Rahal", "Kfartebnit")} == {"LBN"}


def test_a_village_that_is_bombed_is_a_place() -> None:
    assert "Khreibeh" in names("Israel bombed Khreibeh, a village in eastern Lebanon, Lebanon said.")


@pytest.mark.parametrize(
    "text",
    [
        "An ambush in Samar killed nine Philippine soldiers. The Philippine army said so in Manila.",
        "Nine people died in the town of Tarazá, Colombian officials said. Colombia blamed a gang.",
        "A bomb went off in the village of Tarazá in Antioquia. The wounded were flown to Medellín.",
    ],
)
def test_a_large_town_abroad_is_not_meant_by_a_name_that_the_map_does_not_give_it(text: str) -> None:
    assert {mention.country for mention in GAZETTEER.find(text)}.isdisjoint({"RUS", "KAZ", "UKR"})


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A blast shook Kiev at dawn, and Odessa an hour later.", "UKR"),
        ("Shelling hit Kharkov and Odessa, Ukrainian officials said.", "UKR"),
        ("A blast killed two people in Samara, Russian officials said.", "RUS"),
    ],
)
def test_another_spelling_of_a_town_is_the_towns_in_a_story_of_its_country(text: str, country: str) -> None:
    towns = [mention for mention in GAZETTEER.find(text) if mention.kind == "city"]
    assert towns
    assert {town.country for town in towns} == {country}


@pytest.mark.parametrize(("other", "country"), [("Sindh", "PAK"), ("Haryana", "IND")])
def test_a_region_of_two_countries_is_where_the_other_places_are(other: str, country: str) -> None:
    assert found(f"Nine people have died in {other}, six in Punjab, the agency said.")["Punjab"].country == country
