"""How far the sitemaps of one source are followed: they may name each other without end."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from newsspider.urls import canonical, same_site

MOST = 100  # sitemaps that one index is followed to, the newest; the others are its archive


@dataclass(slots=True)
class Walk:
    """The sitemaps that were asked for, and the addresses taken from them."""

    root: str
    levels: int
    most: int
    seen: set[str] = field(default_factory=set)
    taken: int = 0
    cut: str = ""

    def further(self, children: Iterable[str], level: int) -> list[str]:
        """Return those of *children*, named at *level* (1 is the root), that are to be asked for.

        They are of the root's own site, each once, and not deeper than ``levels``.
        """
        self.seen.add(canonical(self.root))
        known = [url for url in children if same_site(url, self.root)]
        fresh = {canonical(url): url for url in known if canonical(url) not in self.seen}
        if fresh and level >= self.levels:
            self.cut = f"more than {self.levels} levels of sitemaps"
            return []
        wanted = dict(list(fresh.items())[:MOST])
        self.seen.update(wanted)
        return list(wanted.values())

    def room(self, count: int) -> int:
        """Return how many of *count* addresses may still be taken, and count them."""
        allowed = max(0, min(count, self.most - self.taken))
        self.taken += allowed
        if allowed < count:
            self.cut = f"the first {self.most:,} addresses"
        return allowed
