"""Pages that attack the parser: the run ends when told to, and a killer is left alone in the end."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsspider import decide
from newsspider.model.record import Record, Status
from newsspider.text.fingerprint import LONGEST, signature
from tests.conftest import RunNewsspider, clean_environment
from tests.extractor.pages import english
from tests.site.server import Answer, Site

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)


def attack(site: Site, folder: Path, *, seconds: int) -> str:
    """Lay out a page that is parsed for ever; return its address."""
    path = "/a/slow"
    slow = english().replace("<main><h1>", f"<main><h1>{'a' * 60} ")
    site.answers |= {path: Answer.html(slow), "/a/fine": Answer.html(english())}
    (folder / "sources").mkdir()
    (folder / "sources/slow.toml").write_text(
        f'name = "slow"\nhome = "{site.url}/"\ndelay = 0\n[[article]]\nmatch = "/a/"\n'
        '[article.title]\ncss = "h1"\nregex = "^((?:a+)+|N.*)$"\n'
    )
    (folder / "newsspider.toml").write_text(
        f'[network]\nallow_addresses = ["{site.address}"]\n[limits]\nparse_seconds = {seconds}\n'
    )
    return site.url + path


def test_sigterm_is_obeyed_while_a_page_is_parsed_for_ever(site: Site, tmp_path: Path) -> None:
    url = attack(site, tmp_path, seconds=60)
    run = subprocess.Popen(
        [sys.executable, "-m", "newsspider", "fetch", url],
        cwd=tmp_path, env=clean_environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not site.paths():
        time.sleep(0.05)
    time.sleep(1)

    began = time.monotonic()
    run.send_signal(signal.SIGTERM)
    _, said = run.communicate(timeout=30)

    assert run.returncode == 143
    assert time.monotonic() - began < 20
    assert said.startswith(f"{url}: ")


def test_a_page_that_kills_its_parser_is_failed_and_others_are_not(
    site: Site, tmp_path: Path, run_newsspider: RunNewsspider
) -> None:
    url = attack(site, tmp_path, seconds=1)

    done = run_newsspider("fetch", url, f"{site.url}/a/fine")

    assert done.returncode == 1
    assert done.stderr == f"{url}: failed parser (needed more than 1 s of CPU to parse)\n"
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("attempts", "reason", "asked"),
    [(1, "parser", True), (2, "parser", True), (3, "parser", False), (3, "timeout", True)],
)
def test_three_strikes_and_a_page_is_quarantined(attempts: int, reason: str, asked: bool) -> None:
    record = Record(
        key="k", url="https://harbour.example/a", status=Status.FAILED, reason=reason,
        first_seen=NOW, last_fetched=NOW, source_name="harbour", attempts=attempts,
    )  # fmt: skip

    assert decide.should_fetch(record, NOW + timedelta(days=30)) is asked


def test_a_text_without_end_is_told_apart_by_its_beginning() -> None:
    words = " ".join(f"word{number}" for number in range(20_000))

    assert signature(words) == signature(words[:LONGEST])
