"""Find for a field the selector that gives what is known of it on the examples."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil

from newsspider.extractor import rules
from newsspider.model.extraction import Field, Value
from newsspider.model.moment import Moment
from newsspider.model.source import FieldRule, RuleSet
from newsspider.text.letters import norm
from newsspider.workbench.examples import Example, same
from newsspider.workbench.selectors import Selector, selectors

DATES = (Field.PUBLISHED_AT, Field.MODIFIED_AT)
DATE = r"(\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:[\sT]*\d{1,2}:\d{2}(?::\d{2})?)?)"
_SHARE = 0.6  # of the pages that know a field, on which a selector must have been seen
_TRIED = 60  # selectors that are tried for a field
_PRINTED = 20  # characters of a printed date; an element with more holds other things too
_AROUND = 80  # characters that may stand around a value in one element
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A rule for a field: it ``filled`` so many ``pages``, and ``agreed`` on so many ``known``."""

    field: Field
    rule: FieldRule
    cost: float
    pages: int
    filled: int
    known: int
    agreed: float


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: a selector, and the text before and behind the value in it."""

    selector: Selector
    before: str
    behind: str


def induce(field: Field, pages: Sequence[Example]) -> Found | None:
    """Return the best rule for *field*, None where no selector finds it on the pages alike."""
    known = [page for page in pages if field in page.extraction.chosen]
    if not known:
        return None
    seen: dict[str, list[_Place]] = {}
    for page in known:
        places: dict[str, _Place] = {}
        for place in _places(field, page):
            places.setdefault(place.selector.css, place)
        for css, place in places.items():
            seen.setdefault(css, []).append(place)
    least = ceil(len(known) * _SHARE)
    common = sorted(
        (each for each in seen.values() if len(each) >= least),
        key=lambda each: (-len(each), min(place.selector.cost for place in each)),
    )
    judged = [
        made
        for places in common[:_TRIED]
        for rule in _rules(field, places)
        if (made := _judge(field, rule, places[0].selector.cost, pages))
    ]
    return min(judged, key=_rank, default=None)


def value_of(field: Field, rule: FieldRule, page: Example) -> Value | None:
    """Return the first value that *rule* finds on *page*, as the extractor would take it."""
    found = rules.findings(RuleSet(fields={field: (rule,)}), page.document, None)
    values = (rules.value_of(finding, page.document) for finding in found)
    return next((value for value in values if value is not None), None)


def _judge(field: Field, rule: FieldRule, cost: float, pages: Sequence[Example]) -> Found | None:
    """Return how *rule* does; None where it contradicts what is known of more than one page."""
    filled = known = wrong = 0
    agreed = 0.0
    for page in pages:
        value = value_of(field, rule, page)
        filled += value is not None
        label = page.extraction.chosen.get(field)
        if label is None:
            continue
        known += 1
        share = same(value, label.value) if value is not None else 0.0
        agreed += share
        wrong += value is not None and share == 0.0
    least = 0.9 if field in DATES else 0.75  # a day alone is worse than the instant that is known
    if agreed < known * least or wrong > (1 if known >= 5 else 0):
        return None
    return Found(
        field=field,
        rule=rule,
        cost=cost,
        pages=len(pages),
        filled=filled,
        known=known,
        agreed=agreed,
    )


def _rank(found: Found) -> tuple[float, float, int]:
    long = len(found.rule.css) + len(found.rule.regex.pattern if found.rule.regex else "")
    return -found.agreed, found.cost + (2 if found.rule.regex else 0), long


def _rules(field: Field, places: Sequence[_Place]) -> Iterator[FieldRule]:
    """Yield the rules that a selector may need: as it is, or with a pattern of what is around."""
    css = places[0].selector.css
    if field in DATES:
        yield FieldRule(css=css)
        if not css.endswith(")"):
            yield FieldRule(css=css, regex=re.compile(DATE))
        return
    if all(not place.before and not place.behind for place in places):
        yield FieldRule(css=css)
        return
    pattern = _pattern([place.before for place in places], [place.behind for place in places])
    if pattern:
        yield FieldRule(css=css, regex=re.compile(pattern))


def _pattern(before: list[str], behind: list[str]) -> str:
    """Return a pattern whose group is what stands between texts that all pages share."""
    end = _shared_start(behind)
    opening = _opening(before)
    if not opening:
        return ""
    if not any(behind):
        return rf"{opening}(.+?)\s*$"
    if all(text[:1].isspace() for text in behind) and not end.strip():
        return rf"{opening}(\S+)"
    return rf"{opening}(.+?)\s*{re.escape(end.strip())}" if end.strip() else ""


def _opening(before: list[str]) -> str:
    """Return a pattern for what stands before the value: all of it, or the last shared word."""
    if not any(before):
        return "^"
    whole = len(set(before)) == 1
    words = _shared_end(before).split()
    shared = " ".join(words if whole else words[-1:])
    if not re.search(r"[^\W\d]", shared):
        return ""
    made = re.sub("[:：]", "[:：]", re.escape(shared).replace("\\ ", r"\s+"))
    return ("^" if whole else "") + made + r"\s*"


def _shared_end(texts: list[str]) -> str:
    return _shared_start([text[::-1] for text in texts])[::-1]


def _shared_start(texts: list[str]) -> str:
    same = takewhile(lambda each: len(set(each)) == 1, zip(*texts, strict=False))
    return "".join(each[0] for each in same)


def _places(field: Field, page: Example) -> Iterator[_Place]:
    """Yield where the known value of *field* stands on *page*."""
    label = page.extraction.chosen[field].value
    for node, text in page.small:
        if isinstance(label, Moment):
            for name, raw in (("datetime", node.get("datetime")), ("content", node.get("content"))):
                if raw and _names_day(raw, label):
                    for each in selectors(node):
                        css = f"{each.css}::attr({name})"
                        yield _Place(Selector(each.cost + 0.5, css), "", "")
            if len(text) <= 2 * _AROUND and _names_day(text, label):
                more = max(0, len(text) - _PRINTED) / 10 + 0.3 * bool(len(node))
                for each in selectors(node):
                    yield _Place(Selector(each.cost + more, each.css), "", "")
            continue
        for wanted in [label] if isinstance(label, str) else label:
            if isinstance(wanted, str) and (around := _around(text, wanted, field)):
                yield from (_Place(each, *around) for each in selectors(node))


def _around(text: str, wanted: str, field: Field) -> tuple[str, str] | None:
    """Return what stands before and behind *wanted* in *text*; None where it is not in there."""
    if norm(text) == norm(wanted):
        return "", ""
    if field is Field.TITLE or len(text) > len(wanted) + _AROUND:
        return None
    before, found, behind = text.partition(wanted)
    return (before, behind) if found else None


def _names_day(text: str, moment: Moment) -> bool:
    """Tell whether *text* may print the moment's day: cheap, what it says is read later."""
    numbers = {int(each) for each in _DIGITS.findall(text[: _AROUND * 2]) if len(each) <= 8}
    day = moment.day
    whole = day.year * 10000 + day.month * 100 + day.day
    return whole in numbers or day.day in numbers or (day.day - 1) in numbers
