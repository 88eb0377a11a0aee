"""Meet the ledger: an article that was posted keeps its path, address and first date."""

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler

from newsspider import decide
from newsspider.extensions.state import State
from newsspider.ledger import Ledger
from newsspider.model.article import Article


class Dedupe:
    """Gives an article what the ledger knows of it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the run's ledger."""
        return cls(State.of(crawler).ledger)

    def process_item(self, item: Any) -> Any:
        """Return the article as settled at its first post."""
        if not isinstance(item, Article):
            return item
        record = self.ledger.find(item.key)
        settled = decide.settle(item, record)
        if record and decide.verdict(settled, record) is decide.Verdict.REVISION:
            return replace(settled, revision=record.revision + 1)
        return replace(settled, revision=record.revision or 1) if record else settled
