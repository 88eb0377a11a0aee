"""Open every page of a built site in a headless Chromium and ask what happened there."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

PHONE = 390  # CSS pixels: what overflows shows on the narrowest screen that people use
_FRAMES = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const pages = %s, found = [], width = %d;
function look(path) {
  return new Promise((done) => {
    const frame = document.createElement('iframe');
    frame.style = `width:${width}px;height:800px`;
    let tries = 0;
    const end = (problems) => { frame.remove(); found.push([path, problems]); done(); };
    const check = () => {
      let view, page;
      try { view = frame.contentWindow; page = view.document; view.location.pathname; }
      catch (error) { return end(['left: the page went elsewhere']); }
      const ours = [...page.images].filter((image) =>
        image.src.startsWith('http://img.example/') || image.src.startsWith(location.origin + '/'));
      if (ours.some((image) => !image.complete) && ++tries < 100) return setTimeout(check, 50);
      const problems = [];
      if (view.HIT || window.HIT) problems.push('script: HIT was set');
      if (decodeURI(view.location.pathname) !== decodeURI(path)) problems.push('left: ' + view.location);
      for (const image of ours) if (!image.naturalWidth) problems.push('image: ' + image.src);
      const root = page.documentElement;
      if (root.scrollWidth > width + 1) problems.push(`overflow: ${root.scrollWidth} of ${width}`);
      window.HIT = undefined;
      end(problems);
    };
    frame.onload = () => setTimeout(check, 20);
    frame.src = path;
    document.body.append(frame);
  });
}
async function all() {
  const queue = pages.slice();
  const worker = async () => { while (queue.length) await look(queue.shift()); };
  await Promise.all(Array.from({length: 6}, worker));
  await fetch('/__done', {method: 'POST', body: JSON.stringify(found)});
}
all();
</script>"""
# 1 x 1 and 1200 x 800, grey: what a page shows must fit whatever its size is.
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


def program() -> str:
    """Return Chromium's path, or an empty text."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


@dataclass(slots=True)
class Visit:
    """What the browser found: problems by page, and requests that no page should make."""

    problems: dict[str, list[str]] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # the paths of the site, in order
    pages: int = 0


class Gallery:
    """Serves a built site, and the pictures of img.example, on a port of loopback."""

    def __init__(self, root: Path, image: bytes = _PIXEL) -> None:
        self.visit = Visit()
        self.done = threading.Event()
        self.frames = ""
        handler = type("Handler", (_Handler,), {"gallery": self, "image": image})
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", 0), lambda *given: handler(*given, directory=str(root))
        )
        self.port = self.server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    def look(self, paths: Sequence[str], limit: float = 300.0, width: int = PHONE) -> Visit:
        """Open *paths* in frames of *width*, a phone's, and return what was found."""
        self.visit = Visit()
        self.done.clear()
        addresses = ["/" + quote(path) for path in paths]
        self.frames = _FRAMES % (json.dumps(addresses).replace("<", "\\u003c"), width)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            browser = subprocess.Popen(
                [*self._command(profile), "--remote-debugging-port=0", self.address("__frames")],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            try:
                assert self.done.wait(limit), "the browser did not come to an end"
            finally:
                os.killpg(browser.pid, signal.SIGKILL)
                browser.wait()
        return self.visit

    def picture(self, path: str, target: Path, width: int = 800, height: int = 1000) -> None:
        """Take a screenshot of one page."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            subprocess.run(
                [*self._command(profile), f"--window-size={width},{height}", f"--screenshot={target}",
                 "--virtual-time-budget=5000", self.address(quote(path))],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, check=True,
            )  # fmt: skip

    def address(self, path: str) -> str:
        """Return the address of *path* on this server."""
        return f"http://127.0.0.1:{self.port}/{path}"

    def _command(self, profile: str) -> list[str]:
        # The articles' hosts are ours; everything else, Chromium's own calls too, is not found.
        rules = f"MAP *.example 127.0.0.1:{self.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        return [
            program(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--hide-scrollbars", f"--user-data-dir={profile}",
            f"--host-resolver-rules={rules}",
        ]  # fmt: skip


class _Handler(SimpleHTTPRequestHandler):
    gallery: Gallery
    image: bytes

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        if self.path == "/__frames":
            self._answer(self.gallery.frames.encode(), "text/html; charset=utf-8")
        elif host == "img.example":
            self._answer(self.image, "image/png")
        elif host != "127.0.0.1":
            if not self.path.endswith((".png", ".jpg")):
                self.gallery.visit.strange.append(f"{host}{self.path}")
            self.send_error(404)
        else:
            self.gallery.visit.asked.append(self.path)
            super().do_GET()

    def do_POST(self) -> None:
        if self.path != "/__done":
            self.gallery.visit.strange.append(f"POST {self.headers.get('Host')}{self.path}")
            return self.send_error(404)
        length = int(self.headers.get("Content-Length") or 0)
        found: list[tuple[str, list[str]]] = json.loads(self.rfile.read(length))
        self._answer(b"", "text/plain")
        self.gallery.visit.pages = len(found)
        self.gallery.visit.problems = {path: problems for path, problems in found if problems}
        self.gallery.done.set()

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
