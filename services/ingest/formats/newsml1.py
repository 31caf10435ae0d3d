"""NewsML 1.x (IPTC): a document of news items, each with its identifier, revision and status.

Signs of life: ``RevisionId`` numbers the versions; ``Status`` is Usable, Embargoed, Withheld or Canceled; ``StatusWillChange`` says
when an embargo ends; an ``Instruction`` or a ``Property`` may say Correction or Update.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from lxml import etree

from schemas.article import RevisionKind
from services.chassis.errors import TooLarge
from services.ingest.formats.dating import read_time
from services.ingest.formats.markup import text_of_element, text_of_markup
from services.ingest.formats.nitf import read_nitf
from services.ingest.formats.wire_format import Arrival, Draft, Ignored, Item, dispatch, version_number
from services.ingest.formats.xml_input import attribute, child, descendants, parse_xml, root_name, text

_KINDS: dict[str, RevisionKind] = {"correction": "correction", "corrected": "correction", "update": "update", "kill": "kill"}
_TEXT_MEDIA = frozenset({"", "text", "complextext"})


def recognises(arrival: Arrival) -> bool:
    return root_name(arrival.data) == "NewsML"


def parse(arrival: Arrival) -> Sequence[Item]:
    root = parse_xml(arrival.data)
    items = list(root.iter("{*}NewsItem"))
    if len(items) > arrival.max_items:
        raise TooLarge(f"{len(items):,} news items in one document; at most {arrival.max_items:,} are taken")
    sent = read_time(text(child(root, "NewsEnvelope", "DateAndTime")))
    return [_item(item, sent[0] if sent else None, arrival) for item in items]


def _item(item: etree._Element, sent: datetime | None, arrival: Arrival) -> Item:
    management, identifier = child(item, "NewsManagement"), child(item, "Identification", "NewsIdentifier")
    status = attribute(child(management, "Status"), "FormalName").lower()
    body, nested = _content(item)
    headline = next((found for each in descendants(item, "HeadLine") if (found := text(each))), "") or (nested.headline if nested else "")
    if status not in ("canceled", "withheld") and not body:
        return Ignored("not_text")
    created = read_time(text(child(management, "ThisRevisionCreated"))) or read_time(text(child(management, "FirstCreated")))
    changes = child(management, "StatusWillChange")
    free_from = read_time(text(child(changes, "DateAndTime")))
    provider = _provider(item) or text(child(identifier, "ProviderId"))
    draft = Draft(
        story_id=_identity(identifier) or attribute(item, "Duid"),
        version=version_number(text(child(identifier, "RevisionId"))),
        published_at=created[0] if created else sent,
        precision=created[1] if created else "time",
        headline=headline,
        body=_with_dateline(item, body),
        kind="kill" if status in ("canceled", "withheld") else _kind(management),
        release="withheld" if status == "withheld" else "usable",
        source=provider,
        credit=next((found for each in descendants(item, "CreditLine") if (found := text(each))), ""),
        language=next((found for each in descendants(item, "Language") if (found := attribute(each, "FormalName"))), ""),
        embargoed_until=free_from[0] if status == "embargoed" and free_from else None,
    )
    return dispatch(draft, arrival, etree.tostring(item))


def _identity(identifier: etree._Element | None) -> str:
    """The item without its revision, in the form of its public identifier: ``urn:newsml:PROVIDER:DATE:ITEM``."""
    parts = [text(child(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    return f"urn:newsml:{':'.join(parts)}" if parts[0] and parts[2] else text(child(identifier, "PublicIdentifier"))


def _kind(management: etree._Element | None) -> RevisionKind | None:
    said = [attribute(each, name).lower() for each in (management if management is not None else ()) for name in ("FormalName", "Value")]
    return next((_KINDS[word] for word in said if word in _KINDS), None)


def _provider(item: etree._Element) -> str:
    for name in ("Provider", "Source"):
        for element in descendants(item, name):
            if found := next((value for party in descendants(element, "Party") if (value := attribute(party, "FormalName"))), ""):
                return found
    return ""


def _content(item: etree._Element) -> tuple[str, Draft | None]:
    """The text of the item's main text content; NITF inside it is read as NITF."""
    for content in descendants(item, "ContentItem"):
        media = attribute(child(content, "MediaType"), "FormalName").lower()
        data = child(content, "DataContent")
        if media not in _TEXT_MEDIA or data is None:
            continue
        if (nested := next(iter(descendants(data, "nitf")), None)) is not None:
            inner = read_nitf(nested)
            return inner.body, inner
        body = text_of_element(data) if len(data) else text_of_markup("".join(map(str, data.itertext())))
        if body:
            return body, None
    return "", None


def _with_dateline(item: etree._Element, body: str) -> str:
    line = next(_texts(item, "DateLine"), "")
    return f"{line} — {body}" if line and body and not body.lower().startswith(line.lower()[:12]) else body


def _texts(item: etree._Element, name: str) -> Iterator[str]:
    return (found for each in descendants(item, name) if (found := text(each)))
