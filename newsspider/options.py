"""What this installation wants: newsspider.toml and NEWSSPIDER_*, read once into one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

import msgspec

from newsspider import __version__, flavours, toml
from newsspider.errors import ConfigError
from newsspider.flavours.profile import SiteTable
from newsspider.flavours.profile import site as profile
from newsspider.flavours.site import Site
from newsspider.model.limits import Limits

CONFIG_NAME = "newsspider.toml"
_VARIABLES = {  # and the key that each overrides
    "NEWSSPIDER_OUTPUT": "output.dir",
    "NEWSSPIDER_FLAVOUR": "site.flavour",
    "NEWSSPIDER_TIMEZONE": "site.timezone",
    "NEWSSPIDER_BASE": "site.base",
    "NEWSSPIDER_SOURCES": "sources.dir",
    "NEWSSPIDER_CONTACT": "network.contact",
    "NEWSSPIDER_USER_AGENT": "network.user_agent",
}
_AGENT = f"newsspider/{__version__}"
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class _OutputTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    dir: str = "output"
    assets: Literal["link", "mirror"] = "link"
    widths: list[int] = []


class _NetworkTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    allow_addresses: list[str] = []
    contact: str = ""
    user_agent: str = ""


class _PaceTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    limit: int | None = None
    max_age: str | None = None
    first: int | None = None
    revisit: list[str] | None = None
    shortest: str | None = None
    longest: str | None = None


class _CrawlTable(_PaceTable, forbid_unknown_fields=True, kw_only=True):
    sources: list[str] = []
    duplicates: str = "keep"
    alarm_after: int = 3
    webhook: str = ""
    command: list[str] = []
    source: dict[str, _PaceTable] = {}


_LimitsTable = msgspec.defstruct(
    "_LimitsTable",
    [(each.name, int, each.default) for each in fields(Limits)],
    forbid_unknown_fields=True,
    kw_only=True,
)


class _SourcesTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    dir: str = "sources"


class _ArchiveTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    pages: bool = False
    file_mb: int = 100
    total_mb: int = 5000


class Table(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The shape of newsspider.toml."""

    site: SiteTable = msgspec.field(default_factory=SiteTable)
    output: _OutputTable = msgspec.field(default_factory=_OutputTable)
    network: _NetworkTable = msgspec.field(default_factory=_NetworkTable)
    crawl: _CrawlTable = msgspec.field(default_factory=_CrawlTable)
    sources: _SourcesTable = msgspec.field(default_factory=_SourcesTable)
    archive: _ArchiveTable = msgspec.field(default_factory=_ArchiveTable)
    limits: _LimitsTable = msgspec.field(default_factory=_LimitsTable)  # type: ignore[valid-type]  # made of Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much of a source is taken, and how often it is asked.

    ``limit`` articles a run, ``first`` in a source's first run; none older than ``max_age``.
    ``revisit`` are the ages at which a post is checked again; a list is asked every ``shortest``
    to ``longest`` seconds.
    """

    limit: int | None = None
    max_age: timedelta | None = None
    first: int = 30
    revisit: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(days=1), timedelta(weeks=1))
    shortest: int = 300
    longest: int = 6 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The checked settings of an installation.

    ``limit`` is the most articles to take from one source in one run; ``crawl_sources`` the
    sources that ``crawl`` runs when none is named. ``mirror`` keeps copies of images under the
    output folder, also in the smaller ``widths`` (pixels).
    """

    site: Site = field(default_factory=Site)
    output: Path = Path("output")
    mirror: bool = False
    widths: tuple[int, ...] = ()
    allow_addresses: tuple[str, ...] = ()
    user_agent: str = _AGENT
    crawl_sources: tuple[str, ...] = ()
    limit: int | None = None
    pace: Pace = field(default_factory=Pace)
    paces: Mapping[str, Pace] = field(default_factory=dict)  # by source
    duplicates: str = "keep"  # or "first": of two sources that carry one text
    alarm_after: int = 3  # runs in a row that are out of order before somebody is told
    webhook: str = ""
    command: tuple[str, ...] = ()
    sources_dir: Path = Path("sources")
    limits: Limits = field(default_factory=Limits)
    archive_pages: bool = False  # raw pages of all sources are kept
    archive_file_mb: int = 100
    archive_total_mb: int = 5000
    force: bool = False  # this run takes over posts that the user edited
    restore: bool = False  # this run writes posts again that the user deleted or took down
    path: str = ""  # of newsspider.toml; empty when there is none

    @property
    def state(self) -> Path:
        """The folder for everything of ours under the output folder."""
        return self.output / ".newsspider"


def load(path: Path | None, environment: Mapping[str, str], folder: Path) -> Options:
    """Return the options of *path*, else ``$NEWSSPIDER_CONFIG``, else *folder*/newsspider.toml.

    Paths in the file are relative to the file. The variables above and
    NEWSSPIDER_ALLOW_ADDRESSES (comma-separated) override it.
    Raises ConfigError naming the file and the key, or the variable that overrides it.
    """
    named = path or (
        Path(environment["NEWSSPIDER_CONFIG"]) if environment.get("NEWSSPIDER_CONFIG") else None
    )
    file = named or folder / CONFIG_NAME
    if named is None and not file.exists():
        return _checked(_overridden(Table(), environment), folder, folder, "", environment)
    said = "" if path or not named else "NEWSSPIDER_CONFIG: "
    table = toml.read(file, Table, lambda key, why: ConfigError(said + _line(str(file), key, why)))
    return _checked(_overridden(table, environment), file.parent, folder, str(file), environment)


def with_addresses(options: Options, addresses: list[str]) -> Options:
    """Return *options* with the addresses of ``--allow-address`` added."""
    return replace(options, allow_addresses=(*options.allow_addresses, *addresses))


def where_allowed(address: str, environment: Mapping[str, str]) -> str:
    """Return where an allowed address that no flag gave was written, for a message."""
    given = environment.get("NEWSSPIDER_ALLOW_ADDRESSES", "")
    if address in (text.strip() for text in given.split(",")):
        return "NEWSSPIDER_ALLOW_ADDRESSES"
    return "network.allow_addresses"


def duration(text: str) -> timedelta:
    """Return ``90m``, ``6h``, ``3d`` or ``2w`` as a time; ValueError for what is none."""
    number, unit = text[:-1], text[-1:]
    if not number.isascii() or not number.isdigit() or unit not in _UNITS or int(number) > 10_000:
        raise ValueError(f"{text!r} is not a time such as 90m, 6h, 3d or 2w")
    return timedelta(**{_UNITS[unit]: int(number)})


def _pace(table: _PaceTable, base: Pace, where: str, key: str) -> Pace:
    for name in ("limit", "first"):
        value = getattr(table, name)
        if value is not None and value < 1:
            raise ConfigError(_line(where, f"{key}.{name}", "must be 1 or more"))
    try:
        return Pace(
            limit=base.limit if table.limit is None else table.limit,
            max_age=base.max_age if table.max_age is None else duration(table.max_age),
            first=base.first if table.first is None else table.first,
            revisit=base.revisit
            if table.revisit is None
            else tuple(sorted(map(duration, table.revisit))),
            shortest=base.shortest if table.shortest is None else _seconds(table.shortest),
            longest=base.longest if table.longest is None else _seconds(table.longest),
        )
    except ValueError as error:
        raise ConfigError(_line(where, key, str(error))) from error


def _seconds(text: str) -> int:
    return int(duration(text).total_seconds())


def _line(file: str, key: str, why: str) -> str:
    """Return one line that names the file, its line and the key."""
    path = Path(file)
    number = toml.line_of(path.read_text("utf-8", "replace"), key) if key and path.is_file() else 0
    where = f"{file}:{number}" if number else file
    return f"{where}: {key}: {why}" if key else f"{where}: {why}"


def _overridden(table: Table, environment: Mapping[str, str]) -> Table:
    """Put the values of NEWSSPIDER_* into *table*."""
    for name, key in _VARIABLES.items():
        if environment.get(name):
            table_name, _, field_name = key.partition(".")
            setattr(getattr(table, table_name), field_name, environment[name])
    more = environment.get("NEWSSPIDER_ALLOW_ADDRESSES", "")
    table.network.allow_addresses += [text.strip() for text in more.split(",") if text.strip()]
    return table


def _site(table: SiteTable, where: str, environment: Mapping[str, str]) -> Site:
    """Return the checked profile; an error blames the variable where one gave the value."""
    given = {key: name for name, key in _VARIABLES.items() if environment.get(name)}

    def fail(key: str, why: str) -> ConfigError:
        variable = given.get(f"site.{key}")
        return ConfigError(f"{variable}: {why}" if variable else _line(where, f"site.{key}", why))

    site = profile(table, fail)
    for name in site.flavours:
        try:
            flavours.load(name)
        except ConfigError as error:
            raise fail("flavour", str(error)) from error
    return site


def _checked(
    table: Table, beside: Path, folder: Path, file: str, environment: Mapping[str, str]
) -> Options:
    where = file or "environment"
    site = _site(table.site, where, environment)
    if table.crawl.limit is not None and table.crawl.limit < 1:
        raise ConfigError(_line(where, "crawl.limit", "must be 1 or more"))
    if any(not 16 <= width <= 4000 for width in table.output.widths):
        raise ConfigError(_line(where, "output.widths", "widths are 16 to 4000 pixels"))
    if table.crawl.duplicates not in ("keep", "first"):
        raise ConfigError(_line(where, "crawl.duplicates", 'must be "keep" or "first"'))
    if table.archive.file_mb < 1:
        raise ConfigError(_line(where, "archive.file_mb", "must be 1 or more"))
    if table.archive.total_mb < 2 * table.archive.file_mb:
        raise ConfigError(_line(where, "archive.total_mb", "must be twice file_mb or more"))
    pace = _pace(table.crawl, Pace(), where, "crawl")
    paces = {
        name: _pace(own, pace, where, f"crawl.source.{name}")
        for name, own in table.crawl.source.items()
    }
    limits = Limits(**msgspec.structs.asdict(table.limits))
    for each in fields(limits):
        least = 0 if each.name == "workers" else 1
        if getattr(limits, each.name) < least:
            raise ConfigError(_line(where, f"limits.{each.name}", f"must be {least} or more"))
    contact = f" (+{table.network.contact})" if table.network.contact else ""
    return Options(
        site=site,
        output=_place(table.output.dir, beside, folder),
        mirror=table.output.assets == "mirror",
        widths=tuple(table.output.widths),
        allow_addresses=tuple(table.network.allow_addresses),
        user_agent=table.network.user_agent or _AGENT + contact,
        crawl_sources=tuple(table.crawl.sources),
        limit=table.crawl.limit,
        pace=pace,
        paces=paces,
        duplicates=table.crawl.duplicates,
        alarm_after=table.crawl.alarm_after,
        webhook=table.crawl.webhook,
        command=tuple(table.crawl.command),
        sources_dir=_place(table.sources.dir, beside, folder),
        limits=limits,
        archive_pages=table.archive.pages,
        archive_file_mb=table.archive.file_mb,
        archive_total_mb=table.archive.total_mb,
        path=file,
    )


def _place(text: str, beside: Path, folder: Path) -> Path:
    """Return the path *text* of a file in *beside*, short where it lies under *folder*."""
    path = beside / Path(text).expanduser()
    absolute = path if path.is_absolute() else folder / path
    return absolute.relative_to(folder) if absolute.is_relative_to(folder) else absolute
