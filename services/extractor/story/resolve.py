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
from services.extractor.record import record
from services.extractor.story.abroad import not_where_the_attacker_is_named
from services.extractor.story.allegiances import with_allegiances
from services.extractor.story.attacks import settle_attacks
from services.extractor.story.blame import find_blame
from services.extractor.story.both_sides import settle_both_sides
from services.extractor.story.by_incident import date_by_incident, sum_up_season
from services.extractor.story.causes import Causes
from services.extractor.story.chains import counted_from_incident
from services.extractor.story.communiques import settle_communique
from services.extractor.story.context import build_context, scene_of
from services.extractor.story.countries import country_struck, settle_countries
from services.extractor.story.daily import day_counted, day_of_news
from services.extractor.story.datelines import written_abroad
from services.extractor.story.denials import settle_denials
from services.extractor.story.diplomacy import Dealing, Dealings
from services.extractor.story.epithets import with_epithets
from services.extractor.story.families import TRANSFERS
from services.extractor.story.fighters import with_named_fighters
from services.extractor.story.grounds import is_origin, with_scenes
from services.extractor.story.headlines import adopt_from_body
from services.extractor.story.incidents import find_incidents
from services.extractor.story.items import stories_in
from services.extractor.story.later import settle_days_told_after, with_days_counted_on, with_named_days, with_same_periods
from services.extractor.story.moments import settle_superseded
from services.extractor.story.nths import with_nth_days
from services.extractor.story.older import settle_older, settle_told_twice
from services.extractor.story.openings import broke_out_on, find_openings
from services.extractor.story.opponents import HEADLINE_WEIGHT
from services.extractor.story.pairs import settle_pairs
from services.extractor.story.peoples import with_peoples_at_home
from services.extractor.story.portions import on_days_of_wholes
from services.extractor.story.programmes import settle_programme
from services.extractor.story.quarters import settle_quarters
from services.extractor.story.retold import settle_retold
from services.extractor.story.scenes import find_scenes, settle_scenes
from services.extractor.story.shares import settle_shares
from services.extractor.story.speakers import find_voices
from services.extractor.story.splits import settle_splits
from services.extractor.story.state import State
from services.extractor.story.subsets import settle_subsets
from services.extractor.story.sums import settle_sums
from services.extractor.story.twice import settle_twice
from services.extractor.story.updates import settle_taken_before, settle_updates
from services.extractor.story.walk import walk
from services.extractor.story.whole_wars import settle_whole_war
from services.extractor.text import StoryText


@record(frozen=True, slots=True)
class Told:
    """What a story tells: figures, and dealings of parties without a number."""

    facts: tuple[Fact, ...]
    dealings: tuple[Dealing, ...]


def resolve(
    story: StoryText,
    passages: Sequence[Passage],
    *,
    article: Article,
    day: date | None,
    dateline: PlaceMention | None,
    bank: Bank,
    causes: Causes,
    dealings: Dealings,
    gazetteer: Gazetteer,
) -> Told:
    """The story's facts in the order of the text. The body is settled first: a headline says less and means the same."""
    passages = with_days_counted_on(with_named_days(with_same_periods(passages), day, bank.happenings), day)
    desk = story.datelines[0].sentence if story.datelines else 0
    parts = [
        _resolve(
            part,
            article=article,
            day=day,
            dateline=dateline if any(passage.sentence.index == desk for passage in part) else None,
            datelined=bool(story.datelines),
            bank=bank,
            causes=causes,
            dealings=dealings,
            gazetteer=gazetteer,
        )
        for part in stories_in(passages, digest=story.digest)
    ]
    facts = sorted((fact for part in parts for fact in part.facts), key=lambda fact: (fact.span.start, fact.span.end))
    return Told(tuple(facts), tuple(dealing for part in parts for dealing in part.dealings))


def _resolve(
    passages: Sequence[Passage],
    *,
    article: Article,
    day: date | None,
    dateline: PlaceMention | None,
    datelined: bool,
    bank: Bank,
    causes: Causes,
    dealings: Dealings,
    gazetteer: Gazetteer,
) -> Told:
    """The facts of one story, be it all of the text or an item of short news."""
    struck = country_struck(passages)
    causes = causes.of_story(passages)
    abroad = written_abroad(dateline, passages, bank) or (struck if dateline is not None and struck != dateline.country else None)
    home = abroad or _home(passages, dateline, bank)
    passages = with_peoples_at_home(passages, bank)
    passages = with_named_fighters(passages, bank, blamed=find_blame(passages, bank).blamed, country=scene_of(passages) or home)
    context = build_context(
        passages,
        day=day or article.published_at.date(),
        published=article.published_at if article.published_precision == "time" else None,
        bank=bank,
        causes=causes,
        home=home,
        datelined=datelined,
    )
    openings = find_openings(passages, context.day)
    passages = with_nth_days(passages, openings, context.day)
    passages = with_scenes(with_allegiances(with_epithets(passages, context, bank, gazetteer), bank, armed=context.armed))
    state = State(bank, context, causes)
    state.headline_place = next(
        (place for p in passages if p.sentence.kind == "headline" for place in p.places if place.kind != "country"), None
    )
    state.headline_frees = any(r.measure == "released" for p in passages if p.sentence.kind == "headline" for r in p.readings)
    state.incidents = find_incidents(passages, day=context.day, words=bank.happenings, exchange=context.exchange)
    passages = [
        counted_from_incident(passage, incident, context.day, bank.happenings)
        if (incident := state.incident_of(passage.sentence)) is not None
        else passage
        for passage in passages
    ]
    state.scenes = find_scenes(
        passages,
        day=context.day,
        told=lambda text: causes.near(text, 0) is not None,
        dateline=dateline if context.datelined and abroad is None else None,
    )
    state.openings = openings
    state.going_on_since = broke_out_on(passages, context.day, bank.happenings)
    state.day_counted = day_counted(passages)
    state.news_day = day_of_news(passages, context.day)
    state.voices = find_voices(passages)
    walk(state, [passage for passage in passages if passage.sentence.kind != "headline"])
    state.facts = settle_communique(state.facts, passages, bank)
    state.facts = date_by_incident(state)
    in_body = len(state.facts)
    walk(state, [passage for passage in passages if passage.sentence.kind == "headline"])
    state.facts = date_by_incident(state)
    if state.incidents.get((None, None)) is None:
        state.facts = settle_whole_war(state.facts, passages, openings.get("war"), context.day)
    state.facts = settle_older(state.facts, passages, day=context.day, words=bank.happenings)
    facts = adopt_from_body(state.facts[:in_body], state.facts[in_body:])
    facts = settle_days_told_after(facts, passages, context.day)
    facts = not_where_the_attacker_is_named(settle_scenes(facts, passages, state.scenes), passages)
    facts = settle_pairs(settle_countries(facts, passages, context, gazetteer.country_names), context)
    facts = settle_superseded(settle_sums(settle_both_sides(settle_subsets(facts))))
    facts = sum_up_season(on_days_of_wholes(settle_retold(settle_attacks(settle_shares(settle_splits(facts))), passages)), state)
    facts = settle_denials(settle_programme(facts, passages, context), passages)
    facts = [fact for fact in facts if not (fact.reading.measure in TRANSFERS and fact.reading.number.high == 0)]  # lets nobody go
    facts = settle_taken_before(settle_quarters(_of_one_group(facts), passages))
    facts = settle_both_sides(facts)
    facts = settle_twice(settle_told_twice(settle_updates(facts, passages, context.day, bank.happenings)))
    return Told(tuple(facts), dealings.find(passages, context))


def _of_one_group(facts: Sequence[Fact]) -> list[Fact]:
    """*372 captives* and *372 prisoners of war* of one transfer are one figure: all, and not some of them."""
    whole = {
        _transfer(fact)
        for fact in facts
        if fact.reading.group == "all" and fact.mode != "part" and fact.reading.noun not in (None, fact.reading.number.span)
    }
    return [
        fact.with_(reading=fact.reading.with_(group="all"))
        if fact.reading.group == "military" and fact.mode != "part" and _is_of_war(fact) and _transfer(fact) in whole
        else fact
        for fact in facts
    ]


def _is_of_war(fact: Fact) -> bool:
    """Whether the figure's noun is *prisoners of war*: captives of a war, soldiers or not."""
    noun, base = fact.reading.noun, fact.sentence.span.start
    words = fact.sentence.text[noun.start - base : noun.end - base + _OF_WAR] if noun is not None else ""
    return words.startswith(("prisoners of war", "prisoner of war", "POW"))


_OF_WAR = len(" of war")


def _transfer(fact: Fact) -> tuple[object, ...]:
    number = fact.reading.number
    known = fact.reading.measure in TRANSFERS and number.qualifier == "exact"
    return (
        (fact.reading.measure, number.low, fact.side, fact.by, fact.status, fact.mode, fact.when.start, fact.when.end)
        if known
        else (id(fact),)
    )


def _home(passages: Sequence[Passage], dateline: PlaceMention | None, bank: Bank) -> str | None:
    """The country of the dateline; without one, that of most places and parties, else the one state named (*an Iraqi town*).
    Where weapons came from is not where they fell.
    """
    if dateline is not None:
        return dateline.country
    named: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    for passage in passages:
        for actor in passage.actors:
            if not actor.id.isupper() and actor.form == "name" and (country := bank.countries.get(actor.id)) is not None:
                named[country] += 1  # a story of the Arakan Army is one of Myanmar
        if passage.sentence.kind == "headline":
            named.update({place.country: HEADLINE_WEIGHT - 1 for place in passage.places if place.country is not None})
        air = any(reading.measure == "launched" for reading in passage.readings)
        for place in passage.places:
            if place.country is not None:
                (origins if air and is_origin(passage, place) else named)[place.country] += 1
    ranked = (named or origins).most_common(1)
    if ranked:
        return ranked[0][0]
    states = {actor.id for passage in passages for actor in passage.actors if actor.id.isupper() and actor.form in ("name", "adjective")}
    return next(iter(states)) if len(states) == 1 else None
