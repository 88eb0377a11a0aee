"""Candidates that a source's own rules find, in its page and in the JSON behind it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date
from functools import cache

from lxml import etree

from newsspider import embedded
from newsspider.extractor import json_body
from newsspider.extractor.byline_names import declared_names
from newsspider.extractor.document import Document
from newsspider.html.select import css, inner_html, outer_html, remove
from newsspider.html.tree import fragment, tag_of, text_of
from newsspider.jsonpath import first
from newsspider.jsonpath import text_of as json_text
from newsspider.model.extraction import Candidate, Field, Method, Value
from newsspider.model.source import FieldRule, JsonRule, RuleSet, Source
from newsspider.text import charset, spaces
from newsspider.text.dates import parse_moment

_DATES = (Field.PUBLISHED_AT, Field.MODIFIED_AT)
_LISTS = (Field.AUTHORS, Field.KEYWORDS)
# Blocks of a body: where a rule finds one, it is no box around the body but a part of it.
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "figure", "table"}
    | {"pre", "dl"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's find: text, or HTML for a body."""

    field: Field
    text: str
    locator: str
    method: Method = Method.RULE
    format: str = ""


def rule_sets(source: Source, url: str, day: date | None) -> Iterator[RuleSet]:
    """Yield the rule sets for *url* that held on *day* (UTC), newest first."""
    for rules in source.rules:
        fits = rules.match is None or rules.match.search(url)
        if fits and (rules.until is None or (day is not None and day <= rules.until)):
            yield rules


def day_of(document: Document) -> date | None:
    """Return the UTC day on which the page was fetched."""
    return document.now.astimezone(UTC).date() if document.now else None


def answer_of(rules: RuleSet, document: Document, answer: object) -> object:
    """Return the JSON that *rules* read: that of the page itself where they name it, else *answer*.

    None where the page holds none: it may be of another layout.
    """
    if rules.json is None or not rules.json.embedded:
        return answer
    page = document.page
    text = charset.decode(page.body, page.content_type, host=document.host).text
    try:
        return embedded.find(text, rules.json.embedded)
    except ValueError:
        return None


def findings(rules: RuleSet, document: Document, answer: object) -> Iterator[Finding]:
    """Yield what one rule set finds, the JSON's fields first, then the page's, in their order."""
    if rules.json is not None and answer is not None:
        yield from _in_json(rules.json, answer)
    tree = _without(document, rules.remove)
    for field, choices in rules.fields.items():
        for rule in choices:
            yield from _apply(field, rule, tree, document, answer)


def _in_json(rule: JsonRule, answer: object) -> Iterator[Finding]:
    """Yield what stands in the JSON; where it has pictures and no text, they are the body."""
    told = False
    for field, paths in rule.fields.items():
        for path in paths:
            text = json_text(first(answer, (path,)))
            if text and field is Field.BODY:
                text = json_body.markup(text)
                text = json_body.with_images(text, rule.images, answer) if rule.images else text
                told = True
            if text:
                yield Finding(field=field, text=text, locator=f"json:{path}")
    if rule.images and not told:
        text = json_body.with_images("", rule.images, answer)
        if text:
            yield Finding(field=Field.BODY, text=text, locator=f"json:{rule.images.path}")


def value_of(finding: Finding, document: Document) -> Value | None:
    """Return the clean value of a finding other than a body; None where it is none."""
    text = spaces.collapse(finding.text)
    if not text:
        return None
    if finding.field in _DATES:
        return parse_moment(
            text,
            document.zone,
            now=document.now,
            languages=document.languages,
            format=finding.format,
        )
    lines = [line for line in map(spaces.collapse, finding.text.split("\n")) if line]
    if finding.field is Field.AUTHORS and (names := declared_names(lines)):
        return names
    if finding.field in _LISTS:
        parts = ",".join(lines).replace("、", ",").replace("，", ",").replace(";", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip()) or None
    return text


def candidate(finding: Finding, value: Value) -> Candidate:
    """Return the candidate of a finding."""
    return Candidate(
        field=finding.field,
        value=value,
        method=finding.method,
        locator=finding.locator,
        raw=finding.text[:200],
    )


def clean_fragment(html: str, selectors: tuple[str, ...]) -> etree._Element:
    """Return *html* parsed, without what *selectors* find."""
    element = fragment(html)
    remove(element, selectors)
    return element


def _without(document: Document, selectors: tuple[str, ...]) -> etree._Element:
    """Return the page's tree without what *selectors* find; the page's own tree stays whole."""
    if not any(css(document.root, selector) for selector in selectors):
        return document.root
    copy = deepcopy(document.root)
    remove(copy, selectors)
    return copy


def _apply(
    field: Field, rule: FieldRule, tree: etree._Element, document: Document, answer: object
) -> Iterator[Finding]:
    if rule.url is not None:
        found = rule.url.search(document.page.requested_url)
        if found:
            text = next(filter(None, found.groups()), "") if rule.url.groups else found[0]
            yield Finding(
                field=field, text=text, locator="url", method=Method.ADDRESS, format=rule.format
            )
        return
    texts: dict[str, list[str]] = {}  # by where they stand
    for text, locator in _texts(field, rule, tree, answer):
        if rule.regex is not None and field is not Field.BODY:
            matched = rule.regex.search(spaces.collapse(text))
            text = (matched[1] if rule.regex.groups else matched[0]) if matched else ""
        if text.strip():
            texts.setdefault(locator, []).append(text)
    for locator, values in texts.items():
        if field in _LISTS and not locator.startswith("json:"):
            values = ["\n".join(map(spaces.collapse, values))]  # several elements are one list
        for text in values:
            yield Finding(field=field, text=text, locator=locator, format=rule.format)


def _texts(
    field: Field, rule: FieldRule, tree: etree._Element, answer: object
) -> Iterator[tuple[str, str]]:
    for path in rule.json:
        text = json_text(first(answer, (path,))) if answer is not None else ""
        if text and field is Field.BODY:
            text = json_body.markup(text, escaped_once=rule.escaped)
        if text:
            yield text, f"json:{path}"
    if rule.css or rule.xpath:
        locator = f"css:{rule.css}" if rule.css else f"xpath:{rule.xpath}"
        found = _nodes(rule, tree)
        if field is Field.BODY:
            found = _outermost(found)
            parts = [_html(node, rule, whole=len(found) > 1) for node in found]
            yield "".join(parts), locator
        else:
            for node in found:
                yield _plain(node, rule.remove), locator


def _nodes(rule: FieldRule, tree: etree._Element) -> list[etree._Element | str]:
    found = compiled(rule.css, rule.xpath)(tree)
    if not isinstance(found, list):
        return [str(found)] if found else []
    return [node if isinstance(node, etree._Element) else str(node) for node in found]


def _outermost(found: list[etree._Element | str]) -> list[etree._Element | str]:
    """Return *found* without the elements that stand inside others of it: their text is there."""
    elements = {node for node in found if isinstance(node, etree._Element)}
    return [
        node
        for node in found
        if isinstance(node, str) or not any(above in elements for above in node.iterancestors())
    ]


@cache
def compiled(selector: str, xpath: str) -> etree.XPath:
    """Return the XPath of a rule; parsel's ``::attr()`` and ``::text`` are understood."""
    if xpath:
        return etree.XPath(xpath)
    from parsel.csstranslator import css2xpath

    return etree.XPath(css2xpath(selector))


def _html(node: etree._Element | str, rule: FieldRule, *, whole: bool) -> str:
    """Return a body, or a part of it: what a box holds; with its own tag if *whole* or a block."""
    if isinstance(node, str):
        return json_body.markup(node, escaped_once=True) if rule.escaped else node
    if rule.escaped:
        html = json_body.markup(inner_html(node), escaped_once=True)
    else:
        html = outer_html(node) if whole or tag_of(node) in _BLOCKS else inner_html(node)
    return inner_html(clean_fragment(html, rule.remove)) if rule.remove else html


def _plain(node: etree._Element | str, selectors: tuple[str, ...]) -> str:
    if isinstance(node, str):
        return node
    if selectors:
        return text_of(clean_fragment(inner_html(node), selectors))
    return node.text or "" if node.tag == "title" else text_of(node)
