"""Runs that people leave alone: asked once, conditionally, and accounted for."""

import json
from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.run.test_crawl import FEED, SOURCE, page, tree
from tests.site.server import Answer, Asked, Site

pytestmark = pytest.mark.slow


def start(site: Site, folder: Path) -> None:
    (folder / "sources").mkdir()
    (folder / "sources" / "mine.toml").write_text(SOURCE, "utf-8")

    def feed(asked: Asked) -> Answer:
        if asked.headers.get("If-None-Match") == '"1"':
            return Answer(status=304)
        return Answer.xml(FEED, ETag='"1"')

    site.answers |= {
        "/feed.xml": feed,
        "/a/bloom": page("Bloom comes early"),
        "/a/ferry": page("Ferry runs late"),
    }


def reports(folder: Path) -> list[dict[str, object]]:
    found = sorted((folder / "output/.newsspider/reports").glob("*.json"))
    return [json.loads(path.read_text("utf-8")) for path in found]


def test_a_second_run_asks_the_list_once_and_conditionally(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    start(site, tmp_path)
    run_newsspider("crawl", env=site.proxy_env(), cwd=tmp_path)
    before = tree(tmp_path / "output")
    site.requests.clear()

    assert run_newsspider("crawl", "--all-due", env=site.proxy_env(), cwd=tmp_path).returncode == 0
    assert site.paths() == ["/feed.xml"]
    assert tree(tmp_path / "output") == before
    site.requests.clear()
    run_newsspider("crawl", env=site.proxy_env(), cwd=tmp_path)
    assert site.paths() == []  # not due
    assert [each["balanced"] for each in reports(tmp_path)] == [True, True]
    status = run_newsspider("status", "--json", cwd=tmp_path)
    assert json.loads(status.stdout)["sources"][0]["source"] == "mine"


def test_a_killed_run_is_accounted_for_by_the_next(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    start(site, tmp_path)
    env = site.proxy_env() | {"NEWSSPIDER_FAILPOINT": "renamed:1"}
    assert run_newsspider("crawl", env=env, cwd=tmp_path).returncode == 137
    run_newsspider("crawl", env=site.proxy_env(), cwd=tmp_path)

    killed = next(each for each in reports(tmp_path) if each["end"] == "killed")
    assert (killed["seen"], killed["balanced"]) == (2, True)
    assert len(tree(tmp_path / "output")) == 2


def test_what_is_over_the_limit_waits_for_the_next_run(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    start(site, tmp_path)
    run_newsspider("crawl", "--limit", "1", env=site.proxy_env(), cwd=tmp_path)
    assert len(tree(tmp_path / "output")) == 1
    run_newsspider("crawl", env=site.proxy_env(), cwd=tmp_path)
    assert len(tree(tmp_path / "output")) == 2
