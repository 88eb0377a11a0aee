"""Downloader middleware that refuses, on every hop, what may not be asked."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import cookies
from scrapy.exceptions import CannotResolveHostError

from newsspider.net.addresses import (
    Allowed,
    allowed_from,
    check_resolved,
    check_target,
    host_and_port,
    literal_address,
)
from newsspider.net.failures import Blocked, remember
from newsspider.net.resolver import NO_ANSWER, GuardedResolver, name_key, proxy_endpoints

PORTS_KEY = "allowed_ports"  # request.meta and spider attribute: ports that the source names


class AddressGuard:
    """Checks a request's target before anything is sent, and names the cause of a failed look-up.

    It stands after HttpProxyMiddleware, so that the proxy is decided, and nearer to the wire than
    the retries, so that a refusal is not tried again. Redirects and robots.txt come by here too.
    Through a proxy only the target as written can be checked: its name is the proxy's to resolve.
    """

    def __init__(self, crawler: Crawler, allowed: frozenset[Allowed]) -> None:
        self.crawler = crawler
        self.allowed = allowed
        self.proxies = proxy_endpoints()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the guard of *crawler*; raises ValueError for an address that cannot be read."""
        # Scrapy's cookies ask tldextract, which would fetch its list of suffixes from the network
        # past every guard. Without addresses it uses the list that it brings along.
        cookies._split_domain.suffix_list_urls = ()
        return cls(crawler, allowed_from(crawler.settings.getlist("NEWSSPIDER_ALLOW_ADDRESSES")))

    def process_request(self, request: Request) -> None:
        """Raise Blocked for a target that may not be asked."""
        self._resolver()
        spider_ports = getattr(self.crawler.spider, PORTS_KEY, ())
        ports = frozenset({*spider_ports, *request.meta.get(PORTS_KEY, ())})
        reason = check_target(request.url, allowed=self.allowed, ports=ports)
        if not reason:
            host, port = host_and_port(request.url)
            proxied = bool(request.meta.get("proxy"))
            reason = self._named(name_key(host), port, proxied=proxied)
        if reason:
            raise Blocked(reason)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Remember whom the failure was with; raise Blocked for a look-up that was refused."""
        refusal = ""
        if isinstance(exception, CannotResolveHostError):
            refusal = self._refusal(request)
        if refusal and refusal != NO_ANSWER:
            raise Blocked(refusal) from exception
        remember(exception, request.url, request.meta.get("proxy") or "", refusal)

    def _named(self, host: str, port: int, *, proxied: bool) -> str:
        """Return why a *host* known by its name alone may not be asked."""
        if literal_address(host) is not None:
            return ""
        if proxied and (host == "localhost" or host.endswith(".localhost")):
            own = ("127.0.0.1", "::1")
            problems = [check_resolved(each, port, self.allowed, host=host) for each in own]
            return problems[0] if all(problems) else ""
        if not proxied and (host, port) in self.proxies:
            return f"{host}:{port} is the proxy itself"  # the resolver lets it through
        return ""

    def _refusal(self, request: Request) -> str:
        host, port = host_and_port(request.meta.get("proxy") or request.url)
        resolver = self._resolver()
        return resolver.refusal(host, port) or resolver.refusal(host, 0)

    def _resolver(self) -> GuardedResolver:
        """Return the reactor's resolver, after making it ours where it is not.

        Scrapy installs the one of the settings, but not the one of an add-on's settings.
        """
        from twisted.internet import reactor

        resolver: object = getattr(reactor, "nameResolver", None)
        if not isinstance(resolver, GuardedResolver):
            resolver = GuardedResolver.from_crawler(self.crawler, reactor)
            resolver.install_on_reactor()
        return resolver
