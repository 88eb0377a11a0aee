"""Keep secrets and control characters out of what is shown, logged and reported; pure."""

import base64
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote, urlsplit

GONE = "[redacted]"
SHORTEST = 6  # characters; a shorter value would turn up in ordinary words

_SECRET_NAME = re.compile(
    r"pass(?:word|wd|phrase)?(?:_|$)|pwd|secret|token|api_?key|access_?key|private_?key|credential"
    r"|(?:^|_)auth|cookie|session_?(?:id|key)|dsn|database_url|redis_url|webhook",
    re.IGNORECASE,
)
_FOLDERS = frozenset({"PWD", "OLDPWD"})  # where the shell is and was; DB_PWD is a password
_PROXY_NAME = re.compile(r"(?:^|_)proxy$", re.IGNORECASE)
_PARAMETER = (
    r"(?:[\w.-]*token|jwt|api[_-]?key|access[_-]?key|client_secret|secret|password|passwd|pwd"
    r"|phpsessid|jsessionid|aspsessionid\w*|session_?(?:id|key)?|auth|signature|sig|x-amz-[\w-]+)"
)
_IN_URL = re.compile(rf"(?i)([?&;](?:amp;)?{_PARAMETER}=)[^&#\s\"'<>\\]+")
_USERINFO = re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://)[^\s/@\"'<>?#]+@")
_HEADER = re.compile(
    r"(?i)((?:proxy-)?authorization|(?:set-)?cookie2?|x-api-key|x-auth-token)"
    r"(['\"]?\s*[:=]\s*(?:\[?b?['\"])?)[^\r\n'\"\]]+"
)


def secrets_of(environment: Mapping[str, str], *more: str) -> tuple[str, ...]:
    """Return the texts that no sink may show: secret variables, proxy passwords and *more*.

    Each comes in the spellings in which it may turn up: as it is, percent-encoded, and as Basic
    authorization; the longest first.
    """
    found: set[str] = set(more)
    for name, value in environment.items():
        if name in _FOLDERS:
            continue
        if _SECRET_NAME.search(name) or _PROXY_NAME.search(name):
            found.update(_parts(value, whole=not _PROXY_NAME.search(name)))
    spellings = {each for text in found for each in (text, quote(text, safe=""), unquote(text))}
    return tuple(sorted((each for each in spellings if len(each) >= SHORTEST), key=len)[::-1])


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """Return *text* without *secrets*, and without what stands where secrets stand."""
    for secret in secrets:
        if secret in text:
            text = text.replace(secret, GONE)
    if "://" in text:
        text = _USERINFO.sub(rf"\1{GONE}@", text)
    if "=" in text:
        text = _IN_URL.sub(rf"\1{GONE}", text)
    return _HEADER.sub(rf"\1\2{GONE}", text) if ":" in text or "=" in text else text


def plain(text: str) -> str:
    """Return *text* as a terminal may show it: no control, bidi or other formatting character.

    Line breaks and tabs stay; the caller decides where a text is one line.
    """
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in "\n\t\u3000\u00a0" else "\ufffd" for each in text
    )


def escaped(json: str) -> str:
    """Return a JSON text with its control and formatting characters escaped: the same values."""
    if json.isprintable():
        return json
    return "".join(
        each if each.isprintable() or each in "\n\u3000\u00a0" else _escape(each) for each in json
    )


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in pairs)


def _parts(value: str, *, whole: bool) -> Iterable[str]:
    """Yield the secret parts of a variable: all of it, or the password of an address."""
    if whole:
        yield value
    try:
        parts = urlsplit(value if "://" in value else f"//{value}")
        user, password = parts.username, parts.password
    except ValueError:
        return
    if password:
        yield password
        yield base64.b64encode(f"{user}:{password}".encode()).decode()
        yield base64.b64encode(unquote(f"{user}:{password}").encode()).decode()
