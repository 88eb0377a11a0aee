"""The table of the catalogue: how each source is found and read, and what pages prove it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from newsspider.model.extraction import Field
from newsspider.model.source import Source
from newsspider.sources.fixtures import Fixture

_HEAD = """\
# The catalogue

Made by `python -m benchmarks.source_table` from the files in `newsspider/sources/catalog/` and the
saved pages in `tests/sources/`; a test says when it is not current.

- **found by**: the lists that are asked, by kind.
- **rules**: the fields that have a rule of their own, and the number of rule sets if more than one.
  Other fields come from what the page declares, then from the list, then from the generic engine.
- **saved pages**: articles + lists, written for the tests in the site's structure, in invented
  words.
- **confidence**: *high* was tried on several real pages, *medium* on one or on public code only,
  *low* is a guess in part. No list has been asked live.

`python -m benchmarks.catalogue --fixtures` says on which saved pages the generic engine alone
would have been right, `--corpora DIR` does so on real pages; `newsspider sources show NAME` prints
a file.
"""
_COLUMNS = ("source", "site", "language", "found by", "rules", "saved pages", "confidence")
_SHORT = {Field.PUBLISHED_AT: "date", Field.MODIFIED_AT: "modified", Field.AUTHORS: "author"}


def markdown(sources: Iterable[Source], fixtures: Sequence[Fixture]) -> str:
    """Return the page ``docs/catalogue.md``."""
    known = sorted(sources, key=lambda source: source.name)
    lines = [_HEAD, _totals(known, fixtures), "", _row(_COLUMNS), _row("---" for _ in _COLUMNS)]
    for source in known:
        pages = [fixture for fixture in fixtures if fixture.source == source.name]
        lines.append(_row(_cells(source, pages)))
    barred = [source for source in known if source.browser]
    if barred:
        lines += ["", "## Not crawled: they need a browser", ""]
        lines += [f"- **{source.name}**: {source.browser}" for source in barred]
    return "\n".join(lines) + "\n"


def _totals(sources: Sequence[Source], fixtures: Sequence[Fixture]) -> str:
    lists = sum(len(source.discoveries) for source in sources)
    sets = sum(len(source.rules) for source in sources)
    counts = Counter(source.confidence for source in sources)
    trust = ", ".join(f"{counts[name]} {name}" for name in ("high", "medium", "low"))
    return (
        f"{len(sources)} sources ({trust}), {lists} lists, {sets} rule sets, "
        f"{len(fixtures)} saved pages."
    )


def _cells(source: Source, pages: Sequence[Fixture]) -> Iterator[str]:
    lists = sum(page.discover is not None for page in pages)
    yield f"`{source.name}`"
    yield f"[{source.title or source.name}]({source.home})" if source.home else source.title
    yield source.language or "several"
    yield _found(source)
    yield _ruled(source)
    yield f"{len(pages) - lists} + {lists}"
    yield source.confidence


def _found(source: Source) -> str:
    kinds = Counter(rule.kind.value for rule in source.discoveries)
    return ", ".join(f"{kind} ×{n}" if n > 1 else kind for kind, n in kinds.items()) or "–"


def _ruled(source: Source) -> str:
    fields = {field for rules in source.rules for field in rules.fields}
    fields |= {field for rules in source.rules if rules.json for field in rules.json.fields}
    names = ", ".join(_SHORT.get(field, field.value) for field in Field if field in fields)
    sets = f" ({len(source.rules)} sets)" if len(source.rules) > 1 else ""
    return (names or "–") + sets


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
