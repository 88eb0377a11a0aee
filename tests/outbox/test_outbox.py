"""Whole files or none, and never over a user's own."""

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsspider.errors import LedgerError, OutputError, PostError
from newsspider.model.post import Post
from newsspider.outbox import DryOutbox, Outbox, Put

POST = Post(path="_posts/a.md", content=b"new")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("kind", [Outbox, DryOutbox])
@pytest.mark.parametrize(
    ("there", "ours", "posted", "expected"),
    [
        pytest.param(None, [], False, Put.WRITTEN, id="new"),
        pytest.param(b"new", [], False, Put.UNCHANGED, id="same"),
        pytest.param(b"new", [sha256(b"old")], True, Put.UNCHANGED, id="same-as-posted"),
        pytest.param(b"old", [sha256(b"old")], True, Put.REWRITTEN, id="ours"),
        pytest.param(b"mine", [sha256(b"old")], True, Put.EDITED, id="edited"),
        pytest.param(None, [sha256(b"old")], True, Put.DELETED, id="deleted"),
        pytest.param(b"mine", [], False, Put.OCCUPIED, id="occupied"),
        pytest.param(b"torn", [sha256(b"torn")], False, Put.REWRITTEN, id="intended"),
    ],
)
def test_what_becomes_of_a_post(
    kind: type[Outbox | DryOutbox],
    there: bytes | None,
    ours: list[str],
    posted: bool,
    expected: Put,
    tmp_path: Path,
) -> None:
    path = tmp_path / "_posts" / "a.md"
    if there is not None:
        path.parent.mkdir()
        path.write_bytes(there)

    assert kind(tmp_path).put(POST, ours=ours, posted=posted) is expected

    written = kind is Outbox and expected in (Put.WRITTEN, Put.REWRITTEN)
    after = path.read_bytes() if path.exists() else None
    assert after == (b"new" if written else there)


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.put(POST)
    before = (tmp_path / POST.path).stat()

    assert outbox.put(POST) is Put.UNCHANGED

    after = (tmp_path / POST.path).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_dry_outbox_makes_nothing(tmp_path: Path) -> None:
    assert DryOutbox(tmp_path / "out").put(POST) is Put.WRITTEN
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "path", ["../a.md", "/etc/a.md", "a//b.md", "./a.md", "a\\b.md", "a\0.md", "", "x" * 300]
)
def test_a_path_that_leads_elsewhere_is_refused(path: str, tmp_path: Path) -> None:
    for outbox in (Outbox(tmp_path), DryOutbox(tmp_path)):
        with pytest.raises(PostError, match="path"):
            outbox.put(Post(path=path, content=b"x"))


@pytest.mark.parametrize("planted", ["folder", "file"])
def test_a_planted_link_is_not_followed(planted: str, tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text("theirs")
    if planted == "folder":
        (root / "_posts").symlink_to(elsewhere)
    else:
        (root / "_posts").mkdir()
        (root / "_posts" / "a.md").symlink_to(elsewhere / "a.md")

    with pytest.raises(OutputError, match="cannot be written") as caught:
        Outbox(root).put(POST, ours=[sha256(b"theirs")], posted=True)

    assert "\n" not in str(caught.value)
    assert (elsewhere / "a.md").read_text() == "theirs"


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")

    assert Outbox(tmp_path / "out").put(POST) is Put.WRITTEN


def test_what_dead_processes_left_aside_is_swept(tmp_path: Path) -> None:
    folder = tmp_path / "_posts"
    folder.mkdir()
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left = folder / f".{int(dead.stdout)}.{'0' * 16}.tmp"
    alive = folder / f".{os.getpid()}.{'1' * 16}.tmp"
    own = folder / ".keep"
    for file in (left, alive, own):
        file.write_text("")

    Outbox(tmp_path).put(POST)

    assert not left.exists()
    assert alive.exists()
    assert own.exists()


def test_a_full_disk_leaves_nothing_torn(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from newsspider.outbox import Outbox\nfrom newsspider.model.post import Post\n"
        "from newsspider.errors import OutputError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    Outbox(Path(sys.argv[1])).put(Post(path='_posts/a.md', content=b'x' * 5000))\n"
        "except OutputError as error:\n    print(error, error.exit_code)\n"
    )
    assert resource.RLIMIT_FSIZE is not None

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip().endswith(" 5")
    assert str(tmp_path) in done.stdout
    assert list((tmp_path / "_posts").iterdir()) == []


def test_a_state_file_is_written_only_when_it_changes(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.replace(".newsspider/index.jsonl", b"a")
    before = (tmp_path / ".newsspider" / "index.jsonl").stat().st_ino
    outbox.replace(".newsspider/index.jsonl", b"a")

    assert (tmp_path / ".newsspider" / "index.jsonl").stat().st_ino == before
    outbox.replace(".newsspider/index.jsonl", b"b")
    assert (tmp_path / ".newsspider" / "index.jsonl").read_bytes() == b"b"


def test_what_comes_in_pieces_is_written_only_when_it_changes(tmp_path: Path) -> None:
    outbox, file = Outbox(tmp_path), tmp_path / ".newsspider" / "index.jsonl"
    outbox.pour(".newsspider/index.jsonl", iter((b"a", b"b")))
    before = file.stat().st_ino
    outbox.pour(".newsspider/index.jsonl", iter((b"", b"ab")))

    assert file.stat().st_ino == before
    outbox.pour(".newsspider/index.jsonl", iter((b"ab", b"c")))
    assert file.read_bytes() == b"abc"
    outbox.pour(".newsspider/index.jsonl", iter(()))
    assert file.read_bytes() == b""
    assert [path.name for path in file.parent.iterdir()] == ["index.jsonl"]


def test_pieces_that_break_off_leave_the_file_as_it_was(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise LedgerError("the ledger is damaged")

    outbox = Outbox(tmp_path)
    outbox.pour("index.jsonl", (b"whole",))

    with pytest.raises(LedgerError):
        outbox.pour("index.jsonl", pieces())

    assert (tmp_path / "index.jsonl").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["index.jsonl"]
