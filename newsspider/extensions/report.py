"""What became of every URL of a run."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from newsspider.model.extraction import Extraction
from newsspider.model.record import Outcome


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
    lengths: list[int] = field(default_factory=list)  # characters of each body
    newest: str = ""  # the latest published time, ISO 8601
    seconds: float = 0.0


@dataclass(slots=True)
class Report:
    """Collects one line for every URL; what was seen and never ended is found by :meth:`open`."""

    lines: dict[str, Line] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)  # lists and feeds that could not be had
    extractions: dict[str, Extraction] | None = None  # by URL, where somebody wants to read them
    notes: list[str] = field(default_factory=list)  # look-ups that gave nothing
    images: list[str] = field(default_factory=list)  # that could not be mirrored, and why
    remarks: list[str] = field(default_factory=list)  # on posts that are there all the same
    tally: Tally = field(default_factory=Tally)
    begun: bool = False  # a source that a deadline or a signal kept from its turn is not broken

    def see(self, url: str) -> None:
        """Note that *url* must end in a line."""
        self.seen.setdefault(url)

    def end(self, line: Line) -> None:
        """Note how a URL ended; a URL that made a post keeps that line."""
        self.see(line.url)
        before = self.lines.get(line.url)
        if before is None or before.outcome not in (Outcome.POSTED, Outcome.UNCHANGED):
            self.lines[line.url] = line

    def open(self) -> Iterator[str]:
        """Yield the URLs that were seen and have not ended."""
        return (url for url in self.seen if url not in self.lines)

    def balanced(self) -> bool:
        """Tell whether every URL that was seen has ended, and none ended unseen."""
        return self.seen.keys() == self.lines.keys()

    def counts(self) -> Counter[Outcome]:
        """Count the lines by outcome."""
        return Counter(line.outcome for line in self.lines.values())
