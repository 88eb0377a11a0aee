"""Which IP addresses are public: a table of our own, since Python's differs between versions."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

# RFC 6890 and the IANA registry of special-purpose addresses.
_PRIVATE_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network; 0.0.0.0 reaches the own machine
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; also where clouds put their metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's host agent answers here, inside a public range
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # IETF protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, withdrawn
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Nothing outside 2000::/3 is global unicast: that alone leaves out ::, ::1, ::/96, 64:ff9b:1::/48,
# discard 100::/64, ULA fc00::/7, link-local fe80::/10, site-local fec0::/10, multicast ff00::/8.
_GLOBAL_6 = IPv6Network("2000::/3")
_PRIVATE_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # IETF protocol assignments: benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
_LOW_32 = 0xFFFFFFFF


def is_public(address: Address) -> bool:
    """Tell whether *address* is reachable by everybody, so that asking it gives nothing away.

    An IPv6 address that carries an IPv4 address is as public as what it carries.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _PRIVATE_4)
    plain = IPv6Address(int(address))  # a zone id would hide it from the networks
    carried = carried_in(plain)
    if carried:
        return all(is_public(inner) for inner in carried)
    return plain in _GLOBAL_6 and not any(plain in network for network in _PRIVATE_6)


def carried_in(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that a tunnel or translator would take out of *address*."""
    number = int(address)
    if address in _MAPPED or address in _NAT64:
        return (IPv4Address(number & _LOW_32),)
    if address in _SIX_TO_FOUR:
        return (IPv4Address((number >> 80) & _LOW_32),)
    if address in _TEREDO:  # its server, and its client with every bit turned over
        return IPv4Address((number >> 64) & _LOW_32), IPv4Address(~number & _LOW_32)
    return ()
