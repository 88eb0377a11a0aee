"""Pages of our own, in the layouts that sites use."""

PARAGRAPHS = (
    "停办两年的书市上周末重新开张，首日入场三万一千人次，比主办方预计的多出近一半。",
    "旧书摊前排起长队，摊主老周把一箱连环画摆上桌，不到一小时就空了一半，来的多是带孩子的家长。",
    "书市今年新设换书角，读者带来一本书便可换走一本，换得最多的是地图册和菜谱，活动将持续到本月底。",
)
TITLE = "海棠书市开市首日迎客三万"
ENGLISH = (
    "The night ferry is back after six years, and the last boat now leaves at eleven in the evening.",
    "Passengers had been driving over the bridge, a detour of four kilometres, and many missed the wind.",
    "Boats stop in heavy fog, the company said, and a board at the landing now tells people why.",
)
MENU = (
    "<nav><ul>" + "".join(f'<li><a href="/{n}">频道{n}</a></li>' for n in range(12)) + "</ul></nav>"
)
RELATED = (
    "<div class=related><h3>相关阅读</h3><ul>"
    + "".join(
        f'<li><a href="/r/{n}">另一篇很长的新闻标题，讲的是别的事情{n}</a></li>' for n in range(8)
    )
    + "</ul></div>"
)
COMMENTS = (
    "<div id=comments><h3>网友评论</h3><p>写得真好，我也去过，人确实很多，希望明年还办。</p>"
    "<p>停车太难了，建议大家坐地铁去，出站走五分钟就到，很方便的。</p></div>"
)


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS) -> str:
    return "".join(f"<p>　　{text}</p>" for text in texts)


def portal(body: str = "", head: str = "", lang: str = "zh-Hans") -> str:
    """A news portal: menu, headline, line of facts, text, related stories, comments, footer."""
    return (
        f"<!DOCTYPE html><html lang={lang}><head><meta charset=utf-8><title>{TITLE}_示例网_本地新闻"
        f"</title>{head}</head><body>{MENU}<div class=main><h1>{TITLE}</h1>"
        "<div class=info><span>2026年03月07日 08:05</span>　来源：示例晚报　责任编辑：小满_NF001</div>"
        f"<div class=article-content>{body or paragraphs()}</div>{RELATED}{COMMENTS}</div>"
        "<footer><p>版权所有 示例网 未经许可不得转载，违者必究。</p></footer></body></html>"
    )


def english(head: str = "", top: str = "") -> str:
    text = "".join(f"<p>{part}</p>" for part in ENGLISH)
    return (
        f"<html lang=en><head><title>Night ferries return to the landing - Example Wire</title>{head}"
        f"</head><body><header><a href=/>Example Wire</a></header><main><h1>Night ferries return to the"
        f" landing</h1>{top}<article>{text}</article></main></body></html>"
    )


def breaks() -> str:
    """A page of 2004: tables, no paragraphs."""
    text = "<br><br>".join(f"　　{part}" for part in PARAGRAPHS)
    return (
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td>{MENU}</td></tr><tr><td>"
        f"<font size=5><b>{TITLE}</b></font><br>2004年10月10日17:06 来源：示例晚报</td></tr>"
        f"<tr><td>{text}</td></tr></table></body></html>"
    )
