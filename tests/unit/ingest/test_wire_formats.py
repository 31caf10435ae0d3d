"""Every wire format and every moment in the life of a story, as our own agency would send it (`tests/wires/`)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.article import Article
from services.chassis.errors import PermanentError
from services.ingest.formats.detect import format_of, parse_wire
from services.ingest.formats.wire_format import Arrival, Dispatch, Ignored, Unfit

WIRES = Path(__file__).parents[2] / "wires"
NOW = datetime(2025, 5, 24, tzinfo=UTC)
FORMAT_OF_FOLDER = {"ninjs1": "ninjs", "ninjs2": "ninjs", "ninjs3": "ninjs"} | dict.fromkeys(("rss091", "rss1", "rss2", "atom"), "feed")
NUMBERED = {"nitf", "newsml1", "newsml-g2", "ninjs1", "ninjs2", "ninjs3"}
"""Formats that number the versions of a story."""
WITH_STATUS = NUMBERED
"""Formats with a sign of their own for a withhold and for an embargo."""
SEPARATE = {"iptc7901", "mail", "text"}
"""Formats in which each version is a message of its own: what ties them is the headline, or the file's name."""
FOLDERS = sorted(folder.name for folder in WIRES.iterdir() if folder.is_dir())


def arrival(folder: str, moment: str) -> Arrival:
    (path,) = (WIRES / folder).glob(f"{moment}.*")
    charset = "text/plain; charset=iso-8859-2" if folder in ("iptc7901", "anpa1312") and moment == "odd-charset" else ""
    return Arrival(path.read_bytes(), name=path.name, content_type=charset, now=NOW)


def dispatch(folder: str, moment: str) -> Dispatch:
    (found,) = (each for each in parse_wire(arrival(folder, moment)).items if isinstance(each, Dispatch))
    return found


def article(folder: str, moment: str) -> Article:
    return dispatch(folder, moment).article


def test_every_format_that_ingest_reads_has_fixtures() -> None:
    assert {FORMAT_OF_FOLDER.get(folder, folder) for folder in FOLDERS} == {
        "nitf", "newsml1", "newsml-g2", "feed", "html", "iptc7901", "anpa1312", "json-feed", "ninjs", "mail", "text",
    }  # fmt: skip


@pytest.mark.parametrize("path", sorted(WIRES.glob("*/*.*")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_format_is_told_by_what_the_bytes_hold(path: Path) -> None:
    nameless = Arrival(path.read_bytes(), now=NOW)
    assert format_of(nameless) == FORMAT_OF_FOLDER.get(path.parent.name, path.parent.name)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_new_story_has_headline_text_time_and_source(folder: str) -> None:
    new = article(folder, "new")
    assert new.headline == "Ferry capsizes off Arn, 12 dead"
    assert "Twelve people died when a ferry capsized off Arn on Friday, the coast guard said." in new.body
    assert "Nine others were rescued & taken to hospital" in new.body
    assert "\n\n" in new.body, "paragraphs are kept apart"
    assert new.published_at == datetime(2025, 5, 23, 10, 15, tzinfo=UTC)
    assert new.source.name in ("Northlight Wire", "NLW")
    assert new.kind == "original"
    assert new.story_id


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_update_is_a_later_version_of_the_same_story(folder: str) -> None:
    new, update = article(folder, "new"), article(folder, "update")
    assert "Fourteen people died" in update.body
    assert update.published_at > new.published_at
    if folder not in SEPARATE:
        assert update.story_id == new.story_id
    if folder in NUMBERED:
        assert (new.revision, update.revision) == (1, 2)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_correction_says_that_it_is_one(folder: str) -> None:
    assert article(folder, "correction").kind == "correction"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_kill_withdraws_its_story(folder: str) -> None:
    killed = dispatch(folder, "kill")
    assert (killed.article.kind, killed.release) == ("kill", "usable")
    if folder not in SEPARATE:
        assert killed.article.story_id == article(folder, "new").story_id


@pytest.mark.parametrize("folder", sorted(WITH_STATUS))
def test_a_withheld_story_is_not_a_killed_one(folder: str) -> None:
    withheld = dispatch(folder, "withhold")
    assert (withheld.article.kind, withheld.release) == ("kill", "withheld")


@pytest.mark.parametrize("folder", sorted(WITH_STATUS))
def test_an_embargo_says_until_when(folder: str) -> None:
    assert article(folder, "embargo").embargoed_until == datetime(2025, 5, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize("folder", FOLDERS)
def test_another_charset_loses_no_letter(folder: str) -> None:
    odd = article(folder, "odd-charset")
    assert odd.headline == "Fire in Łódź kills three"
    assert "Mayor Zdanowska-Wójcik said" in odd.body


def test_pictures_and_packages_of_a_message_are_passed_over() -> None:
    assert [each.why for each in parse_wire(arrival("newsml-g2", "new")).items if isinstance(each, Ignored)] == ["not_text", "package"]


def test_a_page_gives_its_story_and_nothing_around_it() -> None:
    body = article("html", "new").body
    assert "Home" not in body
    assert "alert" not in body
    assert "About us" not in body


@pytest.mark.parametrize(("folder", "extension"), [("ninjs1", "json"), ("rss2", "xml"), ("newsml-g2", "xml"), ("newsml1", "xml")])
def test_one_bad_item_spoils_no_other(folder: str, extension: str) -> None:
    data = (WIRES / folder / f"new.{extension}").read_bytes()
    bad = {
        "ninjs1": lambda: b"[" + data + b", 3]",
        "rss2": lambda: data.replace(b"</channel>", b"<item><title></title><description></description></item></channel>"),
        "newsml-g2": lambda: data.replace(b"</itemSet>", _g2_without_a_date() + b"</itemSet>").replace(
            b"<sent>2025-05-23T10:15:00Z</sent>", b""
        ),
        "newsml1": lambda: data.replace(b"</NewsML>", _newsml_before_wires() + b"</NewsML>"),
    }[folder]()
    items = parse_wire(Arrival(bad, now=NOW if folder != "newsml-g2" else None)).items
    assert sum(isinstance(each, Dispatch) for each in items) == 1
    assert sum(isinstance(each, Unfit) for each in items) == 1


def _g2_without_a_date() -> bytes:
    return (
        b'<newsItem guid="urn:x" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>'
        b"<contentSet><inlineData>Rain.</inlineData></contentSet></newsItem>"
    )


def _newsml_before_wires() -> bytes:
    return (
        b"<NewsItem><NewsManagement><ThisRevisionCreated>19010101T000000Z</ThisRevisionCreated></NewsManagement>"
        b"<NewsComponent><ContentItem><DataContent>Rain.</DataContent></ContentItem></NewsComponent></NewsItem>"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><nitf><body>&b;</body></nitf>', "xml_entities"),
        (
            b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title></item></rss>',
            "xml_entities",
        ),
        (b"<nitf>" + b"<p>" * 100_000, "invalid_xml"),
        (b"<nitf><body>", "invalid_xml"),
        (b"<weather><rain/></weather>", "unknown_format"),
        (b"\x01NLW0001\r\n3 i 5 x\r\n\x02Head\r\nbody", "truncated"),
        (b"\x01a0001\x1fx-\r\nbc-x 05-23 0001\r\n\x02^x<\r\n", "truncated"),
        (b"", "empty"),
        (b"<html><body></body></html>", "no_text"),
        (b'{"uri": "x", "pubstatus": "usable", "body_text": "x"', "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (b"From: a@b.example\nSubject: x\nDate: Fri, 23 May 2025 10:15:00 +0000\n\n" + b"--x\n" * 5_000, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PermanentError) as refused:
        parse_wire(Arrival(data, name="x", now=NOW))
    assert refused.value.reason == reason


def test_more_stories_than_may_come_at_once_are_refused_whole() -> None:
    item = b"<item><title>Rain</title></item>"
    with pytest.raises(PermanentError, match="at most 1,000"):
        parse_wire(Arrival(b'<rss version="2.0"><channel>' + item * 50_000 + b"</channel></rss>", now=NOW))


def test_a_story_dated_in_the_future_is_refused_beside_the_others() -> None:
    data = (WIRES / "ninjs1" / "new.json").read_bytes()
    items = parse_wire(Arrival(b"[" + data + b"," + data.replace(b"2025-05-23T10", b"2035-05-23T10") + b"]", now=NOW)).items
    assert isinstance(items[0], Dispatch)
    assert isinstance(items[1], Unfit)
    assert items[1].error.reason == "impossible_date"


def test_a_mail_whose_sender_is_half_characters_is_an_article_that_can_be_written() -> None:
    mail = b"From: Northlight \xff\xfe <desk@northlight.example>\nSubject: Ferry\nDate: Fri, 23 May 2025 10:15:00 +0000\n\nA ferry sank.\n"
    (found,) = parse_wire(Arrival(mail, name="x", now=NOW)).items
    assert isinstance(found, Dispatch)
    assert Article.read(found.article.to_json()) == found.article
