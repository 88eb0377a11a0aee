"""The end of a post: the article's address and the links back."""

from newsspider.flavours import escape
from newsspider.flavours.parts import Parts
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.text import spaces
from newsspider.urls import is_http

_PLACES = ("url", "base", "category", "tag", "source", "title")


def sections(article: Article, said: Parts, site: Site) -> list[str]:
    """Return the Markdown paragraphs after the body."""
    if site.tail and site.tail_template:
        return [filled(site.tail_template, article, said, site)]
    return [autolink(article.url), *_links_back(said, site)]


def autolink(url: str) -> str:
    """Return ``<url>``; what is no http(s) address becomes plain text."""
    encoded = escape.address(url)
    return f"<{encoded}>" if is_http(encoded) else escape.label(spaces.collapse(url))


def filled(template: str, article: Article, said: Parts, site: Site) -> str:
    """Return *template* with ``{url}``, ``{tag}`` and the like put in, each made safe."""
    values = {
        "url": escape.address(article.url),
        "base": escape.address(site.base),
        "category": said.category,
        "tag": escape.label(said.tag),
        "source": escape.label(said.name),
        "title": escape.label(said.title),
    }
    text = template.strip("\n")
    for place in _PLACES:  # str.format would let a template look into objects
        text = text.replace("{" + place + "}", values[place])
    return text


def _links_back(said: Parts, site: Site) -> list[str]:
    if not site.base or not site.tail:
        return []
    label = "返回" + escape.label(said.tag)
    base = escape.address(site.base)
    return [f"[{label}]({base}/category/{said.category}.html)｜[返回首页]({base}/)"]
