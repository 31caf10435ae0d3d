"""Numbers that count nothing for us, each with its reason: ages, years, money, distances, durations, times, unit numbers, ranks, scores...

What a number counts (people, drones, regions) is not decided here: only what its own neighbourhood shows to be no count at all.
"""

from __future__ import annotations

import re

from services.extractor.numbers.ages import age, counts_something
from services.extractor.numbers.cardinals import Cardinal
from services.extractor.numbers.words import NUMBER_WORD
from services.extractor.record import record

REACH = 64
"""Characters read on each side of a number."""

_NEAR = 36
"""What most of the rules need before it; each of them begins anew at every character, so a short text is what makes them cheap."""

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)


@record(frozen=True, slots=True)
class _Table:
    """Reasons by pattern, tried at once: one scan of the text for all rows, the first row in order that fits at the leftmost place."""

    reasons: tuple[str, ...]
    pattern: re.Pattern[str]

    def reason(self, match: re.Match[str] | None) -> str | None:
        return self.reasons[int((match.lastgroup or "r0")[1:])] if match else None


def _table(*rows: tuple[str, str], starts: str = "") -> _Table:
    """``starts``: what shows that no row can begin at a place, so that none is tried there."""
    patterns = "|".join(f"(?P<r{at}>{pattern})" for at, (_, pattern) in enumerate(rows))
    return _Table(tuple(reason for reason, _ in rows), re.compile(f"{starts}(?:{patterns})"))


_TIME_UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|mornings?|afternoons?|evenings?|weekends?|weeks?|months?|years?|decades?|"
    r"centur(?:y|ies)|yrs?)"
)
_TIME_WORD = (
    r"(?:consecutive|straight|more|long|whole|full|further|additional|past|previous|successive|working|calendar|extra|other|short|last|"
    r"and\sa\shalf|or\sso)"
)
_LENGTH = (
    r"(?:km/h|kmh|kph|mph|km|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|m|cm|centimet(?:er|re)s?|mm|millimet(?:er|re)s?|feet|foot|ft|"
    r"inch(?:es)?|"
    r"yards?|hectares?|acres?|sq\.?|square|cubic|nautical|knots?|storeys?|stor(?:y|ies))"
)
_WEIGHT = (
    r"(?:tons?|tonnes?|kg|kgs|kilos?|kilograms?|grams?|lbs?|lit(?:er|re)s?|gallons?|barrels?(?!\sbombs?\b)|bpd|kilotons?|"
    r"megatons?|degrees?|deg|"
    r"k[wW]|MW|GW|kWh|MWh|megawatts?|gigawatts?|kilowatts?|volts?|quintals?|bushels?|pages?)"
)
_MONEY = (
    r"(?:(?:US|U\.S\.|[A-Z][a-z]{3,10}(?:an|ish|ese|ian|i))\s)?"
    r"(?:dollars?|euros?|pounds?|sterling|rubles?|roubles?|hryvnias?|hryvnia|yuan|yen|rupees?|rupiah|rials?|riyals?|dirhams?|"
    r"dinars?|shillings?|"
    r"francs?|pesos?|reais|liras?|lira|shekels?|naira|rand|baht|ringgit|won|kyats?|birr|afghanis?|taka|cents?|pence|USD|EUR|GBP|UAH)"
)
_SPEAKERS = (
    r"(?:residents|inhabitants|villagers|locals|neighbou?rs|(?:eye)?witnesses|survivors|officials|officers|sources|diplomats|doctors|medics|"
    r"nurses|paramedics|workers|rescuers|activists|volunteers|elders|leaders|chiefs|lawmakers|ministers|journalists|reporters|commanders|"
    r"spokes(?:men|women|people|persons)|analysts|experts|aides|relatives)"
)
# Each row: the reason and what right after (or before) the number shows it. ``(?i:...)`` where case says nothing.
_AFTER = _table(
    ("ordinal", r"(?:st|nd|rd|th)\b"),
    ("percentage", r"\s?%|(?i:[\s-]?(?:per\s?cent|percent|percentage|pct|pc|ppm)\b)"),
    ("age", r"(?i:[\s-](?:(?:year|month|week|day)s?)[\s-](?:olds?\b|of\sage\b))"),
    ("duration", rf"(?i:(?!\slast\s(?:night|week|month|year|evening)\b)[\s-]?(?:{_TIME_WORD}[\s-]){{0,2}}{_TIME_UNIT}\b)"),
    ("time", r"(?i:\s?(?:[ap]\.?m\b|[ap]\.m\.|o[’']?clock\b|GMT\b|UTC\b|noon\b|midnight\b))"),
    ("time", r"\sin\sthe\s(?:morning|afternoon|evening)\b"),
    ("time", r"\s(?:[A-Z]{3,4}\s)?(?:local\stime|Moscow\stime|Kyiv\stime|EST|EDT|BST|CET|IST)\b"),
    ("name", r"\sMile\s[A-Z]"),
    ("distance", rf"(?i:[\s-]?{_LENGTH}(?![\w’']))"),
    ("measure", rf"(?i:[\s-]?(?:{_WEIGHT}\b|°))"),
    ("money", rf"(?i:[\s-](?:[mb]illions?[\s-])?{_MONEY}\b)"),
    ("score", r"(?i:\s(?:postal\s)?(?:votes?|points?|goals?|runs?|wickets?|rebounds?|assists?|seats?|basis|ballots?)\b)"),
    ("times", r"(?i:\s(?:times|fold)\b|-fold\b)"),
    (
        "ratio",
        r"(?i:\sin\s(?:every\s)?(?:[3-9]|10|20|100|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)"
        r"(?=\sof\s|\s(?:was|were|is|are|has|have|had)\b|[.,;:]))",
    ),
    ("compound", r"-(?!(?:strong|odd|something|plus|for|to|or)\b)[A-Za-z]{2,}"),
    ("code", r"[A-Za-z_]|[/@=&+]\w"),
    ("difference", r"(?i:\s(?:more|fewer|less|higher|lower)\s(?:[a-z]{1,14}\s){0,2}than\b)"),
    (
        "rate",
        r"(?i:(?:\s(?!(?:over|in|within|for|after|about|during|under|almost|than|on|at)\b)[A-Za-z’'-]{1,16}){0,3}\s(?:per\s|an?\s)"
        r"(?:day|night|week|month|year|hour|minute|second|head|person|capita)\b(?!\s(?:after|before|earlier|later|ago|on|into|since)\b))",
    ),
    # "killing 11 people, a chief and two residents said": who says so; "two security sources and a local chief told"
    ("speakers", rf"\s(?:[a-z-]{{2,16}}\s){{0,2}}{_SPEAKERS}(?:\sand\s[a-z-]{{1,16}}(?:\s[a-z-]{{2,16}}){{0,3}}?)?\s(?:said|say|told)\b"),
    (
        "thing",
        r"(?i:\s(?:drone|UAV|missile|rocket|mortar|bomb|shell)\s(?:attack|strike|raid|barrage|salvo|assault|blast|explosion|alert|alarm)s?\b)",
    ),
    ("thing", r"(?i:\s(?:suicide\s)?(?:car|truck|lorry|vehicle|roadside|petrol|pipe|parcel)[\s-]bombs?\b)"),
    (
        "thing",
        r"\s(?:police|army|military)\s(?:stations|posts|vehicles|cars|trucks|buildings|bases|barracks)\b|(?:\sarmou?red)?\spersonnel\scarriers?\b",
    ),
    ("rate", r"(?i:(?:\s[A-Za-z’'-]{2,16}){1,3}\sfor\s(?:each|every)\s(?!side|party|country|of\b|day)[a-z])"),
)
_LABELS = (
    r"articles?|sections?|paragraphs?|chapters?|pages?|days?|stages?|phases?|rounds?|steps?|parts?|weeks?|versions?|flights?|"
    r"trains?|routes?|roads?|"
    r"highways?|channels?|rooms?|gates?|wards?|blocks?|buildings?|apartments?|flats?|units?|battery|brigades?|battalions?|"
    r"regiments?|divisions?|"
    r"squadrons?|regions?|provinces?|districts?|sectors?|zones?|cells?|camps?|category|levels?|grades?|magnitude|measuring|"
    r"types?|class|resolution|protocol|clause|"
    r"items?|lots?|reactors?|boeing|airbus|shahed|geran|covid|act|bus|schools?|hospitals?|checkpoints?|mines?|bunkers?|terminals?|piers?|"
    r"platforms?|runways?|interstate"
)
BEFORE = _table(
    (
        "money",
        r"(?:[$€£¥₴₽₹₩₺₪₦]|\b(?:USD|EUR|GBP|UAH|RUB|AED|Dhs?|Rs\.?|INR|Tk\.?|BDT|PHP|NGN|KSh|Ksh|KES|Sh|Rp|IDR|R\$|S\$|ZAR|EGP|TL|PKR))\s?$",
    ),
    ("code", r"(?:\w[-–/+]|[#@=_/])$"),  # "the 5+5 commission"
    ("label", r"\b(?:Nos?\.|nos?\.|№|[Ii]ssue|[Hh]ighway|M\.?V\.?)\s?$"),
    ("label", r"\b(?:(?:is|was|be|became|phone|telephone|house|flight|tail|serial)\snumber|Number)\s$"),
    ("label", r"\b(?:Group|Gang|Big|Committee|Club) of (?:the )?$|\b(?:Big|Area|Catch|Channel|Formula|Force|Apollo) $"),
    ("label", r"(?<!['’]s )(?<!Christmas )(?<!Boxing )\bDay $"),
    ("age", r"(?i:\b(?:aged?|ages)\s(?:of\s|between\s|from\s|just\s|only\s|about\s|over\s|under\s|above\s|below\s)?$)"),
    (
        "age",
        r"(?i:\b(?:boys?|girls?|bab(?:y|ies)|infants?|child|man|woman|son|daughter|toddler|teenager)\sof\s(?:just\s|only\s|about\s)?$)",
    ),
    ("age", r"(?i:\b(?:turn(?:ed|s|ing)?)\s$)"),
    ("alternative", r"(?i:,\sif\snot\s(?:even\s)?$)"),
    (
        "difference",
        r"(?i:\b(?:up|down|ris(?:e|en|es|ing)|rose|gone|grew|grown|growing|increas(?:e|es|ed|ing)|fell|fallen|dropped|drop|"
        r"climbed|jumped|higher|"
        r"lower|cut|raised?|reduced?|lowered|shrank|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing))\s(?:again\s|up\s|down\s)?by\s"
        r"(?:about\s|some\s|at least\s|more than\s|another\s|a further\s)?$)",
    ),
    ("score", r"(?i:\b(?:votes?|points?|rebounds?|goals?)\s(?:to|against)\s$)"),
    ("all_but", r"(?i:\ball\sbut\s$)"),
    ("measure", r"(?i:\b(?:magnitude|minus)\s(?:of\s)?$)"),
    ("rate", r"(?i:\bfor (?:each|every) $)"),
    ("ratio", r"(?i:\bone in (?:every )?$)"),
    ("ratio", r"(?i:\b(?:[2-9]|two|three|four|five|six|seven|eight|nine) in (?:every )?$)"),
    (
        "population",
        r"(?i:\b(?:town|city|village|hamlet|community|settlement|island|suburb|nation|country|population|home|district)\s(?:of|to)\s"
        r"(?:only\s|just\s|about\s|some\s|around\s|roughly\s|nearly\s|almost\s|over\s|under\s|more than\s|fewer than\s|up to\s)?$)",
    ),
    ("corrected", r"(?i:(?:,|\band)\snot\s(?:the\s)?$)"),
    starts=r"(?:\b|(?=[^\w\s])|(?=\w[-–/+]$|_$))",  # within a word none but a code
)
LAST_BEFORE = frozenset(
    "usd eur gbp uah rub aed dh dhs rs inr tk bdt php ngn ksh kes sh rp idr zar egp tl pkr issue highway mv number big area "
    "catch channel formula force apollo day age aged ages of between from just only about over under above below "
    "turn turned turns turning by some least than another further the to against but magnitude minus in each every around roughly nearly "
    "almost not even".split()
)
"""The last words of all rows of ``BEFORE``, in small letters: where another stands before a number, none of them fits."""
_NOT = re.compile(r"\bnot\s(?:the\s)?$", re.I)
_BUT = re.compile(rf"(?:\s[\w’'-]{{1,20}}){{0,4}},?\sbut\s(?:\d|(?:{NUMBER_WORD})\b)", re.I)
_AREA = re.compile(r"\b(?:regions?|districts?|provinces?|sectors?|zones?)\s$", re.I)
_LABEL_BEFORE = re.compile(rf"(?P<lead>[A-Za-z’'-]{{1,14}}\s)?\b(?:{_LABELS})\s$", re.I)
_LABEL = re.compile(_LABELS, re.I)
_NO_LABEL_LEAD = re.compile(
    r"\b(?:the|a|an|this|that|each|every|one|same|another|last|latest|next|opening|final|whole|per|first|second|third|fourth|"
    r"fifth|sixth|seventh|"
    r"eighth|ninth|tenth|its|their|his|of|two|three|four|five|six|seven|eight|nine|ten|all|s|neighbouring|neighboring|nearby)\s$",
    re.I,
)
_DAY_BEFORE = re.compile(rf"\b{MONTH}\.?\s(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:,|-|–|to|and|or|,\sand)\s?)){{0,5}}(?:the\s)?$")
_ON_A_DAY = re.compile(rf"\son\s{MONTH}\b")
"""*12 on May 3, nine on May 4*: so many on each day."""
_SINCE_DAY = re.compile(rf"\b[Ss]ince\s[^,;.]{{0,44}}\b{MONTH}\.?\s\d{{1,2}}\sto\s$")
"""*since the truce began on March 9 to 26*: a day, and then the level that was reached."""
_IN_MONTH = re.compile(rf"\b[Ii]n\s(?:early\s|late\s)?{MONTH}\s$")
_DAY_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:\s?(?:-|–|,|to|and|or|,\sand)\s?\d{{1,2}}(?:st|nd|rd|th)?){{0,5}}\s(?:of\s)?{MONTH}\b")
_MONTH_THEN_YEAR = re.compile(rf"\b{MONTH}\.?,?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?(?:of\s)?$")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|before|after|during|spring|summer|autumn|fall|winter|early|mid|late|year|from|back\sto|of|by|"
    r"between|and|to|circa|"
    r"founded|built|born|elections?|war|invasion)(?:\s(?:early|late|mid|the\syear|about|around))?[\s-]$",
    re.I,
)
_YEAR_OWNER = re.compile(r"(?:[’']s|\b(?:the|its|their|his|her|this|that|a|old))\s$", re.I)
_PLURAL_SOON = re.compile(
    r"\s(?:of\b|(?:[A-Za-z’'-]{2,20}\s){0,2}(?:people|persons|men|women|children|police|troops|[a-z]{3,20}(?<!ss)(?<!us)(?<!is)s)\b)"
)
_SENTENCE_GOES_ON = re.compile(r"\s[a-z]")

_ONE_BEFORE = re.compile(r"\b(?:this|that|the|which|each|every|any|such|latest|last|next|first|second|new|big|another|even)\s$", re.I)
_ONE_NOUN = re.compile(r"\s(?!(?:and|for|has|had|was|will|can|with|from|but|are)\b)[a-z]{3,}", re.I)
_ONE_AFTER = re.compile(
    r"(?:\sin\s(?:every\s)?(?:\d|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|ten\b)|"
    r"\s(?:another|day|can|could|would|should|must|might|may|thing|way|reason|hand|point|place|time|more\stime|that|who|"
    r"which)\b|-on-|\sby\sone\b|"
    r"\sof\s(?:the|its|his|her|their|our|[A-Z][\w-]{1,20}[’']s)\s(?:[a-z’'-]{2,14}\s){0,1}"
    r"(?:[a-z]{3,14}est|worst|best|most|few|main|leading|top|major|reasons|ways|things)\b|"
    r"\sof\sus\b|\sof\s(?:them|those|the\s[a-z]{2,14}|his\s[a-z]{2,14})\s(?:said|says|told|added|asked|wrote|recalled)\b|"
    r"\s(?:said|told|added|asked)\b)",
    re.I,
)
_ONE_FOR_ONE = re.compile(r"[\s-]for[\s-]one\b", re.I)
_IS_ONE_OF = re.compile(r"\b(?<!well )(?:in|at|on|outside|inside|near|into|is|was|are|were|be|been|being|became|as)\s(?:only\s)?$", re.I)
_NAMED = re.compile(
    r"\sof\s(?:the|those|these|its|their)\s[^,.;:]{2,40}\s(?:was|were|is|has been|have been)\s(?:\w+ly\s|later\s)?(?:identified|named)\b"
)
_ONE_MORE_BEFORE = re.compile(r"\b(?:after|with|following) $", re.I)
_ONE_MORE_AFTER = re.compile(r" (?:death|fatality|casualty|victim)\b", re.I)
"""*The toll rose to 41 after another death*: only the new level counts."""
_CAPITAL = re.compile(r"[A-Z]")
_WORD_BEFORE = re.compile(r"([A-Za-z’'-]{1,24})\s$")
_WORD_AFTER = re.compile(r"\s([A-Za-z’'-]{1,24})")


def distractor(text: str, number: Cardinal, *, title_case: bool) -> str | None:
    """Why ``number`` is no count, or None. ``title_case``: the sentence is a headline with capitals throughout."""
    if number.reason:
        return number.reason
    before = text[max(0, number.start - REACH) : number.start]
    after = text[number.end : number.end + REACH]
    if number.kind == "another" and _ONE_MORE_AFTER.match(after) and _ONE_MORE_BEFORE.search(before):
        return "difference"
    if number.kind in ("zero", "few", "another"):
        return _by_unit(after) if number.kind != "zero" else None
    return (
        _day_or_year(before, after, number)
        or age(before, after, number)
        or _by_context(before)
        or _corrected_by(before, after)
        or _parties(before, after)
        or _by_unit(after)
        or _label(before, after, number)
        or (_pronoun(before, after) if number.text.lower() == "one" else None)
        or (None if title_case else _proper_name(before, after, number))
    )


def _by_context(before: str) -> str | None:
    near = before[-_NEAR:]
    last = near.rpartition(" ")[0].rpartition(" ")[2]
    if near.endswith(" ") and last.isalpha() and last.lower() not in LAST_BEFORE:
        return None
    return BEFORE.reason(BEFORE.pattern.search(near))


def _corrected_by(before: str, after: str) -> str | None:
    """*Not eight but eleven were freed*: the number that follows is the one that holds."""
    return "corrected" if _NOT.search(before[-_NEAR:]) and _BUT.match(after) else None


_THE = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Bb]etween|[Bb]oth|[’']s) $")
_PARTIES = re.compile(
    r" (?:(?:warring|rival|hostile|neighbou?ring|nuclear-armed|estranged|bitter|old|former|long-?time|arch|Asian|African|Arab) ){0,2}"
    r"(?:rivals|neighbou?rs|foes|enemies|adversaries|allies|antagonists|belligerents|opponents|archrivals|arch-rivals)\b"
)


def _parties(before: str, after: str) -> str | None:
    """*The border of the two rivals*: states, and nobody who is counted."""
    return "parties" if _PARTIES.match(after) and _THE.search(before) else None


def _by_unit(after: str) -> str | None:
    return _AFTER.reason(_AFTER.pattern.match(after))


def _day_or_year(before: str, after: str, number: Cardinal) -> str | None:
    if number.kind != "digits":
        return None
    said, high = number.said, number.value.high or 0
    if high <= 31 and "," not in number.text:
        if _DAY_AFTER.match(after):
            return "date"
        if (
            _DAY_BEFORE.search(before)
            and not _ON_A_DAY.match(after)
            and not _SINCE_DAY.search(before)
            and not (counts_something(after) and (_IN_MONTH.search(before) or "," in before[-3:] or "and" in before[-5:]))
        ):
            return "date"
    if 1500 <= said <= 2150 and re.fullmatch(r"\d{4}(?:[-–]\d{2,4})?", number.text):
        return _year(before, after, said)
    return None


_DEEDS = re.compile(r"\s(?:killings|murders|massacres?|bombings|shootings|attacks?|deaths|executions|coups?|protests)\b")


def _year(before: str, after: str, said: int) -> str | None:
    """A bare number of four digits is a year after *in*, *since*, a month; before a plural it is a count (*2000 soldiers*)."""
    if _MONTH_THEN_YEAR.search(before):
        return "year"
    if said >= 1900 and _DEEDS.match(after) and before.lower().endswith((" of ", " over ", " for ", " the ", " in ")):
        return "year"  # "the trial hears of 2005 killings"
    plural = _PLURAL_SOON.match(after)
    if _YEAR_BEFORE.search(before):
        sure = re.search(r"\b(?:in|since|during|until|till|spring|summer|autumn|winter|year|born|early|late)[\s-]$", before, re.I)
        return "year" if (sure and said >= 1900) or not plural else None
    if said < 1900:
        return None
    if _YEAR_OWNER.search(before):
        return None if plural else "year"
    return "year" if not _SENTENCE_GOES_ON.match(after) and 1980 <= said <= 2060 else None


def _label(before: str, after: str, number: Cardinal) -> str | None:
    if number.kind not in ("digits", "words") or "," in number.text or not _ends_in_label(before):
        return None
    if (match := _LABEL_BEFORE.search(before)) is None:
        return None
    if match["lead"] and _NO_LABEL_LEAD.search(match["lead"]):
        return None
    if _AREA.search(before) and counts_something(after):
        return None  # "in the Nikopol district 3 people were hurt"
    # "schools 12 people", "in camps 40 were": a plural or a count goes on; a label is followed by a stop, a preposition or a verb.
    return None if counts_something(after) and not number.text[0].isupper() and match.group().strip().lower().endswith("s") else "label"


def _ends_in_label(before: str) -> bool:
    """Whether the last word is one of labels: few are, and to look for the whole of it costs a try at every letter."""
    start = end = len(before) - 1
    while start > 0 and before[start - 1].isalpha():
        start -= 1
    return _LABEL.fullmatch(before, start, max(end, 0)) is not None


def _pronoun(before: str, after: str) -> str | None:
    """*the one who*, *a baby was one of 35*, *one of the bodies was identified as*: it points at somebody and counts nobody."""
    if _ONE_FOR_ONE.match(after) or before.lower().endswith(("one for ", "one-for-")):
        return "ratio"
    if (_ONE_BEFORE.search(before) and not _ONE_NOUN.match(after)) or _ONE_AFTER.match(after):
        return "pronoun"
    return "pronoun" if (after.startswith(" of ") and _IS_ONE_OF.search(before)) or _NAMED.match(after) else None


_CALLED_BEFORE = re.compile(r"\b[A-Z]{2,6} $|\A(?:[A-Z][\w’'-]{1,20} ){1,2}$")
_SERVICE = re.compile(r"\b(?:Rescue|Emergency|Ambulance|Helpline|Hotline)[\s-]$")
_SHORT_CALL = 100
"""Numbers that are dialled for help have three digits or four."""
_CALLED_AFTER = re.compile(r"(?:\.|[\"”’)])*(?:\s*$|[\"”’)])|\s[–—-]\s[A-Z]")


_CRAFT = re.compile(
    r"\b(?:[Tt]he|[Aa]) (?:[\w-]{1,20} ){0,3}?(?:tanker|tug|ship|vessel|trawler|freighter|ferry|boat|yacht|carrier|dhow|plane|aircraft),? "
    r"(?:the )?(?:[A-Z][\w’'-]{1,20} ){1,3}$"
)
_NAMED_SO = re.compile(r",|\s(?:was|had|has|is|sank|sailed|left|ran|set|capsized|went)\b")


def _proper_name(before: str, after: str, number: Cardinal) -> str | None:
    """*Three Mile Island*, *Channel One*: in prose a number in the middle of a clause has no capital unless it is part of a name.

    *on state television, TV 1*, *Kestrel 24 - Agencies:*: a station has its number, and so have a service (*Rescue 1122*)
    and a ship (*the tanker, the Aegean Star 4, had been seized*).
    """
    if number.kind == "digits" and _CALLED_BEFORE.search(before) and _CALLED_AFTER.match(after):
        return "name"
    if number.kind == "digits" and number.said >= _SHORT_CALL and "," not in number.text and _SERVICE.search(before):
        return "name"
    if number.kind == "digits" and number.said < _SHORT_CALL and _CRAFT.search(before) and _NAMED_SO.match(after):
        return "name"
    if number.kind not in ("words", "vague") or not _CAPITAL.match(number.text):
        return None
    previous = _WORD_BEFORE.search(before)
    if previous is None:
        return None
    following = _WORD_AFTER.match(after)
    if _CAPITAL.match(previous[1]):
        return "name"
    return "name" if following and _CAPITAL.match(following[1]) else None
