"""Posts for Hugo: ``.md`` with quoted lists; HTML bodies need ``unsafe = true`` in the site."""

from newsspider.flavours import compose, frontmatter
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post


class Hugo:
    """``content/posts/DAY-NAME.md``; a held post is a ``draft``, which Hugo leaves out itself."""

    name = "hugo"

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        made = compose.draft(article, site)
        keys = compose.listed(article, site, made, self.name)
        if site.permalink:
            keys.append(frontmatter.string("url", compose.permalink(site, made)))
        if made.noindex:
            keys += [
                frontmatter.string("robots", "noindex"),
                frontmatter.truth("robotsNoIndex", value=True),
            ]
        if made.held:
            keys.append(frontmatter.truth("draft", value=True))
        return compose.finished(keys, made, compose.path(article, site, made, "content/posts"))
