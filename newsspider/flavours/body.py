"""The body of a post: HTML blocks on one line, or Markdown; whole or an excerpt; always safe."""

from html import escape as html_escape

from newsspider.errors import PostError
from newsspider.flavours import escape
from newsspider.flavours.parts import with_source_line
from newsspider.flavours.site import Site
from newsspider.html.excerpt import excerpt
from newsspider.html.markdown import markdown
from newsspider.model.article import Article
from newsspider.text import spaces


def body(article: Article, site: Site) -> str:
    """Return the body; raises PostError where *article* has none that is safe."""
    whole = with_source_line(article)
    if "\n" in whole or not whole.startswith("<"):
        raise PostError("the body is not HTML blocks on one line")
    short = excerpt(whole, site.excerpt) if site.excerpt else whole
    blocks = short + _read_on(article, cut=short != whole) + _notice(article, site)
    if len(blocks.encode("utf-8", "surrogatepass")) > site.largest:
        raise PostError(f"the body has {len(blocks.encode()):,} bytes, over {site.largest:,}")
    made = markdown(blocks) if site.body == "markdown" else escape.braces(blocks)
    if not made.strip():
        raise PostError("the body is empty")
    return made


def _read_on(article: Article, *, cut: bool) -> str:
    if not cut:
        return ""
    address = html_escape(escape.address(article.url))
    words = "阅读全文" if article.language.startswith("zh") or _is_chinese(article) else "Read on"
    return f'<p class="read-on"><a href="{address}">{words}</a></p>'


def _is_chinese(article: Article) -> bool:
    return not article.language and any("\u4e00" <= char <= "\u9fff" for char in article.title)


def _notice(article: Article, site: Site) -> str:
    for name in (article.source, article.source_name, article.site_name, "*"):
        words = site.notices.get(name, "") if name else ""
        if words:
            text = html_escape(spaces.collapse(words), quote=False)
            return f'<p class="notice">{text}</p>'
    return ""
