"""Articles on several pages, asked for over a network: whole, or not posted."""

import json
from pathlib import Path

import pytest

from tests.run.storm import HOST, SOURCE, Storm, tree
from tests.site.server import Answer

pytestmark = pytest.mark.slow
URL = f"{HOST}/a/long.html"
RULES = (
    "[[article]]\nmatch = '/a/'\nwhole = {match = '/a/(.*)\\.html$', address = '/all/\\1.html'}\n"
)


def page(number: int, words: str = "as planned", link: str = "", **headers: str) -> Answer:
    text = f"Part {number} of the tale of the night ferry goes on {words}, and nobody is bored. "
    return Answer.html(
        "<html lang=en><head><title>The tale of the night ferry</title>"
        '<meta property="article:published_time" content="2026-03-07T09:30:00+08:00"></head><body>'
        f"<h1>The tale of the night ferry</h1><article><p>{text * 3}</p><p>{number}: {text * 4}</p>"
        f"</article><div class=pager>{link}</div></body></html>",
        **headers,
    )


def onward(number: int) -> str:
    return f'<a href="long_{number}.html">Next page</a>'


def story(words: str = "as planned") -> dict[str, Answer]:
    return {
        "/a/long.html": page(1, link=onward(2), ETag='"1"'),
        "/a/long_2.html": page(2, words, onward(3)),
        "/a/long_3.html": page(3, link='<a href="long_2.html">2</a> <a href="long.html">Next</a>'),
    }


def posts(folder: Path) -> list[str]:
    return [text.decode() for name, text in tree(folder).items() if name.endswith(".md")]


def test_an_article_is_posted_whole_or_not_at_all(storm: Storm) -> None:
    folder = storm.folder()
    storm.site.answers |= story() | {"/a/long_3.html": Answer(status=404)}

    failed = storm.zygote.run("fetch", URL, cwd=folder)
    assert failed.code == 1
    assert f"{URL}: failed" in failed.stderr
    assert f"page 3 of the article, {HOST}/a/long_3.html" in failed.stderr
    assert posts(folder) == []

    storm.site.answers |= story()
    assert storm.zygote.run("fetch", URL, cwd=folder).code == 0
    (post,) = posts(folder)
    assert [f"{number}: Part" in post for number in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("rule", ["", "[[article]]\nmatch = '/a/'\nnext = '.pager a'\n"])
def test_what_a_server_says_instead_of_a_page_does_not_end_the_article(
    storm: Storm, rule: str
) -> None:
    folder = storm.folder()
    (folder / "sources" / "mine.toml").write_text(SOURCE + rule, "utf-8")
    busy = "<title>Service busy</title><h1>Too many requests</h1><p>Please come back later.</p>"
    storm.site.answers |= story() | {"/a/long_2.html": Answer.html(busy)}

    failed = storm.zygote.run("fetch", URL, cwd=folder)
    assert failed.code == 1
    assert "long_2.html is no page of the article but captcha" in failed.stderr
    assert posts(folder) == []


def test_a_page_of_another_story_ends_the_article_with_a_flag(storm: Storm) -> None:
    folder = storm.folder()
    source = SOURCE.replace('home = "', 'archive_pages = true\nhome = "')
    (folder / "sources" / "mine.toml").write_text(source, "utf-8")
    other = Answer.html(str(page(2).body).replace("The tale of the night ferry", "A new bridge"))
    storm.site.answers |= story() | {"/a/long_2.html": other}

    shown = storm.zygote.run("fetch", URL, "--json", cwd=folder)
    assert json.loads(shown.stdout)["flags"] == ["more-pages"]
    assert storm.zygote.run("fetch", URL, cwd=folder).code == 0
    (post,) = posts(folder)
    assert "1: Part" in post
    assert "2: Part" not in post

    again = storm.zygote.run("reextract", cwd=folder)
    assert "lacks" not in again.stderr
    assert (again.code, posts(folder)) == (0, [post]), again.stderr


def test_a_change_on_a_later_page_is_seen(storm: Storm) -> None:
    folder = storm.folder()
    storm.site.answers |= story()
    storm.zygote.run("fetch", URL, cwd=folder)
    storm.site.answers |= story("by surprise")
    storm.site.requests.clear()

    again = storm.zygote.run("fetch", URL, cwd=folder)
    assert again.code == 0
    assert "by surprise" in posts(folder)[0]
    asked = [each for each in storm.site.requests if each.path == "/a/long.html"]
    assert [each.headers.get("If-None-Match") for each in asked] == [None]


def test_the_one_page_form_is_asked_and_where_there_is_none_the_pages(storm: Storm) -> None:
    folder = storm.folder()
    (folder / "sources" / "mine.toml").write_text(SOURCE + RULES, "utf-8")
    storm.site.answers |= story() | {"/all/long.html": page(7)}

    assert storm.zygote.run("fetch", URL, cwd=folder).code == 0
    assert "7: Part" in posts(folder)[0]
    assert "/a/long.html" in posts(folder)[0]  # the address is the article's own
    assert "/a/long.html" not in storm.site.paths()

    del storm.site.answers["/all/long.html"]
    assert storm.zygote.run("fetch", URL, cwd=folder).code == 0
    assert "3: Part" in posts(folder)[0]
