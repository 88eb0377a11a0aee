"""JSON Schemas of source files and of newsspider.toml, made of the very structs that read them.

``python -m newsspider.schemas docs/schema`` writes them.
"""

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from newsspider import flavours, options
from newsspider.flavours.compose import KEYS
from newsspider.model.extraction import Field
from newsspider.model.source import Discovery, Family, Sign
from newsspider.sources.schema import SourceTable

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_FIELDS = [*(field.value for field in Field if field is not Field.AUTHORS), "author"]
_CHOICES = {  # keys that take one of a few words; the structs take any, for a clearer complaint
    ("DiscoverTable", "kind"): [each.value for each in Discovery],
    ("DiscoverTable", "family"): [each.value for each in Family],
    ("DiscoverTable", "sign"): [each.value for each in Sign],
    ("SourceTable", "confidence"): ["high", "medium", "low"],
    ("SourceTable", "required"): _FIELDS,
    ("SiteTable", "flavour"): list(flavours.names()),
    ("SiteTable", "body"): ["html", "markdown"],
    ("SiteTable", "folders"): ["none", "year", "month"],
    ("SiteTable", "keys"): list(KEYS),
    ("_CrawlTable", "duplicates"): ["keep", "first"],
}


def source() -> Schema:
    """Return the schema of a source file."""
    return _made(SourceTable, "A source of newsspider")


def settings() -> Schema:
    """Return the schema of newsspider.toml."""
    return _made(options.Table, "newsspider.toml")


def written() -> dict[str, str]:
    """Return the files that are published, by name."""
    made = {"source.schema.json": source(), "newsspider.schema.json": settings()}
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in made.items()
    }


@cache
def words() -> dict[str, dict[str, str]]:
    """Return what each key means, by struct and key."""
    return tomllib.loads(files(__name__).joinpath("words.toml").read_text("utf-8"))


def meaning(struct: type[msgspec.Struct], key: str) -> str:
    """Return what *key* of *struct* means; what a struct inherits is described where it begins."""
    names = (base.__name__ for base in struct.__mro__)
    return next((words()[name][key] for name in names if key in words().get(name, {})), "")


def structs(shape: Any) -> dict[str, type[msgspec.Struct]]:
    """Return every struct that is part of *shape*, by name."""
    found: dict[str, type[msgspec.Struct]] = {}
    waiting = [shape]
    while waiting:
        each = waiting.pop()
        waiting += getattr(each, "__args__", ())
        is_struct = isinstance(each, type) and issubclass(each, msgspec.Struct)
        if is_struct and each.__name__ not in found:
            found[each.__name__] = each
            waiting += [item.type for item in msgspec.structs.fields(each)]
    return found


def _made(shape: type[msgspec.Struct], title: str) -> Schema:
    schema = msgspec.json.schema(shape)
    for name, struct in structs(shape).items():
        definition = schema["$defs"][name]
        for key, value in definition["properties"].items():
            if text := meaning(struct, key):
                value["description"] = text
            if (choices := _CHOICES.get((name, key))) is not None:
                _limit(value, choices)
        if name == "FieldTable":
            ways = ("css", "xpath", "json", "url")
            definition["oneOf"] = [{"required": [way]} for way in ways]
    return {"$schema": DIALECT, "title": title, **schema}


def _limit(value: Schema, choices: list[str]) -> None:
    """Let a text, or the texts of a list, be one of *choices* alone (or empty, where it may be)."""
    for each in value.get("anyOf", [value]):
        if each.get("type") == "array":
            each["items"]["enum"] = choices
        elif each.get("type") == "string":
            each["enum"] = [*choices, ""] if value.get("default") == "" else choices
