"""Addresses: the form the ledger knows, the form posts show, and what may be linked to."""

import re
from functools import cache, lru_cache
from ipaddress import IPv6Address
from typing import TYPE_CHECKING
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    urljoin,
    urlsplit,
    urlunsplit,
)

if TYPE_CHECKING:
    from tldextract import TLDExtract

_PORTS = {"http": 80, "https": 443}
_TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid"
    r"|_ga|_gl|_hsenc|_hsmi|hsctatracking|mkt_tok|oly_anon_id|oly_enc_id|vero_id|wickedid|cmpid"
    r"|ref_src|ref_url|at_medium|at_campaign|at_custom\d|ns_campaign|ns_mchannel|ns_source"
    r"|spm|scm|share_token|share_from|share_medium|share_source|isappinstalled|from_isappinstalled",
    re.IGNORECASE,
)
# Names whose values are somebody's secret or one visit's: they name no article, and no post, ledger
# or report may carry them.
_SECRETS = re.compile(
    r"(?:access|auth|id|refresh|csrf|xsrf|share|session)?[_-]?token|jwt|api[_-]?key|client_secret"
    r"|secret|password|passwd|pwd|phpsessid|jsessionid|aspsessionid\w*|session_?id|x-amz-[\w-]+"
    r"|signature",
    re.IGNORECASE,
)
_SESSION = re.compile(r";jsessionid=[^/;?#]*", re.IGNORECASE)
_SHARED = {"timeline", "singlemessage", "groupmessage"}  # WeChat's values of "from"
_CONTROLS = re.compile(r"[\x00-\x20\x7f]+")
_UNFIT = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_BLANKS = "".join(map(chr, range(0x21)))
_INNER = re.compile(r"[\t\r\n]")  # browsers drop these inside an address
_LEGAL = "!#$%&'()*+,-./:;=?@[]_~"  # everything that stays as it is in an address
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_NO_NAME = re.compile(r"[^a-z0-9._~-]")
# What is right as it stands, as nearly all links are: no port or name, nothing to encode or drop.
_PLAIN = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}/[A-Za-z0-9/._~%=&+,;:@!$'()*-]*(?:\?[A-Za-z0-9/._~%=&+,;:@!$'()*-]+)?"
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@lru_cache(4096)
def canonical(url: str) -> str:
    """Return the form under which the ledger knows *url*: no fragment, no trackers, sorted query.

    http and https are one article, and so are default ports and spellings of the host. Raises
    ValueError for what is not an http(s) address.
    """
    parts = _split(url)
    host = _host(parts)
    port = parts.port
    default = port in (None, 443, _PORTS[parts.scheme])  # 443, for the form's own scheme is https
    netloc = host if default else f"{host}:{port}"
    pairs = sorted(
        parse_qsl(_wanted(parts.query), keep_blank_values=True, errors="surrogateescape")
    )
    query = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)
    path = _dotless(
        _ESCAPE.sub(_unescaped, _encoded(_SESSION.sub("", parts.path) or "/"))
    )  # %2E is a dot, too
    return urlunsplit(("https", netloc, path, query, ""))


def shown(url: str) -> str:
    """Return the address that a post shows: *url* less fragment and trackers, else unchanged.

    Raises ValueError for what is not an http(s) address.
    """
    parts = _split(url)
    query = _wanted(parts.query)
    plain = _SESSION.sub("", url.strip().partition("#")[0])
    if "@" in parts.netloc:
        plain = plain.replace(parts.netloc, parts.netloc.rpartition("@")[2], 1)
    if query != parts.query:
        plain = plain.partition("?")[0] + (f"?{query}" if query else "")
    return plain


def absolute(base: str, url: str) -> str:
    """Return *url* as a safe absolute http(s) address, or an empty text.

    Blanks around and line breaks inside are dropped as browsers do; what may not stand in an
    address (blanks, ``"<>{}|\\^```, non-ASCII) is percent-encoded, everything else stays. A
    name and password before the host go: in a link they only deceive.
    """
    if _PLAIN.fullmatch(url):
        return url
    url = _CONTROLS.sub("%20", _INNER.sub("", url).strip(_BLANKS))
    if not url:
        return ""
    try:
        joined = urljoin(base, url)
        parts = _split(joined)
        host = _host(parts)
        netloc = host if parts.port is None else f"{host}:{parts.port}"
    except ValueError:
        return ""
    named = parts.netloc.rpartition("@")[2]
    if host == (parts.hostname or ""):  # keep the spelling where there is nothing to mend
        netloc = named
    path, query, fragment = (_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


def is_http(url: str) -> bool:
    """Tell whether *url* is an http(s) address with a host."""
    try:
        _split(url)
    except ValueError:
        return False
    return True


def same_address(one: str, other: str) -> bool:
    """Tell whether two addresses are one to the ledger; False where one of them is none."""
    try:
        return canonical(one) == canonical(other)
    except ValueError:
        return False


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one registrable domain; False for what is none."""
    try:
        hosts = [_host(_split(url)) for url in (one, other)]
    except ValueError:
        return False
    domain = _domain(hosts[0])
    return hosts[0] == hosts[1] or (bool(domain) and domain == _domain(hosts[1]))


def _split(url: str) -> SplitResult:
    """Split *url* once for everybody; ValueError in one line where it is no http(s) address."""
    text = url.strip()
    problem = f"not an address: {text[:80]!r}"
    if _UNFIT.search(text):
        raise ValueError(f"{problem} (it holds a blank or half a character)")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError(problem) from error
    if "\\" in parts.netloc:  # browsers read it as "/", and so see another host than we do
        raise ValueError(f"{problem} (a backslash in the host)")
    if parts.scheme not in _PORTS:
        hint = (
            "" if _SCHEME.match(text) and "." not in parts.scheme else f"; write http://{text[:80]}"
        )
        raise ValueError(f"{problem} (not http or https{hint})")
    if not parts.hostname or port == 0:
        raise ValueError(f"{problem} (no host)")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        try:
            return f"[{IPv6Address(host.partition('%')[0])}]"
        except ValueError as error:
            raise ValueError(f"not an address: {host!r}") from error
    if host.isascii():
        if not host or _NO_NAME.search(host):
            raise ValueError(f"not an address: {host!r} is no host name")
        return host
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"not an address: {host[:80]!r} is no host name") from error
    if _NO_NAME.search(name):
        raise ValueError(f"not an address: {host[:80]!r} is no host name")
    return name


def _wanted(query: str) -> str:
    """Return *query* without trackers, in its order and spelling."""
    kept = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        shared = name == "from" and value in _SHARED
        if part and not shared and not _is_idle(name):
            kept.append(part)
    if len(kept) == len(query.split("&")):
        return query
    return "&".join(kept)


def _is_idle(name: str) -> bool:
    """Tell whether a parameter says nothing about which article is meant."""
    return bool(_TRACKERS.fullmatch(name) or _SECRETS.fullmatch(name))


def _dotless(path: str) -> str:
    """Return *path* with its ``.`` and ``..`` segments resolved."""
    done: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(done) > 1:
                done.pop()
        elif segment != ".":
            done.append(segment)
    if segments[-1] in (".", ".."):
        done.append("")
    return "/".join(done) or "/"


def _unescaped(found: re.Match[str]) -> str:
    """Return an escape as RFC 3986 wants it: none where none is needed, capitals elsewhere."""
    char = chr(int(found[0][1:], 16))
    return char if _UNRESERVED.match(char) else found[0].upper()


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogateescape"), safe="")


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe=_LEGAL)


@cache
def _extractor() -> "TLDExtract":
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)  # the packaged list, never the network


def _domain(host: str) -> str:
    return _extractor()(host).top_domain_under_public_suffix
