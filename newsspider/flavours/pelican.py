"""Posts for Pelican: header lines without quotes, which end at the first empty line."""

from newsspider.errors import PostError
from newsspider.flavours import compose
from newsspider.flavours.frontmatter import Key
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post

_PARTING = str.maketrans({",": "，", ";": "；"})  # Pelican parts tags and authors at these


class Pelican:
    """``content/DAY-NAME.md``; a held post has ``Status: draft``."""

    name = "pelican"

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        made = compose.draft(article, site)
        said = made.said
        lines = {
            "Title": said.title,
            "Date": compose.iso(made),
            "Category": said.category,
            "Tags": ", ".join(tag.translate(_PARTING) for tag in said.tags),
            "Slug": made.stem,
        }
        lines |= {_name(key): _line(key) for key in compose.added(article, site, made, self.name)}
        if site.permalink:
            address = compose.permalink(site, made).lstrip("/")
            page = address + "index.html" if address.endswith("/") else address
            lines |= {"Url": address, "Save_as": page}
        if made.noindex:
            lines["Robots"] = "noindex"
        if made.held:
            lines["Status"] = "draft"
        content = _written(lines, made.sections)
        return Post(
            path=compose.path(article, site, made, "content"),
            content=content,
            notes=made.body.notes,
        )


def read_back(content: bytes) -> tuple[dict[str, str], str]:
    """Return the header lines, as Pelican reads them, and the body."""
    head, _, body = content.decode("utf-8").partition("\n\n")
    found: dict[str, str] = {}
    for line in head.split("\n"):
        name, colon, value = line.partition(": ")
        if not colon or not name.isidentifier() or name in found:
            raise PostError(f"the header holds a broken line: {line[:60]!r}")
        found[name] = value.strip()
    return found, body


def _written(lines: dict[str, str], sections: tuple[str, ...]) -> bytes:
    head = "\n".join(f"{name}: {value}" for name, value in lines.items())
    content = "\n\n".join((head, *sections)).encode()
    if read_back(content)[0] != lines:
        raise PostError("the header does not read back")
    return content


def _name(key: Key) -> str:
    return key.name[:1].upper() + key.name[1:]


def _line(key: Key) -> str:
    if isinstance(key.value, tuple):
        return ", ".join(text.translate(_PARTING) for text in key.value)
    text = str(key.value)
    return text.translate(_PARTING) if key.name == "author" else text
