"""Say of every line of a page whether it was kept, and which field it gave."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC
from difflib import SequenceMatcher

from lxml import etree

from newsspider.extractor import body as engine
from newsspider.extractor.document import Document, Line
from newsspider.html.highlight import Marked, Row, draw
from newsspider.html.tree import tag_of
from newsspider.model.extraction import Candidate, Extraction, Field, Method, Value
from newsspider.model.image import Image
from newsspider.model.moment import Moment
from newsspider.model.page import Page

_ALIGNED = 3000  # lines up to which kept lines are matched in order; beyond that by text alone
_CELL = 240  # characters of a value in the table
_AROUND = 80  # characters a line may have beside a field's value and still have given it
_MARKED = (Field.TITLE, Field.AUTHORS, Field.SOURCE, Field.EDITOR, Field.ORIGINAL_TITLE)
_DATES = (Field.PUBLISHED_AT, Field.MODIFIED_AT)


def highlight(page: Page, extraction: Extraction) -> str:
    """Return *page* as a self-contained HTML file that shows what *extraction* took from it."""
    document = Document(page, UTC, page.fetched_at)
    return draw(page.url, list(_rows(extraction)), marked(document, extraction))


def marked(document: Document, extraction: Extraction) -> list[Marked]:
    """Return the lines of *document*, each with its fate.

    Where the generic engine gave the body, a line has its score and is kept as it said; where
    rules or a feed did, no line was judged, and those are kept whose text stands in the body.
    """
    lines = document.lines
    found = _found(document, extraction)
    if found is None:
        kept = _kept([line.text for line in lines], extraction.text.splitlines())
    else:
        kept = frozenset(line.index for line in lines if found.kept[line.index])
    names = _names(lines, extraction, min(kept, default=0))
    counts = Counter(id(node) for line in lines for node in _around(line.node))
    made = []
    for line in lines:
        why = " > ".join(_label(node) for node in _around(line.node))
        linked = f"\n{line.linked} tokens of it are links" if line.linked else ""
        made.append(
            Marked(
                text=line.text,
                tag=tag_of(line.node),
                boxes=_boxes(line, counts),
                kept=line.index in kept,
                score=None if found is None else float(found.chances[line.index]),
                why=why + linked,
                fields=names.get(line.index, ()),
            )
        )
    return made


def _found(document: Document, extraction: Extraction) -> engine.Found | None:
    """Return what the generic engine chose, None where another method gave the body."""
    body = extraction.chosen.get(Field.BODY)
    if body is None or body.method is not Method.GENERIC:
        return None
    return engine.find(document)


def _kept(texts: Sequence[str], body: Sequence[str]) -> frozenset[int]:
    """Return which of *texts* stand in *body*, in its order."""
    plain, wanted = [_plain(text) for text in texts], [_plain(text) for text in body]
    if len(plain) > _ALIGNED or len(wanted) > _ALIGNED:
        known = set(wanted)
        return frozenset(index for index, text in enumerate(plain) if text in known)
    matcher = SequenceMatcher(None, plain, wanted, autojunk=False)
    found = {i for i, _, size in matcher.get_matching_blocks() for i in range(i, i + size)}
    whole = "".join(wanted)
    found |= {i for i, text in enumerate(plain) if len(text) > _AROUND and text in whole}
    return frozenset(found)


def _plain(text: str) -> str:
    return "".join(text.split())


def _around(node: etree._Element) -> list[etree._Element]:
    """Return the elements from the body to *node*."""
    chain = [node, *node.iterancestors()]
    return [part for part in reversed(chain) if tag_of(part) not in ("html", "")]


def _boxes(line: Line, counts: Counter[int]) -> list[tuple[int, str]]:
    """Return the elements around a line that hold more than their only child does."""
    boxes: list[tuple[int, str]] = []
    before = 0
    for node in _around(line.node):
        count = counts[id(node)]
        if count > 1 and count != before:
            boxes.append((id(node), _label(node)))
        before = count
    return boxes


def _label(node: etree._Element) -> str:
    """Return an element as a selector would name it."""
    label = tag_of(node)
    if name := node.get("id"):
        label += f"#{name[:40]}"
    for name in (node.get("class") or "").split()[:3]:
        label += f".{name[:40]}"
    return label


def _names(lines: Sequence[Line], extraction: Extraction, first: int) -> dict[int, tuple[str, ...]]:
    """Return for a line the fields whose value stands in it: the line nearest to the *first* kept.

    A short name may stand in the navigation as well, far from the story.
    """
    found: dict[int, tuple[str, ...]] = {}
    plain = [_plain(line.text) for line in lines]
    for field, text in _values(extraction):
        wanted = _plain(text)
        places = [
            line.index
            for line, has in zip(lines, plain, strict=True)
            if len(has) <= len(wanted) + _AROUND and wanted in has
        ]
        if places:
            nearest = min(places, key=lambda index: abs(index - first))
            names = found.get(nearest, ())
            found[nearest] = names if field.value in names else (*names, field.value)
    return found


def _values(extraction: Extraction) -> Iterator[tuple[Field, str]]:
    """Yield what each field may have been printed as."""
    for field in (*_MARKED, *_DATES):
        candidate = extraction.chosen.get(field)
        if candidate is None:
            continue
        texts = [candidate.raw] if candidate.raw else []
        if isinstance(candidate.value, str):
            texts.append(candidate.value)
        elif isinstance(candidate.value, tuple):
            texts += [text for text in candidate.value if isinstance(text, str)]
        yield from ((field, text) for text in dict.fromkeys(texts) if text.strip())


def _rows(extraction: Extraction) -> Iterator[Row]:
    """Yield the table of fields: the winner, and what was passed over."""
    evidence = f" ({extraction.evidence})" if extraction.evidence else ""
    yield Row(name="kind", value=f"{extraction.kind}{evidence}", origin="")
    if extraction.quality is not None:
        yield Row(name="quality", value=f"{extraction.quality:.2f}", origin="")
    if extraction.flags:
        yield Row(name="flags", value=", ".join(extraction.flags), origin="")
    for field in Field:
        if chosen := extraction.chosen.get(field):
            yield Row(name=field.value, value=_shown(chosen.value), origin=_origin(chosen))
        for other, why in extraction.passed_over:
            if other.field is field:
                value = _shown(other.value) or other.raw
                origin = f"{_origin(other)}: {why}"
                yield Row(name=field.value, value=value, origin=origin, lost=True)


def _origin(candidate: Candidate) -> str:
    return f"{candidate.method} {candidate.locator}".strip()


def _shown(value: Value) -> str:
    if isinstance(value, Moment):
        return value.isoformat()
    if isinstance(value, tuple):
        value = ", ".join(part.url if isinstance(part, Image) else part for part in value)
    return value if len(value) <= _CELL else f"{value[:_CELL]}…"
