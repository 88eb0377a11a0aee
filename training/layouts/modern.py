"""Frames of today: portals, apps' share pages, public accounts, blogs, authorities."""

from datetime import timedelta

from training.layouts import bodies, furniture
from training.layouts.frames import (
    Shown,
    after,
    byline,
    drawn,
    headline,
    optional,
    tail,
    text,
    wrapped,
)
from training.layouts.sheet import Sheet


def portal(sheet: Sheet, shown: Shown) -> str:
    """A portal: head and menu, text with a sidebar, lists, foot."""
    dice = sheet.dice
    top = optional(
        sheet,
        (
            (0.15, furniture.cookies),
            (0.35, furniture.logo),
            (0.95, furniture.navigation),
            (0.3, furniture.navigation),
            (0.12, furniture.related),
            (0.6, furniture.crumbs),
        ),
    )
    lines = [headline(sheet), byline(sheet, shown)]
    if dice.chance(0.3):
        lines.insert(dice.number(0, 2), furniture.share(sheet))
    tag = dice.pick(("div", "div", "article", "section"))
    body = sheet.box("body", drawn(sheet, shown, bodies.MODERN), tag)
    trailing = after(sheet)
    inside = dice.chance(0.4)  # what follows the text stands in the same container
    column = "".join(lines) + wrapped(sheet, body + (trailing if inside else ""), 3)
    column = wrapped(sheet, column, 2) + ("" if inside else trailing)
    side = furniture.sidebar(sheet) if dice.chance(0.7) else ""
    columns = (side + column) if dice.chance(0.25) else (column + side)
    return top + wrapped(sheet, sheet.box("wrap", columns), 2) + furniture.footer(sheet)


def app(sheet: Sheet, shown: Shown) -> str:
    """A page built by scripts and rendered on the server: deep, every element a div."""
    dice = sheet.dice
    body = sheet.box(
        "body",
        bodies.nested(sheet)
        if dice.chance(0.4)
        else bodies.split(sheet)
        if dice.chance(0.4)
        else bodies.paragraphs(sheet),
    )
    inner = headline(sheet) + byline(sheet, shown) + wrapped(sheet, body, 4)
    end = tail(sheet) + optional(
        sheet,
        (
            (0.7, furniture.related),
            (0.5, furniture.comments),
            (0.5, furniture.related),
            (0.3, furniture.tags),
        ),
    )
    main = wrapped(sheet, inner + end, 4)
    state = f'<script>window.__STATE__={{"id":{dice.number(1000, 99999)},"tab":"{dice.letters(4)}"}}</script>'
    return f'<div id="{dice.pick(("root", "app", "__next", "__nuxt"))}">{furniture.navigation(sheet)}{main}{furniture.footer(sheet)}</div>{state}'


def share(sheet: Sheet, shown: Shown) -> str:
    """What an app shows to those who do not have it."""
    ask = text(sheet.voice.say("ask"))
    bar = sheet.box(
        "ask",
        f'<img src="/logo.png"><span>{ask}</span><a href="#">{sheet.dice.pick(("打开", "立即打开", "Open"))}</a>',
    )
    body = sheet.box(
        "body", drawn(sheet, shown, (bodies.paragraphs, bodies.nested, bodies.sections))
    )
    cards = furniture.related(sheet) if sheet.dice.chance(0.8) else ""
    comments = furniture.comments(sheet) if sheet.dice.chance(0.4) else ""
    return (
        bar
        + headline(sheet)
        + byline(sheet, shown)
        + body
        + bar.replace("<img", "<i></i><img")
        + cards
        + comments
    )


def public_account(sheet: Sheet, shown: Shown) -> str:
    """A public account's page: the text is hidden until a script shows it."""
    dice, story = sheet.dice, sheet.story
    title = f'<h1 class="rich_media_title" id="activity-name">\n{text(story.title)}\n</h1>'
    shown.date, shown.source = True, ""
    day = f'<em id="publish_time" class="rich_media_meta rich_media_meta_text">{sheet.printed(story.published, day_only=True)}</em>'
    name = f'<span class="rich_media_meta rich_media_meta_nickname"><a id="js_name">{text(story.paper)}</a></span>'
    if dice.chance(0.5):
        shown.author = story.author
        name = (
            f'<span class="rich_media_meta rich_media_meta_text">{text(story.author)}</span>' + name
        )
    style = dice.pick(
        ("visibility: hidden;", "visibility: hidden; opacity: 0; ", "visibility:hidden")
    )
    body = bodies.sections(sheet) if dice.chance(0.8) else bodies.paragraphs(sheet)
    content = f'<div class="rich_media_content" id="js_content" style="{style}">{body}</div>'
    follow = f'<div class="rich_media_tool"><p>{text(sheet.voice.say("ask"))}</p><span>阅读 {dice.number(100, 99999)}</span><span>在看</span></div>'
    hint = '<div style="display:none"><p>微信扫一扫<br>关注该公众号</p></div>'
    return f'<div class="rich_media"><div class="rich_media_inner">{title}<div class="rich_media_meta_list">{name}{day}</div>{content}</div>{follow}</div>{hint}'


def blog(sheet: Sheet, shown: Shown) -> str:
    """A blog: the post, comments of readers, a column of lists."""
    post = sheet.box("title", text(sheet.story.title), sheet.dice.pick(("h1", "h2"))) + byline(
        sheet, shown
    )
    post += sheet.box("body", drawn(sheet, shown, (bodies.paragraphs, bodies.breaks)))
    end = optional(
        sheet,
        (
            (0.6, furniture.tags),
            (0.6, furniture.neighbours),
            (0.5, furniture.bio),
            (0.8, furniture.comments),
        ),
    )
    article = sheet.box("wrap", post + end, sheet.dice.pick(("article", "div")))
    return (
        furniture.navigation(sheet)
        + f'<div id="content">{article}</div>'
        + furniture.sidebar(sheet)
        + furniture.footer(sheet)
    )


def authority(sheet: Sheet, shown: Shown) -> str:
    """An authority's site: a plain page with many notices around the text."""
    dice, story = sheet.dice, sheet.story
    shown.date, shown.source = True, story.source
    row = f"<table class='xxgk'><tr><td>索引号</td><td>{dice.number(10**7, 10**8)}</td><td>发布日期</td><td>{story.published:%Y-%m-%d}</td></tr></table>"
    info = sheet.box(
        "meta",
        f"<span>发布日期：{story.published:%Y-%m-%d %H:%M}</span>&nbsp;&nbsp;<span>来源：{text(story.source)}</span> <span>字体：[大 中 小]</span>",
    )
    body = f'<div class="TRS_Editor">{dice.pick((bodies.paragraphs, bodies.nested, bodies.breaks))(sheet)}</div>'
    inner = (
        (row if dice.chance(0.4) else "")
        + headline(sheet)
        + info
        + f'<div id="zoom">{body}</div>'
        + tail(sheet)
    )
    return (
        furniture.navigation(sheet)
        + furniture.crumbs(sheet)
        + wrapped(sheet, inner, 3)
        + optional(sheet, ((0.4, furniture.related), (0.4, furniture.share)))
        + furniture.footer(sheet)
    )


def flash(sheet: Sheet, shown: Shown) -> str:
    """A flash of two lines in a page that is many times as large."""
    line = byline(sheet, shown)
    form = sheet.dice.pick((bodies.paragraphs, bodies.breaks, bodies.nested))
    body = sheet.box("body", form(sheet) + (tail(sheet) if sheet.dice.chance(0.5) else ""))
    lists = furniture.related(sheet) + (furniture.related(sheet) if sheet.dice.chance(0.5) else "")
    middle = wrapped(sheet, headline(sheet) + line + body, 2)
    return (
        furniture.navigation(sheet)
        + middle
        + lists
        + furniture.sidebar(sheet)
        + furniture.footer(sheet)
    )


def ticker(sheet: Sheet, shown: Shown) -> str:
    """One message of a ticker, with the messages before and after it as whole sentences."""
    dice, story = sheet.dice, sheet.story
    shown.date = True
    first = sheet.box("body", bodies.paragraphs(sheet))
    made = []
    for _ in range(dice.number(6, 20)):
        moment = story.published - timedelta(minutes=dice.number(1, 900))
        made.append(
            sheet.box("item", f"<span>{moment:%H:%M}</span><p>{text(sheet.other.say('short'))}</p>")
        )
    stream = sheet.box("related", f"<h3>{sheet.voice.label('quick')}</h3>" + "".join(made))
    line = sheet.box("meta", f"<span>{sheet.printed(story.published)}</span>")
    return (
        furniture.navigation(sheet)
        + wrapped(sheet, headline(sheet) + line + first, 2)
        + stream
        + furniture.footer(sheet)
    )


def live(sheet: Sheet, shown: Shown) -> str:
    """A live report: every paragraph of the story has its time."""
    dice, story = sheet.dice, sheet.story
    shown.date = True
    made = []
    for index, block in enumerate(story.blocks):
        moment = story.published + timedelta(minutes=7 * index)
        stamp = (
            f"<time>{moment:%H:%M}</time>"
            if dice.chance(0.5)
            else f"<span>{moment:%m-%d %H:%M}</span>"
        )
        made.append(
            sheet.box(
                "item",
                f"{stamp}<p>{bodies.inline(sheet, block.text)}</p>",
                dice.pick(("div", "div")),
            )
        )
    line = sheet.box("meta", f"<span>{sheet.printed(story.published)}</span>")
    stream = sheet.box("body", "".join(made))
    return (
        furniture.navigation(sheet)
        + headline(sheet)
        + line
        + stream
        + optional(sheet, ((0.5, furniture.related),))
        + furniture.footer(sheet)
    )


def magazine(sheet: Sheet, shown: Shown) -> str:
    """A reader's magazine: sections with prompts and cards between them."""
    head = sheet.box(
        "head",
        headline(sheet)
        + byline(sheet, shown)
        + (bodies.figure(sheet) if sheet.dice.chance(0.6) else ""),
        "header",
    )
    body = sheet.box("body", bodies.split(sheet), sheet.dice.pick(("div", "section")))
    end = optional(
        sheet,
        (
            (0.6, furniture.bio),
            (0.5, furniture.tags),
            (0.8, furniture.related),
            (0.4, furniture.related),
            (0.3, furniture.comments),
        ),
    )
    return (
        optional(sheet, ((0.5, furniture.cookies),))
        + furniture.navigation(sheet)
        + f"<main><article>{head}{body}{end}</article></main>"
        + furniture.footer(sheet)
    )
