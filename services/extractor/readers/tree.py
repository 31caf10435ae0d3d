"""A parsed sentence as plain arrays: who hangs on whom, by what arc, and in which clause. Offsets are the story's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.attrs import DEP, HEAD, IDX, ORTH, TAG  # type: ignore[import-not-found]  # has no stub
from spacy.tokens import Doc

from services.extractor.model import Span

CLAUSE_ARCS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp"})
"""Arcs that open a clause of its own. ``xcomp`` does not: *expected to be swapped* is one clause. ``conj`` does where it joins verbs."""
MAX_CLIMB = 40
"""No wire sentence nests deeper; a malformed parse must not loop."""


_COLUMNS: list[int | str] = [ORTH, TAG, DEP, HEAD, IDX]
_HALF, _WHOLE = 2**63, 2**64


def _signed(step: int) -> int:
    """Steps to the head are unsigned in spaCy's array: those to the left wrap around."""
    return step - _WHOLE if step >= _HALF else step


class Tree:
    """Tokens of one sentence by index. Compare indices, never tokens: spaCy makes a new object at each access."""

    __slots__ = ("_children", "_clause", "dep", "end", "head", "lower", "start", "tag", "text")

    def __init__(self, doc: Doc, offset: int) -> None:
        words = doc.vocab.strings
        orth, tag, dep, head, idx = doc.to_array(_COLUMNS).T.tolist()  # a tenth of the time that as many walks over the tokens take
        self.text: list[str] = [words[key] for key in orth]
        self.lower = [text.lower() for text in self.text]
        names = {key: words[key] for key in {*tag, *dep}}  # few, so that the same name is the same string throughout
        self.tag: list[str] = [names[key] for key in tag]
        self.dep: list[str] = [names[key] for key in dep]
        self.head = [i + _signed(step) for i, step in enumerate(head)]
        self.start: list[int] = [offset + at for at in idx]
        self.end: list[int] = [at + len(text) for at, text in zip(self.start, self.text, strict=True)]
        self._children: list[list[int]] = [[] for _ in self.text]
        for i, head in enumerate(self.head):
            if head != i:
                self._children[head].append(i)
        self._clause: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.text)

    def children(self, i: int, *arcs: str) -> Iterator[int]:
        """Tokens that hang on ``i``, by any of ``arcs`` (all where none is named), left to right."""
        return (child for child in self._children[i] if not arcs or self.dep[child] in arcs)

    def tokens(self, span: Span) -> range:
        """Indices of the tokens that touch the span; empty beyond the parsed part."""
        first = bisect_right(self.end, span.start)
        return range(first, max(first, bisect_left(self.start, span.end)))

    def top(self, span: Span) -> int | None:
        """The token of the span that the others hang on (the first whose head lies outside)."""
        inside = self.tokens(span)
        for i in inside:
            if self.head[i] not in inside or self.head[i] == i:
                return i
        return None

    def is_verb(self, i: int) -> bool:
        return self.tag[i].startswith("VB")

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above ``i``, nearest first."""
        for _ in range(MAX_CLIMB):
            head = self.head[i]
            if head == i:
                return
            yield head
            i = head

    def opens_clause(self, i: int) -> bool:
        return self.dep[i] in CLAUSE_ARCS or (self.dep[i] == "conj" and self.is_verb(i) and self.is_verb(self.head[i]))

    def clause(self, i: int) -> int:
        """The token that heads the clause ``i`` is in."""
        if i not in self._clause:
            self._clause[i] = next((j for j in (i, *self.ancestors(i)) if self.opens_clause(j)), i)
        return self._clause[i]

    def clauses_above(self, i: int) -> list[int]:
        """Heads of the clauses that hold ``i``, innermost first."""
        found = [self.clause(i)]
        for _ in range(MAX_CLIMB):
            top = found[-1]
            if self.head[top] == top:
                break
            outer = self.clause(self.head[top])
            if outer in found:
                break
            found.append(outer)
        return found

    def subtree(self, i: int) -> set[int]:
        found = {i}
        stack = [i]
        while stack:
            for child in self._children[stack.pop()]:
                if child not in found:
                    found.add(child)
                    stack.append(child)
        return found

    def is_passive(self, verb: int) -> bool:
        """*were killed*, *killed in the attack* (no object of its own), *to be swapped*; not *had killed*."""
        if any(True for _ in self.children(verb, "auxpass", "nsubjpass")):
            return True
        if self.tag[verb] != "VBN":
            return False
        auxiliaries = {self.lower[c] for c in self.children(verb, "aux")}
        return not auxiliaries & {"have", "has", "had", "having", "'ve"}

    def subject(self, verb: int) -> int | None:
        """The subject of the verb: its own, or that of the verb it is joined to or complements."""
        current = verb
        for _ in range(8):
            own = next((c for c in self.children(current, "nsubj", "nsubjpass")), None)
            if own is not None:
                if self.tag[own] in ("WP", "WDT") and self.dep[current] == "relcl":
                    return self.head[current]
                return own
            helped = (c for helper in self.children(current, "aux") for c in self.children(helper, "nsubj"))
            if (helping := next(helped, None)) is not None:
                return helping  # "the group had let go five clerks": the parser hangs the subject on *let*
            if current == verb and (after := self._after_source(verb) or self._taken_for_object(verb)) is not None:
                return after
            if self.dep[current] in ("conj", "xcomp", "acomp", "advcl", "pcomp", "prep", "auxpass", "aux", "acl"):
                above = self.head[current]
                if self.dep[current] == "acl" and not self.is_verb(above):
                    return above
                current = above
                continue
            return None
        return None

    def _after_source(self, verb: int) -> int | None:
        """*According to the envoy, the rebels' council has freed 40*: the subject that the parser makes an apposition to the source."""
        for according in self.children(verb, "prep"):
            if self.lower[according] == "according":
                return next((i for i in self.subtree(according) if self.dep[i] == "appos" and self.head[i] < i < verb), None)
        return None

    def _taken_for_object(self, verb: int) -> int | None:
        """*The rebels freed 71 captives and Chad's government released 120*: the subject that the parser joins to the captives."""
        at = verb - 1
        while at > 0 and self.dep[at] == "aux" and self.head[at] == verb:
            at -= 1
        if self.dep[verb] != "conj" or at < 1 or self.dep[at] != "conj" or not self.tag[at].startswith("NN"):
            return None
        return at if self.dep[self.head[at]] == "dobj" and self.head[verb] in self.ancestors(self.head[at]) else None

    def agent(self, verb: int) -> int | None:
        """The doer named with *by* of a passive."""
        for by in self.children(verb, "agent", "prep"):
            if self.lower[by] == "by":
                return next(self.children(by, "pobj"), None)
        return None

    def path(self, a: int, b: int) -> int:
        """Arcs between two tokens; large where they do not meet."""
        up = {a: 0}
        for steps, i in enumerate(self.ancestors(a), 1):
            up[i] = steps
        if b in up:
            return up[b]
        for steps, i in enumerate(self.ancestors(b), 1):
            if i in up:
                return steps + up[i]
        return MAX_CLIMB
