import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from OpenSSL import SSL
from scrapy import exceptions as scrapy_errors
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as untyped_errors
from twisted.python import failure
from twisted.web import client

from newsspider.errors import BadAnswer
from newsspider.model.record import Outcome
from newsspider.net.failures import Blocked, Failure, classify, clean, remember

# Twisted's own constructors carry no types.
twisted_errors: Any = untyped_errors
TwistedFailure: Any = failure.Failure
ResponseFailed: Any = client.ResponseFailed

URL = "http://news.example:8080/a"


def status(code: int, **headers: str) -> HttpError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpError(Response(URL, status=code, headers=named))


def download_failed(reason: BaseException) -> BaseException:
    """Return what Scrapy makes of Twisted's error about *reason*."""
    error: Exception = scrapy_errors.DownloadFailedError("[<twisted…>]")
    error.__cause__ = ResponseFailed([TwistedFailure(reason)])
    return error


def known(error: BaseException, proxy: str = "", detail: str = "") -> BaseException:
    remember(error, URL, proxy, detail)
    return error


HOST = "news.example:8080"
FAILED, REJECTED = Outcome.FAILED, Outcome.REJECTED


@pytest.mark.parametrize(
    ("error", "slug", "message", "outcome"),
    [
        (Blocked("not public"), "blocked", "not public", REJECTED),
        (scrapy_errors.IgnoreRequest("Forbidden by robots.txt"), "robots", "robots.txt forbids it", REJECTED),
        (scrapy_errors.IgnoreRequest("max redirections reached"), "redirects", "redirected too many times", FAILED),
        (scrapy_errors.IgnoreRequest("… exceeded DOWNLOAD_MAXSIZE (8388608 B) during"), "too-large", "larger than 8,388,608 bytes", FAILED),
        (scrapy_errors.IgnoreRequest("Filtered offsite request to 'x'"), "blocked", "outside the source's own domains", REJECTED),
        (scrapy_errors.IgnoreRequest("whatever"), "ignored", "whatever", FAILED),
        (scrapy_errors.IgnoreRequest(), "ignored", "not asked", FAILED),
        (status(404), "http-404", "the server answered 404 (Not Found)", FAILED),
        (status(204), "http-204", "the server answered 204 (No Content)", FAILED),
        (status(799), "http-799", "the server answered 799 (an unknown status)", FAILED),
        (status(410), "http-410", "the server answered 410 (Gone)", Outcome.GONE),
        (status(302, Location="FILE:///etc/passwd"), "blocked", "redirected to a file: address", REJECTED),
        (status(304), "http-304", "the server answered 304 (Not Modified)", FAILED),
        (status(302, Location="/"), "http-302", "the server answered 302 (Found)", FAILED),
        (status(429), "http-429", "the server answered 429 (Too Many Requests)", Outcome.DEFERRED),
        (status(503), "http-503", "the server answered 503 (Service Unavailable)", FAILED),
        (status(503, Retry_After="120"), "http-503", "the server answered 503 (Service Unavailable)", Outcome.DEFERRED),
        (status(407), "proxy", "the proxy asks for a user name and password (407)", FAILED),
        (BadAnswer(URL, "is not JSON"), "bad-answer", f"{URL} is not JSON", FAILED),
        (known(scrapy_errors.CannotResolveHostError("DNS lookup failed: …")), "dns", "no such host: news.example (check the spelling, or your DNS)", FAILED),
        (scrapy_errors.CannotResolveHostError("DNS lookup failed: no results for hostname lookup: x.example."), "dns", "no such host: x.example (check the spelling, or your DNS)", FAILED),
        (known(scrapy_errors.CannotResolveHostError(), detail="no answer from the name server"), "dns", "no answer from the name server", FAILED),
        (known(scrapy_errors.CannotResolveHostError(), proxy="http://gate:3128"), "dns", "no such host: proxy gate (check the spelling, or your DNS)", FAILED),
        (known(scrapy_errors.DownloadConnectionRefusedError()), "refused", f"connection refused by {HOST}", FAILED),
        (known(scrapy_errors.DownloadConnectionRefusedError(), proxy="http://u:p@gate:3128"), "proxy", "connection refused by the proxy gate:3128", FAILED),
        (known(scrapy_errors.DownloadTimeoutError(f"Getting {URL} took longer than 30.0 seconds.")), "timeout", f"no answer from {HOST} within 30 s", FAILED),
        (scrapy_errors.DownloadTimeoutError("User timeout caused connection failure."), "timeout", "no answer from the server in time", FAILED),
        (twisted_errors.TCPTimedOutError(), "timeout", "no answer from the server in time", FAILED),
        (known(scrapy_errors.ResponseDataLossError()), "truncated", f"the answer of {HOST} was cut short", FAILED),
        (scrapy_errors.DownloadCancelledError("Received 9 bytes which is larger than download max size (8) in request"), "too-large", "larger than 8 bytes", FAILED),
        (known(download_failed(twisted_errors.ConnectionLost())), "reset", f"{HOST} closed the connection before it had answered", FAILED),
        (known(download_failed(SSL.Error([("SSL routines", "", "certificate verify failed")]))), "tls", "the certificate of news.example cannot be trusted", FAILED),
        (known(download_failed(SSL.Error([("SSL routines", "", "wrong version number")]))), "tls", "no secure connection to news.example (wrong version number)", FAILED),
        (download_failed(SSL.Error()), "tls", "no secure connection to the server", FAILED),
        (known(TunnelError("Could not open CONNECT tunnel with proxy gate:3128 [{'status': 502, 'reason': b''}]"), proxy="http://gate:3128"), "proxy", f"the proxy gate:3128 gave no way to {HOST} (it answered 502)", FAILED),
        (EOFError(), "bad-encoding", "the compressed answer of the server is damaged", FAILED),
        (scrapy_errors.NotSupported("Unsupported URL scheme 'file'"), "blocked", "only http and https are asked", REJECTED),
        (known(twisted_errors.NoRouteError("host is down")), "network", f"no connection to {HOST}", FAILED),
        (known(OSError(113, "No route to host")), "network", f"no connection to {HOST} ([Errno 113] No route to host)", FAILED),
        (KeyError("x"), "unexpected", "KeyError: 'x'", FAILED),
        (RuntimeError(), "unexpected", "RuntimeError", FAILED),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)  # fmt: skip
def test_what_a_failure_means(
    error: BaseException, slug: str, message: str, outcome: Outcome
) -> None:
    end = classify(error)

    assert (end.slug, end.outcome) == (slug, outcome)
    assert end.message.startswith(message)


def test_a_reason_of_the_guard_wins() -> None:
    assert classify(OSError(), guard_reason="not public") == Failure(
        slug="blocked", message="not public", outcome=REJECTED
    )


def test_retry_after_is_handed_on() -> None:
    assert classify(status(429, Retry_After=" 120\x07")).retry_after == "120"


def test_json_that_breaks_off_is_named() -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads("{")

    assert classify(caught.value).slug == "bad-answer"


@pytest.mark.parametrize(
    "make",
    [
        RuntimeError,
        Blocked,
        OSError,
        scrapy_errors.IgnoreRequest,
        lambda text: BadAnswer("u", text),
    ],
)
def test_a_server_s_text_cannot_break_the_line_or_the_terminal(
    make: Callable[[str], Exception],
) -> None:
    message = classify(make("a\r\nb\x1b[31m\u202e\u0085\u2028" + "c" * 5000)).message

    assert len(message) <= 200
    assert not any(unicodedata.category(each)[0] == "C" for each in message)
    assert len(message.splitlines()) == 1


def test_a_loop_of_causes_ends() -> None:
    error = RuntimeError("round")
    other = RuntimeError("and round")
    error.__cause__, other.__cause__ = other, error

    assert classify(error).slug == "unexpected"


def test_clean_keeps_ordinary_text() -> None:
    assert clean("  连接被拒绝 \n twice ") == "连接被拒绝 twice"
