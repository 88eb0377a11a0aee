"""Gather what a page, its feed and its printed lines say of each field, before one is chosen."""

from collections.abc import Container, Iterator

from newsspider.extractor import byline, dates, declared, title
from newsspider.extractor.byline_names import declared_names
from newsspider.extractor.document import Document, tokens
from newsspider.extractor.meta_spot import title_spot
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.link import Link
from newsspider.model.moment import Moment
from newsspider.text import chinese, spaces
from newsspider.text.dates import parse_moment

_SHELL_TITLE = 4  # tokens; a shorter heading of an empty shell is its own, not the article's


def from_page(document: Document) -> list[Candidate]:
    """Return the declared candidates; names are cut apart, those of one place together."""
    found: list[Candidate] = []
    authors: dict[str, list[str]] = {}
    for candidate in declared.candidates(document):
        if candidate.field is Field.AUTHORS and isinstance(candidate.value, tuple):
            texts = [text for text in candidate.value if isinstance(text, str)]
            authors.setdefault(candidate.locator, []).extend(texts)
        else:
            found.append(candidate)
    for locator, texts in authors.items():
        names = declared_names(texts)
        if names:
            found.append(made(Field.AUTHORS, names, Method.DECLARED, locator))
    return found


def from_others(
    document: Document, link: Link | None, rows: tuple[Link, ...]
) -> Iterator[Candidate]:
    """Yield what the feed or list and the look-ups said."""
    links = [(Method.FEED, link)] if link else []
    for method, said in [*links, *((Method.LOOKUP, row) for row in rows)]:
        origin = said.origin or "list"
        for field, text in (
            (Field.TITLE, said.title),
            (Field.SOURCE, said.source),
            (Field.SECTION, said.section),
            (Field.LANGUAGE, "" if document.languages else said.language),
        ):
            if text.strip():
                yield made(field, spaces.collapse(text), method, origin)
        moment = _moment(document, said.published_at)
        if moment:
            yield made(Field.PUBLISHED_AT, moment, method, origin, said.published_at)
        if said.keywords:
            yield made(Field.KEYWORDS, said.keywords, method, origin)
        names = declared_names(said.authors)
        if names:
            yield made(Field.AUTHORS, names, method, origin)


def _moment(document: Document, text: str) -> Moment | None:
    if not text.strip():
        return None
    return parse_moment(text, document.zone, now=document.now, languages=document.languages)


def titles(
    document: Document, candidates: list[Candidate], site: str, *, shell: bool
) -> Iterator[Candidate]:
    """Yield headings and the page's title; of a *shell* only what is no heading of its own."""
    if not document.page.body:
        return
    known = [
        str(candidate.value)
        for candidate in candidates
        if candidate.field is Field.TITLE and candidate.method is Method.DECLARED
    ]
    for candidate in title.candidates(document, known, site):
        speaks = candidate.locator != "title element"
        if not shell or (speaks and tokens(str(candidate.value)) >= _SHELL_TITLE):
            yield candidate


def printed(
    document: Document,
    headline: str,
    outlets: frozenset[str],
    known: Container[Field] = (),
    ruled: Container[Field] = (),
) -> Iterator[Candidate]:
    """Yield dates, names and lines printed around the title, but of fields that are *known*.

    Where rules have given the date, those of the whole page are not looked through for another.
    Chinese pages print their source where they print the author, and declare it nowhere.
    """
    if not document.page.body:
        return
    dated = Field.PUBLISHED_AT in known
    named = Field.AUTHORS in known and not chinese.has_han(document.head_title)
    if dated and named:
        return
    whole = Field.PUBLISHED_AT not in ruled
    spot = title_spot(document, headline, whole=whole)
    if not dated:
        yield from dates.candidates(document, spot, whole=whole)
    if not named:
        yield from byline.candidates(document, spot, outlets)


def made(
    field: Field,
    value: "str | tuple[str, ...] | Moment",
    method: Method,
    locator: str,
    raw: str = "",
) -> Candidate:
    """Return a candidate with the head of what it was read from."""
    return Candidate(field=field, value=value, method=method, locator=locator, raw=raw[:200])
