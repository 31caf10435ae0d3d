"""An example of every message: one invented story on its way through the topics, and what may befall it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256

from schemas.article import Article, Source
from schemas.base import EventId, IncidentId, Ledger, Message, StoryId
from schemas.dead_letter import DeadLetter
from schemas.event import Actor, Codes, Event, Phase, Programme, StoryReference
from schemas.figure import Claimant, Figure, When, Where
from schemas.incident import Claim, Incident, Slot
from schemas.story_index import FetchState, StoryIndexEntry
from schemas.tally import Tally, TallyChange, TallyValue

STORY = StoryId("northlight/2025-05-23/swap")
EVENT = EventId("9f2c4b7a10d3e586")
INCIDENT = IncidentId("prisoner_exchange-5d1c0e9b")
LEDGER = Ledger("exchange/RUS/UKR")
DAY = date(2025, 5, 23)
PUBLISHED = datetime(2025, 5, 23, 14, 30, tzinfo=UTC)
RECEIVED = datetime(2025, 5, 23, 14, 30, 2, tzinfo=UTC)
HEADLINE = "Ukraine, Russia begin biggest swap"
SENTENCE = "The defence ministry in Moscow said 390 Ukrainians had been handed over, 270 of them soldiers."
BODY = f"KYIV, May 23 (Northlight) - {SENTENCE}"
NORTHLIGHT = Source(id="northlight", name="Northlight")

ARTICLE = Article(
    story_id=STORY,
    source=NORTHLIGHT,
    credit="Northlight",
    headline=HEADLINE,
    dateline="KYIV, May 23 (Northlight) -",
    body=BODY,
    published_at=PUBLISHED,
    received_at=RECEIVED,
    content_hash=sha256(f"{HEADLINE}\n{BODY}".encode()).hexdigest(),
)
BARE_ARTICLE = Article.read(b'{"story_id": "desk-42", "published_at": "2025-05", "body": "Forty prisoners came home on Friday."}')
KILL = Article(story_id=STORY, revision=2, kind="kill", source=NORTHLIGHT, headline=HEADLINE, body="", published_at=PUBLISHED)

REFERENCE = StoryReference(
    story_id=STORY,
    source=NORTHLIGHT,
    credit="Northlight",
    headline=HEADLINE,
    published_at=PUBLISHED,
    received_at=RECEIVED,
    sketch=(1183921, 90417733, 281740018),
)
CLAIMANT = Claimant(name="defence ministry in Moscow", role="party", side="RUS", chain=("defence ministry in Moscow", "Northlight"))


def _figure(number: int, words: str, **more: object) -> Figure:
    start = ARTICLE.text.index(words)
    common = {"measure": "released", "unit": "persons", "low": number, "best": number, "high": number, "side": "UKR", "by": "RUS"}
    where = {"claimant": CLAIMANT, "sentence": SENTENCE, "text": words, "start": start, "end": start + len(words)}
    return Figure.model_validate({**common, **where, **more})


FREED = _figure(390, "390 Ukrainians", perspective="given")
SOLDIERS = _figure(270, "270 of them soldiers", group="military", mode="part", perspective="given")
WHEN = When(start=DAY, end=DAY, precision="day", basis="dateline", phrase="May 23")
BELARUS = Where(name="Belarus", country="BLR", precision="country")

EVENT_UPSERT = Event(
    event_id=EVENT,
    happening="5d1c0e9b",
    ledger=LEDGER,
    type="prisoner_exchange",
    when=WHEN,
    where=BELARUS,
    actors=(Actor(id="RUS", name="Russia", role="releaser"), Actor(id="UKR", name="Ukraine", role="receiver")),
    phase=Phase(number=1, label="first phase"),
    programme=Programme(label="1,000-for-1,000", size={"RUS": 1000, "UKR": 1000}),
    figures=(FREED, SOLDIERS),
    story=REFERENCE,
    codes=Codes(cameo="0841", plover="CONCEDE", acled="Agreement"),
    confidence=0.97,
    extractor="0.1.0",
)
EVENT_RETRACTION = Event(event_id=EVENT, happening="5d1c0e9b", ledger=LEDGER, op="retract", story=REFERENCE)

CLAIM = Claim(
    claim="c41f7e02",
    event_id=EVENT,
    story=REFERENCE,
    figure=FREED,
    type="prisoner_exchange",
    when=WHEN,
    where=BELARUS,
    phase=1,
    programme="1,000-for-1,000",
    origin="northlight",
)
INCIDENT_MESSAGE = Incident(
    incident=INCIDENT,
    ledger=LEDGER,
    type="prisoner_exchange",
    theatre="RUS-UKR",
    start=DAY,
    end=DAY,
    phase=1,
    programme="1,000-for-1,000",
    slots=(
        Slot(
            measure="released",
            unit="persons",
            side="UKR",
            by="RUS",
            low=390,
            best=390,
            high=390,
            grade="corroborated",
            origins=2,
            rule="most_origins",
            claims=(CLAIM,),
        ),
    ),
    reasons=("same day, sides and phase; 390 in both",),
    updated_at=RECEIVED,
)
KEY = "prisoners_exchanged|RUS-UKR|1,000-for-1,000|1|2025-05-23||UKR|all"
TALLY = Tally(
    key=KEY,
    tally="prisoners_exchanged",
    theatre="RUS-UKR",
    programme="1,000-for-1,000",
    phase=1,
    date=DAY,
    side="UKR",
    group="all",
    low=390,
    best=390,
    high=390,
    grade="corroborated",
    origins=2,
    stories=(STORY, StoryId("meridian/2025-05-23/first-phase")),
    incidents=(INCIDENT,),
    updated_at=RECEIVED,
)
CHANGE = TallyChange(
    key=KEY,
    tally="prisoners_exchanged",
    before=TallyValue(low=270, best=270, high=270),
    after=TallyValue(low=390, best=390, high=390),
    story_id=STORY,
    revision=0,
    changed_at=RECEIVED,
)

EXAMPLES: Mapping[type[Message], tuple[Message, ...]] = {
    Article: (ARTICLE, BARE_ARTICLE, KILL),
    Event: (EVENT_UPSERT, EVENT_RETRACTION),
    Incident: (INCIDENT_MESSAGE,),
    Tally: (TALLY,),
    TallyChange: (CHANGE,),
    StoryIndexEntry: (
        StoryIndexEntry(key=f"story|{STORY}", entry="story", story_id=STORY, content_hash=ARTICLE.content_hash),
        StoryIndexEntry(
            key="alias|ukraine russia begin biggest swap|Northlight|20250523T143000Z|northlight/2025-05-23/swap",
            entry="alias",
            story_id=STORY,
        ),
        StoryIndexEntry(
            key="kill:northlight|ukraine, russia begin biggest swap", entry="waiting_kill", revision=2, kind="kill", article=KILL
        ),
    ),
    DeadLetter: (
        DeadLetter(
            stage="extractor.validate",
            reason="invalid_message",
            error="published_at: field required; send story_id, published_at and body",
            origin="wiretally.articles.v1/0/42",
            failed_at=RECEIVED,
        ),
    ),
    FetchState: (FetchState(source_id="northlight", etag='"5d1c0e9b"', next_check_at=RECEIVED),),
}
"""At least one for every model of the topic catalogue."""
