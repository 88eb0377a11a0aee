"""newsspider prune --images: what no page names is thrown away, and nothing else."""

from pathlib import Path

import pytest

from newsspider.cli.main import main

SHOWN, DRAFTED, UNUSED = (f"{letter * 20}.jpg" for letter in "abc")
SMALL = SHOWN.replace(".jpg", "-480.jpg")  # a smaller drawing that no page offers
LOGO = "logo.png"


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the output folder of a site with a post, a draft and five pictures."""
    monkeypatch.chdir(tmp_path)
    output = tmp_path / "output"
    for name in (SHOWN, SMALL, DRAFTED, UNUSED, LOGO):
        _write(output / "assets/news" / name, name)
    _write(output / "_posts/2025-01-01-a.md", f'---\n---\n<img src="/assets/news/{SHOWN}">\n')
    _write(output / "_drafts/mine.md", f"![](/assets/news/{DRAFTED})\n")
    _write(output / "photos" / UNUSED, "in a folder that is not ours")
    return output


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _pictures(output: Path) -> set[str]:
    return {path.name for path in (output / "assets/news").iterdir()}


def test_unused_pictures_go_and_their_paths_are_told(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prune", "--images", "--paths"]) == 0

    assert _pictures(output) == {SHOWN, DRAFTED, LOGO}
    assert (output / "photos" / UNUSED).exists()
    assert capsys.readouterr().out.split() == [
        f"output/assets/news/{SMALL}", f"output/assets/news/{UNUSED}"
    ]  # fmt: skip


def test_a_dry_run_names_the_same_and_keeps_all(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _pictures(output)

    assert main(["prune", "--images", "--dry-run"]) == 0

    assert _pictures(output) == before
    assert len(capsys.readouterr().out.split()) == 2


def test_a_second_time_there_is_nothing_to_do(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prune", "--images"]) == 0

    assert main(["prune", "--images", "--paths"]) == 0

    assert capsys.readouterr().out == ""


def test_a_folder_that_is_a_link_to_elsewhere_is_left_alone(output: Path) -> None:
    elsewhere = output.parent / "elsewhere"
    (output / "assets/news").rename(elsewhere)
    (output / "assets/news").symlink_to(elsewhere)

    assert main(["prune", "--images"]) == 0

    assert (elsewhere / UNUSED).exists()
