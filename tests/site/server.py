"""A small web server on 127.0.0.1 that is a plain site and a forward proxy at once.

Routes are kept under "/path?query" (any host) or "http://host/path?query" (that host, asked
through the proxy or by its Host header); the longer form wins. A route is an :class:`Answer`, a
list of them (one a request, the last for ever) or a function of the :class:`Asked`.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in; ``target`` is what stood in the request line."""

    method: str
    target: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def url(self) -> str:
        """The address that was asked for, whichever way it came."""
        return f"http://{self.host}{self.path}"

    @property
    def proxied(self) -> bool:
        """Tell whether the server was asked as a proxy."""
        return self.target.startswith("http://") or self.method == "CONNECT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to send back. ``declared`` is a Content-Length that need not be the body's own."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | bytes = b""
    delay: float = 0.0
    declared: int | None = None
    raw: bytes | None = None  # sent as it is, instead of everything else
    hang_up: bool = False  # close the connection without a word

    @classmethod
    def html(cls, body: str, **more: str) -> Self:
        """Return a page in UTF-8; *more* are headers with ``_`` for ``-``."""
        return cls(body=body, headers=_headers("text/html; charset=utf-8", more))

    @classmethod
    def json(cls, body: str, **more: str) -> Self:
        """Return a JSON document."""
        return cls(body=body, headers=_headers("application/json", more))

    @classmethod
    def xml(cls, body: str, **more: str) -> Self:
        """Return an XML document, such as a feed."""
        return cls(body=body, headers=_headers("application/xml", more))

    @classmethod
    def redirect(cls, location: str, status: int = 302) -> Self:
        """Return a redirect."""
        return cls(status=status, headers={"Location": location})


Route = Answer | list[Answer] | Callable[[Asked], Answer]


def _headers(kind: str, more: Mapping[str, str]) -> dict[str, str]:
    return {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in more.items()}


class Site:
    """The running server: fill ``answers``, read ``requests``."""

    def __init__(self) -> None:
        self.answers: dict[str, Route] = {}
        self.requests: list[Asked] = []
        self.connections = 0
        self._turns: dict[str, int] = {}
        self._lock = threading.Lock()
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """The ``IP:PORT`` to allow."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The root of the site, without a slash at the end."""
        return f"http://{self.address}"

    def proxy_env(self) -> dict[str, str]:
        """Return the environment under which everything over http goes through this server."""
        return {"http_proxy": self.url, "no_proxy": ""}

    def paths(self) -> list[str]:
        """Return the paths asked for, in order, without robots.txt."""
        return [asked.path for asked in self.requests if asked.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Answer:
        """Note the request and return what the routes say, else 404."""
        with self._lock:
            self.requests.append(asked)
            key = next((key for key in (asked.url, asked.path) if key in self.answers), "")
            route = self.answers.get(key)
            turn = self._turns.get(key, 0)
            self._turns[key] = turn + 1
        if route is None:
            return Answer(status=404, headers={"Content-Type": "text/plain"}, body="not here")
        if isinstance(route, Answer):
            return route
        if isinstance(route, list):
            return route[min(turn, len(route) - 1)]
        return route(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, site: Site) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: object, client_address: object) -> None:
        self.site.connections += 1
        super().process_request(request, client_address)  # type: ignore[arg-type]  # passed on

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing about clients that went away: tests make them do so."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        target = self.path
        parts = urlsplit(target if "://" in target else f"http://{self.headers['Host']}{target}")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = Asked(self.command, target, parts.netloc, path, dict(self.headers.items()), body)
        self._send(self.server.site.answer(asked))

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.delay)
        if answer.hang_up or answer.raw is not None:
            self.wfile.write(answer.raw or b"")
            self.close_connection = True
            return
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header(
            "Content-Length", str(len(body) if answer.declared is None else answer.declared)
        )
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = self.close_connection or answer.declared is not None

    do_GET = do_HEAD = do_POST = _answer  # noqa: N815  names that the base class asks for

    def do_CONNECT(self) -> None:
        """Refuse every tunnel: there is no https here."""
        asked = Asked("CONNECT", self.path, self.path, "", dict(self.headers.items()))
        with self.server.site._lock:
            self.server.site.requests.append(asked)
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output quiet."""
