"""Find the element that holds an article's text on all examples, and what is none of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil

from lxml import etree

from newsspider.extractor import rules
from newsspider.html.select import css
from newsspider.html.tree import BLOCK, DROPPED, tag_of, text_of
from newsspider.model.extraction import Field
from newsspider.model.source import FieldRule, RuleSet
from newsspider.text.letters import norm
from newsspider.workbench.examples import Bag, Example, bag, overlap
from newsspider.workbench.induce import Found
from newsspider.workbench.selectors import Selector, named, selectors

_SHARE = 0.6  # of the pages on which a selector must have been seen
_TRIED = 60
_FLOOR = 0.95  # the least F1 with what the generic engine found, on the mean of the pages
_LEAST = 0.8  # and on each page that has one
_CLOSE = 0.015  # F1 that a selector may lose for being likelier to last
_GAIN = 0.005  # F1 from which a lead is worth a second selector
_MOST = 8  # parts that are taken out
_KEPT = frozenset(
    ("figure", "figcaption", "picture", "img", "h2", "h3", "h4", "table", "ul", "ol", "li",
     "blockquote", "tbody", "tr", "td", "a", "em", "strong", "b", "i")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scored:
    mean: float
    selector: Selector
    filled: int


def induce_body(pages: Sequence[Example]) -> Found | None:
    """Return the rule for the text, None where no element holds it on the pages alike."""
    seen: Counter[str] = Counter()
    costs: dict[str, Selector] = {}
    for page in pages:
        for each in {each for node in _holders(page) for each in selectors(node)}:
            seen[each.css] += 1
            costs[each.css] = min(each, costs.get(each.css, each))
    least = ceil(len(pages) * _SHARE)
    common = [costs[name] for name, count in seen.items() if count >= least]
    common.sort(key=lambda each: (-seen[each.css], each))
    scored = [made for each in common[:_TRIED] if (made := _score(each, pages))]
    if not scored:
        return None
    top = max(each.mean for each in scored)
    best = min(
        (each for each in scored if each.mean >= top - _CLOSE),
        key=lambda each: (-each.filled, each.selector),
    )
    best = _with_lead(best, pages)
    removed, mean = _junk(best, pages)
    if mean < _FLOOR * best.filled / len(pages):
        return None  # who of the two is right on the rest, nobody here can tell
    agreed = sum(_f1(best.selector.css, removed, page) >= _FLOOR for page in pages)
    return Found(
        field=Field.BODY,
        rule=FieldRule(css=best.selector.css, remove=removed),
        cost=mean,
        pages=len(pages),
        filled=best.filled,
        known=len(pages),
        agreed=agreed,
    )


def _with_lead(best: _Scored, pages: Sequence[Example]) -> _Scored:
    """Return the rule with the lead beside it, where lines of the text stand outside on most pages.

    A standfirst is often printed above the picture, in an element of its own.
    """
    seen: Counter[Selector] = Counter()
    for page in pages:
        inside = {node for holder in css(page.root, best.selector.css) for node in holder.iter()}
        outside = [
            line.node
            for line in page.document.lines
            if norm(line.text) in page.lines and line.node not in inside
        ]
        seen.update({each for node in outside[:_MOST] for each in selectors(node)})
    least = max(2, ceil(len(pages) * _SHARE))
    for lead, count in sorted(seen.items(), key=lambda entry: (-entry[1], entry[0]))[:_TRIED]:
        if count < least:
            break
        both = Selector(best.selector.cost + lead.cost, f"{lead.css}, {best.selector.css}")
        made = _score(both, pages)
        if made and made.mean > best.mean + _GAIN:
            return made
    return best


def _holders(page: Example) -> Iterator[etree._Element]:
    """Yield the elements with about as many words as the text, and those around its lines."""
    wanted = page.bag.total()
    counts: dict[etree._Element, int] = {}
    for line in page.document.lines:
        if norm(line.text) in page.lines:
            for above in islice(line.node.iterancestors(), 12):
                counts[above] = counts.get(above, 0) + 1
    most = max(counts.values(), default=0)
    for node, count in counts.items():
        if tag_of(node) not in BLOCK or tag_of(node) in ("html", "body"):
            continue
        if count >= most * 0.15 and len(text_of(node)) < 40 * wanted + 2000:
            yield node


def _score(selector: Selector, pages: Sequence[Example]) -> _Scored | None:
    scores = [_f1(selector.css, (), page) for page in pages]
    found = [score for score in scores if score]
    mean = sum(found) / len(found) if found else 0.0
    if mean < _FLOOR - 0.2 or min(found) < _LEAST - 0.3 or len(found) < len(pages) * _SHARE:
        return None
    return _Scored(mean * len(found) / len(pages), selector, len(found))


def _f1(selector: str, removed: tuple[str, ...], page: Example) -> float:
    """Return how much of the text, and of nothing else, a body rule finds."""
    return overlap(_bag(selector, removed, page), page.bag)


def _bag(selector: str, removed: tuple[str, ...], page: Example) -> Bag:
    rule = RuleSet(fields={Field.BODY: (FieldRule(css=selector, remove=removed),)})
    found = next(iter(rules.findings(rule, page.document, None)), None)
    return bag(text_of(rules.clean_fragment(found.text, ()))) if found else Counter()


def _junk(best: _Scored, pages: Sequence[Example]) -> tuple[tuple[str, ...], float]:
    """Return what is taken out of the text: parts with a name, none of whose lines is of it."""
    guilty: Counter[str] = Counter()
    innocent: set[str] = set()
    for page in pages:
        mine: set[str] = set()
        for holder in css(page.root, best.selector.css):
            for node in holder.iterdescendants():
                own = named(node) if tag_of(node) not in DROPPED | _KEPT else None
                if own is None or not (text := norm(text_of(node))):
                    continue
                if _has_text(node, page):
                    innocent.add(own.css)
                elif len(text) > 3:
                    mine.add(own.css)
        guilty.update(mine)
    removed: tuple[str, ...] = ()
    score = _mean(best.selector.css, removed, pages)
    for name, _ in guilty.most_common():
        if name in innocent or len(removed) == _MOST:
            continue
        better = _mean(best.selector.css, (*removed, name), pages)
        if better > score + 0.002:
            removed, score = (*removed, name), better
    return removed, score


def _has_text(node: etree._Element, page: Example) -> bool:
    """Tell whether a line of the article's text stands in *node*, or *node* in such a line."""
    whole = norm(text_of(node))
    if any(line in whole for line in page.lines if len(line) > 8):
        return True
    return any(whole in line for line in page.lines)


def _mean(selector: str, removed: tuple[str, ...], pages: Sequence[Example]) -> float:
    return sum(_f1(selector, removed, page) for page in pages) / len(pages)
