"""Throw away mirrored images that no post shows any more."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from newsspider import assets, flavours
from newsspider.errors import OutputError
from newsspider.ledger import Ledger, adopt
from newsspider.ledger.tombstones import mark, marked
from newsspider.options import Options
from newsspider.outbox import Outbox

_DOOMED = "images-doomed"  # the mark: names that may be needed no more, until it is known
_LINES = ".jsonl"  # the flavour of that name


def doom(ledger: Ledger, contents: Iterable[bytes]) -> None:
    """Note which images *contents* show: before the posts go, so that a kill leaves no garbage.

    :func:`take_doomed` deletes them; `restore.prepare` calls it, too.
    """
    names = assets.named(contents)
    if names:
        mark(ledger, _DOOMED, " ".join(sorted({*marked(ledger, _DOOMED).split(), *names})))


def take_doomed(ledger: Ledger, options: Options) -> list[str]:
    """Delete the images that were noted and that no post shows; return their paths."""
    names = marked(ledger, _DOOMED).split()
    if not names:
        return []
    gone = throw_away(options, only=names)
    mark(ledger, _DOOMED, "")
    return gone


def throw_away(
    options: Options,
    *,
    gone: Collection[str] = (),
    only: Collection[str] | None = None,
    dry: bool = False,
) -> list[str]:
    """Remove unused images of every flavour's site, or *only* those names; return their paths.

    Whatever page under the output folder names an image keeps it, of whoever's making the page
    is; *gone* are posts that a dry run only says are gone. Only for who holds the lock. What is
    needed again later is fetched again.
    """
    names = flavours.names()
    roots = ["", *(f"{name}/" for name in names)]
    folders = sorted({root + assets.folder(name) for root in roots for name in names})
    there = [
        f"{folder}/{file.name}"
        for folder in folders
        if not _leads_out(options.output, folder)
        for file in sorted((options.output / folder).glob("*"))
        if (only is None or file.name in only) and file.is_file() and not file.is_symlink()
    ]
    if not there:
        return []
    pages = (page.read_bytes() for page in _pages(options.output, gone))
    found = assets.unused(pages, there)
    if not dry:
        outbox = Outbox(options.output)
        for path in found:
            outbox.take(path)
    return found


def _leads_out(output: Path, folder: str) -> bool:
    return not (output / folder).resolve().is_relative_to(output.resolve())


def _pages(output: Path, gone: Collection[str]) -> Iterator[Path]:
    try:
        for path in sorted(output.rglob("*")):
            inner = path.relative_to(output).as_posix()
            if inner.startswith(".newsspider/") or inner in gone or not path.is_file():
                continue
            if path.suffix in (*adopt.POST_ENDINGS, _LINES) and "_site" not in path.parts:
                yield path
    except OSError as error:
        raise OutputError(f"{output}: cannot be read: {error.strerror or error}") from error
