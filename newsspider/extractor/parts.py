"""Join the bodies of an article's pages into one, without what each of them repeats."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from newsspider.extractor.declared import outlets, site_name
from newsspider.extractor.document import Document
from newsspider.extractor.hints import hints_of
from newsspider.extractor.trim import Trimmed, story
from newsspider.html.nodes import Node
from newsspider.html.serialise import plain_text, write
from newsspider.text import chinese
from newsspider.text.letters import norm

_ENDS = 4  # blocks at an end of a part in which lines of every page stand
_PAGER = re.compile(
    r"上一?[页頁]|下一?[页頁]|首[页頁]|末[页頁]|尾[页頁]|第|共|[页頁]|\d+|全文|余下|阅读|"
    r"previous|prev|next|pages?|\bof\b|[\W_]+",
    re.IGNORECASE,
)
_PAGED = re.compile(r"[页頁]|\[\d|\d\s*/\s*\d|page|prev|next|^[\s\d]+$", re.IGNORECASE)
_PAGER_LONGEST = 120  # characters: twenty numbers in brackets


def joined(bodies: Sequence[Trimmed]) -> Trimmed:
    """Return the one body of all *bodies*, which are those of an article's pages in their order.

    Pagers go. Lines that stand at the head of one page and of those before (title, lead, picture)
    are kept the first time, those at the end of several (source, editor) the last time. A line
    that is repeated inside the text stays.
    """
    whole = _without_pager(list(bodies[0].nodes))
    for body in bodies[1:]:
        whole = _added(whole, _without_pager(list(body.nodes)))
    text = story(whole)
    said = [body for body in bodies if body.source]
    return replace(
        bodies[0],
        html=write(whole),
        text=text,
        nodes=tuple(whole),
        source=chinese.closing_source(text) or (said[-1].source if said else ""),
        editor=next((body.editor for body in reversed(bodies) if body.editor), ""),
        authors=next((body.authors for body in bodies if body.authors), ()),
        flattened=any(body.flattened for body in bodies),
    )


def belongs(document: Document, headline: str) -> bool:
    """Tell whether a page is headed by *headline*, as the further pages of an article are."""
    wanted = norm(headline)
    if not wanted:
        return True
    heads = [document.head_title, *(text for _, text in document.headings)]
    return any(wanted in norm(head) for head in heads)


def is_nameless(document: Document, site: str) -> bool:
    """Tell whether a page names no story: no title and no ``<h1>`` but the *site*'s own name.

    The headings below those lead to other stories on pages of an article, too.
    """
    known = outlets(document, site or site_name(document))
    heads = [text for mark, text in document.headings if mark.node.tag == "h1"]
    return not any(_story_in(text, known) for text in (*hints_of(document).titles, *heads))


def _story_in(title: str, known: Collection[str]) -> str:
    """Return what a title says beside the names of who publishes it and the number of a page."""
    rest = norm(title)
    for name in sorted(known, key=len, reverse=True):
        rest = rest.replace(name, "")
    return _PAGER.sub("", rest)


def _added(before: list[Node], after: list[Node]) -> list[Node]:
    known = _keys(before)
    while after and _key(after[0]) in known:
        after = after[1:]
    last = _keys(after[-_ENDS:])
    while before and _key(before[-1]) in last:
        before = before[:-1]
    return [*before, *after]


def _keys(nodes: Sequence[Node]) -> set[str]:
    return {key for node in nodes if (key := _key(node))}


def _key(node: Node) -> str:
    """Return what makes a block the same as another: its letters and its pictures."""
    text = norm(plain_text([node]))
    return " ".join((text, *_pictures(node))).strip()


def _pictures(node: Node) -> list[str]:
    own = [node.attributes.get("src", "")] if node.tag == "img" else []
    inner = (each for each in node.children if isinstance(each, Node))
    return own + [src for each in inner for src in _pictures(each)]


def _without_pager(nodes: list[Node]) -> list[Node]:
    """Return *nodes* without the lines at both ends that only lead to other pages."""
    while nodes and _is_pager(nodes[-1]):
        nodes = nodes[:-1]
    while nodes and _is_pager(nodes[0]):
        nodes = nodes[1:]
    return nodes


def _is_pager(node: Node) -> bool:
    text = plain_text([node])
    if not text or len(text) > _PAGER_LONGEST or _pictures(node):
        return False
    return bool(_PAGED.search(text)) and not _PAGER.sub("", text)
