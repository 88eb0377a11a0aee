from collections.abc import Sequence
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from twisted.internet.testing import MemoryReactorClock
from zope.interface import implementer
from zope.interface.verify import verifyObject

from newsspider.net.addresses import allowed_from
from newsspider.net.resolver import NO_ANSWER, GuardedResolver, name_key, proxy_endpoints


@implementer(IHostnameResolver)
class FakeDns:
    """Answers from a table, one list of addresses a question; a name not in it never answers."""

    def __init__(self, table: dict[str, list[list[str]]]) -> None:
        self.table = table
        self.questions: list[str] = []

    def resolveHostName(
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: object = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> None:
        self.questions.append(hostName)
        if hostName not in self.table:
            self.late = resolutionReceiver
            return
        answers = self.table[hostName]
        for text in answers.pop(0) if len(answers) > 1 else answers[0]:
            kind = IPv6Address if ":" in text else IPv4Address
            resolutionReceiver.addressResolved(kind("TCP", text, portNumber))
        resolutionReceiver.resolutionComplete()


@implementer(IResolutionReceiver)
class Receiver:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, int]] = []
        self.ends = 0

    def resolutionBegan(self, resolution: object) -> None:
        verifyObject(IHostResolution, resolution)

    def addressResolved(self, address: Any) -> None:
        self.given.append((address.host, address.port))

    def resolutionComplete(self) -> None:
        self.ends += 1


class Bench:
    """A guarded resolver over a table, on a clock that the test turns."""

    def __init__(
        self, table: dict[str, list[list[str]]], allow: Sequence[str] = (), **more: Any
    ) -> None:
        reactor: Any = MemoryReactorClock  # carries no types
        self.clock = reactor()
        self.dns = FakeDns(table)
        self.clock.installNameResolver(self.dns)
        self.resolver = GuardedResolver(
            self.clock, allowed=allowed_from(tuple(allow)), timeout=15, **more
        )

    def ask(self, name: str, port: int = 80) -> list[tuple[str, int]]:
        receiver = Receiver()
        self.resolver.resolveHostName(receiver, name, port)
        assert receiver.ends == 1
        return receiver.given


def test_public_addresses_of_both_families_pass_with_the_port() -> None:
    bench = Bench({"news.example": [["1.1.1.1", "2606:4700::1111"]]})

    assert bench.ask("news.example", 443) == [("1.1.1.1", 443), ("2606:4700::1111", 443)]
    assert bench.resolver.refusal("news.example", 443) == ""


def test_one_private_address_refuses_the_whole_name() -> None:
    bench = Bench({"evil.example": [["1.1.1.1", "192.168.0.1"]]})

    assert bench.ask("evil.example") == []
    assert "evil.example leads to 192.168.0.1" in bench.resolver.refusal("Evil.example.", 80)


def test_a_name_that_changes_its_answer_is_asked_once_and_checked_every_time() -> None:
    bench = Bench({"evil.example": [["1.1.1.1"], ["127.0.0.1"]]})

    assert bench.ask("evil.example") == bench.ask("evil.example") == [("1.1.1.1", 80)]
    assert bench.dns.questions == ["evil.example"]


def test_rebinding_is_refused_without_a_cache() -> None:
    bench = Bench({"evil.example": [["1.1.1.1"], ["127.0.0.1"]]}, cache_size=0)

    assert bench.ask("evil.example") == [("1.1.1.1", 80)]
    assert bench.ask("evil.example") == []


def test_the_cache_does_not_carry_an_allowance_to_another_port() -> None:
    bench = Bench({"home.example": [["127.0.0.1"]]}, ["127.0.0.1:8000"])

    assert bench.ask("home.example", 8000) == [("127.0.0.1", 8000)]
    assert bench.ask("home.example", 8001) == []
    assert bench.ask("home.example", 8000) == [("127.0.0.1", 8000)]


def test_a_literal_is_checked_too() -> None:
    bench = Bench({"2130706433": [["127.0.0.1"]]})

    assert bench.ask("2130706433") == []
    assert bench.resolver.refusal("2130706433", 80).startswith("127.0.0.1 is not")


def test_the_proxy_is_exempt_on_its_own_port_only() -> None:
    bench = Bench({"gate": [["10.0.0.1"]]}, proxies=frozenset({("gate", 3128), ("gate", 0)}))

    assert bench.ask("gate", 3128) == [("10.0.0.1", 3128)]
    assert bench.ask("gate", 0) == [("10.0.0.1", 0)]
    assert bench.ask("gate", 80) == []


def test_a_silent_name_server_is_given_up_after_the_timeout() -> None:
    bench = Bench({})
    receiver = Receiver()

    bench.resolver.resolveHostName(receiver, "slow.example", 80)
    bench.clock.advance(16)
    bench.dns.late.addressResolved(IPv4Address("TCP", "1.1.1.1", 80))
    bench.dns.late.resolutionComplete()

    assert (receiver.given, receiver.ends) == ([], 1)
    assert bench.resolver.refusal("slow.example", 80) == NO_ANSWER


def test_an_unknown_name_is_no_refusal() -> None:
    bench = Bench({"none.example": [[]]})

    assert bench.ask("none.example") == []
    assert bench.resolver.refusal("none.example", 80) == ""


def test_the_resolver_keeps_the_interface() -> None:
    verifyObject(IHostnameResolver, Bench({}).resolver)


def test_names_are_remembered_in_one_spelling() -> None:
    assert name_key("Bücher.Example.") == name_key("xn--bcher-kva.example")
    assert name_key("[::1]") == "::1"


def test_proxies_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("http_proxy", "http://user:secret@Gate.example:3128/")
    monkeypatch.setenv("https_proxy", "gate2.example")
    monkeypatch.setenv("all_proxy", "http://[::1")
    monkeypatch.setenv("ftp_proxy", "http://ftp.example:21")

    assert proxy_endpoints() == {
        ("gate.example", 3128), ("gate.example", 0), ("gate2.example", 80), ("gate2.example", 0),
    }  # fmt: skip
