"""JSON Schema and AsyncAPI 3 files from the models: `python -m schemas.export` (or `make schemas`) rewrites `schemas/generated/`.

One `NAME.schema.json` a message (draft 2020-12), self-contained, with examples; and `asyncapi.yaml`, which names the topics, their keys,
headers, partitions and retention, and which service sends or receives what; `topics.md` is that document as a page to read.

The files are open where the models are closed: a producer of ours never sends an unknown field (the models forbid it), but whoever
validates what they read against a file must not break on the field that the next release adds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml
from pydantic.json_schema import models_json_schema

from schemas import topics
from schemas.base import Message
from schemas.dead_letter import DeadLetter
from schemas.envelope import CONTENT_TYPE, SPEC_VERSION
from schemas.examples import EXAMPLES
from schemas.page import page
from schemas.topics import CATALOGUE, Topic

GENERATED = Path(__file__).parent / "generated"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ASYNCAPI_VERSION = "3.0.0"
KAFKA_BINDING_VERSION = "0.5.0"

Json = dict[str, Any]


class Flow(NamedTuple):
    """One service's use of one topic."""

    service: str
    action: Literal["send", "receive"]
    topic: Topic


FLOWS = (
    Flow("ingest", "send", topics.ARTICLES),
    Flow("ingest", "send", topics.STORY_INDEX),
    Flow("ingest", "receive", topics.STORY_INDEX),
    Flow("ingest", "send", topics.FETCH_STATE),
    Flow("ingest", "receive", topics.FETCH_STATE),
    Flow("ingest", "send", topics.DEAD_LETTERS),
    Flow("extractor", "receive", topics.ARTICLES),
    Flow("extractor", "send", topics.EVENTS),
    Flow("extractor", "send", topics.DEAD_LETTERS),
    Flow("aggregator", "receive", topics.EVENTS),
    Flow("aggregator", "send", topics.INCIDENTS),
    Flow("aggregator", "receive", topics.INCIDENTS),
    Flow("aggregator", "send", topics.TALLIES),
    Flow("aggregator", "send", topics.TALLY_HISTORY),
    Flow("aggregator", "send", topics.DEAD_LETTERS),
    Flow("board", "receive", topics.EVENTS),
    Flow("board", "receive", topics.INCIDENTS),
    Flow("board", "receive", topics.TALLIES),
    Flow("board", "receive", topics.TALLY_HISTORY),
)


def message_name(model: type[Message]) -> str:
    """`TallyChange` -> `tally-change`, as the CloudEvents types spell it."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in model.__name__).lstrip("-")


def json_schema(model: type[Message]) -> Json:
    """The message as others may read or, for articles, send it."""
    schema: Json = _opened(model.model_json_schema())
    head: Json = {"$schema": DIALECT, "$id": f"{message_name(model)}.schema.json"}
    return {**head, **schema, "examples": [json.loads(example.to_json()) for example in EXAMPLES[model]]}


def asyncapi() -> Json:
    models = [topic.model for topic in CATALOGUE]
    _, definitions = models_json_schema([(model, "validation") for model in models], ref_template="#/components/schemas/{model}")
    return {
        "asyncapi": ASYNCAPI_VERSION,
        "info": {
            "title": "wiretally",
            "version": "1",
            "description": "Live news-wire stories in, structured events and running tallies out. Major version 1 of every topic.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {_channel(topic): _channel_object(topic) for topic in CATALOGUE},
        "operations": {f"{flow.service}-{flow.action}-{_channel(flow.topic)}": _operation(flow) for flow in FLOWS},
        "components": {
            "messages": {message_name(topic.model): _message(topic) for topic in CATALOGUE},
            "schemas": _opened(definitions["$defs"]),
        },
    }


def files() -> Mapping[str, str]:
    """Name in `schemas/generated/` to content."""
    schemas = {f"{message_name(topic.model)}.schema.json": _as_json(json_schema(topic.model)) for topic in CATALOGUE}
    described = asyncapi()
    document = yaml.dump(described, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=140)
    return {**schemas, "asyncapi.yaml": "# Generated from schemas/*.py by `make schemas`.\n" + document, "topics.md": page(described)}


def write(folder: Path = GENERATED) -> None:
    """Makes the folder hold exactly :func:`files`."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for stale in folder.iterdir():
        if stale.name not in wanted:
            stale.unlink()
    for name, content in wanted.items():
        (folder / name).write_text(content, encoding="utf-8")


class _PlainDumper(yaml.SafeDumper):
    """Writes each value out: an anchor that stands for an equal value elsewhere only confuses a reader."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _as_json(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _opened(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {name: _opened(part) for name, part in schema.items() if (name, part) != ("additionalProperties", False)}
    if isinstance(schema, list):
        return [_opened(part) for part in schema]
    return schema


def _channel(topic: Topic) -> str:
    """`wiretally.tally-history.v1` -> `tally-history`."""
    return topic.name.split(".")[1]


def _channel_object(topic: Topic) -> Json:
    configuration: Json = {"cleanup.policy": [topic.cleanup]}
    if "retention.ms" in topic.config:
        configuration["retention.ms"] = int(topic.config["retention.ms"])
    name = message_name(topic.model)
    return {
        "address": topic.name,
        "description": topic.about,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": configuration,
                "bindingVersion": KAFKA_BINDING_VERSION,
            }
        },
    }


def _operation(flow: Flow) -> Json:
    channel = f"#/channels/{_channel(flow.topic)}"
    verb = {"send": "sends", "receive": "reads"}[flow.action]
    return {
        "action": flow.action,
        "channel": {"$ref": channel},
        "summary": f"{flow.service} {verb} {flow.topic.name}",
        "messages": [{"$ref": f"{channel}/messages/{message_name(flow.topic.model)}"}],
    }


def _message(topic: Topic) -> Json:
    key = {"key": {"type": "string", "description": topic.key}, "bindingVersion": KAFKA_BINDING_VERSION}
    common = {"name": topic.type, "title": topic.model.__name__, "summary": topic.about, "bindings": {"kafka": key}}
    if topic.model is DeadLetter:
        # The value is whatever could not be used, byte for byte; the model stands in the headers.
        return common | {"contentType": "application/octet-stream", "headers": _dead_letter_headers()}
    examples = [{"payload": json.loads(example.to_json())} for example in EXAMPLES[topic.model]]
    payload = {"$ref": f"#/components/schemas/{topic.model.__name__}"}
    return common | {"headers": _cloud_event_headers(topic), "payload": payload, "examples": examples}


def _cloud_event_headers(topic: Topic) -> Json:
    """Always sent, never required of anyone."""
    return {
        "type": "object",
        "properties": {
            "ce_specversion": {"type": "string", "const": SPEC_VERSION},
            "ce_id": {"type": "string", "description": "Unique with ce_source."},
            "ce_type": {"type": "string", "const": topic.type},
            "ce_source": {"type": "string"},
            "ce_time": {"type": "string", "format": "date-time"},
            "ce_subject": {"type": "string"},
            "content-type": {"type": "string", "const": CONTENT_TYPE},
            "traceparent": {"type": "string", "description": "W3C trace context."},
        },
    }


def _dead_letter_headers() -> Json:
    fields = DeadLetter.model_json_schema()["properties"]
    return {
        "type": "object",
        "required": [f"wt_{name}" for name in fields],
        "properties": {f"wt_{name}": field for name, field in fields.items()},
    }


if __name__ == "__main__":
    write()
