"""Posts for Eleventy: an ISO date (it stops at Jekyll's), lists, and an address of our own."""

from newsspider.flavours import compose, frontmatter
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post

_PERMALINK = "/:category/:name.html"


class Eleventy:
    """``posts/DAY-NAME.md``; a held post has no address, so that Eleventy writes no page."""

    name = "eleventy"

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        made = compose.draft(article, site)
        address = compose.permalink(site, made, _PERMALINK)
        keys = [
            frontmatter.bare("layout", "post"),
            frontmatter.string("title", made.said.title),
            frontmatter.bare("date", compose.iso(made)),
            frontmatter.strings("categories", [made.said.category]),
            frontmatter.strings("tags", made.said.tags),
            *compose.added(article, site, made, self.name),
        ]
        if made.held:
            keys += [
                frontmatter.truth("permalink", value=False),
                frontmatter.truth("eleventyExcludeFromCollections", value=True),
                frontmatter.truth("draft", value=True),
            ]
        else:
            keys.append(frontmatter.string("permalink", address))
        if made.noindex:
            keys.append(frontmatter.string("robots", "noindex"))
        return compose.finished(keys, made, compose.path(article, site, made, "posts"))
