"""Check a rule set of a source file: ``[[article]]``."""

from collections.abc import Mapping
from re import Pattern

from newsspider.model.extraction import Field
from newsspider.model.source import FieldRule, JsonRule, LookupRule, RuleSet
from newsspider.sources import schema
from newsspider.sources.values import KEYS, Values

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
    if not fields:
        raise values.fail(key, 'names no field; say where the body stands: body = ["text"]')
    return JsonRule(
        endpoint=values.template(table.endpoint, f"{key}.endpoint", known),
        embedded=values.script(table.embedded, f"{key}.embedded"),
        fields=fields,
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
