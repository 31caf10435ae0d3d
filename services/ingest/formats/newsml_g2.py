"""NewsML-G2 (IPTC): a news item, or a message of several.

Signs of life: ``guid`` names the story, ``version`` numbers it; ``pubStatus`` is stat:usable, stat:withheld or stat:canceled;
``embargoed`` is when it may be used, empty for an embargo without end; ``signal`` says sig:correction, sig:update.
A package item only lists other items: their stories come as items of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from schemas.article import RevisionKind
from services.chassis.errors import TooLarge
from services.ingest.formats.dating import read_time
from services.ingest.formats.markup import text_of_element, text_of_markup
from services.ingest.formats.nitf import read_nitf
from services.ingest.formats.wire_format import Arrival, Draft, Ignored, Item, dispatch, version_number
from services.ingest.formats.xml_input import attribute, child, children, descendants, parse_xml, root_name, text

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""An ``embargoed`` without a time holds until a later version lifts it (NewsML-G2, *embargoed*)."""

_ROOTS = frozenset({"newsMessage", "newsItem", "packageItem"})
_SIGNALS: dict[str, RevisionKind] = {"correction": "correction", "update": "update", "kill": "kill"}


def recognises(arrival: Arrival) -> bool:
    return root_name(arrival.data) in _ROOTS


def parse(arrival: Arrival) -> Sequence[Item]:
    root = parse_xml(arrival.data)
    items = list(root.iter("{*}newsItem", "{*}packageItem"))
    if len(items) > arrival.max_items:
        raise TooLarge(f"{len(items):,} items in one message; at most {arrival.max_items:,} are taken")
    sent = read_time(text(child(root, "header", "sent")))
    sender = text(child(root, "header", "sender"))
    return [_item(each, sent[0] if sent else None, sender, arrival) for each in items]


def _item(item: etree._Element, sent: datetime | None, sender: str, arrival: Arrival) -> Item:
    if etree.QName(item).localname == "packageItem":
        return Ignored("package")
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    status = _code(child(meta, "pubStatus")) or "usable"
    body, headline = _content(item)
    if _code(child(meta, "itemClass")) not in ("", "text", "composite") or (status == "usable" and not body):
        return Ignored("not_text")
    created = read_time(text(child(meta, "versionCreated"))) or read_time(text(child(meta, "firstCreated")))
    dateline = text(child(content, "dateline"))
    if dateline and body and not body.lower().startswith(dateline.lower()[:12]):
        body = f"{dateline} — {body}"
    draft = Draft(
        story_id=attribute(item, "guid"),
        version=version_number(attribute(item, "version")),
        published_at=created[0] if created else sent,
        precision=created[1] if created else "time",
        headline=text(child(content, "headline")) or headline or text(child(meta, "title")),
        body=body,
        kind="kill" if status in ("canceled", "withheld") else _signal(meta),
        release="withheld" if status == "withheld" else "usable",
        source=_party(child(meta, "provider")) or _party(child(content, "infoSource")) or sender,
        credit=text(child(content, "creditline")),
        language=attribute(child(content, "language"), "tag"),
        embargoed_until=_embargo(meta),
    )
    return dispatch(draft, arrival, etree.tostring(item))


def _code(element: etree._Element | None) -> str:
    """The code of a qcode or the last part of a URI: ``stat:usable`` and ``…/pubstatusg2/usable`` alike."""
    said = attribute(element, "qcode") or attribute(element, "uri")
    return said.replace("/", ":").rpartition(":")[2].lower()


def _party(element: etree._Element | None) -> str:
    return text(child(element, "name")) or attribute(element, "literal") or _code(element)


def _signal(meta: etree._Element | None) -> RevisionKind | None:
    return next((_SIGNALS[code] for each in children(meta, "signal") if (code := _code(each)) in _SIGNALS), None)


def _embargo(meta: etree._Element | None) -> datetime | None:
    embargoed = child(meta, "embargoed")
    if embargoed is None:
        return None
    until = read_time(text(embargoed))
    return until[0] if until else NEVER


def _content(item: etree._Element) -> tuple[str, str]:
    """Body and headline of the first content that is text: NITF, XHTML or plain."""
    for inline in descendants(item, "inlineXML"):
        if (nested := next(iter(descendants(inline, "nitf")), None)) is not None:
            inner = read_nitf(nested)
            return inner.body, inner.headline
        if body := text_of_element(inline):
            return body, next((text(each) for each in descendants(inline, "h1")), "")
    for inline in descendants(item, "inlineData"):
        if body := text_of_markup("".join(map(str, inline.itertext()))):
            return body, ""
    return "", ""
