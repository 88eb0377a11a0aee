"""Check a place that lists articles: ``[[discover]]`` of a source file."""

import json

from newsspider.model.source import Discovery, DiscoveryRule, Family, Paging, Sign
from newsspider.sources import schema
from newsspider.sources.template import placeholders
from newsspider.sources.values import Values, texts

HEADERS = (  # what a list may need to be told; nothing that says who asks
    "Accept", "Accept-Language", "Appid", "Content-Type", "Origin", "Referer", "X-Requested-With",
)  # fmt: skip
MOST_PAGES = 1000
MOST_DAYS = 3_660
_PAGED = (Discovery.LIST, Discovery.JSON)
_DAYS = frozenset(("yyyy", "mm", "dd"))


def discovery(values: Values, table: schema.DiscoverTable, key: str) -> DiscoveryRule:
    """Return the place in *table*, which stands under *key*."""
    kind = _kind(values, table, key)
    _needs(values, table, kind, key)
    paper = kind is Discovery.EPAPER and table.family != Family.JSON
    if kind is Discovery.LIST or paper:
        link = tuple(values.css(text, f"{key}.link") for text in texts(table.link))
    else:
        link = values.paths(table.link, f"{key}.link")
    return DiscoveryRule(
        kind=kind,
        url=_url(values, table, kind, f"{key}.url"),
        link=link,
        match=values.pattern(table.match, f"{key}.match"),
        rows=values.paths(table.rows, f"{key}.rows"),
        address=_of_row(values, table.address, f"{key}.address"),
        id=values.paths(table.id, f"{key}.id"),
        fields=values.field_paths(table, key),
        embedded=values.script(table.embedded, f"{key}.embedded"),
        post=_post(values, table.post, f"{key}.post"),
        headers=_headers(values, table.headers, f"{key}.headers"),
        sign=_sign(values, table.sign, f"{key}.sign"),
        paging=_paging(values, table, kind, key),
        family=Family(table.family) if table.family else None,
        sheets=values.paths(table.sheets, f"{key}.sheets"),
        back=table.back,
    )


def _kind(values: Values, table: schema.DiscoverTable, key: str) -> Discovery:
    try:
        return Discovery(table.kind)
    except ValueError:
        kinds = ", ".join(Discovery)
        raise values.fail(f"{key}.kind", f"{table.kind!r} is not one of {kinds}") from None


def _needs(values: Values, table: schema.DiscoverTable, kind: Discovery, key: str) -> None:
    """Refuse a place that lacks what its kind needs, or has what its kind cannot use."""
    if kind is Discovery.LIST and not (table.link or table.match):
        raise values.fail(key, "a list needs 'link' (CSS) or 'match' (pattern on the address)")
    rowed = kind is Discovery.JSON or table.family == Family.JSON
    if rowed and not (table.rows and (table.link or table.address)):
        raise values.fail(key, "json needs 'rows', and 'link' or 'id' with 'address'")
    if "{id}" in table.address and not table.id and kind is not Discovery.JSON:
        raise values.fail(f"{key}.address", "{id} needs 'id', the path of a row's id")
    if kind is Discovery.EPAPER and table.family not in set(Family):
        families = ", ".join(Family)
        raise values.fail(f"{key}.family", f"an e-paper needs its family, one of {families}")
    if not 1 <= table.back <= MOST_DAYS:
        raise values.fail(f"{key}.back", f"between 1 and {MOST_DAYS:,} days")
    given = {
        "embedded": (bool(table.embedded), (Discovery.JSON,)),
        "post": (bool(table.post), (Discovery.JSON, Discovery.EPAPER)),
        "next": (bool(table.next), (Discovery.LIST,)),
        "cursor": (bool(table.cursor), (Discovery.JSON,)),
        "pages": (table.pages != 1, _PAGED),
        "page": (bool(table.page), (*_PAGED, Discovery.EPAPER)),
        "family": (bool(table.family), (Discovery.EPAPER,)),
        "sheets": (bool(table.sheets), (Discovery.EPAPER,)),
        "back": (table.back != 1, (Discovery.EPAPER,)),
    }
    for name, (is_given, kinds) in given.items():
        if is_given and kind not in kinds:
            raise values.fail(f"{key}.{name}", f"only for kind = {' or '.join(kinds)}")


def _url(values: Values, table: schema.DiscoverTable, kind: Discovery, key: str) -> str:
    known = _DAYS if kind is Discovery.EPAPER else frozenset()
    return values.template(values.address(table.url, key), key, known)


def _of_row(values: Values, template: str, key: str) -> str:
    """Return a template whose placeholders are paths into a row."""
    for name in placeholders(template):
        values.paths(name, key)
        if not name:
            raise values.fail(key, "{} names nothing; write {id} or the name of a row's field")
    return template


def _paging(values: Values, table: schema.DiscoverTable, kind: Discovery, key: str) -> Paging:
    if not 1 <= table.pages <= MOST_PAGES:
        raise values.fail(f"{key}.pages", f"between 1 and {MOST_PAGES:,}")
    if kind is Discovery.EPAPER:
        return Paging(page=_of_row(values, table.page, f"{key}.page"))
    if table.pages > 1 and not (table.next or table.page or "{" in table.post):
        raise values.fail(
            f"{key}.pages", "say where the next page is: 'next' (CSS) or 'page' (an address)"
        )
    if not 0 <= table.first <= MOST_PAGES:
        raise values.fail(f"{key}.first", "the number of the second page, such as 2")
    if table.page:
        values.address(table.page, f"{key}.page")
    known = {"cursor"} if table.cursor else {"page"}
    given = set(placeholders(table.page))
    if table.page and given != known:
        raise values.fail(f"{key}.page", f"needs the placeholder {{{next(iter(known))}}}, no other")
    return Paging(
        next=values.css(table.next, f"{key}.next"),
        page=table.page,
        first=table.first,
        cursor=values.paths(table.cursor, f"{key}.cursor"),
        pages=table.pages,
    )


def _post(values: Values, text: str, key: str) -> str:
    """Return the JSON that is posted; ``{page}`` and ``{cursor}`` may stand in it."""
    filled = text.replace("{page}", "1").replace("{cursor}", "1")
    try:
        if text:
            json.loads(filled)
    except ValueError as error:
        raise values.fail(key, f"not JSON: {error}") from error
    return text


def _headers(values: Values, given: dict[str, str], key: str) -> dict[str, str]:
    known = {name.lower(): name for name in HEADERS}
    for name, value in given.items():
        if name.lower() not in known:
            raise values.fail(f"{key}.{name}", f"may not be set; one of {', '.join(HEADERS)}")
        if not value.isprintable() or not value.isascii():
            raise values.fail(f"{key}.{name}", "holds what no header may hold")
    return {known[name.lower()]: value for name, value in given.items()}


def _sign(values: Values, text: str, key: str) -> Sign | None:
    try:
        return Sign(text) if text else None
    except ValueError:
        raise values.fail(key, f"{text!r} is not one of {', '.join(Sign)}") from None
