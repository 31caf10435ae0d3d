"""The committed JSON Schema and AsyncAPI files are the models', sound, and fit the examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from schemas import export
from schemas.base import Message
from schemas.examples import ARTICLE, EVENT_UPSERT, EXAMPLES
from schemas.topics import CATALOGUE, DEAD_LETTERS

MODELS = [topic.model for topic in CATALOGUE]
DOCUMENT = yaml.safe_load((export.GENERATED / "asyncapi.yaml").read_text())


def schema_of(model: type[Message]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((export.GENERATED / f"{export.message_name(model)}.schema.json").read_text())
    return loaded


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(target := part.get("$ref"), str):
            yield target
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def resolve(reference: str, document: Any) -> Any:
    assert reference.startswith("#/"), f"{reference} leaves the document"
    for step in reference[2:].split("/"):
        document = document[step]
    return document


def test_the_committed_files_are_what_the_models_give() -> None:
    committed = {file.name: file.read_text() for file in export.GENERATED.iterdir()}
    assert committed == dict(export.files()), "run `make schemas` and commit schemas/generated/"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_schema_is_sound_and_its_references_resolve(model: type[Message]) -> None:
    schema = schema_of(model)
    Draft202012Validator.check_schema(schema)
    for reference in references(schema):
        resolve(reference, schema)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_example_fits_its_schema_and_survives_a_round_trip(model: type[Message]) -> None:
    validator = Draft202012Validator(schema_of(model))
    assert EXAMPLES[model]
    for example in EXAMPLES[model]:
        validator.validate(json.loads(example.to_json()))
        assert model.read(example.to_json()) == example


def test_a_schema_lets_a_later_field_pass_and_refuses_a_wrong_type() -> None:
    validator = Draft202012Validator(schema_of(type(ARTICLE)))
    message = json.loads(ARTICLE.to_json())
    assert validator.is_valid({**message, "field_of_a_later_release": 1})
    assert not validator.is_valid({**message, "revision": "first"})
    assert not validator.is_valid({name: value for name, value in message.items() if name != "story_id"})


def test_the_example_figures_stand_where_they_say() -> None:
    for figure in EVENT_UPSERT.figures:
        assert ARTICLE.text[figure.start : figure.end] == figure.text


def test_every_reference_of_the_asyncapi_document_resolves() -> None:
    for reference in references(DOCUMENT):
        resolve(reference, DOCUMENT)


def test_the_asyncapi_channels_are_the_topic_catalogue() -> None:
    bindings = {channel["address"]: channel["bindings"]["kafka"] for channel in DOCUMENT["channels"].values()}
    assert set(bindings) == {topic.name for topic in CATALOGUE}
    for topic in CATALOGUE:
        assert bindings[topic.name]["partitions"] == topic.partitions
        assert bindings[topic.name]["topicConfiguration"]["cleanup.policy"] == [topic.cleanup]


def test_every_topic_is_sent_by_somebody_and_every_operation_names_a_message_of_its_channel() -> None:
    sent = {operation["channel"]["$ref"] for operation in DOCUMENT["operations"].values() if operation["action"] == "send"}
    assert sent == {f"#/channels/{name}" for name in DOCUMENT["channels"]}
    for operation in DOCUMENT["operations"].values():
        for message in operation["messages"]:
            assert message["$ref"].startswith(operation["channel"]["$ref"] + "/messages/")


def test_every_message_has_a_keyed_kafka_binding_and_cloudevents_headers() -> None:
    for topic in CATALOGUE:
        message = DOCUMENT["components"]["messages"][export.message_name(topic.model)]
        assert message["bindings"]["kafka"]["key"] == {"type": "string", "description": topic.key}
        if topic is not DEAD_LETTERS:
            assert message["headers"]["properties"]["ce_type"]["const"] == topic.type


def test_the_page_of_topics_names_each_topic_with_its_users_and_each_field_of_a_message() -> None:
    text = export.files()["topics.md"]
    row = next(line for line in text.splitlines() if line.startswith("| `wiretally.tallies.v1`"))
    assert row.endswith("| tally key | aggregator | board |")
    assert all(f"| `{name}` |" in text for model in MODELS if model is not DEAD_LETTERS.model for name in model.model_fields)
