"""Look through a folder of posts and name every hazard with file and line; pure but for reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

_POSTS = (".md", ".markdown", ".html")
_SKIPPED = frozenset(
    ("_site", "public", "node_modules", ".git", ".newsspider", ".venv", "_layouts", "_includes",
     "category", "layouts", "templates", "output", "themes")
)  # fmt: skip
_LARGEST = 1_000_000
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(.+)")
_KEY = re.compile(r"(?P<name>[A-Za-z][\w-]*)\s*(?P<mark>[:=])(?:\s+(?P<value>.*))?")
_ZONED = re.compile(r"(?:[+-]\d\d:?\d\d|Z)$")
_STAMP = re.compile(r"\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d.*)?$")
_BARE_SAFE = re.compile(r"[^\s:#\[\]{},&*!|>'\"%@`?-][^:#]*")
_WORD = re.compile(
    r"y|n|yes|no|on|off|true|false|null|~|[\d.,_]+(?:e\d+)?|\d{4}-\d\d-\d\d", re.IGNORECASE
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_ODD_ESCAPE = re.compile(r'\\[^"\\/abefnrtvxuUNLP0_ \t]')
_TEMPLATE = re.compile(r"\{[{%#]")
_ACTIVE = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|base|form|style|meta|link|svg|math|applet)\b"
    r"|<[^>]*\s(on\w+)\s*=|(?:href|src|action)\s*=\s*[\"']?\s*(javascript|data|vbscript):"
    r"|\{:[^}]*\b(on\w+)=|\]\(\s*<?(javascript):",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"<img\b[^>]*\bsrc\s*=\s*[\"']?(?!https?:|/|data:|javascript:)([^\s\"'>]+)", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_NESTED = ("title", "categories", "tags", "category")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """What may go wrong with a post, where (line 0: the file as a whole) and why."""

    path: str
    line: int
    slug: str
    detail: str

    def __str__(self) -> str:
        """Return ``PATH:LINE: SLUG: DETAIL``."""
        return f"{self.path}:{self.line or 1}: {self.slug}: {self.detail}"


def posts(folder: Path) -> Iterator[Path]:
    """Yield the posts in *folder*, sorted; built sites and templates are no posts."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.suffix in _POSTS and not _SKIPPED & set(inner[:-1]) and path.is_file():
            yield path


def check(folder: Path, now: datetime) -> Iterator[Hazard]:
    """Yield every hazard in *folder*."""
    seen: dict[str, str] = {}
    for path in posts(folder):
        name = str(path.relative_to(folder))
        before = seen.setdefault(name.casefold(), name)
        if before != name:
            yield _at(name, 0, "collision", f"differs from {before} in case only")
        content = path.read_bytes()
        if path.suffix == ".html" and not content.startswith((b"---", b"+++")):
            continue  # a page of the site itself, no post
        if path.stem.lower() == "_index" or (path.stem.lower() == "index" and "posts" not in name):
            continue  # a folder's own page
        yield from post(name, content, now)


def post(name: str, content: bytes, now: datetime) -> Iterator[Hazard]:
    """Yield the hazards of one post."""
    stem = Path(name).stem
    if stem.lower() == "index" and "posts" in name:
        yield _at(name, 0, "index", "makes a folder's own page of it: other posts are lost")
    if len(content) > _LARGEST:
        yield _at(name, 0, "size", f"{len(content):,} bytes: Jekyll's time grows with the square")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        yield _at(name, line, "not-utf-8", f"byte {error.start}")
        return
    if text.startswith("\ufeff"):
        yield _at(name, 1, "bom", "begins with a byte order mark")
        text = text[1:]
    for number, row in enumerate(text.split("\n"), 1):
        if found := _CONTROL.search(row):
            yield _at(name, number, "control", f"U+{ord(found[0]):04X}")
    head, start, body = _parted(text)
    if head is None:
        if "_posts/" in name or "posts/" in name:
            yield _at(name, 1, "no-front-matter", "the page has no layout, title or date")
        body = text
    else:
        yield from _head(name, head, now)
    yield from _body(name, body, start)


def _parted(text: str) -> tuple[list[str] | None, int, str]:
    """Return the lines of the front matter, the line where the body begins, and the body."""
    lines = text.replace("\r\n", "\n").split("\n")
    fence = lines[0].rstrip()
    if fence in ("---", "+++"):
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() == fence or (fence == "---" and line.rstrip() == "..."):
                return lines[1:number], number + 2, "\n".join(lines[number + 1 :])
        return lines[1:], len(lines), ""
    if re.match(r"Title: ", lines[0]) and "" in lines:
        end = lines.index("")
        return lines[:end], end + 2, "\n".join(lines[end + 1 :])
    return None, 1, text


def _head(name: str, lines: list[str], now: datetime) -> Iterator[Hazard]:
    seen: dict[str, int] = {}
    pelican = bool(lines) and lines[0].startswith("Title: ")
    offset = 1 if pelican else 2
    for number, line in enumerate(lines, offset):
        found = _KEY.fullmatch(line.rstrip())
        if found is None:
            if line.strip() and not line.startswith((" ", "-", "\t", "[", "#")):
                yield _at(name, number, "front-matter", f"no key: {line[:40]!r}")
            continue
        key, value = found["name"].lower(), (found["value"] or "").strip()
        if key in seen:
            yield _at(name, number, "front-matter", f"{key} is given twice")
        seen[key] = number
        if key == "date":
            yield from _date(name, number, value.strip("\"'"), now)
        elif value and not pelican:
            yield from _value(name, number, key, value)
    for key in ("title", "date"):
        if key not in seen:
            yield _at(name, 1, f"no-{key}", f"the front matter has no {key}")


def _value(name: str, number: int, key: str, value: str) -> Iterator[Hazard]:
    if value[0] in "\"'":
        if not _QUOTED.fullmatch(value):
            yield _at(name, number, "front-matter", f"{key}: a quote in quotes is not escaped")
        elif value[0] == '"' and _ODD_ESCAPE.search(value.replace("\\\\", "")):
            yield _at(name, number, "front-matter", f"{key}: a backslash is not escaped")
    elif value[0] not in "[{|>":
        if not _BARE_SAFE.fullmatch(value):
            yield _at(name, number, "front-matter", f"{key}: needs quotes: {value[:40]!r}")
        elif key in _NESTED and _WORD.fullmatch(value):
            yield _at(name, number, "yaml-word", f"{key}: YAML reads {value!r} as no text")
        elif key in ("categories", "tags") and " " in value:
            yield _at(name, number, "splits", f"{key}: Jekyll makes several of {value[:40]!r}")
    if key in ("title", "tags", "categories") and re.search(r"<[a-zA-Z/!]", value):
        yield _at(name, number, "markup", f"{key}: themes print it unescaped")


def _date(name: str, number: int, value: str, now: datetime) -> Iterator[Hazard]:
    if not _STAMP.fullmatch(value):
        yield _at(name, number, "date", f"not a date that generators read: {value[:40]!r}")
        return
    try:
        found = datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", value))
    except ValueError:
        yield _at(name, number, "date", f"no such day or time: {value[:40]!r}")
        return
    if len(value) > 10 and not _ZONED.search(value):
        yield _at(name, number, "date-zone", "has no zone: read as UTC, perhaps another day")
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    if aware.year > now.year + 1 or aware > now:
        yield _at(name, number, "date-future", f"{value}: generators leave the post out")
    if day := _DAY.match(Path(name).name):
        yield from _same_day(name, number, found.date(), day)


def _same_day(name: str, number: int, day: date, found: re.Match[str]) -> Iterator[Hazard]:
    said = f"{found[1]}-{found[2]}-{found[3]}"
    if said != day.isoformat():
        yield _at(name, number, "date-name", f"the file's name says {said}, the date {day}")


def _body(name: str, body: str, start: int) -> Iterator[Hazard]:
    for number, line in enumerate(body.split("\n"), start):
        if found := _TEMPLATE.search(line):
            yield _at(name, number, "template", f"{line[found.start() : found.start() + 30]!r}")
        for found in islice(_ACTIVE.finditer(line), 5):
            yield _at(name, number, "active", f"{found[0][:60]!r}")
        if found := _RELATIVE.search(line):
            yield _at(name, number, "relative-image", f"{found[1][:60]!r}")


def _at(path: str, line: int, slug: str, detail: str) -> Hazard:
    return Hazard(path=path, line=line, slug=slug, detail=detail)
