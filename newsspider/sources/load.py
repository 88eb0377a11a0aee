"""Turn a source file into a checked Source; every error names the file and the key."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from newsspider import toml
from newsspider.errors import SourceError
from newsspider.model.source import DiscoveryRule, RuleSet, Source
from newsspider.sources import schema
from newsspider.sources.discoveries import discovery
from newsspider.sources.rulesets import FIXED, rule_set
from newsspider.sources.values import Values

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_CONFIDENCES = ("high", "medium", "low")


def read(path: Path) -> Source:
    """Return the source in the file at *path*, or raise SourceError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(path, "", f"cannot be read: {error.strerror or error}") from error
    return parse(content, str(path))


def parse(content: bytes, path: str) -> Source:
    """Return the source that *content* describes; *path* is for messages."""
    found = toml.decode(content, schema.SourceTable, lambda key, why: SourceError(path, key, why))
    return _source(Values(path), found, hashlib.sha256(content).hexdigest())


def table(document: object, path: str) -> schema.SourceTable:
    """Return *document*, as TOML gives it, with all its keys known and of their types."""
    return toml.convert(document, schema.SourceTable, lambda key, why: SourceError(path, key, why))


def built(document: object, path: str) -> Source:
    """Return the source that *document* describes, without the digest of a file."""
    return _source(Values(path), table(document, path), "")


def _source(values: Values, table: schema.SourceTable, digest: str) -> Source:
    if not _NAME.fullmatch(table.name):
        raise values.fail("name", f"{table.name!r} may only hold a-z, 0-9, '-' and '_'")
    if table.confidence not in _CONFIDENCES:
        raise values.fail("confidence", f"one of {', '.join(_CONFIDENCES)}")
    discoveries = tuple(
        discovery(values, rule, f"discover[{n}]") for n, rule in enumerate(table.discover)
    )
    rules = tuple(rule_set(values, rule, f"article[{n}]") for n, rule in enumerate(table.article))
    _newest_first(values, rules)
    return Source(
        name=table.name,
        title=table.title,
        home=values.address(table.home, "home") if table.home else "",
        language=table.language,
        zone=values.zone(table.timezone),
        id=values.pattern(table.id, "id"),
        address=values.template(table.address, "address", FIXED),
        discoveries=discoveries,
        rules=rules,
        required=tuple(values.field(name, "required") for name in table.required),
        archive=table.archive,
        archive_pages=table.archive_pages,
        delay=table.delay,
        ports=_ports(table, discoveries, rules),
        confidence=table.confidence,
        browser=table.browser,
        digest=digest,
        path=values.path,
    )


def _newest_first(values: Values, rules: tuple[RuleSet, ...]) -> None:
    days = [rule.until for rule in rules if rule.until]
    if days != sorted(days, reverse=True):
        raise values.fail("article", "rule sets stand newest first: sort them by 'until'")


def _ports(
    table: schema.SourceTable, discoveries: Iterable[DiscoveryRule], rules: Iterable[RuleSet]
) -> frozenset[int]:
    """Return the ports that the file names: they are allowed for this source."""
    urls = [table.home]
    for place in discoveries:
        urls += [place.url, place.paging.page]
    for rule in rules:
        urls += [lookup.url for lookup in rule.lookups]
        urls += [rule.json.endpoint] if rule.json and "://" in rule.json.endpoint else []
    found = set()
    for url in urls:
        try:
            port = urlsplit(url).port
        except ValueError:
            continue
        if port:
            found.add(port)
    return frozenset(found)
