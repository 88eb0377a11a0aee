"""What a page declares about itself: JSON-LD, OpenGraph, microdata, RDFa, meta."""

import html
from collections.abc import Iterator

from newsspider.extractor import jsonld
from newsspider.extractor.document import Document
from newsspider.extractor.meta_nodes import Mark, is_aside
from newsspider.extractor.title import less_site
from newsspider.html.tree import tag_of, text_of
from newsspider.model.extraction import Candidate, Field, Method, Value
from newsspider.text import spaces
from newsspider.text.chinese import read_source_line
from newsspider.text.dates import parse_moment
from newsspider.text.letters import norm
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
    Field.TITLE: ("og:title", "twitter:title", "dc.title", "articletitle", "sailthru.title", "parsely-title", "citation_title"),
    Field.PUBLISHED_AT: (
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
        "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date",
        "sailthru.date", "dc.date.issued", "dc.date", "dc.date.created", "dcterms.created",
        "dcterms.issued", "dcterms.date", "citation_publication_date", "citation_date", "article:published",
        "article.published", "published-date", "weibo:article:create_at", "apub:time", "og:time",
        "og:release_date", "release_date", "article_date_original", "cxenseparse:recs:publishtime",
        "date", "createdate", "timestamp", "bt:pubdate", "article:create_at", "_pubtime", "firstpublishedtime",
        "originalpublicationdate", "published", "publish_date", "publishedat", "datecreated", "created",
    ),
    Field.MODIFIED_AT: (
        "article:modified_time", "og:updated_time", "dateupdate", "og:article:modified_time", "datemodified",
        "lastmod", "last-modified", "dc.date.modified", "dcterms.modified", "weibo:article:update_at", "article:update_at",
    ),
    Field.AUTHORS: (
        "author", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author",
        "dc.creator", "dcterms.creator", "cxenseparse:author", "article:author_name", "citation_author",
    ),
    Field.SOURCE: ("mediaid", "contentsource", "source", "article:source", "og:article:source"),
    Field.SECTION: ("article:section", "og:article:section", "parsely-section", "columnname"),
    Field.KEYWORDS: ("news_keywords", "keywords", "article:tag", "parsely-tags"),
    Field.LANGUAGE: ("content-language", "language", "dc.language", "dcterms.language"),
}  # fmt: skip
_ITEMS = {
    "headline": Field.TITLE, "datepublished": Field.PUBLISHED_AT, "datemodified": Field.MODIFIED_AT,
    "dateupdate": Field.MODIFIED_AT, "articlesection": Field.SECTION,
    "published_time": Field.PUBLISHED_AT, "issued": Field.PUBLISHED_AT, "created": Field.PUBLISHED_AT,
}  # fmt: skip
_LONGEST = 400


def candidates(document: Document) -> Iterator[Candidate]:
    """Yield what the page declares, the surest first."""
    site = site_name(document)
    for field, text, locator in _raw(document):
        if len(text) > 4 * _LONGEST:
            continue
        text = spaces.collapse(html.unescape(text))
        if not text or (len(text) > _LONGEST and field is not Field.IMAGE):
            continue
        value = less_site(text, site) if field is Field.TITLE else _value(field, text, document)
        if value is not None:
            yield Candidate(
                field=field, value=value, method=Method.DECLARED, locator=locator, raw=text[:200]
            )


def site_name(document: Document) -> str:
    """Return what the page calls its site, or an empty text."""
    for name in ("og:site_name", "application-name", "al:ios:app_name"):
        for text, _ in document.marks.metas.get(name, ()):
            return spaces.collapse(html.unescape(text[:_LONGEST]))
    return next(iter(publishers(document)), "")


def publishers(document: Document) -> list[str]:
    """Return the names under which JSON-LD and meta tags know who publishes the page."""
    names = [text for thing in document.things for text in jsonld.texts(thing.get("publisher"))]
    for name in ("article:publisher", "dc.publisher", "publisher", "copyright"):
        names += [text for text, _ in document.marks.metas.get(name, ())]
    return [spaces.collapse(html.unescape(name)) for name in names if not name.startswith("http")]


def outlets(document: Document, site: str) -> frozenset[str]:
    """Return the names of who publishes the page, folded for comparing, its host's among them."""
    host = document.host.removeprefix("www.")
    labels = host.split(".")
    names = [site, *publishers(document), host, "".join(labels[:-1]), *labels[-2:-1]]
    return frozenset(filter(None, map(norm, names)))


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
    if field in (Field.CANONICAL, Field.IMAGE):
        return absolute(document.page.url, text) or None
    return text


def _raw(document: Document) -> Iterator[Raw]:
    """Yield every declared text with its field and its place, the surest first."""
    marks = document.marks
    yield Field.LANGUAGE, document.root.get("lang") or "", "html:lang"
    yield from _json_ld(document)
    for field, names in _META.items():
        for name in names:
            for text, attribute in marks.metas.get(name, ()):
                yield field, text, f"meta:{attribute}={name}"
    yield from _items(document)
    yield Field.CANONICAL, marks.canonical, "link:canonical"
    for text, _ in marks.metas.get("og:url", ()):
        yield Field.CANONICAL, text, "meta:property=og:url"
    for text, attribute in marks.metas.get("og:locale", ()):
        yield Field.LANGUAGE, text, f"meta:{attribute}=og:locale"
    yield from _images(document)


def _images(document: Document) -> Iterator[Raw]:
    for name in ("og:image", "og:image:url", "twitter:image", "twitter:image:src", "thumbnail"):
        for text, attribute in document.marks.metas.get(name, ())[:1]:
            yield Field.IMAGE, text, f"meta:{attribute}={name}"
    for thing in document.things[:1]:
        for text in list(jsonld.texts(_addresses(thing.get("image"))))[:1]:
            yield Field.IMAGE, text, "json-ld:image"
    yield Field.IMAGE, document.marks.image, "link:image_src"


def _addresses(value: object) -> object:
    """Return an image object's address in the place of its name."""
    if isinstance(value, list):
        return [_addresses(part) for part in value[:1]]
    return value.get("url") or value.get("contentUrl") if isinstance(value, dict) else value


def flags(document: Document) -> list[str]:
    """Return ``paywalled`` where the page declares that its text is not free."""
    for thing in document.things[:3]:
        if str(thing.get("isAccessibleForFree", "")).strip().lower().rpartition("/")[2] == "false":
            return ["paywalled"]
    tiers = [text for text, _ in document.marks.metas.get("article:content_tier", ())]
    return ["paywalled"] if any(tier.lower() in ("locked", "metered") for tier in tiers) else []


def _json_ld(document: Document) -> Iterator[Raw]:
    for thing in main_first(document)[:3]:
        for field, keys in _LD:
            for key in keys:
                for text in jsonld.texts(thing.get(key)):
                    yield field, text, f"json-ld:{key}"
        for text in dict.fromkeys(jsonld.texts(thing.get("author") or thing.get("creator"))):
            yield Field.AUTHORS, text, "json-ld:author"
        yield Field.KEYWORDS, ", ".join(jsonld.texts(thing.get("keywords"))), "json-ld:keywords"


def main_first(document: Document) -> list[jsonld.Thing]:
    """Return the articles of the JSON-LD, those that the page's own title names first."""
    head = norm(document.head_title)

    def other(thing: jsonld.Thing) -> bool:
        names = [norm(text) for text in jsonld.texts(thing.get("headline"))]
        return not any(name and name in head for name in names)

    things = document.things
    return sorted(things, key=other) if len(things) > 1 else things


def _items(document: Document) -> Iterator[Raw]:
    """Yield microdata and RDFa outside of the parts that are about other stories."""
    for name, mark in document.marks.items:
        field = _ITEMS.get(name)
        if field is not None and tag_of(mark.node) != "meta" and not is_aside(mark.node):
            yield field, _item_text(mark), f"microdata:{mark.node.get('itemprop') or name}"


def _item_text(mark: Mark) -> str:
    node = mark.node
    return node.get("datetime") or node.get("content") or text_of(node)
