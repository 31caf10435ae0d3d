"""How stories are laid out: sentences, datelines, entries, labels, and offsets that stay true."""

from __future__ import annotations

import pytest

from services.extractor.text import plain, read_story, split_sentences
from services.extractor.text.recase import recased
from tests.unit.extractor.conftest import Told, figures


def sentences(paragraph: str) -> list[str]:
    return [paragraph[a:b] for a, b in split_sentences(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("Gov. Ana Reyes said two died. Nobody else was hurt.", 2),
        ("Maj. Gen. P. Ortega spoke on Jan. 5 of 12 dead.", 1),
        ("The U.S. President left at 4 p.m. Thin men waited.", 2),
        ("Train No. 984 ran 1.5 km on. It stopped.", 2),
        ('"We are home!" she cried. He wept.', 2),
        ("It was 5 a.m. Monday when the siren went.", 1),
    ],
)
def test_a_stop_ends_a_sentence_only_where_it_is_one(paragraph: str, count: int) -> None:
    assert len(sentences(paragraph)) == count


def test_every_sentence_is_its_own_characters_of_the_text() -> None:
    story = read_story(
        "Two die", "KYIV, Ukraine (Wire) -- Two died.\n\n\u2022 \u201cIt rained,\u201d he said.\n\n12:40 -- More later.\n\n13:00 -- Done."
    )
    for sentence in story.sentences:
        assert story.text[sentence.span.start : sentence.span.end] == sentence.text


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("KYIV, Ukraine (Wire) -- Two died.", "KYIV, Ukraine", None),
        ("MOSCOW, May 23. /Newsline/. Two died.", "MOSCOW", "May 23"),
        ("Maputo (AG) \u2014 Two died.", "Maputo", None),
        ("BOGOTA, Sept 3 (Wire) - Two died.", "BOGOTA", "Sept 3"),
        ("Islamabad, Oct. 1: Two died.", "Islamabad", "Oct. 1"),
    ],
)
def test_a_dateline_stands_apart_from_the_first_sentence(line: str, place: str, day: str | None) -> None:
    story = read_story("", line)
    assert [(d.place, d.day) for d in story.datelines] == [(place, day)]
    assert [s.text for s in story.sentences] == ["Two died."]


def test_a_known_place_and_a_colon_open_a_story_as_a_dateline_and_no_other_words_do() -> None:
    known = ("Lima", "Manila").__contains__
    story = read_story("", "Manila: The death toll rose.\n\nLima: Two died.", known)
    assert [d.place for d in story.datelines] == ["Manila"]
    assert story.sentences[0].text == "The death toll rose."
    assert read_story("", "Kill notice: The story is withdrawn.", known).datelines == ()


def test_entries_of_a_live_page_keep_their_times_and_items_of_a_digest_their_labels() -> None:
    live = read_story("LIVE | Siege", "All times GMT.\n\n14:20 -- Two died.\n\n13:05 -- One died.")
    assert [(s.entry, s.entry_time) for s in live.sentences[1:]] == [(None, None), (0, "14:20"), (1, "13:05")]
    digest = read_story("In brief", "PERU: Two died.\n\nNEW ZEALAND: One died.")
    assert [(s.entry, s.label) for s in digest.sentences[1:]] == [(0, "PERU"), (1, "NEW ZEALAND")]
    headed = read_story(
        "In brief", "Peru\nTwo died in a fire.\nNepal\nOne died.\nMalta\nA ship sank.", {"Peru", "Nepal", "Malta"}.__contains__
    )
    assert [(s.entry, s.label) for s in headed.sentences if s.kind == "body"] == [(0, "Peru"), (1, "Nepal"), (2, "Malta")]


def test_labels_are_no_part_of_the_sentence() -> None:
    story = read_story("Two die", "Source: police\n\nDetails: Two died.\n\nQuote from Reyes: \u201cWe lost two.\u201d")
    assert [(s.label, s.text) for s in story.sentences[2:]] == [("Details", "Two died."), ("Quote from Reyes", '"We lost two."')]
    assert story.sentences[1].kind == "label"


def test_mark_up_is_blanked_at_the_same_length() -> None:
    raw = "<p>Two <b>died</b> &amp; one&nbsp;fled.</p>"
    assert len(plain(raw)) == len(raw)
    assert plain(raw).split() == ["Two", "died", "&", "one", "fled."]


def test_wrapped_lines_are_one_paragraph_and_short_ones_are_not() -> None:
    wrapped = "Two people were killed on the road to the airport on Monday when\nthe bus they were in left the road and fell into a river."
    assert len(read_story("", wrapped).sentences) == 1
    assert len(read_story("", "Two died.\nOne fled.").sentences) == 2


def test_a_heading_is_no_wrapped_line_of_the_long_paragraph_below_it() -> None:
    heading, paragraph = "Six die as a bus leaves the road on the way to the airport", "Six people were killed on Monday " + "when " * 20
    assert next(s.text for s in read_story("", f"{heading}\n{paragraph}fog fell.").sentences) == heading


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("kil\u00adled 1\u200b200 men", "killed  1200  men"),
        ("\uff11\uff12 killed", "12 killed"),
        ("<script>var killed = 12;</script>Two died", f"{' ' * 33}Two died"),
        ("<style>p {x: 12}", f"{' ' * 16}"),
    ],
)
def test_what_no_reader_sees_is_not_read(printed: str, seen: str) -> None:
    assert plain(printed) == seen


def test_an_endless_sentence_is_cut_between_clauses() -> None:
    text = ", ".join(["12 people were killed in a place with a long name"] * 60)
    parts = [text[start:end] for start, end in split_sentences(text)]
    assert len(parts) > 1
    assert all(part.startswith("12 people") for part in parts)


NAMES = {"ukraine": "Ukraine", "united states": "United States"}


def test_capitals_throughout_are_read_as_prose() -> None:
    text = "KYIV, MAY 23 (WIRE) -- UKRAINE SAID ON FRIDAY, MAY 23, THAT MAYOR IVAN BROVKO OF DOVHE HAD THANKED THE UNITED STATES. HE LEFT."
    seen = recased(text, NAMES, lambda word: word not in ("ivan", "brovko", "dovhe"))
    assert seen == (
        "KYIV, MAY 23 (WIRE) -- Ukraine said on Friday, May 23, that mayor Ivan Brovko of Dovhe had thanked the United States. He left."
    )


@pytest.mark.parametrize("text", ["KYIV, May 23 (Wire) -- Two died.", "He works for the UN, NATO and WHO.", "\u0130\u0130\u0130 said no."])
def test_prose_keeps_its_case(text: str) -> None:
    assert recased(text, NAMES, lambda word: False) == text


def test_a_shouted_paragraph_among_others_is_read_as_prose() -> None:
    assert recased("Two died.\nTHE ARMY DENIES THAT UKRAINE FIRED.", NAMES, lambda word: True) == (
        "Two died.\nThe army denies that Ukraine fired."
    )


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("SANTA CRUZ, Bolivia Rescuers dug on.", ["SANTA CRUZ, Bolivia"]),
        ("BEIRUT Syrian troops withdrew.", ["BEIRUT"]),
        ("UNICEF Director Ana Reyes left.", []),
    ],
)
def test_a_dateline_may_have_lost_its_agency_and_dash(line: str, places: list[str]) -> None:
    story = read_story("", line, lambda name: name in ("Bolivia", "BEIRUT"))
    assert [dateline.place for dateline in story.datelines] == places


def test_a_line_that_goes_on_below_is_one_phrase(told: Told) -> None:
    """Wires break lines at 60 characters: *as many* and *as 30* belong together, and paragraphs stay apart."""
    body = (
        "A suicide bomber struck a market in Baghdad on Sunday and killed as\nmany as 30 people, police said. More\nthan 40 were hurt.\n"
        "Two\npolicemen died.\n\nThe toll may rise."
    )
    rows = told(body, published="2005-07-10")
    assert figures(rows, "measure", "low", "best", "high")[:3] == [
        ("injured", 41, 40, None), ("killed", 2, 2, 2), ("killed", 27, 30, 30)
    ]  # fmt: skip
