"""What a run is to do: which URLs or lists, by which source."""

from collections.abc import Iterable
from dataclasses import dataclass

from newsspider.model.source import Source
from newsspider.sources.catalogue import Catalogue

ANYWHERE = Source(name="", title="any page", zone_known=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One source's part of a run; without *urls* its lists are asked."""

    source: Source
    urls: tuple[str, ...] = ()
    limit: int | None = None


def by_source(urls: Iterable[str], catalogue: Catalogue, forced: Source | None) -> list[Task]:
    """Group *urls* by the source that is meant for them, keeping their order."""
    groups: dict[str, list[str]] = {}
    sources: dict[str, Source] = {}
    for url in dict.fromkeys(urls):
        source = forced or catalogue.match(url) or ANYWHERE
        sources[source.name] = source
        groups.setdefault(source.name, []).append(url)
    return [Task(source=sources[name], urls=tuple(group)) for name, group in groups.items()]
