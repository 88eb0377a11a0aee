"""All that is wrong with a source file in one go; the reader itself stops at the first."""

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from newsspider import toml
from newsspider.errors import SourceError
from newsspider.sources import load, schema

MOST = 100  # of one file
_PART = re.compile(r"([\w-]+)|\[(\d+)\]")
_PLAIN: dict[str, Any] = {"discover": {"kind": "feed", "url": "https://a.example/"}, "article": {}}

Place = tuple[str | int, ...]


def faults(content: bytes, path: str) -> list[SourceError]:
    """Return what is wrong with the file *content*; *path* is for messages.

    What was found is taken out, with all that depends on it, and the rest is read again: so a
    second fault in one ``[[discover]]`` or in one field may show only when the first is mended.
    """
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except ValueError:  # no TOML, or not UTF-8: there is nothing to go on with
        return list(_first(lambda: load.parse(content, path)))
    found = [SourceError(path, key, why) for key, why in toml.strays(document, schema.SourceTable)]
    for error in found:
        _drop(document, _place(error.key))
    shape = list(_shape(document, path))
    for error in (*found, *shape):
        _drop(document, _unit(_place(error.key)))
    found += shape
    found += _values(document, path)
    return found[:MOST]


def _shape(document: dict[str, Any], path: str) -> Iterator[SourceError]:
    """Yield the values of a wrong type and the keys that are missing, and take them out."""
    gone: set[str] = set()
    for _ in range(MOST):
        error = next(_first(lambda: load.table(document, path)), None)
        if error is None:
            return
        if error.key not in gone:  # that it is missing now is our own doing
            yield error
        gone.add(error.key)
        if not _drop(document, _place(error.key)) and not _drop(document, _unit(_place(error.key))):
            return


def _values(document: dict[str, Any], path: str) -> Iterator[SourceError]:
    for _ in range(MOST):
        error = next(_first(lambda: load.built(document, path)), None)
        if error is None:
            return
        yield error
        if not _drop(document, _unit(_place(error.key))):
            return


def _first(read: Callable[[], object]) -> Iterator[SourceError]:
    try:
        read()
    except SourceError as error:
        yield error


def _place(key: str) -> Place:
    return tuple(int(row) if row else name for name, row in _PART.findall(key))


def _unit(place: Place) -> Place:
    """Return what has to go with *place*, so that nothing is missed which was taken out."""
    match place:
        case ("article", int(), "match", *_):
            return place[:2]  # templates name its groups
        case ("article", int(), str(), *_):
            return place[:3]
        case ("discover", int(), *_):
            return place[:2]
    return place[:1]


def _drop(document: dict[str, Any], place: Place) -> bool:
    """Take out what stands at *place*; rows are emptied, so that others keep their numbers."""
    if place == ("name",):
        changed = document.get("name") != "x"
        document["name"] = "x"
        return changed
    inner: Any = document
    for part in place[:-1]:
        inner = _at(inner, part)
    if not place or _at(inner, place[-1]) is None:
        return False
    last = place[-1]
    if isinstance(last, str):
        del inner[last]
        return True
    plain = _PLAIN.get(str(place[0])) if len(place) == 2 else None
    changed = plain is not None and inner[last] != plain
    if changed:
        inner[last] = dict(plain or {})
    return changed


def _at(inner: Any, part: str | int) -> Any:
    if isinstance(inner, dict):
        return inner.get(part)
    if isinstance(inner, list) and isinstance(part, int) and part < len(inner):
        return inner[part]
    return None
