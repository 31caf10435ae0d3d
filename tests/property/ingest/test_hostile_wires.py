"""Whatever comes over a wire is read as articles or refused with a reason: never a crash, never a hang."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.errors import PermanentError
from services.ingest.formats.detect import FORMATS, parse_wire
from services.ingest.formats.wire_format import Arrival, Dispatch

WIRES = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "wires").glob("*/*.*"))]
NOW = datetime(2025, 5, 24, tzinfo=UTC)
IN_A_MOMENT_S = 5


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A fixture with bytes put in, taken out, doubled or changed."""
    data = bytearray(draw(st.sampled_from(WIRES)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 200)))
        data[start:end] = draw(
            st.one_of(
                st.binary(max_size=20),
                st.just(bytes(data[start:end]) * 3),
                st.sampled_from(
                    [b"<", b"&", b"]]>", b"<!DOCTYPE x [", b"\\", b'"', b"\xff\xfe", b"\0", b"&#0;", b"{", b"\x03", b"=?utf-8?b?"]
                ),
            )
        )
    return bytes(data)


def read(data: bytes) -> None:
    try:
        reading = parse_wire(Arrival(data, name="x", now=NOW))
    except PermanentError:
        return
    for item in reading.items:
        if isinstance(item, Dispatch):
            item.article.to_json()


@settings(deadline=None, max_examples=300)
@given(damaged())
def test_a_damaged_wire_is_read_or_refused(data: bytes) -> None:
    read(data)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read(data)


HOSTILE = {
    "deep XML": b"<nitf>" + b"<p>" * 1_000_000,
    "deep HTML": b"<!doctype html><html><body>" + b"<div>" * 90_000,
    "deep feed": b'<rss version="2.0"><channel>' + b"<item>" * 3_000,
    "deep markup in a feed": b'<rss version="2.0"><channel><item><description>'
    + b"&lt;b&gt;" * 100_000
    + b"</description></item></channel></rss>",
    "deep JSON": b'{"uri":' * 100_000,
    "wide attributes": b"<nitf " + b" ".join(b'a%d="x"' % number for number in range(100_000)) + b"/>",
    "a long prolog": b'<?xml version="1.0"?>' + b"<!-- x -->" * 100_000 + b"<nitf/>",
    "a long document type": b"<!DOCTYPE nitf [" + b"<!ELEMENT a (b)>" * 50_000 + b"]><nitf/>",
    "many headers": b"From: a@b.example\nSubject: x\nDate: y\n" + b"X-A: b\n" * 100_000,
    "a header that never ends": b"From: a@b.example\nDate: y\nSubject: " + b"=?utf-8?q?a?= " * 50_000,
    "many addresses": b"Subject: x\nDate: y\nFrom: " + b"a <a@b.example>, " * 20_000,
    "a part's header that never ends": b"From: a@b.example\nDate: y\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: x"
    + b";" * 500_000,
    "nested comments in an address": b"Subject: x\nDate: y\nFrom: " + b"(" * 50_000,
    "a mail of many parts": b"From: a@b.example\nDate: y\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 1_900,
    "a telegram that never begins": b"\x16" * 100_000 + b"\x01",
    "spaces": b" " * 1_000_000 + b"<",
    "angle brackets": b"<" * 1_000_000,
    "ampersands": b"<html>" + b"&" * 1_000_000,
    "a page of links": b"<!doctype html><html><body>" + b"<a href=x>y</a>" * 45_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_wire_is_over_in_a_moment(name: str) -> None:
    began = process_time()
    read(HOSTILE[name])
    assert process_time() - began < IN_A_MOMENT_S, "a wire of this kind would hold up every wire behind it"


@pytest.mark.parametrize("encoding", [b"\x80", b"utf\0-8", b"no-such"])
def test_a_feed_that_names_no_encoding_there_is_is_read_or_refused(encoding: bytes) -> None:
    read(b'<?xml version="1.0" encoding="' + encoding + b'"?><rss version="2.0"><channel><title>t</title></channel></rss>')


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=500), st.sampled_from(sorted(FORMATS)))
def test_telling_a_format_never_fails(data: bytes, name: str) -> None:
    assert FORMATS[name].recognises(Arrival(data)) in (True, False)
