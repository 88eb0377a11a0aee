"""Two runs at once, signals, and who waits for whom."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.cli.main import main
from newsspider.errors import LockHeld
from newsspider.extensions.report import Report
from newsspider.ledger import Ledger
from newsspider.ledger.runs import Runs
from newsspider.runs import lock
from newsspider.runs.report import summary
from tests.conftest import RunNewsspider as Run
from tests.conftest import clean_environment
from tests.run.storm import HOST, Losses, Storm, answers, tree
from tests.run.zygote import Ended, Zygote
from tests.site.server import Answer

pytestmark = pytest.mark.slow

ROUNDS = 20


def slowly(seconds: float) -> dict[str, Answer]:
    """Return the site with articles that take so long."""
    return {
        path: replace(answer, delay=seconds) if path.startswith("/a/") else answer
        for path, answer in answers().items()
    }


def test_two_at_once_twenty_times(storm: Storm) -> None:
    """One posts everything, the other ends with 75 within a second and changes nothing."""
    losses = Losses()
    calm = storm.posted()
    storm.site.answers = dict(slowly(0.4))
    ends: list[tuple[Ended, Ended]] = []
    with Zygote(clean_environment(storm.site.proxy_env())) as second:
        second.run("ledger", "check", cwd=calm)  # it has imported everything, as the first has
        for _ in range(ROUNDS):
            folder = storm.folder()
            done: list[Ended] = []
            first = threading.Thread(
                target=lambda folder=folder, done=done: done.append(storm.crawl(folder))
            )
            first.start()
            loser = second.run("crawl", cwd=folder)
            first.join()
            ends.append((done[0], loser))
            storm.judge(calm, folder, losses)

    assert losses.none(), losses
    codes = [sorted(end.code for end in pair) for pair in ends]
    assert all(pair in ([0, 75], [0, 0]) for pair in codes)  # [0, 0]: one began after the other
    assert codes.count([0, 75]) >= ROUNDS // 2
    losers = [end for pair in ends for end in pair if end.code == 75]
    assert all("is held by another run (" in end.stderr for end in losers)
    assert min(end.seconds for end in losers) < 1


@pytest.mark.parametrize(
    "command",
    [
        ("crawl",),
        ("prune", "--older-than", "3d"),
        ("publish", "--run", "true"),
        ("remove", f"{HOST}/a/1"),
        ("ledger", "rebuild"),
        ("ledger", "import", "."),
    ],
    ids=" ".join,
)
def test_a_writer_ends_with_75_within_a_second(command: tuple[str, ...], storm: Storm) -> None:
    folder = storm.posted()
    before = tree(folder)

    with lock.held(folder / "output" / ".newsspider"):
        done = storm.zygote.run(*command, cwd=folder)

    assert done.code == 75
    assert done.seconds < 3  # a second on an idle machine
    assert tree(folder) == before


@pytest.mark.parametrize(
    "command",
    [
        ("ledger", "check"),
        ("ledger", "export"),
        ("history", f"{HOST}/a/1"),
        ("prune", "--older-than", "3d", "--dry-run"),
        ("fetch", "--stdout", f"{HOST}/a/1"),
        ("crawl", "--dry-run"),
    ],
    ids=" ".join,
)
def test_a_reader_takes_no_lock(command: tuple[str, ...], storm: Storm) -> None:
    folder = storm.posted()

    with lock.held(folder / "output" / ".newsspider"):
        done = storm.zygote.run(*command, cwd=folder)

    assert done.code == 0, done.stderr


def test_a_fetch_waits_for_the_writer(storm: Storm) -> None:
    folder = storm.posted()
    with lock.held(folder / "output" / ".newsspider"):
        timer = threading.Timer(1.0, lambda: None)
        waiting: list[Ended] = []
        fetch = threading.Thread(target=lambda: waiting.append(storm.fetch(folder)))
        fetch.start()
        timer.start()
        timer.join()
        assert not waiting
    fetch.join()

    assert waiting[0].code == 0


def test_a_lock_outlives_nobody(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom newsspider.runs import lock\n"
        "with lock.held(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / ".newsspider")], stdout=subprocess.PIPE
    )
    assert holder.stdout
    holder.stdout.readline()
    with (
        pytest.raises(LockHeld, match=f"pid {holder.pid} since"),
        lock.held(tmp_path / ".newsspider"),
    ):
        pass
    left = tmp_path / f".{holder.pid}.{'0' * 16}.tmp"
    left.touch()
    holder.kill()
    holder.wait()
    holder.stdout.close()

    with lock.held(tmp_path / ".newsspider"):
        assert not left.exists()
    assert (tmp_path / ".newsspider" / "lock").read_bytes() == b""


@pytest.mark.parametrize(
    ("number", "takes"),
    [
        pytest.param(signal.SIGTERM, 60, id="SIGTERM-no-answer-in-time"),
        pytest.param(signal.SIGINT, 4, id="SIGINT-what-is-in-hand-is-ended"),
    ],
)
def test_a_signal_ends_a_run_in_time_and_nothing_is_lost(
    number: signal.Signals, takes: float, storm: Storm
) -> None:
    calm = storm.posted()
    storm.site.answers = dict(slowly(takes))
    folder = storm.folder()

    done = storm.crawl(folder, signals=((1.5, number),))

    assert done.code == 128 + number
    assert done.seconds < 1.5 + 20
    storm.site.answers = dict(answers())
    assert storm.crawl(folder).code == 0
    losses = Losses()
    storm.judge(calm, folder, losses)
    assert losses.none(), losses


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(number: signal.Signals, storm: Storm) -> None:
    storm.site.answers = dict(slowly(60))
    folder = storm.folder()

    done = storm.crawl(folder, signals=((1.5, number), (2.5, number)))

    assert done.code == 128 + number
    assert done.seconds < 2.5 + 2


def test_a_wait_ends_with_a_line(tmp_path: Path) -> None:
    began = time.monotonic()
    with (
        lock.held(tmp_path / ".newsspider"),
        pytest.raises(LockHeld),
        lock.held(tmp_path / ".newsspider", patience=0.3),
    ):
        pass

    assert 0.2 < time.monotonic() - began < 5


def test_the_code_is_75_for_a_real_process(storm: Storm, run_newsspider: Run) -> None:
    folder = storm.posted()
    with lock.held(folder / "output" / ".newsspider"):
        done = run_newsspider("crawl", cwd=folder)

    assert (done.returncode, done.stderr.count("\n")) == (75, 1)


@pytest.mark.parametrize(
    "command",
    [["status"], ["status", "mine"], ["status", "--json"], ["report", "--html", "r.html"]],
)
def test_the_past_is_shown_while_a_run_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    state = tmp_path / "output" / ".newsspider"
    with lock.held(state), closing(Ledger.open(state / "ledger.db")) as ledger:
        report = Report()
        report.begun = True
        runs = Runs(ledger)
        runs.keep("r1", "2026-03-07", {"mine": summary(report, datetime(2026, 3, 7, tzinfo=UTC))})
        with ledger.changing():
            before = sorted(state.iterdir())

            assert main(command) == 0

            assert sorted(state.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        pytest.param("nosuch", 2, "no source is called 'nosuch'", id="unknown"),
        pytest.param("eastmoney", 0, "no runs of eastmoney yet in", id="not-run"),
    ],
)
def test_the_status_of_a_source_without_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: int, said: str
) -> None:
    assert main(["status", name, "--out", str(tmp_path / "output")]) == code
    assert said in capsys.readouterr().err
