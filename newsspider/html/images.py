"""The images of a safe body."""

from newsspider.html.tree import fragment, tag_of, text_of
from newsspider.model.image import Image
from newsspider.text import spaces


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
