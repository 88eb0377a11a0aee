"""Posts for Jekyll, also as GitHub Pages runs it: the form of the first post of all."""

from newsspider.errors import PostError
from newsspider.flavours import escape, frontmatter
from newsspider.flavours.parts import Parts, file_name, parts, with_source_line
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post

LARGEST = 1_000_000  # bytes of a body: Jekyll's time grows with the square of a line's length


class Jekyll:
    """``_posts/DAY-NAME.md``: five keys, HTML blocks on one line, the address, the links back."""

    name = "jekyll"

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        said = parts(article, site)
        body = escape.braces(with_source_line(article))
        if "\n" in body or not body.startswith("<"):
            raise PostError("the body is not HTML blocks on one line")
        if len(body.encode()) > LARGEST:
            raise PostError(f"the body has {len(body.encode()):,} bytes, over {LARGEST:,}")
        keys = {
            "layout": "post",
            "title": frontmatter.quoted(said.title),
            "date": frontmatter.date(said.moment),
            "categories": said.category,
            "tags": frontmatter.tags(said.tag),
        }
        sections = [body, f"<{escape.address(article.url)}>", *_links_back(said, site)]
        content = (frontmatter.block(list(keys.items())) + "\n\n".join(sections)).encode()
        self._check(content, said)
        path = article.path or f"_posts/{file_name(article, said.moment)}.md"
        return Post(path=path, content=content)

    def _check(self, content: bytes, said: Parts) -> None:
        """Read the post back before it may be put in place."""
        found, _ = frontmatter.read_back(content)
        wanted = {
            "layout": "post",
            "title": said.title,
            "date": frontmatter.date(said.moment),
            "categories": said.category,
            "tags": said.tag,
        }
        if found != wanted:
            differing = ", ".join(key for key in wanted if found.get(key) != wanted[key])
            raise PostError(f"the front matter does not read back: {differing}")


def _links_back(said: Parts, site: Site) -> list[str]:
    if not site.base or not site.tail:
        return []
    label = "返回" + escape.label(said.tag)
    base = escape.address(site.base)
    return [f"[{label}]({base}/category/{said.category}.html)｜[返回首页]({base}/)"]
