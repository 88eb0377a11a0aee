"""Why a page is refused: slugs that are printed, stored and searched for."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a page was refused; the slug is printed, stored and searched for."""

    NO_TITLE = "no-title"
    NO_BODY = "no-body"
    INCOMPLETE = "incomplete"
    LIVE = "live"
    VIDEO = "video"
    GALLERY = "gallery"
    INDEX = "index"
    TAG = "tag"
    SEARCH = "search"
    HOME = "home"
    LOGIN = "login"
    CONSENT = "consent"
    PAYWALL = "paywall"
    SOFT_404 = "soft-404"
    CAPTCHA = "captcha"
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
