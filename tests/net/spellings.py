"""Ten thousand ways to write a private address, and where each is stopped.

Called as ``python -m tests.net.spellings [COUNT]`` it prints the figures. Every address goes first
by the check of the target as it is written, then, as if that check were not there, through
Twisted's own parser and endpoint to the resolver that hands out addresses.
"""

import random
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from twisted.internet import endpoints as untyped_endpoints
from twisted.internet.address import IPv4Address as Address4
from twisted.internet.address import IPv6Address as Address6
from twisted.internet.testing import MemoryReactorClock
from twisted.web import client as untyped_client

from newsspider.net.addresses import check_target, host_and_port, is_public, literal_address
from newsspider.net.resolver import GuardedResolver

SEED = 20261122
RANGES = ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
          "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"]  # fmt: skip
SIX = ["fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32", "64:ff9b:1::/48"]
NAMES = [
    "localhost",
    "LocalHost.",
    "own.example",
    "ｏｗｎ.example",
    "own。example",
    "mixed.example",
]
# What a resolver says of the names above: the last one has a public address, too.
LEADS = {
    "localhost": ["127.0.0.1", "::1"],
    "own.example": ["10.1.2.3"],
    "mixed.example": ["1.1.1.1", "192.168.0.1"],
}
# Twisted's own code carries no types.
endpoints: Any = untyped_endpoints
client: Any = untyped_client


def inet_aton_spelling(address: IPv4Address, pick: random.Random) -> str:
    """Return *address* in one of the ways that inet_aton reads."""
    kept = pick.randint(1, 4)
    octets = list(address.packed)
    parts = [*octets[: kept - 1], int.from_bytes(octets[kept - 1 :], "big")]
    texts = [
        pick.choice(
            [str(part), f"0{part:o}", f"{part:#x}", f"{part:#X}", f"0x{part:08x}", f"000{part:o}"]
        )
        for part in parts
    ]
    text = ".".join(texts) + pick.choice(["", "", "."])
    if pick.random() < 0.2:
        text = "".join(f"%{ord(each):02x}" if each.isdigit() else each for each in text)
    if pick.random() < 0.2:
        wide = {ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"}
        text = text if "%" in text else text.translate(wide)
    return text.replace(".", "。") if pick.random() < 0.05 else text


def carrying(address: IPv4Address, pick: random.Random) -> str:
    """Return an IPv6 literal that leads to *address*: mapped, translated or by a tunnel."""
    number = int(address)
    six = pick.choice(
        [
            0xFFFF << 32 | number,
            number,
            0x64FF9B << 96 | number,
            0x64FF9B0001 << 80 | number,
            0x2002 << 112 | number << 80 | pick.getrandbits(64),
            0x20010000 << 96 | number << 64 | pick.getrandbits(64),
            0x20010000 << 96 | 0x08080808 << 64 | (~number & 0xFFFFFFFF),
        ]
    )
    return _bracketed(IPv6Address(six), pick)


def _bracketed(literal: IPv6Address, pick: random.Random) -> str:
    text = pick.choice([literal.compressed, literal.exploded, literal.exploded.upper()])
    return f"[{text}{pick.choice(['', '', '', '%25eth0', '%1'])}]"


def hosts(pick: random.Random) -> Iterator[str]:
    """Yield spellings of hosts that are private, without end."""
    while True:
        start, bits = pick.choice(RANGES).split("/")
        address = IPv4Address(int(IPv4Address(start)) + pick.getrandbits(32 - int(bits)))
        kind = pick.random()
        if kind < 0.6:
            yield inet_aton_spelling(address, pick)
        elif kind < 0.85:
            yield carrying(address, pick)
        elif kind < 0.95:
            start, bits = pick.choice(SIX).split("/")
            whole = int(IPv6Address(start)) + pick.getrandbits(128 - int(bits))
            yield _bracketed(IPv6Address(whole), pick)
        else:
            yield pick.choice(NAMES)


def urls(count: int) -> Iterator[str]:
    """Yield *count* addresses that lead to private hosts."""
    pick = random.Random(SEED)
    private = hosts(pick)
    for _ in range(count):
        host = next(private)
        scheme = pick.choice(["http", "http", "https", "HTTP"])
        user = pick.choice(["", "", "", "", "x@", "news.example@", "a:b@", "news.example:80@"])
        port = pick.choice(["", "", ":", ":80", ":443", ":8080", ":080", ":22", ":65536"])
        tail = pick.choice(["/", "", "/a?b", "#@news.example/", "?@news.example/", "/\\@8.8.8.8"])
        url = f"{scheme}://{user}{host}{port}{tail}"
        if pick.random() < 0.05:
            place = pick.randrange(len(url))
            url = url[:place] + pick.choice("\t \\\r\x00") + url[place:]
        yield url


class Names:
    """Resolves as getaddrinfo does with what Twisted makes of an address, without a network."""

    def resolveHostName(
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        *_: object,
    ) -> None:
        for text in _answers(hostName):
            kind = Address6 if ":" in text else Address4
            resolutionReceiver.addressResolved(kind("TCP", text, portNumber))
        resolutionReceiver.resolutionComplete()


def _answers(name: str) -> list[str]:
    plain = name.rstrip(".").lower()
    if plain in LEADS:
        return LEADS[plain]
    with suppress(OSError):
        return [socket.inet_ntoa(socket.inet_aton(name))]
    with suppress(OSError, ValueError):
        found = socket.getaddrinfo(name.strip("[]"), 80, flags=socket.AI_NUMERICHOST)
        return list(dict.fromkeys(str(each[4][0]) for each in found))
    return []


def reactor() -> Any:
    """Return a reactor that only writes down what it is asked to connect to."""
    made: Any = MemoryReactorClock  # carries no types
    clock = made()
    clock.installNameResolver(Names())
    clock.installNameResolver(GuardedResolver(clock, allowed=frozenset()))
    return clock


def connect(clock: Any, url: str) -> tuple[str, int]:
    """Let Twisted connect to *url* as Scrapy does; return the host and port as it reads them."""
    uri = client.URI.fromBytes(Request(url).url.encode())
    endpoint = endpoints.HostnameEndpoint(clock, uri.host, uri.port)
    endpoint.connect(client._HTTP11ClientFactory(lambda _: None, "")).addErrback(lambda _: None)
    return endpoint._hostText, uri.port


def same_place(url: str, host: str, port: int) -> bool:
    """Tell whether what Twisted reads in *url* is what our own check has read."""
    ours, our_port = host_and_port(Request(url).url)
    address = literal_address(ours)
    alike = literal_address(host) == address if address else ours == host.rstrip(".").lower()
    return alike and our_port == port


def measure(count: int) -> tuple[Counter[str], list[str]]:
    """Return how many addresses were stopped where, and those that were not or were misread."""
    clock = reactor()
    found: Counter[str] = Counter()
    bad: list[str] = []
    for url in urls(count):
        found["spellings"] += 1
        said = check_target(url, allowed=frozenset(), ports=frozenset())
        named = not said and literal_address(urlsplit(url).hostname or "") is None
        found["refused as written" if said else "left to the resolver"] += 1
        try:
            host, port = connect(clock, url)
        except ValueError:
            found["no address to Scrapy"] += 1
            continue
        if not said and not (named and same_place(url, host, port)):
            bad.append(url)
    reached = [str(call[0]) for call in clock.tcpClients]
    found["connections to public addresses"] = len(reached)  # damage can make one of a private one
    private = [host for host in reached if not is_public(ip_address(host))]
    found["connections to private addresses"] = len(private)
    return found, bad + private


if __name__ == "__main__":
    figures, wrong = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    print(*(f"{name}: {number:,}" for name, number in figures.items()), *wrong[:5], sep="\n")
