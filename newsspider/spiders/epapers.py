"""Newspapers: the issues of some days, their pages, and what is on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsspider.discover import Found, issues
from newsspider.discover.paging import Ask, first
from newsspider.errors import BadAnswer
from newsspider.ledger import tombstones
from newsspider.ledger.validators import key_of
from newsspider.model.source import DiscoveryRule
from newsspider.spiders.desk import Desk
from newsspider.urls import canonical, same_site, shown

MOST_HOPS = 4  # an entry page names the index of an issue, that the first page
MOST_PAGES = 400  # of one issue; the thickest weekend paper has 150
_TODAY = timedelta(hours=3)  # until the pages of an issue of today are looked at again
_MISSING = timedelta(days=7)  # until a past day without an issue is asked for again
_PAST = timedelta(days=3_650)  # an issue of the past does not change
_QUIET = timedelta(days=8)  # without an issue, over the longest holidays, until that is trouble


@dataclass(slots=True)
class Issue:
    """One day's paper on its way; ``day`` is None until the entry page has named it."""

    rule: DiscoveryRule
    day: date | None
    open: int = 1  # requests without an answer
    whole: bool = True  # nothing was lost so far
    hops: int = 0
    asked: set[str] = field(default_factory=set)


class Epapers:
    """Asks for the issues of a source's papers, today's and back to *back_to*."""

    def __init__(self, desk: Desk, back_to: datetime | None) -> None:
        self.desk = desk
        self.state = desk.state
        zone = desk.source.zone
        self.since = back_to.astimezone(zone).date() if back_to else None
        self.today = self.state.now().astimezone(zone).date()
        self._noted: set[str] = set()

    def requests(self, rule: DiscoveryRule) -> Iterator[Request]:
        """Yield requests for the issues wanted, or for the entry page that names today's."""
        if "{" not in rule.url:
            yield self._ask(Issue(rule, None), first(rule).url, is_first=True)
            return
        for day in issues.days(self.today, back=rule.back, since=self.since):
            if day == self.today or self._is_due(rule, day):
                yield self._ask(Issue(rule, day), issues.filled(rule.url, day), is_first=True)

    async def on_sheet(
        self, response: Response, rule: DiscoveryRule, issue: Issue, is_first: bool
    ) -> list[Request]:
        """Take the articles of one page, and go on to the issue's other pages and days."""
        try:
            page = self.desk.page(response, response.url)
            found = await self.state.parser.listed(self.desk.source, rule, page)
        except (BadAnswer, HttpError) as error:
            self._lost(issue, error, is_first=is_first)
            return []
        requests, rows = self.desk.take(self.desk.enough(found.links, rule))
        self.desk.note(rule, rows, changed=self._changed(rule, bool(rows)))
        if is_first and (found.links or found.pages):
            requests += self._dated(rule, issue, (page.url, *found.pages))
        requests += self._deeper(issue, found, is_first=is_first)
        self._answered(issue)
        return requests

    def on_failed(self, failure: Failure) -> None:
        """Note a page that could not be had."""
        values = failure.request.cb_kwargs  # type: ignore[attr-defined]  # set by Scrapy
        self._lost(values["issue"], failure.value or IgnoreRequest(), is_first=values["is_first"])

    def _dated(self, rule: DiscoveryRule, issue: Issue, urls: Iterable[str]) -> list[Request]:
        """Learn the day of an issue from its addresses, and ask for the days before it."""
        if issue.day is not None:
            self._had(rule, issue.day)
            return []
        url = next((url for url in urls if issues.day_of(url)), "")
        issue.day = issues.day_of(url)
        if issue.day is None:
            if rule.back > 1 or self.since:
                self.desk.budget(rule, "no day in the address, so no back issues")
            return []
        self._had(rule, issue.day)
        before = issues.days(issue.day, back=rule.back, since=self.since)
        return [
            self._ask(Issue(rule, day), issues.on_day(url, day), is_first=True)
            for day in before
            if day != issue.day and self._is_due(rule, day)
        ]

    def _deeper(self, issue: Issue, found: Found, *, is_first: bool) -> list[Request]:
        """Return requests for the pages that one page names, each once."""
        rule, requests = issue.rule, []
        if found.moved and not found.links and is_first and issue.hops < MOST_HOPS:
            issue.hops += 1
            requests += self._pages(issue, [found.moved], is_first=not found.pages)
        # The pages of an issue that was whole a while ago are not asked for at every turn.
        if not is_first or issue.day is None or self._is_due(rule, issue.day):
            requests += self._pages(issue, found.pages, is_first=False)
        return requests

    def _pages(
        self, issue: Issue, urls: tuple[str, ...] | list[str], *, is_first: bool
    ) -> list[Request]:
        fresh = {canonical(url): url for url in urls if same_site(url, issue.rule.url)}
        new = [url for key, url in fresh.items() if key not in issue.asked]
        room = MOST_PAGES - len(issue.asked)
        if len(new) > room:
            self.desk.budget(issue.rule, f"the first {MOST_PAGES} pages of an issue")
        issue.open += len(new[:room])
        return [self._ask(issue, url, is_first=is_first) for url in new[:room]]

    def _ask(self, issue: Issue, url: str, *, is_first: bool) -> Request:
        issue.asked.add(canonical(url))
        post = first(issue.rule).post
        post = issues.filled(post, issue.day) if issue.day else post
        return self.desk.ask(
            issue.rule,
            Ask(url=url, post=post),
            self.on_sheet,
            self.on_failed,
            issue=issue,
            is_first=is_first,
        )

    def _lost(self, issue: Issue, error: BaseException, *, is_first: bool) -> None:
        """Note what could not be had; a day on which no paper came out is no trouble."""
        issue.whole = False
        status = error.response.status if isinstance(error, HttpError) else 0
        known = tombstones.marked(self.state.ledger, _newest(issue.rule))
        quiet = known and self.today - date.fromisoformat(known) <= _QUIET
        if is_first and issue.day and status in (403, 404, 410) and quiet:
            self.state.report.notes.append(f"{shown(issue.rule.url)}: no issue of {issue.day}")
            self.desk.note(issue.rule, (), changed=self._changed(issue.rule))
            if issue.day < self.today:
                self._rest(issue.rule, issue.day, _MISSING)
        else:
            self.desk.trouble(issue.rule, error, first=self._changed(issue.rule) is not None)
        self._answered(issue)

    def _answered(self, issue: Issue) -> None:
        """Count an answer; an issue of which all pages were had is left alone for a while."""
        issue.open -= 1
        if not issue.open and issue.whole and issue.day:
            self._rest(issue.rule, issue.day, _PAST if issue.day < self.today else _TODAY)

    def _changed(self, rule: DiscoveryRule, changed: bool = False) -> bool | None:
        """Return whether a paper changed, for the first of its pages in a run; None for others."""
        is_first = key_of(rule) not in self._noted
        self._noted.add(key_of(rule))
        return changed if is_first else None

    def _had(self, rule: DiscoveryRule, day: date) -> None:
        """Keep the newest day of which there was an issue."""
        known = tombstones.marked(self.state.ledger, _newest(rule))
        if day.isoformat() > known:
            tombstones.mark(self.state.ledger, _newest(rule), day.isoformat())

    def _is_due(self, rule: DiscoveryRule, day: date) -> bool:
        return self.state.validators.is_due(f"{key_of(rule)} {day}", self.state.now())

    def _rest(self, rule: DiscoveryRule, day: date, pause: timedelta) -> None:
        seconds = int(pause.total_seconds())
        self.state.validators.listed(f"{key_of(rule)} {day}", self.state.now(), seconds)


def _newest(rule: DiscoveryRule) -> str:
    """Return the ledger's mark for the newest day of a paper."""
    return f"issue {key_of(rule)}"
