"""What every flavour does alike: keys of the profile, the post's path, the whole in bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsspider.errors import Filtered
from newsspider.flavours import escape, frontmatter, tail
from newsspider.flavours.body import Body, body
from newsspider.flavours.frontmatter import Key
from newsspider.flavours.parts import Parts, file_name, parts
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post
from newsspider.text import spaces
from newsspider.urls import is_http

_DESCRIPTION = 120  # characters: what search engines show

# The keys that a profile may ask for, under the names that the generators know.
NAMES: dict[str, dict[str, str]] = {
    "canonical": {"jekyll": "canonical_url"},
    "lang": {"hugo": "language"},  # Hugo keeps ``lang`` for itself and drops pages over it
    "last_modified_at": {"hugo": "lastmod", "pelican": "Modified", "zola": "updated"},
}
KEYS = (
    "author", "source", "source_url", "description", "image", "last_modified_at", "canonical",
    "lang", "section", "keywords", "editor", "original_title",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post in the making: its parts, its sections and its name without the folder."""

    said: Parts
    stem: str
    sections: tuple[str, ...]
    body: Body
    held: bool
    noindex: bool


def draft(article: Article, site: Site) -> Draft:
    """Return what all flavours need; raises Filtered where the profile leaves the article out."""
    if site.include and not site.include.picks(article):
        raise Filtered("left out: no rule of [site.include] picks it")
    if why := site.exclude.picks(article):
        raise Filtered(f"left out by [site.exclude]: {why}")
    said = parts(article, site)
    made = body(article, site)
    return Draft(
        said=said,
        stem=file_name(article, said.moment),
        sections=(made.text, *tail.sections(article, said, site)),
        body=made,
        held=bool(site.hold.picks(article)),
        noindex=bool(site.noindex.picks(article)),
    )


def path(article: Article, site: Site, made: Draft, folder: str) -> str:
    """Return where the post stands: where it stood at first, else under *folder* by the profile."""
    if article.path:
        return article.path
    when = made.said.moment
    steps = {"none": "", "year": f"{when:%Y}/", "month": f"{when:%Y/%m}/"}[site.folders]
    return f"{folder}/{steps}{made.stem}.md"


def permalink(site: Site, made: Draft, default: str = "") -> str:
    """Return the address of the page on the site by the profile's template, or an empty text."""
    text = site.permalink or default
    when = made.said.moment
    values = {"category": made.said.category, "name": made.stem, "slug": made.stem[11:]}
    values |= {"year": f"{when:%Y}", "month": f"{when:%m}", "day": f"{when:%d}"}
    for name, value in values.items():
        text = text.replace(":" + name, value)
    return text


def listed(article: Article, site: Site, made: Draft, flavour: str) -> list[Key]:
    """Return the keys of generators that take an ISO date and lists of categories and tags."""
    return [
        frontmatter.string("title", made.said.title),
        frontmatter.bare("date", iso(made)),
        frontmatter.strings("categories", [made.said.category]),
        frontmatter.strings("tags", made.said.tags),
        *added(article, site, made, flavour),
    ]


def added(article: Article, site: Site, made: Draft, flavour: str) -> list[Key]:
    """Return the keys that the profile adds; one that the article has no value for is left out."""
    keys = []
    for wanted in site.keys:
        value = _value(wanted, article, site, made)
        if value:
            name = NAMES.get(wanted, {}).get(flavour, wanted)
            if wanted == "keywords":
                keys.append(frontmatter.strings(name, [plain(word) for word in article.keywords]))
            elif wanted == "last_modified_at":
                keys.append(frontmatter.bare(name, value))
            else:
                keys.append(frontmatter.string(name, value))
    return keys + [frontmatter.string(name, plain(text)) for name, text in site.extra.items()]


def finished(keys: Sequence[Key], made: Draft, where: str) -> Post:
    """Return the post with YAML front matter, read back first."""
    content = (frontmatter.block(keys) + "\n\n".join(made.sections)).encode()
    found, _ = frontmatter.parse(content)
    frontmatter.check(keys, found)
    return Post(path=where, content=content, notes=made.body.notes)


def iso(made: Draft) -> str:
    """Return the published time as every generator but Jekyll wants it."""
    return made.said.moment.isoformat(timespec="seconds")


def plain(text: str) -> str:
    """Return *text* clean, on one line, without a tag or an entity."""
    return escape.plain(spaces.collapse(text))


def _value(wanted: str, article: Article, site: Site, made: Draft) -> str:
    """Return the text of a key that the profile asks for, empty where the article has none."""
    readers: dict[str, Callable[[], str]] = {
        "author": lambda: plain(("、" if _han(article) else ", ").join(article.authors)),
        "source": lambda: made.said.name,
        "source_url": lambda: _link(article.url),
        "description": lambda: _description(article),
        "image": lambda: next((_link(image.url) for image in article.images), ""),
        "last_modified_at": lambda: _modified(article, site, made),
        "canonical": lambda: _link(article.canonical or article.url),
        "keywords": lambda: ", ".join(article.keywords),
        "lang": lambda: plain(article.language),
        "section": lambda: plain(article.section),
        "editor": lambda: plain(article.editor),
        "original_title": lambda: plain(article.original_title),
    }
    return readers[wanted]()


def _link(url: str) -> str:
    return escape.address(url) if is_http(url) else ""


def _description(article: Article) -> str:
    text = plain(article.text[: 4 * _DESCRIPTION])
    return text if len(text) <= _DESCRIPTION else text[:_DESCRIPTION] + "…"


def _modified(article: Article, site: Site, made: Draft) -> str:
    instant = article.modified_at.instant if article.modified_at else None
    if instant is None or instant <= made.said.moment:
        return ""
    return instant.astimezone(site.zone).isoformat(timespec="seconds")


def _han(article: Article) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for name in article.authors for char in name)
