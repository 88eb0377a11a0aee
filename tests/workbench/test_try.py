"""newsspider sources try: a source file beside the generic engine."""

import json
from pathlib import Path

import pytest

from newsspider.cli.main import main
from tests.conftest import RunNewsspider as Run
from tests.site.server import Answer, Site
from tests.workbench.pages import SITE, STORIES, feed, page

Capture = pytest.CaptureFixture[str]

SOURCE = f"""name = "harbour"
delay = 0
[[discover]]
kind = "feed"
url = "{SITE}/feed.xml"
[[article]]
match = '/news/ferry-'
[article.title]
css = "h1"
[[article]]
match = '/news/'
[article.title]
css = "p.who"
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("sources/harbour.toml")
    path.parent.mkdir()
    path.write_text(SOURCE, "utf-8")
    for story in STORIES[:2]:
        folder = Path("sources/fixtures/harbour") / story.slug
        folder.mkdir(parents=True)
        (folder / "page.html").write_text(page(story), "utf-8")
        (folder / "page.toml").write_text(
            f'url = "{story.url}"\nfetched_at = 2026-03-09T12:00:00Z\n', "utf-8"
        )
    return path


def test_saved_pages_show_both_readings_and_what_was_passed_over(
    source: Path, capsys: Capture
) -> None:
    assert main(["sources", "try", str(source), "--saved"]) == 0

    out = capsys.readouterr().out
    ferry, market = out.split("harbour/market")
    assert "title           Fog keeps the island ferry waiting  [rule css:h1]" in ferry
    assert "generic alone: the same, from declared" in ferry
    assert "title           By Jon Pell  [rule css:p.who]" in market
    assert "generic alone: Fish market moves under the old roof" in market
    assert "passed over: generic element meta: 2026-03-04T07:15:00+00:00 (says the same)" in market


def test_objects_hold_both_with_their_provenance(source: Path, capsys: Capture) -> None:
    main(["sources", "try", "harbour", "--saved", "--json"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["page"] for row in rows] == ["harbour/ferry", "harbour/market"]
    assert rows[1]["source"]["provenance"]["title"]["method"] == "rule"
    assert rows[1]["generic"]["title"] == "Fish market moves under the old roof"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["harbour", "http://harbour.example/", "--saved"], "give a URL or --saved, not both"),
        (["bare.toml"], "bare.toml: has no [[discover]]: name a URL, or use --saved"),
        (["bare.toml", "--saved"], "fixtures/bare: holds no saved article"),
    ],
    ids=["both", "no-lists", "no-pages"],
)
def test_wrong_use_is_one_line_and_2(
    arguments: list[str], said: str, source: Path, capsys: Capture
) -> None:
    Path("bare.toml").write_text('name = "bare"\n', "utf-8")

    assert main(["sources", "try", *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.slow
def test_the_newest_articles_are_read_one_for_each_rule_set(
    source: Path, site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    few = STORIES[:3]
    site.answers["/feed.xml"] = Answer.xml(feed(few))
    site.answers |= {story.url.removeprefix(SITE): Answer.html(page(story)) for story in few}

    done = run_newsspider("sources", "try", "harbour", "--json", env=site.proxy_env())

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert len(rows) == 2
    assert {row["source"]["provenance"]["title"]["locator"] for row in rows} == {
        "css:h1",
        "css:p.who",
    }
    assert all(row["generic"]["title"] for row in rows)
    assert not (tmp_path / "output").exists()
