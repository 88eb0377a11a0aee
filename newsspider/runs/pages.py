"""Read pages that somebody saved: fixture folders, and HTML files that name their address."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from newsspider.errors import ConfigError
from newsspider.extractor.document import Document
from newsspider.model.page import Page
from newsspider.runs.batch import load_bytes
from newsspider.sources import fixtures

_ENDINGS = (".html", ".htm", ".html.gz", ".xhtml")


def pages(paths: Sequence[Path]) -> list[Page]:
    """Return the pages at *paths*, files and folders; ConfigError for one without an address."""
    found = [page for path in paths for page in _pages(path)]
    if not found:
        raise ConfigError(f"{paths[0]}: holds no saved page (page.toml beside it, or *.html)")
    return found


def _pages(path: Path) -> Iterator[Page]:
    if path.is_dir():
        folders = sorted(about.parent for about in path.rglob(fixtures.ABOUT))
        for folder in folders:
            page = fixtures.read(folder).page
            if page is not None:
                yield page
        for file in sorted(path.rglob("*")):
            if file.name.endswith(_ENDINGS) and file.parent not in folders:
                yield _file(file)
    elif (path.parent / fixtures.ABOUT).exists() and path.stem == "page":
        page = fixtures.read(path.parent).page
        if page is not None:
            yield page
    else:
        yield _file(path)


def _file(path: Path) -> Page:
    """Return a page whose address is the one that it declares."""
    try:
        body = load_bytes(path)
        saved = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    document = Document(Page(url="", requested_url="", body=body), UTC)
    named = [text for text, _ in document.marks.metas.get("og:url", ())]
    url = next((text for text in (document.marks.canonical, *named) if "://" in text), "")
    if not url:
        raise ConfigError(
            f"{path}: names no address of its own (link rel=canonical); "
            f'write it into page.toml beside page.html: url = "https://…"'
        )
    return Page(url=url, requested_url=url, body=body, fetched_at=saved)
