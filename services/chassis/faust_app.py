"""The Faust app with the settings that lose nothing (design section 6, each measured on faust-streaming 0.15.3)."""

from __future__ import annotations

from pathlib import Path

import faust
from faust.auth import SASLCredentials, SSLCredentials
from faust.types.auth import CredentialsT
from mode.supervisors import CrashingSupervisor

from schemas.topics import Topic
from services.chassis.faithful_consumer import FaithfulTransport, KeepingFlowControl
from services.chassis.faithful_tables import FaithfulTables
from services.chassis.kafka import MAX_MESSAGE_BYTES, client_options
from services.chassis.settings import KafkaSettings, ServiceSettings


def group_of(settings: ServiceSettings, service: str) -> str:
    """Consumer group, and first part of the changelogs' names."""
    return f"{settings.topics.prefix}wiretally-{service}"


def new_app(settings: ServiceSettings, service: str, datadir: Path) -> faust.App:
    """An app without agents. ``datadir`` is a scratch folder of this process: Faust makes one wherever it is started otherwise."""
    kafka = settings.kafka
    servers = str(client_options(kafka)["bootstrap_servers"])
    app = faust.App(
        group_of(settings, service),
        broker=[f"kafka://{server.strip()}" for server in servers.split(",")],
        broker_credentials=_credentials(kafka),
        datadir=datadir,
        store="memory://",
        TableManager=FaithfulTables,
        # Four bugs are open against exactly_once; at_least_once with idempotent handlers is the promise here.
        processing_guarantee="at_least_once",
        # The default supervisor restarts an agent behind the message it failed on: that message is lost.
        agent_supervisor=CrashingSupervisor,
        producer_acks=-1,
        producer_max_request_size=MAX_MESSAGE_BYTES,
        consumer_max_fetch_size=MAX_MESSAGE_BYTES,
        # `latest` skips what came while a new group was starting, and loses a changelog whose segments were deleted (faust #651).
        consumer_auto_offset_reset="earliest",
        # A broker just started may not know a topic yet; Faust's assignor then gives its partitions to nobody: all workers are ready, and
        # none works until the topics are asked for again, five minutes later by default (seen after a rebalance at such a moment).
        consumer_metadata_max_age_ms=10_000,
        # One second of repeats after a crash instead of three.
        broker_commit_interval=1.0,
        broker_commit_every=1000,
        # A story takes 50 ms: this is ten seconds of work in memory, not three minutes.
        stream_buffer_maxsize=256,
        # What was fetched is handed over before more is asked for. Without a bound a backlog of one topic, megabytes of it, holds up all
        # others: the tally stage stood still for eight seconds behind a flood of events. Less than a queue takes, so that the first topic
        # of a fetch leaves room for the next.
        broker_max_poll_records=200,
        # Safe only because the loop acks every message or ends the process.
        stream_wait_empty=True,
        # A killed process's partitions wait so long for another (and for its own next start: 30 s were measured with 30 here).
        # Heartbeats come from a thread of their own, so that work delays none; four may be lost.
        broker_session_timeout=kafka.session_timeout_s,
        broker_heartbeat_interval=kafka.session_timeout_s / 5,
        broker_max_poll_interval=300.0,
        # Topics come from the catalogue (services/chassis/topics.py), with our sizes and retention.
        topic_allow_declare=False,
        topic_disable_leader=True,
        # Our own port serves health and metrics; Faust's would serve the tables to anyone.
        web_enabled=False,
        web_tables_enabled=False,
        worker_redirect_stdouts=False,
        autodiscover=False,
        debug=False,
    )
    app.transport = FaithfulTransport(app.conf.broker_consumer, app)
    app.flow_control = KeepingFlowControl()
    return app


def source_topic(app: faust.App, settings: ServiceSettings, topic: Topic) -> faust.TopicT:
    """A topic of the catalogue as raw bytes: a message that does not parse must reach the loop, which Faust's decoding would skip."""
    return app.topic(
        settings.topics.name(topic),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        allow_empty=True,
        partitions=settings.topics.partitions_of(topic),
    )


def _credentials(kafka: KafkaSettings) -> CredentialsT | None:
    context = kafka.ssl_context()
    if kafka.sasl_username is not None and kafka.sasl_password is not None:
        return SASLCredentials(
            mechanism=kafka.sasl_mechanism,
            username=kafka.sasl_username,
            password=kafka.sasl_password.get_secret_value(),
            ssl_context=context,
        )
    return SSLCredentials(context) if context is not None else None
