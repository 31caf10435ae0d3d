"""Fetching from strangers: what is refused, and that nothing of theirs fills the memory, the time or the inner network."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from services.ingest.fetch.client import Fetcher
from services.ingest.fetch.decompress import decompress
from services.ingest.fetch.errors import FetchFailed
from services.ingest.fetch.guard import GuardedResolver, check_url, is_allowed
from services.ingest.fetch.schedule import Hints, hints_of, wait_s
from services.ingest.fetch.settings import FetchSettings
from services.ingest.fetch.spoken import spoken
from tests.unit.ingest.stranger import LOOPBACK, stranger

OPEN = FetchSettings(allowed_networks=LOOPBACK, total_s=5)


async def refusal(url: str, settings: FetchSettings = OPEN, resolver: GuardedResolver | None = None) -> FetchFailed:
    async with Fetcher(settings, resolver) as fetcher:
        with pytest.raises(FetchFailed) as failed:
            await fetcher.get(url)
    return failed.value


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255"
    " ::1 fe80::1 fc00::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ::".split(),
)
def test_no_private_address_is_fetched_from(address: str) -> None:
    assert not is_allowed(ip_address(address))


def test_a_private_network_that_the_operator_names_is() -> None:
    assert is_allowed(ip_address("10.1.2.3"), (ip_network("10.1.0.0/16"),))
    assert not is_allowed(ip_address("10.2.2.3"), (ip_network("10.1.0.0/16"),))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "bad_url"),
        ("ftp://wire.example/x", "bad_url"),
        ("http://user:secret@wire.example/", "bad_url"),
        ("http:///nowhere", "bad_url"),
        ("http://wire.example:99999/", "bad_url"),
        ("http://127.0.0.1/", "forbidden_address"),
        ("http://2130706433/", "forbidden_address"),
        ("http://0x7f.1/", "forbidden_address"),
        ("http://0177.0.0.1/", "forbidden_address"),
        ("http://[::1]/", "forbidden_address"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data", "forbidden_address"),
    ],
)
def test_an_address_is_refused_before_anything_is_sent(url: str, reason: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        check_url(url)
    assert failed.value.reason == reason


class Rebinding(AbstractResolver):
    """Answers a public address first and an inner one from then on."""

    def __init__(self) -> None:
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        self.asked += 1
        address = "93.184.216.34" if self.asked == 1 else "127.0.0.1"
        return [ResolveResult(hostname=host, host=address, port=port, family=2, proto=6, flags=0)]

    async def close(self) -> None: ...


async def test_a_name_that_turns_inward_gains_nothing() -> None:
    inner = Rebinding()
    guarded = GuardedResolver(inner=inner)
    await guarded.resolve("wire.example")
    failed = await refusal("http://wire.example/", FetchSettings(), GuardedResolver(inner=inner))
    assert failed.reason == "forbidden_address"
    assert inner.asked == 2


async def test_a_redirect_inward_is_refused() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"})

    async with stranger(answer) as server:
        assert (await refusal(server.url)).reason == "forbidden_address"


async def test_redirects_without_end_are_given_up() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/again"})

    async with stranger(answer) as server:
        assert (await refusal(server.url)).reason == "too_many_redirects"
        assert len(server.asked) == OPEN.max_redirects + 1


async def test_only_permanent_redirects_are_remembered() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/new":
            return web.Response(text="here")
        return web.Response(status=301 if request.path == "/old" else 302, headers={"Location": "/new"})

    async with stranger(answer) as server, Fetcher(OPEN) as fetcher:
        assert (await fetcher.get(f"{server.url}/old")).moved_to == f"{server.url}/new"
        assert (await fetcher.get(f"{server.url}/elsewhere-today")).moved_to is None


async def test_a_bomb_is_refused_long_before_it_is_whole() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    async with stranger(answer) as server:
        assert (await refusal(server.url)).reason == "bomb"


@pytest.mark.parametrize(
    ("encoding", "body", "reason"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(b"x")), "stacked_encoding"),
        ("br", b"x", "unknown_encoding"),
        ("gzip", b"no gzip at all", "broken_encoding"),
        ("gzip", gzip.compress(b"a story that breaks off" * 100)[:-20], "truncated"),
        ("gzip", gzip.compress(bytes(range(256)) * 20), "too_large"),
    ],
    # Not the bytes: gzip writes the second into them, and two processes of one run must name the same tests.
    ids=["stacked", "unknown", "no gzip", "cut short", "too large"],
)
def test_compressed_content_is_bounded(encoding: str, body: bytes, reason: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        decompress([body], encoding, max_bytes=4_000, max_ratio=200)
    assert failed.value.reason == reason


@pytest.mark.parametrize("compress", [zlib.compress, lambda data: zlib.compress(data)[2:-4]], ids=["zlib", "raw"])
def test_both_readings_of_deflate_are_understood(compress: object) -> None:
    assert callable(compress)
    assert decompress([compress(b"two ships")], "deflate", max_bytes=100, max_ratio=200) == b"two ships"


async def test_more_bytes_than_may_come_are_not_read() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 65_536)
        except (ConnectionError, asyncio.CancelledError):
            return response

    async with stranger(answer) as server:
        assert (await refusal(server.url, FetchSettings(allowed_networks=LOOPBACK, max_wire_bytes=1_000_000))).reason == "too_large"


async def test_a_server_that_drips_is_left() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x")
                await asyncio.sleep(0.05)
        except (ConnectionError, asyncio.CancelledError):
            return response

    async with stranger(answer) as server:
        assert (await refusal(server.url, FetchSettings(allowed_networks=LOOPBACK, total_s=0.5))).reason == "too_slow"


async def test_an_answer_that_breaks_off_is_no_answer() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"half a st")
        assert request.transport is not None
        request.transport.close()
        return response

    async with stranger(answer) as server:
        assert (await refusal(server.url)).reason == "truncated"


async def test_a_header_without_end_is_refused() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(headers={"X-Long": "x" * 100_000})

    async with stranger(answer) as server:
        assert (await refusal(server.url)).reason == "unreachable"


async def test_a_server_is_told_who_asks_and_what_was_known() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=304, headers={"ETag": '"b"'})

    async with stranger(answer) as server, Fetcher(OPEN) as fetcher:
        answered = await fetcher.get(server.url, etag='"a"', last_modified="Fri, 23 May 2025 10:15:00 GMT")
    headers = server.asked[0].headers
    assert answered.unchanged
    assert headers["If-None-Match"] == '"a"'
    assert headers["If-Modified-Since"] == "Fri, 23 May 2025 10:15:00 GMT"
    assert headers["User-Agent"] == OPEN.user_agent
    assert "Cookie" not in headers


async def test_one_connection_a_host() -> None:
    together = most = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal together, most
        together += 1
        most = max(most, together)
        await asyncio.sleep(0.01)
        together -= 1
        return web.Response(text="x")

    async with stranger(answer) as server, Fetcher(OPEN) as fetcher:
        await asyncio.gather(*(fetcher.get(f"{server.url}/{number}") for number in range(8)))
    assert most == 1


def test_waits_follow_the_longest_of_what_is_asked() -> None:
    assert wait_s(300, Hints(ttl_s=600, cache_s=900, retry_after_s=1200), 0, 0) == 1200
    assert wait_s(300, Hints(), 2, 0) == 1200
    assert 255 <= wait_s(300, Hints(), 0, -1) < 300 < wait_s(300, Hints(), 0, 1) <= 345


def test_cache_headers_are_read_as_the_standard_says() -> None:
    now = datetime(2025, 5, 23, 10, tzinfo=UTC)
    assert hints_of({"cache-control": "public, max-age=600"}, now).cache_s == 600
    assert hints_of({"cache-control": "no-cache, max-age=600"}, now).cache_s == 0
    assert hints_of({"expires": "Fri, 23 May 2025 10:30:00 GMT"}, now).cache_s == 1800
    assert hints_of({"expires": "0"}, now).cache_s == 0


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://wire.example/rss?key=abc", "https://wire.example/rss?…"),
        ("https://desk:abc@wire.example:8443/rss", "https://wire.example:8443/rss"),
        ("HTTPS://abc@wire.example#abc", "HTTPS://wire.example?…"),
        ("https://wire.example/a then https://wire.example/b?abc.", "https://wire.example/a then https://wire.example/b?…"),
        ("https://wire.example/rss", "https://wire.example/rss"),
        ("no address", "no address"),
    ],
)
def test_an_address_is_said_without_the_key_that_may_be_in_it(address: str, said: str) -> None:
    assert spoken(address) == said


async def test_a_fetch_that_fails_does_not_say_the_key_in_its_address() -> None:
    async def move(_: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("ftp://elsewhere.example/?key=opensesame")

    async with stranger(move) as server:
        for address in (f"{server.url}/?key=opensesame", "http://127.0.0.1:9/?key=opensesame", "http://wire.example:0/?key=opensesame"):
            assert "opensesame" not in str(await refusal(address))
