"""Addresses as logs and errors may say them: many feeds that are paid for have their key in the address."""

from __future__ import annotations

import re

_MAX_LENGTH = 200
_ADDRESS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]{0,20}://)([^\s'\"<>/?#]{1,2000}@)?)([^\s'\"<>?#]{0,2000})([?#][^\s'\"<>]{0,20000})?")


def spoken(text: str) -> str:
    """``text`` with each address in it cut down to scheme, host and path, and bounded.

    >>> spoken("https://desk:key@wire.example/rss?key=abc answers 404")
    'https://wire.example/rss?… answers 404'
    """
    return _ADDRESS.sub(lambda found: f"{found[1]}{found[3]}{'?…' if found[4] else ''}", text)[:_MAX_LENGTH]
