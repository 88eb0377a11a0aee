"""All sources one can name: the user's own folder first, then those that newsspider ships."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from newsspider.errors import ConfigError, SourceError
from newsspider.model.source import Source
from newsspider.sources import load


@dataclass(frozen=True)
class Catalogue:
    """The sources of the folder *private* (if it exists) and of the shipped catalog."""

    private: Path | None = None
    shipped: Path = field(
        default_factory=lambda: Path(str(files("newsspider.sources") / "catalog"))
    )

    @cached_property
    def own(self) -> dict[str, Source]:
        """The user's own sources by name."""
        return dict(_folder(self.private)) if self.private else {}

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
        if name in self.own:
            return self.own[name]
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
        for source in self.all.values():
            if source.matches(url):
                return source
        host = _host(url)
        for source in self.all.values():
            bare = not any(rule.match for rule in source.rules)
            if host and bare and host == _host(source.home):
                return source
        return None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _folder(folder: Path) -> Iterator[tuple[str, Source]]:
    """Yield the sources of the TOML files in *folder*, by file name; names must be unique."""
    seen: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        source = load.read(path)
        if source.name in seen:
            raise SourceError(path, "name", f"{source.name!r} is taken by {seen[source.name]}")
        seen[source.name] = path
        yield source.name, source
