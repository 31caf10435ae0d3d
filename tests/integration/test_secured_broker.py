"""A broker behind TLS: by password or by certificate everything works by settings alone, and what does not fit is told and stays secret."""

from __future__ import annotations

import asyncio
import gc
import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from services.chassis.broker_ready import wait_for_broker
from services.chassis.errors import BrokerUnavailable, ConfigurationError
from services.chassis.settings import ServiceSettings, load
from tests.conftest import free_port
from tests.integration.flow import FLOW, is_tallied, push, services, wiretally
from tests.integration.process import PATIENCE_S, eventually
from tests.integration.secured_broker import PASSWORD, SecuredBroker

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.filterwarnings("ignore:unclosed transport:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

WRONG_PASSWORD = "sandstone-87-ferry"


@pytest.fixture(autouse=True)
def ended_loops() -> Iterator[None]:
    """A loop of :func:`reach` ends before both ends have taken leave by TLS, and Python warns when it collects what is left, the transport
    or, where it comes first to that, the transport's socket: here, and not in whatever test runs then."""
    yield
    gc.collect()


def ways_in(secured: SecuredBroker) -> dict[str, dict[str, str]]:
    """Each way to come in, as the settings of a service."""
    return {
        "SCRAM-SHA-512": secured.by_password("SCRAM-SHA-512"),
        "PLAIN": secured.by_password("PLAIN"),
        "certificate": {
            "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": secured.tls_address,
            "WIRETALLY_KAFKA__SECURITY_PROTOCOL": "SSL",
            "WIRETALLY_KAFKA__SSL_CAFILE": str(secured.ca),
            "WIRETALLY_KAFKA__SSL_CERTFILE": str(secured.client),
        },
    }


def misfits(secured: SecuredBroker) -> dict[str, tuple[dict[str, str], str]]:
    """What an operator may get wrong: the settings, and what must be told."""
    good = secured.by_password("SCRAM-SHA-512")
    plain = {"WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": secured.sasl_address}
    by_certificate = ways_in(secured)["certificate"]
    del by_certificate["WIRETALLY_KAFKA__SSL_CERTFILE"]
    return {
        "wrong password": (
            {**good, "WIRETALLY_KAFKA__SASL_PASSWORD": WRONG_PASSWORD},
            "refuses this user or password by SCRAM-SHA-512: correct WIRETALLY_KAFKA__SASL_USERNAME and WIRETALLY_KAFKA__SASL_PASSWORD",
        ),
        "wrong authority": (
            {**good, "WIRETALLY_KAFKA__SSL_CAFILE": str(secured.stranger_ca)},
            "is not trusted here (unable to get local issuer certificate): name the certificate of the authority that signed it in "
            "WIRETALLY_KAFKA__SSL_CAFILE",
        ),
        "plain to TLS": (plain, "speaks TLS, and WIRETALLY_KAFKA__SECURITY_PROTOCOL is PLAINTEXT: set it to SSL, or to SASL_SSL"),
        "mechanism that is off": (
            {**good, "WIRETALLY_KAFKA__SASL_MECHANISM": "SCRAM-SHA-256"},
            "does not take SCRAM-SHA-256: set WIRETALLY_KAFKA__SASL_MECHANISM",
        ),
        "another name": (
            {**good, "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": secured.sasl_address.replace("127.0.0.1", "localhost")},
            "is for another name (Hostname mismatch, certificate is not valid for 'localhost'.): write a name that it has into",
        ),
        "no certificate": (by_certificate, "name one that it trusts in WIRETALLY_KAFKA__SSL_CERTFILE and WIRETALLY_KAFKA__SSL_KEYFILE"),
        "password to plain": (
            {name: value for name, value in good.items() if name != "WIRETALLY_KAFKA__SSL_CAFILE"}
            | {
                "WIRETALLY_KAFKA__SECURITY_PROTOCOL": "SASL_PLAINTEXT",
                "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": secured.local.bootstrap_servers,
            },
            "takes no passwords on this port: set WIRETALLY_KAFKA__SECURITY_PROTOCOL to PLAINTEXT",
        ),
        "TLS to plain": (
            {**good, "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": secured.local.bootstrap_servers},
            "breaks off the TLS handshake: start it, or set WIRETALLY_KAFKA__SECURITY_PROTOCOL to SASL_PLAINTEXT",
        ),
        "no user": (
            {**plain, "WIRETALLY_KAFKA__SECURITY_PROTOCOL": "SSL", "WIRETALLY_KAFKA__SSL_CAFILE": str(secured.ca)},
            "breaks off at our first request: start it, or set WIRETALLY_KAFKA__SECURITY_PROTOCOL to SASL_SSL",
        ),
    }


IN_THE_PROCESSES = ("wrong password", "wrong authority", "plain to TLS")
CERTAIN = (*IN_THE_PROCESSES, "mechanism that is off", "another name", "no certificate", "password to plain")
LIKELY = ("TLS to plain", "no user")
"""A broker on its way up or down does the same, so it is waited for."""


@pytest.mark.parametrize("way", ["SCRAM-SHA-512", "certificate"])
def test_a_user_who_may_touch_its_own_topics_and_groups_alone_tallies_a_story_and_reads_it_on_the_command_line(
    way: str, secured: SecuredBroker, topics_environment: dict[str, str]
) -> None:
    environment = {**topics_environment, **ways_in(secured)[way]}
    with ExitStack() as stack:
        running = services(stack, environment)
        for service in running.values():
            service.wait_ready()
        assert push(running["ingest"]) == "published"
        eventually(lambda: is_tallied(running["board"]), "the story is tallied")
        told = wiretally(environment, "tallies", "--format", "json")
        assert told.returncode == 0, told.stderr
        assert {row["best"] for row in json.loads(told.stdout)["tallies"] if row["tally"] == "prisoners_exchanged"} == {390}
        assert wiretally(environment, "dead-letters", "list").stdout == "no open dead letter\n"
        for name in FLOW:
            assert running[name].terminate() == 0, name
        replayed = wiretally(environment, "replay", "--from", "2025-01-01")
        assert replayed.returncode == 0, replayed.stderr
        assert PASSWORD not in "".join(service.log() for service in running.values())


def reach(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, within_s: float = PATIENCE_S) -> None:
    """Wait for the broker as every service and command does at its start."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    asyncio.run(wait_for_broker(load(ServiceSettings).kafka, within_s))


@pytest.mark.parametrize("misfit", CERTAIN)
def test_settings_that_cannot_fit_the_broker_are_told_at_once(misfit: str, secured: SecuredBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    changed, told = misfits(secured)[misfit]
    began = time.monotonic()
    with pytest.raises(ConfigurationError, match=re.escape(told)):
        reach(changed, monkeypatch)
    assert time.monotonic() - began < PATIENCE_S / 2, "it was not waited for"


@pytest.mark.parametrize("misfit", LIKELY)
def test_settings_that_hardly_fit_the_broker_are_told_after_waiting_for_it(
    misfit: str, secured: SecuredBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed, told = misfits(secured)[misfit]
    with pytest.raises(BrokerUnavailable, match=re.escape(told)):
        reach(changed, monkeypatch, within_s=0.5)


@pytest.mark.parametrize("way", ["SCRAM-SHA-512", "PLAIN", "certificate"])
def test_each_way_in_reaches_the_broker(way: str, secured: SecuredBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(ways_in(secured)[way], monkeypatch)


def test_one_address_that_takes_us_is_enough(secured: SecuredBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    good = secured.by_password("SCRAM-SHA-512")
    addresses = f"127.0.0.1:{free_port()},{secured.sasl_address.replace('127.0.0.1', 'localhost')},{secured.sasl_address}"
    reach({**good, "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": addresses}, monkeypatch)


@pytest.mark.parametrize("misfit", IN_THE_PROCESSES)
def test_the_last_line_of_each_service_and_command_says_what_does_not_fit_and_no_secret(
    misfit: str, secured: SecuredBroker, topics_environment: dict[str, str]
) -> None:
    changed, told = misfits(secured)[misfit]
    environment = {**topics_environment, **changed}
    with ExitStack() as stack:
        running = services(stack, environment)
        command = wiretally(environment, "tallies")
        assert command.returncode == 1
        (line,) = command.stderr.strip().splitlines()
        assert told in line
        for name, service in running.items():
            assert service.ended() == 2, (name, service.log())
            *_, last = service.log().strip().splitlines()
            assert "service_stopped" in last, last
            assert told in last
        written = line + "".join(service.log() for service in running.values())
    assert PASSWORD not in written
    assert WRONG_PASSWORD not in written


def test_a_key_that_needs_a_pass_phrase_is_told_instead_of_asked_for(
    secured: SecuredBroker, topics_environment: dict[str, str], tmp_path: Path
) -> None:
    locked = tmp_path / "locked.pem"
    locked.write_bytes(secured.locked_client())
    environment = {**topics_environment, **ways_in(secured)["certificate"], "WIRETALLY_KAFKA__SSL_CERTFILE": str(locked)}
    ended = wiretally(environment, "tallies")
    assert ended.returncode == 1
    assert "cannot use the certificates of WIRETALLY_KAFKA__SSL_CAFILE" in ended.stderr
