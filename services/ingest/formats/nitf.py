"""NITF 3.x (IPTC News Industry Text Format): one story in a document.

Signs of life: ``du-key`` names the story and numbers its versions; ``docdata``'s management-status is usable, embargoed, withheld or
canceled (its management-idref-status is that of another document, named by management-doc-idref); ``correction`` says a document
corrects an earlier one; ``date.release`` is when an embargo ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from schemas.article import RevisionKind
from services.ingest.formats.dating import read_time
from services.ingest.formats.markup import text_of_element
from services.ingest.formats.wire_format import Arrival, Draft, Item, Release, dispatch, version_number
from services.ingest.formats.xml_input import attribute, child, children, descendants, parse_xml, root_name, text

_HEADLINES = ("hl1", "hl2")


def recognises(arrival: Arrival) -> bool:
    return root_name(arrival.data) == "nitf"


def parse(arrival: Arrival) -> Sequence[Item]:
    return [dispatch(read_nitf(parse_xml(arrival.data)), arrival, arrival.data)]


def read_nitf(root: etree._Element) -> Draft:
    """What a ``nitf`` element says, alone or inside another format's content."""
    head, docdata = child(root, "head"), child(root, "head", "docdata")
    key, identity = child(docdata, "du-key"), child(docdata, "doc-id")
    correction = child(docdata, "correction")
    issued = read_time(attribute(child(docdata, "date.issue"), "norm")) or read_time(
        attribute(child(root, "body", "body.head", "dateline", "story.date"), "norm")
    )
    kind, release, other = _life(docdata, correction)
    return Draft(
        story_id=other or attribute(key, "key") or attribute(identity, "id-string") or attribute(correction, "id-string"),
        version=None if other else version_number(attribute(key, "version")),
        published_at=issued[0] if issued else None,
        precision=issued[1] if issued else "time",
        headline=_headline(root) or text(child(head, "title")),
        body=nitf_body(root),
        kind=kind,
        release=release,
        source=text(child(root, "body", "body.head", "distributor")) or attribute(child(docdata, "doc.copyright"), "holder"),
        credit=text(child(root, "body", "body.head", "distributor")),
        embargoed_until=_embargo(docdata, issued[0] if issued else None),
    )


def nitf_body(root: etree._Element) -> str:
    """Dateline and paragraphs, the dateline run into the first of them as wires print it."""
    content = child(root, "body", "body.content")
    body = "" if content is None else text_of_element(content)
    place = text(child(root, "body", "body.head", "dateline", "location")) or _first_text(child(root, "body", "body.head", "dateline"))
    if place and body and not body.lower().startswith(place.lower()[:20]):
        body = f"{place} — {body}"
    return body


def _first_text(dateline: etree._Element | None) -> str:
    """A dateline without elements of its own: ``<dateline>QUITO</dateline>``."""
    return text(dateline) if dateline is not None and len(dateline) == 0 else ""


def _headline(root: etree._Element) -> str:
    hedline = child(root, "body", "body.head", "hedline")
    return next((found for name in _HEADLINES for each in children(hedline, name) if (found := text(each))), "")


def _life(docdata: etree._Element | None, correction: etree._Element | None) -> tuple[RevisionKind | None, Release, str]:
    """Kind, release, and the id of the other document that is meant, empty if none."""
    other, others_status = attribute(docdata, "management-doc-idref"), attribute(docdata, "management-idref-status").lower()
    if other and others_status == "canceled":
        return "kill", "usable", other
    if other and others_status == "withheld":
        return "kill", "withheld", other
    status = attribute(docdata, "management-status").lower()
    if status == "canceled":
        return "kill", "usable", ""
    if status == "withheld":
        return "kill", "withheld", ""
    kinds = {attribute(each, "msg-type").lower() for each in descendants(docdata, "ed-msg")}
    if correction is not None or "correction" in kinds:
        return "correction", "usable", ""
    return None, "usable", ""


def _embargo(docdata: etree._Element | None, issued: datetime | None) -> datetime | None:
    released = read_time(attribute(child(docdata, "date.release"), "norm"))
    if released is None or (issued is not None and released[0] <= issued):
        return None
    return released[0]
