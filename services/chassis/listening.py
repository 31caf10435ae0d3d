"""The port of a service."""

from __future__ import annotations

import socket

from services.chassis.errors import ConfigurationError
from services.chassis.settings import HttpSettings


def listen(http: HttpSettings) -> socket.socket:
    """A listening socket, on any free port where the setting is 0. Raises ConfigurationError where the address cannot be had."""
    try:
        return socket.create_server((http.host, http.port), family=socket.AF_INET6 if ":" in http.host else socket.AF_INET)
    except OSError as error:
        raise ConfigurationError(
            f"cannot listen on {http.host} port {http.port} ({error.strerror}): set WIRETALLY_HTTP__PORT or WIRETALLY_HTTP__HOST"
        ) from error
