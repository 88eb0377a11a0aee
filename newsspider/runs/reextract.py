"""What of the archive is to be extracted anew: the latest capture of each article, by source."""

from collections.abc import Iterable
from pathlib import Path

from newsspider.archive import reader
from newsspider.archive.reader import Place
from newsspider.archive.writer import OTHER, files, opened
from newsspider.errors import ArchiveError, ConfigError
from newsspider.model.source import Source
from newsspider.options import Options
from newsspider.runs.plan import ANYWHERE, Task
from newsspider.sources.catalogue import Catalogue
from newsspider.urls import canonical


def plan(names: Iterable[str], options: Options, *, dry: bool) -> tuple[list[Task], list[str]]:
    """Return a task for every source, and what is to be told: files that cannot be read on.

    *names* are those of sources, or their files; without one, all that the archive has. Torn ends
    are cut off unless *dry*. Raises ConfigError where there is nothing to extract.
    """
    root = options.state / "archive"
    catalogue = Catalogue(private=options.sources_dir)
    notes: list[str] = []
    wanted = [catalogue.get(name) for name in names] or list(_known(root, catalogue, notes))
    tasks = []
    for source in wanted:
        paths = files(root, source.name or OTHER)
        if not paths and names:
            raise ConfigError(
                f"{root}: has no pages of {source.name}; they are kept from the next crawl on "
                f"with archive_pages = true in {source.path or 'its source file'}"
            )
        if paths and not dry:
            opened(paths[-1]).close()  # mends a torn end
        places = latest(paths, source, notes)
        if places:
            tasks.append(Task(source=source, captures=places))
    if not tasks:
        raise ConfigError(
            f"{root}: no raw pages are kept; switch it on with [archive] pages = true in "
            "newsspider.toml, or archive_pages = true in a source file"
        )
    return tasks, notes


def latest(paths: Iterable[Path], source: Source, notes: list[str]) -> tuple[Place, ...]:
    """Return the last capture of each article in *paths*, which stand in their order."""
    found: dict[str, Place] = {}
    for path in paths:
        try:
            for place in reader.places(path):
                key = source.id_of(place.url) or canonical(place.url)
                found.pop(key, None)
                found[key] = place
        except ArchiveError as error:
            notes.append(str(error))
    return tuple(found.values())


def _known(root: Path, catalogue: Catalogue, notes: list[str]) -> Iterable[Source]:
    """Yield the sources of which the archive has pages; tell of those that nobody describes now."""
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        if folder.name == OTHER:
            yield ANYWHERE
        elif folder.name in catalogue.all:
            yield catalogue.all[folder.name]
        else:
            notes.append(f"{folder}: no source is called {folder.name!r} any more; left alone")
