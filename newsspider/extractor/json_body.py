"""The body that JSON carries, as HTML: escaped once too often, plain lines, pictures beside it."""

import html
import re
from collections.abc import Mapping

from newsspider.html.serialise import escaped
from newsspider.jsonpath import first, text_of
from newsspider.model.source import ImagesRule

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--")
_ESCAPED = re.compile(r"&lt;/?(?:p|div|br|img|span|strong|section|figure|h[1-6])\b", re.IGNORECASE)
_MOST = 300  # pictures of one article


def markup(text: str, *, escaped_once: bool = False) -> str:
    """Return the HTML that *text* is meant to be.

    HTML that was escaped as a whole is unescaped; what has no tag at all is lines of plain text.
    """
    if escaped_once or (not _TAG.search(text) and _ESCAPED.search(text)):
        text = html.unescape(text)
    if _TAG.search(text) or "\n" not in text.strip():
        return text
    return "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())


def with_images(text: str, rule: ImagesRule, answer: object) -> str:
    """Return *text* with the pictures that *rule* finds in *answer*.

    Each stands where its placeholder does; without placeholders all stand at the end. A
    placeholder without a picture goes.
    """
    found = first(answer, (rule.path,))
    if rule.placeholder is None:
        listed = list(found.values()) if isinstance(found, Mapping) else found
        pictures = listed[:_MOST] if isinstance(listed, list) else []
        return text + "".join(_picture(each, rule) for each in pictures)

    def put(place: re.Match[str]) -> str:
        name = next(filter(None, place.groups()), place[0])
        return _picture(_named(found, name), rule)

    return rule.placeholder.sub(put, text)


def _named(found: object, name: str) -> object:
    """Return the picture called *name*: a key, or the place in a list."""
    if isinstance(found, Mapping):
        return found.get(name)
    digits = re.search(r"\d{1,4}", name)
    if isinstance(found, list) and digits and int(digits[0]) < len(found):
        return found[int(digits[0])]
    return None


def _picture(entry: object, rule: ImagesRule) -> str:
    """Return the picture as HTML, with its caption; nothing where *entry* is none."""
    url = entry if isinstance(entry, str) else _text(entry, rule.url)
    if not url.strip():
        return ""
    image = f'<img src="{html.escape(url.strip())}">'
    caption = _text(entry, rule.caption) if rule.caption else ""
    if not caption.strip():
        return f"<p>{image}</p>"
    return f"<figure>{image}<figcaption>{escaped(caption.strip())}</figcaption></figure>"


def _text(entry: object, path: str) -> str:
    return text_of(first(entry, (path,))) if path else ""
