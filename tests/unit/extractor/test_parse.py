"""Our parses are spaCy's own."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from services.extractor import parse
from services.extractor.parse import MAX_TOKENS, Parser, load_model
from tests.unit.extractor.conftest import Told

SENTENCES = (
    "The ministry said 390 prisoners, 270 of them soldiers, were freed on Friday.",
    "\u201cWe don't know yet,\u201d she said; they're gonna tell us  later. That was all. Nobody asked again",
    "No.",
    "",
    "A ferry with some 40 on board sank off Arnvik, killing at least 12, and the boats that came could not take up the other nine.",
    " ".join(["Fourteen villagers who had fled the town came back,"] * 12),
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def as_table(docs: list[Doc]) -> list[list[tuple[str, str, str, int]]]:
    return [[(token.text, token.tag_, token.dep_, token.head.i) for token in doc] for doc in docs]


@pytest.mark.parametrize("batch", [1, 2, 64])
def test_parses_are_those_of_the_trained_pipes(nlp: Language, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "BATCH", batch)
    assert as_table(Parser(nlp)(SENTENCES)) == as_table(list(nlp.pipe(SENTENCES)))


def test_an_endless_sentence_is_parsed_as_far_as_the_ceiling(nlp: Language) -> None:
    (doc,) = Parser(nlp)(["Two came, and then " * MAX_TOKENS])
    assert len(doc) == MAX_TOKENS
    assert Parser(nlp)([]) == []


def test_one_of_them_beyond_the_ceiling_is_of_no_kind(told: Told) -> None:
    assert told(
        "Near Fjordby three people sought help after a drone fell on a barn, and one of them was hospitalized, the mayor said." * 12
    )


def test_a_word_that_was_read_is_not_known_by_that(nlp: Language) -> None:
    parser = Parser(nlp)
    assert parser.knows("village")
    parser(["Gunmen killed four people in the village of Quorvellesk."])
    assert not parser.knows("quorvellesk")
