"""Articles, ordinary and hostile, for every flavour."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.moment import Moment

SITE = Site(zone=ZoneInfo("Asia/Shanghai"), base="//news.example")
URL = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203150912345678"

ORDINARY = Article(
    key="eastmoney:NW202203150912345678",
    id="NW202203150912345678",
    url=URL,
    requested_url=URL,
    source_name="eastmoney",
    title="“海棠书市”开市首日迎客三万 旧书摊最热闹",
    body=(
        "<p>三月的第一个周末，停办两年的“海棠书市”(以下简称“书市”)重新开张。</p>"
        "<p>旧书摊前排起长队</p>"
        '<p class="em_media">（文章来源：示例日报）</p>'
    ),
    text=(
        "三月的第一个周末，停办两年的“海棠书市”(以下简称“书市”)重新开张。\n旧书摊前排起长队\n"
        "（文章来源：示例日报）"
    ),
    source="示例日报",
    published_at=Moment.at(datetime(2022, 3, 15, 1, 12, 40, tzinfo=UTC)),
    fetched_at=datetime(2022, 3, 15, 4, 0, tzinfo=UTC),
)
PLAIN = replace(
    ORDINARY,
    key="https://wire.example/a/ferry",
    id="",
    url="https://wire.example/a/ferry",
    requested_url="https://wire.example/a/ferry",
    source_name="",
    title="Night ferries return",
    body="<p>The night ferry is back.</p>",
    text="The night ferry is back.",
    source="",
    published_at=Moment(day=date(2026, 3, 6)),
)

TITLES = {
    "quotes": 'a "quoted" title',
    "backslash": r"C:\new\table",
    "colon": "a: b # c",
    "word": "no",
    "number": "1e3",
    "day": "2022-01-31",
    "liquid": "{{ site.title }} {% raw %}",
    "markup": "<img src=x onerror=alert(1)> &lt;b&gt; A&B",
    "controls": "a\x00b\tc\u2028d\u202ee",
    "list": "- [x] *y* | z",
    "emoji": "🚀👩\u200d🚀",
    "dashes": "--- title ---",
}
SOURCES = {
    "spaces": "New York Times",
    "word": "on",
    "number": "123",
    "quotes": 'The "Daily" \\ Mail',
    "markup": "<b>报</b>",
    "brackets": "[x](y)_*`",
    "news": "每日经济新闻",
    "braces": "{{ x }}",
}
BODIES = {
    "liquid": "<p>{% 50 折 %} {{ site.x }} {% raw %} {# x #} {%include /etc/passwd%}</p>",
    "markdown": "<p># no heading *a* _b_ [x](y) `c` | d | -- ... $$x$$ {: onclick='x'}</p>",
    "attribute": '<p><a href="http://x.example/%7B%7By%7D%7D">{{</a>{<b>{</b></p>',
    "break": "<p>长安。<br />又一行</p>",
    "image": '<center><img src="http://x.example/a.jpg" alt="图" /></center><p>图注</p>',
    "table": "<table><tr><td>a | b</td></tr></table>",
    "entities": "<p>&lt;script&gt; &amp;nbsp; &amp;#123;</p>",
}


def all_articles() -> dict[str, Article]:
    """Return every example by name, each with an address of its own."""
    found = {"ordinary": ORDINARY, "plain": PLAIN}
    found |= {f"title-{name}": replace(PLAIN, title=text) for name, text in TITLES.items()}
    found |= {f"source-{name}": replace(PLAIN, source=text) for name, text in SOURCES.items()}
    found |= {f"body-{name}": replace(PLAIN, body=body) for name, body in BODIES.items()}
    return {name: _at(article, name) for name, article in found.items()}


def _at(article: Article, name: str) -> Article:
    if article.id:
        return article
    url = f"https://wire.example/a/{name}"
    return replace(article, key=url, url=url, requested_url=url)
