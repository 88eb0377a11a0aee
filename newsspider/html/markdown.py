"""Write a safe body as Markdown that CommonMark, GFM, kramdown and Python-Markdown read alike.

No HTML is left in it, so generators that drop raw HTML lose nothing. What Markdown cannot say
(underlined, sub- and superscript, spans of cells) keeps its words.
"""

from collections.abc import Sequence

from newsspider.html import markdown_escape as escape
from newsspider.html.attributes import SAFE
from newsspider.html.blocks import Builder
from newsspider.html.markdown_inline import BREAK, image, inline, one_line
from newsspider.html.markdown_table import table
from newsspider.html.nodes import Node
from newsspider.html.tree import fragment

_LISTS = ("ul", "ol")
_INDENT = "    "  # four columns: Python-Markdown takes nothing less, CommonMark takes these
_STRUCTURAL = (*_LISTS, "table", "blockquote", "pre", "figure", "center", "hr")


def markdown(blocks: str) -> str:
    """Return sanitised *blocks* as Markdown, an empty line between blocks, none at the end."""
    return write(Builder(SAFE).blocks(fragment(blocks)))


def write(nodes: Sequence[Node | str]) -> str:
    """Return *nodes* as Markdown."""
    parts: list[str] = []
    line: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str) or not (_is_block(node)):
            line.append(node)
            continue
        parts += [inline(line), _block(node)]
        line = []
    parts.append(inline(line))
    return "\n\n".join(part for part in parts if part.strip())


def _is_block(node: Node) -> bool:
    return node.tag in _STRUCTURAL or node.tag in ("p", "h2", "h3", "h4", "h5", "h6")


def _block(node: Node) -> str:
    match node.tag:
        case "h2" | "h3" | "h4" | "h5" | "h6":
            words = one_line(node.children)
            return f"{'#' * int(node.tag[1])} {words}" if words else ""
        case "ul" | "ol":
            return _list(node)
        case "table":
            return table(node)
        case "blockquote":
            return _quote(write(node.children))
        case "pre":
            return _pre("".join(part for part in node.children if isinstance(part, str)))
        case "hr":
            return "* * *"
        case "figure" | "center":
            return _figure(node)
    return inline(node.children)


def _list(node: Node) -> str:
    items = []
    number = 0
    for child in node.children:
        if not isinstance(child, Node) or child.is_empty():
            continue
        number += 1
        # Only the first number counts for a reader; two digits keep to four columns.
        marker = "-   " if node.tag == "ul" else f"{min(number, 99)}.".ljust(4)
        items.append(marker + _item(child))
    return "\n".join(items)


def _item(node: Node) -> str:
    """Return an item; a list in it follows its words at once, so that the list stays tight."""
    line: list[Node | str] = []
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in _LISTS:
            parts += [inline(line), _list(child)]
            line = []
        else:
            line.append(child)
    parts.append(inline(line))
    shown = [part for part in parts if part.strip()]
    return "\n".join(shown).replace("\n", "\n" + _INDENT)


def _quote(words: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in words.split("\n"))


def _pre(words: str) -> str:
    """Return preformatted text in a fence; where templates would run, as lines of plain text."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not escape.has_template(words):
        fence = escape.fence(words, "~", 3)
        return f"{fence}\n{words}\n{fence}"
    lines = []
    for line in words.split("\n"):
        bare = line.lstrip(" \t")
        indent = "\u00a0" * len(line[: len(line) - len(bare)].expandtabs(4))
        lines.append(indent + escape.text(bare) if indent else escape.line_start(escape.text(bare)))
    return BREAK.join(line for line in lines if line)


def _figure(node: Node) -> str:
    parts = []
    for child in node.children:
        if isinstance(child, Node) and child.tag == "img":
            parts.append(image(child))
        elif isinstance(child, Node):
            parts.append(inline(child.children))
        elif not escape.is_blank(child):
            parts.append(inline([child]))
    return "\n\n".join(part for part in parts if part.strip())
