"""Every fault ends as it must, in one run of ``fetch`` over all of them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import clean_environment
from tests.faults.lies import LIES
from tests.faults.measure import LIMITS, PATHS
from tests.faults.server import FaultServer
from tests.faults.wire import FAULTS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127/8")
KINDS = {"soft-404", "consent-wall", "paywall-stub", "log-in", "captcha"}


@dataclass
class Outcome:
    """What a run over all faults left."""

    ends: dict[str, str] = field(default_factory=dict)  # by fault: "failed reset", or "posted"
    posts: dict[str, str] = field(default_factory=dict)
    said: str = ""
    code: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    victims: int = 0
    asked: dict[tuple[str, str], int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    """One run over every fault, its time limits shortened."""
    folder = tmp_path_factory.mktemp("faults")
    names = {name: each[0] for name, each in FAULTS.items()}
    names |= {name: each[0] for name, each in LIES.items()}
    with FaultServer(names) as server:
        urls = {name: server.url(name, PATHS.get(name, "/news/story.html")) for name in names}
        (folder / "newsspider.toml").write_text(
            "[network]\nallow_addresses = ["
            + ", ".join(f'"{each}"' for each in server.allowed)
            + f"]\n{LIMITS}"
        )
        began = time.monotonic()
        run = subprocess.Popen(
            [sys.executable, "-m", "newsspider", "fetch", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=folder, env=clean_environment(),
        )  # fmt: skip
        assert run.stdin is not None
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdin.write("\n".join(urls.values()))
        run.stdin.close()
        said, made = run.stderr.read(), run.stdout.read().splitlines()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        yield _read(folder, server, urls, said, made, run.returncode, time.monotonic() - began,
                    used.ru_maxrss / 1024)  # fmt: skip


def _read(
    folder: Path, server: FaultServer, urls: dict[str, str], said: str, made: list[str],
    code: int, seconds: float, megabytes: float,
) -> Outcome:  # fmt: skip
    found = Outcome(said=said, code=code, seconds=seconds, megabytes=megabytes)
    found.victims, found.asked = server.victims, dict(server.asked)
    lines = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
    posts = [(folder / path).read_text() for path in made]
    for name, url in urls.items():
        found.ends[name] = " ".join(lines.get(url, "").split()[:3])
        mine = [text for text in posts if f"{server.hosts[name]}:" in text]
        if mine:
            found.ends[name] = found.ends[name] or "posted"
            found.posts[name] = mine[0]
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_wire_ends_as_it_must(name: str, outcome: Outcome) -> None:
    _, end, reason = FAULTS[name]

    assert _fits(outcome.ends[name], end, reason)
    assert (name in outcome.posts) is (end == "posted")


@pytest.mark.parametrize("name", LIES)
def test_a_page_that_lies_ends_as_it_must(name: str, outcome: Outcome) -> None:
    _, end, reason, holds, holds_not = LIES[name]

    assert _fits(outcome.ends[name], end, reason)
    assert (name in outcome.posts) is (end == "posted")
    post = outcome.posts.get(name, "")
    assert [each for each in holds if each not in post] == []
    assert [each for each in holds_not if each in post] == []


def _fits(found: str, end: str, reason: str) -> bool:
    words = found.split()
    if not words or words[0] != end:
        return False
    return not reason or reason in words or (reason == "*" and len(words) > 1)


def test_nothing_reached_the_address_that_was_not_allowed(outcome: Outcome) -> None:
    assert outcome.victims == 0


def test_no_address_is_asked_without_end(outcome: Outcome) -> None:
    hopping = {name for name, _ in outcome.asked if "redirect" in name} | {"robots-loop"}
    most = {at: times for at, times in outcome.asked.items() if at[0] not in hopping}

    assert max(outcome.asked.values()) <= 6
    assert {at: times for at, times in most.items() if times > 3} == {}


def test_liquid_in_a_title_stays_in_the_front_matter(outcome: Outcome) -> None:
    _, head, body = outcome.posts["title-liquid"].split("---\n", 2)

    assert "{{ site.secret }}" in head
    assert "{{" not in body
    assert "{%" not in body


def test_dates_that_lie_are_flagged(outcome: Outcome) -> None:
    assert "date: 2999" not in outcome.posts["date-future"]


def test_the_parent_stays_small(outcome: Outcome) -> None:
    assert outcome.megabytes < 512


def test_every_line_of_the_run_is_one_line_of_plain_text(outcome: Outcome) -> None:
    assert outcome.code == 1
    assert outcome.said.isprintable() or set(outcome.said) - {"\n"} == {
        each for each in outcome.said if each.isprintable()
    }
    assert "Traceback" not in outcome.said
