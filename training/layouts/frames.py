"""Frames: the kinds of pages in which a story stands. Each returns the page's ``<body>``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from training.layouts import bodies, furniture
from training.layouts.sheet import Sheet


@dataclass(slots=True)
class Shown:
    """What a frame printed of the story, for the gold."""

    date: bool = False
    author: str = ""
    source: str = ""


Frame = Callable[[Sheet, Shown], str]


def text(value: str) -> str:
    """Return *value* as HTML."""
    return escape(value, quote=False)


def headline(sheet: Sheet, *, old: bool = False) -> str:
    """Return the title as a heading, or as a plain element that only looks like one."""
    dice, title = sheet.dice, text(sheet.story.title)
    if old:
        return (
            dice.pick(
                (
                    f'<font size="5"><b>{title}</b></font>',
                    f'<td class="title" align="center">{title}</td>',
                    f"<h1>{title}</h1>",
                    f'<p align="center"><strong>{title}</strong></p>',
                    f'<div class="f20">{title}</div>',
                )
            )
            .replace("<td", "<div")
            .replace("</td", "</div")
        )
    kicker = f"<span>{sheet.voice.label('kicker')}</span> " if dice.chance(0.08) else ""
    tag = dice.pick(("h1", "h1", "h1", "h1", "h2", "div", "p"))
    made = f"<{tag}{sheet.names.attribute('title')}>{title}</{tag}>"
    return (f"<div>{kicker}</div>" if kicker else "") + made


def byline(sheet: Sheet, shown: Shown, *, old: bool = False) -> str:
    """Return the line with date, source and author under a title, and note what it said."""
    dice, story, voice = sheet.dice, sheet.story, sheet.voice
    parts = []
    if dice.chance(0.92):
        shown.date = True
        label = (
            dice.pick(("", "", "", "发布时间：", "日期：", "时间：")) if sheet.is_chinese else ""
        )
        parts.append(label + sheet.printed(story.published, day_only=dice.chance(0.15)))
    if sheet.is_chinese and dice.chance(0.7):
        shown.source = story.source
        name = dice.pick((text(story.source), f'<a href="/">{text(story.source)}</a>'))
        parts.append(f"{voice.label('source')}{dice.pick(('：', ':', '： '))}{name}")
    if dice.chance(0.6 if not sheet.is_chinese else 0.35):
        shown.author = story.author
        gap = "：" if story.language in ("zh", "zh-Hant", "ja") else " "
        parts.append(f"{voice.label('author')}{gap}{text(story.author)}")
    if dice.chance(0.2) and sheet.is_chinese:
        parts.append(
            dice.pick(
                (
                    f"浏览次数：{dice.number(10, 9999)}",
                    f"点击：{dice.number(10, 9999)}次",
                    f"{dice.number(0, 300)}人参与",
                )
            )
        )
    if old or dice.chance(0.3):
        return sheet.box("meta", dice.pick(("　", "&nbsp;&nbsp;", " | ", " ")).join(parts))
    tag = dice.pick(("span", "span", "div", "p"))
    gap = dice.pick(("\n", "\n", "&nbsp;", ""))
    return sheet.box("meta", gap.join(f"<{tag}>{part}</{tag}>" for part in parts))


def tail(sheet: Sheet) -> str:
    """Return the lines that end a Chinese text: editor, source, original title."""
    dice, story = sheet.dice, sheet.story
    if not sheet.is_chinese or dice.chance(0.35):
        return ""
    label = sheet.voice.label("editor")
    forms = (
        f"（{label}：{story.editor}）",
        f"[{label}：{story.editor} PK{dice.number(10, 200)}]",
        f"{label}：{story.editor}_NN{dice.number(1000, 9999)}",
        f"【{label}:{story.editor}】",
        f"({label}：{story.editor}、{sheet.other.say('person')})",
    )
    tag = dice.pick(("p", "div", "span"))
    return sheet.box("editor", text(dice.pick(forms)), tag)


def original(sheet: Sheet) -> str:
    """Return 原标题, on some Chinese pages."""
    if not sheet.is_chinese or sheet.dice.chance(0.8):
        return ""
    name = text(sheet.story.original_title)
    return sheet.dice.pick(
        (
            f"<p>（原标题：{name}）</p>",
            f"<p>原标题：{name}</p>",
            f'<div class="zwothers">原标题：{name}</div>',
        )
    )


def abstract(sheet: Sheet) -> str:
    """Return a labelled summary before the text, on a few pages."""
    if sheet.dice.chance(0.93):
        return ""
    return sheet.box(
        "abstract", f"<b>{sheet.voice.label('abstract')}</b>{text(sheet.other.say('effect'))}"
    )


def optional(sheet: Sheet, parts: Iterable[tuple[float, Callable[[Sheet], str]]]) -> str:
    """Return the parts that chance lets through, in their order."""
    return "\n".join(draw(sheet) for share, draw in parts if sheet.dice.chance(share))


_AFTER = (
    (0.3, furniture.tags),
    (0.35, furniture.share),
    (0.25, furniture.law),
    (0.25, furniture.bio),
    (0.3, furniture.neighbours),
    (0.6, furniture.related),
    (0.3, furniture.related),
    (0.35, furniture.comments),
    (0.1, furniture.hidden),
)


def after(sheet: Sheet) -> str:
    """Return what follows a text, in an order of the page's own."""
    parts = list(_AFTER)
    if sheet.dice.chance(0.5):
        parts = parts[4:] + parts[:4]
    return optional(sheet, parts)


def reporter(sheet: Sheet, shown: Shown) -> str:
    """Return a line of its own that names the reporter, on some Chinese pages."""
    if not sheet.is_chinese or shown.author or sheet.dice.chance(0.8):
        return ""
    shown.author = sheet.story.author
    name = text(shown.author)
    forms = (
        f"本报记者 {name}",
        f"记者 {name}",
        f"文/{name}",
        f"{text(sheet.story.paper)}记者 {name}",
    )
    return sheet.dice.pick(("<p>{}</p>", "<p><b>{}</b></p>", '<p align="center">{}</p>')).format(
        sheet.dice.pick(forms)
    )


def turn(sheet: Sheet) -> str:
    """Return the links to the parts of a long text."""
    parts = " ".join(
        f'<a href="content_{part}.htm">[{part}]</a>' for part in range(2, sheet.dice.number(3, 5))
    )
    return f'<div class="{sheet.dice.pick(("pages", "fenye", "page_fenye"))}">[1] {parts} <a href="#">{sheet.dice.pick(("下一页", "Next", "&gt;&gt;"))}</a></div>'


def drawn(sheet: Sheet, shown: Shown, drawers: tuple[bodies.Drawer, ...]) -> str:
    """Return the body's inner HTML with what sites leave inside its container."""
    inner = (
        abstract(sheet) + original(sheet) + reporter(sheet, shown) + sheet.dice.pick(drawers)(sheet)
    )
    inside = tail(sheet) if sheet.dice.chance(0.6) else ""
    extra = optional(
        sheet, ((0.12, furniture.related), (0.12, furniture.share), (0.08, furniture.law))
    )
    return inner + inside + extra + (turn(sheet) if sheet.dice.chance(0.08) else "")


def wrapped(sheet: Sheet, inner: str, depth: int) -> str:
    """Return *inner* in up to *depth* more wrappers."""
    for _ in range(sheet.dice.number(0, depth)):
        tag = sheet.dice.pick(("div", "div", "section", "main"))
        role = sheet.dice.pick(("wrap", "item"))
        inner = sheet.box(role, inner, tag) if sheet.dice.chance(0.7) else f"<{tag}>{inner}</{tag}>"
    return inner
