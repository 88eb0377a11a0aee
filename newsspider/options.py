"""What this installation wants: newsspider.toml and NEWSSPIDER_*, read once into one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from newsspider import __version__, flavours, toml
from newsspider.errors import ConfigError
from newsspider.flavours.site import Site

CONFIG_NAME = "newsspider.toml"
_AGENT = f"newsspider/{__version__}"


class _Names(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    map: dict[str, str] = {}


class _SiteTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    flavour: str = "jekyll"
    timezone: str = "UTC"
    base: str = ""
    tail: bool = True
    categories: _Names = msgspec.field(default_factory=_Names)
    tags: _Names = msgspec.field(default_factory=_Names)


class _OutputTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    dir: str = "output"


class _NetworkTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    allow_addresses: list[str] = []
    contact: str = ""
    user_agent: str = ""


class _CrawlTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    sources: list[str] = []
    limit: int | None = None


class _SourcesTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    dir: str = "sources"


class _Table(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    site: _SiteTable = msgspec.field(default_factory=_SiteTable)
    output: _OutputTable = msgspec.field(default_factory=_OutputTable)
    network: _NetworkTable = msgspec.field(default_factory=_NetworkTable)
    crawl: _CrawlTable = msgspec.field(default_factory=_CrawlTable)
    sources: _SourcesTable = msgspec.field(default_factory=_SourcesTable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The checked settings of an installation.

    ``limit`` is the most articles to take from one source in one run; ``crawl_sources`` the
    sources that ``crawl`` runs when none is named.
    """

    site: Site = field(default_factory=Site)
    output: Path = Path("output")
    allow_addresses: tuple[str, ...] = ()
    user_agent: str = _AGENT
    crawl_sources: tuple[str, ...] = ()
    limit: int | None = None
    sources_dir: Path = Path("sources")
    path: str = ""  # of newsspider.toml; empty when there is none

    @property
    def state(self) -> Path:
        """The folder for everything of ours under the output folder."""
        return self.output / ".newsspider"


def load(path: Path | None, environment: Mapping[str, str], folder: Path) -> Options:
    """Return the options of *path*, else ``$NEWSSPIDER_CONFIG``, else *folder*/newsspider.toml.

    Paths in the file are relative to the file. NEWSSPIDER_OUTPUT, NEWSSPIDER_FLAVOUR,
    NEWSSPIDER_TIMEZONE, NEWSSPIDER_BASE, NEWSSPIDER_SOURCES, NEWSSPIDER_CONTACT,
    NEWSSPIDER_USER_AGENT and NEWSSPIDER_ALLOW_ADDRESSES (comma-separated) override it.
    Raises ConfigError naming the file and the key.
    """
    named = path or (
        Path(environment["NEWSSPIDER_CONFIG"]) if environment.get("NEWSSPIDER_CONFIG") else None
    )
    file = named or folder / CONFIG_NAME
    if named is None and not file.exists():
        return _checked(_overridden(_Table(), environment), folder, folder, "")
    table = toml.read(file, _Table, lambda key, why: ConfigError(_line(str(file), key, why)))
    return _checked(_overridden(table, environment), file.parent, folder, str(file))


def with_addresses(options: Options, addresses: list[str]) -> Options:
    """Return *options* with the addresses of ``--allow-address`` added."""
    return replace(options, allow_addresses=(*options.allow_addresses, *addresses))


def where_allowed(address: str, environment: Mapping[str, str]) -> str:
    """Return where an allowed address that no flag gave was written, for a message."""
    given = environment.get("NEWSSPIDER_ALLOW_ADDRESSES", "")
    if address in (text.strip() for text in given.split(",")):
        return "NEWSSPIDER_ALLOW_ADDRESSES"
    return "network.allow_addresses"


def _line(file: str, key: str, why: str) -> str:
    return f"{file}: {key}: {why}" if key else f"{file}: {why}"


def _overridden(table: _Table, environment: Mapping[str, str]) -> _Table:
    """Put the values of NEWSSPIDER_* into *table*."""
    places: tuple[tuple[str, msgspec.Struct, str], ...] = (
        ("NEWSSPIDER_OUTPUT", table.output, "dir"),
        ("NEWSSPIDER_FLAVOUR", table.site, "flavour"),
        ("NEWSSPIDER_TIMEZONE", table.site, "timezone"),
        ("NEWSSPIDER_BASE", table.site, "base"),
        ("NEWSSPIDER_SOURCES", table.sources, "dir"),
        ("NEWSSPIDER_CONTACT", table.network, "contact"),
        ("NEWSSPIDER_USER_AGENT", table.network, "user_agent"),
    )
    for name, place, key in places:
        if environment.get(name):
            setattr(place, key, environment[name])
    more = environment.get("NEWSSPIDER_ALLOW_ADDRESSES", "")
    table.network.allow_addresses += [text.strip() for text in more.split(",") if text.strip()]
    return table


def _checked(table: _Table, beside: Path, folder: Path, file: str) -> Options:
    where = file or "environment"
    try:
        zone = ZoneInfo(table.site.timezone)
    except (KeyError, ValueError, OSError) as error:
        why = f"{table.site.timezone!r} is not a time zone; use a name such as Asia/Shanghai"
        raise ConfigError(_line(where, "site.timezone", why)) from error
    flavours.load(table.site.flavour)
    if table.crawl.limit is not None and table.crawl.limit < 1:
        raise ConfigError(_line(where, "crawl.limit", "must be 1 or more"))
    contact = f" (+{table.network.contact})" if table.network.contact else ""
    return Options(
        site=Site(
            flavour=table.site.flavour,
            zone=zone,
            base=table.site.base.rstrip("/"),
            tail=table.site.tail,
            categories=table.site.categories.map,
            tags=table.site.tags.map,
        ),
        output=_place(table.output.dir, beside, folder),
        allow_addresses=tuple(table.network.allow_addresses),
        user_agent=table.network.user_agent or _AGENT + contact,
        crawl_sources=tuple(table.crawl.sources),
        limit=table.crawl.limit,
        sources_dir=_place(table.sources.dir, beside, folder),
        path=file,
    )


def _place(text: str, beside: Path, folder: Path) -> Path:
    """Return the path *text* of a file in *beside*, short where it lies under *folder*."""
    path = beside / Path(text).expanduser()
    absolute = path if path.is_absolute() else folder / path
    return absolute.relative_to(folder) if absolute.is_relative_to(folder) else absolute
