"""Judge a source file by its saved pages: what CI should refuse."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsspider import toml
from newsspider.errors import BadAnswer, SourceError
from newsspider.extractor import rules as ruled
from newsspider.extractor.document import Document
from newsspider.jsonpath import load_json
from newsspider.model.extraction import Field
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule, FieldRule, Paging, RuleSet, Source
from newsspider.sources import fixtures as folders
from newsspider.sources import load
from newsspider.sources.faults import faults
from newsspider.sources.fixtures import Fixture
from newsspider.workbench import saved
from newsspider.workbench.difference import told

KEYS = {field: field.value for field in Field} | {Field.AUTHORS: "author"}
Locator = tuple[Field, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to mend in a file; ``line`` is 0 where no line is to blame.

    ``expected`` and ``found`` are the whole texts where a value is another one.
    """

    path: str
    text: str
    key: str = ""
    line: int = 0
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        """Return ``file:line: key: what is wrong``, as compilers do."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.key}: {self.text}" if self.key else f"{place}: {self.text}"


def problems(path: Path, content: bytes, saved_in: Path) -> list[Problem]:
    """Return what is wrong with the source file *content* and its fixtures in *saved_in*."""
    try:
        source = load.parse(content, str(path))
    except SourceError:
        return _broken(str(path), content)
    pages: list[Fixture] = []
    found: list[Problem] = []
    for about in sorted(saved_in.glob(f"{source.name}/*/{folders.ABOUT}")):
        try:
            pages.append(folders.read(about.parent))
        except SourceError as error:
            found.append(Problem(path=str(error.path), key=error.key, text=error.problem))
            continue
        if text := _unreadable(pages[-1]):
            found.append(Problem(path=str(about.parent / "page.json"), text=text))
            pages.pop()
    file = _File(path=str(path), text=content.decode("utf-8"))
    if not pages and not found and not source.browser:
        where = saved_in / source.name
        found.append(file.problem("name", f"has no fixture: save a page in {where}/PAGE/"))
        return found
    found += _unsaved(source, pages, file)
    found += _dead(source, pages, file)
    for fixture in pages:
        found += _compared(source, fixture)
    return found


def _unreadable(fixture: Fixture) -> str:
    """Return why the JSON behind a page cannot be read; an empty text where it can."""
    try:
        if fixture.answer:
            load_json(fixture.answer.body)
    except ValueError as error:
        return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    text: str

    def problem(self, key: str, text: str) -> Problem:
        line = toml.line_of(self.text, key)
        return Problem(path=self.path, line=line, key=key, text=text)


def _broken(path: str, content: bytes) -> list[Problem]:
    """Return what is wrong with a file that cannot be read, in the order of its lines."""
    file = _File(path=path, text=content.decode("utf-8", "replace"))
    found = [file.problem(error.key, error.problem) for error in faults(content, path)]
    return sorted(found, key=lambda problem: problem.line)


def _unsaved(source: Source, pages: Sequence[Fixture], file: _File) -> Iterator[Problem]:
    """Yield the lists of which no page was saved; lists of one form need one page."""
    forms = [
        _form(source.discoveries[page.discover])
        for page in pages
        if page.discover is not None and page.discover < len(source.discoveries)
    ]
    for number, rule in enumerate(source.discoveries):
        if source.browser or _form(rule) in forms:
            continue
        forms.append(_form(rule))  # said once
        yield file.problem(f"discover[{number}]", f"no fixture has discover = {number}")


def _form(rule: DiscoveryRule) -> DiscoveryRule:
    """Return *rule* without where it stands: the lists of a site's channels are of one form."""
    standard = rule.kind in (Discovery.FEED, Discovery.SITEMAP)
    match = None if standard else rule.match
    return replace(rule, url="", post="", paging=Paging(), match=match)


def _dead(source: Source, pages: Sequence[Fixture], file: _File) -> Iterator[Problem]:
    """Yield the rule sets that no saved page is for, and the rules that find nothing on any."""
    articles = [page for page in pages if page.discover is None]
    for number, rule_set in enumerate(source.rules):
        meant = [page for page in articles if _is_for(rule_set, page)]
        key = f"article[{number}]"
        if not meant:
            yield file.problem(key, "no fixture is for it: its 'match' or 'until' fits no page")
            continue
        alive = {place for page in meant for place in _alive(source, rule_set, page)}
        for name, places in _rules(rule_set):
            if not alive & places:
                what = ", ".join(sorted(locator for _, locator in places))
                yield file.problem(f"{key}.{name}", f"finds nothing on any fixture ({what})")


def _is_for(rules: RuleSet, page: Fixture) -> bool:
    fits = rules.match is None or rules.match.search(page.url)
    return bool(fits) and (rules.until is None or page.fetched_at.date() <= rules.until)


def _alive(source: Source, rules: RuleSet, fixture: Fixture) -> Iterator[Locator]:
    """Yield where the rules of one set found something that can be a value."""
    page = fixture.page or Page(
        url=fixture.url, requested_url=fixture.url, body=b"", fetched_at=fixture.fetched_at
    )
    languages = (source.language,) if source.language else ()
    for each in (page, *fixture.parts):
        document = Document(each, source.zone, each.fetched_at, languages)
        given = load_json(fixture.answer.body) if fixture.answer else None
        answer = ruled.answer_of(rules, document, given)
        for finding in ruled.findings(rules, document, answer):
            if finding.field is Field.BODY or ruled.value_of(finding, document) is not None:
                yield finding.field, finding.locator


def _rules(rules: RuleSet) -> Iterator[tuple[str, set[Locator]]]:
    """Yield every rule of a set by its key, with the places where it looks."""
    for field, paths in (rules.json.fields if rules.json else {}).items():
        yield f"json.{KEYS[field]}", {(field, f"json:{path}") for path in paths}
    for field, choices in rules.fields.items():
        for number, rule in enumerate(choices):
            name = f"{KEYS[field]}[{number}]" if len(choices) > 1 else KEYS[field]
            yield name, {(field, locator) for locator in _locators(rule)}


def _locators(rule: FieldRule) -> Iterable[str]:
    if rule.url is not None:
        return ("url",)
    if rule.json:
        return tuple(f"json:{path}" for path in rule.json)
    return (f"css:{rule.css}",) if rule.css else (f"xpath:{rule.xpath}",)


def _compared(source: Source, fixture: Fixture) -> Iterator[Problem]:
    """Yield what a saved page gives that is not expected."""
    path = str(fixture.folder / folders.EXPECTED)
    if fixture.expected is None:
        yield Problem(path=path, text="is missing: write down the fields that you are sure of")
        return
    if not isinstance(fixture.expected, list if fixture.discover is not None else dict):
        form = "an array of rows" if fixture.discover is not None else "an object of fields"
        yield Problem(path=path, text=f"must be {form}")
        return
    if fixture.discover is None and not _has_rules(source, fixture):
        about = str(fixture.folder / folders.ABOUT)
        yield Problem(path=about, key="url", text="no [[article]] of the source is for it")
    try:
        value = saved.found(source, fixture)
    except (BadAnswer, ValueError) as error:
        yield Problem(path=str(fixture.folder), text=str(error))
        return
    if value == []:
        yield Problem(path=str(fixture.folder), text="the source finds no article on this list")
    for each in saved.differences(fixture.expected, value):
        text, expected, given = told(each)
        yield Problem(path=path, key=each.key, text=text, expected=expected, found=given)


def _has_rules(source: Source, fixture: Fixture) -> bool:
    return not source.rules or any(_is_for(rules, fixture) for rules in source.rules)
