"""What a story says of its own life."""

from __future__ import annotations

import doctest

import pytest

from services.ingest import notices
from services.ingest.notices import kill_target, kind_of, normalise_headline

KILL_BODY = (
    "ATTENTION EDITORS - KILL NOTICE\n\n"
    'PORT SABLE, May 28 (Tern) - Please kill the story headlined "Tern Bridge: 4 freed, “all well”", sent at 0905 GMT, and do not use it.'
)


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("UPDATE: Toll rises to 17", "x", "update"),
        ("UPDATE 2-Toll rises to 17", "x", "update"),
        ("WRAPUP 1-Toll rises to 17", "x", "update"),
        ("Toll rises to 17 – updated", "x", "update"),
        ("CORRECTION: Toll rises to 17", "x", "correction"),
        ("CORRECTED-Toll rises to 17", "x", "correction"),
        ("Toll rises to 17", "(Corrects number of police in paragraph 2)\n\nx", "correction"),
        ("Toll rises to 17", "x\n\nCorrection: an earlier version of this article gave nine.", "correction"),
        ("Toll rises to 17", "x\n\nThis story has been corrected to say that nine were hurt.", "correction"),
        ("TERN KILL: Story on Tern Bridge is withdrawn", "x", "kill"),
        ("MANDATORY KILL - Tern Bridge", "x", "kill"),
        ("Tern Bridge", KILL_BODY, "kill"),
        ("Tern Bridge", 'PORT SABLE (Tern) - Please kill the story headlined "X y", sent today.', "kill"),
        ("Tern Bridge", "Editors, please withdraw the story on the bridge sent today.", "kill"),
        ("Drones kill 12 in Port Sable", "x", "original"),
        ("DRONES KILL 12 IN PORT SABLE", "x", "original"),
        ("Kill the story, minister told editors", "x", "original"),
        ("Minister corrects toll to 15", "x", "original"),
        ("Update on talks expected on Friday", "x", "original"),
        ("Army to withdraw", "The army will withdraw the report of last week, it said.", "original"),
        ("Leading article", "LEADERS met on Friday.", "original"),
    ],
)
def test_only_heads_and_notices_make_a_kind(headline: str, body: str, kind: str) -> None:
    assert kind_of(headline, body) == kind


def test_a_kill_names_headline_and_agency() -> None:
    target = kill_target("TERN KILL: Story withdrawn", KILL_BODY)
    assert target is not None
    assert (target.headline, target.agency) == (normalise_headline("Tern Bridge: 4 freed, “all well”"), "Tern")


def test_a_kill_without_a_dateline_takes_the_agency_of_its_head() -> None:
    target = kill_target("TERN KILL: Story withdrawn", 'Please kill the story headlined "Two freed", sent today.')
    assert target is not None
    assert target.agency == "TERN"


def test_a_kill_that_quotes_no_headline_names_no_other_story() -> None:
    assert kill_target("KILL: Two freed", "Please kill this story.") is None


def test_one_headline_has_one_spelling() -> None:
    spellings = [
        "UPDATE 1-Harrow, Sable swap 1,000 prisoners",
        "Harrow, Sable swap 1000 prisoners",
        "  HARROW, SABLE SWAP 1,000 PRISONERS  ",
    ]
    assert len({normalise_headline(each) for each in spellings}) == 1


def test_the_examples_in_the_docstrings_hold() -> None:
    result = doctest.testmod(notices)
    assert result.attempted > 0
    assert result.failed == 0
