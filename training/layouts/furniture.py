"""What stands around and inside an article and is no part of it."""

from datetime import timedelta
from html import escape

from training.layouts.sheet import Sheet


def _plain(text: str) -> str:
    return escape(text, quote=False)


def advert(sheet: Sheet) -> str:
    """Return a slot for an advertisement, with or without a word in it."""
    dice = sheet.dice
    label = sheet.voice.label("ad")
    return dice.pick(
        (
            sheet.box("ad", f"<!-- ad -->{label}"),
            sheet.box("ad", f'<script>show_ad("{dice.letters(6)}")</script>'),
            sheet.box(
                "ad", f"<p>{label}</p><iframe src='//ads.example/{dice.number(1, 99)}'></iframe>"
            ),
            sheet.box("ad", sheet.link(sheet.other.say("ask")), "aside"),
            '<p style="display:none;height:1px;overflow:hidden;"><br /></p>',
        )
    )


def inset(sheet: Sheet) -> str:
    """Return what interrupts a text: a link to another story, a prompt, a share line."""
    dice, other = sheet.dice, sheet.other
    related = sheet.voice.label("related")
    return dice.pick(
        (
            f"<p>{related}：{sheet.link(other.say('other'))}</p>",
            sheet.box("related", f"<h4>{related}</h4><ul>{_items(sheet, 3)}</ul>"),
            sheet.box("ask", f"<p>{_plain(sheet.voice.say('ask'))}</p>"),
            f'<p align="center"><a href="{sheet.href()}">{_plain(sheet.voice.say("ask"))}</a></p>',
            sheet.box(
                "related",
                sheet.link(other.say("other")) + f"<p>{_plain(other.say('lead'))}</p>",
                "aside",
            ),
        )
    )


def _items(sheet: Sheet, count: int, *, dated: bool = False) -> str:
    made = []
    for _ in range(count):
        moment = sheet.story.published + timedelta(hours=sheet.dice.number(-200, 200))
        day = f"<span>{moment:%m-%d}</span>" if dated else ""
        made.append(f"<li>{sheet.link(sheet.other.say('other'))}{day}</li>")
    return "\n".join(made)


def navigation(sheet: Sheet) -> str:
    """Return the channels: a list, a row of links or a menu of menus."""
    dice = sheet.dice
    words = [sheet.voice.say("nav") for _ in range(dice.number(6, 30))]
    links = [
        f'<a href="/{dice.letters(4).lower()}/">{_plain(word)}</a>' for word in dict.fromkeys(words)
    ]
    form = dice.number(0, 4)
    if form == 0:
        inner = "<ul>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>"
    elif form == 1:
        inner = dice.pick((" | ", " ", "&nbsp;&nbsp;", "·")).join(links)
    elif form == 2:
        inner = (
            "<ul>"
            + "".join(
                f"<li>{link}<div class='sub'><ul>{_items(sheet, dice.number(2, 5))}</ul></div></li>"
                for link in links[:8]
            )
            + "</ul>"
        )
    else:
        inner = "".join(links)
    return sheet.box("nav", inner, dice.pick(("nav", "div", "div", "header")))


def logo(sheet: Sheet) -> str:
    """Return the site's name at the head of a page, sometimes as a heading of the first rank."""
    name = _plain(sheet.story.paper)
    tag = sheet.dice.pick(("h1", "div", "h2", "span"))
    search = (
        '<form action="/search"><input name="q"><button>Go</button></form>'
        if sheet.dice.chance(0.5)
        else ""
    )
    return sheet.box(
        "head", f'<{tag}><a href="/">{name}</a></{tag}>{search}', sheet.dice.pick(("header", "div"))
    )


def crumbs(sheet: Sheet) -> str:
    """Return the path to the section."""
    gap = sheet.dice.pick((" &gt; ", " &gt;&gt; ", " / ", " » "))
    where = [
        sheet.voice.say("nav"),
        sheet.story.section,
        *([sheet.voice.say("section")] if sheet.dice.chance(0.4) else []),
    ]
    path = gap.join(
        f'<a href="/{sheet.dice.letters(3).lower()}/">{_plain(word)}</a>' for word in where
    )
    tail = gap + sheet.dice.pick(("正文", _plain(sheet.story.title))) if sheet.is_chinese else ""
    return sheet.box("crumb", sheet.voice.label("crumb") + path + tail)


def share(sheet: Sheet) -> str:
    """Return the buttons for sharing."""
    words = [sheet.voice.label("share") for _ in range(sheet.dice.number(2, 5))]
    tag = sheet.dice.pick(("a", "span", "button"))
    return sheet.box(
        "share", "".join(f'<{tag} href="#">{word}</{tag}>' for word in dict.fromkeys(words))
    )


def related(sheet: Sheet) -> str:
    """Return a list of other stories: links, cards, or whole sentences without a link."""
    dice, other = sheet.dice, sheet.other
    heading = dice.pick(("h2", "h3", "div", "strong", "dt"))
    head = f"<{heading}>{sheet.voice.label('related')}</{heading}>"
    count = dice.number(3, 10)
    form = dice.number(0, 4)
    if form == 0:
        inner = f"<ul>{_items(sheet, count, dated=dice.chance(0.5))}</ul>"
    elif form == 1:
        inner = "".join(
            sheet.box(
                "item",
                f"<h3>{sheet.link(other.say('other'))}</h3><p>{_plain(other.say('lead'))}</p>",
            )
            for _ in range(count)
        )
    elif form == 2:
        inner = "".join(f"<p>{_plain(other.say('sentence'))}</p>" for _ in range(dice.number(3, 6)))
    elif form == 3:
        inner = "".join(
            f'<a href="{sheet.href()}"{sheet.names.attribute("item")}><img src="/i/{dice.number(1, 999)}.jpg">'
            f"<p>{_plain(other.say('lead'))}</p><span>{_plain(other.say('paper'))}</span></a>"
            for _ in range(count)
        )
    else:
        inner = "<br>".join(f"·{sheet.link(other.say('other'))}" for _ in range(count))
    return sheet.box("related", head + inner, dice.pick(("div", "section", "aside", "dl")))


def sidebar(sheet: Sheet) -> str:
    """Return a column of ranks, cards and adverts."""
    dice = sheet.dice
    parts = [
        f"<h3>{sheet.voice.label('hot')}</h3>"
        f"<ul>{_items(sheet, dice.number(5, 12), dated=dice.chance(0.3))}</ul>"
        for _ in range(dice.number(1, 3))
    ]
    if dice.chance(0.4):
        parts.append(advert(sheet))
    if dice.chance(0.3):
        parts.append(
            "".join(
                f"<div><p>{_plain(sheet.other.say('lead'))}</p></div>"
                for _ in range(dice.number(2, 4))
            )
        )
    return sheet.box("side", "".join(parts), dice.pick(("div", "aside", "div")))


def comments(sheet: Sheet) -> str:
    """Return what readers wrote."""
    dice, other = sheet.dice, sheet.other
    made = []
    for _ in range(dice.number(3, 12)):
        name = f"user_{dice.letters(5)}" if dice.chance(0.5) else _plain(other.say("person"))
        moment = sheet.story.published + timedelta(minutes=dice.number(5, 9000))
        text = _plain(other.say("comment"))
        made.append(
            sheet.box("item", f"<span>{name}</span> <em>{moment:%Y-%m-%d %H:%M}</em><p>{text}</p>")
        )
    return sheet.box("comments", f"<h3>{sheet.voice.label('comments')}</h3>" + "".join(made))


def bio(sheet: Sheet) -> str:
    """Return a few words on the author."""
    return sheet.box("author", f'<img src="/a.png"><p>{_plain(sheet.voice.say("bio"))}</p>')


def law(sheet: Sheet) -> str:
    """Return the statement on rights under a text."""
    return sheet.box("law", f"<p>{_plain(sheet.voice.say('law'))}</p>")


def tags(sheet: Sheet) -> str:
    """Return the keywords under a text."""
    words = (sheet.link(sheet.other.say("thing")) for _ in range(sheet.dice.number(2, 5)))
    return sheet.box("tags", sheet.voice.label("tags") + " ".join(words))


def neighbours(sheet: Sheet) -> str:
    """Return links to the stories before and after."""
    before, after = sheet.link(sheet.other.say("other")), sheet.link(sheet.other.say("other"))
    return f"<div><p>{sheet.voice.label('prev')}{before}</p><p>{sheet.voice.label('next')}{after}</p></div>"


def footer(sheet: Sheet) -> str:
    """Return the foot of the site, with its licences where it is Chinese."""
    dice = sheet.dice
    links = " | ".join(
        f'<a href="/about/">{word}</a>'
        for word in dict.fromkeys(sheet.voice.label("about") for _ in range(6))
    )
    notice = f"Copyright © {dice.number(1999, 2010)}-{dice.number(2015, 2026)} {_plain(sheet.story.paper)}"
    if sheet.is_chinese:
        number = dice.number(10000000, 99999999)
        notice += f" 版权所有 {dice.pick('京沪粤浙鲁川')}ICP备{number}号-{dice.number(1, 9)} 增值电信业务经营许可证B2-{number // 2}"
    return sheet.box(
        "footer", f"<p>{links}</p><p>{notice}</p>", dice.pick(("footer", "div", "div"))
    )


def cookies(sheet: Sheet) -> str:
    """Return a bar that asks for consent."""
    return f'<div id="cookie-bar"><p>{_plain(sheet.voice.label("consent"))}</p><button>OK</button></div>'


def hidden(sheet: Sheet) -> str:
    """Return text that readers do not see."""
    text = _plain(sheet.other.say("sentence"))
    style = sheet.dice.pick(("display:none", "display: none;", "visibility:hidden;height:0"))
    return f'<div style="{style}">{text}</div>'
