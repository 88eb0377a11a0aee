"""Hold the candidates against each other before one is chosen: days, people, updates."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta, timezone

from newsspider.extractor.byline_names import without_outlets
from newsspider.extractor.dates_named import url_day
from newsspider.extractor.document import Document
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.moment import Moment
from newsspider.text.dates import parse_moment

OF_UPDATE = "(of an update)"  # in the locator of a date that stands in for the one of publication
ADDRESS = "day in the address"
_EITHER = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])([/-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d)")


def settle(
    candidates: list[Candidate], document: Document, outlets: frozenset[str]
) -> list[Candidate]:
    """Return *candidates* with the days that readers saw and people apart from their outlet."""
    candidates = list(_ordered(candidates, document))
    days = list(_days(candidates))
    agreed = [_of_people(_settled(one, days, document), outlets) for one in candidates]
    return [*agreed, *_updates(agreed)]


def _ordered(candidates: list[Candidate], document: Document) -> Iterator[Candidate]:
    """Yield *candidates*; of 3/4/2026 the day that the page's other dates know.

    Where none of them knows either, a day that has not come yet is read the other way round.
    """
    others = {
        one.value.day
        for one in candidates
        if isinstance(one.value, Moment) and not _EITHER.search(one.raw)
    }
    for one in candidates:
        value = one.value
        if not isinstance(value, Moment) or not _EITHER.search(one.raw):
            yield one
            continue
        turned = _turned(one.raw, value, document)
        known = turned is not None and (turned.day in others or _late(value, turned, document))
        if turned is not None and known and value.day not in others:
            yield replace(one, value=turned)
        else:
            yield one


def _late(value: Moment, turned: Moment, document: Document) -> bool:
    """Tell whether the day of *value* has not come yet, but that of *turned* has."""
    now = document.now
    return now is not None and turned.day <= now.date() + timedelta(days=1) < value.day


def _turned(raw: str, value: Moment, document: Document) -> Moment | None:
    """Return *raw* read with day and month in the other order."""
    for order in ("DMY", "MDY"):
        moment = parse_moment(raw, document.zone, order=order)
        if moment is not None and (moment.day.day, moment.day.month) == (
            value.day.month,
            value.day.day,
        ):
            return moment
    return None


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
        address = url_day(page.requested_url) or url_day(page.url)
    moved = settled(value, others, address, document)
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


def settled(
    declared: Moment, others: list[Moment], address: date | None, document: Document
) -> Moment:
    """Return *declared*, or the day that readers saw where *declared* is only its UTC form.

    An instant in UTC names the day before or after for most of the world. The day in the *address*
    decides, then one printed by the title, then the zone of the host's country.
    """
    instant = declared.instant
    if instant is None or instant.utcoffset() != timedelta(0):
        return declared
    if not date.min.year < instant.year < date.max.year:
        return declared  # an empty value of a database; it has no day before or after
    for other in (*([Moment(day=address)] if address else ()), *others):
        if other.instant is not None and other.instant == instant:
            continue  # the same instant again is no witness
        if other.day == declared.day:
            return declared
        if abs(other.day - declared.day) <= timedelta(days=1):
            return _moved(declared, other)
    local = instant.astimezone(document.zone)
    return Moment.at(local) if local.date() != declared.day else declared


def _moved(declared: Moment, other: Moment) -> Moment:
    """Return the instant of *declared* with an offset at which it falls on the day of *other*."""
    instant, printed = declared.instant, other.instant
    if instant is None:
        return other
    if printed is not None:
        ahead = printed.replace(tzinfo=None) - instant.replace(tzinfo=None)
        minutes = round(ahead.total_seconds() / 900) * 15  # zones are multiples of 15 minutes
        if abs(minutes) <= 14 * 60 and abs(ahead - timedelta(minutes=minutes)) < timedelta(
            minutes=2
        ):
            return Moment.at(instant.astimezone(timezone(timedelta(minutes=minutes))))
    step = 1 if other.day > declared.day else -1
    for hours in range(1, 15):
        local = instant.astimezone(timezone(timedelta(hours=step * hours)))
        if local.date() == other.day:
            return Moment.at(local)
    return declared
