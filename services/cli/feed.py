"""`wiretally feed`: stories from files, folders, web addresses or standard input to ingest."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from services.chassis.errors import PermanentError
from services.cli.connection import running_demo
from services.cli.failures import CommandFailed, tell
from services.ingest.sources.files import MAX_PARCEL_BYTES, Parcel, file_parcels, story_files, stream_parcels

if TYPE_CHECKING:
    import aiohttp

STDIN = "-"
TOKEN_VARIABLE = "WIRETALLY_INGEST_TOKEN"
DEFAULT_INGEST = "http://127.0.0.1:8081"
AT_ONCE = 16
"""Requests under way: ingest puts what arrives together into one acknowledgement of the broker."""
ANSWER_WITHIN_S = 60
RETRY_PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Ingest answers 503 while it starts or while the broker restarts; a repeat is harmless."""
CONTENT_TYPES = {"text": "text/plain", "json": "application/json", "ndjson": "application/x-ndjson"}
"""Hints: ingest tells the format by what the bytes hold."""


def feed(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|URL|-...",
            help="Stories in any wire format (text, NITF, NewsML, ninjs, feeds, mail, pages, article JSON), folders, or standard input.",
            show_default=False,
        ),
    ],
    ingest: Annotated[
        str | None,
        typer.Option(
            "--ingest",
            metavar="URL",
            envvar="WIRETALLY_INGEST_URL",
            help=f"Where ingest listens. Left out: the `wiretally demo` that runs here, else {DEFAULT_INGEST}.",
        ),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="File name of the story on standard input, such as flood.r1.txt.")] = None,
) -> None:
    """Send stories to ingest, which puts them on the articles topic. Ends with status 1 if any was refused.

    An ingest that wants a token gets the one in WIRETALLY_INGEST_TOKEN.

    Example: wiretally feed stories/ https://northlight.example/rss && wiretally tallies
    """
    if ingest is None:
        ingest = demo.ingest if (demo := running_demo()) is not None else DEFAULT_INGEST
    try:
        tally = asyncio.run(_feed_all(paths, ingest.rstrip("/"), name))
    except* CommandFailed as failures:
        raise failures.exceptions[0] from None
    refused = tally.pop("refused", 0)
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(tally.items())) or "none taken"
    print(f"{sum(tally.values()) + refused:,} stories sent: {told}{f', {refused:,} refused' if refused else ''}")
    if refused:
        raise typer.Exit(1)


async def _feed_all(paths: Sequence[str], ingest: str, name: str | None) -> Counter[str]:
    import aiohttp

    sources = list(_sources(paths))
    tally = Counter[str]()
    under_way = dict[asyncio.Task[None], None]()
    last_of_story = dict[str, asyncio.Task[None]]()
    timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        bar = progress.add_task("feeding", total=len(sources))
        async with aiohttp.ClientSession(timeout=timeout, headers=_authorization()) as session, asyncio.TaskGroup() as tasks:
            for source in sources:
                for parcel in [await _fetched(source)] if isinstance(source, str) else _parcels(source, name, tally):
                    while len(under_way) >= AT_ONCE:
                        await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                    story = re.sub(r"\.r\d+(?=\.|\Z)", "", parcel.name)
                    task = tasks.create_task(_send_after(last_of_story.get(story), session, ingest, parcel, tally))
                    under_way[task] = None
                    task.add_done_callback(under_way.pop)
                    last_of_story[story] = task
                progress.advance(bar)
    return tally


def _authorization() -> dict[str, str]:
    """From the environment, not an option: every user of a machine sees the arguments of its processes."""
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    return {"Authorization": f"Bearer {token}"} if token else {}


async def _fetched(url: str) -> Parcel:
    """What the address holds at this moment. Raises CommandFailed where it cannot be had."""
    from services.ingest.fetch.client import Fetcher
    from services.ingest.fetch.errors import FetchFailed
    from services.ingest.fetch.settings import FetchSettings

    try:
        # The person at the keyboard may name any address, an inner one too; only what a feed names is kept out of there.
        async with Fetcher(FetchSettings(allowed_networks=("0.0.0.0/0", "::/0"), max_body_bytes=MAX_PARCEL_BYTES)) as fetcher:
            answer = await fetcher.get(url)
    except FetchFailed as error:
        raise CommandFailed(str(error)) from error
    return Parcel(url, "", "text", answer.data, content_type=answer.headers.get("content-type", ""))


def _sources(paths: Sequence[str]) -> Iterator[Path | str | None]:
    """Files and addresses in order; None is standard input. Raises CommandFailed for what is not there, before anything is sent."""
    for given in paths:
        if given == STDIN:
            yield None
            continue
        if given.startswith(("http://", "https://")):
            yield given
            continue
        try:
            yield from story_files(Path(given))
        except PermanentError as error:
            raise CommandFailed(error.message) from error


def _parcels(source: Path | None, name: str | None, tally: Counter[str]) -> Iterator[Parcel]:
    try:
        yield from stream_parcels(sys.stdin.buffer, name=name) if source is None else file_parcels(source)
    except PermanentError as error:
        tell(error.message)
        tally["refused"] += 1


async def _send_after(
    earlier: asyncio.Task[None] | None, session: aiohttp.ClientSession, ingest: str, parcel: Parcel, tally: Counter[str]
) -> None:
    """Revisions of one story go one after the other, so that those without a number keep the order of their files."""
    if earlier is not None:
        await asyncio.wait([earlier])
    status, answer = await _send(session, ingest, parcel)
    stories = answer.get("stories") or [answer]
    for story in stories:
        if (status >= 400 and "stories" not in answer) or "error" in story:
            tell(_placed(parcel, str(story.get("detail") or story.get("title") or f"ingest answered {status}")))
            tally["refused"] += 1
        else:
            tally[str(story.get("outcome", "published"))] += 1


async def _send(session: aiohttp.ClientSession, ingest: str, parcel: Parcel) -> tuple[int, dict[str, Any]]:
    """Status and answer. Raises CommandFailed where ingest does not answer, or stays unavailable after the last try."""
    import aiohttp

    url = f"{ingest}/v1/{'articles' if parcel.kind == 'ndjson' else 'wire'}"
    parameters = {"name": parcel.name} if parcel.kind != "ndjson" and parcel.name else {}
    fault = ""
    for pause in (*RETRY_PAUSES_S, None):
        try:
            headers = {"Content-Type": parcel.content_type or CONTENT_TYPES[parcel.kind]}
            async with session.post(url, params=parameters, data=parcel.data, headers=headers) as response:
                answer = await response.json(content_type=None)
                if not isinstance(answer, dict):
                    raise CommandFailed(f"{ingest} is no ingest (it answered {response.status} to {url}); check --ingest")
                if response.status != 503:
                    return response.status, answer
                fault = str(answer.get("detail"))
        except aiohttp.InvalidURL as error:
            raise CommandFailed(f"--ingest {ingest!r} is no address; write http://HOST:PORT") from error
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            fault = f"{type(error).__name__}: {error}"
            if isinstance(error, aiohttp.ClientConnectorError) and pause is not None and pause > RETRY_PAUSES_S[2]:
                break
        if pause is not None:
            await asyncio.sleep(pause)
    raise CommandFailed(
        f"no ingest takes stories at {ingest} ({fault}); start one (`wiretally serve ingest`, or `wiretally demo`), or give --ingest URL"
    )


def _placed(parcel: Parcel, message: str) -> str:
    """The message with the file's path, and line numbers counted from the file's first line."""
    shifted = re.sub(r"\Aline (\d+)", lambda match: f"line {int(match[1]) + parcel.first_line - 1}", message)
    if parcel.name and shifted.startswith(f"{parcel.name}:"):
        shifted = shifted.removeprefix(f"{parcel.name}:").lstrip()
    return f"{parcel.label}: {shifted}"
