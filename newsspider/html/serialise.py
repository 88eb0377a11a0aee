"""Write blocks as HTML on one line, or as plain text."""

from collections.abc import Sequence

from newsspider.html.nodes import VOID, Node

_LINES = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "tr", "pre", "figcaption", "hr", "br"))


def write(nodes: Sequence[Node | str]) -> str:
    """Return *nodes* as HTML; every text and every value is escaped."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(escaped(node))
            continue
        given = "".join(f' {name}="{_value(text)}"' for name, text in node.attributes.items())
        if node.tag in VOID:
            parts.append(f"<{node.tag}{given} />")
        else:
            inner = write(node.children)
            if node.tag == "pre":
                inner = inner.replace("\n", "&#10;")
            parts.append(f"<{node.tag}{given}>{inner}</{node.tag}>")
    return "".join(parts)


def plain_text(nodes: Sequence[Node | str], *, captions: bool = True) -> str:
    """Return the text of *nodes*, each block, row, item and break on a line of its own."""
    parts: list[str] = []
    _add_text(nodes, parts, () if captions else ("figcaption",))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _add_text(nodes: Sequence[Node | str], parts: list[str], without: Sequence[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
            continue
        if node.tag in without:
            continue
        line = node.tag in _LINES
        if line:
            parts.append("\n")
        _add_text(node.children, parts, without)
        if line:
            parts.append("\n")
        elif node.tag in ("td", "th"):
            parts.append(" ")


def escaped(text: str) -> str:
    """Return *text* as HTML text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _value(text: str) -> str:
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;")
