"""Ten papers that print one agency are one source."""

from __future__ import annotations

from datetime import timedelta

from schemas.event import StoryReference
from services.aggregator.origins import Copies, origins, teller
from services.aggregator.reconcile import reconcile
from tests.unit.aggregator.telling import DAY, event, figure, place, slot, story

WIRE = (
    "The harbour master said on Tuesday that nine dock workers were killed when a crane fell across two berths during the storm, and that "
    "divers would go on searching the basin until dark. Families had gathered at the gate since dawn. The port authority "
    "promised an inquiry and asked masters of waiting ships to keep to the outer roads, while the mayor called for a day of mourning "
    "across the whole district."
)
CUT = WIRE.split(" Families")[0] + " The mayor called for a day of mourning across the whole district."
OTHER = (
    "Nine people died in the port when the storm brought down a crane, according to the harbour master. Search parties worked through the "
    "afternoon in heavy rain and the inquiry that the port authority has announced is to begin next week, officials in the town hall said."
)


def counted(*stories: StoryReference) -> int:
    (incident,) = reconcile([event(s, figure("killed", 9, side="NOR"), where=place("Arnvik")) for s in stories])
    return slot(incident, "killed").origins


def test_two_outlets_with_their_own_words_are_two_origins() -> None:
    assert counted(story("a", text=WIRE), story("b", text=OTHER)) == 2


def test_outlets_that_credit_one_agency_are_one_origin_with_the_agency_itself() -> None:
    assert counted(story("a", outlet="Tern"), story("b", outlet="Herald", credit="The Tern News Agency"), story("c", credit="Tern")) == 1


def test_a_near_copy_is_no_second_origin_whoever_prints_it() -> None:
    assert counted(story("a", outlet="Tern", text=WIRE), story("b", outlet="Herald", text=CUT)) == 1


def test_two_stories_of_one_outlet_are_one_origin() -> None:
    assert counted(story("a", outlet="Tern", text=WIRE), story("b", outlet="Tern", text=OTHER)) == 1


def test_one_reprint_does_not_make_two_outlets_one_origin_for_their_other_stories() -> None:
    known = [story("a", outlet="Tern", text=WIRE), story("b", outlet="Herald", text=CUT), story("c", outlet="Herald", text=OTHER)]
    copies = Copies()
    for reference in known:
        copies.add(reference)
    names = origins(map(teller, known), copies)
    assert [names[teller(s)] for s in known] == ["tern", "tern", "herald"]


def test_stories_without_a_name_are_each_their_own_origin() -> None:
    anonymous = [
        story(n, text=t).model_copy(update={"source": StoryReference.model_fields["source"].default})
        for n, t in (("a", WIRE), ("b", OTHER))
    ]
    assert counted(*anonymous) == 2


def test_a_text_printed_again_a_month_later_is_not_looked_at_as_a_copy() -> None:
    copies = Copies()
    old, new = story("a", outlet="Tern", text=WIRE), story("b", outlet="Herald", text=WIRE, day=DAY + timedelta(days=30))
    copies.add(old)
    copies.add(new)
    assert not copies.text(teller(new)).near


def test_what_is_taken_out_leaves_no_trace() -> None:
    copies = Copies()
    one, other = story("a", text=WIRE), story("b", text=CUT)
    copies.add(one)
    copies.add(other)
    copies.add(other)
    copies.remove(other)
    assert [copy.teller for copy in copies.text(teller(one)).near] == [teller(other)]
    copies.remove(other)
    assert not copies.text(teller(one)).near
    copies.remove(one)
    assert copies == Copies()


def test_texts_too_short_to_compare_are_taken_out_one_by_one() -> None:
    copies = Copies()
    for name in ("a", "b"):
        copies.add(story(name, text="Six dead"))
    for name in ("a", "b"):
        copies.remove(story(name, text="Six dead"))
    assert copies == Copies()
