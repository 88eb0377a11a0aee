"""How many addresses of a source are worth a request: traps have no end, and we do; pure."""

import re
from collections import Counter
from urllib.parse import urlsplit

from newsspider.model.limits import Limits

MOST_ALIKE = 3  # times that one folder may stand in a path: /a/b/a/b/a/b is a site's mistake

_NUMBER = re.compile(r"\d+")
_MARK = re.compile(r"[0-9a-f]{8,}|[A-Za-z0-9_-]{24,}")


class Budget:
    """Counts what is taken in one run of one source."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.taken = 0
        self.patterns: Counter[str] = Counter()

    def trap(self, url: str) -> str:
        """Return why *url* looks like one of a trap's, and is to be refused, or an empty text."""
        parts = urlsplit(url)
        folders = [folder for folder in parts.path.split("/") if folder]
        if len(folders) > self.limits.url_depth:
            return f"{len(folders)} folders deep"
        names = parts.query.count("&") + bool(parts.query)
        if names > self.limits.query_names:
            return f"{names} parameters"
        alike = Counter(folders[:-1]).most_common(1)
        if alike and alike[0][1] > MOST_ALIKE and not _NUMBER.fullmatch(alike[0][0]):
            return f"{alike[0][1]} times the folder {alike[0][0][:40]}"
        return ""

    def spent(self, url: str) -> str:
        """Count *url*, and return why it has to wait for another run, or an empty text."""
        if self.taken >= self.limits.run_pages:
            return f"over {self.limits.run_pages} pages in a run"
        kind = pattern(url)
        if self.patterns[kind] >= self.limits.path_pages:
            return f"over {self.limits.path_pages} pages of the form {kind[:80]}"
        self.taken += 1
        self.patterns[kind] += 1
        return ""


def pattern(url: str) -> str:
    """Return what the addresses of one template have in common: ``/news/N/N.html?page``."""
    parts = urlsplit(url)
    path = _NUMBER.sub("N", _MARK.sub("X", parts.path))
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return f"{parts.hostname}{path}" + (f"?{'&'.join(names)}" if names else "")
