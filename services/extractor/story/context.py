"""What the whole story says before any of its sentences is settled: who the sides are, what is agreed, what kind of happening it tells
of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from functools import lru_cache

from schemas.event import EventType, Programme
from services.extractor.bank import Bank
from services.extractor.keyed import KEPT_TEXTS, keyed
from services.extractor.passage import Passage
from services.extractor.record import record
from services.extractor.story.blame import ABDUCTIONS, find_blame, leads_with_abductions
from services.extractor.story.causes import Causes
from services.extractor.story.families import TRANSFERS
from services.extractor.story.fighters import NONDESCRIPT
from services.extractor.story.mediators import find_mediators
from services.extractor.story.opponents import HEADLINE_WEIGHT, are_told_together, two_sides
from services.extractor.story.opposition import are_opponents
from services.extractor.story.phases import find_programme, programme_label
from services.extractor.story.sides import said_by

_HELP = ("evacuated", "rescued")
"""Whoever flies out the wounded fights nobody."""
WARLIKE: frozenset[str] = frozenset({"air_attack", "shelling", "bombing", "ground_attack", "air_defence", "casualty_report"})
_ONE_SPOT = keyed(
    r"\b(?:landslides?|mudslides?|landslip|avalanche|rockslide|rockfall|sinkhole|mudflow|cave-in|dam (?:burst|collapse)|glacier)\b", re.I
)
_WIDE = re.compile(r"\b(?:floods?|flooding|quake|earthquake|storms?|cyclone|typhoon|hurricane|monsoon)\b", re.I)
_LEADING = 4
"""Sentences that tell what a story is about."""
_EXCHANGE = keyed(
    r"\b(?:(?<!stock )(?<!foreign )exchang(?!\w* (?:of )?(?:[a-z]+ )?(?:(?:gun|cross)?-?fire\b|gunshots|shots|shell|artillery|missiles|"
    r"rockets|blows|barbs|threats|insults|words|views|rates?\b))|swap|(?:trade[ds]?|trading)\b(?= [^.;,]{0,30}?(?:prisoner|captive|"
    r"captured|hostage|detain|inmate|POWs?\b|bod(?:y|ies)\b|remains|soldier|servicem|troops\b|fighters|people|men\b|women|\d))|"
    r"(?:were|was|be|been|being|to be) traded\b|(?:prisoner|hostage|captive|body)[- ]trade|in return for|for-\d|POWs?\b)",
    re.I,
)
"""Not of *exchanges of fire*, *trading blows* or the *World Trade Center*."""
_CAPTIVES = keyed(
    r"\b(?:prisoner|captive|captivity|hostage|detainee|inmate|jail|prison|POWs?\b|swap|exchang|freed\b|abduct|kidnap|amnesty|"
    r"bodies|remains|"
    r"captured (?:[\w-]+ )?(?:soldiers?|troops|rebels?|fighters?|men|servicem[ae]n|officers?|pilots?|crew)\b|"
    r"detain|detention|arrest|custody|deport|imprison|incarcerat|pardon|clemency|behind bars|convict(?:s|ed)?\b)"
    r"|\bdepriv\w+ of (?:their |his |her )?(?:liberty|freedom)\b|\bransoms?\b|\bfreedom (?:for|of) \w|\bsurrender(?:ed|s|ing)?\b|"
    r"\b(?:laid|lay|laying) down (?:their )?(?:arms|weapons)\b|\bgave themselves up\b|"
    r"\bheld (?:since|incommunicado|without (?:trial|charge))\b"
    r"|\bset(?:s|ting)? (?:[\w,’'-]{1,20} ){0,5}free\b|\b(?:help(?:ed|s|ing)?|agree[ds]?|order(?:ed|s)?|promis(?:ed|es)) (?:to )?free\b",
    re.I,
)
_HOLDING = keyed(
    r"\b(?:courts?|judges?|magistrates?|tribunals?|prosecut\w+|police|bail|cells|kidnappers|abductors|captors|gunmen|bandits|"
    r"pirates|smugglers|"
    r"held (?:in|by|for|at|on|off)|holding|locked up|dissidents?|opposition|political)\b",
    re.I,
)
_JAILS = keyed(
    r"\b(?:political (?:prisoners?|detainees?)|prisoners of conscience|jail(?:s|ed)?|prisons?|imprison\w*|behind bars|inmates?|convicts?|"
    r"in custody|locked up|rounded up|amnest(?:y|ies|ied)|pardon(?:s|ed)?|clemency|dissidents?|arrest(?:s|ed)?|detain(?:ed|s)|sentenced)\b",
    re.I,
)
_LET_GO = re.compile(
    r"\b(?:let(?:s|ting)? (?:[\w,’'-]{1,20} ){0,6}go(?! (?:home|back|to)\b)|releas(?:e[sd]?|ing)|"
    r"(?:hand|turn)(?:s|ed|ing)? over (?:[\w’'-]{1,20} ){1,6}to (?:the |a )?\w+)\b",
    re.I,
)
"""Of an armed group's captives; employers let people go too, and studios release films."""
_HELD = re.compile(r"\b(?:captivity|captives?|prisoners? of war|POWs?|hostages?|exchang\w*|swap\w*|trad(?:ed|ing))\b", re.I)
_WARFARE = keyed(
    r"\b(?:missiles?|drones?|shell(?:s|ed|ing|fire)|air ?strikes?|air raids?|warplanes?|jets?|artillery|mortars?|rockets?|troops|army|"
    r"armies|military|soldiers?|forces|war|ceasefire|truce|border|frontier|ambush(?:ed)?)\b",
    re.I,
)
"""What two states that fight each other are told with; police of several countries raid flats."""
_FIGHT = keyed(
    r"\b(?:attack(?:ed|s|ing)?|struck|shell(?:ed|ing)|bomb(?:ed|ing)|invad\w+|fired|"
    r"missiles?|(?:air)?strikes?|clash\w*|fighting|fought|battl\w+|gunfire|crossfire|firefight|ambush\w*|"
    r"(?:deadly|heavy|artillery|mortar|rocket|cross-border) fire|raid(?:ed|s)|assault(?:ed|s)?|at war)\b",
    re.I,
)
_WARPLANES = keyed(r"\b(?:air ?strikes?|air raids?|warplanes?|fighter jets?|military jets?|bombing raids?)\b", re.I)
_SOLDIERS = re.compile(r"(?: [a-z]+)? (?:soldiers?|troops|servicemen|policem[ae]n|police officers?|sailors?|marines?|peacekeepers?)\b")
_THE_ENEMY = re.compile(
    r"\b(?:[Tt]he (?:enemy|adversary|occupiers?|occupation(?: (?:forces|army|authorities))?|invaders?|aggress(?:or|ion))\b(?! of)|"
    r"enemy (?:[\w-]+ )?(?:[Dd]rones?|UAVs?|missiles?|targets?|forces))\b"
)
_AT_WAR = re.compile(
    r"\b(?:prisoners? of war|POWs?|captivity|captives?|hostages?|soldiers?|servicemen|troops|war|bodies|remains|border|ceasefire|truce)\b",
    re.I,
)
_FAVOUR = re.compile(
    r"\b(?:sanctions?|embargo|aid|loans?|frozen (?:funds|assets)|diplomatic (?:relations|ties)|relations|ties|thaw|goodwill|lobbying|"
    r"requests?|appeals?|pressure|envoys?|mediation|"
    r"(?:after|following) (?:\w+ ){0,3}(?:talks|meetings?|visits?|calls?) (?:with|by|from))\b",
    re.I,
)
_AMNESTY = re.compile(r"\b(?:amnest(?:y|ies)|pardon(?:s|ed)?|clemency)\b", re.I)
_BOTH = re.compile(r"\b(?:both|each|either side|two sides)\b", re.I)
_SOLDIERY = re.compile(r"\b(?:army|police|soldiers|troops|military)\b", re.I)
_OF_MANY = 5
"""Countries in which a story counts harm, so that it is a round-up."""
_LEAST = 2
"""How many times as often as the next one a story's armed party is named."""


@record(frozen=True, slots=True)
class Context:
    """``day`` is the day the story is of. ``parties`` are the two sides of its exchange, ``foes`` of its war, alphabetical, empty if
    unclear.
    """

    day: date
    published: datetime | None = None
    """The moment of publication, where it is known to the minute."""
    parties: tuple[str, ...] = ()
    foes: tuple[str, ...] = ()
    home: str | None = None
    """Country of the dateline, or the one most written about."""
    datelined: bool = False
    """``home`` is the dateline's: ministries and armies without a country are its own."""
    scene: str | None = None
    """The country whose places the story names most: its *army* and *police* are the country's."""
    army: str | None = None
    """The one country whose soldiers or police the story names as such."""
    blamed: str | None = None
    """The one party that the story says attacked."""
    roundup: bool = False
    """The story counts the harm of many countries, so that what it says of one says nothing of another."""
    claimed: str | None = None
    """The one armed group that owns up to an attack of the story."""
    warplanes: bool = False
    """The story tells of an airstrike."""
    cause: EventType | None = None
    narrow: bool = False
    """What happened has one spot although nature did it: a landslide, a burst dam."""
    exchange: bool = False
    captives: bool = False
    """The story speaks of people held, so that *came home* may mean that they were freed."""
    holding: bool = False
    """The story speaks of courts, police or cells, so that whoever *was released* may have been held by them."""
    jails: bool = False
    """The story speaks of those whom a state jails or pardons."""
    dissent: bool = False
    """The story is of a state's political prisoners, and of no exchange."""
    abductions: bool = False
    leads_with_abductions: bool = False
    """No state is to blame: troops storm to rescue."""
    programme: Programme | None = None
    live: bool = False
    between: frozenset[str] = frozenset()
    """Mediators and bodies of no country: no transfer is theirs."""
    armed: str | None = None
    """The one armed party of the story that is no state."""
    of_armed: str | None = None
    """The country of that party."""
    kin: Mapping[str, str] = field(default_factory=dict)
    """Parties of a side's own camp (a movement's people, a country's armed group) -> that side of the exchange."""
    countries: Mapping[str, str] = field(default_factory=dict)
    rovers: frozenset[str] = frozenset()
    """Fighters of no country: pirates."""
    """The country of each party that is no state."""
    people: Mapping[str, str] = field(default_factory=dict)
    """A movement that is a side of the exchange -> the nation that those who are let go to it are said to be of."""

    @property
    def land(self) -> str | None:
        """The country that people without another belong to: the state that fights a movement, else the story's home."""
        states = [foe for foe in self.foes if foe.isupper()]
        if len(states) == 1 and len(self.foes) == 2 and self.home not in self.foes:
            movement = next(foe for foe in self.foes if foe not in states)
            return self.home if self.home is not None and self.countries.get(movement) == self.home else states[0]
        return self.of_armed if self.of_armed is not None and not self.foes and self.home != self.of_armed else self.home

    @property
    def ruler(self) -> str | None:
        """Whose *the government* is: of the one state among the sides, where two states are nobody's, else of where the story is."""
        states = [party for party in self.parties or self.foes if party.isupper()]
        return states[0] if len(states) == 1 else None if states else self.scene

    @property
    def is_wide(self) -> bool:
        """What happened covers a region or a country: a flood, a quake, a storm."""
        return self.cause == "disaster" and not self.narrow

    @property
    def at_war(self) -> bool:
        """The two that exchange prisoners fight each other."""
        return self.exchange and len(self.foes) == 2 and self.foes == self.parties

    @property
    def movement(self) -> str | None:
        """The armed party that the story's state fights, if it is told who they are."""
        return self.armed if self.armed is not None and self.armed not in NONDESCRIPT else None

    def other(self, party: str | None) -> str | None:
        """The opposite side of ``party`` or of whom it belongs to; None where the story's sides are unclear or it is neither."""
        for pair in (self.parties, self.foes):
            for own in (party, self.kin.get(party or "")):
                if len(pair) == 2 and own in pair:
                    return pair[1] if pair[0] == own else pair[0]
        return None

    def is_at_home(self, party: str | None, country: str | None) -> bool:
        """Whether ``party`` is no state and has its home in ``country``."""
        return party is not None and self.countries.get(party) == country is not None

    def enemy(self, party: str | None) -> str | None:
        """Whoever fights ``party``: the opposite side, or the story's country for its movement and they for it."""
        known = self.opponent(party)
        if known is None and self.movement is not None and self.scene is not None and party in (self.movement, self.scene):
            return self.scene if party == self.movement else self.movement
        return known

    def opponent(self, party: str | None) -> str | None:
        """The opposite side of ``party``, or of the side that is at home there: a movement's people are harmed by whom it fights."""
        known = self.other(party)
        guests = [side for side in self.foes if party is not None and self.countries.get(side) == party]
        return self.other(guests[0]) if known is None and len(guests) == 1 else known

    def receiver(self, giver: str | None) -> str | None:
        """Whom ``giver`` lets go: the other side's; the people of a movement where the story names them (Palestinians, Hamas)."""
        other = self.other(giver)
        return self.people.get(other or "", other)

    def turned(self, pair: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
        """The pair of what goes the other way: whoever gave gets back its people, from whoever acts for those who got theirs."""
        side, by = pair
        giver = self.kin.get(side or "", side) if side in self.people.values() else side
        return self.people.get(by or "", by), giver

    def in_exchange(self, *parties: str | None) -> bool:
        """Whether each of ``parties`` is a side of the story's exchange, or of a side's camp."""
        return all(party is None or self.kin.get(party, party) in self.parties for party in parties)


def _is_let_go_by_nameless(transfers: Sequence[Passage]) -> bool:
    """*Pirates let go a tanker and its crew*: by those of whom nothing is said."""
    freed = ((p, r) for p in transfers for r in p.readings if r.measure == "released" and r.trigger is not None)
    return any(said_by(passage, reading, None).by in NONDESCRIPT for passage, reading in freed)


@lru_cache(KEPT_TEXTS)
def is_exchange(text: str) -> bool:
    """Whether the text tells of an exchange of people; a dozen rules ask it of each sentence."""
    return _EXCHANGE.search(text) is not None


def build_context(
    passages: Sequence[Passage],
    *,
    day: date,
    published: datetime | None,
    bank: Bank,
    causes: Causes,
    home: str | None,
    datelined: bool,
) -> Context:
    """The context of a story whose passages have been read."""
    transfers = [p for p in passages if any(r.measure in TRANSFERS for r in p.readings) or is_exchange(p.sentence.text)]
    fights = [p for p in passages if _FIGHT.search(p.sentence.text) or _harms(p, causes)]
    body = [p for p in passages if p.sentence.kind != "label"]
    exchange = any(is_exchange(p.sentence.text) for p in body)
    between = find_mediators(body, bank)
    armed = _armed(body, bank)
    rebels = bank.parties.get(armed or "")
    land = rebels.country if rebels is not None else None
    parties = two_sides(transfers, bank, between, land=land) or (two_sides(fights, bank, between, land=land) if exchange else ())
    if by_captives := (len(parties) < 2 and bool(transfers)):
        held = [p for p in passages if _HELD.search(p.sentence.text)]
        parties = two_sides([*transfers, *(p for p in held if p not in transfers)], bank, between, land=land)
    parties = () if not exchange and (_are_of_one_country(parties, bank) or _is_ruled_by_other(parties, bank)) else parties
    states = bool(parties) and not exchange and all(party.isupper() for party in parties)
    scene = scene_of(passages) or home
    if states and any(are_opponents(p, r) for p in body for r in p.readings):
        home = scene if {scene, home} <= set(parties) else home
        parties = ()  # political prisoners flown abroad are the state's own, whoever takes them in
    if states and _is_for_a_favour(body) and not any(_AT_WAR.search(p.sentence.text) or _counts_people_of(parties, p) for p in body):
        parties = ()  # a state that lets prisoners go for another's favour lets go its own
    if (
        parties
        and not exchange
        and all(party.isupper() for party in parties)
        and any(_AMNESTY.search(p.sentence.text) for p in body[:_LEADING])
    ):
        parties = ()  # an amnesty is a state's own, whatever foreigners are let off by it
    if parties and not exchange and all(party.isupper() for party in parties) and _is_let_go_by_nameless(transfers):
        parties = ()  # pirates, who fight none of the states whose flags the ships fly
    known = {actor.id for passage in transfers for actor in passage.actors}
    foes = two_sides(fights, bank, frozenset(p for p in between if not p.isupper()), land=land, with_places=True)
    if not exchange and _are_of_one_country(foes, bank) and any(_SOLDIERY.search(p.sentence.text) for p in body):
        foes = ()
    if foes and not transfers and all(foe.isupper() for foe in foes) and not are_told_together(foes, fights):
        foes = ()
    cause = causes.main(body[:4])
    if cause in ("disaster", "accident") and not any(_FIGHT.search(p.sentence.text) for p in body):
        foes = ()
    if foes and not exchange and all(foe.isupper() for foe in foes) and not any(_WARFARE.search(p.sentence.text) for p in body):
        foes = ()
    if by_captives and len(foes) == 2 and not {bank.country(party) for party in parties} <= {bank.country(foe) for foe in foes}:
        parties = ()  # "US and Israeli officials spoke of a hostage deal": who fights is told elsewhere
    if len(parties) < 2 and exchange and known & set(foes):
        parties = foes
    if len(parties) == 2 and (len(foes) < 2 or set(foes) & set(parties) or {bank.country(foe) for foe in foes} == set(parties)):
        foes = parties
    if (roundup := _is_roundup(body)) and not all(foe.isupper() for foe in foes):
        foes = ()
    if not foes and home is not None and (foe := _foe_of(home, body, bank)) is not None:
        foes = tuple(sorted((home, foe)))
    blame = find_blame(passages, bank)
    return Context(
        day=day,
        published=published,
        parties=parties,
        foes=foes,
        home=home,
        datelined=datelined,
        scene=scene,
        army=_army(passages),
        blamed=blame.blamed,
        roundup=roundup,
        claimed=blame.claimed,
        warplanes=any(_WARPLANES.search(p.sentence.text) for p in passages),
        cause=cause,
        narrow=any(_ONE_SPOT.search(p.sentence.text) for p in body[:_LEADING])
        and not any(_WIDE.search(p.sentence.text) for p in body[:_LEADING]),
        exchange=exchange,
        captives=exchange
        or any(_CAPTIVES.search(p.sentence.text) or (rebels is not None and _LET_GO.search(p.sentence.text)) for p in body),
        holding=any(_HOLDING.search(p.sentence.text) for p in body),
        abductions=any(ABDUCTIONS.search(p.sentence.text) for p in body),
        leads_with_abductions=leads_with_abductions(passages),
        dissent=not exchange and any(are_opponents(p, r) for p in body for r in p.readings),
        jails=any(_JAILS.search(p.sentence.text) for p in body),
        programme=_programme(body, parties),
        live=any(p.sentence.entry_time for p in passages),
        between=between,
        kin=(kin := _kin(parties, bank)),
        armed=armed,
        of_armed=land,
        countries=bank.countries,
        rovers=bank.armed.rovers,
        people=_people(body, kin),
    )


def _harms(passage: Passage, causes: Causes) -> bool:
    """Whether the sentence counts people whom somebody may have harmed: not those whom a volcano buried or a crash killed."""
    counts = any(reading.measure not in (*TRANSFERS, *_HELP) for reading in passage.readings)
    return counts and causes.near(passage.sentence.text, 0) not in ("disaster", "accident")


def _is_roundup(body: Sequence[Passage]) -> bool:
    """Whether the sentences that count are of many countries, each named by a place of its own."""
    counting = [p for p in body if any(r.measure not in TRANSFERS for r in p.readings)]
    return len({place.country for p in counting for place in p.places if place.country is not None}) >= _OF_MANY


def _is_for_a_favour(body: Sequence[Passage]) -> bool:
    """Whether one side alone lets go, and the other does something else: *released 52 prisoners after sanctions were lifted*."""
    releases = [[r for r in p.readings if r.measure == "released" and r.mode != "part"] for p in body]
    alone = all(len(found) < 2 and not any(r.each_side or r.both_sides for r in found) for found in releases)
    return alone and any(_FAVOUR.search(p.sentence.text) for p in body) and not any(_BOTH.search(p.sentence.text) for p in body)


def _counts_people_of(parties: Sequence[str], passage: Passage) -> bool:
    """Whether a number of the passage is of people named by one of the parties: *20 Ugandan fishermen*."""
    nations = [actor.span.start for actor in passage.actors if actor.id in parties and actor.form in ("adjective", "people")]
    return any(
        reading.noun is not None and any(reading.number.span.start <= start < reading.noun.end for start in nations)
        for reading in passage.readings
    )


def _are_of_one_country(pair: tuple[str, ...], bank: Bank) -> bool:
    """Whether both are armed groups of one country, which fight its state and not each other."""
    known = [bank.parties.get(party) for party in pair]
    countries = {party.country for party in known if party is not None and party.armed and not party.is_state and party.country}
    return len(pair) == 2 and None not in known and len(countries) == 1 and not any(party.isupper() for party in pair)


def _is_ruled_by_other(pair: tuple[str, ...], bank: Bank) -> bool:
    """Whether one of the two rules the other: a junta and its country, whom it lets go are the country's own."""
    return any((party := bank.parties.get(one)) is not None and party.rules and party.country in pair for one in pair)


def _foe_of(home: str, passages: Sequence[Passage], bank: Bank) -> str | None:
    """*The enemy attacked with 60 drones*, in a communiqué that names nobody: whom the bank knows the country to fight."""
    known = bank.parties.get(home)
    foe = known.foe if known is not None else None
    return foe if foe is not None and any(_THE_ENEMY.search(passage.sentence.text) for passage in passages) else None


def scene_of(passages: Sequence[Passage]) -> str | None:
    """The country that most of the story's places are in."""
    named: Counter[str] = Counter()
    for passage in passages:
        weight = HEADLINE_WEIGHT if passage.sentence.kind == "headline" else 1
        named.update(dict.fromkeys((p.country for p in passage.places if p.country and (p.kind == "country" or p.lat is not None)), weight))
    return named.most_common(1)[0][0] if named else None


def _army(passages: Sequence[Passage]) -> str | None:
    """*Twelve Turkish soldiers*: soldiers without a country are theirs where no others are named."""
    named = {
        actor.id
        for passage in passages
        for actor in passage.actors
        if actor.form == "adjective" and _SOLDIERS.match(passage.sentence.text, passage.local(actor.span).end)
    }
    return next(iter(named)) if len(named) == 1 else None


def _kin(parties: tuple[str, ...], bank: Bank) -> dict[str, str]:
    """The Palestinians are of Hamas' side against Israel, Hezbollah of Lebanon's. No country is of a group's that it fights at home."""
    homes = {side: known.country for side in parties if (known := bank.parties.get(side)) is not None and known.country is not None}
    shared = Counter(homes.values())
    alone = {country: side for side, country in homes.items() if shared[country] == 1}
    return {party.id: alone[party.country] for party in bank.parties.values() if party.country in alone and party.id not in parties}


def _programme(passages: Sequence[Passage], parties: tuple[str, ...]) -> Programme | None:
    """The agreed exchange named by its formula; the largest, where a story names several."""
    sizes = [size for passage in passages if (size := find_programme(passage.sentence.text)) is not None]
    if not sizes:
        return None
    first, second = max(sizes)
    even = first == second and len(parties) == 2
    return Programme(label=programme_label(first, second), size=dict.fromkeys(parties, first) if even else {})


def _people(passages: Sequence[Passage], kin: Mapping[str, str]) -> dict[str, str]:
    named = Counter(
        actor.id for passage in passages for actor in passage.actors if actor.form in ("people", "adjective") and actor.id.isupper()
    )
    return {kin[nation]: nation for nation, _ in reversed(named.most_common()) if nation in kin and not kin[nation].isupper()}


def _armed(passages: Sequence[Passage], bank: Bank) -> str | None:
    """The one named, or the one named most by far; *gunmen* where nobody is told more of."""
    named = Counter(a.id for p in passages for a in p.actors if not a.id.isupper() and ((k := bank.parties.get(a.id)) is None or k.armed))
    known = Counter({party: count for party, count in named.items() if party not in NONDESCRIPT}) or named
    ranked = known.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= _LEAST * ranked[1][1]) else None
