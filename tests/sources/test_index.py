"""The index of the shipped sources: never wrong, and no more than a way to read fewer files."""

import re
import shutil
from pathlib import Path

import pytest

from newsspider.model.source import Source
from newsspider.sources import index, load
from newsspider.sources.catalogue import Catalogue
from newsspider.sources.index import SHIPPED

PAGES = sorted(Path(__file__).parent.glob("*/*/page.toml"))


def test_the_index_is_current() -> None:
    made = (SHIPPED / index.NAME).read_text("utf-8")

    assert made == index.made(SHIPPED), "run: python -m newsspider.sources.index"
    assert index.read(SHIPPED) is not None


@pytest.mark.parametrize(
    ("pattern", "hints"),
    [
        (r"^https?://(?:www\.)?a\.example/news/\d+\.html", ("a.example/news/",)),
        (r"(?:a|b)\.example/x", (".example/x",)),
        (r"//(m\.a\.example)/", ("//m.a.example/",)),
        (r"a\.example/(?P<id>\d+)", ("a.example/",)),
        (r"//one\.example/|//two\.example/a", ("one.example/", "two.example/a")),
        (r"a?b*c+", ("",)),
        (r"(?i)a\.example/", ("",)),
        (r"(?:one)?two(?!three)", ("two",)),
    ],
)
def test_what_every_match_holds(pattern: str, hints: tuple[str, ...]) -> None:
    assert index.hints_of(re.compile(pattern)) == hints


def test_every_saved_page_finds_its_source_as_without_the_index(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "catalog", ignore=lambda *_: [index.NAME])
    urls = [re.search(r'url\s*=\s*"([^"]+)"', page.read_text("utf-8")) for page in PAGES]
    known = [found[1] for found in urls if found] + ["https://nobody.example/a/1.html", "x"]
    quick, whole = Catalogue(), Catalogue(shipped=tmp_path / "catalog")

    names = [(getattr(each.match(url), "name", "") for each in (quick, whole)) for url in known]

    assert len(known) > 100
    assert all(one == other for one, other in names)
    assert "all" not in quick.__dict__


def test_a_file_that_is_newer_than_the_index_is_found(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "catalog")
    text = 'name = "new"\nhome = "https://new.example/"\n[[article]]\nmatch = "new.example/a"\n'
    (tmp_path / "catalog" / "new.toml").write_text(text, "utf-8")

    found = Catalogue(shipped=tmp_path / "catalog").match("https://new.example/a/1")

    assert found is not None
    assert found.name == "new"


def test_one_address_reads_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = load.read

    def noted(path: Path) -> Source:
        asked.append(path.name)
        return read(path)

    monkeypatch.setattr(load, "read", noted)

    assert Catalogue().match("https://nobody.example/2026/a.html") is None
    assert asked == []
    catalogue = Catalogue()
    for number in range(3):
        catalogue.match(f"https://finance.eastmoney.com/a/20220123133695196{number}.html")
    assert asked == ["eastmoney.toml"]
