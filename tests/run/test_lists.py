"""Lists of many pages and newspapers, crawled: what is asked for, and what is never lost."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsspider.discover.signs import signed
from newsspider.model.source import Sign
from tests.conftest import RunNewsspider as Run
from tests.run.test_crawl import page, tree
from tests.site.server import Answer, Asked, Site

pytestmark = pytest.mark.slow

CURSOR = """name = "mine"
home = "http://wire.example/"
delay = 0
[[discover]]
kind = "json"
url = "http://wire.example/api?n=2"
rows = "rows"
address = "http://wire.example/a/{id}"
title = "title"
page = "http://wire.example/api?n=2&end={cursor}"
cursor = "end"
pages = 9
sign = "cls"
headers = {x-requested-with = "XMLHttpRequest"}

[[discover]]
kind = "json"
url = "http://wire.example/posted"
post = '{"node": 7, "page": {page}}'
rows = "rows"
link = "url"
pages = 3

[[discover]]
kind = "list"
url = "http://wire.example/news/"
link = "h2"
next = "a.next"
pages = 2
"""
PAPER = """name = "mine"
home = "http://wire.example/"
timezone = "Asia/Shanghai"
delay = 0
[[discover]]
kind = "epaper"
family = "paperindex"
url = "http://wire.example/paper/PaperIndex.htm"
back = 2
"""
BESIDE = """name = "mine"
home = "http://wire.example/"
delay = 0
[[discover]]
kind = "feed"
url = "http://wire.example/feed"

[[discover]]
kind = "list"
url = "http://wire.example/news/1"
link = "h2"
next = "a.next"
pages = 5
"""
NAMES = ("bloom", "ferry", "harvest", "lantern", "orchard")


def source(folder: Path, text: str) -> None:
    (folder / "newsspider.toml").write_text("[limits]\nworkers = 1\n", "utf-8")  # one is enough
    (folder / "sources").mkdir()
    (folder / "sources" / "mine.toml").write_text(text, "utf-8")


def api(asked: Asked) -> Answer:
    """Two rows a page, from where the cursor stands; the list's ETag never changes."""
    if asked.headers.get("If-None-Match") == '"1"':
        return Answer(status=304)
    start = int(asked.path.partition("end=")[2].partition("&")[0] or 0)
    rows = [{"id": name, "title": name} for name in NAMES[start : start + 2]]
    return Answer.json(json.dumps({"rows": rows, "end": start + 2}), ETag='"1"')


def posted(asked: Asked) -> Answer:
    """A row for each of two pages."""
    number = json.loads(asked.body)["page"] if asked.method == "POST" else 9
    return Answer.json(json.dumps({"rows": [{"url": f"/a/posted{number}"}] if number < 3 else []}))


def lists(site: Site) -> list[str]:
    return [path.partition("&sign=")[0] for path in site.paths() if path.startswith("/api")]


def test_a_walk_by_cursor_that_was_broken_off_is_taken_up_again(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    source(tmp_path, CURSOR)
    down = True

    def answer(asked: Asked) -> Answer:
        return Answer(status=404) if down and "end=4" in asked.path else api(asked)

    site.answers |= {f"/a/{name}": page(f"{name.title()} is what this is about") for name in NAMES}
    for end in ("", "end=2&", "end=4&", "end=6&"):
        query = f"{end}n=2"
        url = signed(f"http://wire.example/api?{query}", Sign.CLS, datetime.now(UTC))
        site.answers[url.removeprefix("http://wire.example")] = answer
    for name in ("posted1", "posted2", "linked1", "linked2", "linked3"):
        site.answers[f"/a/{name}"] = page(f"{name.title()} is what this is about")
    row = '<h2><a href="/a/linked%d">x</a></h2><a class=next href="/news/%d.html">more</a>'
    site.answers |= {
        "/posted": posted,
        "/news/": Answer.html('<meta http-equiv=refresh content="0;url=/news/1.html">'),
        "/news/1.html": Answer.html(row % (1, 2)),
        "/news/2.html": Answer.html(row % (2, 3)),
        "/news/3.html": Answer.html(row % (3, 4)),
    }
    env = site.proxy_env()

    run_newsspider("crawl", "mine", env=env, cwd=tmp_path)
    assert len(tree(tmp_path / "output")) == 4 + 2 + 2
    assert [each.body for each in site.requests if each.path == "/posted"] == [
        b'{"node": 7, "page": 1}', b'{"node": 7, "page": 2}', b'{"node": 7, "page": 3}',
    ]  # fmt: skip
    assert "/news/3.html" not in site.paths()  # two pages were to be read
    first = lists(site)
    assert first[:3] == ["/api?n=2", "/api?end=2&n=2", "/api?end=4&n=2"]
    site.requests.clear()

    down = False
    assert run_newsspider("crawl", "mine", env=env, cwd=tmp_path).returncode == 0
    assert len(tree(tmp_path / "output")) == 5 + 2 + 2
    assert lists(site) == ["/api?n=2", "/api?end=2&n=2", "/api?end=4&n=2", "/api?end=6&n=2"]
    asked = next(each for each in site.requests if each.path.startswith("/api"))
    assert asked.headers["X-Requested-With"] == "XMLHttpRequest"
    site.requests.clear()

    run_newsspider("crawl", "mine", env=env, cwd=tmp_path)
    assert lists(site) == ["/api?n=2"]  # answered 304, now that all is in the ledger


def test_a_list_beside_a_feed_that_names_its_first_page_is_read_to_its_end(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    source(tmp_path, BESIDE)
    link = "http://wire.example/a/{}"
    items = "".join(f"<item><link>{link.format(name)}</link></item>" for name in NAMES[:2])
    rows = ["".join(f'<h2><a href="/a/{name}">x</a></h2>' for name in names)
            for names in (NAMES[:2], NAMES[2:4], NAMES[2:4])]  # fmt: skip
    site.answers |= {f"/a/{name}": page(f"{name.title()} is what this is about") for name in NAMES}
    site.answers["/feed"] = Answer.xml(f"<rss version='2.0'><channel>{items}</channel></rss>")
    for number, row in enumerate(rows, 1):
        site.answers[f"/news/{number}"] = Answer.html(
            f"{row}<a class=next href=/news/{number + 1}>more</a>"
        )

    run_newsspider("crawl", "mine", env=site.proxy_env(), cwd=tmp_path)
    first = [path for path in site.paths() if path.startswith("/news/")]
    site.requests.clear()
    run_newsspider("crawl", "mine", env=site.proxy_env(), cwd=tmp_path)

    assert len(tree(tmp_path / "output")) == 4
    assert first == ["/news/1", "/news/2", "/news/3"]  # the third brought nothing new
    assert [path for path in site.paths() if path.startswith("/news/")] == ["/news/1"]


def issue(site: Site, day: datetime, *names: str) -> None:
    """Put a paper of two pages on the site; its first article is on both."""
    folder = f"/paper/content/{day:%Y%m%d}"
    banci = "".join(f'<li class=banci><a href="Page0{n}NU.htm">{n}</a></li>' for n in (1, 2))
    rows = [f'<li><a href="Articel0100{n}MT.htm">{name}</a></li>' for n, name in enumerate(names)]
    site.answers[f"{folder}/Page01NU.htm"] = Answer.html(
        banci + rows[0] + "<a href=Articel01009MT.htm>广告</a>"
    )
    site.answers[f"{folder}/Page02NU.htm"] = Answer.html(banci + "".join(rows))
    for number, name in enumerate(names):
        site.answers[f"{folder}/Articel0100{number}MT.htm"] = page(f"{name.title()} is on the page")


def test_a_newspaper_of_two_days_is_read_page_by_page(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    source(tmp_path, PAPER)
    today = datetime.now(UTC) + timedelta(hours=8)
    refresh = '<meta http-equiv="refresh" content="0; url=%s">'
    site.answers["/paper/PaperIndex.htm"] = Answer.html(
        refresh % f"content/{today:%Y%m%d}/IssueIndex.htm"
    )
    site.answers[f"/paper/content/{today:%Y%m%d}/IssueIndex.htm"] = Answer.html(
        refresh % "Page01NU.htm"
    )
    issue(site, today, "bloom", "ferry")
    issue(site, today - timedelta(days=1), "harvest", "lantern")
    issue(site, today - timedelta(days=2), "orchard")

    assert run_newsspider("crawl", "mine", env=site.proxy_env(), cwd=tmp_path).returncode == 0
    assert len(tree(tmp_path / "output")) == 4
    assert len(site.paths()) == len(set(site.paths()))
    site.requests.clear()

    since = f"{today - timedelta(days=3):%Y-%m-%d}"
    run_newsspider("crawl", "mine", "--since", since, env=site.proxy_env(), cwd=tmp_path)
    assert len(tree(tmp_path / "output")) == 5
    asked = {path.split("/")[3] for path in site.paths() if path.count("/") > 2}
    assert f"{today - timedelta(days=3):%Y%m%d}" in asked  # no paper on that day: a note
    assert f"{today - timedelta(days=1):%Y%m%d}" not in asked  # it was whole
    assert [path.rpartition("/")[2] for path in site.paths() if f"{today:%Y%m%d}" in path] == [
        "IssueIndex.htm", "Page01NU.htm",  # its other page was had a moment ago
    ]  # fmt: skip


def test_shells_lead_to_the_article_and_keep_their_own_address(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    head = "<html lang=en><head><title>Share</title>%s</head><body>%s</body></html>"
    to = "<meta http-equiv=refresh content='0;url=%s'>"
    site.answers |= {
        "/share?n=1": Answer.html(head % (to % "/share?n=2", "")),
        "/share?n=2": Answer.html(head % ("", "<iframe src='/a/123456'></iframe>")),
        "/loop": Answer.html(head % (to % "/loop?2", "")),
        "/loop?2": Answer.html(head % (to % "/loop", "")),
        "/evil": Answer.html(head % (to % "http://evil.example/", "")),
        "/a/123456": page("Ferry runs late"),
    }
    urls = [f"http://wire.example{path}" for path in ("/share?n=1", "/loop", "/evil")]

    done = run_newsspider("fetch", *urls, env=site.proxy_env(), cwd=tmp_path)

    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "http://wire.example/loop: rejected" in done.stderr
    assert "http://wire.example/evil: rejected" in done.stderr
    [name] = tree(tmp_path / "output")
    assert "wire.example/share?n=1" in (tmp_path / "output" / name).read_text("utf-8")
    assert sorted(site.paths()) == [
        "/a/123456",
        "/evil",
        "/loop",
        "/loop?2",
        "/share?n=1",
        "/share?n=2",
    ]
