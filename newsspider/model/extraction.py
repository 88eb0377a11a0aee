"""What was read from a page: for every field the winner, the losers and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from newsspider.model.image import Image
from newsspider.model.moment import Moment

Value = str | tuple[str, ...] | Moment | tuple[Image, ...]


class Field(StrEnum):
    """The fields of an article, in the order in which people read them."""

    TITLE = "title"
    PUBLISHED_AT = "published_at"
    MODIFIED_AT = "modified_at"
    AUTHORS = "authors"
    SOURCE = "source"
    EDITOR = "editor"
    ORIGINAL_TITLE = "original_title"
    SECTION = "section"
    KEYWORDS = "keywords"
    LANGUAGE = "language"
    CANONICAL = "canonical"
    IMAGE = "image"
    IMAGES = "images"
    BODY = "body"


class Method(StrEnum):
    """Where a value came from, best first: that is the order in which ``choose`` asks."""

    RULE = "rule"  # a selector or JSON path of the source's file
    DECLARED = "declared"  # JSON-LD, OpenGraph, microdata, meta
    FEED = "feed"  # what the feed or list said beside the link
    GENERIC = "generic"  # read from the page by an engine that knows no site
    LOOKUP = "lookup"  # a row of a list that was asked for what the page lacks
    TEXT = "text"  # read in the article's own text, such as a closing （文章来源：X）
    ADDRESS = "address"  # read from the address itself


class Kind(StrEnum):
    """What a page is. Articles become posts, and live reports, videos and galleries with prose."""

    ARTICLE = "article"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One value for one field, and where it stood.

    ``locator`` says where: ``css:h1.headline``, ``json:text``, ``json-ld:headline``,
    ``meta:og:title``. ``value`` is clean (text in NFC, moments parsed, a body as safe HTML
    blocks); ``raw`` is what stood there, shortened, for a person to read.
    """

    field: Field
    value: Value
    method: Method
    locator: str
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one page gave: ``chosen`` holds the winners, ``passed_over`` the rest with why.

    Python users read the properties; ``chosen[Field.TITLE]`` also says where the title came from.
    """

    url: str
    requested_url: str
    id: str = ""
    source_name: str = ""
    fetched_at: datetime | None = None
    kind: Kind = Kind.ARTICLE
    evidence: str = ""  # why the page is of this kind
    chosen: Mapping[Field, Candidate] = field(default_factory=dict)
    passed_over: tuple[tuple[Candidate, str], ...] = ()
    text: str = ""  # the body's plain text, newline between blocks
    flags: tuple[str, ...] = ()
    quality: float | None = None
    site_name: str = ""  # what the site calls itself
    elsewhere: str = ""  # where the article of a page without one stands: behind a share page
    further: str = ""  # the address of the article's next page, where this one does not have it all

    def _text(self, name: Field) -> str:
        candidate = self.chosen.get(name)
        return candidate.value if candidate and isinstance(candidate.value, str) else ""

    def _texts(self, name: Field) -> tuple[str, ...]:
        candidate = self.chosen.get(name)
        if candidate is None or not isinstance(candidate.value, tuple):
            return ()
        return tuple(text for text in candidate.value if isinstance(text, str))

    def _moment(self, name: Field) -> Moment | None:
        candidate = self.chosen.get(name)
        return candidate.value if candidate and isinstance(candidate.value, Moment) else None

    @property
    def title(self) -> str:
        """The headline, or an empty text."""
        return self._text(Field.TITLE)

    @property
    def body(self) -> str:
        """The body as safe HTML blocks on one line, or an empty text."""
        return self._text(Field.BODY)

    @property
    def published_at(self) -> Moment | None:
        """When the article appeared."""
        return self._moment(Field.PUBLISHED_AT)

    @property
    def modified_at(self) -> Moment | None:
        """When the article was last changed, where the page says so."""
        return self._moment(Field.MODIFIED_AT)

    @property
    def authors(self) -> tuple[str, ...]:
        """The bylines, one name an entry."""
        return self._texts(Field.AUTHORS)

    @property
    def source(self) -> str:
        """The source line (来源): who published it first."""
        return self._text(Field.SOURCE)

    @property
    def editor(self) -> str:
        """The editor (责任编辑)."""
        return self._text(Field.EDITOR)

    @property
    def original_title(self) -> str:
        """The title under which the source published it (原标题)."""
        return self._text(Field.ORIGINAL_TITLE)

    @property
    def section(self) -> str:
        """The section of the site."""
        return self._text(Field.SECTION)

    @property
    def keywords(self) -> tuple[str, ...]:
        """The page's own keywords."""
        return self._texts(Field.KEYWORDS)

    @property
    def language(self) -> str:
        """The language as a BCP 47 tag, such as ``zh-Hans`` or ``en-GB``."""
        return self._text(Field.LANGUAGE)

    @property
    def canonical(self) -> str:
        """The address that the page declares as its own."""
        return self._text(Field.CANONICAL)

    @property
    def image(self) -> str:
        """The address of the lead image: what the page declares for sharing, or an empty text."""
        return self._text(Field.IMAGE)

    @property
    def images(self) -> tuple[Image, ...]:
        """The images of the body, in order; a lead image first."""
        candidate = self.chosen.get(Field.IMAGES)
        if candidate is None or not isinstance(candidate.value, tuple):
            return ()
        return tuple(image for image in candidate.value if isinstance(image, Image))
