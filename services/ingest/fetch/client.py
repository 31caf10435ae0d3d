"""One HTTP GET from a stranger's server: guarded, bounded in bytes and time, conditional where there is something to compare with."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import aiohttp

from services.ingest.fetch.decompress import ACCEPTED, Decompressor
from services.ingest.fetch.errors import FetchFailed
from services.ingest.fetch.guard import GuardedResolver, check_url
from services.ingest.fetch.settings import FetchSettings
from services.ingest.fetch.spoken import spoken

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Fetched:
    """An answer. ``moved_to`` is where the resource now lives if every redirect on the way was permanent; ``data`` is empty on 304."""

    status: int
    url: str
    data: bytes
    headers: Mapping[str, str]
    moved_to: str | None = None

    @property
    def unchanged(self) -> bool:
        return self.status == 304


class Fetcher:
    """Fetches; one connection a host, so that a source sees one polite reader. Use as an asynchronous context manager."""

    def __init__(self, settings: FetchSettings, resolver: GuardedResolver | None = None) -> None:
        self._settings = settings
        self._allowed = settings.networks
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        connector = aiohttp.TCPConnector(resolver=self._resolver or GuardedResolver(self._allowed), limit_per_host=1, use_dns_cache=False)
        self._session = aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            max_line_size=self._settings.max_header_bytes,
            max_field_size=self._settings.max_header_bytes,
            timeout=aiohttp.ClientTimeout(total=self._settings.total_s, sock_connect=self._settings.connect_s),
        )
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What ``url`` holds, or that it is unchanged since the answer with these validators. Raises FetchFailed with its reason."""
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept-Encoding": ACCEPTED,
            "Accept": "application/xml, application/json, text/html, */*;q=0.5",
        }
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        try:
            async with asyncio.timeout(self._settings.total_s):
                return await self._follow(url, headers)
        except TimeoutError as error:
            raise FetchFailed(
                "too_slow", f"{spoken(url)} gave no whole answer within {self._settings.total_s:g} s (WIRETALLY_FETCH__TOTAL_S)"
            ) from error
        except (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError) as error:
            raise FetchFailed("truncated", f"the answer of {spoken(url)} broke off: {spoken(str(error))}") from error
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as error:
            if isinstance(cause := error.__cause__ or error.__context__, FetchFailed):
                raise cause from error
            raise FetchFailed("unreachable", f"{spoken(url)} cannot be fetched: {type(error).__name__}: {spoken(str(error))}") from error

    async def _follow(self, url: str, headers: Mapping[str, str]) -> Fetched:
        assert self._session is not None, "use it as a context manager"
        at, permanent = check_url(url, self._allowed), True
        for _ in range(self._settings.max_redirects + 1):
            async with self._session.get(at, headers=headers, allow_redirects=False) as response:
                if response.status in _REDIRECTS and (target := response.headers.get("Location")):
                    permanent = permanent and response.status in _PERMANENT
                    at = check_url(urljoin(at, target), self._allowed)
                    continue
                return await self._read(response, at, at if permanent and at != url else None)
        raise FetchFailed(
            "too_many_redirects", f"{spoken(url)} redirects more than {self._settings.max_redirects} times (WIRETALLY_FETCH__MAX_REDIRECTS)"
        )

    async def _read(self, response: aiohttp.ClientResponse, url: str, moved_to: str | None) -> Fetched:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status == 304:
            return Fetched(304, url, b"", headers, moved_to)
        if response.status != 200:
            raise FetchFailed(
                "status",
                f"{spoken(url)} answers {response.status}",
                status=response.status,
                retry_after_s=retry_after(headers, datetime.now(UTC)),
            )
        if (declared := headers.get("content-length", "")).isdigit() and int(declared) > self._settings.max_wire_bytes:
            raise self._too_large(url)
        body = Decompressor(
            ",".join(response.headers.getall("Content-Encoding", [])),
            max_bytes=self._settings.max_body_bytes,
            max_ratio=self._settings.max_ratio,
        )
        came_in = 0
        async for chunk in response.content.iter_chunked(_CHUNK):
            came_in += len(chunk)
            if came_in > self._settings.max_wire_bytes:
                raise self._too_large(url)
            body.feed(chunk)
        return Fetched(200, url, body.body(), headers, moved_to)

    def _too_large(self, url: str) -> FetchFailed:
        return FetchFailed(
            "too_large", f"{spoken(url)} sends more than {self._settings.max_wire_bytes:,} bytes (WIRETALLY_FETCH__MAX_WIRE_BYTES)"
        )


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait by the Retry-After header, which is a number or a date (RFC 9110, 10.2.3); None without one.

    >>> retry_after({"retry-after": "120"}, datetime(2025, 5, 23, tzinfo=UTC))
    120.0
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds())
