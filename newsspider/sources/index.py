"""Which shipped source may be meant for an address, told without reading their files.

``index.json`` beside them is made by ``python -m newsspider.sources.index``. It only says which
files are worth reading, and it is not asked where it does not fit the files that are there.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsspider.model.source import Source
from newsspider.sources import load

NAME = "index.json"
SHIPPED = Path(str(files("newsspider.sources") / "catalog"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One source file: every address that its rules match holds one of ``hints``.

    ``host`` is that of its home where it takes all of it, for want of a pattern.
    """

    file: str
    name: str
    size: int
    hints: tuple[str, ...] = ()
    host: str = ""

    def may_match(self, url: str) -> bool:
        """Tell whether a rule of the source may match *url*."""
        return any(hint in url for hint in self.hints)


def read(folder: Path) -> tuple[Entry, ...] | None:
    """Return the index of *folder* in the order of its files; None where it does not fit them."""
    try:
        rows = json.loads((folder / NAME).read_bytes())
        found = tuple(Entry(**{**row, "hints": tuple(row["hints"])}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError):
        return None  # it only saves time
    there = [(path.name, path.stat().st_size) for path in sorted(folder.glob("*.toml"))]
    return found if there == [(entry.file, entry.size) for entry in found] else None


def made(folder: Path) -> str:
    """Return the index of the source files in *folder*."""
    rows = [
        json.dumps(asdict(_entry(load.read(path), path)), ensure_ascii=False)
        for path in sorted(folder.glob("*.toml"))
    ]
    return "[\n" + ",\n".join(rows) + "\n]\n"


def host_of(url: str) -> str:
    """Return the host of *url* without ``www.``; an empty text where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def hosted(source: Source) -> str:
    """Return the host of which a source without a pattern takes all."""
    return "" if any(rule.match for rule in source.rules) else host_of(source.home)


def hints_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return texts of which everything holds one that *pattern* finds, as long as there are."""
    from re import _parser  # type: ignore[attr-defined]  # to make the index, never to read it

    if pattern.flags & re.IGNORECASE:
        return ("",)
    return _hints(_parser.parse(pattern.pattern, pattern.flags))


def _hints(parts: Iterable[Any]) -> tuple[str, ...]:
    known: list[tuple[str, ...]] = [("",)]
    run = ""
    for kind, value in _flat(parts):
        if kind == "LITERAL":
            run += chr(value)
            known.append((run,))
            continue
        if kind == "BRANCH":
            known.append(tuple(hint for branch in value[1] for hint in _hints(branch)))
        run = run if kind == "AT" else ""
    return max(known, key=lambda hints: min(map(len, hints)))


def _flat(parts: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a pattern with those of its groups in their place."""
    for kind, value in parts:
        if str(kind) == "SUBPATTERN" and not value[1] and not value[2]:
            yield from _flat(value[3])
        else:
            yield str(kind), value


def _entry(source: Source, path: Path) -> Entry:
    patterns = [rule.match for rule in source.rules if rule.match]
    return Entry(
        file=path.name,
        name=source.name,
        size=path.stat().st_size,
        hints=tuple(sorted({hint for pattern in patterns for hint in hints_of(pattern)})),
        host=hosted(source),
    )


if __name__ == "__main__":
    (SHIPPED / NAME).write_text(made(SHIPPED), encoding="utf-8")
