"""The extractors that are compared, each asked for all that it gives of a page."""

import gzip
import importlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from training.figures import Answer

Extractor = Callable[[bytes, str], Answer]

OWN = "newsspider"
FAST = "newsspider --fast"
_MODULES = {"trafilatura": "trafilatura", "readability-lxml": "readability"}
_NAMES = re.compile(r"\s*;\s*")
_BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
))  # fmt: skip


def newsspider(body: bytes, url: str, *, fast: bool = False) -> Answer:
    """All fields, by no source's rules."""
    from newsspider.extractor import extract
    from newsspider.shape import extraction_shape

    extraction = extract(body, url, fast=fast)
    shape = extraction_shape(extraction)
    return Answer(
        title=shape["title"] or "",
        text=shape["text"] or "",
        date=shape["date"] or "",
        author=tuple(shape["author"] or ()),
        source=shape["source"] or "",
        quality=extraction.quality,
    )


def newsspider_fast(body: bytes, url: str) -> Answer:
    """The same with ``--fast``."""
    return newsspider(body, url, fast=True)


def trafilatura(body: bytes, url: str) -> Answer:
    """With its metadata, without comments; several authors are one text with semicolons."""
    from trafilatura import bare_extraction

    found = bare_extraction(body, url=url or None, with_metadata=True, include_comments=False)
    if found is None:
        return Answer()
    authors = _NAMES.split(found.author or "")
    return Answer(
        title=found.title or "",
        text=found.text or "",
        date=found.date or "",
        author=tuple(name for name in authors if name),
    )


def readability(body: bytes, url: str) -> Answer:
    """Body and title, which is all it gives."""
    from lxml import html
    from readability import Document

    document = Document(body, url=url or None)
    root = html.fromstring(document.summary(html_partial=True))
    for node in root.iter():
        if node.tag in _BREAKS:
            node.text = f"\n{node.text or ''}"
            node.tail = f"\n{node.tail or ''}"
    return Answer(title=document.short_title() or "", text=str(root.text_content()))


def bare_parse(body: bytes, url: str) -> Answer:
    """Nothing but the tree: the least that any of them can cost."""
    from lxml import html

    html.document_fromstring(body, base_url=url or None)
    return Answer()


ALL: dict[str, Extractor] = {
    OWN: newsspider,
    FAST: newsspider_fast,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
}


def present(peers: Iterable[str]) -> Iterator[str]:
    """Yield newsspider and those of *peers* that are installed; of each other say so in a line."""
    yield from (OWN, FAST)
    for name in peers:
        if name not in _MODULES:
            print(f"{name}: not a peer known here; known: {', '.join(_MODULES)}", file=sys.stderr)
            continue
        try:
            importlib.import_module(_MODULES[name])
        except ImportError as error:
            print(f"{name}: left out, {error}; pip install -e '.[peers]'", file=sys.stderr)
            continue
        yield name


def load(path: str) -> bytes:
    """Return the page at *path*, unpacked where its name ends in .gz."""
    content = Path(path).read_bytes()
    return gzip.decompress(content) if path.endswith(".gz") else content


def ask(names: tuple[str, ...], path: str, url: str) -> list[Answer]:
    """Return what each extractor says of a page; one that raises says nothing and is counted."""
    body = load(path)
    answers = []
    for name in names:
        try:
            answers.append(ALL[name](body, url))
        except Exception:  # noqa: BLE001  a peer's crash is a result, not the end of the run
            answers.append(Answer(failed=True))
    return answers
