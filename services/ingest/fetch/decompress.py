"""Decompression that cannot be made to fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from services.ingest.fetch.errors import FetchFailed

ACCEPTED = "gzip, deflate"
SLACK_BYTES = 64 * 1024
"""A short answer may be all zeros: the ratio is looked at only beyond this."""


class Decompressor:
    """Bytes of one answer in, its body out, never more than ``max_bytes`` of it and never more than ``max_ratio`` times what came in.

    ``encoding`` is the Content-Encoding header. Raises FetchFailed ``stacked_encoding`` for one on top of another (no honest server does
    that, and each layer multiplies), ``unknown_encoding``, and while feeding ``bomb``, ``too_large`` or ``broken_encoding``.
    """

    def __init__(self, encoding: str, *, max_bytes: int, max_ratio: int) -> None:
        layers = [each for part in encoding.split(",") if (each := part.strip().lower()) and each != "identity"]
        if len(layers) > 1:
            raise FetchFailed("stacked_encoding", f"content encoded as {encoding[:80]!r}; one encoding at most is taken")
        self._max_bytes = max_bytes
        self._max_ratio = max_ratio
        self._came_in = 0
        self._body = bytearray()
        self._inflate: zlib._Decompress | None = None
        self._deflate_undecided = False
        match layers:
            case []:
                pass
            case ["gzip" | "x-gzip"]:
                self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
            case ["deflate"]:
                self._inflate = zlib.decompressobj()
                self._deflate_undecided = True
            case _:
                raise FetchFailed("unknown_encoding", f"content encoded as {layers[0][:40]!r}; {ACCEPTED} are taken")

    def feed(self, chunk: bytes) -> None:
        """Takes the next bytes of the answer in."""
        self._came_in += len(chunk)
        if self._inflate is None:
            self._keep(chunk)
            return
        if self._deflate_undecided and chunk:
            # "deflate" is zlib by the standard and raw deflate by the habit of some servers; the first byte tells.
            self._deflate_undecided = False
            if chunk[0] & 0x0F != 8:
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            while chunk and not self._inflate.eof:
                self._keep(self._inflate.decompress(chunk, SLACK_BYTES))
                chunk = self._inflate.unconsumed_tail
        except zlib.error as error:
            raise FetchFailed("broken_encoding", f"its compressed content is broken: {error}") from error

    def body(self) -> bytes:
        """All of it. Raises FetchFailed ``truncated`` where the compressed stream has not ended."""
        if self._inflate is not None and self._came_in and not self._inflate.eof:
            raise FetchFailed("truncated", "its compressed content breaks off")
        return bytes(self._body)

    def _keep(self, out: bytes) -> None:
        self._body += out
        if len(self._body) > self._max_bytes:
            raise FetchFailed("too_large", f"more than {self._max_bytes:,} bytes once decompressed (WIRETALLY_FETCH__MAX_BODY_BYTES)")
        if len(self._body) > SLACK_BYTES and len(self._body) > self._max_ratio * max(self._came_in, 1):
            raise FetchFailed("bomb", f"it decompresses to more than {self._max_ratio} times its size (WIRETALLY_FETCH__MAX_RATIO)")


def decompress(chunks: Iterable[bytes], encoding: str, *, max_bytes: int, max_ratio: int) -> bytes:
    """The body of an answer that has come whole.

    >>> import gzip
    >>> decompress([gzip.compress(b"two ships")], "gzip", max_bytes=100, max_ratio=200)
    b'two ships'
    """
    inner = Decompressor(encoding, max_bytes=max_bytes, max_ratio=max_ratio)
    for chunk in chunks:
        inner.feed(chunk)
    return inner.body()
