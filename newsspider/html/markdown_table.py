"""Write a table as GFM, kramdown and Python-Markdown read it: cells that span are filled up."""

from newsspider.html.markdown_inline import one_line
from newsspider.html.nodes import Node

_WIDEST = 60  # columns; more are no table that a page can show
_SPAN = 100  # cells; what a page asks for beyond is a mistake or an attack


def table(node: Node) -> str:
    """Return *node* as a table whose first row is its head; a pipe in a cell is an entity."""
    rows = _filled([child for child in node.children if isinstance(child, Node)])
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = [_line(row + [""] * (width - len(row))) for row in rows]
    return "\n".join([lines[0], _line(["---"] * width), *lines[1:]])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell or ' ' for cell in cells)} |"


def _filled(rows: list[Node]) -> list[list[str]]:
    """Return the cells of *rows* in their columns, empty ones where another spans."""
    made = []
    waiting: dict[int, int] = {}  # column: rows that a cell above still covers
    for row in rows:
        cells: list[str] = []
        for cell in row.children:
            if not isinstance(cell, Node):
                continue
            _skip(cells, waiting)
            if len(cells) >= _WIDEST and cells:
                cells[-1] += " " + one_line(_flat(cell))
                continue
            columns = min(_span(cell, "colspan"), _WIDEST - len(cells))
            for column in range(len(cells), len(cells) + columns):
                if _span(cell, "rowspan") > 1:
                    waiting[column] = _span(cell, "rowspan") - 1
            cells += [one_line(_flat(cell))] + [""] * (columns - 1)
        _skip(cells, waiting)
        made.append(cells)
    return made


def _skip(cells: list[str], waiting: dict[int, int]) -> None:
    while waiting.get(len(cells), 0) > 0 and len(cells) < _WIDEST:
        waiting[len(cells)] -= 1
        cells.append("")


def _span(cell: Node, name: str) -> int:
    return max(1, min(int(cell.attributes.get(name, "1")), _SPAN))


def _flat(node: Node) -> list[Node | str]:
    """Return the line in a cell: lists inside lose their marks, blocks are parted by a space."""
    line: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in ("ul", "ol", "li", "p"):
            line += [" ", *_flat(child), " "]
        else:
            line.append(child)
    return line
