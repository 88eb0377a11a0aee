"""kill -9 at every durable step costs a second fetch, never an article, and leaves no trace."""

from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.run.test_crawl import FEED, SOURCE, page, tree
from tests.site.server import Answer, Site

pytestmark = pytest.mark.slow


def crawl(run_newsspider: Run, site: Site, cwd: Path, failpoint: str = "") -> int:
    env = site.proxy_env() | ({"NEWSSPIDER_FAILPOINT": failpoint} if failpoint else {})
    return run_newsspider("crawl", env=env, cwd=cwd).returncode


def start(site: Site, folder: Path, words: str) -> None:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "sources" / "mine.toml").write_text(SOURCE, "utf-8")
    site.answers |= {
        "/feed.xml": Answer.xml(FEED),
        "/a/bloom": page(f"Bloom comes early {words}"),
        "/a/ferry": page(f"Ferry runs late {words}"),
    }


def contents(root: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in tree(root).items()}


def test_killed_at_every_step_and_run_again(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    start(site, tmp_path / "calm", "today")
    assert crawl(run_newsspider, site, tmp_path / "calm") == 0
    calm = contents(tmp_path / "calm" / "output")

    killed = 0
    for number in range(1, 80):
        folder = tmp_path / f"storm-{number}"
        start(site, folder, "today")
        code = crawl(run_newsspider, site, folder, failpoint=f"*:{number}")
        if code == 0:
            break
        assert code == 137
        killed += 1
        assert crawl(run_newsspider, site, folder) == 0
        assert contents(folder / "output") == calm
        assert list(folder.rglob("*.tmp")) == []

    assert len(calm) == 2
    assert killed >= 10


def test_a_title_that_changed_after_a_crash_makes_no_second_post(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    start(site, tmp_path, "today")
    assert crawl(run_newsspider, site, tmp_path, failpoint="synced:1") == 137
    before = set(contents(tmp_path / "output"))
    start(site, tmp_path, "tomorrow")

    assert crawl(run_newsspider, site, tmp_path) == 0

    after = contents(tmp_path / "output")
    assert len(before) == 1
    assert before < set(after)
    assert len(after) == 2
    assert all(b"tomorrow" in content for content in after.values())
