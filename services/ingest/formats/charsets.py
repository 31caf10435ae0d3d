"""From bytes to text: which charset a story is in, and whether anything was lost on the way."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other."""
_WIDER = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso8859-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
}
"""Labels that stand for a wider charset in practice (WHATWG Encoding Standard): quotes and dashes of cp1252 are else control characters."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
GUESSED_FROM_BYTES = 64 * 1024
"""A guess takes time that grows with the text; the head of a story shows its language as well as the whole."""


@dataclass(frozen=True)
class Decoded:
    """``text``, the charset it was read in, and whether characters were replaced because the charset did not fit."""

    text: str
    charset: str
    lossy: bool = False


def stated_charset(content_type: str) -> str | None:
    """The charset of a media type: ``text/html; charset="koi8-r"`` gives ``koi8-r``."""
    match = _CHARSET.search(content_type)
    return match[1] if match else None


def decode(data: bytes, *candidates: str | None) -> Decoded:
    """``data`` as text. A byte order mark decides; then valid UTF-8, since no other charset looks like it by chance; then the first of
    ``candidates`` (what transport and document say, in that order) that fits; then a guess; then cp1252 with replacements.

    >>> decode("“Ночь”".encode("koi8-r", "replace"), "koi8-r").charset, decode(b"\\x93Hi\\x94", "iso-8859-1").text
    ('koi8-r', '“Hi”')
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _replacing(data, charset)
    stated = [known_charset(each) for each in candidates if each]
    for charset in ("utf-8", *(each for each in stated if each)):
        try:
            return Decoded(data.decode(charset), charset)
        except UnicodeError:
            continue
    guess = from_bytes(data[:GUESSED_FROM_BYTES]).best()
    return _replacing(data, guess.encoding if guess is not None else "cp1252")


def known_charset(charset: str) -> str | None:
    """The charset a label stands for, as Python names it; None where it stands for none."""
    name = charset.strip().lower()
    try:
        found = codecs.lookup(_WIDER.get(name, name))
    except (LookupError, ValueError):
        return None
    # rot13, hex, zip and their like are registered as codecs and are no charsets; some of them blow up what they decode.
    return (
        found.name
        if getattr(found, "_is_text_encoding", True)
        and found.name not in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined")
        else None
    )


def _replacing(data: bytes, charset: str) -> Decoded:
    text = data.decode(charset, "replace")
    return Decoded(text, charset, "\ufffd" in text)
