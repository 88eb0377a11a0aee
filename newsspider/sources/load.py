"""Turn a source file into a checked Source; every error names the file and the key."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from re import Pattern
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree
from parsel import csstranslator

from newsspider import toml
from newsspider.errors import SourceError
from newsspider.jsonpath import compile_path
from newsspider.model.extraction import Field
from newsspider.model.source import (
    Discovery,
    DiscoveryRule,
    FieldRule,
    JsonRule,
    LookupRule,
    RuleSet,
    Source,
)
from newsspider.sources import schema
from newsspider.sources.template import placeholders

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_KEYS = {field: field.value for field in Field} | {Field.AUTHORS: "author"}
_CONFIDENCES = ("high", "medium", "low")
_FIXED = {"id", "scheme", "host", "url"}


def read(path: Path) -> Source:
    """Return the source in the file at *path*, or raise SourceError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(path, "", f"cannot be read: {error.strerror or error}") from error
    return parse(content, str(path))


def parse(content: bytes, path: str) -> Source:
    """Return the source that *content* describes; *path* is for messages."""
    table = toml.decode(content, schema.SourceTable, lambda key, why: SourceError(path, key, why))
    return _Checker(path).source(table, hashlib.sha256(content).hexdigest())


def _texts(value: str | list[str]) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else tuple(value)
    return tuple(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class _Checker:
    """Checks the values of one file; ``path`` goes into every error."""

    path: str

    def fail(self, key: str, problem: str) -> SourceError:
        return SourceError(self.path, key, problem)

    def source(self, table: schema.SourceTable, digest: str) -> Source:
        if not _NAME.fullmatch(table.name):
            raise self.fail("name", f"{table.name!r} may only hold a-z, 0-9, '-' and '_'")
        if table.confidence not in _CONFIDENCES:
            raise self.fail("confidence", f"one of {', '.join(_CONFIDENCES)}")
        discoveries = tuple(
            self.discovery(rule, f"discover[{n}]") for n, rule in enumerate(table.discover)
        )
        rules = tuple(self.rule_set(rule, f"article[{n}]") for n, rule in enumerate(table.article))
        self.newest_first(rules)
        return Source(
            name=table.name,
            title=table.title,
            home=self.address(table.home, "home") if table.home else "",
            language=table.language,
            zone=self.zone(table.timezone),
            id=self.pattern(table.id, "id"),
            address=self.template(table.address, "address", _FIXED),
            discoveries=discoveries,
            rules=rules,
            required=tuple(self.field(name, "required") for name in table.required),
            archive=table.archive,
            delay=table.delay,
            ports=_ports(table, discoveries, rules),
            confidence=table.confidence,
            digest=digest,
            path=self.path,
        )

    def newest_first(self, rules: tuple[RuleSet, ...]) -> None:
        days = [rule.until for rule in rules if rule.until]
        if days != sorted(days, reverse=True):
            raise self.fail("article", "rule sets stand newest first: sort them by 'until'")

    def zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            problem = f"{name!r} is not a time zone; use a name such as Asia/Shanghai"
            raise self.fail("timezone", problem) from error

    def field(self, name: str, key: str) -> Field:
        names = {text: field for field, text in _KEYS.items()}
        if name not in names:
            raise self.fail(key, f"{name!r} is not a field; one of {', '.join(names)}")
        return names[name]

    def pattern(self, text: str, key: str) -> Pattern[str] | None:
        try:
            return re.compile(text) if text else None
        except re.error as error:
            raise self.fail(key, f"not a regular expression: {text!r} ({error})") from error

    def css(self, text: str, key: str) -> str:
        try:
            if text:
                csstranslator.css2xpath(text)
        except Exception as error:
            raise self.fail(key, f"not a CSS selector: {text!r} ({error})") from error
        return text

    def xpath(self, text: str, key: str) -> str:
        try:
            if text:
                etree.XPath(text)
        except etree.XPathError as error:
            raise self.fail(key, f"not an XPath: {text!r} ({error})") from error
        return text

    def paths(self, value: str | list[str], key: str) -> tuple[str, ...]:
        texts = _texts(value)
        for text in texts:
            try:
                compile_path(text)
            except ValueError as error:
                raise self.fail(key, str(error)) from error
        return texts

    def address(self, url: str, key: str) -> str:
        try:
            parts = urlsplit(url)
            fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            fine = False
        if not fine:
            raise self.fail(key, f"not an http(s) address: {url!r}")
        return url

    def template(self, text: str, key: str, known: set[str]) -> str:
        for name in placeholders(text):
            if name not in known:
                raise self.fail(key, f"unknown placeholder {{{name}}}; use one of {sorted(known)}")
        return text

    def discovery(self, table: schema.DiscoverTable, key: str) -> DiscoveryRule:
        try:
            kind = Discovery(table.kind)
        except ValueError:
            kinds = ", ".join(Discovery)
            raise self.fail(f"{key}.kind", f"{table.kind!r} is not one of {kinds}") from None
        if kind is Discovery.LIST and not (table.link or table.match):
            raise self.fail(key, "a list needs 'link' (CSS) or 'match' (pattern on the address)")
        if kind is Discovery.JSON and not (table.rows and (table.link or table.address)):
            raise self.fail(key, "json needs 'rows', and 'link' or 'id' with 'address'")
        if kind is Discovery.LIST:
            link = tuple(self.css(text, f"{key}.link") for text in _texts(table.link))
        else:
            link = self.paths(table.link, f"{key}.link")
        return DiscoveryRule(
            kind=kind,
            url=self.address(table.url, f"{key}.url"),
            link=link,
            match=self.pattern(table.match, f"{key}.match"),
            rows=self.paths(table.rows, f"{key}.rows"),
            address=self.template(table.address, f"{key}.address", {"id"}),
            id=self.paths(table.id, f"{key}.id"),
            fields=self.field_paths(table, key),
        )

    def rule_set(self, table: schema.ArticleTable, key: str) -> RuleSet:
        match = self.pattern(table.match, f"{key}.match")
        found = {field: getattr(table, name, None) for field, name in _KEYS.items()}
        own = self.json(table.json, f"{key}.json", match) if table.json else None
        return RuleSet(
            match=match,
            until=table.until,
            fields={
                field: self.field_rules(rules, f"{key}.{_KEYS[field]}")
                for field, rules in found.items()
                if rules is not None
            },
            remove=tuple(self.css(text, f"{key}.remove") for text in table.remove),
            json=own,
            lookups=tuple(
                self.lookup(rule, f"{key}.lookup[{n}]", own.fields if own else {})
                for n, rule in enumerate(table.lookup)
            ),
        )

    def field_rules(
        self, tables: schema.FieldTable | list[schema.FieldTable], key: str
    ) -> tuple[FieldRule, ...]:
        if isinstance(tables, schema.FieldTable):
            return (self.field_rule(tables, key),)
        return tuple(self.field_rule(table, f"{key}[{n}]") for n, table in enumerate(tables))

    def field_rule(self, table: schema.FieldTable, key: str) -> FieldRule:
        given = [name for name in ("css", "xpath", "json", "url") if getattr(table, name)]
        if len(given) != 1:
            raise self.fail(key, "needs exactly one of css, xpath, json and url")
        return FieldRule(
            css=self.css(table.css, f"{key}.css"),
            xpath=self.xpath(table.xpath, f"{key}.xpath"),
            json=self.paths(table.json, f"{key}.json"),
            url=self.pattern(table.url, f"{key}.url"),
            remove=tuple(self.css(text, f"{key}.remove") for text in table.remove),
            regex=self.pattern(table.regex, f"{key}.regex"),
            format=table.format,
        )

    def field_paths(self, table: schema.FieldPaths, key: str) -> dict[Field, tuple[str, ...]]:
        given = {field: getattr(table, name, "") for field, name in _KEYS.items()}
        return {
            field: self.paths(value, f"{key}.{_KEYS[field]}")
            for field, value in given.items()
            if value
        }

    def json(self, table: schema.JsonTable, key: str, match: Pattern[str] | None) -> JsonRule:
        known = _FIXED | set(match.groupindex if match else ())
        fields = self.field_paths(table, key)
        if not fields:
            raise self.fail(key, 'names no field; say where the body stands: body = ["text"]')
        return JsonRule(
            endpoint=self.template(table.endpoint, f"{key}.endpoint", known), fields=fields
        )

    def lookup(
        self, table: schema.LookupTable, key: str, inherited: Mapping[Field, tuple[str, ...]]
    ) -> LookupRule:
        own = self.field_paths(table, key)
        listed: dict[Field, tuple[str, ...]] = dict(inherited)
        listed.pop(Field.BODY, None)
        return LookupRule(
            url=self.address(table.url, f"{key}.url"),
            rows=self.paths(table.rows, f"{key}.rows"),
            key=self.paths(table.key, f"{key}.key"),
            fields=own or listed,
        )


def _ports(
    table: schema.SourceTable, discoveries: Iterable[DiscoveryRule], rules: Iterable[RuleSet]
) -> frozenset[int]:
    """Return the ports that the file names: they are allowed for this source."""
    urls = [table.home, *(rule.url for rule in discoveries)]
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
