"""The keys of a source file, as they stand in the TOML."""

import datetime as dt

import msgspec

Texts = str | list[str]


class FieldTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Where a field stands; exactly one of css, xpath, json and url."""

    css: str = ""
    xpath: str = ""
    json: Texts = ""
    url: str = ""
    remove: list[str] = []
    format: str = ""
    regex: str = ""
    escaped: bool = False


Rules = FieldTable | list[FieldTable] | None


class FieldPaths(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """JSON paths for the fields of an article; the first that is found wins."""

    title: Texts = ""
    body: Texts = ""
    published_at: Texts = ""
    modified_at: Texts = ""
    author: Texts = ""
    source: Texts = ""
    editor: Texts = ""
    original_title: Texts = ""
    section: Texts = ""
    keywords: Texts = ""
    canonical: Texts = ""


class ImagesTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The pictures that the JSON lists beside its text."""

    path: str
    url: str = ""
    caption: str = ""
    placeholder: str = ""


class WholeTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The one-page form of an article."""

    match: str
    address: str


class JsonTable(FieldPaths, forbid_unknown_fields=True, kw_only=True):
    """The JSON behind a page that a script fills, or in it; one of endpoint and embedded."""

    endpoint: str = ""
    embedded: str = ""
    images: ImagesTable | None = None


class LookupTable(FieldPaths, forbid_unknown_fields=True, kw_only=True):
    """A list to ask for what the page and its JSON lack."""

    url: str
    rows: Texts
    key: Texts


class DiscoverTable(FieldPaths, forbid_unknown_fields=True, kw_only=True):
    """A place that lists articles."""

    kind: str
    url: str
    link: Texts = ""
    match: str = ""
    rows: Texts = ""
    id: Texts = ""
    address: str = ""
    embedded: str = ""
    post: str = ""
    headers: dict[str, str] = {}
    sign: str = ""
    next: str = ""
    page: str = ""
    first: int = 2
    cursor: Texts = ""
    pages: int = 1
    family: str = ""
    sheets: Texts = ""
    back: int = 1


class ArticleTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A rule set."""

    match: str = ""
    until: dt.date | None = None
    remove: list[str] = []
    json: JsonTable | None = None
    lookup: list[LookupTable] = []
    next: str = ""
    parts: int = 20
    whole: WholeTable | None = None
    title: Rules = None
    body: Rules = None
    published_at: Rules = None
    modified_at: Rules = None
    author: Rules = None
    source: Rules = None
    editor: Rules = None
    original_title: Rules = None
    section: Rules = None
    keywords: Rules = None
    language: Rules = None
    canonical: Rules = None


class SourceTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A source file."""

    name: str
    title: str = ""
    home: str = ""
    language: str = ""
    timezone: str = "UTC"
    id: str = ""
    address: str = ""
    required: list[str] = msgspec.field(default_factory=lambda: ["title", "body"])
    archive: bool = False
    archive_pages: bool = False
    delay: float | None = None
    confidence: str = "high"
    browser: str = ""
    discover: list[DiscoverTable] = []
    article: list[ArticleTable] = []
