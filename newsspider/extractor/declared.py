"""What a page declares about itself: JSON-LD, OpenGraph, microdata, meta."""

import html
from collections.abc import Iterator

from newsspider.extractor import jsonld
from newsspider.extractor.document import Document
from newsspider.html.tree import tag_of, text_of
from newsspider.model.extraction import Candidate, Field, Method, Value
from newsspider.text import spaces
from newsspider.text.chinese import read_source_line
from newsspider.text.dates import parse_moment
from newsspider.urls import absolute

Raw = tuple[Field, str, str]  # field, text, locator

_LD = (
    (Field.TITLE, ("headline", "title", "name")),
    (Field.PUBLISHED_AT, ("datePublished", "pubDate", "dateCreated", "uploadDate")),
    (Field.MODIFIED_AT, ("dateModified", "upDate")),
    (Field.SECTION, ("articleSection",)),
    (Field.LANGUAGE, ("inLanguage",)),
)
# Names of meta tags (name, property, itemprop, http-equiv), in the order of trust.
_META = {
    Field.TITLE: ("og:title", "twitter:title", "dc.title", "articletitle", "sailthru.title"),
    Field.PUBLISHED_AT: (
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
        "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date",
        "sailthru.date", "dc.date.issued", "dc.date", "dc.date.created", "dcterms.created",
        "article.published", "published-date", "weibo:article:create_at", "apub:time", "og:time",
        "og:release_date", "release_date", "article_date_original", "cxenseparse:recs:publishtime",
        "date", "createdate", "timestamp", "bt:pubdate", "article:create_at", "_pubtime", "firstpublishedtime",
    ),
    Field.MODIFIED_AT: (
        "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
        "lastmod", "last-modified", "dc.date.modified", "weibo:article:update_at", "article:update_at",
    ),
    Field.AUTHORS: (
        "author", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author",
        "dc.creator", "dcterms.creator", "cxenseparse:author", "article:author_name", "twitter:creator",
    ),
    Field.SOURCE: ("mediaid", "contentsource", "source", "article:source", "og:article:source"),
    Field.SECTION: ("article:section", "og:article:section", "parsely-section", "columnname"),
    Field.KEYWORDS: ("news_keywords", "keywords", "article:tag", "parsely-tags"),
    Field.LANGUAGE: ("og:locale", "content-language", "language"),
}  # fmt: skip
_MICRODATA = {
    "headline": Field.TITLE, "datepublished": Field.PUBLISHED_AT, "datemodified": Field.MODIFIED_AT,
    "dateupdate": Field.MODIFIED_AT, "author": Field.AUTHORS, "articlesection": Field.SECTION,
}  # fmt: skip
_LONGEST = 400


def candidates(document: Document) -> Iterator[Candidate]:
    """Yield what the page declares, the surest first."""
    for field, text, locator in _raw(document):
        text = spaces.collapse(html.unescape(text))
        if not text or len(text) > _LONGEST:
            continue
        value = _value(field, text, document)
        if value is not None:
            yield Candidate(
                field=field, value=value, method=Method.DECLARED, locator=locator, raw=text[:200]
            )


def site_name(document: Document) -> str:
    """Return what the page calls its site, or an empty text."""
    for text, _ in _metas(document).get("og:site_name", ()):
        return spaces.collapse(text)
    for thing in jsonld.articles(document.root):
        for text in jsonld.texts(thing.get("publisher")):
            return "" if text.startswith("http") else spaces.collapse(text)
    return ""


def _value(field: Field, text: str, document: Document) -> Value | None:
    if field in (Field.PUBLISHED_AT, Field.MODIFIED_AT):
        return parse_moment(text, document.zone, now=document.now, languages=document.languages)
    if field is Field.KEYWORDS:
        parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")]
        return tuple(dict.fromkeys(part for part in parts if part))[:30] or None
    if field is Field.AUTHORS:
        return (text,)
    if field is Field.LANGUAGE:
        return text.replace("_", "-") if len(text) <= 12 else None
    if field is Field.SOURCE:
        return read_source_line(text) or text
    if field is Field.CANONICAL:
        return absolute(document.page.url, text) or None
    return text


def _raw(document: Document) -> Iterator[Raw]:
    """Yield every declared text with its field and its place, the surest first."""
    yield from _json_ld(document)
    metas = _metas(document)
    for field, names in _META.items():
        for name in names:
            for text, attribute in metas.get(name, ()):
                yield field, text, f"meta:{attribute}={name}"
    yield from _microdata(document)
    for link in document.root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield Field.CANONICAL, link.get("href") or "", "link:canonical"
    yield Field.LANGUAGE, document.root.get("lang") or "", "html:lang"


def _json_ld(document: Document) -> Iterator[Raw]:
    for thing in jsonld.articles(document.root)[:3]:
        for field, keys in _LD:
            for key in keys:
                for text in jsonld.texts(thing.get(key)):
                    yield field, text, f"json-ld:{key}"
        for text in dict.fromkeys(jsonld.texts(thing.get("author") or thing.get("creator"))):
            yield Field.AUTHORS, text, "json-ld:author"
        yield Field.KEYWORDS, ", ".join(jsonld.texts(thing.get("keywords"))), "json-ld:keywords"


def _metas(document: Document) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for meta in document.root.iter("meta"):
        content = meta.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name:
                found.setdefault(name, []).append((content, attribute))
    return found


def _microdata(document: Document) -> Iterator[Raw]:
    for node in document.root.iter():
        name = node.get("itemprop") if isinstance(node.tag, str) else None
        if not name or tag_of(node) == "meta":
            continue
        field = _MICRODATA.get(name.strip().lower())
        if field is None:
            continue
        inner = node.find(".//*[@itemprop='name']") if field is Field.AUTHORS else None
        text = (
            node.get("datetime") or node.get("content") or text_of(node if inner is None else inner)
        )
        yield field, text, f"microdata:{name}"
