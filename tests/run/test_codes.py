"""Exit codes of what cannot run at all: wrong words, wrong files, a folder that is taken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.run.test_fetch import URL

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["fetch"], "URL", id="no-url"),
        pytest.param(["fetch", "--flavour", "drupal", "http://x.example/"], "drupal", id="flavour"),
        pytest.param(["fetch", "--source", "nowhere", "http://x.example/"], "nowhere", id="source"),
        pytest.param(
            ["fetch", "--allow-address", "localhost", "http://x.example/"],
            "localhost",
            id="allow-address",
        ),
        pytest.param(["fetch", "--no-such", "http://x.example/"], "--no-such", id="flag"),
        pytest.param(
            ["fetch", "--config", "none.toml", "http://x.example/"], "none.toml", id="config"
        ),
        pytest.param(["crawl"], "no sources", id="no-sources"),
        pytest.param(["crawl", "eastmony"], "did you mean 'eastmoney'", id="source-typo"),
        pytest.param(["crawl", "--limit", "0"], "'0' is not a number", id="limit"),
        pytest.param(["extract"], "FILE", id="extract-nothing"),
        pytest.param(["extract", "none.html"], "none.html: cannot be read", id="extract-missing"),
        pytest.param(["extract", "--batch", "x", "--shard", "3/2"], "--shard", id="shard"),
        pytest.param(["frobnicate"], "frobnicate", id="command"),
        pytest.param(["sources", "show", "nowhere"], "nowhere", id="sources-show"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(
    arguments: list[str], said: str, tmp_path: Path, run_newsspider: Run
) -> None:
    done = run_newsspider(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[site]\nflavor = 'x'\n", "site.flavor: unknown key; did you mean 'flavour'?"),
        pytest.param("[site]\nflavour = 'x'\n", "'x'"),
        pytest.param("[site]\ntimezone = 'Mars'\n", "site.timezone: 'Mars' is not a time zone"),
        pytest.param("[site\n", "not TOML"),
        pytest.param("[crawl]\nlimit = 0\n", "crawl.limit: must be 1 or more"),
        pytest.param("[network]\nallow_addresses = ['here']\n", "here"),
    ],
)
def test_a_wrong_profile_is_one_line_and_code_2(
    text: str, said: str, tmp_path: Path, run_newsspider: Run
) -> None:
    (tmp_path / "newsspider.toml").write_text(text, "utf-8")

    done = run_newsspider("fetch", "http://x.example/", cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_code_5(tmp_path: Path, run_newsspider: Run) -> None:
    tmp_path.chmod(0o500)

    done = run_newsspider("fetch", URL, cwd=tmp_path)

    assert done.returncode == 5


def test_an_output_that_is_a_file_is_code_5(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "output").write_text("", "utf-8")

    done = run_newsspider("fetch", URL, cwd=tmp_path)

    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert "output" in done.stderr


def test_a_second_crawl_finds_the_lock(tmp_path: Path, run_newsspider: Run) -> None:
    code = (
        "import sys, pathlib\nfrom newsspider.runs import lock\n"
        "with lock.held(pathlib.Path('output/.newsspider')):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"

        done = run_newsspider("crawl", "eastmoney", cwd=tmp_path)

        assert holder.stdin is not None
        holder.stdin.close()

    assert done.returncode == 75
    assert f"pid {holder.pid}" in done.stderr
