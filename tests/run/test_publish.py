"""publish: checked, committed only if something changed, rebased, pushed; clear words otherwise."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.errors import ConfigError, PublishError
from newsspider.ledger import Ledger
from newsspider.ledger.rebuild import opened
from newsspider.model.record import Record, Status
from newsspider.options import Options
from newsspider.outbox import digest
from newsspider.runs.publish import publish, subject
from tests.conftest import RunNewsspider as Run

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
POST = '---\ntitle: "{name}"\ndate: 2026-03-01 10:00:00 +0000\n---\n<p>T</p>\n\n<http://w.example/{name}>'


@pytest.fixture(autouse=True)
def _no_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder: Path, *args: str) -> str:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    done = subprocess.run(
        ["git", *who, *args], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def clone(tmp_path: Path, name: str) -> Path:
    bare = tmp_path / "bare.git"
    if not bare.exists():
        git(tmp_path, "init", "-q", "--bare", "-b", "main", str(bare))
    git(tmp_path, "clone", "-q", str(bare), name)
    git(tmp_path / name, "checkout", "-q", "-B", "main")
    return tmp_path / name


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return clone(tmp_path, "site")


def write(site: Path, name: str, text: str = POST) -> Path:
    """Write a post as a run would."""
    content = text.replace("{name}", name).encode()
    path = f"_posts/2026-03-01-{name}.md"
    (site / "_posts").mkdir(exist_ok=True)
    (site / path).write_bytes(content)
    ledger: Ledger = opened(site, None)
    record = Record(
        key=f"https://w.example/{name}",
        url=f"http://w.example/{name}",
        status=Status.POSTED,
        first_seen=NOW,
        last_fetched=NOW,
        path=path,
        sha256=digest(content),
        revision=1,
    )
    ledger.commit(replace(record, sha256=digest(content)))
    ledger.close()
    return site / path


def options(site: Path) -> Options:
    return Options(output=site)


def pushed(tmp_path: Path) -> list[str]:
    return git(tmp_path / "bare.git", "ls-tree", "-r", "--name-only", "main").splitlines()


def commits(tmp_path: Path) -> int:
    return int(git(tmp_path / "bare.git", "rev-list", "--count", "main"))


def test_posts_and_index_are_pushed_and_nothing_else_of_ours(site: Path, tmp_path: Path) -> None:
    write(site, "a")

    done = publish(options(site))

    assert done.where == "pushed to origin"
    assert pushed(tmp_path) == [
        ".newsspider/.gitattributes",
        ".newsspider/index.jsonl",
        "_posts/2026-03-01-a.md",
    ]
    again = publish(options(site))
    assert (again.changed, commits(tmp_path)) == (0, 1)


def test_changes_and_deletions_are_pushed_and_the_users_own_work_is_not(
    site: Path, tmp_path: Path
) -> None:
    write(site, "a")
    gone = write(site, "b")
    publish(options(site))
    write(site, "a", POST.replace("T", "Anew"))
    gone.unlink()
    write(site, "名 字")

    done = publish(options(site), message="Hourly news")

    assert done.changed == 4
    assert git(tmp_path / "bare.git", "log", "-1", "--format=%s", "main").strip() == "Hourly news"
    assert "_posts/2026-03-01-b.md" not in pushed(tmp_path)
    assert len(pushed(tmp_path)) == 4


def test_only_the_output_folder_is_committed(tmp_path: Path) -> None:
    repository = clone(tmp_path, "site")
    (repository / "draft.md").write_text("unfinished")
    git(repository, "add", "draft.md")
    output = repository / "output"
    output.mkdir()
    write(output, "a")

    publish(options(output))

    assert all(name.startswith("output/") for name in pushed(tmp_path))
    assert git(repository, "diff", "--cached", "--name-only").split() == ["draft.md"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"---\ntitle: \xff\n---\n", "not UTF-8"),
        (b"---\ntitle: A\n", "front matter has no end"),
        (b"---\ntitle: A\n---\n<<<<<<< HEAD\nx\n", "merge conflict"),
        (b"---\ntitle: A\n---\n\x00", "NUL"),
    ],
)
def test_a_broken_post_stops_everything(
    content: bytes, said: str, site: Path, tmp_path: Path
) -> None:
    write(site, "a")
    write(site, "b").write_bytes(content)

    with pytest.raises(PublishError, match=said) as caught:
        publish(options(site))

    assert "_posts/2026-03-01-b.md" in str(caught.value)
    assert git(tmp_path / "bare.git", "branch").strip() == ""


def test_what_others_pushed_is_brought_in_and_known(site: Path, tmp_path: Path) -> None:
    write(site, "a")
    publish(options(site))
    other = clone(tmp_path, "other")
    git(other, "reset", "-q", "--hard", "origin/main")
    git(other, "branch", "-q", "--set-upstream-to=origin/main")
    write(other, "theirs")
    publish(options(other))
    write(site, "ours")

    done = publish(options(site))

    assert done.where == "pushed to origin/main"
    assert (site / "_posts" / "2026-03-01-theirs.md").exists()
    record = opened(site, None).find("https://w.example/theirs")
    assert record
    assert record.sha256
    assert sum(name.startswith("_posts/") for name in pushed(tmp_path)) == 3


def test_a_collision_is_named_and_undone(site: Path, tmp_path: Path) -> None:
    write(site, "a")
    publish(options(site))
    other = clone(tmp_path, "other")
    git(other, "reset", "-q", "--hard", "origin/main")
    write(other, "a", POST.replace("T", "theirs"))
    git(other, "add", "-A", "_posts")
    git(other, "commit", "-q", "-m", "theirs")
    git(other, "push", "-q", "origin", "main")
    mine = write(site, "a", POST.replace("T", "ours"))

    with pytest.raises(PublishError, match=r"_posts/2026-03-01-a\.md.*committed here") as caught:
        publish(options(site))

    assert "\n" not in str(caught.value)
    assert "ours" in mine.read_text()
    assert git(site, "status", "--porcelain", "_posts") == ""
    assert "rebase" not in git(site, "status")


def test_a_push_that_failed_goes_out_next_time(site: Path, tmp_path: Path) -> None:
    write(site, "a")
    publish(options(site))
    write(site, "b")
    bare = tmp_path / "bare.git"
    bare.rename(tmp_path / "away.git")

    with pytest.raises(PublishError, match="goes out next time"):
        publish(options(site))
    (tmp_path / "away.git").rename(bare)
    done = publish(options(site))

    assert (done.changed, done.where) == (0, "pushed to origin/main")
    assert "_posts/2026-03-01-b.md" in pushed(tmp_path)


def test_what_cannot_be_published_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="crawl first"):
        publish(options(tmp_path / "none"))
    plain = tmp_path / "plain"
    plain.mkdir()
    with pytest.raises(ConfigError, match="no git repository"):
        publish(options(plain))
    git(tmp_path, "init", "-q", "ignoring")
    (tmp_path / "ignoring" / ".gitignore").write_text("/output/*\n")
    output = tmp_path / "ignoring" / "output"
    output.mkdir()
    write(output, "a")
    with pytest.raises(ConfigError, match=r"git ignores .*change \.gitignore"):
        publish(options(output))


def test_without_a_remote_it_is_committed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "site")
    write(tmp_path / "site", "a")

    assert "no remote" in publish(options(tmp_path / "site")).where
    assert git(tmp_path / "site", "log", "--format=%s").strip() == "Publish 1 post"


@pytest.mark.parametrize(
    ("made", "gone", "said"),
    [
        (2, 0, "Publish 2 posts"),
        (0, 1, "Take away 1 post"),
        (3, 2, "Publish 3, take away 2 posts"),
        (0, 0, "Publish 0 posts"),
    ],
)
def test_a_commit_says_what_came_and_went(made: int, gone: int, said: str) -> None:
    assert subject(made, gone) == said


def test_posts_that_were_pruned_are_not_said_to_be_published(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "site")
    write(tmp_path / "site", "a")
    publish(options(tmp_path / "site"))
    for post in (tmp_path / "site" / "_posts").iterdir():
        post.unlink()

    publish(options(tmp_path / "site"))

    assert git(tmp_path / "site", "log", "-1", "--format=%s").strip() == "Take away 1 post"


def test_a_password_in_an_address_is_not_said(site: Path) -> None:
    write(site, "a")
    git(site, "remote", "set-url", "origin", "http://user:hunter2@127.0.0.1:9/x.git")

    with pytest.raises(PublishError) as caught:
        publish(options(site))

    assert "hunter2" not in str(caught.value)


def test_a_command_runs_only_when_something_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write(site, "a")
    command = "ls _posts >> ../ran"

    publish(options(site), command=command)
    again = publish(options(site), command=command)

    assert again.where == "nothing changed"
    assert (tmp_path / "ran").read_text().split() == ["2026-03-01-a.md"]
    write(site, "b")
    with pytest.raises(PublishError, match="code 7"):
        publish(options(site), command="exit 7")
    publish(options(site), command=command)
    assert len((tmp_path / "ran").read_text().split()) == 3


@pytest.mark.slow
def test_the_command_is_silent_on_success(site: Path, tmp_path: Path, run_newsspider: Run) -> None:
    write(site, "a")

    done = run_newsspider("publish", "--out", site)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(pushed(tmp_path)) == 3
