"""Lists of towns with what each lost, one to a line."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            "- Omdurman: 12 killed and 40 wounded\n- Dar Salil: 5 killed\n- Wad Hirsa: 6 wounded\n- Khartoum: 4 killed",
            [
                ("injured", 6, "Wad Hirsa", "part"),
                ("injured", 40, "Omdurman", "part"),
                ("killed", 4, "Khartoum", "part"),
                ("killed", 5, "Dar Salil", "part"),
                ("killed", 12, "Omdurman", "part"),
            ],
        ),
        (
            'Omdurman \u2013 "Seven dead"\n\nKarhela \u2013 2 dead, three missing\n\nKassala \u2013 at least 9 dead',
            [
                ("killed", 2, "Karhela", "part"),
                ("killed", 7, "Omdurman", "part"),
                ("killed", 9, "Kassala", "part"),
                ("missing", 3, "Karhela", "part"),
            ],
        ),
        (
            "Omdurman: Two soldiers were killed.\n\nTin Zoura: Five civilians were wounded.\n\nKassala: Eight people were killed.",
            [
                ("injured", 5, "Tin Zoura", "increment"),
                ("killed", 2, "Omdurman", "increment"),
                ("killed", 8, "Kassala", "increment"),
            ],
        ),
    ],
)
def test_each_line_of_a_list_is_of_its_town(told: Told, lines: str, rows: list[tuple[str, int, str, str]]) -> None:
    body = f"The health department of Sudan published the losses of two days of shelling by town.\n\n{lines}"
    assert figures(told(body), "measure", "low", "place", "mode") == rows
    assert {row["claimant"] for row in told(body)} == {None}


@pytest.mark.parametrize(
    "lines",
    [
        "Killed: 12 people\n\nWounded: 30 people\n\nMissing: 4 people",
        'Ahmed Musa: "12 people were killed in front of me"\n\nGrace Obi: "30 people were hurt"\n\nAmina Bello: "Four people are missing"',
        "Monday: 12 people were killed.\n\nTuesday: 30 people were hurt.\n\nWednesday: Four people went missing.",
    ],
)
def test_other_labels_name_no_place(told: Told, lines: str) -> None:
    rows = told(f"A bomb went off at a market in Kano, Nigeria.\n\n{lines}")
    assert figures(rows, "measure", "low", "place", "mode") == [
        ("injured", 30, "Kano", "increment"),
        ("killed", 12, "Kano", "increment"),
        ("missing", 4, "Kano", "increment"),
    ]
