"""From example pages to a proposed source: what is declared, what has a rule, what has neither."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsspider.discover.auto import Rated
from newsspider.errors import ConfigError
from newsspider.model.extraction import Field, Method
from newsspider.model.source import Discovery
from newsspider.workbench import patterns
from newsspider.workbench.examples import Example
from newsspider.workbench.induce import Found, induce
from newsspider.workbench.induce_body import induce_body

ASKED = (
    Field.TITLE, Field.PUBLISHED_AT, Field.MODIFIED_AT, Field.AUTHORS, Field.SOURCE, Field.EDITOR,
    Field.SECTION,
)  # fmt: skip
_BY_OFFSETS = (  # in winter and in summer
    ("America/New_York", {-5, -4}),
    ("America/Chicago", {-6, -5}),
    ("America/Los_Angeles", {-8, -7}),
    ("Europe/Paris", {1, 2}),
    ("Asia/Kolkata", {5.5}),
    ("Asia/Shanghai", {8}),
    ("Asia/Tokyo", {9}),
    ("Australia/Sydney", {10, 11}),
)
_ALWAYS = (Field.TITLE, Field.BODY)  # a rule of their own tells when the site has changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source as the examples suggest it; ``notes`` say what is known of fields without a rule.

    ``matched`` of ``pages`` have an address that ``match`` fits; ``zone_why`` and
    ``language_why`` say where those come from.
    """

    name: str
    pages: int
    title: str = ""
    home: str = ""
    language: str = ""
    language_why: str = ""
    timezone: str = ""
    zone_why: str = ""
    id: str = ""
    match: str = ""
    matched: int = 0
    places: tuple[Rated, ...] = ()
    rules: tuple[Found, ...] = ()
    labels: dict[Field, str] = field(default_factory=dict)  # what a rule was held against
    notes: dict[Field, str] = field(default_factory=dict)


def propose(
    pages: Sequence[Example],
    *,
    places: Iterable[Rated] = (),
    name: str = "",
    home: str = "",
    listed: Sequence[str] = (),
    every: bool = False,
) -> Proposal:
    """Return the source that *pages* suggest; *listed* are addresses that its lists hold as well.

    With *every* a rule is looked for also where all pages declare the field.
    Raises ConfigError where no page is an article.
    """
    if not pages:
        raise ConfigError("none of the pages is an article with a title and a text")
    urls = [page.url for page in pages]
    match, matched = patterns.match_of(urls)
    language, language_why = _most([page.extraction.language for page in pages], "pages say so")
    zone, zone_why = _zone(pages)
    rules: list[Found] = []
    labels: dict[Field, str] = {}
    notes: dict[Field, str] = {}
    for each in ASKED:
        known = [page for page in pages if each in page.extraction.chosen]
        declared = sum(page.is_declared(each) for page in pages)
        labels[each] = _label(each, known)
        if each not in _ALWAYS and declared == len(pages) and not every:
            notes[each] = f"{labels[each]} on {declared} of {len(pages)} pages, needs no rule"
        elif found := induce(each, pages):
            rules.append(found)
        elif known:
            notes[each] = f"no rule: {labels[each]} gives it on {len(known)} of {len(pages)} pages"
    if body := induce_body(pages):
        rules.append(body)
        labels[Field.BODY] = "the generic engine"
    else:
        notes[Field.BODY] = "no rule: no element holds the text alone; the generic engine reads it"
    return Proposal(
        name=name or patterns.name_of(home or urls[0]),
        pages=len(pages),
        title=_site(pages),
        home=home or "{0.scheme}://{0.netloc}/".format(urlsplit(urls[0])),
        language=language,
        language_why=language_why,
        timezone=zone,
        zone_why=zone_why,
        id=patterns.id_of([*urls, *listed]) or patterns.id_of(urls),
        match=match,
        matched=matched,
        places=tuple(_general(place, match) for place in places),
        rules=tuple(rules),
        labels=labels,
        notes=notes,
    )


def _general(rated: Rated, match: str) -> Rated:
    """Return a list with the pattern of the articles, where all of its links have that form.

    A pattern that is made of one day's links may name their very words.
    """
    rule = rated.place.rule
    if rule.kind is not Discovery.LIST or not all(
        re.search(match, link.url) for link in rated.links
    ):
        return rated
    return replace(rated, place=replace(rated.place, rule=replace(rule, match=re.compile(match))))


def _label(name: Field, known: Sequence[Example]) -> str:
    """Return where the field is known from on most pages, for a person."""
    found = Counter(_where(page, name) for page in known)
    return found.most_common(1)[0][0] if found else "nothing"


def _where(page: Example, name: Field) -> str:
    chosen = page.extraction.chosen[name]
    if name is Field.TITLE:
        return "the page's titles" if chosen.method is Method.DECLARED else "the generic engine"
    if chosen.method is Method.DECLARED:
        return chosen.locator.split(" ")[0]
    return "the feed" if chosen.method is Method.FEED else "the generic engine"


def _site(pages: Sequence[Example]) -> str:
    return _most([page.extraction.site_name for page in pages], "")[0]


def _most(values: Iterable[str], why: str) -> tuple[str, str]:
    """Return the commonest of *values* that is not empty, and how common it is."""
    given = list(values)
    found = Counter(value for value in given if value).most_common(1)
    return (found[0][0], f"{found[0][1]} of {len(given)} {why}") if found else ("", "")


def _offsets(pages: Sequence[Example]) -> Iterator[float]:
    """Yield the offsets, in hours, that the pages' dates declare and that are not nought."""
    for page in pages:
        moment = page.extraction.published_at
        instant = moment.instant if moment else None
        if instant is not None and not isinstance(instant.tzinfo, ZoneInfo):
            offset = instant.utcoffset()
            if offset:
                yield offset.total_seconds() / 3600


def _zone(pages: Sequence[Example]) -> tuple[str, str]:
    """Return the zone of dates without an offset, and why."""
    found, _ = _most([page.zone.key if page.zone else "" for page in pages], "")
    if found:
        return found, "by the host's country or the language"
    hours = set(_offsets(pages))
    for zone, known in _BY_OFFSETS:
        if hours and hours <= known:
            return zone, "by the offsets of the declared dates; another place may have the same"
    return "UTC", "a guess: neither host nor language tells it; see what the printed times mean"
