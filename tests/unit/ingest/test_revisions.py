"""The life of a story: what each arrival comes to. Order independence is a property, tested with the properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from schemas.article import Article
from services.ingest.formats.text import parse_text
from services.ingest.formats.wire_format import Release
from services.ingest.revisions import Accepted, StoryIndex, accept, end_embargo, settle

DAY = datetime(2025, 5, 23, tzinfo=UTC)


def text(body: str, *, name: str = "ships.txt", date: str = "2025-05-23", headline: str = "Ships sink", agency: str = "Tern") -> Article:
    return parse_text(f"date {date}\n{headline}\n\nPORT SABLE ({agency}) - {body}", name=name)


def kill(*, date: str = "2025-05-24", headline: str = "Ships sink", agency: str = "Tern", name: str = "notice.txt") -> Article:
    notice = f'Please kill the story headlined "{headline}", sent earlier. There will be no substitute.'
    return parse_text(f"date {date}\n{agency.upper()} KILL: Story withdrawn\n\nPORT SABLE ({agency}) - {notice}", name=name)


def arrive(index: StoryIndex, *articles: Article, now: datetime | None = None) -> list[Accepted]:
    verdicts = []
    for article in articles:
        verdict = accept(index, article, now=now)
        index.apply(verdict.changes, verdict.forgotten)
        verdicts.append(verdict)
    return verdicts


def test_a_new_story_is_published_as_it_is() -> None:
    (verdict,) = arrive(StoryIndex(), text("One sank."))
    assert verdict.outcome == "published"
    assert verdict.articles == (text("One sank."),)
    assert verdict.refused is None


def test_the_same_story_twice_is_published_once() -> None:
    _, again = arrive(StoryIndex(), text("One sank."), text("One sank."))
    assert again.outcome == "duplicate"
    assert again.articles == ()
    assert "taken in before" in (again.refused or "")


def test_another_text_under_the_same_name_is_the_next_revision() -> None:
    _, second, third = arrive(StoryIndex(), text("One sank."), text("Two sank."), text("Three sank."))
    assert [(each.articles[0].revision, each.articles[0].kind) for each in (second, third)] == [(1, "update"), (2, "update")]


def test_an_old_text_that_comes_again_does_not_come_back() -> None:
    *_, again = arrive(StoryIndex(), text("One sank."), text("Two sank."), text("One sank."))
    assert again.outcome == "duplicate"


def test_an_earlier_day_without_a_number_is_an_older_version() -> None:
    *_, late = arrive(StoryIndex(), text("Two sank."), text("One sank.", date="2025-05-22"))
    assert late.outcome == "stale"
    assert "revision number" in (late.refused or "")


def test_a_month_is_not_earlier_than_a_day_in_it() -> None:
    *_, second = arrive(StoryIndex(), text("One sank."), text("Two sank.", date="2025-05"))
    assert second.outcome == "published"


def test_a_lower_revision_after_a_higher_one_is_stale() -> None:
    second, first, original = arrive(
        StoryIndex(), text("Two.", name="ships.r2.txt"), text("One.", name="ships.r1.txt"), text("Nought.", name="ships.txt")
    )
    assert (second.outcome, first.outcome, original.outcome) == ("published", "stale", "stale")
    assert "revision 1 is older than revision 2" in (first.refused or "")


def test_a_revision_that_changes_nothing_is_a_duplicate() -> None:
    _, second = arrive(StoryIndex(), text("One.", name="ships.r0.txt"), text("One.", name="ships.r1.txt"))
    assert second.outcome == "duplicate"


def test_a_kill_reaches_the_story_of_its_agency_and_headline() -> None:
    story, notice = arrive(StoryIndex(), text("One sank."), kill())
    assert story.outcome == notice.outcome == "published"
    (withdrawn,) = (each for each in notice.articles if each.story_id == "ships")
    assert (withdrawn.kind, withdrawn.revision) == ("kill", 1)


def test_a_kill_that_comes_first_waits_for_its_story() -> None:
    notice, story = arrive(StoryIndex(), kill(), text("One sank."))
    assert notice.outcome == "waiting"
    assert [each.story_id for each in notice.articles] == ["notice"]
    assert story.outcome == "killed"
    assert [(each.story_id, each.kind) for each in story.articles] == [("ships", "kill")]


def test_a_kill_also_reaches_a_reprint_that_comes_later() -> None:
    *_, reprint = arrive(StoryIndex(), text("One sank."), kill(), text("One sank.", name="reprint.txt", date="2025-05-24"))
    assert (reprint.outcome, reprint.articles[0].story_id) == ("killed", "reprint")


def test_a_kill_of_another_agency_spares_the_story() -> None:
    arrived = settle([text("One sank."), kill(agency="Heron")])
    assert {each.story_id: each.kind for each in arrived} == {"ships": "original", "notice": "kill"}


def test_an_agency_is_known_by_its_initials_too() -> None:
    arrived = settle([text("One sank.", agency="TWS"), kill(agency="Tern Wire Service")])
    assert {each.story_id: each.kind for each in arrived} == {"ships": "kill", "notice": "kill"}


def test_a_kill_reaches_back_thirty_days_and_never_forward() -> None:
    index = StoryIndex()
    old, after, notice = arrive(
        index, text("Old.", name="old.txt", date="2025-04-01"), text("New.", name="new.txt", date="2025-05-25"), kill()
    )
    assert (old.outcome, after.outcome) == ("published", "published")
    assert [each.story_id for each in notice.articles] == ["notice"]


def test_a_kill_is_final() -> None:
    *_, later = arrive(StoryIndex(), text("One."), kill(), text("Two.", name="ships.r5.txt", headline="Ships sink, two dead"))
    assert later.outcome == "killed"
    assert later.articles == ()
    assert "new id" in (later.refused or "")


def test_the_same_kill_twice_says_nothing_new() -> None:
    *_, again = arrive(StoryIndex(), text("One."), kill(), kill())
    assert again.outcome == "duplicate"


def test_a_kill_by_id_needs_no_headline() -> None:
    story = text("One.")
    _, notice = arrive(StoryIndex(), story, story.model_copy(update={"kind": "kill", "body": "Withdrawn.", "content_hash": ""}))
    assert [(each.story_id, each.kind) for each in notice.articles] == [("ships", "kill")]


def test_a_kill_by_id_before_its_story_withdraws_it_already() -> None:
    story = text("One.")
    _, late = arrive(StoryIndex(), story.model_copy(update={"kind": "kill", "body": "", "content_hash": ""}), story)
    assert late.outcome == "killed"


def test_a_story_under_embargo_waits_for_its_time_and_is_then_published() -> None:
    index, story = StoryIndex(), text("One.").model_copy(update={"embargoed_until": DAY + timedelta(hours=6)})
    (held,) = arrive(index, story, now=DAY)
    assert (held.outcome, held.articles) == ("embargoed", ())
    assert index.due(DAY + timedelta(hours=5)) == ()
    (entry,) = index.due(DAY + timedelta(hours=6))
    released = end_embargo(index, entry)
    assert [each.story_id for each in released.articles] == ["ships"]
    index.apply(released.changes, released.forgotten)
    assert index.due(DAY + timedelta(hours=6)) == ()
    assert accept(index, story, now=DAY + timedelta(hours=7)).outcome == "duplicate"


def test_a_story_killed_under_embargo_is_never_published() -> None:
    index, story = StoryIndex(), text("One.").model_copy(update={"embargoed_until": DAY + timedelta(hours=6)})
    arrive(index, story, kill(), now=DAY)
    (entry,) = index.due(DAY + timedelta(hours=6))
    assert [each.kind for each in end_embargo(index, entry).articles] == ["kill"]


def test_two_different_stories_with_one_text_both_stand() -> None:
    arrived = settle([text("One.", name="a.txt"), text("One.", name="b.txt")])
    assert {each.story_id for each in arrived} == {"a", "b"}


def withheld(**fields: object) -> Article:
    return text("Two sank.").model_copy(update={"kind": "kill", "body": "", **fields})


def take(index: StoryIndex, article: Article, release: Release = "usable") -> Accepted:
    verdict = accept(index, article, release=release)
    index.apply(verdict.changes, verdict.forgotten)
    return verdict


def test_a_withheld_story_is_taken_back_until_its_next_version() -> None:
    index = StoryIndex()
    take(index, text("Two sank."))
    back = take(index, withheld(), "withheld")
    assert (back.outcome, [(each.kind, each.revision) for each in back.articles]) == ("withheld", [("kill", 1)])
    again = take(index, text("Two sank."))
    assert (again.outcome, [(each.kind, each.revision) for each in again.articles]) == ("published", [("update", 2)])


def test_a_withhold_older_than_what_stands_is_stale() -> None:
    index = StoryIndex()
    take(index, text("Two sank.", name="ships.r3.txt"))
    assert take(index, withheld(revision=2), "withheld").outcome == "stale"


def test_a_version_before_the_withheld_one_does_not_let_the_story_out() -> None:
    index = StoryIndex()
    take(index, withheld(revision=4), "withheld")
    assert take(index, text("One sank.", name="ships.r3.txt")).outcome == "stale"
    assert take(index, text("Two sank.", name="ships.r5.txt")).outcome == "published"


def test_a_kill_makes_a_withhold_final() -> None:
    index = StoryIndex()
    take(index, withheld(), "withheld")
    assert take(index, withheld(content_hash="other")).outcome == "published"
    assert take(index, text("Two sank.")).outcome == "killed"


def test_a_killed_story_comes_back_only_as_released() -> None:
    index = StoryIndex()
    take(index, text("Two sank."))
    take(index, withheld())
    assert take(index, text("Three sank.")).outcome == "killed"
    back = take(index, text("Three sank."), "released")
    assert (back.outcome, back.articles[0].kind, back.articles[0].revision) == ("published", "update", 2)


def test_a_story_that_says_it_is_reinstated_is_released() -> None:
    index = StoryIndex()
    take(index, text("Two sank."))
    take(index, withheld())
    assert take(index, text("Two sank.", headline="STORY REINSTATED: Ships sink")).outcome == "published"


def test_another_ingests_older_kill_does_not_undo_a_release() -> None:
    index, other = StoryIndex(), StoryIndex()
    for each in (index, other):
        take(each, text("Two sank."))
    (killed,) = take(index, withheld()).changes
    (released, *_) = take(index, text("Three sank."), "released").changes
    for order in ((killed, released), (released, killed)):
        for entry in order:
            other.absorb(entry.key, entry)
        standing = other.story(killed.story_id or text("x").story_id)
        assert standing is not None
        assert standing.kind == "update"


def test_a_kill_seen_again_does_not_take_back_what_was_let_out_since() -> None:
    index = StoryIndex()
    arrive(index, text("Two sank."), kill())
    assert take(index, text("Three sank.", date="2025-05-25"), "released").outcome == "published"
    assert take(index, kill()).outcome == "duplicate"
    standing = index.story(text("Two sank.").story_id)
    assert standing is not None
    assert standing.kind == "update"
    later = kill(date="2025-05-26", name="again.txt").model_copy(update={"content_hash": "another notice"})
    assert take(index, later).outcome == "published"
