"""The process that parses: reads a piece of work from its socket, does it, answers, again."""

import gc
import os
import pickle
import signal
import socket
import struct
import sys
from typing import Any

from newsspider.errors import BadAnswer
from newsspider.sandbox import wire
from newsspider.sandbox.limits import OUT_OF_MEMORY, allow_cpu, confine
from newsspider.sandbox.tasks import TASKS

_LENGTH = struct.Struct("!I")
_WARM = (
    b"<html lang=en><head><title>The night ferry is back - Harbour Post</title></head><body>"
    b"<h1>The night ferry is back</h1><p>March 6, 2026 12:00</p>"
    + b"<p>The last boat now leaves at eleven in the evening, the harbour office said.</p>" * 5
    + b"</body></html>"
)


def main() -> None:
    """Serve the socket that is this process's standard input until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when we end
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    stream = socket.socket(fileno=os.dup(0))
    stream.setblocking(True)
    _warm()
    sys.dont_write_bytecode = True
    confine(memory)
    stream.sendall(_LENGTH.pack(0))  # ready: from now on the clock runs
    try:
        _serve(stream, seconds)
    except MemoryError:  # a frame that does not fit
        os._exit(OUT_OF_MEMORY)


def _serve(stream: socket.socket, seconds: int) -> None:
    sources: dict[int, Any] = {}
    while frame := _read(stream):
        # Only the parent writes to this socket; what came from strangers is bytes and texts in it.
        name, key, source, arguments = pickle.loads(frame)  # noqa: S301
        if source is not None:
            sources[key] = source
        allow_cpu(seconds)
        answer = _do(name, sources.get(key), arguments)
        stream.sendall(_LENGTH.pack(len(answer)) + answer)


def _do(name: str, source: Any, arguments: tuple[Any, ...]) -> bytes:
    try:
        return wire.encode("fine", TASKS[name](source, *arguments))
    except BadAnswer as error:
        return wire.encode("bad", None, error.problem)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left of the heap is not worth to be trusted
    except Exception as error:  # noqa: BLE001  one page may be lost, the worker may not
        return wire.encode("error", None, f"{type(error).__name__}: {error}"[:500])


def _warm() -> None:
    """Load what is loaded once, while nothing is limited yet."""
    from newsspider.extractor import extract

    extract(_WARM, "https://harbour.example/a")
    gc.freeze()  # what is loaded stays: the collector need not walk over it again and again


def _read(stream: socket.socket) -> bytes:
    """Return the next frame; nothing where the parent has gone."""
    head = _exactly(stream, _LENGTH.size)
    return _exactly(stream, _LENGTH.unpack(head)[0]) if head else b""


def _exactly(stream: socket.socket, size: int) -> bytes:
    held = bytearray(size)
    view, place = memoryview(held), 0
    while place < size:
        count = stream.recv_into(view[place:])
        if not count:
            return b""
        place += count
    return bytes(held)
