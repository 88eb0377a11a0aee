"""Tell a table of data from one that lays a page out."""

from lxml import etree

from newsspider.html.tree import tag_of, text_of

_LONG = 300  # characters; no cell of data is so long
_BLOCKS = frozenset(("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "blockquote", "section"))


def is_layout(table: etree._Element) -> bool:
    """Tell whether *table* only lays out: one cell a row, tables inside, or long texts in cells."""
    widest = 0
    for row in table.iterdescendants("tr"):
        cells = [cell for cell in row if tag_of(cell) in ("td", "th")]
        widest = max(widest, len(cells))
        if any(_is_text(cell) for cell in cells):
            return True
    return widest <= 1


def _is_text(cell: etree._Element) -> bool:
    blocks = sum(tag_of(node) in _BLOCKS for node in cell.iterdescendants())
    nested = any(tag_of(node) == "table" for node in cell.iterdescendants())
    return nested or (blocks > 2 and len(text_of(cell)) > _LONG) or len(text_of(cell)) > 4 * _LONG
