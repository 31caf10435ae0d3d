"""Statements that come a day after an attack, sums of a war and of days of an exchange, headlines on one line, bail."""

from __future__ import annotations

import pytest

from services.extractor.text.sentences import split_sentences
from tests.unit.extractor.conftest import Told, figures

THURSDAY = "2025-05-08"


@pytest.mark.parametrize(
    ("body", "days"),
    [
        (
            "KHARTOUM - Sudan's army said Thursday that it had shot down nine drones overnight.\n\n"
            "The announcement came a day after air strikes on Port Sudan killed 14 civilians, officials said.",
            [("intercepted", "2025-05-08"), ("killed", "2025-05-07")],
        ),
        (
            "The army of Chad said on Thursday it had shot down two drones.\n\n"
            "The statement comes two days after a raid near Adre killed five soldiers.",
            [("intercepted", "2025-05-08"), ("killed", "2025-05-06")],
        ),
        (
            "An air raid killed three people in Herat on Wednesday.\n\nThe attack came a day after a bomb in Kabul killed seven people.",
            [("killed", "2025-05-06"), ("killed", "2025-05-07")],
        ),
        (
            "Talks opened in Doha on Thursday, two days after gunmen killed 20 people in Herat.",
            [("killed", "2025-05-06")],
        ),
    ],
)
def test_an_announcement_after_an_attack_is_no_second_attack(told: Told, body: str, days: list[tuple[str, str]]) -> None:
    rows = told(body, published=THURSDAY)
    assert sorted((row["measure"], row["start"]) for row in rows) == days


@pytest.mark.parametrize(
    ("headline", "mode"),
    [
        ("410 Killed in War in Sudan as Talks Resume", "cumulative"),
        ("3,000 rockets fired at Israel since flare-up began", "cumulative"),
        ("Nine Killed in Conflict Zone in Mali", "increment"),
        ("Five Killed in War-Torn Region of Sudan", "increment"),
    ],
)
def test_a_headline_counts_a_war_without_its_article(told: Told, headline: str, mode: str) -> None:
    assert [row["mode"] for row in told("Talks went on.", headline=headline)] == [mode]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (
            "The government of Sudan and the rebels freed more than 150 prisoners on Thursday to complete a two-day exchange.\n\n"
            "The release of nearly 500 prisoners on both sides, brokered by the Red Cross, is the largest of the war.",
            ("2025-05-07", "2025-05-08", "cumulative", "happened"),
        ),
        (
            "Armenia and Azerbaijan freed more than 150 prisoners on Thursday, the first day of a three-day exchange.\n\n"
            "The release of nearly 500 prisoners on both sides was agreed last month.",
            ("2025-05-08", "2025-05-10", "cumulative", "planned"),
        ),
    ],
)
def test_those_freed_on_both_sides_are_of_all_days(told: Told, body: str, rows: tuple[str, str, str, str]) -> None:
    found = figures(told(body, published=THURSDAY), "low", "side", "start", "end", "mode", "status")
    assert [row for row in found if row[0] == 450] == [(450, None, *rows)]


def test_headlines_strung_on_a_line_are_sentences() -> None:
    line = "Talks open in Doha \u25a0 Army shells port \u25a0 Two die. Ten are hurt."
    assert [line[a:b] for a, b in split_sentences(line)] == ["Talks open in Doha", "Army shells port", "Two die.", "Ten are hurt."]


@pytest.mark.parametrize(
    ("body", "freed"),
    [
        ("Police in London have arrested nine people so far over the attack; five were later bailed.", [5]),
        ("A court in Nairobi, which had jailed 14 protesters, granted bail to nine of them on Friday. Five were denied bail.", [9]),
        ("Seven people were arrested in Leeds on Friday. Three of them have since been released on bail.", [3]),
        ("Police arrested nine people in London. The government bailed out four banks on Friday.", []),
    ],
)
def test_who_is_bailed_is_let_go(told: Told, body: str, freed: list[int]) -> None:
    assert [row["low"] for row in told(body) if row["measure"] == "released"] == freed
