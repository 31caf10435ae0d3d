"""The benchmark's wire: what makes its figures comparable from run to run."""

from __future__ import annotations

from bench.wire import stories


def test_the_same_seed_gives_the_same_stories_and_another_gives_others() -> None:
    assert list(stories(1, 5)) == list(stories(1, 5))
    assert next(stories(1, 1)).body != next(stories(2, 1)).body


def test_long_stories_have_the_mean_length_of_wire_copy() -> None:
    words = [len(article.text.split()) for article in stories(1, 50)]
    assert 700 < sum(words) / len(words) < 860


def test_one_short_story_of_ten_tells_of_a_happening() -> None:
    short = list(stories(1, 500, short=True))
    assert 30 < sum(article.headline != "Notes of the day" for article in short) < 80
    assert max(len(article.text.split()) for article in short) < 60


def test_several_outlets_tell_of_one_happening() -> None:
    leads = [article.headline for article in stories(1, 40)]
    assert len(set(leads)) < len(leads)
