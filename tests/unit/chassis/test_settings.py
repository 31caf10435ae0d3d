"""Settings come from the environment and from files, and what does not fit is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.topics import ARTICLES, INCIDENTS
from services.chassis.errors import ConfigurationError
from services.chassis.settings import HttpSettings, KafkaSettings, ServiceSettings, TopicSettings, load
from services.ingest.settings import IngestSettings


class Some(ServiceSettings):
    http: HttpSettings = HttpSettings(port=8123)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIRETALLY_KAFKA__BOOTSTRAP_SERVERS", raising=False)


def test_one_value_of_a_section_leaves_the_service_s_own_defaults_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRETALLY_HTTP__HOST", "0.0.0.0")
    assert load(Some).http == HttpSettings(host="0.0.0.0", port=8123)


def test_a_secret_is_read_from_the_file_that_a_variable_names_and_never_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("opensesame\n")
    monkeypatch.setenv("WIRETALLY_KAFKA__SECURITY_PROTOCOL", "SASL_SSL")
    monkeypatch.setenv("WIRETALLY_KAFKA__SASL_USERNAME", "wire")
    monkeypatch.setenv("WIRETALLY_KAFKA__SASL_PASSWORD_FILE", str(tmp_path / "password"))
    settings = load(Some)
    assert settings.kafka.sasl_password is not None
    assert settings.kafka.sasl_password.get_secret_value() == "opensesame"
    assert "opensesame" not in repr(settings)


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRETALLY_KAFKA__SASL_PASSWORD_FILE", "/nowhere/password")
    with pytest.raises(ConfigurationError, match=r"WIRETALLY_KAFKA__SASL_PASSWORD_FILE.*/nowhere/password"):
        load(Some)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WIRETALLY_KAFKA__BOTSTRAP_SERVERS", "localhost:9092"),
        ("WIRETALLY_HTTP__PORT", "many"),
        ("WIRETALLY_KAFKA__SECURITY_PROTOCOL", "PLAIN"),
        ("WIRETALLY_SHUTDOWN_DEADLINE_S", "0"),
    ],
)
def test_a_variable_that_does_not_fit_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=variable):
        load(Some)


@pytest.mark.parametrize(
    "values",
    [
        {"security_protocol": "SASL_SSL"},
        {"sasl_username": "wire"},
        {"ssl_cafile": "/etc/ca.pem"},
    ],
)
def test_credentials_that_would_go_unused_or_are_missing_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"sasl_|ssl_"):
        KafkaSettings.model_validate(values)


def test_certificates_that_cannot_be_read_are_an_error_of_configuration() -> None:
    kafka = KafkaSettings(security_protocol="SSL", ssl_cafile=Path("/nowhere/ca.pem"))
    with pytest.raises(ConfigurationError, match="WIRETALLY_KAFKA__SSL_CAFILE"):
        kafka.ssl_context()


def test_a_topic_of_one_partition_keeps_one_however_many_are_asked_for() -> None:
    topics = TopicSettings(prefix="a-", partitions=12)
    assert topics.partitions_of(INCIDENTS) == 1
    assert topics.partitions_of(ARTICLES) == 12
    assert topics.name(ARTICLES) == "a-wiretally.articles.v1"


@pytest.mark.parametrize("variable", ["WIRETALLY_KAFKA__BOOTSTRAP_SERVERS__ONE", "WIRETALLY_KAFKA"])
def test_a_section_given_whole_or_too_deep_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "opensesame")
    with pytest.raises(ConfigurationError, match="WIRETALLY_KAFKA") as told:
        load(Some)
    assert "opensesame" not in str(told.value)


def test_a_list_that_is_no_json_is_named_without_its_value_and_told_how_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRETALLY_INTAKE__TOKENS", "opensesame")
    with pytest.raises(ConfigurationError, match=r'WIRETALLY_INTAKE__TOKENS: .*\["one", "two"\]') as told:
        load(IngestSettings)
    assert "opensesame" not in str(told.value)
