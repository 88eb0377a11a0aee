"""A small paper of our own: articles in one layout, its front page and its feed."""

from dataclasses import dataclass

SITE = "http://harbour.example"
_SENTENCES = {
    "ferry": ("The morning ferry to the island left an hour late after fog had closed the channel.",
              "Passengers were told to wait in the hall, where the port office handed out tea.",
              "The company said that the second boat would sail as planned in the afternoon."),
    "market": ("Traders moved the fish market under the old roof while the square is being paved.",
               "The mayor had promised that the work would be over before the herring season.",
               "Three stalls will stay at the quay because their owners need running water."),
    "library": ("The town library opens its reading room on Sundays from the first of next month.",
                "Volunteers will keep the desk, and the heating is paid for by a local foundation.",
                "Readers had asked for longer hours in a letter with four hundred names."),
    "bridge": ("Engineers found no crack in the iron bridge that was shut after a lorry hit it.",
               "One lane opens again tonight, the other one after the railings have been replaced.",
               "The driver had followed a diversion that was meant for small cars alone."),
}  # fmt: skip
_TITLES = {
    "ferry": "Fog keeps the island ferry waiting",
    "market": "Fish market moves under the old roof",
    "library": "Library opens its reading room on Sundays",
    "bridge": "Iron bridge opens again after inspection",
}
SLUGS = tuple(_TITLES)


@dataclass(frozen=True)
class Story:
    """One article as its page and the feed have it."""

    slug: str
    number: int

    @property
    def url(self) -> str:
        return f"{SITE}/news/{self.slug}-{48210 + self.number * 37}.html"

    @property
    def title(self) -> str:
        return _TITLES[self.slug]

    @property
    def day(self) -> str:
        return f"{3 + self.number} March 2026, 0{self.number + 6}:15"

    @property
    def writer(self) -> str:
        return ("Ada Moor", "Jon Pell", "Ines Quay", "Tom Reed")[self.number]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return _SENTENCES[self.slug]


STORIES = tuple(Story(slug, number) for number, slug in enumerate(SLUGS))


def page(story: Story, *, names: dict[str, str] | None = None) -> str:
    """Return the page of *story*; *names* replace the classes of its layout."""
    name = {"title": "story-title", "text": "story-text", "day": "printed"} | (names or {})
    others = "".join(
        f'<li><a href="{other.url}">{other.title}</a></li>' for other in STORIES if other != story
    )
    text = "".join(f"<p>{sentence} {sentence.lower()}</p>" for sentence in story.paragraphs)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{story.title} | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="{story.url}">
<meta property="og:type" content="article">
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>
<nav class="css-1q2w3e"><a href="/">Front page</a><a href="/weather">Weather</a></nav>
<div class="css-9x8y7z col-md-8"><h1 class="{name["title"]} css-0a1b2c">{story.title}</h1>
<div class="meta"><span class="{name["day"]}">{story.day}</span></div>
<p class="who">By {story.writer}</p>
<div class="{name["text"]}" id="post-{story.number}4821">{text}
<div class="teaser">Read the paper on your phone: get the app today.</div></div></div>
<aside><h3>More news</h3><ul>{others}</ul></aside><footer>Harbour Post Ltd</footer></body></html>"""


def front(stories: tuple[Story, ...] = STORIES) -> str:
    """Return the front page."""
    links = "".join(f'<h2><a href="{story.url}">{story.title}</a></h2>' for story in stories)
    return f"""<html lang="en-GB"><head><title>Harbour Post</title>
<link rel="alternate" type="application/rss+xml" title="All news" href="/feed.xml"></head>
<body>{links}</body></html>"""


def feed(stories: tuple[Story, ...] = STORIES) -> str:
    """Return the feed."""
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>
{"".join(map(_item, stories))}</channel></rss>"""


def _item(story: Story) -> str:
    return (
        f"<item><title>{story.title}</title><link>{story.url}</link>"
        f"<pubDate>{3 + story.number:02} Mar 2026 0{story.number + 6}:15:00 GMT</pubDate></item>"
    )


def chinese(number: int) -> tuple[str, str]:
    """Return the address and the page of one of three Chinese articles."""
    title, text, source, writer, moment = _CHINESE[number]
    url = f"https://news.yuanbao.cn/c/{moment[:10]}/doc-{5512340 + number * 7}.shtml"
    return url, (
        f"<html><head><meta charset=utf-8><title>{title}_示例网</title></head><body>"
        f'<div class="crumb"><a href=/>首页</a> &gt; 社会</div><h1 class="main-title">{title}</h1>'
        f'<div class="date-source"><span class="date">{moment}</span> <span class="source">来源：'
        f"{source}</span> <span>作者：{writer}</span></div>"
        f'<div id="artibody"><p>　　{text}</p><p>　　{title}，这件事大家已经等了很久，{text[:24]}。</p>'
        f'<p class="show_author">责任编辑：刘{"甲乙丙"[number]}</p></div></body></html>'
    )


_CHINESE = (
    ("老钟楼的钟声又准了", ("慢了三年的老钟楼，上周终于走准了。修钟的是一位退休的中学物理老师，"
     "他说钟没有坏，只是摆长变了。"), "示例晚报", "李四", "2026-03-05 10:20"),
    ("城东渡口恢复夜航", ("轮渡公司说，城东渡口自本周五起恢复夜航，末班船由二十点延至二十三点，"
     "票价维持两元不变。"), "示例日报", "王小二", "2026-03-06 08:30"),
    ("图书室的钥匙归谁管", ("槐树里的图书室只有一把钥匙，谁先到谁开门，这个规矩守了十一年，"
     "最后的办法是换一把新锁。"), "示例晨报", "赵六七", "2026-03-07 17:46"),
)  # fmt: skip
