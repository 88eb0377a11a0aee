"""What posts of every flavour share: names, dates, the file's name, the source line."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import escape
from urllib.parse import urlsplit

from newsspider.flavours.escape import plain
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.text import slug as slugs
from newsspider.text import spaces
from newsspider.text.chinese import closing_source, has_han
from newsspider.text.slug import slug
from newsspider.urls import canonical

# No name that a generator or a file system keeps for itself: X_index.md is a folder's to Zola.
_SAFE_ID = re.compile(r"(?!(?:.*_)?index$)[A-Za-z0-9][A-Za-z0-9_-]{0,79}", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FALLBACK_TITLE = "无标题"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The texts of a post, clean and ready for the flavour's own escapes."""

    title: str
    name: str  # of the source, or the host where the page names none
    category: str
    tag: str
    moment: datetime  # in the site's zone
    tags: tuple[str, ...]  # more than one only where the profile asks for keywords


def parts(article: Article, site: Site) -> Parts:
    """Return what a post of *article* says."""
    named = article.source or article.site_name
    name = plain(spaces.collapse(named)) or _host(article.url) or "news"
    section = plain(spaces.collapse(article.section))
    tag = plain(spaces.collapse(site.tag(name)))
    category = site.category(name, section)
    return Parts(
        title=plain(spaces.collapse(article.title)) or _FALLBACK_TITLE,
        name=name,
        category=category if _SLUG.fullmatch(category) else slugs.category(category),
        tag=section if site.tag_scheme == "section" and section else tag,
        moment=moment(article, site),
        tags=_tags(article, site, section, tag),
    )


def moment(article: Article, site: Site) -> datetime:
    """Return the published time in the site's zone; a bare day begins there.

    A zone whose offset then had seconds (local mean time, before 1901) is not one that generators
    read: such a time stays in UTC.
    """
    published = article.published_at
    if published.instant is None:
        found = datetime.combine(published.day, time(), tzinfo=site.zone)
    else:
        found = published.instant.astimezone(site.zone)
    offset = found.utcoffset()
    return found.astimezone(UTC) if offset and offset.seconds % 60 else found


def file_name(article: Article, when: datetime) -> str:
    """Return ``YYYY-MM-DD-ID`` where the source has an id, else with a slug and a short hash."""
    day = f"{when:%Y-%m-%d}".rjust(10, "0")
    if _SAFE_ID.fullmatch(article.id):
        return f"{day}-{article.id}"
    known = article.key if article.id else _known(article.requested_url or article.url)
    mark = hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    words = slug(article.id or article.title)
    return f"{day}-{words}-{mark}" if words else f"{day}-{mark}"


def with_source_line(article: Article) -> str:
    """Return the body, with ``（文章来源：X）`` where a Chinese source is named and it has none."""
    name = spaces.collapse(article.source)
    if not name or not has_han(name) or 'class="em_media"' in article.body:
        return article.body
    if closing_source(article.text):
        return article.body
    return f'{article.body}<p class="em_media">（文章来源：{escape(name, quote=False)}）</p>'


def _tags(article: Article, site: Site, section: str, tag: str) -> tuple[str, ...]:
    if site.tag_scheme == "section" and section:
        return (section,)
    if site.tag_scheme != "keywords":
        return (tag,)
    words = (plain(spaces.collapse(word)) for word in article.keywords[:10])
    return tuple(dict.fromkeys(word for word in words if word and len(word) <= 40)) or (tag,)


def _known(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return url


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
