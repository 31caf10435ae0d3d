"""What a reader asks for in the address, held to what can be asked: a filter that silently does nothing gives a wrong number."""

from __future__ import annotations

import datetime as dt

from fastapi.routing import APIRoute
from starlette.requests import Request

from services.chassis.problems import Problem


def refuse_strangers(request: Request) -> None:
    """Raises Problem 422 for a parameter that this address does not know."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = [field.alias for field in route.dependant.query_params]
    strangers = [name for name in request.query_params if name not in known]
    if strangers:
        offered = f"there are {', '.join(known)}" if known else "there are none"
        raise Problem(422, f"no parameter {', '.join(dict.fromkeys(strangers))} here; {offered}")


def check_order(since: dt.date | None, until: dt.date | None) -> None:
    """Raises Problem 422 for a time that ends before it begins."""
    if since is not None and until is not None and since > until:
        raise Problem(422, f"since {since} is after until {until}; swap them")
