"""Which addresses and ports may be asked: pure checks of URLs and of resolved addresses."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from newsspider.net.ranges import Address, carried_in, is_public

__all__ = [
    "WEB_PORTS", "Allowed", "allowed_from", "check_resolved", "check_target", "host_and_port",
    "is_public", "literal_address", "parse_allowed",
]  # fmt: skip

WEB_PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_URL = 8000  # RFC 9110, 4.1: what every server should be able to take

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_HOST_TEXT = re.compile(r"[\w.-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DISPUTED = re.compile(r"""[ \\"<>^`{|}]""")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Allowed:
    """An address and port that may be asked although the address is not public."""

    address: Address
    port: int

    def __str__(self) -> str:
        """Return the form that :func:`parse_allowed` reads."""
        return _with_port(self.address, self.port)


def parse_allowed(text: str) -> Allowed:
    """Read ``127.0.0.1:8000`` or ``[::1]:80``; raises ValueError with a hint otherwise."""
    host, _, port = text.strip().rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    try:
        address = ip_address(host[1:-1] if bracketed else host)
    except ValueError:
        address = None
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else 0
    if address is None or bracketed is not (address.version == 6) or not 0 < number < 65536:
        raise ValueError(
            f"{text!r} is not an IP address and port; write 127.0.0.1:8000 or [::1]:8000"
        )
    return Allowed(address, number)


def allowed_from(texts: list[str] | tuple[str, ...]) -> frozenset[Allowed]:
    """Read every text by :func:`parse_allowed`."""
    return frozenset(parse_allowed(text) for text in texts)


def literal_address(host: str) -> Address | None:
    """Return the address that *host* spells, in any form a resolver would take, or None for a name.

    Decimal, octal, hexadecimal and short forms (``127.1``, ``0x7f000001``), a trailing dot,
    brackets, zone ids, percent escapes and full-width digits are understood.
    """
    plain = _plain(host)
    if ":" in plain:
        with suppress(ValueError):
            return IPv6Address(plain.partition("%")[0])
        return None
    number = _number_of(plain, octal=True)
    return None if number is None else IPv4Address(number)


def host_and_port(url: str) -> tuple[str, int]:
    """Return the host of *url* in its plain form and its port; ("", 0) where it cannot be read."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return "", 0
    return _plain(parts.hostname), _port(parts)


def check_target(url: str, *, allowed: frozenset[Allowed], ports: frozenset[int]) -> str:
    """Return why *url* may not be asked, in one line, or an empty text.

    *ports* are allowed for any public host, beside the usual ones. What a name resolves to is
    checked later, by :func:`check_resolved`.
    """
    if len(url) > LONGEST_URL:
        return f"the address is longer than {LONGEST_URL} characters"
    parts = _split(url)
    if parts is None:
        return "the address cannot be read"
    if parts.scheme not in _DEFAULT_PORTS:
        return f"not a web address: {parts.scheme or 'no scheme'}"
    return _check_server(parts.scheme, parts.netloc, allowed, ports)


@lru_cache(maxsize=1024)  # a run asks few servers, and each of them often
def _check_server(
    scheme: str, netloc: str, allowed: frozenset[Allowed], ports: frozenset[int]
) -> str:
    if "@" in netloc:
        return "the address carries a user name or password"
    host, port = host_and_port(f"{scheme}://{netloc}")
    if not (":" in host or _is_name(host)):
        return "the address has no usable host"
    address = literal_address(host)
    if address is None and _looks_like_address(host):
        return f"{host} looks like an IP address and is not one"
    if address is None:
        return _check_port(port, WEB_PORTS | ports | {entry.port for entry in allowed})
    if _is_allowed(address, port, allowed):
        return ""
    readings = [address, *_other_readings(host)]
    private = next((reading for reading in readings if not is_public(reading)), None)
    if private is not None:
        return _not_public(private, port)
    return _check_port(port, WEB_PORTS | ports)


def check_resolved(
    address: Address | str, port: int, allowed: frozenset[Allowed], *, host: str = ""
) -> str:
    """Return why a connection to *address* and *port* may not be opened, or an empty text.

    *host* is the name that led there, where it is not the address itself.
    """
    parsed = literal_address(address) if isinstance(address, str) else address
    if parsed is None:
        return f"{address} is not an IP address"
    if is_public(parsed) or _is_allowed(parsed, port, allowed):
        return ""
    return _not_public(parsed, port, host)


def _not_public(address: Address, port: int, host: str = "") -> str:
    who = f"{host} leads to {address}, which" if host else str(address)
    permit = f"--allow-address {_with_port(address, port)}"
    return f"{who} is not a public address (to permit it: {permit})"


def _with_port(address: Address, port: int) -> str:
    return f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"


def _is_name(host: str) -> bool:
    """Tell whether DNS could know *host*; resolvers choke on empty and on overlong labels."""
    fits = all(0 < len(label) < 64 for label in host.split(".")) and len(host) < 254
    return fits and _HOST_TEXT.fullmatch(host) is not None


def _is_allowed(address: Address, port: int, allowed: frozenset[Allowed]) -> bool:
    spellings: set[Address] = {address}
    if isinstance(address, IPv6Address):
        plain = IPv6Address(int(address))
        spellings = {plain, *(carried_in(plain) if plain.ipv4_mapped else ())}
    return any(Allowed(spelling, port) in allowed for spelling in spellings)


def _check_port(port: int, usual: frozenset[int]) -> str:
    return "" if port in usual else f"port {port} is not one that web pages are asked on"


def _split(url: str) -> SplitResult | None:
    if _CONTROL.search(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname  # both may raise
    except ValueError:
        return None
    # Parsers disagree about these, and must not: one checks the host and another connects to it.
    return None if _DISPUTED.search(parts.netloc) else parts


def _port(parts: SplitResult) -> int:
    port = parts.port
    return _DEFAULT_PORTS.get(parts.scheme, 0) if port is None else port


def _plain(host: str) -> str:
    """Return *host* without brackets, escapes, full-width forms and its trailing dot."""
    text = host.strip()
    if ":" not in text:
        text = unicodedata.normalize("NFKC", unquote(text)).replace("。", ".")
    text = text.removeprefix("[").removesuffix("]").lower()
    return text.removesuffix(".")


def _number_of(host: str, *, octal: bool) -> int | None:
    """Return the IPv4 number that inet_aton reads in *host*; the last part fills what is left."""
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    try:
        numbers = [_part(part, octal=octal) for part in parts]
    except ValueError:
        return None
    *front, last = numbers
    if any(number > 255 for number in front) or last >= 256 ** (5 - len(numbers)):
        return None
    total = last
    for position, number in enumerate(front):
        total |= number << (24 - 8 * position)
    return total


def _part(text: str, *, octal: bool) -> int:
    if len(text) > 40:  # no address needs more; the conversion of a long number is slow
        raise ValueError(text)
    if text[:2] in {"0x", "0X"}:
        return int(text[2:] or "0", 16)
    return int(text, 8) if octal and len(text) > 1 and text.startswith("0") else int(text, 10)


def _other_readings(host: str) -> Iterator[Address]:
    """Yield what others read in *host*: some take a leading zero for a decimal number."""
    number = None if ":" in host else _number_of(host, octal=False)
    if number is not None:
        yield IPv4Address(number)


def _looks_like_address(host: str) -> bool:
    return ":" in host or _NUMBER.fullmatch(host.rsplit(".", 1)[-1]) is not None
