"""Edits, deletions, revisions, removals, prunings, a lost ledger: whole commands, one after another."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.run.storm import HOST, Losses, Storm, answers, index, page, tree
from tests.run.zygote import Ended

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(storm: Storm) -> Path:
    """A working folder with two posts."""
    return storm.posted()


def post(folder: Path, number: int = 0) -> Path:
    return next((folder / "output" / "_posts").glob(f"*story-{number}-*"))


def fetch(storm: Storm, folder: Path, *flags: str, number: int = 0) -> Ended:
    return storm.zygote.run("fetch", f"{HOST}/a/{number}", *flags, cwd=folder)


def lose_ledger(folder: Path) -> None:
    for file in (folder / "output" / ".newsspider").glob("ledger.db*"):
        file.unlink()


def test_a_revision_keeps_the_file_and_history_shows_it(
    storm: Storm, folder: Path, run_newsspider: Run
) -> None:
    before = post(folder)
    storm.site.answers = dict(answers("differently"))

    assert fetch(storm, folder).code == 0

    assert post(folder) == before
    assert "differently" in before.read_text("utf-8")
    shown = run_newsspider("history", f"{HOST}/a/0", cwd=folder)
    assert shown.returncode == 0
    assert "  revision  2" in shown.stdout
    assert '+title: "Story 0 of the wire differently"' in shown.stdout
    by_path = run_newsspider("history", before.relative_to(folder), cwd=folder)
    assert by_path.stdout == shown.stdout
    assert run_newsspider("history", f"{HOST}/none", cwd=folder).returncode == 1


def test_a_revision_keeps_a_date_that_only_the_list_told(storm: Storm) -> None:
    storm.site.answers = {**answers(), "/a/0": page("Story 0 of the wire", "")}
    folder = storm.folder()
    assert storm.crawl(folder).code == 0
    storm.site.answers |= {"/a/0": page("Story 0 of the wire", "differently")}

    assert fetch(storm, folder).code == 0

    assert "differently" in post(folder).read_text("utf-8")
    assert "date: 2026-03-07 01:30:00 +0000" in post(folder).read_text("utf-8")


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_an_edit_stays_until_force(ledger: str, storm: Storm, folder: Path) -> None:
    post(folder).write_text("mine", "utf-8")
    storm.site.answers = dict(answers("differently"))
    if ledger == "lost":
        lose_ledger(folder)

    refused = fetch(storm, folder)

    assert refused.code == 1
    assert "rejected edited-by-user" in refused.stderr
    assert post(folder).read_text("utf-8") == "mine"
    assert fetch(storm, folder, "--force").code == 0
    assert "differently" in post(folder).read_text("utf-8")


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_a_deletion_stays_until_restore(ledger: str, storm: Storm, folder: Path) -> None:
    gone = post(folder)
    content = gone.read_bytes()
    gone.unlink()
    if ledger == "lost":
        lose_ledger(folder)

    assert storm.crawl(folder).code == 0
    refused = fetch(storm, folder)

    assert "rejected deleted-by-user" in refused.stderr
    assert not gone.exists()
    assert fetch(storm, folder, "--restore").code == 0
    assert gone.read_bytes() == content


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_a_removal_is_for_good_until_restore(ledger: str, storm: Storm, folder: Path) -> None:
    gone, other = post(folder), post(folder, 1)
    content = gone.read_bytes()

    assert storm.zygote.run("remove", f"{HOST}/a/0?utm_source=x", cwd=folder).code == 0

    assert not gone.exists()
    assert other.exists()
    assert [line["state"] for line in index(folder)] == ["removed", "posted"]
    if ledger == "lost":
        lose_ledger(folder)
    assert storm.crawl(folder).code == 0
    assert "rejected removed-by-user" in fetch(storm, folder).stderr
    assert not gone.exists()
    assert index(folder)[0]["path"] == f"_posts/{gone.name}"
    assert fetch(storm, folder, "--restore").code == 0
    assert gone.read_bytes() == content
    assert [line["state"] for line in index(folder)] == ["posted", "posted"]


def test_what_was_never_posted_can_be_removed(storm: Storm) -> None:
    storm.site.answers = dict(answers())
    folder = storm.folder()

    assert storm.zygote.run("remove", f"{HOST}/a/0", cwd=folder).code == 0
    assert storm.crawl(folder).code == 0

    assert len(tree(folder)) == 1
    assert len(index(folder)) == 2


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_a_lost_ledger_changes_nothing(ledger: str, storm: Storm, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "output" / "_posts").iterdir()}
    asked = len(storm.site.requests)
    if ledger == "lost":
        lose_ledger(folder)
        (folder / "output" / ".newsspider" / "ledger.db").touch()

    assert storm.crawl(folder).code == 0

    paths = [request.path for request in storm.site.requests[asked:]]
    assert [path for path in paths if path.startswith("/a/")] == []
    after = {path: path.stat().st_mtime_ns for path in (folder / "output" / "_posts").iterdir()}
    assert after == before


def test_without_ledger_and_index_the_posts_are_known_by_their_address(
    storm: Storm, folder: Path
) -> None:
    before = tree(folder)
    shutil.rmtree(folder / "output" / ".newsspider")

    assert storm.crawl(folder).code == 0

    assert tree(folder) == before
    assert storm.site.paths()[-1] == "/feed.xml"


def test_a_post_of_the_users_is_known_by_its_address(storm: Storm) -> None:
    storm.site.answers = dict(answers())
    folder = storm.folder()
    assert storm.crawl(folder, failpoint="lock:2").code == 137  # an empty ledger is there already
    shutil.rmtree(folder / "output" / "_posts", ignore_errors=True)
    lose_ledger(folder)
    (folder / "output" / ".newsspider" / "index.jsonl").unlink(missing_ok=True)
    assert storm.zygote.run("ledger", "rebuild", cwd=folder).code == 0
    mine = folder / "output" / "_posts" / "2020-01-01-mine.md"
    mine.parent.mkdir()
    mine.write_text(f"---\ntitle: Mine\n---\nMy words.\n\n<{HOST}/a/0>\n", "utf-8")

    assert storm.crawl(folder).code == 0

    assert min(tree(folder)) == "_posts/2020-01-01-mine.md"
    assert len(tree(folder)) == 2


@pytest.mark.parametrize("ledger", ["kept", "lost"])
@pytest.mark.parametrize("to", [True, False], ids=["moved", "deleted"])
def test_pruned_posts_do_not_come_back(to: bool, ledger: str, storm: Storm, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "output" / "_posts").iterdir()}
    edited = post(folder, 1)
    edited.write_text("mine", "utf-8")
    where = ("--to", "old_post") if to else ()

    done = storm.zygote.run("prune", "--older-than", "3d", *where, cwd=folder)

    assert done.code == 0
    if to:
        moved = {path.name: path.read_bytes() for path in (folder / "old_post").iterdir()}
        assert moved == before | {edited.name: b"mine"}
        assert tree(folder) == {}
    else:
        assert list(tree(folder)) == [f"_posts/{edited.name}"]
        assert "is not as we wrote it" in done.stderr
    if ledger == "lost":
        lose_ledger(folder)
    kept = tree(folder)
    assert storm.crawl(folder).code == 0
    assert tree(folder) == kept
    assert "rejected pruned" in fetch(storm, folder).stderr
    assert fetch(storm, folder, "--restore").code == 0
    assert post(folder).read_bytes() == before[post(folder).name]


def test_a_prune_that_is_killed_is_ended_by_the_next(storm: Storm, folder: Path) -> None:
    calm = storm.copy(folder)
    command = ("prune", "--older-than", "3d", "--to", "output/old_post")
    assert storm.zygote.run(*command, cwd=calm).code == 0
    for number in range(1, 100):
        stormy = storm.copy(folder)
        code = storm.zygote.run(*command, cwd=stormy, failpoint=f"*:{number}").code
        if code == 0:
            break
        assert storm.zygote.run(*command, cwd=stormy).code == 0
        assert tree(stormy) == tree(calm)
        assert index(stormy) == index(calm)
        assert list(stormy.rglob("*.tmp*")) == []
    assert number > 10


def test_a_young_post_is_not_pruned(storm: Storm, folder: Path) -> None:
    days = (datetime.now(UTC) - datetime(2026, 3, 7, tzinfo=UTC)).days + 1

    assert storm.zygote.run("prune", "--older-than", f"{days}d", cwd=folder).code == 0
    assert len(tree(folder)) == 2
    assert storm.zygote.run("prune", "--older-than", f"{days - 2}d", cwd=folder).code == 0
    assert len(tree(folder)) == 0
    for wrong in ("3", "d", "-3d", "3 days"):
        assert storm.zygote.run("prune", f"--older-than={wrong}", cwd=folder).code == 2


def test_the_ledger_command(storm: Storm, folder: Path) -> None:
    def ledger(*args: str) -> Ended:
        return storm.zygote.run("ledger", *args, cwd=folder)

    old = folder / "old"
    old.mkdir()
    (old / "2020-01-01-x.md").write_text(f"---\ntitle: X\n---\nT\n\n<{HOST}/a/9>\n", "utf-8")

    adopted = ledger("import", "old")
    checked = ledger("check")
    exported = ledger("export")

    assert adopted.stdout.startswith("1 articles adopted, 0 known before")
    assert checked.stdout.startswith("sound: 3 articles, 2 posts as we wrote them")
    file = folder / "output" / ".newsspider" / "index.jsonl"
    assert exported.stdout == file.read_text("utf-8")
    assert len(exported.stdout.splitlines()) == 3
    before = index(folder)
    rebuilt = ledger("rebuild")
    assert "3 articles from the index" in rebuilt.stdout
    assert index(folder) == before
    assert ledger("import").code == 2


def test_a_damaged_ledger_is_code_69_and_can_be_rebuilt(storm: Storm, folder: Path) -> None:
    database = folder / "output" / ".newsspider" / "ledger.db"
    content = database.read_bytes()
    database.write_bytes(content[:2000] + b"\xff" * 9000 + content[11000:])

    refused = storm.crawl(folder)

    assert refused.code == 69
    assert "newsspider ledger rebuild" in refused.stderr
    before = tree(folder)
    assert storm.zygote.run("ledger", "rebuild", cwd=folder).code == 0
    assert storm.crawl(folder).code == 0
    assert tree(folder) == before
    losses = Losses()
    storm.judge(storm.posted(), folder, losses)
    assert losses.none(), losses
