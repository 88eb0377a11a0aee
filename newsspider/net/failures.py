"""Say in one line for a person what went wrong with a request."""

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from gzip import BadGzipFile
from http.client import responses
from json import JSONDecodeError
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy import exceptions as scrapy_errors
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.internet import error as twisted_errors
from twisted.web import _newclient as twisted_http

from newsspider.errors import BadAnswer, ParserDied
from newsspider.model.record import Outcome

LONGEST = 200  # characters of a message: parts of it come from the server

_CALL = "newsspider_call"  # attribute of an exception: see remember()


class HeadTooLarge(twisted_http.ParseError):
    """A server sent more headers, or more interim answers, than any honest one."""


class Blocked(IgnoreRequest):
    """The address guard refused a target; its text is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """``slug`` is counted and stored, ``message`` printed.

    ``retry_after`` is what the server's Retry-After says, as it stands there.
    """

    slug: str
    message: str
    outcome: Outcome = Outcome.FAILED
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class _Call:
    """Whom a failed request was for, and what the guard knows about why it failed."""

    url: str = ""
    proxy: str = ""
    detail: str = ""

    @property
    def host(self) -> str:
        """The server that was spoken to, as a person would write it."""
        netloc = urlsplit(self.proxy or self.url).netloc.rpartition("@")[2]
        return f"the proxy {netloc}" if self.proxy and netloc else netloc or "the server"


def remember(error: BaseException, url: str, proxy: str = "", detail: str = "") -> None:
    """Note on *error*, as Scrapy's errors do not say it, which request it ended."""
    setattr(error, _CALL, _Call(url, proxy, detail))


def classify(error: BaseException, *, guard_reason: str = "") -> Failure:
    """Return what *error*, raised by a request or its answer, means.

    *guard_reason* says that the guard refused the target, where *error* itself does not.
    """
    if guard_reason:
        return _made("blocked", guard_reason, Outcome.REJECTED)
    call = getattr(error, _CALL, None) or _Call()
    for cause in _causes(error):
        for kinds, explain in _EXPLANATIONS:
            if isinstance(cause, kinds):
                return explain(cause, call)
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _made("unexpected", text)


def clean(text: str) -> str:
    """Return *text* on one line without control and formatting characters, shortened."""
    plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text[:2000])
    line = " ".join(plain.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _made(
    slug: str, message: str, outcome: Outcome = Outcome.FAILED, retry_after: str = ""
) -> Failure:
    return Failure(
        slug=slug, message=clean(message), outcome=outcome, retry_after=clean(retry_after)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and all that caused it, nearest first."""
    waiting, seen = [error], 0
    while waiting and seen < 20:  # a chain may be a loop
        cause = waiting.pop(0)
        seen += 1
        yield cause
        reasons = getattr(cause, "reasons", None)
        if isinstance(reasons, list):
            waiting += [reason.value for reason in reasons if hasattr(reason, "value")]
        if cause.__cause__ is not None:
            waiting.append(cause.__cause__)


def _http(error: BaseException, call: _Call) -> Failure:  # noqa: ARG001  one shape for all
    response = error.response  # type: ignore[attr-defined]  # the table gives HttpError only
    status = response.status
    phrase = responses.get(status, "an unknown status")
    wait = (response.headers.get("Retry-After") or b"").decode("latin-1")
    if status == 407:
        return _made("proxy", "the proxy asks for a user name and password (407)")
    scheme = _redirect_scheme(response.headers.get("Location") or b"")
    if 300 <= status < 400 and scheme not in {"", "http", "https"}:
        return _made("blocked", f"redirected to a {scheme}: address", Outcome.REJECTED)
    outcome = Outcome.FAILED
    if status == 410:
        outcome = Outcome.GONE
    elif status == 429 or (status == 503 and wait):
        outcome = Outcome.DEFERRED
    return _made(f"http-{status}", f"the server answered {status} ({phrase})", outcome, wait)


def _redirect_scheme(location: bytes) -> str:
    found = re.match(rb"([a-z][a-z0-9+.-]*):", location.strip(), re.IGNORECASE)
    return found[1].decode("ascii").lower() if found else ""


def _ignored(error: BaseException, call: _Call) -> Failure:
    text = str(error)
    until = getattr(error, "until", None)
    if until is not None:
        return _made("host-deferred", text, Outcome.DEFERRED, format_datetime(until))
    if "robots.txt" in text:
        return _made("robots", "robots.txt forbids it", Outcome.REJECTED)
    if "max redirections" in text:
        return _made("redirects", "redirected too many times")
    if "DOWNLOAD_MAXSIZE" in text:
        return _too_large(error, call)
    if "offsite" in text:
        return _made("blocked", "outside the source's own domains", Outcome.REJECTED)
    return _made("ignored", text or "not asked")


def _too_large(error: BaseException, call: _Call) -> Failure:  # noqa: ARG001
    found = re.search(r"max size \((\d+)\)|DOWNLOAD_MAXSIZE \((\d+) B\)", str(error))
    limit = int(next(filter(None, found.groups()))) if found else 0
    return _made("too-large", f"larger than {limit:,} bytes" if limit else "too large")


def _cancelled(error: BaseException, call: _Call) -> Failure:
    if "larger than" in str(error):
        return _too_large(error, call)
    return _made("too-large", "stopped on its way, too large or endless")


def _timeout(error: BaseException, call: _Call) -> Failure:
    found = re.search(r"longer than ([\d.]+) seconds", str(error))
    within = f"within {float(found[1]):g} s" if found else "in time"
    return _made("timeout", f"no answer from {call.host} {within}")


def _dns(error: BaseException, call: _Call) -> Failure:
    if call.detail:
        return _made("dns", call.detail)
    host = urlsplit(call.proxy or call.url).hostname
    if not host:
        found = re.search(r"lookup: (\S+)|hostname '([^']+)'", str(error))
        host = next(filter(None, found.groups())).rstrip(".") if found else "of that name"
    which = "no such host: proxy " if call.proxy else "no such host: "
    return _made("dns", f"{which}{host} (check the spelling, or your DNS)")


def _refused(error: BaseException, call: _Call) -> Failure:  # noqa: ARG001
    return _made("proxy" if call.proxy else "refused", f"connection refused by {call.host}")


def _tls(error: BaseException, call: _Call) -> Failure:
    host = urlsplit(call.url).hostname or "the server"
    if isinstance(error, VerificationError):
        return _made("tls", f"the certificate of {host} is for another name")
    why = ""
    if isinstance(error, SSL.Error) and error.args and error.args[0]:
        why = str(error.args[0][-1][-1])
    if "certificate verify failed" in why:
        return _made("tls", f"the certificate of {host} cannot be trusted")
    return _made("tls", f"no secure connection to {host}" + (f" ({why})" if why else ""))


def _tunnel(error: BaseException, call: _Call) -> Failure:
    found = re.search(r"'status': (\d+)", str(error))
    status = f" (it answered {found[1]})" if found else ""
    return _made("proxy", f"{call.host} gave no way to {urlsplit(call.url).netloc}{status}")


def _parser(error: BaseException, call: _Call) -> Failure:  # noqa: ARG001
    return _made("parser", getattr(error, "problem", str(error)))


def _bad_answer(error: BaseException, call: _Call) -> Failure:  # noqa: ARG001
    return _made("bad-answer", str(error))


_Explain = Callable[[BaseException, _Call], Failure]


def _said(slug: str, text: str, outcome: Outcome = Outcome.FAILED) -> _Explain:
    """Explain always with *text*, in which ``{host}`` is the server."""
    return lambda _, call: _made(slug, text.format(host=call.host), outcome)


_EXPLANATIONS: tuple[tuple[tuple[type[BaseException], ...], _Explain], ...] = (
    ((Blocked,), lambda error, _: _made("blocked", str(error), Outcome.REJECTED)),
    ((HttpError,), _http),
    ((IgnoreRequest,), _ignored),
    ((ParserDied,), _parser),
    ((BadAnswer, JSONDecodeError), _bad_answer),
    ((scrapy_errors.CannotResolveHostError, twisted_errors.DNSLookupError), _dns),
    (
        (
            scrapy_errors.DownloadConnectionRefusedError,
            twisted_errors.ConnectionRefusedError,
            ConnectionRefusedError,
        ),
        _refused,
    ),
    (
        (
            scrapy_errors.DownloadTimeoutError,
            twisted_errors.TimeoutError,
            twisted_errors.TCPTimedOutError,
            TimeoutError,
        ),
        _timeout,
    ),
    (
        (scrapy_errors.ResponseDataLossError,),
        _said("truncated", "the answer of {host} was cut short"),
    ),
    ((scrapy_errors.DownloadCancelledError,), _cancelled),
    ((TunnelError,), _tunnel),
    ((SSL.Error, VerificationError), _tls),
    ((HeadTooLarge,), _said("too-large", "{host} sends more headers than are read")),
    (
        (twisted_http.ParseError, twisted_http.BadHeaders),
        _said("protocol", "what {host} answered is not HTTP"),
    ),
    (
        (zlib.error, EOFError, BadGzipFile),
        _said("bad-encoding", "the compressed answer of {host} is damaged"),
    ),
    (
        (twisted_errors.ConnectionLost, twisted_errors.ConnectionDone, ConnectionResetError),
        _said("reset", "{host} closed the connection before it had answered"),
    ),
    (
        (scrapy_errors.UnsupportedURLSchemeError, scrapy_errors.NotSupported),
        _said("blocked", "only http and https are asked", Outcome.REJECTED),
    ),
    (
        (twisted_errors.ConnectError, OSError),
        lambda error, call: _made("network", f"no connection to {call.host} ({error})"),
    ),
)
