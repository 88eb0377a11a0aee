"""The last to change HTML: rebuild the body from the allow-list."""

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler

from newsspider.extensions.state import State
from newsspider.model.article import Article
from newsspider.sandbox import Parser


class Sanitise:
    """Makes the body safe, whoever made the article; a body that is safe already stays as it is."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the run's parser."""
        return cls(State.of(crawler).parser)

    async def process_item(self, item: Any) -> Any:
        """Return the article with a safe body."""
        if not isinstance(item, Article):
            return item
        return replace(item, body=await self.parser.clean(item.body, item.url))
