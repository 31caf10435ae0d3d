"""Which wire format bytes are in, told by what they hold and never by a name: the most specific form first, plain text last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.errors import PermanentError
from services.ingest.formats import anpa1312, feed, html_page, iptc7901, json_feed, mail, newsml1, newsml_g2, ninjs, nitf
from services.ingest.formats.article_json import parse_articles
from services.ingest.formats.charsets import decode, known_charset, stated_charset
from services.ingest.formats.text import parse_text
from services.ingest.formats.wire_format import Arrival, Dispatch, Item, Unfit, WireFormat
from services.ingest.formats.xml_input import root_name

FORMATS: dict[str, WireFormat] = {
    "nitf": nitf,
    "newsml1": newsml1,
    "newsml-g2": newsml_g2,
    "feed": feed,
    "html": html_page,
    "iptc7901": iptc7901,
    "anpa1312": anpa1312,
    "json-feed": json_feed,
    "ninjs": ninjs,
    "mail": mail,
}


@dataclass(frozen=True)
class Reading:
    """What bytes turned out to be: the format's name and its items, in order."""

    format: str
    items: tuple[Item, ...]


def parse_wire(arrival: Arrival) -> Reading:
    """The items in ``arrival``, whatever its format. Raises PermanentError where nothing in it can be read."""
    name = format_of(arrival)
    return Reading(name, tuple(_parsed(name, arrival)))


def format_of(arrival: Arrival) -> str:
    """The name of the format: a key of :data:`FORMATS`, ``articles`` (JSON of our own), or ``text``."""
    for name, wire_format in FORMATS.items():
        if wire_format.recognises(arrival):
            return name
    return "articles" if arrival.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else "text"


def _parsed(name: str, arrival: Arrival) -> Sequence[Item]:
    if name in FORMATS:
        return FORMATS[name].parse(arrival)
    if name == "articles":
        lines = arrival.json is None
        articles = parse_articles(
            arrival.data, ndjson=lines and b"\n" in arrival.data.strip(), max_items=arrival.max_items, now=arrival.now
        )
        return [each if isinstance(each, Unfit) else Dispatch(each) for each in articles]
    if (root := root_name(arrival.data)) is not None:
        raise PermanentError(
            "unknown_format", f"{arrival.name or 'input'}: XML with the root <{root}>; NITF, NewsML, NewsML-G2, RSS and Atom are read"
        )
    return [Dispatch(parse_text(_text(arrival), name=arrival.name or "story", now=arrival.now))]


def _text(arrival: Arrival) -> str | bytes:
    """The text in the charset that its sender states; else its bytes, which must be UTF-8: a guess would be wrong without a word."""
    stated = stated_charset(arrival.content_type)
    charset = known_charset(stated) if stated is not None else None
    if charset in (None, "utf-8"):
        return arrival.data
    decoded = decode(arrival.data, stated)
    return decoded.text if decoded.charset == charset else arrival.data
