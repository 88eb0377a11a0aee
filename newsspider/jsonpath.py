"""Read JSON as servers send it, and find values in it by JMESPath."""

import codecs
import json
import math
import re
from collections.abc import Sequence
from functools import cache

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

DEEPEST = 200  # levels of nesting; no list or article needs more

# What stands before the document in JSONP and in scripts: ``cb(``, ``var x =``, ``/**/a.b(``.
_PADDING = re.compile(
    r"(?:/\*.{0,200}?\*/\s*)?(?:(?:var|let|const)\s+)?[\w$.\[\]'\"]{1,200}\s*[=(]\s*(?=[\[{])",
    re.DOTALL,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# What JSON that is not UTF-8 may be declared as, by the names of Python's codecs.
_CODECS = {
    "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr",
    "cp949", "iso8859-1", "cp1252", "cp1251", "koi8-r",
}  # fmt: skip
_FLAT = re.compile(r'"(?:[^"\\]|\\.)*+"?|[^\[\]{}"]+', re.DOTALL)  # all that cannot nest


def load_json(body: bytes, content_type: str = "") -> object:
    """Return the document in *body*: JSON, JSONP or ``var x = {…};``.

    Raises ValueError whose text goes on from an address: "answered HTML instead of JSON".
    """
    text = _decoded(body, content_type).replace("\x00", "").strip("\ufeff \t\r\n")
    if not text:
        raise ValueError("answered nothing")
    if text[0] == "<":
        raise ValueError("answered HTML instead of JSON")
    if _depth(text) > DEEPEST:
        raise ValueError("answered JSON that is nested too deep")
    padding = None if text[0] in "[{" else _PADDING.match(text)
    document, end = _read(text, padding.end() if padding else 0)
    rest = text[end:].strip()
    if rest.strip("); \t\r\n" if padding else "; \t\r\n"):
        raise ValueError(f"answered what is not JSON: {rest[:40]!r} follows the document")
    if document is None:
        raise ValueError("answered null")
    return document


def read_at(text: str, start: int) -> tuple[object, int]:
    """Return the document that begins at *start* of *text*, and where it ends; else ValueError."""
    document, end = _read(text, start)
    if _depth(text[start:end]) > DEEPEST:
        raise ValueError("holds JSON that is nested too deep")
    return document, end


def _read(text: str, start: int) -> tuple[object, int]:
    """Return the document that begins at *start*, and where it ends."""
    try:
        document, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        problem = str(error).partition("\n")[0]
        raise ValueError(f"answered what is not JSON: {problem}") from error
    return document, end


def _decoded(body: bytes, content_type: str) -> str:
    """Return JSON's bytes as text: UTF-8 or UTF-16 by its zeros, else as declared, else GB18030."""
    encoding = json.detect_encoding(body)
    declared = _CHARSET.search(content_type)
    for name in (encoding, declared[1] if declared else "gb18030", "gb18030"):
        try:
            if name == encoding or codecs.lookup(name).name in _CODECS:
                return body.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue  # the next one, and at the end UTF-8 with its broken bytes shown
    return body.decode("utf-8", "replace")


def _depth(text: str) -> int:
    """Return how deep brackets outside texts are nested."""
    deepest = level = 0
    for bracket in _FLAT.sub("", text):
        level += 1 if bracket in "[{" else -1
        deepest = max(deepest, level)
    return deepest


@cache
def compile_path(path: str) -> ParsedResult:
    """Return the compiled *path*; raises ValueError naming it."""
    try:
        return jmespath.compile(path)
    except (ValueError, RecursionError) as error:  # jmespath's own errors are ValueErrors
        problem = (str(error).splitlines() or ["empty"])[0]
        raise ValueError(f"not a JSON path: {path[:200]!r} ({problem})") from error


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
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, list):
        return "\n".join(filter(None, map(text_of, value)))
    return ""
