"""Hold the candidates against each other before one is chosen: days, people, updates."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsspider.extractor import dates
from newsspider.extractor.byline_names import without_outlets
from newsspider.extractor.document import Document
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.moment import Moment

OF_UPDATE = "(of an update)"  # in the locator of a date that stands in for the one of publication
ADDRESS = "day in the address"


def settle(
    candidates: list[Candidate], document: Document, outlets: frozenset[str]
) -> list[Candidate]:
    """Return *candidates* with the days that readers saw and people apart from their outlet."""
    days = list(_days(candidates))
    settled = [_of_people(_settled(one, days, document), outlets) for one in candidates]
    return [*settled, *_updates(settled)]


def _days(candidates: Iterable[Candidate]) -> Iterator[tuple[Field, Moment]]:
    """Yield what is printed: the witnesses for a declared instant."""
    for one in candidates:
        if (
            one.method is Method.GENERIC
            and one.locator != ADDRESS
            and isinstance(one.value, Moment)
        ):
            yield one.field, one.value


def _settled(
    candidate: Candidate, days: list[tuple[Field, Moment]], document: Document
) -> Candidate:
    """Return a declared instant in UTC with the day that readers saw."""
    value = candidate.value
    if candidate.method is not Method.DECLARED or not isinstance(value, Moment):
        return candidate
    others = [moment for field, moment in days if field is candidate.field]
    page = document.page
    address = None
    if candidate.field is Field.PUBLISHED_AT:
        address = dates.url_day(page.requested_url) or dates.url_day(page.url)
    moved = dates.settled(value, others, address, document)
    return replace(candidate, value=moved) if moved != value else candidate


def _of_people(candidate: Candidate, outlets: frozenset[str]) -> Candidate:
    """Return a candidate for authors without the outlet beside the people."""
    if candidate.field is not Field.AUTHORS or candidate.method is Method.RULE:
        return candidate
    if not isinstance(candidate.value, tuple):
        return candidate
    names = tuple(name for name in candidate.value if isinstance(name, str))
    people = without_outlets(names, outlets)
    return candidate if people == names else replace(candidate, value=people)


def _updates(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Yield the dates of updates as dates where the page gives no other."""
    if any(one.field is Field.PUBLISHED_AT for one in candidates):
        return
    for one in candidates:
        if one.field is Field.MODIFIED_AT:
            yield replace(one, field=Field.PUBLISHED_AT, locator=f"{one.locator} {OF_UPDATE}")
