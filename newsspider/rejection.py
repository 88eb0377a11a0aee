"""A refusal: a page that is not, or must not become, a post. It is counted, not an error."""

from scrapy.exceptions import DropItem

from newsspider.model.reason import Reason

__all__ = ["Reason", "Rejected"]


class Rejected(DropItem):
    """Raised where a page is refused; *detail* is one line for a person."""

    def __init__(self, reason: Reason, url: str, detail: str = "") -> None:
        super().__init__(f"{url}: rejected {reason}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.url = url
        self.detail = detail
