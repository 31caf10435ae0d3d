"""Token vectors as spaCy's small model has them, in a third of its time.

A vector is made in two steps (https://spacy.io/api/architectures#HashEmbedCNN): an *embedding* that depends on the word alone, and an
*encoder* that looks at the words beside it. Words come again and again, so their embeddings are kept; and the encoder multiplies with
numpy's library, which on processors with wide registers takes a third of the time of the one that spaCy brings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY  # type: ignore[import-not-found]  # has no stub
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model, chain

from services.extractor.record import record

Floats = NDArray[np.float32]
Word = tuple[int, ...]
"""What an embedding depends on: the word, its normal form, and whether a space follows."""

KEPT_WORDS = 50_000
"""Of 400 bytes each. Beyond them all are forgotten; the frequent ones are back within a story."""
_TINY = np.float32(1e-8)


@record(frozen=True, slots=True)
class _Layer:
    """A maxout of three pieces, normalised, over a word and its two neighbours or over what a word alone is hashed to.

    ``weights`` has 3n columns, ``bias`` is (3n,), the others are (n,).
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """(words, n) to (words, n)."""
        width = rows.shape[1]
        window = np.zeros((len(rows), 3 * width), np.float32)
        window[1:, :width] = rows[:-1]
        window[:, width:-width] = rows
        window[:-1, -width:] = rows[1:]
        return self.of(window)

    def of(self, window: Floats) -> Floats:
        """(words, what is looked at of each) to (words, n)."""
        width = len(self.gain)
        pieces = window @ self.weights
        pieces += self.bias
        best: Floats = np.maximum(pieces[:, :width], pieces[:, width:-width])
        np.maximum(best, pieces[:, -width:], out=best)
        best -= np.add.reduce(best, axis=1, keepdims=True) / np.float32(width)
        best *= 1 / np.sqrt(np.einsum("ij,ij->i", best, best)[:, None] / np.float32(width) + _TINY)
        best *= self.gain
        best += self.shift
        return best


class Tok2Vec:
    """Gives documents their vectors in place of the pipe of that name. It predicts; it cannot be trained."""

    def __init__(self, model: Model[Any, Any], vocab: Vocab) -> None:
        """From the pipe's model, which must be a ``HashEmbedCNN`` with a window of one and three pieces."""
        embed, encoder = model.layers
        extract, joined, hashed, mixed, _ = embed.layers
        self._hashes: Model[Any, Any] = chain(extract, joined, hashed)
        (self._mix,) = _layers(mixed)
        self._layers = _layers(encoder)
        self._vocab = vocab
        self._rows: dict[Word, int] = {}
        self._embeddings = np.zeros((KEPT_WORDS + 1, len(self._mix.gain)), np.float32)
        """Of the words in ``_rows``, each at its row; the first row is that of no word. Memory is taken as rows are filled."""

    def __call__(self, docs: Sequence[Doc]) -> Floats:
        """The vectors of all tokens of all documents, one below the other: (tokens, n)."""
        texts = [list(map(tuple, doc.to_array([ORTH, NORM, SPACY]).tolist())) for doc in docs]
        self._learn({word for text in texts for word in text})
        # As many empty words as there are layers, each of which looks one word further: no text sees into the next.
        gap = [0] * len(self._layers)
        rows = list(gap)
        for text in texts:
            rows += [self._rows[word] for word in text]
            rows += gap
        at = np.array(rows)
        vectors: Floats = self._embeddings[at]
        for layer in self._layers:
            vectors += layer(vectors)
        told: Floats = vectors[at > 0]
        return told

    def _learn(self, words: set[Word]) -> None:
        new = sorted(words.difference(self._rows))
        if len(self._rows) + len(new) > KEPT_WORDS:
            self._rows.clear()
            new = sorted(words)
        if not new:
            return
        strings = self._vocab.strings
        listed = Doc(self._vocab, [strings[orth] for orth, _, _ in new], [bool(space) for _, _, space in new])
        for token, (_, norm, _) in zip(listed, new, strict=True):
            token.norm_ = strings[norm]
        first, end = len(self._rows) + 1, len(self._rows) + 1 + len(new)
        self._embeddings[first:end] = self._mix.of(self._hashes.predict([listed]).dataXd)
        self._rows.update(zip(new, range(first, end), strict=True))


def _layers(model: Model[Any, Any]) -> list[_Layer]:
    return [_layer(node) for node in model.walk() if node.name == "maxout>>layernorm"]


def _layer(node: Model[Any, Any]) -> _Layer:
    """From thinc's maxout, whose weights are (n, 3, m), and the normalisation behind it."""
    maxout, norm = node.layers
    weights = np.asarray(maxout.get_param("W"))
    width, pieces, wide = weights.shape
    return _Layer(
        np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, wide).T),
        np.asarray(maxout.get_param("b")).T.reshape(-1),
        np.asarray(norm.get_param("G")),
        np.asarray(norm.get_param("b")),
    )
