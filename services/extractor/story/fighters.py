"""Fighters that a sentence calls only *rebels* or *gunmen*: whom the story means by them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from services.extractor.actors import NAMELESS
from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention
from services.extractor.passage import Passage

_SAME_GROUP = re.compile(
    r" (?:group|movement|army|organi[sz]ation|force|faction|militia)s?,? (?:(?:the|known as|called) )*(?:[a-z-]+ )?\Z|"
    r" (?:of|from|belonging to|with) (?:the )?(?:[\w-]{2,20} ){0,3}\Z"
)
_CREEDS = frozenset(
    {"communist", "maoist", "marxist", "leftist", "islamist", "islamic", "jihadist", "separatist", "muslim", "armed", "resistance"}
)
"""What a story calls the fighters of the one party it names: *communist guerrillas* of a party's own army."""
NONDESCRIPT = frozenset({"gunmen", "militants", "militiamen", "militias", "terrorists", "extremists", "bandits", "jihadists", "pirates"})
"""Perpetrators of whom nothing is said: the fighters the story describes more closely (*Islamist insurgents*), never a named group."""


def is_nameless(party: str | None, bank: Bank) -> bool:
    """Whether the party is only a word for fighters: *gunmen*, not *islamist-insurgents*."""
    return party in bank.armed.fighters.values()


def with_named_fighters(passages: Sequence[Passage], bank: Bank, *, blamed: str | None, country: str | None) -> list[Passage]:
    """The passages with the party that nameless fighters stand for: the armed party named beside them, else last before them, else
    (in a headline) most often, else the one party of ``country`` that is called so. Those of whom nothing is said are ``blamed``, if
    the story blames any.
    """
    passages = _with_known_words(passages, bank)
    if blamed is not None and not blamed.isupper():
        return [_renamed(passage, dict.fromkeys(NONDESCRIPT, blamed)) for passage in _with_named(passages, bank, country)]
    return _with_named(passages, bank, country)


def _with_known_words(passages: Sequence[Passage], bank: Bank) -> Sequence[Passage]:
    """*The militia*, *the militants* are those of the one party that the story has called so by name: *the Houthi militia*."""
    called: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        named = {actor.span.end: actor.id for actor in passage.actors if _is_named(actor, bank) or actor.form == "people"}
        for match in _FIGHTERS.finditer(passage.sentence.text):
            party = named.get(passage.sentence.span.start + match.start())
            word = bank.armed.fighters.get(match[1].lower())
            if party is not None and word is not None and not is_nameless(party, bank):
                called[word].add(party)
    known = {word: next(iter(parties)) for word, parties in called.items() if len(parties) == 1}
    return [_with_the(passage, known) for passage in passages] if known else passages


_FIGHTERS = keyed(
    r" (rebels|insurgents|militants|separatists|jihadists|guerrillas|gunmen|militiamen|militia|extremists|terrorists)\b", re.I
)
_THE = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose) \Z")


def _with_the(passage: Passage, known: Mapping[str, str]) -> Passage:
    def meant(actor: ActorMention) -> ActorMention:
        party = known.get(actor.id) if actor.form == "people" else None
        before = passage.between(actor.span.start - 8, actor.span.start)
        return replace(actor, id=party) if party is not None and _THE.search(before) else actor

    return passage.with_(actors=tuple(meant(actor) for actor in passage.actors))


def _renamed(passage: Passage, names: Mapping[str, str]) -> Passage:
    if not any(actor.id in names for actor in passage.actors):
        return passage
    return passage.with_(actors=tuple(replace(actor, id=names.get(actor.id, actor.id)) for actor in passage.actors))


def _with_named(passages: Sequence[Passage], bank: Bank, country: str | None) -> list[Passage]:
    named = Counter(actor.id for passage in passages for actor in passage.actors if _is_named(actor, bank))
    passages = passages if named else _of_one_people(passages, bank)
    described = {actor.id for passage in passages for actor in passage.actors if _is_described(actor, bank)}
    if not named and len(described) != 1:
        spoken_of = {actor.id for passage in passages for actor in passage.actors if is_nameless(actor.id, bank)}
        called = {word: party for word in spoken_of if (party := _called(word, country, bank)) is not None}
        return [_renamed(passage, called) for passage in passages]
    rebels = [party for party in named if party not in bank.parties or not bank.parties[party].rules]
    of_people = _of_their_people(described, rebels, bank)
    most = named.most_common(1)[0][0] if named else None
    last = most
    settled = []
    for passage in passages:
        actors = []
        for actor in passage.actors:
            if _is_named(actor, bank) and passage.sentence.kind != "headline":
                last = actor.id
            if actor.form == "people" and most is not None and (beside := _beside(passage, actor, bank)) is not None:
                actor = replace(actor, id=beside)
            elif actor.form == "people" and actor.id in NAMELESS and most is not None:
                actor = replace(actor, id=(most if passage.sentence.kind == "headline" else last) or most)
            elif actor.id in of_people:
                actor = replace(actor, id=of_people[actor.id])
            elif actor.id in described and len(rebels) == 1 and actor.id.split("-")[0] in _CREEDS:
                actor = replace(actor, id=rebels[0])
            elif actor.form == "people" and (actor.id in NONDESCRIPT or actor.id in NAMELESS) and len(described) == 1 and not named:
                actor = replace(actor, id=next(iter(described)))
            actors.append(actor)
        settled.append(passage.with_(actors=tuple(actors)) if passage.actors else passage)
    return settled


def _of_one_people(passages: Sequence[Passage], bank: Bank) -> Sequence[Passage]:
    """*Separatist rebels*, *Chechen separatists* and *Chechen rebels* of one story that names no group are the same."""
    described = Counter(actor.id for passage in passages for actor in passage.actors if _is_described(actor, bank))
    peoples = {party.split("-")[0] for party in described} - _CREEDS
    if len(peoples) != 1 or len(described) == 1 or any(party.split("-")[-1] not in NAMELESS for party in described):
        return passages
    words = Counter(actor.id.split("-")[-1] for p in passages for actor in p.actors if actor.form == "people" and not actor.id.isupper())
    of_people = [party for party in described if party.split("-")[0] in peoples]
    known = max(of_people, key=lambda party: (described[party], words[party.split("-")[-1]]))
    return [_renamed(passage, dict.fromkeys(described, known)) for passage in passages]


def _of_their_people(described: Collection[str], rebels: Sequence[str], bank: Bank) -> Mapping[str, str]:
    """*Papuan separatists* and *the West Papua Liberation Army*: fighters told by their people are of the one party of the story whose
    name has the people's in it. Those of a creed may be anybody's.
    """
    words = {
        rebel: {
            word.lower()
            for name in (rebel.replace("-", " "), *(alias.text for alias in bank.aliases_of.get(rebel, ())))
            for word in name.split()
        }
        for rebel in rebels
    }
    found = {}
    for fighters in described:
        people = fighters.split("-")[0]
        kin = [rebel for rebel in rebels if any(word.startswith(people[:_STEM]) for word in words[rebel])]
        if people not in _CREEDS and len(kin) == 1:
            found[fighters] = kin[0]
    return found


_STEM = 4
"""Letters that a people has in common with what is called after it: *Kurdish*, *Kurdistan*."""


def _beside(passage: Passage, fighters: ActorMention, bank: Bank) -> str | None:
    """*Its largest guerrilla group, the leftist X*."""
    return next(
        (
            actor.id
            for actor in passage.actors
            if _is_named(actor, bank) and _SAME_GROUP.match(passage.between(fighters.span.end, actor.span.start)) is not None
        ),
        None,
    )


def _is_named(actor: ActorMention, bank: Bank) -> bool:
    known = bank.parties.get(actor.id)
    return actor.form == "name" and not actor.id.isupper() and (known is None or (known.armed and not known.is_state))


def _is_described(actor: ActorMention, bank: Bank) -> bool:
    return actor.form == "people" and not actor.id.isupper() and actor.id not in bank.parties and "-" in actor.id


def _called(word: str, country: str | None, bank: Bank) -> str | None:
    """*Separatists* in Cameroon are the one party of Cameroon that has the word in its name."""
    if country is None:
        return None
    named = (alias for alias in bank.aliases if alias.text.lower().endswith(f" {word}"))
    parties = {alias.id for alias in named if bank.parties[alias.id].country == country}
    return next(iter(parties)) if len(parties) == 1 else None
