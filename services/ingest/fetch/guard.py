"""Which addresses may be fetched from: public ones, and the private networks that the operator names.

Checked where the connection is made (the resolver below hands the connector only addresses that passed), so that a name which resolves
differently the second time gains nothing; addresses written as numbers never reach a resolver and are checked by themselves; each
redirect passes here again.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from aiohttp import DefaultResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from services.ingest.fetch.errors import FetchFailed
from services.ingest.fetch.spoken import spoken

Network = IPv4Network | IPv6Network
_NAT64 = IPv6Network("64:ff9b::/96")
PORTS = range(1, 65536)


def is_allowed(address: IPv4Address | IPv6Address, allowed: Sequence[Network] = ()) -> bool:
    """Whether ``address`` is public or lies in one of ``allowed``. An IPv4 address wrapped in IPv6 counts as what it wraps.

    >>> [is_allowed(ip_address(text)) for text in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1")]
    [True, False, False, False, False]
    """
    inner = _unwrapped(address)
    if any(inner in network for network in allowed if network.version == inner.version):
        return True
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def check_url(url: str, allowed: Sequence[Network] = ()) -> str:
    """The URL, once it may be asked for: http or https, no credentials in it, a host, and no forbidden address written as a number.

    Raises FetchFailed ``bad_url`` or ``forbidden_address``.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchFailed("bad_url", f"{spoken(url)!r} is no address: {spoken(str(error))}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchFailed("bad_url", f"{spoken(url)!r} is not fetched; only http and https addresses with a host are")
    if parts.username is not None or parts.password is not None:
        raise FetchFailed("bad_url", "an address with a user name or password in it is not fetched")
    if port is not None and port not in PORTS:
        raise FetchFailed("bad_url", f"{spoken(url)!r} names no port that there is")
    literal = _literal(host)
    if literal is not None and not is_allowed(literal, allowed):
        raise _forbidden(host)
    return url


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host written as a number means, the short and octal forms that ``inet_aton`` takes included."""
    import socket

    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host.replace(".", "").replace("x", "").isalnum() and host[:1].isdigit() else None
    except (OSError, ValueError):
        return None


class GuardedResolver(AbstractResolver):
    """Resolves a name to those of its addresses that may be fetched from. Raises FetchFailed where there is none."""

    def __init__(self, allowed: Sequence[Network] = (), inner: AbstractResolver | None = None) -> None:
        self._allowed = tuple(allowed)
        self._inner = inner or DefaultResolver()

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)  # type: ignore[arg-type]
        kept = [each for each in found if is_allowed(ip_address(each["host"].partition("%")[0]), self._allowed)]
        if not kept:
            raise _forbidden(host)
        return kept

    async def close(self) -> None:
        await self._inner.close()


def _forbidden(host: str) -> FetchFailed:
    return FetchFailed(
        "forbidden_address", f"{host} lies in a private network; name that network in WIRETALLY_FETCH__ALLOWED_NETWORKS if it is meant"
    )
