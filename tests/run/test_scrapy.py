"""For people who know Scrapy: its own commands, and newsspider as an add-on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import eastmoney as em
from tests.site.server import Site

pytestmark = pytest.mark.slow

SPIDER = """
from datetime import UTC, datetime
import scrapy
from newsspider import extract

class Own(scrapy.Spider):
    name = "own"
    start_urls = ["data:text/html;charset=utf-8,<p>x"]

    def parse(self, response):
        text = "A sentence that is long enough to be a part of an article, surely, and more. " * 3
        page = f"<html><head><title>Own</title></head><body><h1>Own</h1><p>{text}</p><p>{text}</p>"
        yield extract(page.encode(), "http://own.example/a", fetched_at=datetime(2026, 3, 1, tzinfo=UTC))
        yield {"mine": 1}
"""


def scrapy(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if "proxy" not in name.lower() and not name.startswith(("NEWSSPIDER_", "SCRAPY_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=cwd, env=clean | (env or {}), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = newsspider.settings\n", "utf-8")
    (tmp_path / "newsspider.toml").write_text(em.PROFILE, "utf-8")
    return tmp_path


def test_every_source_is_a_spider(root: Path) -> None:
    done = scrapy("list", cwd=root)

    assert "eastmoney" in done.stdout.splitlines()


def test_scrapy_crawl_writes_the_same_post_and_exports_the_same_json(
    root: Path, site: Site
) -> None:
    site.answers.update(em.whole())

    done = scrapy(
        "crawl", "eastmoney", "-a", f"url={em.URL}", "-O", "out.jsonl",
        "-s", "NEWSSPIDER_OUTPUT=site", cwd=root, env=site.proxy_env(),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    post = root / "site" / "_posts" / f"2022-03-15-{em.CODE}.md"
    assert post.read_text("utf-8") == em.POST
    item = json.loads((root / "out.jsonl").read_text("utf-8"))
    assert (item["id"], item["title"], item["date"]) == (
        em.CODE, em.TITLE, "2022-03-15T09:12:40+08:00",
    )  # fmt: skip


def test_the_add_on_turns_extractions_of_another_project_into_posts(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(SPIDER, "utf-8")

    done = scrapy(
        "runspider", "own.py", "-s", 'ADDONS={"newsspider.addon.Addon": 500}',
        "-s", "NEWSSPIDER_OUTPUT=site", "-O", "items.jsonl", cwd=tmp_path,
    )  # fmt: skip

    [post] = (tmp_path / "site" / "_posts").iterdir()
    assert post.name.startswith("2026-03-01-own-")
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text().splitlines()]
    assert {"mine": 1} in items
    assert "Own" in [item.get("title") for item in items], done.stderr
