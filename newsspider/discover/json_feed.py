"""Read JSON Feed (jsonfeed.org), versions 1 and 1.1."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from newsspider.errors import BadAnswer
from newsspider.jsonpath import load_json, text_of
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.text import spaces
from newsspider.urls import absolute

_BLANK = b"\xef\xbb\xbf \t\r\n"


def is_one(body: bytes) -> bool:
    """Tell whether *body* may be a JSON Feed: it is JSON, whatever its type says."""
    return body[:64].lstrip(_BLANK).startswith(b"{")


def links(page: Page) -> list[Link]:
    """Return the items of a feed that have an address; raises BadAnswer for other JSON."""
    try:
        document = load_json(page.body, page.content_type)
    except ValueError as error:
        raise BadAnswer(page.url, str(error)) from error
    items = document.get("items") if isinstance(document, Mapping) else None
    if not isinstance(items, list):
        raise BadAnswer(page.url, "is not a feed")
    return [_link(item, page) for item in items if isinstance(item, Mapping)]


def _link(item: Mapping[str, Any], page: Page) -> Link:
    given = text_of(item.get("url")) or text_of(item.get("external_url"))
    known = text_of(item.get("id"))
    people = item.get("authors") or [item.get("author")]
    plain = text_of(item.get("content_text"))
    return Link(
        url=absolute(page.url, given or (known if known.startswith("http") else "")),
        origin=page.url,
        title=spaces.collapse(text_of(item.get("title"))),
        published_at=text_of(item.get("date_published")) or text_of(item.get("date_modified")),
        modified_at=text_of(item.get("date_modified")),
        summary=text_of(item.get("summary")),
        body=text_of(item.get("content_html")) or _paragraphs(plain),
        authors=_names(people if isinstance(people, list) else ()),
        language=text_of(item.get("language")),
        keywords=tuple(filter(None, map(text_of, _list(item.get("tags"))))),
        images=tuple(filter(None, (absolute(page.url, text_of(item.get("image"))),))),
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def _names(people: Iterable[object]) -> tuple[str, ...]:
    names = (text_of(person.get("name")) for person in people if isinstance(person, Mapping))
    return tuple(name for name in map(spaces.collapse, names) if name)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
