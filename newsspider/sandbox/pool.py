"""The parent's side: hands work to the workers, and kills those that take too long."""

import asyncio
import os
import pickle
import socket
import struct
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import Any

import msgspec

from newsspider.errors import BadAnswer, ParserDied, ParserFailed
from newsspider.sandbox import wire
from newsspider.sandbox.crew import RECYCLE, Work, Worker, cause, fail
from newsspider.sandbox.limits import Limits

SHORT = 1.0  # seconds that work has to wait, none of it done at once, before another is started
LARGEST = 256 * 1024 * 1024  # bytes of an answer; more is no answer
_BUFFER = 1024 * 1024  # bytes: an ordinary page goes through in one piece
_LENGTH = struct.Struct("!I")
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "PYTHONUTF8", "SYSTEMROOT")
_START = "from newsspider.sandbox.worker import main; main()"


class Pool:
    """Up to one worker a core, started when there is work; all calls are of one event loop."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.workers: list[Worker] = []
        self.waiting: deque[Work] = deque()
        self.sources: dict[int, Any] = {}
        self.deaths = 0
        self._starting = 0
        self._short_since = 0.0  # when work began to wait; 0 where none does
        self._looking: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def start(self) -> None:
        """Start the first worker, so that it is ready when the first page is here."""
        if not self.workers and not self._starting:
            self._start_one()

    async def run(self, name: str, *arguments: Any, source: Any = None, url: str = "") -> Any:
        """Return the raw value that a worker answers.

        Raises BadAnswer as the task did, ParserDied where the worker had to be killed, and
        ParserFailed for an error of ours.
        """
        if self._closed:
            raise ParserDied(url, "was not parsed: the run is over")
        done = asyncio.get_running_loop().create_future()
        if source is not None:
            self.sources[id(source)] = source
        self.waiting.append(Work(name, arguments, source, url, done))
        self._dispatch()
        return await done

    def hurry(self, seconds: float) -> None:
        """Kill in *seconds* whatever is still at work: the run is being stopped."""
        asyncio.get_running_loop().call_later(seconds, self._kill_busy)

    async def end(self) -> None:
        """End all workers and see them end."""
        self.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def close(self) -> None:
        """End all workers, and whoever waits for one."""
        self._closed = True
        if self._looking is not None:
            self._looking.cancel()
        for worker in list(self.workers):
            self._kill(worker, "the run is over")
        self._give_up("was not parsed: the run is over")
        self.sources.clear()

    # -- work

    def _dispatch(self) -> None:
        while self.waiting:
            free = [each for each in self.workers if each.takes_more]
            idle = min(free, key=lambda each: len(each.in_hand), default=None)
            if idle is None:
                break
            self._hand(idle, self.waiting.popleft())
        self._staff()

    def _staff(self) -> None:
        """Start a worker where none is at work, and another where work has waited for a while.

        A start costs half a second, and one more than there is work for slows down the others.
        """
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if not self.waiting:
            self._short_since = 0.0
            return
        if len(self.workers) + self._starting >= self.limits.count:
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        going = [each for each in self.workers if not each.killed and each.answered < RECYCLE]
        if self._starting or not all(each.ready for each in going) or not self._short_since:
            self._short_since = now
        if (not going and not self._starting) or now - self._short_since >= SHORT:
            self._short_since = now
            self._start_one()
        self._looking = loop.call_at(self._short_since + SHORT, self._staff)

    def _hand(self, worker: Worker, work: Work) -> None:
        if work.done.done():  # nobody waits any more
            return
        key = id(work.source) if work.source is not None else 0
        source = work.source if key and key not in worker.known else None
        worker.known.add(key)
        frame = pickle.dumps((work.name, key, source, work.arguments), pickle.HIGHEST_PROTOCOL)
        worker.in_hand.append(work)
        if len(worker.in_hand) == 1:
            self._wind(worker)
        worker.writer.write(_LENGTH.pack(len(frame)) + frame)

    def _wind(self, worker: Worker) -> None:
        """Set the clock for the piece of work that *worker* begins."""
        if worker.clock is not None:
            worker.clock.cancel()
            worker.clock = None
        if worker.in_hand and worker.ready:
            patience = self.limits.patience
            worker.clock = asyncio.get_running_loop().call_later(
                patience, self._kill, worker, f"took longer than {patience:g} s to parse"
            )

    def _kill_busy(self) -> None:
        for worker in list(self.workers):
            if worker.in_hand:
                self._kill(worker, "was not parsed in time: the run is being stopped")
        self._give_up("was not parsed: the run is being stopped")

    def _give_up(self, why: str) -> None:
        for work in self.waiting:
            fail(work, ParserDied(work.url, why))
        self.waiting.clear()

    def _kill(self, worker: Worker, why: str) -> None:
        worker.killed = worker.killed or why
        with suppress(ProcessLookupError):
            worker.process.kill()

    # -- workers

    def _start_one(self) -> None:
        self._starting += 1
        task = asyncio.get_running_loop().create_task(self._serve())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self) -> None:
        """Start a worker and read its answers until it ends."""
        try:
            worker, reader = await self._begin()
        except OSError as error:  # no process or no memory left: nobody may wait for ever
            self._give_up(f"was not parsed: no worker could be started ({error})")
            return
        finally:
            self._starting -= 1
        self.workers.append(worker)
        if self._closed:
            self._kill(worker, "the run is over")
        self._dispatch()
        try:
            await reader.readexactly(_LENGTH.size)
            worker.ready = True
            self._wind(worker)
            while True:
                (size,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
                if size > LARGEST:
                    break
                self._answered(worker, await reader.readexactly(size))
                if worker.answered >= RECYCLE and not worker.in_hand:
                    break
        except (asyncio.IncompleteReadError, OSError):
            pass  # it died; _ended says for whom
        finally:
            self._ended(worker)

    async def _begin(self) -> tuple[Worker, asyncio.StreamReader]:
        ours, theirs = socket.socketpair()
        try:
            process = self._spawn(theirs)
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        reader, writer = await asyncio.open_connection(sock=ours)
        return Worker(process, writer), reader

    def _spawn(self, theirs: socket.socket) -> "subprocess.Popen[bytes]":
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment |= {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }
        return subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-P", "-c", _START, str(self.limits.seconds), str(self.limits.memory)],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # the terminal's signals are for the parent
        )

    def _answered(self, worker: Worker, content: bytes) -> None:
        work = worker.in_hand.popleft()
        worker.answered += 1
        self._wind(worker)
        try:
            answer = wire.decode(content)
        except msgspec.MsgspecError as error:
            fail(work, ParserDied(work.url, f"was answered with nonsense ({error})"))
        else:
            match answer.end:
                case "fine":
                    if not work.done.done():
                        work.done.set_result(answer.value)
                case "bad":
                    fail(work, BadAnswer(work.url, answer.why))
                case "error":
                    fail(work, ParserFailed(answer.why))
        self._dispatch()

    def _ended(self, worker: Worker) -> None:
        """Take leave of a worker; the first piece in its hand is what killed it."""
        if worker.clock is not None:
            worker.clock.cancel()
        if worker in self.workers:
            self.workers.remove(worker)
        worker.writer.close()
        with suppress(ProcessLookupError):
            worker.process.kill()
        code = worker.process.wait()
        if worker.in_hand:
            self.deaths += 1
            guilty = worker.in_hand.popleft()
            why = worker.killed or cause(code, self.limits, ready=worker.ready)
            fail(guilty, ParserDied(guilty.url, why))
            self.waiting.extendleft(reversed(worker.in_hand))
        if not self._closed:
            self._dispatch()
