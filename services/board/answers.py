"""What a request is answered with: JSON, CSV or lines of JSON by its Accept header, an ETag, and a page at a time."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response

from services.board.forms import Form
from services.chassis.problems import Problem

JSON, CSV, NDJSON = "application/json", "text/csv", "application/x-ndjson"
OFFERED = (JSON, CSV, NDJSON)
FORMATS = {"json": JSON, "csv": CSV, "ndjson": NDJSON}
Format = Literal["json", "csv", "ndjson"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

T = TypeVar("T")


def media_type(accept: str | None, asked: Format | None) -> str:
    """What to send: the ``format`` asked for in the address, else the best of the Accept header (RFC 9110, section 12.5.1).

    Raises Problem 406 where the reader takes none of the three.
    """
    if asked is not None:
        return FORMATS[asked]
    if not accept:
        return JSON
    weights = dict(_weight(part) for part in accept.split(","))
    wanted = {
        offered: max(weights.get(offered, weights.get(f"{offered.split('/')[0]}/*", weights.get("*/*", 0))), 0) for offered in OFFERED
    }
    best = max(OFFERED, key=lambda offered: wanted[offered])
    if wanted[best] == 0:
        raise Problem(406, f"this is to be had as {', '.join(OFFERED)}; the request accepts {accept!r}")
    return best


def _weight(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, float(parameter[2:])
            except ValueError:
                return name, 0
    return name, 1


def answer(body: Any, request: Request) -> Response:
    """``body`` as JSON, with an ETag of its bytes (the same on every board), or 304 where the reader has it already."""
    return _tagged(orjson.dumps(body), JSON, request, {})


def answer_page(
    request: Request,
    name: str,
    found: Sequence[T],
    form: Callable[[T], Form],
    flat: Callable[[T], Iterable[Form]],
    fields: Sequence[str],
    *,
    limit: int,
    offset: int,
    asked: Format | None,
    about: Form | None = None,
) -> Response:
    """Rows ``offset`` to ``offset + limit`` of ``found``.

    As JSON ``{name: [...], total, next}`` with what ``about`` adds, as lines of JSON one form a line, or as CSV the lines that ``flat``
    makes of each. A Link header (RFC 8288) names the next page in every form.
    """
    kind = media_type(request.headers.get("accept"), asked)
    page = found[offset : offset + limit]
    following = offset + limit if offset + limit < len(found) else None
    headers = {"Vary": "Accept", "X-Total-Count": str(len(found))}
    if following is not None:
        # Relative: behind a proxy the board does not know its own address.
        headers["Link"] = f'<?{request.url.include_query_params(offset=following, limit=limit).query}>; rel="next"'
    if kind == JSON:
        data = orjson.dumps({**(about or {}), name: [form(row) for row in page], "total": len(found), "next": following})
    elif kind == NDJSON:
        data = b"".join(orjson.dumps(form(row)) + b"\n" for row in page)
    else:
        data = as_csv([line for row in page for line in flat(row)], fields)
    return _tagged(data, kind if kind != CSV else f"{CSV}; charset=utf-8", request, headers)


def as_csv(rows: Iterable[Form], fields: Sequence[str]) -> bytes:
    """RFC 4180 with a head line; lists are joined by spaces, null is empty.

    Text that a spreadsheet would run as a formula gets an apostrophe before it: headlines and places come from strangers.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({field: _cell(row.get(field)) for field in fields})
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = " ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _tagged(data: bytes, kind: str, request: Request, headers: dict[str, str]) -> Response:
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {**headers, "ETag": etag, "Cache-Control": "no-cache"}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(data, headers={**headers, "Content-Type": kind})
