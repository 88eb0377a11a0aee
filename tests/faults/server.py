"""A server on loopback that misbehaves on purpose: one name, one fault, one address of its own.

Every fault has an own 127.0.0.N, so that what one of them does to its host says nothing of the
others; 127.0.0.1 is where the victim stands, which nothing may ever reach.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Self

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter
Raw = Callable[["Talk"], Awaitable[None]]


class Talk:
    """One request: what was asked, and ways to answer it badly."""

    def __init__(self, server: "FaultServer", fault: str, path: str, head: str, writer: Writer):
        self.server = server
        self.fault = fault
        self.path = path
        self.head = head
        self.writer = writer

    def url(self, fault: str, path: str = "/") -> str:
        """Return the address of another fault."""
        return self.server.url(fault, path)

    async def send(self, *pieces: str | bytes, pause: float = 0.0) -> None:
        """Send the pieces as they are."""
        for piece in pieces:
            self.writer.write(piece.encode() if isinstance(piece, str) else piece)
            await self.writer.drain()
            if pause:
                await asyncio.sleep(pause)

    async def answer(
        self,
        body: str | bytes = b"",
        status: str = "200 OK",
        *,
        kind: str = "text/html; charset=utf-8",
        **headers: str,
    ) -> None:
        """Send a whole answer; ``_`` in the names of headers is ``-``."""
        content = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close"]
        lines += [f"Content-Type: {kind}"] if kind else []
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.send("\r\n".join(lines) + "\r\n\r\n", content)


class FaultServer:
    """Serves *faults* by name until closed; ``asked`` counts requests by fault and path."""

    def __init__(self, faults: Mapping[str, Raw]) -> None:
        self.faults = faults
        self.hosts = {name: f"127.0.{number // 200 + 1}.{number % 200 + 2}"
                      for number, name in enumerate(faults)}  # fmt: skip
        self.asked: Counter[tuple[str, str]] = Counter()
        self.victims = 0
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()

    def url(self, fault: str, path: str = "/") -> str:
        """Return an address of a fault."""
        return f"http://{self.hosts[fault]}:{self.port}{path}"

    @property
    def allowed(self) -> list[str]:
        """What ``--allow-address`` must name: every fault, and not the victim."""
        return [f"{host}:{self.port}" for host in self.hosts.values()]

    @property
    def victim(self) -> str:
        """An address that nothing may reach."""
        return f"http://127.0.0.1:{self.port}/secret"

    def __enter__(self) -> Self:
        """Start."""
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, whoever is still being dripped on."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        self._ready.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _open(self) -> None:
        first = await asyncio.start_server(self._victim, "127.0.0.1", 0)
        self.port = first.sockets[0].getsockname()[1]
        for name, host in self.hosts.items():
            serve = self._server(name)
            await asyncio.start_server(serve, host, self.port, limit=2**20)

    async def _victim(self, reader: Reader, writer: Writer) -> None:
        self.victims += 1
        writer.close()

    def _server(self, name: str) -> Callable[[Reader, Writer], Awaitable[None]]:
        async def serve(reader: Reader, writer: Writer) -> None:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                self.asked[name, path] += 1
                talk = Talk(self, name, path, head, writer)
                if path == "/robots.txt" and not name.startswith("robots"):
                    await talk.answer(status="404 Not Found")
                else:
                    await self.faults[name](talk)
            writer.close()

        return serve
