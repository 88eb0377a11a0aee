"""Read a TOML file into a checked value; every error names the file, the key and what to do."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

T = TypeVar("T")
Fail = Callable[[str, str], Exception]  # (key, problem) -> the exception to raise

_AT = re.compile(r" - at `\$\.?(?P<where>[^`]*)`$")
_UNKNOWN = re.compile(r"contains unknown field `(?P<key>[^`]*)`")
_MISSING = re.compile(r"missing required field `(?P<key>[^`]*)`")


def decode(content: bytes, shape: type[T], fail: Fail) -> T:
    """Return *content* as a *shape* (a msgspec Struct); raise what *fail* builds otherwise."""
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise fail("", f"not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise fail("", f"not TOML: {_lower(str(error))}") from error
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


def _explain(message: str, shape: type[Any]) -> tuple[str, str]:
    """Turn msgspec's sentence into (key, problem)."""
    found = _AT.search(message)
    where = found["where"] if found else ""
    message = _AT.sub("", message)
    if unknown := _UNKNOWN.search(message):
        key = unknown["key"]
        near = difflib.get_close_matches(key, sorted(set(_keys(shape))), n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return _join(where, key), f"unknown key{hint}"
    if missing := _MISSING.search(message):
        return _join(where, missing["key"]), "missing"
    return where, _lower(message)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _keys(shape: Any) -> Iterator[str]:
    """Yield every key that stands anywhere in *shape*."""
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        for item in msgspec.structs.fields(shape):
            yield item.encode_name
            yield from _keys(item.type)
    for argument in get_args(shape):
        yield from _keys(argument)
