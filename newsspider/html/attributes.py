"""The attributes that a post may keep: safe addresses, alternative texts, sizes, spans."""

import re
from collections.abc import Mapping

from newsspider.html.images_rules import is_content
from newsspider.text import spaces
from newsspider.urls import absolute

_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-original-src", "data-actualsrc",
    "data-echo",
    "data-url", "data-img", "data-lazyload", "_src", "data-lazy", "data-lazy-original",
    "data-imgsrc", "data-real-src", "data-hi-res-src", "data-full-src", "data-cfsrc", "real_src",
    "lazy-src", "lazysrc", "original", "zoomfile", "file",
)  # fmt: skip
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|placeholder|loading|lazy|transparent|pixel|grey|1x1|empty)[\w-]*\."
    r"(?:gif|png|svg|jpe?g|webp)(?:$|\?)",
    re.IGNORECASE,
)
_OWN = re.compile(r"/(?!/)")
_SAFE_NAMES = ("src", "alt", "srcset", "sizes", "width", "height")
_NUMBER = re.compile(r"\d{1,4}")
_NAME = re.compile(r"[A-Za-z_][\w-]{0,40}")
_WIDTH = re.compile(r"\s(\d+(?:\.\d+)?)[wx]\s*$")


SAFE = ""  # the base of blocks that are safe already: addresses on the site itself stay


def image(given: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the attributes of an image that is content; none for a spacer or a lost one."""
    if base == SAFE and _OWN.match(given.get("src", "")):
        return {name: given[name] for name in _SAFE_NAMES if name in given}
    source = image_address(given, base)
    sizes = {name: given.get(name, "") for name in ("width", "height")}
    if not source or not is_content(source, sizes["width"], sizes["height"]):
        return {}
    kept = {"src": source, "alt": spaces.collapse(given.get("alt", ""))}
    return kept | {name: size for name, size in sizes.items() if _NUMBER.fullmatch(size)}


def image_address(given: Mapping[str, str], base: str) -> str:
    """Return the address of the picture itself: a lazy attribute, the largest of a set, or src."""
    plain = given.get("src", "")
    candidates = [given[name] for name in _LAZY if given.get(name)]
    candidates += [largest(given[name]) for name in _SETS if given.get(name)]
    if plain and not is_placeholder(plain):
        candidates.insert(0, plain)
    else:
        candidates.append(plain)
    for candidate in candidates:
        found = absolute(base, candidate)
        if found:
            return found
    return ""


def is_placeholder(source: str) -> bool:
    """Tell whether *source* stands in for a picture that a script would load later."""
    return source.startswith("data:") or _PLACEHOLDER.search(source) is not None


def largest(srcset: str) -> str:
    """Return the widest picture of a srcset, the first where no widths are given."""
    best, width = "", -1.0
    for part in re.split(r",\s+|,(?=https?:|/)", srcset):
        found = _WIDTH.search(part)
        size = float(found[1]) if found else 0.0
        if part.strip() and size > width:
            best, width = part.split()[0], size
    return best


def link(given: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the attributes of a link; none where it leads nowhere safe."""
    href = given.get("href", "")
    if href.lstrip().startswith("#"):
        return {}
    address = absolute(base, href)
    return {"href": address} if address else {}


def paragraph(given: Mapping[str, str]) -> dict[str, str]:
    """Return the class of a paragraph, its simple names only."""
    names = [name for name in given.get("class", "").split() if _NAME.fullmatch(name)]
    return {"class": " ".join(names)} if names else {}


def cell(given: Mapping[str, str]) -> dict[str, str]:
    """Return the spans of a table cell that are more than one."""
    return {
        name: given[name]
        for name in ("colspan", "rowspan")
        if _NUMBER.fullmatch(given.get(name, "")) and int(given[name]) > 1
    }
