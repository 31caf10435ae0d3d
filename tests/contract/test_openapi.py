"""The board answers as its OpenAPI document says, whatever is asked of it (schemathesis)."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from services.board.api import build_router
from services.board.site import build_site
from services.board.stream import Hub
from tests.browser.wire import wire_view

SITE = build_site(build_router(wire_view(), Hub("run", lambda: b"{}"), lambda: None, [{"name": "killed"}]))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# A live stream has no end to wait for.
api = schemathesis.openapi.from_asgi("/openapi.json", SITE).exclude(path="/v1/stream")


@api.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_document_describes(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)
