"""A source that cannot be read without a browser says so and is left out."""

from pathlib import Path

import pytest

from newsspider.cli.main import main

SCRIPTED = """name = "scripted"
browser = "its pages are drawn by a script"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/scripted.toml").write_text(SCRIPTED, "utf-8")


def test_a_crawl_skips_it_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["crawl", "scripted"])

    said = "scripted: skipped: needs a browser (its pages are drawn by a script)\n"
    assert (code, *capsys.readouterr()) == (0, "", said)


def test_list_and_show_say_it(capsys: pytest.CaptureFixture[str]) -> None:
    main(["sources", "list"])
    listed = capsys.readouterr().out.splitlines()[0]
    main(["sources", "show", "scripted"])
    shown = capsys.readouterr()

    assert "needs a browser: its pages are drawn by a script" in listed
    assert "is not crawled: needs a browser" in shown.err
    assert shown.out == SCRIPTED
