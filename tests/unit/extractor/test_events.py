"""Events: ids that survive a corrected number, ledgers, happenings, sketches; and what a revision changes."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.article import Article
from schemas.base import StoryId
from schemas.event import Event
from services.chassis.sketch import sketch
from services.extractor.extract import Extractor
from services.extractor.revise import StoryState, overtakes, revise

BODY = "A missile killed two people in Nairobi on Friday, police said.\n\nIn Mombasa, a fire hurt nine people on Friday."


def article(body: str = BODY, *, revision: int = 0, kind: str = "original") -> Article:
    published = datetime(2025, 5, 23, 12, tzinfo=UTC)
    return Article(story_id="s", revision=revision, kind=kind, headline="Nairobi", body=body, published_at=published)


def run(extractor: Extractor, previous: StoryState | None, story: Article) -> tuple[StoryState, tuple[Event, ...]]:
    return revise(previous, story, extractor.extract(story))


def test_an_event_quotes_the_words_of_its_figures(extractor: Extractor) -> None:
    story = article()
    for event in extractor.extract(story):
        for figure in event.figures:
            assert story.text[figure.start : figure.end] == figure.text
            assert figure.text in figure.sentence


def test_the_ledger_is_the_country_of_the_place(extractor: Extractor) -> None:
    assert {event.ledger for event in extractor.extract(article())} == {"harm/KEN"}


def test_the_story_travels_with_its_sketch(extractor: Extractor) -> None:
    story = article()
    assert all(event.story.sketch == sketch(story.body) for event in extractor.extract(story))


def test_the_same_article_gives_the_same_events(extractor: Extractor) -> None:
    assert extractor.extract(article()) == extractor.extract(article())


def test_a_corrected_number_keeps_the_event(extractor: Extractor) -> None:
    before = {event.event_id for event in extractor.extract(article())}
    after = {event.event_id for event in extractor.extract(article(BODY.replace("two people", "three people"), revision=1))}
    assert before == after


def test_a_revision_takes_back_what_it_no_longer_says(extractor: Extractor) -> None:
    state, first = run(extractor, None, article())
    _, second = run(extractor, state, article(BODY.split("\n\n")[0], revision=1))
    assert [event.op for event in first] == ["upsert", "upsert"]
    (gone,) = [event for event in second if event.op == "retract"]
    (mombasa,) = [event for event in first if event.where and event.where.name == "Mombasa"]
    assert (gone.event_id, gone.ledger, gone.happening) == (mombasa.event_id, mombasa.ledger, mombasa.happening)


def test_the_same_revision_twice_says_nothing_new(extractor: Extractor) -> None:
    state, _ = run(extractor, None, article())
    assert run(extractor, state, article()) == (state, ())


def test_a_stale_revision_changes_nothing(extractor: Extractor) -> None:
    state, _ = run(extractor, None, article(revision=3))
    assert run(extractor, state, article("Nothing of it was true.", revision=2)) == (state, ())


def test_a_kill_takes_back_everything_and_for_good(extractor: Extractor) -> None:
    state, first = run(extractor, None, article())
    killed, gone = revise(state, article("", revision=1, kind="kill"), ())
    assert {event.event_id for event in gone} == {event.event_id for event in first}
    assert all(event.op == "retract" for event in gone)
    assert killed.killed
    assert run(extractor, killed, article(revision=1)) == (killed, ())


def test_a_kill_itself_says_nothing(extractor: Extractor) -> None:
    assert extractor.extract(article("Two people did not die.", kind="kill")) == ()


def test_a_strike_that_breaks_a_cease_fire_is_no_accident(extractor: Extractor) -> None:
    story = article("The army struck a hospital in Mombasa, Kenya, on Friday, killing two people. The cease-fire is over.")
    assert {event.type for event in extractor.extract(story)} == {"air_attack"}


def test_in_the_changelog_a_story_never_goes_back_to_an_older_revision() -> None:
    first, second = (StoryState(story_id=StoryId("s"), revision=revision).to_json() for revision in (1, 2))
    assert overtakes(second, first)
    assert overtakes(second, second)
    assert not overtakes(first, second)
