"""newsspider sources update: a site that has changed keeps its past."""

import io
from pathlib import Path

import pytest

from newsspider.cli.main import main
from tests.workbench.pages import STORIES, Story, page

Capture = pytest.CaptureFixture[str]

NEW = {"title": "headline-new", "text": "prose-new", "day": "when-new"}


def keep(folder: str, story: Story, day: str, *, names: dict[str, str] | None = None) -> Path:
    place = Path(folder) / story.slug
    place.mkdir(parents=True)
    (place / "page.html").write_text(page(story, names=names), "utf-8")
    (place / "page.toml").write_text(
        f'url = "{story.url}"\nfetched_at = {day}T12:00:00Z\n', "utf-8"
    )
    return place


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A source of our own, made from two pages of the old layout."""
    monkeypatch.chdir(tmp_path)
    for story in STORIES[:2]:
        keep("old", story, "2026-03-09")
    assert main(["sources", "add", "--pages", "old", "--yes"]) == 0
    capsys.readouterr()
    return Path("sources/harbour.toml")


def test_the_new_rules_stand_first_and_the_old_ones_end(harbour: Path, capsys: Capture) -> None:
    for story in STORIES[2:]:
        keep("new", story, "2026-06-02", names=NEW)

    assert main(["sources", "update", "harbour", "new", "--yes"]) == 0

    out, err = capsys.readouterr()
    text = harbour.read_text("utf-8")
    assert "body: not read any more on 2 of 2 pages" in err
    assert "+until = 2026-06-01" in out
    assert text.index("h1.headline-new") < text.index("until = 2026-06-01")
    assert text.index("until = 2026-06-01") < text.index("h1.story-title")
    assert main(["sources", "check"]) == 0
    assert len(list(Path("sources/fixtures/harbour").iterdir())) == 4


def test_a_layout_that_changed_on_the_day_of_the_kept_pages_reads_both(
    harbour: Path, capsys: Capture
) -> None:
    keep("new", STORIES[2], "2026-03-09", names=NEW)

    assert main(["sources", "update", "harbour", "new", "--yes"]) == 0

    assert "until = 2026-03-09" in harbour.read_text("utf-8")
    assert main(["sources", "check"]) == 0, capsys.readouterr().err


def test_without_yes_the_change_is_only_shown(harbour: Path, capsys: Capture) -> None:
    before = harbour.read_bytes()
    keep("new", STORIES[2], "2026-06-02", names=NEW)

    assert main(["sources", "update", "harbour", "new"]) == 0

    assert '+css = "h1.headline-new"' in capsys.readouterr().out
    assert harbour.read_bytes() == before


def test_a_question_on_a_terminal_is_answered_on_stdin(
    harbour: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = harbour.read_bytes()
    keep("new", STORIES[2], "2026-06-02", names=NEW)

    for answer in ("\n", "", "yes\n"):
        assert harbour.read_bytes() == before
        terminal = io.StringIO(answer)
        monkeypatch.setattr(terminal, "isatty", lambda: True)
        monkeypatch.setattr("sys.stdin", terminal)
        assert main(["sources", "update", "harbour", "new"]) == 0

    assert "write sources/harbour.toml and 3 files of fixtures? [y/N]" in capsys.readouterr().err
    assert harbour.read_bytes() != before


def test_rules_that_still_read_the_pages_stay(harbour: Path, capsys: Capture) -> None:
    before = harbour.read_bytes()
    keep("more", STORIES[2], "2026-06-02")

    assert main(["sources", "update", "harbour", "more", "--yes"]) == 0

    assert "its rules still read these pages" in capsys.readouterr().err
    assert harbour.read_bytes() == before
    assert len(list(Path("sources/fixtures/harbour").iterdir())) == 3


def test_rules_that_read_json_are_left_to_a_person(harbour: Path, capsys: Capture) -> None:
    text = 'name = "script"\n[[article]]\n[article.json]\nendpoint = "/x?id={id}"\ntitle = "t"\n'
    harbour.write_text(text + '[article.title]\ncss = "h2.gone"\n', "utf-8")
    keep("new", STORIES[2], "2026-06-02")

    assert main(["sources", "update", str(harbour), "new", "--yes"]) == 2
    assert "article[0] reads JSON or follows pages; edit it by hand" in capsys.readouterr().err
