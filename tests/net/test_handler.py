"""The other end of a connection, as the kernel knows it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from twisted.internet.testing import MemoryReactorClock

from newsspider.net.addresses import allowed_from
from newsspider.net.handler import unchecked
from newsspider.net.resolver import GuardedResolver
from tests.net.test_resolver import FakeDns, Receiver


class Transport:
    """The part of Twisted's transports that is asked, over a real socket; with an *inner* one TLS's."""

    def __init__(self, handle: object, inner: "Transport | None" = None) -> None:
        self.handle, self.transport = handle, inner

    def getHandle(self) -> object:
        return self.handle


@pytest.fixture
def connected() -> Iterator[socket.socket]:
    """A socket that is connected to a server of this machine."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        yield client


def resolver(allowed: list[str]) -> GuardedResolver:
    reactor: Any = MemoryReactorClock()  # type: ignore[no-untyped-call]  # Twisted's
    reactor.nameResolver = FakeDns({"site.example": [["127.0.0.1"]]})
    return GuardedResolver(reactor, allowed=allowed_from(allowed))


def test_a_peer_that_the_guard_gave_out_is_known(connected: socket.socket) -> None:
    port = connected.getpeername()[1]
    guard = resolver([f"127.0.0.1:{port}"])
    guard.resolveHostName(Receiver(), "site.example", port)

    plain, secure = Transport(connected), Transport(object(), Transport(connected))

    assert unchecked(plain, guard) == unchecked(secure, guard) == ""


def test_a_peer_that_nobody_checked_is_told(connected: socket.socket) -> None:
    port = connected.getpeername()[1]
    guard = resolver(["127.0.0.1:1"])
    guard.resolveHostName(Receiver(), "site.example", port)  # refused
    guard.resolveHostName(Receiver(), "site.example", 1)  # another port

    assert unchecked(Transport(connected), guard) == f"127.0.0.1:{port}"
    assert unchecked(Transport(connected), None) == f"127.0.0.1:{port}"


def test_a_connection_that_is_closed_can_send_nothing() -> None:
    assert unchecked(Transport(socket.socket()), None) == ""
