"""`ExtractorProcess`: the extractor in a process of its own, so that a story that takes for ever can be ended without the service.

A thread cannot be ended, and one regular expression in C holds all threads up; heartbeats and health pages must go on. Run as
``python -m services.extractor.process FD LOADER`` by :class:`ExtractorProcess` only.
"""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
import traceback
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from schemas.article import Article
from schemas.event import Event
from services.chassis.errors import ConfigurationError, PermanentError, TimeBudgetExceeded
from services.extractor.refusal import Refusal

LOADER = "services.extractor.extract:load_extractor"
_LOADED_WITHIN_S = 120
"""The model and the gazetteer load in 2 s; a cold disk under load took 30."""
_READY = "ready"


class ExtractorProcess:
    """Extracts one story at a time within ``budget_s`` seconds. ``loader`` names the function that makes the extractor."""

    def __init__(self, budget_s: float, loader: str = LOADER) -> None:
        self._budget_s = budget_s
        self._loader = loader
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[Any, Any] | None = None

    async def start(self) -> None:
        """Return when the extractor is loaded. Raises ConfigurationError with its error where it cannot be."""
        await asyncio.to_thread(self._launch)

    async def stop(self) -> None:
        await asyncio.to_thread(self._end)

    @property
    def loaded(self) -> bool:
        return self._process is not None

    async def extract(self, article: Article) -> tuple[Event, ...]:
        """The story's events.

        Raises TimeBudgetExceeded, what the extractor refuses for good, and PermanentError ``internal_error`` where the extractor raised
        (with its traceback) or its process died twice over this story.
        """
        try:
            return await asyncio.to_thread(self._ask, article)
        except EOFError:
            # It may have been ended for another's memory: the story gets one more try in a fresh process.
            pass
        try:
            return await asyncio.to_thread(self._ask, article)
        except EOFError:
            raise PermanentError("internal_error", "the extractor's process died twice over this story (memory, or a fault in C)") from None

    def _launch(self) -> None:
        ours, theirs = Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "services.extractor.process", str(theirs.fileno()), self._loader],
            stdin=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            # Ctrl-C is the service's business: it still wants the answer to the story at hand.
            start_new_session=True,
        )
        theirs.close()
        self._connection = ours
        try:
            said = ours.recv() if ours.poll(_LOADED_WITHIN_S) else f"not loaded within {_LOADED_WITHIN_S} s"
        except EOFError:
            said = "its process ended while loading; see the log above"
        if said != _READY:
            self._end()
            raise ConfigurationError(f"the extractor cannot be loaded: {said}")

    def _ask(self, article: Article) -> tuple[Event, ...]:
        if self._connection is None:
            self._launch()
        assert self._connection is not None
        try:
            self._connection.send(article)
            if not self._connection.poll(self._budget_s):
                self._end()
                raise TimeBudgetExceeded(f"extraction took more than {self._budget_s:g} s (WIRETALLY_EXTRACTOR__STORY_BUDGET_S)")
            answer: tuple[Event, ...] | Refusal = self._connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._end()
            raise EOFError from None
        if isinstance(answer, Refusal):
            raise PermanentError(answer.reason, answer.message)
        return answer

    def _end(self) -> None:
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if process is not None:
            process.kill()
            process.wait()
        if connection is not None:
            connection.close()


def serve(descriptor: int, loader: str) -> None:
    """Answer articles with events (or with a traceback as text) until the other end is gone."""
    connection: Connection[Any, Any] = Connection(descriptor)
    module, function = loader.split(":")
    try:
        extractor = getattr(importlib.import_module(module), function)()
    except Exception:
        connection.send(traceback.format_exc())
        return
    connection.send(_READY)
    while True:
        try:
            article: Article = connection.recv()
        except EOFError:
            return
        try:
            answer: tuple[Event, ...] | Refusal = extractor.extract(article)
        except PermanentError as error:
            answer = Refusal(error.reason, error.message)
        except Exception:
            answer = Refusal("internal_error", traceback.format_exc())
        try:
            connection.send(answer)
        except BrokenPipeError:
            return


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
