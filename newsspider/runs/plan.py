"""What a run is to do: which URLs or lists, by which source."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsspider import decide
from newsspider.archive.reader import Place
from newsspider.ledger import Ledger
from newsspider.ledger.validators import Validators, key_of
from newsspider.model.source import Source
from newsspider.options import Pace
from newsspider.sources.catalogue import Catalogue
from newsspider.urls import canonical

ANYWHERE = Source(name="", zone_known=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One source's part of a run; without *urls* its lists are asked."""

    source: Source
    urls: tuple[str, ...] = ()
    limit: int | None = None
    pace: Pace = field(default_factory=Pace)
    since: datetime | None = None
    back_to: datetime | None = None  # how far back issues of newspapers are wanted
    ask_all: bool = True
    captures: tuple[Place, ...] | None = None  # of the archive, instead of a network


def by_source(urls: Iterable[str], catalogue: Catalogue, forced: Source | None) -> list[Task]:
    """Group *urls* by the source that is meant for them, keeping their order."""
    groups: dict[str, list[str]] = {}
    sources: dict[str, Source] = {}
    for url in dict.fromkeys(urls):
        source = forced or catalogue.match(url) or ANYWHERE
        sources[source.name] = source
        groups.setdefault(source.name, []).append(url)
    return [Task(source=sources[name], urls=tuple(group)) for name, group in groups.items()]


def is_due(task: Task, ledger: Ledger, now: datetime) -> bool:
    """Tell whether a task has anything to ask now: a URL, a list, a link that waits, a post."""
    if task.urls or task.ask_all:
        return True
    validators = Validators(ledger)
    if any(validators.is_due(key_of(rule), now) for rule in task.source.discoveries):
        return True
    revisit = task.pace.revisit
    name = task.source.name
    for link in validators.waiting(name):
        if decide.should_fetch(ledger.find(canonical(link.url)), now, revisit):
            return True
    since = now - max(revisit, default=timedelta()) - timedelta(days=7)
    return any(decide.should_fetch(each, now, revisit) for each in ledger.due_again(name, since))


def longest_waiting_first(tasks: list[Task], ledger: Ledger) -> list[Task]:
    """Return *tasks* so that a deadline never keeps the same sources from their turn."""
    validators = Validators(ledger)

    def asked(task: Task) -> str:
        return min((validators.asked(key_of(rule)) for rule in task.source.discoveries), default="")

    return sorted(tasks, key=asked)
