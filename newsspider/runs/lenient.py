"""Read articles that somebody else wrote as JSON, whatever state they are in."""

import json
import math
import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from newsspider.errors import PostError
from newsspider.html import bounds
from newsspider.html.blocks import FLATTENED
from newsspider.html.images import images_of
from newsspider.html.sanitise import blocks_text, sanitised
from newsspider.html.serialise import escaped
from newsspider.model.article import Article
from newsspider.model.moment import Moment
from newsspider.normalise import AHEAD, DATE_FUTURE, DATE_MISSING
from newsspider.text import spaces
from newsspider.text.dates import parse_moment
from newsspider.urls import absolute, canonical, shown

LARGEST = 32_000_000  # characters of HTML that are parsed at all
_LONGEST = 300  # characters of a name
_LONGEST_TITLE = 2_000
_LONGEST_URL = 8_000
_LEAP_SECOND = re.compile(r"(?<=\d\d:\d\d):60(?!\d)")  # Python has none
_EARLIEST = 1902  # zones have whole-minute offsets from then on, and generators read them

Shape = dict[str, Any]


def load(line: bytes) -> Shape:
    """Return the object of one line; raises PostError where it holds none."""
    try:
        found = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise PostError(f"not JSON: {str(error)[:100]}") from error
    if not isinstance(found, dict):
        raise PostError("not a JSON object")
    return found


def identity(shape: Shape) -> str:
    """Return what names the object in a report: its id, else its address."""
    for name in ("id", "url"):
        value = _text(shape.get(name), _LONGEST)
        if value:
            return value
    return ""


def article(shape: Shape, *, now: datetime, undated: datetime, zone: tzinfo) -> Article:
    """Return the article of *shape*; raises PostError naming what it lacks.

    *undated* stands where there is no readable date, and where it lies after *now*.
    """
    title = _text(shape.get("title"), 4 * _LONGEST_TITLE)
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE] + "…"
    if not title:
        raise PostError("no-title: a post needs a title")
    url = _address(shape.get("url"))
    if not url:
        raise PostError("no-url: a post needs the address of its article")
    body, flattened = _body(shape, url)
    published_at, flags = _published(shape.get("date"), now, undated, zone)
    source_id = _text(shape.get("id"), _LONGEST)
    return Article(
        key=f":{source_id}" if source_id else _known(url),
        id=source_id,
        url=url,
        requested_url=url,
        title=title,
        body=body,
        text=blocks_text(body),
        published_at=published_at,
        fetched_at=now,
        modified_at=_moment(shape.get("modified"), zone),
        authors=_texts(shape.get("author")),
        source=_text(shape.get("source")),
        site_name=_text(shape.get("site_name")),
        editor=_text(shape.get("editor")),
        original_title=_text(shape.get("original_title"), _LONGEST_TITLE),
        section=_text(shape.get("section")),
        keywords=_texts(shape.get("keywords")),
        language=_text(shape.get("language"), 40),
        kind=_text(shape.get("kind"), 40) or "article",
        quality=_number(shape.get("quality")),
        canonical=_canonical(shape.get("canonical")),
        images=images_of(body),
        flags=tuple(dict.fromkeys((*_texts(shape.get("flags")), *flags, *flattened))),
    )


def _body(shape: Shape, url: str) -> tuple[str, tuple[str, ...]]:
    """Return the safe blocks, and the flags of a body that is not all that was given."""
    html, text = shape.get("html"), shape.get("text")
    if not isinstance(html, str) or not html.strip():
        lines = text.splitlines() if isinstance(text, str) else []
        html = "".join(f"<p>{escaped(line)}</p>" for line in lines)
    if len(html) > LARGEST:
        raise PostError(f"too-large: {len(html):,} characters of HTML, over {LARGEST:,}")
    body, flattened = sanitised(html, url)
    if not body:
        raise PostError("no-body: nothing of the HTML is left that a post may hold")
    cut = bounds.shortened(html) != html
    return body, (*((bounds.CUT,) if cut else ()), *((FLATTENED,) if flattened else ()))


def _address(value: object) -> str:
    """Return the address as a post shows it; a text that is none stays, to be shown as text."""
    text = _text(value, _LONGEST_URL + 1)
    if len(text) > _LONGEST_URL:
        return ""
    for candidate in (text, absolute("", text)):
        try:
            return shown(candidate)
        except ValueError:
            continue
    return text


def _canonical(value: object) -> str:
    return absolute("", _text(value, _LONGEST_URL))


def _known(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return url


def _published(
    value: object, now: datetime, undated: datetime, zone: tzinfo
) -> tuple[Moment, tuple[str, ...]]:
    found = _moment(value, zone)
    if found is None:
        return Moment.at(undated), (DATE_MISSING,)
    ahead = now + AHEAD
    late = found.instant > ahead if found.instant else found.day > (now + timedelta(days=1)).date()
    return (Moment.at(undated), (DATE_FUTURE,)) if late else (found, ())


def _moment(value: object, zone: tzinfo) -> Moment | None:
    """Return the moment that *value* names; None for what is none, or none of our times."""
    try:
        found = _read(value, zone)
        if found is None or not _EARLIEST <= found.day.year <= 9000:
            return None
        if found.instant is not None:
            found.instant.astimezone(UTC)
        return found
    except (ValueError, OverflowError, OSError):
        return None


def _read(value: object, zone: tzinfo) -> Moment | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        if not math.isfinite(value) or value <= 0:
            return None
        seconds = value / 1000 if value > 1e11 else value
        return Moment.at(datetime.fromtimestamp(int(seconds), UTC))
    text = _LEAP_SECOND.sub(":59", _text(value, 100))
    if not text or not any(char.isdigit() for char in text):
        return None  # 昨天 says nothing without the day it was written on
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return parse_moment(text, zone)
    if len(text) <= 10:
        return Moment(day=instant.date())
    aware = instant if instant.tzinfo else instant.replace(tzinfo=zone)
    return Moment.at(aware.replace(microsecond=0))


def _text(value: object, longest: int = _LONGEST) -> str:
    """Return a text or a number as one clean line; an empty one for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return spaces.collapse(str(value)[: 4 * longest])[:longest]
    except ValueError:  # a number of thousands of digits
        return ""


def _texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list, of names in objects, or of one text."""
    parts = value if isinstance(value, list) else [value]
    found = (_text(part.get("name") if isinstance(part, dict) else part) for part in parts[:50])
    return tuple(dict.fromkeys(text for text in found if text))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
