"""News agencies by name: is this the name of one, and do two names mean the same one.

The list of real agencies is extra evidence only. What decides is the form of the line the name stands in, so that an agency nobody
has listed is credited too.
"""

from __future__ import annotations

import re
import unicodedata

KNOWN: dict[str, tuple[str, ...]] = {
    "aap": ("AAP", "Australian Associated Press"),
    "aa": ("AA", "Anadolu Agency", "Anadolu", "Anadolu Ajansi"),
    "abc news": ("ABC News",),
    "afp": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "al jazeera": ("Al Jazeera",),
    "ani": ("ANI", "Asian News International"),
    "ansa": ("ANSA",),
    "ap": ("AP", "Associated Press", "The Associated Press"),
    "apa": ("APA", "Austria Presse Agentur"),
    "azertac": ("AZERTAC",),
    "bbc": ("BBC", "BBC News"),
    "belga": ("Belga",),
    "belta": ("BelTA",),
    "bernama": ("Bernama",),
    "bloomberg": ("Bloomberg", "Bloomberg News"),
    "bns": ("BNS", "Baltic News Service"),
    "bta": ("BTA", "Bulgarian News Agency"),
    "canadian press": ("The Canadian Press", "Canadian Press"),
    "cna": ("CNA", "Central News Agency"),
    "cnn": ("CNN",),
    "ctk": ("CTK", "Czech News Agency"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "efe": ("EFE", "Agencia EFE"),
    "fars": ("Fars", "Fars News Agency"),
    "ians": ("IANS", "Indo-Asian News Service"),
    "interfax": ("Interfax",),
    "interfax-ukraine": ("Interfax-Ukraine",),
    "irna": ("IRNA", "Islamic Republic News Agency"),
    "itar-tass": ("ITAR-TASS",),
    "jiji": ("Jiji", "Jiji Press"),
    "kcna": ("KCNA", "Korean Central News Agency"),
    "kyodo": ("Kyodo", "Kyodo News"),
    "lusa": ("Lusa",),
    "mena": ("MENA", "Middle East News Agency"),
    "nan": ("NAN", "News Agency of Nigeria"),
    "ntb": ("NTB",),
    "pa": ("PA", "PA Media", "Press Association"),
    "pap": ("PAP", "Polish Press Agency"),
    "petra": ("Petra",),
    "prensa latina": ("Prensa Latina",),
    "pti": ("PTI", "Press Trust of India"),
    "reuters": ("Reuters", "Thomson Reuters"),
    "rfe/rl": ("RFE/RL", "Radio Free Europe/Radio Liberty"),
    "ria novosti": ("RIA Novosti", "RIA"),
    "saba": ("Saba",),
    "sana": ("SANA", "Syrian Arab News Agency"),
    "spa": ("SPA", "Saudi Press Agency"),
    "sputnik": ("Sputnik",),
    "tass": ("TASS",),
    "ukrinform": ("Ukrinform",),
    "upi": ("UPI", "United Press International"),
    "wafa": ("WAFA",),
    "wam": ("WAM", "Emirates News Agency"),
    "xinhua": ("Xinhua", "Xinhua News Agency"),
    "yonhap": ("Yonhap", "Yonhap News Agency"),
}
"""Canonical name -> the ways it is printed. Needed only where a line's form alone does not tell an agency from something else."""

_GENERIC_TAIL = re.compile(r"(?:\s+(?:news|agency|agencies|service|services|newswire|wire|media|staff))+\Z")
_AGENCY_WORD = re.compile(
    r"\b(?:agenc(?:y|e|ia|ies)|agentur|ajansi|news|newswire|newsroom|wires?|press|presse|media|broadcasting|tv|radio|times|post|journal|"
    r"tribune|herald|gazette|courier|chronicle|telegraph|novosti|inform|info)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:the\s+)?(?:news\s+)?(?:agenc(?:y|ies)|wires?|wire\s+services?|news\s+services?|news\s+desk|web\s+desk|staff(?:\s+(?:writers?|reporters?))?|"
    r"(?:our|a|special)\s+.{0,40}|correspondents?|reporters?|editors?|inputs?|files|"
    r"(?:news|foreign|world|international|media|press)\s+(?:desk|editor|staff|team|service|agencies|reports?))\Z",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_ARTICLE_BEFORE = re.compile(r"\A(?:the|via)\s+(?=\S)", re.IGNORECASE)
_STAFF_AFTER = re.compile(r"\s+staff(?:\s+(?:writers?|reporters?))?\Z", re.IGNORECASE)
_NO_NAME = re.compile(r"[^\w/&-]+")
_ACRONYM_LAST = re.compile(r"(?P<name>.{2,80}?)\s*\((?P<acronym>[A-Za-z][\w/-]{1,9})")
"""Of a name whose last bracket is off."""


def _folded(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NO_NAME.sub(" ", ascii_only.lower()).strip()


_CANONICAL = {_folded(spelling): canonical for canonical, spellings in KNOWN.items() for spelling in spellings}


def clean_agency(name: str) -> str:
    """The name without what only surrounds it: article, stops, brackets' blanks, *Staff*; at most 80 characters."""
    text = _BLANKS.sub(" ", name).strip(" .,;:|/-–—*_()[]")
    return _STAFF_AFTER.sub("", _ARTICLE_BEFORE.sub("", text))[:80].strip()


def normalise_agency(name: str) -> str:
    """One spelling for one agency, for keys: lower case, no article, no *News Agency*; known agencies by their usual short name.

    >>> [normalise_agency(n) for n in ("Agence France-Presse (AFP)", "The Associated Press", "Tern News Agency", "/TASS/", "")]
    ['afp', 'ap', 'tern', 'tass', '']
    """
    text = clean_agency(name if name.count("(") != name.count(")") or not name.rstrip().endswith(")") else name.rstrip()[:-1])
    if match := _ACRONYM_LAST.fullmatch(text):
        inner = _folded(match["acronym"])
        if inner in _CANONICAL:
            return _CANONICAL[inner]
        text = clean_agency(match["name"])
    folded = _folded(text)
    if folded in _CANONICAL:
        return _CANONICAL[folded]
    shorter = _GENERIC_TAIL.sub("", folded)
    return _CANONICAL.get(shorter, shorter)


def is_known_agency(name: str) -> bool:
    """True for an agency of the list, however printed."""
    return _folded(clean_agency(name)) in _CANONICAL


def initials(name: str) -> str:
    """The capital initials a name is shortened to: ``Tern Wire Service`` -> ``TWS``."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


def same_agency(one: str, other: str) -> bool:
    """Whether two printed names mean one agency: the same normalised name, or one the other's initials (*TWS*, *Tern Wire Service*).

    A known acronym stands only for its known name, so that a stranger with the same initials is not taken for it.
    """
    a, b = normalise_agency(one), normalise_agency(other)
    if not a or not b:
        return False
    if a == b:
        return True
    if a in KNOWN or b in KNOWN:
        return False
    return any(
        len(short) >= 2 and short.isupper() and short == initials(clean_agency(long))
        for short, long in ((clean_agency(one), other), (clean_agency(other), one))
    )


def names_nobody(name: str) -> bool:
    """True where a byline names no one in particular: *our correspondent*, *agencies*, *news desk*."""
    return not name.strip() or _NOBODY.match(clean_agency(name)) is not None


def looks_like_agency(name: str) -> bool:
    """Whether a name in a byline is an outlet's and not a person's.

    Known agencies; names with a word such as *News* or *Agence*; acronyms; a single word (persons sign with two or more).

    >>> [n for n in ("Jane Roe", "JANE ROE", "Tern", "TWS", "Agence Tern", "Reuters", "our correspondent") if looks_like_agency(n)]
    ['Tern', 'TWS', 'Agence Tern', 'Reuters']
    """
    text = clean_agency(name)
    if not text or names_nobody(text) or len(text) > 60 or not re.match(r"[\w/]", text):
        return False
    if is_known_agency(text) or _AGENCY_WORD.search(text):
        return True
    return " " not in text and (text[0].isupper() or text.isupper()) and not text.isdigit()
