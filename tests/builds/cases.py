"""Difficult articles of our own making: each is a JSON object and what its page must say."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from tests.builds import bodies, heads

Fate = Literal["post", "refused", "either"]
DATE = "2022-01-31T09:46:59+08:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An article and its expectations.

    ``text`` is all that a reader must see of the body, blanks apart; None where browsers and
    parsers differ, and then ``shows`` names what must be there. ``hides`` must not be seen.
    ``dates`` are the instants that are right; none means the time of the run. ``fate`` says
    whether the article may, or must, be refused with a reason.
    """

    name: str
    mark: str
    article: dict[str, Any]
    title: str
    text: str | None = None
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    dates: tuple[datetime, ...] = ()
    now: bool = False  # the time of the run is right as well
    source: str = ""
    fate: Fate = "post"
    lines: str = ""  # a text of a ``pre`` whose line breaks must stay
    tags: tuple[str, ...] = field(default=())  # elements that must be on the page


def all_cases() -> tuple[Case, ...]:
    """Return every case; the marks that stand in the bodies are unique."""
    made = [*_bodies(), *_titles(), *_sources(), *_dates(), *_addresses(), *_names(), *_states()]
    names = [case.name for case in made]
    assert len(set(names)) == len(names), "two cases share a name"
    return tuple(made)


def lines(cases: tuple[Case, ...]) -> str:
    """Return the articles as JSON lines."""
    return "".join(json.dumps(case.article) + "\n" for case in cases)


def write(path: Path) -> None:
    """Write all articles as JSON lines."""
    path.write_text(lines(all_cases()), "utf-8")


def _case(name: str, article: dict[str, Any], **expected: Any) -> Case:
    """Return a case whose article is ordinary but for what *article* says; ``@`` is the mark."""
    mark = f"〔{name}〕"
    given: dict[str, Any] = {
        "id": "",
        "url": f"https://wire.example/a/{name}",
        "title": f"标题 {name}",
        "date": DATE,
        "source": "示例日报",
        "html": "<p>潮水退去。@</p><p>钟没有坏。</p>",
        **article,
    }
    given = {key: value for key, value in given.items() if value is not heads.ABSENT}
    plain = "html" not in article
    if isinstance(given.get("html"), str):
        given["html"] = given["html"].replace("@", mark)
    expected.setdefault("dates", (datetime.fromisoformat(DATE),))
    if plain:
        expected.setdefault("text", "潮水退去。@钟没有坏。")
    if isinstance(expected.get("text"), str):
        expected["text"] = expected["text"].replace("@", mark)
    expected.setdefault("title", str(given.get("title") or ""))
    expected.setdefault("source", str(given.get("source") or ""))
    return Case(name=name, mark=mark, article=given, **expected)


def _bodies() -> Iterator[Case]:
    for name, body in bodies.all_bodies().items():
        yield _case(
            f"b-{name}",
            {"html": body.html},
            text=body.text,
            shows=body.shows,
            hides=body.hides,
            lines=body.lines,
            tags=body.tags,
            fate=body.fate,
        )


def _titles() -> Iterator[Case]:
    for name, title in heads.TITLES.items():
        yield _case(f"t-{name}", {"title": title})


def _sources() -> Iterator[Case]:
    for name, source in heads.SOURCES.items():
        yield _case(f"s-{name}", {"source": source})


def _dates() -> Iterator[Case]:
    for name, (given, instants, now) in heads.DATES.items():
        yield _case(
            f"d-{name}",
            {"date": given},
            dates=tuple(datetime.fromisoformat(text).astimezone(UTC) for text in instants),
            now=now,
            fate="either" if name in heads.DOUBTFUL_DATES else "post",
        )


def _addresses() -> Iterator[Case]:
    for name, (url, fate) in heads.ADDRESSES.items():
        yield _case(f"u-{name}", {"url": url}, fate=fate)


def _names() -> Iterator[Case]:
    for name, changes in heads.NAMES.items():
        when = datetime.fromisoformat(changes.get("date", DATE))
        yield _case(f"n-{name}", changes, dates=(when,))


def _states() -> Iterator[Case]:
    for name, (changes, fate) in heads.STATES.items():
        yield _case(f"x-{name}", changes, fate=fate, now=True)
