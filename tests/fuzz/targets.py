"""What is fuzzed: each way in for bytes that a stranger or an operator wrote. A target returns, or refuses in our own words."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from schemas.article import Article
from schemas.topics import CATALOGUE, DEAD_LETTERS
from services.aggregator.definitions import parse_definitions
from services.chassis.dead_letters import read_letter
from services.chassis.errors import ConfigurationError, PermanentError
from services.chassis.tracing import checked_traceparent
from services.extractor.extract import Extractor, load_extractor
from services.extractor.revise import StoryState, revise
from services.ingest.fetch.decompress import decompress
from services.ingest.fetch.errors import FetchFailed
from services.ingest.fetch.guard import check_url
from services.ingest.fetch.schedule import hints_of
from services.ingest.fetch.spoken import spoken
from services.ingest.formats.article_json import parse_articles
from services.ingest.formats.detect import FORMATS, parse_wire
from services.ingest.formats.text import parse_text
from services.ingest.formats.wire_format import Arrival, Dispatch
from services.ingest.revisions import StoryIndex, accept
from services.ingest.sources.catalogue import read_sources

TESTS = Path(__file__).parent.parent
CORPUS = Path(__file__).parent / "corpus"
"""Inputs of our own by target: each that once failed, and some that reach far."""
REFUSALS = (PermanentError, ValidationError, ConfigurationError, FetchFailed)
"""How an input may be turned away; any other exception is a fault of ours."""
NOW = datetime(2025, 5, 24, tzinfo=UTC)
MAX_STORY = 4_000
"""Of the extractor's inputs, in bytes: longer ones are slow and tell no more."""
_MESSAGES = tuple(topic.model for topic in CATALOGUE if topic != DEAD_LETTERS)


@dataclass(frozen=True, slots=True)
class Target:
    """``run`` takes any bytes. ``seeds`` are inputs of ours, beside the corpus, that the fuzzer starts from."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


def wire(data: bytes) -> None:
    """Bytes from a feed, a folder or a push: told by content, then read by their format."""
    for item in parse_wire(Arrival(data, name="x", now=NOW)).items:
        if isinstance(item, Dispatch):
            assert Article.read(item.article.to_json()) == item.article


def each_format(data: bytes) -> None:
    """Every format's own reader, also where another would have been chosen: who pushes may name one."""
    for wire_format in FORMATS.values():
        arrival = Arrival(data, name="x", now=NOW)
        if wire_format.recognises(arrival):
            try:
                wire_format.parse(arrival)
            except PermanentError:
                continue


def articles(data: bytes) -> None:
    """Article JSON, one, a list, or a line each."""
    parse_articles(data[1:], ndjson=data[:1] == b"1", now=NOW)


def story(data: bytes) -> None:
    """A text story, and what ingest decides on it."""
    article = parse_text(data, name="story.txt", now=NOW)
    assert accept(StoryIndex(), article).outcome in ("published", "waiting")
    assert Article.read(article.to_json()) == article


def extract(data: bytes) -> None:
    """Any text as a story: figures stand where they say, and the same story again changes nothing."""
    headline, _, body = data[:MAX_STORY].decode("utf-8", "replace").partition("\n")
    article = Article(story_id="s", headline=headline[:250], body=body, published_at=NOW)
    if not article.text.strip():
        return
    events = _extractor().extract(article)
    for event in events:
        for figure in event.figures:
            assert article.text[figure.start : figure.end] == figure.text
            assert figure.low >= 0
            assert figure.high is None or figure.low <= figure.high
    assert len({event.event_id for event in events}) == len(events)
    state, _ = revise(None, article, events)
    assert StoryState.read(state.to_json()) == state
    assert revise(state, article, events) == (state, ())


@cache
def _extractor() -> Extractor:
    return load_extractor()


def message(data: bytes) -> None:
    """A message of each topic: what is read can be written and read again."""
    model = _MESSAGES[data[0] % len(_MESSAGES)] if data else _MESSAGES[0]
    read = model.read(data[1:])
    assert model.read(read.to_json()) == read


def letter(data: bytes) -> None:
    """Headers of a dead letter and of a trace, a line each."""
    lines = [line.partition(b":") for line in data.split(b"\n")]
    checked_traceparent(data.decode("utf-8", "replace"))
    read_letter([(name.decode("utf-8", "replace"), value) for name, _, value in lines])


def tallies(data: bytes) -> None:
    """An operator's tallies.yaml."""
    parse_definitions(data.decode("utf-8", "replace"))


def sources(data: bytes) -> None:
    """An operator's sources.yaml."""
    with tempfile.NamedTemporaryFile(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as file:
        file.write(data)
        file.flush()
        read_sources(Path(file.name))


def answer(data: bytes) -> None:
    """A stranger's HTTP answer: address, headers, compressed body."""
    head, _, body = data.partition(b"\n")
    text = head.decode("utf-8", "replace")
    assert len(spoken(text)) <= 200
    hints_of({"cache-control": text, "retry-after": text, "expires": text, "age": text, "date": text}, NOW)
    for step in (lambda: check_url(text), lambda: decompress([body[:7], body[7:]], text or "gzip", max_bytes=100_000, max_ratio=200)):
        try:
            step()
        except FetchFailed:
            continue


def _files(folder: str) -> Callable[[], Iterator[bytes]]:
    return lambda: (path.read_bytes() for path in sorted((TESTS / folder).rglob("*")) if path.is_file() and path.suffix != ".md")


def _texts() -> Iterator[bytes]:
    for path in sorted((TESTS / "wires" / "text").glob("*.txt")) + sorted((TESTS / "releases" / "wire").glob("*.txt")):
        yield path.read_bytes().partition(b"\n")[2]


def _recorded(prefix: bool) -> Callable[[], Iterator[bytes]]:
    """The messages of the recorded releases, each after the number of its model."""

    def found() -> Iterator[bytes]:
        for number, topic in enumerate(topic for topic in CATALOGUE if topic != DEAD_LETTERS):
            for file in sorted((TESTS / "releases").glob(f"*/{topic.name}.jsonl")):
                for line in file.read_text().splitlines()[:5]:
                    value = (json.loads(line)["value"] or "").encode()
                    yield bytes([number]) + value if prefix else b"0" + value

    return found


def _letters() -> Iterator[bytes]:
    for file in sorted((TESTS / "releases").glob(f"*/{DEAD_LETTERS.name}.jsonl")):
        for line in file.read_text().splitlines():
            yield "\n".join(f"{name}:{value}" for name, value in json.loads(line)["headers"].items()).encode()


def _yaml(file: str) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([(TESTS.parent / file).read_bytes()])


def _sources() -> Iterator[bytes]:
    yield b"sources:\n  - id: wire\n    feed: https://wire.example/rss\n    poll_s: 60\n  - {id: in, folder: /in, enabled: false}\n"


def _answers() -> Iterator[bytes]:
    import gzip

    yield b"gzip\n" + gzip.compress(b"two ships " * 20)
    yield b"max-age=60, s-maxage=5\n"
    yield b"Fri, 23 May 2025 10:00:00 GMT\n"
    yield b"https://desk:key@wire.example:8443/rss?key=1\n"


TARGETS: dict[str, Target] = {
    "wire": Target(wire, _files("wires")),
    "each_format": Target(each_format, _files("wires")),
    "articles": Target(articles, _recorded(prefix=False)),
    "story": Target(story, _files("wires/text")),
    "extract": Target(extract, _texts),
    "message": Target(message, _recorded(prefix=True)),
    "letter": Target(letter, _letters),
    "tallies": Target(tallies, _yaml("services/aggregator/tallies.yaml")),
    "sources": Target(sources, _sources),
    "answer": Target(answer, _answers),
}
