"""The robots.txt files that a run knows: each is asked for once, whichever crawler needs it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

FRESH = 3600.0  # seconds; RFC 9309, 2.4, allows a day, but a run may be told to stop sooner
RETRY = 300.0  # seconds after which one that could not be had is asked for again


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The text to obey, or why it could not be had; ``until`` is of the monotonic clock."""

    until: float
    text: bytes = b""
    error: Exception | None = None


@dataclass(slots=True)
class Files:
    """What is known of each site, by scheme, host and port."""

    clock: Callable[[], float] = time.monotonic
    _known: dict[str, "asyncio.Future[Rules | None]"] = field(default_factory=dict)

    async def get(self, site: str, ask: Callable[[], Awaitable[Rules]]) -> Rules:
        """Return the rules of *site*; only one at a time asks for them.

        What *ask* raises is the matter of its caller alone: another one asks for itself.
        """
        while True:
            known = self._known.get(site)
            if known is None or self._is_stale(known):
                return await self._asked(site, ask)
            rules = await asyncio.shield(known)
            if rules is not None:
                return rules

    async def _asked(self, site: str, ask: Callable[[], Awaitable[Rules]]) -> Rules:
        answer = self._known[site] = asyncio.get_running_loop().create_future()
        rules = None
        try:
            rules = await ask()
        finally:
            if rules is None:
                del self._known[site]
            answer.set_result(rules)
        return rules

    def _is_stale(self, known: "asyncio.Future[Rules | None]") -> bool:
        rules = known.result() if known.done() else None
        return rules is not None and rules.until <= self.clock()
