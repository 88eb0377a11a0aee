"""Render without the command, for a version that does not have it yet: the plainest way there is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsspider import flavours
from newsspider.errors import PostError
from newsspider.flavours.site import Site
from newsspider.html.sanitise import blocks_text, sanitise
from newsspider.model.article import Article
from newsspider.model.moment import Moment
from newsspider.urls import absolute
from tests.builds.cases import Case

ZONE = ZoneInfo("Asia/Shanghai")
SITE = Site(zone=ZONE, base="//news.example")


def render(flavour: str, cases: Sequence[Case], root: Path) -> tuple[list[str], list[str]]:
    """Write posts into *root*; return their paths and one line for each that was refused."""
    paths, complaints = [], []
    for case in cases:
        try:
            post = flavours.load(flavour).render(_article(case.article), SITE)
        except (PostError, ValueError) as error:
            complaints.append(f"{case.name}: {error}")
            continue
        path = root / post.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(post.content)
        paths.append(post.path)
    return paths, complaints


def _article(given: dict[str, Any]) -> Article:
    now = datetime.now(UTC).replace(microsecond=0)
    url = absolute("", str(given.get("url") or ""))
    if not url:
        raise ValueError("no http(s) address")
    body = sanitise(str(given.get("html") or ""), url)
    if not blocks_text(body):
        raise ValueError("no text")
    return Article(
        key=str(given.get("id") or "") or url,
        id=str(given.get("id") or ""),
        url=url,
        requested_url=url,
        title=str(given.get("title") or ""),
        body=body,
        text=blocks_text(body),
        source=str(given.get("source") or ""),
        published_at=_moment(given.get("date"), now),
        fetched_at=now,
    )


def _moment(given: object, now: datetime) -> Moment:
    try:
        found = datetime.fromisoformat(str(given))
    except ValueError:
        return Moment.at(now)
    aware = found if found.tzinfo else found.replace(tzinfo=ZONE)
    return Moment.at(min(aware.replace(microsecond=0), now))
