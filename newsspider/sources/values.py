"""Check the single values of a source file; every error names the file and the key."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from re import Pattern
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree
from parsel import csstranslator

from newsspider.errors import SourceError
from newsspider.jsonpath import compile_path
from newsspider.model.extraction import Field
from newsspider.sources import schema
from newsspider.sources.template import placeholders

_SCRIPT = re.compile(r"[A-Za-z_$][\w$.:-]{0,100}")  # __NEXT_DATA__, window.DATA, link-ld-json
KEYS = {field: field.value for field in Field} | {Field.AUTHORS: "author"}


def texts(value: str | list[str]) -> tuple[str, ...]:
    """Return what stands under a key as texts, empty ones left out."""
    given = (value,) if isinstance(value, str) else tuple(value)
    return tuple(text for text in given if text)


@dataclass(frozen=True, slots=True)
class Values:
    """Checks the values of one file; ``path`` goes into every error."""

    path: str

    def fail(self, key: str, problem: str) -> SourceError:
        """Return the error to raise for *key*."""
        return SourceError(self.path, key, problem)

    def zone(self, name: str) -> ZoneInfo:
        """Return the time zone called *name*."""
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            problem = f"{name!r} is not a time zone; use a name such as Asia/Shanghai"
            raise self.fail("timezone", problem) from error

    def field(self, name: str, key: str) -> Field:
        """Return the field called *name*."""
        names = {text: field for field, text in KEYS.items()}
        if name not in names:
            raise self.fail(key, f"{name!r} is not a field; one of {', '.join(names)}")
        return names[name]

    def pattern(self, text: str, key: str) -> Pattern[str] | None:
        """Return *text* compiled, None where it is empty."""
        try:
            return re.compile(text) if text else None
        except re.error as error:
            raise self.fail(key, f"not a regular expression: {text!r} ({error})") from error

    def css(self, text: str, key: str) -> str:
        """Return *text*, a CSS selector or nothing."""
        try:
            if text:
                csstranslator.css2xpath(text)
        except Exception as error:
            raise self.fail(key, f"not a CSS selector: {text!r} ({error})") from error
        return text

    def xpath(self, text: str, key: str) -> str:
        """Return *text*, an XPath or nothing."""
        try:
            if text:
                etree.XPath(text)
        except etree.XPathError as error:
            raise self.fail(key, f"not an XPath: {text!r} ({error})") from error
        return text

    def paths(self, value: str | list[str], key: str) -> tuple[str, ...]:
        """Return the JSON paths in *value*."""
        given = texts(value)
        for text in given:
            try:
                compile_path(text)
            except ValueError as error:
                raise self.fail(key, str(error)) from error
        return given

    def address(self, url: str, key: str) -> str:
        """Return *url*, an http(s) address."""
        try:
            parts = urlsplit(url)
            fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            fine = False
        if not fine:
            raise self.fail(key, f"not an http(s) address: {url!r}")
        return url

    def template(self, text: str, key: str, known: Collection[str]) -> str:
        """Return *text*, a template whose placeholders are all *known*."""
        for name in placeholders(text):
            if name not in known:
                raise self.fail(key, f"unknown placeholder {{{name}}}; use one of {sorted(known)}")
        return text

    def field_paths(self, table: schema.FieldPaths, key: str) -> dict[Field, tuple[str, ...]]:
        """Return the JSON paths that *table* gives for the fields of an article."""
        known = schema.FieldPaths.__struct_fields__
        given = {field: getattr(table, name) for field, name in KEYS.items() if name in known}
        return {
            field: self.paths(value, f"{key}.{KEYS[field]}")
            for field, value in given.items()
            if value
        }

    def script(self, text: str, key: str) -> str:
        """Return *text*, the name of a script or of a variable in one, or nothing."""
        if text and not _SCRIPT.fullmatch(text):
            problem = f"not a script's id or a variable's name: {text!r}, e.g. 'window.DATA'"
            raise self.fail(key, problem)
        return text
