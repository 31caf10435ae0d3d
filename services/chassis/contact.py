"""One connection to the broker, made by hand: it tells why a broker that is there does not take us.

aiokafka's clients try every address, log what went wrong and raise only that none could be used. The cases below were each met on Apache
Kafka 4.3.
"""

from __future__ import annotations

import ssl
from asyncio import IncompleteReadError
from collections.abc import Mapping
from typing import Any

from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import IllegalSaslStateError, KafkaError, SaslAuthenticationFailed, UnsupportedSaslMechanismError
from aiokafka.protocol.metadata import MetadataRequest

from services.chassis.errors import BrokerUnavailable, ConfigurationError

_WRONG_NAME = (62, 64)
"""OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""
_TLS_ALERT = 0x1503
"""First bytes of an alert of TLS: where a broker speaks TLS and we do not, its alert is read as the length of an answer."""
_PROTOCOL = "WIRETALLY_KAFKA__SECURITY_PROTOCOL"


async def contact(options: Mapping[str, Any], timeout_ms: int) -> None:
    """Connect to one of the bootstrap servers in ``options`` (as aiokafka's clients take them), ask for metadata and leave.

    Raises ConfigurationError where a broker is there and our settings do not fit it: waiting would not help. Raises BrokerUnavailable
    where that is likely and not certain; else what the last address tried gave: KafkaError, OSError or TimeoutError.
    """
    settings = {name: value for name, value in options.items() if name != "bootstrap_servers"}
    cause: Exception | None = None
    for host, port, _ in collect_hosts(options["bootstrap_servers"], randomize=False):
        try:
            connection = await create_conn(host, port, client_id="wiretally-contact", request_timeout_ms=timeout_ms, **settings)
            try:
                await connection.send(MetadataRequest([]))
            finally:
                connection.close()
            return
        except (KafkaError, OSError, TimeoutError) as error:
            # Of several addresses the one that tells most is reported; any that takes us is enough.
            if not isinstance(cause, ConfigurationError):
                cause = _named(error, f"{host}:{port}", settings)
    if cause is not None:
        raise cause


def _named(error: Exception, address: str, settings: Mapping[str, Any]) -> Exception:
    """The error in our words, where we have them."""
    if (misfit := _misfit(error, address, settings)) is not None:
        return ConfigurationError(misfit)
    hint = _hint(error, address, settings)
    return error if hint is None else BrokerUnavailable(hint)


def _misfit(error: Exception, address: str, settings: Mapping[str, Any]) -> str | None:
    """What does not fit between settings and broker, and what to do; None where the error does not prove that anything does."""
    protocol = settings["security_protocol"]
    broken_off = error.__cause__
    match error:
        case SaslAuthenticationFailed():
            return (
                f"the broker at {address} refuses this user or password by {settings['sasl_mechanism']}: correct "
                "WIRETALLY_KAFKA__SASL_USERNAME and WIRETALLY_KAFKA__SASL_PASSWORD (or …_FILE), or make the user on the broker"
            )
        case UnsupportedSaslMechanismError():
            return (
                f"the broker at {address} does not take {settings['sasl_mechanism']}: set WIRETALLY_KAFKA__SASL_MECHANISM to what it takes"
            )
        case IllegalSaslStateError():
            return f"the broker at {address} takes no passwords on this port: set {_PROTOCOL} to {protocol.removeprefix('SASL_')}"
        case ssl.SSLCertVerificationError() if error.verify_code in _WRONG_NAME:
            return (
                f"the certificate of the broker at {address} is for another name ({error.verify_message}): write a name that it has into "
                "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"
            )
        case ssl.SSLCertVerificationError():
            return (
                f"the certificate of the broker at {address} is not trusted here ({error.verify_message}): name the certificate of the "
                "authority that signed it in WIRETALLY_KAFKA__SSL_CAFILE"
            )
    match broken_off:
        case IncompleteReadError(expected=int(expected)) if expected >> 16 == _TLS_ALERT:
            with_tls = "SASL_SSL" if protocol == "SASL_PLAINTEXT" else "SSL, or to SASL_SSL where users come in by password"
            return f"the broker at {address} speaks TLS, and {_PROTOCOL} is {protocol}: set it to {with_tls}"
        case ssl.SSLError(reason=str(reason)) if "ALERT" in reason:
            return (
                f"the broker at {address} refuses our TLS certificate, or that we show none ({reason.replace('_', ' ').lower()}): name one "
                "that it trusts in WIRETALLY_KAFKA__SSL_CERTFILE and WIRETALLY_KAFKA__SSL_KEYFILE"
            )
    return None


def _hint(error: Exception, address: str, settings: Mapping[str, Any]) -> str | None:
    """What is likely wrong. A broker on its way up or down, or a balancer before none, may do the same."""
    protocol = settings["security_protocol"]
    if protocol.endswith("SSL") and isinstance(error, ConnectionResetError | ssl.SSLError):
        without = "SASL_PLAINTEXT" if protocol == "SASL_SSL" else "PLAINTEXT"
        return (
            f"the broker at {address} breaks off the TLS handshake: start it, or set {_PROTOCOL} to {without} if it has no TLS on this port"
        )
    if not protocol.startswith("SASL") and isinstance(error.__cause__, IncompleteReadError):
        return (
            f"the broker at {address} breaks off at our first request: start it, or set {_PROTOCOL} to SASL_{protocol}"
            ", with WIRETALLY_KAFKA__SASL_USERNAME and …SASL_PASSWORD, if it wants a user"
        )
    return None
