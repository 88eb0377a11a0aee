"""Where mirrored pictures lie, how posts name them, and which of them no post needs; pure."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from newsspider.imaging import Drawing, Picture
from newsspider.model.post import Post

MAP = ".newsspider/assets.jsonl"  # what is known of addresses; without it all are fetched again

# Where each generator takes files from that it copies as they are; the address is the same.
_STATIC = {
    "jekyll": "",
    "eleventy": "",  # the site needs addPassthroughCopy("assets")
    "hugo": "static/",
    "zola": "static/",
    "astro": "public/",
    "mkdocs": "docs/",
    "pelican": "content/",  # the site needs "assets" in STATIC_PATHS
}
_FOLDER = "assets/news"
_OURS = re.compile(r"[0-9a-f]{20}(?:-\d+)?\.(?:jpg|png|webp)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A mirrored picture as posts name it.

    ``names`` maps a width in pixels to a file's name, the widest first; none of them means that
    the address holds no picture, and ``reason`` says why.
    """

    width: int = 0
    height: int = 0
    names: Mapping[int, str]
    reason: str = ""


def folder(flavour: str) -> str:
    """Return the folder of mirrored pictures under the output folder."""
    return _STATIC.get(flavour, "") + _FOLDER


def address(base: str, name: str) -> str:
    """Return the address of a picture within the site whose own address is *base*."""
    return f"{urlsplit(base).path.rstrip('/')}/{_FOLDER}/{name}"


def asset(picture: Picture) -> Asset:
    """Return how posts name *picture*."""
    first = picture.drawings[0]
    names = {each.width: _name(picture, each, each is first) for each in picture.drawings}
    return Asset(width=first.width, height=first.height, names=names)


def files(picture: Picture, folder: str) -> list[Post]:
    """Return the files of *picture* in *folder*, for the outbox."""
    names = asset(picture).names
    return [
        Post(path=f"{folder}/{names[each.width]}", content=each.content)
        for each in picture.drawings
    ]


def named(posts: Iterable[bytes]) -> set[str]:
    """Return the names of ours that *posts* hold."""
    return {name for post in posts for name in _OURS.findall(post.decode("utf-8", "replace"))}


def unused(posts: Iterable[str | bytes], assets: Iterable[str]) -> list[str]:
    """Return those of *assets* (paths or names) that no post names, in order.

    Only names that we give are ever returned: a picture of the user's own is never garbage.
    *posts* are the contents of all posts there are, drafts too.
    """
    used: set[str] = set()
    for post in posts:
        text = post.decode("utf-8", "replace") if isinstance(post, bytes) else post
        used.update(_OURS.findall(text))
    return [
        path
        for path in assets
        if _OURS.fullmatch(name := path.rpartition("/")[2]) and name not in used
    ]


def attributes(given: Mapping[str, str], asset: Asset, base: str) -> dict[str, str] | None:
    """Return the attributes of an ``img`` that shows *asset* instead; None where it shows nothing.

    The width that the page declared stays where it is smaller: it is how large the picture was
    meant to be. Width and height always have the picture's own shape.
    """
    if not asset.names:
        return None
    declared = given.get("width", "")
    width = min(int(declared), asset.width) if declared.isdecimal() else asset.width
    height = max(1, round(asset.height * width / asset.width))
    places = {size: address(base, name) for size, name in asset.names.items()}
    made = {"src": next(iter(places.values())), "alt": given.get("alt", "")}
    if len(places) > 1:
        made["srcset"] = ", ".join(f"{place} {size}w" for size, place in places.items())
        made["sizes"] = f"(max-width: {width}px) 100vw, {width}px"
    return made | {"width": str(width), "height": str(height)}


def read_map(text: str) -> dict[str, Asset]:
    """Return the known addresses of a map's *text*; lines that cannot be read are left out."""
    known = {}
    for line in text.splitlines():
        try:
            row = json.loads(line)
            names = {int(width): str(name) for width, name in row["names"].items()}
            known[str(row["url"])] = Asset(
                width=int(row["width"]), height=int(row["height"]), names=names,
                reason=str(row["reason"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return known


def write_map(known: Mapping[str, Asset]) -> bytes:
    """Return *known* as sorted lines."""
    rows = (
        json.dumps({"url": url} | asdict(known[url]), ensure_ascii=False) for url in sorted(known)
    )
    return "".join(f"{row}\n" for row in rows).encode("utf-8", "replace")


def _name(picture: Picture, drawing: Drawing, first: bool) -> str:
    size = "" if first else f"-{drawing.width}"
    return f"{picture.name}{size}.{drawing.extension}"
