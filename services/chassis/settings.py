"""Settings: environment variables ``WIRETALLY_<SECTION>__<NAME>``, and files for secrets.

A secret may stand in a file: ``WIRETALLY_KAFKA__SASL_PASSWORD_FILE=/run/secrets/kafka`` is read as
``WIRETALLY_KAFKA__SASL_PASSWORD``. Times are seconds.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from schemas.topics import Topic
from services.chassis.errors import ConfigurationError

ENV_PREFIX = "WIRETALLY_"
_FILE_SUFFIX = "_file"
"""pydantic-settings lower-cases the environment."""


class Section(BaseModel):
    """One section. A misspelt name in it is refused: a setting that silently does nothing is worse than an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class KafkaSettings(Section):
    """How to reach the broker. ``bootstrap_servers`` None means: start one on this machine (design section 7)."""

    bootstrap_servers: str | None = Field(default=None, min_length=1, examples=["kafka-1:9092,kafka-2:9092"])
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    ssl_cafile: Path | None = None
    ssl_certfile: Path | None = None
    ssl_keyfile: Path | None = None
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    send_deadline_s: float = Field(
        default=20, gt=0, description="A producer tries a message for so long; the loop above it then retries, then the process ends."
    )
    startup_deadline_s: float = Field(default=30, gt=0, description="How long a start waits for a broker that does not answer.")
    session_timeout_s: float = Field(
        default=10,
        ge=1,
        le=60,
        description="A worker of a group that is not heard of for so long is taken for dead, and its work given away.",
    )

    @model_validator(mode="after")
    def _credentials_go_with_protocol(self) -> Self:
        uses_sasl = self.security_protocol.startswith("SASL")
        if uses_sasl and (self.sasl_username is None or self.sasl_password is None):
            raise ValueError(f"{self.security_protocol} needs sasl_username and sasl_password (or sasl_password_file)")
        if not uses_sasl and (self.sasl_username is not None or self.sasl_password is not None):
            raise ValueError(f"sasl_username and sasl_password would go unused: security_protocol is {self.security_protocol}")
        if not self.uses_tls and (self.ssl_cafile or self.ssl_certfile or self.ssl_keyfile):
            raise ValueError(f"ssl_ files would go unused: security_protocol is {self.security_protocol}")
        return self

    @property
    def uses_tls(self) -> bool:
        return self.security_protocol in ("SSL", "SASL_SSL")

    def ssl_context(self) -> ssl.SSLContext | None:
        """TLS with the broker's certificate checked; None where the protocol has none. Raises ConfigurationError for unreadable files."""
        if not self.uses_tls:
            return None
        try:
            context = ssl.create_default_context(cafile=self.ssl_cafile)
            if self.ssl_certfile is not None:
                # A key behind a pass phrase is refused by the empty one; without any, OpenSSL would ask for it on the terminal, for ever.
                context.load_cert_chain(self.ssl_certfile, self.ssl_keyfile, password="")
        except OSError as error:
            raise ConfigurationError(
                f"cannot use the certificates of WIRETALLY_KAFKA__SSL_CAFILE, …SSL_CERTFILE or …SSL_KEYFILE: {error}"
            ) from error
        return context


class TopicSettings(Section):
    """How topics are named and made. ``partitions`` raises the catalogue's default, except where one partition is the rule."""

    prefix: str = Field(default="", pattern=r"^[a-z0-9._-]*$", description="Put before every topic and group name.")
    partitions: int | None = Field(default=None, ge=1)
    replication: int = Field(default=1, ge=1, description="3 in production.")

    def name(self, topic: Topic) -> str:
        """The topic's name on the broker."""
        return self.prefix + topic.name

    def partitions_of(self, topic: Topic) -> int:
        """How many partitions to make. A topic that the catalogue gives one keeps one: its readers rely on a single order."""
        return topic.partitions if topic.partitions == 1 or self.partitions is None else self.partitions


class LoggingSettings(Section):
    """Format and level of the log on standard error. The libraries' chatter starts at DEBUG."""

    format: Literal["json", "console"] = "console"
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class HttpSettings(Section):
    """Where a service's own HTTP port listens."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)


class BreakerSettings(Section):
    """When too much goes to the dead letters to be the messages' own fault."""

    consecutive: int = Field(default=100, ge=1, description="So many in a row stop the service.")
    window: int = Field(default=400, ge=1, description="Messages over which the share is taken, once so many were seen.")
    share: float = Field(default=0.5, gt=0, le=1)


class ServiceSettings(BaseSettings):
    """What every service needs; each adds its own sections in its ``settings.py``."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        nested_model_default_partial_update=True,
        frozen=True,
        # One environment serves all services, so another service's sections are none of our business.
        extra="ignore",
    )

    kafka: KafkaSettings = KafkaSettings()
    topics: TopicSettings = TopicSettings()
    logging: LoggingSettings = LoggingSettings()
    http: HttpSettings = HttpSettings()
    breaker: BreakerSettings = BreakerSettings()
    shutdown_deadline_s: float = Field(default=25, gt=0, description="Orchestrators kill 30 s after SIGTERM; we are gone before.")
    liveness_deadline_s: float = Field(default=120, gt=0, description="Lag without a commit for so long means stuck.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, _Environment(settings_cls)


S = TypeVar("S", bound=ServiceSettings)


def load(settings: type[S]) -> S:
    """The settings of this process. Raises ConfigurationError naming each variable that does not fit; never shows a secret."""
    try:
        return settings()
    except SettingsError as error:
        raise ConfigurationError(f"settings do not fit:\n  {error.__cause__}") from None
    except ValidationError as error:
        lines = [f"{_variable(problem['loc'])}: {problem['msg']}" for problem in error.errors(include_input=False, include_url=False)]
        raise ConfigurationError("settings do not fit:\n  " + "\n  ".join(lines)) from None


def _variable(location: tuple[int | str, ...]) -> str:
    return ENV_PREFIX + "__".join(str(part) for part in location).upper()


class _Environment(EnvSettingsSource):
    """The environment, where ``WIRETALLY_A__B_FILE=path`` stands for ``WIRETALLY_A__B`` with what that file holds, less the line's end."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        self.env_vars = {**dict(_plain(self.env_vars)), **dict(_from_files(self.env_vars))}

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """As pydantic-settings does it, with the variable named in the error: it tells only the section, and not what to write."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            variable = next(name for name, held in self.env_vars.items() if held == value).upper()
            raise ValueError(f'{variable}: Input should be JSON: a list is written ["one", "two"], a section {{"name": "value"}}') from None


def _plain(variables: Mapping[str, str | None]) -> Iterator[tuple[str, str | None]]:
    return ((name, value) for name, value in variables.items() if not _names_file(name))


def _from_files(variables: Mapping[str, str | None]) -> Iterator[tuple[str, str | None]]:
    for name, path in variables.items():
        if path is None or not _names_file(name):
            continue
        try:
            yield name.removesuffix(_FILE_SUFFIX), Path(path).read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{name.upper()} names a file that cannot be read: {error}") from error


def _names_file(variable: str) -> bool:
    return variable.startswith(ENV_PREFIX.lower()) and variable.endswith(_FILE_SUFFIX)
