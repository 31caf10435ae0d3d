"""A wire made from a seed: stories, updates, corrections, kills before and after their story, copies, reprints and embargoes.

The same seed gives the same wire. What it comes to must not depend on who is killed while it comes in, so it holds nothing whose outcome
depends on the moment of arrival: revisions without a number come in their order, dates differ, embargoed texts have no sequel.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from schemas.article import Article
from services.ingest.formats.article_json import parse_articles
from services.ingest.formats.text import parse_text
from services.ingest.formats.wire_format import Unfit

FIRST_DAY = datetime(2025, 3, 3, 6, tzinfo=UTC)
DAYS = 12
HAPPENINGS = 24
AGENCIES = ("Tern", "Northlight", "Harrow Press", "Volga-Info")

Route = Literal["wire", "articles"]


@dataclass(frozen=True)
class Sent:
    """One request to ingest. ``embargo_s`` seconds after it is sent the story may be published; 0 means at once."""

    route: Route
    name: str
    content: str
    embargo_s: float = 0

    def body(self, now: datetime) -> bytes:
        """What goes over HTTP at ``now``."""
        if not self.embargo_s:
            return self.content.encode()
        until = now + timedelta(seconds=self.embargo_s)
        return json.dumps({**json.loads(self.content), "embargoed_until": until.isoformat()}).encode()

    def article(self) -> Article:
        """What ingest reads in it, an embargo aside."""
        if self.route == "wire":
            return parse_text(self.content.encode(), name=self.name)
        (article,) = parse_articles(self.content.encode())
        assert not isinstance(article, Unfit), article.error
        return article


@dataclass
class Happening:
    """What stories are about: its place, its day, and counts that grow from revision to revision."""

    template: tuple[str, str]
    place: str
    sides: tuple[str, str]
    when: datetime
    counts: list[int] = field(default_factory=list)

    def told(self, agency: str, at: datetime, revision: int) -> tuple[str, str]:
        """Headline and body of the account of ``agency``, revision by revision with higher counts."""
        n, m, k = (count + grown * revision for count, grown in zip(self.counts, (1, 2, 5), strict=True))
        blank = {"place": self.place, "a": self.sides[0], "b": self.sides[1], "day": f"{self.when:%A}", "n": n, "m": m, "k": k}
        headline, body = (text.format(**blank) for text in self.template)
        return headline, f"{self.place.upper()}, {at:%B} {at.day} ({agency}) - {body}"


PLACES = ("Gulu", "Multan", "Kharkiv", "Bukavu", "Cotabato", "Trujillo", "Aleppo", "Maiduguri")
SIDES = (("Russia", "Ukraine"), ("Armenia", "Azerbaijan"), ("India", "Pakistan"))
TEMPLATES = (
    (
        "River bursts its banks near {place}, {n} dead",
        "At least {n} people were killed and {m} were injured when a river burst its banks near {place} on {day}, officials said.\n\n"
        "Some {k} residents were evacuated, the regional governor said.",
    ),
    (
        "Bomb in {place} market kills {n}",
        "A bomb hidden in a market in {place} killed {n} people and wounded {m} on {day}, police said.\n\n"
        "Earlier reports of a second device were wrong, a police spokesman said.",
    ),
    (
        "{a} and {b} swap {k} prisoners each",
        "{a} and {b} each released {k} prisoners of war on {day}, the defence ministry of {a} said.\n\n"
        "{b} also received the bodies of {m} soldiers, its government said.",
    ),
    (
        "Drones over {place} overnight",
        "{a} launched {k} drones at {b} overnight into {day}, and {m} of them were shot down, the air force of {b} said.\n\n"
        "Debris hurt {n} people in {place}, the mayor said.",
    ),
    (
        "Quake shakes {place}",
        "An earthquake killed {n} people in {place} on {day} and left {m} missing, the disaster agency said.\n\n"
        "About {k} people were rescued from collapsed houses by the evening.",
    ),
    (
        "Gunmen take {n} near {place}",
        "Gunmen abducted {n} people from a bus near {place} on {day}, the army said. It said {m} others were freed.",
    ),
)
SEQUEL = {"update": ("UPDATE {0}-", ""), "correction": ("CORRECTED-", "(Corrects the count in the first paragraph.)\n\n")}


def wire(seed: int) -> tuple[Sent, ...]:
    """All requests in the order in which they are sent."""
    noise = Random(seed)
    placed = [each for number in range(HAPPENINGS) for each in _happening(noise, number)]
    return tuple(sent for _, sent in sorted(placed, key=lambda each: each[0]))


def _happening(noise: Random, number: int) -> Iterator[tuple[datetime, Sent]]:
    """The accounts of one happening, each request with the moment it comes over the wire."""
    when = FIRST_DAY + timedelta(days=noise.randrange(DAYS), minutes=number)
    counts = sorted(noise.sample(range(3, 90), 3))
    happening = Happening(noise.choice(TEMPLATES), noise.choice(PLACES), noise.choice(SIDES), when, counts)
    agencies = noise.sample(AGENCIES, noise.choice((1, 1, 2, 3)))
    for place, agency in enumerate(agencies):
        story = f"{agency.lower().replace(' ', '-')}-{number}"
        at = when + timedelta(hours=1 + 2 * place, seconds=noise.randrange(50))
        yield from _reprinted(noise, noise.choice(ACCOUNTS)(noise, happening, agency, story, at))
    if noise.random() < 0.4:
        yield from _reprinted(noise, _copy(happening, agencies[0], f"gazette-{number}", when + timedelta(hours=9)))


Placed = Iterator[tuple[datetime, Sent]]


def _reprinted(noise: Random, account: Placed) -> Placed:
    """Every sixth request comes again later, byte for byte: a sender that had no answer, or a feed that repeats."""
    for at, sent in account:
        yield at, sent
        if noise.random() < 1 / 6 and not sent.embargo_s:
            yield at + timedelta(hours=noise.randrange(1, 60), seconds=7), sent


def _single(_noise: Random, happening: Happening, agency: str, story: str, at: datetime) -> Placed:
    """One story, and nothing after it."""
    headline, body = happening.told(agency, at, 0)
    yield at, _text(f"{story}.txt", at, headline, body)


def _running(noise: Random, happening: Happening, agency: str, story: str, at: datetime) -> Placed:
    """A story and its updates, the last perhaps a correction, without numbers and in their order."""
    yield from _single(noise, happening, agency, story, at)
    for revision in range(1, noise.randrange(2, 5)):
        later = at + timedelta(minutes=40 * revision)
        kind = "correction" if noise.random() < 0.3 else "update"
        yield later, _text(f"{story}.txt", later, *_sequel(happening, agency, later, revision, kind))


def _numbered(noise: Random, happening: Happening, agency: str, story: str, at: datetime) -> Placed:
    """Numbered revisions in any order of arrival."""
    moments = [at + timedelta(minutes=40 * revision) for revision in range(3)]
    arrivals = noise.sample(moments, len(moments))
    for revision, (moment, arrival) in enumerate(zip(moments, arrivals, strict=True), 1):
        yield arrival, _text(f"{story}.r{revision}.txt", moment, *_sequel(happening, agency, moment, revision, "update"))


def _killed(noise: Random, happening: Happening, agency: str, story: str, at: datetime) -> Placed:
    """A story that a notice withdraws by its headline; the notice may come before it."""
    headline, body = happening.told(agency, at, 0)
    yield at, _text(f"{story}.txt", at, headline, body)
    sent = at + timedelta(minutes=50)
    notice = f'{happening.place.upper()} ({agency}) - Please kill the story headlined "{headline}", sent earlier. No substitute follows.'
    arrives = at - timedelta(hours=3) if noise.random() < 0.5 else sent
    yield arrives, _text(f"{story}-kill.txt", sent, f"{agency.upper()} KILL: story withdrawn", notice)


def _killed_by_id(noise: Random, happening: Happening, agency: str, story: str, at: datetime) -> Placed:
    """A story sent as JSON that a kill withdraws by its id; the kill may come before it."""
    headline, body = happening.told(agency, at, 0)
    yield at, _json(story, at, headline=headline, body=body, source={"id": agency.lower(), "name": agency})
    sent = at + timedelta(minutes=50)
    arrives = at - timedelta(hours=3) if noise.random() < 0.5 else sent
    yield arrives, _json(story, sent, kind="kill", body="", source={"id": agency.lower(), "name": agency})


def _embargoed(noise: Random, happening: Happening, agency: str, story: str, at: datetime) -> Placed:
    """A story that may be published only some seconds after it is sent."""
    headline, body = happening.told(agency, at, 0)
    sent = _json(story, at, headline=headline, body=body, source={"id": agency.lower(), "name": agency})
    yield at, Sent(sent.route, sent.name, sent.content, embargo_s=noise.uniform(2, 12))


def _copy(happening: Happening, agency: str, story: str, at: datetime) -> Placed:
    """Another outlet prints the agency's first text under its own headline."""
    _, body = happening.told(agency, happening.when, 0)
    yield at, _text(f"{story}.txt", at, f"News from {happening.place}", body)


Account = Callable[[Random, Happening, str, str, datetime], Placed]
ACCOUNTS: tuple[Account, ...] = (_single, _running, _running, _numbered, _killed, _killed_by_id, _embargoed)


def _sequel(happening: Happening, agency: str, at: datetime, revision: int, kind: str) -> tuple[str, str]:
    headline, body = happening.told(agency, at, revision)
    head, note = SEQUEL[kind]
    return head.format(revision) + headline, note + body


def _text(name: str, at: datetime, headline: str, body: str) -> Sent:
    return Sent("wire", name, f"date {at:%Y-%m-%dT%H:%M:%SZ}\n{headline}\n\n{body}\n")


def _json(story: str, at: datetime, **fields: object) -> Sent:
    return Sent("articles", story, json.dumps({"story_id": story, "published_at": at.isoformat(), **fields}))
