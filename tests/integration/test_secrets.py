"""No secret leaves the settings: not in a log at any level, not in an answer or a metric, not in an error, not in a command's output."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from services.cli.main import app
from tests.integration.flow import bearing, push, services, wiretally
from tests.integration.process import PATIENCE_S, ServiceProcess, eventually
from tests.integration.secured_broker import PASSWORD, SecuredBroker

pytestmark = pytest.mark.kafka

PUSH_TOKEN = "kestrel-push-55210"
READ_TOKEN = "harbour-read-90334"
FEED_KEY = "lantern-key-41877"
FEED_PASSWORD = "orchard-pass-23009"
WRONG = "meadow-wrong-66158"
SECRETS = (PASSWORD, PUSH_TOKEN, READ_TOKEN, FEED_KEY, FEED_PASSWORD)
LOGGED = ("Adding fetch request", "Authenticated as", "source_not_fetched", "source_gone", "story_refused")
"""The log really is at DEBUG, log-ins included, and the errors really come about."""
PATHS = ("/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/tallies", "/v1/articles", "/v1/nothing", "/")


class _Gone(BaseHTTPRequestHandler):
    """A feed that moves about, fails, and is gone in the end."""

    def do_GET(self) -> None:
        status = {"/moved": 301, "/broken": 500, "/gone": 410}.get(self.path.partition("?")[0], 404)
        status = 200 if self.path.startswith("/refused") else status
        self.send_response(status)
        if status == 301:
            self.send_header("Location", f"/elsewhere?key={FEED_KEY}")
        self.end_headers()
        if status == 200:
            self.wfile.write(b'{"story_id": "no article"}')

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def failing_feeds() -> Iterator[str]:
    """Address of a server whose every feed fails in its own way."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Gone)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def sources(feeds: str) -> str:
    """A sources.yaml full of keys."""
    addresses = [
        *(f"http://{feeds}/{path}?key={FEED_KEY}" for path in ("moved", "broken", "gone", "refused")),
        f"http://desk:{FEED_PASSWORD}@{feeds}/rss",
        f"http://127.0.0.1:9/rss?key={FEED_KEY}",
        f"http://[wire/rss?key={FEED_KEY}",
        f"http://wire.invalid:99999/rss?key={FEED_KEY}",
    ]
    listed = [{"id": f"feed-{number}", "feed": address, "poll_s": 10} for number, address in enumerate(addresses)]
    pages = [{"id": "page", "page": f"http://{feeds}/broken?key={FEED_KEY}", "poll_s": 10}]
    return json.dumps({"sources": [*listed, *pages]})


def answer(service: ServiceProcess, path: str, data: bytes | None = None, token: str = "") -> str:
    """Status, headers and body of one request, however it ends."""
    headers = {"Content-Type": "application/json", **(bearing(token) if token else {})}
    try:
        with urlopen(Request(service.url + path, data, headers), timeout=PATIENCE_S) as response:
            return f"{response.status} {response.headers} {response.read().decode(errors='replace')}"
    except HTTPError as error:
        with error:
            return f"{error.code} {error.headers} {error.read().decode(errors='replace')}"


def test_services_that_log_everything_and_meet_errors_say_no_secret_anywhere(
    secured: SecuredBroker, topics_environment: dict[str, str], tmp_path: Path
) -> None:
    with failing_feeds() as feeds, ExitStack() as stack:
        (tmp_path / "sources.yaml").write_text(sources(feeds))
        environment = {
            **topics_environment,
            **secured.by_password("PLAIN"),
            "WIRETALLY_LOGGING__LEVEL": "DEBUG",
            "WIRETALLY_INTAKE__TOKENS": json.dumps([PUSH_TOKEN]),
            "WIRETALLY_BOARD__TOKENS": json.dumps([READ_TOKEN]),
            "WIRETALLY_FETCH__SOURCES": str(tmp_path / "sources.yaml"),
            "WIRETALLY_FETCH__ALLOWED_NETWORKS": '["127.0.0.0/8"]',
            "WIRETALLY_INGEST_TOKEN": PUSH_TOKEN,
        }
        running = services(stack, environment)
        for service in running.values():
            service.wait_ready()
        said = [
            answer(service, path, data, token)
            for service in running.values()
            for path, data, token in itertools.product(
                (*PATHS, "/v1/articles"), (None, b"{no json", b"{}"), ("", WRONG, PUSH_TOKEN, READ_TOKEN)
            )
        ]
        ingest = running["ingest"]
        assert push(ingest, headers=bearing(PUSH_TOKEN)) == "published"
        eventually(lambda: '"best":390' in answer(running["board"], "/v1/tallies", token=READ_TOKEN), "the story is tallied")
        eventually(lambda: all(f"feed-{number} " in ingest.log() for number in range(8)), "every feed was tried")
        eventually(lambda: all(told in ingest.log() for told in LOGGED), f"the log says {LOGGED}")
        story = tmp_path / "flood.txt"
        story.write_text("date 2025-05-23\n\nTOWN, May 23 - Ten people were evacuated on Friday.\n")
        environment["WIRETALLY_INGEST_URL"] = ingest.url
        fed = wiretally(environment, "feed", str(story))
        assert "1 published" in fed.stdout, fed.stdout + fed.stderr
        said += [fed.stdout + fed.stderr]
        for service in running.values():
            service.terminate()
            said.append(service.log())
    everything = "\n".join(said)
    assert {secret: where for secret in (*SECRETS, WRONG) if (where := around(everything, secret))} == {}


def around(text: str, secret: str) -> str:
    """The place where the secret stands; empty where it does not."""
    at = text.find(secret)
    return "" if at < 0 else text[max(0, at - 200) : at + 60]


@pytest.mark.parametrize("arguments", [["tallies"], ["feed", "/nowhere"], ["dead-letters", "list"], ["serve", "ingest"]])
@pytest.mark.parametrize("debug", ["", "1"], ids=["", "with tracebacks"])
def test_a_command_that_fails_shows_no_setting_that_is_secret(debug: str, arguments: list[str], topics_environment: dict[str, str]) -> None:
    environment = {
        **topics_environment,
        "WIRETALLY_DEBUG": debug,
        "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": "127.0.0.1:9",
        "WIRETALLY_KAFKA__STARTUP_DEADLINE_S": "0.1",
        "WIRETALLY_KAFKA__SECURITY_PROTOCOL": "SASL_SSL",
        "WIRETALLY_KAFKA__SASL_USERNAME": "newsdesk",
        "WIRETALLY_KAFKA__SASL_PASSWORD": PASSWORD,
        "WIRETALLY_INTAKE__TOKENS": json.dumps([PUSH_TOKEN]),
        "WIRETALLY_BOARD__TOKENS": json.dumps([READ_TOKEN]),
        "WIRETALLY_INGEST_TOKEN": PUSH_TOKEN,
        "WIRETALLY_INGEST_URL": "http://127.0.0.1:9",
    }
    ended = wiretally(environment, *arguments)
    assert ended.returncode != 0
    written = ended.stdout + ended.stderr
    assert {secret: where for secret in SECRETS if (where := around(written, secret))} == {}


def test_no_help_shows_a_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.main import get_command
    from typer.testing import CliRunner

    for variable in ("WIRETALLY_KAFKA__SASL_PASSWORD", "WIRETALLY_INGEST_TOKEN", "WIRETALLY_INTAKE__TOKENS", "WIRETALLY_BOARD__TOKENS"):
        monkeypatch.setenv(variable, WRONG)
    commands = [[name] for name in get_command(app).commands]  # type: ignore[attr-defined]
    for command in ([], *commands, ["topics", "apply"], ["dead-letters", "list"]):
        shown = CliRunner().invoke(app, [*command, "--help"])
        assert shown.exit_code == 0
        assert WRONG not in shown.output
