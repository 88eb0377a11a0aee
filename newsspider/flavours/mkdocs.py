"""Posts for MkDocs: pages under ``docs/posts``."""

from newsspider.flavours import compose, frontmatter
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post


class MkDocs:
    """``docs/posts/DAY-NAME.md``; held posts wait in ``drafts/``, which MkDocs does not see."""

    name = "mkdocs"

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        made = compose.draft(article, site)
        keys = compose.listed(article, site, made, self.name)
        if made.noindex:
            keys.append(frontmatter.string("robots", "noindex"))
        folder = "drafts" if made.held else "docs/posts"
        return compose.finished(keys, made, compose.path(article, site, made, folder))
