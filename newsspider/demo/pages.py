"""Every address of the demonstration site and what it answers."""

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from newsspider.demo.stories import LEGACY, LISTED, SHARED, WIRE, Story

HOST = "demo.example"
ARTICLES = len(SHARED) + len(LISTED) + 1 + len(WIRE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, a content type and a body."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200


_MENU = '<nav><ul><li><a href="/">首页</a></li><li><a href="/news/">新闻</a></li></ul></nav>'
_SHELL = """<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>资讯分享</title>
<script src="/share.js"></script></head><body><div id="title"></div><div id="text">加载中</div>
</body></html>"""


def routes() -> Mapping[str, Answer]:
    """Return the answers by path and query."""
    found = {
        "/robots.txt": Answer(
            body=b"User-agent: *\nDisallow: /admin/\n", content_type="text/plain"
        ),
        "/api/latest.json": _json({"rows": [_row(story) for story in SHARED]}),
        "/news/": Answer(body=_list().encode()),
        "/feed.xml": Answer(body=_feed().encode(), content_type="application/rss+xml"),
        f"/old/{LEGACY.id}.html": Answer(
            body=_legacy(LEGACY).encode("gb18030"), content_type="text/html"
        ),
    }
    for story in SHARED:
        found[f"/share/NewsShare.html?infoCode={story.id}"] = Answer(body=_SHELL.encode())
        found[f"/share/text?id={story.id}"] = _json({"text": _blocks(story)})
    for story in LISTED:
        found[f"/news/{story.id}.html"] = Answer(body=_page(story).encode())
        if story.image:
            found[story.image] = Answer(body=_png(), content_type="image/png")
    for story in WIRE:
        found[f"/wire/{story.id}"] = Answer(body=_english(story).encode())
    return found


def _json(document: object) -> Answer:
    body = json.dumps(document, ensure_ascii=False).encode()
    return Answer(body=body, content_type="application/json; charset=utf-8")


def _row(story: Story) -> dict[str, str]:
    return {
        "infocode": story.id,
        "title": story.title,
        "showtime": f"{story.day} {story.time}",
        "from": story.source,
    }


def _blocks(story: Story) -> str:
    text = "".join(f"<p>　　{escape(part, quote=False)}</p>" for part in story.paragraphs)
    return f'{text}<p class="em_media">（文章来源：{story.source}）</p>'


def _list() -> str:
    stories = [f"/news/{story.id}.html" for story in LISTED] + [f"/old/{LEGACY.id}.html"]
    titles = [story.title for story in (*LISTED, LEGACY)]
    rows = "".join(
        f'<li><a href="{path}">{escape(title)}</a></li>'
        for path, title in zip(stories, titles, strict=True)
    )
    return (
        f'<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>新闻 - 示例晚报'
        f'</title></head><body>{_MENU}<ul class="list">{rows}</ul></body></html>'
    )


def _page(story: Story) -> str:
    figure = (
        f'<figure><img data-src="{story.image}" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" '
        f'alt="杏花"><figcaption>{story.caption}</figcaption></figure>'
        if story.image
        else ""
    )
    first, *rest = (f"<p>　　{escape(part, quote=False)}</p>" for part in story.paragraphs)
    return (
        f'<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f"<title>{escape(story.title)} - 示例晚报</title>"
        f'<meta property="og:site_name" content="示例晚报">'
        f'<meta property="og:type" content="article"></head><body>{_MENU}'
        f"<article><h1>{escape(story.title)}</h1>"
        f'<div class="info"><span class="time">{story.day} {story.time}</span> '
        f"<span>来源：{story.source}</span> <span>责任编辑：小满</span></div>"
        f'<div class="text">{first}{figure}{"".join(rest)}</div></article>'
        f'<aside><h3>相关阅读</h3><ul><li><a href="/news/">更多新闻</a></li></ul></aside>'
        f"<footer>示例晚报 版权所有</footer></body></html>"
    )


def _legacy(story: Story) -> str:
    text = "<br><br>".join(f"　　{part}" for part in story.paragraphs)
    day = story.day.replace("-", "年", 1).replace("-", "月") + "日"
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        f"<title>{story.title}_示例晚报</title></head><body><table width=760>"
        f"<tr><td>{_MENU}</td></tr>"
        f"<tr><td><h1>{story.title}</h1><div>{day}{story.time[:5]}　来源：{story.source}</div>"
        f"<div id=content>{text}</div></td></tr></table></body></html>"
    )


def _english(story: Story) -> str:
    text = "".join(f"<p>{escape(part)}</p>" for part in story.paragraphs)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day}T{story.time}+08:00",
        "author": {"@type": "Person", "name": "Ada Example"},
        "publisher": {"@type": "Organization", "name": story.source},
    }
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{story.title}</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        f"<main><h1>{story.title}</h1>{text}</main></body></html>"
    )


def _feed() -> str:
    items = ""
    for story in WIRE:
        moment = datetime.fromisoformat(f"{story.day}T{story.time}+08:00")
        items += (
            f"<item><title>{story.title}</title><link>http://{HOST}/wire/{story.id}</link>"
            f"<pubDate>{format_datetime(moment)}</pubDate></item>"
        )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example Wire'
        f"</title><link>http://{HOST}/</link><description>News</description>{items}</channel></rss>"
    )


def _png() -> bytes:
    """Return a picture of 64 by 40 pixels in one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = (b"\x00" + b"\xf6\xd5\xdc" * 64) * 40
    head = struct.pack(">IIBBBBB", 64, 40, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
