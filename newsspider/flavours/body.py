"""The body of a post: HTML blocks on one line, or Markdown; whole or an excerpt; always safe."""

from dataclasses import dataclass
from html import escape as html_escape

from newsspider.errors import PostError
from newsspider.flavours import escape
from newsspider.flavours.parts import with_source_line
from newsspider.flavours.site import Site
from newsspider.html import bounds
from newsspider.html.blocks import FLATTENED
from newsspider.html.excerpt import excerpt, within
from newsspider.html.markdown import markdown
from newsspider.model.article import Article
from newsspider.text import spaces

_NOTES = {
    bounds.CUT: f"the page has over {bounds.MOST:,} tags and was read up to there",
    FLATTENED: "what was nested too deep is less indented, or plain text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """``text`` stands in the post, ``blocks`` is the HTML that it was made from."""

    text: str
    blocks: str
    notes: tuple[str, ...] = ()


def body(article: Article, site: Site) -> Body:
    """Return the body, cut between blocks where it is over the site's cap.

    Raises PostError where *article* has none that is safe.
    """
    whole = with_source_line(article)
    if "\n" in whole or not whole.startswith("<"):
        raise PostError("the body is not HTML blocks on one line")
    short = excerpt(whole, site.excerpt) if site.excerpt else whole
    notes = [note for flag, note in _NOTES.items() if flag in article.flags]
    blocks = short + _end(article, site, cut=short != whole)
    made = _made(blocks, site)
    if _bytes(made) > site.largest:
        end = _end(article, site, cut=True)
        room = site.largest - _bytes(_made(end, site))
        short = within(short, room, lambda block: _bytes(_made(block, site)) + 2)
        blocks = short + end
        notes.append(f"the body has {_bytes(made):,} bytes, over {site.largest:,}: it was cut")
        made = _made(blocks, site)
    if not made.strip():
        raise PostError("the body is empty")
    return Body(text=made, blocks=blocks, notes=tuple(notes))


def _made(blocks: str, site: Site) -> str:
    return markdown(blocks) if site.body == "markdown" else escape.braces(blocks)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _end(article: Article, site: Site, *, cut: bool) -> str:
    """Return what stands after the article's own words."""
    return _read_on(article, cut=cut) + _notice(article, site)


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
