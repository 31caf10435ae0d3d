"""robots.txt (RFC 9309): whether a page may be fetched. Feeds are made to be fetched and are not asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from services.ingest.fetch.client import Fetcher
from services.ingest.fetch.errors import FetchFailed
from services.ingest.fetch.spoken import spoken

KEPT_FOR = timedelta(hours=24)
"""RFC 9309, 2.4: no longer than a day."""
MAX_BYTES = 512 * 1024
"""RFC 9309, 2.5: at least 500 KiB must be read, what is beyond may be left."""
MAX_HOSTS = 1000


class Robots:
    """Rules by host, each kept for a day. ``now`` gives the time in UTC."""

    def __init__(self, fetcher: Fetcher, user_agent: str, now: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._agent = user_agent.split("/")[0]
        self._now = now
        self._rules: dict[str, tuple[datetime, RobotFileParser]] = {}

    async def check(self, url: str) -> None:
        """Raises FetchFailed ``robots`` where the site does not want ``url`` fetched.

        No robots.txt (4xx) allows everything; one that cannot be had (5xx, no answer) forbids everything for now (RFC 9309, 2.3.1).
        """
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        kept = self._rules.get(host)
        if kept is None or self._now() - kept[0] > KEPT_FOR:
            rules = await self._read(f"{host}/robots.txt")
            if len(self._rules) >= MAX_HOSTS:
                self._rules.clear()
            kept = self._rules[host] = (self._now(), rules)
        if not kept[1].can_fetch(self._agent, url):
            raise FetchFailed(
                "robots", f"{host}/robots.txt does not want {parts.path[:100]} fetched; ask its owner, or take the page off the sources"
            )

    async def _read(self, url: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            answer = await self._fetcher.get(url)
        except FetchFailed as error:
            if error.status is None or error.status >= 500 or error.status == 429:
                raise FetchFailed("robots", f"{spoken(url)} cannot be read ({error}); its pages are left alone until it can") from error
            rules.parse(())
            return rules
        rules.parse(answer.data[:MAX_BYTES].decode("utf-8", "replace").splitlines())
        return rules
