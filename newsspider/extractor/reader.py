"""Open a page as its source says, and read a body from it: by rule, or by the generic engine."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsspider.errors import BadAnswer
from newsspider.extractor import rules
from newsspider.extractor.document import Document
from newsspider.extractor.prose import build
from newsspider.extractor.trim import Trimmed, built
from newsspider.extractor.zone import zone_of
from newsspider.html.blocks import Builder
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.page import Page
from newsspider.model.source import RuleSet, Source

if TYPE_CHECKING:
    from newsspider.extractor.body import Found

Body = tuple[Candidate, Trimmed]


def document_of(page: Page, source: Source) -> Document:
    """Return *page* parsed, with the zone and the languages of *source* or those it shows."""
    languages = (source.language,) if source.language else ()
    document = Document(page, source.zone, page.fetched_at, languages)
    if not source.zone_known:
        document.zone = zone_of(document)
        lang = document.root.get("lang") or ""
        document.languages = (lang,) if 2 <= len(lang) <= 12 else ()
    return document


def prose_of(document: Document, *, fast: bool) -> "Found | None":
    """Return what the generic engine finds; it and numpy are loaded for pages that need them."""
    if not document.page.body:
        return None
    from newsspider.extractor import body as engine

    return engine.find(document, fast=fast)


def ruled(found: Iterable[rules.Finding], rule_set: RuleSet, base: str) -> Iterator[Body]:
    """Yield the bodies among what a rule set found."""
    for finding in found:
        if finding.field is Field.BODY:
            element = rules.clean_fragment(finding.text, rule_set.remove)
            body = built(Builder(base), element, "", generic=False)
            yield of_body(body, finding.method, finding.locator), body


def of_body(body: Trimmed, method: Method, locator: str) -> Candidate:
    """Return the candidate that *body* is."""
    return Candidate(
        field=Field.BODY, value=body.html, method=method, locator=locator, raw=body.text[:200]
    )


def part_of(
    page: Page, source: Source, rule_set: RuleSet, headline: str, *, fast: bool = False
) -> Trimmed:
    """Return the body of a further page of an article; BadAnswer where it has none.

    An article is whole or it is none: a page without a text would leave a hole in it.
    """
    document = document_of(page, source)
    found = rules.findings(rule_set, document, rules.answer_of(rule_set, document, None))
    body = next((body for _, body in ruled(found, rule_set, page.url) if body.html), None)
    if body is None:
        prose = prose_of(document, fast=fast)
        body = build(prose, headline, page.url) if prose is not None else None
    if body is None or not body.html:
        raise BadAnswer(page.url, "is a page of the article, and no text was found on it")
    return body
