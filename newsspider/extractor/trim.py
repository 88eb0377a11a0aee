"""Take the lines out of a body that are about the article and not of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from newsspider.html.blocks import Builder
from newsspider.html.nodes import Node
from newsspider.html.serialise import plain_text, write
from newsspider.text import chinese
from newsspider.text.letters import norm

_ENDS = 3  # blocks at the beginning in which title, date and source may be repeated
_GALLERY = 3  # times as much text with its captions as without them has a gallery
_LAST = 6  # blocks at the end in which editor and stock lines stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    """A body as safe blocks, and what its lines said."""

    html: str
    text: str
    original_title: str = ""
    editor: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    quality: float | None = None  # the F1 that such texts usually have, where an engine chose it
    flattened: bool = False  # something was nested deeper than a post may be
    nodes: tuple[Node, ...] = ()  # the blocks of ``html``


def built(builder: Builder, element: etree._Element, title: str, *, generic: bool) -> Trimmed:
    """Return the body of *element* as *builder* makes it."""
    body = trim(builder.blocks(element), title, generic=generic)
    return replace(body, flattened=builder.flattened)


def trim(nodes: list[Node], title: str, *, generic: bool) -> Trimmed:
    """Return the body of *nodes*.

    原标题, the editor's line and stock lines go, and are read. From a *generic* body go also the
    title, the date and the source line that stand at its head.
    """
    texts = [plain_text([node]) for node in nodes]
    original = editor = ""
    authors: tuple[str, ...] = ()
    kept: list[Node] = []
    for index, (node, text) in enumerate(zip(nodes, texts, strict=True)):
        last = len(nodes) - index <= _LAST
        if _has_image(node) or len(text) > 240:
            kept.append(node)
            continue
        if found := chinese.read_original_title(text):
            original = original or found
        elif last and len(text) < 60 and (found := chinese.read_editor_line(text)):
            editor = editor or found
        elif chinese.is_boilerplate(text) or (generic and _is_head(text, title, len(kept))):
            authors = authors or chinese.read_author_line(text)
        else:
            kept.append(node)
    while generic and kept and kept[-1].tag in ("h2", "h3", "h4", "hr"):
        kept.pop()  # a heading with nothing under it headed what was left out
    text = plain_text(kept, captions=False) if generic else story(kept)
    return Trimmed(
        html=write(kept),
        text=text,
        original_title=original,
        editor=editor,
        source=chinese.closing_source(text),
        authors=authors,
        nodes=tuple(kept),
    )


def story(nodes: Sequence[Node]) -> str:
    """Return the text of a body that a rule named.

    Captions are the pictures', not the story's; but in a gallery the story is told in them.
    """
    text = plain_text(nodes, captions=False)
    whole = plain_text(nodes)
    return whole if len(whole) > _GALLERY * len(text) else text


def _is_head(text: str, title: str, before: int) -> bool:
    """Tell whether a line before the story repeats its title, date or source."""
    if before >= _ENDS:
        return False
    plain = norm(text)
    if plain and plain == norm(title):
        return True
    if before > 0 or len(text) > 90:
        return False
    dated = _DATED.search(text) is not None
    return dated or (bool(chinese.read_source_line(text)) and len(text) < 60)


_DATED = re.compile(
    r"^[^。！？.!?]{0,30}(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}[^。！？!?]{0,50}$"
)


def _has_image(node: Node) -> bool:
    return any(
        isinstance(child, Node) and (child.tag == "img" or _has_image(child))
        for child in node.children
    )
