"""Short news told one after the other under a headline that says so: each is a story of its own."""

from __future__ import annotations

import pytest

from services.extractor.text import read_story
from services.extractor.text.briefs import says_it_is_brief
from tests.unit.extractor.conftest import Told, figures

DAY = "2019-03-06"
BRIEFS = "Africa news in brief, March 6"


@pytest.mark.parametrize(
    ("headline", "is_brief"),
    [
        (BRIEFS, True),
        ("World News in Brief: Cholera in Haiti", True),
        ("Morning news briefs", True),
        ("Minister briefs parliament on raid", False),
        ("Captives freed in brief, tense ceremony", False),
        ("Round-up of migrants condemned", False),
    ],
)
def test_a_headline_that_names_no_news_but_many_is_known(headline: str, is_brief: bool) -> None:
    assert says_it_is_brief(headline) == is_brief


def test_items_begin_at_their_labels_their_headings_or_each_paragraph() -> None:
    labelled = read_story(BRIEFS, "Kasai unrest: Two died.\n\nTunisia: One died.\n\nBus crash: A bus fell.\n\nNobody was hurt.")
    assert [(s.entry, s.kind, s.text) for s in labelled.sentences[1:4]] == [
        (0, "label", "Kasai unrest"),
        (0, "body", "Two died."),
        (1, "label", "Tunisia"),
    ]
    assert labelled.sentences[-1].entry == 2
    headed = read_story(BRIEFS, "Quake in Chile\n\nTwo died.\n\nIt was shallow.\n\nBoat sinks\n\nOne died.")
    assert [s.entry for s in headed.sentences if s.kind == "body"] == [0, 0, 1]
    bare = read_story(BRIEFS, "Two died in Chile.\n\nA boat sank.\n\nIt was old.")
    assert [s.entry for s in bare.sentences[1:]] == [0, 1, 1]


def test_no_item_is_told_by_what_another_blames_or_names(told: Told) -> None:
    rows = told(
        "Kasai unrest: At least nine people are killed when rebels raid a village in eastern Congo-Kinshasa, the DRC.\n\n"
        "Mali: Al-Qaeda fighters ambush a convoy and kill eight soldiers near Mopti.\n\n"
        "Storm: A storm forces the evacuation of 4,000 people on the main Philippine island.\n\n"
        "Bus crash: Twelve people die in a bus crash on the Kenyan coast.",
        headline=BRIEFS,
        published=DAY,
    )
    sides = [(8, "MLI", "al-qaeda"), (9, "COD", "m23"), (12, "KEN", None), (4000, "PHL", None)]
    assert figures(rows, "low", "side", "by") == sides


def test_what_police_do_is_told_in_the_present_of_a_digest(told: Told) -> None:
    rows = told("Police in Sfax detain six men.\n\nPeru frees 40 inmates.", headline=BRIEFS, published=DAY)
    assert figures(rows, "low", "mode", measure="detained") == [(6, "increment")]


def test_what_is_alleged_of_one_verb_is_not_of_the_next(told: Told) -> None:
    rows = told("Marines raid the Cebu offices of a party because it had allegedly been forging ballots, and detain four men.")
    assert figures(rows, "low", "status") == [(4, "happened")]
