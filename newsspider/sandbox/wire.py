"""What workers answer: plain values that are checked as they are read, never objects.

A worker that was taken over can lie about a page, but it cannot make the parent run anything.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from newsspider.discover import Found
from newsspider.imaging import Drawing, Picture, Refusal
from newsspider.model.extraction import Candidate, Extraction, Field, Kind, Method, Value
from newsspider.model.image import Image
from newsspider.model.link import Link
from newsspider.model.moment import Moment
from newsspider.model.page import Page


class _Row(msgspec.Struct, array_like=True, frozen=True):
    """A value of one of its four kinds."""

    field: Field
    method: Method
    locator: str
    raw: str
    kind: Literal["text", "texts", "moment", "images"]
    texts: list[str]


class Plain(msgspec.Struct, array_like=True, frozen=True):
    """An extraction without what the parent knows already."""

    url: str
    requested_url: str
    id: str
    kind: Kind
    evidence: str
    chosen: list[_Row]
    lost: list[tuple[_Row, str]]
    text: str
    flags: list[str]
    quality: float | None
    site_name: str
    further: str
    elsewhere: str


class PlainLink(msgspec.Struct, array_like=True, frozen=True):
    """A link, field by field."""

    url: str
    origin: str
    title: str
    published_at: str
    source: str
    summary: str
    body: str
    authors: tuple[str, ...]
    section: str
    language: str
    keywords: tuple[str, ...]
    images: tuple[str, ...]
    modified_at: str


class PlainFound(msgspec.Struct, array_like=True, frozen=True):
    """What a list says."""

    links: list[PlainLink]
    said: str
    moved: str
    pages: list[str]
    bare: bool


class PlainPicture(msgspec.Struct, array_like=True, frozen=True):
    """A picture's drawings, or why there are none."""

    name: str
    drawings: list[tuple[bytes, str, int, int]]
    refusal: str
    shows: bool


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """How a piece of work ended: ``fine``, ``bad`` (the page's fault) or ``error`` (ours)."""

    end: Literal["fine", "bad", "error"]
    value: msgspec.Raw
    why: str = ""


NOTHING = msgspec.Raw(b"\xc0")
_encoder = msgspec.msgpack.Encoder()
_answers = msgspec.msgpack.Decoder(Answer)


def encode(end: Literal["fine", "bad", "error"], value: object = None, why: str = "") -> bytes:
    """Return the bytes of an answer; halves of characters, which JSON may hold, are replaced."""
    try:
        raw = msgspec.Raw(_encoder.encode(value)) if value is not None else NOTHING
        return _encoder.encode(Answer(end, raw, why))
    except UnicodeEncodeError:
        return encode(end, _whole(value), _whole_text(why))


def decode(content: bytes) -> Answer:
    """Return the answer in *content*; raises msgspec.MsgspecError for what is none."""
    return _answers.decode(content)


def plain(found: Extraction, body: str, *, explain: bool) -> Plain:
    """Return the plain form of *found* with the safe *body*; what lost only where *explain*."""
    rows = [
        _row(each, body if field is Field.BODY else each.value)
        for field, each in found.chosen.items()
    ]
    lost = found.passed_over if explain else ()
    return Plain(
        found.url, found.requested_url, found.id, found.kind, found.evidence, rows,
        [(_row(each, each.value), why) for each, why in lost],
        found.text, list(found.flags), found.quality, found.site_name, found.further,
        found.elsewhere,
    )  # fmt: skip


def extraction(plain: Plain, page: Page, source_name: str) -> Extraction:
    """Return the extraction of *page* that *plain* stands for; raises ValueError for a bad one."""
    chosen = (_candidate(row) for row in plain.chosen)
    return Extraction(
        url=plain.url,
        requested_url=page.requested_url,
        id=plain.id,
        source_name=source_name,
        fetched_at=page.fetched_at,
        kind=plain.kind,
        evidence=plain.evidence,
        chosen={candidate.field: candidate for candidate in chosen},
        passed_over=tuple((_candidate(row), why) for row, why in plain.lost),
        text=plain.text,
        flags=tuple(plain.flags),
        quality=plain.quality,
        site_name=plain.site_name,
        further=plain.further,
        elsewhere=plain.elsewhere,
    )


def plain_link(link: Link) -> PlainLink:
    """Return the plain form of *link*."""
    return PlainLink(
        link.url, link.origin, link.title, link.published_at, link.source, link.summary, link.body,
        link.authors, link.section, link.language, link.keywords, link.images,
        link.modified_at,
    )  # fmt: skip


def link(plain: PlainLink) -> Link:
    """Return the link that *plain* stands for."""
    return Link(**msgspec.structs.asdict(plain))


def packed(links: list[PlainLink]) -> bytes:
    """Return the bytes of some of a sitemap's links: the parent reads them a batch at a time."""
    try:
        return _encoder.encode(links)
    except UnicodeEncodeError:
        return _encoder.encode(_whole(links))


def plain_picture(made: Picture | Refusal) -> PlainPicture:
    """Return the plain form of a picture or of its refusal."""
    if isinstance(made, Refusal):
        return PlainPicture("", [], made.reason, made.shows)
    rows = [(each.content, each.extension, each.width, each.height) for each in made.drawings]
    return PlainPicture(made.name, rows, "", False)


def picture(plain: PlainPicture) -> Picture | Refusal:
    """Return the picture, or its refusal; raises ValueError for a name that is none of ours."""
    if not plain.drawings:
        return Refusal(plain.refusal or "not a picture", shows=plain.shows)
    if len(plain.name) != 20 or not set(plain.name) <= set("0123456789abcdef"):
        raise ValueError(f"not a picture's name: {plain.name[:40]!r}")
    drawings = tuple(
        Drawing(content=content, extension=extension, width=width, height=height)
        for content, extension, width, height in plain.drawings
        if extension in ("jpg", "png", "webp")
    )
    return Picture(name=plain.name, drawings=drawings)


def _row(candidate: Candidate, value: Value) -> _Row:
    kind, texts = _flat(value)
    return _Row(candidate.field, candidate.method, candidate.locator, candidate.raw, kind, texts)


def _flat(value: Value) -> tuple[Literal["text", "texts", "moment", "images"], list[str]]:
    if isinstance(value, str):
        return "text", [value]
    if isinstance(value, Moment):
        instant = value.instant.isoformat() if value.instant else ""
        return "moment", [value.day.isoformat(), instant]
    images = [each for each in value if isinstance(each, Image)]
    if images:
        return "images", [text for each in images for text in (each.url, each.alt, each.caption)]
    return "texts", [each for each in value if isinstance(each, str)]


def _candidate(row: _Row) -> Candidate:
    return Candidate(
        field=row.field, value=_value(row), method=row.method, locator=row.locator, raw=row.raw
    )


def _value(row: _Row) -> Value:
    texts = row.texts
    match row.kind:
        case "text":
            return texts[0] if texts else ""
        case "texts":
            return tuple(texts)
        case "moment":
            day, instant = (*texts, "", "")[:2]
            return Moment(
                day=date.fromisoformat(day),
                instant=datetime.fromisoformat(instant) if instant else None,
            )
        case "images":
            threes = zip(texts[::3], texts[1::3], texts[2::3], strict=True)
            return tuple(Image(url=url, alt=alt, caption=caption) for url, alt, caption in threes)


def _whole(value: object) -> object:
    """Return *value* as builtins whose texts are whole."""
    if isinstance(value, str):
        return _whole_text(value)
    if isinstance(value, msgspec.Struct):
        return [_whole(getattr(value, name)) for name in value.__struct_fields__]
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    return value


def _whole_text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def links(rows: Iterable[PlainLink]) -> list[Link]:
    """Return the links that *rows* stand for."""
    return [link(row) for row in rows]


def plain_found(said: Found) -> PlainFound:
    """Return the plain form of what a list says."""
    links = [plain_link(link) for link in said.links]
    return PlainFound(links, said.said, said.moved, list(said.pages), said.bare)


def found(plain: PlainFound) -> Found:
    """Return what a list says that *plain* stands for."""
    return Found(
        links=tuple(links(plain.links)),
        said=plain.said,
        moved=plain.moved,
        pages=tuple(plain.pages),
        bare=plain.bare,
    )
