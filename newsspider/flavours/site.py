"""What a site wants of its posts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from newsspider.text import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The profile of the static site that the posts are for.

    ``zone`` is that of dates and file names; ``base`` the site's address (``//host``), without
    which posts have no links back; ``categories`` and ``tags`` map source names where the rule
    is not wanted.
    """

    flavour: str = "jekyll"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    base: str = ""
    tail: bool = True
    categories: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)

    def category(self, name: str) -> str:
        """Return the category slug for the source *name*."""
        return self.categories.get(name) or slug.category(name)

    def tag(self, name: str) -> str:
        """Return the tag for the source *name*."""
        return self.tags.get(name) or slug.tag(name)
