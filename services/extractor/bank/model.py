"""What the bank holds: the words by which a story says what happened, as frozen data with the look-ups that readers need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from schemas.event import EventType
from schemas.figure import ClaimantRole, Group, Measure, Perspective, Unit
from services.extractor.bank.alternation import alternation
from services.extractor.bank.happenings import Happenings
from services.extractor.bank.likelihood import Likelihood
from services.extractor.keyed import Keyed, keyed
from services.extractor.record import record

Family = Literal["exchange", "harm", "movement", "air", "diplomacy"]
TriggerKind = Literal["verb", "noun", "adjective"]
Counts = Literal["object", "subject", "either", "self", "of", "predicate", "toll"]
AliasForm = Literal["name", "adjective", "people", "capital", "body"]
Said = Literal["asserts", "denies", "unconfirmed", "plans"]
_PARTS = re.compile(r"\w+|[^\w\s]")


@record(frozen=True, slots=True)
class Trigger:
    """One surface form that makes a number count. Fields as explained at the head of ``measures.yaml``.

    ``form`` is lower case; ``words`` are its words, of which others may stand between for verbs with a particle
    (*shot 12 drones down*).
    """

    form: str
    words: tuple[str, ...]
    base: str
    measure: Measure
    kind: TriggerKind
    counts: Counts
    units: frozenset[Unit]
    agent: Literal["by", "side", "both"] | None = None
    view: Perspective | None = None
    weak: bool = False
    part: bool = False
    stock: bool = False
    only: frozenset[str] = frozenset()


@record(frozen=True, slots=True)
class Noun:
    """A noun that a number may count, in one surface form (lower case)."""

    form: str
    base: str
    unit: Unit
    group: Group = "all"
    plural: bool = False


@record(frozen=True, slots=True)
class MeasureEntry:
    """What is counted: its unit where no noun is named, its ledger family and the event type that a lone figure makes."""

    measure: Measure
    unit: Unit
    family: Family
    event: EventType
    triggers: tuple[Trigger, ...]


@record(frozen=True, slots=True)
class EventKind:
    """An event type: words that tell it, ledger family, code books. ``numeric`` false: an event even without a number."""

    type: EventType
    family: Family
    numeric: bool
    triggers: tuple[str, ...]
    cameo: str | None
    plover: str | None
    acled: str | None


@record(frozen=True, slots=True)
class Party:
    """A state (alpha-3) or another party (slug). ``country`` is where it is at home; ``speaks_for`` the state whose side it is part of;
    ``given_name``: its name is also a person's. ``armed`` is false for organisations that are no side of a fight.
    """

    id: str
    name: str
    country: str | None
    speaks_for: str | None = None
    given_name: bool = False
    armed: bool = True
    local: bool = False
    """An organisation whose people are those of the country they work in."""
    rules: bool = False
    """Forces that rule their country without speaking for its people."""
    foe: str | None = None
    """Whom its side means by *the enemy*, if there is only one."""

    @property
    def is_state(self) -> bool:
        return self.id.isupper()


@record(frozen=True, slots=True)
class Alias:
    """One way a party is printed."""

    text: str
    id: str
    form: AliasForm


@dataclass(frozen=True)
class Claims:
    """How claims are worded: verbs of saying (every form -> what it does), titles, jobs, bodies (lower case -> role).

    ``reports`` are the verbs of saying that need a subject known to make claims.
    """

    speech: Mapping[str, Said]
    reports: frozenset[str]
    titles: tuple[str, ...]
    jobs: frozenset[str]
    bodies: Mapping[str, ClaimantRole]
    job_roles: Mapping[str, ClaimantRole]
    attribution: tuple[str, ...]
    labels: tuple[str, ...]
    anonymous: tuple[str, ...]
    body_words: frozenset[str]
    papers: frozenset[str]
    openers: frozenset[str]
    claim_nouns: tuple[str, ...]
    assertions: tuple[str, ...]
    hospitals: tuple[str, ...]

    @cached_property
    def saying(self) -> Keyed:
        """Any form of a verb of saying, as prose and as labels and headlines have it."""
        small = {verb for verb in self.speech if re.fullmatch("[a-z]+", verb)}
        printed = {verb.title() for verb in small & {"say", "says", "said", "claim", "claims", "confirm", "confirms"}}
        return keyed(rf"\b(?:{alternation(small | printed)})\b")

    @cached_property
    def abbreviations(self) -> Keyed:
        """Titles and the like that end in a full stop, with it."""
        return keyed(rf"\b({alternation(title[:-1].split()[-1] for title in self.titles if title.endswith('.'))})\.")

    @cached_property
    def phrases(self) -> Keyed:
        """Ways to attribute without a verb, and the space after them, in a text in lower case."""
        return keyed(rf"\b({alternation(phrase.lower() for phrase in self.attribution)}) ")

    @cached_property
    def owned(self) -> Keyed:
        """What follows the claimant in *Kyiv's overall estimate*."""
        return keyed(rf"['\u2019]s? (?:own |overall |official |latest ){{0,2}}(?:{alternation(self.claim_nouns)})\b")

    @cached_property
    def asserted_by(self) -> Keyed:
        """What goes before the claimant in *claims by the rebels that ...*."""
        return keyed(rf"\b(?:{alternation(self.assertions)}) (?:(?:made|issued|released|published|given) )?(?:by|from) (?:the )?")

    @cached_property
    def takes_in(self) -> re.Pattern[str]:
        """Who takes in the hurt: *the hospital*, *Doctors said*."""
        return re.compile(rf"\b(?:{alternation(self.hospitals)})\b", re.IGNORECASE)

    @cached_property
    def assertion_of(self) -> Keyed:
        """What follows the claimant in *the rebels' claim that ...*, *Sudanese reports of ...*."""
        return keyed(
            rf"(?:['\u2019]s?)? (?:(?:own|official|latest|earlier|recent) )?(?:{alternation(self.assertions)})(?= (?:that|of|about)\b)"
        )

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Each word in capitals of each title, without full stops."""
        return frozenset(word.rstrip(".") for title in self.titles for word in title.split() if word[0].isupper())

    @cached_property
    def speaking_bodies(self) -> frozenset[str]:
        """Last words of bodies that speak without being known by name: *a parents' group*, *the observatory*."""
        return self.body_words - {
            "state", "border", "front", "side", "force", "forces", "party", "program", "programme", "staff", "survey", "board", "guard",
            "guards", "cross", "crescent", "nations", "bank", "press", "general staff", "watch",
        }  # fmt: skip

    @cached_property
    def bodies_by_word(self) -> Mapping[str, tuple[str, ...]]:
        """Bodies by the word they begin with."""
        return _by_first_word(self.bodies)

    @cached_property
    def jobs_by_word(self) -> Mapping[str, tuple[str, ...]]:
        """Jobs that tell a role by the word they begin with."""
        return _by_first_word(self.job_roles)


@dataclass(frozen=True)
class Armed:
    """Words of armed groups that the bank does not know by name, lower case save ``heads``; ``fighters`` maps each form to its plural.
    ``combatants`` are the counted who belong to an armed group where no side is named, ``forces`` those of a state, ``rovers`` those
    of no country.
    """

    heads: tuple[str, ...]
    warlike: frozenset[str]
    of_a_state: frozenset[str]
    fighters: Mapping[str, str]
    kinds: tuple[str, ...]
    combatants: frozenset[str]
    forces: tuple[str, ...]
    rovers: frozenset[str]

    @cached_property
    def state_forces(self) -> Keyed:
        """Forces that belong to a state whether or not it is named."""
        return keyed(rf"\b(?:{alternation(self.forces)})\b", re.IGNORECASE)

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Names that end in a head, and the short name in brackets after them."""
        return re.compile(rf"\b((?:[A-Z][\w'-]{{1,30}} ){{1,4}}(?:{alternation(self.heads)}))\b(?: \(([A-Z][A-Z-]{{1,9}})\))?")

    @cached_property
    def fighting(self) -> Keyed:
        """What kind (if said) and fighters of what name, in a text in lower case."""
        return keyed(rf"\b(?:({alternation(self.kinds)}|pro-\w{{2,20}}) )?({alternation(self.fighters)})\b")


@dataclass(frozen=True)
class Bank:
    """Everything that is data and not rule. Equal files give an equal bank; nothing in it changes after loading."""

    measures: Mapping[Measure, MeasureEntry]
    nouns: Mapping[str, Noun]
    events: Mapping[EventType, EventKind]
    parties: Mapping[str, Party]
    aliases: tuple[Alias, ...]
    claims: Claims
    armed: Armed
    happenings: Happenings
    sums: Likelihood
    idle: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Phrases that count nothing though they begin like triggers, by their first word, the longest first."""
    status: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def attempts(self) -> frozenset[str]:
        """Verbs and nouns of trying and sending: what they are for has not been done yet."""
        return frozenset(self.status.get("attempted", ()))

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """All triggers, longest form first."""
        every = (trigger for entry in self.measures.values() for trigger in entry.triggers)
        return tuple(sorted(every, key=lambda trigger: (-len(trigger.words), -len(trigger.form), trigger.form, trigger.measure)))

    @cached_property
    def triggers_by_word(self) -> Mapping[str, tuple[Trigger, ...]]:
        """Triggers by the first word of their form, longest first."""
        found: dict[str, list[Trigger]] = {}
        for trigger in self.triggers:
            found.setdefault(trigger.words[0], []).append(trigger)
        return {word: tuple(triggers) for word, triggers in found.items()}

    @cached_property
    def triggers_by_ends(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """Where in ``triggers`` those stand that begin with a word, by the last of their words as the parser parts them."""
        found: dict[str, dict[str, tuple[int, ...]]] = {}
        for at, trigger in enumerate(self.triggers):
            by_end = found.setdefault(trigger.words[0], {})
            end = parted(trigger.words)[-1] if len(trigger.words) > 1 else trigger.words[0]
            by_end[end] = (*by_end.get(end, ()), at)
        return found

    @cached_property
    def triggers_by_form(self) -> Mapping[str, tuple[Trigger, ...]]:
        """Triggers by their whole form; one form may serve several measures (*returned* persons or bodies)."""
        found: dict[str, list[Trigger]] = {}
        for trigger in self.triggers:
            found.setdefault(trigger.form, []).append(trigger)
        return {form: tuple(triggers) for form, triggers in found.items()}

    @cached_property
    def lengths_by_word(self) -> Mapping[str, tuple[int, ...]]:
        """How many words the forms have that begin with a word, each number once, the greatest first."""
        return {word: tuple(sorted({len(t.words) for t in found}, reverse=True)) for word, found in self.triggers_by_word.items()}

    @cached_property
    def lengths_by_last_word(self) -> Mapping[str, tuple[int, ...]]:
        """How many words the forms have that end with a word, each number once, the greatest first."""
        found: dict[str, set[int]] = {}
        for trigger in self.triggers:
            found.setdefault(trigger.words[-1], set()).add(len(trigger.words))
        return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}

    @cached_property
    def noun_lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How many words the nouns have that begin with a word, each number once, the greatest first."""
        found: dict[str, set[int]] = {}
        for words in map(str.split, self.nouns):
            found.setdefault(words[0], set()).add(len(words))
        return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}

    @cached_property
    def aliases_by_word(self) -> Mapping[str, tuple[Alias, ...]]:
        """Aliases by their first word as printed, the longest first."""
        found: dict[str, list[Alias]] = {}
        for alias in sorted(self.aliases, key=lambda alias: (-len(alias.text), alias.text, alias.id)):
            found.setdefault(first_word(alias.text), []).append(alias)
        return {word: tuple(aliases) for word, aliases in found.items()}

    @cached_property
    def aliases_by_text(self) -> Mapping[str, tuple[Alias, ...]]:
        """Aliases by their text as printed; *Ukrainians* may be people, *Congolese* two states."""
        found: dict[str, list[Alias]] = {}
        for alias in self.aliases:
            found.setdefault(alias.text, []).append(alias)
        return {text: tuple(aliases) for text, aliases in found.items()}

    @cached_property
    def alias_starts(self) -> re.Pattern[str]:
        """The words that aliases begin with, as printed."""
        return re.compile(rf"\b(?:{alternation(self.aliases_by_word)})\b")

    @cached_property
    def aliases_of(self) -> Mapping[str, tuple[Alias, ...]]:
        """Aliases by the party that they stand for, as the bank lists them."""
        found: dict[str, list[Alias]] = {}
        for alias in self.aliases:
            found.setdefault(alias.id, []).append(alias)
        return {id: tuple(aliases) for id, aliases in found.items()}

    @cached_property
    def state_names(self) -> frozenset[str]:
        """What states and their people are called, capitals left out."""
        return frozenset(alias.text for alias in self.aliases if alias.form != "capital" and self.parties[alias.id].is_state)

    @cached_property
    def capitals(self) -> Mapping[str, str]:
        """The first name of each state's capital."""
        return {alias.id: alias.text for alias in reversed(self.aliases) if alias.form == "capital"}

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """The country of each party that is no state and has one."""
        return {party.id: party.country for party in self.parties.values() if party.country is not None and not party.is_state}

    @cached_property
    def weapon_words(self) -> frozenset[str]:
        """Words for weapons that say of what kind they are, lower case."""
        kinds = {"drones", "missiles", "bombs", "rockets", "shells"}
        return frozenset(word for word, noun in self.nouns.items() if noun.unit in kinds)

    @cached_property
    def release(self) -> Trigger | None:
        """The noun of which those released are counted: *the release of 40*."""
        entry = self.measures.get("released")
        return next((t for t in entry.triggers if t.kind == "noun" and t.counts == "of"), None) if entry else None

    @cached_property
    def exchange_of_bodies(self) -> Trigger | None:
        """The word by which bodies are counted that are exchanged: *the exchange of the bodies of 40*."""
        return next((t for t in self.triggers_by_form.get("exchange", ()) if "bodies" in t.units), None)

    def idle_at(self, words: Sequence[str], at: int) -> int:
        """How many of ``words`` from ``at`` on (lower case) are a phrase that counts nothing; 0 if none is.

        *hold on* in *held on to a rope*: no trigger that is as short stands there.
        """
        for phrase in self.idle.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def is_people(self, word: str) -> bool:
        """Whether the word names the members of a people or of an armed group: *Ukrainians*, *Houthis*, *Maoists*."""
        return any(
            alias.form == "people"
            or (alias.form == "name" and word.endswith("s") and not word.isupper() and not self.parties[alias.id].is_state)
            for alias in self.aliases_by_text.get(word, ())
        )

    def noun(self, words: str) -> Noun | None:
        """The noun that ``words`` end in, the longest first: *Russian prisoners of war* -> prisoners of war."""
        rest = words.lower().replace("\u2019", "'").split()
        for start in range(max(0, len(rest) - 6), len(rest)):
            if (found := self.nouns.get(" ".join(rest[start:]))) is not None:
                return found
        return None

    def country(self, party: str | None) -> str | None:
        """The country that a party is, or is at home in."""
        known = self.parties.get(party or "")
        return party if party is not None and party.isupper() else known.country if known is not None else None

    def forces_of(self, country: str | None) -> str | None:
        """Who the forces of ``country`` are: a party of their own where they rule it, else the country."""
        return self._rulers.get(country, country)

    @cached_property
    def _rulers(self) -> Mapping[str | None, str]:
        """The first party of each country that rules it."""
        return {party.country: party.id for party in reversed([*self.parties.values()]) if party.rules}

    def name(self, party: str) -> str:
        """The English name of a party; its id if the bank does not know it."""
        known = self.parties.get(party)
        return known.name if known else party


def first_word(text: str) -> str:
    """The letters and digits that ``text`` begins with.

    >>> first_word("al-Shabaab"), first_word("U.S.")
    ('al', 'U')
    """
    match = re.match(r"\w+", text)
    return match.group() if match else text[:1]


def parted(words: Iterable[str]) -> list[str]:
    """The words of a trigger as the parser parts them.

    >>> parted(["set", "cross-border", "fires"])
    ['set', 'cross', '-', 'border', 'fires']
    """
    return [part for word in words for part in _PARTS.findall(word)]


def _by_first_word(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        word = _PARTS.findall(name)[0]
        found[word] = (*found.get(word, ()), name)
    return found
