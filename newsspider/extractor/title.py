"""Find the headline: the heading that the page's own ``<title>`` speaks of."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

from newsspider.extractor.document import Document, is_placeholder, tokens
from newsspider.html.tree import names_of, tag_of
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.text import spaces
from newsspider.text.letters import norm

_SEPARATOR = re.compile(
    r"\s+[|｜»«·•–—:-]+\s+|[|｜_]|\s*--+\s*|\s+::\s+|(?<=[\u4e00-\u9fff])[-–—](?=[\u4e00-\u9fff])"
)
_GOOD = re.compile(r"title|headline|heading|entry|article|post|story|biaoti", re.IGNORECASE)
_BAD = re.compile(
    r"logo|brand|site|nav|menu|related|recommend|comment|widget|sidebar|footer|promo(?!ted\b)|popular|breadcrumb",
    re.IGNORECASE,
)
_BASE = {"h1": 2.0, "h2": 1.0, "h3": 0.3, "h4": 0.0}
_LONGEST = 300
_NAMES = 1000  # characters of the names around a heading; generated ones may be endless
_BEST = 3  # headings that are asked who is the headline
_CALLED = 0.6  # what a heading gains by being called one
_NONE = -100.0  # the score of what is no headline at all
_MUCH = 0.4  # share of a title from which a heading in it is more than a few of its words
ALIKE = 1.5  # score below which a lesser heading has nothing of any title but its looks
NAMED = 4.0  # score of a heading that <title> or a declared title repeats

Scored = tuple[float, int, etree._Element, str]  # score, less its order, the heading, its text


def candidates(document: Document, declared: list[str], site: str) -> Iterator[Candidate]:
    """Yield headings by how likely they are the headline, then ``<title>`` without the site's name.

    *declared* are the titles that the page declares, *site* is the site's name.
    """
    head = document.head_title
    known = [text for text in (*declared, head) if text]
    plain = [name for name in map(norm, known) if name]
    scored = _best(document, plain, site)
    later = []
    for rank, (score, _, node, text) in enumerate(scored):
        if score <= 0:
            continue
        # A heading that the page's titles repeat is what they declare, without decoration.
        method = Method.DECLARED if rank == 0 and score >= NAMED else Method.GENERIC
        locator = f"{tag_of(node)}{_hint(node)} ({score:.1f})"
        made = _made(_without_kicker(text, known), locator, text, method)
        if score < ALIKE and tag_of(node) not in ("h1", "h2"):
            later.append(made)
        else:
            yield made
    if head:
        yield _made(without_site(head, site), "title element", head)
    yield from later


def without_site(title: str, site: str = "") -> str:
    """Return *title* without the site's name and section at its end (or its beginning)."""
    pieces = [piece.strip() for piece in _SEPARATOR.split(title)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return title
    if site and norm(pieces[0]) == norm(site):
        pieces = pieces[1:]
    first = next((piece for piece in pieces if tokens(piece) >= 4), pieces[0])
    longest = max(pieces, key=tokens)
    return first if tokens(first) * 2 >= tokens(longest) else longest


def less_site(title: str, site: str) -> str:
    """Return a declared *title* without the *site*'s very name at one of its ends."""
    plain = norm(site)
    if not plain or not norm(title).replace(plain, "", 1):
        return title
    for found in _SEPARATOR.finditer(title):
        before, after = title[: found.start()], title[found.end() :]
        if norm(after) == plain and before.strip():
            return before.strip()
        if norm(before) == plain and after.strip():
            return after.strip()
    return title


def _made(text: str, locator: str, raw: str, method: Method = Method.GENERIC) -> Candidate:
    return Candidate(field=Field.TITLE, value=text, method=method, locator=locator, raw=raw[:200])


def _hint(node: etree._Element) -> str:
    names = (node.get("class") or "").split()
    return f".{names[0]}" if names else ""


def _headings(document: Document) -> Iterator[tuple[int, etree._Element, str]]:
    for order, (mark, whole) in enumerate(document.headings):
        text = spaces.collapse(whole)
        if 1 < len(text) <= _LONGEST and not is_placeholder(text):
            yield order, mark.node, text


def _best(document: Document, known: list[str], site: str) -> list[Scored]:
    """Return the headings of the three best scores, the best first.

    How a heading is called costs more to ask than what it says, and can lift its score a little:
    those that would stay behind even then are not asked.
    """
    found: list[Scored] = []
    said = [
        (_said(node, text, known, site), -order, node, text)
        for order, node, text in _headings(document)
    ]
    said.sort(key=lambda entry: entry[:2], reverse=True)
    for score, order, node, text in said:
        if len(found) == _BEST and found[-1][0] > score + _CALLED:
            break
        found.append((score + _looks(node, text), order, node, text))
        found.sort(key=lambda entry: entry[:2], reverse=True)
        del found[_BEST:]
    return found


def _said(node: etree._Element, text: str, known: list[str], site: str) -> float:
    """Return how likely the words of a heading are the headline; minus 100 are none."""
    plain = norm(text)
    if not plain or plain == norm(site):
        return _NONE
    score = _BASE.get(tag_of(node), 0.5)
    for other in known:
        if plain == other:
            score += 4.0
        elif plain in other:
            share = len(plain) / len(other)
            score += 3.0 * share + (1.0 if len(plain) > 8 and share > _MUCH else 0.0)
        elif other in plain:
            score += 2.0 * len(other) / len(plain)
        else:
            # A sub-heading shares a few words with the title: what counts is how much of the title.
            score += _alike(plain, other) * min(1.0, len(plain) / len(other))
    return score


def _looks(node: etree._Element, text: str) -> float:
    """Return what the names and places around a heading add, at most :data:`_CALLED`."""
    parents = list(islice(node.iterancestors(), 4))
    score = _called(" ".join(names_of(part) for part in (node, *parents[:3]))[:_NAMES])
    if any(tag_of(part) in ("nav", "footer", "aside", "header") for part in parents):
        score -= 0.7
    return score - 1.0 if tokens(text) < 3 else score


@lru_cache(maxsize=1024)  # the cards of a list are called alike
def _called(names: str) -> float:
    return _CALLED * bool(_GOOD.search(names)) - 2.0 * bool(_BAD.search(names))


def _alike(one: str, other: str) -> float:
    """Return the share of their longest common run, as pages shorten and decorate titles."""
    short, long = sorted((one, other), key=len)
    size = len(short)
    # A run of more than three fifths of the shorter text holds its middle fifth.
    start, end = (2 * size + 4) // 5, 3 * size // 5
    if size < 5 or len(long) > _LONGEST or start >= end:
        return 0.0
    best, at = 0, long.find(short[start:end])
    while at >= 0:
        before = 0
        while before < min(start, at) and short[start - before - 1] == long[at - before - 1]:
            before += 1
        after = 0
        ahead = at + end - start
        while (
            end + after < size
            and ahead + after < len(long)
            and short[end + after] == long[ahead + after]
        ):
            after += 1
        best = max(best, before + after + end - start)
        at = long.find(short[start:end], at + 1)
    share = best / size
    return 1.5 * share if share > 0.6 else 0.0


def _without_kicker(text: str, known: list[str]) -> str:
    """Return a heading without the words before the point where a known title begins."""
    for title in known:
        start = text.find(title)
        if start > 0 and tokens(title) >= 4 and text.endswith(title):
            return title
    return text
