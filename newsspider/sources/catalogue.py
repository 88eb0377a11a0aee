"""All sources one can name: the user's own folder first, then those that newsspider ships."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from newsspider.errors import ConfigError, SourceError
from newsspider.model.source import Source
from newsspider.sources import index, load
from newsspider.sources.index import SHIPPED, Entry, host_of, hosted

_NAME = re.compile(r"""^\s*name\s*=\s*["']([^"']*)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Catalogue:
    """The sources of the folder *private* (if it exists) and of the shipped catalog."""

    private: Path | None = None
    shipped: Path = SHIPPED

    @property
    def own(self) -> dict[str, Source]:
        """The user's own sources by name; raises SourceError where one cannot be read."""
        for error in self.broken:
            raise error
        return self.usable

    @property
    def usable(self) -> dict[str, Source]:
        """Those of the user's own sources that can be read, by name."""
        return self._read[0]

    @property
    def broken(self) -> list[SourceError]:
        """What is wrong with the others, one error a file."""
        return self._read[1]

    def is_broken(self, name: str) -> bool:
        """Tell whether *name*, or the file of that name, is one of the broken."""
        files = [Path(error.path) for error in self.broken]
        return any(name == _called(file) or Path(name) == file for file in files)

    @cached_property
    def _read(self) -> tuple[dict[str, Source], list[SourceError]]:
        errors: list[SourceError] = []
        found = dict(_folder(self.private, errors)) if self.private else {}
        return found, errors

    @cached_property
    def all(self) -> dict[str, Source]:
        """Every source by name; the user's own win over shipped ones."""
        return self.own | {
            name: source for name, source in _folder(self.shipped) if name not in self.own
        }

    def get(self, name: str) -> Source:
        """Return the source called *name*, or the one in the file *name* (with a / or .toml)."""
        if name.endswith(".toml") or "/" in name:
            return load.read(Path(name))
        for error in self.broken:
            if _called(Path(error.path)) == name:
                raise error
        if name in self.usable:
            return self.usable[name]
        file = self.shipped / f"{name}.toml"
        if file.is_file():
            source = load.read(file)  # the others need not be read for one
            if source.name == name:
                return source
        if name in self.all:
            return self.all[name]
        near = get_close_matches(name, self.all, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "see: newsspider sources list"
        raise ConfigError(f"no source is called {name!r}; {hint}")

    def match(self, url: str) -> Source | None:
        """Return the source for *url*: one whose rules match, else one at its host, else None."""
        for source in self._near(lambda entry: entry.may_match(url)):
            if source.matches(url):
                return source
        host = host_of(url)
        for source in self._near(lambda entry: entry.host == host) if host else ():
            if hosted(source) == host:
                return source
        return None

    def _near(self, is_near: Callable[[Entry], bool]) -> Iterator[Source]:
        """Yield the sources that may be meant: all of one's own, of the shipped what *is_near*."""
        if self._index is None or "all" in self.__dict__:
            yield from self.all.values()
            return
        yield from self.own.values()
        for entry in self._index:
            if entry.name not in self.own and is_near(entry):
                if entry.file not in self._loaded:
                    self._loaded[entry.file] = load.read(self.shipped / entry.file)
                yield self._loaded[entry.file]

    @cached_property
    def _index(self) -> tuple[Entry, ...] | None:
        return index.read(self.shipped)

    @cached_property
    def _loaded(self) -> dict[str, Source]:
        return {}


def _called(path: Path) -> str:
    """Return the name that a file gives itself that cannot be read, or else its own."""
    try:
        found = _NAME.search(path.read_text("utf-8", "replace"))
    except OSError:
        found = None
    return found[1] if found else path.stem


def _folder(folder: Path, errors: list[SourceError] | None = None) -> Iterator[tuple[str, Source]]:
    """Yield the sources of the TOML files in *folder*, by file name; names must be unique.

    With *errors* the files that cannot be used are left out and theirs added there.
    """
    seen: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            source = _another(path, seen)
        except SourceError as error:
            if errors is None:
                raise
            errors.append(error)
            continue
        seen[source.name] = path
        yield source.name, source


def _another(path: Path, seen: Mapping[str, Path]) -> Source:
    source = load.read(path)
    if source.name in seen:
        raise SourceError(path, "name", f"{source.name!r} is taken by {seen[source.name]}")
    return source
