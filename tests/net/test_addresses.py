from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest

from newsspider.net.addresses import (
    Allowed,
    allowed_from,
    check_resolved,
    check_target,
    host_and_port,
    is_public,
    literal_address,
    parse_allowed,
)

NOTHING: frozenset[Allowed] = frozenset()
NO_PORTS: frozenset[int] = frozenset()
LOCAL = allowed_from(["127.0.0.1:8000", "[::1]:8001"])


@pytest.mark.parametrize(
    "spelling",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0X7F.0.0.1",
        "0x7f.1",
        "0177.0.0.01",
        "0000000000000000177.0.0.1",
        "１２７．０．０．１",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "%31%32%37.0.0.1",
        "[127.0.0.1]",
    ],
)
def test_every_spelling_of_loopback_is_read(spelling: str) -> None:
    assert literal_address(spelling) == IPv4Address("127.0.0.1")


@pytest.mark.parametrize(
    "spelling", ["::1", "[::1]", "[0:0:0:0:0:0:0:1]", "[::1%25eth0]", "[::1%lo]"]
)
def test_every_spelling_of_ipv6_loopback_is_read(spelling: str) -> None:
    assert literal_address(spelling) == IPv6Address("::1")


@pytest.mark.parametrize(
    "name",
    ["", ".", "news.example", "127.0.0.1.example", "cafe", "0x7g.1", "1.2.3.4.5", "256.0.0.1",
     "1.2.3.256", "4294967296", "08.0.0.1", "a:b", "-1", "1..2", "9" * 5000],
)  # fmt: skip
def test_what_is_no_address_is_not_read_as_one(name: str) -> None:
    assert literal_address(name) is None


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::808:808",
        "100::1", "2001::1", "2001:2::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        "2001:0:808:808:0:0:80ff:fffe", "2001:0:a00:1:0:0:f7f7:f7f7", "3fff::1", "5f00::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.0.1.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        "2002:808:808::1", "2001:0:808:808:0:0:f7f7:f7f7", "2001:200::1",
    ],
)  # fmt: skip
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("text", ["127.0.0.1:8000", "[::1]:80", "10.0.0.1:65535"])
def test_an_allowed_address_reads_back(text: str) -> None:
    assert str(parse_allowed(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "127.0.0.1", "localhost:80", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "::1:80",
     "[127.0.0.1]:80", "127.0.0.1:8_0", "127.0.0.1:http", "0.0.0.0/0:80", "[::1]80",
     "http://127.0.0.1:80"],
)  # fmt: skip
def test_a_bad_allowed_address_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(ValueError, match=r"write 127\.0\.0\.1:8000 or \[::1\]:8000"):
        parse_allowed(text)


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/",
        "https://news.example:8443/a?b=c|d#e",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "http://127.0.0.1:8000/",
        "http://2130706433:8000/",
        "http://[::ffff:127.0.0.1]:8000/",
        "http://[::1]:8001/",
        "http://localhost:8000/",  # its addresses are checked when they are known
        "http://bücher.example/",
        "http://under_score.example/",
    ],
)
def test_targets_that_may_be_asked(url: str) -> None:
    assert check_target(url, allowed=LOCAL, ports=NO_PORTS) == ""


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("file:///etc/passwd", "not a web address: file", id="file"),
        pytest.param("data:text/html,x", "not a web address: data", id="data"),
        pytest.param("news.example/", "not a web address: no scheme", id="no-scheme"),
        pytest.param("http:///path", "no usable host", id="no-host"),
        pytest.param("http://./", "no usable host", id="dot"),
        pytest.param("http://a..b/", "no usable host", id="empty-label"),
        pytest.param("http://" + "a" * 64 + ".example/", "no usable host", id="long-label"),
        pytest.param("http://" + "a." * 127 + "b/", "no usable host", id="long-name"),
        pytest.param("http://ex%00.example/", "no usable host", id="escaped-nul"),
        pytest.param("http://user@news.example/", "user name or password", id="userinfo"),
        pytest.param("http://:@news.example/", "user name or password", id="empty-userinfo"),
        pytest.param("http://news.example\\@127.0.0.1/", "cannot be read", id="backslash"),
        pytest.param("http://news.example:99999/", "cannot be read", id="port-too-high"),
        pytest.param("http://news.example:8 0/", "cannot be read", id="port-with-space"),
        pytest.param("http://new\ts.example/", "cannot be read", id="tab"),
        pytest.param("http://[::1/", "cannot be read", id="open-bracket"),
        pytest.param("http://news.example:22/", "port 22", id="ssh"),
        pytest.param("http://news.example:0/", "port 0", id="port-nought"),
        pytest.param("http://8.8.8.8:8000/", "port 8000", id="allowed-port-elsewhere"),
        pytest.param("http://127.0.0.1/", "127.0.0.1 is not a public", id="loopback"),
        pytest.param("http://127.0.0.1:8001/", "not a public", id="other-port"),
        pytest.param("http://127.0.0.2:8000/", "not a public", id="other-address"),
        pytest.param("http://[::1]:8000/", "--allow-address [::1]:8000", id="other-family"),
        pytest.param("http://[::127.0.0.1]:8000/", "not a public", id="compatible"),
        pytest.param("http://[64:ff9b::7f00:1]:8000/", "not a public", id="translated"),
        pytest.param("http://010.8.8.8/", "10.8.8.8 is not a public", id="octal-or-decimal"),
        pytest.param("http://08.8.8.8/", "looks like an IP address", id="neither-octal"),
        pytest.param("http://1.2.3.4.5/", "looks like an IP address", id="five-parts"),
        pytest.param("http://news.example/" + "a" * 8000, "longer than 8000", id="long"),
    ],
)
def test_targets_that_may_not_be_asked(url: str, reason: str) -> None:
    assert reason in check_target(url, allowed=LOCAL, ports=NO_PORTS)


def test_a_port_of_the_source_is_allowed_for_public_hosts_only() -> None:
    ports = frozenset({81})

    assert check_target("http://news.example:81/", allowed=NOTHING, ports=ports) == ""
    assert check_target("http://10.0.0.1:81/", allowed=NOTHING, ports=ports)


def test_resolved_addresses_are_allowed_by_exact_port() -> None:
    assert check_resolved("127.0.0.1", 8000, LOCAL) == ""
    assert check_resolved(IPv6Address("::1"), 8001, LOCAL) == ""
    assert check_resolved("8.8.8.8", 25, LOCAL) == ""
    assert check_resolved("127.0.0.1", 8001, LOCAL)
    assert check_resolved("news.example", 80, LOCAL) == "news.example is not an IP address"
    assert check_resolved("10.0.0.1", 80, LOCAL, host="x.example").startswith(
        "x.example leads to 10.0.0.1, which is not a public address"
    )


def test_host_and_port_are_plain() -> None:
    assert host_and_port("HTTPS://News.Example./a") == ("news.example", 443)
    assert host_and_port("http://[::1]:8000/") == ("::1", 8000)
    assert host_and_port("nonsense") == ("", 0)
