"""XML from strangers: read without fetching anything, expanding anything, or going deeper than a news item does."""

from __future__ import annotations

import re

from lxml import etree

from services.chassis.errors import PermanentError

_ROOT = re.compile(rb"<(?:(?P<prefix>[A-Za-z_][\w.-]{0,60}):)?(?P<name>[A-Za-z_][\w.-]{0,60})(?=[\s/>])")
_PROLOG = re.compile(
    rb"\s*(?:<\?[^>]{0,2000}\?>|<!--(?:(?!-->).){0,20000}-->|<!DOCTYPE[^\[>]{0,2000}(?:\[[^\]]{0,200000}\]\s*)?>)",
    re.DOTALL | re.IGNORECASE,
)
HEAD_BYTES = 256 * 1024
"""What is looked at for the root element: a document type may stand before it, and a news wire's own is short."""


def root_name(data: bytes) -> str | None:
    """The local name of the root element as written, None if the bytes do not begin as XML. UTF-16 is looked at as well.

    >>> root_name(b"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf/>"), root_name(b"Dear editors")
    ('nitf', None)
    """
    head = data[:HEAD_BYTES]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"<"):
        return None
    at = 0
    while prolog := _PROLOG.match(head, at):
        at = prolog.end()
    match = _ROOT.match(head, at + len(head[at:]) - len(head[at:].lstrip()))
    return match["name"].decode("ascii", "replace") if match else None


def parse_xml(data: bytes) -> etree._Element:
    """The root element. A document type is allowed, since real wires send one; it is never fetched, and one that declares entities of
    its own is refused (``xml_entities``), as no wire needs them and they are how a small file becomes a large one.

    Raises PermanentError ``xml_entities`` or ``invalid_xml``; the latter also for more than 256 levels (libxml2's own limit).
    """
    refuse_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data.lstrip() if data[:1] in b" \t\r\n" else data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PermanentError("invalid_xml", f"no well-formed XML: {error}; mend it at its producer") from error
    return root


def refuse_entities(data: bytes) -> None:
    """Raises PermanentError ``xml_entities`` where a document type declares an entity, before any parser sees it."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:64] else data
    start = plain[:HEAD_BYTES].upper().find(b"<!DOCTYPE")
    if start >= 0 and b"<!ENTITY" in plain[start:].upper():
        raise _entities()


def _entities() -> PermanentError:
    return PermanentError("xml_entities", "its document type declares entities; send it without them")


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant by a path of local names, one level each, namespaces ignored."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if _local(each) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """The children of that local name, namespaces ignored."""
    return [] if element is None else [each for each in element if _local(each) == name]


def descendants(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All of that local name at any depth, in document order, namespaces ignored."""
    return [] if element is None else list(element.iter(f"{{*}}{name}"))


def text(element: etree._Element | None) -> str:
    """All character data in the element on one line; empty for None."""
    return "" if element is None else re.sub(r"\s+", " ", "".join(map(str, element.itertext()))).strip()


def attribute(element: etree._Element | None, name: str) -> str:
    """The attribute's value stripped; empty if there is none."""
    return "" if element is None else str(element.get(name, "")).strip()


def _local(element: etree._Element) -> str:
    return str(etree.QName(element.tag).localname)
