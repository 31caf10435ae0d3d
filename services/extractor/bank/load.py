"""The bank's files into a `Bank`. Every mistake is a `BankError` with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from schemas.event import EventType
from schemas.figure import ClaimantRole, Group, Measure, Perspective, Unit
from services.extractor.bank.happenings import Cue, Happenings
from services.extractor.bank.inflect import alternatives, plural, singular, verb_forms
from services.extractor.bank.likelihood import Likelihood
from services.extractor.bank.model import (
    Alias,
    AliasForm,
    Armed,
    Bank,
    Claims,
    Counts,
    EventKind,
    Family,
    MeasureEntry,
    Noun,
    Party,
    Said,
    Trigger,
    TriggerKind,
)
from services.extractor.bank.source import BankError, Text, one_of, read_yaml, texts

HOME = Path(__file__).parent
_KINDS: dict[str, TriggerKind] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
_TRIGGER_KEYS = (*_KINDS, "counts", "agent", "view", "weak", "units", "only", "part", "stock")
_ALIAS_KEYS: dict[str, AliasForm] = {
    "names": "name",
    "adjectives": "adjective",
    "people": "people",
    "capitals": "capital",
    "government": "body",
}
_PARTY_KEYS = (*_ALIAS_KEYS, "country", "speaks_for", "given_name", "armed", "local", "rules", "foe")

Irregular = Mapping[str, tuple[str, ...]]


def load_bank(folder: Path = HOME) -> Bank:
    """The bank in ``folder`` (the shipped one by default). Raises BankError with file and line for anything that does not fit."""
    irregular = {str(verb): tuple(str(form) for form in texts(forms, verb)) for verb, forms in read_yaml(folder / "irregular.yaml").items()}
    parties, aliases = _parties(read_yaml(folder / "states.yaml"), read_yaml(folder / "parties.yaml"))
    claims = _claims(read_yaml(folder / "claims.yaml"), irregular)
    return Bank(
        measures=_measures(read_yaml(folder / "measures.yaml"), irregular),
        nouns=_nouns(read_yaml(folder / "nouns.yaml")),
        events=_events(read_yaml(folder / "events.yaml")),
        parties=parties,
        aliases=aliases,
        claims=claims,
        happenings=_happenings(read_yaml(folder / "happenings.yaml"), claims, irregular),
        sums=_likelihood(read_yaml(folder / "sums.yaml")),
        armed=_armed(read_yaml(folder / "armed.yaml")),
        idle=_idle(read_yaml(folder / "idle.yaml"), irregular),
        status={str(key): tuple(str(cue) for cue in texts(cues, key)) for key, cues in read_yaml(folder / "status.yaml").items()},
    )


def _measures(content: dict[Text, Any], irregular: Irregular) -> dict[Measure, MeasureEntry]:
    entries: dict[Measure, MeasureEntry] = {}
    for key, value in content.items():
        _only_keys(key, value, ("unit", "family", "event", "triggers"))
        measure: Measure = one_of(key, get_args(Measure), "measure")  # type: ignore[assignment]
        unit: Unit = one_of(value["unit"], get_args(Unit), "unit")  # type: ignore[assignment]
        triggers = tuple(trigger for group in value["triggers"] for trigger in _triggers(key, measure, unit, group, irregular))
        entries[measure] = MeasureEntry(
            measure,
            unit,
            one_of(value["family"], get_args(Family), "family"),  # type: ignore[arg-type]
            one_of(value["event"], get_args(EventType), "event type"),  # type: ignore[arg-type]
            triggers,
        )
    return entries


def _triggers(key: Text, measure: Measure, unit: Unit, group: dict[Any, Any], irregular: Irregular) -> Iterator[Trigger]:
    first = next(iter(group))
    if first not in _KINDS:
        raise BankError(f"{first.where}: a trigger group of {key!s} begins with one of {', '.join(_KINDS)}, not {first!s}")
    _only_keys(first, group, _TRIGGER_KEYS)
    if "counts" not in group:
        raise BankError(f"{first.where}: say where the counted noun stands, `counts: ...`")
    kind = _KINDS[first]
    units = frozenset(one_of(word, get_args(Unit), "unit") for word in texts(group.get("units", []), first)) or {unit}
    agent, view = group.get("agent"), group.get("view")
    for base in (choice for text in texts(group[first], first) for choice in alternatives(text)):
        forms = verb_forms(base, irregular) if kind == "verb" else (str(base),)
        for form in forms:
            yield Trigger(
                form=form.lower(),
                words=tuple(form.lower().split()),
                base=base,
                measure=measure,
                kind=kind,
                counts=one_of(group["counts"], get_args(Counts), "place of the counted noun"),  # type: ignore[arg-type]
                units=frozenset(units),  # type: ignore[arg-type]
                agent=one_of(agent, ("by", "side", "both"), "agent") if agent else None,  # type: ignore[arg-type]
                view=one_of(view, get_args(Perspective), "view") if view else None,  # type: ignore[arg-type]
                weak=group.get("weak", False) is True,
                part=group.get("part", False) is True,
                stock=group.get("stock", False) is True,
                only=frozenset(str(word).lower() for word in texts(group.get("only", []), first)),
            )


def _idle(content: dict[Text, Any], irregular: Irregular) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for key, bases in content.items():
        one_of(key, ("verbs",), "kind of idle phrase")
        for base in texts(bases, key):
            for form in verb_forms(str(base), irregular):
                words = tuple(form.lower().split())
                found.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(phrases, key=len, reverse=True)) for word, phrases in found.items()}


def _nouns(content: dict[Text, Any]) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for key, value in content.items():
        unit: Unit = one_of(key, get_args(Unit), "unit")  # type: ignore[assignment]
        groups = value if isinstance(value, dict) else {None: value}
        for group_key, words in groups.items():
            group: Group = one_of(group_key, get_args(Group), "group") if group_key else "all"  # type: ignore[assignment]
            for word in texts(words, group_key or key):
                one, many = singular(word).lower(), plural(word).lower()
                nouns.setdefault(many, Noun(many, one, unit, group, plural=True))
                nouns.setdefault(one, Noun(one, one, unit, group, plural=one == many))
    return nouns


def _events(content: dict[Text, Any]) -> dict[EventType, EventKind]:
    events: dict[EventType, EventKind] = {}
    for key, value in content.items():
        _only_keys(key, value, ("family", "numeric", "cameo", "plover", "acled", "triggers"))
        kind: EventType = one_of(key, get_args(EventType), "event type")  # type: ignore[assignment]
        codes = {book: str(value[book]) if value.get(book) else None for book in ("cameo", "plover", "acled")}
        family: Family = one_of(value["family"], get_args(Family), "family")  # type: ignore[assignment]
        words = tuple(str(word).lower() for word in texts(value["triggers"], key))
        events[kind] = EventKind(kind, family, value["numeric"] is True, words, **codes)
    return events


def _parties(states: dict[Text, Any], others: dict[Text, Any]) -> tuple[dict[str, Party], tuple[Alias, ...]]:
    parties: dict[str, Party] = {}
    aliases: list[Alias] = []
    for content, is_state in ((states, True), (others, False)):
        for key, value in content.items():
            _only_keys(key, value, _PARTY_KEYS)
            if is_state != (len(key) == 3 and key.isupper()):
                raise BankError(f"{key.where}: {key!s} should be {'an ISO 3166 alpha-3 code' if is_state else 'a slug in lower case'}")
            names = list(texts(value.get("names", []), key))
            if not names:
                raise BankError(f"{key.where}: {key!s} needs `names: [...]`")
            country = str(value["country"]) if value.get("country") else (str(key) if is_state else None)
            speaks_for = str(value["speaks_for"]) if value.get("speaks_for") else None
            if speaks_for and speaks_for not in states:
                raise BankError(f"{key.where}: speaks_for names {speaks_for}, which states.yaml does not have")
            parties[str(key)] = Party(
                str(key),
                str(names[0]),
                country,
                speaks_for,
                given_name=value.get("given_name", False) is True,
                armed=value.get("armed", True) is True,
                local=value.get("local", False) is True,
                rules=value.get("rules", False) is True,
                foe=str(value["foe"]) if value.get("foe") else None,
            )
            for field, form in _ALIAS_KEYS.items():
                for text in texts(value.get(field, []), key):
                    aliases.extend(Alias(spelling, str(key), form) for spelling in _spellings(str(text)))
    for party in parties.values():
        if party.country and party.country not in parties:
            raise BankError(f"parties.yaml: {party.id} is of {party.country}, which states.yaml does not have")
        if party.foe and party.foe not in parties:
            raise BankError(f"states.yaml: the foe of {party.id} is {party.foe}, which is no party")
    return parties, tuple(dict.fromkeys(aliases))


def _spellings(text: str) -> tuple[str, ...]:
    """*al-Shabaab* is also printed al Shabaab, Al-Shabaab and Al Shabaab, *a People's Front* is also a Peoples Front."""
    if "People's " in text:
        return text, text.replace("People's ", "Peoples ")
    if not text.lower().startswith(("al-", "al ")):
        return (text,)
    return tuple(f"{article}{joint}{text[3:]}" for article in ("al", "Al") for joint in ("-", " "))


def _claims(content: dict[Text, Any], irregular: Irregular) -> Claims:
    speech: dict[str, Said] = {}
    reports: set[str] = set()
    for kind, verbs in content[_key(content, "speech")].items():
        word = one_of(kind, (*get_args(Said), "reports"), "kind of saying")
        said: Said = "asserts" if word == "reports" else word  # type: ignore[assignment]
        for verb in texts(verbs, kind):
            for form in verb_forms(verb, irregular):
                speech.setdefault(form, said)
                if word != "asserts":
                    reports.add(form)
    return Claims(
        speech=speech,
        reports=frozenset(reports) - {form for form, kind in speech.items() if kind == "unconfirmed"},
        titles=_words(content, "titles"),
        jobs=frozenset(_words(content, "jobs")),
        bodies=_roles(content, "bodies"),
        job_roles=_roles(content, "job_roles"),
        attribution=_words(content, "attribution"),
        labels=_words(content, "labels"),
        anonymous=_words(content, "anonymous"),
        body_words=frozenset(_words(content, "body_words")),
        papers=frozenset(_words(content, "papers")),
        openers=frozenset(_words(content, "openers")),
        claim_nouns=_words(content, "claim_nouns"),
        assertions=_words(content, "assertions"),
        hospitals=_words(content, "hospitals"),
    )


def _happenings(content: dict[Text, Any], claims: Claims, irregular: Irregular) -> Happenings:
    """A verb that is listed twice means what it is listed as first; speech gives way to all of them (*set*, *put*).

    Of verbs by rule the base form is left out: *state*, *search* and *report* are mostly nouns.
    """
    cues: dict[str, Cue] = {}
    kinds: dict[str, Cue] = {"verbs": "happened", "aftermath": "aftermath", "counts": "counted"}
    for name, cue in kinds.items():
        for verb in _words(content, name):
            forms = verb_forms(verb, irregular)
            cues.update((form.lower(), cue) for form in dict.fromkeys((*irregular.get(verb, ()), *forms[1:])) if form.lower() not in cues)
    bases = {form for form in claims.speech if f"{form}s" in claims.speech or f"{form}es" in claims.speech}
    cues.update((form, "said") for form in claims.speech if form not in cues and form not in bases)
    nouns = {form.lower() for word in _words(content, "nouns") for form in (singular(word), plural(word))}
    campaigns = {form.lower() for word in _words(content, "campaigns") for form in (singular(word), plural(word))}
    many = {plural(word).lower() for word in _words(content, "nouns")} - {singular(word).lower() for word in _words(content, "nouns")}
    unlike = content[_key(content, "unlike")]
    kind_of = {
        form.lower(): str(kind) for kind, words in unlike.items() for word in texts(words, kind) for form in (singular(word), plural(word))
    }
    return Happenings(cues, tuple(sorted(nouns)), frozenset(campaigns), frozenset(many), kind_of)


def _likelihood(content: dict[Text, Any]) -> Likelihood:
    weights = content[_key(content, "weights")]
    return Likelihood(
        bias=_number(content, "bias"), sure=_number(content, "sure"), weights={str(trait): _number(weights, trait) for trait in weights}
    )


def _number(content: dict[Text, Any], name: str) -> float:
    key = _key(content, name)
    try:
        return float(content[key])
    except (TypeError, ValueError) as error:
        raise BankError(f"{key.where}: {name} must be a number, not {content[key]!r}") from error


def _armed(content: dict[Text, Any]) -> Armed:
    fighters = {form.lower(): plural(word).lower() for word in _words(content, "fighters") for form in (singular(word), plural(word))}
    return Armed(
        heads=_words(content, "heads"),
        warlike=frozenset(_words(content, "warlike")),
        of_a_state=frozenset(_words(content, "of_a_state")),
        fighters=fighters,
        kinds=tuple(word.lower() for word in _words(content, "kinds")),
        combatants=frozenset(_words(content, "combatants")) | {*fighters},
        forces=_words(content, "forces"),
        rovers=frozenset(_words(content, "rovers")),
    )


def _roles(content: dict[Text, Any], name: str) -> dict[str, ClaimantRole]:
    roles: dict[str, ClaimantRole] = {}
    for key, words in content[_key(content, name)].items():
        role: ClaimantRole = one_of(key, get_args(ClaimantRole), "role")  # type: ignore[assignment]
        for word in texts(words, key):
            roles.setdefault(word.lower(), role)
    return roles


def _words(content: dict[Text, Any], name: str) -> tuple[str, ...]:
    key = _key(content, name)
    return tuple(dict.fromkeys(str(word) for word in texts(content[key], key)))


def _key(content: dict[Text, Any], name: str) -> Text:
    for key in content:
        if key == name:
            return key
    raise BankError(f"{next(iter(content)).file}:1: `{name}: ...` is missing")


def _only_keys(key: Text, value: Any, allowed: tuple[str, ...]) -> None:
    if not isinstance(value, dict):
        raise BankError(f"{key.where}: {key!s} needs fields {', '.join(allowed)}")
    for field in value:
        if field not in allowed:
            raise BankError(f"{field.where}: field {field!s} of {key!s} is unknown; it may have {', '.join(allowed)}")
