"""What became of every URL of a run."""

import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from newsspider.model.extraction import Extraction
from newsspider.model.record import Outcome

_TOGETHER = 1000  # lines that are packed as one: what is unpacked at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The end of one URL: ``reason`` is a slug, ``detail`` one line for a person.

    ``path`` is the post's path under the output folder; ``fresh`` tells a post that was written
    in this run; ``asked`` an URL that was fetched, not only seen in a list.
    """

    url: str
    outcome: Outcome
    reason: str = ""
    detail: str = ""
    path: str = ""
    fresh: bool = False
    asked: bool = True
    until: str = ""

    def __str__(self) -> str:
        """Return the line that stderr carries, such as ``URL: rejected no-title``."""
        text = f"{self.url}: {self.outcome}"
        text += f" {self.until}" if self.until else ""
        text += f" {self.reason}" if self.reason else ""
        return text + (f" ({self.detail})" if self.detail else "")


@dataclass(slots=True)
class Tally:
    """What is counted for reports and health; ``lists`` counts by what was done with a list."""

    lists: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    fields: dict[str, Counter[str]] = field(default_factory=dict)  # by field, then provenance
    flags: Counter[str] = field(default_factory=Counter)  # of articles: what their pages lied about
    lengths: "array[int]" = field(default_factory=lambda: array("L"))  # characters of each body
    newest: str = ""  # the latest published time, ISO 8601
    seconds: float = 0.0


@dataclass(slots=True)
class Report:
    """Collects one line for every URL; what was seen and never ended is found by :meth:`open`.

    A source that has ended is sealed: its lines are packed, to a twentieth, until the run's end.
    """

    seen: dict[str, None] = field(default_factory=dict)  # while the source runs
    troubles: list[str] = field(default_factory=list)  # lists and feeds that could not be had
    extractions: dict[str, Extraction] | None = None  # by URL, where somebody wants to read them
    notes: list[str] = field(default_factory=list)  # look-ups that gave nothing
    images: list[str] = field(default_factory=list)  # that could not be mirrored, and why
    remarks: list[str] = field(default_factory=list)  # on posts that are there all the same
    tally: Tally = field(default_factory=Tally)
    begun: bool = False  # a source that a deadline or a signal kept from its turn is not broken
    _lines: dict[str, Line] = field(default_factory=dict)
    _counts: Counter[Outcome] = field(default_factory=Counter)
    _packed: list[bytes] = field(default_factory=list)
    _total: int = 0  # of a sealed one: what was seen

    def see(self, url: str) -> None:
        """Note that *url* must end in a line."""
        self._unseal()
        self.seen.setdefault(url)

    def end(self, line: Line) -> None:
        """Note how a URL ended; a URL that made a post keeps that line."""
        self.see(line.url)
        before = self._lines.get(line.url)
        if before is None or before.outcome not in (Outcome.POSTED, Outcome.UNCHANGED):
            self._lines[line.url] = line
            self._counts[line.outcome] += 1
            if before is not None:
                self._counts[before.outcome] -= 1

    def open(self) -> Iterator[str]:
        """Yield the URLs that were seen and have not ended."""
        return (url for url in self.seen if url not in self._lines)

    def balanced(self) -> bool:
        """Tell whether every URL that was seen has ended, and none ended unseen."""
        return self.total() == sum(self._counts.values())

    def total(self) -> int:
        """Return how many URLs were seen."""
        return self._total if self._packed else len(self.seen)

    def counts(self) -> Counter[Outcome]:
        """Count the lines by outcome."""
        return +self._counts

    def lines(self) -> Iterator[Line]:
        """Yield the line of every URL that has ended, in the order in which they first did."""
        if not self._packed:
            yield from self._lines.values()
        for pack in self._packed:
            yield from msgspec.msgpack.decode(zlib.decompress(pack), type=list[Line])

    def seal(self) -> None:
        """Keep the lines packed: the source has ended, and every URL of it."""
        if not self._packed and not any(self.open()):
            lines = list(self._lines.values())
            for start in range(0, len(lines), _TOGETHER):
                pack = msgspec.msgpack.encode(lines[start : start + _TOGETHER])
                self._packed.append(zlib.compress(pack))
            self._total = len(self.seen)
            self.seen, self._lines = {}, {}

    def _unseal(self) -> None:
        if self._packed:
            self._lines = {line.url: line for line in self.lines()}
            self.seen = dict.fromkeys(self._lines)
            self._packed = []
