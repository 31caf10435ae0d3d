"""From markup to plain text: paragraphs separated by blank lines, nothing of scripts and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import lxml.html
from lxml import etree

MAX_MARKUP_CHARS = 4_000_000
"""Of one story: twice what the text of an article may have."""

_BLOCKS = frozenset(
    "address article aside blockquote body bq center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hl2 hr"
    " html li main nav note ol p pre section table tbody td tfoot th thead tr ul".split()
)
"""Of HTML and of NITF; each begins and ends a paragraph."""
_SILENT = frozenset(
    "script style template noscript iframe object embed svg math head title select textarea button audio video canvas media".split()
)
"""What no reader sees as the story; NITF's ``media`` holds captions, which say again what the story says."""
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def text_of_markup(markup: str) -> str:
    """The text of an HTML fragment, or of plain text that holds none: ``<p>One.</p><p>Two.</p>`` gives two paragraphs.

    >>> text_of_markup("<p>Two &amp; <b>three</b> died.</p><script>x()</script><p>More<br>came.</p>")
    'Two & three died.\\n\\nMore\\ncame.'
    """
    markup = markup[:MAX_MARKUP_CHARS].replace("\0", "")
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    if not re.search(r"</?[A-Za-z!]", markup):
        return _plain(markup)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return _plain(re.sub(r"<[^<>]{0,2000}>", " ", markup))
    return text_of_element(root)


def text_of_element(root: etree._Element) -> str:
    """The text of an element and what is in it, namespaces ignored. Walks without recursion: depth costs no stack."""
    pieces = "".join(_pieces(root))
    paragraphs = (_lines(part) for part in re.split(r"\n{2,}", pieces))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _pieces(root: etree._Element) -> Iterator[str]:
    """Character data, with ``\\n\\n`` at the edges of a block and one ``\\n`` for a break; other line ends have become spaces."""
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield _flat(element.tail) if not silent and element is not root else ""
            continue
        name = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
        if event == "start":
            silent += name in _SILENT
            if not silent:
                yield "\n\n" if name in _BLOCKS else "\n" if name == "br" else ""
                yield _flat(element.text)
            continue
        silent -= name in _SILENT
        if not silent:
            yield "\n\n" if name in _BLOCKS else ""
            yield _flat(element.tail) if element is not root else ""


def _flat(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""


def _lines(part: str) -> str:
    return "\n".join(line for each in part.split("\n") if (line := _SPACE.sub(" ", each).strip()))


def _plain(text: str) -> str:
    return unescape(text).strip()
