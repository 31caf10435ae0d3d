"""`Case`: a reading before its mode is settled, with all that is known of it."""

from __future__ import annotations

import re
from datetime import timedelta

from schemas.figure import Status, When
from services.extractor.model import Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.attach import counts_from
from services.extractor.readers.tree import Tree
from services.extractor.record import record
from services.extractor.story.families import Family, family_of
from services.extractor.story.incidents import Incident
from services.extractor.story.state import State
from services.extractor.story.whens import Stated

OTHER_CLAUSE = re.compile(r"\b(?:that|who|whom|which|where|while|as|when|because)\b", re.I)
"""*Killed in a raid that shows how violence has grown in the war*: not killed in the whole war."""


@record(frozen=True, slots=True)
class Case:
    """``time`` is what the sentence says of the figure's time, ``when`` what was made of it and of the story."""

    state: State
    passage: Passage
    reading: Reading
    time: Stated
    when: When
    status: Status

    @property
    def text(self) -> str:
        return self.passage.sentence.text

    @property
    def family(self) -> Family:
        return family_of(self.reading)

    @property
    def incident(self) -> Incident | None:
        """The one happening that the sentence's part of the story is about."""
        return self.state.incident_of(self.passage.sentence)

    @property
    def length(self) -> timedelta | None:
        """From the first day to the last; None where one of them is not known."""
        return self.when.end - self.when.start if self.when.start is not None and self.when.end is not None else None

    @property
    def is_harm_done(self) -> bool:
        """Whether it counts people who came to harm, and not that there were none."""
        return self.family == "harm" and self.status in ("happened", "ongoing") and self.reading.number.high != 0

    @property
    def is_of_a_day(self) -> bool:
        """Whether its sentence gives it a day or a weekend of its own, and no time up to now."""
        when = self.time.when
        return when is not None and not self.time.cumulative and (when.precision in ("day", "time") or "weekend" in when.phrase)

    @property
    def is_since(self) -> bool:
        """Whether the happening itself has gone on *since* a time; where no tree shows it, so it is taken."""
        tree, at = self.passage.tree, self.passage.at(self.reading)
        if tree is None or at is None:
            return True
        sinces = [i for i, word in enumerate(tree.lower) if word == "since"]
        return not sinces or any(tree.dep[since] != "advmod" and counts_from(tree, since, at) for since in sinces)  # "have since died"

    def around(self, before: int, after: int) -> str:
        """So many characters on either side of the number, which itself is left out."""
        start, end = self.reading.number.span.start, self.reading.number.span.end
        return self.passage.between(start - before, start) + " | " + self.passage.between(end, end + after)

    @property
    def before_it(self) -> str:
        """The words of the sentence before the number."""
        return self.passage.before_number(self.reading)

    @property
    def is_up_to_now(self) -> bool:
        """*have been killed*, *the toll has surpassed 14,500*: a perfect tells of no moment, only that it is so by now."""
        tree, at = self.passage.tree, self.passage.at(self.reading)
        if tree is None or at is None:
            return False
        verbs = [at]
        if "toll" in self.reading.notes:
            verbs += [tree.head[at], *(i for i in tree.tokens(_stretch(self.reading)) if tree.is_verb(i))]
        return any(_has(tree, verb) for verb in verbs)

    @property
    def doer(self) -> int | None:
        """The token of who or what does it: the subject of the clause that the figure is told in."""
        tree, at = self.passage.tree, self.passage.at(self.reading)
        return tree.subject(tree.clause(at)) if tree is not None and at is not None else None

    @property
    def is_counted_up(self) -> bool:
        """*Armenia has acknowledged 2,718 dead*: the noun of a clause that stands in the perfect."""
        tree, at = self.passage.tree, self.passage.at(self.reading)
        return tree is not None and at is not None and not tree.is_verb(at) and _has(tree, tree.clause(at))


def _has(tree: Tree, verb: int) -> bool:
    """*Have been killed and 15,000 driven out*: the verbs that share a helping word are in the perfect alike."""
    for _ in range(_MAX_JOINED):
        if any(tree.lower[child] in ("have", "has") for child in tree.children(verb, "aux")):
            return True
        own = any(True for _ in tree.children(verb, "aux", "auxpass", "nsubj", "nsubjpass"))
        if tree.dep[verb] != "conj" or tree.tag[verb] not in ("VBN", "VBD") or own:
            return False
        verb = tree.head[verb]
    return False


_MAX_JOINED = 3


def _stretch(reading: Reading) -> Span:
    """From the words of a count to its number."""
    trigger, number = reading.trigger, reading.number.span
    return number if trigger is None else Span(min(trigger.start, number.start), number.end)
