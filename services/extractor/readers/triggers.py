"""Triggers of one sentence: where the bank's words stand in the tree."""

from __future__ import annotations

from services.extractor.bank import Bank, Trigger
from services.extractor.bank.model import parted
from services.extractor.model import Span
from services.extractor.readers.tree import Tree
from services.extractor.record import record

MAX_GAP = 9
"""Tokens that may stand between a verb and its particle: *shot 12 of the drones down*, *let four customs officers go*."""
_PARTICLES = frozenset(
    "down back home over up out off free go cross walk alive dead loose away hostage prisoner captive into to from with for".split()
)
_BEFORE_NOUN = frozenset({"from", "the"})
_MAX_DESCRIBING = 3
"""Tokens after a describing one in which its noun must stand: *Polish - Belarusian border*."""
_DEADLY = 9
"""Tokens after a verb in which a list of verbs comes to its *to death*."""
_PRISONS = frozenset("jail jails prison prisons captivity custody detention".split())
_GENITIVE = frozenset({"his", "her", "its", "their", "our", "the", "a"})


@record(frozen=True, slots=True)
class Hit:
    """A trigger at its tokens; ``at`` is the token that stands for it in the tree."""

    trigger: Trigger
    tokens: tuple[int, ...]
    at: int

    def span(self, tree: Tree) -> Span:
        return Span(tree.start[self.tokens[0]], tree.end[self.tokens[-1]])

    def overlaps(self, tree: Tree, span: Span) -> bool:
        """Whether ``span`` and that of the trigger overlap."""
        first, last = self.tokens[0], self.tokens[-1]
        return tree.start[first] < span.end and span.start < tree.end[last]


def find_triggers(tree: Tree, bank: Bank) -> tuple[Hit, ...]:
    """All triggers, left to right. Of several that begin at one word the longest stand; words inside a longer one are its own."""
    hits: list[Hit] = []
    covered: dict[int, int] = {}
    present = frozenset(tree.lower)
    for i, word in enumerate(tree.lower):
        if (by_end := bank.triggers_by_ends.get(word)) is None:
            continue
        longest = bank.idle_at(tree.lower, i) + 1 if word in bank.idle else 0
        for trigger in [bank.triggers[at] for at in sorted(at for end in present.intersection(by_end) for at in by_end[end])]:
            if len(trigger.words) < longest:
                break
            tokens = _match(tree, i, trigger)
            if tokens is None or (len(tokens) == 1 and covered.get(i, 0) > 1):
                continue
            if not _fits(tree, i, trigger):
                continue
            longest = max(longest, len(trigger.words))
            hits.append(Hit(trigger, tokens, _place(tree, tokens, trigger)))
            if len(tokens) > 1:
                covered.update(dict.fromkeys(tokens, len(tokens)))
    return tuple(hits)


def _match(tree: Tree, i: int, trigger: Trigger) -> tuple[int, ...] | None:
    if len(trigger.words) == 1 and "-" not in trigger.form:
        return (i,)
    words = parted(trigger.words)
    tokens = [i]
    j = i + 1
    for word in words[1:]:
        owned = (trigger.measure == "detained" and words[0] == "in") or (trigger.measure == "released" and words[-1] in _PRISONS)
        while j < len(tree) and word not in _GENITIVE and _may_stand_between(tree, tokens[-1], j, word, owned=owned):
            j += 1
        if j >= len(tree) or tree.lower[j] != word:
            return _parted(tree, i, words) if trigger.kind == "verb" else None
        tokens.append(j)
        j += 1
    return tuple(tokens)


def _may_stand_between(tree: Tree, last: int, j: int, word: str, *, owned: bool) -> bool:
    return tree.lower[j] in _GENITIVE or (owned and _owns(tree, j, word)) or _describes_next(tree, last, j, word)


def _owns(tree: Tree, j: int, word: str) -> bool:
    """*in Ugandan jails*, *in Israel's custody*, *out of its prisons*: whose they are stands between."""
    return tree.lower[j] != word and tree.tag[j] in ("JJ", "NNP", "POS", "PRP$", "DT")


def _describes_next(tree: Tree, last: int, j: int, word: str) -> bool:
    """Whether the token only describes the trigger's noun ``word``: *from Sudanese captivity*, *crossed the Polish-Belarusian border*."""
    opens = (last == j - 1 and tree.lower[last] in _BEFORE_NOUN) or "-" in (tree.text[j - 1], tree.text[j])
    if tree.lower[j] == word or not opens or not (tree.tag[j] in ("JJ", "NNP", "HYPH") or tree.text[j] == "-"):
        return False
    return word in tree.lower[j + 1 : j + 1 + _MAX_DESCRIBING]


def _parted(tree: Tree, i: int, words: list[str]) -> tuple[int, ...] | None:
    """The verb, its object, and then what belongs to the verb: *shot 12 down*, *took 12 people into custody*."""
    rest = words[1:]
    if rest[0] not in _PARTICLES and not (rest[0] == "on" and len(rest) > 1):
        return None
    for j in range(i + 2, min(len(tree), i + 2 + MAX_GAP)):
        if (end := _rest_ends(tree, j, rest)) is not None:
            near = tree.ancestors(j) if len(rest) > 1 else (tree.head[j], tree.head[tree.head[j]])
            return (i, *range(j, end)) if i in near or tree.is_verb(j) else None
        if (tree.is_verb(j) and tree.tag[j] != "VBN") or tree.text[j] in ".;:":
            return None
    return None


def _rest_ends(tree: Tree, j: int, rest: list[str]) -> int | None:
    """Where the words that belong to the verb end, if they stand at ``j``; whose they are may stand before the last: *let 20 of them out
    of Lebanese prisons*.
    """
    if tree.lower[j : j + len(rest) - 1] != rest[:-1]:
        return None
    last = j + len(rest) - 1
    while len(rest) > 1 and last < len(tree) and last - j < len(rest) + 1 and _owns(tree, last, rest[-1]):
        last += 1
    return last + 1 if tree.lower[last : last + 1] == rest[-1:] else None


def _is_deadly(tree: Tree, i: int) -> bool:
    """Whether the verb is the first of a list that ends with *to death*."""
    end = tree.lower.index("death", i + 1)
    return tree.lower[end - 1] == "to" and all(tree.is_verb(j) or tree.lower[j] in (",", "or", "and") for j in range(i + 1, end - 1))


def _fits(tree: Tree, i: int, trigger: Trigger) -> bool:
    """Whether the word is used as the bank means it: verbs as verbs, nouns not as verbs."""
    tag = tree.tag[i]
    if i and tree.text[i - 1] == "-" and tree.end[i - 1] == tree.start[i]:
        return False  # "the rebel-held town"
    if trigger.measure == "injured" and "death" in tree.lower[i + 1 : i + _DEADLY] and _is_deadly(tree, i):
        return False  # "were shot, hacked or burned to death"
    if trigger.kind == "verb" and tree.dep[i] in ("aux", "auxpass") and len(trigger.words) == 1:
        return False  # "12 captives had arrived"
    if trigger.kind == "verb":
        return (
            tag.startswith("VB")
            or (tag in ("JJ", "NN", "NNS", "NNP") and trigger.form.endswith(("ed", "en", "n")) and len(trigger.words) == 1)
            or (len(trigger.words) > 1 and tag in ("NN", "NNS", "JJ", "IN"))
            or (trigger.form == "free" and _frees(tree, i))
        )
    if trigger.kind == "noun":
        return not tag.startswith("VB") or trigger.form.endswith(("ed", "n", "t")) or len(trigger.words) > 1
    return True


def _frees(tree: Tree, i: int) -> bool:
    """*Houthis free 113 detainees*: a plural name acts on a number, though the parser takes the verb for an adjective."""
    return 0 < i < len(tree) - 1 and tree.tag[i] == "JJ" and tree.tag[i - 1] in ("NNP", "NNPS", "NNS") and tree.tag[i + 1] == "CD"


def _place(tree: Tree, tokens: tuple[int, ...], trigger: Trigger) -> int:
    if trigger.kind == "verb":
        helps = tree.dep[tokens[0]] == "aux" and tree.head[tokens[0]] in tokens  # "had let go five clerks"
        return tree.head[tokens[0]] if helps else tokens[0]
    inside = set(tokens)
    for i in tokens:
        if tree.head[i] not in inside or tree.head[i] == i:
            return i
    return tokens[-1]
