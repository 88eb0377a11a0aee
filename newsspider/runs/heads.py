"""Name the hazards in a post's front matter: YAML, TOML, or Pelican's lines; pure."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from newsspider.runs.hazard import Hazard, at
from newsspider.toml import line_of

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(.+)")
_KEY = re.compile(r"(?P<name>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*))?")
_ZONED = re.compile(r"(?:[+-]\d\d:?\d\d|Z)$")
_STAMP = re.compile(r"\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d.*)?$")
_BARE_SAFE = re.compile(r"[^\s:#\[\]{},&*!|>'\"%@`?-][^:#]*")
_WORD = re.compile(
    r"y|n|yes|no|on|off|true|false|null|~|[\d.,_]+(?:e\d+)?|\d{4}-\d\d-\d\d", re.IGNORECASE
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_ODD_ESCAPE = re.compile(r'\\[^"\\/abefnrtvxuUNLP0_ \t]')
_SHORTCODE = re.compile(r"\{\{[<%]")
_NESTED = ("title", "categories", "tags", "category")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")
_ONE_DATE = "write it as 2025-03-01 10:00:00 +0800"


def head(name: str, lines: list[str], form: str, now: datetime) -> Iterator[Hazard]:
    """Yield the hazards of *lines*; *form* is the fence ``---`` or ``+++``, or "" for Pelican."""
    for number, line in enumerate(lines, 2 if form else 1):
        if found := _SHORTCODE.search(line):
            said = repr(line[found.start() : found.start() + 30])
            yield at(name, number, "template", f"{said}: Hugo may run it; part the two braces")
    if form == "+++":
        yield from _toml(name, "\n".join(lines), now)
    else:
        yield from _keys(name, lines, now, pelican=not form)


def _toml(name: str, text: str, now: datetime) -> Iterator[Hazard]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        number = int(place[1]) if place and place[1] else text.count("\n") + 1
        why = _AT_LINE.sub("", str(error))
        yield at(name, number + 1, "front-matter", f"not TOML: {why[:1].lower()}{why[1:]}; mend it")
        return
    keys = {key.lower(): key for key in found}
    yield from _missing(name, keys)
    if "title" in keys and not isinstance(found[keys["title"]], str):
        number = line_of(text, keys["title"]) + 1
        yield at(name, number, "front-matter", "title: is no text; put it in quotes")
    if "date" in keys:
        value = found[keys["date"]]
        said = value.isoformat() if isinstance(value, date) else str(value)
        yield from _date(name, line_of(text, keys["date"]) + 1, said, now)


def _keys(name: str, lines: list[str], now: datetime, *, pelican: bool) -> Iterator[Hazard]:
    seen: dict[str, int] = {}
    last = ""  # the value of the key before
    for number, line in enumerate(lines, 1 if pelican else 2):
        found = _KEY.fullmatch(line.rstrip())
        if found is None:
            if not pelican:
                yield from _inner(name, number, line, last)
            elif line.strip() and not line.startswith((" ", "\t")):
                yield at(name, number, "front-matter", f"no key: {line[:40]!r}; write KEY: VALUE")
            continue
        key, last = found["name"].lower(), (found["value"] or "").strip()
        if key in seen:
            why = f"{key} is given twice (line {seen[key]}); leave one"
            yield at(name, number, "front-matter", why)
        seen[key] = number
        if key == "date":
            yield from _date(name, number, last.strip("\"'"), now)
        elif last and not pelican:
            yield from _value(name, number, key, last)
            if last[0] in "[{" and not _closed("\n".join([last, *lines[number - 1 :]])):
                why = f"{key}: {last[0]} is never closed; close it"
                yield at(name, number, "front-matter", why)
    yield from _missing(name, seen)


def _inner(name: str, number: int, line: str, last: str) -> Iterator[Hazard]:
    """Yield the hazards of a line that begins no key of its own."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and line.strip():
        yield at(name, number, "front-matter", "a tab before the text; YAML wants spaces")
    elif line.strip() and not line.startswith((" ", "-", "[", "]", "{", "}", "#", '"', "'")):
        why = f"no key: {line[:40]!r}; write KEY: VALUE, or indent what goes on"
        yield at(name, number, "front-matter", why)
    elif indent and re.search(r":(?:\s|$)", line) and last and last[0] not in "[{|>\"'&!#":
        why = f"{line.strip()[:40]!r} stands under a key that has a value; quote the value"
        yield at(name, number, "front-matter", why)


def _closed(text: str) -> bool:
    """Tell whether the bracket that *text* begins with is closed somewhere in it."""
    depth = 0
    for char in _QUOTED.sub("", text):
        depth += (char in "[{") - (char in "]}")
        if depth == 0:
            return True
    return False


def _value(name: str, number: int, key: str, value: str) -> Iterator[Hazard]:
    if value[0] in "\"'":
        if not _QUOTED.fullmatch(value):
            why = f'{key}: a quote in quotes, or one too few; write \\" inside'
            yield at(name, number, "front-matter", why)
        elif value[0] == '"' and _ODD_ESCAPE.search(value.replace("\\\\", "")):
            yield at(name, number, "front-matter", f"{key}: a lone backslash; write two")
    elif value.startswith(("{{", "{%")):
        why = f"{key}: {value[:40]!r} is no YAML; put it in double quotes"
        yield at(name, number, "template", why)
    elif value[0] not in "[{|>":
        if not _BARE_SAFE.fullmatch(value):
            why = f"{key}: put it in double quotes: {value[:40]!r}"
            yield at(name, number, "front-matter", why)
        elif key in _NESTED and _WORD.fullmatch(value):
            why = f"{key}: YAML reads {value!r} as no text; put it in quotes"
            yield at(name, number, "yaml-word", why)
        elif key in ("categories", "tags") and " " in value:
            why = f'{key}: Jekyll makes several of {value[:40]!r}; write ["…"]'
            yield at(name, number, "splits", why)
    if key in ("title", "tags", "categories") and re.search(r"<[a-zA-Z/!]", value):
        yield at(name, number, "markup", f"{key}: themes print it unescaped; write &lt; for <")


def _missing(name: str, seen: dict[str, int] | dict[str, str]) -> Iterator[Hazard]:
    for key in ("title", "date"):
        if key not in seen:
            yield at(name, 1, f"no-{key}", f"the front matter has no {key}; add one")


def _date(name: str, number: int, value: str, now: datetime) -> Iterator[Hazard]:
    if not _STAMP.fullmatch(value):
        why = f"not a date that generators read: {value[:40]!r}; {_ONE_DATE}"
        yield at(name, number, "date", why)
        return
    try:
        found = datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", value))
    except ValueError:
        yield at(name, number, "date", f"no such day or time: {value[:40]!r}; {_ONE_DATE}")
        return
    if len(value) > 10 and not _ZONED.search(value):
        why = "has no zone: read as UTC, perhaps another day; add one, such as +0800"
        yield at(name, number, "date-zone", why)
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    if aware.year > now.year + 1 or aware > now:
        why = f"{value}: generators leave the post out until then; give the day it appeared"
        yield at(name, number, "date-future", why)
    day = _DAY.match(Path(name).name)
    if day and f"{day[1]}-{day[2]}-{day[3]}" != found.date().isoformat():
        said = f"{day[1]}-{day[2]}-{day[3]}"
        why = f"the file's name says {said}, the date {found.date()}; make them one"
        yield at(name, number, "date-name", why)
