"""Serve the demonstration site on a free loopback port, as a proxy for demo.example."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from newsspider.demo.pages import HOST, Answer, routes


class _Handler(BaseHTTPRequestHandler):
    """Answers requests in a proxy's form (``GET http://demo.example/path``)."""

    protocol_version = "HTTP/1.1"
    answers = routes()

    def do_GET(self) -> None:
        """Answer one request."""
        answer = self._answer()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _answer(self) -> Answer:
        parts = urlsplit(self.path)
        if parts.netloc != HOST:
            return Answer(body=b"only demo.example is served here\n", status=502)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        found = self.answers.get(path)
        return found or Answer(body=b"<h1>404</h1>", status=404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Say nothing: the run has its own report."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve while the block runs; gives the proxy's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
