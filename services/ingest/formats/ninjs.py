"""ninjs (IPTC News in JSON), 1.x, 2.x and 3.x: a news object, or an array of them.

1.x writes ``versioncreated``, ``pubstatus``, ``body_text``; 2.x and 3.x ``versionCreated``, ``pubStatus`` and arrays ``headlines``,
``bodies``. Signs of life: ``uri`` names the story, ``version`` numbers it; the status is usable, withheld or canceled; ``embargoed``
(``embargoedUntil``) is when it may be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson

from schemas.article import RevisionKind
from services.chassis.errors import InvalidMessage, TooLarge
from services.ingest.formats.dating import read_time
from services.ingest.formats.json_input import first_text
from services.ingest.formats.markup import text_of_markup
from services.ingest.formats.wire_format import Arrival, Draft, Ignored, Item, Unfit, dispatch, version_number

_SIGNS = (
    "pubstatus",
    "pubStatus",
    "versioncreated",
    "versionCreated",
    "body_text",
    "body_html",
    "body_xhtml",
    "bodies",
    "headlines",
    "representationtype",
    "ninjs",
)
_SIGNALS: dict[str, RevisionKind] = {"correction": "correction", "update": "update", "kill": "kill"}
_MARKUP = ("body_html", "body_xhtml", "body_richtext")
_PLAIN = ("body_text", "body_main", "body_plain")


def recognises(arrival: Arrival) -> bool:
    value = arrival.json
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and "uri" in first and "story_id" not in first and any(sign in first for sign in _SIGNS)


def parse(arrival: Arrival) -> Sequence[Item]:
    value = arrival.json
    items = value if isinstance(value, list) else [value]
    if len(items) > arrival.max_items:
        raise TooLarge(f"{len(items):,} news objects at once; at most {arrival.max_items:,} are taken")
    return [_item(each, arrival) for each in items]


def _item(value: Any, arrival: Arrival) -> Item:
    raw = orjson.dumps(value)
    if not isinstance(value, dict):
        return Unfit(raw, InvalidMessage(f"{arrival.name or 'ninjs'}: a {type(value).__name__} where a news object should be"))
    status = _said(value, "pubStatus", "pubstatus").lower() or "usable"
    body = _body(value)
    if _said(value, "type") not in ("", "text", "composite") or (status == "usable" and not body):
        return Ignored("not_text")
    created = read_time(_said(value, "versionCreated", "versioncreated")) or read_time(_said(value, "firstCreated", "firstcreated"))
    embargo = read_time(_said(value, "embargoedUntil", "embargoed", "embargoeduntil"))
    located = _said(value, "located")
    draft = Draft(
        story_id=_said(value, "uri"),
        version=version_number(_said(value, "version")),
        published_at=created[0] if created else None,
        precision=created[1] if created else "time",
        headline=_said(value, "headline", "headline_main", "title") or _by_role(value.get("headlines"), ("main", "")),
        body=body,
        kind="kill" if status in ("canceled", "withheld") else _kind(value),
        release="withheld" if status == "withheld" else "usable",
        source=_source(value),
        credit=_said(value, "creditline", "creditLine"),
        language=_said(value, "language"),
        embargoed_until=embargo[0] if embargo else None,
    )
    if located and body and not body.lower().startswith(located.lower().split(",")[0]):
        draft = replace(draft, body=f"{located} — {body}")
    return dispatch(draft, arrival, raw)


def _said(value: dict[str, Any], *names: str) -> str:
    """The first of these properties that is a text or a number."""
    return first_text(value.get(name) for name in names)


def _body(value: dict[str, Any]) -> str:
    for name in _PLAIN:
        if isinstance(value.get(name), str) and value[name].strip():
            return str(value[name])
    for name in _MARKUP:
        if isinstance(value.get(name), str) and value[name].strip():
            return text_of_markup(value[name])
    bodies = [each for each in value.get("bodies") or () if isinstance(each, dict)] if isinstance(value.get("bodies"), list) else []
    for each in sorted(bodies, key=lambda body: "plain" not in str(body.get("contentType", body.get("contenttype", "")))):
        content = each.get("value")
        if isinstance(content, str) and content.strip():
            return text_of_markup(content)
    return ""


def _by_role(values: Any, roles: tuple[str, ...]) -> str:
    """Of an array of ``{role, value}`` the one of the first of ``roles`` there is, else the first."""
    found = [each for each in values if isinstance(each, dict) and isinstance(each.get("value"), str)] if isinstance(values, list) else []
    found.sort(key=lambda each: roles.index(role) if (role := str(each.get("role", ""))) in roles else len(roles))
    return text_of_markup(found[0]["value"]) if found else ""


def _source(value: dict[str, Any]) -> str:
    sources = value.get("infoSources") or value.get("infosource")
    named = [each.get("name") or each.get("literal") for each in sources if isinstance(each, dict)] if isinstance(sources, list) else []
    return first_text([*named, value.get("copyrightHolder"), value.get("copyrightholder")])


def _kind(value: dict[str, Any]) -> RevisionKind | None:
    signals = value.get("signals") or value.get("signal") or ()
    said = [
        str(each.get("code") or each.get("name") or "") if isinstance(each, dict) else str(each)
        for each in (signals if isinstance(signals, list) else [signals])
    ]
    return next((_SIGNALS[code] for each in said if (code := each.replace("/", ":").rpartition(":")[2].lower()) in _SIGNALS), None)
