"""Read JSON as servers send it, and find values in it by JMESPath."""

import json
import re
from collections.abc import Sequence
from functools import cache

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

DEEPEST = 200  # levels of nesting; no list or article needs more

_PADDED = re.compile(
    r"^\s*(?:/\*.*?\*/\s*)?(?:(?:var|let|const)\s+)?[\w$.\[\]'\"]+\s*(?:=|\()\s*(?P<json>[\[{].*[\]}])\s*\)?\s*;?\s*$",
    re.DOTALL,
)


def load_json(body: bytes) -> object:
    """Return the document in *body*: JSON, JSONP or ``var x = {…};``.

    Raises ValueError whose text goes on from an address: "answered HTML instead of JSON".
    """
    text = body.decode("utf-8-sig", "replace").replace("\x00", "").strip()
    if not text:
        raise ValueError("answered nothing")
    if text[0] == "<":
        raise ValueError("answered HTML instead of JSON")
    if _depth(text) > DEEPEST:
        raise ValueError("answered JSON that is nested too deep")
    padded = None if text[0] in "[{" else _PADDED.match(text)
    try:
        document = json.loads(padded["json"] if padded else text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"answered what is not JSON: {error}") from error
    if document is None:
        raise ValueError("answered null")
    return document


def _depth(text: str) -> int:
    """Return how deep brackets are nested; brackets in strings count, which errs on our side."""
    deepest = level = 0
    for bracket in re.findall(r"[\[\]{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text)):
        level += 1 if bracket in "[{" else -1
        deepest = max(deepest, level)
    return deepest


@cache
def compile_path(path: str) -> ParsedResult:
    """Return the compiled *path*; raises ValueError naming it."""
    try:
        return jmespath.compile(path)
    except JMESPathError as error:
        problem = str(error).splitlines()[0]
        raise ValueError(f"not a JSON path: {path!r} ({problem})") from error


def first(document: object, paths: Sequence[str]) -> object | None:
    """Return the value of the first path that finds one; null and empty ones count as not found."""
    for path in paths:
        try:
            found: object = compile_path(path).search(document)
        except JMESPathError:  # a function of the path met a value of another type
            continue
        if found not in (None, "", [], {}) and not (isinstance(found, str) and not found.strip()):
            return found
    return None


def text_of(value: object) -> str:
    """Return *value* as text: numbers without ``.0``, lists of texts by line, else nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, list):
        return "\n".join(filter(None, map(text_of, value)))
    return ""
