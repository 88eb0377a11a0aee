"""Put a new rule set before an old one, which keeps the pages of its time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from newsspider import toml
from newsspider.errors import ConfigError
from newsspider.extractor import extract_page
from newsspider.model.extraction import Field, Method
from newsspider.model.source import RuleSet, Source
from newsspider.workbench.check import KEYS
from newsspider.workbench.draft import rule_set
from newsspider.workbench.examples import Example, bag, overlap, same
from newsspider.workbench.propose import propose

_ALIKE = 0.9  # F1 of two texts that are one


def current(source: Source, pages: Sequence[Example]) -> tuple[int, RuleSet] | None:
    """Return the newest rule set without an end that is for *pages*, and its number."""
    for number, rules in enumerate(source.rules):
        fits = all(rules.match is None or rules.match.search(page.url) for page in pages)
        if rules.until is None and fits:
            return number, rules
    return None


def gone(source: Source, pages: Sequence[Example]) -> list[str]:
    """Return, in words, which fields the rules no longer give, or give otherwise than is known."""
    found = current(source, pages)
    if found is None:
        return ["no rule set of the source is for these addresses"]
    lost = []
    for field in found[1].fields:
        missing = [page for page in pages if not _holds(source, field, page)]
        if missing:
            lost.append(f"{KEYS[field]}: not read any more on {len(missing)} of {len(pages)} pages")
    return lost


def updated(
    text: str, source: Source, pages: Sequence[Example], *, last: date | None = None
) -> str:
    """Return the source file *text* with a rule set for *pages* before the one they had.

    The old one ends on the day before the first of them was fetched, or on *last*, the day of the
    newest page that is kept of it, where both layouts were met on one day. Raises ConfigError
    where a person has to write the rules.
    """
    days = [page.page.fetched_at.date() for page in pages if page.page.fetched_at]
    proposal = propose(pages, name=source.name, home=source.home)
    if not proposal.rules:
        raise ConfigError("no selector gives what the pages say: name more pages of the new layout")
    found = current(source, pages)
    if found is None:
        return _inserted(text, 0, rule_set(proposal), None)
    number, rules = found
    if rules.json is not None or rules.next:
        raise ConfigError(
            f"{source.path}: article[{number}] reads JSON or follows pages; edit it by hand"
        )
    if rules.match:
        proposal = replace(proposal, match=rules.match.pattern, matched=len(pages))
    until = min(days) - timedelta(days=1) if days else None
    if until and last:
        until = max(until, last)
    return _inserted(text, number, rule_set(proposal), until)


def _holds(source: Source, field: Field, page: Example) -> bool:
    """Tell whether the rules still give *field*: a text about the one that the engine finds."""
    found = extract_page(page.page, source, page.link)
    chosen = found.chosen.get(field)
    known = page.extraction.chosen.get(field)
    if chosen is None or chosen.method is not Method.RULE:
        return known is None
    if field is Field.BODY:
        return overlap(bag(found.text), page.bag) >= _ALIKE
    return field is not Field.TITLE or known is None or same(chosen.value, known.value) > 0


def _inserted(text: str, number: int, made: str, until: date | None) -> str:
    """Return *text* with *made* before its rule set *number*, which then ends on *until*."""
    lines = text.rstrip("\n").split("\n")  # TOML knows no other ends of lines
    at = toml.line_of(text, f"article[{number}]")
    if not at or not lines[at - 1].lstrip().startswith("[[article]]"):
        return text.rstrip("\n") + "\n" + made
    if until:
        lines.insert(at, f"until = {until}")
    top = at - 1
    while top and lines[top - 1].lstrip().startswith("#"):
        top -= 1
    return "\n".join([*lines[:top], *made.strip("\n").split("\n"), "", *lines[top:]]) + "\n"
