"""Which links of a source are asked for in this run; each of the others gets its line."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from scrapy import Request

from newsspider import decide
from newsspider.budget import Budget
from newsspider.extensions.report import Line
from newsspider.extensions.state import State
from newsspider.model.link import Link
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.model.source import Source
from newsspider.options import Pace
from newsspider.spiders.again import due_posts, read_date
from newsspider.urls import canonical

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Intake:
    """Takes links, once each; *ask* makes the request for one that is due."""

    def __init__(
        self,
        source: Source,
        state: State,
        ask: Callable[[Link, Record | None], Request],
        *,
        pace: Pace,
        limit: int | None,
        since: datetime | None,
    ) -> None:
        self.source = source
        self.state = state
        self.ask = ask
        self.pace = pace
        self.limit = limit
        self.since = since
        self.budget = Budget(state.options.limits)
        self._taken: set[str] = set()
        self._first: int | None = None  # new articles that a first run may still take
        self._offered: list[str] = []
        self._new: set[str] = set()

    def waiting(self) -> list[Request]:
        """Take up the links that earlier runs left, and the posts that are due again."""
        if not self.state.validators.has_run(self.source.name):
            self._first = self.pace.first
        links = self.state.validators.waiting(self.source.name)
        links += due_posts(self.state, self.source.name, self.pace.revisit)
        requests = self.take(links)
        self.keep()
        return requests

    def take(self, links: Iterable[Link]) -> list[Request]:
        """Return requests for those of *links* that are due; each of the others gets its line."""
        return [request for link in links if (request := self._due(link))]

    @property
    def has_new(self) -> bool:
        """Whether something was taken since the last ``keep`` that no run had seen."""
        return bool(self._offered)

    def new(self, links: Iterable[Link]) -> list[Link]:
        """Return those of *links* that no run had seen before the last ``keep``."""
        wanted = set(self._offered)
        return [link for link in links if link.url in wanted]

    def firsts(self, links: Iterable[Link]) -> set[str]:
        """Return the addresses among *links* that no run before this one had seen.

        Other than with ``new`` it does not matter which list named them first.
        """
        return {key for link in links if (key := _key_of(link.url)) in self._new}

    def keep(self) -> None:
        """Keep on disk what this run must end, in case it is killed."""
        self.state.keep_seen(self.source.name)
        self._offered.clear()

    def _due(self, link: Link) -> Request | None:
        key = _key_of(link.url)
        if not key:
            return None
        record = self.state.ledger.find(key) or self.state.ledger.find(self._key(link.url))
        if key in self._taken:
            return None
        self._taken.add(key)
        self.state.report.see(link.url)
        revisit = self.pace.revisit
        if record is not None and not decide.should_fetch(record, self.state.now(), revisit):
            self.state.report.end(_known(link.url, record))
            return None
        fresh = record is None or record.status is not Status.POSTED
        if fresh and self._too_old(link):
            self.state.end(
                link.url,
                Outcome.REJECTED,
                Reason.TOO_OLD,
                f"listed as of {link.published_at or link.modified_at}",
            )
            return None
        if fresh and not self._is_wanted(link):
            return None
        if fresh:
            self._offered.append(link.url)
            self._new.add(key)
        later = self._spent(link)
        if later is not None:
            self.state.report.end(later)
            return None
        return self.ask(link, record)

    def _is_wanted(self, link: Link) -> bool:
        """Tell whether a new link is to be asked for; one that is not gets its line."""
        if why := self.budget.trap(link.url):
            self.state.end(link.url, Outcome.REJECTED, Reason.BUDGET, why)
            return False
        if self._first == 0:
            self.state.end(link.url, Outcome.REJECTED, Reason.BACKLOG, "before the first run")
            return False
        if self._first is not None:
            self._first -= 1
        return True

    def _spent(self, link: Link) -> Line | None:
        """Count a request; return the line of one that has to wait for another run."""
        if self.limit == 0:
            return Line(url=link.url, outcome=Outcome.DEFERRED, reason="limit", asked=False)
        if why := self.budget.spent(link.url):
            return Line(
                url=link.url, outcome=Outcome.DEFERRED, reason="budget", detail=why, asked=False
            )
        if self.limit is not None:
            self.limit -= 1
        return None

    def _too_old(self, link: Link) -> bool:
        """Tell whether a link is older than wanted: nothing appeared after it was last changed."""
        said = link.published_at or link.modified_at
        if self.since is None or not said:
            return False
        if _DAY.fullmatch(said):  # an issue's day: whole, wherever the clock stands
            return said < self.since.date().isoformat()
        moment = read_date(said, self.source.zone, self.state.now())
        return moment is not None and moment < self.since

    def _key(self, url: str) -> str:
        identity = self.source.id_of(url)
        return f"{self.source.name}:{identity}" if identity else canonical(url)


def _key_of(url: str) -> str:
    """Return the address by which the ledger knows *url*; nothing where it is none."""
    try:
        return canonical(url)
    except ValueError:
        return ""


def _known(url: str, record: Record) -> Line:
    """Return the line of an article that is not asked for again."""
    if record.status is Status.POSTED:
        return Line(url=url, outcome=Outcome.UNCHANGED, path=record.path, asked=False)
    outcome = Outcome(record.status.value)
    return Line(url=url, outcome=outcome, reason=record.reason, asked=False)
