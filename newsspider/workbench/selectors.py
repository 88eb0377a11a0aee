"""Name a node of a page by a selector that will hold on the site's other pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml import etree

from newsspider.html.tree import tag_of

_PLAIN = re.compile(r"[A-Za-z_][\w-]*")
_NUMBER = re.compile(r"\d{3,}")  # an article's own number, or a hash
_MADE = re.compile(r"(?:css|sc|jsx|emotion|svelte|makeStyles|jss|styled|tw|data-v)-", re.IGNORECASE)
_LOOKS = re.compile(  # classes that say how a thing looks, or in what state it is
    r"(?:(?:xs|sm|md|lg|xl|col|row|grid|flex|[mp][trblxy]?|w|h|fs|fw|lh|text|font|bg|d|align|justify|"
    r"items|gap|order|float|pull|border|rounded|shadow|js|is|has|no|u|l)(?:[-_][\w-]*)?"
    r"|clearfix|cf|container|wrapper|wrap|inner|outer|left|right|center|top|bottom|active|show|open"
    r"|hidden|visible|lazy\w*|first|last|odd|even|box|block|item|[a-z]{1,2}\d*)",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"title|head(?:line|ing)|article|story|content|body|text|entry|post|date|time|publi|author|by-?line"
    r"|writer|source|origin|editor|section|categor|rubri|zhengwen|biaoti|laiyuan|riqi|zuozhe",
    re.IGNORECASE,
)
_ALONE = frozenset({"h1", "article", "main", "time", "address"})  # tags that say what they hold
_MARKS = ("itemprop", "property", "data-testid", "data-test", "data-qa", "data-component", "rel")
_ABOVE = 6  # ancestors that may help to name a node
_NAMES = 4  # forms of one node that are tried


@dataclass(frozen=True, slots=True, order=True)
class Selector:
    """A CSS selector; ``cost`` grows with what may change before the page's structure does."""

    cost: float
    css: str


def selectors(node: etree._Element) -> list[Selector]:
    """Return selectors for *node*, the likeliest to last first."""
    own = list(islice(_own(node), _NAMES))
    tag = tag_of(node)
    found = {each.css: each for each in own}
    for height, above in enumerate(islice(node.iterancestors(), _ABOVE)):
        if tag_of(above) in ("html", "body"):
            break
        for outer in list(islice(_own(above), 2)):
            if height == 0:
                _keep(found, Selector(outer.cost + 3, f"{outer.css} > {tag}"))
            elif tag in ("h1", "h2", "time", "p"):
                _keep(found, Selector(outer.cost + 3.5 + height / 10, f"{outer.css} {tag}"))
            for inner in own[:2]:
                cost = outer.cost + inner.cost + 1 + height / 10
                _keep(found, Selector(cost, f"{outer.css} {inner.css}"))
    return sorted(found.values())


def named(node: etree._Element) -> Selector | None:
    """Return the best selector that *node* has of its own, None where it has none that lasts."""
    return min(_own(node), default=None)


def _keep(found: dict[str, Selector], made: Selector) -> None:
    if made.css not in found or made < found[made.css]:
        found[made.css] = made


def _own(node: etree._Element) -> Iterator[Selector]:
    """Yield what *node* is called itself."""
    tag = tag_of(node)
    name = node.get("id") or ""
    if is_lasting(name):
        yield Selector(1.0 if not _LOOKS.fullmatch(name) else 2.0, f"#{name}")
    for mark in _MARKS:
        value = (node.get(mark) or "").strip()
        if value and re.fullmatch(r"[A-Za-z][\w:.-]*", value) and not _NUMBER.search(value):
            yield Selector(1.0 if mark == "itemprop" else 2.0, f"{tag}[{mark}='{value}']")
    classes = sorted(
        (_weight(text), text) for text in (node.get("class") or "").split() if is_lasting(text)
    )
    for weight, text in classes[:3]:
        yield Selector(weight, f"{tag}.{text}")
    if len(classes) > 1:
        (one, first), (two, second) = classes[:2]
        yield Selector(one + two / 2 + 1, f"{tag}.{first}.{second}")
    if not classes:
        for text in (node.get("class") or "").split():
            if stem := _stem(text):
                yield Selector(5.0, f"{tag}[class*='{stem}']")
    if tag in _ALONE:
        yield Selector(3.0 if tag != "time" else 4.0, tag)


def is_lasting(name: str) -> bool:
    """Tell whether a class or id is a name that somebody gave, and no number or hash."""
    return bool(_PLAIN.fullmatch(name)) and not _NUMBER.search(name) and not is_hashed(name)


def is_hashed(name: str) -> bool:
    """Tell whether a build tool made a class: ``css-1q2w3e``, ``Head_title__3fXz1``."""
    if _MADE.match(name):
        return True
    return any(_is_random(part) for part in re.split(r"[-_]+", name))


def _is_random(part: str) -> bool:
    """Tell whether a part of a name is no word: letters and digits, or cases, in a muddle."""
    if len(part) < 4:
        return False
    inner = sum(a.isdigit() != b.isdigit() for a, b in pairwise(part))
    if inner >= 2 or (inner and len(part) >= 5 and re.search(r"\d[A-Za-z]{2,}", part)):
        return True
    turns = sum(a.isupper() != b.isupper() for a, b in pairwise(part))
    return turns / len(part) > 0.45 and len(part) >= 5 and not part.isupper()


def _stem(name: str) -> str:
    """Return the part of a made class that its author wrote: ``Head_title__`` of ``…3fXz1``."""
    found = re.match(r"([A-Za-z][A-Za-z]*(?:[-_]+[A-Za-z]+)*[-_]{1,2})[\w-]{4,}$", name)
    return found[1] if found and len(found[1]) >= 8 and not _MADE.match(name) else ""


def _weight(name: str) -> float:
    if _LOOKS.fullmatch(name):
        return 4.0
    return 1.5 if _SPEAKS.search(name) else 2.0
