"""What a site wants of its posts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from newsspider.flavours.rule import NOTHING, Rule
from newsspider.text import slug

LARGEST = 1_000_000  # bytes of a body: Jekyll's time grows with the square of a line's length


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The profile of the static site that the posts are for.

    ``zone`` is that of dates and file names; ``base`` the site's address (``//host``), without
    which posts have no links back; ``categories`` and ``tags`` map source names where the rule
    is not wanted; ``category_scheme`` is pinyin, section or fixed, ``tag_scheme`` news, source,
    section or keywords. ``keys`` name front-matter keys to add, ``extra`` are keys with texts of
    the owner's own. ``folders`` is none, year or month; ``permalink`` a template such as
    ``/:category/:name.html``. ``excerpt`` is a number of characters, 0 for the whole text.
    """

    flavour: str = "jekyll"
    flavours: tuple[str, ...] = ()  # all of them where a site wants several
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    base: str = ""
    tail: bool = True
    tail_template: str = ""
    body: str = "html"
    category_scheme: str = "pinyin"
    category_fixed: str = "news"
    categories: Mapping[str, str] = field(default_factory=dict)
    tag_scheme: str = "news"
    tags: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    folders: str = "none"
    permalink: str = ""
    largest: int = LARGEST
    excerpt: int = 0
    notices: Mapping[str, str] = field(default_factory=dict)
    include: Rule = NOTHING
    exclude: Rule = NOTHING
    hold: Rule = NOTHING
    noindex: Rule = NOTHING

    def others(self) -> tuple[str, ...]:
        """Return the flavours beside the first."""
        return tuple(name for name in self.flavours if name != self.flavour)

    def root(self, flavour: str) -> str:
        """Return the folder of a flavour's site under the output folder, with its ``/``.

        The first flavour's site is the output folder itself, so that one may be added to it.
        """
        return "" if flavour == self.flavour else f"{flavour}/"

    def category(self, name: str, section: str = "") -> str:
        """Return the category slug for the source *name* and its *section*."""
        wanted = section if self.category_scheme == "section" and section else name
        mapped = self.categories.get(name) or self.categories.get(wanted)
        if mapped:
            return mapped
        return self.category_fixed if self.category_scheme == "fixed" else slug.category(wanted)

    def tag(self, name: str) -> str:
        """Return the tag for the source *name*."""
        mapped = self.tags.get(name)
        return mapped or (slug.tag(name) if self.tag_scheme == "news" else name)
