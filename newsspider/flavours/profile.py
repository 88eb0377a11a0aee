"""The ``[site]`` table of newsspider.toml: its shape, and the checked profile made from it."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec

from newsspider.flavours.compose import KEYS
from newsspider.flavours.rule import Rule
from newsspider.flavours.site import LARGEST, Site

Fail = Callable[[str, str], Exception]  # (key, problem) -> the exception to raise

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_PERMALINK = re.compile(
    r"/(?:[A-Za-z0-9_-]|\.(?!\.)|/(?!/)|:(?:category|year|month|day|name|slug))*"
)
_BASE = re.compile(r"(?:https?:)?//[^\s<>\"'()]+", re.IGNORECASE)
# Keys that the flavours write themselves or that steer a generator: not for texts of a profile.
_OURS = frozenset(
    [
        "layout",
        "title",
        "date",
        "category",
        "categories",
        "tags",
        "permalink",
        "url",
        "path",
        "slug",
        "draft",
        "status",
        "published",
        "robots",
        "sitemap",
        "robotsnoindex",
        "aliases",
        "template",
        "eleventyexcludefromcollections",
        "save_as",
        "taxonomies",
        "extra",
    ]
)


class Names(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """``[site.categories]`` or ``[site.tags]``."""

    scheme: str = ""
    fixed: str = "news"
    map: dict[str, str] = {}


class Picks(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A rule that picks articles."""

    all: bool = False
    keywords: list[str] = []
    sections: list[str] = []
    urls: list[str] = []
    sources: list[str] = []


class SiteTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """``[site]``."""

    flavour: str | list[str] = "jekyll"
    timezone: str = "UTC"
    base: str = ""
    tail: bool = True
    tail_template: str = ""
    body: str = "html"
    folders: str = "none"
    permalink: str = ""
    max_bytes: int = LARGEST
    excerpt: int = 0
    keys: list[str] = []
    extra: dict[str, str] = {}
    notices: dict[str, str] = {}
    categories: Names = msgspec.field(default_factory=Names)
    tags: Names = msgspec.field(default_factory=Names)
    include: Picks = msgspec.field(default_factory=Picks)
    exclude: Picks = msgspec.field(default_factory=Picks)
    hold: Picks = msgspec.field(default_factory=Picks)
    noindex: Picks = msgspec.field(default_factory=Picks)


def site(table: SiteTable, fail: Fail) -> Site:
    """Return the profile; raises what *fail* builds for a value that cannot be used."""
    _check(table, fail)
    wanted = [table.flavour] if isinstance(table.flavour, str) else table.flavour
    return Site(
        flavour=wanted[0],
        flavours=tuple(dict.fromkeys(wanted)),
        zone=_zone(table.timezone, fail),
        base=table.base.rstrip("/"),
        tail=table.tail,
        tail_template=table.tail_template,
        body=table.body,
        category_scheme=table.categories.scheme or "pinyin",
        category_fixed=table.categories.fixed,
        categories=table.categories.map,
        tag_scheme=table.tags.scheme or "news",
        tags=table.tags.map,
        keys=tuple(dict.fromkeys(table.keys)),
        extra=table.extra,
        folders=table.folders,
        permalink=table.permalink,
        largest=table.max_bytes,
        excerpt=table.excerpt,
        notices=table.notices,
        include=_rule("include", table.include, fail),
        exclude=_rule("exclude", table.exclude, fail),
        hold=_rule("hold", table.hold, fail),
        noindex=_rule("noindex", table.noindex, fail),
    )


def _check(table: SiteTable, fail: Fail) -> None:
    """Raise for a value that no post could be made with."""
    _one_of("body", table.body, ("html", "markdown"), fail)
    _one_of("folders", table.folders, ("none", "year", "month"), fail)
    _one_of("categories.scheme", table.categories.scheme, ("", "pinyin", "section", "fixed"), fail)
    _one_of("tags.scheme", table.tags.scheme, ("", "news", "source", "section", "keywords"), fail)
    for key in table.keys:
        _one_of("keys", key, KEYS, fail)
    if not table.flavour:
        raise fail("flavour", 'name at least one, such as "jekyll"')
    if table.base and not _BASE.fullmatch(table.base):
        raise fail("base", f"{table.base!r} is no address; write //host or https://host")
    slugs = {"fixed": table.categories.fixed}
    slugs |= {f"map.{name}": slug for name, slug in table.categories.map.items()}
    for key, slug in slugs.items():
        if not _SLUG.fullmatch(slug) or slug.isdigit():
            why = f"{slug!r} is no slug; use a-z, 0-9 and -, and a letter"
            raise fail(f"categories.{key}", why)
    _check_page(table, fail)


def _check_page(table: SiteTable, fail: Fail) -> None:
    for key in table.extra:
        if not _KEY.fullmatch(key) or key.lower() in _OURS or key in table.keys:
            why = (
                "is no key of your own; take another name, letters, digits and _ (the flavour's own"
            )
            raise fail(f"extra.{key}", f"{why}, and those in site.keys, are taken)")
    if table.permalink and not _is_permalink(table.permalink):
        why = "begin with / and hold :name, with :category :year :month :day, a-z 0-9 . - _ /"
        raise fail("permalink", why)
    if not 1_000 <= table.max_bytes <= 20_000_000:
        raise fail("max_bytes", "must be between 1,000 and 20,000,000")
    if table.excerpt < 0:
        raise fail("excerpt", "must be 0 (the whole text) or a number of characters")


def _is_permalink(text: str) -> bool:
    return _PERMALINK.fullmatch(text) is not None and ":name" in text


def _one_of(key: str, value: str, allowed: tuple[str, ...], fail: Fail) -> None:
    if value not in allowed:
        raise fail(key, f"{value!r} is none of: {', '.join(name for name in allowed if name)}")


def _zone(name: str, fail: Fail) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        why = f"{name!r} is not a time zone; use a name such as Asia/Shanghai"
        raise fail("timezone", why) from error


def _rule(name: str, picks: Picks, fail: Fail) -> Rule:
    for pattern in picks.urls:
        try:
            re.compile(pattern)
        except re.error as error:
            raise fail(f"{name}.urls", f"{pattern!r} is no regular expression: {error}") from error
    lists = {key: getattr(picks, key) for key in ("keywords", "sections", "urls", "sources")}
    for key, values in lists.items():
        if not all(values):
            raise fail(f"{name}.{key}", "holds an empty text, which would pick everything")
    return Rule(everything=picks.all, **{key: tuple(values) for key, values in lists.items()})
