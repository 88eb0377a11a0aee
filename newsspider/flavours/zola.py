"""Posts for Zola: TOML front matter, names and tags as taxonomies, all else under ``extra``."""

import tomllib
from datetime import datetime
from typing import Any

from newsspider.errors import PostError
from newsspider.flavours import compose, frontmatter
from newsspider.flavours.frontmatter import Key
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post

_FENCE = "+++\n"
_TOP = frozenset(("title", "date", "description", "updated", "draft", "path"))


class Zola:
    """``content/posts/DAY-NAME.md``; a held post is a ``draft``."""

    name = "zola"

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        made = compose.draft(article, site)
        keys = [
            frontmatter.string("title", made.said.title),
            frontmatter.bare("date", compose.iso(made)),
        ]
        extra: list[Key] = []
        for key in compose.added(article, site, made, self.name):
            (keys if key.name in _TOP else extra).append(key)
        # Zola cuts the day off a file's name: without a path two days' posts could meet.
        address = compose.permalink(site, made, "/posts/:name/").lstrip("/")
        keys.append(frontmatter.string("path", address))
        if made.held:
            keys.append(frontmatter.truth("draft", value=True))
        if made.noindex:
            extra.append(frontmatter.string("robots", "noindex"))
        names = [
            frontmatter.strings("categories", [made.said.category]),
            frontmatter.strings("tags", made.said.tags),
        ]
        tables = {"": keys, "taxonomies": names, "extra": extra}
        content = (_head(tables) + "\n\n".join(made.sections)).encode()
        _check(content, tables)
        return Post(
            path=compose.path(article, site, made, "content/posts"),
            content=content,
            notes=made.body.notes,
        )


def read_back(content: bytes) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body; PostError where it is no TOML between fences."""
    head, end, body = content.decode("utf-8").removeprefix(_FENCE).partition("\n" + _FENCE)
    if not end:
        raise PostError("the front matter has no end")
    try:
        return tomllib.loads(head), body
    except tomllib.TOMLDecodeError as error:
        raise PostError(f"the front matter is no TOML: {error}") from error


def _head(tables: dict[str, list[Key]]) -> str:
    lines = []
    for name, keys in tables.items():
        if name and keys:
            lines.append(f"\n[{name}]")
        lines += [f"{key.name} = {key.text}" for key in keys]
    return _FENCE + "\n".join(lines) + "\n" + _FENCE


def _check(content: bytes, tables: dict[str, list[Key]]) -> None:
    found, _ = read_back(content)
    for name, keys in tables.items():
        table = found.get(name, {}) if name else found
        wanted = {key.name: key.value for key in keys}
        here = {key: _plain(value) for key, value in table.items() if not isinstance(value, dict)}
        if here != wanted:
            raise PostError(f"the front matter does not read back: {name or 'top'}")


def _plain(value: Any) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return tuple(value) if isinstance(value, list) else value
