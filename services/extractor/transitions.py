"""Tags, heads and arcs as spaCy's small model gives them, in half of its time.

Its tagger is one matrix product. Its parser (https://spacy.io/api/architectures#TransitionBasedParser) moves through a sentence word by
word, and asks at each step which move comes next: the vectors of eight words around the place (the next words, those put by, their
dependants) are added up, each in a form of its own, and one more product scores the moves. All sentences go their steps together here, so
that the work of a step is done once for all of them, by numpy's library for the reason that ``tok2vec.py`` gives. The states themselves,
what moves they allow and what a move does, are spaCy's.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found]  # has no stub
from spacy.pipeline import DependencyParser, Tagger
from spacy.tokens import Doc

Floats = NDArray[np.float32]


class Tags:
    """Gives documents that have their vectors their tags, in place of the pipe."""

    def __init__(self, tagger: Tagger) -> None:
        output = tagger.model.get_ref("softmax")
        self._tagger = tagger
        self._weights, self._bias = _affine(output)

    def __call__(self, docs: Sequence[Doc], vectors: Floats) -> None:
        """Set the tags of ``docs``, whose vectors are ``vectors``, one below the other."""
        best = (vectors @ self._weights + self._bias).argmax(axis=1)
        self._tagger.set_annotations(docs, np.split(best, np.cumsum([len(doc) for doc in docs])[:-1]))


class Arcs:
    """Gives documents that have their vectors their heads and arcs, in place of the pipe. It predicts; it cannot be trained."""

    def __init__(self, parser: DependencyParser) -> None:
        """From a pipe whose model is a ``TransitionBasedParser`` with an upper layer and two pieces, and no beam."""
        model = parser.model
        narrow, lower, upper = (model.get_ref("tok2vec").layers[-1], model.get_ref("lower"), model.get_ref("upper"))
        forms, width, pieces, wide = np.asarray(lower.get_param("W")).shape
        self._parser = parser
        self._narrow, self._narrow_bias = _affine(narrow)
        # The pieces of a maxout stand in halves here, not side by side: a maximum of halves takes a third of the time.
        self._forms = np.ascontiguousarray(lower.get_param("W").transpose(0, 2, 1, 3).reshape(forms * pieces * width, wide).T)
        self._nothing = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(forms, pieces * width).copy()
        # What is added to each sum is added to the first of its parts, once for each word.
        self._bias = np.asarray(lower.get_param("b")).T.reshape(-1)
        self._nothing[0] += self._bias
        self._upper, self._upper_bias = _affine(upper)
        self._form = np.arange(forms, dtype=np.int32)
        self._asks_for = SimpleNamespace(state2vec=SimpleNamespace(nF=forms))

    def __call__(self, docs: Sequence[Doc], vectors: Floats) -> None:
        """Set the heads and arcs of ``docs``, whose vectors are ``vectors``, one below the other."""
        formed = self._formed(vectors)
        forms, half = len(self._form), len(self._bias) // 2
        batch = self._parser.moves.init_batch(docs)
        states = [state for state in batch if not state.is_final()]
        while states:
            # A method of the model of one batch in spaCy, which it asks for the number of forms alone. -1 stands for no word.
            rows = ParserStepModel.get_token_ids(self._asks_for, states)
            rows *= forms
            rows += self._form
            summed = np.add.reduce(formed.take(rows, axis=0), axis=1)
            scores = np.dot(np.maximum(summed[:, :half], summed[:, half:]), self._upper)
            scores += self._upper_bias
            states = self._parser.transition_states(states, scores)
        self._parser.set_annotations(docs, batch)

    def _formed(self, vectors: Floats) -> Floats:
        """Each word in each of its forms, one below the other; last the forms of no word, to which -1 then leads."""
        formed = np.empty(((len(vectors) + 1) * len(self._form), len(self._bias)), np.float32)
        formed[-len(self._form) :] = self._nothing
        narrowed = vectors @ self._narrow
        narrowed += self._narrow_bias
        words = formed[: -len(self._form)].reshape(len(vectors), self._forms.shape[1])
        np.matmul(narrowed, self._forms, out=words)
        words[:, : len(self._bias)] += self._bias
        return formed


def _affine(layer: Any) -> tuple[Floats, Floats]:
    """The weights of thinc's layer, to be multiplied with from the right, and its bias."""
    return np.ascontiguousarray(np.asarray(layer.get_param("W")).T), np.asarray(layer.get_param("b"))
