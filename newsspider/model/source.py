"""A described site: where its articles are listed and where their fields stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from re import Pattern
from zoneinfo import ZoneInfo

from newsspider.model.extraction import Field


class Discovery(StrEnum):
    """The ways to find a source's articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LIST = "list"
    JSON = "json"
    EPAPER = "epaper"


class Family(StrEnum):
    """The ways in which newspapers put their printed issues on the web."""

    LAYOUT = "layout"  # layout/202603/07/node_01.html -> content_1.html
    CLASSIC = "classic"  # html/2026-03/07/node_1.htm -> content_1.htm
    PAPERINDEX = "paperindex"  # PaperIndex.htm -> 20260307/IssueIndex.htm -> Page01NU.htm
    JSON = "json"


class Sign(StrEnum):
    """The functions that change a query before it is asked."""

    CLS = "cls"  # sorted parameters, and a digest of them
    EASTMONEY = "eastmoney"  # the time as req_trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How a list goes on, over at most ``pages`` pages.

    ``next`` is the CSS of the link to the next page. ``page`` is a template with ``{page}``, whose
    second page has the number ``first``, or with ``{cursor}``, found at the JSON paths ``cursor``.
    """

    next: str = ""
    page: str = ""
    first: int = 2
    cursor: tuple[str, ...] = ()
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryRule:
    """One place that lists articles.

    ``link`` is a CSS selector (list) or JSON paths (json) of a row's address; ``rows`` are JSON
    paths of the row lists; ``address`` a template such as ``https://site/{id}`` that builds the
    address from a row's fields instead. ``fields`` are JSON paths of what a row says. The JSON is
    the answer, or stands in a page in the script ``embedded``. ``post`` is a JSON body to post.
    Of an e-paper, ``sheets`` are paths of its pages, and ``back`` the days that are looked at.
    """

    kind: Discovery
    url: str
    link: tuple[str, ...] = ()
    match: Pattern[str] | None = None
    rows: tuple[str, ...] = ()
    address: str = ""
    id: tuple[str, ...] = ()
    fields: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    embedded: str = ""
    post: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    sign: Sign | None = None
    paging: Paging = Paging()
    family: Family | None = None
    sheets: tuple[str, ...] = ()
    back: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """Where one field stands. Exactly one of ``css``, ``xpath``, ``json`` and ``url`` is given.

    ``json`` are paths into the endpoint's answer (or into a page that is JSON), first found wins;
    ``url`` is a pattern on the address, its first group the value. ``remove`` are CSS selectors
    taken out of what was found; ``regex`` keeps its first group; ``format`` is a strptime format.
    """

    css: str = ""
    xpath: str = ""
    json: tuple[str, ...] = ()
    url: Pattern[str] | None = None
    remove: tuple[str, ...] = ()
    regex: Pattern[str] | None = None
    format: str = ""
    escaped: bool = False  # what stands there is HTML that was escaped as text


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesRule:
    """The pictures that JSON lists beside its text.

    ``path`` leads to them (a list, or an object by name), ``url`` and ``caption`` are paths in one
    of them. ``placeholder`` finds where one belongs in the text, its first group the name or the
    place in the list; without it all stand at the end.
    """

    path: str
    url: str = ""
    caption: str = ""
    placeholder: Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRule:
    """The one-page form of an article: ``address`` is what ``match`` is replaced by."""

    match: Pattern[str]
    address: str

    def of(self, url: str) -> str:
        """Return the address of the one-page form of *url*; an empty text where it has none."""
        found = self.match.search(url)
        return self.match.sub(self.address, url, count=1) if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRule:
    """The JSON behind a page that a script fills.

    Either ``endpoint`` is a template of its address, or it stands in the page itself, in the
    script or variable ``embedded``.
    """

    endpoint: str = ""
    embedded: str = ""
    fields: Mapping[Field, tuple[str, ...]]
    images: ImagesRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupRule:
    """A list that is asked for what neither the page nor its JSON says.

    ``rows`` are JSON paths of its row lists, ``key`` the row's fields that hold the article's id.
    """

    url: str
    rows: tuple[str, ...]
    key: tuple[str, ...]
    fields: Mapping[Field, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules for the pages whose address ``match`` finds, valid up to and with ``until``.

    ``next`` is the CSS of the link to an article's next page; an article has at most ``parts``
    pages. ``whole`` is its one-page form.
    """

    match: Pattern[str] | None = None
    until: date | None = None
    fields: Mapping[Field, tuple[FieldRule, ...]] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    json: JsonRule | None = None
    lookups: tuple[LookupRule, ...] = ()
    next: str = ""
    parts: int = 20
    whole: WholeRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source file, checked. ``zone`` is used once, where dates are parsed.

    ``address`` is a template for the address that posts show; ``ports`` are those that the file
    names; ``digest`` is the sha256 of the file; ``delay`` is seconds between two requests.
    ``archive`` means back issues; ``archive_pages`` that raw pages are kept.
    """

    name: str
    title: str = ""
    home: str = ""
    language: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    zone_known: bool = True  # False for a site nobody described: its zone is guessed
    id: Pattern[str] | None = None
    address: str = ""
    discoveries: tuple[DiscoveryRule, ...] = ()
    rules: tuple[RuleSet, ...] = ()
    required: tuple[Field, ...] = (Field.TITLE, Field.BODY)
    archive: bool = False
    archive_pages: bool = False
    delay: float | None = None
    ports: frozenset[int] = frozenset()
    confidence: str = "high"
    browser: str = ""  # why it cannot be read without one; such a source is not crawled
    digest: str = ""
    path: str = ""

    def id_of(self, url: str) -> str:
        """Return the source's own id in *url* (the first group that matched), or an empty text."""
        found = self.id.search(url) if self.id else None
        if found is None:
            return ""
        return next(filter(None, found.groups()), "") if found.re.groups else found.group(0)

    def rules_for(self, url: str) -> RuleSet:
        """Return the newest rule set that is meant for *url*; one without rules where none is."""
        fitting = (rule for rule in self.rules if rule.match is None or rule.match.search(url))
        return next(fitting, RuleSet())

    def matches(self, url: str) -> bool:
        """Tell whether one of the rule sets is meant for *url*."""
        return any(rule.match and rule.match.search(url) for rule in self.rules)
