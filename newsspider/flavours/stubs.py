"""A page for every category, so that the links back lead somewhere."""

from html import escape

from newsspider.flavours.frontmatter import quoted
from newsspider.model.post import Post

_JEKYLL = """\
---
layout: default
title: {title}
permalink: /category/{slug}.html
---
<h1>{{{{ page.title | escape }}}}</h1>
<ul>
{{% for post in site.categories["{slug}"] %}}<li>{{{{ post.date | date: "%Y-%m-%d" }}}} \
<a href="{{{{ post.url | relative_url }}}}">{{{{ post.title | escape }}}}</a></li>
{{% endfor %}}</ul>
"""
_HUGO = """\
---
title: {title}
aliases: ["/category/{slug}.html"]
---
"""
# Whole by itself: a layout that the site does not have would stop its build.
_ELEVENTY = """\
---
title: {title}
permalink: "/category/{slug}.html"
---
<!doctype html>
<html><head><meta charset="utf-8"><title>{{{{ title }}}}</title></head>
<body><h1>{{{{ title }}}}</h1>
<ul>
{{% for post in collections.posts %}}{{% if "{slug}" in post.data.categories %}}\
<li><a href="{{{{ post.url }}}}">{{{{ post.data.title }}}}</a></li>
{{% endif %}}{{% endfor %}}</ul></body></html>
"""
_PAGE = """\
<!doctype html>
<html><head><meta charset="utf-8"><title>{text}</title></head>
<body><h1>{text}</h1><p><a href="{target}">{target}</a></p></body></html>
"""


def stub(flavour: str, slug: str, name: str) -> Post | None:
    """Return the page of the category *slug*, called *name*; None where the generator makes it.

    Pelican makes ``/category/SLUG.html`` itself; an Astro site needs a page of its own.
    """
    title = quoted(name)
    text = escape(name)
    match flavour:
        case "jekyll":
            path, content = f"category/{slug}.html", _JEKYLL.format(title=title, slug=slug)
        case "hugo":
            path, content = (
                f"content/categories/{slug}/_index.md",
                _HUGO.format(title=title, slug=slug),
            )
        case "eleventy":
            path, content = f"category/{slug}.njk", _ELEVENTY.format(title=title, slug=slug)
        case "mkdocs":
            path, content = f"docs/category/{slug}.html", _PAGE.format(text=text, target="/")
        case "zola":
            path = f"static/category/{slug}.html"
            content = _PAGE.format(text=text, target=f"/categories/{slug}/")
        case _:
            return None
    return Post(path=path, content=content.encode())
