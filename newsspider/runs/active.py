"""Find what a browser would run in a post's text, HTML or Markdown; pure, in linear time."""

import html
import re
from collections.abc import Iterator

# As browsers read a tag: a quote opens only after =, and what is quoted may hold anything.
_TAG = re.compile(
    r"<\s*+(?P<name>[a-zA-Z][\w:-]*+)"
    r"(?P<rest>(?:[^<>=]|=\s*+(?:\"[^\"]{0,9999}\"|'[^']{0,9999}')?)*+)"
)
_ELEMENTS = frozenset(
    ("script", "iframe", "object", "embed", "base", "form", "style", "meta", "link", "svg",
     "math", "applet", "frame", "frameset", "portal")
)  # fmt: skip
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_HANDLER = re.compile(r"[\s/\"'](on\w+|srcdoc)\s*=", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b(?:href|src|action|formaction|data|poster)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"(?:\]\(|\]:|<)\s{0,9}<?(?P<url>[^\s()<>]{4,200})")
_KRAMDOWN = re.compile(r"\{:[^{}\n]{0,999}\b(on\w+)=", re.IGNORECASE)
_RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_IGNORED = re.compile("[\x00-\x20\x7f]+")  # what browsers skip in a scheme


def active(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place in *text* and what to do, for everything that may run."""
    for found in _TAG.finditer(text):
        if found["name"].lower() in _ELEMENTS:
            yield found.start(), f"<{found['name'].lower()}>: take it out"
            continue
        bare = _QUOTED.sub(lambda each: "=" + "\n" * each[0].count("\n") + '""', found["rest"])
        if handler := _HANDLER.search(bare):
            line = bare.count("\n", 0, handler.start(1))
            yield _line(text, found.start(), line), f"{handler[1].lower()}=: take it out"
        for link in _ADDRESS.finditer(found["rest"]):
            yield from _address(found.start("rest") + link.start(), link[1] or link[2] or link[3])
    for found in _MARKDOWN.finditer(text):
        yield from _address(found.start(), found["url"])
    for found in _KRAMDOWN.finditer(text):
        yield found.start(), f"{found[1].lower()}=: take it out"


def _address(place: int, url: str | None) -> Iterator[tuple[int, str]]:
    if scheme := _RUNS.match(_IGNORED.sub("", html.unescape(url or ""))):
        yield place, f"a {scheme[0].lower()} link; take it out"


def _line(text: str, start: int, lines: int) -> int:
    """Return the place in *text* so many lines after *start*."""
    for _ in range(lines):
        start = text.index("\n", start) + 1
    return start
