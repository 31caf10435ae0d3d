"""Any text at all: the extractor does not fall over, its offsets are true, and its time is bounded."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from services.chassis.errors import TooLarge
from services.extractor.extract import MAX_CHARS, Extractor, load_extractor
from services.extractor.revise import revise
from services.extractor.text import plain, read_story

PUBLISHED = datetime(2025, 5, 23, 12, tzinfo=UTC)
WORDS = st.sampled_from(
    """
    Russia Ukraine Ethiopia each side the same number 390 270 1,000 1000-for-1000 two dozen killed wounded injured people soldiers
    civilians drones missiles launched shot down released prisoners exchange on Friday overnight in Kyiv Odesa region said "We , . ; : (
    ) -- \u2014 \u201c \u201d \n \n\n \u2022 14:20 LIVE of them which were to be planned if not no one including from to by for at
    May 23 2025 Gov. U.S. bodies returned toll rose more than at least up
    """.split(" ")
)  # fmt: skip
STORIES = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=80).map(" ".join))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@settings(max_examples=150, deadline=None)
@given(headline=st.one_of(st.just(""), st.text(max_size=60)), body=STORIES)
def test_any_text_gives_figures_that_stand_where_they_say(extractor: Extractor, headline: str, body: str) -> None:
    if not (body.strip() or headline.strip()):
        return
    article = Article(story_id="s", headline=headline, body=body, published_at=PUBLISHED)
    events = extractor.extract(article)
    for event in events:
        assert event.figures
        for figure in event.figures:
            assert article.text[figure.start : figure.end] == figure.text
            assert figure.text
    assert len({event.event_id for event in events}) == len(events)
    state, messages = revise(None, article, events)
    assert len(messages) == len(events)
    assert revise(state, article, events) == (state, ())


@given(text=st.text(max_size=500))
def test_clean_up_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(headline=st.text(max_size=60), body=st.text(max_size=500))
def test_sentences_lie_in_order_and_apart(headline: str, body: str) -> None:
    story = read_story(headline, body)
    assert len(story.text) == len(headline) + 1 + len(body)
    for sentence in story.sentences:
        assert story.text[sentence.span.start : sentence.span.end] == sentence.text
    for one, other in zip(story.sentences, story.sentences[1:], strict=False):
        assert one.span.end <= other.span.start


HOSTILE = {
    "one endless word": "a" * MAX_CHARS,
    "numbers only": "1 " * 60_000,
    "quotes only": '"' * 50_000,
    "stops only": ". " * 50_000,
    "open brackets": "<" * 50_000,
    "nested tags": "<p " * 20_000,
    "a sentence of ten thousand words": "12 people were killed and " * 3_000,
    "many short sentences": "Two died. " * 6_000,
    "dates without end": "May 23, " * 10_000,
    "capitals": "THE ARMY SAID 12 PEOPLE WERE KILLED IN KYIV. " * 1_000,
    "spaces": "x" + " " * (MAX_CHARS - 1),
    "dashes": "- " * 50_000,
    "stamps": "14:20 -- \n" * 19_000,
    "places": "Odesa, Kyiv, Lviv, " * 8_000,
    "speech": "he said she said it said " * 6_000,
    "claims without end": '"We lost 12 men," said Gen. Ivan Petrov of the army, ' * 1_700,
    "a sentence of names": "Oleh Kiper and Ivan Petrov and " * 3_000,
    "parts of parts": "12 of the " * 9_000,
    "scripts never closed": "<script>" * 20_000,
    "invisible": "1\u200b2 peo\u00adple were kil\u200dled. " * 4_000,
    "number words": "twenty-" * 15_000,
    "the same men told again": "The four soldiers were killed near Kano on Monday. " * 4_000,
    "prose without stops": "russia said ukraine launched 12 drones at kyiv on friday killing three people while the army denied it " * 900,
}


PARAGRAPH = "Two people were killed and eight others injured when a shell hit a market in Odesa on Friday, the mayor said.\n\n"


def seconds(extractor: Extractor, body: str) -> float:
    """Of this process's own work, whatever else runs."""
    article = Article(story_id="s", headline="", body=body, published_at=PUBLISHED)
    started = time.process_time()
    extractor.extract(article)
    return time.process_time() - started


@pytest.fixture(scope="module")
def ordinary(extractor: Extractor) -> float:
    """Seconds for four hundred paragraphs of plain news on this machine."""
    seconds(extractor, PARAGRAPH * 5)
    return seconds(extractor, PARAGRAPH * 400)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(extractor: Extractor, ordinary: float, name: str) -> None:
    """All take up to 4 times as long as plain news; time that grows with the square of a text's length, 20 times and more."""
    assert seconds(extractor, HOSTILE[name][: MAX_CHARS - 1]) < 8 * ordinary


def test_time_grows_with_length_and_not_faster(extractor: Extractor, ordinary: float) -> None:
    assert ordinary < 8 * seconds(extractor, PARAGRAPH * 100) + 0.5  # four times the text; quadratic time would need sixteen


def test_figures_beyond_what_is_parsed_are_read_too(extractor: Extractor) -> None:
    body = "".join(f"In house {at} a shell killed {at + 1000} people.\n\n" for at in range(500))
    article = Article(story_id="s", body=body, published_at=PUBLISHED)
    numbers = {figure.low for event in extractor.extract(article) for figure in event.figures}
    assert {1000 + at for at in range(500)} <= numbers


def test_a_story_too_long_is_refused_and_never_read_in_part(extractor: Extractor) -> None:
    with pytest.raises(TooLarge, match="send it in parts"):
        extractor.extract(Article(story_id="s", body="Two people were killed. " * 9_000, published_at=PUBLISHED))
