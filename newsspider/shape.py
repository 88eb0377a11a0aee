"""Articles as JSON: one shape, wherever they are printed, exported or read."""

from typing import Any

from newsspider.model.article import Article
from newsspider.model.extraction import Candidate, Extraction, Value
from newsspider.model.image import Image
from newsspider.model.moment import Moment
from newsspider.urls import shown

Shape = dict[str, Any]


def article_shape(article: Article) -> Shape:
    """Return *article* as a JSON-ready object."""
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "date": article.published_at.isoformat(),
        "modified": article.modified_at.isoformat() if article.modified_at else None,
        "author": list(article.authors),
        "source": article.source or None,
        "editor": article.editor or None,
        "original_title": article.original_title or None,
        "section": article.section or None,
        "keywords": list(article.keywords),
        "language": article.language or None,
        "kind": article.kind,
        "quality": article.quality,
        "text": article.text,
        "html": article.body,
        "image": article.images[0].url if article.images else None,
        "images": [_image(image) for image in article.images],
        "canonical": article.canonical or None,
        "flags": list(article.flags),
        "error": None,
    }


def extraction_shape(
    extraction: Extraction, *, error: str | None = None, provenance: bool = False
) -> Shape:
    """Return *extraction* as a JSON-ready object; *error* is one line where there is none."""
    date, modified = extraction.published_at, extraction.modified_at
    shape: Shape = {
        "id": extraction.id,
        "url": _address(extraction.requested_url),
        "title": extraction.title or None,
        "date": date.isoformat() if date else None,
        "modified": modified.isoformat() if modified else None,
        "author": list(extraction.authors),
        "source": extraction.source or None,
        "editor": extraction.editor or None,
        "original_title": extraction.original_title or None,
        "section": extraction.section or None,
        "keywords": list(extraction.keywords),
        "language": extraction.language or None,
        "kind": None if error else extraction.kind.value,
        "quality": extraction.quality,
        "text": extraction.text,
        "html": extraction.body,
        "image": extraction.image or None,
        "images": [_image(image) for image in extraction.images],
        "canonical": extraction.canonical or None,
        "flags": list(extraction.flags),
        "error": error,
    }
    if provenance:
        shape["provenance"] = provenance_shape(extraction)
    return shape


def provenance_shape(extraction: Extraction) -> Shape:
    """Return for every field the winner, where it stood, and what was passed over and why."""
    found: Shape = {}
    for field, candidate in extraction.chosen.items():
        found[field.value] = _candidate(candidate) | {"passed_over": []}
    for candidate, why in extraction.passed_over:
        entry = found.setdefault(candidate.field.value, {"value": None, "passed_over": []})
        entry["passed_over"].append(_candidate(candidate) | {"why": why})
    return found


def _candidate(candidate: Candidate) -> Shape:
    return {
        "value": _value(candidate.value),
        "method": candidate.method.value,
        "locator": candidate.locator,
    }


def _value(value: Value) -> object:
    if isinstance(value, Moment):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_image(part) if isinstance(part, Image) else part for part in value]
    return value


def _image(image: Image) -> Shape:
    return {"url": image.url, "alt": image.alt, "caption": image.caption}


def _address(url: str) -> str:
    try:
        return shown(url)
    except ValueError:
        return url
