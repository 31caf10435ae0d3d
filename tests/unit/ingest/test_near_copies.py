"""Near copies are marked and published; two accounts in own words are not copies."""

from __future__ import annotations

from schemas.article import Article
from schemas.base import StoryId
from services.ingest.near_copies import NearCopies
from tests.unit.ingest.test_desk import NOW, Recorder, desk, story

DISPATCH = (
    "Twelve people died when a ferry capsized off Arn on Friday, the coast guard said, and nine others were pulled from the sea alive."
)
OWN_WORDS = (
    "A boat turned over near the port of Arn. The harbour master put the dead at twelve; fishermen saved nine who had clung to crates."
)


def article(story_id: str, body: str) -> Article:
    return Article(story_id=StoryId(story_id), body=body, published_at=NOW)


def test_a_cut_and_edited_reprint_is_marked() -> None:
    copies = NearCopies()
    assert copies.marked(article("a", DISPATCH)).near_copy_of is None
    assert copies.marked(article("b", f"Arn: {DISPATCH[:90]} it was reported.")).near_copy_of == "a"


def test_an_account_in_own_words_is_not() -> None:
    copies = NearCopies()
    copies.marked(article("a", DISPATCH))
    assert copies.marked(article("b", OWN_WORDS)).near_copy_of is None


def test_a_revision_is_no_copy_of_its_own_story() -> None:
    copies = NearCopies()
    copies.marked(article("a", DISPATCH))
    assert copies.marked(article("a", DISPATCH.replace("Twelve", "Fourteen"))).near_copy_of is None


def test_only_the_newest_are_remembered() -> None:
    copies = NearCopies(remembered=2)
    copies.marked(article("a", DISPATCH))
    copies.marked(article("b", OWN_WORDS))
    copies.marked(article("c", "Rain fell on the hills above Bex all day and the river rose."))
    assert copies.marked(article("d", DISPATCH)).near_copy_of is None


async def test_a_near_copy_is_published_all_the_same() -> None:
    outbox = Recorder()
    async with desk(outbox) as taking:
        await taking.take([story("a", DISPATCH), story("b", DISPATCH)])
    assert [(each.message.story_id, each.message.near_copy_of) for each in outbox.published if isinstance(each.message, Article)] == [
        ("a", None),
        ("b", "a"),
    ]
