"""Posts that are taken down take their mirrored pictures along, but for what others show."""

from pathlib import Path

import pytest

from tests.images.pictures import picture
from tests.run.storm import HOST, Storm, answers, tree
from tests.site.server import Answer, Route

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(storm: Storm) -> Path:
    """A working folder with two posts: both show one picture, the first one more."""
    pages: dict[str, Route] = dict(answers())
    for number, names in enumerate((("own", "shared"), ("shared",))):
        page = pages[f"/a/{number}"]
        assert isinstance(page, Answer)
        assert isinstance(page.body, str)
        shown = "".join(f'<figure><img src="/i/{name}.png"></figure>' for name in names)
        pages[f"/a/{number}"] = Answer.html(page.body.replace("</p><p>", f"</p>{shown}<p>", 1))
    pages["/i/own.png"] = Answer(body=picture(size=(400, 300)))
    pages["/i/shared.png"] = Answer(body=picture(size=(600, 300)))
    storm.site.answers = pages
    folder = storm.folder()
    (folder / "newsspider.toml").write_text('[output]\nassets = "mirror"\n', "utf-8")
    assert storm.crawl(folder).code == 0
    assert len(copies(folder)) == 2
    return folder


def copies(folder: Path) -> list[str]:
    return sorted(name for name in tree(folder) if name.startswith("assets/"))


def remove(storm: Storm, folder: Path, number: int, failpoint: str = "") -> list[str]:
    """Remove an article; give the paths that were printed, under the output folder."""
    url = f"{HOST}/a/{number}"
    done = storm.zygote.run("remove", url, cwd=folder, failpoint=failpoint)
    assert done.code in (0, 137), done.stderr
    return [line.removeprefix("output/") for line in done.stdout.splitlines()]


def test_a_removed_post_takes_the_pictures_that_no_other_shows(storm: Storm, folder: Path) -> None:
    before = tree(folder)

    printed = remove(storm, folder, 0)

    assert set(before) - set(tree(folder)) == set(printed)
    assert len(printed) == 2
    assert len(copies(folder)) == 1
    assert len(remove(storm, folder, 1)) == 2
    assert tree(folder) == {}


def test_a_picture_of_the_users_own_post_or_name_stays(storm: Storm, folder: Path) -> None:
    mine = folder / "output" / "_drafts" / "mine.md"
    mine.parent.mkdir()
    mine.write_text(f"---\n---\n![](/{copies(folder)[0]}) ![](/{copies(folder)[1]})\n", "utf-8")
    (folder / "output/assets/news/logo.png").write_bytes(b"mine")

    remove(storm, folder, 0)
    remove(storm, folder, 1)

    assert len(copies(folder)) == 3


def test_a_removal_that_is_killed_anywhere_is_ended_by_the_next_run(
    storm: Storm, folder: Path
) -> None:
    calm = storm.copy(folder)
    remove(storm, calm, 0)
    for number in range(1, 60):
        stormy = storm.copy(folder)
        if remove(storm, stormy, 0, failpoint=f"*:{number}"):
            break
        buried = '"removed"' in storm.zygote.run("ledger", "export", cwd=stormy).stdout
        assert storm.zygote.run("prune", "--older-than", "9000d", cwd=stormy).code == 0
        assert tree(stormy) == tree(calm if buried else folder)
    assert number > 8


def test_a_lost_picture_is_in_the_report(storm: Storm, folder: Path) -> None:
    storm.site.answers |= {"/i/own.png": Answer(status=404)}
    fresh = storm.folder()
    (fresh / "newsspider.toml").write_text('[output]\nassets = "mirror"\n', "utf-8")

    assert storm.crawl(fresh).code == 0

    (report,) = (fresh / "output/.newsspider/reports").glob("*.json")
    assert f"{HOST}/i/own.png: image lost (HTTP 404)" in report.read_text("utf-8")
