"""All that was fetched for one article, and what stands about it beside the raw pages."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from newsspider.errors import ArchiveError
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.text.redact import redacted
from newsspider.urls import shown

FORMAT = 1
MARK = "newsspider"  # the key that tells our metadata from another tool's


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One article as it was fetched: its page, the JSON behind it, its further pages, list rows."""

    source_name: str
    link: Link
    page: Page | None = None
    answer: Page | None = None
    parts: tuple[Page, ...] = ()
    refused: str = ""  # the address of a further page that was another story's
    rows: tuple[Link, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        """All raw pages, in the order in which they are written."""
        first = tuple(page for page in (self.page, self.answer) if page is not None)
        return (*first, *self.parts)

    @property
    def fetched_at(self) -> datetime | None:
        """When its first page was fetched."""
        return self.pages[0].fetched_at if self.pages else None


def safe_address(url: str) -> str:
    """Return *url* without what is secret in it: logins, tokens, the keys of a visit."""
    try:
        text = shown(url)
    except ValueError:
        text = url
    return redacted(text).replace("[redacted]", "redacted")


def told(capture: Capture, names: Mapping[int, str]) -> bytes:
    """Return what stands about *capture*; *names* are the record ids of its pages, by place."""
    pages = capture.pages
    numbers = {id(page): names[place] for place, page in enumerate(pages)}

    def named(page: Page | None) -> dict[str, str] | None:
        if page is None:
            return None
        return {
            "record": numbers[id(page)],
            "url": safe_address(page.url),
            "requested": safe_address(page.requested_url),
        }

    about = {
        MARK: FORMAT,
        "source": capture.source_name,
        "link": _plain(capture.link),
        "rows": [_plain(row) for row in capture.rows],
        "page": named(capture.page),
        "answer": named(capture.answer),
        "parts": [named(part) for part in capture.parts],
        "refused": safe_address(capture.refused) if capture.refused else "",
    }
    return json.dumps(about, ensure_ascii=False).encode("utf-8", "replace")


def read_about(content: bytes) -> dict[str, Any] | None:
    """Return what :func:`told` wrote; None for the metadata of another tool."""
    try:
        about = json.loads(content)
    except ValueError:
        return None
    if not isinstance(about, dict) or about.get(MARK) != FORMAT:
        return None
    return about


def rebuilt(about: Mapping[str, Any], page_of: Callable[[str, str, str], Page]) -> Capture:
    """Return the capture that *about* tells of; ``page_of(record, url, requested)`` reads a page.

    Raises ArchiveError where it tells nonsense.
    """

    def read(named: Any) -> Page | None:
        return page_of(named["record"], named["url"], named["requested"]) if named else None

    try:
        parts = (read(part) for part in about["parts"])
        return Capture(
            source_name=str(about["source"]),
            link=_link(about["link"]),
            page=read(about["page"]),
            answer=read(about["answer"]),
            parts=tuple(part for part in parts if part is not None),
            refused=str(about.get("refused", "")),
            rows=tuple(_link(row) for row in about["rows"]),
        )
    except (KeyError, TypeError) as error:
        raise ArchiveError(f"a capture is told of wrongly: {error!r}") from error


def _plain(link: Link) -> dict[str, Any]:
    known = {name: value for name, value in asdict(link).items() if value}
    return known | {name: safe_address(known[name]) for name in ("url", "origin") if name in known}


def _link(known: Mapping[str, Any]) -> Link:
    return Link(**{**known, "authors": tuple(known.get("authors", ()))})


def moment(text: str) -> datetime | None:
    """Return the time of a WARC-Date, aware UTC; None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
