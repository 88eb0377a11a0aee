"""Write YAML front matter, and read back what was written."""

import re
from collections.abc import Sequence
from datetime import datetime

from newsspider.errors import PostError

_WORD = re.compile(r"[^\W\d_][\w-]*")
# Words that YAML 1.1 or 1.2 reads as something else than text.
_SPECIAL = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)
_LINE = re.compile(r"(?P<key>[a-z_]+): (?P<value>.+)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
_ESCAPED = re.compile(r'\\(["\\])')


def quoted(text: str) -> str:
    """Return *text*, which must be clean and on one line, as a YAML string in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def tags(name: str) -> str:
    """Return a tag bare where it is one word that YAML reads as text, else as a list of one."""
    return name if _is_bare(name) else f"[{quoted(name)}]"


def date(moment: datetime) -> str:
    """Return an aware *moment* as Jekyll writes it: ``2022-01-31 09:46:59 +0800``."""
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


def block(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the front matter of keys and values that are YAML already."""
    lines = [f"{key}: {value}" for key, value in pairs]
    return "\n".join(["---", *lines, "---", ""])


def read_back(content: bytes) -> tuple[dict[str, str], str]:
    """Return the keys with their texts, and the body, of a post that :func:`block` wrote.

    It is strict on purpose: whatever it cannot read raises PostError, and the post is not put in
    place.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PostError(f"not UTF-8 at byte {error.start}") from error
    head, end, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not end:
        raise PostError("the front matter has no end")
    found: dict[str, str] = {}
    for line in head.split("\n"):
        parts = _LINE.fullmatch(line)
        if parts is None or parts["key"] in found:
            raise PostError(f"the front matter holds a broken line: {line[:60]!r}")
        found[parts["key"]] = _text(parts["value"])
    return found, body


def _text(value: str) -> str:
    inner = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    if inner.startswith('"'):
        whole = _QUOTED.fullmatch(inner)
        if whole is None:
            raise PostError(f"the front matter holds a broken string: {value[:60]!r}")
        return _ESCAPED.sub(r"\1", whole[1])
    return inner


def _is_bare(name: str) -> bool:
    return _WORD.fullmatch(name) is not None and _SPECIAL.fullmatch(name) is None
