"""The images of a page and of a safe body: found behind lazy loading, listed, put elsewhere."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape

from lxml import etree

from newsspider.html.attributes import image_address, is_placeholder, largest
from newsspider.html.nodes import Node
from newsspider.html.serialise import write
from newsspider.html.tree import fragment, tag_of, text_of
from newsspider.model.image import Image
from newsspider.text import spaces

# Our own serialiser wrote the blocks: "<" and ">" stand nowhere but around tags.
_IMG = re.compile(r"<img((?: [a-z]+=\"[^\"<>]*\")*) />")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"<>]*)"')
_HOLLOW = re.compile(r"<(p|center|figure|li|blockquote)(?: class=\"[^\"<>]*\")?>\s*</\1>")
_LOADED_LATER = ("image/avif", "image/svg+xml")  # the mirror does not read them; others are there

Change = Callable[[Mapping[str, str]], Mapping[str, str] | None]


def images_of(blocks: str) -> tuple[Image, ...]:
    """Return the images of sanitised *blocks* in order, each address once."""
    if "<img" not in blocks:
        return ()
    found: dict[str, Image] = {}
    for node in fragment(blocks).iterdescendants("img"):
        url = node.get("src") or ""
        parent = node.getparent()
        caption = ""
        if parent is not None and tag_of(parent) == "figure":
            caption = " ".join(text_of(part) for part in parent.iterdescendants("figcaption"))
        image = Image(url=url, alt=node.get("alt") or "", caption=spaces.collapse(caption))
        found.setdefault(url, image)
    return tuple(found.values())


def given(node: etree._Element, base: str) -> dict[str, str]:
    """Return the attributes of an ``img``, with the picture's address where a script would get it.

    Where the element itself names only a placeholder, the sources of its ``picture`` and the
    ``noscript`` after it are asked.
    """
    own = {str(name): str(value) for name, value in node.attrib.items()}
    address = image_address(own, base) if base else own.get("src", "")
    if address and not is_placeholder(address):
        return own
    found = next((each for each in _elsewhere(node) if each and not is_placeholder(each)), "")
    return own | {"data-src": found} if found else own


def changed(blocks: str, change: Change) -> str:
    """Return sanitised *blocks* with the attributes of every image as *change* gives them.

    None takes the image out, and the paragraph or figure that held nothing else. A body that
    would be left without anything stays as it is.
    """

    def one(found: re.Match[str]) -> str:
        pairs = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
        after = change(pairs)
        return "" if after is None else write([Node("img", dict(after))])

    made = _IMG.sub(one, blocks)
    if made != blocks:
        made = _filled(made)
    return made or blocks


def _filled(blocks: str) -> str:
    """Return *blocks* without those that an image has left empty."""
    while (after := _HOLLOW.sub("", blocks)) != blocks:
        blocks = after
    return blocks


def _elsewhere(node: etree._Element) -> Iterator[str]:
    picture = next(node.iterancestors("picture"), None)
    for part in () if picture is None else picture.iterdescendants("source"):
        if part.get("type") not in _LOADED_LATER:
            yield largest(part.get("data-srcset") or part.get("srcset") or "")
    holder = node if picture is None else picture
    after = holder.getnext()
    if after is not None and tag_of(after) == "noscript":
        for image in after.iterdescendants("img"):
            yield image.get("src") or ""
