"""The head of a page: its title element and what it declares."""

import json
from datetime import timedelta
from html import escape

from training.layouts.sheet import Sheet


def title_element(sheet: Sheet) -> str:
    """Return ``<title>`` with the site's decoration."""
    story, dice = sheet.story, sheet.dice
    form = dice.pick(
        (
            "{t}_{s}_{p}",
            "{t}--{s}--{p}",
            "{t} - {p}",
            "{t} | {p}",
            "{t}_{p}",
            "{t}-{s}-{p}",
            "{t}",
            "{p}",
            "{p}-{t}",
        )
    )
    return f"<title>{escape(form.format(t=story.title, s=story.section, p=story.paper), quote=False)}</title>"


def declared(sheet: Sheet, *, rich: float) -> str:
    """Return meta elements and JSON-LD; the richer, the more of them."""
    dice, story = sheet.dice, sheet.story
    text = story.blocks[0].text[:120]
    choices = (
        ("name", "keywords", ",".join(sheet.voice.say("thing") for _ in range(3))),
        ("name", "description", text),
        ("property", "og:title", story.title),
        ("property", "og:type", "article"),
        ("property", "og:site_name", story.paper),
        ("property", "og:description", text),
        (
            "property",
            "article:published_time",
            f"{story.published:%Y-%m-%dT%H:%M:%S}{_offset(sheet)}",
        ),
        ("name", "publishdate", f"{story.published:%Y-%m-%d}"),
        ("name", "viewport", "width=device-width"),
    )
    kept = [choice for choice in choices if dice.chance(rich)]
    metas = "\n".join(
        f'<meta {key}="{name}" content="{escape(value)}">' for key, name, value in kept
    )
    return metas + (json_ld(sheet) if dice.chance(rich * 0.7) else "")


def _offset(sheet: Sheet) -> str:
    return {"zh": "+08:00", "zh-Hant": "+08:00", "ja": "+09:00", "de": "+01:00"}.get(
        sheet.story.language, "+00:00"
    )


def json_ld(sheet: Sheet) -> str:
    """Return JSON-LD in one of the forms that sites write, sound or not."""
    dice, story = sheet.dice, sheet.story
    form = dice.number(0, 6)
    when = f"{story.published:%Y-%m-%dT%H:%M:%S}{_offset(sheet)}"
    thing: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": dice.pick(("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting")),
        "headline": story.title,
        "datePublished": when,
        "dateModified": f"{story.published + timedelta(hours=3):%Y-%m-%dT%H:%M:%S}{_offset(sheet)}",
        "publisher": {"@type": "Organization", "name": story.paper},
        "author": {"@type": "Organization", "name": story.paper},
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.site.example/"},
    }
    document: object = thing
    if form == 1:
        site = {"@type": "WebSite", "name": story.paper, "url": "https://www.site.example/"}
        document = {
            "@context": "https://schema.org",
            "@graph": [site, {"@type": "BreadcrumbList"}, thing],
        }
    elif form == 2:
        document = [{"@type": "BreadcrumbList", "itemListElement": []}, thing]
    elif form == 3:
        thing["articleBody"] = " ".join(block.text for block in story.blocks)
    elif form == 4:
        document = {
            "@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld",
            "title": story.title,
            "images": [],
            "pubDate": f"{story.published:%Y-%m-%dT%H:%M:%S}",
        }
    elif form == 5:
        thing["articleBody"] = "\n".join(block.text for block in story.blocks[:3])
    written = json.dumps(document, ensure_ascii=False, indent=dice.pick((None, 2)))
    if form == 5:
        written = written.replace(
            "\\n", "\n"
        )  # a raw control character, as careless templates leave it
    if form == 6:
        written = written.rstrip("}") + ",}"  # a trailing comma
    return f'<script type="application/ld+json">{written}</script>'
