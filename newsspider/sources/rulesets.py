"""Check a rule set of a source file: ``[[article]]``."""

import re
from collections.abc import Mapping
from re import Pattern

from newsspider.model.extraction import Field
from newsspider.model.source import FieldRule, ImagesRule, JsonRule, LookupRule, RuleSet, WholeRule
from newsspider.sources import schema
from newsspider.sources.values import KEYS, Values

MOST_PARTS = 100  # pages of one article; more is a book or a trap
FIXED = frozenset(("id", "scheme", "host", "url"))  # placeholders that every template may use


def rule_set(values: Values, table: schema.ArticleTable, key: str) -> RuleSet:
    """Return the rule set in *table*, which stands under *key*."""
    match = values.pattern(table.match, f"{key}.match")
    found = {field: getattr(table, name, None) for field, name in KEYS.items()}
    own = _json(values, table.json, f"{key}.json", match) if table.json else None
    return RuleSet(
        match=match,
        until=table.until,
        fields={
            field: _field_rules(values, rules, f"{key}.{KEYS[field]}")
            for field, rules in found.items()
            if rules is not None
        },
        remove=tuple(values.css(text, f"{key}.remove") for text in table.remove),
        json=own,
        lookups=tuple(
            _lookup(values, rule, f"{key}.lookup[{n}]", own.fields if own else {})
            for n, rule in enumerate(table.lookup)
        ),
        next=values.css(table.next, f"{key}.next"),
        parts=_parts(values, table.parts, f"{key}.parts"),
        whole=_whole(values, table.whole, f"{key}.whole") if table.whole else None,
    )


def _parts(values: Values, number: int, key: str) -> int:
    if not 1 <= number <= MOST_PARTS:
        raise values.fail(key, f"must be 1 (one page only) to {MOST_PARTS}")
    return number


def _whole(values: Values, table: schema.WholeTable, key: str) -> WholeRule:
    match = values.pattern(table.match, f"{key}.match")
    if match is None:
        raise values.fail(f"{key}.match", r"needs a pattern on the address, e.g. '(.*)\.shtml$'")
    try:
        re.compile(f"{match.pattern}|()").sub(table.address, "")  # a group that is not there
    except (re.error, IndexError) as error:
        problem = rf"not a replacement such as '\1_s.shtml': {table.address!r} ({error})"
        raise values.fail(f"{key}.address", problem) from error
    return WholeRule(match=match, address=table.address)


def _images(values: Values, table: schema.ImagesTable, key: str) -> ImagesRule:
    for name in ("path", "url", "caption"):
        values.paths(getattr(table, name), f"{key}.{name}")
    if not table.path:
        raise values.fail(f"{key}.path", "needs the JSON path of the pictures")
    return ImagesRule(
        path=table.path,
        url=table.url,
        caption=table.caption,
        placeholder=values.pattern(table.placeholder, f"{key}.placeholder"),
    )


def _field_rules(
    values: Values, tables: schema.FieldTable | list[schema.FieldTable], key: str
) -> tuple[FieldRule, ...]:
    if isinstance(tables, schema.FieldTable):
        return (_field_rule(values, tables, key),)
    return tuple(_field_rule(values, table, f"{key}[{n}]") for n, table in enumerate(tables))


def _field_rule(values: Values, table: schema.FieldTable, key: str) -> FieldRule:
    given = [name for name in ("css", "xpath", "json", "url") if getattr(table, name)]
    if len(given) != 1:
        raise values.fail(key, "needs exactly one of css, xpath, json and url")
    return FieldRule(
        css=values.css(table.css, f"{key}.css"),
        xpath=values.xpath(table.xpath, f"{key}.xpath"),
        json=values.paths(table.json, f"{key}.json"),
        url=values.pattern(table.url, f"{key}.url"),
        remove=tuple(values.css(text, f"{key}.remove") for text in table.remove),
        regex=values.pattern(table.regex, f"{key}.regex"),
        format=table.format,
        escaped=table.escaped,
    )


def _json(
    values: Values, table: schema.JsonTable, key: str, match: Pattern[str] | None
) -> JsonRule:
    known = FIXED | set(match.groupindex if match else ())
    if bool(table.endpoint) == bool(table.embedded):
        raise values.fail(
            key,
            "needs either 'endpoint' (the JSON's address) or 'embedded' (its name in the page)",
        )
    fields = values.field_paths(table, key)
    if not fields and table.images is None:
        raise values.fail(key, 'names no field; say where the body stands: body = ["text"]')
    return JsonRule(
        endpoint=values.template(table.endpoint, f"{key}.endpoint", known),
        embedded=values.script(table.embedded, f"{key}.embedded"),
        fields=fields,
        images=_images(values, table.images, f"{key}.images") if table.images else None,
    )


def _lookup(
    values: Values,
    table: schema.LookupTable,
    key: str,
    inherited: Mapping[Field, tuple[str, ...]],
) -> LookupRule:
    own = values.field_paths(table, key)
    listed: dict[Field, tuple[str, ...]] = dict(inherited)
    listed.pop(Field.BODY, None)
    return LookupRule(
        url=values.address(table.url, f"{key}.url"),
        rows=values.paths(table.rows, f"{key}.rows"),
        key=values.paths(table.key, f"{key}.key"),
        fields=own or listed,
    )
