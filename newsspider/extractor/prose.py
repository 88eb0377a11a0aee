"""Build the body that the generic engine found, and read the lines around it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from newsspider.extractor.trim import Trimmed, built
from newsspider.html.blocks import Builder
from newsspider.text import chinese

if TYPE_CHECKING:
    from newsspider.extractor.body import Found

_LONG = 60  # characters; a longer line tells a story, not who edited it


def build(found: "Found", headline: str, base: str) -> Trimmed:
    """Return the body as safe blocks, with what the lines beside it say of the article."""
    builder = Builder(base, found.skip, found.dropped)
    body = replace(built(builder, found.element, headline, generic=True), quality=found.quality)
    return read_beside(body, found.beside)


def read_beside(body: Trimmed, lines: Iterable[str]) -> Trimmed:
    """Return *body* with the editor, original title, source and authors that *lines* name.

    The engine leaves such lines out of the text; what the text itself says counts first.
    """
    for line in lines:
        if len(line) > _LONG or not chinese.has_han(line):
            continue
        body = replace(
            body,
            original_title=body.original_title or chinese.read_original_title(line),
            editor=body.editor or chinese.read_editor_line(line),
            source=body.source or chinese.closing_source(line),
            authors=body.authors or chinese.read_author_line(line),
        )
    return body
