"""The published JSON Schemas are those of the structs, and all our own files hold to them."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from newsspider import flavours, options, schemas
from newsspider.flavours import skeleton
from newsspider.sources.schema import SourceTable

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    *ROOT.glob("newsspider/sources/catalog/*.toml"),
    *ROOT.glob("newsspider/demo/sources/*.toml"),
]
SOURCE = Draft202012Validator(schemas.source())
SETTINGS = Draft202012Validator(schemas.settings())


def plain(value: Any) -> Any:
    """Return what TOML holds as JSON has it: dates are texts there."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def errors(validator: Draft202012Validator, text: str) -> list[str]:
    return [
        f"{each.json_path}: {each.message}"
        for each in validator.iter_errors(plain(tomllib.loads(text)))
    ]


@pytest.mark.parametrize("name", ["source.schema.json", "newsspider.schema.json"])
def test_the_published_schema_is_current(name: str) -> None:
    published = (ROOT / "docs" / "schema" / name).read_text("utf-8")

    assert published == schemas.written()[name], "run: python -m newsspider.schemas docs/schema"


@pytest.mark.parametrize("validator", [SOURCE, SETTINGS], ids=["source", "settings"])
def test_a_schema_is_a_schema(validator: Draft202012Validator) -> None:
    Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize("shape", [SourceTable, options.Table], ids=["source", "settings"])
def test_every_key_is_described(shape: type[msgspec.Struct]) -> None:
    missing = [
        f"{name}.{item.encode_name}"
        for name, struct in schemas.structs(shape).items()
        for item in msgspec.structs.fields(struct)
        if not schemas.meaning(struct, item.encode_name)
    ]

    assert missing == [], "describe them in newsspider/schemas/words.toml"


def test_nothing_is_described_that_no_file_may_hold() -> None:
    known = schemas.structs(SourceTable) | schemas.structs(options.Table)
    known |= {base.__name__: base for struct in known.values() for base in struct.__mro__[1:-2]}

    unknown = [
        f"{name}.{key}"
        for name, keys in schemas.words().items()
        for key in keys
        if name not in known or key not in known[name].__struct_fields__
    ]

    assert unknown == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_shipped_source_holds_to_the_schema(path: Path) -> None:
    assert errors(SOURCE, path.read_text("utf-8")) == []


@pytest.mark.parametrize("flavour", flavours.names())
def test_the_profile_that_init_writes_holds_to_the_schema(flavour: str) -> None:
    text = skeleton.profile(flavour, "Asia/Shanghai", "//news.example")

    assert errors(SETTINGS, text) == []


def test_our_own_profile_holds_to_the_schema() -> None:
    assert errors(SETTINGS, (ROOT / "newsspider.toml").read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "a"\ntitel = "b"', "$: Additional properties are not allowed ('titel' was unexpected)"),
        ('title = "b"', "$: 'name' is a required property"),
        ('name = "a"\n[[discover]]\nkind = "rss"\nurl = "u"', "$.discover[0].kind: 'rss' is not one of"),
        ('name = "a"\n[[article]]\ntitle = {}', "$.article[0].title"),
    ],
    ids=["unknown", "missing", "no-such-kind", "no-rule"],
)  # fmt: skip
def test_an_editor_would_complain(text: str, said: str) -> None:
    found = errors(SOURCE, text)

    assert any(each.startswith(said) for each in found)


def test_the_published_files_are_json() -> None:
    for path in (ROOT / "docs" / "schema").glob("*.json"):
        assert json.loads(path.read_text("utf-8"))["$schema"] == schemas.DIALECT
