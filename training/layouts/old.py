"""Frames of yesterday: layout tables, e-papers, forums, pages for early phones."""

from datetime import timedelta

from training.layouts import bodies, furniture
from training.layouts.frames import Shown, byline, headline, optional, original, tail, text
from training.layouts.sheet import Sheet


def _row(inner: str, attributes: str = "") -> str:
    return f"<tr><td{attributes}>{inner}</td></tr>\n"


def tables(sheet: Sheet, shown: Shown) -> str:
    """A page of 2004: tables within tables, text parted by breaks."""
    dice = sheet.dice
    body = (
        original(sheet) + dice.pick(bodies.OLD)(sheet) + (tail(sheet) if dice.chance(0.7) else "")
    )
    for _ in range(dice.number(0, 2)):
        body = f'<table width="95%" border="0" cellspacing="0"><tr><td{sheet.names.attribute("text")}>{body}</td></tr></table>'
    rows = _row(headline(sheet, old=True), ' height="50" align="center"') + _row(
        byline(sheet, shown, old=True), ' align="center"'
    )
    rows += _row(body, f' class="{dice.pick(("t14", "p14", "content", "news", "a14"))}"')
    if dice.chance(0.5):
        rows += _row(furniture.share(sheet), ' align="right"')
    if dice.chance(0.7):
        rows += _row(furniture.related(sheet), ' bgcolor="#f0f0f0"')
    if dice.chance(0.3):
        rows += _row(furniture.comments(sheet))
    main = f'<table width="{dice.number(540, 620)}" border="0" cellpadding="{dice.number(0, 8)}">{rows}</table>'
    side = (
        f'<td width="180" valign="top">{furniture.sidebar(sheet)}</td>' if dice.chance(0.7) else ""
    )
    middle = f'<td valign="top">{main}</td>'
    cells = side + middle if dice.chance(0.5) else middle + side
    frame = (
        f'<table width="{dice.pick(("760", "778", "950"))}" align="center"><tr>{cells}</tr></table>'
    )
    return (
        f"<table width='100%'>{_row(furniture.navigation(sheet))}</table>"
        + furniture.crumbs(sheet)
        + frame
        + furniture.footer(sheet)
    )


def fonts(sheet: Sheet, shown: Shown) -> str:
    """A page of 2003: centred title, ruler, font elements, links at the end."""
    dice = sheet.dice
    top = f"<center>{headline(sheet, old=True)}<br>{byline(sheet, shown, old=True)}</center><hr size=1>"
    body = f'<font size="3" face="宋体">{dice.pick((bodies.breaks, bodies.loose))(sheet)}</font>'
    links = "<br>".join(sheet.link(sheet.other.say("other")) for _ in range(dice.number(3, 9)))
    end = f"<hr>{tail(sheet)}<p>{sheet.voice.label('related')}<br>{links}</p><center><a href='javascript:window.close()'>关闭窗口</a></center>"
    return (
        furniture.navigation(sheet)
        + top
        + f"<blockquote>{body}</blockquote>" * 1
        + end
        + furniture.footer(sheet)
    )


def paper(sheet: Sheet, shown: Shown) -> str:
    """A page of an e-paper: kicker, title and subtitle, the sheet's list of stories."""
    dice, story = sheet.dice, sheet.story
    shown.date, shown.source = True, ""
    number = (
        f"第{dice.number(1, 24):02}版：{story.section}"
        if sheet.is_chinese
        else f"Page A{dice.number(1, 24)}"
    )
    stories = "".join(
        f'<li><a href="content_{dice.number(10**5, 10**6)}.htm">{text(sheet.other.say("other"))}</a></li>'
        for _ in range(dice.number(4, 9))
    )
    pages = "".join(
        f'<a href="node_{page}.htm">{page:02}</a> ' for page in range(1, dice.number(5, 20))
    )
    kicker = f"<h3>{text(sheet.voice.say('effect'))}</h3>" if dice.chance(0.4) else ""
    second = f"<h2>——{text(sheet.voice.say('effect'))}</h2>" if dice.chance(0.3) else ""
    title = f"{kicker}<h1>{text(story.title)}</h1>{second}"
    day = sheet.printed(story.published, day_only=True)
    line = f'<p class="sec">{text(story.paper)} <span class="date">{day}</span> {number}</p>'
    drawer = dice.pick((bodies.paragraphs, bodies.paragraphs, bodies.breaks))
    body = f'<div id="{dice.pick(("ozoom", "news-con", "articleContent", "contenttext"))}">{drawer(sheet)}</div>'
    left = f'<div class="left"><h4>{number}</h4><ul id="newslist">{stories}</ul><div>{pages}</div></div>'
    turn = (
        '<div><a href="#">上一篇</a> <a href="#">下一篇</a> <a href="#">放大</a> <a href="#">缩小</a> <a href="#">默认</a></div>'
        if sheet.is_chinese
        else ""
    )
    return (
        left + f'<div class="right">{turn}{title}{line}{body}{turn}</div>' + furniture.footer(sheet)
    )


def forum(sheet: Sheet, shown: Shown) -> str:
    """A thread: the first post is the story, the others are replies of the same shape."""
    dice, story = sheet.dice, sheet.story
    shown.date = True
    floors = []
    for floor in range(dice.number(3, 14)):
        moment = story.published + timedelta(minutes=floor * dice.number(1, 200))
        name = f"user_{dice.letters(5)}"
        said = (
            dice.pick((bodies.breaks, bodies.paragraphs))(sheet)
            if floor == 0
            else text(sheet.other.say("comment"))
        )
        stamp = (
            f"发表于 {moment:%Y-%m-%d %H:%M}" if sheet.is_chinese else f"{moment:%Y-%m-%d %H:%M}"
        )
        post = sheet.box("body", said)
        floors.append(
            sheet.box(
                "item",
                f"<div><b>{name}</b><p>#{floor + 1}</p></div><div><em>{stamp}</em>{post}</div>",
            )
        )
    title = f"<h1{sheet.names.attribute('title')}>{text(story.title)}</h1>"
    return (
        furniture.navigation(sheet)
        + furniture.crumbs(sheet)
        + title
        + "".join(floors)
        + optional(sheet, ((0.4, furniture.related),))
        + furniture.footer(sheet)
    )


def phone(sheet: Sheet, shown: Shown) -> str:
    """A page for early phones: hardly any markup."""
    dice = sheet.dice
    path = (
        '<a href="/">首页</a>&gt;<a href="/n">新闻</a>&gt;正文<br/>'
        if sheet.is_chinese
        else '<a href="/">Home</a><br/>'
    )
    body = bodies.breaks(sheet) if dice.chance(0.7) else bodies.paragraphs(sheet)
    more = "<br/>".join(
        f"{index}.{sheet.link(sheet.other.say('other'))}" for index in range(1, dice.number(4, 9))
    )
    return (
        f"<div>{path}</div><div>{headline(sheet)}{byline(sheet, shown)}</div><div>{body}</div><div>{sheet.voice.label('related')}<br/>{more}</div>"
        + furniture.footer(sheet)
    )


def printable(sheet: Sheet, shown: Shown) -> str:
    """The version for printing: title, line, text."""
    return (
        headline(sheet, old=True)
        + byline(sheet, shown, old=True)
        + sheet.dice.pick((bodies.breaks, bodies.paragraphs, bodies.loose))(sheet)
        + tail(sheet)
    )
