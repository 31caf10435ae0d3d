"""Numbers that are ages, and count nobody."""

from __future__ import annotations

import re

from services.extractor.numbers.cardinals import Cardinal
from services.extractor.numbers.words import NUMBER_WORD

_PERSONS_OVER = re.compile(
    r"\b(?:soldiers|troops|servicemen|prisoners|captives|children|people|persons|men|women|civilians|girls|boys|patients|those|"
    r"anyone|everyone|adults|recruits|conscripts|voters|youths|players|age|aged)\s(?:who\s(?:are|were)\s)?(?:under|over|above|below)\s$",
    re.I,
)
_AFTER_AGES = re.compile(r"\s*(?:[,.;:)—–-]|$|(?:and|or|who|were|was|are|is|has|have|had|to|will|in|at|from|on|died|drowned|perished)\b)")
_OLDEST = re.compile(r"\b(?:oldest|youngest|eldest)\b[^.;:]{0,44}\b(?:is|was|being|were|are)\s(?:only\s|just\s|a\s)?$", re.I)
_AFTER_AGE = re.compile(r"\s*(?:[,.;:)]|$|(?:and|or|who|were|are|to|will|in|at)\b)")
_COMMA_AGE_BEFORE = re.compile(
    r"\b(?:[A-ZÀ-ÝŁŚŽŠČĐİ][\w’'.-]{0,24}|man|woman|boy|girl|mother|father|husband|wife|brother|sister|uncle|aunt|grandmother|"
    r"grandfather|neighbou?r|friend|colleague|baby|toddler|child|victim|survivor|"
    r"retiree|pensioner|teacher|resident|driver|worker|farmer|student|nurse|doctor|soldier),\s$"
)
_COMMA_AGE_AFTER = re.compile(
    r"(?:[,;]|\s[–—-]\s(?!over|in\s)|\s(?:was|were|is|died|said)\b|\.(?:\s|$|[\"”’])|\)|\s(?:and|from|of)\s[A-Z]|\s?[\"”])"
)
_SMALL_NAME = re.compile(r"(?<!\bof )(?<!\bof the )\b[a-z][a-z’'-]{2,16}, $")
_OF_WHOM = re.compile(
    r",\s(?:(?:was|were|will|died|who\s(?:was|were|had|died|will))\s|and\s(?:[\w’'-]{2,16}\s){1,3}[\w’'-]{2,16},\s\d{1,2},)"
)
"""*Two guards, maria lopez, 34, and juan perez, 29, were shot*: in a story told in capitals a name that is also a word has lost its own."""
_PERSON = (
    r"(?:man|woman|boy|girl|mother|father|husband|wife|son|daughter|brother|sister|child|baby|toddler|teenager|student|driver|resident|"
    r"pensioner|soldier|teacher|nurse|doctor|worker)"
)
_SO_MANY_WERE = re.compile(r"\s(?:were|are)\s[A-ZÀ-Ý]\w{1,24},\s$")  # "50 were Romanian, 14 were Spanish"
_BRACKET_AGE_BEFORE = re.compile(rf"(?:\b{_PERSON}|\b[A-ZÀ-Ý][\w’'-]{{1,20}}\s[A-ZÀ-Ý][\w’'-]{{1,20}})\s\($")
_OF_AREA = re.compile(
    r"\b(?:in|over|near|from|at|above|around|across|outside)\s(?:the\s)?(?:[\w’'-]{1,20}\s){1,3}\($|"
    r"\b(?i:regions?|oblasts?|provinces?|districts?|city|county|territory|republic|states?|areas?)\s\($"
)
_PLACE_LEAD = re.compile(
    r"(?:^|[.;:–—-]\s)(?:[Aa]nd\s|[Bb]ut\s)?(?:In|At|Near|Over|From|Outside|Across|Of|On|By|Since|During|Until|After|Before|"
    r"Overnight|Early|Late|"
    r"in|at|near|over|from|across)\s[^,;.]{1,44},\s$"
)
_AGE_CEILING = 117
_AGES = re.compile(
    rf"\b(?:[a-z]{{2,14}}s|children|men|women|people)(?:,?\s|\s[–—(-]\s?)(?:who\swere\s)?(?:aged|ages)\s(?:between\s|from\s|just\s|only\s)?"
    rf"(?:(?:\d{{1,3}}|{NUMBER_WORD})(?:,|,?\s(?:and|to|or))\s){{1,6}}$",
    re.I,
)
"""*Four children aged 3, 5, 9 and 11*: every number of the list is an age; of one *man aged 70 and 12 others* the second number counts."""
_EACH_AGED = re.compile(r"\saged\s\d{1,3}\b")
_EACH_AGED_NEXT = re.compile(r"\saged\s\d{1,3}(?:,|,?\sand)\s(?:one|two|three|four|five|another|the\sother)\b")
_EACH_AGED_BEFORE = re.compile(r"\baged\s\d{1,3}(?:,|,?\sand)\s$")
"""*Four men, two aged 29, one aged 40 and another aged 46*: how old each of them is."""
_OF_AGE = re.compile(r"\s(?:died|drowned|perished|survived|suffered|lost|suffocated)\b")
_COUNTED = re.compile(r"\s[a-z]{3,}")
_NOT_COUNTED = re.compile(
    r"\s(?:and|but|for|with|were|was|are|has|had|have|the|who|that|this|after|before|when|while|from|near|into|over|said|says|"
    r"local|against|"
    r"through|until|as|at|in|on|to|by|is|of)\b"
)


def counts_something(after: str) -> bool:
    """Whether a noun follows that the number may count."""
    return bool(_COUNTED.match(after)) and not _NOT_COUNTED.match(after)


_ALL_AGED = re.compile(r"(?:, both|\b(?:three|four|five|six|[3-6]) (?:[\w’'-]{1,20} )?[\w’'-]{1,20}, all) $", re.I)
"""*Three nurses, all 24, ...*; *the miners, all 33, were saved* counts them."""


def age(before: str, after: str, number: Cardinal) -> str | None:
    """*Age* where the number is how old somebody is."""
    if (number.value.high or 10**6) > _AGE_CEILING:
        return None
    if before.endswith(("under ", "over ", "above ", "below ")) and _PERSONS_OVER.search(before) and _AFTER_AGE.match(after):
        return "age"
    if " aged " in after and _EACH_AGED.match(after) and (_EACH_AGED_NEXT.match(after) or _EACH_AGED_BEFORE.search(before)):
        return "age"
    listed = "age" in before and _AGES.search(before) is not None
    if listed and _AFTER_AGES.match(after):
        return "age"
    if before.endswith((", both ", ", all ")) and after.startswith((",", ".")) and _ALL_AGED.search(before):
        return "age"  # "Two teachers, both 29, were seized"
    if before.endswith(" (") and after.startswith(")"):
        return "age" if _BRACKET_AGE_BEFORE.search(before) and not _OF_AREA.search(before) else None
    if before.endswith(", ") and not (after.startswith((" were ", " are ")) and _SO_MANY_WERE.search(before)):
        named = bool(_COMMA_AGE_AFTER.match(after) and _COMMA_AGE_BEFORE.search(before))
        named = named or bool(number.kind == "digits" and _SMALL_NAME.search(before) and _OF_WHOM.match(after))
        return "age" if named and not _PLACE_LEAD.search(before) else None
    if listed and (_OF_AGE.match(after) or not counts_something(after)):
        return "age"
    return "age" if "est" in before and _OLDEST.search(before) else None
