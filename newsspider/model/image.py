"""An image of an article."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An absolute http(s) address with its alternative text and caption."""

    url: str
    alt: str = ""
    caption: str = ""
