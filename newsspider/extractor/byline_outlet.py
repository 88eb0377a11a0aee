"""The source line (来源): who published it first, as printed by the date."""

import re
from collections.abc import Iterator
from itertools import pairwise

from newsspider.extractor.dates_printed import read_printed
from newsspider.extractor.document import Document, Line, is_placeholder
from newsspider.extractor.meta_nodes import is_aside, pieces
from newsspider.extractor.meta_spot import Spot
from newsspider.html.tree import names_of
from newsspider.text import chinese, spaces

Found = tuple[str, str, str]  # name, where it stood, what stood there

_SHORTEST, _LONGEST = 2, 20  # characters of an outlet's name that no label introduces
_LINE = 60  # characters of a line that holds a date and a name; a longer one is a sentence
_BELOW = 40  # lines below the title: a box about the author has fewer
_WINDOW = 3  # lines around the date: facts about the article stand together
_DATE = re.compile(
    r"(?:发布时间|发表时间|更新时间|发布日期|时间|日期|发布于|发表于|发布|更新)?\s*[:：]?\s*"
    r"(?:(?:19|20)\d{2}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}\s*日?|\d{1,2}-\d{1,2})"
    r"(?:[\sT]*\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:发布|更新)?"
)
_BRACKETED = re.compile(r"\s*[\[【(（][^\[\]【】()（）]{1,12}[\]】)）]\s*$")
_NO_OUTLET = re.compile(
    r"[。！？，；、!?…:：]|来源|\d{3,}|原创|阅读|评论|浏览|点击|字号|分享|收藏|打印|举报|责任编辑|编辑|作者|记者|标签|关键|首页|正文|频道|登录|注册"
    r"|微信|微博|客户端|订阅|关注|扫一扫|专栏|版权|网友|热度|热门|推荐|次$|>|»|\||^发布|时间|来自"
)
_SLASH = re.compile(
    r"(?P<author>[\u3400-\u9fff·]{2,4})\s*[/／]\s*(?P<outlet>[\u3400-\u9fffA-Za-z0-9·]{2,20})"
)


def outlets_near(document: Document, lines: list[Line], spot: Spot) -> Iterator[Found]:
    """Yield the names of the outlet near the title, a labelled one first.

    A name without a label is believed on Chinese pages alone, beside the date, where portals print
    one; elsewhere a short text by the date is a section or an author.
    """
    for line in lines:
        source = chinese.read_source_line(line.text)
        if source and not is_placeholder(source):
            yield source, "printed near the title", line.text
    yield from _after_label(lines)
    if not chinese.is_cjk(document.head_title):
        return
    yield from _dated(spot)
    yield from _called(document, spot)
    yield from _beside(document, spot)


def _after_label(lines: list[Line]) -> Iterator[Found]:
    """Yield the line after one that is only a label."""
    for line, following in pairwise(lines):
        if chinese.is_source_label(line.text) and len(following.text) <= _LONGEST:
            yield following.text, "printed near the title", f"{line.text} {following.text}"


def _dated(spot: Spot) -> Iterator[Found]:
    """Yield the name of the first line below the title that has a date and a labelled source.

    A box about the author may part the title from it.
    """
    first = (spot.line or 0) + 1
    for line in spot.lines[first : first + _BELOW]:
        if len(line.text) <= 2 * _LINE and _DATE.search(line.text):
            source = chinese.read_source_line(line.text)
            if source and not is_placeholder(source):
                yield source, "printed beside a date below the title", line.text
                return


def _called(document: Document, spot: Spot) -> Iterator[Found]:
    """Yield elements by the title whose class calls them a source or the name of who wrote."""
    for mark in document.marks.outlets:
        away = mark.order - spot.order
        if spot.order < 0 or not -40 <= away <= 60 or is_aside(mark.node, spot.around):
            continue
        parts = pieces(mark.node, 6)
        for part in parts:
            name = _plain(part)
            if name:
                yield name, f"element {names_of(mark.node)[:40]}", " ".join(parts)
                break


def _beside(document: Document, spot: Spot) -> Iterator[Found]:
    """Yield the names in the line of the date, and in the lines beside it."""
    where, lines = spot.line, spot.lines
    if where is None:
        return
    for index in range(where + 1, min(len(lines), where + 6)):
        text = lines[index].text
        if len(text) > _LINE or not _DATE.search(text) or read_printed(text, document) is None:
            continue
        beside = [index, *range(index - 1, max(where, index - _WINDOW), -1)]
        for number in beside:
            near = lines[number]
            found = _SLASH.fullmatch(near.text)
            if found:
                yield found["outlet"], "printed beside the date", near.text
            for part in pieces(near.node, 12) if len(near.text) <= _LINE else ():
                name = _plain(part)
                if name:
                    yield name, "printed beside the date", near.text
        return


def _plain(text: str) -> str:
    """Return *text* as an outlet's name, without a date and a note in brackets; else nothing."""
    name = spaces.collapse(_DATE.sub(" ", text[:_LINE])).strip(" -—|·:：")
    name = _BRACKETED.sub("", name)
    name = chinese.read_source_line(name) or name
    if not _SHORTEST <= len(name) <= _LONGEST or is_placeholder(name):
        return ""
    if _NO_OUTLET.search(name) or not any(char.isalpha() for char in name):
        return ""
    return name
