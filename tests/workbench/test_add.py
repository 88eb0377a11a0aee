"""newsspider sources add: what is proposed for a site, and what is written."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.cli.main import main
from newsspider.discover.auto import Place, Via, rate
from newsspider.extractor import extract_page
from newsspider.model.extraction import Field, Method
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule
from newsspider.sources import load
from newsspider.workbench.draft import draft
from newsspider.workbench.examples import examples
from newsspider.workbench.propose import propose
from newsspider.workbench.survey import survey
from tests.conftest import RunNewsspider as Run
from tests.site.server import Answer, Site
from tests.workbench.pages import SITE, STORIES, Story, chinese, feed, front, page

Capture = pytest.CaptureFixture[str]
WHEN = datetime(2026, 3, 9, 12, tzinfo=UTC)


def fetched(story: Story) -> Page:
    body = page(story).encode()
    return Page(url=story.url, requested_url=story.url, body=body, fetched_at=WHEN)


@pytest.fixture(scope="module")
def text() -> str:
    return draft(propose(examples(map(fetched, STORIES[:3]))))


@pytest.mark.parametrize(
    "line",
    [
        'name     = "harbour"',
        'title    = "Harbour Post"',
        'language = "en-GB"  # 3 of 3 pages say so',
        r"id       = '[-_.](\d{5,})(?:[/?#.]|$)'",
        r"match = '^https?://(?:www\.)?harbour\.example/[\w%-]+/",
        'css = "h1.story-title"',
        'css = "div.story-text"',
        'remove = ["div.teaser"]',
        'css = "span.printed"',
        'css = "p.who"',
        "[article.title]  # 3 of 3 pages, agrees with the page's titles",
        "[article.published_at]  # 3 of 3 pages, agrees with the generic engine",
    ],
)
def test_a_proposal_says_what_the_pages_show(text: str, line: str) -> None:
    assert line in text


def test_printed_lines_in_chinese_are_cut_at_their_labels() -> None:
    pages = [
        Page(url=url, requested_url=url, body=body.encode(), fetched_at=WHEN)
        for url, body in map(chinese, range(3))
    ]

    text = draft(propose(examples(pages)))

    assert 'timezone = "Asia/Shanghai"' in text
    assert "css = \"span.source\"\nregex = '^来源[:：]\\s*(.+?)\\s*$'" in text
    assert "css = \"div.date-source\"\nregex = '作者[:：]\\s*(.+?)\\s*$'" in text
    assert "css = \"p.show_author\"\nregex = '^责任编辑[:：]\\s*(.+?)\\s*$'" in text
    assert 'css = "#artibody"\nremove = ["p.show_author"]' in text


def test_a_list_takes_articles_that_are_to_come() -> None:
    home = Page(url=f"{SITE}/", requested_url=f"{SITE}/", body=front(STORIES[:3]).encode())
    here = Place(rule=DiscoveryRule(kind=Discovery.LIST, url=home.url), via=Via.HOME)
    found = propose(
        examples(map(fetched, STORIES[:3])), places=[rate(here, home, now=WHEN)], home=home.url
    )

    source = load.parse(draft(found).encode(), "harbour.toml")

    match = source.discoveries[0].match
    assert match is not None
    assert match.search(STORIES[3].url)


def test_the_zone_is_that_of_the_offsets_which_pages_declare() -> None:
    meta = '<meta property="article:published_time" content="2026-07-0{}T10:00:00-04:00">'
    pages = [
        replace(
            fetched(story),
            body=page(story).replace("<body>", meta.format(story.number + 1)).encode(),
        )
        for story in STORIES[:2]
    ]

    text = draft(propose(examples(pages)))

    assert 'timezone = "America/New_York"  # by the offsets of the declared dates' in text
    assert "# published_at: meta:property=article:published_time on 2 of 2 pages" in text


def test_no_hashed_class_and_no_number_of_one_page_is_in_a_selector(text: str) -> None:
    assert "css-" not in text
    assert "post-" not in text
    assert "nth-" not in text


def test_the_rules_read_a_page_that_they_were_not_made_from(text: str) -> None:
    story = STORIES[3]

    found = extract_page(fetched(story), load.parse(text.encode(), "harbour.toml"))

    assert found.title == story.title
    assert found.authors == (story.writer,)
    assert found.published_at is not None
    assert found.published_at.isoformat().startswith("2026-03-06T09:15")
    assert found.text.splitlines()[0].startswith(story.paragraphs[0])
    assert "phone" not in found.text
    assert {found.chosen[name].method for name in (Field.TITLE, Field.BODY, Field.AUTHORS)} == {
        Method.RULE
    }


def saved(folder: Path, *stories: Story) -> Path:
    folder.mkdir()
    for story in stories:
        (folder / f"{story.slug}.html").write_text(page(story), "utf-8")
    return folder


def test_saved_pages_are_written_only_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "kept", *STORIES)

    assert main(["sources", "add", "--pages", "kept"]) == 0
    proposed = capsys.readouterr()
    assert not Path("sources").exists()
    assert "nothing was written; with --yes: sources/harbour.toml" in proposed.err

    assert main(["sources", "add", "--pages", "kept", "--yes"]) == 0
    assert Path("sources/harbour.toml").read_text("utf-8") == proposed.out
    assert main(["sources", "check"]) == 0

    Path("sources/harbour.toml").write_text('name = "mine"\n', "utf-8")
    assert main(["sources", "add", "--pages", "kept", "--yes"]) == 2
    assert Path("sources/harbour.toml").read_text("utf-8") == 'name = "mine"\n'
    assert main(["sources", "add", "--pages", "kept", "--yes", "--force"]) == 0
    assert Path("sources/harbour.toml").read_text("utf-8") == proposed.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a site's address or some of its articles, or give --pages"),
        (["--pages", "empty"], "empty: holds no saved page"),
        (["--pages", "bare.html"], "bare.html: names no address of its own"),
        (["not an address"], "write https://site.example/"),
    ],
    ids=["nothing", "empty-folder", "no-address", "no-url"],
)
def test_wrong_use_is_one_line_and_2(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("bare.html").write_text("<p>text", "utf-8")

    assert main(["sources", "add", *arguments]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_what_the_home_pages_feed_names_are_articles_whatever_their_addresses() -> None:
    urls = {f"{SITE}/news/{story.number}.html": story for story in STORIES}
    text = feed()
    for url, story in urls.items():
        text = text.replace(story.url, url)
    bodies = {f"{SITE}/": front(), f"{SITE}/feed.xml": text}
    bodies |= {url: page(story) for url, story in urls.items()}

    async def ask(url: str) -> Page | str:
        body = bodies.get(url)
        return Page(url=url, requested_url=url, body=body.encode()) if body else "http-404"

    bodies[f"{SITE}/"] = bodies[f"{SITE}/"].replace("/news/", "/").replace(".html", "/x")
    found = asyncio.run(survey([f"{SITE}/"], ask, WHEN))

    assert [each.requested_url for each in found.pages] == list(urls)


def test_a_flag_that_stands_too_late_is_told_its_place(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sources", "add", "--verbose"])

    assert ended.value.code == 2
    said = "goes directly after newsspider sources: newsspider sources --verbose ..."
    assert said in capsys.readouterr().err


@pytest.mark.slow
def test_a_home_page_becomes_a_source_that_can_be_crawled(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    few = STORIES[:2]
    site.answers |= {"/": Answer.html(front(few)), "/feed.xml": Answer.xml(feed(few))}
    site.answers |= {story.url.removeprefix(SITE): Answer.html(page(story)) for story in few}

    added = run_newsspider("sources", "add", f"{SITE}/", "--yes", env=site.proxy_env())
    checked = run_newsspider("sources", "check")

    text = (tmp_path / "sources/harbour.toml").read_text("utf-8")
    assert added.returncode == 0, added.stderr
    assert f'kind = "feed"\nurl  = "{SITE}/feed.xml"' in text
    assert "[[discover]]  # link rel=alternate" in text
    assert (checked.returncode, checked.stdout) == (0, "")
    assert len(list((tmp_path / "sources/fixtures/harbour").iterdir())) == len(few) + 1
