"""Where a figure happened: in its clause, or where the story is telling of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from services.extractor.keyed import keyed
from services.extractor.model import PlaceMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE, CLAUSE, ELSEWHERE, closest
from services.extractor.story.families import Family
from services.extractor.story.grounds import is_speakers, is_target, may_hold
from services.extractor.story.incidents import is_apart
from services.extractor.story.listed import first_of_pair, places_counted_in, places_listed, places_of_some
from services.extractor.story.phases import CARDINALS
from services.extractor.story.state import State

_WHERE = re.compile(r",? where\b")
_RUNS = re.compile(
    r"\b(?:governors?|mayor|head|chief|administration|council|police|sheriff|coroner|fire department|"
    r"prosecutors?|doctors?|medics?|hospital|medical|health|civil defen[cs]e|rescue|emergency|authorities)\b",
    re.I,
)
_BEARING = re.compile(r"\b(?:north|south|east|west)(?:-?(?:east|west))? of (?:the )?(?:[a-z]+ of )?\Z", re.I)
_FRONTED = re.compile(r"(?:In|Over|Near|Outside|Around|Off|At|Across|Throughout|Inside)(?: (?!and\b)[\w'\u2019-]+){0,5} \Z")
"""*In Cheboksary, a plant halted work after two drones fell*: the place of all that the sentence tells."""
_SEAT = re.compile(
    r"(?:['\u2019]s?)? (?:(?:provincial|regional|state|district|county) )?"
    r"(?:capital|seat|hub|port|main (?:city|town)|largest (?:city|town))(?: (?:city|town))?(?:,| of)? |['\u2019]s? (?:[a-z]+ ){0,3}"
)
"""*The Kunar provincial capital, Asadabad*, *Borno state's Chibok village*: the town named right after its region."""
_WITHIN = re.compile(
    r"(?:,|,? (?:in|on|near|outside|off|of|close to)\b)?(?: (?:an?|the))?"
    rf"(?: (?!(?:and|or|a|{'|'.join(CARDINALS)}|\w+teen)\b|\d)[\w'\u2019-]+){{0,4}} ?(?:['\u2019]s )?"
)
"""What stands between two places of which the first lies in the second: no conjunction and no number."""
_PART_OF = re.compile(
    r"['\u2019]s? |(?:['\u2019]s?)? (?:[a-z]+ ){0,3}(?:districts?|neighbou?rhoods?|suburbs?|quarter|area|town|village|city|camp) of "
)
"""*Baghdad's Karrada district*, *Baghdad central district of Karrada*: the second lies in the first."""


_CALLED = re.compile(
    r"(?: [a-z-]+){0,2} (?:city|town|village|hamlet|settlement|suburb|district|neighbou?rhood|quarter|township|port|municipality|island|"
    r"resort|camp) of (?:the )?"
)
"""*The West Bank city of Nablus*, *the Tel Aviv suburb of Bat Yam*."""
_OPEN_TO_ALL = re.compile(r"\b(?:market|bazaar|square|station|stadium)\Z", re.I)
_AT_TOWN = re.compile(r",? (?:in|of) (?:the )?(?:[a-z]+ ){0,3}(?:of )?|, ")
"""*The Sabra market in Omdurman*: what stands in a town is told of as the town's."""


_ATTACK_ON = keyed(
    r"\b(?:attack|raid|assault|strike|rampage|onslaught|incursion|invasion|offensive|bombing|shelling|siege|massacre|blast|explosion)"
    r"(?:s|ed|ing)?(?: (?:it|they|he) (?:led|carried out|staged|launched))?(?: (?:on|in|into|at|against|through|across|of|near))? "
    r"(?:the )?(?:[a-z]+ern |central )?(?:(?:city|town|village|region|province|state) of )?\Z|"
    r"\b(?:stormed|invaded|overran|struck|hit|bombed|burst into|broke into|swept into|crossed into) (?:the )?(?:[a-z]+ern |central )?\Z",
    re.I,
)
_DAY = r"(?:(?: (?:on|in|last|early|late|earlier))? [A-Z0-9][\w.]{1,10}(?: \d{1,2})?(?:,? \d{4})?)"
_LEFT = re.compile(
    rf"(?:{_DAY}|,? \d{{4}}| (?:last|this|a|two|three) [a-z]+(?: ago| earlier)?)?,? "
    r"(?:(?:in|during) which|that|which|(?:and )?(?:killing|leaving|wounding|injuring|abducting|kidnapping|seizing|taking|massacring)|"
    r"(?:and )?(?:killed|left|wounded|injured|abducted|kidnapped|seized|took))\b[^;:.\n]{0,90}"
)
"""What stands between a place attacked and those it cost."""


def settle_place(state: State, passage: Passage, reading: Reading, family: Family) -> PlaceMention | None:
    """The place of a reading. Transfers and the air war take only a place of their own clause: they have no place to carry on.

    A town comes before a country; a country that is not the one told of takes its figures along (*across the border in ...*).
    """
    if stated := [place for place in reading.places if not is_speakers(passage, place)]:
        return stated[0]
    if family != "exchange" and (listed_at := _in_list_of_towns(passage)) is not None:
        return listed_at
    if family != "exchange" and (there := _there(state, passage, reading)) is not None:
        return there
    listed = places_listed(passage) if family != "exchange" else {}
    if family != "exchange":
        own = _where_clause(passage, reading) or _attacked(passage, reading) or listed.get(reading.number.span)
        if own is not None:
            return own
    harm = family not in ("exchange", "air")
    at = passage.at(reading)
    if passage.tree is not None and at is not None:
        parts = _places_of_parts(passage, reading, listed) or places_counted_in(passage, reading.number.span)
        of_some = places_of_some(passage, reading.number.span)
        places = [place for place in passage.scenes if place not in parts and place not in of_some]
        if parts and not places:
            return None  # of the country
        near = closest(passage.tree, at, reading.number.span, places, state.is_speech, limit=CLAUSE if family == "air" else ELSEWHERE)
        town = next((place for _, place in near if place.kind != "country" and not _is_aside(passage, place)), None)
        if town is None and family == "air":
            town = next((place for place in places if place.kind != "country" and _is_fronted(passage, place)), None)
        if town is None and family == "air":
            seas = [place for _, place in near if place.country is None and place.kind == "country"]
            targets = [place for place in passage.places if place.kind != "country" and is_target(passage, place)]
            town = next(iter((*seas, *targets)), None)
        if town is not None or not harm:
            return innermost(passage, first_of_pair(passage, town), places) if town is not None else None
        told = state.near_place(passage)
        beside = sorted((place for close, place in near if close <= BESIDE), key=lambda place: place.country is None)
        fronted = (place for place in places if place.kind == "country" and place.country and _is_fronted(passage, place))
        country = next(iter(beside), None) or next(fronted, None)  # "in the Mediterranean off Libya" is off Libya
        local = _speakers_own(passage, reading, state)
        if local is not None and country is not None and local.country == country.country:
            return local  # "Two Palestinians were hurt, Nablus hospital officials said"
        if country is not None and (told is None or _is_expanse(told) or told.country not in (None, country.country)):
            return country
        if local is not None:
            return local
        if told is None and (beyond := [place for place in places if place.kind != "country"]):
            return min(beyond, key=lambda place: _is_aside(passage, place))
        if told is None and country is None and (far := [place for _, place in near]):
            return state.known_place(passage) or far[0]
    return state.known_place(passage, back=bool({"anaphor", "definite"} & set(reading.notes))) if harm else None


def _in_list_of_towns(passage: Passage) -> PlaceMention | None:
    """*Omdurman: 12 killed and 40 wounded*: a line of a list, where it names no other place."""
    town = passage.sentence.town
    own = next((place for place in passage.places if place.span == town), None)
    return own if own is not None and not any(place != own and place.kind != "country" for place in passage.scenes) else None


def _places_of_parts(passage: Passage, reading: Reading, listed: Mapping[Span, PlaceMention]) -> Sequence[PlaceMention]:
    """The places that a number is told by: *killed seven people: two in Mykolaiv, four in Odesa and one in Lviv*."""
    after = sorted(span for span in listed if span.start > reading.number.span.end)
    if len(after) < 2 or reading.number.span in listed or ":" not in passage.between(reading.number.span.end, after[0].start):
        return ()
    return [place for place in passage.scenes if place.span.start > after[0].start]


def _is_fronted(passage: Passage, place: PlaceMention) -> bool:
    before = passage.between(passage.sentence.span.start, place.span.start)
    return _FRONTED.fullmatch(before) is not None and passage.between(place.span.end, place.span.end + 1) == ","


def _there(state: State, passage: Passage, reading: Reading) -> PlaceMention | None:
    """*The sheriff of Yolo County said two had died there*: the place named last before the word, be it the speaker's."""
    tree, start, end = passage.tree, reading.number.span.start, reading.number.span.end
    if tree is None:
        return None
    words = (tree.start[i] for i in range(len(tree)) if tree.lower[i] == "there" and tree.dep[i] != "expl")
    at = next((at for at in words if not re.search(r"[;:]", passage.between(min(at, end), max(at, start)))), None)
    if at is None:
        return None
    places = [place for place in passage.places if place.kind != "country"]
    if any(place.span.start >= at or place.span.end <= start for place in places if place in passage.scenes):
        return None  # "There, in the town of X, 11 died": the sentence says where
    named = [place for place in places if place.span.end <= at]
    return named[-1] if named else state.place_named(passage)


def _where_clause(passage: Passage, reading: Reading) -> PlaceMention | None:
    """*a facility in Khmelnytskyi region, where one drone was shot down*."""
    before = [place for place in passage.places if place.span.end <= reading.number.span.start]
    if not before or is_speakers(passage, before[-1]):
        return None  # where people were on their way to is a scene for all that: "a convoy bound for X, where 110 were seized"
    between = passage.between(before[-1].span.end, reading.number.span.start)
    return before[-1] if _WHERE.match(between) and not re.search(r"[,;]", between[1:]) else None


def _attacked(passage: Passage, reading: Reading) -> PlaceMention | None:
    """*the attack on southern Israel in which 1,200 were killed*, *gunmen raided Kano on Friday, killing ten*: where the attack was, be it
    only a country.
    """
    before = [place for place in passage.places if place.span.end <= reading.number.span.start]
    if not before:
        return None
    for at in (-1, -2) if len(before) > 1 else (-1,):
        place = before[at]
        gap = passage.between(place.span.end, before[-1].span.start) if at == -2 else ""
        if at == -2 and _WITHIN.fullmatch(gap) is None:
            return None
        struck = passage.says(_ATTACK_ON, place.span.start - 60, place.span.start)
        if struck and _LEFT.fullmatch(passage.between(before[-1].span.end, reading.number.span.start)) and place in passage.scenes:
            return place
    return None


def _speakers_own(passage: Passage, reading: Reading, state: State) -> PlaceMention | None:
    """*the governor of the neighbouring Smolensk region said two were hurt*: those who run, police or nurse a place speak of it.

    Not where the story has one scene elsewhere: then they speak of that.
    """
    scene = None if is_apart(passage) else state.scenes.get(passage.sentence.entry)
    for claimant in passage.claimants:
        if claimant.role not in ("local_official", "party") or not claimant.scope.start <= reading.number.span.start < claimant.scope.end:
            continue
        words = Span(claimant.span.start - 60, claimant.span.end + 90)
        own = [
            place
            for place in passage.places
            if place.kind != "country" and not _is_capital(place, state) and place.span in words and _RUNS.search(_around(passage, place))
        ]
        if own and (scene is None or _is_other(own[0], scene)):
            return own[0]
    return None


def _is_expanse(place: PlaceMention) -> bool:
    """A sea or a part of the world is vaguer than any country: *floods in western Europe ... In Belgium 27 died*."""
    return place.kind == "country" and place.country is None


def _is_capital(place: PlaceMention, state: State) -> bool:
    """*Authorities in Lima*: those who speak there speak for the country."""
    return any(alias.form == "capital" and alias.id == place.country for alias in state.bank.aliases_by_text.get(place.name, ()))


def _is_other(own: PlaceMention, scene: PlaceMention) -> bool:
    """Whether what is said of the speaker's own place cannot be of the scene: another country's, or another region's."""
    return own.country != scene.country or (own.kind == "admin1" and own.admin1 != scene.admin1 is not None)


def _around(passage: Passage, place: PlaceMention) -> str:
    return passage.between(place.span.start - 40, place.span.end + 24)


def innermost(passage: Passage, place: PlaceMention, places: Sequence[PlaceMention]) -> PlaceMention:
    """*the town of Qaraqosh in Iraq's Nineveh province*, *Bat Yam near Tel Aviv*: the first of places that stand one in the other; or the
    town right after its region.
    """
    for after in [other for other in places if other.span.start >= place.span.end and other.kind not in ("country", "admin1")][:1]:
        between = passage.between(place.span.end, after.span.start)
        if place.kind == "admin1" and may_hold(place, after) and (_SEAT.fullmatch(between) or _CALLED.fullmatch(between)):
            return after
        if place.kind == "city" and place.country == after.country and _CALLED.fullmatch(between):
            return after
        struck = passage.says(_ATTACK_ON, after.span.start - 60, after.span.start)
        if (
            place.kind == "admin1"
            and may_hold(place, after)
            and struck
            and not any(n.span.start in range(place.span.end, after.span.start) for n in passage.numbers)
        ):
            return after  # "three were killed in the Donetsk region by the shelling of the Pokrovsk district"
        if place.kind == "site" and _OPEN_TO_ALL.search(place.name) and after.kind == "city" and _AT_TOWN.fullmatch(between):
            return after
    for before in reversed([other for other in places if other.span.end <= place.span.start and other.kind != "country"]):
        between = passage.between(before.span.end, place.span.start)
        part = _PART_OF.match(between) is not None and not between.endswith(" of the ")  # not "Mushu village of the Tandi zone"
        if _WITHIN.fullmatch(between) is None or part:
            break
        place = before
    return place


def _is_aside(passage: Passage, place: PlaceMention) -> bool:
    """Whether the place only says where another one is (*north of Zaporizhzhia*); good for the scene where no other is named."""
    return _BEARING.search(passage.between(place.span.start - 24, place.span.start)) is not None
