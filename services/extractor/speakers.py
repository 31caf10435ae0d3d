"""Who a claimant is by the words that name one: a person without title, a body with its owner, their role and the side they speak for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from schemas.figure import ClaimantRole
from services.extractor.actors import find_actors
from services.extractor.bank import Bank
from services.extractor.model import Span
from services.extractor.record import record

MASK = "\u2024"
"""Stands for a full stop that ends no sentence (*Gov.*, *U.S.*) while rules look for ends; as long as the dot, so offsets hold."""

LONGEST = 14
"""Words of the longest name of a claimant; more is a clause that no rule has cut."""

_WORDS = re.compile(r"\w+")
_WORD = re.compile(r"(?:al-|el-)?[^\W\d_][\w\u2019'.-]*")
_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "bint", "van", "der", "den", "de", "del", "da", "dos", "von", "abu", "ag", "ould", "ul", "do"]
)
_DETERMINERS = re.compile(
    r"(?:(?:one|two|three|several|some|many) of (?:the|its|his|her|their)|the|an?|one|two|three|several|some|many|other|another|"
    r"its own|its|his|her|their|both|according to)\s+(?=\w)",
    re.IGNORECASE,
)
PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them", "its", "his", "their", "the latter", "the former"])
TAIL = re.compile(
    r"\s+(?:in|of|at|for|on|from|with|who|whose|as|about|by|close|familiar|speaking|reached|under|over|near|after|citing|quoting)\b.*\Z",
    re.DOTALL,
)
_CLAUSE = re.compile(r"\b(?:was|were|is|are|be|been|had|has|have|let|not|than)\b|\d{2,}")
"""Words that no name of a claimant holds before its *of*, *in* or *who*: what holds them is a clause."""
_SPOKE = frozenset("said says told confirmed announced reported added claimed stated declared denied admitted acknowledged".split())
"""*Police said* and what follows is no name."""
_ACTED = re.compile(r" [a-z]+(?<!add)(?<!bas)ed (?:an?|the|its|his|her|their|that|at least|up) [a-z]")
"""*A jet bombed a crowded market, rescuers*: a clause and no name."""
_NUMBERED = re.compile(
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,3} \d{1,4}"
)
"""*Rescue 1122*, *Channel 12*."""
_ADVERB = re.compile(
    r"(?:(?:now|then|also|meanwhile|elsewhere|earlier|later|separately|however|yet|so|today|yesterday)|"
    r"(?:at|by|on|around|before|since) (?:\d[\d:.\u2024]*(?: ?[ap][.\u2024]?m[.\u2024]?)?|midday|noon|midnight|dawn|\w+day))\s+",
    re.IGNORECASE,
)
_MADE = ("released", "issued", "published", "compiled", "prepared", "obtained", "provided", "seen", "put out", "carried")
"""What may stand between a paper and who wrote it."""
_BODY_WORDS = 8
_RELATIVES = frozenset(word for plain in ("who", "which", "whose", "that", "what") for word in (plain, plain.title()))
"""*WHO* is none."""
_ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,9}")
_NO_BODIES = frozenset(["GMT", "UTC", "AM", "PM", "EST", "EDT", "CET", "TV", "DNA", "COVID", "POW", "UAV", "OK", "I", "II", "III"])
_LEADING = re.compile(r"(?:in|at|on|by|for|during|after|before|since|until|from|with|over)\b", re.IGNORECASE)
_NEVER_BEFORE_NAME = frozenset(["of", "in", "at", "from", "for", "near", "the", "to", "and", "with"])


@record(frozen=True, slots=True)
class Speaker:
    """A claimant: ``name`` is empty where a pronoun or a paper speaks (*he*, *the statement*), and the story must say who that is."""

    name: str
    span: Span
    role: ClaimantRole = "unknown"
    side: str | None = None


def speaker(text: str, span: Span, bank: Bank, *, known: bool) -> Speaker | None:
    """The claimant that ``text[span]`` names; None if it names none. ``known``: only one that is known to make claims will do."""
    span = _without_circumstance(text, span)
    first = text[span.start : span.end].split(maxsplit=1)[:1]
    if first and (first[0].lower().strip(",") in ("i", "we", "you") or first[0].strip(",") == "us"):
        return None
    if first and first[0].lower().strip(",") in PRONOUNS and not _owner_of_body(text, span, bank):
        return Speaker("", span) if _CLAUSE.search(text, span.start, span.end) is None else None  # "it had received reports"
    span = _trimmed(text, span)
    words = text[span.start : span.end].split()
    if not words or words[0] in _RELATIVES or len(words) > LONGEST + 6 or words[0][0].isdigit():
        return None
    if _NUMBERED.fullmatch(text, span.start, span.end):
        return Speaker(text[span.start : span.end], span, _role(text[span.start : span.end].lower(), bank))
    lowered = text[span.start : span.end].lower().replace("\u2019", "'").replace(MASK, ".")
    name = TAIL.sub("", lowered)
    if _CLAUSE.search(name) or _ACTED.search(text, span.start, span.end) is not None:
        return None
    if any(word in _SPOKE for word in TAIL.sub("", text[span.start : span.end]).split(",")[0].split()):
        return None
    head = name.split(",")[0].split()
    if (papers := _last_word(head, lambda word: word in bank.claims.papers)) is not None:
        return _author(text, span, papers, bank) or Speaker("", span)
    if (person := _person(text, span, bank)) is not None:
        if (joint := _with_first(text, span, person, bank)) is not None:
            return joint
        described = f"{lowered[: person.start - span.start]} {lowered[person.end - span.start :]}"
        role = _role(described, bank)
        return Speaker(text[person.start : person.end], person, role, _side(text, span, role, bank))
    if len(words) > LONGEST:
        return None
    role = _role(lowered, bank)
    for piece in re.finditer(r"[^,]+", lowered) if "," in lowered else ():
        if _role(piece.group(), bank) != "unknown":
            span = _trimmed(text, Span(span.start + piece.start(), span.start + piece.end()))
            break
    if role == "unknown" and _is_party(text, span, bank):
        role = "party"
    if role == "unknown" and not (_is_body(text, span, bank) or (not known and (_has_job(lowered, bank) or _is_organisation(words)))):
        return None
    return Speaker(text[span.start : span.end], span, role, _side(text, span, role, bank))


def _with_first(text: str, span: Span, person: Span, bank: Bank) -> Speaker | None:
    """*the Russian ministry and Ukrainian President X*: both, for no one side unless they share it."""
    joint = re.search(r" and (?:the )?", text[span.start : person.start])
    first = speaker(text, Span(span.start, span.start + joint.start()), bank, known=True) if joint is not None else None
    if joint is None or first is None or first.role == "unknown" or all(word in bank.claims.title_words for word in first.name.split()):
        return None
    second = _side(text, Span(span.start + joint.end(), person.end), "party", bank)
    both = Span(first.span.start, person.end)
    return Speaker(text[both.start : both.end], both, first.role, first.side if first.side == second else None)


def _last_word(head: Sequence[str], fits: Callable[[str], bool]) -> str | None:
    """The last word of a name without what follows it, if it ``fits``: *report*, *report released*."""
    words = head[:-1] if len(head) > 1 and head[-1] in _MADE else head
    return words[-1] if words and fits(words[-1]) else None


def _author(text: str, span: Span, paper: str, bank: Bank) -> Speaker | None:
    """Whose paper it is: *data from the regional administrations*, *a report released by the police*, *the ministry's statement*."""
    part = text[span.start : span.end]
    by = re.search(rf"\b{re.escape(paper)} (?:{'|'.join(_MADE)})? ?(?:by|from) (?:the )?", part, re.IGNORECASE)
    if by is not None:
        return speaker(text, Span(span.start + by.end(), span.end), bank, known=True)
    owned = re.search(rf"['\u2019]s?(?: [\w-]+){{0,2}} {re.escape(paper)}\b", part, re.IGNORECASE)
    if owned is not None:
        return speaker(text, Span(span.start, span.start + owned.start()), bank, known=False)
    made = re.match(rf"((?:[\w\u2019'.-]+ ){{1,8}}?)(?:[a-z]+ )?{re.escape(paper)}\b", part)  # "the Civil Defense bulletin"
    named = made is not None and re.search(r"[A-Z]", made.group(1)) is not None
    return speaker(text, Span(span.start, span.start + made.end(1)), bank, known=True) if made is not None and named else None


def _is_body(text: str, span: Span, bank: Bank) -> bool:
    """Whether the words end in a kind of body or in an acronym: *the observatory*, *a parents' group*, *Turkish channel NTV*."""
    head = TAIL.sub("", text[span.start : span.end]).split(",")[0].split()
    if not head or len(head) > _BODY_WORDS:
        return False
    return head[-1].lower() in bank.claims.speaking_bodies or is_acronym(head[-1])


def is_acronym(name: str) -> bool:
    """Whether a name is all capitals as those of bodies are: *WHO*, *EMERCOM*; not *GMT*."""
    return _ACRONYM.fullmatch(name) is not None and name not in _NO_BODIES


def _owner_of_body(text: str, span: Span, bank: Bank) -> bool:
    """*its foreign ministry*, *his spokesman Ivan Ivanov*: a claimant although the owner is a pronoun."""
    rest = text[span.start : span.end].lower().partition(" ")[2]
    return _role(rest, bank) != "unknown" or _has_job(rest, bank)


def _without_circumstance(text: str, span: Span) -> Span:
    """*In a separate report the ministry*: what follows the last article, where the words begin with a preposition."""
    start = span.start + (len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip(" \"'\u201c\u2018")))
    if (adverb := _ADVERB.match(text, start, span.end)) is not None:
        start = adverb.end()
    if not _LEADING.match(text, start, span.end):
        return Span(start, span.end)
    plain = re.search(
        r"\s((?:[a-z]+ )?(?:officials|authorities|police|rescuers|residents|witnesses|medics|doctors|sources))\Z", text[start : span.end]
    )
    if plain is not None:
        return Span(start + plain.start(1), span.end)
    articles = [match.end() for match in re.finditer(r"\s(?:the|an?|his|her|its|their)\s", text[start : span.end])]
    return Span(start + articles[-1], span.end) if articles else Span(start, span.end)


def _trimmed(text: str, span: Span) -> Span:
    """Without quotes, determiners and punctuation around."""
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in (".", MASK)):
        end -= 1
    if (dangling := re.search(r"\s+and\Z", text[start:end])) is not None:
        end -= dangling.end() - dangling.start()
    for _ in range(3):
        match = _DETERMINERS.match(text, start, end)
        if match is None:
            break
        start = match.end()
    return Span(start, end)


def _person(text: str, span: Span, bank: Bank) -> Span | None:
    """A person's name within ``span``, without titles: the capitals at its end, at the end of its head, or between commas."""
    part = text[span.start : span.end]
    for at, piece in _pieces(part):
        run = _without_titles(_capitals_at_end(piece), bank)
        if run and _is_person([match.group() for match in run], piece[: run[0].start()], bank):
            end = run[-1].end() - (2 if run[-1].group().endswith(("'s", "\u2019s")) else 0)
            return Span(span.start + at + run[0].start(), span.start + at + end)
    return None


def _pieces(part: str) -> Iterator[tuple[int, str]]:
    """Where a name may end: at the end of the words, before *of ...* or *who ...*, at a comma."""
    if "," not in part:
        yield 0, part
    yield 0, TAIL.sub("", part.split(",")[0])
    for match in re.finditer(r"(?:\A|,\s*)([^,]+)", part):
        yield match.start(1), match.group(1)


def _capitals_at_end(piece: str) -> list[re.Match[str]]:
    words = list(_WORD.finditer(piece.rstrip()))
    first = len(words)
    while (
        first > 0 and _is_name_word(words[first - 1].group()) and (first == len(words) or _adjoins(piece, words[first - 1], words[first]))
    ):
        first -= 1
    return words[first:]


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word in _PARTICLES or word.startswith(("al-", "el-"))


def _adjoins(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return text[left.end() : right.start()] == " " and not left.group().endswith(("'s", "\u2019s", "s'", "s\u2019"))


def _without_titles(run: list[re.Match[str]], bank: Bank) -> list[re.Match[str]]:
    for at in range(len(run) - 2, -1, -1):
        if run[at].group().rstrip(".") in bank.claims.title_words:
            run = run[at + 1 :]
            break
    while len(run) > 1 and (run[0].group() in _PARTICLES or run[0].group() in bank.aliases_by_text):
        run = run[1:]
    return run


def _is_person(words: list[str], before: str, bank: Bank) -> bool:
    """Two capitals that are no body, party or place of power; or one, where a job or title stands before it or nothing does."""
    name = " ".join(words)
    if any(word.lower() in bank.claims.body_words for word in words) or name.isupper() or name in bank.claims.openers:
        return False
    if name in bank.aliases_by_text or name.lower() in bank.claims.bodies or name in bank.claims.labels or name in bank.claims.title_words:
        return False
    if len(words) < 3 and any(word.removesuffix("'s") in bank.aliases_by_text for word in words):
        return False
    lowered = before.lower().split()
    last = lowered[-1].rstrip(".,") if lowered else ""
    if last in _NEVER_BEFORE_NAME:
        return False
    titled = last in bank.claims.jobs or last.title() in bank.claims.title_words
    return len(words) >= 2 or titled or not lowered or last[:1].isdigit()


def _role(lowered: str, bank: Bank) -> ClaimantRole:
    """By the longest job or body among the words (lower case)."""
    words = set(_WORDS.findall(lowered))
    words |= {word[:-1] for word in words if word.endswith("s")}
    job = _longest(lowered, words, bank.claims.jobs_by_word)
    body = _longest(lowered, words, bank.claims.bodies_by_word)
    if not job and not body:
        return "unknown"
    return bank.claims.job_roles[job] if len(job) >= len(body) else bank.claims.bodies[body]


def _longest(lowered: str, words: Iterable[str], names: Mapping[str, Sequence[str]]) -> str:
    """The longest of ``names`` that stands there; ``words`` are those that one may begin with, ``names`` are listed by them."""
    found = [name for word in words if word in names for name in names[word] if _has_words(lowered, name)]
    return min(found, key=lambda name: (-len(name), name), default="")


def _has_words(lowered: str, words: str) -> bool:
    """Whether they stand there as words of their own, in the singular or plural."""
    at = lowered.find(words)
    while at != -1:
        end = at + len(words)
        end += lowered.startswith("s", end) and not _goes_on(lowered[end + 1 : end + 2])
        if not (_goes_on(lowered[at - 1 : at]) or _goes_on(lowered[end : end + 1])):
            return True
        at = lowered.find(words, at + 1)
    return False


def _goes_on(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _has_job(lowered: str, bank: Bank) -> bool:
    words = [word.strip(".,'") for word in lowered.split()]
    return any(word in bank.claims.jobs or word.removesuffix("s") in bank.claims.jobs for word in words)


def _is_organisation(words: list[str]) -> bool:
    """Two capitals and more, with nothing but *of*, *for* and the like between: *Palestinian Prisoners' Society*."""
    return len(words) > 1 and all(word[0].isupper() or word in ("of", "for", "and", "the", "on", "de") for word in words)


def _is_party(text: str, span: Span, bank: Bank) -> bool:
    """Whether the words are a party's name and little more: *Ethiopia*, *Houthi rebels*."""
    longest = max(
        (mention.span.end - mention.span.start for mention in find_actors(text[span.start : span.end].replace(MASK, "."), bank)), default=0
    )
    return longest >= 0.6 * (span.end - span.start)


def _side(text: str, span: Span, role: ClaimantRole, bank: Bank) -> str | None:
    """The party named with the claimant: *Russia's defence ministry*, *the air force in Kyiv*, *the Houthis*; none for the neutral."""
    if role in ("third_party", "un", "eyewitness"):
        return None
    part = text[span.start : span.end].replace(MASK, ".")
    for mention in find_actors(part, bank):
        party = bank.parties.get(mention.id)
        if party is not None and (party.is_state or party.armed):
            return party.speaks_for or party.id
    for word in re.findall(r"[A-Z][\w'-]+", part):
        for alias in bank.aliases_by_text.get(word, ()):
            if alias.form == "capital":
                return alias.id
    return None
