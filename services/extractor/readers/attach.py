"""Which of a sentence's dates and places a number takes: its own phrase first, then its clause, then what frames it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from services.extractor.model import DateMention, PlaceMention, Span
from services.extractor.readers.tree import Tree

Mention = TypeVar("Mention", DateMention, PlaceMention)

OWN, CLAUSE, FRAME, BESIDE, ELSEWHERE, SPEECH = 0, 1, 2, 4, 6, 8
"""Ranks, the lower the closer. A date of saying (*said on Sunday*) is no date of the thing said."""


def rank(tree: Tree, at: int, number: Span, mention: Span, is_speech: Callable[[str], bool]) -> int:
    """How close the mention stands to the number at token ``at`` in the tree."""
    token = tree.top(mention)
    if token is None:
        return ELSEWHERE
    top = tree.top(number)
    for steps, above in enumerate(tree.ancestors(token)):
        if above == top or (top is not None and tree.dep[top] in ("nummod", "quantmod") and above == tree.head[top]):
            return OWN
        if steps >= 3 or tree.is_verb(above):
            break
    clauses = tree.clauses_above(at)
    place = tree.clause(token)
    if place == clauses[0]:
        return CLAUSE
    if place in clauses:
        speaking = is_speech(tree.lower[place])
        return SPEECH if speaking else FRAME + min(1, clauses.index(place) - 1)
    if clauses[0] in tree.clauses_above(token):
        return SPEECH if is_speech(tree.lower[place]) and place != clauses[0] else BESIDE
    siblings = {tree.head[clauses[0]]} | set(tree.children(clauses[0], "conj", "advcl"))
    if place in siblings or tree.head[place] in clauses:
        return SPEECH if is_speech(tree.lower[place]) else BESIDE
    return ELSEWHERE


def closest(
    tree: Tree, at: int, number: Span, mentions: Sequence[Mention], is_speech: Callable[[str], bool], *, limit: int = ELSEWHERE
) -> list[tuple[int, Mention]]:
    """Mentions up to rank ``limit``, closest first; of equals the nearer in the text, what stands after the number before what stands
    before.
    """
    ranked = []
    for mention in mentions:
        close = rank(tree, at, number, mention.span, is_speech)
        if close <= limit:
            gap = mention.span.start - number.end if mention.span.start >= number.end else number.start - mention.span.end
            gap = gap if mention.span.start >= number.end or gap <= 3 else 2 * gap
            ranked.append((close, gap, mention))
    return [(close, mention) for close, _, mention in sorted(ranked, key=lambda item: item[:2])]


def counts_from(tree: Tree, since: int, at: int) -> bool:
    """Whether what ``at`` tells has gone on since the time behind the token ``since``.

    Not where *since* belongs to what describes a noun (*the airport, closed since 2016*, *servicemen who died since May*), nor where
    ``at`` is itself what is counted from (*tension has grown since gunmen killed 26*, *since 2014, when they seized hundreds*).
    """
    opened = tree.head[since] if tree.dep[since] == "mark" else since
    if at in tree.subtree(opened) or _follows(tree, since, at):
        return False
    verb = tree.clause(tree.head[opened])
    described = tree.dep[verb] in ("relcl", "acl") and tree.tag[tree.head[verb]] != "CD"  # "224 dead and 481 wounded since Friday"
    return verb in tree.clauses_above(at) or (not described and tree.clause(at) in tree.clauses_above(verb))


def _follows(tree: Tree, since: int, at: int) -> bool:
    """*since the army and its allies released 1,000*: a past tense in one breath with *since*, whatever the tree makes of it."""
    return at > since and tree.tag[at] == "VBD" and not any(tree.text[i] == "," or tree.tag[i] == "CD" for i in range(since, at))
