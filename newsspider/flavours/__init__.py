"""From an article and a site's profile to a post: one module a static-site generator."""

from typing import Protocol

from newsspider.errors import ConfigError
from newsspider.flavours.jekyll import Jekyll
from newsspider.flavours.site import Site
from newsspider.model.article import Article
from newsspider.model.post import Post

_ALL = (Jekyll,)


class Flavour(Protocol):
    """Renders posts for one generator; pure and deterministic."""

    name: str

    def render(self, article: Article, site: Site) -> Post:
        """Return the post; raises PostError for an article that cannot become a safe one."""
        ...


def names() -> tuple[str, ...]:
    """Return the names of all flavours."""
    return tuple(flavour.name for flavour in _ALL)


def load(name: str) -> Flavour:
    """Return the flavour called *name*; ConfigError names those there are."""
    for flavour in _ALL:
        if flavour.name == name:
            return flavour()
    from difflib import get_close_matches  # only a mistake pays for its import

    near = get_close_matches(name, names(), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ConfigError(f"no flavour is called {name!r}; there is: {', '.join(names())}{hint}")
