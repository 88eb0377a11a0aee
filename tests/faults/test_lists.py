"""Feeds and sitemaps that attack: one crawl over all of them, and the report that it leaves."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import clean_environment
from tests.faults.lies import linked
from tests.faults.pages import STORY, story
from tests.site.server import Answer, Site

CORPUS = Path(__file__).parent / "corpus"
HOST = "http://{name}.example"
HARBOUR = "https://harbour.example"
SITEMAPS = {"loop", "packed", "laughs-map", "sitemap-html"}


def feed(*paths: str) -> str:
    items = "".join(f"<item><title>A</title><link>{path}</link></item>" for path in paths)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


def index(*paths: str) -> str:
    return (
        "<sitemapindex>"
        + "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths)
        + ("</sitemapindex>")
    )


def urlset(*paths: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{path}</loc></url>" for path in paths) + "</urlset>"


DEEP = "/news" * 25
# What each source's list answers, and how many posts and which trouble it ends with.
LISTS: dict[str, tuple[Answer, int, str]] = {
    "laughs": (Answer.xml((CORPUS / "laughs-feed.xml").read_text().replace(HARBOUR, "")), 1, ""),
    "external": (Answer.xml((CORPUS / "external-feed.xml").read_text().replace(HARBOUR, "")), 1, ""),
    "cut": (Answer.xml(feed("/a", "/b")[:-60]), 1, ""),
    "html": (Answer.html("<html><body>gone</body></html>"), 0, "bad-answer"),
    "trap": (Answer.xml(feed("/a", DEEP)), 1, ""),
    "future": (Answer.xml(feed("/future")), 1, ""),
    "loop": (Answer.xml(index("/list", "/more.xml")), 1, ""),
    "packed": (
        Answer(body=gzip.compress(gzip.compress(urlset("/a").encode()))), 1, ""),
    "laughs-map": (Answer.xml((CORPUS / "laughs.xml").read_text()), 0, ""),
    "sitemap-html": (Answer.html("<html><body>gone</body></html>"), 0, "bad-answer"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sources(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """The report's part of every source, after one crawl of all."""
    folder = tmp_path_factory.mktemp("lists")
    (folder / "sources").mkdir()
    with Site() as site:
        for name, (answer, _, _) in LISTS.items():
            host = HOST.format(name=name)
            kind = "sitemap" if name in SITEMAPS else "feed"
            (folder / f"sources/{name}.toml").write_text(
                f'name = "{name}"\nhome = "{host}/"\ndelay = 0\n'
                f'[[discover]]\nkind = "{kind}"\nurl = "{host}/list"\n'
            )
            site.answers |= {
                f"{host}/list": answer,
                f"{host}/more.xml": Answer.xml(index("/list", "/leaf.xml")),
                f"{host}/leaf.xml": Answer.xml(urlset("/a")),
                f"{host}/future": Answer.html(linked("datePublished", "2999-01-01T00:00:00Z")),
            }
            for path in ("/a", "/b"):
                site.answers[host + path] = Answer.html(story(title=f"Ferries of {name}{path}"))
        subprocess.run(
            [sys.executable, "-m", "newsspider", "crawl", "--all-due"],
            cwd=folder, env=clean_environment(site.proxy_env()), capture_output=True, check=False,
        )  # fmt: skip
        (report,) = (folder / "output/.newsspider/reports").glob("*.json")
        shape = json.loads(report.read_text())
        asked = site.paths()
    found = {source["source"]: source for source in shape["sources"]}
    found["/"] = {"balanced": shape["balanced"], "asked": asked}
    found["posts"] = [path.read_text() for path in (folder / "output/_posts").iterdir()]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_a_list_ends_as_it_must(name: str, sources: dict[str, Any]) -> None:
    _, posts, trouble = LISTS[name]

    assert sources[name]["outcomes"].get("posted", 0) == posts
    assert trouble in " ".join(sources[name]["troubles"])
    assert bool(trouble) is bool(sources[name]["troubles"])


def test_every_address_of_a_hostile_crawl_has_its_line(sources: dict[str, Any]) -> None:
    assert sources["/"]["balanced"]
    assert all(STORY.strip() in post for post in sources["posts"])
    assert not any("root:" in post for post in sources["posts"])


def test_a_trap_is_refused_by_budget(sources: dict[str, Any]) -> None:
    assert sources["trap"]["reasons"] == {"budget": 1}


def test_a_date_that_lies_is_counted_in_the_report(sources: dict[str, Any]) -> None:
    assert sources["future"]["flags"] == {"date-missing": 1}  # 2999 is nobody's date


def test_a_sitemap_that_names_itself_is_asked_once(sources: dict[str, Any]) -> None:
    assert sources["/"]["asked"].count("/more.xml") == 1
