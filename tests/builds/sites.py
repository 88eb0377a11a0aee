"""The smallest site for each generator: it prints titles and tags unescaped, as real themes do."""

_HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
_STYLE = (
    "<style>body{max-width:40em;margin:1em auto;padding:0 1em;font-family:sans-serif;line-height:1.7}"
    "*{overflow-wrap:anywhere}img{max-width:100%;height:auto}pre{overflow:auto}"
    "table{display:block;overflow-x:auto}td,th{border:1px solid #ccc;min-width:2em}</style></head><body>"
)


def page(title: str, escaped: str, when: str, tags: str, body: str) -> str:
    """Return a template from the generator's own expressions."""
    return (
        f'{_HEAD}<title>{escaped}</title>{_STYLE}<h1><b id="m-title"></b>{title}</h1>'
        f'<p><b id="m-when"></b>{when}</p><ul><b id="m-tags"></b>{tags}</ul>'
        f'<div><b id="m-body"></b>{body}<b id="m-end"></b></div></body></html>'
    )


JEKYLL = {
    "_config.yml": (
        "title: Test\ntimezone: Asia/Shanghai\nstrict_front_matter: true\n"
        "permalink: /:categories/:year/:month/:day/:title.html\n"
    ),
    "_layouts/post.html": page(
        "{{ page.title }}",
        "{{ page.title | escape }}",
        "{{ page.date | date_to_xmlschema }}",
        "{% for tag in page.tags %}<li>{{ tag }}</li>{% endfor %}",
        "{{ content }}",
    ),
}
HUGO = {
    "hugo.toml": (
        'baseURL = "https://site.example/"\ntitle = "Test"\ntimeZone = "Asia/Shanghai"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    ),
    "layouts/_default/single.html": page(
        "{{ .Title | safeHTML }}",
        "{{ .Title }}",
        '{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}',
        "{{ range .Params.tags }}<li>{{ . | safeHTML }}</li>{{ end }}",
        "{{ .Content }}",
    ),
}
ELEVENTY = {
    "eleventy.config.js": "module.exports = function (config) { config.addPassthroughCopy('assets'); };\n",
    "_includes/post.njk": page(
        "{{ title | safe }}",
        "{{ title }}",
        "{{ page.date.toISOString() }}",
        "{% for tag in tags %}<li>{{ tag | safe }}</li>{% endfor %}",
        "{{ content | safe }}",
    ),
}
PELICAN = {
    "pelicanconf.py": (
        "SITENAME = 'Test'\nTIMEZONE = 'Asia/Shanghai'\nPATH = 'content'\nTHEME = 'theme'\n"
        "DIRECT_TEMPLATES = []\nPLUGINS = []\nDEFAULT_DATE_FORMAT = '%Y-%m-%d'\n"
        "CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ''\n"
        "STATIC_PATHS = ['assets']\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\n"
    ),
    "theme/templates/article.html": page(
        "{{ article.title }}",
        "{{ article.title|striptags|escape }}",
        "{{ article.date.isoformat() }}",
        "{% for tag in article.tags %}<li>{{ tag }}</li>{% endfor %}",
        "{{ article.content }}",
    ),
    "theme/static/.keep": "",
}
MKDOCS = {
    "mkdocs.yml": "site_name: Test\ntheme:\n  name: null\n  custom_dir: theme\nplugins: []\n",
    "docs/index.md": "---\ntemplate: home.html\n---\n# Test\n",
    "theme/home.html": "<h1>Test</h1>",
    "theme/main.html": page(
        "{{ page.meta.title or page.title }}",
        "{{ page.title|e }}",
        "{{ page.meta.date }}",
        "{% for tag in page.meta.tags or [] %}<li>{{ tag }}</li>{% endfor %}",
        "{{ page.content }}",
    ),
}
ASTRO = {
    "package.json": '{"name": "test", "type": "module", "private": true}\n',
    "astro.config.mjs": (
        # The packages are shared by all tests, so their folder may hold no cache.
        "export default { site: 'https://site.example', cacheDir: './.cache',"
        " vite: { cacheDir: './.vite' } };\n"
    ),
    "src/content.config.ts": (
        "import { defineCollection, z } from 'astro:content';\nimport { glob } from 'astro/loaders';\n"
        "const posts = defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/posts' }),\n"
        "  schema: z.object({ title: z.string(), date: z.coerce.date(), tags: z.array(z.string()) }) });\n"
        "export const collections = { posts };\n"
    ),
    "src/pages/[...slug].astro": (
        "---\nimport { getCollection, render } from 'astro:content';\n"
        "export async function getStaticPaths() {\n"
        "  return (await getCollection('posts')).map((post) => ({ params: { slug: post.id }, props: { post } }));\n"
        "}\nconst { post } = Astro.props;\nconst { Content } = await render(post);\n---\n"
    )
    + page(
        "<Fragment set:html={post.data.title} />",
        "{post.data.title}",
        "{post.data.date.toISOString()}",
        "{post.data.tags.map((tag) => <li set:html={tag} />)}",
        "<Content />",
    ).replace("<style>", "<style is:inline>"),
}
ZOLA = {
    "config.toml": 'base_url = "https://site.example"\ntitle = "Test"\ngenerate_feeds = false\n'
    'taxonomies = [{ name = "categories", render = false }, { name = "tags", render = false }]\n',
    "content/posts/_index.md": "+++\n+++\n",
    "templates/page.html": page(
        "{{ page.title | safe }}",
        "{{ page.title }}",
        '{{ page.date | date(format="%Y-%m-%dT%H:%M:%S%:z") }}',
        "{% for tag in page.taxonomies.tags %}<li>{{ tag | safe }}</li>{% endfor %}",
        "{{ page.content | safe }}",
    ),
}
