"""Posts for Jekyll, also as GitHub Pages runs it: the form of the first post of all."""

from newsspider.flavours import compose, frontmatter
from newsspider.flavours.frontmatter import Key
from newsspider.flavours.site import LARGEST, Site
from newsspider.model.article import Article
from newsspider.model.post import Post

__all__ = ["LARGEST", "Jekyll"]


class Jekyll:
    """``_posts/DAY-NAME.md``: five keys, HTML blocks on one line, the address, the links back."""

    name = "jekyll"

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        made = compose.draft(article, site)
        said = made.said
        tags = (
            frontmatter.bare_tag("tags", said.tags[0])
            if len(said.tags) == 1
            else frontmatter.strings("tags", said.tags)
        )
        keys: list[Key] = [
            frontmatter.bare("layout", "post"),
            frontmatter.string("title", said.title),
            frontmatter.bare("date", frontmatter.date(said.moment)),
            frontmatter.bare("categories", said.category),
            tags,
            *compose.added(article, site, made, self.name),
        ]
        if site.permalink:
            keys.append(frontmatter.string("permalink", compose.permalink(site, made)))
        if made.noindex:
            keys += [
                frontmatter.string("robots", "noindex"),
                frontmatter.truth("sitemap", value=False),
            ]
        folder = "_drafts" if made.held else "_posts"
        return compose.finished(keys, made, compose.path(article, site, made, folder))
