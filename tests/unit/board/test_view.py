"""What a view holds after the messages it was given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.topics import ARTICLES, EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY
from services.board.filters import EventFilter, IncidentFilter, TallyFilter
from services.board.forms import event_form, explanation_form
from services.board.view import Change, View, counted_slots
from tests.unit.board.messages import DAY, NOON, change, claim, event, incident, story, tally


def test_a_tally_stands_until_its_retraction() -> None:
    view = View()
    row = tally()
    assert view.apply(TALLIES.name, row.key, row) == Change("tally", row.key, row)
    assert view.tallies() == [row]
    assert view.apply(TALLIES.name, row.key, row.model_copy(update={"retracted": True})) == Change("tally", row.key, None)
    assert view.tallies() == []


def test_a_tombstone_removes_a_tally_and_an_incident() -> None:
    view = View()
    view.apply(TALLIES.name, "k", tally("k"))
    view.apply(INCIDENTS.name, "incident-1", incident())
    assert view.apply(TALLIES.name, "k", None) == Change("tally", "k", None)
    assert view.apply(INCIDENTS.name, "incident-1", None) == Change("incident", "incident-1", None)
    assert view.incidents() == []


def test_the_same_message_again_changes_nothing() -> None:
    view = View()
    for topic, key, message in ((TALLIES, "k", tally("k")), (INCIDENTS, "incident-1", incident()), (EVENTS, "x", event())):
        assert view.apply(topic.name, key, message) is not None
        version = view.version
        assert view.apply(topic.name, key, message) is None
        assert view.version == version


def test_a_retraction_of_what_was_never_seen_changes_nothing() -> None:
    view = View()
    assert view.apply(TALLIES.name, "k", tally("k", retracted=True)) is None
    assert view.apply(EVENTS.name, "x", event(op="retract")) is None
    assert view.version == 0


def test_a_retracted_event_is_gone() -> None:
    view = View()
    view.apply(EVENTS.name, "x", event())
    assert view.apply(EVENTS.name, "x", event(op="retract")) == Change("event", "event-1", None)
    assert view.events(limit=10) == []


def test_a_foreign_topic_or_model_is_refused() -> None:
    with pytest.raises(ValueError, match="takes no Event"):
        View().apply(ARTICLES.name, "k", event())
    with pytest.raises(ValueError, match="takes no Event"):
        View().apply(TALLIES.name, "k", event())


def test_only_the_newest_events_are_kept_whatever_their_order_of_arrival() -> None:
    view = View(max_events=3)
    for number in (5, 1, 4, 2, 6, 3, 0):
        view.apply(EVENTS.name, "x", event(f"e{number}", of=story(at=NOON + timedelta(hours=number))))
    assert [held.event_id for held in view.events(limit=10)] == ["e6", "e5", "e4"]


def test_history_keeps_the_last_steps_and_counts_a_repeated_one_once() -> None:
    view = View(max_history=2)
    steps = [change("k", before, before + 1, at=NOON + timedelta(minutes=before)) for before in range(3)]
    for step in (*steps, steps[-1]):
        view.apply(TALLY_HISTORY.name, "k", step)
    assert view.history("k") == steps[1:]
    assert view.history("never seen") == []


def test_filters_pick_tallies_by_each_of_their_values() -> None:
    view = View()
    rows = [
        tally("a", side="AAA", programme="100-for-100", phase=1),
        tally("b", side="BBB", date=date(2025, 3, 6)),
        tally("c", tally="killed", theatre="CCC-DDD", side="CCC", group="civilian", place="Northport"),
        tally("d", tally="programme_progress", date=None, agreed=100),
    ]
    for row in rows:
        view.apply(TALLIES.name, row.key, row)

    def keys(wanted: TallyFilter) -> set[str]:
        return {row.key for row in view.tallies(wanted)}

    assert keys(TallyFilter()) == {"a", "b", "c", "d"}
    assert keys(TallyFilter(tally="prisoners_exchanged")) == {"a", "b"}
    assert keys(TallyFilter(theatre="CCC-DDD")) == {"c"}
    assert keys(TallyFilter(programme="100-for-100")) == {"a"}
    assert keys(TallyFilter(phase=1)) == {"a"}
    assert keys(TallyFilter(side="BBB")) == {"b"}
    assert keys(TallyFilter(group="civilian")) == {"c"}
    assert keys(TallyFilter(place="Northport")) == {"c"}
    assert keys(TallyFilter(date=date(2025, 3, 6))) == {"b"}
    assert keys(TallyFilter(since=date(2025, 3, 5))) == {"b", "d"}
    assert keys(TallyFilter(until=DAY, side="AAA")) == {"a", "d"}


def test_incidents_come_newest_day_first_and_undated_last() -> None:
    view = View()
    for id, day in (("old", DAY), ("none", None), ("new", date(2025, 3, 9))):
        view.apply(INCIDENTS.name, id, incident(id, start=day, end=day))
    assert [held.incident for held in view.incidents()] == ["new", "old", "none"]
    assert [held.incident for held in view.incidents(IncidentFilter(since=date(2025, 3, 5)))] == ["new"]
    assert [held.incident for held in view.incidents(IncidentFilter(until=DAY))] == ["old"]


def test_events_are_found_by_story_outlet_and_time() -> None:
    view = View()
    view.apply(EVENTS.name, "x", event("e1", of=story("one")))
    view.apply(EVENTS.name, "x", event("e2", of=story("two", at=NOON + timedelta(hours=1)), type="talks"))
    assert [held.event_id for held in view.events(EventFilter(story="one"), limit=9)] == ["e1"]
    assert [held.event_id for held in view.events(EventFilter(type="talks"), limit=9)] == ["e2"]
    assert [held.event_id for held in view.events(EventFilter(since=NOON + timedelta(minutes=1)), limit=9)] == ["e2"]
    assert [held.event_id for held in view.events(EventFilter(source="harbour"), limit=1)] == ["e2"]


def test_an_explanation_names_each_story_once_in_its_last_revision_and_what_has_not_arrived() -> None:
    view = View()
    first, corrected, other = story("one"), story("one", revision=1), story("two", at=NOON - timedelta(hours=1))
    view.apply(INCIDENTS.name, "incident-1", incident(claims=(claim(40, of=first), claim(41, of=corrected), claim(40, of=other))))
    view.apply(TALLIES.name, "k", tally("k", incidents=("incident-1", "incident-2")))
    explanation = view.explain("k")
    assert explanation is not None
    assert explanation.stories == (other, corrected)
    assert explanation.missing == ("incident-2",)
    assert view.explain("no such key") is None


def test_forms_leave_the_sketches_out_and_the_sentences_in() -> None:
    view = View()
    view.apply(INCIDENTS.name, "incident-1", incident())
    view.apply(TALLIES.name, "k", tally("k"))
    explanation = view.explain("k")
    assert explanation is not None
    form = explanation_form(explanation)
    assert "sketch" not in str(form)
    assert "sketch" not in str(event_form(event()))
    assert form["incidents"][0]["slots"][0]["claims"][0]["figure"]["sentence"] == "Each side let 40 prisoners go on Tuesday."


@given(st.permutations(range(6)))
def test_tallies_and_incidents_do_not_depend_on_the_order_across_keys(order: list[int]) -> None:
    messages = [(TALLIES.name, f"t{n}", tally(f"t{n}", best=n)) for n in range(3)]
    rest = [(INCIDENTS.name, f"i{n}", incident(f"i{n}")) for n in range(3)]
    both = [*messages, *rest]
    view = View()
    for position in order:
        view.apply(*both[position])
    assert [row.key for row in view.tallies()] == ["t0", "t1", "t2"]
    assert [held.incident for held in view.incidents()] == ["i0", "i1", "i2"]


def test_only_slots_of_the_rows_kind_count_for_it() -> None:
    (mine,) = incident().slots
    strange = {"side": "BBB", "measure": "killed", "unit": "drones", "group": "civilian", "place": "Elsewhere"}
    others = tuple(mine.model_copy(update={name: value}) for name, value in strange.items())
    never = (mine.model_copy(update={"part": True}), mine.model_copy(update={"mode": "cumulative"}))
    whole = incident().model_copy(update={"slots": (mine, *others, *never), "place": "Northport"})
    assert counted_slots(whole, tally(place="Northport", measures=("released",), units=("persons",))) == (mine,)
    assert counted_slots(whole, tally(side=None, group=None)) == (mine, *others)
