"""Find the address of an article's next page, and never that of the next article.

A list of articles, an e-paper's next sheet (下一版) and the next story (下一篇) look like it, so
where no rule names the link its address has to be the article's own with a number added.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree

from newsspider.extractor.document import Document
from newsspider.html.tree import text_of
from newsspider.text.letters import norm
from newsspider.urls import absolute, canonical

_ONWARD = frozenset(
    norm(text)
    for text in (
        "下一页", "下页", "后一页", "下一頁", "下頁", "next", "next page", "次へ", "次のページ",
        "다음", "다음 페이지", "page suivante", "suivant", "nächste seite", "weiter",
        "página siguiente", "siguiente", "próxima página", "pagina successiva",
        "следующая страница",
    )
)  # fmt: skip
_ELSEWHERE = re.compile(
    r"下一?[篇版條条則则期]|next\s+(?:article|story|post|news|issue)|次の記事|다음\s*기사",
    re.IGNORECASE,
)
_SHORT = 12  # characters of an address that may be relative to the article's own: page/2/
_LONGEST = 20  # characters of a label; a headline is no label
_NUMBERED = re.compile(r"(?P<base>.+?)(?:[_-](?:p|page)?|/(?:page/|p/)?)(?P<number>[1-9]\d?\d?)")
_PAGE_NAMES = frozenset(("page", "p", "pn", "pg", "pageno", "page_no", "pagenum", "paged", "cp"))
_EXTENSION = re.compile(r"\.[a-z]{3,6}$", re.IGNORECASE)


def next_page(document: Document, selector: etree.XPath | None, *, first: str, number: int) -> str:
    """Return the address of the page after *document*, page *number* (from 1) of *first*, or "".

    With *selector* that is where the first link it finds leads; else a link that says so, in a
    pager or in the head, and whose address is that of *first* with a number. A page without an
    address has no next one.
    """
    base = document.page.url
    if not base:
        return ""  # a saved page: nobody can say which of its addresses goes on from it
    for node in _selected(selector, document) if selector else _links(document, first, number):
        target = absolute(base, node.get("href") or "")
        if not target or canonical(target) == canonical(base):
            continue
        if _ELSEWHERE.search(text_of(node)[:_LONGEST]):
            continue
        if selector is not None or _goes_on(node, target, first, number):
            return target
    return ""


def page_number(first: str, other: str) -> int | None:
    """Return which page of the article at *first* the address *other* names; None for none.

    ``a.html`` goes on as ``a_2.html``, ``a-2.html``, ``a/2``, ``a/page/2/`` or ``a.html?page=2``.
    """
    try:
        one, two = urlsplit(first), urlsplit(other)
    except ValueError:
        return None
    if one.netloc.lower() != two.netloc.lower():
        return None
    own, number = _without_page(one.query)
    rest, found = _without_page(two.query)
    if own != rest:
        return None
    if one.path == two.path:
        return found if found is not None and number in (None, 0, 1) else None
    if found is not None:
        return None
    return _number_of_path(one.path, two.path)


def _number_of_path(one: str, two: str) -> int | None:
    stem, ending = _cut(one)
    name, its_ending = _cut(two)
    found = _NUMBERED.fullmatch(name.rstrip("/"))
    if found is None or not stem.strip("/"):
        return None
    slashed = name[len(found["base"])] == "/"
    if ending != its_ending and not (slashed and its_ending == ""):
        return None
    if found["base"].rstrip("/") == stem.rstrip("/"):
        return int(found["number"])
    before = re.fullmatch(r"(.+?)[_-][01]", stem)  # the first page is numbered itself
    if before is not None and not slashed and before[1] == found["base"]:
        return int(found["number"])
    return None


def _cut(path: str) -> tuple[str, str]:
    found = _EXTENSION.search(path)
    return (path[: found.start()], found[0].lower()) if found else (path, "")


def _without_page(query: str) -> tuple[str, int | None]:
    """Return *query* without the number of the page, and that number."""
    kept, number = [], None
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name.lower() in _PAGE_NAMES and value.isascii() and value.isdigit() and len(value) < 4:
            number = int(value)
        else:
            kept.append((name, value))
    return urlencode(sorted(kept)), number


def _goes_on(node: etree._Element, target: str, first: str, number: int) -> bool:
    """Tell whether a link of the page *number* leads to the one after it.

    The second page may be called ``a_1.html``, by sites that count from nought, where the link says
    下一页; ``?page=1`` is the second page of a list, such as comments.
    """
    found = page_number(first, target)
    listed = urlsplit(target).path == urlsplit(first).path
    if found is None or (found != number + 1 and (found != number or listed)):
        return False
    if _says(node, number) == "next":
        return True
    return not re.search(r"[_-][01](?:\.|$)", urlsplit(first).path)


def _says(node: etree._Element, number: int) -> str:
    """Return what makes a link the one to the page after *number*: ``next``, or that number."""
    if _rel(node) == "next":
        return "next"
    says = {norm(part) for part in _labels(node).split("\n")}
    return "next" if says & _ONWARD else "".join(says & {f"{number + 1}"})


def _selected(selector: etree.XPath, document: Document) -> Iterator[etree._Element]:
    found = selector(document.root)
    for node in found if isinstance(found, list) else ():
        if isinstance(node, etree._Element):
            inner = node if node.get("href") else next(node.iterdescendants("a"), None)
            if inner is not None:
                yield inner


def _links(document: Document, first: str, number: int) -> Iterator[etree._Element]:
    """Yield the links that may be meant: a page has hundreds, and to resolve one takes its time."""
    numbered = re.compile(rf"(?<![1-9])(?:{number}|{number + 1})(?!\d)")
    try:
        name = _cut(urlsplit(first).path.rstrip("/").rpartition("/")[2])[0]
    except ValueError:
        return
    name = re.sub(r"[_-][01]$", "", name)
    for node, href in document.marks.links:
        if not numbered.search(href):
            continue
        href = href.strip()
        near = name in href or href.startswith(("?", "./")) or len(href) <= _SHORT
        if near and _says(node, number):
            yield node


def _rel(node: etree._Element) -> str:
    return (node.get("rel") or "").strip().lower()


def _labels(node: etree._Element) -> str:
    """Return what a link says of itself, a line a place, in short."""
    texts = [text_of(node), node.get("title") or "", node.get("aria-label") or ""]
    texts += [image.get("alt") or "" for image in node.iterdescendants("img")]
    return "\n".join(text.strip() for text in texts if len(text.strip()) <= _LONGEST)
