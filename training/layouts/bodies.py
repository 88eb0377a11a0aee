"""Draw the body of a story in the ways in which sites mark paragraphs."""

from collections.abc import Callable, Iterator
from html import escape

from training.layouts.furniture import advert, inset
from training.layouts.prose import Block
from training.layouts.sheet import Sheet

Drawer = Callable[[Sheet], str]


def inline(sheet: Sheet, text: str) -> str:
    """Return *text* as HTML, sometimes with a part of it marked or linked; its words stay."""
    dice = sheet.dice
    if len(text) < 24 or dice.chance(0.75):
        return escape(text, quote=False)
    start = dice.number(2, len(text) // 2)
    end = start + dice.number(2, 8)
    mark = dice.pick(
        (
            ("<strong>", "</strong>"),
            ("<b>", "</b>"),
            (f'<a href="{sheet.href()}" target="_blank">', "</a>"),
            (
                f'<span id="stock_{dice.number(1, 9)}"><a href="{sheet.href()}" class="keytip">',
                "</a></span>",
            ),
            ('<span style="color:#333">', "</span>"),
            ("<em>", "</em>"),
        )
    )
    parts = (escape(part, quote=False) for part in (text[:start], text[start:end], text[end:]))
    before, middle, after = parts
    return f"{before}{mark[0]}{middle}{mark[1]}{after}"


def figure(sheet: Sheet) -> str:
    """Return a picture with its caption, in one of six forms."""
    dice = sheet.dice
    caption = escape(dice.pick(sheet.story.captions), quote=False)
    source = f"//img.site.example/{dice.number(100, 999)}/{dice.letters(10)}.jpg"
    image = f'<img src="{source}" alt="">'
    return dice.pick(
        (
            f"<figure>{image}<figcaption>{caption}</figcaption></figure>",
            f'<p align="center">{image}</p><p align="center">{caption}</p>',
            f'<center>{image}<br><font size="2">{caption}</font></center>',
            sheet.box("pic", image + sheet.box("caption", caption, "span")),
            sheet.box("pic", f'<img data-src="{source}" alt="">' + sheet.box("caption", caption)),
            f'<table align="center"><tr><td>{image}</td></tr><tr><td>{caption}</td></tr></table>',
        )
    )


def _structured(
    sheet: Sheet, blocks: tuple[Block, ...], paragraph: Callable[[Block], str]
) -> Iterator[str]:
    """Yield a piece of HTML a block; items and rows are gathered into their list or table."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if block.kind in ("li", "row"):
            run = [block]
            while index + 1 < len(blocks) and blocks[index + 1].kind == block.kind:
                index += 1
                run.append(blocks[index])
            yield _list(sheet, run) if block.kind == "li" else _table(run)
        elif block.kind == "quote":
            yield f"<blockquote>{escape(block.text, quote=False)}</blockquote>"
        else:
            yield paragraph(block)
        index += 1


def _list(sheet: Sheet, run: list[Block]) -> str:
    tag = sheet.dice.pick(("ul", "ol"))
    return (
        f"<{tag}>" + "".join(f"<li>{inline(sheet, item.text)}</li>" for item in run) + f"</{tag}>"
    )


def _table(run: list[Block]) -> str:
    rows = ("".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row.cells) for row in run)
    return (
        '<table border="1"><tbody>'
        + "".join(f"<tr>{row}</tr>" for row in rows)
        + "</tbody></table>"
    )


def _pieces(sheet: Sheet, paragraph: Callable[[Block], str]) -> list[str]:
    """Return the blocks as HTML, with what sites put between them."""
    dice = sheet.dice
    pieces = list(_structured(sheet, sheet.story.blocks, paragraph))
    for share, make in ((0.45, figure), (0.25, inset), (0.3, advert)):
        if dice.chance(share):
            for _ in range(dice.number(1, 2)):
                pieces.insert(dice.number(0, len(pieces)), make(sheet))
    return pieces


def paragraphs(sheet: Sheet) -> str:
    """Each block a ``<p>``, as most sites do it now."""
    dice = sheet.dice
    indent = (
        dice.pick(("", "", "　　", "&emsp;&emsp;", "&nbsp; &nbsp; ")) if sheet.is_chinese else ""
    )
    style = dice.pick(("", "", ' style="text-indent:2em"', sheet.names.attribute("text")))
    heading = dice.pick(("h2", "h3", "p", "strong"))

    def paragraph(block: Block) -> str:
        text = inline(sheet, block.text)
        if block.kind == "h":
            inner = f"<strong>{text}</strong>" if heading in ("p", "strong") else text
            tag = "p" if heading in ("p", "strong") else heading
            return f"<{tag}>{inner}</{tag}>"
        return f"<p{style}>{indent}{text}</p>"

    return dice.pick(("\n", "", "\n\n  ")).join(_pieces(sheet, paragraph))


def breaks(sheet: Sheet) -> str:
    """Text parted by ``<br>`` alone, as in 2003."""
    dice = sheet.dice
    indent = dice.pick(("　　", "　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "")) if sheet.is_chinese else ""
    gap = dice.pick(("<br>\n", "<BR>", "<br><br>\n", "<br />\r\n<br />\r\n"))
    bold = dice.chance(0.5)

    def paragraph(block: Block) -> str:
        text = inline(sheet, block.text)
        return f"{indent}<b>{text}</b>" if block.kind == "h" and bold else indent + text

    return gap.join(_pieces(sheet, paragraph))


def loose(sheet: Sheet) -> str:
    """Old ``<P>`` tags that are never closed."""
    indent = "　　" if sheet.is_chinese else ""
    return "\n".join(_pieces(sheet, lambda block: f"<P>{indent}{inline(sheet, block.text)}"))


def nested(sheet: Sheet) -> str:
    """Each block in a chain of divs or spans of its own."""
    opening, closing = sheet.dice.pick(
        (
            ("<div>", "</div>"),
            (f"<div{sheet.names.attribute('text')}><div>", "</div></div>"),
            ('<div data-block="true"><div><span data-text="true">', "</span></div></div>"),
            ('<p><span style="font-family:宋体;font-size:14px"><span>', "</span></span></p>"),
            ("<content-block><p>", "</p></content-block>"),
        )
    )
    return "".join(_pieces(sheet, lambda block: f"{opening}{inline(sheet, block.text)}{closing}"))


def sections(sheet: Sheet) -> str:
    """The section soup of editors for public accounts."""
    dice = sheet.dice

    def paragraph(block: Block) -> str:
        inner = (
            f'<span style="font-size:15px;letter-spacing:1px">{inline(sheet, block.text)}</span>'
        )
        if block.kind == "h":
            inner = f'<section style="display:inline-block"><strong>{inner}</strong></section>'
        for _ in range(dice.number(0, 4)):
            tag = dice.pick(("section", "section", "p" if "<section" not in inner else "section"))
            if tag == "p" and "<p" in inner:
                continue
            inner = f'<{tag} style="margin:0 {dice.number(0, 16)}px;box-sizing:border-box">{inner}</{tag}>'
        return (
            f"<section>{inner}</section>"
            if "<p" in inner
            else f"<p>{inner}</p>"
            if "<section" not in inner
            else inner
        )

    soup = "".join(_pieces(sheet, paragraph))
    return f'<section data-tool="editor" style="color:rgb(62,62,62)">{soup}</section>'


def split(sheet: Sheet) -> str:
    """A body in several containers of the same shape, with slots between them."""
    dice = sheet.dice
    pieces = _pieces(sheet, lambda block: f"<p>{inline(sheet, block.text)}</p>")
    step = dice.number(2, 5)
    parts = ["".join(pieces[start : start + step]) for start in range(0, len(pieces), step)]
    inner = sheet.box("item", "{}")
    between = dice.pick((advert, inset))
    return "".join(
        inner.replace("{}", part) + (between(sheet) if dice.chance(0.6) else "") for part in parts
    )


MODERN: tuple[Drawer, ...] = (paragraphs, paragraphs, paragraphs, nested, split, breaks)
OLD: tuple[Drawer, ...] = (breaks, breaks, loose, paragraphs)
