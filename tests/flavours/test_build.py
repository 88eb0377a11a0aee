"""Posts proven to build: a real Jekyll makes a real site of every example."""

import html
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from newsspider.flavours.frontmatter import read_back
from newsspider.flavours.jekyll import Jekyll
from tests.flavours.examples import SITE, all_articles

pytestmark = [pytest.mark.slow, pytest.mark.builds]  # once is enough

CONFIG = """title: Test
timezone: Asia/Shanghai
strict_front_matter: true
permalink: /:categories/:year/:month/:day/:title.html
"""
LAYOUT = (
    "<html><body><h1>{{ page.title }}</h1><small>{{ page.date | date: '%Y-%m-%d %H:%M:%S' }}</small>"
    '<div id="text">{{ content }}</div><ul>{% for tag in page.tags %}<li>{{ tag }}</li>{% endfor %}'
    "</ul></body></html>"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("jekyll") is None:
        if os.environ.get("NEWSSPIDER_REQUIRE_JEKYLL"):
            pytest.fail("jekyll is not on PATH")
        pytest.skip("jekyll is not installed")
    root = tmp_path_factory.mktemp("jekyll")
    (root / "_layouts").mkdir()
    (root / "_posts").mkdir()
    (root / "_config.yml").write_text(CONFIG, "utf-8")
    (root / "_layouts" / "post.html").write_text(LAYOUT, "utf-8")
    for article in all_articles().values():
        post = Jekyll().render(article, SITE)
        (root / post.path).write_bytes(post.content)
    done = subprocess.run(
        ["jekyll", "build", "--future"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        env=os.environ | {"LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Error" not in done.stderr
    return root


def seen(markup: str) -> str:
    """Return what a reader sees; generators break lines between blocks as they like."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).replace("\n", "").strip()


@pytest.mark.parametrize("name", all_articles())
def test_every_example_is_a_page_with_its_title_and_text(built: Path, name: str) -> None:
    article = all_articles()[name]
    post = Jekyll().render(article, SITE)
    front, _ = read_back(post.content)
    day, stem = post.path[7:17], post.path[18:-3]

    page = built / "_site" / front["categories"] / day.replace("-", "/") / f"{stem}.html"

    text = page.read_text("utf-8")
    assert f"<h1>{front['title']}</h1>" in text
    assert f"<small>{front['date'][:19]}</small>" in text
    assert f"<li>{front['tags']}</li>" in text
    assert seen(article.body) in seen(text.partition('id="text">')[2])
    assert "<script" not in text
