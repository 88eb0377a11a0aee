"""What posts of every flavour share: names, dates, the file's path, the source line."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from html import escape
from urllib.parse import urlsplit

from newsspider.flavours.escape import plain
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.text import spaces
from newsspider.text.chinese import closing_source, has_han
from newsspider.text.slug import slug
from newsspider.urls import canonical

_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_FALLBACK_TITLE = "无标题"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The texts of a post, clean and ready for the flavour's own escapes."""

    title: str
    name: str  # of the source, or the host where the page names none
    category: str
    tag: str
    moment: datetime  # in the site's zone


def parts(article: Article, site: Site) -> Parts:
    """Return what a post of *article* says."""
    named = article.source or article.site_name
    name = plain(spaces.collapse(named)) or _host(article.url)
    return Parts(
        title=plain(spaces.collapse(article.title)) or _FALLBACK_TITLE,
        name=name,
        category=site.category(name),
        tag=plain(spaces.collapse(site.tag(name))),
        moment=moment(article, site),
    )


def moment(article: Article, site: Site) -> datetime:
    """Return the published time in the site's zone; a bare day begins there."""
    published = article.published_at
    if published.instant is None:
        return datetime.combine(published.day, time(), tzinfo=site.zone)
    local = published.instant.astimezone(site.zone)
    offset = local.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):  # the sun's own time, before 1901: nobody reads its seconds
        return local.astimezone(timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))
    return local


def file_name(article: Article, when: datetime) -> str:
    """Return ``YYYY-MM-DD-ID`` where the source has an id, else with a slug and a short hash.

    An id of mixed case has the hash as well: its twin in another case may not take its file.
    """
    day = f"{when:%Y-%m-%d}".rjust(10, "0")
    if _SAFE_ID.fullmatch(article.id):
        plain = article.id in (article.id.upper(), article.id.lower())
        return f"{day}-{article.id}" if plain else f"{day}-{article.id}-{_mark(article.key)}"
    known = article.key if article.id else canonical(article.requested_url or article.url)
    mark = _mark(known)
    words = slug(article.id or article.title)
    return f"{day}-{words}-{mark}" if words else f"{day}-{mark}"


def _mark(known: str) -> str:
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def with_source_line(article: Article) -> str:
    """Return the body, with ``（文章来源：X）`` where a Chinese source is named and it has none."""
    name = spaces.collapse(article.source)
    if not name or not has_han(name) or 'class="em_media"' in article.body:
        return article.body
    if closing_source(article.text):
        return article.body
    return f'{article.body}<p class="em_media">（文章来源：{escape(name, quote=False)}）</p>'


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
