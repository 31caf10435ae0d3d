"""Who may read a board: tokens, and other sites' pages."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from services.board.api import build_router
from services.board.definitions import load_definitions
from services.board.site import build_site
from services.board.stream import Hub
from services.board.view import View
from services.chassis.errors import ConfigurationError

TOKENS = (SecretStr("first-token"), SecretStr("päss"))


def reader(*, tokens: tuple[SecretStr, ...] = (), cors_origins: tuple[str, ...] = ()) -> AsyncClient:
    site = build_site(build_router(View(), Hub("run", lambda: b"{}"), lambda: None), tokens=tokens, cors_origins=cors_origins)
    return AsyncClient(transport=ASGITransport(site), base_url="http://board")


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"desk:{password}".encode()).decode()


@pytest.mark.parametrize("shown", ["Bearer first-token", "bearer  first-token", basic("first-token"), basic("päss")])
async def test_a_token_opens_the_api_and_the_page(shown: str) -> None:
    async with reader(tokens=TOKENS) as client:
        for path in ("/v1/tallies", "/", "/openapi.json"):
            assert (await client.get(path, headers={"Authorization": shown})).status_code == 200


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer other", "Basic first-token", basic(""), "Digest first-token"])
async def test_without_a_token_nothing_is_shown_and_the_refusal_says_how(shown: str) -> None:
    async with reader(tokens=TOKENS) as client:
        for path in ("/v1/tallies", "/v1/stream", "/", "/board.js"):
            refused = await client.get(path, headers={"Authorization": shown})
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Bearer")
            assert "Authorization: Bearer TOKEN" in refused.json()["detail"]


async def test_an_empty_token_set_by_mistake_opens_nothing() -> None:
    async with reader(tokens=(SecretStr(""),)) as client:
        for shown in ("", "Bearer ", basic("")):
            assert (await client.get("/v1/tallies", headers={"Authorization": shown})).status_code == 401


async def test_pages_of_a_named_site_may_read_and_others_may_not() -> None:
    async with reader(tokens=TOKENS, cors_origins=("https://desk.example",)) as client:
        asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
        preflight = await client.options("/v1/tallies", headers={"Origin": "https://desk.example", **asked})
        assert preflight.headers["access-control-allow-origin"] == "https://desk.example"
        headers = {"Authorization": "Bearer first-token", "Origin": "https://other.example"}
        assert "access-control-allow-origin" not in (await client.get("/v1/tallies", headers=headers)).headers


async def test_no_other_site_may_read_unless_it_is_named() -> None:
    async with reader() as client:
        assert "access-control-allow-origin" not in (await client.get("/v1/tallies", headers={"Origin": "https://desk.example"})).headers


def test_the_shipped_definitions_are_shown_unless_others_are_named() -> None:
    assert "prisoners_exchanged" in [entry["name"] for entry in load_definitions(None)]


def test_a_file_that_holds_no_definitions_is_refused_with_its_setting(tmp_path: Path) -> None:
    for text in ("", "tallies: 3", "- name: a", "{"):
        (tmp_path / "tallies.yaml").write_text(text)
        with pytest.raises(ConfigurationError, match="WIRETALLY_BOARD__DEFINITIONS"):
            load_definitions(tmp_path / "tallies.yaml")
