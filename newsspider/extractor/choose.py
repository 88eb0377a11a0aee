"""Choose for every field the first acceptable candidate; keep the others and why they lost."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from newsspider.extractor.byline_names import is_last_resort
from newsspider.extractor.dates_guess import GUESS
from newsspider.extractor.document import is_placeholder
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.moment import Moment
from newsspider.text.letters import norm

_ORDER = {method: number for number, method in enumerate(Method)}
_LONGEST = {Field.TITLE: 300, Field.SOURCE: 60, Field.EDITOR: 60, Field.SECTION: 80}
_DAY = timedelta(days=1)
# When an editor began to write: of a page that prints a day, that one is when it appeared.
_CREATED = (
    "=dcterms.date",
    "=dcterms.created",
    "=dc.date.created",
    "=datecreated",
    "=created",
    "=createdate",
    ":dateCreated",
)
_DAY_ONLY = (Method.DECLARED, Method.FEED)  # a rule that gives a day means the day
_KEPT = 6  # losers kept for a field: enough to see why


@dataclass(slots=True)
class Choice:
    """The winners and the losers, and flags where layers disagree."""

    chosen: dict[Field, Candidate] = field(default_factory=dict)
    passed_over: list[tuple[Candidate, str]] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)


def choose(candidates: Iterable[Candidate], site: str, outlets: Container[str] = ()) -> Choice:
    """Return the choice among *candidates*; *site* is the site's name, which is no title.

    *outlets* are the names of who publishes: as authors they are the last resort.
    """
    choice = Choice()
    ranked = sorted(candidates, key=lambda candidate: _rank(candidate, outlets))
    lost: dict[Field, int] = {}
    for candidate in ranked:
        why = refusal(candidate, site) or _site_wide(candidate, outlets)
        winner = choice.chosen.get(candidate.field)
        if not why and winner is None:
            choice.chosen[candidate.field] = candidate
            continue
        if not why and winner is not None:
            why = _second(candidate, winner)
        if lost.setdefault(candidate.field, 0) < _KEPT:
            lost[candidate.field] += 1
            choice.passed_over.append((candidate, why))
    _refine_day(choice, ranked)
    choice.flags += _disagreements(choice, ranked)
    return choice


def _rank(candidate: Candidate, outlets: Container[str]) -> tuple[bool, int]:
    weak = (
        candidate.field is Field.AUTHORS
        and candidate.method is not Method.RULE
        and is_last_resort((str(name) for name in _names(candidate)), outlets)
    ) or candidate.locator.endswith(_CREATED)
    return weak, _ORDER[candidate.method]


def _names(candidate: Candidate) -> Iterable[object]:
    return candidate.value if isinstance(candidate.value, tuple) else ()


def refusal(candidate: Candidate, site: str) -> str:
    """Return why a candidate cannot be a value at all, or an empty text."""
    value = candidate.value
    if isinstance(value, tuple):
        return "" if value else "nothing"
    if isinstance(value, Moment):
        return "" if 1900 <= value.day.year <= 2100 else "not a day of our time"
    if not value.strip():
        return "nothing"
    if candidate.field is Field.BODY:
        return ""
    if is_placeholder(value):
        return "a placeholder"
    if len(value) > _LONGEST.get(candidate.field, 1000):
        return "too long"
    if candidate.field is Field.TITLE and candidate.method is not Method.RULE:
        plain = norm(value)
        if not plain or (site and plain == norm(site)):
            return "the site's name"
    return ""


def _site_wide(candidate: Candidate, outlets: Container[str]) -> str:
    """Return why a meta author that is the site's own name says nothing: it is on every page.

    JSON-LD and a printed byline speak of this article: there an outlet is the author named.
    """
    if candidate.field is not Field.AUTHORS or not candidate.locator.startswith("meta:"):
        return ""
    names = [norm(str(name)) for name in _names(candidate)]
    return "the site's name" if all(name in outlets for name in names) else ""


def _refine_day(choice: Choice, ranked: list[Candidate]) -> None:
    """Take the time that the page prints for a day that is all its metadata declare."""
    day = choice.chosen.get(Field.PUBLISHED_AT)
    if day is None or day.method not in _DAY_ONLY or not isinstance(day.value, Moment):
        return
    for candidate in ranked if day.value.instant is None else ():
        value = candidate.value
        if candidate.field is not Field.PUBLISHED_AT or not isinstance(value, Moment):
            continue
        timed = value.instant is not None and value.day == day.value.day
        if timed and candidate.method in (*_DAY_ONLY, Method.GENERIC):
            choice.chosen[Field.PUBLISHED_AT] = candidate
            choice.passed_over.append((day, "says the day only"))
            return


def _second(candidate: Candidate, winner: Candidate) -> str:
    if candidate.value == winner.value:
        return "says the same"
    if candidate.method is winner.method:
        return "another stood first"
    return f"{winner.method} comes before {candidate.method}"


def _disagreements(choice: Choice, ranked: list[Candidate]) -> list[str]:
    flags = []
    date = choice.chosen.get(Field.PUBLISHED_AT)
    if date is not None and date.locator.startswith(GUESS):
        flags.append("date-guessed")
    days = {
        candidate.value.day
        for candidate in ranked
        if candidate.field is Field.PUBLISHED_AT and isinstance(candidate.value, Moment)
    }
    if date is not None and days and max(days) - min(days) > _DAY:
        flags.append("dates-disagree")
    return flags
