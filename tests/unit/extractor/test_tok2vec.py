"""Our token vectors are spaCy's own."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from services.extractor import tok2vec
from services.extractor.parse import load_model
from services.extractor.tok2vec import Floats, Tok2Vec

SENTENCES = (
    "The ministry said 390 prisoners, 270 of them soldiers, were freed on Friday.",
    "\u201cWe don't know yet,\u201d she said; they're gonna tell us  later.",
    "No.",
    "",
    "A ferry with some 40 on board sank off Arnvik, killing at least 12.",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


@pytest.fixture
def fast(nlp: Language) -> Tok2Vec:
    return Tok2Vec(nlp.get_pipe("tok2vec").model, nlp.vocab)  # type: ignore[attr-defined]


def assert_as_spacy_has_them(vectors: Floats, nlp: Language) -> None:
    docs = nlp.get_pipe("tok2vec").pipe(nlp.make_doc(sentence) for sentence in SENTENCES)  # type: ignore[attr-defined]
    np.testing.assert_allclose(vectors, np.concatenate([doc.tensor.reshape(-1, 96) for doc in docs]), atol=1e-4)


def test_vectors_are_those_of_the_trained_pipe(nlp: Language, fast: Tok2Vec) -> None:
    assert_as_spacy_has_them(fast([nlp.make_doc(sentence) for sentence in SENTENCES]), nlp)


def test_a_sentence_has_the_same_vectors_alone_and_among_others(nlp: Language, fast: Tok2Vec) -> None:
    assert_as_spacy_has_them(np.concatenate([fast([nlp.make_doc(sentence)]) for sentence in SENTENCES]), nlp)


def test_forgetting_words_changes_no_vector(nlp: Language, fast: Tok2Vec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tok2vec, "KEPT_WORDS", 20)
    for _ in range(2):
        assert_as_spacy_has_them(np.concatenate([fast([nlp.make_doc(sentence)]) for sentence in SENTENCES]), nlp)
    assert len(fast([])) == 0
