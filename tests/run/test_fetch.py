"""newsspider fetch: any article page, streams, exit codes and bad input."""

import json
from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.site.server import Answer, Site

pytestmark = pytest.mark.slow

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Night ferries return</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Night ferries return",
"datePublished": "2026-03-06T12:00:00+08:00", "author": {"@type": "Person", "name": "Ada Example"}}
</script></head><body><nav><a href="/">Home</a></nav><main><h1>Night ferries return</h1>
<p>The night ferry is back. After six years without a late boat, the east landing will again see
departures until eleven in the evening, every half hour, and the fare stays at two yuan.</p>
<p>Passengers had been driving over the bridge, a detour of four kilometres, and many of them said
that they had missed the wind on deck more than the time they lost on the road.</p></main></body></html>"""
URL = "http://ferry.example/news/night-ferries?utm_source=x&id=3#top"
SHOWN = "http://ferry.example/news/night-ferries?id=3"


@pytest.fixture
def ferry(site: Site) -> Site:
    site.answers["/news/night-ferries?utm_source=x&id=3"] = Answer.html(PAGE)
    return site


def test_a_page_of_a_site_nobody_described(
    ferry: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    done = run_newsspider("fetch", URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    [path] = done.stdout.splitlines()
    assert path.startswith("output/_posts/2026-03-06-night-ferries-return-")
    post = (tmp_path / path).read_text("utf-8")
    assert 'title: "Night ferries return"' in post
    assert "date: 2026-03-06 04:00:00 +0000" in post
    assert f"\n<{SHOWN}>" in post
    assert "Home" not in post


def test_out_takes_posts_and_state(ferry: Site, tmp_path: Path, run_newsspider: Run) -> None:
    done = run_newsspider("fetch", "--out", "site", URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert done.stdout.startswith("site/_posts/")
    assert (tmp_path / "site" / ".newsspider" / "ledger.db").exists()
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("flag", ["--stdout", "--json", "--explain", "--dry-run"])
def test_showing_writes_nothing(
    flag: str, ferry: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    done = run_newsspider("fetch", flag, URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "ferr" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_json_is_the_article_with_provenance(
    ferry: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    done = run_newsspider("fetch", "--json", URL, env=ferry.proxy_env(), cwd=tmp_path)

    article = json.loads(done.stdout)
    assert article["title"] == "Night ferries return"
    assert article["date"] == "2026-03-06T12:00:00+08:00"
    assert article["author"] == ["Ada Example"]
    assert article["url"] == SHOWN
    assert article["error"] is None
    assert "title" in article["provenance"]


def test_explain_names_the_place_of_a_field(
    ferry: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    done = run_newsspider("fetch", "--explain", URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert "declared json-ld" in done.stdout
    assert "passed over" in done.stdout


def test_many_urls_each_with_its_line(ferry: Site, tmp_path: Path, run_newsspider: Run) -> None:
    ferry.answers["/gone"] = Answer(status=410, body="gone")
    urls = f"# comment\n{URL}\n\nhttp://ferry.example/none\nhttp://ferry.example/gone\nnot a url\n"

    done = run_newsspider("fetch", "-", env=ferry.proxy_env(), cwd=tmp_path, stdin=urls)

    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    said = dict(line.split(": ", 1) for line in done.stderr.splitlines())
    assert said["http://ferry.example/none"].startswith("failed http-404")
    assert said["http://ferry.example/gone"].startswith("gone")
    assert said["not a url"].startswith("failed bad-url")
    assert "Traceback" not in done.stderr


def test_a_refused_connection_is_one_line(tmp_path: Path, run_newsspider: Run) -> None:
    with Site() as site:
        url, address = f"{site.url}/a", site.address

    done = run_newsspider("fetch", "--allow-address", address, url, cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith(f"{url}: failed refused")
    assert done.stderr.count("\n") == 1


def test_an_address_that_is_not_public_is_refused(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    done = run_newsspider("fetch", f"{site.url}/a", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith(f"{site.url}/a: rejected blocked")
    assert "--allow-address" in done.stderr
    assert site.connections == 0


@pytest.mark.parametrize("way", ["flag", "variable", "profile"])
def test_an_allowed_address_is_asked(
    way: str, ferry: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    url = f"{ferry.url}/news/night-ferries?utm_source=x&id=3"
    if way == "profile":
        text = f"[network]\nallow_addresses = ['{ferry.address}']\n"
        (tmp_path / "newsspider.toml").write_text(text, "utf-8")
    flags = ["--allow-address", ferry.address] if way == "flag" else []
    env = {"NEWSSPIDER_ALLOW_ADDRESSES": ferry.address} if way == "variable" else {}

    done = run_newsspider("fetch", *flags, url, cwd=tmp_path, env=env)

    assert done.returncode == 0, done.stderr


def test_an_edited_post_is_never_overwritten(
    ferry: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    first = run_newsspider("fetch", URL, env=ferry.proxy_env(), cwd=tmp_path)
    path = tmp_path / first.stdout.strip()
    path.write_text("mine", "utf-8")

    done = run_newsspider("fetch", URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert done.returncode == 1
    assert "rejected edited-by-user" in done.stderr
    assert path.read_text("utf-8") == "mine"


def test_a_deleted_post_stays_deleted(ferry: Site, tmp_path: Path, run_newsspider: Run) -> None:
    first = run_newsspider("fetch", URL, env=ferry.proxy_env(), cwd=tmp_path)
    (tmp_path / first.stdout.strip()).unlink()

    done = run_newsspider("fetch", URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert "rejected deleted-by-user" in done.stderr
    assert not (tmp_path / first.stdout.strip()).exists()


def test_robots_are_obeyed(ferry: Site, tmp_path: Path, run_newsspider: Run) -> None:
    ferry.answers["/robots.txt"] = Answer(body="User-agent: *\nDisallow: /news/\n")

    done = run_newsspider("fetch", URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert done.stderr.startswith(f"{URL}: rejected robots")


def test_a_redirect_to_itself_is_reported(site: Site, tmp_path: Path, run_newsspider: Run) -> None:
    site.answers["/loop"] = Answer.redirect("/loop")

    done = run_newsspider("fetch", "http://x.example/loop", env=site.proxy_env(), cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("http://x.example/loop: failed redirects")


def test_a_page_without_a_title_is_refused(site: Site, tmp_path: Path, run_newsspider: Run) -> None:
    site.answers["/a"] = Answer.html(
        "<p>" + "Words without a headline, but quite many of them. " * 9
    )

    done = run_newsspider("fetch", "http://x.example/a", env=site.proxy_env(), cwd=tmp_path)

    assert done.stderr.startswith("http://x.example/a: rejected no-title")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(
            Answer(headers={"Content-Type": "application/pdf"}, body=b"%PDF-1.7 x"), id="pdf"
        ),
        pytest.param(Answer(headers={"Content-Type": "image/png"}, body=b"\x89PNG\r\n"), id="png"),
        pytest.param(Answer(body=b"%PDF-1.7 x"), id="pdf-without-a-type"),
    ],
)
def test_what_is_no_page_is_refused(
    answer: Answer, site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    site.answers["/a"] = answer

    done = run_newsspider("fetch", "http://x.example/a", env=site.proxy_env(), cwd=tmp_path)

    assert done.stderr.startswith("http://x.example/a: rejected not-a-page")


def test_a_broken_ledger_is_code_69(ferry: Site, tmp_path: Path, run_newsspider: Run) -> None:
    state = tmp_path / "output" / ".newsspider"
    state.mkdir(parents=True)
    (state / "ledger.db").write_bytes(b"not a database at all" * 100)

    done = run_newsspider("fetch", URL, env=ferry.proxy_env(), cwd=tmp_path)

    assert done.returncode == 69
    assert "ledger.db" in done.stderr
    assert (state / "ledger.db").read_bytes().startswith(b"not a database")
