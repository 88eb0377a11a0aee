"""Read a TOML file into a checked value; every error names the file, the key and what to do."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import msgspec

T = TypeVar("T")
Fail = Callable[[str, str], Exception]  # (key, problem) -> the exception to raise

_AT = re.compile(r" - at `\$\.?(?P<where>[^`]*)`$")
_UNKNOWN = re.compile(r"contains unknown field `(?P<key>[^`]*)`")
_HEADER = re.compile(r"\s*(?P<row>\[)?\[(?P<name>[^\[\]]+)\]")
_GIVEN = re.compile(r"\s*(?P<name>(?:[\w-]+|\"[^\"]*\")(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"))*)\s*=")
_PART = re.compile(r"([\w-]+)|\"([^\"]*)\"")
_TYPES = re.compile(r"`(\w+(?: \| \w+)*)`")
_CALLED = {
    "str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false",
    "array": "a list", "object": "a table",
}  # fmt: skip
_MISSING = re.compile(r"missing required field `(?P<key>[^`]*)`")


def decode(content: bytes, shape: type[T], fail: Fail) -> T:
    """Return *content* as a *shape* (a msgspec Struct); raise what *fail* builds otherwise."""
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise fail("", f"not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise fail("", f"not TOML: {_lower(str(error))}") from error
    return convert(document, shape, fail)


def convert(document: object, shape: type[T], fail: Fail) -> T:
    """Return *document*, as TOML gives it, as a *shape*."""
    try:
        return msgspec.convert(document, shape, strict=True)
    except msgspec.ValidationError as error:
        raise fail(*_explain(str(error), shape)) from error


def read(path: Path, shape: type[T], fail: Fail) -> T:
    """Return the file at *path* as a *shape*."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise fail("", f"cannot be read: {error.strerror or error}") from error
    return decode(content, shape, fail)


def line_of(text: str, key: str) -> int:
    """Return the number of the line of *text* that gives *key* (``a.b[1].c``), or most of it.

    0 where nothing of it stands there. Read line by line: the file may be no TOML at all.
    """
    wanted = [part for part in re.split(r"[.\[\]]", key) if part]
    best, table = (0, 0), []
    rows: dict[tuple[str, ...], int] = {}  # by array of tables: the number of its last
    for number, line in enumerate(text.splitlines(), 1):
        header, given = _HEADER.match(line), _GIVEN.match(line)
        if header:
            table = _numbered(_parts(header["name"]), rows, new=bool(header["row"]))
        found = table if header else [*table, *_parts(given["name"])] if given else []
        same = len(found) if found == wanted[: len(found)] else 0
        if same > best[0]:
            best = (same, number)
    return best[1]


def _numbered(names: list[str], rows: dict[tuple[str, ...], int], *, new: bool) -> list[str]:
    """Return the names of a header with the number of the row behind each array of tables."""
    found: list[str] = []
    for position, name in enumerate(names):
        found.append(name)
        path = tuple(found)
        if new and position == len(names) - 1:
            rows[path] = rows.get(path, -1) + 1
        if path in rows:
            found.append(str(rows[path]))
    return found


def strays(document: Any, shape: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield every key of *document* that *shape* does not know, with what may have been meant."""
    shapes = [shape, *get_args(shape)]
    if isinstance(document, list):
        inner = next((get_args(one)[0] for one in shapes if get_origin(one) is list), None)
        for number, row in enumerate(document):
            yield from strays(row, inner, f"{where}[{number}]")
    struct = next((one for one in shapes if _is_struct(one)), None)
    if struct is None or not isinstance(document, dict):
        return
    known = {item.encode_name: item.type for item in msgspec.structs.fields(struct)}
    for key, value in document.items():
        if key in known:
            yield from strays(value, known[key], _join(where, key))
        else:
            yield _join(where, key), f"unknown key{_hint(key, known)}"


def _is_struct(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, msgspec.Struct)


def _hint(key: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def _parts(dotted: str) -> list[str]:
    return [bare or quoted for bare, quoted in _PART.findall(dotted)]


def _explain(message: str, shape: type[Any]) -> tuple[str, str]:
    """Turn msgspec's sentence into (key, problem)."""
    found = _AT.search(message)
    where = found["where"] if found else ""
    message = _AT.sub("", message)
    if unknown := _UNKNOWN.search(message):
        key = unknown["key"]
        return _join(where, key), f"unknown key{_hint(key, set(_keys(shape)))}"
    if missing := _MISSING.search(message):
        return _join(where, missing["key"]), "missing"
    return where, _TYPES.sub(_plainly, _lower(message))


def _plainly(found: re.Match[str]) -> str:
    """Return what a person calls the types that msgspec names."""
    names = [name for name in found[1].split(" | ") if name != "null"]
    return " or ".join(_CALLED.get(name, name) for name in names) or "nothing"


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _keys(shape: Any) -> Iterator[str]:
    """Yield every key that stands anywhere in *shape*."""
    if _is_struct(shape):
        for item in msgspec.structs.fields(shape):
            yield item.encode_name
            yield from _keys(item.type)
    for argument in get_args(shape):
        yield from _keys(argument)
