"""Articles as plain JSON lines, for whoever builds pages in another way."""

import json
import math
from typing import Any

from newsspider.errors import PostError
from newsspider.flavours import compose
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post
from newsspider.shape import article_shape


class JsonLines:
    """``articles/DAY-NAME.jsonl``: one line a file; ``cat articles/*.jsonl`` is the whole."""

    name = "jsonl"

    def render(self, article: Article, site: Site) -> Post:
        """Return the line; raises PostError for an article that cannot become a safe one."""
        made = compose.draft(article, site)
        said = made.said
        shape = article_shape(article)
        shape |= {"title": said.title, "date": compose.iso(made), "category": said.category}
        shape |= {"tags": list(said.tags), "html": _html(article, site, made), "hold": made.held}
        shape |= {"noindex": made.noindex, "error": None}
        clean = _clean(shape)
        content = (json.dumps(clean, ensure_ascii=False, allow_nan=False) + "\n").encode()
        if content.count(b"\n") != 1 or json.loads(content) != clean:
            raise PostError("the line does not read back")
        where = compose.path(article, site, made, "articles").removesuffix(".md")
        return Post(
            path=where if article.path else f"{where}.jsonl", content=content, notes=made.body.notes
        )


def _html(article: Article, site: Site, made: compose.Draft) -> str:
    """Return the blocks: as the article has them, unless the profile has them changed."""
    changed = site.excerpt or site.notices or len(article.body) > len(made.body.blocks)
    return made.body.blocks if changed else article.body


def _clean(value: Any) -> Any:
    """Return *value* without halves of characters, which no UTF-8 file can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value
