"""Look through a folder of posts and name every hazard with file and line; pure but for reading."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from newsspider.runs.active import active
from newsspider.runs.hazard import Hazard, at
from newsspider.runs.heads import head

_POSTS = (".md", ".markdown", ".html")
_SKIPPED = frozenset(
    ("_site", "public", "node_modules", ".git", ".newsspider", ".venv", "_layouts", "_includes",
     "category", "layouts", "templates", "output", "themes")
)  # fmt: skip
_PLACES = frozenset(("_posts", "posts"))  # every file there is a post
_LARGEST = 1_000_000
_UNREAD = 50_000_000  # bytes; no more is held in memory
_MOST = 100  # of one kind in one post: nobody reads more
_JEKYLL = re.compile(r"\d{2,4}-\d\d?-\d\d?-.+", re.DOTALL)
_TEMPLATE = re.compile(r"\{[{%#]")
_RELATIVE = re.compile(
    r"<img\b[^<>]*\bsrc\s*=\s*[\"']?(?!https?:|/|data:|javascript:)([^\s\"'>]+)", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_PELICAN = re.compile(r"(?:Title|Date|Author|Authors|Category|Tags|Slug|Status|Summary|Lang): ")


def posts(folder: Path) -> Iterator[Path]:
    """Yield the posts in *folder*, sorted; built sites and templates are no posts."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.suffix in _POSTS and not _SKIPPED & set(inner[:-1]) and path.is_file():
            yield path


def check(folder: Path, now: datetime) -> Iterator[Hazard]:
    """Yield every hazard in *folder*."""
    seen: dict[str, Path] = {}
    for path in posts(folder):
        inner = path.relative_to(folder)
        same = unicodedata.normalize("NFC", str(inner)).casefold()
        before = seen.setdefault(same, inner)
        if before != inner:
            why = f"the same as {before.name} where case and accents are one; rename one of them"
            yield at(str(path), 0, "collision", why)
        place = {folder.resolve().name, *inner.parts[:-1]}
        yield from file(path, now, place=place)


def file(path: Path, now: datetime, *, place: Collection[str]) -> Iterator[Hazard]:
    """Yield the hazards of the file at *path*, in folders named *place*."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _UNREAD else b""
    except OSError as error:
        why = f"{error.strerror or error}; make the file readable"
        yield at(str(path), 0, "unreadable", why)
        return
    if size > _UNREAD:
        yield _too_large(str(path), size)
        return
    if path.suffix == ".html" and not content.startswith((b"---", b"+++")):
        return  # a page of the site itself, no post
    if path.stem.lower() in ("index", "_index") and not _PLACES & set(place):
        return  # a folder's own page
    if path.stem.lower() == "_index":
        return
    yield from post(str(path), content, now, place=place)


def post(
    name: str, content: bytes, now: datetime, *, place: Collection[str] | None = None
) -> Iterator[Hazard]:
    """Yield the hazards of one post; *place* are its folders, else those in *name*."""
    folders = set(Path(name).parts[:-1] if place is None else place)
    yield from _name(name, folders)
    if len(content) > _LARGEST:
        yield _too_large(name, len(content))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        yield at(name, line, "not-utf-8", f"byte {error.start}; save the file as UTF-8")
        return
    if text.startswith("\ufeff"):
        yield at(name, 1, "bom", "begins with a byte order mark; save the file without one")
        text = text[1:]
    for number, row in enumerate(text.split("\n"), 1):
        if found := _CONTROL.search(row):
            yield at(name, number, "control", f"U+{ord(found[0]):04X}; take it out")
    lines, form, start, body = _parted(text)
    if lines is not None:
        yield from head(name, lines, form, now)
    elif form:
        why = f"{form} is never closed; put {form} on a line of its own after the last key"
        yield at(name, 1, "front-matter", why)
    elif _PLACES & folders:
        why = "the page has no title and no date; begin it with ---, keys, ---"
        yield at(name, 1, "no-front-matter", why)
    yield from _body(name, body, start)


def _name(name: str, folders: Collection[str]) -> Iterator[Hazard]:
    path = Path(name)
    dated = _JEKYLL.fullmatch(path.stem)
    stem = re.sub(r"^\d+-\d+-\d+-", "", path.stem).lower() if "_posts" in folders else path.stem
    if stem.lower() == "index" and _PLACES & set(folders):
        why = "makes a folder's own page of it, other posts are lost; rename the file"
        yield at(name, 0, "index", why)
    elif "_posts" in folders and not dated:
        why = "Jekyll leaves it out; name the file YYYY-MM-DD-words.md"
        yield at(name, 0, "name", why)


def _too_large(name: str, size: int) -> Hazard:
    why = f"{size:,} bytes, and Jekyll's time grows with the square; cut it below {_LARGEST:,}"
    return at(name, 0, "size", why)


def _parted(text: str) -> tuple[list[str] | None, str, int, str]:
    """Return the front matter's lines and form, the line where the body begins, and the body.

    No lines but a form: a fence that is never closed.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    fence = lines[0].rstrip()
    if fence in ("---", "+++"):
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() == fence or (fence == "---" and line.rstrip() == "..."):
                return lines[1:number], fence, number + 2, "\n".join(lines[number + 1 :])
        return None, fence, 1, "\n".join(lines)
    if _PELICAN.match(lines[0]) and "" in lines:
        end = lines.index("")
        return lines[:end], "", end + 2, "\n".join(lines[end + 1 :])
    return None, "", 1, "\n".join(lines)


def _body(name: str, body: str, start: int) -> Iterator[Hazard]:
    for number, line in enumerate(body.split("\n"), start):
        if found := _TEMPLATE.search(line):
            said = repr(line[found.start() : found.start() + 30])
            yield at(name, number, "template", f"{said} may run; write &#123; for {{")
        if found := _RELATIVE.search(line):
            why = f"{found[1][:60]!r} is not found from every page; write the whole address"
            yield at(name, number, "relative-image", why)
    breaks = [each.start() for each in re.finditer("\n", body)]
    found_active = {(bisect(breaks, place - 1), why) for place, why in islice(active(body), _MOST)}
    for number, why in sorted(found_active):
        yield at(name, start + number, "active", why)
