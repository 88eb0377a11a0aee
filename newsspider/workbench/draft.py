"""Write a proposed source as TOML, with what stands for each rule behind it."""

import json
from collections.abc import Iterator
from datetime import date

from newsspider.discover.auto import Rated
from newsspider.model.extraction import Field
from newsspider.model.source import DiscoveryRule
from newsspider.workbench.check import KEYS
from newsspider.workbench.induce import Found
from newsspider.workbench.propose import Proposal

_ENOUGH = 3  # pages from which a rule is more than a guess


def draft(proposal: Proposal) -> str:
    """Return the text of the source file."""
    return "\n".join([*_head(proposal), *_discoveries(proposal), *_article(proposal)]) + "\n"


def rule_set(proposal: Proposal, *, until: date | None = None) -> str:
    """Return the text of the rule set alone, as it is put before an older one."""
    return "\n".join(_article(proposal, until)) + "\n"


def quoted(text: str) -> str:
    """Return *text* as a TOML string: bare of escapes where it can be."""
    if ("\\" in text or '"' in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _head(proposal: Proposal) -> Iterator[str]:
    yield f"# Proposed by newsspider sources add from {_count(proposal.pages, 'article')}."
    yield "# Behind each rule: on how many of them it found something, and what it agrees with."
    yield f"name     = {quoted(proposal.name)}"
    if proposal.title:
        yield f"title    = {quoted(proposal.title)}"
    yield f"home     = {quoted(proposal.home)}"
    if proposal.language:
        yield f"language = {quoted(proposal.language)}  # {proposal.language_why}"
    yield f"timezone = {quoted(proposal.timezone)}  # {proposal.zone_why}"
    if proposal.id:
        yield f"id       = {quoted(proposal.id)}"
    if proposal.pages < _ENOUGH:
        why = f"seen on {_count(proposal.pages, 'page')} only"
        yield f'confidence = "{"low" if proposal.pages == 1 else "medium"}"  # {why}'


def _discoveries(proposal: Proposal) -> Iterator[str]:
    for rated in proposal.places:
        yield ""
        yield from _discovery(rated.place.rule, rated)


def _discovery(rule: DiscoveryRule, rated: Rated) -> Iterator[str]:
    yield f"[[discover]]  # {', '.join([str(rated.place.via), *rated.why])}"
    yield f"kind = {quoted(rule.kind)}"
    yield f"url  = {quoted(rule.url)}"
    for key, texts in (("link", rule.link), ("rows", rule.rows), ("id", rule.id)):
        if texts:
            yield f"{key} = {_texts(texts)}"
    if rule.match:
        yield f"match = {quoted(rule.match.pattern)}"
    if rule.address:
        yield f"address = {quoted(rule.address)}"
    if rule.embedded:
        yield f"embedded = {quoted(rule.embedded)}"
    for field, paths in rule.fields.items():
        yield f"{KEYS[field]} = {_texts(paths)}"


def _article(proposal: Proposal, until: date | None = None) -> Iterator[str]:
    yield ""
    yield f"[[article]]  # {_count(proposal.pages, 'page')}"
    if until:
        yield f"until = {until}"
    yield f"match = {quoted(proposal.match)}  # {proposal.matched} of {proposal.pages} addresses"
    for field, note in proposal.notes.items():
        yield f"# {KEYS[field]}: {note}"
    for found in proposal.rules:
        yield ""
        yield f"[article.{KEYS[found.field]}]  # {_did(found, proposal.labels[found.field])}"
        yield f"css = {quoted(found.rule.css)}"
        if found.rule.regex:
            yield f"regex = {quoted(found.rule.regex.pattern)}"
        if found.rule.remove:
            yield f"remove = [{', '.join(map(quoted, found.rule.remove))}]"


def _did(found: Found, label: str) -> str:
    filled = f"{found.filled} of {found.pages} pages"
    agreed = f"{found.agreed:g} of {found.known}"
    if found.field is Field.BODY:
        return f"{filled}; {found.cost:.2f} F1 with {label} on the mean"
    same = "" if found.agreed == found.filled == found.known else f" on {agreed}"
    return f"{filled}, agrees with {label}{same}"


def _texts(texts: tuple[str, ...]) -> str:
    made = [quoted(text) for text in texts]
    return made[0] if len(made) == 1 else f"[{', '.join(made)}]"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
