"""A refusal: a page that is not, or must not become, a post. It is counted, not an error."""

from enum import StrEnum

from scrapy.exceptions import DropItem


class Reason(StrEnum):
    """Why a page was refused; the slug is printed, stored and searched for."""

    NO_TITLE = "no-title"
    NO_BODY = "no-body"
    NOT_AN_ARTICLE = "not-an-article"
    SOFT_404 = "soft-404"
    INDEX = "index"
    CONSENT = "consent"
    PAYWALL = "paywall"
    LOGIN = "login"
    EMPTY = "empty"
    TOO_OLD = "too-old"
    TOO_LARGE = "too-large"
    ROBOTS = "robots"
    BLOCKED = "blocked"
    NOT_A_PAGE = "not-a-page"
    EDITED = "edited-by-user"
    DELETED = "deleted-by-user"
    OCCUPIED = "occupied"
    UNSAFE = "unsafe-post"


class Rejected(DropItem):
    """Raised where a page is refused; *detail* is one line for a person."""

    def __init__(self, reason: Reason, url: str, detail: str = "") -> None:
        super().__init__(f"{url}: rejected {reason}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.url = url
        self.detail = detail
