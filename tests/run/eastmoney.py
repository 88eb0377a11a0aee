"""The share page's family as our test server plays it."""

import json

from tests.site.server import Answer, Route

HOST = "http://finews.zning.xyz"
CODE = "NW202203150912345678"
URL = f"{HOST}/html_News/NewsShare.html?infoCode={CODE}"
ENDPOINT = f"{HOST}/NewsData/GetNewsText.do?id={CODE}"
LIST_45 = "http://183.136.162.242/web/webapi?type=45&count=100&newsid=1"
LIST_102 = "http://183.136.162.242/web/webapi?type=102&count=100&newsid=1"
LIST_37 = "http://43.240.125.15:1818/information/newmarket/web/webapi?marketType=37&count=100"

TITLE = "“海棠书市”开市首日迎客三万"
BODY = (
    "<p>三月的第一个周末，停办两年的“海棠书市”(以下简称“书市”)重新开张，首日入场三万一千人次。</p>"
    "<p>旧书摊前排起长队</p><p>摊主老周把一箱连环画摆上桌，不到一小时就空了一半。</p>"
    '<p class="em_media">（文章来源：示例日报）</p>'
)
SHELL = (
    '<html><head><meta charset="utf-8"><title>资讯分享</title></head><body><h1>{{title}}</h1>'
    '<div id="text">加载中</div><script src="share.js"></script></body></html>'
)
POST = f"""---
layout: post
title: "{TITLE}"
date: 2022-03-15 09:12:40 +0800
categories: shiliribao
tags: 示例日报新闻
---
{BODY}

<{URL}>

[返回示例日报新闻](//news.example/category/shiliribao.html)｜[返回首页](//news.example/)"""

PROFILE = '[site]\ntimezone = "Asia/Shanghai"\nbase = "//news.example"\n'


def document(**fields: object) -> Answer:
    return Answer.json(json.dumps(fields, ensure_ascii=False))


def row(**fields: object) -> dict[str, object]:
    return {"infocode": CODE, **fields}


def whole() -> dict[str, Route]:
    """The endpoint knows everything."""
    return {
        URL: Answer.html(SHELL),
        ENDPOINT: document(
            title=TITLE, showtime="2022-03-15 09:12:40", source="示例日报", text=BODY
        ),
    }


def listed() -> dict[str, Route]:
    """The endpoint has the text only; a list has the rest."""
    return {
        URL: Answer.html(SHELL),
        ENDPOINT: document(text=BODY, content="<p>另一种</p>"),
        LIST_45: document(
            nodeList=[
                row(**{"from": "示例日报", "showtime": "2022-03-15 09:12:40", "title": TITLE})
            ]
        ),
    }
