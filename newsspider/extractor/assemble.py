"""Bring the layers together: rules, declared metadata, the feed, the generic engine, look-ups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from newsspider.extractor import declared, gather, paging, reader, rules
from newsspider.extractor.choose import Choice, choose, refusal
from newsspider.extractor.document import Document, tokens
from newsspider.extractor.garbage import paused
from newsspider.extractor.gather import made
from newsspider.extractor.kind import kind_of
from newsspider.extractor.meta_settle import settle
from newsspider.extractor.parts import joined
from newsspider.extractor.prose import build
from newsspider.extractor.reader import Body, document_of, of_body, part_of, prose_of
from newsspider.extractor.shell import elsewhere
from newsspider.extractor.trim import Trimmed, built
from newsspider.extractor.zone import agrees, language_of
from newsspider.html import bounds
from newsspider.html.blocks import FLATTENED, Builder
from newsspider.html.images import images_of
from newsspider.jsonpath import load_json
from newsspider.model.extraction import Candidate, Extraction, Field, Kind, Method
from newsspider.model.link import Link
from newsspider.model.moment import Moment
from newsspider.model.page import Page
from newsspider.model.source import RuleSet, Source

if TYPE_CHECKING:
    from newsspider.extractor.body import Found

RENDERED = 25  # tokens of prose that a share page holds once its text is in it
_FEED_TEXT = 150  # tokens from which a feed's text may be the whole article
_HEAD = 40  # characters of a text by which it is found on a page

PAGED = frozenset((Kind.ARTICLE, Kind.GALLERY))  # what may have further pages
MORE_PAGES = "more-pages"  # the flag of an article of whose pages only the first was read
_UNKNOWN = Source(name="", zone_known=False)


def extract_page(
    page: Page,
    source: Source | None = None,
    link: Link | None = None,
    *,
    answer: Page | None = None,
    rows: tuple[Link, ...] = (),
    parts: tuple[Page, ...] = (),
    fast: bool = False,
) -> Extraction:
    """Return what *page* says, by the rules of *source* and by what others said of it.

    *link* is what the feed or list said, *answer* the JSON behind the page, *rows* what look-up
    lists said, *parts* are the further pages of the article in their order. A page with an empty
    body was not asked for and gives nothing. With *fast* no printed date or name is looked for
    where one is declared, and the model looks once. Raises BadAnswer for a part without a text.
    """
    with paused():
        return _extracted(page, source or _UNKNOWN, link, answer, rows, parts, fast=fast)


def _extracted(
    page: Page,
    source: Source,
    link: Link | None,
    answer: Page | None,
    rows: tuple[Link, ...],
    parts: tuple[Page, ...],
    *,
    fast: bool,
) -> Extraction:
    document = document_of(page, source)
    given = _json(answer)
    day = rules.day_of(document)
    sets = list(rules.rule_sets(source, page.requested_url, day))
    sets = sets or list(rules.rule_sets(source, page.url, day))  # it stood elsewhere
    whole: Extraction | None = None
    first: Extraction | None = None
    for rule_set in sets or [RuleSet()]:
        found = _Assembly(document, source, rule_set, link, given, rows, parts, fast).extraction()
        first = first or found
        if all(field in found.chosen for field in source.required):
            whole = whole or found
            if _fits(rule_set, found, source):
                return found
    return whole or first or Extraction(url=page.url, requested_url=page.requested_url)


def _fits(rule_set: RuleSet, found: Extraction, source: Source) -> bool:
    """Tell whether the rules themselves gave what is required, and no other layer in their place.

    A page of an older layout is for the older rule set, though the engine can read it too.
    """
    inside = rule_set.json.fields if rule_set.json and rule_set.json.embedded else {}
    named = [field for field in source.required if field in rule_set.fields or field in inside]
    return all(found.chosen[field].method is Method.RULE for field in named)


def _json(answer: Page | None) -> object:
    try:
        return load_json(answer.body) if answer else None
    except ValueError:
        return None  # the spider has said so already, by read_answer


@dataclass(slots=True)
class _Assembly:
    """One rule set's go at a page."""

    document: Document
    source: Source
    rule_set: RuleSet
    link: Link | None
    answer: object
    rows: tuple[Link, ...]
    parts: tuple[Page, ...]
    fast: bool

    def extraction(self) -> Extraction:
        """Gather candidates, choose, and judge the kind."""
        document = self.document
        site = declared.site_name(document)
        answer = rules.answer_of(self.rule_set, document, self.answer)
        found = list(rules.findings(self.rule_set, document, answer))
        ruled = list(reader.ruled(found, self.rule_set, document.page.url))
        prose = None if any(body.html for _, body in ruled) else prose_of(document, fast=self.fast)
        behind = self.rule_set.json is not None and bool(self.rule_set.json.endpoint)
        shell = behind and not self._is_rendered(ruled, prose)
        candidates = list(self._fields(found))
        candidates += [] if shell else gather.from_page(document)
        candidates += gather.from_others(document, self.link, self.rows)
        given = {
            one.field for one in candidates if one.method is Method.RULE and not refusal(one, site)
        }
        if Field.TITLE not in given:
            candidates = [*gather.titles(document, candidates, site, shell=shell), *candidates]
        name = choose(candidates, site).chosen.get(Field.TITLE)
        headline = str(name.value) if name else ""
        outlets = declared.outlets(document, site)
        known = {candidate.field for candidate in candidates} if self.fast else set()
        candidates += gather.printed(document, headline, outlets, known, given)
        bodies = [*ruled, *self._others(None if shell else prose, headline)]
        candidates += [candidate for candidate, _ in bodies]
        candidates = settle(candidates, document, outlets)
        choice = choose(candidates, site, outlets)
        body = self._body(choice, bodies)
        return self._made(choice, body, site)

    def _is_rendered(self, ruled: list[Body], prose: "Found | None") -> bool:
        """Tell whether a page that a script fills has come with its text.

        Where rules gave a text, it is looked for on the page.
        """
        if prose is not None:
            return tokens(build(prose, "", self.document.page.url).text) >= RENDERED
        text = next((body.text for _, body in ruled if body.text), "")
        head = "".join(text[: 2 * _HEAD].split())[:_HEAD]
        return tokens(text) >= RENDERED and head in "".join(self.document.text.split())

    # -- candidates

    def _fields(self, found: Iterable[rules.Finding]) -> Iterator[Candidate]:
        for finding in found:
            if finding.field is not Field.BODY:
                value = rules.value_of(finding, self.document)
                if value is not None:
                    yield rules.candidate(finding, value)

    # -- the body

    def _others(self, prose: "Found | None", headline: str) -> Iterator[Body]:
        """Yield the bodies of the generic engine and of the feed."""
        base, size = self.document.page.url, 0
        if prose is not None:
            body = build(prose, headline, base)
            size = tokens(body.text)
            yield of_body(body, Method.GENERIC, f"model (quality {prose.quality:.2f})"), body
        if self.link and self.link.body:
            element = rules.clean_fragment(self.link.body, ())
            body = built(Builder(base), element, headline, generic=True)
            if tokens(body.text) >= max(_FEED_TEXT, size * 0.8):
                yield of_body(body, Method.FEED, self.link.origin), body

    def _body(self, choice: Choice, bodies: list[Body]) -> Trimmed:
        """Return the chosen body, and let its lines speak for fields that nobody else named."""
        chosen = choice.chosen.get(Field.BODY)
        body = next((body for candidate, body in bodies if candidate is chosen), None)
        if chosen is None or body is None:
            return Trimmed(html="", text="")
        if self.parts and chosen.method is not Method.FEED:
            body = self._whole(choice, chosen, body)
        if body.flattened:
            choice.flags.append(FLATTENED)
        for field, value in (
            (Field.SOURCE, body.source),
            (Field.EDITOR, body.editor),
            (Field.ORIGINAL_TITLE, body.original_title),
            (Field.AUTHORS, body.authors),
        ):
            if value and field not in choice.chosen:
                choice.chosen[field] = made(field, value, Method.TEXT, "line of the text")
        images = images_of(body.html)
        if images:
            choice.chosen[Field.IMAGES] = Candidate(
                field=Field.IMAGES, value=images, method=Method.TEXT, locator="images of the text"
            )
        return body

    def _whole(self, choice: Choice, chosen: Candidate, body: Trimmed) -> Trimmed:
        """Return *body* with those of the article's further pages after it."""
        headline = choice.chosen.get(Field.TITLE)
        title = str(headline.value) if headline else ""
        rest = [part_of(p, self.source, self.rule_set, title, fast=self.fast) for p in self.parts]
        whole = joined([body, *rest])
        where = f"{chosen.locator} ({1 + len(rest)} pages)"
        choice.chosen[Field.BODY] = replace(chosen, value=whole.html, locator=where)
        return whole

    # -- the end

    def _made(self, choice: Choice, body: Trimmed, site: str) -> Extraction:
        document, page = self.document, self.document.page
        headline = choice.chosen.get(Field.TITLE)
        self._language(choice, body.text)
        judged = kind_of(document, str(headline.value) if headline else "", body.text)
        further = self._further(choice) if judged.kind in PAGED else ""
        return Extraction(
            url=page.url,
            requested_url=page.requested_url,
            id=self.source.id_of(page.requested_url),
            source_name=self.source.name,
            fetched_at=page.fetched_at,
            kind=judged.kind,
            evidence=judged.evidence,
            chosen=choice.chosen,
            passed_over=tuple(choice.passed_over),
            text=body.text,
            site_name=self.source.title or site,
            flags=self._flags(choice, (*judged.flags, *([MORE_PAGES] if further else ()))),
            further=further,
            elsewhere="" if body.html and judged.kind is not Kind.EMPTY else elsewhere(document),
            quality=body.quality,
        )

    def _further(self, choice: Choice) -> str:
        """Return the address of the article's second page, where its text has only begun."""
        body, page, rule_set = choice.chosen.get(Field.BODY), self.document.page, self.rule_set
        if self.parts or body is None or body.method is Method.FEED or rule_set.parts == 1:
            return ""
        if body.locator.startswith("json:") and not rule_set.next:
            return ""  # JSON has all of it
        selector = rules.compiled(rule_set.next, "") if rule_set.next else None
        return paging.next_page(self.document, selector, first=page.url, number=1)

    def _language(self, choice: Choice, text: str) -> None:
        """Let the script of the text speak where the page names no language or a wrong one."""
        named = choice.chosen.get(Field.LANGUAGE)
        if named is not None and named.method is Method.RULE:
            return
        language = language_of(text)
        if named is not None and (not language or agrees(str(named.value), language)):
            return
        if named is not None:
            choice.passed_over.append((named, "the text is in another script"))
            choice.flags.append("language-disagrees")
        given = self.source.language if named is None else ""
        if given or language:
            where = "source file" if given else "script of the text"
            choice.chosen[Field.LANGUAGE] = made(
                Field.LANGUAGE, given or language, Method.TEXT, where
            )

    def _flags(self, choice: Choice, said: Iterable[str]) -> tuple[str, ...]:
        """Return all flags, each once."""
        zone, page = self._zone_flag(choice), declared.flags(self.document)
        cut = (bounds.CUT,) if self.document.is_cut else ()
        return tuple(dict.fromkeys((*choice.flags, *zone, *page, *cut, *said)))

    def _zone_flag(self, choice: Choice) -> Iterator[str]:
        date = choice.chosen.get(Field.PUBLISHED_AT)
        if self.source.zone_known or date is None or not isinstance(date.value, Moment):
            return
        instant = date.value.instant
        if instant is not None and isinstance(instant.tzinfo, ZoneInfo):
            yield "zone-guessed"
