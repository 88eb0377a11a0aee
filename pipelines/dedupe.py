"""Meet the ledger: an article that was posted keeps its path, address and first date."""

from dataclasses import replace
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsspider import decide
from newsspider.extensions.arrivals import Arrivals, ends
from newsspider.extensions.report import Line
from newsspider.extensions.state import State
from newsspider.ledger.landings import Landings
from newsspider.model.article import Article
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.rejection import Rejected
from newsspider.text.fingerprint import Signature, signature
from newsspider.urls import canonical, same_site

ALIKE = 0.75  # of wire copy: an outlet changes the first paragraph and the last
SAME = 0.9  # of one site's AMP, mobile or print page: only what surrounds the text differs


class Dedupe:
    """Gives an article what the ledger knows of it, and finds its story told before."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.ledger = state.ledger
        self.landings = Landings(state.ledger)
        self.arrivals = Arrivals()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the run's state."""
        stage = cls(State.of(crawler))
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(stage._ended, signal)
        return stage

    def _ended(self, item: Any) -> None:
        self.arrivals.ended(item)

    async def process_item(self, item: Any) -> Any:
        """Return the article as settled at its first post.

        Raises DropItem for another address of a post, Rejected for a story that is told already
        where the profile keeps the first.
        """
        if not isinstance(item, Article):
            return item
        record = self.ledger.find(item.key)
        if record is None or record.status is not Status.POSTED:
            waited = await self.arrivals.turn(item)
            self._told_before(item)
            record = self.ledger.find(item.key) if waited else record  # another has ended since
        settled = decide.settle(item, record)
        if record and decide.verdict(settled, record) is decide.Verdict.REVISION:
            return replace(settled, revision=record.revision + 1)
        return replace(settled, revision=record.revision or 1) if record else settled

    def _told_before(self, item: Article) -> None:
        found = signature(item.text)
        self._same_page(item, found)
        if not found:
            return
        near = self.state.fingerprints.nearest(item.key, found, ALIKE)
        other = self.ledger.get(near[0]) if near else None
        if near is not None and other is not None and other.status is Status.POSTED:
            self._meet(item, other, near[1])
        self._keep(item, found)

    def _same_page(self, item: Article, found: Signature) -> None:
        """Ask whether the way to *item* leads to a post, or the way to a post to *item*.

        One of the two has to be at the address that was asked for: where both only lead to a
        third place, that may be a log-in, and they are two articles.
        """
        asked, page = ends(item)
        if asked == page:
            others = map(self.ledger.get, self.landings.at(asked))
        elif same_site(item.requested_url, item.page_url):
            others = map(self.ledger.find, (page,))
        else:
            return
        for other in others:
            if other is None or other.status is not Status.POSTED or other.key == item.key:
                continue
            if self._agrees(item, found, other):
                self._join(item, other)
        if asked != page:
            self.landings.note(page, item.key)

    def _agrees(self, item: Article, found: Signature, other: Record) -> bool:
        same = item.fingerprint == other.fingerprint
        return same or self.state.fingerprints.likeness(other.key, found) >= SAME

    def _meet(self, item: Article, other: Record, like: float) -> None:
        if like >= SAME and same_story(item, other):
            self._join(item, other)
        if other.source_name == item.source_name:
            return  # a series of one source (market close, weather) is alike, and no copy
        if self.state.options.duplicates == "first":
            raise Rejected(Reason.DUPLICATE, item.requested_url, f"of {other.url}")
        self.state.fingerprints.note(item.key, other.key, like)

    def _join(self, item: Article, other: Record) -> None:
        """End *item* as another address of a post: one post, and both addresses have their line."""
        address = canonical(item.requested_url)
        self.landings.join(address, other.key)
        self.state.validators.done(address)
        self.state.report.end(
            Line(url=item.requested_url, outcome=Outcome.UNCHANGED, path=other.path)
        )
        raise DropItem(f"another address of {other.url}")

    def _keep(self, item: Article, found: Signature) -> None:
        self.state.fingerprints.keep(item.key, found)


def same_story(item: Article, other: Record) -> bool:
    """Tell whether *item*, which has the text of *other*, is that article at another address.

    It is when the two are of one site and the page names the other, or the last part of both
    paths is the same; a canonical hint alone, or one that leads to another site, decides nothing.
    """
    if not same_site(item.url, other.url):
        return False
    hint = item.canonical
    if hint and same_site(hint, item.url) and canonical(hint) in (other.key, canonical(other.url)):
        return True
    return _last(item.url) == _last(other.url) != ""


_VARIANTS = {"amp", "amp.html", "print", "m", "mobile"}


def _last(url: str) -> str:
    path = canonical(url).partition("?")[0].split("/")[3:]
    parts = [part for part in path if part and part not in _VARIANTS]
    return parts[-1].removesuffix(".amp").partition(".")[0] if parts else ""
