"""A site of several flavours: each has every post, and a person's hand in any of them is respected."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider import flavours
from newsspider.runs import check
from tests.conftest import RunNewsspider as Run
from tests.run.storm import HOST, Losses, Storm, answers, kill_everywhere, storms, tree
from tests.run.zygote import Ended

pytestmark = pytest.mark.slow

PROFILE = """[site]
flavour = ["jekyll", "hugo", "pelican"]
timezone = "Asia/Shanghai"
base = "//news.example"
"""
NAME = "2026-03-07-story-0-of-the-wire-"


@pytest.fixture
def storm(tmp_path: Path) -> Iterator[Storm]:
    with storms(tmp_path, PROFILE) as running:
        yield running


@pytest.fixture
def folder(storm: Storm) -> Path:
    return storm.posted()


def fetch(storm: Storm, folder: Path, *flags: str) -> Ended:
    return storm.zygote.run("fetch", f"{HOST}/a/0", *flags, cwd=folder)


def posts(folder: Path) -> dict[str, Path]:
    """Return the first story's posts by flavour."""
    found = {"jekyll": "_posts", "hugo": "hugo/content/posts", "pelican": "pelican/content"}
    return {
        name: next(iter((folder / "output" / place).glob(f"{NAME}*")), Path("none"))
        for name, place in found.items()
    }


def lose_ledger(folder: Path) -> None:
    for file in (folder / "output" / ".newsspider").glob("ledger.db*"):
        file.unlink()


def test_every_flavour_has_every_post_and_a_page_of_its_category(folder: Path) -> None:
    names = [name for name in tree(folder) if "story" in name]

    assert len(names) == 2 * 3
    assert [name for name in tree(folder) if "story" not in name] == [
        "category/examplewire.html", "hugo/content/categories/examplewire/_index.md",
    ]  # fmt: skip
    assert not list(check.check(folder / "output", datetime.now(UTC)))


def test_all_flavours_at_once_from_the_command_line(storm: Storm) -> None:
    folder = storm.folder()
    storm.site.answers = dict(answers())

    done = fetch(storm, folder, "--flavour", "all")

    assert done.code == 0
    made = [name for name in tree(folder) if "story" in name]
    assert len(made) == len(flavours.names())
    assert {name.partition("/")[0] for name in made} == {"_posts", *flavours.names()} - {"jekyll"}


@pytest.mark.parametrize("ledger", ["kept", "lost"])
@pytest.mark.parametrize("flavour", ["jekyll", "hugo", "pelican"])
def test_an_edit_in_one_flavour_stays_and_the_others_are_revised(
    flavour: str, ledger: str, storm: Storm, folder: Path
) -> None:
    mine = posts(folder)[flavour]
    mine.write_text("mine", "utf-8")
    storm.site.answers = dict(answers("differently"))
    if ledger == "lost":
        lose_ledger(folder)

    done = fetch(storm, folder)

    assert mine.read_text("utf-8") == "mine"
    assert mine.name in done.stderr
    assert "--force takes it over" in done.stderr
    assert done.code == (1 if flavour == "jekyll" else 0)
    others = [path for name, path in posts(folder).items() if name != flavour]
    assert all("differently" in path.read_text("utf-8") for path in others)
    assert fetch(storm, folder, "--force").code == 0
    assert "differently" in mine.read_text("utf-8")


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_a_copy_that_was_deleted_stays_so_until_restore(
    ledger: str, storm: Storm, folder: Path
) -> None:
    gone = posts(folder)["hugo"]
    content = gone.read_bytes()
    gone.unlink()
    if ledger == "lost":
        lose_ledger(folder)

    done = fetch(storm, folder)

    assert not gone.exists()
    assert "was deleted by hand" in done.stderr
    assert fetch(storm, folder, "--restore").code == 0
    assert gone.read_bytes() == content


def test_a_page_of_a_category_stays_as_a_person_left_it(storm: Storm, folder: Path) -> None:
    page = folder / "output" / "category" / "examplewire.html"
    other = folder / "output" / "hugo" / "content" / "categories" / "examplewire" / "_index.md"
    page.write_text("mine", "utf-8")
    other.unlink()
    storm.site.answers = dict(answers("differently"))

    assert fetch(storm, folder).code == 0

    assert page.read_text("utf-8") == "mine"
    assert not other.exists()


def test_removed_and_pruned_in_every_flavour(storm: Storm, folder: Path) -> None:
    copy = storm.copy(folder)

    assert storm.zygote.run("remove", f"{HOST}/a/0", cwd=folder).code == 0
    assert storm.zygote.run(
        "prune", "--older-than", "3d", "--to", "old", cwd=copy
    ).code == 0  # fmt: skip

    assert not [name for name in tree(folder) if NAME in name]
    assert len([name for name in tree(folder) if "story-1" in name]) == 3
    assert not [name for name in tree(copy) if "story" in name]
    moved = {
        path.relative_to(copy / "old").parent.as_posix() for path in (copy / "old").rglob("*.md")
    }
    assert moved == {".", "hugo", "pelican"}


def test_a_flavour_that_is_added_later_keeps_the_first_where_it_is(
    storm: Storm, run_newsspider: Run
) -> None:
    storm.profile = '[site]\nflavour = "jekyll"\n'
    folder = storm.posted()
    before = tree(folder)
    (folder / "newsspider.toml").write_text('[site]\nflavour = ["hugo", "jekyll"]\n', "utf-8")

    assert fetch(storm, folder).code == 0

    assert {name: content for name, content in tree(folder).items() if name in before} == before
    assert posts(folder)["hugo"].is_file()
    (folder / "newsspider.toml").write_text('[site]\nflavour = "hugo"\n', "utf-8")
    refused = fetch(storm, folder)
    assert refused.code == 2
    assert 'have both: [site] flavour = ["jekyll", "hugo"]' in refused.stderr


def test_index_and_posts_bring_the_copies_back(storm: Storm, folder: Path) -> None:
    before = tree(folder)
    file = folder / "output" / ".newsspider" / "index.jsonl"
    line = json.loads(file.read_text("utf-8").splitlines()[0])
    assert sorted(line["copies"]) == ["hugo", "pelican"]
    shutil.rmtree(folder / "output" / ".newsspider")

    assert storm.crawl(folder).code == 0
    assert fetch(storm, folder).code == 0

    assert tree(folder) == before


@pytest.mark.parametrize("point", ["linked:2", "committed:7", "linked:5"])
def test_killed_between_two_flavours_and_run_again(point: str, storm: Storm) -> None:
    calm, stormy = storm.posted(), storm.folder()

    assert storm.crawl(stormy, failpoint=point).code == 137
    assert storm.crawl(stormy).code == 0

    losses = Losses()
    storm.judge(calm, stormy, losses)
    assert losses.none(), losses


@pytest.mark.nightly
def test_killed_at_every_step_every_flavour_is_whole(storm: Storm) -> None:
    losses = Losses()

    points = kill_everywhere(storm, losses, revise=False)

    assert losses.none(), losses
    assert losses.killed == points >= 60


def test_what_the_profile_leaves_out_has_a_reason_of_its_own(storm: Storm) -> None:
    storm.profile = PROFILE + '[site.exclude]\nkeywords = ["Story 0"]\n'
    folder = storm.folder()
    storm.site.answers = dict(answers())

    done = fetch(storm, folder)

    assert done.code == 1
    assert "rejected filtered (left out by [site.exclude]: keyword 'Story 0')" in done.stderr
    assert tree(folder) == {}
