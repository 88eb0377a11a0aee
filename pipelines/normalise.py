"""From an extraction to an article."""

from datetime import UTC, datetime
from typing import Any, Self

from scrapy.crawler import Crawler

from newsspider import normalise
from newsspider.model.extraction import Extraction
from newsspider.sources.template import fill


class Normalise:
    """Makes the typed article."""

    def __init__(self, address: str) -> None:
        self.address = address

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the template of the post's address from the spider's source."""
        source = getattr(crawler.spider, "source", None)
        return cls(source.address if source else "")

    def process_item(self, item: Any) -> Any:
        """Return the article of an extraction."""
        if not isinstance(item, Extraction):
            return item
        url = item.requested_url
        address = fill(self.address, url, {"id": item.id}) if self.address else ""
        return normalise.article(item, item.fetched_at or datetime.now(UTC), address=address)
