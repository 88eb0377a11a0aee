"""What a worker can be asked to do: each task is a pure function of what the parent sends."""

from collections.abc import Callable
from typing import Any

from newsspider import discover, extractor, imaging
from newsspider.discover import sitemap
from newsspider.extractor import extract_page
from newsspider.html.sanitise import sanitise
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, Source
from newsspider.sandbox import wire

BATCH = 2_000  # links of a sitemap that the parent holds at once


def extract(
    source: Source, page: Page, link: Link | None, answer: Page | None, rows: tuple[Link, ...],
    parts: tuple[Page, ...], explain: bool,
) -> wire.Plain:  # fmt: skip
    """Return what :func:`extract_page` finds, its body made safe a second time."""
    found = extract_page(page, source, link, answer=answer, rows=rows, parts=parts)
    return wire.plain(found, sanitise(found.body, found.requested_url), explain=explain)


def turn(
    source: Source, page: Page, first: str, number: int, headline: str
) -> tuple[bool, str]:  # fmt: skip
    """Return whether *page* is the page *number* of an article, and where the next one is."""
    return extractor.turn(page, source, first=first, number=number, headline=headline)


def listed(source: Source, rule: DiscoveryRule, page: Page) -> wire.PlainFound:  # noqa: ARG001
    """Return what a list of *source* says."""
    return wire.plain_found(discover.read(rule, page))


def walk(
    source: Source,  # noqa: ARG001  one shape for all
    rule: DiscoveryRule, page: Page, most: int
) -> tuple[tuple[str, ...], list[bytes]]:  # fmt: skip
    """Return the sitemaps that a sitemap names, and the links that it lists in packed batches."""
    children: dict[str, str] = {}
    batches: list[bytes] = []
    held: list[wire.PlainLink] = []
    for each in sitemap.stream(rule, page, most):
        if isinstance(each, sitemap.Child):
            children.setdefault(each.url, each.changed)
            continue
        held.append(wire.plain_link(each))
        if len(held) == BATCH:
            batches.append(wire.packed(held))
            held = []
    if held:
        batches.append(wire.packed(held))
    return sitemap.newest_first(children), batches


def clean(source: None, text: str, base: str) -> str:  # noqa: ARG001  one shape for all
    """Return *text* as safe blocks."""
    return sanitise(text, base)


def redraw(source: None, content: bytes, widths: tuple[int, ...]) -> wire.PlainPicture:  # noqa: ARG001
    """Return a picture drawn anew."""
    return wire.plain_picture(imaging.redraw(content, widths))


TASKS: dict[str, Callable[..., Any]] = {
    "extract": extract,
    "turn": turn,
    "listed": listed,
    "walk": walk,
    "clean": clean,
    "redraw": redraw,
}
