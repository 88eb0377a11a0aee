"""Write what stands in a line as Markdown."""

import re
from collections.abc import Sequence

from newsspider.html import markdown_escape as escape
from newsspider.html.nodes import Node
from newsspider.html.serialise import plain_text

BREAK = "  \n"  # the only hard break that all Markdowns share
_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_EDGES = re.compile(r"(?P<before>[\W_]*)(?P<core>.*?)(?P<after>[\W_]*)", re.DOTALL)

Inline = Sequence[Node | str]


def inline(line: Inline) -> str:
    """Return *line* as Markdown; a break inside is a hard one and the next line is safe."""
    lines = _written(line).split("\n")
    kept = [escape.line_start(part).rstrip(" ") for part in lines]
    return BREAK.join(part for part in kept if part)


def one_line(line: Inline) -> str:
    """Return *line* as Markdown with spaces for its breaks: for headings and cells."""
    return escape.line_start(re.sub(r" *\n *", " ", _written(line)).strip(" "))


def _written(line: Inline, *, emphasis: bool = True, links: bool = True) -> str:
    """Return the pieces of *line*, a newline for each break."""
    made = ""
    for piece in line:
        if isinstance(piece, str):
            made += escape.text(piece)
        elif piece.tag == "br":
            made += "\n"
        elif piece.tag == "img":
            made += image(piece)
        elif piece.tag == "code":
            made += _code(piece)
        elif piece.tag == "a" and links:
            made += _link(piece, emphasis=emphasis)
        elif piece.tag in _EMPHASIS and emphasis and not made.endswith("*"):
            made += _emphasised(piece, links=links)
        else:
            made += _written(piece.children, emphasis=emphasis, links=links)
    return made


def image(node: Node) -> str:
    """Return a picture."""
    address = escape.destination(node.attributes.get("src", ""))
    return f"![{escape.text(node.attributes.get('alt', ''))}]({address})"


def _link(node: Node, *, emphasis: bool) -> str:
    inner = _written(node.children, emphasis=emphasis, links=False)
    label = re.sub(r" *\n *", " ", inner).strip(" ")
    address = node.attributes.get("href", "")
    return f"[{label}]({escape.destination(address)})" if label and address else inner


def _emphasised(node: Node, *, links: bool) -> str:
    """Return emphasis round the words alone: next to punctuation CommonMark would not see it.

    Emphasis that holds a link, a picture or a break goes into the link, or is lost.
    """
    marks = _EMPHASIS[node.tag]
    children = node.children
    if len(children) == 1 and isinstance(only := children[0], Node) and only.tag == "a" and links:
        return _link(Node("a", only.attributes, [Node(node.tag, {}, only.children)]), emphasis=True)
    if not all(isinstance(child, str) or child.tag in _EMPHASIS for child in children):
        return _written(children, links=links)
    words = "".join(_words(child) for child in children)
    found = _EDGES.fullmatch(words)
    if found is None or not found["core"]:
        return escape.text(words)
    core = escape.text(found["core"])
    return f"{escape.text(found['before'])}{marks}{core}{marks}{escape.text(found['after'])}"


def _words(child: Node | str) -> str:
    return child if isinstance(child, str) else "".join(_words(part) for part in child.children)


def _code(node: Node) -> str:
    words = plain_text(node.children).replace("\n", " ").strip()
    if not words or escape.has_template(words) or "|" in words:
        return escape.text(words)
    fence = escape.fence(words, "`", 1)
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{pad}{words}{pad}{fence}"
