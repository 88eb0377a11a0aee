"""One gate a host for all crawlers of the process: pace, places, and hosts that asked for peace."""

import asyncio
import random
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached

from newsspider.net.rules import Files
from newsspider.net.waiting import wait_until

PATIENCE = timedelta(seconds=60)  # a longer Retry-After is a matter for the next run
LEASE = 60.0  # seconds after which a place that was never given back is free again
TRIES = 2
_BACKOFF = 2.0  # seconds before the first retry, doubled for each one more
_LOOK = 0.5  # seconds after which everybody looks again: leases end, and runs are stopped
_TRIED = "newsspider_waited"
_HELD = "newsspider_place"
ASKED = "newsspider/asked"  # a crawler's stat: requests that were sent


class HostDeferred(IgnoreRequest):
    """The host asked to be left alone; ``until`` is when it may be asked."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} asked to be left alone until {until.isoformat()}")
        self.until = until


@dataclass(slots=True)
class Host:
    """What all crawlers know of one host; times are of the monotonic clock."""

    free_at: float = 0.0
    places: dict[int, float] = field(default_factory=dict)
    waiting: deque["asyncio.Future[None]"] = field(default_factory=deque)
    looking: asyncio.TimerHandle | None = None

    async def turn(self, places: int, now: float) -> None:
        """Sleep until this host may have a turn for one more, or for half a second."""
        if len(self.places) < places:
            await asyncio.sleep(min(max(self.free_at - now, 0.001), _LOOK))
            return
        loop = asyncio.get_running_loop()
        place = loop.create_future()
        self.waiting.append(place)
        if self.looking is None:
            self.looking = loop.call_later(_LOOK, self._look)
        await place

    def _look(self) -> None:
        """Let everybody who waits look again."""
        self.looking = None
        for _ in range(len(self.waiting)):
            self.wake()

    def wake(self) -> None:
        """Let the one that has waited longest look whether it is its turn."""
        while self.waiting:
            place = self.waiting.popleft()
            if not place.done():
                place.set_result(None)
                return


@dataclass(slots=True)
class Hosts:
    """The gates of a run; ``deferred`` is kept in the ledger between runs."""

    deferred: dict[str, datetime] = field(default_factory=dict)
    stopping: bool = False
    known: dict[str, Host] = field(default_factory=dict)
    robots: Files = field(default_factory=Files)
    _number: int = 0

    async def enter(self, name: str, delay: float, places: int) -> int:
        """Wait for a turn at the host *name* and return the number of the place."""
        host = self.known.setdefault(name, Host())
        while True:
            if self.stopping:
                raise IgnoreRequest("the run is being stopped")
            now = time.monotonic()
            host.places = {n: at for n, at in host.places.items() if now - at < LEASE}
            if len(host.places) < places and now >= host.free_at:
                break
            await host.turn(places, now)
        host.free_at = max(host.free_at, now + delay * random.uniform(0.75, 1.25))  # noqa: S311
        self._number += 1
        host.places[self._number] = now
        return self._number

    def leave(self, name: str, place: int) -> None:
        """Give the place back."""
        host = self.known.setdefault(name, Host())
        host.places.pop(place, None)
        host.wake()

    def wait(self, name: str, seconds: float) -> None:
        """Let nobody ask the host for *seconds*."""
        host = self.known.setdefault(name, Host())
        host.free_at = max(host.free_at, time.monotonic() + seconds)


class HostGate:
    """Downloader middleware, nearest to the wire: no request passes but by its host's gate.

    ``NEWSSPIDER_HOSTS`` is the Hosts of the run; without it a crawler has its own.
    """

    def __init__(
        self, hosts: Hosts, delay: float, places: int, stats: StatsCollector | None = None
    ) -> None:
        self.hosts = hosts
        self.stats = stats
        self.delay = delay
        self.places = places

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Share the gates of the run."""
        settings = crawler.settings
        shared = settings.get("NEWSSPIDER_HOSTS") or Hosts()
        places = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        return cls(shared, settings.getfloat("DOWNLOAD_DELAY"), places, crawler.stats)

    async def process_request(self, request: Request) -> None:
        """Wait for a turn; raises HostDeferred for a host that asked for peace."""
        name = urlparse_cached(request).netloc
        until = self.hosts.deferred.get(name)
        if until is not None and until > datetime.now(UTC):
            raise HostDeferred(name, until)
        request.meta[_HELD] = await self.hosts.enter(name, self.delay, self.places)
        if self.stats is not None:
            self.stats.inc_value(ASKED)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Give the place back; obey Retry-After."""
        name = urlparse_cached(request).netloc
        self.hosts.leave(name, request.meta.pop(_HELD, 0))
        if response.status not in (429, 503):
            return response
        said = (response.headers.get("Retry-After") or b"").decode("latin-1")
        now = datetime.now(UTC)
        until = wait_until(said, now=now) if said else None
        tried = request.meta.get(_TRIED, 0)
        if until is None:
            if response.status == 503:  # the retry policy's business
                self.hosts.wait(name, backoff(request.meta.get("retry_times", 0)))
                return response
            until = now + timedelta(seconds=backoff(tried + 2))
        if until - now > PATIENCE or tried >= TRIES:
            self.hosts.deferred[name] = max(until, now + PATIENCE).replace(microsecond=0)
            request.meta["dont_retry"] = True
            return response
        self.hosts.wait(name, (until - now).total_seconds())
        return request.replace(meta=request.meta | {_TRIED: tried + 1}, dont_filter=True)

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002
        """Give the place back, and leave a host in trouble alone for a moment."""
        name = urlparse_cached(request).netloc
        if _HELD in request.meta:
            self.hosts.leave(name, request.meta.pop(_HELD))
            self.hosts.wait(name, backoff(request.meta.get("retry_times", 0)))


def backoff(tries: int) -> float:
    """Return the seconds to wait before another try: doubled each time, with jitter."""
    longest: float = min(_BACKOFF * 2.0**tries, 30.0)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  no secret
