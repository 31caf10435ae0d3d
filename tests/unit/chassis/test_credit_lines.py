"""The credit line and the dateline, by the forms that wires print them in."""

from __future__ import annotations

import doctest

import pytest

from services.chassis import agencies, datelines
from services.chassis.credit_lines import credit_line, dateline, find_dateline, normalise_agency, same_agency

PROSE = "The ferry went down in a squall on Friday, harbour officials said."


@pytest.mark.parametrize(
    ("body", "agency"),
    [
        ("PORT SABLE (Tern) -- It sank.", "Tern"),
        ("PORT SABLE, Harrow (Tern) — It sank.", "Tern"),
        ("PORT SABLE, May 24 (Tern) - It sank.", "Tern"),
        ("PORT SABLE, 24 May (TWS).- It sank.", "TWS"),
        ("PORT SABLE/HARROW, May 24 (Tern) - It sank.", "Tern"),
        ("PORT SABLE. May 24 (Tern) - It sank.", "Tern"),
        ("PORT SABLE, 23rd May, 2025 (TWS) -- It sank.", "TWS"),
        ("Port Sable, May 23 (TWS) It sank.", "TWS"),
        ("Port Sable (TWS) — It sank.", "TWS"),
        ("Kigoma (Tanzania) (TWS) — It sank.", "TWS"),
        ("PORT-AU-PRINCE, Haiti (TWS) — It sank.", "TWS"),
        ("ST. PETERSBURG, Russia (TWS) — It sank.", "TWS"),
        ("N'Djamena (TWS) — It sank.", "TWS"),
        ("The Hague (Tern) - It sank.", "Tern"),
        ("May 23 (TWS) -- It sank.", "TWS"),
        ("(TWS) - PORT SABLE, MAY 23 - It sank.", "TWS"),
        ("PORT SABLE, May 21. /Tern-Info/. It sank.", "Tern-Info"),
        ("PORT SABLE, September 19. /TERN PRESS/. It sank.", "TERN PRESS"),
        ("MOSCOW, May 23 - RIA Novosti. It sank.", "RIA Novosti"),
        ("Riyadh, May 23, 2025, SPA -- It sank.", "SPA"),
        ("By Jane Roe\n\nPORT SABLE, Harrow (TWS) — It sank.", "TWS"),
        ("(Corrects the toll in paragraph 2)\n\nPORT SABLE, Nov 29 (Tern) - It sank.", "Tern"),
    ],
)
def test_a_dateline_names_its_agency(body: str, agency: str) -> None:
    assert credit_line("Ferry sinks", body) == agency


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("LONDON -- Two ships sank.", "LONDON"),
        ("GAZA STRIP — Two ships sank.", "GAZA STRIP"),
        ("Guayaquil — Two ships sank.", "Guayaquil"),
        ("TAMPERE, Finland\n\nTwo ships sank.", "TAMPERE, Finland"),
        ("PORT SABLE, May 21. /Tern/. Two ships sank.", "PORT SABLE, May 21. /Tern/."),
        ("Portland (Oregon) — Two ships sank.", "Portland (Oregon)"),
        ("Islamabad, Oct. 1: Two ships sank.", "Islamabad, Oct. 1"),
    ],
)
def test_a_dateline_without_an_agency_is_a_dateline_still(body: str, text: str) -> None:
    assert dateline(body) == text
    found = find_dateline(body)
    assert found is not None
    assert body[found.end :].lstrip().startswith("Two")


@pytest.mark.parametrize(
    "body",
    [
        "LAOS: The government set them free.",
        "FBI: Two ships sank.",
        "WHAT WE KNOW: Two ships sank.",
        "HERON KILL: Two ships sank.",
        "UPDATE - Two ships sank.",
        "BREAKING - Two ships sank.",
        "EDITOR'S NOTE - Two ships sank.",
        "21:15 -- What we know tonight.",
        "In Sable — the capital — two ships sank.",
        "Odesa – a port city – was hit.",
        "Five people (three of them children) - all of one family - drowned.",
        "Key points\n\n• Two ships sank",
        f"{PROSE}\n\nPORT SABLE (Tern) - A report that the story quotes.",
    ],
)
def test_what_only_resembles_a_dateline_is_none(body: str) -> None:
    assert dateline(body) == ""
    assert credit_line("Ferry sinks", body) is None


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("By Tern, PORT SABLE", "Tern"),
        ("By Agence Tern, via SableDesk", "Agence Tern"),
        ("By JANE ROE, Associated Press", "Associated Press"),
        ("By Jane Roe | Tern News Agency", "Tern News Agency"),
        ("By Reuters Staff", "Reuters"),
        ("By Agence France-Presse (AFP)", "Agence France-Presse"),
        ("Sable Courier news desk, with Tern", "Tern"),
        ("By Jane Roe with Reuters", "Reuters"),
        ("By: Tern, PORT SABLE", "Tern"),
        ("Agence France-Presse in Port Sable", "Agence France-Presse"),
        ("Reuters | Port Sable", "Reuters"),
    ],
)
def test_a_byline_credits_an_agency(byline: str, agency: str) -> None:
    assert credit_line("Ferry sinks", f"{byline}\n\n{PROSE}") == agency


@pytest.mark.parametrize(
    "byline",
    [
        "By Jane Roe",
        "By JANE ROE and JOHN DOE",
        "By Jane Roe in Port Sable",
        "By Jane Roe, PORT SABLE",
        "By Jane Roe, Defence Editor",
        "By our correspondent in Port Sable",
        "From our correspondent in Port Sable",
        "By staff writers",
        "By agencies",
        "By news desk",
        "Jane Roe in Port Sable",
        "Jane Roe, Reporter",
    ],
)
def test_a_person_or_nobody_in_a_byline_is_no_credit(byline: str) -> None:
    assert credit_line("Ferry sinks", f"{byline}\n\n{PROSE}") is None


@pytest.mark.parametrize(
    ("foot", "agency"),
    [
        ("© Tern", "Tern"),
        ("© 2025 AFP", "AFP"),
        ("— Tern", "Tern"),
        ("Copyright 2025 Tern. All rights reserved. Reprinted by the Sable Courier under licence.", "Tern"),
        ("Copyright © 2025 The Associated Press. All rights reserved.", "Associated Press"),
        ("This article was supplied by the Tern agency and has been lightly edited by Sable TV.", "Tern"),
        ("This story was originally published by Harrow News.", "Harrow News"),
        ("Compiled by SableDesk from agency reports.", "SableDesk"),
        ("Facts and figures from Tern; additional research by the Courier desk", "Tern"),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("Sable News' Jane Roe and John Doe contributed to this report.", "Sable News"),
        ("Tern writers in Port Sable and Harrow contributed to this report.", "Tern"),
        ("(Additional reporting by AFP)", "AFP"),
        (
            "Tern Press writers Jane Roe in Port Sable, Harrow; John Doe in Washington, and Ann Poe, Max Coe and Eva Loe in Brussels, "
            "Belgium, contributed to this report.",
            "Tern Press",
        ),
        ("Follow AP's coverage of the floods at https://example.org/floods", "AP"),
        ("Our Standards: The Thomson Reuters Trust Principles.", "Thomson Reuters"),
        ("Source: Xinhua Editor: port", "Xinhua"),
        ("(With inputs from PTI)", "PTI"),
        ("Source: Xinhua", "Xinhua"),
    ],
)
def test_the_foot_of_a_story_credits_an_agency(foot: str, agency: str) -> None:
    assert credit_line("Ferry sinks", f"{PROSE}\n\n{foot}") == agency


@pytest.mark.parametrize(
    "foot",
    [
        "(Reporting by Jane Roe; Editing by J. Doe)",
        "(Reporting by the Port Sable bureau; Editing by J. Doe)",
        "Jane Roe in Port Sable and John Doe in Harrow contributed to this report.",
        "— Jane Roe",
        "(With inputs from agencies)",
        "Information from Harrow was not to be had.",
        "The captain told Reuters that nobody had drowned.",
        "Source: Harbour Master of Port Sable; Coast Guard",
    ],
)
def test_people_and_speakers_at_the_foot_are_no_credit(foot: str) -> None:
    assert credit_line("Ferry sinks", f"{PROSE}\n\n{foot}") is None


def test_the_dateline_outranks_the_paper_that_prints_it() -> None:
    assert credit_line("Ferry sinks", f"PORT SABLE (Tern) — {PROSE}\n\n© Sable Courier") == "Tern"


def test_a_live_page_is_credited_to_its_own_title() -> None:
    assert credit_line("LIVE | Ferry sinks", "Sable Courier Live. Newest entries first.\n\n21:15 -- It sank.") == "Sable Courier"


def test_a_title_ends_with_its_outlet_but_a_dash_names_a_speaker() -> None:
    assert credit_line("Five drowned | Reuters", PROSE) == "Reuters"
    assert credit_line("Five drowned -- Harbour Ministry", PROSE) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Agence France-Presse (AFP)", "AFP", True),
        ("The Associated Press", "AP", True),
        ("Tern News Agency", "TERN", True),
        ("TWS", "Tern Wire Service", True),
        ("AP", "Agence Presse", False),
        ("Tern", "Heron", False),
        ("", "", False),
    ],
)
def test_one_agency_has_several_names(one: str, other: str, same: bool) -> None:
    assert same_agency(one, other) is same
    assert same_agency(other, one) is same


def test_an_agency_has_one_key_however_often_it_is_normalised() -> None:
    for name in ("Agence France-Presse (AFP)", "/TASS/", "The Tern News Agency", "RFE/RL", "Interfax-Ukraine"):
        assert normalise_agency(normalise_agency(name)) == normalise_agency(name)


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (agencies, datelines):
        result = doctest.testmod(module)
        assert result.attempted > 0
        assert result.failed == 0
