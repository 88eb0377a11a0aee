"""One walk through the pages of a list."""

from dataclasses import dataclass, field

from newsspider.discover import Found
from newsspider.discover.paging import Ask, first, following
from newsspider.ledger.validators import Validator
from newsspider.model.source import DiscoveryRule
from newsspider.urls import same_site

MOST_HOPS = 3  # signposts in a row; more are a loop


@dataclass(slots=True)
class Trail:
    """How far the walk has come; ``insist`` where an earlier one was left before its end."""

    rule: DiscoveryRule
    insist: bool
    number: int = 1
    hops: int = 0
    asked: set[Ask] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    brought: set[str] = field(default_factory=set)
    validator: Validator | None = None  # of the first page, to be kept when all is in the ledger

    def __post_init__(self) -> None:
        """Note what is asked first."""
        self.asked.add(first(self.rule))

    def moved(self, found: Found) -> Ask | None:
        """Return what a signpost names: another page of the same site, asked once."""
        ask = Ask(url=found.moved)
        known = found.links or not found.moved or ask in self.asked
        if known or self.hops >= MOST_HOPS or not same_site(found.moved, self.rule.url):
            return None
        self.hops += 1
        self.asked.add(ask)
        return ask

    def further(self, found: Found, new: set[str]) -> Ask | None:
        """Return what to ask next; None where the walk ends.

        It ends with a page that brings nothing *new*: nothing that was found in this run first and
        stood on no page before. One that was left before its end may have more behind such a page:
        there it goes on as long as a page differs from those before.
        """
        brings = bool(new - self.brought)
        self.brought |= new
        fresh = {link.url for link in found.links} - self.seen
        self.seen |= fresh
        if not (brings or (self.insist and fresh)):
            return None
        ask = following(self.rule, self.number, found.said)
        if ask is None or ask in self.asked:
            return None
        self.asked.add(ask)
        self.number += 1
        return ask
