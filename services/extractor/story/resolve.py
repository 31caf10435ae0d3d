"""`resolve`: the passages of a story into facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from schemas.article import Article
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import PlaceMention
from services.extractor.passage import Passage
from services.extractor.places import Gazetteer
from services.extractor.story.blame import find_blamed, settle_blame
from services.extractor.story.context import Causes, build_context
from services.extractor.story.datelines import dateline_place
from services.extractor.story.epithets import with_epithets
from services.extractor.story.headlines import adopt_from_body
from services.extractor.story.incidents import find_incident
from services.extractor.story.pairs import settle_pairs
from services.extractor.story.programmes import settle_programme
from services.extractor.story.scenes import find_scenes, settle_scenes
from services.extractor.story.state import State
from services.extractor.story.subsets import settle_subsets
from services.extractor.story.sums import settle_sums
from services.extractor.story.times import date_by_incident
from services.extractor.story.walk import walk
from services.extractor.text import StoryText


def resolve(
    story: StoryText, passages: Sequence[Passage], *, article: Article, day: date | None, bank: Bank, causes: Causes, gazetteer: Gazetteer
) -> tuple[Fact, ...]:
    """The story's facts in the order of the text. The body is settled first: a headline says less and means the same."""
    dateline = dateline_place(story, bank, gazetteer)
    home = _home(passages, dateline)
    context = build_context(
        passages, day=day or article.published_at.date(), bank=bank, causes=causes, home=home, datelined=bool(story.datelines)
    )
    passages = with_epithets(passages, context, bank, gazetteer)
    state = State(bank, context, causes)
    state.headline_place = next(
        (place for p in passages if p.sentence.kind == "headline" for place in p.places if place.kind != "country"), None
    )
    state.incident = find_incident(
        passages, day=context.day, causes=causes, speech=frozenset(bank.claims.speech), exchange=context.exchange
    )
    state.scenes = find_scenes(
        passages, day=context.day, told=lambda text: causes.near(text, 0) is not None, dateline=dateline if context.datelined else None
    )
    walk(state, [passage for passage in passages if passage.sentence.kind != "headline"])
    state.facts = date_by_incident(state)
    in_body = len(state.facts)
    walk(state, [passage for passage in passages if passage.sentence.kind == "headline"])
    facts = adopt_from_body(state.facts[:in_body], state.facts[in_body:])
    facts = settle_scenes(facts, passages, state.scenes, wide=context.cause == "disaster")
    facts = settle_blame(facts, find_blamed(passages, bank, abductions=context.abductions))
    facts = settle_pairs(facts, context, bank)
    facts = settle_sums(settle_subsets(facts))
    facts = settle_programme(facts, passages, context)
    return tuple(sorted(facts, key=lambda fact: (fact.span.start, fact.span.end)))


def _home(passages: Sequence[Passage], dateline: PlaceMention | None) -> str | None:
    """The country of the dateline; without one, that of most places and parties."""
    if dateline is not None:
        return dateline.country
    named = Counter(place.country for passage in passages for place in passage.places if place.country)
    return named.most_common(1)[0][0] if named else None
