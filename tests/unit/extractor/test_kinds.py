"""What kind of people a number counts that names none: those just told of, where they are of one kind."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("sentence", "low", "group"),
    [
        ("Gunmen attacked a post in northern Ivory Coast on Friday, killing three gendarmes and wounding seven others.", 7, "other"),
        ("Four police officers were shot dead and another was wounded in Esmeraldas, Ecuador, on Thursday.", 1, "other"),
        ("At least six soldiers were hurt, two critically, when a mine went off in Rolpa, Nepal, on Wednesday.", 2, "military"),
        ("Rebels ambushed a column near Menaka, Mali, on Tuesday, killing nine soldiers and wounding another 14.", 14, "military"),
        ("Five rebels were killed and nine were captured in a clash in Samar, the Philippines, on Friday.", 9, "military"),
        ("The UN recorded 410 civilian casualties in Mali in May: 160 killed, including 22 children, and 250 injured.", 250, "civilian"),
        ("Eleven security personnel were killed when a bomb exploded in Benghazi, Libya, on Sunday.", 11, "other"),
        ("Gunmen attacked a police station in Concepcion, Paraguay, on Friday, killing two officers and wounding three.", 3, "other"),
    ],
)
def test_who_names_no_kind_is_of_that_of_those_before(told: Told, sentence: str, low: int, group: str) -> None:
    assert (low, group) in figures(told(sentence, published="2016-03-11"), "low", "group")


@pytest.mark.parametrize(
    ("sentence", "low", "group"),
    [
        ("Two policemen and three villagers were killed and five others were hurt in Rolpa, Nepal, on Wednesday.", 5, "all"),
        ("Three soldiers and a civilian were killed, and 12 others were wounded in Arish, Egypt, on Friday.", 12, "all"),
        ("A bomb killed two children and injured four others in Gulu, Uganda, on Sunday.", 4, "all"),
        ("A bomb killed two soldiers and injured 30 other people in Gulu, Uganda, on Sunday.", 30, "all"),
        ("Two army officers were killed near a police post in Gulu, Uganda, on Sunday.", 2, "military"),
    ],
)
def test_others_than_those_of_several_kinds_may_be_anybody(told: Told, sentence: str, low: int, group: str) -> None:
    assert (low, group) in figures(told(sentence, published="2016-03-11"), "low", "group")
