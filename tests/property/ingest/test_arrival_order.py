"""What stands of a wire does not depend on the order in which it comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.base import StoryId
from schemas.story_index import StoryIndexEntry
from services.ingest.revisions import StoryIndex, accept, end_embargo, late_kills, settle

START = datetime(2025, 3, 1, tzinfo=UTC)
HEADLINES = ("Ferry sinks off Port Sable", "Quake shakes Harrowdale", "Two freed at Tern Bridge")
AGENCIES = ("Tern", "Harrow Press", None)


def story(number: int, headline: int, agency: int, hour: int, revision: int | None) -> Article:
    fields: dict[str, object] = {
        "story_id": f"s{number}",
        "headline": HEADLINES[headline],
        "body": f"Text {hour} of story {number}, revision {revision}.",
        "credit": AGENCIES[agency],
        "published_at": START + timedelta(hours=hour),
    }
    if revision is not None:
        fields["revision"] = revision
    return Article.model_validate(fields)


def kill(number: int, headline: int | None, agency: int, hour: int) -> Article:
    named = f'Please kill the story headlined "{HEADLINES[headline]}", sent today.' if headline is not None else "Withdrawn."
    place = f"PORT SABLE ({AGENCIES[agency]}) - " if AGENCIES[agency] else ""
    return Article(
        story_id=StoryId(f"k{number}" if headline is not None else f"s{number}"),
        kind="kill",
        headline="KILL",
        body=place + named,
        published_at=START + timedelta(hours=hour),
    )


# The hour grows with the revision, as on a wire; unnumbered texts of one story have hours of their own.
numbered = st.builds(
    lambda number, headline, agency, revision: story(number, headline, agency, 10 * revision + number, revision),
    st.integers(0, 3), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3),
)  # fmt: skip
unnumbered = st.builds(
    lambda number, headline, agency, hour: story(number, headline, agency, hour, None),
    st.integers(4, 6), st.integers(0, 2), st.integers(0, 2), st.integers(0, 40),
)  # fmt: skip
kills = st.builds(kill, st.integers(0, 6), st.none() | st.integers(0, 2), st.integers(0, 2), st.integers(0, 50))


def clear(wire: list[Article]) -> list[Article]:
    """The wire without two different texts of one story, number and hour: what no order could settle."""
    return list({(each.story_id, each.published_at, each.kind, each.revision): each for each in wire}.values())


wires = st.lists(numbered | unnumbered | kills, min_size=1, max_size=12).map(clear)


def standing(wire: list[Article]) -> dict[str, str]:
    """Of each story what stands: its text, or that it is killed."""
    return {each.story_id: "killed" if each.kind == "kill" else each.content_hash for each in settle(wire)}


@settings(max_examples=300, deadline=None)
@given(wire=wires, data=st.data())
def test_any_order_with_duplicates_leaves_the_same_stories_standing(wire: list[Article], data: st.DataObject) -> None:
    copies = data.draw(st.lists(st.sampled_from(wire), max_size=4))
    assert standing(data.draw(st.permutations(wire + copies))) == standing(wire)


@settings(max_examples=150, deadline=None)
@given(wire=wires)
def test_what_is_published_of_a_story_only_ever_counts_up(wire: list[Article]) -> None:
    index, last = StoryIndex(), dict[str, int]()
    for article in wire:
        verdict = accept(index, article)
        index.apply(verdict.changes, verdict.forgotten)
        for published in verdict.articles:
            assert published.revision > last.get(published.story_id, -1)
            last[published.story_id] = published.revision


@settings(max_examples=150, deadline=None)
@given(wire=wires, data=st.data())
def test_an_index_replayed_from_its_topic_decides_as_the_one_that_wrote_it(wire: list[Article], data: st.DataObject) -> None:
    index, topic = StoryIndex(), dict[str, object]()
    for article in wire:
        verdict = accept(index, article)
        index.apply(verdict.changes, verdict.forgotten)
        topic.update({entry.key: entry for entry in verdict.changes})
    replayed = StoryIndex()
    for key in data.draw(st.permutations(sorted(topic))):
        entry = index.get(key)
        replayed.absorb(key, type(entry).read(entry.to_json()) if entry else None)
    for article in wire:
        assert accept(replayed, article).outcome in ("duplicate", "stale", "killed")


@settings(max_examples=150, deadline=None)
@given(wire=wires)
def test_a_decision_that_could_not_be_carried_out_is_taken_back_whole(wire: list[Article]) -> None:
    index = StoryIndex()
    for article in wire:
        before = {entry.key: entry for entry in index}
        verdict = accept(index, article)
        index.undo(index.apply(verdict.changes, verdict.forgotten))
        assert {entry.key: entry for entry in index} == before
        assert accept(index, article) == verdict
        index.apply(verdict.changes, verdict.forgotten)


@settings(max_examples=150, deadline=None)
@given(wire=wires, held=st.sets(st.integers(0, 11)), data=st.data())
def test_stories_under_embargo_stand_as_the_others_once_their_time_has_come(
    wire: list[Article], held: set[int], data: st.DataObject
) -> None:
    now, later = START + timedelta(days=3), START + timedelta(days=4)
    embargoed = [each.model_copy(update={"embargoed_until": later}) if place in held else each for place, each in enumerate(wire)]
    index, last = StoryIndex(), dict[str, Article]()
    for article in data.draw(st.permutations(embargoed)):
        verdict = accept(index, article, now=now)
        index.apply(verdict.changes, verdict.forgotten)
        last.update({published.story_id: published for published in verdict.articles})
        assert all(published.kind == "kill" or published.embargoed_until is None for published in verdict.articles)
    restarted = StoryIndex()
    for kept in index:
        restarted.absorb(kept.key, StoryIndexEntry.read(kept.to_json()))
    index = restarted
    for entry in index.due(later):
        verdict = end_embargo(index, entry)
        index.apply(verdict.changes, verdict.forgotten)
        last.update({published.story_id: published for published in verdict.articles})
    assert index.due(later) == ()
    assert {key: "killed" if each.kind == "kill" else each.content_hash for key, each in last.items()} == standing(wire)


@settings(max_examples=150, deadline=None)
@given(wire=wires, places=st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_kill_by_headline_reaches_its_story_though_two_ingests_took_them_in_at_once(wire: list[Article], places: list[bool]) -> None:
    """Neither knows of the other's until both are through; a story's own revisions, and a kill by its id, go to one of them."""
    ingests, published = (StoryIndex(), StoryIndex()), dict[str, Article]()

    def take(index: StoryIndex, article: Article) -> tuple[StoryIndexEntry, ...]:
        verdict = accept(index, article)
        index.apply(verdict.changes, verdict.forgotten)
        for each in verdict.articles:
            if each.story_id not in published or each.revision > published[each.story_id].revision:
                published[each.story_id] = each
        return verdict.changes

    topic: list[StoryIndexEntry] = []
    for article, place in zip(wire, places, strict=False):
        topic += take(ingests[place if article.story_id.startswith("k") else int(article.story_id[1:]) % 2], article)
    for index in ingests:
        for entry in topic:
            index.absorb(entry.key, entry)
    for index in ingests:
        for entry in topic:
            for late in late_kills(index, entry):
                take(index, late)
    stands = {key for key, each in published.items() if each.kind != "kill"}
    assert stands == {key for key, text in standing(wire[: len(places)]).items() if text != "killed"}
