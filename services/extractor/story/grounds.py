"""Which of a sentence's places something can have happened at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.keyed import Keyed, keyed
from services.extractor.model import PlaceMention
from services.extractor.passage import Passage

_NOUNS = r"(?:[A-Z][\w\u2019'-]*(?: [A-Z][\w\u2019'-]*){0,2})"
_LIST = rf"(?:{_NOUNS}(?:, | and |, and )){{0,3}}"
_GONE_TO = keyed(
    r"\b(?:(?:flown|taken|rushed|airlifted|transferred|brought|moved|sent|referred|remitted|conveyed|medevaced|shifted|admitted|evacuated|"
    r"ferried|bused|"
    r"(?:took|brought|ferried|flew|carried|rushed|transferred) (?:them|him|her|it|all|survivors|the \w+)) to (?:the )?"
    r"(?:(?:port|city|town|island|village|capital|base|harbou?r) (?:city )?of )?|"
    rf"(?:flown|taken|rushed|airlifted|transferred|moved|sent|evacuated) to (?:the )?{_LIST}(?:the )?|"
    r"(?<!struck )(?:at|in|to) (?:(?:the|an?|local|nearby|two|three|several|main|[A-Z]\w+) ){0,3}hospitals? "
    r"(?:in|of) (?:the )?(?:nearby )?|"
    r"died (?:later )?(?:of|from) (?:(?:his|her|their|the|serious|severe) ){0,2}(?:wounds|injuries|burns)(?: [\w.]+){0,4} (?:in|at) |"
    r"(?:heading|headed|bound|en route|on (?:its|the|their|his|her) way|travel(?:l?ing|l?ed)|flying|sailing|driving|going|"
    r"return(?:ing|ed)?|routes?|road|highway|motorway|expressway|railway|journey|voyage|crossing) "
    r"(?:back )?(?:to|for|from) (?:the )?(?:[A-Z]\w+['\u2019]s )?|"
    r"(?:escaped|withdrew|retreat(?:ed|ing)|fled|fleeing)(?: back)? towards? (?:the )?|"
    r"(?:departed|departing|flight|train|bus|ferry|left) (?:from|for) (?:the )?|"
    r"(?:it|they|boat|vessel|ship|bus|ferry|dinghy|plane|convoy) (?:had )?left (?:the )?(?:[A-Z]\w+['\u2019]s? )?|"
    r"(?:km|kilomet(?:er|re)s?|miles?|hours?)(?: \([^)]{1,20}\))?,? (?:(?:to the )?[a-z-]{4,14} )?(?:of|from|away from) "
    r"(?:the (?:\w+,? ){0,2})?|"
    rf"intensive care (?:in|at) (?:the )?(?:city of )?|"
    rf"\bborder(?:s|ing)? (?:with|between|near|on)? ?(?:the )?(?:[a-z-]+(?:ern|tral) )?{_LIST}(?:the )?|"
    rf"\bbetween (?:the )?{_LIST}(?:the )?|"
    r"\bas far (?:away |(?:north|south|east|west|inland) )?as (?:the )?|"
    r"\b(?:signed|concluded|initialled) (?:an? |the )?(?:[\w-]+ ){1,3}(?:in|at) (?:the )?|"
    r"(?:talks|meeting|summit|conference|briefing|negotiations|negotiators|spoke|speaking|reporters|journalists|broadcast|embassy|trial|"
    r"court) "
    r"(?:\w+ )?(?:in|from|at) (?:the )?)\Z",
    re.IGNORECASE,
)
"""What stands before a place where the hurt were taken, people were going, or from which a distance or a border is told."""
_ON_THE_WAY = keyed(rf"\bfrom (?:the )?(?:[A-Z]\w+['\u2019]s (?:capital )?)?{_NOUNS} to (?:the )?\Z", re.IGNORECASE)
_HEAD_OF = keyed(
    r"\b(?:head|chief|leader|governor|mayor|president|prefect|premier|chair(?:man|woman)?|director|spokes(?:man|woman|person)) "
    r"(?:of|for|in) (?:the )?\Z",
    re.I,
)
_BY_NAME = re.compile(r", (?:[A-Z][\w.'\u2019-]* ){1,3}[A-Z][\w'\u2019-]*,? ")
"""*The head of the Mordovia Republic, Artyom Zdunov, confirmed*: what stands before and behind the place of an office."""
_FROM = keyed(rf"\b[Ff]rom (?:the )?{_LIST}(?:the )?\Z")
_AIMED_AT = re.compile(r"\b(?:heading|headed|bound|flying|flew|approaching|en route)(?: (?:for|to|towards?))? (?:the )?\Z")
_LAUNCHED_FROM = keyed(
    r"\b(?:fired|launched|sent|flown|taking off|took off)\b[^.;]{0,40}\bfrom (?:the )?(?:[A-Z]\w+ )?(?:[a-z]+ of )?(?:[A-Z]\w+ and )?\Z"
)
"""*Drones fired from the Yemeni governorates of Saada and Hajjah*."""
_PEOPLE_FROM = keyed(
    r"\b(?:evacuat|abduct|kidnap|rescu|displac|flee|fled|snatch|seiz|taken|free|escap|retriev|recover|pull|haul|report|toll|"
    r"part|area|kill)",
    re.I,
)
_TITLE = re.compile(r"(?:['\u2019]s)?(?: (?!said|and|but|when|where|after|as|that)[a-z-]+){1,4} (?:[A-Z][\w.-]+ ){0,2}")
"""*Odisha state's chief secretary Pradeep Jena*: what stands between the place and the name."""
_OFFICE = re.compile(
    r", (?:(?:an?|the|its|who (?:is|was|heads|runs|leads)|head of|chief of) )?(?:(?!in\b|at\b|near\b|who\b|and\b|after\b)[a-z-]+ ){0,5}"
    r"(?:for|of|in|at|with) (?:the )?(?:[A-Z][a-z]+ ){0,2}|, (?:the |an? )(?=[A-Z])"
)
"""*Said Dana Rahimi, a spokesman for the Herat government*: what stands between the name and the place."""
_AFTER_PLACE = re.compile(
    r"(?:'s|\u2019s)? (?:(?:city |central |general |main |provincial |regional |military )?(?:hospitals?|clinics?|morgue|mortuary))|"
    r"-based\b| (?:nationals?|citizens?|natives)\b|(?:'s|\u2019s|s['\u2019]) (?:[a-z]+ ){0,2}"
    r"(?:campaign|offensive|war|strikes?|attacks?|assault|bombardment|invasion|airstrikes?|raids?|barrages?|"
    r"salvos?|missiles?|drones?|rockets?|shelling|bombing|warplanes|jets|troops|forces|army|military)\b|"
    r"(?:'s|\u2019s)? (?:border|frontier) with\b",
    re.I,
)


_ITS_BORDER = re.compile(
    r" (?:border|frontier)\b(?! [a-z]*(?:region|town|village|area|post|city|province|district|county|zone|crossing)s?\b)", re.I
)
"""*Near the Niger border*: on which side of it is not said."""
_WEAPON_FROM = keyed(
    r"\b(?:missiles?|drones?|rockets?|shells?|projectiles?|mortars?|bombs?|barrages?|salvos?|strikes?|attacks?|raids?|"
    r"warplanes?|jets?|planes?|fire)"
    r" (?:[a-z]+ )?from (?:the )?\Z",
    re.I,
)
"""*A missile from Iran came down*: it is not where people were hurt, whoever was *killed* before."""
_FIRES = re.compile(
    r" (?:(?:had|has|have) )?(?:(?:again|also|then|later|first) )?"
    r"(?:fired|launched|sent|shot|threw|hurled|unleashed|rained|dropped|bombed|shelled|struck|attacked|invaded|retaliated|"
    r"resumed|restarted|"
    r"renewed|intensified|escalated|waged|pounded|targeted|stepped up|carried out|conducted)\b|"
    r" (?:(?:began|started) (?:its|the|a|an|bombing|shelling|striking|pounding|firing)\b)|"
    r" (?:fires|launches|bombs|shells|invades|unleashes|retaliates|resumes|pounds|targets)\b|"
    r" strikes (?!in\b|on\b|near\b|at\b|and\b|kill|leave|wound|hit\b|by\b|from\b|since\b|that\b|which\b|have\b|are\b|were\b)"
)
"""*The missiles that Russia fired*: who attacks is no place."""
_HAPPENING_OF = re.compile(
    r" (?:[a-z]+ )?(?:tragedy|disaster|catastrophe|accident|massacre|siege|bombings?|shootings?|blasts?|explosions?|stampede|ambush|crash|"
    r"earthquake|quake|floods?|landslides?|mudslides?|avalanche|wildfires?|derailment|shipwreck)\b"
)
"""*Relatives of the dead from the Kano stampede*: a happening that is called by its place was there."""
_IN = keyed(r"\b(?:in|at|on|into|over|across|near|against|around|to|from|of|inside|outside)(?: [a-z]+)? \Z", re.I)
_BY = keyed(
    r"\b(?:led|backed|headed|supported|funded|armed|launched|fired|flown|staged|mounted|carried out|conducted|claimed) by (?:the )?\Z", re.I
)
"""*An airstrike of the coalition led by Saudi Arabia*."""
_MISSION = re.compile(r"(?:['\u2019]s)? (?:(?:embassy|consulate|mission|ambassador)\b|(?:military|naval|air) base\b)")
"""*The US embassy in Nairobi* stands in Nairobi."""
_MISSION_HIT = keyed(
    r"\b(?:bomb|attack|blast|explosion|siege|storm|assault|raid|shell|struck|hit)[a-z]{0,4} (?:(?:of|on|at|near|outside) )?"
    r"(?:(?:the|a|an|its|their|[A-Z][\w.]*) ){0,3}(?:embassy|consulate) in (?:the )?\Z"
)
_HOSPITAL = re.compile(r"(?:['\u2019]s)? (?:[a-z]+ ){0,3}(?:hospitals?|clinics?)\b")
_STRUCK = keyed(
    r"\b(?:storm(?:ed|ing)|attack(?:ed|ing)?|hit|struck|bomb(?:ed|ing)|shell(?:ed|ing)|raid(?:ed)?|target(?:ed|ing)|strikes?|"
    r"explosion|fire|blaze|blast)(?: on| at| in)?(?: the| an?)? \Z",
    re.I,
)
"""*Gunmen stormed Kabul's main hospital*: it is not where the hurt were taken."""
_CHARGED_IN = keyed(
    r"\b(?:charged|arrested|detained|held|convicted|tried|jailed|sentenced|questioned|wanted|indicted|prosecuted) in (?:the )?\Z", re.I
)
_OVER = re.compile(r" (?:over|for|in connection with|on suspicion of) ")
"""*Seven were charged in Belgium over the shootings in which 130 died*: they died elsewhere."""
_SENT_AGAINST = keyed(
    r"\b(?:sent|sending|sends|fired|firing|fires|launched|launching|launches|unleash(?:ed|ing|es)|loosed|rained|hurled|directed) "
    r"(?:[\w-]+ ){0,4}(?:drones|missiles|rockets|shells|bombs|warplanes|jets) (?:against|at|on|onto|into|over|towards?)\b"
    r"[^.;:]{0,50}\Z"
)
_FOUGHT_WITH = keyed(
    r"\b(?:clash(?:es|ed|ing)?|fighting|fought|battles?|battling|wars?|conflicts?|skirmish(?:es|ed)?|hostilities|stand-?off|tensions?|truce|"
    r"cease-?fire|(?:gun ?)?fire|firefights?)(?: [a-z-]+){0,3} (?:with|against) (?:the )?(?:[a-z]+ )?\Z",
    re.I,
)
"""*Border clashes with Ruritania*: an enemy, and no place."""
BORDERING = keyed(r"\b(?:bordering|borders) (?:on )?(?:the )?\Z")
"""*In the Kosh region, bordering Ruritania*: the neighbour."""
_NAME_LENGTH = 60
"""Characters of the longest name that an office is told with, and more."""
_BEFORE = 80
"""Characters before a place in which it is told what it has to do with what happened."""


def is_scene(passage: Passage, place: PlaceMention) -> bool:
    """Whether something can have happened at the place: it is not where the hurt were taken (*died in a Mogadishu hospital*), where
    people were going or came from, the far end of a distance or a border (*near Niger's border with Mali*), or the speaker's.
    """
    after = passage.between(place.span.end, place.span.end + 40)
    if place.kind != "country" and _HAPPENING_OF.match(after):
        return True
    if (_follows(passage, place, _STRUCK) and _HOSPITAL.match(after)) or _follows(passage, place, _MISSION_HIT):
        return True
    if _follows(passage, place, _WEAPON_FROM):
        return False
    if place.kind == "country" and (
        _is_a_doer(passage, place, after)
        or _ITS_BORDER.match(after)
        or _follows(passage, place, _FOUGHT_WITH)
        or _follows(passage, place, BORDERING)
    ):
        return False
    if any(_follows(passage, place, words) for words in (_GONE_TO, _ON_THE_WAY, _LAUNCHED_FROM)) or _AFTER_PLACE.match(after):
        return False
    if _follows(passage, place, _CHARGED_IN) and _OVER.match(after) is not None:
        return False
    return not is_speakers(passage, place) and (not is_origin(passage, place) or _follows(passage, place, _PEOPLE_FROM))


def with_scenes(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, each with those of its places that something can have happened at."""
    return [
        passage.with_(scenes=tuple(place for place in passage.places if is_scene(passage, place))) if passage.places else passage
        for passage in passages
    ]


def _follows(passage: Passage, place: PlaceMention, words: Keyed) -> bool:
    """Whether ``words`` stand before the place."""
    return passage.says(words, place.span.start - _BEFORE, place.span.start)


def _is_a_doer(passage: Passage, place: PlaceMention, after: str) -> bool:
    """Whether a country is named for what it does or for its embassy, by what stands around its name."""
    if _MISSION.match(after) is not None or _follows(passage, place, _BY):
        return True
    return _FIRES.match(after) is not None and not _follows(passage, place, _IN)


def is_target(passage: Passage, place: PlaceMention) -> bool:
    """Whether weapons were on their way to the place: *a drone heading for Moscow*, *13 that were flying towards the capital*."""
    return _AIMED_AT.search(passage.between(place.span.start - 40, place.span.start)) is not None


def is_fired_at(passage: Passage, place: PlaceMention) -> bool:
    """Whether weapons were sent against the place, or against others just named: *sent drones against Kassala and the port*."""
    return _follows(passage, place, _SENT_AGAINST)


def is_origin(passage: Passage, place: PlaceMention) -> bool:
    """Whether something came from the place: *drones launched from Kursk, Bryansk and Crimea*."""
    return _follows(passage, place, _FROM)


def is_speakers(passage: Passage, place: PlaceMention) -> bool:
    """Whether the place only says who speaks: *the governor of Kharkiv*."""
    for claimant in passage.claimants:
        if place.span in claimant.span:
            return True
        if _TITLE.fullmatch(passage.between(place.span.end, claimant.span.start)) and place.span.end < claimant.span.start:
            return True
        if claimant.span.end < place.span.start and _OFFICE.fullmatch(passage.between(claimant.span.end, place.span.start)):
            return True
    by_name = _BY_NAME.match(passage.between(place.span.end, place.span.end + _NAME_LENGTH))
    return by_name is not None and _follows(passage, place, _HEAD_OF)


def holds(region: PlaceMention, place: PlaceMention) -> bool:
    """Whether ``place`` lies in ``region``, a country or a first-level region."""
    if region.country != place.country or region.country is None:
        return False
    if region.kind == "country":
        return place.kind != "country"
    return region.kind == "admin1" and place.kind not in ("country", "admin1") and region.admin1 == place.admin1 is not None


def related(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places may be the same happening's: one holds the other, or nobody knows where in the country one of them is."""
    if one.name == other.name or holds(one, other) or holds(other, one):
        return True
    return one.country == other.country and None in (one.admin1, other.admin1)


def may_hold(region: PlaceMention, place: PlaceMention) -> bool:
    """Whether ``place`` lies in the first-level ``region`` for all that is known: a village that no table has may."""
    if holds(region, place):
        return True
    unknown = place.kind not in ("country", "admin1") and place.admin1 is None and place.lat is None
    return region.kind == "admin1" and unknown and region.country == place.country is not None
