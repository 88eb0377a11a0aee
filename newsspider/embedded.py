"""Find the JSON that stands inside a page of HTML, in a script or assigned to a variable."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import islice
from urllib.parse import unquote

from newsspider import jsonpath

LAYERS = 3  # JSON in a text in JSON: sites pack it twice at most
TRIES = 5  # places that are read: each costs as much as the page is long
LITERAL = 1_000_000  # characters of a literal of JavaScript; JSON may be longer
_SCRIPT = re.compile(r"<script\b([^<>]*)>(.*?)(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BLANK = re.compile(r"\s*")
_ID = re.compile(r"\bid\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_PARSED = re.compile(r"JSON\s*\.\s*parse\s*\(\s*(?P<coded>decodeURIComponent\s*\(\s*)?")
_NAMED = re.compile(  # what is assigned in a script, for the names that a page offers
    r"(?:\b(?:var|let|const)\s+|(?<![\w$.]))((?:window|self|globalThis)?\.?[A-Za-z_$][\w$.]{1,60})"
    r"\s*=\s*(?=\{\s*[\"'\w]|\[\s*\{|JSON\s*\.\s*parse|[\"']\{)"
)
_WINDOW = re.compile(r"(?:window|self|globalThis|top)\.")
# The tokens of a JavaScript literal.
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
    r"|(?P<blank>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<mark>[,:])"
    r"|(?P<bool>![01])|(?P<void>void\s+0|undefined\b|NaN\b)"
    r"|(?P<number>-?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?+(?![\w$]))"
    r"|(?P<word>[A-Za-z_$][\w$]*)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\n|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}


def find(text: str, name: str) -> object:
    """Return the document called *name* in the page *text*.

    *name* is the id of a script, or the variable that the document is assigned to, as in
    ``window.DATA = {…}``, ``var x = JSON.parse("…")``. A text that is JSON itself is read again.
    Raises ValueError whose words go on from an address: "holds no JSON called …".
    """
    problem = ""
    for start in islice(_places(text, name), TRIES):
        try:
            found = _unpacked(_value(text, start))
        except ValueError as error:
            problem = problem or str(error)
            continue
        if isinstance(found, dict | list):
            return found
        problem = problem or f"has {name!r}, but it is a bare {type(found).__name__}"
    if problem:
        raise ValueError(problem)
    offered = list(names(text))[:5]
    hint = f"; it has {', '.join(offered)}" if offered else ""
    raise ValueError(f"holds no JSON called {name!r}{hint}")


def names(text: str) -> Iterator[str]:
    """Yield the names under which *text* may hold JSON, each once, in their order."""
    seen: dict[str, None] = {}
    for found in _SCRIPT.finditer(text):
        marked = _ID.search(found[1])
        if marked and found[2].lstrip()[:1] in ("{", "["):
            seen.setdefault(unescape(marked[1]))
        for named in _NAMED.finditer(found[2]):
            seen.setdefault(named[1])
    yield from seen


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a document called *name* may begin: scripts first, then assignments."""
    for found in _SCRIPT.finditer(text):
        marked = _ID.search(found[1])
        if marked and unescape(marked[1]) == name:
            yield found.start(2)
    for found in _assigned(name).finditer(text):
        yield found.end()


@cache
def _assigned(name: str) -> re.Pattern[str]:
    """Return the pattern of an assignment to *name*, or to a property called so."""
    bare = re.escape(_WINDOW.sub("", name, count=1))
    return re.compile(
        r"(?<![\w$.])(?:(?:window|self|globalThis|top)\s*(?:\.\s*|\[\s*[\"']))?"
        + bare
        + r"(?:[\"']\s*\])?\s*=(?![=>])\s*"
        + r"|[\"']" + bare + r"[\"']\s*:\s*(?=[\[{])"
    )  # fmt: skip


def _value(text: str, start: int) -> object:
    """Return the value that begins at *start*: JSON, a text, or a literal of JavaScript."""
    parsed = _PARSED.match(text, start)
    if parsed is not None:
        start = parsed.end()
    blank = _BLANK.match(text, start)
    start = blank.end() if blank else start
    if text[start : start + 1] not in ("{", "[", '"', "'", "`"):
        raise ValueError(f"has no JSON but {text[start : start + 30]!r} there")
    try:
        found, _ = jsonpath.read_at(text, start)
    except ValueError:
        found = json.loads(_as_json(text, start))
    if parsed is not None and parsed["coded"] and isinstance(found, str):
        return unquote(found)
    return found


def _unpacked(value: object) -> object:
    """Return what a text of JSON holds, through at most :data:`LAYERS` of them."""
    for _ in range(LAYERS):
        if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "[", '"'):
            break
        text = value.strip()
        value, _rest = jsonpath.read_at(text, 0)
    return value


def _as_json(text: str, start: int) -> str:
    """Return the JavaScript literal at *start* as JSON: its quotes, bare names and commas.

    Raises ValueError where it holds code, which is not run.
    """
    parts: list[str] = []
    level, place = 0, start
    end = min(len(text), start + LITERAL)
    while place < end:
        token = _TOKEN.match(text, place)
        if token is None or (token.lastgroup == "word" and not _is_fine(text, token)):
            raise ValueError(f"has code instead of JSON: {text[place : place + 30]!r}")
        kind, place = token.lastgroup, token.end()
        level += (kind == "open") - (kind == "close")
        if level > jsonpath.DEEPEST:
            raise ValueError("holds JSON that is nested too deep")
        if kind == "close" and parts and parts[-1] == ",":
            parts.pop()
        if kind != "blank":
            parts.append(_piece(kind or "", token[0]))
        if level <= 0 and kind != "blank":
            return "".join(parts)
    raise ValueError("holds JSON that is cut")


def _is_fine(text: str, token: re.Match[str]) -> bool:
    """Tell whether a bare word is a name before a colon, or one of JSON's own words."""
    rest = text[token.end() : token.end() + 50].lstrip()
    return rest.startswith(":") or token[0] in ("true", "false", "null")


def _piece(kind: str, token: str) -> str:
    """Return one token as JSON writes it."""
    match kind:
        case "text":
            return json.dumps(_ESCAPED.sub(_plain, token[1:-1]))
        case "bool":
            return "true" if token[1] == "0" else "false"
        case "void":
            return "null"
        case "word" if token not in ("true", "false", "null"):
            return json.dumps(token)
        case "number":
            number = float(token)
            return token if token.lstrip("-").isdecimal() else json.dumps(number)
    return token


def _plain(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _CONTROLS.get(code, code)
