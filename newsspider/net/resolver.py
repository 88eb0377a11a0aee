"""Scrapy's name resolver that gives out no address that may not be asked."""

from collections.abc import Callable, Sequence
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.settings import BaseSettings
from scrapy.utils.datatypes import LocalCache
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer

from newsspider.net.addresses import Allowed, allowed_from, check_resolved, literal_address

NO_ANSWER = "no answer from the name server"
_PROXY_PORTS = {"http": 80, "https": 443}

Endpoint = tuple[str, int]
_IP = IPv4Address | IPv6Address


class GuardedResolver:
    """Resolves names to IPv4 and IPv6, with a cache and a time limit.

    A name of which any address is refused is refused as a whole: one that mixes public and private
    addresses wants to be asked twice and answer differently. Twisted asks here for literal
    addresses too, and connects to exactly what it is given, so that nothing can change in between.
    The proxies of the environment are the user's own choice and exempt.
    """

    def __init__(
        self,
        reactor: Any,
        *,
        allowed: frozenset[Allowed],
        proxies: frozenset[Endpoint] = frozenset(),
        timeout: float = 15.0,
        cache_size: int = 10000,
    ) -> None:
        self.reactor = reactor
        self.allowed = allowed
        self.proxies = proxies
        self.timeout = timeout
        self.original: Any = reactor.nameResolver
        self._cache: LocalCache[object, list[_IP]] | None = (
            LocalCache(cache_size) if cache_size else None
        )
        self._refusals: LocalCache[Endpoint, str] = LocalCache(10000)
        self._given: LocalCache[Endpoint, bool] = LocalCache(10000)

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Make the resolver of a process; *crawler* only has to have settings."""
        settings: BaseSettings = crawler.settings
        return cls(
            reactor,
            allowed=allowed_from(settings.getlist("NEWSSPIDER_ALLOW_ADDRESSES")),
            proxies=proxy_endpoints(),
            timeout=settings.getfloat("DNS_TIMEOUT"),
            cache_size=settings.getint("DNSCACHE_SIZE") * settings.getbool("DNSCACHE_ENABLED"),
        )

    def install_on_reactor(self) -> None:
        """Become the name resolver of the reactor."""
        self.reactor.installNameResolver(self)

    def refusal(self, host: str, port: int) -> str:
        """Return why the last look-up of *host* for *port* gave nothing, empty where DNS did so."""
        return self._refusals.get((name_key(host), port), "")

    def gave(self, host: str, port: int) -> bool:
        """Tell whether the address *host* was checked and given out for *port*, or for any."""
        return (host, port) in self._given or (host, 0) in self._given

    def resolveHostName(  # noqa: N802  the interface's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve *hostName* as IHostnameResolver says, without the addresses that are refused."""
        wanted = (hostName, tuple(addressTypes or ()), transportSemantics)
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def answer(addresses: list[_IP] | None) -> None:
            for address in self._checked(hostName, portNumber, addresses):
                resolutionReceiver.addressResolved(address)
            resolutionReceiver.resolutionComplete()

        cached = self._cache.get(wanted) if self._cache is not None else None
        if cached is not None:
            answer(cached)
            return resolution

        def found(addresses: list[_IP] | None) -> None:
            if addresses and self._cache is not None:
                self._cache[wanted] = addresses
            answer(addresses)

        collector = _Collector(self.reactor, self.timeout, found)
        self.original.resolveHostName(
            collector, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution

    def _checked(self, host: str, port: int, addresses: list[_IP] | None) -> list[_IP]:
        """Return *addresses* with *port*, or none of them, and remember why; None is a timeout."""
        key = (name_key(host), port)
        problem = NO_ANSWER if addresses is None else ""
        if addresses and key not in self.proxies:
            name = "" if literal_address(host) else key[0]
            checks = (
                check_resolved(each.host, port, self.allowed, host=name) for each in addresses
            )
            problem = next(filter(None, checks), "")
        if problem:
            self._refusals[key] = problem
            return []
        self._refusals.pop(key, None)
        for each in addresses or ():
            self._given[each.host, port] = True
        return [_at_port(each, port) for each in addresses or ()]


implementer(IHostnameResolver)(GuardedResolver)


def name_key(host: str) -> str:
    """Return the one spelling under which *host* is remembered."""
    text = host.strip("[]").removesuffix(".").lower()
    try:
        return text if text.isascii() else text.encode("idna").decode("ascii")
    except UnicodeError:
        return text


def proxy_endpoints() -> frozenset[Endpoint]:
    """Return the hosts and ports of the proxies that the environment names.

    Port 0 is among them: for https Twisted looks a proxy's name up without its port. No URL
    can ask for port 0, as the guard refuses it.
    """
    endpoints: set[Endpoint] = set()
    for kind, address in getproxies().items():
        if kind not in {"http", "https", "all"}:
            continue
        try:
            parts = urlsplit(address if "://" in address else f"http://{address}")
            host, port = parts.hostname, parts.port
        except ValueError:
            continue  # Scrapy skips a proxy that cannot be read, too
        if host:
            name = name_key(host)
            endpoints |= {(name, port or _PROXY_PORTS.get(parts.scheme, 80)), (name, 0)}
    return frozenset(endpoints)


def _at_port(address: _IP, port: int) -> _IP:
    if isinstance(address, IPv4Address):
        return IPv4Address("TCP", address.host, port)
    return IPv6Address("TCP", address.host, port, address.flowInfo, address.scopeID)


class _Resolution:
    """A look-up under way; like Twisted's own it cannot be cancelled."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Refuse, as the look-up runs in a thread."""
        raise NotImplementedError


class _Collector:
    """Gathers what a look-up gives and hands it on once; None when the time is over."""

    def __init__(
        self,
        reactor: ReactorBase,
        timeout: float,
        found: Callable[[list[_IP] | None], None],
    ) -> None:
        self.addresses: list[_IP] = []
        self.found = found
        self.clock = reactor.callLater(timeout, found, None)

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803
        """Nothing is known yet."""

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        """Keep one address; there are no others than IP over TCP."""
        if isinstance(address, IPv4Address | IPv6Address):
            self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        """Hand on what was gathered, unless the time was over before."""
        if self.clock.active():
            self.clock.cancel()
            self.found(self.addresses)


implementer(IHostResolution)(_Resolution)
implementer(IResolutionReceiver)(_Collector)
