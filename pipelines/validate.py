"""Refuse a page that cannot become a post."""

from typing import Any, Self

from scrapy.crawler import Crawler

from newsspider import decide
from newsspider.model.extraction import Extraction
from newsspider.model.source import Source
from newsspider.rejection import Rejected


class Validate:
    """Passes an extraction that has what a post needs."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the spider's source; a spider of another project has none, and default demands."""
        return cls(getattr(crawler.spider, "source", None) or Source(name="none"))

    def process_item(self, item: Any) -> Any:
        """Return the extraction, or raise Rejected."""
        if not isinstance(item, Extraction):
            return item
        refused = decide.refusal(item, self.source.required, archive=self.source.archive)
        if refused:
            reason, detail = refused
            raise Rejected(reason, item.requested_url, detail)
        return item
