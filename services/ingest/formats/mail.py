"""E-mail (RFC 5322): one story, its subject the headline, its first text part the body.

Known by its Message-ID; a reply (``In-Reply-To``) is a story of its own. Heads of the subject (CORRECTION, KILL) are its signs of life.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from services.chassis.errors import PermanentError, TooLarge
from services.ingest.formats.charsets import decode
from services.ingest.formats.dating import read_time
from services.ingest.formats.markup import text_of_markup
from services.ingest.formats.wire_format import Arrival, Draft, Item, dispatch

MAX_PARTS = 100
"""Parts looked at: a message of more is a bomb, not a story."""
MAX_BOUNDARIES = 2_000
"""Lines that may begin a part; counted before parsing, since the parser itself builds every part."""
MAX_HEADER_BYTES = 4_000
"""Of one header: the library's parser takes time that grows with its square, or worse."""

_FIRST = re.compile(rb"(?:From [^\r\n]{1,200}\r?\n)?(?P<name>[A-Za-z][A-Za-z0-9-]{0,70}):[ \t]")
_HEADERS = re.compile(
    rb"^(?:from|subject|date|message-id|mime-version|return-path|received|content-type)[ \t]{0,3}:", re.IGNORECASE | re.MULTILINE
)
_NEEDED = 3
"""Header lines of a message's that must stand at its top: a story may begin with a word and a colon."""
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def recognises(arrival: Arrival) -> bool:
    head = re.split(rb"\r?\n\r?\n", arrival.data[:64_000].lstrip(), maxsplit=1)[0]
    return _FIRST.match(head) is not None and len({found.lower() for found in _HEADERS.findall(head)}) >= _NEEDED


def parse(arrival: Arrival) -> Sequence[Item]:
    if (count := arrival.data.count(b"\n--")) > MAX_BOUNDARIES:
        raise TooLarge(f"{arrival.name or 'message'}: {count:,} lines that may begin a part; at most {MAX_BOUNDARIES:,} are taken")
    if (long := _longest_header(arrival.data)) > MAX_HEADER_BYTES:
        raise TooLarge(f"{arrival.name or 'message'}: a header of {long:,} bytes; one may have {MAX_HEADER_BYTES:,}")
    try:
        message = BytesParser(policy=policy.default).parsebytes(arrival.data.lstrip())
        draft = _draft(message)
    except (RecursionError, ValueError, LookupError, AttributeError, IndexError, TypeError) as error:
        # The library's header parser raises these on headers that break its grammar.
        raise PermanentError(
            "invalid_message", f"{arrival.name or 'message'}: no e-mail that can be read: {type(error).__name__}; send it as text"
        ) from error
    return [dispatch(draft, arrival, arrival.data)]


def _longest_header(data: bytes) -> int:
    """Bytes of the longest header with its folded lines: any of the message's own, and those of its parts that describe content."""
    longest = length = 0
    head, counts = True, True
    for line in data.lstrip().split(b"\n"):
        if head and not line.strip():
            head = False
        if line[:1] in (b" ", b"\t"):
            length += len(line)
        else:
            length, counts = len(line), head or line[:8].lower() == b"content-"
        if counts:
            longest = max(longest, length)
    return longest


def _draft(message: EmailMessage) -> Draft:
    when = read_time(str(message.get("date", "")))
    sender = message.get("from")
    addresses = getattr(sender, "addresses", ())
    return Draft(
        story_id=str(message.get("message-id", "")).strip().strip("<>"),
        published_at=when[0] if when else None,
        headline=str(message.get("subject", "")).strip(),
        body=_body(message),
        source=(addresses[0].display_name or addresses[0].domain) if addresses else "",
        language=str(message.get("content-language", ""))[:2].lower(),
    )


def _body(message: EmailMessage) -> str:
    """The first plain text, else the first HTML; what is attached is no part of the story."""
    plain, markup = "", ""
    for part in _text_parts(message):
        payload = part.get_payload(decode=True)
        text = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset()).text.replace("\r\n", "\n")
        if part.get_content_subtype() == "html":
            markup = markup or text_of_markup(text)
        else:
            plain = plain or text
    return _SIGNATURE.split(plain or markup, maxsplit=1)[0].strip()


def _text_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= MAX_PARTS:
            return
        if part.get_content_maintype() == "text" and not part.is_attachment():
            yield part
