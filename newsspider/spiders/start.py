"""Spider middleware that marks the first requests: Scrapy's scheduler keeps them in their order."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request


class Start:
    """Does what Scrapy's StartSpiderMiddleware does, and looks at nothing that comes later."""

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield what *start* does, requests marked."""
        async for each in start:
            if isinstance(each, Request):
                each.meta.setdefault("is_start_request", True)
            yield each
