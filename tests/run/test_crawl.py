"""newsspider crawl and demo: what cron calls."""

import json
from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.site.server import Answer, Site

pytestmark = pytest.mark.slow

SOURCE = """name = "mine"
title = "Example Wire"
home = "http://wire.example/"
timezone = "Asia/Shanghai"
delay = 0
[[discover]]
kind = "feed"
url = "http://wire.example/feed.xml"
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Bloom</title><link>http://wire.example/a/bloom</link>
<pubDate>Sat, 07 Mar 2026 09:30:00 +0800</pubDate></item>
<item><title>Ferry</title><link>http://wire.example/a/ferry</link>
<pubDate>Fri, 06 Mar 2026 12:00:00 +0800</pubDate></item></channel></rss>"""


def page(title: str) -> Answer:
    text = f"{title} is what this page is about, and it says so in a sentence that is long enough. "
    return Answer.html(
        f"<html lang=en><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<article><p>{text * 2}</p><p>{text * 2}</p></article></body></html>"
    )


@pytest.fixture
def wire(site: Site, tmp_path: Path) -> Site:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mine.toml").write_text(SOURCE, "utf-8")
    site.answers |= {
        "/feed.xml": Answer.xml(FEED),
        "/a/bloom": page("Bloom comes early"),
        "/a/ferry": page("Ferry runs late"),
    }
    return site


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".newsspider" not in path.parts
    }


def test_a_crawl_is_silent_and_posts(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    done = run_newsspider("crawl", env=wire.proxy_env(), cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    names = sorted(tree(tmp_path / "output"))
    assert [name.rpartition("-")[0] for name in names] == [
        "_posts/2026-03-06-ferry-runs-late",
        "_posts/2026-03-07-bloom-comes-early",
    ]


def test_a_second_crawl_fetches_no_article_and_changes_nothing(
    wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    run_newsspider("crawl", env=wire.proxy_env(), cwd=tmp_path)
    before = tree(tmp_path / "output")
    wire.requests.clear()

    done = run_newsspider("crawl", "--all-due", "--paths", env=wire.proxy_env(), cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, "")
    assert wire.paths() == ["/feed.xml"]
    assert tree(tmp_path / "output") == before


def test_the_report_counts_every_request(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    run_newsspider("crawl", env=wire.proxy_env(), cwd=tmp_path)

    (report,) = (tmp_path / "output/.newsspider/reports").iterdir()
    assert (
        json.loads(report.read_text("utf-8"))["sources"][0]["requests"] == len(wire.requests) == 4
    )


def test_verbose_tells_of_the_run_and_not_of_every_page(
    wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    done = run_newsspider("crawl", "--verbose", env=wire.proxy_env(), cwd=tmp_path)

    assert "Spider opened" in done.stderr
    assert "Crawled (" not in done.stderr


def test_paths_lists_the_new_posts(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    done = run_newsspider(
        "crawl", "mine", "--paths", "--limit", "1", env=wire.proxy_env(), cwd=tmp_path
    )

    assert len(done.stdout.splitlines()) == 1
    assert (tmp_path / done.stdout.strip()).exists()


def test_a_dry_run_writes_nothing(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    done = run_newsspider("crawl", "--dry-run", "--paths", env=wire.proxy_env(), cwd=tmp_path)

    assert len(done.stdout.splitlines()) == 2
    assert not (tmp_path / "output").exists()


def test_a_failed_article_is_tried_again(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    wire.answers["/a/ferry"] = Answer(status=404)
    run_newsspider("crawl", env=wire.proxy_env(), cwd=tmp_path)
    wire.answers["/a/ferry"] = page("Ferry runs late")

    done = run_newsspider("crawl", "--all-due", "--paths", env=wire.proxy_env(), cwd=tmp_path)

    assert "ferry" in done.stdout
    assert len(tree(tmp_path / "output")) == 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(Answer(status=500), "http-500", id="error"),
        pytest.param(Answer.html("<h1>Sorry</h1>"), "is not a feed", id="html"),
        pytest.param(Answer(body=b""), "is not a feed", id="nothing"),
    ],
)
def test_a_broken_source_is_one_line_and_code_1(
    answer: Answer, said: str, wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    wire.answers["/feed.xml"] = answer

    done = run_newsspider("crawl", env=wire.proxy_env(), cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("mine: http://wire.example/feed.xml: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_bad_source_file_keeps_no_other_source_from_its_turn(
    wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    (tmp_path / "sources" / "aground.toml").write_text("name = 'aground'\ncolour = 1\n", "utf-8")
    (tmp_path / "sources" / "torn.toml").write_text("name = ", "utf-8")

    def crawl(*words: str) -> tuple[int, list[str]]:
        done = run_newsspider("crawl", *words, env=wire.proxy_env(), cwd=tmp_path)
        return done.returncode, done.stderr.splitlines()

    code, said = crawl()
    assert code == 1
    assert len(said) == 2
    assert said[0].endswith("aground.toml: colour: unknown key")
    assert "torn.toml: not TOML: " in said[1]
    assert len(tree(tmp_path / "output")) == 2
    assert crawl("--fail-on", "never")[0] == 0
    assert crawl("mine") == (0, [])
    code, said = crawl("aground")
    assert (code, len(said)) == (2, 1)
    (tmp_path / "sources" / "mine.toml").unlink()
    assert crawl()[0] == 2


def test_sources_list_shows_ones_own_first(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    done = run_newsspider("sources", "list", cwd=tmp_path)

    lines = done.stdout.splitlines()
    assert lines[0].split()[:2] == ["mine", "yours"]
    assert any(line.startswith("eastmoney") for line in lines)


def test_the_demo_posts_everything_and_a_second_changes_nothing(
    tmp_path: Path, run_newsspider: Run
) -> None:
    first = run_newsspider("demo", cwd=tmp_path)
    before = tree(tmp_path / "output")
    second = run_newsspider("demo", cwd=tmp_path)

    assert (first.returncode, first.stderr) == (0, "")
    assert "7 of 7 are posts: 7 new, 0 unchanged" in " ".join(first.stdout.split())
    assert "7 of 7 are posts: 0 new, 7 unchanged" in " ".join(second.stdout.split())
    assert len(before) == 7
    assert tree(tmp_path / "output") == before


def test_the_demo_has_the_same_bytes_everywhere(tmp_path: Path, run_newsspider: Run) -> None:
    for name in ("a", "b"):
        run_newsspider("demo", "--out", name, cwd=tmp_path)

    one, other = (
        {name: content for name, (content, _) in tree(tmp_path / folder).items()}
        for folder in ("a", "b")
    )
    assert one == other


@pytest.mark.parametrize(
    ("status", "tries", "articles"),
    [
        pytest.param(200, 1, {"/a/bloom", "/a/ferry"}, id="had"),
        pytest.param(503, 3, set(), id="not-had"),  # it is tried again twice
    ],
)
def test_sources_of_one_host_ask_once_for_its_robots_file(
    wire: Site, tmp_path: Path, run_newsspider: Run, status: int, tries: int, articles: set[str]
) -> None:
    other = SOURCE.replace('"mine"', '"other"').replace("feed.xml", "more.xml")
    (tmp_path / "sources" / "other.toml").write_text(other, "utf-8")
    wire.answers["/more.xml"] = Answer.xml(FEED.replace("bloom", "secret"))
    rules = "User-agent: *\nDisallow: /a/secret"
    wire.answers["/robots.txt"] = Answer(status=status, body=rules, delay=0.2)

    run_newsspider("crawl", env=wire.proxy_env(), cwd=tmp_path)

    asked = [each.path for each in wire.requests]
    assert asked.count("/robots.txt") == tries
    assert "/a/secret" not in asked
    assert {path for path in asked if path.startswith("/a/")} == articles
