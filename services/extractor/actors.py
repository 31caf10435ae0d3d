"""Parties named in a text: states by name, adjective, people or capital; other parties by name, or by what they call themselves.

A capital is a party where it stands for its government (*Kyiv said*); where it stands for the town, `places.Gazetteer` has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.extractor.bank import Alias, Bank
from services.extractor.bank.model import AliasForm, first_word
from services.extractor.capitals import means_place
from services.extractor.lowered import lowered
from services.extractor.model import ActorMention, Span
from services.extractor.numbers.words import UNITS
from services.extractor.record import record

_WORD = re.compile(r"\w+")
_NO_PARTY_BEFORE = re.compile(
    r"\b(?:[Pp]ro|[Aa]nti)-\Z|(?:Gulf|Sea|Strait|Bay|Bank|Bight|Republic) of (?:the )?\Z|New (?:South )?\Z|South China \Z|\bLake \Z|"
    r"\bindependence from (?:the )?\Z"
)
_NO_PARTY_AFTER = re.compile(
    r"-(?:made|built|designed|supplied|produced|manufactured|developed|donated|provided|sourced|assembled|style|type|speaking|"
    r"born|educated|based|headquartered|registered|"
    r"backed|supported|sponsored|funded|financed|armed|trained|aligned|allied|linked|inspired|affiliated)\b|"
    r" (?:Ocean|Sea|Gulf|Airlines|Airways|Columbia|Channel|Peninsula|Standard Time|Post\b|Times\b|Grand Prix|City\b|"
    r"Delta\b|River\b|Valley\b|Basin\b|[Ss]tate\b(?! (?:media|TV|television|news|radio|broadcaster|agency)))"
)
_OF = re.compile(r"\bof (?:[a-z]+ ){0,2}\Z")
_MAKE = re.compile(r" (?:make|manufacture|design|build)\b")
"""*Drones of Chinese make*, not *most of them Kenyans make bricks*."""
_OF_THE_CONTINENT = re.compile(r"\b(?:Inter|Latin|South|Central|North|Pan|Ibero)[ -]\Z")
"""*The Inter-American commission*, *Latin American leaders*."""
_DISSIDENTS = re.compile(
    r"\b(?:dissident|dissidents|breakaway|splinter)(?: (?:groups?|factions?|fighters|members|rebels))? (?:of|from) (?:the )?"
    r"(?:(?:former|defunct|now-defunct|disbanded|demobili[sz]ed) )?\Z",
    re.IGNORECASE,
)
_TIES = re.compile(
    r"\b(?:(?:linked|affiliated|aligned|allied) (?:to|with)|(?:links?|ties|connections?|affiliation|allegiance) (?:to|with)|"
    r"(?:offshoots?|affiliates?|branch|franchise|arm|successors?) of|inspired by) (?:the )?(?:[a-z-]+ ){0,2}\Z",
    re.IGNORECASE,
)
"""*Al Shabaab, linked to al Qaeda*, *an affiliate of the Islamic State*: those with whom a party has ties do nothing by that."""
_TIES_BEFORE = 60
"""Characters that the words for ties take, and more."""
NAMELESS = ("rebels", "insurgents", "separatists", "guerrillas", "militants", "jihadists", "paramilitaries")
"""Fighters that a story calls so after it has named their party."""


_ONE_MAN = frozenset({"gunman", "militiaman"})
"""A lone attacker is no party."""


@record(frozen=True, slots=True)
class LocalParty:
    """A party that a story itself introduces: *the Tibesti Salvation Front (TSF)*, later *the TSF* or *the Front*."""

    id: str
    name: str
    spellings: tuple[str, ...]


def find_actors(text: str, bank: Bank, *, offset: int = 0, local: Iterable[LocalParty] = ()) -> tuple[ActorMention, ...]:
    """Parties of ``text`` in order, spans shifted by ``offset``, the longest name at each place.

    ``local`` are the armed parties of the whole story (`parties_of`); without them a later *the Front* is nobody. Fighters without a
    name are the story's only armed party, if it has one, else a party by their words: *Islamist insurgents* -> ``islamist-insurgents``.
    """
    local = tuple(local)
    plain = text.replace("\u2019", "'")
    by_word = bank.aliases_by_word
    by_own_word = _by_first_word(party for party in local if any(spelling in plain for spelling in party.spellings))
    found: list[ActorMention] = []
    taken = 0
    for word in (_WORD if by_own_word else bank.alias_starts).finditer(plain):
        if word.start() < taken:
            continue
        own, known = by_own_word.get(word.group(), ()), by_word.get(word.group(), ())
        alias = _alias_at(plain, word.start(), (*own, *known), bank) if own or known else None
        if alias is not None:
            id = _breakaway(plain, word.start(), alias.id, found, bank)
            found.append(ActorMention(Span(word.start(), word.start() + len(alias.text)), id, alias.form))
            taken = found[-1].span.end
    found.extend(_fighters(plain, bank, found, local[0].id if len(local) == 1 else None))
    return tuple(ActorMention(mention.span.shifted(offset), mention.id, mention.form) for mention in sorted(found, key=lambda m: m.span))


def _breakaway(text: str, start: int, party: str, found: list[ActorMention], bank: Bank) -> str:
    """*dissidents of the former FARC (FARC)* are the party that the bank knows as its dissidents, if it knows one."""
    dissidents = f"{party}-dissidents"
    if dissidents not in bank.parties:
        return party
    bracketed = bool(found) and found[-1].id == dissidents and text[found[-1].span.end : start] == " ("
    return dissidents if bracketed or _DISSIDENTS.search(text[max(0, start - 60) : start]) else party


def parties_of(text: str, bank: Bank) -> tuple[LocalParty, ...]:
    """The armed parties of a whole story, to be given to `find_actors` for each of its sentences.

    Known ones, and those that the story names in full and the bank does not know: two or more words with the head of an armed group.
    Forces of a state (*Ukrainian Ground Forces*) are none. A name's short forms (*TSF*, *the Front*) are the story's own.
    """
    plain = text.replace("\u2019", "'")
    parties: dict[str, LocalParty] = {}
    mentions = find_actors(text, bank)
    for mention in mentions:
        known = bank.parties.get(mention.id)
        if known is not None and known.armed and not known.is_state:
            parties.setdefault(known.id, LocalParty(known.id, known.name, (*_initials(known.name, plain), *_tails(known.name, bank))))
    for match in bank.armed.names.finditer(plain):
        words, short = _without_count(match.group(1).removeprefix("The ").split()), match.group(2)
        name = " ".join(words)
        part_of_known = any(m.form == "name" and m.span.start < match.end(1) and match.start(1) < m.span.end for m in mentions)
        if (
            part_of_known
            or name in bank.aliases_by_text
            or _OF_FIGHTERS.match(plain, match.end(1))
            or not _names_a_party(words, short, bank)
        ):
            continue
        head = words[-1]
        spellings = (name, *((short,) if short else ()), f"the {head}", f"The {head}")
        parties.setdefault(slug(words), LocalParty(slug(words), name, spellings))
    heads = [party.spellings[-1] for party in parties.values() if party.spellings]
    return tuple(
        party if not party.spellings or heads.count(party.spellings[-1]) == 1 else replace(party, spellings=party.spellings[:-2])
        for party in parties.values()
    )


_OF_FIGHTERS = re.compile(r" (?:[Ff]ighters?|[Mm]embers?|[Gg]roups?|[Ll]eaders?|[Cc]ells?)\b")
"""*Two Mandalay Resistance Fighters*, in a headline: no name of a party."""


def _without_count(words: list[str]) -> list[str]:
    """*Five Salvation Front Men*, in a headline: the number is no part of the name."""
    return words[1:] if words and words[0].lower() in UNITS else words


def _tails(name: str, bank: Bank) -> tuple[str, ...]:
    """What the story may call a party whose name it has given: *the liberation army*, *the Tigers*."""
    words = name.lower().split()
    last = name.split()[-1]
    if len(words) > 1 and last.istitle() and last.endswith("s") and last not in bank.armed.heads:
        return f"the {last}", f"The {last}"  # "the Tigers"
    known = len(words) > 2 and words[-2] in bank.armed.warlike and words[-1].title() in bank.armed.heads
    return (f"the {words[-2]} {words[-1]}", f"The {words[-2]} {words[-1]}") if known else ()


def _initials(name: str, text: str) -> tuple[str, ...]:
    """What the story itself makes of a name of several words (*the Arakan Army ... AA troops*), where it says it more than once."""
    short = "".join(word[0] for word in name.split() if word[0].isupper())
    return (short,) if len(short) > 1 and len(re.findall(rf"\b{short}\b", text)) > 1 else ()


def slug(words: Iterable[str]) -> str:
    """The id of a party by its words: lower case, ASCII, hyphens, no article.

    >>> slug(["The", "Tibesti", "Salvation", "Front"])
    'tibesti-salvation-front'
    """
    text = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"^(?:the|a|an) ", "", text)).strip("-")


def _names_a_party(words: list[str], short: str | None, bank: Bank) -> bool:
    lower = [word.lower() for word in words]
    if len(words) < 2 or " ".join(lower) in bank.claims.bodies or all(word in bank.armed.of_a_state for word in lower[:-1]):
        return False
    if short or any(word in bank.armed.warlike for word in lower):
        return True
    unowned = not any(word.removesuffix("'s") in bank.state_names for word in words)
    return unowned and len(words) >= 3 and lower[-1] in ("front", "movement", "militia", "resistance")


def _alias_at(text: str, start: int, aliases: Iterable[Alias], bank: Bank) -> Alias | None:
    for alias in aliases:
        end = start + len(alias.text)
        if not text.startswith(alias.text, start) or (text[end : end + 1].isalnum() and text[end - 1].isalnum()):
            continue
        if _is_party(text, start, end, alias, bank):
            return alias
    return None


def _is_party(text: str, start: int, end: int, alias: Alias, bank: Bank) -> bool:
    if alias.form == "capital":
        return not means_place(text, start, end)
    if text.startswith("American", start) and _OF_THE_CONTINENT.search(text[max(0, start - 8) : start]):
        return False
    if _NO_PARTY_AFTER.match(text[end : end + 24]) or _NO_PARTY_BEFORE.search(text[max(0, start - 23) : start]):
        return False
    if alias.form == "adjective" and alias.id.isupper() and text.startswith(("-run ", "-owned ", "-operated ", "-flagged "), end):
        return False  # "a French-run mine"
    if alias.form == "name" and not alias.id.isupper() and _TIES.search(text, max(0, start - _TIES_BEFORE), start):
        return False
    if text[end - 1] != "s" and _MAKE.match(text, end) and _OF.search(text, max(0, start - 24), start):
        return False
    party = bank.parties.get(alias.id)
    if party is not None and party.given_name and alias.form == "name":
        following = re.match(r" ([A-Z][a-z]+)", text[end : end + 20])
        return following is None or following.group(1) in bank.claims.titles or following.group(1).lower() in bank.claims.bodies
    return True


def _by_first_word(local: Iterable[LocalParty]) -> dict[str, list[Alias]]:
    form: AliasForm = "name"
    found: dict[str, list[Alias]] = {}
    for party in local:
        for spelling in sorted(party.spellings, key=lambda text: -len(text)):
            found.setdefault(first_word(spelling), []).append(Alias(spelling, party.id, form))
    return found


def _fighters(text: str, bank: Bank, found: list[ActorMention], only: str | None) -> Iterator[ActorMention]:
    """Fighters told by their words alone: *Islamist insurgents*, *Chadian rebels*. *Houthi rebels* are the Houthis, who stand before."""
    for match in bank.armed.fighting.finditer(lowered(text)):
        span = Span(*match.span())
        before = next((other for other in found if 0 <= span.start - other.span.end <= 1), None)
        if any(other.span.overlaps(span) for other in found) or (before is not None and not before.id.isupper()):
            continue
        if match.group(2).lower() in _ONE_MAN:
            continue
        leader = next((other for other in found if text[other.span.end : span.start] == "-led "), None)
        if leader is not None:
            yield ActorMention(span, leader.id, "people")  # "Hamas-led gunmen"
            continue
        many = bank.armed.fighters[match.group(2).lower()]
        nameless = match.group(1) is None and many in NAMELESS
        yield ActorMention(span, only if only and nameless else slug(filter(None, (match.group(1), many))), "people")
