"""A reader built on one version of a message reads what the next writes, and the other way round."""

from __future__ import annotations

import json
from typing import Any, get_args

import jsonschema
import pytest
from pydantic import BaseModel, ValidationError

from schemas.base import Message
from schemas.event import Event
from schemas.export import GENERATED
from schemas.incident import Incident
from schemas.tally import Tally
from tests.unit.board.messages import event, incident, tally

MESSAGES: list[Message] = [event(), incident(), tally()]


def grown(value: Any) -> Any:
    """The message as a later version may send it: a field more in every object, at every depth."""
    if isinstance(value, dict):
        return {**{name: grown(part) for name, part in value.items()}, "added_later": {"depth": [1, None]}}
    return [grown(part) for part in value] if isinstance(value, list) else value


def shrunk(value: Any, model: type[BaseModel]) -> Any:
    """The message as the first version sent it: without any field that has a default, at every depth."""
    kept = {name: value[name] for name, field in model.model_fields.items() if field.is_required()}
    for name, part in kept.items():
        inner = _model(model.model_fields[name].annotation)
        if inner is not None and isinstance(part, dict):
            kept[name] = shrunk(part, inner)
        elif inner is not None and isinstance(part, list):
            kept[name] = [shrunk(one, inner) for one in part]
    return kept


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, alone, in a list or beside null."""
    candidates = [annotation, *get_args(annotation)]
    return next((one for one in candidates if isinstance(one, type) and issubclass(one, BaseModel)), None)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_an_old_reader_reads_a_new_message_and_sees_what_it_knows(message: Message) -> None:
    later = json.dumps(grown(message.model_dump(mode="json")))
    assert type(message).read(later) == message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_new_reader_reads_the_oldest_message_that_there_can_be(message: Message) -> None:
    oldest = shrunk(message.model_dump(mode="json"), type(message))
    assert len(oldest) < len(type(message).model_fields)
    read = type(message).read(json.dumps(oldest))
    assert type(message).read(read.to_json()) == read


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_producer_refuses_a_field_that_it_does_not_know(message: Message) -> None:
    with pytest.raises(ValidationError, match="mis_spelt"):
        type(message).model_validate({**message.model_dump(), "mis_spelt": 1})


@pytest.mark.parametrize(("model", "file"), [(Event, "event"), (Incident, "incident"), (Tally, "tally")])
def test_what_is_written_fits_the_schema_that_subscribers_hold(model: type[Message], file: str) -> None:
    schema = json.loads((GENERATED / f"{file}.schema.json").read_text())
    (message,) = [one for one in MESSAGES if isinstance(one, model)]
    jsonschema.validate(json.loads(message.to_json()), schema)
