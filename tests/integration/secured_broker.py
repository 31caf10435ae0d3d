"""`SecuredBroker`: a real Kafka behind TLS, that takes users by password or by certificate and holds them to their own topics."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Int8, Int16, Int32, Schema, String
from cryptography.hazmat.primitives import serialization

from services.cli.local_kafka import LocalBroker, local_kafka
from tests.conftest import free_port

USER = "newsdesk"
PREFIX = "newsdesk-"
"""What the user's topics and groups begin with; all else is closed to it."""
PASSWORD = "gRaphite-lantern-7081"

_LISTENERS = """
listeners=PLAINTEXT://127.0.0.1:${{port}},CONTROLLER://127.0.0.1:${{controller_port}},SASL_SSL://127.0.0.1:{sasl},SSL://127.0.0.1:{tls}
advertised.listeners=PLAINTEXT://127.0.0.1:${{port}},CONTROLLER://127.0.0.1:${{controller_port}},SASL_SSL://127.0.0.1:{sasl},SSL://127.0.0.1:{tls}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL
ssl.keystore.type=PEM
ssl.keystore.location={folder}/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.pem
listener.name.ssl.ssl.client.auth=required
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
ssl.principal.mapping.rules=RULE:^.+/{user}/
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_{user}="{password}";
"""
"""The listener without TLS stays for who started the broker; what is tested comes in by the other two."""


@dataclass(frozen=True, slots=True)
class SecuredBroker:
    """Where it listens, and the files that a client needs; ``stranger_ca`` signed nothing here."""

    local: LocalBroker
    sasl_address: str
    tls_address: str
    ca: Path
    stranger_ca: Path
    client: Path

    def by_password(self, mechanism: str) -> dict[str, str]:
        """The settings of a service that comes in by password."""
        return {
            "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": self.sasl_address,
            "WIRETALLY_KAFKA__SECURITY_PROTOCOL": "SASL_SSL",
            "WIRETALLY_KAFKA__SSL_CAFILE": str(self.ca),
            "WIRETALLY_KAFKA__SASL_MECHANISM": mechanism,
            "WIRETALLY_KAFKA__SASL_USERNAME": USER,
            "WIRETALLY_KAFKA__SASL_PASSWORD": PASSWORD,
        }

    def locked_client(self) -> bytes:
        """The client's certificate with its key behind a pass phrase."""
        key = serialization.load_pem_private_key(self.client.read_bytes(), password=None)
        locked = serialization.BestAvailableEncryption(b"a pass phrase")
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
        return pem + self.client.read_bytes().partition(b"-----END PRIVATE KEY-----\n")[2]


@contextmanager
def secured_broker(folder: Path) -> Iterator[SecuredBroker]:
    """A running one; its certificates and keys are in ``folder``."""
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    stranger.cert_pem.write_to_path(folder / "stranger.pem")
    _write(authority.issue_cert("127.0.0.1"), folder / "broker.pem")
    _write(authority.issue_cert("wiretally.invalid"), folder / "client.pem")
    sasl, tls = free_port(), free_port()
    properties = _LISTENERS.format(sasl=sasl, tls=tls, folder=folder, user=USER, password=PASSWORD)
    with local_kafka(properties=properties) as local:
        local.tool(
            "kafka.admin.ConfigCommand",
            *("--bootstrap-server", local.bootstrap_servers, "--alter", "--entity-type", "users", "--entity-name", USER),
            *("--add-config", f"SCRAM-SHA-512=[password={PASSWORD}]"),
        )
        asyncio.run(_admit(local))
        yield SecuredBroker(
            local, f"127.0.0.1:{sasl}", f"127.0.0.1:{tls}", folder / "ca.pem", folder / "stranger.pem", folder / "client.pem"
        )


class _CreateAclsResponse(Response):  # type: ignore[misc]  # aiokafka ships no types
    API_KEY = 30
    API_VERSION = 1
    SCHEMA = Schema(("throttle_time_ms", Int32), ("results", Array(("error_code", Int16), ("error_message", String("utf-8")))))


class _CreateAclsStruct(RequestStruct):  # type: ignore[misc]
    """aiokafka knows how to describe access lists, not how to make one."""

    API_KEY = 30
    API_VERSION = 1
    RESPONSE_TYPE = _CreateAclsResponse
    SCHEMA = Schema(
        (
            "creations",
            Array(
                ("resource_type", Int8),
                ("resource_name", String("utf-8")),
                ("pattern_type", Int8),
                ("principal", String("utf-8")),
                ("host", String("utf-8")),
                ("operation", Int8),
                ("permission", Int8),
            ),
        )
    )


class _CreateAcls(Request[_CreateAclsStruct]):  # type: ignore[misc]
    API_KEY = 30

    def build(self, request_struct_class: type[_CreateAclsStruct]) -> _CreateAclsStruct:
        topic, group, prefixed, everything, allow = 2, 3, 4, 2, 3
        return request_struct_class([(kind, PREFIX, prefixed, f"User:{USER}", "*", everything, allow) for kind in (topic, group)])


async def _admit(local: LocalBroker) -> None:
    """Everything on topics and groups that begin with the prefix, and nothing else, for our user."""
    admin = AIOKafkaAdminClient(bootstrap_servers=local.bootstrap_servers)
    await admin.start()
    try:
        answer = await admin._send_request(_CreateAcls())
        assert [code for code, _ in answer.results] == [0, 0], answer
    finally:
        await admin.close()


def _write(certificate: trustme.LeafCert, file: Path) -> None:
    """Key and chain in one file. Kafka reads a key as PKCS 8 alone, which trustme does not write."""
    key = serialization.load_pem_private_key(certificate.private_key_pem.bytes(), password=None)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(pem + b"".join(chain.bytes() for chain in certificate.cert_chain_pems))
