"""Write YAML front matter, and read back what was written, as YAML 1.1 and as YAML 1.2 do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsspider.errors import PostError

Value = str | bool | tuple[str, ...]

_WORD = re.compile(r"[^\W\d_][\w-]*")
# Words that YAML 1.1 or 1.2 reads as something else than text.
_SPECIAL = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)
_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_]*): (?P<value>\S.*)")
# A category such as 36kr, which begins with a digit and is no number in any YAML.
_SLUG = re.compile(r"(?=[0-9-]*[a-z])(?!\d+e-?\d+$)(?!0[xob][0-9a-f]+$)[a-z0-9]+(?:-[a-z0-9]+)*")
_STRING = r'"(?:[^"\\]|\\["\\])*"'
_QUOTED = re.compile(_STRING)
_LIST = re.compile(rf"\[(?:{_STRING}(?:, {_STRING})*)?\]")
_ESCAPED = re.compile(r'\\(["\\])')
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:\d\d| \d\d:\d\d:\d\d [+-]\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A front-matter key: ``text`` as it is written, ``value`` as every reader must read it."""

    name: str
    text: str
    value: Value


def quoted(text: str) -> str:
    """Return *text*, which must be clean and on one line, as a YAML string in double quotes.

    TOML reads the same string the same way.
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def tags(name: str) -> str:
    """Return a tag bare where it is one word that YAML reads as text, else as a list of one."""
    return name if _is_bare(name) else f"[{quoted(name)}]"


def date(moment: datetime) -> str:
    """Return an aware *moment* as Jekyll writes it: ``2022-01-31 09:46:59 +0800``."""
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


def bare(name: str, text: str) -> Key:
    """Return a key whose text needs no quotes: a slug, a date, a word of ours."""
    return Key(name=name, text=text, value=text)


def string(name: str, text: str) -> Key:
    """Return a key with a quoted text."""
    return Key(name=name, text=quoted(text), value=text)


def strings(name: str, texts: Sequence[str]) -> Key:
    """Return a key with a list of quoted texts."""
    return Key(name=name, text=f"[{', '.join(map(quoted, texts))}]", value=tuple(texts))


def truth(name: str, *, value: bool) -> Key:
    """Return a key that is true or false."""
    return Key(name=name, text="true" if value else "false", value=value)


def bare_tag(name: str, tag: str) -> Key:
    """Return a key with one tag: bare, or a list of one."""
    return Key(name=name, text=tags(tag), value=tag if _is_bare(tag) else (tag,))


def block(keys: Sequence[Key]) -> str:
    """Return the front matter of *keys*."""
    return "\n".join(["---", *(f"{key.name}: {key.text}" for key in keys), "---", ""])


def parse(content: bytes) -> tuple[dict[str, Value], str]:
    """Return the keys with their values, and the body, of a post that :func:`block` wrote.

    It is strict on purpose: whatever YAML 1.1 and YAML 1.2 might read in two ways, or it cannot
    read itself, raises PostError, and the post is not put in place.
    """
    head, body = split(content)
    found: dict[str, Value] = {}
    for line in head.split("\n"):
        parts = _LINE.fullmatch(line)
        if parts is None or parts["key"] in found:
            raise PostError(f"the front matter holds a broken line: {line[:60]!r}")
        found[parts["key"]] = _value(parts["value"])
    return found, body


def split(content: bytes) -> tuple[str, str]:
    """Return the lines between the fences, and the body; PostError where there are no fences."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PostError(f"not UTF-8 at byte {error.start}") from error
    head, end, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not end:
        raise PostError("the front matter has no end")
    return head, body


def read_back(content: bytes) -> tuple[dict[str, str], str]:
    """Return the keys with their texts (the first of a list), and the body, of a post of ours."""
    found, body = parse(content)
    return {name: _first(value) for name, value in found.items()}, body


def check(keys: Sequence[Key], found: Mapping[str, Value]) -> None:
    """Raise PostError where *found*, read back from the post, is not what *keys* say."""
    wanted = {key.name: key.value for key in keys}
    if found != wanted or len(wanted) != len(keys):
        differing = [name for name in {**wanted, **found} if found.get(name) != wanted.get(name)]
        raise PostError(f"the front matter does not read back: {', '.join(differing)}")


def _first(value: Value) -> str:
    if isinstance(value, tuple):
        return value[0] if value else ""
    return value if isinstance(value, str) else str(value).lower()


def _value(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    if _LIST.fullmatch(text):
        return tuple(_unquoted(found[0]) for found in _QUOTED.finditer(text[1:-1]))
    if _QUOTED.fullmatch(text):
        return _unquoted(text)
    if _MOMENT.fullmatch(text) or _is_bare(text) or _SLUG.fullmatch(text):
        return text
    raise PostError(f"the front matter holds a broken value: {text[:60]!r}")


def _unquoted(text: str) -> str:
    return _ESCAPED.sub(r"\1", text[1:-1])


def _is_bare(name: str) -> bool:
    return _WORD.fullmatch(name) is not None and _SPECIAL.fullmatch(name) is None
